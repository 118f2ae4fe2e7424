/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-guard-stream.h"

G_BEGIN_DECLS

/**
 * RwPeer:
 *
 * One connection. libsoup has no deadlines of its own: whoever waits for the other side sets one
 * here, and when it passes, the connection is cut.
 */
typedef struct _RwPeer RwPeer;

/**
 * RwPeerQueues:
 * @fresh: (element-type RwPeer): those from which no request has come yet
 * @idle: (element-type RwPeer): those between two requests
 *
 * Connections from which a request is awaited, the longest wait first.
 */
typedef struct
{
  GQueue fresh;
  GQueue idle;
} RwPeerQueues;

RwPeer     *rw_peer_new            (RwGuardStream     *stream,
                                    GSocketConnection *connection,
                                    GSocketAddress    *remote,
                                    RwPeerQueues      *queues,
                                    GDestroyNotify     gone,
                                    gpointer           user_data);
RwPeer     *rw_peer_from_address   (GSocketAddress    *remote);
void        rw_peer_set_deadline   (RwPeer            *peer,
                                    guint              seconds);
void        rw_peer_clear_deadline (RwPeer            *peer);
void        rw_peer_wait           (RwPeer            *peer);
void        rw_peer_be_busy        (RwPeer            *peer);
void        rw_peer_refuse         (RwPeer            *peer,
                                    guint              status,
                                    const char        *code,
                                    const char        *message);
void        rw_peer_cut            (RwPeer            *peer);
const char *rw_peer_get_address    (RwPeer            *peer);
const char *rw_peer_get_network    (RwPeer            *peer);
gboolean    rw_peer_is_local       (RwPeer            *peer);
gboolean    rw_peer_next_request   (RwPeer            *peer);

G_END_DECLS
