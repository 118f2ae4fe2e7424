/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-backup-ladder.h"
#include "rw-clock.h"

#define T(day) ((gint64) (1000 + (day)) * RW_DAY)

static const RwLadderCadence no_cadence = { 0 };

static void
backup (RwBackupLadder *ladder, RwRunStatus status, int depth, gint64 at)
{
  rw_backup_ladder_add_run (ladder, -1, status, RW_SUSPICION_NONE, depth, at, "backup");
}

static void
verify (RwBackupLadder *ladder, RwRunStatus status, int depth, gint64 at)
{
  rw_backup_ladder_add_run (ladder, RW_RUN_PURPOSE_VERIFICATION, status, RW_SUSPICION_NONE, depth,
                            at, "pack 4f is damaged");
}

static void
assert_step (const RwBackupLadder *ladder, RwCheckDepth depth, RwLadderState state, gint64 at)
{
  g_assert_cmpint (ladder->steps[depth].state, ==, state);
  g_assert_cmpint (ladder->steps[depth].at, ==, at);
}

static void
test_covers (void)
{
  g_auto (RwBackupLadder) ladder = { 0 };

  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  for (guint i = 0; i < RW_CHECK_DEPTH_N_VALUES; i++)
    assert_step (&ladder, (RwCheckDepth) i, RW_LADDER_NEVER, 0);
  g_assert_cmpint (rw_backup_ladder_reached (&ladder), ==, -1);

  /* A restore proves the data and the structure, but not that anything ran since. */
  backup (&ladder, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_RAN, T (1));
  rw_backup_ladder_add_test (&ladder, RW_TEST_RESULT_PASSED, T (5), NULL);
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_RAN, RW_LADDER_PROVEN, T (1));
  assert_step (&ladder, RW_CHECK_DEPTH_STRUCTURE, RW_LADDER_PROVEN, T (5));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_PROVEN, T (5));
  g_assert_cmpint (ladder.steps[RW_CHECK_DEPTH_DATA].by, ==, RW_CHECK_DEPTH_RESTORED);
  g_assert_cmpint (rw_backup_ladder_reached (&ladder), ==, RW_CHECK_DEPTH_RESTORED);

  /* A newer check of its own is what a step is proven by; a structural one proves nothing above it. */
  verify (&ladder, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_STRUCTURE, T (7));
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_RAN, RW_LADDER_PROVEN, T (1));
  assert_step (&ladder, RW_CHECK_DEPTH_STRUCTURE, RW_LADDER_PROVEN, T (7));
  g_assert_cmpint (ladder.steps[RW_CHECK_DEPTH_STRUCTURE].by, ==, RW_CHECK_DEPTH_STRUCTURE);
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_PROVEN, T (5));
}

static void
test_runs (void)
{
  g_auto (RwBackupLadder) ladder = { 0 };

  /* What failed, or is suspicious, did not run; what its tool checked behind it does not count then. */
  backup (&ladder, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_STRUCTURE, T (1));
  backup (&ladder, RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_DATA, T (2));
  backup (&ladder, RW_RUN_STATUS_MISSED, -1, T (3));
  rw_backup_ladder_add_run (&ladder, RW_RUN_PURPOSE_BACKUP, RW_RUN_STATUS_SUCCESS,
                            RW_SUSPICION_EMPTY, RW_CHECK_DEPTH_DATA, T (4), NULL);
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_RAN, RW_LADDER_PROVEN, T (1));
  assert_step (&ladder, RW_CHECK_DEPTH_STRUCTURE, RW_LADDER_PROVEN, T (1));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_NEVER, 0);
  /* A verification is no backup, and one still running says nothing. */
  verify (&ladder, RW_RUN_STATUS_WARNING, -1, T (5));
  verify (&ladder, RW_RUN_STATUS_RUNNING, RW_CHECK_DEPTH_DATA, T (6));
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_RAN, RW_LADDER_PROVEN, T (1));
  assert_step (&ladder, RW_CHECK_DEPTH_STRUCTURE, RW_LADDER_PROVEN, T (5));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_NEVER, 0);
}

