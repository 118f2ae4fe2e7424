/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-ticket-clocks.h"
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
          gint64 at = rw_sla_attention (hours, due, counted, pauses);

          /* Three quarters to the microsecond, and no earlier. */
          g_assert_cmpint (rw_sla_elapsed (hours, at, due, pauses), ==, counted / 4);
          g_assert_cmpint (rw_sla_elapsed (hours, at - 1, due, pauses), >, counted / 4);
          g_assert_cmpint (at, >=, start);
        }
    }
}

/* --- A ticket's clocks ------------------------------------------------------------------------------ */

/* An agreement of 30 minutes, 4 hours and an update every 60 minutes for P2, Monday to Friday 9 to 17. */
static RwTicketPast *
new_past (void)
{
  g_autoptr (RwRecord) sla = rw_record_new (RW_KIND_SLA, NULL);
  g_autoptr (RwRecord) calendar = rw_record_new (RW_KIND_CALENDAR, NULL);
  g_autoptr (GError) error = NULL;
  RwSlaTerms *terms;

  rw_record_set_text (calendar, RW_CALENDAR_TZ, "Europe/Berlin");
  rw_record_set_text (calendar, RW_CALENDAR_HOURS, OFFICE);
  rw_record_set_integer (sla, RW_SLA_RESPONSE_P2, 30);
  rw_record_set_integer (sla, RW_SLA_RESOLUTION_P2, 240);
  rw_record_set_integer (sla, RW_SLA_UPDATE_P2, 60);
  terms = rw_sla_terms_new (sla, calendar, &error);
  g_assert_no_error (error);
  return rw_ticket_past_new (terms);
}

static RwRecord *
new_incident (gint64 opened)
{
  RwRecord *ticket = rw_record_new (RW_KIND_TICKET, NULL);

  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P2);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, opened);
  return ticket;
}

static void
set_status (RwRecord *ticket, RwTicketPast *past, RwTicketStatus status, const char *at)
{
  rw_ticket_set_status (ticket, status, instant (at));
  rw_ticket_set_clocks (ticket, past, instant (at));
}

static void
assert_clock (RwRecord *ticket, RwTicketPast *past, RwSlaClock clock, const char *now, RwClockState state, const char *due)
{
  RwTicketReading reading;

  rw_ticket_read_clock (ticket, past, clock, instant (now), &reading);
  g_assert_cmpint (reading.state, ==, state);
  if (due != NULL)
    g_assert_cmpint (reading.due, ==, instant (due));
}

static void
assert_field (RwRecord *ticket, guint field, const char *due)
{
  g_assert_cmpint (rw_record_get_integer (ticket, field, 0), ==, due != NULL ? instant (due) : 0);
}

