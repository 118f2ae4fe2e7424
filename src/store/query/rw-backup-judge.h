/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "../rw-db.h"
#include "rules/rw-backup-rules.h"

G_BEGIN_DECLS

/**
 * RW_BACKUP_JUDGE_COLUMNS:
 *
 * What rw_backup_run_facts_read() reads. All of it stands in the index of the runs of a job, and so
 * does their order: "WHERE job = ?1 AND due >= ?2 ORDER BY due" reads no row of the table.
 */
#define RW_BACKUP_JUDGE_COLUMNS                                                                       \
  "\"due\", \"status\", \"bytes\", \"started\", \"finished\", \"purpose\", \"check_depth\", rowid"
#define RW_BACKUP_JUDGE_N_COLUMNS 8

/**
 * RW_BACKUP_DAYS_BEFORE:
 *
 * Fourteen good runs before the first one that matters are needed to judge it; daily jobs that miss
 * one now and then are sure to have them in this many days. Rarer jobs are judged by fewer.
 */
#define RW_BACKUP_DAYS_BEFORE 21

/**
 * RwBackupRunFacts:
 * @due: when it was expected
 * @started: 0 for not
 * @finished: 0 for not
 * @bytes: processed, -1 for not known
 * @tag: the caller's; rw_backup_run_facts_read() puts the rowid here
 * @status: as the tool said
 * @purpose: a verification reads what is there already and is no recovery point
 * @depth: #RwCheckDepth, or -1 for not known
 *
 * What a run is judged by.
 */
typedef struct
{
  gint64 due;
  gint64 started;
  gint64 finished;
  gint64 bytes;
  gint64 tag;
  RwRunStatus status;
  RwRunPurpose purpose;
  int depth;
} RwBackupRunFacts;

/**
 * RwBackupJudged:
 * @run: the run
 * @result: what it comes to
 * @suspicion: what is odd about it
 *
 * Called once for each run that counts. What another run of the same backup supersedes, and a
 * verification that did not fail, is left out.
 */
typedef void (*RwBackupJudged) (const RwBackupRunFacts *run,
                                RwBackupResult          result,
                                RwSuspicion             suspicion,
                                gpointer                data);

/* Runs of one due time that are looked at together: retries. More than these are judged in turn. */
#define RW_BACKUP_JUDGE_MOST_AT_ONCE 8

/**
 * RwBackupJudge:
 * @now: the present
 * @median: of the last good backups
 * @last: what the last backup came to that has ended one way or the other; %RW_BACKUP_NOTHING for none
 * @last_run: that backup, when @last is not %RW_BACKUP_NOTHING
 * @last_suspicion: what is odd about it
 * @last_good: when the last good backup began, 0 for never
 * @last_good_bytes: what it processed, -1 for not known
 * @verify_failed: the data could not be verified, and nothing since has shown that it can
 * @verify_run: the verification that failed, when @verify_failed
 *
 * Judges the runs of one job in the order in which they were due, by the rules of
 * rw-backup-rules.h and these:
 *
 * - A verification is no recovery point, does not count for the medians and is not what the last
 *   backup came to. One that failed is red (DOMAIN, "Backups": zero verification errors) until a run
 *   that looked at least as deep succeeded: a structural check does not clear what reading the data
 *   has found.
 * - A missed run is superseded by any other run of the same due time, and by one that was due before
 *   and started or finished after it: it came, only late or a moment too early. A run of a later due
 *   time is another backup, and the missed one stays missed.
 * - A running run is superseded by one that ended and is of the same due time or began with it.
 *   When a later backup ended without that, nobody can tell what became of it: it is unknown.
 */
typedef struct
{
  gint64 now;
  RwBackupMedian median;
  RwBackupResult last;
  RwBackupRunFacts last_run;
  RwSuspicion last_suspicion;
  gint64 last_good;
  gint64 last_good_bytes;
  gboolean verify_failed;
  RwBackupRunFacts verify_run;

  /*< private >*/
  RwBackupJudged judged;
  gpointer data;
  int verify_depth;
  gint64 latest;
  guint n_held;
  RwBackupRunFacts held[RW_BACKUP_JUDGE_MOST_AT_ONCE];
  gboolean has_open;
  RwBackupRunFacts open;
} RwBackupJudge;

void            rw_backup_run_facts_init   (RwBackupRunFacts       *run,
                                            RwRecord               *record);
void            rw_backup_run_facts_read   (RwStmt                 *stmt,
                                            int                     column,
                                            RwBackupRunFacts       *run);
gint64          rw_backup_run_seconds      (gint64                  started,
                                            gint64                  finished);
void            rw_backup_judge_begin      (RwBackupJudge          *self,
                                            gint64                  now,
                                            RwBackupJudged          judged,
                                            gpointer                data);
void            rw_backup_judge_add        (RwBackupJudge          *self,
                                            const RwBackupRunFacts *run);
void            rw_backup_judge_end        (RwBackupJudge          *self);
gboolean        rw_backup_judge_read       (RwBackupJudge          *self,
                                            RwStmt                 *stmt,
                                            GError                **error);
gint64          rw_backup_judge_age        (const RwBackupJudge    *self);
RwRecoveryPoint rw_backup_judge_recovery   (const RwBackupJudge    *self,
                                            gint64                  objective);
RwBackupResult  rw_backup_judge_worst      (const RwBackupJudge    *self);
gboolean        rw_backup_judge_is_red     (const RwBackupJudge    *self,
                                            gint64                  objective);

G_END_DECLS
