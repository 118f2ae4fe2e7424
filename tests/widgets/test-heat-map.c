/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-heat-map.h"
#include "rw-test-widgets.h"

#define ROWS    3
#define COLUMNS 4

static const guint values[ROWS * COLUMNS] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 100 };

static char *
column_text (guint column, gpointer user_data)
{
  return g_strdup_printf ("%u", column);
}

static char *
value_text (guint from, guint to, gpointer user_data)
{
  return from == to ? g_strdup_printf ("%u", from) : g_strdup_printf ("%u to %u", from, to);
}

static char *
describe (guint row, guint column, gpointer user_data)
{
  return g_strdup_printf ("row %u, column %u: %u", row, column, values[row * COLUMNS + column]);
}

static void
fill (RwHeatMap *map)
{
  static const char *const labels[] = { "one", "two", "three" };
  const RwHeatData data = { .values = values,
                            .n_rows = ROWS,
                            .n_columns = COLUMNS,
                            .row_labels = labels,
                            .title = "How hot it is",
                            .sentence = "Hottest at the end.",
                            .column_text = column_text,
                            .value_text = value_text,
                            .describe = describe };

  rw_heat_map_set (map, &data);
}

static gboolean
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
      return handled;
    }
  return FALSE;
}

static void
activated_cb (RwHeatMap *map, guint row, guint column, guint *where)
{
  *where = row * COLUMNS + column;
}

static void
test_keys (void)
{
  GtkWidget *map = rw_heat_map_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *button = gtk_button_new_with_label ("before"), *window;
  guint where = G_MAXUINT;

  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), map);
  window = rw_test_present (box, 500, 300);
  g_assert_false (press (map, GDK_KEY_Right));
  fill (RW_HEAT_MAP (map));
  rw_test_settle (window);
  g_signal_connect (map, "activated", G_CALLBACK (activated_cb), &where);
  gtk_test_accessible_assert_role (map, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_test_accessible_assert_property (map, GTK_ACCESSIBLE_PROPERTY_LABEL, "How hot it is");
  gtk_widget_grab_focus (button);
  g_assert_null (rw_heat_map_get_reading (RW_HEAT_MAP (map)));
  /* One stop for Tab. */
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_cmpstr (rw_heat_map_get_reading (RW_HEAT_MAP (map)), ==, "row 0, column 0: 0");
  g_assert_true (press (map, GDK_KEY_Left));
  g_assert_true (press (map, GDK_KEY_Right));
  g_assert_true (press (map, GDK_KEY_Down));
  g_assert_cmpstr (rw_heat_map_get_reading (RW_HEAT_MAP (map)), ==, "row 1, column 1: 5");
  gtk_test_accessible_assert_property (rw_heat_map_get_current (RW_HEAT_MAP (map)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "row 1, column 1: 5");
  gtk_test_accessible_assert_property (rw_heat_map_get_current (RW_HEAT_MAP (map)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Row 2 of 3, column 2 of 4");
  gtk_test_accessible_assert_role (rw_heat_map_get_current (RW_HEAT_MAP (map)),
                                   GTK_ACCESSIBLE_ROLE_GRID_CELL);
  g_assert_true (press (map, GDK_KEY_End));
  g_assert_true (press (map, GDK_KEY_Page_Down));
  g_assert_true (press (map, GDK_KEY_Down));
  g_assert_cmpstr (rw_heat_map_get_reading (RW_HEAT_MAP (map)), ==, "row 2, column 3: 100");
  g_assert_cmpuint (where, ==, G_MAXUINT);
  g_assert_true (press (map, GDK_KEY_Return));
  g_assert_cmpuint (where, ==, 11);
  g_assert_true (press (map, GDK_KEY_Page_Up));
  g_assert_true (press (map, GDK_KEY_Home));
  g_assert_true (press (map, GDK_KEY_space));
  g_assert_cmpuint (where, ==, 0);
  g_assert_false (press (map, GDK_KEY_x));
  rw_test_settle (window);
  rw_test_picture (window, "heat-map");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Every point of the widget is in the cell that is drawn there, from left to right and back. */
static void
test_hit (void)
{
  GtkWidget *map = rw_heat_map_new (), *window = rw_test_present (map, 500, 300);

  fill (RW_HEAT_MAP (map));
  for (GtkTextDirection dir = GTK_TEXT_DIR_LTR; dir <= GTK_TEXT_DIR_RTL; dir++)
    {
      guint seen[ROWS * COLUMNS] = { 0 }, row, column;
      gboolean first = TRUE;

      gtk_widget_set_direction (map, dir);
      rw_test_settle (window);
      for (int y = 0; y < gtk_widget_get_height (map); y += 3)
        for (int x = 0; x < gtk_widget_get_width (map); x += 3)
          if (rw_heat_map_hit (RW_HEAT_MAP (map), x, y, &row, &column))
            {
              /* What is met first is at the upper left. */
              if (first)
                g_assert_cmpuint (column, ==, dir == GTK_TEXT_DIR_LTR ? 0 : COLUMNS - 1);
              first = FALSE;
              seen[row * COLUMNS + column]++;
            }
      for (guint i = 0; i < ROWS * COLUMNS; i++)
        g_assert_cmpuint (seen[i], >, 20);
      g_assert_false (rw_heat_map_hit (RW_HEAT_MAP (map), -1, -1, &row, &column));
      g_assert_false (rw_heat_map_hit (RW_HEAT_MAP (map), 250, 299, &row, &column));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Levels do not fall, the greatest value has the last, and each is in the range that the legend gives for it. */
static void
test_levels (void)
{
  for (guint most = 1; most < 60; most++)
    {
      guint last = 0;

      for (guint value = 0; value <= most; value++)
        {
          guint level = rw_heat_map_get_level (value, most), from, to;

          g_assert_cmpuint (level, >=, last);
          last = level;
          g_assert_cmpint (level == 0, ==, value == 0);
          g_assert_true (rw_heat_map_get_range (level, most, &from, &to));
          g_assert_cmpuint (value, >=, from);
          g_assert_cmpuint (value, <=, to);
        }
      g_assert_cmpuint (last, ==, RW_HEAT_N_LEVELS - 1);
    }
  g_assert_cmpuint (rw_heat_map_get_level (G_MAXUINT, G_MAXUINT), ==, RW_HEAT_N_LEVELS - 1);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/heat-map/keys", test_keys);
  g_test_add_func ("/heat-map/hit", test_hit);
  g_test_add_func ("/heat-map/levels", test_levels);
  return g_test_run ();
}
