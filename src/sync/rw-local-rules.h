/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

gboolean rw_local_rules_check (RwCache   *view,
                               RwRecord  *before,
                               RwRecord  *after,
                               GError   **error);

G_END_DECLS
