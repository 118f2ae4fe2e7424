/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-changes.h"

#include "rules/rw-recurrence.h"

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

/* Half-open: touching is no overlap. What is over or cancelled collides with nothing. */
static const char collisions_sql[] =
  "SELECT x.id, min (y.number)"
  " FROM change x"
  " JOIN change_item i ON i.change = x.id"
  " JOIN change_item j ON j.ci = i.ci AND j.change <> x.id"
  " JOIN change y ON y.id = j.change"
  " WHERE +x.start < ?2 AND x.\"end\" > ?1 AND y.start < x.\"end\" AND y.\"end\" > x.start"
  " AND x.status NOT IN ('closed', 'cancelled', 'review') AND y.status NOT IN ('closed', 'cancelled', 'review')"
  " GROUP BY +x.id";

static void
change_info_free (RwChangeInfo *info)
{
  g_free (info->number);
  g_free (info->title);
  g_free (info->customer);
  g_free (info->service);
  g_free (info->implementer);
  g_free (info->same_ci_with);
  g_free (info->frozen_by);
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
              GHashTable  *by_id,
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
      RwChangeInfo *info;

      if (!row)
        return TRUE;
      info = read_change (stmt);
      g_ptr_array_add (changes, info);
      g_hash_table_insert (by_id, &info->id, info);
    }
  return FALSE;
}

static gboolean
read_collisions (RwCache     *cache,
                 GHashTable  *by_id,
                 gint64       from,
                 gint64       to,
                 GError     **error)
{
  g_autoptr (RwStmt) stmt = prepare_range (cache, collisions_sql, from, to, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      RwChangeInfo *info;
      RwId id;

      if (!row)
        return TRUE;
      info = rw_stmt_get_id (stmt, 0, &id) ? g_hash_table_lookup (by_id, &id) : NULL;
      if (info != NULL)
        info->same_ci_with = g_strdup (rw_stmt_get_text (stmt, 1));
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

/* A freeze for everything holds for every change; one for a service or customer for those it names. */
static void
find_freezes (RwChangeCalendar *calendar)
{
  for (guint i = 0; i < calendar->windows->len; i++)
    {
      const RwWindowInfo *window = calendar->windows->pdata[i];

      if (!window->freeze)
        continue;
      for (guint j = 0; j < calendar->changes->len; j++)
        {
          RwChangeInfo *change = calendar->changes->pdata[j];

          if (change->frozen_by != NULL || change->status >= RW_CHANGE_STATUS_REVIEW || change->start >= window->end ||
              change->end <= window->start)
            continue;
          if (window->target != NULL && g_strcmp0 (window->target, change->service) != 0 &&
              g_strcmp0 (window->target, change->customer) != 0)
            continue;
          change->frozen_by = g_strdup (window->name);
          change->freeze_refuses = window->refuses;
        }
    }
}

/**
 * rw_query_change_calendar:
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * Returns: (transfer full): what a calendar shows of the changes that touch [@from, @to)
 */
RwChangeCalendar *
rw_query_change_calendar (RwCache  *cache,
                          gint64    from,
                          gint64    to,
                          GError  **error)
{
  g_autoptr (RwChangeCalendar) calendar = g_new0 (RwChangeCalendar, 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);

  calendar->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_info_free);
  calendar->windows = g_ptr_array_new_with_free_func ((GDestroyNotify) window_info_free);
  if (!read_changes (cache, calendar->changes, by_id, from, to, error) ||
      !read_collisions (cache, by_id, from, to, error) || !read_windows (cache, calendar->windows, from, to, error))
    return NULL;
  g_ptr_array_sort (calendar->windows, compare_windows);
  find_freezes (calendar);
  return g_steal_pointer (&calendar);
}
