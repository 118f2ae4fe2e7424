/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-page.h"

#include <glib/gi18n.h>

#include "rw-action.h"
#include "rw-apply-moves.h"
#include "rw-change-new.h"
#include "rw-change-view.h"
#include "rw-changes-check.h"
#include "rw-changes-entries.h"
#include "rw-changes-header.h"
#include "rw-changes-layers.h"
#include "rw-changes-move.h"
#include "rw-changes-period.h"
#include "rw-changes-reading.h"
#include "rw-changes-year.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-calendar-header.h"
#include "rw-lane-view.h"
#include "rw-month-view.h"
#include "rw-notices-dialog.h"
#include "rw-text.h"
#include "rw-time.h"
#include "rw-week-view.h"

struct _RwChangesPage
{
  RwPage parent_instance;

  GtkStack *outer; /* the calendar, and one change over it */
  GtkWidget *change;
  GtkStack *stack;
  GtkWidget *calendar; /* with all that belongs to it; beside it the page of one change */
  RwChangesCheck *check;
  RwChangesYear *year;
  RwCalendarHeader *week_header;
  RwCalendarHeader *month_header;
  RwCalendarView *views[RW_CHANGES_N_MODES]; /* %NULL once the page is gone */
  GtkScrolledWindow *scroller;
  GSimpleActionGroup *actions;

  RwChangesMode mode;
  guint layers;
  gint64 day;
  char *words;
  RwChangesReading *reading;
  RwId selected; /* and what it is called */
  char *selected_name;
  RwId wanted;
  GCancellable *cancellable;
  GSettings *settings;
  gboolean loading;
  gboolean stale;
  gboolean loaded;
  gboolean arriving; /* at another period: it is to be scrolled to its beginning, or to now */
  gboolean outdated; /* something came while an entry was held */
};

G_DEFINE_FINAL_TYPE (RwChangesPage, rw_changes_page, RW_TYPE_PAGE)

static void load (RwChangesPage *self);

static gint64
today (void)
{
  return rw_zone_wall (rw_format_get_zone (), rw_clock_now ()) / RW_DAY;
}

static gboolean
get_flag (RwChangesPage *self,
          const char    *name)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), name);

  return g_variant_get_boolean (state);
}

static RwChangeLaneBy
get_lane_by (RwChangesPage *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions), "changes-lanes");

  return rw_changes_lane_parse (g_variant_get_string (state, NULL));
}

static gboolean
may_write (RwChangesPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));

  return session != NULL &&
         (rw_session_get_roles (session) & rw_schema_get (RW_KIND_CHANGE)->writers) != 0;
}

