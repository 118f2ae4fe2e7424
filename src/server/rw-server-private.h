/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-auth.h"
#include "rw-file-service.h"
#include "rw-live.h"
#include "rw-readers.h"
#include "rw-request.h"
#include "rw-server.h"
#include "rw-store-thread.h"
#include "rw-watch.h"

G_BEGIN_DECLS

RwStoreThread *rw_server_get_store (RwServer   *self);
RwAuth        *rw_server_get_auth  (RwServer   *self);
RwLive        *rw_server_get_live  (RwServer   *self);
const char    *rw_server_get_epoch (RwServer   *self);
const char    *rw_server_get_epochs (RwServer  *self);
gint64         rw_server_get_head  (RwServer   *self);
guint          rw_server_get_lease_days (RwServer *self);
void           rw_server_set_head  (RwServer   *self,
                                    gint64      head);
RwReaders     *rw_server_get_readers (RwServer *self);
RwFileService *rw_server_get_files (RwServer   *self);
RwWatch       *rw_server_get_watch (RwServer   *self);
gboolean       rw_server_take_address (RwServer   *self,
                                       const char *key,
                                       guint      *retry_after);
gpointer       rw_server_collect_func (RwLogStoreSqlite *store,
                                       gpointer          data,
                                       GError          **error);
void           rw_principal_write_json (const RwPrincipal *principal,
                                        GString           *out);

/* One file each. */
void rw_handle_calendar  (RwRequest *request);
void rw_handle_changes   (RwRequest *request);
void rw_handle_file      (RwRequest *request);
void rw_handle_hello     (RwRequest *request);
void rw_handle_history   (RwRequest *request);
void rw_handle_history_of_kind (RwRequest *request,
                                RwKind     kind);
void rw_handle_intake_backup (RwRequest *request);
void rw_handle_intake_notice (RwRequest *request);
void rw_handle_intake_usage (RwRequest *request);
void rw_handle_live      (RwRequest *request);
void rw_handle_login     (RwRequest *request);
void rw_handle_logout    (RwRequest *request);
void rw_handle_me        (RwRequest *request);
void rw_handle_mutations (RwRequest *request);
void rw_handle_ping      (RwRequest *request);
void rw_handle_presence  (RwRequest *request);
void rw_handle_put_file  (RwRequest *request);
void rw_handle_secret    (RwRequest *request);
void rw_handle_set_secret (RwRequest *request);

G_END_DECLS
