/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-holidays.h"
#include "rules/rw-opening-hours.h"
#include "rules/rw-opening-text.h"
#include "rw-error.h"
#include "rw-time.h"

static void
test_easter (void)
{
  static const char *const sundays[] = { "1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23",
                                         "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
                                         "2026-04-05", "2027-03-28", "2038-04-25", "2285-03-22" };

  for (guint i = 0; i < G_N_ELEMENTS (sundays); i++)
    {
      gint64 day;
      int year, month, mday;
      char text[RW_DATE_STRING_LENGTH + 1] = "";

      g_assert_true (rw_date_parse (sundays[i], &day));
      rw_date_to_civil (day, &year, &month, &mday);
      rw_date_write (rw_holidays_easter (year), text);
      g_assert_cmpstr (text, ==, sundays[i]);
    }
  /* Always a Sunday, from the 22nd of March to the 25th of April. */
  for (int year = 1583; year < 4100; year++)
    {
      gint64 day = rw_holidays_easter (year);

      g_assert_cmpint (rw_date_weekday (day), ==,
                       rw_date_weekday (rw_date_from_civil (2026, 4, 5)));
      g_assert_cmpint (day, >=, rw_date_from_civil (year, 3, 22));
      g_assert_cmpint (day, <=, rw_date_from_civil (year, 4, 25));
    }
}

static char *
list_region (guint region,
             int   year)
{
  g_autoptr (GArray) holidays = rw_holidays_list (region, year);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < holidays->len; i++)
    {
      RwHoliday *holiday = &g_array_index (holidays, RwHoliday, i);
      char text[RW_DATE_STRING_LENGTH + 1] = "";

      rw_date_write (holiday->day, text);
      g_string_append_printf (out, "%s%s%s", i > 0 ? " " : "", text + 5, holiday->fixed ? "" : "*");
      g_assert_nonnull (rw_holidays_name_of (holiday->day));
    }
  return g_string_free (out, FALSE);
}

