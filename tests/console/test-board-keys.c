/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-page.h"
#include "rules/rw-ticket-rules.h"
#include "rw-clock.h"
#include "rw-ticket-composer.h"
#include "rw-ticket-filter.h"
#include "rw-ticket-queue.h"
#include "rw-ticket-view.h"

static void
test_walk (Desk          *desk,
           gconstpointer  flags)
{
  RwTicketItem *first, *second;

  g_assert_true (desk_press (desk, "j"));
  first = rw_board_get_selected (desk_board (desk));
  g_assert_nonnull (first);
  desk_press (desk, "j");
  second = rw_board_get_selected (desk_board (desk));
  g_assert_true (first != second);
  desk_press (desk, "k");
  g_assert_true (rw_board_get_selected (desk_board (desk)) == first);

  /* The same in the list, and with a ticket open. */
  gtk_widget_activate_action (desk->page, "tickets.list", NULL);
  wait_until (desk_settled (desk));
  desk_press (desk, "j");
  g_assert_true (rw_tickets_list_step (rw_test_find (desk->page, RW_TYPE_TICKETS_LIST), -1, FALSE));
  gtk_widget_activate_action (desk->page, "tickets.board", NULL);
  desk_press (desk, "r");
  wait_until (desk_settled (desk));
  g_assert_true (gtk_widget_get_child_visible (rw_test_find (desk->page, RW_TYPE_TICKET_VIEW)));
  desk_press (desk, "j");
  wait_until (desk_settled (desk));
  g_assert_true (gtk_widget_get_child_visible (rw_test_find (desk->page, RW_TYPE_TICKET_VIEW)));
}

static void
test_write (Desk          *desk,
            gconstpointer  flags)
{
  static const struct
  {
    const char *key;
    guint toggle;
  } kinds[] = { { "n", 1 }, { "u", 2 }, { "r", 0 } };
  AdwToggleGroup *toggles;

  desk_press (desk, "j");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_true (desk_press (desk, kinds[i].key));
      wait_until (desk_settled (desk));
      toggles =
        rw_test_find (rw_test_find (desk->page, RW_TYPE_TICKET_COMPOSER), ADW_TYPE_TOGGLE_GROUP);
      g_assert_cmpuint (adw_toggle_group_get_active (toggles), ==, kinds[i].toggle);
      /* Now letters are text. */
      wait_until (GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (desk->window))));
      g_assert_false (desk_press (desk, "s"));
      g_assert_null (desk_chooser (desk));
      gtk_root_set_focus (GTK_ROOT (desk->window), NULL);
    }
}

static void
test_choose (Desk          *desk,
             gconstpointer  flags)
{
  desk_press (desk, "j");
  g_assert_true (desk_press (desk, "s"));
  desk_choose (desk, "accept");
  wait_until (desk_has (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_ACCEPTED));
  wait_until (desk_settled (desk));

  g_assert_true (desk_press (desk, "p"));
  desk_choose (desk, "p2");
  wait_until (desk_has (desk, RW_TICKET_PRIORITY, RW_PRIORITY_P2));
  wait_until (desk_settled (desk));

  g_assert_true (desk_press (desk, "a"));
  desk_choose (desk, "mara");
  wait_until (desk_has_assignee (desk));
  wait_until (desk_settled (desk));
  g_assert_true (desk_press (desk, "a"));
  desk_choose (desk, "nobody");
  wait_until (!desk_has_assignee (desk));
}

