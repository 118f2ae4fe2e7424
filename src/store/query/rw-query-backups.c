/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-backups.h"

#include <stdio.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-time.h"

/* Fourteen good runs before the first day in view are needed to judge its runs; daily jobs that miss
 * one now and then are sure to have them in this many days. Rarer jobs are judged by fewer. */
#define DAYS_BEFORE 21

/* The days of one policy: day i is from bounds[i] to bounds[i + 1]. */
typedef struct
{
  gint64 objective;
  gint64 *bounds;
} Policy;

typedef struct
{
  RwId id;
  RwId system;
  const Policy *policy;
} Job;

/* What is known while a row is being made. */
typedef struct
{
  RwBackupRow row;
  guint8 *cells;
  gboolean needed; /* should have a backup whether it has a job or not */
  gboolean red_unanswered;
  double worst_ratio;
  int last_problem;
  char *key;
} Draft;

typedef struct
{
  RwCache *cache;
  guint n_days;
  gint64 now;
  gint64 first_day;
  RwBackupMatrix *matrix;
  GHashTable *policies;  /* RwId → Policy */
  GHashTable *systems;   /* RwId → Draft, owned by drafts */
  GPtrArray *drafts;
  GArray *jobs;          /* Job */
  GHashTable *acks;      /* RwId of the system → GPtrArray of RwBackupAck */
} Query;

static void
policy_free (gpointer data)
{
  Policy *policy = data;

  g_free (policy->bounds);
  g_free (policy);
}

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->key);
  g_free (draft->cells);
  g_free (draft);
}

static void
run_free (gpointer data)
{
  RwBackupRun *run = data;

  g_free (run->job_name);
  g_free (run->signature);
  g_free (run->message);
  g_free (run);
}

static void
ack_free (gpointer data)
{
  RwBackupAck *ack = data;

  g_free (ack->reason);
  g_free (ack->signature);
  g_free (ack->person);
  g_free (ack);
}

