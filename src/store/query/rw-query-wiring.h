/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"
#include "rw-wiring.h"

G_BEGIN_DECLS

RwWiring *rw_query_wiring (RwCache      *cache,
                           GCancellable *cancellable,
                           GError      **error);

G_END_DECLS
