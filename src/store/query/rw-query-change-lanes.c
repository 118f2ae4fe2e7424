/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-change-lanes.h"

/* The changes that are shown, and what they touch: as devices, and as racks. */
#define SHOWN \
  "WITH x AS MATERIALIZED (SELECT id, customer, service, implementer FROM change" \
  "  WHERE +start < ?2 AND \"end\" > ?1 AND status <> 'cancelled'),"
#define PLACES \
  SHOWN \
  " t AS MATERIALIZED (SELECT i.change, i.ci, i.to_rack FROM x JOIN change_item i ON i.change = x.id)," \
  " dev AS MATERIALIZED (" \
  "  SELECT t.change, d.id FROM t JOIN device d ON d.id = t.ci" \
  "  UNION SELECT t.change, v.host FROM t JOIN vm v ON v.id = t.ci" \
  "  UNION SELECT t.change, coalesce (v.host, p.system) FROM t JOIN port p ON p.id = t.ci LEFT JOIN vm v ON v.id = p.system)," \
  " places AS MATERIALIZED (" \
  "  SELECT dev.change, coalesce (d.rack, c.rack) AS rack, coalesce (d.site, c.site) AS site" \
  "  FROM dev JOIN device d ON d.id = dev.id LEFT JOIN device c ON c.id = d.parent" \
  "  UNION SELECT t.change, r.id, NULL FROM t JOIN rack r ON r.id = t.ci OR r.id = t.to_rack" \
  "  UNION SELECT t.change, f.rack, NULL FROM t JOIN power_feed f ON f.id = t.ci" \
  "  UNION SELECT t.change, NULL, c.site FROM t JOIN vm v ON v.id = t.ci JOIN cluster c ON c.id = v.cluster)"

/* Per way: which change belongs to what, and all that there is. */
static const struct
{
  const char *pairs;
  const char *all;
} queries[RW_CHANGE_N_LANES_BY] = {
  { PLACES " SELECT DISTINCT p.change, coalesce (p.site, m.site) FROM places p"
           " LEFT JOIN rack r ON r.id = p.rack LEFT JOIN room m ON m.id = r.room",
    "SELECT id, name, NULL FROM site" },
  { PLACES " SELECT DISTINCT p.change, p.rack FROM places p",
    "SELECT r.id, r.name, s.name FROM rack r LEFT JOIN room m ON m.id = r.room LEFT JOIN site s ON s.id = m.site" },
  { SHOWN " y AS (SELECT id, service FROM x"
          "  UNION SELECT x.id, s.id FROM x JOIN change_item i ON i.change = x.id JOIN service s ON s.id = i.ci)"
          " SELECT id, service FROM y",
    "SELECT s.id, s.name, c.name FROM service s LEFT JOIN customer c ON c.id = s.customer" },
  { SHOWN " y AS (SELECT x.id, coalesce (x.customer, s.customer) AS customer FROM x LEFT JOIN service s ON s.id = x.service)"
          " SELECT id, customer FROM y",
    "SELECT id, name, NULL FROM customer" },
  { SHOWN " y AS (SELECT id, implementer AS person FROM x"
          "  UNION SELECT x.id, k.owner FROM x JOIN change_task k ON k.change = x.id)"
          " SELECT id, person FROM y",
    "SELECT id, name, NULL FROM person" },
};

/**
 * rw_change_lane_free:
 * @lane: (transfer full): a lane
 */
void
rw_change_lane_free (RwChangeLane *lane)
{
  g_free (lane->name);
  g_free (lane->detail);
  g_array_unref (lane->changes);
  g_free (lane);
}

static gboolean
read_all (RwCache     *cache,
          const char  *sql,
          GPtrArray   *lanes,
          GHashTable  *by_id,
          GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      RwChangeLane *lane;

      if (!row)
        return TRUE;
      lane = g_new0 (RwChangeLane, 1);
      rw_stmt_get_id (stmt, 0, &lane->id);
      lane->name = g_strdup (rw_stmt_get_text (stmt, 1));
      lane->detail = g_strdup (rw_stmt_get_text (stmt, 2));
      lane->changes = g_array_new (FALSE, FALSE, sizeof (RwId));
      g_ptr_array_add (lanes, lane);
      g_hash_table_insert (by_id, &lane->id, lane);
    }
  return FALSE;
}

static gboolean
read_pairs (RwCache     *cache,
            const char  *sql,
            GHashTable  *by_id,
            gint64       from,
            gint64       to,
            GError     **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, from);
  rw_stmt_bind_integer (stmt, 2, to);
  while (rw_stmt_step (stmt, &row, error))
    {
      RwChangeLane *lane;
      RwId change, id;

      if (!row)
        return TRUE;
      if (!rw_stmt_get_id (stmt, 0, &change) || !rw_stmt_get_id (stmt, 1, &id))
        continue;
      lane = g_hash_table_lookup (by_id, &id);
      if (lane != NULL)
        g_array_append_val (lane->changes, change);
    }
  return FALSE;
}

typedef struct
{
  RwChangeLane *lane;
  char *key;
} Keyed;

static int
compare_keyed (gconstpointer a,
               gconstpointer b)
{
  const Keyed *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : rw_id_compare (&x->lane->id, &y->lane->id);
}

/* As people count: R2 before R10. */
static void
sort_by_name (GPtrArray *lanes)
{
  g_autofree Keyed *keyed = g_new (Keyed, MAX (lanes->len, 1));

  for (guint i = 0; i < lanes->len; i++)
    {
      RwChangeLane *lane = lanes->pdata[i];
      g_autofree char *whole = g_strconcat (lane->name, " ", lane->detail, NULL);

      keyed[i] = (Keyed){ lane, g_utf8_collate_key_for_filename (whole, -1) };
    }
  qsort (keyed, lanes->len, sizeof *keyed, compare_keyed);
  for (guint i = 0; i < lanes->len; i++)
    {
      lanes->pdata[i] = keyed[i].lane;
      g_free (keyed[i].key);
    }
}

/**
 * rw_query_change_lanes:
 * @by: what a lane is
 * @from: microseconds since 1970, UTC
 * @to: the same; half-open
 *
 * Returns: (transfer full) (element-type RwChangeLane): all sites, racks, …, by name, each with those of its
 *   changes that touch [@from, @to)
 */
GPtrArray *
rw_query_change_lanes (RwCache         *cache,
                       RwChangeLaneBy   by,
                       gint64           from,
                       gint64           to,
                       GError         **error)
{
  g_autoptr (GPtrArray) lanes = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_change_lane_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (rw_id_hash, rw_id_equal);

  g_return_val_if_fail (by < RW_CHANGE_N_LANES_BY, NULL);
  if (!read_all (cache, queries[by].all, lanes, by_id, error) ||
      !read_pairs (cache, queries[by].pairs, by_id, from, to, error))
    return NULL;
  sort_by_name (lanes);
  return g_steal_pointer (&lanes);
}
