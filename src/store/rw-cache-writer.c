/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cache-writer.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "rw-cache-file.h"
#include "rw-cache-pending.h"
#include "rw-cache-private.h"
#include "rw-cache-row.h"
#include "rw-cache-schema.h"
#include "rw-error.h"

typedef struct
{
  guint64 kinds;
  GHashTable *ids; /* RwId → itself; NULL when there are too many */
} Changes;

struct _RwCacheWriter
{
  RwDb *db;
  RwCache cache;
  gboolean bulk;
  gboolean has_ids; /* a bulk file begins without the indexes that find a row */
  gboolean finished;
  char *dir;
  char *server;
  RwCacheCursor cursor;
  RwCacheCursor cursor_before; /* as it was when the transaction began */
  gint64 stamp;
  gint64 stamp_before;
  RwCachePending *pending;
  Changes changes;         /* committed, not taken yet */
  Changes changes_running; /* of the running transaction */
  RwStmt *insert[RW_N_KINDS];
  RwStmt *upsert[RW_N_KINDS];
};

static void
changes_reset (Changes *changes)
{
  g_clear_pointer (&changes->ids, g_hash_table_unref);
  changes->kinds = 0;
  changes->ids = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
}

static void
changes_note (Changes    *changes,
              RwKind      kind,
              const RwId *id)
{
  changes->kinds |= RW_KIND_BIT (kind);
  if (changes->ids == NULL)
    return;
  if (g_hash_table_size (changes->ids) >= RW_CACHE_CHANGES_MOST)
    g_clear_pointer (&changes->ids, g_hash_table_unref);
  else if (!g_hash_table_contains (changes->ids, id))
    g_hash_table_add (changes->ids, rw_id_copy (id));
}

static void
changes_merge (Changes *changes,
               Changes *more)
{
  GHashTableIter iter;
  gpointer id;

  changes->kinds |= more->kinds;
  if (more->ids == NULL)
    g_clear_pointer (&changes->ids, g_hash_table_unref);
  if (changes->ids != NULL)
    {
      g_hash_table_iter_init (&iter, more->ids);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (changes->ids, rw_id_copy (id));
      if (g_hash_table_size (changes->ids) > RW_CACHE_CHANGES_MOST)
        g_clear_pointer (&changes->ids, g_hash_table_unref);
    }
}

/**
 * rw_cache_changes_clear:
 * @changes: frees what it holds
 */
void
rw_cache_changes_clear (RwCacheChanges *changes)
{
  g_clear_pointer (&changes->ids, g_array_unref);
  changes->kinds = 0;
}

static void
copy_cursor (const RwCacheCursor *source,
             RwCacheCursor       *target)
{
  RwCacheCursor copy = *source;

  copy.epoch = g_strdup (source->epoch);
  copy.scope = g_strdup (source->scope);
  rw_cache_cursor_clear (target);
  *target = copy;
}

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
  changes_reset (&self->changes);
  changes_reset (&self->changes_running);
  return self;
}

static gboolean
load_cursor (RwCacheWriter  *self,
             GError        **error)
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

/* The mark "clean" is in the file only while nobody has it open for writing. */
static gboolean
take_clean_mark (RwDb     *db,
                 gboolean *clean,
                 GError  **error)
{
  g_autoptr (GError) local = NULL;

  *clean = rw_db_get_meta_integer (db, "clean", 0, &local) != 0;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!*clean && !rw_db_quick_check (db, error))
    return FALSE;
  return rw_db_set_meta_integer (db, "clean", 0, error);
}

static RwDb *
open_checked (const char  *path,
              GError     **error)
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
rw_cache_writer_open (const char  *dir,
                      const char  *server,
                      char       **set_aside,
                      GError     **error)
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
          g_autofree char *aside = rw_db_set_aside (path, error);

          if (aside == NULL)
            return NULL;
          if (set_aside != NULL)
            *set_aside = g_steal_pointer (&aside);
        }
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  self = new_writer (db, dir, server);
  self->has_ids = TRUE;
  if (!load_cursor (self, error))
    {
      rw_cache_writer_close (self);
      return NULL;
    }
  rw_cache_file_remove_old (dir, server, generation);
  return self;
}

