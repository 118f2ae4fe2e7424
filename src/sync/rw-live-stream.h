/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "rw-tls-trust.h"

G_BEGIN_DECLS

#define RW_TYPE_LIVE_STREAM (rw_live_stream_get_type ())

/**
 * RwLiveStream:
 *
 * The server's live stream (Server-Sent Events): who else looks at a record, and a hint whenever the
 * head moved. It carries no data, so nothing is lost with it.
 *
 * Signals: "opened"; "heard": anything at all came, heartbeats too; "hint" (const char *epoch, gint64
 * head); "presence" (const char *json); "lost" (GError *): the last one, once.
 */
G_DECLARE_FINAL_TYPE (RwLiveStream, rw_live_stream, RW, LIVE_STREAM, GObject)

RwLiveStream *rw_live_stream_new   (GUri             *server,
                                    RwTlsTrust       *trust,
                                    const char       *token,
                                    const char       *client);
void    rw_live_stream_open  (RwLiveStream     *self);
void    rw_live_stream_close (RwLiveStream     *self);

G_END_DECLS
