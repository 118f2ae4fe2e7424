/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-ticket-clocks.h"

G_BEGIN_DECLS

/**
 * RwSlaTable:
 *
 * What was promised, read once for each agreement: its calendar is worked out day by day, and hundreds of services have
 * the same. For the thread of its cache.
 */
typedef struct _RwSlaTable RwSlaTable;

RwSlaTable   *rw_sla_table_new     (RwCache           *cache);
void          rw_sla_table_free    (RwSlaTable        *self);
gboolean      rw_sla_table_find    (RwSlaTable        *self,
                                    const RwId        *sla,
                                    const RwSlaTerms **found,
                                    GError           **error);
RwTicketPast *rw_query_ticket_past (RwCache     *cache,
                                    RwRecord    *ticket,
                                    GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSlaTable, rw_sla_table_free)

G_END_DECLS
