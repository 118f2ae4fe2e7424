/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

guint64  rw_cache_search_kinds (void);
gboolean rw_cache_search_ready (RwCache  *cache,
                                RwKind    kind);
gboolean rw_cache_search_fill  (RwDb     *db,
                                gint64    budget,
                                gboolean *more,
                                GError  **error);

G_END_DECLS
