/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-conflict-card.h"
#include "rw-session.h"

G_BEGIN_DECLS

/**
 * RwInboxEditFunc:
 * @resolution: (transfer full): with the value that the person wrote
 */
typedef void (*RwInboxEditFunc) (RwConflictCard *card,
                                 RwResolution   *resolution,
                                 gpointer        user_data);

void rw_inbox_edit_begin (RwConflictCard  *card,
                          RwSession       *session,
                          RwInboxEditFunc  func,
                          gpointer         user_data);

G_END_DECLS
