/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-capacity.h"
#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_CAPACITY_TREND (rw_capacity_trend_get_type ())

/**
 * RwCapacityTrend:
 *
 * How full a rack, a row or a room was over the last two years: told from the change log, which is asked
 * for in the background. What was asked for once is shown without a connection too, with its age.
 */
G_DECLARE_FINAL_TYPE (RwCapacityTrend, rw_capacity_trend, RW, CAPACITY_TREND, AdwBin)

GtkWidget  *rw_capacity_trend_new          (void);
void        rw_capacity_trend_load         (RwCapacityTrend     *self,
                                            RwSession           *session,
                                            const RwCapacity    *capacity);
void        rw_capacity_trend_show         (RwCapacityTrend     *self,
                                            const RwCapacity    *capacity,
                                            const RwCapacitySum *line);
const char *rw_capacity_trend_get_state    (RwCapacityTrend     *self);
const char *rw_capacity_trend_get_sentence (RwCapacityTrend     *self);

G_END_DECLS
