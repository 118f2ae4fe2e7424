/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "rw-address.h"
#include "rw-clock.h"
#include "rw-field-editor.h"
#include "rw-inspector.h"
#include "rw-palette.h"
#include "rw-property-row.h"
#include "rw-secret-row.h"
#include "rw-settings.h"
#include "rw-shell-pages.h"
#include "rw-sidebar-row.h"
#include "rw-sync-status.h"
#include "rw-test-widgets.h"
#include "rw-welcome.h"
#include "rw-window.h"
#include "session-fixture.h"

/* A window on a session on a server, all in one main loop. */
typedef struct
{
  Fixture base;
  RwWindow *window;
} Shell;

static void
set_up (Shell         *shell,
        gconstpointer  flags)
{
  fixture_set_up (&shell->base, flags);
  console_open (&shell->base.a, shell->base.token);
  console_wait_synced (&shell->base.a);
  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, shell->base.a.dir)));
  gtk_window_present (GTK_WINDOW (shell->window));
  rw_window_adopt_session (shell->window, shell->base.a.session);
  wait_until (rw_window_settled (shell->window));
}

static void
tear_down (Shell         *shell,
           gconstpointer  flags)
{
  gtk_window_destroy (GTK_WINDOW (shell->window));
  g_clear_object (&shell->window);
  fixture_tear_down (&shell->base, flags);
}

static GtkWidget *
find_row (GtkWidget *widget,
          guint      field)
{
  if (RW_IS_PROPERTY_ROW (widget) && rw_property_row_get_field (RW_PROPERTY_ROW (widget)) == field)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, field);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static RwInspector *
inspector_of (Shell *shell)
{
  return RW_INSPECTOR (rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_INSPECTOR));
}

static gboolean
inspects (Shell      *shell,
          const RwId *id)
{
  RwRecord *record = rw_inspector_get_record (inspector_of (shell));

  return record != NULL && rw_id_equal (rw_record_get_id (record), id) &&
         rw_inspector_settled (inspector_of (shell));
}

/* A window that has not been anywhere yet. */
static void
set_up_first_run (Shell         *shell,
                  gconstpointer  flags)
{
  fixture_set_up (&shell->base, flags);
  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, shell->base.a.dir)));
  gtk_window_present (GTK_WINDOW (shell->window));
  rw_window_start (shell->window);
}

static void
close_session (Shell *shell)
{
  RwSession *session = rw_window_get_session (shell->window);

  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
  g_signal_emit_by_name (rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_WELCOME), "cancelled");
  wait_until (session == NULL);
}

static void
fill_form (Shell      *shell,
           const char *url,
           const char *login,
           const char *password)
{
  RwWelcome *welcome = RW_WELCOME (rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_WELCOME));
  GtkWidget *password_row;

  rw_welcome_show_connect (welcome, url, login, NULL);
  wait_until (rw_welcome_in_form (welcome));
  password_row = rw_test_find (GTK_WIDGET (welcome), ADW_TYPE_PASSWORD_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (password_row), password);
  g_assert_true (gtk_widget_activate (gtk_window_get_default_widget (GTK_WINDOW (shell->window))));
}

/* --- Tests --------------------------------------------------------------------------------------- */

static void
test_names (Shell         *shell,
            gconstpointer  flags)
{
  GtkWidget *row = rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_SIDEBAR_ROW);
  GtkWidget *status = rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_SYNC_STATUS);
  guint n = 0;

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (RW_IS_SIDEBAR_ROW (row))
      {
        GtkAccessible *accessible = GTK_ACCESSIBLE (row);

        g_assert_true (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL));
        n++;
      }
  g_assert_cmpuint (n, ==, rw_shell_n_pages ());
  wait_until (rw_session_get_state (shell->base.a.session) == RW_SYNC_STATE_UP_TO_DATE);
  g_assert_true (rw_test_shows (status, "Up to date"));
}

