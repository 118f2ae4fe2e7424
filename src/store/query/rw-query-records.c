/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-records.h"

/**
 * rw_query_records:
 * @keys: (element-type RwRecordKey): which
 *
 * Returns: (transfer full) (nullable) (element-type RwRecord): those that are there, in their order
 */
GPtrArray *
rw_query_records (RwCache       *cache,
                  GArray        *keys,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < keys->len; i++)
    {
      const RwRecordKey *key = &g_array_index (keys, RwRecordKey, i);
      g_autoptr (GError) local_error = NULL;
      RwRecord *record;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      record = rw_cache_get (cache, key->kind, &key->id, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  return g_steal_pointer (&records);
}
