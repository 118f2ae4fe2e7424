/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rw-error.h"
#include "rw-log-schema.h"
#include "rw-store-check.h"

/*
 * A backup is a copy of the server's file as of one moment. It is made through a connection of its
 * own that only reads: the rule that one connection does all writes and all checkpoints holds, the
 * server needs not be asked, and its writers do not wait. What is made has another name until it was
 * written to the disk and checked; what is replaced is kept.
 */

static gint64
file_bytes (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 ? info.st_size : 0;
}

/* SQLite's file with Rackward's mark: what may be overwritten by a newer one of the same. */
static gboolean
is_store (const char *path)
{
  guint8 header[72] = { 0 };
  guint32 mark;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean well;

  if (fd < 0)
    return FALSE;
  well = read (fd, header, sizeof header) == (gssize) sizeof header;
  close (fd);
  memcpy (&mark, header + 68, sizeof mark);
  return well && memcmp (header, "SQLite format 3", 16) == 0 &&
         GUINT32_FROM_BE (mark) == RW_LOG_APPLICATION_ID;
}

/* Into its own folder under one of its own names would be the end of the store. */
static gboolean
check_target (const char  *store_path,
              const char  *target,
              GError     **error)
{
  struct stat store, there;
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *store_folder = g_path_get_dirname (store_path);
  g_autofree char *base = g_path_get_basename (target);
  g_autofree char *store_base = g_path_get_basename (store_path);
  struct stat a, b;

  if (stat (folder, &a) != 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                   _ ("Could not write %s: there is no folder %s"), target, folder);
      return FALSE;
    }
  if (stat (store_folder, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino &&
      g_str_has_prefix (base, store_base))
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("%s belongs to the store itself; give the backup another name"), target);
      return FALSE;
    }
  if (stat (target, &there) != 0)
    return TRUE;
  if (stat (store_path, &store) == 0 && store.st_dev == there.st_dev &&
      store.st_ino == there.st_ino)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID,
                   _ ("%s belongs to the store itself; give the backup another name"), target);
      return FALSE;
    }
  if (S_ISREG (there.st_mode) && is_store (target))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
               _ ("%s is already there and is not a backup; give another name"), target);
  return FALSE;
}

/* Opens what was written and looks at all of it. */
static gboolean
look_through (const char    *path,
              RwBackupInfo  *info,
              GError       **error)
{
  g_autoptr (RwLogStore) copy = rw_log_store_sqlite_open_snapshot (path, error);

  if (copy == NULL || !rw_store_is_sound (RW_LOG_STORE_SQLITE (copy), &info->records, error))
    return FALSE;
  info->head = rw_log_store_get_head (copy);
  info->bytes = file_bytes (path);
  return TRUE;
}

static gboolean
copy_to (const char    *store_path,
         const char    *partial,
         RwBackupInfo  *info,
         GError       **error)
{
  g_autoptr (RwLogStore) store = rw_log_store_sqlite_open_snapshot (store_path, error);

  if (store == NULL ||
      !rw_db_copy (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (store)), partial, error))
    return FALSE;
  g_clear_object (&store);
  if (look_through (partial, info, error))
    return TRUE;
  g_prefix_error (error, _ ("The backup was thrown away, something is wrong with it: "));
  return FALSE;
}

/**
 * rw_backup_make:
 * @store_path: the server's file, whether the server runs or not
 * @target: the backup. A backup that is there is replaced, once the new one is whole; nothing else is
 * @info: (out): about it
 *
 * Copies everything, with accounts and the hashes of tokens, waits until the disk has it, and checks
 * what was written. Only its owner may read it.
 */
gboolean
rw_backup_make (const char    *store_path,
                const char    *target,
                RwBackupInfo  *info,
                GError       **error)
{
  g_autofree char *partial = g_strdup_printf ("%s.%d.partial", target, (int) getpid ());

  *info = (RwBackupInfo) { 0 };
  if (!check_target (store_path, target, error))
    return FALSE;
  if (copy_to (store_path, partial, info, error) && rw_db_replace (partial, target, error))
    return TRUE;
  rw_db_remove (partial, NULL);
  return FALSE;
}

