/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

#define RW_TYPE_CHANGE_NEW (rw_change_new_get_type ())

/**
 * RwChangeNew:
 *
 * Asks for a new change: what, when, what it affects and who does it. It creates a draft and goes to it; what was
 * filled in stays when it is refused.
 */
G_DECLARE_FINAL_TYPE (RwChangeNew, rw_change_new, RW, CHANGE_NEW, AdwDialog)

void rw_change_new_present (RwPage *page,
                            gint64  start,
                            gint64  end);

G_END_DECLS
