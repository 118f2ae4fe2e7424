/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "backup-scene.h"
#include "daemon.h"
#include "rw-clock.h"
#include "rw-json.h"

/* rackwardctl backup-run and intake backup, with the programs that make backups and a server that runs. */

typedef struct
{
  Daemon daemon;
  char *manager;
  char *token_file;
  char *token;
  char *spool;
  char *source;
  const char *script; /* nullable: of a shell that ends in: exec "$@" */
} Place;

/* --- The server -------------------------------------------------------------------------------------- */

static void
add_mutation (GString *muts, int mid, RwRecord *record)
{
  g_autoptr (RwEdit) edit = rw_edit_new_create (record);
  g_autofree char *id = rw_id_to_string (rw_record_get_id (record));

  g_string_append_printf (
    muts, "%s{\"mid\":%d,\"op\":\"create\",\"kind\":\"%s\",\"id\":\"%s\",\"base\":0,\"set\":",
    mid > 1 ? "," : "", mid, rw_schema_get (rw_record_get_kind (record))->name, id);
  rw_edit_write_set (edit, muts);
  g_string_append_c (muts, '}');
}

static void
fill (Place *place)
{
  g_autoptr (RwRecord) policy = scene_policy ("Nightly", "01:30", 24, 60);
  g_autoptr (RwRecord) web = scene_vm ("web-014");
  g_autoptr (RwRecord) restic = scene_job ("Restic", web, policy, RW_BACKUP_TOOL_RESTIC);
  g_autoptr (RwRecord) borg = scene_job ("Borg", web, policy, RW_BACKUP_TOOL_BORG);
  g_autoptr (RwRecord) other = scene_job ("Täglich", web, policy, RW_BACKUP_TOOL_OTHER);
  g_autoptr (GString) muts =
    g_string_new ("{\"client\":\"018f0000-0000-7000-8000-00000000000a\",\"ack\":0,\"muts\":[");
  RwRecord *const records[] = { policy, web, restic, borg, other };

  /* Nobody ticks what operation needs here. */
  rw_record_set_enum (web, RW_VM_STAGE, RW_STAGE_CONCEPT);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    add_mutation (muts, (int) i + 1, records[i]);
  g_string_append (muts, "]}");
  g_assert_cmpint (daemon_ask (&place->daemon, "POST", "/v1/mutations", place->manager, muts->str,
                               NULL),
                   ==, 200);
}

/* Returns: (element-type RwRecord): every run, in the order in which they came */
static GPtrArray *
read_runs (Place *place)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (place->daemon.url, "/v1/changes?limit=10000", NULL);
  g_autofree char *line = g_strconcat ("Bearer ", place->manager, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_object_unref);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", line);
  bytes = soup_session_send_and_read (session, message, NULL, NULL);
  g_assert_nonnull (bytes);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  rows = g_strsplit (text, "\n", -1);
  for (char **row = rows; *row != NULL; row++)
    if (strstr (*row, "\"backup_run\"") != NULL)
      {
        g_autoptr (JsonNode) root = rw_json_parse (*row, -1, NULL);
        JsonObject *object = json_node_get_object (root);
        RwId id;

        g_assert_true (rw_id_parse (json_object_get_string_member (object, "id"), &id));
        g_ptr_array_add (runs,
                         rw_record_from_object (RW_KIND_BACKUP_RUN, &id,
                                                json_object_get_object_member (object, "body"),
                                                NULL));
      }
  return runs;
}

/* The newest run, of which there are so many; the one before it said that it began. */
static void
assert_last (Place *place, guint n_runs, RwRunStatus status, const char *cause)
{
  g_autoptr (GPtrArray) runs = read_runs (place);
  RwRecord *run, *begun;

  g_assert_cmpuint (runs->len, ==, n_runs);
  run = runs->pdata[runs->len - 1];
  begun = runs->pdata[runs->len - 2];
  g_assert_cmpint (rw_record_get_enum (run, RW_BACKUP_RUN_STATUS), ==, (int) status);
  g_assert_cmpstr (rw_record_get_text (run, RW_BACKUP_RUN_SIGNATURE), ==, cause);
  g_assert_cmpint (rw_record_get_integer (run, RW_BACKUP_RUN_FINISHED, 0), >=,
                   rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, G_MAXINT64));
  g_assert_cmpint (rw_record_get_enum (begun, RW_BACKUP_RUN_STATUS), ==, RW_RUN_STATUS_RUNNING);
  g_assert_cmpint (rw_record_get_integer (begun, RW_BACKUP_RUN_DUE, 0), ==,
                   rw_record_get_integer (run, RW_BACKUP_RUN_DUE, 1));
  g_assert_cmpint (rw_record_get_integer (begun, RW_BACKUP_RUN_STARTED, 0), ==,
                   rw_record_get_integer (run, RW_BACKUP_RUN_STARTED, 1));
  g_assert_cmpint (rw_record_get_enum (begun, RW_BACKUP_RUN_PURPOSE), ==,
                   rw_record_get_enum (run, RW_BACKUP_RUN_PURPOSE));
}

