/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-backup-system.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"
#include "store-fixture.h"

/* Noon in Berlin, in winter; backups are at half past eleven in the night before. */
#define TZ  "Europe/Berlin"

static gint64 now;

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
  RwId vm;
} Fixture;

static RwId
put_named (Fixture *f, RwKind kind, const char *name, guint field, const RwId *ref)
{
  RwId id = rw_id_from_name (rw_schema_get (kind)->name, name);
  g_autoptr (RwRecord) record = rw_record_new (kind, &id);

  for (guint i = 0; i < rw_schema_get (kind)->n_fields; i++)
    if (g_str_equal (rw_schema_field (kind, i)->name, "name"))
      rw_record_set_text (record, i, name);
  if (ref != NULL)
    rw_record_set_ref (record, field, ref);
  store_put (f->writer, record);
  return id;
}

static RwId
put_job (Fixture *f, const char *name, const RwId *policy, const char *site, RwBackupMedium medium)
{
  RwId id = rw_id_from_name ("job", name), site_id = rw_id_from_name ("site", site);
  g_autoptr (RwRecord) job = rw_record_new (RW_KIND_BACKUP_JOB, &id);

  rw_record_set_text (job, RW_BACKUP_JOB_NAME, name);
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, &f->vm);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, policy);
  rw_record_set_ref (job, RW_BACKUP_JOB_SITE, &site_id);
  rw_record_set_enum (job, RW_BACKUP_JOB_MEDIUM, medium);
  rw_record_set_boolean (job, RW_BACKUP_JOB_IMMUTABLE, medium == RW_BACKUP_MEDIUM_TAPE);
  store_put (f->writer, job);
  return id;
}

static gint64
due_at (int days_ago)
{
  g_autoptr (GTimeZone) zone = rw_zone_get (TZ);
  gint64 today = rw_zone_wall (zone, now) / RW_DAY;

  return rw_zone_resolve (zone, (today - days_ago - 1) * RW_DAY + 23 * RW_HOUR + 30 * RW_MINUTE);
}

static void
put_run (Fixture *f, const char *job, int days_ago, RwRunStatus status, gint64 bytes, gint64 seconds)
{
  g_autofree char *name = g_strdup_printf ("%s/%d/%d", job, days_ago, (int) status);
  RwId id = rw_id_from_name ("run", name), job_id = rw_id_from_name ("job", job);
  g_autoptr (RwRecord) run = rw_record_new (RW_KIND_BACKUP_RUN, &id);
  gint64 due = due_at (days_ago);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, &job_id);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  rw_record_set_text (run, RW_BACKUP_RUN_MESSAGE, "said so");
  rw_record_set_text (run, RW_BACKUP_RUN_SNAPSHOT, "4f1c");
  if (status != RW_RUN_STATUS_MISSED)
    {
      rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due + RW_MINUTE);
      rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, due + RW_MINUTE + seconds * RW_SECOND);
      rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, bytes);
      rw_record_set_integer (run, RW_BACKUP_RUN_FILES, 12);
    }
  store_put (f->writer, run);
}

static void
put_verification (Fixture *f, const char *job, gint64 at, RwRunStatus status, RwCheckDepth depth)
{
  RwId job_id = rw_id_from_name ("job", job);
  g_autoptr (RwRecord) run = rw_record_new (RW_KIND_BACKUP_RUN, NULL);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, &job_id);
  rw_record_set_enum (run, RW_BACKUP_RUN_PURPOSE, RW_RUN_PURPOSE_VERIFICATION);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_enum (run, RW_BACKUP_RUN_CHECK_DEPTH, depth);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, at);
  rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, at);
  rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, at + RW_HOUR);
  rw_record_set_text (run, RW_BACKUP_RUN_MESSAGE, "pack damaged");
  store_put (f->writer, run);
}

