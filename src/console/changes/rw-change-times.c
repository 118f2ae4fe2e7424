/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-times.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rules/rw-change-rules.h"
#include "rw-change-when.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-time.h"

struct _RwChangeTimes
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *start;
  GtkWidget *end;
  GtkWidget *zone;
  GtkWidget *calendar;
  GtkWidget *meaning;
  char *other_name;
  char *other_tz;
  gint64 duration; /* that is taken where only a start is given; 0 for none */
  gboolean updating;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangeTimes, rw_change_times, ADW_TYPE_PREFERENCES_GROUP)

static char *
dup_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static GTimeZone *
dup_zone (RwChangeTimes *self)
{
  g_autofree char *tz = dup_text (self->zone);

  return *tz != '\0' ? rw_zone_get (tz) : NULL;
}

static gboolean
mark (GtkWidget *row,
      gboolean   good)
{
  if (good)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  return good;
}

/* Whether all three fields are filled in and make sense; wall times and the zone. */
static gboolean
read_fields (RwChangeTimes  *self,
             gint64         *start,
             gint64         *end,
             GTimeZone     **zone)
{
  g_autoptr (GTimeZone) read = dup_zone (self);
  g_autofree char *from = dup_text (self->start), *to = dup_text (self->end);

  if (read == NULL ||
      !rw_change_when_read_start (from, rw_zone_wall (read, rw_clock_now ()), start))
    return FALSE;
  if (*to == '\0' && self->duration > 0)
    *end = *start + self->duration;
  else if (!rw_change_when_read_end (to, *start, end))
    return FALSE;
  *zone = g_steal_pointer (&read);
  return TRUE;
}

static void
append_zone (GString    *text,
             gint64      start,
             gint64      end,
             GTimeZone  *zone,
             const char *whose)
{
  g_autofree char *when = rw_change_when_describe (start, end, zone);

  g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", when, whose);
}

static char *
dup_meaning (RwChangeTimes *self,
             gint64         start_wall,
             gint64         end_wall,
             GTimeZone     *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc (), other = NULL;
  gint64 start = rw_zone_resolve (zone, start_wall), end = rw_zone_resolve (zone, end_wall),
         second = start / RW_SECOND;
  g_autofree char *length = rw_format_duration (end - start);
  GString *text = g_string_new (NULL);

  append_zone (text, start, end, zone,
               g_time_zone_get_abbreviation (zone,
                                             g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                                                        second)));
  append_zone (text, start, end, utc, "UTC");
  if (self->other_tz != NULL && g_strcmp0 (self->other_tz, g_time_zone_get_identifier (zone)) != 0)
    other = rw_zone_get (self->other_tz);
  if (other != NULL)
    {
      /* Translators: the customer, after a time in their zone: "Sat 28 Nov 22:00–01:00 at Kaufhaus Ahrens" */
      g_autofree char *whose = g_strdup_printf (_ ("at %s"), self->other_name);

      append_zone (text, start, end, other, whose);
    }
  g_string_append_printf (text, " · %s", length);
  /* The clock has jumped in between: what the wall says is not what it lasts. */
  if (end - start != end_wall - start_wall)
    g_string_append_printf (text, " · %s",
                            end - start < end_wall - start_wall ? _ ("clocks go forward")
                                                                : _ ("clocks go back"));
  if (start < rw_clock_now () && gtk_editable_get_editable (GTK_EDITABLE (self->start)))
    g_string_append_printf (text, " · %s", _ ("in the past"));
  return g_string_free (text, FALSE);
}

