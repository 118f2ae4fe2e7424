/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-editor.h"

#include <glib/gi18n.h>

#include "rules/rw-opening-hours.h"
#include "rules/rw-opening-text.h"
#include "rw-discard.h"
#include "rw-done-key.h"
#include "rw-holiday-editor.h"
#include "rw-check.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status.h"
#include "rw-time.h"

/* What opens or closes later than this is not said. */
#define LOOK_AHEAD (60 * RW_DAY)

struct _RwCalendarEditor
{
  AdwNavigationPage parent_instance;

  RwRecord *calendar; /* as it was */
  char *hours;        /* (nullable): its hours as this editor would write them */

  GtkWidget *name;
  GtkWidget *zone;
  GtkWidget *days[RW_WEEK_DAYS];
  GtkWidget *holidays;
  GtkWidget *sum;
  GtkWidget *save;
  GtkWidget *page;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwCalendarEditor, rw_calendar_editor, ADW_TYPE_NAVIGATION_PAGE)

static const char *const weekdays[RW_WEEK_DAYS] = {
  NC_ ("weekday", "Monday"), NC_ ("weekday", "Tuesday"),  NC_ ("weekday", "Wednesday"), NC_ ("weekday", "Thursday"),
  NC_ ("weekday", "Friday"), NC_ ("weekday", "Saturday"), NC_ ("weekday", "Sunday"),
};

static void
mark (GtkWidget *row,
      gboolean   wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* What was written, whether it can be kept or not; @error is set where its hours cannot be read. */
static RwRecord *
dup_written (RwCalendarEditor *self,
             GError          **error)
{
  RwRecord *calendar = rw_record_dup (self->calendar);
  g_autofree char *name = dup_text (self->name), *zone = dup_text (self->zone), *hours = NULL;
  const char *texts[RW_WEEK_DAYS];
  g_autoptr (GTimeZone) known = *zone != '\0' ? rw_zone_get (zone) : NULL;
  guint wrong = RW_WEEK_DAYS;

  for (guint i = 0; i < RW_WEEK_DAYS; i++)
    texts[i] = gtk_editable_get_text (GTK_EDITABLE (self->days[i]));
  hours = rw_opening_text_to_hours (texts, &wrong, error);
  for (guint i = 0; i < RW_WEEK_DAYS; i++)
    mark (self->days[i], hours == NULL && i == wrong);
  mark (self->zone, known == NULL);
  mark (self->name, *name == '\0');
  if (*name != '\0')
    rw_record_set_text (calendar, RW_CALENDAR_NAME, name);
  else
    rw_record_take (calendar, RW_CALENDAR_NAME, RW_VALUE_NULL);
  if (*zone != '\0')
    rw_record_set_text (calendar, RW_CALENDAR_TZ, zone);
  else
    rw_record_take (calendar, RW_CALENDAR_TZ, RW_VALUE_NULL);
  if (hours == NULL)
    rw_record_take (calendar, RW_CALENDAR_HOURS, RW_VALUE_NULL);
  else if (g_strcmp0 (hours, self->hours) != 0)
    rw_record_take (calendar, RW_CALENDAR_HOURS, rw_value_json (hours));
  rw_holiday_editor_write (RW_HOLIDAY_EDITOR (self->holidays), calendar);
  return calendar;
}

/* What was written; NULL with a sentence where that cannot be kept. */
static RwRecord *
dup_calendar (RwCalendarEditor *self,
              GError          **error)
{
  GError *problem = NULL;
  g_autoptr (RwRecord) calendar = dup_written (self, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  return rw_record_check (calendar, error) ? g_steal_pointer (&calendar) : NULL;
}

/* The hours of seven days without a holiday, and what the clock says now. */
static char *
describe (RwRecord *calendar)
{
  g_autoptr (RwOpeningHours) hours = rw_opening_hours_new_calendar (calendar, NULL);
  g_autoptr (RwOpeningHours) plain = NULL;
  gint64 now = rw_clock_now (), week = rw_date_from_civil (2024, 1, 1) * RW_DAY, open, next;
  g_autofree char *time = NULL, *moment = NULL, *when = NULL;
  const RwOpenSpan *spans;
  guint n;

  if (hours == NULL)
    return g_strdup ("");
  plain = rw_opening_hours_new ("UTC", rw_record_get_text (calendar, RW_CALENDAR_HOURS), NULL, NULL,
                                NULL);
  open = plain != NULL ? rw_opening_hours_elapsed (plain, week, week + 7 * RW_DAY) : 0;
  if (open == 7 * RW_DAY && *rw_record_get_texts (calendar, RW_CALENDAR_HOLIDAYS) == NULL &&
      *rw_record_get_texts (calendar, RW_CALENDAR_YEARLY_HOLIDAYS) == NULL)
    return g_strdup (_ ("Always open: every minute counts."));
  time = rw_format_decimal ((double) open / (double) RW_HOUR, 2);
  spans = rw_opening_hours_spans (hours, now, now + LOOK_AHEAD, &n);
  if (n == 0)
    return g_strdup_printf (_ ("%s hours a week. Closed for the next 60 days: no clock runs."),
                            time);
  if (spans[0].from <= now && spans[0].to >= now + LOOK_AHEAD)
    return g_strdup_printf (_ ("%s hours a week. Open now, for the next 60 days."), time);
  next = spans[0].from <= now ? spans[0].to : spans[0].from;
  moment = rw_format_when (next, now);
  when = spans[0].from <= now
           ? g_strdup_printf (C_ ("opening hours", "Open now, until %s."), moment)
           : g_strdup_printf (C_ ("opening hours", "Closed now, until %s."), moment);
  return g_strdup_printf (_ ("%s hours a week. %s"), time, when);
}

static void
changed_cb (RwCalendarEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwRecord) calendar = dup_calendar (self, &error);
  g_autoptr (RwRecord) written = dup_written (self, NULL);
  g_autofree char *text = NULL;

  text = calendar != NULL
           ? describe (calendar)
           : g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), error->message);
  gtk_label_set_text (GTK_LABEL (self->sum), text);
  gtk_widget_set_sensitive (self->save,
                            calendar != NULL && !rw_record_equal (calendar, self->calendar));
  gtk_widget_set_tooltip_text (self->save, calendar != NULL ? NULL : error->message);
  rw_discard_watch (ADW_NAVIGATION_PAGE (self), written);
}

