/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-page.h"
#include "rw-clock.h"
#include "rw-ticket-card.h"
#include "rw-ticket-lanes.h"

/* The board in lanes, and the list in the same sections. */

static guint
n_cards (Desk *desk)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  guint n = 0;

  rw_test_find_all (GTK_WIDGET (desk_board (desk)), RW_TYPE_TICKET_CARD, cards);
  for (guint i = 0; i < cards->len; i++)
    n += gtk_widget_get_visible (cards->pdata[i]) ? 1 : 0;
  return n;
}

/* The button of a lane that is on the screen. */
static GtkWidget *
lane (Desk       *desk,
      const char *title)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (GTK_WIDGET (desk_board (desk)), GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "lane") &&
        gtk_widget_get_mapped (buttons->pdata[i]) && rw_test_shows (buttons->pdata[i], title))
      return buttons->pdata[i];
  return NULL;
}

static void
set_priority (Desk       *desk,
              RwPriority  priority)
{
  RwId id = rw_ticket_item_get_row (desk_selected (desk))->id;
  g_autoptr (RwRecord) before = console_get (&desk->base.a, RW_KIND_TICKET, &id);
  g_autoptr (RwRecord) after = rw_record_dup (before);
  g_autoptr (GError) error = NULL;

  rw_record_set_enum (after, RW_TICKET_PRIORITY, priority);
  rw_record_set_text (after, RW_TICKET_PRIORITY_REASON, "By hand");
  console_edit (&desk->base.a, rw_edit_new_diff (before, after), "By hand", &error);
  g_assert_no_error (error);
  wait_until (desk_settled (desk));
}

/* A key puts the tickets in lanes by priority; the keys walk over them. */
static void
test_priority (Desk          *desk,
               gconstpointer  flags)
{
  RwTicketItem *first, *urgent;

  desk_press (desk, "j");
  first = desk_selected (desk);
  desk_press (desk, "j");
  urgent = desk_selected (desk);
  set_priority (desk, RW_PRIORITY_P1);
  g_assert_true (desk_press (desk, "<Control>e"));
  wait_until (lane (desk, "P1") != NULL && lane (desk, "P3") != NULL);
  g_assert_true (desk_selected (desk) == urgent);
  rw_test_picture (desk->window, "tickets-lanes");
  /* From P1 over the heading to the first of P3, and back. */
  desk_press (desk, "j");
  g_assert_true (desk_selected (desk) == first);
  desk_press (desk, "k");
  g_assert_true (desk_selected (desk) == urgent);
  /* What is done to it is done in its lane. */
  desk_press (desk, "x");
  desk_press (desk, "<Shift>j");
  desk_press (desk, "s");
  desk_choose (desk, "accept");
  wait_until (desk_has (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_ACCEPTED));
  wait_until (desk_settled (desk));
  g_assert_cmpuint (g_list_model_get_n_items (rw_board_get_column (desk_board (desk), 1)), ==, 2);
  g_assert_cmpuint (n_cards (desk), ==, 20);
  g_signal_emit_by_name (lane (desk, "P3"), "clicked");
  wait_until (n_cards (desk) == 1);
  /* The same lanes are the sections of the list, and folding is the board's. */
  gtk_widget_activate_action (desk->page, "tickets.list", NULL);
  wait_until (rw_test_shows (desk->page, "P1  ·  1"));
  g_assert_cmpuint (rw_tickets_list_n_shown (rw_test_find (desk->page, RW_TYPE_TICKETS_LIST)), ==,
                    20);
  /* All of it is as it was with the next start. */
  desk_reopen (desk);
  wait_until (lane (desk, "P1") != NULL && n_cards (desk) == 1);
}

/* One after the other, and none at the end. */
static void
test_others (Desk          *desk,
             gconstpointer  flags)
{
  static const char *const titles[] = { "P3", "No customer", "No business service",
                                        "Not assigned" };

  desk_press (desk, "j");
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_assert_true (desk_press (desk, "<Control>e"));
      wait_until (lane (desk, titles[i]) != NULL);
    }
  desk_press (desk, "<Control>i");
  wait_until (desk_settled (desk) && lane (desk, "Jana Roth") != NULL);
  g_assert_true (desk_press (desk, "<Control>e"));
  wait_until (lane (desk, "Jana Roth") == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rw_board_get_column (desk_board (desk), 0)), ==, 20);
}

