/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "rw-tls-trust.h"

G_BEGIN_DECLS

#define RW_TYPE_HTTP_CLIENT (rw_http_client_get_type ())

/**
 * RwHttpClient:
 *
 * Messages to one server: JSON there and JSON back. Main thread only; the feed has a thread and a
 * session of its own (#RwFeedFetch).
 */
G_DECLARE_FINAL_TYPE (RwHttpClient, rw_http_client, RW, HTTP_CLIENT, GObject)

RwHttpClient *rw_http_client_new          (const char           *server_url,
                                           GError              **error);
GUri         *rw_http_client_get_server   (RwHttpClient         *self);
void          rw_http_client_set_trust    (RwHttpClient         *self,
                                           RwTlsTrust           *trust);
RwTlsTrust   *rw_http_client_get_trust    (RwHttpClient         *self);
void          rw_http_client_set_token    (RwHttpClient         *self,
                                           const char           *token);
const char   *rw_http_client_get_token    (RwHttpClient         *self);
SoupMessage  *rw_http_client_new_message  (RwHttpClient         *self,
                                           const char           *method,
                                           const char           *path);
void          rw_http_client_send_async   (RwHttpClient         *self,
                                           SoupMessage          *message,
                                           GBytes               *body,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
JsonNode     *rw_http_client_send_finish  (RwHttpClient         *self,
                                           GAsyncResult         *result,
                                           guint                *retry_after,
                                           GError              **error);
/**
 * RwHttpProgressFunc:
 * @got: bytes so far
 */
typedef void (*RwHttpProgressFunc) (gint64 got, gpointer user_data);

void          rw_http_client_fetch_async  (RwHttpClient         *self,
                                           SoupMessage          *message,
                                           gsize                 most,
                                           RwHttpProgressFunc    progress,
                                           gpointer              progress_data,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GBytes       *rw_http_client_fetch_finish (RwHttpClient         *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void          rw_http_show_certificate    (SoupMessage          *message,
                                           RwTlsTrust           *trust);
gboolean      rw_http_session_is_alone    (SoupSession          *session);
void          rw_http_session_end         (SoupSession          *session);
gboolean      rw_http_sessions_are_ended  (void);
void          rw_http_client_hang_up      (RwHttpClient         *self);
guint         rw_http_timeout             (guint                 usual);
void          rw_http_override_timeout    (guint                 seconds);
SoupMessage  *rw_http_message_new         (GUri                 *server,
                                           const char           *token,
                                           const char           *method,
                                           const char           *path);

G_END_DECLS
