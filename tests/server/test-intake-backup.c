/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "backup-scene.h"
#include "rw-clock.h"

/* POST /v1/intake/backup: what becomes of a report, and of what is none. */

#define NOW "2026-11-22T05:00:00Z"

typedef struct
{
  Fixture fixture;
  RwRecord *policy;
  RwRecord *web;
  RwRecord *job;
} World;

static void
set_up (World *world, gconstpointer flags)
{
  rw_clock_freeze (scene_at (NOW));
  fixture_set_up (&world->fixture, flags);
  world->policy = scene_policy ("Nightly", "01:30", 24, 60);
  world->web = scene_vm ("web-014");
  world->job = scene_job ("web-014 nightly", world->web, world->policy, RW_BACKUP_TOOL_RESTIC);
  load (&world->fixture, world->policy);
  load (&world->fixture, world->web);
  load (&world->fixture, world->job);
}

static void
tear_down (World *world, gconstpointer flags)
{
  g_clear_object (&world->policy);
  g_clear_object (&world->web);
  g_clear_object (&world->job);
  fixture_tear_down (&world->fixture, flags);
  rw_clock_thaw ();
}

static Reply *
report (World *world, const char *token, const char *body)
{
  return ask (&world->fixture, "POST", "/v1/intake/backup", token, body);
}

/* Returns: what became of it */
static char *
take (World *world, const char *body)
{
  g_autoptr (Reply) reply = report (world, world->fixture.intake, body);

  g_assert_cmpint (reply->status, ==, 200);
  return g_strdup (json_object_get_string_member (reply->object, "result"));
}

static void
assert_taken (World *world, const char *body, const char *result)
{
  g_autofree char *is = take (world, body);

  g_assert_cmpstr (is, ==, result);
}

static void
assert_refused (World *world, const char *body, guint status, const char *says)
{
  g_autoptr (Reply) reply = report (world, world->fixture.intake, body);

  g_test_message ("%s", reply->text);
  g_assert_cmpint (reply->status, ==, status);
  if (says != NULL)
    g_assert_nonnull (strstr (reply->text, says));
}

#define REPORT(rest) "{\"system\":\"web-014\",\"tool\":\"restic\",\"status\":\"success\"" rest "}"

static void
test_run (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = NULL;
  RwRecord *run;

  assert_taken (world,
                REPORT (
                  ",\"started\":\"2026-11-22T00:31:00Z\",\"finished\":\"2026-11-22T00:40:00Z\","
                  "\"bytes\":3500003,\"files\":3,\"snapshot\":\"4b50715c\",\"new\":{\"x\":1}"),
                "new");
  runs = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
  g_assert_cmpuint (runs->len, ==, 1);
  run = runs->pdata[0];
  g_assert_true (
    rw_id_equal (rw_record_get_ref (run, RW_BACKUP_RUN_JOB), rw_record_get_id (world->job)));
  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_DUE, 0), ==,
                   scene_at ("2026-11-22T00:30:00Z"));
  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, 0), ==,
                   scene_at ("2026-11-22T00:31:00Z"));
  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_BYTES, 0), ==, 3500003);
  g_assert_cmpint (rw_record_get_enum (run, RW_BACKUP_RUN_CHECK_DEPTH), ==, RW_CHECK_DEPTH_RAN);
  g_assert_false (rw_record_has (run, RW_BACKUP_RUN_PURPOSE));
  g_assert_cmpstr (rw_record_get_text (run, RW_BACKUP_RUN_SNAPSHOT), ==, "4b50715c");
}

/* What an intake may not do: read, learn, change anything else. */
static void
test_rights (World *world, gconstpointer data)
{
  const char *body = REPORT ("");
  g_autoptr (Reply) nobody = report (world, NULL, body);
  g_autoptr (Reply) auditor = report (world, world->fixture.auditor, body);
  g_autoptr (Reply) wall = report (world, world->fixture.wall, body);
  g_autoptr (Reply) technician = report (world, world->fixture.technician, body);
  g_autoptr (Reply) reads =
    ask (&world->fixture, "GET", "/v1/changes", world->fixture.intake, NULL);
  g_autoptr (Reply) taken = NULL;

  assert_error (nobody, 401, "auth");
  assert_error (auditor, 403, "forbidden");
  assert_error (wall, 403, "forbidden");
  assert_error (reads, 403, "forbidden");
  g_assert_cmpint (technician->status, ==, 200);
  taken = report (world, world->fixture.intake, body);
  g_assert_cmpstr (taken->text, ==, "{\"result\":\"same\"}");
}

