/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-report-words-private.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

static const struct
{
  const char *name, *label;
  void (*add) (GPtrArray *figures, RwTicketFacts *facts);
  RwReportParts parts;
} views[RW_REPORT_N_VIEWS] = {
  { "volume", NC_ ("report", "Volume"), rw_report_add_volume, 0 },
  { "backlog", NC_ ("report", "Backlog"), rw_report_add_backlog, 0 },
  { "levels", NC_ ("report", "Service Levels"), rw_report_add_levels, RW_REPORT_WITH_UPDATES },
  { "times", NC_ ("report", "Times"), rw_report_add_times, 0 },
  { "repeats", NC_ ("report", "Repeats"), rw_report_add_repeats, RW_REPORT_WITH_SERIES | RW_REPORT_WITH_WORK },
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
 * rw_report_view_get_parts:
 *
 * Returns: what has to be read for it beside the tickets
 */
RwReportParts
rw_report_view_get_parts (RwReportView view)
{
  return views[view].parts;
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

/**
 * rw_report_dup_weekday:
 * @weekday: 0 for Monday
 *
 * Returns: (transfer full): "Mon" or "Monday"
 */
char *
rw_report_dup_weekday (guint weekday, gboolean brief)
{
  /* A Monday. */
  g_autoptr (GDateTime) day = g_date_time_new_utc (2024, 1, 1 + (int) weekday, 0, 0, 0);

  return g_date_time_format (day, brief ? "%a" : "%A");
}

/**
 * rw_report_label:
 *
 * Returns: (transfer none): what a row is of
 */
const char *
rw_report_label (const RwTicketFacts *facts, RwReportBy by, const RwReportRow *row)
{
  const char *name;

  switch (by)
    {
    case RW_REPORT_BY_TYPE:
      return rw_enum_label (&rw_enum_ticket_type, row->value);
    case RW_REPORT_BY_PRIORITY:
      return rw_enum_label (&rw_enum_priority, row->value);
    case RW_REPORT_BY_STATUS:
      return rw_enum_label (&rw_enum_ticket_status, row->value);
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

/**
 * rw_report_add_count:
 * @all: what the share is of
 * @most: what the longest bar has
 */
void
rw_report_add_count (RwReportFigure *figure, const char *label, GArray *tickets, guint all, guint most)
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

/**
 * rw_report_count_new:
 * @of: heading of what is counted by
 *
 * Returns: (transfer full): a report whose lines are made by rw_report_add_count()
 */
RwReportFigure *
rw_report_count_new (RwTicketFacts *facts, const char *name, const char *title, const char *of)
{
  const char *headings[] = { of, _ ("Tickets"), _ ("Share in %"), NULL };

  return rw_report_figure_new (facts, name, title, headings);
}

/**
 * rw_report_figures_new:
 * @facts: with what @view needs, see rw_report_view_get_parts(); kept by the figures
 *
 * Best not in the main thread: there may be many tickets.
 *
 * Returns: (transfer full) (element-type RwReportFigure): the reports of @view
 */
GPtrArray *
rw_report_figures_new (RwTicketFacts *facts, RwReportView view)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_report_figure_unref);

  views[view].add (figures, facts);
  return figures;
}
