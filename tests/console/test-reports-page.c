/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "rw-action.h"
#include "rw-bar-list.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-heat-map.h"
#include "rw-report-bar.h"
#include "rw-report-card.h"
#include "rw-report-words.h"
#include "rw-reports-page.h"
#include "rw-test-widgets.h"
#include "rw-trend-chart.h"
#include "session-fixture.h"

typedef struct
{
  Fixture base;
  GtkWidget *page, *window;
} Reports;

static void
changed_cb (RwSession *session, const RwChangeSet *changes, RwPage *page)
{
  RW_PAGE_GET_CLASS (page)->data_changed (page, changes);
}

static void
add_ticket (Reports *reports, const char *title, RwTicketType type, gint64 opened)
{
  g_autoptr (GError) error = NULL;
  RwId id = rw_id_new ();
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, &id);
  RwEdit *edit;

  rw_record_set_text (ticket, RW_TICKET_TITLE, title);
  rw_record_set_enum (ticket, RW_TICKET_TYPE, type);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, opened);
  edit = rw_edit_new_create (ticket);
  console_edit (&reports->base.a, edit, "add", &error);
  g_assert_no_error (error);
}

static gboolean
settled (Reports *reports)
{
  return RW_PAGE_GET_CLASS (reports->page)->settled (RW_PAGE (reports->page));
}

static void
set_up (Reports *reports, gconstpointer flags)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  fixture_set_up (&reports->base, flags);
  console_open (&reports->base.a, reports->base.token);
  console_wait_synced (&reports->base.a);
  add_ticket (reports, "Checkout is slow", RW_TICKET_TYPE_INCIDENT, rw_clock_now () - RW_HOUR);
  add_ticket (reports, "Checkout is down", RW_TICKET_TYPE_INCIDENT, rw_clock_now () - 2 * RW_HOUR);
  add_ticket (reports, "New mailbox", RW_TICKET_TYPE_REQUEST, rw_clock_now () - 60 * RW_DAY);
  reports->page = rw_reports_page_new ();
  g_object_add_weak_pointer (G_OBJECT (reports->page), (gpointer *) &reports->page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), reports->page);
  reports->window = rw_test_present (toasts, 1200, 800);
  g_signal_connect_object (reports->base.a.session, "changed", G_CALLBACK (changed_cb),
                           reports->page, 0);
  /* That of the case before is remembered. */
  rw_report_bar_set_period (rw_test_find (reports->page, RW_TYPE_REPORT_BAR), 30);
  rw_page_set_session (RW_PAGE (reports->page), reports->base.a.session);
  /* Nothing is counted for a page that nobody sees. */
  g_assert_true (settled (reports));
  g_assert_cmpstr (rw_page_get_subtitle (RW_PAGE (reports->page)), ==, "");
  RW_PAGE_GET_CLASS (reports->page)->shown (RW_PAGE (reports->page), TRUE);
  wait_until (settled (reports));
}

static void
tear_down (Reports *reports, gconstpointer flags)
{
  wait_until (rw_session_get_pending (reports->base.a.session) == 0);
  wait_until (settled (reports));
  gtk_window_destroy (GTK_WINDOW (reports->window));
  wait_until (reports->page == NULL || !gtk_widget_get_mapped (reports->page));
  fixture_tear_down (&reports->base, flags);
}

static RwReportCard *
find_card (Reports *reports, const char *name)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  rw_test_find_all (reports->page, RW_TYPE_REPORT_CARD, cards);
  for (guint i = 0; i < cards->len; i++)
    if (g_str_equal (rw_report_card_get_figure (cards->pdata[i])->name, name))
      return cards->pdata[i];
  return NULL;
}

