/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-backup-command.h"
#include "rw-backup-intake.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-json.h"

/* --- What a command line is going to do -------------------------------------------------------------- */

static void
test_commands (void)
{
  static const struct
  {
    const char *line, *command;
    int tool;
  } lines[] = {
    { "restic backup /srv", "backup", RW_BACKUP_TOOL_RESTIC },
    { "restic -r backup check --read-data", "check --read-data", RW_BACKUP_TOOL_RESTIC },
    { "restic backup check", "backup", RW_BACKUP_TOOL_RESTIC },
    { "restic --json --repo=/b -q backup --tag check /srv", "backup", RW_BACKUP_TOOL_RESTIC },
    { "nice -n 10 /usr/bin/restic check --read-data-subset=10%", "check --read-data-subset=10%",
      RW_BACKUP_TOOL_RESTIC },
    { "restic forget --prune", "forget", RW_BACKUP_TOOL_RESTIC },
    { "restic --help", NULL, RW_BACKUP_TOOL_RESTIC },
    { "borg --lock-wait check create --json ::{now} /srv", "create", RW_BACKUP_TOOL_BORG },
    { "borg check --verify-data /b", "check --verify-data", RW_BACKUP_TOOL_BORG },
    { "borg prune --keep-daily 7", "prune", RW_BACKUP_TOOL_BORG },
    { "/usr/local/bin/nightly check", NULL, -1 },
    /* What is saved can have the name of a tool as well. */
    { "borg create --json /repo::x /var/lib/restic", "create", RW_BACKUP_TOOL_BORG },
    { "nice restic backup /etc/borg", "backup", RW_BACKUP_TOOL_RESTIC },
    { "restic backup -n /srv", "backup --dry-run", RW_BACKUP_TOOL_RESTIC },
    { "borg create --dry-run ::x /srv", "create --dry-run", RW_BACKUP_TOOL_BORG },
    { "restic backup -- -n", "backup", RW_BACKUP_TOOL_RESTIC },
    { "proxmox-backup-client backup root.pxar:/", "backup", RW_BACKUP_TOOL_PBS },
    { "proxmox-backup-client prune host/web", "prune", RW_BACKUP_TOOL_PBS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (GStrv) argv = g_strsplit (lines[i].line, " ", -1);
      int tool = rw_backup_command_tool ((const char *const *) argv);
      g_autofree char *command = NULL;

      g_assert_cmpint (tool, ==, lines[i].tool);
      command = rw_backup_command_read (tool >= 0 ? (RwBackupTool) tool : RW_BACKUP_TOOL_OTHER,
                                        (const char *const *) argv);
      g_assert_cmpstr (command, ==, lines[i].command);
    }
}

/* --- There and back ---------------------------------------------------------------------------------- */

static void
make_report (RwBackupIntake *intake)
{
  RwBackupOutput output = {
    .tool = RW_BACKUP_TOOL_RESTIC,
    .command = "backup",
    .exit_code = 3,
    .out =
      "{\"message_type\":\"summary\",\"total_files_processed\":3,\"total_bytes_processed\":3500003,"
      "\"snapshot_id\":\"4b50715c\",\"backup_start\":\"2026-11-22T05:18:03Z\",\"backup_end\":\"2026-11-22T05:19:03Z\"}",
    .err = "first\nzwei \xe2\x82\xac\nbad \xff\x1b[31m\n",
  };
  g_auto (RwBackupReport) report = { 0 };

  g_assert_true (rw_backup_report_read (&output, &report, NULL));
  rw_backup_intake_init (intake, "web-014", "Nightly", RW_BACKUP_TOOL_RESTIC);
  rw_backup_intake_take (intake, &report);
}

static gboolean
read_back (RwBackupIntake *intake, GBytes *bytes, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root = rw_json_parse (text, (gssize) length, NULL);

  g_assert_nonnull (root);
  return rw_backup_intake_read (intake, json_node_get_object (root), error);
}

static void
test_there_and_back (void)
{
  g_auto (RwBackupIntake) intake = { NULL };
  g_auto (RwBackupIntake) back = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;

  make_report (&intake);
  intake.run = rw_id_new ();
  bytes = rw_backup_intake_write (&intake);
  g_assert_true (read_back (&back, bytes, &error));
  g_assert_no_error (error);
  again = rw_backup_intake_write (&back);
  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_cmpstr (back.message, ==, "first\nzwei €\nbad � [31m");
  g_assert_cmpstr (back.snapshot, ==, "4b50715c");
  g_assert_cmpint (back.finished - back.started, ==, RW_MINUTE);
}

/* However much a tool says, what it becomes fits into a request and into a run. */
static void
test_bounds (void)
{
  RwBackupOutput output = { .tool = RW_BACKUP_TOOL_OTHER, .exit_code = 1, .out = "" };
  g_auto (RwBackupReport) report = { 0 };
  g_auto (RwBackupIntake) intake = { NULL };
  g_auto (RwBackupIntake) back = { NULL };
  g_autofree char *quotes = g_strnfill (3000, '"');
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (rw_backup_report_read (&output, &report, NULL));
  for (int i = 0; i < 50; i++)
    g_ptr_array_add (report.messages, g_strdup (quotes));
  report.snapshot = g_strdup (quotes);
  rw_backup_intake_init (&intake, "web-014", NULL, RW_BACKUP_TOOL_OTHER);
  rw_backup_intake_take (&intake, &report);
  bytes = rw_backup_intake_write (&intake);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, RW_BACKUP_INTAKE_BYTES_MOST);
  g_assert_true (read_back (&back, bytes, NULL));
}

