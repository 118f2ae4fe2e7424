/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-wiring-dialog.h"

G_BEGIN_DECLS

#define RW_TYPE_TRACE_DIALOG (rw_trace_dialog_get_type ())

/**
 * RwTraceDialog:
 *
 * Where the cables of a device lead, port by port, through all patch panels and up to the power feed;
 * each way opens hop by hop. For a port it is that way alone.
 */
G_DECLARE_FINAL_TYPE (RwTraceDialog, rw_trace_dialog, RW, TRACE_DIALOG, RwWiringDialog)

gboolean   rw_trace_dialog_can (RwKind      kind);
AdwDialog *rw_trace_dialog_new (RwPage     *page,
                                RwKind      kind,
                                const RwId *id);

G_END_DECLS
