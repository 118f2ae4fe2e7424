/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-backup-judge.h"
#include "rw-clock.h"

/* Midnight of some day; runs are due at 20:00. */
#define DAY(N) ((G_GINT64_CONSTANT (20000) + (N)) * RW_DAY)
#define DUE(N) (DAY (N) + 20 * RW_HOUR)

typedef struct
{
  RwBackupJudge judge;
  GString *told; /* "day:result" of each run that counts */
} Fixture;

static void
judged_cb (const RwBackupRunFacts *run,
           RwBackupResult          result,
           RwSuspicion             suspicion,
           gpointer                data)
{
  Fixture *f = data;

  g_string_append_printf (f->told, "%s%d:%s%s", f->told->len > 0 ? " " : "",
                          (int) (run->due / RW_DAY - 20000),
                          run->purpose == RW_RUN_PURPOSE_VERIFICATION ? "verification " : "",
                          rw_backup_result_label (result));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->told = g_string_new (NULL);
  rw_backup_judge_begin (&f->judge, DAY (30), judged_cb, f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_string_free (f->told, TRUE);
}

static void
add (Fixture     *f,
     gint64       due,
     RwRunStatus  status,
     gint64       started,
     gint64       finished,
     gint64       tag)
{
  RwBackupRunFacts run = { .due = due,
                           .started = started,
                           .finished = finished,
                           .bytes = 1000,
                           .tag = tag,
                           .status = status,
                           .purpose = RW_RUN_PURPOSE_BACKUP,
                           .depth = -1 };

  rw_backup_judge_add (&f->judge, &run);
}

static void
add_good (Fixture *f,
          int      day)
{
  add (f, DUE (day), RW_RUN_STATUS_SUCCESS, DUE (day), DUE (day) + RW_HOUR, day);
}

static void
add_verification (Fixture     *f,
                  int          day,
                  RwRunStatus  status,
                  int          depth)
{
  gint64 due = DAY (day) + 10 * RW_HOUR;
  RwBackupRunFacts run = { .due = due,
                           .started = due,
                           .finished = due + RW_MINUTE,
                           .bytes = 0,
                           .tag = 100 + day,
                           .status = status,
                           .purpose = RW_RUN_PURPOSE_VERIFICATION,
                           .depth = depth };

  rw_backup_judge_add (&f->judge, &run);
}

#define told(F, TEXT)                                       \
  G_STMT_START                                              \
  {                                                         \
    rw_backup_judge_end (&(F)->judge);                      \
    g_assert_cmpstr ((F)->told->str, ==, TEXT);             \
  }                                                         \
  G_STMT_END

static void
test_plain (Fixture       *f,
            gconstpointer  data)
{
  add_good (f, 1);
  add (f, DUE (2), RW_RUN_STATUS_FAILED, DUE (2), DUE (2) + RW_MINUTE, 2);
  add (f, DUE (3), RW_RUN_STATUS_MISSED, 0, 0, 3);
  told (f, "1:good 2:failed 3:missed");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_MISSED);
  g_assert_cmpint (f->judge.last_run.tag, ==, 3);
  g_assert_cmpint (f->judge.last_good, ==, DUE (1));
  g_assert_cmpint (f->judge.last_good_bytes, ==, 1000);
  g_assert_true (rw_backup_judge_is_red (&f->judge, 10000 * RW_DAY));
}

static void
test_nothing (Fixture       *f,
              gconstpointer  data)
{
  told (f, "");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_NOTHING);
  g_assert_cmpint (rw_backup_judge_age (&f->judge), ==, -1);
  g_assert_cmpint (rw_backup_judge_recovery (&f->judge, RW_DAY), ==, RW_RECOVERY_CRITICAL);
}