static void
query_clear (Query *self)
{
  g_clear_pointer (&self->policies, g_hash_table_unref);
  g_clear_pointer (&self->systems, g_hash_table_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->jobs, g_array_unref);
  g_clear_pointer (&self->acks, g_hash_table_unref);
  g_clear_pointer (&self->matrix, rw_backup_matrix_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static GTimeZone *
zone_or_local (const char *tz)
{
  GTimeZone *zone = rw_zone_get (tz);

  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* "20:00" as microseconds after midnight; midnight for anything else. */
static gint64
time_of_day (const char *text)
{
  int hours, minutes;

  if (text == NULL || sscanf (text, "%2d:%2d", &hours, &minutes) != 2 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return 0;
  return hours * RW_HOUR + minutes * RW_MINUTE;
}

static gint64 *
new_bounds (GTimeZone *zone,
            gint64     day_start,
            gint64     first_day,
            guint      n_days)
{
  gint64 *bounds = g_new (gint64, n_days + 1);

  /* A business day has the date on which it ends: one that starts at 18:00 or at 06:00 has the night's
   * runs under the date of the morning on which they are looked at. */
  gint64 shift = day_start > 0 ? day_start - RW_DAY : 0;

  for (guint i = 0; i <= n_days; i++)
    bounds[i] = rw_zone_resolve (zone, (first_day + i) * RW_DAY + shift);
  return bounds;
}

/* The day of an instant, or -1 outside. */
static int
find_day (const gint64 *bounds,
          guint         n_days,
          gint64        instant)
{
  gint64 day;

  if (instant < bounds[0] || instant >= bounds[n_days])
    return -1;
  /* Days are as good as equally long: the guess is off by one at most. */
  day = CLAMP ((instant - bounds[0]) / RW_DAY, 0, (gint64) n_days - 1);
  while (day > 0 && instant < bounds[day])
    day--;
  while (instant >= bounds[day + 1])
    day++;
  return (int) day;
}

/* The words differ in their first letter, and this is asked a million times. */
static RwRunStatus
run_status (const char *word)
{
  switch (word != NULL ? word[0] : '\0')
    {
    case 's':
      return RW_RUN_STATUS_SUCCESS;
    case 'w':
      return RW_RUN_STATUS_WARNING;
    case 'r':
      return RW_RUN_STATUS_RUNNING;
    case 'm':
      return RW_RUN_STATUS_MISSED;
    case 'f':
      return RW_RUN_STATUS_FAILED;
    default:
      return RW_RUN_STATUS_UNKNOWN;
    }
}

static gint64
integer_or (RwStmt *stmt,
            int     column,
            gint64  fallback)
{
  return rw_stmt_is_null (stmt, column) ? fallback : rw_stmt_get_integer (stmt, column);
}

static gboolean
load_policies (Query       *self,
               const char  *tz,
               GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache),
                                           "SELECT \"id\", \"rpo_hours\", \"tz\", \"day_start\" FROM \"backup_policy\"", error);
  gboolean row;

  self->policies = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, policy_free);
  while (stmt != NULL)
    {
      g_autoptr (GTimeZone) zone = NULL;
      const char *policy_tz;
      Policy *policy;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rw_stmt_get_id (stmt, 0, &id);
      policy = g_new0 (Policy, 1);
      policy->objective = integer_or (stmt, 1, 24) * RW_HOUR;
      policy_tz = rw_stmt_get_text (stmt, 2);
      zone = zone_or_local (policy_tz != NULL ? policy_tz : tz);
      policy->bounds = new_bounds (zone, time_of_day (rw_stmt_get_text (stmt, 3)), self->first_day, self->n_days);
      g_hash_table_insert (self->policies, rw_id_copy (&id), policy);
    }
  return FALSE;
}

static gboolean
load_systems (Query       *self,
              RwKind       kind,
              const char  *sql,
              GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), sql, error);
  gboolean row;

  while (stmt != NULL)
    {
      Draft *draft;
      const char *name, *customer;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      draft = g_new0 (Draft, 1);
      rw_stmt_get_id (stmt, 0, &draft->row.id);
      draft->row.kind = kind;
      name = rw_stmt_get_text (stmt, 1);
      customer = rw_stmt_get_text (stmt, 2);
      draft->row.name = g_string_chunk_insert (self->matrix->texts, name != NULL ? name : "");
      draft->row.customer = customer != NULL ? g_string_chunk_insert_const (self->matrix->texts, customer) : NULL;
      draft->needed = rw_stmt_get_integer (stmt, 3) != 0;
      g_ptr_array_add (self->drafts, draft);
      g_hash_table_insert (self->systems, &draft->row.id, draft);
    }
  return FALSE;
}

/* A system needs a backup when it is in operation and keeps something, not a switch, not a shelf,
 * unless a person wrote down why it has none: rw_system_expects_backup(). */
#define SYSTEMS_SQL(TABLE, ROLES) \
  "SELECT s.\"id\", s.\"name\", coalesce (c.\"name\", sc.\"name\"), " \
  "s.\"stage\" = 'in_operation' AND " ROLES " AND s.\"no_backup\" IS NULL " \
  "FROM \"" TABLE "\" s LEFT JOIN \"customer\" c ON c.\"id\" = s.\"customer\" " \
  "LEFT JOIN \"service\" v ON v.\"id\" = s.\"service\" LEFT JOIN \"customer\" sc ON sc.\"id\" = v.\"customer\""

static gboolean
load_jobs (Query   *self,
           GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache),
                                           "SELECT \"id\", \"system\", \"policy\" FROM \"backup_job\" "
                                           "WHERE \"enabled\" IS NOT 0", error);
  gboolean row;

  self->jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  while (stmt != NULL)
    {
      Job job;
      RwId policy;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rw_stmt_get_id (stmt, 0, &job.id);
      rw_stmt_get_id (stmt, 1, &job.system);
      rw_stmt_get_id (stmt, 2, &policy);
      job.policy = g_hash_table_lookup (self->policies, &policy);
      /* A job whose policy or system has not come yet is not judged. */
      if (job.policy != NULL && g_hash_table_contains (self->systems, &job.system))
        g_array_append_val (self->jobs, job);
    }
  return FALSE;
}