static void
test_which (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) twin = scene_vm ("db-01");
  g_autoptr (RwRecord) other = scene_vm ("DB-01");
  g_autoptr (RwRecord) old = scene_vm ("web-014");
  g_autoptr (RwRecord) second = scene_job ("Daily", world->web, world->policy, RW_BACKUP_TOOL_BORG);
  g_autoptr (RwRecord) third =
    scene_job ("Offsite", world->web, world->policy, RW_BACKUP_TOOL_BORG);
  g_autoptr (RwRecord) off = scene_job ("Off", world->web, world->policy, RW_BACKUP_TOOL_RESTIC);

  rw_record_set_enum (old, RW_VM_STAGE, RW_STAGE_REMOVED);
  rw_record_set_boolean (off, RW_BACKUP_JOB_ENABLED, FALSE);
  load (&world->fixture, twin);
  load (&world->fixture, other);
  load (&world->fixture, old);
  load (&world->fixture, second);
  load (&world->fixture, third);
  load (&world->fixture, off);
  assert_refused (world, "{\"system\":\"nowhere\",\"tool\":\"restic\",\"status\":\"success\"}", 404,
                  "no system");
  assert_refused (world, "{\"system\":\"db-01\",\"tool\":\"restic\",\"status\":\"success\"}", 409,
                  "more than one system");
  assert_refused (world, "{\"system\":\"web-014\",\"tool\":\"pbs\",\"status\":\"success\"}", 404,
                  "no enabled backup job");
  assert_refused (world, "{\"system\":\"web-014\",\"tool\":\"borg\",\"status\":\"success\"}", 409,
                  "--job");
  assert_refused (
    world, "{\"system\":\"web-014\",\"tool\":\"borg\",\"job\":\"Weekly\",\"status\":\"success\"}",
    404, "Weekly");
  assert_taken (
    world, "{\"system\":\"WEB-014\",\"tool\":\"borg\",\"job\":\"daily\",\"status\":\"success\"}",
    "new");
  assert_taken (world, "{\"system\":\"web-014\",\"tool\":\"restic\",\"status\":\"success\"}",
                "new");
}

static void
assert_due (World *world, const char *body, const char *due)
{
  g_autoptr (GPtrArray) runs = NULL;

  assert_taken (world, body, "new");
  runs = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
  g_assert_cmpint (rw_record_get_integer (runs->pdata[runs->len - 1], RW_BACKUP_RUN_DUE, 0), ==,
                   scene_at (due));
}

/* A timer can run a little ahead of its schedule; what ended before a start was not begun at it. */
static void
test_due (World *world, gconstpointer data)
{
  assert_due (world, REPORT (",\"started\":\"2026-11-22T00:20:00Z\""), "2026-11-22T00:30:00Z");
  assert_due (world, REPORT (",\"finished\":\"2026-11-22T00:20:00Z\""), "2026-11-21T00:30:00Z");
  rw_clock_freeze (scene_at ("2026-11-23T00:20:00Z"));
  assert_due (world, REPORT (""), "2026-11-22T00:30:00Z");
}

/* Reports without a name or a time of their own: those of one night are one, those of two nights two. */
static void
test_bare (World *world, gconstpointer data)
{
  const char *body =
    "{\"system\":\"web-014\",\"tool\":\"restic\",\"status\":\"failed\",\"cause\":\"wrong password\"}";
  g_autoptr (GPtrArray) runs = NULL;

  assert_taken (world, body, "new");
  rw_clock_freeze (scene_at (NOW) + RW_HOUR);
  assert_taken (world, body, "same");
  assert_taken (world, "{\"system\":\"web-014\",\"tool\":\"restic\",\"status\":\"success\"}",
                "new");
  rw_clock_freeze (scene_at (NOW) + 20 * RW_HOUR);
  assert_taken (world, body, "new");
  runs = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
  g_assert_cmpuint (runs->len, ==, 3);
}

