/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "rw-loss-dialog.h"
#include "rw-racks-page.h"
#include "rw-single-dialog.h"
#include "rw-test-widgets.h"
#include "rw-trace-dialog.h"
#include "session-fixture.h"

/* What the estate of the fixture gets: a feed, and a server on its only cord. */
typedef struct
{
  GtkWidget *page, *window;
  RwId feed, port, bare_port;
  GArray *opened; /* (element-type RwId) */
  int opened_kind;
} Scene;

static void
open_cb (RwPage *page, int kind, const RwId *id, Scene *scene)
{
  scene->opened_kind = kind;
  g_array_append_val (scene->opened, *id);
}

static void
create (Fixture *fixture, RwRecord *record)
{
  g_autoptr (GError) error = NULL;

  console_edit (&fixture->a, rw_edit_new_create (record), "Make it", &error);
  g_assert_no_error (error);
  g_object_unref (record);
}

static RwId
create_port (Fixture *fixture, const RwId *device, const char *name)
{
  RwRecord *port = rw_record_new (RW_KIND_PORT, NULL);
  RwId id = *rw_record_get_id (port);

  rw_record_set_ref (port, RW_PORT_SYSTEM, device);
  rw_record_set_text (port, RW_PORT_NAME, name);
  rw_record_set_enum (port, RW_PORT_TYPE, RW_PORT_TYPE_POWER_INLET);
  create (fixture, port);
  return id;
}

static void
scene_set_up (Scene *scene, Fixture *fixture)
{
  RwRecord *feed = rw_record_new (RW_KIND_POWER_FEED, NULL),
           *cable = rw_record_new (RW_KIND_CABLE, NULL);

  console_open (&fixture->a, fixture->token);
  console_wait_synced (&fixture->a);
  scene->feed = *rw_record_get_id (feed);
  rw_record_set_text (feed, RW_POWER_FEED_NAME, "R1-A");
  rw_record_set_ref (feed, RW_POWER_FEED_RACK, &fixture->rack);
  create (fixture, feed);
  scene->port = create_port (fixture, &fixture->devices[0], "PSU1");
  scene->bare_port = create_port (fixture, &fixture->devices[0], "PSU2");
  rw_record_set_ref (cable, RW_CABLE_A, &scene->port);
  rw_record_set_ref (cable, RW_CABLE_B, &scene->feed);
  rw_record_set_text (cable, RW_CABLE_COLOUR, "red");
  rw_record_set_text (cable, RW_CABLE_LABEL, "C-1");
  rw_record_set_decimal (cable, RW_CABLE_LENGTH, 3);
  create (fixture, cable);

  scene->opened = g_array_new (FALSE, FALSE, sizeof (RwId));
  scene->page = rw_racks_page_new ();
  scene->window = rw_test_present (scene->page, 900, 700);
  rw_page_set_session (RW_PAGE (scene->page), fixture->a.session);
  RW_PAGE_GET_CLASS (scene->page)->shown (RW_PAGE (scene->page), TRUE);
  g_signal_connect (scene->page, "open", G_CALLBACK (open_cb), scene);
  wait_until (RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page)));
}

static void
scene_tear_down (Scene *scene, Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  console_close (&fixture->a);
  g_array_unref (scene->opened);
}

static void
show (Scene *scene, AdwDialog *dialog)
{
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_present (dialog, scene->page);
  wait_until (g_strcmp0 (rw_wiring_dialog_get_state (RW_WIRING_DIALOG (dialog)), "loading") != 0);
  g_object_remove_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
}

static const RwWiringRowInfo *
row_at (AdwDialog *dialog, guint position)
{
  GListModel *rows = rw_wiring_dialog_get_rows (RW_WIRING_DIALOG (dialog));
  g_autoptr (RwWiringRow) row = g_list_model_get_item (rows, position);

  g_assert_nonnull (row);
  return rw_wiring_row_get_info (row);
}

