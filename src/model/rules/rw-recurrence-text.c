/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-recurrence-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-time.h"

#define WEEK       7
#define ALL_DAYS   0x7f
#define WORK_DAYS  0x1f
#define SPAN_MOST  (366 * 24 * 60)

/* As RFC 5545 writes them, Monday first. */
static const char *const day_codes[WEEK] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static const char *const day_names[WEEK] = {
  NC_ ("recurrence", "Monday"), NC_ ("recurrence", "Tuesday"),  NC_ ("recurrence", "Wednesday"),
  NC_ ("recurrence", "Thursday"), NC_ ("recurrence", "Friday"), NC_ ("recurrence", "Saturday"),
  NC_ ("recurrence", "Sunday"),
};

static gint64
day_of (gint64 wall)
{
  return wall >= 0 ? wall / RW_DAY : (wall - RW_DAY + 1) / RW_DAY;
}

/* --- Rules and controls ---------------------------------------------------------------------------- */

/**
 * rw_repeat_plan_init:
 * @plan: (out): once; what the other ways begin with falls on the day of @start_wall
 */
void
rw_repeat_plan_init (RwRepeatPlan *plan, gint64 start_wall)
{
  gint64 day = day_of (start_wall);
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  *plan = (RwRepeatPlan) {
    .interval = 1,
    .weekday = rw_date_weekday (day),
    .weekdays = 1u << rw_date_weekday (day),
    .month_day = mday,
    .nth = MIN ((mday - 1) / WEEK + 1, 4),
    .until = RW_REPEAT_FOR_EVER,
  };
}

static int
find_day (const char *code)
{
  for (int i = 0; i < WEEK; i++)
    if (g_str_equal (code, day_codes[i]))
      return i;
  return -1;
}

static gboolean
parse_number (const char *text, gint64 least, gint64 most, gint64 *number)
{
  return g_ascii_string_to_signed (text, 10, least, most, number, NULL);
}

static gboolean
parse_weekdays (const char *text, guint *mask)
{
  g_auto (GStrv) codes = g_strsplit (text, ",", -1);

  *mask = 0;
  for (guint i = 0; codes[i] != NULL; i++)
    {
      int day = find_day (codes[i]);

      if (day < 0)
        return FALSE;
      *mask |= 1u << day;
    }
  return *mask != 0;
}

/* "2SU", "-1FR". */
static gboolean
parse_nth (const char *text, RwRepeatPlan *plan)
{
  gsize length = strlen (text);
  g_autofree char *number = length > 2 ? g_strndup (text, length - 2) : NULL;
  gint64 nth;

  if (number == NULL || !parse_number (number, -1, 5, &nth) || nth == 0)
    return FALSE;
  plan->nth = (int) nth;
  plan->weekday = find_day (text + length - 2);
  return plan->weekday >= 0;
}

