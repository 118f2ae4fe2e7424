/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rw-clock.h"
#include "rw-test-widgets.h"
#include "rw-trend-table.h"

#define N 53

static char *
axis_text (double value, gpointer user_data)
{
  return g_strdup_printf ("%g", value);
}

static char *
point_text (gint64 instant, double value, gpointer user_data)
{
  return g_strdup_printf ("day %d: %g of 42 U", (int) (instant / RW_DAY), value);
}

/* A year of weeks; of the first eight nothing is known. */
static void
make_data (RwTrendData *data, gint64 *instants, double *values)
{
  for (int i = 0; i < N; i++)
    {
      instants[i] = (20000 + 7 * (gint64) i) * RW_DAY;
      values[i] = i < 8 ? NAN : 10 + floor (i / 4.0);
    }
  *data = (RwTrendData) { .instants = instants,
                          .values = values,
                          .n = N,
                          .limit = 42,
                          .limit_label = "42 U",
                          .zone = g_time_zone_new_utc (),
                          .title = "R11: units used",
                          .sentence = "Grew by 11 U in 10 months.",
                          .axis_text = axis_text,
                          .point_text = point_text };
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
activated_cb (RwTrendChart *chart, guint index, guint *opened)
{
  *opened = index;
}

static void
test_reading (void)
{
  GtkWidget *chart = rw_trend_chart_new (), *window = rw_test_present (chart, 700, 260);
  RwTrendChart *self = RW_TREND_CHART (chart);
  gint64 instants[N];
  double values[N], half[N];
  guint opened = 0;
  RwTrendData data;

  make_data (&data, instants, values);
  rw_trend_chart_set (self, &data);
  rw_test_settle (window);
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_LABEL, "R11: units used");
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Grew by 11 U in 10 months.");
  g_assert_null (rw_trend_chart_get_reading (self));
  g_assert_false (press (chart, GDK_KEY_Escape));
  g_assert_true (press (chart, GDK_KEY_Left));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20364: 23 of 42 U");
  g_assert_true (press (chart, GDK_KEY_Left));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20357: 22 of 42 U");
  /* What is not known is not stopped at. */
  g_assert_true (press (chart, GDK_KEY_Home));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20056: 12 of 42 U");
  g_assert_true (press (chart, GDK_KEY_Left));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20056: 12 of 42 U");
  g_assert_true (press (chart, GDK_KEY_Page_Down));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20126: 14 of 42 U");
  g_assert_true (press (chart, GDK_KEY_End));
  rw_test_settle (window);
  g_assert_true (rw_test_shows (chart, "day 20364: 23 of 42 U"));
  rw_test_picture (window, "trend-chart");
  g_assert_true (press (chart, GDK_KEY_Escape));
  g_assert_null (rw_trend_chart_get_reading (self));
  g_assert_false (press (chart, GDK_KEY_Up));

  /* Enter opens where somebody wants to know of it. */
  g_assert_true (press (chart, GDK_KEY_End));
  g_assert_false (press (chart, GDK_KEY_Return));
  g_signal_connect (chart, "activated", G_CALLBACK (activated_cb), &opened);
  g_assert_true (press (chart, GDK_KEY_Return));
  g_assert_cmpuint (opened, ==, N - 1);

  /* Parts of it lie on it. */
  for (guint i = 0; i < N; i++)
    half[i] = values[i] / 2;
  data.parts = (const double *const[]) { half };
  data.n_parts = 1;
  data.part_labels = (const char *const[]) { "units", "half of them" };
  rw_trend_chart_set (self, &data);
  rw_test_settle (window);
  rw_test_picture (window, "trend-chart-parts");
  data.n_parts = 0;

  /* Nothing is known at all. */
  for (guint i = 0; i < N; i++)
    values[i] = NAN;
  rw_trend_chart_set (self, &data);
  g_assert_false (press (chart, GDK_KEY_End));
  rw_test_settle (window);
  data.n = 0;
  rw_trend_chart_set (self, &data);
  rw_test_settle (window);
  g_time_zone_unref (data.zone);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* One line for each time that something changed, and the last. */
static void
test_table (void)
{
  GtkWidget *table = rw_trend_table_new (), *window = rw_test_present (table, 400, 900);
  gint64 instants[N];
  double values[N];
  RwTrendData data;

  make_data (&data, instants, values);
  rw_trend_table_set (RW_TREND_TABLE (table), &data);
  rw_test_settle (window);
  g_assert_true (rw_test_shows (table, "day 20364: 23 of 42 U"));
  g_assert_true (rw_test_shows (table, "day 20336: 22 of 42 U"));
  g_assert_false (rw_test_says (table, "day 20343"));
  g_assert_false (rw_test_says (table, "nan"));
  g_time_zone_unref (data.zone);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_step (void)
{
  g_assert_cmpfloat (rw_trend_chart_get_step (42, 5), ==, 10);
  g_assert_cmpfloat (rw_trend_chart_get_step (42, 3), ==, 20);
  g_assert_cmpfloat (rw_trend_chart_get_step (1900, 4), ==, 500);
  g_assert_cmpfloat (rw_trend_chart_get_step (3, 4), ==, 1);
  g_assert_cmpfloat (rw_trend_chart_get_step (0, 4), ==, 1);
  g_assert_cmpfloat (rw_trend_chart_get_step (NAN, 0), ==, 1);
}

static char *
fan_text (gint64 instant, double low, double likely, double high, gpointer user_data)
{
  return g_strdup_printf ("day %d: likely %g, %g to %g", (int) (instant / RW_DAY), likely, low,
                          high);
}

/* Press with Control: from mark to mark. */
static gboolean
press_with_control (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, GDK_CONTROL_MASK, &handled);
      return handled;
    }
  return FALSE;
}

