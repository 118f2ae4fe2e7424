/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "backup-scene.h"
#include "rules/rw-ping.h"
#include "rw-clock.h"

/* Pings: whatever can call an address can report a backup. */

#define NOW   "2026-11-22T00:45:00Z"
#define KEY   "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_Q"
#define OTHER "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN-_R"
#define RID   "018f0000-0000-7000-8000-0000000000aa"

typedef struct
{
  Fixture fixture;
  RwRecord *policy;
  RwRecord *web;
  RwRecord *job;
  char *token;
} World;

/* --- What is written to the log ------------------------------------------------------------------------ */

static GString *logged;

static GLogWriterOutput
log_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  g_autofree char *line = g_log_writer_format_fields (level, fields, n_fields, FALSE);

  if ((level & G_LOG_LEVEL_MASK) <= G_LOG_LEVEL_INFO)
    g_string_append (logged, line);
  return G_LOG_WRITER_HANDLED;
}

static char *
token_of (RwRecord *job, const char *key)
{
  char id[RW_ID_STRING_LENGTH + 1];
  g_auto (GStrv) parts = NULL;
  g_autofree char *digits = NULL;

  rw_id_write (rw_record_get_id (job), id);
  parts = g_strsplit (id, "-", -1);
  digits = g_strjoinv ("", parts);
  return g_strconcat (digits, "-", key, NULL);
}

static void
set_up (World *world, gconstpointer flags)
{
  rw_clock_freeze (scene_at (NOW));
  g_string_truncate (logged, 0);
  fixture_set_up (&world->fixture, flags);
  world->policy = scene_policy ("Nightly", "01:30", 24, 60);
  world->web = scene_vm ("web-014");
  world->job = scene_job ("web-014 nightly", world->web, world->policy, RW_BACKUP_TOOL_RESTIC);
  rw_record_set_text (world->job, RW_BACKUP_JOB_PING_KEY, KEY);
  world->token = token_of (world->job, KEY);
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
  g_clear_pointer (&world->token, g_free);
  fixture_tear_down (&world->fixture, flags);
  rw_clock_thaw ();
  /* Addresses are secrets. */
  g_assert_null (strstr (logged->str, KEY));
  g_assert_null (strstr (logged->str, OTHER));
}

static guint
ping (World *world, const char *method, const char *token, const char *rest, const char *body)
{
  g_autofree char *path = g_strconcat ("/v1/ping/", token, rest, NULL);
  g_autoptr (Reply) reply = ask (&world->fixture, method, path, NULL, body);

  if (reply->status == 200)
    g_assert_cmpstr (reply->text, ==, g_str_equal (method, "HEAD") ? "" : "OK");
  return reply->status;
}

/* Moves a second on: two pings are two moments. */
static RwRecord *
ping_and_read (World *world, const char *method, const char *rest, const char *body)
{
  g_autoptr (GPtrArray) before = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
  g_autoptr (GPtrArray) runs = NULL;

  rw_clock_freeze (rw_clock_now () + RW_SECOND);
  g_assert_cmpuint (ping (world, method, world->token, rest, body), ==, 200);
  runs = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
  g_assert_cmpuint (runs->len, ==, before->len + 1);
  return g_object_ref (runs->pdata[runs->len - 1]);
}

static void
assert_run (RwRecord *run, RwRunStatus status, const char *cause)
{
  g_assert_cmpint (rw_record_get_enum (run, RW_BACKUP_RUN_STATUS), ==, (int) status);
  g_assert_cmpstr (rw_record_get_text (run, RW_BACKUP_RUN_SIGNATURE), ==, cause);
  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_DUE, 0), ==,
                   scene_at ("2026-11-22T00:30:00Z"));
}

static void
test_convention (World *world, gconstpointer data)
{
  static const struct
  {
    const char *method, *rest;
    RwRunStatus status;
    const char *cause;
  } pings[] = {
    { "GET", "", RW_RUN_STATUS_SUCCESS, NULL },
    { "HEAD", "", RW_RUN_STATUS_SUCCESS, NULL },
    { "POST", "", RW_RUN_STATUS_SUCCESS, NULL },
    { "GET", "/0", RW_RUN_STATUS_SUCCESS, NULL },
    { "GET", "/fail", RW_RUN_STATUS_FAILED, "exit code 1" },
    /* Files are missing, and nothing shows that any is there. */
    { "HEAD", "/3", RW_RUN_STATUS_FAILED, "exit code 3" },
    { "POST", "/77", RW_RUN_STATUS_FAILED, "exit code 77" },
    { "GET", "/start", RW_RUN_STATUS_RUNNING, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pings); i++)
    {
      g_autoptr (RwRecord) run = ping_and_read (world, pings[i].method, pings[i].rest, NULL);

      assert_run (run, pings[i].status, pings[i].cause);
      g_assert_cmpint (
        rw_record_get_integer (run, i < 7 ? RW_BACKUP_RUN_FINISHED : RW_BACKUP_RUN_STARTED, 0), ==,
        rw_clock_now ());
    }
  g_assert_cmpuint (ping (world, "PUT", world->token, "", NULL), ==, 405);
}

