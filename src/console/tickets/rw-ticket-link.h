/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-actions.h"

G_BEGIN_DECLS

/* What ties a ticket to others: merging, linking, splitting. Each is one step to undo. */

RwEdit     *rw_link_edit     (const RwId           *source,
                              RwLinkType            type,
                              const RwId           *target);
void        rw_ticket_merge_ask (RwPage             *page,
                                 RwRecord           *ticket);
void        rw_ticket_link_ask  (RwPage             *page,
                                 RwRecord           *ticket);
void        rw_ticket_unlink    (RwPage             *page,
                                 const RwId         *link);
void        rw_ticket_split_ask (RwPage                *page,
                                 const RwTicketDetail  *detail,
                                 const RwTicketMessage *message);

G_END_DECLS
