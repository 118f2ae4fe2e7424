/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-ticket-report.h"
#include "query/rw-query-ticket-report.h"
#include "rw-report-figure.h"

G_BEGIN_DECLS

/**
 * RwReportView:
 *
 * Reports that are looked at together.
 */
typedef enum
{
  RW_REPORT_VIEW_VOLUME,
  RW_REPORT_VIEW_BACKLOG,
  RW_REPORT_VIEW_LEVELS,
  RW_REPORT_VIEW_TIMES,
  RW_REPORT_VIEW_REPEATS,
  RW_REPORT_N_VIEWS,
} RwReportView;

const char *rw_report_view_get_name  (RwReportView   view);
const char *rw_report_view_get_label (RwReportView   view);
RwReportParts rw_report_view_get_parts (RwReportView view);
GPtrArray  *rw_report_figures_new    (RwTicketFacts *facts,
                                      RwReportView   view);
char       *rw_report_dup_weekday    (guint          weekday,
                                      gboolean       brief);
char       *rw_report_dup_tickets    (guint          n);

G_END_DECLS
