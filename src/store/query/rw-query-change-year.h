/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwChangeDay:
 * @n_changes: how many changes touch the day
 * @frozen: a freeze that holds for everything touches it
 */
typedef struct
{
  guint n_changes;
  gboolean frozen;
} RwChangeDay;

GArray *rw_query_change_year (RwCache    *cache,
                              GTimeZone  *zone,
                              gint64      first_day,
                              guint       n_days,
                              GError    **error);

G_END_DECLS
