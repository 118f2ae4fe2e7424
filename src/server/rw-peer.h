/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RwPeer:
 *
 * One connection. libsoup has no deadlines of its own: whoever waits for the other side sets one
 * here, and when it passes, the connection is cut.
 */
typedef struct _RwPeer RwPeer;

RwPeer     *rw_peer_new            (GSocketConnection *connection,
                                    GIOStream         *stream,
                                    GSocketAddress    *remote,
                                    GDestroyNotify     gone,
                                    gpointer           user_data);
RwPeer     *rw_peer_from_address   (GSocketAddress    *remote);
void        rw_peer_set_deadline   (RwPeer            *peer,
                                    guint              seconds);
void        rw_peer_clear_deadline (RwPeer            *peer);
void        rw_peer_cut            (RwPeer            *peer);
const char *rw_peer_get_address    (RwPeer            *peer);
gboolean    rw_peer_is_local       (RwPeer            *peer);
gboolean    rw_peer_next_request   (RwPeer            *peer);

G_END_DECLS
