/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "rules/rw-ticket-clocks.h"
#include "rules/rw-ticket-report.h"
#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"

#define NOW  (20000 * RW_DAY)
#define FROM (NOW - 7 * RW_DAY)

static RwTicketFact *
add (RwTicketFacts *facts, RwTicketStatus status, RwPriority priority, gint64 opened, gint64 resolved)
{
  RwTicketFact fact = { .status = status, .priority = priority, .source = -1, .opened = opened };

  fact.resolved = resolved;
  fact.accept_open = fact.resolve_open = -1;
  g_array_append_val (facts->facts, fact);
  return &g_array_index (facts->facts, RwTicketFact, facts->facts->len - 1);
}

static const RwReportRow *
row_at (GPtrArray *rows, guint index)
{
  g_assert_cmpuint (index, <, rows->len);
  return rows->pdata[index];
}

static void
test_split (void)
{
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  g_autoptr (GPtrArray) customers = NULL, sources = NULL, priorities = NULL;
  RwId bistum = rw_id_from_name ("customer", "Bistum"), kliniken = rw_id_from_name ("customer", "K");
  RwTicketFact *fact;

  /* The first instant belongs to the period, the last one does not. */
  fact = add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P1, FROM - 1, FROM + 1);
  fact->customer = bistum;
  fact = add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P2, FROM, 0);
  fact->customer = kliniken;
  fact->source = RW_TICKET_SOURCE_MAIL;
  fact = add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P2, FROM + 1, 0);
  fact->customer = bistum;
  fact = add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P4, FROM + 2, 0);
  fact->customer = bistum;
  add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P4, NOW, 0);

  customers = rw_ticket_report_split (facts, RW_REPORT_BY_CUSTOMER);
  g_assert_cmpuint (customers->len, ==, 2);
  g_assert_true (rw_id_equal (&row_at (customers, 0)->id, &bistum));
  g_assert_cmpuint (row_at (customers, 0)->facts->len, ==, 2);
  g_assert_cmpuint (g_array_index (row_at (customers, 0)->facts, guint, 0), ==, 2);
  g_assert_true (rw_id_equal (&row_at (customers, 1)->id, &kliniken));
  priorities = rw_ticket_report_split (facts, RW_REPORT_BY_PRIORITY);
  g_assert_cmpuint (priorities->len, ==, 2);
  g_assert_cmpint (row_at (priorities, 0)->value, ==, RW_PRIORITY_P2);
  /* Where nobody wrote down the source, that is a row too. */
  sources = rw_ticket_report_split (facts, RW_REPORT_BY_SOURCE);
  g_assert_cmpuint (sources->len, ==, 2);
  g_assert_cmpint (row_at (sources, 0)->value, ==, -1);
  g_assert_cmpuint (row_at (sources, 0)->facts->len, ==, 2);
}

static void
test_ages (void)
{
  static const double days[] = { 0, 0.9, 1, 2.9, 3, 6, 7, 29, 30, 400 };
  static const guint expected[RW_REPORT_N_AGES] = { 2, 2, 2, 2, 2 };
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    add (facts, RW_TICKET_STATUS_PENDING_SUPPLIER, RW_PRIORITY_P3, NOW - (gint64) (days[i] * RW_DAY), 0);
  add (facts, RW_TICKET_STATUS_RESOLVED, RW_PRIORITY_P3, NOW - RW_DAY, NOW - RW_HOUR);
  rows = rw_ticket_report_ages (facts);
  g_assert_cmpuint (rows->len, ==, RW_REPORT_N_AGES);
  for (guint i = 0; i < RW_REPORT_N_AGES; i++)
    g_assert_cmpuint (row_at (rows, i)->facts->len, ==, expected[i]);
}

