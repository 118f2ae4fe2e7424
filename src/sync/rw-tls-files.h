/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsDatabase    *rw_tls_load_authorities (const char  *path,
                                          GPtrArray   *authorities,
                                          GError     **error);
GTlsCertificate *rw_tls_load_own         (const char  *path,
                                          GError     **error);

G_END_DECLS
