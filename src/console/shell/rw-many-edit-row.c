/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-many-edit-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-field-editor.h"
#include "rw-format.h"
#include "rw-property-row.h"

struct _RwManyEditRow
{
  GtkListBoxRow parent_instance;

  RwSession *session;
  const RwManyEdit *edit; /* the dialog's: it outlives its rows */
  RwManyField field;

  AdwBin *slot; /* holds what is there, or the editor */
  GtkWidget *values;
  GtkLabel *old;
  GtkLabel *new;
  GtkWidget *revert;
  GtkWidget *editor;

  gboolean changed;
  RwValue value;
  char *words;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwManyEditRow, rw_many_edit_row, GTK_TYPE_LIST_BOX_ROW)

static const RwField *
get_field (RwManyEditRow *self)
{
  return &rw_record_get_info (self->edit->common->record)->fields[self->field.index];
}

/* What all of them have, or that they have different values. */
static char *
dup_old (RwManyEditRow *self)
{
  const RwValue *value = rw_record_get (self->edit->common->record, self->field.index);
  g_autoptr (GString) titles = NULL;
  guint n = value->type == RW_FIELD_REFS ? value->n_ids : value->type == RW_FIELD_REF ? 1 : 0;

  if (self->field.n_values > 1)
    return g_strdup_printf (ngettext ("%u different value", "%u different values",
                                      self->field.n_values),
                            self->field.n_values);
  if (value->type == RW_FIELD_NONE)
    return g_strdup ("—");
  if (n == 0)
    return rw_format_value (value, get_field (self), rw_clock_now ());
  titles = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    {
      const RwInspectorTitle *title =
        rw_inspector_data_title (self->edit->common,
                                 value->type == RW_FIELD_REF ? &value->id : &value->ids[i]);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "",
                              title != NULL ? title->title : _ ("Unknown record"));
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static void
update (RwManyEditRow *self)
{
  g_autofree char *old = dup_old (self);
  g_autofree char *name = NULL;

  gtk_label_set_label (self->old, old);
  gtk_label_set_label (self->new, self->words != NULL ? self->words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->new), self->changed);
  gtk_widget_set_visible (self->revert, self->changed && self->editor == NULL);
  if (self->changed)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->old), "rw-replaced");
      /* Translators: a field, its value before and after: "Customer: 3 different values, becomes Nord" */
      name = g_strdup_printf (_ ("%s: %s, becomes %s"), rw_field_label (get_field (self)), old,
                              self->words);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->old), "rw-replaced");
      name = g_strdup_printf ("%s: %s", rw_field_label (get_field (self)), old);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
