/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-holidays.h"

#include <glib/gi18n-lib.h>

#include "rw-time.h"

/*
 * The public holidays of the German states (the states' laws on Sundays and holidays, as of 2026; the day of
 * unity is the federation's). Assumption Day in Bavaria is one where most people are Catholic, which is a
 * region of its own here: an office knows in which of the two it is.
 */

typedef enum
{
  BW = 1 << 0,
  BY = 1 << 1,
  BY_CATHOLIC = 1 << 2,
  BE = 1 << 3,
  BB = 1 << 4,
  HB = 1 << 5,
  HH = 1 << 6,
  HE = 1 << 7,
  MV = 1 << 8,
  NI = 1 << 9,
  NW = 1 << 10,
  RP = 1 << 11,
  SL = 1 << 12,
  SN = 1 << 13,
  ST = 1 << 14,
  SH = 1 << 15,
  TH = 1 << 16,
  ALL = (1 << 17) - 1,
} Regions;

static const char *const regions[] = {
  NC_ ("region", "Baden-Württemberg"),
  NC_ ("region", "Bavaria"),
  NC_ ("region", "Bavaria, with Assumption Day"),
  NC_ ("region", "Berlin"),
  NC_ ("region", "Brandenburg"),
  NC_ ("region", "Bremen"),
  NC_ ("region", "Hamburg"),
  NC_ ("region", "Hesse"),
  NC_ ("region", "Mecklenburg-Western Pomerania"),
  NC_ ("region", "Lower Saxony"),
  NC_ ("region", "North Rhine-Westphalia"),
  NC_ ("region", "Rhineland-Palatinate"),
  NC_ ("region", "Saarland"),
  NC_ ("region", "Saxony"),
  NC_ ("region", "Saxony-Anhalt"),
  NC_ ("region", "Schleswig-Holstein"),
  NC_ ("region", "Thuringia"),
};

/* The same date every year, since a year. */
static const struct
{
  int month;
  int day;
  Regions where;
  int since;
  const char *name;
} fixed[] = {
  { 1, 1, ALL, 1970, NC_ ("holiday", "New Year’s Day") },
  { 1, 6, BW | BY | BY_CATHOLIC | ST, 1970, NC_ ("holiday", "Epiphany") },
  { 3, 8, BE, 2019, NC_ ("holiday", "Women’s Day") },
  { 3, 8, MV, 2023, NC_ ("holiday", "Women’s Day") },
  { 5, 1, ALL, 1970, NC_ ("holiday", "Labour Day") },
  { 8, 15, BY_CATHOLIC | SL, 1970, NC_ ("holiday", "Assumption Day") },
  { 9, 20, TH, 2019, NC_ ("holiday", "Children’s Day") },
  { 10, 3, ALL, 1990, NC_ ("holiday", "Day of German Unity") },
  { 10, 31, BB | MV | SN | ST | TH, 1991, NC_ ("holiday", "Reformation Day") },
  { 10, 31, HB | HH | NI | SH, 2018, NC_ ("holiday", "Reformation Day") },
  { 11, 1, BW | BY | BY_CATHOLIC | NW | RP | SL, 1970, NC_ ("holiday", "All Saints’ Day") },
  { 12, 25, ALL, 1970, NC_ ("holiday", "Christmas Day") },
  { 12, 26, ALL, 1970, NC_ ("holiday", "Second Day of Christmas") },
};

/* In days from Easter Sunday. */
static const struct
{
  int days;
  Regions where;
  const char *name;
} movable[] = {
  { -2, ALL, NC_ ("holiday", "Good Friday") },
  { 0, BB, NC_ ("holiday", "Easter Sunday") },
  { 1, ALL, NC_ ("holiday", "Easter Monday") },
  { 39, ALL, NC_ ("holiday", "Ascension Day") },
  { 49, BB, NC_ ("holiday", "Whit Sunday") },
  { 50, ALL, NC_ ("holiday", "Whit Monday") },
  { 60, BW | BY | BY_CATHOLIC | HE | NW | RP | SL, NC_ ("holiday", "Corpus Christi") },
};

static const char repentance[] = NC_ ("holiday", "Day of Repentance");

G_STATIC_ASSERT (G_N_ELEMENTS (regions) == 17);

/**
 * rw_holidays_n_regions:
 *
 * Returns: how many regions have a preset
 */
guint
rw_holidays_n_regions (void)
{
  return G_N_ELEMENTS (regions);
}

/**
 * rw_holidays_region_name:
 *
 * Returns: the region's name, translated
 */
const char *
rw_holidays_region_name (guint region)
{
  g_return_val_if_fail (region < G_N_ELEMENTS (regions), NULL);
  return g_dpgettext2 (NULL, "region", regions[region]);
}

/**
 * rw_holidays_easter:
 * @year: from 1583
 *
 * Returns: Easter Sunday of the Gregorian calendar, in days since 1970 (the rule of Meeus, Jones and Butcher)
 */
gint64
rw_holidays_easter (int year)
{
  int golden = year % 19, century = year / 100, in_century = year % 100;
  int correction = (century - (century + 8) / 25 + 1) / 3;
  int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  int late = (golden + 11 * epact + 22 * weekday) / 451;
  int sum = epact + weekday - 7 * late + 114;

  return rw_date_from_civil (year, sum / 31, sum % 31 + 1);
}

/* The Wednesday before the 23rd of November. */
static gint64
repentance_day (int year)
{
  gint64 day = rw_date_from_civil (year, 11, 22);

  while (rw_date_weekday (day) != rw_date_weekday (rw_date_from_civil (2026, 11, 18)))
    day--;
  return day;
}

static void
add (GArray     *out,
     gint64      day,
     const char *name,
     gboolean    is_fixed)
{
  RwHoliday holiday = { day, name, is_fixed };

  g_array_append_val (out, holiday);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  const RwHoliday *one = a, *other = b;

  return (one->day > other->day) - (one->day < other->day);
}

static GArray *
list_where (Regions where,
            int     year)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (RwHoliday));
  gint64 easter = rw_holidays_easter (year);

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if ((fixed[i].where & where) && year >= fixed[i].since)
      add (out, rw_date_from_civil (year, fixed[i].month, fixed[i].day), fixed[i].name, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (movable); i++)
    if (movable[i].where & where)
      add (out, easter + movable[i].days, movable[i].name, FALSE);
  /* Until 1994 it was one everywhere. */
  if ((where & SN) || year < 1995)
    add (out, repentance_day (year), repentance, FALSE);
  g_array_sort (out, compare_days);
  return out;
}

/**
 * rw_holidays_list:
 * @region: less than rw_holidays_n_regions()
 * @year: from 1990
 *
 * Returns: (transfer full) (element-type RwHoliday): the region's public holidays in a year, the first first
 */
GArray *
rw_holidays_list (guint region,
                  int   year)
{
  g_return_val_if_fail (region < G_N_ELEMENTS (regions), NULL);
  return list_where (1u << region, year);
}

/**
 * rw_holidays_name_of:
 * @day: days since 1970
 *
 * Returns: (nullable): what a day is called that is a holiday in one of the regions, translated
 */
const char *
rw_holidays_name_of (gint64 day)
{
  int year, month, mday;
  g_autoptr (GArray) all = NULL;

  rw_date_to_civil (day, &year, &month, &mday);
  all = list_where (ALL, year);
  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, RwHoliday, i).day == day)
      return g_dpgettext2 (NULL, "holiday", g_array_index (all, RwHoliday, i).name);
  return NULL;
}
