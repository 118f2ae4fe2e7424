/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwDeviceTypeFound:
 * @path: of the file, below the folder that was read
 * @record: the device type
 */
typedef struct
{
  char *path;
  RwRecord *record;
} RwDeviceTypeFound;

/**
 * RwDeviceTypeFiles:
 * @n_files: how many were looked at
 * @found: (element-type RwDeviceTypeFound): by manufacturer and model
 * @skipped: (element-type utf8): a sentence for each file that is not among them: file, line, reason
 * @remarks: (element-type utf8): a sentence for each thing that was passed over in one that is
 *
 * What a file or a folder of them held.
 */
typedef struct
{
  guint n_files;
  GPtrArray *found;
  GPtrArray *skipped;
  GPtrArray *remarks;
} RwDeviceTypeFiles;

/**
 * RwDeviceTypeProgress:
 *
 * Called in the thread that reads, once for each file.
 */
typedef void (*RwDeviceTypeProgress) (guint    done,
                                      guint    all,
                                      gpointer user_data);

RwDeviceTypeFiles *rw_device_type_files_read (const char            *path,
                                              RwDeviceTypeProgress   progress,
                                              gpointer               user_data,
                                              GCancellable          *cancellable,
                                              GError               **error);
void               rw_device_type_files_free (RwDeviceTypeFiles     *files);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwDeviceTypeFiles, rw_device_type_files_free)

G_END_DECLS
