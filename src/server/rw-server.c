/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rackward-config.h"

#include "rw-server-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-file-upload.h"
#include "rw-listener.h"
#include "rw-routes.h"
#include "rw-store-lock.h"
#include "rw-throttle.h"
#include "rw-watch.h"

#define IDLE_SECONDS 75

/* A body that needs no token to be read, and all others together that may be in memory at once. */
#define BODY_SMALL  (8 * 1024)
#define BODIES_MOST (64 * 1024 * 1024)

/* A file may take this much longer than another body: a thin line at the far end is no fault. */
#define FILE_BYTES_PER_SECOND (16 * 1024)
#define FILES_MOST            (G_GINT64_CONSTANT (50) << 30)

/* Deletions are remembered this long: a client that was away longer starts from zero. */
#define TOMBSTONE_LIFETIME (90 * RW_DAY)
#define COLLECT_SECONDS    (24 * 3600)

/* A calendar is asked for once an hour by each who subscribes, and a job says that it runs; a key is guessed more
 * often than that. */
#define ADDRESSES_BURST      30
#define ADDRESSES_PER_SECOND 0.5

struct _RwServer
{
  GObject parent_instance;

  RwServerOptions options;
  char *data_dir;
  RwStoreLock *lock;
  RwStoreThread *store;
  RwAuth *auth;
  RwLive *live;
  RwReaders *readers;
  RwFileService *files;
  RwThrottle *by_principal;
  RwThrottle *by_address;
  RwThrottle *addresses; /* that are secrets: by what they are of, and by network for those that there are not */

  RwListener *listener;
  SoupServer *soup;
  GSource *collect;
  RwWatch *watch;
  GHashTable *requests; /* of RwRequest: not yet answered */
  goffset bodies;       /* bytes of their bodies, as far as they are not small */
  char **hosts;

  char *epoch;
  char *epochs;
  gint64 head;
};

G_DEFINE_FINAL_TYPE (RwServer, rw_server, G_TYPE_OBJECT)

/* --- Requests ------------------------------------------------------------------------------------- */

static G_DEFINE_QUARK (rw-request, request)

static RwRequest *
get_request (SoupServerMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), request_quark ());
}

/* The connection ends with it: the rest of the body is neither kept nor waited for. */
static void
refuse_body_with (RwRequest  *request,
                  guint       status,
                  const char *word,
                  const char *message)
{
  request->refused = TRUE;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
  soup_message_body_truncate (soup_server_message_get_request_body (request->message));
  rw_peer_refuse (request->peer, status, word, message);
}

static void
refuse_body (RwRequest  *request,
             int         code,
             const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (RW_ERROR, code, message);
  const char *word;
  guint status = rw_error_to_status (error, &word);

  refuse_body_with (request, status, word, message);
}

/* How long the body may be; a long one only from somebody who is known. */
static goffset
body_most (RwRequest *request)
{
  if (request->route == NULL)
    return 0;
  if (request->route->flags & RW_ROUTE_TAIL)
    return RW_TAIL_RECEIVED_MOST;
  return request->principal == NULL ? MIN (request->route->body_most, BODY_SMALL)
                                    : request->route->body_most;
}

static void
check_body (RwRequest *request,
            goffset    length)
{
  if (length <= body_most (request))
    return;
  if (request->route != NULL && length <= request->route->body_most)
    refuse_body (request, RW_ERROR_AUTH,
                 "Log in first: the token is missing, revoked or has expired");
  else
    refuse_body (request, RW_ERROR_LIMIT, "The body is too large");
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              RwRequest         *request)
{
  goffset before = MAX (request->received, BODY_SMALL);

  if (request->refused)
    return;
  if (request->upload != NULL)
    {
      rw_file_upload_take (request->upload, chunk);
      return;
    }
  if (request->route != NULL && (request->route->flags & RW_ROUTE_TAIL))
    {
      check_body (request, rw_request_take_tail (request, chunk));
      return;
    }
  request->received += (goffset) g_bytes_get_size (chunk);
  check_body (request, request->received);
  request->server->bodies += MAX (request->received, BODY_SMALL) - before;
  if (!request->refused && request->received > BODY_SMALL && request->server->bodies > BODIES_MOST)
    refuse_body (request, RW_ERROR_BUSY, "The server has too much to read; try again later");
}

static void
finished_cb (SoupServerMessage *message,
             RwRequest         *request)
{
  RwServer *self = request->server;

  g_signal_handlers_disconnect_by_data (message, request);
  self->bodies -= MAX (request->received, BODY_SMALL) - BODY_SMALL;
  g_hash_table_remove (self->requests, request);
}

/* Whoever is known by name on this machine only was looked up by somebody else: a page in a browser whose
 * name suddenly means this machine could otherwise talk to the server as if it came from there. */
