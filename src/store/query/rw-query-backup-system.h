/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "../rw-cache.h"
#include "rules/rw-backup-copies.h"
#include "rules/rw-backup-ladder.h"

G_BEGIN_DECLS

/**
 * RW_BACKUP_SYSTEM_DAYS:
 *
 * So far back runs and changes are told of.
 */
#define RW_BACKUP_SYSTEM_DAYS 400

/**
 * RwBackupSystemRun:
 * @id: of the run
 * @status: as the tool said
 * @purpose: what it was for
 * @result: what it comes to; of a verification that passed, good
 * @suspicion: what is odd about it
 * @superseded: another run took its place
 * @due: when it was expected
 * @started: 0 for not
 * @finished: 0 for not
 * @bytes: processed, -1 for not known
 * @seconds: how long it took, -1 for not known
 * @files: -1 for not known
 * @depth: #RwCheckDepth, or -1
 * @median_bytes: of the good ones before it, -1 while there are too few
 * @median_seconds: likewise
 * @signature: (nullable): cause of a failure
 * @message: (nullable): what the tool said
 * @snapshot: (nullable): what it made
 *
 * One run of a job.
 */
typedef struct
{
  RwId id;
  RwRunStatus status;
  RwRunPurpose purpose;
  RwBackupResult result;
  RwSuspicion suspicion;
  gboolean superseded;
  gint64 due;
  gint64 started;
  gint64 finished;
  gint64 bytes;
  gint64 seconds;
  gint64 files;
  int depth;
  gint64 median_bytes;
  gint64 median_seconds;
  char *signature;
  char *message;
  char *snapshot;
} RwBackupSystemRun;

/**
 * RwBackupSystemJob:
 * @job: the job
 * @policy: (nullable): its policy, when that has come
 * @site: (nullable): name of the site where the copy is kept
 * @off_site: that is not where the system is
 * @enabled: it is meant to run
 * @used: runs, restore tests or answers refer to it, however old
 * @runs: (element-type RwBackupSystemRun): by due time
 * @ladder: how far it is proven
 * @last: what the last backup came to
 * @recovery: by its last good run
 * @objective: recovery point objective, microseconds
 * @last_good: when the last good run began, 0 for never
 * @next_due: when the next run is expected, 0 for none
 *
 * One job of a system, and what became of it.
 */
typedef struct
{
  RwRecord *job;
  RwRecord *policy;
  char *site;
  gboolean off_site;
  gboolean enabled;
  gboolean used;
  GPtrArray *runs;
  RwBackupLadder ladder;
  RwBackupResult last;
  RwRecoveryPoint recovery;
  gint64 objective;
  gint64 last_good;
  gint64 next_due;
} RwBackupSystemJob;

/**
 * RwBackupSystemTest:
 * @test: the restore test
 * @person: (nullable): who made it
 * @change: (nullable): in which change
 * @job: (nullable): name of the job that it restored from
 */
typedef struct
{
  RwRecord *test;
  char *person;
  RwRecord *change;
  char *job;
} RwBackupSystemTest;

/**
 * RwBackupSystemChange:
 * @change: a change that was worked on the system
 * @at: when
 */
typedef struct
{
  RwRecord *change;
  gint64 at;
} RwBackupSystemChange;

/**
 * RwBackupSystemAck:
 * @ack: what was answered
 * @person: (nullable): by whom
 */
typedef struct
{
  RwRecord *ack;
  char *person;
} RwBackupSystemAck;

/**
 * RwBackupSystem:
 * @system: device or virtual machine
 * @site: (nullable): name of the site where it is
 * @now: the present it was made for
 * @jobs: (element-type RwBackupSystemJob): enabled ones first, by name
 * @n_enabled: how many of them are enabled
 * @worst: index of the enabled job that the system is judged by: the one with the worst recovery point, and while all
 *   are within their objective the one with the shortest; -1 without any
 * @best: index of the job with the newest good run, one that is switched off included: to when the system can be
 *   restored; -1 without a good run
 * @objective: shortest recovery point objective of the enabled jobs, microseconds; 0 without any
 * @ladder: of each step the weakest of the enabled jobs; with none enabled, of all
 * @copies: 3-2-1-1-0
 * @tests: (element-type RwBackupSystemTest): newest first
 * @changes: (element-type RwBackupSystemChange): by time
 * @acks: (element-type RwBackupSystemAck): that have not ended, newest first
 *
 * All there is to know about the backups of one system.
 */
typedef struct
{
  RwRecord *system;
  char *site;
  gint64 now;
  GPtrArray *jobs;
  guint n_enabled;
  int worst;
  int best;
  gint64 objective;
  RwBackupLadder ladder;
  RwBackupCopies *copies;
  GPtrArray *tests;
  GPtrArray *changes;
  GPtrArray *acks;
} RwBackupSystem;

RwBackupSystem *rw_query_backup_system (RwCache         *cache,
                                        RwKind           kind,
                                        const RwId      *system,
                                        gint64           now,
                                        GCancellable    *cancellable,
                                        GError         **error);
gboolean        rw_backup_system_equal (const RwBackupSystem *self,
                                        const RwBackupSystem *other);
void            rw_backup_system_free  (RwBackupSystem  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwBackupSystem, rw_backup_system_free)

G_END_DECLS
