/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-volume-rules.h"

#include <glib/gi18n-lib.h>

/* When the room that is left is somebody's business (DOMAIN, "Disk usage"). */

static gint64
threshold (RwRecord *volume, guint field, gint64 fallback)
{
  return rw_record_get_integer (volume, field, fallback);
}

/**
 * rw_volume_judge:
 * @volume: with thresholds of its own, or none; 0 is never
 * @last: the newest sample
 * @full: (nullable): when it reaches all of its size; %NULL where nothing is forecast
 *
 * The day that is likely counts, not the earliest.
 */
RwVolumeAlert
rw_volume_judge (RwRecord *volume, const RwVolumeSample *last, const RwForecastRange *full)
{
  gint64 percent =
    threshold (volume, RW_VOLUME_ALERT_PERCENT, RW_VOLUME_DEFAULT_PERCENT);
  gint64 days = threshold (volume, RW_VOLUME_ALERT_DAYS, RW_VOLUME_DEFAULT_DAYS);
  gboolean used_up = percent > 0 && (double) last->used * 100 >= (double) percent * (double) last->size;
  gboolean soon = days > 0 && full != NULL && full->p50 != RW_FORECAST_NEVER && full->p50 <= days;

  if (last->size <= 0 || (percent <= 0 && days <= 0))
    return RW_VOLUME_ALERT_NONE;
  if (last->used >= last->size)
    return RW_VOLUME_ALERT_FULL;
  if (soon && full->p50 < RW_VOLUME_URGENT_DAYS)
    return RW_VOLUME_ALERT_URGENT;
  return used_up || soon ? RW_VOLUME_ALERT_NEAR : RW_VOLUME_ALERT_NONE;
}

/**
 * rw_volume_urgency:
 *
 * Returns: of a ticket about it
 */
RwLevel
rw_volume_urgency (RwVolumeAlert alert)
{
  return alert == RW_VOLUME_ALERT_FULL     ? RW_LEVEL_HIGH
         : alert == RW_VOLUME_ALERT_URGENT ? RW_LEVEL_MEDIUM
                                           : RW_LEVEL_LOW;
}

/**
 * rw_volume_range_text:
 * @full: (nullable): when it is full
 *
 * Returns: (transfer full) (nullable): "full in 74-95 days, likely 84"; %NULL where there is no telling
 */
char *
rw_volume_range_text (const RwForecastRange *full)
{
  if (full == NULL || full->p50 == RW_FORECAST_NEVER)
    return NULL;
  if (full->p50 == 0)
    return g_strdup (_ ("full now"));
  if (full->p90 == RW_FORECAST_NEVER)
    return g_strdup_printf (ngettext ("full in %d day at the earliest, likely %d",
                                      "full in %d days at the earliest, likely %d", (gulong) full->p10),
                            full->p10, full->p50);
  if (full->p10 == full->p90)
    return g_strdup_printf (ngettext ("full in %d day", "full in %d days", (gulong) full->p50),
                            full->p50);
  return g_strdup_printf (_ ("full in %d–%d days, likely %d"), full->p10, full->p90, full->p50);
}
