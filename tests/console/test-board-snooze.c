/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-page.h"
#include "query/rw-query-tickets.h"
#include "rw-clock.h"
#include "rw-ticket-filter.h"
#include "rw-ticket-snooze.h"

/* Tickets that are out of sight for a while. */

static guint
n_new (Desk *desk)
{
  return g_list_model_get_n_items (rw_board_get_column (desk_board (desk), 0));
}

static gboolean
is_snoozed (Desk       *desk,
            const RwId *id)
{
  g_autoptr (RwRecord) ticket = console_get (&desk->base.a, RW_KIND_TICKET, id);

  return rw_record_has (ticket, RW_TICKET_SNOOZED_UNTIL);
}

static gboolean
says (Desk       *desk,
      const char *words)
{
  return strstr (rw_page_get_subtitle (RW_PAGE (desk->page)), words) != NULL;
}

static void
put_message (Desk          *desk,
             const RwId    *ticket,
             RwMessageType  type)
{
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, NULL);
  g_autoptr (GError) error = NULL;

  rw_record_set_ref (message, RW_MESSAGE_TICKET, ticket);
  rw_record_set_enum (message, RW_MESSAGE_TYPE, type);
  rw_record_set_instant (message, RW_MESSAGE_AT, rw_clock_now ());
  rw_record_set_text (message, RW_MESSAGE_BODY, "Es geht wieder nicht");
  console_edit (&desk->base.a, rw_edit_new_create (message), "Write", &error);
  g_assert_no_error (error);
}

static void
show_queue (RwTicketFilter *filter,
            const char     *name)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();

  rw_test_find_all (GTK_WIDGET (filter), GTK_TYPE_CHECK_BUTTON, checks);
  for (guint i = 0; i < checks->len; i++)
    if (g_strcmp0 (gtk_check_button_get_label (checks->pdata[i]), name) == 0)
      gtk_check_button_set_active (checks->pdata[i], TRUE);
}

/* z, until tomorrow; in no queue but its own; back with z. */
static void
test_key (Desk          *desk,
          gconstpointer  flags)
{
  RwTicketFilter *filter = rw_test_find (desk->window, RW_TYPE_TICKET_FILTER);
  RwId id;

  desk_press (desk, "j");
  id = rw_ticket_item_get_row (desk_selected (desk))->id;
  g_assert_true (desk_press (desk, "z"));
  rw_test_picture (desk->window, "tickets-snooze");
  desk_choose (desk, "tomorrow");
  wait_until (is_snoozed (desk, &id));
  wait_until (desk_settled (desk) && n_new (desk) == 19);
  g_assert_true (says (desk, "19 open"));
  g_assert_true (says (desk, "1 snoozed"));
  /* Whoever asks for it in the search sees it, too. */
  rw_ticket_filter_set_words (filter, "is:snoozed");
  g_assert_cmpuint (n_new (desk), ==, 1);
  rw_ticket_filter_set_words (filter, "-is:snoozed");
  g_assert_cmpuint (n_new (desk), ==, 19);
  rw_ticket_filter_set_words (filter, "");
  show_queue (filter, "Snoozed");
  g_assert_cmpuint (n_new (desk), ==, 1);
  rw_test_picture (desk->window, "tickets-snoozed");
  desk_press (desk, "j");
  desk_press (desk, "z");
  desk_choose (desk, "bring");
  wait_until (!is_snoozed (desk, &id));
  wait_until (desk_settled (desk) && n_new (desk) == 0);
  rw_ticket_filter_reset (filter);
  g_assert_cmpuint (n_new (desk), ==, 20);
}

static void
snooze_selected (Desk   *desk,
               gint64  until)
{
  g_autoptr (RwTicketGroup) group = rw_ticket_group_new ();

  rw_ticket_group_add (group, rw_ticket_item_get_row (desk_selected (desk)));
  rw_ticket_snooze_until (RW_PAGE (desk->page), group, until);
  wait_until (desk_settled (desk) && n_new (desk) == 19);
}

/* By itself, without anything that happens. */
static void
test_time (Desk          *desk,
           gconstpointer  flags)
{
  RwId id;

  desk_press (desk, "j");
  id = rw_ticket_item_get_row (desk_selected (desk))->id;
  snooze_selected (desk, rw_clock_now () + 2 * RW_SECOND);
  wait_until (rw_session_get_pending (desk->base.a.session) == 0);
  g_assert_cmpuint (rw_session_get_conflicts (desk->base.a.session), ==, 0);
  wait_until (n_new (desk) == 20);
  g_assert_true (is_snoozed (desk, &id));
  g_assert_false (says (desk, "snoozed"));
}

/* The customer calls; what we write does not bring it back. */
static void
test_answer (Desk          *desk,
             gconstpointer  flags)
{
  RwId id;

  desk_press (desk, "j");
  id = rw_ticket_item_get_row (desk_selected (desk))->id;
  put_message (desk, &id, RW_MESSAGE_TYPE_PHONE);
  snooze_selected (desk, rw_clock_now () + RW_DAY);
  put_message (desk, &id, RW_MESSAGE_TYPE_NOTE);
  wait_until (desk_settled (desk));
  g_assert_cmpuint (n_new (desk), ==, 19);
  put_message (desk, &id, RW_MESSAGE_TYPE_PHONE);
  wait_until (desk_settled (desk) && n_new (desk) == 20);
  g_assert_true (is_snoozed (desk, &id));
}

/* All that are marked, in one step; the one that cannot be is named. */
static void
test_many (Desk          *desk,
           gconstpointer  flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) before = NULL;
  g_autoptr (RwRecord) after = NULL;
  GtkWidget *alert;
  RwId id;

  desk_press (desk, "j");
  desk_press (desk, "x");
  desk_press (desk, "<Shift>j");
  desk_press (desk, "<Shift>j");
  desk_press (desk, "z");
  desk_choose (desk, "hour");
  wait_until (desk_settled (desk) && n_new (desk) == 17);
  console_undo (&desk->base.a, FALSE, &error);
  g_assert_no_error (error);
  wait_until (desk_settled (desk) && n_new (desk) == 20);

  /* One with a clock that needs attention would be back at once. */
  desk_press (desk, "j");
  id = rw_ticket_item_get_row (desk_selected (desk))->id;
  before = console_get (&desk->base.a, RW_KIND_TICKET, &id);
  after = rw_record_dup (before);
  rw_record_set_instant (after, RW_TICKET_RESOLUTION_DUE, rw_clock_now ());
  console_edit (&desk->base.a, rw_edit_new_diff (before, after), "Due", &error);
  g_assert_no_error (error);
  wait_until (desk_settled (desk));
  desk_press (desk, "x");
  desk_press (desk, "<Shift>j");
  desk_press (desk, "z");
  desk_choose (desk, "hour");
  wait_until ((alert = rw_test_find (desk->window, ADW_TYPE_ALERT_DIALOG)) != NULL);
  g_assert_true (rw_test_says (alert, "1 of 2 Tickets Cannot Be Changed"));
  g_assert_cmpuint (n_new (desk), ==, 20);
  adw_dialog_force_close (ADW_DIALOG (alert));
}

int
main (int    argc,
      char **argv)
{
  desk_init (&argc, &argv);
  desk_add ("/console/board-snooze/key", test_key);
  desk_add ("/console/board-snooze/time", test_time);
  desk_add ("/console/board-snooze/answer", test_answer);
  desk_add ("/console/board-snooze/many", test_many);
  return g_test_run ();
}
