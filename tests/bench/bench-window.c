/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-window.h"

#include <stdlib.h>
#include <time.h>

#include "rw-page.h"

/* What is measured in the real window: frames, keys, the work of the main thread. */

static void
painted_cb (GdkFrameClock *clock,
            gboolean      *painted)
{
  *painted = TRUE;
}

/* Until a frame is on the screen that was begun from here on. */
void
bench_wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (window);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/* What the person looks at is whole; other pages may still be loading behind it. */
void
bench_settle (RwWindow *window)
{
  RwPage *page;

  while ((page = rw_window_get_page (window)) == NULL || !RW_PAGE_GET_CLASS (page)->settled (page))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
rest_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* A person reads for a moment: what was put off happens now. */
void
bench_rest (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, rest_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* What the key costs, whoever else uses the machine. */
double
bench_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000.0 + (double) time.tv_nsec / 1e6;
}

void
bench_keys_add (BenchKeys  *keys,
                const char *text,
                double      time,
                double      cpu)
{
  g_assert (keys->n < BENCH_KEYS_MOST);
  keys->times[keys->n++] = time;
  if (cpu <= keys->worst_cpu)
    return;
  keys->worst_cpu = cpu;
  g_strlcpy (keys->worst_text, *text != '\0' ? text : "nothing", sizeof keys->worst_text);
  g_strdelimit (keys->worst_text, " ", '_');
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The time that so many in a hundred keys stay within. */
double
bench_keys_at (BenchKeys *keys,
               guint      percent)
{
  qsort (keys->times, keys->n, sizeof *keys->times, compare_doubles);
  return keys->times[MIN (keys->n * percent / 100, keys->n - 1)];
}

/* One key in a page's search, and the frame that shows what it found. */
void
bench_press (RwWindow   *window,
             const char *text,
             BenchKeys  *keys)
{
  RwPage *page = rw_window_get_page (window);
  gint64 begin = g_get_monotonic_time ();
  double cpu = bench_cpu_ms ();

  RW_PAGE_GET_CLASS (page)->search (page, text);
  bench_wait_for_frame (GTK_WIDGET (window));
  bench_keys_add (keys, text, (double) (g_get_monotonic_time () - begin) / 1000,
                  bench_cpu_ms () - cpu);
}
