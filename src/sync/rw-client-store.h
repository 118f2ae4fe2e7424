/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache-writer.h"
#include "rw-outbox-message.h"
#include "rw-sync-machine.h"
#include "rw-work.h"

G_BEGIN_DECLS

/**
 * RwClientStore:
 *
 * The client's two files as one: the cache with its view, and the work file with outbox and
 * conflict inbox. Belongs to the thread that opened it; blocks.
 */
typedef struct _RwClientStore RwClientStore;

/**
 * RwStoreNews:
 * @queued: the last mutation number given out
 * @acked: the last one up to which all are answered
 * @pending: edits that wait for the server's answer
 * @conflicts: entries of the conflict inbox
 * @inbox_serial: goes up when anything in outbox or inbox changed
 * @client: the id under which the server counts our mutations
 * @changes: what changed in the view
 * @notices: (element-type utf8): sentences for the person
 * @has_data: whether there is a view
 *
 * How things stand after something was done to the files.
 */
typedef struct
{
  gint64 queued;
  gint64 acked;
  guint pending;
  guint conflicts;
  guint inbox_serial;
  RwId client;
  RwCacheChanges changes;
  GPtrArray *notices;
  gboolean has_data;
} RwStoreNews;

void           rw_client_store_tell         (RwClientStore        *self,
                                             RwStoreNews          *news);
RwStoreNews   *rw_store_news_new            (void);
void           rw_store_news_free           (RwStoreNews          *news);

RwClientStore *rw_client_store_open         (const char           *dir,
                                             const char           *server,
                                             RwStoreNews          *news,
                                             GError              **error);
void           rw_client_store_close        (RwClientStore        *self);
gboolean       rw_client_store_remove       (const char           *dir,
                                             const char           *server,
                                             gboolean              work,
                                             GError              **error);
void           rw_client_store_get_cursor   (RwClientStore        *self,
                                             RwSyncCursor         *cursor);
gint64         rw_client_store_get_seen     (RwClientStore        *self);
char          *rw_client_store_get_meta     (RwClientStore        *self,
                                             const char           *key,
                                             GError              **error);
gboolean       rw_client_store_set_meta     (RwClientStore        *self,
                                             const char           *key,
                                             const char           *value,
                                             GError              **error);

GPtrArray     *rw_client_store_edit         (RwClientStore        *self,
                                             GPtrArray            *edits,
                                             GPtrArray            *undone,
                                             const char           *label,
                                             guint                 roles,
                                             RwStoreNews          *news,
                                             GError              **error);
gboolean       rw_client_store_apply        (RwClientStore        *self,
                                             const RwSyncCursor   *asked,
                                             const RwSyncCursor   *next,
                                             gint64                head,
                                             gint64                seen,
                                             const char           *rows,
                                             gsize                 length,
                                             RwStoreNews          *news,
                                             GError              **error);
gboolean       rw_client_store_improve      (RwClientStore        *self,
                                             gboolean             *more,
                                             RwStoreNews          *news,
                                             GError              **error);
gboolean       rw_client_store_swap         (RwClientStore        *self,
                                             RwStoreNews          *news,
                                             GError              **error);
gboolean       rw_client_store_condemn      (RwClientStore        *self,
                                             const char           *path);
char          *rw_client_store_explain_work (RwClientStore        *self);
GBytes        *rw_client_store_push         (RwClientStore        *self,
                                             const char           *epoch,
                                             guint                 limit,
                                             gint64               *first,
                                             gint64               *last,
                                             RwStoreNews          *news,
                                             GError              **error);
gboolean       rw_client_store_unsend       (RwClientStore        *self,
                                             gint64                first,
                                             gint64                last,
                                             GError              **error);
gboolean       rw_client_store_answer       (RwClientStore        *self,
                                             const char           *epoch,
                                             RwPushReply          *reply,
                                             RwStoreNews          *news,
                                             GError              **error);
gboolean       rw_client_store_set_aside    (RwClientStore        *self,
                                             gint64                mid,
                                             RwStoreNews          *news,
                                             GError              **error);
gboolean       rw_client_store_rebase       (RwClientStore        *self,
                                             gint64                mid,
                                             gboolean              new_client,
                                             const char           *new_epoch,
                                             gint64                common_head,
                                             RwStoreNews          *news,
                                             GError              **error);
void           rw_store_cursor_to_sync      (const RwCacheCursor  *from,
                                             RwSyncCursor         *to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwStoreNews, rw_store_news_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwClientStore, rw_client_store_close)

G_END_DECLS
