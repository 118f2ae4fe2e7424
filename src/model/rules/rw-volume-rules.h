/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-forecast.h"
#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RW_VOLUME_DEFAULT_PERCENT:
 *
 * A ticket is opened when so much is used, where the volume does not say otherwise.
 */
#define RW_VOLUME_DEFAULT_PERCENT 90

/**
 * RW_VOLUME_DEFAULT_DAYS:
 *
 * A ticket is opened when a volume is likely to be full within so many days, where it does not say otherwise.
 */
#define RW_VOLUME_DEFAULT_DAYS 14

/**
 * RW_VOLUME_URGENT_DAYS:
 *
 * Likely full in fewer days than this is urgent.
 */
#define RW_VOLUME_URGENT_DAYS 3

/**
 * RwVolumeAlert:
 * @RW_VOLUME_ALERT_NONE: nobody needs to do anything
 * @RW_VOLUME_ALERT_NEAR: a threshold of the volume is reached
 * @RW_VOLUME_ALERT_URGENT: and it is likely to be full in under %RW_VOLUME_URGENT_DAYS
 * @RW_VOLUME_ALERT_FULL: there is no room left
 *
 * How near to being full a volume is; ascending.
 */
typedef enum
{
  RW_VOLUME_ALERT_NONE,
  RW_VOLUME_ALERT_NEAR,
  RW_VOLUME_ALERT_URGENT,
  RW_VOLUME_ALERT_FULL,
} RwVolumeAlert;

RwVolumeAlert rw_volume_judge       (RwRecord              *volume,
                                     const RwVolumeSample  *last,
                                     const RwForecastRange *full);
RwLevel       rw_volume_urgency     (RwVolumeAlert          alert);
char         *rw_volume_range_text  (const RwForecastRange *full);

G_END_DECLS
