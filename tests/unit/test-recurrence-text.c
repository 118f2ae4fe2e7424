/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "rules/rw-recurrence-preview.h"
#include "rules/rw-recurrence-text.h"
#include "rw-clock.h"
#include "rw-time.h"

static gint64
wall_of (const char *text)
{
  gint64 wall;

  g_assert_true (rw_wall_parse (text, &wall));
  return wall;
}

static gint64
instant_of (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

static void
test_words (void)
{
  /* All begin on Sunday, 22 March 2026, at 02:00. */
  static const struct
  {
    const char *rrule;
    int minutes;
    const char *words;
  } cases[] = {
    { NULL, 180, "Once, Sunday, 22 March 2026, 02:00–05:00, Europe/Berlin" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", 180, "Every second Sunday 02:00–05:00, Europe/Berlin" },
    { "FREQ=WEEKLY", 180, "Every Sunday 02:00–05:00, Europe/Berlin" },
    { "FREQ=WEEKLY;BYDAY=MO,FR,WE", 180,
      "Every Monday, Wednesday and Friday 02:00–05:00, Europe/Berlin" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 180,
      "Every Monday to Friday 02:00–05:00, Europe/Berlin" },
    { "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", 180, "Every day 02:00–05:00, Europe/Berlin" },
    { "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU", 180,
      "Every second week on Saturday and Sunday 02:00–05:00, Europe/Berlin" },
    { "FREQ=WEEKLY;INTERVAL=6;BYDAY=SU", 180,
      "Every 6 weeks on Sunday 02:00–05:00, Europe/Berlin" },
    { "FREQ=DAILY;INTERVAL=2", 1380, "Every second day 02:00–01:00, Europe/Berlin" },
    { "FREQ=DAILY;INTERVAL=10;COUNT=1", 60, "Every 10 days 02:00–03:00, Europe/Berlin, 1 time" },
    { "FREQ=MONTHLY;BYDAY=-1SU", 180, "Every month on the last Sunday 02:00–05:00, Europe/Berlin" },
    { "FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU;COUNT=4", 180,
      "Every 3 months on the first Sunday 02:00–05:00, Europe/Berlin, 4 times" },
    { "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", 180,
      "Every second month on the last day 02:00–05:00, Europe/Berlin" },
    { "FREQ=MONTHLY", 180, "Every month on day 22 02:00–05:00, Europe/Berlin" },
    { "FREQ=YEARLY;UNTIL=20300101", 4560,
      "Every year on 22 March from 02:00 for 3 d 4 h, Europe/Berlin, until 1 January 2030" },
    { "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", 180,
      "Every month, by a rule of its own (FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2) 02:00–05:00, Europe/Berlin" },
    { "FREQ=HOURLY", 30, "By a rule of its own (FREQ=HOURLY) 02:00–02:30, Europe/Berlin" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RwRecurrence recurrence = { .start_wall = wall_of ("2026-03-22T02:00:00"),
                                  .tz = "Europe/Berlin",
                                  .duration = cases[i].minutes * RW_MINUTE,
                                  .rrule = cases[i].rrule };
      g_autofree char *words = rw_recurrence_describe (&recurrence);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* What the controls cannot say stays as it is. */
static void
test_beyond (void)
{
  static const char *const rules[] = {
    "FREQ=HOURLY",
    "FREQ=DAILY;BYHOUR=1,2",
    "FREQ=WEEKLY;WKST=SU;INTERVAL=2",
    "FREQ=MONTHLY;BYDAY=TU",
    "FREQ=MONTHLY;BYDAY=1TU,3TU",
    "FREQ=MONTHLY;BYDAY=-2TU",
    "FREQ=MONTHLY;BYMONTHDAY=1,15",
    "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
    "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=22",
    "FREQ=YEARLY;BYDAY=1SU",
    "FREQ=DAILY;UNTIL=20300101T000000Z",
    "FREQ=DAILY;COUNT=3;UNTIL=20300101",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=",
    "FREQ=WEEKLY;BYMONTH=3",
    "FREQ=YEARLY;BYMONTHDAY=22",
    "nonsense",
    ";",
    "FREQ=MONTHLY;BYDAY=0SU",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      RwRepeatPlan plan;

      g_test_message ("%s", rules[i]);
      g_assert_false (rw_repeat_plan_parse (&plan, rules[i], wall_of ("2026-03-22T02:00:00")));
    }
}

/* --- What is written means what it says ---------------------------------------------------------------- */

static int
month_of (gint64 day, int *year, int *mday)
{
  int month;

  rw_date_to_civil (day, year, &month, mday);
  return month;
}

/* The days of a plan, counted one by one from the first. */
static gboolean
is_due (const RwRepeatPlan *plan, gint64 first, gint64 day)
{
  int year, mday, first_year, first_mday, next_year, next_mday;
  int month = month_of (day, &year, &mday),
      first_month = month_of (first, &first_year, &first_mday);
  int months = (year - first_year) * 12 + month - first_month;

  switch (plan->repeat)
    {
    case RW_REPEAT_ONCE:
      return day == first;
    case RW_REPEAT_DAILY:
      return (day - first) % plan->interval == 0;
    case RW_REPEAT_WEEKLY:
      return (plan->weekdays & (1u << rw_date_weekday (day))) != 0 &&
             (day - rw_date_weekday (day) - first + rw_date_weekday (first)) / 7 % plan->interval ==
               0;
    case RW_REPEAT_MONTHLY_DAY:
      if (months % (int) plan->interval != 0)
        return FALSE;
      return plan->month_day > 0 ? mday == plan->month_day
                                 : month_of (day + 1, &next_year, &next_mday) != month;
    case RW_REPEAT_MONTHLY_WEEKDAY:
      if (months % (int) plan->interval != 0 || rw_date_weekday (day) != plan->weekday)
        return FALSE;
      return plan->nth > 0 ? (mday + 6) / 7 == plan->nth
                           : month_of (day + 7, &next_year, &next_mday) != month;
    case RW_REPEAT_YEARLY:
    default:
      return month == first_month && mday == first_mday &&
             (year - first_year) % (int) plan->interval == 0;
    }
}

static RwRepeatPlan
random_plan (gint64 start)
{
  static const int nths[] = { 1, 2, 3, 4, 5, -1 };
  RwRepeatPlan plan;

  rw_repeat_plan_init (&plan, start);
  plan.repeat = (RwRepeat) g_test_rand_int_range (0, RW_N_REPEATS);
  if (plan.repeat == RW_REPEAT_ONCE)
    return plan;
  plan.interval = (guint) g_test_rand_int_range (1, 5);
  if (plan.repeat == RW_REPEAT_WEEKLY)
    plan.weekdays = (guint) g_test_rand_int_range (1, 0x80);
  if (plan.repeat == RW_REPEAT_MONTHLY_DAY)
    plan.month_day = g_test_rand_int_range (0, 4) == 0 ? -1 : g_test_rand_int_range (1, 32);
  if (plan.repeat == RW_REPEAT_MONTHLY_WEEKDAY)
    {
      plan.nth = nths[g_test_rand_int_range (0, G_N_ELEMENTS (nths))];
      plan.weekday = g_test_rand_int_range (0, 7);
    }
  switch (g_test_rand_int_range (0, 3))
    {
    case 0:
      plan.count = (guint) g_test_rand_int_range (1, 12);
      break;
    case 1:
      plan.until = start / RW_DAY + g_test_rand_int_range (0, 500);
      break;
    default:
      break;
    }
  return plan;
}

static void
test_property (void)
{
  for (int round = 0; round < 400; round++)
    {
      gint64 start = (rw_date_from_civil (2026, 1, 1) + g_test_rand_int_range (0, 800)) * RW_DAY +
                     g_test_rand_int_range (0, 24 * 60) * RW_MINUTE;
      RwRepeatPlan plan = random_plan (start), again;
      gint64 aligned = rw_repeat_plan_align (&plan, start), first = aligned / RW_DAY;
      g_autofree char *rule = rw_repeat_plan_to_rrule (&plan);
      g_autofree char *rule_again = NULL;
      RwRecurrence recurrence = {
        .start_wall = aligned, .tz = "UTC", .duration = RW_MINUTE, .rrule = rule
      };
      g_autoptr (GArray) instances =
        rw_recurrence_expand (&recurrence, 0, aligned + 900 * RW_DAY, NULL);
      guint n = 0;

      g_test_message ("%s from %" G_GINT64_FORMAT, rule, first);
      g_assert_nonnull (instances);
      for (gint64 day = first;
           day < first + 900 && day <= plan.until && (plan.count == 0 || n < plan.count); day++)
        if (is_due (&plan, first, day))
          {
            g_assert_cmpuint (n, <, instances->len);
            g_assert_cmpint (g_array_index (instances, RwInstance, n).wall, ==,
                             day * RW_DAY + aligned % RW_DAY);
            n++;
          }
      g_assert_cmpuint (instances->len, ==, n);
      g_assert_true (rw_repeat_plan_parse (&again, rule, aligned));
      rule_again = rw_repeat_plan_to_rrule (&again);
      g_assert_cmpstr (rule_again, ==, rule);
    }
}

static void
test_span (void)
{
  static const struct
  {
    const char *text;
    gint64 minutes;
  } cases[] = {
    { "05:00", 180 },     { "5:30", 210 },         { "01:00", 23 * 60 }, { "02:00", 24 * 60 },
    { "24:00", 22 * 60 }, { "3 h", 180 },          { "90 min", 90 },     { " 2d 4h ", 3120 },
    { "2 Tage", -1 },     { "2 T", 2880 },         { "1 h 30 min", 90 }, { "", -1 },
    { "5", -1 },          { "25:00", -1 },         { "05:60", -1 },      { "0 h", -1 },
    { "-1 h", -1 },       { "99999999999 d", -1 }, { "five", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 minutes = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (rw_span_parse (cases[i].text, wall_of ("2026-03-22T02:00:00"), &minutes), ==,
                       cases[i].minutes >= 0);
      if (cases[i].minutes >= 0)
        {
          g_autofree char *text = rw_span_to_text (wall_of ("2026-03-22T02:00:00"), minutes);
          gint64 again;

          g_assert_cmpint (minutes, ==, cases[i].minutes);
          g_assert_true (rw_span_parse (text, wall_of ("2026-03-22T02:00:00"), &again));
          g_assert_cmpint (again, ==, minutes);
        }
    }
}

/* --- The preview ----------------------------------------------------------------------------------------- */

static void
test_change (void)
{
  static const struct
  {
    const char *tz, *from, *change;
  } cases[] = {
    { "Europe/Berlin", "2026-11-23T06:00:00Z", "2027-03-28T01:00:00Z" },
    { "Europe/Berlin", "2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z" },
    { "Australia/Lord_Howe", "2026-11-23T06:00:00Z", "2027-04-03T15:00:00Z" },
    { "America/Sao_Paulo", "2018-06-01T00:00:00Z", "2018-11-04T03:00:00Z" },
    { "America/Sao_Paulo", "2026-06-01T00:00:00Z", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = rw_zone_get (cases[i].tz);

      g_assert_cmpint (rw_zone_next_change (zone, instant_of (cases[i].from)), ==,
                       cases[i].change != NULL ? instant_of (cases[i].change) : 0);
    }
}

/* Eight Sundays from November, and of those around the change in March the last before and what comes after. */
static void
test_preview (void)
{
  g_autoptr (GArray) exdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) rdates = g_array_new (FALSE, FALSE, sizeof (gint64));
  RwRecurrence recurrence = { .start_wall = wall_of ("2026-11-01T02:30:00"),
                              .tz = "Europe/Berlin",
                              .duration = RW_HOUR,
                              .rrule = "FREQ=WEEKLY;BYDAY=SU",
                              .exdates = exdates,
                              .rdates = rdates };
  const gint64 skipped = wall_of ("2026-12-06T02:30:00"), added = wall_of ("2026-12-08T04:00:00");
  g_autoptr (GArray) lines = NULL;
  const RwPreviewLine *line;
  RwInstance next;

  g_array_append_val (exdates, skipped);
  g_array_append_val (rdates, added);
  lines = rw_recurrence_preview (&recurrence, instant_of ("2026-11-23T06:00:00Z"), 8, NULL);
  g_assert_cmpuint (lines->len, ==, 10);
  line = &g_array_index (lines, RwPreviewLine, 1);
  g_assert_true (line->skipped);
  g_assert_cmpint (line->instance.wall, ==, skipped);
  line = &g_array_index (lines, RwPreviewLine, 2);
  g_assert_true (line->added && !line->skipped);
  line = &g_array_index (lines, RwPreviewLine, 8);
  g_assert_cmpint (line->instance.start, ==, instant_of ("2027-03-21T01:30:00Z"));
  g_assert_cmpint (line->change, ==, 0);
  line = &g_array_index (lines, RwPreviewLine, 9);
  g_assert_cmpint (line->instance.note, ==, RW_WALL_GAP);
  g_assert_cmpint (line->change, ==, instant_of ("2027-03-28T01:00:00Z"));

  g_assert_true (rw_recurrence_next (&recurrence, instant_of ("2026-12-01T00:00:00Z"), &next));
  g_assert_cmpint (next.wall, ==, added);
  recurrence.rrule = "FREQ=DAILY;UNTIL=20261102";
  rdates->len = 0;
  g_assert_false (rw_recurrence_next (&recurrence, instant_of ("2026-12-01T00:00:00Z"), &next));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/recurrence-text/words", test_words);
  g_test_add_func ("/model/recurrence-text/beyond", test_beyond);
  g_test_add_func ("/model/recurrence-text/property", test_property);
  g_test_add_func ("/model/recurrence-text/span", test_span);
  g_test_add_func ("/model/recurrence-preview/change", test_change);
  g_test_add_func ("/model/recurrence-preview/lines", test_preview);
  return g_test_run ();
}
