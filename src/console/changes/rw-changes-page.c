/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-page.h"

#include <glib/gi18n.h>

#include "query/rw-query-changes.h"
#include "rw-action.h"
#include "rw-apply-moves.h"
#include "rw-change-new.h"
#include "rw-change-view.h"
#include "rw-changes-entries.h"
#include "rw-changes-move.h"
#include "rw-changes-period.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-calendar-header.h"
#include "rw-month-view.h"
#include "rw-text.h"
#include "rw-time.h"
#include "rw-week-view.h"

struct _RwChangesPage
{
  RwPage parent_instance;

  GtkStack *outer; /* the calendar, and one change over it */
  GtkWidget *change;
  GtkStack *stack;
  RwCalendarHeader *week_header;
  RwCalendarHeader *month_header;
  RwCalendarView *views[RW_CHANGES_N_MODES]; /* %NULL once the page is gone */
  GtkScrolledWindow *scroller;
  AdwToggleGroup *toggles;
  GSimpleActionGroup *actions;

  RwChangesMode mode;
  gboolean show_windows;
  gboolean show_freezes;
  gint64 day;
  char *words;
  RwChangeCalendar *calendar;
  RwId selected; /* and what it is called */
  char *selected_name;
  RwId wanted;
  GCancellable *cancellable;
  GSettings *settings;
  gboolean loading;
  gboolean stale;
  gboolean loaded;
  gboolean outdated; /* something came while an entry was held */
};

G_DEFINE_FINAL_TYPE (RwChangesPage, rw_changes_page, RW_TYPE_PAGE)

static void load (RwChangesPage *self);

static gint64
today (void)
{
  return rw_zone_wall (rw_format_get_zone (), rw_clock_now ()) / RW_DAY;
}

static void
update_badge (RwChangesPage *self)
{
  guint n = 0;
  GTimeZone *zone = rw_format_get_zone ();
  gint64 from = rw_zone_resolve (zone, today () * RW_DAY), to = rw_zone_resolve (zone, (today () + 1) * RW_DAY);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->calendar->changes->len; i++)
    {
      const RwChangeInfo *change = self->calendar->changes->pdata[i];

      n += change->start < to && change->end > from;
    }
  /* Only the period that holds today knows how many there are. */
  if (n == 0)
    return;
  /* Translators: in the sidebar behind "Changes". */
  text = g_strdup_printf (ngettext ("%u today", "%u today", n), n);
  rw_page_set_badge (RW_PAGE (self), text, FALSE);
}

static void
show_calendar (RwChangesPage *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_entry_unref);
  g_autoptr (GPtrArray) bands = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_band_free);
  guint n_days, n_conflicts = 0;
  gint64 first = rw_changes_period_first (self->mode, self->day, &n_days);
  g_autofree char *title = rw_changes_period_title (self->mode, self->day);
  g_autofree char *subtitle = NULL;
  RwCalendarView *view = self->views[self->mode];

  /* Nothing is taken out of a person's hand. */
  self->outdated = rw_calendar_view_get_ghost (view, &(RwCalendarGhost) { 0 });
  if (self->outdated)
    return;
  for (guint i = 0; self->calendar != NULL && i < self->calendar->changes->len; i++)
    {
      RwCalendarEntry *entry;

      if (!rw_changes_match (self->calendar->changes->pdata[i], self->words))
        continue;
      entry = rw_changes_entry_new (self->calendar->changes->pdata[i]);
      n_conflicts += entry->note != NULL;
      g_ptr_array_add (entries, entry);
    }
  for (guint i = 0; self->calendar != NULL && i < self->calendar->windows->len; i++)
    {
      const RwWindowInfo *window = self->calendar->windows->pdata[i];

      if (window->freeze ? self->show_freezes : self->show_windows)
        g_ptr_array_add (bands, rw_changes_band_new (window));
    }
  rw_calendar_view_set_days (view, first, n_days, rw_format_get_zone ());
  rw_calendar_view_set_entries (view, entries, bands);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  subtitle = rw_changes_period_subtitle (self->mode, self->day, rw_format_get_zone (), entries->len,
                                         n_conflicts);
  if (rw_change_view_get_change (RW_CHANGE_VIEW (self->change)) == NULL)
    rw_page_set_title (RW_PAGE (self), title, self->loaded ? subtitle : NULL);
  if (self->calendar != NULL)
    update_badge (self);
}