static gboolean
knows_host (RwServer          *self,
            SoupServerMessage *message)
{
  const char *host = g_uri_get_host (soup_server_message_get_uri (message));

  if (!rw_listener_is_loopback (self->listener) || g_hostname_is_ip_address (host) ||
      g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  for (char **p = self->hosts; p != NULL && *p != NULL; p++)
    if (g_ascii_strcasecmp (*p, host) == 0)
      return TRUE;
  return FALSE;
}

static void
find_principal (RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *text = soup_message_headers_get_one (headers, "Authorization");

  if (text != NULL && g_ascii_strncasecmp (text, "Bearer ", 7) == 0)
    request->principal = rw_auth_find (request->server->auth, text + 7);
}

/* A file is written while it comes in, so whether it may come is decided before. */
static void
begin_upload (RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  goffset size = soup_message_headers_get_content_length (headers);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    {
      refuse_body_with (request, SOUP_STATUS_LENGTH_REQUIRED, "length",
                        "Say how long the file is, in Content-Length");
      return;
    }
  switch (rw_file_upload_begin (request, request->digest, size))
    {
    case RW_FILE_UPLOAD_FORBIDDEN:
      refuse_body (request, RW_ERROR_FORBIDDEN, "Your roles do not allow to add files");
      break;
    case RW_FILE_UPLOAD_BUSY:
      refuse_body (request, RW_ERROR_BUSY, "Too many files are on their way; try again later");
      break;
    case RW_FILE_UPLOAD_BEGUN:
    default:
      rw_peer_set_deadline (request->peer, request->server->options.body_seconds +
                                             (guint) (size / FILE_BYTES_PER_SECOND));
    }
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
  rw_peer_be_busy (peer);
  /* Answers are whole or, where the feed has positions of its own, continued by these. */
  soup_message_headers_remove (headers, "Range");
  request = rw_request_new (self, message, peer);
  request->query = query != NULL ? g_hash_table_ref (query) : NULL;
  rw_routes_find (request, path, method);
  g_object_set_qdata (G_OBJECT (message), request_quark (), request);
  g_hash_table_add (self->requests, request);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), request);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), request);

  find_principal (request);
  rw_peer_set_deadline (peer, self->options.body_seconds);
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    check_body (request, soup_message_headers_get_content_length (headers));
  if (!request->refused && request->principal != NULL && request->digest != NULL &&
      request->route->body_most > 0)
    begin_upload (request);
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
  if (request->route->flags & RW_ROUTE_OPEN)
    return TRUE;
  /* It may have been revoked while the body was on its way. */
  g_clear_pointer (&request->principal, rw_principal_unref);
  find_principal (request);
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

/* Pages in browsers are not clients: nothing of theirs has a reason to be here. */
static gboolean
check_sender (RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);

  if (soup_message_headers_get_one (headers, "Origin") != NULL)
    rw_request_fail_with (request, RW_ERROR_FORBIDDEN, 0, "Web pages are not answered");
  else if (!knows_host (request->server, request->message))
    rw_request_refuse (
      request, SOUP_STATUS_MISDIRECTED_REQUEST, "misdirected",
      "This server does not answer to that name; its administrator can give it one with --host");
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_route (RwRequest  *request,
             const char *path)
{
  if (request->route != NULL)
    return TRUE;
  if (request->allowed == NULL)
    {
      rw_request_fail_with (request, RW_ERROR_NOT_FOUND, 0, "There is no %s", path);
      return FALSE;
    }
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message),
                                "Allow", request->allowed);
  rw_request_refuse (request, SOUP_STATUS_METHOD_NOT_ALLOWED, "method", "%s is only for %s", path,
                     request->allowed);
  return FALSE;
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
  if (request->refused)
    return;
  rw_peer_clear_deadline (request->peer);
  /* Whatever answers lets it go on, now or later. */
  soup_server_message_pause (message);
  if (check_budget (request, self->by_address, rw_peer_get_network (request->peer)) &&
      check_sender (request) && check_route (request, path) && check_schema (request) &&
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

  if (peer == NULL)
    return;
  rw_peer_set_deadline (peer, IDLE_SECONDS);
  rw_peer_wait (peer);
}

/* --- Start and stop ------------------------------------------------------------------------------- */

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

  rw_file_service_collect (self->files, self->readers);
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
  g_return_val_if_fail (RW_IS_SERVER (self) && self->soup == NULL, FALSE);
  self->soup = soup_server_new ("server-header", "Rackward", NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handler_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (request_over_cb), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (request_over_cb), self);
  if (!rw_listener_start (self->listener, address, self->soup, error))
    return FALSE;

  self->collect = g_timeout_source_new_seconds (COLLECT_SECONDS);
  g_source_set_callback (self->collect, collect_cb, self, NULL);
  g_source_attach (self->collect, g_main_context_get_thread_default ());
  collect_cb (self);
  self->watch = rw_watch_new (self);
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
 * rw_server_close:
 *
 * Accepts nobody any more, and ends the streams of events, which would not end by themselves. What was
 * asked for is still answered while the main context runs; see rw_server_is_quiet().
 */