/* What is to come is read on from what is known, and marks are gone to by themselves. */
static void
test_ahead (void)
{
  GtkWidget *chart = rw_trend_chart_new (), *table = rw_trend_table_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window;
  RwTrendChart *self = RW_TREND_CHART (chart);
  gint64 instants[N], days[31];
  double values[N], limits[N], low[31], likely[31], high[31];
  const RwTrendMark marks[] = { { 20, RW_TREND_DROP, "C-7" }, { 40, RW_TREND_RESIZE, "C-9" } };
  RwTrendAhead ahead = { .limits = limits,
                         .limit_ahead = 50,
                         .threshold = 45,
                         .threshold_label = "90 %",
                         .today = "Today",
                         .marks = marks,
                         .n_marks = 2,
                         .fan_text = fan_text };
  guint opened = 0;
  RwTrendData data;

  gtk_box_append (GTK_BOX (box), chart);
  gtk_box_append (GTK_BOX (box), table);
  gtk_widget_set_size_request (chart, -1, 260);
  gtk_widget_set_vexpand (table, TRUE);
  window = rw_test_present (box, 700, 760);
  make_data (&data, instants, values);
  for (int i = 0; i < N; i++)
    limits[i] = i < 40 ? 36 : 42;
  for (int i = 0; i <= 30; i++)
    {
      days[i] = instants[N - 1] + i * RW_DAY;
      likely[i] = 23 + i;
      low[i] = 23 + i / 2.0;
      high[i] = 23 + 1.5 * i;
    }
  ahead.fan = (RwTrendFan) { days, low, likely, high, 31 };
  data.ahead = &ahead;
  rw_trend_chart_set (self, &data);
  rw_trend_table_set (RW_TREND_TABLE (table), &data);
  rw_test_settle (window);
  rw_test_picture (window, "trend-ahead");

  /* The first step back is to the last that is known, the end is the last that is to come. */
  g_assert_true (press (chart, GDK_KEY_Left));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20364: 23 of 42 U");
  g_assert_true (press (chart, GDK_KEY_Right));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20365: likely 24, 23.5 to 24.5");
  g_assert_true (press (chart, GDK_KEY_End));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20394: likely 53, 38 to 68");
  g_assert_true (press_with_control (chart, GDK_KEY_Left));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20280: 20 of 42 U");
  g_signal_connect (chart, "activated", G_CALLBACK (activated_cb), &opened);
  g_assert_true (press_with_control (chart, GDK_KEY_Left));
  g_assert_true (press (chart, GDK_KEY_Return));
  g_assert_cmpuint (opened, ==, 20);
  g_assert_true (press_with_control (chart, GDK_KEY_Left));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20140: 15 of 42 U");
  g_assert_true (press_with_control (chart, GDK_KEY_Right));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20280: 20 of 42 U");

  /* The table begins with the furthest, a week at a time. */
  g_assert_true (rw_test_shows (table, "day 20394: likely 53, 38 to 68"));
  g_assert_true (rw_test_shows (table, "day 20392: likely 51, 37 to 65"));
  g_assert_false (rw_test_shows (table, "day 20393: likely 52, 37.5 to 66.5"));
  g_assert_true (rw_test_shows (table, "day 20364: 23 of 42 U"));

  /* Without it, all is as it was. */
  data.ahead = NULL;
  rw_trend_chart_set (self, &data);
  g_assert_true (press (chart, GDK_KEY_End));
  g_assert_cmpstr (rw_trend_chart_get_reading (self), ==, "day 20364: 23 of 42 U");
  g_assert_false (press_with_control (chart, GDK_KEY_Left));
  g_time_zone_unref (data.zone);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/trend-chart/reading", test_reading);
  g_test_add_func ("/trend-chart/table", test_table);
  g_test_add_func ("/trend-chart/step", test_step);
  g_test_add_func ("/trend-chart/ahead", test_ahead);
  return g_test_run ();
}
