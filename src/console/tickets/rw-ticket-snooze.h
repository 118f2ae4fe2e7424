/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-actions.h"

G_BEGIN_DECLS

AdwDialog *rw_ticket_snooze_ask (RwPage              *page,
                                 const RwTicketGroup *group,
                                 gboolean             snoozed);
void  rw_ticket_snooze_until (RwPage              *page,
                              const RwTicketGroup *group,
                              gint64               until);
char *rw_ticket_snooze_text  (const RwTicketRow   *row,
                              gint64               now);

G_END_DECLS