static void
judge (RwChangeTimes *self)
{
  g_autoptr (GTimeZone) zone = NULL, typed = dup_zone (self);
  g_autofree char *from = dup_text (self->start), *to = dup_text (self->end), *meaning = NULL;
  gint64 start = 0, end = 0;
  gboolean whole = read_fields (self, &start, &end, &zone), begins;

  mark (self->zone, typed != NULL);
  begins = *from == '\0' ||
           (typed != NULL &&
            rw_change_when_read_start (from, rw_zone_wall (typed, rw_clock_now ()), &start));
  mark (self->start, begins || typed == NULL);
  mark (self->end, whole || *from == '\0' || !begins || (*to == '\0' && self->duration == 0));
  if (typed == NULL)
    meaning = g_strdup (_ ("This time zone is not known: write it as Europe/Berlin"));
  else if (whole)
    meaning = dup_meaning (self, start, end, zone);
  else if (!begins)
    meaning = g_strdup (_ ("Write the start as 2026-11-29 02:00, 29.11. 02:00 or 02:00"));
  else if (*from != '\0' && *to != '\0')
    meaning = g_strdup (_ ("Write the end as 05:00, 3 h, 90 min or with its date"));
  else
    meaning = g_strdup (_ ("Both may stay empty until the change is submitted"));
  gtk_label_set_label (GTK_LABEL (self->meaning), meaning);
}

static void
changed_cb (RwChangeTimes *self)
{
  if (self->updating)
    return;
  judge (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
done_cb (RwChangeTimes *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
day_selected_cb (RwChangeTimes *self,
                 GtkCalendar   *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d"), *old = dup_text (self->start),
                  *text = NULL;
  const char *clock = strrchr (old, ' ');

  clock = clock != NULL ? clock + 1 : strchr (old, ':') != NULL ? old : "22:00";
  text = g_strdup_printf ("%s %s", date, clock);
  gtk_editable_set_text (GTK_EDITABLE (self->start), text);
}

static void
rw_change_times_finalize (GObject *object)
{
  RwChangeTimes *self = RW_CHANGE_TIMES (object);

  g_free (self->other_name);
  g_free (self->other_tz);
  G_OBJECT_CLASS (rw_change_times_parent_class)->finalize (object);
}

static void
rw_change_times_class_init (RwChangeTimesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_change_times_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", RW_TYPE_CHANGE_TIMES, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", RW_TYPE_CHANGE_TIMES, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_row (RwChangeTimes *self,
         const char    *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
create_calendar (RwChangeTimes *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (),
            *calendar = gtk_calendar_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

static void
rw_change_times_init (RwChangeTimes *self)
{
  self->updating = TRUE;
  self->start = add_row (self, C_ ("time", "Start"));
  self->calendar = create_calendar (self);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->start), self->calendar);
  self->end = add_row (self, _ ("End, or how long it takes"));
  self->zone = add_row (self, _ ("Time zone"));
  gtk_editable_set_text (GTK_EDITABLE (self->zone),
                         g_time_zone_get_identifier (rw_format_get_zone ()));
  self->meaning = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->meaning), 0);
  gtk_label_set_wrap (GTK_LABEL (self->meaning), TRUE);
  gtk_widget_add_css_class (self->meaning, "caption");
  gtk_widget_add_css_class (self->meaning, "numeric");
  gtk_widget_set_margin_top (self->meaning, 6);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->meaning);
  self->updating = FALSE;
  judge (self);
}

GtkWidget *
rw_change_times_new (void)
{
  return g_object_new (RW_TYPE_CHANGE_TIMES, NULL);
}

/**
 * rw_change_times_set:
 * @start: wall time; 0 with @end 0 for not known yet
 * @end: wall time
 * @tz: (nullable): IANA zone; %NULL for the one on the screen
 */
void
rw_change_times_set (RwChangeTimes *self,
                     gint64         start,
                     gint64         end,
                     const char    *tz)
{
  g_autofree char *from = NULL, *to = NULL;

  g_return_if_fail (RW_IS_CHANGE_TIMES (self));
  from = start != 0 ? rw_change_when_write (start) : g_strdup ("");
  to = end != 0 ? rw_change_when_write_end (start, end) : g_strdup ("");
  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->start), from);
  gtk_editable_set_text (GTK_EDITABLE (self->end), to);
  gtk_editable_set_text (GTK_EDITABLE (self->zone),
                         tz != NULL ? tz : g_time_zone_get_identifier (rw_format_get_zone ()));
  self->updating = FALSE;
  changed_cb (self);
}

/**
 * rw_change_times_set_record:
 *
 * Shows when a change is planned, in the zone in which it was planned.
 */
