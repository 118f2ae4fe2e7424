/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-ticket-report.h"
#include "rw-page.h"

G_BEGIN_DECLS

AdwDialog *rw_report_dialog_new (RwPage        *page,
                                 const char    *title,
                                 RwTicketFacts *facts,
                                 GArray        *tickets);

G_END_DECLS
