/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-tickets.h"

#include "rw-board.h"

/* The board in its lanes, with marks and a limit, and the list in the same sections; then as it was. */

static void
do_and_settle (Shots      *shots,
               const char *action)
{
  rw_window_activate_in_page (shots->window, "tickets", action);
  shot_settle (shots, action);
}

static RwBoard *
find_board (GtkWidget *widget)
{
  RwBoard *found = RW_IS_BOARD (widget) ? RW_BOARD (widget) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_board (child);
  return found;
}

static void
take_dialog (Shots      *shots,
             const char *action,
             const char *name,
             const char *scheme)
{
  AdwDialog *dialog;

  do_and_settle (shots, action);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (shots->window));
  shot_picture (shots, name, scheme);
  if (dialog != NULL)
    adw_dialog_force_close (dialog);
}

void
shot_tickets (Shots *shots, const char *scheme)
{
  RwBoard *board = find_board (GTK_WIDGET (shots->window));

  if (board == NULL)
    {
      g_printerr ("There is no board\n");
      shots->failures++;
      return;
    }
  rw_board_set_limit (board, 2, 4);
  for (guint i = 0; i < 3; i++)
    do_and_settle (shots, i == 0 ? "tickets.next" : "tickets.mark-next");
  shot_picture (shots, "tickets-marked", scheme);
  take_dialog (shots, "tickets.snooze", "tickets-snooze", scheme);
  do_and_settle (shots, "tickets.unmark");
  do_and_settle (shots, "tickets.lanes");
  shot_picture (shots, "tickets-lanes-priority", scheme);
  do_and_settle (shots, "tickets.lanes");
  shot_picture (shots, "tickets-lanes-customer", scheme);
  do_and_settle (shots, "tickets.list");
  shot_picture (shots, "tickets-list-customer", scheme);
  do_and_settle (shots, "tickets.board");
  for (guint i = 0; i < 3; i++)
    do_and_settle (shots, "tickets.lanes");
  do_and_settle (shots, "tickets.closed");
  shot_picture (shots, "tickets-closed", scheme);
  do_and_settle (shots, "tickets.closed");
  rw_board_set_limit (board, 2, 0);
}