static void
put_test (Fixture *f, const char *job, gint64 at, RwTestResult result, const RwId *change)
{
  RwId job_id = rw_id_from_name ("job", job), person = rw_id_from_name ("person", "Mara");
  g_autoptr (RwRecord) test = rw_record_new (RW_KIND_RESTORE_TEST, NULL);

  rw_record_set_ref (test, RW_RESTORE_TEST_SYSTEM, &f->vm);
  if (*job != '\0')
    rw_record_set_ref (test, RW_RESTORE_TEST_JOB, &job_id);
  rw_record_set_instant (test, RW_RESTORE_TEST_AT, at);
  rw_record_set_enum (test, RW_RESTORE_TEST_RESULT, result);
  rw_record_set_ref (test, RW_RESTORE_TEST_PERSON, &person);
  if (change != NULL)
    rw_record_set_ref (test, RW_RESTORE_TEST_CHANGE, change);
  store_put (f->writer, test);
}

static RwId
put_change (Fixture *f, const char *title, RwChangeStatus status, gint64 at)
{
  RwId id = rw_id_from_name ("change", title);
  g_autoptr (RwRecord) change = rw_record_new (RW_KIND_CHANGE, &id);
  g_autoptr (RwRecord) item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

  rw_record_set_text (change, RW_CHANGE_TITLE, title);
  rw_record_set_enum (change, RW_CHANGE_STATUS, status);
  rw_record_set_instant (change, RW_CHANGE_START, at);
  store_put (f->writer, change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, &id);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, &f->vm);
  store_put (f->writer, item);
  return id;
}

static RwId
put_policy (Fixture *f, const char *name, int rpo, int verify, int restore)
{
  RwId id = rw_id_from_name ("policy", name);
  g_autoptr (RwRecord) policy = rw_record_new (RW_KIND_BACKUP_POLICY, &id);

  rw_record_set_text (policy, RW_BACKUP_POLICY_NAME, name);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, rpo);
  rw_record_set_text (policy, RW_BACKUP_POLICY_TZ, TZ);
  rw_record_set_text (policy, RW_BACKUP_POLICY_START_TIME, "23:30");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_INTERVAL, 24);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_VERIFY_DAYS, verify);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RESTORE_DAYS, restore);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_COPIES, 3);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_MEDIA, 2);
  rw_record_set_boolean (policy, RW_BACKUP_POLICY_OFF_SITE, TRUE);
  store_put (f->writer, policy);
  return id;
}