static void
test_sidebar_row (void)
{
  GtkWidget *row = g_object_ref_sink (rw_sidebar_row_new ("tickets", "Tickets", "rw-tickets-symbolic"));

  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Tickets"));
  rw_sidebar_row_set_badge (RW_SIDEBAR_ROW (row), "3", TRUE);
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                     "Tickets, 3 need attention"));
  rw_sidebar_row_set_badge (RW_SIDEBAR_ROW (row), NULL, FALSE);
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Tickets"));
  g_assert_finalize_object (row);
}

static void
test_palette (Shell         *shell,
              gconstpointer  flags)
{
  AdwDialog *dialog = rw_palette_new (shell->window);
  RwPalette *palette = RW_PALETTE (dialog);
  GtkWidget *entry;

  adw_dialog_present (dialog, GTK_WIDGET (shell->window));
  entry = rw_test_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY);
  rw_palette_set_text (palette, "nothing at all is called like this");
  wait_until (rw_palette_settled (palette));
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 0);

  rw_palette_set_text (palette, "preferences");
  wait_until (rw_palette_settled (palette));
  g_assert_cmpuint (rw_palette_get_n (palette), >=, 1);
  g_assert_cmpstr (rw_palette_get_title (palette, 0), ==, "Preferences");

  rw_palette_set_text (palette, "T-1042");
  wait_until (rw_palette_settled (palette));
  g_assert_cmpstr (rw_palette_get_title (palette, 0), ==, "Go to T-1042");

  rw_palette_set_text (palette, "web-002");
  wait_until (rw_palette_settled (palette));
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 1);
  g_assert_cmpstr (rw_palette_get_title (palette, 0), ==, "web-002");
  g_signal_emit_by_name (entry, "activate");
  wait_until (inspects (shell, &shell->base.devices[1]));

  /* What was opened is what the palette offers first from now on. */
  dialog = rw_palette_new (shell->window);
  adw_dialog_present (dialog, GTK_WIDGET (shell->window));
  wait_until (rw_palette_settled (RW_PALETTE (dialog)));
  g_assert_cmpstr (rw_palette_get_title (RW_PALETTE (dialog), 0), ==, "web-002");
  adw_dialog_force_close (dialog);
}

/* What was typed is searched for a moment later; the palette may be gone by then, while something on the desktop still
 * holds its entry. */
static void
test_palette_closed_while_typing (Shell         *shell,
                                  gconstpointer  flags)
{
  AdwDialog *dialog = rw_palette_new (shell->window);
  g_autoptr (GtkWidget) entry = NULL;
  GtkWidget *palette = GTK_WIDGET (dialog);
  gint64 end;

  adw_dialog_present (dialog, GTK_WIDGET (shell->window));
  entry = g_object_ref (rw_test_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY));
  g_object_add_weak_pointer (G_OBJECT (palette), (gpointer *) &palette);
  gtk_editable_set_text (GTK_EDITABLE (entry), "web");
  adw_dialog_force_close (dialog);
  wait_until (palette == NULL);
  end = g_get_monotonic_time () + 150 * G_TIME_SPAN_MILLISECOND;
  g_signal_emit_by_name (entry, "search-changed");
  while (g_get_monotonic_time () < end)
    fixture_iterate ();
}

static void
look_for (RwPalette  *palette,
          const char *text)
{
  rw_palette_set_text (palette, text);
  wait_until (rw_palette_settled (palette));
}

/* Searching with filters: what is typed wrong is said, a filter that is begun is offered, and an action is not
 * meant any more. */
