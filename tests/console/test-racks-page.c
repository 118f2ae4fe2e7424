/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-capacity-dialog.h"
#include "rw-trend-table.h"
#include "rw-place-panel.h"
#include "rw-rack-canvas.h"
#include "rw-racks-page.h"
#include "session-fixture.h"
#include "rw-test-widgets.h"

/* Comes and goes without a session: nothing is read, nothing leaks, and what the header keeps of the
 * page does not outlive it. */
static void
test_life (void)
{
  GtkWidget *page = rw_racks_page_new (), *header = adw_header_bar_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window;
  RwPageClass *class = RW_PAGE_GET_CLASS (page);
  RwId id = rw_id_from_name ("test", "device");

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), class->create_header_start (RW_PAGE (page)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), class->create_header_end (RW_PAGE (page)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  window = rw_test_present (box, 900, 600);
  g_assert_false (class->settled (RW_PAGE (page)));
  class->shown (RW_PAGE (page), TRUE);
  class->search (RW_PAGE (page), "web");
  class->search (RW_PAGE (page), "");
  g_assert_false (rw_page_reveal (RW_PAGE (page), RW_KIND_TICKET, &id));
  g_assert_true (rw_page_reveal (RW_PAGE (page), RW_KIND_DEVICE, &id));
  gtk_widget_activate_action (page, "racks.zoom-in", NULL);
  gtk_widget_activate_action (page, "racks.turn", NULL);
  gtk_widget_activate_action (page, "racks.next-room", NULL);
  gtk_widget_activate_action (page, "racks.open", NULL);
  rw_test_settle (window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (page);
}

static RwRackCanvas *
find_canvas (GtkWidget *widget)
{
  return rw_test_find (widget, RW_TYPE_RACK_CANVAS);
}

/* As the shell does. */
static void
changed_cb (RwSession *session, const RwChangeSet *changes, RwPage *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

static double
position_of (RwRackCanvas *canvas, const RwId *id)
{
  RwRackPlan *plan = rw_rack_canvas_get_plan (canvas);
  int index = plan != NULL ? rw_rack_plan_find_device (plan, id) : -1;

  return index >= 0 && plan->devices[index].length > 0
           ? rw_rack_position_from_half (plan->devices[index].start)
           : -1;
}

/* A move goes to the outbox, shows at once, reaches the server, and can be undone. */
static void
test_move (Fixture *fixture, gconstpointer flags)
{
  GtkWidget *page = rw_racks_page_new (), *window = rw_test_present (page, 900, 600);
  RwRackCanvas *canvas = find_canvas (page);
  const RwId *device = &fixture->devices[0];
  g_autoptr (RwRecord) there = NULL;
  double before;

  console_open (&fixture->a, fixture->token);
  console_open (&fixture->b, fixture->token_b);
  console_wait_synced (&fixture->a);
  console_wait_synced (&fixture->b);
  g_signal_connect_object (fixture->a.session, "changed", G_CALLBACK (changed_cb), page, 0);
  rw_page_set_session (RW_PAGE (page), fixture->a.session);
  RW_PAGE_GET_CLASS (page)->shown (RW_PAGE (page), TRUE);
  wait_until (RW_PAGE_GET_CLASS (page)->settled (RW_PAGE (page)));
  g_assert_cmpuint (rw_rack_canvas_get_plan (canvas)->n_racks, ==, 1);
  g_assert_true (rw_page_reveal (RW_PAGE (page), RW_KIND_DEVICE, device));

  g_hash_table_remove_all (fixture->b.ids);
  before = position_of (canvas, device);
  g_signal_emit_by_name (canvas, "move-requested", device, &fixture->rack, 30.0, RW_FACE_REAR);
  wait_until (position_of (canvas, device) == 30);
  g_assert_cmpstr (rw_session_get_undo_label (fixture->a.session), !=, NULL);
  g_assert_true (g_str_has_prefix (rw_session_get_undo_label (fixture->a.session), "Move "));
  g_assert_true (g_str_has_suffix (rw_session_get_undo_label (fixture->a.session), ", unit 30"));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_wait_synced (&fixture->b);
  wait_until (g_hash_table_contains (fixture->b.ids, device));
  there = console_get (&fixture->b, RW_KIND_DEVICE, device);
  g_assert_cmpfloat (rw_record_get_decimal (there, RW_DEVICE_POSITION, 0), ==, 30);
  g_assert_cmpint (rw_record_get_enum (there, RW_DEVICE_FACE), ==, RW_FACE_REAR);

  g_assert_true (console_undo (&fixture->a, FALSE, NULL));
  wait_until (position_of (canvas, device) == before);
  wait_until (RW_PAGE_GET_CLASS (page)->settled (RW_PAGE (page)));
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_close (&fixture->a);
  console_close (&fixture->b);
}

/* A place is found, shown, reserved for the server to know, and given back by undo. */
static void
test_find_place (Fixture *fixture, gconstpointer flags)
{
  GtkWidget *page = rw_racks_page_new (), *window = rw_test_present (page, 1200, 600);
  RwRackCanvas *canvas = find_canvas (page);
  RwPlacePanel *panel;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  g_signal_connect_object (fixture->a.session, "changed", G_CALLBACK (changed_cb), page, 0);
  rw_page_set_session (RW_PAGE (page), fixture->a.session);
  RW_PAGE_GET_CLASS (page)->shown (RW_PAGE (page), TRUE);
  wait_until (RW_PAGE_GET_CLASS (page)->settled (RW_PAGE (page)));
  gtk_widget_activate_action (page, "racks.find-place", NULL);
  panel = rw_test_find (page, RW_TYPE_PLACE_PANEL);
  g_assert_nonnull (panel);
  wait_until (g_list_model_get_n_items (rw_place_panel_get_places (panel)) > 0);
  g_assert_cmpstr (rw_place_panel_get_heading (panel), ==, "1 of 1 rack has a place");
  g_assert_cmpuint (rw_rack_canvas_count_previews (canvas), ==, 1);

  g_assert_true (rw_place_panel_reserve (panel));
  wait_until (rw_rack_canvas_get_plan (canvas)->racks[0].reservations->len == 1);
  g_assert_true (g_str_has_prefix (rw_session_get_undo_label (fixture->a.session), "Reserve "));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  g_assert_true (console_undo (&fixture->a, FALSE, NULL));
  wait_until (rw_rack_canvas_get_plan (canvas)->racks[0].reservations->len == 0);

  /* The same key closes nothing; Escape does. */
  gtk_widget_activate_action (page, "racks.find-place", NULL);
  g_assert_true (rw_test_find (page, RW_TYPE_PLACE_PANEL) == panel);
  g_signal_emit_by_name (panel, "close");
  g_assert_null (rw_test_find (page, RW_TYPE_PLACE_PANEL));
  g_assert_cmpuint (rw_rack_canvas_count_previews (canvas), ==, 0);
  wait_until (RW_PAGE_GET_CLASS (page)->settled (RW_PAGE (page)));
  gtk_window_destroy (GTK_WINDOW (window));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_close (&fixture->a);
}

static char *
read_file (GFile *file)
{
  char *text = NULL;

  g_file_load_contents (file, NULL, &text, NULL, NULL, NULL);
  return text;
}

static RwCapacityTrend *
trend_of (AdwDialog *dialog)
{
  return rw_capacity_dialog_get_trend (RW_CAPACITY_DIALOG (dialog));
}

static gboolean
is_active (gpointer toggles, const char *label)
{
  guint active = adw_toggle_group_get_active (toggles);
  AdwToggle *toggle = adw_toggle_group_get_toggle (toggles, active);

  return g_strcmp0 (adw_toggle_get_label (toggle), label) == 0;
}

/* What is selected is shown over time: as a curve that the keys read, and as a table. */
static void
check_trend (Fixture *fixture, RwCapacityDialog *dialog)
{
  RwCapacityTrend *trend = rw_capacity_dialog_get_trend (dialog);
  RwTrendChart *chart = rw_test_find (trend, RW_TYPE_TREND_CHART);
  RwTrendTable *table = rw_test_find (trend, RW_TYPE_TREND_TABLE);
  g_autoptr (GPtrArray) toggles = g_ptr_array_new ();
  GtkWidget *as_table;

  wait_until (g_str_equal (rw_capacity_trend_get_state (trend), "chart"));
  wait_until (rw_test_shows (trend, "R11: units used"));
  g_assert_false (rw_test_shows (trend, "As of"));
  /* The fixture's log began a moment ago. */
  g_assert_true (rw_test_shows (trend, "Nothing is known from before today.") ||
                 rw_test_shows (trend, "too little to tell growth from"));
  rw_test_find_all (GTK_WIDGET (trend), ADW_TYPE_TOGGLE_GROUP, toggles);
  g_assert_cmpuint (toggles->len, ==, 2);
  g_assert_true (is_active (toggles->pdata[0], "Units"));
  g_assert_true (is_active (toggles->pdata[1], "12 Months"));
  adw_toggle_group_set_active (toggles->pdata[0], 1);
  g_assert_true (rw_test_shows (trend, "R11: power drawn"));
  adw_toggle_group_set_active (toggles->pdata[0], 0);
  g_assert_null (rw_trend_chart_get_reading (chart));
  g_ptr_array_set_size (toggles, 0);
  rw_test_find_all (GTK_WIDGET (trend), GTK_TYPE_TOGGLE_BUTTON, toggles);
  as_table = toggles->pdata[toggles->len - 1];
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (as_table), TRUE);
  g_assert_cmpstr (rw_capacity_trend_get_state (trend), ==, "table");
  g_assert_nonnull (table);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (as_table), FALSE);
}

