/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-private.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>

#include "rw-cache-file.h"
#include "rw-cache-row.h"
#include "rw-cache-schema.h"
#include "rw-error.h"

/**
 * rw_cache_cursor_clear:
 * @cursor: frees what it holds; zero afterwards
 */
void
rw_cache_cursor_clear (RwCacheCursor *cursor)
{
  g_free (cursor->epoch);
  g_free (cursor->scope);
  *cursor = (RwCacheCursor){ 0 };
}

/* @target becomes a copy. */
void
rw_cache_cursor_assign (const RwCacheCursor *source,
                        RwCacheCursor       *target)
{
  RwCacheCursor copy = *source;

  copy.epoch = g_strdup (source->epoch);
  copy.scope = g_strdup (source->scope);
  rw_cache_cursor_clear (target);
  *target = copy;
}

/* The tables follow the program's schema; a file with other ones is built anew, not converted. */
gboolean
rw_cache_check_schema (RwDb    *db,
                       GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *hash = NULL;
  int version = rw_db_get_user_version (db, error);

  if (version < 0)
    return FALSE;
  if (version > 0)
    hash = rw_db_get_meta (db, "schema", &local);
  if (local != NULL && g_error_matches (local, RW_ERROR, RW_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (g_strcmp0 (hash, rw_cache_schema_hash ()) == 0)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_RESYNC, _ ("Could not use %s: it is from another Rackward and is fetched again"),
               rw_db_get_title (db));
  return FALSE;
}

/**
 * rw_cache_open:
 * @dir: folder of the client's files
 * @server: name of the server, as in the file's name
 *
 * Opens a connection that only reads, for the calling thread. It keeps the file it opened when a new
 * cache is put in its place: see rw_cache_is_current().
 *
 * Returns: (transfer full) (nullable): the cache; %RW_ERROR_NOT_FOUND when there is none yet,
 *   %RW_ERROR_RESYNC when it must be fetched again, %RW_ERROR_TOO_NEW, %RW_ERROR_CORRUPT
 */
RwCache *
rw_cache_open (const char  *dir,
               const char  *server,
               GError     **error)
{
  guint64 generation;
  g_autofree char *path = rw_cache_file_find (dir, server, &generation);
  g_autoptr (RwDb) db = NULL;
  RwCache *cache;

  if (path == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("There is no cache of %s yet"), server);
      return NULL;
    }
  db = rw_db_open (path, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_READ_ONLY, error);
  if (db == NULL || !rw_cache_check_schema (db, error))
    return NULL;
  cache = g_new0 (RwCache, 1);
  cache->db = g_steal_pointer (&db);
  cache->dir = g_strdup (dir);
  cache->server = g_strdup (server);
  return cache;
}

/**
 * rw_cache_close:
 * @cache: (transfer full) (nullable): one from rw_cache_open()
 */
void
rw_cache_close (RwCache *cache)
{
  if (cache == NULL)
    return;
  g_return_if_fail (!cache->borrowed);
  g_datalist_clear (&cache->kept);
  rw_db_close (cache->db);
  g_free (cache->dir);
  g_free (cache->server);
  g_free (cache);
}

/**
 * rw_cache_get_kept:
 *
 * Returns: (transfer none) (nullable): what was given to rw_cache_keep()
 */
gpointer
rw_cache_get_kept (RwCache    *cache,
                   const char *key)
{
  return g_datalist_get_data (&cache->kept, key);
}

/**
 * rw_cache_keep:
 * @key: of the query
 * @data: (transfer full) (nullable): takes the place of what was kept
 *
 * Keeps what a query worked out from rows, for as long as the file is open. Whoever keeps something has to find
 * out whether the rows are still the same.
 */
void
rw_cache_keep (RwCache        *cache,
               const char     *key,
               gpointer        data,
               GDestroyNotify  free_data)
{
  g_datalist_set_data_full (&cache->kept, key, data, free_data);
}

/**
 * rw_cache_is_current:
 *
 * Returns: %FALSE when another file has taken the place of the one that is open
 */
