/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-peer.h"

struct _RwPeer
{
  GSocket *socket;
  char *address;
  gboolean local;
  guint requests;
  GSource *deadline;
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
  g_free (peer);
}

static void
closed_cb (gpointer  data,
           GObject  *stream)
{
  RwPeer *peer = data;

  peer->closed = TRUE;
  rw_peer_clear_deadline (peer);
  peer->gone (peer->user_data);
}

static char *
address_text (GSocketAddress *address)
{
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("local");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

/**
 * rw_peer_new:
 * @stream: what is read and written: @connection, or TLS over it. When it goes, the peer is over
 * @remote: the object by which the peer is found again; it owns the peer
 * @gone: called once when the connection is over
 */
RwPeer *
rw_peer_new (GSocketConnection *connection,
             GIOStream         *stream,
             GSocketAddress    *remote,
             GDestroyNotify     gone,
             gpointer           user_data)
{
  RwPeer *peer = g_new0 (RwPeer, 1);

  peer->socket = g_object_ref (g_socket_connection_get_socket (connection));
  peer->address = address_text (remote);
  peer->local = !G_IS_INET_SOCKET_ADDRESS (remote) ||
                g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
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
