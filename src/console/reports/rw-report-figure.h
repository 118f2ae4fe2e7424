/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/rw-ticket-report.h"

G_BEGIN_DECLS

/* How many quantities a curve may have: all, and those of a certain age and more. */
#define RW_REPORT_MAX_CURVES RW_REPORT_N_AGES

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
 * RwReportShape:
 * @RW_REPORT_BARS: a bar for each line
 * @RW_REPORT_CURVE: over time; a line for each instant
 * @RW_REPORT_HEAT: weekdays by hours; a line for each of the 168 hours, Monday's first
 *
 * What a report looks like.
 */
typedef enum
{
  RW_REPORT_BARS,
  RW_REPORT_CURVE,
  RW_REPORT_HEAT,
} RwReportShape;

/**
 * RwReportFigure:
 * @name: of the file, without its end: "tickets-by-customer"
 * @note: (nullable): what it comes to
 * @headings: of the CSV file
 * @lines: (element-type RwReportLine):
 * @facts: what the lines count
 * @wide: of bars: with long labels
 * @instants: (nullable) (element-type gint64): of a curve: when each line was
 * @n_curves: of a curve: how many quantities; each is a part of the one before
 * @counts: (element-type gdouble): of each curve the quantity at each instant
 * @curve_labels: of more than one curve: what each counts
 *
 * One report, in words: what a card, a file and a page of paper show of it. Read-only once made.
 */
typedef struct
{
  gatomicrefcount refs;
  char *name, *title, *note;
  char **headings;
  GPtrArray *lines;
  RwTicketFacts *facts;
  RwReportShape shape;
  gboolean wide;
  GArray *instants;
  guint n_curves;
  GArray *counts[RW_REPORT_MAX_CURVES];
  char *curve_labels[RW_REPORT_MAX_CURVES];
} RwReportFigure;

RwReportFigure *rw_report_figure_new    (RwTicketFacts        *facts,
                                         const char           *name,
                                         const char           *title,
                                         const char *const    *headings);
RwReportFigure *rw_report_figure_ref    (RwReportFigure       *self);
void            rw_report_figure_unref  (RwReportFigure       *self);
gboolean        rw_report_figure_equal  (const RwReportFigure *a,
                                         const RwReportFigure *b);
RwReportLine   *rw_report_figure_add    (RwReportFigure       *self,
                                         const char           *label,
                                         double                fraction,
                                         GArray               *facts);
GBytes         *rw_report_figure_to_csv (const RwReportFigure *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwReportFigure, rw_report_figure_unref)

G_END_DECLS
