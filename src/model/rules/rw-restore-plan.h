/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-id.h"

G_BEGIN_DECLS

/**
 * RwRestoreSystem:
 * @id: of the system
 * @service: of the system; nil for none
 * @tested: when a restore test last passed, 0 for never
 * @since: since when there are backups of it, 0 for long ago
 * @every: how often a test is wanted, microseconds; 0 for never
 * @planned: there is an open change that tests it
 *
 * A system that may be due for a restore test.
 */
typedef struct
{
  RwId id;
  RwId service;
  gint64 tested;
  gint64 since;
  gint64 every;
  gboolean planned;
} RwRestoreSystem;

/**
 * RwRestoreVerdict:
 * @RW_RESTORE_NOT_DUE: no test is wanted before the end of the period
 * @RW_RESTORE_PLANNED: a change that tests it is planned already
 * @RW_RESTORE_PLACED: has a day
 * @RW_RESTORE_NO_SLOT: there is no day on which nothing stands against it
 * @RW_RESTORE_FULL: all days that it could have are taken by more urgent ones
 *
 * What becomes of a system in the plan.
 */
typedef enum
{
  RW_RESTORE_NOT_DUE,
  RW_RESTORE_PLANNED,
  RW_RESTORE_PLACED,
  RW_RESTORE_NO_SLOT,
  RW_RESTORE_FULL,
} RwRestoreVerdict;

/**
 * RwRestorePlace:
 * @verdict: what becomes of it
 * @due: when the test is due, or was: microseconds since 1970
 * @overdue: it is due by now
 * @day: index of its day, when it is placed
 */
typedef struct
{
  RwRestoreVerdict verdict;
  gint64 due;
  gboolean overdue;
  guint day;
} RwRestorePlace;

/**
 * RwRestoreIsFree:
 * @system: index
 * @day: index
 *
 * Returns: whether the system can be tested on that day
 */
typedef gboolean (*RwRestoreIsFree) (guint    system,
                                     guint    day,
                                     gpointer data);

/**
 * RwRestorePeriod:
 * @now: the present
 * @end: tests that are due before are planned
 * @n_days: days on which tests may be, in order
 * @per_day: so many at the most on each
 * @is_free: is asked for those that are due only, and no more than once for each day
 */
typedef struct
{
  gint64 now;
  gint64 end;
  guint n_days;
  guint per_day;
  RwRestoreIsFree is_free;
  gpointer data;
} RwRestorePeriod;

GArray         *rw_restore_order (const RwRestoreSystem *systems,
                                  guint                  n,
                                  const RwRestorePeriod *period);
RwRestorePlace *rw_restore_plan  (const RwRestoreSystem *systems,
                                  guint                  n,
                                  const RwRestorePeriod *period);

G_END_DECLS
