/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-setup-form.h"

/**
 * rw_setup_form_entry:
 * @group: an #AdwPreferencesGroup
 * @text: (nullable): what stands there
 */
GtkWidget *
rw_setup_form_entry (GtkWidget  *group,
                     const char *title,
                     const char *text,
                     GCallback   changed,
                     gpointer    target)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* Set before it is listened to: the other rows are not there yet. */
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_object (row, "changed", changed, target, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/**
 * rw_setup_form_text:
 * @page: an #AdwPreferencesPage, which gets a group of its own for it
 * @text: (nullable): what stands there
 *
 * Returns: (transfer none): a #GtkTextView, see rw_setup_form_dup()
 */
GtkWidget *
rw_setup_form_text (GtkWidget  *page,
                    const char *title,
                    const char *text,
                    GCallback   changed,
                    gpointer    target)
{
  GtkWidget *group = adw_preferences_group_new (), *frame = gtk_frame_new (NULL),
            *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 9);
  gtk_widget_set_size_request (view, -1, 76);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  g_signal_connect_object (buffer, "changed", changed, target, G_CONNECT_SWAPPED);
  gtk_frame_set_child (GTK_FRAME (frame), view);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), frame);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return view;
}

/**
 * rw_setup_form_dup:
 * @text: an entry row or a text view of this form
 *
 * Returns: (transfer full): what stands there, without space around it
 */
char *
rw_setup_form_dup (GtkWidget *text)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;

  if (!GTK_IS_TEXT_VIEW (text))
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (text))));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/**
 * rw_setup_form_combo:
 * @none: (nullable): the word for no value; %NULL when there always is one
 * @index: of the value, -1 for none
 */
GtkWidget *
rw_setup_form_combo (GtkWidget    *group,
                     const char   *title,
                     const RwEnumInfo *words,
                     const char   *none,
                     int           index,
                     GCallback     changed,
                     gpointer      target)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (none != NULL)
    gtk_string_list_append (list, none);
  for (int i = 0; i < (int) words->n_values; i++)
    gtk_string_list_append (list, rw_enum_label (words, i));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  g_object_set_data (G_OBJECT (row), "rw-none", GINT_TO_POINTER (none != NULL));
  rw_setup_form_set_index (row, index);
  g_signal_connect_object (row, "notify::selected", changed, target, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/**
 * rw_setup_form_index:
 *
 * Returns: the index of the value, -1 for none
 */
int
rw_setup_form_index (GtkWidget *combo)
{
  return (int) adw_combo_row_get_selected (ADW_COMBO_ROW (combo)) -
         GPOINTER_TO_INT (g_object_get_data (G_OBJECT (combo), "rw-none"));
}

void
rw_setup_form_set_index (GtkWidget *combo, int index)
{
  int none = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (combo), "rw-none"));

  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), (guint) MAX (index + none, 0));
}

GtkWidget *
rw_setup_form_spin (GtkWidget  *group,
                    const char *title,
                    double      least,
                    double      most,
                    double      step,
                    double      value,
                    GCallback   changed,
                    gpointer    target)
{
  GtkWidget *row = adw_spin_row_new_with_range (least, most, step);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), value);
  g_signal_connect_object (row, "notify::value", changed, target, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

/**
 * rw_setup_form_sum:
 *
 * Returns: (transfer floating): the line below a form that says what it comes to
 */
GtkWidget *
rw_setup_form_sum (void)
{
  GtkWidget *sum = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (sum), TRUE);
  gtk_label_set_xalign (GTK_LABEL (sum), 0);
  gtk_widget_set_margin_start (sum, 18);
  gtk_widget_set_margin_end (sum, 18);
  gtk_widget_set_margin_top (sum, 8);
  gtk_widget_set_margin_bottom (sum, 8);
  return sum;
}

/**
 * rw_setup_form_set_text:
 * @text: an empty one is none
 */
void
rw_setup_form_set_text (RwRecord *record, guint field, const char *text)
{
  if (*text != '\0')
    rw_record_set_text (record, field, text);
  else
    rw_record_take (record, field, RW_VALUE_NULL);
}
