/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-backup-rows.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUPS_BAR (rw_backups_bar_get_type ())

/**
 * RwBackupsBar:
 *
 * What of the matrix is shown: which systems, grouped by what, of how many days. Kept in the person's settings.
 *
 * Signals: "changed": other systems or other groups; "days-changed": other days, which are to be read.
 */
G_DECLARE_FINAL_TYPE (RwBackupsBar, rw_backups_bar, RW, BACKUPS_BAR, AdwBin)

GtkWidget   *rw_backups_bar_new         (void);
GtkWidget   *rw_backups_bar_create_by   (RwBackupsBar         *self);
void         rw_backups_bar_set_counts  (RwBackupsBar         *self,
                                         const RwBackupMatrix *matrix);
void         rw_backups_bar_set_reading (RwBackupsBar         *self,
                                         gboolean              reading);
RwBackupShow rw_backups_bar_get_show    (RwBackupsBar         *self);
void         rw_backups_bar_set_show    (RwBackupsBar         *self,
                                         RwBackupShow          show);
RwBackupBy   rw_backups_bar_get_by      (RwBackupsBar         *self);
void         rw_backups_bar_next_by     (RwBackupsBar         *self);
guint        rw_backups_bar_get_days    (RwBackupsBar         *self);
void         rw_backups_bar_zoom        (RwBackupsBar         *self,
                                         gboolean              out);

G_END_DECLS
