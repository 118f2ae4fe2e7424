/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-problem-candidates.h"
#include "rules/rw-report-repeats.h"
#include "rules/rw-ticket-rules.h"
#include "rules/rw-update-compliance.h"
#include "rw-clock.h"

#define NOW  (20000 * RW_DAY)
#define FROM (NOW - 30 * RW_DAY)

static RwTicketFact *
add (RwTicketFacts *facts, gint64 opened, const char *ci, const char *customer, const char *alert, const char *category)
{
  RwTicketFact fact = { .type = RW_TICKET_TYPE_INCIDENT, .status = RW_TICKET_STATUS_CLOSED };

  fact.source = -1;
  fact.opened = opened;
  fact.resolved = opened + RW_HOUR;
  fact.ci = ci != NULL ? rw_id_from_name ("ci", ci) : RW_ID_NIL;
  fact.customer = customer != NULL ? rw_id_from_name ("customer", customer) : RW_ID_NIL;
  fact.alert = alert;
  fact.category = category;
  g_array_append_val (facts->facts, fact);
  return &g_array_index (facts->facts, RwTicketFact, facts->facts->len - 1);
}

/* --- Recurrences ----------------------------------------------------------------------------------- */

static const RwReportSeries *
series_at (GPtrArray *all, guint index)
{
  g_assert_cmpuint (index, <, all->len);
  return all->pdata[index];
}

static void
test_series (void)
{
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  g_autoptr (GPtrArray) all = NULL;

  /* Two within seven days, of which the first was before the period. */
  add (facts, FROM - RW_DAY, "fw-01", "Bistum", "VpnDown", "Netzwerk");
  add (facts, FROM + RW_DAY, "fw-01", "Bistum", "VpnDown", NULL)->has_problem = TRUE;
  /* Another alert on it; the same on another one; the same of another customer; no name; no system. */
  add (facts, FROM + RW_DAY, "fw-01", "Bistum", "FanFailed", NULL);
  add (facts, FROM + RW_DAY, "fw-02", "Bistum", "VpnDown", NULL);
  add (facts, FROM + RW_DAY, "fw-01", "Kliniken", "VpnDown", NULL);
  add (facts, FROM + RW_DAY, "fw-01", "Bistum", NULL, NULL);
  add (facts, FROM + RW_DAY, NULL, "Bistum", "VpnDown", NULL);
  /* Three within thirty days by their category; a request in between is none. */
  add (facts, FROM + 2 * RW_DAY, "db-01", "Bistum", NULL, "Backup");
  add (facts, FROM + 12 * RW_DAY, "db-01", "Bistum", NULL, "Backup");
  add (facts, FROM + 13 * RW_DAY, "db-01", "Bistum", NULL, "Backup")->type = RW_TICKET_TYPE_REQUEST;
  add (facts, FROM + 22 * RW_DAY, "db-01", "Bistum", NULL, "Backup");
  /* Two, too far from each other. */
  add (facts, FROM + 2 * RW_DAY, "sw-01", "Bistum", "PortDown", NULL);
  add (facts, FROM + 10 * RW_DAY, "sw-01", "Bistum", "PortDown", NULL);
  /* Two that were over before the period. */
  add (facts, FROM - 9 * RW_DAY, "san-01", "Bistum", "DiskFailed", NULL);
  add (facts, FROM - 8 * RW_DAY, "san-01", "Bistum", "DiskFailed", NULL);

  all = rw_ticket_report_series (facts);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (series_at (all, 0)->name, ==, "Backup");
  g_assert_cmpuint (series_at (all, 0)->facts->len, ==, 3);
  g_assert_cmpuint (series_at (all, 0)->n_with_problem, ==, 0);
  g_assert_cmpstr (series_at (all, 1)->name, ==, "VpnDown");
  g_assert_cmpuint (series_at (all, 1)->facts->len, ==, 2);
  g_assert_cmpuint (series_at (all, 1)->n_with_problem, ==, 1);
  g_assert_cmpuint (g_array_index (series_at (all, 1)->facts, guint, 0), ==, 0);
}

