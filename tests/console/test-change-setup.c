/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "rules/rw-change-template.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-question-editor.h"
#include "rw-risk-answers.h"
#include "rw-setup-dialog.h"
#include "rw-task-list.h"
#include "rw-template-editor.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "session-fixture.h"

/* Templates and questions on risk, on a session with a real server. Jana sits at the console. */
typedef struct
{
  Fixture base;
  RwRecord *jana;
  RwRecord *question, *template;
  GtkWidget *window;
  AdwDialog *dialog;
} Room;

static void
load_records (Room *room)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  static const char *const tasks[] = { "Plug in", "Look", NULL };
  g_autoptr (GError) error = NULL;

  room->jana = rw_record_new (RW_KIND_PERSON, NULL);
  rw_record_set_text (room->jana, RW_PERSON_NAME, "Jana Roth");
  rw_record_set_text (room->jana, RW_PERSON_LOGIN, "jana");
  room->question = rw_record_new (RW_KIND_RISK_QUESTION, NULL);
  rw_record_set_text (room->question, RW_RISK_QUESTION_NAME, "Is it the only one?");
  rw_record_set_enum (room->question, RW_RISK_QUESTION_RAISES, RW_RISK_SIDE_EFFECT);
  rw_record_set_integer (room->question, RW_RISK_QUESTION_WEIGHT, 3);
  rw_record_set_integer (room->question, RW_RISK_QUESTION_POSITION, 0);
  room->template = rw_record_new (RW_KIND_CHANGE_TEMPLATE, NULL);
  rw_record_set_text (room->template, RW_CHANGE_TEMPLATE_NAME, "Swap a disk");
  rw_record_set_enum (room->template, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_integer (room->template, RW_CHANGE_TEMPLATE_DURATION, 30);
  rw_record_set_enum (room->template, RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_LEVEL_LOW);
  rw_record_set_enum (room->template, RW_CHANGE_TEMPLATE_RISK_EFFECT, RW_LEVEL_LOW);
  rw_record_set_text (room->template, RW_CHANGE_TEMPLATE_TEST_PLAN, "The array is whole.");
  rw_record_set_text (room->template, RW_CHANGE_TEMPLATE_BACKOUT_PLAN, "Another disk.");
  rw_change_template_set_tasks (room->template, tasks);
  g_ptr_array_add (records, room->jana);
  g_ptr_array_add (records, room->question);
  g_ptr_array_add (records, room->template);
  rw_server_load (room->base.server, records, "test", &error);
  g_assert_no_error (error);
}

static void
set_up (Room *room, gconstpointer kind)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now;

  rw_format_set_zone (zone);
  g_assert_true (rw_instant_parse ("2026-11-24T09:12:00Z", &now));
  rw_clock_freeze (now);
  fixture_set_up (&room->base, NULL);
  load_records (room);
  rw_server_add_account (room->base.server, "jana", "Jana Roth", RW_ROLE_MANAGER, FIXTURE_PASSWORD,
                         &error);
  g_assert_no_error (error);
  token =
    rw_server_create_token (room->base.server, "jana", "console", RW_ROLE_MANAGER, RW_DAY, &error);
  g_assert_no_error (error);
  console_open (&room->base.a, token);
  console_wait_synced (&room->base.a);
  wait_until (rw_session_get_roles (room->base.a.session) != 0);
  room->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (room->window), 760, 860);
  gtk_window_set_child (GTK_WINDOW (room->window), adw_toast_overlay_new ());
  gtk_window_present (GTK_WINDOW (room->window));
  room->dialog = g_object_ref_sink (
    rw_setup_dialog_new (room->base.a.session, gtk_window_get_child (GTK_WINDOW (room->window)),
                         (RwKind) GPOINTER_TO_INT (kind)));
  adw_dialog_present (room->dialog, room->window);
  wait_until (rw_setup_dialog_settled (RW_SETUP_DIALOG (room->dialog)));
}

static void
tear_down (Room *room, gconstpointer kind)
{
  adw_dialog_force_close (room->dialog);
  g_clear_object (&room->dialog);
  gtk_window_destroy (GTK_WINDOW (room->window));
  fixture_tear_down (&room->base, NULL);
  g_clear_object (&room->jana);
  g_clear_object (&room->question);
  g_clear_object (&room->template);
  rw_clock_thaw ();
}

static gpointer
find_row (gpointer root, const char *title)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  rw_test_find_all (root, ADW_TYPE_PREFERENCES_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (rows->pdata[i]), title) == 0)
      return rows->pdata[i];
  g_error ("There is no row “%s”", title);
}

static GtkWidget *
find_button (gpointer root, const char *text)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (root, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), text) == 0 ||
        g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), text) == 0)
      return buttons->pdata[i];
  g_error ("There is no button “%s”", text);
}

static gpointer
editor_of (Room *room, GType type)
{
  return rw_test_find (GTK_WIDGET (room->dialog), type);
}

