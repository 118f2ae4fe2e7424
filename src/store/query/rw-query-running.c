/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-running.h"

static const char running_sql[] =
  "SELECT x.id, x.number, x.title, x.\"end\", x.extend_to, coalesce (c.name, sc.name), p.name, p.id,"
  " (SELECT count (*) FROM change_task t WHERE t.change = x.id),"
  " (SELECT count (*) FROM change_task t WHERE t.change = x.id AND t.status IN ('done', 'skipped'))"
  " FROM change x"
  " LEFT JOIN customer c ON c.id = x.customer"
  " LEFT JOIN service s ON s.id = x.service"
  " LEFT JOIN customer sc ON sc.id = s.customer"
  " LEFT JOIN person p ON p.id = x.implementer"
  " WHERE x.status = 'in_progress'"
  " ORDER BY x.\"end\", x.number";

static char *
dup_text (RwStmt *stmt,
          int     column)
{
  return g_strdup (rw_stmt_get_text (stmt, column));
}

static void
running_free (RwRunning *running)
{
  g_free (running->number);
  g_free (running->title);
  g_free (running->customer);
  g_free (running->implementer);
  g_free (running);
}

static RwRunning *
read_running (RwStmt *stmt)
{
  RwRunning *running = g_new0 (RwRunning, 1);
  gint64 more_time = rw_stmt_get_integer (stmt, 4);

  rw_stmt_get_id (stmt, 0, &running->id);
  running->number = dup_text (stmt, 1);
  running->title = dup_text (stmt, 2);
  running->end = rw_stmt_get_integer (stmt, 3);
  /* What was granted has become the end. */
  running->more_time = more_time > running->end ? more_time : 0;
  running->customer = dup_text (stmt, 5);
  running->implementer = dup_text (stmt, 6);
  rw_stmt_get_id (stmt, 7, &running->implementer_id);
  running->n_tasks = (guint) rw_stmt_get_integer (stmt, 8);
  running->n_done = (guint) rw_stmt_get_integer (stmt, 9);
  return running;
}

/**
 * rw_query_running:
 *
 * Returns: (transfer full) (element-type RwRunning): the changes in progress, the first to end first
 */
GPtrArray *
rw_query_running (RwCache  *cache,
                  GError  **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) running_free);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), running_sql, error);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return g_steal_pointer (&all);
      g_ptr_array_add (all, read_running (stmt));
    }
  return NULL;
}
