/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-client-store.h"
#include "rw-http-client.h"
#include "rw-reader.h"
#include "rw-sync-machine.h"

G_BEGIN_DECLS

#define RW_TYPE_ENGINE (rw_engine_get_type ())

/**
 * RwEngine:
 *
 * Does what the #RwSyncMachine says: owns the threads, the files and the connections of one server.
 * Main thread only.
 *
 * Signals: "report" (RwSyncState, const char *message): the state to show and why; "news" (const
 * RwStoreNews *): something was done to the files; "progress" (double): of a first sync, -1 when
 * there is none; "contact": the server was heard; "live" (gboolean open): the
 * live stream has begun or ended; "presence" (const char *json): who looks at what;
 * "sleeping": the machine goes to sleep in a moment; "resumed": it was asleep.
 */
G_DECLARE_FINAL_TYPE (RwEngine, rw_engine, RW, ENGINE, GObject)

RwEngine     *rw_engine_new         (RwHttpClient         *http,
                                     const char           *dir,
                                     const char           *name);
void          rw_engine_open_async  (RwEngine             *self,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean      rw_engine_open_finish (RwEngine             *self,
                                     GAsyncResult         *result,
                                     char                **person,
                                     char                **lease,
                                     GError              **error);
void          rw_engine_start       (RwEngine             *self);
void          rw_engine_close_async (RwEngine             *self,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean      rw_engine_close_finish (RwEngine            *self,
                                     GAsyncResult         *result,
                                     GError              **error);
void          rw_engine_remove_async (RwEngine            *self,
                                     gboolean              remove_work,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean      rw_engine_remove_finish (RwEngine           *self,
                                     GAsyncResult         *result,
                                     GError              **error);
RwReader     *rw_engine_get_reader  (RwEngine             *self);
void          rw_engine_set_token   (RwEngine             *self,
                                     const char           *token);
void          rw_engine_set_head    (RwEngine             *self,
                                     gint64                head);
void          rw_engine_sync_now    (RwEngine             *self);
void          rw_engine_renew_trust (RwEngine             *self,
                                     RwTlsTrust           *trust);
void          rw_engine_look_for_damage (RwEngine         *self,
                                         const char       *path);
void          rw_engine_keep_person (RwEngine             *self,
                                     const char           *person);
void          rw_engine_keep_lease  (RwEngine             *self,
                                     const char           *lease);
void          rw_engine_edit_async  (RwEngine             *self,
                                     GPtrArray            *edits,
                                     GPtrArray            *undone,
                                     const char           *label,
                                     guint                 roles,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
GPtrArray    *rw_engine_edit_finish (RwEngine             *self,
                                     GAsyncResult         *result,
                                     GError              **error);


/**
 * RwEngineCallFunc:
 * @store: the files; the function runs in their thread
 *
 * Returns: anything; an @error that is set is what counts
 */
typedef gpointer (*RwEngineCallFunc) (RwClientStore *store,
                                      gpointer       data,
                                      GError       **error);

void          rw_engine_call_async  (RwEngine             *self,
                                     RwEngineCallFunc      func,
                                     gpointer              data,
                                     GDestroyNotify        free_data,
                                     GDestroyNotify        free_result,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gpointer      rw_engine_call_finish (RwEngine             *self,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