static RwBackupAck *
read_ack (RwStmt *stmt)
{
  RwBackupAck *ack = g_new0 (RwBackupAck, 1);

  rw_stmt_get_id (stmt, 0, &ack->id);
  rw_stmt_get_id (stmt, 1, &ack->job);
  ack->reason = g_strdup (rw_stmt_get_text (stmt, 2));
  ack->signature = g_strdup (rw_stmt_get_text (stmt, 3));
  ack->at = rw_stmt_get_integer (stmt, 4);
  ack->until = rw_stmt_get_integer (stmt, 5);
  ack->person = g_strdup (rw_stmt_get_text (stmt, 6));
  return ack;
}

#define ACKS_SQL \
  "SELECT a.\"id\", a.\"job\", a.\"reason\", a.\"signature\", a.\"at\", a.\"until\", p.\"name\", a.\"system\" " \
  "FROM \"backup_ack\" a LEFT JOIN \"person\" p ON p.\"id\" = a.\"person\" WHERE a.\"until\" > ?1"

static gboolean
load_acks (Query   *self,
           GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache), ACKS_SQL, error);
  gboolean row;

  self->acks = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (stmt != NULL)
    rw_stmt_bind_integer (stmt, 1, self->now);
  while (stmt != NULL)
    {
      GPtrArray *of_system;
      RwId system;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      rw_stmt_get_id (stmt, 7, &system);
      of_system = g_hash_table_lookup (self->acks, &system);
      if (of_system == NULL)
        {
          of_system = g_ptr_array_new_with_free_func (ack_free);
          g_hash_table_insert (self->acks, rw_id_copy (&system), of_system);
        }
      g_ptr_array_add (of_system, read_ack (stmt));
    }
  return FALSE;
}

static gboolean
is_answered (GPtrArray  *acks,
             const RwId *job,
             const char *signature,
             gint64      now)
{
  for (guint i = 0; acks != NULL && i < acks->len; i++)
    {
      const RwBackupAck *ack = g_ptr_array_index (acks, i);

      if ((rw_id_is_nil (&ack->job) || rw_id_equal (&ack->job, job)) &&
          rw_backup_ack_holds (ack->at, ack->until, ack->signature, signature, now))
        return TRUE;
    }
  return FALSE;
}

/* The cause of the run of @job that was due at @due. */
static gboolean
read_signature (Query       *self,
                const RwId  *job,
                gint64       due,
                char       **signature,
                GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (self->cache),
                                           "SELECT \"signature\" FROM \"backup_run\" WHERE \"job\" = ?1 AND \"due\" = ?2", error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, job);
  rw_stmt_bind_integer (stmt, 2, due);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  *signature = row ? g_strdup (rw_stmt_get_text (stmt, 0)) : NULL;
  return TRUE;
}

