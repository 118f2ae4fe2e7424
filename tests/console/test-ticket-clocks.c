/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-clock.h"
#include "rw-test-widgets.h"
#include "rw-ticket-clocks-dialog.h"
#include "rw-time.h"

static gint64
instant (const char *text)
{
  gint64 at;

  g_assert_true (rw_instant_parse (text, &at));
  return at;
}

/* Opened on a Thursday at 16:30, when the office closes at 17:00; four hours for the resolution. */
static RwTicketPast *
new_past (gboolean with_terms)
{
  g_autoptr (RwRecord) sla = rw_record_new (RW_KIND_SLA, NULL);
  g_autoptr (RwRecord) calendar = rw_record_new (RW_KIND_CALENDAR, NULL);
  g_autoptr (GError) error = NULL;
  RwSlaTerms *terms = NULL;

  rw_record_set_text (calendar, RW_CALENDAR_TZ, "UTC");
  rw_record_set_text (calendar, RW_CALENDAR_HOURS,
                      "{\"thu\":[[\"09:00\",\"17:00\"]],\"fri\":[[\"09:00\",\"17:00\"]]}");
  rw_record_set_integer (sla, RW_SLA_RESOLUTION_P2, 240);
  if (with_terms)
    terms = rw_sla_terms_new (sla, calendar, &error);
  g_assert_no_error (error);
  return rw_ticket_past_new (terms);
}

static void
show (gboolean with_terms, void (*check) (AdwDialog *dialog))
{
  g_autoptr (RwTicketPast) past = new_past (with_terms);
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, NULL);
  GtkWidget *window = rw_test_present (gtk_label_new ("Below"), 900, 700);
  AdwDialog *dialog;

  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_IN_PROGRESS);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P2);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, instant ("2026-11-19T16:30:00Z"));
  rw_record_set_instant (ticket, RW_TICKET_RESOLUTION_DUE, instant ("2026-11-20T09:00:00Z"));
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_PENDING_CUSTOMER,
                        instant ("2026-11-20T10:00:00Z"));
  rw_ticket_set_status (ticket, RW_TICKET_STATUS_IN_PROGRESS, instant ("2026-11-20T11:00:00Z"));
  dialog = rw_ticket_clocks_dialog_new (ticket, past, instant ("2026-11-20T11:30:00Z"));
  adw_dialog_present (dialog, window);
  rw_test_settle (window);
  rw_test_picture (GTK_WIDGET (dialog), with_terms ? "ticket-clocks" : "ticket-clocks-none");
  check (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
check_intervals (AdwDialog *dialog)
{
  g_assert_true (rw_test_shows (dialog, "Resolution"));
  g_assert_true (rw_test_shows (dialog, "Counted"));
  g_assert_true (rw_test_shows (dialog, "Closed"));
  g_assert_true (rw_test_shows (dialog, "Paused: somebody else was waited for"));
  g_assert_true (rw_test_says (dialog, "2 h of 4 h counted"));
  /* What is kept in the ticket is another time: said, not hidden. */
  g_assert_true (rw_test_says (dialog, "The ticket itself says"));
  g_assert_false (rw_test_shows (dialog, "Response"));
}

static void
check_none (AdwDialog *dialog)
{
  g_assert_true (rw_test_shows (dialog, "No Clock"));
}

static void
test_intervals (void)
{
  show (TRUE, check_intervals);
}

static void
test_none (void)
{
  show (FALSE, check_none);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  rw_test_init_widgets (&argc, &argv);
  g_test_add_func ("/console/ticket-clocks/intervals", test_intervals);
  g_test_add_func ("/console/ticket-clocks/none", test_none);
  return g_test_run ();
}
