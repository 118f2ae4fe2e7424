/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-time.h"

/**
 * rw_priority_from_matrix:
 * @impact: how much is hit
 * @urgency: how soon it hurts
 *
 * The priority matrix (DOMAIN, "Priority"): high row P1 P2 P3, medium row P2 P3 P4, low row P3 P4 P5.
 */
RwPriority
rw_priority_from_matrix (RwLevel impact,
                         RwLevel urgency)
{
  return (RwPriority) ((RW_LEVEL_HIGH - impact) + (RW_LEVEL_HIGH - urgency));
}

gboolean
rw_ticket_status_is_open (RwTicketStatus status)
{
  return status < RW_TICKET_STATUS_RESOLVED;
}

/**
 * rw_ticket_status_may_follow:
 *
 * Open statuses follow one another freely; a ticket is resolved before it is closed; a resolved one
 * is reopened into any open status, a closed one into "in progress" or back to resolved.
 */
gboolean
rw_ticket_status_may_follow (RwTicketStatus from,
                             RwTicketStatus to)
{
  if (from == to)
    return TRUE;
  if (from == RW_TICKET_STATUS_CLOSED)
    return to == RW_TICKET_STATUS_RESOLVED || to == RW_TICKET_STATUS_IN_PROGRESS;
  if (to == RW_TICKET_STATUS_CLOSED)
    return from == RW_TICKET_STATUS_RESOLVED;
  return TRUE;
}

/**
 * rw_message_type_is_public:
 *
 * Returns: whether the customer can read or wrote such a message
 */
gboolean
rw_message_type_is_public (RwMessageType type)
{
  return type != RW_MESSAGE_TYPE_NOTE && type != RW_MESSAGE_TYPE_EVENT;
}

/**
 * rw_ticket_wait_parse:
 * @text: of the field "waits" of a ticket: two instants, as 2026-11-20T08:30:00Z/2026-11-20T09:30:00Z
 * @from: (out): microseconds since 1970
 * @to: (out): the same
 *
 * The times are a set of their own texts, so that what two people add offline is all kept.
 */
gboolean
rw_ticket_wait_parse (const char *text,
                      gint64     *from,
                      gint64     *to)
{
  const char *slash = strchr (text, '/');
  g_autofree char *first = slash != NULL ? g_strndup (text, (gsize) (slash - text)) : NULL;

  return first != NULL && rw_instant_parse (first, from) && rw_instant_parse (slash + 1, to) &&
         *from <= *to;
}

static gboolean
check_waits (RwRecord  *ticket,
             GError   **error)
{
  const char *const *waits = rw_record_get_texts (ticket, RW_TICKET_WAITS);

  for (guint i = 0; waits != NULL && waits[i] != NULL; i++)
    {
      gint64 from, to;

      if (rw_ticket_wait_parse (waits[i], &from, &to))
        continue;
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("“%s” is not two instants with a “/” between them, the earlier first"),
                   waits[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_merged (RwRecord  *ticket,
              GError   **error)
{
  const RwId *into = rw_record_get_ref (ticket, RW_TICKET_MERGED_INTO);

  if (into == NULL)
    return TRUE;
  if (rw_id_equal (into, rw_record_get_id (ticket)))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Ticket “%s” cannot be merged into itself"),
                 rw_record_get_title (ticket));
  else if (rw_record_get_enum (ticket, RW_TICKET_STATUS) != RW_TICKET_STATUS_CLOSED)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                 _ ("Ticket “%s” was merged into another one and stays closed; go on in that one"),
                 rw_record_get_title (ticket));
  else
    return TRUE;
  return FALSE;
}

/**
 * rw_ticket_check:
 *
 * What holds within a ticket: the priority that impact and urgency make, or a reason; times waited; a merged ticket
 * is closed.
 */
gboolean
rw_ticket_check (RwRecord  *ticket,
                 GError   **error)
{
  int impact = rw_record_get_enum (ticket, RW_TICKET_IMPACT);
  int urgency = rw_record_get_enum (ticket, RW_TICKET_URGENCY);
  int priority = rw_record_get_enum (ticket, RW_TICKET_PRIORITY);

  if (impact >= 0 && urgency >= 0 && priority != (int) rw_priority_from_matrix (impact, urgency) &&
      !rw_record_has (ticket, RW_TICKET_PRIORITY_REASON))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("Impact and urgency make %s; another priority needs a reason"),
                   rw_enum_label (&rw_enum_priority, rw_priority_from_matrix (impact, urgency)));
      return FALSE;
    }
  return check_waits (ticket, error) && check_merged (ticket, error);
}

/**
 * rw_link_check:
 * @link: a link
 *
 * What holds within a link: it leads from one record to another.
 */
gboolean
rw_link_check (RwRecord  *link,
               GError   **error)
{
  const RwId *source = rw_record_get_ref (link, RW_LINK_SOURCE),
             *target = rw_record_get_ref (link, RW_LINK_TARGET);

  if (source == NULL || target == NULL || !rw_id_equal (source, target))
    return TRUE;
  g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                       _ ("A link leads from one record to another, not to itself"));
  return FALSE;
}

