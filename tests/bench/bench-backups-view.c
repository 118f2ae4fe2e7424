/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the matrix of the largest sample company costs the interface, once it has been read: the first frame of a
 * view that was never on the screen, frames while scrolling through all of it, and other systems or groups. For
 * each the time until the frame is on the screen, painted in software, and of it the work of the main thread: the
 * frame clock lets up to a sixtieth of a second pass before it begins.
 */

#include <stdlib.h>

#include "bench-company.h"
#include "bench-window.h"
#include "rw-backups-page.h"
#include "rw-backups-view.h"
#include "rw-clock.h"
#include "rw-test-widgets.h"

#define KINDS                                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_ROOM) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_CUSTOMER) | \
   RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_DEVICE_TYPE) |                 \
   RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_CLUSTER) | RW_KIND_BIT (RW_KIND_VM) |                          \
   RW_KIND_BIT (RW_KIND_BACKUP_POLICY) | RW_KIND_BIT (RW_KIND_BACKUP_JOB) | RW_KIND_BIT (RW_KIND_BACKUP_RUN) |        \
   RW_KIND_BIT (RW_KIND_BACKUP_ACK) | RW_KIND_BIT (RW_KIND_RESTORE_TEST))

#define ROUNDS 15
#define FRAMES 600

typedef struct
{
  double wall[FRAMES];
  double work[FRAMES];
  guint n;
  gint64 begun;
  double used;
} Frames;

static void
begin (Frames *frames)
{
  frames->begun = g_get_monotonic_time ();
  frames->used = bench_cpu_ms ();
}

static void
end (Frames    *frames,
     GtkWidget *window)
{
  bench_wait_for_frame (window);
  frames->wall[frames->n] = bench_since (frames->begun);
  frames->work[frames->n++] = bench_cpu_ms () - frames->used;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
say (const char *what,
     Frames     *frames)
{
  guint last = frames->n - 1, p99 = MIN (frames->n * 99 / 100, last);

  qsort (frames->wall, frames->n, sizeof (double), compare_doubles);
  qsort (frames->work, frames->n, sizeof (double), compare_doubles);
  g_print (
    "  %-40s work median %6.2f ms  p99 %6.2f  most %6.2f;  on the screen median %6.2f  p99 %6.2f\n",
    what, frames->work[frames->n / 2], frames->work[p99], frames->work[last],
    frames->wall[frames->n / 2], frames->wall[p99]);
  frames->n = 0;
}

static RwBackupMatrix *
read_matrix (RwCache *cache,
             guint    n_days)
{
  g_autoptr (GError) error = NULL;
  RwBackupMatrix *matrix =
    rw_query_backups (cache, n_days, BENCH_NOW, "Europe/Berlin", NULL, &error);

  bench_check (error);
  return matrix;
}

static GtkScrollable *
find_scrollable (GtkWidget *widget)
{
  if (GTK_IS_SCROLLABLE (widget))
    return GTK_SCROLLABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkScrollable *found = find_scrollable (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
scroll (GtkWidget *view,
        GtkWidget *window,
        Frames    *frames,
        double     step)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (find_scrollable (view));

  gtk_adjustment_set_value (adjustment, 0);
  rw_test_settle (window);
  for (guint i = 0; i < FRAMES; i++)
    {
      begin (frames);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + step);
      end (frames, window);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  g_autofree Frames *frames = g_new0 (Frames, 1);
  GtkWidget *stack, *window, *page, *view = NULL;
  RwCache *cache;

  rw_test_init_widgets (&argc, &argv);
  rw_clock_freeze (BENCH_NOW);
  cache = bench_company_new (dir, KINDS);
  page = g_object_ref_sink (rw_backups_page_new ());
  stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (stack), gtk_label_new ("nothing"));
  window = rw_test_present (stack, 1366, 768);

  for (guint n_days = 90; n_days <= 400; n_days += 310)
    {
      for (guint round = 0; round < ROUNDS; round++)
        {
          RwBackupMatrix *matrix = read_matrix (cache, n_days);

          if (view != NULL)
            {
              gtk_stack_set_visible_child (GTK_STACK (stack), gtk_widget_get_first_child (stack));
              gtk_stack_remove (GTK_STACK (stack), view);
              rw_test_settle (window);
            }
          view = rw_backups_view_new (RW_PAGE (page));
          begin (frames);
          rw_backups_view_set_matrix (RW_BACKUPS_VIEW (view), matrix);
          rw_backups_view_show (RW_BACKUPS_VIEW (view), RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_NOTHING,
                                NULL);
          gtk_stack_add_child (GTK_STACK (stack), view);
          gtk_stack_set_visible_child (GTK_STACK (stack), view);
          end (frames, window);
        }
      g_print ("%u systems, %u days, at 1366x768\n", rw_backups_view_get_n (RW_BACKUPS_VIEW (view)),
               n_days);
      say ("the first frame of the view", frames);
      scroll (view, window, frames, 66);
      say ("scrolling by three rows", frames);
      scroll (view, window, frames, 600);
      say ("scrolling by a page", frames);
      for (guint i = 0; i < 40; i++)
        {
          begin (frames);
          rw_backups_view_show (RW_BACKUPS_VIEW (view), i % RW_BACKUP_N_SHOWS, RW_BACKUP_BY_NOTHING,
                                NULL);
          end (frames, window);
        }
      say ("other systems", frames);
      for (guint i = 0; i < 40; i++)
        {
          begin (frames);
          rw_backups_view_show (RW_BACKUPS_VIEW (view), RW_BACKUP_SHOW_ALL, i % RW_BACKUP_N_BYS,
                                NULL);
          end (frames, window);
        }
      say ("other groups", frames);
      for (guint i = 0; i < 40; i++)
        {
          begin (frames);
          rw_backups_view_show (RW_BACKUPS_VIEW (view), RW_BACKUP_SHOW_ALL, RW_BACKUP_BY_NOTHING,
                                i % 2 == 0 ? "db" : "d");
          end (frames, window);
        }
      say ("a key of the search", frames);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (page);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
