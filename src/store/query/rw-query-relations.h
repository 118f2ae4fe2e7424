/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwRelatedRecord:
 * @id: of the record
 * @title: what a person calls it
 */
typedef struct
{
  RwId id;
  char *title;
} RwRelatedRecord;

/**
 * RwRelation:
 * @kind: of the records that refer
 * @field: through which of their fields
 * @count: how many do
 * @first: (element-type RwRelatedRecord): the first of them
 */
typedef struct
{
  RwKind kind;
  guint field;
  gint64 count;
  GPtrArray *first;
} RwRelation;

void       rw_relation_free   (RwRelation  *relation);
GPtrArray *rw_query_relations (RwCache     *cache,
                               RwKind       kind,
                               const RwId  *id,
                               guint        limit,
                               GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRelation, rw_relation_free)

G_END_DECLS
