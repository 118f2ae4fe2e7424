/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "query/rw-query-moves.h"
#include "rw-calendar-entry.h"
#include "rw-changes-page.h"
#include "rw-draft-dialog.h"
#include "rw-draft-panel.h"
#include "rw-draft-to-dialog.h"
#include "rw-rack-canvas.h"
#include "rw-racks-page.h"
#include "rw-test-widgets.h"
#include "rw-week-view.h"
#include "session-fixture.h"

typedef struct
{
  Fixture *fixture;
  GtkWidget *page, *window;
  RwRackCanvas *canvas;
  RwId change; /* that was opened last */
  guint n_opened;
} Scene;

/* As the shell does. */
static void
changed_cb (RwSession *session, const RwChangeSet *changes, RwPage *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

static void
open_cb (RwPage *page, int kind, const RwId *id, Scene *scene)
{
  g_assert_cmpint (kind, ==, RW_KIND_CHANGE);
  scene->change = *id;
  scene->n_opened++;
}

static gboolean
settled (Scene *scene)
{
  return RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page));
}

static void
show_page (Scene *scene)
{
  scene->page = rw_racks_page_new ();
  scene->window = rw_test_present (adw_toast_overlay_new (), 1200, 700);
  adw_toast_overlay_set_child (rw_test_find (scene->window, ADW_TYPE_TOAST_OVERLAY), scene->page);
  scene->canvas = rw_test_find (scene->page, RW_TYPE_RACK_CANVAS);
  g_signal_connect_object (scene->fixture->a.session, "changed", G_CALLBACK (changed_cb),
                           scene->page, 0);
  g_signal_connect (scene->page, "open", G_CALLBACK (open_cb), scene);
  rw_page_set_session (RW_PAGE (scene->page), scene->fixture->a.session);
  RW_PAGE_GET_CLASS (scene->page)->shown (RW_PAGE (scene->page), TRUE);
  wait_until (settled (scene));
}

static void
scene_set_up (Scene *scene, Fixture *fixture)
{
  *scene = (Scene) { .fixture = fixture };
  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  show_page (scene);
}

static void
scene_tear_down (Scene *scene)
{
  wait_until (settled (scene));
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (rw_session_get_pending (scene->fixture->a.session) == 0);
  console_close (&scene->fixture->a);
}

static RwDraftPanel *
panel_of (Scene *scene)
{
  return rw_test_find (scene->page, RW_TYPE_DRAFT_PANEL);
}

static gboolean
says (Scene *scene, const char *heading)
{
  return panel_of (scene) != NULL &&
         g_strcmp0 (rw_draft_panel_get_heading (panel_of (scene)), heading) == 0;
}

/* On the canvas. */
static double
drawn_at (Scene *scene, guint device)
{
  RwRackPlan *plan = rw_rack_canvas_get_plan (scene->canvas);
  int index = rw_rack_plan_find_device (plan, &scene->fixture->devices[device]);

  return index >= 0 && plan->devices[index].rack >= 0
           ? rw_rack_position_from_half (plan->devices[index].start)
           : -1;
}

/* In the records. */
static double
recorded_at (Scene *scene, guint device)
{
  g_autoptr (RwRecord) record =
    console_get (&scene->fixture->a, RW_KIND_DEVICE, &scene->fixture->devices[device]);

  return rw_record_get_decimal (record, RW_DEVICE_POSITION, -1);
}

static void
drop (Scene *scene, guint device, double position)
{
  g_signal_emit_by_name (scene->canvas, "move-requested", &scene->fixture->devices[device],
                         &scene->fixture->rack, position, RW_FACE_FRONT);
}

static GtkWidget *
button (gpointer widget, const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (widget, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), label) == 0)
      return buttons->pdata[i];
  return NULL;
}

/* --- Thinking -------------------------------------------------------------------------------------- */

