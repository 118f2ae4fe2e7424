/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "query/rw-query-tickets.h"
#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_TIMELINE (rw_ticket_timeline_get_type ())

/**
 * RwTicketTimeline:
 *
 * What happened in a ticket and around it, oldest first: messages, and a line each for what became of the ticket,
 * changes on its configuration item and backups of it that failed. Those lines can be left out.
 *
 * Signals: "open" (int kind, const RwId *id): a record is to be shown.
 */
G_DECLARE_FINAL_TYPE (RwTicketTimeline, rw_ticket_timeline, RW, TICKET_TIMELINE, GtkBox)

GtkWidget *rw_ticket_timeline_new  (void);
void       rw_ticket_timeline_show (RwTicketTimeline     *self,
                                    const RwTicketDetail *detail,
                                    guint                 first,
                                    RwSession            *session,
                                    gint64                now);

G_END_DECLS
