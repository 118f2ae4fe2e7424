/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-ticket-clocks.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* What a person decides about incidents and problems, as edits. All take the records as they are and leave them so. */

GPtrArray *rw_problem_edits_new     (RwRecord           *incident,
                                     GArray             *incidents,
                                     RwPriority          priority,
                                     const RwId         *person,
                                     gint64              now,
                                     const RwId         *problem);
GPtrArray *rw_problem_edits_dismiss (RwRecord           *incident);
GPtrArray *rw_problem_edits_reason  (RwRecord           *incident,
                                     const char         *text,
                                     const RwId         *author,
                                     gint64              now);
GPtrArray *rw_problem_edits_reopen  (RwRecord           *problem,
                                     const RwTicketPast *past,
                                     GArray             *incidents,
                                     gint64              now);
GPtrArray *rw_problem_edits_status  (RwRecord           *problem,
                                     const RwTicketPast *past,
                                     RwTicketStatus      status,
                                     gint64              now);
GPtrArray *rw_problem_edits_fix     (RwRecord           *problem,
                                     const RwId         *change);
GPtrArray *rw_problem_edits_new_fix (RwRecord           *problem,
                                     RwKind              ci_kind,
                                     const RwId         *person,
                                     RwId               *change);
GPtrArray *rw_problem_edits_set     (RwRecord           *problem,
                                     guint               field,
                                     RwValue             value);

G_END_DECLS
