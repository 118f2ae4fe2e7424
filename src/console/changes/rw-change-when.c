/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-when.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-time.h"

/* Times as a person types them. */

/* The number at @text, of at most @most digits, and what follows it. */
static gboolean
read_number (const char **text,
             guint        most,
             int         *number)
{
  const char *p = *text;

  for (*number = 0; g_ascii_isdigit (*p) && p < *text + most; p++)
    *number = *number * 10 + (*p - '0');
  if (p == *text || g_ascii_isdigit (*p))
    return FALSE;
  *text = p;
  return TRUE;
}

/* "2:30", "02:30". */
static gboolean
read_clock (const char *text,
            gint64     *time)
{
  int hour, minute;

  if (!read_number (&text, 2, &hour) || *text++ != ':' || !read_number (&text, 2, &minute) ||
      *text != '\0' || hour > 24 || minute > 59 || (hour == 24 && minute != 0))
    return FALSE;
  *time = hour * RW_HOUR + minute * RW_MINUTE;
  return TRUE;
}

/* "2026-11-29"; "29.11.2026", "29.11." as it is written in German: of the next that comes. */
static gboolean
read_day (const char *text,
          gint64      today,
          gint64     *day)
{
  g_autofree char *iso = NULL;
  int year, month, mday, unused;
  gint64 other;

  if (rw_date_parse (text, day))
    return TRUE;
  if (!read_number (&text, 2, &mday) || *text++ != '.' || !read_number (&text, 2, &month))
    return FALSE;
  if (*text == '.')
    text++;
  if (*text == '\0')
    {
      rw_date_to_civil (today, &year, &unused, &unused);
      iso = g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
      if (!rw_date_parse (iso, &other))
        return FALSE;
      if (other < today)
        year++;
    }
  else if (!read_number (&text, 4, &year) || *text != '\0' || year < 100)
    return FALSE;
  g_free (iso);
  iso = g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
  return rw_date_parse (iso, day);
}

/* "3h", "90 min", "1:30 h", "1.5 h". */
static gboolean
read_length (const char *text,
             gint64     *length)
{
  g_autofree char *plain = g_strdup (text);
  char *unit = plain, *number, *end;
  gint64 clock;
  double amount;

  for (char *p = plain; *p != '\0'; p++)
    if (*p == ',')
      *p = '.';
  while (g_ascii_isdigit (*unit) || *unit == '.' || *unit == ':')
    unit++;
  number = g_strndup (plain, (gsize) (unit - plain));
  while (*unit == ' ')
    unit++;
  if (strchr (number, ':') != NULL)
    {
      gboolean good = read_clock (number, &clock) && *unit == 'h';

      g_free (number);
      *length = clock;
      return good && clock > 0;
    }
  amount = g_ascii_strtod (number, &end);
  if (end == number || *end != '\0')
    {
      g_free (number);
      return FALSE;
    }
  g_free (number);
  if (*unit == 'h')
    *length = (gint64) (amount * 60 + 0.5) * RW_MINUTE;
  else if (*unit == 'm')
    *length = (gint64) (amount + 0.5) * RW_MINUTE;
  else if (*unit == 'd' || *unit == 't' || *unit == 'T')
    *length = (gint64) (amount * 24 * 60 + 0.5) * RW_MINUTE;
  else
    return FALSE;
  return *length > 0 && *length <= 366 * RW_DAY;
}

static char *
dup_plain (const char *text)
{
  char *plain = g_strstrip (g_strdup (text));

  /* As it stands in files. */
  if (strlen (plain) > 10 && plain[10] == 'T')
    plain[10] = ' ';
  return plain;
}

/**
 * rw_change_when_read_start:
 * @text: "2026-11-29 02:00", "29.11. 02:00", "02:00": today, or tomorrow when that is over
 * @now: wall time, microseconds; see rw_zone_wall()
 * @start: (out): wall time
 *
 * Returns: whether @text is a time
 */
