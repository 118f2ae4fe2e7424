/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RwReportLine:
 * @label: what it is of
 * @text: how much, as it stands behind the bar
 * @sentence: both as a sentence
 * @cells: in the CSV file, the label first
 * @fraction: of the bar; below 0 for none
 * @facts: (element-type guint): the tickets behind it
 */
typedef struct
{
  char *label, *text, *sentence;
  char **cells;
  double fraction;
  gboolean bad;
  GArray *facts;
} RwReportLine;

/**
 * RwReportFigure:
 * @name: of the file, without its end: "tickets-by-customer"
 * @note: (nullable): what it comes to
 * @headings: of the CSV file
 * @lines: (element-type RwReportLine):
 * @instants: (nullable) (element-type gint64): of a curve: when each line was
 * @counts: (nullable) (element-type gdouble): and its quantity
 *
 * One report, in words: what a card, a file and a page of paper show of it.
 */
typedef struct
{
  char *name, *title, *note;
  char **headings;
  GPtrArray *lines;
  GArray *instants, *counts;
} RwReportFigure;

RwReportFigure *rw_report_figure_new    (const char           *name,
                                         const char           *title,
                                         const char *const    *headings);
void            rw_report_figure_free   (RwReportFigure       *self);
RwReportLine   *rw_report_figure_add    (RwReportFigure       *self,
                                         const char           *label,
                                         double                fraction,
                                         GArray               *facts);
GBytes         *rw_report_figure_to_csv (const RwReportFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwReportFigure, rw_report_figure_free)

G_END_DECLS
