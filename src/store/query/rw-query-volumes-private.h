/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-volumes.h"

G_BEGIN_DECLS

/* What a list of volumes and the curve of one share. */

/* So many days of history a forecast is made of: how a volume grew two years ago says little on tomorrow. */
#define RW_VOLUMES_HISTORY 400

#define RW_VOLUMES_N_THRESHOLDS 2
extern const double rw_volumes_thresholds[RW_VOLUMES_N_THRESHOLDS];

/* A volume as its record says, with its last sample; or a group of such. */
typedef struct
{
  RwVolumeRow *row;
  GPtrArray *members; /* of Measured, not owned; of a volume itself */
  guint64 key;        /* of the samples: another one when they are others */
  guint64 seed;
} Measured;

GPtrArray *rw_volumes_read        (RwCache       *cache,
                                   const RwId    *volume,
                                   GError       **error);
GPtrArray *rw_volumes_group       (GPtrArray     *volumes,
                                   RwVolumesBy    by);
GArray    *rw_volumes_read_samples (RwCache      *cache,
                                   Measured      *measured,
                                   GError       **error);
void       rw_volumes_judge       (Measured      *measured,
                                   GArray        *samples);
void       rw_volumes_rank        (RwVolumeRow   *row);

G_END_DECLS
