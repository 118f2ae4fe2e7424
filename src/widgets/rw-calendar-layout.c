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

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0);
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
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (int));
  int n_columns;

  /* They come by their beginnings: a column is free again when the last one in it is over. */
  for (guint i = first; i < last; i++)
    {
      guint column = 0;

      while (column < ends->len && g_array_index (ends, int, column) > segments[i].from)
        column++;
      if (column == ends->len)
        g_array_append_val (ends, segments[i].to);
      g_array_index (ends, int, column) = segments[i].to;
      segments[i].column = (int) column;
    }
  n_columns = (int) ends->len;
  for (guint i = first; i < last; i++)
    {
      int end = n_columns;

      for (guint j = first; j < last && segments[j].from < segments[i].to; j++)
        if (segments[j].column > segments[i].column && segments[j].column < end && overlap (&segments[i], &segments[j]))
          end = segments[j].column;
      segments[i].n_columns = n_columns;
      segments[i].width = end - segments[i].column;
    }
}

/**
 * rw_calendar_layout_place:
 * @segments: (element-type RwCalendarSegment): with their days, beginnings and ends
 *
 * Sorts segments by day and beginning, and puts those of a day that overlap side by side. A day may be
 * anything that segments do not share with others: a row of a timeline.
 */
void
rw_calendar_layout_place (GArray *segments)
{
  guint first = 0;
  int reach = 0;

  g_array_sort (segments, compare_segments);
  for (guint i = 0; i <= segments->len; i++)
    {
      RwCalendarSegment *segment =
        i < segments->len ? &g_array_index (segments, RwCalendarSegment, i) : NULL;

      if (segment == NULL || i == first ||
          segment->day != g_array_index (segments, RwCalendarSegment, first).day ||
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
}

/* The instant at which the clock is put back in [from, to), if it is. */
static gboolean
find_step_back (GTimeZone *zone,
                gint64     from,
                gint64     to,
                gint64    *step)
{
  gint64 shift = rw_zone_wall (zone, from) - from;
  gint64 before = from / RW_SECOND, after = to / RW_SECOND;

  if (rw_zone_wall (zone, to) - to >= shift)
    return FALSE;
  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (rw_zone_wall (zone, middle * RW_SECOND) - middle * RW_SECOND < shift)
        after = middle;
      else
        before = middle;
    }
  *step = after * RW_SECOND;
  return TRUE;
}

/**
 * rw_calendar_layout_wall:
 * @from: (out): wall time, the earliest that a clock shows in the span
 * @to: (out): wall time, the end of the latest
 *
 * What the clock on the wall shows during a span. In the night when clocks go back an end may lie before
 * its start, and a span takes part in an hour that occurs twice: all that it shows is within.
 */
void
rw_calendar_layout_wall (const RwCalendarSpan *span,
                         GTimeZone            *zone,
                         gint64               *from,
                         gint64               *to)
{
  const gint64 reach = 3 * RW_HOUR; /* no clock is ever put back further */
  gint64 step;

  *from = rw_zone_wall (zone, span->start);
  *to = rw_zone_wall (zone, span->end);
  if (find_step_back (zone, span->start, MIN (span->end, span->start + reach), &step) &&
      step < span->end)
    *from = MIN (*from, rw_zone_wall (zone, step));
  if (find_step_back (zone, MAX (span->start, span->end - reach), span->end, &step) &&
      step > span->start)
    *to = MAX (*to, rw_zone_wall (zone, step - RW_SECOND) + RW_SECOND);
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

  for (guint i = 0; i < n_spans; i++)
    {
      gint64 from, to;

      /* In minutes of wall time since the first day's midnight; an end on a minute's fraction is rounded up. */
      rw_calendar_layout_wall (&spans[i], zone, &from, &to);
      from = floor_div (from - first_day * RW_DAY, RW_MINUTE);
      to = -floor_div (-(to - first_day * RW_DAY), RW_MINUTE);
      to = MAX (to, from + 1);
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
  rw_calendar_layout_place (segments);
  return segments;
}
