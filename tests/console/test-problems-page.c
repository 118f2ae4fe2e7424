/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "rules/rw-problem-candidates.h"
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-long-text.h"
#include "rw-pick-dialog.h"
#include "rw-problem-edits.h"
#include "rw-problem-text.h"
#include "rw-problem-view.h"
#include "rw-problems-list.h"
#include "rw-problems-page.h"
#include "rw-record-picker.h"
#include "rw-series-view.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* The page in a window, on a session on a server: a candidate of three incidents, a problem that came back after its
 * fix, one in work, a known error. */
typedef struct
{
  Fixture base;
  GtkWidget *page, *window;
  gint64 now;
} Problems;

static RwId
id (const char *name)
{
  return rw_id_from_name ("problems-page", name);
}

static RwRecord *
record (GPtrArray *records, RwKind kind, guint title, const char *name)
{
  RwId the_id = id (name);
  RwRecord *made = rw_record_new (kind, &the_id);

  rw_record_set_text (made, title, name);
  g_ptr_array_add (records, made);
  return made;
}

static void
refer (RwRecord *from, guint field, const char *to)
{
  RwId target = id (to);

  rw_record_set_ref (from, field, &target);
}

static RwRecord *
ticket (Problems *problems, GPtrArray *records, const char *number, RwTicketType type, RwTicketStatus status, double days_ago)
{
  RwRecord *made = record (records, RW_KIND_TICKET, RW_TICKET_NUMBER, number);
  g_autofree char *title =
    g_strdup_printf ("%s of %s", type == RW_TICKET_TYPE_PROBLEM ? "Cause" : "Latency", number);

  rw_record_set_text (made, RW_TICKET_TITLE, title);
  rw_record_set_enum (made, RW_TICKET_TYPE, (int) type);
  rw_record_set_enum (made, RW_TICKET_STATUS, (int) status);
  rw_record_set_enum (made, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (made, RW_TICKET_OPENED, problems->now - (gint64) (days_ago * RW_DAY));
  if (status >= RW_TICKET_STATUS_RESOLVED)
    rw_record_set_instant (made, RW_TICKET_RESOLVED,
                           problems->now - (gint64) (days_ago * RW_DAY) + RW_HOUR);
  refer (made, RW_TICKET_CUSTOMER, "Ahrens");
  return made;
}

static void
incident (Problems *problems, GPtrArray *records, const char *number, const char *ci, double days_ago)
{
  RwRecord *made =
    ticket (problems, records, number, RW_TICKET_TYPE_INCIDENT, RW_TICKET_STATUS_CLOSED, days_ago);

  refer (made, RW_TICKET_CI, ci);
  rw_record_set_text (made, RW_TICKET_ALERT, "StorageLatencyHigh");
}

static void
link_to (GPtrArray *records, const char *source, RwLinkType type, const char *target)
{
  RwRecord *link = rw_record_new (RW_KIND_LINK, NULL);

  refer (link, RW_LINK_SOURCE, source);
  rw_record_set_enum (link, RW_LINK_TYPE, (int) type);
  refer (link, RW_LINK_TARGET, target);
  g_ptr_array_add (records, link);
}

static void
fill (Problems *problems)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  RwRecord *change, *problem;

  problems->now = rw_clock_now ();
  rw_record_set_text (record (records, RW_KIND_CUSTOMER, RW_CUSTOMER_NAME, "Ahrens"),
                      RW_CUSTOMER_NUMBER, "K-1");
  rw_record_set_enum (record (records, RW_KIND_VM, RW_VM_NAME, "san-268"), RW_VM_STAGE,
                      RW_STAGE_WORKSHOP);
  rw_record_set_enum (record (records, RW_KIND_VM, RW_VM_NAME, "fw-1"), RW_VM_STAGE,
                      RW_STAGE_WORKSHOP);
  incident (problems, records, "T-101", "san-268", 20);
  incident (problems, records, "T-102", "san-268", 9);
  incident (problems, records, "T-103", "san-268", 2);

  change = record (records, RW_KIND_CHANGE, RW_CHANGE_NUMBER, "C-7");
  rw_record_set_text (change, RW_CHANGE_TITLE, "New firmware");
  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_CLOSED);
  rw_record_set_enum (change, RW_CHANGE_RESULT, RW_CHANGE_RESULT_SUCCESSFUL);
  rw_record_set_instant (change, RW_CHANGE_FINISHED, problems->now - 30 * RW_DAY);
  ticket (problems, records, "T-200", RW_TICKET_TYPE_PROBLEM, RW_TICKET_STATUS_CLOSED, 40);
  incident (problems, records, "T-201", "fw-1", 45);
  incident (problems, records, "T-202", "fw-1", 3);
  link_to (records, "T-201", RW_LINK_TYPE_CAUSED_BY, "T-200");
  link_to (records, "T-200", RW_LINK_TYPE_FIXED_BY, "C-7");

  problem =
    ticket (problems, records, "T-300", RW_TICKET_TYPE_PROBLEM, RW_TICKET_STATUS_IN_PROGRESS, 12);
  refer (problem, RW_TICKET_CI, "fw-1");
  ticket (problems, records, "T-301", RW_TICKET_TYPE_INCIDENT, RW_TICKET_STATUS_CLOSED, 11);
  link_to (records, "T-301", RW_LINK_TYPE_CAUSED_BY, "T-300");
  problem =
    ticket (problems, records, "T-400", RW_TICKET_TYPE_PROBLEM, RW_TICKET_STATUS_ACCEPTED, 50);
  rw_record_set_boolean (problem, RW_TICKET_KNOWN_ERROR, TRUE);
  rw_record_set_text (problem, RW_TICKET_WORKAROUND, "Restart it");
  rw_server_load (problems->base.server, records, "test", &error);
  g_assert_no_error (error);
}

