/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/rw-forecast.h"
#include "rw-cache.h"

G_BEGIN_DECLS

/* The thresholds of every forecast that is shown: nearly full, full. */
#define RW_VOLUME_NEARLY 0
#define RW_VOLUME_WHOLE  1

/**
 * RwVolumeRow:
 * @name: mount point
 * @inodes: it counts inodes, not bytes
 * @system_kind: a device or a virtual machine
 * @service: (nullable): name, and so on
 * @day: of the last sample, see rw_date_parse()
 * @used: then
 * @size: then
 * @grown: more used than thirty days before; %G_MININT64 where that is not known
 * @forecast: from the last sample; its events are in it
 *
 * A volume that was measured, as lists show it.
 */
typedef struct
{
  RwId id;
  char *name;
  gboolean inodes;
  RwId system;
  RwKind system_kind;
  char *system_name;
  char *service;
  char *customer;
  char *site;
  gint64 day;
  gint64 used;
  gint64 size;
  gint64 grown;
  RwForecast forecast;
} RwVolumeRow;

/**
 * RwVolumeEvent:
 * @from: the day before, see rw_date_parse()
 * @to: the day on which it was over
 * @delta: what was used more then; 0 for a resize
 * @resized_to: the new size; 0 when it was none
 * @change: that was worked on then on the system or on its host; nil for none
 * @change_number: (nullable)
 * @change_title: (nullable)
 *
 * What the forecast leaves out, or a changed size, and the change that explains it.
 */
typedef struct
{
  gint64 from;
  gint64 to;
  gint64 delta;
  gint64 resized_to;
  RwId change;
  char *change_number;
  char *change_title;
} RwVolumeEvent;

/**
 * RwVolumeCurve:
 * @samples: (element-type RwVolumeSample): ascending
 * @events: (element-type RwVolumeEvent): ascending
 */
typedef struct
{
  RwVolumeRow *row;
  GArray *samples;
  GPtrArray *events;
} RwVolumeCurve;

GPtrArray     *rw_query_volumes     (RwCache             *cache,
                                     GCancellable        *cancellable,
                                     GError             **error);
RwVolumeCurve *rw_query_volume      (RwCache             *cache,
                                     const RwId          *id,
                                     GError             **error);
void           rw_volume_curve_free (RwVolumeCurve       *curve);
void           rw_volume_forecast   (const RwId          *id,
                                     GArray              *samples,
                                     gint64               more,
                                     RwForecast          *forecast);
int            rw_volume_row_compare (const RwVolumeRow  *a,
                                      const RwVolumeRow  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwVolumeCurve, rw_volume_curve_free)

G_END_DECLS
