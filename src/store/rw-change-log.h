/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache-writer.h"

G_BEGIN_DECLS

/**
 * RwChangeLog:
 * @kinds: mask of the kinds that changed
 * @ids: (nullable): the records, as a set; %NULL when there are too many
 *
 * What changed in a view, while it is gathered.
 */
typedef struct
{
  guint64 kinds;
  GHashTable *ids;
} RwChangeLog;

void rw_change_log_reset (RwChangeLog       *changes);
void rw_change_log_note  (RwChangeLog       *changes,
                          RwKind             kind,
                          const RwId        *id);
void rw_change_log_merge (RwChangeLog       *changes,
                          const RwChangeLog *more);

G_END_DECLS