/* An incident is in a series exactly if at the opening of one of the period it stood among enough others. */
static gboolean
is_recurrence (const RwTicketFacts *facts, guint index)
{
  static const struct
  {
    gint64 days;
    guint least;
  } rules[] = { { RW_PROBLEM_MANY_DAYS, RW_PROBLEM_MANY },
                { RW_PROBLEM_FEW_DAYS, RW_PROBLEM_FEW } };
  const RwTicketFact *all = (const RwTicketFact *) (void *) facts->facts->data;

  for (guint i = 0; i < facts->facts->len; i++)
    {
      gint64 at = all[i].opened;

      if (!rw_ticket_facts_in_period (facts, &all[i]) || !rw_id_equal (&all[i].ci, &all[index].ci))
        continue;
      for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
        {
          guint n = 0;

          for (guint j = 0; j < facts->facts->len; j++)
            n += rw_id_equal (&all[j].ci, &all[index].ci) && all[j].opened <= at &&
                 all[j].opened > at - rules[r].days * RW_DAY;
          if (n >= rules[r].least && all[index].opened <= at &&
              all[index].opened > at - rules[r].days * RW_DAY)
            return TRUE;
        }
    }
  return FALSE;
}

static void
test_series_property (void)
{
  guint n_in = 0, n_out = 0;

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (RwTicketFacts) facts =
        rw_ticket_facts_new (NOW - 60 * RW_DAY, NOW - 10 * RW_DAY, NOW);
      g_autoptr (GPtrArray) all = NULL;
      g_autofree gboolean *found = NULL;
      gint64 at = NOW - 95 * RW_DAY;
      guint n = (guint) g_test_rand_int_range (2, 24);

      for (guint i = 0; i < n; i++)
        {
          static const char *const cis[] = { "a", "b", "c" };

          at += (gint64) g_test_rand_int_range (1, 200) * RW_HOUR;
          add (facts, at, cis[g_test_rand_int_range (0, 3)], "Bistum", "VpnDown", NULL);
        }
      found = g_new0 (gboolean, n);
      all = rw_ticket_report_series (facts);
      for (guint i = 0; i < all->len; i++)
        for (guint j = 0; j < series_at (all, i)->facts->len; j++)
          {
            guint index = g_array_index (series_at (all, i)->facts, guint, j);

            g_assert_false (found[index]);
            found[index] = TRUE;
          }
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpint (found[i], ==, is_recurrence (facts, i));
          n_in += found[i];
          n_out += !found[i];
        }
    }
  g_assert_cmpuint (n_in, >, 100);
  g_assert_cmpuint (n_out, >, 100);
}

/* --- Alerts ---------------------------------------------------------------------------------------- */

static void
test_alerts (void)
{
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  g_autoptr (GPtrArray) all = NULL;
  RwTicketFact *fact;
  const RwReportAlert *alert;

  /* Recovered by itself; closed by somebody without a word; worked on; still open; of no alert; not of the period. */
  fact = add (facts, FROM, "a", NULL, "DiskFull", NULL);
  fact->alert_count = 7;
  fact->accepted = fact->resolved;
  fact->at_night = TRUE;
  fact = add (facts, FROM + 1, "a", NULL, "DiskFull", NULL);
  fact->accepted = fact->opened + 1;
  fact->alert_count = 2;
  fact = add (facts, FROM + 2, "a", NULL, "DiskFull", NULL);
  fact->n_work = 1;
  fact = add (facts, FROM + 3, "a", NULL, "DiskFull", NULL);
  fact->status = RW_TICKET_STATUS_NEW;
  fact->resolved = 0;
  fact->at_night = TRUE;
  add (facts, FROM + 4, "a", NULL, NULL, "Backup");
  add (facts, FROM - 1, "a", NULL, "DiskFull", NULL);
  add (facts, FROM + 5, "a", NULL, "Load", NULL)->accepted = 0;

  all = rw_ticket_report_alerts (facts);
  g_assert_cmpuint (all->len, ==, 2);
  alert = all->pdata[0];
  g_assert_cmpstr (alert->name, ==, "DiskFull");
  g_assert_cmpuint (alert->facts->len, ==, 4);
  g_assert_cmpuint (alert->n_fired, ==, 11);
  g_assert_cmpuint (alert->n_ended, ==, 3);
  g_assert_cmpuint (alert->idle->len, ==, 2);
  g_assert_cmpuint (alert->n_recovered, ==, 1);
  g_assert_cmpuint (alert->night->len, ==, 2);
  alert = all->pdata[1];
  g_assert_cmpuint (alert->n_recovered, ==, 1);
}

