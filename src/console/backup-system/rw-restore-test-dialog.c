/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-restore-test-dialog.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-record-dialog.h"

/* Evidence is of what was done, not of what will be. */
static gboolean
check_cb (RwRecord *test, gpointer data, GError **error)
{
  GArray *jobs = data;
  const RwId *job = rw_record_get_ref (test, RW_RESTORE_TEST_JOB);
  gboolean own = job == NULL || jobs == NULL;

  for (guint i = 0; jobs != NULL && i < jobs->len && !own; i++)
    own = rw_id_equal (&g_array_index (jobs, RwId, i), job);
  if (!own)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _ ("This job backs up another system: choose one of this system."));
      return FALSE;
    }
  if (rw_record_get_integer (test, RW_RESTORE_TEST_AT, 0) <= rw_clock_now ())
    return TRUE;
  g_set_error_literal (
    error, RW_ERROR, RW_ERROR_INVALID,
    _ ("A restore test is recorded once it is made; one that is planned is a change."));
  return FALSE;
}

/* How it went nobody has said yet. */
static RwRecord *
new_test (RwSession *session, RwRecord *system, RwRecord *job)
{
  RwRecord *test = rw_record_new (RW_KIND_RESTORE_TEST, NULL);
  const RwId *person = rw_session_get_person (session);
  gint64 now = rw_clock_now ();

  rw_record_set_ref (test, RW_RESTORE_TEST_SYSTEM, rw_record_get_id (system));
  if (job != NULL)
    rw_record_set_ref (test, RW_RESTORE_TEST_JOB, rw_record_get_id (job));
  rw_record_set_instant (test, RW_RESTORE_TEST_AT, now - now % RW_MINUTE);
  if (person != NULL)
    rw_record_set_ref (test, RW_RESTORE_TEST_PERSON, person);
  return test;
}

/**
 * rw_restore_test_dialog_new:
 * @parent: over which, and where it is told what was done
 * @system: that was restored
 * @job: (nullable): from which job
 * @jobs: (nullable) (transfer full) (element-type RwId): those of the system: of another's none is taken
 * @test: (nullable): to be edited; %NULL to record one
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rw_restore_test_dialog_new (GtkWidget *parent,
                            RwSession *session,
                            RwRecord  *system,
                            RwRecord  *job,
                            GArray    *jobs,
                            RwRecord  *test)
{
  const RwRecordFormRow rows[] = {
    { RW_RESTORE_TEST_JOB, "", NULL },
    { RW_RESTORE_TEST_RESULT, NULL,
      _ ("Only one that passed proves that the data can be had back") },
    { RW_RESTORE_TEST_AT, NULL, NULL },
    { RW_RESTORE_TEST_DURATION, NULL, _ ("From the beginning until the data was there") },
    { RW_RESTORE_TEST_PERSON, NULL, NULL },
    { RW_RESTORE_TEST_CHANGE, NULL, NULL },
    { RW_RESTORE_TEST_NOTES, NULL, NULL },
  };
  const RwRecordDialogWords words = {
    .added = _ ("Restore test recorded"),
    .changed = _ ("Restore test changed"),
    .deleted = _ ("Restore test deleted"),
    .remove = _ ("Delete Restore Test"),
    .consequence = _ ("With it goes the evidence that this restore was tried, and how it went."),
  };
  g_autoptr (RwRecord) fresh = NULL;
  AdwNavigationPage *form;
  gboolean may_write;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && RW_IS_SESSION (session) && RW_IS_RECORD (system),
                        NULL);
  may_write = (rw_session_get_roles (session) & rw_schema_get (RW_KIND_RESTORE_TEST)->writers) != 0;
  fresh = test == NULL ? new_test (session, system, job) : NULL;
  form = rw_record_form_new (session, test != NULL ? _ ("Restore Test") : _ ("Record Restore Test"),
                             test != NULL ? test : fresh, test == NULL, may_write, rows,
                             G_N_ELEMENTS (rows));
  rw_record_form_set_words (RW_RECORD_FORM (form), NULL, check_cb, jobs);
  if (jobs != NULL)
    g_object_set_data_full (G_OBJECT (form), "rw-jobs", jobs, (GDestroyNotify) g_array_unref);
  return rw_record_dialog_new (parent, session, form, test, &words);
}
