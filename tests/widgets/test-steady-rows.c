/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-steady-rows.h"
#include "rw-test-widgets.h"

#define N_ITEMS 1000

typedef struct
{
  const char *words; /* that an item has to contain, %NULL for all */
  guint n_setup;

  GtkCustomFilter *filter;
  GtkFilterListModel *filtered;
  GtkMultiSelection *selection;
  RwSteadyRows *rows;
  GtkColumnView *view;
  GtkWidget *entry;
  GtkWidget *window;
} Fixture;

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  return fixture->words == NULL ||
         strstr (gtk_string_object_get_string (item), fixture->words) != NULL;
}

static void
show_row (RwSteadyRow *row,
          GtkWidget   *text)
{
  GtkStringObject *item = rw_steady_row_get_item (row);

  if (item != NULL)
    gtk_inscription_set_text (GTK_INSCRIPTION (text), gtk_string_object_get_string (item));
  rw_steady_row_hide_spare (row, text);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkColumnViewCell        *cell,
          Fixture                  *fixture)
{
  gtk_column_view_cell_set_child (cell, gtk_inscription_new (NULL));
  fixture->n_setup++;
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkColumnViewCell        *cell,
         Fixture                  *fixture)
{
  RwSteadyRow *row = gtk_column_view_cell_get_item (cell);
  GtkWidget *text = gtk_column_view_cell_get_child (cell);

  rw_steady_row_bound (row);
  g_signal_connect_object (row, "changed", G_CALLBACK (show_row), text, 0);
  show_row (row, text);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkColumnViewCell        *cell,
           Fixture                  *fixture)
{
  RwSteadyRow *row = gtk_column_view_cell_get_item (cell);

  rw_steady_row_unbound (row);
  g_signal_handlers_disconnect_by_func (row, show_row, gtk_column_view_cell_get_child (cell));
}

static GListModel *
new_numbers (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *text = g_strdup_printf ("system %03u", i);

      gtk_string_list_append (list, text);
    }
  return G_LIST_MODEL (list);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *scroller = gtk_scrolled_window_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  fixture->filter = gtk_custom_filter_new (filter_cb, fixture, NULL);
  fixture->filtered =
    gtk_filter_list_model_new (new_numbers (), g_object_ref (GTK_FILTER (fixture->filter)));
  fixture->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (fixture->filtered)));
  fixture->rows = rw_steady_rows_new (g_object_ref (GTK_SELECTION_MODEL (fixture->selection)));
  fixture->view =
    GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (fixture->rows))));
  rw_steady_rows_set_view (fixture->rows, fixture->view);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), fixture);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), fixture);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), fixture);
  column = gtk_column_view_column_new ("Name", factory);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (fixture->view, column);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (fixture->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  fixture->entry = gtk_entry_new ();
  gtk_box_append (GTK_BOX (box), fixture->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  fixture->window = rw_test_present (box, 400, 400);
  gtk_widget_grab_focus (fixture->entry);
  rw_test_settle (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  rw_steady_rows_set_view (fixture->rows, NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->rows);
  g_assert_finalize_object (fixture->selection);
  g_assert_finalize_object (fixture->filtered);
  g_assert_finalize_object (fixture->filter);
}

static GtkWidget *
get_list (Fixture *fixture)
{
  GtkWidget *list = gtk_widget_get_first_child (GTK_WIDGET (fixture->view));

  while (!GTK_IS_LIST_VIEW (list))
    list = gtk_widget_get_next_sibling (list);
  return list;
}

/* What can be seen is the list, from its first item on, without a gap. */
static void
check_lines (Fixture *fixture)
{
  GtkWidget *list = get_list (fixture);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fixture->filtered)), i = 0;
  double end = 0;

  for (GtkWidget *line = gtk_widget_get_first_child (list); line != NULL;
       line = gtk_widget_get_next_sibling (line))
    {
      GtkWidget *text = gtk_widget_get_first_child (gtk_widget_get_first_child (line));
      graphene_rect_t bounds;

      /* A GTK list also has lines below what can be seen, which it puts nowhere. */
      if (!gtk_widget_get_visible (line) || !gtk_widget_get_child_visible (line))
        continue;
      g_assert_cmpuint (i, <, n);

      g_autoptr (GtkStringObject) item =
        g_list_model_get_item (G_LIST_MODEL (fixture->filtered), i++);

      g_assert_cmpstr (gtk_inscription_get_text (GTK_INSCRIPTION (text)), ==,
                       gtk_string_object_get_string (item));
      g_assert_true (gtk_widget_compute_bounds (line, list, &bounds));
      g_assert_cmpfloat (bounds.origin.y, >=, end);
      end = bounds.origin.y + bounds.size.height;
    }
  g_assert_cmpuint (i, >=, MIN (n, 10));
}

