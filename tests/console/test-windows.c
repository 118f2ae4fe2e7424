/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "rw-window-editor.h"
#include "rw-windows-dialog.h"
#include "session-fixture.h"

/* Maintenance windows and freezes in words, on a session with a real server. */
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
  /* A Tuesday in March: the clocks change on the next Sunday. */
  g_assert_true (rw_instant_parse ("2026-03-24T09:12:00Z", &now));
  rw_clock_freeze (now);
  fixture_set_up (&room->base, flags);
  console_open (&room->base.a, room->base.token);
  console_wait_synced (&room->base.a);
  wait_until (rw_session_get_roles (room->base.a.session) != 0);
  room->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (room->window), 760, 900);
  adw_window_set_content (ADW_WINDOW (room->window), adw_toast_overlay_new ());
  gtk_window_present (GTK_WINDOW (room->window));
  room->dialog =
    g_object_ref_sink (rw_windows_dialog_new (room->base.a.session,
                                              adw_window_get_content (ADW_WINDOW (room->window))));
  adw_dialog_present (room->dialog, room->window);
  wait_until (rw_windows_dialog_settled (RW_WINDOWS_DIALOG (room->dialog)));
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

static RwWindowEditor *
editor_of (Room *room)
{
  return rw_test_find (GTK_WIDGET (room->dialog), RW_TYPE_WINDOW_EDITOR);
}

static void
type (Room *room, const char *title, const char *text)
{
  gpointer row = find_row (editor_of (room), ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
choose (Room *room, const char *title, guint index)
{
  gpointer row = find_row (editor_of (room), ADW_TYPE_COMBO_ROW, title);

  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), index);
}

static const char *
sum_of (Room *room)
{
  return rw_window_editor_get_sum (editor_of (room));
}

static gpointer
query_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_cache_select (cache, RW_KIND_WINDOW, "", error, RW_BIND_END);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GPtrArray **) user_data = rw_session_read_finish (RW_SESSION (source), result, NULL);
}

static RwRecord *
read_window (Room *room)
{
  g_autoptr (GPtrArray) windows = NULL;

  rw_session_read_async (room->base.a.session, query_cb, NULL, NULL,
                         (GDestroyNotify) g_ptr_array_unref, NULL, read_cb, &windows);
  wait_until (windows != NULL);
  return windows->len > 0 ? g_object_ref (windows->pdata[0]) : NULL;
}