static void
show_period (RwChangesPage *self)
{
  guint n_days;
  gint64 first = rw_changes_period_first (self->mode, self->day, &n_days);
  int year, month, day;

  rw_date_to_civil (self->day, &year, &month, &day);
  rw_month_view_set_month (RW_MONTH_VIEW (self->views[RW_CHANGES_MONTH]), month);
  rw_calendar_header_set_days (self->week_header, first, MIN (n_days, 7), TRUE, RW_WEEK_VIEW_GUTTER,
                               rw_format_get_zone ());
  rw_calendar_header_set_days (self->month_header, first, MIN (n_days, 7), FALSE,
                               RW_MONTH_VIEW_GUTTER, rw_format_get_zone ());
  gtk_stack_set_visible_child_name (self->stack, self->mode == RW_CHANGES_MONTH ? "month" : "week");
  g_clear_pointer (&self->calendar, rw_change_calendar_free);
  self->loaded = FALSE;
  show_calendar (self);
  load (self);
}

/* While the day is in the period that is shown there is nothing to read again. */
static void
go_to_day (RwChangesPage *self,
           gint64         day)
{
  self->day = day;
  show_period (self);
}

static void
select_wanted (RwChangesPage *self)
{
  if (!rw_id_is_nil (&self->wanted) &&
      rw_change_view_get_change (RW_CHANGE_VIEW (self->change)) == NULL &&
      rw_calendar_view_select (self->views[self->mode], &self->wanted))
    self->wanted = RW_ID_NIL;
}

typedef struct
{
  gint64 from;
  gint64 to;
} Range;

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  const Range *range = data;

  return rw_query_change_calendar (cache, range->from, range->to, error);
}

static gboolean
select_wanted_idle_cb (gpointer user_data)
{
  select_wanted (user_data);
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwChangeCalendar) calendar = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->views[0] == NULL)
    return;
  if (self->stale)
    {
      load (self);
      return;
    }
  if (calendar == NULL)
    {
      rw_page_toast (RW_PAGE (self), error->message);
      return;
    }
  g_clear_pointer (&self->calendar, rw_change_calendar_free);
  self->calendar = g_steal_pointer (&calendar);
  self->loaded = TRUE;
  show_calendar (self);
  /* The chips take their places in the next layout. */
  if (!rw_id_is_nil (&self->wanted))
    g_idle_add_full (G_PRIORITY_LOW, select_wanted_idle_cb, g_object_ref (self), g_object_unref);
}

static void
load (RwChangesPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  GTimeZone *zone = rw_format_get_zone ();
  guint n_days;
  gint64 first = rw_changes_period_first (self->mode, self->day, &n_days);
  Range range = { rw_zone_resolve (zone, first * RW_DAY), rw_zone_resolve (zone, (first + n_days) * RW_DAY) };

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, g_memdup2 (&range, sizeof range), g_free,
                         (GDestroyNotify) rw_change_calendar_free, self->cancellable, loaded_cb, g_object_ref (self));
}

/* --- One change ----------------------------------------------------------------------------------- */

static void
change_loaded_cb (RwChangesPage *self)
{
  g_autofree char *title = NULL;

  if (rw_change_view_get_change (RW_CHANGE_VIEW (self->change)) == NULL)
    return;
  title = rw_change_view_dup_title (RW_CHANGE_VIEW (self->change));
  rw_page_set_title (RW_PAGE (self), title, NULL);
}

