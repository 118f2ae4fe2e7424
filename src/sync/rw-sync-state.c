/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sync-state.h"

GType
rw_sync_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { RW_SYNC_STATE_CLOSED, "RW_SYNC_STATE_CLOSED", "closed" },
        { RW_SYNC_STATE_SIGNED_OUT, "RW_SYNC_STATE_SIGNED_OUT", "signed-out" },
        { RW_SYNC_STATE_CONNECTING, "RW_SYNC_STATE_CONNECTING", "connecting" },
        { RW_SYNC_STATE_FIRST_SYNC, "RW_SYNC_STATE_FIRST_SYNC", "first-sync" },
        { RW_SYNC_STATE_SYNCING, "RW_SYNC_STATE_SYNCING", "syncing" },
        { RW_SYNC_STATE_UP_TO_DATE, "RW_SYNC_STATE_UP_TO_DATE", "up-to-date" },
        { RW_SYNC_STATE_OFFLINE, "RW_SYNC_STATE_OFFLINE", "offline" },
        { RW_SYNC_STATE_FAILED, "RW_SYNC_STATE_FAILED", "failed" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("RwSyncState", values));
    }
  return type;
}