static void
test_palette_filters (Shell         *shell,
                      gconstpointer  flags)
{
  AdwDialog *dialog = rw_palette_new (shell->window);
  RwPalette *palette = RW_PALETTE (dialog);
  GtkWidget *entry;

  adw_dialog_present (dialog, GTK_WIDGET (shell->window));
  entry = rw_test_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY);
  look_for (palette, "type:system web");
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 3);
  g_assert_cmpstr (rw_palette_get_title (palette, 0), ==, "web-001");
  look_for (palette, "type:system web -002");
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 2);
  look_for (palette, "type:change web");
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 0);
  look_for (palette, "type:system preferences");
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 0);

  g_assert_true (
    rw_test_says (GTK_WIDGET (dialog),
                  "Narrow with status:open  prio:1-2  customer:…  ci:…  -word  “exact words”"));
  look_for (palette, "prio:9");
  g_assert_true (rw_test_says (GTK_WIDGET (dialog), "“9” is no priority. Try 1, or 1-2."));

  look_for (palette, "web -custom");
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 4);
  g_assert_cmpstr (rw_palette_get_title (palette, 3), ==, "-customer:");
  look_for (palette, "type:system stat");
  g_assert_cmpuint (rw_palette_get_n (palette), ==, 1);
  g_assert_cmpstr (rw_palette_get_title (palette, 0), ==, "status:");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "type:system status:");
  adw_dialog_force_close (dialog);
}

static GtkInscription *
find_inscription (GtkWidget  *widget,
                  const char *text)
{
  if (GTK_IS_INSCRIPTION (widget) &&
      g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return GTK_INSCRIPTION (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkInscription *found = find_inscription (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
row_has_focus (Shell      *shell,
               const char *name)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (shell->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_COLUMN_VIEW) != NULL &&
         find_inscription (focus, name) != NULL;
}

/* Whoever goes to a system by keyboard goes on by keyboard, from its row. */
static void
test_reveal_focus (Shell         *shell,
                   gconstpointer  flags)
{
  static const char *const names[] = { "web-003", "web-002" };
  GtkWidget *entry;
  AdwDialog *dialog;

  /* As on a desk: the palette gives the focus back in its own time. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  rw_window_go_to_page (shell->window, "tickets");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      dialog = rw_palette_new (shell->window);
      g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
      adw_dialog_present (dialog, GTK_WIDGET (shell->window));
      entry = rw_test_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY);
      rw_palette_set_text (RW_PALETTE (dialog), names[i]);
      wait_until (rw_palette_settled (RW_PALETTE (dialog)) &&
                  rw_palette_get_n (RW_PALETTE (dialog)) == 1);
      g_signal_emit_by_name (entry, "activate");
      wait_until (dialog == NULL);
      wait_until (rw_window_settled (shell->window));
      /* What an address means is looked up first. */
      wait_until (g_str_equal (RW_PAGE_GET_CLASS (rw_window_get_page (shell->window))->id, "systems"));
      wait_until (row_has_focus (shell, names[i]));
      wait_until (inspects (shell, &shell->base.devices[i == 0 ? 2 : 1]));
    }
  rw_window_go_to_page (shell->window, "overview");
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static guint
count_pages (Shell *shell)
{
  GtkWidget *page = rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_PAGE);
  guint n = 0;

  for (; page != NULL; page = gtk_widget_get_next_sibling (page))
    n += RW_IS_PAGE (page);
  return n;
}

/* With data at hand the first thing to see is the page, and only that page was made. */
static void
test_start (Shell         *shell,
            gconstpointer  flags)
{
  gtk_window_destroy (GTK_WINDOW (shell->window));
  g_clear_object (&shell->window);
  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, shell->base.a.dir)));
  rw_window_adopt_session (shell->window, shell->base.a.session);
  rw_window_present_whole (shell->window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (shell->window)));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (shell->window)));
  g_assert_cmpuint (count_pages (shell), ==, 1);
  g_assert_null (rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_WELCOME));

  /* What belongs to a page that nobody has looked at yet works all the same. */
  rw_window_activate_in_page (shell->window, "racks", "racks.zoom-in");
  g_assert_cmpstr (RW_PAGE_GET_CLASS (rw_window_get_page (shell->window))->id, ==, "racks");
  wait_until (rw_window_settled (shell->window));
  g_assert_cmpuint (count_pages (shell), ==, rw_shell_n_pages ());
  rw_window_go_to_page (shell->window, "overview");
}

