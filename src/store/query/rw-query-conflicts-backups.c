/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-conflicts-private.h"

#include <stdio.h>

#include "rules/rw-backup-rules.h"
#include "rules/rw-system-rules.h"
#include "rw-backup-judge.h"
#include "rw-clock.h"

static const char jobs_sql[] =
  "SELECT j.id, p.rpo_hours, p.start_time, p.interval_hours, p.tz FROM backup_job j"
  " JOIN backup_policy p ON p.id = j.policy WHERE j.system = ?1 AND j.enabled IS NOT 0";

/* All that is asked for is in the index: see rw-cache-schema.c. */
static const char runs_sql[] =
  "SELECT " RW_BACKUP_JUDGE_COLUMNS " FROM backup_run WHERE job = ?1 AND due >= ?2 ORDER BY due";

static const char restored_sql[] = "SELECT 1 FROM restore_test WHERE system = ?1 AND result <> 'failed' LIMIT 1";

typedef struct
{
  RwId id;
  gint64 objective;
  char *tz;
  gint64 time_of_day;
  gint64 interval;
} Job;

static void
job_clear (gpointer data)
{
  g_free (((Job *) data)->tz);
}

static gint64
parse_time_of_day (const char *text)
{
  int hours, minutes;

  if (text == NULL || sscanf (text, "%2d:%2d", &hours, &minutes) != 2 || hours < 0 || hours > 23 ||
      minutes < 0 || minutes > 59)
    return -1;
  return hours * RW_HOUR + minutes * RW_MINUTE;
}

static GArray *
read_jobs (RwConflictReader *self,
           const RwId       *system,
           GError          **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), jobs_sql, error);
  g_autoptr (GArray) jobs = g_array_new (FALSE, TRUE, sizeof (Job));
  gboolean row;

  g_array_set_clear_func (jobs, job_clear);
  if (stmt != NULL)
    rw_stmt_bind_id (stmt, 1, system);
  for (;;)
    {
      Job job = { 0 };

      if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&jobs);
      job.id = rw_stmt_get_id_or_nil (stmt, 0);
      job.objective = MAX (rw_stmt_get_integer (stmt, 1), 1) * RW_HOUR;
      job.time_of_day = parse_time_of_day (rw_stmt_get_text (stmt, 2));
      job.interval = rw_stmt_is_null (stmt, 3) ? RW_DAY : rw_stmt_get_integer (stmt, 3) * RW_HOUR;
      job.tz = g_strdup (rw_stmt_get_text (stmt, 4));
      g_array_append_val (jobs, job);
    }
}

/* The last time at which a backup was due: a verification has a time of its own. */
static void
judged_cb (const RwBackupRunFacts *run,
           RwBackupResult          result,
           RwSuspicion             suspicion,
           gpointer                data)
{
  gint64 *anchor = data;

  if (run->purpose == RW_RUN_PURPOSE_BACKUP)
    *anchor = MAX (*anchor, run->due);
}

/* Judges the runs of a job by the rules of the matrix, and learns from them when it runs and how long. */
static gboolean
read_runs (RwConflictReader *self,
           const Job        *job,
           RwConflictBackup *backup,
           gint64            now,
           GError          **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), runs_sql, error);
  g_autoptr (GTimeZone) local = job->tz == NULL ? g_time_zone_new_local () : NULL;
  RwConflictJob usual = { .thing = backup->thing,
                          .time_of_day = job->time_of_day,
                          .interval = job->interval };
  RwBackupJudge judge;
  gint64 seconds;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, &job->id);
  rw_stmt_bind_integer (stmt, 2,
                        now - MAX (job->objective, RW_DAY) - RW_BACKUP_DAYS_BEFORE * RW_DAY);
  rw_backup_judge_begin (&judge, now, judged_cb, &usual.anchor);
  if (!rw_backup_judge_read (&judge, stmt, error))
    return FALSE;
  if (rw_backup_judge_recovery (&judge, job->objective) != RW_RECOVERY_COMPLIANT)
    backup->good = FALSE;
  seconds = rw_backup_median_seconds (&judge.median);
  if (seconds >= 0)
    usual.duration = seconds * RW_SECOND;
  usual.tz = local != NULL ? g_time_zone_get_identifier (local) : job->tz;
  rw_conflict_scene_add_job (self->scene, &usual);
  return TRUE;
}

static gboolean
read_restored (RwConflictReader *self,
               const RwId       *system,
               gboolean         *restored,
               GError          **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), restored_sql, error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, system);
  return rw_stmt_step (stmt, restored, error);
}

/*
 * rw_conflict_read_backups:
 *
 * How well a system is backed up, and when.
 */
gboolean
rw_conflict_read_backups (RwConflictReader *self,
                          RwKind            kind,
                          guint             thing,
                          const RwId       *system,
                          gint64            now,
                          GError          **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (RwRecord) record = rw_cache_get (self->cache, kind, system, &failed);
  g_autoptr (GArray) jobs = NULL;
  RwConflictBackup backup = { .thing = thing, .good = TRUE };

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  jobs = read_jobs (self, system, error);
  if (jobs == NULL)
    return FALSE;
  backup.expected = record != NULL && rw_system_expects_backup (record);
  backup.n_jobs = jobs->len;
  for (guint i = 0; i < jobs->len; i++)
    if (!read_runs (self, &g_array_index (jobs, Job, i), &backup, now, error))
      return FALSE;
  if (jobs->len > 0 && !read_restored (self, system, &backup.restored, error))
    return FALSE;
  if (jobs->len > 0 || backup.expected)
    rw_conflict_scene_add_backup (self->scene, &backup);
  return TRUE;
}
