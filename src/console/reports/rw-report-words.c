/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-words.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

static const struct
{
  const char *name, *label;
} views[RW_REPORT_N_VIEWS] = {
  { "volume", NC_ ("report", "Volume") },
  { "backlog", NC_ ("report", "Backlog") },
  { "levels", NC_ ("report", "Service Levels") },
  { "times", NC_ ("report", "Times") },
};

/**
 * rw_report_view_get_name:
 *
 * Returns: what the settings call it
 */
const char *
rw_report_view_get_name (RwReportView view)
{
  return views[view].name;
}

/**
 * rw_report_view_get_label:
 *
 * Returns: (transfer none): what people call it
 */
const char *
rw_report_view_get_label (RwReportView view)
{
  return g_dpgettext2 (NULL, "report", views[view].label);
}

/**
 * rw_report_dup_tickets:
 *
 * Returns: (transfer full): "34 tickets"
 */
char *
rw_report_dup_tickets (guint n)
{
  g_autofree char *count = rw_format_count (n);

  return g_strdup_printf (ngettext ("%s ticket", "%s tickets", n), count);
}

static const char *
get_label (const RwTicketFacts *facts, RwReportBy by, const RwReportRow *row)
{
  const char *name;

  switch (by)
    {
    case RW_REPORT_BY_TYPE:
      return rw_enum_label (&rw_enum_ticket_type, row->value);
    case RW_REPORT_BY_PRIORITY:
      return rw_enum_label (&rw_enum_priority, row->value);
    case RW_REPORT_BY_SOURCE:
      return row->value >= 0 ? rw_enum_label (&rw_enum_ticket_source, row->value)
                             : _ ("Not recorded");
    case RW_REPORT_BY_CUSTOMER:
    case RW_REPORT_BY_SERVICE:
    case RW_REPORT_BY_ASSIGNEE:
      name = g_hash_table_lookup (facts->names, &row->id);
      if (name != NULL)
        return name;
      if (!rw_id_is_nil (&row->id))
        return _ ("Without a name");
      return by == RW_REPORT_BY_CUSTOMER  ? _ ("No customer")
             : by == RW_REPORT_BY_SERVICE ? _ ("No service")
                                          : _ ("Not assigned");
    case RW_REPORT_N_BY:
    default:
      g_assert_not_reached ();
    }
}

/* --- How many ------------------------------------------------------------------------------------ */

/* @share is of all, @most the longest bar. */
static void
add_count (RwReportFigure *figure, const char *label, GArray *tickets, guint all, guint most)
{
  guint n = tickets->len;
  RwReportLine *line = rw_report_figure_add (figure, label, most > 0 ? (double) n / most : 0, tickets);
  g_autofree char *count = rw_format_count (n), *tickets_text = rw_report_dup_tickets (n);
  double share = all > 0 ? (double) n / all : 0;
  g_autofree char *percent = rw_format_percent (share, 0);

  line->text = g_strdup_printf ("%s · %s", count, percent);
  /* Translators: a customer, "34 tickets" and a share */
  line->sentence = g_strdup_printf (_ ("%s: %s, %s of all"), label, tickets_text, percent);
  line->cells = g_new0 (char *, 4);
  line->cells[0] = g_strdup (label);
  line->cells[1] = g_strdup_printf ("%u", n);
  line->cells[2] = g_strdup_printf ("%.1f", share * 100);
}

static RwReportFigure *
count_new (const char *name, const char *title, const char *of)
{
  const char *headings[] = { of, _ ("Tickets"), _ ("Share in %"), NULL };

  return rw_report_figure_new (name, title, headings);
}

static void
add_volume (GPtrArray *figures, const RwTicketFacts *facts)
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
      RwReportFigure *figure = count_new (splits[by].name, _ (splits[by].title), _ (splits[by].of));
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

          add_count (figure, get_label (facts, by, row), row->facts, all, most);
        }
      g_ptr_array_add (figures, figure);
    }
}

/* --- Backlog ------------------------------------------------------------------------------------- */

