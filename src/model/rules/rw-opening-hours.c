/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-opening-hours.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"

/* A day has room for shifts, not for a table of minutes. */
#define SPANS_A_DAY 24

/* A calendar that is not open within so many days is taken to be closed for good. */
#define SEARCH_DAYS (8 * 366)

/* Days are made in steps of so many at each end. */
#define STEP_DAYS 64

/* What is asked about lies within 200 years of 1970, or nothing is counted. */
#define FARTHEST (200 * 366 * RW_DAY)

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* Of a day: minutes since midnight on the wall. */
typedef struct
{
  int from, to;
} Range;

struct _RwOpeningHours
{
  gatomicrefcount refs;
  GTimeZone *zone;
  Range ranges[G_N_ELEMENTS (weekdays)][SPANS_A_DAY];
  guint n_ranges[G_N_ELEMENTS (weekdays)];
  gboolean never;
  GHashTable *holidays; /* days since 1970 */
  GHashTable *yearly;   /* month * 100 + day */

  gint64 first_day, end_day; /* for which there are spans */
  GArray *spans;             /* (element-type RwOpenSpan): in order, none touches another */
  GArray *before;            /* (element-type gint64): open time before each span */
};

/* --- Reading --------------------------------------------------------------------------------------- */

/* The text is of one shape: an object of weekdays, each a list of pairs of times. */
typedef struct
{
  const char *at;
} Scan;

static gboolean
accept (Scan *scan, char wanted)
{
  while (g_ascii_isspace (*scan->at))
    scan->at++;
  if (*scan->at != wanted)
    return FALSE;
  scan->at++;
  return TRUE;
}

static char *
accept_word (Scan *scan)
{
  const char *end;
  char *word;

  if (!accept (scan, '"'))
    return NULL;
  end = strchr (scan->at, '"');
  if (end == NULL || end - scan->at > 16 ||
      memchr (scan->at, '\\', (gsize) (end - scan->at)) != NULL)
    return NULL;
  word = g_strndup (scan->at, (gsize) (end - scan->at));
  scan->at = end + 1;
  return word;
}

/* "08:00", up to "24:00"; -1 for anything else */
static int
parse_minute (const char *text)
{
  int hour, minute;

  if (strlen (text) != 5 || text[2] != ':' || !g_ascii_isdigit (text[0]) ||
      !g_ascii_isdigit (text[1]) || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return -1;
  hour = (text[0] - '0') * 10 + text[1] - '0';
  minute = (text[3] - '0') * 10 + text[4] - '0';
  return minute < 60 && hour * 60 + minute <= 24 * 60 ? hour * 60 + minute : -1;
}

static gboolean
scan_range (Scan *scan, const char *weekday, Range *range, GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!accept (scan, '[') || (from = accept_word (scan)) == NULL || !accept (scan, ',') ||
      (to = accept_word (scan)) == NULL || !accept (scan, ']'))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Opening hours of “%s” are a list of pairs like [\"08:00\", \"17:00\"]"),
                   weekday);
      return FALSE;
    }
  range->from = parse_minute (from);
  range->to = parse_minute (to);
  if (range->from < 0 || range->to < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Opening hours of “%s”: “%s” is not a time of day"), weekday,
                   range->from < 0 ? from : to);
      return FALSE;
    }
  if (range->from < range->to)
    return TRUE;
  g_set_error (
    error, RW_ERROR, RW_ERROR_INVALID,
    _ ("Opening hours of “%s”: %s to %s ends before it begins; past midnight is two days"), weekday,
    from, to);
  return FALSE;
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  return ((const Range *) a)->from - ((const Range *) b)->from;
}

static gboolean
scan_day (RwOpeningHours *self, Scan *scan, guint day, GError **error)
{
  Range *ranges = self->ranges[day];
  guint n = 0;

  if (!accept (scan, '['))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Opening hours of “%s” are a list of pairs like [\"08:00\", \"17:00\"]"),
                   weekdays[day]);
      return FALSE;
    }
  while (!accept (scan, ']'))
    {
      if (n == SPANS_A_DAY)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("Opening hours of “%s”: more than %d spans"), weekdays[day], SPANS_A_DAY);
          return FALSE;
        }
      if (n > 0)
        accept (scan, ',');
      if (!scan_range (scan, weekdays[day], &ranges[n], error))
        return FALSE;
      n++;
    }
  qsort (ranges, n, sizeof *ranges, compare_ranges);
  for (guint i = 1; i < n; i++)
    if (ranges[i].from < ranges[i - 1].to)
      {
        g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Opening hours of “%s” overlap"),
                     weekdays[day]);
        return FALSE;
      }
  self->n_ranges[day] = n;
  return TRUE;
}

