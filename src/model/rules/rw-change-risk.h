/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

gboolean rw_change_risk            (GPtrArray         *questions,
                                    const char *const *answers,
                                    RwLevel           *probability,
                                    RwLevel           *effect);
int      rw_change_risk_answer     (const char *const *answers,
                                    const RwId        *question);
char   **rw_change_risk_set_answer (const char *const *answers,
                                    const RwId        *question,
                                    int                answer);
gboolean rw_change_risk_check      (RwRecord          *change,
                                    GPtrArray         *questions,
                                    GError           **error);
int      rw_change_risk_level      (RwRecord          *change);
RwLevel  rw_change_risk_combine    (RwLevel            probability,
                                    RwLevel            effect);
int      rw_risk_question_compare  (gconstpointer      a,
                                    gconstpointer      b);

G_END_DECLS
