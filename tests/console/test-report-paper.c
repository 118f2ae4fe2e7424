/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "printed.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-paper-pen.h"
#include "rw-report-paper.h"
#include "rw-report-words.h"
#include "rw-test-widgets.h"

/* 2026-11-23 12:00 UTC */
#define NOW (G_GINT64_CONSTANT (1795435200) * G_USEC_PER_SEC)

static const RwReportHeading heading = { "Reports: Volume", "Friday, 23 October 2026 – today · All customers",
                                         "2 merged tickets are not counted", "as of 12:00" };

/* As many tickets as there are customers, each with a name that no sheet is wide enough for. */
static RwTicketFacts *
make_facts (guint n)
{
  RwTicketFacts *facts = rw_ticket_facts_new (NOW - 30 * RW_DAY, NOW, NOW);

  for (guint i = 0; i < n; i++)
    {
      RwTicketFact fact = { .status = RW_TICKET_STATUS_RESOLVED, .source = -1 };
      g_autofree char *name =
        g_strdup_printf ("Customer %03u of the bishopric of the middle of the country", i);

      fact.id = rw_id_new ();
      fact.customer = rw_id_from_name ("customer", name);
      fact.priority = i % RW_PRIORITY_N_VALUES;
      fact.opened = NOW - 30 * RW_DAY + (gint64) i * 29 * RW_DAY / MAX (n, 1);
      fact.opened_wall = fact.opened;
      fact.accepted = fact.opened + 20 * RW_MINUTE;
      fact.resolved = fact.opened + (i + 1) * RW_HOUR;
      fact.response_due = fact.opened + RW_HOUR;
      fact.resolution_due = fact.opened + 12 * RW_HOUR;
      fact.accept_open = fact.resolve_open = -1;
      g_hash_table_insert (facts->names, g_memdup2 (&fact.customer, sizeof fact.customer),
                           g_string_chunk_insert (facts->texts, name));
      g_array_append_val (facts->facts, fact);
    }
  return facts;
}

static char *
print_view (RwTicketFacts *facts, RwReportView view, guint *n_pages)
{
  g_autoptr (GPtrArray) figures = rw_report_figures_new (facts, view);
  g_autoptr (RwSheets) sheets = rw_report_paper_new (&heading, figures);
  g_autofree char *name =
    g_strdup_printf ("report-%s-%u", rw_report_view_get_name (view), facts->facts->len);
  Printed printed;
  char *text;

  *n_pages = rw_sheets_get_n_pages (sheets);
  printed_fill (&printed, sheets, name);
  printed_assert_vector (&printed);
  printed_assert_within (&printed, RW_PAPER_WIDTH - RW_PAPER_MARGIN + 1);
  text = printed_text (&printed);
  printed_clear (&printed);
  return text;
}

/* Every figure with its table, on as many pages as it takes, each of which says what it is. */
static void
test_volume (void)
{
  g_autoptr (RwTicketFacts) facts = make_facts (120);
  guint n_pages;
  g_autofree char *text = print_view (facts, RW_REPORT_VIEW_VOLUME, &n_pages), *last = NULL;

  g_assert_cmpuint (n_pages, >, 2);
  if (text == NULL)
    return;
  g_assert_cmpuint (printed_count (text, "\f"), ==, n_pages);
  g_assert_cmpuint (printed_count (text, "Reports: Volume"), ==, n_pages);
  g_assert_cmpuint (printed_count (text, "All customers"), ==, n_pages);
  g_assert_cmpuint (printed_count (text, "as of 12:00"), ==, n_pages);
  g_assert_cmpuint (printed_count (text, "2 merged tickets"), ==, n_pages);
  last = g_strdup_printf ("page %u of %u", n_pages, n_pages);
  g_assert_nonnull (strstr (text, "page 1 of "));
  g_assert_nonnull (strstr (text, last));
  g_assert_nonnull (strstr (text, "When Tickets Are Opened"));
  g_assert_nonnull (strstr (text, "By Assignee"));
  /* Every customer has a line, and the heading of the table stands above each part of it. */
  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %03u of", i);

      g_assert_cmpuint (printed_count (text, name), ==, 1);
    }
  g_assert_cmpuint (printed_count (text, "Share in %"), >, 6);
}

static void
test_views (void)
{
  static const char *const titles[] = { "When Tickets Are Opened", "Open Tickets over Time",
                                        "Customer Updates, by Customer",
                                        "Until Resolved, by the Clock", "What Came Again" };
  g_autoptr (RwTicketFacts) facts = make_facts (30), none = make_facts (0);

  G_STATIC_ASSERT (G_N_ELEMENTS (titles) == RW_REPORT_N_VIEWS);
  for (RwReportView view = 0; view < RW_REPORT_N_VIEWS; view++)
    {
      guint n_pages;
      g_autofree char *text = print_view (facts, view, &n_pages), *empty = NULL;

      g_assert_cmpuint (n_pages, >, 0);
      if (text == NULL)
        return;
      g_assert_nonnull (strstr (text, titles[view]));
      if (view == RW_REPORT_VIEW_BACKLOG)
        g_assert_nonnull (strstr (text, "30 days and more"));
      if (view == RW_REPORT_VIEW_LEVELS)
        g_assert_nonnull (strstr (text, "Waiting for the customer"));
      if (view == RW_REPORT_VIEW_REPEATS)
        g_assert_nonnull (strstr (text, "Nothing in this period"));
      empty = print_view (none, view, &n_pages);
      g_assert_cmpuint (n_pages, >, 0);
      g_assert_nonnull (strstr (empty, titles[view]));
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTimeZone) berlin = NULL;

  rw_test_init_widgets (&argc, &argv);
  berlin = rw_zone_get ("Europe/Berlin");
  rw_format_set_zone (berlin);
  g_test_add_func ("/console/report-paper/volume", test_volume);
  g_test_add_func ("/console/report-paper/views", test_views);
  return g_test_run ();
}
