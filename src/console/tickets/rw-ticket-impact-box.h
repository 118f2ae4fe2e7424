/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-ticket-impact.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_IMPACT_BOX (rw_ticket_impact_box_get_type ())
G_DECLARE_FINAL_TYPE (RwTicketImpactBox, rw_ticket_impact_box, RW, TICKET_IMPACT_BOX, GtkBox)

GtkWidget *rw_ticket_impact_box_new  (void);
void       rw_ticket_impact_box_show (RwTicketImpactBox    *self,
                                      const RwTicketImpact *impact,
                                      gint64                now);

G_END_DECLS
