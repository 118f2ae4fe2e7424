/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-tickets.h"
#include "rules/rw-macro.h"

G_BEGIN_DECLS

/* What a macro can say of a ticket. */

const RwTicketParty *rw_ticket_addressee (const RwTicketDesk   *desk,
                                          RwMessageType         type);
const char          *rw_ticket_language  (const RwTicketDesk   *desk,
                                          RwMessageType         type);
void                 rw_ticket_facts     (const RwTicketDetail *detail,
                                          RwMessageType         type,
                                          RwMacroFacts         *facts);

G_END_DECLS
