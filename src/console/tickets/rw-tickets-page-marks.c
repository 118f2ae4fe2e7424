/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-announce.h"
#include "rw-tickets-page-private.h"

/* Tickets that are marked, to do something to all of them together. */

static void
update_bar (RwTicketsPage *self)
{
  guint n = rw_ticket_marks_count (self->marks);
  gboolean ticket =
    g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "ticket") == 0;
  g_autofree char *text = g_strdup_printf (
    /* Translators: how many tickets are marked */ ngettext ("%u marked", "%u marked", n), n);

  gtk_widget_set_visible (self->marks_bar, n > 0 && !ticket);
  gtk_label_set_label (GTK_LABEL (self->marks_label), text);
  /* Escape then belongs to somebody else. */
  rw_action_set_enabled (GTK_WIDGET (self), "tickets.unmark", n > 0 && !ticket);
}

static void
marks_changed_cb (RwTicketsPage *self)
{
  gtk_label_set_label (GTK_LABEL (self->marks_news), "");
  rw_board_refresh_marks (RW_BOARD (self->board));
  update_bar (self);
}

/* Takes the marks from what is not shown any more, and says so. */
void
rw_tickets_page_keep_marks (RwTicketsPage *self)
{
  g_autofree char *news =
    rw_ticket_marks_keep (self->marks, G_LIST_MODEL (self->store),
                          rw_ticket_filter_get_filter (RW_TICKET_FILTER (self->filter)));

  if (news == NULL)
    return;
  if (rw_ticket_marks_count (self->marks) > 0)
    {
      gtk_label_set_label (GTK_LABEL (self->marks_news), news);
      rw_announce (GTK_WIDGET (self), news);
    }
  else
    rw_page_toast (RW_PAGE (self), news);
}

static void
mark_cb (RwTicketsPage *self,
         RwTicketItem  *item,
         gboolean       marked)
{
  rw_ticket_marks_set (self->marks, item, marked);
}

static gboolean
shows_tickets (RwTicketsPage *self)
{
  return rw_id_is_nil (&self->open);
}

static void
announce_count (RwTicketsPage *self)
{
  rw_announce (GTK_WIDGET (self), gtk_label_get_label (GTK_LABEL (self->marks_label)));
}

static void
mark_selected_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);

  if (!shows_tickets (self))
    return;
  if (self->view == RW_TICKETS_PAGE_BOARD)
    rw_board_mark_selected (RW_BOARD (self->board));
  else
    rw_tickets_list_mark_selected (RW_TICKETS_LIST (self->list));
  announce_count (self);
}

static void
extend_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  int step = g_str_equal (action, "tickets.mark-next") ? 1 : -1;

  if (!shows_tickets (self))
    return;
  if (self->view == RW_TICKETS_PAGE_BOARD)
    rw_board_extend_marks (RW_BOARD (self->board), step);
  else
    rw_tickets_list_extend_marks (RW_TICKETS_LIST (self->list), step);
  announce_count (self);
}

static void
mark_all_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);
  GtkFilter *filter = rw_ticket_filter_get_filter (RW_TICKET_FILTER (self->filter));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  if (!shows_tickets (self))
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (gtk_filter_match (filter, item))
        g_ptr_array_add (items, g_steal_pointer (&item));
    }
  rw_ticket_marks_add_all (self->marks, items);
  announce_count (self);
}

static void
unmark_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  rw_ticket_marks_clear (RW_TICKETS_PAGE (widget)->marks);
  rw_announce (widget, _ ("Nothing is marked"));
}

static GtkWidget *
create_bar (RwTicketsPage *self)
{
  static const struct
  {
    const char *label;
    const char *action;
  } buttons[] = {
    { N_ ("_Assign…"), "tickets.assign" }, { N_ ("_Priority…"), "tickets.priority" },
    { N_ ("_Status…"), "tickets.status" }, { N_ ("S_nooze…"), "tickets.snooze" },
    { N_ ("_Unmark"), "tickets.unmark" },
  };
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (bar, "toolbar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is to be done to the marked tickets"), -1);
  self->marks_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->marks_label, "heading");
  gtk_widget_add_css_class (self->marks_label, "numeric");
  gtk_widget_set_margin_start (self->marks_label, 6);
  gtk_widget_set_margin_end (self->marks_label, 6);
  self->marks_news = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->marks_news, "dimmed");
  gtk_label_set_ellipsize (GTK_LABEL (self->marks_news), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->marks_news), 0);
  gtk_widget_set_hexpand (self->marks_news, TRUE);
  gtk_box_append (GTK_BOX (bar), self->marks_label);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ (buttons[i].label));
      g_autofree char *tooltip = rw_action_tooltip (buttons[i].action);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), buttons[i].action);
      gtk_widget_set_tooltip_text (button, tooltip);
      if (i + 1 == G_N_ELEMENTS (buttons))
        gtk_box_append (GTK_BOX (bar), self->marks_news);
      gtk_box_append (GTK_BOX (bar), button);
    }
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}

static const RwAction mark_actions[] = {
  { "tickets.mark", N_ ("Mark or Unmark the Ticket"), N_ ("Tickets"), "x", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.mark-next", N_ ("Mark, and the Next One"), N_ ("Tickets"), "<Shift>j", "tickets", RW_ACTION_NO_PALETTE, NULL },
  { "tickets.mark-previous", N_ ("Mark, and the Previous One"), N_ ("Tickets"), "<Shift>k", "tickets", RW_ACTION_NO_PALETTE, NULL },
  { "tickets.mark-all", N_ ("Mark All Tickets Shown"), N_ ("Tickets"), "<Control>a", "tickets", RW_ACTION_DEFAULT, NULL },
  { "tickets.unmark", N_ ("Mark Nothing"), N_ ("Tickets"), "Escape", "tickets", RW_ACTION_DEFAULT, NULL },
};

/* Installs the actions, with their keys. */
void
rw_tickets_page_install_marks (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } funcs[] = {
    { "tickets.mark", mark_selected_cb },   { "tickets.mark-next", extend_cb },
    { "tickets.mark-previous", extend_cb }, { "tickets.mark-all", mark_all_cb },
    { "tickets.unmark", unmark_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    gtk_widget_class_install_action (widget_class, funcs[i].name, NULL, funcs[i].func);
  rw_actions_register (mark_actions, G_N_ELEMENTS (mark_actions));
}

/* Listens to the board and the list, and adds the bar below them. */
void
rw_tickets_page_connect_marks (RwTicketsPage *self,
                               GtkBox        *box)
{
  self->marks_bar = create_bar (self);
  gtk_box_append (box, self->marks_bar);
  g_signal_connect_object (self->marks, "changed", G_CALLBACK (marks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->board, "mark", G_CALLBACK (mark_cb), self);
  g_signal_connect_swapped (self->list, "mark", G_CALLBACK (mark_cb), self);
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (update_bar), self);
  update_bar (self);
}
