/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-history.h"

G_BEGIN_DECLS

char *rw_history_change_to_markup (const RwHistoryEntry  *entry,
                                   const RwHistoryChange *change,
                                   gint64                 now);
char *rw_history_entry_to_footer  (const RwHistoryEntry  *entry,
                                   gint64                 now);

G_END_DECLS
