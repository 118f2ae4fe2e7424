/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwConflictCode:
 * @RW_CONFLICT_SAME_CI: another change, or work of a carrier, touches the same item
 * @RW_CONFLICT_RELATED_CI: it touches what an item depends on, or what depends on it
 * @RW_CONFLICT_SAME_SERVICE: it touches the same business service
 * @RW_CONFLICT_REDUNDANCY: it takes the other half of a redundant pair
 * @RW_CONFLICT_IMPLEMENTER: it needs the same pair of hands
 * @RW_CONFLICT_FREEZE: lies in a freeze
 * @RW_CONFLICT_NO_WINDOW: misses every maintenance window
 * @RW_CONFLICT_EXCEEDS_WINDOW: begins before its maintenance window or ends behind it
 * @RW_CONFLICT_BACKUP_WINDOW: backups of affected systems run meanwhile
 * @RW_CONFLICT_NO_GOOD_BACKUP: an affected system has no good backup within its objective
 * @RW_CONFLICT_NEVER_RESTORED: nobody has ever restored an affected system
 *
 * What stands against a change at a time (DOMAIN, "Changes").
 */
typedef enum
{
  RW_CONFLICT_SAME_CI,
  RW_CONFLICT_RELATED_CI,
  RW_CONFLICT_SAME_SERVICE,
  RW_CONFLICT_REDUNDANCY,
  RW_CONFLICT_IMPLEMENTER,
  RW_CONFLICT_FREEZE,
  RW_CONFLICT_NO_WINDOW,
  RW_CONFLICT_EXCEEDS_WINDOW,
  RW_CONFLICT_BACKUP_WINDOW,
  RW_CONFLICT_NO_GOOD_BACKUP,
  RW_CONFLICT_NEVER_RESTORED,
  RW_CONFLICT_N_CODES,
} RwConflictCode;

/**
 * RwConflictSeverity:
 * @RW_CONFLICT_WARNS: a person decides
 * @RW_CONFLICT_REFUSES: it may not be there: a hard freeze
 * @RW_CONFLICT_NOT_EVALUATED: nobody can tell: what is needed for it is missing here
 */
typedef enum
{
  RW_CONFLICT_WARNS,
  RW_CONFLICT_REFUSES,
  RW_CONFLICT_NOT_EVALUATED,
} RwConflictSeverity;

/**
 * RwConflictRecord:
 * @kind: of the record
 * @id: of the record
 * @title: for a person
 *
 * A record that a conflict speaks of.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  char *title;
} RwConflictRecord;

/**
 * RwConflict:
 * @code: what it is
 * @severity: what comes of it
 * @key: code and cause: the same as long as it is the same conflict; what "conflicts_seen" keeps
 * @text: one translated sentence: what, which and when
 * @records: (element-type RwConflictRecord): the cause first (the other change, the window), then items
 * @from: when what is in the way begins, microseconds since 1970; 0 when it has no time
 * @to: when it ends; half-open
 *
 * One cause, with everything that it hits.
 */
typedef struct
{
  RwConflictCode code;
  RwConflictSeverity severity;
  char *key;
  char *text;
  GArray *records;
  gint64 from;
  gint64 to;
} RwConflict;

/**
 * RwConflictSlot:
 * @start: microseconds since 1970, UTC
 * @end: the same
 * @conflicts: (element-type RwConflict): warnings that stay there; empty is best
 */
typedef struct
{
  gint64 start;
  gint64 end;
  GPtrArray *conflicts;
} RwConflictSlot;

/**
 * RwConflictScene:
 *
 * Everything that the conflicts of one change depend on, but its time: read once, then asked for any
 * time without a disk. Does not change once it is read, and may be used on any thread.
 */
typedef struct _RwConflictScene RwConflictScene;

RwConflictScene *rw_conflict_scene_ref       (RwConflictScene    *self);
void             rw_conflict_scene_unref     (RwConflictScene    *self);
void             rw_conflict_scene_set_as_of (RwConflictScene    *self,
                                              gint64              as_of);
gint64           rw_conflict_scene_get_as_of (RwConflictScene    *self);
void             rw_conflict_scene_set_zone  (RwConflictScene    *self,
                                              GTimeZone          *zone);

GPtrArray       *rw_conflicts_find           (RwConflictScene    *scene,
                                              gint64              start,
                                              gint64              end);
GPtrArray       *rw_conflicts_news           (GPtrArray          *found,
                                              const char *const  *seen);
const RwConflict *rw_conflicts_first         (GPtrArray          *conflicts,
                                              guint               codes);
GPtrArray       *rw_conflict_slots           (RwConflictScene    *scene,
                                              gint64              duration,
                                              gint64              from,
                                              gint64              until,
                                              guint               most);

RwConflict      *rw_conflict_copy            (const RwConflict   *conflict);
void             rw_conflict_free            (RwConflict         *conflict);
void             rw_conflict_slot_free       (RwConflictSlot     *slot);
const char      *rw_conflict_code_name       (RwConflictCode      code);
const char      *rw_conflict_code_label      (RwConflictCode      code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwConflict, rw_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwConflictSlot, rw_conflict_slot_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwConflictScene, rw_conflict_scene_unref)

G_END_DECLS