static void
test_failures (void)
{
  g_auto (RwBackupLadder) ladder = { 0 };

  /* restic: the structure is whole, the data is not; and a test made before says nothing any more. */
  backup (&ladder, RW_RUN_STATUS_SUCCESS, -1, T (0));
  rw_backup_ladder_add_test (&ladder, RW_TEST_RESULT_PASSED, T (1), NULL);
  verify (&ladder, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_STRUCTURE, T (3));
  verify (&ladder, RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_DATA, T (2));
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_STRUCTURE, RW_LADDER_PROVEN, T (3));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_FAILED, T (1));
  g_assert_cmpint (ladder.steps[RW_CHECK_DEPTH_DATA].failed_at, ==, T (2));
  g_assert_cmpstr (ladder.steps[RW_CHECK_DEPTH_DATA].message, ==, "pack 4f is damaged");
  assert_step (&ladder, RW_CHECK_DEPTH_RESTORED, RW_LADDER_DOUBTED, T (1));
  g_assert_cmpstr (ladder.steps[RW_CHECK_DEPTH_RESTORED].message, ==, "pack 4f is damaged");
  g_assert_cmpint (rw_backup_ladder_reached (&ladder), ==, RW_CHECK_DEPTH_STRUCTURE);
  /* Read again and whole: what stood on it stands again. */
  verify (&ladder, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_DATA, T (4));
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_PROVEN, T (4));
  assert_step (&ladder, RW_CHECK_DEPTH_RESTORED, RW_LADDER_PROVEN, T (1));
  g_assert_null (ladder.steps[RW_CHECK_DEPTH_RESTORED].message);
  /* Restored in part is not restored, and takes nothing away from what was. */
  rw_backup_ladder_add_test (&ladder, RW_TEST_RESULT_PARTIAL, T (5), "mailboxes only");
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_PROVEN, T (4));
  assert_step (&ladder, RW_CHECK_DEPTH_RESTORED, RW_LADDER_PROVEN, T (1));
  /* One that failed does, but what is below stays. */
  rw_backup_ladder_add_test (&ladder, RW_TEST_RESULT_FAILED, T (5), "no key");
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_PROVEN, T (4));
  assert_step (&ladder, RW_CHECK_DEPTH_RESTORED, RW_LADDER_FAILED, T (1));
  g_assert_cmpstr (ladder.steps[RW_CHECK_DEPTH_RESTORED].message, ==, "no key");
  /* A broken structure leaves nothing above it. */
  verify (&ladder, RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_STRUCTURE, T (6));
  rw_backup_ladder_settle (&ladder, &no_cadence, T (9));
  assert_step (&ladder, RW_CHECK_DEPTH_RAN, RW_LADDER_PROVEN, T (0));
  assert_step (&ladder, RW_CHECK_DEPTH_STRUCTURE, RW_LADDER_FAILED, T (4));
  assert_step (&ladder, RW_CHECK_DEPTH_DATA, RW_LADDER_DOUBTED, T (4));
  g_assert_cmpint (rw_backup_ladder_reached (&ladder), ==, RW_CHECK_DEPTH_RAN);
}

static void
test_overdue (void)
{
  const RwLadderCadence cadence = { RW_DAY, 7 * RW_DAY, 90 * RW_DAY, T (0) };
  g_auto (RwBackupLadder) ladder = { 0 };

  backup (&ladder, RW_RUN_STATUS_SUCCESS, -1, T (0));
  rw_backup_ladder_settle (&ladder, &cadence, T (1));
  for (guint i = 0; i < RW_CHECK_DEPTH_N_VALUES; i++)
    g_assert_false (ladder.steps[i].overdue);
  /* To the microsecond; what was never done counts from the beginning. */
  rw_backup_ladder_settle (&ladder, &cadence, T (7));
  g_assert_true (ladder.steps[RW_CHECK_DEPTH_RAN].overdue);
  g_assert_false (ladder.steps[RW_CHECK_DEPTH_STRUCTURE].overdue);
  rw_backup_ladder_settle (&ladder, &cadence, T (7) + 1);
  g_assert_true (ladder.steps[RW_CHECK_DEPTH_STRUCTURE].overdue);
  g_assert_false (ladder.steps[RW_CHECK_DEPTH_DATA].overdue);
  g_assert_false (ladder.steps[RW_CHECK_DEPTH_RESTORED].overdue);
  /* A deeper check is a verification as well. */
  verify (&ladder, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_DATA, T (6));
  rw_backup_ladder_settle (&ladder, &cadence, T (13));
  g_assert_false (ladder.steps[RW_CHECK_DEPTH_STRUCTURE].overdue);
  rw_backup_ladder_settle (&ladder, &cadence, T (91));
  g_assert_true (ladder.steps[RW_CHECK_DEPTH_RESTORED].overdue);
  rw_backup_ladder_settle (&ladder, &no_cadence, T (900));
  for (guint i = 0; i < RW_CHECK_DEPTH_N_VALUES; i++)
    g_assert_false (ladder.steps[i].overdue);
}

static void
test_weakest (void)
{
  g_auto (RwBackupLadder) one = { 0 }, other = { 0 };
  const RwLadderCadence weekly = { 0, 7 * RW_DAY, 0, 0 };

  backup (&one, RW_RUN_STATUS_SUCCESS, -1, T (8));
  rw_backup_ladder_add_test (&one, RW_TEST_RESULT_PASSED, T (7), NULL);
  backup (&other, RW_RUN_STATUS_SUCCESS, -1, T (6));
  verify (&other, RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_DATA, T (5));
  rw_backup_ladder_settle (&one, &no_cadence, T (9));
  rw_backup_ladder_settle (&other, &weekly, T (9));
  rw_backup_ladder_weaken (&one, &other);
  assert_step (&one, RW_CHECK_DEPTH_RAN, RW_LADDER_PROVEN, T (6));
  assert_step (&one, RW_CHECK_DEPTH_STRUCTURE, RW_LADDER_NEVER, 0);
  g_assert_true (one.steps[RW_CHECK_DEPTH_STRUCTURE].overdue);
  assert_step (&one, RW_CHECK_DEPTH_DATA, RW_LADDER_FAILED, 0);
  g_assert_cmpstr (one.steps[RW_CHECK_DEPTH_DATA].message, ==, "pack 4f is damaged");
  assert_step (&one, RW_CHECK_DEPTH_RESTORED, RW_LADDER_NEVER, 0);
}

