/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-log.h"

void
rw_change_log_reset (RwChangeLog *changes)
{
  g_clear_pointer (&changes->ids, g_hash_table_unref);
  changes->kinds = 0;
  changes->ids = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
}

void
rw_change_log_note (RwChangeLog *changes,
                    RwKind       kind,
                    const RwId  *id)
{
  changes->kinds |= RW_KIND_BIT (kind);
  if (changes->ids == NULL)
    return;
  if (g_hash_table_size (changes->ids) >= RW_CACHE_CHANGES_MOST)
    g_clear_pointer (&changes->ids, g_hash_table_unref);
  else if (!g_hash_table_contains (changes->ids, id))
    g_hash_table_add (changes->ids, rw_id_copy (id));
}

void
rw_change_log_merge (RwChangeLog       *changes,
                     const RwChangeLog *more)
{
  GHashTableIter iter;
  gpointer id;

  changes->kinds |= more->kinds;
  if (more->ids == NULL)
    g_clear_pointer (&changes->ids, g_hash_table_unref);
  if (changes->ids != NULL)
    {
      g_hash_table_iter_init (&iter, more->ids);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (changes->ids, rw_id_copy (id));
      if (g_hash_table_size (changes->ids) > RW_CACHE_CHANGES_MOST)
        g_clear_pointer (&changes->ids, g_hash_table_unref);
    }
}

/**
 * rw_cache_changes_clear:
 * @changes: frees what it holds
 */
void
rw_cache_changes_clear (RwCacheChanges *changes)
{
  g_clear_pointer (&changes->ids, g_array_unref);
  changes->kinds = 0;
}
