/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-report.h"

G_BEGIN_DECLS

/* What all reports by customer, priority and so on are put together with. */

RwReportRow *rw_report_rows_find        (GPtrArray          *rows,
                                         GHashTable         *by_id,
                                         const RwTicketFact *fact,
                                         RwReportBy          by);
void         rw_report_rows_sort_missed (GPtrArray          *rows,
                                         RwReportBy          by);

G_END_DECLS
