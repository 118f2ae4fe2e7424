/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-problems.h"

#include "rw-error.h"
#include "rw-query-rows.h"
#include "rw-query-ticket-past.h"

#include <glib/gi18n-lib.h>

/* More problems than anybody works on; a list that long is not read. */
#define PROBLEMS_MOST "2000"
#define FIXES_MOST    "20"

#define OPEN_STATUSES "('new', 'accepted', 'in_progress', 'pending_customer', 'pending_supplier')"

enum
{
  COLUMN_ID,
  COLUMN_NUMBER,
  COLUMN_TITLE,
  COLUMN_STATUS,
  COLUMN_PRIORITY,
  COLUMN_CUSTOMER,
  COLUMN_SERVICE,
  COLUMN_SYSTEM,
  COLUMN_CI,
  COLUMN_CI_KIND,
  COLUMN_ASSIGNEE,
  COLUMN_KNOWN_ERROR,
  COLUMN_CAUSE,
  COLUMN_WORKAROUND,
  COLUMN_OPENED,
  COLUMN_RESOLVED,
  COLUMN_INCIDENTS,
  COLUMN_LAST,
  COLUMN_CHANGE,
  COLUMN_CHANGE_NUMBER,
  COLUMN_CHANGE_STATUS,
};

/* The fix of a problem is the change that was named last. */
#define SELECT_ROWS(where) \
  "SELECT p.id, p.number, p.title, p.status, p.priority, coalesce (c.name, sc.name), s.name," \
  " coalesce (d.name, v.name, r.name, i.name), p.ci," \
  " CASE WHEN d.id IS NOT NULL THEN 'device' WHEN v.id IS NOT NULL THEN 'vm' WHEN r.id IS NOT NULL THEN 'rack' ELSE 'site' END," \
  " a.name, p.known_error, p.root_cause IS NOT NULL, p.workaround IS NOT NULL," \
  " p.opened, p.resolved, " INCIDENTS ("count (*)") ", " INCIDENTS ("max (t.opened)") ", x.id, x.number, x.status" \
  " FROM ticket p" \
  " LEFT JOIN customer c ON c.id = p.customer" \
  " LEFT JOIN service s ON s.id = p.service" \
  " LEFT JOIN customer sc ON sc.id = s.customer" \
  " LEFT JOIN device d ON d.id = p.ci" \
  " LEFT JOIN vm v ON v.id = p.ci" \
  " LEFT JOIN rack r ON r.id = p.ci" \
  " LEFT JOIN site i ON i.id = p.ci" \
  " LEFT JOIN person a ON a.id = p.assignee" \
  " LEFT JOIN change x ON x.id = (SELECT l.target FROM link l JOIN change f ON f.id = l.target" \
  "  WHERE l.source = p.id AND l.type = 'fixed_by' ORDER BY l.id DESC LIMIT 1)" \
  " WHERE " where " AND p.type = 'problem'"
#define INCIDENTS(what) \
  "(SELECT " what " FROM link l JOIN ticket t ON t.id = l.source" \
  " WHERE l.target = p.id AND l.type = 'caused_by' AND t.type = 'incident')"

/* Each arm of the OR has an index: what is long over is not looked at. */
static const char list_sql[] = SELECT_ROWS ("(p.status IN " OPEN_STATUSES " OR p.resolved > ?1)") " LIMIT " PROBLEMS_MOST;
static const char one_sql[] = SELECT_ROWS ("p.id = ?1");

static const char incidents_sql[] =
  "SELECT t.id, t.number, t.title, t.status, t.priority, t.opened FROM link l JOIN ticket t ON t.id = l.source"
  " WHERE l.target = ?1 AND l.type = 'caused_by' AND t.type = 'incident'"
  " ORDER BY t.opened DESC LIMIT " G_STRINGIFY (RW_PROBLEM_INCIDENTS_MOST);

static const char fixes_sql[] =
  "SELECT l.id, x.id, x.number, x.title, x.status, x.result, x.backed_out, coalesce (x.finished, x.start)"
  " FROM link l JOIN change x ON x.id = l.target WHERE l.source = ?1 AND l.type = 'fixed_by'"
  " ORDER BY l.id DESC LIMIT " FIXES_MOST;

/**
 * rw_problem_row_free:
 * @row: (transfer full) (nullable): a row
 */
void
rw_problem_row_free (RwProblemRow *row)
{
  if (row == NULL)
    return;
  g_free (row->number);
  g_free (row->title);
  g_free (row->customer);
  g_free (row->service);
  g_free (row->system);
  g_free (row->assignee);
  g_free (row->change_number);
  g_free (row);
}

/**
 * rw_problem_fix_free:
 * @fix: (transfer full) (nullable): a change that fixes a problem
 */
void
rw_problem_fix_free (RwProblemFix *fix)
{
  if (fix == NULL)
    return;
  g_free (fix->number);
  g_free (fix->title);
  g_free (fix);
}

/**
 * rw_problem_detail_free:
 * @detail: (transfer full) (nullable): a problem
 */
void
rw_problem_detail_free (RwProblemDetail *detail)
{
  if (detail == NULL)
    return;
  g_clear_object (&detail->problem);
  g_clear_pointer (&detail->row, rw_problem_row_free);
  g_clear_pointer (&detail->past, rw_ticket_past_free);
  g_clear_pointer (&detail->incidents, g_ptr_array_unref);
  g_clear_pointer (&detail->fixes, g_ptr_array_unref);
  g_free (detail);
}

static char *
dup_text (RwStmt *stmt, int column)
{
  return g_strdup (rw_stmt_get_text (stmt, column));
}

