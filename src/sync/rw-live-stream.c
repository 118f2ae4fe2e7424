/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-live-stream.h"

#include <glib/gi18n-lib.h>

#include "rackward-config.h"
#include "rw-error.h"
#include "rw-http-client.h"
#include "rw-http-error.h"
#include "rw-live-events.h"

#define CHUNK 4096

struct _RwLiveStream
{
  GObject parent_instance;

  GUri *server;
  RwTlsTrust *trust;
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GCancellable *cancellable;
  RwLiveEvents *events;
  gboolean ended;
};

enum
{
  OPENED,
  HEARD,
  HINT,
  PRESENCE,
  LOST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwLiveStream, rw_live_stream, G_TYPE_OBJECT)

static void
end (RwLiveStream *self, GError *error)
{
  g_autoptr (GError) mine = error;

  if (self->ended)
    return;
  self->ended = TRUE;
  rw_live_events_stop (self->events);
  g_cancellable_cancel (self->cancellable);
  if (!g_error_matches (mine, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[LOST], 0, mine);
}

static void
hint_cb (const char *epoch, gint64 head, gpointer user_data)
{
  g_signal_emit (user_data, signals[HINT], 0, epoch, head);
}

static void
presence_cb (const char *json, gpointer user_data)
{
  g_signal_emit (user_data, signals[PRESENCE], 0, json);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwLiveStream) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length;
  const char *data;

  if (self->ended)
    return;
  if (bytes == NULL)
    {
      end (self, rw_http_error_from_gio (error, self->server, self->trust));
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  if (length == 0)
    {
      end (self,
           g_error_new (RW_ERROR, RW_ERROR_UNREACHABLE, _ ("The server %s closed the connection"),
                        g_uri_get_host (self->server)));
      return;
    }
  g_signal_emit (self, signals[HEARD], 0);
  if (!rw_live_events_take (self->events, data, length))
    {
      end (self, g_error_new (RW_ERROR, RW_ERROR_PROTOCOL,
                              _ ("The server %s sent an event that is too long"),
                              g_uri_get_host (self->server)));
      return;
    }
  if (!self->ended)
    g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                     read_cb, g_object_ref (self));
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwLiveStream) self = user_data;
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->ended)
    return;
  if (self->stream == NULL)
    {
      end (self, rw_http_error_from_gio (error, self->server, self->trust));
      return;
    }
  if (soup_message_get_status (self->message) != SOUP_STATUS_OK)
    {
      end (self, rw_http_error_from_reply (self->message, NULL, 0, self->server));
      return;
    }
  g_signal_emit (self, signals[OPENED], 0);
  if (!self->ended)
    g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->cancellable,
                                     read_cb, g_object_ref (self));
}

static void
rw_live_stream_finalize (GObject *object)
{
  RwLiveStream *self = RW_LIVE_STREAM (object);

  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  rw_http_session_end (g_steal_pointer (&self->session));
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->server, g_uri_unref);
  g_clear_object (&self->trust);
  rw_live_events_free (self->events);
  G_OBJECT_CLASS (rw_live_stream_parent_class)->finalize (object);
}

static void
rw_live_stream_class_init (RwLiveStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_live_stream_finalize;

  signals[OPENED] = g_signal_new ("opened", RW_TYPE_LIVE_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[HEARD] = g_signal_new ("heard", RW_TYPE_LIVE_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[HINT] = g_signal_new ("hint", RW_TYPE_LIVE_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[PRESENCE] = g_signal_new ("presence", RW_TYPE_LIVE_STREAM, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LOST] = g_signal_new ("lost", RW_TYPE_LIVE_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rw_live_stream_init (RwLiveStream *self)
{
  static const RwLiveEventFuncs funcs = { hint_cb, presence_cb };

  /* No time limit: how long silence may last is the protocol's to say. */
  self->session = soup_session_new_with_options ("max-conns", 1, "max-conns-per-host", 1, "timeout",
                                                 0, "user-agent", "rackward/" RW_VERSION, NULL);
  self->cancellable = g_cancellable_new ();
  self->events = rw_live_events_new (&funcs, self);
}

/**
 * rw_live_stream_new:
 * @trust: (nullable): whom to believe
 * @client: the id of the work database
 *
 * Returns: (transfer full): a stream that can be opened once
 */
RwLiveStream *
rw_live_stream_new (GUri *server, RwTlsTrust *trust, const char *token, const char *client)
{
  RwLiveStream *self = g_object_new (RW_TYPE_LIVE_STREAM, NULL);
  g_autofree char *path = g_strconcat ("/v1/live?client=", client, NULL);

  self->server = g_uri_ref (server);
  self->message = rw_http_message_new (server, token, SOUP_METHOD_GET, path);
  if (trust != NULL)
    {
      self->trust = g_object_ref (trust);
      soup_session_set_tls_database (self->session, G_TLS_DATABASE (trust));
      rw_http_show_certificate (self->message, trust);
    }
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept",
                                "text/event-stream");
  return self;
}

void
rw_live_stream_open (RwLiveStream *self)
{
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->cancellable,
                           send_cb, g_object_ref (self));
}

/**
 * rw_live_stream_close:
 *
 * Closes the stream; no signal comes after this.
 */
void
rw_live_stream_close (RwLiveStream *self)
{
  self->ended = TRUE;
  rw_live_events_stop (self->events);
  g_cancellable_cancel (self->cancellable);
}