static char *
dup_csv (Reports *reports, const char *name)
{
  g_autoptr (GBytes) bytes = rw_report_figure_to_csv (rw_report_card_get_figure (find_card (reports, name)));

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
opened_cb (RwPage *page, int kind, const RwId *id, guint *n)
{
  g_assert_cmpint (kind, ==, RW_KIND_TICKET);
  ++*n;
}

/* What is counted is what is shown and saved; behind it are the tickets. */
static void
test_volume (Reports *reports, gconstpointer flags)
{
  g_autofree char *csv = dup_csv (reports, "tickets-by-type"), *percent = rw_format_percent (1, 0),
                  *sentence = NULL;
  RwBarList *bars = rw_test_find (find_card (reports, "tickets-by-type"), RW_TYPE_BAR_LIST);
  AdwDialog *dialog;
  GtkWidget *list;
  guint n = 0;

  g_assert_nonnull (strstr (csv, "Type,Tickets,Share in %"));
  g_assert_nonnull (strstr (csv, "Incident,2,100.0"));
  g_assert_null (strstr (csv, "Service request"));
  g_assert_cmpuint (rw_bar_list_get_n (bars), ==, 1);
  sentence = g_strdup_printf ("Incident: 2 tickets, %s of all", percent);
  gtk_test_accessible_assert_property (rw_test_find (bars, GTK_TYPE_LIST_BOX_ROW),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, sentence);
  g_assert_true (g_str_has_prefix (rw_page_get_subtitle (RW_PAGE (reports->page)), "2 tickets · "));
  rw_bar_list_activate (bars, 0);
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (reports->window));
  g_assert_nonnull (dialog);
  rw_test_settle (reports->window);
  g_assert_true (rw_test_shows (dialog, "2 tickets"));
  list = rw_test_find (dialog, GTK_TYPE_LIST_VIEW);
  g_signal_connect (reports->page, "open", G_CALLBACK (opened_cb), &n);
  g_signal_emit_by_name (list, "activate", 0);
  g_assert_cmpuint (n, ==, 1);
}

/* At @now the period is that from midnight to midnight in Berlin. */
static void
assert_period (RwReportBar *bar, const char *now_text, guint days, const char *first_text, const char *last_text)
{
  g_autoptr (GTimeZone) berlin = rw_zone_get ("Europe/Berlin");
  RwReportQuestion question;
  gint64 now, first, last;

  g_assert_true (rw_instant_parse (now_text, &now) && rw_date_parse (first_text, &first) &&
                 rw_date_parse (last_text, &last));
  rw_format_set_zone (berlin);
  rw_report_bar_set_period (bar, days);
  rw_report_bar_ask (bar, now, &question);
  g_assert_cmpint (question.from, ==, rw_zone_resolve (berlin, first * RW_DAY));
  g_assert_cmpint (question.to, ==, rw_zone_resolve (berlin, (last + 1) * RW_DAY));
  g_time_zone_unref (question.zone);
}

static void
test_period (Reports *reports, gconstpointer flags)
{
  RwReportBar *bar = rw_test_find (reports->page, RW_TYPE_REPORT_BAR);
  g_autofree char *csv = NULL, *week = NULL;

  /* Who changes their mind does not wait for what they asked first. */
  rw_report_bar_set_period (bar, 365);
  rw_report_bar_set_period (bar, 7);
  wait_until (settled (reports));
  week = dup_csv (reports, "tickets-by-type");
  g_assert_null (strstr (week, "Service request"));
  rw_report_bar_set_period (bar, 90);
  wait_until (settled (reports));
  csv = dup_csv (reports, "tickets-by-type");
  g_assert_nonnull (strstr (csv, "Service request,1,33.3"));
  assert_period (bar, "2026-03-31T22:30:00Z", RW_REPORT_THIS_MONTH, "2026-04-01", "2026-04-01");
  assert_period (bar, "2026-03-31T22:30:00Z", RW_REPORT_LAST_MONTH, "2026-03-01", "2026-03-31");
  assert_period (bar, "2026-01-05T12:00:00Z", RW_REPORT_LAST_MONTH, "2025-12-01", "2025-12-31");
  assert_period (bar, "2026-01-05T12:00:00Z", RW_REPORT_THIS_MONTH, "2026-01-01", "2026-01-05");
  assert_period (bar, "2026-01-05T12:00:00Z", 7, "2025-12-30", "2026-01-05");
  g_assert_false (rw_report_bar_set_dates (bar, "2026-13-01", "2026-12-01"));
  g_assert_false (rw_report_bar_set_dates (bar, "2020-02-01", "2020-01-01"));
  g_assert_true (rw_report_bar_set_dates (bar, "2019-12-01", "2019-12-01"));
  wait_until (settled (reports));
  /* What is open now is of every period. */
  g_assert_cmpuint (rw_report_card_get_figure (find_card (reports, "tickets-by-type"))->lines->len, ==, 0);
  g_assert_true (rw_test_shows (reports->page, "Nothing in this period"));
}

