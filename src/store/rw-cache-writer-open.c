/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-writer-private.h"

#include <glib/gi18n-lib.h>

#include "rw-cache-file.h"
#include "rw-cache-schema.h"
#include "rw-cache-search.h"
#include "rw-error.h"
#include "rw-planted.h"

/* How a cache comes to be open for writing, and a new one to be in its place. */

/* Begins no further index after these microseconds: what a person may wait for in addition. */
#define IMPROVE_BUDGET 30000

static RwCacheWriter *
new_writer (RwDb       *db,
            const char *dir,
            const char *server)
{
  RwCacheWriter *self = g_new0 (RwCacheWriter, 1);

  self->db = db;
  self->dir = g_strdup (dir);
  self->server = g_strdup (server);
  self->cache = (RwCache){ .db = db, .dir = self->dir, .server = self->server, .borrowed = TRUE };
  self->pending = rw_cache_pending_new ();
  rw_change_log_reset (&self->changes);
  rw_change_log_reset (&self->changes_running);
  return self;
}

static gboolean
load_cursor (RwCacheWriter *self,
             GError       **error)
{
  g_autoptr (RwStmt) stmt = NULL;
  gboolean row;

  rw_cache_cursor_clear (&self->cursor);
  if (!rw_cache_get_cursor (&self->cache, &self->cursor, error))
    return FALSE;
  stmt = rw_db_prepare (self->db, "SELECT \"stamp\" FROM \"cursor\"", error);
  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return FALSE;
  self->stamp = row ? rw_stmt_get_integer (stmt, 0) : -1;
  return TRUE;
}

/* What stands under "clean" in a file that was found to be damaged. */
#define CONDEMNED -1

/* The mark "clean" is in the file only while nobody has it open for writing. */
static gboolean
take_clean_mark (RwDb     *db,
                 gboolean *clean,
                 GError  **error)
{
  g_autoptr (GError) local = NULL;
  gint64 mark = rw_db_get_meta_integer (db, "clean", 0, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* Not all that a reader stumbles over is found by a quick check. */
  if (mark == CONDEMNED)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT,
                   _ ("Could not open %s: the file is damaged (%s)"), rw_db_get_title (db),
                   _ ("found while it was read"));
      return FALSE;
    }
  *clean = mark != 0;
  if (!*clean && !rw_db_quick_check (db, error))
    return FALSE;
  return rw_db_set_meta_integer (db, "clean", 0, error);
}

static RwDb *
open_checked (const char *path,
              GError    **error)
{
  g_autoptr (RwDb) db = rw_db_open (path, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_DEFAULT, error);
  gboolean clean;

  if (db == NULL || !rw_cache_check_schema (db, error) || !take_clean_mark (db, &clean, error))
    return NULL;
  return g_steal_pointer (&db);
}

/**
 * rw_cache_writer_open:
 * @dir: folder of the client's files
 * @server: name of the server, as in the file's name
 * @set_aside: (out) (optional) (nullable): where a damaged cache was put
 *
 * Opens the cache that is there, for the calling thread. What was pending is not known yet: call
 * rw_cache_writer_restore() before anything else is written.
 *
 * Returns: (transfer full) (nullable): the writer. %RW_ERROR_NOT_FOUND, %RW_ERROR_RESYNC (from another
 *   schema) and %RW_ERROR_CORRUPT (set aside) mean that rw_cache_writer_open_bulk() is to build a
 *   new one; %RW_ERROR_TOO_NEW and all others that it is to be left alone
 */
