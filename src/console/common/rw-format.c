/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-format.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <math.h>

#include "rw-clock.h"
#include "rw-time.h"

/* Reader threads format, too: a zone that was chosen once stays alive. */
static GTimeZone *chosen_zone;
static GPtrArray *zones;

static void
use_zone (GTimeZone *zone)
{
  if (zones == NULL)
    zones = g_ptr_array_new ();
  g_ptr_array_add (zones, zone);
  g_atomic_pointer_set (&chosen_zone, zone);
}

/**
 * rw_format_set_zone:
 * @zone: (nullable): to show times in; %NULL for the system's
 *
 * Main thread only.
 */
void
rw_format_set_zone (GTimeZone *zone)
{
  if (zone == NULL)
    use_zone (g_time_zone_new_local ());
  else if (zone != g_atomic_pointer_get (&chosen_zone))
    use_zone (g_time_zone_ref (zone));
}

/**
 * rw_format_get_zone:
 *
 * Returns: (transfer none): the zone in which the console shows times
 */
GTimeZone *
rw_format_get_zone (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      if (g_atomic_pointer_get (&chosen_zone) == NULL)
        use_zone (g_time_zone_new_local ());
      g_once_init_leave (&once, 1);
    }
  return g_atomic_pointer_get (&chosen_zone);
}

static GDateTime *
local_time (gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (instant);

  return utc != NULL ? g_date_time_to_timezone (utc, rw_format_get_zone ()) : NULL;
}

static char *
format_time (gint64      instant,
             const char *format)
{
  g_autoptr (GDateTime) time = local_time (instant);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("—");
}

/* Whole calendar days from a to b, as the person's calendar counts them. */
static gint64
days_between (gint64 a,
              gint64 b)
{
  GTimeZone *zone = rw_format_get_zone ();
  gint64 from = rw_zone_wall (zone, a), to = rw_zone_wall (zone, b);

  return (gint64) (floor ((double) to / RW_DAY) - floor ((double) from / RW_DAY));
}

/**
 * rw_format_duration:
 * @us: a length of time in microseconds; the sign is ignored
 *
 * Returns: (transfer full): the two largest units at most: "4 min", "1 h 12 min", "3 d"
 */
char *
rw_format_duration (gint64 us)
{
  gint64 minutes = ABS (us) / RW_MINUTE, hours = ABS (us) / RW_HOUR;

  if (ABS (us) < RW_MINUTE)
    /* Translators: a number of seconds */
    return g_strdup_printf (C_ ("duration", "%d s"), (int) (ABS (us) / RW_SECOND));
  if (minutes < 60)
    /* Translators: a number of minutes */
    return g_strdup_printf (C_ ("duration", "%d min"), (int) minutes);
  if (hours < 10 && minutes % 60 != 0)
    /* Translators: hours and minutes */
    return g_strdup_printf (C_ ("duration", "%d h %d min"), (int) hours, (int) (minutes % 60));
  if (hours < 72)
    /* Translators: a number of hours */
    return g_strdup_printf (C_ ("duration", "%d h"), (int) hours);
  /* Translators: a number of days */
  return g_strdup_printf (C_ ("duration", "%d d"), (int) (hours / 24));
}

/**
 * rw_format_relative:
 * @instant: when
 * @now: rw_clock_now()
 *
 * Put rw_format_exact() into the tooltip.
 *
 * Returns: (transfer full): "now", "4 min ago", "in 6 min"
 */
char *
rw_format_relative (gint64 instant,
                    gint64 now)
{
  g_autofree char *duration = NULL;

  if (ABS (instant - now) < RW_MINUTE)
    return g_strdup (C_ ("relative time", "now"));
  duration = rw_format_duration (instant - now);
  if (instant > now)
    /* Translators: in a length of time: "in 6 min" */
    return g_strdup_printf (C_ ("relative time", "in %s"), duration);
  /* Translators: a length of time in the past: "4 min ago" */
  return g_strdup_printf (C_ ("relative time", "%s ago"), duration);
}

/**
 * rw_format_clock:
 *
 * Returns: (transfer full): the time of day, "14:02"
 */
char *
rw_format_clock (gint64 instant)
{
  return format_time (instant, C_ ("time format", "%H:%M"));
}

