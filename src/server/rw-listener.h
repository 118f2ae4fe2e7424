/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "rw-peer.h"

G_BEGIN_DECLS

/**
 * RwListenerOptions:
 * @connections: how many at once; fewer when the process may not open as many files
 * @header_seconds: until the first request's header must be there, TLS included
 * @tls_cert: (nullable): file with a certificate in PEM; %NULL for plain HTTP
 * @tls_key: (nullable): file with its key; %NULL when it is in @tls_cert
 * @tls_client_ca: (nullable): file with the authorities that certificates of clients come from;
 *   %NULL when none is asked for
 * @tls_require_client: nobody is let in without a certificate
 */
typedef struct
{
  guint connections;
  guint header_seconds;
  const char *tls_cert;
  const char *tls_key;
  const char *tls_client_ca;
  gboolean tls_require_client;
} RwListenerOptions;

/**
 * RwListener:
 *
 * Accepts connections, counts them, adds TLS, and hands them to the HTTP server behind an
 * #RwGuardStream. A certificate of a client admits the connection and no more: who asks, and what
 * they may, is told by the token of each request.
 *
 * When there are as many connections as may be, one that waits for a request goes: those that never
 * sent one first, the longest wait first. So whoever opens connections and says nothing competes
 * with their own.
 */
typedef struct _RwListener RwListener;

RwListener *rw_listener_new         (const RwListenerOptions  *options,
                                     GError                  **error);
void        rw_listener_free        (RwListener               *listener);
gboolean    rw_listener_start       (RwListener               *listener,
                                     const char               *address,
                                     SoupServer               *soup,
                                     GError                  **error);
void        rw_listener_stop        (RwListener               *listener);
gboolean    rw_listener_reload_tls  (RwListener               *listener,
                                     GError                  **error);
guint16     rw_listener_get_port    (RwListener               *listener);
const char *rw_listener_get_url     (RwListener               *listener);
gboolean    rw_listener_is_loopback (RwListener               *listener);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwListener, rw_listener_free)

G_END_DECLS
