/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-problems.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_PROBLEM_FIXES (rw_problem_fixes_get_type ())

/**
 * RwProblemFixes:
 *
 * The changes that fix a problem, and what it caused. Signals: "open" (int kind, const RwId *id); "unlink" (const RwId
 * *link): a change is not the fix after all.
 */
G_DECLARE_FINAL_TYPE (RwProblemFixes, rw_problem_fixes, RW, PROBLEM_FIXES, GtkBox)

GtkWidget *rw_problem_fixes_new  (void);
void       rw_problem_fixes_show (RwProblemFixes        *self,
                                  const RwProblemDetail *detail,
                                  gboolean               may_edit,
                                  gint64                 now);

G_END_DECLS
