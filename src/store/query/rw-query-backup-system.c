/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-backup-system.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-backup-schedule.h"
#include "rw-backup-judge.h"
#include "rw-clock.h"
#include "rw-error.h"

/* A blade is in a chassis, and that in a rack; deeper nothing is nested. */
#define MOST_NESTED  4
#define MOST_TESTS   100
#define MOST_CHANGES 200

static void
run_free (gpointer data)
{
  RwBackupSystemRun *run = data;

  g_free (run->signature);
  g_free (run->message);
  g_free (run->snapshot);
  g_free (run);
}

static void
job_free (gpointer data)
{
  RwBackupSystemJob *job = data;

  g_clear_object (&job->job);
  g_clear_object (&job->policy);
  g_free (job->site);
  g_clear_pointer (&job->runs, g_ptr_array_unref);
  rw_backup_ladder_clear (&job->ladder);
  g_free (job);
}

static void
test_free (gpointer data)
{
  RwBackupSystemTest *test = data;

  g_clear_object (&test->test);
  g_clear_object (&test->change);
  g_free (test->person);
  g_free (test->job);
  g_free (test);
}

static void
change_free (gpointer data)
{
  RwBackupSystemChange *change = data;

  g_clear_object (&change->change);
  g_free (change);
}

static void
ack_free (gpointer data)
{
  RwBackupSystemAck *ack = data;

  g_clear_object (&ack->ack);
  g_free (ack->person);
  g_free (ack);
}

void
rw_backup_system_free (RwBackupSystem *self)
{
  g_clear_object (&self->system);
  g_free (self->site);
  g_clear_pointer (&self->jobs, g_ptr_array_unref);
  rw_backup_ladder_clear (&self->ladder);
  g_clear_pointer (&self->copies, rw_backup_copies_free);
  g_clear_pointer (&self->tests, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->acks, g_ptr_array_unref);
  g_free (self);
}

/* --- Where things are ------------------------------------------------------------------------------ */

/* What a field refers to, or NULL: what has not come yet is no error. */
static RwRecord *
follow (RwCache *cache, RwRecord *record, guint field)
{
  const RwId *id = record != NULL ? rw_record_get_ref (record, field) : NULL;

  return id != NULL
           ? rw_cache_find (cache, rw_record_get_info (record)->fields[field].refs, id, NULL)
           : NULL;
}

static RwRecord *
site_of_device (RwCache *cache, RwRecord *device)
{
  g_autoptr (RwRecord) at = device != NULL ? g_object_ref (device) : NULL;

  for (int depth = 0; at != NULL && depth < MOST_NESTED; depth++)
    {
      g_autoptr (RwRecord) rack = NULL, room = NULL;
      RwRecord *site = follow (cache, at, RW_DEVICE_SITE), *parent;

      if (site != NULL)
        return site;
      rack = follow (cache, at, RW_DEVICE_RACK);
      room = follow (cache, rack, RW_RACK_ROOM);
      site = follow (cache, room, RW_ROOM_SITE);
      if (site != NULL)
        return site;
      parent = follow (cache, at, RW_DEVICE_PARENT);
      g_object_unref (at);
      at = parent;
    }
  return NULL;
}

static RwRecord *
site_of (RwCache *cache, RwRecord *system)
{
  g_autoptr (RwRecord) cluster = NULL, host = NULL;
  RwRecord *site;

  if (rw_record_get_kind (system) == RW_KIND_DEVICE)
    return site_of_device (cache, system);
  cluster = follow (cache, system, RW_VM_CLUSTER);
  site = follow (cache, cluster, RW_CLUSTER_SITE);
  if (site != NULL)
    return site;
  host = follow (cache, system, RW_VM_HOST);
  return site_of_device (cache, host);
}

static char *
name_of (RwCache *cache, RwRecord *record, guint field)
{
  g_autoptr (RwRecord) target = follow (cache, record, field);

  return target != NULL ? g_strdup (rw_record_get_title (target)) : NULL;
}

/* --- Runs ------------------------------------------------------------------------------------------ */

/* The runs of a job while they are judged: the median that a run is held against is that of the runs before it. */
typedef struct
{
  RwBackupJudge judge;
  GPtrArray *runs;
  gint64 median_bytes, median_seconds;
} Judging;

static gint64
median_of (const gint64 *sorted, guint n)
{
  return n >= RW_BACKUP_MEDIAN_LEAST ? (sorted[(n - 1) / 2] + sorted[n / 2]) / 2 : -1;
}