/* Opened on a Friday at 16:00, four hours: an hour that day and three on Monday, and nothing in between. */
static void
test_attention (void)
{
  g_autoptr (RwTicketPast) past = new_past ();
  g_autoptr (RwRecord) ticket = new_incident (instant ("2026-11-20T15:00:00Z"));
  const RwSlaTerms *terms = past->terms;
  const gint64 due = instant ("2026-11-23T11:00:00Z");

  rw_ticket_set_clocks (ticket, past, instant ("2026-11-20T15:00:00Z"));
  assert_field (ticket, RW_TICKET_RESOLUTION_DUE, "2026-11-23T11:00:00Z");
  g_assert_cmpint (rw_sla_terms_attention (terms, RW_PRIORITY_P2, RW_SLA_CLOCK_RESOLUTION, due,
                                           NULL),
                   ==, instant ("2026-11-23T10:00:00Z"));
  /* The first of those that run. */
  g_assert_cmpint (rw_ticket_attention (ticket, past), ==, instant ("2026-11-20T15:22:30Z"));
  set_status (ticket, past, RW_TICKET_STATUS_ACCEPTED, "2026-11-20T15:10:00Z");
  g_assert_cmpint (rw_ticket_attention (ticket, past), ==, instant ("2026-11-20T15:45:00Z"));
  rw_ticket_past_add (past, instant ("2026-11-20T15:50:00Z"), RW_MESSAGE_TYPE_UPDATE);
  rw_ticket_set_clocks (ticket, past, instant ("2026-11-20T15:50:00Z"));
  g_assert_cmpint (rw_ticket_attention (ticket, past), ==, instant ("2026-11-23T08:35:00Z"));
  /* Two hours of waiting on Monday, between the third quarter and the fourth, and then before. */
  rw_record_take (ticket, RW_TICKET_UPDATE_DUE, RW_VALUE_NULL);
  set_status (ticket, past, RW_TICKET_STATUS_PENDING_CUSTOMER, "2026-11-23T10:30:00Z");
  rw_record_take (ticket, RW_TICKET_UPDATE_DUE, RW_VALUE_NULL);
  g_assert_cmpint (rw_ticket_attention (ticket, past), ==, 0);
  set_status (ticket, past, RW_TICKET_STATUS_IN_PROGRESS, "2026-11-23T12:30:00Z");
  assert_field (ticket, RW_TICKET_RESOLUTION_DUE, "2026-11-23T13:00:00Z");
  rw_record_take (ticket, RW_TICKET_UPDATE_DUE, RW_VALUE_NULL);
  g_assert_cmpint (rw_ticket_attention (ticket, past), ==, instant ("2026-11-23T10:00:00Z"));
  /* Nobody knows how long it may take, or there is no clock. */
  g_assert_cmpint (rw_sla_terms_attention (terms, RW_PRIORITY_P4, RW_SLA_CLOCK_RESOLUTION, due,
                                           NULL),
                   ==, due);
  g_assert_cmpint (rw_sla_terms_attention (NULL, RW_PRIORITY_P2, RW_SLA_CLOCK_RESOLUTION, due,
                                           NULL),
                   ==, due);
  g_assert_cmpint (rw_sla_terms_attention (terms, RW_PRIORITY_P2, RW_SLA_CLOCK_RESOLUTION, 0, NULL),
                   ==, 0);
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_RESOLVED, instant ("2026-11-23T12:40:00Z"));
  g_assert_cmpint (rw_ticket_attention (ticket, past), ==, 0);
}

