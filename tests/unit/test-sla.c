/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-sla.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"

#define OFFICE                                                                                     \
  "{\"mon\":[[\"09:00\",\"17:00\"]],\"tue\":[[\"09:00\",\"17:00\"]],\"wed\":[[\"09:00\",\"17:00\"]],"  \
  "\"thu\":[[\"09:00\",\"17:00\"]],\"fri\":[[\"09:00\",\"17:00\"]]}"
#define TWO_SHIFTS                                                                                   \
  "{\"mon\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]],\"tue\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]]," \
  "\"wed\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]],\"thu\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]]," \
  "\"fri\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]]}"

static char *
daily (const char *from, const char *to)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  GString *out = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_string_append_printf (out, "%s\"%s\":[[\"%s\",\"%s\"]]", i > 0 ? "," : "", days[i], from, to);
  return g_string_free (g_string_append_c (out, '}'), FALSE);
}

static RwOpeningHours *
make (const char *tz, const char *hours, const char *holiday)
{
  const char *const holidays[] = { holiday, NULL };
  g_autoptr (GError) error = NULL;
  RwOpeningHours *made = rw_opening_hours_new (tz, hours, holidays, NULL, &error);

  g_assert_no_error (error);
  return made;
}

static gint64
instant (const char *text)
{
  gint64 at;

  g_assert_true (rw_instant_parse (text, &at));
  return at;
}

static void
assert_due (RwOpeningHours *hours, GArray *pauses, const char *start, int minutes, const char *expected)
{
  gint64 due = rw_sla_due (hours, instant (start), minutes * RW_MINUTE, pauses);
  g_autofree char *text = rw_instant_to_string (due);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (rw_sla_elapsed (hours, instant (start), due, pauses), ==, minutes * RW_MINUTE);
}

/* The table of DOMAIN, "Service levels". */
static void
test_table (void)
{
  g_autoptr (RwOpeningHours) office = make ("Europe/Berlin", OFFICE, NULL);
  g_autofree char *from_8 = daily ("08:00", "17:00");
  g_autofree char *from_9 = daily ("09:00", "18:00");
  g_autoptr (RwOpeningHours) holiday = make ("Europe/Berlin", from_8, "2015-09-22");
  g_autoptr (RwOpeningHours) to_18 = make ("Europe/Berlin", from_9, NULL);
  g_autoptr (RwOpeningHours) shifts = make ("Europe/Berlin", TWO_SHIFTS, NULL);
  g_autoptr (GArray) pauses = rw_sla_pauses_new ();

  assert_due (office, NULL, "2013-03-21T09:30:00Z", 60, "2013-03-21T10:30:00Z");
  assert_due (office, NULL, "2013-03-21T09:30:00Z", 240, "2013-03-21T13:30:00Z");
  assert_due (holiday, NULL, "2015-09-21T14:30:00Z", 120, "2015-09-23T07:30:00Z");
  rw_sla_pauses_add (pauses, instant ("2013-06-04T10:00:00Z"), instant ("2013-06-04T15:00:00Z"));
  assert_due (to_18, pauses, "2013-06-04T09:00:00Z", 120, "2013-06-04T16:00:00Z");
  assert_due (shifts, NULL, "2015-03-27T11:00:00Z", 15 * 60, "2015-03-31T07:00:00Z");
}

/* Around the clock is around the clock to the second, over each kind of clock change. */
static void
test_always (void)
{
  static const struct
  {
    const char *tz, *start, *due;
  } cases[] = {
    { "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z" },
    { "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z" },
    /* The clocks jumped over midnight. */
    { "America/Sao_Paulo", "2018-11-03T12:00:00Z", "2018-11-05T12:00:00Z" },
    { "America/Sao_Paulo", "2018-02-17T12:00:00Z", "2018-02-19T12:00:00Z" },
    /* Half an hour. */
    { "Australia/Lord_Howe", "2026-04-04T00:00:00Z", "2026-04-06T00:00:00Z" },
    { "Australia/Lord_Howe", "2026-10-03T00:00:00Z", "2026-10-05T00:00:00Z" },
  };
  g_autofree char *around = daily ("00:00", "24:00");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RwOpeningHours) hours = make (cases[i].tz, around, NULL);
      guint n;
      const RwOpenSpan *spans =
        rw_opening_hours_spans (hours, instant (cases[i].start), instant (cases[i].due), &n);

      g_assert_cmpuint (n, ==, 1);
      g_assert_nonnull (spans);
      assert_due (hours, NULL, cases[i].start, 48 * 60, cases[i].due);
    }
}