static gboolean
scan_hours (RwOpeningHours *self, const char *text, GError **error)
{
  Scan scan = { .at = text };
  guint seen = 0;

  if (!accept (&scan, '{'))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Opening hours are an object of weekdays, “mon” to “sun”"));
      return FALSE;
    }
  while (!accept (&scan, '}'))
    {
      g_autofree char *word = NULL;
      guint day = 0;

      if (seen != 0)
        accept (&scan, ',');
      word = accept_word (&scan);
      while (word != NULL && day < G_N_ELEMENTS (weekdays) && !g_str_equal (weekdays[day], word))
        day++;
      if (word == NULL || day == G_N_ELEMENTS (weekdays) || (seen & 1u << day) ||
          !accept (&scan, ':'))
        {
          g_set_error (
            error, RW_ERROR, RW_ERROR_INVALID,
            _ (
              "Opening hours are an object of weekdays, “mon” to “sun”; “%s” is none, or is there twice"),
            word != NULL ? word : "");
          return FALSE;
        }
      seen |= 1u << day;
      if (!scan_day (self, &scan, day, error))
        return FALSE;
    }
  self->never = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    self->never &= self->n_ranges[i] == 0;
  return TRUE;
}

static gboolean
read_holidays (RwOpeningHours *self, const char *const *days, GError **error)
{
  for (guint i = 0; days != NULL && days[i] != NULL; i++)
    {
      gint64 day;

      if (!rw_date_parse (days[i], &day))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("Holidays: “%s” is not a date like 2026-12-24"), days[i]);
          return FALSE;
        }
      g_hash_table_add (self->holidays, g_memdup2 (&day, sizeof day));
    }
  return TRUE;
}

static gboolean
read_yearly (RwOpeningHours *self, const char *const *days, GError **error)
{
  for (guint i = 0; days != NULL && days[i] != NULL; i++)
    {
      /* A leap year has every day that there is. */
      g_autofree char *date = g_strconcat ("2024-", days[i], NULL);
      int year, month, mday;
      gint64 day;

      if (!rw_date_parse (date, &day))
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("Yearly holidays: “%s” is not a day like 12-24"), days[i]);
          return FALSE;
        }
      rw_date_to_civil (day, &year, &month, &mday);
      g_hash_table_add (self->yearly, GINT_TO_POINTER (month * 100 + mday));
    }
  return TRUE;
}

