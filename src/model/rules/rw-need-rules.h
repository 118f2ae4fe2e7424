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

/* So full is a volume that is as good as full, and so few days are no time. */
#define RW_NEED_VOLUME_FULL 98 /* percent */
#define RW_NEED_VOLUME_DAYS 2

RwNeedRank rw_need_rank_volume (gint64        used,
                                gint64        size,
                                gboolean      still,
                                int           first_days,
                                int           likely_days,
                                int           alert_percent,
                                int           alert_days);

G_END_DECLS
