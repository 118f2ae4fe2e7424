/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-report-words-private.h"

/* How long it took. */

/* What all priorities come to, and how it was counted. */
static char *
dup_note (const RwTicketFacts *facts, RwReportSpan span, gboolean open_hours)
{
  g_autoptr (RwReportRow) all = rw_ticket_report_time (facts, span, open_hours);
  g_autoptr (RwReportRow) wall = open_hours ? rw_ticket_report_time (facts, span, FALSE) : NULL;
  guint n = all->facts->len, n_without = wall != NULL ? wall->facts->len - n : 0;
  const char *how = !open_hours ? _ ("by the clock")
                    : span == RW_REPORT_ACCEPT
                      ? _ ("in opening hours")
                      : _ ("in opening hours, without the times the customer was waited for");
  g_autofree char *median = rw_format_duration (all->median), *p90 = rw_format_duration (all->p90);
  g_autofree char *note =
    n > 0
      /* Translators: of times: the median, what nine of ten took no longer than, and how it was counted */
      ? g_strdup_printf (_ ("Median %s, nine of ten within %s, %s"), median, p90, how)
      : g_strdup_printf (_ ("Counted %s"), how);
  g_autofree char *without = NULL;

  if (n_without == 0)
    return g_steal_pointer (&note);
  without = rw_report_dup_tickets (n_without);
  /* Translators: "Median 20 min, nine of ten within 2 h, in opening hours. Left out: 3 tickets without an agreement" */
  return g_strdup_printf (_ ("%s. Left out: %s without an agreement"), note, without);
}

static void
add_time (GPtrArray     *figures,
          RwTicketFacts *facts,
          const char    *name,
          const char    *title,
          RwReportSpan   span,
          gboolean       open_hours)
{
  const char *headings[] = { _ ("Priority"), _ ("Tickets"), _ ("Median in minutes"),
                             _ ("90th percentile in minutes"), NULL };
  RwReportFigure *figure = rw_report_figure_new (facts, name, title, headings);
  g_autoptr (GPtrArray) rows = rw_ticket_report_times (facts, span, open_hours);
  gint64 most = 1;

  for (guint i = 0; i < rows->len; i++)
    most = MAX (most, ((RwReportRow *) rows->pdata[i])->median);
  for (guint i = 0; i < rows->len; i++)
    {
      const RwReportRow *row = rows->pdata[i];
      const char *label = rw_report_label (facts, RW_REPORT_BY_PRIORITY, row);
      RwReportLine *line =
        rw_report_figure_add (figure, label, (double) row->median / (double) most, row->facts);
      g_autofree char *median = rw_format_duration (row->median),
                      *p90 = rw_format_duration (row->p90),
                      *tickets = rw_report_dup_tickets (row->facts->len);

      /* Translators: of times: the median, and what nine of ten took no longer than */
      line->text = g_strdup_printf (_ ("%s · 90 %% in %s"), median, p90);
      /* Translators: "P2: 34 tickets, half of them within 20 min, nine of ten within 2 h" */
      line->sentence = g_strdup_printf (_ ("%s: %s, half of them within %s, nine of ten within %s"),
                                        label, tickets, median, p90);
      line->cells = g_new0 (char *, 5);
      line->cells[0] = g_strdup (label);
      line->cells[1] = g_strdup_printf ("%u", row->facts->len);
      line->cells[2] = g_strdup_printf ("%" G_GINT64_FORMAT, row->median / RW_MINUTE);
      line->cells[3] = g_strdup_printf ("%" G_GINT64_FORMAT, row->p90 / RW_MINUTE);
    }
  figure->note = dup_note (facts, span, open_hours);
  g_ptr_array_add (figures, figure);
}

static void
add_reopened (GPtrArray *figures, RwTicketFacts *facts)
{
  g_autoptr (GArray) reopened = g_array_new (FALSE, FALSE, sizeof (guint));
  RwReportFigure *figure =
    rw_report_count_new (facts, "reopened", _ ("Opened Again"), _ ("Tickets"));
  g_autofree char *tickets = NULL;
  guint n_ended;

  rw_ticket_report_reopened (facts, reopened, &n_ended);
  tickets = rw_report_dup_tickets (n_ended);
  if (n_ended > 0)
    rw_report_add_count (figure, _ ("Opened again"), reopened, n_ended, n_ended);
  /* Translators: "34 tickets" */
  figure->note = g_strdup_printf (_ ("Of %s that were resolved"), tickets);
  g_ptr_array_add (figures, figure);
}

void
rw_report_add_times (GPtrArray *figures, RwTicketFacts *facts)
{
  add_time (figures, facts, "acceptance-open-hours", _ ("Until Accepted, in Opening Hours"),
            RW_REPORT_ACCEPT, TRUE);
  add_time (figures, facts, "resolution-open-hours", _ ("Until Resolved, in Opening Hours"),
            RW_REPORT_RESOLVE, TRUE);
  add_time (figures, facts, "acceptance", _ ("Until Accepted, by the Clock"), RW_REPORT_ACCEPT,
            FALSE);
  add_time (figures, facts, "resolution", _ ("Until Resolved, by the Clock"), RW_REPORT_RESOLVE,
            FALSE);
  add_reopened (figures, facts);
}