/**
 * rw_ticket_check_merge:
 * @ticket: is to be merged
 * @into: the one that is kept
 * @has_merged: whether others were merged into @ticket
 *
 * One step only: what was merged leads to the ticket that goes on, not to another merged one.
 */
gboolean
rw_ticket_check_merge (RwRecord  *ticket,
                       RwRecord  *into,
                       gboolean   has_merged,
                       GError   **error)
{
  if (rw_id_equal (rw_record_get_id (ticket), rw_record_get_id (into)))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("Ticket “%s” cannot be merged into itself"),
                 rw_record_get_title (ticket));
  else if (rw_record_has (into, RW_TICKET_MERGED_INTO))
    g_set_error (
      error, RW_ERROR, RW_ERROR_CONFLICT,
      _ ("Ticket “%s” cannot be merged into “%s”: that one was itself merged into another"),
      rw_record_get_title (ticket), rw_record_get_title (into));
  else if (has_merged)
    g_set_error (
      error, RW_ERROR, RW_ERROR_CONFLICT,
      _ (
        "Ticket “%s” cannot be merged into “%s”: others were merged into it, so it is the one to keep"),
      rw_record_get_title (ticket), rw_record_get_title (into));
  else
    return TRUE;
  return FALSE;
}

/**
 * rw_ticket_merge:
 * @ticket: changed
 * @into: the one that is kept
 * @now: microseconds since 1970
 *
 * The ticket leads to the other one from now on, and is closed.
 */
void
rw_ticket_merge (RwRecord   *ticket,
                 const RwId *into,
                 gint64      now)
{
  if (rw_ticket_status_is_open (rw_record_get_enum (ticket, RW_TICKET_STATUS)))
    rw_ticket_set_status (ticket, RW_TICKET_STATUS_RESOLVED, now);
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_CLOSED, now);
  rw_record_set_ref (ticket, RW_TICKET_MERGED_INTO, into);
}

/**
 * rw_ticket_check_transition:
 *
 * Whether a ticket goes from one status to the other. One that is merged is closed from wherever it was, and goes
 * back there when that is taken back.
 */
gboolean
rw_ticket_check_transition (RwRecord  *before,
                            RwRecord  *after,
                            GError   **error)
{
  int from = rw_record_get_enum (before, RW_TICKET_STATUS), to = rw_record_get_enum (after, RW_TICKET_STATUS);

  /* Whose reopening is taken back was resolved before; whose merge is taken back goes back to where it was. */
  if (rw_ticket_status_may_follow (from, to) ||
      (to == RW_TICKET_STATUS_CLOSED && rw_record_has (after, RW_TICKET_RESOLVED)) ||
      rw_record_has (before, RW_TICKET_MERGED_INTO) != rw_record_has (after, RW_TICKET_MERGED_INTO))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("A ticket does not go from “%s” to “%s”"),
               rw_enum_label (&rw_enum_ticket_status, from), rw_enum_label (&rw_enum_ticket_status, to));
  return FALSE;
}

/* @from: 0 where nobody knows since when */
static void
add_wait (RwRecord *ticket,
          gint64    from,
          gint64    to)
{
  const char *const *waits = rw_record_get_texts (ticket, RW_TICKET_WAITS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *a = rw_instant_to_string (from), *b = rw_instant_to_string (to);
  g_auto (GStrv) all = NULL;

  if (from == 0 || from >= to)
    return;
  if (waits != NULL)
    g_strv_builder_addv (builder, (const char **) waits);
  g_strv_builder_take (builder, g_strdup_printf ("%s/%s", a, b));
  all = g_strv_builder_end (builder);
  rw_record_set_texts (ticket, RW_TICKET_WAITS, (const char *const *) all);
}

/**
 * rw_ticket_set_status:
 * @ticket: changed
 * @status: the new status
 * @now: microseconds since 1970
 *
 * Sets the status and the instants that go with it: accepted, resolved, closed, reopened, since when the
 * customer is waited for, and the times waited. Ends a snooze.
 */
void
rw_ticket_set_status (RwRecord       *ticket,
                      RwTicketStatus  status,
                      gint64          now)
{
  RwTicketStatus from = rw_record_get_enum (ticket, RW_TICKET_STATUS);

  if (from == status)
    return;
  if (from == RW_TICKET_STATUS_PENDING_CUSTOMER)
    {
      add_wait (ticket, rw_record_get_integer (ticket, RW_TICKET_PENDING_SINCE, 0), now);
      rw_record_take (ticket, RW_TICKET_PENDING_SINCE, RW_VALUE_NULL);
    }
  if (status == RW_TICKET_STATUS_PENDING_CUSTOMER)
    rw_record_set_instant (ticket, RW_TICKET_PENDING_SINCE, now);
  if (!rw_ticket_status_is_open (from) && rw_ticket_status_is_open (status))
    {
      add_wait (ticket, rw_record_get_integer (ticket, RW_TICKET_RESOLVED, 0), now);
      rw_record_set_integer (ticket, RW_TICKET_REOPENED, rw_record_get_integer (ticket, RW_TICKET_REOPENED, 0) + 1);
      rw_record_take (ticket, RW_TICKET_RESOLVED, RW_VALUE_NULL);
      rw_record_take (ticket, RW_TICKET_CLOSED, RW_VALUE_NULL);
    }
  if (status != RW_TICKET_STATUS_NEW && !rw_record_has (ticket, RW_TICKET_ACCEPTED))
    rw_record_set_instant (ticket, RW_TICKET_ACCEPTED, now);
  if (status == RW_TICKET_STATUS_RESOLVED && rw_ticket_status_is_open (from))
    rw_record_set_instant (ticket, RW_TICKET_RESOLVED, now);
  if (status == RW_TICKET_STATUS_CLOSED)
    rw_record_set_instant (ticket, RW_TICKET_CLOSED, now);
  if (status == RW_TICKET_STATUS_RESOLVED && from == RW_TICKET_STATUS_CLOSED)
    rw_record_take (ticket, RW_TICKET_CLOSED, RW_VALUE_NULL);
  /* Somebody has it before them again. */
  rw_record_take (ticket, RW_TICKET_SNOOZED_UNTIL, RW_VALUE_NULL);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, status);
}

