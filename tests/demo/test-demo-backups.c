/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "demo-company.h"
#include "rules/rw-system-rules.h"
#include "rw-clock.h"
#include "rw-time.h"

static void
test_backups (void)
{
  Company *company = company_new (RW_DEMO_SMALL, 1);
  g_autoptr (GHashTable) with_job = g_hash_table_new (NULL, NULL);
  guint without = 0, failed = 0, locked = 0, missed = 0, acknowledged = 0;

  FOR_EACH (company, BACKUP_JOB, job)
  g_hash_table_add (with_job, follow (company, job, RW_BACKUP_JOB_SYSTEM));
  for (guint i = 0; i < company->records->len; i++)
    {
      RwRecord *system = company->records->pdata[i];

      if (rw_record_get_info (system)->flags & RW_K_SYSTEM)
        {
          gboolean has_job = g_hash_table_contains (with_job, system);

          without += rw_system_expects_backup (system) && !has_job;
          /* Nothing is backed up that nobody said should be. */
          if (has_job)
            g_assert_true (rw_system_expects_backup (system));
        }
    }
  g_assert_cmpuint (without, ==, 2);
  FOR_EACH (company, BACKUP_RUN, run)
  {
    gint64 due = rw_record_get_integer (run, RW_BACKUP_RUN_DUE, 0),
           started = rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, due);
    int status = rw_record_get_enum (run, RW_BACKUP_RUN_STATUS);

    g_assert_cmpint (due, <=, started);
    g_assert_cmpint (started, <=, rw_record_get_integer (run, RW_BACKUP_RUN_FINISHED, NOW));
    g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_FINISHED, due), <=, NOW);
    failed += status == RW_RUN_STATUS_FAILED;
    missed += status == RW_RUN_STATUS_MISSED;
    locked +=
      g_strcmp0 (rw_record_get_text (run, RW_BACKUP_RUN_SIGNATURE), "repository locked") == 0 &&
      NOW - due < RW_DAY;
  }
  g_assert_cmpuint (failed, >, 20);
  g_assert_cmpuint (missed, >, 5);
  g_assert_cmpuint (locked, >, 0);
  FOR_EACH (company, BACKUP_ACK, ack)
  acknowledged += rw_record_get_integer (ack, RW_BACKUP_ACK_UNTIL, 0) > NOW;
  g_assert_cmpuint (acknowledged, >, 0);
  company_free (company);
}

/* What the page of a system's backups is to show: copies near and far, on this and that; verifications, one of
 * which found damage; restore tests in time, overdue, failed and never made. */
