/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-clock.h"
#include "rw-file-folder.h"
#include "rw-log-store.h"

G_BEGIN_DECLS

/**
 * RW_FILE_KEEP:
 *
 * So long a file is kept that no record speaks of: the record may still be on its way, from a console
 * without a network, or the person may take its deletion back.
 */
#define RW_FILE_KEEP (30 * RW_DAY)

/**
 * RwFileStore:
 *
 * The files of the server's data folder, and how much room they take. Any thread; nearly every function
 * waits for the disk.
 */
typedef struct _RwFileStore RwFileStore;

/**
 * RwFileCollected:
 * @files: how many were deleted
 * @bytes: their length together
 */
typedef struct
{
  guint files;
  gint64 bytes;
} RwFileCollected;

char         *rw_file_store_path       (const char       *data_dir);
RwFileStore  *rw_file_store_new        (const char       *data_dir,
                                        gint64            most,
                                        GError          **error);
void          rw_file_store_free       (RwFileStore      *self);
RwFileFolder *rw_file_store_get_folder (RwFileStore      *self);
gint64        rw_file_store_get_used   (RwFileStore      *self);
gboolean      rw_file_store_reserve    (RwFileStore      *self,
                                        gint64            bytes,
                                        GError          **error);
void          rw_file_store_release    (RwFileStore      *self,
                                        gint64            bytes);
gboolean      rw_file_store_keep       (RwFileStore      *self,
                                        RwFileWriter     *writer,
                                        const char       *digest,
                                        gboolean         *added,
                                        GError          **error);
GHashTable   *rw_file_store_list_wanted (RwLogStore      *log,
                                        GError          **error);
gboolean      rw_file_store_collect    (RwFileStore      *self,
                                        GHashTable       *wanted,
                                        gint64            now,
                                        RwFileCollected  *collected,
                                        GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFileStore, rw_file_store_free)

G_END_DECLS
