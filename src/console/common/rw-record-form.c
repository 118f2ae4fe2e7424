/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-record-form.h"

#include <glib/gi18n.h>

#include "rw-check.h"
#include "rw-discard.h"
#include "rw-done-key.h"
#include "rw-field-text.h"
#include "rw-format.h"
#include "rw-record-picker.h"
#include "rw-setup-form.h"
#include "rw-status.h"

typedef struct
{
  guint field;
  GtkWidget *row;   /* what is shown */
  GtkWidget *input; /* where it is written: the row itself, but for long texts */
  GtkWidget *clear; /* (nullable): of a reference */
  RwId id;          /* of a reference, nil for none */
  gboolean zero_is_none;
} Row;

struct _RwRecordForm
{
  AdwNavigationPage parent_instance;

  RwSession *session;
  RwRecord *record;
  gboolean is_new, may_write, filled;
  GArray *rows; /* Row */
  GCancellable *reading;
  RwRecordFormDescribe describe;
  RwRecordFormCheck check;
  gpointer data;

  GtkWidget *page;
  GtkWidget *group;
  GtkWidget *sum;
  GtkWidget *save;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwRecordForm, rw_record_form, ADW_TYPE_NAVIGATION_PAGE)

static const RwField *
field_of (RwRecordForm *self, const Row *row)
{
  return rw_schema_field (rw_record_get_kind (self->record), row->field);
}

static Row *
find_row (RwRecordForm *self, guint field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, Row, i).field == field)
      return &g_array_index (self->rows, Row, i);
  return NULL;
}

/* --- Written --------------------------------------------------------------------------------------- */

/* A number that may be missing is missing at zero, unless somebody wrote down that it is zero, and zero is one. */
static gboolean
is_missing (RwRecordForm *self, const RwField *field, const Row *row, gint64 number)
{
  return !(field->flags & RW_F_REQUIRED) && number == 0 &&
         (field->min > 0 || row->zero_is_none || !rw_record_has (self->record, row->field));
}

static gboolean
write_row (RwRecordForm *self, const Row *row, RwRecord *record, GError **error)
{
  const RwField *field = field_of (self, row);
  g_autofree char *text = NULL;
  gint64 number;
  RwValue value;

  switch (field->type)
    {
    case RW_FIELD_INTEGER:
      number = (gint64) adw_spin_row_get_value (ADW_SPIN_ROW (row->input));
      if (is_missing (self, field, row, number))
        rw_record_take (record, row->field, RW_VALUE_NULL);
      else
        rw_record_set_integer (record, row->field, number);
      return TRUE;
    case RW_FIELD_BOOLEAN:
      /* Nothing said is no, and stays nothing. */
      if (rw_record_has (record, row->field) ||
          adw_switch_row_get_active (ADW_SWITCH_ROW (row->input)))
        rw_record_set_boolean (record, row->field,
                               adw_switch_row_get_active (ADW_SWITCH_ROW (row->input)));
      return TRUE;
    case RW_FIELD_ENUM:
      if (rw_setup_form_index (row->input) < 0)
        rw_record_take (record, row->field, RW_VALUE_NULL);
      else
        rw_record_set_enum (record, row->field, rw_setup_form_index (row->input));
      return TRUE;
    case RW_FIELD_REF:
      if (rw_id_is_nil (&row->id))
        rw_record_take (record, row->field, RW_VALUE_NULL);
      else
        rw_record_set_ref (record, row->field, &row->id);
      return TRUE;
    default:
      text = rw_setup_form_dup (row->input);
      if (!rw_field_text_parse (field, text, &value, error))
        return FALSE;
      rw_record_take (record, row->field, value);
      return TRUE;
    }
}

/**
 * rw_record_form_dup:
 *
 * Returns: (transfer full) (nullable): the record as it is written, or %NULL with @error set when it cannot be saved
 */
RwRecord *
rw_record_form_dup (RwRecordForm *self, GError **error)
{
  g_autoptr (RwRecord) record = NULL;

  g_return_val_if_fail (RW_IS_RECORD_FORM (self), NULL);
  record = rw_record_dup (self->record);
  for (guint i = 0; i < self->rows->len; i++)
    if (!write_row (self, &g_array_index (self->rows, Row, i), record, error))
      return NULL;
  if (!rw_record_check (record, error) ||
      (self->check != NULL && !self->check (record, self->data, error)))
    return NULL;
  return g_steal_pointer (&record);
}

