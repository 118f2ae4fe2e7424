/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-day-strip.h"
#include "rw-edit.h"
#include "rw-format.h"
#include "rw-overview-list.h"
#include "rw-overview-view.h"
#include "rw-overview-words.h"
#include "rw-test-widgets.h"
#include "rw-time.h"

/* Sunday, 22 November 2026, 14:00 in Berlin. */
#define NOW (1795352400 * RW_SECOND)

static RwId
id (const char *name)
{
  return rw_id_from_name ("test", name);
}

static RwNeed *
new_need (RwNeedType  type,
          RwNeedRank  rank,
          const char *number,
          const char *title)
{
  RwNeed *need = g_new0 (RwNeed, 1);

  need->type = type;
  need->rank = rank;
  need->kind = RW_KIND_TICKET;
  need->id = id (number != NULL ? number : title);
  need->number = g_strdup (number);
  need->title = g_strdup (title);
  need->clock = -1;
  need->priority = RW_PRIORITY_P3;
  return need;
}

static RwOverview *
new_overview (void)
{
  RwOverview *overview = g_new0 (RwOverview, 1);

  overview->now = NOW;
  overview->shift_start = NOW - 6 * RW_HOUR;
  for (int i = 0; i <= RW_OVERVIEW_WEEK_DAYS; i++)
    overview->days[i] = NOW - 14 * RW_HOUR + i * RW_DAY;
  /* Whoever makes the contents frees them: see free_overview(). */
  overview->on_call = g_ptr_array_new ();
  overview->needs = g_ptr_array_new ();
  overview->series = g_ptr_array_new ();
  overview->running = g_ptr_array_new ();
  overview->ahead = g_ptr_array_new ();
  overview->sites = g_ptr_array_new ();
  overview->services = g_ptr_array_new ();
  overview->events = g_ptr_array_new ();
  return overview;
}

static void
free_overview (RwOverview *overview)
{
  for (guint i = 0; i < overview->needs->len; i++)
    {
      RwNeed *need = overview->needs->pdata[i];

      g_free (need->number);
      g_free (need->title);
      g_free (need->customer);
      g_free (need->system);
      g_free (need->other);
      g_free (need->frozen_by);
      g_free (need);
    }
  rw_overview_free (overview);
}

static void
assert_says (RwNeed     *need,
             RwStatus    status,
             const char *title,
             const char *reason,
             const char *due)
{
  g_auto (RwOverviewLine) line = { 0 };

  rw_overview_say_need (need, NOW, &line);
  g_assert_cmpstr (line.title, ==, title);
  g_assert_cmpstr (line.reason, ==, reason);
  g_assert_cmpstr (line.due, ==, due);
  g_assert_cmpint (line.status, ==, status);
}

static void
test_words_of_tickets (void)
{
  RwOverview *overview = new_overview ();
  RwNeed *need = new_need (RW_NEED_TICKET, RW_NEED_BURNING, "T-10423", "Checkout answers with 502");

  g_ptr_array_add (overview->needs, need);
  need->priority = RW_PRIORITY_P1;
  need->clock = RW_TICKET_RESOLUTION_DUE;
  need->at = NOW + 4 * RW_MINUTE;
  need->customer = g_strdup ("Kaufhaus Ahrens");
  need->system = g_strdup ("web-614");
  need->other = g_strdup ("C-2064");
  need->after = 12 * RW_MINUTE;
  assert_says (need, RW_STATUS_BAD, "T-10423 Checkout answers with 502",
               "P1 · solution due · Kaufhaus Ahrens · web-614 · opened 12 min after C-2064 began here", "4 min");
  need->rank = RW_NEED_SOON;
  need->priority = RW_PRIORITY_P3;
  g_clear_pointer (&need->other, g_free);
  need->clock = RW_TICKET_UPDATE_DUE;
  assert_says (need, RW_STATUS_ATTENTION, "T-10423 Checkout answers with 502",
               "P3 · customer update due · Kaufhaus Ahrens · web-614", "4 min");
  need->at = NOW - 12 * RW_MINUTE;
  g_clear_pointer (&need->number, g_free);
  assert_says (need, RW_STATUS_BAD, "Draft Checkout answers with 502", "P3 · customer update due · Kaufhaus Ahrens · web-614",
               "12 min late");
  need->at = NOW - 2 * RW_SECOND;
  g_clear_pointer (&need->system, g_free);
  assert_says (need, RW_STATUS_BAD, "Draft Checkout answers with 502", "P3 · customer update due · Kaufhaus Ahrens", "now");
  free_overview (overview);
}

