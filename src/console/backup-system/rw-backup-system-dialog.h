/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUP_SYSTEM_DIALOG (rw_backup_system_dialog_get_type ())

/**
 * RwBackupSystemDialog:
 *
 * All there is to know about the backups of one system: to when it can be restored and how far that is proven, where
 * the copies are, how large the runs are and how long they take, and when a restore was tested last.
 */
G_DECLARE_FINAL_TYPE (RwBackupSystemDialog, rw_backup_system_dialog, RW, BACKUP_SYSTEM_DIALOG, AdwDialog)

AdwDialog *rw_backup_system_dialog_new     (GtkWidget            *parent,
                                            RwSession            *session,
                                            RwKind                kind,
                                            const RwId           *system);
gboolean   rw_backup_system_dialog_settled (RwBackupSystemDialog *self);
GtkWidget *rw_backup_system_dialog_find    (RwBackupSystemDialog *self,
                                            GType                 type);
void       rw_backup_system_present        (GtkWidget            *parent,
                                            RwSession            *session,
                                            RwKind                kind,
                                            const RwId           *system);

G_END_DECLS
