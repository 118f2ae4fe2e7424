/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-writer-private.h"

#include <glib/gi18n-lib.h>

#include "rw-cache-row.h"
#include "rw-cache-schema.h"
#include "rw-db-private.h"
#include "rw-error.h"

gboolean
rw_cache_writer_is_bulk (RwCacheWriter *self)
{
  return self->bulk;
}

/**
 * rw_cache_writer_get_cache:
 *
 * Returns: (transfer none): the view through the writer's own connection, with what the running
 *   transaction wrote. Slow in a bulk file, which has no indexes.
 */
RwCache *
rw_cache_writer_get_cache (RwCacheWriter *self)
{
  return &self->cache;
}

/**
 * rw_cache_writer_get_cursor:
 *
 * Returns: (transfer none): how far the cache has come; its epoch is %NULL before the first page
 */
const RwCacheCursor *
rw_cache_writer_get_cursor (RwCacheWriter *self)
{
  return &self->cursor;
}

/**
 * rw_cache_writer_get_stamp:
 *
 * Returns: the stamp of the work file whose edits the view shows, -1 for none
 */
gint64
rw_cache_writer_get_stamp (RwCacheWriter *self)
{
  return self->stamp;
}

gboolean
rw_cache_writer_begin (RwCacheWriter *self,
                       GError       **error)
{
  g_return_val_if_fail (self->db != NULL, FALSE);
  if (!rw_db_begin (self->db, error))
    return FALSE;
  rw_cache_cursor_assign (&self->cursor, &self->cursor_before);
  self->stamp_before = self->stamp;
  self->has_ids_before = self->has_ids;
  rw_change_log_reset (&self->changes_running);
  return TRUE;
}

/**
 * rw_cache_writer_rollback:
 *
 * The writer is again as before rw_cache_writer_begin().
 */
void
rw_cache_writer_rollback (RwCacheWriter *self)
{
  /* What the transaction created is gone with its rows, also where SQLite ended it by itself. */
  self->has_ids = self->has_ids_before;
  rw_db_rollback (self->db);
  rw_cache_pending_rollback (self->pending);
  rw_cache_cursor_assign (&self->cursor_before, &self->cursor);
  self->stamp = self->stamp_before;
  rw_change_log_reset (&self->changes_running);
}

static RwStmt *
held_statement (RwCacheWriter *self,
                RwStmt       **held,
                const char    *sql,
                GError       **error)
{
  if (G_UNLIKELY (*held == NULL))
    *held = rw_db_prepare (self->db, sql, error);
  return *held;
}

gboolean
rw_cache_writer_create_ids (RwCacheWriter *self,
                            GError       **error)
{
  if (self->has_ids)
    return TRUE;
  if (!rw_cache_schema_create_ids (self->db, error))
    {
      if (error != NULL && *error != NULL && g_error_matches (*error, RW_ERROR, RW_ERROR_CONFLICT))
        {
          g_clear_error (error);
          g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL, _ ("The server sent a record of %s twice. The data is fetched again"), self->server);
        }
      return FALSE;
    }
  self->has_ids = TRUE;
  return TRUE;
}

/* Rows up to the head at the start of a first sync come once each: they need no look for an older
 * one. Only what changed since then can come again. */
static gboolean
is_first (RwCacheWriter *self,
          gint64         seq)
{
  return self->bulk && !self->has_ids && (self->cursor.h0 == 0 || seq <= self->cursor.h0);
}

/* Rows of one kind that are not there. A statement costs much beside what it does for a row, above all
 * the opening of the table and of all its indexes: so one statement inserts as many as there are. */
