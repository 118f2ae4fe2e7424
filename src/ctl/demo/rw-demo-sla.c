/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-demo-company.h"

/* The two calendars of the company: around the clock, and Monday to Friday 8 to 18 in Berlin
 * without the holidays of Hesse. Only what made-up due times need. */

#define OPENS  (8 * 60)
#define CLOSES (18 * 60)

gint64
rw_demo_easter (int year)
{
  /* The Gregorian computus in its anonymous form (Meeus, Jones, Butcher). */
  int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451, month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;

  return rw_date_from_civil (year, month, day);
}

/* Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi. */
static const int movable[] = { -2, 1, 39, 50, 60 };

void
rw_demo_add_holidays (GPtrArray *texts,
                      int        year)
{
  for (guint i = 0; i < G_N_ELEMENTS (movable); i++)
    {
      char text[RW_DATE_STRING_LENGTH + 1];

      rw_date_write (rw_demo_easter (year) + movable[i], text);
      g_ptr_array_add (texts, g_strdup (text));
    }
}

gboolean
rw_demo_is_holiday (gint64 day)
{
  int year, month, mday;
  gint64 easter;

  rw_date_to_civil (day, &year, &month, &mday);
  if ((month == 1 && mday == 1) || (month == 5 && mday == 1) || (month == 10 && mday == 3) ||
      (month == 12 && (mday == 25 || mday == 26)))
    return TRUE;
  easter = rw_demo_easter (year);
  for (guint i = 0; i < G_N_ELEMENTS (movable); i++)
    if (day == easter + movable[i])
      return TRUE;
  return FALSE;
}

static gboolean
is_open (gint64 day)
{
  return rw_date_weekday (day) < 5 && !rw_demo_is_holiday (day);
}

/**
 * rw_demo_due:
 *
 * Returns: when @minutes of opening time have passed since @start
 */
gint64
rw_demo_due (RwDemoCompany *self,
             gboolean       business_hours,
             gint64         start,
             int            minutes)
{
  gint64 left = minutes * RW_MINUTE, day;

  if (!business_hours)
    return start + left;
  for (day = rw_zone_wall (self->zone, start) / RW_DAY;; day++)
    {
      gint64 from, to;

      if (!is_open (day))
        continue;
      from = MAX (rw_demo_instant (self, day, OPENS), start);
      to = rw_demo_instant (self, day, CLOSES);
      if (from >= to)
        continue;
      if (to - from >= left)
        return from + left;
      left -= to - from;
    }
}

/**
 * rw_demo_due_back:
 *
 * Returns: the latest start for which the due time is @due or before
 */
gint64
rw_demo_due_back (RwDemoCompany *self,
                  gboolean       business_hours,
                  gint64         due,
                  int            minutes)
{
  gint64 low, high = due;

  if (!business_hours)
    return due - minutes * RW_MINUTE;
  low = due - (minutes * RW_MINUTE * 5 + 20 * RW_DAY);
  while (high - low > RW_MINUTE)
    {
      gint64 middle = low + (high - low) / 2;

      if (rw_demo_due (self, TRUE, middle, minutes) <= due)
        low = middle;
      else
        high = middle;
    }
  return low;
}