/* --- The place --------------------------------------------------------------------------------------- */

static void
set_up (Place *place, gconstpointer data)
{
  g_autofree char *file = NULL, *bytes = g_malloc (600000);
  g_autofree char *repository = NULL, *cache = NULL;

  daemon_set_up (&place->daemon);
  daemon_start (&place->daemon);
  place->manager = daemon_token (&place->daemon, "manager");
  place->token = daemon_token (&place->daemon, "intake");
  place->token_file = g_build_filename (place->daemon.dir, "token", NULL);
  place->spool = g_build_filename (place->daemon.dir, "state", "spool", NULL);
  place->source = g_build_filename (place->daemon.dir, "source", NULL);
  g_assert_true (g_file_set_contents (place->token_file, place->token, -1, NULL));
  g_assert_cmpint (g_mkdir (place->source, 0700), ==, 0);
  /* What cannot be packed any smaller: its bytes are found again in the pack. */
  for (guint i = 0; i < 600000; i++)
    bytes[i] = (char) g_test_rand_int_range (0, 256);
  file = g_build_filename (place->source, "data", NULL);
  g_assert_true (g_file_set_contents (file, bytes, 600000, NULL));
  repository = g_build_filename (place->daemon.dir, "repository", NULL);
  cache = g_build_filename (place->daemon.dir, "cache", NULL);
  g_setenv ("RESTIC_REPOSITORY", repository, TRUE);
  g_setenv ("RESTIC_PASSWORD", "correct", TRUE);
  g_setenv ("RESTIC_CACHE_DIR", cache, TRUE);
  g_setenv ("BORG_REPO", repository, TRUE);
  g_setenv ("BORG_PASSPHRASE", "correct", TRUE);
  g_setenv ("BORG_BASE_DIR", cache, TRUE);
  fill (place);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_unsetenv ("RACKWARD_TOKEN");
  daemon_tear_down (&place->daemon);
  g_free (place->manager);
  g_free (place->token);
  g_free (place->token_file);
  g_free (place->spool);
  g_free (place->source);
}

