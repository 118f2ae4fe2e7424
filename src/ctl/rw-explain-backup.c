/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-backup-report.h"
#include "rw-error.h"
#include "rw-explain.h"
#include "rw-time.h"

/* rackwardctl explain backup: what a run of a backup tool comes to. */

static gboolean
get_exit_code (JsonObject *in, int *exit_code, GError **error)
{
  JsonNode *node = json_object_get_member (in, "exit_code");
  gint64 code =
    node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
      ? json_node_get_int (node)
      : -1;

  if (code >= 0 && code <= 255)
    {
      *exit_code = (int) code;
      return TRUE;
    }
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("“%s” must be a whole number from 0 to 255"),
               "exit_code");
  return FALSE;
}

static gboolean
get_optional (JsonObject *in, const char *name, const char **text, GError **error)
{
  JsonNode *node = json_object_get_member (in, name);

  *text = NULL;
  return node == NULL || JSON_NODE_HOLDS_NULL (node) || rw_explain_get_text (in, name, text, error);
}

static void
add_instant (JsonBuilder *out, const char *name, gint64 instant)
{
  g_autofree char *text = NULL;

  if (instant == 0)
    return;
  text = rw_instant_to_string (instant);
  json_builder_set_member_name (out, name);
  json_builder_add_string_value (out, text);
}

static void
add_amount (JsonBuilder *out, const char *name, gint64 amount)
{
  if (amount < 0)
    return;
  json_builder_set_member_name (out, name);
  json_builder_add_int_value (out, amount);
}

static void
add_report (JsonBuilder *out, const RwBackupReport *report)
{
  json_builder_set_member_name (out, "status");
  json_builder_add_string_value (out, rw_enum_value (&rw_enum_run_status, (int) report->status));
  add_instant (out, "started", report->started);
  add_instant (out, "finished", report->finished);
  add_amount (out, "bytes", report->bytes);
  add_amount (out, "files", report->files);
  if (report->check_depth >= 0)
    {
      json_builder_set_member_name (out, "check_depth");
      json_builder_add_string_value (out,
                                     rw_enum_value (&rw_enum_check_depth, report->check_depth));
    }
  json_builder_set_member_name (out, "messages");
  json_builder_begin_array (out);
  for (guint i = 0; i < report->messages->len; i++)
    json_builder_add_string_value (out, report->messages->pdata[i]);
  json_builder_end_array (out);
}

/**
 * rw_explain_backup:
 * @in: see the formats of explainers
 * @out: an object that is open
 */
gboolean
rw_explain_backup (JsonObject *in, JsonBuilder *out, GError **error)
{
  g_auto (RwBackupReport) report = { 0 };
  g_autoptr (GTimeZone) zone = NULL;
  RwBackupOutput output = { 0 };
  int tool;

  if (!rw_explain_get_word (in, "tool", &rw_enum_backup_tool, &tool, error) ||
      !rw_explain_get_text (in, "command", &output.command, error) ||
      !get_exit_code (in, &output.exit_code, error) ||
      !rw_explain_get_text (in, "stdout", &output.out, error) ||
      !rw_explain_get_text (in, "stderr", &output.err, error) ||
      !get_optional (in, "tz", &output.tz, error))
    return FALSE;
  output.tool = (RwBackupTool) tool;
  if (output.tz != NULL)
    {
      zone = rw_zone_get (output.tz);
      if (zone == NULL)
        {
          g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("“tz” is “%s”, no time zone that is known"), output.tz);
          return FALSE;
        }
    }
  if (!rw_backup_report_read (&output, &report, error))
    {
      g_prefix_error (error, "stdout: ");
      return FALSE;
    }
  add_report (out, &report);
  return TRUE;
}
