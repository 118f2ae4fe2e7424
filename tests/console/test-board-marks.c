/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-page.h"
#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-ticket-card.h"

/* Doing something to many tickets at once. */

static int
status_of (Desk       *desk,
           const RwId *id)
{
  g_autoptr (RwRecord) ticket = console_get (&desk->base.a, RW_KIND_TICKET, id);

  return rw_record_get_enum (ticket, RW_TICKET_STATUS);
}

static guint
count_with (Desk  *desk,
            guint  field,
            int    value)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (desk->base.tickets); i++)
    {
      g_autoptr (RwRecord) ticket =
        console_get (&desk->base.a, RW_KIND_TICKET, &desk->base.tickets[i]);

      n += value < 0 ? rw_record_has (ticket, field) : rw_record_get_enum (ticket, field) == value;
    }
  return n;
}

/* What the bar says; empty where there is none. */
static const char *
bar_text (Desk *desk)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  rw_test_find_all (desk->page, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (labels->pdata[i]) &&
        g_str_has_suffix (gtk_label_get_label (labels->pdata[i]), " marked"))
      return gtk_label_get_label (labels->pdata[i]);
  return "";
}

static void
undo (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  console_undo (&desk->base.a, FALSE, &error);
  g_assert_no_error (error);
  wait_until (desk_settled (desk));
}

static void
set_status (Desk           *desk,
            const RwId     *id,
            RwTicketStatus  status)
{
  g_autoptr (RwRecord) before = console_get (&desk->base.a, RW_KIND_TICKET, id);
  g_autoptr (RwRecord) after = rw_record_dup (before);
  g_autoptr (GError) error = NULL;

  rw_ticket_set_status (after, status, rw_clock_now ());
  console_edit (&desk->base.a, rw_edit_new_diff (before, after), "By hand", &error);
  g_assert_no_error (error);
}

static void
mark_three (Desk *desk)
{
  desk_press (desk, "j");
  g_assert_true (desk_press (desk, "x"));
  g_assert_cmpstr (bar_text (desk), ==, "1 marked");
  g_assert_true (desk_press (desk, "<Shift>j"));
  g_assert_true (desk_press (desk, "<Shift>j"));
  g_assert_cmpstr (bar_text (desk), ==, "3 marked");
}

/* One key for all of them, and one step back. */
static void
test_bulk (Desk          *desk,
           gconstpointer  flags)
{
  mark_three (desk);
  rw_test_picture (desk->window, "tickets-marked");
  g_assert_true (desk_press (desk, "p"));
  g_assert_nonnull (strstr (adw_dialog_get_title (ADW_DIALOG (desk_chooser (desk))), "3 tickets"));
  desk_choose (desk, "p2");
  wait_until (count_with (desk, RW_TICKET_PRIORITY, RW_PRIORITY_P2) == 3);
  wait_until (desk_settled (desk));
  /* They are still marked. */
  g_assert_cmpstr (bar_text (desk), ==, "3 marked");
  desk_press (desk, "a");
  desk_choose (desk, "mara");
  wait_until (count_with (desk, RW_TICKET_ASSIGNEE, -1) == 3);
  wait_until (desk_settled (desk));
  undo (desk);
  g_assert_cmpuint (count_with (desk, RW_TICKET_ASSIGNEE, -1), ==, 0);
  g_assert_cmpuint (count_with (desk, RW_TICKET_PRIORITY, RW_PRIORITY_P2), ==, 3);
  undo (desk);
  g_assert_cmpuint (count_with (desk, RW_TICKET_PRIORITY, RW_PRIORITY_P2), ==, 0);
  /* x takes one mark away, Escape all of them. */
  g_assert_true (desk_press (desk, "x"));
  g_assert_cmpstr (bar_text (desk), ==, "2 marked");
  g_assert_true (desk_press (desk, "Escape"));
  g_assert_cmpstr (bar_text (desk), ==, "");
  g_assert_false (desk_press (desk, "Escape"));
  desk_press (desk, "p");
  desk_choose (desk, "p2");
  wait_until (count_with (desk, RW_TICKET_PRIORITY, RW_PRIORITY_P2) == 1);
}

