/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "rw-format.h"
#include "rw-report-words-private.h"

/* How many tickets there are of what. */

/* On whose clock the hours are. */
static char *
dup_clocks (const guint clocks[RW_REPORT_N_CLOCKS])
{
  g_autoptr (GString) out = g_string_new (_ ("On the clock of each customer"));

  for (int clock = RW_REPORT_CLOCK_CALENDAR; clock < RW_REPORT_N_CLOCKS; clock++)
    {
      g_autofree char *tickets = rw_report_dup_tickets (clocks[clock]);

      if (clocks[clock] == 0)
        continue;
      g_string_append (out, "; ");
      g_string_append_printf (out,
                              clock == RW_REPORT_CLOCK_CALENDAR
                                /* Translators: "34 tickets"; of what stands before: the clock */
                                ? _ ("%s on that of the calendar, as the customer has none")
                                : _ ("%s on that of Berlin, as there is neither a customer’s nor a calendar’s"),
                              tickets);
    }
  return g_strdup (out->str);
}

static void
add_hours (GPtrArray *figures, RwTicketFacts *facts)
{
  const char *headings[] = { _ ("Weekday"), _ ("Hour"), _ ("Tickets"), NULL };
  RwReportFigure *figure =
    rw_report_figure_new (facts, "tickets-by-hour", _ ("When Tickets Are Opened"), headings);
  guint clocks[RW_REPORT_N_CLOCKS], most = 0;
  g_autoptr (GPtrArray) rows = rw_ticket_report_hours (facts, clocks);
  const RwReportLine *busiest = NULL;
  g_autofree char *on = dup_clocks (clocks);

  figure->shape = RW_REPORT_HEAT;
  for (guint i = 0; i < rows->len; i++)
    most = MAX (most, ((RwReportRow *) rows->pdata[i])->facts->len);
  for (guint i = 0; i < rows->len; i++)
    {
      GArray *tickets = ((RwReportRow *) rows->pdata[i])->facts;
      g_autofree char *day = rw_report_dup_weekday (i / 24, FALSE),
                      *count = rw_report_dup_tickets (tickets->len), *label = NULL;
      RwReportLine *line;

      /* Translators: a weekday, and from which to which hour */
      label = g_strdup_printf (_ ("%s, %02u:00 – %02u:00"), day, i % 24, i % 24 + 1);
      line = rw_report_figure_add (figure, label, most > 0 ? (double) tickets->len / most : 0, tickets);
      line->text = rw_format_count (tickets->len);
      /* Translators: a weekday with an hour, and "34 tickets" */
      line->sentence = g_strdup_printf (_ ("%s: %s"), label, count);
      line->cells = g_new0 (char *, 4);
      line->cells[0] = g_strdup (day);
      line->cells[1] = g_strdup_printf ("%u", i % 24);
      line->cells[2] = g_strdup_printf ("%u", tickets->len);
      if (tickets->len == most && most > 0 && busiest == NULL)
        busiest = line;
    }
  /* Translators: on whose clock, and a weekday with an hour: "34 tickets" */
  figure->note = busiest != NULL ? g_strdup_printf (_ ("%s. Most: %s"), on, busiest->sentence)
                                 : g_strdup (on);
  g_ptr_array_add (figures, figure);
}

void
rw_report_add_volume (GPtrArray *figures, RwTicketFacts *facts)
{
  /* The long ones in a row, and the short ones. */
  static const struct
  {
    RwReportBy by;
    const char *name, *title, *of;
  } splits[] = {
    { RW_REPORT_BY_CUSTOMER, "tickets-by-customer", N_ ("By Customer"), N_ ("Customer") },
    { RW_REPORT_BY_SERVICE, "tickets-by-service", N_ ("By Business Service"),
      N_ ("Business service") },
    { RW_REPORT_BY_ASSIGNEE, "tickets-by-assignee", N_ ("By Assignee"), N_ ("Assignee") },
    { RW_REPORT_BY_TYPE, "tickets-by-type", N_ ("By Type"), N_ ("Type") },
    { RW_REPORT_BY_PRIORITY, "tickets-by-priority", N_ ("By Priority"), N_ ("Priority") },
    { RW_REPORT_BY_SOURCE, "tickets-by-source", N_ ("By Source"), N_ ("Source") },
  };

  add_hours (figures, facts);
  for (guint k = 0; k < G_N_ELEMENTS (splits); k++)
    {
      RwReportFigure *figure =
        rw_report_count_new (facts, splits[k].name, _ (splits[k].title), _ (splits[k].of));
      g_autoptr (GPtrArray) rows = rw_ticket_report_split (facts, splits[k].by);
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

          rw_report_add_count (figure, rw_report_label (facts, splits[k].by, row), row->facts, all,
                               most);
        }
      g_ptr_array_add (figures, figure);
    }
}
