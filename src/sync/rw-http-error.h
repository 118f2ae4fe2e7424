/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "rw-tls-trust.h"

G_BEGIN_DECLS

GError  *rw_http_error_from_gio   (const GError *error,
                                   GUri         *server,
                                   RwTlsTrust   *trust);
GError  *rw_http_error_from_reply (SoupMessage  *message,
                                   const char   *body,
                                   gsize         length,
                                   GUri         *server);
guint    rw_http_retry_after      (SoupMessage  *message);
gboolean rw_http_is_loopback      (GUri         *server);

G_END_DECLS
