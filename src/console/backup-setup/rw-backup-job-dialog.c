/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-job-dialog.h"

#include <glib/gi18n.h>

#include "rw-ping-address.h"
#include "rw-record-dialog.h"

static RwRecord *
new_job (RwRecord *system)
{
  RwRecord *job = rw_record_new (RW_KIND_BACKUP_JOB, NULL);

  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, rw_record_get_id (system));
  rw_record_set_text (job, RW_BACKUP_JOB_NAME, rw_record_get_title (system));
  rw_record_set_boolean (job, RW_BACKUP_JOB_ENABLED, TRUE);
  return job;
}

/**
 * rw_backup_job_dialog_new:
 * @parent: over which, and where it is told what was done
 * @job: (nullable): to be edited; %NULL for a new one
 * @system: (nullable): what a new one backs up
 * @used: runs, restore tests or answers refer to @job: it is not deleted then, only switched off
 *
 * Returns: (transfer floating): the dialog, in which who may not write only reads
 */
AdwDialog *
rw_backup_job_dialog_new (GtkWidget *parent, RwSession *session, RwRecord *job, RwRecord *system, gboolean used)
{
  const RwRecordFormRow rows[] = {
    { RW_BACKUP_JOB_NAME, "", NULL },
    { RW_BACKUP_JOB_POLICY, NULL, NULL },
    { RW_BACKUP_JOB_TOOL, NULL, NULL },
    { RW_BACKUP_JOB_REPOSITORY, NULL, NULL },
    { RW_BACKUP_JOB_ENABLED, NULL, _ ("Runs are expected, and missed when they do not come") },
    { RW_BACKUP_JOB_SITE, _ ("The Copy"), NULL },
    { RW_BACKUP_JOB_MEDIUM, NULL, NULL },
    { RW_BACKUP_JOB_IMMUTABLE, NULL, _ ("Nobody can overwrite it before its time") },
    { RW_BACKUP_JOB_PERIOD, _ ("Of Its Own"), _ ("0: as the policy says"), TRUE },
    { RW_BACKUP_JOB_GRACE, NULL, _ ("0: as the policy says"), TRUE },
    { RW_BACKUP_JOB_NOTES, NULL, NULL },
  };
  const RwRecordDialogWords words = {
    .added = _ ("Backup job added"),
    .changed = _ ("Backup job changed"),
    .deleted = _ ("Backup job deleted"),
    .remove = used ? NULL : _ ("Delete Job"),
    .consequence = _ ("It has never run. A job that has is switched off instead."),
  };
  g_autoptr (RwRecord) fresh = NULL;
  AdwNavigationPage *form;
  gboolean may_write;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && RW_IS_SESSION (session), NULL);
  g_return_val_if_fail (job != NULL || system != NULL, NULL);
  may_write = (rw_session_get_roles (session) & rw_schema_get (RW_KIND_BACKUP_JOB)->writers) != 0;
  fresh = job == NULL ? new_job (system) : NULL;
  form = rw_record_form_new (session, job != NULL ? _ ("Backup Job") : _ ("New Backup Job"),
                             job != NULL ? job : fresh, job == NULL, may_write, rows,
                             G_N_ELEMENTS (rows));
  if (job != NULL && may_write)
    {
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 rw_ping_address_new (session, rw_record_get_id (job)));
      rw_record_form_add (RW_RECORD_FORM (form), group);
    }
  return rw_record_dialog_new (parent, session, form, job, &words);
}
