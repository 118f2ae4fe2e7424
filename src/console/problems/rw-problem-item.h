/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-problems.h"

G_BEGIN_DECLS

/**
 * RwProblemGroup:
 * @RW_PROBLEM_GROUP_BACK: a fixed problem that may be back
 * @RW_PROBLEM_GROUP_CANDIDATE: incidents that look like a problem
 * @RW_PROBLEM_GROUP_WORK: the cause is looked for, or the fix is on its way
 * @RW_PROBLEM_GROUP_KNOWN: open, and a known error
 * @RW_PROBLEM_GROUP_SOLVED: resolved lately
 *
 * What the list is divided into, in this order.
 */
typedef enum
{
  RW_PROBLEM_GROUP_BACK,
  RW_PROBLEM_GROUP_CANDIDATE,
  RW_PROBLEM_GROUP_WORK,
  RW_PROBLEM_GROUP_KNOWN,
  RW_PROBLEM_GROUP_SOLVED,
  RW_PROBLEM_N_GROUPS,
} RwProblemGroup;

#define RW_TYPE_PROBLEM_ITEM (rw_problem_item_get_type ())

/* One line of the list: incidents that a person has to decide on, or a problem. */
G_DECLARE_FINAL_TYPE (RwProblemItem, rw_problem_item, RW, PROBLEM_ITEM, GObject)

RwProblemItem      *rw_problem_item_new_series (RwSeries      *series);
RwProblemItem      *rw_problem_item_new        (RwProblemRow  *row);
const RwSeries     *rw_problem_item_get_series (RwProblemItem *self);
const RwProblemRow *rw_problem_item_get_row    (RwProblemItem *self);
RwProblemGroup      rw_problem_item_get_group  (RwProblemItem *self);
const RwId         *rw_problem_item_get_key    (RwProblemItem *self);
const char         *rw_problem_item_get_haystack (RwProblemItem *self);

G_END_DECLS