/* A wall time that does not exist is read with the offset before the gap, one that occurs twice is the first. */
static void
test_clock_changes (void)
{
  g_autofree char *night = daily ("02:15", "02:45");
  g_autofree char *early = daily ("01:00", "04:00");
  g_autofree char *midnight = daily ("00:00", "02:00");
  g_autoptr (RwOpeningHours) berlin = make ("Europe/Berlin", night, NULL);
  g_autoptr (RwOpeningHours) berlin_early = make ("Europe/Berlin", early, NULL);
  g_autoptr (RwOpeningHours) lord_howe = make ("Australia/Lord_Howe", early, NULL);
  g_autoptr (RwOpeningHours) sao_paulo = make ("America/Sao_Paulo", midnight, NULL);

  assert_due (berlin, NULL, "2026-03-29T00:00:00Z", 30, "2026-03-29T01:45:00Z");
  assert_due (berlin, NULL, "2026-10-25T00:00:00Z", 30, "2026-10-25T00:45:00Z");
  /* Two hours on one day, four on the other. */
  assert_due (berlin_early, NULL, "2026-03-29T00:00:00Z", 120, "2026-03-29T02:00:00Z");
  assert_due (berlin_early, NULL, "2026-10-24T23:00:00Z", 240, "2026-10-25T03:00:00Z");
  /* Three and a half at the end of summer, two and a half at its beginning. */
  assert_due (lord_howe, NULL, "2026-04-04T14:00:00Z", 210, "2026-04-04T17:30:00Z");
  assert_due (lord_howe, NULL, "2026-10-03T14:30:00Z", 150, "2026-10-03T17:00:00Z");
  /* There was no midnight: 00:00 became 01:00. */
  assert_due (sao_paulo, NULL, "2018-11-04T02:59:00Z", 60, "2018-11-04T04:00:00Z");
}