/* What is dropped is written down and drawn, and nothing else happens. */
static void
test_draft (Fixture *fixture, gconstpointer flags)
{
  Scene scene;

  scene_set_up (&scene, fixture);
  g_assert_null (panel_of (&scene));
  gtk_widget_activate_action (scene.page, "racks.plan-moves", NULL);
  wait_until (says (&scene, "No system moves yet"));
  drop (&scene, 0, 30);
  g_assert_cmpfloat (drawn_at (&scene, 0), ==, 30);
  wait_until (says (&scene, "1 system moves"));
  g_assert_cmpfloat (recorded_at (&scene, 0), ==, 10);
  g_assert_false (rw_session_get_can_undo (fixture->a.session));
  g_assert_cmpuint (rw_rack_canvas_count_previews (scene.canvas), ==, 1);

  /* Into the place that is given up; and both can be seen as they were. */
  drop (&scene, 1, 10);
  wait_until (says (&scene, "2 systems move"));
  g_assert_cmpfloat (drawn_at (&scene, 1), ==, 10);
  g_signal_emit_by_name (panel_of (&scene), "before", TRUE);
  g_assert_cmpfloat (drawn_at (&scene, 0), ==, 10);
  g_assert_cmpfloat (drawn_at (&scene, 1), ==, 11);
  /* A drop shows what comes of it. */
  drop (&scene, 2, 30);
  g_assert_cmpfloat (drawn_at (&scene, 0), ==, 30);
  wait_until (says (&scene, "3 systems move: 2 cannot"));
  g_assert_true (rw_test_shows (panel_of (&scene), "would overlap in unit 30 of R11"));
  g_assert_false (gtk_widget_is_sensitive (button (panel_of (&scene), "Make a _Change…")));

  /* Undo is the draft's as long as it has a step. */
  g_assert_true (rw_page_can_undo (RW_PAGE (scene.page), FALSE));
  g_assert_true (rw_page_undo (RW_PAGE (scene.page), FALSE));
  wait_until (says (&scene, "2 systems move"));
  g_assert_true (gtk_widget_is_sensitive (button (panel_of (&scene), "Make a _Change…")));
  g_assert_true (rw_page_undo (RW_PAGE (scene.page), TRUE));
  wait_until (says (&scene, "3 systems move: 2 cannot"));
  g_signal_emit_by_name (panel_of (&scene), "remove", &fixture->devices[2]);
  wait_until (says (&scene, "2 systems move"));

  /* Back where it is, it does not move. */
  drop (&scene, 0, 10);
  wait_until (says (&scene, "2 systems move: 2 cannot") ||
              says (&scene, "1 system moves: 1 cannot"));
  g_assert_true (says (&scene, "1 system moves: 1 cannot"));
  g_assert_true (rw_page_undo (RW_PAGE (scene.page), FALSE));
  wait_until (says (&scene, "2 systems move"));

  /* Closed it is put aside: drops are moves again. */
  gtk_widget_activate_action (scene.page, "racks.plan-moves", NULL);
  g_assert_null (panel_of (&scene));
  g_assert_cmpfloat (drawn_at (&scene, 0), ==, 10);
  g_assert_false (rw_page_can_undo (RW_PAGE (scene.page), FALSE));
  scene_tear_down (&scene);
}

