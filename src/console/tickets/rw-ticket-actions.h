/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"
#include "rw-ticket-item.h"

G_BEGIN_DECLS

/* What a person does on the tickets page. Each reads the ticket as it is in the store before it becomes an
 * edit, so that what somebody else changed meanwhile stays; where nothing comes of it the page is told
 * to read again what it shows. */

void rw_ticket_set_status_on   (RwPage            *page,
                                const RwTicketRow *ticket,
                                RwTicketStatus     status);
void rw_ticket_assign          (RwPage            *page,
                                const RwTicketRow *ticket,
                                const RwId        *person);
void rw_ticket_prioritise      (RwPage            *page,
                                const RwTicketRow *ticket,
                                RwPriority         priority);
void rw_ticket_write           (RwPage            *page,
                                const RwTicketRow *ticket,
                                RwMessageType      type,
                                const char        *text,
                                GPtrArray         *files);
void rw_ticket_create          (RwPage            *page,
                                GCancellable      *cancellable);

G_END_DECLS
