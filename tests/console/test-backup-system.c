/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "rw-backup-curves.h"
#include "rw-backup-policies-dialog.h"
#include "rw-backup-runs.h"
#include "rw-backup-system-dialog.h"
#include "rw-clock.h"
#include "rw-page.h"
#include "rw-ping-address.h"
#include "rw-record-form.h"
#include "rw-run-chart.h"
#include "rw-setup-form.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* The page of one system's backups, with what belongs to it, against a real server. */
typedef struct
{
  Fixture base;
  GtkWidget *window;
  GtkWidget *content;
  AdwDialog *dialog;
  RwId policy, job, change;
} Room;

static void
edit_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  rw_session_edit_finish (RW_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
create_all (Room *room, GPtrArray *edits)
{
  gboolean done = FALSE;

  rw_session_edit_async (room->base.a.session, edits, "Made", NULL, edit_done_cb, &done);
  wait_until (done);
  g_ptr_array_set_size (edits, 0);
}

static void
add (GPtrArray *edits, RwRecord *record)
{
  g_ptr_array_add (edits, rw_edit_new_create (record));
  g_object_unref (record);
}

static void
put_run (GPtrArray *edits, const RwId *job, int days_ago, RwRunStatus status, gint64 bytes)
{
  RwRecord *run = rw_record_new (RW_KIND_BACKUP_RUN, NULL);
  gint64 due = rw_clock_now () - days_ago * RW_DAY - 3 * RW_HOUR;

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, job);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_FINISHED, due + 20 * RW_MINUTE);
  rw_record_set_integer (run, RW_BACKUP_RUN_BYTES, bytes);
  if (status == RW_RUN_STATUS_FAILED)
    rw_record_set_text (run, RW_BACKUP_RUN_MESSAGE, "Fatal: unable to open repository");
  add (edits, run);
}

/* A job of 21 nights, of which one failed and one was far too small, and a change between. */
static void
make_backups (Room *room)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwRecord *policy = rw_record_new (RW_KIND_BACKUP_POLICY, NULL),
           *job = rw_record_new (RW_KIND_BACKUP_JOB, NULL),
           *change = rw_record_new (RW_KIND_CHANGE, NULL),
           *item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);

  room->policy = *rw_record_get_id (policy);
  room->job = *rw_record_get_id (job);
  room->change = *rw_record_get_id (change);
  rw_record_set_text (policy, RW_BACKUP_POLICY_NAME, "Nightly");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_text (policy, RW_BACKUP_POLICY_START_TIME, "20:00");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_INTERVAL, 24);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_VERIFY_DAYS, 7);
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RESTORE_DAYS, 90);
  rw_record_set_text (job, RW_BACKUP_JOB_NAME, "web nightly");
  rw_record_set_integer (job, RW_BACKUP_JOB_GRACE, 30);
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, &room->base.devices[0]);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, &room->policy);
  rw_record_set_boolean (job, RW_BACKUP_JOB_ENABLED, TRUE);
  rw_record_set_text (change, RW_CHANGE_TITLE, "Move of the data");
  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, &room->change);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, &room->base.devices[0]);
  add (edits, policy);
  add (edits, job);
  add (edits, change);
  add (edits, item);
  create_all (room, edits);
  for (int i = 20; i >= 0; i--)
    put_run (edits, &room->job, i, i == 4 ? RW_RUN_STATUS_FAILED : RW_RUN_STATUS_SUCCESS,
             i == 2 ? 100000000 : 1000000000);
  create_all (room, edits);
  console_wait_synced (&room->base.a);
}

static void
set_up (Room *room, gconstpointer data)
{
  fixture_set_up (&room->base, GUINT_TO_POINTER (FIXTURE_RECORDS));
  console_open (&room->base.a, room->base.token);
  console_wait_synced (&room->base.a);
  wait_until (rw_session_get_roles (room->base.a.session) != 0);
  if (data != NULL)
    make_backups (room);
  room->content = adw_toast_overlay_new ();
  room->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (room->window), 1240, 900);
  adw_window_set_content (ADW_WINDOW (room->window), room->content);
  gtk_window_present (GTK_WINDOW (room->window));
  room->dialog =
    g_object_ref_sink (rw_backup_system_dialog_new (room->content, room->base.a.session,
                                                    RW_KIND_DEVICE, &room->base.devices[0]));
  adw_dialog_present (room->dialog, room->window);
  wait_until (rw_backup_system_dialog_settled (RW_BACKUP_SYSTEM_DIALOG (room->dialog)));
}

