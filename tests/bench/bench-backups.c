/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Backups of the largest sample company: what reading the matrix costs, of which the interface sees nothing, beside
 * the bare reading of the same rows of the same index in the same run; what one cell and its runs cost.
 */

#include <stdlib.h>

#include "bench-company.h"
#include "query/rw-backup-judge.h"
#include "query/rw-query-backups.h"
#include "rw-clock.h"

#define KINDS                                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_ROOM) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_CUSTOMER) | \
   RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_DEVICE_TYPE) |                 \
   RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_CLUSTER) | RW_KIND_BIT (RW_KIND_VM) |                          \
   RW_KIND_BIT (RW_KIND_BACKUP_POLICY) | RW_KIND_BIT (RW_KIND_BACKUP_JOB) | RW_KIND_BIT (RW_KIND_BACKUP_RUN) |        \
   RW_KIND_BIT (RW_KIND_BACKUP_ACK) | RW_KIND_BIT (RW_KIND_RESTORE_TEST))

#define TZ     "Europe/Berlin"
#define ROUNDS 7

/* The same rows as the matrix reads, by the same seeks; nothing is made of them. */
static double
read_bare (RwCache *cache,
           gint64   since,
           guint   *n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RwStmt) jobs = NULL;
  g_autoptr (RwStmt) runs = NULL;
  gint64 begun = g_get_monotonic_time ();
  gboolean row;

  jobs = rw_db_prepare (rw_cache_get_db (cache), "SELECT id FROM backup_job WHERE enabled IS NOT 0", &error);
  while (jobs != NULL && rw_stmt_step (jobs, &row, &error) && row)
    {
      RwId id;

      rw_stmt_get_id (jobs, 0, &id);
      g_ptr_array_add (ids, rw_id_copy (&id));
    }
  bench_check (error);
  runs = rw_db_prepare (rw_cache_get_db (cache),
                        "SELECT " RW_BACKUP_JUDGE_COLUMNS " FROM backup_run WHERE job = ?1 AND due >= ?2 ORDER BY due", &error);
  bench_check (error);
  *n = 0;
  for (guint i = 0; i < ids->len; i++)
    {
      rw_stmt_bind_id (runs, 1, ids->pdata[i]);
      rw_stmt_bind_integer (runs, 2, since);
      while (rw_stmt_step (runs, &row, &error) && row)
        {
          RwBackupRunFacts run;

          rw_backup_run_facts_read (runs, 0, &run);
          *n += run.due != 0;
        }
      bench_check (error);
    }
  return bench_since (begun);
}

static void
measure_matrix (RwCache *cache,
                guint    n_days)
{
  double bare[ROUNDS], whole[ROUNDS];
  guint n_runs = 0, n_rows = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RwBackupMatrix) matrix = NULL;
      gint64 begun;

      bare[i] = read_bare (cache, BENCH_NOW - (n_days + RW_BACKUP_DAYS_BEFORE) * RW_DAY, &n_runs);
      begun = g_get_monotonic_time ();
      matrix = rw_query_backups (cache, n_days, BENCH_NOW, TZ, NULL, &error);
      whole[i] = bench_since (begun);
      bench_check (error);
      n_rows = matrix->rows->len;
    }
  g_print ("%u days: %u systems, %u runs\n", n_days, n_rows, n_runs);
  bench_say ("the bare rows of the index", bare, ROUNDS);
  bench_say ("the matrix, off the interface thread", whole, ROUNDS);
}

static void
measure_cells (RwCache *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwBackupMatrix) matrix = rw_query_backups (cache, 90, BENCH_NOW, TZ, NULL, &error);
  double times[101];

  bench_check (error);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      const RwBackupRow *row = g_ptr_array_index (matrix->rows, i * 97 % matrix->rows->len);
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (RwBackupDay) day =
        rw_query_backup_day (cache, &row->id, matrix->first_day + matrix->n_days - 1 - i % 80, BENCH_NOW, TZ, &error);

      times[i] = bench_since (begun);
      bench_check (error);
    }
  g_print ("one cell\n");
  bench_say ("its runs, off the interface thread", times, G_N_ELEMENTS (times));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = bench_company_new (dir, KINDS);

  rw_clock_freeze (BENCH_NOW);
  measure_matrix (cache, 14);
  measure_matrix (cache, 90);
  measure_matrix (cache, 400);
  measure_cells (cache);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
