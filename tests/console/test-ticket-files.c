/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "rw-test-widgets.h"
#include "rw-ticket-composer.h"
#include "rw-file-chip.h"
#include "rw-tickets-page.h"
#include "session-fixture.h"

/* Files of a ticket: attached while a message is written, sent with it, shown below it. */

typedef struct
{
  GtkWidget *page, *window;
} Scene;

static void
changed_cb (RwSession *session, const RwChangeSet *changes, RwPage *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

static void
scene_set_up (Scene *scene, Fixture *fixture)
{
  console_wait_synced (&fixture->a);
  wait_until (rw_session_get_roles (fixture->a.session) != 0);
  scene->page = rw_tickets_page_new ();
  scene->window = rw_test_present (scene->page, 1100, 800);
  g_signal_connect_object (fixture->a.session, "changed", G_CALLBACK (changed_cb), scene->page, 0);
  rw_page_set_session (RW_PAGE (scene->page), fixture->a.session);
  RW_PAGE_GET_CLASS (scene->page)->shown (RW_PAGE (scene->page), TRUE);
  wait_until (RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page)));
  g_assert_true (rw_page_reveal (RW_PAGE (scene->page), RW_KIND_TICKET, &fixture->tickets[0]));
  wait_until (rw_test_shows (scene->page, "Ticket 1") &&
              RW_PAGE_GET_CLASS (scene->page)->settled (RW_PAGE (scene->page)));
}

static void
scene_tear_down (Scene *scene)
{
  gtk_window_destroy (GTK_WINDOW (scene->window));
}

static RwTicketComposer *
composer_of (Scene *scene)
{
  return rw_test_find (scene->page, RW_TYPE_TICKET_COMPOSER);
}

static GFile *
make_file (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static void
attach (Scene *scene, GFile *file, guint n)
{
  rw_ticket_composer_attach (composer_of (scene), file);
  wait_until (rw_ticket_composer_get_files (composer_of (scene))->len == n);
}

static void
write_and_send (Scene *scene, const char *text)
{
  GtkTextView *view = rw_test_find (composer_of (scene), GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
  g_signal_emit_by_name (composer_of (scene), "send", RW_MESSAGE_TYPE_NOTE, text);
}

static gboolean
find_button (GtkWidget *widget, const char *tooltip, GtkWidget **button)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (widget, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), tooltip) == 0)
      {
        *button = buttons->pdata[i];
        return TRUE;
      }
  return FALSE;
}

