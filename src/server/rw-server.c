/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rackward-config.h"

#include "rw-server-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sodium.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-store-lock.h"
#include "rw-throttle.h"

#define READERS_MOST      32
#define IDLE_SECONDS      75
#define TOO_LARGE_SECONDS 10

/* A stream whose other side is gone without a word gets no answer to its heartbeat. */
#define VANISHED_MS 60000

/* Deletions are remembered this long: a client that was away longer starts from zero. */
#define TOMBSTONE_LIFETIME (90 * RW_DAY)
#define COLLECT_SECONDS    (24 * 3600)

struct _RwServer
{
  GObject parent_instance;

  RwServerOptions options;
  char *data_dir;
  RwStoreLock *lock;
  RwStoreThread *store;
  RwAuth *auth;
  RwLive *live;
  GThreadPool *readers;
  RwThrottle *by_principal;
  RwThrottle *by_address;

  GTlsCertificate *certificate;
  GSocketService *service;
  SoupServer *soup;
  GSource *collect;
  GHashTable *requests; /* of RwRequest: not yet answered */
  guint connections;
  guint16 port;
  char *url;

  char *epoch;
  char *epochs;
  gint64 head;
};

G_DEFINE_FINAL_TYPE (RwServer, rw_server, G_TYPE_OBJECT)

static const RwRoute routes[] = {
  { "GET", "/v1/hello", RW_ROUTE_OPEN | RW_ROUTE_ANY_SCHEMA, 0, rw_handle_hello },
  { "POST", "/v1/login", RW_ROUTE_OPEN, 8 * 1024, rw_handle_login },
  { "POST", "/v1/logout", RW_ROUTE_ANY_SCHEMA, 8 * 1024, rw_handle_logout },
  { "GET", "/v1/me", RW_ROUTE_NONE, 0, rw_handle_me },
  { "GET", "/v1/changes", RW_ROUTE_READS, 0, rw_handle_changes },
  { "POST", "/v1/mutations", RW_ROUTE_READS, 8 * 1024 * 1024, rw_handle_mutations },
  { "GET", "/v1/live", RW_ROUTE_READS, 0, rw_handle_live },
  { "POST", "/v1/presence", RW_ROUTE_READS, 8 * 1024, rw_handle_presence },
  { "GET", "/v1/history", RW_ROUTE_READS, 0, rw_handle_history },
};

/* --- Requests ------------------------------------------------------------------------------------- */

static G_DEFINE_QUARK (rw-request, request)

static RwRequest *
get_request (SoupServerMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), request_quark ());
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              RwRequest         *request)
{
  request->received += (goffset) g_bytes_get_size (chunk);
  if (request->too_large || request->received <= (request->route != NULL ? request->route->body_most : 0))
    return;
  /* The rest is read, so that the answer can be, but not kept, and not for long. */
  request->too_large = TRUE;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  soup_message_body_truncate (soup_server_message_get_request_body (message));
  rw_peer_set_deadline (request->peer, TOO_LARGE_SECONDS);
}

static void
finished_cb (SoupServerMessage *message,
             RwRequest         *request)
{
  g_signal_handlers_disconnect_by_data (message, request);
  g_hash_table_remove (request->server->requests, request);
}

/* After the header, before the body. */
static void
early_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  RwServer *self = user_data;
  RwPeer *peer = rw_peer_from_address (soup_server_message_get_remote_address (message));
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = soup_server_message_get_method (message);
  RwRequest *request;

  if (peer == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      return;
    }
  request = rw_request_new (self, message, peer);
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].path, path) && g_str_equal (routes[i].method, method))
      request->route = &routes[i];
  g_object_set_qdata (G_OBJECT (message), request_quark (), request);
  g_hash_table_add (self->requests, request);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), request);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), request);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (request->route != NULL ? request->route->body_most : 0))
    {
      request->too_large = TRUE;
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
      rw_peer_set_deadline (peer, TOO_LARGE_SECONDS);
    }
  else
    rw_peer_set_deadline (peer, self->options.body_seconds);
}