/* rackwardctl backup-run with these words behind "--". Returns: its exit status */
static int
run (Place *place, char **out, char **err, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL, *complained = NULL;
  g_autoptr (GError) error = NULL;
  const char *own[] = {
    g_getenv ("RACKWARDCTL"), "backup-run",   "--system",        "web-014", "--server",
    place->daemon.url,        "--token-file", place->token_file, "--spool", place->spool
  };
  const char *shell[] = { "sh", "-c", place->script, "sh" };
  va_list args;

  for (guint i = 0; place->script != NULL && i < G_N_ELEMENTS (shell); i++)
    g_ptr_array_add (words, (gpointer) shell[i]);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    g_ptr_array_add (words, (gpointer) own[i]);
  va_start (args, err);
  for (const char *word = va_arg (args, const char *); word != NULL;
       word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  process =
    g_subprocess_newv ((const char *const *) words->pdata,
                       G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, &complained, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_test_message ("%d %s", g_subprocess_get_exit_status (process), complained);
  if (out != NULL)
    *out = g_steal_pointer (&said);
  if (err != NULL)
    *err = g_steal_pointer (&complained);
  return g_subprocess_get_exit_status (process);
}

static void
must (const char *program, const char *first, ...)
{
  const char *argv[8] = { program, first };
  guint n = 2;
  va_list args;
  int status;

  va_start (args, first);
  while ((argv[n] = va_arg (args, const char *)) != NULL)
    n++;
  va_end (args);
  g_assert_true (
    g_spawn_sync (NULL, (char **) argv, NULL,
                  G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                  NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

static guint
count_files (const char *dir)
{
  g_autoptr (GDir) files = g_dir_open (dir, 0, NULL);
  const char *name;
  guint n = 0;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    n += g_str_has_suffix (name, ".json");
  return n;
}

/* Changes one byte in the middle of the largest file of the repository: a disk that forgets. */
static void
corrupt (void)
{
  const char *argv[] = { "find", g_getenv ("RESTIC_REPOSITORY"), "-type", "f", "-printf", "%s %p\n",
                         NULL };
  g_autofree char *out = NULL, *path = NULL;
  g_auto (GStrv) lines = NULL;
  gint64 most = -1;
  char byte;
  int fd;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
                               NULL, NULL, NULL));
  lines = g_strsplit (out, "\n", -1);
  for (char **line = lines; **line != '\0'; line++)
    if (g_ascii_strtoll (*line, NULL, 10) > most)
      {
        most = g_ascii_strtoll (*line, NULL, 10);
        g_set_str (&path, strchr (*line, ' ') + 1);
      }
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  fd = open (path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (pread (fd, &byte, 1, most / 2), ==, 1);
  byte ^= 1;
  g_assert_cmpint (pwrite (fd, &byte, 1, most / 2), ==, 1);
  close (fd);
}

/* --- With the programs ------------------------------------------------------------------------------- */

static void
test_restic (Place *place, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (place->daemon.dir, "nowhere", NULL);
  g_autofree char *packs = g_build_filename (g_getenv ("RESTIC_REPOSITORY"), "data", NULL);
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *out = NULL;
  RwRecord *last;

  g_assert_cmpint (run (place, NULL, NULL, "--", "restic", "backup", "--json", place->source, NULL),
                   !=, 0);
  assert_last (place, 2, RW_RUN_STATUS_FAILED, "no repository");
  must ("restic", "init", NULL);
  g_assert_cmpint (run (place, &out, NULL, "--", "restic", "backup", "--json", place->source, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (out, "\"message_type\":\"summary\""));
  assert_last (place, 4, RW_RUN_STATUS_SUCCESS, NULL);
  runs = read_runs (place);
  last = runs->pdata[3];
  g_assert_cmpint (rw_record_get_integer (last, RW_BACKUP_RUN_BYTES, 0), ==, 600000);
  g_assert_cmpint (rw_record_get_integer (last, RW_BACKUP_RUN_FILES, 0), ==, 1);
  g_assert_nonnull (strstr (out, rw_record_get_text (last, RW_BACKUP_RUN_SNAPSHOT)));
  g_assert_false (rw_record_has (last, RW_BACKUP_RUN_PURPOSE));

  run (place, NULL, NULL, "--", "restic", "backup", "--json", place->source, nowhere, NULL);
  assert_last (place, 6, RW_RUN_STATUS_WARNING, "source missing");
  g_setenv ("RESTIC_PASSWORD", "wrong", TRUE);
  g_assert_cmpint (run (place, NULL, NULL, "--", "restic", "backup", "--json", place->source, NULL),
                   !=, 0);
  assert_last (place, 8, RW_RUN_STATUS_FAILED, "wrong password");
  g_setenv ("RESTIC_PASSWORD", "correct", TRUE);

  /* A structural check does not see a byte that changed; one that reads the data does. */
  corrupt ();
  g_assert_cmpint (run (place, NULL, NULL, "--", "restic", "check", NULL), ==, 0);
  assert_last (place, 10, RW_RUN_STATUS_SUCCESS, NULL);
  g_assert_cmpint (run (place, NULL, NULL, "--", "restic", "check", "--read-data", NULL), !=, 0);
  assert_last (place, 12, RW_RUN_STATUS_FAILED, "data damaged");
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = read_runs (place);
  g_assert_cmpint (rw_record_get_enum (runs->pdata[9], RW_BACKUP_RUN_CHECK_DEPTH), ==,
                   RW_CHECK_DEPTH_STRUCTURE);
  g_assert_cmpint (rw_record_get_enum (runs->pdata[9], RW_BACKUP_RUN_PURPOSE), ==,
                   RW_RUN_PURPOSE_VERIFICATION);
  /* Both ends say how deep it was to look: only what looks as deep clears it. */
  for (guint i = 10; i < 12; i++)
    g_assert_cmpint (rw_record_get_enum (runs->pdata[i], RW_BACKUP_RUN_CHECK_DEPTH), ==,
                     RW_CHECK_DEPTH_DATA);
  /* What is no backup is run, and is none. */
  g_assert_cmpint (run (place, NULL, NULL, "--", "restic", "snapshots", NULL), ==, 0);
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = read_runs (place);
  g_assert_cmpuint (runs->len, ==, 12);
  g_assert_cmpuint (count_files (place->spool), ==, 0);
}

static void
test_borg (Place *place, gconstpointer data)
{
  g_autofree char *lock = g_build_filename (g_getenv ("BORG_REPO"), "lock.exclusive", NULL);
  g_autofree char *holder = g_build_filename (lock, "elsewhere@1.2-3", NULL);
  g_autoptr (GPtrArray) runs = NULL;

  must ("borg", "init", "-e", "repokey", NULL);
  g_assert_cmpint (run (place, NULL, NULL, "--", "borg", "create", "--json", "::first",
                        place->source, NULL),
                   ==, 0);
  assert_last (place, 2, RW_RUN_STATUS_SUCCESS, NULL);
  runs = read_runs (place);
  g_assert_cmpstr (rw_record_get_text (runs->pdata[1], RW_BACKUP_RUN_SNAPSHOT), ==, "first");
  g_assert_cmpint (rw_record_get_integer (runs->pdata[1], RW_BACKUP_RUN_FILES, 0), ==, 1);
  g_assert_cmpint (g_mkdir (lock, 0700), ==, 0);
  g_assert_true (g_file_set_contents (holder, "", 0, NULL));
  g_assert_cmpint (run (place, NULL, NULL, "--", "borg", "--lock-wait", "1", "create", "--json",
                        "::second", place->source, NULL),
                   ==, 2);
  assert_last (place, 4, RW_RUN_STATUS_FAILED, "repository locked");
  g_unlink (holder);
  g_rmdir (lock);
  corrupt ();
  g_assert_cmpint (run (place, NULL, NULL, "--", "borg", "check", "--verify-data", NULL), ==, 1);
  assert_last (place, 6, RW_RUN_STATUS_FAILED, "data damaged");
}

/* --- From standard input ----------------------------------------------------------------------------- */

static void
test_intake (Place *place, gconstpointer data)
{
  const char *summary =
    "{\"message_type\":\"status\"}\n{\"message_type\":\"summary\",\"total_files_processed\":3,\"total_bytes_processed\":3500003,"
    "\"snapshot_id\":\"4b50715c\"}\n";
  g_autofree char *out = NULL, *again = NULL, *err = NULL, *dry = NULL;
  g_autofree char *errors = g_build_filename (place->daemon.dir, "errors", NULL);
  g_autofree char *unknown = NULL;
  g_autoptr (GPtrArray) runs = NULL;
#define INTAKE                                                                           \
  "intake", "backup", "--tool", "restic", "--server", place->daemon.url, "--token-file", \
    place->token_file

  g_assert_true (g_file_set_contents (errors, "/nope does not exist, skipping\n", -1, NULL));
  g_assert_cmpint (daemon_ctl (&place->daemon, summary, &out, NULL, INTAKE, "--system", "web-014",
                               "--exit-code", "0", NULL),
                   ==, 0);
  g_assert_cmpstr (out, ==, "web-014: success, new\n");
  g_assert_cmpint (daemon_ctl (&place->daemon, summary, &again, NULL, INTAKE, "--system", "web-014",
                               "--exit-code", "0", NULL),
                   ==, 0);
  g_assert_cmpstr (again, ==, "web-014: success, same\n");
  g_assert_cmpint (daemon_ctl (&place->daemon, summary, NULL, &unknown, INTAKE, "--system",
                               "nowhere", "--exit-code", "0", NULL),
                   ==, 1);
  g_assert_nonnull (strstr (unknown, "There is no system “nowhere”"));
  g_assert_cmpint (daemon_ctl (&place->daemon, summary, NULL, &err, INTAKE, "--system", "web-014",
                               NULL),
                   ==, 2);
  g_assert_nonnull (strstr (err, "--exit-code"));
  g_assert_cmpint (daemon_ctl (&place->daemon, "", NULL, NULL, INTAKE, "--system", "web-014",
                               "--exit-code", "0", "--command", "forget", NULL),
                   ==, 2);
  g_assert_cmpint (daemon_ctl (&place->daemon, summary, &dry, NULL, "intake", "backup", "--tool",
                               "restic", "--system", "web-014", "--exit-code", "0", "--stderr",
                               errors, "--started", "2026-11-22T00:31:00Z", "--dry-run", NULL),
                   ==, 0);
  g_assert_nonnull (
    strstr (dry, "\"status\":\"warning\",\"started\":\"2026-11-22T00:31:00Z\",\"bytes\":3500003"));
  g_assert_nonnull (strstr (dry, "\"cause\":\"source missing\""));
  runs = read_runs (place);
  g_assert_cmpuint (runs->len, ==, 1);
#undef INTAKE
}

static void
test_usage (Place *place, gconstpointer data)
{
  const char *metrics =
    "node_filesystem_size_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 2.63e+10\n"
    "node_filesystem_avail_bytes{device=\"/dev/vda1\",fstype=\"ext4\",mountpoint=\"/\"} 6.3e+09\n";
  g_autofree char *out = NULL, *again = NULL, *dry = NULL, *err = NULL;
#define USAGE "intake", "usage", "--system", "web-014", "--server", place->daemon.url, "--token-file", place->token_file

  g_assert_cmpint (daemon_ctl (&place->daemon, metrics, &out, NULL, USAGE, NULL), ==, 0);
  g_assert_cmpstr (out, ==, "web-014: 1 new, 0 same\n");
  g_assert_cmpint (daemon_ctl (&place->daemon, metrics, &again, NULL, USAGE, NULL), ==, 0);
  g_assert_cmpstr (again, ==, "web-014: 0 new, 1 same\n");
  g_assert_cmpint (daemon_ctl (&place->daemon, metrics, &dry, NULL, "intake", "usage", "--system", "web-014", "--dry-run", NULL), ==, 0);
  g_assert_nonnull (strstr (dry, "\"used\":20000000000,\"size\":26300000000"));
  g_assert_cmpint (daemon_ctl (&place->daemon, "up 1\n", NULL, &err, USAGE, NULL), ==, 2);
  g_assert_nonnull (strstr (err, "node_filesystem_size_bytes"));
#undef USAGE
}

/* --- A server that is away --------------------------------------------------------------------------- */

static void
test_spool (Place *place, gconstpointer data)
{
  g_autofree char *file = NULL, *text = NULL, *err = NULL, *refused = NULL, *path = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GDir) dir = NULL;
  struct stat info;

  daemon_stop (&place->daemon);
  g_assert_cmpint (run (place, NULL, &err, "--tool", "other", "--", "true", NULL), ==, 0);
  g_assert_nonnull (strstr (err, "2 reports wait"));
  g_assert_cmpint (run (place, NULL, NULL, "--tool", "other", "--", "sh", "-c", "exit 7", NULL), ==,
                   7);
  g_assert_cmpuint (count_files (place->spool), ==, 4);
  g_assert_cmpint (g_stat (place->spool, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0700);
  dir = g_dir_open (place->spool, 0, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_free (g_steal_pointer (&file));
      file = g_build_filename (place->spool, name, NULL);
      g_assert_cmpint (g_stat (file, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 07777, ==, 0600);
      g_clear_pointer (&text, g_free);
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      g_assert_null (strstr (text, place->token));
    }
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 1);
  daemon_start (&place->daemon);
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 0);
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 0);
  g_assert_cmpuint (count_files (place->spool), ==, 0);
  assert_last (place, 4, RW_RUN_STATUS_FAILED, "exit code 7");

  /* What is refused is said, kept, and not sent again until somebody says so. */
  g_clear_pointer (&err, g_free);
  g_assert_cmpint (run (place, NULL, &err, "--system", "nowhere", "--tool", "other", "--", "true",
                        NULL),
                   ==, 0);
  g_assert_nonnull (strstr (err, "There is no system “nowhere”"));
  refused = g_build_filename (place->spool, "refused", NULL);
  g_assert_cmpuint (count_files (refused), ==, 2);
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 0);
  g_assert_cmpint (run (place, NULL, NULL, "--flush", "--refused", NULL), ==, 1);
  g_assert_cmpuint (count_files (refused), ==, 2);

  /* A token that is no good says nothing of the reports: they wait for a better one. */
  g_assert_true (g_file_set_contents (place->token_file, "rw_nothing", -1, NULL));
  g_assert_cmpint (run (place, NULL, NULL, "--tool", "other", "--", "true", NULL), ==, 0);
  g_assert_cmpuint (count_files (place->spool), ==, 2);
  g_assert_true (g_file_set_contents (place->token_file, place->token, -1, NULL));
  g_assert_cmpint (run (place, NULL, NULL, "--tool", "other", "--", "true", NULL), ==, 0);
  runs = read_runs (place);
  g_assert_cmpuint (runs->len, ==, 8);
}

/* --- A server that is none --------------------------------------------------------------------------- */

typedef struct
{
  GThread *thread;
  GSocketListener *listener;
  GCancellable *cancellable;
  char *url;
  gboolean slow;
} Stranger;

static gpointer
stranger_func (gpointer data)
{
  Stranger *self = data;
  const char *page = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 15\r\n"
                     "Connection: close\r\n\r\n<h1>Nobody</h1>";
  const char *begin = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);

  for (;;)
    {
      g_autoptr (GSocketConnection) connection =
        g_socket_listener_accept (self->listener, NULL, self->cancellable, NULL);
      GOutputStream *out;
      char buffer[65536];

      if (connection == NULL)
        return NULL;
      out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
      g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                           sizeof buffer, NULL, NULL);
      if (!self->slow)
        {
          g_output_stream_write_all (out, page, strlen (page), NULL, NULL, NULL);
          /* What is not read would reset the connection. */
          g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
          while (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                      buffer, sizeof buffer, NULL, NULL) > 0)
            ;
          continue;
        }
      /* Never silent, never done. */
      g_output_stream_write_all (out, begin, strlen (begin), NULL, NULL, NULL);
      while (!g_cancellable_is_cancelled (self->cancellable) &&
             g_output_stream_write_all (out, " ", 1, NULL, NULL, NULL))
        g_usleep (G_USEC_PER_SEC / 5);
    }
}

