/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-overview.h"
#include "rw-page.h"

G_BEGIN_DECLS

GPtrArray *rw_overview_problem_edits (RwRecord       *incident,
                                      const RwSeries *series,
                                      const RwId     *person,
                                      gint64          now);
void       rw_overview_make_problem  (RwPage         *page,
                                      const RwSeries *series);

G_END_DECLS
