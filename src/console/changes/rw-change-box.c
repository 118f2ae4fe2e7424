/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-box.h"

#include <glib/gi18n.h>

#include "rw-submit.h"

typedef struct
{
  GtkWidget *head;
  GtkWidget *heading;
  GtkWidget *summary;
  const RwChangeShown *shown; /* (nullable): not owned */
} RwChangeBoxPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RwChangeBox, rw_change_box, GTK_TYPE_BOX)

static RwChangeBoxPrivate *
get_private (RwChangeBox *self)
{
  return rw_change_box_get_instance_private (self);
}

static void
rw_change_box_class_init (RwChangeBoxClass *klass)
{
}

static void
rw_change_box_init (RwChangeBox *self)
{
  RwChangeBoxPrivate *priv = get_private (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  priv->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  priv->heading = rw_change_label_new (NULL, "heading");
  gtk_label_set_wrap (GTK_LABEL (priv->heading), FALSE);
  priv->summary = rw_change_label_new (NULL, "dimmed");
  gtk_widget_set_hexpand (priv->summary, TRUE);
  gtk_box_append (GTK_BOX (priv->head), priv->heading);
  gtk_box_append (GTK_BOX (priv->head), priv->summary);
  gtk_widget_set_visible (priv->head, FALSE);
  gtk_box_append (GTK_BOX (self), priv->head);
}

/**
 * rw_change_label_new:
 * @text: (nullable)
 * @css_class: (nullable)
 *
 * Returns: (transfer floating): a label that wraps and begins at the start
 */
GtkWidget *
rw_change_label_new (const char *text,
                     const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

/**
 * rw_change_entry_show:
 * @row: an #AdwEntryRow with a button to apply
 * @known: (inout) (nullable): what last came from the record or was applied
 * @text: what is in the record
 * @other: whether it is another change than before
 *
 * Shows what is in the record, unless a person has typed something that is not applied yet.
 */
void
rw_change_entry_show (GtkWidget  *row,
                      char      **known,
                      const char *text,
                      gboolean    other)
{
  const char *typed;

  g_return_if_fail (ADW_IS_ENTRY_ROW (row) && known != NULL && text != NULL);
  typed = gtk_editable_get_text (GTK_EDITABLE (row));
  if (!other && g_strcmp0 (typed, *known) != 0 && !g_str_equal (typed, text))
    return;
  g_set_str (known, text);
  if (g_str_equal (typed, text))
    return;
  /* What comes from the record is nothing to apply. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
}

void
rw_change_box_set_heading (RwChangeBox *self,
                           const char  *heading)
{
  g_return_if_fail (RW_IS_CHANGE_BOX (self));
  gtk_label_set_label (GTK_LABEL (get_private (self)->heading), heading);
  gtk_widget_set_visible (get_private (self)->head, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
}

/**
 * rw_change_box_set_summary:
 * @summary: (nullable): a few words behind the heading
 */
void
rw_change_box_set_summary (RwChangeBox *self,
                           const char  *summary)
{
  g_return_if_fail (RW_IS_CHANGE_BOX (self));
  gtk_label_set_label (GTK_LABEL (get_private (self)->summary), summary != NULL ? summary : "");
}

/**
 * rw_change_box_add_action:
 * @widget: a button at the end of the heading
 */
void
rw_change_box_add_action (RwChangeBox *self,
                          GtkWidget   *widget)
{
  g_return_if_fail (RW_IS_CHANGE_BOX (self));
  gtk_widget_add_css_class (widget, "flat");
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (get_private (self)->head), widget);
}

/**
 * rw_change_box_show:
 * @shown: stays valid until rw_change_box_forget()
 * @other: whether it is another change than before
 */
void
rw_change_box_show (RwChangeBox         *self,
                    const RwChangeShown *shown,
                    gboolean             other)
{
  g_return_if_fail (RW_IS_CHANGE_BOX (self) && shown != NULL);
  get_private (self)->shown = shown;
  RW_CHANGE_BOX_GET_CLASS (self)->show (self, shown, other);
}

/**
 * rw_change_box_forget:
 *
 * The page goes, and what was shown goes with it: an answer that still comes to the box finds nothing.
 */
void
rw_change_box_forget (RwChangeBox *self)
{
  g_return_if_fail (RW_IS_CHANGE_BOX (self));
  get_private (self)->shown = NULL;
}

void
rw_change_box_leave (RwChangeBox *self)
{
  g_return_if_fail (RW_IS_CHANGE_BOX (self));
  if (RW_CHANGE_BOX_GET_CLASS (self)->leave != NULL)
    RW_CHANGE_BOX_GET_CLASS (self)->leave (self);
}

/**
 * rw_change_box_get_shown:
 *
 * Returns: (transfer none) (nullable): what is shown; %NULL before there is anything
 */
const RwChangeShown *
rw_change_box_get_shown (RwChangeBox *self)
{
  const RwChangeShown *shown;

  g_return_val_if_fail (RW_IS_CHANGE_BOX (self), NULL);
  shown = get_private (self)->shown;
  return shown != NULL && shown->detail != NULL ? shown : NULL;
}

/**
 * rw_change_box_get_change:
 *
 * Returns: (transfer none) (nullable): the change that is shown
 */
RwRecord *
rw_change_box_get_change (RwChangeBox *self)
{
  const RwChangeShown *shown = rw_change_box_get_shown (self);

  return shown != NULL ? shown->detail->change : NULL;
}

RwPage *
rw_change_box_get_page (RwChangeBox *self)
{
  return RW_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), RW_TYPE_PAGE));
}

