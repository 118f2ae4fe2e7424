/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"
#include "rw-report-paper.h"

G_BEGIN_DECLS

void rw_report_save_pdf (RwPage                *page,
                         const RwReportHeading *heading,
                         GPtrArray             *figures,
                         GFile                 *file,
                         GCancellable          *cancellable);
void rw_report_print    (RwPage                *page,
                         const RwReportHeading *heading,
                         GPtrArray             *figures,
                         GCancellable          *cancellable);

G_END_DECLS
