/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <locale.h>

#include "rules/rw-ticket-rules.h"
#include "rw-board.h"
#include "rw-clock.h"
#include "rw-test-widgets.h"
#include "rw-ticket-card.h"
#include "rw-ticket-chooser.h"
#include "rw-ticket-composer.h"
#include "rw-ticket-filter.h"
#include "rw-ticket-view.h"
#include "rw-tickets-list.h"
#include "rw-tickets-page.h"
#include "session-fixture.h"

/* The tickets page with the keyboard: a page in a window, on a session on a server. */
typedef struct
{
  Fixture base;
  GtkWidget *page;
  GtkWidget *window;
} Desk;

static gboolean
settled (Desk *desk)
{
  return RW_PAGE_GET_CLASS (desk->page)->settled (RW_PAGE (desk->page));
}

static RwBoard *
board (Desk *desk)
{
  return RW_BOARD (rw_test_find (desk->page, RW_TYPE_BOARD));
}

static void
open_page (Desk *desk)
{
  GtkWidget *toasts = adw_toast_overlay_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new (), *page = rw_tickets_page_new ();
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
  rw_page_set_session (RW_PAGE (page), desk->base.a.session);
  wait_until (settled (desk));
}

static void
set_up (Desk          *desk,
        gconstpointer  flags)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  fixture_set_up (&desk->base, flags);
  g_ptr_array_add (people, rw_record_new (RW_KIND_PERSON, NULL));
  rw_record_set_text (people->pdata[0], RW_PERSON_NAME, "Mara Kern");
  rw_server_load (desk->base.server, people, "test", &error);
  g_assert_no_error (error);
  console_open (&desk->base.a, desk->base.token);
  console_wait_synced (&desk->base.a);
  open_page (desk);
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

/* The key's own shortcut, as the window finds it: what is registered, and whether it acts. */
static gboolean
press (Desk       *desk,
       const char *accel)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (desk->page);
  guint key;
  GdkModifierType modifiers;
  gboolean done = FALSE;

  g_assert_true (gtk_accelerator_parse (accel, &key, &modifiers));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "rw-actions") != 0)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
              gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            done = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, desk->page,
                                                 NULL) ||
                   done;
        }
    }
  return done;
}

static RwTicketChooser *
chooser (Desk *desk)
{
  return rw_test_find (desk->window, RW_TYPE_TICKET_CHOOSER);
}

/* Types into the chooser and takes what is topmost. */
static void
choose (Desk       *desk,
        const char *words)
{
  GtkWidget *entry;

  wait_until (chooser (desk) != NULL && gtk_widget_get_mapped (GTK_WIDGET (chooser (desk))));
  entry = rw_test_find (chooser (desk), GTK_TYPE_SEARCH_ENTRY);
  rw_ticket_chooser_search (chooser (desk), words);
  g_signal_emit_by_name (entry, "activate");
  /* Where it is still on its way out: a window that nobody draws takes its time. */
  if (chooser (desk) != NULL)
    adw_dialog_force_close (ADW_DIALOG (chooser (desk)));
  wait_until (chooser (desk) == NULL);
}

static RwRecord *
selected (Desk *desk)
{
  RwTicketItem *item = rw_board_get_selected (board (desk));

  g_assert_nonnull (item);
  return console_get (&desk->base.a, RW_KIND_TICKET, &rw_ticket_item_get_row (item)->id);
}

static gboolean
has (Desk  *desk,
     guint  field,
     int    value)
{
  g_autoptr (RwRecord) ticket = selected (desk);

  return rw_record_get_enum (ticket, field) == value;
}

static gboolean
has_assignee (Desk *desk)
{
  g_autoptr (RwRecord) ticket = selected (desk);

  return rw_record_has (ticket, RW_TICKET_ASSIGNEE);
}

static void
test_walk (Desk          *desk,
           gconstpointer  flags)
{
  RwTicketItem *first, *second;

  g_assert_true (press (desk, "j"));
  first = rw_board_get_selected (board (desk));
  g_assert_nonnull (first);
  press (desk, "j");
  second = rw_board_get_selected (board (desk));
  g_assert_true (first != second);
  press (desk, "k");
  g_assert_true (rw_board_get_selected (board (desk)) == first);

  /* The same in the list, and with a ticket open. */
  gtk_widget_activate_action (desk->page, "tickets.list", NULL);
  wait_until (settled (desk));
  press (desk, "j");
  g_assert_true (rw_tickets_list_step (rw_test_find (desk->page, RW_TYPE_TICKETS_LIST), -1, FALSE));
  gtk_widget_activate_action (desk->page, "tickets.board", NULL);
  press (desk, "r");
  wait_until (settled (desk));
  g_assert_true (gtk_widget_get_child_visible (rw_test_find (desk->page, RW_TYPE_TICKET_VIEW)));
  press (desk, "j");
  wait_until (settled (desk));
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

  press (desk, "j");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_true (press (desk, kinds[i].key));
      wait_until (settled (desk));
      toggles =
        rw_test_find (rw_test_find (desk->page, RW_TYPE_TICKET_COMPOSER), ADW_TYPE_TOGGLE_GROUP);
      g_assert_cmpuint (adw_toggle_group_get_active (toggles), ==, kinds[i].toggle);
      /* Now letters are text. */
      wait_until (GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (desk->window))));
      g_assert_false (press (desk, "s"));
      g_assert_null (chooser (desk));
      gtk_root_set_focus (GTK_ROOT (desk->window), NULL);
    }
}