/**
 * rw_ticket_first_clock:
 * @status: of the ticket
 * @accepted: whether it was
 * @at: (array fixed-size=3): an instant for each clock, in the order of the fields; 0 for none
 * @field: (out) (optional): of which clock it is: RW_TICKET_RESPONSE_DUE, _RESOLUTION_DUE or _UPDATE_DUE
 *
 * The response clock runs until the ticket is accepted, the resolution clock stands still while the customer is
 * waited for, and none runs once it is resolved (DOMAIN, "Service levels").
 *
 * Returns: the first of the instants of those clocks that run, or 0
 */
gint64
rw_ticket_first_clock (RwTicketStatus status,
                       gboolean       accepted,
                       const gint64  *at,
                       guint         *field)
{
  gint64 first = 0;

  if (!rw_ticket_status_is_open (status))
    return 0;
  for (guint f = RW_TICKET_RESPONSE_DUE; f <= RW_TICKET_UPDATE_DUE; f++)
    {
      gint64 one = at[f - RW_TICKET_RESPONSE_DUE];

      if (one == 0 || (f == RW_TICKET_RESPONSE_DUE && accepted) ||
          (f == RW_TICKET_RESOLUTION_DUE && status == RW_TICKET_STATUS_PENDING_CUSTOMER))
        continue;
      if (first == 0 || one < first)
        {
          first = one;
          if (field != NULL)
            *field = f;
        }
    }
  return first;
}

/**
 * rw_ticket_next_due:
 * @field: (out) (optional): which clock, as in rw_ticket_first_clock()
 *
 * Returns: the instant at which the first of the ticket's running clocks runs out, or 0
 */
gint64
rw_ticket_next_due (RwRecord *ticket,
                    guint    *field)
{
  gint64 dues[RW_TICKET_UPDATE_DUE - RW_TICKET_RESPONSE_DUE + 1];

  for (guint i = 0; i < G_N_ELEMENTS (dues); i++)
    dues[i] = rw_record_get_integer (ticket, RW_TICKET_RESPONSE_DUE + i, 0);
  return rw_ticket_first_clock (rw_record_get_enum (ticket, RW_TICKET_STATUS),
                                rw_record_has (ticket, RW_TICKET_ACCEPTED), dues, field);
}

/**
 * rw_due_state:
 * @attention: when it needs attention, by rw_sla_terms_attention(); 0 for not before it runs out
 * @due: when it runs out, 0 for no clock
 * @now: the present
 */
RwDueState
rw_due_state (gint64 attention,
              gint64 due,
              gint64 now)
{
  if (due == 0)
    return RW_DUE_NONE;
  if (now >= due)
    return RW_DUE_BREACHED;
  return attention != 0 && now >= attention ? RW_DUE_ATTENTION : RW_DUE_RUNNING;
}

/**
 * rw_ticket_add_message:
 * @ticket: changed
 * @type: of the message that staff wrote
 * @now: when
 *
 * The first public answer ends the response clock (DOMAIN, "Service levels"). The other clocks follow with
 * rw_ticket_set_clocks().
 */
void
rw_ticket_add_message (RwRecord      *ticket,
                       RwMessageType  type,
                       gint64         now)
{
  if (rw_message_type_is_public (type) && type != RW_MESSAGE_TYPE_MAIL_IN &&
      !rw_record_has (ticket, RW_TICKET_ACCEPTED))
    rw_record_set_instant (ticket, RW_TICKET_ACCEPTED, now);
}