static gboolean
settled (Problems *problems)
{
  return RW_PAGE_GET_CLASS (problems->page)->settled (RW_PAGE (problems->page));
}

static void
set_up (Problems *problems, gconstpointer flags)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  fixture_set_up (&problems->base, flags);
  fill (problems);
  console_open (&problems->base.a, problems->base.token);
  console_wait_synced (&problems->base.a);
  problems->page = rw_problems_page_new ();
  g_object_add_weak_pointer (G_OBJECT (problems->page), (gpointer *) &problems->page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), problems->page);
  problems->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (problems->window), 1140, 700);
  adw_window_set_content (ADW_WINDOW (problems->window), toasts);
  gtk_window_present (GTK_WINDOW (problems->window));
  rw_page_set_session (RW_PAGE (problems->page), problems->base.a.session);
  /* Nothing is read for a page that nobody sees. */
  g_assert_true (settled (problems));
  RW_PAGE_GET_CLASS (problems->page)->shown (RW_PAGE (problems->page), TRUE);
  wait_until (settled (problems));
}

static void
tear_down (Problems *problems, gconstpointer flags)
{
  wait_until (rw_session_get_pending (problems->base.a.session) == 0);
  wait_until (settled (problems));
  gtk_window_destroy (GTK_WINDOW (problems->window));
  wait_until (problems->page == NULL || !gtk_widget_get_mapped (problems->page));
  fixture_tear_down (&problems->base, flags);
}

/* The key's own shortcut, as the window finds it. */
static gboolean
press (Problems *problems, const char *accel)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (problems->page);
  guint key;
  GdkModifierType modifiers;
  gboolean done = FALSE;

  g_assert_true (gtk_accelerator_parse (accel, &key, &modifiers));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "rw-actions") != 0)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !done; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkKeyvalTrigger *trigger = GTK_KEYVAL_TRIGGER (gtk_shortcut_get_trigger (shortcut));

          if (gtk_keyval_trigger_get_keyval (trigger) == key &&
              gtk_keyval_trigger_get_modifiers (trigger) == modifiers)
            done = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 problems->page, NULL);
        }
    }
  return done;
}