static void
test_edges (void)
{
  g_autoptr (RwOpeningHours) office = make ("Europe/Berlin", OFFICE, NULL);
  g_autoptr (RwOpeningHours) never = make ("Europe/Berlin", "{}", NULL);
  g_autoptr (RwOpeningHours) always = rw_opening_hours_new_always ();
  g_autoptr (GArray) pauses = rw_sla_pauses_new ();
  gint64 friday = instant ("2013-03-22T15:00:00Z");

  /* On the closing edge, not at the next opening. */
  assert_due (office, NULL, "2013-03-22T15:00:00Z", 60, "2013-03-22T16:00:00Z");
  g_assert_cmpint (rw_sla_due (office, friday, 0, NULL), ==, friday);
  g_assert_cmpint (rw_sla_due (never, friday, RW_MINUTE, NULL), ==, G_MAXINT64);
  g_assert_cmpint (rw_sla_elapsed (office, friday, friday - RW_DAY, NULL), ==, 0);
  g_assert_cmpint (rw_sla_due (always, friday, 5 * 366 * RW_DAY, NULL), ==,
                   friday + 5 * 366 * RW_DAY);
  /* A pause that goes on: nobody knows. */
  rw_sla_pauses_add (pauses, friday + 10 * RW_MINUTE, G_MAXINT64);
  g_assert_cmpint (rw_sla_due (office, friday, 60 * RW_MINUTE, pauses), ==, G_MAXINT64);
  g_assert_cmpint (rw_sla_due (office, friday, 10 * RW_MINUTE, pauses), ==,
                   friday + 10 * RW_MINUTE);
  g_assert_cmpint (rw_sla_elapsed (office, friday, friday + RW_DAY, pauses), ==, 10 * RW_MINUTE);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *tz, *hours, *holiday, *yearly, *names;
  } cases[] = {
    { "Mars/Olympus", "{}", NULL, NULL, "Mars/Olympus" },
    { "Europe/Berlin", "[]", NULL, NULL, "object" },
    { "Europe/Berlin", "{\"mo\":[]}", NULL, NULL, "mo" },
    { "Europe/Berlin", "{\"mon\":[],\"mon\":[]}", NULL, NULL, "mon" },
    { "Europe/Berlin", "{\"mon\":[[\"8:00\",\"17:00\"]]}", NULL, NULL, "8:00" },
    { "Europe/Berlin", "{\"mon\":[[\"08:00\",\"24:30\"]]}", NULL, NULL, "24:30" },
    { "Europe/Berlin", "{\"tue\":[[\"22:00\",\"06:00\"]]}", NULL, NULL, "tue" },
    { "Europe/Berlin", "{\"tue\":[[\"08:00\",\"12:00\"],[\"11:00\",\"13:00\"]]}", NULL, NULL,
      "overlap" },
    { "Europe/Berlin", "{\"tue\":[\"08:00\"]}", NULL, NULL, "tue" },
    { "Europe/Berlin", "{\"tue\":", NULL, NULL, "tue" },
    { "Europe/Berlin", "{}", "2026-02-30", NULL, "2026-02-30" },
    { "Europe/Berlin", "{}", NULL, "13-01", "13-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const holidays[] = { cases[i].holiday, NULL }, *const yearly[] = {
        cases[i].yearly, NULL
      };
      g_autoptr (GError) error = NULL;

      g_assert_null (rw_opening_hours_new (cases[i].tz, cases[i].hours, holidays, yearly, &error));
      g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].names));
    }
}

static void
test_yearly (void)
{
  static const char *const yearly[] = { "12-24", "02-29", NULL };
  g_autofree char *around = daily ("00:00", "24:00");
  g_autoptr (RwOpeningHours) hours =
    rw_opening_hours_new ("Europe/Berlin", around, NULL, yearly, NULL);
  g_autoptr (GArray) intervals = NULL;

  assert_due (hours, NULL, "2026-12-23T22:00:00Z", 120, "2026-12-25T00:00:00Z");
  assert_due (hours, NULL, "2028-02-28T22:00:00Z", 120, "2028-03-01T00:00:00Z");
  assert_due (hours, NULL, "2027-02-28T22:00:00Z", 120, "2027-03-01T00:00:00Z");
  intervals = rw_sla_explain (hours, instant ("2026-12-23T22:00:00Z"),
                              instant ("2026-12-25T00:00:00Z"), NULL);
  g_assert_cmpuint (intervals->len, ==, 3);
  g_assert_cmpint (g_array_index (intervals, RwSlaInterval, 1).why, ==, RW_SLA_HOLIDAY);
  g_assert_cmpint (g_array_index (intervals, RwSlaInterval, 1).to, ==,
                   instant ("2026-12-24T23:00:00Z"));
}

/* Whether it is open, looked up without spans. */
static gboolean
is_open (RwOpeningHours *hours, int from, int to, gint64 at)
{
  GTimeZone *zone = rw_opening_hours_get_zone (hours);
  gint64 day = rw_zone_wall (zone, at) / RW_DAY;

  for (gint64 d = day - 1; d <= day + 1; d++)
    if (!rw_opening_hours_is_holiday (hours, d) &&
        at >= rw_zone_resolve (zone, d * RW_DAY + from * RW_MINUTE) &&
        at < rw_zone_resolve (zone, d * RW_DAY + to * RW_MINUTE))
      return TRUE;
  return FALSE;
}

static gboolean
is_paused (GArray *pauses, gint64 at)
{
  for (guint i = 0; i < pauses->len; i++)
    if (at >= g_array_index (pauses, RwOpenSpan, i).from &&
        at < g_array_index (pauses, RwOpenSpan, i).to)
      return TRUE;
  return FALSE;
}