static void
judged_cb (const RwBackupRunFacts *facts,
           RwBackupResult          result,
           RwSuspicion             suspicion,
           gpointer                data)
{
  Judging *self = data;
  const RwBackupMedian *median = &self->judge.median;
  RwBackupSystemRun *run = g_ptr_array_index (self->runs, (guint) facts->tag);

  run->superseded = FALSE;
  run->result = result;
  run->suspicion = suspicion;
  run->median_bytes = self->median_bytes;
  run->median_seconds = self->median_seconds;
  self->median_bytes = median_of (median->sorted_bytes, median->n_bytes);
  self->median_seconds = median_of (median->sorted_seconds, median->n_seconds);
}

static RwBackupSystemRun *
read_run (RwStmt *stmt, const RwBackupRunFacts *facts)
{
  RwBackupSystemRun *run = g_new0 (RwBackupSystemRun, 1);
  const int column = RW_BACKUP_JUDGE_N_COLUMNS;
  gboolean verification = facts->purpose == RW_RUN_PURPOSE_VERIFICATION;

  rw_stmt_get_id (stmt, column, &run->id);
  run->status = facts->status;
  run->purpose = facts->purpose;
  run->result = rw_backup_run_result (facts->status, RW_SUSPICION_NONE);
  /* The judge speaks of each backup that counts, and of no verification that passed. */
  run->superseded = !verification;
  run->due = facts->due;
  run->started = facts->started;
  run->finished = facts->finished;
  run->bytes = facts->bytes;
  run->seconds = rw_backup_run_seconds (facts->started, facts->finished);
  run->files = rw_stmt_is_null (stmt, column + 1) ? -1 : rw_stmt_get_integer (stmt, column + 1);
  run->depth = facts->depth;
  run->median_bytes = run->median_seconds = -1;
  run->signature = g_strdup (rw_stmt_get_text (stmt, column + 2));
  run->message = g_strdup (rw_stmt_get_text (stmt, column + 3));
  run->snapshot = g_strdup (rw_stmt_get_text (stmt, column + 4));
  return run;
}

static gint64
moment_of (const RwBackupSystemRun *run)
{
  return run->started != 0 ? run->started : run->due;
}

/* A verification that was told of as it began is the one that ended since. Of one due time they come by status: one that
 * failed stands before its own beginning. */
static void
supersede_beginnings (GPtrArray *runs)
{
  gint64 ended = 0;

  for (guint i = runs->len, end; i > 0; i = end)
    {
      gint64 due = ((RwBackupSystemRun *) runs->pdata[i - 1])->due;

      for (end = i; end > 0 && ((RwBackupSystemRun *) runs->pdata[end - 1])->due == due; end--)
        {
          const RwBackupSystemRun *run = runs->pdata[end - 1];

          if (run->purpose == RW_RUN_PURPOSE_VERIFICATION && run->status != RW_RUN_STATUS_RUNNING)
            ended = MAX (ended, MAX (run->finished, run->started));
        }
      for (guint j = end; j < i; j++)
        {
          RwBackupSystemRun *run = runs->pdata[j];

          if (run->purpose == RW_RUN_PURPOSE_VERIFICATION && run->status == RW_RUN_STATUS_RUNNING)
            run->superseded = ended >= moment_of (run);
        }
    }
}