gboolean
rw_cache_is_current (RwCache *cache)
{
  guint64 generation;
  g_autofree char *path = rw_cache_file_find (cache->dir, cache->server, &generation);

  return g_strcmp0 (path, rw_db_get_path (cache->db)) == 0;
}

/**
 * rw_cache_begin_read:
 *
 * All that is read until rw_cache_end_read() is of one moment.
 */
gboolean
rw_cache_begin_read (RwCache  *cache,
                     GError  **error)
{
  return rw_db_begin (cache->db, error);
}

void
rw_cache_end_read (RwCache *cache)
{
  rw_db_rollback (cache->db);
}

/**
 * rw_cache_get_cursor:
 * @cursor: (out caller-allocates): to be freed with rw_cache_cursor_clear()
 */
gboolean
rw_cache_get_cursor (RwCache        *cache,
                     RwCacheCursor  *cursor,
                     GError        **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (cache->db, "SELECT \"epoch\", \"scope\", \"pos\", \"h0\", \"head\", \"last_mid\" FROM \"cursor\"", error);
  gboolean row;

  *cursor = (RwCacheCursor){ 0 };
  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    {
      cursor->epoch = g_strdup (rw_stmt_get_text (stmt, 0));
      cursor->scope = g_strdup (rw_stmt_get_text (stmt, 1));
      cursor->pos = rw_stmt_get_integer (stmt, 2);
      cursor->h0 = rw_stmt_get_integer (stmt, 3);
      cursor->head = rw_stmt_get_integer (stmt, 4);
      cursor->last_mid = rw_stmt_get_integer (stmt, 5);
    }
  return TRUE;
}

/**
 * rw_cache_get_db:
 *
 * Returns: (transfer none): the connection, for queries of one's own
 */
RwDb *
rw_cache_get_db (RwCache *cache)
{
  return cache->db;
}

/**
 * rw_cache_columns:
 *
 * Returns: (transfer none): the columns that rw_cache_read_row() expects, quoted, separated by commas
 */
const char *
rw_cache_columns (RwKind kind)
{
  return rw_cache_schema_sql (kind)->columns;
}

/**
 * rw_cache_read_row:
 * @stmt: stands on a row whose columns begin with rw_cache_columns()
 *
 * Returns: (transfer full) (nullable): the record; %NULL when the row holds none (an outer join)
 */
RwRecord *
rw_cache_read_row (RwStmt *stmt,
                   RwKind  kind)
{
  return rw_cache_row_read (stmt, kind);
}

/**
 * rw_cache_get:
 *
 * Returns: (transfer full) (nullable): the record as the person sees it, own pending edits
 *   included; %NULL without @error when there is none
 */
RwRecord *
rw_cache_get (RwCache     *cache,
              RwKind       kind,
              const RwId  *id,
              GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (cache->db, rw_cache_schema_sql (kind)->get, error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, id);
  if (!rw_stmt_step (stmt, &row, error) || !row)
    return NULL;
  return rw_cache_row_read (stmt, kind);
}

/**
 * rw_cache_find:
 * @kinds: mask of kinds it may be of: #RwField.refs of the reference; 0 for any
 *
 * Returns: (transfer full) (nullable): the record; %NULL without @error when there is none
 */
RwRecord *
rw_cache_find (RwCache     *cache,
               guint64      kinds,
               const RwId  *id,
               GError     **error)
{
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    if (kinds == 0 || (kinds & RW_KIND_BIT (kind)))
      {
        g_autoptr (GError) local = NULL;
        RwRecord *record = rw_cache_get (cache, kind, id, &local);

        if (record != NULL)
          return record;
        if (local != NULL)
          {
            g_propagate_error (error, g_steal_pointer (&local));
            return NULL;
          }
      }
  return NULL;
}

