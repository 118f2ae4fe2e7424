/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rules/rw-report-repeats.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-report-words-private.h"

/* What came again, and what alerts make of work. */

/* --- Recurrences ----------------------------------------------------------------------------------- */

static const RwTicketFact *
fact_at (const RwTicketFacts *facts, const GArray *tickets, guint index)
{
  return &g_array_index (facts->facts, RwTicketFact, g_array_index (tickets, guint, index));
}

static void
add_one_series (RwReportFigure *figure, RwTicketFacts *facts, const RwReportSeries *series, guint most)
{
  guint n = series->facts->len;
  const RwTicketFact *first = fact_at (facts, series->facts, 0),
                     *last = fact_at (facts, series->facts, n - 1);
  const char *system = g_hash_table_lookup (facts->names, &series->ci),
             *customer = g_hash_table_lookup (facts->names, &last->customer);
  g_autofree char *span = rw_format_duration (last->opened - first->opened),
                  *count = rw_format_count (n);
  g_autofree char *label =
    g_strdup_printf ("%s · %s", series->name, system != NULL ? system : _ ("Without a name"));
  const char *problem = series->n_with_problem == 0   ? _ ("no problem named")
                        : series->n_with_problem == n ? _ ("problem named")
                                                      : _ ("problem named for some");
  RwReportLine *line = rw_report_figure_add (figure, label, (double) n / most, series->facts);

  line->bad = series->n_with_problem == 0;
  /* Translators: so many incidents in so long a time, and whether their problem is known */
  line->text = g_strdup_printf (_ ("%s in %s · %s"), count, span, problem);
  /* Translators: an alert and a system, a customer; so many incidents in so long a time, and whether their problem is known */
  line->sentence =
    g_strdup_printf (_ ("%s, %s: %s incidents in %s, %s"), label,
                     customer != NULL ? customer : _ ("No customer"), count, span, problem);
  line->cells = g_new0 (char *, 8);
  line->cells[0] = g_strdup (series->name);
  line->cells[1] = g_strdup (system != NULL ? system : "");
  line->cells[2] = g_strdup (customer != NULL ? customer : "");
  line->cells[3] = g_strdup_printf ("%u", n);
  line->cells[4] = rw_instant_to_string (first->opened);
  line->cells[5] = rw_instant_to_string (last->opened);
  line->cells[6] = g_strdup_printf ("%u", series->n_with_problem);
}

static void
add_series (GPtrArray *figures, RwTicketFacts *facts)
{
  const char *headings[] = { _ ("Alert or category"),
                             _ ("System"),
                             _ ("Customer"),
                             _ ("Incidents"),
                             _ ("First"),
                             _ ("Last"),
                             _ ("With a problem named"),
                             NULL };
  RwReportFigure *figure =
    rw_report_figure_new (facts, "recurrences", _ ("What Came Again"), headings);
  g_autoptr (GPtrArray) all = rw_ticket_report_series (facts);
  guint most = all->len > 0 ? ((RwReportSeries *) all->pdata[0])->facts->len : 1;

  figure->wide = TRUE;
  figure->note = g_strdup (
    _ ("Incidents with the same alert or category on the same system, of one customer or service:"
       " three in 30 days, or two in 7."));
  for (guint i = 0; i < all->len; i++)
    add_one_series (figure, facts, all->pdata[i], most);
  g_ptr_array_add (figures, figure);
}

/* --- Alerts ---------------------------------------------------------------------------------------- */

typedef enum
{
  ALERT_TICKETS,
  ALERT_IDLE,
  ALERT_NIGHT,
  N_ALERT_FIGURES,
} AlertFigure;

static RwReportFigure *
alert_figure_new (RwTicketFacts *facts, AlertFigure which)
{
  static const struct
  {
    const char *name, *title;
  } figures[N_ALERT_FIGURES] = {
    { "alerts", N_ ("Alerts, by Tickets") },
    { "alerts-without-work", N_ ("Alerts Closed without Work") },
    { "alerts-at-night", N_ ("Alerts at Night") },
  };
  const char *headings[] = { _ ("Alert"),
                             _ ("Tickets"),
                             _ ("Fired"),
                             _ ("Ended"),
                             _ ("Closed without work"),
                             _ ("Recovered by itself"),
                             _ ("At night"),
                             NULL };

  return rw_report_figure_new (facts, figures[which].name, _ (figures[which].title), headings);
}

static void
add_alert_cells (RwReportLine *line, const RwReportAlert *alert)
{
  line->cells = g_new0 (char *, 8);
  line->cells[0] = g_strdup (alert->name);
  line->cells[1] = g_strdup_printf ("%u", alert->facts->len);
  line->cells[2] = g_strdup_printf ("%" G_GUINT64_FORMAT, alert->n_fired);
  line->cells[3] = g_strdup_printf ("%u", alert->n_ended);
  line->cells[4] = g_strdup_printf ("%u", alert->idle->len);
  line->cells[5] = g_strdup_printf ("%u", alert->n_recovered);
  line->cells[6] = g_strdup_printf ("%u", alert->night->len);
}

