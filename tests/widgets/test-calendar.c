/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-header.h"
#include "rw-clock.h"
#include "rw-month-view.h"
#include "rw-test-widgets.h"
#include "rw-time.h"
#include "rw-week-view.h"

#define MONDAY "2026-11-23"

static gint64
at (const char *text)
{
  gint64 instant;

  g_assert_true (rw_instant_parse (text, &instant));
  return instant;
}

static gint64
monday (void)
{
  gint64 day;

  g_assert_true (rw_date_parse (MONDAY, &day));
  return day;
}

static RwCalendarEntry *
add_entry (GPtrArray      *entries,
           const char     *number,
           const char     *title,
           const char     *start,
           double          hours,
           RwCalendarTone  tone,
           const char     *note)
{
  RwId id = rw_id_new ();
  RwCalendarEntry *entry = rw_calendar_entry_new (&id, number, title, at (start), at (start) + (gint64) (hours * RW_HOUR));

  entry->detail = g_strdup ("Nordlicht Reisen · 4 items · T. Yılmaz");
  entry->status = g_strdup ("Scheduled");
  entry->note = g_strdup (note);
  entry->tone = tone;
  entry->movable = tone != RW_CALENDAR_DONE && tone != RW_CALENDAR_RUNNING;
  g_ptr_array_add (entries, entry);
  return entry;
}

static GPtrArray *
some_entries (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);

  add_entry (entries, "C-2064", "Patch wave 1", "2026-11-23T08:00:00Z", 2, RW_CALENDAR_DONE, NULL);
  add_entry (entries, "C-2066", "Core switch firmware", "2026-11-24T21:00:00Z", 4, RW_CALENDAR_FIRM, "same item as C-2067");
  add_entry (entries, "C-2067", "PDU swap R14", "2026-11-24T21:30:00Z", 2, RW_CALENDAR_URGENT, "same item as C-2066");
  add_entry (entries, "C-2069", "VPN gateway", "2026-11-25T13:00:00Z", 1.5, RW_CALENDAR_RUNNING, NULL);
  add_entry (entries, "C-2070", "Database upgrade", "2026-11-27T02:00:00Z", 2, RW_CALENDAR_TENTATIVE, "inside freeze “Black Friday”");
  add_entry (entries, "C-2071", "Storage controllers", "2026-11-29T01:00:00Z", 3, RW_CALENDAR_FIRM, NULL);
  for (int i = 0; i < 9; i++)
    {
      g_autofree char *number = g_strdup_printf ("C-21%02d", i);
      g_autofree char *start = g_strdup_printf ("2026-11-26T%02d:%02d:00Z", 8 + i / 3, 15 * (i % 3));

      add_entry (entries, number, "Certificate renewal", start, 0.5 + i % 3, RW_CALENDAR_FIRM, NULL);
    }
  return entries;
}

static GPtrArray *
some_bands (void)
{
  GPtrArray *bands = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_band_free);

  for (int day = 23; day < 28; day++)
    {
      g_autofree char *start = g_strdup_printf ("2026-11-%dT21:00:00Z", day);

      g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_WINDOWS, "Maintenance window",
                                                    at (start), at (start) + 4 * RW_HOUR, FALSE));
    }
  /* Three at once, the last of them within another. */
  for (int i = 0; i < 3; i++)
    g_ptr_array_add (bands,
                     rw_calendar_band_new (RW_CALENDAR_LAYER_FREEZES, "Year's end",
                                           at ("2026-11-28T00:00:00Z") + i * RW_HOUR,
                                           at ("2026-11-29T00:00:00Z") + (i % 2) * RW_HOUR, TRUE));
  g_ptr_array_add (bands, rw_calendar_band_new (RW_CALENDAR_LAYER_FREEZES, "Black Friday",
                                                at ("2026-11-26T23:00:00Z"),
                                                at ("2026-11-27T23:00:00Z"), FALSE));
  return bands;
}

