/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-cache.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"

#define CHUNK (128 * 1024)
/* So much of a file says what it is. */
#define SNIFF 4096

struct _RwFileCache
{
  gatomicrefcount ref_count;
  char *dir;
  char *server;
  gint64 most;

  GMutex lock;
  RwFileFolder *waiting; /* under the lock until it is there, then for good */
  RwFileFolder *kept;
};

static char *
make_path (const char *dir, const char *server, const char *part)
{
  g_autofree char *name = g_strconcat ("files-", server, NULL);

  return g_build_filename (dir, name, part, NULL);
}

/**
 * rw_file_cache_new:
 * @dir: the folder of the state, whose lock the caller holds
 * @server: what the files of a server are called by
 * @most: bytes of files that the server has
 */
RwFileCache *
rw_file_cache_new (const char *dir, const char *server, gint64 most)
{
  RwFileCache *self = g_new0 (RwFileCache, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->dir = g_strdup (dir);
  self->server = g_strdup (server);
  self->most = most;
  return self;
}

RwFileCache *
rw_file_cache_ref (RwFileCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rw_file_cache_unref (RwFileCache *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  rw_file_folder_free (self->waiting);
  rw_file_folder_free (self->kept);
  g_mutex_clear (&self->lock);
  g_free (self->dir);
  g_free (self->server);
  g_free (self);
}

static gboolean
ensure_open (RwFileCache *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autofree char *waiting = make_path (self->dir, self->server, "waiting");
  g_autofree char *kept = make_path (self->dir, self->server, "kept");

  if (self->waiting == NULL)
    self->waiting = rw_file_folder_open (waiting, error);
  if (self->waiting != NULL && self->kept == NULL)
    self->kept = rw_file_folder_open (kept, error);
  return self->kept != NULL;
}

static gint
compare_touched (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const RwFileEntry *) a)->touched, y = ((const RwFileEntry *) b)->touched;

  return (x > y) - (x < y);
}

/* The least recently used go, but never the one that was just needed. */
static void
make_room (RwFileCache *self, const char *but)
{
  g_autoptr (GArray) entries = rw_file_folder_list (self->kept, NULL);
  gint64 total = 0;

  if (entries == NULL)
    return;
  for (guint i = 0; i < entries->len; i++)
    total += g_array_index (entries, RwFileEntry, i).size;
  if (total <= self->most)
    return;
  g_array_sort (entries, compare_touched);
  for (guint i = 0; i < entries->len && total > self->most; i++)
    {
      const RwFileEntry *entry = &g_array_index (entries, RwFileEntry, i);

      if (g_str_equal (entry->digest, but) ||
          !rw_file_folder_remove (self->kept, entry->digest, NULL))
        continue;
      total -= entry->size;
    }
}

/* --- Adding ----------------------------------------------------------------------------------------- */

static gboolean
write_file (RwFileWriter *writer,
            GFile *file,
            GByteArray *head,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guint8 *buffer = g_malloc (CHUNK);
  gssize got;

  if (stream == NULL)
    return FALSE;
  while ((got = g_input_stream_read (G_INPUT_STREAM (stream), buffer, CHUNK, cancellable, error)) >
         0)
    {
      if (head->len < SNIFF)
        g_byte_array_append (head, buffer, MIN ((guint) got, SNIFF - head->len));
      if (!rw_file_writer_write (writer, buffer, (gsize) got, error))
        return FALSE;
    }
  return got == 0;
}

static gboolean
write_bytes (RwFileWriter *writer, GBytes *bytes, GByteArray *head, GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  g_byte_array_append (head, data, (guint) MIN (length, SNIFF));
  return rw_file_writer_write (writer, data, length, error);
}

static char *
guess_media_type (const char *name, GByteArray *head)
{
  g_autofree char *type = g_content_type_guess (name, head->data, head->len, NULL);
  g_autofree char *mime = g_content_type_get_mime_type (type);

  return g_strdup (rw_file_media_type_is_valid (mime) ? mime : "application/octet-stream");
}

/**
 * rw_file_cache_add:
 * @file: (nullable): what is read
 * @bytes: (nullable): or these
 * @name: of it
 * @media_type: (out): what it seems to be
 * @size: (out): its length in bytes
 *
 * Takes a copy that waits to be sent. When this returns, the disk has it.
 *
 * Returns: (transfer full) (nullable): its digest; %RW_ERROR_LIMIT when it is too large
 */
char *
rw_file_cache_add (RwFileCache *self,
                   GFile *file,
                   GBytes *bytes,
                   const char *name,
                   char **media_type,
                   gint64 *size,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (RwFileWriter) writer = NULL;
  g_autoptr (GByteArray) head = g_byte_array_new ();

  if (!ensure_open (self, error))
    return NULL;
  writer = rw_file_writer_new (self->waiting, error);
  if (writer == NULL ||
      !(file != NULL ? write_file (writer, file, head, cancellable, error)
                     : write_bytes (writer, bytes, head, error)) ||
      !rw_file_writer_finish (writer, NULL, error))
    return NULL;
  /* It waits, whatever was known of it before: the server is asked again. */
  rw_file_folder_remove (self->kept, rw_file_writer_get_digest (writer), NULL);
  *media_type = guess_media_type (name, head);
  *size = rw_file_writer_get_size (writer);
  return g_strdup (rw_file_writer_get_digest (writer));
}

