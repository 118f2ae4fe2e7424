/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ProxyFault:
 * @PROXY_FAIR: passes everything on
 * @PROXY_CUT_UP: both ends are closed after so many bytes from the client
 * @PROXY_CUT_DOWN: both ends are closed after so many bytes from the server
 * @PROXY_RESET_UP: as %PROXY_CUT_UP, with a reset
 * @PROXY_RESET_DOWN: as %PROXY_CUT_DOWN, with a reset
 * @PROXY_HALF_UP: the server hears the end after so many bytes from the client, and answers still pass
 * @PROXY_HALF_DOWN: the client hears the end after so many bytes from the server
 * @PROXY_STALL_UP: after so many bytes from the client the rest waits for longer than the client does, and
 *   reaches the server all the same
 * @PROXY_STALL_DOWN: as %PROXY_STALL_UP, for what the server says
 * @PROXY_SWALLOW: the server has done what a POST asks for; the answer is dropped and the connection reset
 * @PROXY_REPLAY: the bytes of a POST reach the server once more on a connection of their own, at the same
 *   moment or later
 * @PROXY_N_FAULTS: how many there are
 *
 * What goes wrong on one connection, once.
 */
typedef enum
{
  PROXY_FAIR,
  PROXY_CUT_UP,
  PROXY_CUT_DOWN,
  PROXY_RESET_UP,
  PROXY_RESET_DOWN,
  PROXY_HALF_UP,
  PROXY_HALF_DOWN,
  PROXY_STALL_UP,
  PROXY_STALL_DOWN,
  PROXY_SWALLOW,
  PROXY_REPLAY,
  PROXY_N_FAULTS,
} ProxyFault;

/* Until what was held back goes on: longer than a client under rw_http_override_timeout (1) waits. */
#define PROXY_STALL_MS 1500

/**
 * Proxy:
 *
 * Stands between clients and a server on loopback, in the main context of the test. What becomes of the
 * n-th connection depends on the seed and n alone; when it comes, on the rest of the world.
 */
typedef struct _Proxy Proxy;

Proxy      *proxy_new        (guint16     server_port,
                              guint32     seed);
void        proxy_free       (Proxy      *self);
const char *proxy_get_url    (Proxy      *self);
void        proxy_be_hostile (Proxy      *self);
void        proxy_be_fair    (Proxy      *self);
void        proxy_do         (Proxy      *self,
                              ProxyFault  fault,
                              gsize       at);
void        proxy_drop       (Proxy      *self);
guint       proxy_get_count  (Proxy      *self,
                              ProxyFault  fault);
gboolean    proxy_is_quiet   (Proxy      *self);
const char *proxy_fault_name (ProxyFault  fault);

G_END_DECLS
