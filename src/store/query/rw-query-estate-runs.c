/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-estate-private.h"

#include "rw-clock.h"

/*
 * The runs of one job. All of them, for the trend, are a million in a large company, and no machine reads
 * these in a moment; for the present the newest are enough, unless they say otherwise.
 */

/* Of the newest runs so many that say they succeeded, and one of the oldest beside them; but no more than
 * these to look for them. */
#define NEWEST_GOOD 4
#define OLDEST_GOOD 1
#define MOST        14

static const char newest_sql[] = "SELECT " RW_BACKUP_JUDGE_COLUMNS " FROM backup_run"
                                 " WHERE job = ?1 AND due >= ?2 ORDER BY due DESC";
static const char all_sql[] = "SELECT " RW_BACKUP_JUDGE_COLUMNS " FROM backup_run"
                              " WHERE job = ?1 AND due >= ?2 ORDER BY due";

/* As the matrix of as many days reads them: both have to come to the same. */
static gint64
read_from (const RwEstateJob *job)
{
  return job->policy->bounds[0] - RW_BACKUP_DAYS_BEFORE * RW_DAY;
}

static void
bind (RwStmt *stmt, const RwEstateJob *job)
{
  rw_stmt_bind_static_blob (stmt, 1, job->id.bytes, sizeof job->id.bytes);
  rw_stmt_bind_integer (stmt, 2, read_from (job));
}

static gboolean
says_success (const RwBackupRunFacts *run)
{
  return run->purpose != RW_RUN_PURPOSE_VERIFICATION &&
         (run->status == RW_RUN_STATUS_SUCCESS || run->status == RW_RUN_STATUS_WARNING);
}

/* Until @good of them say that they succeeded. @all: (out): there are no more */
static gboolean
read_some (RwStmt            *stmt,
           const RwEstateJob *job,
           guint              good,
           RwBackupRunFacts   runs[MOST],
           guint             *n,
           gboolean          *all,
           GError           **error)
{
  gboolean row;

  bind (stmt, job);
  *all = FALSE;
  for (*n = 0; *n < MOST && good > 0; (*n)++)
    {
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        {
          *all = TRUE;
          return TRUE;
        }
      rw_backup_run_facts_read (stmt, 0, &runs[*n]);
      good -= says_success (&runs[*n]);
    }
  rw_stmt_reset (stmt);
  return TRUE;
}

typedef struct
{
  guint n;
  gint64 least_bytes, most_bytes, least_seconds, most_seconds;
} Spread;

/* Whether any of the runs could look odd beside another. */
static gboolean
is_even (const RwBackupRunFacts *runs, guint n, Spread *spread)
{
  for (guint i = 0; i < n; i++)
    {
      const RwBackupRunFacts *run = &runs[i];
      gint64 seconds = rw_backup_run_seconds (run->started, run->finished);

      if (!says_success (run))
        continue;
      if (run->bytes <= 0 || seconds < 0)
        return FALSE;
      spread->n++;
      spread->least_bytes = MIN (spread->least_bytes, run->bytes);
      spread->most_bytes = MAX (spread->most_bytes, run->bytes);
      spread->least_seconds = MIN (spread->least_seconds, MAX (seconds, 1));
      spread->most_seconds = MAX (spread->most_seconds, seconds);
    }
  return spread->n == 0 || (spread->most_bytes <= 2 * spread->least_bytes &&
                            spread->most_seconds <= 3 * spread->least_seconds);
}

/*
 * rw_estate_reader_now:
 *
 * What the newest runs come to. They are trusted when none of them looks odd beside the others and beside
 * the first ones that a reading of all would begin with: then none is suspicious by the median of any of
 * them. A job that is not as even as that is read whole.
 */
gboolean
rw_estate_reader_now (RwEstateReader *self, const RwEstateJob *job, gint64 now, RwEstateFacts *facts, GError **error)
{
  RwBackupRunFacts newest[MOST], oldest[MOST];
  Spread spread = { 0, G_MAXINT64, 0, G_MAXINT64, 0 };
  RwBackupJudge judge;
  guint n, n_oldest = 0;
  gboolean all, none;

  if (!read_some (self->newest, job, NEWEST_GOOD, newest, &n, &all, error))
    return FALSE;
  if (!all)
    {
      gint64 cut = newest[n - 1].due;

      if (!read_some (self->all, job, OLDEST_GOOD, oldest, &n_oldest, &none, error))
        return FALSE;
      /* What was due together is judged together, and part of it may not have been read. */
      while (n > 0 && newest[n - 1].due == cut)
        n--;
      if (!is_even (newest, n, &spread) || spread.n == 0 || !is_even (oldest, n_oldest, &spread))
        return rw_estate_reader_history (self, job, now, facts, error);
    }
  rw_backup_judge_begin (&judge, now, NULL, NULL);
  for (guint i = n; i-- > 0;)
    rw_backup_judge_add (&judge, &newest[i]);
  rw_backup_judge_end (&judge);
  facts->last_good = judge.last_good;
  facts->bytes = judge.last_good_bytes;
  facts->first = n_oldest > 0 ? oldest[0].due : n > 0 ? newest[n - 1].due : 0;
  return TRUE;
}

