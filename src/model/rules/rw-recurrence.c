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
  /* As far from UTC before as behind: the clocks were left alone, as on nearly every day. */
  if (rw_zone_wall (zone, instant - 4 * RW_HOUR) + 8 * RW_HOUR ==
      rw_zone_wall (zone, instant + 4 * RW_HOUR))
    return RW_WALL_PLAIN;
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

/* What is looked up for every step of a rule. */
typedef struct
{
  const RwRecurrence *recurrence;
  GTimeZone *zone;
  GHashTable *excluded;
  GHashTable *moves;
  GHashTable *found;
  GArray *instances;
  gint64 from, to;
} Expansion;

static void
expansion_clear (Expansion *expansion)
{
  g_clear_pointer (&expansion->zone, g_time_zone_unref);
  g_clear_pointer (&expansion->excluded, g_hash_table_unref);
  g_clear_pointer (&expansion->moves, g_hash_table_unref);
  g_clear_pointer (&expansion->found, g_hash_table_unref);
  g_clear_pointer (&expansion->instances, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Expansion, expansion_clear)

static guint
length_of (GArray *array)
{
  return array != NULL ? array->len : 0;
}

static gboolean
expansion_init (Expansion          *expansion,
                const RwRecurrence *recurrence,
                gint64              from,
                gint64              to,
                GError            **error)
{
  expansion->recurrence = recurrence;
  expansion->from = from;
  expansion->to = to;
  expansion->zone = rw_zone_get (recurrence->tz);
  if (expansion->zone == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The time zone “%s” is not known"),
                   recurrence->tz);
      return FALSE;
    }
  expansion->instances = g_array_new (FALSE, TRUE, sizeof (RwInstance));
  if (length_of (recurrence->exdates) > 0)
    expansion->excluded = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < length_of (recurrence->exdates); i++)
    g_hash_table_add (expansion->excluded, &g_array_index (recurrence->exdates, gint64, i));
  if (length_of (recurrence->moves) > 0)
    {
      expansion->moves = g_hash_table_new (g_int64_hash, g_int64_equal);
      expansion->found = g_hash_table_new (g_direct_hash, g_direct_equal);
    }
  for (guint i = 0; i < length_of (recurrence->moves); i++)
    {
      RwMovedInstance *move = &g_array_index (recurrence->moves, RwMovedInstance, i);

      g_hash_table_replace (expansion->moves, &move->recurrence, move);
    }
  return TRUE;
}

static void
add_instance (Expansion *expansion,
              gint64     recurrence,
              gint64     wall)
{
  RwInstance instance = { .wall = wall, .recurrence = recurrence };

  /* Zones are slow: the years since the first instance go by without asking them. */
  if (wall + expansion->recurrence->duration + MAX_OFFSET <= expansion->from ||
      wall - MAX_OFFSET >= expansion->to)
    return;
  instance.start = rw_zone_resolve (expansion->zone, wall);
  instance.end = instance.start + expansion->recurrence->duration;
  if (instance.end <= expansion->from || instance.start >= expansion->to)
    return;
  instance.note = rw_zone_note (expansion->zone, wall);
  g_array_append_val (expansion->instances, instance);
}

/* A local start of the recurrence, as the rule or a date of its own has it. */
static void
take (Expansion *expansion,
      gint64     wall)
{
  RwMovedInstance *move =
    expansion->moves != NULL ? g_hash_table_lookup (expansion->moves, &wall) : NULL;

  if (move != NULL)
    g_hash_table_add (expansion->found, move);
  if (expansion->excluded != NULL && g_hash_table_contains (expansion->excluded, &wall))
    return;
  add_instance (expansion, wall, move != NULL ? move->wall : wall);
}

static int
compare_instances (gconstpointer a,
                   gconstpointer b)
{
  const RwInstance *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->wall != y->wall)
    return x->wall < y->wall ? -1 : 1;
  return (x->recurrence > y->recurrence) - (x->recurrence < y->recurrence);
}

/* Ascending, each local start once. Rules yield them in order as a rule; over a gap, or with dates beside
 * them, they do not. */
static void
put_in_order (GArray *instances)
{
  guint kept = 0;

  g_array_sort (instances, compare_instances);
  for (guint i = 0; i < instances->len; i++)
    if (kept == 0 || g_array_index (instances, RwInstance, kept - 1).wall !=
                       g_array_index (instances, RwInstance, i).wall)
      g_array_index (instances, RwInstance, kept++) = g_array_index (instances, RwInstance, i);
  g_array_set_size (instances, kept);
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

/* Where a rule ends: UTC is an instant, all else a local time, a date to the end of its day. libical would
 * compare an instant with floating times. */
typedef struct
{
  gint64 instant;
  gint64 wall;
} Until;

static Until
take_until (struct icalrecurrencetype *rule)
{
  Until until = { G_MAXINT64, G_MAXINT64 };

  if (icaltime_is_null_time (rule->until))
    return until;
  if (rule->until.is_date)
    until.wall = from_ical (rule->until) + RW_DAY - 1;
  else if (icaltime_is_utc (rule->until))
    until.instant = from_ical (rule->until);
  else
    until.wall = from_ical (rule->until);
  rule->until = icaltime_null_time ();
  return until;
}

static gboolean
refuse_text (const char *rrule, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is not a recurrence rule (RFC 5545)"),
               rrule);
  return FALSE;
}

static gboolean
refuse_rule (const char *rrule, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” cannot be expanded"), rrule);
  return FALSE;
}

static gboolean
refuse_often (const char *rrule, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_LIMIT, _ ("“%s” recurs too often"), rrule);
  return FALSE;
}