static GtkWidget *
show (GtkWidget *view,
      gboolean   week)
{
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  g_autoptr (GPtrArray) entries = some_entries ();
  g_autoptr (GPtrArray) bands = some_bands ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = rw_calendar_header_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gint64 first = week ? monday () : monday () - 28;

  rw_calendar_header_set_days (RW_CALENDAR_HEADER (header), first, 7, week, week ? RW_WEEK_VIEW_GUTTER : RW_MONTH_VIEW_GUTTER, zone);
  rw_calendar_view_set_days (RW_CALENDAR_VIEW (view), first, week ? 7 : 42, zone);
  rw_calendar_view_set_entries (RW_CALENDAR_VIEW (view), entries, bands);
  if (!week)
    rw_month_view_set_month (RW_MONTH_VIEW (view), 11);
  gtk_box_append (GTK_BOX (box), header);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  return rw_test_present (box, 1100, 720);
}

typedef struct
{
  char *number;
  gint64 start;
  gint64 end;
  guint n;
} Asked;

static void
move_requested_cb (RwCalendarView  *view,
                   RwCalendarEntry *entry,
                   gint64           start,
                   gint64           end,
                   Asked           *asked)
{
  g_set_str (&asked->number, entry->number);
  asked->start = start;
  asked->end = end;
  asked->n++;
}

static GtkEventControllerKey *
key_controller (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        return GTK_EVENT_CONTROLLER_KEY (controller);
    }
  g_assert_not_reached ();
}

static void
press (GtkWidget       *view,
       guint            keyval,
       GdkModifierType  state)
{
  gboolean handled;

  g_signal_emit_by_name (key_controller (view), "key-pressed", keyval, 0, state, &handled);
}

static void
test_week_move_by_key (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);
  g_autoptr (GPtrArray) entries = g_ptr_array_ref (rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view)));
  const RwCalendarEntry *entry = entries->pdata[1];
  Asked asked = { 0 };

  g_signal_connect (view, "move-requested", G_CALLBACK (move_requested_cb), &asked);
  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &entry->id));
  press (view, GDK_KEY_Right, 0);
  g_assert_false (rw_calendar_view_get_ghost (RW_CALENDAR_VIEW (view), &(RwCalendarGhost) { 0 }));
  press (view, GDK_KEY_Right, GDK_ALT_MASK);
  press (view, GDK_KEY_Down, 0);
  press (view, GDK_KEY_Escape, 0);
  g_assert_cmpuint (asked.n, ==, 0);
  press (view, GDK_KEY_Right, GDK_ALT_MASK);
  press (view, GDK_KEY_Down, 0);
  press (view, GDK_KEY_Down, 0);
  rw_test_picture (window, "week-moving");
  press (view, GDK_KEY_Return, 0);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpstr (asked.number, ==, "C-2066");
  g_assert_cmpint (asked.start, ==, at ("2026-11-25T21:30:00Z"));
  g_assert_cmpint (asked.end, ==, at ("2026-11-26T01:30:00Z"));
  g_free (asked.number);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What has begun stays where it is. */
