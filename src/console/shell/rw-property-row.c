/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-property-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-field-editor.h"
#include "rw-format.h"
#include "rw-submit.h"

#define LABEL_WIDTH 116
/* So many links of a list stand in a row. */
#define MAX_LINKS 12

struct _RwPropertyRow
{
  GtkListBoxRow parent_instance;

  RwSession *session;
  RwInspectorData *data; /* the inspector's: it outlives its rows */
  guint field;
  AdwBin *slot;      /* holds the value, or the editor in its place */
  GtkWidget *value;
  GtkWidget *editor;
  GtkWidget *pencil;
  gboolean writable;
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwPropertyRow, rw_property_row, GTK_TYPE_LIST_BOX_ROW)

static const RwField *
get_field (RwPropertyRow *self)
{
  return &rw_record_get_info (self->data->record)->fields[self->field];
}

/* What takes more than a new value is done where that is known, on the page of the change: what people approve
 * takes the decisions back, wall times, zone and instants belong together, and a step has its own rules. */
static gboolean
is_plain (RwKind kind,
          guint  field)
{
  if (kind == RW_KIND_APPROVAL)
    return FALSE;
  if (kind != RW_KIND_CHANGE)
    return TRUE;
  switch (field)
    {
    case RW_CHANGE_TYPE:
    case RW_CHANGE_START:
    case RW_CHANGE_END:
    case RW_CHANGE_START_WALL:
    case RW_CHANGE_END_WALL:
    case RW_CHANGE_TZ:
    case RW_CHANGE_RISK_PROBABILITY:
    case RW_CHANGE_RISK_EFFECT:
    case RW_CHANGE_RISK_ANSWERS:
    case RW_CHANGE_TEST_PLAN:
    case RW_CHANGE_BACKOUT_PLAN:
    case RW_CHANGE_STATUS:
    case RW_CHANGE_STARTED:
    case RW_CHANGE_FINISHED:
    case RW_CHANGE_RESULT:
    case RW_CHANGE_BACKED_OUT:
    case RW_CHANGE_BASED_ON:
    case RW_CHANGE_COPY_OF:
    case RW_CHANGE_NOTICE_SENT:
    case RW_CHANGE_DECISION_DUE:
    case RW_CHANGE_EXTEND_TO:
    case RW_CHANGE_EXTEND_REASON:
    case RW_CHANGE_CONFLICTS_SEEN:
    case RW_CHANGE_CONFLICTS_AT:
      return FALSE;
    default:
      return TRUE;
    }
}

/**
 * rw_property_is_writable:
 * @roles: of the person
 *
 * Returns: whether the person may change the field of this record
 */
gboolean
rw_property_is_writable (RwRecord *record,
                         guint     field,
                         guint     roles)
{
  const RwKindInfo *info = rw_record_get_info (record);
  const RwField *description = &info->fields[field];

  if (!is_plain (rw_record_get_kind (record), field) || info->flags & RW_K_INSERT_ONLY ||
      description->flags & (RW_F_SERVER | RW_F_FIXED))
    return FALSE;
  return ((description->writers != 0 ? description->writers : info->writers) & roles) != 0;
}

/**
 * rw_property_set:
 * @record: is changed
 * @value: the new value of the field
 * @now: rw_clock_now()
 *
 * Sets a field as a person means it: a ticket's status brings its times with it, and impact and urgency
 * bring the priority unless a person chose another one.
 */
void
rw_property_set (RwRecord *record, guint field, const RwValue *value, gint64 now)
{
  const gboolean ticket = rw_record_get_kind (record) == RW_KIND_TICKET;
  const gboolean rated =
    ticket && rw_record_has (record, RW_TICKET_IMPACT) && rw_record_has (record, RW_TICKET_URGENCY);
  RwPriority was = RW_PRIORITY_P5;

  if (rated)
    was = rw_priority_from_matrix ((RwLevel) rw_record_get_enum (record, RW_TICKET_IMPACT),
                                   (RwLevel) rw_record_get_enum (record, RW_TICKET_URGENCY));
  if (ticket && field == RW_TICKET_STATUS && value->type == RW_FIELD_ENUM)
    rw_ticket_set_status (record, (RwTicketStatus) value->integer, now);
  else
    rw_record_set (record, field, value);

  if (rated && (field == RW_TICKET_IMPACT || field == RW_TICKET_URGENCY) &&
      value->type == RW_FIELD_ENUM && rw_record_get_enum (record, RW_TICKET_PRIORITY) == (int) was)
    rw_record_set_enum (
      record, RW_TICKET_PRIORITY,
      (int) rw_priority_from_matrix ((RwLevel) rw_record_get_enum (record, RW_TICKET_IMPACT),
                                     (RwLevel) rw_record_get_enum (record, RW_TICKET_URGENCY)));
}

/**
 * rw_property_edit_new:
 * @value: the new value of the field
 * @now: rw_clock_now()
 *
 * Returns: (transfer full) (nullable): what rw_property_set() does, as an edit; %NULL when nothing changes
 */