static RwOpeningHours *
new_empty (GTimeZone *zone)
{
  RwOpeningHours *self = g_new0 (RwOpeningHours, 1);

  g_atomic_ref_count_init (&self->refs);
  self->zone = zone;
  self->holidays = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->yearly = g_hash_table_new (NULL, NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (RwOpenSpan));
  self->before = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * rw_opening_hours_new:
 * @tz: IANA zone
 * @hours: JSON: for each weekday, "mon" to "sun", a list of pairs of wall times; "00:00" to "24:00" is the
 *   whole day; a weekday that is missing is closed
 * @holidays: (nullable): dates, as 2026-12-24, on which it is closed from midnight to midnight
 * @yearly_holidays: (nullable): the same for each year, as 12-24
 *
 * Returns: (transfer full) (nullable): %NULL with %RW_ERROR_INVALID, which names what is wrong
 */
RwOpeningHours *
rw_opening_hours_new (const char         *tz,
                      const char         *hours,
                      const char *const  *holidays,
                      const char *const  *yearly_holidays,
                      GError            **error)
{
  GTimeZone *zone = tz != NULL ? rw_zone_get (tz) : NULL;
  g_autoptr (RwOpeningHours) self = NULL;

  if (zone == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("The time zone “%s” is not known"),
                   tz != NULL ? tz : "");
      return NULL;
    }
  self = new_empty (zone);
  if (!scan_hours (self, hours != NULL ? hours : "", error) ||
      !read_holidays (self, holidays, error) || !read_yearly (self, yearly_holidays, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * rw_opening_hours_new_calendar:
 * @calendar: a record of that kind
 *
 * Returns: (transfer full) (nullable): see rw_opening_hours_new()
 */
RwOpeningHours *
rw_opening_hours_new_calendar (RwRecord *calendar, GError **error)
{
  return rw_opening_hours_new (rw_record_get_text (calendar, RW_CALENDAR_TZ),
                               rw_record_get_text (calendar, RW_CALENDAR_HOURS),
                               rw_record_get_texts (calendar, RW_CALENDAR_HOLIDAYS),
                               rw_record_get_texts (calendar, RW_CALENDAR_YEARLY_HOLIDAYS), error);
}

/**
 * rw_opening_hours_new_always:
 *
 * Returns: (transfer full): open around the clock, for an agreement without a calendar
 */
RwOpeningHours *
rw_opening_hours_new_always (void)
{
  RwOpeningHours *self = new_empty (g_time_zone_new_utc ());

  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    {
      self->ranges[i][0] = (Range){ 0, 24 * 60 };
      self->n_ranges[i] = 1;
    }
  return self;
}

RwOpeningHours *
rw_opening_hours_ref (RwOpeningHours *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
rw_opening_hours_unref (RwOpeningHours *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_hash_table_unref (self->holidays);
  g_hash_table_unref (self->yearly);
  g_array_unref (self->spans);
  g_array_unref (self->before);
  g_free (self);
}

/**
 * rw_opening_hours_get_zone:
 *
 * Returns: (transfer none): in whose wall time the hours are meant
 */
GTimeZone *
rw_opening_hours_get_zone (RwOpeningHours *self)
{
  return self->zone;
}

/* --- Spans ----------------------------------------------------------------------------------------- */

/**
 * rw_opening_hours_is_holiday:
 * @day: days since 1970 on the wall
 */
gboolean
rw_opening_hours_is_holiday (RwOpeningHours *self, gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  return g_hash_table_contains (self->holidays, &day) ||
         g_hash_table_contains (self->yearly, GINT_TO_POINTER (month * 100 + mday));
}

/* Spans that touch are one: around the clock is one span, whatever the clocks do at midnight. */
static void
add_day (RwOpeningHours *self, gint64 day)
{
  int weekday = rw_date_weekday (day);

  if (rw_opening_hours_is_holiday (self, day))
    return;
  for (guint i = 0; i < self->n_ranges[weekday]; i++)
    {
      const Range *range = &self->ranges[weekday][i];
      RwOpenSpan span = { rw_zone_resolve (self->zone, day * RW_DAY + range->from * RW_MINUTE),
                          rw_zone_resolve (self->zone, day * RW_DAY + range->to * RW_MINUTE) };
      RwOpenSpan *last = self->spans->len > 0
                           ? &g_array_index (self->spans, RwOpenSpan, self->spans->len - 1)
                           : NULL;

      if (last != NULL && span.from <= last->to)
        last->to = MAX (last->to, span.to);
      else if (span.from < span.to)
        g_array_append_val (self->spans, span);
    }
}

static gint64
day_of (gint64 instant)
{
  return instant >= 0 ? instant / RW_DAY : -((-instant + RW_DAY - 1) / RW_DAY);
}

/* Days on the wall are at most a day away from those in UTC. */
static void
cover (RwOpeningHours *self, gint64 from, gint64 to)
{
  gint64 first = day_of (from) - 2, end = day_of (to) + 3, sum = 0;

  if (self->end_day > self->first_day && first >= self->first_day && end <= self->end_day)
    return;
  if (self->end_day > self->first_day)
    {
      first = first < self->first_day ? first - STEP_DAYS : self->first_day;
      end = end > self->end_day ? end + STEP_DAYS : self->end_day;
    }
  self->first_day = first;
  self->end_day = end;
  g_array_set_size (self->spans, 0);
  g_array_set_size (self->before, 0);
  for (gint64 day = first; day < end; day++)
    add_day (self, day);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const RwOpenSpan *span = &g_array_index (self->spans, RwOpenSpan, i);

      g_array_append_val (self->before, sum);
      sum += span->to - span->from;
    }
}

/* The first span that ends behind @instant. */
static guint
find_span (RwOpeningHours *self, gint64 instant)
{
  guint low = 0, high = self->spans->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->spans, RwOpenSpan, middle).to <= instant)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_countable (gint64 instant)
{
  return instant > -FARTHEST && instant < FARTHEST;
}

/**
 * rw_opening_hours_spans:
 * @from: the first instant that matters
 * @to: the one behind the last
 * @n: (out): how many there are
 *
 * Returns: (transfer none) (array length=n): the open spans that reach into the range, whole; valid until the
 *   next question
 */
const RwOpenSpan *
rw_opening_hours_spans (RwOpeningHours *self, gint64 from, gint64 to, guint *n)
{
  guint first, end;

  *n = 0;
  if (self->never || from >= to || !is_countable (from) || !is_countable (to))
    return NULL;
  cover (self, from, to);
  first = end = find_span (self, from);
  while (end < self->spans->len && g_array_index (self->spans, RwOpenSpan, end).from < to)
    end++;
  *n = end - first;
  return *n > 0 ? &g_array_index (self->spans, RwOpenSpan, first) : NULL;
}

/* Open time from the first day that is covered to @instant. */
static gint64
open_before (RwOpeningHours *self, gint64 instant)
{
  guint i = find_span (self, instant);
  const RwOpenSpan *span;

  if (i == self->spans->len)
    {
      if (i == 0)
        return 0;
      span = &g_array_index (self->spans, RwOpenSpan, i - 1);
      return g_array_index (self->before, gint64, i - 1) + span->to - span->from;
    }
  span = &g_array_index (self->spans, RwOpenSpan, i);
  return g_array_index (self->before, gint64, i) + MAX (0, instant - span->from);
}

/**
 * rw_opening_hours_elapsed:
 * @from: microseconds since 1970
 * @to: the same
 *
 * Returns: how much of the time between is open, in microseconds; 0 when @to is not later
 */
gint64
rw_opening_hours_elapsed (RwOpeningHours *self, gint64 from, gint64 to)
{
  if (self->never || from >= to || !is_countable (from) || !is_countable (to))
    return 0;
  cover (self, from, to);
  return open_before (self, to) - open_before (self, from);
}

/* The first instant at which @open time has passed since the first day that is covered; that is more than 0. */
static gint64
instant_of (RwOpeningHours *self, gint64 open)
{
  guint low = 0, high = self->spans->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->before, gint64, middle) < open)
        low = middle + 1;
      else
        high = middle;
    }
  return g_array_index (self->spans, RwOpenSpan, low - 1).from + open -
         g_array_index (self->before, gint64, low - 1);
}