static void
press (Room *room, const char *text)
{
  GtkWidget *button = find_button (room->dialog, text);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* "Every second Sunday 02:30–05:00", with the night of the clock change. */
static void
write_sundays (Room *room)
{
  press (room, "New Window");
  wait_until (editor_of (room) != NULL);
  type (room, "Name", "Core network");
  type (room, "Start, for example 02:00", "02:30");
  type (room, "End, or how long: 05:00, 3 h, 90 min", "05:00");
  adw_spin_row_set_value (ADW_SPIN_ROW (
                            find_row (editor_of (room), ADW_TYPE_SPIN_ROW, "Every so many weeks")),
                          2);
}

static void
test_words (Room *room, gconstpointer data)
{
  g_autoptr (RwRecord) window = NULL;

  g_assert_cmpuint (rw_windows_dialog_get_n (RW_WINDOWS_DIALOG (room->dialog)), ==, 0);
  write_sundays (room);
  g_assert_cmpstr (sum_of (room), ==, "Every second Sunday 02:30–05:00, Europe/Berlin");
  g_assert_true (rw_test_says (editor_of (room), "02:30 does not exist on this day: 03:30"));
  g_assert_true (
    rw_test_says (editor_of (room), "The first after the clock change of 29 March 2026"));
  rw_test_picture (GTK_WIDGET (room->dialog), "window-editor");

  choose (room, "Repeats", 4);
  choose (room, "Which", 5);
  g_assert_cmpstr (sum_of (room), ==,
                   "Every second month on the last Sunday 02:30–05:00, Europe/Berlin");
  choose (room, "Ends", 1);
  g_assert_false (gtk_widget_get_sensitive (find_button (editor_of (room), "_Save")));
  type (room, "Last day, for example 2027-03-21", "2026-12-31");
  g_assert_cmpstr (
    sum_of (room), ==,
    "Every second month on the last Sunday 02:30–05:00, Europe/Berlin, until 31 December 2026");
  type (room, "Time zone, for example Europe/Berlin", "Europe/Atlantis");
  g_assert_true (g_str_has_suffix (sum_of (room), "This time zone is not known."));
  type (room, "Time zone, for example Europe/Berlin", "Australia/Lord_Howe");
  choose (room, "Type", 2);
  press (room, "_Save");
  wait_until (rw_windows_dialog_get_n (RW_WINDOWS_DIALOG (room->dialog)) == 1);
  window = read_window (room);
  g_assert_cmpstr (rw_record_get_text (window, RW_WINDOW_RRULE), ==,
                   "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1SU;UNTIL=20261231");
  g_assert_cmpstr (rw_record_get_text (window, RW_WINDOW_START_WALL), ==, "2026-03-29T02:30:00");
  g_assert_cmpint (rw_record_get_integer (window, RW_WINDOW_DURATION, 0), ==, 150);
  g_assert_true (rw_record_get_boolean (window, RW_WINDOW_HARD));
  wait_until (rw_test_says (room->dialog, "Freeze, changes are refused · Everything"));
  rw_test_picture (GTK_WIDGET (room->dialog), "windows");
}

/* The button of one date. */
static GtkWidget *
button_of (Room *room, const char *date, const char *text)
{
  GtkWidget *row = find_row (editor_of (room), ADW_TYPE_ACTION_ROW, date);

  g_assert_nonnull (row);
  return find_button (row, text);
}

/* What the dialog asks for that stands over the window now. */
static void
answer (Room *room, const char *text)
{
  AdwDialog *question;

  wait_until (rw_test_find (room->window, ADW_TYPE_ALERT_DIALOG) != NULL);
  question = rw_test_find (room->window, ADW_TYPE_ALERT_DIALOG);
  gtk_editable_set_text (GTK_EDITABLE (rw_test_find (GTK_WIDGET (question), GTK_TYPE_ENTRY)), text);
  g_signal_emit_by_name (question, "response", "save");
  adw_dialog_force_close (question);
  wait_until (rw_test_find (room->window, ADW_TYPE_ALERT_DIALOG) == NULL);
}

/* Left out, moved, added, and each taken back. */
static void
test_dates (Room *room, gconstpointer data)
{
  g_autoptr (RwRecord) window = NULL;
  const char *const *texts;

  write_sundays (room);
  press (room, "Leave Out");
  g_assert_true (rw_test_says (editor_of (room), "Left out"));
  press (room, "Take Place After All");
  g_assert_false (rw_test_says (editor_of (room), "Left out"));
  press (room, "Leave Out");
  type (room, "Another date: 2026-04-01, or 2026-04-01 02:00", "2026-04-01 4:00");
  g_signal_emit_by_name (find_row (editor_of (room), ADW_TYPE_ENTRY_ROW,
                                   "Another date: 2026-04-01, or 2026-04-01 02:00"),
                         "apply");
  g_assert_true (rw_test_says (editor_of (room), "A date of its own"));
  /* The first that may still be moved is the one just added: the Sunday before it is left out. */
  press (room, "Move…");
  answer (room, "2026-04-02 05:00");
  g_assert_true (rw_test_says (editor_of (room), "Thu, 2 Apr 2026, 05:00–07:30"));
  /* A date of the rule, a week later than it would be. */
  g_signal_emit_by_name (button_of (room, "Sun, 12 Apr 2026, 02:30–05:00", "Move…"), "clicked");
  answer (room, "2026-04-19 2:30");
  g_assert_true (rw_test_says (editor_of (room), "Moved from Sun, 12 Apr 2026, 02:30"));
  /* The dates that are named by the start go with it. */
  type (room, "Start, for example 02:00", "03:00");
  g_assert_true (rw_test_says (editor_of (room), "Moved from Sun, 12 Apr 2026, 03:00"));
  rw_test_picture (GTK_WIDGET (room->dialog), "window-editor-dates");
  press (room, "_Save");
  wait_until (rw_windows_dialog_get_n (RW_WINDOWS_DIALOG (room->dialog)) == 1);
  window = read_window (room);
  texts = rw_record_get_texts (window, RW_WINDOW_EXDATES);
  g_assert_cmpstr (texts[0], ==, "2026-03-29T03:00:00");
  texts = rw_record_get_texts (window, RW_WINDOW_RDATES);
  g_assert_cmpstr (texts[0], ==, "2026-04-02T05:00:00");
  texts = rw_record_get_texts (window, RW_WINDOW_MOVED);
  g_assert_cmpstr (texts[0], ==, "2026-04-12T03:00:00>2026-04-19T02:30:00");

  /* Another weekday: what was moved is an instance no more, and it says so. */
  wait_until (editor_of (room) == NULL);
  rw_windows_dialog_edit (RW_WINDOWS_DIALOG (room->dialog), rw_record_get_id (window));
  wait_until (editor_of (room) != NULL);
  g_assert_false (gtk_widget_get_sensitive (find_button (editor_of (room), "_Save")));
  choose (room, "Repeats", 5);
  g_assert_nonnull (strstr (sum_of (room), "1 moved date is dropped"));
  g_signal_emit_by_name (find_row (editor_of (room), ADW_TYPE_BUTTON_ROW, "Delete Window"),
                         "activated");
  wait_until (rw_windows_dialog_get_n (RW_WINDOWS_DIALOG (room->dialog)) == 0);
  rw_session_undo_async (room->base.a.session, FALSE, NULL, NULL, NULL);
  wait_until (rw_windows_dialog_get_n (RW_WINDOWS_DIALOG (room->dialog)) == 1);
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  g_test_add ("/console/windows/words", Room, NULL, set_up, test_words, tear_down);
  g_test_add ("/console/windows/dates", Room, NULL, set_up, test_dates, tear_down);
  return g_test_run ();
}
