/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RW_TYPE_RESOLVE_DIALOG (rw_resolve_dialog_get_type ())

/**
 * RwResolveDialog:
 *
 * What is said to the customer when a ticket is resolved, and whether its children are, too. It closes itself.
 *
 * Signals: "resolve" (const char *text, gboolean children): @text %NULL for no message; "cancelled".
 */
G_DECLARE_FINAL_TYPE (RwResolveDialog, rw_resolve_dialog, RW, RESOLVE_DIALOG, AdwDialog)

AdwDialog *rw_resolve_dialog_new (const char *number,
                                  const char *text,
                                  const char *contact,
                                  GPtrArray  *children);

G_END_DECLS
