/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-sla.h"
#include "rw-time.h"

G_BEGIN_DECLS

/**
 * RwReportClock:
 * @RW_REPORT_CLOCK_CUSTOMER: the customer's own
 * @RW_REPORT_CLOCK_CALENDAR: of the calendar of the agreement, as the customer has none
 * @RW_REPORT_CLOCK_FALLBACK: that of the question, as there is neither
 *
 * On whose clock it was read when a ticket was opened.
 */
typedef enum
{
  RW_REPORT_CLOCK_CUSTOMER,
  RW_REPORT_CLOCK_CALENDAR,
  RW_REPORT_CLOCK_FALLBACK,
  RW_REPORT_N_CLOCKS,
} RwReportClock;

/**
 * RwTicketFact:
 * @source: %RwTicketSource, or -1
 * @number: (nullable): borrowed, as all texts are
 * @alert: (nullable): name of the alert
 * @alert_count: how often it fired
 * @n_work: how often staff wrote on it; only where an alert made it
 * @at_night: whether it was opened between ten and six, on the clock of the question
 * @has_problem: whether a problem is named as the cause
 * @opened: microseconds since 1970, as all instants; 0 for never
 * @pending_since: since when the customer is waited for; 0 where nobody does, or nobody knows
 * @opened_wall: when it was opened, on the clock @clock
 * @accept_open: how long it took to accept it, in opening hours; -1 where it was not
 * @resolve_open: how long it took to resolve it, in opening hours and without pauses; -1 where it was not
 *
 * What reports count of a ticket. Ids are nil where there is none.
 */
typedef struct
{
  RwId id, customer, service, assignee, ci;
  RwTicketType type;
  RwTicketStatus status;
  RwPriority priority;
  RwReportClock clock;
  int source;
  guint reopened;
  gint64 alert_count;
  guint n_work;
  gboolean at_night, has_problem;
  const char *number, *title, *alert, *category;
  gint64 opened, accepted, resolved, closed, pending_since, response_due, resolution_due;
  gint64 opened_wall;
  gint64 accept_open, resolve_open;
} RwTicketFact;

/**
 * RwUpdateDue:
 * @due: when the customer should have heard at the latest, microseconds since 1970
 * @given: when they did; 0 for not yet, or never
 */
typedef struct
{
  gint64 due;
  gint64 given;
} RwUpdateDue;

/**
 * RwTicketUpdate:
 * @fact: of which ticket
 *
 * An update that a customer was to get.
 */
typedef struct
{
  guint fact;
  RwUpdateDue due;
} RwTicketUpdate;

/**
 * RwTicketFacts:
 * @facts: (element-type RwTicketFact): by opening
 * @names: (element-type RwId utf8): of customers, services and people, and of what came again
 * @updates: (element-type RwTicketUpdate): by ticket
 * @from: the tickets of the period were opened at @from or later
 * @to: and before @to
 * @now: when it was read
 * @n_merged: so many were opened in the period and merged into another one, and are not among @facts
 *
 * The tickets that were opened in a period, or still open in it. Read-only once made: reports may be counted from it
 * in any thread.
 */
typedef struct
{
  gatomicrefcount refs;
  GArray *facts;
  GArray *updates;
  GHashTable *names;
  GStringChunk *texts;
  gint64 from, to, now;
  guint n_merged;
} RwTicketFacts;

/**
 * RwReportBy:
 *
 * What tickets are put together by.
 */
typedef enum
{
  RW_REPORT_BY_CUSTOMER,
  RW_REPORT_BY_SERVICE,
  RW_REPORT_BY_TYPE,
  RW_REPORT_BY_PRIORITY,
  RW_REPORT_BY_SOURCE,
  RW_REPORT_BY_ASSIGNEE,
  RW_REPORT_BY_STATUS,
  RW_REPORT_N_BY,
} RwReportBy;

/**
 * RwReportSpan:
 * @RW_REPORT_ACCEPT: from the opening to the acceptance
 * @RW_REPORT_RESOLVE: from the opening to resolved
 */
typedef enum
{
  RW_REPORT_ACCEPT,
  RW_REPORT_RESOLVE,
} RwReportSpan;

/* 0-1, 1-3, 3-7, 7-30 and more than 30 days. */
#define RW_REPORT_N_AGES 5

/* The hours of a week, Monday's first. */
#define RW_REPORT_N_HOURS (7 * 24)

/**
 * RwReportRow:
 * @id: of the customer, service or person; nil for none
 * @value: of the type, priority or source, or the index of the age or hour; -1 for none
 * @facts: (element-type guint): which tickets it counts; of service levels those that missed first
 * @n_met: of service levels: so many kept it
 * @n_missed: so many did not
 * @n_running: the clocks of so many run and have time left
 * @n_paused: and of so many stand still, as the customer is waited for
 * @n_of: of those that were opened again: of how many
 * @median: of times, microseconds
 * @p90: the same: nine of ten took no longer
 *
 * One line of a report.
 */
typedef struct
{
  RwId id;
  int value;
  GArray *facts;
  guint n_met, n_missed, n_running, n_paused, n_of;
  gint64 median, p90;
} RwReportRow;

RwTicketFacts *rw_ticket_facts_new         (gint64               from,
                                            gint64               to,
                                            gint64               now);
RwTicketFacts *rw_ticket_facts_ref         (RwTicketFacts       *self);
void           rw_ticket_facts_unref       (RwTicketFacts       *self);
gboolean       rw_ticket_facts_in_period   (const RwTicketFacts *self,
                                            const RwTicketFact  *fact);
gint64         rw_ticket_fact_get_end      (const RwTicketFact  *fact);
GPtrArray     *rw_ticket_report_split      (const RwTicketFacts *self,
                                            RwReportBy           by);
GPtrArray     *rw_ticket_report_open       (const RwTicketFacts *self,
                                            RwReportBy           by);
GPtrArray     *rw_ticket_report_hours      (const RwTicketFacts *self,
                                            guint                clocks[RW_REPORT_N_CLOCKS]);
GPtrArray     *rw_ticket_report_ages       (const RwTicketFacts *self);
GArray        *rw_ticket_report_open_at    (const RwTicketFacts *self,
                                            gint64               instant);
void           rw_ticket_report_aged       (const RwTicketFacts *self,
                                            const gint64        *instants,
                                            guint                n,
                                            guint               *counts[RW_REPORT_N_AGES]);
GArray        *rw_ticket_report_days       (const RwTicketFacts *self,
                                            GTimeZone           *zone);
GPtrArray     *rw_ticket_report_levels     (const RwTicketFacts *self,
                                            gboolean             resolution,
                                            RwReportBy           by);
GPtrArray     *rw_ticket_report_times      (const RwTicketFacts *self,
                                            RwReportSpan         span,
                                            gboolean             open_hours);
RwReportRow   *rw_ticket_report_time       (const RwTicketFacts *self,
                                            RwReportSpan         span,
                                            gboolean             open_hours);
GPtrArray     *rw_ticket_report_reopened   (const RwTicketFacts *self,
                                            RwReportBy           by);
gint64         rw_report_percentile        (const gint64        *sorted,
                                            guint                n,
                                            guint                percent);
RwReportRow   *rw_report_row_new           (const RwId          *id,
                                            int                  value);
void           rw_report_row_free          (RwReportRow         *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwTicketFacts, rw_ticket_facts_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwReportRow, rw_report_row_free)

G_END_DECLS
