/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-db-private.h"

#include <string.h>

/* Beyond this many idle statements, one that is given back is forgotten instead of kept. */
#define IDLE_MOST 256

static void
check_thread (RwStmt *stmt)
{
  g_assert (stmt->db->thread == g_thread_self ());
}

static gboolean
fail (RwStmt  *stmt,
      int      result,
      GError **error)
{
  return rw_db_fail (stmt->db, sqlite3_stmt_readonly (stmt->handle) ? RW_DB_READING : RW_DB_WRITING, result, error);
}

/**
 * rw_db_prepare:
 * @sql: one statement; its text is the key under which it is kept, so values belong in parameters
 *
 * Returns: (transfer full) (nullable): the statement, ready to be bound
 */
RwStmt *
rw_db_prepare (RwDb       *db,
               const char *sql,
               GError    **error)
{
  g_autofree char *head = NULL;
  gpointer found;
  RwStmt *stmt;
  int result;

  g_assert (db->thread == g_thread_self ());
  if (g_hash_table_steal_extended (db->idle, sql, NULL, &found))
    {
      db->n_out++;
      return found;
    }

  stmt = g_new0 (RwStmt, 1);
  stmt->db = db;
  stmt->sql = g_strdup (sql);
  result = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt->handle, NULL);
  if (result != SQLITE_OK)
    {
      /* A statement that does not compile is a fault of the program or of the file: name it. */
      rw_db_fail (db, RW_DB_READING, result, error);
      g_free (stmt->sql);
      g_free (stmt);
      head = g_strndup (sql, 120);
      g_prefix_error (error, "%s: ", head);
      return NULL;
    }
  g_assert (stmt->handle != NULL);
  db->n_out++;
  return stmt;
}

/**
 * rw_stmt_free:
 * @stmt: (transfer full) (nullable): given back to its connection, reset and unbound
 */
void
rw_stmt_free (RwStmt *stmt)
{
  RwDb *db;

  if (stmt == NULL)
    return;
  check_thread (stmt);
  db = stmt->db;
  db->n_out--;
  sqlite3_reset (stmt->handle);
  sqlite3_clear_bindings (stmt->handle);
  memset (stmt->set, 0, sizeof stmt->set);
  stmt->bind_result = SQLITE_OK;
  if (g_hash_table_size (db->idle) < IDLE_MOST && !g_hash_table_contains (db->idle, stmt->sql))
    {
      g_hash_table_insert (db->idle, stmt->sql, stmt);
      return;
    }
  sqlite3_finalize (stmt->handle);
  g_free (stmt->sql);
  g_free (stmt);
}

/**
 * rw_stmt_reset:
 *
 * Goes back to before the first row; what is bound stays bound.
 */
void
rw_stmt_reset (RwStmt *stmt)
{
  check_thread (stmt);
  sqlite3_reset (stmt->handle);
}

/**
 * rw_stmt_get_db:
 *
 * Returns: (transfer none): the connection that prepared it
 */
RwDb *
rw_stmt_get_db (RwStmt *stmt)
{
  return stmt->db;
}

static void
note (RwStmt *stmt,
      int     result)
{
  if (G_UNLIKELY (result != SQLITE_OK) && stmt->bind_result == SQLITE_OK)
    stmt->bind_result = result;
}

void
rw_stmt_bind_null (RwStmt *stmt,
                   int     index)
{
  note (stmt, sqlite3_bind_null (stmt->handle, index));
}

void
rw_stmt_bind_integer (RwStmt *stmt,
                      int     index,
                      gint64  integer)
{
  note (stmt, sqlite3_bind_int64 (stmt->handle, index, integer));
}

void
rw_stmt_bind_decimal (RwStmt *stmt,
                      int     index,
                      double  decimal)
{
  note (stmt, sqlite3_bind_double (stmt->handle, index, decimal));
}

/**
 * rw_stmt_bind_text:
 * @text: (nullable): copied; %NULL binds null
 */
void
rw_stmt_bind_text (RwStmt     *stmt,
                   int         index,
                   const char *text)
{
  note (stmt, text == NULL ? sqlite3_bind_null (stmt->handle, index)
                           : sqlite3_bind_text (stmt->handle, index, text, -1, SQLITE_TRANSIENT));
}

/**
 * rw_stmt_bind_static_text:
 * @text: (nullable): not copied: must stay as it is until the statement is bound anew, run or freed
 */
void
rw_stmt_bind_static_text (RwStmt     *stmt,
                          int         index,
                          const char *text)
{
  note (stmt, text == NULL ? sqlite3_bind_null (stmt->handle, index)
                           : sqlite3_bind_text (stmt->handle, index, text, -1, SQLITE_STATIC));
}

/**
 * rw_stmt_bind_blob:
 * @bytes: (array length=length) (nullable): copied; %NULL binds null
 */
void
rw_stmt_bind_blob (RwStmt       *stmt,
                   int           index,
                   gconstpointer bytes,
                   gsize         length)
{
  note (stmt, sqlite3_bind_blob64 (stmt->handle, index, bytes, length, SQLITE_TRANSIENT));
}