/* It is there again after the console was closed; what others did meanwhile counts. */
static void
test_kept (Fixture *fixture, gconstpointer flags)
{
  Scene scene;
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, &fixture->devices[2]);

  scene_set_up (&scene, fixture);
  gtk_widget_activate_action (scene.page, "racks.plan-moves", NULL);
  drop (&scene, 0, 30);
  drop (&scene, 1, 32);
  wait_until (says (&scene, "2 systems move"));
  gtk_window_destroy (GTK_WINDOW (scene.window));
  console_reopen (&fixture->a, fixture->url, fixture->token);
  console_wait_synced (&fixture->a);
  show_page (&scene);
  wait_until (says (&scene, "2 systems move"));
  g_assert_cmpfloat (drawn_at (&scene, 1), ==, 32);

  rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (32));
  g_assert_true (console_edit (&fixture->a, edit, "Move it there", NULL));
  wait_until (says (&scene, "2 systems move: 1 cannot"));
  /* What is recorded where it was to go needs no move. */
  g_signal_emit_by_name (panel_of (&scene), "remove", &fixture->devices[1]);
  wait_until (says (&scene, "1 system moves"));
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, &fixture->devices[0]);
  rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (30));
  g_assert_true (console_edit (&fixture->a, edit, "Move it there", NULL));
  wait_until (says (&scene, "No system moves yet"));

  /* Put aside, it does not come by itself. */
  drop (&scene, 1, 40);
  wait_until (says (&scene, "1 system moves"));
  g_signal_emit_by_name (panel_of (&scene), "close");
  wait_until (settled (&scene));
  gtk_window_destroy (GTK_WINDOW (scene.window));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_reopen (&fixture->a, fixture->url, fixture->token);
  console_wait_synced (&fixture->a);
  show_page (&scene);
  g_assert_null (panel_of (&scene));
  gtk_widget_activate_action (scene.page, "racks.plan-moves", NULL);
  wait_until (says (&scene, "1 system moves"));
  scene_tear_down (&scene);
}

/* Gone before what was kept is read. */
static void
test_gone (Fixture *fixture, gconstpointer flags)
{
  GtkWidget *page = rw_racks_page_new (), *window;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  window = rw_test_present (page, 900, 600);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  rw_page_set_session (RW_PAGE (page), fixture->a.session);
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (page == NULL);
  console_close (&fixture->a);
}

/* To a rack and a unit by name. */
static void
test_move_to (Fixture *fixture, gconstpointer flags)
{
  Scene scene;
  RwDraftToDialog *dialog;
  RwKind kind;
  RwId id;

  scene_set_up (&scene, fixture);
  gtk_widget_activate_action (scene.page, "racks.plan-moves", NULL);
  wait_until (says (&scene, "No system moves yet"));
  g_assert_true (rw_rack_canvas_reveal (scene.canvas, RW_KIND_DEVICE, &fixture->devices[0]));
  /* Not before the canvas has a size. */
  wait_until (rw_racks_page_get_selected (RW_RACKS_PAGE (scene.page), &kind, &id));
  gtk_widget_activate_action (scene.page, "racks.move-to", NULL);
  dialog = rw_test_find (scene.window, RW_TYPE_DRAFT_TO_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_true (rw_draft_to_dialog_set_rack (dialog, &fixture->rack));
  /* Where it is; then where another one is; then where nobody is. */
  adw_spin_row_set_value (rw_test_find (dialog, ADW_TYPE_SPIN_ROW), 11);
  rw_draft_to_dialog_choose (dialog);
  g_assert_true (says (&scene, "No system moves yet"));
  adw_spin_row_set_value (rw_test_find (dialog, ADW_TYPE_SPIN_ROW), 20);
  rw_draft_to_dialog_choose (dialog);
  wait_until (says (&scene, "1 system moves"));
  g_assert_cmpfloat (drawn_at (&scene, 0), ==, 20);
  scene_tear_down (&scene);
}

/* --- Doing ----------------------------------------------------------------------------------------- */

static void
make_change (Scene *scene)
{
  RwDraftDialog *dialog;
  guint n = scene->n_opened;

  g_signal_emit_by_name (panel_of (scene), "make");
  dialog = rw_test_find (scene->window, RW_TYPE_DRAFT_DIALOG);
  g_assert_nonnull (dialog);
  rw_draft_dialog_set_times (dialog, "2026-11-23 22:00", "2026-11-23 21:00");
  g_assert_false (rw_draft_dialog_make (dialog));
  rw_draft_dialog_set_times (dialog, "2026-11-23 22:00", "2026-11-23 23:30");
  g_assert_true (rw_draft_dialog_make (dialog));
  wait_until (scene->n_opened == n + 1);
}

static void
set_change (Scene *scene, guint field, RwValue value)
{
  g_autoptr (GError) error = NULL;
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_CHANGE, &scene->change);

  rw_edit_set (edit, field, value);
  console_edit (&scene->fixture->a, edit, "Go on", &error);
  g_assert_no_error (error);
}