static gboolean
judge_job (Query      *self,
           RwStmt     *stmt,
           const Job  *job,
           GError    **error)
{
  Draft *draft = g_hash_table_lookup (self->systems, &job->system);
  RwBackupMedian median = { 0 };
  RwBackupResult last = RW_BACKUP_NOTHING;
  RwRecoveryPoint recovery;
  gint64 last_due = 0, last_good = 0, age;
  double ratio;
  gboolean row;

  if (draft->cells == NULL)
    draft->cells = g_new0 (guint8, self->n_days);
  rw_stmt_bind_id (stmt, 1, &job->id);
  rw_stmt_bind_integer (stmt, 2, job->policy->bounds[0] - DAYS_BEFORE * RW_DAY);
  for (;;)
    {
      RwRunStatus status;
      RwSuspicion suspicion;
      RwBackupResult result;
      gint64 due, bytes, started, finished, seconds;
      int day;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      due = rw_stmt_get_integer (stmt, 0);
      status = run_status (rw_stmt_get_text (stmt, 1));
      bytes = integer_or (stmt, 2, -1);
      started = rw_stmt_get_integer (stmt, 3);
      finished = rw_stmt_get_integer (stmt, 4);
      seconds = started != 0 && finished >= started ? (finished - started) / RW_SECOND : -1;
      suspicion = rw_backup_median_judge (&median, status, bytes, seconds);
      result = rw_backup_run_result (status, suspicion);
      if (rw_backup_run_is_good (status, suspicion))
        {
          rw_backup_median_add (&median, bytes, seconds);
          last_good = MAX (last_good, started != 0 ? started : due);
        }
      if (result != RW_BACKUP_RUNNING && due <= self->now)
        {
          last = result;
          last_due = due;
        }
      day = find_day (job->policy->bounds, self->n_days, due);
      /* The next business day has begun already: today is the last there is. */
      if (day < 0 && due >= job->policy->bounds[self->n_days] && due <= self->now)
        day = (int) self->n_days - 1;
      if (day >= 0)
        draft->cells[day] = (guint8) rw_backup_worse (draft->cells[day], result);
    }

  age = last_good != 0 ? MAX (self->now - last_good, 0) : -1;
  recovery = rw_backup_recovery_point (age, job->policy->objective);
  ratio = age >= 0 ? (double) age / (double) job->policy->objective : G_MAXDOUBLE;
  if (draft->row.n_jobs == 0 || ratio > draft->worst_ratio)
    {
      draft->worst_ratio = ratio;
      draft->row.last_good = last_good;
      draft->row.objective = job->policy->objective;
    }
  draft->row.n_jobs++;
  draft->row.recovery = MAX (draft->row.recovery, recovery);
  draft->row.last = rw_backup_worse (draft->row.last, last);
  if (rw_backup_result_is_red (last) || recovery != RW_RECOVERY_COMPLIANT)
    {
      g_autofree char *signature = NULL;
      gboolean answered;

      /* Only what failed has a cause; a run that is merely old has none. */
      if (rw_backup_result_is_red (last) && !read_signature (self, &job->id, last_due, &signature, error))
        return FALSE;
      answered = is_answered (g_hash_table_lookup (self->acks, &job->system), &job->id, signature, self->now);
      if (!draft->row.red || (!answered && !draft->red_unanswered))
        draft->row.job = job->id;
      draft->row.red = TRUE;
      draft->red_unanswered |= !answered;
    }
  return TRUE;
}

static int
draft_rank (const Draft *draft)
{
  if (!draft->row.red)
    return 3;
  if (draft->row.answered)
    return 2;
  return draft->row.n_jobs == 0 ? 0 : 1;
}

static int
draft_compare (gconstpointer a,
               gconstpointer b)
{
  const Draft *first = *(const Draft *const *) a, *second = *(const Draft *const *) b;
  int first_rank = draft_rank (first), second_rank = draft_rank (second);

  if (first_rank != second_rank)
    return first_rank - second_rank;
  if (first_rank < 3 && first->worst_ratio != second->worst_ratio)
    return first->worst_ratio > second->worst_ratio ? -1 : 1;
  if (first->row.last != second->row.last && first_rank < 3)
    return (int) second->row.last - (int) first->row.last;
  if (first->last_problem != second->last_problem)
    return second->last_problem - first->last_problem;
  return strcmp (first->key, second->key);
}

