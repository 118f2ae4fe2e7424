/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-actions.h"

G_BEGIN_DECLS

void rw_ticket_resolve (RwPage              *page,
                        const RwTicketGroup *group);

G_END_DECLS
