/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change-drag.h"
#include "rules/rw-change-actions.h"
#include "rw-change-ask.h"
#include "rw-change-conflicts.h"
#include "rw-change-items.h"
#include "rw-change-new.h"
#include "rw-change-risk-box.h"
#include "rw-change-texts.h"
#include "rw-change-view.h"
#include "rw-changes-check.h"
#include "rw-long-text.h"
#include "rw-week-view.h"

/* A change from the dialog to its end: planned at one console, dragged into a freeze and out of it, approved by two other
 * people at consoles of their own, carried out, reviewed and closed, all against a real server. */

#define TITLE "New firmware for the web servers"

/* A question on risk, and a hard freeze on the Sunday. */
static void
load_rules (ChangeScene *scene)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *freeze = change_scene_named (records, RW_KIND_WINDOW, RW_WINDOW_NAME, "Black Sunday");
  RwRecord *question = change_scene_named (records, RW_KIND_RISK_QUESTION, RW_RISK_QUESTION_NAME,
                                           "Was it ever done here?");

  rw_record_set_enum (question, RW_RISK_QUESTION_RAISES, RW_RISK_SIDE_PROBABILITY);
  rw_record_set_integer (question, RW_RISK_QUESTION_WEIGHT, 3);
  rw_record_set_boolean (question, RW_RISK_QUESTION_RISKY_NO, TRUE);
  rw_record_set_enum (freeze, RW_WINDOW_TYPE, RW_WINDOW_TYPE_FREEZE);
  rw_record_set_text (freeze, RW_WINDOW_START_WALL, "2026-11-29T00:00:00");
  rw_record_set_integer (freeze, RW_WINDOW_DURATION, 24 * 60);
  rw_record_set_text (freeze, RW_WINDOW_TZ, "Europe/Berlin");
  rw_record_set_boolean (freeze, RW_WINDOW_HARD, TRUE);
  change_scene_load (scene, records);
  rw_session_sync_now (scene->base.a.session);
  wait_until (console_count (&scene->base.a, RW_KIND_WINDOW) == 1);
}

static RwChangeView *
view (ChangeScene *scene)
{
  return rw_test_find (scene->page, RW_TYPE_CHANGE_VIEW);
}

static gboolean
has_status (ChangeScene    *scene,
            RwChangeStatus  status)
{
  g_autoptr (RwRecord) change = change_scene_find (scene, TITLE);

  return change != NULL && rw_record_get_enum (change, RW_CHANGE_STATUS) == (int) status;
}