static void
test_words_of_running (void)
{
  RwRunning running = { .number = (char *) "C-2066",
                        .title = (char *) "Core switch firmware",
                        .implementer = (char *) "M. Kern",
                        .end = NOW + 72 * RW_MINUTE,
                        .n_tasks = 7,
                        .n_done = 3 };
  RwOverview *overview = new_overview ();
  RwNeed *need = new_need (RW_NEED_OVERRUN, RW_NEED_SOON, "C-2066", "Core switch firmware");
  RwOverviewLine line;

  rw_overview_say_running (&running, NOW, &line);
  g_assert_cmpstr (line.title, ==, "C-2066 Core switch firmware");
  g_assert_cmpstr (line.reason, ==, "M. Kern · 3 of 7 tasks done");
  g_assert_cmpstr (line.due, ==, "1 h 12 min left");
  g_assert_cmpint (line.status, ==, RW_STATUS_PLANNED);
  rw_overview_line_clear (&line);
  running.n_tasks = 0;
  rw_overview_say_running (&running, NOW + 60 * RW_MINUTE, &line);
  g_assert_cmpstr (line.reason, ==, "M. Kern");
  g_assert_cmpstr (line.due, ==, "12 min left");
  g_assert_cmpint (line.status, ==, RW_STATUS_ATTENTION);
  rw_overview_line_clear (&line);
  rw_overview_say_running (&running, NOW + 75 * RW_MINUTE, &line);
  g_assert_cmpstr (line.due, ==, "3 min over");
  g_assert_cmpint (line.status, ==, RW_STATUS_BAD);
  rw_overview_line_clear (&line);

  g_ptr_array_add (overview->needs, need);
  need->at = NOW + 12 * RW_MINUTE;
  assert_says (need, RW_STATUS_ATTENTION, "C-2066 has to end soon", "Core switch firmware",
               "12 min");
  need->at = NOW - 12 * RW_MINUTE;
  assert_says (need, RW_STATUS_BAD, "C-2066 goes on past its end", "Core switch firmware",
               "12 min late");
  need->type = RW_NEED_MORE_TIME;
  need->until = NOW + 2 * RW_HOUR;
  assert_says (need, RW_STATUS_BAD, "C-2066 asks for more time, until 16:00",
               "Core switch firmware", "12 min late");
  free_overview (overview);
}

static void
test_words_of_the_rest (void)
{
  RwOverview *overview = new_overview ();
  RwNeed *clash = new_need (RW_NEED_CLASH, RW_NEED_CHECK, "C-2067", "Firmware");
  RwNeed *backups = new_need (RW_NEED_BACKUPS, RW_NEED_CHECK, NULL, "web-1");
  RwNeed *volume = new_need (RW_NEED_VOLUME, RW_NEED_AHEAD, NULL, "san-12");
  RwNeed *unprotected = new_need (RW_NEED_UNPROTECTED, RW_NEED_CHECK, NULL, "web-7");

  g_ptr_array_add (overview->needs, clash);
  g_ptr_array_add (overview->needs, backups);
  g_ptr_array_add (overview->needs, volume);
  g_ptr_array_add (overview->needs, unprotected);
  clash->other = g_strdup ("C-2066");
  clash->system = g_strdup ("fw-2");
  clash->frozen_by = g_strdup ("Advent");
  clash->at = NOW + 8 * RW_HOUR;
  assert_says (clash, RW_STATUS_ATTENTION, "C-2067 collides with C-2066", "both change fw-2 at the same time · inside “Advent”", "22:00");

  backups->other = g_strdup ("repository locked");
  backups->count = 1;
  backups->at = NOW - 11 * RW_HOUR;
  assert_says (backups, RW_STATUS_BAD, "Backup of web-1 failed", "repository locked", "since 03:00");
  backups->count = 3;
  backups->system = g_strdup ("web-2, db-1");
  assert_says (backups, RW_STATUS_BAD, "3 backups failed", "repository locked · web-1, web-2, db-1", "since 03:00");
  backups->count = 9;
  backups->missed = 9;
  g_clear_pointer (&backups->other, g_free);
  assert_says (backups, RW_STATUS_BAD, "9 backups were missed", "did not start · web-1, web-2, db-1 and 6 more", "since 03:00");

  unprotected->count = 1;
  assert_says (unprotected, RW_STATUS_ATTENTION, "web-7 has no backup job",
               "nothing of it could be restored", NULL);
  unprotected->count = 5;
  unprotected->system = g_strdup ("web-8, web-9");
  assert_says (unprotected, RW_STATUS_ATTENTION, "5 systems have no backup job",
               "web-7, web-8, web-9 and 2 more", NULL);

  volume->other = g_strdup ("/vol3");
  volume->used = 3676000000000;
  volume->size = 4000000000000;
  volume->grown = 12000000000;
  volume->full = (RwForecastRange) { 1, 9, 11, 14 };
  assert_says (volume, RW_STATUS_ATTENTION, "san-12 /vol3 full in 9–14 days",
               "91\u202f% of 4 TB · grew 12 GB in 30 days", "9–14 d");
  volume->full.p90 = RW_FORECAST_NEVER;
  assert_says (volume, RW_STATUS_ATTENTION, "san-12 /vol3 full in 9 days at the earliest",
               "91\u202f% of 4 TB · grew 12 GB in 30 days", "≥ 9 d");
  volume->full = (RwForecastRange) { 1, 9, 9, 9 };
  assert_says (volume, RW_STATUS_ATTENTION, "san-12 /vol3 full in 9 days",
               "91\u202f% of 4 TB · grew 12 GB in 30 days", "9 d");
  volume->full.p10 = volume->full.p50 = volume->full.p90 = RW_FORECAST_NEVER;
  assert_says (volume, RW_STATUS_ATTENTION, "san-12 /vol3 is nearly full",
               "91\u202f% of 4 TB · grew 12 GB in 30 days", "91\u202f%");
  volume->grown = G_MININT64;
  volume->used = volume->size;
  volume->full.p10 = volume->full.p50 = volume->full.p90 = 0;
  assert_says (volume, RW_STATUS_ATTENTION, "san-12 /vol3 is full", "100\u202f% of 4 TB",
               "100\u202f%");
  free_overview (overview);
}

