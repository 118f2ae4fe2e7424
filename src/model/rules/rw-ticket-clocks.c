/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ticket-clocks.h"

#include "rw-clock.h"

G_STATIC_ASSERT (RW_SLA_UPDATE_P1 == RW_SLA_RESPONSE_P1 + RW_SLA_CLOCK_UPDATE);
G_STATIC_ASSERT (RW_SLA_RESPONSE_P2 == RW_SLA_RESPONSE_P1 + RW_SLA_N_CLOCKS);
G_STATIC_ASSERT (RW_TICKET_UPDATE_DUE == RW_TICKET_RESPONSE_DUE + RW_SLA_CLOCK_UPDATE);

/**
 * rw_sla_terms_new:
 * @sla: an agreement
 * @calendar: (nullable): the one that it names; around the clock for %NULL
 *
 * Returns: (transfer full) (nullable): %NULL with the error of rw_opening_hours_new()
 */
RwSlaTerms *
rw_sla_terms_new (RwRecord *sla, RwRecord *calendar, GError **error)
{
  RwOpeningHours *hours = calendar != NULL ? rw_opening_hours_new_calendar (calendar, error)
                                           : rw_opening_hours_new_always ();
  RwSlaTerms *terms;

  if (hours == NULL)
    return NULL;
  terms = g_new0 (RwSlaTerms, 1);
  g_atomic_ref_count_init (&terms->refs);
  terms->hours = hours;
  terms->has_calendar = calendar != NULL;
  for (guint p = 0; p < RW_PRIORITY_N_VALUES; p++)
    for (guint c = 0; c < RW_SLA_N_CLOCKS; c++)
      terms->minutes[p][c] =
        rw_record_get_integer (sla, RW_SLA_RESPONSE_P1 + p * RW_SLA_N_CLOCKS + c, 0);
  return terms;
}

RwSlaTerms *
rw_sla_terms_ref (RwSlaTerms *terms)
{
  g_atomic_ref_count_inc (&terms->refs);
  return terms;
}

void
rw_sla_terms_unref (RwSlaTerms *terms)
{
  if (terms == NULL || !g_atomic_ref_count_dec (&terms->refs))
    return;
  rw_opening_hours_unref (terms->hours);
  g_free (terms);
}

/**
 * rw_sla_terms_attention:
 * @terms: (nullable): what was promised
 * @priority: of the ticket
 * @clock: which
 * @due: when it runs out; 0 for no clock
 * @pauses: (nullable): of the resolution clock, see rw_ticket_pauses()
 *
 * The threshold of DOMAIN, "Service levels": 75 % of the clock's time, as the agreement's calendar counts it.
 *
 * Returns: the first instant at which the clock needs attention; @due where nobody knows how long it may take, 0
 *   for no clock
 */
gint64
rw_sla_terms_attention (const RwSlaTerms *terms, RwPriority priority, RwSlaClock clock, gint64 due, GArray *pauses)
{
  gint64 minutes = terms != NULL ? terms->minutes[priority][clock] : 0, at;

  if (due == 0 || minutes <= 0)
    return due;
  at = rw_sla_attention (terms->hours, due, minutes * RW_MINUTE, pauses);
  /* A calendar that is never open: only an import can have given it a due time. */
  return at > 0 ? at : due;
}

/**
 * rw_ticket_past_new:
 * @terms: (nullable) (transfer full): what was promised
 *
 * Returns: (transfer full): a ticket to which nothing has happened
 */
RwTicketPast *
rw_ticket_past_new (RwSlaTerms *terms)
{
  RwTicketPast *past = g_new0 (RwTicketPast, 1);

  past->terms = terms;
  return past;
}

/**
 * rw_ticket_past_copy:
 *
 * Returns: (transfer full): the same, with the same terms
 */