/* What the person at the first console did has come to the server and to the others. */
static void
settle (ChangeScene *scene)
{
  wait_until (rw_session_get_pending (scene->base.a.session) == 0 && change_scene_settled (scene));
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

static void
plan (ChangeScene *scene)
{
  static const char *const names[] = { "web-01", "web-02", NULL };
  RwChangeNew *dialog;
  g_autoptr (RwRecord) change = NULL;

  g_assert_true (gtk_widget_activate_action (scene->page, "changes.new", NULL));
  wait_until ((dialog = rw_test_find (scene->window, RW_TYPE_CHANGE_NEW)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (change_scene_row (dialog, "What is changed")), TITLE);
  gtk_editable_set_text (GTK_EDITABLE (change_scene_row (dialog, "Start")), "2026-11-29 02:00");
  gtk_editable_set_text (GTK_EDITABLE (change_scene_row (dialog, "End, or how long it takes")),
                         "3 h");
  rw_change_items_add_names (rw_test_find (dialog, RW_TYPE_CHANGE_ITEMS), names);
  wait_until (rw_test_says (dialog, "Kaufhaus Ahrens · Webshop"));
  /* Seen while it is typed. */
  wait_until (rw_test_says (dialog, "Black Sunday"));
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (dialog), "flow-new");
  g_assert_true (change_scene_click (dialog, "Create"));
  wait_until ((change = change_scene_find (scene, TITLE)) != NULL);
  wait_until (change_scene_settled (scene) && rw_test_shows (view (scene), TITLE));
}

/* It is refused where it lies; the next free time is one click away. */
static void
take_free_time (ChangeScene *scene)
{
  RwChangeConflicts *conflicts = rw_test_find (view (scene), RW_TYPE_CHANGE_CONFLICTS);
  GtkWidget *slot;
  g_autoptr (RwRecord) change = NULL;

  settle (scene);
  g_assert_true (rw_test_says (conflicts, "Black Sunday"));
  g_assert_false (gtk_widget_is_sensitive (change_scene_button (view (scene), "Submit")));
  g_assert_true (rw_test_says (conflicts, "Next free times"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "flow-refused");
  slot = gtk_widget_get_first_child (
    rw_test_find (gtk_widget_get_last_child (GTK_WIDGET (conflicts)), ADW_TYPE_WRAP_BOX));
  g_test_message ("%s", gtk_button_get_label (GTK_BUTTON (slot)));
  g_signal_emit_by_name (slot, "clicked");
  wait_until (change_scene_button (view (scene), "Submit") != NULL &&
              gtk_widget_is_sensitive (change_scene_button (view (scene), "Submit")));
  g_assert_false (rw_test_says (conflicts, "Black Sunday"));
  settle (scene);
  change = change_scene_find (scene, TITLE);
  g_assert_cmpint (rw_record_get_integer (change, RW_CHANGE_END, 0) -
                     rw_record_get_integer (change, RW_CHANGE_START, 0),
                   ==, 3 * RW_HOUR);
}

static gboolean
starts_at (ChangeScene *scene,
           gint64       start)
{
  g_autoptr (RwRecord) change = change_scene_find (scene, TITLE);

  return rw_record_get_integer (change, RW_CHANGE_START, 0) == start;
}

/* Back in the calendar a hand drags it into the freeze: it is told so, the change goes back, and the next free time
 * is one press away. */
static void
drag_into_freeze (ChangeScene *scene)
{
  g_autoptr (RwRecord) before = change_scene_find (scene, TITLE), after = NULL;
  gint64 start = rw_record_get_integer (before, RW_CHANGE_START, 0);
  GtkWidget *check = rw_test_find (scene->page, RW_TYPE_CHANGES_CHECK);
  RwCalendarView *week;
  RwCalendarGhost ghost;

  g_signal_emit_by_name (view (scene), "back");
  gtk_widget_activate_action (scene->page, "changes.view", "s", "week");
  week = rw_test_find (scene->page, RW_TYPE_WEEK_VIEW);
  wait_until (change_scene_settled (scene) && rw_calendar_view_get_entries (week) != NULL &&
              rw_calendar_view_get_entries (week)->len > 0);
  rw_test_settle (scene->window);

  /* From Monday to the Sunday that is closed. */
  change_drag_days (week, TITLE, 6);
  wait_until (rw_calendar_view_get_ghost (week, &ghost) && ghost.refused);
  g_assert_true (rw_test_says (check, "Refused here"));
  g_assert_true (rw_test_says (check, "Black Sunday"));
  rw_test_picture (scene->window, "flow-dragged");
  change_drag_drop (week);
  wait_until (change_drag_offer (scene) != NULL);
  g_assert_true (starts_at (scene, start));
  g_signal_emit_by_name (change_drag_offer (scene), "clicked");
  wait_until (!starts_at (scene, start));
  settle (scene);
  after = change_scene_find (scene, TITLE);
  /* The Monday after, and as long as it was. */
  g_assert_cmpint (rw_record_get_integer (after, RW_CHANGE_START, 0), >=, start + 6 * RW_DAY);
  g_assert_cmpint (rw_record_get_integer (after, RW_CHANGE_END, 0) -
                     rw_record_get_integer (after, RW_CHANGE_START, 0),
                   ==, 3 * RW_HOUR);
  g_assert_true (rw_page_reveal (RW_PAGE (scene->page), RW_KIND_CHANGE, rw_record_get_id (after)));
  wait_until (change_scene_settled (scene) && rw_test_shows (view (scene), TITLE));
}

static void
write_plan (ChangeScene *scene,
            guint        index,
            const char  *text)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  rw_test_find_all (rw_test_find (view (scene), RW_TYPE_CHANGE_TEXTS), RW_TYPE_LONG_TEXT, texts);
  rw_long_text_write (texts->pdata[index], text);
  rw_long_text_save (texts->pdata[index]);
  settle (scene);
}

static void
assess_risk (ChangeScene *scene)
{
  GtkWidget *box = rw_test_find (view (scene), RW_TYPE_CHANGE_RISK_BOX);

  adw_toggle_group_set_active_name (rw_test_find (box, ADW_TYPE_TOGGLE_GROUP), "no");
  settle (scene);
  adw_combo_row_set_selected (ADW_COMBO_ROW (change_scene_row (box, "Effect")), 1 + RW_LEVEL_LOW);
  settle (scene);
}

static AdwDialog *
question (ChangeScene *scene)
{
  return rw_test_find (scene->window, RW_TYPE_CHANGE_ASK);
}

/* The buttons are as the last answer left them. */
static void
act (ChangeScene    *scene,
     const char     *label,
     RwChangeStatus  status)
{
  g_test_message ("%s", label);
  settle (scene);
  wait_until (change_scene_button (view (scene), label) != NULL &&
              gtk_widget_is_sensitive (change_scene_button (view (scene), label)));
  g_assert_true (change_scene_click (view (scene), label));
  if (!has_status (scene, status))
    wait_until (has_status (scene, status) || question (scene) != NULL);
  if (question (scene) != NULL)
    {
      rw_test_settle (scene->window);
      rw_test_picture (GTK_WIDGET (question (scene)), label);
      g_signal_emit_by_name (question (scene), "response", "do");
      adw_dialog_force_close (question (scene));
      wait_until (question (scene) == NULL);
    }
  wait_until (has_status (scene, status));
  settle (scene);
}

typedef struct
{
  RwId change;
  RwChangeCase life;
  RwRecord *record;
  GPtrArray *approvals;
} Vote;

static gpointer
read_vote_cb (RwCache       *cache,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Vote *vote = data;

  vote->record = rw_cache_get (cache, RW_KIND_CHANGE, &vote->change, error);
  vote->approvals = rw_cache_select (cache, RW_KIND_APPROVAL, "WHERE \"change\" = ?", error,
                                     RW_BIND_ID, &vote->change, RW_BIND_END);
  vote->life.n_items = 2;
  return vote->record != NULL ? g_object_ref (vote->record) : NULL;
}

/* As the page at another console does: by the rules, through its own session; once it knows what others decided. */
static void
approve (ChangeScene *scene,
         Console     *console,
         const RwId  *change,
         guint        n_before)
{
  Vote vote = { .change = *change };
  g_autoptr (GAsyncResult) result = NULL, edited = NULL;
  g_autoptr (RwRecord) record = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GError) error = NULL;
  const RwChangeWords words = { .text = "Looks good" };

  rw_session_sync_now (console->session);
  do
    {
      g_clear_object (&result);
      g_clear_object (&vote.record);
      g_clear_pointer (&vote.approvals, g_ptr_array_unref);
      g_clear_object (&record);
      rw_session_read_async (console->session, read_vote_cb, &vote, NULL, g_object_unref, NULL,
                             answer_cb, &result);
      wait_until (result != NULL);
      record = rw_session_read_finish (console->session, result, NULL);
      fixture_iterate ();
    }
  while (record == NULL || rw_record_get_enum (record, RW_CHANGE_STATUS) != RW_CHANGE_STATUS_ASSESSED ||
         vote.approvals->len < n_before);
  vote.life.change = vote.record;
  vote.life.approvals = vote.approvals;
  vote.life.person = rw_session_get_person (console->session);
  vote.life.roles = rw_session_get_roles (console->session);
  vote.life.now = rw_clock_now ();
  edits = rw_change_action_edits (&vote.life, RW_CHANGE_ACTION_APPROVE, &words, &error);
  g_assert_no_error (error);
  rw_session_edit_async (console->session, edits, "approve", NULL, answer_cb, &edited);
  wait_until (edited != NULL);
  g_assert_true (rw_session_edit_finish (console->session, edited, &error));
  g_assert_no_error (error);
  wait_until (rw_session_get_pending (console->session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (console->session), ==, 0);
  g_object_unref (vote.record);
  g_ptr_array_unref (vote.approvals);
}

static void
test_flow (ChangeScene   *scene,
           gconstpointer  flags)
{
  g_autoptr (RwRecord) change = NULL, done = NULL;
  RwId id;

  load_rules (scene);
  change_scene_others (scene);
  plan (scene);
  change = change_scene_find (scene, TITLE);
  id = *rw_record_get_id (change);

  take_free_time (scene);
  drag_into_freeze (scene);
  write_plan (scene, 1, "Open the shop and buy a sock.");
  write_plan (scene, 2, "Write the old firmware again.");
  assess_risk (scene);
  act (scene, "Submit", RW_CHANGE_STATUS_SUBMITTED);
  g_object_unref (change);
  change = change_scene_find (scene, TITLE);
  g_assert_true (rw_record_has (change, RW_CHANGE_CONFLICTS_AT));
  act (scene, "Mark as Assessed", RW_CHANGE_STATUS_ASSESSED);
  /* Nobody decides on their own change, and the page says so. */
  g_assert_false (gtk_widget_is_sensitive (change_scene_button (view (scene), "Approve")));
  g_assert_true (rw_test_says (view (scene), "Nobody decides on their own change."));

  approve (scene, &scene->base.b, &id, 0);
  wait_until (rw_test_says (view (scene), "1 of 2"));
  g_assert_true (has_status (scene, RW_CHANGE_STATUS_ASSESSED));
  approve (scene, &scene->third, &id, 1);
  wait_until (has_status (scene, RW_CHANGE_STATUS_APPROVED));
  settle (scene);
  g_assert_true (rw_test_says (view (scene), "Otto Lenz"));
  g_assert_true (rw_test_says (view (scene), "Mara Kern"));
  g_assert_true (rw_test_says (view (scene), "Looks good"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "flow-approved");

  act (scene, "Schedule", RW_CHANGE_STATUS_SCHEDULED);
  g_object_unref (change);
  change = change_scene_find (scene, TITLE);
  change_scene_at (rw_record_get_integer (change, RW_CHANGE_START, 0) + 5 * RW_MINUTE);
  act (scene, "Start", RW_CHANGE_STATUS_IN_PROGRESS);
  wait_until (rw_test_says (view (scene), "In progress: 2 h 5"));
  change_scene_at (rw_record_get_integer (change, RW_CHANGE_END, 0) - 80 * RW_MINUTE);
  act (scene, "Finish", RW_CHANGE_STATUS_REVIEW);
  write_plan (scene, 3, "It went as planned.");
  act (scene, "Close", RW_CHANGE_STATUS_CLOSED);
  done = change_scene_find (scene, TITLE);
  g_assert_cmpint (rw_record_get_enum (done, RW_CHANGE_RESULT), ==, RW_CHANGE_RESULT_SUCCESSFUL);
  g_assert_cmpstr (rw_record_get_text (done, RW_CHANGE_REVIEW), ==, "It went as planned.");
  g_assert_cmpint (rw_clock_now () - rw_record_get_integer (done, RW_CHANGE_FINISHED, 0), <,
                   10 * RW_MINUTE);
  wait_until (rw_test_says (view (scene), "Finished"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "flow-closed");
}

int
main (int   argc,
      char *argv[])
{
  change_scene_init (&argc, &argv);
  g_test_add ("/console/change-flow/whole", ChangeScene, GUINT_TO_POINTER (FIXTURE_PLAIN),
              change_scene_set_up, test_flow, change_scene_tear_down);
  return g_test_run ();
}
