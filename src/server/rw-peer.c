/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-peer.h"

#include <string.h>

/* Who was given a network of IPv6 has 2^64 addresses in it. */
#define NETWORK_BYTES 8

struct _RwPeer
{
  GSocket *socket;
  RwGuardStream *stream; /* not owned; gone when closed */
  char *address;
  char *network;
  gboolean local;
  guint requests;
  GSource *deadline;
  RwPeerQueues *queues;
  GQueue *queue; /* the one that it is in */
  GList link;
  gboolean answered;
  GDestroyNotify gone;
  gpointer user_data;
  gboolean closed;
};

static G_DEFINE_QUARK (rw-peer, peer)

static void
free_peer (gpointer data)
{
  RwPeer *peer = data;

  rw_peer_clear_deadline (peer);
  g_clear_object (&peer->socket);
  g_free (peer->address);
  g_free (peer->network);
  g_free (peer);
}

static void
closed_cb (gpointer  data,
           GObject  *stream)
{
  RwPeer *peer = data;

  rw_peer_be_busy (peer);
  peer->closed = TRUE;
  rw_peer_clear_deadline (peer);
  peer->gone (peer->user_data);
}

static void
set_address (RwPeer         *peer,
             GSocketAddress *remote)
{
  g_autoptr (GInetAddress) network = NULL;
  GInetAddress *inet;
  guint8 bytes[16] = { 0 };

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    {
      peer->address = g_strdup ("local");
      peer->network = g_strdup ("local");
      peer->local = TRUE;
      return;
    }
  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
  peer->address = g_inet_address_to_string (inet);
  peer->local = g_inet_address_get_is_loopback (inet);
  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
      !g_str_has_prefix (peer->address, "::ffff:"))
    {
      memcpy (bytes, g_inet_address_to_bytes (inet), NETWORK_BYTES);
      network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
    }
  peer->network = g_inet_address_to_string (network != NULL ? network : inet);
}

/**
 * rw_peer_new:
 * @stream: what the HTTP server reads and writes. When it goes, the peer is over
 * @remote: the object by which the peer is found again; it owns the peer
 * @queues: where rw_peer_wait() puts it
 * @gone: called once when the connection is over
 */
RwPeer *
rw_peer_new (RwGuardStream     *stream,
             GSocketConnection *connection,
             GSocketAddress    *remote,
             RwPeerQueues      *queues,
             GDestroyNotify     gone,
             gpointer           user_data)
{
  RwPeer *peer = g_new0 (RwPeer, 1);

  peer->socket = g_object_ref (g_socket_connection_get_socket (connection));
  peer->stream = stream;
  set_address (peer, remote);
  peer->queues = queues;
  peer->link.data = peer;
  peer->gone = gone;
  peer->user_data = user_data;
  g_object_set_qdata_full (G_OBJECT (remote), peer_quark (), peer, free_peer);
  /* The stream may outlive the address or not; whichever goes first. */
  g_object_set_qdata_full (G_OBJECT (stream), peer_quark (), g_object_ref (remote), g_object_unref);
  g_object_weak_ref (G_OBJECT (stream), closed_cb, peer);
  return peer;
}

/**
 * rw_peer_from_address:
 *
 * Returns: (transfer none) (nullable): the peer, when @remote is the very object it was made with
 */
RwPeer *
rw_peer_from_address (GSocketAddress *remote)
{
  return remote == NULL ? NULL : g_object_get_qdata (G_OBJECT (remote), peer_quark ());
}

static gboolean
deadline_cb (gpointer data)
{
  RwPeer *peer = data;

  g_clear_pointer (&peer->deadline, g_source_unref);
  rw_peer_cut (peer);
  return G_SOURCE_REMOVE;
}

/**
 * rw_peer_set_deadline:
 * @seconds: from now; takes the place of an earlier one
 */
void
rw_peer_set_deadline (RwPeer *peer,
                      guint   seconds)
{
  rw_peer_clear_deadline (peer);
  if (peer->closed)
    return;
  peer->deadline = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (peer->deadline, deadline_cb, peer, NULL);
  g_source_attach (peer->deadline, g_main_context_get_thread_default ());
}

void
rw_peer_clear_deadline (RwPeer *peer)
{
  if (peer->deadline != NULL)
    g_source_destroy (peer->deadline);
  g_clear_pointer (&peer->deadline, g_source_unref);
}

/**
 * rw_peer_wait:
 *
 * Nothing is asked for at this moment: when there is no room for others, this one may have to go.
 */
void
rw_peer_wait (RwPeer *peer)
{
  if (peer->queue != NULL || peer->closed)
    return;
  peer->queue = peer->answered ? &peer->queues->idle : &peer->queues->fresh;
  g_queue_push_tail_link (peer->queue, &peer->link);
}

/**
 * rw_peer_be_busy:
 *
 * The opposite of rw_peer_wait().
 */
void
rw_peer_be_busy (RwPeer *peer)
{
  if (peer->queue == NULL)
    return;
  g_queue_unlink (peer->queue, &peer->link);
  peer->queue = NULL;
  peer->answered = TRUE;
}

/**
 * rw_peer_refuse:
 *
 * See rw_guard_stream_refuse(): for the request whose body is on its way.
 */
void
rw_peer_refuse (RwPeer     *peer,
                guint       status,
                const char *code,
                const char *message)
{
  if (!peer->closed)
    rw_guard_stream_refuse (peer->stream, status, code, message);
}

/**
 * rw_peer_cut:
 *
 * Ends the connection at once. The stream itself is libsoup's, which finds it at its end.
 */
void
rw_peer_cut (RwPeer *peer)
{
  if (!peer->closed)
    g_socket_shutdown (peer->socket, TRUE, TRUE, NULL);
}

const char *
rw_peer_get_address (RwPeer *peer)
{
  return peer->address;
}

/**
 * rw_peer_get_network:
 *
 * Returns: (transfer none): what one who attacks cannot change at will: the address, of IPv6 the
 *   first half
 */
const char *
rw_peer_get_network (RwPeer *peer)
{
  return peer->network;
}

/**
 * rw_peer_is_local:
 *
 * Returns: whether the other side is on this machine
 */
gboolean
rw_peer_is_local (RwPeer *peer)
{
  return peer->local;
}

/**
 * rw_peer_next_request:
 *
 * Returns: whether this is the first request of the connection
 */
gboolean
rw_peer_next_request (RwPeer *peer)
{
  return peer->requests++ == 0;
}