RwTicketPast *
rw_ticket_past_copy (const RwTicketPast *past)
{
  RwTicketPast *copy = g_memdup2 (past, sizeof *past);

  if (copy->terms != NULL)
    rw_sla_terms_ref (copy->terms);
  return copy;
}

void
rw_ticket_past_free (RwTicketPast *past)
{
  if (past == NULL)
    return;
  rw_sla_terms_unref (past->terms);
  g_free (past);
}

/**
 * rw_ticket_past_add:
 * @at: when the message was written
 * @type: what it is
 *
 * Takes note of a message, in any order: two people offline may have written at once.
 */
void
rw_ticket_past_add (RwTicketPast *past, gint64 at, RwMessageType type)
{
  if (rw_message_type_is_public (type) && type != RW_MESSAGE_TYPE_MAIL_IN)
    past->last_public = MAX (past->last_public, at);
}

/**
 * rw_ticket_waits_pauses:
 * @waits: (array zero-terminated=1) (nullable): as a ticket keeps them
 *
 * Returns: (transfer full) (element-type RwOpenSpan): when the resolution clock stood still and runs again
 */
GArray *
rw_ticket_waits_pauses (const char *const *waits)
{
  GArray *pauses = rw_sla_pauses_new ();

  for (guint i = 0; waits != NULL && waits[i] != NULL; i++)
    {
      gint64 from, to;

      if (rw_ticket_wait_parse (waits[i], &from, &to))
        rw_sla_pauses_add (pauses, from, to);
    }
  return pauses;
}

/**
 * rw_ticket_pauses:
 *
 * Returns: (transfer full) (element-type RwOpenSpan): when the resolution clock stood still: the customer was
 *   waited for, or it was thought to be resolved; the last one may go on, see rw_sla_pauses_add()
 */
GArray *
rw_ticket_pauses (RwRecord *ticket)
{
  gint64 since = rw_record_get_integer (ticket, RW_TICKET_PENDING_SINCE, 0);
  gint64 resolved = rw_record_get_integer (ticket, RW_TICKET_RESOLVED, 0);
  GArray *pauses = rw_ticket_waits_pauses (rw_record_get_texts (ticket, RW_TICKET_WAITS));

  if (since != 0)
    rw_sla_pauses_add (pauses, since, G_MAXINT64);
  if (resolved != 0)
    rw_sla_pauses_add (pauses, resolved, G_MAXINT64);
  return pauses;
}

/* A pause that goes on ends at @end. */
static void
end_pauses (GArray *pauses, gint64 end)
{
  RwOpenSpan *last = pauses->len > 0 ? &g_array_index (pauses, RwOpenSpan, pauses->len - 1) : NULL;

  if (last == NULL || last->to != G_MAXINT64)
    return;
  if (last->from < end)
    last->to = end;
  else
    g_array_set_size (pauses, pauses->len - 1);
}

static void
read_state (RwTicketReading *reading, gint64 stopped, gint64 now)
{
  gint64 at = stopped != 0 ? stopped : now;

  if (at > reading->due || (stopped == 0 && at == reading->due))
    reading->state = RW_CLOCK_BREACHED;
  else if (stopped != 0)
    reading->state = RW_CLOCK_MET;
  else
    reading->state =
      reading->elapsed * 4 >= reading->target * 3 ? RW_CLOCK_ATTENTION : RW_CLOCK_RUNNING;
}

/**
 * rw_ticket_read_clock:
 * @past: see #RwTicketPast
 * @clock: which
 * @now: the present
 * @reading: (out caller-allocates): what it shows
 */
