/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-forecast.h"
#include "rules/rw-need-rules.h"
#include "rw-cache.h"
#include "rw-query-running.h"
#include "rw-query-series.h"

G_BEGIN_DECLS

/**
 * RwNeedType:
 * @RW_NEED_TICKET: a clock of a ticket
 * @RW_NEED_CLASH: two changes want the same system at once
 * @RW_NEED_FREEZE: a change lies inside a freeze
 * @RW_NEED_OVERRUN: a change goes on past its end, or has to end soon
 * @RW_NEED_MORE_TIME: a change in progress asks for more time
 * @RW_NEED_BACKUPS: failed or missed backups with one cause that nobody has answered
 * @RW_NEED_UNPROTECTED: systems in operation without any backup job
 * @RW_NEED_VOLUME: a volume is nearly full
 */
typedef enum
{
  RW_NEED_TICKET,
  RW_NEED_CLASH,
  RW_NEED_FREEZE,
  RW_NEED_OVERRUN,
  RW_NEED_MORE_TIME,
  RW_NEED_BACKUPS,
  RW_NEED_UNPROTECTED,
  RW_NEED_VOLUME,
} RwNeedType;

/**
 * RwNeed:
 * @type: what it is
 * @rank: how soon it needs a person
 * @kind: of the place to go to
 * @id: of the place to go to
 * @number: (nullable): of the ticket or change; %NULL for a draft
 * @title: of the ticket or change; name of the first system
 * @customer: (nullable): name
 * @system: (nullable): name of the configuration item; further systems, with commas, up to three in all
 * @other: (nullable): number of the change it collides with, of the change before the ticket;
 *   name of the freeze; cause of the failures; mount point
 * @frozen_by: (nullable): name of a freeze in which a change that collides lies, too
 * @at: when the clock runs out, the change starts or has to end, the first failure was
 * @until: until when a change asks for more time
 * @after: how long before the ticket was opened the change @other was begun
 * @clock: the ticket's field that holds the clock, or -1
 * @priority: of a ticket
 * @major: a major incident
 * @count: how many backups, or systems without a job
 * @missed: how many of them did not start
 * @hard: the freeze refuses changes
 * @inodes: the volume counts inodes
 * @used: of a volume
 * @size: of a volume
 * @grown: what was used more of a volume than thirty days before; %G_MININT64 for not known
 * @full: when a volume is full, all %RW_FORECAST_NEVER for not known or never
 *
 * Something that needs a person, with the reason.
 */
typedef struct
{
  RwNeedType type;
  RwNeedRank rank;
  RwKind kind;
  RwId id;
  char *number;
  char *title;
  char *customer;
  char *system;
  char *other;
  char *frozen_by;
  gint64 at;
  gint64 until;
  gint64 after;
  int clock;
  RwPriority priority;
  gboolean major;
  guint count;
  guint missed;
  gboolean hard;
  gboolean inodes;
  gint64 used;
  gint64 size;
  gint64 grown;
  RwForecastRange full;
} RwNeed;

/**
 * RwOnCall:
 * @person: name
 * @team: (nullable): name
 */
typedef struct
{
  RwShiftRank rank;
  char *person;
  char *team;
  gint64 start;
  gint64 end;
} RwOnCall;

typedef enum
{
  RW_AHEAD_CHANGE,
  RW_AHEAD_MAINTENANCE,
  RW_AHEAD_FREEZE,
  RW_AHEAD_HANDOVER,
} RwAheadType;

/**
 * RwAhead:
 * @label: number of the change, name of the window, of the person who takes over
 * @title: (nullable): the change in words; what the window holds for
 * @trouble: the change collides
 *
 * Something in the next 24 hours.
 */
typedef struct
{
  RwAheadType type;
  RwKind kind;
  RwId id;
  char *label;
  char *title;
  gint64 start;
  gint64 end;
  gboolean trouble;
} RwAhead;

