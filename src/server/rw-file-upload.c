/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-upload.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-file-service.h"
#include "rw-server-private.h"

/* More than this waits for the disk in memory only until the connection was told to wait. */
#define WAITING_MOST  (1024 * 1024)
#define WAITING_LEAST (256 * 1024)

struct _RwFileUpload
{
  gatomicrefcount ref_count;
  RwFileService *service;
  char digest[RW_FILE_DIGEST_LENGTH + 1];
  goffset size;

  /* The server's thread only. */
  RwRequest *request; /* NULL when nobody waits any more */
  RwId token;
  gboolean paused;
  gboolean busy; /* a job runs, or came back and was not looked at */

  /* The thread of the running job only. */
  RwFileWriter *writer;
  gint64 reserved;
  gboolean begun;

  /* Shared, under the lock. */
  GMutex lock;
  GQueue chunks; /* of GBytes */
  gsize waiting;
  gboolean finish;
  gboolean cancelled;
  gboolean done;
  gboolean added;
  GError *error;
};

static RwFileUpload *
ref_upload (RwFileUpload *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rw_file_upload_unref (RwFileUpload *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_assert (self->request == NULL && self->writer == NULL && self->reserved == 0);
  g_queue_clear_full (&self->chunks, (GDestroyNotify) g_bytes_unref);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* --- In a thread that may wait for the disk ----------------------------------------------------------- */

/* Returns: (nullable) (transfer full): the next piece */
static GBytes *
next_chunk (RwFileUpload *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GBytes *chunk = self->cancelled ? NULL : g_queue_pop_head (&self->chunks);

  if (chunk != NULL)
    self->waiting -= g_bytes_get_size (chunk);
  return chunk;
}

static void
end_writing (RwFileUpload *self)
{
  g_clear_pointer (&self->writer, rw_file_writer_free);
  if (self->reserved > 0)
    rw_file_store_release (rw_file_service_get_store (self->service), self->reserved);
  self->reserved = 0;
}

static void
begin_writing (RwFileUpload *self)
{
  RwFileStore *store = rw_file_service_get_store (self->service);

  self->begun = TRUE;
  if (!rw_file_store_reserve (store, self->size, &self->error))
    return;
  self->reserved = self->size;
  self->writer = rw_file_writer_new (rw_file_store_get_folder (store), &self->error);
}

static gboolean
is_wanted (RwFileUpload *self,
           gboolean     *finish)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  *finish = self->finish && !self->done && g_queue_is_empty (&self->chunks);
  return !self->cancelled;
}

static void
keep (RwFileUpload *self)
{
  gboolean added = FALSE;

  if (self->error == NULL)
    rw_file_store_keep (rw_file_service_get_store (self->service), self->writer, self->digest,
                        &added, &self->error);
  end_writing (self);
  g_mutex_lock (&self->lock);
  self->added = added;
  self->done = TRUE;
  g_mutex_unlock (&self->lock);
}

static void
work_func (gpointer data)
{
  RwFileUpload *self = data;
  gboolean finish, wanted = is_wanted (self, &finish);
  GBytes *chunk;

  if (wanted && !self->begun)
    begin_writing (self);
  /* What comes after a fault is read and dropped: the answer is for who has sent all. */
  while ((chunk = next_chunk (self)) != NULL)
    {
      if (self->error == NULL)
        rw_file_writer_write (self->writer, g_bytes_get_data (chunk, NULL),
                              g_bytes_get_size (chunk), &self->error);
      g_bytes_unref (chunk);
    }
  wanted = is_wanted (self, &finish);
  if (wanted && finish)
    keep (self);
  else if (!wanted || self->error != NULL)
    end_writing (self);
}

/* --- The server's thread ------------------------------------------------------------------------------ */

static void
reply (RwFileUpload *self)
{
  GString *json;

  if (self->error != NULL)
    {
      rw_request_fail (self->request, self->error);
      return;
    }
  json = g_string_new (NULL);
  g_string_printf (json, "{\"digest\":\"%s\",\"size\":%" G_GOFFSET_FORMAT "}", self->digest,
                   self->size);
  rw_request_reply (self->request, self->added ? SOUP_STATUS_CREATED : SOUP_STATUS_OK, json);
}

static void go_on (RwFileUpload *self);

static void
done_func (gpointer data)
{
  RwFileUpload *self = data;
  RwRequest *request = self->request;
  gsize waiting;
  gboolean done, more;

  self->busy = FALSE;
  g_mutex_lock (&self->lock);
  waiting = self->waiting;
  done = self->done;
  more = !done && (!g_queue_is_empty (&self->chunks) || self->finish || self->cancelled);
  g_mutex_unlock (&self->lock);

  if (more && !(self->request == NULL && self->writer == NULL))
    go_on (self);
  if (request == NULL || request->message == NULL)
    return;
  if (self->paused && waiting <= WAITING_LEAST)
    {
      self->paused = FALSE;
      soup_server_message_unpause (request->message);
    }
  if (done)
    reply (self);
}

static void
go_on (RwFileUpload *self)
{
  if (self->busy)
    return;
  self->busy = TRUE;
  rw_file_service_run (self->service, work_func, done_func, ref_upload (self),
                       (GDestroyNotify) rw_file_upload_unref);
}

static void
finished_cb (SoupServerMessage *message,
             RwFileUpload      *self)
{
  if (self->request == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->cancelled = TRUE;
  g_mutex_unlock (&self->lock);
  rw_file_service_dismiss (self->service, &self->token);
  g_clear_pointer (&self->request, rw_request_unref);
  go_on (self);
}

/**
 * rw_file_upload_take:
 * @chunk: the next piece of the body
 *
 * Has it written. When the disk does not keep up, the connection waits.
 */
void
rw_file_upload_take (RwFileUpload *self,
                     GBytes       *chunk)
{
  gsize waiting;

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->chunks, g_bytes_ref (chunk));
  self->waiting += g_bytes_get_size (chunk);
  waiting = self->waiting;
  g_mutex_unlock (&self->lock);
  go_on (self);
  if (waiting > WAITING_MOST && !self->paused && self->request != NULL)
    {
      self->paused = TRUE;
      soup_server_message_pause (self->request->message);
    }
}

/**
 * rw_file_upload_finish:
 *
 * All of it is there: the request is answered when the disk has it.
 */
void
rw_file_upload_finish (RwFileUpload *self)
{
  g_mutex_lock (&self->lock);
  self->finish = TRUE;
  g_mutex_unlock (&self->lock);
  go_on (self);
}

/**
 * rw_file_upload_begin:
 * @request: its header is there; receives the upload
 * @digest: under which the file is to be kept
 * @size: what the header says
 *
 * Begins to take a file in.
 */
RwFileUploadStart
rw_file_upload_begin (RwRequest  *request,
                      const char *digest,
                      goffset     size)
{
  RwFileService *service = rw_server_get_files (request->server);
  RwFileUpload *self;

  if (!(request->principal->roles & RW_ROLES_STAFF))
    return RW_FILE_UPLOAD_FORBIDDEN;
  if (!rw_file_service_admit (service, &request->principal->token))
    return RW_FILE_UPLOAD_BUSY;
  self = g_new0 (RwFileUpload, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  g_queue_init (&self->chunks);
  self->service = service;
  g_strlcpy (self->digest, digest, sizeof self->digest);
  self->size = size;
  self->token = request->principal->token;
  self->request = rw_request_ref (request);
  request->upload = self;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
  g_signal_connect_data (request->message, "finished", G_CALLBACK (finished_cb), ref_upload (self),
                         (GClosureNotify) (GCallback) rw_file_upload_unref, 0);
  return RW_FILE_UPLOAD_BEGUN;
}
