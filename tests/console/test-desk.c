/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "rw-backup-popover.h"
#include "rw-backups-page.h"
#include "rw-board.h"
#include "rw-clock.h"
#include "rw-matrix.h"
#include "rw-test-widgets.h"
#include "rw-ticket-card.h"
#include "rw-ticket-view.h"
#include "rw-tickets-page.h"
#include "session-fixture.h"

/* A page in a window, on a session on a server, all in one main loop. */
typedef struct
{
  Fixture base;
  GtkWidget *page;
  GtkWidget *window;
} Desk;

static void
present (Desk      *desk,
         GtkWidget *page)
{
  GtkWidget *toasts = adw_toast_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *header = adw_header_bar_new ();
  RwPageClass *class = RW_PAGE_GET_CLASS (page);

  desk->page = page;
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &desk->page);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), class->create_header_start (RW_PAGE (page)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), class->create_header_end (RW_PAGE (page)));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  gtk_widget_set_vexpand (page, TRUE);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), box);
  desk->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (desk->window), 1200, 700);
  adw_window_set_content (ADW_WINDOW (desk->window), toasts);
  gtk_window_present (GTK_WINDOW (desk->window));
  class->shown (RW_PAGE (page), TRUE);
}

static gboolean
settled (Desk *desk)
{
  return RW_PAGE_GET_CLASS (desk->page)->settled (RW_PAGE (desk->page));
}

static void
set_up (Desk          *desk,
        gconstpointer  flags)
{
  fixture_set_up (&desk->base, flags);
  console_open (&desk->base.a, desk->base.token);
  console_wait_synced (&desk->base.a);
}

static void
tear_down (Desk          *desk,
           gconstpointer  flags)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  /* A toast keeps its page until its time is over, and an answer on the way until it is here. */
  wait_until (desk->page == NULL || !gtk_widget_get_mapped (desk->page));
  fixture_tear_down (&desk->base, flags);
}

static gboolean
shows_text (GtkWidget  *widget,
            const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

static int
status_of (Desk       *desk,
           const RwId *id)
{
  g_autoptr (RwRecord) ticket = console_get (&desk->base.a, RW_KIND_TICKET, id);

  return rw_record_get_enum (ticket, RW_TICKET_STATUS);
}

static guint
count (RwBoard *board,
       guint    column)
{
  return g_list_model_get_n_items (rw_board_get_column (board, column));
}

static int
count_status (Desk           *desk,
              RwTicketStatus  status)
{
  int n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (desk->base.tickets); i++)
    n += status_of (desk, &desk->base.tickets[i]) == (int) status;
  return n;
}

static void
test_move (Desk          *desk,
           gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  RwBoard *board;

  present (desk, rw_tickets_page_new ());
  rw_page_set_session (RW_PAGE (desk->page), desk->base.a.session);
  wait_until (settled (desk));
  board = RW_BOARD (rw_test_find (desk->page, RW_TYPE_BOARD));
  g_assert_cmpuint (count (board, 0), ==, 20);
  g_assert_cmpstr (rw_page_get_subtitle (RW_PAGE (desk->page)), ==, "20 open · 20 not assigned");

  /* Seen at once, kept soon, and undone. */
  rw_board_select (board, NULL, FALSE);
  rw_board_navigate (board, 1, 0);
  g_assert_true (rw_board_move_selected (board, 1));
  g_assert_cmpuint (count (board, 0), ==, 19);
  g_assert_cmpuint (count (board, 1), ==, 1);
  wait_until (count_status (desk, RW_TICKET_STATUS_ACCEPTED) == 1);
  wait_until (settled (desk));
  g_assert_cmpuint (count (board, 1), ==, 1);
  console_undo (&desk->base.a, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_status (desk, RW_TICKET_STATUS_ACCEPTED), ==, 0);
  wait_until (count (board, 0) == 20);
}

/* A list keeps the widget of an item that stays where it is: the card has to be told. */
static void
test_change_in_place (Desk          *desk,
                      gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *board;

  present (desk, rw_tickets_page_new ());
  rw_page_set_session (RW_PAGE (desk->page), desk->base.a.session);
  wait_until (settled (desk));
  board = rw_test_find (desk->page, RW_TYPE_BOARD);
  g_assert_false (shows_text (board, "Read Me at Once"));
  console_set_text (&desk->base.a, RW_KIND_TICKET, &desk->base.tickets[0], RW_TICKET_TITLE, "Read Me at Once", &error);
  g_assert_no_error (error);
  wait_until (settled (desk));
  wait_until (shows_text (board, "Read Me at Once"));
}

