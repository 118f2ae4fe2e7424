/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-field.h"
#include "rw-id.h"

G_BEGIN_DECLS

/* sqlite3.h stays inside the store: what includes this header sees no SQLite. */

/**
 * RwDb:
 *
 * One connection to one SQLite file. Belongs to the thread that opened it; every call asserts it.
 */
typedef struct _RwDb RwDb;

/**
 * RwStmt:
 *
 * A prepared statement. rw_db_prepare() keeps statements by their text and hands them out again;
 * rw_stmt_free() (g_autoptr) resets one and gives it back. Parameters count from 1, columns from 0.
 * Binding cannot fail where it stands: what went wrong is told by the next step. A statement that
 * has no more rows, and one that failed, is reset and can be bound and stepped again.
 */
typedef struct _RwStmt RwStmt;

/**
 * RwDbFlags:
 * @RW_DB_READ_ONLY: only reads; never checkpoints
 * @RW_DB_CREATE: make the file if it is not there
 * @RW_DB_FULL: synchronous=FULL: a commit that returned survives a power cut, and so does what a process
 *   that ended without closing had left, once the file is open
 * @RW_DB_BULK: a new file that nobody reads yet: no journal on the disk; only for the first sync
 */
typedef enum
{
  RW_DB_DEFAULT = 0,
  RW_DB_READ_ONLY = 1 << 0,
  RW_DB_CREATE = 1 << 1,
  RW_DB_FULL = 1 << 2,
  RW_DB_BULK = 1 << 3,
} RwDbFlags;

RwDb       *rw_db_open            (const char   *path,
                                   guint32       application_id,
                                   int           user_version,
                                   RwDbFlags     flags,
                                   GError      **error);
void        rw_db_close           (RwDb         *db);
const char *rw_db_get_path        (RwDb         *db);
const char *rw_db_get_title       (RwDb         *db);
gboolean    rw_db_is_damaged       (RwDb         *db);
int         rw_db_get_user_version (RwDb        *db,
                                   GError      **error);
gboolean    rw_db_set_user_version (RwDb        *db,
                                   int           user_version,
                                   GError      **error);
gboolean    rw_db_exec            (RwDb         *db,
                                   const char   *sql,
                                   GError      **error);
gboolean    rw_db_begin           (RwDb         *db,
                                   GError      **error);
gboolean    rw_db_commit          (RwDb         *db,
                                   GError      **error);
void        rw_db_rollback        (RwDb         *db);
gboolean    rw_db_in_transaction  (RwDb         *db);
gboolean    rw_db_checkpoint      (RwDb         *db,
                                   GError      **error);
gint64      rw_db_get_changes     (RwDb         *db);
gint64      rw_db_get_last_rowid  (RwDb         *db);
void        rw_db_interrupt       (RwDb         *db);
void        rw_db_set_cancellable (RwDb         *db,
                                   GCancellable *cancellable);
gboolean    rw_db_quick_check     (RwDb         *db,
                                   GError      **error);
gboolean    rw_db_integrity_check (RwDb         *db,
                                   guint         most,
                                   GPtrArray   **findings,
                                   GError      **error);
gboolean    rw_db_copy            (RwDb         *db,
                                   const char   *path,
                                   GError      **error);
gboolean    rw_db_replace         (const char   *from,
                                   const char   *to,
                                   GError      **error);
gboolean    rw_db_sync_folder     (const char   *path,
                                   GError      **error);
char       *rw_db_describe_path   (const char   *path);
char       *rw_db_set_aside       (const char   *path,
                                   GError      **error);
char       *rw_db_keep_aside      (const char   *path,
                                   const char   *ending,
                                   GError      **error);
gboolean    rw_db_remove          (const char   *path,
                                   GError      **error);

/* A table "meta" (key, value) for what a file must remember of itself. */
gboolean    rw_db_create_meta     (RwDb         *db,
                                   GError      **error);
char       *rw_db_get_meta        (RwDb         *db,
                                   const char   *key,
                                   GError      **error);
gboolean    rw_db_set_meta        (RwDb         *db,
                                   const char   *key,
                                   const char   *value,
                                   GError      **error);
gint64      rw_db_get_meta_integer (RwDb        *db,
                                   const char   *key,
                                   gint64        fallback,
                                   GError      **error);
gboolean    rw_db_set_meta_integer (RwDb        *db,
                                   const char   *key,
                                   gint64        integer,
                                   GError      **error);
gboolean    rw_db_touch              (RwDb         *db,
                                      GError      **error);

RwStmt     *rw_db_prepare         (RwDb         *db,
                                   const char   *sql,
                                   GError      **error);
void        rw_stmt_free          (RwStmt       *stmt);
void        rw_stmt_bind_null     (RwStmt       *stmt,
                                   int           index);
void        rw_stmt_bind_integer  (RwStmt       *stmt,
                                   int           index,
                                   gint64        integer);
void        rw_stmt_bind_decimal  (RwStmt       *stmt,
                                   int           index,
                                   double        decimal);
void        rw_stmt_bind_text     (RwStmt       *stmt,
                                   int           index,
                                   const char   *text);
void        rw_stmt_bind_static_text (RwStmt    *stmt,
                                   int           index,
                                   const char   *text);
void        rw_stmt_bind_blob     (RwStmt       *stmt,
                                   int           index,
                                   gconstpointer bytes,
                                   gsize         length);
void        rw_stmt_bind_static_blob (RwStmt    *stmt,
                                   int           index,
                                   gconstpointer bytes,
                                   gsize         length);
void        rw_stmt_bind_id       (RwStmt       *stmt,
                                   int           index,
                                   const RwId   *id);
void        rw_stmt_copy_column   (RwStmt       *from,
                                   int           column,
                                   RwStmt       *to,
                                   int           index);
gboolean    rw_stmt_step          (RwStmt       *stmt,
                                   gboolean     *row,
                                   GError      **error);
gboolean    rw_stmt_run           (RwStmt       *stmt,
                                   GError      **error);
void        rw_stmt_reset         (RwStmt       *stmt);
RwDb       *rw_stmt_get_db        (RwStmt       *stmt);
int         rw_stmt_n_columns     (RwStmt       *stmt);
gboolean    rw_stmt_is_null       (RwStmt       *stmt,
                                   int           column);
gint64      rw_stmt_get_integer   (RwStmt       *stmt,
                                   int           column);
double      rw_stmt_get_decimal   (RwStmt       *stmt,
                                   int           column);
const char *rw_stmt_get_text      (RwStmt       *stmt,
                                   int           column);
gconstpointer rw_stmt_get_blob    (RwStmt       *stmt,
                                   int           column,
                                   gsize        *length);
gboolean    rw_stmt_get_id        (RwStmt       *stmt,
                                   int           column,
                                   RwId         *id);
RwId        rw_stmt_get_id_or_nil (RwStmt       *stmt,
                                   int           column);
int         rw_stmt_get_word      (RwStmt       *stmt,
                                   int           column,
                                   const RwEnumInfo *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwDb, rw_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwStmt, rw_stmt_free)

G_END_DECLS