static void
changed_cb (RwRecordForm *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) record = NULL;
  g_autofree char *text = NULL;

  if (!self->filled)
    return;
  record = rw_record_form_dup (self, &error);
  if (record == NULL)
    text = g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), error->message);
  else if (self->describe != NULL)
    text = self->describe (record, self->data);
  gtk_label_set_text (GTK_LABEL (self->sum), text != NULL ? text : "");
  gtk_widget_set_visible (self->sum, text != NULL);
  gtk_widget_set_sensitive (self->save,
                            record != NULL && self->may_write &&
                              (self->is_new || !rw_record_equal (record, self->record)));
  /* What cannot be read is something that was written, too: the rest of it stands for it. */
  if (record == NULL)
    {
      record = rw_record_dup (self->record);
      for (guint i = 0; i < self->rows->len; i++)
        write_row (self, &g_array_index (self->rows, Row, i), record, NULL);
    }
  rw_discard_watch (ADW_NAVIGATION_PAGE (self), record);
}

static void
save_cb (RwRecordForm *self)
{
  g_autoptr (RwRecord) record = NULL;

  changed_cb (self);
  if (!gtk_widget_get_sensitive (self->save))
    return;
  record = rw_record_form_dup (self, NULL);
  if (record != NULL)
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, record);
}

static gboolean
save_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  save_cb (RW_RECORD_FORM (widget));
  return TRUE;
}

/* --- References ------------------------------------------------------------------------------------ */

static void
show_reference (RwRecordForm *self, Row *row, const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title != NULL ? title : "", -1);
  gboolean none = rw_id_is_nil (&row->id);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row->row), none            ? C_ ("reference", "None")
                                                          : title != NULL ? escaped
                                                                          : _ ("Unknown record"));
  gtk_widget_set_visible (row->clear, !none && self->may_write &&
                                        !(field_of (self, row)->flags & RW_F_REQUIRED));
}

/**
 * rw_record_form_pick:
 * @field: a reference that the form has a row for
 * @id: (nullable): what it refers to
 * @title: (nullable): what that is called
 *
 * As if a person had chosen it.
 */
void
rw_record_form_pick (RwRecordForm *self, guint field, const RwId *id, const char *title)
{
  Row *row;

  g_return_if_fail (RW_IS_RECORD_FORM (self));
  row = find_row (self, field);
  g_return_if_fail (row != NULL && row->clear != NULL);
  row->id = id != NULL ? *id : RW_ID_NIL;
  show_reference (self, row, title);
  changed_cb (self);
}

static guint
field_of_widget (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "rw-field"));
}

static void
picked_cb (RwRecordForm *self, int kind, const RwId *id, const char *title, GtkWidget *picker)
{
  RwId copy = *id;

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (picker, GTK_TYPE_POPOVER)));
  rw_record_form_pick (self, field_of_widget (picker), &copy, title);
}

static void
clear_cb (RwRecordForm *self, GtkWidget *button)
{
  rw_record_form_pick (self, field_of_widget (button), NULL, NULL);
}

static void
picker_shown_cb (GtkPopover *popover, RwRecordPicker *picker)
{
  rw_record_picker_grab_entry (picker);
}

static void
add_reference (RwRecordForm *self, Row *row, const RwField *field)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (),
            *picker = rw_record_picker_new (self->session, field->refs);
  const RwId *id = rw_record_get_ref (self->record, row->field);
  g_autofree char *remove = g_strdup_printf (_ ("Remove: %s"), rw_field_label (field)),
                  *choose = g_strdup_printf (_ ("Choose: %s"), rw_field_label (field));

  row->row = row->input = adw_action_row_new ();
  row->id = id != NULL ? *id : RW_ID_NIL;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), rw_field_label (field));
  gtk_widget_add_css_class (row->row, "property");
  row->clear = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_widget_set_tooltip_text (row->clear, remove);
  gtk_widget_add_css_class (row->clear, "flat");
  gtk_widget_set_valign (row->clear, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (row->clear), "rw-field", GUINT_TO_POINTER (row->field));
  g_object_set_data (G_OBJECT (picker), "rw-field", GUINT_TO_POINTER (row->field));
  g_signal_connect_object (row->clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Choose…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, choose,
                                  -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_popover_set_child (GTK_POPOVER (popover), picker);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "show", G_CALLBACK (picker_shown_cb), picker,
                           G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), row->clear);
  if (self->may_write)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), button);
  else
    g_object_unref (g_object_ref_sink (button));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row->row);
  show_reference (self, row, NULL);
}

