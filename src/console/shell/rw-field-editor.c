/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-field-editor.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-check.h"
#include "rw-error.h"
#include "rw-format.h"
#include "rw-record-picker.h"
#include "rw-time.h"

struct _RwFieldEditor
{
  AdwBin parent_instance;

  RwSession *session;
  const RwField *field;
  GtkWidget *input;     /* what takes the focus */
  GtkTextBuffer *buffer; /* long texts */
  GtkDropDown *choice;  /* enums and booleans: entry 0 is "no value" unless required */
  AdwWrapBox *chips;    /* references */
  GtkMenuButton *picker_button;
  GArray *ids;          /* (element-type RwId): references */
  GPtrArray *titles;    /* (element-type utf8): of @ids, in the same order */
  GtkLabel *error;
};

enum
{
  SIGNAL_APPLY,
  SIGNAL_CANCEL,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwFieldEditor, rw_field_editor, ADW_TYPE_BIN)

/* --- Inputs -------------------------------------------------------------------------------------- */

static void
apply (RwFieldEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_APPLY], 0);
}

static void
cancel (RwFieldEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL], 0);
}

static gboolean
key_cb (RwFieldEditor   *self,
        guint            key,
        guint            code,
        GdkModifierType  modifiers)
{
  if (key == GDK_KEY_Escape)
    {
      cancel (self);
      return GDK_EVENT_STOP;
    }
  /* In a long text Enter is a new line. */
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (modifiers & GDK_CONTROL_MASK))
    {
      apply (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static GtkWidget *
text_input_new (RwFieldEditor *self,
                const RwValue *value)
{
  g_autofree char *text = rw_field_text_dup (value, self->field);
  GtkWidget *entry;

  if (self->field->flags & RW_F_LONG || self->field->type == RW_FIELD_JSON)
    {
      GtkWidget *view = gtk_text_view_new (), *scrolled = gtk_scrolled_window_new ();

      gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
      gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
      gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 6);
      gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 6);
      gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 4);
      gtk_text_view_set_monospace (GTK_TEXT_VIEW (view), self->field->type == RW_FIELD_JSON);
      self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
      gtk_text_buffer_set_text (self->buffer, text, -1);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
      gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 96);
      gtk_widget_add_css_class (scrolled, "card");
      gtk_widget_set_hexpand (scrolled, TRUE);
      self->input = view;
      return scrolled;
    }
  entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  if (self->field->type == RW_FIELD_INTEGER || self->field->type == RW_FIELD_DECIMAL)
    gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  if (self->field->type == RW_FIELD_DATE)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "2026-11-22");
  else if (self->field->type == RW_FIELD_INSTANT)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "2026-11-22 14:02");
  else if (self->field->type == RW_FIELD_TEXTS)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Separated by commas"));
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply), self);
  self->input = entry;
  return entry;
}

static void
day_selected_cb (GtkCalendar   *calendar,
                 RwFieldEditor *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  const char *old = gtk_editable_get_text (GTK_EDITABLE (self->input));
  const char *time = self->field->type == RW_FIELD_INSTANT && strlen (old) > 10 ? old + 10 : NULL;
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d"), *text = NULL;

  if (self->field->type == RW_FIELD_INSTANT)
    text = g_strconcat (date, time != NULL ? time : " 08:00", NULL);
  else
    text = g_strdup (date);
  gtk_editable_set_text (GTK_EDITABLE (self->input), text);
}

static GtkWidget *
calendar_button_new (RwFieldEditor *self,
                     const RwValue *value)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *calendar = gtk_calendar_new ();
  gint64 day = 0;

  if (value->type == RW_FIELD_DATE)
    day = value->integer;
  else if (value->type == RW_FIELD_INSTANT)
    day = rw_zone_wall (rw_format_get_zone (), value->integer) / G_TIME_SPAN_DAY;
  if (value->type != RW_FIELD_NONE)
    {
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (day * 86400);

      if (time != NULL)
        gtk_calendar_select_day (GTK_CALENDAR (calendar), time);
    }
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), self, G_CONNECT_DEFAULT);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _("Calendar"));
  return button;
}

