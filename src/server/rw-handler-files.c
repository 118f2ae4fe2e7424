/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-file-service.h"
#include "rw-file-upload.h"
#include "rw-server-private.h"

/*
 * /v1/files/<digest>: the bytes of files, which are kept beside the records. Whoever sees a record that
 * speaks of one may have it. A file that goes out is read piece by piece, each when the one before has
 * left: neither a slow disk nor a slow client holds anybody else up.
 */

#define PIECE         (256 * 1024)
#define STALL_SECONDS 30

typedef struct
{
  gatomicrefcount ref_count;
  RwFileService *service;
  GMainContext *context;
  char digest[RW_FILE_DIGEST_LENGTH + 1];
  const RwScope *scope;
  gboolean bytes;  /* they are wanted, and not only to be there */
  gboolean upload; /* asked by who may send it */

  /* The server's thread only. */
  RwRequest *request;
  gboolean sending;
  gboolean reading;

  /* Who has it at the moment. */
  gboolean seen;
  GError *error;
  int fd;
  gint64 size;
  gint64 read;
  GBytes *piece;
} Download;

static Download *
ref_download (Download *download)
{
  g_atomic_ref_count_inc (&download->ref_count);
  return download;
}

static void
unref_download (Download *download)
{
  if (!g_atomic_ref_count_dec (&download->ref_count))
    return;
  g_assert (download->request == NULL);
  if (download->fd >= 0)
    close (download->fd);
  g_clear_pointer (&download->piece, g_bytes_unref);
  g_clear_error (&download->error);
  g_main_context_unref (download->context);
  g_free (download);
}

static gboolean
is_wanted (Download *download)
{
  return download->request != NULL && download->request->message != NULL;
}

/* --- Sending ------------------------------------------------------------------------------------------ */

static void
read_func (gpointer data)
{
  Download *download = data;
  gsize length = (gsize) MIN (PIECE, download->size - download->read);
  g_autofree guint8 *buffer = g_malloc (length);
  gsize done = 0;

  while (done < length)
    {
      gssize n = read (download->fd, buffer + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error (&download->error, RW_ERROR, RW_ERROR_FAILED, "%s",
                       n == 0 ? "It became shorter" : g_strerror (errno));
          return;
        }
      done += (gsize) n;
    }
  download->read += (gint64) length;
  download->piece = g_bytes_new_take (g_steal_pointer (&buffer), length);
}

static void read_on (Download *download);

/* A piece is sent as soon as the one before has left, and the next one is read meanwhile. */
static void
send_on (Download *download)
{
  RwRequest *request = download->request;
  g_autoptr (GBytes) piece = NULL;

  if (!is_wanted (download) || download->sending || download->reading)
    return;
  if (download->error != NULL)
    {
      /* Too late for a status: less than was promised is not taken for the file. */
      g_warning ("A file could not be sent to its end: %s", download->error->message);
      rw_peer_cut (request->peer);
      return;
    }
  piece = g_steal_pointer (&download->piece);
  if (piece == NULL)
    return;
  download->sending = TRUE;
  rw_peer_set_deadline (request->peer, STALL_SECONDS);
  soup_message_body_append_bytes (soup_server_message_get_response_body (request->message), piece);
  soup_server_message_unpause (request->message);
  read_on (download);
}

static void
read_done_func (gpointer data)
{
  Download *download = data;

  download->reading = FALSE;
  send_on (download);
}

static void
read_on (Download *download)
{
  if (download->read == download->size)
    return;
  download->reading = TRUE;
  rw_file_service_run (download->service, read_func, read_done_func, ref_download (download),
                       (GDestroyNotify) unref_download);
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                Download          *download)
{
  download->sending = FALSE;
  send_on (download);
}

static void
start_answer (Download *download)
{
  RwRequest *request = download->request;
  SoupServerMessage *message = request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
  soup_message_headers_set_content_length (headers, download->size);
  /* Whatever it claims to be, no browser is to open it. */
  soup_message_headers_replace (headers, "Content-Type", "application/octet-stream");
  soup_message_headers_replace (headers, "Content-Disposition", "attachment");
  rw_request_protect (request);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  rw_peer_set_deadline (request->peer, STALL_SECONDS);
  if (!download->bytes || download->size == 0)
    {
      soup_server_message_unpause (message);
      return;
    }
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect_data (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb),
                         ref_download (download), (GClosureNotify) (GCallback) unref_download, 0);
  read_on (download);
}

