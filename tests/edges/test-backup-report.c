/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "rw-backup-report.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"

/* --- What was recorded --------------------------------------------------------------------------- */

#define SUMMARY \
  "{\"message_type\":\"summary\",\"files_new\":1,\"files_changed\":0,\"files_unmodified\":2,\"data_added\":501532," \
  "\"total_files_processed\":3,\"total_bytes_processed\":3500003,\"total_duration\":0.2158,\"snapshot_id\":\"4b50715c\"}\n"
#define ARCHIVE \
  "{\"archive\":{\"name\":\"web01\",\"start\":\"2026-11-22T05:18:12.000000\",\"end\":\"2026-11-22T05:18:13.000000\"," \
  "\"duration\":0.0144,\"stats\":{\"original_size\":3500529,\"compressed_size\":3500506,\"deduplicated_size\":3500506," \
  "\"nfiles\":4}},\"repository\":{\"id\":\"e03c\",\"location\":\"/b\"}}\n"
#define JOB(termination) \
  "  JobId:                  12\n  Start time:             22-Nov-2026 05:18:03\n" \
  "  End time:               22-Nov-2026 05:19:04\n  SD Files Written:       1,204\n" \
  "  SD Bytes Written:       62,685,875 (62.68 MB)\n  Termination:            " termination "\n"
#define VERIFY(level, termination) "  Verify Level:           " level "\n" JOB (termination)
#define VERIFIED(status) "{\"starttime\":1,\"endtime\":2,\"worker_type\":\"verificationjob\",\"status\":\"" status "\"}"
#define TASK(rest) "{\"upid\":\"UPID:p\",\"node\":\"p\",\"starttime\":1795324683,\"worker_type\":\"backup\",\"worker_id\":\"vm/100\"" rest "}"

typedef struct
{
  RwBackupTool tool;
  const char *command;
  int exit_code;
  const char *out;
  const char *err;
  RwRunStatus status;
  gint64 bytes;
  gint64 files;
  int depth;
  const char *message;
  const char *cause;
} Case;

#define RESTIC RW_BACKUP_TOOL_RESTIC
#define BORG   RW_BACKUP_TOOL_BORG
#define BAREOS RW_BACKUP_TOOL_BAREOS
#define PBS    RW_BACKUP_TOOL_PBS
#define OK     RW_RUN_STATUS_SUCCESS
#define WARN   RW_RUN_STATUS_WARNING
#define FAIL   RW_RUN_STATUS_FAILED