static void
search (Fixture    *fixture,
        const char *words)
{
  fixture->words = words;
  gtk_filter_changed (GTK_FILTER (fixture->filter), GTK_FILTER_CHANGE_DIFFERENT);
  rw_test_settle (fixture->window);
}

static void
test_filter (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const words[] = { "9",  "99",        "999", "99", "none", "5",
                                       NULL, "system 01", "77",  "4",  "123",  NULL };

  g_assert_cmpuint (fixture->n_setup, >, 15);
  check_lines (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      guint n, made = fixture->n_setup;

      search (fixture, words[i]);
      check_lines (fixture);
      n = g_list_model_get_n_items (G_LIST_MODEL (fixture->filtered));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)), ==,
                        n + rw_steady_rows_get_n_spare (fixture->rows));
      /* What was made at first is all that is ever needed, but for the few that GTK makes around its two hundred. */
      g_assert_cmpuint (fixture->n_setup - made, <=, 6);
    }
  g_assert_cmpuint (rw_steady_rows_get_n_spare (fixture->rows), ==, 0);
}

static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  GtkSelectionModel *rows = GTK_SELECTION_MODEL (fixture->rows);

  gtk_selection_model_select_item (rows, 12, TRUE);
  search (fixture, "12");
  g_assert_cmpuint (rw_steady_rows_get_n_spare (fixture->rows), >, 0);
  g_assert_true (gtk_selection_model_is_selected (rows, 0));
  gtk_selection_model_select_all (rows);

  g_autoptr (GtkBitset) all = gtk_selection_model_get_selection (rows);

  g_assert_cmpuint (gtk_bitset_get_size (all), ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->filtered)));
  search (fixture, "3");
  g_assert_false (gtk_selection_model_is_selected (rows, 0));
  g_assert_true (gtk_selection_model_is_selected (rows, 21));
}

/* Who moves in the list finds its end where it seems to be. */
static void
test_focus (Fixture       *fixture,
            gconstpointer  data)
{
  search (fixture, "99");
  g_assert_cmpuint (rw_steady_rows_get_n_spare (fixture->rows), >, 0);
  rw_test_picture (fixture->window, "steady-rows");
  gtk_column_view_scroll_to (fixture->view, 0, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  rw_test_settle (fixture->window);
  g_assert_cmpuint (rw_steady_rows_get_n_spare (fixture->rows), ==, 0);
  check_lines (fixture);
  search (fixture, "999");
  g_assert_cmpuint (rw_steady_rows_get_n_spare (fixture->rows), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)), ==, 1);
}

static void
test_scrolled (Fixture       *fixture,
               gconstpointer  data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));

  search (fixture, "9");
  search (fixture, "99");
  g_assert_cmpuint (rw_steady_rows_get_n_spare (fixture->rows), >, 0);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  rw_test_settle (fixture->window);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  g_assert_cmpuint (rw_steady_rows_get_n_spare (fixture->rows), ==, 0);

  /* A filter is read from its top on, wherever the first item was before. */
  gtk_adjustment_set_value (adjustment, 0);
  search (fixture, NULL);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  check_lines (fixture);
}

int
main (int    argc,
      char **argv)
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/steady-rows/filter", Fixture, NULL, set_up, test_filter, tear_down);
  g_test_add ("/steady-rows/selection", Fixture, NULL, set_up, test_selection, tear_down);
  g_test_add ("/steady-rows/focus", Fixture, NULL, set_up, test_focus, tear_down);
  g_test_add ("/steady-rows/scrolled", Fixture, NULL, set_up, test_scrolled, tear_down);
  return g_test_run ();
}