/* A bulk file that a clean exit left behind goes on where it was. */
static RwDb *
reopen_bulk (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwDb) db = rw_db_open (path, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_BULK, &error);

  if (db != NULL && rw_cache_check_schema (db, &error) && rw_db_get_meta_integer (db, "clean", 0, &error) != 0 &&
      rw_db_set_meta_integer (db, "clean", 0, &error))
    return g_steal_pointer (&db);
  if (error != NULL && !g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND))
    g_info ("%s", error->message);
  return NULL;
}

static RwDb *
create_bulk (const char  *path,
             GError     **error)
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
rw_cache_writer_open_bulk (const char  *dir,
                           const char  *server,
                           GError     **error)
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
      g_clear_pointer (&self->insert[kind], rw_stmt_free);
      g_clear_pointer (&self->upsert[kind], rw_stmt_free);
    }
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
  if (clean && !rw_db_set_meta_integer (self->db, "clean", 1, &error))
    g_info ("%s", error->message);
  g_clear_pointer (&self->db, rw_db_close);
  self->cache.db = NULL;
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
rw_cache_writer_begin (RwCacheWriter  *self,
                       GError        **error)
{
  g_return_val_if_fail (self->db != NULL, FALSE);
  if (!rw_db_begin (self->db, error))
    return FALSE;
  copy_cursor (&self->cursor, &self->cursor_before);
  self->stamp_before = self->stamp;
  changes_reset (&self->changes_running);
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
  rw_db_rollback (self->db);
  rw_cache_pending_rollback (self->pending);
  copy_cursor (&self->cursor_before, &self->cursor);
  self->stamp = self->stamp_before;
  changes_reset (&self->changes_running);
}

static RwStmt *
held_statement (RwCacheWriter  *self,
                RwStmt        **held,
                const char     *sql,
                GError        **error)
{
  if (G_UNLIKELY (*held == NULL))
    *held = rw_db_prepare (self->db, sql, error);
  return *held;
}

static gboolean
create_ids (RwCacheWriter  *self,
            GError        **error)
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

static gboolean
write_view (RwCacheWriter  *self,
            RwKind          kind,
            const RwId     *id,
            gint64          seq,
            const RwValue  *values,
            GError        **error)
{
  const RwCacheSql *sql = rw_cache_schema_sql (kind);
  RwStmt *stmt;

  if (is_first (self, seq))
    stmt = held_statement (self, &self->insert[kind], sql->insert, error);
  else if (create_ids (self, error))
    stmt = held_statement (self, &self->upsert[kind], sql->upsert, error);
  else
    return FALSE;
  if (stmt == NULL)
    return FALSE;
  rw_cache_row_bind (stmt, kind, id, seq, values);
  if (!rw_stmt_run (stmt, error))
    return FALSE;
  if (!self->bulk)
    changes_note (&self->changes_running, kind, id);
  return TRUE;
}

static gboolean
run_with_id (RwCacheWriter  *self,
             const char     *sql,
             const RwId     *id,
             GError        **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, id);
  return rw_stmt_run (stmt, error);
}

static gboolean
remove_view (RwCacheWriter  *self,
             RwKind          kind,
             const RwId     *id,
             GError        **error)
{
  if (!run_with_id (self, rw_cache_schema_sql (kind)->remove, id, error))
    return FALSE;
  if (!self->bulk && rw_db_get_changes (self->db) > 0)
    changes_note (&self->changes_running, kind, id);
  return TRUE;
}

static gboolean
write_shadow (RwCacheWriter    *self,
              RwPendingRecord  *record,
              gint64            seq,
              const RwValue    *values,
              GError          **error)
{
  guint n_fields = rw_schema_get (record->kind)->n_fields;
  g_autofree RwValue *nulls = values == NULL ? g_new0 (RwValue, n_fields) : NULL;
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, rw_cache_schema_sql (record->kind)->shadow_put, error);

  if (stmt == NULL)
    return FALSE;
  rw_cache_row_bind (stmt, record->kind, &record->id, seq, values != NULL ? values : nulls);
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
rw_cache_writer_put (RwCacheWriter  *self,
                     RwKind          kind,
                     const RwId     *id,
                     gint64          seq,
                     const RwValue  *values,
                     GError        **error)
{
  RwPendingRecord *record = NULL;

  if (G_UNLIKELY (rw_cache_pending_n_records (self->pending) > 0))
    record = rw_cache_pending_find (self->pending, id);
  if (record != NULL && record->kind == kind)
    return write_shadow (self, record, seq, values, error);
  return write_view (self, kind, id, seq, values, error);
}