static gboolean
check_schema (RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *text = soup_message_headers_get_one (headers, "Rackward-Schema");
  guint64 schema;

  if ((request->route->flags & RW_ROUTE_ANY_SCHEMA) || text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &schema, NULL))
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0, "Rackward-Schema: not a number");
      return FALSE;
    }
  if (schema >= RW_SCHEMA_VERSION)
    return TRUE;
  rw_request_fail_with (request, RW_ERROR_TOO_NEW, 0,
                        "This server is newer (schema %d) than this Rackward (schema %d); update it", RW_SCHEMA_VERSION,
                        (int) schema);
  return FALSE;
}

static gboolean
authenticate (RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *text = soup_message_headers_get_one (headers, "Authorization");

  if (request->route->flags & RW_ROUTE_OPEN)
    return TRUE;
  if (text != NULL && g_ascii_strncasecmp (text, "Bearer ", 7) == 0)
    request->principal = rw_auth_find (request->server->auth, text + 7);
  if (request->principal == NULL)
    {
      rw_request_fail_with (request, RW_ERROR_AUTH, 0, _ ("Log in first: the token is missing, revoked or has expired"));
      return FALSE;
    }
  request->scope = rw_scope_for_roles (request->principal->roles);
  if ((request->route->flags & RW_ROUTE_READS) && request->scope == NULL)
    {
      rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, _ ("This token may only post to its intake"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_budget (RwRequest  *request,
              RwThrottle *throttle,
              const char *key)
{
  guint retry_after;

  if (rw_throttle_take (throttle, key, rw_clock_now (), &retry_after))
    return TRUE;
  rw_request_fail_with (request, RW_ERROR_BUSY, retry_after, _ ("Too many requests; try again in %u seconds"), retry_after);
  return FALSE;
}

static gboolean
check_principal_budget (RwRequest *request)
{
  char key[RW_ID_STRING_LENGTH + 1];

  if (request->principal == NULL)
    return TRUE;
  rw_id_write (&request->principal->token, key);
  return check_budget (request, request->server->by_principal, key);
}

static void
handler_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  g_autoptr (RwRequest) request = get_request (message);
  RwServer *self = user_data;

  if (request == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
      return;
    }
  rw_request_ref (request);
  rw_peer_clear_deadline (request->peer);
  /* Whatever answers lets it go on, now or later. */
  soup_server_message_pause (message);
  if (request->route == NULL)
    rw_request_fail_with (request, RW_ERROR_NOT_FOUND, 0, "There is no %s %s", soup_server_message_get_method (message), path);
  else if (request->too_large)
    rw_request_fail_with (request, RW_ERROR_LIMIT, 0, "The body is too large; %" G_GOFFSET_FORMAT " bytes are allowed",
                          request->route->body_most);
  else if (check_budget (request, self->by_address, rw_peer_get_address (request->peer)) && check_schema (request) &&
           authenticate (request) && check_principal_budget (request))
    request->route->handler (request);
}

static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    RwServer          *self)
{
  RwPeer *peer = rw_peer_from_address (soup_server_message_get_remote_address (message));

  /* The first one starts with the connection, later ones with their first byte. */
  if (peer != NULL && !rw_peer_next_request (peer))
    rw_peer_set_deadline (peer, self->options.header_seconds);
}

static void
request_over_cb (SoupServer        *soup,
                 SoupServerMessage *message,
                 RwServer          *self)
{
  RwPeer *peer = rw_peer_from_address (soup_server_message_get_remote_address (message));

  if (peer != NULL)
    rw_peer_set_deadline (peer, IDLE_SECONDS);
}

/* --- Connections ---------------------------------------------------------------------------------- */

static void
peer_gone_cb (gpointer data)
{
  RwServer *self = data;

  self->connections--;
  g_object_unref (self);
}

static void
refuse_connection (GSocketConnection *connection)
{
  static const char answer[] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
                               "Content-Length: 0\r\n\r\n";
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_socket_set_blocking (socket, FALSE);
  g_socket_send (socket, answer, sizeof answer - 1, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             RwServer          *self)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (local == NULL || remote == NULL)
    return TRUE;
  if (self->connections >= self->options.connections)
    {
      refuse_connection (connection);
      return TRUE;
    }
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_USER_TIMEOUT, VANISHED_MS, NULL);
  if (self->certificate != NULL)
    {
      stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);
      if (stream == NULL)
        {
          g_warning ("Could not start TLS: %s", error->message);
          return TRUE;
        }
      /* A client that is cut off says no good-bye. */
      g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
    }
  else
    stream = G_IO_STREAM (g_object_ref (connection));

  self->connections++;
  rw_peer_set_deadline (rw_peer_new (connection, stream, remote, peer_gone_cb, g_object_ref (self)),
                        self->options.header_seconds);
  if (!soup_server_accept_iostream (self->soup, stream, local, remote, &error))
    g_warning ("Could not take in a connection: %s", error->message);
  return TRUE;
}

