/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-ticket-clocks.h"

G_BEGIN_DECLS

RwSlaTerms   *rw_query_sla_terms   (RwCache     *cache,
                                    const RwId  *service,
                                    GError     **error);
RwTicketPast *rw_query_ticket_past (RwCache     *cache,
                                    RwRecord    *ticket,
                                    GError     **error);

G_END_DECLS
