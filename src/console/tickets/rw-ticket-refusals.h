/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

/**
 * RwTicketRefusals:
 *
 * Which of many tickets something cannot be done to, and why.
 */
typedef struct _RwTicketRefusals RwTicketRefusals;

RwTicketRefusals *rw_ticket_refusals_new   (void);
void              rw_ticket_refusals_free  (RwTicketRefusals *self);
void              rw_ticket_refusals_add   (RwTicketRefusals *self,
                                            RwRecord         *ticket,
                                            const char       *reason);
guint             rw_ticket_refusals_count (RwTicketRefusals *self);
void              rw_ticket_refusals_tell  (RwTicketRefusals *self,
                                            RwPage           *page,
                                            GPtrArray        *others,
                                            const char       *label,
                                            guint             n_tickets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketRefusals, rw_ticket_refusals_free)

G_END_DECLS
