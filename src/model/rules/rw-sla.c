/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sla.h"

#include "rw-clock.h"
#include "rw-time.h"

/*
 * Clocks of service levels (DOMAIN, "Service levels"): time counts in half-open intervals of UTC cut from a
 * calendar's opening hours, without holidays, without pauses.
 */

const char *
rw_sla_why_value (RwSlaWhy why)
{
  static const char *const values[] = { "counted", "closed", "holiday", "paused" };

  return values[why];
}

/**
 * rw_sla_pauses_new:
 *
 * Returns: (transfer full) (element-type RwOpenSpan): no pauses yet; they are in order and do not touch
 */
GArray *
rw_sla_pauses_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (RwOpenSpan));
}

/**
 * rw_sla_pauses_add:
 * @from: microseconds since 1970
 * @to: the same; %G_MAXINT64 for a pause that goes on
 *
 * One that reaches into others becomes one with them; one that ends before it begins is none.
 */
void
rw_sla_pauses_add (GArray *pauses, gint64 from, gint64 to)
{
  RwOpenSpan span = { from, to };
  guint at = 0, end;

  if (from >= to)
    return;
  while (at < pauses->len && g_array_index (pauses, RwOpenSpan, at).to < from)
    at++;
  for (end = at; end < pauses->len && g_array_index (pauses, RwOpenSpan, end).from <= to; end++)
    {
      const RwOpenSpan *old = &g_array_index (pauses, RwOpenSpan, end);

      span.from = MIN (span.from, old->from);
      span.to = MAX (span.to, old->to);
    }
  if (end > at)
    g_array_remove_range (pauses, at, end - at);
  g_array_insert_val (pauses, at, span);
}

/**
 * rw_sla_due:
 * @hours: when time counts
 * @start: when the clock began to run, microseconds since 1970
 * @target: how long it may run, microseconds of open time
 * @pauses: (nullable): see rw_sla_pauses_new()
 *
 * Returns: the first instant at which the target is used up; %G_MAXINT64 when that never comes, as in a pause
 *   that goes on
 */
gint64
rw_sla_due (RwOpeningHours *hours, gint64 start, gint64 target, GArray *pauses)
{
  gint64 at = start, left = target;

  for (guint i = 0; pauses != NULL && i < pauses->len && left > 0; i++)
    {
      const RwOpenSpan *pause = &g_array_index (pauses, RwOpenSpan, i);
      gint64 counted;

      if (pause->to <= at)
        continue;
      counted = rw_opening_hours_elapsed (hours, at, pause->from);
      if (counted >= left)
        break;
      left -= counted;
      if (pause->to == G_MAXINT64)
        return G_MAXINT64;
      at = pause->to;
    }
  return rw_opening_hours_due (hours, at, left);
}

/**
 * rw_sla_elapsed:
 * @start: microseconds since 1970
 * @until: the same
 * @pauses: (nullable): see rw_sla_pauses_new()
 *
 * Returns: how long the clock ran, microseconds of open time
 */
gint64
rw_sla_elapsed (RwOpeningHours *hours, gint64 start, gint64 until, GArray *pauses)
{
  gint64 at = start, elapsed = 0;

  for (guint i = 0; pauses != NULL && i < pauses->len && at < until; i++)
    {
      const RwOpenSpan *pause = &g_array_index (pauses, RwOpenSpan, i);

      if (pause->to <= at)
        continue;
      elapsed += rw_opening_hours_elapsed (hours, at, MIN (pause->from, until));
      at = pause->to;
    }
  return elapsed + rw_opening_hours_elapsed (hours, at, until);
}

/**
 * rw_sla_attention:
 * @due: when a clock runs out
 * @target: what it may take, microseconds of open time
 * @pauses: (nullable): see rw_sla_pauses_new(); one that goes on after @due does not count
 *
 * Returns: the first instant at which three quarters of the time are gone
 */
gint64
rw_sla_attention (RwOpeningHours *hours, gint64 due, gint64 target, GArray *pauses)
{
  gint64 at = due, left = target / 4;

  for (guint i = pauses != NULL ? pauses->len : 0; i-- > 0;)
    {
      const RwOpenSpan *pause = &g_array_index (pauses, RwOpenSpan, i);
      gint64 counted;

      if (pause->from >= at || pause->to > due)
        continue;
      counted = rw_opening_hours_elapsed (hours, pause->to, at);
      if (counted > left)
        break;
      left -= counted;
      at = pause->from;
    }
  return rw_opening_hours_back (hours, at, left);
}

static void
add (GArray *intervals, gint64 from, gint64 to, RwSlaWhy why)
{
  RwSlaInterval *last =
    intervals->len > 0 ? &g_array_index (intervals, RwSlaInterval, intervals->len - 1) : NULL;

  if (from >= to)
    return;
  if (last != NULL && last->why == why && last->to == from)
    last->to = to;
  else
    g_array_append_val (intervals, ((RwSlaInterval){ from, to, why }));
}

/* Cut at the edges of holidays on the wall. */
static void
add_closed (RwOpeningHours *hours, GArray *intervals, gint64 from, gint64 to)
{
  GTimeZone *zone = rw_opening_hours_get_zone (hours);

  while (from < to)
    {
      gint64 wall = rw_zone_wall (zone, from), day = wall / RW_DAY - (wall % RW_DAY < 0 ? 1 : 0);
      gint64 next = rw_zone_resolve (zone, (day + 1) * RW_DAY);
      gint64 end = next > from ? MIN (to, next) : to;

      add (intervals, from, end,
           rw_opening_hours_is_holiday (hours, day) ? RW_SLA_HOLIDAY : RW_SLA_CLOSED);
      from = end;
    }
}

static void
add_running (RwOpeningHours *hours, GArray *intervals, gint64 from, gint64 to)
{
  guint n;
  const RwOpenSpan *spans = rw_opening_hours_spans (hours, from, to, &n);

  for (guint i = 0; i < n; i++)
    {
      gint64 open = MAX (spans[i].from, from), closed = MIN (spans[i].to, to);

      add_closed (hours, intervals, from, open);
      add (intervals, open, closed, RW_SLA_COUNTED);
      from = closed;
    }
  add_closed (hours, intervals, from, to);
}

/**
 * rw_sla_explain:
 * @start: microseconds since 1970
 * @until: the same
 * @pauses: (nullable): see rw_sla_pauses_new()
 *
 * Every interval behind a due time. A pause is one interval, whether it was open meanwhile or not.
 *
 * Returns: (transfer full) (element-type RwSlaInterval): in order and without gaps from @start to @until; what
 *   counted adds up to rw_sla_elapsed()
 */
GArray *
rw_sla_explain (RwOpeningHours *hours, gint64 start, gint64 until, GArray *pauses)
{
  GArray *intervals = g_array_new (FALSE, FALSE, sizeof (RwSlaInterval));
  gint64 at = start;

  for (guint i = 0; pauses != NULL && i < pauses->len && at < until; i++)
    {
      const RwOpenSpan *pause = &g_array_index (pauses, RwOpenSpan, i);
      gint64 from, to;

      if (pause->to <= at || pause->from >= until)
        continue;
      from = MAX (pause->from, at);
      to = MIN (pause->to, until);
      add_running (hours, intervals, at, from);
      add (intervals, from, to, RW_SLA_PAUSED);
      at = to;
    }
  add_running (hours, intervals, at, until);
  return intervals;
}
