/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-backup-command.h"
#include "rw-backup-intake.h"
#include "rw-clock.h"
#include "rw-ctl-push.h"
#include "rw-ctl-report.h"
#include "rw-ctl-run.h"
#include "rw-ctl-spool.h"

/*
 * rackwardctl backup-run: runs a backup program and tells a server that it began and how it ended. The backup comes
 * first: nothing that has to do with reporting keeps it from running, or changes how it ends.
 */

/* How long the backup waits for what is to be reported, and whoever waits for its end. */
#define BEFORE_SECONDS 10
#define AFTER_SECONDS  60

typedef struct
{
  char *tool, *system, *job, *command, *tz, *server, *token_file, *spool;
  gboolean flush, refused;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->tool);
  g_free (self->system);
  g_free (self->job);
  g_free (self->command);
  g_free (self->tz);
  g_free (self->server);
  g_free (self->token_file);
  g_free (self->spool);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Keeps a report, or only what there is already, and sends all that waits. Returns: how much still does. */
static guint
report (const Options *options, const RwBackupIntake *intake, guint seconds)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwCtlSpool) spool = rw_ctl_spool_open (options->spool, &error);
  g_autoptr (GBytes) bytes = intake != NULL ? rw_backup_intake_write (intake) : NULL;

  if (spool == NULL || (bytes != NULL && !rw_ctl_spool_add (spool, bytes, &error)))
    {
      rw_ctl_fail (error);
      if (bytes != NULL)
        rw_ctl_spool_send (bytes, options->server, options->token_file, seconds);
      return 1;
    }
  return rw_ctl_spool_flush (spool, options->server, options->token_file, seconds,
                             options->refused ? RW_CTL_SPOOL_AGAIN : RW_CTL_SPOOL_NONE);
}

static void
add_message (RwBackupReport *result, RwRunStatus status, const char *cause, const char *message)
{
  result->status = status;
  result->unproven = FALSE;
  result->check_depth = -1;
  g_set_str (&result->cause, cause);
  if (message != NULL)
    g_ptr_array_insert (result->messages, 0, g_strdup (message));
}

/* What the command wrote, read as its tool's; where it cannot be read, how it ended says what it comes to. */
static void
read_result (RwBackupReport *result, const RwBackupOutput *output, const RwCtlRun *run)
{
  RwBackupOutput plain = *output;
  g_autoptr (GError) error = NULL;

  if (!rw_backup_report_read (output, result, &error))
    {
      plain.tool = RW_BACKUP_TOOL_OTHER;
      rw_backup_report_read (&plain, result, NULL);
      result->tried_depth = rw_backup_report_depth (output);
      /* The client of Proxmox Backup Server writes no report: a task is what the server has. */
      if (output->tool != RW_BACKUP_TOOL_PBS || strchr (output->out, '{') != NULL)
        {
          if (result->status == RW_RUN_STATUS_SUCCESS)
            result->status = RW_RUN_STATUS_UNKNOWN;
          g_ptr_array_add (result->messages, g_strdup (error->message));
        }
    }
  if (run->problem != NULL)
    add_message (result, RW_RUN_STATUS_FAILED, "could not be started", run->problem);
  else if (run->interrupted && run->exit_code != 0)
    add_message (result, RW_RUN_STATUS_FAILED, "interrupted", NULL);
}

static int
run_and_report (const Options *options, RwBackupTool tool, const char *const *argv)
{
  g_autofree char *seen = rw_backup_command_read (tool, argv);
  g_autofree char *out = NULL, *err = NULL;
  g_auto (RwBackupIntake) intake = { NULL };
  g_auto (RwBackupReport) result = { 0 };
  g_auto (RwCtlRun) run = { 0 };
  RwBackupOutput output = { .tool = tool,
                            .command = options->command != NULL ? options->command : seen,
                            .tz = options->tz };
  int purpose = rw_backup_report_purpose (&output);

  rw_backup_intake_init (&intake, options->system != NULL ? options->system : g_get_host_name (),
                         options->job, tool);
  intake.run = rw_id_new ();
  intake.purpose =
    purpose == RW_RUN_PURPOSE_VERIFICATION ? RW_RUN_PURPOSE_VERIFICATION : RW_RUN_PURPOSE_BACKUP;
  intake.check_depth = rw_backup_report_depth (&output);
  intake.status = RW_RUN_STATUS_RUNNING;
  intake.started = rw_clock_now ();
  if (purpose >= 0)
    report (options, &intake, BEFORE_SECONDS);
  else
    g_printerr (
      _ ("rackwardctl: this is neither a backup nor a check of one; it is not reported\n"));
  rw_ctl_run (&run, argv);
  if (run.problem != NULL)
    g_printerr ("rackwardctl: %s\n", run.problem);
  if (purpose < 0)
    return run.exit_code;
  output.out = out = rw_ctl_tail_text (&run.out);
  output.err = err = rw_ctl_tail_text (&run.err);
  output.exit_code = run.exit_code;
  read_result (&result, &output, &run);
  /* What said that it began says how it ended. */
  if (result.purpose < 0 && result.status != RW_RUN_STATUS_FAILED)
    add_message (&result, RW_RUN_STATUS_UNKNOWN, NULL,
                 _ ("This was neither a backup nor a check of one: there is nothing to report"));
  result.purpose = purpose;
  /* Of both ends by one clock, in the zone that it keeps. */
  result.started = intake.started;
  result.finished = MAX (rw_clock_now (), intake.started);
  rw_backup_intake_take (&intake, &result);
  report (options, &intake, AFTER_SECONDS);
  return run.exit_code;
}