static void
test_move_offline (Desk          *desk,
                   gconstpointer  flags)
{
  RwBoard *board;

  present (desk, rw_tickets_page_new ());
  rw_page_set_session (RW_PAGE (desk->page), desk->base.a.session);
  wait_until (settled (desk));
  board = RW_BOARD (rw_test_find (desk->page, RW_TYPE_BOARD));
  fixture_stop_server (&desk->base);
  wait_until (rw_session_get_state (desk->base.a.session) == RW_SYNC_STATE_OFFLINE);
  wait_until (strstr (rw_page_get_subtitle (RW_PAGE (desk->page)), " · as of ") != NULL);
  rw_board_select (board, NULL, FALSE);
  rw_board_navigate (board, 1, 0);
  g_assert_true (rw_board_move_selected (board, 1));
  wait_until (rw_session_get_pending (desk->base.a.session) == 1);
  wait_until (count_status (desk, RW_TICKET_STATUS_ACCEPTED) == 1);
  fixture_start_server (&desk->base);
  rw_session_sync_now (desk->base.a.session);
  wait_until (rw_session_get_pending (desk->base.a.session) == 0);
  wait_until (settled (desk));
  g_assert_cmpuint (count (board, 1), ==, 1);
}

static void
test_filter (Desk          *desk,
             gconstpointer  flags)
{
  RwPageClass *class;
  RwBoard *board;

  present (desk, rw_tickets_page_new ());
  class = RW_PAGE_GET_CLASS (desk->page);
  rw_page_set_session (RW_PAGE (desk->page), desk->base.a.session);
  wait_until (settled (desk));
  board = RW_BOARD (rw_test_find (desk->page, RW_TYPE_BOARD));
  class->search (RW_PAGE (desk->page), "no such words");
  g_assert_cmpuint (count (board, 0), ==, 0);
  g_assert_true (g_str_has_prefix (rw_page_get_subtitle (RW_PAGE (desk->page)), "0 of 20 open"));
  class->search (RW_PAGE (desk->page), "");
  g_assert_cmpuint (count (board, 0), ==, 20);
}

static void
test_message (Desk          *desk,
              gconstpointer  flags)
{
  const RwId *id = &desk->base.tickets[3];
  GtkWidget *view;
  gint64 before;

  present (desk, rw_tickets_page_new ());
  rw_page_set_session (RW_PAGE (desk->page), desk->base.a.session);
  wait_until (settled (desk));
  before = console_count (&desk->base.a, RW_KIND_MESSAGE);
  g_assert_true (rw_page_reveal (RW_PAGE (desk->page), RW_KIND_TICKET, id));
  wait_until (settled (desk));
  view = rw_test_find (desk->page, RW_TYPE_TICKET_VIEW);
  g_assert_true (gtk_widget_get_child_visible (view));

  g_signal_emit_by_name (view, "send", RW_MESSAGE_TYPE_NOTE, "Nur für uns");
  wait_until (console_count (&desk->base.a, RW_KIND_MESSAGE) == before + 1);
  {
    g_autoptr (RwRecord) ticket = console_get (&desk->base.a, RW_KIND_TICKET, id);

    g_assert_false (rw_record_has (ticket, RW_TICKET_ACCEPTED));
  }
  /* The first public answer ends the response clock: both are one edit. */
  g_signal_emit_by_name (view, "send", RW_MESSAGE_TYPE_REPLY, "Wir kümmern uns");
  wait_until (console_count (&desk->base.a, RW_KIND_MESSAGE) == before + 2);
  {
    g_autoptr (RwRecord) ticket = console_get (&desk->base.a, RW_KIND_TICKET, id);

    g_assert_true (rw_record_has (ticket, RW_TICKET_ACCEPTED));
  }
  g_signal_emit_by_name (view, "set-status", RW_TICKET_STATUS_IN_PROGRESS);
  wait_until (status_of (desk, id) == RW_TICKET_STATUS_IN_PROGRESS);
  /* Refused before it becomes an edit: only a resolved ticket is closed. */
  wait_until (settled (desk));
  g_signal_emit_by_name (view, "set-status", RW_TICKET_STATUS_CLOSED);
  g_signal_emit_by_name (view, "set-priority", RW_PRIORITY_P1);
  wait_until (rw_session_get_pending (desk->base.a.session) == 0);
  wait_until (settled (desk));
  g_assert_cmpint (status_of (desk, id), ==, RW_TICKET_STATUS_IN_PROGRESS);
  g_signal_emit_by_name (view, "back");
  g_assert_false (gtk_widget_get_child_visible (view));
}