static void
add_ages (GPtrArray *figures, const RwTicketFacts *facts)
{
  const char *labels[RW_REPORT_N_AGES] = { _ ("Less than 1 day"), _ ("1 to 3 days"), _ ("3 to 7 days"),
                                           _ ("7 to 30 days"), _ ("30 days and more") };
  g_autoptr (GPtrArray) rows = rw_ticket_report_ages (facts);
  RwReportFigure *figure = count_new ("backlog-age", _ ("Open Now, by Age"), _ ("Age"));
  g_autofree char *tickets = NULL;
  guint all = 0, most = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint n = ((RwReportRow *) rows->pdata[i])->facts->len;

      all += n;
      most = MAX (most, n);
    }
  for (guint i = 0; i < rows->len; i++)
    add_count (figure, labels[i], ((RwReportRow *) rows->pdata[i])->facts, all, most);
  tickets = rw_report_dup_tickets (all);
  /* Translators: "34 tickets" */
  figure->note = g_strdup_printf (_ ("%s open now, whenever they were opened"), tickets);
  g_ptr_array_add (figures, figure);
}

static void
add_backlog (GPtrArray *figures, const RwTicketFacts *facts)
{
  const char *headings[] = { _ ("At"), _ ("Open tickets"), NULL };
  RwReportFigure *figure =
    rw_report_figure_new ("backlog", _ ("Open Tickets over Time"), headings);
  GArray *instants = rw_ticket_report_days (facts, rw_format_get_zone ());
  g_autofree guint *counts = g_new0 (guint, instants->len + 1);
  guint most = 0;

  figure->instants = instants;
  figure->counts = g_array_new (FALSE, FALSE, sizeof (double));
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

      g_array_append_val (figure->counts, value);
      line->text = rw_format_count (counts[i]);
      /* Translators: a time and "34 tickets" */
      line->sentence = g_strdup_printf (_ ("%s: %s open"), when, tickets);
      line->cells = g_new0 (char *, 3);
      line->cells[0] = rw_instant_to_string (instant);
      line->cells[1] = g_strdup_printf ("%u", counts[i]);
    }
  g_ptr_array_add (figures, figure);
}

/* --- Service levels ------------------------------------------------------------------------------ */

static void
add_level (GPtrArray           *figures,
           const RwTicketFacts *facts,
           const char          *name,
           const char          *title,
           gboolean             resolution,
           RwReportBy           by)
{
  const char *headings[] = { by == RW_REPORT_BY_PRIORITY ? _ ("Priority") : _ ("Customer"),
                             _ ("Met"), _ ("Measured"), _ ("Share in %"), NULL };
  RwReportFigure *figure = rw_report_figure_new (name, title, headings);
  g_autoptr (GPtrArray) rows = rw_ticket_report_levels (facts, resolution, by);
  guint n_met = 0, n_measured = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const RwReportRow *row = rows->pdata[i];
      const char *label = get_label (facts, by, row);
      guint n = row->facts->len;
      double share = (double) row->n_met / n;
      RwReportLine *line = rw_report_figure_add (figure, label, share, row->facts);
      g_autofree char *met = rw_format_count (row->n_met), *measured = rw_format_count (n),
                      *missed = rw_format_count (n - row->n_met);

      n_met += row->n_met;
      n_measured += n;
      line->bad = row->n_met < n;
      /* Translators: so many of so many tickets kept the service level */
      line->text = g_strdup_printf (_ ("%s of %s"), met, measured);
      line->sentence =
        n > row->n_met
          /* Translators: a priority or customer; so many of so many tickets kept the service level */
          ? g_strdup_printf (_ ("%s: %s of %s met, %s missed"), label, met, measured, missed)
          : g_strdup_printf (_ ("%s: all %s met"), label, measured);
      line->cells = g_new0 (char *, 5);
      line->cells[0] = g_strdup (label);
      line->cells[1] = g_strdup_printf ("%u", row->n_met);
      line->cells[2] = g_strdup_printf ("%u", n);
      line->cells[3] = g_strdup_printf ("%.1f", share * 100);
    }
  if (n_measured > 0)
    {
      g_autofree char *met = rw_format_count (n_met), *measured = rw_format_count (n_measured);
      /* Never rounded up to all of them while one is missing. */
      g_autofree char *percent =
        rw_format_percent (((gint64) n_met * 1000 / n_measured) / 1000.0, 1);

      /* Translators: a share, and so many of so many tickets */
      figure->note = g_strdup_printf (_ ("%s met: %s of %s measured"), percent, met, measured);
    }
  g_ptr_array_add (figures, figure);
}

