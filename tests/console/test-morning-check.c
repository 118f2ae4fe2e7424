/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "rw-backups-page.h"
#include "rw-clock.h"
#include "rw-morning-dialog.h"
#include "rw-morning-sign.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* A morning with four red systems: one without a job, two of the same cause, one of another. */
typedef struct
{
  Fixture base;
  GtkWidget *page;
  GtkWidget *window;
} Morning;

static RwRecord *
add (GPtrArray  *records,
     RwKind      kind,
     const char *name)
{
  RwId id = rw_id_from_name (rw_schema_get (kind)->name, name);
  RwRecord *record = rw_record_new (kind, &id);

  g_ptr_array_add (records, record);
  return record;
}

static void
add_vm (GPtrArray  *records,
        const char *name)
{
  RwRecord *vm = add (records, RW_KIND_VM, name);

  rw_record_set_text (vm, RW_VM_NAME, name);
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  for (guint tick = RW_VM_TICK_NETWORK_AT; tick <= RW_VM_TICK_BACKUP_AT; tick += 2)
    rw_record_set_instant (vm, tick, rw_clock_now ());
}

static void
add_failed (GPtrArray  *records,
            const char *name,
            const char *signature)
{
  RwId system = rw_id_from_name ("vm", name), policy = rw_id_from_name ("backup_policy", "nightly"),
       job_id = rw_id_from_name ("backup_job", name);
  RwRecord *job, *run;
  gint64 due = rw_clock_now () - 8 * RW_HOUR;

  add_vm (records, name);
  job = add (records, RW_KIND_BACKUP_JOB, name);
  rw_record_set_text (job, RW_BACKUP_JOB_NAME, name);
  rw_record_set_ref (job, RW_BACKUP_JOB_SYSTEM, &system);
  rw_record_set_ref (job, RW_BACKUP_JOB_POLICY, &policy);
  run = add (records, RW_KIND_BACKUP_RUN, name);
  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, &job_id);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, RW_RUN_STATUS_FAILED);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  rw_record_set_instant (run, RW_BACKUP_RUN_STARTED, due);
  rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, signature);
  rw_record_set_text (run, RW_BACKUP_RUN_MESSAGE, "unable to create lock in backend");
}

static void
fill (Morning *morning)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RwRecord *record = add (records, RW_KIND_PERSON, "jana");

  rw_record_set_text (record, RW_PERSON_NAME, "Jana Roth");
  rw_record_set_text (record, RW_PERSON_LOGIN, "jana");
  record = add (records, RW_KIND_BACKUP_POLICY, "nightly");
  rw_record_set_text (record, RW_BACKUP_POLICY_NAME, "nightly");
  rw_record_set_integer (record, RW_BACKUP_POLICY_RPO, 24);
  rw_record_set_text (record, RW_BACKUP_POLICY_START_TIME, "23:30");
  rw_record_set_integer (record, RW_BACKUP_POLICY_INTERVAL, 24);
  rw_record_set_text (record, RW_BACKUP_POLICY_TZ, "Europe/Berlin");
  add_vm (records, "new-1");
  add_failed (records, "web-1", "repository locked");
  add_failed (records, "web-2", "repository locked");
  add_failed (records, "db-1", "disk full");
  rw_server_load (morning->base.server, records, "test", &error);
  g_assert_no_error (error);
}

static void
changed_cb (RwSession         *session,
            const RwChangeSet *changes,
            RwPage            *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

static gboolean
settled (Morning *morning)
{
  return RW_PAGE_GET_CLASS (morning->page)->settled (RW_PAGE (morning->page));
}

static void
set_up (Morning       *morning,
        gconstpointer  roles)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&morning->base, GUINT_TO_POINTER (FIXTURE_PLAIN));
  fill (morning);
  rw_server_add_account (morning->base.server, "jana", "Jana Roth", GPOINTER_TO_UINT (roles), FIXTURE_PASSWORD, &error);
  g_assert_no_error (error);
  token = rw_server_create_token (morning->base.server, "jana", "console", GPOINTER_TO_UINT (roles), RW_DAY, &error);
  g_assert_no_error (error);
  console_open (&morning->base.a, token);
  console_wait_synced (&morning->base.a);
  wait_until (rw_session_get_person (morning->base.a.session) != NULL);
  /* The network goes, and the morning goes on. */
  fixture_stop_server (&morning->base);

  morning->page = rw_backups_page_new ();
  g_object_add_weak_pointer (G_OBJECT (morning->page), (gpointer *) &morning->page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), morning->page);
  morning->window = rw_test_present (toasts, 1366, 768);
  g_signal_connect_object (morning->base.a.session, "changed", G_CALLBACK (changed_cb), morning->page, 0);
  rw_page_set_session (RW_PAGE (morning->page), morning->base.a.session);
  RW_PAGE_GET_CLASS (morning->page)->shown (RW_PAGE (morning->page), TRUE);
  wait_until (settled (morning));
}