/* What the references are called is in the cache. */
static gpointer
titles_in_reader (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *ids = data;

  return rw_cache_titles (cache, 0, (const RwId *) (gpointer) ids->data, ids->len, error);
}

static void
titles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwRecordForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) titles = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  for (guint i = 0; titles != NULL && i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      const char *title = row->clear != NULL ? g_hash_table_lookup (titles, &row->id) : NULL;

      if (title != NULL)
        show_reference (self, row, title);
    }
}

static void
read_titles (RwRecordForm *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (RwId));

  for (guint i = 0; i < self->rows->len; i++)
    if (!rw_id_is_nil (&g_array_index (self->rows, Row, i).id))
      g_array_append_val (ids, g_array_index (self->rows, Row, i).id);
  if (ids->len == 0)
    return;
  self->reading = g_cancellable_new ();
  rw_session_read_async (self->session, titles_in_reader, g_steal_pointer (&ids),
                         (GDestroyNotify) g_array_unref, (GDestroyNotify) g_hash_table_unref,
                         self->reading, titles_cb, g_object_ref (self));
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static void
add_row (RwRecordForm *self, const RwRecordFormRow *what)
{
  const RwField *field = rw_schema_field (rw_record_get_kind (self->record), what->field);
  const RwValue *value = rw_record_get (self->record, what->field);
  const char *label = rw_field_label (field);
  g_autofree char *titled =
    field->unit != NULL ? g_strdup_printf ("%s (%s)", label, field->unit) : g_strdup (label);
  g_autofree char *text = NULL;
  Row row = { .field = what->field, .id = RW_ID_NIL, .zero_is_none = what->zero_is_none };

  if (what->group != NULL)
    {
      self->group = adw_preferences_group_new ();
      if (*what->group != '\0')
        adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), what->group);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page),
                                ADW_PREFERENCES_GROUP (self->group));
    }
  switch (field->type)
    {
    case RW_FIELD_INTEGER:
      row.input = rw_setup_form_spin (self->group, titled,
                                      field->flags & RW_F_REQUIRED ? field->min : 0, field->max, 1,
                                      (double) rw_record_get_integer (self->record, what->field, 0),
                                      G_CALLBACK (changed_cb), self);
      break;
    case RW_FIELD_BOOLEAN:
      row.input = adw_switch_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row.input), label);
      adw_switch_row_set_active (ADW_SWITCH_ROW (row.input),
                                 rw_record_get_boolean (self->record, what->field));
      g_signal_connect_object (row.input, "notify::active", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row.input);
      break;
    case RW_FIELD_ENUM:
      row.input = rw_setup_form_combo (self->group, label, field->enumeration,
                                       (field->flags & RW_F_REQUIRED) &&
                                           rw_record_has (self->record, what->field)
                                         ? NULL
                                         : C_ ("choice", "Not stated"),
                                       rw_record_get_enum (self->record, what->field),
                                       G_CALLBACK (changed_cb), self);
      break;
    case RW_FIELD_REF:
      add_reference (self, &row, field);
      break;
    default:
      text = value->type != RW_FIELD_NONE ? rw_field_text_dup (value, field) : NULL;
      row.input =
        field->flags & RW_F_LONG
          ? rw_setup_form_text (self->page, label, text, G_CALLBACK (changed_cb), self)
          : rw_setup_form_entry (self->group, titled, text, G_CALLBACK (changed_cb), self);
      break;
    }
  if (row.row == NULL)
    row.row = row.input;
  if (what->hint != NULL && ADW_IS_ACTION_ROW (row.row) && field->type != RW_FIELD_REF)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row.row), what->hint);
  if (GTK_IS_TEXT_VIEW (row.input))
    gtk_text_view_set_editable (GTK_TEXT_VIEW (row.input), self->may_write);
  else if (GTK_IS_EDITABLE (row.input))
    gtk_editable_set_editable (GTK_EDITABLE (row.input), self->may_write);
  else if (field->type != RW_FIELD_REF)
    gtk_widget_set_sensitive (row.input, self->may_write);
  g_array_append_val (self->rows, row);
}

