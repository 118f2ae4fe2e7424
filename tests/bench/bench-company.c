/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-company.h"

#include <stdlib.h>

#include "rw-demo.h"

/* The largest sample company as a cache, and how what is measured with it is told. */

void
bench_check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

typedef struct
{
  RwCacheWriter *writer;
  guint64 kinds;
} Fill;

static gboolean
put_record (RwRecord *record, gpointer data, GError **error)
{
  Fill *fill = data;

  return (fill->kinds & RW_KIND_BIT (rw_record_get_kind (record))) == 0 ||
         rw_cache_writer_put_record (fill->writer, record, error);
}

/**
 * bench_company_new:
 * @kinds: mask of the kinds that are needed: most of a company is tickets, runs and samples
 */
RwCache *
bench_company_new (const char *dir, guint64 kinds)
{
  RwDemoOptions demo = { .size = RW_DEMO_LARGE, .seed = 1, .now_us = BENCH_NOW };
  RwCacheCursor cursor = { .epoch = (char *) "bench", .scope = (char *) "all" };
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = rw_cache_writer_open_bulk (dir, "bench", &error);
  Fill fill = { writer, kinds };
  RwCache *cache;

  bench_check (error);
  if (!rw_cache_writer_begin (writer, &error) ||
      !rw_demo_generate (&demo, put_record, &fill, &error) ||
      !rw_cache_writer_set_cursor (writer, &cursor, &error) ||
      !rw_cache_writer_commit (writer, &error) || !rw_cache_writer_finish_bulk (writer, &error))
    bench_check (error);
  rw_cache_writer_close (writer);
  cache = rw_cache_open (dir, "bench", &error);
  bench_check (error);
  return cache;
}

/* In milliseconds. */
double
bench_since (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / 1000;
}

/**
 * bench_read_bare:
 * @tables: (array length=n_tables): names
 *
 * Returns: how long it takes to read them without making anything of it, in milliseconds
 */
double
bench_read_bare (RwCache *cache, const char *const *tables, guint n_tables)
{
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < n_tables; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", tables[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, &error);
      gboolean row = TRUE;

      bench_check (error);
      while (row && rw_stmt_step (stmt, &row, &error))
        ;
      bench_check (error);
    }
  return bench_since (begun);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

void
bench_say (const char *what, double *times, guint n)
{
  qsort (times, n, sizeof *times, compare_doubles);
  g_print ("  %-34s median %8.2f ms   worst %8.2f ms\n", what, times[n / 2], times[n - 1]);
}
