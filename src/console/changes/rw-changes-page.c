/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-page.h"

#include <glib/gi18n.h>

#include "query/rw-query-changes.h"
#include "rules/rw-change-rules.h"
#include "rw-action.h"
#include "rw-apply-moves.h"
#include "rw-change-new.h"
#include "rw-changes-move.h"
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

  GtkStack *stack;
  RwCalendarHeader *week_header;
  RwCalendarHeader *month_header;
  RwCalendarView *week;
  RwCalendarView *month;
  GtkScrolledWindow *scroller;
  AdwToggleGroup *toggles;
  GSimpleActionGroup *actions;

  gboolean show_month;
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
};

G_DEFINE_FINAL_TYPE (RwChangesPage, rw_changes_page, RW_TYPE_PAGE)

static void load (RwChangesPage *self);

static gint64
today (void)
{
  return rw_zone_wall (rw_format_get_zone (), rw_clock_now ()) / RW_DAY;
}

static gint64
month_start (gint64 day)
{
  int year, month, mday;

  rw_date_to_civil (day, &year, &month, &mday);
  return rw_date_from_civil (year, month, 1);
}

/* The days that are shown: a week from Monday, or the whole weeks that a month touches. */
static gint64
get_range (RwChangesPage *self,
           guint         *n_days)
{
  gint64 first = self->show_month ? month_start (self->day) : self->day;

  first -= rw_date_weekday (first);
  *n_days = 7;
  if (self->show_month)
    {
      gint64 last = month_start (month_start (self->day) + 32) - 1;

      *n_days = (guint) ((last - first) / 7 + 1) * 7;
    }
  return first;
}

static RwCalendarTone
get_tone (const RwChangeInfo *change)
{
  if (change->status >= RW_CHANGE_STATUS_REVIEW)
    return RW_CALENDAR_DONE;
  if (change->status == RW_CHANGE_STATUS_IN_PROGRESS)
    return RW_CALENDAR_RUNNING;
  if (change->type == RW_CHANGE_TYPE_EMERGENCY)
    return RW_CALENDAR_URGENT;
  return change->status >= RW_CHANGE_STATUS_APPROVED ? RW_CALENDAR_FIRM : RW_CALENDAR_TENTATIVE;
}

static char *
get_note (const RwChangeInfo *change)
{
  if (change->frozen_by != NULL)
    return change->freeze_refuses ? g_strdup_printf (_ ("inside freeze “%s”, refused"), change->frozen_by)
                                  : g_strdup_printf (_ ("inside freeze “%s”"), change->frozen_by);
  if (change->same_ci_with != NULL)
    return g_strdup_printf (_ ("same item as %s"), change->same_ci_with);
  return NULL;
}

static char *
get_detail (const RwChangeInfo *change)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (change->customer != NULL)
    g_ptr_array_add (parts, g_strdup (change->customer));
  else if (change->service != NULL)
    g_ptr_array_add (parts, g_strdup (change->service));
  if (change->n_items > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%u item", "%u items", change->n_items), change->n_items));
  if (change->implementer != NULL)
    g_ptr_array_add (parts, g_strdup (change->implementer));
  g_ptr_array_add (parts, NULL);
  return parts->len > 1 ? g_strjoinv (" · ", (char **) parts->pdata) : NULL;
}

static gboolean
matches (RwChangesPage      *self,
         const RwChangeInfo *change)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->words == NULL || *self->words == '\0')
    return TRUE;
  text = g_strjoin ("\n", change->number != NULL ? change->number : "", change->title,
                    change->customer != NULL ? change->customer : "", change->service != NULL ? change->service : "",
                    change->implementer != NULL ? change->implementer : "", NULL);
  folded = rw_text_fold (text);
  return rw_text_matches (folded, self->words);
}

static RwCalendarEntry *
make_entry (const RwChangeInfo *change)
{
  RwCalendarEntry *entry = rw_calendar_entry_new (&change->id, change->number, change->title, change->start, change->end);

  entry->detail = get_detail (change);
  entry->status = g_strdup (rw_enum_label (&rw_enum_change_status, (int) change->status));
  entry->note = get_note (change);
  entry->tone = get_tone (change);
  entry->movable = rw_change_status_may_reschedule (change->status);
  return entry;
}