static void
open_change (RwChangesPage *self,
             const RwId    *id)
{
  rw_change_view_open (RW_CHANGE_VIEW (self->change), id);
  gtk_stack_set_visible_child (self->outer, self->change);
}

/* The calendar is where it was. */
static void
close_change (RwChangesPage *self)
{
  const RwId *id = rw_change_view_get_change (RW_CHANGE_VIEW (self->change));

  if (id == NULL)
    return;
  self->wanted = *id;
  rw_change_view_close (RW_CHANGE_VIEW (self->change));
  gtk_stack_set_visible_child (self->outer, GTK_WIDGET (self->stack));
  show_calendar (self);
  g_idle_add_full (G_PRIORITY_LOW, select_wanted_idle_cb, g_object_ref (self), g_object_unref);
}

static gpointer
find_start_cb (RwCache       *cache,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return rw_cache_get (cache, RW_KIND_CHANGE, data, error);
}

static void
found_start_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RwChangesPage) self = user_data;
  g_autoptr (RwRecord) change = rw_session_read_finish (RW_SESSION (source), result, NULL);
  gint64 first, day;
  guint n_days;

  if (change == NULL || self->views[0] == NULL)
    return;
  first = rw_changes_period_first (self->mode, self->day, &n_days);
  day = rw_zone_wall (rw_format_get_zone (), rw_record_get_integer (change, RW_CHANGE_START, 0)) /
        RW_DAY;
  /* Behind the change is the time in which it lies; where that is seen already, nothing moves. */
  if (rw_record_has (change, RW_CHANGE_START) && (day < first || day >= first + n_days))
    go_to_day (self, day);
}

static gboolean
rw_changes_page_reveal (RwPage     *page,
                        RwKind      kind,
                        const RwId *id)
{
  if (kind != RW_KIND_CHANGE)
    return FALSE;
  open_change (RW_CHANGES_PAGE (page), id);
  if (rw_page_get_session (page) != NULL)
    rw_session_read_async (rw_page_get_session (page), find_start_cb, rw_id_copy (id), g_free, g_object_unref, NULL,
                           found_start_cb, g_object_ref (page));
  return TRUE;
}

static void
rw_changes_page_session_set (RwPage    *page,
                             RwSession *session)
{
  const RwId *id = rw_change_view_get_change (RW_CHANGE_VIEW (RW_CHANGES_PAGE (page)->change));

  show_period (RW_CHANGES_PAGE (page));
  if (id != NULL)
    rw_change_view_open (RW_CHANGE_VIEW (RW_CHANGES_PAGE (page)->change), id);
}

static void
rw_changes_page_data_changed (RwPage            *page,
                              const RwChangeSet *changes)
{
  const guint64 shown = RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) | RW_KIND_BIT (RW_KIND_WINDOW) |
                        RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON);

  rw_change_view_data_changed (RW_CHANGE_VIEW (RW_CHANGES_PAGE (page)->change), changes);
  if (changes->kinds & shown)
    load (RW_CHANGES_PAGE (page));
}

static void
rw_changes_page_search (RwPage     *page,
                        const char *text)
{
  RwChangesPage *self = RW_CHANGES_PAGE (page);
  g_autofree char *words = rw_text_fold (text);

  if (g_set_str (&self->words, words))
    show_calendar (self);
}

static gboolean
rw_changes_page_settled (RwPage *page)
{
  RwChangesPage *self = RW_CHANGES_PAGE (page);

  return self->loaded && !self->loading &&
         rw_change_view_is_settled (RW_CHANGE_VIEW (self->change));
}

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  RwChangesPage *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  close_change (self);
  if (g_str_equal (name, "today"))
    go_to_day (self, today ());
  else
    go_to_day (self,
               rw_changes_period_step (self->mode, self->day, g_str_equal (name, "next") ? 1 : -1));
}

static void
mode_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  RwChangesPage *self = user_data;

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view",
                                      g_variant_new_string (g_action_get_name (G_ACTION (action))));
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (rw_page_get_session (user_data) != NULL)
    rw_change_new_present (user_data, 0, 0);
}