/* A standard change is approved with its template. */
static RwId
add_template (Scene *scene)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *person = rw_record_new (RW_KIND_PERSON, NULL);
  RwRecord *template = rw_record_new (RW_KIND_CHANGE_TEMPLATE, NULL);

  rw_record_set_text (person, RW_PERSON_NAME, "Ada");
  rw_record_set_text (template, RW_CHANGE_TEMPLATE_NAME, "Move");
  rw_record_set_enum (template, RW_CHANGE_TEMPLATE_TYPE, RW_CHANGE_TYPE_STANDARD);
  rw_record_set_enum (template, RW_CHANGE_TEMPLATE_RISK_PROBABILITY, RW_LEVEL_LOW);
  rw_record_set_enum (template, RW_CHANGE_TEMPLATE_RISK_EFFECT, RW_LEVEL_LOW);
  rw_record_set_text (template, RW_CHANGE_TEMPLATE_TEST_PLAN, "Look");
  rw_record_set_text (template, RW_CHANGE_TEMPLATE_BACKOUT_PLAN, "Back");
  rw_record_set_ref (template, RW_CHANGE_TEMPLATE_APPROVED_BY, rw_record_get_id (person));
  g_ptr_array_add (records, person);
  g_ptr_array_add (records, template);
  g_assert_true (rw_server_load (scene->fixture->server, records, "Test", NULL));
  return *rw_record_get_id (template);
}

static void
carry_out (Scene *scene)
{
  static const struct
  {
    RwChangeStatus status;
    guint stamp;
  } steps[] = { { RW_CHANGE_STATUS_SUBMITTED, 0 },
                { RW_CHANGE_STATUS_SCHEDULED, 0 },
                { RW_CHANGE_STATUS_IN_PROGRESS, RW_CHANGE_STARTED },
                { RW_CHANGE_STATUS_REVIEW, RW_CHANGE_FINISHED } };

  RwId template = add_template (scene);

  set_change (scene, RW_CHANGE_TYPE, rw_value_enum (RW_CHANGE_TYPE_STANDARD));
  set_change (scene, RW_CHANGE_BASED_ON, rw_value_ref (&template));
  set_change (scene, RW_CHANGE_RISK_PROBABILITY, rw_value_enum (RW_LEVEL_LOW));
  set_change (scene, RW_CHANGE_RISK_EFFECT, rw_value_enum (RW_LEVEL_LOW));
  set_change (scene, RW_CHANGE_RESULT, rw_value_enum (RW_CHANGE_RESULT_SUCCESSFUL));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (steps[i].stamp != 0)
        set_change (scene, steps[i].stamp, rw_value_instant (G_GINT64_CONSTANT (1795471200000000)));
      set_change (scene, RW_CHANGE_STATUS, rw_value_enum ((int) steps[i].status));
    }
}

static int
task_status (Scene *scene)
{
  RwId id = rw_recording_task_id (&scene->change);
  g_autoptr (RwRecord) task = console_get (&scene->fixture->a, RW_KIND_CHANGE_TASK, &id);

  return task != NULL ? rw_record_get_enum (task, RW_CHANGE_TASK_STATUS) : -1;
}

typedef struct
{
  const char *title;
  GPtrArray *tasks; /* (nullable): the answer */
  gboolean done;
} TaskSearch;

static gpointer
find_task_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_cache_select (cache, RW_KIND_CHANGE_TASK, "WHERE \"title\" = ?", error, RW_BIND_TEXT,
                          ((TaskSearch *) data)->title, RW_BIND_END);
}

static void
find_task_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TaskSearch *search = user_data;

  search->tasks = rw_session_read_finish (RW_SESSION (source), result, NULL);
  search->done = TRUE;
}

static char *
task_notes (Scene *scene, const char *title)
{
  TaskSearch search = { .title = title };
  g_autoptr (GPtrArray) tasks = NULL;

  rw_session_read_async (scene->fixture->a.session, find_task_func, &search, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, find_task_cb, &search);
  wait_until (search.done);
  tasks = search.tasks;
  g_assert_cmpuint (tasks->len, ==, 1);
  return g_strdup (rw_record_get_text (g_ptr_array_index (tasks, 0), RW_CHANGE_TASK_NOTES));
}

