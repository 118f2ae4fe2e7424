/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "query/rw-query-relations.h"
#include "rw-cache.h"
#include "rw-status.h"

G_BEGIN_DECLS

/**
 * RwInspectorTitle:
 * @kind: what the record referred to is
 * @title: what a person calls it
 */
typedef struct
{
  RwKind kind;
  char *title;
} RwInspectorTitle;

/**
 * RwInspectorChip:
 * @text: a word or two
 * @status: what it means
 */
typedef struct
{
  char *text;
  RwStatus status;
} RwInspectorChip;

/**
 * RwInspectorData:
 * @record: the record
 * @titles: (element-type RwId RwInspectorTitle): of all that it refers to
 * @place: (nullable): where it is or whom it belongs to, in one line
 * @chips: (element-type RwInspectorChip): its state
 * @relations: (element-type RwRelation): what refers to it
 *
 * All that the inspector shows of a record, read in one go. Not changed after it is made.
 */
typedef struct
{
  RwRecord *record;
  GHashTable *titles;
  char *place;
  GPtrArray *chips;
  GPtrArray *relations;
} RwInspectorData;

RwInspectorData        *rw_inspector_data_load  (RwCache          *cache,
                                                 RwKind            kind,
                                                 const RwId       *id,
                                                 gint64            now,
                                                 GError          **error);
RwInspectorData        *rw_inspector_data_of    (RwCache          *cache,
                                                 RwRecord         *record,
                                                 GError          **error);
void                    rw_inspector_data_free  (RwInspectorData  *data);
const RwInspectorTitle *rw_inspector_data_title (RwInspectorData  *data,
                                                 const RwId       *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwInspectorData, rw_inspector_data_free)

G_END_DECLS
