/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-capacity-history.h"
#include "rw-cache.h"

G_BEGIN_DECLS

GArray *rw_query_capacity_devices (RwCache      *cache,
                                   GCancellable *cancellable,
                                   GError      **error);

G_END_DECLS
