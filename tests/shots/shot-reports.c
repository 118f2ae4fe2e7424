/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot-reports.h"

#include "rw-report-words.h"

/* The other groups of reports; the page shows the first one again afterwards. */

void
shot_reports (Shots *shots, const char *scheme)
{
  for (guint i = 1; i <= RW_REPORT_N_VIEWS; i++)
    {
      g_autofree char *name = NULL;

      rw_window_activate_in_page (shots->window, "reports", "reports.view");
      shot_settle (shots, "reports");
      if (i == RW_REPORT_N_VIEWS)
        break;
      name = g_strconcat ("reports-", rw_report_view_get_name ((RwReportView) i), NULL);
      shot_picture (shots, name, scheme);
    }
}
