/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RW_HTTP_HEADER_MOST:
 *
 * Greatest length of a request's header, in bytes.
 */
#define RW_HTTP_HEADER_MOST (16 * 1024)

/**
 * RwHttpRefusal:
 * @status: the HTTP status; 0 when nothing is wrong
 * @message: one sentence in English, static
 */
typedef struct
{
  guint status;
  const char *message;
} RwHttpRefusal;

/**
 * RwHttpCheck:
 *
 * Watches the bytes of a connection go by and tells where requests begin and end, as RFC 9112 has
 * it and not a bit more generously: whatever two readers could take for different requests is
 * refused. Neither reads nor writes.
 */
typedef struct _RwHttpCheck RwHttpCheck;

RwHttpCheck         *rw_http_check_new         (void);
void                 rw_http_check_free        (RwHttpCheck  *check);
gsize                rw_http_check_feed        (RwHttpCheck  *check,
                                                const guint8 *bytes,
                                                gsize         length);
const RwHttpRefusal *rw_http_check_get_refusal (RwHttpCheck  *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwHttpCheck, rw_http_check_free)

G_END_DECLS
