/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-log-store-sqlite.h"

G_BEGIN_DECLS

/**
 * RwStoreThread:
 *
 * The thread of the one writer: the main loop never waits for a disk.
 */
typedef struct _RwStoreThread RwStoreThread;

/**
 * RwStoreFunc:
 *
 * Runs in the store's thread, one after the other. Ends its own transactions.
 *
 * Returns: (transfer full): the result, or %NULL with @error set
 */
typedef gpointer (*RwStoreFunc) (RwLogStoreSqlite *store,
                                 gpointer          data,
                                 GError          **error);

RwStoreThread *rw_store_thread_new        (const char           *path,
                                           GError              **error);
void           rw_store_thread_free       (RwStoreThread        *thread);
RwLogStore    *rw_store_thread_get_store  (RwStoreThread        *thread);
void           rw_store_thread_run_async  (RwStoreThread        *thread,
                                           RwStoreFunc           func,
                                           gpointer              data,
                                           GDestroyNotify        free_data,
                                           GDestroyNotify        free_result,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gpointer       rw_store_thread_run_finish (GAsyncResult         *result,
                                           GError              **error);
gpointer       rw_store_thread_run        (RwStoreThread        *thread,
                                           RwStoreFunc           func,
                                           gpointer              data,
                                           GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwStoreThread, rw_store_thread_free)

G_END_DECLS
