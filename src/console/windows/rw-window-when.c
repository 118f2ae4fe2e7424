/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-window-when.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rules/rw-recurrence-text.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "rw-schema.h"
#include "rw-time.h"

#define WEEK 7

/* The ways of recurring, and behind them the rule that is kept as it is. */
#define OWN_RULE RW_N_REPEATS

/* How a series ends. */
enum
{
  ENDS_NEVER,
  ENDS_ON,
  ENDS_AFTER,
};

struct _RwWindowWhen
{
  AdwPreferencesGroup parent_instance;

  char *rule; /* (nullable): that the controls cannot say */
  gboolean filling;

  GtkWidget *repeat;
  GtkWidget *own_rule;
  GtkWidget *interval;
  GtkWidget *weekdays;
  GtkWidget *toggles[WEEK];
  GtkWidget *month_day;
  GtkWidget *nth;
  GtkWidget *weekday;
  GtkWidget *date;
  GtkWidget *start;
  GtkWidget *span;
  GtkWidget *zone;
  GtkWidget *ends;
  GtkWidget *until;
  GtkWidget *count;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwWindowWhen, rw_window_when, ADW_TYPE_PREFERENCES_GROUP)

static const char *const weekday_names[WEEK] = {
  NC_ ("weekday", "Monday"), NC_ ("weekday", "Tuesday"),  NC_ ("weekday", "Wednesday"), NC_ ("weekday", "Thursday"),
  NC_ ("weekday", "Friday"), NC_ ("weekday", "Saturday"), NC_ ("weekday", "Sunday"),
};

static const char *const weekday_letters[WEEK] = {
  NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"), NC_ ("short weekday", "Thu"),
  NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"), NC_ ("short weekday", "Sun"),
};

/* In the order of the rows of a combo: 1 to 4, then the last; a 5th only where one was written. */
static const int nths[] = { 1, 2, 3, 4, 5, -1 };

static guint
selected (GtkWidget *combo)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (combo));
}

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
mark (GtkWidget *row, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static const char *
interval_title (guint repeat)
{
  switch (repeat)
    {
    case RW_REPEAT_DAILY:
      return C_ ("recurrence", "Every so many days");
    case RW_REPEAT_WEEKLY:
      return C_ ("recurrence", "Every so many weeks");
    case RW_REPEAT_YEARLY:
      return C_ ("recurrence", "Every so many years");
    default:
      return C_ ("recurrence", "Every so many months");
    }
}

/* Only what belongs to the way of recurring is there. */
static void
show_rows (RwWindowWhen *self)
{
  guint repeat = selected (self->repeat), ends = selected (self->ends);
  gboolean planned = repeat != RW_REPEAT_ONCE && repeat < OWN_RULE;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->interval), interval_title (repeat));
  gtk_widget_set_visible (self->own_rule, repeat == OWN_RULE);
  gtk_widget_set_visible (self->interval, planned);
  gtk_widget_set_visible (self->weekdays, repeat == RW_REPEAT_WEEKLY);
  gtk_widget_set_visible (self->month_day, repeat == RW_REPEAT_MONTHLY_DAY);
  gtk_widget_set_visible (self->nth, repeat == RW_REPEAT_MONTHLY_WEEKDAY);
  gtk_widget_set_visible (self->weekday, repeat == RW_REPEAT_MONTHLY_WEEKDAY);
  gtk_widget_set_visible (self->ends, planned);
  gtk_widget_set_visible (self->until, planned && ends == ENDS_ON);
  gtk_widget_set_visible (self->count, planned && ends == ENDS_AFTER);
}

