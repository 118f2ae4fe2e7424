/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-conflict-card.h"

#include <glib/gi18n.h>

#include "rw-format.h"

/* Of a long text so much is shown; the tooltip has more. */
#define LINES_MOST 6

struct _RwConflictCard
{
  GtkListBoxRow parent_instance;

  RwConflictItem *item;
  RwValue now; /* in the view */
  gboolean has_now;
  char *title;
  GtkCheckButton *check;
  GtkWidget *keep;
  GtkWidget *edit;
  AdwBin *editor;
};

enum
{
  SIGNAL_DECIDE,
  SIGNAL_EDIT,
  SIGNAL_OPEN,
  SIGNAL_CHECKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwConflictCard, rw_conflict_card, GTK_TYPE_LIST_BOX_ROW)

static void
open_cb (RwConflictCard *self)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (self->item);

  g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) info->kind, &info->id);
}

static void
checked_cb (RwConflictCard *self)
{
  g_signal_emit (self, signals[SIGNAL_CHECKED], 0);
}

static void
keep_cb (RwConflictCard *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0, (int) RW_RESOLVE_KEEP);
}

static void
take_cb (RwConflictCard *self)
{
  g_signal_emit (self, signals[SIGNAL_DECIDE], 0, (int) RW_RESOLVE_TAKE);
}

static void
edit_cb (RwConflictCard *self)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0);
}

static void
rw_conflict_card_finalize (GObject *object)
{
  RwConflictCard *self = RW_CONFLICT_CARD (object);

  g_clear_object (&self->item);
  rw_value_clear (&self->now);
  g_free (self->title);
  G_OBJECT_CLASS (rw_conflict_card_parent_class)->finalize (object);
}

static void
rw_conflict_card_class_init (RwConflictCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_conflict_card_finalize;
  signals[SIGNAL_DECIDE] = g_signal_new ("decide", RW_TYPE_CONFLICT_CARD, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_EDIT] = g_signal_new ("edit", RW_TYPE_CONFLICT_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_CONFLICT_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_CHECKED] = g_signal_new ("checked", RW_TYPE_CONFLICT_CARD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_conflict_card_init (RwConflictCard *self)
{
}

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
column_new (const char *caption, const char *caption_tooltip, const char *value, gboolean own)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = label_new (caption, "caption"),
            *text = label_new (value, own ? "heading" : NULL);

  gtk_widget_add_css_class (head, "dimmed");
  gtk_widget_set_tooltip_text (head, caption_tooltip);
  gtk_label_set_lines (GTK_LABEL (text), LINES_MOST);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_selectable (GTK_LABEL (text), FALSE);
  if (g_utf8_strlen (value, -1) > 60)
    gtk_widget_set_tooltip_text (text, value);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  return box;
}

static GtkWidget *
columns_new (GtkWidget *first, GtkWidget *second, GtkWidget *third)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_box_append (GTK_BOX (box), third);
  return box;
}

static char *
theirs_caption (const RwConflictInfo *info, gint64 now, char **exact)
{
  g_autofree char *when = info->at > 0 ? rw_format_when (info->at, now) : NULL;

  *exact = info->at > 0 ? rw_format_exact (info->at) : NULL;
  if (info->by != NULL && when != NULL)
    /* Translators: over the value that somebody else wrote: who and when: "Theirs · Jana · 14:02" */
    return g_strdup_printf (_ ("Theirs · %s · %s"), info->by, when);
  if (info->by != NULL)
    return g_strdup_printf (_ ("Theirs · %s"), info->by);
  return g_strdup (_ ("Theirs"));
}

/* Three values of one field, and a sentence when the view has yet another one. */
static void
add_field (RwConflictCard *self, RwInboxData *data, GtkBox *box, gint64 now)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (self->item);
  const RwField *field = rw_schema_field (info->kind, (guint) info->field);
  RwRecord *record = rw_inbox_data_record (data, &info->id);
  g_autofree char *base = rw_inbox_data_format (data, &info->base, field, now);
  g_autofree char *theirs = rw_inbox_data_format (data, &info->theirs, field, now);
  g_autofree char *yours = rw_inbox_data_format (data, &info->yours, field, now);
  g_autofree char *exact = NULL;
  g_autofree char *caption = theirs_caption (info, now, &exact);

  gtk_box_append (box, columns_new (column_new (_ ("Before"), NULL, base, FALSE),
                                    column_new (caption, exact, theirs, FALSE),
                                    column_new (_ ("Yours"), NULL, yours, TRUE)));
  if (record == NULL)
    {
      gtk_box_append (box, label_new (_ ("The record is not here any more: it was deleted, or is "
                                         "no longer for you to see."),
                                      "caption"));
      return;
    }
  self->has_now = TRUE;
  rw_value_copy (rw_record_get (record, (guint) info->field), &self->now);
  if (!rw_value_equal (&self->now, &info->theirs) && !rw_value_equal (&self->now, &info->base))
    {
      g_autofree char *value = rw_inbox_data_format (data, &self->now, field, now);
      /* Translators: the value of a field at this moment */
      g_autofree char *text =
        g_strdup_printf (_ ("It was changed again since; now it is: %s"), value);

      gtk_box_append (box, label_new (text, "caption"));
    }
}

