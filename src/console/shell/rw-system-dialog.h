/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-system-view.h"
#include "rw-window.h"

G_BEGIN_DECLS

#define RW_TYPE_SYSTEM_DIALOG (rw_system_dialog_get_type ())

/**
 * RwSystemDialog:
 *
 * The page of a system over the window. From one system to the next it goes deeper, and back with
 * Escape or Alt+Left; what is no system is shown in the window, and the dialog closes.
 */
G_DECLARE_FINAL_TYPE (RwSystemDialog, rw_system_dialog, RW, SYSTEM_DIALOG, AdwDialog)

AdwDialog    *rw_system_dialog_new      (RwWindow       *window,
                                         RwKind          kind,
                                         const RwId     *id);
RwSystemView *rw_system_dialog_get_view (RwSystemDialog *self);

G_END_DECLS
