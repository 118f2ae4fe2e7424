/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change-scene.h"
#include "rw-changes-check.h"
#include "rw-changes-period.h"
#include "rw-lane-view.h"
#include "rw-month-view.h"
#include "rw-week-view.h"
#include "rw-year-strip.h"

/* The calendar of changes: its periods, its views, and what a hand does in them. */

static gint64
date (const char *text)
{
  gint64 day;

  g_assert_true (rw_date_parse (text, &day));
  return day;
}

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

/* --- Periods ------------------------------------------------------------------------------------------ */

static void
test_parse (void)
{
  static const struct
  {
    const char *text, *day;
  } good[] = {
    { "2026-12-24", "2026-12-24" }, { " 24.12. ", "2026-12-24" },   { "24.12", "2026-12-24" },
    { "1.2.", "2027-02-01" },       { "23.11.", "2026-11-23" },     { "22.11.", "2027-11-22" },
    { "24.12.25", "2025-12-24" },   { "24.12.2027", "2027-12-24" }, { "28.", "2026-11-28" },
    { "5.", "2026-12-05" },         { "+3w", "2026-12-14" },        { "-10", "2026-11-13" },
    { "+2 m", "2027-01-23" },       { "+1y", "2027-11-23" },        { "+1T", "2026-11-24" },
    { "-1w", "2026-11-16" },
  };
  static const char *const bad[] = {
    "", "x", "24", "30.2.", "+", "+3x", "+3ww", "24.12.202", "2026-13-01", "0.1.", "24..", "1.1.1.1"
  };
  gint64 day;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_test_message ("%s", good[i].text);
      g_assert_true (rw_changes_period_parse (good[i].text, date ("2026-11-23"), &day));
      g_assert_cmpint (day, ==, date (good[i].day));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (rw_changes_period_parse (bad[i], date ("2026-11-23"), &day));
    }
  /* In December "5." is in January. */
  g_assert_true (rw_changes_period_parse ("5.", date ("2026-12-24"), &day));
  g_assert_cmpint (day, ==, date ("2027-01-05"));
  /* A month that is shorter ends on its last day. */
  g_assert_true (rw_changes_period_parse ("+1m", date ("2027-01-31"), &day));
  g_assert_cmpint (day, ==, date ("2027-02-28"));
}

static void
test_period (void)
{
  gint64 day = date ("2026-11-25");
  guint n_days;

  g_assert_cmpint (rw_changes_period_first (RW_CHANGES_WEEK, day, &n_days), ==,
                   date ("2026-11-23"));
  g_assert_cmpuint (n_days, ==, 7);
  g_assert_cmpint (rw_changes_period_first (RW_CHANGES_DAY, day, &n_days), ==, day);
  g_assert_cmpuint (n_days, ==, 1);
  g_assert_cmpint (rw_changes_period_first (RW_CHANGES_MONTH, day, &n_days), ==,
                   date ("2026-10-26"));
  g_assert_cmpuint (n_days, ==, 42);
  for (int i = 0; i < RW_CHANGES_N_MODES; i++)
    {
      RwChangesMode mode = (RwChangesMode) i;
      guint before, after;
      gint64 first = rw_changes_period_first (mode, day, &before);
      gint64 next = rw_changes_period_first (mode, rw_changes_period_step (mode, day, 1), &after);

      /* One follows the other; months share the week that belongs to both. */
      g_assert_cmpint (next, >, first);
      g_assert_cmpint (next, <=, first + before);
      g_assert_cmpint (rw_changes_period_first (
                         mode,
                         rw_changes_period_step (mode, next + 7 * (mode == RW_CHANGES_MONTH), -1),
                         &after),
                       ==, first);
      g_assert_true (rw_changes_mode_from_name (rw_changes_mode_name (mode)) == mode);
    }
}

/* --- The page ---------------------------------------------------------------------------------------- */

