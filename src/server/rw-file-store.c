/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-store.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-json.h"

/* What files leave to the records on their disk. */
#define ROOM_LEAST (128 * 1024 * 1024)

struct _RwFileStore
{
  RwFileFolder *folder;
  gint64 most;

  GMutex lock;
  gint64 used;     /* under the lock: bytes of all files */
  gint64 reserved; /* under the lock: bytes of those on their way */
};

/**
 * rw_file_store_path:
 *
 * Returns: (transfer full): the folder with the files in a data folder
 */
char *
rw_file_store_path (const char *data_dir)
{
  return g_build_filename (data_dir, "files", NULL);
}

/**
 * rw_file_store_new:
 * @data_dir: the caller holds its lock
 * @most: bytes that all files together may take
 *
 * Returns: (transfer full) (nullable): the files of @data_dir
 */
RwFileStore *
rw_file_store_new (const char  *data_dir,
                   gint64       most,
                   GError     **error)
{
  g_autofree char *path = rw_file_store_path (data_dir);
  g_autoptr (RwFileFolder) folder = rw_file_folder_open (path, error);
  g_autoptr (GArray) entries = folder != NULL ? rw_file_folder_list (folder, error) : NULL;
  RwFileStore *self;

  if (entries == NULL)
    return NULL;
  self = g_new0 (RwFileStore, 1);
  self->folder = g_steal_pointer (&folder);
  self->most = most;
  g_mutex_init (&self->lock);
  for (guint i = 0; i < entries->len; i++)
    self->used += g_array_index (entries, RwFileEntry, i).size;
  return self;
}

void
rw_file_store_free (RwFileStore *self)
{
  if (self == NULL)
    return;
  rw_file_folder_free (self->folder);
  g_mutex_clear (&self->lock);
  g_free (self);
}

RwFileFolder *
rw_file_store_get_folder (RwFileStore *self)
{
  return self->folder;
}

/**
 * rw_file_store_get_used:
 *
 * Returns: bytes of all files
 */
gint64
rw_file_store_get_used (RwFileStore *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->used;
}

/**
 * rw_file_store_reserve:
 * @bytes: of a file that is to come; give them back with rw_file_store_release()
 *
 * Returns: %FALSE with %RW_ERROR_FULL when there is no room for it
 */
gboolean
rw_file_store_reserve (RwFileStore  *self,
                       gint64        bytes,
                       GError      **error)
{
  gint64 room = rw_file_folder_get_room (self->folder);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->used + self->reserved + bytes <= self->most &&
      room - self->reserved - bytes >= ROOM_LEAST)
    {
      self->reserved += bytes;
      return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_FULL,
               _ ("The server has no more room for files; its administrator can give it some"));
  return FALSE;
}

void
rw_file_store_release (RwFileStore *self,
                       gint64       bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->reserved -= bytes;
}

/**
 * rw_file_store_keep:
 * @writer: has the whole file
 * @digest: that it must have
 * @added: (out): whether it was not there before
 *
 * Takes a file in. The same one twice, also at the same time, is one file.
 */
gboolean
rw_file_store_keep (RwFileStore   *self,
                    RwFileWriter  *writer,
                    const char    *digest,
                    gboolean      *added,
                    GError       **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *added = !rw_file_folder_has (self->folder, digest);
  if (!rw_file_writer_finish (writer, digest, error))
    return FALSE;
  if (*added)
    self->used += rw_file_writer_get_size (writer);
  return TRUE;
}

static gboolean
want_func (const RwLogRow *row,
           gpointer        user_data)
{
  RwId id = row->id;
  g_autoptr (RwRecord) record =
    rw_record_from_body (RW_KIND_ATTACHMENT, &id, row->body, (gssize) row->length, NULL);

  if (record != NULL)
    g_hash_table_add (user_data, g_strdup (rw_record_get_text (record, RW_ATTACHMENT_DIGEST)));
  return TRUE;
}

/**
 * rw_file_store_list_wanted:
 * @log: the records
 *
 * Returns: (transfer full) (nullable): the digests that a record speaks of
 */
GHashTable *
rw_file_store_list_wanted (RwLogStore  *log,
                           GError     **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!rw_log_store_files (log, NULL, want_func, wanted, error))
    return NULL;
  return g_steal_pointer (&wanted);
}

/**
 * rw_file_store_collect:
 * @wanted: digests that a record speaks of
 * @now: the time
 * @collected: (out): what went
 *
 * Deletes the files that no record has spoken of for %RW_FILE_KEEP. A file's own time says when one
 * last did, or when it came.
 */
gboolean
rw_file_store_collect (RwFileStore      *self,
                       GHashTable       *wanted,
                       gint64            now,
                       RwFileCollected  *collected,
                       GError          **error)
{
  g_autoptr (GArray) entries = rw_file_folder_list (self->folder, error);

  *collected = (RwFileCollected) { 0 };
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const RwFileEntry *entry = &g_array_index (entries, RwFileEntry, i);

      if (g_hash_table_contains (wanted, entry->digest))
        {
          rw_file_folder_touch (self->folder, entry->digest, now);
          continue;
        }
      if (entry->touched > now - RW_FILE_KEEP)
        continue;
      if (!rw_file_folder_remove (self->folder, entry->digest, error))
        return FALSE;
      collected->files++;
      collected->bytes += entry->size;
    }
  g_mutex_lock (&self->lock);
  self->used -= collected->bytes;
  g_mutex_unlock (&self->lock);
  return TRUE;
}