void
rw_server_close (RwServer *self)
{
  g_return_if_fail (RW_IS_SERVER (self));
  if (self->listener != NULL)
    rw_listener_stop (self->listener);
  if (self->live != NULL)
    rw_live_end (self->live, NULL);
}

/**
 * rw_server_is_quiet:
 *
 * Returns: whether nobody waits for an answer
 */
gboolean
rw_server_is_quiet (RwServer *self)
{
  g_return_val_if_fail (RW_IS_SERVER (self), TRUE);
  return g_hash_table_size (self->requests) == 0;
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
  if (self->watch != NULL)
    rw_watch_stop (self->watch);
  if (self->listener != NULL)
    rw_listener_stop (self->listener);
  end_requests (self);
  if (self->soup != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->soup, self);
      soup_server_disconnect (self->soup);
      g_clear_object (&self->soup);
    }
  g_clear_pointer (&self->readers, rw_readers_free);
  g_clear_pointer (&self->files, rw_file_service_free);
  g_clear_pointer (&self->live, rw_live_free);
  g_clear_pointer (&self->auth, rw_auth_free);
  g_clear_pointer (&self->store, rw_store_thread_free);
  g_clear_pointer (&self->watch, rw_watch_free);
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

RwReaders *
rw_server_get_readers (RwServer *self)
{
  return self->readers;
}

RwWatch *
rw_server_get_watch (RwServer *self)
{
  return self->watch;
}

RwFileService *
rw_server_get_files (RwServer *self)
{
  return self->files;
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

/* For how many days a client may use its copy without contact. */
guint
rw_server_get_lease_days (RwServer *self)
{
  return self->options.lease_days;
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

/* --- The store's state --------------------------------------------------------------------------------- */

guint16
rw_server_get_port (RwServer *self)
{
  g_return_val_if_fail (RW_IS_SERVER (self), 0);
  return rw_listener_get_port (self->listener);
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
  return rw_listener_get_url (self->listener);
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

/**
 * rw_server_take_address:
 * @key: what the budget is of
 * @retry_after: (out): seconds, when there is none left
 *
 * Returns: whether an address that is a secret may be used, or guessed in vain, once more
 */
gboolean
rw_server_take_address (RwServer *self, const char *key, guint *retry_after)
{
  return rw_throttle_take (self->addresses, key, rw_clock_now (), retry_after);
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
  g_clear_pointer (&self->addresses, rw_throttle_free);
  g_clear_pointer (&self->requests, g_hash_table_unref);
  g_clear_pointer (&self->listener, rw_listener_free);
  g_strfreev (self->hosts);
  g_free (self->data_dir);
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

/**
 * rw_server_reload_tls:
 *
 * Reads certificate, key and authorities anew, for connections from now on. When one of them cannot be
 * read, all stays as it was.
 */
gboolean
rw_server_reload_tls (RwServer *self,
                      GError  **error)
{
  g_return_val_if_fail (RW_IS_SERVER (self), FALSE);
  return rw_listener_reload_tls (self->listener, error);
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
  set_default (&self->options.lease_days, 14);
  set_default (&self->options.connections, 500);
  set_default (&self->options.requests_burst, 400);
  set_default (&self->options.requests_per_second, 100);
  set_default (&self->options.header_seconds, 15);
  set_default (&self->options.body_seconds, 60);
  self->hosts = g_strdupv ((char **) options->hosts);
  self->listener =
    rw_listener_new (&(RwListenerOptions) { .connections = self->options.connections,
                                            .header_seconds = self->options.header_seconds,
                                            .tls_cert = options->tls_cert,
                                            .tls_key = options->tls_key,
                                            .tls_client_ca = options->tls_client_ca,
                                            .tls_require_client = options->tls_require_client },
                     error);
  if (self->listener == NULL)
    return NULL;
  self->by_principal = rw_throttle_new (self->options.requests_burst, self->options.requests_per_second);
  self->addresses = rw_throttle_new (ADDRESSES_BURST, ADDRESSES_PER_SECOND);
  self->by_address = rw_throttle_new (3.0 * self->options.requests_burst, 3.0 * self->options.requests_per_second);

  self->lock = rw_store_lock_acquire (self->data_dir, "rackward", error);
  if (self->lock == NULL)
    return NULL;
  self->files =
    rw_file_service_new (self->data_dir, options->files_most > 0 ? options->files_most : FILES_MOST,
                         error);
  if (self->files == NULL)
    return NULL;
  self->store = rw_store_thread_new (path, error);
  if (self->store == NULL || !read_state (self, FALSE, error))
    return NULL;
  self->auth = rw_auth_new (self->store, error);
  if (self->auth == NULL)
    return NULL;
  self->readers = rw_readers_new (rw_store_thread_get_store (self->store));
  self->live = rw_live_new (self);
  return g_steal_pointer (&self);
}