/**
 * rw_format_when:
 * @instant: when
 * @now: rw_clock_now()
 *
 * Returns: (transfer full): the shortest that is not mistaken: "14:02" today, "Tue 22:30" within a
 *   week, "12 Nov" within a year, "12 Nov 2024"
 */
char *
rw_format_when (gint64 instant,
                gint64 now)
{
  gint64 days = days_between (now, instant);

  if (days == 0)
    return rw_format_clock (instant);
  if (ABS (days) < 7)
    return format_time (instant, C_ ("time format", "%a %H:%M"));
  if (ABS (days) < 300)
    return format_time (instant, C_ ("time format", "%-d %b"));
  return format_time (instant, C_ ("time format", "%-d %b %Y"));
}

/**
 * rw_format_moment:
 *
 * Returns: (transfer full): day and time, where one without the other says too little: "24 Nov 09:00",
 *   with the year where it is another one
 */
char *
rw_format_moment (gint64 instant,
                  gint64 now)
{
  g_autoptr (GDateTime) time = local_time (instant), present = local_time (now);

  if (time == NULL || present == NULL)
    return g_strdup ("—");
  return g_date_time_format (time, g_date_time_get_year (time) == g_date_time_get_year (present)
                                     ? C_ ("time format", "%-d %b %H:%M")
                                     : C_ ("time format", "%-d %b %Y %H:%M"));
}

/**
 * rw_format_since:
 *
 * Returns: (transfer full): "since 03:10", "since Tue 22:30", "since 12 Nov"
 */
char *
rw_format_since (gint64 instant,
                 gint64 now)
{
  g_autofree char *when = rw_format_when (instant, now);

  /* Translators: a time: "since 03:10" */
  return g_strdup_printf (C_ ("relative time", "since %s"), when);
}

/**
 * rw_format_exact:
 *
 * Returns: (transfer full): for tooltips: "Sunday, 22 November 2026, 14:02:11 CET"
 */
char *
rw_format_exact (gint64 instant)
{
  return format_time (instant, C_ ("time format", "%A, %-d %B %Y, %H:%M:%S %Z"));
}

/* A date has no zone: it is formatted as if in UTC. */
static char *
format_day (gint64      day,
            const char *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (day * 86400);

  return time != NULL ? g_date_time_format (time, format) : g_strdup ("—");
}

/**
 * rw_format_day:
 * @day: days since 1970-01-01
 * @now: rw_clock_now()
 *
 * Returns: (transfer full): "12 Nov", with the year where it is another one
 */
char *
rw_format_day (gint64 day,
               gint64 now)
{
  int year, this_year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  rw_date_to_civil ((gint64) floor ((double) rw_zone_wall (rw_format_get_zone (), now) / RW_DAY), &this_year, &month,
                    &mday);
  return format_day (day, year == this_year ? C_ ("time format", "%-d %b") : C_ ("time format", "%-d %b %Y"));
}

/**
 * rw_format_day_exact:
 *
 * Returns: (transfer full): for tooltips: "Thursday, 12 November 2026"
 */
char *
rw_format_day_exact (gint64 day)
{
  return format_day (day, C_ ("time format", "%A, %-d %B %Y"));
}

static void
append_grouped (GString    *out,
                const char *digits)
{
  const char *separator = nl_langinfo (THOUSEP);
  gsize n = strlen (digits);

  if (*separator == '\0')
    /* Translators: between groups of three digits, where the locale does not say */
    separator = C_ ("thousands separator", ",");
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (out, separator);
      g_string_append_c (out, digits[i]);
    }
}

/**
 * rw_format_count:
 *
 * Returns: (transfer full): a whole number with groups of three: "12,148"
 */
char *
rw_format_count (gint64 n)
{
  char digits[32];
  GString *out = g_string_new (n < 0 ? "−" : NULL);

  g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, n < 0 ? -(guint64) n : (guint64) n);
  append_grouped (out, digits);
  return g_string_free (out, FALSE);
}

/**
 * rw_format_decimal:
 * @max_digits: behind the point; zeros at the end are left out
 *
 * Returns: (transfer full): "1,204.5"
 */