/* Without data the window does not keep anybody waiting for a page. */
static void
test_start_empty (Shell         *shell,
                  gconstpointer  flags)
{
  GtkWidget *window;

  gtk_window_destroy (GTK_WINDOW (shell->window));
  g_clear_object (&shell->window);
  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, shell->base.a.dir)));
  window = GTK_WIDGET (shell->window);
  rw_window_start (shell->window);
  rw_window_present_whole (shell->window);
  g_assert_true (gtk_widget_get_visible (window));
  wait_until (rw_test_find (window, RW_TYPE_WELCOME) != NULL &&
              gtk_widget_get_mapped (rw_test_find (window, RW_TYPE_WELCOME)));

  /* Nor does an attempt that takes longer than a moment. */
  gtk_window_destroy (GTK_WINDOW (window));
  g_clear_object (&shell->window);
  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, shell->base.a.dir)));
  window = GTK_WIDGET (shell->window);
  rw_window_start_server (shell->window, "http://127.0.0.1:9");
  rw_window_present_whole (shell->window);
  wait_until (gtk_widget_get_mapped (window));
  /* What is being done, and soon after it where to log in: both stand in the same place. */
  wait_until (rw_test_find (window, RW_TYPE_WELCOME) != NULL &&
              gtk_widget_get_mapped (rw_test_find (window, RW_TYPE_WELCOME)));
  wait_until (rw_window_get_session (shell->window) != NULL);
  close_session (shell);
}

static void
test_inspector (Shell         *shell,
                gconstpointer  flags)
{
  GtkWidget *inspector = GTK_WIDGET (inspector_of (shell)), *row;

  /* The overview shows no records of its own, and no empty inspector. */
  rw_window_go_to_page (shell->window, "systems");
  g_assert_null (rw_inspector_get_record (inspector_of (shell)));
  wait_until (rw_test_shows (inspector, "Nothing Selected"));

  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[0]);
  wait_until (inspects (shell, &shell->base.devices[0]));
  g_assert_true (rw_test_shows (inspector, "web-001"));
  /* Where it stands, what it is, and through a reference what it is a kind of. */
  g_assert_true (rw_test_shows (inspector, "C3 · R11, unit 10, front"));
  g_assert_true (rw_test_shows (inspector, "Racked"));
  g_assert_true (rw_test_shows (inspector, "Dell R640"));
  row = find_row (inspector, RW_DEVICE_NAME);
  g_assert_null (gtk_test_accessible_check_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                     "Name: web-001"));
  g_assert_null (find_row (inspector, RW_DEVICE_SERIAL));

  rw_window_go_to (shell->window, RW_KIND_RACK, &shell->base.rack);
  wait_until (inspects (shell, &shell->base.rack));
  g_assert_true (rw_test_shows (inspector, "3 Devices"));
  g_assert_true (rw_test_shows (inspector, "web-003"));
}

