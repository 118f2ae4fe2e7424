/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define BUSY_MS       5000
#define BUSY_SHORT_MS 250

/* With 4 KiB pages: 8 MiB of log, then it is written back; 64 MiB means that a reader held on to an
 * old snapshot all the time, and the log is cut as soon as nobody does. */
#define WAL_PAGES      2000
#define WAL_PAGES_MOST 16000

/* Steps of SQLite's machine between two looks at the cancellable. */
#define CANCEL_STEPS 4000

static int
wal_hook_cb (void       *data,
             sqlite3    *handle,
             const char *name,
             int         pages)
{
  RwDb *db = data;

  db->wal_pages = (guint) pages;
  return SQLITE_OK;
}

static int
progress_cb (void *data)
{
  RwDb *db = data;

  return g_cancellable_is_cancelled (db->cancellable);
}

static gboolean
pragma_integer (RwDb       *db,
                const char *sql,
                gint64     *integer,
                GError    **error)
{
  sqlite3_stmt *stmt = NULL;
  int result = sqlite3_prepare_v2 (db->handle, sql, -1, &stmt, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (stmt);
  if (result == SQLITE_ROW)
    *integer = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  if (result == SQLITE_ROW)
    return TRUE;
  return rw_db_fail (db, RW_DB_OPENING, result, error);
}

static gboolean
set_up (RwDb    *db,
        GError **error)
{
  static const struct
  {
    int what;
    int value;
  } settings[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
  };
  const char *pragmas = "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;"
                        "PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-16000;";
  int result = SQLITE_OK;

  for (guint i = 0; result == SQLITE_OK && i < G_N_ELEMENTS (settings); i++)
    result = sqlite3_db_config (db->handle, settings[i].what, settings[i].value, NULL);
  /* Only the writer may checkpoint, also when a reader is the last to close. */
  if (result == SQLITE_OK && (db->flags & RW_DB_READ_ONLY))
    result = sqlite3_db_config (db->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_busy_timeout (db->handle, BUSY_MS);
  if (result == SQLITE_OK)
    result = sqlite3_exec (db->handle, pragmas, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    return rw_db_fail (db, RW_DB_OPENING, result, error);
  return TRUE;
}

static gboolean
check_header (RwDb    *db,
              guint32  application_id,
              int      user_version,
              GError **error)
{
  gint64 id = 0, version = 0, pages = 0;

  if (!pragma_integer (db, "PRAGMA page_count", &pages, error) ||
      !pragma_integer (db, "PRAGMA application_id", &id, error) ||
      !pragma_integer (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (pages == 0 && (db->flags & RW_DB_CREATE))
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA application_id=%d", (int) application_id);
      int result = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

      return result == SQLITE_OK || rw_db_fail (db, RW_DB_OPENING, result, error);
    }
  if ((guint32) id != application_id)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT, _ ("Could not open %s: the file is not Rackward's"), db->title);
      return FALSE;
    }
  if (version > user_version)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_TOO_NEW,
                   _ ("Could not open %s: file is from a newer Rackward (schema %d, this one knows %d)"), db->title,
                   (int) version, user_version);
      return FALSE;
    }
  return TRUE;
}