static RwProblemsList *
list (Problems *problems)
{
  return rw_test_find (problems->page, RW_TYPE_PROBLEMS_LIST);
}

static RwProblemItem *
selected (Problems *problems)
{
  return rw_problems_list_get_selected (list (problems));
}

static void
go_to (Problems *problems, const char *number)
{
  RwId key = id (number);

  g_assert_true (rw_problems_list_select (list (problems), &key));
  wait_until (settled (problems));
}

static RwRecord *
get (Problems *problems, const char *number)
{
  RwId the_id = id (number);

  return console_get (&problems->base.a, RW_KIND_TICKET, &the_id);
}

/* Waits for what an edit makes of the page: the store tells it in a moment. */
#define wait_for(condition)        \
  G_STMT_START                     \
    {                              \
      wait_until (condition);      \
      wait_until (settled (problems)); \
    }                              \
  G_STMT_END

static gboolean
is_of (RwProblemItem *item, RwProblemGroup group)
{
  return item != NULL && rw_problem_item_get_group (item) == group;
}

static void
test_groups (Problems *problems, gconstpointer flags)
{
  RwSeriesView *view = rw_test_find (problems->page, RW_TYPE_SERIES_VIEW);
  g_autofree char *sentence = NULL;

  g_assert_cmpuint (rw_problems_list_get_n (list (problems)), ==, 5);
  /* What came back is first, and selected. */
  g_assert_true (is_of (selected (problems), RW_PROBLEM_GROUP_BACK));
  g_assert_true (rw_test_shows (view, "1 incident on fw-1"));
  g_assert_true (rw_test_shows (view, "T-200 Cause of T-200 was resolved, and C-7 was to fix it."));
  g_assert_true (rw_test_shows (view, "Reopen Problem"));
  g_assert_true (g_str_has_prefix (rw_page_get_subtitle (RW_PAGE (problems->page)),
                                   "2 to decide · 2 open problems"));
  rw_test_picture (problems->window, "problems-back");
  g_assert_true (press (problems, "j"));
  g_assert_true (is_of (selected (problems), RW_PROBLEM_GROUP_CANDIDATE));
  g_assert_true (rw_test_shows (view, "3 incidents in 30 days on san-268: StorageLatencyHigh"));
  g_assert_true (rw_test_shows (view, "Make Problem"));
  sentence = rw_problem_text_sentence (selected (problems), problems->now);
  g_assert_true (
    g_str_has_prefix (sentence, "Candidates, Latency of T-103, 3 incidents in 30 days on san-268"));
  rw_test_picture (problems->window, "problems-candidate");
  press (problems, "j");
  g_assert_true (is_of (selected (problems), RW_PROBLEM_GROUP_WORK));
  press (problems, "j");
  g_assert_true (is_of (selected (problems), RW_PROBLEM_GROUP_KNOWN));
  wait_until (settled (problems));
  g_assert_true (rw_test_shows (problems->page, "No change fixes it yet."));
  press (problems, "k");
  g_assert_true (is_of (selected (problems), RW_PROBLEM_GROUP_WORK));
  wait_until (settled (problems));
  rw_test_picture (problems->window, "problems-work");
  RW_PAGE_GET_CLASS (problems->page)->search (RW_PAGE (problems->page), "T-400");
  g_assert_cmpuint (rw_problems_list_get_n (list (problems)), ==, 1);
  g_assert_true (is_of (selected (problems), RW_PROBLEM_GROUP_KNOWN));
}