/* What a tool wrote is read; the summary of one that wrote much is at its end. */
static void
test_body (World *world, gconstpointer data)
{
  const char *summary =
    "{\"message_type\":\"summary\",\"total_files_processed\":3,\"total_bytes_processed\":3500003,\"snapshot_id\":\"%s\"}\n";
  g_autofree char *first = g_strdup_printf (summary, "4b50715c");
  g_autofree char *second = g_strdup_printf (summary, "aaaaaaaa");
  g_autoptr (GString) much = g_string_new (NULL);
  g_autoptr (RwRecord) read = ping_and_read (world, "POST", "", first);
  g_autoptr (RwRecord) end = NULL, words = NULL, failed = NULL, skipped = NULL;
  g_autofree char *huge = g_strnfill (17 << 20, 'x');
  guint status;

  assert_run (read, RW_RUN_STATUS_SUCCESS, NULL);
  g_assert_cmpint (rw_record_get_integer (read, RW_BACKUP_RUN_BYTES, 0), ==, 3500003);
  g_assert_cmpstr (rw_record_get_text (read, RW_BACKUP_RUN_SNAPSHOT), ==, "4b50715c");
  while (much->len < 3 << 20)
    g_string_append (much, "{\"message_type\":\"status\",\"percent_done\":0.5}\n");
  g_string_append (much, second);
  end = ping_and_read (world, "POST", "/0", much->str);
  g_assert_cmpint (rw_record_get_integer (end, RW_BACKUP_RUN_FILES, 0), ==, 3);
  words = ping_and_read (world, "POST", "", "all is \xff well\n");
  assert_run (words, RW_RUN_STATUS_SUCCESS, NULL);
  g_assert_cmpstr (rw_record_get_text (words, RW_BACKUP_RUN_MESSAGE), ==, "all is � well\n");
  failed = ping_and_read (world, "POST", "/fail", "Fatal: wrong password or no key found\n");
  assert_run (failed, RW_RUN_STATUS_FAILED, "wrong password");
  skipped = ping_and_read (
    world, "POST", "",
    "/nope does not exist, skipping\n{\"message_type\":\"summary\",\"total_files_processed\":3,\"total_bytes_processed\":5}\n");
  assert_run (skipped, RW_RUN_STATUS_WARNING, "source missing");
  /* Said in so many words, whatever the tool thinks. */
  g_clear_object (&failed);
  failed = ping_and_read (
    world, "POST", "/fail",
    "{\"message_type\":\"summary\",\"total_files_processed\":3,\"total_bytes_processed\":5}\n");
  g_assert_cmpint (rw_record_get_enum (failed, RW_BACKUP_RUN_STATUS), ==, RW_RUN_STATUS_FAILED);
  status = ping (world, "POST", world->token, "", huge);
  g_assert_true (status == 413 || status == 0);
}

static void
test_rid (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) start = ping_and_read (world, "GET", "/start?rid=" RID, NULL), end = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  gint64 began = rw_clock_now ();

  rw_clock_freeze (began + 10 * RW_MINUTE);
  end = ping_and_read (world, "GET", "?rid=" RID, NULL);
  assert_run (start, RW_RUN_STATUS_RUNNING, NULL);
  assert_run (end, RW_RUN_STATUS_SUCCESS, NULL);
  g_assert_cmpint (rw_record_get_integer (end, RW_BACKUP_RUN_STARTED, 0), ==, began);
  g_assert_cmpint (rw_record_get_integer (end, RW_BACKUP_RUN_FINISHED, 0), ==,
                   began + 10 * RW_MINUTE + RW_SECOND);
  /* Sent twice, as by a line that breaks. */
  g_assert_cmpuint (ping (world, "GET", world->token, "?rid=" RID, NULL), ==, 200);
  g_assert_cmpuint (ping (world, "GET", world->token, "/start?rid=" RID, NULL), ==, 200);
  runs = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
  g_assert_cmpuint (runs->len, ==, 2);
  g_assert_cmpuint (ping (world, "GET", world->token, "?rid=4711", NULL), ==, 422);
}

static RwRecord *
ping_at (World *world, const char *at, const char *rest)
{
  rw_clock_freeze (scene_at (at) - RW_SECOND);
  return ping_and_read (world, "GET", rest, NULL);
}

static void
assert_end (World *world, const char *at, const char *started, const char *due)
{
  g_autoptr (RwRecord) run = ping_at (world, at, "");

  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_DUE, 0), ==, scene_at (due));
  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, 0), ==,
                   started != NULL ? scene_at (started) : 0);
  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_FINISHED, 0), ==, scene_at (at));
}

