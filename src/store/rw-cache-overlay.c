/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-writer-private.h"

#include "rw-cache-row.h"
#include "rw-cache-schema.h"
#include "rw-planted.h"

/* The person's own edits on top of the server's rows. */

static gboolean
set_stamp (RwCacheWriter *self,
           gint64         stamp,
           GError       **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, "UPDATE \"cursor\" SET \"stamp\" = ?1", error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, stamp);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  self->stamp = stamp;
  return TRUE;
}

/* The server's row of a record with pending edits. */
static gboolean
read_shadow (RwCacheWriter   *self,
             RwPendingRecord *pending,
             RwRecord       **record,
             GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, rw_cache_schema_sql (pending->kind)->shadow_get, error);
  gboolean row;

  *record = NULL;
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, &pending->id);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row && rw_stmt_get_integer (stmt, rw_stmt_n_columns (stmt) - 1) == 0)
    *record = rw_cache_row_read (stmt, pending->kind);
  return TRUE;
}

static gboolean
end_shadow (RwCacheWriter   *self,
            RwPendingRecord *pending,
            GError         **error)
{
  const RwCacheSql *sql = rw_cache_schema_sql (pending->kind);

  rw_change_log_note (&self->changes_running, pending->kind, &pending->id);
  return rw_cache_writer_run_with_id (self, sql->remove, &pending->id, error) &&
         rw_cache_writer_run_with_id (self, sql->view_from_shadow, &pending->id, error) &&
         rw_cache_writer_run_with_id (self, sql->shadow_remove, &pending->id, error);
}

static gboolean
refold (RwCacheWriter   *self,
        RwPendingRecord *pending,
        GError         **error)
{
  g_autoptr (RwRecord) server = NULL;
  g_autoptr (RwRecord) view = NULL;
  g_autofree RwValue *values = NULL;

  if (!rw_pending_record_is_live (pending))
    return end_shadow (self, pending, error);
  if (!read_shadow (self, pending, &server, error))
    return FALSE;
  view = rw_pending_record_fold (pending, server);
  if (view == NULL)
    return rw_cache_writer_remove_view (self, pending->kind, &pending->id, error);
  values = rw_cache_row_borrow (view);
  return rw_cache_writer_write_view (self, pending->kind, &pending->id, rw_record_get_seq (view), values, error);
}

gboolean
rw_cache_writer_refold (RwCacheWriter *self,
                        GError       **error)
{
  g_autoptr (GPtrArray) dirty = NULL;

  if (rw_cache_pending_n_records (self->pending) == 0)
    return TRUE;
  dirty = rw_cache_pending_dirty (self->pending);
  for (guint i = 0; i < dirty->len; i++)
    {
      RwPendingRecord *pending = g_ptr_array_index (dirty, i);

      if (!refold (self, pending, error))
        return FALSE;
      pending->dirty = FALSE;
    }
  return TRUE;
}

static gboolean
begin_shadow (RwCacheWriter   *self,
              RwPendingRecord *pending,
              GError         **error)
{
  if (!rw_cache_writer_run_with_id (self, rw_cache_schema_sql (pending->kind)->shadow_from_view, &pending->id, error))
    return FALSE;
  /* Not there: the shadow remembers that the server has no such record. */
  return rw_db_get_changes (self->db) > 0 || rw_cache_writer_write_shadow (self, pending, 0, NULL, error);
}

