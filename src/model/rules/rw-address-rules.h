/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-ip.h"
#include "rw-record.h"

G_BEGIN_DECLS

char     *rw_address_normalize (const char  *text);
gboolean  rw_address_read      (const char  *text,
                                RwIp        *ip,
                                int         *length,
                                GError     **error);
gboolean  rw_prefix_read       (const char  *text,
                                RwIpNet     *net,
                                GError     **error);
gboolean  rw_address_check     (RwRecord    *address,
                                GError     **error);
gboolean  rw_prefix_check      (RwRecord    *prefix,
                                GError     **error);

G_END_DECLS