static void
test_backlog (void)
{
  const gint64 instants[] = { FROM, FROM + RW_DAY, FROM + 2 * RW_DAY, FROM + 3 * RW_DAY };
  static const guint expected[] = { 1, 2, 2, 1 };
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  RwTicketFact *fact;
  guint counts[4], aged[4][4], *all[] = { counts, aged[0], aged[1], aged[2], aged[3] };

  add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P3, FROM - RW_DAY, FROM + 2 * RW_DAY);
  /* Opened and over at the very instants: half-open. */
  add (facts, RW_TICKET_STATUS_RESOLVED, RW_PRIORITY_P3, FROM + RW_DAY, FROM + 3 * RW_DAY);
  add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P3, FROM + RW_DAY + RW_HOUR, 0);
  /* Closed without ever being resolved. */
  fact = add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P3, FROM + RW_HOUR, 0);
  fact->closed = FROM + 2 * RW_HOUR;
  /* Over, and nobody knows when. */
  add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P3, FROM + RW_HOUR, 0);
  rw_ticket_report_aged (facts, instants, 4, all);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GArray) open = rw_ticket_report_open_at (facts, instants[i]);

      g_assert_cmpuint (counts[i], ==, expected[i]);
      g_assert_cmpuint (open->len, ==, expected[i]);
    }
}

static void
test_days (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  /* 25 October 2026 has 25 hours there. */
  gint64 from = rw_zone_resolve (berlin, rw_date_from_civil (2026, 10, 24) * RW_DAY),
         to = rw_zone_resolve (berlin, rw_date_from_civil (2026, 10, 27) * RW_DAY);
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (from, to, to + RW_DAY), none = NULL,
                            year = NULL;
  g_autoptr (GArray) days = rw_ticket_report_days (facts, berlin), weeks = NULL, nothing = NULL;

  g_assert_cmpuint (days->len, ==, 4);
  g_assert_cmpint (g_array_index (days, gint64, 0), ==, from);
  g_assert_cmpint (g_array_index (days, gint64, 1), ==, from + RW_DAY);
  g_assert_cmpint (g_array_index (days, gint64, 2), ==, from + RW_DAY + 25 * RW_HOUR);
  g_assert_cmpint (g_array_index (days, gint64, 3), ==, to);
  year = rw_ticket_facts_new (to - 365 * RW_DAY, to, to);
  weeks = rw_ticket_report_days (year, berlin);
  g_assert_cmpuint (weeks->len, ==, 53);
  none = rw_ticket_facts_new (to, to + RW_DAY, from);
  nothing = rw_ticket_report_days (none, berlin);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_levels (void)
{
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  g_autoptr (GPtrArray) response = NULL, resolution = NULL, customers = NULL;
  RwId calm = rw_id_from_name ("customer", "calm"), late = rw_id_from_name ("customer", "late");
  RwTicketFact *fact;

  /* In time to the very instant; a microsecond late; not promised; running; run out while nobody came. */
  fact = add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P1, FROM, FROM + RW_HOUR);
  fact->customer = calm;
  fact->accepted = fact->response_due = FROM + 10;
  fact->resolution_due = FROM + RW_HOUR;
  fact = add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P1, FROM, FROM + RW_HOUR + 1);
  fact->customer = late;
  fact->accepted = FROM + 10;
  fact->response_due = FROM + 9;
  fact->resolution_due = FROM + RW_HOUR;
  fact = add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P1, FROM, FROM + RW_HOUR);
  fact->customer = calm;
  fact = add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P2, FROM, 0);
  fact->customer = calm;
  fact->response_due = fact->resolution_due = NOW + 1;
  fact = add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P3, FROM, 0);
  fact->customer = late;
  fact->response_due = fact->resolution_due = NOW;
  /* Waits for the customer: its stored due time moves with now, unless it was over before. */
  fact = add (facts, RW_TICKET_STATUS_PENDING_CUSTOMER, RW_PRIORITY_P1, FROM, 0);
  fact->pending_since = FROM + RW_HOUR;
  fact->resolution_due = FROM + RW_DAY;
  fact = add (facts, RW_TICKET_STATUS_PENDING_CUSTOMER, RW_PRIORITY_P1, FROM, 0);
  fact->pending_since = FROM + 2 * RW_DAY;
  fact->resolution_due = FROM + RW_DAY;
  /* Closed, and nobody ever resolved it. */
  fact = add (facts, RW_TICKET_STATUS_CLOSED, RW_PRIORITY_P1, FROM, 0);
  fact->resolution_due = FROM + RW_DAY;

  response = rw_ticket_report_levels (facts, FALSE, RW_REPORT_BY_PRIORITY);
  g_assert_cmpuint (response->len, ==, 3);
  g_assert_cmpint (row_at (response, 1)->value, ==, RW_PRIORITY_P2);
  g_assert_cmpuint (row_at (response, 1)->n_running, ==, 1);
  g_assert_cmpuint (row_at (response, 1)->n_met + row_at (response, 1)->n_missed, ==, 0);
  g_assert_cmpint (row_at (response, 0)->value, ==, RW_PRIORITY_P1);
  g_assert_cmpuint (row_at (response, 0)->n_met, ==, 1);
  g_assert_cmpuint (row_at (response, 0)->facts->len, ==, 2);
  /* The one that missed first. */
  g_assert_cmpuint (g_array_index (row_at (response, 0)->facts, guint, 0), ==, 1);
  g_assert_cmpint (row_at (response, 2)->value, ==, RW_PRIORITY_P3);
  g_assert_cmpuint (row_at (response, 2)->n_missed, ==, 1);
  resolution = rw_ticket_report_levels (facts, TRUE, RW_REPORT_BY_PRIORITY);
  g_assert_cmpuint (row_at (resolution, 0)->facts->len, ==, 4);
  g_assert_cmpuint (row_at (resolution, 0)->n_met, ==, 1);
  g_assert_cmpuint (row_at (resolution, 0)->n_missed, ==, 2);
  g_assert_cmpuint (row_at (resolution, 0)->n_paused, ==, 1);
  g_assert_cmpuint (g_array_index (row_at (resolution, 0)->facts, guint, 3), ==, 5);
  customers = rw_ticket_report_levels (facts, TRUE, RW_REPORT_BY_CUSTOMER);
  g_assert_cmpuint (customers->len, ==, 3);
  g_assert_true (rw_id_equal (&row_at (customers, 0)->id, &late));
  g_assert_cmpuint (row_at (customers, 0)->n_missed, ==, 2);
}