static char *
make_title (RwChangesPage *self,
            gint64         first,
            guint          n_days)
{
  gint64 shown = self->show_month ? month_start (self->day) : first;
  int year, month, day;

  rw_date_to_civil (shown, &year, &month, &day);
  g_autoptr (GDateTime) from = g_date_time_new_utc (year, month, day, 0, 0, 0);
  g_autoptr (GDateTime) to = g_date_time_add_days (from, 6);
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;

  if (self->show_month)
    /* Translators: title of the month view: month and year. */
    return g_date_time_format (from, C_ ("calendar title", "%B %Y"));
  if (g_date_time_get_month (from) == g_date_time_get_month (to))
    from_text = g_date_time_format (from, C_ ("calendar title, first day in the same month", "%-e"));
  else
    from_text = g_date_time_format (from, C_ ("calendar title, first day", "%-e %B"));
  to_text = g_date_time_format (to, C_ ("calendar title, last day", "%-e %B %Y"));
  return g_strdup_printf ("%s – %s", from_text, to_text);
}

static char *
make_subtitle (RwChangesPage *self,
               gint64         first,
               guint          n_days,
               guint          n_shown,
               guint          n_conflicts)
{
  GTimeZone *zone = rw_format_get_zone ();
  GString *text = g_string_new (NULL);
  gint64 length = rw_zone_resolve (zone, (first + n_days) * RW_DAY) - rw_zone_resolve (zone, first * RW_DAY);
  int year, month, day;

  rw_date_to_civil (first, &year, &month, &day);
  if (!self->show_month)
    {
      g_autoptr (GDateTime) monday = g_date_time_new_utc (year, month, day, 0, 0, 0);

      g_string_append_printf (text, _ ("week %d"), g_date_time_get_week_of_year (monday));
      g_string_append (text, " · ");
    }
  g_string_append_printf (text, ngettext ("%u change", "%u changes", n_shown), n_shown);
  if (n_conflicts > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u conflict", "%u conflicts", n_conflicts), n_conflicts);
    }
  if (length != n_days * RW_DAY)
    {
      g_string_append (text, " · ");
      g_string_append (text, length < n_days * RW_DAY ? _ ("clocks go forward") : _ ("clocks go back"));
    }
  return g_string_free (text, FALSE);
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
  gint64 first = get_range (self, &n_days);
  g_autofree char *title = make_title (self, first, n_days);
  g_autofree char *subtitle = NULL;
  RwCalendarView *view = self->show_month ? self->month : self->week;

  for (guint i = 0; self->calendar != NULL && i < self->calendar->changes->len; i++)
    {
      RwCalendarEntry *entry;

      if (!matches (self, self->calendar->changes->pdata[i]))
        continue;
      entry = make_entry (self->calendar->changes->pdata[i]);
      n_conflicts += entry->note != NULL;
      g_ptr_array_add (entries, entry);
    }
  for (guint i = 0; self->calendar != NULL && i < self->calendar->windows->len; i++)
    {
      const RwWindowInfo *window = self->calendar->windows->pdata[i];

      if (window->freeze ? !self->show_freezes : !self->show_windows)
        continue;
      g_ptr_array_add (bands, rw_calendar_band_new (window->name, window->start, window->end, window->freeze,
                                                    window->target != NULL));
    }
  rw_calendar_view_set_days (view, first, n_days, rw_format_get_zone ());
  rw_calendar_view_set_entries (view, entries, bands);
  subtitle = make_subtitle (self, first, n_days, entries->len, n_conflicts);
  rw_page_set_title (RW_PAGE (self), title, self->loaded ? subtitle : NULL);
  if (self->calendar != NULL)
    update_badge (self);
}

static void
show_period (RwChangesPage *self)
{
  guint n_days;
  gint64 first = get_range (self, &n_days);
  int year, month, day;

  rw_date_to_civil (self->day, &year, &month, &day);
  rw_month_view_set_month (RW_MONTH_VIEW (self->month), month);
  rw_calendar_header_set_days (self->week_header, first, 7, TRUE, RW_WEEK_VIEW_GUTTER, rw_format_get_zone ());
  rw_calendar_header_set_days (self->month_header, first, 7, FALSE, RW_MONTH_VIEW_GUTTER, rw_format_get_zone ());
  gtk_stack_set_visible_child_name (self->stack, self->show_month ? "month" : "week");
  g_clear_pointer (&self->calendar, rw_change_calendar_free);
  self->loaded = FALSE;
  show_calendar (self);
  load (self);
}

