/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-match.h"

G_BEGIN_DECLS

#define RW_TYPE_TICKET_ITEM (rw_ticket_item_get_type ())

/* A ticket of the board and the list. It stays the same object while its ticket changes, so that
 * selection and focus stay with it. */
G_DECLARE_FINAL_TYPE (RwTicketItem, rw_ticket_item, RW, TICKET_ITEM, GObject)

RwTicketItem      *rw_ticket_item_new          (RwTicketRow    *row);
const RwTicketRow *rw_ticket_item_get_row      (RwTicketItem   *self);
gboolean           rw_ticket_item_take_row     (RwTicketItem   *self,
                                                RwTicketRow    *row);
void               rw_ticket_item_set_status   (RwTicketItem   *self,
                                                RwTicketStatus  status);
gboolean           rw_ticket_item_matches      (RwTicketItem   *self,
                                                const RwSearchTerms *terms,
                                                const RwId     *me,
                                                gint64          now);
gboolean           rw_ticket_items_merge       (GListStore     *store,
                                                GPtrArray      *rows);

G_END_DECLS
