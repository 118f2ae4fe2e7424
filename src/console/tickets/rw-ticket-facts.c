/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-facts.h"

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-time.h"

/**
 * rw_ticket_addressee:
 * @type: of a message
 *
 * Returns: (transfer none): whom it is for: an update for the first-level contact, anything else for who told, where
 *   that is known; its id is nil for nobody
 */
const RwTicketParty *
rw_ticket_addressee (const RwTicketDesk *desk,
                     RwMessageType       type)
{
  const RwTicketParty *first =
    type == RW_MESSAGE_TYPE_UPDATE ? &desk->first_contact : &desk->reporter;

  return rw_id_is_nil (&first->id) ? &desk->first_contact : first;
}

/**
 * rw_ticket_language:
 * @type: of a message
 *
 * Returns: (nullable): the language of whom it is for, else the customer's first one
 */
const char *
rw_ticket_language (const RwTicketDesk *desk,
                    RwMessageType       type)
{
  const RwTicketParty *party = rw_ticket_addressee (desk, type);

  return party->language != NULL ? party->language : desk->language;
}

/**
 * rw_ticket_facts:
 * @detail: of the ticket; the facts point into it
 * @type: of the message that is written
 * @facts: (out caller-allocates): the zone is the caller's, all else the detail's
 */
void
rw_ticket_facts (const RwTicketDetail *detail,
                 RwMessageType         type,
                 RwMacroFacts         *facts)
{
  gint64 now = rw_clock_now ();
  RwTicketPast with = *detail->past;
  RwTicketReading reading;

  /* When the customer hears the next time, once this is sent. */
  rw_ticket_past_add (&with, now, type);
  rw_ticket_read_clock (detail->ticket, &with, RW_SLA_CLOCK_UPDATE, now, &reading);
  *facts = (RwMacroFacts) {
    .ticket = detail->ticket,
    .customer = detail->row->customer_name,
    .contact = rw_ticket_addressee (detail->desk, type)->name,
    .service = detail->row->service_name,
    .ci = detail->row->ci_name,
    .me = detail->desk->me,
    .update_next = reading.due < G_MAXINT64 ? reading.due : 0,
    .zone = detail->desk->tz != NULL ? rw_zone_get (detail->desk->tz) : NULL,
    .now = now,
  };
  if (facts->zone == NULL)
    facts->zone = g_time_zone_ref (rw_format_get_zone ());
}
