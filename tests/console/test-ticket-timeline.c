/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-scene.h"
#include "rw-clock.h"
#include "rw-ticket-timeline.h"

/* What happened around a ticket, between its messages. */

static void
add_change (DeskScene *scene)
{
  g_autoptr (RwRecord) change = rw_record_new (RW_KIND_CHANGE, NULL),
                       item = rw_record_new (RW_KIND_CHANGE_ITEM, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_enum (change, RW_CHANGE_TYPE, RW_CHANGE_TYPE_NORMAL);
  rw_record_set_text (change, RW_CHANGE_TITLE, "Firmware");
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_SUBMITTED);
  rw_record_set_instant (change, RW_CHANGE_START, rw_clock_now () - 30 * RW_MINUTE);
  rw_record_set_instant (change, RW_CHANGE_END, rw_clock_now () + 30 * RW_MINUTE);
  rw_record_set_ref (item, RW_CHANGE_ITEM_CHANGE, rw_record_get_id (change));
  rw_record_set_ref (item, RW_CHANGE_ITEM_CI, &scene->base.devices[0]);
  g_assert_true (console_edit (&scene->base.a, rw_edit_new_create (change), "Change", &error));
  g_assert_no_error (error);
  g_assert_true (console_edit (&scene->base.a, rw_edit_new_create (item), "Item", &error));
  g_assert_no_error (error);
}

static void
test_lines (DeskScene     *scene,
            gconstpointer  flags)
{
  GtkWidget *timeline, *only;

  add_change (scene);
  desk_scene_open (scene, 0);
  timeline = rw_test_find (scene->page, RW_TYPE_TICKET_TIMELINE);
  g_assert_true (desk_scene_press (scene, "n"));
  desk_scene_write (scene, "looked at the logs");
  desk_scene_send (scene);
  wait_until (rw_test_says (timeline, "looked at the logs"));
  wait_until (rw_test_says (timeline, "Firmware · Submitted"));
  g_assert_true (rw_test_says (timeline, "Accepted"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "timeline");

  only = rw_test_find (timeline, GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (only), TRUE);
  g_assert_true (rw_test_shows (timeline, "looked at the logs"));
  g_assert_false (rw_test_shows (timeline, "Firmware"));
  g_assert_false (rw_test_shows (timeline, "Accepted"));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/console/ticket-timeline", DeskScene, GUINT_TO_POINTER (FIXTURE_RECORDS),
              desk_scene_set_up, test_lines, desk_scene_tear_down);
  return g_test_run ();
}
