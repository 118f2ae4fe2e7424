/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-ticket-desk.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_LINKS_BOX (rw_ticket_links_box_get_type ())

/**
 * RwTicketLinksBox:
 *
 * What a ticket is linked to, and what the links mean.
 *
 * Signals: "open" (int kind, const RwId *id); "unlink" (const RwId *link); "link": the person wants a new one.
 */
G_DECLARE_FINAL_TYPE (RwTicketLinksBox, rw_ticket_links_box, RW, TICKET_LINKS_BOX, GtkBox)

GtkWidget *rw_ticket_links_box_new  (void);
void       rw_ticket_links_box_show (RwTicketLinksBox *self,
                                     GPtrArray        *links,
                                     gboolean          may_edit);

G_END_DECLS
