/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-report.h"

G_BEGIN_DECLS

gboolean   rw_update_due_is_met     (const RwUpdateDue   *due);
GArray    *rw_update_dues           (RwOpeningHours      *hours,
                                     gint64               target,
                                     gint64               opened,
                                     gint64               end,
                                     GArray              *pauses,
                                     const gint64        *given,
                                     guint                n_given,
                                     gint64               now);
GPtrArray *rw_ticket_report_updates (const RwTicketFacts *self,
                                     RwReportBy           by);

G_END_DECLS