/* What is in each queue; half an hour, three quarters, and the time that has come are each in. */
static void
test_queues (void)
{
  RwId me = rw_id_from_name ("person", "me");
  gint64 now = 1000 * RW_DAY;
  RwTicketRow row = { .status = RW_TICKET_STATUS_NEW,
                      .opened = now - 2 * RW_HOUR,
                      .assignee = RW_ID_NIL };

  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_ALL, &row, &me, now));
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_UNASSIGNED, &row, &me, now));
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_MINE, &row, &me, now));
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_MINE, &row, NULL, now));
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_MY_SERVICES, &row, &me, now));
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  row.assignee = me;
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_MINE, &row, &me, now));
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_UNASSIGNED, &row, &me, now));

  row.resolution_due = now + RW_HOUR;
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  row.resolution_due = now + 40 * RW_MINUTE;
  row.attention[RW_SLA_CLOCK_RESOLUTION] = now;
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  row.attention[RW_SLA_CLOCK_RESOLUTION] = now + 1;
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  row.resolution_due = now + 30 * RW_MINUTE;
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  row.resolution_due = now - RW_HOUR;
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  /* That clock stands still; the customer is told all the same. */
  row.status = RW_TICKET_STATUS_PENDING_CUSTOMER;
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_REACHED, &row, &me, now));
  row.pending_until = now + 1;
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_REACHED, &row, &me, now));
  row.pending_until = now;
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_REACHED, &row, &me, now));
  row.update_due = now + 10 * RW_MINUTE;
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  row.status = RW_TICKET_STATUS_RESOLVED;
  g_assert_false (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
}

/* What is kept is what was saved, and what nobody wrote leaves nothing out. */
static void
test_saved (void)
{
  g_autoptr (GPtrArray) saved =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_saved_queue_free);
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) odd = NULL;
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) wild = g_variant_ref_sink (
    g_variant_new_parsed ("[{'name': <'x'>, 'queue': <'none'>, 'priorities': <uint32 4095>, "
                          "'customer': <'?'>}, {'queue': <'mine'>}]"));
  RwSavedQueue *one = rw_saved_queue_new ("Nachts");

  one->queue = RW_TICKET_QUEUE_ESCALATING;
  one->priorities = 3;
  one->customer = rw_id_from_name ("customer", "a");
  g_ptr_array_add (saved, one);
  kept = g_variant_ref_sink (rw_saved_queues_write (saved));
  read = rw_saved_queues_read (kept);
  g_assert_cmpuint (read->len, ==, 1);
  one = rw_saved_queues_find (read, "Nachts");
  g_assert_nonnull (one);
  g_assert_cmpint (one->queue, ==, RW_TICKET_QUEUE_ESCALATING);
  g_assert_cmpuint (one->priorities, ==, 3);
  g_assert_true (rw_id_equal (&one->customer, &((RwSavedQueue *) saved->pdata[0])->customer));

  odd = rw_saved_queues_read (wild);
  g_assert_cmpuint (odd->len, ==, 1);
  one = odd->pdata[0];
  g_assert_cmpint (one->queue, ==, RW_TICKET_QUEUE_ALL);
  g_assert_cmpuint (one->priorities, ==, 31);
  g_assert_true (rw_id_is_nil (&one->customer));
}

static void
test_filter (Desk          *desk,
             gconstpointer  flags)
{
  RwTicketFilter *filter = rw_test_find (desk->window, RW_TYPE_TICKET_FILTER);
  g_autofree char *text = NULL;

  desk_press (desk, "j");
  desk_press (desk, "a");
  desk_choose (desk, "mara");
  wait_until (desk_has_assignee (desk));
  wait_until (desk_settled (desk));
  rw_ticket_filter_save (filter, "All");
  g_assert_true (rw_ticket_filter_apply (filter, "All"));
  g_assert_false (rw_ticket_filter_apply (filter, "None"));
  g_assert_cmpuint (g_list_model_get_n_items (rw_board_get_column (desk_board (desk), 0)), ==, 20);
  text = rw_ticket_filter_to_text (filter);
  g_assert_cmpstr (text, ==, "All open");
}

static GListModel *
closed_column (Desk *desk)
{
  return rw_board_get_column (desk_board (desk), RW_TICKET_STATUS_CLOSED);
}