/* An end belongs to the beginning that came before it, or to the start of the schedule that it came after. */
static void
test_ends (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) policy = scene_policy ("Hourly", "00:00", 1, 10);
  g_autoptr (RwRecord) job = scene_job ("Hourly", world->web, policy, RW_BACKUP_TOOL_RESTIC);
  g_autoptr (RwRecord) early = NULL, late = NULL;

  rw_record_set_text (job, RW_BACKUP_JOB_PING_KEY, KEY);
  load (&world->fixture, policy);
  load (&world->fixture, job);
  g_free (world->token);
  world->token = token_of (job, KEY);
  assert_end (world, "2026-11-22T11:46:00Z", NULL, "2026-11-22T11:00:00Z");
  assert_end (world, "2026-11-22T12:50:00Z", NULL, "2026-11-22T12:00:00Z");
  /* That start has its run: this is the next one's, by a timer that runs ahead. */
  assert_end (world, "2026-11-22T12:55:00Z", NULL, "2026-11-22T13:00:00Z");
  early = ping_at (world, "2026-11-22T15:58:00Z", "/start");
  assert_end (world, "2026-11-22T16:20:00Z", "2026-11-22T15:58:00Z", "2026-11-22T16:00:00Z");
  assert_end (world, "2026-11-22T16:25:00Z", NULL, "2026-11-22T16:00:00Z");
  late = ping_at (world, "2026-11-22T17:05:00Z", "/start");
  assert_end (world, "2026-11-22T19:50:00Z", "2026-11-22T17:05:00Z", "2026-11-22T17:00:00Z");
}

/* Whoever has the key cannot fill the server with it; the next day is another. */
static void
test_bound (World *world, gconstpointer data)
{
  guint n_taken = 0;

  for (guint i = 0; i < 300; i++)
    {
      /* As slow as the budget of an address wants it. */
      rw_clock_freeze (scene_at (NOW) + i * RW_MINUTE);
      n_taken += ping (world, "GET", world->token, "", NULL) == 200;
    }
  g_assert_cmpuint (n_taken, ==, 240);
  rw_clock_freeze (scene_at (NOW) + RW_DAY);
  g_assert_cmpuint (ping (world, "GET", world->token, "", NULL), ==, 200);
}

/* Whatever is wrong with an address, the answer is the same, and guessing has an end. */
static void
test_wrong (World *world, gconstpointer data)
{
  g_autoptr (RwRecord) keyless =
    scene_job ("Without", world->web, world->policy, RW_BACKUP_TOOL_BORG);
  g_autofree char *wrong = token_of (world->job, OTHER);
  g_autofree char *vm = token_of (world->web, KEY);
  g_autofree char *none = token_of (keyless, KEY);
  g_autofree char *cut = g_strndup (world->token, strlen (world->token) - 1);
  g_autofree char *many = g_strnfill (500, 'a');
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *said = NULL;
  const char *const bad[] = { wrong, vm, none, cut, "", "x", "018f0000000070008000000000000000-",
                              many };
  guint n_busy = 0;

  load (&world->fixture, keyless);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/ping/", bad[i], NULL);
      g_autoptr (Reply) reply = ask (&world->fixture, "GET", path, NULL, NULL);

      g_test_message ("%s", path);
      g_assert_cmpuint (reply->status, ==, 404);
      g_assert_true (said == NULL || g_str_equal (said, reply->text));
      g_set_str (&said, reply->text);
    }
  g_assert_cmpuint (ping (world, "GET", world->token, "/log", NULL), ==, 404);
  g_assert_cmpuint (ping (world, "GET", world->token, "/256", NULL), ==, 404);
  g_assert_cmpuint (ping (world, "GET", world->token, "/0/0", NULL), ==, 404);
  for (int i = 0; i < 60; i++)
    n_busy += ping (world, "GET", wrong, "", NULL) == 429;
  g_assert_cmpuint (n_busy, >=, 25);
  runs = scene_read (&world->fixture, RW_KIND_BACKUP_RUN);
  g_assert_cmpuint (runs->len, ==, 0);
}

/* Anything at all can stand in an address. */
static void
test_addresses (void)
{
  static const char letters[] = "0123456789abcdef-/startfil?%\xff";

  for (int i = 0; i < 20000; i++)
    {
      char rest[120];
      RwPing parsed;
      int length = g_test_rand_int_range (0, (int) sizeof rest - 1);

      for (int n = 0; n < length; n++)
        rest[n] = letters[g_test_rand_int_range (0, (int) sizeof letters - 1)];
      rest[length] = '\0';
      if (i % 2 == 0)
        memcpy (rest, "018f0000000070008000000000000000-", MIN (length, 33));
      if (!rw_ping_parse (rest, &parsed))
        continue;
      g_assert_cmpint (parsed.exit_code, >=, 0);
      g_assert_cmpint (parsed.exit_code, <=, 255);
      g_assert_cmpuint (strlen (parsed.key), >, 0);
      g_assert_false (parsed.begins && parsed.fails);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  logged = g_string_new (NULL);
  g_log_set_writer_func (log_cb, NULL, NULL);
  g_test_add_func ("/server/pings/addresses", test_addresses);
#define ADD(path, test) g_test_add ("/server/pings/" path, World, NULL, set_up, test, tear_down)
  ADD ("convention", test_convention);
  ADD ("body", test_body);
  ADD ("rid", test_rid);
  ADD ("ends", test_ends);
  ADD ("bound", test_bound);
  ADD ("wrong", test_wrong);
#undef ADD
  status = g_test_run ();
  g_string_free (logged, TRUE);
  return status;
}