/* What a report says of a ticket is what the clock of the ticket says, whatever became of it. */
static void
test_clocks (void)
{
  static const char hours_text[] =
    "{\"mon\":[[\"08:00\",\"18:00\"]],\"tue\":[[\"08:00\",\"18:00\"]],\"wed\":[[\"08:00\",\"18:00\"]],"
    "\"thu\":[[\"08:00\",\"18:00\"]],\"fri\":[[\"08:00\",\"16:00\"]]}";
  guint seen[RW_CLOCK_BREACHED + 1] = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < 400; round++)
    {
      RwId id = rw_id_new ();
      g_autoptr (RwRecord) sla = rw_record_new (RW_KIND_SLA, &id),
                           ticket = rw_record_new (RW_KIND_TICKET, &id);
      g_autoptr (RwTicketFacts) facts = NULL;
      g_autoptr (RwTicketPast) past = NULL;
      gint64 now = NOW - g_test_rand_int_range (1, 6 * 24 * 60) * RW_MINUTE;
      guint n_steps = (guint) g_test_rand_int_range (1, 7);
      RwTicketFact *fact;

      for (guint clock = RW_SLA_CLOCK_RESPONSE; clock <= RW_SLA_CLOCK_RESOLUTION; clock++)
        rw_record_set_integer (sla, RW_SLA_RESPONSE_P1 + clock, g_test_rand_int_range (1, 2000));
      past = rw_ticket_past_new (rw_sla_terms_new (sla, NULL, &error));
      g_assert_no_error (error);
      rw_opening_hours_unref (past->terms->hours);
      past->terms->hours = rw_opening_hours_new ("Europe/Berlin", hours_text, NULL, NULL, &error);
      g_assert_no_error (error);
      rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P1);
      rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
      rw_record_set_instant (ticket, RW_TICKET_OPENED, now);
      rw_ticket_set_clocks (ticket, past, now);
      for (guint step = 0; step < n_steps; step++)
        {
          now += g_test_rand_int_range (1, 30 * 60) * RW_MINUTE;
          rw_ticket_set_status (ticket,
                                (RwTicketStatus) g_test_rand_int_range (0, RW_TICKET_STATUS_CLOSED),
                                now);
          rw_ticket_set_clocks (ticket, past, now);
        }
      now += g_test_rand_int_range (1, 30 * 60) * RW_MINUTE;
      facts = rw_ticket_facts_new (0, G_MAXINT64, now);
      fact = add (facts, (RwTicketStatus) rw_record_get_enum (ticket, RW_TICKET_STATUS),
                  RW_PRIORITY_P1, rw_record_get_integer (ticket, RW_TICKET_OPENED, 0),
                  rw_record_get_integer (ticket, RW_TICKET_RESOLVED, 0));
      fact->accepted = rw_record_get_integer (ticket, RW_TICKET_ACCEPTED, 0);
      fact->pending_since = rw_record_get_integer (ticket, RW_TICKET_PENDING_SINCE, 0);
      fact->response_due = rw_record_get_integer (ticket, RW_TICKET_RESPONSE_DUE, 0);
      fact->resolution_due = rw_record_get_integer (ticket, RW_TICKET_RESOLUTION_DUE, 0);
      for (guint clock = RW_SLA_CLOCK_RESPONSE; clock <= RW_SLA_CLOCK_RESOLUTION; clock++)
        {
          g_autoptr (GPtrArray) rows =
            rw_ticket_report_levels (facts, clock == RW_SLA_CLOCK_RESOLUTION,
                                     RW_REPORT_BY_PRIORITY);
          RwTicketReading reading;

          rw_ticket_read_clock (ticket, past, clock, now, &reading);
          seen[reading.state]++;
          g_assert_cmpuint (row_at (rows, 0)->n_met, ==, reading.state == RW_CLOCK_MET);
          g_assert_cmpuint (row_at (rows, 0)->n_missed, ==, reading.state == RW_CLOCK_BREACHED);
          g_assert_cmpuint (row_at (rows, 0)->n_paused, ==, reading.state == RW_CLOCK_PAUSED);
        }
    }
  for (RwClockState state = RW_CLOCK_RUNNING; state <= RW_CLOCK_BREACHED; state++)
    g_assert_cmpuint (seen[state], >, 0);
}

