/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "backup-scene.h"
#include "rw-clock.h"
#include "rw-log-store-sqlite.h"
#include "rw-run-watch.h"

/* Backups that do not happen. */

typedef struct
{
  char *dir, *path;
  RwLogStore *store;
  RwRunWatch *watch;
  RwRecord *policy, *web, *job;
} World;

static void
write_at (World *world, RwRecord *record, const char *when)
{
  RwLogAuthor author = { .at = scene_at (when), .actor = "Test" };
  g_autoptr (RwLogState) before = rw_log_store_get (world->store, rw_record_get_id (record), NULL);
  gint64 seq;

  g_assert_true (rw_log_store_begin (world->store, NULL));
  g_assert_true (rw_log_store_append (world->store, &author, before, record, &seq, NULL));
  g_assert_true (rw_log_store_commit (world->store, NULL));
}

static void
set_up (World *world, gconstpointer data)
{
  world->dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  world->path = g_build_filename (world->dir, "log.db", NULL);
  world->store = rw_log_store_sqlite_open (world->path, NULL);
  world->watch = rw_run_watch_new ();
  world->policy = scene_policy ("Nightly", "22:00", 24, 60);
  rw_record_set_text (world->policy, RW_BACKUP_POLICY_TZ, "UTC");
  world->web = scene_vm ("web-014");
  world->job = scene_job ("Nightly", world->web, world->policy, RW_BACKUP_TOOL_RESTIC);
  write_at (world, world->policy, "2026-03-01T12:00:00Z");
  write_at (world, world->web, "2026-03-01T12:00:00Z");
  write_at (world, world->job, "2026-03-01T12:00:00Z");
}

static void
tear_down (World *world, gconstpointer data)
{
  g_clear_pointer (&world->watch, rw_run_watch_free);
  g_clear_object (&world->store);
  g_clear_object (&world->policy);
  g_clear_object (&world->web);
  g_clear_object (&world->job);
  g_unlink (world->path);
  g_assert_cmpint (g_rmdir (world->dir), ==, 0);
  g_free (world->path);
  g_free (world->dir);
}

static void
look (World *world, gint64 now)
{
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  for (int i = 0; more; i++)
    {
      g_assert_cmpint (i, <, 1000);
      rw_run_watch_step (world->watch, world->store, now, &more, &error);
      g_assert_no_error (error);
    }
}

/* As a server that was there all the time, looking every five minutes. */
static void
pass (World *world, const char *from, const char *to)
{
  for (gint64 now = scene_at (from); now <= scene_at (to); now += 5 * RW_MINUTE)
    look (world, now);
}

static GPtrArray *
runs_of (World *world)
{
  return rw_log_store_backup_runs (world->store, rw_record_get_id (world->job), 100, NULL);
}

static void
assert_missed (World *world, guint n, const char *last)
{
  g_autoptr (GPtrArray) runs = runs_of (world);
  guint n_missed = 0;
  gint64 due = 0;

  for (guint i = 0; i < runs->len; i++)
    if (rw_record_get_enum (runs->pdata[i], RW_BACKUP_RUN_STATUS) == RW_RUN_STATUS_MISSED)
      {
        n_missed++;
        due = MAX (due, rw_record_get_integer (runs->pdata[i], RW_BACKUP_RUN_DUE, 0));
      }
  g_assert_cmpuint (n_missed, ==, n);
  if (last != NULL)
    g_assert_cmpint (due, ==, scene_at (last));
}

static void
add_run (World *world, RwRunStatus status, const char *due, const char *started, const char *finished, RwRunPurpose purpose)
{
  g_autoptr (RwRecord) run = rw_record_new (RW_KIND_BACKUP_RUN, NULL);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, rw_record_get_id (world->job));
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, (int) status);
  rw_record_set_enum (run, RW_BACKUP_RUN_PURPOSE, (int) purpose);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, scene_at (due));
  if (started != NULL)
    rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, scene_at (started));
  if (finished != NULL)
    rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, scene_at (finished));
  write_at (world, run, started != NULL ? started : finished);
}