gboolean
rw_change_when_read_start (const char *text,
                           gint64      now,
                           gint64     *start)
{
  g_autofree char *plain = dup_plain (text);
  char *clock = strrchr (plain, ' ');
  gint64 today = now / RW_DAY, day, time;

  if (clock == NULL)
    {
      if (!read_clock (plain, &time))
        return FALSE;
      *start = today * RW_DAY + time;
      if (*start < now)
        *start += RW_DAY;
      return TRUE;
    }
  *clock++ = '\0';
  g_strchomp (plain);
  if (!read_day (plain, today, &day) || !read_clock (clock, &time))
    return FALSE;
  *start = day * RW_DAY + time;
  return TRUE;
}

/**
 * rw_change_when_read_end:
 * @text: "05:00", on the same night; "3h", "90 min"; "2026-11-30 05:00"
 * @start: wall time
 * @end: (out): wall time
 *
 * Returns: whether @text is a time after @start
 */
gboolean
rw_change_when_read_end (const char *text,
                         gint64      start,
                         gint64     *end)
{
  g_autofree char *plain = dup_plain (text);
  char *clock = strrchr (plain, ' ');
  gint64 day, time;

  if (read_length (plain, &time))
    {
      *end = start + time;
      return TRUE;
    }
  if (clock == NULL)
    {
      if (!read_clock (plain, &time))
        return FALSE;
      *end = start / RW_DAY * RW_DAY + time;
      /* From 22:00 to 02:00 is the usual one. */
      if (*end <= start)
        *end += RW_DAY;
      return TRUE;
    }
  *clock++ = '\0';
  g_strchomp (plain);
  if (!read_day (plain, start / RW_DAY, &day) || !read_clock (clock, &time))
    return FALSE;
  *end = day * RW_DAY + time;
  return *end > start;
}

/**
 * rw_change_when_write:
 *
 * Returns: (transfer full): "2026-11-29 02:00", which rw_change_when_read_start() reads
 */
char *
rw_change_when_write (gint64 wall)
{
  char *text = rw_wall_to_string (wall);

  text[10] = ' ';
  text[16] = '\0';
  return text;
}

/**
 * rw_change_when_write_end:
 *
 * Returns: (transfer full): "05:00" within a day of the start, else with its date
 */
char *
rw_change_when_write_end (gint64 start,
                          gint64 end)
{
  g_autofree char *text = rw_change_when_write (end);

  return end > start && end <= start + RW_DAY ? g_strdup (text + 11) : g_steal_pointer (&text);
}

/**
 * rw_change_when_describe:
 * @start: microseconds since 1970, UTC
 * @end: the same
 *
 * Returns: (transfer full): "Sun 29 Nov 02:00–05:00"; with the other day where it ends on another one
 */
char *
rw_change_when_describe (gint64     start,
                         gint64     end,
                         GTimeZone *zone)
{
  g_autoptr (GDateTime) utc_start = g_date_time_new_from_unix_utc_usec (start),
                        utc_end = g_date_time_new_from_unix_utc_usec (end);
  g_autoptr (GDateTime) from = NULL, to = NULL;
  g_autofree char *first = NULL, *last = NULL;
  gboolean same_day;

  if (utc_start == NULL || utc_end == NULL)
    return g_strdup ("—");
  from = g_date_time_to_timezone (utc_start, zone);
  to = g_date_time_to_timezone (utc_end, zone);
  same_day =
    g_date_time_get_day_of_year (from) == g_date_time_get_day_of_year (to) && end - start < RW_DAY;
  /* Translators: a day and a time of day: "Sun 29 Nov 02:00" */
  first = g_date_time_format (from, C_ ("time format", "%a %-d %b %H:%M"));
  last = g_date_time_format (to, same_day || end - start < 12 * RW_HOUR
                                   ? C_ ("time format", "%H:%M")
                                   : C_ ("time format", "%a %-d %b %H:%M"));
  return g_strdup_printf ("%s–%s", first, last);
}
