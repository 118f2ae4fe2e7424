/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "rw-action.h"
#include "rw-conflict-card.h"
#include "rw-field-editor.h"
#include "rw-inbox-page.h"
#include "rw-outbox-row.h"
#include "rw-settings.h"
#include "rw-test-widgets.h"
#include "rw-window.h"
#include "session-fixture.h"

/* The page of the person's own edits, in a window on a session on a server. */
typedef struct
{
  Fixture base;
  RwWindow *window;
} Shell;

#define N_CONFLICTS 3

static void
set_title (Console *console, const RwId *id, const char *text)
{
  g_assert_true (console_set_text (console, RW_KIND_TICKET, id, RW_TICKET_TITLE, text, NULL));
}

static gboolean
title_is (Console *console, const RwId *id, const char *text)
{
  g_autofree char *title = console_get_text (console, RW_KIND_TICKET, id, RW_TICKET_TITLE);

  return g_strcmp0 (title, text) == 0;
}

/* A has edited what B edited too, and does not know yet. */
static void
set_up (Shell *shell, gconstpointer flags)
{
  Fixture *base = &shell->base;

  fixture_set_up (base, flags);
  console_open (&base->a, base->token);
  console_open (&base->b, base->token_b);
  console_wait_synced (&base->a);
  console_wait_synced (&base->b);
  fixture_stop_server (base);
  wait_until (rw_session_get_state (base->a.session) == RW_SYNC_STATE_OFFLINE);
  for (guint i = 0; i < N_CONFLICTS; i++)
    set_title (&base->a, &base->tickets[i], "mine");
  console_close (&base->a);
  fixture_start_server (base);
  rw_session_sync_now (base->b.session);
  for (guint i = 0; i < N_CONFLICTS; i++)
    set_title (&base->b, &base->tickets[i], "theirs");
  wait_until (rw_session_get_pending (base->b.session) == 0);
  base->a.session = rw_session_new (base->url, base->a.dir);
  console_open (&base->a, base->token);
  wait_until (rw_session_get_pending (base->a.session) == 0);
  console_wait_synced (&base->a);
  wait_until (rw_session_get_roles (base->a.session) != 0);

  shell->window = g_object_ref_sink (RW_WINDOW (rw_window_new (NULL, base->a.dir)));
  gtk_window_present (GTK_WINDOW (shell->window));
  rw_window_adopt_session (shell->window, base->a.session);
  wait_until (rw_window_settled (shell->window));
  rw_window_go_to_page (shell->window, "inbox");
  wait_until (RW_IS_INBOX_PAGE (rw_window_get_page (shell->window)) &&
              rw_window_settled (shell->window));
}

static void
tear_down (Shell *shell, gconstpointer flags)
{
  gtk_window_destroy (GTK_WINDOW (shell->window));
  g_clear_object (&shell->window);
  fixture_tear_down (&shell->base, flags);
}

static guint
count (Shell *shell, GType type)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  rw_test_find_all (GTK_WIDGET (rw_window_get_page (shell->window)), type, found);
  return found->len;
}

static gpointer
nth (Shell *shell, GType type, guint n)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  rw_test_find_all (GTK_WIDGET (rw_window_get_page (shell->window)), type, found);
  g_assert_cmpuint (found->len, >, n);
  return g_ptr_array_index (found, n);
}

/* What the key of the action does. */
static void
press (Shell *shell, const char *action)
{
  g_assert_nonnull (rw_actions_find (action)->accels);
  g_assert_true (
    gtk_widget_activate_action_variant (GTK_WIDGET (rw_window_get_page (shell->window)), action,
                                        NULL));
}

static void
test_decide (Shell *shell, gconstpointer flags)
{
  Fixture *base = &shell->base;
  GtkWidget *card;

  g_assert_cmpuint (count (shell, RW_TYPE_CONFLICT_CARD), ==, N_CONFLICTS);
  card = nth (shell, RW_TYPE_CONFLICT_CARD, 0);
  g_assert_true (rw_test_says (card, "Ticket 1"));
  g_assert_true (rw_test_says (card, "theirs"));
  g_assert_true (rw_test_says (card, "mine"));
  g_assert_cmpstr (rw_page_get_badge (rw_window_get_page (shell->window), NULL), ==, "3");

  gtk_widget_grab_focus (card);
  press (shell, "inbox.keep");
  wait_until (count (shell, RW_TYPE_CONFLICT_CARD) == N_CONFLICTS - 1);
  wait_until (title_is (&base->b, &base->tickets[0], "mine"));
  /* The focus is where the next decision is. */
  card = nth (shell, RW_TYPE_CONFLICT_CARD, 0);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (shell->window)) == card);
  press (shell, "inbox.take");
  wait_until (count (shell, RW_TYPE_CONFLICT_CARD) == N_CONFLICTS - 2);
  g_assert_true (title_is (&base->a, &base->tickets[1], "theirs"));
  press (shell, "inbox.take");
  wait_until (rw_session_get_conflicts (base->a.session) == 0 && rw_window_settled (shell->window));
  g_assert_true (
    rw_test_says (GTK_WIDGET (rw_window_get_page (shell->window)), "Everything Is at the Server"));
}

