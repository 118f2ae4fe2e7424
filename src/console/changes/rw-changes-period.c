/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-period.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-time.h"

#define MAX_STEPS 1000

static const struct
{
  const char *name;
  const char *label;
} modes[RW_CHANGES_N_MODES] = {
  { "month", NC_ ("calendar", "Month") },
  { "week", NC_ ("calendar", "Week") },
  { "day", NC_ ("calendar", "Day") },
  { "lanes", NC_ ("calendar", "Lanes") },
};

const char *
rw_changes_mode_name (RwChangesMode mode)
{
  g_return_val_if_fail (mode < RW_CHANGES_N_MODES, NULL);
  return modes[mode].name;
}

const char *
rw_changes_mode_label (RwChangesMode mode)
{
  g_return_val_if_fail (mode < RW_CHANGES_N_MODES, NULL);
  return g_dpgettext2 (NULL, "calendar", modes[mode].label);
}

/**
 * rw_changes_mode_from_name:
 *
 * Returns: the mode; the week for a name that nobody knows
 */
RwChangesMode
rw_changes_mode_from_name (const char *name)
{
  for (guint i = 0; i < RW_CHANGES_N_MODES; i++)
    if (g_strcmp0 (modes[i].name, name) == 0)
      return (RwChangesMode) i;
  return RW_CHANGES_WEEK;
}

/**
 * rw_changes_month_start:
 * @day: a day, see rw_date_parse()
 *
 * Returns: the first day of its month
 */
gint64
rw_changes_month_start (gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  return rw_date_from_civil (year, month, 1);
}

/**
 * rw_changes_period_first:
 * @day: a day within the period
 * @n_days: (out): how many days are shown
 *
 * Returns: the first day that is shown
 */
gint64
rw_changes_period_first (RwChangesMode  mode,
                         gint64         day,
                         guint         *n_days)
{
  gint64 first = mode == RW_CHANGES_MONTH ? rw_changes_month_start (day) : day;

  *n_days = mode == RW_CHANGES_DAY ? 1 : 7;
  if (mode != RW_CHANGES_DAY)
    first -= rw_date_weekday (first);
  if (mode == RW_CHANGES_MONTH)
    *n_days = (guint) ((rw_changes_month_start (rw_changes_month_start (day) + 32) - 1 - first) / 7 + 1) * 7;
  return first;
}

/* The same day in another month, or the last one of a month that is shorter. */
static gint64
add_months (gint64 day,
            int    months)
{
  int year, month, mday;
  gint64 first;

  rw_date_to_civil (day, &year, &month, &mday);
  month += months - 1;
  year += month / 12 - (month % 12 < 0);
  month = (month % 12 + 12) % 12 + 1;
  first = rw_date_from_civil (year, month, 1);
  return MIN (first + mday - 1, rw_changes_month_start (first + 32) - 1);
}

/**
 * rw_changes_period_step:
 * @day: a day within the period
 * @steps: so many periods later; less than zero: earlier
 *
 * Returns: a day within that one
 */
gint64
rw_changes_period_step (RwChangesMode mode,
                        gint64        day,
                        int           steps)
{
  if (mode == RW_CHANGES_MONTH)
    return add_months (rw_changes_month_start (day), steps);
  return day + steps * (mode == RW_CHANGES_DAY ? 1 : 7);
}

static GDateTime *
date_of (gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  return g_date_time_new_utc (year, month, mday, 0, 0, 0);
}

/**
 * rw_changes_period_title:
 * @day: a day within the period
 *
 * Returns: (transfer full): "23 – 29 November 2026"
 */
char *
rw_changes_period_title (RwChangesMode mode,
                         gint64        day)
{
  guint n_days;
  gint64 first = rw_changes_period_first (mode, day, &n_days);
  g_autoptr (GDateTime) shown = date_of (day);
  g_autoptr (GDateTime) from = date_of (first);
  g_autoptr (GDateTime) to = g_date_time_add_days (from, 6);
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;

  if (mode == RW_CHANGES_MONTH)
    /* Translators: title of the month view: month and year. */
    return g_date_time_format (shown, C_ ("calendar title", "%B %Y"));
  if (mode == RW_CHANGES_DAY)
    /* Translators: title of the view of one day: weekday, day, month and year. */
    return g_date_time_format (shown, C_ ("calendar title", "%A, %-e %B %Y"));
  if (g_date_time_get_month (from) == g_date_time_get_month (to))
    from_text = g_date_time_format (from, C_ ("calendar title, first day in the same month", "%-e"));
  else
    from_text = g_date_time_format (from, C_ ("calendar title, first day", "%-e %B"));
  to_text = g_date_time_format (to, C_ ("calendar title, last day", "%-e %B %Y"));
  return g_strdup_printf ("%s – %s", from_text, to_text);
}

