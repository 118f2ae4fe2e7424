/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwPendingRecord:
 * @kind: of the record
 * @id: of the record
 * @dirty: the view no longer is the shadow with the live edits applied
 *
 * A record with edits that the server's rows do not contain yet.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  gboolean dirty;
  GArray *edits;
} RwPendingRecord;

/**
 * RwCachePending:
 *
 * The pending edits in memory, by record, with a memory of the transaction: additions and drops
 * hold from rw_cache_pending_commit() on, and rw_cache_pending_rollback() takes them back.
 */
typedef struct _RwCachePending RwCachePending;

RwCachePending  *rw_cache_pending_new       (void);
void             rw_cache_pending_free      (RwCachePending  *self);
guint            rw_cache_pending_n_records (RwCachePending  *self);
guint            rw_cache_pending_n_edits   (RwCachePending  *self);
RwPendingRecord *rw_cache_pending_find      (RwCachePending  *self,
                                             const RwId      *id);
RwPendingRecord *rw_cache_pending_add       (RwCachePending  *self,
                                             gint64           mid,
                                             const RwEdit    *edit,
                                             gboolean        *is_new);
void             rw_cache_pending_drop      (RwCachePending  *self,
                                             gint64           first_mid,
                                             gint64           last_mid);
GPtrArray       *rw_cache_pending_dirty     (RwCachePending  *self);
void             rw_cache_pending_commit    (RwCachePending  *self);
void             rw_cache_pending_rollback  (RwCachePending  *self);

gboolean         rw_pending_record_is_live  (RwPendingRecord *record);
RwRecord        *rw_pending_record_fold     (RwPendingRecord *record,
                                             RwRecord        *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCachePending, rw_cache_pending_free)

G_END_DECLS