/* It came after the grace: the server had already written that it did not. */
static void
test_late (Fixture       *f,
           gconstpointer  data)
{
  add (f, DUE (1), RW_RUN_STATUS_SUCCESS, DUE (1) + 4 * RW_HOUR, DUE (1) + 5 * RW_HOUR, 2);
  add (f, DUE (1), RW_RUN_STATUS_MISSED, 0, 0, 1);
  told (f, "1:good");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_GOOD);
}

/* A clock two seconds fast: it counts to the backup before, but it ended after the one that was missed. */
static void
test_early (Fixture       *f,
            gconstpointer  data)
{
  add_good (f, 1);
  add (f, DUE (1), RW_RUN_STATUS_SUCCESS, DUE (2) - 2 * RW_SECOND, DUE (2) + RW_HOUR, 2);
  add (f, DUE (2), RW_RUN_STATUS_MISSED, 0, 0, 3);
  add (f, DUE (3), RW_RUN_STATUS_MISSED, 0, 0, 4);
  told (f, "1:good 1:good 3:missed");
}

/* The next night is another backup. */
static void
test_missed_stays (Fixture       *f,
                   gconstpointer  data)
{
  add (f, DUE (1), RW_RUN_STATUS_MISSED, 0, 0, 1);
  add_good (f, 2);
  told (f, "1:missed 2:good");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_GOOD);
}

/* The same night again: what counts as the last is what began last, however the rows come. */
static void
test_retry (Fixture       *f,
            gconstpointer  data)
{
  add (f, DUE (1), RW_RUN_STATUS_FAILED, DUE (1) + 3 * RW_HOUR, DUE (1) + 3 * RW_HOUR + RW_MINUTE,
       2);
  add (f, DUE (1), RW_RUN_STATUS_SUCCESS, DUE (1), DUE (1) + RW_HOUR, 1);
  told (f, "1:good 1:failed");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_FAILED);
}

static void
test_many_retries (Fixture       *f,
                   gconstpointer  data)
{
  for (int i = 0; i < 3 * RW_BACKUP_JUDGE_MOST_AT_ONCE; i++)
    add (f, DUE (1), RW_RUN_STATUS_FAILED, DUE (1) + i * RW_MINUTE,
         DUE (1) + i * RW_MINUTE + RW_SECOND, i);
  rw_backup_judge_end (&f->judge);
  g_assert_cmpint (f->judge.last_run.tag, ==, 3 * RW_BACKUP_JUDGE_MOST_AT_ONCE - 1);
}

/* As the index has them: by due time and status, so that a failed run stands before its own beginning. */
static void
test_begun (Fixture *f, gconstpointer data)
{
  add (f, DUE (1), RW_RUN_STATUS_FAILED, DUE (1), DUE (1) + RW_MINUTE, 1);
  add (f, DUE (1), RW_RUN_STATUS_RUNNING, DUE (1), 0, 2);
  told (f, "1:failed");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_FAILED);
}

static void
test_running (Fixture       *f,
              gconstpointer  data)
{
  add (f, DUE (1), RW_RUN_STATUS_RUNNING, DUE (1), 0, 1);
  add_good (f, 1);
  add (f, DUE (2), RW_RUN_STATUS_FAILED, DUE (2), DUE (2) + RW_MINUTE, 2);
  add (f, DUE (2), RW_RUN_STATUS_RUNNING, DUE (2) + RW_HOUR, 0, 3);
  told (f, "1:good 2:failed 2:running");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_FAILED);
}

/* It began, and nobody heard of it again. */
static void
test_lost (Fixture       *f,
           gconstpointer  data)
{
  add (f, DUE (1), RW_RUN_STATUS_RUNNING, DUE (1), 0, 1);
  add_good (f, 2);
  add (f, DUE (3), RW_RUN_STATUS_RUNNING, DUE (3), 0, 3);
  add (f, DUE (4), RW_RUN_STATUS_RUNNING, DUE (4), 0, 4);
  told (f, "1:unknown 2:good 3:unknown 4:running");
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_GOOD);
}