static void
test_week_fixed (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);
  const RwCalendarEntry *entry = rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view))->pdata[0];
  Asked asked = { 0 };

  g_signal_connect (view, "move-requested", G_CALLBACK (move_requested_cb), &asked);
  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &entry->id));
  press (view, GDK_KEY_Right, GDK_ALT_MASK);
  press (view, GDK_KEY_Return, 0);
  g_assert_cmpuint (asked.n, ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A day later is the same time on the wall, also over the end of summer time. */
static void
test_move_over_clock_change (void)
{
  GtkWidget *view = rw_month_view_new ();
  GtkWidget *window = show (view, FALSE);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  g_autoptr (GPtrArray) bands = some_bands ();
  RwCalendarEntry *entry = add_entry (entries, "C-1", "Early", "2026-10-31T20:00:00Z", 4, RW_CALENDAR_FIRM, NULL);
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  Asked asked = { 0 };

  entry->start = at ("2026-10-24T20:00:00Z");
  entry->end = at ("2026-10-25T00:00:00Z");
  rw_calendar_view_set_days (RW_CALENDAR_VIEW (view), monday () - 42, 42, zone);
  rw_calendar_view_set_entries (RW_CALENDAR_VIEW (view), entries, bands);
  rw_test_settle (window);
  g_signal_connect (view, "move-requested", G_CALLBACK (move_requested_cb), &asked);
  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &entry->id));
  press (view, GDK_KEY_Right, GDK_ALT_MASK);
  press (view, GDK_KEY_Return, 0);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpint (asked.start, ==, at ("2026-10-25T21:00:00Z"));
  g_free (asked.number);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_chip_speaks (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);
  const RwCalendarEntry *entry = rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view))->pdata[1];
  GtkWidget *chip;

  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &entry->id));
  chip = gtk_root_get_focus (gtk_widget_get_root (view));
  gtk_test_accessible_assert_role (chip, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "C-2066 Core switch firmware, Tue 24 Nov, 22:00–02:00, Scheduled, "
                                       "Nordlicht Reisen · 4 items · T. Yılmaz, same item as C-2067");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_month_more (void)
{
  GtkWidget *view = rw_month_view_new ();
  GtkWidget *window = show (view, FALSE);
  gboolean found = FALSE;

  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && gtk_widget_get_child_visible (child))
      {
        g_assert_true (g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (child)), "+"));
        found = TRUE;
      }
  g_assert_true (found);
  rw_test_picture (window, "month");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  rw_test_picture (window, "month-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
created_cb (RwCalendarView *view,
            gint64          start,
            gint64          end,
            Asked          *asked)
{
  asked->start = start;
  asked->end = end;
  asked->n++;
}

/* Alt and Shift move the end; no further than to the start. */
static void
test_week_stretch_by_key (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);
  g_autoptr (GPtrArray) entries =
    g_ptr_array_ref (rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view)));
  const RwCalendarEntry *entry = entries->pdata[1];
  RwCalendarGhost ghost;
  Asked asked = { 0 };

  g_signal_connect (view, "move-requested", G_CALLBACK (move_requested_cb), &asked);
  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &entry->id));
  press (view, GDK_KEY_Down, GDK_ALT_MASK | GDK_SHIFT_MASK);
  press (view, GDK_KEY_Down, GDK_ALT_MASK | GDK_SHIFT_MASK);
  g_assert_true (rw_calendar_view_get_ghost (RW_CALENDAR_VIEW (view), &ghost));
  g_assert_true (ghost.changed);
  rw_test_picture (window, "week-stretching");
  press (view, GDK_KEY_Return, 0);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpint (asked.start, ==, entry->start);
  g_assert_cmpint (asked.end, ==, entry->end + 30 * RW_MINUTE);
  for (int i = 0; i < 40; i++)
    press (view, GDK_KEY_Up, GDK_ALT_MASK | GDK_SHIFT_MASK);
  press (view, GDK_KEY_Return, 0);
  g_assert_cmpint (asked.start, ==, entry->start);
  g_assert_cmpint (asked.end, ==, entry->start + 5 * RW_MINUTE);
  g_free (asked.number);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A cursor on the grid, where new ones are made; none where nobody makes any. */
