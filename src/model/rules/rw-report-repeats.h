/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-report.h"

G_BEGIN_DECLS

/**
 * RwReportSeries:
 * @name: (nullable): of the alert, or else the category; borrowed from the facts
 * @ci: what it was about
 * @facts: (element-type guint): the incidents, by opening
 * @n_with_problem: of so many of them a problem is named as the cause
 *
 * Incidents that came again.
 */
typedef struct
{
  const char *name;
  RwId ci;
  GArray *facts;
  guint n_with_problem;
} RwReportSeries;

/**
 * RwReportAlert:
 * @name: of the alert; borrowed from the facts
 * @facts: (element-type guint): the tickets of the period that it made
 * @idle: (element-type guint): those of them that ended without anybody having worked on them
 * @night: (element-type guint): those of them that were opened at night
 * @n_fired: how often it fired
 * @n_ended: so many of its tickets ended
 * @n_recovered: so many of @idle nobody had even accepted
 *
 * What an alert makes of work.
 */
typedef struct
{
  const char *name;
  GArray *facts, *idle, *night;
  guint64 n_fired;
  guint n_ended, n_recovered;
} RwReportAlert;

GPtrArray *rw_ticket_report_series (const RwTicketFacts *self);
GPtrArray *rw_ticket_report_alerts (const RwTicketFacts *self);
void       rw_report_series_free   (RwReportSeries      *series);
void       rw_report_alert_free    (RwReportAlert       *alert);

G_END_DECLS
