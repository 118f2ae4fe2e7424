/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-report-figure.h"
#include "rw-sheets.h"

G_BEGIN_DECLS

/**
 * RwReportHeading:
 * @title: of all pages
 * @about: of what period, customer and service
 * @note: (nullable): what is to be known of all figures
 * @made: when they were counted
 *
 * What stands above reports on paper.
 */
typedef struct
{
  const char *title, *about, *note, *made;
} RwReportHeading;

RwSheets *rw_report_paper_new (const RwReportHeading *heading,
                               GPtrArray             *figures);

G_END_DECLS
