/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-entry.h"

#include <glib/gi18n.h>

#include "rw-clock.h"

/**
 * rw_calendar_entry_new:
 *
 * Returns: (transfer full): an entry; fill in the rest before it is shared
 */
RwCalendarEntry *
rw_calendar_entry_new (const RwId *id,
                       const char *number,
                       const char *title,
                       gint64      start,
                       gint64      end)
{
  RwCalendarEntry *entry = g_rc_box_new0 (RwCalendarEntry);

  entry->id = *id;
  entry->number = g_strdup (number);
  entry->title = g_strdup (title);
  entry->start = start;
  entry->end = end;
  return entry;
}

static void
clear_entry (gpointer data)
{
  RwCalendarEntry *entry = data;

  g_free (entry->number);
  g_free (entry->title);
  g_free (entry->detail);
  g_free (entry->status);
  g_free (entry->note);
}

void
rw_calendar_entry_unref (RwCalendarEntry *entry)
{
  g_rc_box_release_full (entry, clear_entry);
}

static GDateTime *
local_time (gint64     instant,
            GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / RW_SECOND);

  return g_date_time_to_timezone (utc, zone);
}

/**
 * rw_calendar_entry_times:
 *
 * Returns: (transfer full): "22:00–02:00"
 */
char *
rw_calendar_entry_times (const RwCalendarEntry *entry,
                         GTimeZone             *zone)
{
  g_autoptr (GDateTime) start = local_time (entry->start, zone);
  g_autoptr (GDateTime) end = local_time (entry->end, zone);
  g_autofree char *from = g_date_time_format (start, "%H:%M");
  g_autofree char *to = g_date_time_format (end, "%H:%M");

  return g_strdup_printf ("%s–%s", from, to);
}

/**
 * rw_calendar_range_text:
 *
 * Returns: (transfer full): "Wed 25 Nov, 22:00–02:00"
 */
char *
rw_calendar_range_text (gint64     start,
                        gint64     end,
                        GTimeZone *zone)
{
  g_autoptr (GDateTime) from = local_time (start, zone);
  g_autoptr (GDateTime) to = local_time (end, zone);
  /* Translators: a day in a calendar: weekday, day of the month, month. */
  g_autofree char *day = g_date_time_format (from, C_ ("calendar day", "%a %-e %b"));
  g_autofree char *from_time = g_date_time_format (from, "%H:%M");
  g_autofree char *to_time = g_date_time_format (to, "%H:%M");

  return g_strdup_printf ("%s, %s–%s", day, from_time, to_time);
}

/**
 * rw_calendar_entry_speak:
 *
 * Returns: (transfer full): the entry as a sentence for a screen reader
 */
char *
rw_calendar_entry_speak (const RwCalendarEntry *entry,
                         GTimeZone             *zone)
{
  g_autofree char *range = rw_calendar_range_text (entry->start, entry->end, zone);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s, %s", entry->number != NULL ? entry->number : "", entry->title, range);
  if (entry->status != NULL)
    g_string_append_printf (text, ", %s", entry->status);
  if (entry->detail != NULL)
    g_string_append_printf (text, ", %s", entry->detail);
  if (entry->note != NULL)
    g_string_append_printf (text, ", %s", entry->note);
  return g_strstrip (g_string_free (text, FALSE));
}

/**
 * rw_calendar_band_new:
 *
 * Returns: (transfer full): a band
 */
RwCalendarBand *
rw_calendar_band_new (RwCalendarLayer  layer,
                      const char      *label,
                      gint64           start,
                      gint64           end,
                      gboolean         faint)
{
  RwCalendarBand *band = g_new0 (RwCalendarBand, 1);

  band->layer = layer;
  band->label = g_strdup (label);
  band->start = start;
  band->end = end;
  band->faint = faint;
  return band;
}

void
rw_calendar_band_free (RwCalendarBand *band)
{
  g_free (band->label);
  g_free (band);
}

/**
 * rw_calendar_layer_icon:
 *
 * Returns: name of the symbolic icon that stands for the layer, in the views and in their legend
 */
const char *
rw_calendar_layer_icon (RwCalendarLayer layer)
{
  static const char *const icons[RW_CALENDAR_N_LAYERS] = {
    "emblem-system-symbolic",  "changes-prevent-symbolic", "call-start-symbolic",
    "drive-harddisk-symbolic", "network-wired-symbolic",
  };

  g_return_val_if_fail (layer < RW_CALENDAR_N_LAYERS, NULL);
  return icons[layer];
}

/**
 * rw_calendar_layer_label:
 *
 * Returns: its name, translated
 */
const char *
rw_calendar_layer_label (RwCalendarLayer layer)
{
  static const char *const labels[RW_CALENDAR_N_LAYERS] = {
    N_ ("Maintenance windows"), N_ ("Freezes"),         N_ ("On-call shifts"),
    N_ ("Backup windows"),      N_ ("Carrier notices"),
  };

  g_return_val_if_fail (layer < RW_CALENDAR_N_LAYERS, NULL);
  return _ (labels[layer]);
}