static void
test_choose (Desk          *desk,
             gconstpointer  flags)
{
  press (desk, "j");
  g_assert_true (press (desk, "s"));
  choose (desk, "accept");
  wait_until (has (desk, RW_TICKET_STATUS, RW_TICKET_STATUS_ACCEPTED));
  wait_until (settled (desk));

  g_assert_true (press (desk, "p"));
  choose (desk, "p2");
  wait_until (has (desk, RW_TICKET_PRIORITY, RW_PRIORITY_P2));
  wait_until (settled (desk));

  g_assert_true (press (desk, "a"));
  choose (desk, "mara");
  wait_until (has_assignee (desk));
  wait_until (settled (desk));
  g_assert_true (press (desk, "a"));
  choose (desk, "nobody");
  wait_until (!has_assignee (desk));
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
  row.resolution_due = now + 40 * RW_MINUTE; /* three quarters of 160 minutes are gone */
  g_assert_true (rw_ticket_queue_has (RW_TICKET_QUEUE_ESCALATING, &row, &me, now));
  row.opened = now - RW_MINUTE;
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

  press (desk, "j");
  press (desk, "a");
  choose (desk, "mara");
  wait_until (has_assignee (desk));
  wait_until (settled (desk));
  rw_ticket_filter_save (filter, "All");
  g_assert_true (rw_ticket_filter_apply (filter, "All"));
  g_assert_false (rw_ticket_filter_apply (filter, "None"));
  g_assert_cmpuint (g_list_model_get_n_items (rw_board_get_column (board (desk), 0)), ==, 20);
  text = rw_ticket_filter_to_text (filter);
  g_assert_cmpstr (text, ==, "All open");
}

static GListModel *
closed_column (Desk *desk)
{
  return rw_board_get_column (board (desk), RW_TICKET_STATUS_CLOSED);
}

/* Nothing of what is closed is read until somebody asks, neither for the board nor for the list. */
static void
test_closed (Desk          *desk,
             gconstpointer  flags)
{
  static const RwTicketStatus way[] = { RW_TICKET_STATUS_RESOLVED, RW_TICKET_STATUS_CLOSED };
  RwTicketsList *list = rw_test_find (desk->page, RW_TYPE_TICKETS_LIST);
  RwId id;

  press (desk, "j");
  id = rw_ticket_item_get_row (rw_board_get_selected (board (desk)))->id;
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      g_autoptr (RwRecord) before = console_get (&desk->base.a, RW_KIND_TICKET, &id);
      g_autoptr (RwRecord) after = rw_record_dup (before);
      g_autoptr (GError) error = NULL;

      rw_ticket_set_status (after, way[i], rw_clock_now ());
      console_edit (&desk->base.a, rw_edit_new_diff (before, after), "Close it", &error);
      g_assert_no_error (error);
    }
  wait_until (settled (desk) && rw_tickets_list_n_shown (list) == 19);
  g_assert_false (rw_board_get_column_shown (board (desk), RW_TICKET_STATUS_CLOSED));
  gtk_widget_activate_action (desk->page, "tickets.list", NULL);
  wait_until (settled (desk));
  g_assert_cmpuint (rw_tickets_list_n_shown (list), ==, 19);
  gtk_widget_activate_action (desk->page, "tickets.board", NULL);

  g_assert_true (press (desk, "<Control>h"));
  wait_until (settled (desk) && g_list_model_get_n_items (closed_column (desk)) == 1);
  g_assert_true (rw_board_get_column_shown (board (desk), RW_TICKET_STATUS_CLOSED));
  g_assert_cmpuint (rw_tickets_list_n_shown (list), ==, 20);
  /* It stays while the page reads again, and goes as it came. */
  press (desk, "j");
  press (desk, "<Control>i");
  wait_until (settled (desk));
  g_assert_cmpuint (g_list_model_get_n_items (closed_column (desk)), ==, 1);
  press (desk, "<Control>h");
  wait_until (settled (desk) && g_list_model_get_n_items (closed_column (desk)) == 0);
  g_assert_false (rw_board_get_column_shown (board (desk), RW_TICKET_STATUS_CLOSED));
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

#define add(path, func) \
  g_test_add (path, Desk, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up, func, tear_down)
  g_test_add_func ("/console/board-keys/queues", test_queues);
  g_test_add_func ("/console/board-keys/saved", test_saved);
  add ("/console/board-keys/filter", test_filter);
  add ("/console/board-keys/closed", test_closed);
  add ("/console/board-keys/walk", test_walk);
  add ("/console/board-keys/write", test_write);
  add ("/console/board-keys/choose", test_choose);
#undef add
  return g_test_run ();
}
