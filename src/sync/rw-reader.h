/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwReader:
 *
 * A thread with a read-only connection to the cache, for queries.
 */
typedef struct _RwReader RwReader;

typedef gpointer (*RwReaderFunc) (RwCache      *cache,
                                  gpointer      data,
                                  GCancellable *cancellable,
                                  GError      **error);

void      rw_reader_foresee     (const char          *dir,
                                 const char          *server,
                                 RwReaderFunc         func,
                                 gpointer             data,
                                 GDestroyNotify       free_data,
                                 GDestroyNotify       free_result);
RwReader *rw_reader_new         (const char          *dir,
                                 const char          *server);
void      rw_reader_free        (RwReader            *self);
void      rw_reader_close_async (RwReader            *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
void      rw_reader_renew       (RwReader            *self);
void      rw_reader_read_async  (RwReader            *self,
                                 RwReaderFunc         func,
                                 gpointer             data,
                                 GDestroyNotify       free_result,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gpointer  rw_reader_read_finish (GAsyncResult        *result,
                                 GError             **error);

const char *rw_reader_get_damaged (GAsyncResult *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwReader, rw_reader_free)

G_END_DECLS
