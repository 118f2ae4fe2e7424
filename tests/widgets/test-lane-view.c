/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-lane-view.h"
#include "rw-test-widgets.h"
#include "rw-time.h"

#define MONDAY "2026-11-23"
#define N_ROWS 600

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

static gint64
monday (void)
{
  gint64 day;

  g_assert_true (rw_date_parse (MONDAY, &day));
  return day;
}

static RwCalendarEntry *
add (GPtrArray *entries,
     guint      number,
     gint64     start,
     double     hours)
{
  g_autofree char *text = g_strdup_printf ("C-%u", number);
  RwId id = rw_id_new ();
  RwCalendarEntry *entry = rw_calendar_entry_new (&id, text, "Firmware", start, start + (gint64) (hours * RW_HOUR));

  entry->status = g_strdup ("Scheduled");
  entry->tone = number % 7 == 0 ? RW_CALENDAR_URGENT : RW_CALENDAR_FIRM;
  entry->note = number % 11 == 0 ? g_strdup ("same item as C-1") : NULL;
  entry->movable = TRUE;
  g_ptr_array_add (entries, entry);
  return entry;
}

static GPtrArray *
some_bands (void)
{
  GPtrArray *bands = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_band_free);

  for (int day = 23; day < 28; day++)
    {
      g_autofree char *start = g_strdup_printf ("2026-11-%dT21:00:00Z", day);

      g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_WINDOWS, "Maintenance window", at (start), at (start) + 4 * RW_HOUR, FALSE));
      g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_BACKUPS, "Nightly", at (start) + 3 * RW_HOUR, at (start) + 6 * RW_HOUR, FALSE));
    }
  g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_FREEZES, "Black Friday", at ("2026-11-26T23:00:00Z"),
                                                at ("2026-11-27T23:00:00Z"), FALSE));
  g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_SHIFTS, "T. Yılmaz", at ("2026-11-23T07:00:00Z"),
                                                at ("2026-11-30T07:00:00Z"), FALSE));
  g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_NOTICES, "Telekom M-1 · Splice", at ("2026-11-24T22:00:00Z"),
                                                at ("2026-11-25T04:00:00Z"), TRUE));
  return bands;
}

/* Row 3 is crowded; row i has i % 4 + 1 entries otherwise, row 5 none. */
static GtkWidget *
show (GtkWidget *view)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  g_autoptr (GPtrArray) lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_lane_free);
  g_autoptr (GPtrArray) bands = some_bands ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  guint number = 1;

  for (guint row = 0; row < N_ROWS; row++)
    {
      g_autofree char *name = g_strdup_printf ("FRA%u-R%u", row / 100 + 1, row % 100);
      RwLane *lane = rw_lane_new (name, row % 3 == 0 ? "Frankfurt" : NULL);
      guint n = row == 3 ? 20 : row == 5 ? 0 : row % 4 + 1;

      for (guint i = 0; i < n; i++)
        {
          gint64 start = at ("2026-11-23T05:00:00Z") + (row == 3 ? i : (row * 7 + i * 31) % 160) * RW_HOUR;
          RwCalendarEntry *entry = add (entries, number++, start, row == 3 ? 24 : 1 + (row + i) % 6);

          g_ptr_array_add (lane->entries, g_rc_box_acquire (entry));
        }
      g_ptr_array_add (lanes, lane);
    }
  rw_calendar_view_set_days (RW_CALENDAR_VIEW (view), monday (), 7, zone);
  rw_calendar_view_set_entries (RW_CALENDAR_VIEW (view), entries, bands);
  rw_lane_view_set_lanes (RW_LANE_VIEW (view), lanes);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  return rw_test_present (scroller, 1200, 700);
}

static guint
n_visible (GtkWidget *view,
           GType      type,
           guint     *made)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  guint n = 0;

  rw_test_find_all (view, type, found);
  for (guint i = 0; i < found->len; i++)
    n += gtk_widget_get_child_visible (found->pdata[i]);
  if (made != NULL)
    *made = found->len;
  return n;
}

/* Rows that nobody sees have no chips, however many there are, and none are made anew while one scrolls. */
static void
test_virtual (void)
{
  GtkWidget *view = rw_lane_view_new (), *window = show (view);
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (view, GTK_TYPE_SCROLLED_WINDOW));
  GtkAdjustment *down = gtk_scrolled_window_get_vadjustment (scroller);
  guint made, later;

  rw_test_picture (window, "lanes");
  g_assert_cmpuint (n_visible (view, RW_TYPE_CALENDAR_CHIP, &made), >, 20);
  g_assert_cmpuint (made, <, 200);
  g_assert_cmpint (gtk_widget_get_height (view), >, 10000);
  for (double y = 0; y < gtk_adjustment_get_upper (down); y += 4000)
    {
      gtk_adjustment_set_value (down, y);
      rw_test_settle (window);
      g_assert_cmpuint (n_visible (view, RW_TYPE_CALENDAR_CHIP, &later), >, 0);
      g_assert_cmpuint (later, <, 300);
    }
  rw_test_picture (window, "lanes-end");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* No two chips of the view share a place. */
static void
test_places (void)
{
  GtkWidget *view = rw_lane_view_new (), *window = show (view);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  rw_test_find_all (view, RW_TYPE_CALENDAR_CHIP, found);
  rw_test_find_all (view, RW_TYPE_CALENDAR_MORE, found);
  for (guint i = 0; i < found->len; i++)
    for (guint j = 0; j < i; j++)
      {
        graphene_rect_t a, b;

        if (!gtk_widget_get_child_visible (found->pdata[i]) || !gtk_widget_get_child_visible (found->pdata[j]))
          continue;
        g_assert_true (gtk_widget_compute_bounds (found->pdata[i], view, &a));
        g_assert_true (gtk_widget_compute_bounds (found->pdata[j], view, &b));
        g_assert_false (graphene_rect_intersection (&a, &b, &a) && a.size.width > 1 && a.size.height > 1);
      }
  /* Twenty that overlap are five and a list of the others. */
  g_assert_cmpuint (n_visible (view, RW_TYPE_CALENDAR_MORE, NULL), >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A chip says in which row it is; Tab goes down the rows, and brings those that it reaches into view. */
static void
test_tab (void)
{
  GtkWidget *view = rw_lane_view_new (), *window = show (view), *focus;
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (view, GTK_TYPE_SCROLLED_WINDOW));
  RwCalendarEntry *first = rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view))->pdata[0];
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &first->id));
  focus = gtk_root_get_focus (gtk_widget_get_root (view));
  gtk_test_accessible_assert_property (focus, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "FRA1-R0: C-1 Firmware, Mon 23 Nov, 06:00–07:00, Scheduled");
  for (int i = 0; i < 50; i++)
    {
      g_assert_true (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
      focus = gtk_root_get_focus (gtk_widget_get_root (view));
      if (RW_IS_CALENDAR_CHIP (focus))
        g_assert_true (g_hash_table_add (seen, rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (focus))));
      rw_test_settle (window);
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 40);
  g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller)), >,
                     100);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_gone (void)
{
  GtkWidget *view = rw_lane_view_new (), *window = show (view);

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  rw_test_picture (window, "lanes-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (view);
}

int
main (int   argc,
      char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  rw_clock_freeze (at ("2026-11-23T13:02:00Z"));
  g_test_add_func ("/widgets/lane-view/virtual", test_virtual);
  g_test_add_func ("/widgets/lane-view/places", test_places);
  g_test_add_func ("/widgets/lane-view/tab", test_tab);
  g_test_add_func ("/widgets/lane-view/gone", test_gone);
  return g_test_run ();
}
