/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

GPtrArray *rw_query_records (RwCache       *cache,
                             GArray        *keys,
                             GCancellable  *cancellable,
                             GError       **error);

G_END_DECLS