/* libsoup keeps a connection open for the next request only while it listens itself. It is given a
 * socket that nobody knows the name of: the connections are accepted here, where they can be counted
 * and have a deadline before they say anything. */
static gboolean
let_soup_listen (RwServer *self,
                 GError  **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  g_autofree char *name = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  guint8 bytes[16];
  char hex[2 * sizeof bytes + 1];

  if (socket == NULL)
    return FALSE;
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (hex, sizeof hex, bytes, sizeof bytes);
  name = g_strconcat ("rackwardd-", hex, NULL);
  address = g_unix_socket_address_new_with_type (name, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  return g_socket_bind (socket, address, FALSE, error) && g_socket_listen (socket, error) &&
         soup_server_listen_socket (self->soup, socket, 0, error);
}

static gboolean
parse_address (const char     *text,
               GSocketAddress **address,
               GError         **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 port;

  *address = NULL;
  if (colon != NULL && g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    {
      host = text[0] == '[' && colon > text + 1 && colon[-1] == ']' ? g_strndup (text + 1, (gsize) (colon - text) - 2)
                                                                    : g_strndup (text, (gsize) (colon - text));
      *address = g_inet_socket_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1" : host, (guint) port);
    }
  if (*address != NULL)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is not an address to listen on; 127.0.0.1:7450 and [::1]:7450 are"),
               text);
  return FALSE;
}

static void
collected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  rw_store_thread_run_finish (result, &error);
  if (error != NULL)
    g_warning ("Could not forget old deletions: %s", error->message);
}

static gboolean
collect_cb (gpointer data)
{
  RwServer *self = data;
  gint64 before = rw_clock_now () - TOMBSTONE_LIFETIME;

  rw_store_thread_run_async (self->store, rw_server_collect_func, g_memdup2 (&before, sizeof before), g_free, NULL, collected_cb, NULL);
  return G_SOURCE_CONTINUE;
}

/**
 * rw_server_listen:
 * @address: address and port; port 0 takes a free one, see rw_server_get_port()
 *
 * Starts to answer.
 */
gboolean
rw_server_listen (RwServer    *self,
                  const char  *address,
                  GError     **error)
{
  g_autoptr (GSocketAddress) wanted = NULL;
  g_autoptr (GSocketAddress) effective = NULL;
  GInetAddress *inet;
  g_autofree char *host = NULL;

  g_return_val_if_fail (RW_IS_SERVER (self) && self->service == NULL, FALSE);
  if (!parse_address (address, &wanted, error))
    return FALSE;
  self->soup = soup_server_new ("server-header", "Rackward/" RW_VERSION, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handler_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (request_over_cb), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (request_over_cb), self);
  if (!let_soup_listen (self, error))
    return FALSE;

  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), 128);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &effective, error))
    {
      g_prefix_error (error, _ ("Could not listen on %s: "), address);
      g_clear_object (&self->service);
      return FALSE;
    }
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (effective));
  if (self->certificate == NULL && !g_inet_address_get_is_loopback (inet))
    g_warning ("Listening on %s without TLS: passwords can be read on the way unless a proxy in front adds it", address);
  host = g_inet_address_to_string (inet);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->url = g_strdup_printf (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? "%s://[%s]:%u" : "%s://%s:%u",
                               self->certificate != NULL ? "https" : "http", host, self->port);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);

  self->collect = g_timeout_source_new_seconds (COLLECT_SECONDS);
  g_source_set_callback (self->collect, collect_cb, self, NULL);
  g_source_attach (self->collect, g_main_context_get_thread_default ());
  collect_cb (self);
  return TRUE;
}

/* Lets go of everybody who waits for an answer: libsoup forgets them without a word. */
static void
end_requests (RwServer *self)
{
  g_autoptr (GPtrArray) requests = g_hash_table_get_keys_as_ptr_array (self->requests);

  for (guint i = 0; i < requests->len; i++)
    {
      g_autoptr (SoupServerMessage) message = ((RwRequest *) g_ptr_array_index (requests, i))->message;

      if (message != NULL)
        g_signal_emit_by_name (g_object_ref (message), "finished");
    }
}

