/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-http-client.h"

#include <glib/gi18n-lib.h>

#include "rackward-config.h"
#include "rw-error.h"
#include "rw-http-error.h"
#include "rw-json.h"
#include "rw-schema.h"

#define CONNECTIONS     2
#define TIMEOUT_SECONDS 15
/* So long the end of connections is waited for. */
#define CLOSE_MOST (5 * G_USEC_PER_SEC)
#define REPLY_MOST      (16 * 1024 * 1024)
#define CHUNK           (64 * 1024)

struct _RwHttpClient
{
  GObject parent_instance;

  GUri *server;
  char *token;
  RwTlsTrust *trust;
  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (RwHttpClient, rw_http_client, G_TYPE_OBJECT)

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize most;
  gboolean bytes; /* what comes back is a file and not JSON */
  RwHttpProgressFunc progress;
  gpointer progress_data;
  guint retry_after;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_free (exchange);
}

static void
fail (GTask *task, const GError *error)
{
  RwHttpClient *self = g_task_get_source_object (task);

  /* Not the caller's doing: whoever asked is to hear that nothing will come. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_UNREACHABLE,
                               _ ("The connection to %s was closed"),
                               g_uri_get_host (self->server));
      return;
    }
  g_task_return_error (task, rw_http_error_from_gio (error, self->server, self->trust));
}

static void
finish_exchange (GTask *task)
{
  RwHttpClient *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint status = soup_message_get_status (exchange->message);
  JsonNode *root;

  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_task_return_error (task, rw_http_error_from_reply (exchange->message,
                                                           (const char *) exchange->body->data,
                                                           exchange->body->len, self->server));
      return;
    }
  if (exchange->bytes)
    {
      g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body)),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (exchange->body->len == 0)
    {
      g_task_return_pointer (task, json_node_new (JSON_NODE_NULL),
                             (GDestroyNotify) json_node_unref);
      return;
    }
  root = rw_json_parse ((const char *) exchange->body->data, exchange->body->len, &error);
  if (root == NULL)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_PROTOCOL,
                               _ ("What answers at %s is not a Rackward server: %s"),
                               g_uri_get_host (self->server), error->message);
      return;
    }
  g_task_return_pointer (task, root, (GDestroyNotify) json_node_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwHttpClient *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
    g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    {
      fail (task, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      finish_exchange (task);
      return;
    }
  if (exchange->body->len + g_bytes_get_size (bytes) > exchange->most)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_PROTOCOL,
                               _ ("The server %s sent more than was asked for"),
                               g_uri_get_host (self->server));
      return;
    }
  g_byte_array_append (exchange->body, g_bytes_get_data (bytes, NULL),
                       (guint) g_bytes_get_size (bytes));
  if (exchange->progress != NULL)
    exchange->progress (exchange->body->len, exchange->progress_data);
  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    {
      fail (task, error);
      return;
    }
  exchange->retry_after = rw_http_retry_after (exchange->message);
  g_input_stream_read_bytes_async (exchange->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

/**
 * rw_http_session_is_alone:
 * @session: aborted
 *
 * libsoup's sessions belong to one thread, but requests that were broken off hold them until GIO's threads
 * are done with the connections.
 *
 * Returns: whether nobody but the caller holds it
 */
gboolean
rw_http_session_is_alone (SoupSession *session)
{
  return g_atomic_int_get (&G_OBJECT (session)->ref_count) == 1;
}

typedef struct
{
  SoupSession *session;
  gint64 until;
} Ending;

/* Sessions that are not taken apart yet; main thread. */
static guint n_ending;

/**
 * rw_http_sessions_are_ended:
 *
 * Returns: whether nothing is left of the connections of sessions given to rw_http_session_end(). Main
 *   thread only
 */
gboolean
rw_http_sessions_are_ended (void)
{
  return n_ending == 0;
}

static gboolean
end_cb (gpointer data)
{
  Ending *ending = data;

  if (!rw_http_session_is_alone (ending->session) && g_get_monotonic_time () < ending->until)
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_object_unref (ending->session);
  g_free (ending);
  n_ending--;
}

/**
 * rw_http_session_end:
 * @session: (transfer full): of the main thread
 *
 * Breaks off what is under way, and takes the session apart in this thread: now, or when nothing else
 * holds it.
 */
void
rw_http_session_end (SoupSession *session)
{
  Ending *ending;

  soup_session_abort (session);
  if (rw_http_session_is_alone (session))
    {
      g_object_unref (session);
      return;
    }
  ending = g_new (Ending, 1);
  n_ending++;
  *ending = (Ending) { session, g_get_monotonic_time () + CLOSE_MOST };
  g_timeout_add_full (G_PRIORITY_DEFAULT, 10, end_cb, ending, ending_free);
}

static void
rw_http_client_finalize (GObject *object)
{
  RwHttpClient *self = RW_HTTP_CLIENT (object);

  rw_http_session_end (g_steal_pointer (&self->session));
  g_clear_object (&self->trust);
  g_clear_pointer (&self->server, g_uri_unref);
  g_clear_pointer (&self->token, g_free);
  G_OBJECT_CLASS (rw_http_client_parent_class)->finalize (object);
}

static void
rw_http_client_class_init (RwHttpClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_http_client_finalize;
}

static SoupSession *
make_session (void)
{
  return soup_session_new_with_options ("max-conns", CONNECTIONS, "max-conns-per-host", CONNECTIONS,
                                        "timeout", rw_http_timeout (TIMEOUT_SECONDS),
                                        "idle-timeout", 60, "user-agent", "rackward/" RW_VERSION,
                                        NULL);
}

static void
rw_http_client_init (RwHttpClient *self)
{
  self->session = make_session ();
}

/**
 * rw_http_client_new:
 * @server_url: https, or http to this machine; host, port; a path is what a reverse proxy may have put before ours
 *
 * Returns: (transfer full) (nullable): the client; %RW_ERROR_INVALID for what is no such address
 */
RwHttpClient *
rw_http_client_new (const char *server_url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (server_url, SOUP_HTTP_URI_FLAGS, NULL);
  RwHttpClient *self;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (g_strcmp0 (g_uri_get_scheme (uri), "http") != 0 &&
       g_strcmp0 (g_uri_get_scheme (uri), "https") != 0))
    {
      g_set_error (
        error, RW_ERROR, RW_ERROR_INVALID,
        _ ("“%s” is not the address of a server; one looks like https://rackward.example.net"),
        server_url);
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _ ("Leave the log-in out of the address: you are asked for it"));
      return NULL;
    }
  if (strcmp (g_uri_get_scheme (uri), "http") == 0 && !rw_http_is_loopback (uri))
    {
      g_set_error_literal (
        error, RW_ERROR, RW_ERROR_INVALID,
        _ ("Without encryption anybody on the way could read your password: use https://"));
      return NULL;
    }
  self = g_object_new (RW_TYPE_HTTP_CLIENT, NULL);
  self->server = g_steal_pointer (&uri);
  return self;
}