static void
test_week_create_by_key (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);
  Asked asked = { 0 };
  gint64 wall;

  g_signal_connect (view, "create-requested", G_CALLBACK (created_cb), &asked);
  g_assert_false (gtk_widget_get_focusable (view));
  rw_calendar_view_set_creates (RW_CALENDAR_VIEW (view), TRUE);
  g_assert_true (gtk_widget_grab_focus (view));
  gtk_window_set_focus_visible (GTK_WINDOW (window), TRUE);
  /* The clock shows 14:02 on Wednesday. */
  g_assert_true (rw_calendar_view_get_cursor (RW_CALENDAR_VIEW (view), &wall));
  g_assert_cmpint (wall, ==, (monday () + 2) * RW_DAY + 15 * RW_HOUR);
  press (view, GDK_KEY_Right, 0);
  press (view, GDK_KEY_Down, 0);
  rw_test_picture (window, "week-cursor");
  press (view, GDK_KEY_Insert, 0);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpint (asked.start, ==, at ("2026-11-26T14:15:00Z"));
  g_assert_cmpint (asked.end, ==, at ("2026-11-26T15:15:00Z"));
  for (int i = 0; i < 20; i++)
    press (view, GDK_KEY_Left, 0);
  g_assert_true (rw_calendar_view_get_cursor (RW_CALENDAR_VIEW (view), &wall));
  g_assert_cmpint (wall, ==, monday () * RW_DAY);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Tab goes by time, wherever chips stand. */