static void
type_and_apply (GtkWidget  *row,
                const char *text)
{
  GtkWidget *entry;

  rw_property_row_edit (RW_PROPERTY_ROW (row));
  g_assert_true (rw_property_row_get_editing (RW_PROPERTY_ROW (row)));
  entry = rw_test_find (row, GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static gboolean
shows_name (Shell      *shell,
            const char *name)
{
  RwRecord *record = rw_inspector_get_record (inspector_of (shell));

  return record != NULL && g_str_equal (rw_record_get_title (record), name);
}

static void
test_edit (Shell         *shell,
           gconstpointer  flags)
{
  GtkWidget *inspector = GTK_WIDGET (inspector_of (shell)), *row;

  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[0]);
  wait_until (inspects (shell, &shell->base.devices[0]));

  /* What a rule forbids stays in the editor, with the reason. */
  row = find_row (inspector, RW_DEVICE_NAME);
  type_and_apply (row, "");
  g_assert_true (rw_property_row_get_editing (RW_PROPERTY_ROW (row)));
  g_assert_true (rw_test_shows (row, "Name is missing"));

  type_and_apply (row, "web-900");
  wait_until (shows_name (shell, "web-900"));
  wait_until (rw_test_shows (GTK_WIDGET (shell->window), "Name of web-001: web-900"));
  wait_until (rw_session_get_pending (shell->base.a.session) == 0);

  wait_until (rw_session_get_can_undo (shell->base.a.session));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shell->window), "win.undo", NULL));
  wait_until (shows_name (shell, "web-001"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (shell->window), "win.redo", NULL));
  wait_until (shows_name (shell, "web-900"));
  wait_until (rw_session_get_pending (shell->base.a.session) == 0);

  /* The server knows who did what. */
  rw_window_go_to (shell->window, RW_KIND_RACK, &shell->base.rack);
  wait_until (inspects (shell, &shell->base.rack));
  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[0]);
  wait_until (inspects (shell, &shell->base.devices[0]));
  g_assert_true (rw_test_shows (inspector, "web-001 → web-900"));
}

static gint64
device_seq (Shell *shell)
{
  g_autoptr (RwRecord) record =
    console_get (&shell->base.a, RW_KIND_DEVICE, &shell->base.devices[0]);

  return rw_record_get_seq (record);
}

static void
set_access (Shell      *shell,
            const char *text)
{
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (RwSecret) seen = NULL;
  RwSession *session = shell->base.a.session;

  rw_session_read_secret_async (session, RW_KIND_DEVICE, &shell->base.devices[0], RW_DEVICE_ACCESS,
                                NULL, answer_cb, &read);
  wait_until (read != NULL);
  seen = rw_session_read_secret_finish (session, read, NULL);
  g_assert_nonnull (seen);
  rw_session_set_secret_async (session, RW_KIND_DEVICE, &shell->base.devices[0], RW_DEVICE_ACCESS,
                               seen, text, NULL, answer_cb, &set);
  wait_until (set != NULL);
  g_assert_true (rw_session_set_secret_finish (session, set, NULL));
  /* A record that changes is shown anew, without its secrets. */
  wait_until (device_seq (shell) > seen->seq);
}

static RwSecretRow *
secret_row (Shell *shell)
{
  return RW_SECRET_ROW (rw_test_find (GTK_WIDGET (inspector_of (shell)), RW_TYPE_SECRET_ROW));
}

static void
inspect (Shell *shell,
         guint  device)
{
  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[device]);
  wait_until (inspects (shell, &shell->base.devices[device]));
}

