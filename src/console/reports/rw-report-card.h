/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-report-figure.h"

G_BEGIN_DECLS

#define RW_TYPE_REPORT_CARD (rw_report_card_get_type ())

/**
 * RwReportCard:
 *
 * One report: its title, what it comes to, its bars, its curve or its hours, and a button that saves it as CSV.
 * Signals: "opened" (RwReportLine *line): the person wants to see the tickets behind a line; "save".
 */
G_DECLARE_FINAL_TYPE (RwReportCard, rw_report_card, RW, REPORT_CARD, AdwBin)

GtkWidget      *rw_report_card_new        (RwReportFigure *figure);
void            rw_report_card_set_figure (RwReportCard   *self,
                                           RwReportFigure *figure);
RwReportFigure *rw_report_card_get_figure (RwReportCard   *self);
gboolean        rw_report_card_is_wide    (RwReportCard   *self);

G_END_DECLS
