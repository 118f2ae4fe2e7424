/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cross-check.h"

G_BEGIN_DECLS

RwCrossResult rw_approval_check (RwLogStore         *store,
                                 const RwLogAuthor  *author,
                                 const RwId         *person,
                                 guint               roles,
                                 RwRecord           *before,
                                 RwRecord           *after,
                                 GError            **error);

G_END_DECLS
