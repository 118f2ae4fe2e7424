/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-rules.h"

G_BEGIN_DECLS

/**
 * RwTicketDues:
 * @opened: when the ticket was opened
 * @accepted: when it was accepted; 0 for not yet
 * @response_due: when its clocks run out; 0 for no such clock
 * @update_minutes: how often the customer is to hear; 0 for never
 *
 * What of a ticket tells when one of its clocks needs attention. Instants are microseconds since 1970.
 */
typedef struct
{
  RwTicketStatus status;
  gint64 opened;
  gint64 accepted;
  gint64 response_due;
  gint64 resolution_due;
  gint64 update_due;
  gint64 update_minutes;
} RwTicketDues;

/**
 * RwTicketSnooze:
 * @until: when the ticket is to come back; 0 for one that is not snoozed
 * @since: when it was snoozed; 0 where nobody knows
 * @answered: when the customer last wrote or called; 0 for never
 * @attention: when the first of its clocks needs attention, by rw_ticket_attention(); 0 for never
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

gint64 rw_ticket_attention  (const RwTicketDues   *dues);
gint64 rw_ticket_snooze_end (const RwTicketSnooze *snooze,
                             RwTicketStatus        status);

G_END_DECLS
