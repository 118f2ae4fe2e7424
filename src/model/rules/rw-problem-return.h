/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-problem-candidates.h"

G_BEGIN_DECLS

/* An incident asks for so long whether a fixed problem is back; then the answer would change nothing. */
#define RW_PROBLEM_RETURN_DAYS 90

/**
 * RwFixedProblem:
 * @signs: (array length=n_signs): what it was known by: the problem itself and the incidents that it caused; borrowed
 * @since: when the change that fixes it was done and the problem was resolved, the later of both
 *
 * A problem that is resolved, with a change that fixed it.
 */
typedef struct
{
  const RwIncident *signs;
  guint n_signs;
  gint64 since;
} RwFixedProblem;

/**
 * RwProblemReturn:
 * @problem: index into the problems
 * @incidents: (element-type guint): indexes into the incidents, ascending by their opening
 *
 * What came after a problem was fixed, and looks like it. A person decides.
 */
typedef struct
{
  guint problem;
  GArray *incidents;
} RwProblemReturn;

GPtrArray *rw_problem_returns_find (const RwFixedProblem *problems,
                                    guint                 n_problems,
                                    const RwIncident     *incidents,
                                    guint                 n_incidents,
                                    gint64                now);
void       rw_problem_return_free  (RwProblemReturn      *back);
gboolean   rw_problem_is_fixed     (RwTicketStatus        problem,
                                    gint64                resolved,
                                    RwChangeStatus        change,
                                    int                   result,
                                    gboolean              backed_out,
                                    gint64                finished,
                                    gint64               *since);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwProblemReturn, rw_problem_return_free)

G_END_DECLS