static void
next_view (Reports *reports)
{
  gtk_widget_activate_action (reports->page, "reports.view", NULL);
  wait_until (settled (reports));
}

static void
test_views (Reports *reports, gconstpointer flags)
{
  g_autofree char *ages = NULL, *backlog = NULL, *end = NULL;
  guint n = 0;

  g_assert_null (find_card (reports, "backlog"));
  next_view (reports);
  ages = dup_csv (reports, "backlog-age");
  g_assert_nonnull (strstr (ages, "Less than 1 day,2,"));
  g_assert_nonnull (strstr (ages, "7 to 30 days,0,"));
  /* The curve ends with what is open now. */
  for (guint i = 0; i < RW_REPORT_N_AGES; i++)
    n += ((RwReportLine *) rw_report_card_get_figure (find_card (reports, "backlog-age"))->lines->pdata[i])->facts->len;
  g_assert_cmpuint (n, >=, 3);
  end = g_strdup_printf (",%u,", n);
  backlog = dup_csv (reports, "backlog");
  g_assert_nonnull (strstr (g_strrstr (backlog, "Z,"), end));
  next_view (reports);
  g_assert_nonnull (find_card (reports, "response-by-priority"));
  next_view (reports);
  g_assert_nonnull (find_card (reports, "reopened-by-priority"));
  next_view (reports);
  g_assert_nonnull (find_card (reports, "recurrences"));
  g_assert_nonnull (find_card (reports, "alerts-at-night"));
  next_view (reports);
  g_assert_nonnull (find_card (reports, "tickets-by-type"));
}

static gboolean
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
      if (handled)
        return TRUE;
    }
  return FALSE;
}

/* The dialog that shows as many tickets, closed again. */
static void
assert_behind (Reports *reports, const char *title, const char *count)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (reports->window));

  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, title);
  rw_test_settle (reports->window);
  g_assert_true (rw_test_shows (dialog, count));
  adw_dialog_force_close (dialog);
  wait_until (adw_window_get_visible_dialog (ADW_WINDOW (reports->window)) == NULL);
}

/* An hour of the week by its keys: where it happened is where it is told, also after a change. */
static void
test_hours (Reports *reports, gconstpointer flags)
{
  RwHeatMap *map;
  g_autoptr (GTimeZone) berlin = rw_zone_get ("Europe/Berlin");
  gint64 wall = rw_zone_wall (berlin, rw_clock_now () - RW_HOUR);
  guint day = (guint) rw_date_weekday (wall / RW_DAY), hour = (guint) (wall % RW_DAY / RW_HOUR);
  g_autofree char *weekday = rw_report_dup_weekday (day, FALSE), *title = NULL, *reading = NULL,
                  *more = NULL, *csv = dup_csv (reports, "tickets-by-hour"), *line = NULL;

  map = rw_test_find (find_card (reports, "tickets-by-hour"), RW_TYPE_HEAT_MAP);
  g_assert_nonnull (map);
  line = g_strdup_printf ("%s,%u,1\r\n", weekday, hour);
  g_assert_nonnull (strstr (csv, line));
  gtk_widget_grab_focus (GTK_WIDGET (map));
  for (guint i = 0; i < day; i++)
    g_assert_true (press (GTK_WIDGET (map), GDK_KEY_Down));
  for (guint i = 0; i < hour; i++)
    g_assert_true (press (GTK_WIDGET (map), GDK_KEY_Right));
  title = g_strdup_printf ("%s, %02u:00 – %02u:00", weekday, hour, hour + 1);
  reading = g_strdup_printf ("%s: 1 ticket", title);
  g_assert_cmpstr (rw_heat_map_get_reading (map), ==, reading);
  g_assert_true (press (GTK_WIDGET (map), GDK_KEY_Return));
  g_free (reading);
  reading = g_strdup_printf ("When Tickets Are Opened: %s", title);
  assert_behind (reports, reading, "1 ticket");
  add_ticket (reports, "Printer", RW_TICKET_TYPE_REQUEST, rw_clock_now () - RW_HOUR);
  wait_until (!settled (reports));
  wait_until (settled (reports));
  more = g_strdup_printf ("%s: 2 tickets", title);
  g_assert_true (rw_test_find (find_card (reports, "tickets-by-hour"), RW_TYPE_HEAT_MAP) == map);
  g_assert_cmpstr (rw_heat_map_get_reading (map), ==, more);
}