static gboolean
load_edits (RwCacheWriter       *self,
            const RwPendingEdit *edits,
            guint                n_edits,
            gboolean             shadows,
            GError             **error)
{
  for (guint i = 0; i < n_edits; i++)
    {
      RwPendingRecord *pending;
      gboolean is_new;

      if (edits[i].mid <= self->cursor.last_mid)
        continue;
      pending = rw_cache_pending_add (self->pending, edits[i].mid, edits[i].edit, &is_new);
      if (is_new && shadows && !begin_shadow (self, pending, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_cache_writer_add_edits:
 * @edits: (array length=n_edits): edits that are in the outbox by now
 * @stamp: rw_work_get_stamp() after they were appended
 *
 * Shows the person's own edits in the view.
 */
gboolean
rw_cache_writer_add_edits (RwCacheWriter       *self,
                           const RwPendingEdit *edits,
                           guint                n_edits,
                           gint64               stamp,
                           GError             **error)
{
  g_return_val_if_fail (!self->bulk, FALSE);
  return load_edits (self, edits, n_edits, TRUE, error) && rw_cache_writer_refold (self, error) && set_stamp (self, stamp, error);
}

/**
 * rw_cache_writer_drop_edits:
 * @mids: (array length=n_mids): edits that the server refused
 * @stamp: rw_work_get_stamp() after that was recorded
 *
 * Takes edits out of the view.
 */
gboolean
rw_cache_writer_drop_edits (RwCacheWriter *self,
                            const gint64  *mids,
                            guint          n_mids,
                            gint64         stamp,
                            GError       **error)
{
  for (guint i = 0; i < n_mids; i++)
    rw_cache_pending_drop (self->pending, mids[i], mids[i]);
  return rw_cache_writer_refold (self, error) && set_stamp (self, stamp, error);
}

/**
 * rw_cache_writer_settle:
 * @last_mid: from the trailer of the page
 *
 * The rows up to here contain the outcome of this client's edits up to @last_mid: they are pending
 * no longer, and what the server made of them is what the view shows.
 */
gboolean
rw_cache_writer_settle (RwCacheWriter *self,
                        gint64         last_mid,
                        GError       **error)
{
  rw_cache_pending_drop (self->pending, 0, last_mid);
  return rw_cache_writer_refold (self, error);
}

/* The view becomes what the server has. */
static gboolean
undo_overlay (RwCacheWriter *self,
              GError       **error)
{
  for (int kind = 0; kind < RW_N_KINDS; kind++)
    {
      const char *name = rw_schema_get (kind)->name, *columns = rw_cache_columns (kind);
      g_autofree char *look = g_strdup_printf ("SELECT 1 FROM \"shadow_%s\" LIMIT 1", name);
      g_autofree char *undo = NULL;
      g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, look, error);
      gboolean row;

      if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        continue;
      rw_stmt_reset (stmt);
      undo = g_strdup_printf ("DELETE FROM \"%s\" WHERE \"id\" IN (SELECT \"id\" FROM \"shadow_%s\");"
                              "INSERT INTO \"%s\" (%s) SELECT %s FROM \"shadow_%s\" WHERE NOT \"deleted\";"
                              "DELETE FROM \"shadow_%s\"",
                              name, name, name, columns, columns, name, name);
      if (!rw_db_exec (self->db, undo, error))
        return FALSE;
      /* Which ones does not matter here: nobody looks yet. */
      self->changes_running.kinds |= RW_KIND_BIT (kind);
      g_clear_pointer (&self->changes_running.ids, g_hash_table_unref);
    }
  return TRUE;
}

/**
 * rw_cache_writer_restore:
 * @edits: (array length=n_edits): every edit of the outbox that is not refused; those up to the
 *   cursor's last_mid are left out here
 * @stamp: rw_work_get_stamp()
 * @rebuilt: (out) (optional): whether the view had to be made anew
 *
 * To be called once after rw_cache_writer_open(), outside a transaction. A crash between the commit
 * of the work file and that of the cache leaves a view without the newest edits: the stamps
 * differ then, and the view is made again from the server's rows and the outbox.
 */
gboolean
rw_cache_writer_restore (RwCacheWriter       *self,
                         const RwPendingEdit *edits,
                         guint                n_edits,
                         gint64               stamp,
                         gboolean            *rebuilt,
                         GError             **error)
{
  gboolean same = stamp == self->stamp || RW_PLANTED (STAMP_IGNORED);

  g_return_val_if_fail (!self->bulk && rw_cache_pending_n_records (self->pending) == 0, FALSE);
  if (rebuilt != NULL)
    *rebuilt = !same;
  if (same)
    {
      load_edits (self, edits, n_edits, FALSE, NULL);
      rw_cache_pending_commit (self->pending);
      return TRUE;
    }
  if (!rw_cache_writer_begin (self, error))
    return FALSE;
  if (undo_overlay (self, error) && load_edits (self, edits, n_edits, TRUE, error) && rw_cache_writer_refold (self, error) &&
      set_stamp (self, stamp, error))
    return rw_cache_writer_commit (self, error);
  rw_cache_writer_rollback (self);
  return FALSE;
}

guint
rw_cache_writer_n_pending (RwCacheWriter *self)
{
  return rw_cache_pending_n_edits (self->pending);
}

/**
 * rw_cache_writer_get_server:
 *
 * Returns: (transfer full) (nullable): the record as the server has it, without own pending edits;
 *   %NULL without @error when it has none
 */
RwRecord *
rw_cache_writer_get_server (RwCacheWriter *self,
                            RwKind         kind,
                            const RwId    *id,
                            GError       **error)
{
  RwPendingRecord *pending = rw_cache_pending_find (self->pending, id);
  RwRecord *record;

  if (pending == NULL || pending->kind != kind)
    return rw_cache_get (&self->cache, kind, id, error);
  return read_shadow (self, pending, &record, error) ? record : NULL;
}
