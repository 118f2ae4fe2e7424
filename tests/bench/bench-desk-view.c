/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The service desk in the real window, offline, with the largest sample company (100,000 tickets, 450,000 messages):
 * opening the board, a key in its filter, a letter in the search for everything, each to the frame that shows what
 * came of it, beside a frame of an empty window in the same run; and the memory that all of it takes.
 */

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench-company.h"
#include "bench-window.h"
#include "rw-clock.h"
#include "rw-page.h"
#include "rw-palette.h"
#include "rw-status.h"
#include "rw-test-widgets.h"

#define KINDS                                                                                          \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_CUSTOMER) |          \
   RW_KIND_BIT (RW_KIND_CONTACT) | RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_TEAM) |         \
   RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_SLA) | RW_KIND_BIT (RW_KIND_CALENDAR) |        \
   RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_TICKET) |            \
   RW_KIND_BIT (RW_KIND_MESSAGE) | RW_KIND_BIT (RW_KIND_LINK) | RW_KIND_BIT (RW_KIND_CHANGE) |         \
   RW_KIND_BIT (RW_KIND_CHANGE_ITEM) | RW_KIND_BIT (RW_KIND_ADDRESS) | RW_KIND_BIT (RW_KIND_MACRO))

static const char *const filters[] = { "latenz", "nordlicht", "san-2", "status", "zertifikat" };
static const char *const searches[] = { "status:open latenz", "hohe latenz", "t-1042", "zertifikat", "customer:nord prio:1",
                                        "db-1", "zeitfenster" };

static double
since (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / 1000;
}

/* A frame with another text in it, and nothing else. */
static void
measure_empty (BenchKeys *keys)
{
  GtkWidget *label = gtk_label_new (NULL), *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  bench_wait_for_frame (window);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      gint64 begun = g_get_monotonic_time ();
      double cpu = bench_cpu_ms ();

      gtk_label_set_text (GTK_LABEL (label), text);
      bench_wait_for_frame (window);
      bench_keys_add (keys, text, since (begun), bench_cpu_ms () - cpu);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
measure_filter (RwWindow  *window,
                BenchKeys *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      for (gsize length = 1; filters[i][length - 1] != '\0'; length++)
        {
          g_autofree char *text = g_strndup (filters[i], length);

          bench_press (window, text, keys);
        }
      bench_press (window, "", keys);
      bench_rest (300);
    }
}

/* Without the 60 ms that the entry waits for the next letter. */
static void
measure_search (RwWindow  *window,
                BenchKeys *keys)
{
  AdwDialog *palette = rw_palette_new (window);

  adw_dialog_present (palette, GTK_WIDGET (window));
  bench_rest (500);
  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
      for (gsize length = 1; searches[i][length - 1] != '\0'; length++)
        {
          g_autofree char *text = g_strndup (searches[i], length);
          gint64 begun = g_get_monotonic_time ();
          double cpu = bench_cpu_ms ();

          rw_palette_set_text (RW_PALETTE (palette), text);
          while (!rw_palette_settled (RW_PALETTE (palette)))
            g_main_context_iteration (NULL, TRUE);
          bench_wait_for_frame (GTK_WIDGET (window));
          bench_keys_add (keys, text, since (begun), bench_cpu_ms () - cpu);
        }
  adw_dialog_force_close (palette);
  bench_rest (300);
}

static void
say (const char *what,
     BenchKeys  *keys)
{
  g_print (
    "  %-32s median %6.1f   99th %6.1f   worst %6.1f ms; the main thread at most %6.1f ms, for %s\n",
    what, bench_keys_at (keys, 50), bench_keys_at (keys, 99), bench_keys_at (keys, 100),
    keys->worst_cpu, keys->worst_text);
}

/* What the process holds now, in MB. */
static long
resident (void)
{
  g_autofree char *text = NULL;
  long total = 0, held = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) &&
      sscanf (text, "%ld %ld", &total, &held) != 2)
    held = 0;
  return held * 4096 / 1000000;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  rw_session_open_finish (RW_SESSION (source), result, &error);
  bench_check (error);
  *(gboolean *) user_data = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(gboolean *) user_data = FALSE;
}

/* The cache is named after the server: https://bench. */
static void
make_company (const char *dir)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *from = g_build_filename (dir, "cache-bench.1.db", NULL);
  g_autofree char *to = g_build_filename (dir, "cache-bench-443.1.db", NULL);
  RwCacheWriter *writer;
  gboolean more = TRUE;

  rw_cache_close (bench_company_new (dir, KINDS));
  writer = rw_cache_writer_open (dir, "bench", NULL, &error);
  bench_check (error);
  while (more && rw_cache_writer_improve (writer, &more, &error))
    ;
  bench_check (error);
  rw_cache_writer_close (writer);
  if (g_rename (from, to) != 0)
    g_error ("%s: %s", to, g_strerror (errno));
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *dir =
    argc > 1 ? g_strdup (argv[1]) : g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  g_autofree char *marker = g_build_filename (dir, "made", NULL);
  g_autoptr (RwSession) session = NULL;
  BenchKeys empty = { 0 }, filter = { 0 }, search = { 0 }, again = { 0 };
  struct rusage usage;
  gboolean opened = FALSE, kept = argc > 1;
  RwWindow *window;
  double first, first_cpu;
  gint64 begun;

  rw_test_init_widgets (&argc, &argv);
  rw_status_install_css ();
  if (!g_file_test (marker, G_FILE_TEST_EXISTS))
    {
      make_company (dir);
      g_file_set_contents (marker, "", 0, NULL);
    }
  measure_empty (&empty);
  rw_clock_freeze (BENCH_NOW);
  session = rw_session_new ("https://bench", dir);
  rw_session_set_token (session, "nobody");
  rw_session_open_async (session, NULL, opened_cb, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);
  window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, dir)));
  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_present (GTK_WINDOW (window));
  rw_window_adopt_session (window, session);
  bench_settle (window);
  bench_rest (3000);

  begun = g_get_monotonic_time ();
  first_cpu = bench_cpu_ms ();
  rw_window_go_to_page (window, "tickets");
  bench_settle (window);
  bench_wait_for_frame (GTK_WIDGET (window));
  first = since (begun);
  first_cpu = bench_cpu_ms () - first_cpu;
  bench_rest (1000);
  for (guint i = 0; i < 20; i++)
    {
      double cpu;

      rw_window_go_to_page (window, "overview");
      bench_settle (window);
      bench_rest (200);
      begun = g_get_monotonic_time ();
      cpu = bench_cpu_ms ();
      rw_window_go_to_page (window, "tickets");
      bench_settle (window);
      bench_wait_for_frame (GTK_WIDGET (window));
      bench_keys_add (&again, "tickets", since (begun), bench_cpu_ms () - cpu);
    }
  measure_filter (window, &filter);
  measure_search (window, &search);
  getrusage (RUSAGE_SELF, &usage);

  g_print ("The service desk with large, in the window, to the frame that shows it\n");
  say ("an empty window", &empty);
  g_print ("  %-32s %6.1f ms, %.1f of the main thread\n", "the board, for the first time", first,
           first_cpu);
  say ("the board, again", &again);
  say ("a key in the board's filter", &filter);
  say ("a letter in the search", &search);
  g_print ("  memory: %ld MB held, %ld MB at the most\n", resident (),
           usage.ru_maxrss * 1024 / 1000000);
  rw_session_close_async (session, NULL, closed_cb, &opened);
  while (opened)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
  return kept || system (command) == 0 ? 0 : 1;
}