static void
changed_cb (RwWindowWhen *self)
{
  if (self->filling)
    return;
  show_rows (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
refuse (GtkWidget *row, GError **error, const char *message)
{
  mark (row, TRUE);
  g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
read_start (RwWindowWhen *self, gint64 *start, GError **error)
{
  g_autofree char *date = dup_text (self->date);
  g_autofree char *clock = dup_text (self->start);
  g_autofree char *both = g_strdup_printf ("%s%s", strlen (clock) == 4 ? "0" : "", clock);
  g_autofree char *wall = g_strdup_printf ("%sT%s", date, both);
  gint64 day;

  if (!rw_date_parse (date, &day))
    return refuse (self->date, error, _ ("Write the first day as 2026-03-22."));
  if (!rw_wall_parse (wall, start))
    return refuse (self->start, error, _ ("Write the start as 02:00."));
  return TRUE;
}

static gboolean
read_ends (RwWindowWhen *self, gint64 start, RwRepeatPlan *plan, GError **error)
{
  g_autofree char *until = dup_text (self->until);

  if (selected (self->ends) == ENDS_AFTER)
    plan->count = (guint) adw_spin_row_get_value (ADW_SPIN_ROW (self->count));
  if (selected (self->ends) != ENDS_ON)
    return TRUE;
  if (!rw_date_parse (until, &plan->until))
    return refuse (self->until, error, _ ("Write the last day as 2027-03-21."));
  if (plan->until * RW_DAY + RW_DAY <= start)
    return refuse (self->until, error, _ ("The last day is before the first."));
  return TRUE;
}

static gboolean
read_plan (RwWindowWhen *self, gint64 start, RwRepeatPlan *plan, GError **error)
{
  rw_repeat_plan_init (plan, start);
  plan->repeat = selected (self->repeat);
  if (plan->repeat == RW_REPEAT_ONCE)
    return TRUE;
  plan->interval = (guint) adw_spin_row_get_value (ADW_SPIN_ROW (self->interval));
  plan->weekdays = 0;
  for (guint i = 0; i < WEEK; i++)
    plan->weekdays |=
      gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggles[i])) ? 1u << i : 0;
  plan->month_day = selected (self->month_day) < 31 ? (int) selected (self->month_day) + 1 : -1;
  plan->nth = nths[selected (self->nth)];
  plan->weekday = (int) selected (self->weekday);
  if (plan->repeat == RW_REPEAT_WEEKLY && plan->weekdays == 0)
    return refuse (self->weekdays, error, _ ("Choose a day of the week."));
  return read_ends (self, start, plan, error);
}

static void
write_text (RwRecord *window, guint field, const char *text)
{
  if (text != NULL)
    rw_record_set_text (window, field, text);
  else
    rw_record_take (window, field, RW_VALUE_NULL);
}

/**
 * rw_window_when_write:
 * @window: which gets its start, duration, zone and rule
 *
 * Returns: whether what was written can be read; the row at fault is marked
 */
gboolean
rw_window_when_write (RwWindowWhen *self, RwRecord *window, GError **error)
{
  GtkWidget *const rows[] = { self->date, self->start, self->span,
                              self->zone, self->until, self->weekdays };
  g_autofree char *zone = dup_text (self->zone);
  g_autofree char *span = dup_text (self->span);
  g_autofree char *wall = NULL;
  g_autofree char *rule = NULL;
  g_autoptr (GTimeZone) known = *zone != '\0' ? rw_zone_get (zone) : NULL;
  gint64 start, minutes;
  RwRepeatPlan plan;

  g_return_val_if_fail (RW_IS_WINDOW_WHEN (self), FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    mark (rows[i], FALSE);
  if (!read_start (self, &start, error))
    return FALSE;
  if (selected (self->repeat) == OWN_RULE)
    rule = g_strdup (self->rule);
  else if (!read_plan (self, start, &plan, error))
    return FALSE;
  else
    {
      start = rw_repeat_plan_align (&plan, start);
      rule = rw_repeat_plan_to_rrule (&plan);
    }
  if (!rw_span_parse (span, start, &minutes))
    return refuse (self->span, error,
                   _ ("Write the end as 05:00, or how long it takes as 3 h or 90 min."));
  if (known == NULL)
    return refuse (self->zone, error, _ ("This time zone is not known."));
  wall = rw_wall_to_string (start);
  rw_record_set_text (window, RW_WINDOW_START_WALL, wall);
  rw_record_set_text (window, RW_WINDOW_TZ, zone);
  rw_record_set_integer (window, RW_WINDOW_DURATION, minutes);
  write_text (window, RW_WINDOW_RRULE, rule);
  return TRUE;
}

static void
rw_window_when_finalize (GObject *object)
{
  g_free (RW_WINDOW_WHEN (object)->rule);
  G_OBJECT_CLASS (rw_window_when_parent_class)->finalize (object);
}

static void
rw_window_when_class_init (RwWindowWhenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_window_when_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_WINDOW_WHEN, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_row (RwWindowWhen *self, GtkWidget *row, const char *title, const char *signal)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (signal != NULL)
    g_signal_connect_object (row, signal, G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static GtkWidget *
add_entry (RwWindowWhen *self, const char *title)
{
  return add_row (self, adw_entry_row_new (), title, "changed");
}

static GtkWidget *
add_combo (RwWindowWhen *self, const char *title, GtkStringList *list)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  return add_row (self, row, title, "notify::selected");
}

static void
add_weekdays (RwWindowWhen *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->weekdays = add_row (self, adw_action_row_new (), C_ ("recurrence", "On"), NULL);
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; i < WEEK; i++)
    {
      self->toggles[i] =
        gtk_toggle_button_new_with_label (g_dpgettext2 (NULL, "short weekday", weekday_letters[i]));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_dpgettext2 (NULL, "weekday", weekday_names[i]), -1);
      g_signal_connect_object (self->toggles[i], "toggled", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), self->toggles[i]);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->weekdays), box);
}

