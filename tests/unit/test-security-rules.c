/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rules/rw-security-rules.h"
#include "rw-check.h"
#include "rw-error.h"

static RwRecord *
new_measure (RwMeasureStatus status)
{
  RwRecord *measure = rw_record_new (RW_KIND_MEASURE, NULL);
  RwId service = rw_id_new (), owner = rw_id_new ();

  rw_record_set_text (measure, RW_MEASURE_TITLE, "SSH keys only");
  rw_record_set_enum (measure, RW_MEASURE_STATUS, (int) status);
  rw_record_set_ref (measure, RW_MEASURE_SERVICE, &service);
  rw_record_set_ref (measure, RW_MEASURE_OWNER, &owner);
  rw_record_set_text (measure, RW_MEASURE_RISK_REASON, "Old appliance");
  rw_record_set_date (measure, RW_MEASURE_RISK_UNTIL, 20000);
  return measure;
}

static void
assert_refused (RwRecord *measure, guint without, const char *why)
{
  g_autoptr (RwRecord) less = rw_record_dup (measure);
  g_autoptr (GError) error = NULL;

  g_assert_true (rw_record_check (measure, &error));
  g_assert_no_error (error);
  rw_record_take (less, without, RW_VALUE_NULL);
  g_assert_false (rw_record_check (less, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_fields (void)
{
  g_autoptr (RwRecord) accepted = new_measure (RW_MEASURE_STATUS_ACCEPTED);
  g_autoptr (RwRecord) done = new_measure (RW_MEASURE_STATUS_DONE);
  g_autoptr (RwRecord) open = new_measure (RW_MEASURE_STATUS_OPEN);
  RwId system = rw_id_new ();

  assert_refused (accepted, RW_MEASURE_RISK_REASON, "reason");
  assert_refused (accepted, RW_MEASURE_RISK_UNTIL, "end date");
  assert_refused (done, RW_MEASURE_OWNER, "owner");
  assert_refused (open, RW_MEASURE_SERVICE, "service");
  /* Open it needs none of that, and a system is as good as a service. */
  rw_record_take (open, RW_MEASURE_RISK_REASON, RW_VALUE_NULL);
  rw_record_take (open, RW_MEASURE_RISK_UNTIL, RW_VALUE_NULL);
  rw_record_take (open, RW_MEASURE_OWNER, RW_VALUE_NULL);
  rw_record_take (open, RW_MEASURE_SERVICE, RW_VALUE_NULL);
  rw_record_set_ref (open, RW_MEASURE_CI, &system);
  g_assert_true (rw_record_check (open, NULL));
}

static void
test_catalogue (void)
{
  g_autoptr (RwRecord) entry = rw_record_new (RW_KIND_MEASURE, NULL);
  g_autoptr (RwRecord) retired = NULL;
  g_autoptr (RwRecord) wrong = NULL;
  g_autoptr (RwRecord) measure = new_measure (RW_MEASURE_STATUS_OPEN);
  g_autoptr (RwEdit) create = NULL;
  g_autoptr (RwEdit) retire = NULL;
  g_autoptr (RwEdit) promote = NULL;
  g_autoptr (RwEdit) delete = rw_edit_new (RW_OP_DELETE, RW_KIND_MEASURE, rw_record_get_id (entry));
  g_autoptr (GError) error = NULL;
  RwId service = rw_id_new ();

  rw_record_set_text (entry, RW_MEASURE_TITLE, "TLS 1.2 or newer");
  rw_record_set_enum (entry, RW_MEASURE_STATUS, RW_MEASURE_STATUS_OPEN);
  rw_record_set_boolean (entry, RW_MEASURE_CATALOGUE, TRUE);
  create = rw_edit_new_create (entry);
  g_assert_true (rw_edit_check (create, NULL, RW_ROLE_MANAGER, NULL, &error));
  g_assert_no_error (error);
  /* It is the managers', whatever is done to it. */
  g_assert_false (rw_edit_check (create, NULL, RW_ROLE_TECHNICIAN, NULL, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (rw_edit_check (delete, entry, RW_ROLE_TECHNICIAN, NULL, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_true (rw_edit_check (delete, entry, RW_ROLE_ADMIN, NULL, NULL));
  g_assert_true (rw_edit_check (delete, measure, RW_ROLE_TECHNICIAN, NULL, NULL));
  retired = rw_record_dup (entry);
  rw_record_set_enum (retired, RW_MEASURE_STATUS, RW_MEASURE_STATUS_DONE);
  g_assert_false (rw_measure_is_retired (entry));
  g_assert_true (rw_measure_is_retired (retired));
  retire = rw_edit_new_diff (entry, retired);
  g_assert_true (rw_edit_check (retire, entry, RW_ROLE_MANAGER, NULL, NULL));
  g_assert_false (rw_edit_check (retire, entry, RW_ROLE_TECHNICIAN, NULL, NULL));
  /* Nor does a measure become an entry behind their back. */
  wrong = rw_record_dup (measure);
  rw_record_set_boolean (wrong, RW_MEASURE_CATALOGUE, TRUE);
  promote = rw_edit_new_diff (measure, wrong);
  g_assert_false (rw_edit_check (promote, measure, RW_ROLE_TECHNICIAN, NULL, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
  /* What is offered is of nobody, and neither in progress nor verified. */
  rw_record_set_ref (entry, RW_MEASURE_SERVICE, &service);
  g_assert_false (rw_record_check (entry, NULL));
  rw_record_set_enum (retired, RW_MEASURE_STATUS, RW_MEASURE_STATUS_VERIFIED);
  g_assert_false (rw_record_check (retired, NULL));
}

/* Whatever may be done may be undone; nothing is verified that was not done, and an accepted risk is no deed. */
static void
test_transitions (void)
{
  for (int from = 0; from < RW_MEASURE_STATUS_N_VALUES; from++)
    for (int to = 0; to < RW_MEASURE_STATUS_N_VALUES; to++)
      {
        g_autoptr (RwRecord) before = new_measure ((RwMeasureStatus) from);
        g_autoptr (RwRecord) after = rw_record_dup (before);
        gboolean may = rw_measure_status_may_follow ((RwMeasureStatus) from, (RwMeasureStatus) to);

        rw_record_set_enum (after, RW_MEASURE_STATUS, to);
        g_assert_true (rw_transition_check (before, after, NULL) == may);
        g_assert_true (rw_measure_status_may_follow ((RwMeasureStatus) to, (RwMeasureStatus) from) == may);
        if (to == RW_MEASURE_STATUS_VERIFIED && from != to)
          g_assert_true (may == (from == RW_MEASURE_STATUS_DONE));
      }
  g_assert_false (rw_measure_status_may_follow (RW_MEASURE_STATUS_ACCEPTED, RW_MEASURE_STATUS_DONE));
  g_assert_true (rw_measure_status_may_follow (RW_MEASURE_STATUS_OPEN, RW_MEASURE_STATUS_DONE));
}

static void
test_lapse (void)
{
  g_assert_cmpint (rw_measure_status_on (RW_MEASURE_STATUS_ACCEPTED, 100, 99), ==, RW_MEASURE_STATUS_ACCEPTED);
  /* The last day still counts. */
  g_assert_cmpint (rw_measure_status_on (RW_MEASURE_STATUS_ACCEPTED, 100, 100), ==, RW_MEASURE_STATUS_ACCEPTED);
  g_assert_cmpint (rw_measure_status_on (RW_MEASURE_STATUS_ACCEPTED, 100, 101), ==, RW_MEASURE_STATUS_OPEN);
  g_assert_cmpint (rw_measure_status_on (RW_MEASURE_STATUS_VERIFIED, 100, 101), ==, RW_MEASURE_STATUS_VERIFIED);
}

static void
test_verifier (void)
{
  g_autoptr (RwRecord) measure = new_measure (RW_MEASURE_STATUS_DONE);
  g_autoptr (GError) error = NULL;
  RwId other = rw_id_new ();

  g_assert_true (rw_measure_check_verifier (measure, &other, NULL));
  g_assert_true (rw_measure_check_verifier (measure, NULL, NULL));
  g_assert_false (rw_measure_check_verifier (measure, rw_record_get_ref (measure, RW_MEASURE_OWNER), &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FORBIDDEN);
}

static void
test_judge (void)
{
  RwHardening nothing = { .n_steps = 10 };
  RwHardening good = { .n_steps = 10, .n_done = 9, .known = TRUE }, gaps = good, weak = good;

  g_assert_cmpint (rw_hardening_judge (&nothing), ==, RW_HARDENING_UNKNOWN);
  g_assert_cmpint (rw_hardening_judge (&good), ==, RW_HARDENING_GOOD);
  good.findings[RW_SEVERITY_LOW] = 3;
  g_assert_cmpint (rw_hardening_judge (&good), ==, RW_HARDENING_GOOD);
  gaps.n_done = 8;
  g_assert_cmpint (rw_hardening_judge (&gaps), ==, RW_HARDENING_GAPS);
  gaps.n_done = 5;
  g_assert_cmpint (rw_hardening_judge (&gaps), ==, RW_HARDENING_GAPS);
  gaps.n_done = 4;
  g_assert_cmpint (rw_hardening_judge (&gaps), ==, RW_HARDENING_WEAK);
  gaps.n_done = 10;
  gaps.n_ending = 1;
  g_assert_cmpint (rw_hardening_judge (&gaps), ==, RW_HARDENING_GAPS);
  weak.n_lapsed = 1;
  g_assert_cmpint (rw_hardening_judge (&weak), ==, RW_HARDENING_WEAK);
  weak.n_lapsed = 0;
  weak.findings[RW_SEVERITY_CRITICAL] = 1;
  g_assert_cmpint (rw_hardening_judge (&weak), ==, RW_HARDENING_WEAK);
}

static RwHardening
draw (GRand *rand)
{
  RwHardening drawn = { .n_steps = 4, .known = g_rand_int_range (rand, 0, 5) > 0 };

  drawn.n_done = (guint) g_rand_int_range (rand, 0, 5);
  drawn.n_lapsed = (guint) g_rand_int_range (rand, 0, 2);
  drawn.n_late = (guint) g_rand_int_range (rand, 0, 2);
  drawn.n_ending = (guint) g_rand_int_range (rand, 0, 2);
  for (guint i = 0; i < RW_SEVERITY_N_VALUES; i++)
    drawn.findings[i] = g_rand_int_range (rand, 0, 4) == 0;
  return drawn;
}

/* A total order, in which no better state stands before a worse one, and doing something never makes it worse. */
static void
test_order (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 4000; i++)
    {
      RwHardening a = draw (rand), b = draw (rand), c = draw (rand), better = a;
      int ab = rw_hardening_compare (&a, &b), bc = rw_hardening_compare (&b, &c);

      g_assert_cmpint (ab, ==, -rw_hardening_compare (&b, &a));
      if (ab <= 0 && bc <= 0)
        g_assert_cmpint (rw_hardening_compare (&a, &c), <=, 0);
      if (rw_hardening_judge (&a) < rw_hardening_judge (&b))
        g_assert_cmpint (ab, <, 0);
      better.n_done = MIN (better.n_done + 1, better.n_steps);
      better.findings[RW_SEVERITY_CRITICAL] = 0;
      better.n_lapsed = 0;
      g_assert_cmpint (rw_hardening_compare (&a, &better), <=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/security-rules/fields", test_fields);
  g_test_add_func ("/security-rules/catalogue", test_catalogue);
  g_test_add_func ("/security-rules/transitions", test_transitions);
  g_test_add_func ("/security-rules/lapse", test_lapse);
  g_test_add_func ("/security-rules/verifier", test_verifier);
  g_test_add_func ("/security-rules/judge", test_judge);
  g_test_add_func ("/security-rules/order", test_order);
  return g_test_run ();
}
