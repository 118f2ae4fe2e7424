/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-schedule.h"

#include <stdio.h>

#include "rw-clock.h"
#include "rw-time.h"

/* No clock was ever put forward or back by more, nor an instant kept from its wall time by more. */
#define SHIFT_MOST (26 * RW_HOUR)

/* A timer that runs a little ahead of its schedule is not a day late: so much before a start still counts for it. */
#define EARLY_MOST (15 * RW_MINUTE)

static gint64
parse_time_of_day (const char *text)
{
  int hours, minutes;

  if (text == NULL || sscanf (text, "%2d:%2d", &hours, &minutes) != 2 || hours < 0 || hours > 23 ||
      minutes < 0 || minutes > 59)
    return -1;
  return hours * RW_HOUR + minutes * RW_MINUTE;
}

/**
 * rw_backup_schedule_set:
 * @self: (out caller-allocates): empty with rw_backup_schedule_clear()
 * @start_time: (nullable): wall time of day, HH:MM
 * @tz: (nullable): IANA zone; %NULL for the machine's own
 * @interval: microseconds; 0 for none, which is a day when there is a @start_time
 * @grace: microseconds
 *
 * Returns: whether any run is expected at all
 */
gboolean
rw_backup_schedule_set (RwBackupSchedule *self,
                        const char       *start_time,
                        const char       *tz,
                        gint64            interval,
                        gint64            grace)
{
  *self = (RwBackupSchedule) { .start = parse_time_of_day (start_time),
                               .interval = MAX (interval, 0),
                               .grace = MAX (grace, 0) };
  self->zone = tz != NULL ? rw_zone_get (tz) : NULL;
  if (self->zone == NULL)
    self->zone = tz != NULL ? g_time_zone_new_utc () : g_time_zone_new_local ();
  if (self->start >= 0 && self->interval == 0)
    self->interval = RW_DAY;
  return self->interval > 0;
}

/**
 * rw_backup_schedule_init:
 * @self: (out caller-allocates): empty with rw_backup_schedule_clear()
 * @policy: (nullable): a backup policy
 * @job: (nullable): a backup job; its own period and grace go before the policy's
 *
 * Returns: whether any run is expected at all
 */
gboolean
rw_backup_schedule_init (RwBackupSchedule *self,
                         RwRecord         *policy,
                         RwRecord         *job)
{
  gint64 hours = policy != NULL ? rw_record_get_integer (policy, RW_BACKUP_POLICY_INTERVAL, 0) : 0;
  gint64 minutes = policy != NULL ? rw_record_get_integer (policy, RW_BACKUP_POLICY_GRACE, 0) : 0;
  gint64 period = job != NULL ? rw_record_get_integer (job, RW_BACKUP_JOB_PERIOD, 0) : 0;
  gint64 grace = job != NULL ? rw_record_get_integer (job, RW_BACKUP_JOB_GRACE, minutes) : minutes;

  return rw_backup_schedule_set (
    self, policy != NULL ? rw_record_get_text (policy, RW_BACKUP_POLICY_START_TIME) : NULL,
    policy != NULL ? rw_record_get_text (policy, RW_BACKUP_POLICY_TZ) : NULL,
    period > 0 ? period * RW_MINUTE : hours * RW_HOUR, grace * RW_MINUTE);
}

void
rw_backup_schedule_clear (RwBackupSchedule *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b != 0 && a % b < 0);
}

/* Whether starts are wall times at all. */
static gboolean
is_wall (const RwBackupSchedule *self)
{
  return self->start >= 0 && (RW_DAY % self->interval == 0 || self->interval % RW_DAY == 0);
}

/* Whether it takes no anchor to know them. */
static gboolean
is_daily (const RwBackupSchedule *self)
{
  return self->start >= 0 && RW_DAY % self->interval == 0;
}

/* A wall time at which a run is expected; the others are whole intervals from it. */
static gint64
first_wall (const RwBackupSchedule *self)
{
  if (is_daily (self))
    return self->start % self->interval;
  return floor_div (rw_zone_wall (self->zone, self->anchor), RW_DAY) * RW_DAY + self->start;
}