/* A virtual machine on a blade in a chassis in a rack at FRA4. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  RwId site, room, rack, chassis, host;

  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  g_assert_true (rw_cache_writer_begin (f->writer, &error));
  put_named (f, RW_KIND_SITE, "FRA2", 0, NULL);
  put_named (f, RW_KIND_PERSON, "Mara", 0, NULL);
  site = put_named (f, RW_KIND_SITE, "FRA4", 0, NULL);
  room = put_named (f, RW_KIND_ROOM, "C1", RW_ROOM_SITE, &site);
  rack = put_named (f, RW_KIND_RACK, "R1", RW_RACK_ROOM, &room);
  chassis = put_named (f, RW_KIND_DEVICE, "chassis", RW_DEVICE_RACK, &rack);
  host = put_named (f, RW_KIND_DEVICE, "blade", RW_DEVICE_PARENT, &chassis);
  f->vm = put_named (f, RW_KIND_VM, "db-1", RW_VM_HOST, &host);
}

static RwBackupSystem *
query (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  RwBackupSystem *system;

  if (f->cache == NULL)
    {
      g_assert_true (rw_cache_writer_commit (f->writer, &error));
      f->cache = rw_cache_open (f->dir, "demo", &error);
      g_assert_no_error (error);
    }
  system = rw_query_backup_system (f->cache, RW_KIND_VM, &f->vm, now, NULL, &error);
  g_assert_no_error (error);
  return system;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->cache, rw_cache_close);
  g_clear_pointer (&f->writer, rw_cache_writer_close);
  store_dir_remove (f->dir);
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (RwBackupSystem) system = query (f);
  g_autofree char *digits = rw_backup_copies_text (system->copies);
  g_autoptr (RwBackupSystem) gone = NULL;
  g_autoptr (GError) error = NULL;
  RwId other = rw_id_from_name ("vm", "gone");

  g_assert_cmpstr (system->site, ==, "FRA4");
  g_assert_cmpuint (system->jobs->len, ==, 0);
  g_assert_cmpint (system->worst, ==, -1);
  g_assert_cmpstr (digits, ==, "1-1-0-0-0");
  g_assert_cmpint (rw_backup_ladder_reached (&system->ladder), ==, -1);
  gone = rw_query_backup_system (f->cache, RW_KIND_VM, &other, now, NULL, &error);
  g_assert_null (gone);
  g_assert_error (error, RW_ERROR, RW_ERROR_NOT_FOUND);
}

static void
test_runs (Fixture *f, gconstpointer data)
{
  RwId policy = put_policy (f, "nightly", 24, 30, 90);
  g_autoptr (RwBackupSystem) system = NULL;
  const RwBackupSystemJob *job;
  const RwBackupSystemRun *run;

  put_job (f, "db-1 nightly", &policy, "FRA2", RW_BACKUP_MEDIUM_DISK);
  put_run (f, "db-1 nightly", RW_BACKUP_SYSTEM_DAYS + 10, RW_RUN_STATUS_SUCCESS, 1000, 60);
  for (int i = 30; i >= 0; i--)
    if (i != 3 && i != 5)
      put_run (f, "db-1 nightly", i, RW_RUN_STATUS_SUCCESS, i == 1 ? 400 : 1000, i == 7 ? 181 : 60);
  /* One was missed, and one only seemed so. */
  put_run (f, "db-1 nightly", 3, RW_RUN_STATUS_MISSED, 0, 0);
  put_run (f, "db-1 nightly", 5, RW_RUN_STATUS_MISSED, 0, 0);
  put_run (f, "db-1 nightly", 5, RW_RUN_STATUS_WARNING, 1000, 60);
  put_verification (f, "db-1 nightly", now - 2 * RW_DAY, RW_RUN_STATUS_SUCCESS,
                    RW_CHECK_DEPTH_DATA);
  system = query (f);
  g_assert_cmpuint (system->jobs->len, ==, 1);
  job = system->jobs->pdata[0];
  g_assert_cmpuint (job->runs->len, ==, 33);
  run = job->runs->pdata[0];
  g_assert_cmpint (run->due, ==, due_at (30));
  g_assert_cmpint (run->median_bytes, ==, -1);
  g_assert_cmpstr (run->snapshot, ==, "4f1c");
  g_assert_cmpint (run->files, ==, 12);
  for (guint i = 0; i < job->runs->len; i++)
    {
      run = job->runs->pdata[i];
      if (i > 0)
        g_assert_cmpint (run->due, >=, ((RwBackupSystemRun *) job->runs->pdata[i - 1])->due);
      if (run->purpose == RW_RUN_PURPOSE_VERIFICATION)
        {
          g_assert_false (run->superseded);
          continue;
        }
      g_assert_cmpint (run->superseded, ==,
                       run->due == due_at (5) && run->status == RW_RUN_STATUS_MISSED);
      if (i > 3 && !run->superseded)
        {
          g_assert_cmpint (run->median_bytes, ==, 1000);
          g_assert_cmpint (run->median_seconds, ==, 60);
        }
      g_assert_cmpint (run->suspicion, ==,
                       run->due == due_at (1)   ? RW_SUSPICION_SMALL
                       : run->due == due_at (7) ? RW_SUSPICION_LONG
                                                : RW_SUSPICION_NONE);
    }
  g_assert_cmpint (job->last, ==, RW_BACKUP_GOOD);
  g_assert_cmpint (job->last_good, ==, due_at (0) + RW_MINUTE);
  g_assert_cmpint (job->recovery, ==, RW_RECOVERY_COMPLIANT);
  g_assert_cmpint (job->next_due, ==, due_at (-1));
  g_assert_true (job->off_site && job->enabled);
  /* The verification read the data, and is no recovery point. */
  g_assert_cmpint (job->ladder.steps[RW_CHECK_DEPTH_RAN].at, ==, job->last_good);
  g_assert_cmpint (job->ladder.steps[RW_CHECK_DEPTH_STRUCTURE].at, ==, now - 2 * RW_DAY);
  g_assert_cmpint (job->ladder.steps[RW_CHECK_DEPTH_DATA].at, ==, now - 2 * RW_DAY);
  g_assert_cmpint (job->ladder.steps[RW_CHECK_DEPTH_RESTORED].state, ==, RW_LADDER_NEVER);
}