static const Case cases[] = {
  { RESTIC, "backup", 0, SUMMARY, "", OK, 3500003, 3, -1, NULL, NULL },
  { RESTIC, NULL, 0, SUMMARY, NULL, OK, 3500003, 3, -1, NULL, NULL },
  { RESTIC, "backup", 3, SUMMARY,
    "{\"message_type\":\"error\",\"error\":{\"Op\":\"open\",\"Path\":\"s/b\",\"Err\":13},\"during\":\"archival\",\"item\":\"/srv/s/b\"}\n",
    WARN, 3500003, 3, -1, "/srv/s/b: open", "/srv/s/b: open" },
  { RESTIC, "backup", 0, SUMMARY, "/nope does not exist, skipping\n", WARN, 3500003, 3, -1,
    "/nope does not exist, skipping", "source missing" },
  { RESTIC, "backup", 11, "",
    "{\"message_type\":\"exit_error\",\"code\":11,\"message\":\"Fatal: unable to create lock in backend: repository is already "
    "locked exclusively by PID 42\"}\n",
    FAIL, -1, -1, -1, "already locked", "repository locked" },
  { RESTIC, "backup", 12, "", "Fatal: wrong password or no key found\n", FAIL, -1, -1, -1, "wrong password", "wrong password" },
  { RESTIC, "backup", 10, "",
    "{\"message_type\":\"exit_error\",\"code\":10,\"message\":\"Fatal: repository does not exist: unable to open config file\"}",
    FAIL, -1, -1, -1, "does not exist", "no repository" },
  { RESTIC, "backup", 130, "", "", FAIL, -1, -1, -1, NULL, "exit code 130" },
  { RESTIC, "backup", 77, SUMMARY, "", FAIL, 3500003, 3, -1, NULL, "exit code 77" },
  { RESTIC, "backup", 0, "processed 2 files\n", "", RW_RUN_STATUS_UNKNOWN, -1, -1, -1, "--json", NULL },
  { RESTIC, "check", 0, "no errors were found\n", "", OK, -1, -1, RW_CHECK_DEPTH_STRUCTURE, NULL, NULL },
  { RESTIC, "check --read-data", 0, "{\"message_type\":\"summary\",\"num_errors\":0}\n", "", OK, -1, -1, RW_CHECK_DEPTH_DATA, NULL,
    NULL },
  /* A tenth of the data is not the data. */
  { RESTIC, "check --read-data-subset=10%", 0, "{\"message_type\":\"summary\",\"num_errors\":0}\n", "", OK, -1, -1,
    RW_CHECK_DEPTH_STRUCTURE, NULL, NULL },
  { RESTIC, "check", 0, "{\"message_type\":\"summary\",\"num_errors\":1}\n", "", FAIL, -1, -1, -1, NULL, "exit code 0" },
  { RESTIC, "check --read-data", 1, "", "pack bdf9 contains 2 errors: ciphertext verification failed\n", FAIL, -1, -1, -1,
    "ciphertext", "data damaged" },

  { BORG, "create", 0, ARCHIVE, "", OK, 3500529, 4, -1, NULL, NULL },
  { BORG, "create", 1, ARCHIVE,
    "{\"type\":\"log_message\",\"message\":\"/nope: stat: [Errno 2] No such file or directory: '/nope'\",\"levelname\":\"WARNING\"}\n"
    "{\"type\":\"log_message\",\"message\":\"Creating archive\",\"levelname\":\"INFO\"}\n",
    WARN, 3500529, 4, -1, "/nope", "source missing" },
  { BORG, "create", 100, ARCHIVE, "", WARN, 3500529, 4, -1, NULL, "exit code 100" },
  { BORG, "create", 2, "{\"archive\"",
    "{\"type\":\"log_message\",\"message\":\"Failed to create/acquire the lock /r/lock.exclusive (timeout).\",\"levelname\":\"ERROR\"}\n",
    FAIL, -1, -1, -1, "lock.exclusive", "repository locked" },
  { BORG, "create", 137, "", "", FAIL, -1, -1, -1, NULL, "exit code 137" },
  { BORG, "check", 1, "",
    "{\"type\":\"log_message\",\"message\":\"Data integrity error: Segment entry checksum mismatch [segment 2, offset "
    "101]\",\"levelname\":\"ERROR\"}\n",
    FAIL, -1, -1, -1, "checksum mismatch", "data damaged" },
  { BORG, "check", 0, "", "", OK, -1, -1, RW_CHECK_DEPTH_STRUCTURE, NULL, NULL },
  { BORG, "check --verify-data", 0, "", "", OK, -1, -1, RW_CHECK_DEPTH_DATA, NULL, NULL },
  { BORG, "prune", 1, "", "odd\n", WARN, -1, -1, -1, "odd", "odd" },

  { BAREOS, "backup", 0, JOB ("Backup OK"), "", OK, 62685875, 1204, -1, NULL, NULL },
  { BAREOS, "backup", 0, JOB ("Backup OK -- with warnings"), "", WARN, 62685875, 1204, -1, "with warnings", NULL },
  { BAREOS, "backup", 0, JOB ("*** Backup Error ***"), "", FAIL, 62685875, 1204, -1, "Backup Error", "*** Backup Error ***" },
  { BAREOS, "backup", 0, JOB ("Backup Canceled"), "", FAIL, 62685875, 1204, -1, "Canceled", NULL },
  { BAREOS, "backup", 0, JOB ("Backup failed -- incomplete"), "", FAIL, 62685875, 1204, -1, "incomplete", NULL },
  { BAREOS, "backup", 0, JOB ("Something new"), "", FAIL, 62685875, 1204, -1, "Something new", NULL },
  { BAREOS, "verify", 0, VERIFY ("Verify Volume to Catalog", "Verify OK"), "", OK, 62685875, 1204, RW_CHECK_DEPTH_DATA, NULL,
    NULL },
  { BAREOS, "verify", 0, JOB ("Verify Differences"), "", FAIL, 62685875, 1204, -1, "Verify Differences", "data damaged" },
  { BAREOS, "backup", 0, "JobStatus: R\n", "", RW_RUN_STATUS_RUNNING, -1, -1, -1, NULL, NULL },
  { BAREOS, "backup", 0, "JobStatus: f\n", "", FAIL, -1, -1, -1, NULL, NULL },
  { BAREOS, "backup", 1, "", "", FAIL, -1, -1, -1, NULL, "exit code 1" },

  { PBS, "backup", 0, TASK (",\"endtime\":1795324700,\"status\":\"OK\""), "", OK, -1, -1, -1, NULL, NULL },
  { PBS, "backup", 0, TASK (",\"endtime\":1795324700,\"status\":\"WARNINGS: 2\""), "", WARN, -1, -1, -1, "WARNINGS: 2", NULL },
  { PBS, "backup", 0, TASK (",\"endtime\":1795324700,\"status\":\"backup write data failed\""), "", FAIL, -1, -1, -1,
    "write data failed", "backup write data failed" },
  { PBS, "backup", 0, TASK (""), "", RW_RUN_STATUS_RUNNING, -1, -1, -1, NULL, NULL },
  { PBS, "backup", 0, "{\"data\":[" TASK (",\"endtime\":1795324700,\"status\":\"OK\"") ",{\"starttime\":1795324600,\"status\":\"old\"}]}", "",
    OK, -1, -1, -1, NULL, NULL },
  { PBS, "verify", 0, "{\"starttime\":1795324683,\"endtime\":1795324690,\"worker_type\":\"verificationjob\",\"status\":\"OK\"}", "", OK, -1, -1,
    RW_CHECK_DEPTH_DATA, NULL, NULL },
  { RW_BACKUP_TOOL_OTHER, NULL, 0, "", "", OK, -1, -1, -1, NULL, NULL },
  { RW_BACKUP_TOOL_OTHER, NULL, 4, "", "", FAIL, -1, -1, -1, NULL, "exit code 4" },
};

