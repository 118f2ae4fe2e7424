/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-report-words.h"

G_BEGIN_DECLS

const char     *rw_report_label        (const RwTicketFacts *facts,
                                        RwReportBy           by,
                                        const RwReportRow   *row);
RwReportFigure *rw_report_count_new    (RwTicketFacts       *facts,
                                        const char          *name,
                                        const char          *title,
                                        const char          *of);
void            rw_report_add_count    (RwReportFigure      *figure,
                                        const char          *label,
                                        GArray              *tickets,
                                        guint                all,
                                        guint                most);

void            rw_report_add_volume   (GPtrArray           *figures,
                                        RwTicketFacts       *facts);
void            rw_report_add_backlog  (GPtrArray           *figures,
                                        RwTicketFacts       *facts);
void            rw_report_add_levels   (GPtrArray           *figures,
                                        RwTicketFacts       *facts);
void            rw_report_add_repeats  (GPtrArray           *figures,
                                        RwTicketFacts       *facts);
void            rw_report_add_times    (GPtrArray           *figures,
                                        RwTicketFacts       *facts);

G_END_DECLS