/* Said once the grace is over, and once; a run that came in time is none that is missed. */
static void
test_missed (World *world, gconstpointer data)
{
  pass (world, "2026-03-01T12:00:00Z", "2026-03-01T23:00:00Z");
  assert_missed (world, 0, NULL);
  look (world, scene_at ("2026-03-01T23:00:01Z"));
  assert_missed (world, 1, "2026-03-01T22:00:00Z");
  pass (world, "2026-03-01T23:05:00Z", "2026-03-02T20:00:00Z");
  assert_missed (world, 1, NULL);
  /* A check of a backup is no backup. */
  add_run (world, RW_RUN_STATUS_SUCCESS, "2026-03-02T22:00:00Z", "2026-03-02T22:01:00Z", "2026-03-02T22:02:00Z",
           RW_RUN_PURPOSE_VERIFICATION);
  pass (world, "2026-03-02T20:05:00Z", "2026-03-02T23:05:00Z");
  assert_missed (world, 2, "2026-03-02T22:00:00Z");
  pass (world, "2026-03-02T23:10:00Z", "2026-03-03T21:50:00Z");
  add_run (world, RW_RUN_STATUS_FAILED, "2026-03-03T22:00:00Z", "2026-03-03T22:00:30Z", "2026-03-03T22:02:00Z",
           RW_RUN_PURPOSE_BACKUP);
  pass (world, "2026-03-03T21:55:00Z", "2026-03-04T20:00:00Z");
  assert_missed (world, 2, NULL);
}

/* What was expected while the server was away is not said to be missed: the report may be on its way. */
static void
test_away (World *world, gconstpointer data)
{
  pass (world, "2026-03-01T12:00:00Z", "2026-03-01T22:30:00Z");
  g_clear_pointer (&world->watch, rw_run_watch_free);
  world->watch = rw_run_watch_new ();
  pass (world, "2026-03-04T09:00:00Z", "2026-03-04T23:30:00Z");
  assert_missed (world, 1, "2026-03-04T22:00:00Z");
  /* A restart is no absence. */
  pass (world, "2026-03-04T23:35:00Z", "2026-03-05T22:30:00Z");
  g_clear_pointer (&world->watch, rw_run_watch_free);
  world->watch = rw_run_watch_new ();
  pass (world, "2026-03-05T22:40:00Z", "2026-03-05T23:30:00Z");
  assert_missed (world, 2, "2026-03-05T22:00:00Z");
}

/* Nothing is expected of a job that is switched off, and nothing for the time that it was. */
static void
test_changed (World *world, gconstpointer data)
{
  rw_record_set_boolean (world->job, RW_BACKUP_JOB_ENABLED, FALSE);
  write_at (world, world->job, "2026-03-01T13:00:00Z");
  pass (world, "2026-03-01T14:00:00Z", "2026-03-03T12:00:00Z");
  assert_missed (world, 0, NULL);
  rw_record_set_boolean (world->job, RW_BACKUP_JOB_ENABLED, TRUE);
  write_at (world, world->job, "2026-03-03T12:02:00Z");
  pass (world, "2026-03-03T12:05:00Z", "2026-03-03T22:55:00Z");
  assert_missed (world, 0, NULL);
  /* The start was put forward after it would have been. */
  rw_record_set_text (world->policy, RW_BACKUP_POLICY_START_TIME, "20:00");
  write_at (world, world->policy, "2026-03-03T22:56:00Z");
  pass (world, "2026-03-03T23:00:00Z", "2026-03-04T20:55:00Z");
  assert_missed (world, 0, NULL);
  pass (world, "2026-03-04T21:00:00Z", "2026-03-04T21:05:00Z");
  assert_missed (world, 1, "2026-03-04T20:00:00Z");
  {
    g_autoptr (RwLogState) state = rw_log_store_get (world->store, rw_record_get_id (world->job), NULL);
    RwLogAuthor author = { .at = scene_at ("2026-03-04T22:00:00Z"), .actor = "Test" };
    gint64 seq;

    g_assert_true (rw_log_store_begin (world->store, NULL));
    g_assert_true (rw_log_store_append (world->store, &author, state, NULL, &seq, NULL));
    g_assert_true (rw_log_store_commit (world->store, NULL));
  }
  pass (world, "2026-03-04T22:05:00Z", "2026-03-06T12:00:00Z");
  assert_missed (world, 1, NULL);
}

/* A note, or the address of a ping, says nothing on when it is due: what was expected before is expected still. */
static void
test_noted (World *world, gconstpointer data)
{
  pass (world, "2026-03-01T12:00:00Z", "2026-03-01T22:25:00Z");
  rw_record_set_text (world->job, RW_BACKUP_JOB_NOTES, "Moved to the second rack");
  write_at (world, world->job, "2026-03-01T22:30:00Z");
  rw_record_set_text (world->policy, RW_BACKUP_POLICY_NAME, "Every night");
  write_at (world, world->policy, "2026-03-01T22:31:00Z");
  pass (world, "2026-03-01T22:35:00Z", "2026-03-01T23:05:00Z");
  assert_missed (world, 1, "2026-03-01T22:00:00Z");
  /* More time than there was, given when it was over already, is a change of what is expected. */
  rw_record_set_integer (world->job, RW_BACKUP_JOB_GRACE, 240);
  write_at (world, world->job, "2026-03-02T22:30:00Z");
  pass (world, "2026-03-01T23:10:00Z", "2026-03-03T12:00:00Z");
  assert_missed (world, 1, NULL);
}