static void
test_proof (Fixture *f, gconstpointer data)
{
  RwId nightly = put_policy (f, "nightly", 24, 30, 90),
       weekly = put_policy (f, "weekly", 192, 0, 0);
  RwId patch = put_change (f, "Patch", RW_CHANGE_STATUS_CLOSED, now - 4 * RW_DAY);
  g_autoptr (RwBackupSystem) system = NULL;
  g_autofree char *digits = NULL;
  RwBackupSystemTest *test;
  const RwLadderStep *steps;

  put_change (f, "Cancelled", RW_CHANGE_STATUS_CANCELLED, now - 3 * RW_DAY);
  put_change (f, "To come", RW_CHANGE_STATUS_SCHEDULED, now + 3 * RW_DAY);
  put_change (f, "First", RW_CHANGE_STATUS_REVIEW, now - 9 * RW_DAY);
  put_job (f, "near", &nightly, "FRA4", RW_BACKUP_MEDIUM_DISK);
  put_job (f, "tape", &weekly, "FRA2", RW_BACKUP_MEDIUM_TAPE);
  for (int i = 20; i >= 0; i--)
    put_run (f, "near", i, RW_RUN_STATUS_SUCCESS, 1000, 60);
  put_run (f, "tape", 6, RW_RUN_STATUS_SUCCESS, 1000, 60);
  put_test (f, "near", now - 5 * RW_DAY, RW_TEST_RESULT_PASSED, &patch);
  put_test (f, "", now - 100 * RW_DAY, RW_TEST_RESULT_PASSED, NULL);
  put_verification (f, "near", now - RW_DAY, RW_RUN_STATUS_FAILED, RW_CHECK_DEPTH_DATA);
  system = query (f);
  digits = rw_backup_copies_text (system->copies);
  g_assert_cmpstr (digits, ==, "3-2-1-1-1");
  g_assert_false (system->copies->met);
  g_assert_true (system->copies->digits[RW_COPIES_OFF_SITE].met);
  g_assert_cmpuint (system->copies->digits[RW_COPIES_COPIES].wanted, ==, 3);
  /* Both are within their objectives: the one of last week does not say to when it can be restored. */
  g_assert_cmpint (system->worst, ==, 0);
  /* Of each step the weaker job. */
  steps = system->ladder.steps;
  g_assert_cmpint (steps[RW_CHECK_DEPTH_RAN].at, ==, due_at (6) + RW_MINUTE);
  g_assert_cmpint (steps[RW_CHECK_DEPTH_STRUCTURE].at, ==, now - 100 * RW_DAY);
  g_assert_cmpint (steps[RW_CHECK_DEPTH_DATA].state, ==, RW_LADDER_FAILED);
  g_assert_cmpstr (steps[RW_CHECK_DEPTH_DATA].message, ==, "pack damaged");
  g_assert_cmpint (steps[RW_CHECK_DEPTH_RESTORED].state, ==, RW_LADDER_DOUBTED);
  g_assert_cmpuint (system->tests->len, ==, 2);
  test = system->tests->pdata[0];
  g_assert_cmpstr (test->person, ==, "Mara");
  g_assert_cmpstr (test->job, ==, "near");
  g_assert_cmpstr (rw_record_get_text (test->change, RW_CHANGE_TITLE), ==, "Patch");
  g_assert_null (((RwBackupSystemTest *) system->tests->pdata[1])->job);
  /* What was worked on it, in order. */
  g_assert_cmpuint (system->changes->len, ==, 2);
  g_assert_cmpint (((RwBackupSystemChange *) system->changes->pdata[0])->at, ==, now - 9 * RW_DAY);
}

