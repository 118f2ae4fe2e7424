/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-restore-plan.h"

G_BEGIN_DECLS

/**
 * RW_RESTORE_TAG:
 *
 * Of changes that test a restore, whether they come from a template or not.
 */
#define RW_RESTORE_TAG "restore-test"

/**
 * RwRestoreRow:
 * @id: of the system
 * @kind: %RW_KIND_DEVICE or %RW_KIND_VM
 * @name: of the system
 * @place: its customer and service, for people; empty for none
 * @customer: nil for none
 * @service: nil for none
 * @system: what the plan was made from
 * @planned: what became of it
 * @starts: (element-type gint64): when the test may begin, one for each day, in order
 * @start: when it begins, when it is placed
 * @duration: of the test, microseconds
 * @template_: (nullable): the template of its policy
 *
 * A system that is due for a restore test.
 */
typedef struct
{
  RwId id;
  RwKind kind;
  char *name;
  char *place;
  RwId customer;
  RwId service;
  RwRestoreSystem system;
  RwRestorePlace planned;
  GArray *starts;
  gint64 start;
  gint64 duration;
  RwRecord *template_;
} RwRestoreRow;

/**
 * RwRestoreQuestion:
 * @now: the present
 * @zone: in which days are counted; tests begin in the morning, or with a maintenance window
 * @n_days: of how many days from tomorrow on
 * @per_day: so many tests at the most on one of them
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  guint n_days;
  guint per_day;
} RwRestoreQuestion;

GPtrArray *rw_query_restore_plan (RwCache                 *cache,
                                  const RwRestoreQuestion *question,
                                  GCancellable            *cancellable,
                                  GError                 **error);
RwRecord  *rw_restore_row_change (const RwRestoreRow      *row,
                                  const char              *title,
                                  const RwId              *person,
                                  GTimeZone               *zone);

G_END_DECLS