/* --- Restore ----------------------------------------------------------------------------------------- */

/* One table of the file that is replaced takes the place of that in the new one. */
static gboolean
carry_table (RwDb       *from,
             RwDb       *to,
             const char *table,
             const char *columns,
             int         n_columns,
             GError    **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (RwStmt) select = NULL;
  g_autoptr (RwStmt) insert = NULL;
  gboolean row;

  g_string_printf (sql, "DELETE FROM %s", table);
  if (!rw_db_exec (to, sql->str, error))
    return FALSE;
  g_string_printf (sql, "SELECT %s FROM %s", columns, table);
  select = rw_db_prepare (from, sql->str, error);
  g_string_printf (sql, "INSERT INTO %s (%s) VALUES (", table, columns);
  for (int i = 1; i <= n_columns; i++)
    g_string_append_printf (sql, "%s?%d", i > 1 ? ", " : "", i);
  g_string_append_c (sql, ')');
  insert = select != NULL ? rw_db_prepare (to, sql->str, error) : NULL;
  if (insert == NULL)
    return FALSE;
  while (rw_stmt_step (select, &row, error))
    {
      if (!row)
        return TRUE;
      for (int i = 0; i < n_columns; i++)
        rw_stmt_copy_column (select, i, insert, i + 1);
      if (!rw_stmt_run (insert, error))
        return FALSE;
    }
  return FALSE;
}

/* Who was shut out since the backup stays out, and a password stays as it was changed. */
static gboolean
carry_access (RwLogStore  *from,
              RwLogStore  *to,
              GError     **error)
{
  RwDb *old = rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (from));
  RwDb *new = rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (to));

  return carry_table (old, new, "account",
                      "id, login, name, person, roles, password, active, created", 8, error) &&
         carry_table (old, new, "token",
                      "hash, id, account, name, roles, session, created, expires", 8, error);
}

/* The copy becomes a store of its own: a new epoch, so that every client starts from zero and brings
 * what the backup has not seen. */
static gboolean
renew (const char    *path,
       RwLogStore    *access,
       RwBackupInfo  *info,
       GError       **error)
{
  g_autoptr (RwLogStore) store = rw_log_store_sqlite_open (path, error);
  gboolean well;

  if (store == NULL || !rw_log_store_begin (store, error))
    return FALSE;
  well = (access == NULL || carry_access (access, store, error)) &&
         rw_log_store_new_epoch (store, error);
  if (!well)
    rw_log_store_rollback (store);
  else
    well = rw_log_store_commit (store, error);
  info->head = rw_log_store_get_head (store);
  info->access_kept = access != NULL;
  return well && rw_store_is_sound (RW_LOG_STORE_SQLITE (store), &info->records, error);
}

/* The store that is to be replaced, if it can be read. Closing it as the writer leaves no log beside the
 * file. */
static RwLogStore *
open_old (const char *store_path)
{
  g_autoptr (RwLogStore) old = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) problem = NULL;

  if (!g_file_test (store_path, G_FILE_TEST_EXISTS))
    return NULL;
  old = rw_log_store_sqlite_open (store_path, &problem);
  if (old != NULL &&
      rw_db_integrity_check (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (old)), 1, &findings,
                             &problem) &&
      findings->len == 0)
    return g_steal_pointer (&old);
  return NULL;
}

static gboolean
prepare (const char    *backup,
         const char    *partial,
         RwLogStore    *access,
         RwBackupInfo  *info,
         GError       **error)
{
  g_autoptr (RwLogStore) source = rw_log_store_sqlite_open_snapshot (backup, error);
  g_autofree char *step = NULL;

  if (source == NULL || !rw_store_is_sound (RW_LOG_STORE_SQLITE (source), &info->records, error))
    {
      g_prefix_error (error, _ ("This backup cannot be restored: "));
      return FALSE;
    }
  if (!rw_db_copy (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (source)), partial, error))
    return FALSE;
  /* An old backup is brought up to date in the copy; what is kept before that is the backup itself. */
  step = g_strdup_printf (
    "%s.schema-%d", partial,
    rw_db_get_user_version (rw_log_store_sqlite_get_db (RW_LOG_STORE_SQLITE (source)), NULL));
  g_clear_object (&source);
  if (!renew (partial, access, info, error))
    return FALSE;
  g_unlink (step);
  info->bytes = file_bytes (partial);
  return TRUE;
}