/* --- What it comes to --------------------------------------------------------------------------------- */

static void
take (const RwBackupOutput *output, RwBackupIntake *intake)
{
  g_auto (RwBackupReport) report = { 0 };

  g_assert_true (rw_backup_report_read (output, &report, NULL));
  rw_backup_intake_init (intake, "web-014", NULL, output->tool);
  rw_backup_intake_take (intake, &report);
}

/* A warning that nothing proves is no backup that anybody could go back to; nor is what was none at all. */
static void
test_unproven (void)
{
  static const RwBackupOutput runs[] = {
    { RW_BACKUP_TOOL_BORG, "create", 1, "", NULL, NULL },
    { RW_BACKUP_TOOL_BORG, "create", 107, "", "odd\n", NULL },
    { RW_BACKUP_TOOL_BORG, "create", 124, "", NULL, NULL },
    { RW_BACKUP_TOOL_RESTIC, "backup", 3, "", NULL, NULL },
  };
  RwBackupOutput restore = { .tool = RW_BACKUP_TOOL_BAREOS, .out = "Termination: Restore OK\n" };
  g_auto (RwBackupIntake) none = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_auto (RwBackupIntake) intake = { NULL };

      take (&runs[i], &intake);
      g_assert_cmpint (intake.status, ==, RW_RUN_STATUS_FAILED);
      g_assert_nonnull (intake.cause);
    }
  take (&restore, &none);
  g_assert_cmpint (none.status, ==, RW_RUN_STATUS_UNKNOWN);
}

static RwRecord *
make_run (const RwBackupOutput *output)
{
  RwId job = rw_id_from_name ("test", "job");
  g_auto (RwBackupIntake) intake = { NULL };

  take (output, &intake);
  return rw_backup_intake_make_run (&intake, &job, 1);
}

/* What failed to be read to its data is cleared by what reads the data alone: the run says how deep it looked. */
static void
test_depth (void)
{
  RwBackupOutput output = {
    .tool = RW_BACKUP_TOOL_RESTIC, .command = "check --read-data", .exit_code = 1, .out = ""
  };
  g_autoptr (RwRecord) data = make_run (&output);
  g_autoptr (RwRecord) structure = NULL, backup = NULL;

  g_assert_cmpint (rw_record_get_enum (data, RW_BACKUP_RUN_CHECK_DEPTH), ==, RW_CHECK_DEPTH_DATA);
  g_assert_cmpint (rw_record_get_enum (data, RW_BACKUP_RUN_PURPOSE), ==,
                   RW_RUN_PURPOSE_VERIFICATION);
  output.command = "check";
  structure = make_run (&output);
  g_assert_cmpint (rw_record_get_enum (structure, RW_BACKUP_RUN_CHECK_DEPTH), ==,
                   RW_CHECK_DEPTH_STRUCTURE);
  /* A backup is what most runs are: it does not say so. */
  output.command = "backup";
  backup = make_run (&output);
  g_assert_false (rw_record_has (backup, RW_BACKUP_RUN_CHECK_DEPTH));
  g_assert_false (rw_record_has (backup, RW_BACKUP_RUN_PURPOSE));
}

