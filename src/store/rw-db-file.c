/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-db-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "rw-clock.h"

/* What SQLite keeps beside a file. The log belongs to its file: never leave one behind, a new file
 * of the same name would swallow it. */
static const char *const companions[] = { "-wal", "-shm", "-journal" };

static gboolean
fail_errno (const char *format,
            const char *path,
            int         code,
            GError    **error)
{
  g_autofree char *title = rw_db_describe_path (path);

  g_set_error (error, RW_ERROR, code == ENOSPC ? RW_ERROR_FULL : code == EACCES || code == EPERM ? RW_ERROR_FORBIDDEN : RW_ERROR_FAILED,
               format, title, g_strerror (code));
  return FALSE;
}

/* A name for what was @path that nobody has yet. */
static char *
free_name (const char *path,
           const char *ending)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (rw_clock_now () / RW_SECOND);
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  char *target = g_strdup_printf ("%s.%s-%s", path, ending, stamp);

  for (int i = 2; g_access (target, F_OK) == 0; i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s.%s-%s-%d", path, ending, stamp, i);
    }
  return target;
}

/* The log first: without its file it means nothing, beside a new file it would do harm. */
static gboolean
move_companions (const char *path,
                 const char *target,
                 GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (path, companions[i], NULL);
      g_autofree char *to = g_strconcat (target, companions[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return fail_errno (_ ("Could not set aside %s: %s"), path, errno, error);
    }
  return TRUE;
}

/**
 * rw_db_set_aside:
 * @path: a file that no connection of this process has open for writing
 *
 * Renames a file that cannot be used, with what belongs to it, so that a new one can take its place
 * and the old one can still be looked at. The new name is the old one with ".broken-" and the time.
 *
 * Returns: (transfer full) (nullable): the new path
 */
char *
rw_db_set_aside (const char  *path,
                 GError     **error)
{
  g_autofree char *target = free_name (path, "broken");

  if (!move_companions (path, target, error))
    return NULL;
  if (g_rename (path, target) != 0)
    {
      fail_errno (_ ("Could not set aside %s: %s"), path, errno, error);
      return NULL;
    }
  return g_steal_pointer (&target);
}

/**
 * rw_db_keep_aside:
 * @path: a file that no connection has open, and that the writer closed: without a log beside it,
 *   unless it is damaged
 * @ending: what the new name says, for example "replaced"
 *
 * Gives a file that is about to be replaced, see rw_db_replace(), a second name: the old one with
 * @ending and the time. At no moment is there no file under the old name.
 *
 * Returns: (transfer full) (nullable): the new path
 */
char *
rw_db_keep_aside (const char  *path,
                  const char  *ending,
                  GError     **error)
{
  g_autofree char *target = free_name (path, ending);

  if (!move_companions (path, target, error))
    return NULL;
  /* Not every file system has links. */
  if (link (path, target) != 0 && g_rename (path, target) != 0)
    {
      fail_errno (_ ("Could not set aside %s: %s"), path, errno, error);
      return NULL;
    }
  return g_steal_pointer (&target);
}

/**
 * rw_db_remove:
 * @path: a file that can be built again, or is not there
 *
 * Deletes it with what belongs to it. Connections that still read it are not disturbed.
 */
gboolean
rw_db_remove (const char  *path,
              GError     **error)
{
  if (g_unlink (path) != 0 && errno != ENOENT)
    return fail_errno (_ ("Could not delete %s: %s"), path, errno, error);
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *name = g_strconcat (path, companions[i], NULL);

      if (g_unlink (name) != 0 && errno != ENOENT)
        return fail_errno (_ ("Could not delete %s: %s"), path, errno, error);
    }
  return TRUE;
}

gboolean
rw_db_create_meta (RwDb    *db,
                   GError **error)
{
  return rw_db_exec (db, "CREATE TABLE IF NOT EXISTS \"meta\" (\"key\" TEXT PRIMARY KEY NOT NULL, \"value\" ANY) STRICT, WITHOUT ROWID",
                     error);
}

/**
 * rw_db_get_meta:
 *
 * Returns: (transfer full) (nullable): the text under @key; %NULL without @error when there is none
 */
char *
rw_db_get_meta (RwDb        *db,
                const char  *key,
                GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, "SELECT \"value\" FROM \"meta\" WHERE \"key\" = ?1", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_text (stmt, 1, key);
  if (!rw_stmt_step (stmt, &row, error) || !row)
    return NULL;
  return g_strdup (rw_stmt_get_text (stmt, 0));
}

static RwStmt *
prepare_set_meta (RwDb        *db,
                  const char  *key,
                  GError     **error)
{
  RwStmt *stmt = rw_db_prepare (db, "INSERT INTO \"meta\" (\"key\", \"value\") VALUES (?1, ?2) "
                                    "ON CONFLICT (\"key\") DO UPDATE SET \"value\" = ?2", error);

  if (stmt != NULL)
    rw_stmt_bind_text (stmt, 1, key);
  return stmt;
}

/**
 * rw_db_set_meta:
 * @value: (nullable): the text to keep under @key
 */
gboolean
rw_db_set_meta (RwDb        *db,
                const char  *key,
                const char  *value,
                GError     **error)
{
  g_autoptr (RwStmt) stmt = prepare_set_meta (db, key, error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 2, value);
  return rw_stmt_run (stmt, error);
}

/**
 * rw_db_get_meta_integer:
 *
 * Returns: the integer under @key; @fallback when there is none, and with @error set when it could not be read
 */
gint64
rw_db_get_meta_integer (RwDb        *db,
                        const char  *key,
                        gint64       fallback,
                        GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (db, "SELECT \"value\" FROM \"meta\" WHERE \"key\" = ?1", error);
  gboolean row;

  if (stmt == NULL)
    return fallback;
  rw_stmt_bind_text (stmt, 1, key);
  if (!rw_stmt_step (stmt, &row, error) || !row || rw_stmt_is_null (stmt, 0))
    return fallback;
  return rw_stmt_get_integer (stmt, 0);
}

gboolean
rw_db_set_meta_integer (RwDb        *db,
                        const char  *key,
                        gint64       integer,
                        GError     **error)
{
  g_autoptr (RwStmt) stmt = prepare_set_meta (db, key, error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 2, integer);
  return rw_stmt_run (stmt, error);
}

/**
 * rw_db_touch:
 *
 * Commits something that was never in the file, so that all before it is on the disk where commits wait
 * for it. SQLite writes nothing, and so waits for nothing, when a row is set to what it is.
 */
gboolean
rw_db_touch (RwDb    *db,
             GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 touched = rw_db_get_meta_integer (db, "touched", 0, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return rw_db_set_meta_integer (db, "touched", touched + 1, error);
}