static void
update_badge (RwChangesPage *self)
{
  guint n = 0;
  GTimeZone *zone = rw_format_get_zone ();
  gint64 from = rw_zone_resolve (zone, today () * RW_DAY), to = rw_zone_resolve (zone, (today () + 1) * RW_DAY);
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->reading->calendar->changes->len; i++)
    {
      const RwChangeInfo *change = self->reading->calendar->changes->pdata[i];

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
  g_autoptr (GPtrArray) bands = NULL;
  guint n_days, n_conflicts = 0;
  gint64 first = rw_changes_period_first (self->mode, self->day, &n_days);
  g_autofree char *title = rw_changes_period_title (self->mode, self->day);
  g_autofree char *subtitle = NULL;
  RwCalendarView *view = self->views[self->mode];

  /* Nothing is taken out of a person's hand. */
  self->outdated = rw_calendar_view_get_ghost (view, &(RwCalendarGhost) { 0 });
  if (self->outdated)
    return;
  for (guint i = 0; self->reading != NULL && (self->layers & RW_CHANGES_LAYER_CHANGES) &&
                    i < self->reading->calendar->changes->len; i++)
    {
      RwCalendarEntry *entry;

      if (!rw_changes_match (self->reading->calendar->changes->pdata[i], self->words))
        continue;
      entry = rw_changes_entry_new (self->reading->calendar->changes->pdata[i], may_write (self));
      n_conflicts += entry->note != NULL;
      g_ptr_array_add (entries, entry);
    }
  bands = rw_changes_reading_bands (self->reading, self->layers);
  rw_calendar_view_set_days (view, first, n_days, rw_format_get_zone ());
  rw_calendar_view_set_entries (view, entries, bands);
  if (self->mode == RW_CHANGES_LANES)
    {
      g_autoptr (GPtrArray) lanes = rw_changes_reading_lanes (self->reading, entries, get_flag (self, "changes-empty-rows"));

      rw_lane_view_set_lanes (RW_LANE_VIEW (view), lanes);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  subtitle = rw_changes_period_subtitle (self->mode, self->day, rw_format_get_zone (), entries->len,
                                         n_conflicts);
  if (rw_change_view_get_change (RW_CHANGE_VIEW (self->change)) == NULL)
    rw_page_set_title (RW_PAGE (self), title, self->loaded ? subtitle : NULL);
  if (self->reading != NULL)
    update_badge (self);
}

static void
show_year (RwChangesPage *self)
{
  guint n_days;
  gint64 first = rw_changes_period_first (self->mode, self->day, &n_days);

  gtk_widget_set_visible (GTK_WIDGET (self->year), get_flag (self, "changes-year"));
  rw_changes_year_show (self->year, rw_page_get_session (RW_PAGE (self)), today (), first, n_days);
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
  gtk_stack_set_visible_child_name (self->stack, self->mode == RW_CHANGES_MONTH   ? "month"
                                                 : self->mode == RW_CHANGES_LANES ? "lanes"
                                                                                  : "week");
  g_clear_pointer (&self->reading, rw_changes_reading_free);
  self->loaded = FALSE;
  self->arriving = TRUE;
  show_year (self);
  show_calendar (self);
  load (self);
}

static void
go_to_day (RwChangesPage *self,
           gint64         day)
{
  self->day = day;
  show_period (self);
}

/* Nobody who types somewhere else, or looks at another page, loses the focus to what was moved here. */
static gboolean
may_take_focus (RwChangesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return gtk_widget_get_mapped (self->calendar) &&
         (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

/* Once: what is not shown now, outside of the period or searched away, is not looked for later. */
static void
select_wanted (RwChangesPage *self)
{
  RwId wanted = self->wanted;

  /* loaded_cb() comes here again. */
  if (self->loading)
    return;
  self->wanted = RW_ID_NIL;
  if (!rw_id_is_nil (&wanted) && may_take_focus (self))
    rw_calendar_view_select (self->views[self->mode], &wanted);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_changes_reading_new (cache, data, error);
}

/* The chips take their places in the layout, and what does not fit is scrolled to after it. */
static gboolean
arrive_cb (gpointer user_data)
{
  RwChangesPage *self = user_data;
  gint64 now = rw_zone_wall (rw_format_get_zone (), rw_clock_now ());
  RwCalendarView *view = self->views[self->mode];

  if (view == NULL)
    return G_SOURCE_REMOVE;
  if (self->arriving && now / RW_DAY >= rw_calendar_view_get_first_day (view) &&
      now / RW_DAY < rw_calendar_view_get_first_day (view) + rw_calendar_view_get_n_days (view))
    rw_calendar_view_reveal (view, now);
  else if (self->arriving)
    rw_calendar_view_reveal (view, rw_calendar_view_get_first_day (view) * RW_DAY);
  self->arriving = FALSE;
  select_wanted (self);
  return G_SOURCE_REMOVE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwChangesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwChangesReading) reading = rw_session_read_finish (RW_SESSION (source), result, &error);

  self->loading = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->views[0] == NULL)
    return;
  if (self->stale)
    {
      load (self);
      return;
    }
  if (reading == NULL)
    {
      rw_page_toast (RW_PAGE (self), error->message);
      return;
    }
  g_clear_pointer (&self->reading, rw_changes_reading_free);
  self->reading = g_steal_pointer (&reading);
  self->loaded = TRUE;
  show_calendar (self);
  if (self->arriving || !rw_id_is_nil (&self->wanted))
    g_idle_add_full (G_PRIORITY_LOW, arrive_cb, g_object_ref (self), g_object_unref);
}

static void
load (RwChangesPage *self)
{
  RwSession *session = rw_page_get_session (RW_PAGE (self));
  GTimeZone *zone = rw_format_get_zone ();
  guint n_days;
  gint64 first = rw_changes_period_first (self->mode, self->day, &n_days);
  RwChangesAsk ask = { .from = rw_zone_resolve (zone, first * RW_DAY), .to = rw_zone_resolve (zone, (first + n_days) * RW_DAY),
                       .layers = rw_changes_layers_to_read (self->layers), .lanes = self->mode == RW_CHANGES_LANES };

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  ask.by = get_lane_by (self);
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, g_memdup2 (&ask, sizeof ask), g_free, (GDestroyNotify) rw_changes_reading_free, self->cancellable, loaded_cb, g_object_ref (self));
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
  gtk_stack_set_visible_child (self->outer, self->calendar);
  show_calendar (self);
  g_idle_add_full (G_PRIORITY_LOW, arrive_cb, g_object_ref (self), g_object_unref);
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

/* Who may not write changes is not offered to take one up. */
static void
roles_cb (RwChangesPage *self)
{
  if (self->views[0] == NULL)
    return;
  rw_calendar_view_set_creates (self->views[RW_CHANGES_WEEK], may_write (self));
  rw_calendar_view_set_creates (self->views[RW_CHANGES_MONTH], may_write (self));
  rw_calendar_view_set_creates (self->views[RW_CHANGES_LANES], may_write (self));
  if (self->loaded)
    show_calendar (self);
}

static void
rw_changes_page_session_set (RwPage    *page,
                             RwSession *session)
{
  const RwId *id = rw_change_view_get_change (RW_CHANGE_VIEW (RW_CHANGES_PAGE (page)->change));

  g_signal_connect_object (session, "notify::roles", G_CALLBACK (roles_cb), page,
                           G_CONNECT_SWAPPED);
  roles_cb (RW_CHANGES_PAGE (page));
  show_period (RW_CHANGES_PAGE (page));
  if (id != NULL)
    rw_change_view_open (RW_CHANGE_VIEW (RW_CHANGES_PAGE (page)->change), id);
}

static void
rw_changes_page_data_changed (RwPage            *page,
                              const RwChangeSet *changes)
{
  const guint64 shown = RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) | RW_KIND_BIT (RW_KIND_WINDOW) |
                        RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON) |
                        RW_KIND_BIT (RW_KIND_SHIFT) | RW_KIND_BIT (RW_KIND_BACKUP_POLICY) | RW_KIND_BIT (RW_KIND_CARRIER_NOTICE) |
                        RW_KIND_BIT (RW_KIND_CHANGE_TASK) | RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_RACK);

  rw_change_view_data_changed (RW_CHANGE_VIEW (RW_CHANGES_PAGE (page)->change), changes);
  if (changes->kinds & shown)
    load (RW_CHANGES_PAGE (page));
  if (changes->kinds & (RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_WINDOW)))
    rw_changes_year_load (RW_CHANGES_PAGE (page)->year);
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

  return self->loaded && !self->loading && !self->arriving &&
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
go_to_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  close_change (user_data);
  go_to_day (user_data, g_variant_get_int64 (parameter));
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
  guint before = self->layers;
  g_auto (GStrv) words = NULL;

  g_simple_action_set_state (action, state);
  for (guint i = 0; i < RW_CHANGES_N_LAYERS; i++)
    {
      if (!g_str_has_suffix (g_action_get_name (G_ACTION (action)), rw_changes_layer_word (i)))
        continue;
      if (g_variant_get_boolean (state))
        self->layers |= 1u << i;
      else
        self->layers &= ~(1u << i);
    }
  words = rw_changes_layers_to_words (self->layers);
  if (self->settings != NULL)
    g_settings_set_strv (self->settings, "changes-layers", (const char *const *) words);
  show_calendar (self);
  /* What is not shown is not read either. */
  if (rw_changes_layers_to_read (self->layers) & ~rw_changes_layers_to_read (before))
    load (self);
}