static void
add_window (GPtrArray  *records,
            const char *name,
            gboolean    freeze,
            gboolean    hard,
            const char *start,
            gint64      minutes)
{
  RwRecord *window = change_scene_named (records, RW_KIND_WINDOW, RW_WINDOW_NAME, name);

  rw_record_set_enum (window, RW_WINDOW_TYPE,
                      freeze ? RW_WINDOW_TYPE_FREEZE : RW_WINDOW_TYPE_MAINTENANCE);
  rw_record_set_boolean (window, RW_WINDOW_HARD, hard);
  rw_record_set_text (window, RW_WINDOW_START_WALL, start);
  rw_record_set_integer (window, RW_WINDOW_DURATION, minutes);
  rw_record_set_text (window, RW_WINDOW_TZ, "Europe/Berlin");
}

static void
fill (ChangeScene *scene)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  RwRecord *change = change_scene_change (records, "Core firmware", RW_CHANGE_STATUS_SCHEDULED,
                                          "2026-11-24T10:00:00", "2026-11-24T14:00:00");

  change_scene_item (records, change, "web-01");
  change = change_scene_change (records, "PDU swap", RW_CHANGE_STATUS_SCHEDULED,
                                "2026-11-25T10:00:00", "2026-11-25T14:00:00");
  change_scene_item (records, change, "web-01");
  change_scene_change (records, "Paper only", RW_CHANGE_STATUS_DRAFT, "2026-11-26T10:00:00",
                       "2026-11-26T11:00:00");
  add_window (records, "Black Friday", TRUE, TRUE, "2026-11-27T00:00:00", 1440);
  change_scene_load (scene, records);
}

static gboolean
has_change (ChangeScene *scene)
{
  g_autoptr (GPtrArray) changes = change_scene_select (scene, RW_KIND_CHANGE);
  g_autoptr (GPtrArray) windows = change_scene_select (scene, RW_KIND_WINDOW);

  return changes->len >= 3 && windows->len >= 1;
}

static guint
count (ChangeScene *scene,
       RwKind       kind)
{
  g_autoptr (GPtrArray) records = change_scene_select (scene, kind);

  return records->len;
}

static gpointer
show (ChangeScene *scene,
      const char  *mode,
      GType        type)
{
  RwCalendarView *view;

  fill (scene);
  wait_until (has_change (scene));
  gtk_widget_activate_action (scene->page, "changes.view", "s", mode);
  wait_until (change_scene_settled (scene));
  view = rw_test_find (scene->page, type);
  wait_until (rw_calendar_view_get_entries (view) != NULL &&
              rw_calendar_view_get_entries (view)->len > 0);
  rw_test_settle (scene->window);
  return view;
}

static RwCalendarEntry *
entry_of (RwCalendarView *view,
          const char     *title)
{
  GPtrArray *entries = rw_calendar_view_get_entries (view);

  for (guint i = 0; i < entries->len; i++)
    if (g_strcmp0 (((RwCalendarEntry *) entries->pdata[i])->title, title) == 0)
      return entries->pdata[i];
  g_assert_not_reached ();
}

static GtkGesture *
drag_gesture (gpointer widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

/* Takes a change up and holds it so many days further. */
static void
drag_days (RwCalendarView *view,
           const char     *title,
           double          days)
{
  GtkWidget *widget = GTK_WIDGET (view);
  double day = (gtk_widget_get_width (widget) - RW_WEEK_VIEW_GUTTER) / 7.0;
  const RwCalendarEntry *entry = entry_of (view, title);
  graphene_rect_t bounds;

  g_assert_true (rw_calendar_view_select (view, &entry->id));
  g_assert_true (
    gtk_widget_compute_bounds (gtk_root_get_focus (gtk_widget_get_root (widget)), widget, &bounds));
  g_signal_emit_by_name (drag_gesture (view), "drag-begin", bounds.origin.x + 20.0,
                         bounds.origin.y + 40.0);
  g_signal_emit_by_name (drag_gesture (view), "drag-update", days * day, 0.0);
}

static void
drop (RwCalendarView *view)
{
  g_signal_emit_by_name (drag_gesture (view), "drag-end", 0.0, 0.0);
}

static gint64
start_of (ChangeScene *scene,
          const char  *title)
{
  g_autoptr (RwRecord) change = change_scene_find (scene, title);

  return rw_record_get_integer (change, RW_CHANGE_START, 0);
}

static GtkWidget *
find_offer (ChangeScene *scene)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  rw_test_find_all (scene->window, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_mapped (buttons->pdata[i]) &&
        rw_test_shows (buttons->pdata[i], "Next Free: "))
      return buttons->pdata[i];
  return NULL;
}

