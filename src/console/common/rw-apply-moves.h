/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-page.h"

G_BEGIN_DECLS

void rw_apply_moves (RwPage     *page,
                     const RwId *change,
                     const char *name);

G_END_DECLS
