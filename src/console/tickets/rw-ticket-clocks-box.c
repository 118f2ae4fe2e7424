/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-clocks-box.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-ticket-clocks-dialog.h"
#include "rw-ticket-text.h"

struct _RwTicketClocksBox
{
  GtkBox parent_instance;

  GtkWidget *clocks;
  GtkWidget *explain;
  RwRecord *ticket;
  RwTicketPast *past;
};

G_DEFINE_FINAL_TYPE (RwTicketClocksBox, rw_ticket_clocks_box, GTK_TYPE_BOX)

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_clock (RwTicketClocksBox *self,
           const char   *heading,
           const char   *text,
           RwStatus      status,
           const char   *tooltip)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8),
            *label = new_label (heading, "dimmed"), *value;
  g_autofree char *marked = status == RW_STATUS_UNKNOWN
                              ? g_strdup (text)
                              : g_strdup_printf ("%s %s", rw_status_symbol (status), text);

  gtk_widget_set_hexpand (label, TRUE);
  value = new_label (marked, "numeric");
  if (status != RW_STATUS_UNKNOWN)
    gtk_widget_add_css_class (value, rw_status_css_class (status));
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (GTK_BOX (self->clocks), row);
}

static void
explain_cb (RwTicketClocksBox *self)
{
  adw_dialog_present (rw_ticket_clocks_dialog_new (self->ticket, self->past, rw_clock_now ()),
                      GTK_WIDGET (self));
}

/* What became of one clock: met or late once it has stopped, what is left while it runs. */
static void
add_due (RwTicketClocksBox *self,
         const RwTicketRow *row,
         const char        *heading,
         RwSlaClock         clock,
         gint64             due,
         gint64             stopped,
         gint64             now)
{
  g_autofree char *exact = NULL;
  g_autofree char *text = NULL;
  RwStatus status = RW_STATUS_UNKNOWN;

  if (due == 0)
    return;
  exact = rw_format_exact (due);
  if (stopped != 0)
    {
      status = stopped <= due ? RW_STATUS_GOOD : RW_STATUS_BAD;
      text = g_strdup (stopped <= due ? C_ ("service level", "met") : C_ ("service level", "late"));
    }
  else
    {
      RwDueState state = rw_due_state (row->attention[clock], due, now);

      if (state >= RW_DUE_ATTENTION)
        status = state == RW_DUE_BREACHED ? RW_STATUS_BAD : RW_STATUS_ATTENTION;
      text = rw_format_relative (due, now);
    }
  add_clock (self, heading, text, status, exact);
}

static void
rw_ticket_clocks_box_finalize (GObject *object)
{
  RwTicketClocksBox *self = RW_TICKET_CLOCKS_BOX (object);

  g_clear_object (&self->ticket);
  g_clear_pointer (&self->past, rw_ticket_past_free);
  G_OBJECT_CLASS (rw_ticket_clocks_box_parent_class)->finalize (object);
}

static void
rw_ticket_clocks_box_class_init (RwTicketClocksBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_ticket_clocks_box_finalize;
}

static void
rw_ticket_clocks_box_init (RwTicketClocksBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  self->clocks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self), self->clocks);
  self->explain = gtk_button_new_with_mnemonic (_ ("_How They Are Counted…"));
  gtk_widget_add_css_class (self->explain, "flat");
  g_signal_connect_object (self->explain, "clicked", G_CALLBACK (explain_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->explain);
}

GtkWidget *
rw_ticket_clocks_box_new (void)
{
  return g_object_new (RW_TYPE_TICKET_CLOCKS_BOX, NULL);
}

/**
 * rw_ticket_clocks_box_show:
 * @row: the ticket as lists show it
 * @ticket: the whole of it
 * @past: what its clocks depend on; copied
 */
void
rw_ticket_clocks_box_show (RwTicketClocksBox  *self,
                           const RwTicketRow  *row,
                           RwRecord           *ticket,
                           const RwTicketPast *past,
                           gint64              now)
{
  g_autofree char *opened = rw_format_when (row->opened, now);
  g_autofree char *exact = rw_format_exact (row->opened);
  g_auto (RwTicketClock) update = { 0 };

  GtkWidget *child;

  g_return_if_fail (RW_IS_TICKET_CLOCKS_BOX (self));
  while ((child = gtk_widget_get_first_child (self->clocks)) != NULL)
    gtk_box_remove (GTK_BOX (self->clocks), child);
  g_set_object (&self->ticket, ticket);
  if (past != self->past)
    {
      g_clear_pointer (&self->past, rw_ticket_past_free);
      self->past = rw_ticket_past_copy (past);
    }
  gtk_widget_set_visible (self->explain, self->past->terms != NULL);
  add_clock (self, _ ("Opened"), opened, RW_STATUS_UNKNOWN, exact);
  add_due (self, row, _ ("Response"), RW_SLA_CLOCK_RESPONSE, row->response_due, row->accepted, now);
  if (row->status == RW_TICKET_STATUS_PENDING_CUSTOMER && row->resolution_due != 0)
    add_clock (self, _ ("Resolution"), _ ("paused"), RW_STATUS_UNKNOWN,
               _ ("The resolution clock stands still while the customer is asked"));
  else
    add_due (self, row, _ ("Resolution"), RW_SLA_CLOCK_RESOLUTION, row->resolution_due,
             row->resolved, now);
  rw_ticket_text_update (row, now, &update);
  if (update.text != NULL)
    {
      g_autofree char *relative = rw_format_relative (row->update_due, now);

      add_clock (self, _ ("Customer update"), relative,
                 update.status == RW_STATUS_PLANNED ? RW_STATUS_UNKNOWN : update.status,
                 update.exact);
    }
}
