/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-change-layers.h"

#include <stdio.h>

#include "rw-clock.h"
#include "rw-time.h"

/* No shift is longer than a month. */
#define LONGEST_SHIFT (31 * RW_DAY)

/* A policy without any run yet is believed to take this long. */
#define USUAL_LENGTH (RW_HOUR)

static const char shifts_sql[] =
  "SELECT s.id, p.name, t.name, s.start, s.\"end\", s.rank = 'secondary'"
  " FROM shift s"
  " LEFT JOIN person p ON p.id = s.person"
  " LEFT JOIN team t ON t.id = s.team"
  " WHERE s.start > ?3 AND s.start < ?2 AND s.\"end\" > ?1"
  " ORDER BY s.start, s.rank, p.name";

static const char notices_sql[] =
  "SELECT n.id, n.provider || ' ' || n.reference, n.title, n.start, n.\"end\", n.status = 'tentative'"
  " FROM carrier_notice n"
  " WHERE +n.start < ?2 AND n.\"end\" > ?1 AND n.status <> 'cancelled'"
  " ORDER BY n.start, n.id";

/* How long the last runs of a policy took from when they were due: of a hundred of its jobs, which tells as much
 * as all of them. And when the last one was due: that says on which day a weekly policy has its turn. */
static const char policies_sql[] =
  "SELECT p.id, p.name, p.start_time, p.interval_hours, p.tz, p.grace_min,"
  " (SELECT avg (took) FROM ("
  "   SELECT (SELECT r.finished - r.due FROM backup_run r WHERE r.job = j.id AND r.finished IS NOT NULL"
  "           ORDER BY r.due DESC LIMIT 1) AS took"
  "   FROM backup_job j WHERE j.policy = p.id AND j.enabled IS NOT 0 LIMIT 100)),"
  " (SELECT max (due) FROM ("
  "   SELECT (SELECT max (r.due) FROM backup_run r WHERE r.job = j.id) AS due"
  "   FROM backup_job j WHERE j.policy = p.id AND j.enabled IS NOT 0 LIMIT 10)),"
  " (SELECT count (*) FROM backup_job j WHERE j.policy = p.id AND j.enabled IS NOT 0)"
  " FROM backup_policy p WHERE p.start_time IS NOT NULL ORDER BY p.name";

void
rw_layer_info_free (RwLayerInfo *info)
{
  g_free (info->name);
  g_free (info->detail);
  g_free (info);
}

static RwLayerInfo *
add_info (GPtrArray      *infos,
          RwChangeLayers  layer,
          RwStmt         *stmt,
          gint64          start,
          gint64          end)
{
  RwLayerInfo *info = g_new0 (RwLayerInfo, 1);

  info->layer = layer;
  rw_stmt_get_id (stmt, 0, &info->id);
  info->name = g_strdup (rw_stmt_get_text (stmt, 1));
  info->start = start;
  info->end = end;
  g_ptr_array_add (infos, info);
  return info;
}

static gboolean
read_spans (RwCache         *cache,
            RwChangeLayers   layer,
            const char      *sql,
            GPtrArray       *infos,
            gint64           from,
            gint64           to,
            GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, from);
  rw_stmt_bind_integer (stmt, 2, to);
  if (layer == RW_CHANGE_LAYER_SHIFTS)
    rw_stmt_bind_integer (stmt, 3, from - LONGEST_SHIFT);
  while (rw_stmt_step (stmt, &row, error))
    {
      RwLayerInfo *info;

      if (!row)
        return TRUE;
      info = add_info (infos, layer, stmt, rw_stmt_get_integer (stmt, 3), rw_stmt_get_integer (stmt, 4));
      info->detail = g_strdup (rw_stmt_get_text (stmt, 2));
      info->faint = rw_stmt_get_integer (stmt, 5) != 0;
    }
  return FALSE;
}

static gboolean
parse_start (const char *text,
             gint64     *of_day)
{
  int hours, minutes;

  if (text == NULL || sscanf (text, "%2d:%2d", &hours, &minutes) != 2 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
    return FALSE;
  *of_day = hours * RW_HOUR + minutes * RW_MINUTE;
  return TRUE;
}

/* All times of a policy in [from, to). Each on the wall clock, as it was meant, and none over the next. */
static void
add_policy (GPtrArray *infos,
            RwStmt    *stmt,
            gint64     from,
            gint64     to)
{
  const char *tz = rw_stmt_get_text (stmt, 4);
  g_autoptr (GTimeZone) zone = rw_zone_get (tz != NULL ? tz : "UTC");
  gint64 interval = rw_stmt_is_null (stmt, 3) ? RW_DAY : MAX (rw_stmt_get_integer (stmt, 3), 1) * RW_HOUR;
  gint64 length = rw_stmt_is_null (stmt, 6) ? USUAL_LENGTH : (gint64) rw_stmt_get_decimal (stmt, 6);
  gint64 grace = rw_stmt_get_integer (stmt, 5) * RW_MINUTE, of_day, wall;

  if (zone == NULL || !parse_start (rw_stmt_get_text (stmt, 2), &of_day))
    return;
  length = CLAMP (MAX (length, grace), RW_MINUTE, interval);
  /* The last run that was due tells the day; where nothing ran yet any day is as good. */
  wall = rw_stmt_is_null (stmt, 7) ? rw_zone_wall (zone, from) : rw_zone_wall (zone, rw_stmt_get_integer (stmt, 7));
  wall = wall / RW_DAY * RW_DAY + of_day;
  wall += (rw_zone_wall (zone, from) - RW_DAY - length - wall) / interval * interval;
  for (; rw_zone_resolve (zone, wall) < to; wall += interval)
    {
      gint64 start = rw_zone_resolve (zone, wall);

      if (start + length > from)
        add_info (infos, RW_CHANGE_LAYER_BACKUPS, stmt, start, start + length);
    }
}

static gboolean
read_policies (RwCache    *cache,
               GPtrArray  *infos,
               gint64      from,
               gint64      to,
               GError    **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), policies_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      if (rw_stmt_get_integer (stmt, 8) > 0)
        add_policy (infos, stmt, from, to);
    }
  return FALSE;
}

/**
 * rw_query_change_layers:
 * @layers: what to read
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * Backups are one time per policy, not one per job: from its start for as long as its runs take, and no less
 * than its grace.
 *
 * Returns: (transfer full) (element-type RwLayerInfo): what touches [@from, @to), by layer and start
 */
GPtrArray *
rw_query_change_layers (RwCache         *cache,
                        RwChangeLayers   layers,
                        gint64           from,
                        gint64           to,
                        GError         **error)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_layer_info_free);

  if ((layers & RW_CHANGE_LAYER_SHIFTS) &&
      !read_spans (cache, RW_CHANGE_LAYER_SHIFTS, shifts_sql, infos, from, to, error))
    return NULL;
  if ((layers & RW_CHANGE_LAYER_BACKUPS) && !read_policies (cache, infos, from, to, error))
    return NULL;
  if ((layers & RW_CHANGE_LAYER_NOTICES) &&
      !read_spans (cache, RW_CHANGE_LAYER_NOTICES, notices_sql, infos, from, to, error))
    return NULL;
  return g_steal_pointer (&infos);
}