static void
settle_job (RwBackupSystemJob *job, Judging *judging, GPtrArray *tests, gint64 now)
{
  RwLadderCadence cadence = { .objective = job->objective };
  g_auto (RwBackupSchedule) schedule = { 0 };
  const RwId *id = rw_record_get_id (job->job);
  gint64 first = job->runs->len > 0 ? ((RwBackupSystemRun *) job->runs->pdata[0])->due : now;

  job->last = judging->judge.last;
  job->last_good = judging->judge.last_good;
  job->recovery = rw_backup_judge_recovery (&judging->judge, job->objective);
  supersede_beginnings (job->runs);
  for (guint i = 0; i < job->runs->len; i++)
    {
      const RwBackupSystemRun *run = job->runs->pdata[i];

      if (!run->superseded && run->due <= now)
        rw_backup_ladder_add_run (&job->ladder, (int) run->purpose, run->status, run->suspicion,
                                  run->depth, moment_of (run), run->message);
    }
  for (guint i = 0; i < tests->len; i++)
    {
      RwRecord *test = ((RwBackupSystemTest *) tests->pdata[i])->test;
      const RwId *of = rw_record_get_ref (test, RW_RESTORE_TEST_JOB);
      int result = rw_record_get_enum (test, RW_RESTORE_TEST_RESULT);

      /* Of a test that does not say from which job it restored all are proven. */
      if ((of == NULL || rw_id_equal (of, id)) && result >= 0)
        rw_backup_ladder_add_test (&job->ladder, (RwTestResult) result,
                                   rw_record_get_integer (test, RW_RESTORE_TEST_AT, 0),
                                   rw_record_get_text (test, RW_RESTORE_TEST_NOTES));
    }
  cadence.since = first;
  if (job->policy != NULL)
    {
      cadence.verify =
        rw_record_get_integer (job->policy, RW_BACKUP_POLICY_VERIFY_DAYS, 0) * RW_DAY;
      cadence.restore =
        rw_record_get_integer (job->policy, RW_BACKUP_POLICY_RESTORE_DAYS, 0) * RW_DAY;
    }
  rw_backup_ladder_settle (&job->ladder, &cadence, now);
  if (job->enabled && rw_backup_schedule_init (&schedule, job->policy, job->job))
    {
      schedule.anchor = judging->judge.last_run.due;
      job->next_due = rw_backup_schedule_after (&schedule, now);
    }
}

static gboolean
read_runs (RwCache            *cache,
           RwBackupSystemJob  *job,
           GPtrArray          *tests,
           gint64              now,
           GCancellable       *cancellable,
           GError            **error)
{
  Judging judging = { .median_bytes = -1, .median_seconds = -1 };
  gint64 from = now - RW_BACKUP_SYSTEM_DAYS * RW_DAY;
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    rw_cache_get_db (cache),
    "SELECT " RW_BACKUP_JUDGE_COLUMNS
    ", \"id\", \"files\", \"signature\", \"message\", \"snapshot\" FROM \"backup_run\""
    " WHERE \"job\" = ?1 AND \"due\" >= ?2 ORDER BY \"due\"",
    error);
  guint n_before = 0;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  judging.runs = job->runs = g_ptr_array_new_with_free_func (run_free);
  rw_stmt_bind_id (stmt, 1, rw_record_get_id (job->job));
  rw_stmt_bind_integer (stmt, 2, from - RW_BACKUP_DAYS_BEFORE * RW_DAY);
  rw_backup_judge_begin (&judging.judge, now, judged_cb, &judging);
  for (;;)
    {
      RwBackupRunFacts facts;

      if (!rw_stmt_step (stmt, &row, error) ||
          g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!row)
        break;
      rw_backup_run_facts_read (stmt, 0, &facts);
      facts.tag = job->runs->len;
      g_ptr_array_add (job->runs, read_run (stmt, &facts));
      rw_backup_judge_add (&judging.judge, &facts);
    }
  rw_backup_judge_end (&judging.judge);
  settle_job (job, &judging, tests, now);
  /* Those were there for the medians of the others. */
  while (n_before < job->runs->len &&
         ((RwBackupSystemRun *) job->runs->pdata[n_before])->due < from)
    n_before++;
  if (n_before > 0)
    g_ptr_array_remove_range (job->runs, 0, n_before);
  return TRUE;
}

static gboolean
read_used (RwCache *cache, RwBackupSystemJob *job, GError **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_cache_get_db (cache),
                   "SELECT EXISTS (SELECT 1 FROM \"backup_run\" WHERE \"job\" = ?1)"
                   " OR EXISTS (SELECT 1 FROM \"restore_test\" WHERE \"job\" = ?1)"
                   " OR EXISTS (SELECT 1 FROM \"backup_ack\" WHERE \"job\" = ?1)",
                   error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, rw_record_get_id (job->job));
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  job->used = row && rw_stmt_get_integer (stmt, 0) != 0;
  return TRUE;
}

/* --- The rest -------------------------------------------------------------------------------------- */