static void
record_moves_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RwChangesPage *self = user_data;

  if (self->selected_name == NULL)
    rw_page_toast (RW_PAGE (self), _ ("Select the change whose moves were carried out first"));
  else
    rw_apply_moves (RW_PAGE (self), &self->selected, self->selected_name);
}

static void
view_changed_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  RwChangesPage *self = user_data;

  g_simple_action_set_state (action, state);
  close_change (self);
  self->mode = rw_changes_mode_from_name (g_variant_get_string (state, NULL));
  if (self->toggles != NULL)
    adw_toggle_group_set_active_name (self->toggles, rw_changes_mode_name (self->mode));
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "changes-view", state);
  show_period (self);
}

static void
layer_changed_cb (GSimpleAction *action,
                  GVariant      *state,
                  gpointer       user_data)
{
  RwChangesPage *self = user_data;
  gboolean shown = g_variant_get_boolean (state);

  g_simple_action_set_state (action, state);
  if (g_str_equal (g_action_get_name (G_ACTION (action)), "windows"))
    self->show_windows = shown;
  else
    self->show_freezes = shown;
  show_calendar (self);
}

static void
toggle_changed_cb (AdwToggleGroup *toggles,
                   GParamSpec     *pspec,
                   RwChangesPage  *self)
{
  const char *name = adw_toggle_group_get_active_name (toggles);

  if (name != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view", g_variant_new_string (name));
}

static GtkWidget *
new_button (const char *icon_name,
            const char *label,
            const char *action)
{
  GtkWidget *button = icon_name != NULL ? gtk_button_new_from_icon_name (icon_name) : gtk_button_new_with_label (label);
  g_autofree char *tooltip = rw_action_tooltip (action);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  return button;
}

static GtkWidget *
rw_changes_page_create_header_start (RwPage *page)
{
  RwChangesPage *self = RW_CHANGES_PAGE (page);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  g_object_add_weak_pointer (G_OBJECT (self->toggles), (gpointer *) &self->toggles);
  for (guint i = 0; i < RW_CHANGES_N_MODES; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      g_autofree char *action =
        g_strconcat ("changes.", rw_changes_mode_name ((RwChangesMode) i), NULL);
      g_autofree char *tooltip = rw_action_tooltip (action);

      adw_toggle_set_label (toggle, rw_changes_mode_label ((RwChangesMode) i));
      adw_toggle_set_name (toggle, rw_changes_mode_name ((RwChangesMode) i));
      adw_toggle_set_tooltip (toggle, tooltip);
      adw_toggle_group_add (self->toggles, toggle);
    }
  adw_toggle_group_set_active_name (self->toggles, rw_changes_mode_name (self->mode));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar view"), -1);
  g_signal_connect_object (self->toggles, "notify::active-name", G_CALLBACK (toggle_changed_cb), self, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toggles));
  gtk_box_append (GTK_BOX (box), new_button ("go-previous-symbolic", NULL, "changes.previous"));
  gtk_box_append (GTK_BOX (box), new_button (NULL, C_ ("calendar", "Today"), "changes.today"));
  gtk_box_append (GTK_BOX (box), new_button ("go-next-symbolic", NULL, "changes.next"));
  /* The header bar is not inside the page. */
  gtk_widget_insert_action_group (box, "changes", G_ACTION_GROUP (self->actions));
  return box;
}

static GtkWidget *
rw_changes_page_create_header_end (RwPage *page)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *button = gtk_menu_button_new (),
            *create = new_button (NULL, _ ("New Change"), "changes.new");
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _ ("Maintenance Windows"), "changes.windows");
  g_menu_append (menu, _ ("Freezes"), "changes.freezes");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), C_ ("calendar", "Layers"));
  gtk_widget_set_tooltip_text (button, _ ("What Is Shown behind the Changes"));
  gtk_widget_add_css_class (create, "suggested-action");
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), create);
  gtk_widget_insert_action_group (box, "changes", G_ACTION_GROUP (RW_CHANGES_PAGE (page)->actions));
  return box;
}

