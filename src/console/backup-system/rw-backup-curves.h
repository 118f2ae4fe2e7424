/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-backup-system.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUP_CURVES (rw_backup_curves_get_type ())

/**
 * RwBackupCurves:
 *
 * Size and duration of the runs of one job, against what is usual, and what was changed on the system meanwhile.
 *
 * Signals: "run" (const RwId *run): the person wants to know more of a run; "change" (const RwId *change).
 */
G_DECLARE_FINAL_TYPE (RwBackupCurves, rw_backup_curves, RW, BACKUP_CURVES, GtkBox)

GtkWidget *rw_backup_curves_new       (void);
void       rw_backup_curves_set       (RwBackupCurves          *self,
                                       const RwBackupSystem    *system,
                                       const RwBackupSystemJob *job);
GtkWidget *rw_backup_curves_get_chart (RwBackupCurves          *self,
                                       gboolean                 duration);

G_END_DECLS
