/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-trend-chart.h"

G_BEGIN_DECLS

#define RW_TYPE_TREND_TABLE (rw_trend_table_get_type ())

/**
 * RwTrendTable:
 *
 * What an #RwTrendChart shows, as lines to be read: what is to come first, then the newest
 * of what is known, one for each time that it changed.
 */
G_DECLARE_FINAL_TYPE (RwTrendTable, rw_trend_table, RW, TREND_TABLE, GtkWidget)

GtkWidget *rw_trend_table_new (void);
void       rw_trend_table_set (RwTrendTable      *self,
                               const RwTrendData *data);

G_END_DECLS
