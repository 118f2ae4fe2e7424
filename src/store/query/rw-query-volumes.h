/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/rw-forecast.h"
#include "rules/rw-need-rules.h"
#include "rw-cache.h"

G_BEGIN_DECLS

/* The thresholds of every forecast that is shown: nearly full, full. */
#define RW_VOLUME_NEARLY 0
#define RW_VOLUME_WHOLE  1

/**
 * RwVolumesBy:
 * @RW_VOLUMES_BY_NONE: each volume by itself
 * @RW_VOLUMES_BY_SYSTEM: those of a device or a virtual machine together, and so on
 *
 * What is added up before it is forecast.
 */
typedef enum
{
  RW_VOLUMES_BY_NONE,
  RW_VOLUMES_BY_SYSTEM,
  RW_VOLUMES_BY_SERVICE,
  RW_VOLUMES_BY_SITE,
  RW_VOLUMES_BY_CUSTOMER,
  RW_VOLUMES_N_BY,
} RwVolumesBy;

/**
 * RwVolumeRow:
 * @id: of the volume, or of what its group is of; nil for those that belong to nothing of the kind
 * @kind: %RW_KIND_VOLUME, or that of @id; %RW_KIND_NONE where @id is nil
 * @n_volumes: in the group
 * @name: (nullable): mount point; name of what the group is of, %NULL where @id is nil
 * @inodes: it counts inodes, not bytes
 * @system: nil for a group of more than one system
 * @system_kind: a device or a virtual machine
 * @service: (nullable): name, and so on; of a group only of what it is made by
 * @day: of the last sample, see rw_date_parse()
 * @used: then
 * @size: then
 * @grown: more used than thirty days before; %G_MININT64 where that is not known
 * @alert_percent: what holds for it: its own, or that of rw-volume-rules.h; 0 for never
 * @alert_days: the same
 * @own_percent: @alert_percent is its own
 * @own_days: @alert_days is its own
 * @ticket: nil for none
 * @ticket_number: (nullable): %NULL for a draft
 * @ticket_open: it waits for somebody
 * @pending: @forecast is not known yet: see rw_query_volumes()
 * @rank: how soon somebody should make room
 * @forecast: from the last sample; its events are in it
 *
 * A volume that was measured, or several of them as one, as lists show it.
 */
typedef struct
{
  RwId id;
  RwKind kind;
  guint n_volumes;
  char *name;
  gboolean inodes;
  RwId system;
  RwKind system_kind;
  char *system_name;
  RwId service_id;
  char *service;
  RwId customer_id;
  char *customer;
  RwId site_id;
  char *site;
  gint64 day;
  gint64 used;
  gint64 size;
  gint64 grown;
  int alert_percent;
  int alert_days;
  gboolean own_percent;
  gboolean own_days;
  RwId ticket;
  char *ticket_number;
  gboolean ticket_open;
  gboolean pending;
  RwNeedRank rank;
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
 * RwVolumeQuestion:
 * @by: what is asked for
 * @id: of the volume, or of what the group is of; nil for those that belong to nothing of the kind
 * @inodes: of a group those that count inodes, not bytes
 * @change: what would be if; nothing where both are 0
 * @n_days: how far the fans go, up to %RW_FORECAST_HORIZON
 */
typedef struct
{
  RwVolumesBy by;
  RwId id;
  gboolean inodes;
  RwForecastChange change;
  guint n_days;
} RwVolumeQuestion;

/**
 * RwVolumeCurve:
 * @samples: (element-type RwVolumeSample): ascending
 * @events: (element-type RwVolumeEvent): ascending
 * @fan: from the last sample on
 * @changed: what is asked for with the question's change; as @row's without one
 * @changed_fan: the same; empty without one
 */
typedef struct
{
  RwVolumeRow *row;
  GArray *samples;
  GPtrArray *events;
  RwForecastFan fan;
  RwForecastChange change;
  RwForecast changed;
  RwForecastFan changed_fan;
} RwVolumeCurve;

GPtrArray     *rw_query_volumes      (RwCache                 *cache,
                                      RwVolumesBy              by,
                                      guint                    most_new,
                                      GCancellable            *cancellable,
                                      GError                 **error);
RwVolumeCurve *rw_query_volume       (RwCache                 *cache,
                                      const RwVolumeQuestion  *question,
                                      GCancellable            *cancellable,
                                      GError                 **error);
gboolean       rw_query_volume_row   (RwCache                 *cache,
                                      const RwId              *id,
                                      RwVolumeRow            **row,
                                      GError                 **error);
void           rw_volume_row_free    (RwVolumeRow             *row);
void           rw_volume_curve_free  (RwVolumeCurve           *curve);
int            rw_volume_row_compare (const RwVolumeRow       *a,
                                      const RwVolumeRow       *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwVolumeCurve, rw_volume_curve_free)

G_END_DECLS
