/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-file-cache.h"
#include "rw-session-private.h"

/*
 * Attached files: what a person adds is copied here first, and the record that speaks of it is an edit
 * like any other. The file is sent on its own, as soon as the view has such a record: before the record
 * or after it, and again after a crash at any point. Until the server has said that it has the file, it
 * waits here.
 */

/* So long the server may be in saying why there is no file. */
#define ANSWER_MOST (64 * 1024)

typedef struct
{
  RwFileCache *cache;
  char *digest;
  GFile *file;
  GBytes *bytes;
  char *name;
  gint64 size;
  RwHttpProgressFunc progress;
  gpointer progress_data;
} FileJob;

static void
file_job_free (gpointer data)
{
  FileJob *job = data;

  g_clear_pointer (&job->cache, rw_file_cache_unref);
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->digest);
  g_free (job->name);
  g_free (job);
}

static FileJob *
file_job_new (RwSession *self, const char *digest)
{
  FileJob *job = g_new0 (FileJob, 1);

  job->cache = rw_file_cache_ref (self->files);
  job->digest = g_strdup (digest);
  return job;
}

void
rw_new_file_free (RwNewFile *file)
{
  if (file == NULL)
    return;
  g_free (file->digest);
  g_free (file->name);
  g_free (file->media_type);
  g_free (file);
}

/* @touched: when it came, microseconds since 1970 */
void
rw_session_note_waiting (RwSession *self, const char *digest, gint64 touched)
{
  g_hash_table_replace (self->waiting, g_strdup (digest),
                        GUINT_TO_POINTER ((guint) (MAX (touched, 0) / RW_DAY)));
}

/* --- Adding ------------------------------------------------------------------------------------------- */

static void
add_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FileJob *job = data;
  g_autoptr (RwNewFile) added = g_new0 (RwNewFile, 1);
  GError *error = NULL;

  added->name = rw_file_clean_name (job->name);
  added->digest = rw_file_cache_add (job->cache, job->file, job->bytes, added->name,
                                     &added->media_type, &added->size, cancellable, &error);
  if (added->digest == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&added), (GDestroyNotify) rw_new_file_free);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = RW_SESSION (source);
  GError *error = NULL;
  RwNewFile *added = g_task_propagate_pointer (G_TASK (result), &error);

  if (added == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rw_session_note_waiting (self, added->digest, rw_clock_now ());
  g_task_return_pointer (task, added, (GDestroyNotify) rw_new_file_free);
}

/**
 * rw_session_add_file_async:
 * @file: (nullable): what is read; %NULL when there are @bytes
 * @bytes: (nullable): all of a file that is only in memory
 * @name: what it is called; a path is cut to its last part
 *
 * Takes a copy of a file. When the callback runs without an error, the disk has it, and a record may
 * speak of it; it is sent when one does. If none does for 30 days, it is deleted.
 */
void
rw_session_add_file_async (RwSession *self,
                           GFile *file,
                           GBytes *bytes,
                           const char *name,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  FileJob *job;

  g_return_if_fail (RW_IS_SESSION (self) && (file == NULL) != (bytes == NULL));
  g_task_set_source_tag (task, rw_session_add_file_async);
  if (rw_session_refuse (self, task))
    return;
  job = file_job_new (self, NULL);
  g_set_object (&job->file, file);
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  job->name = g_strdup (name);
  inner = g_task_new (self, cancellable, added_cb, g_object_ref (task));
  g_task_set_task_data (inner, job, file_job_free);
  g_task_run_in_thread (inner, add_thread);
}

/**
 * rw_session_add_file_finish:
 *
 * Returns: (transfer full) (nullable): what the record must say; %RW_ERROR_LIMIT when the file is too large
 */
RwNewFile *
rw_session_add_file_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rw_session_new_attachment:
 * @file: from rw_session_add_file_finish()
 * @subject: what it belongs to
 *
 * Returns: (transfer full): a record that speaks of the file, added now by the person who is signed in
 */
RwRecord *
rw_session_new_attachment (RwSession *self, const RwNewFile *file, const RwId *subject)
{
  const RwId *person = rw_session_get_person (self);
  RwId id = rw_id_new ();
  RwRecord *record;

  g_return_val_if_fail (RW_IS_SESSION (self) && file != NULL && subject != NULL, NULL);
  record = rw_record_new (RW_KIND_ATTACHMENT, &id);
  rw_record_set_ref (record, RW_ATTACHMENT_SUBJECT, subject);
  rw_record_set_text (record, RW_ATTACHMENT_NAME, file->name);
  rw_record_set_text (record, RW_ATTACHMENT_MEDIA_TYPE, file->media_type);
  rw_record_set_text (record, RW_ATTACHMENT_DIGEST, file->digest);
  rw_record_set_integer (record, RW_ATTACHMENT_SIZE, file->size);
  rw_record_set_instant (record, RW_ATTACHMENT_ADDED, rw_clock_now ());
  if (person != NULL && !rw_id_is_nil (person))
    rw_record_set_ref (record, RW_ATTACHMENT_AUTHOR, person);
  return record;
}

