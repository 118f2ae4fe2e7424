/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-edits.h"

#include "rules/rw-ticket-rules.h"
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

GPtrArray *
rw_ticket_edit_status (RwRecord       *ticket,
                       RwTicketStatus  status,
                       gint64          now)
{
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  GPtrArray *edits = new_edits ();

  rw_ticket_set_status (after, status, now);
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
 * @reason: (nullable): why it is not what impact and urgency make
 */
GPtrArray *
rw_ticket_edit_priority (RwRecord   *ticket,
                         RwPriority  priority,
                         const char *reason)
{
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  GPtrArray *edits = new_edits ();

  rw_record_set_enum (after, RW_TICKET_PRIORITY, priority);
  if (reason != NULL)
    rw_record_set_text (after, RW_TICKET_PRIORITY_REASON, reason);
  else
    rw_record_take (after, RW_TICKET_PRIORITY_REASON, RW_VALUE_NULL);
  add_diff (edits, ticket, after);
  return edits;
}

/**
 * rw_ticket_edit_message:
 * @author: (nullable): who writes
 * @update_minutes: see rw_ticket_add_message()
 *
 * Returns: (transfer full) (element-type RwEdit): the message, and what it does to the ticket's clocks
 */
GPtrArray *
rw_ticket_edit_message (RwRecord      *ticket,
                        RwMessageType  type,
                        const char    *text,
                        const RwId    *author,
                        gint64         now,
                        gint64         update_minutes)
{
  g_autoptr (RwRecord) message = rw_record_new (RW_KIND_MESSAGE, NULL);
  g_autoptr (RwRecord) after = rw_record_dup (ticket);
  GPtrArray *edits = new_edits ();

  rw_record_set_ref (message, RW_MESSAGE_TICKET, rw_record_get_id (ticket));
  rw_record_set_enum (message, RW_MESSAGE_TYPE, type);
  rw_record_set_instant (message, RW_MESSAGE_AT, now);
  if (author != NULL && !rw_id_is_nil (author))
    rw_record_set_ref (message, RW_MESSAGE_AUTHOR, author);
  rw_record_set_text (message, RW_MESSAGE_BODY, text);
  g_ptr_array_add (edits, rw_edit_new_create (message));
  rw_ticket_add_message (after, type, now, update_minutes);
  add_diff (edits, ticket, after);
  return edits;
}
