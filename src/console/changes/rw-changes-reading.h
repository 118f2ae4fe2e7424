/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-change-lanes.h"
#include "query/rw-query-change-layers.h"
#include "query/rw-query-changes.h"

G_BEGIN_DECLS

/**
 * RwChangesAsk:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 * @layers: what to read besides changes and windows
 * @lanes: read to what the changes belong
 * @by: in which way
 *
 * What a view of the calendar needs.
 */
typedef struct
{
  gint64 from;
  gint64 to;
  RwChangeLayers layers;
  gboolean lanes;
  RwChangeLaneBy by;
} RwChangesAsk;

/**
 * RwChangesReading:
 * @calendar: the changes and windows
 * @layers: (element-type RwLayerInfo): what else was asked for
 * @lanes: (nullable) (element-type RwChangeLane): where they belong, where it was asked for
 */
typedef struct
{
  RwChangeCalendar *calendar;
  GPtrArray *layers;
  GPtrArray *lanes;
} RwChangesReading;

RwChangesReading *rw_changes_reading_new   (RwCache             *cache,
                                            const RwChangesAsk  *ask,
                                            GError             **error);
void              rw_changes_reading_free  (RwChangesReading    *reading);
GPtrArray        *rw_changes_reading_bands (RwChangesReading    *reading,
                                            guint                layers);
GPtrArray        *rw_changes_reading_lanes (RwChangesReading    *reading,
                                            GPtrArray           *entries,
                                            gboolean             empty);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwChangesReading, rw_changes_reading_free)

G_END_DECLS