RwCacheWriter *
rw_cache_writer_open (const char *dir,
                      const char *server,
                      char      **set_aside,
                      GError    **error)
{
  guint64 generation;
  g_autofree char *path = rw_cache_file_find (dir, server, &generation);
  g_autoptr (GError) local = NULL;
  RwCacheWriter *self;
  RwDb *db;

  if (set_aside != NULL)
    *set_aside = NULL;
  if (path == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no cache of %s yet"), server);
      return NULL;
    }
  db = open_checked (path, &local);
  if (db == NULL)
    {
      if (g_error_matches (local, RW_ERROR, RW_ERROR_CORRUPT))
        {
          g_autofree char *aside = rw_cache_file_set_aside (dir, server, path, error);

          if (aside == NULL)
            return NULL;
          if (set_aside != NULL)
            *set_aside = g_steal_pointer (&aside);
        }
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  self = new_writer (db, dir, server);
  self->has_ids = self->has_ids_before = TRUE;
  if (!load_cursor (self, error))
    {
      rw_cache_writer_close (self);
      return NULL;
    }
  rw_cache_file_remove_old (dir, server, generation);
  return self;
}

/* The rows of a bulk file wait for no disk, its mark does: it must not be there when something that
 * was written before it, or will be after it is taken away, may be lost with the power. */
static gboolean
mark_bulk (RwDb     *db,
           gboolean  clean,
           GError  **error)
{
  gboolean done;

  if (RW_PLANTED (SWAP_NOT_SYNCED))
    return rw_db_set_meta_integer (db, "clean", clean, error);
  done = rw_db_exec (db, "PRAGMA synchronous=FULL", error) &&
         (!clean || rw_db_touch (db, error)) &&
         rw_db_set_meta_integer (db, "clean", clean, error);
  return rw_db_exec (db, "PRAGMA synchronous=OFF", done ? error : NULL) && done;
}

/* A bulk file that a clean exit left behind goes on where it was. */
static RwDb *
reopen_bulk (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwDb) db = rw_db_open (path, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_BULK, &error);

  if (db != NULL && rw_cache_check_schema (db, &error) &&
      rw_db_get_meta_integer (db, "clean", 0, &error) != 0 && mark_bulk (db, FALSE, &error))
    return g_steal_pointer (&db);
  if (error != NULL && !g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND))
    g_info ("%s", error->message);
  return NULL;
}