static void
test_regions (void)
{
  static const struct
  {
    const char *name;
    const char *days;
  } expected[] = {
    { "Baden-Württemberg",
      "01-01 01-06 04-03* 04-06* 05-01 05-14* 05-25* 06-04* 10-03 11-01 12-25 12-26" },
    { "Bavaria", "01-01 01-06 04-03* 04-06* 05-01 05-14* 05-25* 06-04* 10-03 11-01 12-25 12-26" },
    { "Bavaria, with Assumption Day",
      "01-01 01-06 04-03* 04-06* 05-01 05-14* 05-25* 06-04* 08-15 10-03 11-01 12-25 12-26" },
    { "Berlin", "01-01 03-08 04-03* 04-06* 05-01 05-14* 05-25* 10-03 12-25 12-26" },
    { "Brandenburg",
      "01-01 04-03* 04-05* 04-06* 05-01 05-14* 05-24* 05-25* 10-03 10-31 12-25 12-26" },
    { "Bremen", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 10-03 10-31 12-25 12-26" },
    { "Hamburg", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 10-03 10-31 12-25 12-26" },
    { "Hesse", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 06-04* 10-03 12-25 12-26" },
    { "Mecklenburg-Western Pomerania",
      "01-01 03-08 04-03* 04-06* 05-01 05-14* 05-25* 10-03 10-31 12-25 12-26" },
    { "Lower Saxony", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 10-03 10-31 12-25 12-26" },
    { "North Rhine-Westphalia",
      "01-01 04-03* 04-06* 05-01 05-14* 05-25* 06-04* 10-03 11-01 12-25 12-26" },
    { "Rhineland-Palatinate",
      "01-01 04-03* 04-06* 05-01 05-14* 05-25* 06-04* 10-03 11-01 12-25 12-26" },
    { "Saarland", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 06-04* 08-15 10-03 11-01 12-25 12-26" },
    { "Saxony", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 10-03 10-31 11-18* 12-25 12-26" },
    { "Saxony-Anhalt", "01-01 01-06 04-03* 04-06* 05-01 05-14* 05-25* 10-03 10-31 12-25 12-26" },
    { "Schleswig-Holstein", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 10-03 10-31 12-25 12-26" },
    { "Thuringia", "01-01 04-03* 04-06* 05-01 05-14* 05-25* 09-20 10-03 10-31 12-25 12-26" },
  };
  g_autofree char *before = NULL;

  g_assert_cmpuint (rw_holidays_n_regions (), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *got = list_region (i, 2026);

      g_assert_cmpstr (rw_holidays_region_name (i), ==, expected[i].name);
      g_assert_cmpstr (got, ==, expected[i].days);
    }
  /* Before there was a Women's Day. */
  before = list_region (3, 2018);
  g_assert_cmpstr (before, ==, "01-01 03-30* 04-02* 05-01 05-10* 05-21* 10-03 12-25 12-26");
  g_assert_null (rw_holidays_name_of (rw_date_from_civil (2026, 7, 1)));
  g_assert_cmpstr (rw_holidays_name_of (rw_date_from_civil (2026, 11, 18)), ==,
                   "Day of Repentance");
}

static char *
rewrite (const char *text)
{
  const char *days[RW_WEEK_DAYS] = { text, "", "", "", "", "", "" };
  g_autoptr (GError) error = NULL;
  guint wrong = 99;
  g_autofree char *hours = rw_opening_text_to_hours (days, &wrong, &error);
  g_auto (GStrv) back = NULL;

  if (hours == NULL)
    {
      g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
      g_assert_cmpuint (wrong, ==, 0);
      return g_strdup ("!");
    }
  back = rw_opening_text_from_hours (hours);
  g_assert_cmpuint (g_strv_length (back), ==, RW_WEEK_DAYS);
  for (guint i = 1; i < RW_WEEK_DAYS; i++)
    g_assert_cmpstr (back[i], ==, "");
  return g_strdup (back[0]);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *typed;
    const char *read;
  } cases[] = {
    { "", "" },
    { "closed", "" },
    { "Closed ", "" },
    { "8-17", "08:00-17:00" },
    { "08:00-13:00, 14:00-18:00", "08:00-13:00, 14:00-18:00" },
    { "14-18,8.30 – 13", "08:30-13:00, 14:00-18:00" },
    { "0-24", "00:00-24:00" },
    { "8-13, 13-18", "08:00-18:00" },
    { "8", "!" },
    { "8-", "!" },
    { "8-17 x", "!" },
    { "8-25", "!" },
    { "17-8", "!" },
    { "8-12, 11-13", "!" },
    { "8:60-9", "!" },
    { "morning", "!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = rewrite (cases[i].typed);

      g_assert_cmpstr (got, ==, cases[i].read);
    }
}

static void
test_week (void)
{
  const char *days[RW_WEEK_DAYS] = { "0-24", "0-24", "0-24", "0-24", "0-24", "0-24", "0-24" };
  g_autofree char *always = rw_opening_text_to_hours (days, NULL, NULL);
  g_auto (GStrv) back = rw_opening_text_from_hours (always);
  g_auto (GStrv) broken = rw_opening_text_from_hours ("nothing");
  guint wrong;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < RW_WEEK_DAYS; i++)
    {
      g_assert_cmpstr (back[i], ==, "00:00-24:00");
      g_assert_cmpstr (broken[i], ==, "");
    }
  days[4] = "x";
  g_assert_null (rw_opening_text_to_hours (days, &wrong, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_assert_cmpuint (wrong, ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/holidays/easter", test_easter);
  g_test_add_func ("/holidays/regions", test_regions);
  g_test_add_func ("/holidays/opening-texts", test_texts);
  g_test_add_func ("/holidays/week", test_week);
  return g_test_run ();
}
