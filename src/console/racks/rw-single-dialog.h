/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-wiring-dialog.h"

G_BEGIN_DECLS

#define RW_TYPE_SINGLE_DIALOG (rw_single_dialog_get_type ())

/**
 * RwSingleDialog:
 *
 * The report of all systems that one cord or one feed can take down, by service.
 */
G_DECLARE_FINAL_TYPE (RwSingleDialog, rw_single_dialog, RW, SINGLE_DIALOG, RwWiringDialog)

AdwDialog *rw_single_dialog_new    (RwPage         *page);
gboolean   rw_single_dialog_export (RwSingleDialog *self,
                                    GFile          *file);

G_END_DECLS
