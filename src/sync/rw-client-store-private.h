/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-client-store.h"
#include "rw-feed-row.h"
#include "rw-store-lock.h"

G_BEGIN_DECLS

/* The store in four files: the files themselves, what the person does, the outbox on its way, and
 * what the person does about what did not get there. */

struct _RwClientStore
{
  char *dir;
  char *server;
  RwStoreLock *lock;
  RwWork *work;
  RwCacheWriter *writer; /* NULL until there is a cache */
  gboolean view_lost; /* it was damaged, and is not there any more */
  gboolean work_told; /* the person knows that the outbox is damaged */
  char *condemned;    /* path of the last one that was damaged */
  RwFeedReader *reader;
  guint inbox_serial; /* goes up when outbox or inbox change */
};

/* rw-client-store.c */
RwEdit  *rw_client_store_read_edit       (const RwOutboxEntry  *entry,
                                          GError              **error);
gboolean rw_client_store_restore_overlay (RwClientStore        *self,
                                          GError              **error);
gboolean rw_client_store_need_view       (RwClientStore        *self,
                                          GError              **error);
gboolean rw_client_store_reopen_view     (RwClientStore        *self,
                                          GError              **error);
gboolean rw_client_store_hide            (RwClientStore        *self,
                                          GArray               *mids,
                                          GError              **error);

/* rw-client-store-edit.c */
GPtrArray *rw_client_store_write         (RwClientStore        *self,
                                          GPtrArray            *edits,
                                          GPtrArray            *undone,
                                          const char           *label,
                                          guint                 roles,
                                          GArray               *resolved,
                                          GError              **error);

G_END_DECLS
