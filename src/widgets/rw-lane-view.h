/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-calendar-view.h"

G_BEGIN_DECLS

#define RW_TYPE_LANE_VIEW (rw_lane_view_get_type ())

/**
 * RwLane:
 * @name: of what the row is about
 * @detail: (nullable): what tells it from another of that name
 * @entries: (element-type RwCalendarEntry): what is in the row
 */
typedef struct
{
  char *name;
  char *detail;
  GPtrArray *entries;
} RwLane;

/**
 * RwLaneView:
 *
 * Days from left to right, and a row for each of many things. What overlaps within a row stands one below
 * the other. Put it into a scrolled window: rows that are not in view cost nothing, and the names of rows
 * and days stay where they are seen.
 */
G_DECLARE_FINAL_TYPE (RwLaneView, rw_lane_view, RW, LANE_VIEW, RwCalendarView)

GtkWidget *rw_lane_view_new       (void);
void       rw_lane_view_set_lanes (RwLaneView *self,
                                   GPtrArray  *lanes);
RwLane    *rw_lane_new            (const char *name,
                                   const char *detail);
void       rw_lane_free           (RwLane     *lane);

G_END_DECLS