static void
stranger_begin (Stranger *self, gboolean slow)
{
  guint16 port;

  *self = (Stranger) { .listener = g_socket_listener_new (),
                       .cancellable = g_cancellable_new (),
                       .slow = slow };
  port = g_socket_listener_add_any_inet_port (self->listener, NULL, NULL);
  g_assert_cmpuint (port, >, 0);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", port);
  self->thread = g_thread_new ("stranger", stranger_func, self);
}

static void
stranger_end (Stranger *self)
{
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->cancellable);
  g_free (self->url);
}

/* A proxy that does not find the server says nothing of the reports: they wait. */
static void
test_foreign (Place *place, gconstpointer data)
{
  g_autofree char *refused = g_build_filename (place->spool, "refused", NULL), *err = NULL;
  Stranger stranger;

  stranger_begin (&stranger, FALSE);
  g_assert_cmpint (run (place, NULL, &err, "--server", stranger.url, "--tool", "other", "--",
                        "true", NULL),
                   ==, 0);
  stranger_end (&stranger);
  g_assert_cmpuint (count_files (place->spool), ==, 2);
  g_assert_cmpuint (count_files (refused), ==, 0);
  g_assert_nonnull (strstr (err, "2 reports wait"));
  /* A token that is for something else is put right as well. */
  g_assert_true (g_file_set_contents (place->token_file, place->manager, -1, NULL));
  g_clear_pointer (&place->token, g_free);
  place->token = daemon_token (&place->daemon, "wall");
  g_assert_true (g_file_set_contents (place->token_file, place->token, -1, NULL));
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 1);
  g_assert_cmpuint (count_files (place->spool), ==, 2);
  g_assert_cmpuint (count_files (refused), ==, 0);
}