/**
 * rw_changes_period_subtitle:
 * @day: a day within the period
 * @zone: whose wall clock
 *
 * Returns: (transfer full): "week 48 · 9 changes · 2 conflicts"
 */
char *
rw_changes_period_subtitle (RwChangesMode  mode,
                            gint64         day,
                            GTimeZone     *zone,
                            guint          n_changes,
                            guint          n_conflicts)
{
  guint n_days;
  gint64 first = rw_changes_period_first (mode, day, &n_days);
  gint64 length = rw_zone_resolve (zone, (first + n_days) * RW_DAY) - rw_zone_resolve (zone, first * RW_DAY);
  GString *text = g_string_new (NULL);

  if (mode != RW_CHANGES_MONTH)
    {
      g_autoptr (GDateTime) from = date_of (first);

      g_string_append_printf (text, _ ("week %d"), g_date_time_get_week_of_year (from));
      g_string_append (text, " · ");
    }
  g_string_append_printf (text, ngettext ("%u change", "%u changes", n_changes), n_changes);
  if (n_conflicts > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u conflict", "%u conflicts", n_conflicts), n_conflicts);
    }
  if (length != n_days * RW_DAY)
    {
      g_string_append (text, " · ");
      g_string_append (text, length < n_days * RW_DAY ? _ ("clocks go forward") : _ ("clocks go back"));
    }
  return g_string_free (text, FALSE);
}

static gboolean
take_number (const char **text,
             guint        most,
             guint       *digits,
             int         *number)
{
  *number = 0;
  for (*digits = 0; g_ascii_isdigit (**text) && *digits < most; (*digits)++)
    *number = *number * 10 + *(*text)++ - '0';
  return *digits > 0;
}

/* "+3w", "-10", "+2 m", "+1y"; without a letter: days. */
static gboolean
parse_relative (const char *text,
                gint64      today,
                gint64     *day)
{
  int sign = *text == '-' ? -1 : 1, number;
  guint digits;

  if ((*text != '+' && *text != '-') || !(text++, take_number (&text, 4, &digits, &number)))
    return FALSE;
  number = MIN (number, MAX_STEPS) * sign;
  while (*text == ' ')
    text++;
  if (*text != '\0' && text[1] != '\0')
    return FALSE;
  switch (g_ascii_tolower (*text))
    {
    case '\0':
    case 'd':
    case 't': /* Tage */
      *day = today + number;
      return TRUE;
    case 'w':
      *day = today + 7 * number;
      return TRUE;
    case 'm':
      *day = add_months (today, number);
      return TRUE;
    case 'y':
    case 'j': /* Jahre */
      *day = add_months (today, 12 * number);
      return TRUE;
    default:
      return FALSE;
    }
}

/* "24.12.", "24.12.2026", "24.12.26", "24."; without a year the next one that is not over. */
static gboolean
parse_dotted (const char *text,
              gint64      today,
              gint64     *day)
{
  int mday, month, year, now_year, now_month, now_mday;
  guint digits;
  gboolean has_month, has_year = FALSE;
  char iso[32];

  rw_date_to_civil (today, &now_year, &now_month, &now_mday);
  if (!take_number (&text, 2, &digits, &mday) || *text++ != '.')
    return FALSE;
  has_month = take_number (&text, 2, &digits, &month);
  if (has_month && *text == '.')
    {
      text++;
      has_year = take_number (&text, 4, &digits, &year);
      if (has_year && digits == 2)
        year += 2000;
      else if (has_year && digits != 4)
        return FALSE;
    }
  if (*text != '\0')
    return FALSE;
  if (!has_month)
    month = now_month + (mday < now_mday);
  if (!has_year)
    year = now_year + (has_month && (month < now_month || (month == now_month && mday < now_mday)));
  if (month == 13 && !has_month)
    {
      month = 1;
      year++;
    }
  g_snprintf (iso, sizeof iso, "%04d-%02d-%02d", year, month, mday);
  return rw_date_parse (iso, day);
}

/**
 * rw_changes_period_parse:
 * @text: what a person typed: "24.12.", "2026-12-24", "+3w"
 * @today: what it counts from
 * @day: (out): the day that was meant; untouched when %FALSE is returned
 *
 * Returns: whether a day was meant
 */
gboolean
rw_changes_period_parse (const char *text,
                         gint64      today,
                         gint64     *day)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return rw_date_parse (stripped, day) || parse_relative (stripped, today, day) || parse_dotted (stripped, today, day);
}