/* Nothing of what is closed is read until somebody asks, neither for the board nor for the list. */
static void
test_closed (Desk          *desk,
             gconstpointer  flags)
{
  static const RwTicketStatus way[] = { RW_TICKET_STATUS_RESOLVED, RW_TICKET_STATUS_CLOSED };
  RwTicketsList *list = rw_test_find (desk->page, RW_TYPE_TICKETS_LIST);
  RwId id;

  desk_press (desk, "j");
  id = rw_ticket_item_get_row (rw_board_get_selected (desk_board (desk)))->id;
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      g_autoptr (RwRecord) before = console_get (&desk->base.a, RW_KIND_TICKET, &id);
      g_autoptr (RwRecord) after = rw_record_dup (before);
      g_autoptr (GError) error = NULL;

      rw_ticket_set_status (after, way[i], rw_clock_now ());
      console_edit (&desk->base.a, rw_edit_new_diff (before, after), "Close it", &error);
      g_assert_no_error (error);
    }
  wait_until (desk_settled (desk) && rw_tickets_list_n_shown (list) == 19);
  g_assert_false (rw_board_get_column_shown (desk_board (desk), RW_TICKET_STATUS_CLOSED));
  gtk_widget_activate_action (desk->page, "tickets.list", NULL);
  wait_until (desk_settled (desk));
  g_assert_cmpuint (rw_tickets_list_n_shown (list), ==, 19);
  gtk_widget_activate_action (desk->page, "tickets.board", NULL);

  g_assert_true (desk_press (desk, "<Control>h"));
  wait_until (desk_settled (desk) && g_list_model_get_n_items (closed_column (desk)) == 1);
  g_assert_true (rw_board_get_column_shown (desk_board (desk), RW_TICKET_STATUS_CLOSED));
  g_assert_cmpuint (rw_tickets_list_n_shown (list), ==, 20);
  /* It stays while the page reads again, and goes as it came. */
  desk_press (desk, "j");
  desk_press (desk, "<Control>i");
  wait_until (desk_settled (desk));
  g_assert_cmpuint (g_list_model_get_n_items (closed_column (desk)), ==, 1);
  desk_press (desk, "<Control>h");
  wait_until (desk_settled (desk) && g_list_model_get_n_items (closed_column (desk)) == 0);
  g_assert_false (rw_board_get_column_shown (desk_board (desk), RW_TICKET_STATUS_CLOSED));
}

/* The search of the page understands what the palette does, on the board and in the list, and says what it does not. */
static void
test_search (Desk          *desk,
             gconstpointer  flags)
{
  RwPageClass *class = RW_PAGE_GET_CLASS (desk->page);
  RwTicketsList *list = rw_test_find (desk->page, RW_TYPE_TICKETS_LIST);
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  desk_press (desk, "j");
  number = g_strdup (rw_ticket_item_get_row (desk_selected (desk))->number);
  desk_press (desk, "s");
  desk_choose (desk, "accept");
  wait_until (desk_has (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_ACCEPTED));
  wait_until (desk_settled (desk) && rw_tickets_list_n_shown (list) == 20);

  class->search (RW_PAGE (desk->page), "status:accepted");
  wait_until (rw_tickets_list_n_shown (list) == 1);
  class->search (RW_PAGE (desk->page), "-status:accepted");
  wait_until (rw_tickets_list_n_shown (list) == 19);
  words = g_strdup_printf ("status:open -\"%s\"", number);
  class->search (RW_PAGE (desk->page), words);
  wait_until (rw_tickets_list_n_shown (list) == 19);
  /* More letters may leave more: less is left out. */
  class->search (RW_PAGE (desk->page), "-t");
  wait_until (rw_tickets_list_n_shown (list) == 0);
  class->search (RW_PAGE (desk->page), "-tx");
  wait_until (rw_tickets_list_n_shown (list) == 20);

  class->search (RW_PAGE (desk->page), "prio:urgent status:accepted");
  wait_until (rw_tickets_list_n_shown (list) == 1);
  g_assert_nonnull (
    strstr (rw_page_get_subtitle (RW_PAGE (desk->page)), "“urgent” is no priority"));
  class->search (RW_PAGE (desk->page), "");
  wait_until (rw_tickets_list_n_shown (list) == 20);
  g_assert_null (strstr (rw_page_get_subtitle (RW_PAGE (desk->page)), "is no priority"));
}

int
main (int    argc,
      char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/console/board-keys/queues", test_queues);
  g_test_add_func ("/console/board-keys/saved", test_saved);
  desk_add ("/console/board-keys/filter", test_filter);
  desk_add ("/console/board-keys/closed", test_closed);
  desk_add ("/console/board-keys/walk", test_walk);
  desk_add ("/console/board-keys/write", test_write);
  desk_add ("/console/board-keys/choose", test_choose);
  desk_add ("/console/board-keys/search", test_search);
  return g_test_run ();
}
