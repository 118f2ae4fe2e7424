/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-backup-rows.h"
#include "rw-status.h"

G_BEGIN_DECLS

/* What backups are called in sentences. */

RwStatus    rw_backup_result_status (RwBackupResult       result);
char       *rw_backup_run_line      (const RwBackupRun   *run,
                                     gboolean             name_job,
                                     gint64               now);
char       *rw_backup_run_facts     (const RwBackupRun   *run);
void        rw_backup_age_write     (char                *buffer,
                                     gsize                size,
                                     gint64               age);
char       *rw_backup_row_sentence  (const RwBackupRow   *row,
                                     RwBackupResult       cell,
                                     gint64               date,
                                     gint64               now);
char       *rw_backup_group_sentence (const RwBackupGroup *group,
                                     RwBackupBy           by,
                                     RwBackupResult       cell,
                                     gint64               date);
const char *rw_backup_group_name    (const RwBackupGroup *group,
                                     RwBackupBy           by);
char       *rw_backup_group_detail  (const RwBackupGroup *group);

G_END_DECLS
