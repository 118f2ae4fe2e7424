/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-cross-rules.h"
#include "rw-log-store.h"

G_BEGIN_DECLS

RwCrossResult rw_cross_check      (RwLogStore  *store,
                                   RwRecord    *before,
                                   RwRecord    *after,
                                   GError     **error);
RwCrossView   rw_cross_check_view (RwLogStore  *store);

G_END_DECLS
