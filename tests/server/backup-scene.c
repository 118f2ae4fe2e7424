/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-scene.h"

#include "rw-json.h"
#include "rw-time.h"

gint64
scene_at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

RwRecord *
scene_vm (const char *name)
{
  RwRecord *vm = rw_record_new (RW_KIND_VM, NULL);

  rw_record_set_text (vm, RW_VM_NAME, name);
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  return vm;
}

RwRecord *
scene_policy (const char *name, const char *start, int interval_hours, int grace_min)
{
  RwRecord *policy = rw_record_new (RW_KIND_BACKUP_POLICY, NULL);

  rw_record_set_text (policy, RW_BACKUP_POLICY_NAME, name);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_text (policy, RW_BACKUP_POLICY_START_TIME, start);
  if (interval_hours > 0)
    rw_record_set_integer (policy, RW_BACKUP_POLICY_INTERVAL, interval_hours);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_GRACE, grace_min);
  rw_record_set_text (policy, RW_BACKUP_POLICY_TZ, "Europe/Berlin");
  return policy;
}

RwRecord *
scene_job (const char *name, RwRecord *system, RwRecord *policy, RwBackupTool tool)
{
  RwRecord *job = rw_record_new (RW_KIND_BACKUP_JOB, NULL);

  rw_record_set_text (job, RW_BACKUP_JOB_NAME, name);
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, rw_record_get_id (system));
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, rw_record_get_id (policy));
  rw_record_set_enum (job, RW_BACKUP_JOB_TOOL, (int) tool);
  rw_record_set_boolean (job, RW_BACKUP_JOB_ENABLED, TRUE);
  return job;
}

/* Returns: (element-type RwRecord): all of a kind, in the order in which they were written */
GPtrArray *
scene_read (Fixture *fixture, RwKind kind)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (Reply) reply =
    ask (fixture, "GET", "/v1/changes?limit=100000", fixture->manager, NULL);
  g_autoptr (GPtrArray) lines = feed_lines (reply);

  for (guint i = 0; i + 1 < lines->len; i++)
    {
      JsonObject *row = json_node_get_object (lines->pdata[i]);
      g_autoptr (GError) error = NULL;
      RwId id;

      if (g_strcmp0 (json_object_get_string_member_with_default (row, "kind", ""),
                     rw_schema_get (kind)->name) != 0 ||
          !json_object_has_member (row, "body"))
        continue;
      g_assert_true (rw_id_parse (json_object_get_string_member (row, "id"), &id));
      g_ptr_array_add (records,
                       rw_record_from_object (kind, &id,
                                              json_object_get_object_member (row, "body"), &error));
      g_assert_no_error (error);
    }
  return records;
}
