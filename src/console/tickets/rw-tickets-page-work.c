/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-tickets-page-private.h"

#include <glib/gi18n.h>

#include "rules/rw-ticket-rules.h"
#include "rw-action.h"
#include "rw-clock.h"
#include "rw-ticket-chooser.h"
#include "rw-ticket-snooze.h"
#include "rw-ticket-text.h"

/* What a person does to tickets: with a key, from the palette, in the view of one. See rw-ticket-actions.h for
 * how it becomes an edit. */

static const RwTicketRow *
find_row (RwTicketsPage *self,
          const RwId    *id)
{
  RwTicketItem *item = rw_id_is_nil (id) ? NULL : rw_tickets_page_find_item (self, id, NULL);

  if (item != NULL)
    return rw_ticket_item_get_row (item);
  /* An old ticket may be open that is in no list. */
  return self->detail != NULL && rw_id_equal (&self->detail->row->id, id) ? self->detail->row
                                                                          : NULL;
}

static RwTicketGroup *
group_of_one (const RwTicketRow *row)
{
  RwTicketGroup *group = rw_ticket_group_new ();

  rw_ticket_group_add (group, row);
  return group;
}

static RwTicketGroup *
group_of_marked (RwTicketsPage *self)
{
  GPtrArray *items = rw_ticket_marks_list (self->marks);
  RwTicketGroup *group = rw_ticket_group_new ();

  for (guint i = 0; i < items->len; i++)
    rw_ticket_group_add (group, rw_ticket_item_get_row (items->pdata[i]));
  return group;
}

/* What an action is about: the ticket that is open, else those that are marked, else the selected one; %NULL
 * where there is none or the person may not change it. */
static RwTicketGroup *
dup_targets (RwTicketsPage *self)
{
  const RwTicketRow *row =
    find_row (self, rw_id_is_nil (&self->open) ? &self->selected : &self->open);

  if (!rw_tickets_page_may_edit (self))
    return NULL;
  if (rw_id_is_nil (&self->open) && rw_ticket_marks_count (self->marks) > 0)
    return group_of_marked (self);
  return row != NULL ? group_of_one (row) : NULL;
}

/* To be called before something is done to tickets: what leaves because of it is no news. */
static void
expect (RwTicketsPage *self)
{
  if (rw_id_is_nil (&self->open))
    rw_ticket_marks_expect (self->marks);
}

/* Shows a move at once: a person must not wait for a disk to see what they did. */
static void
show_move (RwTicketsPage  *self,
           RwTicketItem   *item,
           RwTicketStatus  to)
{
  guint position;

  if (rw_tickets_page_find_item (self, &rw_ticket_item_get_row (item)->id, &position) == NULL)
    return;
  g_object_ref (item);
  rw_ticket_item_set_status (item, to);
  g_list_store_splice (self->store, position, 1, (gpointer *) &item, 1);
  g_object_unref (item);
}

/* Whoever drags one of those that are marked drags them all. Where one of them does not go there, none is shown
 * to go until the person has said what to do. */
static void
move_marked (RwTicketsPage  *self,
             RwTicketStatus  to)
{
  g_autoptr (RwTicketGroup) group = group_of_marked (self);
  GPtrArray *items = rw_ticket_marks_list (self->marks);
  gboolean all = TRUE;

  for (guint i = 0; i < items->len; i++)
    all = all && rw_ticket_status_may_follow (rw_ticket_item_get_row (items->pdata[i])->status, to);
  for (guint i = 0; i < items->len && all; i++)
    show_move (self, items->pdata[i], to);
  expect (self);
  rw_tickets_page_update_subtitle (self);
  rw_ticket_set_status_on (RW_PAGE (self), group, to);
}

static void
card_moved_cb (RwTicketsPage *self,
               RwTicketItem  *item,
               guint          from,
               guint          to)
{
  g_autoptr (RwTicketGroup) group = NULL;

  if (rw_ticket_marks_has (self->marks, item))
    {
      move_marked (self, (RwTicketStatus) to);
      return;
    }
  show_move (self, item, (RwTicketStatus) to);
  rw_tickets_page_update_subtitle (self);
  group = group_of_one (rw_ticket_item_get_row (item));
  rw_ticket_set_status_on (RW_PAGE (self), group, (RwTicketStatus) to);
}

