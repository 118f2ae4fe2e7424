/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-rules.h"

G_BEGIN_DECLS

/**
 * RwTicketSnooze:
 * @until: when the ticket is to come back; 0 for one that is not snoozed
 * @since: when it was snoozed; 0 where nobody knows
 * @answered: when the customer last wrote or called; 0 for never
 * @attention: when the first of its running clocks needs attention; 0 for never
 *
 * A ticket that is out of sight for a while.
 */
typedef struct
{
  gint64 until;
  gint64 since;
  gint64 answered;
  gint64 attention;
} RwTicketSnooze;

gint64 rw_ticket_snooze_end (const RwTicketSnooze *snooze,
                             RwTicketStatus        status);

G_END_DECLS
