/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"

G_BEGIN_DECLS

gboolean rw_volume_alert (RwLogStore *store,
                          RwRecord   *system,
                          RwRecord   *volume,
                          gint64      now,
                          GError    **error);

G_END_DECLS