static void
bind_arguments (RwStmt  *stmt,
                va_list  arguments)
{
  for (int index = 1;; index++)
    switch ((RwBind) va_arg (arguments, int))
      {
      case RW_BIND_INT:
        rw_stmt_bind_integer (stmt, index, va_arg (arguments, gint64));
        break;
      case RW_BIND_DECIMAL:
        rw_stmt_bind_decimal (stmt, index, va_arg (arguments, double));
        break;
      case RW_BIND_TEXT:
        rw_stmt_bind_text (stmt, index, va_arg (arguments, const char *));
        break;
      case RW_BIND_ID:
        rw_stmt_bind_id (stmt, index, va_arg (arguments, const RwId *));
        break;
      case RW_BIND_NULL:
        rw_stmt_bind_null (stmt, index);
        break;
      case RW_BIND_END:
      default:
        return;
      }
}

/**
 * rw_cache_select:
 * @tail: what follows FROM: WHERE, ORDER BY, LIMIT; with ? for each value; empty for all rows
 * @error: comes before the values
 * @...: pairs of #RwBind and value, then %RW_BIND_END
 *
 * Returns: (transfer container) (element-type RwRecord) (nullable): the records
 */
GPtrArray *
rw_cache_select (RwCache     *cache,
                 RwKind       kind,
                 const char  *tail,
                 GError     **error,
                 ...)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" %s", rw_cache_columns (kind), rw_schema_get (kind)->name, tail);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwStmt) stmt = rw_db_prepare (cache->db, sql, error);
  gboolean row;
  va_list arguments;

  if (stmt == NULL)
    return NULL;
  va_start (arguments, error);
  bind_arguments (stmt, arguments);
  va_end (arguments);
  for (;;)
    {
      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, rw_cache_row_read (stmt, kind));
    }
}

/**
 * rw_cache_count:
 *
 * Returns: how many records of @kind there are, -1 with @error set
 */
gint64
rw_cache_count (RwCache  *cache,
                RwKind    kind,
                GError  **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", rw_schema_get (kind)->name);
  g_autoptr (RwStmt) stmt = rw_db_prepare (cache->db, sql, error);
  gboolean row;

  if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
    return -1;
  return row ? rw_stmt_get_integer (stmt, 0) : 0;
}

static gboolean
add_titles (RwCache     *cache,
            RwKind       kind,
            const RwId  *ids,
            guint        n_ids,
            GHashTable  *titles,
            GError     **error)
{
  const RwKindInfo *info = rw_schema_get (kind);
  g_autofree char *sql = info->title >= 0
                           ? g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE \"id\" = ?1", info->fields[info->title].name, info->name)
                           : g_strdup_printf ("SELECT NULL FROM \"%s\" WHERE \"id\" = ?1", info->name);
  g_autoptr (RwStmt) stmt = rw_db_prepare (cache->db, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      if (rw_id_is_nil (&ids[i]) || g_hash_table_contains (titles, &ids[i]))
        continue;
      rw_stmt_bind_id (stmt, 1, &ids[i]);
      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (row)
        {
          const char *title = rw_stmt_get_text (stmt, 0);

          g_hash_table_insert (titles, rw_id_copy (&ids[i]), g_strdup (title != NULL ? title : rw_kind_label (kind)));
          rw_stmt_reset (stmt);
        }
    }
  return TRUE;
}

/**
 * rw_cache_titles:
 * @kinds: mask of the kinds they may be of; 0 for any
 * @ids: (array length=n_ids): ids, with repeats or not
 *
 * What people call the records, for a whole list at once.
 *
 * Returns: (transfer full) (element-type RwId utf8) (nullable): titles by id; an id that is not
 *   there is a record that the cache does not have
 */
GHashTable *
rw_cache_titles (RwCache     *cache,
                 guint64      kinds,
                 const RwId  *ids,
                 guint        n_ids,
                 GError     **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);

  for (int kind = 0; n_ids > 0 && kind < RW_N_KINDS; kind++)
    if ((kinds == 0 || (kinds & RW_KIND_BIT (kind))) && !add_titles (cache, kind, ids, n_ids, titles, error))
      return NULL;
  return g_steal_pointer (&titles);
}