static void
add_change (RwInboxData *data, GtkBox *box, const RwConflictPart *part, const RwFieldChange *change,
            gint64 now)
{
  const RwField *field = rw_schema_field (part->kind, change->field);
  const RwFieldChange *base = part->base != NULL ? rw_edit_find (part->base, change->field) : NULL;
  const RwFieldChange *theirs =
    part->theirs != NULL ? rw_edit_find (part->theirs, change->field) : NULL;
  g_autofree char *yours = rw_inbox_data_format (data, &change->value, field, now);
  g_autofree char *text = NULL;

  if (theirs != NULL || base != NULL)
    {
      g_autofree char *was =
        base != NULL ? rw_inbox_data_format (data, &base->value, field, now) : g_strdup ("—");
      g_autofree char *is =
        theirs != NULL ? rw_inbox_data_format (data, &theirs->value, field, now) : g_strdup ("—");

      gtk_box_append (box, columns_new (column_new (_ ("Before"), NULL, was, FALSE),
                                        column_new (_ ("Theirs"), NULL, is, FALSE),
                                        column_new (rw_field_label (field), NULL, yours, TRUE)));
      return;
    }
  /* Translators: a field and the value that the person entered: "Serial number: 4711" */
  text = g_strdup_printf (_ ("%s: %s"), rw_field_label (field), yours);
  gtk_box_append (box, label_new (text, NULL));
}

static char *
part_heading (RwInboxData *data, const RwConflictPart *part)
{
  g_autofree char *title = rw_inbox_data_title (data, part->kind, &part->id);

  switch (part->op)
    {
    case RW_OP_CREATE:
      return g_strdup_printf (_ ("New: %s"),
                              part->kind != RW_KIND_NONE ? rw_kind_label (part->kind) : title);
    case RW_OP_DELETE:
      return g_strdup_printf (_ ("Delete: %s"), title);
    case RW_OP_UPDATE:
    default:
      return g_strdup (title);
    }
}

#define CHANGES_MOST 8

/* A refused edit: why, and all that it was. */
static void
add_whole (RwConflictCard *self, RwInboxData *data, GtkBox *box, gint64 now)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (self->item);
  g_autofree char *reason = NULL;
  guint shown = 0, n = 0;

  if (info->field_name != NULL)
    reason = g_strdup_printf (_ ("This Rackward does not know the field “%s”."), info->field_name);
  else if (info->message != NULL && info->code != NULL)
    /* Translators: why an edit was refused: a sentence, and a code for whoever looks after the server */
    reason = g_strdup_printf (C_ ("refusal", "%s (%s)"), info->message, info->code);
  else
    reason = g_strdup (info->message != NULL ? info->message : _ ("The server refused it."));
  gtk_box_append (box, label_new (reason, "rw-attention"));
  for (guint i = 0; i < info->parts->len; i++)
    {
      const RwConflictPart *part = g_ptr_array_index (info->parts, i);

      if (info->parts->len > 1 || part->op != RW_OP_UPDATE)
        {
          g_autofree char *heading = part_heading (data, part);

          gtk_box_append (box, label_new (heading, "caption-heading"));
        }
      for (guint j = 0; part->edit != NULL && j < part->edit->changes->len; j++, n++)
        if (shown < CHANGES_MOST)
          {
            add_change (data, box, part, &g_array_index (part->edit->changes, RwFieldChange, j),
                        now);
            shown++;
          }
    }
  if (n > shown)
    {
      g_autofree char *more =
        g_strdup_printf (ngettext ("and %u more value", "and %u more values", n - shown),
                         n - shown);

      gtk_box_append (box, label_new (more, "caption"));
    }
}

static GtkWidget *
button_new (RwConflictCard *self,
            const char *label,
            const char *action,
            const char *style,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, action);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
head_new (RwConflictCard *self, RwInboxData *data)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (self->item);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9), *link, *title, *what;
  g_autofree char *mark = NULL;

  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  /* Translators: read aloud at a check mark: "Mark: T-1042 Checkout slow" */
  mark = g_strdup_printf (_ ("Mark: %s"), self->title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, mark,
                                  -1);
  g_signal_connect_object (self->check, "toggled", G_CALLBACK (checked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->check));

  title = gtk_label_new (self->title);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  link = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (link), title);
  gtk_widget_add_css_class (link, "flat");
  gtk_widget_add_css_class (link, "rw-record-link");
  gtk_widget_set_tooltip_text (link, _ ("Show the record"));
  gtk_widget_set_sensitive (link, rw_inbox_data_record (data, &info->id) != NULL);
  g_signal_connect_object (link, "clicked", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), link);

  what = gtk_label_new (info->field >= 0
                          ? rw_field_label (rw_schema_field (info->kind, (guint) info->field))
                        : info->label != NULL ? info->label
                                              : _ ("Refused edit"));
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (what), 1);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_add_css_class (what, "heading");
  gtk_box_append (GTK_BOX (head), what);
  return head;
}