static gboolean
parse_until (const char *text, gint64 *until)
{
  char date[RW_DATE_STRING_LENGTH + 1];

  if (strlen (text) != 8)
    return FALSE;
  g_snprintf (date, sizeof date, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
  return rw_date_parse (date, until);
}

/* What the parts of a rule say, by name; the last of a name is the only one. */
typedef struct
{
  const char *freq, *interval, *by_day, *by_month_day, *by_month, *count, *until, *week_start;
} Parts;

static gboolean
split_parts (char **list, Parts *parts)
{
  for (guint i = 0; list[i] != NULL; i++)
    {
      const struct
      {
        const char *name;
        const char **text;
      } names[] = {
        { "FREQ=", &parts->freq },        { "INTERVAL=", &parts->interval },
        { "BYDAY=", &parts->by_day },     { "BYMONTHDAY=", &parts->by_month_day },
        { "BYMONTH=", &parts->by_month }, { "COUNT=", &parts->count },
        { "UNTIL=", &parts->until },      { "WKST=", &parts->week_start },
      };
      guint n = 0;

      while (n < G_N_ELEMENTS (names) && !g_str_has_prefix (list[i], names[n].name))
        n++;
      if (n == G_N_ELEMENTS (names) || *names[n].text != NULL)
        return FALSE;
      *names[n].text = list[i] + strlen (names[n].name);
    }
  return parts->freq != NULL;
}

static gboolean
parse_monthly (const Parts *parts, RwRepeatPlan *plan)
{
  gint64 number;

  if (parts->by_day != NULL)
    {
      plan->repeat = RW_REPEAT_MONTHLY_WEEKDAY;
      return parts->by_month_day == NULL && parse_nth (parts->by_day, plan);
    }
  plan->repeat = RW_REPEAT_MONTHLY_DAY;
  if (parts->by_month_day == NULL)
    return TRUE;
  if (!parse_number (parts->by_month_day, -1, 31, &number) || number == 0)
    return FALSE;
  plan->month_day = (int) number;
  return TRUE;
}

static gboolean
parse_yearly (const Parts *parts, gint64 start_wall, RwRepeatPlan *plan)
{
  int year, month, mday;
  gint64 number;

  rw_date_to_civil (day_of (start_wall), &year, &month, &mday);
  plan->repeat = RW_REPEAT_YEARLY;
  return parts->by_day == NULL &&
         (parts->by_month == NULL ||
          (parse_number (parts->by_month, 1, 12, &number) && number == month)) &&
         (parts->by_month_day == NULL ||
          (parts->by_month != NULL && parse_number (parts->by_month_day, 1, 31, &number) &&
           number == mday));
}

static gboolean
parse_frequency (const Parts *parts, gint64 start_wall, RwRepeatPlan *plan)
{
  gboolean bare = parts->by_month == NULL && parts->by_month_day == NULL;

  if (g_str_equal (parts->freq, "DAILY"))
    {
      plan->repeat = RW_REPEAT_DAILY;
      return bare && parts->by_day == NULL;
    }
  if (g_str_equal (parts->freq, "WEEKLY"))
    {
      plan->repeat = RW_REPEAT_WEEKLY;
      return bare && (parts->by_day == NULL || parse_weekdays (parts->by_day, &plan->weekdays));
    }
  if (g_str_equal (parts->freq, "MONTHLY"))
    return parts->by_month == NULL && parse_monthly (parts, plan);
  return g_str_equal (parts->freq, "YEARLY") && parse_yearly (parts, start_wall, plan);
}

/**
 * rw_repeat_plan_parse:
 * @plan: (out): what @rrule says
 * @rrule: (nullable): RFC 5545 recurrence rule; none for once
 * @start_wall: the first local start, from which a rule takes what it does not say
 *
 * Returns: whether the plan says all that the rule does: written again it means the same
 */
gboolean
rw_repeat_plan_parse (RwRepeatPlan *plan, const char *rrule, gint64 start_wall)
{
  g_autofree char *upper = NULL;
  g_auto (GStrv) list = NULL;
  Parts parts = { 0 };
  gint64 number;

  rw_repeat_plan_init (plan, start_wall);
  if (rrule == NULL || *rrule == '\0')
    return TRUE;
  upper = g_ascii_strup (rrule, -1);
  list = g_strsplit (upper, ";", -1);
  if (!split_parts (list, &parts) || !parse_frequency (&parts, start_wall, plan))
    return FALSE;
  if (parts.week_start != NULL && !g_str_equal (parts.week_start, "MO"))
    return FALSE;
  if (parts.interval != NULL)
    {
      if (!parse_number (parts.interval, 1, RW_REPEAT_INTERVAL_MOST, &number))
        return FALSE;
      plan->interval = (guint) number;
    }
  if (parts.count != NULL)
    {
      if (parts.until != NULL || !parse_number (parts.count, 1, RW_REPEAT_COUNT_MOST, &number))
        return FALSE;
      plan->count = (guint) number;
    }
  return parts.until == NULL || parse_until (parts.until, &plan->until);
}

static void
append_weekdays (GString *out, guint mask)
{
  const char *separator = "";

  for (guint i = 0; i < WEEK; i++)
    if (mask & (1u << i))
      {
        g_string_append_printf (out, "%s%s", separator, day_codes[i]);
        separator = ",";
      }
}

/**
 * rw_repeat_plan_to_rrule:
 *
 * Returns: (transfer full) (nullable): RFC 5545 recurrence rule; %NULL for once
 */
char *
rw_repeat_plan_to_rrule (const RwRepeatPlan *plan)
{
  static const char *const frequencies[RW_N_REPEATS] = { NULL,      "DAILY",   "WEEKLY",
                                                         "MONTHLY", "MONTHLY", "YEARLY" };
  GString *out;

  if (plan->repeat == RW_REPEAT_ONCE)
    return NULL;
  out = g_string_new ("FREQ=");
  g_string_append (out, frequencies[plan->repeat]);
  if (plan->interval > 1)
    g_string_append_printf (out, ";INTERVAL=%u", plan->interval);
  if (plan->repeat == RW_REPEAT_WEEKLY)
    {
      g_string_append (out, ";BYDAY=");
      append_weekdays (out, plan->weekdays);
    }
  else if (plan->repeat == RW_REPEAT_MONTHLY_DAY)
    g_string_append_printf (out, ";BYMONTHDAY=%d", plan->month_day);
  else if (plan->repeat == RW_REPEAT_MONTHLY_WEEKDAY)
    g_string_append_printf (out, ";BYDAY=%d%s", plan->nth, day_codes[plan->weekday]);
  if (plan->count > 0)
    g_string_append_printf (out, ";COUNT=%u", plan->count);
  else if (plan->until != RW_REPEAT_FOR_EVER)
    {
      char date[RW_DATE_STRING_LENGTH + 1];

      rw_date_write (plan->until, date);
      g_string_append_printf (out, ";UNTIL=%.4s%.2s%.2s", date, date + 5, date + 8);
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_on (const RwRepeatPlan *plan, gint64 day)
{
  int year, month, mday, weekday = rw_date_weekday (day), last, unused;

  rw_date_to_civil (day, &year, &month, &mday);
  rw_date_to_civil (rw_date_from_civil (month == 12 ? year + 1 : year, month % 12 + 1, 1) - 1,
                    &unused, &unused, &last);
  switch (plan->repeat)
    {
    case RW_REPEAT_WEEKLY:
      return (plan->weekdays & (1u << weekday)) != 0;
    case RW_REPEAT_MONTHLY_DAY:
      return mday == (plan->month_day < 0 ? last : plan->month_day);
    case RW_REPEAT_MONTHLY_WEEKDAY:
      return weekday == plan->weekday &&
             (plan->nth < 0 ? mday + WEEK > last : (mday - 1) / WEEK + 1 == plan->nth);
    case RW_REPEAT_ONCE:
    case RW_REPEAT_DAILY:
    case RW_REPEAT_YEARLY:
    case RW_N_REPEATS:
    default:
      return TRUE;
    }
}

/**
 * rw_repeat_plan_align:
 * @start_wall: a local start
 *
 * A rule whose first start is no instance of it says two things: RFC 5545, 3.8.5.3, leaves open what it means.
 *
 * Returns: the first local start from @start_wall on that @plan has, at the same time of day
 */
gint64
rw_repeat_plan_align (const RwRepeatPlan *plan, gint64 start_wall)
{
  gint64 day = day_of (start_wall);

  /* The 5th Sunday, and the 31st, are at most two months away. */
  for (guint i = 0; i < 100; i++)
    if (is_on (plan, day + i))
      return start_wall + i * RW_DAY;
  return start_wall;
}

/* --- Words ------------------------------------------------------------------------------------------ */

static const char *
day_name (int weekday)
{
  return g_dpgettext2 (NULL, "recurrence", day_names[weekday]);
}

static char *
format_day (gint64 day, const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (day * 86400);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("—");
}

/* "Monday, Wednesday and Friday" */
static char *
list_weekdays (guint mask)
{
  GString *out = g_string_new (NULL);

  for (int i = 0; i < WEEK; i++)
    if (mask & (1u << i))
      {
        gboolean last = (mask >> (i + 1)) == 0;

        if (out->len > 0)
          g_string_append (out, last ? C_ ("recurrence", " and ") : ", ");
        g_string_append (out, day_name (i));
      }
  return g_string_free (out, FALSE);
}

static char *
describe_daily (guint interval)
{
  if (interval == 1)
    return g_strdup (C_ ("recurrence", "Every day"));
  if (interval == 2)
    return g_strdup (C_ ("recurrence", "Every second day"));
  return g_strdup_printf (g_dngettext (NULL, "Every %u day", "Every %u days", interval), interval);
}

static char *
describe_weekly (const RwRepeatPlan *plan)
{
  g_autofree char *days = list_weekdays (plan->weekdays);
  gboolean one = (plan->weekdays & (plan->weekdays - 1)) == 0;

  if (plan->interval == 1 && plan->weekdays == ALL_DAYS)
    return describe_daily (1);
  if (plan->interval == 1 && plan->weekdays == WORK_DAYS)
    return g_strdup (C_ ("recurrence", "Every Monday to Friday"));
  if (plan->interval == 1)
    /* Translators: %s is a weekday, or several: “Monday and Friday” */
    return g_strdup_printf (C_ ("recurrence", "Every %s"), days);
  if (plan->interval == 2 && one)
    /* Translators: %s is a weekday */
    return g_strdup_printf (C_ ("recurrence", "Every second %s"), days);
  if (plan->interval == 2)
    /* Translators: %s is several weekdays */
    return g_strdup_printf (C_ ("recurrence", "Every second week on %s"), days);
  return g_strdup_printf (C_ ("recurrence", "Every %u weeks on %s"), plan->interval, days);
}

static char *
describe_months (guint interval)
{
  if (interval == 1)
    return g_strdup (C_ ("recurrence", "Every month"));
  if (interval == 2)
    return g_strdup (C_ ("recurrence", "Every second month"));
  return g_strdup_printf (C_ ("recurrence", "Every %u months"), interval);
}

static char *
describe_years (guint interval)
{
  if (interval == 1)
    return g_strdup (C_ ("recurrence", "Every year"));
  if (interval == 2)
    return g_strdup (C_ ("recurrence", "Every second year"));
  return g_strdup_printf (C_ ("recurrence", "Every %u years"), interval);
}

static char *
describe_month_day (const RwRepeatPlan *plan)
{
  static const char *const nths[] = {
    NC_ ("recurrence", "on the first %s"), NC_ ("recurrence", "on the second %s"),
    NC_ ("recurrence", "on the third %s"), NC_ ("recurrence", "on the fourth %s"),
    NC_ ("recurrence", "on the fifth %s"),
  };

  if (plan->repeat == RW_REPEAT_MONTHLY_DAY)
    return plan->month_day < 0 ? g_strdup (C_ ("recurrence", "on the last day"))
                               : g_strdup_printf (C_ ("recurrence", "on day %d"), plan->month_day);
  return g_strdup_printf (plan->nth < 0 ? C_ ("recurrence", "on the last %s")
                                        : g_dpgettext2 (NULL, "recurrence", nths[plan->nth - 1]),
                          day_name (plan->weekday));
}

/* The days: "Every second Sunday". */
static char *
describe_days (const RwRepeatPlan *plan, gint64 start_wall)
{
  g_autofree char *every = NULL;
  g_autofree char *day = NULL;

  switch (plan->repeat)
    {
    case RW_REPEAT_ONCE:
      day = format_day (day_of (start_wall), C_ ("recurrence", "%A, %-d %B %Y"));
      return g_strdup_printf (C_ ("recurrence", "Once, %s"), day);
    case RW_REPEAT_DAILY:
      return describe_daily (plan->interval);
    case RW_REPEAT_WEEKLY:
      return describe_weekly (plan);
    case RW_REPEAT_MONTHLY_DAY:
    case RW_REPEAT_MONTHLY_WEEKDAY:
      every = describe_months (plan->interval);
      day = describe_month_day (plan);
      return g_strdup_printf ("%s %s", every, day);
    case RW_REPEAT_YEARLY:
    case RW_N_REPEATS:
    default:
      every = describe_years (plan->interval);
      day = format_day (day_of (start_wall), C_ ("recurrence", "on %-d %B"));
      return g_strdup_printf ("%s %s", every, day);
    }
}

/* A rule beyond the plan: as far as words go. */
static char *
describe_rule (const char *rrule)
{
  static const struct
  {
    const char *name;
    char *(*describe) (guint interval);
  } frequencies[] = {
    { "FREQ=DAILY", describe_daily },
    { "FREQ=MONTHLY", describe_months },
    { "FREQ=YEARLY", describe_years },
  };
  g_autofree char *upper = g_ascii_strup (rrule, -1);
  const char *interval = strstr (upper, "INTERVAL=");
  guint n =
    interval != NULL ? (guint) CLAMP (g_ascii_strtoll (interval + 9, NULL, 10), 1, 9999) : 1;

  for (guint i = 0; i < G_N_ELEMENTS (frequencies); i++)
    if (strstr (upper, frequencies[i].name) != NULL)
      {
        g_autofree char *every = frequencies[i].describe (n);

        /* Translators: “Every month, by a rule of its own (FREQ=MONTHLY;BYSETPOS=-1;…)” */
        return g_strdup_printf (C_ ("recurrence", "%s, by a rule of its own (%s)"), every, rrule);
      }
  return g_strdup_printf (C_ ("recurrence", "By a rule of its own (%s)"), rrule);
}

static char *
format_clock (gint64 wall)
{
  gint64 minutes = (wall - day_of (wall) * RW_DAY) / RW_MINUTE;

  return g_strdup_printf ("%02d:%02d", (int) (minutes / 60), (int) (minutes % 60));
}

static char *
format_minutes (gint64 minutes)
{
  GString *out = g_string_new (NULL);
  int days = (int) (minutes / (24 * 60)), hours = (int) (minutes / 60 % 24),
      rest = (int) (minutes % 60);

  if (days > 0)
    g_string_append_printf (out, C_ ("duration", "%d d"), days);
  if (hours > 0)
    {
      g_string_append (out, out->len > 0 ? " " : "");
      g_string_append_printf (out, C_ ("duration", "%d h"), hours);
    }
  if (rest > 0)
    {
      g_string_append (out, out->len > 0 ? " " : "");
      g_string_append_printf (out, C_ ("duration", "%d min"), rest);
    }
  return g_string_free (out, FALSE);
}

/**
 * rw_recurrence_describe:
 *
 * Returns: (transfer full): one line: "Every second Sunday 02:00–05:00, Europe/Berlin"
 */
char *
rw_recurrence_describe (const RwRecurrence *recurrence)
{
  gint64 minutes = recurrence->duration / RW_MINUTE;
  g_autofree char *days = NULL;
  g_autofree char *from = format_clock (recurrence->start_wall);
  g_autofree char *to = format_clock (recurrence->start_wall + recurrence->duration);
  g_autofree char *length = format_minutes (minutes);
  GString *out;
  RwRepeatPlan plan;
  gboolean plain = rw_repeat_plan_parse (&plan, recurrence->rrule, recurrence->start_wall);

  days = plain ? describe_days (&plan, recurrence->start_wall) : describe_rule (recurrence->rrule);
  out = g_string_new (days);
  g_string_append (out, plan.repeat == RW_REPEAT_ONCE && plain ? ", " : " ");
  if (minutes < 24 * 60)
    g_string_append_printf (out, "%s–%s", from, to);
  else
    /* Translators: “from 22:00 for 2 d 4 h” */
    g_string_append_printf (out, C_ ("recurrence", "from %s for %s"), from, length);
  g_string_append_printf (out, ", %s", recurrence->tz);
  if (plain && plan.count > 0)
    {
      g_string_append (out, ", ");
      g_string_append_printf (out, g_dngettext (NULL, "%u time", "%u times", plan.count),
                              plan.count);
    }
  else if (plain && plan.until != RW_REPEAT_FOR_EVER)
    {
      g_autofree char *until = format_day (plan.until, C_ ("recurrence", "%-d %B %Y"));

      g_string_append (out, ", ");
      g_string_append_printf (out, C_ ("recurrence", "until %s"), until);
    }
  return g_string_free (out, FALSE);
}

/**
 * rw_span_to_text:
 * @minutes: how long
 *
 * Returns: (transfer full): what rw_span_parse() reads: "05:00", the end, or "2 d 4 h" from a day on
 */
char *
rw_span_to_text (gint64 start_wall, gint64 minutes)
{
  return minutes < 24 * 60 ? format_clock (start_wall + minutes * RW_MINUTE)
                           : format_minutes (minutes);
}

/* "5", "05:00": the minute of the day. */
static gboolean
parse_clock (const char *text, gint64 *minute)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  gint64 hour, rest;

  if (g_strv_length (parts) != 2 || strlen (parts[1]) != 2 ||
      !parse_number (parts[0], 0, 24, &hour) || !parse_number (parts[1], 0, 59, &rest) ||
      hour * 60 + rest > 24 * 60)
    return FALSE;
  *minute = hour * 60 + rest;
  return TRUE;
}

/* Days, hours and minutes, each with its unit. */
static gboolean
parse_length (const char *text, gint64 *minutes)
{
  *minutes = 0;
  while (*text != '\0')
    {
      char *end;
      gint64 number = g_ascii_strtoll (text, &end, 10);

      if (end == text || number < 0 || number > SPAN_MOST)
        return FALSE;
      while (*end == ' ')
        end++;
      if (g_str_has_prefix (end, "min"))
        end += 3;
      else if (*end == 'h' || *end == 'H')
        {
          number *= 60;
          end++;
        }
      /* “Tage” in German. */
      else if (*end == 'd' || *end == 'D' || *end == 't' || *end == 'T')
        {
          number *= 24 * 60;
          end++;
        }
      else
        return FALSE;
      *minutes += number;
      for (text = end; *text == ' ';)
        text++;
    }
  return *minutes > 0 && *minutes <= SPAN_MOST;
}

/**
 * rw_span_parse:
 * @text: "05:00", when it ends, on the day after if that is not later than the start; or "3 h", "90 min", "2 d 4 h"
 * @minutes: (out): how long it takes
 */
gboolean
rw_span_parse (const char *text, gint64 start_wall, gint64 *minutes)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  gint64 start = (start_wall - day_of (start_wall) * RW_DAY) / RW_MINUTE, end;

  if (parse_clock (stripped, &end))
    {
      *minutes = end > start ? end - start : end + 24 * 60 - start;
      return TRUE;
    }
  return parse_length (stripped, minutes);
}
