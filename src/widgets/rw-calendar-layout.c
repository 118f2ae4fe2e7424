/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-layout.h"

#include "rw-clock.h"
#include "rw-time.h"

#define DAY_MINUTES 1440

static int
compare_segments (gconstpointer a,
                  gconstpointer b)
{
  const RwCalendarSegment *x = a, *y = b;

  if (x->day != y->day)
    return x->day < y->day ? -1 : 1;
  if (x->from != y->from)
    return x->from - y->from;
  if (x->to != y->to)
    return y->to - x->to;
  return x->span < y->span ? -1 : 1;
}

static gboolean
overlap (const RwCalendarSegment *a,
         const RwCalendarSegment *b)
{
  return a->from < b->to && b->from < a->to;
}

/* Segments [first, last) overlap one another directly or through others: they share columns. */
static void
place_cluster (RwCalendarSegment *segments,
               guint              first,
               guint              last)
{
  int n_columns = 0;

  for (guint i = first; i < last; i++)
    {
      int column = 0;

      for (guint j = first; j < i; j++)
        if (segments[j].column == column && overlap (&segments[i], &segments[j]))
          {
            column++;
            j = first - 1;
          }
      segments[i].column = column;
      n_columns = MAX (n_columns, column + 1);
    }
  for (guint i = first; i < last; i++)
    {
      int end = n_columns;

      for (guint j = first; j < last; j++)
        if (segments[j].column > segments[i].column && segments[j].column < end && overlap (&segments[i], &segments[j]))
          end = segments[j].column;
      segments[i].n_columns = n_columns;
      segments[i].width = end - segments[i].column;
    }
}

/**
 * rw_calendar_layout:
 * @spans: (array length=n_spans): what is to be shown
 * @zone: whose wall clock the grid shows
 * @first_day: the first day, see rw_date_parse()
 * @n_days: how many
 * @min_minutes: no segment is shorter, so that it can be read
 *
 * Cuts spans into one segment a day and puts those that overlap side by side: no two segments of
 * a day cover the same place, and no place beside one is left empty that it could fill.
 *
 * Returns: (transfer full) (element-type RwCalendarSegment): by day, then by beginning
 */
GArray *
rw_calendar_layout (const RwCalendarSpan *spans,
                    guint                 n_spans,
                    GTimeZone            *zone,
                    gint64                first_day,
                    guint                 n_days,
                    int                   min_minutes)
{
  GArray *segments = g_array_new (FALSE, TRUE, sizeof (RwCalendarSegment));
  guint first = 0;
  int reach = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      /* In minutes of wall time since the first day's midnight; an end on a minute's fraction is rounded up. */
      gint64 from = (rw_zone_wall (zone, spans[i].start) - first_day * RW_DAY) / RW_MINUTE;
      gint64 to = (rw_zone_wall (zone, spans[i].end) - first_day * RW_DAY + RW_MINUTE - 1) / RW_MINUTE;

      /* When clocks go back, an end may lie before its start on the wall. */
      to = MAX (to, from + min_minutes);
      for (gint64 day = MAX (0, from / DAY_MINUTES); day < n_days && day * DAY_MINUTES < to; day++)
        {
          RwCalendarSegment segment = {
            .span = i,
            .day = (guint) day,
            .from = (int) CLAMP (from - day * DAY_MINUTES, 0, DAY_MINUTES - min_minutes),
            .to = (int) MIN (to - day * DAY_MINUTES, DAY_MINUTES),
            .continued = from < day * DAY_MINUTES,
            .continues = to > (day + 1) * DAY_MINUTES,
          };

          if (to <= 0 || from >= (gint64) (day + 1) * DAY_MINUTES)
            continue;
          segment.to = MAX (segment.to, segment.from + min_minutes);
          g_array_append_val (segments, segment);
        }
    }
  g_array_sort (segments, compare_segments);

  for (guint i = 0; i <= segments->len; i++)
    {
      RwCalendarSegment *segment = i < segments->len ? &g_array_index (segments, RwCalendarSegment, i) : NULL;

      if (segment == NULL || i == first || segment->day != g_array_index (segments, RwCalendarSegment, first).day ||
          segment->from >= reach)
        {
          if (i > first)
            place_cluster ((RwCalendarSegment *) segments->data, first, i);
          first = i;
          reach = 0;
        }
      if (segment != NULL)
        reach = MAX (reach, segment->to);
    }
  return segments;
}
