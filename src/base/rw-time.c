/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-time.h"

#include <string.h>

#include "rw-clock.h"

/* Days before year 1 or after 9999 are refused everywhere: RFC 3339 cannot write them. */
#define DAY_MIN G_GINT64_CONSTANT (-719162)
#define DAY_MAX G_GINT64_CONSTANT (2932896)

/**
 * rw_date_from_civil:
 * @year: proleptic Gregorian year
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: days since 1970-01-01
 */
gint64
rw_date_from_civil (int year,
                    int month,
                    int day)
{
  /* Years that begin in March put the leap day at their end. */
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

void
rw_date_to_civil (gint64 day,
                  int   *year,
                  int   *month,
                  int   *mday)
{
  gint64 z = day + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 mp = (5 * day_of_year + 2) / 153;
  int m = (int) (mp < 10 ? mp + 3 : mp - 9);

  *mday = (int) (day_of_year - (153 * mp + 2) / 5 + 1);
  *month = m;
  *year = (int) (year_of_era + era * 400 + (m <= 2 ? 1 : 0));
}

/**
 * rw_date_weekday:
 *
 * Returns: 0 for Monday to 6 for Sunday
 */
int
rw_date_weekday (gint64 day)
{
  /* 1970-01-01 was a Thursday. */
  return (int) (((day + 3) % 7 + 7) % 7);
}

static gboolean
parse_digits (const char **text,
              int          count,
              int         *value)
{
  int v = 0;

  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      v = v * 10 + ((*text)[i] - '0');
    }
  *text += count;
  *value = v;
  return TRUE;
}

static gboolean
parse_char (const char **text,
            char         expected)
{
  if (**text != expected)
    return FALSE;
  (*text)++;
  return TRUE;
}

static int
days_in_month (int year,
               int month)
{
  return (int) (rw_date_from_civil (month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
                rw_date_from_civil (year, month, 1));
}

static gboolean
parse_day (const char **text,
           gint64      *day)
{
  int year, month, mday;

  if (!parse_digits (text, 4, &year) || !parse_char (text, '-') ||
      !parse_digits (text, 2, &month) || !parse_char (text, '-') ||
      !parse_digits (text, 2, &mday))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || mday < 1 || mday > days_in_month (year, month))
    return FALSE;
  *day = rw_date_from_civil (year, month, mday);
  return TRUE;
}

/* HH:MM[:SS[.fraction]]; a leap second counts as the last second before it. */
static gboolean
parse_time (const char **text,
            gint64      *us)
{
  int hour, minute, second = 0;
  gint64 fraction = 0;

  if (!parse_digits (text, 2, &hour) || !parse_char (text, ':') || !parse_digits (text, 2, &minute))
    return FALSE;
  if (parse_char (text, ':'))
    {
      if (!parse_digits (text, 2, &second))
        return FALSE;
      if (parse_char (text, '.'))
        {
          gint64 scale = 100000;

          if (!g_ascii_isdigit (**text))
            return FALSE;
          for (; g_ascii_isdigit (**text); (*text)++, scale /= 10)
            fraction += (**text - '0') * scale;
        }
    }
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;
  *us = hour * RW_HOUR + minute * RW_MINUTE + MIN (second, 59) * RW_SECOND + fraction;
  return TRUE;
}

/**
 * rw_instant_parse:
 * @text: (nullable): RFC 3339 with `Z` or a numeric offset
 * @instant: (out): microseconds since 1970; untouched when %FALSE is returned
 */
gboolean
rw_instant_parse (const char *text,
                  gint64     *instant)
{
  gint64 day, us, offset = 0;

  if (text == NULL || !parse_day (&text, &day))
    return FALSE;
  if (*text != 'T' && *text != 't' && *text != ' ')
    return FALSE;
  text++;
  if (!parse_time (&text, &us))
    return FALSE;
  if (*text == 'Z' || *text == 'z')
    text++;
  else if (*text == '+' || *text == '-')
    {
      int sign = *text++ == '-' ? -1 : 1;
      int hour, minute;

      if (!parse_digits (&text, 2, &hour) || !parse_char (&text, ':') || !parse_digits (&text, 2, &minute) ||
          hour > 23 || minute > 59)
        return FALSE;
      offset = sign * (hour * RW_HOUR + minute * RW_MINUTE);
    }
  else
    return FALSE;
  if (*text != '\0')
    return FALSE;
  us = day * RW_DAY + us - offset;
  /* With the offset taken off it may lie where no text can say. */
  if (us < DAY_MIN * RW_DAY || us >= (DAY_MAX + 1) * RW_DAY)
    return FALSE;
  *instant = us;
  return TRUE;
}

static char *
put_digits (char  *p,
            gint64 value,
            int    count)
{
  for (int i = count - 1; i >= 0; i--, value /= 10)
    p[i] = (char) ('0' + value % 10);
  return p + count;
}

static char *
put_day (char  *p,
         gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (CLAMP (day, DAY_MIN, DAY_MAX), &year, &month, &mday);
  p = put_digits (p, year, 4);
  *p++ = '-';
  p = put_digits (p, month, 2);
  *p++ = '-';
  return put_digits (p, mday, 2);
}

/**
 * rw_instant_write:
 * @instant: microseconds since 1970
 * @text: (out caller-allocates): RFC 3339 with `Z`; a fraction only when there is one
 */
