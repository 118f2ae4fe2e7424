/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-history.h"
#include "rw-wiring.h"

G_BEGIN_DECLS

/**
 * RwCapacityMeasure:
 * @RW_CAPACITY_USED_UNITS: units in which something stands or is expected, on either face
 * @RW_CAPACITY_DRAWN_WATTS: what is drawn: measured, else what the type is rated for
 * @RW_CAPACITY_CARRIED_WEIGHT: kilograms
 */
typedef enum
{
  RW_CAPACITY_USED_UNITS,
  RW_CAPACITY_DRAWN_WATTS,
  RW_CAPACITY_CARRIED_WEIGHT,
  RW_CAPACITY_N_MEASURES,
} RwCapacityMeasure;

/**
 * RwCapacityDevice:
 * @start: lower edge in half units above the floor; -1 for none
 * @face: RwFace or -1
 * @role: its own, RwDeviceRole or -1
 * @stage: RwStage or -1
 * @at_side: it stands beside the units
 * @in_chassis: it stands in another device
 * @watts: its own measured draw; 0 for what its type is rated for
 *
 * What of a device decides what it takes of a rack; of devices that were removed too.
 */
typedef struct
{
  RwId id;
  RwId type_id, rack_id;
  int start;
  int face, role, stage;
  gboolean at_side, in_chassis;
  double watts;
} RwCapacityDevice;

/**
 * RwCapacityHistory:
 * @instants: ascending
 * @since: what was before this is not known
 *
 * How full each rack was at each of some instants. Read-only.
 */
typedef struct
{
  gint64 *instants;
  guint n_instants;
  gint64 since;
  /*< private >*/
  guint n_racks;
  double *values;
} RwCapacityHistory;

/**
 * RwCapacityGrowth:
 * @from: instant of the first value that is known
 * @to: instant of the last
 * @change: between them
 * @full: when the limit is reached at this pace; 0 for not to be told
 */
typedef struct
{
  gint64 from, to;
  double change;
  gint64 full;
} RwCapacityGrowth;

RwCapacityHistory *rw_capacity_history_new        (const RwWiring          *wiring,
                                                   const GArray            *devices,
                                                   const GPtrArray         *entries,
                                                   gint64                   since,
                                                   const gint64            *instants,
                                                   guint                    n_instants);
void               rw_capacity_history_free       (RwCapacityHistory       *history);
double             rw_capacity_history_get        (const RwCapacityHistory *history,
                                                   guint                    instant,
                                                   guint                    rack,
                                                   RwCapacityMeasure        measure);
double            *rw_capacity_history_sum        (const RwCapacityHistory *history,
                                                   const guint             *racks,
                                                   guint                    n_racks,
                                                   RwCapacityMeasure        measure);
const char *const *rw_capacity_history_get_fields (void);
gboolean           rw_capacity_growth             (const gint64            *instants,
                                                   const double            *values,
                                                   guint                    n,
                                                   double                   limit,
                                                   RwCapacityGrowth        *growth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCapacityHistory, rw_capacity_history_free)

G_END_DECLS