static void
test_names (void)
{
  static const char *const names[][2] = { { "Tülay Yılmaz", "T. Yılmaz" }, { "Ömer van der Berg", "Ö. Berg" },
                                          { "Bereitschaft", "Bereitschaft" }, { "", "" }, { "A ", "A " } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = rw_overview_short_name (names[i][0]);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

static void
open_cb (RwOverviewView *view,
         int             kind,
         const RwId     *opened,
         const char     *page,
         RwId           *last)
{
  *last = *opened;
}

static RwOverview *
new_busy_overview (void)
{
  RwOverview *overview = new_overview ();

  /* Thirty that are late, and one that waits for a decision. */
  for (int i = 0; i < 30; i++)
    {
      g_autofree char *number = g_strdup_printf ("T-%d", i);
      RwNeed *need = new_need (RW_NEED_TICKET, RW_NEED_LATE, number, "Late");

      need->at = NOW - RW_HOUR;
      g_ptr_array_add (overview->needs, need);
    }
  g_ptr_array_insert (overview->needs, 0, new_need (RW_NEED_CLASH, RW_NEED_CHECK, "C-1", "Collides"));
  ((RwNeed *) overview->needs->pdata[0])->other = g_strdup ("C-2");
  g_ptr_array_insert (overview->needs, 0, new_need (RW_NEED_TICKET, RW_NEED_BURNING, "T-99", "Burns"));
  return overview;
}

static RwOverviewRow *
get_focused_row (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL ? RW_OVERVIEW_ROW (gtk_widget_get_ancestor (focus, RW_TYPE_OVERVIEW_ROW)) : NULL;
}

static void
test_keys (void)
{
  GtkWidget *view = rw_overview_view_new (), *window;
  RwOverview *overview = new_busy_overview ();
  RwId last = RW_ID_NIL, expected = id ("T-99");
  RwNeed *moved;

  g_signal_connect (view, "open", G_CALLBACK (open_cb), &last);
  rw_overview_view_set (RW_OVERVIEW_VIEW (view), overview, NULL);
  window = rw_test_present (view, 1100, 720);
  rw_test_picture (window, "overview-busy");

  g_assert_true (rw_overview_view_go (RW_OVERVIEW_VIEW (view), 0));
  g_assert_true (rw_id_equal (&last, &expected));
  g_assert_true (rw_overview_view_go (RW_OVERVIEW_VIEW (view), 1));
  expected = id ("C-1");
  g_assert_true (rw_id_equal (&last, &expected));
  g_assert_false (rw_overview_view_go (RW_OVERVIEW_VIEW (view), 40));

  rw_overview_view_step (RW_OVERVIEW_VIEW (view), 1);
  rw_overview_view_step (RW_OVERVIEW_VIEW (view), 1);
  g_assert_nonnull (get_focused_row (window));
  g_assert_true (rw_id_equal (rw_overview_row_get_id (get_focused_row (window)), &expected));
  rw_overview_view_step (RW_OVERVIEW_VIEW (view), -1);
  rw_overview_view_step (RW_OVERVIEW_VIEW (view), -1);
  expected = id ("T-99");
  g_assert_true (rw_id_equal (rw_overview_row_get_id (get_focused_row (window)), &expected));

  /* The focus goes with the record when something more urgent comes. */
  moved = new_need (RW_NEED_TICKET, RW_NEED_BURNING, "T-100", "Burns more");
  g_ptr_array_insert (overview->needs, 0, moved);
  rw_overview_view_set (RW_OVERVIEW_VIEW (view), overview, NULL);
  g_assert_true (rw_id_equal (rw_overview_row_get_id (get_focused_row (window)), &expected));
  rw_overview_view_step (RW_OVERVIEW_VIEW (view), -1);
  expected = id ("T-100");
  g_assert_true (rw_id_equal (rw_overview_row_get_id (get_focused_row (window)), &expected));

  gtk_window_destroy (GTK_WINDOW (window));
  free_overview (overview);
}

static void
test_quiet (void)
{
  GtkWidget *view = rw_overview_view_new (), *window;
  RwOverview *overview = new_overview ();
  g_autofree char *text = NULL;

  overview->next_due = NOW + 40 * RW_MINUTE;
  text = rw_overview_say_quiet (overview);
  g_assert_cmpstr (text, ==, "The next clock of a ticket runs out in 40 min.");
  rw_overview_view_set (RW_OVERVIEW_VIEW (view), overview, "as of 14:02");
  window = rw_test_present (view, 1100, 720);
  rw_test_picture (window, "overview-quiet");
  g_assert_false (rw_overview_view_go (RW_OVERVIEW_VIEW (view), 0));
  rw_overview_view_step (RW_OVERVIEW_VIEW (view), 1);
  g_assert_cmpint (rw_overview_view_get_series (RW_OVERVIEW_VIEW (view)), ==, -1);
  gtk_window_destroy (GTK_WINDOW (window));
  free_overview (overview);
}

static void
span_cb (RwDayStrip *strip,
         guint       index,
         int        *chosen)
{
  *chosen = (int) index;
}

static void
test_strip (void)
{
  GtkWidget *strip = rw_day_strip_new (), *window;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  RwDaySpan spans[9] = { 0 };
  int chosen = -1, height, before = G_MAXINT;

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    spans[i] = (RwDaySpan){ .start = NOW + 8 * RW_HOUR, .end = NOW + 10 * RW_HOUR, .label = "C-1", .description = "C-1, 22:00 to 00:00",
                            .status = RW_STATUS_PLANNED };
  /* Long before and long after: still one bar, and no lane but its own. */
  spans[8].start = NOW - 40 * RW_DAY;
  spans[8].end = NOW - 39 * RW_DAY;
  g_signal_connect (strip, "activate-span", G_CALLBACK (span_cb), &chosen);
  rw_day_strip_set (RW_DAY_STRIP (strip), NOW, NOW + RW_DAY, NOW, zone, spans, G_N_ELEMENTS (spans));
  window = rw_test_present (strip, 700, 300);
  rw_test_picture (window, "day-strip");
  g_assert_cmpuint (rw_day_strip_get_n_hidden (RW_DAY_STRIP (strip)), ==, 1);
  rw_day_strip_set_max_lanes (RW_DAY_STRIP (strip), 3);
  rw_test_settle (window);
  g_assert_cmpuint (rw_day_strip_get_n_hidden (RW_DAY_STRIP (strip)), ==, 5);

  g_signal_emit_by_name (gtk_widget_get_first_child (strip), "clicked");
  rw_test_settle (window);
  g_assert_cmpint (chosen, ==, 0);

  /* GTK takes it for granted that a wider widget is not higher. */
  rw_day_strip_set_max_lanes (RW_DAY_STRIP (strip), 9);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      spans[i].start = NOW + i * 2 * RW_HOUR;
      spans[i].end = spans[i].start + RW_HOUR;
    }
  rw_day_strip_set (RW_DAY_STRIP (strip), NOW, NOW + RW_DAY, NOW, zone, spans, G_N_ELEMENTS (spans));
  for (int width = 260; width < 2000; width += 7)
    {
      gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
      g_assert_cmpint (height, <=, before);
      before = height;
    }
  rw_day_strip_set (RW_DAY_STRIP (strip), NOW, NOW + RW_DAY, NOW, zone, NULL, 0);
  rw_test_settle (window);
  g_assert_cmpuint (rw_day_strip_get_n_hidden (RW_DAY_STRIP (strip)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GTimeZone) zone = NULL;

  rw_test_init_widgets (&argc, &argv);
  zone = g_time_zone_new_identifier ("Europe/Berlin");
  rw_format_set_zone (zone);
  g_test_add_func ("/overview/words-of-tickets", test_words_of_tickets);
  g_test_add_func ("/overview/words-of-running", test_words_of_running);
  g_test_add_func ("/overview/words-of-the-rest", test_words_of_the_rest);
  g_test_add_func ("/overview/names", test_names);
  g_test_add_func ("/overview/keys", test_keys);
  g_test_add_func ("/overview/quiet", test_quiet);
  g_test_add_func ("/overview/strip", test_strip);
  return g_test_run ();
}