/* What is never cached is there when it is asked for, and goes again. */
static void
test_secret (Shell         *shell,
             gconstpointer  flags)
{
  GtkWidget *inspector = GTK_WIDGET (inspector_of (shell));
  GtkTextView *view;
  gint64 before;

  set_access (shell, "mgmt-101, user ops, word Hjk-81");
  inspect (shell, 0);
  wait_until (!rw_test_shows (inspector, "Hjk-81"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (secret_row (shell)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Access data is hidden");
  rw_secret_row_show (secret_row (shell));
  wait_until (rw_test_shows (inspector, "Hjk-81"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (secret_row (shell)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Access data is shown");
  /* Another record, and back. */
  inspect (shell, 1);
  inspect (shell, 0);
  g_assert_false (rw_test_shows (inspector, "Hjk-81"));

  before = device_seq (shell);
  rw_secret_row_edit (secret_row (shell));
  wait_until (rw_secret_row_get_editing (secret_row (shell)));
  view = GTK_TEXT_VIEW (rw_test_find (GTK_WIDGET (secret_row (shell)), GTK_TYPE_TEXT_VIEW));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "word Mno-92", -1);
  g_signal_emit_by_name (rw_test_find (GTK_WIDGET (secret_row (shell)), RW_TYPE_FIELD_EDITOR),
                         "apply");
  wait_until (!rw_secret_row_get_editing (secret_row (shell)));
  wait_until (device_seq (shell) > before);
  wait_until (rw_inspector_settled (inspector_of (shell)) &&
              rw_test_shows (inspector, "Access data changed"));
  g_assert_cmpuint (rw_session_get_pending (shell->base.a.session), ==, 0);
  rw_secret_row_show (secret_row (shell));
  wait_until (rw_test_shows (inspector, "Mno-92"));

  fixture_stop_server (&shell->base);
  wait_until (rw_session_get_state (shell->base.a.session) == RW_SYNC_STATE_OFFLINE);
  inspect (shell, 1);
  inspect (shell, 0);
  g_assert_true (rw_test_shows (inspector, "Not kept on this computer. Shown while connected"));
  g_assert_false (rw_test_shows (inspector, "Mno-92"));
}

static void
test_offline (Shell         *shell,
              gconstpointer  flags)
{
  GtkWidget *inspector = GTK_WIDGET (inspector_of (shell)), *row;
  GtkWidget *status = rw_test_find (GTK_WIDGET (shell->window), RW_TYPE_SYNC_STATUS);

  fixture_stop_server (&shell->base);
  wait_until (rw_session_get_state (shell->base.a.session) == RW_SYNC_STATE_OFFLINE);
  g_assert_true (rw_test_shows (status, "Offline since"));

  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[2]);
  wait_until (inspects (shell, &shell->base.devices[2]));
  g_assert_true (rw_test_shows (inspector, "The history is kept on the server"));
  row = find_row (inspector, RW_DEVICE_NAME);
  type_and_apply (row, "web-offline");
  wait_until (shows_name (shell, "web-offline"));
  wait_until (rw_test_shows (status, "1 edit waiting"));

  fixture_start_server (&shell->base);
  rw_session_sync_now (shell->base.a.session);
  wait_until (rw_test_shows (status, "Up to date"));
  g_assert_cmpuint (rw_session_get_pending (shell->base.a.session), ==, 0);
  g_assert_true (shows_name (shell, "web-offline"));
}

static void
test_address (Shell         *shell,
              gconstpointer  flags)
{
  g_autofree char *address = rw_address_to_string (RW_KIND_DEVICE, &shell->base.devices[1]);

  rw_window_open_address (shell->window, address);
  wait_until (inspects (shell, &shell->base.devices[1]));
  rw_window_open_address (shell->window, "rackward://rack/R11");
  wait_until (inspects (shell, &shell->base.rack));
  rw_window_open_address (shell->window, "rackward://rack/R99");
  wait_until (rw_test_shows (GTK_WIDGET (shell->window), "There is no Rack “R99”"));
  rw_window_open_address (shell->window, "mailto:somebody");
  wait_until (rw_test_shows (GTK_WIDGET (shell->window), "is not an address of Rackward"));
}

static gboolean
count_frame (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       data)
{
  guint *n = data;

  (*n)++;
  return *n < 4 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Until a change of layout is drawn libadwaita keeps a picture of the old one, and a window that goes
 * meanwhile leaves it behind. */
static void
wait_for_frames (GtkWidget *widget)
{
  guint n = 0;

  gtk_widget_add_tick_callback (widget, count_frame, &n, NULL);
  wait_until (n == 4);
}

/* Every page in a narrow window, too: a width that a page cannot have is a warning, and fatal here. */
static void
test_narrow (Shell         *shell,
             gconstpointer  flags)
{
  GtkWidget *split = rw_test_find (GTK_WIDGET (shell->window), ADW_TYPE_NAVIGATION_SPLIT_VIEW);
  GtkWidget *inspector = rw_test_find (GTK_WIDGET (shell->window), ADW_TYPE_OVERLAY_SPLIT_VIEW);

  g_assert_false (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)));
  gtk_window_set_default_size (GTK_WINDOW (shell->window), 700, 700);
  wait_until (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)));
  g_assert_true (adw_overlay_split_view_get_collapsed (ADW_OVERLAY_SPLIT_VIEW (inspector)));
  g_assert_false (adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (inspector)));
  for (guint i = 0; i < rw_shell_n_pages (); i++)
    {
      g_test_message ("%s", ((RwPageClass *) g_type_class_peek (rw_shell_page_type (i)))->id);
      rw_window_go_to_page (shell->window, ((RwPageClass *) g_type_class_peek (rw_shell_page_type (i)))->id);
      wait_until (rw_window_settled (shell->window));
      wait_for_frames (GTK_WIDGET (shell->window));
    }
  /* The choice for wide windows is not lost over it. */
  gtk_window_set_default_size (GTK_WINDOW (shell->window), 1366, 700);
  wait_until (!adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (split)));
  g_assert_true (g_settings_get_boolean (rw_settings_get (), "inspector"));
  wait_for_frames (GTK_WIDGET (shell->window));
}