/* A Thursday evening, an office calendar: what is opened at 16:30 is answered by 17:00. */
static void
test_clocks (void)
{
  g_autoptr (RwTicketPast) past = new_past ();
  g_autoptr (RwRecord) ticket = new_incident (instant ("2026-11-19T15:30:00Z"));

  rw_ticket_set_clocks (ticket, past, instant ("2026-11-19T15:30:00Z"));
  assert_field (ticket, RW_TICKET_RESPONSE_DUE, "2026-11-19T16:00:00Z");
  assert_field (ticket, RW_TICKET_RESOLUTION_DUE, "2026-11-20T11:30:00Z");
  assert_field (ticket, RW_TICKET_UPDATE_DUE, "2026-11-20T08:30:00Z");
  assert_clock (ticket, past, RW_SLA_CLOCK_RESPONSE, "2026-11-19T15:52:29Z", RW_CLOCK_RUNNING,
                NULL);
  assert_clock (ticket, past, RW_SLA_CLOCK_RESPONSE, "2026-11-19T15:52:30Z", RW_CLOCK_ATTENTION,
                NULL);
  assert_clock (ticket, past, RW_SLA_CLOCK_RESPONSE, "2026-11-19T16:00:00Z", RW_CLOCK_BREACHED,
                NULL);
  /* Three quarters of four hours of office time, not of the night. */
  assert_clock (ticket, past, RW_SLA_CLOCK_RESOLUTION, "2026-11-20T10:29:00Z", RW_CLOCK_RUNNING,
                NULL);
  assert_clock (ticket, past, RW_SLA_CLOCK_RESOLUTION, "2026-11-20T10:30:00Z", RW_CLOCK_ATTENTION,
                NULL);

  set_status (ticket, past, RW_TICKET_STATUS_ACCEPTED, "2026-11-19T15:50:00Z");
  assert_clock (ticket, past, RW_SLA_CLOCK_RESPONSE, "2026-11-25T00:00:00Z", RW_CLOCK_MET, NULL);
  /* What was said to the customer starts the update clock anew; what was noted does not. */
  rw_ticket_past_add (past, instant ("2026-11-20T08:10:00Z"), RW_MESSAGE_TYPE_NOTE);
  rw_ticket_past_add (past, instant ("2026-11-20T08:00:00Z"), RW_MESSAGE_TYPE_UPDATE);
  rw_ticket_past_add (past, instant ("2026-11-20T08:20:00Z"), RW_MESSAGE_TYPE_MAIL_IN);
  assert_clock (ticket, past, RW_SLA_CLOCK_UPDATE, "2026-11-20T08:30:00Z", RW_CLOCK_RUNNING,
                "2026-11-20T09:00:00Z");

  /* The customer is waited for from 9:30 to 10:30: an hour later. */
  set_status (ticket, past, RW_TICKET_STATUS_PENDING_CUSTOMER, "2026-11-20T08:30:00Z");
  assert_clock (ticket, past, RW_SLA_CLOCK_RESOLUTION, "2026-11-20T09:00:00Z", RW_CLOCK_PAUSED,
                NULL);
  assert_field (ticket, RW_TICKET_RESOLUTION_DUE, "2026-11-20T11:30:00Z");
  set_status (ticket, past, RW_TICKET_STATUS_IN_PROGRESS, "2026-11-20T09:30:00Z");
  assert_field (ticket, RW_TICKET_RESOLUTION_DUE, "2026-11-20T12:30:00Z");

  set_status (ticket, past, RW_TICKET_STATUS_RESOLVED, "2026-11-20T12:00:00Z");
  assert_clock (ticket, past, RW_SLA_CLOCK_RESOLUTION, "2026-11-30T00:00:00Z", RW_CLOCK_MET,
                "2026-11-20T12:30:00Z");
  assert_clock (ticket, past, RW_SLA_CLOCK_UPDATE, "2026-11-30T00:00:00Z", RW_CLOCK_NONE, NULL);
  assert_field (ticket, RW_TICKET_UPDATE_DUE, NULL);
  /* Reopened on Monday morning with half an hour left. */
  set_status (ticket, past, RW_TICKET_STATUS_IN_PROGRESS, "2026-11-23T08:00:00Z");
  assert_field (ticket, RW_TICKET_RESOLUTION_DUE, "2026-11-23T08:30:00Z");
  assert_clock (ticket, past, RW_SLA_CLOCK_RESOLUTION, "2026-11-23T08:31:00Z", RW_CLOCK_BREACHED,
                NULL);
}

/* What is kept of a pause is kept as a text of its own. */
static void
test_waits (void)
{
  g_autoptr (RwRecord) ticket = new_incident (10 * RW_SECOND);
  g_autoptr (GArray) pauses = NULL;
  g_autoptr (GError) error = NULL;
  const char *const bad[] = { "2026-11-20T08:30:00Z", NULL };

  rw_ticket_set_status (ticket, RW_TICKET_STATUS_PENDING_CUSTOMER, 20 * RW_SECOND);
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_IN_PROGRESS, 50 * RW_SECOND);
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_PENDING_CUSTOMER, 70 * RW_SECOND);
  g_assert_cmpstr (rw_record_get_texts (ticket, RW_TICKET_WAITS)[0], ==,
                   "1970-01-01T00:00:20Z/1970-01-01T00:00:50Z");
  pauses = rw_ticket_pauses (ticket);
  g_assert_cmpuint (pauses->len, ==, 2);
  g_assert_cmpint (g_array_index (pauses, RwOpenSpan, 0).from, ==, 20 * RW_SECOND);
  g_assert_cmpint (g_array_index (pauses, RwOpenSpan, 0).to, ==, 50 * RW_SECOND);
  g_assert_cmpint (g_array_index (pauses, RwOpenSpan, 1).to, ==, G_MAXINT64);
  g_assert_true (rw_ticket_check (ticket, &error));
  g_assert_no_error (error);
  rw_record_set_texts (ticket, RW_TICKET_WAITS, bad);
  g_assert_false (rw_ticket_check (ticket, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
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
  g_test_add_func ("/rules/sla/clocks", test_clocks);
  g_test_add_func ("/rules/sla/attention", test_attention);
  g_test_add_func ("/rules/sla/waits", test_waits);
  return g_test_run ();
}
