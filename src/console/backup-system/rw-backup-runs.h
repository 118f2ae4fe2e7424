/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-backup-system.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUP_RUNS (rw_backup_runs_get_type ())

/**
 * RwBackupRuns:
 *
 * The runs of one job, newest first: what each came to, its size and duration, how deep it was checked, and what
 * the tool said; all of them, or what is not as it should be.
 */
G_DECLARE_FINAL_TYPE (RwBackupRuns, rw_backup_runs, RW, BACKUP_RUNS, GtkBox)

GtkWidget *rw_backup_runs_new          (void);
void       rw_backup_runs_set          (RwBackupRuns            *self,
                                        const RwBackupSystemJob *job,
                                        gint64                   now);
gboolean   rw_backup_runs_reveal       (RwBackupRuns            *self,
                                        const RwId              *run);
void       rw_backup_runs_set_problems (RwBackupRuns            *self,
                                        gboolean                 problems);
guint      rw_backup_runs_get_n        (RwBackupRuns            *self);

G_END_DECLS