/**
 * rw_session_is_file_waiting:
 *
 * Returns: whether the file is on this computer and waits to be sent: the server is not known to have it.
 *   "files-changed" says when this may be another
 */
gboolean
rw_session_is_file_waiting (RwSession *self, const char *digest)
{
  g_return_val_if_fail (RW_IS_SESSION (self), FALSE);
  return digest != NULL && g_hash_table_contains (self->waiting, digest);
}

/* --- Fetching ----------------------------------------------------------------------------------------- */

static void
put_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FileJob *job = data;
  g_autoptr (GError) error = NULL;

  if (!rw_file_cache_put (job->cache, job->digest, job->bytes, &error))
    {
      if (g_error_matches (error, RW_ERROR, RW_ERROR_INVALID))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      /* It is here all the same; the next time it has to be fetched again. */
      g_info ("%s", error->message);
    }
  g_task_return_pointer (task, g_bytes_ref (job->bytes), (GDestroyNotify) g_bytes_unref);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FileJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->bytes = rw_http_client_fetch_finish (RW_HTTP_CLIENT (source), result, &error);
  if (job->bytes != NULL)
    {
      g_task_run_in_thread (task, put_thread);
      return;
    }
  if (g_error_matches (error, RW_ERROR, RW_ERROR_UNREACHABLE) ||
      g_error_matches (error, RW_ERROR, RW_ERROR_TIMEOUT))
    g_prefix_error (&error, "%s ", _ ("The file is not on this computer."));
  g_task_return_error (task, error);
}

/* Files have connections of their own: a long one must not keep an edit waiting. */
SoupMessage *
rw_session_new_file_message (RwSession *self, const char *method, const char *digest)
{
  g_autofree char *path = g_strconcat ("/v1/files/", digest, NULL);
  RwTlsTrust *trust = rw_http_client_get_trust (self->http);

  if (trust != NULL && trust != rw_http_client_get_trust (self->file_http))
    rw_http_client_set_trust (self->file_http, trust);
  rw_http_client_set_token (self->file_http, rw_http_client_get_token (self->http));
  return rw_http_client_new_message (self->file_http, method, path);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = RW_SESSION (source);
  FileJob *job = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = NULL;
  GError *error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    {
      g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (!g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, error);
      return;
    }
  g_error_free (error);
  if (rw_session_refuse (self, task))
    return;
  message = rw_session_new_file_message (self, SOUP_METHOD_GET, job->digest);
  rw_http_client_fetch_async (self->file_http, message,
                              (gsize) CLAMP (job->size, ANSWER_MOST, RW_FILE_MOST), job->progress,
                              job->progress_data, g_task_get_cancellable (task), fetched_cb,
                              g_object_ref (task));
}

static void
get_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FileJob *job = data;
  GError *error = NULL;
  GBytes *bytes = rw_file_cache_get (job->cache, job->digest, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

/**
 * rw_session_fetch_file_async:
 * @digest: of the file
 * @size: its length in bytes, as its record says
 * @progress: (nullable): told how many bytes came from the server so far, in the main thread, until the
 *   callback runs
 *
 * Gets a file: from this computer, or from the server, and then it is kept here for the next time.
 */
void
rw_session_fetch_file_async (RwSession *self,
                             const char *digest,
                             gint64 size,
                             RwFileProgressFunc progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  FileJob *job;

  g_return_if_fail (RW_IS_SESSION (self) && rw_file_digest_is_valid (digest) && size >= 0);
  g_task_set_source_tag (task, rw_session_fetch_file_async);
  if (rw_session_refuse (self, task))
    return;
  job = file_job_new (self, digest);
  job->size = size;
  job->progress = progress;
  job->progress_data = progress_data;
  g_task_set_task_data (task, job, file_job_free);
  inner = g_task_new (self, cancellable, got_cb, g_object_ref (task));
  g_task_set_task_data (inner, file_job_new (self, digest), file_job_free);
  g_task_run_in_thread (inner, get_thread);
}

/**
 * rw_session_fetch_file_finish:
 *
 * Returns: (transfer full) (nullable): all of the file, which is what its digest says; %RW_ERROR_NOT_FOUND
 *   when the server does not have it either, %RW_ERROR_UNREACHABLE with a sentence for the person
 */
GBytes *
rw_session_fetch_file_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
