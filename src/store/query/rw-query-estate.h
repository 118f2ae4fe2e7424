/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "../rw-cache.h"
#include "rules/rw-backup-rules.h"

G_BEGIN_DECLS

/**
 * RW_ESTATE_DAYS:
 *
 * So many business days has the trend, today included.
 */
#define RW_ESTATE_DAYS 90

/**
 * RW_ESTATE_GROWTH_DAYS:
 *
 * Over so many days the growth of what is protected is told.
 */
#define RW_ESTATE_GROWTH_DAYS 30

/**
 * RwEstateSystem:
 * @id: of the system
 * @kind: %RW_KIND_DEVICE or %RW_KIND_VM
 * @name: of the system
 * @service: index into the groups, of its service; or of those of its customer without one
 * @role: #RwDeviceRole, or -1 for a virtual machine
 * @n_jobs: enabled jobs; 0 for a system without any
 * @n_off: jobs that are switched off
 * @recovery: the worst of its jobs
 * @last_good: when the last good backup of the job with the worst recovery point began, 0 for never
 * @objective: that job's recovery point objective, microseconds
 * @bytes: of the last good backup of each job together
 * @since: when there was first a job or a backup of it; of a system without a job: since when it is
 *   known to have none: its last run, or its record; 0 for not known
 * @tested: when a restore test of it last passed, 0 for never
 * @test_every: how often its policies want one, microseconds; 0 for never
 * @test_overdue: longer ago than that, or never and it should have been by now
 * @bytes_before: as @bytes, %RW_ESTATE_GROWTH_DAYS earlier; only with history
 * @verified: when what is kept was last checked to its structure at least, or restored, 0 for never;
 *   only with history
 * @verify_every: how often its policies want that, microseconds; 0 for never
 * @verify_overdue: longer ago than that; only with history
 * @n_red: backups on the days of the trend that failed, were missed or were suspicious; only with history
 * @n_answered: answers that were given to them
 *
 * One system that has, or should have, a backup. The worst of several jobs counts everywhere.
 */
typedef struct
{
  RwId id;
  RwKind kind;
  const char *name;
  guint service;
  int role;
  guint n_jobs;
  guint n_off;
  RwRecoveryPoint recovery;
  gint64 last_good;
  gint64 objective;
  gint64 bytes;
  gint64 since;
  gint64 tested;
  gint64 test_every;
  gint64 bytes_before;
  gint64 verified;
  gint64 verify_every;
  gboolean test_overdue;
  gboolean verify_overdue;
  guint n_red;
  guint n_answered;
} RwEstateSystem;

/**
 * RwEstateFigures:
 * @n_expected: systems that have, or should have, a backup
 * @n_protected: those with a job
 * @n_points: those with a job by their recovery point: #RwRecoveryPoint
 * @n_unprotected: those without any job
 * @n_never_restored: those with a job of which no restore test has passed
 * @n_test_overdue: those whose restore test is overdue
 * @n_verify_overdue: those whose verification is overdue; only with history
 * @oldest_test: when the restore test that is the longest ago passed, of those tested; 0 for none
 * @bytes: protected: the last good backup of each job
 * @bytes_before: the same %RW_ESTATE_GROWTH_DAYS earlier; only with history
 */
typedef struct
{
  guint n_expected;
  guint n_protected;
  guint n_points[RW_RECOVERY_CRITICAL + 1];
  guint n_unprotected;
  guint n_never_restored;
  guint n_test_overdue;
  guint n_verify_overdue;
  gint64 oldest_test;
  gint64 bytes;
  gint64 bytes_before;
} RwEstateFigures;

/**
 * RwEstateGroup:
 * @id: of the customer or service; nil for the systems without one, and for the whole
 * @name: (nullable): its name; %NULL where @id is nil
 * @parent: index of the customer of a service, of the whole for a customer; -1 for the whole
 * @figures: what its systems come to
 * @days: (array length=RW_ESTATE_DAYS): systems that counted on each day of the trend; only with history
 * @days_good: (array length=RW_ESTATE_DAYS): those of them that were within their objective
 */
typedef struct
{
  RwId id;
  const char *name;
  int parent;
  RwEstateFigures figures;
  guint days[RW_ESTATE_DAYS];
  guint days_good[RW_ESTATE_DAYS];
} RwEstateGroup;

/**
 * RwEstate:
 * @now: the present it was made for
 * @first_day: date of the first day of the trend; the last is today
 * @has_history: trend, growth and verifications are there
 * @groups: (element-type RwEstateGroup): the whole first, each customer before its services
 * @systems: (element-type RwEstateSystem): those that count, in no order
 *
 * What the company promised to be able to restore, and what of it it could. Counts its references and does not
 * change once it is read: it may be used on any thread.
 *
 * How a past day is judged: at the start of the business day that its policy names, by the backups that
 * had finished by then, good as they are judged today, against the objective of today: what it was then
 * is not kept. A job counts from its first run on, a system from that of its first job on, and is within
 * its objective when each of its jobs was. A system without a job counts from the day on from which it
 * is known to have none (see @since of #RwEstateSystem). Jobs that are switched off today, and systems
 * that need no backup any more, do not count for the past either.
 */
typedef struct
{
  gint64 now;
  gint64 first_day;
  gboolean has_history;
  GPtrArray *groups;
  GArray *systems;
  GStringChunk *texts;
} RwEstate;

/**
 * RwEstateDepth:
 * @RW_ESTATE_NOW: the present only: of each job the last few runs
 * @RW_ESTATE_HISTORY: all of it: every run of the trend's days
 */
typedef enum
{
  RW_ESTATE_NOW,
  RW_ESTATE_HISTORY,
} RwEstateDepth;

RwEstate            *rw_query_estate     (RwCache         *cache,
                                          RwEstateDepth    depth,
                                          gint64           now,
                                          const char      *tz,
                                          GCancellable    *cancellable,
                                          GError         **error);
RwEstate            *rw_estate_ref       (RwEstate        *estate);
void                 rw_estate_unref     (RwEstate        *estate);
const RwEstateGroup *rw_estate_whole     (const RwEstate  *estate);
const RwEstateGroup *rw_estate_group     (const RwEstate  *estate,
                                          guint            index);
const RwEstateGroup *rw_estate_customer  (const RwEstate  *estate,
                                          const RwEstateSystem *system);
guint                rw_estate_find      (const RwEstate  *estate,
                                          const RwId      *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwEstate, rw_estate_unref)

G_END_DECLS
