/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-changes-reading.h"

#include <glib/gi18n.h>

#include "rw-changes-entries.h"
#include "rw-changes-layers.h"
#include "rw-lane-view.h"

/**
 * rw_changes_reading_new:
 *
 * On the thread of the store.
 *
 * Returns: (transfer full): what was asked for
 */
RwChangesReading *
rw_changes_reading_new (RwCache             *cache,
                        const RwChangesAsk  *ask,
                        GError             **error)
{
  g_autoptr (RwChangesReading) self = g_new0 (RwChangesReading, 1);

  self->calendar = rw_query_change_calendar (cache, ask->from, ask->to, error);
  if (self->calendar == NULL ||
      !rw_change_calendar_judge (self->calendar, cache, ask->from, ask->to, NULL, error))
    return NULL;
  self->layers = rw_query_change_layers (cache, ask->layers, ask->from, ask->to, error);
  if (self->layers == NULL)
    return NULL;
  if (ask->lanes)
    {
      self->lanes = rw_query_change_lanes (cache, ask->by, ask->from, ask->to, error);
      if (self->lanes == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
rw_changes_reading_free (RwChangesReading *reading)
{
  if (reading == NULL)
    return;
  g_clear_pointer (&reading->calendar, rw_change_calendar_free);
  g_clear_pointer (&reading->layers, g_ptr_array_unref);
  g_clear_pointer (&reading->lanes, g_ptr_array_unref);
  g_free (reading);
}

static RwCalendarBand *
new_band (const RwLayerInfo *info)
{
  RwCalendarLayer layer = info->layer == RW_CHANGE_LAYER_SHIFTS    ? RW_CALENDAR_LAYER_SHIFTS
                          : info->layer == RW_CHANGE_LAYER_BACKUPS ? RW_CALENDAR_LAYER_BACKUPS
                                                                   : RW_CALENDAR_LAYER_NOTICES;
  g_autofree char *label = info->detail != NULL && layer == RW_CALENDAR_LAYER_NOTICES
                             ? g_strdup_printf ("%s · %s", info->name, info->detail)
                             : NULL;

  return rw_calendar_band_new (layer, label != NULL ? label : info->name != NULL ? info->name : _ ("Nobody"), info->start,
                               info->end, info->faint);
}

/**
 * rw_changes_reading_bands:
 * @layers: bits, see rw_changes_layers_parse()
 *
 * Returns: (transfer full) (element-type RwCalendarBand): what stands behind the changes
 */
GPtrArray *
rw_changes_reading_bands (RwChangesReading *reading,
                          guint             layers)
{
  GPtrArray *bands = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_band_free);

  for (guint i = 0; reading != NULL && i < reading->calendar->windows->len; i++)
    {
      const RwWindowInfo *window = reading->calendar->windows->pdata[i];
      RwCalendarLayer layer = window->freeze ? RW_CALENDAR_LAYER_FREEZES : RW_CALENDAR_LAYER_WINDOWS;

      if (layers & RW_CHANGES_LAYER (layer))
        g_ptr_array_add (bands, rw_changes_band_new (window));
    }
  for (guint i = 0; reading != NULL && i < reading->layers->len; i++)
    {
      RwCalendarBand *band = new_band (reading->layers->pdata[i]);

      if (layers & RW_CHANGES_LAYER (band->layer))
        g_ptr_array_add (bands, band);
      else
        rw_calendar_band_free (band);
    }
  return bands;
}

/**
 * rw_changes_reading_lanes:
 * @entries: (element-type RwCalendarEntry): those that are shown
 * @empty: also rows without any of them
 *
 * Returns: (transfer full) (element-type RwLane): the rows; last those that belong nowhere, if there are any
 */
GPtrArray *
rw_changes_reading_lanes (RwChangesReading *reading,
                          GPtrArray        *entries,
                          gboolean          empty)
{
  GPtrArray *lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_lane_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);
  g_autoptr (GHashTable) placed = g_hash_table_new (NULL, NULL);
  RwLane *nowhere;

  for (guint i = 0; i < entries->len; i++)
    g_hash_table_insert (by_id, &((RwCalendarEntry *) entries->pdata[i])->id, entries->pdata[i]);
  for (guint i = 0; reading != NULL && reading->lanes != NULL && i < reading->lanes->len; i++)
    {
      const RwChangeLane *info = reading->lanes->pdata[i];
      RwLane *lane = rw_lane_new (info->name, info->detail);

      for (guint j = 0; j < info->changes->len; j++)
        {
          RwCalendarEntry *entry = g_hash_table_lookup (by_id, &g_array_index (info->changes, RwId, j));

          if (entry == NULL)
            continue;
          g_ptr_array_add (lane->entries, g_rc_box_acquire (entry));
          g_hash_table_add (placed, entry);
        }
      if (lane->entries->len > 0 || empty)
        g_ptr_array_add (lanes, lane);
      else
        rw_lane_free (lane);
    }
  nowhere = rw_lane_new (_ ("Unassigned"), NULL);
  for (guint i = 0; i < entries->len; i++)
    if (!g_hash_table_contains (placed, entries->pdata[i]))
      g_ptr_array_add (nowhere->entries, g_rc_box_acquire (entries->pdata[i]));
  if (nowhere->entries->len > 0)
    g_ptr_array_add (lanes, nowhere);
  else
    rw_lane_free (nowhere);
  return lanes;
}