/* --- Customer updates ------------------------------------------------------------------------------ */

static GArray *
dues_of (RwOpeningHours *hours, gint64 end, gint64 now, const gint64 *given, guint n)
{
  return rw_update_dues (hours, RW_HOUR, FROM, end, NULL, given, n, now);
}

static void
assert_dues (GArray *dues, guint n, guint n_met)
{
  guint met = 0;

  g_assert_cmpuint (dues->len, ==, n);
  for (guint i = 0; i < n; i++)
    met += rw_update_due_is_met (&g_array_index (dues, RwUpdateDue, i));
  g_assert_cmpuint (met, ==, n_met);
}

static void
test_dues (void)
{
  g_autoptr (RwOpeningHours) always = rw_opening_hours_new_always ();
  const gint64 given[] = { FROM, FROM + RW_HOUR, FROM + 2 * RW_HOUR + 1, FROM + 8 * RW_HOUR };
  g_autoptr (GArray) none = dues_of (always, G_MAXINT64, FROM + RW_HOUR - 1, NULL, 0),
                     late = dues_of (always, G_MAXINT64, FROM + RW_HOUR, NULL, 0),
                     ended = dues_of (always, FROM + RW_HOUR, NOW, NULL, 0),
                     silent = dues_of (always, FROM + 30 * RW_HOUR, NOW, NULL, 0),
                     talk = dues_of (always, FROM + 8 * RW_HOUR, NOW, given, 4),
                     after = dues_of (always, FROM + 90 * RW_MINUTE, NOW, given, 4);

  assert_dues (none, 0, 0);
  assert_dues (late, 1, 0);
  /* Over the very moment it would have been due. */
  assert_dues (ended, 0, 0);
  /* A long silence is one. */
  assert_dues (silent, 1, 0);
  /* In time to the moment, then a moment late, then hours late; what was said at the opening counts from there. */
  assert_dues (talk, 3, 1);
  g_assert_cmpint (g_array_index (talk, RwUpdateDue, 2).due, ==, FROM + 3 * RW_HOUR + 1);
  /* What was said after the end does not count. */
  assert_dues (after, 1, 1);
}

/* Minute by minute: while it is open, an hour without a word is late, once until the next word. */
static void
test_dues_property (void)
{
  g_autoptr (RwOpeningHours) always = rw_opening_hours_new_always ();

  for (guint round = 0; round < 300; round++)
    {
      guint length = (guint) g_test_rand_int_range (1, 600), n = 0, since = 0, n_met = 0,
            n_late = 0;
      gboolean open = g_test_rand_bit (), told[600] = { FALSE }, late = FALSE;
      gint64 given[600];
      g_autoptr (GArray) dues = NULL;
      guint met = 0;

      for (guint minute = 1; minute < length; minute++)
        if (g_test_rand_int_range (0, 45) == 0)
          {
            told[minute] = TRUE;
            given[n++] = FROM + minute * RW_MINUTE;
          }
      for (guint minute = 1; minute <= length; minute++)
        {
          gboolean at_end = minute == length;

          /* A word in this very minute is in time, and so is the end. */
          if (!at_end && told[minute])
            {
              n_met += !late;
              since = minute;
              late = FALSE;
              continue;
            }
          if (minute - since >= 60 && !late && !(at_end && !open))
            {
              n_late++;
              late = TRUE;
            }
        }
      dues = rw_update_dues (always, RW_HOUR, FROM, open ? G_MAXINT64 : FROM + length * RW_MINUTE,
                             NULL, given, n, FROM + length * RW_MINUTE);
      for (guint i = 0; i < dues->len; i++)
        met += rw_update_due_is_met (&g_array_index (dues, RwUpdateDue, i));
      g_assert_cmpuint (met, ==, n_met);
      g_assert_cmpuint (dues->len - met, ==, n_late);
    }
}