/* Two are attached, one is removed again; what is sent can be read where it was sent to. */
static void
test_send (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GFile) log = make_file (fixture, "fan.log", "3000 rpm");
  g_autoptr (GFile) wrong = make_file (fixture, "wrong.txt", "secret");
  g_autoptr (GFile) target = make_file (fixture, "saved.log", "");
  g_autofree char *path = g_file_get_path (target);
  GtkWidget *button = NULL;
  RwFileChip *chip;
  Scene scene;

  console_open (&fixture->a, fixture->token);
  scene_set_up (&scene, fixture);
  attach (&scene, wrong, 1);
  attach (&scene, log, 2);
  /* The same again is the same. */
  rw_ticket_composer_attach (composer_of (&scene), log);
  wait_until (!rw_test_says (composer_of (&scene), "Copying…"));
  g_assert_cmpuint (rw_ticket_composer_get_files (composer_of (&scene))->len, ==, 2);
  g_assert_true (rw_test_shows (composer_of (&scene), "fan.log"));
  rw_test_picture (scene.window, "ticket-files-composer");
  g_assert_true (find_button (GTK_WIDGET (composer_of (&scene)), "Remove wrong.txt", &button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (rw_ticket_composer_get_files (composer_of (&scene))->len, ==, 1);

  write_and_send (&scene, "The fan is loud");
  wait_until (rw_test_find (scene.page, RW_TYPE_FILE_CHIP) != NULL);
  g_assert_cmpuint (rw_ticket_composer_get_files (composer_of (&scene))->len, ==, 0);
  g_assert_cmpint (console_count (&fixture->a, RW_KIND_ATTACHMENT), ==, 1);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  wait_until (!rw_test_says (scene.page, "waiting to be sent"));
  wait_until (RW_PAGE_GET_CLASS (scene.page)->settled (RW_PAGE (scene.page)));
  rw_test_picture (scene.window, "ticket-files");
  scene_tear_down (&scene);

  /* On another computer. */
  console_close (&fixture->a);
  console_open (&fixture->b, fixture->token_b);
  {
    Console a = fixture->a;

    fixture->a = fixture->b;
    scene_set_up (&scene, fixture);
    wait_until ((chip = rw_test_find (scene.page, RW_TYPE_FILE_CHIP)) != NULL);
    rw_file_chip_fetch (chip, target);
    wait_until (rw_test_says (scene.page, "Saved as saved.log"));
    scene_tear_down (&scene);
    fixture->b = fixture->a;
    fixture->a = a;
  }
  {
    g_autofree char *text = NULL;

    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_cmpstr (text, ==, "3000 rpm");
  }
  console_close (&fixture->b);
}

/* The program ends without a word before the message is sent, the file is deleted where it came from, and
 * there is no network: nothing is lost. */
static void
test_draft (Fixture *fixture, gconstpointer flags)
{
  g_autoptr (GFile) log = make_file (fixture, "größe 1.log", "12 kg");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;
  g_autofree char *kept = NULL;
  Scene scene;

  console_open (&fixture->a, fixture->token);
  scene_set_up (&scene, fixture);
  fixture_stop_server (fixture);
  attach (&scene, log, 1);
  g_assert_true (g_file_delete (log, NULL, NULL));
  /* It is in the draft at once, not when the page is left. */
  id = rw_id_to_string (&fixture->tickets[0]);
  key = g_strconcat ("message/", id, NULL);
  rw_session_get_draft_async (fixture->a.session, key, NULL, answer_cb, &result);
  wait_until (result != NULL);
  kept = rw_session_get_draft_finish (fixture->a.session, result, NULL);
  g_assert_nonnull (kept);
  g_assert_nonnull (
    strstr (kept,
            ((RwNewFile *) rw_ticket_composer_get_files (composer_of (&scene))->pdata[0])->digest));
  g_clear_object (&result);
  scene_tear_down (&scene);
  console_reopen (&fixture->a, fixture->url, fixture->token);
  fixture_start_server (fixture);
  scene_set_up (&scene, fixture);
  wait_until (rw_ticket_composer_get_files (composer_of (&scene))->len == 1);
  g_assert_true (rw_test_shows (composer_of (&scene), "größe 1.log"));
  write_and_send (&scene, "It weighs");
  wait_until (rw_test_find (scene.page, RW_TYPE_FILE_CHIP) != NULL);
  wait_until (rw_session_get_pending (fixture->a.session) == 0);
  wait_until (!rw_test_says (scene.page, "waiting to be sent"));
  scene_tear_down (&scene);
  console_close (&fixture->a);
}

/* What cannot be attached is said, and leaves the rest as it was. */
static void
test_refused (Fixture *fixture, gconstpointer flags)
{
  g_autofree char *path = g_build_filename (fixture->dir, "long.bin", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Scene scene;

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 20 * 1024 * 1024 + 1), ==, 0);
  console_open (&fixture->a, fixture->token);
  scene_set_up (&scene, fixture);
  rw_ticket_composer_attach (composer_of (&scene), file);
  wait_until (rw_test_shows (composer_of (&scene), "too large"));
  g_assert_cmpuint (rw_ticket_composer_get_files (composer_of (&scene))->len, ==, 0);
  scene_tear_down (&scene);
  console_close (&fixture->a);
}

int
main (int argc, char **argv)
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(path, func)                                                                           \
  g_test_add ("/ticket-files/" path, Fixture, GUINT_TO_POINTER (FIXTURE_RECORDS), fixture_set_up, \
              func, fixture_tear_down)
  ADD ("send", test_send);
  ADD ("draft", test_draft);
  ADD ("refused", test_refused);
  return g_test_run ();
}
