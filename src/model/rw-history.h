/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwHistoryChange:
 * @field: index of the field
 * @before: the value before
 * @after: the value after; of a never cached field both are null
 */
typedef struct
{
  guint field;
  RwValue before;
  RwValue after;
} RwHistoryChange;

/**
 * RwHistoryEntry:
 * @seq: number of the write
 * @at: microseconds since 1970
 * @actor: who, as a person reads it
 * @kind: of the record
 * @id: of the record
 * @op: what was done
 * @changes: (element-type RwHistoryChange): ascending by field
 *
 * One line of the change log.
 */
typedef struct
{
  gint64 seq;
  gint64 at;
  char *actor;
  RwKind kind;
  RwId id;
  RwOp op;
  GArray *changes;
} RwHistoryEntry;

RwHistoryEntry *rw_history_entry_new  (void);
void            rw_history_entry_free (RwHistoryEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwHistoryEntry, rw_history_entry_free)

G_END_DECLS