/* The pragma does not fail where a file system cannot do it, it answers with the mode that stays. */
static gboolean
set_wal (RwDb    *db,
         GError **error)
{
  sqlite3_stmt *stmt = NULL;
  gboolean done = FALSE;
  int result = sqlite3_prepare_v2 (db->handle, "PRAGMA journal_mode=WAL", -1, &stmt, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (stmt);
  if (result == SQLITE_ROW)
    done = g_strcmp0 ((const char *) sqlite3_column_text (stmt, 0), "wal") == 0;
  sqlite3_finalize (stmt);
  if (result != SQLITE_ROW)
    return rw_db_fail (db, RW_DB_OPENING, result, error);
  if (!done)
    g_set_error (error, RW_ERROR, RW_ERROR_FAILED,
                 _ ("Could not open %s: its file system cannot share a file between readers and a writer. "
                    "Keep it on a local disk"), db->title);
  return done;
}

static gboolean
set_journal (RwDb    *db,
             GError **error)
{
  const char *sql;
  int result;

  if (db->flags & RW_DB_READ_ONLY)
    sql = "PRAGMA query_only=ON";
  else if (db->flags & RW_DB_BULK)
    /* Nobody reads the file yet, and one that a crash left is thrown away. The journal in memory is
     * for a page that breaks off half-way. Rows are added at the end, and the indexes that are kept up
     * meanwhile grow in few places: a larger cache would cost the making of its pages and give
     * nothing. */
    sql = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE";
  else if (db->flags & RW_DB_FULL)
    sql = "PRAGMA synchronous=FULL";
  else
    sql = "PRAGMA synchronous=NORMAL";

  if (!(db->flags & (RW_DB_READ_ONLY | RW_DB_BULK)) && !set_wal (db, error))
    return FALSE;
  result = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    return rw_db_fail (db, RW_DB_OPENING, result, error);
  db->wal_most = WAL_PAGES;
  if (!(db->flags & (RW_DB_READ_ONLY | RW_DB_BULK)))
    sqlite3_wal_hook (db->handle, wal_hook_cb, db);
  return TRUE;
}

/* What a process left in the log when it ended without closing is read as committed, also the commit
 * whose sync failed, and nobody may have synced it: a power cut would take away what has been shown or
 * served since. Written back and cut, it no longer depends on the log's own pages, which the system may
 * have dropped after the failure. Where readers hold on to the log, or the file cannot grow, it is synced
 * as it is. */
static gboolean
settle_log (RwDb    *db,
            GError **error)
{
  sqlite3_file *log = NULL;
  int result;

  sqlite3_busy_timeout (db->handle, BUSY_SHORT_MS);
  result = sqlite3_wal_checkpoint_v2 (db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (db->handle, BUSY_MS);
  if ((result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_FULL)
    {
      result = sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
      if (result == SQLITE_OK && log != NULL && log->pMethods != NULL)
        result = log->pMethods->xSync (log, SQLITE_SYNC_NORMAL);
    }
  return result == SQLITE_OK || rw_db_fail (db, RW_DB_OPENING, result, error);
}

/**
 * rw_db_open:
 * @path: of the file
 * @application_id: marks what the file is; another one is refused as %RW_ERROR_CORRUPT
 * @user_version: the newest schema that the caller knows; a newer file is refused as %RW_ERROR_TOO_NEW,
 *   an older one is opened: see rw_migrator_run()
 *
 * Opens a connection that belongs to the calling thread. At most one connection without
 * %RW_DB_READ_ONLY may be open on a file, in all processes: see #RwStoreLock.
 *
 * Returns: (transfer full) (nullable): the connection. %RW_ERROR_NOT_FOUND when there is no file and
 *   @flags lacks %RW_DB_CREATE, %RW_ERROR_FORBIDDEN when it may not be read or written
 */
RwDb *
rw_db_open (const char  *path,
            guint32      application_id,
            int          user_version,
            RwDbFlags    flags,
            GError     **error)
{
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  g_autoptr (RwDb) db = g_new0 (RwDb, 1);
  int result;

  db->path = g_strdup (path);
  db->title = rw_db_describe_path (path);
  db->flags = flags;
  db->thread = g_thread_self ();
  db->idle = g_hash_table_new (g_str_hash, g_str_equal);

  if (!(flags & RW_DB_CREATE) && g_access (path, F_OK) != 0 && errno == ENOENT)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("Could not open %s: there is no such file"), db->title);
      return NULL;
    }
  /* SQLite falls back to reading only, and fails later, where a file may not be written. */
  if (!(flags & RW_DB_READ_ONLY) && g_access (path, W_OK) != 0 && errno != ENOENT)
    {
      rw_db_fail (db, RW_DB_OPENING, SQLITE_READONLY, error);
      return NULL;
    }
  if (flags & RW_DB_READ_ONLY)
    open_flags |= SQLITE_OPEN_READONLY;
  else
    open_flags |= SQLITE_OPEN_READWRITE | ((flags & RW_DB_CREATE) ? SQLITE_OPEN_CREATE : 0);

  result = sqlite3_open_v2 (path, &db->handle, open_flags, NULL);
  if (result != SQLITE_OK)
    {
      rw_db_fail (db, RW_DB_OPENING, result, error);
      return NULL;
    }
  if (!set_up (db, error) || !rw_search_function_install (db, error) ||
      !check_header (db, application_id, user_version, error) || !set_journal (db, error))
    return NULL;
  if ((flags & RW_DB_FULL) && !settle_log (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

/**
 * rw_db_close:
 * @db: (transfer full) (nullable): every statement must have been freed
 *
 * A writer leaves the whole content in the file itself, without a log beside it.
 */
void
rw_db_close (RwDb *db)
{
  GHashTableIter iter;
  gpointer value;

  if (db == NULL)
    return;
  g_assert (db->thread == g_thread_self ());
  g_warn_if_fail (db->n_out == 0);
  g_hash_table_iter_init (&iter, db->idle);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RwStmt *stmt = value;

      sqlite3_finalize (stmt->handle);
      g_hash_table_iter_steal (&iter);
      g_free (stmt->sql);
      g_free (stmt);
    }
  g_hash_table_unref (db->idle);
  sqlite3_close_v2 (db->handle);
  g_clear_object (&db->cancellable);
  g_free (db->path);
  g_free (db->title);
  g_free (db);
}

const char *
rw_db_get_path (RwDb *db)
{
  return db->path;
}

/**
 * rw_db_get_title:
 *
 * Returns: (transfer none): what a person calls the file: "the cache of demo"
 */
const char *
rw_db_get_title (RwDb *db)
{
  return db->title;
}

/**
 * rw_db_is_damaged:
 *
 * Returns: whether this connection has found damage in the file. It must not be taken for whole at the
 *   next start, whatever the connection could do since.
 */
gboolean
rw_db_is_damaged (RwDb *db)
{
  return db->damaged;
}

/**
 * rw_db_get_user_version:
 *
 * Returns: the schema of the file, 0 for a new one, -1 with @error set
 */
int
rw_db_get_user_version (RwDb    *db,
                        GError **error)
{
  gint64 version = 0;

  g_assert (db->thread == g_thread_self ());
  return pragma_integer (db, "PRAGMA user_version", &version, error) ? (int) version : -1;
}

gboolean
rw_db_set_user_version (RwDb    *db,
                        int      user_version,
                        GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version=%d", user_version);

  return rw_db_exec (db, sql, error);
}

/**
 * rw_db_exec:
 * @sql: statements without parameters whose rows do not matter
 */
gboolean
rw_db_exec (RwDb        *db,
            const char  *sql,
            GError     **error)
{
  int result;

  g_assert (db->thread == g_thread_self ());
  result = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    return rw_db_fail (db, RW_DB_WRITING, result, error);
  return TRUE;
}

/**
 * rw_db_begin:
 *
 * A writer takes the write lock at once, so that the transaction cannot fail half-way for want of it.
 * In a read-only connection all reads until rw_db_commit() or rw_db_rollback() see one state.
 */
gboolean
rw_db_begin (RwDb    *db,
             GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, (db->flags & RW_DB_READ_ONLY) ? "BEGIN" : "BEGIN IMMEDIATE", error);

  return stmt != NULL && rw_stmt_run (stmt, error);
}

/* Passive, so that it never waits for readers; when they kept it from getting anywhere for long,
 * the log is cut, which waits for them at most as long as the busy time-out. A failure costs
 * nothing: the log keeps everything, and the next commit tries again. */
static void
checkpoint_if_long (RwDb *db)
{
  int in_log = 0, done = 0, mode;

  if (db->wal_pages < db->wal_most || (db->flags & (RW_DB_READ_ONLY | RW_DB_BULK)))
    return;
  mode = db->wal_pages > WAL_PAGES_MOST ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  sqlite3_busy_timeout (db->handle, BUSY_SHORT_MS);
  sqlite3_wal_checkpoint_v2 (db->handle, NULL, mode, &in_log, &done);
  sqlite3_busy_timeout (db->handle, BUSY_MS);
  /* All written back: the next commit starts the log from its beginning. Else wait for some more. */
  db->wal_most = in_log == done ? WAL_PAGES : db->wal_pages + WAL_PAGES;
}

/**
 * rw_db_commit:
 *
 * Returns: %FALSE with @error set when it failed; nothing of the transaction is kept then
 */
gboolean
rw_db_commit (RwDb    *db,
              GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, "COMMIT", error);

  if (stmt == NULL || !rw_stmt_run (stmt, error))
    {
      rw_db_rollback (db);
      return FALSE;
    }
  checkpoint_if_long (db);
  return TRUE;
}

/**
 * rw_db_rollback:
 *
 * Does nothing outside a transaction: SQLite ends one by itself after some failures.
 */
void
rw_db_rollback (RwDb *db)
{
  g_assert (db->thread == g_thread_self ());
  if (rw_db_in_transaction (db))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
rw_db_in_transaction (RwDb *db)
{
  return !sqlite3_get_autocommit (db->handle);
}

/**
 * rw_db_checkpoint:
 *
 * Writes the whole log back into the file and cuts it. Only for the one writer.
 */
gboolean
rw_db_checkpoint (RwDb    *db,
                  GError **error)
{
  int result;

  g_assert (db->thread == g_thread_self ());
  g_return_val_if_fail (!(db->flags & RW_DB_READ_ONLY), FALSE);
  if (db->flags & RW_DB_BULK)
    return TRUE;
  result = sqlite3_wal_checkpoint_v2 (db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (result != SQLITE_OK)
    return rw_db_fail (db, RW_DB_WRITING, result, error);
  db->wal_pages = 0;
  db->wal_most = WAL_PAGES;
  return TRUE;
}

/**
 * rw_db_get_changes:
 *
 * Returns: rows changed by the last statement
 */
gint64
rw_db_get_changes (RwDb *db)
{
  return sqlite3_changes64 (db->handle);
}

gint64
rw_db_get_last_rowid (RwDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

/**
 * rw_db_interrupt:
 *
 * Stops what the connection is doing, with %G_IO_ERROR_CANCELLED. The one call that any thread may
 * make, as long as the connection is open.
 */
void
rw_db_interrupt (RwDb *db)
{
  sqlite3_interrupt (db->handle);
}

/**
 * rw_db_set_cancellable:
 * @cancellable: (nullable): when it is cancelled, every statement ends with %G_IO_ERROR_CANCELLED
 */
void
rw_db_set_cancellable (RwDb         *db,
                       GCancellable *cancellable)
{
  g_assert (db->thread == g_thread_self ());
  if (!g_set_object (&db->cancellable, cancellable))
    return;
  if (cancellable != NULL)
    sqlite3_progress_handler (db->handle, CANCEL_STEPS, progress_cb, db);
  else
    sqlite3_progress_handler (db->handle, 0, NULL, NULL);
}

/* Another connection that knows no full-text index. SQLite asks the module of a table to check it too, which
 * takes it as long as to make the index, and fails on a connection that only reads; the tables in which the
 * index lies are checked like all others. */
static int
open_to_check (RwDb     *db,
               sqlite3 **handle)
{
  int result =
    sqlite3_open_v2 (db->path, handle,
                     SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_db_config (*handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_busy_timeout (*handle, BUSY_MS);
  if (result == SQLITE_OK)
    result = sqlite3_drop_modules (*handle, NULL);
  if (result == SQLITE_OK)
    result =
      sqlite3_exec (*handle, "PRAGMA cell_size_check=ON; PRAGMA mmap_size=0", NULL, NULL, NULL);
  return result;
}

/**
 * rw_db_quick_check:
 *
 * Reads the whole file and looks for damage; meant for after an unclean exit.
 *
 * Returns: %FALSE with %RW_ERROR_CORRUPT when it found some
 */
gboolean
rw_db_quick_check (RwDb    *db,
                   GError **error)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt = NULL;
  g_autofree char *finding = NULL;
  int result;

  g_assert (db->thread == g_thread_self ());
  result = open_to_check (db, &handle);
  if (result == SQLITE_OK)
    result = sqlite3_prepare_v2 (handle, "PRAGMA quick_check(1)", -1, &stmt, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_step (stmt);
  if (result == SQLITE_ROW)
    finding = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  else if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB)
    finding = g_strdup (sqlite3_errmsg (handle));
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  if (finding == NULL)
    return rw_db_fail (db, RW_DB_CHECKING, result, error);
  if (g_strcmp0 (finding, "ok") == 0)
    return TRUE;
  db->damaged = TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT, _ ("Could not open %s: the file is damaged (%s)"), db->title, finding);
  return FALSE;
}