static void
select_cb (RwCalendarView  *view,
           RwCalendarEntry *entry,
           RwChangesPage   *self)
{
  self->selected = entry->id;
  g_set_str (&self->selected_name, entry->number != NULL ? entry->number : entry->title);
  rw_page_select (RW_PAGE (self), RW_KIND_CHANGE, &entry->id);
}

static void
open_cb (RwCalendarView  *view,
         RwCalendarEntry *entry,
         RwChangesPage   *self)
{
  rw_page_open (RW_PAGE (self), RW_KIND_CHANGE, &entry->id);
}

static void
move_requested_cb (RwCalendarView  *view,
                   RwCalendarEntry *entry,
                   gint64           start,
                   gint64           end,
                   RwChangesPage   *self)
{
  self->wanted = entry->id;
  rw_changes_move (RW_PAGE (self), &entry->id, start, end);
}

static void
day_activated_cb (RwCalendarView *view,
                  gint64          day,
                  RwChangesPage  *self)
{
  self->day = day;
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view",
                                      g_variant_new_string ("day"));
}

static void
create_requested_cb (RwCalendarView *view,
                     gint64          start,
                     gint64          end,
                     RwChangesPage  *self)
{
  if (rw_page_get_session (RW_PAGE (self)) != NULL)
    rw_change_new_present (RW_PAGE (self), start, end);
}

static void
ghost_changed_cb (RwCalendarView *view,
                  RwChangesPage  *self)
{
  if (self->outdated && !rw_calendar_view_get_ghost (view, &(RwCalendarGhost) { 0 }))
    show_calendar (self);
}

static void
connect_view (RwChangesPage  *self,
              RwCalendarView *view)
{
  rw_calendar_view_set_creates (view, TRUE);
  g_signal_connect_object (view, "select", G_CALLBACK (select_cb), self, 0);
  g_signal_connect_object (view, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (view, "move-requested", G_CALLBACK (move_requested_cb), self, 0);
  g_signal_connect_object (view, "day-activated", G_CALLBACK (day_activated_cb), self, 0);
  g_signal_connect_object (view, "create-requested", G_CALLBACK (create_requested_cb), self, 0);
  g_signal_connect_object (view, "ghost-changed", G_CALLBACK (ghost_changed_cb), self, 0);
}

static void
restore_settings (RwChangesPage *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (), "net.rackward.Rackward", TRUE);

  if (schema == NULL || !g_settings_schema_has_key (schema, "changes-view"))
    return;
  self->settings = g_settings_new ("net.rackward.Rackward");

  g_autofree char *view = g_settings_get_string (self->settings, "changes-view");

  self->mode = rw_changes_mode_from_name (view);
}

static const RwAction page_actions[] = {
  { "changes.new", N_ ("New Change"), N_ ("Changes"), "<Control><Shift>n", NULL, RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "changes.previous", N_ ("Earlier"), N_ ("Changes"), "p <Control>Page_Up", "changes", 0, "go-previous-symbolic" },
  { "changes.next", N_ ("Later"), N_ ("Changes"), "n <Control>Page_Down", "changes", 0, "go-next-symbolic" },
  { "changes.today", N_ ("Today"), N_ ("Changes"), "t", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.month", N_ ("Show a Month"), N_ ("Changes"), "m 1", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.week", N_ ("Show a Week"), N_ ("Changes"), "w 2", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.day", N_ ("Show a Day"), N_ ("Changes"), "d 3", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.record-moves", N_ ("Record New Places"), N_ ("Changes"), NULL, "changes", 0,
    "object-select-symbolic" },
};

