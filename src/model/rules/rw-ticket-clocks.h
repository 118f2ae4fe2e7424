/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-sla.h"
#include "rw-ticket-rules.h"

G_BEGIN_DECLS

/**
 * RwSlaClock:
 * @RW_SLA_CLOCK_RESPONSE: from the opening to the first public answer or the acceptance
 * @RW_SLA_CLOCK_RESOLUTION: from the opening to resolved; stops while the customer is waited for
 * @RW_SLA_CLOCK_UPDATE: from each public message to the next one, while the ticket is open
 *
 * The clocks of a ticket (DOMAIN, "Service levels"), in the order of the fields of agreements and tickets.
 */
typedef enum
{
  RW_SLA_CLOCK_RESPONSE,
  RW_SLA_CLOCK_RESOLUTION,
  RW_SLA_CLOCK_UPDATE,
  RW_SLA_N_CLOCKS,
} RwSlaClock;

/**
 * RwClockState:
 * @RW_CLOCK_NONE: nothing was promised
 * @RW_CLOCK_RUNNING: less than 75 % of the time is gone
 * @RW_CLOCK_ATTENTION: 75 % and more
 * @RW_CLOCK_PAUSED: the customer is waited for
 * @RW_CLOCK_MET: it stopped in time
 * @RW_CLOCK_BREACHED: all of the time is gone, or was when it stopped
 */
typedef enum
{
  RW_CLOCK_NONE,
  RW_CLOCK_RUNNING,
  RW_CLOCK_ATTENTION,
  RW_CLOCK_PAUSED,
  RW_CLOCK_MET,
  RW_CLOCK_BREACHED,
} RwClockState;

/**
 * RwSlaTerms:
 * @hours: when time counts
 * @has_calendar: whether a calendar says so, not only that there is none
 * @minutes: what each clock may take, per priority; 0 for no clock
 *
 * An agreement with its calendar.
 */
typedef struct
{
  gatomicrefcount refs;
  RwOpeningHours *hours;
  gboolean has_calendar;
  gint64 minutes[RW_PRIORITY_N_VALUES][RW_SLA_N_CLOCKS];
} RwSlaTerms;

/**
 * RwTicketPast:
 * @terms: (nullable): what was promised; %NULL for nothing
 * @last_public: when staff last wrote to the customer; 0 for never
 *
 * What a ticket's clocks depend on beside the ticket itself.
 */
typedef struct
{
  RwSlaTerms *terms;
  gint64 last_public;
} RwTicketPast;

/**
 * RwTicketReading:
 * @from: when it began to run
 * @due: when it runs out; %G_MAXINT64 while nobody knows; 0 for %RW_CLOCK_NONE
 * @target: what it may take, microseconds of open time
 * @elapsed: how long it ran until now, or until it stopped; the same
 */
typedef struct
{
  RwClockState state;
  gint64 from;
  gint64 due;
  gint64 target;
  gint64 elapsed;
} RwTicketReading;

RwSlaTerms   *rw_sla_terms_new         (RwRecord          *sla,
                                        RwRecord          *calendar,
                                        GError           **error);
RwSlaTerms   *rw_sla_terms_ref         (RwSlaTerms        *terms);
void          rw_sla_terms_unref       (RwSlaTerms        *terms);
gint64        rw_sla_terms_attention   (const RwSlaTerms  *terms,
                                        RwPriority         priority,
                                        RwSlaClock         clock,
                                        gint64             due,
                                        GArray            *pauses);
RwTicketPast *rw_ticket_past_new       (RwSlaTerms        *terms);
RwTicketPast *rw_ticket_past_copy      (const RwTicketPast *past);
void          rw_ticket_past_free      (RwTicketPast      *past);
void          rw_ticket_past_add       (RwTicketPast      *past,
                                        gint64             at,
                                        RwMessageType      type);
GArray       *rw_ticket_waits_pauses   (const char *const *waits);
GArray       *rw_ticket_pauses         (RwRecord          *ticket);
void          rw_ticket_read_clock     (RwRecord          *ticket,
                                        const RwTicketPast *past,
                                        RwSlaClock      clock,
                                        gint64             now,
                                        RwTicketReading   *reading);
gint64        rw_ticket_attention      (RwRecord          *ticket,
                                        const RwTicketPast *past);
void          rw_ticket_set_clocks     (RwRecord          *ticket,
                                        const RwTicketPast *past,
                                        gint64             now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSlaTerms, rw_sla_terms_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketPast, rw_ticket_past_free)

G_END_DECLS
