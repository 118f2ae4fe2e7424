/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-series.h"
#include "rw-page.h"

G_BEGIN_DECLS

void rw_problem_decide  (RwPage         *page,
                         const RwSeries *series,
                         GArray         *incidents,
                         const RwId     *problem);
void rw_problem_dismiss (RwPage         *page,
                         const RwSeries *series);

G_END_DECLS