static RwValue *
borrow_values (RwRecord *record)
{
  guint n_fields = rw_record_get_info (record)->n_fields;
  RwValue *values = g_new (RwValue, n_fields);

  for (guint i = 0; i < n_fields; i++)
    values[i] = *rw_record_get (record, i);
  return values;
}

/**
 * rw_cache_writer_put_record:
 *
 * Like rw_cache_writer_put() with what @record holds.
 */
gboolean
rw_cache_writer_put_record (RwCacheWriter  *self,
                            RwRecord       *record,
                            GError        **error)
{
  g_autofree RwValue *values = borrow_values (record);

  return rw_cache_writer_put (self, rw_record_get_kind (record), rw_record_get_id (record), rw_record_get_seq (record), values, error);
}

/**
 * rw_cache_writer_delete:
 * @seq: the number of the deletion
 *
 * The server does not have this record, or no longer shows it to this person.
 */
gboolean
rw_cache_writer_delete (RwCacheWriter  *self,
                        RwKind          kind,
                        const RwId     *id,
                        gint64          seq,
                        GError        **error)
{
  RwPendingRecord *record = rw_cache_pending_find (self->pending, id);

  if (record != NULL && record->kind == kind)
    return write_shadow (self, record, seq, NULL, error);
  if (is_first (self, seq))
    return TRUE;
  return create_ids (self, error) && remove_view (self, kind, id, error);
}

/**
 * rw_cache_writer_set_cursor:
 *
 * Records how far the rows of this transaction reach.
 */
gboolean
rw_cache_writer_set_cursor (RwCacheWriter        *self,
                            const RwCacheCursor  *cursor,
                            GError              **error)
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
    copy_cursor (cursor, &self->cursor);
  return TRUE;
}

static gboolean
set_stamp (RwCacheWriter  *self,
           gint64          stamp,
           GError        **error)
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
read_shadow (RwCacheWriter    *self,
             RwPendingRecord  *pending,
             RwRecord        **record,
             GError          **error)
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
end_shadow (RwCacheWriter    *self,
            RwPendingRecord  *pending,
            GError          **error)
{
  const RwCacheSql *sql = rw_cache_schema_sql (pending->kind);

  changes_note (&self->changes_running, pending->kind, &pending->id);
  return run_with_id (self, sql->remove, &pending->id, error) && run_with_id (self, sql->view_from_shadow, &pending->id, error) &&
         run_with_id (self, sql->shadow_remove, &pending->id, error);
}

static gboolean
refold (RwCacheWriter    *self,
        RwPendingRecord  *pending,
        GError          **error)
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
    return remove_view (self, pending->kind, &pending->id, error);
  values = borrow_values (view);
  return write_view (self, pending->kind, &pending->id, rw_record_get_seq (view), values, error);
}

static gboolean
refold_dirty (RwCacheWriter  *self,
              GError        **error)
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
begin_shadow (RwCacheWriter    *self,
              RwPendingRecord  *pending,
              GError          **error)
{
  if (!run_with_id (self, rw_cache_schema_sql (pending->kind)->shadow_from_view, &pending->id, error))
    return FALSE;
  /* Not there: the shadow remembers that the server has no such record. */
  return rw_db_get_changes (self->db) > 0 || write_shadow (self, pending, 0, NULL, error);
}

static gboolean
load_edits (RwCacheWriter        *self,
            const RwPendingEdit  *edits,
            guint                 n_edits,
            gboolean              shadows,
            GError              **error)
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
rw_cache_writer_add_edits (RwCacheWriter        *self,
                           const RwPendingEdit  *edits,
                           guint                 n_edits,
                           gint64                stamp,
                           GError              **error)
{
  g_return_val_if_fail (!self->bulk, FALSE);
  return load_edits (self, edits, n_edits, TRUE, error) && refold_dirty (self, error) && set_stamp (self, stamp, error);
}

