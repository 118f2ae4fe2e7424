/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-ticket-clocks.h"
#include "rw-query-series.h"

G_BEGIN_DECLS

/* Of the incidents of a problem so many are read, the newest first; how many there are is counted. */
#define RW_PROBLEM_INCIDENTS_MOST 100

/**
 * RwProblemRow:
 * @number: (nullable): given by the server
 * @customer: (nullable): name
 * @service: (nullable): name
 * @system: (nullable): name of the configuration item
 * @ci: the configuration item, or nil
 * @ci_kind: of it
 * @assignee: (nullable): name
 * @known_error: it is understood, and there may be a way around it
 * @has_cause: its root cause is written down
 * @has_workaround: and how to live with it
 * @n_incidents: how many name it as their cause
 * @last: when the newest of them was opened; 0 for none
 * @change: the change that fixes it; nil for none
 * @change_number: (nullable): its number
 * @change_status: #RwChangeStatus, -1 for none
 *
 * A problem as the list shows it.
 */
typedef struct
{
  RwId id;
  char *number;
  char *title;
  RwTicketStatus status;
  RwPriority priority;
  char *customer;
  char *service;
  char *system;
  RwId ci;
  RwKind ci_kind;
  char *assignee;
  gboolean known_error;
  gboolean has_cause;
  gboolean has_workaround;
  gint64 opened;
  gint64 resolved;
  guint n_incidents;
  gint64 last;
  RwId change;
  char *change_number;
  int change_status;
} RwProblemRow;

/**
 * RwProblemFix:
 * @link: what ties it to the problem
 * @change: the change
 * @number: (nullable): given by the server
 * @title: of the change
 * @result: #RwChangeResult, -1 for none
 * @at: when it was done, else when it is planned; 0 for neither
 *
 * A change that fixes a problem.
 */
typedef struct
{
  RwId link;
  RwId change;
  char *number;
  char *title;
  RwChangeStatus status;
  int result;
  gboolean backed_out;
  gint64 at;
} RwProblemFix;

/**
 * RwProblemDetail:
 * @problem: the whole record
 * @row: the same as in the list
 * @past: what its clocks depend on
 * @incidents: (element-type RwSeriesTicket): that it caused, the newest first
 * @fixes: (element-type RwProblemFix): the newest first
 *
 * What the view of one problem needs.
 */
typedef struct
{
  RwRecord *problem;
  RwProblemRow *row;
  RwTicketPast *past;
  GPtrArray *incidents;
  GPtrArray *fixes;
} RwProblemDetail;

GPtrArray       *rw_query_problems        (RwCache         *cache,
                                           gint64           resolved_since,
                                           GCancellable    *cancellable,
                                           GError         **error);
RwProblemDetail *rw_query_problem         (RwCache         *cache,
                                           const RwId      *id,
                                           GError         **error);
void             rw_problem_row_free      (RwProblemRow    *row);
void             rw_problem_fix_free      (RwProblemFix    *fix);
void             rw_problem_detail_free   (RwProblemDetail *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwProblemRow, rw_problem_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwProblemDetail, rw_problem_detail_free)

G_END_DECLS
