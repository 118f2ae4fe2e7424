/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-listener.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sodium.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "rw-error.h"
#include "rw-notice.h"

#define BACKLOG 128

/* Accepted before others are served again. */
#define ACCEPT_STEP 16

/* A refused request: time for the other side to read why. */
#define REFUSED_SECONDS 5

/* When no more files can be opened. */
#define PAUSE_MS 200

/* A stream whose other side is gone without a word gets no answer to its heartbeat. */
#define VANISHED_MS 60000

struct _RwListener
{
  guint ref_count; /* connections hold one */
  guint most;
  guint connections;
  guint header_seconds;
  char *tls_cert;
  char *tls_key;
  char *tls_client_ca;
  gboolean tls_require_client;
  GTlsCertificate *certificate;
  GTlsDatabase *client_ca;

  SoupServer *soup;
  GSocket *socket;
  GSource *source;
  GSource *pause;
  RwPeerQueues queues;
  int spare;    /* given up to accept, and refuse, when no more files can be opened */
  gboolean loopback;
  guint16 port;
  char *url;
};

static void
unref_listener (gpointer data)
{
  RwListener *listener = data;

  if (--listener->ref_count > 0)
    return;
  g_clear_object (&listener->certificate);
  g_clear_object (&listener->client_ca);
  g_free (listener->tls_cert);
  g_free (listener->tls_key);
  g_free (listener->tls_client_ca);
  g_free (listener->url);
  g_free (listener);
}

/* --- TLS ------------------------------------------------------------------------------------------ */

/**
 * rw_listener_reload_tls:
 *
 * Reads the certificate, its key and the authorities of clients anew, for connections from now on.
 *
 * Returns: %FALSE when one of them cannot be read; all stays as it was then
 */
gboolean
rw_listener_reload_tls (RwListener *listener,
                        GError    **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GTlsDatabase) client_ca = NULL;

  if (listener->tls_cert == NULL)
    {
      if (listener->tls_client_ca == NULL && !listener->tls_require_client)
        return TRUE;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Certificates of clients need TLS: name the server's own with --tls-cert"));
      return FALSE;
    }
  if (listener->tls_client_ca == NULL && listener->tls_require_client)
    {
      g_set_error (
        error, RW_ERROR, RW_ERROR_INVALID,
        _ (
          "Certificates of clients are required, but not whose: name the authority with --tls-client-ca"));
      return FALSE;
    }
  certificate = listener->tls_key != NULL
                  ? g_tls_certificate_new_from_files (listener->tls_cert, listener->tls_key, error)
                  : g_tls_certificate_new_from_file (listener->tls_cert, error);
  if (certificate == NULL)
    {
      g_prefix_error (error, _ ("Could not read the certificate %s: "), listener->tls_cert);
      return FALSE;
    }
  if (listener->tls_client_ca != NULL)
    {
      GList *authorities = g_tls_certificate_list_new_from_file (listener->tls_client_ca, error);

      /* A file without any would let nobody in, or with an odd backend everybody. */
      if (authorities == NULL && error != NULL && *error == NULL)
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("there is no certificate in it"));
      if (authorities != NULL)
        client_ca = g_tls_file_database_new (listener->tls_client_ca, error);
      g_list_free_full (authorities, g_object_unref);
      if (client_ca == NULL)
        {
          g_prefix_error (error, _ ("Could not read the certificates of clients' authorities %s: "),
                          listener->tls_client_ca);
          return FALSE;
        }
    }
  g_set_object (&listener->certificate, certificate);
  g_set_object (&listener->client_ca, client_ca);
  return TRUE;
}

/* On the side of a server somebody has to say yes, to a certificate without fault too. */
static gboolean
accept_certificate_cb (GTlsConnection       *connection,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              user_data)
{
  return errors == G_TLS_CERTIFICATE_NO_FLAGS;
}