static GtkWidget *
choice_input_new (RwFieldEditor *self,
                  const RwValue *value)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  gboolean optional = !(self->field->flags & RW_F_REQUIRED);
  guint selected = 0;

  if (optional)
    gtk_string_list_append (words, "—");
  if (self->field->type == RW_FIELD_BOOLEAN)
    {
      gtk_string_list_append (words, C_ ("boolean", "No"));
      gtk_string_list_append (words, C_ ("boolean", "Yes"));
    }
  else
    for (guint i = 0; i < self->field->enumeration->n_values; i++)
      gtk_string_list_append (words, rw_enum_label (self->field->enumeration, (int) i));
  if (value->type != RW_FIELD_NONE)
    selected = (guint) value->integer + (optional ? 1 : 0);
  else if (!optional)
    selected = GTK_INVALID_LIST_POSITION;
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL));
  gtk_drop_down_set_selected (self->choice, selected);
  gtk_widget_set_hexpand (GTK_WIDGET (self->choice), TRUE);
  /* The choice is the whole edit: nothing else needs pressing. */
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (apply), self);
  self->input = GTK_WIDGET (self->choice);
  return self->input;
}

static void
remove_clicked_cb (GtkButton     *button,
                   RwFieldEditor *self)
{
  GtkWidget *chip = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_BOX);
  const RwId *id = g_object_get_data (G_OBJECT (button), "rw-id");

  for (guint i = 0; i < self->ids->len; i++)
    if (rw_id_equal (&g_array_index (self->ids, RwId, i), id))
      {
        g_array_remove_index (self->ids, i);
        g_ptr_array_remove_index (self->titles, i);
        break;
      }
  adw_wrap_box_remove (self->chips, chip);
}

static void
add_chip (RwFieldEditor *self,
          const RwId    *id,
          const char    *title)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2), *label = gtk_label_new (title);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = g_strdup_printf (_("Remove %s"), title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (chip, "rw-reference");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "rw-id", rw_id_copy (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  adw_wrap_box_prepend (self->chips, chip);
}

static void
picked_cb (RwFieldEditor  *self,
           int             kind,
           const RwId     *id,
           const char     *title,
           RwRecordPicker *picker)
{
  gtk_menu_button_popdown (self->picker_button);
  if (self->field->type == RW_FIELD_REF)
    {
      g_array_set_size (self->ids, 0);
      g_ptr_array_set_size (self->titles, 0);
      g_array_append_val (self->ids, *id);
      g_ptr_array_add (self->titles, g_strdup (title));
      apply (self);
      return;
    }
  for (guint i = 0; i < self->ids->len; i++)
    if (rw_id_equal (&g_array_index (self->ids, RwId, i), id))
      return;
  g_array_append_val (self->ids, *id);
  g_ptr_array_add (self->titles, g_strdup (title));
  add_chip (self, id, title);
}

static void
picker_shown_cb (GtkPopover     *popover,
                 RwRecordPicker *picker)
{
  rw_record_picker_grab_entry (picker);
}

static GtkWidget *
reference_input_new (RwFieldEditor   *self,
                     RwInspectorData *data,
                     const RwValue   *value)
{
  GtkWidget *popover = gtk_popover_new (), *picker = rw_record_picker_new (self->session, self->field->refs);

  self->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->chips, 6);
  adw_wrap_box_set_line_spacing (self->chips, 4);
  gtk_widget_set_hexpand (GTK_WIDGET (self->chips), TRUE);
  self->picker_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_label (self->picker_button, self->field->type == RW_FIELD_REF ? _("Choose…") : _("Add…"));
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (self->picker_button, popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (picker_shown_cb), picker, G_CONNECT_DEFAULT);
  adw_wrap_box_append (self->chips, GTK_WIDGET (self->picker_button));

  for (guint i = 0; i < (value->type == RW_FIELD_REFS ? value->n_ids : value->type == RW_FIELD_REF ? 1 : 0); i++)
    {
      const RwId *id = value->type == RW_FIELD_REFS ? &value->ids[i] : &value->id;
      const RwInspectorTitle *known = rw_inspector_data_title (data, id);
      const char *title = known != NULL ? known->title : _ ("Unknown record");

      g_array_append_val (self->ids, *id);
      g_ptr_array_add (self->titles, g_strdup (title));
      add_chip (self, id, title);
    }
  self->input = GTK_WIDGET (self->picker_button);
  return GTK_WIDGET (self->chips);
}

