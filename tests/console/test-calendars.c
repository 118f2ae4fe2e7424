/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "rw-calendar-editor.h"
#include "rw-calendars-dialog.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "session-fixture.h"

/* The calendars of service levels, on a session with a real server. */
typedef struct
{
  Fixture base;
  GtkWidget *window;
  AdwDialog *dialog;
} Room;

static void
set_up (Room *room, gconstpointer flags)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  gint64 now;

  rw_format_set_zone (zone);
  /* A Tuesday. */
  g_assert_true (rw_instant_parse ("2026-11-24T09:12:00Z", &now));
  rw_clock_freeze (now);
  fixture_set_up (&room->base, flags);
  console_open (&room->base.a, room->base.token);
  console_wait_synced (&room->base.a);
  wait_until (rw_session_get_roles (room->base.a.session) != 0);
  room->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (room->window), 700, 800);
  gtk_window_set_child (GTK_WINDOW (room->window), adw_toast_overlay_new ());
  gtk_window_present (GTK_WINDOW (room->window));
  room->dialog =
    g_object_ref_sink (rw_calendars_dialog_new (room->base.a.session,
                                                gtk_window_get_child (GTK_WINDOW (room->window))));
  adw_dialog_present (room->dialog, room->window);
  wait_until (rw_calendars_dialog_settled (RW_CALENDARS_DIALOG (room->dialog)));
}

static void
tear_down (Room *room, gconstpointer flags)
{
  adw_dialog_force_close (room->dialog);
  g_clear_object (&room->dialog);
  gtk_window_destroy (GTK_WINDOW (room->window));
  fixture_tear_down (&room->base, flags);
  rw_clock_thaw ();
}

static gpointer
find_row (gpointer root, GType type, const char *title)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  rw_test_find_all (root, type, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (rows->pdata[i]), title))
      return rows->pdata[i];
  return NULL;
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

static RwCalendarEditor *
editor_of (Room *room)
{
  return rw_test_find (GTK_WIDGET (room->dialog), RW_TYPE_CALENDAR_EDITOR);
}

static void
type (Room *room, const char *title, const char *text)
{
  gpointer row = find_row (editor_of (room), ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_cache_select (cache, RW_KIND_CALENDAR, "", error, RW_BIND_END);
}

typedef struct
{
  GPtrArray *calendars;
} Answer;

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Answer *) user_data)->calendars = rw_session_read_finish (RW_SESSION (source), result, NULL);
}

static RwRecord *
read_calendar (Room *room)
{
  Answer answer = { NULL };
  RwRecord *calendar = NULL;

  rw_session_read_async (room->base.a.session, query_cb, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, &answer);
  wait_until (answer.calendars != NULL);
  if (answer.calendars->len > 0)
    calendar = g_object_ref (answer.calendars->pdata[0]);
  g_ptr_array_unref (answer.calendars);
  return calendar;
}