static gboolean
read_tests (RwCache *cache, RwBackupSystem *self, GError **error)
{
  g_autoptr (GPtrArray) tests =
    rw_cache_select (cache, RW_KIND_RESTORE_TEST,
                     "WHERE \"system\" = ? ORDER BY \"at\" DESC, \"id\" LIMIT ?", error, RW_BIND_ID,
                     rw_record_get_id (self->system), RW_BIND_INT, (gint64) MOST_TESTS,
                     RW_BIND_END);

  for (guint i = 0; tests != NULL && i < tests->len; i++)
    {
      RwBackupSystemTest *test = g_new0 (RwBackupSystemTest, 1);

      test->test = g_object_ref (tests->pdata[i]);
      test->person = name_of (cache, test->test, RW_RESTORE_TEST_PERSON);
      test->job = name_of (cache, test->test, RW_RESTORE_TEST_JOB);
      test->change = follow (cache, test->test, RW_RESTORE_TEST_CHANGE);
      g_ptr_array_add (self->tests, test);
    }
  return tests != NULL;
}

/* What was worked on the system: a change that nobody began explains no curve. */
static gboolean
read_changes (RwCache *cache, RwBackupSystem *self, GError **error)
{
  g_autoptr (GPtrArray) changes =
    rw_cache_select (cache, RW_KIND_CHANGE,
                     "WHERE \"id\" IN (SELECT \"change\" FROM \"change_item\" WHERE \"ci\" = ?)"
                     " AND \"status\" IN ('in_progress', 'review', 'closed')"
                     " AND coalesce (\"started\", \"start\") BETWEEN ? AND ?"
                     " ORDER BY coalesce (\"started\", \"start\") DESC, \"id\" LIMIT ?",
                     error, RW_BIND_ID, rw_record_get_id (self->system), RW_BIND_INT,
                     self->now - RW_BACKUP_SYSTEM_DAYS * RW_DAY, RW_BIND_INT, self->now,
                     RW_BIND_INT, (gint64) MOST_CHANGES, RW_BIND_END);

  for (guint i = changes != NULL ? changes->len : 0; i-- > 0;)
    {
      RwBackupSystemChange *change = g_new0 (RwBackupSystemChange, 1);

      change->change = g_object_ref (changes->pdata[i]);
      change->at =
        rw_record_get_integer (change->change, RW_CHANGE_STARTED,
                               rw_record_get_integer (change->change, RW_CHANGE_START, 0));
      g_ptr_array_add (self->changes, change);
    }
  return changes != NULL;
}

static gboolean
read_acks (RwCache *cache, RwBackupSystem *self, GError **error)
{
  g_autoptr (GPtrArray) acks =
    rw_cache_select (cache, RW_KIND_BACKUP_ACK,
                     "WHERE \"system\" = ? AND \"until\" > ? ORDER BY \"at\" DESC, \"id\"", error,
                     RW_BIND_ID, rw_record_get_id (self->system), RW_BIND_INT, self->now,
                     RW_BIND_END);

  for (guint i = 0; acks != NULL && i < acks->len; i++)
    {
      RwBackupSystemAck *ack = g_new0 (RwBackupSystemAck, 1);

      ack->ack = g_object_ref (acks->pdata[i]);
      ack->person = name_of (cache, ack->ack, RW_BACKUP_ACK_PERSON);
      g_ptr_array_add (self->acks, ack);
    }
  return acks != NULL;
}

static gboolean
read_jobs (RwCache         *cache,
           RwBackupSystem  *self,
           const RwId      *site,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (GPtrArray) jobs = rw_cache_select (
    cache, RW_KIND_BACKUP_JOB,
    "WHERE \"system\" = ? ORDER BY \"enabled\" IS 0, \"name\" COLLATE NOCASE, \"id\"", error,
    RW_BIND_ID, rw_record_get_id (self->system), RW_BIND_END);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      RwBackupSystemJob *job = g_new0 (RwBackupSystemJob, 1);
      const RwId *kept_at;

      g_ptr_array_add (self->jobs, job);
      job->job = g_object_ref (jobs->pdata[i]);
      job->policy = follow (cache, job->job, RW_BACKUP_JOB_POLICY);
      job->site = name_of (cache, job->job, RW_BACKUP_JOB_SITE);
      kept_at = rw_record_get_ref (job->job, RW_BACKUP_JOB_SITE);
      job->off_site = kept_at != NULL && site != NULL && !rw_id_equal (kept_at, site);
      job->enabled = !rw_record_has (job->job, RW_BACKUP_JOB_ENABLED) ||
                     rw_record_get_boolean (job->job, RW_BACKUP_JOB_ENABLED);
      job->objective = job->policy != NULL
                         ? rw_record_get_integer (job->policy, RW_BACKUP_POLICY_RPO, 24) * RW_HOUR
                         : 0;
      if (!read_runs (cache, job, self->tests, self->now, cancellable, error) ||
          !read_used (cache, job, error))
        return FALSE;
    }
  return jobs != NULL;
}