/**
 * rw_http_client_set_trust:
 * @trust: whom to believe in what is sent after this; what is under way is broken off
 */
void
rw_http_client_set_trust (RwHttpClient *self, RwTlsTrust *trust)
{
  /* A connection that is open was made with whom was believed before. */
  if (self->trust != NULL)
    {
      rw_http_session_end (g_steal_pointer (&self->session));
      self->session = make_session ();
    }
  g_set_object (&self->trust, trust);
  soup_session_set_tls_database (self->session, G_TLS_DATABASE (trust));
}

/**
 * rw_http_client_hang_up:
 *
 * Closes every connection and breaks off what is under way; what is sent after this makes a new one.
 */
void
rw_http_client_hang_up (RwHttpClient *self)
{
  rw_http_session_end (g_steal_pointer (&self->session));
  self->session = make_session ();
  if (self->trust != NULL)
    soup_session_set_tls_database (self->session, G_TLS_DATABASE (self->trust));
}

/**
 * rw_http_client_get_trust:
 *
 * Returns: (transfer none) (nullable): whom the connections believe
 */
RwTlsTrust *
rw_http_client_get_trust (RwHttpClient *self)
{
  return self->trust;
}

GUri *
rw_http_client_get_server (RwHttpClient *self)
{
  return self->server;
}

/**
 * rw_http_client_set_token:
 * @token: (nullable): goes with every message made after this
 */
void
rw_http_client_set_token (RwHttpClient *self, const char *token)
{
  g_set_str (&self->token, token);
}

const char *
rw_http_client_get_token (RwHttpClient *self)
{
  return self->token;
}

static guint timeout_override;

/**
 * rw_http_override_timeout:
 * @seconds: how long servers may be silent, 0 for the usual time
 *
 * For tests, before a session is made.
 */
void
rw_http_override_timeout (guint seconds)
{
  timeout_override = seconds;
}

guint
rw_http_timeout (guint usual)
{
  return timeout_override > 0 ? timeout_override : usual;
}

