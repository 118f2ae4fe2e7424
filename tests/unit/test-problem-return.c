/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-problem-return.h"
#include "rw-clock.h"

#define NOW (1795000000 * RW_SECOND)
#define AGO(days) (NOW - (gint64) ((days) * RW_DAY))

static RwId
id (const char *name)
{
  return name != NULL ? rw_id_from_name ("test", name) : RW_ID_NIL;
}

static RwIncident
incident (const char *customer, const char *service, const char *ci, const char *alert, double days_ago)
{
  return (RwIncident) { .customer = id (customer),
                        .service = id (service),
                        .ci = id (ci),
                        .alert = alert,
                        .opened = AGO (days_ago) };
}

static void
assert_back (const RwFixedProblem *problems, guint n_problems, const RwIncident *incidents, guint n, guint n_back, guint n_first)
{
  g_autoptr (GPtrArray) back = rw_problem_returns_find (problems, n_problems, incidents, n, NOW);

  g_assert_cmpuint (back->len, ==, n_back);
  if (n_back > 0)
    g_assert_cmpuint (((RwProblemReturn *) back->pdata[0])->incidents->len, ==, n_first);
}

static void
test_like (void)
{
  RwIncident sign = incident ("a", "shop", "fw", "vpn", 40);
  RwFixedProblem problem = { &sign, 1, AGO (20) };
  RwIncident same = incident ("a", NULL, "fw", "vpn", 3), of_service = incident (NULL, "shop", "fw", "vpn", 3),
             other_ci = incident ("a", "shop", "fw2", "vpn", 3), other_alert = incident ("a", "shop", "fw", "cpu", 3),
             other_customer = incident ("b", "mail", "fw", "vpn", 3), before = incident ("a", "shop", "fw", "vpn", 20.01),
             edge = incident ("a", "shop", "fw", "vpn", 20), future = incident ("a", "shop", "fw", "vpn", -1);

  assert_back (&problem, 1, &same, 1, 1, 1);
  assert_back (&problem, 1, &of_service, 1, 1, 1);
  assert_back (&problem, 1, &other_ci, 1, 0, 0);
  assert_back (&problem, 1, &other_alert, 1, 0, 0);
  assert_back (&problem, 1, &other_customer, 1, 0, 0);
  assert_back (&problem, 1, &before, 1, 0, 0);
  /* At the very moment of the fix is not after it. */
  assert_back (&problem, 1, &edge, 1, 0, 0);
  assert_back (&problem, 1, &future, 1, 0, 0);
  /* Of a long time ago nobody asks. */
  problem.since = AGO (RW_PROBLEM_RETURN_DAYS + 10);
  same.opened = AGO (RW_PROBLEM_RETURN_DAYS);
  assert_back (&problem, 1, &same, 1, 0, 0);
  same.opened++;
  assert_back (&problem, 1, &same, 1, 1, 1);
}

static void
test_linked (void)
{
  RwIncident sign = incident ("a", NULL, "fw", "vpn", 40);
  RwFixedProblem problems[] = { { &sign, 1, AGO (20) }, { &sign, 1, AGO (10) } };
  RwIncident some[] = { incident ("b", NULL, "sw", "cpu", 5), incident ("a", NULL, "fw", "vpn", 4) };
  g_autoptr (GPtrArray) back = NULL;

  /* Whoever linked it saw what no rule sees. */
  some[0].has_problem = TRUE;
  some[0].fixed = 1;
  assert_back (problems, 1, some, 1, 1, 1);
  assert_back (problems, 1, some, 2, 1, 2);
  /* Known to be of another problem, which is not fixed. */
  some[0].fixed = 0;
  assert_back (problems, 1, some, 1, 0, 0);
  /* Of two it may be that was fixed last. */
  back = rw_problem_returns_find (problems, 2, &some[1], 1, NOW);
  g_assert_cmpuint (back->len, ==, 1);
  g_assert_cmpuint (((RwProblemReturn *) back->pdata[0])->problem, ==, 1);
}

static void
test_dismissed (void)
{
  RwIncident sign = incident ("a", NULL, "fw", "vpn", 40);
  RwFixedProblem problem = { &sign, 1, AGO (20) };
  RwIncident some[] = { incident ("a", NULL, "fw", "vpn", 5), incident ("a", NULL, "fw", "vpn", 2) };

  some[0].dismissed = TRUE;
  assert_back (&problem, 1, some, 1, 0, 0);
  assert_back (&problem, 1, some, 2, 1, 2);
}

static void
test_fixed (void)
{
  gint64 since = 0;

#define FIXED(problem, change, result, out, finished)                                                   \
  rw_problem_is_fixed (RW_TICKET_STATUS_##problem, AGO (9), RW_CHANGE_STATUS_##change, result, out, \
                       finished, &since)
  g_assert_true (FIXED (RESOLVED, CLOSED, RW_CHANGE_RESULT_SUCCESSFUL, FALSE, AGO (12)));
  g_assert_cmpint (since, ==, AGO (9));
  g_assert_true (FIXED (CLOSED, CLOSED, RW_CHANGE_RESULT_WITH_ISSUES, FALSE, AGO (5)));
  g_assert_cmpint (since, ==, AGO (5));
  g_assert_false (FIXED (IN_PROGRESS, CLOSED, RW_CHANGE_RESULT_SUCCESSFUL, FALSE, AGO (12)));
  g_assert_false (FIXED (RESOLVED, REVIEW, RW_CHANGE_RESULT_SUCCESSFUL, FALSE, AGO (12)));
  g_assert_false (FIXED (RESOLVED, CLOSED, RW_CHANGE_RESULT_FAILED, FALSE, AGO (12)));
  g_assert_false (FIXED (RESOLVED, CLOSED, -1, FALSE, AGO (12)));
  g_assert_false (FIXED (RESOLVED, CLOSED, RW_CHANGE_RESULT_SUCCESSFUL, TRUE, AGO (12)));
  g_assert_false (FIXED (RESOLVED, CLOSED, RW_CHANGE_RESULT_SUCCESSFUL, FALSE, 0));
#undef FIXED
}