char *
rw_format_decimal (double number,
                   guint  max_digits)
{
  char format[8], buffer[G_ASCII_DTOSTR_BUF_SIZE + 16], *point;
  gboolean negative;
  GString *out;

  if (!isfinite (number) || fabs (number) > 1e15)
    return g_strdup_printf ("%g", number);
  g_snprintf (format, sizeof format, "%%.%uf", MIN (max_digits, 9));
  g_ascii_formatd (buffer, sizeof buffer, format, fabs (number));
  negative = number < 0 && g_ascii_strtod (buffer, NULL) != 0;
  point = strchr (buffer, '.');
  if (point != NULL)
    {
      char *end = point + strlen (point);

      while (end[-1] == '0')
        *--end = '\0';
      *point = '\0';
    }
  out = g_string_new (negative ? "−" : NULL);
  append_grouped (out, buffer);
  if (point != NULL && point[1] != '\0')
    g_string_append_printf (out, "%s%s", nl_langinfo (RADIXCHAR), point + 1);
  return g_string_free (out, FALSE);
}

/**
 * rw_format_size:
 *
 * Returns: (transfer full): "41 GB"; decimal units, as disks are sold
 */
char *
rw_format_size (gint64 bytes)
{
  static const char *const units[] = { NC_ ("size", "%s B"),  NC_ ("size", "%s kB"), NC_ ("size", "%s MB"),
                                       NC_ ("size", "%s GB"), NC_ ("size", "%s TB"), NC_ ("size", "%s PB") };
  double size = (double) bytes;
  g_autofree char *number = NULL;
  guint unit = 0;

  /* The limit is where three digits would round to a fourth. */
  while (fabs (size) >= 999.5 && unit < G_N_ELEMENTS (units) - 1)
    {
      size /= 1000;
      unit++;
    }
  number = rw_format_decimal (size, unit == 0 || fabs (size) >= 99.95 ? 0 : fabs (size) >= 9.995 ? 1 : 2);
  return g_strdup_printf (g_dpgettext2 (NULL, "size", units[unit]), number);
}

/**
 * rw_format_percent:
 * @fraction: 0.993
 *
 * Returns: (transfer full): "99.3 %"
 */
char *
rw_format_percent (double fraction,
                   guint  digits)
{
  g_autofree char *number = rw_format_decimal (fraction * 100, digits);

  /* Translators: a number and the percent sign, with a narrow no-break space between */
  return g_strdup_printf (C_ ("percent", "%s\u202f%%"), number);
}

/* A wall time is the same in every zone: it is shown as it was written. */
static char *
format_wall (const char *text,
             gint64      now)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 wall;
  int year, month, day;

  if (!rw_wall_parse (text, &wall) ||
      (time = g_date_time_new_from_unix_utc (wall / RW_SECOND)) == NULL)
    return g_strdup (text);
  rw_date_to_civil ((gint64) floor ((double) rw_zone_wall (rw_format_get_zone (), now) / RW_DAY),
                    &year, &month, &day);
  return g_date_time_format (time, g_date_time_get_year (time) == year
                                     ? C_ ("time format", "%-d %b %H:%M")
                                     : C_ ("time format", "%-d %b %Y %H:%M"));
}

/**
 * rw_format_value:
 * @value: a value
 * @field: the field it is of
 * @now: rw_clock_now()
 *
 * Like rw_value_to_display() with the person's number format and time zone. References give an
 * empty text: whoever shows them has their titles.
 *
 * Returns: (transfer full): the text, empty for null
 */
char *
rw_format_value (const RwValue *value,
                 const RwField *field,
                 gint64         now)
{
  g_autofree char *number = NULL;

  switch (value->type)
    {
    case RW_FIELD_INTEGER:
      number = rw_format_count (value->integer);
      break;
    case RW_FIELD_DECIMAL:
      number = rw_format_decimal (value->decimal, 6);
      break;
    case RW_FIELD_INSTANT:
      return rw_format_moment (value->integer, now);
    case RW_FIELD_TEXT:
      return (field->flags & RW_F_WALL) != 0 ? format_wall (value->text, now)
                                             : g_strdup (value->text);
    case RW_FIELD_DATE:
      return rw_format_day (value->integer, now);
    case RW_FIELD_REF:
    case RW_FIELD_REFS:
      return g_strdup ("");
    default:
      return rw_value_to_display (value, field);
    }
  if (field->unit == NULL)
    return g_steal_pointer (&number);
  return g_strconcat (number, "\u202f", rw_field_unit (field), NULL);
}
