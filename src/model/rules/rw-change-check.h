/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cross-rules.h"

G_BEGIN_DECLS

RwCrossResult rw_change_cross_check (const RwCrossView  *view,
                                     RwRecord           *before,
                                     RwRecord           *after,
                                     GError            **error);
RwCrossResult rw_change_check_quorum (const RwCrossView *view,
                                      RwRecord          *change,
                                      GError           **error);

G_END_DECLS
