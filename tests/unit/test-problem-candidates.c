/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-problem-candidates.h"
#include "rw-clock.h"

#define NOW (1795000000 * RW_SECOND)

static RwId
id (const char *name)
{
  return name != NULL ? rw_id_from_name ("test", name) : RW_ID_NIL;
}

static RwIncident
incident (const char *customer,
          const char *service,
          const char *ci,
          const char *alert,
          double      days_ago)
{
  return (RwIncident){ .customer = id (customer), .service = id (service), .ci = id (ci), .alert = alert,
                       .opened = NOW - (gint64) (days_ago * RW_DAY) };
}

static void
assert_found (const RwIncident *incidents,
              guint             n,
              guint             n_candidates,
              guint             n_first,
              guint             days)
{
  g_autoptr (GPtrArray) found = rw_problem_candidates_find (incidents, n, NOW);

  g_assert_cmpuint (found->len, ==, n_candidates);
  if (n_candidates > 0)
    {
      const RwProblemCandidate *first = found->pdata[0];

      g_assert_cmpuint (first->incidents->len, ==, n_first);
      g_assert_cmpuint (first->days, ==, days);
    }
}

static void
test_counts (void)
{
  RwIncident three[] = { incident ("a", NULL, "fw", "vpn", 29), incident ("a", NULL, "fw", "vpn", 12),
                         incident ("a", NULL, "fw", "vpn", 8) };
  RwIncident two[] = { incident ("a", NULL, "fw", "vpn", 6.9), incident ("a", NULL, "fw", "vpn", 0.1) };

  assert_found (three, 3, 1, 3, 30);
  assert_found (three, 2, 0, 0, 0);
  assert_found (two, 2, 1, 2, 7);
  assert_found (two, 1, 0, 0, 0);
  /* Both edges: exactly 30 and exactly 7 days ago are over. */
  three[0].opened = NOW - 30 * RW_DAY;
  assert_found (three, 3, 0, 0, 0);
  two[0].opened = NOW - 7 * RW_DAY;
  assert_found (two, 2, 0, 0, 0);
  /* Nothing from the future. */
  two[0].opened = NOW + RW_DAY;
  assert_found (two, 2, 0, 0, 0);
}

static void
test_order (void)
{
  RwIncident some[] = { incident ("a", NULL, "fw", "vpn", 1), incident ("a", NULL, "db", "disk", 2), incident ("a", NULL, "fw", "vpn", 3),
                        incident ("a", NULL, "db", "disk", 1), incident ("a", NULL, "db", "disk", 9) };
  g_autoptr (GPtrArray) found = rw_problem_candidates_find (some, G_N_ELEMENTS (some), NOW);
  const RwProblemCandidate *first;

  g_assert_cmpuint (found->len, ==, 2);
  first = found->pdata[0];
  g_assert_cmpuint (first->incidents->len, ==, 3);
  g_assert_cmpuint (g_array_index (first->incidents, guint, 0), ==, 4);
  g_assert_cmpuint (g_array_index (first->incidents, guint, 1), ==, 1);
  g_assert_cmpuint (g_array_index (first->incidents, guint, 2), ==, 3);
}

static void
test_same (void)
{
  RwIncident other_ci[] = { incident ("a", NULL, "fw1", "vpn", 1), incident ("a", NULL, "fw2", "vpn", 1) };
  RwIncident no_ci[] = { incident ("a", NULL, NULL, "vpn", 1), incident ("a", NULL, NULL, "vpn", 1) };
  RwIncident other_alert[] = { incident ("a", NULL, "fw", "vpn", 1), incident ("a", NULL, "fw", "cpu", 1) };
  RwIncident other_customer[] = { incident ("a", NULL, "host", "cpu", 1), incident ("b", NULL, "host", "cpu", 1) };
  RwIncident nobody[] = { incident (NULL, NULL, "host", "cpu", 1), incident (NULL, NULL, "host", "cpu", 1) };
  RwIncident service[] = { incident (NULL, "shop", "fw", "vpn", 1), incident ("a", "shop", "fw", "vpn", 2) };
  RwIncident category[] = { incident ("a", NULL, "fw", NULL, 1), incident ("a", NULL, "fw", NULL, 2) };
  RwIncident bridge[] = { incident ("a", NULL, "fw", "vpn", 1), incident (NULL, "shop", "fw", "vpn", 2),
                          incident ("a", "shop", "fw", "vpn", 3) };

  assert_found (other_ci, 2, 0, 0, 0);
  assert_found (no_ci, 2, 0, 0, 0);
  assert_found (other_alert, 2, 0, 0, 0);
  assert_found (other_customer, 2, 0, 0, 0);
  assert_found (nobody, 2, 0, 0, 0);
  assert_found (service, 2, 1, 2, 7);
  assert_found (category, 2, 0, 0, 0);
  category[0].category = category[1].category = "Network";
  assert_found (category, 2, 1, 2, 7);
  /* An alert that is called like a category is something else. */
  category[1].alert = "Network";
  assert_found (category, 2, 0, 0, 0);
  /* The third belongs to the customer of the first and to the service of the second. */
  assert_found (bridge, 3, 1, 3, 30);
}

static void
test_known (void)
{
  RwIncident some[] = { incident ("a", NULL, "fw", "vpn", 1), incident ("a", NULL, "fw", "vpn", 2), incident ("a", NULL, "fw", "vpn", 3) };

  some[2].has_problem = TRUE;
  assert_found (some, 3, 1, 2, 7);
  some[1].has_problem = TRUE;
  assert_found (some, 3, 0, 0, 0);
  some[1].has_problem = FALSE;
  some[2].has_open_problem = TRUE;
  assert_found (some, 3, 0, 0, 0);
}

/* Decided at one incident, asked again at the next. */
static void
test_dismissed (void)
{
  RwIncident some[] = { incident ("a", NULL, "fw", "vpn", 5), incident ("a", NULL, "fw", "vpn", 3), incident ("a", NULL, "fw", "vpn", 1) };
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  const char *tags[] = { "vpn", RW_TICKET_TAG_NO_PROBLEM, NULL };

  some[1].dismissed = TRUE;
  assert_found (some, 2, 0, 0, 0);
  assert_found (some, 3, 1, 3, 30);
  some[2].dismissed = TRUE;
  assert_found (some, 3, 0, 0, 0);
  /* Of a later decision only the newest incident counts. */
  some[2].opened = some[1].opened - RW_DAY;
  some[1].dismissed = FALSE;
  assert_found (some, 3, 1, 3, 30);

  g_assert_false (rw_incident_is_dismissed (ticket));
  rw_record_set_texts (ticket, RW_TICKET_TAGS, tags);
  g_assert_true (rw_incident_is_dismissed (ticket));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem-candidates/counts", test_counts);
  g_test_add_func ("/problem-candidates/order", test_order);
  g_test_add_func ("/problem-candidates/same", test_same);
  g_test_add_func ("/problem-candidates/known", test_known);
  g_test_add_func ("/problem-candidates/dismissed", test_dismissed);
  return g_test_run ();
}