typedef struct
{
  RwEstateFacts *facts;
  const RwEstatePolicy *policy;
  gint64 before; /* when the growth begins */
  gint64 before_at;
} History;

/* The first day at whose start an instant had passed. */
static guint
day_after (const gint64 *bounds, gint64 instant)
{
  gint64 day;

  if (instant <= bounds[0])
    return 0;
  /* Days are as good as equally long: the guess is off by one at most. */
  day = CLAMP ((instant - bounds[0]) / RW_DAY, 0, RW_ESTATE_DAYS);
  while (day > 0 && bounds[day - 1] >= instant)
    day--;
  while (day < RW_ESTATE_DAYS && bounds[day] < instant)
    day++;
  return (guint) day;
}

static void
judged_cb (const RwBackupRunFacts *run, RwBackupResult result, RwSuspicion suspicion, gpointer data)
{
  History *self = data;
  gint64 began, ended;
  guint day;

  if (run->purpose != RW_RUN_PURPOSE_VERIFICATION && rw_backup_result_is_red (result) &&
      run->due >= self->policy->bounds[0])
    self->facts->n_red++;
  if (run->purpose == RW_RUN_PURPOSE_VERIFICATION || !rw_backup_run_is_good (run->status, suspicion))
    return;
  began = run->started != 0 ? run->started : run->due;
  ended = MAX (run->finished, began);
  day = day_after (self->policy->bounds, ended);
  if (day < RW_ESTATE_DAYS)
    self->facts->good[day] = MAX (self->facts->good[day], began);
  if (began <= self->before && began > self->before_at)
    {
      self->before_at = began;
      self->facts->bytes_before = MAX (run->bytes, 0);
    }
  /* A tool that checks what it keeps says how deep it went. */
  if (run->depth >= RW_CHECK_DEPTH_STRUCTURE)
    self->facts->verified = MAX (self->facts->verified, began);
}

/* A verification that does not say how deep it went has looked at the structure at least. */
static void
note_verification (RwEstateFacts *facts, const RwBackupRunFacts *run)
{
  if (run->purpose == RW_RUN_PURPOSE_VERIFICATION &&
      (run->status == RW_RUN_STATUS_SUCCESS || run->status == RW_RUN_STATUS_WARNING))
    facts->verified = MAX (facts->verified, run->started != 0 ? run->started : run->due);
}

/*
 * rw_estate_reader_history:
 *
 * What all runs of the days of the trend come to, judged as in the matrix.
 */
gboolean
rw_estate_reader_history (RwEstateReader    *self,
                          const RwEstateJob *job,
                          gint64             now,
                          RwEstateFacts     *facts,
                          GError           **error)
{
  History history = { facts, job->policy, now - RW_ESTATE_GROWTH_DAYS * RW_DAY, 0 };
  RwBackupJudge judge;
  gboolean row;

  bind (self->all, job);
  rw_backup_judge_begin (&judge, now, judged_cb, &history);
  for (;;)
    {
      RwBackupRunFacts run;

      if (!rw_stmt_step (self->all, &row, error))
        return FALSE;
      if (!row)
        break;
      rw_backup_run_facts_read (self->all, 0, &run);
      if (facts->first == 0)
        facts->first = run.due;
      note_verification (facts, &run);
      rw_backup_judge_add (&judge, &run);
    }
  rw_backup_judge_end (&judge);
  facts->last_good = judge.last_good;
  facts->bytes = judge.last_good_bytes;
  for (guint day = 1; day < RW_ESTATE_DAYS; day++)
    facts->good[day] = MAX (facts->good[day], facts->good[day - 1]);
  return TRUE;
}

gboolean
rw_estate_reader_init (RwEstateReader *self, RwDb *db, GError **error)
{
  self->newest = rw_db_prepare (db, newest_sql, error);
  self->all = self->newest != NULL ? rw_db_prepare (db, all_sql, error) : NULL;
  return self->all != NULL;
}

void
rw_estate_reader_clear (RwEstateReader *self)
{
  g_clear_pointer (&self->newest, rw_stmt_free);
  g_clear_pointer (&self->all, rw_stmt_free);
}
