/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-log-schema.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-migrator.h"
#include "rw-server-resources.h"

/* The tables of the server's file: made when it is new, brought up to date when it is older. */

/* Made last when a file is filled: sorting once is faster than a million places to look for. */
static const char *const late_indexes[] = { "rec_id", "history_id", "history_kind", "rec_run" };

/**
 * rw_log_schema_newest:
 *
 * Returns: the schema that this Rackward writes
 */
int
rw_log_schema_newest (void)
{
  static int newest;

  if (g_atomic_int_get (&newest) == 0)
    g_atomic_int_set (&newest,
                      rw_migrator_newest (rw_server_get_resource (), RW_LOG_SCHEMA_FOLDER));
  return g_atomic_int_get (&newest);
}

/* Remembers how the late indexes are made, and takes them away. */
static gboolean
drop_indexes (RwLogStoreSqlite *self,
              GError          **error)
{
  self->late_indexes = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (late_indexes); i++)
    {
      g_autofree char *drop = g_strdup_printf ("DROP INDEX %s", late_indexes[i]);
      g_autoptr (RwStmt) stmt = NULL;
      gboolean row;

      stmt =
        rw_db_prepare (self->db, "SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?1",
                       error);
      if (stmt == NULL)
        return FALSE;
      rw_stmt_bind_text (stmt, 1, late_indexes[i]);
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      g_assert (row);
      g_string_append_printf (self->late_indexes, "%s;", rw_stmt_get_text (stmt, 0));
      rw_stmt_reset (stmt);
      if (!rw_db_exec (self->db, drop, error))
        return FALSE;
    }
  return TRUE;
}

/* At the end of filling a file. */
gboolean
rw_log_schema_make_indexes (RwLogStoreSqlite *self,
                            GError          **error)
{
  return rw_db_exec (self->db, self->late_indexes->str, error);
}

static gboolean
make (RwLogStoreSqlite *self,
      GResource        *resource,
      const char       *folder,
      GError          **error)
{
  if (!rw_db_begin (self->db, error))
    return FALSE;
  if (rw_migrator_apply (self->db, resource, folder, error) &&
      (!self->filling || drop_indexes (self, error)) &&
      rw_log_store_new_epoch (RW_LOG_STORE (self), error))
    return rw_db_commit (self->db, error);
  rw_db_rollback (self->db);
  return FALSE;
}

/* A copy beside the file, looked through before it counts as one. */
static char *
keep_copy (RwLogStoreSqlite *self,
           int               version,
           GError          **error)
{
  g_autofree char *target = g_strdup_printf ("%s.schema-%d", self->path, version);
  g_autofree char *partial = g_strconcat (target, ".partial", NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (RwDb) copy = NULL;

  if (!rw_db_copy (self->db, partial, error))
    return NULL;
  copy = rw_db_open (partial, RW_LOG_APPLICATION_ID, version, RW_DB_READ_ONLY, error);
  if (copy == NULL || !rw_db_integrity_check (copy, 1, &findings, error))
    return NULL;
  if (findings->len > 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT,
                   _ ("the file is damaged (%s); restore a backup"), (char *) findings->pdata[0]);
      return NULL;
    }
  g_clear_pointer (&copy, rw_db_close);
  return rw_db_replace (partial, target, error) ? g_steal_pointer (&target) : NULL;
}

/* Before anybody sees the outcome: the file is whole, and the change log was not touched. */
static gboolean
check (RwLogStoreSqlite *self,
       GError          **error)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (!rw_db_integrity_check (self->db, 1, &findings, error))
    return FALSE;
  if (findings->len > 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT, _ ("the outcome is damaged (%s)"),
                   (char *) findings->pdata[0]);
      return FALSE;
    }
  return rw_log_sqlite_read_head (self, error) &&
         rw_log_store_verify (RW_LOG_STORE (self), NULL, error);
}

static gboolean
migrate (RwLogStoreSqlite *self,
         GResource        *resource,
         const char       *folder,
         int               version,
         GError          **error)
{
  int newest = rw_migrator_newest (resource, folder);
  g_autofree char *kept = keep_copy (self, version, error);

  if (kept == NULL)
    {
      g_prefix_error (
        error, _ ("Could not make a backup before bringing %s to schema %d. It is as it was. "),
        self->path, newest);
      return FALSE;
    }
  if (!rw_db_begin (self->db, error))
    return FALSE;
  if (!rw_migrator_apply (self->db, resource, folder, error))
    {
      rw_db_rollback (self->db);
      return FALSE;
    }
  if (!check (self, error))
    {
      rw_db_rollback (self->db);
      g_prefix_error (error, _ ("Could not bring %s from schema %d to %d. It is as it was. "),
                      self->path, version, newest);
      return FALSE;
    }
  if (!rw_db_commit (self->db, error))
    return FALSE;
  g_message ("Brought %s from schema %d to %d. How it was before is in %s", self->path, version,
             newest, kept);
  return TRUE;
}

/**
 * rw_log_schema_prepare:
 * @self: the one writer, just opened
 * @resource: holds the steps
 * @folder: see rw_migrator_apply()
 *
 * Makes the tables of a new file. An older one is first copied to a file beside it, then brought to
 * the newest schema in one transaction, and checked before that ends. If anything goes wrong, it
 * stays as it was.
 */
gboolean
rw_log_schema_prepare (RwLogStoreSqlite *self,
                       GResource        *resource,
                       const char       *folder,
                       GError          **error)
{
  int version = rw_db_get_user_version (self->db, error);

  if (version < 0)
    return FALSE;
  if (version == 0)
    return make (self, resource, folder, error);
  return version >= rw_migrator_newest (resource, folder) ||
         migrate (self, resource, folder, version, error);
}
