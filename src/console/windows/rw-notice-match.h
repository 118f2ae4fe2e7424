/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

char *rw_notice_match (RwCache  *cache,
                       RwRecord *notice);

G_END_DECLS
