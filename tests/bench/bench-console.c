/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The console with a sample company, of size mid unless told, beside an empty libadwaita window in the same
 * run: from the start of the process to its first complete frame with a cache that is there, from the key that
 * opens Racks to the frame that shows a whole site, from a key in the search of Systems to the frame that shows
 * the result, and the peak of its memory.
 *
 *   bench-console RACKWARDCTL [DIR [SIZE]]
 *
 * The company is made in DIR, kept there and used again; without DIR it is made for one run.
 */
#include <adwaita.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "bench-server.h"
#include "bench-window.h"
#include "rw-page.h"
#include "rw-shell-pages.h"
#include "rw-status.h"
#include "rw-window.h"

#define ROUNDS 5

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static double
ms_since (gint64 begin)
{
  return (double) (g_get_monotonic_time () - begin) / 1000.0;
}

/* An empty window */

static void
empty_cb (GtkApplication *application,
          gint64         *begin)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  gtk_window_present (GTK_WINDOW (window));
  bench_wait_for_frame (window);
  g_print ("%.1f\n", ms_since (*begin));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The console */

typedef struct
{
  gint64 begin;
  const char *url;
  const char *token;
  const char *state;
  gboolean whole; /* not only the start */
  gboolean opened;
} Console;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  rw_session_open_finish (RW_SESSION (source), result, &error);
  check (error);
  ((Console *) user_data)->opened = TRUE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  ((Console *) user_data)->opened = FALSE;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The first time that Racks is opened, then the whole site in view. */
static void
measure_site (RwWindow *window)
{
  gint64 begin;
  double cpu, first;

  bench_rest (3000);
  begin = g_get_monotonic_time ();
  cpu = bench_cpu_ms ();
  rw_window_go_to_page (window, "racks");
  bench_settle (window);
  bench_wait_for_frame (GTK_WIDGET (window));
  first = ms_since (begin);
  g_print ("%.1f %.1f ", first, bench_cpu_ms () - cpu);
  bench_rest (1500);
  begin = g_get_monotonic_time ();
  gtk_widget_activate_action (GTK_WIDGET (rw_window_get_page (window)), "racks.zoom-site", NULL);
  bench_settle (window);
  bench_wait_for_frame (GTK_WIDGET (window));
  g_print ("%.1f\n", ms_since (begin));
}

static void
measure_filter (RwWindow *window)
{
  static const char *const words[] = { "db-1", "web frankfurt", "kaufhaus", "10.20", "debian", "app-2" };
  BenchKeys keys = { 0 };

  rw_window_go_to_page (window, "systems");
  bench_settle (window);
  bench_wait_for_frame (GTK_WIDGET (window));
  bench_rest (3000);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      for (gsize length = 1; words[i][length - 1] != '\0'; length++)
        {
          g_autofree char *text = g_strndup (words[i], length);

          bench_press (window, text, &keys);
        }
      /* Clearing the search brings the most rows back, and is waited for like any other key. */
      bench_press (window, "", &keys);
      bench_rest (1500);
    }
  g_print ("%.1f %.1f %.1f \"%s\"\n", bench_keys_at (&keys, 50), bench_keys_at (&keys, 100),
           keys.worst_cpu, keys.worst_text);
}