/* The page is only filled again when it has something else to say. */
static void
test_equal (Fixture *f, gconstpointer data)
{
  RwId nightly = put_policy (f, "nightly", 24, 7, 90);
  g_autoptr (RwBackupSystem) first = NULL, again = NULL, later = NULL, tested = NULL;

  put_job (f, "near", &nightly, "FRA4", RW_BACKUP_MEDIUM_DISK);
  put_run (f, "near", 2, RW_RUN_STATUS_SUCCESS, 1000, 60);
  first = query (f);
  again = query (f);
  put_run (f, "near", 1, RW_RUN_STATUS_SUCCESS, 1000, 60);
  later = query (f);
  put_test (f, "near", now - RW_DAY, RW_TEST_RESULT_PASSED, NULL);
  tested = query (f);
  g_assert_true (rw_backup_system_equal (first, again));
  g_assert_false (rw_backup_system_equal (first, later));
  g_assert_false (rw_backup_system_equal (later, tested));
}

/* A check that a wrapper told of as it began and as it ended is one check, whichever way it ended. */
static void
test_begun (Fixture *f, gconstpointer data)
{
  g_autoptr (RwBackupSystem) system = NULL;
  GPtrArray *runs;
  const RwRunStatus ends[] = { RW_RUN_STATUS_SUCCESS, RW_RUN_STATUS_FAILED };
  guint n = 0;
  RwId nightly = put_policy (f, "nightly", 24, 7, 90);

  put_job (f, "near", &nightly, "FRA4", RW_BACKUP_MEDIUM_DISK);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gint64 at = now - (i + 2) * RW_DAY;

      put_verification (f, "near", at, RW_RUN_STATUS_RUNNING, RW_CHECK_DEPTH_DATA);
      put_verification (f, "near", at, ends[i], RW_CHECK_DEPTH_DATA);
    }
  put_verification (f, "near", now - RW_HOUR, RW_RUN_STATUS_RUNNING, RW_CHECK_DEPTH_DATA);
  system = query (f);
  runs = ((RwBackupSystemJob *) system->jobs->pdata[0])->runs;
  g_assert_cmpuint (runs->len, ==, 5);
  for (guint i = 0; i < runs->len; i++)
    {
      const RwBackupSystemRun *run = runs->pdata[i];

      if (run->status == RW_RUN_STATUS_RUNNING && !run->superseded)
        n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

/* A job that is switched off is told of and counts for nothing; one whose policy has not come does no harm. */
static void
test_switched_off (Fixture *f, gconstpointer data)
{
  RwId missing = rw_id_from_name ("policy", "missing"), id;
  g_autoptr (RwBackupSystem) system = NULL;
  g_autoptr (RwRecord) off = NULL, ack = NULL;

  put_job (f, "without policy", &missing, "FRA2", RW_BACKUP_MEDIUM_DISK);
  id = rw_id_from_name ("job", "off");
  off = rw_record_new (RW_KIND_BACKUP_JOB, &id);
  rw_record_set_text (off, RW_BACKUP_JOB_NAME, "off");
  rw_record_set_ref (off, RW_BACKUP_JOB_SYSTEM, &f->vm);
  rw_record_set_ref (off, RW_BACKUP_JOB_POLICY, &missing);
  rw_record_set_boolean (off, RW_BACKUP_JOB_ENABLED, FALSE);
  store_put (f->writer, off);
  ack = rw_record_new (RW_KIND_BACKUP_ACK, NULL);
  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, &f->vm);
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, "Is being moved");
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, now - RW_HOUR);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, now + RW_HOUR);
  store_put (f->writer, ack);
  system = query (f);
  g_assert_cmpuint (system->jobs->len, ==, 2);
  g_assert_cmpuint (system->n_enabled, ==, 1);
  g_assert_cmpuint (system->acks->len, ==, 1);
  g_assert_true (((RwBackupSystemJob *) system->jobs->pdata[0])->enabled);
  g_assert_false (((RwBackupSystemJob *) system->jobs->pdata[1])->enabled);
  g_assert_cmpint (((RwBackupSystemJob *) system->jobs->pdata[1])->next_due, ==, 0);
}

static void
switch_off (Fixture *f, const char *name)
{
  RwId id = rw_id_from_name ("job", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) job =
    rw_cache_get (rw_cache_writer_get_cache (f->writer), RW_KIND_BACKUP_JOB, &id, &error);

  g_assert_no_error (error);
  rw_record_set_boolean (job, RW_BACKUP_JOB_ENABLED, FALSE);
  store_put (f->writer, job);
}

