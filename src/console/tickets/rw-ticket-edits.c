/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-edits.h"

#include "rw-clock.h"

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
}

/* No edit at all where nothing changes. */
static void
add_diff (GPtrArray *edits,
          RwRecord  *before,
          RwRecord  *after)
{
  if (!rw_record_equal (before, after))
    g_ptr_array_add (edits, rw_edit_new_diff (before, after));
}

/**
 * rw_ticket_edit_status:
 * @past: of the ticket: its clocks go with the status
 */
GPtrArray *
rw_ticket_edit_status (RwRecord           *ticket,
                       const RwTicketPast *past,
                       RwTicketStatus      status,
                       gint64              now)
{
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  GPtrArray *edits = new_edits ();

  rw_ticket_set_status (after, status, now);
  if (!rw_record_equal (ticket, after))
    rw_ticket_set_clocks (after, past, now);
  add_diff (edits, ticket, after);
  return edits;
}

/**
 * rw_ticket_edit_assignee:
 * @person: (nullable): nobody for %NULL
 */
GPtrArray *
rw_ticket_edit_assignee (RwRecord   *ticket,
                         const RwId *person)
{
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  GPtrArray *edits = new_edits ();

  rw_record_take (after, RW_TICKET_ASSIGNEE, person != NULL ? rw_value_ref (person) : RW_VALUE_NULL);
  add_diff (edits, ticket, after);
  return edits;
}

/**
 * rw_ticket_needs_reason:
 *
 * Returns: whether this priority is another than impact and urgency make, and nobody has said why yet
 */
gboolean
rw_ticket_needs_reason (RwRecord   *ticket,
                        RwPriority  priority)
{
  int impact = rw_record_get_enum (ticket, RW_TICKET_IMPACT), urgency = rw_record_get_enum (ticket, RW_TICKET_URGENCY);

  return impact >= 0 && urgency >= 0 && rw_priority_from_matrix (impact, urgency) != priority;
}

/**
 * rw_ticket_edit_priority:
 * @past: of the ticket: another priority has other targets
 * @reason: (nullable): why it is not what impact and urgency make
 */
GPtrArray *
rw_ticket_edit_priority (RwRecord           *ticket,
                         const RwTicketPast *past,
                         RwPriority          priority,
                         const char         *reason,
                         gint64              now)
{
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  GPtrArray *edits = new_edits ();

  rw_record_set_enum (after, RW_TICKET_PRIORITY, priority);
  if (reason != NULL)
    rw_record_set_text (after, RW_TICKET_PRIORITY_REASON, reason);
  else
    rw_record_take (after, RW_TICKET_PRIORITY_REASON, RW_VALUE_NULL);
  rw_ticket_set_clocks (after, past, now);
  add_diff (edits, ticket, after);
  return edits;
}

/**
 * rw_ticket_edit_message:
 * @past: of the ticket
 * @answer: what is written; its text is not empty
 *
 * The order matters: a message cannot be taken back, nor what it does to the clocks; the status, which comes after
 * it, can.
 *
 * Returns: (transfer full) (element-type RwEdit): what the message does to the ticket, the message, and the status
 *   that goes with it where the ticket may have it
 */
GPtrArray *
rw_ticket_edit_message (RwRecord             *ticket,
                        const RwTicketPast   *past,
                        const RwTicketAnswer *answer,
                        gint64                now)
{
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, NULL);
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  g_autoptr (GPtrArray) moved = NULL;
  GPtrArray *edits = new_edits ();
  int from = rw_record_get_enum (ticket, RW_TICKET_STATUS);
  RwTicketPast with = *past;

  rw_record_set_ref (message, RW_MESSAGE_TICKET, rw_record_get_id (ticket));
  rw_record_set_enum (message, RW_MESSAGE_TYPE, answer->type);
  rw_record_set_instant (message, RW_MESSAGE_AT, now);
  if (!rw_id_is_nil (&answer->author))
    rw_record_set_ref (message, RW_MESSAGE_AUTHOR, &answer->author);
  if (!rw_id_is_nil (&answer->contact))
    rw_record_set_ref (message, RW_MESSAGE_CONTACT, &answer->contact);
  rw_record_set_text (message, RW_MESSAGE_BODY, answer->text);
  rw_ticket_add_message (after, answer->type, now);
  rw_ticket_past_add (&with, now, answer->type);
  if (with.last_public != past->last_public)
    rw_ticket_set_clocks (after, &with, now);
  add_diff (edits, ticket, after);
  g_ptr_array_add (edits, rw_edit_new_create (message));
  if (answer->status >= 0 && from >= 0 &&
      rw_ticket_status_may_follow ((RwTicketStatus) from, (RwTicketStatus) answer->status))
    {
      moved = rw_ticket_edit_status (after, &with, (RwTicketStatus) answer->status, now);
      g_ptr_array_extend_and_steal (edits, g_steal_pointer (&moved));
    }
  return edits;
}
