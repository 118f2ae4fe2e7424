/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-json.h"
#include "rw-log-store-sqlite-private.h"
#include "rw-time.h"

/* SQLite takes an index when its condition is in the statement, word by word. */
static const char jobs_sql[] =
  "SELECT seq, id, kind, body FROM rec INDEXED BY rec_job"
  " WHERE kind = ?1 AND kind IN ('backup_job', 'backup_policy') AND NOT deleted AND seq > ?2"
  " ORDER BY seq";

static const char runs_sql[] =
  "SELECT seq, id, kind, body FROM rec INDEXED BY rec_run"
  " WHERE json_extract (body, '$.job') = ?1 AND kind = 'backup_run' AND NOT deleted"
  " ORDER BY json_extract (body, '$.due') DESC LIMIT ?2";

static const char count_sql[] =
  "SELECT count (*) FROM (SELECT 1 FROM rec INDEXED BY rec_run"
  " WHERE json_extract (body, '$.job') = ?1 AND kind = 'backup_run' AND NOT deleted"
  " AND json_extract (body, '$.due') > ?2 AND json_extract (body, '$.due') <= ?3 LIMIT ?4)";

static GPtrArray *
read_records (RwStmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

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

/* See rw_log_store_backup_jobs(). */
GPtrArray *
rw_log_sqlite_backup_jobs (RwLogStore *store, RwKind kind, gint64 after, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (RW_LOG_STORE_SQLITE (store)->db, jobs_sql, error);

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_text (stmt, 1, rw_schema_get (kind)->name);
  rw_stmt_bind_integer (stmt, 2, after);
  return read_records (stmt, error);
}

/* See rw_log_store_backup_runs(). */
GPtrArray *
rw_log_sqlite_backup_runs (RwLogStore *store, const RwId *job, guint limit, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (RW_LOG_STORE_SQLITE (store)->db, runs_sql, error);
  char id[RW_ID_STRING_LENGTH + 1];

  if (stmt == NULL)
    return NULL;
  rw_id_write (job, id);
  rw_stmt_bind_text (stmt, 1, id);
  rw_stmt_bind_integer (stmt, 2, limit);
  return read_records (stmt, error);
}

/* See rw_log_store_count_runs(). */
int
rw_log_sqlite_count_runs (RwLogStore *store, const RwId *job, gint64 after, gint64 until, guint limit, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (RW_LOG_STORE_SQLITE (store)->db, count_sql, error);
  char id[RW_ID_STRING_LENGTH + 1];
  char from[RW_INSTANT_STRING_LENGTH + 1], to[RW_INSTANT_STRING_LENGTH + 1];
  gboolean row;

  if (stmt == NULL)
    return -1;
  rw_id_write (job, id);
  rw_instant_write (after, from);
  rw_instant_write (until, to);
  rw_stmt_bind_text (stmt, 1, id);
  rw_stmt_bind_text (stmt, 2, from);
  rw_stmt_bind_text (stmt, 3, to);
  rw_stmt_bind_integer (stmt, 4, limit);
  return rw_stmt_step (stmt, &row, error) && row ? (int) rw_stmt_get_integer (stmt, 0) : -1;
}
