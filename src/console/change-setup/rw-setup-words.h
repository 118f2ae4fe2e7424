/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

char *rw_setup_template_state (RwRecord   *template_,
                               const char *approver,
                               gint64      now);
char *rw_setup_template_line  (RwRecord   *template_,
                               const char *approver,
                               gint64      now);
char *rw_setup_question_line  (RwRecord   *question,
                               GPtrArray  *questions);

G_END_DECLS
