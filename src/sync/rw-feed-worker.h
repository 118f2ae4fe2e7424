/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-feed-intake.h"
#include "rw-id.h"
#include "rw-tls-trust.h"

G_BEGIN_DECLS

/**
 * RwFeedWorker:
 *
 * The thread that fetches pages of the feed. Those of a first sync it writes into the new file as
 * they come; the others it hands over, because the cache is the store thread's.
 */
typedef struct _RwFeedWorker RwFeedWorker;

RwFeedWorker *rw_feed_worker_new            (GUri                *server,
                                             RwTlsTrust          *trust,
                                             const char          *dir,
                                             const char          *name);
void          rw_feed_worker_free           (RwFeedWorker        *self);
void          rw_feed_worker_close_async    (RwFeedWorker        *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void          rw_feed_worker_set_trust      (RwFeedWorker        *self,
                                             RwTlsTrust          *trust);
void          rw_feed_worker_hang_up_async  (RwFeedWorker        *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gint64        rw_feed_worker_get_seq        (RwFeedWorker        *self);
void          rw_feed_worker_resume_async   (RwFeedWorker        *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void          rw_feed_worker_resume_finish  (GAsyncResult        *result,
                                             RwSyncCursor        *cursor);
void          rw_feed_worker_rebuild        (RwFeedWorker        *self);
void          rw_feed_worker_pull_async     (RwFeedWorker        *self,
                                             const RwSyncCommand *command,
                                             const char          *token,
                                             const RwId          *client,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
RwFeedPage   *rw_feed_worker_pull_finish    (GAsyncResult        *result,
                                             guint               *retry_after,
                                             GError             **error);
void          rw_feed_worker_apply_async    (RwFeedWorker        *self,
                                             const RwSyncCommand *command,
                                             gint64               head,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void          rw_feed_worker_drop           (RwFeedWorker        *self,
                                             guint                request);
void          rw_feed_worker_install_async  (RwFeedWorker        *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean      rw_feed_worker_finish         (GAsyncResult        *result,
                                             GError             **error);


G_END_DECLS