static void
add_row (gpointer data, RwStmt *stmt)
{
  RwProblemRow *row = g_new0 (RwProblemRow, 1);

  row->id = rw_stmt_get_id_or_nil (stmt, COLUMN_ID);
  row->number = dup_text (stmt, COLUMN_NUMBER);
  row->title = dup_text (stmt, COLUMN_TITLE);
  row->status = MAX (rw_stmt_get_word (stmt, COLUMN_STATUS, &rw_enum_ticket_status), 0);
  row->priority = MAX (rw_stmt_get_word (stmt, COLUMN_PRIORITY, &rw_enum_priority), 0);
  row->customer = dup_text (stmt, COLUMN_CUSTOMER);
  row->service = dup_text (stmt, COLUMN_SERVICE);
  row->system = dup_text (stmt, COLUMN_SYSTEM);
  row->ci = rw_stmt_get_id_or_nil (stmt, COLUMN_CI);
  row->ci_kind = rw_schema_find (rw_stmt_get_text (stmt, COLUMN_CI_KIND));
  row->assignee = dup_text (stmt, COLUMN_ASSIGNEE);
  row->known_error = rw_stmt_get_integer (stmt, COLUMN_KNOWN_ERROR) != 0;
  row->has_cause = rw_stmt_get_integer (stmt, COLUMN_CAUSE) != 0;
  row->has_workaround = rw_stmt_get_integer (stmt, COLUMN_WORKAROUND) != 0;
  row->opened = rw_stmt_get_integer (stmt, COLUMN_OPENED);
  row->resolved = rw_stmt_get_integer (stmt, COLUMN_RESOLVED);
  row->n_incidents = (guint) rw_stmt_get_integer (stmt, COLUMN_INCIDENTS);
  row->last = rw_stmt_get_integer (stmt, COLUMN_LAST);
  row->change = rw_stmt_get_id_or_nil (stmt, COLUMN_CHANGE);
  row->change_number = dup_text (stmt, COLUMN_CHANGE_NUMBER);
  row->change_status = rw_stmt_get_word (stmt, COLUMN_CHANGE_STATUS, &rw_enum_change_status);
  g_ptr_array_add (data, row);
}

static void
add_incident (gpointer data, RwStmt *stmt)
{
  RwSeriesTicket *ticket = g_new0 (RwSeriesTicket, 1);

  ticket->id = rw_stmt_get_id_or_nil (stmt, 0);
  ticket->number = dup_text (stmt, 1);
  ticket->title = dup_text (stmt, 2);
  ticket->status = MAX (rw_stmt_get_word (stmt, 3, &rw_enum_ticket_status), 0);
  ticket->priority = MAX (rw_stmt_get_word (stmt, 4, &rw_enum_priority), 0);
  ticket->opened = rw_stmt_get_integer (stmt, 5);
  ticket->linked = TRUE;
  g_ptr_array_add (data, ticket);
}

static void
add_fix (gpointer data, RwStmt *stmt)
{
  RwProblemFix *fix = g_new0 (RwProblemFix, 1);

  fix->link = rw_stmt_get_id_or_nil (stmt, 0);
  fix->change = rw_stmt_get_id_or_nil (stmt, 1);
  fix->number = dup_text (stmt, 2);
  fix->title = dup_text (stmt, 3);
  fix->status = MAX (rw_stmt_get_word (stmt, 4, &rw_enum_change_status), 0);
  fix->result = rw_stmt_get_word (stmt, 5, &rw_enum_change_result);
  fix->backed_out = rw_stmt_get_integer (stmt, 6) != 0;
  fix->at = rw_stmt_get_integer (stmt, 7);
  g_ptr_array_add (data, fix);
}

/**
 * rw_query_problems:
 * @resolved_since: of those that are resolved, only later ones
 *
 * Returns: (transfer full) (nullable) (element-type RwProblemRow): in no order; %NULL with @error set
 */
GPtrArray *
rw_query_problems (RwCache *cache, gint64 resolved_since, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_problem_row_free);
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), list_sql, error);

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_integer (stmt, 1, resolved_since);
  return rw_query_rows (stmt, add_row, rows, cancellable, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
ask (RwCache *cache, const char *sql, const RwId *id, RwQueryRowFunc func, gpointer data, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, id);
  return rw_query_rows (stmt, func, data, NULL, error);
}

/**
 * rw_query_problem:
 * @id: of a problem
 *
 * Returns: (transfer full) (nullable): %NULL with @error set, %RW_ERROR_NOT_FOUND when there is none
 */
RwProblemDetail *
rw_query_problem (RwCache *cache, const RwId *id, GError **error)
{
  g_autoptr (RwProblemDetail) detail = g_new0 (RwProblemDetail, 1);
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) rw_problem_row_free);
  g_autoptr (GError) failure = NULL;

  detail->incidents = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_series_ticket_free);
  detail->fixes = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_problem_fix_free);
  detail->problem = rw_cache_get (cache, RW_KIND_TICKET, id, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (!ask (cache, one_sql, id, add_row, rows, error))
    return NULL;
  if (detail->problem == NULL || rows->len == 0)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_NOT_FOUND,
                           _ ("This problem is no longer here"));
      return NULL;
    }
  detail->row = g_ptr_array_steal_index (rows, 0);
  detail->past = rw_query_ticket_past (cache, detail->problem, error);
  if (detail->past == NULL ||
      !ask (cache, incidents_sql, id, add_incident, detail->incidents, error) ||
      !ask (cache, fixes_sql, id, add_fix, detail->fixes, error))
    return NULL;
  return g_steal_pointer (&detail);
}