/* What was approved is not moved before the person knows what that takes. */
static void
agree (ChangeScene *scene)
{
  wait_until (rw_test_shows (scene->window, "has to be approved again"));
  g_assert_true (change_scene_click (scene->window, "Move"));
}

/* A change held in a hard freeze is red and says why; dropped there it goes back, and the next free time is one
 * press away. */
static void
test_freeze (ChangeScene   *scene,
             gconstpointer  data)
{
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  GtkWidget *check = rw_test_find (scene->page, RW_TYPE_CHANGES_CHECK);
  gint64 before = start_of (scene, "Core firmware"), after;
  RwCalendarGhost ghost;

  g_assert_false (gtk_widget_get_visible (check));
  drag_days (view, "Core firmware", 3);
  g_assert_true (gtk_widget_get_visible (check));
  g_assert_true (rw_test_says (check, "Checking…"));
  g_assert_true (rw_test_says (check, "Fri 27 Nov, 10:00–14:00"));
  wait_until (rw_calendar_view_get_ghost (view, &ghost) && ghost.refused);
  g_assert_true (rw_test_says (check, "Refused here"));
  g_assert_true (rw_test_says (check, "Black Friday"));
  rw_test_picture (scene->window, "changes-refused");
  /* A day earlier it would be welcome; the hand goes back and forth. */
  g_signal_emit_by_name (drag_gesture (view), "drag-update",
                         2 * (gtk_widget_get_width (GTK_WIDGET (view)) - RW_WEEK_VIEW_GUTTER) / 7.0,
                         0.0);
  g_assert_true (rw_calendar_view_get_ghost (view, &ghost) && !ghost.refused);
  g_assert_false (rw_test_says (check, "Refused here"));
  g_signal_emit_by_name (drag_gesture (view), "drag-update",
                         3 * (gtk_widget_get_width (GTK_WIDGET (view)) - RW_WEEK_VIEW_GUTTER) / 7.0,
                         0.0);
  drop (view);
  g_assert_false (gtk_widget_get_visible (check));
  wait_until (find_offer (scene) != NULL);
  g_assert_cmpint (start_of (scene, "Core firmware"), ==, before);
  rw_test_picture (scene->window, "changes-offer");
  g_signal_emit_by_name (find_offer (scene), "clicked");
  agree (scene);
  wait_until (start_of (scene, "Core firmware") != before);
  after = start_of (scene, "Core firmware");
  g_assert_cmpint (after, >=, at ("2026-11-27T23:00:00Z"));
  wait_until (change_scene_settled (scene));
}

/* What only warns is moved, and says so. */
static void
test_warning (ChangeScene   *scene,
              gconstpointer  data)
{
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  GtkWidget *check = rw_test_find (scene->page, RW_TYPE_CHANGES_CHECK);
  gint64 before = start_of (scene, "Core firmware");

  drag_days (view, "Core firmware", 1);
  wait_until (rw_test_says (check, "touches the same"));
  drop (view);
  agree (scene);
  wait_until (start_of (scene, "Core firmware") == before + RW_DAY);
  g_assert_true (rw_test_shows (scene->window, "▲"));
  wait_until (change_scene_settled (scene));
}