/* Draft → row: what only the whole system knows, and the order. */
static void
finish (Query *self)
{
  RwBackupMatrix *matrix = self->matrix;
  guint n = 0;

  for (guint i = 0; i < self->drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);

      if (!draft->needed && draft->row.n_jobs == 0)
        {
          draft_free (draft);
          continue;
        }
      if (draft->row.n_jobs == 0)
        {
          draft->row.red = TRUE;
          draft->row.last = RW_BACKUP_NO_JOB;
          draft->row.recovery = RW_RECOVERY_CRITICAL;
          draft->worst_ratio = G_MAXDOUBLE;
          draft->red_unanswered = !is_answered (g_hash_table_lookup (self->acks, &draft->row.id), &RW_ID_NIL, NULL, self->now);
        }
      draft->row.answered = draft->row.red && !draft->red_unanswered;
      draft->last_problem = -1;
      for (int day = (int) self->n_days - 1; draft->cells != NULL && day >= 0 && draft->last_problem < 0; day--)
        if (draft->cells[day] >= RW_BACKUP_WARNING)
          draft->last_problem = day;
      draft->key = g_utf8_collate_key_for_filename (draft->row.name, -1);
      g_ptr_array_index (self->drafts, n++) = draft;
    }
  g_ptr_array_set_free_func (self->drafts, NULL);
  g_ptr_array_set_size (self->drafts, (int) n);
  g_ptr_array_set_free_func (self->drafts, draft_free);
  g_ptr_array_sort (self->drafts, draft_compare);

  matrix->cells = g_new (guint8, MAX ((gsize) n * self->n_days, 1));
  for (guint i = 0; i < n; i++)
    {
      Draft *draft = g_ptr_array_index (self->drafts, i);
      guint8 *cells = matrix->cells + (gsize) i * self->n_days;
      RwBackupRow *row = g_memdup2 (&draft->row, sizeof draft->row);

      if (draft->cells != NULL)
        memcpy (cells, draft->cells, self->n_days);
      else
        memset (cells, RW_BACKUP_NO_JOB, self->n_days);
      row->cells = cells;
      g_ptr_array_add (matrix->rows, row);
      matrix->n_recoverable += row->n_jobs > 0 && row->recovery == RW_RECOVERY_COMPLIANT;
      matrix->n_red += row->red;
      matrix->n_unanswered += row->red && !row->answered;
      matrix->n_unprotected += row->n_jobs == 0;
    }
}

/**
 * rw_query_backups:
 * @cache: the cache
 * @n_days: how many days, today included
 * @now: the present
 * @tz: (nullable): zone of today, and of policies that name none; %NULL for the system's
 *
 * Reads the run of every enabled job and judges them by the rules of rw-backup-rules.h.
 *
 * Returns: (transfer full): the matrix, or %NULL with @error set
 */
RwBackupMatrix *
rw_query_backups (RwCache       *cache,
                  guint          n_days,
                  gint64         now,
                  const char    *tz,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_auto (Query) self = { .cache = cache, .n_days = n_days, .now = now };
  g_autoptr (GTimeZone) zone = zone_or_local (tz);
  g_autoptr (RwStmt) runs = NULL;

  g_return_val_if_fail (n_days > 0, NULL);
  self.first_day = rw_zone_wall (zone, now) / RW_DAY - (gint64) n_days + 1;
  self.matrix = g_new0 (RwBackupMatrix, 1);
  self.matrix->n_days = n_days;
  self.matrix->first_day = self.first_day;
  self.matrix->now = now;
  self.matrix->rows = g_ptr_array_new_with_free_func (g_free);
  self.matrix->texts = g_string_chunk_new (64 * 1024);
  self.drafts = g_ptr_array_new_with_free_func (draft_free);
  self.systems = g_hash_table_new (rw_id_hash, rw_id_equal);

  if (!load_policies (&self, tz, error) ||
      !load_systems (&self, RW_KIND_DEVICE, SYSTEMS_SQL ("device", "s.\"role\" IN ('server', 'storage', 'blade')"), error) ||
      !load_systems (&self, RW_KIND_VM, SYSTEMS_SQL ("vm", "1"), error) || !load_jobs (&self, error) ||
      !load_acks (&self, error))
    return NULL;

  /* One seek per job into an index that holds all that is asked for: see rw-cache-schema.c. */
  runs = rw_db_prepare (rw_cache_get_db (cache),
                        "SELECT \"due\", \"status\", \"bytes\", \"started\", \"finished\" FROM \"backup_run\" "
                        "WHERE \"job\" = ?1 AND \"due\" >= ?2 ORDER BY \"due\"", error);
  for (guint i = 0; runs != NULL && i < self.jobs->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !judge_job (&self, runs, &g_array_index (self.jobs, Job, i), error))
      g_clear_pointer (&runs, rw_stmt_free);
  if (runs != NULL)
    finish (&self);
  return runs != NULL ? g_steal_pointer (&self.matrix) : NULL;
}

void
rw_backup_matrix_free (RwBackupMatrix *matrix)
{
  g_ptr_array_unref (matrix->rows);
  g_string_chunk_free (matrix->texts);
  g_free (matrix->cells);
  g_free (matrix);
}

