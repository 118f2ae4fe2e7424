/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-conflict.h"

G_BEGIN_DECLS

/*
 * How a scene is made: of things that hang on things, and of work on them. Whoever reads it adds what
 * work touches and what that hangs on, then looks at it from one change, or asks for the marks of all.
 */

/**
 * RwConflictTie:
 * @RW_CONFLICT_TIE_PART: runs on it, sits in it, stands in it: VM and host, blade and chassis, port and
 *   device, device and rack, rack and site
 * @RW_CONFLICT_TIE_POWER: has its power from it: device and PDU, PDU and feed, rack and feed
 * @RW_CONFLICT_TIE_UPLINK: has its network from it: server and switch
 * @RW_CONFLICT_TIE_SERVES: is there for it: system and service or customer, service and customer
 *
 * What the lower of two things has of the upper one.
 */
typedef enum
{
  RW_CONFLICT_TIE_PART = 1 << 0,
  RW_CONFLICT_TIE_POWER = 1 << 1,
  RW_CONFLICT_TIE_UPLINK = 1 << 2,
  RW_CONFLICT_TIE_SERVES = 1 << 3,
} RwConflictTie;

/**
 * RwConflictWork:
 * @kind: %RW_KIND_CHANGE or %RW_KIND_CARRIER_NOTICE
 * @id: of the record
 * @number: (nullable): what people call it: "C-2071"
 * @title: its title
 * @start: microseconds since 1970, UTC
 * @end: the same; half-open
 * @quiet: closed, cancelled, in review: collides with nothing
 */
typedef struct
{
  RwKind kind;
  RwId id;
  const char *number;
  const char *title;
  gint64 start;
  gint64 end;
  gboolean quiet;
} RwConflictWork;

/**
 * RwConflictBackup:
 * @thing: the system
 * @expected: it should have a backup
 * @n_jobs: jobs that are enabled
 * @good: each of them has a good run within its objective
 * @restored: somebody has restored it
 */
typedef struct
{
  guint thing;
  gboolean expected;
  guint n_jobs;
  gboolean good;
  gboolean restored;
} RwConflictBackup;

/**
 * RwConflictJob:
 * @thing: the system
 * @tz: (nullable): zone of @time_of_day; %NULL for UTC
 * @time_of_day: wall time of the first run of a day, microseconds; negative for not known
 * @interval: microseconds between runs
 * @anchor: when a run was due; 0 for not known
 * @duration: how long a run takes, microseconds
 */
typedef struct
{
  guint thing;
  const char *tz;
  gint64 time_of_day;
  gint64 interval;
  gint64 anchor;
  gint64 duration;
} RwConflictJob;

RwConflictScene *rw_conflict_scene_new        (gint64                   from,
                                               gint64                   to);
guint            rw_conflict_scene_add_thing  (RwConflictScene         *self,
                                               RwKind                   kind,
                                               const RwId              *id,
                                               const char              *title);
int              rw_conflict_scene_find_thing (RwConflictScene         *self,
                                               const RwId              *id);
const char      *rw_conflict_scene_get_title  (RwConflictScene         *self,
                                               guint                    thing);
const RwId      *rw_conflict_scene_get_id     (RwConflictScene         *self,
                                               guint                    thing);
RwKind           rw_conflict_scene_get_kind   (RwConflictScene         *self,
                                               guint                    thing);
void             rw_conflict_scene_set_leg    (RwConflictScene         *self,
                                               guint                    thing,
                                               int                      leg);
void             rw_conflict_scene_tie        (RwConflictScene         *self,
                                               guint                    lower,
                                               guint                    upper,
                                               RwConflictTie            tie);
void             rw_conflict_scene_pair       (RwConflictScene         *self,
                                               guint                    a,
                                               guint                    b);
guint            rw_conflict_scene_add_work   (RwConflictScene         *self,
                                               const RwConflictWork    *work);
void             rw_conflict_scene_touch      (RwConflictScene         *self,
                                               guint                    work,
                                               guint                    thing);
void             rw_conflict_scene_serve      (RwConflictScene         *self,
                                               guint                    work,
                                               guint                    thing);
void             rw_conflict_scene_need       (RwConflictScene         *self,
                                               guint                    work,
                                               guint                    person);
gboolean         rw_conflict_scene_is_touched (RwConflictScene         *self,
                                               guint                    thing,
                                               int                      but);
gboolean         rw_conflict_scene_coincide   (RwConflictScene         *self,
                                               guint                    a,
                                               guint                    b);
void             rw_conflict_scene_add_window (RwConflictScene         *self,
                                               RwRecord                *window);
void             rw_conflict_scene_add_backup (RwConflictScene         *self,
                                               const RwConflictBackup  *backup);
void             rw_conflict_scene_add_job    (RwConflictScene         *self,
                                               const RwConflictJob     *job);
void             rw_conflict_scene_doubt      (RwConflictScene         *self,
                                               RwConflictCode           code,
                                               const char              *cause,
                                               const char              *text);
void             rw_conflict_scene_finish     (RwConflictScene         *self,
                                               int                      own);
GHashTable      *rw_conflict_scene_marks      (RwConflictScene         *self,
                                               gint64                   from,
                                               gint64                   to);

G_END_DECLS