static void
assert_message (const RwBackupReport *report,
                const char           *part)
{
  for (guint i = 0; i < report->messages->len; i++)
    if (strstr (report->messages->pdata[i], part) != NULL)
      return;
  g_error ("no message says “%s”", part);
}

static void
test_recorded (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *one = &cases[i];
      RwBackupOutput output = { one->tool, one->command, one->exit_code, one->out, one->err, NULL };
      g_auto (RwBackupReport) report = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_true (rw_backup_report_read (&output, &report, &error));
      g_assert_cmpint (report.status, ==, one->status);
      g_assert_cmpint (report.bytes, ==, one->bytes);
      g_assert_cmpint (report.files, ==, one->files);
      g_assert_cmpint (report.check_depth, ==, one->depth);
      if (one->message != NULL)
        assert_message (&report, one->message);
      else
        g_assert_cmpuint (report.messages->len, ==, 0);
      if (one->cause != NULL)
        g_assert_cmpstr (report.cause, ==, one->cause);
      g_assert_true ((report.cause != NULL) == (report.status == FAIL || report.status == WARN));
    }
}

static void
assert_span (const RwBackupOutput *output,
             const char           *started,
             const char           *finished)
{
  g_auto (RwBackupReport) report = { 0 };
  gint64 from = 0, to = 0;

  g_assert_true (rw_backup_report_read (output, &report, NULL));
  g_assert_true (started == NULL || rw_instant_parse (started, &from));
  g_assert_true (finished == NULL || rw_instant_parse (finished, &to));
  g_assert_cmpint (report.started, ==, from);
  g_assert_cmpint (report.finished, ==, to);
}