/* --- What is there ---------------------------------------------------------------------------------- */

/**
 * rw_file_cache_list_waiting:
 *
 * Returns: (transfer full) (element-type RwFileEntry) (nullable): the files that wait to be sent
 */
GArray *
rw_file_cache_list_waiting (RwFileCache *self, GError **error)
{
  return ensure_open (self, error) ? rw_file_folder_list (self->waiting, error) : NULL;
}

/**
 * rw_file_cache_get:
 *
 * Returns: (transfer full) (nullable): a file; %RW_ERROR_NOT_FOUND when it is not on this computer,
 *   %RW_ERROR_CORRUPT when it was and is damaged
 */
GBytes *
rw_file_cache_get (RwFileCache *self, const char *digest, GError **error)
{
  g_autoptr (GError) problem = NULL;
  GBytes *bytes;

  if (!ensure_open (self, error))
    return NULL;
  if (rw_file_folder_has (self->waiting, digest))
    return rw_file_folder_read (self->waiting, digest, error);
  bytes = rw_file_folder_read (self->kept, digest, &problem);
  if (bytes != NULL)
    {
      rw_file_folder_touch (self->kept, digest, rw_clock_now ());
      return bytes;
    }
  if (g_error_matches (problem, RW_ERROR, RW_ERROR_CORRUPT) &&
      rw_file_folder_remove (self->kept, digest, NULL))
    {
      /* The server has it whole. */
      g_clear_error (&problem);
      g_set_error_literal (&problem, RW_ERROR, RW_ERROR_NOT_FOUND, "Damaged");
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

/**
 * rw_file_cache_put:
 * @bytes: as the server sent them
 *
 * Keeps a file, if it is the right one, and lets others go when there is too much.
 *
 * Returns: %FALSE with @error set: %RW_ERROR_INVALID when it is not what was asked for
 */
gboolean
rw_file_cache_put (RwFileCache *self, const char *digest, GBytes *bytes, GError **error)
{
  g_autoptr (RwFileWriter) writer = NULL;

  if (!ensure_open (self, error))
    return FALSE;
  writer = rw_file_writer_new (self->kept, error);
  if (writer == NULL ||
      !rw_file_writer_write (writer, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                             error) ||
      !rw_file_writer_finish (writer, digest, error))
    return FALSE;
  rw_file_folder_touch (self->kept, digest, rw_clock_now ());
  make_room (self, digest);
  return TRUE;
}

/**
 * rw_file_cache_sent:
 *
 * The server has said that it has the file: it does not wait any more.
 */
gboolean
rw_file_cache_sent (RwFileCache *self, const char *digest, GError **error)
{
  if (!ensure_open (self, error) || !rw_file_folder_move (self->waiting, digest, self->kept, error))
    return FALSE;
  rw_file_folder_touch (self->kept, digest, rw_clock_now ());
  make_room (self, digest);
  return TRUE;
}

/**
 * rw_file_cache_drop:
 *
 * Deletes a file that waited for a record which never came.
 */
gboolean
rw_file_cache_drop (RwFileCache *self, const char *digest, GError **error)
{
  return ensure_open (self, error) && rw_file_folder_remove (self->waiting, digest, error);
}

/* --- The end ---------------------------------------------------------------------------------------- */

static gboolean
remove_folder (const char *path, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (RwFileFolder) folder = rw_file_folder_look_into (path, &problem);
  g_autoptr (GArray) entries = NULL;

  if (folder == NULL)
    {
      if (g_error_matches (problem, RW_ERROR, RW_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  entries = rw_file_folder_list (folder, error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!rw_file_folder_remove (folder, g_array_index (entries, RwFileEntry, i).digest, error))
      return FALSE;
  g_clear_pointer (&folder, rw_file_folder_free);
  /* What was being written is thrown away when the folder is opened. */
  folder = rw_file_folder_open (path, error);
  if (folder == NULL)
    return FALSE;
  g_rmdir (path);
  return TRUE;
}

/**
 * rw_file_cache_remove_all:
 * @waiting: whether those go as well that the server may not have
 *
 * Deletes the files of a server, while nobody has them open.
 */
gboolean
rw_file_cache_remove_all (const char *dir, const char *server, gboolean waiting, GError **error)
{
  g_autofree char *waiting_path = make_path (dir, server, "waiting");
  g_autofree char *kept_path = make_path (dir, server, "kept");
  g_autofree char *path = make_path (dir, server, NULL);

  if (!remove_folder (kept_path, error) || (waiting && !remove_folder (waiting_path, error)))
    return FALSE;
  g_rmdir (path);
  return TRUE;
}