/* The marked card takes the others along. */
static void
test_move (Desk          *desk,
           gconstpointer  flags)
{
  mark_three (desk);
  g_assert_true (rw_board_move_selected (desk_board (desk), 1));
  g_assert_cmpuint (g_list_model_get_n_items (rw_board_get_column (desk_board (desk), 1)), ==, 3);
  wait_until (count_with (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_ACCEPTED) == 3);
  wait_until (desk_settled (desk));
  undo (desk);
  g_assert_cmpuint (count_with (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_ACCEPTED), ==, 0);
  g_assert_cmpstr (bar_text (desk), ==, "3 marked");
}

static GtkWidget *
alert (Desk *desk)
{
  return rw_test_find (desk->window, ADW_TYPE_ALERT_DIALOG);
}

/* One of them does not go there: nobody does, until the person has said so. */
static void
test_refused (Desk          *desk,
              gconstpointer  flags)
{
  RwId id;

  mark_three (desk);
  id = rw_ticket_item_get_row (desk_selected (desk))->id;
  set_status (desk, &id, RW_TICKET_STATUS_RESOLVED);
  wait_until (desk_settled (desk));
  g_assert_cmpstr (bar_text (desk), ==, "3 marked");
  desk_press (desk, "s");
  desk_choose (desk, "closed");
  wait_until (alert (desk) != NULL);
  g_assert_cmpuint (count_with (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_CLOSED), ==, 0);
  g_assert_true (rw_test_says (alert (desk), "2 of 3 Tickets Cannot Be Changed"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (alert (desk))),
                            "A ticket does not go from “New” to “Closed”"));
  g_signal_emit_by_name (alert (desk), "response::others", "others");
  adw_dialog_force_close (ADW_DIALOG (alert (desk)));
  wait_until (count_with (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_CLOSED) == 1);
  wait_until (desk_settled (desk) && alert (desk) == NULL);
  undo (desk);
  g_assert_cmpuint (count_with (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_CLOSED), ==, 0);
}

/* A mark stays while the page reads again, and goes with its ticket. */
static void
test_leave (Desk          *desk,
            gconstpointer  flags)
{
  RwId id;

  mark_three (desk);
  id = rw_ticket_item_get_row (desk_selected (desk))->id;
  set_status (desk, &id, RW_TICKET_STATUS_IN_PROGRESS);
  wait_until (desk_settled (desk) && status_of (desk, &id) == RW_TICKET_STATUS_IN_PROGRESS);
  g_assert_cmpstr (bar_text (desk), ==, "3 marked");
  set_status (desk, &id, RW_TICKET_STATUS_RESOLVED);
  set_status (desk, &id, RW_TICKET_STATUS_CLOSED);
  wait_until (desk_settled (desk) && g_str_equal (bar_text (desk), "2 marked"));
  g_assert_cmpuint (g_list_model_get_n_items (rw_board_get_column (desk_board (desk), 0)), ==, 19);
  /* What the search leaves out is not seen, and nothing is done to it. */
  RW_PAGE_GET_CLASS (desk->page)->search (RW_PAGE (desk->page), "no such words");
  g_assert_cmpstr (bar_text (desk), ==, "");
  RW_PAGE_GET_CLASS (desk->page)->search (RW_PAGE (desk->page), "");
  g_assert_cmpstr (bar_text (desk), ==, "");
}

/* The list has the same marks and the same keys. */
static void
test_list (Desk          *desk,
           gconstpointer  flags)
{
  mark_three (desk);
  gtk_widget_activate_action (desk->page, "tickets.list", NULL);
  g_assert_cmpstr (bar_text (desk), ==, "3 marked");
  rw_test_picture (desk->window, "tickets-marked-list");
  g_assert_true (desk_press (desk, "Escape"));
  desk_press (desk, "j");
  desk_press (desk, "k");
  g_assert_true (desk_press (desk, "<Shift>j"));
  g_assert_cmpstr (bar_text (desk), ==, "2 marked");
  g_assert_true (desk_press (desk, "<Control>a"));
  g_assert_cmpstr (bar_text (desk), ==, "20 marked");
  desk_press (desk, "<Control>i");
  wait_until (desk_settled (desk));
  gtk_widget_activate_action (desk->page, "tickets.board", NULL);
  g_assert_cmpstr (bar_text (desk), ==, "20 marked");
}

int
main (int    argc,
      char **argv)
{
  desk_init (&argc, &argv);
  desk_add ("/console/board-marks/bulk", test_bulk);
  desk_add ("/console/board-marks/move", test_move);
  desk_add ("/console/board-marks/refused", test_refused);
  desk_add ("/console/board-marks/leave", test_leave);
  desk_add ("/console/board-marks/list", test_list);
  return g_test_run ();
}
