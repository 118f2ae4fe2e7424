/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-judge.h"

#include "rw-clock.h"

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

/**
 * rw_backup_run_facts_init:
 * @run: (out caller-allocates): the run; its tag is 0
 * @record: a backup run
 */
void
rw_backup_run_facts_init (RwBackupRunFacts *run,
                          RwRecord         *record)
{
  int status = rw_record_get_enum (record, RW_BACKUP_RUN_STATUS),
      purpose = rw_record_get_enum (record, RW_BACKUP_RUN_PURPOSE);

  *run = (RwBackupRunFacts) {
    .due = rw_record_get_integer (record, RW_BACKUP_RUN_DUE, 0),
    .started = rw_record_get_integer (record, RW_BACKUP_RUN_STARTED, 0),
    .finished = rw_record_get_integer (record, RW_BACKUP_RUN_FINISHED, 0),
    .bytes = rw_record_get_integer (record, RW_BACKUP_RUN_BYTES, -1),
    .status = status >= 0 ? (RwRunStatus) status : RW_RUN_STATUS_UNKNOWN,
    .purpose =
      purpose == RW_RUN_PURPOSE_VERIFICATION ? RW_RUN_PURPOSE_VERIFICATION : RW_RUN_PURPOSE_BACKUP,
    .depth = rw_record_get_enum (record, RW_BACKUP_RUN_CHECK_DEPTH),
  };
}

/**
 * rw_backup_run_facts_read:
 * @stmt: stands on a row
 * @column: the first of %RW_BACKUP_JUDGE_COLUMNS
 * @run: (out caller-allocates): the run
 */
void
rw_backup_run_facts_read (RwStmt           *stmt,
                          int               column,
                          RwBackupRunFacts *run)
{
  run->due = rw_stmt_get_integer (stmt, column);
  run->status = run_status (rw_stmt_get_text (stmt, column + 1));
  run->bytes = rw_stmt_is_null (stmt, column + 2) ? -1 : rw_stmt_get_integer (stmt, column + 2);
  run->started = rw_stmt_get_integer (stmt, column + 3);
  run->finished = rw_stmt_get_integer (stmt, column + 4);
  /* A run without a purpose is a backup. */
  run->purpose =
    rw_stmt_get_word (stmt, column + 5, &rw_enum_run_purpose) == RW_RUN_PURPOSE_VERIFICATION
      ? RW_RUN_PURPOSE_VERIFICATION
      : RW_RUN_PURPOSE_BACKUP;
  run->depth = rw_stmt_get_word (stmt, column + 6, &rw_enum_check_depth);
  run->tag = rw_stmt_get_integer (stmt, column + 7);
}

/**
 * rw_backup_run_seconds:
 *
 * Returns: how long a run took, or -1 when nobody knows
 */
gint64
rw_backup_run_seconds (gint64 started,
                       gint64 finished)
{
  return started != 0 && finished >= started ? (finished - started) / RW_SECOND : -1;
}

static gboolean
is_verification (const RwBackupRunFacts *run)
{
  return run->purpose == RW_RUN_PURPOSE_VERIFICATION;
}

/* When there was last a sign of it. */
static gint64
last_sign (const RwBackupRunFacts *run)
{
  return MAX (run->started, run->finished);
}

/* Where it stands among the runs of the same due time. */
static gint64
moment (const RwBackupRunFacts *run)
{
  if (run->started != 0)
    return run->started;
  return run->finished != 0 ? run->finished : run->due;
}

/* What is told of a run as it begins comes before its end, at whatever moment that began. */
static gboolean
is_before (const RwBackupRunFacts *run,
           const RwBackupRunFacts *other)
{
  gint64 one = moment (run), two = moment (other);

  return one < two || (one == two && run->status == RW_RUN_STATUS_RUNNING &&
                       other->status != RW_RUN_STATUS_RUNNING);
}

static void
tell (RwBackupJudge          *self,
      const RwBackupRunFacts *run,
      RwBackupResult          result,
      RwSuspicion             suspicion)
{
  if (self->judged != NULL)
    self->judged (run, result, suspicion, self->data);
}

