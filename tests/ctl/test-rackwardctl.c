/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-log-store-sqlite.h"

/* The command as scripts see it: exit status, standard output, and the store it leaves behind. */

typedef struct
{
  char *dir;
  char *out, *err;
  int status;
} Fixture;

static void
run (Fixture    *fixture,
     const char *input,
     ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;
  va_list args;

  g_clear_pointer (&fixture->out, g_free);
  g_clear_pointer (&fixture->err, g_free);
  g_ptr_array_add (arguments, (gpointer) g_getenv ("RACKWARDCTL"));
  va_start (args, input);
  for (const char *argument = va_arg (args, const char *); argument != NULL; argument = va_arg (args, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (args);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &fixture->out, &fixture->err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  fixture->status = g_subprocess_get_exit_status (process);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->dir = g_dir_make_tmp ("rackwardctl-XXXXXX", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const names[] = { "rackward.db", "rackward.db-wal", "rackward.db-shm", "rackward.lock", "dump.json" };
  g_autofree char *files = g_build_filename (fixture->dir, "files", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (files);
  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_free (fixture->dir);
  g_free (fixture->out);
  g_free (fixture->err);
}

static void
assert_one_line (const char *text)
{
  g_assert_nonnull (strchr (text, '\n'));
  g_assert_true (strchr (text, '\n')[1] == '\0');
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  run (fixture, NULL, "--version", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_true (g_str_has_prefix (fixture->out, "rackwardctl "));
  run (fixture, NULL, "--help", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "import"));
  run (fixture, NULL, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->out, ==, "");
  run (fixture, NULL, "nonsense", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_one_line (fixture->err);
  run (fixture, NULL, "demo", "--nonsense", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  assert_one_line (fixture->err);
  run (fixture, NULL, "schema", "--markdown", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "(`backup_run`)"));
}

static void
test_explain (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct
  {
    const char *in, *says;
  } bad[] = {
    { "{\"impact\":\"high\"}", "urgency" }, { "{\"urgency\":\"high\"}", "impact" }, { "{\"impact\":\"huge\",\"urgency\":\"low\"}", "impact" },
    { "{\"impact\":1,\"urgency\":\"low\"}", "impact" }, { "[]", "object" }, { "{", "JSON" }, { "", "JSON" },
  };
#define UTC "{\"calendar\":{\"tz\":\"UTC\",\"hours\":{\"mon\":[[\"08:00\",\"17:00\"]]}}"
  static const struct
  {
    const char *in, *says;
  } bad_sla[] = {
    { "{}", "calendar" },
    { "{\"calendar\":{}}", "tz" },
    { "{\"calendar\":{\"tz\":\"Nowhere\",\"hours\":{}}}", "tz" },
    { "{\"calendar\":{\"tz\":\"UTC\"}}", "hours" },
    { "{\"calendar\":{\"tz\":\"UTC\",\"hours\":{\"mon\":[[\"17:00\",\"08:00\"]]}}}", "hours" },
    { "{\"calendar\":{\"tz\":\"UTC\",\"hours\":{},\"holidays\":[\"yesterday\"]}}", "holidays" },
    { "{\"calendar\":{\"tz\":\"UTC\",\"hours\":{},\"yearly_holidays\":[\"1.5.\"]}}",
      "yearly_holidays" },
    { UTC "}", "start" },
    { UTC ",\"start\":\"2026-01-01T00:00:00Z\"}", "target_seconds" },
    { UTC ",\"start\":\"2026-01-01T00:00:00Z\",\"target_seconds\":-1}", "target_seconds" },
    { UTC ",\"start\":\"2026-01-01T00:00:00Z\",\"target_seconds\":\"1\"}", "target_seconds" },
    { UTC ",\"start\":\"2026-01-01T00:00:00Z\",\"until\":\"2025-01-01T00:00:00Z\"}", "until" },
    { UTC ",\"start\":\"2026-01-01T00:00:00Z\",\"target_seconds\":1,\"pauses\":[[1,2]]}",
      "pauses" },
  };

  run (fixture, "{\"impact\":\"high\",\"urgency\":\"low\",\"other\":[1]}", "explain", "priority", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==, "{\"priority\":\"P3\"}\n");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      run (fixture, bad[i].in, "explain", "priority", NULL);
      g_assert_cmpint (fixture->status, ==, 2);
      g_assert_cmpstr (fixture->out, ==, "");
      g_assert_nonnull (strstr (fixture->err, bad[i].says));
    }
  run (
    fixture,
    "{\"calendar\":{\"tz\":\"Europe/Berlin\",\"hours\":{\"mon\":[[\"08:00\",\"17:00\"]],\"wed\":[[\"08:00\",\"17:00\"]]},"
    "\"holidays\":[\"2015-09-22\"]},\"start\":\"2015-09-21T14:30:00Z\",\"target_seconds\":7200,"
    "\"until\":\"2015-09-21T14:45:00Z\",\"pauses\":[[\"2015-09-23T06:00:00Z\",\"2015-09-23T06:30:00Z\"]]}",
    "explain", "sla", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (
    fixture->out, ==,
    "{\"due\":\"2015-09-23T08:00:00Z\",\"elapsed_seconds\":900,\"intervals\":["
    "{\"from\":\"2015-09-21T14:30:00Z\",\"to\":\"2015-09-21T15:00:00Z\",\"why\":\"counted\"},"
    "{\"from\":\"2015-09-21T15:00:00Z\",\"to\":\"2015-09-21T22:00:00Z\",\"why\":\"closed\"},"
    "{\"from\":\"2015-09-21T22:00:00Z\",\"to\":\"2015-09-22T22:00:00Z\",\"why\":\"holiday\"},"
    "{\"from\":\"2015-09-22T22:00:00Z\",\"to\":\"2015-09-23T06:00:00Z\",\"why\":\"closed\"},"
    "{\"from\":\"2015-09-23T06:00:00Z\",\"to\":\"2015-09-23T06:30:00Z\",\"why\":\"paused\"},"
    "{\"from\":\"2015-09-23T06:30:00Z\",\"to\":\"2015-09-23T08:00:00Z\",\"why\":\"counted\"}]}\n");
  for (guint i = 0; i < G_N_ELEMENTS (bad_sla); i++)
    {
      run (fixture, bad_sla[i].in, "explain", "sla", NULL);
      g_assert_cmpint (fixture->status, ==, 2);
      g_assert_cmpstr (fixture->out, ==, "");
      g_assert_nonnull (strstr (fixture->err, bad_sla[i].says));
    }
  run (fixture, "{}", "explain", "weather", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
}

static void
test_explain_forecast (Fixture       *fixture,
                       gconstpointer  data)
{
#define TWO ",\"thresholds\":[0.9,1.0]}"
  static const struct
  {
    const char *in, *says;
  } bad[] = {
    { "{}", "samples" },
    { "{\"samples\":[]}", "thresholds" },
    { "{\"samples\":[],\"thresholds\":[1,0.9]}", "thresholds" },
    { "{\"samples\":[],\"thresholds\":[0]}", "thresholds" },
    { "{\"samples\":[],\"thresholds\":[1.2]}", "thresholds" },
    { "{\"samples\":[],\"thresholds\":[0.1,0.2,0.3,0.4,0.5]}", "thresholds" },
    { "{\"samples\":[[\"2026-01-01\",1]]" TWO, "number 1" },
    { "{\"samples\":[[\"2026-01-01\",1,0]]" TWO, "number 1" },
    { "{\"samples\":[[\"2026-01-01\",-1,9]]" TWO, "number 1" },
    { "{\"samples\":[[\"2026-01-01\",1,9],[\"2026-13-01\",1,9]]" TWO, "number 2" },
    { "{\"samples\":[[\"2026-01-02\",1,9],[\"2026-01-02\",1,9]]" TWO, "number 2" },
  };
  g_autoptr (GString) in = g_string_new ("{\"samples\":[");

  run (fixture, "{\"samples\":[[\"2026-01-01\",70,100]]" TWO, "explain", "forecast", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (fixture->out, ==,
                   "{\"state\":\"insufficient_history\",\"reach\":[],\"excluded\":[]}\n");

  /* Half a point a day, and a clean-up on 21 January. */
  for (int day = 1; day <= 31; day++)
    g_string_append_printf (in, "%s[\"2026-01-%02d\",%d,1e3]", day > 1 ? "," : "", day,
                            day < 21 ? 600 + 5 * day : 300 + 5 * day);
  g_string_append (in, "]" TWO);
  run (fixture, in->str, "explain", "forecast", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (
    fixture->out, ==,
    "{\"state\":\"filling\",\"reach\":["
    "{\"threshold\":0.90000000000000002,\"p10\":89,\"p50\":89,\"p90\":89},"
    "{\"threshold\":1.0,\"p10\":109,\"p50\":109,\"p90\":109}],"
    "\"excluded\":[{\"from\":\"2026-01-20\",\"to\":\"2026-01-21\",\"delta\":-295}]}\n");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      run (fixture, bad[i].in, "explain", "forecast", NULL);
      g_assert_cmpint (fixture->status, ==, 2);
      g_assert_cmpstr (fixture->out, ==, "");
      g_assert_nonnull (strstr (fixture->err, bad[i].says));
    }
}

static void
test_explain_backup (Fixture       *fixture,
                     gconstpointer  data)
{
#define BORG(rest) \
  "{\"tool\":\"borg\",\"command\":\"create\",\"exit_code\":0,\"stderr\":\"\"," rest "}"
#define ARCHIVE                                                                                    \
  "\"stdout\":\"{\\\"archive\\\":{\\\"start\\\":\\\"2026-11-22T05:18:12.000000\\\",\\\"stats\\\":" \
  "{\\\"original_size\\\":3500529,\\\"nfiles\\\":4}}}\""
  static const struct
  {
    const char *in, *says;
  } bad[] = {
    { "{}", "tool" },
    { "{\"tool\":\"tar\"}", "tool" },
    { "{\"tool\":\"borg\"}", "command" },
    { "{\"tool\":\"borg\",\"command\":\"create\"}", "exit_code" },
    { "{\"tool\":\"borg\",\"command\":\"create\",\"exit_code\":256}", "exit_code" },
    { "{\"tool\":\"borg\",\"command\":\"create\",\"exit_code\":1}", "stdout" },
    { "{\"tool\":\"borg\",\"command\":\"create\",\"exit_code\":1,\"stdout\":\"\"}", "stderr" },
    { BORG (ARCHIVE ",\"tz\":\"Nowhere\""), "tz" },
    { BORG ("\"stdout\":\"{}\""), "archive" },
  };

  run (fixture, BORG (ARCHIVE ",\"tz\":\"Europe/Berlin\""), "explain", "backup", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpstr (
    fixture->out, ==,
    "{\"status\":\"success\",\"started\":\"2026-11-22T04:18:12Z\",\"bytes\":3500529,\"files\":4,"
    "\"messages\":[]}\n");
  run (
    fixture,
    "{\"tool\":\"restic\",\"command\":\"check --read-data\",\"exit_code\":0,\"stdout\":\"no errors were found\",\"stderr\":\"\"}",
    "explain", "backup", NULL);
  g_assert_cmpstr (fixture->out, ==,
                   "{\"status\":\"success\",\"check_depth\":\"data\",\"messages\":[]}\n");
  run (
    fixture,
    "{\"tool\":\"restic\",\"command\":\"backup\",\"exit_code\":12,\"stdout\":\"\",\"stderr\":\"Fatal: wrong password or no key found\"}",
    "explain", "backup", NULL);
  g_assert_cmpstr (
    fixture->out, ==,
    "{\"status\":\"failed\",\"messages\":[\"Fatal: wrong password or no key found\"]}\n");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      run (fixture, bad[i].in, "explain", "backup", NULL);
      g_assert_cmpint (fixture->status, ==, 2);
      g_assert_cmpstr (fixture->out, ==, "");
      g_assert_nonnull (strstr (fixture->err, bad[i].says));
    }
}

static gint64
head_of (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "rackward.db", NULL);
  GError *error = NULL;
  g_autoptr (RwLogStore) store = rw_log_store_sqlite_open (path, &error);

  g_assert_no_error (error);
  return rw_log_store_get_head (store);
}

typedef struct
{
  gint64 first, last;
  guint created, updated;
} Arrivals;

static gboolean
arrival_func (const RwLogEntry *entry,
              gpointer          user_data)
{
  Arrivals *arrivals = user_data;

  /* Newest first, without a step back in time. */
  g_assert_cmpint (entry->at, <=, arrivals->first);
  arrivals->first = entry->at;
  arrivals->last = MAX (arrivals->last, entry->at);
  arrivals->created += entry->op == RW_OP_CREATE;
  arrivals->updated += entry->op == RW_OP_UPDATE;
  return TRUE;
}

/* The hardware came over two years and more, as the chain of the log bears out. */
static void
assert_grown (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "rackward.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogStore) log = rw_log_store_sqlite_open (path, &error);
  Arrivals arrivals = { .first = G_MAXINT64 };

  g_assert_no_error (error);
  g_assert_true (rw_log_store_verify (log, NULL, &error));
  g_assert_true (
    rw_log_store_scan_kind (log, RW_KIND_DEVICE, 0, 0, arrival_func, &arrivals, &error));
  g_assert_cmpuint (arrivals.created, ==, 150);
  g_assert_cmpuint (arrivals.updated, >, 50);
  g_assert_cmpint (arrivals.last - arrivals.first, >, 700 * RW_DAY);
}

static void
test_demo (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 head;

  run (fixture, NULL, "demo", "--seed", "4", "--now", "2026-11-22T07:00:00Z", "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  head = head_of (fixture);
  g_assert_cmpint (head, >, 15000);
  assert_grown (fixture);
  /* Not over what is there. */
  run (fixture, NULL, "demo", "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_one_line (fixture->err);
  g_assert_cmpint (head_of (fixture), ==, head);
  run (fixture, NULL, "demo", "--size", "huge", "--ndjson", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  run (fixture, NULL, "demo", "--now", "tomorrow", "--ndjson", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  run (fixture, NULL, "demo", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
}

static void
test_people (Fixture       *fixture,
             gconstpointer  data)
{
  g_auto (GStrv) words = NULL;

  run (fixture, "correct horse\n", "user", "add", "--data", fixture->dir, "--roles", "admin,manager", "jana", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, "correct horse\n", "user", "add", "--data", fixture->dir, "jana", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  run (fixture, "short\n", "user", "add", "--data", fixture->dir, "other", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  run (fixture, "correct horse\n", "user", "add", "--data", fixture->dir, "--roles", "king", "other", NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  run (fixture, "battery staple\n", "user", "passwd", "--data", fixture->dir, "jana", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, NULL, "user", "disable", "--data", fixture->dir, "jana", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, NULL, "user", "list", "--data", fixture->dir, NULL);
  g_assert_nonnull (strstr (fixture->out, "jana"));
  g_assert_nonnull (strstr (fixture->out, "disabled"));
  run (fixture, NULL, "token", "create", "--data", fixture->dir, "--roles", "wall", "Wall 1", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  assert_one_line (fixture->out);
  run (fixture, NULL, "token", "list", "--data", fixture->dir, NULL);
  words = g_strsplit (fixture->out, " ", 2);
  run (fixture, NULL, "token", "revoke", "--data", fixture->dir, words[0], NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, NULL, "token", "revoke", "--data", fixture->dir, words[0], NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  run (fixture, NULL, "token", "list", "--data", fixture->dir, NULL);
  g_assert_cmpstr (fixture->out, ==, "");
}

static void
test_import (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_getenv ("RACKWARD_SOURCE"), "..", "shared", "data", "netbox-demo-v3.6.json", NULL);
  g_autofree char *broken = g_build_filename (fixture->dir, "dump.json", NULL), *store = g_build_filename (fixture->dir, "rackward.db", NULL);
  g_autofree char *text = NULL;
  gint64 head;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      g_test_skip ("NetBox's public dump is not here");
      return;
    }
  g_assert_true (g_file_set_contents (broken, text, (gssize) length - 2000, NULL));
  /* A file that was cut off makes nothing, not even a store. */
  run (fixture, NULL, "import", "netbox-dump", broken, "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpstr (fixture->out, ==, "");
  assert_one_line (fixture->err);
  g_assert_false (g_file_test (store, G_FILE_TEST_EXISTS));

  run (fixture, NULL, "import", "netbox-dump", path, "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "dcim.rack "));
  head = head_of (fixture);
  g_assert_cmpint (head, >=, 4913);
  run (fixture, NULL, "import", "netbox-dump", path, "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpint (head_of (fixture), ==, head);
  run (fixture, NULL, "import", "netbox-dump", broken, "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  g_assert_cmpint (head_of (fixture), ==, head);
}

static void
write_type (Fixture    *fixture,
            const char *name,
            const char *height)
{
  g_autofree char *file = g_strdup_printf ("%s.yaml", name);
  g_autofree char *path = g_build_filename (fixture->dir, "types", file, NULL);
  g_autofree char *text =
    g_strdup_printf ("manufacturer: Example\nmodel: %s\nslug: example-%s\nu_height: %s\n"
                     "interfaces:\n  - name: \"a/b \u00fc\"\n    type: other\n",
                     name, name, height);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static GSubprocess *
start_server (Fixture  *fixture,
              char    **url)
{
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *server =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("RACKWARDD"), "--data",
                      fixture->dir, "--listen", "127.0.0.1:0", NULL);

  g_assert_no_error (error);
  /* It says where it answers once it does. */
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (line, "http://"));
  *url = g_strdup (strstr (line, "http://"));
  return server;
}

/* Device types, into a folder and through a server: what is there stays, and the second time is nothing. */
static void
test_import_types (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "types", NULL), *url = NULL;
  g_autofree char *missing = g_build_filename (fixture->dir, "missing", NULL);
  g_autoptr (GSubprocess) server = NULL;
  gint64 head;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  write_type (fixture, "x1", "1");
  write_type (fixture, "x2", "2");
  write_type (fixture, "x3", "a lot");
  run (fixture, NULL, "import", "device-types", folder, NULL);
  g_assert_cmpint (fixture->status, ==, 2);
  run (fixture, NULL, "import", "device-types", missing, "--dry-run", "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  run (fixture, NULL, "import", "device-types", folder, "--dry-run", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (
    strstr (fixture->out, "2 new, 0 to be filled, 0 different, 0 the same, 1 skipped"));
  g_assert_nonnull (
    strstr (fixture->out, "x3.yaml: line 4: “u_height” is “a lot” where a number belongs"));

  run (fixture, NULL, "import", "device-types", folder, "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Wrote 2 records."));
  head = head_of (fixture);
  run (fixture, NULL, "import", "device-types", folder, "--data", fixture->dir, "-q", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpint (head_of (fixture), ==, head);
  write_type (fixture, "x1", "3");
  run (fixture, NULL, "import", "device-types", folder, "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Height: 1"));
  g_assert_nonnull (strstr (fixture->out, "--replace"));
  g_assert_cmpint (head_of (fixture), ==, head);
  run (fixture, NULL, "import", "device-types", folder, "--data", fixture->dir, "--replace",
       "--dry-run", NULL);
  g_assert_cmpint (head_of (fixture), ==, head);

  run (fixture, NULL, "token", "create", "--data", fixture->dir, "--roles", "admin", "import",
       NULL);
  g_setenv ("RACKWARD_TOKEN", g_strchomp (fixture->out), TRUE);
  server = start_server (fixture, &url);
  write_type (fixture, "x3", "0.5");
  run (fixture, NULL, "import", "device-types", folder, "--server", url, "-q", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Wrote 1 record."));
  run (fixture, NULL, "import", "device-types", folder, "--server", url, "-q", "--replace", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Wrote 1 record."));
  run (fixture, NULL, "import", "device-types", folder, "--server", url, "-q", "--replace", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "There was nothing to be written."));
  g_unsetenv ("RACKWARD_TOKEN");
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/x%u.yaml", folder, i);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* A type that would push devices into each other is told with both of them; the others are imported. */
static void
test_import_types_refused (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "types", NULL), *url = NULL;
  g_autofree char *path = g_build_filename (folder, "r650.yaml", NULL),
                  *other = g_build_filename (folder, "x1.yaml", NULL);
  g_autoptr (GSubprocess) server = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  run (fixture, NULL, "demo", "--size", "small", "--seed", "1", "--data", fixture->dir, NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  run (fixture, NULL, "token", "create", "--data", fixture->dir, "--roles", "admin", "import",
       NULL);
  g_setenv ("RACKWARD_TOKEN", g_strchomp (fixture->out), TRUE);
  g_assert_true (g_file_set_contents (
    path, "manufacturer: Dell\nmodel: PowerEdge R650\nslug: dell-r650\nu_height: 12\n", -1, NULL));
  write_type (fixture, "x1", "1");
  run (fixture, NULL, "import", "device-types", folder, "--data", fixture->dir, "-q", "--replace",
       NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->err, "Dell PowerEdge R650: "));
  g_assert_nonnull (strstr (fixture->err, " would "));
  g_assert_nonnull (strstr (fixture->out, "Wrote 1 record."));
  server = start_server (fixture, &url);
  run (fixture, NULL, "import", "device-types", folder, "--server", url, "-q", "--replace", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  g_assert_nonnull (strstr (fixture->err, "PowerEdge R650: "));
  g_assert_nonnull (strstr (fixture->out, "There was nothing to be written."));
  g_unsetenv ("RACKWARD_TOKEN");
  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, NULL);
  g_unlink (path);
  g_unlink (other);
  g_rmdir (folder);
}

/* The same through a server that runs. */
static void
test_import_to_server (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_getenv ("RACKWARD_SOURCE"), "..", "shared", "data", "netbox-demo-v3.6.json", NULL);
  g_autoptr (GSubprocess) server = NULL;
  g_autofree char *url = NULL;
  GError *error = NULL;
  gint64 head;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("NetBox's public dump is not here");
      return;
    }
  run (fixture, NULL, "user", "add", "--data", fixture->dir, "--no-password", "--roles", "admin", "jana", NULL);
  run (fixture, NULL, "token", "create", "--data", fixture->dir, "--roles", "admin,manager,technician", "import", NULL);
  g_setenv ("RACKWARD_TOKEN", g_strchomp (fixture->out), TRUE);
  server = start_server (fixture, &url);

  run (fixture, NULL, "import", "netbox-dump", path, "--server", url, "-q", NULL);
  if (fixture->status != 0)
    g_error ("%s", fixture->err);
  g_assert_nonnull (strstr (fixture->out, "Wrote"));
  run (fixture, NULL, "import", "netbox-dump", path, "--server", url, "-q", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_nonnull (strstr (fixture->out, "Nothing has changed"));
  /* Not behind the server's back. */
  run (fixture, NULL, "import", "netbox-dump", path, "--data", fixture->dir, "-q", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_one_line (fixture->err);
  g_setenv ("RACKWARD_TOKEN", "wrong", TRUE);
  run (fixture, NULL, "import", "netbox-dump", path, "--server", url, "-q", NULL);
  g_assert_cmpint (fixture->status, ==, 1);
  assert_one_line (fixture->err);
  g_unsetenv ("RACKWARD_TOKEN");

  g_subprocess_send_signal (server, SIGTERM);
  g_subprocess_wait (server, NULL, &error);
  g_assert_no_error (error);
  /* Both ways make the same. */
  head = head_of (fixture);
  run (fixture, NULL, "import", "netbox-dump", path, "--data", fixture->dir, "-q", NULL);
  g_assert_cmpint (fixture->status, ==, 0);
  g_assert_cmpint (head_of (fixture), ==, head);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_add ("/rackwardctl/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/rackwardctl/explain", Fixture, NULL, set_up, test_explain, tear_down);
  g_test_add ("/rackwardctl/explain-backup", Fixture, NULL, set_up, test_explain_backup, tear_down);
  g_test_add ("/rackwardctl/explain-forecast", Fixture, NULL, set_up, test_explain_forecast,
              tear_down);
  g_test_add ("/rackwardctl/demo", Fixture, NULL, set_up, test_demo, tear_down);
  g_test_add ("/rackwardctl/people", Fixture, NULL, set_up, test_people, tear_down);
  g_test_add ("/rackwardctl/import", Fixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/rackwardctl/import-types", Fixture, NULL, set_up, test_import_types, tear_down);
  g_test_add ("/rackwardctl/import-types-refused", Fixture, NULL, set_up, test_import_types_refused,
              tear_down);
  g_test_add ("/rackwardctl/import-to-server", Fixture, NULL, set_up, test_import_to_server, tear_down);
  return g_test_run ();
}
