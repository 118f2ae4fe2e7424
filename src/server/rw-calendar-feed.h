/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"

G_BEGIN_DECLS

GString *rw_calendar_feed_write (RwLogStore  *store,
                                 RwRecord    *feed,
                                 gint64       now,
                                 GError     **error);

G_END_DECLS