static void
test_bulk (Shell *shell, gconstpointer flags)
{
  Fixture *base = &shell->base;

  press (shell, "inbox.mark-all");
  g_assert_true (rw_conflict_card_get_checked (nth (shell, RW_TYPE_CONFLICT_CARD, 2)));
  press (shell, "inbox.keep");
  for (guint i = 0; i < N_CONFLICTS; i++)
    wait_until (title_is (&base->b, &base->tickets[i], "mine"));
  g_assert_cmpuint (rw_session_get_conflicts (base->a.session), ==, 0);
}

static void
test_edit (Shell *shell, gconstpointer flags)
{
  Fixture *base = &shell->base;
  RwConflictCard *card = nth (shell, RW_TYPE_CONFLICT_CARD, 0);
  RwFieldEditor *editor;

  gtk_widget_grab_focus (GTK_WIDGET (card));
  press (shell, "inbox.edit");
  wait_until (rw_conflict_card_get_editor (card) != NULL);
  editor = RW_FIELD_EDITOR (rw_conflict_card_get_editor (card));
  {
    g_autofree char *text = rw_field_editor_dup_text (editor);

    g_assert_cmpstr (text, ==, "mine");
  }
  rw_field_editor_set_text (editor, "both");
  /* What else happens does not take the text away. */
  set_title (&base->b, &base->tickets[0], "theirs again");
  wait_until (title_is (&base->a, &base->tickets[0], "theirs again") &&
              rw_window_settled (shell->window));
  g_assert_true (rw_conflict_card_get_editor (nth (shell, RW_TYPE_CONFLICT_CARD, 0)) ==
                 GTK_WIDGET (editor));
  /* But what the person has not seen is not written over. */
  g_signal_emit_by_name (editor, "apply");
  wait_until (count (shell, RW_TYPE_FIELD_EDITOR) == 0 && rw_window_settled (shell->window));
  for (guint i = 0; i < 10; i++)
    fixture_iterate ();
  g_assert_cmpuint (rw_session_get_conflicts (base->a.session), ==, N_CONFLICTS);
  g_assert_true (title_is (&base->a, &base->tickets[0], "theirs again"));
}

/* Whether it was taken back, by now or once the question is answered. */
static gboolean
takes_back (Shell *shell)
{
  Fixture *base = &shell->base;
  AdwDialog *dialog;

  if (title_is (&base->a, &base->tickets[5], "Ticket 6"))
    return TRUE;
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shell->window));
  if (dialog != NULL)
    {
      /* It names what is lost. */
      g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "offline"));
      g_signal_emit_by_name (dialog, "response", "discard");
      adw_dialog_force_close (dialog);
    }
  else if (count (shell, RW_TYPE_OUTBOX_ROW) == 1)
    {
      /* An attempt that began or ended may have made the row anew. */
      gtk_widget_grab_focus (nth (shell, RW_TYPE_OUTBOX_ROW, 0));
      press (shell, "inbox.discard");
    }
  for (guint i = 0; i < 20; i++)
    fixture_iterate ();
  return FALSE;
}

static void
test_outbox (Shell *shell, gconstpointer flags)
{
  Fixture *base = &shell->base;
  GtkWidget *row;

  fixture_stop_server (base);
  wait_until (rw_session_get_state (base->a.session) == RW_SYNC_STATE_OFFLINE);
  set_title (&base->a, &base->tickets[5], "offline");
  wait_until (count (shell, RW_TYPE_OUTBOX_ROW) == 1 && rw_window_settled (shell->window));
  row = nth (shell, RW_TYPE_OUTBOX_ROW, 0);
  g_assert_true (rw_test_says (row, "offline"));
  for (guint i = 0; i < 10; i++)
    fixture_iterate ();
  row = nth (shell, RW_TYPE_OUTBOX_ROW, 0);
  gtk_widget_grab_focus (row);
  /* While an attempt to send it runs it cannot be taken back, and one may begin while the question is asked. */
  wait_until (takes_back (shell));
  wait_until (count (shell, RW_TYPE_OUTBOX_ROW) == 0);
  fixture_start_server (base);
}

int
main (int argc, char *argv[])
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define add(path, func) \
  g_test_add (path, Shell, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, func, tear_down)
  add ("/console/inbox/decide", test_decide);
  add ("/console/inbox/bulk", test_bulk);
  add ("/console/inbox/edit", test_edit);
  add ("/console/inbox/outbox", test_outbox);
#undef add
  return g_test_run ();
}
