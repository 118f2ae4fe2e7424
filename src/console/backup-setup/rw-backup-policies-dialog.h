/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_BACKUP_POLICIES_DIALOG (rw_backup_policies_dialog_get_type ())

/**
 * RwBackupPoliciesDialog:
 *
 * All backup policies: what each means and how many jobs have it; and one of them to be edited.
 */
G_DECLARE_FINAL_TYPE (RwBackupPoliciesDialog, rw_backup_policies_dialog, RW, BACKUP_POLICIES_DIALOG, AdwDialog)

AdwDialog *rw_backup_policies_dialog_new     (RwSession              *session,
                                              GtkWidget              *page);
gboolean   rw_backup_policies_dialog_settled (RwBackupPoliciesDialog *self);
guint      rw_backup_policies_dialog_get_n   (RwBackupPoliciesDialog *self);
void       rw_backup_policies_present        (GtkWidget              *parent,
                                              RwSession              *session);

G_END_DECLS