/**
 * rw_opening_hours_due:
 * @from: microseconds since 1970
 * @target: open time, in microseconds
 *
 * Returns: the first instant at which so much open time has passed since @from: what ends with a span is due
 *   at its closing edge, not at the next opening; %G_MAXINT64 when that never comes
 */
gint64
rw_opening_hours_due (RwOpeningHours *self, gint64 from, gint64 target)
{
  gint64 wanted, reach = MAX (target, 0) + STEP_DAYS * RW_DAY;

  if (target <= 0)
    return from;
  if (self->never || !is_countable (from) || target > FARTHEST)
    return G_MAXINT64;
  for (;; reach *= 2)
    {
      gint64 last;

      if (!is_countable (from + reach))
        return G_MAXINT64;
      cover (self, from, from + reach);
      wanted = open_before (self, from) + target;
      last = self->spans->len > 0 ? open_before (self, G_MAXINT64 - 1) : 0;
      if (last < wanted)
        {
          /* Years in which it did not open once. */
          if (reach > SEARCH_DAYS * RW_DAY && last <= open_before (self, from + reach / 2))
            return G_MAXINT64;
          continue;
        }
      return instant_of (self, wanted);
    }
}

/**
 * rw_opening_hours_back:
 * @until: microseconds since 1970
 * @open: open time, in microseconds
 *
 * Returns: the first instant from which on no more than so much open time is left until @until; %G_MININT64 when
 *   so much never was
 */
gint64
rw_opening_hours_back (RwOpeningHours *self, gint64 until, gint64 open)
{
  if (self->never || !is_countable (until) || open < 0 || open > FARTHEST)
    return G_MININT64;
  for (gint64 reach = open + STEP_DAYS * RW_DAY; is_countable (until - reach); reach *= 2)
    {
      gint64 before;

      cover (self, until - reach, until);
      before = open_before (self, until);
      if (before > open)
        return instant_of (self, before - open);
      if (reach > SEARCH_DAYS * RW_DAY && before == 0)
        break;
    }
  return G_MININT64;
}
