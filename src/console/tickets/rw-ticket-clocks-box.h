/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-tickets.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_CLOCKS_BOX (rw_ticket_clocks_box_get_type ())

/**
 * RwTicketClocksBox:
 *
 * The due times of a ticket, and how they are counted.
 */
G_DECLARE_FINAL_TYPE (RwTicketClocksBox, rw_ticket_clocks_box, RW, TICKET_CLOCKS_BOX, GtkBox)

GtkWidget *rw_ticket_clocks_box_new  (void);
void       rw_ticket_clocks_box_show (RwTicketClocksBox  *self,
                                      const RwTicketRow  *row,
                                      RwRecord           *ticket,
                                      const RwTicketPast *past,
                                      gint64              now);

G_END_DECLS
