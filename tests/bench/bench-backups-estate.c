/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the largest sample company can restore, as a reader's thread works it out: the present, which a person
 * waits for, and the history of 90 days behind it, each beside the bare reading of the same rows. In
 * processor time of the thread, so that other work on the machine does not count.
 */

#include <stdlib.h>
#include <time.h>

#include "bench-company.h"
#include "query/rw-backup-judge.h"
#include "query/rw-query-estate.h"
#include "rw-clock.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_DEVICE) |   \
   RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_BACKUP_POLICY) |                                  \
   RW_KIND_BIT (RW_KIND_BACKUP_JOB) | RW_KIND_BIT (RW_KIND_BACKUP_RUN) |                             \
   RW_KIND_BIT (RW_KIND_RESTORE_TEST))
#define ROUNDS 7

static double
worked (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

/* The rows that are needed, and nothing made of them. @most: of each job the newest; 0 for all */
static double
read_bare (RwCache *cache, guint most)
{
  double begun = worked ();
  g_autofree char *sql = g_strdup_printf ("SELECT " RW_BACKUP_JUDGE_COLUMNS
                                          " FROM backup_run WHERE job = ?1 ORDER BY due DESC LIMIT %d",
                                          most > 0 ? (int) most : -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwStmt) jobs =
    rw_db_prepare (rw_cache_get_db (cache), "SELECT id FROM backup_job", &error);
  g_autoptr (RwStmt) runs = rw_db_prepare (rw_cache_get_db (cache), sql, &error);
  gboolean job = TRUE;

  bench_check (error);
  while (rw_stmt_step (jobs, &job, &error) && job)
    {
      RwId id = rw_stmt_get_id_or_nil (jobs, 0);
      gboolean run = TRUE;

      rw_stmt_bind_id (runs, 1, &id);
      while (rw_stmt_step (runs, &run, &error) && run)
        {
          RwBackupRunFacts facts;

          rw_backup_run_facts_read (runs, 0, &facts);
        }
      bench_check (error);
    }
  bench_check (error);
  return worked () - begun;
}

static double
read_systems (RwCache *cache)
{
  static const char *const tables[] = { "device", "vm", "customer", "service", "backup_policy", "backup_job" };
  double begun = worked ();

  bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
  return worked () - begun;
}

static RwEstate *
ask (RwCache *cache, RwEstateDepth depth, double *took)
{
  double begun = worked ();
  g_autoptr (GError) error = NULL;
  RwEstate *estate = rw_query_estate (cache, depth, BENCH_NOW, "Europe/Berlin", NULL, &error);

  bench_check (error);
  *took = worked () - begun;
  return estate;
}

int
main (void)
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = bench_company_new (dir, KINDS);
  g_autoptr (RwEstate) now = NULL;
  g_autoptr (RwEstate) history = NULL;
  g_autoptr (GError) error = NULL;
  double systems[ROUNDS], few[ROUNDS], all[ROUNDS], quick[ROUNDS], whole[ROUNDS];
  guint n_other = 0;

  /* As the reader of a session does. */
  rw_cache_begin_read (cache, &error);
  bench_check (error);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_clear_pointer (&now, rw_estate_unref);
      g_clear_pointer (&history, rw_estate_unref);
      systems[i] = read_systems (cache);
      few[i] = read_bare (cache, 14);
      all[i] = read_bare (cache, 0);
      now = ask (cache, RW_ESTATE_NOW, &quick[i]);
      history = ask (cache, RW_ESTATE_HISTORY, &whole[i]);
    }
  for (guint i = 0; i < now->systems->len; i++)
    n_other += g_array_index (now->systems, RwEstateSystem, i).last_good !=
               g_array_index (history->systems, RwEstateSystem, i).last_good;
  bench_say ("the bare tables of systems and jobs", systems, ROUNDS);
  bench_say ("bare: 14 runs of each job", few, ROUNDS);
  bench_say ("bare: all runs", all, ROUNDS);
  bench_say ("compliance of the present", quick, ROUNDS);
  g_print ("    %u of %u systems within their objective; %.2f times the bare 14 runs\n",
           rw_estate_whole (now)->figures.n_points[RW_RECOVERY_COMPLIANT],
           rw_estate_whole (now)->figures.n_expected, quick[ROUNDS / 2] / few[ROUNDS / 2]);
  bench_say ("with the history of 90 days", whole, ROUNDS);
  g_print ("    %.2f times the bare runs; other last good backups than the present said: %u\n",
           whole[ROUNDS / 2] / all[ROUNDS / 2], n_other);
  rw_cache_end_read (cache);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
