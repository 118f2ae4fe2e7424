/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reports of the largest sample company: reading what each group needs and putting it into words, as a reader's thread
 * does, beside the bare reading of the same tables; and how long showing it keeps the interface: the longest step of the
 * main loop, with layout and painting in software. All in processor time of the thread, so that other
 * work on the machine does not count.
 */

#include <stdlib.h>
#include <time.h>

#include "bench-company.h"
#include "rw-bar-list.h"
#include "rw-clock.h"
#include "rw-report-dialog.h"
#include "rw-report-grid.h"
#include "rw-report-words.h"
#include "rw-test-widgets.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_CUSTOMER) |        \
   RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_SLA) |        \
   RW_KIND_BIT (RW_KIND_CALENDAR) | RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |        \
   RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_MESSAGE) | RW_KIND_BIT (RW_KIND_LINK))
#define ROUNDS 5

/* Microseconds that this thread has worked. */
static gint64
worked (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
worked_since (gint64 begun)
{
  return (double) (worked () - begun) / 1000;
}

/* In the same measure. */
static double
read_bare (RwCache *cache, const char *const *tables, guint n)
{
  gint64 begun = worked ();

  bench_read_bare (cache, tables, n);
  return worked_since (begun);
}

static RwTicketFacts *
ask (RwCache *cache, guint days, RwReportView view)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  RwReportQuestion question = {
    BENCH_NOW - days * RW_DAY,      BENCH_NOW, BENCH_NOW, RW_ID_NIL, RW_ID_NIL, zone,
    rw_report_view_get_parts (view)
  };
  g_autoptr (GError) error = NULL;
  RwTicketFacts *facts = rw_query_ticket_report (cache, &question, NULL, &error);

  bench_check (error);
  return facts;
}

static void
measure_reading (RwCache *cache)
{
  static const char *const some[] = { "ticket", "customer", "service", "person" };
  static const char *const all[] = { "ticket", "customer", "service", "person", "message", "link" };
  double bare[ROUNDS], bare_all[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      bare[i] = read_bare (cache, some, G_N_ELEMENTS (some));
      bare_all[i] = read_bare (cache, all, G_N_ELEMENTS (all));
    }
  bench_say ("the bare tables", bare, ROUNDS);
  bench_say ("the bare tables with messages", bare_all, ROUNDS);
  for (guint days = 30; days <= 365; days += 335)
    for (RwReportView view = 0; view < RW_REPORT_N_VIEWS; view++)
      {
        g_autofree char *reading = g_strdup_printf ("%s, %u days: reading",
                                                    rw_report_view_get_name (view), days),
                        *words = g_strdup_printf ("%s, %u days: words",
                                                  rw_report_view_get_name (view), days);
        double read[ROUNDS], counted[ROUNDS], base;
        guint n = 0;

        for (guint i = 0; i < ROUNDS; i++)
          {
            gint64 begun = worked ();
            g_autoptr (RwTicketFacts) facts = ask (cache, days, view);
            g_autoptr (GPtrArray) figures = NULL;

            read[i] = worked_since (begun);
            begun = worked ();
            figures = rw_report_figures_new (facts, view);
            counted[i] = worked_since (begun);
            n = facts->facts->len;
          }
        bench_say (reading, read, ROUNDS);
        bench_say (words, counted, ROUNDS);
        /* Sorted by now. */
        base = rw_report_view_get_parts (view) != 0 ? bare_all[ROUNDS / 2] : bare[ROUNDS / 2];
        g_print ("    %u tickets; %.2f times the bare tables\n", n,
                 (read[ROUNDS / 2] + counted[ROUNDS / 2]) / base);
      }
}

static double
longest_step (RwReportGrid *grid)
{
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  double longest = 0;

  while (g_get_monotonic_time () < until || (grid != NULL && rw_report_grid_is_filling (grid)))
    {
      gint64 begun = worked ();

      if (g_main_context_iteration (NULL, FALSE))
        longest = MAX (longest, worked_since (begun));
      else
        g_usleep (500);
    }
  return longest;
}

static void
measure_showing (RwCache *cache)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *grid = rw_report_grid_new (), *window;
  g_autoptr (RwTicketFacts) facts = ask (cache, 365, RW_REPORT_VIEW_VOLUME);
  g_autoptr (GArray) every = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();
  AdwDialog *dialog;
  gint64 begun;
  double call, shown;
  g_autoptr (GdkTexture) picture = NULL;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_widget_set_valign (grid, GTK_ALIGN_START);
  window = rw_test_present (scroller, 1366, 768);
  longest_step (NULL);
  for (RwReportView view = 0; view < RW_REPORT_N_VIEWS; view++)
    {
      g_autoptr (RwTicketFacts) of = ask (cache, 365, view);
      g_autoptr (GPtrArray) figures = rw_report_figures_new (of, view);

      rw_report_grid_set (RW_REPORT_GRID (grid), figures);
      shown = longest_step (RW_REPORT_GRID (grid));
      begun = worked ();
      g_clear_object (&picture);
      picture = rw_test_take_picture (window);
      g_print ("  %-34s longest step %6.2f ms; only painting all of it %6.2f ms\n",
               rw_report_view_get_name (view), shown, worked_since (begun));
    }
  {
    g_autoptr (GPtrArray) figures = rw_report_figures_new (facts, RW_REPORT_VIEW_VOLUME);

    rw_report_grid_set (RW_REPORT_GRID (grid), figures);
  }
  longest_step (RW_REPORT_GRID (grid));
  rw_test_find_all (grid, GTK_TYPE_BUTTON, lists);
  for (guint i = 0; i < lists->len; i++)
    if (gtk_widget_is_visible (lists->pdata[i]) &&
        gtk_widget_get_ancestor (lists->pdata[i], RW_TYPE_BAR_LIST) != NULL)
      {
        begun = worked ();
        g_signal_emit_by_name (lists->pdata[i], "clicked");
        call = worked_since (begun);
        g_print ("  %-34s call %6.2f ms, longest step after it %6.2f ms\n", "twenty more lines",
                 call, longest_step (NULL));
        break;
      }
  for (guint i = 0; i < facts->facts->len; i++)
    g_array_append_val (every, i);
  begun = worked ();
  dialog = rw_report_dialog_new (NULL, "Every ticket", facts, every);
  adw_dialog_present (dialog, window);
  call = worked_since (begun);
  g_print ("  %-34s call %6.2f ms, longest step after it %6.2f ms (%u tickets)\n",
           "the tickets behind a figure", call, longest_step (NULL), every->len);
  adw_dialog_force_close (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache;

  rw_test_init_widgets (&argc, &argv);
  cache = bench_company_new (dir, KINDS);
  measure_reading (cache);
  measure_showing (cache);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
