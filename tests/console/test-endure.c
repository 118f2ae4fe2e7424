/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <time.h>

#include "fake-server.h"
#include "rw-clock.h"
#include "rw-http-client.h"
#include "rw-inspector.h"
#include "rw-locale.h"
#include "rw-property-row.h"
#include "rw-shell-pages.h"
#include "rw-sync-status.h"
#include "rw-test-widgets.h"
#include "rw-ticket-composer.h"
#include "rw-window.h"
#include "session-fixture.h"

/* What the window has to endure: servers that are slow, newer or older, and its own end. */

typedef struct
{
  FakeServer fake;
  Console console;
  char *dir;
  RwId site;
  RwWindow *window;
} Shell;

static void
open_window (RwWindow **window, Console *console)
{
  *window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, console->dir)));
  gtk_window_set_default_size (GTK_WINDOW (*window), 1366, 768);
  gtk_window_present (GTK_WINDOW (*window));
  rw_window_adopt_session (*window, console->session);
  wait_until (rw_window_settled (*window));
}

static void
close_window (RwWindow **window)
{
  gtk_window_destroy (GTK_WINDOW (*window));
  g_clear_object (window);
}

static void
set_up (Shell *shell, gconstpointer data)
{
  RwId other;

  shell->dir = g_dir_make_tmp ("rackward-endure-XXXXXX", NULL);
  fake_server_init (&shell->fake);
  fake_server_add (&shell->fake, "FRA2", &shell->site);
  fake_server_add (&shell->fake, "AMS1", &other);
  console_init (&shell->console, shell->fake.url, shell->dir);
  console_open (&shell->console, "token");
  console_wait_synced (&shell->console);
  wait_until (rw_session_get_roles (shell->console.session) != 0);
  open_window (&shell->window, &shell->console);
}

static void
tear_down (Shell *shell, gconstpointer data)
{
  close_window (&shell->window);
  console_clear (&shell->console);
  fake_server_clear (&shell->fake);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (shell->dir);
  g_free (shell->dir);
}

static GtkWidget *
find_row (GtkWidget *widget, guint field)
{
  if (RW_IS_PROPERTY_ROW (widget) && rw_property_row_get_field (RW_PROPERTY_ROW (widget)) == field)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, field);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static RwInspector *
inspector_of (RwWindow *window)
{
  return RW_INSPECTOR (rw_test_find (GTK_WIDGET (window), RW_TYPE_INSPECTOR));
}

static gboolean
inspects (RwWindow *window, const RwId *id)
{
  RwRecord *record = rw_inspector_get_record (inspector_of (window));

  return record != NULL && rw_id_equal (rw_record_get_id (record), id);
}

static void
go_to_site (Shell *shell)
{
  rw_window_go_to (shell->window, RW_KIND_SITE, &shell->site);
  wait_until (inspects (shell->window, &shell->site));
  wait_until (find_row (GTK_WIDGET (inspector_of (shell->window)), RW_SITE_NAME) != NULL);
}

static gboolean
shows_value (Shell *shell, guint field, const char *text)
{
  RwRecord *record = rw_inspector_get_record (inspector_of (shell->window));

  return record != NULL && g_strcmp0 (rw_record_get_text (record, field), text) == 0;
}