void
rw_change_times_set_record (RwChangeTimes *self,
                            RwRecord      *change)
{
  const char *tz = rw_record_get_text (change, RW_CHANGE_TZ);
  g_autoptr (GTimeZone) zone = tz != NULL ? rw_zone_get (tz) : NULL;
  gint64 start = 0, end = 0;

  if (zone == NULL)
    {
      zone = g_time_zone_ref (rw_format_get_zone ());
      tz = NULL;
    }
  if (rw_record_has (change, RW_CHANGE_START))
    start = rw_zone_wall (zone, rw_record_get_integer (change, RW_CHANGE_START, 0));
  if (rw_record_has (change, RW_CHANGE_END))
    end = rw_zone_wall (zone, rw_record_get_integer (change, RW_CHANGE_END, 0));
  rw_change_times_set (self, start, end, tz);
}

/**
 * rw_change_times_set_other:
 * @name: (nullable): the customer
 * @tz: (nullable): the customer's zone
 */
void
rw_change_times_set_other (RwChangeTimes *self,
                           const char    *name,
                           const char    *tz)
{
  g_return_if_fail (RW_IS_CHANGE_TIMES (self));
  g_set_str (&self->other_name, name);
  g_set_str (&self->other_tz, name != NULL ? tz : NULL);
  judge (self);
}

/**
 * rw_change_times_set_duration:
 * @duration: microseconds: how long it takes where a person gives only a start; 0 for unknown
 */
void
rw_change_times_set_duration (RwChangeTimes *self,
                              gint64         duration)
{
  g_return_if_fail (RW_IS_CHANGE_TIMES (self));
  self->duration = duration;
  judge (self);
}

void
rw_change_times_set_editable (RwChangeTimes *self,
                              gboolean       editable)
{
  GtkWidget *const rows[] = { self->start, self->end, self->zone };

  g_return_if_fail (RW_IS_CHANGE_TIMES (self));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_editable_set_editable (GTK_EDITABLE (rows[i]), editable);
  gtk_widget_set_visible (self->calendar, editable);
  judge (self);
}

/**
 * rw_change_times_is_empty:
 *
 * Returns: whether nothing is planned yet
 */
gboolean
rw_change_times_is_empty (RwChangeTimes *self)
{
  g_autofree char *start = NULL, *end = NULL;

  g_return_val_if_fail (RW_IS_CHANGE_TIMES (self), TRUE);
  start = dup_text (self->start);
  end = dup_text (self->end);
  return *start == '\0' && *end == '\0';
}

/**
 * rw_change_times_get:
 * @start: (out): microseconds since 1970, UTC
 * @end: (out): the same
 *
 * Returns: whether both are known
 */
gboolean
rw_change_times_get (RwChangeTimes *self,
                     gint64        *start,
                     gint64        *end)
{
  g_autoptr (GTimeZone) zone = NULL;
  gint64 from, to;

  g_return_val_if_fail (RW_IS_CHANGE_TIMES (self), FALSE);
  if (!read_fields (self, &from, &to, &zone))
    return FALSE;
  *start = rw_zone_resolve (zone, from);
  *end = rw_zone_resolve (zone, to);
  return *end > *start;
}

/**
 * rw_change_times_apply:
 * @change: gets wall times, zone and instants, or none where all is empty
 *
 * Returns: %FALSE when what is typed makes no sense; @change is as it was
 */
gboolean
rw_change_times_apply (RwChangeTimes *self,
                       RwRecord      *change)
{
  static const guint fields[] = { RW_CHANGE_START, RW_CHANGE_END, RW_CHANGE_START_WALL,
                                  RW_CHANGE_END_WALL, RW_CHANGE_TZ };
  g_autoptr (GTimeZone) zone = NULL;
  gint64 start, end;

  g_return_val_if_fail (RW_IS_CHANGE_TIMES (self), FALSE);
  if (rw_change_times_is_empty (self))
    {
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        rw_record_take (change, fields[i], RW_VALUE_NULL);
      return TRUE;
    }
  if (!read_fields (self, &start, &end, &zone) ||
      rw_zone_resolve (zone, end) <= rw_zone_resolve (zone, start))
    return FALSE;
  rw_change_set_times (change, start, end, g_time_zone_get_identifier (zone));
  return TRUE;
}