static GtkWidget *
tool_button_new (RwFieldEditor *self,
                 const char    *icon_name,
                 const char    *label,
                 GCallback      callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
rw_field_editor_finalize (GObject *object)
{
  RwFieldEditor *self = RW_FIELD_EDITOR (object);

  g_clear_object (&self->session);
  g_array_unref (self->ids);
  g_ptr_array_unref (self->titles);
  G_OBJECT_CLASS (rw_field_editor_parent_class)->finalize (object);
}

static void
rw_field_editor_class_init (RwFieldEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_field_editor_finalize;
  signals[SIGNAL_APPLY] = g_signal_new ("apply", RW_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCEL] = g_signal_new ("cancel", RW_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
}

static void
rw_field_editor_init (RwFieldEditor *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  self->titles = g_ptr_array_new_with_free_func (g_free);
}

/**
 * rw_field_editor_new:
 * @data: the record as it is shown
 * @field: which of its fields
 */
GtkWidget *
rw_field_editor_new (RwSession       *session,
                     RwInspectorData *data,
                     guint            field)
{
  RwFieldEditor *self = g_object_new (RW_TYPE_FIELD_EDITOR, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkEventController *keys = gtk_event_controller_key_new ();
  const RwValue *value = rw_record_get (data->record, field);
  const char *label;

  self->session = g_object_ref (session);
  self->field = &rw_record_get_info (data->record)->fields[field];
  label = rw_field_label (self->field);
  switch (self->field->type)
    {
    case RW_FIELD_ENUM:
    case RW_FIELD_BOOLEAN:
      gtk_box_append (GTK_BOX (line), choice_input_new (self, value));
      break;
    case RW_FIELD_REF:
    case RW_FIELD_REFS:
      gtk_box_append (GTK_BOX (line), reference_input_new (self, data, value));
      break;
    default:
      gtk_box_append (GTK_BOX (line), text_input_new (self, value));
      break;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (self->field->unit != NULL)
    gtk_box_append (GTK_BOX (line), gtk_label_new (rw_field_unit (self->field)));
  if (self->field->type == RW_FIELD_DATE || self->field->type == RW_FIELD_INSTANT)
    gtk_box_append (GTK_BOX (line), calendar_button_new (self, value));
  if (self->choice == NULL)
    {
      GtkWidget *button = tool_button_new (self, "object-select-symbolic", _("Apply"), G_CALLBACK (apply));

      gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_append (GTK_BOX (line), button);
    }
  gtk_box_append (GTK_BOX (line), tool_button_new (self, "window-close-symbolic", _("Cancel"), G_CALLBACK (cancel)));

  self->error = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "rw-bad");
  gtk_widget_add_css_class (GTK_WIDGET (self->error), "caption");
  gtk_label_set_wrap (self->error, TRUE);
  gtk_label_set_xalign (self->error, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->error), FALSE);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->error));
  adw_bin_set_child (ADW_BIN (self), box);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  return GTK_WIDGET (self);
}

/**
 * rw_field_editor_get_value:
 * @value: (out): what the person chose
 */
