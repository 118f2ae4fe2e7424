/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/rw-file-rules.h"

G_BEGIN_DECLS

/**
 * RwFileFolder:
 *
 * A folder of files, each under its digest, as servers and consoles keep them. What stands under a name
 * is whole and on the disk, or it is not there: it is written under another name first. Only the owner
 * may read it. Any thread, several at once; every function waits for the disk.
 */
typedef struct _RwFileFolder RwFileFolder;

/**
 * RwFileEntry:
 * @digest: its name
 * @size: in bytes
 * @touched: when it came or was touched last, microseconds since 1970
 */
typedef struct
{
  char digest[RW_FILE_DIGEST_LENGTH + 1];
  gint64 size;
  gint64 touched;
} RwFileEntry;

/**
 * RwFileWriter:
 *
 * A file on its way into a folder. One thread at a time.
 */
typedef struct _RwFileWriter RwFileWriter;

RwFileFolder *rw_file_folder_open       (const char    *path,
                                         GError       **error);
RwFileFolder *rw_file_folder_look_into  (const char    *path,
                                         GError       **error);
void          rw_file_folder_free       (RwFileFolder  *self);
gboolean      rw_file_folder_has        (RwFileFolder  *self,
                                         const char    *digest);
int           rw_file_folder_open_file  (RwFileFolder  *self,
                                         const char    *digest,
                                         gint64        *size,
                                         GError       **error);
GBytes       *rw_file_folder_read       (RwFileFolder  *self,
                                         const char    *digest,
                                         GError       **error);
gboolean      rw_file_folder_touch      (RwFileFolder  *self,
                                         const char    *digest,
                                         gint64         at);
gboolean      rw_file_folder_remove     (RwFileFolder  *self,
                                         const char    *digest,
                                         GError       **error);
gboolean      rw_file_folder_move       (RwFileFolder  *self,
                                         const char    *digest,
                                         RwFileFolder  *to,
                                         GError       **error);
gboolean      rw_file_folder_copy       (RwFileFolder  *self,
                                         const char    *digest,
                                         RwFileFolder  *to,
                                         GError       **error);
gboolean      rw_file_folder_verify     (RwFileFolder  *self,
                                         const char    *digest,
                                         GError       **error);
GArray       *rw_file_folder_list       (RwFileFolder  *self,
                                         GError       **error);
gint64        rw_file_folder_get_room   (RwFileFolder  *self);

RwFileWriter *rw_file_writer_new        (RwFileFolder  *folder,
                                         GError       **error);
gboolean      rw_file_writer_write      (RwFileWriter  *self,
                                         gconstpointer  data,
                                         gsize          length,
                                         GError       **error);
const char   *rw_file_writer_get_digest (RwFileWriter  *self);
gint64        rw_file_writer_get_size   (RwFileWriter  *self);
gboolean      rw_file_writer_finish     (RwFileWriter  *self,
                                         const char    *expected,
                                         GError       **error);
void          rw_file_writer_free       (RwFileWriter  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFileFolder, rw_file_folder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFileWriter, rw_file_writer_free)

G_END_DECLS