/* What has looked at what is kept, and how deep. A verification that does not say has at least looked
 * at the structure; a backup that does not say has looked at nothing. */
static int
depth_of (const RwBackupRunFacts *run)
{
  return is_verification (run) ? MAX (run->depth, RW_CHECK_DEPTH_STRUCTURE) : run->depth;
}

static void
clear_verification (RwBackupJudge          *self,
                    const RwBackupRunFacts *run)
{
  if (self->verify_failed && depth_of (run) >= self->verify_depth)
    self->verify_failed = FALSE;
}

static void
judge_verification (RwBackupJudge          *self,
                    const RwBackupRunFacts *run)
{
  if (run->due > self->now)
    return;
  if (run->status == RW_RUN_STATUS_SUCCESS || run->status == RW_RUN_STATUS_WARNING)
    clear_verification (self, run);
  else if (run->status == RW_RUN_STATUS_FAILED)
    {
      self->verify_depth = MAX (self->verify_failed ? self->verify_depth : 0, depth_of (run));
      self->verify_failed = TRUE;
      self->verify_run = *run;
      tell (self, run, RW_BACKUP_FAILED, RW_SUSPICION_NONE);
    }
}

static void
judge_backup (RwBackupJudge          *self,
              const RwBackupRunFacts *run)
{
  gint64 seconds = rw_backup_run_seconds (run->started, run->finished);
  RwSuspicion suspicion = rw_backup_median_judge (&self->median, run->status, run->bytes, seconds);
  RwBackupResult result = rw_backup_run_result (run->status, suspicion);

  if (rw_backup_run_is_good (run->status, suspicion))
    {
      gint64 began = run->started != 0 ? run->started : run->due;

      rw_backup_median_add (&self->median, run->bytes, seconds);
      if (began > self->last_good)
        {
          self->last_good = began;
          self->last_good_bytes = run->bytes;
        }
      clear_verification (self, run);
    }
  if (result != RW_BACKUP_RUNNING && run->due <= self->now)
    {
      self->last = result;
      self->last_run = *run;
      self->last_suspicion = suspicion;
    }
  tell (self, run, result, suspicion);
}

/* @run ended. What is still said to be running from before it did not, or was this one. */
static void
close_open (RwBackupJudge          *self,
            const RwBackupRunFacts *run)
{
  if (!self->has_open || last_sign (run) < moment (&self->open))
    return;
  self->has_open = FALSE;
  if (run->due != self->open.due && run->started != self->open.started)
    tell (self, &self->open, RW_BACKUP_UNKNOWN, RW_SUSPICION_NONE);
}

/* The runs of one due time, in the order in which they began. */
static void
judge_held (RwBackupJudge *self)
{
  gboolean came = FALSE;

  for (guint i = 0; i < self->n_held; i++)
    if (!is_verification (&self->held[i]) && self->held[i].status != RW_RUN_STATUS_MISSED)
      came = TRUE;
  for (guint i = 0; i < self->n_held; i++)
    {
      const RwBackupRunFacts *run = &self->held[i];

      if (is_verification (run))
        judge_verification (self, run);
      else if (run->status == RW_RUN_STATUS_MISSED)
        {
          if (!came && self->latest < run->due)
            judge_backup (self, run);
        }
      else if (run->status == RW_RUN_STATUS_RUNNING)
        {
          /* Of two that nobody heard of again the first one's end will not come. */
          if (self->has_open && self->open.due != run->due)
            tell (self, &self->open, RW_BACKUP_UNKNOWN, RW_SUSPICION_NONE);
          self->open = *run;
          self->has_open = TRUE;
        }
      else
        {
          close_open (self, run);
          self->latest = MAX (self->latest, last_sign (run));
          judge_backup (self, run);
        }
    }
  self->n_held = 0;
}

