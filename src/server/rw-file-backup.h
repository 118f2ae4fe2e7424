/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-file-store.h"
#include "rw-store-check.h"

G_BEGIN_DECLS

/**
 * RwFileCopies:
 * @wanted: how many files the records speak of
 * @copied: how many were copied now
 * @bytes: their length together
 * @missing: how many are nowhere: not sent by their console yet, as a rule
 * @damaged: how many could not be copied because they are not what they were
 */
typedef struct
{
  guint wanted;
  guint copied;
  gint64 bytes;
  guint missing;
  guint damaged;
} RwFileCopies;

char     *rw_file_backup_path    (const char        *backup);
gboolean  rw_file_backup_make    (const char        *data_dir,
                                  const char        *backup,
                                  RwFileCopies      *copies,
                                  GError           **error);
gboolean  rw_file_backup_restore (const char        *backup,
                                  const char        *data_dir,
                                  RwFileCopies      *copies,
                                  GError           **error);
gboolean  rw_file_check          (const char        *folder,
                                  RwStoreCheckFunc   func,
                                  gpointer           user_data,
                                  gboolean          *sound,
                                  GError           **error);

G_END_DECLS