/* Refused is not for ever: the system may have its name a day later. */
static void
test_refused_again (Place *place, gconstpointer data)
{
  g_autofree char *refused = g_build_filename (place->spool, "refused", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;
  struct utimbuf long_ago = { 1700000000, 1700000000 };
  struct stat info;

  run (place, NULL, NULL, "--system", "nowhere", "--tool", "other", "--", "true", NULL);
  g_assert_cmpuint (count_files (refused), ==, 2);
  dir = g_dir_open (refused, 0, NULL);
  path = g_build_filename (refused, g_dir_read_name (dir), NULL);
  g_assert_cmpint (utime (path, &long_ago), ==, 0);
  /* One of them is tried, refused once more, and has another day. */
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 1);
  g_assert_cmpuint (count_files (refused), ==, 2);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mtime, >, 1700000000);
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 0);
}

/* Neither a server that is slow nor another process that holds the folder keeps the backup from running. */
static void
test_in_time (Place *place, gconstpointer data)
{
  g_autofree char *out = NULL, *held = NULL, *path = g_build_filename (place->spool, "lock", NULL);
  gint64 began = g_get_real_time () / G_USEC_PER_SEC, before;
  Stranger stranger;
  int lock;

  stranger_begin (&stranger, TRUE);
  place->script = "exec timeout 25 \"$@\"";
  run (place, &out, NULL, "--server", stranger.url, "--tool", "other", "--", "date", "+%s", NULL);
  before = g_ascii_strtoll (out, NULL, 10);
  g_assert_cmpint (before, >=, began);
  g_assert_cmpint (before, <, began + 20);
  stranger_end (&stranger);
  place->script = NULL;
  g_assert_cmpuint (count_files (place->spool), ==, 2);

  lock = open (path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (lock, >=, 0);
  g_assert_cmpint (flock (lock, LOCK_EX), ==, 0);
  g_assert_cmpint (run (place, &held, NULL, "--tool", "other", "--", "echo", "ran", NULL), ==, 0);
  g_assert_cmpstr (held, ==, "ran\n");
  g_assert_cmpuint (count_files (place->spool), ==, 4);
  close (lock);
  g_assert_cmpint (run (place, NULL, NULL, "--flush", NULL), ==, 0);
  g_assert_cmpuint (count_files (place->spool), ==, 0);
}

/* Too many wait: the oldest goes, and that is said. */
static void
test_spool_full (Place *place, gconstpointer data)
{
  g_autofree char *err = NULL;

  daemon_stop (&place->daemon);
  g_assert_cmpint (g_mkdir_with_parents (place->spool, 0700), ==, 0);
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *name = g_strdup_printf ("00000000-0000-7000-8000-%012d.json", i);
      g_autofree char *path = g_build_filename (place->spool, name, NULL);

      g_assert_true (g_file_set_contents (path, "{}", 2, NULL));
    }
  g_assert_cmpint (run (place, NULL, &err, "--tool", "other", "--", "true", NULL), ==, 0);
  g_assert_cmpuint (count_files (place->spool), ==, 1000);
  g_assert_nonnull (strstr (err, "000000000001.json"));
  g_assert_null (strstr (err, "000000000002.json"));
}

