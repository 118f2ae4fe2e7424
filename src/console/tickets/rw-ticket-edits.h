/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-ticket-clocks.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwTicketAnswer:
 * @type: of the message
 * @text: of the message
 * @author: who writes; nil for nobody that is known
 * @contact: whom it is for, at the customer; nil where nobody is named
 * @status: that the ticket gets with it; -1 for the one that it has
 *
 * What a person writes to a ticket.
 */
typedef struct
{
  RwMessageType type;
  const char *text;
  RwId author;
  RwId contact;
  int status;
} RwTicketAnswer;

/* What a person does to tickets, as edits. All take the ticket as it is and leave it as it was. */

GPtrArray *rw_ticket_edit_status   (RwRecord           *ticket,
                                    const RwTicketPast *past,
                                    RwTicketStatus      status,
                                    gint64              now);
GPtrArray *rw_ticket_edit_assignee (RwRecord           *ticket,
                                    const RwId         *person);
GPtrArray *rw_ticket_edit_priority (RwRecord           *ticket,
                                    const RwTicketPast *past,
                                    RwPriority          priority,
                                    const char         *reason,
                                    gint64              now);
gboolean   rw_ticket_needs_reason  (RwRecord           *ticket,
                                    RwPriority          priority);
GPtrArray *rw_ticket_edit_message  (RwRecord             *ticket,
                                    const RwTicketPast   *past,
                                    const RwTicketAnswer *answer,
                                    gint64                now);

G_END_DECLS