RwEdit *
rw_property_edit_new (RwRecord *record, guint field, const RwValue *value, gint64 now)
{
  g_autoptr (RwRecord) after = rw_record_dup (record);

  rw_property_set (after, field, value, now);
  return rw_edit_new_diff (record, after);
}

/**
 * rw_property_column_new:
 * @label: (transfer floating): what stands in the first column
 *
 * Returns: (transfer floating): @label in a column that is as wide in every row
 */
GtkWidget *
rw_property_column_new (GtkWidget *label)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), LABEL_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), LABEL_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), label);
  gtk_widget_set_size_request (clamp, LABEL_WIDTH, -1);
  gtk_widget_set_valign (clamp, GTK_ALIGN_START);
  return clamp;
}

/* --- Showing ------------------------------------------------------------------------------------- */

static void
link_clicked_cb (GtkButton     *button,
                 RwPropertyRow *self)
{
  const RwId *id = g_object_get_data (G_OBJECT (button), "rw-id");
  const RwInspectorTitle *title = rw_inspector_data_title (self->data, id);

  if (title != NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, (int) title->kind, id);
}

static GtkWidget *
link_new (RwPropertyRow *self,
          const RwId    *id)
{
  const RwInspectorTitle *title = rw_inspector_data_title (self->data, id);
  GtkWidget *label = gtk_label_new (title != NULL ? title->title : _("Unknown record")), *button;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (title == NULL)
    {
      gtk_widget_add_css_class (label, "dim-label");
      return label;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "rw-link");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, rw_kind_label (title->kind));
  g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (link_clicked_cb), self, G_CONNECT_DEFAULT);
  return button;
}

