/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-backup-system.h"

#include "rw-backup-job-dialog.h"
#include "rw-backup-policies-dialog.h"
#include "rw-backup-system-dialog.h"
#include "rw-restore-test-dialog.h"

#define OF_JOB(WHERE) "WHERE \"id\" IN (SELECT \"system\" FROM \"backup_job\" j WHERE " WHERE ") ORDER BY \"name\" LIMIT 1"

/* One with two copies and a change on its curve, one whose data is damaged, one that nobody backs up. */
static const struct
{
  const char *name;
  ShotSubject subject;
} systems[] = {
  { "backup-system", { RW_KIND_VM, "WHERE \"id\" IN (SELECT \"system\" FROM \"backup_job\" GROUP BY \"system\" HAVING count (*) > 1)"
                                   " AND \"id\" IN (SELECT i.\"ci\" FROM \"change_item\" i JOIN \"change\" c ON c.\"id\" = i.\"change\""
                                   " WHERE c.\"status\" = 'closed') ORDER BY \"name\" LIMIT 1" } },
  { "backup-system-damaged", { RW_KIND_VM, OF_JOB ("EXISTS (SELECT 1 FROM \"backup_run\" r WHERE r.\"job\" = j.\"id\""
                                                   " AND r.\"purpose\" = 'verification' AND r.\"status\" = 'failed')") } },
  { "backup-system-none", { RW_KIND_VM, "WHERE \"stage\" = 'in_operation' AND \"no_backup\" IS NULL AND \"id\" NOT IN"
                                        " (SELECT \"system\" FROM \"backup_job\") ORDER BY \"name\" LIMIT 1" } },
};

typedef struct
{
  RwRecord *job, *system;
  gboolean done;
} Found;

static gpointer
find_in_reader (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  Found *found = data;
  g_autoptr (GPtrArray) jobs =
    rw_cache_select (cache, RW_KIND_BACKUP_JOB, "ORDER BY \"name\" LIMIT 1", error, RW_BIND_END);

  if (jobs == NULL || jobs->len == 0)
    return NULL;
  found->job = g_object_ref (jobs->pdata[0]);
  found->system =
    rw_cache_find (cache, 0, rw_record_get_ref (found->job, RW_BACKUP_JOB_SYSTEM), error);
  return found;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  rw_session_read_finish (RW_SESSION (source), result, NULL);
  ((Found *) data)->done = TRUE;
}

/**
 * shot_backup_system:
 *
 * The page of a system's backups, and the dialogs that belong to it.
 */
void
shot_backup_system (Shots *shots, const char *scheme)
{
  RwSession *session = rw_window_get_session (shots->window);
  Found found = { 0 };

  rw_window_go_to_page (shots->window, "backups");
  shot_settle (shots, "backups");
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      RwId id;

      if (shot_find (shots, &systems[i].subject, &id))
        shot_dialog (shots,
                     rw_backup_system_dialog_new (GTK_WIDGET (rw_window_get_page (shots->window)),
                                                  session, systems[i].subject.kind, &id),
                     systems[i].name, scheme);
    }
  shot_dialog (shots, rw_backup_policies_dialog_new (session, NULL), "backup-policies", scheme);
  rw_session_read_async (session, find_in_reader, &found, NULL, NULL, NULL, found_cb, &found);
  while (!found.done)
    g_main_context_iteration (NULL, TRUE);
  if (found.job != NULL && found.system != NULL)
    {
      shot_dialog (shots,
                   rw_backup_job_dialog_new (GTK_WIDGET (shots->window), session, found.job, NULL,
                                             TRUE),
                   "backup-job", scheme);
      shot_dialog (shots,
                   rw_restore_test_dialog_new (GTK_WIDGET (shots->window), session, found.system,
                                               found.job, NULL, NULL),
                   "restore-test", scheme);
    }
  g_clear_object (&found.job);
  g_clear_object (&found.system);
}
