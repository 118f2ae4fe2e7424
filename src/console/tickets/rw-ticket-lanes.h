/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-tickets.h"

G_BEGIN_DECLS

/**
 * RwTicketLanes:
 * @RW_TICKET_LANES_NONE: none; the list has its sections by status
 *
 * What lanes of the board and sections of the list stand for.
 */
typedef enum
{
  RW_TICKET_LANES_NONE,
  RW_TICKET_LANES_PRIORITY,
  RW_TICKET_LANES_CUSTOMER,
  RW_TICKET_LANES_SERVICE,
  RW_TICKET_LANES_ASSIGNEE,
  RW_TICKET_N_LANES,
} RwTicketLanes;

const char    *rw_ticket_lanes_get_id    (RwTicketLanes      lanes);
const char    *rw_ticket_lanes_get_name  (RwTicketLanes      lanes);
RwTicketLanes  rw_ticket_lanes_find      (const char        *id);
char          *rw_ticket_lanes_dup_key   (RwTicketLanes      lanes,
                                          const RwTicketRow *row);
const char    *rw_ticket_lanes_get_title (RwTicketLanes      lanes,
                                          const RwTicketRow *row);
int            rw_ticket_lanes_compare   (RwTicketLanes      lanes,
                                          const RwTicketRow *a,
                                          const RwTicketRow *b);

G_END_DECLS