/* Against counting every minute, over the clock changes of four zones. */
static void
test_property (void)
{
  static const struct
  {
    const char *tz, *near;
  } places[] = {
    { "Europe/Berlin", "2026-03-27T00:00:00Z" },
    { "Europe/Berlin", "2026-10-23T00:00:00Z" },
    { "America/Sao_Paulo", "2018-11-02T00:00:00Z" },
    { "America/Sao_Paulo", "2018-02-16T00:00:00Z" },
    { "Australia/Lord_Howe", "2026-04-03T00:00:00Z" },
    { "Australia/Lord_Howe", "2026-10-02T00:00:00Z" },
    { "Asia/Kathmandu", "2026-06-01T00:00:00Z" },
  };

  for (int round = 0; round < 300; round++)
    {
      guint place = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (places));
      int from = g_test_rand_int_range (0, 90) * 15,
          to = from + g_test_rand_int_range (1, (24 * 60 - from) / 15 + 1) * 15;
      g_autofree char *a = g_strdup_printf ("%02d:%02d", from / 60, from % 60);
      g_autofree char *b = g_strdup_printf ("%02d:%02d", to / 60, to % 60);
      g_autofree char *text = daily (a, b);
      gint64 start =
        instant (places[place].near) + g_test_rand_int_range (0, 2 * 24 * 60) * RW_MINUTE;
      gint64 until = start + g_test_rand_int_range (0, 3 * 24 * 60) * RW_MINUTE, counted = 0,
             sum = 0, last = start;
      char holiday[RW_DATE_STRING_LENGTH + 1];
      g_autoptr (RwOpeningHours) hours = NULL;
      g_autoptr (GArray) pauses = rw_sla_pauses_new ();
      g_autoptr (GArray) intervals = NULL;

      rw_date_write (start / RW_DAY + 1, holiday);
      hours = make (places[place].tz, text, round % 3 == 0 ? holiday : NULL);
      for (int i = g_test_rand_int_range (0, 5); i > 0; i--)
        {
          gint64 begin = start + g_test_rand_int_range (-600, 4000) * RW_MINUTE;

          rw_sla_pauses_add (pauses, begin, begin + g_test_rand_int_range (1, 900) * RW_MINUTE);
        }
      for (gint64 at = start; at < until; at += RW_MINUTE)
        if (is_open (hours, from, to, at) && !is_paused (pauses, at))
          counted += RW_MINUTE;
      g_assert_cmpint (rw_sla_elapsed (hours, start, until, pauses), ==, counted);
      intervals = rw_sla_explain (hours, start, until, pauses);
      for (guint i = 0; i < intervals->len; i++)
        {
          const RwSlaInterval *interval = &g_array_index (intervals, RwSlaInterval, i);

          g_assert_cmpint (interval->from, ==, last);
          g_assert_cmpint (interval->to, >, interval->from);
          last = interval->to;
          if (interval->why == RW_SLA_COUNTED)
            sum += interval->to - interval->from;
        }
      g_assert_cmpint (last, ==, until);
      g_assert_cmpint (sum, ==, counted);
      if (counted > 0)
        {
          gint64 due = rw_sla_due (hours, start, counted, pauses);

          /* The first instant at which so much has passed. */
          g_assert_cmpint (due, <=, until);
          g_assert_cmpint (rw_sla_elapsed (hours, start, due, pauses), ==, counted);
          g_assert_cmpint (rw_sla_elapsed (hours, start, due - 1, pauses), <, counted);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/sla/table", test_table);
  g_test_add_func ("/rules/sla/always", test_always);
  g_test_add_func ("/rules/sla/clock-changes", test_clock_changes);
  g_test_add_func ("/rules/sla/edges", test_edges);
  g_test_add_func ("/rules/sla/bad", test_bad);
  g_test_add_func ("/rules/sla/yearly", test_yearly);
  g_test_add_func ("/rules/sla/property", test_property);
  return g_test_run ();
}
