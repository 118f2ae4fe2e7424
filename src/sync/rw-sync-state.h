/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RwSyncState:
 * @RW_SYNC_STATE_CLOSED: not opened yet
 * @RW_SYNC_STATE_SIGNED_OUT: no valid token; the person must log in
 * @RW_SYNC_STATE_CONNECTING: first contact since the start
 * @RW_SYNC_STATE_FIRST_SYNC: there is no cache yet; see the property progress
 * @RW_SYNC_STATE_SYNCING: behind the server, pulling or pushing
 * @RW_SYNC_STATE_UP_TO_DATE: live stream up, nothing waiting
 * @RW_SYNC_STATE_OFFLINE: the server is not reached; retried with growing pauses
 * @RW_SYNC_STATE_FAILED: the server is there but something is wrong; see the property message
 */
typedef enum
{
  RW_SYNC_STATE_CLOSED,
  RW_SYNC_STATE_SIGNED_OUT,
  RW_SYNC_STATE_CONNECTING,
  RW_SYNC_STATE_FIRST_SYNC,
  RW_SYNC_STATE_SYNCING,
  RW_SYNC_STATE_UP_TO_DATE,
  RW_SYNC_STATE_OFFLINE,
  RW_SYNC_STATE_FAILED,
} RwSyncState;

#define RW_TYPE_SYNC_STATE (rw_sync_state_get_type ())

GType rw_sync_state_get_type (void);

G_END_DECLS