static GtkStringList *
list_month_days (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (int day = 1; day <= 31; day++)
    {
      g_autofree char *text = g_strdup_printf ("%d", day);

      gtk_string_list_append (list, text);
    }
  gtk_string_list_append (list, C_ ("day of the month", "Last day"));
  return list;
}

static GtkStringList *
list_words (const char *const *words, guint n, const char *context)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, g_dpgettext2 (NULL, context, words[i]));
  return list;
}

static void
add_rule_rows (RwWindowWhen *self)
{
  static const char *const repeats[] = {
    NC_ ("repeat", "Once"),
    NC_ ("repeat", "Daily"),
    NC_ ("repeat", "Weekly"),
    NC_ ("repeat", "Monthly on a day"),
    NC_ ("repeat", "Monthly on a weekday"),
    NC_ ("repeat", "Yearly"),
  };
  static const char *const words[] = {
    NC_ ("nth weekday", "First"),  NC_ ("nth weekday", "Second"), NC_ ("nth weekday", "Third"),
    NC_ ("nth weekday", "Fourth"), NC_ ("nth weekday", "Fifth"),  NC_ ("nth weekday", "Last"),
  };
  static const char *const ends[] = {
    NC_ ("recurrence ends", "Never"),
    NC_ ("recurrence ends", "On a day"),
    NC_ ("recurrence ends", "After so many times"),
  };
  g_autoptr (GtkStringList) repeat_list = list_words (repeats, G_N_ELEMENTS (repeats), "repeat");
  g_autoptr (GtkStringList) nth_list = list_words (words, G_N_ELEMENTS (words), "nth weekday");
  g_autoptr (GtkStringList) weekday_list = list_words (weekday_names, WEEK, "weekday");
  g_autoptr (GtkStringList) ends_list = list_words (ends, G_N_ELEMENTS (ends), "recurrence ends");
  g_autoptr (GtkStringList) month_days = list_month_days ();

  self->repeat = add_combo (self, _ ("Repeats"), repeat_list);
  self->own_rule = add_row (self, adw_action_row_new (), _ ("Rule"), NULL);
  gtk_widget_add_css_class (self->own_rule, "property");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (self->own_rule), TRUE);
  self->interval = add_row (self, adw_spin_row_new_with_range (1, RW_REPEAT_INTERVAL_MOST, 1), "",
                            "notify::value");
  add_weekdays (self);
  self->month_day = add_combo (self, _ ("Day of the month"), month_days);
  self->nth = add_combo (self, C_ ("recurrence", "Which"), nth_list);
  self->weekday = add_combo (self, _ ("Weekday"), weekday_list);
  self->date = add_entry (self, _ ("First day, for example 2026-03-22"));
  self->start = add_entry (self, _ ("Start, for example 02:00"));
  self->span = add_entry (self, _ ("End, or how long: 05:00, 3 h, 90 min"));
  self->zone = add_entry (self, _ ("Time zone, for example Europe/Berlin"));
  self->ends = add_combo (self, _ ("Ends"), ends_list);
  self->until = add_entry (self, _ ("Last day, for example 2027-03-21"));
  self->count = add_row (self, adw_spin_row_new_with_range (1, RW_REPEAT_COUNT_MOST, 1),
                         _ ("Times"), "notify::value");
}

