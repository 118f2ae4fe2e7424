/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-links-box.h"

#include <glib/gi18n.h>

#include "rw-action.h"

struct _RwLinksBox
{
  GtkBox parent_instance;

  const char *action; /* (nullable): that links, for its key */
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_UNLINK,
  SIGNAL_LINK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwLinksBox, rw_links_box, GTK_TYPE_BOX)

/**
 * rw_link_label:
 * @outgoing: as it is read from its source; else from its target
 *
 * Returns: what a link means, translated: "Caused by", and from the other end "Causes"
 */
const char *
rw_link_label (RwLinkType type,
               gboolean   outgoing)
{
  if (outgoing)
    return rw_enum_label (&rw_enum_link_type, type);
  switch (type)
    {
    case RW_LINK_TYPE_CAUSED_BY:
      return C_ ("link", "Causes");
    case RW_LINK_TYPE_BLOCKS:
      return C_ ("link", "Blocked by");
    case RW_LINK_TYPE_RECURRENCE:
      return C_ ("link", "Came back as");
    case RW_LINK_TYPE_DUPLICATE:
      return C_ ("link", "Has the duplicate");
    case RW_LINK_TYPE_CHILD:
      return C_ ("link", "Parent of");
    case RW_LINK_TYPE_AFFECTS:
      return C_ ("link", "Affected by");
    case RW_LINK_TYPE_FIXED_BY:
      return C_ ("link", "Fixes");
    case RW_LINK_TYPE_RELATED:
    case RW_LINK_TYPE_N_VALUES:
    default:
      return rw_enum_label (&rw_enum_link_type, type);
    }
}

static void
open_cb (GtkWidget        *button,
         RwLinksBox *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "rw-kind")),
                 g_object_get_data (G_OBJECT (button), "rw-id"));
}

static void
unlink_cb (GtkWidget        *button,
           RwLinksBox *self)
{
  g_signal_emit (self, signals[SIGNAL_UNLINK], 0, g_object_get_data (G_OBJECT (button), "rw-id"));
}

static void
link_cb (RwLinksBox *self)
{
  g_signal_emit (self, signals[SIGNAL_LINK], 0);
}

static const char *
status_label (const RwTicketLink *link)
{
  if (link->status < 0)
    return rw_kind_label (link->kind);
  return rw_enum_label (link->kind == RW_KIND_TICKET ? &rw_enum_ticket_status
                                                     : &rw_enum_change_status,
                        link->status);
}

static void
add_heading (RwLinksBox *self,
             const char       *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_set_margin_top (label, 6);
  gtk_box_append (GTK_BOX (self), label);
}

static void
add_link (RwLinksBox   *self,
          const RwTicketLink *link,
          gboolean            may_edit)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4), *button = gtk_button_new (),
            *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label,
            *status = gtk_label_new (status_label (link));
  const char *title = link->title != NULL ? link->title : _ ("A record that is not here");
  g_autofree char *name =
    link->number != NULL ? g_strdup_printf ("%s %s", link->number, title) : g_strdup (title);
  g_autofree char *sentence =
    g_strdup_printf ("%s: %s, %s", rw_link_label (link->type, link->outgoing), name,
                     status_label (link));

  label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_sensitive (button, (int) link->kind >= 0);
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
  g_object_set_data (G_OBJECT (button), "rw-kind", GINT_TO_POINTER (link->kind));
  g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (&link->other), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_cb), self, 0);
  gtk_label_set_xalign (GTK_LABEL (status), 0);
  gtk_widget_add_css_class (status, "caption");
  gtk_box_append (GTK_BOX (texts), button);
  gtk_box_append (GTK_BOX (texts), status);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (row), texts);
  if (may_edit)
    {
      GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
      g_autofree char *what = g_strdup_printf (_ ("Remove the link to %s"), name);

      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_add_css_class (remove, "circular");
      gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (remove, what);
      gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, what,
                                      -1);
      g_object_set_data_full (G_OBJECT (remove), "rw-id", rw_id_copy (&link->id), g_free);
      g_signal_connect_object (remove, "clicked", G_CALLBACK (unlink_cb), self, 0);
      gtk_box_append (GTK_BOX (row), remove);
    }
  gtk_box_append (GTK_BOX (self), row);
}

/**
 * rw_links_box_show:
 * @links: (element-type RwTicketLink): by meaning
 * @may_edit: whether the person may add and remove some
 */
void
rw_links_box_show (RwLinksBox *self,
                          GPtrArray        *links,
                          gboolean          may_edit)
{
  const char *heading = NULL;
  GtkWidget *child;

  g_return_if_fail (RW_IS_LINKS_BOX (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < links->len; i++)
    {
      const RwTicketLink *link = links->pdata[i];
      const char *label = rw_link_label (link->type, link->outgoing);

      if (heading == NULL || !g_str_equal (heading, label))
        add_heading (self, label);
      heading = label;
      add_link (self, link, may_edit);
    }
  if (may_edit)
    {
      GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Link…"));

      gtk_widget_add_css_class (add, "flat");
      if (self->action != NULL && rw_actions_find (self->action) != NULL)
        {
          g_autofree char *tooltip = rw_action_tooltip (self->action);

          gtk_widget_set_tooltip_text (add, tooltip);
        }
      g_signal_connect_object (add, "clicked", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self), add);
    }
}

static void
rw_links_box_class_init (RwLinksBoxClass *klass)
{
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_LINKS_BOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_UNLINK] = g_signal_new ("unlink", RW_TYPE_LINKS_BOX, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_LINK] = g_signal_new ("link", RW_TYPE_LINKS_BOX, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_links_box_init (RwLinksBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
}

/**
 * rw_links_box_new:
 * @action: (nullable): id of the action that links, a constant; its key is in the tooltip
 */
GtkWidget *
rw_links_box_new (const char *action)
{
  RwLinksBox *self = g_object_new (RW_TYPE_LINKS_BOX, NULL);

  self->action = action;
  return GTK_WIDGET (self);
}