/* Dropped before anybody could tell: it is judged all the same. */
static void
test_hasty (ChangeScene   *scene,
            gconstpointer  data)
{
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  gint64 before = start_of (scene, "Core firmware");

  drag_days (view, "Core firmware", 3);
  drop (view);
  wait_until (find_offer (scene) != NULL);
  g_assert_cmpint (start_of (scene, "Core firmware"), ==, before);
}

static gboolean
decide_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* So long that what was started would have been done. */
static void
linger (void)
{
  gboolean over = FALSE;

  g_timeout_add (300, decide_cb, &over);
  wait_until (over);
}

/* The page goes while its offer is to be seen on the window, as when the session is locked. */
static void
test_orphan (ChangeScene   *scene,
             gconstpointer  data)
{
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  gint64 before = start_of (scene, "Core firmware");
  GtkWidget *offer;

  drag_days (view, "Core firmware", 3);
  drop (view);
  wait_until (find_offer (scene) != NULL);
  offer = g_object_ref (find_offer (scene));
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (scene->page)), scene->page);
  wait_until (scene->page == NULL);
  wait_until (find_offer (scene) == NULL);
  g_signal_emit_by_name (offer, "clicked");
  g_object_unref (offer);
  linger ();
  g_assert_cmpint (start_of (scene, "Core firmware"), ==, before);
}

/* An offer is judged again: somebody else took the time since. */
static void
test_stale_offer (ChangeScene   *scene,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  gint64 before = start_of (scene, "Core firmware");
  GtkWidget *first;

  drag_days (view, "Core firmware", 3);
  drop (view);
  wait_until (find_offer (scene) != NULL);
  first = find_offer (scene);
  add_window (records, "Advent", TRUE, TRUE, "2026-11-28T00:00:00", 7 * 1440);
  change_scene_load (scene, records);
  wait_until (count (scene, RW_KIND_WINDOW) == 2);
  g_signal_emit_by_name (first, "clicked");
  wait_until (rw_test_shows (scene->window, "Advent") && find_offer (scene) != NULL);
  g_assert_null (change_scene_button (scene->window, "Move"));
  g_assert_cmpint (start_of (scene, "Core firmware"), ==, before);
}

static void
touch (ChangeScene *scene,
       const char  *title)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  change_scene_change (records, title, RW_CHANGE_STATUS_DRAFT, "2026-11-24T18:00:00",
                       "2026-11-24T19:00:00");
  change_scene_load (scene, records);
}

/* A refused drop leaves nothing behind that takes the focus from who types meanwhile. */
static void
test_focus (ChangeScene   *scene,
            gconstpointer  data)
{
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  GtkWidget *entry = gtk_search_entry_new ();

  gtk_box_prepend (GTK_BOX (gtk_widget_get_parent (scene->page)), entry);
  drag_days (view, "Core firmware", 3);
  drop (view);
  wait_until (find_offer (scene) != NULL);
  /* Neither in the search nor on another entry. */
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *focus;

      if (i == 1)
        gtk_widget_grab_focus (entry);
      else
        g_assert_true (rw_calendar_view_select (view, &entry_of (view, "PDU swap")->id));
      focus = gtk_root_get_focus (gtk_widget_get_root (scene->page));
      touch (scene, i == 0 ? "Other work" : "More work");
      wait_until (rw_calendar_view_get_entries (view)->len == 4 + i);
      wait_until (change_scene_settled (scene));
      linger ();
      g_assert_true (
        gtk_root_get_focus (gtk_widget_get_root (scene->page)) == focus ||
        (i == 1 &&
         rw_test_says (gtk_root_get_focus (gtk_widget_get_root (scene->page)), "PDU swap")));
    }
  gtk_widget_grab_focus (entry);
  /* What is moved while somebody types is moved without them. */
  g_signal_emit_by_name (view, "move-requested", entry_of (view, "Paper only"),
                         at ("2026-11-26T12:00:00Z"), at ("2026-11-26T13:00:00Z"));
  gtk_widget_grab_focus (entry);
  wait_until (start_of (scene, "Paper only") == at ("2026-11-26T12:00:00Z"));
  wait_until (change_scene_settled (scene));
  linger ();
  g_assert_true (
    gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (scene->page)), entry));
}