/* --- The command ------------------------------------------------------------------------------------- */

static void
test_command (Place *place, gconstpointer data)
{
  g_autofree char *out = NULL, *err = NULL, *usage = NULL, *kept = NULL;

  /* What is written goes on as it is; the token is not for the command; nor is our caution with new files. */
  g_setenv ("RACKWARD_TOKEN", place->token, TRUE);
  umask (0027);
  g_assert_cmpint (run (place, &out, &err, "--tool", "other", "--", "sh", "-c",
                        "umask; env; printf 'no end'; echo oops >&2; exit 3", NULL),
                   ==, 3);
  umask (0022);
  g_assert_true (g_str_has_prefix (out, "0027\n"));
  g_assert_true (g_str_has_suffix (out, "no end"));
  g_assert_null (strstr (out, "RACKWARD_TOKEN"));
  g_assert_cmpstr (err, ==, "oops\n");
  assert_last (place, 2, RW_RUN_STATUS_FAILED, "exit code 3");

  g_assert_cmpint (run (place, NULL, NULL, "--tool", "other", "--", "/nowhere/at/all", NULL), ==,
                   127);
  assert_last (place, 4, RW_RUN_STATUS_FAILED, "could not be started");
  g_assert_cmpint (run (place, NULL, NULL, "--tool", "other", "--", "sh", "-c", "kill -KILL $$",
                        NULL),
                   ==, 137);
  assert_last (place, 6, RW_RUN_STATUS_FAILED, "exit code 137");
  /* What it leaves running holds its output open, and keeps nobody waiting. */
  g_assert_cmpint (run (place, NULL, NULL, "--tool", "other", "--", "sh", "-c", "sleep 20 & exit 0",
                        NULL),
                   ==, 0);
  assert_last (place, 8, RW_RUN_STATUS_SUCCESS, NULL);

  /* What is wrong with reporting is said, and keeps no backup from running. */
  g_assert_cmpint (run (place, NULL, &usage, "--tool", "tar", "--", "sh", "-c", "exit 6", NULL), ==,
                   6);
  g_assert_nonnull (strstr (usage, "“tar” is no backup tool"));
  g_assert_cmpint (run (place, NULL, NULL, "--nonsense", "--", "sh", "-c", "exit 6", NULL), ==, 6);
  g_assert_cmpint (run (place, NULL, NULL, "--", "true", NULL), ==, 0);
  g_assert_cmpint (run (place, NULL, NULL, "--tool", "tar", NULL), ==, 2);
  g_assert_cmpint (run (place, NULL, NULL, NULL), ==, 2);
  {
    g_autoptr (GPtrArray) runs = read_runs (place);

    g_assert_cmpuint (runs->len, ==, 8);
  }
  /* A folder that cannot be written keeps no backup from running, nor from being reported. */
  g_set_str (&place->spool, "/dev/null/spool");
  g_assert_cmpint (run (place, &kept, NULL, "--tool", "other", "--", "echo", "ran", NULL), ==, 0);
  g_assert_cmpstr (kept, ==, "ran\n");
  assert_last (place, 10, RW_RUN_STATUS_SUCCESS, NULL);
  /* A timer has no locale; the names have letters of their own all the same. */
  place->script = "LC_ALL=C exec \"$@\"";
  g_assert_cmpint (run (place, NULL, NULL, "--tool", "other", "--job", "Täglich", "--", "true",
                        NULL),
                   ==, 0);
  assert_last (place, 12, RW_RUN_STATUS_SUCCESS, NULL);
}

