/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-backup-report-private.h"
#include "rw-error.h"
#include "rw-json.h"

/*
 * borg create --json: one object on standard output; messages on standard error, as text or, with
 * --log-json, as an object a line. Times have no offset. Exit code 1 is a warning of create, and what a
 * check that found errors returns: the command decides.
 */

/* With BORG_EXIT_CODES=modern each warning has a code of its own. So do "timeout", and a shell that cannot start what
 * it should: of the codes that no version of borg has yet, only one that comes with an archive is borg's. */
#define WARNING_FIRST 100
#define WARNING_KNOWN 107
#define WARNING_LAST  127

static JsonObject *
get_object (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gint64
get_time (const RwBackupOutput *output,
          JsonObject           *archive,
          const char           *name)
{
  const char *text = rw_backup_get_text (archive, name);

  return text != NULL ? rw_backup_parse_time (output, text) : 0;
}

/* Of a name that is given again when the archive that had it is gone, and of when it has it. */
static char *
make_identity (JsonObject *archive)
{
  const char *id = rw_backup_get_text (archive, "id"), *name = rw_backup_get_text (archive, "name"),
             *start = rw_backup_get_text (archive, "start");

  if (id != NULL)
    return g_strdup (id);
  return name != NULL && start != NULL ? g_strconcat (start, " ", name, NULL) : NULL;
}

/* The object that create wrote; @found is whether there is one. */
static gboolean
read_archive (const RwBackupOutput  *output,
              RwBackupReport        *report,
              gboolean              *found,
              GError               **error)
{
  const char *begin = strchr (output->out, '{');
  g_autoptr (JsonNode) root = NULL;
  JsonObject *archive, *stats;

  *found = FALSE;
  if (begin == NULL)
    return TRUE;
  root = rw_json_parse (begin, -1, error);
  if (root == NULL)
    {
      return FALSE;
    }
  archive =
    JSON_NODE_HOLDS_OBJECT (root) ? get_object (json_node_get_object (root), "archive") : NULL;
  if (archive == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is missing"), "archive");
      return FALSE;
    }
  stats = get_object (archive, "stats");
  if (stats == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” is missing"), "archive.stats");
      return FALSE;
    }
  *found = TRUE;
  g_set_str (&report->snapshot, rw_backup_get_text (archive, "name"));
  report->identity = make_identity (archive);
  report->started = get_time (output, archive, "start");
  report->finished = get_time (output, archive, "end");
  return rw_backup_get_amount (stats, "archive.stats", "original_size", &report->bytes, error) &&
         rw_backup_get_amount (stats, "archive.stats", "nfiles", &report->files, error);
}

typedef struct
{
  RwBackupReport *report;
  gboolean error;
} Reading;

static gboolean
read_err (const char  *line,
          guint        number,
          gpointer     data,
          GError     **error)
{
  g_autoptr (JsonNode) node = *line == '{' ? rw_json_parse (line, -1, NULL) : NULL;
  JsonObject *object =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  Reading *reading = data;
  const char *level, *message;

  if (object == NULL)
    {
      rw_backup_add_message (reading->report, line);
      return TRUE;
    }
  level = rw_backup_get_text (object, "levelname");
  message = rw_backup_get_text (object, "message");
  if (g_strcmp0 (level, "WARNING") != 0 && g_strcmp0 (level, "ERROR") != 0 &&
      g_strcmp0 (level, "CRITICAL") != 0)
    return TRUE;
  reading->error |= !g_str_equal (level, "WARNING");
  rw_backup_add_message (reading->report, message != NULL ? message : level);
  return TRUE;
}

gboolean
rw_backup_read_borg (const RwBackupOutput  *output,
                     RwBackupReport        *report,
                     GError               **error)
{
  gboolean check = rw_backup_is_command (output, "check"), found = FALSE;
  gboolean create = output->command == NULL || rw_backup_is_command (output, "create") ||
                    rw_backup_is_command (output, "backup");
  Reading reading = { .report = report };
  int code = output->exit_code;
  gboolean warns = code == 1 || (code >= WARNING_FIRST && code <= WARNING_LAST);

  /* A command that failed may have been cut off in the middle of what it wrote. */
  if (create && (code == 0 || warns) && !read_archive (output, report, &found, error))
    return FALSE;
  if (!rw_backup_each_line (output->err, read_err, &reading, error))
    return FALSE;
  if (check)
    {
      report->status = code == 0 && !reading.error ? RW_RUN_STATUS_SUCCESS : RW_RUN_STATUS_FAILED;
      if (report->status == RW_RUN_STATUS_SUCCESS)
        rw_backup_set_check (output, report, "--verify-data");
      return TRUE;
    }
  if (create && !found && code > WARNING_KNOWN)
    warns = FALSE;
  report->status = code == 0 ? RW_RUN_STATUS_SUCCESS
                   : warns   ? RW_RUN_STATUS_WARNING
                             : RW_RUN_STATUS_FAILED;
  if (!create || report->status == RW_RUN_STATUS_FAILED)
    return TRUE;
  if (!found)
    {
      report->status = warns ? RW_RUN_STATUS_WARNING : RW_RUN_STATUS_UNKNOWN;
      report->unproven = warns;
      rw_backup_add_message (report,
                             _ ("There is no archive in the output; run borg create with --json"));
    }
  else if (reading.error)
    report->status = RW_RUN_STATUS_WARNING;
  return TRUE;
}
