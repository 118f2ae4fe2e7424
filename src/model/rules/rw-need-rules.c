/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-need-rules.h"

#include "rw-clock.h"

/**
 * rw_need_rank_ticket:
 * @attention: when the clock that runs out first needs attention, by rw_sla_terms_attention()
 * @due: when it runs out, by rw_ticket_next_due()
 * @now: the present
 *
 * Returns: how soon the open ticket needs a person
 */
RwNeedRank
rw_need_rank_ticket (RwPriority priority,
                     gboolean   major,
                     gint64     attention,
                     gint64     due,
                     gint64     now)
{
  gboolean important = priority <= RW_PRIORITY_P2;

  if (major)
    return RW_NEED_BURNING;
  if (due == 0)
    return priority == RW_PRIORITY_P1 ? RW_NEED_SOON : RW_NEED_NOBODY;
  if (due <= now)
    return important ? RW_NEED_BURNING : RW_NEED_LATE;
  if (due - now <= RW_HOUR)
    return important ? RW_NEED_BURNING : RW_NEED_SOON;
  if (priority == RW_PRIORITY_P1 || rw_due_state (attention, due, now) == RW_DUE_ATTENTION)
    return RW_NEED_AHEAD;
  return RW_NEED_NOBODY;
}

/**
 * rw_need_rank_start:
 * @start: when something begins that should not begin like this
 *
 * Returns: how soon a person has to decide
 */
RwNeedRank
rw_need_rank_start (gint64 start,
                    gint64 now)
{
  return start - now <= RW_HOUR ? RW_NEED_SOON : RW_NEED_CHECK;
}

/**
 * rw_need_rank_volume:
 * @used: of the volume
 * @size: of the volume, in the same unit
 * @still: it is likely not to grow
 * @first_days: full after so many days at the earliest; below 0 where nobody knows, and beyond every alert for never
 * @likely_days: the same, the middle of the range
 * @alert_percent: from here on it is nearly full; 0 for never
 * @alert_days: likely full within so many days is soon; 0 for never
 *
 * Returns: how soon somebody should make room. What is nearly full and does not grow says nothing new.
 */
RwNeedRank
rw_need_rank_volume (gint64   used,
                     gint64   size,
                     gboolean still,
                     int      first_days,
                     int      likely_days,
                     int      alert_percent,
                     int      alert_days)
{
  /* Both are below 1e16. */
  gboolean nearly = size > 0 && alert_percent > 0 && used * 100 >= alert_percent * size,
           full = nearly && used * 100 >= RW_NEED_VOLUME_FULL * size,
           soon = alert_days > 0 && likely_days >= 0 && likely_days <= alert_days;

  if (full || (soon && first_days >= 0 && first_days <= RW_NEED_VOLUME_DAYS))
    return RW_NEED_CHECK;
  return (nearly && !still) || soon ? RW_NEED_AHEAD : RW_NEED_NOBODY;
}