/* One key, without the one that the person left out; one step back. */
static void
test_make (Problems *problems, gconstpointer flags)
{
  RwSeriesView *view = rw_test_find (problems->page, RW_TYPE_SERIES_VIEW);
  g_autoptr (RwRecord) made = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_tickets = console_count (&problems->base.a, RW_KIND_TICKET),
         n_links = console_count (&problems->base.a, RW_KIND_LINK);
  RwId problem, customer = id ("Ahrens"), ci = id ("san-268");

  go_to (problems, "T-103");
  rw_series_view_choose (view, 2, FALSE);
  g_assert_true (press (problems, "p"));
  wait_for (is_of (selected (problems), RW_PROBLEM_GROUP_WORK) &&
            rw_problem_item_get_row (selected (problems))->n_incidents == 2);
  problem = rw_problem_item_get_row (selected (problems))->id;
  made = console_get (&problems->base.a, RW_KIND_TICKET, &problem);
  g_assert_cmpint (rw_record_get_enum (made, RW_TICKET_TYPE), ==, RW_TICKET_TYPE_PROBLEM);
  g_assert_cmpstr (rw_record_get_text (made, RW_TICKET_TITLE), ==, "Latency of T-103");
  g_assert_true (rw_id_equal (rw_record_get_ref (made, RW_TICKET_CUSTOMER), &customer));
  g_assert_true (rw_id_equal (rw_record_get_ref (made, RW_TICKET_CI), &ci));
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_LINK), ==, n_links + 2);
  g_assert_true (console_undo (&problems->base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_for (rw_problems_list_get_n (list (problems)) == 5);
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_TICKET), ==, n_tickets);
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_LINK), ==, n_links);
}

static gboolean
is_dismissed (Problems *problems, const char *number)
{
  g_autoptr (RwRecord) record = get (problems, number);

  return rw_incident_is_dismissed (record);
}

/* The decision is kept with the newest incident and can be undone; the reason stays as a note. */
static void
test_dismiss (Problems *problems, gconstpointer flags)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  gint64 n_messages = console_count (&problems->base.a, RW_KIND_MESSAGE);
  AdwDialog *dialog;
  GtkWidget *entry;

  go_to (problems, "T-103");
  g_assert_true (press (problems, "d"));
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (problems->window));
  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "dismiss"));
  entry = adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (dialog));
  gtk_editable_set_text (GTK_EDITABLE (entry), "Planned load tests");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "dismiss"));
  g_signal_emit_by_name (dialog, "response::dismiss", "dismiss");
  adw_dialog_force_close (dialog);
  wait_for (is_dismissed (problems, "T-103"));
  wait_for (rw_problems_list_get_n (list (problems)) == 4);
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_MESSAGE), ==, n_messages + 1);
  g_assert_true (console_undo (&problems->base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_for (rw_problems_list_get_n (list (problems)) == 5);
  g_assert_true (console_undo (&problems->base.a, TRUE, &error));
  wait_for (rw_problems_list_get_n (list (problems)) == 4);
  /* The next incident asks again, on the other console too. */
  wait_until (rw_session_get_pending (problems->base.a.session) == 0);
  incident (problems, records, "T-104", "san-268", 0.1);
  rw_server_load (problems->base.server, records, "test", &error);
  g_assert_no_error (error);
  rw_session_sync_now (problems->base.a.session);
  wait_for (rw_problems_list_get_n (list (problems)) == 5);
}

static void
test_reopen (Problems *problems, gconstpointer flags)
{
  g_autoptr (RwRecord) problem = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_links = console_count (&problems->base.a, RW_KIND_LINK);

  go_to (problems, "T-202");
  g_assert_true (press (problems, "p"));
  wait_for (is_of (selected (problems), RW_PROBLEM_GROUP_WORK) &&
            rw_problem_item_get_row (selected (problems))->n_incidents == 2);
  problem = get (problems, "T-200");
  g_assert_cmpint (rw_record_get_enum (problem, RW_TICKET_STATUS), ==,
                   RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_cmpint (rw_record_get_integer (problem, RW_TICKET_REOPENED, 0), ==, 1);
  g_assert_false (rw_record_has (problem, RW_TICKET_RESOLVED));
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_LINK), ==, n_links + 1);
  g_assert_true (console_undo (&problems->base.a, FALSE, &error));
  g_assert_no_error (error);
  wait_for (is_of (selected (problems), RW_PROBLEM_GROUP_SOLVED) ||
            is_of (selected (problems), RW_PROBLEM_GROUP_BACK));
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_LINK), ==, n_links);
}