static RwId
add_port (Scene *scene, guint device)
{
  g_autoptr (RwRecord) port = rw_record_new (RW_KIND_PORT, NULL);

  rw_record_set_ref (port, RW_PORT_SYSTEM, &scene->fixture->devices[device]);
  rw_record_set_text (port, RW_PORT_NAME, "eth0");
  rw_record_set_enum (port, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
  g_assert_true (console_edit (&scene->fixture->a, rw_edit_new_create (port), "Port", NULL));
  return *rw_record_get_id (port);
}

static void
add_cable (Scene *scene)
{
  g_autoptr (RwRecord) cable = rw_record_new (RW_KIND_CABLE, NULL);
  RwId a = add_port (scene, 0), b = add_port (scene, 2);

  rw_record_set_ref (cable, RW_CABLE_A, &a);
  rw_record_set_ref (cable, RW_CABLE_B, &b);
  rw_record_set_text (cable, RW_CABLE_LABEL, "K-7");
  rw_record_set_text (cable, RW_CABLE_COLOUR, "red");
  g_assert_true (console_edit (&scene->fixture->a, rw_edit_new_create (cable), "Cable", NULL));
}

/* Two that change places become a change with its tasks; undone, they are in the draft again. */
static void
test_change (Fixture *fixture, gconstpointer flags)
{
  Scene scene;
  g_autoptr (RwRecord) change = NULL;
  g_autofree char *unplug = NULL, *from = NULL, *far = NULL, *cable = NULL;

  scene_set_up (&scene, fixture);
  add_cable (&scene);
  gtk_widget_activate_action (scene.page, "racks.plan-moves", NULL);
  drop (&scene, 0, 30);
  drop (&scene, 1, 10);
  drop (&scene, 0, 11);
  wait_until (says (&scene, "2 systems move"));
  make_change (&scene);
  change = console_get (&fixture->a, RW_KIND_CHANGE, &scene.change);
  g_assert_cmpstr (rw_record_get_title (change), ==, "Move 2 systems to R11");
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_STATUS), ==, RW_CHANGE_STATUS_DRAFT);
  g_assert_true (rw_record_has (change, RW_CHANGE_START));
  g_assert_true (rw_record_has (change, RW_CHANGE_BACKOUT_PLAN));
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE_ITEM), ==, 2);
  /* Unplug, out, move, in, plug in, check, record. */
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE_TASK), ==, 7);
  unplug = task_notes (&scene, "Unplug 1 cable");
  from = console_get_text (&fixture->a, RW_KIND_DEVICE, &fixture->devices[0], RW_DEVICE_NAME);
  far = console_get_text (&fixture->a, RW_KIND_DEVICE, &fixture->devices[2], RW_DEVICE_NAME);
  cable = g_strdup_printf ("%s eth0 → %s eth0 (red · K-7)\n", from, far);
  g_assert_cmpstr (unplug, ==, cable);
  g_assert_cmpint (task_status (&scene), ==, RW_TASK_STATUS_OPEN);
  g_assert_null (panel_of (&scene));
  g_assert_cmpfloat (drawn_at (&scene, 0), ==, 10);

  g_assert_true (console_undo (&fixture->a, FALSE, NULL));
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE), ==, 0);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE_TASK), ==, 0);
  wait_until (says (&scene, "2 systems move"));
  g_assert_cmpfloat (drawn_at (&scene, 0), ==, 11);
  g_assert_true (console_undo (&fixture->a, TRUE, NULL));
  wait_until (panel_of (&scene) == NULL);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE), ==, 1);
  scene_tear_down (&scene);
}

