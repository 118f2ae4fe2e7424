/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-backup-rows.h"
#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUPS_VIEW (rw_backups_view_get_type ())

/**
 * RwBackupsView:
 *
 * The matrix of systems and days with its legend, the runs of what is looked at, and the form to answer.
 * What it selects, opens and submits goes through its page.
 */
G_DECLARE_FINAL_TYPE (RwBackupsView, rw_backups_view, RW, BACKUPS_VIEW, AdwBin)

GtkWidget            *rw_backups_view_new         (RwPage         *page);
void                  rw_backups_view_set_session (RwBackupsView  *self,
                                                   RwSession      *session);
void                  rw_backups_view_set_matrix  (RwBackupsView  *self,
                                                   RwBackupMatrix *matrix);
const RwBackupMatrix *rw_backups_view_get_matrix  (RwBackupsView  *self);
void                  rw_backups_view_show        (RwBackupsView  *self,
                                                   RwBackupShow    show,
                                                   RwBackupBy      by,
                                                   const char     *words);
guint                 rw_backups_view_get_n       (RwBackupsView  *self);
guint                 rw_backups_view_get_n_days  (RwBackupsView  *self);
void                  rw_backups_view_fold_all    (RwBackupsView  *self,
                                                   gboolean        fold);
void                  rw_backups_view_reveal      (RwBackupsView  *self,
                                                   const RwId     *system);
void                  rw_backups_view_select      (RwBackupsView  *self);

G_END_DECLS
