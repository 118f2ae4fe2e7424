/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-client-store.h"
#include "rw-inbox.h"

G_BEGIN_DECLS

/* What a person does about edits that are not, or not yet, at the server. */

RwInbox         *rw_client_store_list         (RwClientStore        *self,
                                               GError              **error);
RwInboxDone     *rw_client_store_resolve      (RwClientStore        *self,
                                               GPtrArray            *resolutions,
                                               const char           *label,
                                               guint                 roles,
                                               GError              **error);
gboolean         rw_client_store_reopen       (RwClientStore        *self,
                                               GArray               *numbers,
                                               GError              **error);
GPtrArray       *rw_client_store_plan_discard (RwClientStore        *self,
                                               GPtrArray            *items,
                                               guint                 roles,
                                               GError              **error);
gboolean         rw_client_store_discard      (RwClientStore        *self,
                                               GPtrArray            *items,
                                               guint                 roles,
                                               GError              **error);
gboolean         rw_client_store_export       (RwClientStore        *self,
                                               const char           *path,
                                               const char           *server,
                                               const char           *person,
                                               GError              **error);
gboolean         rw_client_store_set_draft    (RwClientStore        *self,
                                               const char           *key,
                                               const char           *text,
                                               GError              **error);
char            *rw_client_store_get_draft    (RwClientStore        *self,
                                               const char           *key,
                                               GError              **error);
GPtrArray  *rw_client_store_list_drafts (RwClientStore   *self,
                                        GError         **error);

G_END_DECLS