static void
add_levels (GPtrArray *figures, const RwTicketFacts *facts)
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

/* --- Times --------------------------------------------------------------------------------------- */

static void
add_time (GPtrArray           *figures,
          const RwTicketFacts *facts,
          const char          *name,
          const char          *title,
          RwReportSpan         span,
          gboolean             open_hours)
{
  const char *headings[] = { _ ("Priority"), _ ("Tickets"), _ ("Median in minutes"),
                             _ ("90th percentile in minutes"), NULL };
  RwReportFigure *figure = rw_report_figure_new (name, title, headings);
  g_autoptr (GPtrArray) rows = rw_ticket_report_times (facts, span, open_hours);
  gint64 most = 1;

  for (guint i = 0; i < rows->len; i++)
    most = MAX (most, ((RwReportRow *) rows->pdata[i])->median);
  for (guint i = 0; i < rows->len; i++)
    {
      const RwReportRow *row = rows->pdata[i];
      const char *label = get_label (facts, RW_REPORT_BY_PRIORITY, row);
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
  figure->note = g_strdup (open_hours ? _ ("In opening hours, without the times the customer was waited for")
                                      : _ ("By the clock on the wall"));
  g_ptr_array_add (figures, figure);
}

static void
add_reopened (GPtrArray *figures, const RwTicketFacts *facts)
{
  g_autoptr (GArray) reopened = g_array_new (FALSE, FALSE, sizeof (guint));
  RwReportFigure *figure = count_new ("reopened", _ ("Opened Again"), _ ("Tickets"));
  g_autofree char *tickets = NULL;
  guint n_ended;

  rw_ticket_report_reopened (facts, reopened, &n_ended);
  tickets = rw_report_dup_tickets (n_ended);
  if (n_ended > 0)
    add_count (figure, _ ("Opened again"), reopened, n_ended, n_ended);
  /* Translators: "34 tickets" */
  figure->note = g_strdup_printf (_ ("Of %s that were resolved"), tickets);
  g_ptr_array_add (figures, figure);
}

static void
add_times (GPtrArray *figures, const RwTicketFacts *facts)
{
  add_time (figures, facts, "acceptance-open-hours", _ ("Until Accepted"), RW_REPORT_ACCEPT, TRUE);
  add_time (figures, facts, "resolution-open-hours", _ ("Until Resolved"), RW_REPORT_RESOLVE, TRUE);
  add_time (figures, facts, "acceptance", _ ("Until Accepted"), RW_REPORT_ACCEPT, FALSE);
  add_time (figures, facts, "resolution", _ ("Until Resolved"), RW_REPORT_RESOLVE, FALSE);
  add_reopened (figures, facts);
}

/**
 * rw_report_figures_new:
 *
 * Returns: (transfer full) (element-type RwReportFigure): the reports of @view
 */
GPtrArray *
rw_report_figures_new (const RwTicketFacts *facts, RwReportView view)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_report_figure_free);

  switch (view)
    {
    case RW_REPORT_VIEW_VOLUME:
      add_volume (figures, facts);
      break;
    case RW_REPORT_VIEW_BACKLOG:
      add_backlog (figures, facts);
      add_ages (figures, facts);
      break;
    case RW_REPORT_VIEW_LEVELS:
      add_levels (figures, facts);
      break;
    case RW_REPORT_VIEW_TIMES:
      add_times (figures, facts);
      break;
    case RW_REPORT_N_VIEWS:
    default:
      g_assert_not_reached ();
    }
  return figures;
}
