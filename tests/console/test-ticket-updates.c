/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-scene.h"
#include "rw-resolve-dialog.h"

/* The end of an incident: what the customer is told, and what becomes of the children. */

static RwResolveDialog *
dialog_of (DeskScene *scene)
{
  return rw_test_find (scene->window, RW_TYPE_RESOLVE_DIALOG);
}

static void
link_child (DeskScene *scene,
            guint      child,
            guint      parent)
{
  g_autoptr (RwRecord) link = rw_record_new (RW_KIND_LINK, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_ref (link, RW_LINK_SOURCE, &scene->tickets[child]);
  rw_record_set_enum (link, RW_LINK_TYPE, RW_LINK_TYPE_CHILD);
  rw_record_set_ref (link, RW_LINK_TARGET, &scene->tickets[parent]);
  console_edit (&scene->base.a, rw_edit_new_create (link), "Link", &error);
  g_assert_no_error (error);
  wait_until (desk_scene_settled (scene));
}

static void
start_resolving (DeskScene *scene)
{
  desk_scene_open (scene, 0);
  g_assert_true (desk_scene_press (scene, "s"));
  desk_scene_choose (scene, "resolved");
  wait_until (dialog_of (scene) != NULL && gtk_widget_get_mapped (GTK_WIDGET (dialog_of (scene))));
}

/* The parent and its child, of two customers, each told by their own first-level contact; one step back. */
static void
test_resolve (DeskScene     *scene,
              gconstpointer  flags)
{
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  gboolean to_fulda = FALSE;

  link_child (scene, 2, 0);
  start_resolving (scene);
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (dialog_of (scene)), "resolve");
  g_assert_true (rw_test_says (dialog_of (scene), "Frau Weber"));
  g_assert_true (rw_test_says (dialog_of (scene), "Resolve 1 child with the same text"));
  g_assert_true (rw_test_says (dialog_of (scene), "T-9003"));
  g_assert_true (desk_scene_press_in (GTK_WIDGET (dialog_of (scene)), "<Control>Return"));
  desk_scene_close_dialogs (scene);
  wait_until (desk_scene_status (scene, 0) == RW_TICKET_STATUS_RESOLVED &&
              desk_scene_status (scene, 2) == RW_TICKET_STATUS_RESOLVED);
  messages = desk_scene_select (scene, RW_KIND_MESSAGE);
  g_assert_cmpuint (messages->len, ==, 2);
  for (guint i = 0; i < messages->len; i++)
    {
      const RwId *contact = rw_record_get_ref (messages->pdata[i], RW_MESSAGE_CONTACT);

      g_assert_nonnull (contact);
      to_fulda = to_fulda || rw_id_equal (contact, &scene->contact);
      g_assert_cmpint (rw_record_get_enum (messages->pdata[i], RW_MESSAGE_TYPE), ==,
                       RW_MESSAGE_TYPE_UPDATE);
      g_assert_cmpstr (rw_record_get_text (messages->pdata[i], RW_MESSAGE_BODY), ==,
                       "T-9001 ist behoben.");
    }
  g_assert_true (to_fulda);
  wait_until (desk_scene_settled (scene));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "resolved");
  g_assert_true (rw_test_shows (scene->page, "to Frau Weber"));

  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_scene_status (scene, 0), ==, RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_cmpint (desk_scene_status (scene, 2), ==, RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_MESSAGE), ==, 2);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

/* Without a message, and without the child. */
static void
test_silently (DeskScene     *scene,
               gconstpointer  flags)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  link_child (scene, 2, 0);
  start_resolving (scene);
  adw_switch_row_set_active (rw_test_find (dialog_of (scene), ADW_TYPE_SWITCH_ROW), FALSE);
  rw_test_find_all (GTK_WIDGET (dialog_of (scene)), GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), "_Without a Message") == 0)
      {
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        break;
      }
  desk_scene_close_dialogs (scene);
  wait_until (desk_scene_status (scene, 0) == RW_TICKET_STATUS_RESOLVED);
  g_assert_cmpint (desk_scene_status (scene, 2), ==, RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_MESSAGE), ==, 0);
}

/* Thought better of: the ticket is as it was, and so is what is shown. */
static void
test_cancel (DeskScene     *scene,
             gconstpointer  flags)
{
  start_resolving (scene);
  desk_scene_close_dialogs (scene);
  wait_until (desk_scene_settled (scene));
  g_assert_cmpint (desk_scene_status (scene, 0), ==, RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_false (rw_session_get_can_undo (scene->base.a.session));
}

/* A service request is resolved without a question. */
static void
test_plain (DeskScene     *scene,
            gconstpointer  flags)
{
  RwEdit *edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_TICKET, &scene->tickets[0]);
  g_autoptr (GError) error = NULL;

  rw_edit_set (edit, RW_TICKET_TYPE, rw_value_enum (RW_TICKET_TYPE_REQUEST));
  console_edit (&scene->base.a, edit, "Request", &error);
  g_assert_no_error (error);
  wait_until (desk_scene_settled (scene));
  desk_scene_open (scene, 0);
  desk_scene_press (scene, "s");
  desk_scene_choose (scene, "resolved");
  wait_until (desk_scene_status (scene, 0) == RW_TICKET_STATUS_RESOLVED);
  g_assert_null (dialog_of (scene));
}

int
main (int    argc,
      char **argv)
{
  rw_test_init_widgets (&argc, &argv);
#define add(path, func)                                                                     \
  g_test_add (path, DeskScene, GUINT_TO_POINTER (FIXTURE_RECORDS), desk_scene_set_up, func, \
              desk_scene_tear_down)
  add ("/console/ticket-updates/resolve", test_resolve);
  add ("/console/ticket-updates/silently", test_silently);
  add ("/console/ticket-updates/cancel", test_cancel);
  add ("/console/ticket-updates/plain", test_plain);
#undef add
  return g_test_run ();
}