/* Every run of a job from well before @from to @to; those of the day, and the last if it is red. */
static gboolean
read_runs (RwCache     *cache,
           RwBackupDay *day,
           const RwId  *job,
           const char  *job_name,
           gint64       from,
           gint64       to,
           gint64       now,
           GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache),
                                           "SELECT \"id\", \"status\", \"due\", \"started\", \"finished\", \"bytes\", \"signature\", "
                                           "\"message\" FROM \"backup_run\" WHERE \"job\" = ?1 AND \"due\" >= ?2 ORDER BY \"due\"",
                                           error);
  RwBackupMedian median = { 0 };
  RwBackupRun *last = NULL;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, job);
  rw_stmt_bind_integer (stmt, 2, from - DAYS_BEFORE * RW_DAY);
  for (;;)
    {
      g_autofree RwBackupRun *run = NULL;
      gint64 seconds;

      if (!rw_stmt_step (stmt, &row, error))
        {
          g_clear_pointer (&last, run_free);
          return FALSE;
        }
      if (!row)
        break;
      run = g_new0 (RwBackupRun, 1);
      run->job = *job;
      rw_stmt_get_id (stmt, 0, &run->id);
      run->status = run_status (rw_stmt_get_text (stmt, 1));
      run->due = rw_stmt_get_integer (stmt, 2);
      run->started = rw_stmt_get_integer (stmt, 3);
      run->finished = rw_stmt_get_integer (stmt, 4);
      run->bytes = integer_or (stmt, 5, -1);
      seconds = run->started != 0 && run->finished >= run->started ? (run->finished - run->started) / RW_SECOND : -1;
      run->suspicion = rw_backup_median_judge (&median, run->status, run->bytes, seconds);
      if (rw_backup_run_is_good (run->status, run->suspicion))
        rw_backup_median_add (&median, run->bytes, seconds);
      run->job_name = g_strdup (job_name);
      run->signature = g_strdup (rw_stmt_get_text (stmt, 6));
      run->message = g_strdup (rw_stmt_get_text (stmt, 7));
      if (run->due >= from && run->due < to)
        {
          RwBackupRun *copy = g_memdup2 (run, sizeof *run);

          copy->job_name = g_strdup (run->job_name);
          copy->signature = g_strdup (run->signature);
          copy->message = g_strdup (run->message);
          g_ptr_array_add (day->runs, copy);
        }
      if (run->status != RW_RUN_STATUS_RUNNING && run->due <= now)
        {
          g_clear_pointer (&last, run_free);
          last = g_steal_pointer (&run);
        }
      else
        run_free (g_steal_pointer (&run));
    }
  if (last != NULL && rw_backup_result_is_red (rw_backup_run_result (last->status, last->suspicion)))
    g_ptr_array_add (day->red, last);
  else
    g_clear_pointer (&last, run_free);
  return TRUE;
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

  self->runs = g_ptr_array_new_with_free_func (run_free);
  self->red = g_ptr_array_new_with_free_func (run_free);
  self->acks = g_ptr_array_new_with_free_func (ack_free);

  jobs = rw_db_prepare (rw_cache_get_db (cache),
                        "SELECT j.\"id\", j.\"name\", p.\"tz\", p.\"day_start\" FROM \"backup_job\" j "
                        "JOIN \"backup_policy\" p ON p.\"id\" = j.\"policy\" "
                        "WHERE j.\"system\" = ?1 AND j.\"enabled\" IS NOT 0 ORDER BY j.\"name\"", error);
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
      zone = zone_or_local (policy_tz != NULL ? policy_tz : tz);
      bounds = new_bounds (zone, time_of_day (rw_stmt_get_text (jobs, 3)), day, 1);
      to = day == rw_zone_wall (zone, now) / RW_DAY ? MAX (bounds[1], now + 1) : bounds[1];
      self->n_jobs++;
      if (!read_runs (cache, self, &job, rw_stmt_get_text (jobs, 1), bounds[0], to, now, error))
        return NULL;
    }

  acks = rw_db_prepare (rw_cache_get_db (cache), ACKS_SQL " AND a.\"system\" = ?2 ORDER BY a.\"at\" DESC", error);
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
      g_ptr_array_add (self->acks, read_ack (acks));
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
