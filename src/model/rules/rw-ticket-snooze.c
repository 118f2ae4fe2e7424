/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-snooze.h"

#include "rw-clock.h"

/* The first instant at which rw_due_state() says attention. */
static gint64
clock_attention (gint64 start,
                 gint64 due)
{
  return due == 0 ? 0 : due - MAX (due - start, 0) / 4;
}

static gint64
first_of (gint64 a,
          gint64 b)
{
  if (a == 0 || b == 0)
    return a + b;
  return MIN (a, b);
}

/**
 * rw_ticket_attention:
 *
 * Of the clocks that run the one that comes first to 75 % of its time (DOMAIN, "Service levels"). The response
 * clock runs until the ticket is accepted, the resolution clock stands still while the customer is waited for.
 *
 * Returns: when; 0 where no clock runs
 */
gint64
rw_ticket_attention (const RwTicketDues *dues)
{
  gint64 told =
    dues->update_minutes > 0 ? dues->update_due - dues->update_minutes * RW_MINUTE : dues->opened;
  gint64 at = clock_attention (told, dues->update_due);

  if (!rw_ticket_status_is_open (dues->status))
    return 0;
  if (dues->accepted == 0)
    at = first_of (at, clock_attention (dues->opened, dues->response_due));
  if (dues->status != RW_TICKET_STATUS_PENDING_CUSTOMER)
    at = first_of (at, clock_attention (dues->opened, dues->resolution_due));
  return at;
}

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
  return first_of (snooze->until, snooze->attention);
}