static void
test_week_tab (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);
  const RwCalendarEntry *first = rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view))->pdata[0];
  gint64 last = G_MININT64;
  guint n_chips = 0, n_mores = 0, n_listed = 0;

  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &first->id));
  do
    {
      GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (view));

      if (RW_IS_CALENDAR_MORE (focus))
        {
          n_mores++;
          n_listed += rw_calendar_more_get_n (RW_CALENDAR_MORE (focus));
          continue;
        }
      const RwCalendarEntry *entry = rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (focus));
      gboolean begins, ends;

      rw_calendar_chip_get_part (RW_CALENDAR_CHIP (focus), &begins, &ends);
      n_chips++;
      if (!begins)
        continue;
      g_assert_cmpint (entry->start, >=, last);
      last = entry->start;
    }
  while (gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD));
  /* Night work is there twice, once a day. */
  g_assert_cmpuint (n_chips + n_listed, ==,
                    rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view))->len + 2);
  g_assert_cmpuint (n_mores, >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Hundreds of entries on a day stay readable: no chip narrower than its words, none forgotten, and few widgets. */
static void
test_day_hundreds (void)
{
  GtkWidget *view = rw_week_view_new ();
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  g_autoptr (GPtrArray) bands = some_bands ();
  g_autoptr (GTimeZone) zone = rw_zone_get ("Europe/Berlin");
  g_autoptr (GPtrArray) chips = g_ptr_array_new (), mores = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GtkWidget *window = show (view, TRUE);
  guint listed = 0;

  for (int i = 0; i < 400; i++)
    {
      g_autofree char *number = g_strdup_printf ("C-%d", 3000 + i);
      RwCalendarEntry *entry = add_entry (entries, number, "Patch wave", "2026-11-25T08:00:00Z", 1,
                                          RW_CALENDAR_FIRM, NULL);

      entry->start += i % 48 * 15 * RW_MINUTE;
      entry->end = entry->start + (30 + i % 90) * RW_MINUTE;
    }
  rw_calendar_view_set_days (RW_CALENDAR_VIEW (view), monday () + 2, 1, zone);
  rw_calendar_view_set_entries (RW_CALENDAR_VIEW (view), entries, bands);
  rw_test_picture (window, "day-hundreds");
  rw_test_settle (window);
  rw_test_find_all (view, RW_TYPE_CALENDAR_CHIP, chips);
  rw_test_find_all (view, RW_TYPE_CALENDAR_MORE, mores);
  for (guint i = 0; i < chips->len; i++)
    {
      if (!gtk_widget_get_child_visible (chips->pdata[i]))
        continue;
      g_assert_cmpint (gtk_widget_get_width (chips->pdata[i]), >, 90);
      g_hash_table_add (seen, rw_calendar_chip_get_entry (chips->pdata[i]));
    }
  for (guint i = 0; i < mores->len; i++)
    if (gtk_widget_get_child_visible (mores->pdata[i]))
      listed += rw_calendar_more_get_n (mores->pdata[i]);
  g_assert_cmpuint (mores->len, >, 0);
  g_assert_cmpuint (chips->len, <, 200);
  g_assert_cmpuint (g_hash_table_size (seen) + listed, ==, entries->len);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What has no place is listed, and can be chosen there. */
static void
opened_cb (RwCalendarView  *view,
           RwCalendarEntry *entry,
           Asked           *asked)
{
  g_set_str (&asked->number, entry->number);
  asked->n++;
}

static void
test_more_lists (void)
{
  GtkWidget *view = rw_month_view_new ();
  GtkWidget *window = show (view, FALSE);
  RwCalendarMore *more = rw_test_find (view, RW_TYPE_CALENDAR_MORE);
  GtkWidget *list;
  Asked asked = { 0 };

  g_signal_connect (view, "open", G_CALLBACK (opened_cb), &asked);
  g_assert_nonnull (more);
  g_assert_cmpuint (rw_calendar_more_get_n (more), ==, 6);
  g_signal_emit_by_name (more, "clicked");
  rw_test_settle (window);
  list = rw_test_find (more, GTK_TYPE_LIST_VIEW);
  g_assert_nonnull (list);
  g_assert_true (rw_test_says (list, "C-2108"));
  g_signal_emit_by_name (list, "activate", 5);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpstr (asked.number, ==, "C-2108");
  rw_test_settle (window);
  g_assert_null (rw_test_find (more, GTK_TYPE_LIST_VIEW));
  g_free (asked.number);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkGesture *
drag_gesture (GtkWidget *widget)
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

static void
drag_by (GtkWidget *view,
         double     x,
         double     y,
         double     dx,
         double     dy)
{
  GtkGesture *drag = drag_gesture (view);

  g_signal_emit_by_name (drag, "drag-begin", x, y);
  g_signal_emit_by_name (drag, "drag-update", dx / 2, dy / 2);
  g_signal_emit_by_name (drag, "drag-update", dx, dy);
}

static void
chip_bounds (GtkWidget             *view,
             const RwCalendarEntry *entry,
             graphene_rect_t       *bounds)
{
  g_assert_true (rw_calendar_view_select (RW_CALENDAR_VIEW (view), &entry->id));
  g_assert_true (
    gtk_widget_compute_bounds (gtk_root_get_focus (gtk_widget_get_root (view)), view, bounds));
}

/* A drag in the middle moves, at the lower edge stretches, on an empty place makes; windows attract, Escape lets go. */
static void
test_week_drag (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);
  g_autoptr (GPtrArray) entries =
    g_ptr_array_ref (rw_calendar_view_get_entries (RW_CALENDAR_VIEW (view)));
  const RwCalendarEntry *entry = entries->pdata[5];
  double hour = gtk_widget_get_height (view) / 24.0,
         day = (gtk_widget_get_width (view) - RW_WEEK_VIEW_GUTTER) / 7.0;
  Asked asked = { 0 }, created = { 0 };
  graphene_rect_t at_chip;
  RwCalendarGhost ghost;

  rw_calendar_view_set_creates (RW_CALENDAR_VIEW (view), TRUE);
  g_signal_connect (view, "move-requested", G_CALLBACK (move_requested_cb), &asked);
  g_signal_connect (view, "create-requested", G_CALLBACK (created_cb), &created);
  rw_test_settle (window);
  chip_bounds (view, entry, &at_chip);

  /* Five hours later, and a little: to the next quarter. */
  drag_by (view, at_chip.origin.x + 40, at_chip.origin.y + 30, 0, 5 * hour + 3);
  g_assert_true (rw_calendar_view_get_ghost (RW_CALENDAR_VIEW (view), &ghost));
  g_assert_cmpint (ghost.span.start, ==, entry->start + 5 * RW_HOUR);
  g_signal_emit_by_name (drag_gesture (view), "drag-end", 0.0, 5 * hour + 3);
  g_assert_cmpuint (asked.n, ==, 1);
  g_assert_cmpint (asked.start, ==, entry->start + 5 * RW_HOUR);
  g_assert_cmpint (asked.end, ==, entry->end + 5 * RW_HOUR);

  /* Its lower edge. */
  drag_by (view, at_chip.origin.x + 40, at_chip.origin.y + at_chip.size.height - 2, 0, 2 * hour);
  g_signal_emit_by_name (drag_gesture (view), "drag-end", 0.0, 2 * hour);
  g_assert_cmpuint (asked.n, ==, 2);
  g_assert_cmpint (asked.start, ==, entry->start);
  g_assert_cmpint (asked.end, ==, entry->end + 2 * RW_HOUR);

  /* Let go by Escape with the button still down: nothing comes of it, whatever the hand does then. */
  drag_by (view, at_chip.origin.x + 40, at_chip.origin.y + 30, 0, 3 * hour);
  press (view, GDK_KEY_Escape, 0);
  g_signal_emit_by_name (drag_gesture (view), "drag-update", 0.0, 4 * hour);
  g_assert_false (rw_calendar_view_get_ghost (RW_CALENDAR_VIEW (view), &ghost));
  g_signal_emit_by_name (drag_gesture (view), "drag-end", 0.0, 4 * hour);
  g_assert_cmpuint (asked.n, ==, 2);

  /* On Monday from 17:05, as it is drawn, to 19:00; and until the window begins at 22:00, nearly. */
  drag_by (view, RW_WEEK_VIEW_GUTTER + day / 2, 17 * hour + hour / 12, 0, 2 * hour);
  rw_test_picture (window, "week-creating");
  g_signal_emit_by_name (drag_gesture (view), "drag-end", 0.0, 2 * hour);
  g_assert_cmpuint (created.n, ==, 1);
  g_assert_cmpint (created.start, ==, at ("2026-11-23T16:00:00Z"));
  g_assert_cmpint (created.end, ==, at ("2026-11-23T18:00:00Z"));
  drag_by (view, RW_WEEK_VIEW_GUTTER + day / 2, 20 * hour + 2, 0, 2 * hour - 6);
  g_signal_emit_by_name (drag_gesture (view), "drag-end", 0.0, 2 * hour - 6);
  g_assert_cmpuint (created.n, ==, 2);
  g_assert_cmpint (created.end, ==, at ("2026-11-23T21:00:00Z"));
  g_free (asked.number);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_gone (void)
{
  GtkWidget *view = rw_week_view_new ();
  GtkWidget *window = show (view, TRUE);

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  rw_test_picture (window, "week");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (view);
}

int
main (int   argc,
      char *argv[])
{
  rw_test_init_widgets (&argc, &argv);
  rw_clock_freeze (at ("2026-11-25T13:02:00Z"));
  g_test_add_func ("/widgets/calendar/week-move-by-key", test_week_move_by_key);
  g_test_add_func ("/widgets/calendar/week-fixed", test_week_fixed);
  g_test_add_func ("/widgets/calendar/move-over-clock-change", test_move_over_clock_change);
  g_test_add_func ("/widgets/calendar/chip-speaks", test_chip_speaks);
  g_test_add_func ("/widgets/calendar/month-more", test_month_more);
  g_test_add_func ("/widgets/calendar/week-stretch-by-key", test_week_stretch_by_key);
  g_test_add_func ("/widgets/calendar/week-create-by-key", test_week_create_by_key);
  g_test_add_func ("/widgets/calendar/week-tab", test_week_tab);
  g_test_add_func ("/widgets/calendar/day-hundreds", test_day_hundreds);
  g_test_add_func ("/widgets/calendar/more-lists", test_more_lists);
  g_test_add_func ("/widgets/calendar/week-drag", test_week_drag);
  g_test_add_func ("/widgets/calendar/gone", test_gone);
  return g_test_run ();
}
