/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "rw-backup-judge.h"
#include "rw-clock.h"
#include "rw-query-backups-private.h"
#include "rw-time.h"

void
rw_backup_ack_free (gpointer data)
{
  RwBackupAck *ack = data;

  g_free (ack->reason);
  g_free (ack->signature);
  g_free (ack->person);
  g_free (ack->ticket);
  g_free (ack);
}

RwBackupAck *
rw_backup_ack_read (RwStmt *stmt)
{
  RwBackupAck *ack = g_new0 (RwBackupAck, 1);

  rw_stmt_get_id (stmt, 0, &ack->id);
  rw_stmt_get_id (stmt, 1, &ack->job);
  ack->reason = g_strdup (rw_stmt_get_text (stmt, 2));
  ack->signature = g_strdup (rw_stmt_get_text (stmt, 3));
  ack->at = rw_stmt_get_integer (stmt, 4);
  ack->until = rw_stmt_get_integer (stmt, 5);
  ack->person = g_strdup (rw_stmt_get_text (stmt, 6));
  /* Column 7 is the system, for the caller. An answer without a kind is an acknowledgement. */
  ack->answer = (RwBackupAnswer) MAX (rw_stmt_get_word (stmt, 8, &rw_enum_backup_answer), RW_BACKUP_ANSWER_ACKNOWLEDGED);
  ack->ticket_id = rw_stmt_get_id_or_nil (stmt, 9);
  ack->ticket = g_strdup (rw_stmt_get_text (stmt, 10));
  return ack;
}

/* The zone of that name, or that of the machine. */
GTimeZone *
rw_backup_zone (const char *tz)
{
  GTimeZone *zone = rw_zone_get (tz);

  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* "20:00" as microseconds after midnight; midnight for anything else. */
static gint64
time_of_day (const char *text)
{
  int hours, minutes;

  if (text == NULL || sscanf (text, "%2d:%2d", &hours, &minutes) != 2 || hours < 0 || hours > 23 ||
      minutes < 0 || minutes > 59)
    return 0;
  return hours * RW_HOUR + minutes * RW_MINUTE;
}

/* When each of @n_days business days begins, and when the last one ends. */
gint64 *
rw_backup_day_bounds (GTimeZone  *zone,
                      const char *day_start,
                      gint64      first_day,
                      guint       n_days)
{
  gint64 *bounds = g_new (gint64, n_days + 1);

  /* A business day has the date on which it ends: one that starts at 18:00 or at 06:00 has the night's
   * runs under the date of the morning on which they are looked at. */
  gint64 begins = time_of_day (day_start), shift = begins > 0 ? begins - RW_DAY : 0;

  for (guint i = 0; i <= n_days; i++)
    bounds[i] = rw_zone_resolve (zone, (first_day + i) * RW_DAY + shift);
  return bounds;
}

void
rw_backup_run_free (gpointer data)
{
  RwBackupRun *run = data;

  g_free (run->job_name);
  g_free (run->signature);
  g_free (run->message);
  g_free (run);
}

/* What the index does not hold of a run that has been judged. */
RwBackupRun *
rw_backup_run_read (RwCache                *cache,
                    const RwId             *job,
                    const char             *job_name,
                    const RwBackupRunFacts *facts,
                    RwBackupResult          result,
                    RwSuspicion             suspicion,
                    GError                **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_cache_get_db (cache),
                   "SELECT \"id\", \"signature\", \"message\" FROM \"backup_run\" WHERE rowid = ?1",
                   error);
  RwBackupRun *run;
  gboolean row;

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_integer (stmt, 1, facts->tag);
  if (!rw_stmt_step (stmt, &row, error))
    return NULL;
  run = g_new0 (RwBackupRun, 1);
  run->job = *job;
  run->job_name = g_strdup (job_name);
  run->status = facts->status;
  run->result = result;
  run->suspicion = suspicion;
  run->purpose = facts->purpose;
  run->due = facts->due;
  run->started = facts->started;
  run->finished = facts->finished;
  run->bytes = facts->bytes;
  /* The facts come from the same snapshot: the row is there. */
  if (row)
    {
      rw_stmt_get_id (stmt, 0, &run->id);
      run->signature = g_strdup (rw_stmt_get_text (stmt, 1));
      run->message = g_strdup (rw_stmt_get_text (stmt, 2));
    }
  return run;
}

typedef struct
{
  RwBackupRunFacts run;
  RwBackupResult result;
  RwSuspicion suspicion;
} Judged;

typedef struct
{
  gint64 from;
  gint64 to;
  GArray *judged; /* Judged */
} Span;

static void
judged_cb (const RwBackupRunFacts *run,
           RwBackupResult          result,
           RwSuspicion             suspicion,
           gpointer                data)
{
  Span *span = data;
  Judged judged = { *run, result, suspicion };

  if (run->due >= span->from && run->due < span->to)
    g_array_append_val (span->judged, judged);
}

static gboolean
add_run (GPtrArray              *runs,
         RwCache                *cache,
         const RwId             *job,
         const char             *job_name,
         const RwBackupRunFacts *facts,
         RwBackupResult          result,
         RwSuspicion             suspicion,
         GError                **error)
{
  RwBackupRun *run = rw_backup_run_read (cache, job, job_name, facts, result, suspicion, error);

  if (run == NULL)
    return FALSE;
  g_ptr_array_add (runs, run);
  return TRUE;
}