static void
test_verification (Fixture       *f,
                   gconstpointer  data)
{
  add_good (f, 1);
  add_verification (f, 3, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_DATA);
  add_verification (f, 4, RW_RUN_STATUS_MISSED, -1);
  rw_backup_judge_end (&f->judge);
  /* No recovery point, and not in the medians: it would make the next backups suspicious. */
  g_assert_cmpstr (f->told->str, ==, "1:good");
  g_assert_cmpint (f->judge.last_good, ==, DUE (1));
  g_assert_cmpuint (f->judge.median.n_bytes, ==, 1);
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_GOOD);
}

static void
test_verification_failed (Fixture       *f,
                          gconstpointer  data)
{
  add_good (f, 1);
  add_verification (f, 2, RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_DATA);
  add_good (f, 2);
  add_verification (f, 3, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_STRUCTURE);
  rw_backup_judge_end (&f->judge);
  g_assert_cmpstr (f->told->str, ==, "1:good 2:verification failed 2:good");
  /* Neither a backup nor a look at the structure says anything of the data. */
  g_assert_true (f->judge.verify_failed);
  g_assert_cmpint (f->judge.verify_run.tag, ==, 102);
  g_assert_cmpint (f->judge.last, ==, RW_BACKUP_GOOD);
  g_assert_cmpint (rw_backup_judge_worst (&f->judge), ==, RW_BACKUP_FAILED);
  g_assert_cmpint (rw_backup_judge_recovery (&f->judge, 100 * RW_DAY), ==, RW_RECOVERY_COMPLIANT);
  g_assert_true (rw_backup_judge_is_red (&f->judge, 100 * RW_DAY));
  add_verification (f, 4, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_DATA);
  rw_backup_judge_end (&f->judge);
  g_assert_false (f->judge.verify_failed);
  g_assert_false (rw_backup_judge_is_red (&f->judge, 100 * RW_DAY));
}

static void
test_causes (void)
{
  g_assert_cmpstr (rw_backup_cause (RW_BACKUP_FAILED, RW_SUSPICION_NONE, "locked"), ==, "locked");
  g_assert_cmpstr (rw_backup_cause (RW_BACKUP_FAILED, RW_SUSPICION_NONE, NULL), ==, "failed");
  g_assert_cmpstr (rw_backup_cause (RW_BACKUP_MISSED, RW_SUSPICION_NONE, ""), ==, "missed");
  /* A warning's signature is not why it is red. */
  g_assert_cmpstr (rw_backup_cause (RW_BACKUP_SUSPICIOUS, RW_SUSPICION_EMPTY, "files changed"), ==,
                   "suspicious: empty");
  g_assert_cmpstr (rw_backup_cause (RW_BACKUP_SUSPICIOUS, RW_SUSPICION_LONG, NULL), ==,
                   "suspicious: long");
  g_assert_null (rw_backup_cause (RW_BACKUP_GOOD, RW_SUSPICION_NONE, "files changed"));
  g_assert_cmpstr (rw_backup_cause_label ("missed"), ==, "Did not start");
  g_assert_cmpstr (rw_backup_cause_label ("locked"), ==, "locked");
  g_assert_cmpstr (rw_backup_cause_label (NULL), ==, "The last good backup is too old");
}

#define ADD(NAME, FUNC) g_test_add ("/backup-judge/" NAME, Fixture, NULL, set_up, FUNC, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("plain", test_plain);
  ADD ("nothing", test_nothing);
  ADD ("late", test_late);
  ADD ("early", test_early);
  ADD ("missed-stays", test_missed_stays);
  ADD ("retry", test_retry);
  ADD ("many-retries", test_many_retries);
  ADD ("begun", test_begun);
  ADD ("running", test_running);
  ADD ("lost", test_lost);
  ADD ("verification", test_verification);
  ADD ("verification-failed", test_verification_failed);
  g_test_add_func ("/backup-judge/causes", test_causes);
  return g_test_run ();
}
