/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-scene.h"
#include "rw-macro-dialog.h"
#include "rw-ticket-draft.h"

/* Macros and customer updates with the keyboard. */

static void
test_insert (DeskScene     *scene,
             gconstpointer  flags)
{
  g_autofree char *text = NULL;
  g_autofree char *rest = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;

  desk_scene_open (scene, 0);
  g_assert_true (desk_scene_press (scene, "t"));
  wait_until (desk_scene_chooser (scene) != NULL);
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (desk_scene_chooser (scene)), "macro-chooser");
  g_assert_true (rw_test_shows (desk_scene_chooser (scene), "Acknowledgement"));
  /* The first one is of this type of message and in the contact's language. */
  desk_scene_choose (scene, "");
  text = desk_scene_written (scene);
  g_assert_cmpstr (text, ==, "Guten Tag Frau Weber,\n„Shop langsam“ ist gelöst. {nobody.knows}");
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "macro-inserted");
  g_assert_true (rw_test_says (scene->page, "Not filled in: {nobody.knows}"));
  g_assert_cmpint (rw_ticket_composer_get_status (desk_scene_composer (scene)), ==,
                   RW_TICKET_STATUS_RESOLVED);

  /* Filled in by hand; then sent with the status. */
  {
    GtkTextBuffer *buffer =
      gtk_text_view_get_buffer (rw_test_find (desk_scene_composer (scene), GTK_TYPE_TEXT_VIEW));
    GtkTextIter from, to;

    gtk_text_buffer_get_end_iter (buffer, &to);
    from = to;
    gtk_text_iter_backward_chars (&from, (int) strlen (" {nobody.knows}"));
    gtk_text_buffer_delete (buffer, &from, &to);
  }
  g_assert_false (rw_test_says (scene->page, "Not filled in"));
  desk_scene_send (scene);
  wait_until (desk_scene_status (scene, 0) == RW_TICKET_STATUS_RESOLVED);
  rest = desk_scene_written (scene);
  g_assert_cmpstr (rest, ==, "");
  g_assert_cmpint (rw_ticket_composer_get_status (desk_scene_composer (scene)), ==, -1);
  messages = desk_scene_select (scene, RW_KIND_MESSAGE);
  g_assert_cmpuint (messages->len, ==, 1);

  /* One step back: the ticket goes on; what was written stays, and the customer was answered. */
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_scene_status (scene, 0), ==, RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_false (rw_session_get_can_undo (scene->base.a.session));
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_MESSAGE), ==, 1);
  {
    g_autoptr (RwRecord) ticket = desk_scene_ticket (scene, 0);

    g_assert_true (rw_record_has (ticket, RW_TICKET_UPDATE_DUE));
    g_assert_false (rw_record_has (ticket, RW_TICKET_RESOLVED));
  }
  g_assert_true (console_undo (&scene->base.a, TRUE, &error));
  g_assert_cmpint (desk_scene_status (scene, 0), ==, RW_TICKET_STATUS_RESOLVED);
  wait_until (rw_session_get_pending (scene->base.a.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (scene->base.a.session), ==, 0);
}

/* Without the tick the status stays. */
static void
test_without_status (DeskScene     *scene,
                     gconstpointer  flags)
{
  desk_scene_open (scene, 0);
  desk_scene_press (scene, "t");
  desk_scene_choose (scene, "acknow");
  gtk_check_button_set_active (rw_test_find (desk_scene_composer (scene), GTK_TYPE_CHECK_BUTTON),
                               FALSE);
  desk_scene_send (scene);
  wait_until (console_count (&scene->base.a, RW_KIND_MESSAGE) == 1);
  g_assert_cmpint (desk_scene_status (scene, 0), ==, RW_TICKET_STATUS_IN_PROGRESS);
}

static GtkWidget *
find_row (gpointer    widget,
          const char *title)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  rw_test_find_all (widget, ADW_TYPE_PREFERENCES_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (rows->pdata[i]), title) == 0)
      return rows->pdata[i];
  return NULL;
}