/**
 * rw_server_stop:
 *
 * Ends all connections, waits for what is being written, and closes the store. The server cannot be
 * started again.
 */
void
rw_server_stop (RwServer *self)
{
  g_return_if_fail (RW_IS_SERVER (self));
  if (self->collect != NULL)
    g_source_destroy (self->collect);
  g_clear_pointer (&self->collect, g_source_unref);
  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
      g_signal_handlers_disconnect_by_data (self->service, self);
      g_clear_object (&self->service);
    }
  end_requests (self);
  if (self->soup != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->soup, self);
      soup_server_disconnect (self->soup);
      g_clear_object (&self->soup);
    }
  if (self->readers != NULL)
    g_thread_pool_free (g_steal_pointer (&self->readers), FALSE, TRUE);
  g_clear_pointer (&self->live, rw_live_free);
  g_clear_pointer (&self->auth, rw_auth_free);
  g_clear_pointer (&self->store, rw_store_thread_free);
  g_clear_pointer (&self->lock, rw_store_lock_release);
}

/* --- For the handlers ----------------------------------------------------------------------------- */

RwStoreThread *
rw_server_get_store (RwServer *self)
{
  return self->store;
}

RwAuth *
rw_server_get_auth (RwServer *self)
{
  return self->auth;
}

RwLive *
rw_server_get_live (RwServer *self)
{
  return self->live;
}

const char *
rw_server_get_epoch (RwServer *self)
{
  return self->epoch;
}

/* This epoch and those before it, as JSON. */
const char *
rw_server_get_epochs (RwServer *self)
{
  return self->epochs;
}

gint64
rw_server_get_head (RwServer *self)
{
  return self->head;
}

/**
 * rw_server_set_head:
 * @head: number of the last write
 *
 * Tells everybody who listens if there are new ones.
 */
void
rw_server_set_head (RwServer *self,
                    gint64    head)
{
  if (head <= self->head)
    return;
  self->head = head;
  if (self->live != NULL)
    rw_live_hint (self->live);
}

typedef struct
{
  RwServerReadFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Reading;

static void
read_func (gpointer data,
           gpointer user_data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogStore) snapshot = rw_log_store_snapshot (user_data, &error);

  reading->func (snapshot, reading->data, error);
  g_clear_object (&snapshot);
  if (reading->free_data != NULL)
    reading->free_data (reading->data);
  g_free (reading);
}

/**
 * rw_server_read:
 *
 * Runs @func in a reader thread with a snapshot, soon and exactly once.
 */
void
rw_server_read (RwServer         *self,
                RwServerReadFunc  func,
                gpointer          data,
                GDestroyNotify    free_data)
{
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading){ func, data, free_data };
  g_thread_pool_push (self->readers, reading, NULL);
}

/* --- The store's state --------------------------------------------------------------------------------- */

guint16
rw_server_get_port (RwServer *self)
{
  g_return_val_if_fail (RW_IS_SERVER (self), 0);
  return self->port;
}

/**
 * rw_server_get_url:
 *
 * Returns: (transfer none) (nullable): the address for clients, without a slash at its end; %NULL
 *   until it listens
 */
const char *
rw_server_get_url (RwServer *self)
{
  g_return_val_if_fail (RW_IS_SERVER (self), NULL);
  return self->url;
}

/**
 * rw_server_store_path:
 *
 * Returns: (transfer full): the file with the store in a data folder
 */
char *
rw_server_store_path (const char *data_dir)
{
  return g_build_filename (data_dir, "rackward.db", NULL);
}

typedef struct
{
  gboolean new_epoch;
  char *epoch;
  char *epochs;
  gint64 head;
} State;

static gpointer
state_func (RwLogStoreSqlite *store,
            gpointer          data,
            GError          **error)
{
  RwLogStore *log = RW_LOG_STORE (store);
  State *state = data;

  if (state->new_epoch && !rw_log_store_new_epoch (log, error))
    return NULL;
  state->epochs = rw_log_store_get_epochs (log, error);
  if (state->epochs != NULL)
    state->epoch = rw_log_store_get_epoch (log, error);
  state->head = rw_log_store_get_head (log);
  return NULL;
}

