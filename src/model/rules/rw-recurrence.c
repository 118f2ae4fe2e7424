/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-recurrence.h"

#include <glib/gi18n-lib.h>
#include <libical/ical.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"

/* A rule that yields more than this before the end of the range asked for is refused. */
#define MAX_STEPS 200000

/* No clock on Earth is further from UTC than this. */
#define MAX_OFFSET RW_DAY

/**
 * rw_zone_note:
 *
 * Returns: whether a wall time exists once, not at all or twice in @zone
 */
RwWallNote
rw_zone_note (GTimeZone *zone,
              gint64     wall)
{
  gint64 instant = rw_zone_resolve (zone, wall);

  if (rw_zone_wall (zone, instant) != wall)
    return RW_WALL_GAP;
  /* No zone has ever set its clocks back by more than three hours at once, nor by less than 20 minutes. */
  for (gint64 shift = 20 * RW_MINUTE; shift <= 3 * RW_HOUR; shift += 10 * RW_MINUTE)
    if (rw_zone_wall (zone, instant + shift) == wall)
      return RW_WALL_FOLD;
  return RW_WALL_PLAIN;
}

static struct icaltimetype
to_ical (gint64 wall)
{
  struct icaltimetype time = icaltime_null_time ();
  gint64 day = wall / RW_DAY, rest = wall % RW_DAY;

  if (rest < 0)
    {
      rest += RW_DAY;
      day--;
    }
  rw_date_to_civil (day, &time.year, &time.month, &time.day);
  time.hour = (int) (rest / RW_HOUR);
  time.minute = (int) (rest / RW_MINUTE % 60);
  time.second = (int) (rest / RW_SECOND % 60);
  return time;
}

static gint64
from_ical (struct icaltimetype time)
{
  return rw_date_from_civil (time.year, time.month, time.day) * RW_DAY + time.hour * RW_HOUR +
         time.minute * RW_MINUTE + time.second * RW_SECOND;
}

static gboolean
is_excluded (const RwRecurrence *recurrence,
             gint64              wall)
{
  if (recurrence->exdates != NULL)
    for (guint i = 0; i < recurrence->exdates->len; i++)
      if (g_array_index (recurrence->exdates, gint64, i) == wall)
        return TRUE;
  return FALSE;
}

static void
add_instance (GArray             *instances,
              const RwRecurrence *recurrence,
              GTimeZone          *zone,
              gint64              wall,
              gint64              from,
              gint64              to)
{
  RwInstance instance = { .start = rw_zone_resolve (zone, wall), .wall = wall };

  instance.end = instance.start + recurrence->duration;
  if (instance.end <= from || instance.start >= to || is_excluded (recurrence, wall))
    return;
  instance.note = rw_zone_note (zone, wall);
  g_array_append_val (instances, instance);
}

/* libical steps from hour to hour, or from second to second, to a day that may never come, and cannot be
 * stopped meanwhile. What recurs within a day can be said with FREQ=DAILY and BYHOUR. */
static gboolean
takes_too_long (const struct icalrecurrencetype *rule)
{
  const short first[] = {
    rule->by_second[0], rule->by_minute[0],   rule->by_hour[0],  rule->by_day[0],     rule->by_month_day[0],
    rule->by_month[0],  rule->by_year_day[0], rule->by_week_no[0], rule->by_set_pos[0],
  };

  if (rule->freq == ICAL_SECONDLY_RECURRENCE || rule->freq == ICAL_MINUTELY_RECURRENCE)
    return TRUE;
  for (guint i = 0; rule->freq == ICAL_HOURLY_RECURRENCE && i < G_N_ELEMENTS (first); i++)
    if (first[i] != ICAL_RECURRENCE_ARRAY_MAX)
      return TRUE;
  return FALSE;
}

