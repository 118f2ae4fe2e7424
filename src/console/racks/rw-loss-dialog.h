/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-wiring-dialog.h"

G_BEGIN_DECLS

#define RW_TYPE_LOSS_DIALOG (rw_loss_dialog_get_type ())

/**
 * RwLossDialog:
 *
 * What happens when a device, a rack or a power feed is lost: who is hit, what goes down, what loses
 * its redundancy; from there a key opens the incident or plans the change.
 */
G_DECLARE_FINAL_TYPE (RwLossDialog, rw_loss_dialog, RW, LOSS_DIALOG, RwWiringDialog)

gboolean   rw_loss_dialog_can (RwKind      kind);
AdwDialog *rw_loss_dialog_new (RwPage     *page,
                               RwKind      kind,
                               const RwId *id);

G_END_DECLS
