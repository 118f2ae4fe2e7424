/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-ticket-report.h"

G_BEGIN_DECLS

/**
 * RwReportParts:
 * @RW_REPORT_WITH_SERIES: what recurrences are told from: also the incidents before the period, the problems that are
 *   named as causes, and the names of what incidents were about
 * @RW_REPORT_WITH_WORK: how often staff wrote on what an alert made
 * @RW_REPORT_WITH_UPDATES: what customers were to get
 *
 * What takes longer, and is read where it is asked for.
 */
typedef enum
{
  RW_REPORT_WITH_SERIES = 1 << 0,
  RW_REPORT_WITH_WORK = 1 << 1,
  RW_REPORT_WITH_UPDATES = 1 << 2,
} RwReportParts;

/**
 * RwReportQuestion:
 * @from: of the period, microseconds since 1970
 * @to: where it ends, exclusive
 * @now: the present
 * @customer: nil for all
 * @service: nil for all
 * @zone: for tickets of customers that have none of their own, and whose agreement has no calendar;
 *   and the one on which it is night
 * @parts: what else to read
 *
 * Which tickets a report is about.
 */
typedef struct
{
  gint64 from, to, now;
  RwId customer, service;
  GTimeZone *zone;
  RwReportParts parts;
} RwReportQuestion;

RwTicketFacts *rw_query_ticket_report (RwCache                *cache,
                                       const RwReportQuestion *question,
                                       GCancellable           *cancellable,
                                       GError                **error);

G_END_DECLS
