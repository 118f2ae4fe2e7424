/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"
#include "rw-net-plan.h"

G_BEGIN_DECLS

RwNetPlan *rw_query_networks (RwCache      *cache,
                              GCancellable *cancellable,
                              GError      **error);

G_END_DECLS