static void
set_status_cb (RwTicketsPage *self,
               int            status)
{
  const RwTicketRow *row = find_row (self, &self->open);
  g_autoptr (RwTicketGroup) group = NULL;

  if (row == NULL)
    return;
  if (!rw_ticket_status_may_follow (row->status, (RwTicketStatus) status))
    {
      g_autofree char *message =
        g_strdup_printf (_ ("A ticket does not go from “%s” to “%s”"),
                         rw_enum_label (&rw_enum_ticket_status, row->status),
                         rw_enum_label (&rw_enum_ticket_status, status));

      rw_page_toast (RW_PAGE (self), message);
      rw_ticket_view_refresh (RW_TICKET_VIEW (self->ticket_view), rw_clock_now ());
      return;
    }
  group = group_of_one (row);
  rw_ticket_set_status_on (RW_PAGE (self), group, (RwTicketStatus) status);
}

static void
set_assignee_cb (RwTicketsPage *self,
                 const RwId    *person)
{
  g_autoptr (RwTicketGroup) group = dup_targets (self);

  if (group != NULL)
    rw_ticket_assign (RW_PAGE (self), group, person);
}

static void
set_priority_cb (RwTicketsPage *self,
                 int            priority)
{
  g_autoptr (RwTicketGroup) group = dup_targets (self);

  if (group != NULL)
    rw_ticket_prioritise (RW_PAGE (self), group, (RwPriority) priority);
}

/* --- Actions ----------------------------------------------------------------------------------------- */

static void
new_incident_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  rw_ticket_create (RW_PAGE (widget), RW_TICKETS_PAGE (widget)->cancellable);
}

static void
view_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  rw_tickets_page_set_view (RW_TICKETS_PAGE (widget), g_str_equal (action, "tickets.list")
                                                        ? RW_TICKETS_PAGE_LIST
                                                        : RW_TICKETS_PAGE_BOARD);
}

/* In the order of the board or the list; where a ticket is open, the next one opens. */
static void
step_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  int step = g_str_equal (action, "tickets.next") ? 1 : -1;
  gboolean open = !rw_id_is_nil (&self->open);

  if (self->view == RW_TICKETS_PAGE_BOARD && !open)
    rw_board_navigate (RW_BOARD (self->board), 0, step);
  else if (self->view == RW_TICKETS_PAGE_BOARD)
    {
      gpointer item = rw_board_get_neighbour (RW_BOARD (self->board), step);

      if (item != NULL)
        rw_board_select (RW_BOARD (self->board), item, FALSE);
    }
  else
    rw_tickets_list_step (RW_TICKETS_LIST (self->list), step, !open);
  if (open && !rw_id_equal (&self->open, &self->selected))
    rw_tickets_page_open_ticket (self, &self->selected);
}

static void
assign_to_me_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  g_autoptr (RwTicketGroup) group = dup_targets (self);
  const RwId *me =
    group != NULL ? rw_session_get_person (rw_page_get_session (RW_PAGE (self))) : NULL;

  if (me == NULL)
    return;
  expect (self);
  rw_ticket_assign (RW_PAGE (self), group, me);
}

/* Some of what may be chosen; index in the order of the rows. */
typedef struct
{
  RwTicketsPage *page;
  RwTicketGroup *group;
  GArray *ids;
} Choice;

static Choice *
choice_new (RwTicketsPage *self,
            RwTicketGroup *group)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->page = g_object_ref (self);
  choice->group = group;
  choice->ids = g_array_new (FALSE, FALSE, sizeof (RwId));
  return choice;
}

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  g_object_unref (choice->page);
  rw_ticket_group_free (choice->group);
  g_array_unref (choice->ids);
  g_free (choice);
}

static void
ask (Choice     *choice,
     AdwDialog  *chooser,
     GCallback   chosen)
{
  g_signal_connect_data (chooser, "chosen", chosen, choice, choice_free, 0);
  adw_dialog_present (chooser, GTK_WIDGET (choice->page));
}

static void
assignee_chosen_cb (RwTicketChooser *chooser,
                    guint            index,
                    Choice          *choice)
{
  const RwId *id = &g_array_index (choice->ids, RwId, index);

  expect (choice->page);
  rw_ticket_assign (RW_PAGE (choice->page), choice->group, rw_id_is_nil (id) ? NULL : id);
}

static void
assign_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  RwTicketGroup *group = dup_targets (self);
  const RwId *me;
  g_autofree char *title = NULL;
  AdwDialog *chooser;
  Choice *choice;

  if (group == NULL)
    return;
  me = rw_session_get_person (rw_page_get_session (RW_PAGE (self)));
  choice = choice_new (self, group);
  title = g_strdup_printf (_ ("Assign %s"), group->name);
  chooser = rw_ticket_chooser_new (title);
  if (me != NULL)
    {
      rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), C_ ("assignee", "Me"), NULL);
      g_array_append_val (choice->ids, *me);
    }
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    {
      const RwChoice *person = g_ptr_array_index (self->people, i);

      if (me != NULL && rw_id_equal (me, &person->id))
        continue;
      rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), person->name, NULL);
      g_array_append_val (choice->ids, person->id);
    }
  rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), C_ ("assignee", "Nobody"), NULL);
  g_array_append_val (choice->ids, RW_ID_NIL);
  ask (choice, chooser, G_CALLBACK (assignee_chosen_cb));
}