static double
age_by_objective (const RwBackupSystemJob *job, gint64 now)
{
  if (job->last_good == 0)
    return G_MAXDOUBLE;
  return (double) MAX (now - job->last_good, 0) / (double) MAX (job->objective, 1);
}

/* Which of two jobs the system is judged by: the one that is further behind; while none is, the one that promises
 * more: a second copy of last Saturday does not say to when the system can be restored. */
static gboolean
is_worse (const RwBackupSystemJob *job, const RwBackupSystemJob *than, gint64 now)
{
  if (job->recovery != than->recovery)
    return job->recovery > than->recovery;
  if (job->recovery == RW_RECOVERY_COMPLIANT)
    return job->objective < than->objective;
  return age_by_objective (job, now) > age_by_objective (than, now);
}

/* Of each step the weakest of the jobs that count: the enabled ones, and all while none is. */
static void
sum_up_ladder (RwBackupSystem *self)
{
  const RwLadderCadence none = { 0 };
  gboolean any = FALSE;

  rw_backup_ladder_settle (&self->ladder, &none, self->now);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const RwBackupSystemJob *job = self->jobs->pdata[i];

      if (!job->enabled && self->n_enabled > 0)
        continue;
      if (any)
        {
          rw_backup_ladder_weaken (&self->ladder, &job->ladder);
          continue;
        }
      /* The first is what the others are weaker than: nothing is weaker than never. */
      any = TRUE;
      for (guint depth = 0; depth < RW_CHECK_DEPTH_N_VALUES; depth++)
        {
          self->ladder.steps[depth] = job->ladder.steps[depth];
          self->ladder.steps[depth].message = g_strdup (job->ladder.steps[depth].message);
        }
    }
}

static void
sum_up (RwBackupSystem *self)
{
  g_autofree RwBackupCopy *copies = g_new0 (RwBackupCopy, self->jobs->len + 1);
  gint64 copies_wanted = 0, media_wanted = 0, newest = 0;
  gboolean off_site_wanted = FALSE, immutable_wanted = FALSE;

  self->worst = self->best = -1;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const RwBackupSystemJob *job = self->jobs->pdata[i];
      const RwLadderStep *steps = job->ladder.steps;

      /* What is kept is kept, whether or not more is to come. */
      if (job->last_good > newest)
        {
          newest = job->last_good;
          self->best = (int) i;
        }
      if (!job->enabled)
        continue;
      if (self->worst < 0 || is_worse (job, self->jobs->pdata[self->worst], self->now))
        self->worst = (int) i;
      if (job->objective > 0)
        self->objective =
          self->objective == 0 ? job->objective : MIN (self->objective, job->objective);
      copies[self->n_enabled++] = (RwBackupCopy) {
        .name = rw_record_get_title (job->job),
        .good = job->policy != NULL && job->recovery == RW_RECOVERY_COMPLIANT,
        .medium = rw_record_get_enum (job->job, RW_BACKUP_JOB_MEDIUM),
        .site = job->site,
        .off_site = job->off_site,
        .immutable = rw_record_get_boolean (job->job, RW_BACKUP_JOB_IMMUTABLE),
        .check_failed = steps[RW_CHECK_DEPTH_STRUCTURE].state == RW_LADDER_FAILED ||
                        steps[RW_CHECK_DEPTH_DATA].state == RW_LADDER_FAILED,
        .check_overdue = steps[RW_CHECK_DEPTH_STRUCTURE].overdue,
        .restore_failed = steps[RW_CHECK_DEPTH_RESTORED].state == RW_LADDER_FAILED,
        .promised = job->policy != NULL,
      };
      if (job->policy == NULL)
        continue;
      copies_wanted =
        MAX (copies_wanted, rw_record_get_integer (job->policy, RW_BACKUP_POLICY_COPIES, 0));
      media_wanted =
        MAX (media_wanted, rw_record_get_integer (job->policy, RW_BACKUP_POLICY_MEDIA, 0));
      off_site_wanted |= rw_record_get_boolean (job->policy, RW_BACKUP_POLICY_OFF_SITE);
      immutable_wanted |= rw_record_get_boolean (job->policy, RW_BACKUP_POLICY_IMMUTABLE);
    }
  sum_up_ladder (self);
  self->copies =
    rw_backup_copies_derive (copies, self->n_enabled, self->site, (guint) copies_wanted,
                             (guint) media_wanted, off_site_wanted, immutable_wanted);
}