static gboolean
read_state (RwServer *self,
            gboolean  new_epoch,
            GError  **error)
{
  State state = { .new_epoch = new_epoch };

  rw_store_thread_run (self->store, state_func, &state, error);
  if (state.epoch == NULL)
    {
      g_free (state.epochs);
      return FALSE;
    }
  g_free (self->epoch);
  g_free (self->epochs);
  self->epoch = state.epoch;
  self->epochs = state.epochs;
  self->head = state.head;
  return TRUE;
}

/**
 * rw_server_new_epoch:
 *
 * See rw_log_store_new_epoch(). Waits for it.
 */
gboolean
rw_server_new_epoch (RwServer *self,
                     GError  **error)
{
  g_return_val_if_fail (RW_IS_SERVER (self), FALSE);
  if (!read_state (self, TRUE, error))
    return FALSE;
  rw_live_hint (self->live);
  return TRUE;
}

/* --- The object ----------------------------------------------------------------------------------- */

static void
rw_server_dispose (GObject *object)
{
  rw_server_stop (RW_SERVER (object));
  G_OBJECT_CLASS (rw_server_parent_class)->dispose (object);
}

static void
rw_server_finalize (GObject *object)
{
  RwServer *self = RW_SERVER (object);

  g_clear_pointer (&self->by_principal, rw_throttle_free);
  g_clear_pointer (&self->by_address, rw_throttle_free);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_object (&self->certificate);
  g_free (self->data_dir);
  g_free (self->url);
  g_free (self->epoch);
  g_free (self->epochs);
  G_OBJECT_CLASS (rw_server_parent_class)->finalize (object);
}

static void
rw_server_class_init (RwServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_server_finalize;
}

static void
rw_server_init (RwServer *self)
{
  self->requests = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) rw_request_unref, NULL);
}

static void
set_default (guint *option,
             guint  value)
{
  if (*option == 0)
    *option = value;
}

static gboolean
load_certificate (RwServer *self,
                  GError  **error)
{
  const RwServerOptions *options = &self->options;

  if (options->tls_cert == NULL)
    return TRUE;
  self->certificate = options->tls_key != NULL
                        ? g_tls_certificate_new_from_files (options->tls_cert, options->tls_key, error)
                        : g_tls_certificate_new_from_file (options->tls_cert, error);
  if (self->certificate != NULL)
    return TRUE;
  g_prefix_error (error, _ ("Could not read the certificate %s: "), options->tls_cert);
  return FALSE;
}

/**
 * rw_server_new:
 *
 * Opens the store, and makes it when there is none.
 *
 * Returns: (transfer full) (nullable): the server; %RW_ERROR_BUSY when another process has the data
 */
RwServer *
rw_server_new (const RwServerOptions *options,
               GError               **error)
{
  g_autoptr (RwServer) self = g_object_new (RW_TYPE_SERVER, NULL);
  g_autofree char *path = rw_server_store_path (options->data_dir);

  if (sodium_init () < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("There are no random numbers to be had"));
      return NULL;
    }
  self->options = *options;
  self->data_dir = g_strdup (options->data_dir);
  set_default (&self->options.connections, 500);
  set_default (&self->options.requests_burst, 400);
  set_default (&self->options.requests_per_second, 100);
  set_default (&self->options.header_seconds, 15);
  set_default (&self->options.body_seconds, 60);
  if (!load_certificate (self, error))
    return NULL;
  self->options.data_dir = self->options.tls_cert = self->options.tls_key = NULL;
  self->by_principal = rw_throttle_new (self->options.requests_burst, self->options.requests_per_second);
  self->by_address = rw_throttle_new (3.0 * self->options.requests_burst, 3.0 * self->options.requests_per_second);

  self->lock = rw_store_lock_acquire (self->data_dir, "rackward", error);
  if (self->lock == NULL)
    return NULL;
  self->store = rw_store_thread_new (path, error);
  if (self->store == NULL || !read_state (self, FALSE, error))
    return NULL;
  self->auth = rw_auth_new (self->store, error);
  if (self->auth == NULL)
    return NULL;
  self->readers = g_thread_pool_new (read_func, rw_store_thread_get_store (self->store), READERS_MOST, FALSE, NULL);
  self->live = rw_live_new (self);
  return g_steal_pointer (&self);
}