static void
tear_down (Morning       *morning,
           gconstpointer  roles)
{
  gtk_window_destroy (GTK_WINDOW (morning->window));
  wait_until (morning->page == NULL || !gtk_widget_get_mapped (morning->page));
  fixture_tear_down (&morning->base, GUINT_TO_POINTER (FIXTURE_PLAIN));
}

static RwMorningDialog *
open_dialog (Morning *morning)
{
  GtkWidget *found;

  gtk_widget_activate_action (morning->page, "backups.morning-check", NULL);
  rw_test_settle (morning->window);
  found = rw_test_find (morning->window, RW_TYPE_MORNING_DIALOG);
  g_assert_nonnull (found);
  return RW_MORNING_DIALOG (found);
}

static gboolean
shows (GtkWidget  *widget,
       const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows (child, part))
      return TRUE;
  return FALSE;
}

static gboolean
press (GtkWidget       *widget,
       guint            key,
       GdkModifierType  state)
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

/* Types over what stands where the focus is, and Enter. */
static void
type_and_enter (Morning    *morning,
                const char *text)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (morning->window));

  g_assert_true (GTK_IS_TEXT (focus));
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (focus), text);
  g_signal_emit_by_name (focus, "activate");
}

static void
set_note (GtkWidget  *widget,
          const char *text)
{
  GtkWidget *view = rw_test_find (widget, GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

/* What a colleague does, as far as the dialog can tell. */
static void
colleague_makes (Morning  *morning,
                 RwRecord *record)
{
  g_autoptr (GError) error = NULL;
  guint kind = rw_record_get_kind (record);
  gint64 before = console_count (&morning->base.a, kind);

  console_edit (&morning->base.a, rw_edit_new_create (record), "By a colleague", &error);
  g_assert_no_error (error);
  wait_until (console_count (&morning->base.a, kind) == before + 1);
  /* The page may wait a moment before it reads anew. */
  for (guint i = 0; i < 3; i++)
    {
      rw_test_settle (morning->window);
      wait_until (settled (morning));
    }
}

static void
colleague_answers (Morning    *morning,
                   const char *name,
                   const char *signature)
{
  g_autoptr (RwRecord) ack = rw_record_new (RW_KIND_BACKUP_ACK, NULL);
  RwId system = rw_id_from_name ("vm", name), job = rw_id_from_name ("backup_job", name);

  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, &system);
  if (signature != NULL)
    {
      rw_record_set_ref (ack, RW_BACKUP_ACK_JOB, &job);
      rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, signature);
    }
  rw_record_set_text (ack, RW_BACKUP_ACK_REASON, "Ist bekannt");
  rw_record_set_enum (ack, RW_BACKUP_ACK_ANSWER, RW_BACKUP_ANSWER_ACKNOWLEDGED);
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, rw_clock_now ());
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, rw_clock_now () + RW_DAY);
  rw_record_set_ref (ack, RW_BACKUP_ACK_PERSON, rw_session_get_person (morning->base.a.session));
  colleague_makes (morning, ack);
}

