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

static const char *const pbs_commands[] = {
  "backup", "benchmark", "catalog", "change-owner", "garbage-collect", "group",  "key",
  "list",   "login",     "logout",  "map",          "mount",           "namespace", "prune",
  "restore", "snapshot", "snapshots", "status",     "task",            "unmap",  "upload-log",
  "version", NULL,
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

static const char *const pbs_values[] = {
  "--repository", "--ns", "--keyfile", "--output-format", NULL,
};

static const struct
{
  RwBackupTool tool;
  const char *program;
  const char *const *commands;
  const char *const *values;
} programs[] = {
  { RW_BACKUP_TOOL_RESTIC, "restic", restic_commands, restic_values },
  { RW_BACKUP_TOOL_BORG, "borg", borg_commands, borg_values },
  { RW_BACKUP_TOOL_PBS, "proxmox-backup-client", pbs_commands, pbs_values },
};

static const char *
base_name (const char *word)
{
  const char *slash = strrchr (word, '/');

  return slash != NULL ? slash + 1 : word;
}

/* Where the tool itself is: it may stand behind "nice" or "env". What it saves may have the name of another. Returns:
 * which of the programs it is, or -1 */
static int
find_program (const char *const *argv, const char *const **at)
{
  for (const char *const *word = argv; *word != NULL; word++)
    for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
      if (strcmp (base_name (*word), programs[i].program) == 0)
        {
          *at = word;
          return (int) i;
        }
  return -1;
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
  const char *const *at;
  int program = find_program (argv, &at);

  return program >= 0 ? (int) programs[program].tool : -1;
}

/* The options behind it, or before, that say how much it looks at, and whether it only seems to do it. */
static void
add_options (GString *command, const char *const *argv)
{
  gboolean saves = g_str_equal (command->str, "backup") || g_str_equal (command->str, "create");

  for (const char *const *word = argv; *word != NULL && strcmp (*word, "--") != 0; word++)
    if (strcmp (*word, "--verify-data") == 0 || g_str_has_prefix (*word, "--read-data"))
      g_string_append_printf (command, " %s", *word);
    else if (saves && (strcmp (*word, "--dry-run") == 0 || strcmp (*word, "-n") == 0))
      g_string_append (command, " --dry-run");
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
  const char *const *at;
  int program = find_program (argv, &at);

  if (program < 0 || programs[program].tool != tool)
    return NULL;
  for (const char *const *word = at + 1; *word != NULL; word++)
    if (g_strv_contains (programs[program].values, *word) && word[1] != NULL)
      word++;
    else if (g_strv_contains (programs[program].commands, *word))
      {
        GString *command = g_string_new (*word);

        /* Behind the tool: "nice -n 10" is no option of it. */
        add_options (command, at + 1);
        return g_string_free (command, FALSE);
      }
  return NULL;
}