static gboolean
has_text (Problems *problems, const char *number, guint field, const char *text)
{
  g_autoptr (RwRecord) record = get (problems, number);

  return g_strcmp0 (rw_record_get_text (record, field), text) == 0;
}

static gboolean
is_known (Problems *problems, const char *number)
{
  g_autoptr (RwRecord) record = get (problems, number);

  return rw_record_get_boolean (record, RW_TICKET_KNOWN_ERROR);
}

/* What was written is saved when the person goes on, and undone by itself. */
static void
test_edit (Problems *problems, gconstpointer flags)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  RwLongText *cause, *workaround;

  go_to (problems, "T-300");
  rw_test_find_all (problems->page, RW_TYPE_LONG_TEXT, texts);
  g_assert_cmpuint (texts->len, ==, 2);
  cause = texts->pdata[0];
  workaround = texts->pdata[1];
  gtk_test_accessible_assert_property (rw_test_find (cause, GTK_TYPE_TEXT_VIEW),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Root cause");
  g_assert_true (press (problems, "c"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (problems->window)) ==
                 rw_test_find (cause, GTK_TYPE_TEXT_VIEW));
  rw_long_text_write (cause, "A worn cable");
  g_assert_true (rw_long_text_is_changed (cause));
  rw_long_text_drop (cause);
  g_assert_false (rw_long_text_is_changed (cause));
  rw_long_text_write (cause, "A loose cable ");
  rw_test_picture (problems->window, "problems-edit");
  rw_long_text_save (cause);
  wait_for (has_text (problems, "T-300", RW_TICKET_ROOT_CAUSE, "A loose cable"));
  rw_long_text_write (workaround, "Push it in");
  go_to (problems, "T-400");
  g_assert_true (rw_test_shows (problems->page, "T-400  Cause of T-400"));
  wait_for (has_text (problems, "T-300", RW_TICKET_WORKAROUND, "Push it in"));
  g_assert_true (has_text (problems, "T-400", RW_TICKET_WORKAROUND, "Restart it"));
  g_assert_true (console_undo (&problems->base.a, FALSE, &error));
  wait_for (has_text (problems, "T-300", RW_TICKET_WORKAROUND, NULL));
  go_to (problems, "T-300");
  /* Where a person types a letter is a letter. */
  g_assert_false (press (problems, "e"));
  g_signal_emit_by_name (cause, "done");
  g_assert_true (press (problems, "e"));
  wait_for (is_known (problems, "T-300"));
  wait_for (is_of (selected (problems), RW_PROBLEM_GROUP_KNOWN));
}

static gboolean
shows_fix (Problems *problems, const char *title)
{
  return settled (problems) &&
         rw_test_shows (rw_test_find (problems->page, RW_TYPE_PROBLEM_VIEW), title);
}

static void
test_fix (Problems *problems, gconstpointer flags)
{
  gint64 n_changes = console_count (&problems->base.a, RW_KIND_CHANGE),
         n_items = console_count (&problems->base.a, RW_KIND_CHANGE_ITEM);
  RwId change = id ("C-7");
  GtkWidget *picker;

  go_to (problems, "T-300");
  g_assert_true (press (problems, "n"));
  wait_for (shows_fix (problems, "Fix: Cause of T-300"));
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_CHANGE), ==, n_changes + 1);
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_CHANGE_ITEM), ==, n_items + 1);
  g_assert_true (press (problems, "f"));
  picker = rw_test_find (problems->window, RW_TYPE_RECORD_PICKER);
  g_assert_nonnull (picker);
  g_signal_emit_by_name (picker, "picked", (int) RW_KIND_CHANGE, &change, "New firmware");
  wait_for (shows_fix (problems, "C-7  New firmware"));
  g_assert_cmpint (console_count (&problems->base.a, RW_KIND_CHANGE), ==, n_changes + 1);
}

