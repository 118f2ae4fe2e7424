/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-client-store.h"

#include "rw-cache-file.h"
#include "rw-file-cache.h"
#include "rw-store-lock.h"

/**
 * rw_client_store_remove:
 * @work: whether what the person did and the server may not have goes as well
 *
 * Deletes the local copy of a server, every generation and those that were set aside, from a folder
 * in which nobody has it open. A work file that was set aside stays: it may be all there is of
 * somebody's edits.
 *
 * Returns: %FALSE with @error set when not all is gone: %RW_ERROR_BUSY, %RW_ERROR_FORBIDDEN …
 */
gboolean
rw_client_store_remove (const char *dir, const char *server, gboolean work, GError **error)
{
  g_autoptr (RwStoreLock) lock = rw_store_lock_acquire (dir, server, error);

  if (lock == NULL || !rw_cache_file_remove_all (dir, server, error) ||
      !rw_file_cache_remove_all (dir, server, work, error))
    return FALSE;
  if (work)
    {
      g_autofree char *name = g_strdup_printf ("work-%s.db", server);
      g_autofree char *path = g_build_filename (dir, name, NULL);

      return rw_db_remove (path, error);
    }
  return TRUE;
}
