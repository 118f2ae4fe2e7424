/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rules/rw-update-compliance.h"
#include "rw-format.h"
#include "rw-report-words-private.h"

/* Whether what was promised was kept. */

static void
append (GString *out, char *piece)
{
  g_string_append (out, ", ");
  g_string_append (out, piece);
  g_free (piece);
}

/* "12 of 13 met, 1 missed, 3 still running, 1 waiting for the customer" */
static char *
dup_outcome (guint n_met, guint n_missed, guint n_running, guint n_paused)
{
  guint n_measured = n_met + n_missed;
  g_autofree char *met = rw_format_count (n_met), *measured = rw_format_count (n_measured),
                  *missed = rw_format_count (n_missed), *running = rw_format_count (n_running),
                  *paused = rw_format_count (n_paused);
  g_autoptr (GString) out = g_string_new (NULL);

  if (n_measured == 0)
    g_string_append (out, _ ("none measured yet"));
  else if (n_missed == 0)
    g_string_append_printf (out, _ ("all %s met"), measured);
  else
    /* Translators: so many of so many tickets kept the service level */
    g_string_append_printf (out, _ ("%s of %s met"), met, measured);
  if (n_missed > 0)
    append (out, g_strdup_printf (_ ("%s missed"), missed));
  if (n_running > 0)
    append (out, g_strdup_printf (_ ("%s still running"), running));
  if (n_paused > 0)
    append (out, g_strdup_printf (_ ("%s waiting for the customer"), paused));
  return g_strdup (out->str);
}

/* So many kept what was promised, so many did not, and of so many it is not known yet: as a line, or without a @label as
 * the note. */
static void
add_outcome (RwReportFigure *figure,
                     const char     *label,
                     GArray         *tickets,
                     guint           n_met,
                     guint           n_missed,
                     guint           n_running,
                     guint           n_paused)
{
  guint n = n_met + n_missed;
  double share = n > 0 ? (double) n_met / n : 0;
  g_autofree char *outcome = dup_outcome (n_met, n_missed, n_running, n_paused);
  g_autofree char *met = rw_format_count (n_met), *measured = rw_format_count (n);
  RwReportLine *line;

  if (label == NULL)
    {
      /* Never rounded up to all of them while one is missing. */
      g_autofree char *percent =
        rw_format_percent (n > 0 ? ((gint64) n_met * 1000 / n) / 1000.0 : 0, 1);

      g_free (figure->note);
      /* Translators: a share, and how many kept the service level */
      figure->note = n > 0 ? g_strdup_printf (_ ("%s: %s"), percent, outcome) : g_strdup (outcome);
      return;
    }
  line = rw_report_figure_add (figure, label, n > 0 ? share : -1, tickets);
  line->bad = n_missed > 0;
  /* Translators: so many of so many tickets kept the service level */
  line->text = n > 0 ? g_strdup_printf (_ ("%s of %s"), met, measured) : g_strdup ("–");
  /* Translators: a priority or customer, and how many kept the service level */
  line->sentence = g_strdup_printf (_ ("%s: %s"), label, outcome);
  line->cells = g_new0 (char *, 7);
  line->cells[0] = g_strdup (label);
  line->cells[1] = g_strdup_printf ("%u", n_met);
  line->cells[2] = g_strdup_printf ("%u", n_missed);
  line->cells[3] = n > 0 ? g_strdup_printf ("%.1f", share * 100) : g_strdup ("");
  line->cells[4] = g_strdup_printf ("%u", n_running);
  line->cells[5] = g_strdup_printf ("%u", n_paused);
}

static RwReportFigure *
level_new (RwTicketFacts *facts, const char *name, const char *title, const char *of)
{
  const char *headings[] = { of,
                             _ ("Met"),
                             _ ("Missed"),
                             _ ("Met in %"),
                             _ ("Still running"),
                             _ ("Waiting for the customer"),
                             NULL };

  return rw_report_figure_new (facts, name, title, headings);
}