/* Of what there is to edit, everyone may do what the server lets them. */
static void
test_edits (void)
{
  g_autoptr (RwRecord) newest = rw_record_new (RW_KIND_TICKET, NULL);
  g_autoptr (GArray) incidents = g_array_new (FALSE, FALSE, sizeof (RwId));
  g_autoptr (GPtrArray) edits = NULL;
  RwId person = id ("person"), customer = id ("Ahrens"), wanted = rw_id_new ();
  const RwEdit *create;

  for (guint i = 0; i < 2; i++)
    {
      RwId one = rw_id_new ();

      g_array_append_val (incidents, one);
    }
  rw_record_set_text (newest, RW_TICKET_TITLE, "VPN drops hourly");
  rw_record_set_ref (newest, RW_TICKET_CUSTOMER, &customer);
  rw_record_set_instant (newest, RW_TICKET_RESOLUTION_DUE, RW_DAY);
  edits = rw_problem_edits_new (newest, incidents, RW_PRIORITY_P2, &person, RW_DAY, &wanted);
  g_assert_cmpuint (edits->len, ==, 3);
  create = edits->pdata[0];
  g_assert_true (rw_id_equal (&create->id, &wanted));
  g_assert_cmpint (rw_edit_find (create, RW_TICKET_TYPE)->value.integer, ==,
                   RW_TICKET_TYPE_PROBLEM);
  g_assert_cmpint (rw_edit_find (create, RW_TICKET_PRIORITY)->value.integer, ==, RW_PRIORITY_P2);
  g_assert_cmpstr (rw_edit_find (create, RW_TICKET_TITLE)->value.text, ==, "VPN drops hourly");
  g_assert_true (rw_id_equal (&rw_edit_find (create, RW_TICKET_CUSTOMER)->value.id, &customer));
  /* The incident's clocks are not the problem's. */
  g_assert_null (rw_edit_find (create, RW_TICKET_RESOLUTION_DUE));
  for (guint i = 0; i < 2; i++)
    {
      const RwEdit *link = edits->pdata[i + 1];

      g_assert_cmpint (link->kind, ==, RW_KIND_LINK);
      g_assert_true (rw_id_equal (&rw_edit_find (link, RW_LINK_SOURCE)->value.id,
                                  &g_array_index (incidents, RwId, i)));
      g_assert_true (rw_id_equal (&rw_edit_find (link, RW_LINK_TARGET)->value.id, &create->id));
      g_assert_cmpint (rw_edit_find (link, RW_LINK_TYPE)->value.integer, ==,
                       RW_LINK_TYPE_CAUSED_BY);
    }
}

/* A change affects systems: a problem of a whole site gets one without an affected item. */
static void
test_site_edits (void)
{
  g_autoptr (RwRecord) problem = rw_record_new (RW_KIND_TICKET, NULL);
  RwId site = id ("FRA2"), change;
  g_autoptr (GPtrArray) of_site = NULL;
  g_autoptr (GPtrArray) of_device = NULL;

  rw_record_set_text (problem, RW_TICKET_TITLE, "Cooling");
  rw_record_set_ref (problem, RW_TICKET_CI, &site);
  of_site = rw_problem_edits_new_fix (problem, RW_KIND_SITE, NULL, &change);
  g_assert_cmpuint (of_site->len, ==, 2);
  of_device = rw_problem_edits_new_fix (problem, RW_KIND_DEVICE, NULL, &change);
  g_assert_cmpuint (of_device->len, ==, 3);
  for (guint i = 0; i < of_device->len; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (rw_edit_check (of_device->pdata[i], NULL, RW_ROLE_TECHNICIAN, NULL, &error));
      g_assert_no_error (error);
    }
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/problems-page/edits", test_edits);
  g_test_add_func ("/console/problems-page/site-edits", test_site_edits);
#define ADD(path, function)                                                                       \
  g_test_add ("/console/problems-page/" path, Problems, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up, \
              function, tear_down)
  ADD ("groups", test_groups);
  ADD ("make", test_make);
  ADD ("dismiss", test_dismiss);
  ADD ("reopen", test_reopen);
  ADD ("edit", test_edit);
  ADD ("fix", test_fix);
  return g_test_run ();
}