static gboolean
read_rule (const char                *rrule,
           struct icalrecurrencetype *rule,
           GError                   **error)
{
  /* RFC 7529, which libical reads and does not free. */
  if (strcasestr (rrule, "RSCALE") != NULL)
    return refuse_text (rrule, error);
  icalerror_set_errors_are_fatal (FALSE);
  *rule = icalrecurrencetype_from_string (rrule);
  if (rule->freq == ICAL_NO_RECURRENCE)
    return refuse_text (rrule, error);
  if (takes_too_long (rule))
    return refuse_often (rrule, error);
  for (guint i = 0; i < ICAL_BY_WEEKNO_SIZE && rule->by_week_no[i] != ICAL_RECURRENCE_ARRAY_MAX;
       i++)
    /* The days of a week that reaches into another year libical puts into the wrong one. */
    if (rule->by_week_no[i] < 2 || rule->by_week_no[i] > 51)
      return refuse_rule (rrule, error);
  return TRUE;
}

/* The last local start that anything asks for: of the range, or of an instance that is moved. */
static gint64
last_wall (Expansion *expansion)
{
  gint64 last = expansion->to > G_MAXINT64 - MAX_OFFSET ? G_MAXINT64 : expansion->to + MAX_OFFSET;

  for (guint i = 0; i < length_of (expansion->recurrence->moves); i++)
    last = MAX (last, g_array_index (expansion->recurrence->moves, RwMovedInstance, i).recurrence);
  return last;
}

static gboolean
expand_rule (Expansion *expansion,
             GError   **error)
{
  const RwRecurrence *recurrence = expansion->recurrence;
  gint64 last = last_wall (expansion);
  struct icalrecurrencetype rule;
  icalrecur_iterator *iterator;
  struct icaltimetype time;
  gboolean well = TRUE;
  guint steps = 0;
  Until until;

  if (!read_rule (recurrence->rrule, &rule, error))
    return FALSE;
  until = take_until (&rule);
  iterator = icalrecur_iterator_new (rule, to_ical (recurrence->start_wall));
  if (iterator == NULL)
    return refuse_rule (recurrence->rrule, error);
  /* Floating on purpose: a zoned iterator keeps the shifted hour after a clock change. */
  for (time = icalrecur_iterator_next (iterator); well && !icaltime_is_null_time (time);
       time = icalrecur_iterator_next (iterator))
    {
      gint64 wall = from_ical (time);

      if (wall > last || wall > until.wall || wall - MAX_OFFSET > until.instant)
        break;
      if (wall <= until.instant - MAX_OFFSET ||
          rw_zone_resolve (expansion->zone, wall) <= until.instant)
        take (expansion, wall);
      if (++steps > MAX_STEPS)
        well = refuse_often (recurrence->rrule, error);
    }
  icalrecur_iterator_free (iterator);
  return well;
}

static gboolean
expand (Expansion *expansion,
        GError   **error)
{
  const RwRecurrence *recurrence = expansion->recurrence;

  if (recurrence->rrule == NULL || *recurrence->rrule == '\0')
    take (expansion, recurrence->start_wall);
  else if (!expand_rule (expansion, error))
    return FALSE;
  for (guint i = 0; i < length_of (recurrence->rdates); i++)
    take (expansion, g_array_index (recurrence->rdates, gint64, i));
  put_in_order (expansion->instances);
  return TRUE;
}

/**
 * rw_recurrence_check_rule:
 *
 * Returns: whether the rule of @recurrence, if any, can be expanded
 */
gboolean
rw_recurrence_check_rule (const RwRecurrence *recurrence,
                          GError            **error)
{
  RwRecurrence plain = *recurrence;
  g_auto (Expansion) expansion = { 0 };

  plain.moves = plain.rdates = NULL;
  /* The first instance and those of a year: what recurs too often shows within that. */
  return expansion_init (&expansion, &plain, recurrence->start_wall - RW_DAY,
                         recurrence->start_wall + 366 * RW_DAY, error) &&
         expand (&expansion, error);
}

/**
 * rw_recurrence_check_moves:
 *
 * Returns: whether each move names an instance that there is (RFC 5545, 3.8.4.4), or one that is left out
 */
gboolean
rw_recurrence_check_moves (const RwRecurrence *recurrence,
                           GError            **error)
{
  g_auto (Expansion) expansion = { 0 };

  if (length_of (recurrence->moves) == 0)
    return TRUE;
  if (!expansion_init (&expansion, recurrence, recurrence->start_wall, recurrence->start_wall,
                       error) ||
      !expand (&expansion, error))
    return FALSE;
  for (guint i = 0; i < recurrence->moves->len; i++)
    {
      RwMovedInstance *move = &g_array_index (recurrence->moves, RwMovedInstance, i);
      g_autofree char *wall = NULL;

      move = g_hash_table_lookup (expansion.moves, &move->recurrence);
      if (g_hash_table_contains (expansion.found, move))
        continue;
      wall = rw_wall_to_string (move->recurrence);
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("%s is moved, but nothing takes place then"), wall);
      return FALSE;
    }
  return TRUE;
}

/**
 * rw_recurrence_expand:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * Expands a recurrence as floating local times, each resolved on its own (RFC 5545, 3.3.5; DOMAIN, "Changes"):
 * the rule and the dates beside it, without those left out, each once, some of them moved. A move that
 * names no instance is passed over; rw_recurrence_check_moves() tells.
 *
 * Returns: (transfer full) (element-type RwInstance): the instances that touch [@from, @to), ascending
 */
GArray *
rw_recurrence_expand (const RwRecurrence  *recurrence,
                      gint64               from,
                      gint64               to,
                      GError             **error)
{
  g_auto (Expansion) expansion = { 0 };

  if (!expansion_init (&expansion, recurrence, from, to, error) || !expand (&expansion, error))
    return NULL;
  return g_steal_pointer (&expansion.instances);
}