static void
test_new (Room *room, gconstpointer data)
{
  g_autoptr (RwRecord) calendar = NULL;
  g_autoptr (RwRecord) after = NULL;
  GtkWidget *save;
  const char *const *holidays;

  g_assert_cmpuint (rw_calendars_dialog_get_n (RW_CALENDARS_DIALOG (room->dialog)), ==, 0);
  g_signal_emit_by_name (find_button (room->dialog, "New Calendar"), "clicked");
  wait_until (editor_of (room) != NULL);
  save = find_button (editor_of (room), "_Save");
  g_assert_false (gtk_widget_get_sensitive (save));
  type (room, "Name", "Office Leipzig");
  g_assert_true (gtk_widget_get_sensitive (save));
  g_assert_cmpstr (rw_calendar_editor_get_sum (editor_of (room)), ==,
                   "50 hours a week. Open now, until 18:00.");

  type (room, "Monday", "0-24");
  g_signal_emit_by_name (find_button (editor_of (room), "Like Monday"), "clicked");
  g_assert_nonnull (strstr (rw_calendar_editor_get_sum (editor_of (room)),
                            "120 hours a week. Open now, until Sat"));
  type (room, "Saturday", "0-24");
  type (room, "Sunday", "0-24");
  g_assert_cmpstr (rw_calendar_editor_get_sum (editor_of (room)), ==,
                   "Always open: every minute counts.");
  type (room, "Saturday", "");
  type (room, "Sunday", "");
  type (room, "Monday", "8-13, 14-18");
  g_signal_emit_by_name (find_button (editor_of (room), "Like Monday"), "clicked");
  g_assert_cmpstr (rw_calendar_editor_get_sum (editor_of (room)), ==,
                   "45 hours a week. Open now, until 13:00.");
  type (room, "Friday", "8 to 5");
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_nonnull (
    strstr (rw_calendar_editor_get_sum (editor_of (room)), "“8 to 5” is no span of hours"));
  type (room, "Friday", "8-12");
  type (room, "Time zone, for example Europe/Berlin", "Europe/Lepzig");
  g_assert_false (gtk_widget_get_sensitive (save));
  type (room, "Time zone, for example Europe/Berlin", "Europe/Berlin");
  g_assert_true (gtk_widget_get_sensitive (save));

  /* Saxony has a holiday of its own, which was last week; the next one is Christmas. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (
                                find_row (editor_of (room), ADW_TYPE_COMBO_ROW, "German holidays")),
                              13);
  g_signal_emit_by_name (find_button (editor_of (room), "_Add"), "clicked");
  g_assert_nonnull (find_row (editor_of (room), ADW_TYPE_ACTION_ROW, "Christmas Day"));
  g_assert_nonnull (find_row (editor_of (room), ADW_TYPE_ACTION_ROW, "Day of Repentance"));
  g_assert_true (rw_test_says (editor_of (room), "are known until the end of 2028"));
  type (room, "Another day: 2026-12-24, or 12-24 for every year", "24.12.");
  g_signal_emit_by_name (find_row (editor_of (room), ADW_TYPE_ENTRY_ROW,
                                   "Another day: 2026-12-24, or 12-24 for every year"),
                         "apply");
  g_assert_null (find_row (editor_of (room), ADW_TYPE_ACTION_ROW, "Holiday"));
  type (room, "Another day: 2026-12-24, or 12-24 for every year", "12-24");
  g_signal_emit_by_name (find_row (editor_of (room), ADW_TYPE_ENTRY_ROW,
                                   "Another day: 2026-12-24, or 12-24 for every year"),
                         "apply");
  g_assert_nonnull (find_row (editor_of (room), ADW_TYPE_ACTION_ROW, "Holiday"));
  rw_test_picture (GTK_WIDGET (room->dialog), "calendar-editor");

  g_signal_emit_by_name (save, "clicked");
  wait_until (rw_calendars_dialog_get_n (RW_CALENDARS_DIALOG (room->dialog)) == 1);
  calendar = read_calendar (room);
  g_assert_cmpstr (
    rw_record_get_text (calendar, RW_CALENDAR_HOURS), ==,
    "{\"mon\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]],\"tue\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]],"
    "\"wed\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]],\"thu\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]],"
    "\"fri\":[[\"08:00\",\"12:00\"]]}");
  holidays = rw_record_get_texts (calendar, RW_CALENDAR_YEARLY_HOLIDAYS);
  g_assert_true (g_strv_contains (holidays, "12-24") && g_strv_contains (holidays, "10-31"));
  g_assert_false (g_strv_contains (holidays, "11-18"));
  holidays = rw_record_get_texts (calendar, RW_CALENDAR_HOLIDAYS);
  g_assert_true (g_strv_contains (holidays, "2026-11-18") &&
                 g_strv_contains (holidays, "2028-04-14"));
  wait_until (rw_test_says (room->dialog,
                            "Europe/Berlin · Mon–Thu 08:00-13:00, 14:00-18:00 · Fri 08:00-12:00"));
  rw_test_picture (GTK_WIDGET (room->dialog), "calendars");

  /* Taken back in one step. */
  rw_session_undo_async (room->base.a.session, FALSE, NULL, NULL, NULL);
  wait_until (rw_calendars_dialog_get_n (RW_CALENDARS_DIALOG (room->dialog)) == 0);
  after = read_calendar (room);
  g_assert_null (after);
}

/* What was written is not thrown away by one key, whether it could be kept or not. */
static void
test_discard (Room *room, gconstpointer data)
{
  g_signal_emit_by_name (find_button (room->dialog, "New Calendar"), "clicked");
  wait_until (editor_of (room) != NULL);
  g_assert_true (adw_dialog_get_can_close (room->dialog));
  type (room, "Monday", "8 to 5");
  g_assert_false (adw_dialog_get_can_close (room->dialog));
  g_assert_false (adw_navigation_page_get_can_pop (ADW_NAVIGATION_PAGE (editor_of (room))));
  adw_dialog_close (room->dialog);
  rw_test_answer ("cancel");
  g_assert_nonnull (editor_of (room));
  type (room, "Monday", "8-18");
  g_assert_true (adw_dialog_get_can_close (room->dialog));
  type (room, "Name", "Office Leipzig");
  adw_dialog_close (room->dialog);
  rw_test_answer ("discard");
  wait_until (editor_of (room) == NULL);
  g_assert_true (adw_dialog_get_can_close (room->dialog));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/console/calendars/new", Room, NULL, set_up, test_new, tear_down);
  g_test_add ("/console/calendars/discard", Room, NULL, set_up, test_discard, tear_down);
  return g_test_run ();
}
