/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_RISK_ANSWERS (rw_risk_answers_get_type ())

/**
 * RwRiskAnswers:
 *
 * The questions on risk with an answer each, and the levels that come of them.
 *
 * Signals: "changed" (): a person answered.
 */
G_DECLARE_FINAL_TYPE (RwRiskAnswers, rw_risk_answers, RW, RISK_ANSWERS, AdwPreferencesGroup)

GtkWidget         *rw_risk_answers_new    (GPtrArray         *questions,
                                           const char *const *answers);
const char *const *rw_risk_answers_get    (RwRiskAnswers     *self);
void               rw_risk_answers_answer (RwRiskAnswers     *self,
                                           guint              question,
                                           int                answer);
void               rw_risk_answers_levels (RwRiskAnswers     *self,
                                           RwLevel           *probability,
                                           RwLevel           *effect);

G_END_DECLS