static GIOStream *
add_tls (RwListener        *listener,
         GSocketConnection *connection,
         GError           **error)
{
  GIOStream *stream =
    g_tls_server_connection_new (G_IO_STREAM (connection), listener->certificate, error);

  if (stream == NULL)
    return NULL;
  /* A client that is cut off says no good-bye. */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
  if (listener->client_ca != NULL)
    {
      g_signal_connect (stream, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
      g_tls_connection_set_database (G_TLS_CONNECTION (stream), listener->client_ca);
      g_object_set (stream, "authentication-mode",
                    listener->tls_require_client ? G_TLS_AUTHENTICATION_REQUIRED
                                                 : G_TLS_AUTHENTICATION_REQUESTED,
                    NULL);
    }
  return stream;
}

/* --- Connections ---------------------------------------------------------------------------------- */

static void
peer_gone_cb (gpointer data)
{
  RwListener *listener = data;

  listener->connections--;
  unref_listener (listener);
}

static void
refused_cb (RwGuardStream *stream,
            guint          status,
            const char    *message,
            gpointer       user_data)
{
  GSocketAddress *remote = user_data;
  RwPeer *peer = rw_peer_from_address (remote);

  rw_notice ("A request from %s was refused: %s", rw_peer_get_address (peer), message);
  rw_peer_set_deadline (peer, REFUSED_SECONDS);
  rw_peer_wait (peer);
}

static void
refuse_connection (GSocket *socket)
{
  static const char answer[] =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n"
    "Content-Length: 0\r\n\r\n";

  rw_notice ("A connection was refused: there are too many");
  g_socket_set_blocking (socket, FALSE);
  g_socket_send (socket, answer, sizeof answer - 1, NULL, NULL);
  g_socket_close (socket, NULL);
}

/* Cuts one that waits. Returns: whether there was one. */
static gboolean
make_room (RwListener *listener)
{
  RwPeer *peer = g_queue_peek_head (&listener->queues.fresh);

  if (peer == NULL)
    peer = g_queue_peek_head (&listener->queues.idle);
  if (peer == NULL)
    return FALSE;
  rw_peer_be_busy (peer);
  rw_peer_cut (peer);
  return TRUE;
}

static void
take_in (RwListener *listener,
         GSocket    *socket)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (RwGuardStream) guard = NULL;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  RwPeer *peer;

  if (local == NULL || remote == NULL)
    return;
  if (listener->connections >= listener->most && !make_room (listener))
    {
      refuse_connection (socket);
      return;
    }
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_USER_TIMEOUT, VANISHED_MS, NULL);
  connection = g_socket_connection_factory_create_connection (socket);
  stream = listener->certificate != NULL ? add_tls (listener, connection, &error)
                                         : g_object_ref (G_IO_STREAM (connection));
  if (stream == NULL)
    {
      rw_notice ("Could not start TLS: %s", error->message);
      return;
    }
  guard = rw_guard_stream_new (stream, connection, refused_cb, remote);
  listener->connections++;
  listener->ref_count++;
  peer = rw_peer_new (guard, connection, remote, &listener->queues, peer_gone_cb, listener);
  rw_peer_wait (peer);
  rw_peer_set_deadline (peer, listener->header_seconds);
  if (!soup_server_accept_iostream (listener->soup, G_IO_STREAM (guard), local, remote, &error))
    rw_notice ("Could not take in a connection: %s", error->message);
}

static gboolean pause_over_cb (gpointer data);

/* Nothing can be opened any more. The connections in the queue would be offered again and again: one is
 * taken with what was spared, and sent away; then a little is waited. */
static void
run_out_of_files (RwListener *listener)
{
  g_autoptr (GSocket) socket = NULL;

  rw_notice ("No more files can be opened; connections have to wait");
  make_room (listener);
  if (listener->spare >= 0)
    close (listener->spare);
  socket = g_socket_accept (listener->socket, NULL, NULL);
  if (socket != NULL)
    refuse_connection (socket);
  g_clear_object (&socket);
  listener->spare = open ("/dev/null", O_RDONLY | O_CLOEXEC);

  g_source_destroy (listener->source);
  g_clear_pointer (&listener->source, g_source_unref);
  listener->pause = g_timeout_source_new (PAUSE_MS);
  g_source_set_callback (listener->pause, pause_over_cb, listener, NULL);
  g_source_attach (listener->pause, g_main_context_get_thread_default ());
}

static gboolean
accept_cb (GSocket      *listening,
           GIOCondition  condition,
           gpointer      user_data)
{
  RwListener *listener = user_data;

  for (int i = 0; i < ACCEPT_STEP; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

      if (socket != NULL)
        take_in (listener, socket);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES) ||
               g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ||
               g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
        {
          run_out_of_files (listener);
          return G_SOURCE_REMOVE;
        }
      /* Otherwise it was gone before it was taken. */
    }
  return G_SOURCE_CONTINUE;
}

static void
accept_from_now_on (RwListener *listener)
{
  listener->source = g_socket_create_source (listener->socket, G_IO_IN, NULL);
  g_source_set_callback (listener->source, G_SOURCE_FUNC (accept_cb), listener, NULL);
  g_source_attach (listener->source, g_main_context_get_thread_default ());
}

static gboolean
pause_over_cb (gpointer data)
{
  RwListener *listener = data;

  g_clear_pointer (&listener->pause, g_source_unref);
  accept_from_now_on (listener);
  return G_SOURCE_REMOVE;
}

/* libsoup keeps a connection open for the next request only while it listens itself. It is given a
 * socket that nobody knows the name of: the connections are accepted here, where they can be counted
 * and have a deadline before they say anything. */