static guint
n_rows (AdwDialog *dialog)
{
  return g_list_model_get_n_items (rw_wiring_dialog_get_rows (RW_WIRING_DIALOG (dialog)));
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *label)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      (label == NULL || (GTK_IS_BUTTON (widget) &&
                         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_loss (Fixture *fixture, gconstpointer flags)
{
  Scene scene = { 0 };
  AdwDialog *dialog;
  g_autoptr (RwRecord) ticket = NULL;
  g_autoptr (RwRecord) change = NULL;

  scene_set_up (&scene, fixture);
  dialog = rw_loss_dialog_new (RW_PAGE (scene.page), RW_KIND_POWER_FEED, &scene.feed);
  show (&scene, dialog);
  g_assert_cmpstr (rw_wiring_dialog_get_state (RW_WIRING_DIALOG (dialog)), ==, "rows");
  g_assert_cmpstr (rw_wiring_dialog_get_heading (RW_WIRING_DIALOG (dialog)), ==,
                   "If R1-A is lost, 1 system goes down");
  g_assert_cmpuint (n_rows (dialog), ==, 1);
  g_assert_cmpstr (row_at (dialog, 0)->detail, ==, "no power: its only cord");
  g_assert_cmpstr (row_at (dialog, 0)->word, ==, "Down");

  /* A row leads to its record. */
  g_signal_emit_by_name (find (GTK_WIDGET (dialog), GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  g_assert_cmpuint (scene.opened->len, ==, 1);
  g_assert_cmpint (scene.opened_kind, ==, RW_KIND_DEVICE);
  g_assert_true (rw_id_equal (&g_array_index (scene.opened, RwId, 0), &fixture->devices[0]));

  /* The incident is made and gone to. */
  dialog = rw_loss_dialog_new (RW_PAGE (scene.page), RW_KIND_POWER_FEED, &scene.feed);
  show (&scene, dialog);
  g_signal_emit_by_name (find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Open _Incident"), "clicked");
  wait_until (scene.opened->len == 2);
  g_assert_cmpint (scene.opened_kind, ==, RW_KIND_TICKET);
  ticket = console_get (&fixture->a, RW_KIND_TICKET, &g_array_index (scene.opened, RwId, 1));
  g_assert_cmpstr (rw_record_get_text (ticket, RW_TICKET_TITLE), ==, "Loss of R1-A");

  /* The change too, with what it affects, and one undo takes all of it back. */
  dialog = rw_loss_dialog_new (RW_PAGE (scene.page), RW_KIND_POWER_FEED, &scene.feed);
  show (&scene, dialog);
  g_signal_emit_by_name (find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Plan Change"), "clicked");
  wait_until (scene.opened->len == 3);
  g_assert_cmpint (scene.opened_kind, ==, RW_KIND_CHANGE);
  change = console_get (&fixture->a, RW_KIND_CHANGE, &g_array_index (scene.opened, RwId, 2));
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_STATUS), ==, RW_CHANGE_STATUS_DRAFT);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE_ITEM), ==, 2);
  g_assert_true (console_undo (&fixture->a, FALSE, NULL));
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE_ITEM), ==, 0);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_CHANGE), ==, 0);
  scene_tear_down (&scene, fixture);
}