/* The same, where one looks at changes. */
static void
record_from_changes (Scene *scene)
{
  GtkWidget *page = g_object_ref_sink (rw_changes_page_new ()), *overlay = adw_toast_overlay_new (),
            *window;
  g_autoptr (RwCalendarEntry) entry = rw_calendar_entry_new (&scene->change, "C-1", "Move", 0, 1);

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), page);
  window = rw_test_present (overlay, 900, 600);
  rw_page_set_session (RW_PAGE (page), scene->fixture->a.session);
  gtk_widget_activate_action (page, "changes.record-moves", NULL);
  g_assert_true (rw_test_shows (window, "Select the change"));
  g_signal_emit_by_name (rw_test_find (page, RW_TYPE_WEEK_VIEW), "select", entry);
  gtk_widget_activate_action (page, "changes.record-moves", NULL);
  wait_until (recorded_at (scene, 0) == 30);
  wait_until (RW_PAGE_GET_CLASS (page)->settled (RW_PAGE (page)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (page);
}

/* Carried out, its places are recorded with one action, once. */
static void
test_apply (Fixture *fixture, gconstpointer flags)
{
  Scene scene;
  AdwBanner *banner;
  RwEdit *edit;

  scene_set_up (&scene, fixture);
  banner = rw_test_find (scene.page, ADW_TYPE_BANNER);
  gtk_widget_activate_action (scene.page, "racks.plan-moves", NULL);
  drop (&scene, 0, 30);
  drop (&scene, 1, 10);
  wait_until (says (&scene, "2 systems move"));
  make_change (&scene);
  /* Where it is to stand is to be seen, and it is not offered before it is done. */
  wait_until (rw_rack_canvas_count_previews (scene.canvas) == 1);
  g_assert_false (adw_banner_get_revealed (banner));
  carry_out (&scene);
  wait_until (adw_banner_get_revealed (banner));
  g_assert_nonnull (strstr (adw_banner_get_title (banner), "2 systems are not recorded"));

  /* Somebody else put something there: nothing is done, and both are named. */
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, &fixture->devices[2]);
  rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (30));
  g_assert_true (console_edit (&fixture->a, edit, "Move it there", NULL));
  gtk_widget_activate_action (scene.page, "racks.record-moves", NULL);
  wait_until (rw_test_shows (scene.window, "would overlap in unit 30 of R11"));
  g_assert_cmpfloat (recorded_at (&scene, 1), ==, 11);
  g_assert_cmpint (task_status (&scene), ==, RW_TASK_STATUS_OPEN);
  g_assert_true (console_undo (&fixture->a, FALSE, NULL));

  record_from_changes (&scene);
  wait_until (!adw_banner_get_revealed (banner));
  g_assert_cmpfloat (recorded_at (&scene, 0), ==, 30);
  g_assert_cmpfloat (recorded_at (&scene, 1), ==, 10);
  g_assert_cmpint (task_status (&scene), ==, RW_TASK_STATUS_DONE);
  g_assert_true (
    g_str_has_prefix (rw_session_get_undo_label (fixture->a.session), "Record the new places of "));
  g_assert_true (console_undo (&fixture->a, FALSE, NULL));
  wait_until (adw_banner_get_revealed (banner));
  g_assert_cmpfloat (recorded_at (&scene, 0), ==, 10);
  g_assert_true (console_undo (&fixture->a, TRUE, NULL));
  wait_until (!adw_banner_get_revealed (banner));

  /* It goes on to another place: the change does not ask it back. */
  edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, &fixture->devices[0]);
  rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (40));
  g_assert_true (console_edit (&fixture->a, edit, "Move it on", NULL));
  wait_until (drawn_at (&scene, 0) == 40 && settled (&scene));
  g_assert_false (adw_banner_get_revealed (banner));
  scene_tear_down (&scene);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(name, func)                                                                 \
  g_test_add ("/console/move-draft/" name, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), \
              fixture_set_up, func, fixture_tear_down)
  ADD ("draft", test_draft);
  ADD ("kept", test_kept);
  ADD ("gone", test_gone);
  ADD ("move-to", test_move_to);
  ADD ("change", test_change);
  ADD ("apply", test_apply);
  return g_test_run ();
}