/* A job that says itself how often it reports is expected that long after its last report. */
static void
test_period (World *world, gconstpointer data)
{
  rw_record_take (world->policy, RW_BACKUP_POLICY_START_TIME, RW_VALUE_NULL);
  rw_record_set_integer (world->job, RW_BACKUP_JOB_PERIOD, 90);
  rw_record_set_integer (world->job, RW_BACKUP_JOB_GRACE, 10);
  write_at (world, world->policy, "2026-03-01T12:00:00Z");
  write_at (world, world->job, "2026-03-01T12:00:00Z");
  pass (world, "2026-03-01T12:00:00Z", "2026-03-01T13:40:00Z");
  assert_missed (world, 0, NULL);
  add_run (world, RW_RUN_STATUS_SUCCESS, "2026-03-01T13:39:00Z", NULL, "2026-03-01T13:39:00Z", RW_RUN_PURPOSE_BACKUP);
  pass (world, "2026-03-01T13:45:00Z", "2026-03-01T15:15:00Z");
  assert_missed (world, 0, NULL);
  pass (world, "2026-03-01T15:20:00Z", "2026-03-01T17:00:00Z");
  assert_missed (world, 2, "2026-03-01T16:39:00Z");
}

/* A run that began and was not heard of again has failed, once its turn would come again. */
static void
test_unfinished (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = NULL;
  guint n = 0;

  pass (world, "2026-03-01T12:00:00Z", "2026-03-01T21:00:00Z");
  add_run (world, RW_RUN_STATUS_RUNNING, "2026-03-01T22:00:00Z", "2026-03-01T22:01:00Z", NULL, RW_RUN_PURPOSE_BACKUP);
  pass (world, "2026-03-01T22:05:00Z", "2026-03-02T21:00:00Z");
  add_run (world, RW_RUN_STATUS_RUNNING, "2026-03-02T22:00:00Z", "2026-03-02T22:01:00Z", NULL, RW_RUN_PURPOSE_VERIFICATION);
  pass (world, "2026-03-02T22:05:00Z", "2026-03-02T23:00:00Z");
  runs = runs_of (world);
  g_assert_cmpuint (runs->len, ==, 2);
  pass (world, "2026-03-02T23:05:00Z", "2026-03-02T23:30:00Z");
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = runs_of (world);
  for (guint i = 0; i < runs->len; i++)
    if (rw_record_get_enum (runs->pdata[i], RW_BACKUP_RUN_STATUS) == RW_RUN_STATUS_FAILED)
      {
        n++;
        g_assert_cmpstr (rw_record_get_text (runs->pdata[i], RW_BACKUP_RUN_SIGNATURE), ==, "did not finish");
        g_assert_cmpint (rw_record_get_integer (runs->pdata[i], RW_BACKUP_RUN_DUE, 0), ==, scene_at ("2026-03-01T22:00:00Z"));
      }
  g_assert_cmpuint (n, ==, 1);
  /* One that ended is over, and one that ended is not missed. */
  add_run (world, RW_RUN_STATUS_RUNNING, "2026-03-03T22:00:00Z", "2026-03-03T22:01:00Z", NULL, RW_RUN_PURPOSE_BACKUP);
  add_run (world, RW_RUN_STATUS_SUCCESS, "2026-03-03T22:00:00Z", "2026-03-03T22:01:00Z", "2026-03-03T22:09:00Z", RW_RUN_PURPOSE_BACKUP);
  pass (world, "2026-03-02T23:35:00Z", "2026-03-04T20:00:00Z");
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = runs_of (world);
  n = 0;
  for (guint i = 0; i < runs->len; i++)
    n += rw_record_get_enum (runs->pdata[i], RW_BACKUP_RUN_STATUS) == RW_RUN_STATUS_FAILED;
  g_assert_cmpuint (n, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/server/run-watch/" path, World, NULL, set_up, test, tear_down)
  ADD ("missed", test_missed);
  ADD ("away", test_away);
  ADD ("changed", test_changed);
  ADD ("noted", test_noted);
  ADD ("period", test_period);
  ADD ("unfinished", test_unfinished);
#undef ADD
  return g_test_run ();
}