/**
 * rw_backup_judge_begin:
 * @self: (out caller-allocates): for the runs of one job
 * @now: the present: what is due later is no last backup
 * @judged: (nullable): told of each run that counts
 */
void
rw_backup_judge_begin (RwBackupJudge  *self,
                       gint64          now,
                       RwBackupJudged  judged,
                       gpointer        data)
{
  /* Not all of it: the held runs are as large as the rest, and are written before they are read. */
  self->now = now;
  self->median = (RwBackupMedian) { 0 };
  self->last = RW_BACKUP_NOTHING;
  self->last_run = (RwBackupRunFacts) { 0 };
  self->last_suspicion = RW_SUSPICION_NONE;
  self->last_good = 0;
  self->last_good_bytes = -1;
  self->verify_failed = FALSE;
  self->verify_run = (RwBackupRunFacts) { 0 };
  self->judged = judged;
  self->data = data;
  self->verify_depth = 0;
  self->latest = 0;
  self->n_held = 0;
  self->has_open = FALSE;
}

/**
 * rw_backup_judge_add:
 * @run: due no earlier than the one before
 *
 * A run may only be told of when the next one comes: a later one of the same due time may supersede it.
 */
void
rw_backup_judge_add (RwBackupJudge          *self,
                     const RwBackupRunFacts *run)
{
  guint at;

  if (self->n_held > 0 &&
      (self->held[0].due != run->due || self->n_held == RW_BACKUP_JUDGE_MOST_AT_ONCE))
    judge_held (self);
  for (at = self->n_held; at > 0 && is_before (run, &self->held[at - 1]); at--)
    self->held[at] = self->held[at - 1];
  self->held[at] = *run;
  self->n_held++;
}

/**
 * rw_backup_judge_end:
 *
 * There are no more runs: what is kept in @self holds from now on.
 */
void
rw_backup_judge_end (RwBackupJudge *self)
{
  judge_held (self);
  if (self->has_open)
    tell (self, &self->open, RW_BACKUP_RUNNING, RW_SUSPICION_NONE);
  self->has_open = FALSE;
}

/**
 * rw_backup_judge_read:
 * @self: begun
 * @stmt: gives %RW_BACKUP_JUDGE_COLUMNS by due time, and is bound
 *
 * Judges all rows, and ends.
 */
gboolean
rw_backup_judge_read (RwBackupJudge  *self,
                      RwStmt         *stmt,
                      GError        **error)
{
  gboolean row;

  for (;;)
    {
      RwBackupRunFacts run;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      rw_backup_run_facts_read (stmt, 0, &run);
      rw_backup_judge_add (self, &run);
    }
  rw_backup_judge_end (self);
  return TRUE;
}

/**
 * rw_backup_judge_age:
 *
 * Returns: microseconds since the last good backup began, or -1 when there is none
 */
gint64
rw_backup_judge_age (const RwBackupJudge *self)
{
  return self->last_good != 0 ? MAX (self->now - self->last_good, 0) : -1;
}

/**
 * rw_backup_judge_recovery:
 * @objective: the recovery point objective in microseconds
 */
RwRecoveryPoint
rw_backup_judge_recovery (const RwBackupJudge *self,
                          gint64               objective)
{
  return rw_backup_recovery_point (rw_backup_judge_age (self), objective);
}

/**
 * rw_backup_judge_worst:
 *
 * Returns: the worse of what the last backup came to and of a verification that failed
 */
RwBackupResult
rw_backup_judge_worst (const RwBackupJudge *self)
{
  return self->verify_failed ? rw_backup_worse (self->last, RW_BACKUP_FAILED) : self->last;
}

/**
 * rw_backup_judge_is_red:
 * @objective: the recovery point objective in microseconds
 *
 * Returns: whether the job asks for an answer
 */
gboolean
rw_backup_judge_is_red (const RwBackupJudge *self,
                        gint64               objective)
{
  return rw_backup_result_is_red (rw_backup_judge_worst (self)) ||
         rw_backup_judge_recovery (self, objective) != RW_RECOVERY_COMPLIANT;
}