static void
test_backup_proof (void)
{
  Company *company = company_new (RW_DEMO_SMALL, 1);
  g_autoptr (GHashTable) tested = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  guint media[RW_BACKUP_MEDIUM_N_VALUES] = { 0 }, n_immutable = 0, n_verified = 0, n_damaged = 0,
        n_suspicious = 0;
  guint results[RW_TEST_RESULT_N_VALUES] = { 0 }, n_planned = 0, n_overdue = 0, n_never = 0,
        n_jobs = 0, n_in_time = 0;

  FOR_EACH (company, BACKUP_POLICY, policy)
  g_assert_cmpstr (rw_record_get_title (
                     follow (company, policy, RW_BACKUP_POLICY_RESTORE_TEMPLATE)),
                   ==, "Wiederherstellungstest");
  FOR_EACH (company, BACKUP_RUN, run)
  {
    gboolean ok = rw_record_get_enum (run, RW_BACKUP_RUN_STATUS) == RW_RUN_STATUS_SUCCESS;

    if (rw_record_get_enum (run, RW_BACKUP_RUN_PURPOSE) != RW_RUN_PURPOSE_VERIFICATION)
      {
        n_suspicious += ok && rw_record_get_integer (run, RW_BACKUP_RUN_BYTES, -1) == 0;
        continue;
      }
    g_assert_cmpint (rw_record_get_enum (run, RW_BACKUP_RUN_CHECK_DEPTH), ==, RW_CHECK_DEPTH_DATA);
    g_assert_false (rw_record_has (run, RW_BACKUP_RUN_BYTES));
    n_verified++;
    n_damaged += !ok;
  }
  FOR_EACH (company, RESTORE_TEST, test)
  {
    gint64 at = rw_record_get_integer (test, RW_RESTORE_TEST_AT, G_MAXINT64), *last;
    RwRecord *job = follow (company, test, RW_RESTORE_TEST_JOB);

    g_assert_cmpint (at, <=, NOW);
    g_assert_true (follow (company, test, RW_RESTORE_TEST_SYSTEM) ==
                   follow (company, job, RW_BACKUP_JOB_SYSTEM));
    g_assert_nonnull (follow (company, test, RW_RESTORE_TEST_PERSON));
    results[rw_record_get_enum (test, RW_RESTORE_TEST_RESULT)]++;
    if (rw_record_has (test, RW_RESTORE_TEST_CHANGE))
      {
        RwRecord *change = follow (company, test, RW_RESTORE_TEST_CHANGE);

        g_assert_true (g_str_has_prefix (rw_record_get_title (change), "Wiederherstellungstest") ||
                       g_str_has_prefix (rw_record_get_text (change, RW_CHANGE_TITLE),
                                         "Wiederherstellungstest"));
        n_planned++;
      }
    last = g_hash_table_lookup (tested, job);
    if (last == NULL)
      g_hash_table_insert (tested, job, g_memdup2 (&at, sizeof at));
    else
      *last = MAX (*last, at);
  }
  FOR_EACH (company, BACKUP_JOB, job)
  {
    RwRecord *policy = follow (company, job, RW_BACKUP_JOB_POLICY);
    gint64 *last = g_hash_table_lookup (tested, job),
           cadence = rw_record_get_integer (policy, RW_BACKUP_POLICY_RESTORE_DAYS, 0) * RW_DAY;

    g_assert_nonnull (follow (company, job, RW_BACKUP_JOB_SITE));
    media[rw_record_get_enum (job, RW_BACKUP_JOB_MEDIUM)]++;
    n_immutable += rw_record_get_boolean (job, RW_BACKUP_JOB_IMMUTABLE);
    n_never += last == NULL;
    n_overdue += last != NULL && NOW - *last > cadence;
    n_in_time += last != NULL && NOW - *last <= cadence;
    n_jobs++;
  }
  g_assert_cmpuint (media[RW_BACKUP_MEDIUM_DISK], >, n_jobs / 2);
  g_assert_cmpuint (media[RW_BACKUP_MEDIUM_TAPE], >, 1);
  g_assert_cmpuint (media[RW_BACKUP_MEDIUM_OBJECT], >, 1);
  g_assert_cmpuint (n_immutable, ==, media[RW_BACKUP_MEDIUM_TAPE] + media[RW_BACKUP_MEDIUM_OBJECT]);
  g_assert_cmpuint (n_verified, >, n_jobs);
  g_assert_cmpuint (n_damaged, >=, 1);
  g_assert_cmpuint (n_damaged, <, n_jobs / 10);
  g_assert_cmpuint (n_suspicious, >=, 1);
  g_assert_cmpuint (results[RW_TEST_RESULT_PASSED], >, n_jobs / 2);
  g_assert_cmpuint (results[RW_TEST_RESULT_FAILED], >=, 1);
  g_assert_cmpuint (n_planned, >=, 1);
  g_assert_cmpuint (n_in_time, >, n_jobs / 2);
  g_assert_cmpuint (n_overdue, >=, 2);
  g_assert_cmpuint (n_never, >=, 2);
  g_test_message (
    "%u jobs; on disk %u, tape %u, object %u; verified %u, damaged %u; tests passed %u, in part %u, failed %u; overdue %u, never %u",
    n_jobs, media[RW_BACKUP_MEDIUM_DISK], media[RW_BACKUP_MEDIUM_TAPE],
    media[RW_BACKUP_MEDIUM_OBJECT], n_verified, n_damaged, results[RW_TEST_RESULT_PASSED],
    results[RW_TEST_RESULT_PARTIAL], results[RW_TEST_RESULT_FAILED], n_overdue, n_never);
  company_free (company);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/backups", test_backups);
  g_test_add_func ("/demo/backup-proof", test_backup_proof);
  return g_test_run ();
}
