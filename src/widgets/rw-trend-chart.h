/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-trend-fan.h"

G_BEGIN_DECLS

#define RW_TREND_MAX_PARTS 5

/**
 * RwTrendData:
 * @instants: (array length=n): ascending, microseconds since 1970
 * @values: (array length=n): NAN for not known
 * @parts: (nullable) (array length=n_parts): @n quantities each, of which every one is a part of the one before, the
 *   first of @values
 * @n_parts: up to %RW_TREND_MAX_PARTS
 * @part_labels: (nullable): what @values are, and then each of @parts
 * @limit: what there is room for; 0 for none
 * @limit_label: (nullable): what the line of the limit says
 * @zone: in which days and months are counted
 * @title: what is shown of what: "Units used, FRA2-C3-R11"
 * @sentence: (nullable): what it comes to, for those who cannot see the curve
 * @axis_text: writes a number of the axis, without its unit
 * @point_text: says what a point says, as a sentence: "3 Mar 2026: 31 of 42 U"
 * @user_data: for both
 * @ahead: (nullable): what is to come, and what happened
 *
 * One quantity over time, zero and above.
 */
typedef struct
{
  const gint64 *instants;
  const double *values;
  guint n;
  const double *const *parts;
  guint n_parts;
  const char *const *part_labels;
  double limit;
  const char *limit_label;
  GTimeZone *zone;
  const char *title, *sentence;
  char *(*axis_text) (double   value,
                      gpointer user_data);
  char *(*point_text) (gint64   instant,
                       double   value,
                       gpointer user_data);
  gpointer user_data;
  const RwTrendAhead *ahead;
} RwTrendData;

#define RW_TYPE_TREND_CHART (rw_trend_chart_get_type ())

/**
 * RwTrendChart:
 *
 * What became of one quantity over months: a stepped curve, as things come and go at once, under the line
 * of its limit, and what is a part of it in darker shades below. The pointer, and the arrow keys, read a point.
 *
 * What is to come is read point by point, too; Control with the arrow keys goes from mark to mark.
 *
 * Signal: "activated" (uint index): the person wants to know what is behind a point: clicked or Enter. Points that are
 * to come count on from those that are known.
 */
G_DECLARE_FINAL_TYPE (RwTrendChart, rw_trend_chart, RW, TREND_CHART, GtkWidget)

GtkWidget  *rw_trend_chart_new         (void);
void        rw_trend_chart_set         (RwTrendChart      *self,
                                        const RwTrendData *data);
const char *rw_trend_chart_get_reading (RwTrendChart      *self);
double      rw_trend_chart_get_step    (double             most,
                                        guint              n_steps);

G_END_DECLS
