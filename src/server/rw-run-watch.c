/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-run-watch.h"

#include <glib/gi18n-lib.h>

#include "rules/rw-backup-schedule.h"
#include "rw-clock.h"
#include "rw-intake.h"

/*
 * A run is missed when its schedule and grace have passed without one (DOMAIN, "Backups"). Only starts count that came
 * after what its job and policy say of them was last changed, and that the server was there to hear of: what a program
 * reported while the server was away may have been lost, or come later. Each job is looked at when it can next be late,
 * and not before. The run that says so has the id that job and start give it, so it is said once; a run that comes later
 * for the same start takes its place wherever runs are judged.
 */

/* A step is one transaction: others write in between. After a start no run is in memory, and each is a place on the disk. */
#define JOBS_A_STEP 50
#define MISSED_MOST 48

/* A restart is no absence. */
#define ABSENCE_LEAST (15 * RW_MINUTE)
#define NOTED_EVERY   (5 * RW_MINUTE)

/* Of a job the last runs tell what is late, and what of them is over; more are only read when these are all checks. */
#define RUNS_LEAST 6
#define RUNS_MOST  200

typedef struct
{
  RwId id;
  gint64 next; /* when it can be late; 0 to look at once */
} Job;

struct _RwRunWatch
{
  GHashTable *jobs; /* RwId → Job */
  gint64 seq;       /* jobs and policies were read up to here */
  gint64 since;     /* the server has been there without a break */
  gint64 noted;
};

RwRunWatch *
rw_run_watch_new (void)
{
  RwRunWatch *self = g_new0 (RwRunWatch, 1);

  self->jobs = g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, g_free);
  return self;
}

void
rw_run_watch_free (RwRunWatch *self)
{
  g_hash_table_unref (self->jobs);
  g_free (self);
}

/* --- What there is ------------------------------------------------------------------------------------- */

/* Jobs that are new or changed; a changed policy is looked at in all jobs. */
static gboolean
read_jobs (RwRunWatch *self, RwLogStore *store, GError **error)
{
  gint64 head = rw_log_store_get_head (store);
  g_autoptr (GPtrArray) jobs =
    rw_log_store_backup_jobs (store, RW_KIND_BACKUP_JOB, self->seq, error);
  g_autoptr (GPtrArray) policies =
    jobs != NULL ? rw_log_store_backup_jobs (store, RW_KIND_BACKUP_POLICY, self->seq, error) : NULL;
  GHashTableIter iter;
  gpointer value;

  if (policies == NULL)
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_new0 (Job, 1);

      job->id = *rw_record_get_id (jobs->pdata[i]);
      g_hash_table_replace (self->jobs, &job->id, job);
    }
  g_hash_table_iter_init (&iter, self->jobs);
  while (policies->len > 0 && g_hash_table_iter_next (&iter, NULL, &value))
    ((Job *) value)->next = 0;
  self->seq = head;
  return TRUE;
}

