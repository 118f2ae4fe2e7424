/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-change-year.h"

#include "rules/rw-recurrence.h"
#include "rw-clock.h"
#include "rw-time.h"

static const char changes_sql[] =
  "SELECT x.start, x.\"end\" FROM change x WHERE +x.start < ?2 AND x.\"end\" > ?1 AND x.status <> 'cancelled'";

static void
count (GArray    *days,
       GTimeZone *zone,
       gint64     first_day,
       gint64     start,
       gint64     end,
       gboolean   freeze)
{
  gint64 from = rw_zone_wall (zone, start) / RW_DAY - first_day, to = (rw_zone_wall (zone, end) - 1) / RW_DAY - first_day;

  for (gint64 day = MAX (from, 0); day <= MIN (to, (gint64) days->len - 1); day++)
    {
      RwChangeDay *info = &g_array_index (days, RwChangeDay, day);

      if (freeze)
        info->frozen = TRUE;
      else
        info->n_changes++;
    }
}

static gboolean
count_changes (RwCache    *cache,
               GArray     *days,
               GTimeZone  *zone,
               gint64      first_day,
               gint64      from,
               gint64      to,
               GError    **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), changes_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, from);
  rw_stmt_bind_integer (stmt, 2, to);
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      count (days, zone, first_day, rw_stmt_get_integer (stmt, 0), rw_stmt_get_integer (stmt, 1), FALSE);
    }
  return FALSE;
}

static gboolean
mark_freezes (RwCache    *cache,
              GArray     *days,
              GTimeZone  *zone,
              gint64      first_day,
              gint64      from,
              gint64      to,
              GError    **error)
{
  g_autoptr (GPtrArray) windows =
    rw_cache_select (cache, RW_KIND_WINDOW, "WHERE \"type\" = 'freeze' AND \"target\" IS NULL", error, RW_BIND_END);

  for (guint i = 0; windows != NULL && i < windows->len; i++)
    {
      g_autoptr (GError) bad = NULL;
      g_autoptr (GArray) instances = rw_window_expand (windows->pdata[i], from, to, &bad);

      /* One that cannot be read does not hide the others. */
      if (instances == NULL)
        g_warning ("%s", bad->message);
      for (guint j = 0; instances != NULL && j < instances->len; j++)
        {
          const RwInstance *instance = &g_array_index (instances, RwInstance, j);

          count (days, zone, first_day, instance->start, instance->end, TRUE);
        }
    }
  return windows != NULL;
}

/**
 * rw_query_change_year:
 * @zone: whose days
 * @first_day: the first day, see rw_date_parse()
 * @n_days: how many
 *
 * Returns: (transfer full) (element-type RwChangeDay): how full each day is
 */
GArray *
rw_query_change_year (RwCache    *cache,
                      GTimeZone  *zone,
                      gint64      first_day,
                      guint       n_days,
                      GError    **error)
{
  g_autoptr (GArray) days = g_array_sized_new (FALSE, TRUE, sizeof (RwChangeDay), n_days);
  gint64 from = rw_zone_resolve (zone, first_day * RW_DAY), to = rw_zone_resolve (zone, (first_day + n_days) * RW_DAY);

  g_array_set_size (days, n_days);
  if (!count_changes (cache, days, zone, first_day, from, to, error) ||
      !mark_freezes (cache, days, zone, first_day, from, to, error))
    return NULL;
  return g_steal_pointer (&days);
}
