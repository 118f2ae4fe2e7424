/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-backup-system.h"
#include "rw-status.h"

G_BEGIN_DECLS

char     *rw_backup_system_sentence  (const RwBackupSystem     *system);
char     *rw_backup_system_point     (const RwBackupSystem     *system,
                                      double                   *fraction,
                                      RwStatus                 *status);
char     *rw_backup_job_sentence     (const RwBackupSystemJob  *job,
                                      gint64                    now);
char     *rw_backup_step_sentence    (const RwLadderStep       *step,
                                      RwCheckDepth              depth,
                                      gint64                    now,
                                      RwStatus                 *status);
char     *rw_backup_test_sentence    (const RwBackupSystemTest *test,
                                      gint64                    now);
char     *rw_backup_run_sentence     (const RwBackupSystemRun  *run,
                                      gint64                    now);
RwStatus  rw_backup_run_status       (const RwBackupSystemRun  *run);
char     *rw_backup_run_word         (const RwBackupSystemRun  *run);

G_END_DECLS