/* Judges every run of a job from well before @from to @to; keeps those from @from on, and what is red. */
static gboolean
read_job (RwCache     *cache,
          RwBackupDay *day,
          const RwId  *job,
          const char  *job_name,
          gint64       from,
          gint64       to,
          gint64       now,
          gint64       objective,
          GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache),
                                           "SELECT " RW_BACKUP_JUDGE_COLUMNS " FROM \"backup_run\" "
                                           "WHERE \"job\" = ?1 AND \"due\" >= ?2 ORDER BY \"due\"",
                                           error);
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (Judged));
  Span span = { from, to, judged };
  RwBackupJudge judge;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, job);
  rw_stmt_bind_integer (stmt, 2, from - MAX (RW_BACKUP_DAYS_BEFORE * RW_DAY, objective));
  rw_backup_judge_begin (&judge, now, judged_cb, &span);
  if (!rw_backup_judge_read (&judge, stmt, error))
    return FALSE;
  day->worst = rw_backup_worse (day->worst, rw_backup_judge_worst (&judge));
  day->recovery = MAX (day->recovery, rw_backup_judge_recovery (&judge, objective));
  for (guint i = 0; i < judged->len; i++)
    {
      const Judged *one = &g_array_index (judged, Judged, i);

      if (!add_run (day->runs, cache, job, job_name, &one->run, one->result, one->suspicion, error))
        return FALSE;
    }
  if (judge.verify_failed && !add_run (day->red, cache, job, job_name, &judge.verify_run,
                                       RW_BACKUP_FAILED, RW_SUSPICION_NONE, error))
    return FALSE;
  return !rw_backup_result_is_red (judge.last) ||
         add_run (day->red, cache, job, job_name, &judge.last_run, judge.last, judge.last_suspicion,
                  error);
}

/**
 * rw_query_backup_day:
 * @system: a device or a virtual machine
 * @day: a date
 * @now: the present
 * @tz: (nullable): as in rw_query_backups()
 *
 * Returns: (transfer full): what a cell of the matrix stands for, or %NULL with @error set
 */
RwBackupDay *
rw_query_backup_day (RwCache     *cache,
                     const RwId  *system,
                     gint64       day,
                     gint64       now,
                     const char  *tz,
                     GError     **error)
{
  g_autoptr (RwBackupDay) self = g_new0 (RwBackupDay, 1);
  g_autoptr (RwStmt) jobs = NULL;
  g_autoptr (RwStmt) acks = NULL;
  gboolean row;

  self->runs = g_ptr_array_new_with_free_func (rw_backup_run_free);
  self->red = g_ptr_array_new_with_free_func (rw_backup_run_free);
  self->acks = g_ptr_array_new_with_free_func (rw_backup_ack_free);

  jobs = rw_db_prepare (
    rw_cache_get_db (cache),
    "SELECT j.\"id\", j.\"name\", p.\"tz\", p.\"day_start\", p.\"rpo_hours\" FROM \"backup_job\" j "
    "JOIN \"backup_policy\" p ON p.\"id\" = j.\"policy\" "
    "WHERE j.\"system\" = ?1 AND j.\"enabled\" IS NOT 0 ORDER BY j.\"name\"",
    error);
  if (jobs == NULL)
    return NULL;
  rw_stmt_bind_id (jobs, 1, system);
  for (;;)
    {
      g_autoptr (GTimeZone) zone = NULL;
      g_autofree gint64 *bounds = NULL;
      const char *policy_tz;
      gint64 to;
      RwId job;

      if (!rw_stmt_step (jobs, &row, error))
        return NULL;
      if (!row)
        break;
      rw_stmt_get_id (jobs, 0, &job);
      policy_tz = rw_stmt_get_text (jobs, 2);
      zone = rw_backup_zone (policy_tz != NULL ? policy_tz : tz);
      bounds = rw_backup_day_bounds (zone, rw_stmt_get_text (jobs, 3), day, 1);
      to = day == rw_zone_wall (zone, now) / RW_DAY ? MAX (bounds[1], now + 1) : bounds[1];
      self->n_jobs++;
      if (!read_job (cache, self, &job, rw_stmt_get_text (jobs, 1), bounds[0], to, now,
                     rw_stmt_get_integer (jobs, 4) * RW_HOUR, error))
        return NULL;
    }

  acks = rw_db_prepare (rw_cache_get_db (cache),
                        RW_BACKUP_ACKS_SQL " AND a.\"system\" = ?2" RW_BACKUP_ACKS_ORDER, error);
  if (acks == NULL)
    return NULL;
  rw_stmt_bind_integer (acks, 1, now);
  rw_stmt_bind_id (acks, 2, system);
  for (;;)
    {
      if (!rw_stmt_step (acks, &row, error))
        return NULL;
      if (!row)
        break;
      g_ptr_array_add (self->acks, rw_backup_ack_read (acks));
    }
  return g_steal_pointer (&self);
}

void
rw_backup_day_free (RwBackupDay *day)
{
  g_clear_pointer (&day->runs, g_ptr_array_unref);
  g_clear_pointer (&day->red, g_ptr_array_unref);
  g_clear_pointer (&day->acks, g_ptr_array_unref);
  g_free (day);
}