/* As a person does, in the inspector. */
static void
write_value (Shell *shell, guint field, const char *text)
{
  GtkWidget *row = find_row (GTK_WIDGET (inspector_of (shell->window)), field), *entry;

  g_assert_nonnull (row);
  rw_property_row_edit (RW_PROPERTY_ROW (row));
  entry = rw_test_find (row, GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
open_status (Shell *shell)
{
  GtkWidget *status = rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_SYNC_STATUS);

  gtk_menu_button_popup (GTK_MENU_BUTTON (rw_test_find (status, GTK_TYPE_MENU_BUTTON)));
}

/* The main loop's pulse: how long it stood still without anything being done in it. What this thread itself
 * does (drawing, with sanitizers and no graphics card) is not waiting, and others want the processor, too: for
 * each moment of work it may have been kept from it for a while. */

#define BEAT_MS 5
#define STILL_MOST (50 * RW_SECOND / 1000)
#define OTHERS     4

typedef struct
{
  gint64 last;
  gint64 last_work;
  gint64 still_most;
  guint timer;
} Pulse;

static gint64
get_work (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * RW_SECOND + now.tv_nsec / 1000;
}

static gboolean
beat_cb (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time (), work = get_work ();
  gint64 still = now - pulse->last - BEAT_MS * 1000 - (work - pulse->last_work) * (1 + OTHERS);

  pulse->still_most = MAX (pulse->still_most, still);
  pulse->last = now;
  pulse->last_work = work;
  return G_SOURCE_CONTINUE;
}

static void
pulse_start (Pulse *pulse)
{
  *pulse = (Pulse) { .last = g_get_monotonic_time (), .last_work = get_work () };
  pulse->timer = g_timeout_add_full (G_PRIORITY_HIGH, BEAT_MS, beat_cb, pulse, NULL);
}

static void
pulse_stop (Pulse *pulse)
{
  g_source_remove (pulse->timer);
  g_test_message ("the main loop stood still for %.1f ms at the most",
                  (double) MAX (pulse->still_most, 0) / 1000);
  g_assert_cmpint (pulse->still_most, <, STILL_MOST);
}

/* --- Tests --------------------------------------------------------------------------------------- */

/* Every answer takes seconds: what is entered is there at once, and every page can be looked at. */
static void
test_slow (Shell *shell, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (shell->window);
  Pulse pulse;
  gint64 begin;

  go_to_site (shell);
  shell->fake.delay_ms = 3000;
  pulse_start (&pulse);
  begin = g_get_monotonic_time ();
  write_value (shell, RW_SITE_NAME, "FRA2 north");
  wait_until (shows_value (shell, RW_SITE_NAME, "FRA2 north"));
  g_test_message ("shown after %.0f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  g_assert_cmpuint (shell->fake.n_pushes, ==, 0);
  g_assert_cmpuint (rw_session_get_pending (shell->console.session), ==, 1);
  wait_until (rw_test_shows (window, _ ("Syncing…")));
  rw_test_picture (window, "endure-slow");
  for (guint i = 0; i < rw_shell_n_pages (); i++)
    {
      const char *id = ((RwPageClass *) g_type_class_peek (rw_shell_page_type (i)))->id;

      rw_window_go_to_page (shell->window, id);
      wait_until (rw_window_settled (shell->window));
    }
  go_to_site (shell);
  write_value (shell, RW_SITE_NAME, "FRA2 south");
  wait_until (shows_value (shell, RW_SITE_NAME, "FRA2 south"));
  pulse_stop (&pulse);
  wait_until (rw_session_get_pending (shell->console.session) == 0);
  wait_until (rw_test_shows (window, _ ("Up to date")));
  g_assert_true (shows_value (shell, RW_SITE_NAME, "FRA2 south"));
}

/* A server that takes the call and says nothing more keeps nobody from working either, from the start on. */
static void
test_silent (Shell *shell, gconstpointer data)
{
  GtkWidget *window;
  Pulse pulse;

  close_window (&shell->window);
  rw_http_override_timeout (2);
  shell->fake.mode = FAKE_SILENT;
  console_reopen (&shell->console, shell->fake.url, "token");
  pulse_start (&pulse);
  open_window (&shell->window, &shell->console);
  window = GTK_WIDGET (shell->window);
  wait_until (rw_test_shows (window, _ ("Connecting…")));
  go_to_site (shell);
  write_value (shell, RW_SITE_NAME, "FRA2 north");
  wait_until (shows_value (shell, RW_SITE_NAME, "FRA2 north"));
  rw_test_picture (window, "endure-connecting");
  wait_until (rw_session_get_state (shell->console.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_true (shows_value (shell, RW_SITE_NAME, "FRA2 north"));
  open_status (shell);
  {
    g_autofree char *sentence =
      g_strdup_printf (_ ("The server %s did not answer in time"), "127.0.0.1");

    wait_until (rw_test_shows (window, sentence));
  }
  rw_test_picture (window, "endure-silent");
  pulse_stop (&pulse);
  shell->fake.mode = FAKE_GOOD;
  gtk_widget_activate_action (window, "win.sync", NULL);
  wait_until (rw_session_get_pending (shell->console.session) == 0);
  rw_http_override_timeout (0);
}

/* A page has one of its own. */
static GtkWidget *
find_banner (GtkWidget *window)
{
  g_autoptr (GPtrArray) banners = g_ptr_array_new ();

  rw_test_find_all (window, ADW_TYPE_BANNER, banners);
  for (guint i = 0; i < banners->len; i++)
    if (gtk_widget_get_ancestor (banners->pdata[i], RW_TYPE_PAGE) == NULL)
      return banners->pdata[i];
  g_assert_not_reached ();
}

/* It was updated first: one sentence says so and what to do, and work goes on with what is here. */
static void
test_newer (Shell *shell, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (shell->window), *banner = find_banner (window);
  g_autofree char *sentence = g_strdup_printf (
    _ (
      "The server %s is newer than this Rackward. Update Rackward; your edits are kept until then"),
    "127.0.0.1");
  RwId id;

  shell->fake.mode = FAKE_TOO_NEW;
  fake_server_add (&shell->fake, "later", &id);
  fake_server_hint (&shell->fake);
  wait_until (rw_session_get_state (shell->console.session) == RW_SYNC_STATE_FAILED);
  wait_until (adw_banner_get_revealed (ADW_BANNER (banner)) && rw_test_shows (banner, sentence));
  go_to_site (shell);
  write_value (shell, RW_SITE_NAME, "FRA2 north");
  wait_until (shows_value (shell, RW_SITE_NAME, "FRA2 north"));
  wait_until (rw_session_get_pending (shell->console.session) == 1);
  wait_until (rw_test_shows (window, "1 ") && rw_test_shows (banner, sentence));
  g_assert_cmpint (console_count (&shell->console, RW_KIND_SITE), ==, 2);
  rw_test_picture (window, "endure-newer");

  /* Rackward was updated, or the server set back: nothing else has to be done. */
  shell->fake.mode = FAKE_GOOD;
  g_signal_emit_by_name (banner, "button-clicked");
  wait_until (rw_session_get_pending (shell->console.session) == 0);
  wait_until (rw_test_shows (window, _ ("Up to date")));
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));
  g_assert_true (shows_value (shell, RW_SITE_NAME, "FRA2 north"));
  g_assert_cmpint (console_count (&shell->console, RW_KIND_SITE), ==, 3);
}

/* It was not updated yet: what it knows it takes, what it does not is kept, and said. */
static void
test_older (Shell *shell, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (shell->window);

  g_assert_false (rw_session_is_server_older (shell->console.session));
  close_window (&shell->window);
  shell->fake.mode = FAKE_TOO_OLD;
  console_reopen (&shell->console, shell->fake.url, "token");
  console_wait_synced (&shell->console);
  open_window (&shell->window, &shell->console);
  window = GTK_WIDGET (shell->window);
  wait_until (rw_session_is_server_older (shell->console.session));
  go_to_site (shell);
  write_value (shell, RW_SITE_NAME, "FRA2 north");
  wait_until (rw_session_get_pending (shell->console.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (shell->console.session), ==, 0);
  /* What it does not know. */
  {
    g_autoptr (GError) error = NULL;

    console_set_text (&shell->console, RW_KIND_SITE, &shell->site, RW_SITE_CODE, "F2", &error);
    g_assert_no_error (error);
  }
  wait_until (rw_session_get_conflicts (shell->console.session) == 1);
  wait_until (rw_test_shows (window, "A site has no field “code”"));
  rw_test_picture (window, "endure-older-refused");
  open_status (shell);
  wait_until (
    rw_test_shows (window, _ ("The server is older than this Rackward and does not take everything "
                              "that can be entered here. Ask whoever runs it to update it")));
  rw_test_picture (window, "endure-older");
  write_value (shell, RW_SITE_NAME, "FRA2 south");
  wait_until (rw_session_get_pending (shell->console.session) == 0);
  wait_until (shows_value (shell, RW_SITE_NAME, "FRA2 south"));
  g_assert_cmpuint (rw_session_get_conflicts (shell->console.session), ==, 1);
}

/* --- What is being written ----------------------------------------------------------------------- */

typedef struct
{
  Fixture base;
  RwWindow *window;
} Desk;

static void
set_up_desk (Desk *desk, gconstpointer flags)
{
  fixture_set_up (&desk->base, flags);
  console_open (&desk->base.a, desk->base.token);
  console_wait_synced (&desk->base.a);
}

static void
tear_down_desk (Desk *desk, gconstpointer flags)
{
  if (desk->window != NULL)
    close_window (&desk->window);
  fixture_tear_down (&desk->base, flags);
}

static GtkWidget *
composer_of (Desk *desk)
{
  GtkWidget *composer = rw_test_find (GTK_WIDGET (desk->window), RW_TYPE_TICKET_COMPOSER);

  return composer != NULL && gtk_widget_get_mapped (composer) ? composer : NULL;
}

static GtkTextBuffer *
buffer_of (Desk *desk)
{
  return gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (rw_test_find (composer_of (desk), GTK_TYPE_TEXT_VIEW)));
}

static gboolean
is_written (Desk *desk, const char *text)
{
  g_autofree char *written = NULL;

  g_object_get (buffer_of (desk), "text", &written, NULL);
  return g_str_equal (written, text);
}

static void
go_to_ticket (Desk *desk, guint ticket)
{
  rw_window_go_to (desk->window, RW_KIND_TICKET, &desk->base.tickets[ticket]);
  wait_until (rw_window_settled (desk->window));
  wait_until (composer_of (desk) != NULL);
}

static GtkWidget *
find_send (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_send (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The window is closed in the middle of a sentence, and the program ends. */
static void
test_draft (Desk *desk, gconstpointer flags)
{
  Console *console = &desk->base.a;

  open_window (&desk->window, console);
  go_to_ticket (desk, 3);
  gtk_text_buffer_set_text (buffer_of (desk), "The switch is back since", -1);
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (
                                 rw_test_find (composer_of (desk), ADW_TYPE_TOGGLE_GROUP)),
                               1);
  close_window (&desk->window);
  console_reopen (console, desk->base.url, desk->base.token);

  open_window (&desk->window, console);
  go_to_ticket (desk, 4);
  g_assert_true (is_written (desk, ""));
  go_to_ticket (desk, 3);
  wait_until (is_written (desk, "The switch is back since"));
  g_assert_cmpuint (adw_toggle_group_get_active (
                      ADW_TOGGLE_GROUP (rw_test_find (composer_of (desk), ADW_TYPE_TOGGLE_GROUP))),
                    ==, 1);
  rw_test_picture (GTK_WIDGET (desk->window), "endure-draft");
  gtk_text_buffer_insert_at_cursor (buffer_of (desk), " ten.", -1);
  g_signal_emit_by_name (find_send (composer_of (desk)), "clicked");
  wait_until (is_written (desk, ""));
  wait_until (console_count (console, RW_KIND_MESSAGE) == 1);
  close_window (&desk->window);
  console_reopen (console, desk->base.url, desk->base.token);

  /* It was sent: it does not come back. */
  open_window (&desk->window, console);
  go_to_ticket (desk, 3);
  wait_until (rw_test_shows (desk->window, "The switch is back since ten."));
  fixture_iterate ();
  g_assert_true (is_written (desk, ""));
}

static void
copy_files (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (GFile) source = g_file_new_build_filename (from, name, NULL);
      g_autoptr (GFile) target = g_file_new_build_filename (to, name, NULL);
      g_autoptr (GError) error = NULL;

      /* Attached files lie in folders of their own. */
      if (g_file_query_file_type (source, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
        {
          copy_files (g_file_peek_path (source), g_file_peek_path (target));
          continue;
        }
      g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static char *
kept_draft (Desk *desk, Console *console)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *id = rw_id_to_string (&desk->base.tickets[3]);
  g_autofree char *key = g_strconcat ("message/", id, NULL);

  rw_session_get_draft_async (console->session, key, NULL, answer_cb, &result);
  wait_until (result != NULL);
  return rw_session_get_draft_finish (console->session, result, NULL);
}

/* The program ends from one moment to the next: what a second later is in its files is what somebody who
 * starts it again has. */
static void
test_draft_killed (Desk *desk, gconstpointer flags)
{
  Console *console = &desk->base.a, *after = &desk->base.b;
  gint64 begin;

  open_window (&desk->window, console);
  go_to_ticket (desk, 3);
  begin = g_get_monotonic_time ();
  for (const char *p = "The switch is back since"; *p != '\0'; p++)
    gtk_text_buffer_insert_at_cursor (buffer_of (desk), p, 1);
  for (;;)
    {
      g_autofree char *kept = kept_draft (desk, console);

      if (kept != NULL)
        break;
    }
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * RW_SECOND);
  copy_files (console->dir, after->dir);
  close_window (&desk->window);

  console_open (after, desk->base.token_b);
  open_window (&desk->window, after);
  go_to_ticket (desk, 3);
  wait_until (is_written (desk, "The switch is back since"));
}

int
main (int argc, char *argv[])
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  rw_locale_init ("");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(path, test) g_test_add ("/console/endure/" path, Shell, NULL, set_up, test, tear_down)
  ADD ("slow", test_slow);
  ADD ("silent", test_silent);
  ADD ("newer", test_newer);
  ADD ("older", test_older);
#undef ADD
#define ADD(path, test)                                                                       \
  g_test_add ("/console/endure/" path, Desk, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up_desk, \
              test, tear_down_desk)
  ADD ("draft", test_draft);
  ADD ("draft-killed", test_draft_killed);
#undef ADD
  return g_test_run ();
}
