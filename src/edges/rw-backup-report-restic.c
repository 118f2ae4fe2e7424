/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-backup-report-private.h"
#include "rw-error.h"
#include "rw-json.h"

/* restic --json: lines of objects; errors come on standard error, as objects or, from older versions, as text. */

typedef struct
{
  const RwBackupOutput *output;
  RwBackupReport *report;
  gboolean summary;
  gboolean trouble;
} Reading;

static JsonNode *
parse_line (const char *line)
{
  g_autoptr (JsonNode) node = *line == '{' ? rw_json_parse (line, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

static gboolean
read_summary (Reading     *reading,
              JsonObject  *summary,
              guint        number,
              GError     **error)
{
  g_autofree char *where = g_strdup_printf (_ ("line %u, summary"), number);
  const char *begin = rw_backup_get_text (summary, "backup_start"),
             *end = rw_backup_get_text (summary, "backup_end");
  RwBackupReport *report = reading->report;
  gint64 n_errors = 0;

  /* The last one counts. */
  reading->summary = TRUE;
  if (rw_backup_is_command (reading->output, "check"))
    {
      if (!rw_backup_get_amount (summary, where, "num_errors", &n_errors, error))
        return FALSE;
      reading->trouble |= n_errors > 0;
      return TRUE;
    }
  if (json_object_get_boolean_member_with_default (summary, "dry_run", FALSE))
    report->purpose = -1;
  g_set_str (&report->snapshot, rw_backup_get_text (summary, "snapshot_id"));
  report->started = begin != NULL ? rw_backup_parse_time (reading->output, begin) : 0;
  report->finished = end != NULL ? rw_backup_parse_time (reading->output, end) : 0;
  return rw_backup_get_amount (summary, where, "total_bytes_processed", &report->bytes, error) &&
         rw_backup_get_amount (summary, where, "total_files_processed", &report->files, error);
}

static gboolean
read_out (const char  *line,
          guint        number,
          gpointer     data,
          GError     **error)
{
  g_autoptr (JsonNode) node = parse_line (line);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  Reading *reading = data;

  if (object != NULL && g_strcmp0 (rw_backup_get_text (object, "message_type"), "summary") == 0)
    return read_summary (reading, object, number, error);
  /* Without --json it says it in words. */
  if (object == NULL && rw_backup_is_command (reading->output, "check") &&
      g_str_has_prefix (line, "no errors were found"))
    reading->summary = TRUE;
  return TRUE;
}

static void
read_error (Reading    *reading,
            JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "error");
  JsonObject *detail =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *message = rw_backup_get_text (object, "message"),
             *item = rw_backup_get_text (object, "item"), *why = NULL;
  g_autofree char *text = NULL;

  if (message == NULL && detail != NULL)
    {
      message = rw_backup_get_text (detail, "message");
      why = rw_backup_get_text (detail, "Op");
    }
  if (message == NULL)
    message = why;
  if (item != NULL)
    text = message != NULL ? g_strdup_printf ("%s: %s", item, message) : g_strdup (item);
  rw_backup_add_message (reading->report, text != NULL      ? text
                                          : message != NULL ? message
                                                            : "error");
}

static gboolean
read_err (const char  *line,
          guint        number,
          gpointer     data,
          GError     **error)
{
  g_autoptr (JsonNode) node = parse_line (line);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  Reading *reading = data;

  if (object == NULL)
    {
      /* A path that is not there: restic goes on, and ends with 0. */
      reading->trouble |= strstr (line, "does not exist, skipping") != NULL;
      rw_backup_add_message (reading->report, line);
    }
  else
    {
      const char *type = rw_backup_get_text (object, "message_type");

      if (g_strcmp0 (type, "error") != 0 && g_strcmp0 (type, "exit_error") != 0)
        return TRUE;
      reading->trouble = TRUE;
      read_error (reading, object);
    }
  return TRUE;
}

static RwRunStatus
judge_backup (const Reading *reading)
{
  switch (reading->output->exit_code)
    {
    case 0:
      if (!reading->summary)
        return RW_RUN_STATUS_UNKNOWN;
      return reading->trouble ? RW_RUN_STATUS_WARNING : RW_RUN_STATUS_SUCCESS;
    case 3:
      /* Some files could not be read; the snapshot is there. */
      return RW_RUN_STATUS_WARNING;
    default:
      return RW_RUN_STATUS_FAILED;
    }
}

gboolean
rw_backup_read_restic (const RwBackupOutput  *output,
                       RwBackupReport        *report,
                       GError               **error)
{
  Reading reading = { .output = output, .report = report };
  gboolean check = rw_backup_is_command (output, "check");

  if (!rw_backup_each_line (output->out, read_out, &reading, error) ||
      !rw_backup_each_line (output->err, read_err, &reading, error))
    return FALSE;
  if (check)
    {
      report->status =
        output->exit_code == 0 && !reading.trouble ? RW_RUN_STATUS_SUCCESS : RW_RUN_STATUS_FAILED;
      if (report->status == RW_RUN_STATUS_SUCCESS)
        rw_backup_set_check (output, report, "--read-data");
      return TRUE;
    }
  if (output->command != NULL && !rw_backup_is_command (output, "backup"))
    {
      report->status = output->exit_code == 0 ? RW_RUN_STATUS_SUCCESS : RW_RUN_STATUS_FAILED;
      return TRUE;
    }
  report->status = judge_backup (&reading);
  report->unproven = report->status == RW_RUN_STATUS_WARNING && !reading.summary;
  if (report->status == RW_RUN_STATUS_UNKNOWN)
    rw_backup_add_message (report, _ ("There is no summary in the output; run restic with --json"));
  return TRUE;
}
