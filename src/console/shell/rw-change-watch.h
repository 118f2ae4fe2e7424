/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_WATCH (rw_change_watch_get_type ())

/**
 * RwChangeWatch:
 *
 * Sees when a change in progress passes its end, wherever the person is in the window.
 *
 * Signals: "overrun" (const char *message, const RwId *id, gboolean own): one went past its end, or
 * several did since the last time, then @id is %NULL; @own: the person implements one of them. Each is told
 * once for each end that it is given.
 */
G_DECLARE_FINAL_TYPE (RwChangeWatch, rw_change_watch, RW, CHANGE_WATCH, GObject)

RwChangeWatch *rw_change_watch_new (RwSession *session);

G_END_DECLS
