/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-conflicts-private.h"

#include "rw-wiring.h"

/* From feed to PDU to server there are few steps; this only ends a circle. */
#define MOST_STEPS 4

/* What hangs on a PDU or a UPS, on a feed, on a switch; and what a system hangs on. A cable has its two
 * ends in either order. Each row: the system at the far end, its role, and the end itself. */
#define FAR " JOIN port q ON q.id = far JOIN device d ON d.id = q.system LEFT JOIN device_type t ON t.id = d.type"

#define ENDS(ports) \
  "WITH ends (far) AS (SELECT c.b FROM port o JOIN cable c ON c.a = o.id WHERE o.system = ?1 AND " ports \
  " UNION ALL SELECT c.a FROM port o JOIN cable c ON c.b = o.id WHERE o.system = ?1 AND " ports ")"

#define NETWORK "o.type = 'network' AND o.management_only IS NOT 1"

static const char outlets_sql[] =
  ENDS ("o.type = 'power_outlet'") " SELECT DISTINCT q.system, coalesce (d.role, t.role) FROM ends" FAR;

static const char fed_sql[] =
  "WITH ends (far) AS (SELECT b FROM cable WHERE a = ?1 UNION ALL SELECT a FROM cable WHERE b = ?1)"
  " SELECT DISTINCT q.system, coalesce (d.role, t.role) FROM ends" FAR;

static const char network_sql[] =
  ENDS (NETWORK) " SELECT DISTINCT q.system, coalesce (d.role, t.role) FROM ends" FAR " WHERE q.management_only IS NOT 1";

/* A feed is an end by itself. */
static const char inlets_sql[] =
  ENDS ("o.type = 'power_inlet'") " SELECT DISTINCT q.system, NULL, CASE WHEN q.id IS NULL THEN far END FROM ends"
                                  " LEFT JOIN port q ON q.id = far";

static const char clusters_sql[] = "SELECT DISTINCT cluster FROM vm WHERE host = ?1 AND cluster IS NOT NULL";

static const char members_sql[] = "SELECT DISTINCT host FROM vm WHERE cluster = ?1 AND host IS NOT NULL LIMIT 3";

typedef struct
{
  RwConflictReader *reader;
  GHashTable *asked; /* RwId: clusters; RwId: systems whose inlets have been followed */
  GArray *takers;    /* RwId: what hangs on what the own work touches */
} Supply;

static RwStmt *
prepare (Supply      *self,
         const char  *sql,
         const RwId  *id,
         GError     **error)
{
  RwStmt *stmt = rw_db_prepare (rw_cache_get_db (self->reader->cache), sql, error);

  if (stmt != NULL)
    rw_stmt_bind_id (stmt, 1, id);
  return stmt;
}

static gboolean
gives_network (int role)
{
  return role >= 0 && rw_wiring_is_network ((RwDeviceRole) role);
}

static gboolean
gives_power (const RwConflictReader *reader,
             guint                   thing,
             int                     role)
{
  return role == RW_DEVICE_ROLE_PDU || role == RW_DEVICE_ROLE_UPS ||
         rw_conflict_scene_get_kind (reader->scene, thing) == RW_KIND_POWER_FEED;
}