static void
add_approvals (ChangeScene *scene)
{
  static const char *const people[] = { "Mara Kern", "Otto Lenz" };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwRecord) change = change_scene_find (scene, "Core firmware");

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      RwRecord *approval = rw_record_new (RW_KIND_APPROVAL, NULL);

      rw_record_set_ref (approval, RW_APPROVAL_CHANGE, rw_record_get_id (change));
      change_scene_refer (approval, RW_APPROVAL_PERSON, people[i]);
      rw_record_set_enum (approval, RW_APPROVAL_BOARD, RW_APPROVAL_BOARD_PEER);
      rw_record_set_enum (approval, RW_APPROVAL_DECISION, RW_DECISION_APPROVED);
      rw_record_set_instant (approval, RW_APPROVAL_AT, rw_clock_now ());
      g_ptr_array_add (records, approval);
    }
  change_scene_load (scene, records);
  wait_until (count (scene, RW_KIND_APPROVAL) == 2);
}

/* Whoever moves what was approved is told first, and once it is done no undo is promised. */
static void
test_approved (ChangeScene   *scene,
               gconstpointer  data)
{
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  gint64 before = start_of (scene, "Core firmware");
  g_autoptr (RwRecord) change = NULL;

  add_approvals (scene);
  wait_until (change_scene_settled (scene));
  drag_days (view, "Core firmware", 2);
  drop (view);
  wait_until (rw_test_shows (scene->window, "Move C-1001?"));
  g_assert_true (rw_test_shows (scene->window, "takes back 2 approvals"));
  rw_test_picture (scene->window, "changes-move-approved");
  g_assert_true (change_scene_click (scene->window, "Cancel"));
  linger ();
  g_assert_cmpint (start_of (scene, "Core firmware"), ==, before);
  drag_days (view, "Core firmware", 2);
  drop (view);
  agree (scene);
  wait_until (start_of (scene, "Core firmware") == before + 2 * RW_DAY);
  wait_until (rw_test_shows (scene->window, "to be approved again"));
  g_assert_null (change_scene_button (scene->window, "Undo"));
  change = change_scene_find (scene, "Core firmware");
  g_assert_cmpint (rw_record_get_enum (change, RW_CHANGE_STATUS), ==, RW_CHANGE_STATUS_SUBMITTED);
}

/* Rows by name, and last what belongs to none of them. */
static void
test_lanes (ChangeScene   *scene,
            gconstpointer  data)
{
  RwCalendarView *view;
  GtkWidget *focus;

  gtk_widget_activate_action (scene->page, "changes.changes-lanes", "s", "service");
  view = show (scene, "lanes", RW_TYPE_LANE_VIEW);
  rw_test_picture (scene->window, "changes-lanes-page");
  /* A draft without items belongs to no service. */
  g_assert_true (rw_calendar_view_select (view, &entry_of (view, "Paper only")->id));
  focus = gtk_root_get_focus (gtk_widget_get_root (scene->page));
  gtk_test_accessible_assert_property (
    focus, GTK_ACCESSIBLE_PROPERTY_LABEL,
    "Unassigned: C-1003 Paper only, Thu 26 Nov, 10:00–11:00, Draft");
}

/* Layers are switched by themselves, the changes, too, and remembered. */
static void
test_layers (ChangeScene   *scene,
             gconstpointer  data)
{
  RwCalendarView *view = show (scene, "month", RW_TYPE_MONTH_VIEW);

  g_assert_cmpuint (rw_calendar_view_get_bands (view)->len, ==, 1);
  gtk_widget_activate_action (scene->page, "changes.layer-freezes", NULL);
  g_assert_cmpuint (rw_calendar_view_get_bands (view)->len, ==, 0);
  gtk_widget_activate_action (scene->page, "changes.layer-changes", NULL);
  g_assert_cmpuint (rw_calendar_view_get_entries (view)->len, ==, 0);
  gtk_widget_activate_action (scene->page, "changes.layer-changes", NULL);
  gtk_widget_activate_action (scene->page, "changes.layer-freezes", NULL);
  g_assert_cmpuint (rw_calendar_view_get_bands (view)->len, ==, 1);
  g_assert_cmpuint (rw_calendar_view_get_entries (view)->len, ==, 3);
}