static void
console_cb (GtkApplication *application,
            Console        *console)
{
  g_autoptr (RwSession) session = rw_session_new (console->url, console->state);
  RwWindow *window;
  struct rusage usage;

  rw_session_set_token (session, console->token);
  rw_session_open_async (session, NULL, opened_cb, console);
  rw_status_install_css ();
  window = RW_WINDOW (rw_window_new (application, console->state));
  gtk_window_set_default_size (GTK_WINDOW (window), 1920, 1080);
  while (!console->opened)
    g_main_context_iteration (NULL, TRUE);
  rw_window_adopt_session (window, session);
  rw_window_present_whole (window);
  while (!gtk_widget_get_mapped (GTK_WIDGET (window)) || !rw_session_has_data (session))
    g_main_context_iteration (NULL, TRUE);
  bench_settle (window);
  bench_wait_for_frame (GTK_WIDGET (window));
  g_print ("%.1f\n", ms_since (console->begin));
  if (console->whole)
    {
      while (rw_session_get_state (session) != RW_SYNC_STATE_UP_TO_DATE)
        g_main_context_iteration (NULL, TRUE);
      measure_site (window);
      measure_filter (window);
      for (guint i = 0; i < rw_shell_n_pages (); i++)
        {
          RwPageClass *klass = g_type_class_ref (rw_shell_page_type (i));

          rw_window_go_to_page (window, klass->id);
          bench_settle (window);
          bench_wait_for_frame (GTK_WIDGET (window));
          g_type_class_unref (klass);
        }
      getrusage (RUSAGE_SELF, &usage);
      g_print ("%ld\n", usage.ru_maxrss / 1024);
    }
  rw_session_close_async (session, NULL, closed_cb, console);
  while (console->opened)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
run_child (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autofree char *output = NULL;

  check (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  check (error);
  if (!g_subprocess_get_if_exited (process) || g_subprocess_get_exit_status (process) != 0)
    g_error ("%s failed", argv[1]);
  return g_steal_pointer (&output);
}

static double
start_empty (const char *program)
{
  g_autofree char *begin = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *const argv[] = { program, "--empty", begin, NULL };
  g_autofree char *output = run_child (argv);

  return g_ascii_strtod (output, NULL);
}

static char *
start_console (const char *program,
               const char *url,
               const char *token,
               const char *state,
               gboolean    whole)
{
  g_autofree char *begin = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *const argv[] = { program, whole ? "--whole" : "--console", begin, url, token, state, NULL };

  return run_child (argv);
}

static int
measure (const char *program,
         const char *rackwardctl,
         const char *kept,
         const char *size)
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (kept != NULL ? kept : dir, "data", NULL);
  g_autofree char *state = g_build_filename (dir, "state", NULL);
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;
  g_autofree char *first = NULL;
  const char *const demo[] = { rackwardctl, "demo", "--size", size, "--seed", "1", "--data", data, NULL };
  const char *const clean[] = { "rm", "-rf", dir, NULL };
  double empty[ROUNDS], console[ROUNDS], p50 = 0, worst = 0, worst_cpu = 0, site = 0, site_cpu = 0, fit = 0;
  char worst_text[32] = "";
  GSubprocess *server;
  long peak = 0;

  if (!g_file_test (data, G_FILE_TEST_IS_DIR))
    g_free (run_child (demo));
  g_mkdir_with_parents (state, 0700);
  server = bench_server_start (program, data, &url, &token);
  first = start_console (program, url, token, state, TRUE);
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *output = NULL;

      empty[i] = start_empty (program);
      output = start_console (program, url, token, state, i == ROUNDS - 1);
      console[i] = g_ascii_strtod (output, NULL);
      if (i == ROUNDS - 1 && sscanf (output, "%*f %lf %lf %lf %lf %lf %lf %31s %ld", &site, &site_cpu,
                                     &fit, &p50, &worst, &worst_cpu, worst_text, &peak) != 8)
        g_error ("Not understood: %s", output);
    }
  bench_server_stop (server);
  g_free (run_child (clean));
  qsort (empty, ROUNDS, sizeof *empty, compare_doubles);
  qsort (console, ROUNDS, sizeof *console, compare_doubles);
  g_print ("console with %s, medians of %d starts\n", size, ROUNDS);
  g_print ("  empty libadwaita window, first frame     %7.1f ms\n", empty[ROUNDS / 2]);
  g_print ("  warm start, first complete frame         %7.1f ms  %.2f x empty\n", console[ROUNDS / 2],
           console[ROUNDS / 2] / empty[ROUNDS / 2]);
  g_print ("  start with first sync                    %7.1f ms\n", g_ascii_strtod (first, NULL));
  g_print ("  Racks, key to the frame with the site    %7.1f ms, %.1f of the main thread\n", site,
           site_cpu);
  g_print ("  Racks, the whole site in view, key to it %7.1f ms with its animation\n", fit);
  g_print ("  Systems, key to frame                    %7.1f ms median, %.1f ms worst\n", p50,
           worst);
  g_print ("  Systems, the most work for a key         %7.1f ms of the main thread, for %s\n",
           worst_cpu, worst_text);
  g_print ("  peak memory after every page             %7ld MB\n", peak);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;
  gint64 begin = argc > 2 ? g_ascii_strtoll (argv[2], NULL, 10) : 0;
  Console console = { .begin = begin };

  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    return bench_server_serve (argv[2]);
  if (argc >= 2 && argc <= 4 && argv[1][0] != '-')
    return measure (argv[0], argv[1], argc > 2 ? argv[2] : NULL, argc > 3 ? argv[3] : "mid");

  setlocale (LC_ALL, "");
  gtk_disable_setlocale ();
  application = adw_application_new ("net.rackward.Bench", G_APPLICATION_NON_UNIQUE);
  if (argc == 3 && g_str_equal (argv[1], "--empty"))
    g_signal_connect (application, "activate", G_CALLBACK (empty_cb), &begin);
  else if (argc == 6)
    {
      console.whole = g_str_equal (argv[1], "--whole");
      console.url = argv[3];
      console.token = argv[4];
      console.state = argv[5];
      /* As the program does: first of all. */
      rw_shell_foresee (console.url, console.state, "overview");
      g_signal_connect (application, "activate", G_CALLBACK (console_cb), &console);
    }
  else
    {
      g_printerr ("bench-console RACKWARDCTL [DIR [SIZE]]\n");
      return 2;
    }
  return g_application_run (G_APPLICATION (application), 0, NULL);
}
