/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-column-title.h"

/**
 * rw_column_title_to_end:
 * @column: of @view, at the place where it was appended
 *
 * Puts the heading over figures that stand at the end of their cells. GTK 4.18 has no property for that: the
 * headings are the children of the first child of the view, in the order of the columns.
 */
void
rw_column_title_to_end (GtkColumnView *view, GtkColumnViewColumn *column)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view)), *title;

  title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
  for (guint i = 0; title != NULL && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) there = g_list_model_get_item (columns, i);

      if (there == column && gtk_widget_get_first_child (title) != NULL)
        gtk_widget_set_halign (gtk_widget_get_first_child (title), GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}