static void
tear_down (Room *room, gconstpointer data)
{
  adw_dialog_force_close (room->dialog);
  g_clear_object (&room->dialog);
  gtk_window_destroy (GTK_WINDOW (room->window));
  fixture_tear_down (&room->base, GUINT_TO_POINTER (FIXTURE_RECORDS));
}

static GtkWidget *
find_button (gpointer root, const char *text)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (root, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if ((g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), text) == 0 ||
         g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), text) == 0) &&
        gtk_widget_get_visible (buttons->pdata[i]))
      return buttons->pdata[i];
  return NULL;
}

static void
press (gpointer root, const char *text)
{
  GtkWidget *button = find_button (root, text);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static RwRecordForm *
wait_form (Room *room)
{
  wait_until (rw_test_find (room->window, RW_TYPE_RECORD_FORM) != NULL);
  wait_until (rw_record_form_settled (rw_test_find (room->window, RW_TYPE_RECORD_FORM)));
  return rw_test_find (room->window, RW_TYPE_RECORD_FORM);
}

static gboolean
press_key (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  return handled;
}

static void
test_page (Room *room, gconstpointer data)
{
  RwBackupSystemDialog *dialog = RW_BACKUP_SYSTEM_DIALOG (room->dialog);
  RwBackupRuns *runs = RW_BACKUP_RUNS (rw_backup_system_dialog_find (dialog, RW_TYPE_BACKUP_RUNS));
  GtkWidget *chart = rw_backup_curves_get_chart (
    RW_BACKUP_CURVES (rw_backup_system_dialog_find (dialog, RW_TYPE_BACKUP_CURVES)), FALSE);

  g_assert_true (rw_test_says (dialog, "Can be restored to"));
  g_assert_true (rw_test_says (dialog, "RPO 24 h"));
  g_assert_true (rw_test_says (dialog, "never restore-tested"));
  g_assert_true (rw_test_says (dialog, "3 h of 24 h: within the objective"));
  g_assert_true (rw_test_says (dialog, "Copies: 2-1-0-0-1"));
  g_assert_cmpuint (rw_backup_runs_get_n (runs), ==, 21);
  /* Two of them are not as they should be. */
  rw_backup_runs_set_problems (runs, TRUE);
  g_assert_cmpuint (rw_backup_runs_get_n (runs), ==, 2);
  rw_backup_runs_set_problems (runs, FALSE);
  rw_test_settle (room->window);
  /* With Control the keys read only those. */
  g_assert_true (press_key (chart, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_nonnull (
    strstr (rw_run_chart_get_reading (RW_RUN_CHART (chart)), "unable to open repository"));
  g_assert_true (press_key (chart, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_nonnull (
    strstr (rw_run_chart_get_reading (RW_RUN_CHART (chart)), "under half the usual size"));
  g_assert_nonnull (strstr (rw_run_chart_get_reading (RW_RUN_CHART (chart)), "usual 1 GB"));
  g_assert_true (press_key (chart, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_nonnull (
    strstr (rw_run_chart_get_reading (RW_RUN_CHART (chart)), "under half the usual size"));
  g_assert_true (press_key (chart, GDK_KEY_Home, 0));
  g_assert_null (strstr (rw_run_chart_get_reading (RW_RUN_CHART (chart)), "usual"));
  g_assert_true (press_key (chart, GDK_KEY_Escape, 0));
  g_assert_null (rw_run_chart_get_reading (RW_RUN_CHART (chart)));
  g_assert_false (press_key (chart, GDK_KEY_Escape, 0));
  rw_test_picture (room->window, "backup-system");
}

static void
test_restore_test (Room *room, gconstpointer data)
{
  RwId other = rw_id_from_name ("job", "of another system");
  RwRecordForm *form;

  press (room->dialog, "_Record Restore Test…");
  form = wait_form (room);
  /* How it went nobody has said: it is not taken for passed. */
  g_assert_false (gtk_widget_get_sensitive (find_button (form, "_Save")));
  rw_setup_form_set_index (rw_record_form_get_row (form, RW_RESTORE_TEST_RESULT),
                           RW_TEST_RESULT_PASSED);
  g_assert_true (gtk_widget_get_sensitive (find_button (form, "_Save")));
  /* Of another system none. */
  rw_record_form_pick (form, RW_RESTORE_TEST_JOB, &other, "db nightly");
  g_assert_true (rw_test_says (form, "This job backs up another system"));
  g_assert_false (gtk_widget_get_sensitive (find_button (form, "_Save")));
  rw_record_form_pick (form, RW_RESTORE_TEST_JOB, &room->job, "web nightly");
  /* Not of tomorrow. */
  gtk_editable_set_text (GTK_EDITABLE (rw_record_form_get_row (form, RW_RESTORE_TEST_AT)),
                         "2099-01-01 10:00");
  g_assert_true (rw_test_says (form, "recorded once it is made"));
  g_assert_false (gtk_widget_get_sensitive (find_button (form, "_Save")));
  gtk_editable_set_text (GTK_EDITABLE (rw_record_form_get_row (form, RW_RESTORE_TEST_AT)),
                         "2026-01-05 10:00");
  adw_spin_row_set_value (ADW_SPIN_ROW (rw_record_form_get_row (form, RW_RESTORE_TEST_DURATION)),
                          35);
  rw_test_picture (room->window, "restore-test");
  press (form, "_Save");
  wait_until (console_count (&room->base.a, RW_KIND_RESTORE_TEST) == 1);
  wait_until (rw_test_says (room->dialog, "35 min"));
  g_assert_true (rw_test_says (room->dialog, "last restore test"));
  /* And taken back. */
  g_assert_true (console_undo (&room->base.a, FALSE, NULL));
  wait_until (rw_test_says (room->dialog, "No restore has been tested yet"));
}

/* What was written is asked for, and kept until it is thrown away. */
static void
test_discard (Room *room, gconstpointer data)
{
  RwRecordForm *form;
  AdwDialog *editor;

  press (room->dialog, "_Record Restore Test…");
  form = wait_form (room);
  editor = ADW_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (form), ADW_TYPE_DIALOG));
  adw_spin_row_set_value (ADW_SPIN_ROW (rw_record_form_get_row (form, RW_RESTORE_TEST_DURATION)),
                          35);
  g_assert_false (adw_dialog_close (editor));
  rw_test_answer ("cancel");
  g_assert_nonnull (rw_test_find (room->window, RW_TYPE_RECORD_FORM));
  g_assert_false (adw_dialog_close (editor));
  rw_test_answer ("discard");
  wait_until (rw_test_find (room->window, RW_TYPE_RECORD_FORM) == NULL);
  g_assert_cmpint (console_count (&room->base.a, RW_KIND_RESTORE_TEST), ==, 0);
}

static void
test_nothing (Room *room, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwRecord *policy = rw_record_new (RW_KIND_BACKUP_POLICY, NULL);
  RwId id = *rw_record_get_id (policy);
  RwRecordForm *form;

  g_assert_true (rw_test_says (room->dialog, "Nothing Is Backed Up Here"));
  g_assert_true (rw_test_says (room->dialog, "Add a job, or write down why none is needed."));
  rw_record_set_text (policy, RW_BACKUP_POLICY_NAME, "Nightly");
  rw_record_set_integer (policy, RW_BACKUP_POLICY_RPO, 24);
  add (edits, policy);
  create_all (room, edits);
  press (room->dialog, "_Add Job…");
  form = wait_form (room);
  /* A job without a policy promises nothing. */
  g_assert_false (gtk_widget_get_sensitive (find_button (form, "_Save")));
  g_assert_null (rw_test_find (form, RW_TYPE_PING_ADDRESS));
  rw_record_form_pick (form, RW_BACKUP_JOB_POLICY, &id, "Nightly");
  press (form, "_Save");
  wait_until (console_count (&room->base.a, RW_KIND_BACKUP_JOB) == 1);
  wait_until (rw_test_says (room->dialog, "Cannot be restored: there is no good run"));
  g_assert_true (rw_test_says (room->dialog, "No runs in these days."));
  g_assert_true (rw_test_says (room->dialog, "No run has been reported yet."));
}

static void
test_no_backup (Room *room, gconstpointer data)
{
  g_autofree char *reason = NULL;
  GtkWidget *entry;

  press (room->dialog, "_No Backup Needed…");
  wait_until (rw_test_find_question () != NULL);
  entry = rw_test_find (rw_test_find_question (), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Is made anew from the image");
  rw_test_answer ("save");
  wait_until (rw_test_says (room->dialog, "Is made anew from the image"));
  g_assert_true (rw_test_says (room->dialog, "No Backup Needed"));
  reason =
    console_get_text (&room->base.a, RW_KIND_DEVICE, &room->base.devices[0], RW_DEVICE_NO_BACKUP);
  g_assert_cmpstr (reason, ==, "Is made anew from the image");
}

static void
test_policies (Room *room, gconstpointer data)
{
  AdwDialog *dialog;
  RwRecordForm *form;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *name = NULL;

  press (room->dialog, "_Policies");
  wait_until (rw_test_find (room->window, RW_TYPE_BACKUP_POLICIES_DIALOG) != NULL);
  dialog = rw_test_find (room->window, RW_TYPE_BACKUP_POLICIES_DIALOG);
  wait_until (rw_backup_policies_dialog_settled (RW_BACKUP_POLICIES_DIALOG (dialog)));
  g_assert_cmpuint (rw_backup_policies_dialog_get_n (RW_BACKUP_POLICIES_DIALOG (dialog)), ==, 1);
  g_assert_true (rw_test_says (
    dialog, "Every day at 20:00, at most 24 h lost, verified weekly, restored every 90 days"));
  g_assert_true (rw_test_says (dialog, "1 job"));
  rw_test_find_all (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX, rows);
  g_signal_emit_by_name (rows->pdata[0], "row-activated",
                         gtk_list_box_get_row_at_index (rows->pdata[0], 0));
  form = wait_form (room);
  rw_test_picture (room->window, "backup-policy");
  /* One that is in use is not taken away from under its jobs. */
  g_ptr_array_set_size (rows, 0);
  rw_test_find_all (GTK_WIDGET (form), ADW_TYPE_BUTTON_ROW, rows);
  g_signal_emit_by_name (rows->pdata[0], "activated");
  wait_until (rw_test_find_question () != NULL);
  g_assert_true (rw_test_says (rw_test_find_question (), "1 job has this policy: web nightly."));
  g_assert_false (
    adw_alert_dialog_has_response (ADW_ALERT_DIALOG (rw_test_find_question ()), "delete"));
  rw_test_answer ("cancel");
  /* A time that is none is said to be none. */
  gtk_editable_set_text (GTK_EDITABLE (rw_record_form_get_row (form, RW_BACKUP_POLICY_START_TIME)),
                         "26:00");
  g_assert_true (rw_test_says (form, "Starts at: write it like 20:00"));
  gtk_editable_set_text (GTK_EDITABLE (rw_record_form_get_row (form, RW_BACKUP_POLICY_START_TIME)),
                         "21:30");
  adw_spin_row_set_value (ADW_SPIN_ROW (
                            rw_record_form_get_row (form, RW_BACKUP_POLICY_RESTORE_DAYS)),
                          0);
  g_assert_true (
    rw_test_says (form, "Every day at 21:30, at most 24 h lost, verified weekly, never restored."));
  press (form, "_Save");
  wait_until (rw_test_says (dialog, "Every day at 21:30"));
  name = console_get_text (&room->base.a, RW_KIND_BACKUP_POLICY, &room->policy,
                           RW_BACKUP_POLICY_START_TIME);
  g_assert_cmpstr (name, ==, "21:30");
  adw_dialog_force_close (dialog);
}

/* The address of a job's pings, by itself. */
static void
test_ping (Room *room, gconstpointer data)
{
  RwPingAddress *ping = RW_PING_ADDRESS (rw_ping_address_new (room->base.a.session, &room->job));
  g_autofree char *first = NULL;

  adw_dialog_force_close (room->dialog);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (room->content), GTK_WIDGET (ping));
  rw_test_settle (room->window);
  /* Nothing was read that nobody asked for. */
  g_assert_null (rw_ping_address_get_command (ping));
  rw_ping_address_show (ping);
  wait_until (rw_ping_address_get_command (ping) != NULL);
  first = g_strdup (rw_ping_address_get_command (ping));
  g_assert_true (g_str_has_prefix (first, "curl -fsS"));
  g_assert_nonnull (strstr (first, "/v1/ping/"));
  g_assert_cmpuint (strlen (strstr (first, "/v1/ping/")), ==, strlen ("/v1/ping/") + 32 + 1 + 43);
  rw_ping_address_show (ping);
  wait_until (rw_ping_address_settled (ping));
  g_assert_cmpstr (rw_ping_address_get_command (ping), ==, first);
  /* A new one, not by one press. */
  press (ping, "New Address");
  rw_test_answer ("cancel");
  g_assert_cmpstr (rw_ping_address_get_command (ping), ==, first);
  press (ping, "New Address");
  rw_test_answer ("new");
  wait_until (rw_ping_address_settled (ping) &&
              g_strcmp0 (rw_ping_address_get_command (ping), first) != 0);
  rw_test_picture (room->window, "ping-address");
}

static void
test_job (Room *room, gconstpointer data)
{
  g_autoptr (RwRecord) record = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  RwRecordForm *form;

  rw_test_find_all (GTK_WIDGET (room->dialog), ADW_TYPE_ACTION_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), "web nightly"))
      adw_action_row_activate (rows->pdata[i]);
  form = wait_form (room);
  g_assert_nonnull (rw_test_find (form, RW_TYPE_PING_ADDRESS));
  rw_test_picture (room->window, "backup-job");
  /* What has run is not deleted. */
  g_assert_false (rw_test_says (form, "Delete Job"));
  /* Zero is the policy's, though the job had a number of its own. */
  adw_spin_row_set_value (ADW_SPIN_ROW (rw_record_form_get_row (form, RW_BACKUP_JOB_GRACE)), 0);
  record = rw_record_form_dup (form, NULL);
  g_assert_nonnull (record);
  g_assert_false (rw_record_has (record, RW_BACKUP_JOB_GRACE));
  /* Switched off: no run is missed any more. */
  adw_switch_row_set_active (ADW_SWITCH_ROW (rw_record_form_get_row (form, RW_BACKUP_JOB_ENABLED)),
                             FALSE);
  press (form, "_Save");
  wait_until (rw_test_says (room->dialog, "switched off"));
  /* What was kept is kept. */
  g_assert_true (rw_test_says (room->dialog, "Can be restored to"));
  g_assert_true (rw_test_says (room->dialog, "from “web nightly”, which is switched off"));
  g_assert_true (rw_test_says (room->dialog, "Every job is switched off: nothing new is kept"));
  g_assert_true (rw_test_says (room->dialog, "no job with a policy is switched on"));
  g_assert_false (rw_test_says (room->dialog, "as the policy wants"));
}

/* A second copy that has not run yet does not say that there is none. */
static void
test_second_copy (Room *room, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  RwRecord *job = rw_record_new (RW_KIND_BACKUP_JOB, NULL);

  rw_record_set_text (job, RW_BACKUP_JOB_NAME, "web off site");
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, &room->base.devices[0]);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, &room->policy);
  rw_record_set_boolean (job, RW_BACKUP_JOB_ENABLED, TRUE);
  add (edits, job);
  create_all (room, edits);
  wait_until (rw_test_says (room->dialog, "web off site: No good run yet; RPO 24 h"));
  g_assert_true (rw_test_says (room->dialog, "Can be restored to"));
  g_assert_false (rw_test_says (room->dialog, "Cannot be restored"));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
#define WITH GUINT_TO_POINTER (1)
  g_test_add ("/console/backup-system/page", Room, WITH, set_up, test_page, tear_down);
  g_test_add ("/console/backup-system/restore-test", Room, WITH, set_up, test_restore_test,
              tear_down);
  g_test_add ("/console/backup-system/discard", Room, WITH, set_up, test_discard, tear_down);
  g_test_add ("/console/backup-system/nothing", Room, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/console/backup-system/no-backup", Room, NULL, set_up, test_no_backup, tear_down);
  g_test_add ("/console/backup-system/policies", Room, WITH, set_up, test_policies, tear_down);
  g_test_add ("/console/backup-system/job", Room, WITH, set_up, test_job, tear_down);
  g_test_add ("/console/backup-system/second-copy", Room, WITH, set_up, test_second_copy,
              tear_down);
  g_test_add ("/console/backup-system/ping", Room, WITH, set_up, test_ping, tear_down);
  return g_test_run ();
}
