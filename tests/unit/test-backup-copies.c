/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-backup-copies.h"

static void
assert_digits (const RwBackupCopies *copies, const char *text, gboolean met)
{
  g_autofree char *written = rw_backup_copies_text (copies);

  g_assert_cmpstr (written, ==, text);
  g_assert_cmpint (copies->met, ==, met);
  for (guint i = 0; i < RW_COPIES_N_DIGITS; i++)
    g_assert_cmpstr (copies->digits[i].reason, !=, "");
}

static void
test_nothing (void)
{
  g_autoptr (RwBackupCopies) copies = rw_backup_copies_derive (NULL, 0, "FRA4", 3, 2, TRUE, TRUE);

  assert_digits (copies, "1-1-0-0-0", FALSE);
  g_assert_cmpstr (copies->digits[RW_COPIES_COPIES].reason, ==, "production only, there is no job");
}

static void
test_whole (void)
{
  const RwBackupCopy jobs[] = {
    { .name = "near",
      .good = TRUE,
      .medium = RW_BACKUP_MEDIUM_DISK,
      .site = "FRA4",
      .promised = TRUE },
    { .name = "far",
      .good = TRUE,
      .medium = RW_BACKUP_MEDIUM_TAPE,
      .site = "FRA2",
      .off_site = TRUE,
      .immutable = TRUE,
      .promised = TRUE },
  };
  g_autoptr (RwBackupCopies) copies = rw_backup_copies_derive (jobs, 2, "FRA4", 3, 2, TRUE, TRUE);

  assert_digits (copies, "3-2-1-1-0", TRUE);
  g_assert_cmpstr (copies->digits[RW_COPIES_MEDIA].reason, ==, "Disk, Tape");
  g_assert_cmpstr (copies->digits[RW_COPIES_OFF_SITE].reason, ==, "at FRA2; the system is at FRA4");
  g_assert_cmpstr (copies->digits[RW_COPIES_IMMUTABLE].reason, ==, "far");
}

static void
test_late (void)
{
  const RwBackupCopy jobs[] = {
    { .name = "near", .good = TRUE, .medium = RW_BACKUP_MEDIUM_DISK, .site = "FRA4" },
    { .name = "far",
      .medium = RW_BACKUP_MEDIUM_TAPE,
      .site = "FRA2",
      .off_site = TRUE,
      .immutable = TRUE },
  };
  g_autoptr (RwBackupCopies) copies = rw_backup_copies_derive (jobs, 2, "FRA4", 3, 2, TRUE, TRUE);

  /* What is too old counts nowhere: not as a copy, not as another medium, not as another place. */
  assert_digits (copies, "2-1-0-0-0", FALSE);
  g_assert_cmpstr (copies->digits[RW_COPIES_COPIES].reason, ==, "no good run within its RPO: far");
  for (guint i = RW_COPIES_COPIES; i < RW_COPIES_ERRORS; i++)
    g_assert_false (copies->digits[i].met);
  g_assert_true (copies->digits[RW_COPIES_ERRORS].met);
}

static void
test_unsaid (void)
{
  const RwBackupCopy jobs[] = {
    { .name = "near", .good = TRUE, .medium = -1 },
    { .name = "far",
      .good = TRUE,
      .medium = RW_BACKUP_MEDIUM_OBJECT,
      .site = "FRA2",
      .off_site = TRUE },
  };
  g_autoptr (RwBackupCopies) one = rw_backup_copies_derive (jobs, 1, "FRA4", 2, 1, TRUE, FALSE);
  g_autoptr (RwBackupCopies) two = rw_backup_copies_derive (jobs, 2, NULL, 2, 1, TRUE, FALSE);

  assert_digits (one, "2-1-0-0-0", FALSE);
  g_assert_cmpstr (one->digits[RW_COPIES_MEDIA].reason, ==, "Disk; not said what is kept on: near");
  g_assert_cmpstr (one->digits[RW_COPIES_OFF_SITE].reason, ==, "not said where it is kept: near");
  /* Away from where nobody knows is nowhere. */
  assert_digits (two, "3-2-0-0-0", FALSE);
  g_assert_cmpstr (two->digits[RW_COPIES_OFF_SITE].reason, ==,
                   "not known where the system itself is");
}

static void
test_errors (void)
{
  RwBackupCopy jobs[] = {
    { .name = "near",
      .good = TRUE,
      .medium = RW_BACKUP_MEDIUM_DISK,
      .check_failed = TRUE,
      .check_overdue = TRUE },
    { .name = "far", .good = TRUE, .medium = RW_BACKUP_MEDIUM_DISK, .check_overdue = TRUE },
  };
  g_autoptr (RwBackupCopies) both = rw_backup_copies_derive (jobs, 2, "FRA4", 0, 0, FALSE, FALSE),
                             one = NULL;

  assert_digits (both, "3-1-0-0-2", FALSE);
  g_assert_cmpstr (both->digits[RW_COPIES_ERRORS].reason, ==,
                   "verification failed: near; verification overdue: far");
  one = rw_backup_copies_derive (jobs + 1, 1, "FRA4", 0, 0, FALSE, FALSE);
  assert_digits (one, "2-1-0-0-1", FALSE);
}

