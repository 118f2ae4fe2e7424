/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_RESTORE_DIALOG (rw_restore_dialog_get_type ())

/**
 * RwRestoreDialog:
 *
 * Proposes when the systems that are due for a restore test are tested. The person leaves some out, moves others,
 * and has the changes made, all at once.
 */
G_DECLARE_FINAL_TYPE (RwRestoreDialog, rw_restore_dialog, RW, RESTORE_DIALOG, AdwDialog)

AdwDialog *rw_restore_dialog_new        (GtkWidget       *parent,
                                         RwSession       *session);
void       rw_restore_dialog_present    (GtkWidget       *parent,
                                         RwSession       *session);
gboolean   rw_restore_dialog_is_settled (RwRestoreDialog *self);

G_END_DECLS