/* A night, and a pause, are not waited through. */
static void
test_dues_hours (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwOpeningHours) office =
    rw_opening_hours_new ("Europe/Berlin",
                          "{\"mon\":[[\"09:00\",\"17:00\"]],\"tue\":[[\"09:00\",\"17:00\"]]}", NULL,
                          NULL, &error);
  g_autoptr (GArray) pauses = rw_sla_pauses_new (), night = NULL, paused = NULL;
  gint64 opened, morning;

  g_assert_no_error (error);
  g_assert_true (rw_instant_parse ("2026-11-16T15:30:00Z", &opened));
  g_assert_true (rw_instant_parse ("2026-11-17T08:30:00Z", &morning));
  night = rw_update_dues (office, RW_HOUR, opened, G_MAXINT64, NULL, &morning, 1, morning);
  g_assert_cmpuint (night->len, ==, 1);
  g_assert_true (rw_update_due_is_met (&g_array_index (night, RwUpdateDue, 0)));
  g_assert_cmpint (g_array_index (night, RwUpdateDue, 0).due, ==, morning);
  rw_sla_pauses_add (pauses, opened, opened + 15 * RW_MINUTE);
  paused = rw_update_dues (office, RW_HOUR, opened, G_MAXINT64, pauses, NULL, 0, morning + RW_DAY);
  g_assert_cmpint (g_array_index (paused, RwUpdateDue, 0).due, ==, morning + 15 * RW_MINUTE);
}

static void
add_update (RwTicketFacts *facts, guint fact, gint64 due, gint64 given)
{
  RwTicketUpdate update = { fact, { due, given } };

  g_array_append_val (facts->updates, update);
}

static void
test_updates (void)
{
  g_autoptr (RwTicketFacts) facts = rw_ticket_facts_new (FROM, NOW, NOW);
  g_autoptr (GPtrArray) customers = NULL, priorities = NULL;
  RwId late = rw_id_from_name ("customer", "Late");
  const RwReportRow *row;

  add (facts, FROM - RW_DAY, NULL, "Calm", NULL, NULL);
  add (facts, FROM, NULL, "Late", NULL, NULL);
  add (facts, FROM + 1, NULL, "Late", NULL, NULL)->priority = RW_PRIORITY_P2;
  /* The first of them was due before the period, and one after it. */
  add_update (facts, 0, FROM - 1, 0);
  add_update (facts, 0, FROM, FROM);
  add_update (facts, 1, FROM + 5, FROM + 4);
  add_update (facts, 1, NOW, 0);
  add_update (facts, 2, FROM + 5, FROM + 6);
  add_update (facts, 2, FROM + 9, 0);
  add_update (facts, 2, FROM + 20, FROM + 19);

  customers = rw_ticket_report_updates (facts, RW_REPORT_BY_CUSTOMER);
  g_assert_cmpuint (customers->len, ==, 2);
  row = customers->pdata[0];
  g_assert_true (rw_id_equal (&row->id, &late));
  g_assert_cmpuint (row->n_met, ==, 2);
  g_assert_cmpuint (row->n_missed, ==, 2);
  g_assert_cmpuint (row->facts->len, ==, 2);
  g_assert_cmpuint (g_array_index (row->facts, guint, 0), ==, 2);
  row = customers->pdata[1];
  g_assert_cmpuint (row->n_met, ==, 1);
  g_assert_cmpuint (row->n_missed, ==, 0);
  priorities = rw_ticket_report_updates (facts, RW_REPORT_BY_PRIORITY);
  g_assert_cmpuint (priorities->len, ==, 2);
  row = priorities->pdata[0];
  g_assert_cmpint (row->value, ==, RW_PRIORITY_P1);
  g_assert_cmpuint (row->n_met, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-repeats/series", test_series);
  g_test_add_func ("/report-repeats/series-property", test_series_property);
  g_test_add_func ("/report-repeats/alerts", test_alerts);
  g_test_add_func ("/report-repeats/dues", test_dues);
  g_test_add_func ("/report-repeats/dues-property", test_dues_property);
  g_test_add_func ("/report-repeats/dues-hours", test_dues_hours);
  g_test_add_func ("/report-repeats/updates", test_updates);
  return g_test_run ();
}
