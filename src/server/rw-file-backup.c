/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-backup.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rw-error.h"
#include "rw-log-store-sqlite.h"
#include "rw-server.h"

/* The files of a backup are in a folder beside it. A file never changes, so what is there from the last
 * time stays, and only what came since is copied. */

#define FINDINGS_MOST 10

/**
 * rw_file_backup_path:
 * @backup: from rw_backup_make()
 *
 * Returns: (transfer full): the folder with its files
 */
char *
rw_file_backup_path (const char *backup)
{
  return g_strconcat (backup, ".files", NULL);
}

static GHashTable *
list_wanted (const char  *store_path,
             GError     **error)
{
  g_autoptr (RwLogStore) log = rw_log_store_sqlite_open_snapshot (store_path, error);

  return log != NULL ? rw_file_store_list_wanted (log, error) : NULL;
}

/* The folder, or %NULL without @error when there is none. */
static gboolean
look_into (const char    *path,
           RwFileFolder **folder,
           GError       **error)
{
  g_autoptr (GError) problem = NULL;

  *folder = rw_file_folder_look_into (path, &problem);
  if (*folder != NULL || g_error_matches (problem, RW_ERROR, RW_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gint64
get_size (RwFileFolder *folder,
          const char   *digest)
{
  gint64 size = 0;
  int fd = rw_file_folder_open_file (folder, digest, &size, NULL);

  g_close (fd, NULL);
  return size;
}

/* One damaged file is no reason to leave the others where they are. */
static gboolean
copy_one (RwFileFolder  *from,
          RwFileFolder  *to,
          const char    *digest,
          RwFileCopies  *copies,
          GError       **error)
{
  g_autoptr (GError) problem = NULL;

  if (rw_file_folder_copy (from, digest, to, &problem))
    {
      copies->copied++;
      copies->bytes += get_size (to, digest);
      return TRUE;
    }
  if (g_error_matches (problem, RW_ERROR, RW_ERROR_INVALID))
    {
      copies->damaged++;
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
copy_wanted (GHashTable    *wanted,
             const char    *from_path,
             const char    *to_path,
             RwFileCopies  *copies,
             GError       **error)
{
  g_autoptr (RwFileFolder) from = NULL;
  g_autoptr (RwFileFolder) to = NULL;
  GHashTableIter iter;
  gpointer digest;

  *copies = (RwFileCopies) { .wanted = g_hash_table_size (wanted) };
  if (copies->wanted == 0)
    return TRUE;
  if (!look_into (from_path, &from, error) || (to = rw_file_folder_open (to_path, error)) == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    {
      if (rw_file_folder_has (to, digest))
        continue;
      if (from == NULL || !rw_file_folder_has (from, digest))
        copies->missing++;
      else if (!copy_one (from, to, digest, copies, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_unwanted (GHashTable  *wanted,
                 const char  *path,
                 GError     **error)
{
  g_autoptr (RwFileFolder) folder = NULL;
  g_autoptr (GArray) entries = NULL;

  if (!look_into (path, &folder, error))
    return FALSE;
  if (folder == NULL)
    return TRUE;
  entries = rw_file_folder_list (folder, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwFileEntry *entry = &g_array_index (entries, RwFileEntry, i);

      if (!g_hash_table_contains (wanted, entry->digest) &&
          !rw_file_folder_remove (folder, entry->digest, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_file_backup_make:
 * @data_dir: of the server, whether it runs or not
 * @backup: from rw_backup_make(), just now
 * @copies: (out): what was done
 *
 * Puts the files that the records of a backup speak of beside it, and takes away those that they do not
 * speak of any more.
 */
gboolean
rw_file_backup_make (const char    *data_dir,
                     const char    *backup,
                     RwFileCopies  *copies,
                     GError       **error)
{
  g_autofree char *from = rw_file_store_path (data_dir);
  g_autofree char *to = rw_file_backup_path (backup);
  g_autoptr (GHashTable) wanted = list_wanted (backup, error);

  return wanted != NULL && copy_wanted (wanted, from, to, copies, error) &&
         remove_unwanted (wanted, to, error);
}

/**
 * rw_file_backup_restore:
 * @backup: what was restored
 * @data_dir: the caller holds its lock; its store is the restored one
 * @copies: (out): what was done
 *
 * Brings back the files that the restored records speak of. What is in the data folder stays.
 */
gboolean
rw_file_backup_restore (const char    *backup,
                        const char    *data_dir,
                        RwFileCopies  *copies,
                        GError       **error)
{
  g_autofree char *from = rw_file_backup_path (backup);
  g_autofree char *to = rw_file_store_path (data_dir);
  g_autofree char *store_path = rw_server_store_path (data_dir);
  g_autoptr (GHashTable) wanted = list_wanted (store_path, error);

  return wanted != NULL && copy_wanted (wanted, from, to, copies, error);
}

/**
 * rw_file_check:
 * @folder: with files
 * @func: told what was found
 * @sound: (inout): set to %FALSE when a file is damaged
 *
 * Reads every file and compares it with its digest. One that is not there is not damaged: its console
 * may still have it.
 */
gboolean
rw_file_check (const char        *folder,
               RwStoreCheckFunc   func,
               gpointer           user_data,
               gboolean          *sound,
               GError           **error)
{
  g_autoptr (RwFileFolder) files = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  if (!look_into (folder, &files, error))
    return FALSE;
  entries = files != NULL ? rw_file_folder_list (files, error)
                          : g_array_new (FALSE, FALSE, sizeof (RwFileEntry));
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwFileEntry *entry = &g_array_index (entries, RwFileEntry, i);
      g_autoptr (GError) problem = NULL;

      if (rw_file_folder_verify (files, entry->digest, &problem) ||
          g_error_matches (problem, RW_ERROR, RW_ERROR_NOT_FOUND))
        continue;
      *sound = FALSE;
      if (findings->len < FINDINGS_MOST)
        g_ptr_array_add (findings, g_strdup_printf ("%.12s…: %s", entry->digest, problem->message));
    }
  func (_ ("files"), findings, entries->len, user_data);
  return TRUE;
}
