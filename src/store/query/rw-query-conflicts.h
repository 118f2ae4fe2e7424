/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-cache.h"
#include "rules/rw-conflict.h"

G_BEGIN_DECLS

RwConflictScene *rw_query_conflict_scene (RwCache       *cache,
                                          RwRecord      *change,
                                          GPtrArray     *items,
                                          gint64         from,
                                          gint64         to,
                                          GError       **error);
GHashTable      *rw_query_conflicts_in   (RwCache       *cache,
                                          gint64         from,
                                          gint64         to,
                                          GCancellable  *cancellable,
                                          GError       **error);

G_END_DECLS