/**
 * rw_cache_writer_drop_edits:
 * @mids: (array length=n_mids): edits that the server refused
 * @stamp: rw_work_get_stamp() after that was recorded
 *
 * Takes edits out of the view.
 */
gboolean
rw_cache_writer_drop_edits (RwCacheWriter  *self,
                            const gint64   *mids,
                            guint           n_mids,
                            gint64          stamp,
                            GError        **error)
{
  for (guint i = 0; i < n_mids; i++)
    rw_cache_pending_drop (self->pending, mids[i], mids[i]);
  return refold_dirty (self, error) && set_stamp (self, stamp, error);
}

/**
 * rw_cache_writer_settle:
 * @last_mid: from the trailer of the page
 *
 * The rows up to here contain the outcome of this client's edits up to @last_mid: they are pending
 * no longer, and what the server made of them is what the view shows.
 */
gboolean
rw_cache_writer_settle (RwCacheWriter  *self,
                        gint64          last_mid,
                        GError        **error)
{
  rw_cache_pending_drop (self->pending, 0, last_mid);
  return refold_dirty (self, error);
}

/**
 * rw_cache_writer_commit:
 *
 * Returns: %FALSE with @error set when it failed; everything is as before rw_cache_writer_begin() then
 */
gboolean
rw_cache_writer_commit (RwCacheWriter  *self,
                        GError        **error)
{
  if (!refold_dirty (self, error) || !rw_db_commit (self->db, error))
    {
      rw_cache_writer_rollback (self);
      return FALSE;
    }
  rw_cache_pending_commit (self->pending);
  changes_merge (&self->changes, &self->changes_running);
  changes_reset (&self->changes_running);
  return TRUE;
}

/* The view becomes what the server has. */
static gboolean
undo_overlay (RwCacheWriter  *self,
              GError        **error)
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
rw_cache_writer_restore (RwCacheWriter        *self,
                         const RwPendingEdit  *edits,
                         guint                 n_edits,
                         gint64                stamp,
                         gboolean             *rebuilt,
                         GError              **error)
{
  gboolean same = stamp == self->stamp;

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
  if (undo_overlay (self, error) && load_edits (self, edits, n_edits, TRUE, error) && refold_dirty (self, error) &&
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
rw_cache_writer_get_server (RwCacheWriter  *self,
                            RwKind          kind,
                            const RwId     *id,
                            GError        **error)
{
  RwPendingRecord *pending = rw_cache_pending_find (self->pending, id);
  RwRecord *record;

  if (pending == NULL || pending->kind != kind)
    return rw_cache_get (&self->cache, kind, id, error);
  return read_shadow (self, pending, &record, error) ? record : NULL;
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
  changes_reset (&self->changes);
}

/**
 * rw_cache_writer_finish_bulk:
 *
 * Builds the indexes and puts the new cache in the place of the old one. The writer can then only be
 * closed; connections that are open keep the old file until they open the cache again.
 */
gboolean
rw_cache_writer_finish_bulk (RwCacheWriter  *self,
                             GError        **error)
{
  g_autofree char *from = rw_cache_file_bulk_path (self->dir, self->server);
  g_autofree char *old = NULL;
  g_autofree char *to = NULL;
  g_autoptr (RwDb) db = NULL;
  guint64 generation;

  g_return_val_if_fail (self->bulk && self->db != NULL && !rw_db_in_transaction (self->db), FALSE);
  if (!create_ids (self, error) || !rw_cache_schema_create_rest (self->db, error))
    return FALSE;
  close_db (self, TRUE);
  /* Once in the writer's way: the header then says that the file has a log, before anybody reads it. */
  db = rw_db_open (from, RW_CACHE_APPLICATION_ID, RW_SCHEMA_VERSION, RW_DB_DEFAULT, error);
  if (db == NULL)
    return FALSE;
  g_clear_pointer (&db, rw_db_close);

  old = rw_cache_file_find (self->dir, self->server, &generation);
  to = rw_cache_file_path (self->dir, self->server, generation + 1);
  if (!rw_cache_file_install (from, to, error))
    return FALSE;
  self->finished = TRUE;
  return TRUE;
}