static void
type (gpointer editor, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (editor, title)), text);
}

static RwRecord *
read_template (Room *room)
{
  return console_get (&room->base.a, RW_KIND_CHANGE_TEMPLATE, rw_record_get_id (room->template));
}

static void
wait_closed (Room *room, GType editor)
{
  wait_until (editor_of (room, editor) == NULL &&
              rw_setup_dialog_settled (RW_SETUP_DIALOG (room->dialog)) &&
              rw_session_get_pending (room->base.a.session) == 0);
}

/* Somebody wrote it, Jana approves it; altered, it is not approved any more. */
static void
test_approve (Room *room, gconstpointer kind)
{
  g_autoptr (RwRecord) approved = NULL, altered = NULL, back = NULL;
  gpointer editor;

  g_assert_true (rw_test_says (room->dialog, "Not approved"));
  rw_test_picture (GTK_WIDGET (room->dialog), "change-templates");
  rw_setup_dialog_edit (RW_SETUP_DIALOG (room->dialog), 0);
  wait_until (editor_of (room, RW_TYPE_TEMPLATE_EDITOR) != NULL);
  editor = editor_of (room, RW_TYPE_TEMPLATE_EDITOR);
  g_assert_true (gtk_widget_get_sensitive (find_button (editor, "Approve…")));
  rw_test_picture (GTK_WIDGET (room->dialog), "change-template-editor");
  rw_template_editor_approve (editor, 6);
  wait_closed (room, RW_TYPE_TEMPLATE_EDITOR);
  approved = read_template (room);
  g_assert_true (rw_id_equal (rw_record_get_ref (approved, RW_CHANGE_TEMPLATE_APPROVED_BY),
                              rw_record_get_id (room->jana)));
  g_assert_cmpint (rw_record_get_integer (approved, RW_CHANGE_TEMPLATE_REVIEW_BY, 0), ==,
                   rw_date_from_civil (2027, 5, 24));
  wait_until (rw_test_says (room->dialog, "Approved by Jana Roth"));

  rw_setup_dialog_edit (RW_SETUP_DIALOG (room->dialog), 0);
  wait_until (editor_of (room, RW_TYPE_TEMPLATE_EDITOR) != NULL);
  editor = editor_of (room, RW_TYPE_TEMPLATE_EDITOR);
  g_assert_false (gtk_widget_get_sensitive (find_button (editor, "_Save")));
  type (editor, "Name", "Swap two disks");
  g_assert_nonnull (strstr (rw_template_editor_get_sum (editor), "approved anew"));
  g_assert_false (gtk_widget_get_sensitive (find_button (editor, "Approve…")));
  g_signal_emit_by_name (find_button (editor, "_Save"), "clicked");
  wait_closed (room, RW_TYPE_TEMPLATE_EDITOR);
  altered = read_template (room);
  g_assert_cmpstr (rw_record_get_title (altered), ==, "Swap two disks");
  g_assert_false (rw_record_has (altered, RW_CHANGE_TEMPLATE_APPROVED_BY));

  rw_setup_dialog_edit (RW_SETUP_DIALOG (room->dialog), 0);
  wait_until (editor_of (room, RW_TYPE_TEMPLATE_EDITOR) != NULL);
  g_signal_emit_by_name (find_button (editor_of (room, RW_TYPE_TEMPLATE_EDITOR), "Retire"),
                         "clicked");
  wait_closed (room, RW_TYPE_TEMPLATE_EDITOR);
  wait_until (rw_test_says (room->dialog, "Retired"));
  g_assert_true (console_undo (&room->base.a, FALSE, NULL));
  back = read_template (room);
  g_assert_false (rw_record_get_boolean (back, RW_CHANGE_TEMPLATE_RETIRED));
}

/* Written from nothing: what is missing is said, and the answers raise the risk. */
static void
test_new_template (Room *room, gconstpointer kind)
{
  static const char *const order[] = { "Look", "Plug in", "Tell", NULL };
  g_auto (GStrv) tasks = NULL;
  gpointer editor, list;
  GtkWidget *save;

  g_signal_emit_by_name (find_button (room->dialog, "New Template"), "clicked");
  wait_until (editor_of (room, RW_TYPE_TEMPLATE_EDITOR) != NULL);
  editor = editor_of (room, RW_TYPE_TEMPLATE_EDITOR);
  save = find_button (editor, "_Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  type (editor, "Name", "Swap a disk again");
  g_assert_true (gtk_widget_get_sensitive (save));
  g_assert_false (gtk_widget_get_sensitive (find_button (editor, "Approve…")));

  list = rw_test_find (editor, RW_TYPE_TASK_LIST);
  rw_task_list_add (list, "Plug in");
  rw_task_list_add (list, "Wait");
  rw_task_list_add (list, "Look");
  type (editor, "Another task, Enter adds it", "Tell");
  rw_task_list_remove (list, 1);
  rw_task_list_move (list, 1, -1);
  rw_task_list_move (list, 0, -1);
  tasks = rw_task_list_dup (list);
  g_assert_cmpstrv (tasks, order);

  rw_risk_answers_answer (rw_test_find (editor, RW_TYPE_RISK_ANSWERS), 0, 1);
  g_assert_true (rw_test_says (editor, "The answers give at least: probability Low, effect High."));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (editor, "Risk: effect"))),
                    ==, 1 + RW_LEVEL_HIGH);
  g_signal_emit_by_name (save, "clicked");
  wait_closed (room, RW_TYPE_TEMPLATE_EDITOR);
  wait_until (rw_setup_dialog_get_n (RW_SETUP_DIALOG (room->dialog)) == 2);
  g_assert_true (console_undo (&room->base.a, FALSE, NULL));
  wait_until (rw_setup_dialog_get_n (RW_SETUP_DIALOG (room->dialog)) == 1);
}