static void
create_actions (RwChangesPage *self)
{
  static const GActionEntry entries[] = {
    { "new", new_cb, NULL, NULL, NULL, { 0 } },
    { "previous", go_cb, NULL, NULL, NULL, { 0 } },
    { "next", go_cb, NULL, NULL, NULL, { 0 } },
    { "today", go_cb, NULL, NULL, NULL, { 0 } },
    { "month", mode_cb, NULL, NULL, NULL, { 0 } },
    { "week", mode_cb, NULL, NULL, NULL, { 0 } },
    { "day", mode_cb, NULL, NULL, NULL, { 0 } },
    { "record-moves", record_moves_cb, NULL, NULL, NULL, { 0 } },
    { "view", NULL, "s", "'week'", view_changed_cb, { 0 } },
    { "windows", NULL, NULL, "true", layer_changed_cb, { 0 } },
    { "freezes", NULL, NULL, "true", layer_changed_cb, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "changes", G_ACTION_GROUP (self->actions));
}

static void
rw_changes_page_dispose (GObject *object)
{
  RwChangesPage *self = RW_CHANGES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  memset (self->views, 0, sizeof self->views);
  if (self->toggles != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->toggles), (gpointer *) &self->toggles);
  self->toggles = NULL;
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->calendar, rw_change_calendar_free);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->selected_name, g_free);
  G_OBJECT_CLASS (rw_changes_page_parent_class)->dispose (object);
}

static void
rw_changes_page_class_init (RwChangesPageClass *klass)
{
  RwPageClass *page_class = RW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_changes_page_dispose;
  page_class->id = "changes";
  page_class->title = N_ ("Changes");
  page_class->icon_name = "x-office-calendar-symbolic";
  page_class->session_set = rw_changes_page_session_set;
  page_class->data_changed = rw_changes_page_data_changed;
  page_class->reveal = rw_changes_page_reveal;
  page_class->search = rw_changes_page_search;
  page_class->create_header_start = rw_changes_page_create_header_start;
  page_class->create_header_end = rw_changes_page_create_header_end;
  page_class->settled = rw_changes_page_settled;
  rw_actions_register (page_actions, G_N_ELEMENTS (page_actions));
}

static GtkWidget *
create_view (RwCalendarHeader *header,
             GtkWidget        *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (header));
  gtk_widget_set_vexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), view);
  return box;
}

static void
rw_changes_page_init (RwChangesPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->show_windows = self->show_freezes = TRUE;
  self->day = today ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->week_header = RW_CALENDAR_HEADER (rw_calendar_header_new ());
  self->month_header = RW_CALENDAR_HEADER (rw_calendar_header_new ());
  self->views[RW_CHANGES_MONTH] = RW_CALENDAR_VIEW (rw_month_view_new ());
  self->views[RW_CHANGES_WEEK] = self->views[RW_CHANGES_DAY] =
    RW_CALENDAR_VIEW (rw_week_view_new ());
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->views[RW_CHANGES_WEEK]));
  connect_view (self, self->views[RW_CHANGES_WEEK]);
  connect_view (self, self->views[RW_CHANGES_MONTH]);
  gtk_stack_add_named (self->stack, create_view (self->week_header, GTK_WIDGET (self->scroller)), "week");
  gtk_stack_add_named (self->stack,
                       create_view (self->month_header, GTK_WIDGET (self->views[RW_CHANGES_MONTH])),
                       "month");
  self->outer = GTK_STACK (gtk_stack_new ());
  self->change = rw_change_view_new ();
  g_signal_connect_object (self->change, "back", G_CALLBACK (close_change), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->change, "loaded", G_CALLBACK (change_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->outer, GTK_WIDGET (self->stack));
  gtk_stack_add_child (self->outer, self->change);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->outer));
  restore_settings (self);
  create_actions (self);
  rw_actions_attach (GTK_WIDGET (self), "changes");
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view",
                                      g_variant_new_string (rw_changes_mode_name (self->mode)));
}

/**
 * rw_changes_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rw_changes_page_new (void)
{
  return g_object_new (RW_TYPE_CHANGES_PAGE, NULL);
}