/* Some of everything, from few values, so that much is alike. */
static RwIncident
draw (GRand *rand, guint n_problems)
{
  static const char *const names[] = { NULL, "a", "b" }, *const cis[] = { NULL, "fw", "db" }, *const alerts[] = { NULL, "vpn", "cpu" };
  RwIncident drawn = incident (names[g_rand_int_range (rand, 0, 3)], names[g_rand_int_range (rand, 0, 3)],
                               cis[g_rand_int_range (rand, 0, 3)], alerts[g_rand_int_range (rand, 0, 3)],
                               g_rand_double_range (rand, -3, RW_PROBLEM_RETURN_DAYS + 5));

  drawn.category = alerts[g_rand_int_range (rand, 0, 3)];
  drawn.dismissed = g_rand_int_range (rand, 0, 6) == 0;
  drawn.has_problem = g_rand_int_range (rand, 0, 4) == 0;
  if (drawn.has_problem && n_problems > 0 && g_rand_boolean (rand))
    drawn.fixed = 1 + (guint) g_rand_int_range (rand, 0, (int) n_problems);
  return drawn;
}

/* What holds for every answer: see the comments. */
static void
check_answer (GPtrArray *back, const RwFixedProblem *problems, const RwIncident *incidents, guint n)
{
  g_autofree guint *seen = g_new0 (guint, n);
  g_autoptr (GHashTable) of = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < back->len; i++)
    {
      const RwProblemReturn *one = back->pdata[i];
      gint64 last = G_MININT64;

      /* A problem is asked about once. */
      g_assert_true (g_hash_table_add (of, GUINT_TO_POINTER (one->problem)));
      g_assert_cmpuint (one->incidents->len, >, 0);
      for (guint j = 0; j < one->incidents->len; j++)
        {
          guint index = g_array_index (one->incidents, guint, j);

          /* An incident asks once, after the fix, not from the future, in order. */
          g_assert_cmpuint (++seen[index], ==, 1);
          g_assert_cmpint (incidents[index].opened, >, problems[one->problem].since);
          g_assert_cmpint (incidents[index].opened, <=, NOW);
          g_assert_cmpint (incidents[index].opened, >=, last);
          last = incidents[index].opened;
          /* What is known to be of another problem is left in peace. */
          if (incidents[index].has_problem)
            g_assert_cmpuint (incidents[index].fixed, ==, one->problem + 1);
        }
      g_assert_false (incidents[g_array_index (one->incidents, guint, one->incidents->len - 1)].dismissed);
    }
}

static guint
count_all (GPtrArray *back)
{
  guint n = 0;

  for (guint i = 0; i < back->len; i++)
    n += ((RwProblemReturn *) back->pdata[i])->incidents->len;
  return n;
}

static void
test_properties (void)
{
  for (guint32 seed = 1; seed <= 400; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      guint n_problems = (guint) g_rand_int_range (rand, 0, 4), n = (guint) g_rand_int_range (rand, 0, 30);
      RwIncident signs[4][3], incidents[30];
      RwFixedProblem problems[4];
      g_autoptr (GPtrArray) back = NULL;
      g_autoptr (GPtrArray) turned = NULL;

      for (guint p = 0; p < n_problems; p++)
        {
          problems[p] = (RwFixedProblem) { signs[p], (guint) g_rand_int_range (rand, 0, 4), AGO (g_rand_double_range (rand, 0, 60)) };
          for (guint i = 0; i < problems[p].n_signs; i++)
            signs[p][i] = draw (rand, 0);
        }
      for (guint i = 0; i < n; i++)
        incidents[i] = draw (rand, n_problems);
      back = rw_problem_returns_find (problems, n_problems, incidents, n, NOW);
      check_answer (back, problems, incidents, n);
      /* The order in which the incidents are read does not matter. */
      for (guint i = 0; i < n / 2; i++)
        {
          RwIncident other = incidents[i];

          incidents[i] = incidents[n - 1 - i];
          incidents[n - 1 - i] = other;
        }
      turned = rw_problem_returns_find (problems, n_problems, incidents, n, NOW);
      check_answer (turned, problems, incidents, n);
      g_assert_cmpuint (turned->len, ==, back->len);
      g_assert_cmpuint (count_all (turned), ==, count_all (back));
      for (guint i = 0; i < back->len; i++)
        g_assert_cmpuint (((RwProblemReturn *) turned->pdata[i])->problem, ==, ((RwProblemReturn *) back->pdata[i])->problem);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem-return/like", test_like);
  g_test_add_func ("/problem-return/linked", test_linked);
  g_test_add_func ("/problem-return/dismissed", test_dismissed);
  g_test_add_func ("/problem-return/fixed", test_fixed);
  g_test_add_func ("/problem-return/properties", test_properties);
  return g_test_run ();
}