static void
test_times (void)
{
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  g_autoptr (GPtrArray) wall = NULL, hours = NULL, accept = NULL;
  g_autoptr (GPtrArray) reopened = NULL;
  g_autoptr (RwReportRow) all = NULL, nothing = NULL;

  for (int i = 10; i >= 1; i--)
    {
      RwTicketFact *fact =
        add (facts, RW_TICKET_STATUS_RESOLVED, RW_PRIORITY_P2, FROM, FROM + i * RW_HOUR);

      fact->resolve_open = i > 5 ? i * RW_MINUTE : -1;
      fact->reopened = i == 3;
    }
  add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P2, FROM, 0);
  wall = rw_ticket_report_times (facts, RW_REPORT_RESOLVE, FALSE);
  g_assert_cmpuint (wall->len, ==, 1);
  g_assert_cmpint (row_at (wall, 0)->median, ==, 5 * RW_HOUR);
  g_assert_cmpint (row_at (wall, 0)->p90, ==, 9 * RW_HOUR);
  /* Only those with an agreement. */
  hours = rw_ticket_report_times (facts, RW_REPORT_RESOLVE, TRUE);
  g_assert_cmpuint (row_at (hours, 0)->facts->len, ==, 5);
  g_assert_cmpint (row_at (hours, 0)->median, ==, 8 * RW_MINUTE);
  accept = rw_ticket_report_times (facts, RW_REPORT_ACCEPT, FALSE);
  g_assert_cmpuint (accept->len, ==, 0);
  /* Of all priorities together. */
  add (facts, RW_TICKET_STATUS_RESOLVED, RW_PRIORITY_P1, FROM, FROM + 100 * RW_HOUR)->reopened = 0;
  all = rw_ticket_report_time (facts, RW_REPORT_RESOLVE, FALSE);
  g_assert_cmpuint (all->facts->len, ==, 11);
  g_assert_cmpint (all->median, ==, 6 * RW_HOUR);
  g_assert_cmpint (all->p90, ==, 10 * RW_HOUR);
  nothing = rw_ticket_report_time (facts, RW_REPORT_ACCEPT, TRUE);
  g_assert_cmpuint (nothing->facts->len, ==, 0);
  reopened = rw_ticket_report_reopened (facts, RW_REPORT_BY_PRIORITY);
  g_assert_cmpuint (reopened->len, ==, 2);
  g_assert_cmpuint (row_at (reopened, 0)->n_of, ==, 1);
  g_assert_cmpuint (row_at (reopened, 0)->facts->len, ==, 0);
  g_assert_cmpuint (row_at (reopened, 1)->n_of, ==, 10);
  g_assert_cmpuint (row_at (reopened, 1)->facts->len, ==, 1);
}