/* An edit that only this computer has. */
static void
edit_offline (Shell *shell)
{
  g_autoptr (GError) error = NULL;

  fixture_stop_server (&shell->base);
  wait_until (rw_session_get_state (shell->base.a.session) == RW_SYNC_STATE_OFFLINE);
  console_set_text (&shell->base.a, RW_KIND_DEVICE, &shell->base.devices[0], RW_DEVICE_NAME,
                    "web-offline", &error);
  g_assert_no_error (error);
}

/* The lease has run out: nothing of the data is shown until the next log-in. */
static void
test_locked (Shell         *shell,
             gconstpointer  flags)
{
  GtkWidget *window = GTK_WIDGET (shell->window);

  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[0]);
  wait_until (inspects (shell, &shell->base.devices[0]));
  edit_offline (shell);
  rw_clock_sleep (15 * RW_DAY);
  rw_session_sync_now (shell->base.a.session);
  wait_until (rw_test_shows (window, "The Data Are Locked"));
  g_assert_true (rw_test_shows (window, "1 edit that waits is kept"));
  g_assert_true (rw_test_shows (window, "Export Waiting Edits"));
  g_assert_null (rw_inspector_get_record (inspector_of (shell)));
  g_assert_false (rw_test_shows (window, "web-0"));
  /* No key leads around it. */
  gtk_widget_activate_action (window, "win.page-systems", NULL);
  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[1]);
  wait_for_frames (window);
  g_assert_true (rw_test_shows (window, "The Data Are Locked"));

  fixture_start_server (&shell->base);
  rw_session_set_token (shell->base.a.session, shell->base.token);
  wait_until (rw_window_settled (shell->window));
  wait_until (rw_session_get_pending (shell->base.a.session) == 0);
  g_assert_false (rw_test_shows (window, "The Data Are Locked"));
  rw_window_go_to (shell->window, RW_KIND_DEVICE, &shell->base.devices[0]);
  wait_until (inspects (shell, &shell->base.devices[0]));
}

static guint
count_files (const char *dir,
             const char *prefix)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (listing)) != NULL)
    if (g_str_has_prefix (name, prefix))
      n++;
  return n;
}

