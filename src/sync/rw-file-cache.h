/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-file-folder.h"

G_BEGIN_DECLS

/**
 * RwFileCache:
 *
 * The files of a server on this computer, in two folders: those that wait to be sent, which are
 * nowhere else and never deleted to make room, and those that the server has, the least recently used
 * of which go first. What a file is in says how far it came, so there is nothing else to keep in step
 * with it. Any thread; every function waits for the disk. Opened when first needed.
 */
typedef struct _RwFileCache RwFileCache;

/**
 * RW_FILE_CACHE_MOST:
 *
 * Greatest length of the files kept here that the server has, in bytes.
 */
#define RW_FILE_CACHE_MOST (500 * 1024 * 1024)

RwFileCache *rw_file_cache_new          (const char    *dir,
                                         const char    *server,
                                         gint64         most);
RwFileCache *rw_file_cache_ref          (RwFileCache   *self);
void         rw_file_cache_unref        (RwFileCache   *self);
char        *rw_file_cache_add          (RwFileCache   *self,
                                         GFile         *file,
                                         GBytes        *bytes,
                                         const char    *name,
                                         char         **media_type,
                                         gint64        *size,
                                         GCancellable  *cancellable,
                                         GError       **error);
GArray      *rw_file_cache_list_waiting (RwFileCache   *self,
                                         GError       **error);
GBytes      *rw_file_cache_get          (RwFileCache   *self,
                                         const char    *digest,
                                         GError       **error);
gboolean     rw_file_cache_put          (RwFileCache   *self,
                                         const char    *digest,
                                         GBytes        *bytes,
                                         GError       **error);
gboolean     rw_file_cache_sent         (RwFileCache   *self,
                                         const char    *digest,
                                         GError       **error);
gboolean     rw_file_cache_drop         (RwFileCache   *self,
                                         const char    *digest,
                                         GError       **error);
gboolean     rw_file_cache_remove_all   (const char    *dir,
                                         const char    *server,
                                         gboolean       waiting,
                                         GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFileCache, rw_file_cache_unref)

G_END_DECLS