/* A manager makes one, changes it, takes it away; each can be undone. */
static void
test_manage (DeskScene     *scene,
             gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  RwMacroDialog *dialog;
  GtkWidget *row;

  desk_scene_open (scene, 0);
  desk_scene_press (scene, "t");
  wait_until (desk_scene_chooser (scene) != NULL);
  g_signal_emit_by_name (desk_scene_chooser (scene), "new");
  wait_until ((dialog = rw_test_find (scene->window, RW_TYPE_MACRO_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Name")), "Hallo");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (rw_test_find (dialog, GTK_TYPE_TEXT_VIEW)),
                            "{ticket.number}, {contact.name}, {me.name}", -1);
  rw_test_settle (scene->window);
  rw_test_picture (GTK_WIDGET (dialog), "macro-dialog");
  /* What it comes to is seen while it is written. */
  g_assert_true (rw_test_shows (dialog, "T-9001, Frau Weber, {me.name}"));
  g_assert_true (rw_test_says (dialog, "Not known of this ticket: {me.name}"));
  g_assert_true (desk_scene_press_in (GTK_WIDGET (dialog), "<Control>Return"));
  wait_until (console_count (&scene->base.a, RW_KIND_MACRO) == 5);
  desk_scene_close_dialogs (scene);

  wait_until (desk_scene_settled (scene));
  desk_scene_press (scene, "t");
  wait_until (desk_scene_chooser (scene) != NULL);
  row = find_row (desk_scene_chooser (scene), "Hallo");
  g_assert_nonnull (row);
  g_signal_emit_by_name (desk_scene_chooser (scene), "edit",
                         gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  wait_until ((dialog = rw_test_find (scene->window, RW_TYPE_MACRO_DIALOG)) != NULL);
  g_signal_emit_by_name (dialog, "delete");
  wait_until (console_count (&scene->base.a, RW_KIND_MACRO) == 4);
  g_assert_true (console_undo (&scene->base.a, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (console_count (&scene->base.a, RW_KIND_MACRO), ==, 5);
}

/* One key drafts the update, one sends it. */
static void
test_update (DeskScene     *scene,
             gconstpointer  flags)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) messages = NULL;

  desk_scene_open (scene, 0);
  g_assert_true (desk_scene_press (scene, "u"));
  wait_until (*(text = (g_free (text), desk_scene_written (scene))) != '\0');
  g_assert_true (g_str_has_prefix (text, "T-9001 ist in Bearbeitung, mehr bis "));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "update-proposed");
  g_assert_true (rw_test_says (scene->page, "To Frau Weber"));
  desk_scene_send (scene);
  wait_until (console_count (&scene->base.a, RW_KIND_MESSAGE) == 1);
  messages = desk_scene_select (scene, RW_KIND_MESSAGE);
  g_assert_cmpint (rw_record_get_enum (messages->pdata[0], RW_MESSAGE_TYPE), ==,
                   RW_MESSAGE_TYPE_UPDATE);
  g_assert_cmpstr (rw_record_get_text (messages->pdata[0], RW_MESSAGE_BODY), ==, text);
  g_assert_true (
    rw_id_equal (rw_record_get_ref (messages->pdata[0], RW_MESSAGE_CONTACT), &scene->contact));

  /* No macro in English: a plain text; no agreement: it promises no time. */
  gtk_root_set_focus (GTK_ROOT (scene->window), NULL);
  desk_scene_open (scene, 2);
  desk_scene_press (scene, "u");
  wait_until (*(text = (g_free (text), desk_scene_written (scene))) != '\0');
  g_assert_cmpstr (
    text, ==, "Dear Mr Stone,\n\nabout “Kasse steht”: it is in progress.\n\nOur reference: T-9003");
}

/* What somebody wrote stays, now and after the program was ended; what was only proposed does not. */
static void
test_draft (DeskScene     *scene,
            gconstpointer  flags)
{
  g_autofree char *text = NULL;

  desk_scene_open (scene, 0);
  desk_scene_press (scene, "r");
  desk_scene_write (scene, "Von Hand");
  gtk_root_set_focus (GTK_ROOT (scene->window), NULL);
  desk_scene_press (scene, "u");
  text = desk_scene_written (scene);
  g_assert_cmpstr (text, ==, "Von Hand");

  /* A note does not become a message to the customer. */
  desk_scene_open (scene, 1);
  desk_scene_press (scene, "n");
  desk_scene_write (scene, "Nur für uns");
  gtk_root_set_focus (GTK_ROOT (scene->window), NULL);
  desk_scene_press (scene, "u");
  g_assert_cmpint (rw_ticket_composer_get_message_type (desk_scene_composer (scene)), ==,
                   RW_MESSAGE_TYPE_NOTE);
  desk_scene_write (scene, "");
  gtk_root_set_focus (GTK_ROOT (scene->window), NULL);
  desk_scene_press (scene, "u");
  wait_until (*(text = (g_free (text), desk_scene_written (scene))) != '\0');
  g_assert_false (rw_ticket_composer_has_draft (desk_scene_composer (scene), &scene->tickets[1]));
  gtk_root_set_focus (GTK_ROOT (scene->window), NULL);
  desk_scene_press (scene, "n");
  text = (g_free (text), desk_scene_written (scene));
  g_assert_cmpstr (text, ==, "");

  /* The draft is known to the session only. */
  gtk_widget_set_visible (scene->page, FALSE);
  gtk_widget_set_visible (scene->page, TRUE);
  desk_scene_open (scene, 0);
  text = (g_free (text), desk_scene_written (scene));
  g_assert_cmpstr (text, ==, "Von Hand");
}

/* It reads what it wrote, and what was kept before there was a status. */
static void
test_kept (void)
{
  static const char *const kept[] = { "update+resolved abc:1:a:b\nA\n+B", "note\n", "reply\n x",
                                      "phone d\n" };
  g_autoptr (RwTicketDraft) odd = rw_ticket_draft_parse ("what+ever\ntext");

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (RwTicketDraft) draft = rw_ticket_draft_parse (kept[i]);
      g_autofree char *again = rw_ticket_draft_to_text (draft);

      g_assert_cmpstr (again, ==, kept[i]);
      g_assert_cmpint (draft->status, ==, i == 0 ? RW_TICKET_STATUS_RESOLVED : -1);
    }
  g_assert_null (rw_ticket_draft_parse ("no line"));
  g_assert_cmpint (odd->status, ==, -1);
  g_assert_cmpstr (odd->text, ==, "text");
}

int
main (int    argc,
      char **argv)
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/ticket-macros/kept", test_kept);
#define add(path, func)                                                                     \
  g_test_add (path, DeskScene, GUINT_TO_POINTER (FIXTURE_RECORDS), desk_scene_set_up, func, \
              desk_scene_tear_down)
  add ("/console/ticket-macros/insert", test_insert);
  add ("/console/ticket-macros/without-status", test_without_status);
  add ("/console/ticket-macros/manage", test_manage);
  add ("/console/ticket-macros/update", test_update);
  add ("/console/ticket-macros/draft", test_draft);
#undef add
  return g_test_run ();
}