/* What was opened for the command, and what whoever started it wants ignored, reaches it. */
static void
test_inherited (Place *place, gconstpointer data)
{
  g_autofree char *secret = NULL, *ignored = NULL, *none = NULL;

  place->script = "exec 7<<END\nsecret\nEND\nexec \"$@\"";
  g_assert_cmpint (run (place, &secret, NULL, "--tool", "other", "--", "cat", "/dev/fd/7", NULL),
                   ==, 0);
  g_assert_cmpstr (secret, ==, "secret\n");
  place->script = "trap '' HUP INT PIPE; exec \"$@\"";
  g_assert_cmpint (run (place, &ignored, NULL, "--tool", "other", "--", "grep", "SigIgn",
                        "/proc/self/status", NULL),
                   ==, 0);
  g_assert_cmpstr (ignored, ==, "SigIgn:\t0000000000001003\n");
  place->script = NULL;
  g_assert_cmpint (run (place, &none, NULL, "--tool", "other", "--", "grep", "SigIgn",
                        "/proc/self/status", NULL),
                   ==, 0);
  g_assert_cmpstr (none, ==, "SigIgn:\t0000000000000000\n");
}

static GSubprocess *
start (Place *place, const char *script, GDataInputStream **lines)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  g_autofree char *line = NULL;

  /* A group of its own, as a shell makes one for each job. */
  process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "setsid", g_getenv ("RACKWARDCTL"),
                      "backup-run", "--system", "web-014", "--tool", "other", "--server",
                      place->daemon.url, "--token-file", place->token_file, "--spool", place->spool,
                      "--", "sh", "-c", script, NULL);
  g_assert_no_error (error);
  *lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (*lines, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "ready");
  return process;
}

