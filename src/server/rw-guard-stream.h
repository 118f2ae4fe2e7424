/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RW_TYPE_GUARD_STREAM (rw_guard_stream_get_type ())

/**
 * RwGuardStream:
 *
 * A connection as the HTTP server sees it: what is read was looked through by #RwHttpCheck before.
 * After a request that is no request the answer is written here, nothing more is handed on, and
 * what still comes is thrown away, so that the other side gets to read why.
 */
G_DECLARE_FINAL_TYPE (RwGuardStream, rw_guard_stream, RW, GUARD_STREAM, GIOStream)

/**
 * RwGuardRefusedFunc:
 * @status: of the answer
 * @message: static; what was wrong
 *
 * Called once, when a request was refused. The connection stays open until the other side ends it:
 * whoever is called sees to it that this does not take long.
 */
typedef void (*RwGuardRefusedFunc) (RwGuardStream *self,
                                    guint          status,
                                    const char    *message,
                                    gpointer       user_data);

RwGuardStream *rw_guard_stream_new         (GIOStream          *base,
                                            GSocketConnection  *connection,
                                            RwGuardRefusedFunc  refused,
                                            gpointer            user_data);
void           rw_guard_stream_refuse      (RwGuardStream      *self,
                                            guint               status,
                                            const char         *code,
                                            const char         *message);

G_END_DECLS