static void
save_cb (RwCalendarEditor *self)
{
  g_autoptr (RwRecord) calendar = dup_calendar (self, NULL);

  if (calendar != NULL && !rw_record_equal (calendar, self->calendar))
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, calendar);
}

static gboolean
save_shortcut_cb (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  save_cb (RW_CALENDAR_EDITOR (widget));
  return TRUE;
}

static void
set_days (RwCalendarEditor *self,
          guint             from,
          guint             to,
          const char       *text)
{
  for (guint i = from; i < to; i++)
    gtk_editable_set_text (GTK_EDITABLE (self->days[i]), text);
}

static void
always_cb (RwCalendarEditor *self)
{
  set_days (self, 0, RW_WEEK_DAYS, "00:00-24:00");
}

static void
like_monday_cb (RwCalendarEditor *self)
{
  g_autofree char *monday = dup_text (self->days[0]);

  set_days (self, 1, 5, monday);
  set_days (self, 5, RW_WEEK_DAYS, "");
}

static void
rw_calendar_editor_finalize (GObject *object)
{
  RwCalendarEditor *self = RW_CALENDAR_EDITOR (object);

  g_clear_object (&self->calendar);
  g_free (self->hours);
  G_OBJECT_CLASS (rw_calendar_editor_parent_class)->finalize (object);
}

static void
rw_calendar_editor_class_init (RwCalendarEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_calendar_editor_finalize;
  signals[SIGNAL_SAVE] = g_signal_new ("save", RW_TYPE_CALENDAR_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_RECORD);
}

