/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-report-words-private.h"

/* How many tickets there are of what. */

void
rw_report_add_volume (GPtrArray *figures, RwTicketFacts *facts)
{
  static const struct
  {
    const char *name, *title, *of;
  } splits[RW_REPORT_N_BY] = {
    { "tickets-by-customer", N_ ("By Customer"), N_ ("Customer") },
    { "tickets-by-service", N_ ("By Business Service"), N_ ("Business service") },
    { "tickets-by-type", N_ ("By Type"), N_ ("Type") },
    { "tickets-by-priority", N_ ("By Priority"), N_ ("Priority") },
    { "tickets-by-source", N_ ("By Source"), N_ ("Source") },
    { "tickets-by-assignee", N_ ("By Assignee"), N_ ("Assignee") },
  };

  for (RwReportBy by = 0; by < RW_REPORT_N_BY; by++)
    {
      RwReportFigure *figure =
        rw_report_count_new (facts, splits[by].name, _ (splits[by].title), _ (splits[by].of));
      g_autoptr (GPtrArray) rows = rw_ticket_report_split (facts, by);
      guint all = 0, most = 0;

      for (guint i = 0; i < rows->len; i++)
        {
          guint n = ((RwReportRow *) rows->pdata[i])->facts->len;

          all += n;
          most = MAX (most, n);
        }
      for (guint i = 0; i < rows->len; i++)
        {
          const RwReportRow *row = rows->pdata[i];

          rw_report_add_count (figure, rw_report_label (facts, by, row), row->facts, all, most);
        }
      g_ptr_array_add (figures, figure);
    }
}