/* Remembers that the server is there, and notices that it was not. */
static gboolean
note_presence (RwRunWatch *self, RwLogStore *store, gint64 now, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gint64 seen;

  if (self->since != 0 && now - self->noted < NOTED_EVERY && now >= self->noted)
    return TRUE;
  seen = rw_log_store_get_number (store, "watched_at", 0, &problem);
  if (problem == NULL)
    self->since = rw_log_store_get_number (store, "watched_since", now, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (now - seen > ABSENCE_LEAST || now < seen)
    self->since = now;
  self->noted = now;
  return rw_log_store_set_number (store, "watched_at", now, error) &&
         rw_log_store_set_number (store, "watched_since", self->since, error);
}

/* When one of @fields was last changed: what else is written to a record says nothing on when its runs are due. */
static gint64
changed_at (RwLogStore *store, RwRecord *record, const guint *fields, guint n_fields)
{
  const RwId *id = rw_record_get_id (record);
  g_autoptr (RwLogState) state = rw_log_store_get (store, id, NULL);
  g_autoptr (GPtrArray) entries = NULL;
  gint64 seq = 0;

  for (guint i = 0; state != NULL && i < n_fields; i++)
    seq = MAX (seq, state->versions[fields[i]]);
  entries = rw_log_store_history (store, id, seq - 1, seq + 1, 1, NULL);
  return entries != NULL && entries->len > 0 ? ((RwLogEntry *) entries->pdata[0])->at : G_MAXINT64;
}

/* Since when @policy and @job say what they say of when runs are due. */
static gint64
planned_since (RwLogStore *store, RwRecord *policy, RwRecord *job)
{
  static const guint of_job[] = { RW_BACKUP_JOB_POLICY, RW_BACKUP_JOB_ENABLED, RW_BACKUP_JOB_PERIOD,
                                  RW_BACKUP_JOB_GRACE };
  static const guint of_policy[] = { RW_BACKUP_POLICY_START_TIME, RW_BACKUP_POLICY_TZ,
                                     RW_BACKUP_POLICY_INTERVAL, RW_BACKUP_POLICY_GRACE };
  gint64 since = changed_at (store, job, of_job, G_N_ELEMENTS (of_job));

  return policy != NULL
           ? MAX (since, changed_at (store, policy, of_policy, G_N_ELEMENTS (of_policy)))
           : since;
}

/* --- What is late -------------------------------------------------------------------------------------- */

static gboolean
is_verification (RwRecord *run)
{
  return rw_record_get_enum (run, RW_BACKUP_RUN_PURPOSE) == RW_RUN_PURPOSE_VERIFICATION;
}

static GPtrArray *
read_runs (RwLogStore *store, const RwId *job, GError **error)
{
  g_autoptr (GPtrArray) runs = rw_log_store_backup_runs (store, job, RUNS_LEAST, error);

  for (guint i = 0; runs != NULL && i < runs->len; i++)
    if (!is_verification (runs->pdata[i]))
      return g_steal_pointer (&runs);
  return runs == NULL || runs->len < RUNS_LEAST
           ? g_steal_pointer (&runs)
           : rw_log_store_backup_runs (store, job, RUNS_MOST, error);
}

static gboolean
write_run (RwLogStore *store, gint64 now, RwRecord *run, GError **error)
{
  g_autoptr (RwLogState) known = NULL;
  g_autoptr (RwEdit) edit = NULL;
  GError *problem = NULL;

  known = rw_log_store_get (store, rw_record_get_id (run), &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (known != NULL)
    return TRUE;
  edit = rw_edit_new_create (run);
  return rw_intake_write_own (store, now, edit, error);
}

static RwRecord *
new_run (const RwId *job, const char *name, RwRunStatus status, gint64 due)
{
  char text[RW_ID_STRING_LENGTH + 1];
  g_autofree char *full = NULL;
  RwRecord *run;
  RwId id;

  rw_id_write (job, text);
  full = g_strconcat (text, "\n", name, NULL);
  id = rw_id_from_name ("backup_run", full);
  run = rw_record_new (RW_KIND_BACKUP_RUN, &id);
  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, job);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, (int) status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  return run;
}

static gboolean
write_missed (RwLogStore *store, const RwId *job, gint64 due, gint64 now, GError **error)
{
  g_autofree char *name = g_strdup_printf ("missed %" G_GINT64_FORMAT, due);
  g_autoptr (RwRecord) run = new_run (job, name, RW_RUN_STATUS_MISSED, due);

  rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, "not started");
  rw_record_set_text (run, RW_BACKUP_RUN_MESSAGE, _ ("Not started by the end of its grace"));
  return write_run (store, now, run, error);
}

static gboolean
write_unfinished (RwLogStore *store, const RwId *job, RwRecord *begun, gint64 now, GError **error)
{
  char text[RW_ID_STRING_LENGTH + 1];
  g_autofree char *name = NULL;
  g_autoptr (RwRecord) run = NULL;

  rw_id_write (rw_record_get_id (begun), text);
  name = g_strconcat ("unfinished ", text, NULL);
  run = new_run (job, name, RW_RUN_STATUS_FAILED,
                 rw_record_get_integer (begun, RW_BACKUP_RUN_DUE, 0));
  rw_record_set (run, RW_BACKUP_RUN_STARTED, rw_record_get (begun, RW_BACKUP_RUN_STARTED));
  rw_record_set (run, RW_BACKUP_RUN_PURPOSE, rw_record_get (begun, RW_BACKUP_RUN_PURPOSE));
  rw_record_set (run, RW_BACKUP_RUN_CHECK_DEPTH, rw_record_get (begun, RW_BACKUP_RUN_CHECK_DEPTH));
  rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, "did not finish");
  rw_record_set_text (run, RW_BACKUP_RUN_MESSAGE, _ ("Began, and was not heard of again"));
  return write_run (store, now, run, error);
}

/* Whether another of @runs is its end, or came after it. */
static gboolean
is_over (GPtrArray *runs, RwRecord *begun)
{
  gint64 started = rw_record_get_integer (begun, RW_BACKUP_RUN_STARTED, 0);

  for (guint i = 0; i < runs->len; i++)
    {
      RwRecord *run = runs->pdata[i];
      int status = rw_record_get_enum (run, RW_BACKUP_RUN_STATUS);
      gint64 last = MAX (rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, 0),
                         rw_record_get_integer (run, RW_BACKUP_RUN_FINISHED, 0));

      if (run != begun && status != RW_RUN_STATUS_MISSED && is_verification (run) == is_verification (begun) &&
          (status == RW_RUN_STATUS_RUNNING ? last > started : last >= started))
        return TRUE;
    }
  return FALSE;
}

