/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-history.h"

static void
clear_change (gpointer data)
{
  RwHistoryChange *change = data;

  rw_value_clear (&change->before);
  rw_value_clear (&change->after);
}

/**
 * rw_history_entry_new:
 *
 * Returns: (transfer full): an empty line of the change log
 */
RwHistoryEntry *
rw_history_entry_new (void)
{
  RwHistoryEntry *entry = g_new0 (RwHistoryEntry, 1);

  entry->kind = RW_KIND_NONE;
  entry->changes = g_array_new (FALSE, TRUE, sizeof (RwHistoryChange));
  g_array_set_clear_func (entry->changes, clear_change);
  return entry;
}

void
rw_history_entry_free (RwHistoryEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->actor);
  g_array_unref (entry->changes);
  g_free (entry);
}
