/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-file-store.h"
#include "rw-readers.h"

G_BEGIN_DECLS

/**
 * RwFileService:
 *
 * The threads in which files are read and written, so that neither the main loop nor the store waits
 * for them, and how many files may be on their way to the server at once.
 */
typedef struct _RwFileService RwFileService;

typedef void (*RwFileFunc) (gpointer data);

RwFileService *rw_file_service_new       (const char     *data_dir,
                                          gint64          most,
                                          GError        **error);
void           rw_file_service_free      (RwFileService  *self);
RwFileStore   *rw_file_service_get_store (RwFileService  *self);
void           rw_file_service_run       (RwFileService  *self,
                                          RwFileFunc      work,
                                          RwFileFunc      done,
                                          gpointer        data,
                                          GDestroyNotify  free_data);
gboolean       rw_file_service_admit     (RwFileService  *self,
                                          const RwId     *token);
void           rw_file_service_dismiss   (RwFileService  *self,
                                          const RwId     *token);
void           rw_file_service_collect   (RwFileService  *self,
                                          RwReaders      *readers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFileService, rw_file_service_free)

G_END_DECLS