/* Somebody leaves, and an edit waits: they are asked, and the edit is kept. */
static void
test_sign_out_with_edits (Shell         *shell,
                          gconstpointer  flags)
{
  GtkWidget *window = GTK_WIDGET (shell->window), *dialog;

  edit_offline (shell);
  gtk_widget_activate_action (window, "win.sign-out", NULL);
  wait_until (rw_test_shows (window, "Sign Out?"));
  g_assert_true (rw_test_shows (window, "1 edit has not reached the server yet"));
  g_assert_true (rw_test_shows (window, "Export Edits"));
  g_assert_true (rw_test_shows (window, "Discard Edits"));
  dialog = rw_test_find (window, ADW_TYPE_ALERT_DIALOG);
  g_signal_emit_by_name (dialog, "response::keep", "keep");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  wait_until (rw_test_shows (window, "Try It with Sample Data"));
  wait_until (count_files (shell->base.a.dir, "cache-") == 0);
  g_assert_cmpuint (count_files (shell->base.a.dir, "work-"), >=, 1);
}

static void
test_sign_in (Shell         *shell,
              gconstpointer  flags)
{
  GtkWidget *window = GTK_WIDGET (shell->window);

  wait_until (rw_test_shows (window, "Try It with Sample Data"));

  fill_form (shell, shell->base.url, "jana", "not the password");
  wait_until (rw_test_shows (window, "The log-in or the password is wrong"));
  g_assert_null (rw_window_get_session (shell->window));

  /* The same files again, and nobody in the way of them. */
  fill_form (shell, shell->base.url, "jana", FIXTURE_PASSWORD);
  wait_until (rw_window_settled (shell->window));
  wait_until (rw_session_get_state (rw_window_get_session (shell->window)) == RW_SYNC_STATE_UP_TO_DATE);
  g_assert_cmpstr (rw_session_get_person_name (rw_window_get_session (shell->window)), ==, "Jana");

  /* Out, and in as before: the session before has to be closed first. */
  g_assert_true (gtk_widget_activate_action (window, "win.sign-out", NULL));
  wait_until (rw_test_shows (window, "Try It with Sample Data"));
  fill_form (shell, shell->base.url, "jana", FIXTURE_PASSWORD);
  wait_until (rw_window_settled (shell->window));
  close_session (shell);
}

static void
test_unreachable (Shell         *shell,
                  gconstpointer  flags)
{
  GtkWidget *window = GTK_WIDGET (shell->window);

  fixture_stop_server (&shell->base);
  fill_form (shell, shell->base.url, "jana", FIXTURE_PASSWORD);
  wait_until (rw_test_shows (window, "does not answer"));
  g_assert_null (rw_window_get_session (shell->window));

  fill_form (shell, "http://ops.example.net", "jana", FIXTURE_PASSWORD);
  wait_until (rw_test_shows (window, "Without encryption"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add_func ("/console/sidebar-row", test_sidebar_row);
#define add(path, func) g_test_add (path, Shell, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, func, tear_down)
  add ("/console/window/names", test_names);
  add ("/console/window/palette", test_palette);
  add ("/console/window/palette-filters", test_palette_filters);
  add ("/console/window/palette-closed-while-typing", test_palette_closed_while_typing);
  add ("/console/window/reveal-focus", test_reveal_focus);
  add ("/console/window/start", test_start);
  add ("/console/window/inspector", test_inspector);
  add ("/console/window/secret", test_secret);
  add ("/console/window/edit", test_edit);
  add ("/console/window/offline", test_offline);
  add ("/console/window/locked", test_locked);
  add ("/console/window/sign-out-with-edits", test_sign_out_with_edits);
  add ("/console/window/address", test_address);
  add ("/console/window/narrow", test_narrow);
#undef add
  g_test_add ("/console/window/start-empty", Shell, GUINT_TO_POINTER (FIXTURE_PLAIN),
              set_up_first_run, test_start_empty, tear_down);
  g_test_add ("/console/window/sign-in", Shell, GUINT_TO_POINTER (FIXTURE_RECORDS | FIXTURE_PEOPLE), set_up_first_run,
              test_sign_in, tear_down);
  g_test_add ("/console/window/unreachable", Shell, GUINT_TO_POINTER (FIXTURE_PLAIN), set_up_first_run,
              test_unreachable, tear_down);
  return g_test_run ();
}
