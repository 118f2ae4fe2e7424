/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store-sqlite.h"

G_BEGIN_DECLS

/**
 * RwBackupInfo:
 * @head: number of the last write that is in it
 * @records: how many records
 * @bytes: length of the file
 * @aside: (nullable): after a restore, where the replaced file is
 * @access_kept: after a restore, whether accounts and tokens are those from before it
 */
typedef struct
{
  gint64 head;
  gint64 records;
  gint64 bytes;
  char *aside;
  gboolean access_kept;
} RwBackupInfo;

gboolean rw_backup_make    (const char    *store_path,
                            const char    *target,
                            RwBackupInfo  *info,
                            GError       **error);
gboolean rw_backup_restore (const char    *backup,
                            const char    *store_path,
                            gboolean       access_from_backup,
                            RwBackupInfo  *info,
                            GError       **error);
void     rw_backup_info_clear (RwBackupInfo *info);

/**
 * RwCompactInfo:
 * @before: bytes of the file and its log, before
 * @after: and after
 * @tombstones: how many old deletions were forgotten
 * @results: how many answers that nobody asked for any more
 * @floor: clients that have not come this far start from zero
 */
typedef struct
{
  gint64 before;
  gint64 after;
  gint64 tombstones;
  gint64 results;
  gint64 floor;
} RwCompactInfo;

gboolean rw_store_compact  (RwLogStoreSqlite *store,
                            gint64            before,
                            RwCompactInfo    *info,
                            GError          **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwBackupInfo, rw_backup_info_clear)

G_END_DECLS