static RwDb *
create_bulk (const char *path,
             GError    **error)
{
  g_autoptr (RwDb) db = NULL;

  if (!rw_db_remove (path, error))
    return NULL;
  db = rw_db_open (path, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_BULK | RW_DB_CREATE, error);
  if (db == NULL || !rw_db_begin (db, error) || !rw_cache_schema_create_tables (db, error) || !rw_db_commit (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

/**
 * rw_cache_writer_open_bulk:
 *
 * Begins a new cache beside the one that may be there and in use, or goes on with one that was
 * begun and closed before it was finished: see the cursor. Pages are written as ever, but nobody
 * reads the file until rw_cache_writer_finish_bulk(), and it knows no pending edits.
 */
RwCacheWriter *
rw_cache_writer_open_bulk (const char *dir,
                           const char *server,
                           GError    **error)
{
  g_autofree char *path = rw_cache_file_bulk_path (dir, server);
  RwCacheWriter *self;
  RwDb *db = reopen_bulk (path);

  if (db == NULL)
    db = create_bulk (path, error);
  if (db == NULL)
    return NULL;
  self = new_writer (db, dir, server);
  self->bulk = TRUE;
  if (!load_cursor (self, error))
    {
      rw_cache_writer_discard (self);
      return NULL;
    }
  return self;
}

static void
free_statements (RwCacheWriter *self)
{
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      for (int size = 0; size < RW_CACHE_INSERTS; size++)
        g_clear_pointer (&self->insert[kind][size], rw_stmt_free);
      g_clear_pointer (&self->upsert[kind], rw_stmt_free);
    }
}

/**
 * rw_cache_writer_condemn:
 *
 * Somebody found damage in the file: it is used as far as it can be until a new one is there, but not
 * after the next start.
 */
void
rw_cache_writer_condemn (RwCacheWriter *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (!self->bulk && self->db != NULL && !rw_db_in_transaction (self->db));
  self->condemned = TRUE;
  if (!rw_db_set_meta_integer (self->db, "clean", CONDEMNED, &error))
    g_info ("%s", error->message);
}

/**
 * rw_cache_writer_is_damaged:
 *
 * Returns: whether damage was found in the file, by the writer itself or by somebody else
 */
gboolean
rw_cache_writer_is_damaged (RwCacheWriter *self)
{
  return self->condemned || (self->db != NULL && rw_db_is_damaged (self->db));
}

static void
close_db (RwCacheWriter *self,
          gboolean       clean)
{
  g_autoptr (GError) error = NULL;

  if (self->db == NULL)
    return;
  free_statements (self);
  rw_db_rollback (self->db);
  if (rw_cache_writer_is_damaged (self))
    {
      clean = FALSE;
      if (!self->bulk)
        rw_cache_writer_condemn (self);
    }
  if (clean && !(self->bulk ? mark_bulk (self->db, TRUE, &error)
                            : rw_db_set_meta_integer (self->db, "clean", 1, &error)))
    g_info ("%s", error->message);
  g_clear_pointer (&self->db, rw_db_close);
  self->cache.db = NULL;
  g_datalist_clear (&self->cache.kept);
}

static void
free_writer (RwCacheWriter *self)
{
  rw_cache_cursor_clear (&self->cursor);
  rw_cache_cursor_clear (&self->cursor_before);
  rw_cache_pending_free (self->pending);
  g_clear_pointer (&self->changes.ids, g_hash_table_unref);
  g_clear_pointer (&self->changes_running.ids, g_hash_table_unref);
  g_free (self->dir);
  g_free (self->server);
  g_free (self);
}

/**
 * rw_cache_writer_close:
 * @self: (transfer full) (nullable): a running transaction is rolled back; a bulk file that is not
 *   finished stays for the next time
 */
void
rw_cache_writer_close (RwCacheWriter *self)
{
  if (self == NULL)
    return;
  close_db (self, TRUE);
  free_writer (self);
}

/**
 * rw_cache_writer_discard:
 * @self: (transfer full) (nullable): closed; a bulk file is deleted
 */
void
rw_cache_writer_discard (RwCacheWriter *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (self == NULL)
    return;
  close_db (self, !self->bulk);
  if (self->bulk && !self->finished)
    {
      path = rw_cache_file_bulk_path (self->dir, self->server);
      if (!rw_db_remove (path, &error))
        g_info ("%s", error->message);
    }
  free_writer (self);
}

/**
 * rw_cache_writer_finish_bulk:
 *
 * Builds the indexes that are not there yet and puts the new cache in the place of the old one. The writer can then only be
 * closed; connections that are open keep the old file until they open the cache again.
 */
gboolean
rw_cache_writer_finish_bulk (RwCacheWriter *self,
                             GError       **error)
{
  g_autofree char *from = rw_cache_file_bulk_path (self->dir, self->server);
  g_autofree char *old = NULL;
  g_autofree char *to = NULL;
  g_autoptr (RwDb) db = NULL;
  guint64 generation;
  gboolean more;

  g_return_val_if_fail (self->bulk && self->db != NULL && !rw_db_in_transaction (self->db), FALSE);
  /* All indexes before anybody reads: without them the overview of a large company takes minutes. */
  if (!rw_cache_writer_create_ids (self, error) ||
      !rw_cache_schema_create_rest (self->db, G_MAXINT64, &more, error))
    return FALSE;
  close_db (self, TRUE);
  /* Once in the writer's way: the header then says that the file has a log, before anybody reads it. */
  if (!RW_PLANTED (SWAP_NOT_SYNCED))
    {
      db = rw_db_open (from, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_DEFAULT, error);
      if (db == NULL)
        return FALSE;
      g_clear_pointer (&db, rw_db_close);
    }

  old = rw_cache_file_find (self->dir, self->server, &generation);
  to = rw_cache_file_path (self->dir, self->server, generation + 1);
  if (!rw_cache_file_install (from, to, error))
    return FALSE;
  self->finished = TRUE;
  return TRUE;
}

/**
 * rw_cache_writer_improve:
 * @more: (out): whether there is more to do: call again when nothing else waits
 *
 * Makes the indexes that a cache lacks, a few at a time, so that edits need not wait for all: those of a
 * cache from an interrupted build (a first sync has them all), then what words are found by.
 */
gboolean
rw_cache_writer_improve (RwCacheWriter *self,
                         gboolean      *more,
                         GError       **error)
{
  g_return_val_if_fail (!self->bulk && self->db != NULL && !rw_db_in_transaction (self->db), FALSE);
  if (!rw_cache_schema_create_rest (self->db, IMPROVE_BUDGET, more, error))
    return FALSE;
  return *more || rw_cache_search_fill (self->db, IMPROVE_BUDGET, more, error);
}