/* A machine in operation that nothing backs up. */
static void
create_unprotected (Desk *desk)
{
  g_autoptr (RwRecord) vm = rw_record_new (RW_KIND_VM, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_text (vm, RW_VM_NAME, "new-web-836");
  rw_record_set_enum (vm, RW_VM_STAGE, RW_STAGE_OPERATION);
  for (guint tick = RW_VM_TICK_NETWORK_AT; tick <= RW_VM_TICK_BACKUP_AT; tick += 2)
    rw_record_set_instant (vm, tick, rw_clock_now ());
  console_edit (&desk->base.a, rw_edit_new_create (vm), "Create new-web-836", &error);
  g_assert_no_error (error);
}

static void
test_acknowledge (Desk          *desk,
                  gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *popover;
  gboolean urgent;
  guint row, day;

  create_unprotected (desk);
  present (desk, rw_backups_page_new ());
  rw_page_set_session (RW_PAGE (desk->page), desk->base.a.session);
  wait_until (settled (desk));
  g_assert_cmpstr (rw_page_get_badge (RW_PAGE (desk->page), &urgent), ==, "1");
  g_assert_true (urgent);
  g_assert_true (g_str_has_prefix (rw_page_get_subtitle (RW_PAGE (desk->page)), "0 of 1 systems recoverable"));
  g_assert_true (
    rw_matrix_get_cursor (RW_MATRIX (rw_test_find (desk->page, RW_TYPE_MATRIX)), &row, &day));

  popover = rw_test_find (desk->page, RW_TYPE_BACKUP_POPOVER);
  g_signal_emit_by_name (rw_test_find (desk->page, RW_TYPE_MATRIX), "cell-activated", row, day);
  wait_until (gtk_widget_get_visible (popover));
  g_signal_emit_by_name (popover, "answer", "Job kommt heute", 3u);
  wait_until (console_count (&desk->base.a, RW_KIND_BACKUP_ACK) == 1);
  wait_until (rw_page_get_badge (RW_PAGE (desk->page), NULL) == NULL);
  console_undo (&desk->base.a, FALSE, &error);
  g_assert_no_error (error);
  wait_until (g_strcmp0 (rw_page_get_badge (RW_PAGE (desk->page), NULL), "1") == 0);
}

/* Come and go without a session. */
static void
test_life (void)
{
  GtkWidget *(*const create[]) (void) = { rw_tickets_page_new, rw_backups_page_new };

  for (guint i = 0; i < G_N_ELEMENTS (create); i++)
    {
      Desk desk = { 0 };
      RwId id = rw_id_from_name ("test", "ticket");
      RwPageClass *class;

      present (&desk, create[i] ());
      class = RW_PAGE_GET_CLASS (desk.page);
      g_assert_false (settled (&desk));
      class->search (RW_PAGE (desk.page), "db");
      class->search (RW_PAGE (desk.page), "");
      g_assert_false (rw_page_reveal (RW_PAGE (desk.page), RW_KIND_MACRO, &id));
      class->shown (RW_PAGE (desk.page), FALSE);
      gtk_window_destroy (GTK_WINDOW (desk.window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_null (desk.page);
    }
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GTK_A11Y", "test", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  g_test_add_func ("/console/desk/life", test_life);
#define add(path, func) g_test_add (path, Desk, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, func, tear_down)
  add ("/console/desk/move", test_move);
  add ("/console/desk/change-in-place", test_change_in_place);
  add ("/console/desk/move-offline", test_move_offline);
  add ("/console/desk/filter", test_filter);
  add ("/console/desk/message", test_message);
  add ("/console/desk/acknowledge", test_acknowledge);
#undef add
  return g_test_run ();
}