static void
test_calm (Fixture *fixture, gconstpointer flags)
{
  Scene scene = { 0 };
  AdwDialog *dialog;
  RwId nothing = rw_id_from_name ("test", "nothing");

  scene_set_up (&scene, fixture);
  dialog = rw_loss_dialog_new (RW_PAGE (scene.page), RW_KIND_DEVICE, &fixture->devices[1]);
  show (&scene, dialog);
  g_assert_cmpstr (rw_wiring_dialog_get_state (RW_WIRING_DIALOG (dialog)), ==, "calm");
  g_assert_true (g_str_has_suffix (rw_wiring_dialog_get_heading (RW_WIRING_DIALOG (dialog)),
                                   "is lost, nothing else is hit"));
  adw_dialog_force_close (dialog);

  /* Removed by somebody else. */
  dialog = rw_loss_dialog_new (RW_PAGE (scene.page), RW_KIND_DEVICE, &nothing);
  show (&scene, dialog);
  g_assert_cmpstr (rw_wiring_dialog_get_state (RW_WIRING_DIALOG (dialog)), ==, "calm");
  g_assert_false (
    gtk_widget_is_sensitive (find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Open _Incident")));
  adw_dialog_force_close (dialog);
  dialog = rw_trace_dialog_new (RW_PAGE (scene.page), RW_KIND_PORT, &nothing);
  show (&scene, dialog);
  g_assert_cmpstr (rw_wiring_dialog_get_state (RW_WIRING_DIALOG (dialog)), ==, "calm");
  adw_dialog_force_close (dialog);

  /* Closed before the answer. */
  dialog = rw_loss_dialog_new (RW_PAGE (scene.page), RW_KIND_DEVICE, &fixture->devices[1]);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  adw_dialog_present (dialog, scene.page);
  adw_dialog_force_close (dialog);
  wait_until (dialog == NULL);
  scene_tear_down (&scene, fixture);
}

static void
test_trace (Fixture *fixture, gconstpointer flags)
{
  Scene scene = { 0 };
  AdwDialog *dialog;
  GtkWidget *entry;

  scene_set_up (&scene, fixture);
  dialog = rw_trace_dialog_new (RW_PAGE (scene.page), RW_KIND_DEVICE, &fixture->devices[0]);
  show (&scene, dialog);
  g_assert_cmpuint (n_rows (dialog), ==, 2);
  g_assert_cmpstr (row_at (dialog, 0)->title, ==, "PSU1");
  g_assert_cmpstr (row_at (dialog, 0)->detail, ==, "R1-A");
  g_assert_cmpstr (row_at (dialog, 0)->aside, ==, "red · C-1 · 3 m");
  g_assert_cmpstr (row_at (dialog, 1)->title, ==, "1 port is not plugged in");
  g_assert_cmpstr (row_at (dialog, 1)->detail, ==, "PSU2");

  entry = find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "r1-a");
  wait_until (n_rows (dialog) == 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nothing of this");
  wait_until (n_rows (dialog) == 0);
  /* The first Escape empties the entry. */
  g_signal_emit_by_name (entry, "stop-search");
  wait_until (n_rows (dialog) == 2);

  /* A row opens to its way, and that leads to what is on it. */
  g_signal_emit_by_name (find (GTK_WIDGET (dialog), GTK_TYPE_LIST_VIEW, NULL), "activate", 0);
  rw_test_settle (scene.window);
  g_assert_cmpstr (adw_navigation_page_get_title (adw_navigation_view_get_visible_page (
                     ADW_NAVIGATION_VIEW (adw_dialog_get_child (dialog)))),
                   !=, adw_dialog_get_title (dialog));
  adw_dialog_force_close (dialog);

  dialog = rw_trace_dialog_new (RW_PAGE (scene.page), RW_KIND_PORT, &scene.port);
  show (&scene, dialog);
  g_assert_cmpstr (rw_wiring_dialog_get_state (RW_WIRING_DIALOG (dialog)), ==, "own");
  entry = find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX, NULL);
  /* Device, cable, feed. */
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (entry), 2));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (entry), 3));
  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (entry), 2)));
  wait_until (scene.opened->len == 1);
  g_assert_cmpint (scene.opened_kind, ==, RW_KIND_POWER_FEED);
  scene_tear_down (&scene, fixture);
}

static void
test_singles (Fixture *fixture, gconstpointer flags)
{
  Scene scene = { 0 };
  AdwDialog *dialog;
  g_autofree char *path = g_build_filename (fixture->dir, "single-cords.csv", NULL);
  g_autofree char *text = NULL;
  GStatBuf info;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  scene_set_up (&scene, fixture);
  dialog = rw_single_dialog_new (RW_PAGE (scene.page));
  show (&scene, dialog);
  g_assert_cmpstr (rw_wiring_dialog_get_heading (RW_WIRING_DIALOG (dialog)), ==,
                   "1 system goes down with a single cord or feed");
  g_assert_cmpstr (row_at (dialog, 0)->detail, ==, "one cord, on R1-A");
  g_assert_true (rw_single_dialog_export (RW_SINGLE_DIALOG (dialog), file));
  wait_until (g_file_test (path, G_FILE_TEST_EXISTS) && g_stat (path, &info) == 0 &&
              info.st_size > 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "System,Rack,"));
  g_assert_nonnull (strstr (text, ",1,R1-A\r\n"));
  adw_dialog_force_close (dialog);
  scene_tear_down (&scene, fixture);
}

/* The actions ask about what is selected, and say so when nothing is. */
static void
test_actions (Fixture *fixture, gconstpointer flags)
{
  Scene scene = { 0 };

  scene_set_up (&scene, fixture);
  g_assert_true (rw_page_reveal (RW_PAGE (scene.page), RW_KIND_DEVICE, &fixture->devices[0]));
  g_assert_true (gtk_widget_activate_action (scene.page, "racks.loss", NULL));
  g_assert_true (gtk_widget_activate_action (scene.page, "racks.trace", NULL));
  g_assert_true (gtk_widget_activate_action (scene.page, "racks.single-cords", NULL));
  rw_test_settle (scene.window);
  scene_tear_down (&scene, fixture);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(name, func)                                                                     \
  g_test_add ("/console/wiring-dialogs/" name, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), \
              fixture_set_up, func, fixture_tear_down)
  ADD ("loss", test_loss);
  ADD ("calm", test_calm);
  ADD ("trace", test_trace);
  ADD ("singles", test_singles);
  ADD ("actions", test_actions);
  return g_test_run ();
}
