/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

void rw_changes_move (RwPage     *page,
                      const RwId *id,
                      gint64      start,
                      gint64      end,
                      const char *warning);

G_END_DECLS
