/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

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

/**
 * rw_report_add_level:
 * @figure: gets a line, or nothing more than its note
 * @label: (nullable): %NULL for the note
 *
 * So many kept what was promised, so many did not, and of so many it is not known yet.
 */
void
rw_report_add_level (RwReportFigure *figure,
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

/**
 * rw_report_level_new:
 *
 * Returns: (transfer full): a report whose lines are made by rw_report_add_level()
 */
RwReportFigure *
rw_report_level_new (RwTicketFacts *facts, const char *name, const char *title, const char *of)
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
           gboolean       resolution,
           RwReportBy     by)
{
  RwReportFigure *figure =
    rw_report_level_new (facts, name, title,
                         by == RW_REPORT_BY_PRIORITY ? _ ("Priority") : _ ("Customer"));
  g_autoptr (GPtrArray) rows = rw_ticket_report_levels (facts, resolution, by);
  guint n_met = 0, n_missed = 0, n_running = 0, n_paused = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RwReportRow *row = rows->pdata[i];

      n_met += row->n_met;
      n_missed += row->n_missed;
      n_running += row->n_running;
      n_paused += row->n_paused;
      rw_report_add_level (figure, rw_report_label (facts, by, row), row->facts, row->n_met,
                           row->n_missed, row->n_running, row->n_paused);
    }
  if (rows->len > 0)
    rw_report_add_level (figure, NULL, NULL, n_met, n_missed, n_running, n_paused);
  g_ptr_array_add (figures, figure);
}

void
rw_report_add_levels (GPtrArray *figures, RwTicketFacts *facts)
{
  add_level (figures, facts, "response-by-priority", _ ("Response, by Priority"), FALSE,
             RW_REPORT_BY_PRIORITY);
  add_level (figures, facts, "resolution-by-priority", _ ("Resolution, by Priority"), TRUE,
             RW_REPORT_BY_PRIORITY);
  add_level (figures, facts, "response-by-customer", _ ("Response, by Customer"), FALSE,
             RW_REPORT_BY_CUSTOMER);
  add_level (figures, facts, "resolution-by-customer", _ ("Resolution, by Customer"), TRUE,
             RW_REPORT_BY_CUSTOMER);
}
