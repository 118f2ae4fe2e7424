/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tokens live in the desktop's secret service and nowhere else: where there is none, a token is
 * kept for the session only. All of these end within a bounded time, also without a message bus.
 * Errors: %RW_ERROR_NOT_FOUND when there is no secret service, %RW_ERROR_LOCKED when the person did
 * not open it, %RW_ERROR_TIMEOUT, %RW_ERROR_FAILED; each a sentence without its full stop. */

void      rw_token_store_lookup_async  (const char           *server_url,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
char     *rw_token_store_lookup_finish (GAsyncResult         *result,
                                        GError              **error);
void      rw_token_store_save_async    (const char           *server_url,
                                        const char           *token,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean  rw_token_store_save_finish   (GAsyncResult         *result,
                                        GError              **error);
void      rw_token_store_clear         (const char           *server_url);
void      rw_token_store_clear_async   (const char           *server_url,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean  rw_token_store_clear_finish  (GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
