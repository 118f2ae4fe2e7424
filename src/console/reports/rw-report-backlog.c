/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-report-words-private.h"

/* What is open, and what was. */

static void
add_ages (GPtrArray *figures, RwTicketFacts *facts)
{
  const char *labels[RW_REPORT_N_AGES] = { _ ("Less than 1 day"), _ ("1 to 3 days"), _ ("3 to 7 days"),
                                           _ ("7 to 30 days"), _ ("30 days and more") };
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

/* Open now, by something else than the age. */
static void
add_open_by (GPtrArray *figures, RwTicketFacts *facts, RwReportBy by, const char *name, const char *title, const char *of)
{
  RwReportFigure *figure = rw_report_count_new (facts, name, title, of);
  g_autoptr (GPtrArray) rows = rw_ticket_report_open (facts, by);
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

static char *
dup_sentence (const char *when, const guint *counts)
{
  g_autofree char *tickets = rw_report_dup_tickets (counts[0]);
  g_autofree char *week = rw_format_count (counts[3]), *month = rw_format_count (counts[4]);

  if (counts[3] == 0)
    /* Translators: a time and "34 tickets" */
    return g_strdup_printf (_ ("%s: %s open"), when, tickets);
  /* Translators: a time, "34 tickets", and how many of them are so old */
  return g_strdup_printf (_ ("%s: %s open, %s for a week and longer, %s of them for 30 days and longer"), when,
                          tickets, week, month);
}

static void
add_curve (GPtrArray *figures, RwTicketFacts *facts)
{
  const char *headings[] = { _ ("At"),
                             _ ("Open tickets"),
                             _ ("1 day and more"),
                             _ ("3 days and more"),
                             _ ("7 days and more"),
                             _ ("30 days and more"),
                             NULL };
  RwReportFigure *figure =
    rw_report_figure_new (facts, "backlog", _ ("Open Tickets over Time"), headings);
  GArray *instants = rw_ticket_report_days (facts, rw_format_get_zone ());
  g_autofree guint *all = g_new0 (guint, (gsize) RW_REPORT_N_AGES * (instants->len + 1));
  guint *counts[RW_REPORT_N_AGES], most = 0;

  figure->shape = RW_REPORT_CURVE;
  figure->instants = instants;
  figure->n_curves = RW_REPORT_N_AGES;
  for (guint age = 0; age < RW_REPORT_N_AGES; age++)
    {
      counts[age] = all + age * (instants->len + 1);
      figure->counts[age] = g_array_new (FALSE, FALSE, sizeof (double));
      figure->curve_labels[age] = g_strdup (headings[age + 1]);
    }
  rw_ticket_report_aged (facts, (const gint64 *) (void *) instants->data, instants->len, counts);
  for (guint i = 0; i < instants->len; i++)
    most = MAX (most, counts[0][i]);
  for (guint i = 0; i < instants->len; i++)
    {
      gint64 instant = g_array_index (instants, gint64, i);
      g_autofree char *when = rw_format_moment (instant, facts->now);
      g_autoptr (GArray) open = rw_ticket_report_open_at (facts, instant);
      RwReportLine *line = rw_report_figure_add (
        figure, when, most > 0 ? (double) counts[0][i] / most : 0, open);
      guint here[RW_REPORT_N_AGES];

      line->cells = g_new0 (char *, RW_REPORT_N_AGES + 2);
      line->cells[0] = rw_instant_to_string (instant);
      for (guint age = 0; age < RW_REPORT_N_AGES; age++)
        {
          double value = here[age] = counts[age][i];

          g_array_append_val (figure->counts[age], value);
          line->cells[age + 1] = g_strdup_printf ("%u", here[age]);
        }
      line->text = rw_format_count (here[0]);
      line->sentence = dup_sentence (when, here);
    }
  g_ptr_array_add (figures, figure);
}

void
rw_report_add_backlog (GPtrArray *figures, RwTicketFacts *facts)
{
  add_curve (figures, facts);
  add_ages (figures, facts);
  add_open_by (figures, facts, RW_REPORT_BY_PRIORITY, "backlog-by-priority", _ ("Open Now, by Priority"),
               _ ("Priority"));
  add_open_by (figures, facts, RW_REPORT_BY_STATUS, "backlog-by-status", _ ("Open Now, by Status"), _ ("Status"));
  add_open_by (figures, facts, RW_REPORT_BY_CUSTOMER, "backlog-by-customer", _ ("Open Now, by Customer"),
               _ ("Customer"));
  add_open_by (figures, facts, RW_REPORT_BY_SERVICE, "backlog-by-service", _ ("Open Now, by Business Service"),
               _ ("Business service"));
  add_open_by (figures, facts, RW_REPORT_BY_ASSIGNEE, "backlog-by-assignee", _ ("Open Now, by Assignee"),
               _ ("Assignee"));
}