void
rw_ticket_read_clock (RwRecord           *ticket,
                      const RwTicketPast *past,
                      RwSlaClock       clock,
                      gint64              now,
                      RwTicketReading    *reading)
{
  RwTicketStatus status = rw_record_get_enum (ticket, RW_TICKET_STATUS);
  RwPriority priority = rw_record_get_enum (ticket, RW_TICKET_PRIORITY);
  gint64 opened = rw_record_get_integer (ticket, RW_TICKET_OPENED, 0), stopped = 0;
  g_autoptr (GArray) pauses = NULL;

  *reading = (RwTicketReading){ .state = RW_CLOCK_NONE, .from = opened };
  if (past->terms == NULL || past->terms->minutes[priority][clock] <= 0 || opened == 0)
    return;
  reading->target = past->terms->minutes[priority][clock] * RW_MINUTE;
  switch (clock)
    {
    case RW_SLA_CLOCK_RESPONSE:
      stopped = rw_record_get_integer (ticket, RW_TICKET_ACCEPTED, 0);
      break;
    case RW_SLA_CLOCK_RESOLUTION:
      pauses = rw_ticket_pauses (ticket);
      stopped = rw_record_get_integer (ticket, RW_TICKET_RESOLVED, 0);
      /* Before it was resolved it ran. */
      end_pauses (pauses, stopped != 0 ? stopped : G_MAXINT64);
      break;
    case RW_SLA_CLOCK_UPDATE:
    default:
      if (!rw_ticket_status_is_open (status))
        return;
      reading->from = MAX (opened, past->last_public);
      break;
    }
  reading->due = rw_sla_due (past->terms->hours, reading->from, reading->target, pauses);
  reading->elapsed =
    rw_sla_elapsed (past->terms->hours, reading->from, stopped != 0 ? stopped : now, pauses);
  if (clock == RW_SLA_CLOCK_RESOLUTION && status == RW_TICKET_STATUS_PENDING_CUSTOMER &&
      reading->due >= now)
    reading->state = RW_CLOCK_PAUSED;
  else
    read_state (reading, stopped, now);
}

/**
 * rw_ticket_attention:
 * @past: see #RwTicketPast
 *
 * Returns: when the first of the ticket's running clocks needs attention, see rw_sla_terms_attention(); 0 where
 *   none runs
 */
gint64
rw_ticket_attention (RwRecord *ticket, const RwTicketPast *past)
{
  RwPriority priority = rw_record_get_enum (ticket, RW_TICKET_PRIORITY);
  g_autoptr (GArray) pauses = rw_ticket_pauses (ticket);
  gint64 at[RW_SLA_N_CLOCKS];

  for (guint c = 0; c < RW_SLA_N_CLOCKS; c++)
    at[c] = rw_sla_terms_attention (past->terms, priority, c,
                                    rw_record_get_integer (ticket, RW_TICKET_RESPONSE_DUE + c, 0),
                                    c == RW_SLA_CLOCK_RESOLUTION ? pauses : NULL);
  return rw_ticket_first_clock (rw_record_get_enum (ticket, RW_TICKET_STATUS),
                                rw_record_has (ticket, RW_TICKET_ACCEPTED), at, NULL);
}

/**
 * rw_ticket_set_clocks:
 * @ticket: changed
 * @past: with all that was written up to @now
 *
 * Writes when each clock runs out. While the customer is waited for, the resolution is due when it would be if
 * that ended @now.
 */
void
rw_ticket_set_clocks (RwRecord *ticket, const RwTicketPast *past, gint64 now)
{
  for (guint c = 0; c < RW_SLA_N_CLOCKS; c++)
    {
      RwTicketReading reading;

      rw_ticket_read_clock (ticket, past, c, now, &reading);
      if (reading.due == G_MAXINT64 && c == RW_SLA_CLOCK_RESOLUTION)
        {
          g_autoptr (GArray) pauses = rw_ticket_pauses (ticket);

          end_pauses (pauses, now);
          reading.due = rw_sla_due (past->terms->hours, reading.from, reading.target, pauses);
        }
      if (reading.due > 0 && reading.due < G_MAXINT64)
        rw_record_set_instant (ticket, RW_TICKET_RESPONSE_DUE + c, reading.due);
      else
        rw_record_take (ticket, RW_TICKET_RESPONSE_DUE + c, RW_VALUE_NULL);
    }
}