stop_editing (RwManyEditRow *self)
{
  if (self->editor == NULL)
    return;
  adw_bin_set_child (self->slot, self->values);
  self->editor = NULL;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
revert_cb (RwManyEditRow *self)
{
  rw_value_clear (&self->value);
  g_clear_pointer (&self->words, g_free);
  self->changed = FALSE;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * rw_many_edit_row_finish:
 *
 * Takes what stands in the editor, if it is open.
 *
 * Returns: %FALSE when that cannot be taken; the editor says why
 */
gboolean
rw_many_edit_row_finish (RwManyEditRow *self)
{
  RwFieldEditor *editor;
  g_autoptr (GError) error = NULL;
  RwValue value = RW_VALUE_NULL;

  if (self->editor == NULL)
    return TRUE;
  editor = RW_FIELD_EDITOR (self->editor);
  if (!rw_field_editor_get_value (editor, &value, &error))
    {
      rw_field_editor_set_error (editor, error->message);
      rw_field_editor_begin (editor);
      return FALSE;
    }
  rw_value_clear (&self->value);
  self->value = value;
  g_free (self->words);
  self->words = rw_field_editor_dup_words (editor);
  if (self->words == NULL)
    self->words = value.type == RW_FIELD_NONE
                    ? g_strdup (C_ ("value", "nothing"))
                    : rw_format_value (&value, get_field (self), rw_clock_now ());
  /* What all of them have already is no change. */
  self->changed =
    self->field.n_values > 1 ||
    !rw_value_equal (&value, rw_record_get (self->edit->common->record, self->field.index));
  stop_editing (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

static void
apply_cb (RwManyEditRow *self)
{
  if (rw_many_edit_row_finish (self) && self->changed)
    rw_announce (GTK_WIDGET (self), self->words);
}

/**
 * rw_many_edit_row_begin:
 *
 * Puts an editor in the place of the values.
 */
void
rw_many_edit_row_begin (RwManyEditRow *self)
{
  if (self->editor != NULL)
    return;
  self->editor = rw_field_editor_new (self->session, self->edit->common, self->field.index);
  if (self->field.n_values > 1)
    rw_field_editor_clear (RW_FIELD_EDITOR (self->editor));
  g_signal_connect_object (self->editor, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "cancel", G_CALLBACK (stop_editing), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->slot, self->editor);
  gtk_widget_set_visible (self->revert, FALSE);
  rw_field_editor_begin (RW_FIELD_EDITOR (self->editor));
}

static void
rw_many_edit_row_finalize (GObject *object)
{
  RwManyEditRow *self = RW_MANY_EDIT_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->values);
  rw_value_clear (&self->value);
  g_free (self->words);
  G_OBJECT_CLASS (rw_many_edit_row_parent_class)->finalize (object);
}

static void
rw_many_edit_row_class_init (RwManyEditRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_many_edit_row_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_MANY_EDIT_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rw_many_edit_row_init (RwManyEditRow *self)
{
}

static GtkLabel *
value_label_new (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return GTK_LABEL (label);
}

/**
 * rw_many_edit_row_new:
 * @edit: must outlive the row
 * @field: one of its fields
 */
GtkWidget *
rw_many_edit_row_new (RwSession *session, const RwManyEdit *edit, const RwManyField *field)
{
  RwManyEditRow *self = g_object_new (RW_TYPE_MANY_EDIT_ROW, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label;
  g_autofree char *tip = NULL;

  self->session = g_object_ref (session);
  self->edit = edit;
  self->field = *field;

  label = gtk_label_new (rw_field_label (get_field (self)));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rw-property-label");

  self->old = value_label_new ();
  if (field->n_values > 1 || !rw_record_has (edit->common->record, field->index))
    gtk_widget_add_css_class (GTK_WIDGET (self->old), "dim-label");
  self->new = value_label_new ();
  gtk_widget_add_css_class (GTK_WIDGET (self->new), "heading");
  self->values = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));
  gtk_widget_add_css_class (self->values, "rw-property-value");
  gtk_box_append (GTK_BOX (self->values), GTK_WIDGET (self->old));
  gtk_box_append (GTK_BOX (self->values), GTK_WIDGET (self->new));
  self->slot = ADW_BIN (adw_bin_new ());
  adw_bin_set_child (self->slot, self->values);
  gtk_widget_set_hexpand (GTK_WIDGET (self->slot), TRUE);

  self->revert = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  tip = g_strdup_printf (_ ("Leave %s as it is"), rw_field_label (get_field (self)));
  gtk_widget_set_tooltip_text (self->revert, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->revert), GTK_ACCESSIBLE_PROPERTY_LABEL, tip,
                                  -1);
  gtk_widget_add_css_class (self->revert, "flat");
  gtk_widget_set_valign (self->revert, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->revert, "clicked", G_CALLBACK (revert_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (line), rw_property_column_new (label));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->slot));
  gtk_box_append (GTK_BOX (line), self->revert);
  gtk_widget_add_css_class (line, "rw-property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), line);
  update (self);
  return GTK_WIDGET (self);
}

guint
rw_many_edit_row_get_field (RwManyEditRow *self)
{
  return self->field.index;
}

const char *
rw_many_edit_row_get_label (RwManyEditRow *self)
{
  return rw_field_label (get_field (self));
}

/**
 * rw_many_edit_row_get_value:
 *
 * Returns: (transfer none) (nullable): what is to be set; %NULL to leave the field alone
 */
const RwValue *
rw_many_edit_row_get_value (RwManyEditRow *self)
{
  return self->changed ? &self->value : NULL;
}

/**
 * rw_many_edit_row_dup_words:
 *
 * Returns: (transfer full): the new value, as a person reads it
 */
char *
rw_many_edit_row_dup_words (RwManyEditRow *self)
{
  return g_strdup (self->words);
}