static void
press (gpointer widget,
       guint    keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  g_assert_true (handled);
}

/* The year over the calendar is read while it is to be seen, and keys in it lead to a day. */
static void
test_year (ChangeScene   *scene,
           gconstpointer  data)
{
  RwCalendarView *view = show (scene, "week", RW_TYPE_WEEK_VIEW);
  GtkWidget *strip = rw_test_find (scene->page, RW_TYPE_YEAR_STRIP);

  g_assert_false (gtk_widget_get_mapped (strip));
  gtk_widget_activate_action (scene->page, "changes.day", NULL);
  gtk_widget_activate_action (scene->page, "changes.changes-year", NULL);
  wait_until (gtk_widget_get_mapped (strip));
  gtk_widget_activate_action (scene->page, "changes.go", "x", date ("2026-11-24"));
  wait_until (change_scene_settled (scene));
  g_assert_cmpint (rw_calendar_view_get_first_day (view), ==, date ("2026-11-24"));
  rw_test_settle (scene->window);
  rw_test_picture (scene->window, "changes-year");
  press (strip, GDK_KEY_Page_Down);
  press (strip, GDK_KEY_Down);
  press (strip, GDK_KEY_Left);
  gtk_test_accessible_assert_property (strip, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "Wed 30 Dec: 0 changes");
  press (strip, GDK_KEY_Return);
  g_assert_cmpint (rw_calendar_view_get_first_day (view), ==, date ("2026-12-30"));
  gtk_widget_activate_action (scene->page, "changes.today", NULL);
  g_assert_cmpint (rw_calendar_view_get_first_day (view), ==, date ("2026-11-23"));
  wait_until (change_scene_settled (scene));
  gtk_widget_activate_action (scene->page, "changes.changes-year", NULL);
  rw_test_settle (scene->window);
  g_assert_false (gtk_widget_get_mapped (strip));
}

int
main (int   argc,
      char *argv[])
{
  change_scene_init (&argc, &argv);
  g_test_add_func ("/changes-page/parse", test_parse);
  g_test_add_func ("/changes-page/period", test_period);
  g_test_add ("/changes-page/freeze", ChangeScene, NULL, change_scene_set_up, test_freeze,
              change_scene_tear_down);
  g_test_add ("/changes-page/warning", ChangeScene, NULL, change_scene_set_up, test_warning,
              change_scene_tear_down);
  g_test_add ("/changes-page/hasty", ChangeScene, NULL, change_scene_set_up, test_hasty,
              change_scene_tear_down);
  g_test_add ("/changes-page/orphan", ChangeScene, NULL, change_scene_set_up, test_orphan,
              change_scene_tear_down);
  g_test_add ("/changes-page/stale-offer", ChangeScene, NULL, change_scene_set_up, test_stale_offer,
              change_scene_tear_down);
  g_test_add ("/changes-page/focus", ChangeScene, NULL, change_scene_set_up, test_focus,
              change_scene_tear_down);
  g_test_add ("/changes-page/approved", ChangeScene, NULL, change_scene_set_up, test_approved,
              change_scene_tear_down);
  g_test_add ("/changes-page/lanes", ChangeScene, NULL, change_scene_set_up, test_lanes,
              change_scene_tear_down);
  g_test_add ("/changes-page/layers", ChangeScene, NULL, change_scene_set_up, test_layers,
              change_scene_tear_down);
  g_test_add ("/changes-page/year", ChangeScene, NULL, change_scene_set_up, test_year, change_scene_tear_down);
  return g_test_run ();
}
