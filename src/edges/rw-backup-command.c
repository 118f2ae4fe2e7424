/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-command.h"

#include <string.h>

/* What a command line of a backup tool is going to do. A folder can be called "check", and so can a repository. */

static const char *const restic_commands[] = {
  "backup", "cache",   "cat",     "check", "copy",      "diff", "dump",   "find",     "forget",
  "init",   "key",     "list",    "ls",    "migrate",   "mount", "prune", "recover",  "repair",
  "restore", "rewrite", "snapshots", "stats", "tag",    "unlock", "version", NULL,
};

static const char *const borg_commands[] = {
  "create", "check",  "compact", "config",     "debug",  "delete", "diff",      "export-tar",
  "extract", "import-tar", "info", "init",     "key",    "list",   "mount",     "prune",
  "recreate", "rename", "serve", "umount",     "upgrade", "with-lock", NULL,
};

/* Options before the command whose value is the next word. */
static const char *const restic_values[] = {
  "-r", "--repo", "--repository-file", "-p", "--password-file", "--password-command", "--key-hint",
  "--cacert", "--cache-dir", "--tls-client-cert", "--limit-upload", "--limit-download", "-o",
  "--option", "--compression", "--pack-size", "--retry-lock", "--http-user-agent",
  "--stuck-request-timeout", NULL,
};

static const char *const borg_values[] = {
  "--umask", "--remote-path", "--remote-ratelimit", "--upload-ratelimit", "--remote-buffer",
  "--upload-buffer", "--debug-topic", "--rsh", "--lock-wait", "--debug-profile", NULL,
};

static const char *
base_name (const char *word)
{
  const char *slash = strrchr (word, '/');

  return slash != NULL ? slash + 1 : word;
}

/* Where the tool itself is: it may stand behind "nice" or "env". */
static const char *const *
find_program (RwBackupTool tool, const char *const *argv)
{
  for (const char *const *word = argv; *word != NULL; word++)
    if (strcmp (base_name (*word), rw_enum_value (&rw_enum_backup_tool, (int) tool)) == 0)
      return word;
  return NULL;
}

/**
 * rw_backup_command_tool:
 * @argv: (array zero-terminated): a command line
 *
 * Returns: the #RwBackupTool that it starts; -1 when that is not plain to see
 */
int
rw_backup_command_tool (const char *const *argv)
{
  if (find_program (RW_BACKUP_TOOL_RESTIC, argv) != NULL)
    return RW_BACKUP_TOOL_RESTIC;
  return find_program (RW_BACKUP_TOOL_BORG, argv) != NULL ? RW_BACKUP_TOOL_BORG : -1;
}

/**
 * rw_backup_command_read:
 * @argv: (array zero-terminated): a command line
 *
 * Returns: (transfer full) (nullable): the tool's own command, and those of its options that say how much it looks
 *   at, as #RwBackupOutput has it; %NULL when there is none to be seen, as in a script
 */
char *
rw_backup_command_read (RwBackupTool       tool,
                        const char *const *argv)
{
  const char *const *commands = tool == RW_BACKUP_TOOL_RESTIC ? restic_commands : borg_commands;
  const char *const *values = tool == RW_BACKUP_TOOL_RESTIC ? restic_values : borg_values;
  const char *const *word;
  GString *command = NULL;

  if (tool != RW_BACKUP_TOOL_RESTIC && tool != RW_BACKUP_TOOL_BORG)
    return NULL;
  word = find_program (tool, argv);
  for (word = word != NULL ? word + 1 : NULL; word != NULL && *word != NULL; word++)
    if (g_strv_contains (values, *word) && word[1] != NULL)
      word++;
    else if (g_strv_contains (commands, *word))
      {
        command = g_string_new (*word);
        break;
      }
  /* These may stand before it as well. */
  for (word = argv; command != NULL && *word != NULL && strcmp (*word, "--") != 0; word++)
    if (strcmp (*word, "--verify-data") == 0 || g_str_has_prefix (*word, "--read-data"))
      g_string_append_printf (command, " %s", *word);
  return command != NULL ? g_string_free (command, FALSE) : NULL;
}
