/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ctl.h"

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "rw-backup-intake.h"
#include "rw-clock.h"
#include "rw-ctl-push.h"
#include "rw-ctl-report.h"
#include "rw-ctl-tail.h"
#include "rw-error.h"
#include "rw-time.h"

/* rackwardctl intake backup: what a backup tool wrote, from standard input; a report on it goes to the server. */

typedef struct
{
  char *tool, *system, *job, *command, *tz, *started, *finished, *err, *server, *token_file;
  int exit_code;
  gboolean dry;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->tool);
  g_free (self->system);
  g_free (self->job);
  g_free (self->command);
  g_free (self->tz);
  g_free (self->started);
  g_free (self->finished);
  g_free (self->err);
  g_free (self->server);
  g_free (self->token_file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_time (const char *text, const char *option, gint64 *instant)
{
  if (text == NULL || rw_instant_parse (text, instant))
    return TRUE;
  rw_ctl_misuse (_ ("%s “%s” is no time: write it as 2026-11-22T05:18:03Z"), option, text);
  return FALSE;
}

static char *
read_err (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_auto (RwCtlTail) tail = { NULL };

  rw_ctl_tail_init (&tail, RW_BACKUP_OUTPUT_MOST);
  return stream != NULL && rw_ctl_tail_read (&tail, G_INPUT_STREAM (stream), error)
           ? rw_ctl_tail_text (&tail)
           : NULL;
}

/* Reads what the tool wrote; what it says itself of its times goes before what was said of it here. */
static gboolean
make_report (const Options *options, RwBackupTool tool, RwBackupIntake *intake, GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_auto (RwCtlTail) tail = { NULL };
  g_autofree char *out = NULL, *err = NULL;
  g_auto (RwBackupReport) report = { 0 };
  RwBackupOutput output = {
    .tool = tool, .command = options->command, .exit_code = options->exit_code, .tz = options->tz
  };

  rw_ctl_tail_init (&tail, RW_BACKUP_OUTPUT_MOST);
  if (!rw_ctl_tail_read (&tail, input, error))
    return FALSE;
  output.out = out = rw_ctl_tail_text (&tail);
  if (options->err != NULL)
    {
      output.err = err = read_err (options->err, error);
      if (err == NULL)
        return FALSE;
    }
  if (!rw_backup_report_read (&output, &report, error))
    return FALSE;
  if (report.purpose < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("This was neither a backup nor a check of one: there is nothing to report"));
      return FALSE;
    }
  rw_backup_intake_take (intake, &report);
  return TRUE;
}

static gboolean
read_options (Options *options, int argc, char **argv, RwBackupTool *tool)
{
  const GOptionEntry entries[] = {
    { "tool", 't', 0, G_OPTION_ARG_STRING, &options->tool,
      N_ ("What ran: restic, borg, bareos, pbs or other"), "TOOL" },
    { "system", 0, 0, G_OPTION_ARG_FILENAME, &options->system,
      N_ ("What was backed up, by its name in Rackward; this machine's when it is not given"),
      "NAME" },
    { "exit-code", 'e', 0, G_OPTION_ARG_INT, &options->exit_code,
      N_ ("Exit status of the tool; needed for restic, borg and other"), "N" },
    { "job", 'j', 0, G_OPTION_ARG_FILENAME, &options->job,
      N_ ("The backup job; not needed where the system has one of the tool"), "NAME" },
    { "command", 'c', 0, G_OPTION_ARG_FILENAME, &options->command,
      N_ ("What the tool was to do, such as “check --read-data”; backup when it is not given"),
      "COMMAND" },
    { "tz", 0, 0, G_OPTION_ARG_STRING, &options->tz,
      N_ ("Time zone of times without an offset; UTC when it is not given"), "ZONE" },
    { "stderr", 0, 0, G_OPTION_ARG_FILENAME, &options->err,
      N_ ("What the tool wrote to standard error is in this file"), "FILE" },
    { "started", 0, 0, G_OPTION_ARG_STRING, &options->started,
      N_ ("When it began, where the tool does not say"), "INSTANT" },
    { "finished", 0, 0, G_OPTION_ARG_STRING, &options->finished,
      N_ ("When it ended, where the tool does not say"), "INSTANT" },
    { "server", 's', 0, G_OPTION_ARG_STRING, &options->server,
      N_ ("A server that runs; the token comes from RACKWARD_TOKEN"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file,
      N_ ("With --server: the token is in this file"), "FILE" },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options->dry, N_ ("Only say what would be reported"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (
    !rw_ctl_parse (
      "rackwardctl intake backup", NULL,
      _ (
        "Reads what a backup program wrote from standard input, and reports the run. The same report twice is one run."),
      entries, 0, &argc, argv))
    return FALSE;
  rw_ctl_report_text (&options->system);
  rw_ctl_report_text (&options->job);
  rw_ctl_report_text (&options->command);
  if (options->tool == NULL)
    rw_ctl_misuse (_ ("Say what ran: --tool TOOL"));
  else if (!rw_ctl_report_tool (options->tool, tool) || !rw_ctl_report_zone (options->tz))
    ;
  else if ((options->server == NULL) == !options->dry)
    rw_ctl_misuse (_ ("Say where to: --server URL; or --dry-run"));
  else if (options->exit_code == G_MININT && *tool != RW_BACKUP_TOOL_BAREOS &&
           *tool != RW_BACKUP_TOOL_PBS)
    rw_ctl_misuse (_ ("Say how it ended: --exit-code N"));
  else
    return TRUE;
  return FALSE;
}

int
rw_cmd_intake_backup (int argc, char **argv)
{
  g_auto (Options) options = { .exit_code = G_MININT };
  g_auto (RwBackupIntake) intake = { NULL };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  RwBackupTool tool = RW_BACKUP_TOOL_OTHER;

  if (!read_options (&options, argc, argv, &tool))
    return RW_CTL_USAGE;
  if (options.exit_code == G_MININT)
    options.exit_code = 0;
  rw_backup_intake_init (&intake, options.system != NULL ? options.system : g_get_host_name (),
                         options.job, tool);
  if (!parse_time (options.started, "--started", &intake.started) ||
      !parse_time (options.finished, "--finished", &intake.finished))
    return RW_CTL_USAGE;
  if (!make_report (&options, tool, &intake, &error))
    return rw_ctl_misuse ("%s", error->message);
  body = rw_backup_intake_write (&intake);
  if (options.dry)
    {
      gsize length;
      const char *text = g_bytes_get_data (body, &length);

      g_print ("%.*s\n", (int) length, text);
      return RW_CTL_OK;
    }
  token = rw_ctl_read_token (options.token_file, &error);
  if (token == NULL)
    return rw_ctl_fail (error);
  answer =
    rw_ctl_post (options.server, token, "/v1/intake/backup", "application/json", body, &error);
  if (answer == NULL)
    return rw_ctl_fail (error);
  g_print ("%s: %s, %s\n", intake.system, rw_enum_value (&rw_enum_run_status, (int) intake.status),
           json_object_get_string_member_with_default (json_node_get_object (answer), "result",
                                                       "?"));
  return RW_CTL_OK;
}