/* Borg and Bareos write local times without saying whose. */
static void
test_times (void)
{
  RwBackupOutput borg = { .tool = BORG, .command = "create", .out = ARCHIVE };
  RwBackupOutput bareos = { .tool = BAREOS, .out = JOB ("Backup OK") };
  RwBackupOutput pbs = { .tool = PBS, .out = TASK (",\"endtime\":1795324700,\"status\":\"OK\"") };
  RwBackupOutput restic = {
    .tool = RESTIC,
    .out =
      "{\"message_type\":\"summary\",\"total_files_processed\":1,\"total_bytes_processed\":1,"
      "\"backup_start\":\"2026-11-23T06:19:11.148430396Z\",\"backup_end\":\"2026-11-23T07:19:11+01:00\"}",
  };

  assert_span (&borg, "2026-11-22T05:18:12Z", "2026-11-22T05:18:13Z");
  borg.tz = "Europe/Berlin";
  assert_span (&borg, "2026-11-22T04:18:12Z", "2026-11-22T04:18:13Z");
  assert_span (&bareos, "2026-11-22T05:18:03Z", "2026-11-22T05:19:04Z");
  bareos.tz = "Europe/Berlin";
  assert_span (&bareos, "2026-11-22T04:18:03Z", "2026-11-22T04:19:04Z");
  bareos.out =
    "Start time: 22-Foo-2026 05:18:03\nEnd time: 32-Nov-2026 05:18:03\nTermination: Backup OK\n";
  assert_span (&bareos, NULL, NULL);
  assert_span (&pbs, "2026-11-22T05:18:03Z", "2026-11-22T05:18:20Z");
  assert_span (&restic, "2026-11-23T06:19:11.148430Z", "2026-11-23T06:19:11Z");
}

