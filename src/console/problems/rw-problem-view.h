/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-problems.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_PROBLEM_VIEW (rw_problem_view_get_type ())

/**
 * RwProblemView:
 *
 * One problem, edited in its place: status, known error, root cause, workaround, the change that fixes it, and what it
 * caused.
 *
 * Signals: "open" (int kind, const RwId *id); "set-status" (int status); "set-known-error" (gboolean known); "set-text"
 * (uint field, const char *text); "unlink" (const RwId *link); "done": the person is through with a text.
 */
G_DECLARE_FINAL_TYPE (RwProblemView, rw_problem_view, RW, PROBLEM_VIEW, GtkWidget)

GtkWidget *rw_problem_view_new         (void);
void       rw_problem_view_show        (RwProblemView         *self,
                                        const RwProblemDetail *detail,
                                        gboolean               may_edit,
                                        gint64                 now);
void       rw_problem_view_save        (RwProblemView         *self);
void       rw_problem_view_ask_status  (RwProblemView         *self);
void       rw_problem_view_edit        (RwProblemView         *self,
                                        guint                  field);

G_END_DECLS
