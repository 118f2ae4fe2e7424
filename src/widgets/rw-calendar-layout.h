/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwCalendarSpan:
 * @start: microseconds since 1970, UTC
 * @end: the same; half-open
 */
typedef struct
{
  gint64 start;
  gint64 end;
} RwCalendarSpan;

/**
 * RwCalendarSegment:
 * @span: index of the span that this is a part of
 * @day: index of the day
 * @from: minute of the day on the wall clock at which it begins
 * @to: minute at which it ends, at least the least number of minutes after @from
 * @column: its first column among those that overlap
 * @n_columns: how many columns there are side by side
 * @width: how many of them it fills
 * @continued: it began on an earlier day
 * @continues: it ends on a later day
 *
 * What one day of a time grid shows of one span.
 */
typedef struct
{
  guint span;
  guint day;
  int from;
  int to;
  int column;
  int n_columns;
  int width;
  gboolean continued;
  gboolean continues;
} RwCalendarSegment;

GArray *rw_calendar_layout       (const RwCalendarSpan *spans,
                                  guint                 n_spans,
                                  GTimeZone            *zone,
                                  gint64                first_day,
                                  guint                 n_days,
                                  int                   min_minutes);
void    rw_calendar_layout_place (GArray               *segments);
void    rw_calendar_layout_wall  (const RwCalendarSpan *span,
                                  GTimeZone            *zone,
                                  gint64               *from,
                                  gint64               *to);

G_END_DECLS
