/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <libsoup/soup.h>
#include <string.h>

#include "rw-feed-editor.h"
#include "rw-feeds-dialog.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* Calendars that others subscribe to, from the dialog to what is read at their address. */
typedef struct
{
  Fixture base;
  GtkWidget *window;
  AdwDialog *dialog;
} Room;

static void
set_up (Room *room, gconstpointer flags)
{
  fixture_set_up (&room->base, flags);
  console_open (&room->base.a, room->base.token);
  console_wait_synced (&room->base.a);
  wait_until (rw_session_get_roles (room->base.a.session) != 0);
  room->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (room->window), 700, 700);
  adw_window_set_content (ADW_WINDOW (room->window), adw_toast_overlay_new ());
  gtk_window_present (GTK_WINDOW (room->window));
  room->dialog = g_object_ref_sink (
    rw_feeds_dialog_new (room->base.a.session, adw_window_get_content (ADW_WINDOW (room->window))));
  adw_dialog_present (room->dialog, room->window);
  wait_until (rw_feeds_dialog_settled (RW_FEEDS_DIALOG (room->dialog)));
}

static void
tear_down (Room *room, gconstpointer flags)
{
  adw_dialog_force_close (room->dialog);
  g_clear_object (&room->dialog);
  gtk_window_destroy (GTK_WINDOW (room->window));
  fixture_tear_down (&room->base, flags);
}

static GtkWidget *
find_button (gpointer root, const char *text)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (root, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), text) == 0 ||
        g_strcmp0 (gtk_widget_get_tooltip_text (buttons->pdata[i]), text) == 0)
      return buttons->pdata[i];
  return NULL;
}

static void
press (Room *room, const char *text)
{
  GtkWidget *button = find_button (room->dialog, text);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  *(char **) user_data = g_strdup (text != NULL ? text : "");
}

static char *
read_clipboard (Room *room)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (room->dialog)), NULL,
                                 text_cb, &text);
  wait_until (text != NULL);
  return text;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GBytes *bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_clear_pointer (&bytes, g_bytes_unref);
  *(gboolean *) user_data = TRUE;
}

static guint
status_of (const char *address)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  gboolean answered = FALSE;

  g_assert_nonnull (message);
  soup_session_send_and_read_async (session, message, 0, NULL, answered_cb, &answered);
  wait_until (answered);
  return soup_message_get_status (message);
}

static void
test_addresses (Room *room, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *second = NULL;
  RwFeedEditor *editor;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_assert_cmpuint (rw_feeds_dialog_get_n (RW_FEEDS_DIALOG (room->dialog)), ==, 0);
  press (room, "New Calendar Feed");
  wait_until (rw_test_find (room->dialog, RW_TYPE_FEED_EDITOR) != NULL);
  editor = rw_test_find (room->dialog, RW_TYPE_FEED_EDITOR);
  g_assert_false (gtk_widget_get_sensitive (find_button (editor, "_Save")));
  rw_test_find_all (GTK_WIDGET (editor), ADW_TYPE_ENTRY_ROW, rows);
  gtk_editable_set_text (GTK_EDITABLE (rows->pdata[0]), "All of us");
  /* Everything is of no customer. */
  g_assert_false (gtk_widget_get_sensitive (rw_test_find (editor, ADW_TYPE_SWITCH_ROW)));
  g_assert_true (rw_test_says (editor, "for colleagues only"));
  press (room, "_Save");
  wait_until (rw_feeds_dialog_get_n (RW_FEEDS_DIALOG (room->dialog)) == 1);
  console_wait_synced (&room->base.a);
  wait_until (rw_test_says (room->dialog, "All changes · for colleagues"));
  rw_test_picture (GTK_WIDGET (room->dialog), "feeds");

  press (room, "Copy Address");
  wait_until (rw_test_says (room->dialog, "Address copied"));
  first = read_clipboard (room);
  g_assert_nonnull (strstr (first, "/v1/calendar/"));
  g_assert_cmpuint (strlen (strrchr (first, '/') + 1), ==, 43 + strlen (".ics"));
  g_assert_cmpuint (status_of (first), ==, 200);
  press (room, "Copy Address");
  again = read_clipboard (room);
  g_assert_cmpstr (again, ==, first);
  /* Not by one press: whoever reads the old one reads nothing more. */
  press (room, "New Address");
  rw_test_answer ("cancel");
  g_assert_cmpuint (status_of (first), ==, 200);
  press (room, "New Address");
  rw_test_answer ("new");
  wait_until (rw_test_says (room->dialog, "New address copied"));
  second = read_clipboard (room);
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpuint (status_of (first), ==, 404);
  g_assert_cmpuint (status_of (second), ==, 200);

  press (room, "Revoke");
  wait_until (rw_test_says (room->dialog, "revoked: nobody can read it"));
  console_wait_synced (&room->base.a);
  g_assert_cmpuint (status_of (second), ==, 404);
  g_assert_null (find_button (room->dialog, "Copy Address"));
  press (room, "Allow Again");
  wait_until (find_button (room->dialog, "Copy Address") != NULL);
  console_wait_synced (&room->base.a);
  g_assert_cmpuint (status_of (second), ==, 200);
}

/* Without the server there is no address, and it is said why. */
static void
test_offline (Room *room, gconstpointer data)
{
  AdwBanner *banner = rw_test_find (room->dialog, ADW_TYPE_BANNER);
  RwFeedEditor *editor;
  RwId id = rw_id_new ();

  g_assert_false (adw_banner_get_revealed (banner));
  fixture_stop_server (&room->base);
  wait_until (adw_banner_get_revealed (banner));
  press (room, "New Calendar Feed");
  wait_until (rw_test_find (room->dialog, RW_TYPE_FEED_EDITOR) != NULL);
  editor = rw_test_find (room->dialog, RW_TYPE_FEED_EDITOR);
  rw_feed_editor_pick (editor, RW_KIND_SITE, &id, "FRA1");
  g_assert_false (gtk_widget_get_sensitive (rw_test_find (editor, ADW_TYPE_SWITCH_ROW)));
  rw_feed_editor_pick (editor, RW_KIND_CUSTOMER, &id, "Nordlicht");
  adw_switch_row_set_active (rw_test_find (editor, ADW_TYPE_SWITCH_ROW), TRUE);
  g_assert_true (rw_test_says (editor, "Shows the title for customers"));
  fixture_start_server (&room->base);
  wait_until (!adw_banner_get_revealed (banner));
  console_wait_synced (&room->base.a);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/console/feeds/addresses", Room, NULL, set_up, test_addresses, tear_down);
  g_test_add ("/console/feeds/offline", Room, NULL, set_up, test_offline, tear_down);
  return g_test_run ();
}