/* A second copy that is behind takes nothing away from the first: to when a system can be restored its best copy says. */
static void
test_best_copy (Fixture *f, gconstpointer data)
{
  RwId nightly = put_policy (f, "nightly", 24, 30, 90);
  g_autoptr (RwBackupSystem) system = NULL;

  put_job (f, "near", &nightly, "FRA4", RW_BACKUP_MEDIUM_DISK);
  put_job (f, "second", &nightly, "FRA2", RW_BACKUP_MEDIUM_DISK);
  put_run (f, "near", 0, RW_RUN_STATUS_SUCCESS, 1000, 60);
  system = query (f);
  g_assert_cmpint (system->worst, ==, 1);
  g_assert_cmpint (system->best, ==, 0);
  g_assert_cmpint (((RwBackupSystemJob *) system->jobs->pdata[1])->last_good, ==, 0);
  /* Only what nothing refers to can be deleted. */
  g_assert_true (((RwBackupSystemJob *) system->jobs->pdata[0])->used);
  g_assert_false (((RwBackupSystemJob *) system->jobs->pdata[1])->used);
}

/* With every job switched off what was kept is still there, and as proven as it was. */
static void
test_all_off (Fixture *f, gconstpointer data)
{
  RwId nightly = put_policy (f, "nightly", 24, 30, 90);
  g_autoptr (RwBackupSystem) system = NULL;

  put_job (f, "near", &nightly, "FRA4", RW_BACKUP_MEDIUM_DISK);
  put_run (f, "near", 3, RW_RUN_STATUS_SUCCESS, 1000, 60);
  put_test (f, "near", now - RW_DAY, RW_TEST_RESULT_PASSED, NULL);
  switch_off (f, "near");
  system = query (f);
  g_assert_cmpint (system->worst, ==, -1);
  g_assert_cmpint (system->best, ==, 0);
  g_assert_cmpint (rw_backup_ladder_reached (&system->ladder), ==, RW_CHECK_DEPTH_RESTORED);
  g_assert_false (system->copies->met || system->copies->promised);
}

/* A restore that failed is an error of 3-2-1-1-0; one of a part is none. */
static void
test_failed_restore (Fixture *f, gconstpointer data)
{
  RwId nightly = put_policy (f, "nightly", 24, 30, 90);
  g_autoptr (RwBackupSystem) system = NULL;
  g_autofree char *digits = NULL;

  put_job (f, "near", &nightly, "FRA4", RW_BACKUP_MEDIUM_DISK);
  put_job (f, "other", &nightly, "FRA2", RW_BACKUP_MEDIUM_DISK);
  put_run (f, "near", 0, RW_RUN_STATUS_SUCCESS, 1000, 60);
  put_run (f, "other", 0, RW_RUN_STATUS_SUCCESS, 1000, 60);
  put_test (f, "near", now - 2 * RW_DAY, RW_TEST_RESULT_PASSED, NULL);
  put_test (f, "near", now - RW_DAY, RW_TEST_RESULT_FAILED, NULL);
  put_test (f, "other", now - 2 * RW_DAY, RW_TEST_RESULT_PASSED, NULL);
  put_test (f, "other", now - RW_DAY, RW_TEST_RESULT_PARTIAL, NULL);
  system = query (f);
  digits = rw_backup_copies_text (system->copies);
  g_assert_cmpstr (digits, ==, "3-1-1-0-1");
  g_assert_cmpstr (system->copies->digits[RW_COPIES_ERRORS].reason, ==,
                   "restore test failed: near");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (rw_instant_parse ("2026-01-15T11:00:00Z", &now));
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/query-backup-system/nothing", test_nothing);
  ADD ("/query-backup-system/runs", test_runs);
  ADD ("/query-backup-system/proof", test_proof);
  ADD ("/query-backup-system/equal", test_equal);
  ADD ("/query-backup-system/begun", test_begun);
  ADD ("/query-backup-system/switched-off", test_switched_off);
  ADD ("/query-backup-system/best-copy", test_best_copy);
  ADD ("/query-backup-system/all-off", test_all_off);
  ADD ("/query-backup-system/failed-restore", test_failed_restore);
  return g_test_run ();
}
