/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The first frame of a month with 2,000 changes: making the view, giving it the entries, and layout and painting
 * in software until the frame is on the screen; beside it the next frame of the same view, and a month with a
 * tenth of that. What the reading costs is told by bench-changes, with the largest company.
 */

#include <stdlib.h>
#include <time.h>

#include "rw-clock.h"
#include "rw-month-view.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "rw-week-view.h"

#define ROUNDS 15
#define MOST   2000

static gint64
monday (void)
{
  gint64 day;

  if (!rw_date_parse ("2026-10-26", &day))
    abort ();
  return day;
}

static GPtrArray *
new_entries (guint      n,
             GTimeZone *zone)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  GRand *random = g_rand_new_with_seed (4711);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("C-%u", 2000 + i);
      gint64 wall = monday () * RW_DAY + g_rand_int_range (random, 0, 42 * 96) * 15 * RW_MINUTE;
      gint64 start = rw_zone_resolve (zone, wall);
      RwId id = rw_id_new ();
      RwCalendarEntry *entry =
        rw_calendar_entry_new (&id, number, "Core switch firmware and what hangs on it", start, start + g_rand_int_range (random, 1, 9) * RW_HOUR);

      entry->detail = g_strdup ("Nordlicht Reisen · 4 items · T. Yılmaz");
      entry->status = g_strdup ("Scheduled");
      entry->note = i % 9 == 0 ? g_strdup ("same item as C-2067") : NULL;
      entry->tone = (RwCalendarTone) (i % 5);
      entry->movable = entry->tone < RW_CALENDAR_RUNNING;
      g_ptr_array_add (entries, entry);
    }
  g_rand_free (random);
  return entries;
}

static double
cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000.0 + (double) time.tv_nsec / 1e6;
}

static void
painted_cb (GdkFrameClock *clock,
            gboolean      *painted)
{
  *painted = TRUE;
}

static void
wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
say (const char *what,
     double     *times)
{
  qsort (times, ROUNDS, sizeof *times, compare_doubles);
  g_print ("  %-52s median %7.2f ms   least %7.2f   most %7.2f\n", what, times[ROUNDS / 2], times[0], times[ROUNDS - 1]);
}

static guint
n_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += n_widgets (child);
  return n;
}

static void
measure (GtkWidget *stack,
         GtkWidget *window,
         guint      n,
         gboolean   week)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  g_autoptr (GPtrArray) bands = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_band_free);
  g_autoptr (GPtrArray) entries = new_entries (n, zone);
  g_autofree char *what = g_strdup_printf ("%s of %u changes", week ? "a week" : "a month", week ? n / 6 : n);
  double set[ROUNDS], first[ROUNDS], cpu[ROUNDS], next[ROUNDS];
  guint widgets = 0;

  for (int day = 0; day < 42; day++)
    {
      gint64 start = rw_zone_resolve (zone, (monday () + day) * RW_DAY + 22 * RW_HOUR);

      g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_WINDOWS, "Maintenance window", start, start + 4 * RW_HOUR, FALSE));
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      /* A view that never was on the screen: all that it needs is made in its first frame. */
      GtkWidget *view = week ? rw_week_view_new () : rw_month_view_new ();
      gint64 begun = g_get_monotonic_time ();
      double used = cpu_ms ();

      rw_calendar_view_set_days (RW_CALENDAR_VIEW (view), monday (), week ? 7 : 42, zone);
      rw_calendar_view_set_entries (RW_CALENDAR_VIEW (view), entries, bands);
      set[round] = (double) (g_get_monotonic_time () - begun) / 1000;
      gtk_stack_add_child (GTK_STACK (stack), view);
      gtk_stack_set_visible_child (GTK_STACK (stack), view);
      wait_for_frame (window);
      first[round] = (double) (g_get_monotonic_time () - begun) / 1000;
      cpu[round] = cpu_ms () - used;
      widgets = n_widgets (view);
      begun = g_get_monotonic_time ();
      gtk_widget_queue_allocate (view);
      wait_for_frame (window);
      next[round] = (double) (g_get_monotonic_time () - begun) / 1000;
      gtk_stack_set_visible_child (GTK_STACK (stack), gtk_widget_get_first_child (stack));
      gtk_stack_remove (GTK_STACK (stack), view);
      rw_test_settle (window);
    }
  g_print ("%s: %u widgets\n", what, widgets);
  say ("the entries are handed over", set);
  say ("the first frame is on the screen", first);
  say ("  of it work of the main thread", cpu);
  say ("another layout of the same, and its frame", next);
}

int
main (int   argc,
      char *argv[])
{
  GtkWidget *stack, *window;
  gint64 now;

  rw_test_init_widgets (&argc, &argv);
  if (!rw_instant_parse ("2026-11-24T13:02:00Z", &now))
    return 1;
  rw_clock_freeze (now);
  stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (stack), gtk_label_new ("nothing"));
  window = rw_test_present (stack, 1366, 768);
  measure (stack, window, MOST / 10, FALSE);
  measure (stack, window, MOST, FALSE);
  measure (stack, window, MOST, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