static void
test_hostile (World *world, gconstpointer data)
{
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *much = g_strnfill (40000, 'x');
  g_autofree char *message = g_strdup_printf (REPORT (",\"message\":\"%s\""), many);
  g_autofree char *body = g_strdup_printf (REPORT (",\"message\":\"%s\""), much);
  g_autofree char *deep = g_strnfill (2000, '[');
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "{\"system\":1}",
    "{\"system\":\"web-014\"}",
    "{\"system\":\"\",\"tool\":\"restic\",\"status\":\"success\"}",
    "{\"system\":\"web-014\",\"tool\":\"tar\",\"status\":\"success\"}",
    "{\"system\":\"web-014\",\"tool\":\"restic\",\"status\":\"missed\"}",
    "{\"system\":\"web-014\",\"tool\":\"restic\",\"status\":\"great\"}",
    REPORT (",\"run\":\"4711\""),
    REPORT (",\"bytes\":-1"),
    REPORT (",\"bytes\":1e99"),
    REPORT (",\"bytes\":\"3\""),
    REPORT (",\"files\":[]"),
    REPORT (",\"started\":\"yesterday\""),
    REPORT (",\"started\":\"1850-01-01T00:00:00Z\""),
    REPORT (",\"started\":\"2026-11-22T02:00:00Z\",\"finished\":\"2026-11-22T01:00:00Z\""),
    REPORT (",\"check_depth\":\"deep\""),
    REPORT (",\"purpose\":\"fun\""),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (world, bad[i], 422, NULL);
  assert_refused (world, deep, 422, NULL);
  assert_refused (world, message, 422, "too long");
  assert_refused (world, body, 413, NULL);
  /* A clock that is years ahead would silence every run that is missed until then. */
  assert_refused (world, REPORT (",\"started\":\"2040-01-01T00:00:00Z\""), 422, "clock");
  assert_refused (world, REPORT (",\"finished\":\"2026-11-22T06:00:01Z\""), 422, "clock");
  /* What no spool keeps any more would rewrite what the nights came to. */
  assert_refused (world, REPORT (",\"started\":\"2026-10-17T01:00:00Z\""), 422, "35 days");
  assert_taken (world, REPORT (",\"started\":\"2026-10-19T01:00:00Z\""), "new");
  /* Borg says local times, and not whose: that the clock is right is seen by both. */
  assert_refused (world, REPORT (",\"finished\":\"2026-11-22T06:30:00Z\""), 422,
                  "it says 2026-11-22T06:30:00Z, and it is 2026-11-22T05:");
  assert_refused (world, REPORT (",\"finished\":\"2026-11-22T06:30:00Z\""), 422, "--tz");
  assert_taken (world, REPORT (",\"cause\":\"a\\u001b[31mred\\nline\""), "new");
}

/* The same reports, in any order and repeated, give the same runs. */
static void
test_property (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func (g_free);
  guint digest = 0, rounds = 4;

  for (int i = 0; i < 12; i++)
    {
      const char *status = i % 3 == 0 ? "failed" : "success";

      g_ptr_array_add (
        reports,
        g_strdup_printf (
          REPORT (
            ",\"status\":\"%s\",\"snapshot\":\"%08x\",\"started\":\"2026-11-%02dT00:31:00Z\""),
          status, i, 5 + i));
      g_ptr_array_add (
        reports,
        g_strdup_printf (
          REPORT (
            ",\"status\":\"running\",\"run\":\"018f0000-0000-7000-8000-0000000000%02d\",\"started\":\"2026-11-%02dT00:32:00Z\""),
          i, 5 + i));
      g_ptr_array_add (
        reports,
        g_strdup_printf (
          REPORT (
            ",\"status\":\"%s\",\"run\":\"018f0000-0000-7000-8000-0000000000%02d\",\"started\":\"2026-11-%02dT00:32:00Z\",\"finished\":\"2026-11-%02dT00:42:00Z\""),
          status, i, 5 + i, 5 + i));
      g_ptr_array_add (
        reports,
        g_strdup_printf (
          REPORT (
            ",\"purpose\":\"verification\",\"check_depth\":\"data\",\"started\":\"2026-11-%02dT00:31:00Z\""),
          5 + i));
    }
  for (guint round = 0; round < rounds; round++)
    {
      if (round > 0)
        {
          tear_down (world, NULL);
          set_up (world, NULL);
        }
      for (guint n = 0; n < 3 * reports->len; n++)
        g_free (take (world, reports->pdata[g_test_rand_int_range (0, (int) reports->len)]));
      for (guint n = 0; n < reports->len; n++)
        g_free (take (world, reports->pdata[n]));
      /* Each company has ids of its own, so what is compared is all but those. */
      {
        g_autoptr (GPtrArray) runs = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
        guint sum = 0;

        g_assert_cmpuint (runs->len, ==, reports->len);
        for (guint i = 0; i < runs->len; i++)
          {
            RwRecord *run = runs->pdata[i];
            g_autofree char *line =
              g_strdup_printf ("%d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                               rw_record_get_enum (run, RW_BACKUP_RUN_STATUS),
                               rw_record_get_enum (run, RW_BACKUP_RUN_PURPOSE),
                               rw_record_get_integer (run, RW_BACKUP_RUN_DUE, 0),
                               rw_record_get_integer (run, RW_BACKUP_RUN_FINISHED, 0),
                               rw_record_get_text (run, RW_BACKUP_RUN_SNAPSHOT));

            sum += g_str_hash (line);
          }
        g_assert_true (round == 0 || sum == digest);
        digest = sum;
      }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) \
  g_test_add ("/server/intake-backup/" path, World, NULL, set_up, test, tear_down)
  ADD ("run", test_run);
  ADD ("rights", test_rights);
  ADD ("which", test_which);
  ADD ("due", test_due);
  ADD ("bare", test_bare);
  ADD ("hostile", test_hostile);
  ADD ("property", test_property);
#undef ADD
  return g_test_run ();
}
