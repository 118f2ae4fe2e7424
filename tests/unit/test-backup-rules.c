/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-backup-rules.h"
#include "rw-clock.h"

static void
test_median (void)
{
  RwBackupMedian median = { 0 };
  const RwRunStatus ok = RW_RUN_STATUS_SUCCESS;

  /* Nothing to compare with yet: only zero bytes are odd. */
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 5, 1), ==, RW_SUSPICION_NONE);
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 0, 1), ==, RW_SUSPICION_EMPTY);

  for (int i = 0; i < 4; i++)
    rw_backup_median_add (&median, 100 + 10 * i, 60); /* median 115 */
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 58, 60), ==, RW_SUSPICION_NONE);
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 57, 60), ==, RW_SUSPICION_SMALL);
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 230, 60), ==, RW_SUSPICION_NONE);
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 231, 60), ==, RW_SUSPICION_LARGE);
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 115, 180), ==, RW_SUSPICION_NONE);
  g_assert_cmpint (rw_backup_median_judge (&median, ok, 115, 181), ==, RW_SUSPICION_LONG);
  g_assert_cmpint (rw_backup_median_judge (&median, RW_RUN_STATUS_WARNING, 57, 60), ==, RW_SUSPICION_SMALL);
  g_assert_cmpint (rw_backup_median_judge (&median, RW_RUN_STATUS_FAILED, 0, 0), ==, RW_SUSPICION_NONE);
  /* What is not known is not held against a run. */
  g_assert_cmpint (rw_backup_median_judge (&median, ok, -1, -1), ==, RW_SUSPICION_NONE);
}

static void
test_window (void)
{
  RwBackupMedian median = { 0 };

  /* Fourteen large ones push all the small ones out. */
  for (int i = 0; i < 20; i++)
    rw_backup_median_add (&median, 10, 10);
  for (int i = 0; i < RW_BACKUP_MEDIAN_RUNS; i++)
    rw_backup_median_add (&median, 1000 + i, 10);
  g_assert_cmpuint (median.n_bytes, ==, RW_BACKUP_MEDIAN_RUNS);
  g_assert_cmpint (median.sorted_bytes[0], ==, 1000);
  g_assert_cmpint (median.sorted_bytes[RW_BACKUP_MEDIAN_RUNS - 1], ==, 1013);
  g_assert_cmpint (rw_backup_median_judge (&median, RW_RUN_STATUS_SUCCESS, 10, 10), ==, RW_SUSPICION_SMALL);
  rw_backup_median_add (&median, 5, -1);
  g_assert_cmpint (median.sorted_bytes[0], ==, 5);
  g_assert_cmpint (median.sorted_bytes[1], ==, 1001);
  g_assert_cmpuint (median.n_seconds, ==, RW_BACKUP_MEDIAN_RUNS);
}

static void
test_good (void)
{
  g_assert_true (rw_backup_run_is_good (RW_RUN_STATUS_SUCCESS, RW_SUSPICION_NONE));
  g_assert_true (rw_backup_run_is_good (RW_RUN_STATUS_WARNING, RW_SUSPICION_NONE));
  g_assert_false (rw_backup_run_is_good (RW_RUN_STATUS_SUCCESS, RW_SUSPICION_SMALL));
  g_assert_false (rw_backup_run_is_good (RW_RUN_STATUS_RUNNING, RW_SUSPICION_NONE));
  g_assert_false (rw_backup_run_is_good (RW_RUN_STATUS_MISSED, RW_SUSPICION_NONE));
  g_assert_cmpint (rw_backup_run_result (RW_RUN_STATUS_WARNING, RW_SUSPICION_LONG), ==, RW_BACKUP_SUSPICIOUS);
  g_assert_cmpint (rw_backup_run_result (RW_RUN_STATUS_MISSED, RW_SUSPICION_NONE), ==, RW_BACKUP_MISSED);
}

static void
test_worst (void)
{
  g_assert_cmpint (rw_backup_worse (RW_BACKUP_GOOD, RW_BACKUP_FAILED), ==, RW_BACKUP_FAILED);
  g_assert_cmpint (rw_backup_worse (RW_BACKUP_MISSED, RW_BACKUP_WARNING), ==, RW_BACKUP_MISSED);
  g_assert_cmpint (rw_backup_worse (RW_BACKUP_NOTHING, RW_BACKUP_GOOD), ==, RW_BACKUP_GOOD);
  g_assert_true (rw_backup_result_is_red (RW_BACKUP_NO_JOB));
  g_assert_true (rw_backup_result_is_red (RW_BACKUP_MISSED));
  g_assert_false (rw_backup_result_is_red (RW_BACKUP_WARNING));
}

static void
test_recovery_point (void)
{
  const gint64 day = RW_DAY;

  g_assert_cmpint (rw_backup_recovery_point (0, day), ==, RW_RECOVERY_COMPLIANT);
  g_assert_cmpint (rw_backup_recovery_point (day, day), ==, RW_RECOVERY_COMPLIANT);
  g_assert_cmpint (rw_backup_recovery_point (day + 1, day), ==, RW_RECOVERY_EXCEEDED);
  g_assert_cmpint (rw_backup_recovery_point (2 * day, day), ==, RW_RECOVERY_EXCEEDED);
  g_assert_cmpint (rw_backup_recovery_point (4 * day, day), ==, RW_RECOVERY_SEVERE);
  g_assert_cmpint (rw_backup_recovery_point (4 * day + 1, day), ==, RW_RECOVERY_CRITICAL);
  g_assert_cmpint (rw_backup_recovery_point (-1, day), ==, RW_RECOVERY_CRITICAL);
}

static void
test_ack (void)
{
  g_assert_true (rw_backup_ack_holds (1, 10, "locked", "locked", 5));
  g_assert_true (rw_backup_ack_holds (1, 10, NULL, NULL, 1));
  g_assert_false (rw_backup_ack_holds (1, 10, "locked", "locked", 10));
  g_assert_false (rw_backup_ack_holds (1, 10, "locked", "disk full", 5));
  g_assert_false (rw_backup_ack_holds (6, 10, "locked", "locked", 5));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup-rules/median", test_median);
  g_test_add_func ("/backup-rules/window", test_window);
  g_test_add_func ("/backup-rules/good", test_good);
  g_test_add_func ("/backup-rules/worst", test_worst);
  g_test_add_func ("/backup-rules/recovery-point", test_recovery_point);
  g_test_add_func ("/backup-rules/ack", test_ack);
  return g_test_run ();
}