/* The racks of the room as a table, and as CSV. */
static void
test_capacity (Fixture *fixture, gconstpointer flags)
{
  GtkWidget *page = rw_racks_page_new (), *window = rw_test_present (page, 1200, 600);
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("capacity-XXXXXX.csv", &stream, NULL);
  g_autofree char *text = NULL;
  RwRackCanvas *canvas = find_canvas (page);
  AdwDialog *dialog;

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  rw_page_set_session (RW_PAGE (page), fixture->a.session);
  wait_until (RW_PAGE_GET_CLASS (page)->settled (RW_PAGE (page)));
  dialog = rw_capacity_dialog_new (RW_PAGE (page), &rw_rack_canvas_get_plan (canvas)->rooms[0].id);
  adw_dialog_present (dialog, page);
  wait_until (g_str_equal (rw_wiring_dialog_get_state (RW_WIRING_DIALOG (dialog)), "own"));
  g_assert_true (rw_capacity_dialog_export (RW_CAPACITY_DIALOG (dialog), file));
  wait_until ((g_free (text), text = read_file (file)) != NULL && *text != '\0');
  g_assert_true (g_str_has_prefix (text, "Name,Free units,Largest gap,Feed A,"));
  g_assert_nonnull (strstr (text, " of 42 U,"));
  check_trend (fixture, RW_CAPACITY_DIALOG (dialog));
  adw_dialog_force_close (dialog);
  rw_test_settle (window);

  /* Without the server what was told is still shown, with its age. */
  fixture_stop_server (fixture);
  dialog = rw_capacity_dialog_new (RW_PAGE (page), &rw_rack_canvas_get_plan (canvas)->rooms[0].id);
  adw_dialog_present (dialog, page);
  wait_until (rw_test_shows (dialog, "As of") &&
              g_str_equal (rw_capacity_trend_get_state (trend_of (dialog)), "chart"));
  adw_dialog_force_close (dialog);
  g_file_delete (file, NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  console_close (&fixture->a);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/racks-page/life", test_life);
  g_test_add ("/console/racks-page/move", Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS),
              fixture_set_up, test_move, fixture_tear_down);
  g_test_add ("/console/racks-page/find-place", Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS),
              fixture_set_up, test_find_place, fixture_tear_down);
  g_test_add ("/console/racks-page/capacity", Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS),
              fixture_set_up, test_capacity, fixture_tear_down);
  return g_test_run ();
}
