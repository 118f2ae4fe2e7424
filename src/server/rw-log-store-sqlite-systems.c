/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json.h"
#include "rw-log-store-sqlite-private.h"

/* SQLite takes the index when its condition is in the statement, word by word. */
static const char systems_sql[] =
  "SELECT seq, id, kind, body FROM rec INDEXED BY rec_system"
  " WHERE json_extract (body, '$.name') = ?1 COLLATE NOCASE"
  " AND kind IN ('device', 'vm') AND NOT deleted LIMIT ?2";

/* See rw_log_store_systems(). */
GPtrArray *
rw_log_sqlite_systems (RwLogStore *store, const char *name, guint limit, GError **error)
{
  RwLogStoreSqlite *self = RW_LOG_STORE_SQLITE (store);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RwStmt) stmt = rw_db_prepare (self->db, systems_sql, error);

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_text (stmt, 1, name);
  rw_stmt_bind_integer (stmt, 2, limit);
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
      rw_stmt_get_id (stmt, 1, &id);
      body = rw_stmt_get_blob (stmt, 3, &length);
      record = rw_record_from_body (rw_schema_find (rw_stmt_get_text (stmt, 2)), &id, body,
                                    (gssize) length, error);
      if (record == NULL)
        return NULL;
      rw_record_set_seq (record, rw_stmt_get_integer (stmt, 0));
      g_ptr_array_add (records, record);
    }
}
