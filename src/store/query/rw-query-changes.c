/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-changes.h"

#include "rules/rw-recurrence.h"
#include "rw-query-conflicts.h"

/* The unary plus keeps the planner from walking all changes in the order of their ids or starts: of those
 * that have not ended yet there are few. */
static const char changes_sql[] =
  "SELECT x.id, x.number, x.title, x.type, x.status, x.start, x.\"end\","
  " c.name, s.name, p.name, (SELECT count (*) FROM change_item i WHERE i.change = x.id)"
  " FROM change x"
  " LEFT JOIN customer c ON c.id = x.customer"
  " LEFT JOIN service s ON s.id = x.service"
  " LEFT JOIN person p ON p.id = x.implementer"
  " WHERE +x.start < ?2 AND x.\"end\" > ?1 AND x.status <> 'cancelled'"
  " ORDER BY +x.start, x.id";

static void
change_info_free (RwChangeInfo *info)
{
  g_free (info->number);
  g_free (info->title);
  g_free (info->customer);
  g_free (info->service);
  g_free (info->implementer);
  g_clear_pointer (&info->conflicts, g_ptr_array_unref);
  g_free (info);
}

static void
window_info_free (RwWindowInfo *info)
{
  g_free (info->name);
  g_free (info->target);
  g_free (info);
}

/**
 * rw_change_calendar_free:
 * @calendar: (transfer full) (nullable): a calendar
 */
void
rw_change_calendar_free (RwChangeCalendar *calendar)
{
  if (calendar == NULL)
    return;
  g_ptr_array_unref (calendar->changes);
  g_ptr_array_unref (calendar->windows);
  g_free (calendar);
}

static RwChangeInfo *
read_change (RwStmt *stmt)
{
  RwChangeInfo *info = g_new0 (RwChangeInfo, 1);

  rw_stmt_get_id (stmt, 0, &info->id);
  info->number = g_strdup (rw_stmt_get_text (stmt, 1));
  info->title = g_strdup (rw_stmt_get_text (stmt, 2));
  info->type = MAX (rw_stmt_get_word (stmt, 3, &rw_enum_change_type), 0);
  info->status = MAX (rw_stmt_get_word (stmt, 4, &rw_enum_change_status), 0);
  info->start = rw_stmt_get_integer (stmt, 5);
  info->end = rw_stmt_get_integer (stmt, 6);
  info->customer = g_strdup (rw_stmt_get_text (stmt, 7));
  info->service = g_strdup (rw_stmt_get_text (stmt, 8));
  info->implementer = g_strdup (rw_stmt_get_text (stmt, 9));
  info->n_items = (guint) rw_stmt_get_integer (stmt, 10);
  return info;
}

static RwStmt *
prepare_range (RwCache     *cache,
               const char  *sql,
               gint64       from,
               gint64       to,
               GError     **error)
{
  RwStmt *stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  if (stmt != NULL)
    {
      rw_stmt_bind_integer (stmt, 1, from);
      rw_stmt_bind_integer (stmt, 2, to);
    }
  return stmt;
}

static gboolean
read_changes (RwCache     *cache,
              GPtrArray   *changes,
              gint64       from,
              gint64       to,
              GError     **error)
{
  g_autoptr (RwStmt) stmt = prepare_range (cache, changes_sql, from, to, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (changes, read_change (stmt));
    }
  return FALSE;
}

static gboolean
read_windows (RwCache     *cache,
              GPtrArray   *windows,
              gint64       from,
              gint64       to,
              GError     **error)
{
  g_autoptr (GPtrArray) records = rw_cache_select (cache, RW_KIND_WINDOW, "", error, RW_BIND_END);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      RwRecord *window = records->pdata[i];
      g_autoptr (GError) bad = NULL;
      g_autoptr (GArray) instances = rw_window_expand (window, from, to, &bad);
      const RwId *target_id = rw_record_get_ref (window, RW_WINDOW_TARGET);
      g_autoptr (RwRecord) target = NULL;

      /* One window that cannot be read does not hide the others. */
      if (instances == NULL)
        {
          g_warning ("%s", bad->message);
          continue;
        }
      if (target_id != NULL && instances->len > 0)
        target = rw_cache_find (cache, rw_schema_field (RW_KIND_WINDOW, RW_WINDOW_TARGET)->refs, target_id, NULL);
      for (guint j = 0; j < instances->len; j++)
        {
          const RwInstance *instance = &g_array_index (instances, RwInstance, j);
          RwWindowInfo *info = g_new0 (RwWindowInfo, 1);

          info->id = *rw_record_get_id (window);
          info->name = g_strdup (rw_record_get_title (window));
          info->target = target != NULL ? g_strdup (rw_record_get_title (target)) : NULL;
          info->freeze = rw_record_get_enum (window, RW_WINDOW_TYPE) == RW_WINDOW_TYPE_FREEZE;
          info->refuses = info->freeze && rw_record_get_boolean (window, RW_WINDOW_HARD);
          info->start = instance->start;
          info->end = instance->end;
          g_ptr_array_add (windows, info);
        }
    }
  return TRUE;
}

static int
compare_windows (gconstpointer a,
                 gconstpointer b)
{
  const RwWindowInfo *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return g_strcmp0 (x->name, y->name);
}

/**
 * rw_query_change_calendar:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * Returns: (transfer full): what a calendar shows of the changes that touch [@from, @to); not what stands against
 *   them, which takes longer
 */
RwChangeCalendar *
rw_query_change_calendar (RwCache  *cache,
                          gint64    from,
                          gint64    to,
                          GError  **error)
{
  g_autoptr (RwChangeCalendar) calendar = g_new0 (RwChangeCalendar, 1);

  calendar->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_info_free);
  calendar->windows = g_ptr_array_new_with_free_func ((GDestroyNotify) window_info_free);
  if (!read_changes (cache, calendar->changes, from, to, error) ||
      !read_windows (cache, calendar->windows, from, to, error))
    return NULL;
  g_ptr_array_sort (calendar->windows, compare_windows);
  return g_steal_pointer (&calendar);
}

/**
 * rw_change_calendar_judge:
 * @from: as the calendar was read
 * @to: the same
 *
 * Says of each change of the calendar what stands against it: rw_query_conflicts_in().
 */
gboolean
rw_change_calendar_judge (RwChangeCalendar  *calendar,
                          RwCache           *cache,
                          gint64             from,
                          gint64             to,
                          GCancellable      *cancellable,
                          GError           **error)
{
  g_autoptr (GHashTable) found = rw_query_conflicts_in (cache, from, to, cancellable, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < calendar->changes->len; i++)
    {
      RwChangeInfo *info = calendar->changes->pdata[i];
      GPtrArray *conflicts = g_hash_table_lookup (found, &info->id);

      g_clear_pointer (&info->conflicts, g_ptr_array_unref);
      if (conflicts != NULL)
        info->conflicts = g_ptr_array_ref (conflicts);
    }
  return TRUE;
}