/**
 * rw_change_box_get_name:
 *
 * Returns: (transfer none): the number of the change, or its title as long as it has none
 */
const char *
rw_change_box_get_name (RwChangeBox *self)
{
  RwRecord *change = rw_change_box_get_change (self);
  const char *number = change != NULL ? rw_record_get_text (change, RW_CHANGE_NUMBER) : NULL;

  return number != NULL ? number : change != NULL ? rw_record_get_title (change) : "";
}

/* The fields show what is in the record again. */
static void
refused_cb (GtkWidget *widget,
            gpointer   data)
{
  RwChangeBox *self = RW_CHANGE_BOX (widget);
  const RwChangeShown *shown = rw_change_box_get_shown (self);

  if (shown == NULL)
    return;
  if (RW_CHANGE_BOX_GET_CLASS (self)->refused != NULL)
    RW_CHANGE_BOX_GET_CLASS (self)->refused (self, shown);
  rw_change_box_show (self, shown, FALSE);
}

/**
 * rw_change_box_submit:
 * @edits: (transfer full) (element-type RwEdit): one group
 * @label: what was done, for undo
 *
 * Where it is refused the box is shown again, as the change is.
 */
void
rw_change_box_submit (RwChangeBox *self,
                      GPtrArray   *edits,
                      const char  *label)
{
  RwPage *page = rw_change_box_get_page (self);

  if (page != NULL && edits->len > 0)
    rw_submit_or (GTK_WIDGET (self), rw_page_get_session (page), edits, label, refused_cb, NULL);
  g_ptr_array_unref (edits);
}

/**
 * rw_change_box_alter:
 * @after: the change as the person wants it; decisions that were for the change as it was are taken back with it
 */
void
rw_change_box_alter (RwChangeBox *self,
                     RwRecord    *after,
                     const char  *label)
{
  const RwChangeShown *shown = rw_change_box_get_shown (self);

  g_return_if_fail (shown != NULL);
  rw_change_box_submit (self, rw_change_alter (shown->detail->change, after, FALSE, shown->detail->approvals), label);
}

void
rw_change_box_open (RwChangeBox *self,
                    RwKind       kind,
                    const RwId  *id)
{
  RwPage *page = rw_change_box_get_page (self);
  RwId copy = *id;

  if (page != NULL && kind != RW_KIND_NONE)
    rw_page_open (page, kind, &copy);
}

/**
 * rw_change_box_clear:
 * @box: a #GtkBox, to lose its children
 */
void
rw_change_box_clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