/**
 * rw_stmt_bind_static_blob:
 * @bytes: (array length=length) (nullable): not copied, see rw_stmt_bind_static_text()
 */
void
rw_stmt_bind_static_blob (RwStmt       *stmt,
                          int           index,
                          gconstpointer bytes,
                          gsize         length)
{
  note (stmt, sqlite3_bind_blob64 (stmt->handle, index, bytes, length, SQLITE_STATIC));
}

/**
 * rw_stmt_bind_id:
 * @id: (nullable): %NULL and the nil id bind null
 */
void
rw_stmt_bind_id (RwStmt     *stmt,
                 int         index,
                 const RwId *id)
{
  if (id == NULL || rw_id_is_nil (id))
    rw_stmt_bind_null (stmt, index);
  else
    rw_stmt_bind_blob (stmt, index, id->bytes, sizeof id->bytes);
}

/**
 * rw_stmt_copy_column:
 * @from: on a row
 * @column: of @from
 * @to: a statement, of another connection perhaps
 * @index: of the parameter that gets the value, whatever its type
 */
void
rw_stmt_copy_column (RwStmt *from,
                     int     column,
                     RwStmt *to,
                     int     index)
{
  note (to, sqlite3_bind_value (to->handle, index, sqlite3_column_value (from->handle, column)));
}

/**
 * rw_stmt_step:
 * @row: (out): whether there is a row to read
 *
 * Returns: %FALSE with @error set when the statement failed
 */
gboolean
rw_stmt_step (RwStmt    *stmt,
              gboolean  *row,
              GError   **error)
{
  int result = stmt->bind_result;

  check_thread (stmt);
  *row = FALSE;
  if (result == SQLITE_OK)
    result = sqlite3_step (stmt->handle);
  if (G_LIKELY (result == SQLITE_ROW))
    {
      *row = TRUE;
      return TRUE;
    }
  if (result != SQLITE_DONE)
    fail (stmt, result, error);
  stmt->bind_result = SQLITE_OK;
  sqlite3_reset (stmt->handle);
  return result == SQLITE_DONE;
}

/**
 * rw_stmt_run:
 *
 * Steps to the end, whatever rows there are.
 *
 * Returns: %FALSE with @error set when the statement failed
 */
gboolean
rw_stmt_run (RwStmt  *stmt,
             GError **error)
{
  gboolean row;

  do
    if (!rw_stmt_step (stmt, &row, error))
      return FALSE;
  while (row);
  return TRUE;
}

int
rw_stmt_n_columns (RwStmt *stmt)
{
  return sqlite3_column_count (stmt->handle);
}

gboolean
rw_stmt_is_null (RwStmt *stmt,
                 int     column)
{
  return sqlite3_column_type (stmt->handle, column) == SQLITE_NULL;
}

gint64
rw_stmt_get_integer (RwStmt *stmt,
                     int     column)
{
  return sqlite3_column_int64 (stmt->handle, column);
}

double
rw_stmt_get_decimal (RwStmt *stmt,
                     int     column)
{
  return sqlite3_column_double (stmt->handle, column);
}

/**
 * rw_stmt_get_text:
 *
 * Returns: (transfer none) (nullable): the text, valid until the next step; %NULL for null
 */
const char *
rw_stmt_get_text (RwStmt *stmt,
                  int     column)
{
  return (const char *) sqlite3_column_text (stmt->handle, column);
}

/**
 * rw_stmt_get_blob:
 * @length: (out): bytes
 *
 * Returns: (transfer none) (nullable): the bytes, valid until the next step; %NULL for null and for none
 */
gconstpointer
rw_stmt_get_blob (RwStmt *stmt,
                  int     column,
                  gsize  *length)
{
  gconstpointer bytes = sqlite3_column_blob (stmt->handle, column);

  *length = (gsize) sqlite3_column_bytes (stmt->handle, column);
  return bytes;
}

/**
 * rw_stmt_get_id:
 * @id: (out): the id; the nil id when %FALSE is returned
 *
 * Returns: whether the column holds an id
 */
gboolean
rw_stmt_get_id (RwStmt *stmt,
                int     column,
                RwId   *id)
{
  gsize length;
  gconstpointer bytes = rw_stmt_get_blob (stmt, column, &length);

  *id = RW_ID_NIL;
  if (bytes == NULL || length != sizeof id->bytes)
    return FALSE;
  memcpy (id->bytes, bytes, sizeof id->bytes);
  return TRUE;
}

/**
 * rw_stmt_get_id_or_nil:
 *
 * Returns: the column's id; the nil id when it holds none
 */
RwId
rw_stmt_get_id_or_nil (RwStmt *stmt,
                       int     column)
{
  RwId id;

  rw_stmt_get_id (stmt, column, &id);
  return id;
}

/**
 * rw_stmt_get_word:
 *
 * Returns: the index of the column's text among @words; -1 for null, and for a word of a newer Rackward
 */
int
rw_stmt_get_word (RwStmt           *stmt,
                  int               column,
                  const RwEnumInfo *words)
{
  const char *word = rw_stmt_get_text (stmt, column);

  return word != NULL ? rw_enum_find (words, word) : -1;
}
