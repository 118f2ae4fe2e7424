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

/* What was used on @day, or on the last day before it that was measured; at most two days before. */
static gboolean
find_used (const RwVolumeSample *samples,
           guint                 n_samples,
           gint64                day,
           gint64               *used)
{
  for (guint i = n_samples; i-- > 0;)
    if (samples[i].day <= day)
      {
        *used = samples[i].used;
        return day - samples[i].day <= 2;
      }
  return FALSE;
}

/**
 * rw_volume_outlook:
 * @samples: (array length=n_samples): ascending by day, at least one
 * @outlook: (out): filled in
 */
void
rw_volume_outlook (const RwVolumeSample *samples,
                   guint                 n_samples,
                   RwVolumeOutlook      *outlook)
{
  const RwVolumeSample *last = &samples[n_samples - 1];
  gint64 least = G_MAXINT64, most = 0, free_now, newer = last->used;
  guint weeks;

  *outlook = (RwVolumeOutlook){ .size = last->size, .first_days = -1, .last_days = -1 };
  if (last->size <= 0)
    return;
  outlook->fill = (double) last->used / (double) last->size;
  free_now = MAX (last->size - last->used, 0);
  for (weeks = 0; weeks < RW_VOLUME_WEEKS; weeks++)
    {
      gint64 older;

      if (!find_used (samples, n_samples, last->day - 7 * (gint64) (weeks + 1), &older))
        break;
      if (weeks == 0)
        outlook->grown = newer - older;
      least = MIN (least, newer - older);
      most = MAX (most, newer - older);
      newer = older;
    }
  if (weeks < RW_VOLUME_WEEKS || least <= 0)
    return;
  /* Doubles: seven times a petabyte does not overflow, but is close enough to think about it. */
  outlook->first_days = (int) MIN (7.0 * (double) free_now / (double) most, 10000);
  outlook->last_days = (int) MIN (7.0 * (double) free_now / (double) least, 10000);
}

/**
 * rw_volume_outlook_rank:
 *
 * Returns: how soon somebody should make room: nearly full now, or full within a fortnight
 */
RwNeedRank
rw_volume_outlook_rank (const RwVolumeOutlook *outlook)
{
  if (outlook->fill >= 0.98 || (outlook->first_days >= 0 && outlook->first_days <= 2))
    return RW_NEED_CHECK;
  if ((outlook->fill >= RW_VOLUME_FULL && outlook->grown > 0) || (outlook->first_days >= 0 && outlook->first_days <= 14))
    return RW_NEED_AHEAD;
  return RW_NEED_NOBODY;
}
