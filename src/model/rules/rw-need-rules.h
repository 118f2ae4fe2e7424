/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-ticket-rules.h"

G_BEGIN_DECLS

/**
 * RwNeedRank:
 * @RW_NEED_BURNING: a major incident, or one of priority 1 or 2 whose clock has run out or does within the hour
 * @RW_NEED_SOON: something else that runs out, or goes wrong, within the hour
 * @RW_NEED_CHECK: waits for a decision: a change that collides, backups nobody has answered
 * @RW_NEED_LATE: a clock that has run out on something less important
 * @RW_NEED_AHEAD: will need a person before long
 * @RW_NEED_NOBODY: takes care of itself for now
 *
 * In which order the overview says what needs a person.
 */
typedef enum
{
  RW_NEED_BURNING,
  RW_NEED_SOON,
  RW_NEED_CHECK,
  RW_NEED_LATE,
  RW_NEED_AHEAD,
  RW_NEED_NOBODY,
} RwNeedRank;

RwNeedRank rw_need_rank_ticket (RwPriority    priority,
                                gboolean      major,
                                gint64        attention,
                                gint64        due,
                                gint64        now);
RwNeedRank rw_need_rank_start  (gint64        start,
                                gint64        now);

/**
 * RwVolumeSample:
 * @day: days since 1970-01-01
 * @used: bytes or inodes
 * @size: of the whole volume
 */
typedef struct
{
  gint64 day;
  gint64 used;
  gint64 size;
} RwVolumeSample;

/* Weeks whose growth the range is made of. */
#define RW_VOLUME_WEEKS 4

/* From here on a volume is shown, whether it grows or not; see rw_volume_outlook_rank(). */
#define RW_VOLUME_FULL  0.90

/**
 * RwVolumeOutlook:
 * @fill: how much of it is used now, 0 to 1
 * @grown: since a week ago; 0 when that is not known
 * @size: of the volume
 * @first_days: full after so many days, if every week were as the fastest of the last ones; -1 for unknown
 * @last_days: the same for the slowest; -1 for unknown
 *
 * When a volume will be full. A range is given only where each of the last %RW_VOLUME_WEEKS weeks
 * grew: anything else would be a guess.
 */
typedef struct
{
  double fill;
  gint64 grown;
  gint64 size;
  int first_days;
  int last_days;
} RwVolumeOutlook;

void       rw_volume_outlook      (const RwVolumeSample  *samples,
                                   guint                  n_samples,
                                   RwVolumeOutlook       *outlook);
RwNeedRank rw_volume_outlook_rank (const RwVolumeOutlook *outlook);

G_END_DECLS