/**
 * RwSiteInfo:
 * @units: of all its racks
 * @used: units in which something stands
 * @loss: highest part of what is left that its racks draw after the loss of one feed; -1 for unknown
 * @n_over: racks that draw more than one of their feeds offers
 * @n_single: racks with power on one feed only
 */
typedef struct
{
  RwId id;
  char *name;
  guint n_racks;
  double units;
  double used;
  double loss;
  guint n_over;
  guint n_single;
} RwSiteInfo;

typedef struct
{
  RwId id;
  char *name;
  char *customer;
  guint n_p1;
  guint n_p2;
  guint n_backups;
} RwServiceHealth;

typedef enum
{
  RW_EVENT_OPENED,
  RW_EVENT_RESOLVED,
  RW_EVENT_FINISHED,
} RwEventType;

/**
 * RwShiftEvent:
 * @number: (nullable): of the ticket or change
 * @priority: of a ticket
 * @result: of a change (RwChangeResult), or -1
 */
typedef struct
{
  RwEventType type;
  RwKind kind;
  RwId id;
  char *number;
  char *title;
  gint64 at;
  RwPriority priority;
  int result;
  gboolean backed_out;
} RwShiftEvent;

#define RW_OVERVIEW_WEEK_DAYS 7

/**
 * RwOverview:
 * @now: the present it speaks of
 * @n_incidents: open incidents
 * @n_p1: of priority 1 among them
 * @n_breached: with a clock that has run out
 * @n_breaching: with a clock that does within the hour
 * @n_updates: customer updates due within the hour or late
 * @n_updates_late: late ones among them
 * @next_update: when the next one is due, 0 for none; late ones come first
 * @next_update_customer: (nullable): whose
 * @next_due: when the next clock of any ticket runs out that has not yet, 0 for none
 * @n_changes_today: changes that start or go on today
 * @next_change: (nullable): number or title of the next that starts
 * @next_change_at: when, 0 for none
 * @running: (element-type RwRunning): changes in progress, the first to end first
 * @n_backups: jobs whose last run failed or was missed and that nobody has answered
 * @n_answered: those that somebody has
 * @n_no_job: systems in operation without any job
 * @on_call: (element-type RwOnCall): who is on call now, by team and rank
 * @hand_over: (nullable): who takes over from the first of them
 * @needs: (element-type RwNeed): by rank, then by time
 * @series: (element-type RwSeries): problem candidates
 * @ahead: (element-type RwAhead): the next 24 hours, by start
 * @sites: (element-type RwSiteInfo): by name
 * @services: (element-type RwServiceHealth): not well, the worst first
 * @n_services: services that are live
 * @days: starts of the next days, the first is today; and the end of the last
 * @changes: how many changes begin on each
 * @frozen: whether a freeze touches it
 * @shift_start: since when @events counts
 * @events: (element-type RwShiftEvent): newest first
 * @n_opened: incidents opened since then, and so on
 */
typedef struct
{
  gint64 now;
  guint n_incidents, n_p1, n_breached, n_breaching;
  guint n_updates, n_updates_late;
  gint64 next_update;
  char *next_update_customer;
  gint64 next_due;
  guint n_changes_today;
  GPtrArray *running;
  char *next_change;
  gint64 next_change_at;
  guint n_backups, n_answered, n_no_job;
  GPtrArray *on_call;
  char *hand_over;
  GPtrArray *needs;
  GPtrArray *series;
  GPtrArray *ahead;
  GPtrArray *sites;
  GPtrArray *services;
  guint n_services;
  gint64 days[RW_OVERVIEW_WEEK_DAYS + 1];
  guint changes[RW_OVERVIEW_WEEK_DAYS];
  gboolean frozen[RW_OVERVIEW_WEEK_DAYS];
  gint64 shift_start;
  GPtrArray *events;
  guint n_opened, n_resolved, n_finished;
} RwOverview;

RwOverview *rw_query_overview (RwCache       *cache,
                               gint64         now,
                               GTimeZone     *zone,
                               GCancellable  *cancellable,
                               GError       **error);
void        rw_overview_free  (RwOverview    *overview);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwOverview, rw_overview_free)

G_END_DECLS