static void
select_wanted (RwChangesPage *self)
{
  RwCalendarView *view = self->show_month ? self->month : self->week;

  if (!rw_id_is_nil (&self->wanted) && rw_calendar_view_select (view, &self->wanted))
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
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->week == NULL)
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
  gint64 first = get_range (self, &n_days);
  Range range = { rw_zone_resolve (zone, first * RW_DAY), rw_zone_resolve (zone, (first + n_days) * RW_DAY) };

  self->stale = self->loading;
  if (self->loading || session == NULL)
    return;
  self->loading = TRUE;
  rw_session_read_async (session, query_cb, g_memdup2 (&range, sizeof range), g_free,
                         (GDestroyNotify) rw_change_calendar_free, self->cancellable, loaded_cb, g_object_ref (self));
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

  if (change == NULL || self->week == NULL)
    return;
  self->wanted = *rw_record_get_id (change);
  if (rw_record_has (change, RW_CHANGE_START))
    self->day = rw_zone_wall (rw_format_get_zone (), rw_record_get_integer (change, RW_CHANGE_START, 0)) / RW_DAY;
  show_period (self);
}

static gboolean
rw_changes_page_reveal (RwPage     *page,
                        RwKind      kind,
                        const RwId *id)
{
  if (kind != RW_KIND_CHANGE)
    return FALSE;
  if (rw_page_get_session (page) != NULL)
    rw_session_read_async (rw_page_get_session (page), find_start_cb, rw_id_copy (id), g_free, g_object_unref, NULL,
                           found_start_cb, g_object_ref (page));
  return TRUE;
}

static void
rw_changes_page_session_set (RwPage    *page,
                             RwSession *session)
{
  show_period (RW_CHANGES_PAGE (page));
}

static void
rw_changes_page_data_changed (RwPage            *page,
                              const RwChangeSet *changes)
{
  const guint64 shown = RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) | RW_KIND_BIT (RW_KIND_WINDOW) |
                        RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_PERSON);

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

  return self->loaded && !self->loading;
}

static void
go_cb (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  RwChangesPage *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "today"))
    self->day = today ();
  else if (!self->show_month)
    self->day += g_str_equal (name, "next") ? 7 : -7;
  else
    self->day = g_str_equal (name, "next") ? month_start (month_start (self->day) + 32) : month_start (month_start (self->day) - 1);
  show_period (self);
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
  self->show_month = g_str_equal (g_variant_get_string (state, NULL), "month");
  if (self->toggles != NULL)
    adw_toggle_group_set_active_name (self->toggles, self->show_month ? "month" : "week");
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
  const char *names[] = { "month", "week" };
  const char *labels[] = { C_ ("calendar", "Month"), C_ ("calendar", "Week") };

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  g_object_add_weak_pointer (G_OBJECT (self->toggles), (gpointer *) &self->toggles);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, labels[i]);
      adw_toggle_set_name (toggle, names[i]);
      adw_toggle_group_add (self->toggles, toggle);
    }
  adw_toggle_group_set_active_name (self->toggles, self->show_month ? "month" : "week");
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
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view", g_variant_new_string ("week"));
}

static void
connect_view (RwChangesPage  *self,
              RwCalendarView *view)
{
  g_signal_connect_object (view, "select", G_CALLBACK (select_cb), self, 0);
  g_signal_connect_object (view, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (view, "move-requested", G_CALLBACK (move_requested_cb), self, 0);
  g_signal_connect_object (view, "day-activated", G_CALLBACK (day_activated_cb), self, 0);
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

  self->show_month = g_str_equal (view, "month");
}

static const RwAction page_actions[] = {
  { "changes.new", N_ ("New Change"), N_ ("Changes"), "<Control><Shift>n", NULL, RW_ACTION_DEFAULT, "list-add-symbolic" },
  { "changes.previous", N_ ("Earlier"), N_ ("Changes"), "p <Control>Page_Up", "changes", 0, "go-previous-symbolic" },
  { "changes.next", N_ ("Later"), N_ ("Changes"), "n <Control>Page_Down", "changes", 0, "go-next-symbolic" },
  { "changes.today", N_ ("Today"), N_ ("Changes"), "t", "changes", 0, "x-office-calendar-symbolic" },
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
  self->week = self->month = NULL;
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
  self->week = RW_CALENDAR_VIEW (rw_week_view_new ());
  self->month = RW_CALENDAR_VIEW (rw_month_view_new ());
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->week));
  connect_view (self, self->week);
  connect_view (self, self->month);
  gtk_stack_add_named (self->stack, create_view (self->week_header, GTK_WIDGET (self->scroller)), "week");
  gtk_stack_add_named (self->stack, create_view (self->month_header, GTK_WIDGET (self->month)), "month");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  restore_settings (self);
  create_actions (self);
  rw_actions_attach (GTK_WIDGET (self), "changes");
  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "view",
                                      g_variant_new_string (self->show_month ? "month" : "week"));
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
