/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-conflict.h"

G_BEGIN_DECLS

/**
 * RwConflictNews:
 * @change: an own change that is still ahead
 * @name: its number, or its title while it has none
 * @conflicts: (element-type RwConflict): what stands against it and was not there when its conflicts were looked at; may
 *   be empty
 */
typedef struct
{
  RwId change;
  char *name;
  GPtrArray *conflicts;
} RwConflictNews;

GPtrArray *rw_query_conflict_news (RwCache         *cache,
                                   const RwId      *person,
                                   gint64           now,
                                   GCancellable    *cancellable,
                                   GError         **error);
void       rw_conflict_news_free  (RwConflictNews  *news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwConflictNews, rw_conflict_news_free)

G_END_DECLS
