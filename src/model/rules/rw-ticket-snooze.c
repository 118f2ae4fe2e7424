/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-snooze.h"

/**
 * rw_ticket_snooze_end:
 * @status: of the ticket
 *
 * A snoozed ticket comes back at its time; earlier when one of its clocks needs attention, for a snooze stops
 * none; and at once when the customer answers, or it is open no longer. Nothing is written for that: whoever
 * looks computes it. (A change of the status ends a snooze, too; that is part of the same edit, see
 * rw_ticket_set_status().) Where nobody knows since when it is snoozed, any answer counts: rather seen twice than
 * missed.
 *
 * Returns: the instant from which on it is back; 0 where it is not away
 */
gint64
rw_ticket_snooze_end (const RwTicketSnooze *snooze,
                      RwTicketStatus        status)
{
  if (snooze->until == 0 || !rw_ticket_status_is_open (status))
    return 0;
  if (snooze->answered != 0 && snooze->answered >= snooze->since)
    return 0;
  return snooze->attention != 0 ? MIN (snooze->until, snooze->attention) : snooze->until;
}