static GtkWidget *
value_label_new (RwPropertyRow *self)
{
  const RwField *field = get_field (self);
  const RwValue *value = rw_record_get (self->data->record, self->field);
  g_autofree char *text = NULL, *exact = NULL;
  GtkWidget *label;

  if (field->unit != NULL && g_str_equal (field->unit, "B") && value->type == RW_FIELD_INTEGER)
    text = rw_format_size (value->integer);
  else
    text = rw_format_value (value, field, rw_clock_now ());
  if (value->type == RW_FIELD_INSTANT)
    exact = rw_format_exact (value->integer);
  else if (value->type == RW_FIELD_DATE)
    exact = rw_format_day_exact (value->integer);

  label = gtk_label_new (value->type == RW_FIELD_NONE ? "—" : text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  /* A page of notes would push everything else out of sight. */
  if (field->flags & RW_F_LONG || field->type == RW_FIELD_JSON)
    {
      gtk_label_set_lines (GTK_LABEL (label), 6);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  if (value->type == RW_FIELD_NONE)
    gtk_widget_add_css_class (label, "dim-label");
  if (field->type == RW_FIELD_INTEGER || field->type == RW_FIELD_DECIMAL || field->type == RW_FIELD_INSTANT ||
      field->type == RW_FIELD_DATE)
    gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_tooltip_text (label, exact);
  return label;
}

static GtkWidget *
value_new (RwPropertyRow *self)
{
  const RwValue *value = rw_record_get (self->data->record, self->field);
  GtkWidget *box;

  if (value->type == RW_FIELD_REF)
    return link_new (self, &value->id);
  if (value->type != RW_FIELD_REFS)
    return value_label_new (self);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  for (guint i = 0; i < MIN (value->n_ids, MAX_LINKS); i++)
    gtk_box_append (GTK_BOX (box), link_new (self, &value->ids[i]));
  if (value->n_ids > MAX_LINKS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", value->n_ids - MAX_LINKS),
                                               value->n_ids - MAX_LINKS);
      GtkWidget *label = gtk_label_new (more);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

/* --- Editing ------------------------------------------------------------------------------------- */

static void
stop_editing (RwPropertyRow *self)
{
  if (self->editor == NULL)
    return;
  adw_bin_set_child (self->slot, self->value);
  self->editor = NULL;
  gtk_widget_set_visible (self->pencil, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static char *
describe (RwPropertyRow *self,
          const RwValue *value)
{
  const RwField *field = get_field (self);
  g_autofree char *title = NULL, *text = rw_format_value (value, field, rw_clock_now ());

  title = g_strdup (rw_record_get_title (self->data->record));
  if (value->type == RW_FIELD_NONE)
    /* Translators: a field and a record: "Notes of web-014 emptied" */
    return g_strdup_printf (_("%s of %s emptied"), rw_field_label (field), title);
  if (*text == '\0' || field->flags & RW_F_LONG || field->type == RW_FIELD_JSON)
    /* Translators: a field and a record: "Notes of web-014 changed" */
    return g_strdup_printf (_("%s of %s changed"), rw_field_label (field), title);
  /* Translators: a field, a record, the new value: "Measured draw of web-014: 412 W" */
  return g_strdup_printf (_("%s of %s: %s"), rw_field_label (field), title, text);
}

static void
apply_cb (RwPropertyRow *self)
{
  g_auto (RwValue) value = RW_VALUE_NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *label = NULL;
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  RwEdit *edit;

  if (!rw_field_editor_get_value (RW_FIELD_EDITOR (self->editor), &value, &error))
    {
      rw_field_editor_set_error (RW_FIELD_EDITOR (self->editor), error->message);
      return;
    }
  edit = rw_property_edit_new (self->data->record, self->field, &value, rw_clock_now ());
  if (edit != NULL)
    {
      edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
      g_ptr_array_add (edits, edit);
      label = describe (self, &value);
      /* The row is gone when the answer comes; the toast's place is not. */
      rw_submit (overlay != NULL ? overlay : GTK_WIDGET (self), self->session, edits, label);
    }
  stop_editing (self);
}

/**
 * rw_property_row_edit:
 *
 * Puts an editor in the place of the value, if the person may change it.
 */
void
rw_property_row_edit (RwPropertyRow *self)
{
  g_return_if_fail (RW_IS_PROPERTY_ROW (self));
  if (!self->writable || self->editor != NULL)
    return;
  self->editor = rw_field_editor_new (self->session, self->data, self->field);
  g_signal_connect_object (self->editor, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "cancel", G_CALLBACK (stop_editing), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->slot, self->editor);
  gtk_widget_set_visible (self->pencil, FALSE);
  rw_field_editor_begin (RW_FIELD_EDITOR (self->editor));
}

static void
rw_property_row_dispose (GObject *object)
{
  RwPropertyRow *self = RW_PROPERTY_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->value);
  G_OBJECT_CLASS (rw_property_row_parent_class)->dispose (object);
}

static void
rw_property_row_class_init (RwPropertyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_property_row_dispose;
  signals[SIGNAL_OPEN] = g_signal_new ("open", RW_TYPE_PROPERTY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  signals[SIGNAL_EDITED] = g_signal_new ("edited", RW_TYPE_PROPERTY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
rw_property_row_init (RwPropertyRow *self)
{
}

/**
 * rw_property_row_new:
 * @data: must outlive the row
 */
GtkWidget *
rw_property_row_new (RwSession       *session,
                     RwInspectorData *data,
                     guint            field)
{
  RwPropertyRow *self = g_object_new (RW_TYPE_PROPERTY_ROW, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label, *value, *overlay;
  const RwField *description;
  g_autofree char *name = NULL, *text = NULL;

  self->session = g_object_ref (session);
  self->data = data;
  self->field = field;
  self->writable = rw_property_is_writable (data->record, field, rw_session_get_roles (session));
  description = get_field (self);

  label = gtk_label_new (rw_field_label (description));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "rw-property-label");

  value = value_new (self);
  gtk_widget_set_valign (value, GTK_ALIGN_START);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_add_css_class (value, "rw-property-value");
  self->value = g_object_ref_sink (value);
  self->slot = ADW_BIN (adw_bin_new ());
  adw_bin_set_child (self->slot, value);
  gtk_widget_set_hexpand (GTK_WIDGET (self->slot), TRUE);

  gtk_box_append (GTK_BOX (line), rw_property_column_new (label));
  /* The pencil lies over the value's end: it would take its room from every row and is rarely there. */
  overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->slot));
  gtk_box_append (GTK_BOX (line), overlay);
  if (self->writable)
    {
      GtkWidget *pencil = gtk_button_new_from_icon_name ("document-edit-symbolic");
      g_autofree char *edit = g_strdup_printf (_("Edit %s"), rw_field_label (description));

      gtk_widget_add_css_class (pencil, "flat");
      gtk_widget_add_css_class (pencil, "rw-edit");
      gtk_widget_set_valign (pencil, GTK_ALIGN_START);
      gtk_widget_set_halign (pencil, GTK_ALIGN_END);
      gtk_widget_set_tooltip_text (pencil, edit);
      gtk_accessible_update_property (GTK_ACCESSIBLE (pencil), GTK_ACCESSIBLE_PROPERTY_LABEL, edit, -1);
      g_signal_connect_object (pencil, "clicked", G_CALLBACK (rw_property_row_edit), self, G_CONNECT_SWAPPED);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), pencil);
      self->pencil = pencil;
    }
  gtk_widget_add_css_class (line, "rw-property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), self->writable);

  text = rw_format_value (rw_record_get (data->record, field), description, rw_clock_now ());
  name = g_strdup_printf ("%s: %s", rw_field_label (description), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

guint
rw_property_row_get_field (RwPropertyRow *self)
{
  g_return_val_if_fail (RW_IS_PROPERTY_ROW (self), 0);
  return self->field;
}

gboolean
rw_property_row_get_editing (RwPropertyRow *self)
{
  g_return_val_if_fail (RW_IS_PROPERTY_ROW (self), FALSE);
  return self->editor != NULL;
}
