/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * rw_db_describe_path:
 * @path: of a file
 *
 * Returns: (transfer full): what a person calls the file, for a sentence: "the cache of demo"
 */
char *
rw_db_describe_path (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  gboolean cache = g_str_has_prefix (base, "cache-"), work = g_str_has_prefix (base, "work-");
  char *server = strchr (base, '-');
  char *end;

  if (!cache && !work)
    return g_strdup (path);
  server++;
  end = strrchr (server, '.');
  if (end != NULL)
    *end = '\0';
  if (cache)
    {
      /* "demo.12" is the twelfth cache of demo. */
      end = strrchr (server, '.');
      if (end != NULL && end[1] != '\0' && end[1 + strspn (end + 1, "0123456789")] == '\0')
        *end = '\0';
      return g_strdup_printf (_ ("the cache of %s"), server);
    }
  return g_strdup_printf (_ ("the work file of %s"), server);
}

static RwError
classify (int         result,
          int         system_errno,
          const char *detail,
          char      **reason)
{
  gboolean denied = system_errno == EACCES || system_errno == EPERM || system_errno == EROFS;

  switch (result & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      *reason = g_strdup_printf (_ ("the file is damaged (%s)"), detail);
      return RW_ERROR_CORRUPT;
    case SQLITE_FULL:
      *reason = g_strdup (_ ("the disk is full. Free some space and try again; what was stored before is kept"));
      return RW_ERROR_FULL;
    case SQLITE_IOERR:
      if (system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG)
        {
          *reason = g_strdup (_ ("the disk is full. Free some space and try again; what was stored before is kept"));
          return RW_ERROR_FULL;
        }
      *reason = g_strdup_printf (_ ("the disk reports an error (%s). Check the disk, then start again"),
                                 system_errno != 0 ? g_strerror (system_errno) : detail);
      return RW_ERROR_FAILED;
    case SQLITE_CANTOPEN:
      if (system_errno == ENOENT)
        {
          *reason = g_strdup (_ ("there is no such file"));
          return RW_ERROR_NOT_FOUND;
        }
      *reason = denied ? g_strdup (_ ("you may not read or write it. Check the permissions of the file and its folder"))
                       : g_strdup (system_errno != 0 ? g_strerror (system_errno) : detail);
      return denied ? RW_ERROR_FORBIDDEN : RW_ERROR_FAILED;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      *reason = g_strdup (_ ("you may not read or write it. Check the permissions of the file and its folder"));
      return RW_ERROR_FORBIDDEN;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      *reason = g_strdup (_ ("another program is using the file. Close it and try again"));
      return RW_ERROR_BUSY;
    case SQLITE_TOOBIG:
      *reason = g_strdup (_ ("a value is too large"));
      return RW_ERROR_LIMIT;
    case SQLITE_CONSTRAINT:
      *reason = g_strdup (detail);
      return RW_ERROR_CONFLICT;
    default:
      *reason = g_strdup (detail);
      return RW_ERROR_FAILED;
    }
}

/*
 * Sets @error from what SQLite said: one sentence that names the file, the reason and, where there
 * is one, the way out. Always returns FALSE.
 */
gboolean
rw_db_fail (RwDb      *db,
            RwDbDoing  doing,
            int        result,
            GError   **error)
{
  g_autofree char *reason = NULL;
  const char *format = NULL;
  int system_errno = db->handle != NULL ? sqlite3_system_errno (db->handle) : 0;
  RwError code;

  if ((result & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped"));
      return FALSE;
    }
  code = classify (result, system_errno, db->handle != NULL ? sqlite3_errmsg (db->handle) : sqlite3_errstr (result), &reason);
  if (code == RW_ERROR_CORRUPT)
    db->damaged = TRUE;
  switch (doing)
    {
    case RW_DB_OPENING:
      format = _ ("Could not open %s: %s");
      break;
    case RW_DB_READING:
      format = _ ("Could not read %s: %s");
      break;
    case RW_DB_WRITING:
      format = _ ("Could not write to %s: %s");
      break;
    case RW_DB_CHECKING:
    default:
      format = _ ("Could not check %s: %s");
      break;
    }
  g_set_error (error, RW_ERROR, code, format, db->title, reason);
  return FALSE;
}
