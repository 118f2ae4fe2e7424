/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "rw-session.h"

G_BEGIN_DECLS

#define RW_TYPE_WINDOW_EDITOR (rw_window_editor_get_type ())

/**
 * RwWindowEditor:
 *
 * One maintenance window or freeze: for what, when, and the dates that come of it. It changes nothing.
 *
 * Signals: "save" (RwRecord *window): a person is done and what they wrote can be kept; "remove" ().
 */
G_DECLARE_FINAL_TYPE (RwWindowEditor, rw_window_editor, RW, WINDOW_EDITOR, AdwNavigationPage)

AdwNavigationPage *rw_window_editor_new     (RwSession      *session,
                                             RwRecord       *window,
                                             const char     *target,
                                             gboolean        is_new,
                                             gboolean        writable);
const char        *rw_window_editor_get_sum (RwWindowEditor *self);

G_END_DECLS