/* --- Looking ------------------------------------------------------------------------------------------ */

static void
open_func (gpointer data)
{
  Download *download = data;
  RwFileFolder *folder = rw_file_store_get_folder (rw_file_service_get_store (download->service));

  /* Who may send it asks whether he must, and counts on it then. */
  if (download->upload)
    rw_file_folder_touch (folder, download->digest, rw_clock_now ());
  download->fd =
    rw_file_folder_open_file (folder, download->digest, &download->size, &download->error);
}

static void
opened_func (gpointer data)
{
  Download *download = data;

  if (!is_wanted (download))
    return;
  if (download->fd >= 0)
    {
      start_answer (download);
      return;
    }
  if (g_error_matches (download->error, RW_ERROR, RW_ERROR_NOT_FOUND))
    rw_request_fail_with (download->request, RW_ERROR_NOT_FOUND, 0,
                          _ ("The file has not arrived at the server yet"));
  else
    rw_request_fail (download->request, download->error);
  g_clear_error (&download->error);
}

static void
open_file (Download *download)
{
  rw_file_service_run (download->service, open_func, opened_func, ref_download (download),
                       (GDestroyNotify) unref_download);
}

static gboolean
row_func (const RwLogRow *row,
          gpointer        user_data)
{
  Download *download = user_data;
  RwScopeView view = rw_scope_look (download->scope, RW_KIND_ATTACHMENT, row->body, row->length);

  download->seen = view == RW_SCOPE_WHOLE || view == RW_SCOPE_REDUCED;
  return !download->seen;
}

static gboolean
looked_cb (gpointer data)
{
  Download *download = data;

  if (!is_wanted (download))
    return G_SOURCE_REMOVE;
  if (download->error != NULL)
    rw_request_fail (download->request, download->error);
  else if (!download->seen)
    rw_request_fail_with (download->request, RW_ERROR_NOT_FOUND, 0, _ ("There is no such file"));
  else
    open_file (download);
  return G_SOURCE_REMOVE;
}

static void
look_func (RwLogStore *store,
           gpointer    data,
           GError     *problem)
{
  Download *download = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (store == NULL)
    download->error = g_error_copy (problem);
  else
    rw_log_store_files (store, download->digest, row_func, download, &download->error);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, looked_cb, ref_download (download),
                         (GDestroyNotify) unref_download);
  g_source_attach (source, download->context);
}

static void
finished_cb (SoupServerMessage *message,
             Download          *download)
{
  g_clear_pointer (&download->request, rw_request_unref);
}

/* GET and HEAD /v1/files/<digest>. */
void
rw_handle_file (RwRequest *request)
{
  Download *download = g_new0 (Download, 1);

  g_atomic_ref_count_init (&download->ref_count);
  download->service = rw_server_get_files (request->server);
  download->context = g_main_context_ref_thread_default ();
  g_strlcpy (download->digest, request->digest, sizeof download->digest);
  download->scope = request->scope;
  download->bytes = g_str_equal (request->route->method, "GET");
  download->upload = !download->bytes && (request->principal->roles & RW_ROLES_STAFF);
  download->fd = -1;
  download->request = rw_request_ref (request);
  g_signal_connect_data (request->message, "finished", G_CALLBACK (finished_cb), download,
                         (GClosureNotify) (GCallback) unref_download, 0);
  if (download->upload)
    open_file (download);
  else
    rw_readers_run (rw_server_get_readers (request->server), &request->principal->token, look_func,
                    ref_download (download), (GDestroyNotify) unref_download);
}

/* PUT /v1/files/<digest>: all of the body is there, though perhaps not on the disk. */
void
rw_handle_put_file (RwRequest *request)
{
  if (request->upload != NULL)
    rw_file_upload_finish (request->upload);
  else
    rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0,
                          _ ("Your roles do not allow to add files"));
}