static gboolean
read_options (Options *options, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "tool", 't', 0, G_OPTION_ARG_FILENAME, &options->tool,
      N_ ("What runs: restic, borg, bareos, pbs or other; not needed where the command shows it"),
      "TOOL" },
    { "system", 0, 0, G_OPTION_ARG_FILENAME, &options->system,
      N_ ("What is backed up, by its name in Rackward; this machine's when it is not given"),
      "NAME" },
    { "job", 'j', 0, G_OPTION_ARG_FILENAME, &options->job,
      N_ ("The backup job; not needed where the system has one of the tool"), "NAME" },
    { "command", 'c', 0, G_OPTION_ARG_FILENAME, &options->command,
      N_ ("What the tool is to do, such as “check --read-data”, where a script hides it"),
      "COMMAND" },
    { "tz", 0, 0, G_OPTION_ARG_FILENAME, &options->tz,
      N_ ("Time zone of times without an offset; UTC when it is not given"), "ZONE" },
    { "server", 's', 0, G_OPTION_ARG_FILENAME, &options->server,
      N_ ("A server that runs; the token comes from RACKWARD_TOKEN"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file,
      N_ ("The token is in this file"), "FILE" },
    { "spool", 0, 0, G_OPTION_ARG_FILENAME, &options->spool,
      N_ ("Keep reports here while the server is away"), "DIR" },
    { "flush", 0, 0, G_OPTION_ARG_NONE, &options->flush,
      N_ ("Run nothing; send the reports that wait"), NULL },
    { "refused", 0, 0, G_OPTION_ARG_NONE, &options->refused,
      N_ ("Send those as well that a server has refused before"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (
    !rw_ctl_parse (
      "rackwardctl backup-run", _ ("[-- COMMAND …]"),
      _ (
        "Runs a backup program as if it were called directly, and tells a server that it began and how it ended. Reports wait in a folder while the server is away. The exit status is the program's own."),
      entries, 0, &argc, argv))
    return FALSE;
  rw_ctl_report_text (&options->system);
  rw_ctl_report_text (&options->job);
  rw_ctl_report_text (&options->command);
  if (options->server == NULL)
    rw_ctl_misuse (_ ("Say where to: --server URL"));
  else
    return rw_ctl_report_zone (options->tz);
  return FALSE;
}

/* Returns: whether there is all that a report takes; what is missing is said */
static gboolean
find_tool (const Options *options, const char *const *command, RwBackupTool *tool)
{
  int seen = rw_backup_command_tool (command);

  if (options->tool != NULL)
    return rw_ctl_report_tool (options->tool, tool);
  if (seen < 0)
    rw_ctl_misuse (_ ("Say what runs: --tool TOOL"));
  else
    *tool = (RwBackupTool) seen;
  return seen >= 0;
}

static int
run_only (const char *const *argv)
{
  g_auto (RwCtlRun) run = { 0 };

  g_printerr (_ ("rackwardctl: the program runs all the same, but is not reported\n"));
  rw_ctl_run (&run, argv);
  if (run.problem != NULL)
    g_printerr ("rackwardctl: %s\n", run.problem);
  return run.exit_code;
}

int
rw_cmd_backup_run (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  RwBackupTool tool = RW_BACKUP_TOOL_OTHER;
  const char *const *command = NULL;
  gboolean reports;
  int own = argc;

  /* What is behind "--" is not ours to read. */
  for (int i = 1; i < argc && command == NULL; i++)
    if (g_str_equal (argv[i], "--"))
      {
        command = (const char *const *) argv + i + 1;
        own = i;
        argv[i] = NULL;
      }
  reports = read_options (&options, own, argv);
  if (reports && options.flush)
    return report (&options, NULL, 0) == 0 ? RW_CTL_OK : RW_CTL_FAILED;
  if (command == NULL || *command == NULL)
    return reports ? rw_ctl_misuse (_ ("Say what to run, behind --; or --flush")) : RW_CTL_USAGE;
  /* What is wrong with reporting costs the report, not the backup. */
  return reports && find_tool (&options, command, &tool) ? run_and_report (&options, tool, command)
                                                         : run_only (command);
}
