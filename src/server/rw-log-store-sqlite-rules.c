/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json.h"
#include "rw-log-store-sqlite-private.h"

/* See rw_log_store_rules(). */
GPtrArray *
rw_log_sqlite_rules (RwLogStore *store, RwKind kind, GError **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *sql = NULL;
  g_autoptr (RwStmt) stmt = NULL;

  /* SQLite takes the index when its condition is in the statement, word by word. */
  sql = g_strdup_printf ("SELECT id, body FROM rec INDEXED BY rec_rule WHERE kind = '%s'"
                         " AND kind IN ('window', 'risk_question') AND NOT deleted",
                         rw_schema_get (kind)->name);
  stmt = rw_db_prepare (self->db, sql, error);
  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      RwRecord *record;
      const char *body;
      gboolean row;
      gsize length;
      RwId id;

      if (!rw_stmt_step (stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      rw_stmt_get_id (stmt, 0, &id);
      body = rw_stmt_get_blob (stmt, 1, &length);
      record = rw_record_from_body (kind, &id, body, (gssize) length, error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
    }
}
