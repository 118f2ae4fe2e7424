/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json.h"
#include "rw-log-store-sqlite-private.h"
#include "rw-time.h"

/* There is no index of kinds, but every change has a number, and there is one of those. */
static const char changes_sql[] =
  "SELECT * FROM (SELECT rec.seq, rec.id, rec.body FROM uniq JOIN rec ON rec.id = uniq.id"
  " WHERE uniq.kind = 'change' AND uniq.field = 'number' AND NOT rec.deleted"
  " AND json_extract (rec.body, '$.end') > ?1"
  " ORDER BY json_extract (rec.body, '$.start') DESC, rec.id DESC LIMIT ?2)"
  " ORDER BY json_extract (body, '$.start'), id";

/**
 * rw_log_sqlite_changes:
 *
 * See rw_log_store_changes().
 */
GPtrArray *
rw_log_sqlite_changes (RwLogStore *store, gint64 after, guint limit, GError **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwStmt) stmt = NULL;
  char text[RW_INSTANT_STRING_LENGTH + 1];
  gboolean row;

  stmt = rw_db_prepare (self->db, changes_sql, error);
  if (stmt == NULL)
    return NULL;
  rw_instant_write (after, text);
  rw_stmt_bind_text (stmt, 1, text);
  rw_stmt_bind_integer (stmt, 2, limit);
  while (TRUE)
    {
      const char *body;
      RwRecord *record;
      gsize length;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      rw_stmt_get_id (stmt, 1, &id);
      body = rw_stmt_get_blob (stmt, 2, &length);
      record = rw_record_from_body (RW_KIND_CHANGE, &id, body, (gssize) length, error);
      if (record == NULL)
        return NULL;
      rw_record_set_seq (record, rw_stmt_get_integer (stmt, 0));
      g_ptr_array_add (records, record);
    }
}