static gboolean
expand_rule (GArray             *instances,
             const RwRecurrence *recurrence,
             GTimeZone          *zone,
             gint64              from,
             gint64              to,
             GError            **error)
{
  struct icalrecurrencetype rule;
  icalrecur_iterator *iterator;
  struct icaltimetype time;
  gint64 until = G_MAXINT64;
  guint steps = 0;

  /* RFC 7529, which libical reads and does not free. */
  if (strcasestr (recurrence->rrule, "RSCALE") != NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is not a recurrence rule (RFC 5545)"), recurrence->rrule);
      return FALSE;
    }
  icalerror_set_errors_are_fatal (FALSE);
  rule = icalrecurrencetype_from_string (recurrence->rrule);
  if (rule.freq == ICAL_NO_RECURRENCE)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is not a recurrence rule (RFC 5545)"), recurrence->rrule);
      return FALSE;
    }
  if (takes_too_long (&rule))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("“%s” recurs too often"), recurrence->rrule);
      return FALSE;
    }
  /* An UNTIL in UTC is an instant; libical would compare it with floating times. */
  if (!icaltime_is_null_time (rule.until))
    {
      gint64 wall = rule.until.is_date ? from_ical (rule.until) + RW_DAY - 1 : from_ical (rule.until);

      until = icaltime_is_utc (rule.until) ? wall : rw_zone_resolve (zone, wall);
      rule.until = icaltime_null_time ();
    }
  for (guint i = 0; i < ICAL_BY_WEEKNO_SIZE && rule.by_week_no[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
    /* The days of a week that reaches into another year libical puts into the wrong one. */
    if (rule.by_week_no[i] < 2 || rule.by_week_no[i] > 51)
      {
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” cannot be expanded"), recurrence->rrule);
        return FALSE;
      }
  iterator = icalrecur_iterator_new (rule, to_ical (recurrence->start_wall));
  if (iterator == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” cannot be expanded"), recurrence->rrule);
      return FALSE;
    }
  /* Floating on purpose: a zoned iterator keeps the shifted hour after a clock change. */
  for (time = icalrecur_iterator_next (iterator); !icaltime_is_null_time (time); time = icalrecur_iterator_next (iterator))
    {
      gint64 wall = from_ical (time);

      /* Zones are slow: the years since the first instance go by without asking them. */
      if (wall + recurrence->duration + MAX_OFFSET > from)
        {
          gint64 start = rw_zone_resolve (zone, wall);

          if (start >= to || start > until)
            break;
          add_instance (instances, recurrence, zone, wall, from, to);
        }
      if (++steps > MAX_STEPS)
        {
          icalrecur_iterator_free (iterator);
          g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("“%s” recurs too often"), recurrence->rrule);
          return FALSE;
        }
    }
  icalrecur_iterator_free (iterator);
  return TRUE;
}

/**
 * rw_recurrence_expand:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * Expands a recurrence as floating local times, each resolved on its own (RFC 5545, 3.3.5; DOMAIN, "Changes").
 *
 * Returns: (transfer full) (element-type RwInstance): the instances that touch [@from, @to), ascending
 */
GArray *
rw_recurrence_expand (const RwRecurrence  *recurrence,
                      gint64               from,
                      gint64               to,
                      GError             **error)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (recurrence->tz);
  g_autoptr (GArray) instances = g_array_new (FALSE, TRUE, sizeof (RwInstance));

  if (zone == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The time zone “%s” is not known"), recurrence->tz);
      return NULL;
    }
  if (recurrence->rrule == NULL || *recurrence->rrule == '\0')
    add_instance (instances, recurrence, zone, recurrence->start_wall, from, to);
  else if (!expand_rule (instances, recurrence, zone, from, to, error))
    return NULL;
  return g_steal_pointer (&instances);
}

/**
 * rw_window_expand:
 * @window: a maintenance window or freeze
 *
 * Returns: (transfer full) (element-type RwInstance): see rw_recurrence_expand()
 */
GArray *
rw_window_expand (RwRecord  *window,
                  gint64     from,
                  gint64     to,
                  GError   **error)
{
  const char *const *exdates = rw_record_get_texts (window, RW_WINDOW_EXDATES);
  g_autoptr (GArray) excluded = g_array_new (FALSE, FALSE, sizeof (gint64));
  RwRecurrence recurrence = {
    .tz = rw_record_get_text (window, RW_WINDOW_TZ),
    .duration = rw_record_get_integer (window, RW_WINDOW_DURATION, 0) * RW_MINUTE,
    .rrule = rw_record_get_text (window, RW_WINDOW_RRULE),
    .exdates = excluded,
  };

  if (!rw_wall_parse (rw_record_get_text (window, RW_WINDOW_START_WALL), &recurrence.start_wall))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Window “%s” has no readable start"), rw_record_get_title (window));
      return NULL;
    }
  for (guint i = 0; exdates[i] != NULL; i++)
    {
      gint64 wall;

      if (rw_wall_parse (exdates[i], &wall))
        g_array_append_val (excluded, wall);
    }
  return rw_recurrence_expand (&recurrence, from, to, error);
}
