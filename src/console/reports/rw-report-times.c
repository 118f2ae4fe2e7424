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
  g_autofree char *median = rw_format_duration (all->median), *p90 = rw_format_duration (all->p90);
  g_autoptr (GString) note = g_string_new (NULL);
  g_autofree char *without = NULL;

  if (n > 0)
    /* Translators: of times: the median, and what nine of ten took no longer than */
    g_string_append_printf (note, _ ("Median %s, nine of ten within %s."), median, p90);
  if (open_hours && span == RW_REPORT_RESOLVE)
    g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "",
                            _ ("Without waiting for the customer."));
  if (n_without > 0)
    {
      without = rw_report_dup_tickets (n_without);
      g_string_append (note, note->len > 0 ? " " : "");
      /* Translators: "3 tickets" */
      g_string_append_printf (note, _ ("Left out: %s without an agreement."), without);
    }
  return note->len > 0 ? g_strdup (note->str) : NULL;
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
add_reopened (GPtrArray     *figures,
              RwTicketFacts *facts,
              RwReportBy     by,
              const char    *name,
              const char    *title,
              const char    *of)
{
  const char *headings[] = { of, _ ("Opened again"), _ ("Resolved"), _ ("Share in %"), NULL };
  RwReportFigure *figure = rw_report_figure_new (facts, name, title, headings);
  g_autoptr (GPtrArray) rows = rw_ticket_report_reopened (facts, by);
  g_autofree char *tickets = NULL, *again = NULL, *percent = NULL;
  guint n = 0, n_of = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RwReportRow *row = rows->pdata[i];
      const char *label = rw_report_label (facts, by, row);
      double share = (double) row->facts->len / row->n_of;
      g_autofree char *count = rw_format_count (row->facts->len),
                      *all = rw_format_count (row->n_of);
      RwReportLine *line = rw_report_figure_add (figure, label, share, row->facts);

      n += row->facts->len;
      n_of += row->n_of;
      /* Translators: so many of so many */
      line->text = g_strdup_printf (_ ("%s of %s"), count, all);
      /* Translators: a priority or customer; so many of so many tickets */
      line->sentence = g_strdup_printf (_ ("%s: %s of %s opened again"), label, count, all);
      line->cells = g_new0 (char *, 5);
      line->cells[0] = g_strdup (label);
      line->cells[1] = g_strdup_printf ("%u", row->facts->len);
      line->cells[2] = g_strdup_printf ("%u", row->n_of);
      line->cells[3] = g_strdup_printf ("%.1f", share * 100);
    }
  tickets = rw_report_dup_tickets (n_of);
  again = rw_format_count (n);
  percent = rw_format_percent (n_of > 0 ? (double) n / n_of : 0, 1);
  /* Translators: a share, how many, and "34 tickets" */
  figure->note = g_strdup_printf (_ ("%s: %s of %s that were resolved"), percent, again, tickets);
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
  add_reopened (figures, facts, RW_REPORT_BY_PRIORITY, "reopened-by-priority",
                _ ("Opened Again, by Priority"), _ ("Priority"));
  add_reopened (figures, facts, RW_REPORT_BY_CUSTOMER, "reopened-by-customer",
                _ ("Opened Again, by Customer"), _ ("Customer"));
}