static gboolean
let_soup_listen (RwListener *listener,
                 GError    **error)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
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
         soup_server_listen_socket (listener->soup, socket, 0, error);
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
      host = text[0] == '[' && colon > text + 1 && colon[-1] == ']'
               ? g_strndup (text + 1, (gsize) (colon - text) - 2)
               : g_strndup (text, (gsize) (colon - text));
      *address =
        g_inet_socket_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1" : host,
                                               (guint) port);
    }
  if (*address != NULL)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               _ ("“%s” is not an address to listen on; 127.0.0.1:7450 and [::1]:7450 are"), text);
  return FALSE;
}

static gboolean
bind_to (RwListener     *listener,
         GSocketAddress *wanted,
         GError        **error)
{
  listener->socket = g_socket_new (g_socket_address_get_family (wanted), G_SOCKET_TYPE_STREAM,
                                   G_SOCKET_PROTOCOL_TCP, error);
  if (listener->socket == NULL)
    return FALSE;
  g_socket_set_blocking (listener->socket, FALSE);
  g_socket_set_listen_backlog (listener->socket, BACKLOG);
  return g_socket_bind (listener->socket, wanted, TRUE, error) &&
         g_socket_listen (listener->socket, error);
}

/**
 * rw_listener_start:
 * @address: address and port; port 0 takes a free one
 * @soup: answers
 */
gboolean
rw_listener_start (RwListener *listener,
                   const char *address,
                   SoupServer *soup,
                   GError    **error)
{
  g_autoptr (GSocketAddress) wanted = NULL;
  g_autoptr (GSocketAddress) effective = NULL;
  g_autofree char *host = NULL;
  GInetAddress *inet;

  if (!parse_address (address, &wanted, error))
    return FALSE;
  listener->soup = g_object_ref (soup);
  if (!bind_to (listener, wanted, error))
    {
      g_prefix_error (error, _ ("Could not listen on %s: "), address);
      g_clear_object (&listener->socket);
      return FALSE;
    }
  effective = g_socket_get_local_address (listener->socket, error);
  if (effective == NULL || !let_soup_listen (listener, error))
    return FALSE;
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (effective));
  listener->loopback = g_inet_address_get_is_loopback (inet);
  if (listener->certificate == NULL && !listener->loopback)
    g_warning (
      "Listening on %s without TLS: passwords can be read on the way unless a proxy in front adds it",
      address);
  host = g_inet_address_to_string (inet);
  listener->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  listener->url =
    g_strdup_printf (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? "%s://[%s]:%u"
                                                                              : "%s://%s:%u",
                     listener->certificate != NULL ? "https" : "http", host, listener->port);
  accept_from_now_on (listener);
  return TRUE;
}

/**
 * rw_listener_stop:
 *
 * Accepts nobody any more. The connections that there are stay.
 */
void
rw_listener_stop (RwListener *listener)
{
  if (listener->source != NULL)
    g_source_destroy (listener->source);
  g_clear_pointer (&listener->source, g_source_unref);
  if (listener->pause != NULL)
    g_source_destroy (listener->pause);
  g_clear_pointer (&listener->pause, g_source_unref);
  if (listener->socket != NULL)
    g_socket_close (listener->socket, NULL);
  g_clear_object (&listener->socket);
  g_clear_object (&listener->soup);
}

guint16
rw_listener_get_port (RwListener *listener)
{
  return listener->port;
}

/**
 * rw_listener_get_url:
 *
 * Returns: (transfer none) (nullable): the address for clients, without a slash at its end
 */
const char *
rw_listener_get_url (RwListener *listener)
{
  return listener->url;
}

/**
 * rw_listener_is_loopback:
 *
 * Returns: whether only this machine can connect
 */
gboolean
rw_listener_is_loopback (RwListener *listener)
{
  return listener->loopback;
}

/* The store, its snapshots and the journal need files too. */
static guint
connections_most (guint wanted)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return wanted;
  return MIN (wanted, MAX (1, (guint) MIN (limit.rlim_cur / 2, G_MAXINT)));
}

RwListener *
rw_listener_new (const RwListenerOptions  *options,
                 GError                  **error)
{
  g_autoptr (RwListener) listener = g_new0 (RwListener, 1);

  listener->ref_count = 1;
  listener->most = connections_most (options->connections);
  listener->header_seconds = options->header_seconds;
  listener->tls_cert = g_strdup (options->tls_cert);
  listener->tls_key = g_strdup (options->tls_key);
  listener->tls_client_ca = g_strdup (options->tls_client_ca);
  listener->tls_require_client = options->tls_require_client;
  g_queue_init (&listener->queues.fresh);
  g_queue_init (&listener->queues.idle);
  listener->spare = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  if (!rw_listener_reload_tls (listener, error))
    return NULL;
  return g_steal_pointer (&listener);
}

/**
 * rw_listener_free:
 *
 * Connections that are still there keep what they need.
 */
void
rw_listener_free (RwListener *listener)
{
  if (listener == NULL)
    return;
  rw_listener_stop (listener);
  if (listener->spare >= 0)
    close (listener->spare);
  listener->spare = -1;
  unref_listener (listener);
}