/* Set from the menu of the column with a key; over it in words and shape; kept. */
static void
test_limit (Desk          *desk,
            gconstpointer  flags)
{
  GtkWidget *spin;

  desk_press (desk, "j");
  g_assert_true (desk_press (desk, "<Control>l"));
  wait_until (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (desk->window))));
  spin =
    gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (desk->window)), GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==, 20);
  gtk_editable_set_text (GTK_EDITABLE (spin), "12");
  g_signal_emit_by_name (spin, "activate");
  g_assert_cmpuint (rw_board_get_limit (desk_board (desk), 0), ==, 12);
  wait_until (rw_test_shows (desk_board (desk), "▲ 20 / 12"));
  rw_test_picture (desk->window, "tickets-limit");
  /* Nothing is kept away, and below the limit it is calm again. */
  for (guint i = 0; i < 8; i++)
    {
      g_assert_true (rw_board_move_selected (desk_board (desk), 1));
      wait_until (desk_settled (desk));
      rw_board_select (desk_board (desk), NULL, FALSE);
      rw_board_navigate (desk_board (desk), 1, 0);
    }
  wait_until (rw_test_shows (desk_board (desk), "12 / 12"));
  desk_reopen (desk);
  wait_until (rw_test_shows (desk_board (desk), "12 / 12"));
}

/* Names in order, those that have none last; keys differ from lane to lane and from kind to kind. */
static void
test_order (void)
{
  RwTicketRow none = { .priority = RW_PRIORITY_P1 };
  RwTicketRow a = { .priority = RW_PRIORITY_P2,
                    .customer = rw_id_from_name ("customer", "a"),
                    .customer_name = (char *) "Ahrens" };
  RwTicketRow b = { .priority = RW_PRIORITY_P2,
                    .customer = rw_id_from_name ("customer", "b"),
                    .customer_name = (char *) "Bistum" };
  g_autofree char *key_a = rw_ticket_lanes_dup_key (RW_TICKET_LANES_CUSTOMER, &a);
  g_autofree char *key_b = rw_ticket_lanes_dup_key (RW_TICKET_LANES_CUSTOMER, &b);
  g_autofree char *key_p = rw_ticket_lanes_dup_key (RW_TICKET_LANES_PRIORITY, &a);
  g_autofree char *key_s = rw_ticket_lanes_dup_key (RW_TICKET_LANES_SERVICE, &none);
  g_autofree char *key_n = rw_ticket_lanes_dup_key (RW_TICKET_LANES_CUSTOMER, &none);

  g_assert_cmpint (rw_ticket_lanes_compare (RW_TICKET_LANES_CUSTOMER, &a, &b), <, 0);
  g_assert_cmpint (rw_ticket_lanes_compare (RW_TICKET_LANES_CUSTOMER, &none, &b), >, 0);
  g_assert_cmpint (rw_ticket_lanes_compare (RW_TICKET_LANES_CUSTOMER, &none, &none), ==, 0);
  g_assert_cmpint (rw_ticket_lanes_compare (RW_TICKET_LANES_PRIORITY, &none, &b), <, 0);
  g_assert_cmpint (rw_ticket_lanes_compare (RW_TICKET_LANES_PRIORITY, &a, &b), ==, 0);
  g_assert_cmpstr (key_a, !=, key_b);
  g_assert_cmpstr (key_p, ==, "priority:P2");
  g_assert_cmpstr (key_s, !=, key_n);
  g_assert_cmpint (rw_ticket_lanes_find ("service"), ==, RW_TICKET_LANES_SERVICE);
  g_assert_cmpint (rw_ticket_lanes_find ("?"), ==, RW_TICKET_LANES_NONE);
}

int
main (int    argc,
      char **argv)
{
  desk_init (&argc, &argv);
  g_test_add_func ("/console/board-lanes/order", test_order);
  desk_add ("/console/board-lanes/priority", test_priority);
  desk_add ("/console/board-lanes/others", test_others);
  desk_add ("/console/board-lanes/limit", test_limit);
  return g_test_run ();
}
