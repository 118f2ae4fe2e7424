/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-export.h"

#include <glib/gi18n.h>

#include "rw-csv-columns.h"
#include "rw-systems-columns.h"

static char *
heading (const RwSystemsColumn *column)
{
  /* Translators: the heading of a column and the unit of its numbers: "Power (W)" */
  return column->unit != NULL ? g_strdup_printf (_ ("%s (%s)"), _ (column->title), column->unit)
                              : g_strdup (_ (column->title));
}

/**
 * rw_systems_to_csv:
 * @view: whose visible columns are taken, in their order
 * @systems: (element-type RwSystemItem): the rows
 *
 * Returns: (transfer full): what the table shows, for a spreadsheet: numbers without their units and days
 *   as 2026-11-22, so that they can be reckoned with; and the id of each, by which an import knows it again
 */
GBytes *
rw_systems_to_csv (GtkColumnView *view, GListModel *systems)
{
  GListModel *all = gtk_column_view_get_columns (view);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (all, i);

      if (gtk_column_view_column_get_visible (column))
        g_ptr_array_add (columns, (gpointer) rw_systems_columns_find (
                                    gtk_column_view_column_get_id (column)));
    }
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (cells, heading (columns->pdata[i]));
  g_ptr_array_add (cells, g_strdup (RW_CSV_ID_HEADING));
  rw_csv_add_row (out, (const char *const *) cells->pdata, cells->len);
  for (guint i = 0; i < g_list_model_get_n_items (systems); i++)
    {
      g_autoptr (RwSystemItem) item = g_list_model_get_item (systems, i);

      g_ptr_array_set_size (cells, 0);
      for (guint j = 0; j < columns->len; j++)
        {
          const RwSystemsColumn *column = columns->pdata[j];

          g_ptr_array_add (cells, (column->dup_plain != NULL
                                     ? column->dup_plain
                                     : column->dup_text) (rw_system_item_get_info (item)));
        }
      g_ptr_array_add (cells, rw_id_to_string (&rw_system_item_get_info (item)->id));
      rw_csv_add_row (out, (const char *const *) cells->pdata, cells->len);
    }
  return g_string_free_to_bytes (out);
}