/* --- The id of a run --------------------------------------------------------------------------------- */

static RwId
run_id (const RwBackupIntake *intake, gint64 due)
{
  RwId job = rw_id_from_name ("test", "job");
  g_autoptr (RwRecord) run = rw_backup_intake_make_run (intake, &job, due);

  return *rw_record_get_id (run);
}

static void
test_ids (void)
{
  g_auto (RwBackupIntake) intake = { NULL };
  RwId first, second;

  make_report (&intake);
  /* By its snapshot, whatever else is said. */
  first = run_id (&intake, 1);
  intake.started += RW_SECOND;
  second = run_id (&intake, 2);
  g_assert_true (rw_id_equal (&first, &second));
  /* By its times, without one. */
  g_clear_pointer (&intake.snapshot, g_free);
  first = run_id (&intake, 1);
  g_assert_false (rw_id_equal (&first, &second));
  second = run_id (&intake, 2);
  g_assert_true (rw_id_equal (&first, &second));
  /* By when it was due and what it says, without either. */
  intake.started = intake.finished = 0;
  first = run_id (&intake, 1);
  second = run_id (&intake, 2);
  g_assert_false (rw_id_equal (&first, &second));
  second = run_id (&intake, 1);
  g_assert_true (rw_id_equal (&first, &second));
  /* The beginning is another record than the end. */
  intake.run = rw_id_new ();
  first = run_id (&intake, 1);
  intake.status = RW_RUN_STATUS_RUNNING;
  second = run_id (&intake, 1);
  g_assert_false (rw_id_equal (&first, &second));
}

/* The name of an archive comes again: the last of seven is deleted and made anew. */
static void
test_archive_ids (void)
{
  static const char *const archives[] = {
    "{\"archive\":{\"name\":\"daily\",\"id\":\"aa01\",\"start\":\"2026-11-22T05:18:12.000000\",\"stats\":{\"original_size\":1,\"nfiles\":1}}}",
    "{\"archive\":{\"name\":\"daily\",\"id\":\"aa02\",\"start\":\"2026-11-22T05:18:12.000000\",\"stats\":{\"original_size\":1,\"nfiles\":1}}}",
    "{\"archive\":{\"name\":\"daily\",\"start\":\"2026-11-22T05:18:12.000000\",\"stats\":{\"original_size\":1,\"nfiles\":1}}}",
    "{\"archive\":{\"name\":\"daily\",\"start\":\"2026-11-23T05:18:12.000000\",\"stats\":{\"original_size\":1,\"nfiles\":1}}}",
  };
  RwId ids[G_N_ELEMENTS (archives)];

  for (guint i = 0; i < G_N_ELEMENTS (archives); i++)
    {
      RwBackupOutput output = { .tool = RW_BACKUP_TOOL_BORG,
                                .command = "create",
                                .out = archives[i] };
      g_auto (RwBackupIntake) intake = { NULL };
      g_auto (RwBackupIntake) back = { NULL };
      g_autoptr (GBytes) bytes = NULL;
      RwId again;

      take (&output, &intake);
      g_assert_cmpstr (intake.snapshot, ==, "daily");
      bytes = rw_backup_intake_write (&intake);
      g_assert_true (read_back (&back, bytes, NULL));
      /* Whoever receives it uses a clock of his own. */
      back.started = back.finished = 0;
      ids[i] = run_id (&back, 1);
      again = run_id (&intake, 2);
      g_assert_true (rw_id_equal (&ids[i], &again));
      for (guint k = 0; k < i; k++)
        g_assert_false (rw_id_equal (&ids[i], &ids[k]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup-intake/commands", test_commands);
  g_test_add_func ("/backup-intake/there-and-back", test_there_and_back);
  g_test_add_func ("/backup-intake/bounds", test_bounds);
  g_test_add_func ("/backup-intake/unproven", test_unproven);
  g_test_add_func ("/backup-intake/depth", test_depth);
  g_test_add_func ("/backup-intake/ids", test_ids);
  g_test_add_func ("/backup-intake/archive-ids", test_archive_ids);
  return g_test_run ();
}
