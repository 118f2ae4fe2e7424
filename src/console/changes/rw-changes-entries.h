/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-changes.h"
#include "rw-calendar-entry.h"

G_BEGIN_DECLS

/* What was read of changes and windows, as what a calendar shows. */

RwCalendarEntry *rw_changes_entry_new (const RwChangeInfo *change,
                                       gboolean            writable);
RwCalendarBand  *rw_changes_band_new  (const RwWindowInfo *window);
gboolean         rw_changes_match     (const RwChangeInfo *change,
                                       const char         *words);

G_END_DECLS
