/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-series.h"

G_BEGIN_DECLS

char *rw_problem_words_reason (const RwSeries *series,
                               gint64          now);

G_END_DECLS