/* Ties what is plugged into @giver to it; of power also what hangs on that. */
static gboolean
read_takers (Supply    *self,
             guint      giver,
             gboolean   network,
             guint      steps,
             GError   **error)
{
  RwConflictScene *scene = self->reader->scene;
  const char *sql = network                                                           ? network_sql
                    : rw_conflict_scene_get_kind (scene, giver) == RW_KIND_POWER_FEED ? fed_sql
                                                                                      : outlets_sql;
  g_autoptr (RwStmt) stmt = prepare (self, sql, rw_conflict_scene_get_id (scene, giver), error);
  g_autoptr (GArray) further = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  for (;;)
    {
      RwId system;
      guint taker;
      int role;

      if (!rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      role = rw_stmt_get_word (stmt, 1, &rw_enum_device_role);
      /* What passes on what it gets has its own ways round. */
      if (!rw_stmt_get_id (stmt, 0, &system) ||
          (network && (role == RW_DEVICE_ROLE_SWITCH || role == RW_DEVICE_ROLE_ROUTER ||
                       role == RW_DEVICE_ROLE_PATCH_PANEL)))
        continue;
      taker = rw_conflict_scene_add_thing (scene, RW_KIND_DEVICE, &system, NULL);
      rw_conflict_scene_tie (scene, taker, giver,
                             network ? RW_CONFLICT_TIE_UPLINK : RW_CONFLICT_TIE_POWER);
      g_array_append_val (self->takers, system);
      if (!network && (role == RW_DEVICE_ROLE_PDU || role == RW_DEVICE_ROLE_UPS))
        g_array_append_val (further, taker);
    }
  for (guint i = 0; steps < MOST_STEPS && i < further->len; i++)
    if (!read_takers (self, g_array_index (further, guint, i), FALSE, steps + 1, error))
      return FALSE;
  return TRUE;
}

/* Ties a system to what gives it its power, and that to what gives it its own. */
static gboolean
read_power (Supply      *self,
            const RwId  *system,
            guint        steps,
            GError     **error)
{
  RwConflictScene *scene = self->reader->scene;
  g_autoptr (RwStmt) stmt = NULL;
  g_autoptr (GArray) further = NULL;
  guint taker;
  gboolean row;

  if (steps > MOST_STEPS || !g_hash_table_add (self->asked, rw_id_copy (system)))
    return TRUE;
  taker = rw_conflict_scene_add_thing (scene, RW_KIND_DEVICE, system, NULL);
  stmt = prepare (self, inlets_sql, system, error);
  further = g_array_new (FALSE, FALSE, sizeof (RwId));
  for (;;)
    {
      RwId giver;
      gboolean device;

      if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      device = rw_stmt_get_id (stmt, 0, &giver);
      if (!device && !rw_stmt_get_id (stmt, 2, &giver))
        continue;
      rw_conflict_scene_tie (scene, taker,
                             rw_conflict_scene_add_thing (
                               scene, device ? RW_KIND_DEVICE : RW_KIND_POWER_FEED, &giver, NULL),
                             RW_CONFLICT_TIE_POWER);
      if (device)
        g_array_append_val (further, giver);
    }
  for (guint i = 0; i < further->len; i++)
    if (!read_power (self, &g_array_index (further, RwId, i), steps + 1, error))
      return FALSE;
  return TRUE;
}

/* Ties a system to those switches that some work touches. */
static gboolean
read_uplinks (Supply      *self,
              const RwId  *system,
              GError     **error)
{
  RwConflictScene *scene = self->reader->scene;
  g_autoptr (RwStmt) stmt = prepare (self, network_sql, system, error);
  gboolean row;

  for (;;)
    {
      RwId far;
      int giver;

      if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      giver = rw_stmt_get_id (stmt, 0, &far) ? rw_conflict_scene_find_thing (scene, &far) : -1;
      if (giver >= 0 && rw_conflict_scene_is_touched (scene, (guint) giver, -1) &&
          gives_network (rw_stmt_get_word (stmt, 1, &rw_enum_device_role)))
        rw_conflict_scene_tie (scene, (guint) rw_conflict_scene_find_thing (scene, system),
                               (guint) giver, RW_CONFLICT_TIE_UPLINK);
    }
}

/* Two hosts that are all of a cluster stand in for each other. */
static gboolean
read_clusters (Supply  *self,
               guint    host,
               GError **error)
{
  RwConflictScene *scene = self->reader->scene;
  g_autoptr (RwStmt) stmt =
    prepare (self, clusters_sql, rw_conflict_scene_get_id (scene, host), error);
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (RwId));
  gboolean row;
  RwId id;

  for (;;)
    {
      if (stmt == NULL || !rw_stmt_step (stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      if (rw_stmt_get_id (stmt, 0, &id) && g_hash_table_add (self->asked, rw_id_copy (&id)))
        g_array_append_val (clusters, id);
    }
  for (guint i = 0; i < clusters->len; i++)
    {
      g_autoptr (RwStmt) members =
        prepare (self, members_sql, &g_array_index (clusters, RwId, i), error);
      int of[3] = { -1, -1, -1 };
      guint n = 0;

      for (;; n++)
        {
          if (members == NULL || !rw_stmt_step (members, &row, error))
            return FALSE;
          if (!row)
            break;
          id = rw_stmt_get_id_or_nil (members, 0);
          of[n] = rw_conflict_scene_find_thing (scene, &id);
        }
      if (n == 2 && of[0] >= 0 && of[1] >= 0)
        rw_conflict_scene_pair (scene, (guint) of[0], (guint) of[1]);
    }
  return TRUE;
}

static gboolean
gives (const RwConflictReader *reader,
       const RwConflictDevice *device,
       gboolean                network)
{
  return network ? gives_network (device->role) : gives_power (reader, device->thing, device->role);
}

/* Of all works only those count that are done at a time. That of one may be moved to any. */
static gboolean
is_alone (const RwConflictReader *reader,
          guint                   giver)
{
  for (guint i = 0; reader->own < 0 && i < reader->devices->len; i++)
    {
      const RwConflictDevice *other = &g_array_index (reader->devices, RwConflictDevice, i);

      if (other->thing != giver && gives_network (other->role) &&
          rw_conflict_scene_coincide (reader->scene, giver, other->thing))
        return FALSE;
    }
  return reader->own < 0;
}

/* Down from what is touched: what hangs on it. */
static gboolean
read_down (Supply    *self,
           gboolean   network,
           GError   **error)
{
  RwConflictReader *reader = self->reader;

  for (guint i = 0; i < reader->devices->len; i++)
    {
      const RwConflictDevice device = g_array_index (reader->devices, RwConflictDevice, i);

      if ((reader->own < 0 || device.own) &&
          rw_conflict_scene_is_touched (reader->scene, device.thing, -1) &&
          gives (reader, &device, network) && !(network && is_alone (reader, device.thing)) &&
          !read_takers (self, device.thing, network, 0, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
others_give (const RwConflictReader *reader,
             gboolean                network)
{
  for (guint i = 0; i < reader->devices->len; i++)
    {
      const RwConflictDevice *device = &g_array_index (reader->devices, RwConflictDevice, i);

      if (gives (reader, device, network) &&
          rw_conflict_scene_is_touched (reader->scene, device->thing, reader->own))
        return TRUE;
    }
  return FALSE;
}

/* Up from what the own work touches, and from what hangs on that: whatever else gives it the same. */
static gboolean
read_up (Supply    *self,
         gboolean   network,
         GError   **error)
{
  RwConflictReader *reader = self->reader;

  for (guint i = 0; !network && i < reader->devices->len; i++)
    {
      const RwConflictDevice device = g_array_index (reader->devices, RwConflictDevice, i);
      RwId id = *rw_conflict_scene_get_id (reader->scene, device.thing);

      if (device.own &&
          rw_conflict_scene_get_kind (reader->scene, device.thing) == RW_KIND_DEVICE &&
          !read_power (self, &id, 0, error))
        return FALSE;
    }
  for (guint i = 0; i < self->takers->len; i++)
    {
      RwId id = g_array_index (self->takers, RwId, i);

      if (network ? !read_uplinks (self, &id, error) : !read_power (self, &id, 0, error))
        return FALSE;
    }
  return TRUE;
}

/* Of all works each is looked at from above, which is enough. Of one it is looked at downwards, for what
 * depends on it, and upwards where others may have a hand in what it depends on. */
static gboolean
read_kind (RwConflictReader *reader,
           GHashTable       *asked,
           gboolean          network,
           GError          **error)
{
  g_autoptr (GArray) takers = g_array_new (FALSE, FALSE, sizeof (RwId));
  Supply supply = { reader, asked, takers };
  gboolean others = others_give (reader, network);

  /* Switches stand in for each other; what hangs on them is no part of them. */
  if (network && !others)
    return TRUE;
  return read_down (&supply, network, error) &&
         (reader->own < 0 || !others || read_up (&supply, network, error));
}

/*
 * rw_conflict_read_partners:
 *
 * What somebody has written down as standing in for each other.
 */
void
rw_conflict_read_partners (RwConflictReader *self)
{
  for (guint i = 0; i < self->partners->len; i++)
    {
      const RwConflictPartner *partner = &g_array_index (self->partners, RwConflictPartner, i);
      int other = rw_conflict_scene_find_thing (self->scene, &partner->partner);

      if (other >= 0)
        rw_conflict_scene_pair (self->scene, partner->thing, (guint) other);
    }
}

/*
 * rw_conflict_read_supply:
 *
 * Power, network and clusters, once everything is read that work touches: what hangs on what, and what
 * therefore stands in for what.
 */
gboolean
rw_conflict_read_supply (RwConflictReader *reader,
                         GError          **error)
{
  g_autoptr (GHashTable) asked = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  Supply supply = { reader, asked, NULL };

  if (!read_kind (reader, asked, FALSE, error) || !read_kind (reader, asked, TRUE, error))
    return FALSE;
  for (guint i = 0; i < reader->devices->len; i++)
    {
      const RwConflictDevice device = g_array_index (reader->devices, RwConflictDevice, i);

      if ((device.role == RW_DEVICE_ROLE_SERVER || device.role == RW_DEVICE_ROLE_BLADE) &&
          (reader->own < 0 || device.own) &&
          rw_conflict_scene_is_touched (reader->scene, device.thing, -1) &&
          !read_clusters (&supply, device.thing, error))
        return FALSE;
    }
  return TRUE;
}