static void
rw_window_when_init (RwWindowWhen *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), C_ ("maintenance window", "When"));
  self->filling = TRUE;
  add_rule_rows (self);
}

static void
fill_plan (RwWindowWhen *self, const RwRepeatPlan *plan)
{
  char date[RW_DATE_STRING_LENGTH + 1];

  adw_combo_row_set_selected (ADW_COMBO_ROW (self->repeat), plan->repeat);
  adw_spin_row_set_value (ADW_SPIN_ROW (self->interval), plan->interval);
  for (guint i = 0; i < WEEK; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggles[i]),
                                  (plan->weekdays & (1u << i)) != 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->month_day),
                              plan->month_day < 0 ? 31 : (guint) plan->month_day - 1);
  for (guint i = 0; i < G_N_ELEMENTS (nths); i++)
    if (nths[i] == plan->nth)
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->nth), i);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->weekday), (guint) plan->weekday);
  if (plan->until != RW_REPEAT_FOR_EVER)
    {
      rw_date_write (plan->until, date);
      gtk_editable_set_text (GTK_EDITABLE (self->until), date);
    }
  adw_spin_row_set_value (ADW_SPIN_ROW (self->count), plan->count > 0 ? plan->count : 10);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->ends), plan->count > 0 ? ENDS_AFTER
                                                          : plan->until != RW_REPEAT_FOR_EVER
                                                            ? ENDS_ON
                                                            : ENDS_NEVER);
}

static void
fill_own_rule (RwWindowWhen *self, const char *rule)
{
  GtkStringList *list = GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (self->repeat)));
  g_autofree char *escaped = g_markup_escape_text (rule, -1);

  self->rule = g_strdup (rule);
  gtk_string_list_append (list, C_ ("repeat", "By a rule of its own"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->own_rule), escaped);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->repeat), OWN_RULE);
}

/**
 * rw_window_when_new:
 * @window: as it is
 */
GtkWidget *
rw_window_when_new (RwRecord *window)
{
  RwWindowWhen *self = g_object_new (RW_TYPE_WINDOW_WHEN, NULL);
  const char *wall = rw_record_get_text (window, RW_WINDOW_START_WALL),
             *tz = rw_record_get_text (window, RW_WINDOW_TZ),
             *rule = rw_record_get_text (window, RW_WINDOW_RRULE);
  gint64 start, minutes = rw_record_get_integer (window, RW_WINDOW_DURATION, 60);
  RwRepeatPlan plan;

  gtk_editable_set_text (GTK_EDITABLE (self->zone), tz != NULL ? tz : "");
  if (rw_wall_parse (wall, &start))
    {
      g_autofree char *text = rw_wall_to_string (start);
      g_autofree char *date = g_strndup (text, RW_DATE_STRING_LENGTH);
      g_autofree char *clock =
        g_strndup (text + RW_DATE_STRING_LENGTH + 1, g_str_has_suffix (text, ":00") ? 5 : 8);
      g_autofree char *span = rw_span_to_text (start, minutes);
      gboolean plain = rw_repeat_plan_parse (&plan, rule, start);

      if (!plain)
        rw_repeat_plan_init (&plan, start);
      gtk_editable_set_text (GTK_EDITABLE (self->date), date);
      gtk_editable_set_text (GTK_EDITABLE (self->start), clock);
      gtk_editable_set_text (GTK_EDITABLE (self->span), span);
      fill_plan (self, &plan);
      if (!plain)
        fill_own_rule (self, rule);
    }
  self->filling = FALSE;
  show_rows (self);
  return GTK_WIDGET (self);
}
