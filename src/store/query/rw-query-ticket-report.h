/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-ticket-report.h"

G_BEGIN_DECLS

/**
 * RwReportQuestion:
 * @from: of the period, microseconds since 1970
 * @to: where it ends, exclusive
 * @now: the present
 * @customer: nil for all
 * @service: nil for all
 * @zone: for tickets of customers that have none of their own, and whose agreement has no calendar
 *
 * Which tickets a report is about.
 */
typedef struct
{
  gint64 from, to, now;
  RwId customer, service;
  GTimeZone *zone;
} RwReportQuestion;

RwTicketFacts *rw_query_ticket_report (RwCache                *cache,
                                       const RwReportQuestion *question,
                                       GCancellable           *cancellable,
                                       GError                **error);

G_END_DECLS