/* The curve is walked with the keys, and what was open then is opened. */
static void
test_curve (Reports *reports, gconstpointer flags)
{
  RwTrendChart *chart;
  RwReportCard *card;
  guint n = 0;

  while (find_card (reports, "backlog") == NULL)
    next_view (reports);
  card = find_card (reports, "backlog");
  chart = rw_test_find (card, RW_TYPE_TREND_CHART);
  gtk_widget_grab_focus (GTK_WIDGET (chart));
  g_assert_false (press (GTK_WIDGET (chart), GDK_KEY_Return));
  g_assert_true (press (GTK_WIDGET (chart), GDK_KEY_End));
  g_assert_true (press (GTK_WIDGET (chart), GDK_KEY_Return));
  {
    const RwReportFigure *figure = rw_report_card_get_figure (card);
    const RwReportLine *last = figure->lines->pdata[figure->lines->len - 1];
    g_autofree char *title = g_strdup_printf ("Open Tickets over Time: %s", last->label),
                    *count = rw_report_dup_tickets (last->facts->len);

    n = last->facts->len;
    assert_behind (reports, title, count);
    g_assert_cmpfloat (g_array_index (figure->counts[0], double, figure->lines->len - 1), ==, n);
    /* That from 60 days ago is one of those that have been open for 30 days. */
    g_assert_cmpfloat (g_array_index (figure->counts[4], double, figure->lines->len - 1), >=, 1);
  }
}

/* Two of the same within a week came again; who walks there with the keyboard gets to both. */
static void
test_repeats (Reports *reports, gconstpointer flags)
{
  g_autoptr (RwRecord) device =
    console_get (&reports->base.a, RW_KIND_DEVICE, &reports->base.devices[0]);
  g_autofree char *csv = NULL, *line = NULL, *title = NULL, *alerts = NULL;
  RwId customer = rw_id_new ();
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_CUSTOMER, &customer);
  g_autoptr (GError) failure = NULL;
  RwBarList *bars;
  GtkWidget *row;

  rw_record_set_text (record, RW_CUSTOMER_NUMBER, "K-4711");
  rw_record_set_text (record, RW_CUSTOMER_NAME, "Bistum Fulda");
  console_edit (&reports->base.a, rw_edit_new_create (record), "add", &failure);
  g_assert_no_error (failure);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      RwId id = rw_id_new ();
      g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, &id);
      RwEdit *edit;

      rw_record_set_text (ticket, RW_TICKET_TITLE, "VPN is down");
      rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
      rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_NEW);
      rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
      rw_record_set_instant (ticket, RW_TICKET_OPENED, rw_clock_now () - (1 + i * 30) * RW_HOUR);
      rw_record_set_text (ticket, RW_TICKET_ALERT, "VpnDown");
      rw_record_set_integer (ticket, RW_TICKET_ALERT_COUNT, 4);
      rw_record_set_ref (ticket, RW_TICKET_CI, &reports->base.devices[0]);
      rw_record_set_ref (ticket, RW_TICKET_CUSTOMER, &customer);
      edit = rw_edit_new_create (ticket);
      console_edit (&reports->base.a, edit, "add", &error);
      g_assert_no_error (error);
    }
  wait_until (!settled (reports));
  wait_until (settled (reports));
  while (find_card (reports, "recurrences") == NULL)
    next_view (reports);
  csv = dup_csv (reports, "recurrences");
  line = g_strdup_printf ("VpnDown,%s,", rw_record_get_text (device, RW_DEVICE_NAME));
  g_assert_nonnull (strstr (csv, line));
  alerts = dup_csv (reports, "alerts");
  g_assert_nonnull (strstr (alerts, "VpnDown,2,8,0,0,0,"));
  bars = rw_test_find (find_card (reports, "recurrences"), RW_TYPE_BAR_LIST);
  rw_bar_list_focus (bars, 0);
  row = gtk_root_get_focus (GTK_ROOT (reports->window));
  g_assert_true (GTK_IS_LIST_BOX_ROW (row));
  g_assert_true (gtk_widget_activate (row));
  title =
    g_strdup_printf ("What Came Again: VpnDown · %s", rw_record_get_text (device, RW_DEVICE_NAME));
  assert_behind (reports, title, "2 tickets");
}