gboolean
rw_field_editor_get_value (RwFieldEditor  *self,
                           RwValue        *value,
                           GError        **error)
{
  g_autofree char *text = NULL;

  if (self->choice != NULL)
    {
      int index = (int) gtk_drop_down_get_selected (self->choice) - (self->field->flags & RW_F_REQUIRED ? 0 : 1);

      if (index < 0)
        *value = RW_VALUE_NULL;
      else
        *value = self->field->type == RW_FIELD_BOOLEAN ? rw_value_boolean (index == 1) : rw_value_enum (index);
      return rw_field_check (self->field, value, error);
    }
  if (self->field->type == RW_FIELD_REF)
    {
      *value = rw_value_ref (self->ids->len > 0 ? &g_array_index (self->ids, RwId, 0) : NULL);
      return rw_field_check (self->field, value, error);
    }
  if (self->field->type == RW_FIELD_REFS)
    {
      *value = rw_value_refs ((const RwId *) self->ids->data, self->ids->len);
      return TRUE;
    }
  if (self->buffer != NULL)
    g_object_get (self->buffer, "text", &text, NULL);
  else
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
  return rw_field_text_parse (self->field, text, value, error);
}

/**
 * rw_field_editor_set_error:
 * @message: why the value cannot be taken
 */
void
rw_field_editor_set_error (RwFieldEditor *self,
                           const char    *message)
{
  gtk_label_set_label (self->error, message);
  gtk_widget_set_visible (GTK_WIDGET (self->error), TRUE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  rw_announce (GTK_WIDGET (self), message);
}

/**
 * rw_field_editor_clear:
 *
 * Where one of several words is chosen: none is, not even that there is none. For a field of which several
 * records have different values.
 */
void
rw_field_editor_clear (RwFieldEditor *self)
{
  if (self->choice == NULL)
    return;
  g_signal_handlers_block_by_func (self->choice, apply, self);
  gtk_drop_down_set_selected (self->choice, GTK_INVALID_LIST_POSITION);
  g_signal_handlers_unblock_by_func (self->choice, apply, self);
}

/**
 * rw_field_editor_dup_words:
 *
 * Returns: (transfer full) (nullable): what the references that were chosen are called; %NULL for none,
 *   and for a field that holds no references
 */
char *
rw_field_editor_dup_words (RwFieldEditor *self)
{
  GString *words;

  if (self->titles->len == 0)
    return NULL;
  words = g_string_new (NULL);
  for (guint i = 0; i < self->titles->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "",
                            (char *) g_ptr_array_index (self->titles, i));
  return g_string_free (words, FALSE);
}

static void
changed_cb (RwFieldEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rw_field_editor_watch:
 *
 * From now on says "changed" whenever the text becomes another; a choice or a reference says nothing.
 */
void
rw_field_editor_watch (RwFieldEditor *self)
{
  if (self->buffer != NULL)
    g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  else if (GTK_IS_EDITABLE (self->input))
    g_signal_connect_object (self->input, "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/**
 * rw_field_editor_dup_text:
 *
 * Returns: (transfer full) (nullable): what is written, as it stands; %NULL where nothing is written
 */
char *
rw_field_editor_dup_text (RwFieldEditor *self)
{
  char *text = NULL;

  if (self->buffer != NULL)
    g_object_get (self->buffer, "text", &text, NULL);
  else if (GTK_IS_EDITABLE (self->input))
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
  return text;
}

/**
 * rw_field_editor_set_text:
 * @text: to go on from; ignored where nothing is written
 */
void
rw_field_editor_set_text (RwFieldEditor *self,
                          const char    *text)
{
  if (self->buffer != NULL)
    gtk_text_buffer_set_text (self->buffer, text, -1);
  else if (GTK_IS_EDITABLE (self->input))
    gtk_editable_set_text (GTK_EDITABLE (self->input), text);
}

/**
 * rw_field_editor_begin:
 *
 * Puts the focus where the person goes on.
 */
void
rw_field_editor_begin (RwFieldEditor *self)
{
  gtk_widget_grab_focus (self->input);
}
