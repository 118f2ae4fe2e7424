/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/* A file that is longer, or announces more, is none that a carrier sends. */
#define RW_MAINTNOTE_BYTES_MOST  (256 * 1024)
#define RW_MAINTNOTE_EVENTS_MOST 200

GPtrArray *rw_maintnote_parse (const char *text,
                               gsize       length,
                               GError    **error);

G_END_DECLS
