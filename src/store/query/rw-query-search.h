/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwSearchHit:
 * @kind: of the record
 * @id: of the record
 * @number: (nullable): "T-1042"
 * @title: what a person calls it
 * @rank: 0 for the very text, 1 for a beginning, 2 for the beginning of a word, 3 for anywhere
 */
typedef struct
{
  RwKind kind;
  RwId id;
  char *number;
  char *title;
  int rank;
} RwSearchHit;

void       rw_search_hit_free (RwSearchHit *hit);
guint64    rw_query_search_kinds (void);
GPtrArray *rw_query_search    (RwCache     *cache,
                               const char  *words,
                               guint64      kinds,
                               guint        limit,
                               GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSearchHit, rw_search_hit_free)

G_END_DECLS