void
rw_instant_write (gint64 instant,
                  char   text[RW_INSTANT_STRING_LENGTH + 1])
{
  gint64 day = instant / RW_DAY;
  gint64 us = instant % RW_DAY;
  char *p = text;

  if (us < 0)
    {
      us += RW_DAY;
      day--;
    }
  p = put_day (p, day);
  *p++ = 'T';
  p = put_digits (p, us / RW_HOUR, 2);
  *p++ = ':';
  p = put_digits (p, us / RW_MINUTE % 60, 2);
  *p++ = ':';
  p = put_digits (p, us / RW_SECOND % 60, 2);
  if (us % RW_SECOND != 0)
    {
      *p++ = '.';
      if (us % 1000 == 0)
        p = put_digits (p, us % RW_SECOND / 1000, 3);
      else
        p = put_digits (p, us % RW_SECOND, 6);
    }
  *p++ = 'Z';
  *p = '\0';
}

char *
rw_instant_to_string (gint64 instant)
{
  char text[RW_INSTANT_STRING_LENGTH + 1];

  rw_instant_write (instant, text);
  return g_strdup (text);
}

/**
 * rw_date_parse:
 * @text: (nullable): `YYYY-MM-DD`
 * @day: (out): days since 1970-01-01; untouched when %FALSE is returned
 */
gboolean
rw_date_parse (const char *text,
               gint64     *day)
{
  gint64 d;

  if (text == NULL || !parse_day (&text, &d) || *text != '\0')
    return FALSE;
  *day = d;
  return TRUE;
}

void
rw_date_write (gint64 day,
               char   text[RW_DATE_STRING_LENGTH + 1])
{
  *put_day (text, day) = '\0';
}

/**
 * rw_wall_parse:
 * @text: (nullable): `YYYY-MM-DDTHH:MM[:SS]`, a time on a wall clock somewhere
 * @wall: (out): as microseconds since 1970-01-01T00:00 on that same wall
 */
gboolean
rw_wall_parse (const char *text,
               gint64     *wall)
{
  gint64 day, us;

  if (text == NULL || !parse_day (&text, &day) || !parse_char (&text, 'T') ||
      !parse_time (&text, &us) || *text != '\0')
    return FALSE;
  *wall = day * RW_DAY + us;
  return TRUE;
}

/**
 * rw_wall_to_string:
 *
 * Returns: (transfer full): `YYYY-MM-DDTHH:MM:SS`
 */
char *
rw_wall_to_string (gint64 wall)
{
  gint64 fraction = wall % RW_SECOND;
  char *text = rw_instant_to_string (wall - fraction - (fraction < 0 ? RW_SECOND : 0));

  text[strlen (text) - 1] = '\0';
  return text;
}

/* The names of the tz database, and "+01:00". What else GLib takes is a way to a file of its own choice. */
static gboolean
is_zone_name (const char *tz)
{
  return *tz != '\0' && *tz != '/' && strlen (tz) <= 64 && strstr (tz, "..") == NULL &&
         strspn (tz, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/:") == strlen (tz) && *tz != ':';
}

/* A company has its own zone and those of its sites. GLib reads the file of a zone anew whenever nobody
 * holds it, which is a fifth of the time it takes to expand a year of maintenance windows. */
#define ZONES_KEPT 64

G_LOCK_DEFINE_STATIC (zones);
static GHashTable *zones;

/**
 * rw_zone_get:
 * @tz: (nullable): an IANA name
 *
 * The zones that were asked for are kept: the next question costs a look-up. May be called in any thread.
 *
 * Returns: (transfer full) (nullable): the zone, or %NULL when the system does not know it
 */
GTimeZone *
rw_zone_get (const char *tz)
{
  GTimeZone *zone;

  if (tz == NULL || !is_zone_name (tz))
    return NULL;
  G_LOCK (zones);
  if (zones == NULL)
    zones =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_time_zone_unref);
  zone = g_hash_table_lookup (zones, tz);
  if (zone != NULL)
    g_time_zone_ref (zone);
  else
    {
      zone = g_time_zone_new_identifier (tz);
      if (zone != NULL && g_hash_table_size (zones) == ZONES_KEPT)
        g_hash_table_remove_all (zones);
      if (zone != NULL)
        g_hash_table_insert (zones, g_strdup (tz), g_time_zone_ref (zone));
    }
  G_UNLOCK (zones);
  return zone;
}

/**
 * rw_zone_resolve:
 * @zone: a zone
 * @wall: a wall time, see rw_wall_parse()
 *
 * Resolves as RFC 5545, 3.3.5 says: a time that does not exist is read with the offset before the
 * gap (02:30 becomes 03:30), one that occurs twice is the first.
 *
 * Returns: microseconds since 1970, UTC
 */
gint64
rw_zone_resolve (GTimeZone *zone,
                 gint64     wall)
{
  gint64 seconds = wall / RW_SECOND;
  /* Every offset in force within a day of the wall time, earliest first. */
  int before = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds - 86400);
  gint64 offset = before < 0 ? 0 : g_time_zone_get_offset (zone, before);
  gint64 first = seconds - offset;
  int at = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, first);

  if (at >= 0 && g_time_zone_get_offset (zone, at) != offset)
    {
      /* The clocks changed in between: the later offset holds, unless it leads back before the change. */
      gint64 later = seconds - g_time_zone_get_offset (zone, at);
      int check = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, later);

      if (check == at)
        first = later;
    }
  return first * RW_SECOND + wall % RW_SECOND;
}

/**
 * rw_zone_wall:
 *
 * Returns: the wall time in @zone at @instant, see rw_wall_parse()
 */
gint64
rw_zone_wall (GTimeZone *zone,
              gint64     instant)
{
  gint64 seconds = instant / RW_SECOND;
  int at = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  gint64 offset = at < 0 ? 0 : g_time_zone_get_offset (zone, at);

  return instant + offset * RW_SECOND;
}