/* An answer is for what was on screen: not for what comes, and not for what goes while a reason is typed. */
static void
test_newcomer (Morning       *morning,
               gconstpointer  roles)
{
  RwMorningDialog *dialog = open_dialog (morning);
  GtkWidget *widget = GTK_WIDGET (dialog);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_true (shows (widget, "new-1: No backup job"));
  g_assert_true (press (widget, GDK_KEY_e, 0));
  add_vm (records, "new-2");
  colleague_makes (morning, records->pdata[0]);
  g_assert_true (shows (widget, "new-1: No backup job"));
  type_and_enter (morning, "Wird heute eingerichtet");
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 1);
  g_assert_true (shows (widget, "new-2: No backup job"));
  wait_until (settled (morning));
  g_assert_true (shows (widget, "new-2: No backup job"));
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_BACKUP_ACK), ==, 1);

  g_assert_true (press (widget, GDK_KEY_s, 0));
  g_assert_true (shows (widget, "2 systems: repository locked"));
  g_assert_true (press (widget, GDK_KEY_a, 0));
  colleague_answers (morning, "web-1", "repository locked");
  type_and_enter (morning, "Sperre wird gelöst");
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 3);
  wait_until (settled (morning));
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_BACKUP_ACK), ==, 3);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static gboolean
is_reading (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What a colleague answers goes from the screen, but not while a reason is typed; and a letter that was meant for
 * the step before answers nothing. */
static void
test_colleague (Morning       *morning,
                gconstpointer  roles)
{
  RwMorningDialog *dialog = open_dialog (morning);
  GtkWidget *widget = GTK_WIDGET (dialog);
  gboolean read = FALSE;

  g_assert_true (press (widget, GDK_KEY_a, 0));
  colleague_answers (morning, "new-1", NULL);
  g_assert_true (shows (widget, "new-1: No backup job"));
  type_and_enter (morning, "Wird heute eingerichtet");
  g_assert_true (shows (widget, "2 systems: repository locked"));
  g_assert_true (shows (widget, "left to answer"));
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_BACKUP_ACK), ==, 1);

  /* The next step came of itself. */
  g_assert_true (press (widget, GDK_KEY_r, 0));
  rw_test_settle (morning->window);
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_BACKUP_ACK), ==, 1);
  g_assert_true (shows (widget, "2 systems: repository locked"));
  g_timeout_add (800, is_reading, &read);
  wait_until (read);
  colleague_answers (morning, "web-1", "repository locked");
  g_assert_true (shows (widget, "web-2: repository locked"));
  g_assert_true (press (widget, GDK_KEY_r, 0));
  rw_test_settle (morning->window);
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_BACKUP_ACK), ==, 2);
  read = FALSE;
  g_timeout_add (800, is_reading, &read);
  wait_until (read);
  g_assert_true (press (widget, GDK_KEY_r, 0));
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 3);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
test_whole (Morning       *morning,
            gconstpointer  roles)
{
  RwMorningDialog *dialog = open_dialog (morning);
  GtkWidget *widget = GTK_WIDGET (dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) job = NULL;
  RwId job_id = rw_id_from_name ("backup_job", "web-1");
  g_autofree char *pdf_path = g_build_filename (morning->base.dir, "sheet.pdf", NULL);
  g_autofree char *csv_path = g_build_filename (morning->base.dir, "sheet.csv", NULL);
  g_autoptr (GFile) pdf = g_file_new_for_path (pdf_path);
  g_autoptr (GFile) csv = g_file_new_for_path (csv_path);
  g_autofree char *contents = NULL;
  g_autofree char *table = NULL;
  gsize length;

  /* Without a job is worst, and cannot run again. */
  g_assert_true (shows (widget, "new-1: No backup job"));
  g_assert_true (press (widget, GDK_KEY_r, 0));
  g_assert_true (shows (widget, "new-1: No backup job"));
  g_assert_true (press (widget, GDK_KEY_e, 0));
  type_and_enter (morning, "Wird heute eingerichtet");
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 1);

  /* What repeats is asked once; it can be asked for one by one, and put off. */
  wait_until (settled (morning));
  g_assert_true (shows (widget, "2 systems: repository locked"));
  g_assert_true (press (widget, GDK_KEY_u, 0));
  g_assert_true (shows (widget, "web-1: repository locked"));
  g_assert_true (press (widget, GDK_KEY_u, 0));
  g_assert_true (press (widget, GDK_KEY_s, 0));
  g_assert_true (shows (widget, "db-1: disk full"));

  /* Leaving and coming back goes on where it was. */
  adw_dialog_force_close (ADW_DIALOG (dialog));
  rw_test_settle (morning->window);
  dialog = open_dialog (morning);
  widget = GTK_WIDGET (dialog);
  g_assert_true (shows (widget, "db-1: disk full"));
  g_assert_true (press (widget, GDK_KEY_t, 0));
  type_and_enter (morning, NULL);
  wait_until (console_count (&morning->base.a, RW_KIND_TICKET) == 1);
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 2);
  wait_until (settled (morning));

  /* Taken back, it is asked again. */
  g_assert_true (shows (widget, "2 systems: repository locked"));
  g_assert_true (press (widget, GDK_KEY_r, 0));
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 4);
  wait_until (settled (morning) && shows (widget, "Everything Is Answered"));
  g_assert_false (shows (widget, "Your role may look at the answers"));
  g_assert_true (press (widget, GDK_KEY_z, GDK_CONTROL_MASK));
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 2);
  wait_until (shows (widget, "2 of 4 answered"));
  g_assert_true (shows (widget, "2 systems: repository locked"));
  /* Nothing is signed while something is open. */
  g_assert_true (press (widget, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_null (rw_morning_dialog_get_signed (dialog));
  g_assert_true (press (widget, GDK_KEY_r, 0));
  wait_until (console_count (&morning->base.a, RW_KIND_BACKUP_ACK) == 4);
  job = console_get (&morning->base.a, RW_KIND_BACKUP_JOB, &job_id);
  g_assert_cmpint (rw_record_get_integer (job, RW_BACKUP_JOB_RERUN_AT, 0), !=, 0);

  wait_until (settled (morning) && rw_page_get_badge (RW_PAGE (morning->page), NULL) == NULL);
  /* A sheet that would not be kept is no signature. */
  set_note (widget, "\a");
  g_assert_true (press (widget, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_null (rw_morning_dialog_get_signed (dialog));
  g_assert_false (shows (widget, "Save as PDF"));
  wait_until (shows (widget, "Not signed"));
  g_assert_null (rw_morning_dialog_get_signed (dialog));
  g_assert_true (shows (widget, "Everything Is Answered"));
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_MORNING_CHECK), ==, 0);
  set_note (widget, "Alles ruhig");
  g_assert_true (press (widget, GDK_KEY_Return, GDK_CONTROL_MASK));
  /* Once is enough. */
  g_assert_true (press (widget, GDK_KEY_Return, GDK_CONTROL_MASK));
  wait_until (rw_morning_dialog_get_signed (dialog) != NULL);
  g_assert_true (shows (widget, "Signed"));
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_MORNING_CHECK), ==, 1);
  g_assert_cmpint (rw_record_get_integer (rw_morning_dialog_get_signed (dialog), RW_MORNING_CHECK_RED, 0), ==, 4);

  rw_morning_save_pdf (morning->page, rw_morning_dialog_get_signed (dialog), "Jana Roth", pdf);
  rw_morning_save_csv (morning->page, rw_morning_dialog_get_signed (dialog), csv);
  wait_until (g_file_test (pdf_path, G_FILE_TEST_EXISTS) && g_file_test (csv_path, G_FILE_TEST_EXISTS));
  rw_test_settle (morning->window);
  g_file_get_contents (pdf_path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (contents, "%PDF"));
  g_file_get_contents (csv_path, &table, &length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (table, "new-1,"));
  g_assert_nonnull (strstr (table, "Wird heute eingerichtet"));
  g_assert_nonnull (strstr (table, "Jana Roth"));
  g_assert_true (press (widget, GDK_KEY_h, 0));
  wait_until (shows (widget, "Jana Roth"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

/* Who may not answer looks, and puts off, and that is all. */
static void
test_read_only (Morning       *morning,
                gconstpointer  roles)
{
  RwMorningDialog *dialog = open_dialog (morning);
  GtkWidget *widget = GTK_WIDGET (dialog);

  g_assert_true (shows (widget, "new-1: No backup job"));
  g_assert_true (shows (widget, "Your role may look at the answers"));
  g_assert_false (press (widget, GDK_KEY_a, 0));
  g_assert_false (press (widget, GDK_KEY_t, 0));
  g_assert_true (press (widget, GDK_KEY_s, 0));
  g_assert_true (shows (widget, "2 systems: repository locked"));
  g_assert_true (press (widget, GDK_KEY_b, 0));
  g_assert_cmpint (console_count (&morning->base.a, RW_KIND_BACKUP_ACK), ==, 0);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add ("/console/morning/whole", Morning, GUINT_TO_POINTER (RW_ROLE_TECHNICIAN), set_up, test_whole, tear_down);
  g_test_add ("/console/morning/newcomer", Morning, GUINT_TO_POINTER (RW_ROLE_TECHNICIAN), set_up,
              test_newcomer, tear_down);
  g_test_add ("/console/morning/colleague", Morning, GUINT_TO_POINTER (RW_ROLE_TECHNICIAN), set_up,
              test_colleague, tear_down);
  g_test_add ("/console/morning/read-only", Morning, GUINT_TO_POINTER (RW_ROLE_AUDITOR), set_up, test_read_only, tear_down);
  return g_test_run ();
}
