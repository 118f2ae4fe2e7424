/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_SYNC_STATUS (rw_sync_status_get_type ())

/**
 * RwSyncStatus:
 *
 * The state of the sync in words, at the foot of the sidebar; pressed, it tells the rest.
 */
G_DECLARE_FINAL_TYPE (RwSyncStatus, rw_sync_status, RW, SYNC_STATUS, AdwBin)

void rw_sync_status_set_session (RwSyncStatus *self,
                                 RwSession    *session);

G_END_DECLS