/* Percentiles by definition: the smallest value such that so many percent of all are no greater. */
static gint64
percentile_by_counting (const gint64 *sorted, guint n, guint percent)
{
  for (guint i = 0; i < n; i++)
    {
      guint no_greater = 0;

      for (guint j = 0; j < n; j++)
        no_greater += sorted[j] <= sorted[i];
      if (no_greater * 100 >= n * percent)
        return sorted[i];
    }
  g_assert_not_reached ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

static void
test_percentile (void)
{
  for (guint round = 0; round < 500; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 60);
      gint64 values[60];

      for (guint i = 0; i < n; i++)
        values[i] = g_test_rand_int_range (0, 40);
      qsort (values, n, sizeof *values, compare);
      for (guint percent = 1; percent <= 100; percent++)
        g_assert_cmpint (rw_report_percentile (values, n, percent), ==,
                         percentile_by_counting (values, n, percent));
    }
}

static guint
count_aged (const RwTicketFacts *facts, const GArray *open, gint64 at, guint age)
{
  static const int days[RW_REPORT_N_AGES] = { 0, 1, 3, 7, 30 };
  guint n = 0;

  for (guint i = 0; i < open->len; i++)
    n += at - g_array_index (facts->facts, RwTicketFact, g_array_index (open, guint, i)).opened >=
         days[age] * RW_DAY;
  return n;
}

/* Whatever the tickets are: each one of the period is in one row of each split, and the curve agrees with counting. */
static void
test_sums (void)
{
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW - RW_DAY, NOW);
      g_autoptr (GPtrArray) ages = rw_ticket_report_ages (facts);
      guint n = (guint) g_test_rand_int_range (0, 80), in_period = 0, open = 0, sum = 0;
      gint64 instants[12];
      guint counts[RW_REPORT_N_AGES][12], *all[RW_REPORT_N_AGES];

      for (guint i = 0; i < n; i++)
        {
          gint64 opened = NOW - g_test_rand_int_range (0, 45 * 24) * RW_HOUR;
          RwTicketStatus status = (RwTicketStatus) g_test_rand_int_range (0, RW_TICKET_STATUS_N_VALUES);
          gboolean is_open = rw_ticket_status_is_open (status);
          g_autofree char *name = g_strdup_printf ("%d", g_test_rand_int_range (0, 5));
          RwTicketFact *fact =
            add (facts, status, (RwPriority) g_test_rand_int_range (0, RW_PRIORITY_N_VALUES), opened,
                 is_open ? 0 : opened + g_test_rand_int_range (0, 99) * RW_HOUR);

          fact->customer = fact->service = fact->assignee = rw_id_from_name ("x", name);
          fact->source = g_test_rand_int_range (-1, RW_TICKET_SOURCE_N_VALUES);
          fact->type = (RwTicketType) g_test_rand_int_range (0, RW_TICKET_TYPE_N_VALUES);
          in_period += opened >= FROM && opened < NOW - RW_DAY;
          open += is_open;
        }
      for (RwReportBy by = 0; by < RW_REPORT_N_BY; by++)
        {
          g_autoptr (GPtrArray) rows = rw_ticket_report_split (facts, by);

          sum = 0;
          for (guint i = 0; i < rows->len; i++)
            {
              sum += row_at (rows, i)->facts->len;
              if (i > 0 && by == RW_REPORT_BY_PRIORITY)
                g_assert_cmpint (row_at (rows, i - 1)->value, <, row_at (rows, i)->value);
              else if (i > 0 && by != RW_REPORT_BY_STATUS)
                g_assert_cmpuint (row_at (rows, i - 1)->facts->len, >=, row_at (rows, i)->facts->len);
            }
          g_assert_cmpuint (sum, ==, in_period);
        }
      g_ptr_array_unref (ages);
      ages = rw_ticket_report_ages (facts);
      sum = 0;
      for (guint i = 0; i < ages->len; i++)
        sum += row_at (ages, i)->facts->len;
      g_assert_cmpuint (sum, ==, open);
      for (guint i = 0; i < 12; i++)
        instants[i] = FROM + i * RW_DAY / 2;
      for (guint age = 0; age < RW_REPORT_N_AGES; age++)
        all[age] = counts[age];
      rw_ticket_report_aged (facts, instants, 12, all);
      for (guint i = 0; i < 12; i++)
        {
          g_autoptr (GArray) at = rw_ticket_report_open_at (facts, instants[i]);

          g_assert_cmpuint (counts[0][i], ==, at->len);
          for (guint age = 1; age < RW_REPORT_N_AGES; age++)
            g_assert_cmpuint (counts[age][i], ==, count_aged (facts, at, instants[i], age));
        }
    }
}