static void
test_unreadable (void)
{
  static const struct
  {
    RwBackupTool tool;
    const char *out, *says;
  } bad[] = {
    { RESTIC, "\n{\"message_type\":\"summary\",\"total_files_processed\":3}",
      "line 2, summary: “total_bytes_processed”" },
    { RESTIC, "{\"message_type\":\"summary\",\"total_bytes_processed\":\"3\"}",
      "total_bytes_processed" },
    { RESTIC, "{\"message_type\":\"summary\",\"total_bytes_processed\":-3}", "no amount" },
    { BORG, "{}", "archive" },
    { BORG, "{\"archive\":{}}", "stats" },
    { BORG, "{\"archive\":{\"stats\":{\"nfiles\":1}}}", "original_size" },
    { BORG, "{\"archive\":", "" },
    { BAREOS, "JobId: 12\n", "Termination" },
    { PBS, "", "" },
    { PBS, "[]", "no task" },
    { PBS, "{}", "starttime" },
    { PBS, "{\"starttime\":\"now\"}", "starttime" },
    { PBS, "{\"starttime\":1,\"endtime\":99999999999999}", "endtime" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      RwBackupOutput output = { .tool = bad[i].tool, .out = bad[i].out };
      g_auto (RwBackupReport) report = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (rw_backup_report_read (&output, &report, &error));
      g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

static void
test_purposes (void)
{
  static const struct
  {
    RwBackupTool tool;
    const char *command, *out;
    int purpose;
    const char *snapshot;
  } runs[] = {
    { RESTIC, NULL, SUMMARY, RW_RUN_PURPOSE_BACKUP, "4b50715c" },
    { RESTIC, "backup", SUMMARY, RW_RUN_PURPOSE_BACKUP, "4b50715c" },
    { RESTIC, "check --read-data", "", RW_RUN_PURPOSE_VERIFICATION, NULL },
    { RESTIC, "forget", "", -1, NULL },
    { BORG, "create", ARCHIVE, RW_RUN_PURPOSE_BACKUP, "web01" },
    { BORG, "prune", "", -1, NULL },
    { BAREOS, NULL, JOB ("Verify OK"), RW_RUN_PURPOSE_VERIFICATION, NULL },
    { BAREOS, NULL, JOB ("Backup OK"), RW_RUN_PURPOSE_BACKUP, NULL },
    { BAREOS, NULL, JOB ("Restore OK"), -1, NULL },
    { BAREOS, NULL, JOB ("*** Restore Error ***"), -1, NULL },
    { BAREOS, NULL, JOB ("Migration OK"), -1, NULL },
    { BAREOS, "backup", JOB ("Copying OK"), -1, NULL },
    { BAREOS, "verify", JOB ("Backup OK"), RW_RUN_PURPOSE_BACKUP, NULL },
    /* Whatever failed in words that nobody knows is believed to be what it was to be. */
    { BAREOS, NULL, JOB ("Inappropriate term code: x"), RW_RUN_PURPOSE_BACKUP, NULL },
    { RESTIC, "backup",
      "{\"message_type\":\"summary\",\"dry_run\":true,\"total_files_processed\":3,\"total_bytes_processed\":3}",
      -1, NULL },
    { RESTIC, "backup --dry-run", SUMMARY, -1, "4b50715c" },
    { BORG, "create --dry-run", "", -1, NULL },
    { PBS, NULL, TASK (",\"status\":\"OK\""), RW_RUN_PURPOSE_BACKUP, NULL },
    { PBS, NULL, "{\"starttime\":1,\"worker_type\":\"verificationjob\",\"status\":\"OK\"}",
      RW_RUN_PURPOSE_VERIFICATION, NULL },
    { PBS, NULL, "{\"starttime\":1,\"worker_type\":\"garbage_collection\",\"status\":\"OK\"}", -1,
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      RwBackupOutput output = { .tool = runs[i].tool,
                                .command = runs[i].command,
                                .out = runs[i].out };
      g_auto (RwBackupReport) report = { 0 };

      g_assert_true (rw_backup_report_read (&output, &report, NULL));
      g_assert_cmpint (report.purpose, ==, runs[i].purpose);
      g_assert_cmpstr (report.snapshot, ==, runs[i].snapshot);
    }
}

/* What ended with a warning and shows nothing that it made is said to be one by its exit code alone. */
static void
test_proof (void)
{
  static const struct
  {
    RwBackupTool tool;
    int exit_code;
    const char *out;
    RwRunStatus status;
    gboolean unproven;
  } runs[] = {
    { BORG, 1, "", WARN, TRUE },
    { BORG, 107, "", WARN, TRUE },
    { BORG, 1, ARCHIVE, WARN, FALSE },
    { BORG, 0, ARCHIVE, OK, FALSE },
    /* Of timeout, and of a shell that could not start it. */
    { BORG, 124, "", FAIL, FALSE },
    { BORG, 126, "", FAIL, FALSE },
    { BORG, 127, "", FAIL, FALSE },
    { BORG, 120, ARCHIVE, WARN, FALSE },
    { RESTIC, 3, "", WARN, TRUE },
    { RESTIC, 3, SUMMARY, WARN, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      RwBackupOutput output = { .tool = runs[i].tool,
                                .command = "backup",
                                .exit_code = runs[i].exit_code,
                                .out = runs[i].out };
      g_auto (RwBackupReport) report = { 0 };

      g_test_message ("case %u", i);
      g_assert_true (rw_backup_report_read (&output, &report, NULL));
      g_assert_cmpint (report.status, ==, runs[i].status);
      g_assert_cmpint (report.unproven, ==, runs[i].unproven);
    }
}

/* A verification that failed says how deep it looked; what it proves is said by those alone that did not. */
static void
test_depths (void)
{
  static const struct
  {
    RwBackupTool tool;
    const char *command;
    int exit_code;
    const char *out;
    int depth, tried;
  } runs[] = {
    { RESTIC, "check --read-data", 1, "", -1, RW_CHECK_DEPTH_DATA },
    { RESTIC, "check --read-data-subset=10%", 1, "", -1, RW_CHECK_DEPTH_DATA },
    { RESTIC, "check --read-data-subset=10%", 0, "no errors were found\n", RW_CHECK_DEPTH_STRUCTURE,
      RW_CHECK_DEPTH_DATA },
    { RESTIC, "check", 1, "", -1, RW_CHECK_DEPTH_STRUCTURE },
    { RESTIC, "backup", 1, "", -1, -1 },
    { BORG, "check --verify-data", 1, "", -1, RW_CHECK_DEPTH_DATA },
    { BORG, "check", 1, "", -1, RW_CHECK_DEPTH_STRUCTURE },
    { BAREOS, NULL, 0, VERIFY ("Verify Volume to Catalog", "Verify Differences"), -1,
      RW_CHECK_DEPTH_DATA },
    { BAREOS, NULL, 0, VERIFY ("Verify Volume to Catalog", "Verify OK"), RW_CHECK_DEPTH_DATA,
      RW_CHECK_DEPTH_DATA },
    { BAREOS, NULL, 0, VERIFY ("Verify Data", "Verify OK"), RW_CHECK_DEPTH_DATA,
      RW_CHECK_DEPTH_DATA },
    { BAREOS, NULL, 0, VERIFY ("Verify Catalog", "Verify OK"), RW_CHECK_DEPTH_STRUCTURE,
      RW_CHECK_DEPTH_STRUCTURE },
    { BAREOS, NULL, 0, JOB ("Verify OK"), RW_CHECK_DEPTH_STRUCTURE, RW_CHECK_DEPTH_STRUCTURE },
    { PBS, NULL, 0, VERIFIED ("1 of 3 failed"), -1, RW_CHECK_DEPTH_DATA },
    { PBS, NULL, 0, VERIFIED ("OK"), RW_CHECK_DEPTH_DATA, RW_CHECK_DEPTH_DATA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      RwBackupOutput output = { .tool = runs[i].tool,
                                .command = runs[i].command,
                                .exit_code = runs[i].exit_code,
                                .out = runs[i].out };
      g_auto (RwBackupReport) report = { 0 };

      g_test_message ("case %u", i);
      g_assert_true (rw_backup_report_read (&output, &report, NULL));
      g_assert_cmpint (report.check_depth, ==, runs[i].depth);
      g_assert_cmpint (report.tried_depth, ==, runs[i].tried);
    }
}

/* The same trouble again, with other numbers, is the same cause; and a tool that says too much is cut. */
static void
test_causes (void)
{
  RwBackupOutput output = { .tool = RESTIC, .command = "backup", .exit_code = 1, .out = "" };
  g_auto (RwBackupReport) first = { 0 }, second = { 0 }, long_one = { 0 };
  GString *much = g_string_new (NULL);

  output.err = "Fatal: server 10.0.0.7:8000 answered 503 after 31s";
  g_assert_true (rw_backup_report_read (&output, &first, NULL));
  output.err = "Fatal: server 10.0.0.7:8000 answered 502 after 4s";
  g_assert_true (rw_backup_report_read (&output, &second, NULL));
  g_assert_cmpstr (first.cause, ==, second.cause);
  g_assert_cmpstr (first.cause, ==, "Fatal: server #.#.#.#:# answered # after #");
  for (guint i = 0; i < 400000; i++)
    g_string_append (much, "error: \xff something that is written again and again\n");
  output.err = much->str;
  g_assert_true (rw_backup_report_read (&output, &long_one, NULL));
  g_assert_cmpuint (long_one.messages->len, ==, 50);
  g_assert_true (g_utf8_validate (long_one.messages->pdata[0], -1, NULL));
  g_string_free (much, TRUE);
}

/* --- What the tools write here and now --------------------------------------------------------------- */

typedef struct
{
  char *dir;
  char *source;
  char *repository;
  char *password;
} Place;

static void
set_up (Place        *place,
        gconstpointer data)
{
  g_autofree char *file = NULL, *bytes = g_malloc (600000);

  place->dir = g_dir_make_tmp ("rackward-backup-XXXXXX", NULL);
  place->source = g_build_filename (place->dir, "source", NULL);
  place->repository = g_build_filename (place->dir, "repository", NULL);
  place->password = g_strdup ("correct");
  g_assert_cmpint (g_mkdir (place->source, 0700), ==, 0);
  /* What cannot be packed any smaller: its bytes are found again in the pack. */
  for (guint i = 0; i < 600000; i++)
    bytes[i] = (char) g_test_rand_int_range (0, 256);
  file = g_build_filename (place->source, "data", NULL);
  g_assert_true (g_file_set_contents (file, bytes, 600000, NULL));
}

static void
tear_down (Place        *place,
           gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", place->dir, NULL };

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, NULL, NULL));
  g_free (place->dir);
  g_free (place->source);
  g_free (place->repository);
  g_free (place->password);
}

static void
run (Place          *place,
     RwBackupTool    tool,
     const char     *command,
     RwBackupReport *report,
     ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *out = NULL, *err = NULL, *cache = g_build_filename (place->dir, "cache", NULL);
  g_auto (GStrv) environment = g_get_environ ();
  g_autoptr (GError) error = NULL;
  RwBackupOutput output = { .tool = tool, .command = command };
  const char *argument;
  va_list arguments;
  int wait_status;

  va_start (arguments, report);
  while ((argument = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (argv, (gpointer) argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);
  environment = g_environ_setenv (environment, "RESTIC_REPOSITORY", place->repository, TRUE);
  environment = g_environ_setenv (environment, "RESTIC_PASSWORD", place->password, TRUE);
  environment = g_environ_setenv (environment, "RESTIC_CACHE_DIR", cache, TRUE);
  environment = g_environ_setenv (environment, "BORG_REPO", place->repository, TRUE);
  environment = g_environ_setenv (environment, "BORG_PASSPHRASE", place->password, TRUE);
  environment = g_environ_setenv (environment, "BORG_BASE_DIR", cache, TRUE);
  environment = g_environ_setenv (environment, "TZ", "UTC", TRUE);
  g_assert_true (g_spawn_sync (place->dir, (char **) argv->pdata, environment, G_SPAWN_SEARCH_PATH,
                               NULL, NULL, &out, &err, &wait_status, &error));
  output.exit_code =
    WIFEXITED (wait_status) ? WEXITSTATUS (wait_status) : 128 + WTERMSIG (wait_status);
  output.out = out;
  output.err = err;
  rw_backup_report_clear (report);
  rw_backup_report_read (&output, report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->messages->len; i++)
    g_test_message ("%s: %s", command, (const char *) report->messages->pdata[i]);
}

/* Changes one byte in the middle of the largest file under @dir: a disk that forgets. */
static void
corrupt (const char *dir)
{
  const char *argv[] = { "find", dir, "-type", "f", "-printf", "%s %p\n", NULL };
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

static void
assert_now (gint64 instant)
{
  gint64 now = g_get_real_time ();

  g_assert_cmpint (instant, >, now - 60 * G_USEC_PER_SEC);
  g_assert_cmpint (instant, <=, now);
}

static void
test_restic (Place        *place,
             gconstpointer data)
{
  g_auto (RwBackupReport) report = { 0 };
  g_autofree char *packs = g_build_filename (place->repository, "data", NULL);

  run (place, RESTIC, "backup", &report, "restic", "backup", "--json", "source", NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "no repository");
  run (place, RESTIC, "init", &report, "restic", "init", NULL);
  g_assert_cmpint (report.status, ==, OK);

  run (place, RESTIC, "backup", &report, "restic", "backup", "--json", "source", NULL);
  g_assert_cmpint (report.status, ==, OK);
  g_assert_cmpint (report.bytes, ==, 600000);
  g_assert_cmpint (report.files, ==, 1);
  assert_now (report.started);
  assert_now (report.finished);

  run (place, RESTIC, "backup", &report, "restic", "backup", "--json", "source", "nowhere", NULL);
  g_assert_cmpint (report.status, ==, WARN);
  g_assert_cmpstr (report.cause, ==, "source missing");
  g_assert_cmpint (report.bytes, ==, 600000);
  run (place, RESTIC, "backup", &report, "restic", "backup", "--json", "nowhere", NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "source missing");

  g_set_str (&place->password, "wrong");
  run (place, RESTIC, "backup", &report, "restic", "backup", "--json", "source", NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "wrong password");
  g_set_str (&place->password, "correct");

  run (place, RESTIC, "check", &report, "restic", "check", NULL);
  g_assert_cmpint (report.status, ==, OK);
  g_assert_cmpint (report.check_depth, ==, RW_CHECK_DEPTH_STRUCTURE);
  run (place, RESTIC, "check --read-data", &report, "restic", "check", "--read-data", "--json",
       NULL);
  g_assert_cmpint (report.status, ==, OK);
  g_assert_cmpint (report.check_depth, ==, RW_CHECK_DEPTH_DATA);

  /* A structural check proves little: only reading the data sees it. */
  corrupt (packs);
  run (place, RESTIC, "check", &report, "restic", "check", NULL);
  g_assert_cmpint (report.status, ==, OK);
  g_assert_cmpint (report.check_depth, ==, RW_CHECK_DEPTH_STRUCTURE);
  run (place, RESTIC, "check --read-data", &report, "restic", "check", "--read-data", NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "data damaged");
  run (place, RESTIC, "check --read-data", &report, "restic", "check", "--read-data", "--json",
       NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "data damaged");
}

/* Somebody else works on the repository. */
static void
test_restic_lock (Place        *place,
                  gconstpointer data)
{
  g_auto (RwBackupReport) report = { 0 };

  run (place, RESTIC, "init", &report, "restic", "init", NULL);
  run (place, RESTIC, "backup", &report, "restic", "backup", "--json", "source", NULL);
  run (place, RESTIC, "check", &report, "sh", "-c",
       "mkfifo hold; restic backup --stdin <hold >/dev/null 2>&1 & exec 9>hold;"
       "until ls repository/locks | grep -q .; do sleep 0.1; done;"
       "restic check; code=$?; exec 9>&-; wait; exit $code",
       NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "repository locked");
}

static void
test_borg (Place        *place,
           gconstpointer data)
{
  g_auto (RwBackupReport) report = { 0 };
  g_autofree char *segments = g_build_filename (place->repository, "data", NULL);

  run (place, BORG, "create", &report, "borg", "--log-json", "create", "--json", "::one", "source",
       NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "no repository");
  run (place, BORG, "init", &report, "borg", "init", "-e", "repokey", NULL);
  g_assert_cmpint (report.status, ==, OK);

  run (place, BORG, "create", &report, "borg", "create", "--json", "::one", "source", NULL);
  g_assert_cmpint (report.status, ==, OK);
  g_assert_cmpint (report.bytes, >=, 600000);
  g_assert_cmpint (report.files, ==, 1);
  assert_now (report.started);
  assert_now (report.finished);

  run (place, BORG, "create", &report, "borg", "--log-json", "create", "--json", "::two", "source",
       "nowhere", NULL);
  g_assert_cmpint (report.status, ==, WARN);
  g_assert_cmpstr (report.cause, ==, "source missing");
  g_assert_cmpint (report.files, ==, 1);

  g_set_str (&place->password, "wrong");
  run (place, BORG, "create", &report, "borg", "create", "--json", "::three", "source", NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "wrong password");
  g_set_str (&place->password, "correct");

  run (place, BORG, "create", &report, "borg", "with-lock", "::", "borg", "--lock-wait", "0",
       "create", "--json", "::four", "source", NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "repository locked");

  run (place, BORG, "check", &report, "borg", "check", NULL);
  g_assert_cmpint (report.status, ==, OK);
  g_assert_cmpint (report.check_depth, ==, RW_CHECK_DEPTH_STRUCTURE);
  run (place, BORG, "check --verify-data", &report, "borg", "check", "--verify-data", NULL);
  g_assert_cmpint (report.status, ==, OK);
  g_assert_cmpint (report.check_depth, ==, RW_CHECK_DEPTH_DATA);

  corrupt (segments);
  run (place, BORG, "check", &report, "borg", "check", "--archives-only", NULL);
  g_assert_cmpint (report.check_depth, !=, RW_CHECK_DEPTH_DATA);
  run (place, BORG, "check --verify-data", &report, "borg", "--log-json", "check", "--verify-data",
       NULL);
  g_assert_cmpint (report.status, ==, FAIL);
  g_assert_cmpstr (report.cause, ==, "data damaged");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup-report/recorded", test_recorded);
  g_test_add_func ("/backup-report/times", test_times);
  g_test_add_func ("/backup-report/unreadable", test_unreadable);
  g_test_add_func ("/backup-report/causes", test_causes);
  g_test_add_func ("/backup-report/purposes", test_purposes);
  g_test_add_func ("/backup-report/proof", test_proof);
  g_test_add_func ("/backup-report/depths", test_depths);
  g_test_add ("/backup-report/restic", Place, NULL, set_up, test_restic, tear_down);
  g_test_add ("/backup-report/restic-lock", Place, NULL, set_up, test_restic_lock, tear_down);
  g_test_add ("/backup-report/borg", Place, NULL, set_up, test_borg, tear_down);
  return g_test_run ();
}