typedef struct
{
  gboolean test, verification;
  RwRunStatus status;
  RwSuspicion suspicion;
  int depth;
  RwTestResult result;
  gint64 at;
} Event;

static void
feed (RwBackupLadder *ladder, const Event *event)
{
  if (event->test)
    rw_backup_ladder_add_test (ladder, event->result, event->at, "test");
  else
    rw_backup_ladder_add_run (ladder,
                              event->verification ? RW_RUN_PURPOSE_VERIFICATION
                                                  : RW_RUN_PURPOSE_BACKUP,
                              event->status, event->suspicion, event->depth, event->at, "run");
}

/* Whatever happened, in whatever order it is told: the same ladder; a step is never older than one above it; and
 * what speaks for it can only make it younger. */
static void
test_any_order (void)
{
  for (int round = 0; round < 3000; round++)
    {
      Event events[12];
      guint n = (guint) g_test_rand_int_range (1, G_N_ELEMENTS (events));
      g_auto (RwBackupLadder) straight = { 0 }, mixed = { 0 };
      gint64 last = 0;

      for (guint i = 0; i < n; i++)
        events[i] = (Event) {
          .test = g_test_rand_int_range (0, 4) == 0,
          .verification = g_test_rand_int_range (0, 2),
          .status = (RwRunStatus) g_test_rand_int_range (0, RW_RUN_STATUS_N_VALUES),
          .suspicion = g_test_rand_int_range (0, 4) == 0 ? RW_SUSPICION_SMALL : RW_SUSPICION_NONE,
          .depth = g_test_rand_int_range (-1, RW_CHECK_DEPTH_N_VALUES),
          .result = (RwTestResult) g_test_rand_int_range (0, RW_TEST_RESULT_N_VALUES),
          .at = T (g_test_rand_int_range (0, 20)),
        };
      for (guint i = 0; i < n; i++)
        feed (&straight, &events[i]);
      for (guint i = n; i > 1; i--)
        {
          guint other = (guint) g_test_rand_int_range (0, (int) i);
          Event event = events[i - 1];

          events[i - 1] = events[other];
          events[other] = event;
        }
      for (guint i = 0; i < n; i++)
        feed (&mixed, &events[i]);
      rw_backup_ladder_settle (&straight, &no_cadence, T (30));
      rw_backup_ladder_settle (&mixed, &no_cadence, T (30));
      for (guint depth = 0; depth < RW_CHECK_DEPTH_N_VALUES; depth++)
        {
          const RwLadderStep *step = &straight.steps[depth];

          g_assert_cmpint (step->state, ==, mixed.steps[depth].state);
          g_assert_cmpint (step->at, ==, mixed.steps[depth].at);
          g_assert_cmpint (step->failed_at, ==, mixed.steps[depth].failed_at);
          g_assert_cmpstr (step->message, ==, mixed.steps[depth].message);
          g_assert_cmpint (step->failed_at != 0, ==, step->state >= RW_LADDER_DOUBTED);
          if (step->state == RW_LADDER_FAILED)
            g_assert_cmpint (step->failed_at, >, step->at);
          if (depth > RW_CHECK_DEPTH_STRUCTURE)
            g_assert_cmpint (step->at, <=, straight.steps[depth - 1].at);
        }
      last = straight.steps[RW_CHECK_DEPTH_DATA].at;
      verify (&straight, RW_RUN_STATUS_SUCCESS, RW_CHECK_DEPTH_DATA, T (25));
      rw_backup_ladder_settle (&straight, &no_cadence, T (30));
      g_assert_cmpint (straight.steps[RW_CHECK_DEPTH_DATA].at, >, last);
      g_assert_cmpint (straight.steps[RW_CHECK_DEPTH_DATA].state, ==, RW_LADDER_PROVEN);
      g_assert_cmpint (straight.steps[RW_CHECK_DEPTH_STRUCTURE].state, ==, RW_LADDER_PROVEN);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup-ladder/covers", test_covers);
  g_test_add_func ("/backup-ladder/runs", test_runs);
  g_test_add_func ("/backup-ladder/failures", test_failures);
  g_test_add_func ("/backup-ladder/overdue", test_overdue);
  g_test_add_func ("/backup-ladder/weakest", test_weakest);
  g_test_add_func ("/backup-ladder/any-order", test_any_order);
  return g_test_run ();
}