static void
add_alert_tickets (RwReportFigure *figure, const RwReportAlert *alert, guint most)
{
  g_autofree char *count = rw_format_count (alert->facts->len),
                  *tickets = rw_report_dup_tickets (alert->facts->len),
                  *fired = rw_format_count ((gint64) alert->n_fired);
  RwReportLine *line =
    rw_report_figure_add (figure, alert->name, (double) alert->facts->len / most, alert->facts);

  /* Translators: so many tickets, and how often the alert fired: "34 · 120 ×" */
  line->text = g_strdup_printf (_ ("%s · %s ×"), count, fired);
  /* Translators: an alert, "34 tickets", how often it fired */
  line->sentence = g_strdup_printf (_ ("%s: %s, fired %s times"), alert->name, tickets, fired);
  add_alert_cells (line, alert);
}

/* So many of so many. */
static void
add_alert_share (RwReportFigure *figure, const RwReportAlert *alert, AlertFigure which)
{
  GArray *tickets = which == ALERT_IDLE ? alert->idle : alert->night;
  guint n_of = which == ALERT_IDLE ? alert->n_ended : alert->facts->len;
  g_autofree char *count = rw_format_count (tickets->len), *of = rw_format_count (n_of),
                  *recovered = rw_format_count (alert->n_recovered);
  RwReportLine *line;

  if (n_of == 0 || tickets->len == 0)
    return;
  line = rw_report_figure_add (figure, alert->name, (double) tickets->len / n_of, tickets);
  line->text = g_strdup_printf (_ ("%s of %s"), count, of);
  line->sentence =
    which == ALERT_IDLE
      /* Translators: an alert; so many of so many tickets, and how many of them recovered */
      ? g_strdup_printf (_ ("%s: %s of %s closed without work, %s of them recovered by themselves"),
                         alert->name, count, of, recovered)
      : g_strdup_printf (_ ("%s: %s of %s at night"), alert->name, count, of);
  add_alert_cells (line, alert);
}

static int
compare_idle (gconstpointer a, gconstpointer b)
{
  const RwReportAlert *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  return (int) y->idle->len - (int) x->idle->len;
}

static int
compare_night (gconstpointer a, gconstpointer b)
{
  const RwReportAlert *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  return (int) y->night->len - (int) x->night->len;
}

static char *
dup_share (guint n, guint of)
{
  g_autofree char *count = rw_format_count (n), *all = rw_report_dup_tickets (of),
                  *percent = rw_format_percent (of > 0 ? (double) n / of : 0, 0);

  /* Translators: a share, how many, and "34 tickets" */
  return g_strdup_printf (_ ("%s: %s of %s"), percent, count, all);
}

static void
add_alerts (GPtrArray *figures, RwTicketFacts *facts)
{
  g_autoptr (GPtrArray) all = rw_ticket_report_alerts (facts);
  RwReportFigure *of[N_ALERT_FIGURES];
  guint most = all->len > 0 ? ((RwReportAlert *) all->pdata[0])->facts->len : 1;
  guint n = 0, n_ended = 0, n_idle = 0, n_recovered = 0, n_night = 0;
  guint64 n_fired = 0;
  g_autofree char *tickets = NULL, *fired = NULL, *idle = NULL, *recovered = NULL, *night = NULL;

  for (AlertFigure which = 0; which < N_ALERT_FIGURES; which++)
    {
      of[which] = alert_figure_new (facts, which);
      g_ptr_array_add (figures, of[which]);
    }
  for (guint i = 0; i < all->len; i++)
    {
      const RwReportAlert *alert = all->pdata[i];

      n += alert->facts->len;
      n_fired += alert->n_fired;
      n_ended += alert->n_ended;
      n_idle += alert->idle->len;
      n_recovered += alert->n_recovered;
      n_night += alert->night->len;
      add_alert_tickets (of[ALERT_TICKETS], alert, most);
    }
  g_ptr_array_sort (all, compare_idle);
  for (guint i = 0; i < all->len; i++)
    add_alert_share (of[ALERT_IDLE], all->pdata[i], ALERT_IDLE);
  g_ptr_array_sort (all, compare_night);
  for (guint i = 0; i < all->len; i++)
    add_alert_share (of[ALERT_NIGHT], all->pdata[i], ALERT_NIGHT);
  if (n == 0)
    return;
  tickets = rw_report_dup_tickets (n);
  fired = rw_format_count ((gint64) n_fired);
  idle = dup_share (n_idle, n_ended);
  recovered = rw_format_count (n_recovered);
  night = dup_share (n_night, n);
  /* Translators: "34 tickets", and how often alerts fired */
  of[ALERT_TICKETS]->note = g_strdup_printf (_ ("%s, fired %s times"), tickets, fired);
  /* Translators: a share with numbers, and how many of them */
  of[ALERT_IDLE]->note =
    g_strdup_printf (_ ("%s that ended; %s recovered by themselves"), idle, recovered);
  /* Translators: a share with numbers */
  of[ALERT_NIGHT]->note = g_strdup_printf (_ ("%s, between 22 and 6 o’clock in Berlin"), night);
}

void
rw_report_add_repeats (GPtrArray *figures, RwTicketFacts *facts)
{
  add_series (figures, facts);
  add_alerts (figures, facts);
}
