/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/**
 * RwCacheWriter:
 *
 * The one connection that writes a cache. The process must hold the #RwStoreLock of the folder.
 *
 * The server's rows go in with rw_cache_writer_put() and rw_cache_writer_delete(), the person's own
 * edits with rw_cache_writer_add_edits(). Where a record has pending edits, the server's row goes
 * to a shadow table and the view becomes that row with the edits applied again, in the order of
 * their numbers (mid). An edit stays pending until rw_cache_writer_settle() says that the rows
 * contain its outcome, so that it never flickers back after it was acknowledged.
 *
 * All writing happens between rw_cache_writer_begin() and rw_cache_writer_commit(): rows, cursor
 * and edits are kept together or not at all. After a rollback, or a commit that failed, the
 * writer is as it was before begin, also in memory.
 *
 * |[
 *   start      w = rw_cache_writer_open ()        NOT_FOUND, RESYNC, CORRUPT: there is no usable cache
 *              rw_cache_writer_restore (w, edits with mid > cursor.last_mid, stamp)
 *   page       begin, put/delete…, settle (last_mid), set_cursor, commit
 *   edit       rw_work_append (); begin, add_edits (stamp of the work file), commit
 *   first sync b = rw_cache_writer_open_bulk (); pages as above; rw_cache_writer_finish_bulk (b);
 *              close the old writer; w = rw_cache_writer_open (); restore; readers open anew
 * ]|
 */
typedef struct _RwCacheWriter RwCacheWriter;

/**
 * RwPendingEdit:
 * @mid: its number in the outbox
 * @edit: (transfer none): copied by the writer
 */
typedef struct
{
  gint64 mid;
  const RwEdit *edit;
} RwPendingEdit;

/**
 * RwCacheRow:
 * @seq: the server's number of the row
 * @values: (array): one for each field of @kind
 *
 * A record in the state that the server has it in.
 */
typedef struct
{
  RwKind kind;
  const RwId *id;
  gint64 seq;
  const RwValue *values;
} RwCacheRow;

/**
 * RwCacheChanges:
 * @kinds: mask of the kinds in which the view changed (RW_KIND_BIT)
 * @ids: (element-type RwId) (nullable): the records, each once; %NULL when too many to name
 *
 * What changed in the view since it was last asked for.
 */
typedef struct
{
  guint64 kinds;
  GArray *ids;
} RwCacheChanges;

#define RW_CACHE_CHANGES_MOST 1000

void           rw_cache_changes_clear           (RwCacheChanges      *changes);

RwCacheWriter *rw_cache_writer_open             (const char          *dir,
                                                 const char          *server,
                                                 char               **set_aside,
                                                 GError             **error);
RwCacheWriter *rw_cache_writer_open_bulk        (const char          *dir,
                                                 const char          *server,
                                                 GError             **error);
gboolean       rw_cache_writer_finish_bulk      (RwCacheWriter       *self,
                                                 GError             **error);
gboolean       rw_cache_writer_improve          (RwCacheWriter       *self,
                                                 gboolean            *more,
                                                 GError             **error);
void           rw_cache_writer_close            (RwCacheWriter       *self);
void           rw_cache_writer_discard          (RwCacheWriter       *self);
void           rw_cache_writer_condemn          (RwCacheWriter       *self);
gboolean       rw_cache_writer_is_damaged       (RwCacheWriter       *self);
gboolean       rw_cache_writer_is_bulk          (RwCacheWriter       *self);
RwCache       *rw_cache_writer_get_cache        (RwCacheWriter       *self);

const RwCacheCursor *rw_cache_writer_get_cursor (RwCacheWriter       *self);
gint64         rw_cache_writer_get_stamp        (RwCacheWriter       *self);

gboolean       rw_cache_writer_begin            (RwCacheWriter       *self,
                                                 GError             **error);
gboolean       rw_cache_writer_put              (RwCacheWriter       *self,
                                                 RwKind               kind,
                                                 const RwId          *id,
                                                 gint64               seq,
                                                 const RwValue       *values,
                                                 GError             **error);
gboolean       rw_cache_writer_put_rows         (RwCacheWriter       *self,
                                                 const RwCacheRow    *rows,
                                                 guint                n,
                                                 GError             **error);
gboolean       rw_cache_writer_put_record       (RwCacheWriter       *self,
                                                 RwRecord            *record,
                                                 GError             **error);
gboolean       rw_cache_writer_delete           (RwCacheWriter       *self,
                                                 RwKind               kind,
                                                 const RwId          *id,
                                                 gint64               seq,
                                                 GError             **error);
gboolean       rw_cache_writer_set_cursor       (RwCacheWriter       *self,
                                                 const RwCacheCursor *cursor,
                                                 GError             **error);
gboolean       rw_cache_writer_add_edits        (RwCacheWriter       *self,
                                                 const RwPendingEdit *edits,
                                                 guint                n_edits,
                                                 gint64               stamp,
                                                 GError             **error);
gboolean       rw_cache_writer_drop_edits       (RwCacheWriter       *self,
                                                 const gint64        *mids,
                                                 guint                n_mids,
                                                 gint64               stamp,
                                                 GError             **error);
gboolean       rw_cache_writer_settle           (RwCacheWriter       *self,
                                                 gint64               last_mid,
                                                 GError             **error);
gboolean       rw_cache_writer_commit           (RwCacheWriter       *self,
                                                 GError             **error);
void           rw_cache_writer_rollback         (RwCacheWriter       *self);

gboolean       rw_cache_writer_restore          (RwCacheWriter       *self,
                                                 const RwPendingEdit *edits,
                                                 guint                n_edits,
                                                 gint64               stamp,
                                                 gboolean            *rebuilt,
                                                 GError             **error);
guint          rw_cache_writer_n_pending        (RwCacheWriter       *self);
RwRecord      *rw_cache_writer_get_server       (RwCacheWriter       *self,
                                                 RwKind               kind,
                                                 const RwId          *id,
                                                 GError             **error);
void           rw_cache_writer_take_changes     (RwCacheWriter       *self,
                                                 RwCacheChanges      *changes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCacheWriter, rw_cache_writer_close)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwCacheChanges, rw_cache_changes_clear)

G_END_DECLS