static void
priority_chosen_cb (RwTicketChooser *chooser,
                    guint            index,
                    Choice          *choice)
{
  expect (choice->page);
  rw_ticket_prioritise (RW_PAGE (choice->page), choice->group, (RwPriority) index);
}

static void
priority_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  RwTicketGroup *group = dup_targets (RW_TICKETS_PAGE (widget));
  g_autofree char *title = NULL;
  AdwDialog *chooser;

  if (group == NULL)
    return;
  title = g_strdup_printf (_ ("Priority of %s"), group->name);
  chooser = rw_ticket_chooser_new (title);
  for (int i = 0; i < RW_PRIORITY_N_VALUES; i++)
    rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), rw_enum_label (&rw_enum_priority, i), NULL);
  ask (choice_new (RW_TICKETS_PAGE (widget), group), chooser, G_CALLBACK (priority_chosen_cb));
}

static void
status_chosen_cb (RwTicketChooser *chooser,
                  guint            index,
                  Choice          *choice)
{
  expect (choice->page);
  rw_ticket_set_status_on (RW_PAGE (choice->page), choice->group, (RwTicketStatus) index);
}

static gboolean
any_may_follow (RwTicketsPage       *self,
                const RwTicketGroup *group,
                RwTicketStatus       to)
{
  for (guint i = 0; i < group->ids->len; i++)
    {
      const RwTicketRow *row = find_row (self, &g_array_index (group->ids, RwId, i));

      if (row != NULL && row->status != to && rw_ticket_status_may_follow (row->status, to))
        return TRUE;
    }
  return FALSE;
}

static void
status_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  RwTicketGroup *group = dup_targets (self);
  g_autofree char *title = NULL;
  AdwDialog *chooser;

  if (group == NULL)
    return;
  title = g_strdup_printf (_ ("Status of %s"), group->name);
  chooser = rw_ticket_chooser_new (title);
  for (int i = 0; i < RW_TICKET_STATUS_N_VALUES; i++)
    {
      rw_ticket_chooser_add (RW_TICKET_CHOOSER (chooser), rw_enum_label (&rw_enum_ticket_status, i),
                             NULL);
      rw_ticket_chooser_set_possible (RW_TICKET_CHOOSER (chooser), (guint) i,
                                      any_may_follow (self, group, (RwTicketStatus) i));
    }
  ask (choice_new (self, group), chooser, G_CALLBACK (status_chosen_cb));
}

static void
snooze_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  g_autoptr (RwTicketGroup) group = dup_targets (self);
  gboolean away = FALSE;

  if (group == NULL)
    return;
  for (guint i = 0; i < group->ids->len; i++)
    {
      const RwTicketRow *row = find_row (self, &g_array_index (group->ids, RwId, i));

      away = away || (row != NULL && rw_ticket_row_snooze_end (row) > rw_clock_now ());
    }
  g_signal_connect_object (rw_ticket_snooze_ask (RW_PAGE (self), group, away), "chosen",
                           G_CALLBACK (expect), self, G_CONNECT_SWAPPED);
}

/* --- Those that come back ---------------------------------------------------------------------------- */

/* A timer stands still while the computer sleeps, and a clock may be set: it is looked at again after this. */
#define LOOK_AGAIN (30 * RW_SECOND)

/* Shows those whose time has come since they were last looked at, and says so. */
static void
bring_back (RwTicketsPage *self,
            gint64         now)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store)), n_back = 0;
  g_autofree char *name = NULL;
  g_autofree char *news = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      const RwTicketRow *row = rw_ticket_item_get_row (item);
      gint64 end = rw_ticket_row_snooze_end (row);

      if (end > self->woken && end <= now && n_back++ == 0)
        name = rw_ticket_text_number (row);
    }
  if (n_back == 0)
    return;
  if (n_back == 1)
    news = g_strdup_printf (_ ("%s is back from its snooze"), name);
  else
    news = g_strdup_printf (ngettext ("%u ticket is back from its snooze",
                                      "%u tickets are back from their snooze", n_back),
                            n_back);
  rw_tickets_page_refresh (self);
  rw_page_toast (RW_PAGE (self), news);
}

static gboolean
wake_cb (gpointer user_data)
{
  RwTicketsPage *self = user_data;

  self->wake_id = 0;
  rw_tickets_page_arm_wake (self);
  return G_SOURCE_REMOVE;
}