/**
 * rw_http_message_new:
 * @path: with its query, escaped, beginning with a slash
 *
 * Returns: (transfer full): a message as every one to a Rackward server is
 */
SoupMessage *
rw_http_message_new (GUri *server, const char *token, const char *method, const char *path)
{
  const char *prefix = g_uri_get_path (server);
  g_autofree char *version = g_strdup_printf ("%d", RW_SCHEMA_VERSION);
  g_autofree char *host = strchr (g_uri_get_host (server), ':') != NULL
                            ? g_strdup_printf ("[%s]", g_uri_get_host (server))
                            : g_strdup (g_uri_get_host (server));
  g_autofree char *port =
    g_uri_get_port (server) > 0 ? g_strdup_printf (":%d", g_uri_get_port (server)) : g_strdup ("");
  g_autofree char *trimmed = g_strdup (prefix);
  g_autofree char *url = NULL;
  SoupMessageHeaders *headers;
  SoupMessage *message;

  while (*trimmed != '\0' && g_str_has_suffix (trimmed, "/"))
    trimmed[strlen (trimmed) - 1] = '\0';
  url = g_strconcat (g_uri_get_scheme (server), "://", host, port, trimmed, path, NULL);
  message = soup_message_new (method, url);
  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (headers, "Rackward-Schema", version);
  if (rw_http_is_loopback (server))
    soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  return message;
}

SoupMessage *
rw_http_client_new_message (RwHttpClient *self, const char *method, const char *path)
{
  return rw_http_message_new (self->server, self->token, method, path);
}

/**
 * rw_http_show_certificate:
 * @trust: (nullable): has the certificate that this client shows, if it has one
 */
void
rw_http_show_certificate (SoupMessage *message, RwTlsTrust *trust)
{
  GTlsCertificate *client = trust != NULL ? rw_tls_trust_get_client (trust) : NULL;

  if (trust == NULL)
    return;
  if (client != NULL)
    soup_message_set_tls_client_certificate (message, client);
  else
    g_signal_connect_object (message, "request-certificate", G_CALLBACK (rw_tls_trust_note_request),
                             trust, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "got-headers", G_CALLBACK (rw_tls_trust_note_answer), trust,
                           G_CONNECT_SWAPPED);
}

static Exchange *
start_exchange (GTask *task, SoupMessage *message, gsize most)
{
  RwHttpClient *self = g_task_get_source_object (task);
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->message = g_object_ref (message);
  exchange->body = g_byte_array_new ();
  exchange->most = most;
  g_task_set_task_data (task, exchange, exchange_free);
  rw_http_show_certificate (message, self->trust);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT,
                           g_task_get_cancellable (task), send_cb, g_object_ref (task));
  return exchange;
}

/**
 * rw_http_client_send_async:
 * @body: (nullable): JSON; %NULL for none, or when @message has one already
 */
void
rw_http_client_send_async (RwHttpClient *self,
                           SoupMessage *message,
                           GBytes *body,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rw_http_client_send_async);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  start_exchange (task, message, REPLY_MOST);
}

/**
 * rw_http_client_fetch_async:
 * @most: more than this is not taken, in bytes
 * @progress: (nullable): told how much came, in the main thread
 *
 * Asks for something that is not JSON.
 */
void
rw_http_client_fetch_async (RwHttpClient *self,
                            SoupMessage *message,
                            gsize most,
                            RwHttpProgressFunc progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Exchange *exchange;

  g_task_set_source_tag (task, rw_http_client_fetch_async);
  exchange = start_exchange (task, message, most);
  exchange->bytes = TRUE;
  exchange->progress = progress;
  exchange->progress_data = progress_data;
}

/**
 * rw_http_client_fetch_finish:
 *
 * Returns: (transfer full) (nullable): all that came
 */
GBytes *
rw_http_client_fetch_finish (RwHttpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rw_http_client_send_finish:
 * @retry_after: (out) (optional): seconds to wait, as far as the server said, also with an error
 *
 * Returns: (transfer full) (nullable): the answer; a null node for an empty one
 */
JsonNode *
rw_http_client_send_finish (RwHttpClient *self,
                            GAsyncResult *result,
                            guint *retry_after,
                            GError **error)
{
  Exchange *exchange;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  exchange = g_task_get_task_data (G_TASK (result));
  if (retry_after != NULL)
    *retry_after = exchange->retry_after;
  return g_task_propagate_pointer (G_TASK (result), error);
}