static void
setting_changed_cb (GActionGroup  *actions,
                    const char    *name,
                    GVariant      *state,
                    RwChangesPage *self)
{
  if (g_str_equal (name, "changes-year"))
    {
      show_year (self);
      return;
    }
  if (self->mode != RW_CHANGES_LANES)
    return;
  show_calendar (self);
  load (self);
}

static GtkWidget *
rw_changes_page_create_header_start (RwPage *page)
{
  return rw_changes_header_start_new (G_ACTION_GROUP (RW_CHANGES_PAGE (page)->actions));
}

static GtkWidget *
rw_changes_page_create_header_end (RwPage *page)
{
  return rw_changes_header_end_new (G_ACTION_GROUP (RW_CHANGES_PAGE (page)->actions));
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
  rw_changes_check_drop (self->check, entry, start, end);
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
go_instant_cb (RwChangesCheck *check,
               gint64          instant,
               RwChangesPage  *self)
{
  go_to_day (self, rw_zone_wall (rw_format_get_zone (), instant) / RW_DAY);
}

static void
refused_cb (RwChangesCheck *check,
            RwChangesPage  *self)
{
  self->wanted = RW_ID_NIL;
}

static void
year_day_cb (RwChangesYear *year,
             gint64         day,
             RwChangesPage *self)
{
  go_to_day (self, day);
}

static void
ghost_changed_cb (RwCalendarView *view,
                  RwChangesPage  *self)
{
  if (self->views[0] != NULL)
    rw_changes_check_follow (self->check, view);
  if (self->outdated && !rw_calendar_view_get_ghost (view, &(RwCalendarGhost) { 0 }))
    show_calendar (self);
}

static void
connect_view (RwChangesPage  *self,
              RwCalendarView *view)
{
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

  g_auto (GStrv) layers = g_settings_get_strv (self->settings, "changes-layers");

  self->mode = rw_changes_mode_from_name (view);
  self->layers = rw_changes_layers_parse ((const char *const *) layers);
}

static const RwAction page_actions[] = {
  { "changes.new", N_ ("New Change"), N_ ("Changes"), "<Control><Shift>n", NULL, RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "changes.previous", N_ ("Earlier"), N_ ("Changes"), "p <Control>Page_Up", "changes", 0, "go-previous-symbolic" },
  { "changes.next", N_ ("Later"), N_ ("Changes"), "n <Control>Page_Down", "changes", 0, "go-next-symbolic" },
  { "changes.today", N_ ("Today"), N_ ("Changes"), "t", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.jump", N_ ("Go to a Day"), N_ ("Changes"), "g", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.changes-year", N_ ("Show the Year"), N_ ("Changes"), "y", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.month", N_ ("Show a Month"), N_ ("Changes"), "m 1", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.week", N_ ("Show a Week"), N_ ("Changes"), "w 2", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.day", N_ ("Show a Day"), N_ ("Changes"), "d 3", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.lanes", N_ ("Show Lanes"), N_ ("Changes"), "l 4", "changes", 0, "x-office-calendar-symbolic" },
  { "changes.record-moves", N_ ("Record New Places"), N_ ("Changes"), NULL, "changes", 0,
    "object-select-symbolic" },
};

/* What the settings keep is an action, too; without them it lives as long as the page. */
static void
add_setting (RwChangesPage *self,
             const char    *key,
             GVariant      *fallback)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (fallback);
  g_autoptr (GAction) action = self->settings != NULL
                                 ? g_settings_create_action (self->settings, key)
                                 : G_ACTION (g_simple_action_new_stateful (
                                     key, g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN) ? NULL : g_variant_get_type (state), state));
  g_autofree char *detail = g_strconcat ("action-state-changed::", key, NULL);

  g_action_map_add_action (G_ACTION_MAP (self->actions), action);
  g_signal_connect_object (self->actions, detail, G_CALLBACK (setting_changed_cb), self, 0);
}

