/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "../rw-cache.h"
#include "rules/rw-morning.h"

G_BEGIN_DECLS

/**
 * RwBackupRow:
 * @id: of the system
 * @kind: %RW_KIND_DEVICE or %RW_KIND_VM
 * @name: of the system
 * @customer: (nullable): name of its customer, or of its service's
 * @service: (nullable): name of its service
 * @site: (nullable): name of the site where it stands, or its cluster does
 * @policy: (nullable): name of the policy of the job with the worst recovery point
 * @n_jobs: enabled jobs; 0 for a system without any
 * @last: the worst of what its jobs came to last
 * @recovery: the worst of its jobs
 * @last_good: when the last good run of the job with the worst recovery point began, 0 for never
 * @objective: that job's recovery point objective, microseconds
 * @red: asks for an answer: no job, a job whose last run is red, or a recovery point over its objective
 * @answered: everything that is red here is acknowledged
 * @job: the job that makes it red, or nil
 * @never_restored: no restore test of it has passed
 * @cells: one #RwBackupResult per day, oldest first
 *
 * One system. The worst of several jobs counts everywhere. Equal names of customers, services, sites
 * and policies of one matrix are the same pointer.
 */
typedef struct
{
  RwId id;
  RwKind kind;
  char *name;
  const char *customer;
  const char *service;
  const char *site;
  const char *policy;
  guint n_jobs;
  RwBackupResult last;
  RwRecoveryPoint recovery;
  gint64 last_good;
  gint64 objective;
  gboolean red;
  gboolean answered;
  gboolean never_restored;
  RwId job;
  const guint8 *cells;
} RwBackupRow;

/**
 * RwBackupMatrix:
 * @n_days: columns; the last is today
 * @first_day: date of the first
 * @now: the present it was made for
 * @rows: (element-type RwBackupRow): worst first
 * @reds: (element-type RwMorningRed): all that asks for an answer, and the answers, by the order of the rows
 * @n_recoverable: systems of which every job has a good run within its objective
 * @n_red: systems that ask for an answer
 * @n_unanswered: those of them that nobody has answered
 * @n_unprotected: systems without any job
 * @n_never_restored: systems with a job of which no restore test has passed
 *
 * All systems that have, or should have, a backup.
 */
typedef struct
{
  guint n_days;
  gint64 first_day;
  gint64 now;
  GPtrArray *rows;
  GPtrArray *reds;
  guint n_recoverable;
  guint n_red;
  guint n_unanswered;
  guint n_unprotected;
  guint n_never_restored;
  guint8 *cells;
  GStringChunk *texts;
} RwBackupMatrix;

/**
 * RwBackupRun:
 * @job: which
 * @job_name: its name
 * @id: of the run
 * @status: as the tool said
 * @result: what it comes to
 * @suspicion: what is odd about it
 * @purpose: a backup, or a verification of one
 * @due: when it was expected
 * @started: 0 for not
 * @finished: 0 for not
 * @bytes: processed, -1 for not known
 * @signature: (nullable): cause of a failure, as the tool said
 * @message: (nullable): what the tool said
 *
 * A run that counts: see #RwBackupJudge for those that another one supersedes.
 */
typedef struct
{
  RwId job;
  char *job_name;
  RwId id;
  RwRunStatus status;
  RwBackupResult result;
  RwSuspicion suspicion;
  RwRunPurpose purpose;
  gint64 due;
  gint64 started;
  gint64 finished;
  gint64 bytes;
  char *signature;
  char *message;
} RwBackupRun;

/**
 * RwBackupAck:
 * @job: (nullable): the job it is for, or nil for the system
 * @answer: what kind of answer it is
 * @ticket: (nullable): number of its ticket
 * @reason: given by the person
 * @person: (nullable): who gave it
 *
 * An acknowledgement that has not ended.
 */
typedef struct
{
  RwId id;
  RwId job;
  RwBackupAnswer answer;
  RwId ticket_id;
  char *ticket;
  char *reason;
  char *signature;
  char *person;
  gint64 at;
  gint64 until;
} RwBackupAck;

/**
 * RwBackupDay:
 * @runs: (element-type RwBackupRun): of that day, by job and time
 * @red: (element-type RwBackupRun): of each job the last backup that is red now, and the verification
 *   that failed, whatever their day
 * @acks: (element-type RwBackupAck): that have not ended
 * @n_jobs: enabled jobs
 * @worst: of what they came to last
 * @recovery: the worst of them now
 *
 * What there is to know about one cell.
 */
typedef struct
{
  GPtrArray *runs;
  GPtrArray *red;
  GPtrArray *acks;
  guint n_jobs;
  RwBackupResult worst;
  RwRecoveryPoint recovery;
} RwBackupDay;

RwBackupMatrix *rw_query_backups        (RwCache         *cache,
                                         guint            n_days,
                                         gint64           now,
                                         const char      *tz,
                                         GCancellable    *cancellable,
                                         GError         **error);
void            rw_backup_matrix_free   (RwBackupMatrix  *matrix);
RwBackupDay    *rw_query_backup_day     (RwCache         *cache,
                                         const RwId      *system,
                                         gint64           day,
                                         gint64           now,
                                         const char      *tz,
                                         GError         **error);
void            rw_backup_day_free      (RwBackupDay     *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwBackupMatrix, rw_backup_matrix_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwBackupDay, rw_backup_day_free)

G_END_DECLS
