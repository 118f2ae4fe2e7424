/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-scene.h"
#include "rules/rw-checklist.h"
#include "rw-ticket-checklists.h"

/* Checklists of a ticket with the keyboard. */

static GtkListBox *
list_box (DeskScene *scene)
{
  RwTicketChecklists *lists = rw_test_find (scene->page, RW_TYPE_TICKET_CHECKLISTS);

  return rw_test_find (lists, GTK_TYPE_LIST_BOX);
}

static GtkWidget *
row_at (DeskScene *scene,
        int        index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (list_box (scene), index));
}

/* The items in their order, done ones in capitals. */
static char *
items (DeskScene *scene)
{
  g_autoptr (GPtrArray) records = desk_scene_select (scene, RW_KIND_CHECKLIST_ITEM);
  GString *out = g_string_new (NULL);

  g_ptr_array_sort (records, rw_checklist_compare);
  for (guint i = 0; i < records->len; i++)
    {
      const char *title = rw_record_get_text (records->pdata[i], RW_CHECKLIST_ITEM_TITLE);
      g_autofree char *shown = rw_record_has (records->pdata[i], RW_CHECKLIST_ITEM_DONE_AT)
                                 ? g_ascii_strup (title, -1)
                                 : g_strdup (title);

      g_string_append_printf (out, "%s%s", i > 0 ? " " : "", shown);
    }
  return g_string_free (out, FALSE);
}

static gboolean
has_items (DeskScene  *scene,
           const char *expected)
{
  g_autofree char *now = items (scene);

  return desk_scene_settled (scene) && g_str_equal (now, expected);
}

static void
add_item (DeskScene  *scene,
          const char *title)
{
  GtkWidget *entry =
    rw_test_find (rw_test_find (scene->page, RW_TYPE_TICKET_CHECKLISTS), GTK_TYPE_ENTRY);
  gint64 before = console_count (&scene->base.a, RW_KIND_CHECKLIST_ITEM);

  gtk_editable_set_text (GTK_EDITABLE (entry), title);
  g_signal_emit_by_name (entry, "activate");
  wait_until (console_count (&scene->base.a, RW_KIND_CHECKLIST_ITEM) == before + 1 &&
              desk_scene_settled (scene));
}

static void
test_work (DeskScene     *scene,
           gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;

  desk_scene_open (scene, 0);
  g_assert_true (desk_scene_press (scene, "c"));
  desk_scene_choose (scene, "empty");
  wait_until (console_count (&scene->base.a, RW_KIND_CHECKLIST) == 1 && desk_scene_settled (scene));
  wait_until (list_box (scene) != NULL);
  add_item (scene, "a");
  add_item (scene, "b");
  add_item (scene, "c");
  wait_until (has_items (scene, "a b c"));
  g_signal_emit_by_name (list_box (scene), "row-activated", row_at (scene, 1));
  wait_until (has_items (scene, "a B c"));
  wait_until (rw_test_shows (scene->page, "1 of 3"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "checklist");

  /* Up with the keyboard; the focus goes with it. */
  gtk_widget_grab_focus (row_at (scene, 2));
  g_assert_true (desk_scene_press_in (row_at (scene, 2), "<Alt>Up"));
  wait_until (has_items (scene, "a c B"));
  wait_until (gtk_root_get_focus (GTK_ROOT (scene->window)) == row_at (scene, 1));
  g_assert_true (desk_scene_press_in (row_at (scene, 1), "<Alt>Up"));
  wait_until (has_items (scene, "c a B"));
  g_assert_true (desk_scene_press_in (row_at (scene, 0), "Delete"));
  wait_until (has_items (scene, "a B"));
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  wait_until (has_items (scene, "c a B"));
  g_assert_true (desk_scene_press_in (row_at (scene, 0), "F2"));
  wait_until (rw_test_find (scene->window, ADW_TYPE_ALERT_DIALOG) != NULL);
  gtk_editable_set_text (rw_test_find (rw_test_find (scene->window, ADW_TYPE_ALERT_DIALOG),
                                       GTK_TYPE_ENTRY),
                         "d");
  g_signal_emit_by_name (rw_test_find (scene->window, ADW_TYPE_ALERT_DIALOG), "response", "save");
  desk_scene_close_dialogs (scene);
  wait_until (has_items (scene, "d a B"));
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

/* A ready-made one; a copy of it in another ticket, not done; away with it and back. */
static void
test_copy (DeskScene     *scene,
           gconstpointer  flags)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gint64 n;

  desk_scene_open (scene, 0);
  desk_scene_press (scene, "c");
  wait_until (desk_scene_chooser (scene) != NULL);
  desk_scene_choose (scene, "host down");
  wait_until (console_count (&scene->base.a, RW_KIND_CHECKLIST) == 1 && desk_scene_settled (scene));
  n = console_count (&scene->base.a, RW_KIND_CHECKLIST_ITEM);
  g_assert_cmpint (n, >, 3);
  wait_until (list_box (scene) != NULL && row_at (scene, 0) != NULL);
  g_signal_emit_by_name (list_box (scene), "row-activated", row_at (scene, 0));
  wait_until (rw_test_says (scene->page, "1 of 7"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "checklist-ready");

  desk_scene_open (scene, 1);
  desk_scene_press (scene, "c");
  wait_until (desk_scene_chooser (scene) != NULL);
  desk_scene_choose (scene, "copied");
  wait_until (console_count (&scene->base.a, RW_KIND_CHECKLIST_ITEM) == 2 * n &&
              desk_scene_settled (scene));
  wait_until (rw_test_says (scene->page, "0 of 7"));
  rw_test_find_all (rw_test_find (scene->page, RW_TYPE_TICKET_CHECKLISTS), GTK_TYPE_BUTTON,
                    buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), "Delete the checklist") == 0)
      {
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        break;
      }
  wait_until (console_count (&scene->base.a, RW_KIND_CHECKLIST) == 1);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHECKLIST_ITEM), ==, n);
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_CHECKLIST_ITEM), ==, 2 * n);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  rw_test_init_widgets (&argc, &argv);
#define add(path, func)                                                                     \
  g_test_add (path, DeskScene, GUINT_TO_POINTER (FIXTURE_RECORDS), desk_scene_set_up, func, \
              desk_scene_tear_down)
  add ("/console/ticket-checklists/work", test_work);
  add ("/console/ticket-checklists/copy", test_copy);
#undef add
  return g_test_run ();
}
