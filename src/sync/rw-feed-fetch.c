/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-fetch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rackward-config.h"
#include "rw-error.h"
#include "rw-http-client.h"
#include "rw-http-error.h"

#define TIMEOUT_SECONDS 30
#define CHUNK           (256 * 1024)
/* The longest row: a document of 200,000 characters, all of them escaped, fits. */
#define LINE_MOST  (4 * 1024 * 1024)
#define ERROR_MOST (64 * 1024)
/* So long the end of a connection is waited for. */
#define CLOSE_MOST (5 * G_USEC_PER_SEC)

struct _RwFeedFetch
{
  GUri *server;
  RwTlsTrust *trust;
  GMainContext *context;
  SoupSession *session;
  char *chunk;
  GByteArray *rest;
};

/**
 * rw_feed_fetch_new:
 * @trust: (nullable): whom to believe
 *
 * Returns: (transfer full): for the calling thread
 */
RwFeedFetch *
rw_feed_fetch_new (GUri *server, RwTlsTrust *trust)
{
  RwFeedFetch *self = g_new0 (RwFeedFetch, 1);

  self->server = g_uri_ref (server);
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("max-conns", 1, "max-conns-per-host", 1, "timeout",
                                                 rw_http_timeout (TIMEOUT_SECONDS), "user-agent",
                                                 "rackward/" RW_VERSION, NULL);
  if (trust != NULL)
    {
      self->trust = g_object_ref (trust);
      soup_session_set_tls_database (self->session, G_TLS_DATABASE (trust));
    }
  self->chunk = g_malloc (CHUNK);
  self->rest = g_byte_array_new ();
  return self;
}

void
rw_feed_fetch_free (RwFeedFetch *self)
{
  gint64 end = g_get_monotonic_time () + CLOSE_MOST;

  if (self == NULL)
    return;
  soup_session_abort (self->session);
  /* What was broken off holds the session until GIO is done with it, in threads of its own. The last to let
   * go takes it apart, and that must not happen in one of those while something is dispatched here: so
   * our hold on it is the last. */
  while (!rw_http_session_is_alone (self->session) && g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (self->context, FALSE))
        g_usleep (1000);
    }
  g_clear_object (&self->session);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_uri_unref (self->server);
  g_clear_object (&self->trust);
  g_byte_array_unref (self->rest);
  g_free (self->chunk);
  g_free (self);
}

static gboolean
take_chunk (RwFeedFetch *self,
            gsize length,
            RwFeedLineFunc func,
            gpointer user_data,
            GError **error)
{
  const char *from = self->chunk, *end = self->chunk + length, *newline;

  while ((newline = memchr (from, '\n', (gsize) (end - from))) != NULL)
    {
      const char *line = from;
      gsize line_length = (gsize) (newline - from);

      if (self->rest->len > 0)
        {
          g_byte_array_append (self->rest, (const guint8 *) from, (guint) line_length);
          line = (const char *) self->rest->data;
          line_length = self->rest->len;
        }
      from = newline + 1;
      if (line_length > 0 && !func (line, line_length, user_data, error))
        return FALSE;
      g_byte_array_set_size (self->rest, 0);
    }
  if (self->rest->len + (gsize) (end - from) > LINE_MOST)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL,
                   _ ("The server %s sent a record that is too long"),
                   g_uri_get_host (self->server));
      return FALSE;
    }
  g_byte_array_append (self->rest, (const guint8 *) from, (guint) (end - from));
  return TRUE;
}

static gssize
read_some (RwFeedFetch *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;
  gssize got = g_input_stream_read (stream, self->chunk, CHUNK, cancellable, &local);

  if (got < 0)
    g_propagate_error (error, rw_http_error_from_gio (local, self->server, self->trust));
  return got;
}

static gboolean
read_lines (RwFeedFetch *self,
            GInputStream *stream,
            gsize most,
            RwFeedLineFunc func,
            gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  gsize total = 0;
  gssize got;

  while ((got = read_some (self, stream, cancellable, error)) > 0)
    {
      total += (gsize) got;
      if (total > most)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL,
                       _ ("The server %s sent more than was asked for"),
                       g_uri_get_host (self->server));
          return FALSE;
        }
      if (!take_chunk (self, (gsize) got, func, user_data, error))
        return FALSE;
    }
  if (got < 0)
    return FALSE;
  /* The last line may lack its end. */
  return self->rest->len == 0 ||
         func ((const char *) self->rest->data, self->rest->len, user_data, error);
}

static GError *
read_error (RwFeedFetch *self,
            SoupMessage *message,
            GInputStream *stream,
            GCancellable *cancellable)
{
  while (self->rest->len < ERROR_MOST)
    {
      gssize got = g_input_stream_read (stream, self->chunk, CHUNK, cancellable, NULL);

      if (got <= 0)
        break;
      g_byte_array_append (self->rest, (const guint8 *) self->chunk, (guint) got);
    }
  return rw_http_error_from_reply (message, (const char *) self->rest->data, self->rest->len,
                                   self->server);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

/* Not the blocking call: the handshake asks this thread's main loop for the client's certificate. */
static GInputStream *
send_message (RwFeedFetch *self, SoupMessage *message, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, cancellable, sent_cb,
                           &result);
  while (result == NULL)
    g_main_context_iteration (self->context, TRUE);
  return soup_session_send_finish (self->session, result, error);
}

/**
 * rw_feed_fetch_run:
 * @token: of the person
 * @path: of the page, with its query
 * @most: bytes that a page may have
 * @func: takes the lines, in this thread
 * @retry_after: (out): seconds the server asked to wait
 *
 * Fetches one page.
 */
gboolean
rw_feed_fetch_run (RwFeedFetch *self,
                   const char *token,
                   const char *path,
                   gsize most,
                   RwFeedLineFunc func,
                   gpointer user_data,
                   guint *retry_after,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SoupMessage) message =
    rw_http_message_new (self->server, token, SOUP_METHOD_GET, path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GInputStream) stream = NULL;
  gboolean done;

  *retry_after = 0;
  g_byte_array_set_size (self->rest, 0);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "application/x-ndjson");
  rw_http_show_certificate (message, self->trust);
  stream = send_message (self, message, cancellable, &local);
  if (stream == NULL)
    {
      g_propagate_error (error, rw_http_error_from_gio (local, self->server, self->trust));
      return FALSE;
    }
  *retry_after = rw_http_retry_after (message);
  if (soup_message_get_status (message) != SOUP_STATUS_OK)
    {
      g_propagate_error (error, read_error (self, message, stream, cancellable));
      return FALSE;
    }
  done = read_lines (self, stream, most, func, user_data, cancellable, error);
  g_input_stream_close (stream, NULL, NULL);
  return done;
}
