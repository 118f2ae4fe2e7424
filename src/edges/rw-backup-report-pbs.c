/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-backup-report-private.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-json.h"

/* A task of Proxmox Backup Server, alone, in a list, or as "data" of an answer of its API. The newest counts. */

/* No task is from before 1970 nor from after the year 9999. */
#define EPOCH_MOST G_GINT64_CONSTANT (253402300799)

static JsonNode *
get_member (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
get_epoch (JsonObject  *task,
           const char  *name,
           gint64      *instant,
           GError     **error)
{
  JsonNode *node = get_member (task, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) >= 0 &&
      json_node_get_int (node) <= EPOCH_MOST)
    {
      *instant = json_node_get_int (node) * RW_SECOND;
      return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
               node == NULL ? _ ("%s: “%s” is missing")
                            : _ ("%s: “%s” is not in seconds since 1970"),
               "task", name);
  return FALSE;
}

static JsonObject *
find_newest (JsonArray *tasks)
{
  JsonObject *newest = NULL;
  gint64 last = -1;

  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonNode *node = json_array_get_element (tasks, i);
      JsonObject *task = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 started = 0;

      if (task == NULL || (get_epoch (task, "starttime", &started, NULL) && started <= last))
        continue;
      last = started;
      newest = task;
    }
  return newest;
}

static JsonObject *
find_task (JsonNode *root)
{
  JsonNode *data =
    JSON_NODE_HOLDS_OBJECT (root) ? get_member (json_node_get_object (root), "data") : NULL;

  if (data == NULL)
    data = root;
  if (JSON_NODE_HOLDS_ARRAY (data))
    return find_newest (json_node_get_array (data));
  return JSON_NODE_HOLDS_OBJECT (data) ? json_node_get_object (data) : NULL;
}

static RwRunStatus
read_status (JsonObject     *task,
             RwBackupReport *report)
{
  const char *status = rw_backup_get_text (task, "status");

  if (status == NULL)
    return get_member (task, "endtime") != NULL ? RW_RUN_STATUS_UNKNOWN : RW_RUN_STATUS_RUNNING;
  if (g_str_equal (status, "OK"))
    return RW_RUN_STATUS_SUCCESS;
  rw_backup_add_message (report, status);
  return g_str_has_prefix (status, "WARNINGS:") ? RW_RUN_STATUS_WARNING : RW_RUN_STATUS_FAILED;
}

gboolean
rw_backup_read_pbs (const RwBackupOutput  *output,
                    RwBackupReport        *report,
                    GError               **error)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *task;
  const char *type;

  if (output->exit_code != 0 && *output->out == '\0')
    {
      rw_backup_add_message (report, output->err);
      report->status = RW_RUN_STATUS_FAILED;
      return TRUE;
    }
  root = rw_json_parse (output->out, -1, error);
  if (root == NULL)
    return FALSE;
  task = find_task (root);
  if (task == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("there is no task in it"));
      return FALSE;
    }
  if (!get_epoch (task, "starttime", &report->started, error) ||
      (get_member (task, "endtime") != NULL &&
       !get_epoch (task, "endtime", &report->finished, error)))
    return FALSE;
  report->status = read_status (task, report);
  type = rw_backup_get_text (task, "worker_type");
  /* The task says itself what it was. */
  if (type != NULL)
    report->purpose = strstr (type, "verif") != NULL    ? RW_RUN_PURPOSE_VERIFICATION
                      : strstr (type, "backup") != NULL ? RW_RUN_PURPOSE_BACKUP
                                                        : -1;
  report->tried_depth = report->purpose == RW_RUN_PURPOSE_VERIFICATION ? RW_CHECK_DEPTH_DATA : -1;
  if (report->status == RW_RUN_STATUS_SUCCESS)
    report->check_depth = report->tried_depth;
  return TRUE;
}