/* What is sent to all at once reaches the command once; what is no reason to end is passed on. */
static void
test_signals (Place *place, gconstpointer data)
{
  g_autoptr (GDataInputStream) lines = NULL, others = NULL;
  g_autoptr (GSubprocess) process = NULL, other = NULL;
  guint n = 0;

  process = start (place,
                   "trap 'echo term' TERM; echo ready; i=0;"
                   "while [ $i -lt 20 ]; do sleep 0.1; i=$((i+1)); done; exit 5",
                   &lines);
  g_assert_cmpint (kill (-atoi (g_subprocess_get_identifier (process)), SIGTERM), ==, 0);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      n += g_str_equal (line, "term");
    }
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 5);
  assert_last (place, 2, RW_RUN_STATUS_FAILED, "interrupted");

  other = start (place,
                 "trap 'echo one' USR1; trap 'echo two; exit 0' USR2; echo ready;"
                 "while :; do sleep 0.1; done",
                 &others);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *line = NULL;

      g_subprocess_send_signal (other, i == 0 ? SIGUSR1 : SIGUSR2);
      line = g_data_input_stream_read_line (others, NULL, NULL, NULL);
      g_assert_cmpstr (line, ==, i == 0 ? "one" : "two");
    }
  g_assert_true (g_subprocess_wait (other, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (other), ==, 0);
  assert_last (place, 4, RW_RUN_STATUS_SUCCESS, NULL);
  daemon_forget (&process);
  daemon_forget (&other);
}

/* A signal reaches the command, which decides what becomes of it. */
static void
test_signal (Place *place, gconstpointer data)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GDataInputStream) lines = NULL;

  process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("RACKWARDCTL"),
                      "backup-run", "--system", "web-014", "--tool", "other", "--server",
                      place->daemon.url, "--token-file", place->token_file, "--spool", place->spool,
                      "--", "sh", "-c",
                      "trap 'echo cleaned; exit 9' TERM; echo ready; while :; do sleep 0.1; done",
                      NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "ready");
  g_subprocess_send_signal (process, SIGTERM);
  g_clear_pointer (&line, g_free);
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_cmpstr (line, ==, "cleaned");
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 9);
  assert_last (place, 2, RW_RUN_STATUS_FAILED, "interrupted");
  daemon_forget (&process);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) \
  g_test_add ("/server/backup-run/" path, Place, NULL, set_up, test, tear_down)
  ADD ("restic", test_restic);
  ADD ("borg", test_borg);
  ADD ("intake", test_intake);
  ADD ("usage", test_usage);
  ADD ("spool", test_spool);
  ADD ("spool-full", test_spool_full);
  ADD ("foreign", test_foreign);
  ADD ("refused-again", test_refused_again);
  ADD ("in-time", test_in_time);
  ADD ("command", test_command);
  ADD ("inherited", test_inherited);
  ADD ("signal", test_signal);
  ADD ("signals", test_signals);
#undef ADD
  return g_test_run ();
}