static gboolean
insert_rows (RwCacheWriter    *self,
             const RwCacheRow *rows,
             guint             n,
             GError          **error)
{
  static const guint sizes[RW_CACHE_INSERTS] = { 1, 8, RW_STMT_ROWS_MOST };
  RwKind kind = rows->kind;
  guint size;

  for (; n > 0; rows += sizes[size], n -= sizes[size])
    {
      RwStmt **held;

      for (size = RW_CACHE_INSERTS - 1; sizes[size] > n; size--)
        ;
      held = &self->insert[kind][size];
      if (G_UNLIKELY (*held == NULL))
        {
          g_autofree char *sql = rw_cache_schema_insert_sql (kind, sizes[size]);

          if (held_statement (self, held, sql, error) == NULL)
            return FALSE;
        }
      for (guint i = 0; i < sizes[size]; i++)
        rw_cache_row_bind (*held, i, kind, rows[i].id, rows[i].seq, rows[i].values);
      if (!rw_stmt_run (*held, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rw_cache_writer_write_view (RwCacheWriter *self,
                            RwKind         kind,
                            const RwId    *id,
                            gint64         seq,
                            const RwValue *values,
                            GError       **error)
{
  RwStmt *stmt;

  if (is_first (self, seq))
    {
      RwCacheRow row = { kind, id, seq, values };

      return insert_rows (self, &row, 1, error);
    }
  if (!rw_cache_writer_create_ids (self, error))
    return FALSE;
  stmt = held_statement (self, &self->upsert[kind], rw_cache_schema_sql (kind)->upsert, error);
  if (stmt == NULL)
    return FALSE;
  rw_cache_row_bind (stmt, 0, kind, id, seq, values);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  if (!self->bulk)
    rw_change_log_note (&self->changes_running, kind, id);
  return TRUE;
}

gboolean
rw_cache_writer_run_with_id (RwCacheWriter *self,
                             const char    *sql,
                             const RwId    *id,
                             GError       **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, id);
  return rw_stmt_run (stmt, error);
}

gboolean
rw_cache_writer_remove_view (RwCacheWriter *self,
                             RwKind         kind,
                             const RwId    *id,
                             GError       **error)
{
  if (!rw_cache_writer_run_with_id (self, rw_cache_schema_sql (kind)->remove, id, error))
    return FALSE;
  if (!self->bulk && rw_db_get_changes (self->db) > 0)
    rw_change_log_note (&self->changes_running, kind, id);
  return TRUE;
}

gboolean
rw_cache_writer_write_shadow (RwCacheWriter   *self,
                              RwPendingRecord *record,
                              gint64           seq,
                              const RwValue   *values,
                              GError         **error)
{
  guint n_fields = rw_schema_get (record->kind)->n_fields;
  g_autofree RwValue *nulls = values == NULL ? g_new0 (RwValue, n_fields) : NULL;
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, rw_cache_schema_sql (record->kind)->shadow_put, error);

  if (stmt == NULL)
    return FALSE;
  rw_cache_row_bind (stmt, 0, record->kind, &record->id, seq, values != NULL ? values : nulls);
  rw_stmt_bind_integer (stmt, (int) n_fields + 3, values == NULL);
  record->dirty = TRUE;
  return rw_stmt_run (stmt, error);
}

/**
 * rw_cache_writer_put:
 * @seq: the server's number of the row
 * @values: (array): one for each field of @kind; only read during the call
 *
 * The server has this record in this state.
 */
gboolean
rw_cache_writer_put (RwCacheWriter *self,
                     RwKind         kind,
                     const RwId    *id,
                     gint64         seq,
                     const RwValue *values,
                     GError       **error)
{
  RwPendingRecord *record = NULL;

  if (G_UNLIKELY (rw_cache_pending_n_records (self->pending) > 0))
    record = rw_cache_pending_find (self->pending, id);
  if (record != NULL && record->kind == kind)
    return rw_cache_writer_write_shadow (self, record, seq, values, error);
  return rw_cache_writer_write_view (self, kind, id, seq, values, error);
}

/**
 * rw_cache_writer_put_rows:
 * @rows: (array length=n): in the order of the feed; only read during the call
 *
 * Like rw_cache_writer_put() with each of them, and much faster in a first sync.
 */
gboolean
rw_cache_writer_put_rows (RwCacheWriter    *self,
                          const RwCacheRow *rows,
                          guint             n,
                          GError          **error)
{
  while (n > 0)
    {
      guint same = 0;

      while (same < n && rows[same].kind == rows->kind && is_first (self, rows[same].seq))
        same++;
      if (same > 0
            ? !insert_rows (self, rows, same, error)
            : !rw_cache_writer_put (self, rows->kind, rows->id, rows->seq, rows->values, error))
        return FALSE;
      same = MAX (same, 1);
      rows += same;
      n -= same;
    }
  return TRUE;
}

/**
 * rw_cache_writer_put_record:
 *
 * Like rw_cache_writer_put() with what @record holds.
 */
gboolean
rw_cache_writer_put_record (RwCacheWriter *self,
                            RwRecord      *record,
                            GError       **error)
{
  g_autofree RwValue *values = rw_cache_row_borrow (record);

  return rw_cache_writer_put (self, rw_record_get_kind (record), rw_record_get_id (record), rw_record_get_seq (record), values, error);
}

/**
 * rw_cache_writer_delete:
 * @seq: the number of the deletion
 *
 * The server does not have this record, or no longer shows it to this person.
 */
gboolean
rw_cache_writer_delete (RwCacheWriter *self,
                        RwKind         kind,
                        const RwId    *id,
                        gint64         seq,
                        GError       **error)
{
  RwPendingRecord *record = rw_cache_pending_find (self->pending, id);

  if (record != NULL && record->kind == kind)
    return rw_cache_writer_write_shadow (self, record, seq, NULL, error);
  if (is_first (self, seq))
    return TRUE;
  return rw_cache_writer_create_ids (self, error) && rw_cache_writer_remove_view (self, kind, id, error);
}

/**
 * rw_cache_writer_set_cursor:
 *
 * Records how far the rows of this transaction reach.
 */
gboolean
rw_cache_writer_set_cursor (RwCacheWriter       *self,
                            const RwCacheCursor *cursor,
                            GError             **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db,
                                           "UPDATE \"cursor\" SET \"epoch\" = ?1, \"scope\" = ?2, \"pos\" = ?3, \"h0\" = ?4, "
                                           "\"head\" = ?5, \"last_mid\" = ?6",
                                           error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_text (stmt, 1, cursor->epoch);
  rw_stmt_bind_text (stmt, 2, cursor->scope);
  rw_stmt_bind_integer (stmt, 3, cursor->pos);
  rw_stmt_bind_integer (stmt, 4, cursor->h0);
  rw_stmt_bind_integer (stmt, 5, cursor->head);
  rw_stmt_bind_integer (stmt, 6, cursor->last_mid);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  if (cursor != &self->cursor)
    rw_cache_cursor_assign (cursor, &self->cursor);
  return TRUE;
}

/**
 * rw_cache_writer_commit:
 *
 * Returns: %FALSE with @error set when it failed; everything is as before rw_cache_writer_begin() then
 */
gboolean
rw_cache_writer_commit (RwCacheWriter *self,
                        GError       **error)
{
  if (!rw_cache_writer_refold (self, error) || !rw_db_commit (self->db, error))
    {
      rw_cache_writer_rollback (self);
      return FALSE;
    }
  rw_cache_pending_commit (self->pending);
  rw_change_log_merge (&self->changes, &self->changes_running);
  rw_change_log_reset (&self->changes_running);
  return TRUE;
}

/**
 * rw_cache_writer_take_changes:
 * @changes: (out caller-allocates): what the commits since the last call changed in the view; to be
 *   freed with rw_cache_changes_clear()
 */
void
rw_cache_writer_take_changes (RwCacheWriter  *self,
                              RwCacheChanges *changes)
{
  GHashTableIter iter;
  gpointer id;

  changes->kinds = self->changes.kinds;
  changes->ids = NULL;
  if (self->changes.ids != NULL)
    {
      changes->ids = g_array_new (FALSE, FALSE, sizeof (RwId));
      g_hash_table_iter_init (&iter, self->changes.ids);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_array_append_vals (changes->ids, id, 1);
    }
  rw_change_log_reset (&self->changes);
}
