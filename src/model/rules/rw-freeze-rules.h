/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cross-rules.h"

G_BEGIN_DECLS

gboolean      rw_freeze_is_hard   (RwRecord           *window);
RwCrossResult rw_freeze_check     (const RwCrossView  *view,
                                   RwRecord           *change,
                                   GError            **error);
gboolean      rw_freeze_concerns  (const RwCrossView  *view,
                                   RwRecord           *change,
                                   GHashTable         *concerned,
                                   GError            **error);

G_END_DECLS
