/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-problem-item.h"
#include "rw-status.h"

G_BEGIN_DECLS

const char *rw_problem_text_group    (RwProblemGroup        group);
char       *rw_problem_text_title    (RwProblemItem        *item);
char       *rw_problem_text_detail   (RwProblemItem        *item,
                                      gint64                now);
RwStatus    rw_problem_text_status   (RwProblemItem        *item);
char       *rw_problem_text_sentence (RwProblemItem        *item,
                                      gint64                now);
char       *rw_problem_text_count    (const RwProblemRow   *row,
                                      gint64                now);
char       *rw_problem_text_fix      (const RwProblemFix   *fix,
                                      gint64                now);
char       *rw_problem_text_ticket   (const RwSeriesTicket *ticket);

G_END_DECLS