/* How far from the wall time of an instant those are that lie on its other side: nowhere, unless clocks change. */
static gint64
shift_near (const RwBackupSchedule *self, gint64 instant)
{
  gint64 before = instant - 2 * RW_DAY, after = instant + 2 * RW_DAY;

  return rw_zone_wall (self->zone, before) - before == rw_zone_wall (self->zone, after) - after
           ? 0
           : SHIFT_MOST;
}

/* Of wall times one interval apart, each resolved on its own, the last at or before @instant, or the first after it.
 * Where clocks change they are in another order than on the wall, and two can be the same instant. */
static gint64
find_wall (const RwBackupSchedule *self, gint64 first, gint64 interval, gint64 instant, gboolean after)
{
  gint64 wall = rw_zone_wall (self->zone, instant), margin = shift_near (self, instant);
  gint64 k = floor_div (wall - margin - first, interval);
  gint64 last = floor_div (wall + margin - first, interval) + 1;
  gint64 found = after ? G_MAXINT64 : G_MININT64;

  for (; k <= last; k++)
    {
      gint64 start = rw_zone_resolve (self->zone, first + k * interval);

      if (after && start > instant)
        found = MIN (found, start);
      else if (!after && start <= instant)
        found = MAX (found, start);
    }
  return found;
}

static gint64
find (const RwBackupSchedule *self, gint64 instant, gboolean after)
{
  gint64 passed;

  if (self->interval <= 0 || (self->anchor == 0 && !is_daily (self)))
    return after ? G_MAXINT64 : G_MININT64;
  if (is_wall (self))
    return find_wall (self, first_wall (self), self->interval, instant, after);
  passed = floor_div (instant - self->anchor, self->interval);
  return self->anchor + (passed + (after ? 1 : 0)) * self->interval;
}

/**
 * rw_backup_schedule_before:
 * @instant: microseconds since 1970
 *
 * Wall times are each resolved on its own, see rw_zone_resolve().
 *
 * Returns: the last expected start at or before @instant; %G_MININT64 when there is no telling
 */
gint64
rw_backup_schedule_before (const RwBackupSchedule *self,
                           gint64                  instant)
{
  return find (self, instant, FALSE);
}

/**
 * rw_backup_schedule_after:
 * @instant: microseconds since 1970
 *
 * Returns: the first expected start after @instant; %G_MAXINT64 when there is no telling
 */
gint64
rw_backup_schedule_after (const RwBackupSchedule *self,
                          gint64                  instant)
{
  return find (self, instant, TRUE);
}

/* Of a run at @instant, with so much before a start that still counts for it. */
static gint64
find_due (const RwBackupSchedule *self, gint64 instant, gint64 early)
{
  gint64 interval = MIN (self->interval, RW_DAY), first;

  if (interval <= 0 || !is_wall (self))
    return instant;
  first = self->start % interval;
  return find_wall (self, first, interval, instant + MIN (early, interval / 4), FALSE);
}

/**
 * rw_backup_schedule_due:
 * @started: when a run began
 *
 * Which expected start a run belongs to: the last one, or the next when it is only minutes away. With an interval
 * of several days it is the one of its day, whatever day that is: the runs say on which day a weekly job has its
 * turn. A run that only follows the one before was due when it began.
 *
 * Returns: microseconds since 1970
 */
gint64
rw_backup_schedule_due (const RwBackupSchedule *self,
                        gint64                  started)
{
  return find_due (self, started, EARLY_MOST);
}

/**
 * rw_backup_schedule_due_by_end:
 * @finished: when a run ended of which nobody knows when it began
 *
 * As rw_backup_schedule_due(), but for that what ended before a start was not begun at it.
 *
 * Returns: microseconds since 1970
 */
gint64
rw_backup_schedule_due_by_end (const RwBackupSchedule *self,
                               gint64                  finished)
{
  return find_due (self, finished, 0);
}

/**
 * rw_backup_schedule_next:
 * @due: when a run was due, as of rw_backup_schedule_due() or of this
 *
 * Returns: when the next one is; %G_MAXINT64 for never
 */
gint64
rw_backup_schedule_next (const RwBackupSchedule *self,
                         gint64                  due)
{
  RwBackupSchedule from = *self;

  from.anchor = due;
  return find (&from, due, TRUE);
}
