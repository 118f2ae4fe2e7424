/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"

G_BEGIN_DECLS

/**
 * RwDemoLog:
 *
 * Writes the sample company into a store as if it had been kept there for two and a half years: the log
 * begins with the places, then the hardware arrives in the order in which it was bought, and each piece is
 * put into operation by whoever connected it. What is more is written as of today.
 */
typedef struct _RwDemoLog RwDemoLog;

RwDemoLog *rw_demo_log_new  (RwLogStore  *store,
                             gint64       now);
void       rw_demo_log_free (RwDemoLog   *log);
gboolean   rw_demo_log_add  (RwDemoLog   *log,
                             RwRecord    *record,
                             GError     **error);
gboolean   rw_demo_log_end  (RwDemoLog   *log,
                             GError     **error);

G_END_DECLS