static gint64
position_of (Room *room)
{
  g_autoptr (RwRecord) question =
    console_get (&room->base.a, RW_KIND_RISK_QUESTION, rw_record_get_id (room->question));

  return rw_record_get_integer (question, RW_RISK_QUESTION_POSITION, -1);
}

static void
test_questions (Room *room, gconstpointer kind)
{
  RwSetupDialog *dialog = RW_SETUP_DIALOG (room->dialog);
  gpointer editor;

  g_assert_true (rw_test_says (dialog, "“Yes” raises: Effect, by 100 % of its weight") ||
                 rw_test_says (dialog, "“Yes” raises: Effect, by 100"));
  rw_setup_dialog_add (dialog);
  wait_until (editor_of (room, RW_TYPE_QUESTION_EDITOR) != NULL);
  editor = editor_of (room, RW_TYPE_QUESTION_EDITOR);
  g_assert_false (gtk_widget_get_sensitive (find_button (editor, "_Save")));
  type (editor, "Question, to be answered with yes or no", "Was it tried?");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (editor, "The answer that is a risk")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (editor, "Raises")), RW_RISK_SIDE_EFFECT);
  g_assert_nonnull (strstr (rw_question_editor_get_sum (editor), "“No” raises: Effect, by 25"));
  rw_test_picture (GTK_WIDGET (room->dialog), "risk-question-editor");
  g_signal_emit_by_name (find_button (editor, "_Save"), "clicked");
  wait_closed (room, RW_TYPE_QUESTION_EDITOR);
  wait_until (rw_setup_dialog_get_n (dialog) == 2);
  rw_test_picture (GTK_WIDGET (room->dialog), "risk-questions");

  rw_setup_dialog_move (dialog, 1, -1);
  wait_until (position_of (room) == 1);
  g_assert_true (console_undo (&room->base.a, FALSE, NULL));
  g_assert_cmpint (position_of (room), ==, 0);
}

/* What was written is not thrown away by one key; what was not, is. */
static void
test_discard (Room *room, gconstpointer kind)
{
  gpointer editor;

  rw_setup_dialog_add (RW_SETUP_DIALOG (room->dialog));
  wait_until (editor_of (room, RW_TYPE_QUESTION_EDITOR) != NULL);
  editor = editor_of (room, RW_TYPE_QUESTION_EDITOR);
  g_assert_true (adw_navigation_page_get_can_pop (editor));
  g_assert_true (adw_dialog_get_can_close (room->dialog));
  type (editor, "Question, to be answered with yes or no", "Was it tried?");
  g_assert_false (adw_navigation_page_get_can_pop (editor));
  adw_dialog_close (room->dialog);
  rw_test_answer ("cancel");
  g_assert_true (editor_of (room, RW_TYPE_QUESTION_EDITOR) == editor);
  type (editor, "Question, to be answered with yes or no", "");
  g_assert_true (adw_dialog_get_can_close (room->dialog));
  type (editor, "Question, to be answered with yes or no", "Was it?");
  adw_dialog_close (room->dialog);
  rw_test_answer ("discard");
  wait_closed (room, RW_TYPE_QUESTION_EDITOR);
  g_assert_true (adw_dialog_get_can_close (room->dialog));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/console/change-setup/approve", Room, GINT_TO_POINTER (RW_KIND_CHANGE_TEMPLATE),
              set_up, test_approve, tear_down);
  g_test_add ("/console/change-setup/new-template", Room, GINT_TO_POINTER (RW_KIND_CHANGE_TEMPLATE),
              set_up, test_new_template, tear_down);
  g_test_add ("/console/change-setup/questions", Room, GINT_TO_POINTER (RW_KIND_RISK_QUESTION),
              set_up, test_questions, tear_down);
  g_test_add ("/console/change-setup/discard", Room, GINT_TO_POINTER (RW_KIND_RISK_QUESTION),
              set_up, test_discard, tear_down);
  return g_test_run ();
}