static void
add_level (GPtrArray     *figures,
           RwTicketFacts *facts,
           const char    *name,
           const char    *title,
           const char    *of,
           gboolean       resolution,
           RwReportBy     by)
{
  RwReportFigure *figure =
    level_new (facts, name, title, by == RW_REPORT_BY_PRIORITY ? _ ("Priority") : _ ("Customer"));
  g_autoptr (GPtrArray) rows = rw_ticket_report_levels (facts, resolution, by);
  guint n_met = 0, n_missed = 0, n_running = 0, n_paused = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RwReportRow *row = rows->pdata[i];

      n_met += row->n_met;
      n_missed += row->n_missed;
      n_running += row->n_running;
      n_paused += row->n_paused;
      add_outcome (figure, rw_report_label (facts, by, row), row->facts, row->n_met, row->n_missed,
                   row->n_running, row->n_paused);
    }
  if (rows->len > 0)
    add_outcome (figure, NULL, NULL, n_met, n_missed, n_running, n_paused);
  g_ptr_array_add (figures, figure);
}

/* Each update that was due in the period. */
static void
add_updates (GPtrArray     *figures,
             RwTicketFacts *facts,
             const char    *name,
             const char    *title,
             const char    *of,
             RwReportBy     by)
{
  const char *headings[] = {
    of, _ ("In time"), _ ("Late"), _ ("In time in %"), _ ("Tickets"), NULL
  };
  RwReportFigure *figure = rw_report_figure_new (facts, name, title, headings);
  g_autoptr (GPtrArray) rows = rw_ticket_report_updates (facts, by);
  guint n_met = 0, n_all = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RwReportRow *row = rows->pdata[i];
      const char *label = rw_report_label (facts, by, row);
      guint n = row->n_met + row->n_missed;
      double share = (double) row->n_met / n;
      RwReportLine *line = rw_report_figure_add (figure, label, share, row->facts);
      g_autofree char *met = rw_format_count (row->n_met), *all = rw_format_count (n),
                      *tickets = rw_report_dup_tickets (row->facts->len);

      n_met += row->n_met;
      n_all += n;
      line->bad = row->n_missed > 0;
      line->text = g_strdup_printf (_ ("%s of %s"), met, all);
      /* Translators: a priority or customer; so many of so many customer updates, and "34 tickets" */
      line->sentence =
        g_strdup_printf (_ ("%s: %s of %s updates in time, on %s"), label, met, all, tickets);
      line->cells = g_new0 (char *, 6);
      line->cells[0] = g_strdup (label);
      line->cells[1] = g_strdup_printf ("%u", row->n_met);
      line->cells[2] = g_strdup_printf ("%u", row->n_missed);
      line->cells[3] = g_strdup_printf ("%.1f", share * 100);
      line->cells[4] = g_strdup_printf ("%u", row->facts->len);
    }
  if (n_all > 0)
    {
      g_autofree char *met = rw_format_count (n_met), *all = rw_format_count (n_all),
                      *percent = rw_format_percent (((gint64) n_met * 1000 / n_all) / 1000.0, 1);

      /* Translators: a share; so many of so many customer updates */
      figure->note = g_strdup_printf (_ ("%s: %s of %s updates in time"), percent, met, all);
    }
  g_ptr_array_add (figures, figure);
}

void
rw_report_add_levels (GPtrArray *figures, RwTicketFacts *facts)
{
  static const struct
  {
    RwReportBy by;
    const char *of, *response, *response_title, *resolution, *resolution_title, *updates,
      *updates_title;
  } splits[] = {
    { RW_REPORT_BY_PRIORITY, N_ ("Priority"), "response-by-priority", N_ ("Response, by Priority"),
      "resolution-by-priority", N_ ("Resolution, by Priority"), "updates-by-priority",
      N_ ("Customer Updates, by Priority") },
    { RW_REPORT_BY_CUSTOMER, N_ ("Customer"), "response-by-customer", N_ ("Response, by Customer"),
      "resolution-by-customer", N_ ("Resolution, by Customer"), "updates-by-customer",
      N_ ("Customer Updates, by Customer") },
    { RW_REPORT_BY_SERVICE, N_ ("Business service"), "response-by-service",
      N_ ("Response, by Business Service"), "resolution-by-service",
      N_ ("Resolution, by Business Service"), "updates-by-service",
      N_ ("Customer Updates, by Business Service") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      const char *of = _ (splits[i].of);

      add_level (figures, facts, splits[i].response, _ (splits[i].response_title), of, FALSE,
                 splits[i].by);
      add_level (figures, facts, splits[i].resolution, _ (splits[i].resolution_title), of, TRUE,
                 splits[i].by);
      add_updates (figures, facts, splits[i].updates, _ (splits[i].updates_title), of,
                   splits[i].by);
    }
}