/* Waits for the next ticket that comes back by itself. */
void
rw_tickets_page_arm_wake (RwTicketsPage *self)
{
  gint64 now = rw_clock_now (), wait = LOOK_AGAIN;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  g_clear_handle_id (&self->wake_id, g_source_remove);
  if (self->woken != 0)
    bring_back (self, now);
  self->woken = now;
  self->n_snoozed = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      gint64 end = rw_ticket_row_snooze_end (rw_ticket_item_get_row (item));

      if (end <= now)
        continue;
      self->n_snoozed++;
      wait = MIN (wait, end - now);
    }
  if (self->n_snoozed > 0)
    self->wake_id = g_timeout_add ((guint) (wait / 1000) + 1, wake_cb, self);
}

static void
write_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  RwMessageType type = g_str_equal (action, "tickets.note")     ? RW_MESSAGE_TYPE_NOTE
                       : g_str_equal (action, "tickets.update") ? RW_MESSAGE_TYPE_UPDATE
                                                                : RW_MESSAGE_TYPE_REPLY;

  if (!rw_tickets_page_may_edit (self))
    return;
  if (!rw_id_is_nil (&self->open))
    rw_tickets_page_write (self, type);
  else if (!rw_id_is_nil (&self->selected))
    {
      self->writing = (int) type;
      rw_tickets_page_open_ticket (self, &self->selected);
    }
}

static const RwAction page_actions[] = {
  { "tickets.new-incident", N_ ("New Incident"), N_ ("Tickets"), "<Control>n", NULL, RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "tickets.next", N_ ("Next Ticket"), N_ ("Tickets"), "j", "tickets", RW_ACTION_NO_PALETTE, NULL },
  { "tickets.previous", N_ ("Previous Ticket"), N_ ("Tickets"), "k", "tickets", RW_ACTION_NO_PALETTE, NULL },
  { "tickets.assign", N_ ("Assign…"), N_ ("Tickets"), "a", "tickets", RW_ACTION_DEFAULT, "contact-new-symbolic" },
  { "tickets.assign-to-me", N_ ("Assign to Me"), N_ ("Tickets"), "<Control>i", "tickets", RW_ACTION_DEFAULT, "contact-new-symbolic" },
  { "tickets.priority", N_ ("Set the Priority…"), N_ ("Tickets"), "p", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.status", N_ ("Set the Status…"), N_ ("Tickets"), "s", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.snooze", N_ ("Snooze…"), N_ ("Tickets"), "z", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.reply", N_ ("Answer the Ticket"), N_ ("Tickets"), "r <Control>r", "tickets", RW_ACTION_DEFAULT, "mail-reply-sender-symbolic" },
  { "tickets.note", N_ ("Write an Internal Note"), N_ ("Tickets"), "n", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.update", N_ ("Write a Customer Update"), N_ ("Tickets"), "u", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.board", N_ ("Tickets as a Board"), N_ ("Tickets"), "<Control><Shift>b", "tickets", RW_ACTION_DEFAULT, "view-dual-symbolic" },
  { "tickets.list", N_ ("Tickets as a List"), N_ ("Tickets"), "<Control><Shift>l", "tickets", RW_ACTION_DEFAULT, "view-list-symbolic" },
};

/* Installs the actions, with their keys. */
void
rw_tickets_page_install_work (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } funcs[] = {
    { "tickets.new-incident", new_incident_cb },
    { "tickets.next", step_cb },
    { "tickets.previous", step_cb },
    { "tickets.assign", assign_cb },
    { "tickets.assign-to-me", assign_to_me_cb },
    { "tickets.priority", priority_cb },
    { "tickets.status", status_cb },
    { "tickets.snooze", snooze_cb },
    { "tickets.reply", write_cb },
    { "tickets.note", write_cb },
    { "tickets.update", write_cb },
    { "tickets.board", view_cb },
    { "tickets.list", view_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    gtk_widget_class_install_action (widget_class, funcs[i].name, NULL, funcs[i].func);
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
  rw_tickets_page_install_desk (widget_class);
}

/* Listens to the parts of the page. */
void
rw_tickets_page_connect_work (RwTicketsPage *self)
{
  g_signal_connect_swapped (self->board, "card-moved", G_CALLBACK (card_moved_cb), self);
  g_signal_connect_swapped (self->ticket_view, "set-status", G_CALLBACK (set_status_cb), self);
  g_signal_connect_swapped (self->ticket_view, "set-priority", G_CALLBACK (set_priority_cb), self);
  g_signal_connect_swapped (self->ticket_view, "set-assignee", G_CALLBACK (set_assignee_cb), self);
  rw_tickets_page_connect_desk (self);
}
