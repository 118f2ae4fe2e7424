/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-report-words-private.h"

/* What is open, and what was. */

static void
add_ages (GPtrArray *figures, RwTicketFacts *facts)
{
  const char *labels[RW_REPORT_N_AGES] = { _ ("Less than 1 day"), _ ("1 to 3 days"),
                                           _ ("3 to 7 days"), _ ("7 to 30 days"),
                                           _ ("30 days and more") };
  g_autoptr (GPtrArray) rows = rw_ticket_report_ages (facts);
  RwReportFigure *figure =
    rw_report_count_new (facts, "backlog-age", _ ("Open Now, by Age"), _ ("Age"));
  g_autofree char *tickets = NULL;
  guint all = 0, most = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint n = ((RwReportRow *) rows->pdata[i])->facts->len;

      all += n;
      most = MAX (most, n);
    }
  for (guint i = 0; i < rows->len; i++)
    rw_report_add_count (figure, labels[i], ((RwReportRow *) rows->pdata[i])->facts, all, most);
  tickets = rw_report_dup_tickets (all);
  /* Translators: "34 tickets" */
  figure->note = g_strdup_printf (_ ("%s open now, whenever they were opened"), tickets);
  g_ptr_array_add (figures, figure);
}

static void
add_curve (GPtrArray *figures, RwTicketFacts *facts)
{
  const char *headings[] = { _ ("At"), _ ("Open tickets"), NULL };
  RwReportFigure *figure =
    rw_report_figure_new (facts, "backlog", _ ("Open Tickets over Time"), headings);
  GArray *instants = rw_ticket_report_days (facts, rw_format_get_zone ());
  g_autofree guint *counts = g_new0 (guint, instants->len + 1);
  guint most = 0;

  figure->shape = RW_REPORT_CURVE;
  figure->instants = instants;
  figure->n_curves = 1;
  figure->counts[0] = g_array_new (FALSE, FALSE, sizeof (double));
  rw_ticket_report_backlog (facts, (const gint64 *) (void *) instants->data, instants->len, counts);
  for (guint i = 0; i < instants->len; i++)
    most = MAX (most, counts[i]);
  for (guint i = 0; i < instants->len; i++)
    {
      gint64 instant = g_array_index (instants, gint64, i);
      g_autofree char *when = rw_format_moment (instant, facts->now);
      g_autofree char *tickets = rw_report_dup_tickets (counts[i]);
      g_autoptr (GArray) open = rw_ticket_report_open_at (facts, instant);
      RwReportLine *line =
        rw_report_figure_add (figure, when, most > 0 ? (double) counts[i] / most : 0, open);
      double value = counts[i];

      g_array_append_val (figure->counts[0], value);
      line->text = rw_format_count (counts[i]);
      /* Translators: a time and "34 tickets" */
      line->sentence = g_strdup_printf (_ ("%s: %s open"), when, tickets);
      line->cells = g_new0 (char *, 3);
      line->cells[0] = rw_instant_to_string (instant);
      line->cells[1] = g_strdup_printf ("%u", counts[i]);
    }
  g_ptr_array_add (figures, figure);
}

void
rw_report_add_backlog (GPtrArray *figures, RwTicketFacts *facts)
{
  add_curve (figures, facts);
  add_ages (figures, facts);
}
