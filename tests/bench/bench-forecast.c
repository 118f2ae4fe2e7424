/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What stands behind the disks: how long 10,000 volumes with more than a year of history take to forecast on one
 * core, and how long it takes to read and forecast those of the largest sample company, group them, and to have
 * them again when nothing or one volume was measured anew. Beside each the bare reading of the same samples.
 */

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "bench-company.h"
#include "query/rw-query-volumes.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_ROOM) | RW_KIND_BIT (RW_KIND_RACK) |             \
   RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_CLUSTER) |   \
   RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_VOLUME) |           \
   RW_KIND_BIT (RW_KIND_USAGE_SAMPLE))
#define N_VOLUMES 10000
#define N_DAYS    400
#define ROUNDS    5

static const char *const tables[] = { "volume", "usage_sample" };
static const double thresholds[] = { 0.9, 1.0 };

/* Microseconds that this thread was on a core: others may be busy. */
static gint64
cpu_time (void)
{
  struct timespec at;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &at);
  return at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

static double
since (gint64 begun)
{
  return (double) (cpu_time () - begun) / 1000;
}

/* Working days, clean-ups now and then, a resize: nothing that would make it easy. */
static void
make_history (GRand *rand, RwVolumeSample *samples)
{
  double size = 1e12, used = size * g_rand_double_range (rand, 0.2, 0.6),
         slope = size * g_rand_double_range (rand, 0, 0.0015);

  for (int day = 0; day < N_DAYS; day++)
    {
      used += slope * (day % 7 < 5 ? 1.3 : 0.25) + slope * g_rand_double_range (rand, -1, 1);
      if (g_rand_int_range (rand, 0, 200) == 0)
        used *= 0.8;
      if (used > 0.95 * size)
        size *= 1.5;
      samples[day] = (RwVolumeSample) { 20000 + day, (gint64) MAX (used, 0), (gint64) size };
    }
}

static void
measure_forecast (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autofree RwVolumeSample *samples = g_new (RwVolumeSample, (gsize) N_VOLUMES * N_DAYS);
  guint n_filling = 0;
  gint64 begun;
  double bare = 0, all;
  volatile double sum = 0;

  for (guint i = 0; i < N_VOLUMES; i++)
    make_history (rand, samples + (gsize) i * N_DAYS);
  begun = cpu_time ();
  for (gsize i = 0; i < (gsize) N_VOLUMES * N_DAYS; i++)
    sum += (double) samples[i].used;
  bare = since (begun);
  begun = cpu_time ();
  for (guint i = 0; i < N_VOLUMES; i++)
    {
      g_auto (RwForecast) forecast = { 0 };

      rw_forecast (samples + (gsize) i * N_DAYS, N_DAYS, thresholds, 2, i, &forecast);
      n_filling += forecast.state == RW_FORECAST_FILLING;
    }
  all = since (begun);
  g_print (
    "%u volumes of %u days, %u filling: forecast in %.0f ms of one core (bare sum %.1f ms)%s\n",
    N_VOLUMES, N_DAYS, n_filling, all, bare, all < 5000 ? "" : ": TOO SLOW");
}

static guint
measure_query (const char *what, RwCache *cache, RwVolumesBy by, guint most_new, double *time)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = rw_query_volumes (cache, by, most_new, NULL, &error);

  bench_check (error);
  *time = bench_since (begun);
  if (what != NULL)
    g_print ("  %-34s        %8.2f ms   %u rows\n", what, *time, rows->len);
  return rows->len;
}

int
main (int argc, char *argv[])
{
  static const char *const groups[] = { [RW_VOLUMES_BY_SYSTEM] = "by system",
                                        [RW_VOLUMES_BY_SERVICE] = "by service",
                                        [RW_VOLUMES_BY_SITE] = "by site",
                                        [RW_VOLUMES_BY_CUSTOMER] = "by customer" };
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache;
  double bare[ROUNDS], again[ROUNDS], time;

  measure_forecast ();
  cache = bench_company_new (dir, KINDS);
  for (guint i = 0; i < ROUNDS; i++)
    bare[i] = bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
  bench_say ("the bare tables", bare, ROUNDS);
  measure_query ("the first slice of 250", cache, RW_VOLUMES_BY_NONE, 250, &time);
  measure_query ("all the others", cache, RW_VOLUMES_BY_NONE, 0, &time);
  for (guint i = 0; i < ROUNDS; i++)
    measure_query (NULL, cache, RW_VOLUMES_BY_NONE, 0, &again[i]);
  bench_say ("again, nothing is new", again, ROUNDS);
  for (guint by = RW_VOLUMES_BY_SYSTEM; by < RW_VOLUMES_N_BY; by++)
    measure_query (groups[by], cache, by, 0, &time);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