/* Those that began and were not heard of again. */
static gboolean
check_begun (RwLogStore *store, Job *job, const RwBackupSchedule *schedule, GPtrArray *runs, gint64 now, GError **error)
{
  for (guint i = 0; i < runs->len; i++)
    {
      RwRecord *run = runs->pdata[i];
      gint64 started = rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, 0), late;

      if (rw_record_get_enum (run, RW_BACKUP_RUN_STATUS) != RW_RUN_STATUS_RUNNING || started == 0 ||
          is_over (runs, run))
        continue;
      late = started + schedule->interval + schedule->grace;
      if (late >= now)
        job->next = MIN (job->next, late + 1);
      else if (!write_unfinished (store, &job->id, run, now, error))
        return FALSE;
    }
  return TRUE;
}

/* The first start that the job is expected at after @last, the start of its last run, or 0. */
static gint64
first_expected (const RwBackupSchedule *schedule, gint64 last, gint64 since)
{
  if (last != 0)
    return rw_backup_schedule_next (schedule, last);
  /* Without any run, one that does not run every day is not known to have its turn before a period is over. */
  return schedule->start >= 0 && RW_DAY % schedule->interval == 0
           ? rw_backup_schedule_after (schedule, since)
           : since + schedule->interval;
}

static gboolean
check_missed (RwLogStore *store, Job *job, const RwBackupSchedule *schedule, GPtrArray *runs, gint64 since, gint64 now, GError **error)
{
  gint64 last = 0, due;

  for (guint i = 0; i < runs->len && last == 0; i++)
    if (!is_verification (runs->pdata[i]))
      last = rw_record_get_integer (runs->pdata[i], RW_BACKUP_RUN_DUE, 0);
  /* A first run, or one of long ago, says nothing on the time that nobody listened. */
  due = first_expected (schedule, last, since);
  if (due < since && schedule->start >= 0 && RW_DAY % schedule->interval == 0)
    due = rw_backup_schedule_after (schedule, since - 1);
  for (guint n = 0; due < G_MAXINT64 - schedule->grace && due + schedule->grace < now && n < MISSED_MOST; n++)
    {
      if (due >= since && !write_missed (store, &job->id, due, now, error))
        return FALSE;
      due = rw_backup_schedule_next (schedule, due);
    }
  if (due < G_MAXINT64 - schedule->grace)
    job->next = MIN (job->next, due + schedule->grace + 1);
  return TRUE;
}

static gboolean
check_job (RwRunWatch *self, RwLogStore *store, Job *job, RwRecord *record, gint64 now, GError **error)
{
  const RwId *id = rw_record_get_ref (record, RW_BACKUP_JOB_POLICY);
  const RwValue *enabled = rw_record_get (record, RW_BACKUP_JOB_ENABLED);
  g_auto (RwBackupSchedule) schedule = { 0 };
  g_autoptr (RwRecord) policy = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  GError *problem = NULL;
  gint64 since;

  job->next = G_MAXINT64;
  policy = id != NULL ? rw_intake_get (store, RW_KIND_BACKUP_POLICY, id, &problem) : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if ((!rw_value_is_null (enabled) && enabled->integer == 0) ||
      !rw_backup_schedule_init (&schedule, policy, record))
    return TRUE;
  runs = read_runs (store, &job->id, error);
  if (runs == NULL)
    return FALSE;
  since = MAX (self->since, planned_since (store, policy, record));
  return check_begun (store, job, &schedule, runs, now, error) &&
         check_missed (store, job, &schedule, runs, since, now, error);
}

/* --- A step -------------------------------------------------------------------------------------------- */

static gboolean
check_some (RwRunWatch *self, RwLogStore *store, gint64 now, gboolean *more, GError **error)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  *more = FALSE;
  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Job *job = value;
      g_autoptr (RwRecord) record = NULL;
      GError *problem = NULL;

      if (job->next > now)
        continue;
      if (n++ == JOBS_A_STEP)
        {
          *more = TRUE;
          return TRUE;
        }
      record = rw_intake_get (store, RW_KIND_BACKUP_JOB, &job->id, &problem);
      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return FALSE;
        }
      if (record == NULL)
        g_hash_table_iter_remove (&iter);
      else if (!check_job (self, store, job, record, now, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_run_watch_step:
 * @now: microseconds since 1970
 * @more: (out): whether there is more to look at right now
 *
 * Looks at some of the jobs that can be late, and writes what is missed.
 */
gboolean
rw_run_watch_step (RwRunWatch *self, RwLogStore *store, gint64 now, gboolean *more, GError **error)
{
  *more = FALSE;
  if (!rw_log_store_begin (store, error))
    return FALSE;
  if (note_presence (self, store, now, error) && read_jobs (self, store, error) &&
      check_some (self, store, now, more, error))
    return rw_log_store_commit (store, error);
  rw_log_store_rollback (store);
  /* What was not written is looked at again. */
  self->seq = 0;
  return FALSE;
}
