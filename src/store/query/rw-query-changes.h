/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-conflict.h"
#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwChangeInfo:
 * @id: of the change
 * @number: (nullable): "C-2066"; %NULL until the server gave one
 * @title: what is changed
 * @type: standard, normal or emergency
 * @status: where it is in its life
 * @start: microseconds since 1970, UTC
 * @end: the same
 * @customer: (nullable): name
 * @service: (nullable): name
 * @implementer: (nullable): name
 * @n_items: how many configuration items it touches
 * @conflicts: (nullable) (element-type RwConflict): what stands against it, worst first; see rw_change_calendar_judge()
 */
typedef struct
{
  RwId id;
  char *number;
  char *title;
  RwChangeType type;
  RwChangeStatus status;
  gint64 start;
  gint64 end;
  char *customer;
  char *service;
  char *implementer;
  guint n_items;
  GPtrArray *conflicts;
} RwChangeInfo;

/**
 * RwWindowInfo:
 * @id: of the window
 * @name: its name
 * @target: (nullable): what it holds for; %NULL for everything
 * @freeze: a freeze, not a maintenance window
 * @refuses: a hard freeze
 * @start: microseconds since 1970, UTC, of this instance
 * @end: the same
 */
typedef struct
{
  RwId id;
  char *name;
  char *target;
  gboolean freeze;
  gboolean refuses;
  gint64 start;
  gint64 end;
} RwWindowInfo;

/**
 * RwChangeCalendar:
 * @changes: (element-type RwChangeInfo): by start
 * @windows: (element-type RwWindowInfo): instances of maintenance windows and freezes, by start
 */
typedef struct
{
  GPtrArray *changes;
  GPtrArray *windows;
} RwChangeCalendar;

RwChangeCalendar *rw_query_change_calendar (RwCache           *cache,
                                            gint64             from,
                                            gint64             to,
                                            GError           **error);
gboolean          rw_change_calendar_judge (RwChangeCalendar  *calendar,
                                            RwCache           *cache,
                                            gint64             from,
                                            gint64             to,
                                            GCancellable      *cancellable,
                                            GError           **error);
void              rw_change_calendar_free  (RwChangeCalendar  *calendar);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwChangeCalendar, rw_change_calendar_free)

G_END_DECLS
