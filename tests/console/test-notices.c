/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "rw-notices-dialog.h"
#include "rw-test-widgets.h"
#include "session-fixture.h"

/* A carrier's file: looked at, kept, and looked at again. */
typedef struct
{
  Fixture base;
  GtkWidget *window;
  AdwDialog *dialog;
  char *path;
} Room;

static void
set_up (Room *room, gconstpointer flags)
{
  int fd;

  fixture_set_up (&room->base, flags);
  console_open (&room->base.a, room->base.token);
  console_wait_synced (&room->base.a);
  wait_until (rw_session_get_roles (room->base.a.session) != 0);
  room->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (room->window), 700, 700);
  adw_window_set_content (ADW_WINDOW (room->window), adw_toast_overlay_new ());
  gtk_window_present (GTK_WINDOW (room->window));
  fd = g_file_open_tmp ("notice-XXXXXX.ics", &room->path, NULL);
  g_assert_true (g_close (fd, NULL));
}

static void
tear_down (Room *room, gconstpointer flags)
{
  if (room->dialog != NULL)
    adw_dialog_force_close (room->dialog);
  g_clear_object (&room->dialog);
  gtk_window_destroy (GTK_WINDOW (room->window));
  fixture_tear_down (&room->base, flags);
  g_unlink (room->path);
  g_free (room->path);
}

static void
look_at (Room *room, const char *text)
{
  g_autoptr (GFile) file = g_file_new_for_path (room->path);

  g_assert_true (g_file_set_contents (room->path, text, -1, NULL));
  if (room->dialog != NULL)
    adw_dialog_force_close (room->dialog);
  g_clear_object (&room->dialog);
  room->dialog = g_object_ref_sink (
    rw_notices_dialog_new (room->base.a.session, adw_window_get_content (ADW_WINDOW (room->window)),
                           file));
  adw_dialog_present (room->dialog, room->window);
  wait_until (rw_notices_dialog_settled (RW_NOTICES_DIALOG (room->dialog)));
}

static GtkWidget *
find_button (gpointer root, const char *text)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (root, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (g_strcmp0 (gtk_button_get_label (buttons->pdata[i]), text) == 0)
      return buttons->pdata[i];
  return NULL;
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_cache_select (cache, RW_KIND_CARRIER_NOTICE, "", error, RW_BIND_END);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GPtrArray **) user_data = rw_session_read_finish (RW_SESSION (source), result, NULL);
}

static GPtrArray *
read_notices (Room *room)
{
  GPtrArray *notices = NULL;

  rw_session_read_async (room->base.a.session, query_cb, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, &notices);
  wait_until (notices != NULL);
  return notices;
}

static guint
count_notices (Room *room)
{
  g_autoptr (GPtrArray) notices = read_notices (room);

  return notices->len;
}

static void
add_site (Room *room, const char *name)
{
  g_autoptr (RwRecord) site = rw_record_new (RW_KIND_SITE, NULL);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  rw_record_set_text (site, RW_SITE_NAME, name);
  g_ptr_array_add (edits, rw_edit_new_create (site));
  rw_session_edit_async (room->base.a.session, edits, "Add", NULL, NULL, NULL);
  console_wait_synced (&room->base.a);
}

#define NOTICE(sequence, status)                                                                                          \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@rmd\r\nDTSTART:20261126T230000Z\r\nDTEND:20261127T030000Z\r\n"   \
  "SUMMARY:Chiller <maintenance>\r\nSEQUENCE:" sequence "\r\nX-MAINTNOTE-PROVIDER:RMD\r\nX-MAINTNOTE-MAINTENANCE-ID:M-1\r\n" \
  "X-MAINTNOTE-OBJECT-ID:fra9\r\nX-MAINTNOTE-OBJECT-ID:other\r\nX-MAINTNOTE-IMPACT:DEGRADED\r\nX-MAINTNOTE-STATUS:" status   \
  "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"

static void
test_import (Room *room, gconstpointer data)
{
  g_autoptr (GPtrArray) notices = NULL;
  guint n;

  add_site (room, "FRA9");
  look_at (room, NOTICE ("1", "CONFIRMED"));
  g_assert_true (rw_test_says (room->dialog, "RMD M-1 · Degraded · Confirmed"));
  g_assert_true (rw_test_says (room->dialog, "fra9, other → FRA9"));
  rw_test_picture (GTK_WIDGET (room->dialog), "notice");
  g_assert_cmpuint (count_notices (room), ==, 0);
  g_signal_emit_by_name (find_button (room->dialog, "_Save 1 Notice"), "clicked");
  wait_until (count_notices (room) == 1);
  notices = read_notices (room);
  g_assert_nonnull (rw_record_get_refs (notices->pdata[0], RW_CARRIER_NOTICE_AFFECTS, &n));
  g_assert_cmpuint (n, ==, 1);

  look_at (room, NOTICE ("1", "CONFIRMED"));
  g_assert_false (gtk_widget_get_sensitive (find_button (room->dialog, "Nothing New")));
  look_at (room, NOTICE ("2", "CANCELLED"));
  g_assert_true (rw_test_says (room->dialog, "Changes what is there"));
  g_signal_emit_by_name (find_button (room->dialog, "_Save 1 Notice"), "clicked");
  console_wait_synced (&room->base.a);
  g_assert_cmpuint (count_notices (room), ==, 1);
  look_at (room, NOTICE ("1", "CONFIRMED"));
  g_assert_true (rw_test_says (room->dialog, "A later one is there"));

  look_at (room, "Dear customer,");
  g_assert_true (rw_test_says (room->dialog, "Not a Maintenance Notice"));
  g_assert_false (gtk_widget_get_sensitive (find_button (room->dialog, "_Save")));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/console/notices/import", Room, NULL, set_up, test_import, tear_down);
  return g_test_run ();
}