/* Every hour of a week around each clock change, and what GLib says of it. */
static void
test_hours (void)
{
  static const char *const zones[] = { "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe" };
  static const char *const begins[] = { "2026-03-27T00:00:00Z", "2026-10-23T00:00:00Z",
                                        "2026-04-03T00:00:00Z" };

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    for (guint b = 0; b < G_N_ELEMENTS (begins); b++)
      {
        g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[z]);
        g_autoptr (RwTicketFacts) facts = NULL;
        g_autoptr (GPtrArray) rows = NULL;
        guint expected[RW_REPORT_N_HOURS] = { 0 }, clocks[RW_REPORT_N_CLOCKS];
        gint64 begin;

        g_assert_true (rw_instant_parse (begins[b], &begin));
        facts = rw_ticket_facts_new (begin, begin + 7 * RW_DAY, begin + 9 * RW_DAY);
        for (gint64 at = begin - RW_HOUR; at <= begin + 7 * RW_DAY; at += 10 * RW_MINUTE)
          {
            g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
            g_autoptr (GDateTime) wall = g_date_time_to_timezone (utc, zone);
            RwTicketFact *fact = add (facts, RW_TICKET_STATUS_NEW, RW_PRIORITY_P3, at, 0);

            fact->opened_wall = rw_zone_wall (zone, at);
            fact->clock = RW_REPORT_CLOCK_CALENDAR;
            if (at >= begin && at < begin + 7 * RW_DAY)
              expected[(g_date_time_get_day_of_week (wall) - 1) * 24 + g_date_time_get_hour (wall)]++;
          }
        rows = rw_ticket_report_hours (facts, clocks);
        g_assert_cmpuint (rows->len, ==, RW_REPORT_N_HOURS);
        g_assert_cmpuint (clocks[RW_REPORT_CLOCK_CALENDAR], ==, 7 * 24 * 6);
        g_assert_cmpuint (clocks[RW_REPORT_CLOCK_CUSTOMER], ==, 0);
        for (guint i = 0; i < RW_REPORT_N_HOURS; i++)
          g_assert_cmpuint (row_at (rows, i)->facts->len, ==, expected[i]);
        /* Berlin: no second hour on the Sunday in March, two of them in October. */
        if (z == 0 && b < 2)
          g_assert_cmpuint (row_at (rows, 6 * 24 + 2)->facts->len, ==, b == 0 ? 0 : 12);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticket-report/split", test_split);
  g_test_add_func ("/ticket-report/ages", test_ages);
  g_test_add_func ("/ticket-report/backlog", test_backlog);
  g_test_add_func ("/ticket-report/days", test_days);
  g_test_add_func ("/ticket-report/hours", test_hours);
  g_test_add_func ("/ticket-report/levels", test_levels);
  g_test_add_func ("/ticket-report/clocks", test_clocks);
  g_test_add_func ("/ticket-report/times", test_times);
  g_test_add_func ("/ticket-report/percentile", test_percentile);
  g_test_add_func ("/ticket-report/sums", test_sums);
  return g_test_run ();
}