static GtkWidget *
add_entry (RwCalendarEditor *self,
           GtkWidget        *group,
           const char       *title,
           const char       *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* Set before it is listened to: the other rows are not there yet. */
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
create_button (RwCalendarEditor *self,
               const char       *label,
               GCallback         callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
rw_calendar_editor_init (RwCalendarEditor *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new ();

  rw_done_key_add (GTK_WIDGET (self), save_shortcut_cb);
  rw_status_install_css ();
  self->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  gtk_widget_add_css_class (self->save, "suggested-action");
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), self->save);
  self->page = adw_preferences_page_new ();
  self->sum = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->sum), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->sum), 0);
  gtk_widget_set_margin_start (self->sum, 18);
  gtk_widget_set_margin_end (self->sum, 18);
  gtk_widget_set_margin_top (self->sum, 8);
  gtk_widget_set_margin_bottom (self->sum, 8);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->page);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), self->sum);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

static void
fill (RwCalendarEditor *self,
      gboolean          writable)
{
  GtkWidget *what = adw_preferences_group_new (), *hours = adw_preferences_group_new (),
            *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_auto (GStrv) texts =
    rw_opening_text_from_hours (rw_record_get_text (self->calendar, RW_CALENDAR_HOURS));
  const char *tz = rw_record_get_text (self->calendar, RW_CALENDAR_TZ);
  g_autoptr (GTimeZone) zone = tz != NULL ? rw_zone_get (tz) : NULL;
  gint64 now = rw_clock_now ();

  self->hours = rw_record_get_text (self->calendar, RW_CALENDAR_HOURS) != NULL
                  ? rw_opening_text_to_hours ((const char *const *) texts, NULL, NULL)
                  : NULL;
  self->name =
    add_entry (self, what, _ ("Name"), rw_record_get_text (self->calendar, RW_CALENDAR_NAME));
  self->zone = add_entry (self, what, _ ("Time zone, for example Europe/Berlin"), tz);
  for (guint i = 0; i < RW_WEEK_DAYS; i++)
    self->days[i] = add_entry (self, hours, g_dpgettext2 (NULL, "weekday", weekdays[i]), texts[i]);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (hours), _ ("Opening Hours"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (hours),
    _ ("08:00-13:00, 14:00-18:00. Empty is closed, 00:00-24:00 is all day."));
  gtk_box_append (GTK_BOX (buttons),
                  create_button (self, _ ("Like Monday"), G_CALLBACK (like_monday_cb)));
  gtk_box_append (GTK_BOX (buttons), create_button (self, _ ("24×7"), G_CALLBACK (always_cb)));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (hours), buttons);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  self->holidays = rw_holiday_editor_new (self->calendar,
                                          (zone != NULL ? rw_zone_wall (zone, now) : now) / RW_DAY);
  g_signal_connect_object (self->holidays, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (what));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page), ADW_PREFERENCES_GROUP (hours));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page),
                            ADW_PREFERENCES_GROUP (self->holidays));
  gtk_widget_set_sensitive (self->page, writable);
  gtk_widget_set_visible (self->save, writable);
}

/**
 * rw_calendar_editor_new:
 * @calendar: as it is; a new one may lack everything
 * @writable: whether the person may change it
 */
AdwNavigationPage *
rw_calendar_editor_new (RwRecord *calendar,
                        gboolean  writable)
{
  RwCalendarEditor *self = g_object_new (RW_TYPE_CALENDAR_EDITOR, NULL);
  const char *name = rw_record_get_text (calendar, RW_CALENDAR_NAME);

  self->calendar = g_object_ref (calendar);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 name != NULL ? name : _ ("New Calendar"));
  fill (self, writable);
  changed_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rw_calendar_editor_get_sum:
 *
 * Returns: what the calendar comes to, or what is wrong with it
 */
const char *
rw_calendar_editor_get_sum (RwCalendarEditor *self)
{
  g_return_val_if_fail (RW_IS_CALENDAR_EDITOR (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->sum));
}
