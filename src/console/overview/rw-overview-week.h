/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "query/rw-query-overview.h"

G_BEGIN_DECLS

#define RW_TYPE_OVERVIEW_WEEK (rw_overview_week_get_type ())

/**
 * RwOverviewWeek:
 *
 * Seven days with the number of changes that begin on each, and the days that a freeze touches.
 */
G_DECLARE_FINAL_TYPE (RwOverviewWeek, rw_overview_week, RW, OVERVIEW_WEEK, GtkBox)

GtkWidget *rw_overview_week_new (void);
void       rw_overview_week_set (RwOverviewWeek   *self,
                                 const RwOverview *overview);

G_END_DECLS