/* What went into another ticket is not counted, and that is said. */
static void
test_merged (Reports *reports, gconstpointer flags)
{
  g_autoptr (GError) error = NULL;
  RwId id = rw_id_new (), target;
  g_autoptr (RwRecord) ticket = rw_record_new (RW_KIND_TICKET, &id);
  RwTicketFacts *facts =
    rw_report_card_get_figure (rw_test_find (reports->page, RW_TYPE_REPORT_CARD))->facts;

  g_assert_false (rw_test_says (reports->page, "merged"));
  target = g_array_index (facts->facts, RwTicketFact, 0).id;
  rw_record_set_text (ticket, RW_TICKET_TITLE, "The same again");
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, RW_TICKET_STATUS_CLOSED);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, RW_PRIORITY_P3);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, rw_clock_now () - RW_HOUR);
  rw_record_set_ref (ticket, RW_TICKET_MERGED_INTO, &target);
  console_edit (&reports->base.a, rw_edit_new_create (ticket), "add", &error);
  g_assert_no_error (error);
  wait_until (!settled (reports));
  wait_until (settled (reports));
  g_assert_true (g_str_has_prefix (rw_page_get_subtitle (RW_PAGE (reports->page)), "2 tickets · "));
  g_assert_true (rw_test_shows (reports->page, "1 merged ticket is not counted"));
}

/* What is shown is what is saved; nobody is asked where there is nothing yet. */
static void
test_pdf (Reports *reports, gconstpointer flags)
{
  g_autofree char *path = g_build_filename (reports->base.dir, "reports.pdf", NULL), *start = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GtkWidget *end = RW_PAGE_GET_CLASS (reports->page)->create_header_end (RW_PAGE (reports->page));
  GStatBuf info;
  gsize length;

  g_object_ref_sink (end);
  g_assert_nonnull (rw_actions_find ("reports.print"));
  gtk_test_accessible_assert_property (gtk_widget_get_first_child (end),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Save Reports as PDF…");
  rw_reports_page_save_to (RW_REPORTS_PAGE (reports->page), file);
  wait_until (g_stat (path, &info) == 0 && info.st_size > 0);
  g_assert_true (g_file_get_contents (path, &start, &length, &error));
  g_assert_no_error (error);
  g_assert_cmpint (strncmp (start, "%PDF-", 5), ==, 0);
  g_object_unref (end);
}

static void
test_changes (Reports *reports, gconstpointer flags)
{
  add_ticket (reports, "Printer", RW_TICKET_TYPE_REQUEST, rw_clock_now () - RW_MINUTE);
  wait_until (!settled (reports));
  wait_until (settled (reports));
  g_assert_true (g_str_has_prefix (rw_page_get_subtitle (RW_PAGE (reports->page)), "3 tickets · "));
}

int
main (int argc, char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
#define ADD(path, function)                                                                        \
  g_test_add ("/console/reports-page/" path, Reports, GUINT_TO_POINTER (FIXTURE_RECORDS), set_up,  \
              function, tear_down)
  ADD ("volume", test_volume);
  ADD ("period", test_period);
  ADD ("views", test_views);
  ADD ("hours", test_hours);
  ADD ("curve", test_curve);
  ADD ("repeats", test_repeats);
  ADD ("merged", test_merged);
  ADD ("pdf", test_pdf);
  ADD ("changes", test_changes);
  return g_test_run ();
}
