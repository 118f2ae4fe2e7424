/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"
#include "rw-backup-rules.h"

G_BEGIN_DECLS

/**
 * RwLadderState:
 * @RW_LADDER_NEVER: nobody has ever done it
 * @RW_LADDER_PROVEN: done, and nothing has spoken against it since
 * @RW_LADDER_DOUBTED: done, but a check below it has failed since
 * @RW_LADDER_FAILED: tried last without success
 *
 * What may be said of one step; ascending by how bad it is, but that one never climbed comes first.
 */
typedef enum
{
  RW_LADDER_NEVER,
  RW_LADDER_PROVEN,
  RW_LADDER_DOUBTED,
  RW_LADDER_FAILED,
} RwLadderState;

/**
 * RwLadderStep:
 * @state: what may be said of it
 * @at: when it was last proven, 0 for never; kept when it was taken away since
 * @by: the step that proved it: itself, or a higher one
 * @failed_at: when the check failed that took it away; 0 when nothing did
 * @message: (nullable): what that check said
 * @overdue: longer ago than the policy wants, or never and it should have been by now
 *
 * One step of the ladder.
 */
typedef struct
{
  RwLadderState state;
  gint64 at;
  RwCheckDepth by;
  gint64 failed_at;
  char *message;
  gboolean overdue;
} RwLadderStep;

/**
 * RwLadderCadence:
 * @objective: of the recovery point; 0 for none
 * @verify: how often a verification is wanted; 0 for never
 * @restore: how often a restore test is wanted; 0 for never
 * @since: when backups began: what was never done is overdue only when it could have been; 0 for long ago
 *
 * What a policy wants, in microseconds.
 */
typedef struct
{
  gint64 objective;
  gint64 verify;
  gint64 restore;
  gint64 since;
} RwLadderCadence;

/**
 * RwBackupLadder:
 * @steps: by #RwCheckDepth, valid after rw_backup_ladder_settle()
 *
 * How far what was backed up is proven: ran, structure checked, data read, restored. Zero it to begin, feed it
 * runs and tests in any order, settle it, clear it.
 */
typedef struct
{
  RwLadderStep steps[RW_CHECK_DEPTH_N_VALUES];
  /*< private >*/
  gint64 good[RW_CHECK_DEPTH_N_VALUES];
  gint64 failed[RW_CHECK_DEPTH_N_VALUES];
  char *messages[RW_CHECK_DEPTH_N_VALUES];
} RwBackupLadder;

void        rw_backup_ladder_add_run  (RwBackupLadder        *self,
                                       int                    purpose,
                                       RwRunStatus            status,
                                       RwSuspicion            suspicion,
                                       int                    depth,
                                       gint64                 at,
                                       const char            *message);
void        rw_backup_ladder_add_test (RwBackupLadder        *self,
                                       RwTestResult           result,
                                       gint64                 at,
                                       const char            *message);
void        rw_backup_ladder_settle   (RwBackupLadder        *self,
                                       const RwLadderCadence *cadence,
                                       gint64                 now);
void        rw_backup_ladder_weaken   (RwBackupLadder        *self,
                                       const RwBackupLadder  *other);
int         rw_backup_ladder_reached  (const RwBackupLadder  *self);
void        rw_backup_ladder_clear    (RwBackupLadder        *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwBackupLadder, rw_backup_ladder_clear)

G_END_DECLS
