/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-report-card.h"

G_BEGIN_DECLS

#define RW_TYPE_REPORT_GRID (rw_report_grid_get_type ())

/**
 * RwReportGrid:
 *
 * Cards beside and below each other: as many columns of the same width as there is room for, cards beside each other
 * of the same height. A wide card has a row to itself.
 *
 * Signals: "opened" (RwReportLine *line, RwReportCard *card) and "save" (RwReportCard *card), see #RwReportCard.
 */
G_DECLARE_FINAL_TYPE (RwReportGrid, rw_report_grid, RW, REPORT_GRID, GtkWidget)

GtkWidget *rw_report_grid_new        (void);
void       rw_report_grid_set        (RwReportGrid *self,
                                      GPtrArray    *figures);
gboolean   rw_report_grid_is_filling (RwReportGrid *self);

G_END_DECLS