static gboolean
is_same (RwRecord *one, RwRecord *other)
{
  return one == other || (one != NULL && other != NULL && rw_record_equal (one, other));
}

static gboolean
is_same_job (const RwBackupSystemJob *one, const RwBackupSystemJob *other)
{
  if (!is_same (one->job, other->job) || !is_same (one->policy, other->policy) ||
      g_strcmp0 (one->site, other->site) != 0 || one->recovery != other->recovery ||
      one->next_due != other->next_due || one->runs->len != other->runs->len)
    return FALSE;
  /* A run is never edited; what it comes to may change with those after it. */
  for (guint i = 0; i < one->runs->len; i++)
    {
      const RwBackupSystemRun *a = one->runs->pdata[i], *b = other->runs->pdata[i];

      if (!rw_id_equal (&a->id, &b->id) || a->result != b->result || a->superseded != b->superseded)
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_backup_system_equal:
 *
 * Returns: whether both say the same, but for how long ago it was
 */
gboolean
rw_backup_system_equal (const RwBackupSystem *self, const RwBackupSystem *other)
{
  gboolean same = is_same (self->system, other->system) &&
                  g_strcmp0 (self->site, other->site) == 0 && self->jobs->len == other->jobs->len &&
                  self->tests->len == other->tests->len &&
                  self->changes->len == other->changes->len && self->acks->len == other->acks->len;

  for (guint i = 0; same && i < self->jobs->len; i++)
    same = is_same_job (self->jobs->pdata[i], other->jobs->pdata[i]);
  for (guint i = 0; same && i < self->tests->len; i++)
    {
      const RwBackupSystemTest *a = self->tests->pdata[i], *b = other->tests->pdata[i];

      same = is_same (a->test, b->test) && is_same (a->change, b->change) &&
             g_strcmp0 (a->person, b->person) == 0 && g_strcmp0 (a->job, b->job) == 0;
    }
  for (guint i = 0; same && i < self->changes->len; i++)
    same = is_same (((RwBackupSystemChange *) self->changes->pdata[i])->change,
                    ((RwBackupSystemChange *) other->changes->pdata[i])->change);
  for (guint i = 0; same && i < self->acks->len; i++)
    same = is_same (((RwBackupSystemAck *) self->acks->pdata[i])->ack,
                    ((RwBackupSystemAck *) other->acks->pdata[i])->ack);
  return same;
}

/**
 * rw_query_backup_system:
 * @kind: device or virtual machine
 * @system: which
 * @now: the present
 *
 * Jobs, runs of 400 days, restore tests, changes and what is derived from them, in one read.
 *
 * Returns: (transfer full): or %NULL with @error set; %RW_ERROR_NOT_FOUND when the system is gone
 */
RwBackupSystem *
rw_query_backup_system (RwCache         *cache,
                        RwKind           kind,
                        const RwId      *system,
                        gint64           now,
                        GCancellable    *cancellable,
                        GError         **error)
{
  g_autoptr (RwBackupSystem) self = g_new0 (RwBackupSystem, 1);
  g_autoptr (RwRecord) site = NULL;
  g_autoptr (GError) local_error = NULL;

  self->now = now;
  self->jobs = g_ptr_array_new_with_free_func (job_free);
  self->tests = g_ptr_array_new_with_free_func (test_free);
  self->changes = g_ptr_array_new_with_free_func (change_free);
  self->acks = g_ptr_array_new_with_free_func (ack_free);
  self->system = rw_cache_get (cache, kind, system, &local_error);
  if (self->system == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                             _ ("This system is no longer here"));
      return NULL;
    }
  site = site_of (cache, self->system);
  self->site = site != NULL ? g_strdup (rw_record_get_title (site)) : NULL;
  if (!read_tests (cache, self, error) || !read_changes (cache, self, error) ||
      !read_acks (cache, self, error) ||
      !read_jobs (cache, self, site != NULL ? rw_record_get_id (site) : NULL, cancellable, error))
    return NULL;
  sum_up (self);
  return g_steal_pointer (&self);
}