static void
add_layers (RwChangesPage *self)
{
  for (guint i = 0; i < RW_CHANGES_N_LAYERS; i++)
    {
      g_autofree char *name = g_strconcat ("layer-", rw_changes_layer_word (i), NULL);
      g_autoptr (GSimpleAction) action =
        g_simple_action_new_stateful (name, NULL, g_variant_new_boolean ((self->layers & (1u << i)) != 0));

      g_signal_connect (action, "change-state", G_CALLBACK (layer_changed_cb), self);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
}

static void
create_actions (RwChangesPage *self)
{
  static const GActionEntry entries[] = {
    { "new", new_cb, NULL, NULL, NULL, { 0 } },
    { "previous", go_cb, NULL, NULL, NULL, { 0 } },
    { "next", go_cb, NULL, NULL, NULL, { 0 } },
    { "today", go_cb, NULL, NULL, NULL, { 0 } },
    { "go", go_to_cb, "x", NULL, NULL, { 0 } },
    { "month", mode_cb, NULL, NULL, NULL, { 0 } },
    { "week", mode_cb, NULL, NULL, NULL, { 0 } },
    { "day", mode_cb, NULL, NULL, NULL, { 0 } },
    { "lanes", mode_cb, NULL, NULL, NULL, { 0 } },
    { "record-moves", record_moves_cb, NULL, NULL, NULL, { 0 } },
    { "view", NULL, "s", "'week'", view_changed_cb, { 0 } },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  add_layers (self);
  add_setting (self, "changes-lanes", g_variant_new_string ("site"));
  add_setting (self, "changes-empty-rows", g_variant_new_boolean (FALSE));
  add_setting (self, "changes-year", g_variant_new_boolean (FALSE));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "changes", G_ACTION_GROUP (self->actions));
}

static void
rw_changes_page_dispose (GObject *object)
{
  RwChangesPage *self = RW_CHANGES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  memset (self->views, 0, sizeof self->views);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reading, rw_changes_reading_free);
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
  GtkWidget *lanes, *overlay;

  self->cancellable = g_cancellable_new ();
  self->layers = RW_CHANGES_LAYER_CHANGES | RW_CHANGES_LAYER (RW_CALENDAR_LAYER_WINDOWS) |
                 RW_CHANGES_LAYER (RW_CALENDAR_LAYER_FREEZES) | RW_CHANGES_LAYER (RW_CALENDAR_LAYER_NOTICES);
  self->day = today ();
  self->stack = GTK_STACK (gtk_stack_new ());
  self->week_header = RW_CALENDAR_HEADER (rw_calendar_header_new ());
  self->month_header = RW_CALENDAR_HEADER (rw_calendar_header_new ());
  self->views[RW_CHANGES_MONTH] = RW_CALENDAR_VIEW (rw_month_view_new ());
  self->views[RW_CHANGES_WEEK] = self->views[RW_CHANGES_DAY] =
    RW_CALENDAR_VIEW (rw_week_view_new ());
  self->views[RW_CHANGES_LANES] = RW_CALENDAR_VIEW (rw_lane_view_new ());
  lanes = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (lanes), GTK_WIDGET (self->views[RW_CHANGES_LANES]));
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->views[RW_CHANGES_WEEK]));
  connect_view (self, self->views[RW_CHANGES_WEEK]);
  connect_view (self, self->views[RW_CHANGES_MONTH]);
  connect_view (self, self->views[RW_CHANGES_LANES]);
  gtk_stack_add_named (self->stack, lanes, "lanes");
  gtk_stack_add_named (self->stack, create_view (self->week_header, GTK_WIDGET (self->scroller)), "week");
  gtk_stack_add_named (self->stack,
                       create_view (self->month_header, GTK_WIDGET (self->views[RW_CHANGES_MONTH])),
                       "month");
  self->check = RW_CHANGES_CHECK (rw_changes_check_new (RW_PAGE (self)));
  g_signal_connect_object (self->check, "go", G_CALLBACK (go_instant_cb), self, 0);
  g_signal_connect_object (self->check, "refused", G_CALLBACK (refused_cb), self, 0);
  overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->stack));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->check));
  gtk_widget_set_vexpand (overlay, TRUE);
  self->calendar = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->year = RW_CHANGES_YEAR (rw_changes_year_new ());
  g_signal_connect_object (self->year, "day-activated", G_CALLBACK (year_day_cb), self, 0);
  gtk_box_append (GTK_BOX (self->calendar), GTK_WIDGET (self->year));
  gtk_box_append (GTK_BOX (self->calendar), overlay);
  rw_notices_watch_drops (RW_PAGE (self));
  self->outer = GTK_STACK (gtk_stack_new ());
  self->change = rw_change_view_new ();
  g_signal_connect_object (self->change, "back", G_CALLBACK (close_change), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->change, "loaded", G_CALLBACK (change_loaded_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->outer, self->calendar);
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
