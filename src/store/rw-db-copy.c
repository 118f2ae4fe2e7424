/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Copies of whole files, and the checks that go with them. */

/* Between two looks at the cancellable; 4 MiB with the usual pages. */
#define PAGES_AT_ONCE 1024

static gboolean
fail_errno (const char *format,
            const char *path,
            int         code,
            GError    **error)
{
  g_set_error (error, RW_ERROR,
               code == ENOSPC || code == EDQUOT || code == EFBIG  ? RW_ERROR_FULL
               : code == EACCES || code == EPERM || code == EROFS ? RW_ERROR_FORBIDDEN
                                                                  : RW_ERROR_FAILED,
               format, path, g_strerror (code));
  return FALSE;
}

static gboolean
sync_path (const char *path,
           int         flags,
           GError    **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | flags);
  int code;

  if (fd < 0)
    return fail_errno (_ ("Could not open %s: %s"), path, errno, error);
  code = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  return code == 0 || fail_errno (_ ("Could not write %s to the disk: %s"), path, code, error);
}

/**
 * rw_db_sync_folder:
 * @path: of a file
 *
 * Makes the names in the folder of @path survive a power cut.
 */
gboolean
rw_db_sync_folder (const char  *path,
                   GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_DIRECTORY, error);
}

/**
 * rw_db_replace:
 * @from: a whole file, on the disk, see rw_db_copy()
 * @to: the name that it gets; what had it goes. In the same folder
 *
 * Gives a file its name, at once and so that it survives a power cut.
 */
gboolean
rw_db_replace (const char  *from,
               const char  *to,
               GError     **error)
{
  if (g_rename (from, to) != 0)
    return fail_errno (_ ("Could not write %s: %s"), to, errno, error);
  return rw_db_sync_folder (to, error);
}

static gboolean
copy_pages (RwDb    *db,
            sqlite3 *target,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", db->handle, "main");
  int result = SQLITE_OK;

  while (backup != NULL && result == SQLITE_OK)
    {
      result = sqlite3_backup_step (backup, PAGES_AT_ONCE);
      if (result == SQLITE_OK && g_cancellable_is_cancelled (db->cancellable))
        result = SQLITE_INTERRUPT;
    }
  sqlite3_backup_finish (backup);
  if (result == SQLITE_DONE)
    return TRUE;
  if (result == SQLITE_INTERRUPT)
    return rw_db_fail (db, RW_DB_READING, result, error);
  g_set_error (error, RW_ERROR,
               (sqlite3_errcode (target) & 0xff) == SQLITE_FULL ||
                   sqlite3_system_errno (target) == ENOSPC
                 ? RW_ERROR_FULL
                 : RW_ERROR_FAILED,
               _ ("Could not copy %s: %s"), db->title, sqlite3_errmsg (target));
  return FALSE;
}

static gboolean
copy_into (RwDb       *db,
           const char *path,
           GError    **error)
{
  sqlite3 *target = NULL;
  gboolean well;

  if (sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
      SQLITE_OK)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not open %s: %s"), path,
                   sqlite3_errmsg (target));
      sqlite3_close_v2 (target);
      return FALSE;
    }
  /* The copy is written to the disk as a whole, at the end. The last setting takes the mark of a log
   * out of its header: it is one file, which can be read where nothing may be written. */
  sqlite3_exec (target,
                "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA locking_mode=EXCLUSIVE",
                NULL, NULL, NULL);
  well = copy_pages (db, target, error);
  if (well && sqlite3_exec (target, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) != SQLITE_OK)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_FAILED, _ ("Could not write %s: %s"), path,
                   sqlite3_errmsg (target));
      well = FALSE;
    }
  sqlite3_close_v2 (target);
  return well && sync_path (path, 0, error);
}

/**
 * rw_db_copy:
 * @path: of the copy; one that is there is overwritten
 *
 * Copies the whole content as of one moment, while others go on reading and writing, and waits until
 * the disk has it. The copy is for its owner only; it needs no file beside it. Within a transaction,
 * it is of the state that the transaction sees.
 *
 * Returns: %FALSE when it failed; there is no copy then
 */
gboolean
rw_db_copy (RwDb        *db,
            const char  *path,
            GError     **error)
{
  int fd;

  g_assert (db->thread == g_thread_self ());
  if (!rw_db_remove (path, error))
    return FALSE;
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    return fail_errno (_ ("Could not write %s: %s"), path, errno, error);
  close (fd);
  if (copy_into (db, path, error))
    return TRUE;
  rw_db_remove (path, NULL);
  return FALSE;
}

/**
 * rw_db_integrity_check:
 * @most: after how many findings to stop
 * @findings: (out) (transfer full) (element-type utf8): what SQLite found wrong; empty: nothing
 *
 * Reads the whole file with all its indexes.
 *
 * Returns: %FALSE with @error set when it could not be read
 */
gboolean
rw_db_integrity_check (RwDb       *db,
                       guint       most,
                       GPtrArray **findings,
                       GError    **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *sql = g_strdup_printf ("PRAGMA integrity_check(%u)", most);
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, sql, error);

  *findings = NULL;
  if (stmt == NULL)
    return FALSE;
  for (gboolean row;;)
    {
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      if (g_strcmp0 (rw_stmt_get_text (stmt, 0), "ok") != 0)
        g_ptr_array_add (found, g_strdup (rw_stmt_get_text (stmt, 0)));
    }
  *findings = g_steal_pointer (&found);
  return TRUE;
}