static void
rw_record_form_dispose (GObject *object)
{
  RwRecordForm *self = RW_RECORD_FORM (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  g_clear_object (&self->record);
  g_clear_pointer (&self->rows, g_array_unref);
  self->filled = FALSE;
  G_OBJECT_CLASS (rw_record_form_parent_class)->dispose (object);
}

static void
rw_record_form_class_init (RwRecordFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_record_form_dispose;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
}

static void
rw_record_form_init (RwRecordForm *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();

  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  rw_done_key_add (GTK_WIDGET (self), save_shortcut_cb);
  rw_status_install_css ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->page = adw_preferences_page_new ();
  self->sum = rw_setup_form_sum ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), self->sum);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

/**
 * rw_record_form_new:
 * @title: of the page
 * @record: as it is before; copied
 * @is_new: it is made by saving it
 * @may_write: otherwise it is read only
 * @rows: (array length=n_rows): what is asked for; a long text is a group of its own, and comes last
 */
AdwNavigationPage *
rw_record_form_new (RwSession             *session,
                    const char            *title,
                    RwRecord              *record,
                    gboolean               is_new,
                    gboolean               may_write,
                    const RwRecordFormRow *rows,
                    guint                  n_rows)
{
  RwRecordForm *self;

  g_return_val_if_fail (RW_IS_SESSION (session) && RW_IS_RECORD (record), NULL);
  g_return_val_if_fail (n_rows > 0 && rows[0].group != NULL, NULL);
  self = g_object_new (RW_TYPE_RECORD_FORM, "title", title, NULL);
  self->session = g_object_ref (session);
  self->record = rw_record_dup (record);
  self->is_new = is_new;
  self->may_write = may_write;
  gtk_widget_set_visible (self->save, may_write);
  for (guint i = 0; i < n_rows; i++)
    add_row (self, &rows[i]);
  self->filled = TRUE;
  read_titles (self);
  changed_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rw_record_form_set_words:
 * @describe: (nullable): says what it means while it can be saved
 * @check: (nullable): asked after the bounds of the fields
 * @data: for both
 */
void
rw_record_form_set_words (RwRecordForm         *self,
                          RwRecordFormDescribe  describe,
                          RwRecordFormCheck     check,
                          gpointer              data)
{
  g_return_if_fail (RW_IS_RECORD_FORM (self));
  self->describe = describe;
  self->check = check;
  self->data = data;
  changed_cb (self);
}

/**
 * rw_record_form_add:
 * @group: (transfer floating): an #AdwPreferencesGroup, which comes last
 */
void
rw_record_form_add (RwRecordForm *self, GtkWidget *group)
{
  g_return_if_fail (RW_IS_RECORD_FORM (self) && ADW_IS_PREFERENCES_GROUP (group));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (group));
}

/**
 * rw_record_form_add_button:
 * @callback: called with @object when it is pressed
 *
 * Adds a button in a group of its own, which comes last.
 */
void
rw_record_form_add_button (RwRecordForm *self,
                           const char   *label,
                           gboolean      destructive,
                           GCallback     callback,
                           gpointer      object)
{
  GtkWidget *group = adw_preferences_group_new (), *row = adw_button_row_new ();

  g_return_if_fail (RW_IS_RECORD_FORM (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  if (destructive)
    gtk_widget_add_css_class (row, "destructive-action");
  g_signal_connect_object (row, "activated", callback, object, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  rw_record_form_add (self, group);
}

/**
 * rw_record_form_get_row:
 *
 * Returns: (transfer none) (nullable): where a field is written
 */
GtkWidget *
rw_record_form_get_row (RwRecordForm *self, guint field)
{
  Row *row;

  g_return_val_if_fail (RW_IS_RECORD_FORM (self), NULL);
  row = find_row (self, field);
  return row != NULL ? row->input : NULL;
}

/**
 * rw_record_form_settled:
 *
 * Returns: whether the references are named
 */
gboolean
rw_record_form_settled (RwRecordForm *self)
{
  g_return_val_if_fail (RW_IS_RECORD_FORM (self), TRUE);
  return self->reading == NULL;
}