/* What could not be had back is an error, whatever the verifications say. */
static void
test_restore_failed (void)
{
  const RwBackupCopy job = { .name = "near",
                             .good = TRUE,
                             .medium = RW_BACKUP_MEDIUM_DISK,
                             .restore_failed = TRUE,
                             .promised = TRUE };
  g_autoptr (RwBackupCopies) copies = rw_backup_copies_derive (&job, 1, "FRA4", 0, 0, FALSE, FALSE);

  assert_digits (copies, "2-1-0-0-1", FALSE);
  g_assert_cmpstr (copies->digits[RW_COPIES_ERRORS].reason, ==, "restore test failed: near");
}

/* Where nothing is wanted because nobody said what is, nothing is as wanted. */
static void
test_no_policy (void)
{
  RwBackupCopy job = { .name = "near", .good = TRUE, .medium = RW_BACKUP_MEDIUM_DISK };
  g_autoptr (RwBackupCopies)
    none = rw_backup_copies_derive (NULL, 0, "FRA4", 0, 0, FALSE, FALSE),
    without = rw_backup_copies_derive (&job, 1, "FRA4", 0, 0, FALSE, FALSE), with = NULL;

  assert_digits (none, "1-1-0-0-0", FALSE);
  g_assert_false (none->promised);
  assert_digits (without, "2-1-0-0-0", FALSE);
  g_assert_false (without->promised);
  job.promised = TRUE;
  with = rw_backup_copies_derive (&job, 1, "FRA4", 0, 0, FALSE, FALSE);
  assert_digits (with, "2-1-0-0-0", TRUE);
  g_assert_true (with->promised);
}

/* A place is named once, however much is kept there. */
static void
test_same_place (void)
{
  const RwBackupCopy jobs[] = {
    { .name = "one",
      .good = TRUE,
      .medium = RW_BACKUP_MEDIUM_DISK,
      .site = "FRA2",
      .off_site = TRUE },
    { .name = "two",
      .good = TRUE,
      .medium = RW_BACKUP_MEDIUM_TAPE,
      .site = "FRA2",
      .off_site = TRUE,
      .promised = TRUE },
  };
  g_autoptr (RwBackupCopies) copies = rw_backup_copies_derive (jobs, 2, "FRA4", 3, 2, TRUE, FALSE);

  assert_digits (copies, "3-2-2-0-0", TRUE);
  g_assert_cmpstr (copies->digits[RW_COPIES_OFF_SITE].reason, ==, "at FRA2; the system is at FRA4");
}

/* One more job that is whole never makes anything worse, and no digit is met by luck. */
static void
test_more_is_better (void)
{
  for (int round = 0; round < 2000; round++)
    {
      RwBackupCopy jobs[6] = { 0 };
      guint n = (guint) g_test_rand_int_range (0, 5), errors = 0, good = 0;
      g_autoptr (RwBackupCopies) before = NULL, after = NULL;

      for (guint i = 0; i < n; i++)
        {
          jobs[i] = (RwBackupCopy) {
            .name = "job",
            .good = g_test_rand_int_range (0, 2),
            .medium = g_test_rand_int_range (-1, RW_BACKUP_MEDIUM_N_VALUES),
            .site = g_test_rand_int_range (0, 2) ? "FRA2" : NULL,
            .immutable = g_test_rand_int_range (0, 2),
            .check_failed = g_test_rand_int_range (0, 3) == 0,
            .check_overdue = g_test_rand_int_range (0, 3) == 0,
          };
          jobs[i].off_site = jobs[i].site != NULL && g_test_rand_int_range (0, 2);
          errors += jobs[i].check_failed || jobs[i].check_overdue;
          good += jobs[i].good;
        }
      before = rw_backup_copies_derive (jobs, n, "FRA4", 3, 2, TRUE, TRUE);
      g_assert_cmpuint (before->digits[RW_COPIES_COPIES].value, ==, 1 + good);
      g_assert_cmpuint (before->digits[RW_COPIES_ERRORS].value, ==, errors);
      g_assert_cmpuint (before->digits[RW_COPIES_MEDIA].value, <=, 1 + good);
      g_assert_cmpuint (before->digits[RW_COPIES_OFF_SITE].value, <=, good);
      jobs[n] =
        (RwBackupCopy) { "tape", TRUE, RW_BACKUP_MEDIUM_TAPE, "FRA2", TRUE, TRUE, FALSE, FALSE,
                         FALSE,  TRUE };
      after = rw_backup_copies_derive (jobs, n + 1, "FRA4", 3, 2, TRUE, TRUE);
      for (guint i = 0; i < RW_COPIES_N_DIGITS; i++)
        {
          g_assert_true (after->digits[i].met || !before->digits[i].met);
          if (i != RW_COPIES_ERRORS)
            g_assert_cmpuint (after->digits[i].value, >=, before->digits[i].value);
        }
      g_assert_true (after->digits[RW_COPIES_OFF_SITE].met &&
                     after->digits[RW_COPIES_IMMUTABLE].met);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup-copies/nothing", test_nothing);
  g_test_add_func ("/backup-copies/whole", test_whole);
  g_test_add_func ("/backup-copies/late", test_late);
  g_test_add_func ("/backup-copies/unsaid", test_unsaid);
  g_test_add_func ("/backup-copies/errors", test_errors);
  g_test_add_func ("/backup-copies/restore-failed", test_restore_failed);
  g_test_add_func ("/backup-copies/no-policy", test_no_policy);
  g_test_add_func ("/backup-copies/same-place", test_same_place);
  g_test_add_func ("/backup-copies/more-is-better", test_more_is_better);
  return g_test_run ();
}
