/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_SYSTEM_VIEW (rw_system_view_get_type ())

/**
 * RwSystemView:
 *
 * All about one device or virtual machine: where it is, how far its life has come, what hangs on it, what
 * is done about it, and its history. Signal: "open" (int kind, const RwId *id): the person wants to go to
 * another record.
 */
G_DECLARE_FINAL_TYPE (RwSystemView, rw_system_view, RW, SYSTEM_VIEW, AdwNavigationPage)

AdwNavigationPage *rw_system_view_new     (RwSession    *session,
                                           RwKind        kind,
                                           const RwId   *id);
const RwId        *rw_system_view_get_id  (RwSystemView *self);
gboolean           rw_system_view_settled (RwSystemView *self);

G_END_DECLS