/**
 * rw_backup_restore:
 * @backup: from rw_backup_make()
 * @store_path: the server's file; the caller holds the lock of its folder
 * @access_from_backup: accounts and tokens as they were then; else those of the present file are
 *   kept, if it can be read, so that nobody who was shut out since gets in again
 * @info: (out): about it
 *
 * Puts a backup in the place of the server's file, which is kept under another name. The backup is
 * checked before, and what comes of it after, before anything is touched. At every moment there is a
 * whole file under the name of the store.
 */
gboolean
rw_backup_restore (const char    *backup,
                   const char    *store_path,
                   gboolean       access_from_backup,
                   RwBackupInfo  *info,
                   GError       **error)
{
  g_autofree char *partial = g_strconcat (store_path, ".restoring", NULL);
  g_autoptr (RwLogStore) old = NULL;

  *info = (RwBackupInfo) { 0 };
  if (!rw_db_remove (partial, error))
    return FALSE;
  old = open_old (store_path);
  if (!prepare (backup, partial, access_from_backup ? NULL : old, info, error))
    {
      rw_db_remove (partial, NULL);
      return FALSE;
    }
  g_clear_object (&old);
  if (g_file_test (store_path, G_FILE_TEST_EXISTS))
    {
      info->aside = rw_db_keep_aside (store_path, "replaced", error);
      if (info->aside == NULL)
        {
          rw_db_remove (partial, NULL);
          return FALSE;
        }
    }
  return rw_db_replace (partial, store_path, error);
}

void
rw_backup_info_clear (RwBackupInfo *info)
{
  g_clear_pointer (&info->aside, g_free);
}

/* --- Compact ----------------------------------------------------------------------------------------- */

static gint64
store_bytes (RwDb *db)
{
  g_autofree char *log = g_strconcat (rw_db_get_path (db), "-wal", NULL);

  return file_bytes (rw_db_get_path (db)) + file_bytes (log);
}

static gboolean
count (RwDb       *db,
       const char *sql,
       gint64     *number,
       GError    **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return FALSE;
  *number = row ? rw_stmt_get_integer (stmt, 0) : 0;
  return TRUE;
}

static gboolean
count_rows (RwDb    *db,
            gint64  *tombstones,
            gint64  *results,
            GError **error)
{
  return count (db, "SELECT count(*) FROM rec WHERE deleted", tombstones, error) &&
         count (db, "SELECT count(*) FROM result", results, error);
}

/**
 * rw_store_compact:
 * @store: the one writer
 * @before: see rw_log_store_collect()
 * @info: (out): what came of it
 *
 * Forgets old deletions and answers, and gives their room back to the disk. The change log is not
 * touched. Needs room for a second copy meanwhile; when there is none, the file stays as it was.
 * Those who read go on; those who write wait.
 */
gboolean
rw_store_compact (RwLogStoreSqlite *store,
                  gint64            before,
                  RwCompactInfo    *info,
                  GError          **error)
{
  RwDb *db = rw_log_store_sqlite_get_db (store);
  RwLogStore *log = RW_LOG_STORE (store);
  gint64 tombstones, results;

  *info = (RwCompactInfo) { .before = store_bytes (db) };
  if (!count_rows (db, &tombstones, &results, error) || !rw_log_store_begin (log, error))
    return FALSE;
  if (!rw_log_store_collect (log, before, error))
    {
      rw_log_store_rollback (log);
      return FALSE;
    }
  if (!rw_log_store_commit (log, error) || !rw_db_exec (db, "VACUUM", error) ||
      !count_rows (db, &info->tombstones, &info->results, error))
    return FALSE;
  info->tombstones = tombstones - info->tombstones;
  info->results = results - info->results;
  info->floor = rw_log_store_get_number (log, "floor", 0, NULL);
  /* With readers that stay, the log is written back by one of the next commits. */
  rw_db_checkpoint (db, NULL);
  info->after = store_bytes (db);
  return TRUE;
}
