/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-system-row.h"

#include <glib/gi18n.h>

#include "rw-format.h"

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
pill_new (RwStatus    status,
          const char *word)
{
  g_autofree char *text = g_strdup_printf ("%s %s", rw_status_symbol (status), word);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "rw-pill");
  gtk_widget_add_css_class (label, rw_status_css_class (status));
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static void
append (GString    *sentence,
        const char *text)
{
  if (text != NULL)
    g_string_append_printf (sentence, "%s%s", sentence->len > 0 ? ", " : "", text);
}

/**
 * rw_system_row_new:
 *
 * Returns: (transfer floating): a row of a list on a system's page
 */
GtkWidget *
rw_system_row_new (const RwSystemRowInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new (), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  g_autoptr (GString) sentence = g_string_new (NULL);

  gtk_box_append (GTK_BOX (text), label_new (info->title, "rw-property-value"));
  if (info->detail != NULL)
    {
      GtkWidget *detail = label_new (info->detail, "caption");

      gtk_widget_add_css_class (detail, "dim-label");
      gtk_box_append (GTK_BOX (text), detail);
    }
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), text);
  if (info->aside != NULL)
    {
      GtkWidget *aside = gtk_label_new (info->aside);

      gtk_widget_add_css_class (aside, "rw-property-value");
      gtk_widget_add_css_class (aside, "numeric");
      gtk_box_append (GTK_BOX (line), aside);
    }
  if (info->word != NULL)
    gtk_box_append (GTK_BOX (line), pill_new (info->status, info->word));
  if (info->suffix != NULL)
    {
      gtk_widget_set_valign (info->suffix, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (line), info->suffix);
    }
  gtk_widget_add_css_class (line, "rw-property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), info->target != NULL);
  gtk_widget_set_focusable (row, info->target != NULL);
  if (info->target != NULL)
    {
      RwRecordKey *key = g_new (RwRecordKey, 1);
      char name[RW_ID_STRING_LENGTH + 1];

      *key = (RwRecordKey) { rw_record_get_kind (info->target), *rw_record_get_id (info->target) };
      g_object_set_data_full (G_OBJECT (row), "rw-target", key, g_free);
      /* By this it is found again when the page is made anew. */
      rw_id_write (&key->id, name);
      gtk_widget_set_name (row, name);
    }
  append (sentence, info->title);
  append (sentence, info->word);
  append (sentence, info->aside);
  append (sentence, info->detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence->str, -1);
  return row;
}

/**
 * rw_system_row_get_target:
 * @target: (out caller-allocates): the record to which it leads
 *
 * Returns: whether the row leads anywhere
 */
gboolean
rw_system_row_get_target (GtkListBoxRow *row,
                          RwRecordKey   *target)
{
  const RwRecordKey *key = g_object_get_data (G_OBJECT (row), "rw-target");

  if (key == NULL)
    return FALSE;
  *target = *key;
  return TRUE;
}

/**
 * rw_system_row_new_rest:
 * @n: how many are not listed
 *
 * Returns: (transfer floating): the last row of a list that is longer than what is shown
 */
GtkWidget *
rw_system_row_new_rest (guint n)
{
  g_autofree char *count = rw_format_count (n), *text = g_strdup_printf (_ ("and %s more"), count);
  GtkWidget *row = gtk_list_box_row_new (), *label = label_new (text, "dim-label");

  gtk_widget_add_css_class (label, "rw-property");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}
