/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-record.h"

G_BEGIN_DECLS

#define RW_TYPE_QUESTION_EDITOR (rw_question_editor_get_type ())

/**
 * RwQuestionEditor:
 *
 * One question on risk. It changes nothing.
 *
 * Signals: "save" (RwRecord *question): a person is done and what they wrote can be kept.
 */
G_DECLARE_FINAL_TYPE (RwQuestionEditor, rw_question_editor, RW, QUESTION_EDITOR, AdwNavigationPage)

AdwNavigationPage *rw_question_editor_new     (RwRecord         *question,
                                               GPtrArray        *questions,
                                               gboolean          writable);
const char        *rw_question_editor_get_sum (RwQuestionEditor *self);

G_END_DECLS
