/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-announce.h"
#include "rw-format.h"
#include "rw-tickets-page-private.h"

/* How the page is set up: whether closed tickets are there. */

/* As many closed tickets at a time, and as many at most: an older one is looked for and not scrolled to. */
#define CLOSED_STEP 200
#define CLOSED_MOST 2000

/* --- Closed tickets ---------------------------------------------------------------------------------- */

static void
set_n_closed (RwTicketsPage *self,
              guint          n_closed)
{
  n_closed = MIN (n_closed, CLOSED_MOST);
  if (self->n_closed == n_closed)
    return;
  self->n_closed = n_closed;
  rw_board_set_column_shown (RW_BOARD (self->board), RW_TICKET_STATUS_CLOSED, n_closed > 0);
  for (guint i = 0; i < G_N_ELEMENTS (self->show_closed); i++)
    gtk_widget_set_visible (self->show_closed[i], n_closed == 0);
  rw_tickets_page_load (self);
}

/* What is there of closed tickets, said below them; and aloud, once it has come. */
void
rw_tickets_page_update_closed (RwTicketsPage *self,
                               guint          n,
                               gboolean       more)
{
  g_autofree char *count = rw_format_count (n);
  g_autofree char *text = NULL;

  if (more)
    text = g_strdup_printf (_ ("The %s tickets that were closed last"), count);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%s closed ticket, and no more",
                                      "%s closed tickets, and no more", n),
                            count);
  else
    text = g_strdup (_ ("There are no closed tickets"));
  rw_tickets_page_update_bars (self);
  gtk_widget_set_visible (self->more_closed, more && self->n_closed < CLOSED_MOST);
  if (self->n_closed > 0 &&
      g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->closed_label)), text) != 0)
    rw_announce (GTK_WIDGET (self), text);
  gtk_label_set_label (GTK_LABEL (self->closed_label), self->n_closed > 0 ? text : "");
}

/* The bars below belong to the board and the list. */
void
rw_tickets_page_update_bars (RwTicketsPage *self)
{
  gboolean ticket =
    g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "ticket") == 0;

  gtk_widget_set_visible (self->closed_bar, self->n_closed > 0 && self->loaded && !ticket);
}

static void
closed_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  RwTicketsPage *self = RW_TICKETS_PAGE (widget);

  set_n_closed (self, self->n_closed > 0 ? 0 : CLOSED_STEP);
}

static void
more_closed_cb (RwTicketsPage *self)
{
  set_n_closed (self, self->n_closed + CLOSED_STEP);
}

static GtkWidget *
button_new (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkWidget *
create_closed_bar (RwTicketsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (bar, "toolbar");
  self->closed_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->closed_label, "dimmed");
  gtk_widget_add_css_class (self->closed_label, "numeric");
  gtk_widget_set_margin_start (self->closed_label, 6);
  gtk_widget_set_hexpand (self->closed_label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->closed_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->closed_label), PANGO_ELLIPSIZE_END);
  self->more_closed = gtk_button_new_with_mnemonic (_ ("Show _More"));
  gtk_widget_add_css_class (self->more_closed, "flat");
  g_signal_connect_swapped (self->more_closed, "clicked", G_CALLBACK (more_closed_cb), self);
  gtk_box_append (GTK_BOX (bar), self->closed_label);
  gtk_box_append (GTK_BOX (bar), self->more_closed);
  gtk_box_append (GTK_BOX (bar), button_new (_ ("Hide _Closed"), "tickets.closed"));
  gtk_widget_set_visible (bar, FALSE);
  return bar;
}

static const RwAction setup_actions[] = {
  { "tickets.closed", N_ ("Show or Hide Closed Tickets"), N_ ("Tickets"), "<Control>h", "tickets", RW_ACTION_DEFAULT, NULL },
};

/* Installs the actions, with their keys. */
void
rw_tickets_page_install_setup (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "tickets.closed", NULL, closed_cb);
  rw_actions_register (setup_actions, G_N_ELEMENTS (setup_actions));
}

/* Adds what goes below the board and the list. */
void
rw_tickets_page_connect_setup (RwTicketsPage *self,
                               GtkBox        *box)
{
  self->closed_bar = create_closed_bar (self);
  gtk_box_append (box, self->closed_bar);
  g_signal_connect_swapped (self->stack, "notify::visible-child",
                            G_CALLBACK (rw_tickets_page_update_bars), self);
  for (guint i = 0; i < G_N_ELEMENTS (self->show_closed); i++)
    {
      self->show_closed[i] = button_new (_ ("Show _Closed"), "tickets.closed");
      gtk_widget_add_css_class (self->show_closed[i], "dimmed");
    }
  rw_board_set_column_foot (RW_BOARD (self->board), RW_TICKET_STATUS_RESOLVED,
                            self->show_closed[0]);
  rw_tickets_list_set_foot (RW_TICKETS_LIST (self->list), self->show_closed[1]);
  gtk_widget_set_halign (self->show_closed[2], GTK_ALIGN_CENTER);
}