static GtkWidget *
buttons_new (RwConflictCard *self)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (self->item);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  self->edit =
    button_new (self, _ ("_Edit…"), _ ("Write another value (E)"), NULL, G_CALLBACK (edit_cb));
  gtk_widget_set_visible (self->edit, rw_conflict_card_can_edit (self));
  gtk_box_append (GTK_BOX (box), self->edit);
  gtk_box_append (GTK_BOX (box),
                  button_new (self, info->field >= 0 ? _ ("_Take Theirs") : _ ("_Drop Mine"),
                              _ ("Leave it as it is and forget yours (T)"), NULL,
                              G_CALLBACK (take_cb)));
  self->keep =
    button_new (self, info->field >= 0 ? _ ("_Keep Mine") : _ ("_Try Again"),
                _ ("Write yours once more (K)"), "suggested-action", G_CALLBACK (keep_cb));
  gtk_widget_set_sensitive (self->keep, rw_conflict_card_can_keep (self));
  gtk_box_append (GTK_BOX (box), self->keep);
  return box;
}

static void
name_aloud (RwConflictCard *self, RwInboxData *data, gint64 now)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (self->item);
  g_autofree char *name = NULL;

  if (info->field >= 0)
    {
      const RwField *field = rw_schema_field (info->kind, (guint) info->field);
      g_autofree char *theirs = rw_inbox_data_format (data, &info->theirs, field, now);
      g_autofree char *yours = rw_inbox_data_format (data, &info->yours, field, now);

      /* Translators: read aloud: record, field, the value of somebody else, the person's own value */
      name = g_strdup_printf (_ ("%s, %s: theirs is %s, yours is %s"), self->title,
                              rw_field_label (field), theirs, yours);
    }
  else
    /* Translators: read aloud: record, and why an edit of it was refused */
    name = g_strdup_printf (_ ("%s was refused: %s"), self->title,
                            info->message != NULL ? info->message : _ ("The server refused it."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * rw_conflict_card_new:
 * @now: microseconds since 1970
 */
GtkWidget *
rw_conflict_card_new (RwInboxData *data, RwConflictItem *item, gint64 now)
{
  RwConflictCard *self = g_object_new (RW_TYPE_CONFLICT_CARD, NULL);
  const RwConflictInfo *info = rw_conflict_item_get_info (item);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->item = g_object_ref (item);
  self->title = rw_inbox_data_title (data, info->kind, &info->id);
  gtk_box_append (GTK_BOX (box), head_new (self, data));
  if (info->field >= 0)
    add_field (self, data, GTK_BOX (box), now);
  else
    add_whole (self, data, GTK_BOX (box), now);
  self->editor = ADW_BIN (adw_bin_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->editor), FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (box), buttons_new (self));
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  name_aloud (self, data, now);
  return GTK_WIDGET (self);
}

/**
 * rw_conflict_card_get_item:
 *
 * Returns: (transfer none): what is to be decided
 */
RwConflictItem *
rw_conflict_card_get_item (RwConflictCard *self)
{
  return self->item;
}

gboolean
rw_conflict_card_get_checked (RwConflictCard *self)
{
  return gtk_check_button_get_active (self->check);
}

void
rw_conflict_card_set_checked (RwConflictCard *self, gboolean checked)
{
  gtk_check_button_set_active (self->check, checked);
}

/**
 * rw_conflict_card_can_keep:
 *
 * Returns: whether the person's own value can be written once more
 */
gboolean
rw_conflict_card_can_keep (RwConflictCard *self)
{
  const RwConflictInfo *info = rw_conflict_item_get_info (self->item);

  return info->can_keep && (info->field < 0 || self->has_now);
}

gboolean
rw_conflict_card_can_edit (RwConflictCard *self)
{
  return rw_conflict_item_get_info (self->item)->field >= 0 && self->has_now;
}

/**
 * rw_conflict_card_decide:
 *
 * Returns: (transfer full): the decision about what this card shows
 */
RwResolution *
rw_conflict_card_decide (RwConflictCard *self, RwResolveHow how)
{
  RwResolution *resolution = rw_resolution_new (self->item, how);

  resolution->has_seen = self->has_now;
  rw_value_copy (&self->now, &resolution->seen);
  return resolution;
}

/**
 * rw_conflict_card_get_title:
 *
 * Returns: (transfer none): what a person calls the record
 */
const char *
rw_conflict_card_get_title (RwConflictCard *self)
{
  return self->title;
}

/**
 * rw_conflict_card_set_editor:
 * @editor: (nullable): where another value is written
 */
void
rw_conflict_card_set_editor (RwConflictCard *self, GtkWidget *editor)
{
  adw_bin_set_child (self->editor, editor);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), editor != NULL);
}

GtkWidget *
rw_conflict_card_get_editor (RwConflictCard *self)
{
  return adw_bin_get_child (self->editor);
}
