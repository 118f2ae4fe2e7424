/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rules/rw-rack-space.h"
#include "rw-query-overview-private.h"

static const char racks_sql[] =
  "SELECT r.id, r.units, s.id, s.name"
  " FROM rack r JOIN room m ON m.id = r.room JOIN site s ON s.id = m.site"
  " WHERE r.status IS NULL OR r.status NOT IN ('planned', 'retired')"
  " ORDER BY s.name, s.id";

/* A chassis' own draw contains that of its blades; what feeds others would count twice. */
static const char devices_sql[] =
  "SELECT d.rack, d.position, d.face, d.stage, d.role, coalesce (d.draw_w, t.draw_w), t.height, t.full_depth, t.half_width"
  " FROM device d LEFT JOIN device_type t ON t.id = d.type"
  " WHERE d.rack IS NOT NULL AND d.parent IS NULL";

static const char feeds_sql[] =
  "SELECT f.rack, f.leg, sum (abs (f.volts) * f.amperes * coalesce (f.max_percent, 100) / 100.0"
  " * CASE f.phases WHEN 'three' THEN 1.7320508075688772 ELSE 1 END)"
  " FROM power_feed f WHERE f.rack IS NOT NULL AND f.leg IS NOT NULL GROUP BY f.rack, f.leg";

static const char services_sql[] =
  "SELECT s.id, s.name, c.name FROM service s LEFT JOIN customer c ON c.id = s.customer"
  " WHERE s.stage IS NULL OR s.stage IN ('transition', 'live', 'retiring')";

typedef struct
{
  RwId id;
  RwSiteInfo *site;
  RwRackSpace *space;
  double units;
  double watts;
  double feeds[RW_FEED_LEG_N_VALUES];
} Rack;

static void
rack_free (Rack *rack)
{
  rw_rack_space_free (rack->space);
  g_free (rack);
}

gboolean
rw_overview_read_services (RwOverviewQuery *self,
                           GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, services_sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      RwServiceHealth *service;

      if (!row)
        {
          self->overview->n_services = g_hash_table_size (self->services);
          return TRUE;
        }
      service = g_new0 (RwServiceHealth, 1);
      rw_stmt_get_id (stmt, 0, &service->id);
      service->name = rw_overview_dup_text (stmt, 1);
      service->customer = rw_overview_dup_text (stmt, 2);
      g_hash_table_insert (self->services, &service->id, service);
    }
  return FALSE;
}

static gboolean
read_racks (RwOverviewQuery *self,
            GHashTable      *racks,
            GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, racks_sql, error);
  GPtrArray *sites = self->overview->sites;
  RwSiteInfo *site = NULL;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      Rack *rack;
      RwId id;

      if (!row)
        return TRUE;
      if (!rw_stmt_get_id (stmt, 2, &id))
        continue;
      if (site == NULL || !rw_id_equal (&site->id, &id))
        {
          site = g_new0 (RwSiteInfo, 1);
          site->id = id;
          site->name = rw_overview_dup_text (stmt, 3);
          site->loss = -1;
          g_ptr_array_add (sites, site);
        }
      rack = g_new0 (Rack, 1);
      rw_stmt_get_id (stmt, 0, &rack->id);
      rack->site = site;
      rack->units = (double) MAX (1, rw_stmt_get_integer (stmt, 1));
      rack->space = rw_rack_space_new (NULL, (int) rack->units, RW_RACK_NUMBERING_BOTTOM_UP);
      site->n_racks++;
      site->units += rack->units;
      g_hash_table_insert (racks, &rack->id, rack);
    }
  return FALSE;
}

static void
add_device (Rack   *rack,
            RwStmt *stmt)
{
  int stage = rw_stmt_get_word (stmt, 3, &rw_enum_stage);
  int role = rw_stmt_get_word (stmt, 4, &rw_enum_device_role);
  double height = rw_stmt_is_null (stmt, 6) ? 1 : rw_stmt_get_decimal (stmt, 6);
  gboolean full_depth = rw_stmt_is_null (stmt, 7) || rw_stmt_get_integer (stmt, 7) != 0;
  gboolean rear = rw_stmt_get_word (stmt, 2, &rw_enum_face) == RW_FACE_REAR;
  RwPlacement placement = {
    .length = (int) lround (height * 2),
    .faces = full_depth ? RW_FACES_BOTH : rear ? RW_FACES_REAR : RW_FACES_FRONT,
    .half_width = rw_stmt_get_integer (stmt, 8) != 0,
  };

  if (rw_stage_is_ghost (stage) || !rw_stage_takes_units (stage))
    return;
  if (role != RW_DEVICE_ROLE_PDU && role != RW_DEVICE_ROLE_UPS)
    rack->watts += rw_stmt_get_decimal (stmt, 5);
  if (rw_stmt_is_null (stmt, 1) || placement.length == 0)
    return;
  placement.start = rw_rack_half_from_position (rw_stmt_get_decimal (stmt, 1));
  rw_rack_space_add (rack->space, &placement);
}

static void
add_feed (Rack   *rack,
          RwStmt *stmt)
{
  int leg = rw_stmt_get_word (stmt, 1, &rw_enum_feed_leg);

  if (leg >= 0)
    rack->feeds[leg] += rw_stmt_get_decimal (stmt, 2);
}

static gboolean
read_into_racks (RwOverviewQuery *self,
                 const char      *sql,
                 GHashTable      *racks,
                 void           (*add) (Rack *, RwStmt *),
                 GError         **error)
{
  g_autoptr (RwStmt) stmt = rw_overview_prepare (self, sql, error);
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      Rack *rack;
      RwId id;

      if (!row)
        return TRUE;
      rack = rw_stmt_get_id (stmt, 0, &id) ? g_hash_table_lookup (racks, &id) : NULL;
      if (rack != NULL)
        add (rack, stmt);
    }
  return FALSE;
}

/* After the loss of one feed the other carries all (DOMAIN, "Racks and power"). */
static void
sum_rack (Rack *rack)
{
  double a = rack->feeds[RW_FEED_LEG_A], b = rack->feeds[RW_FEED_LEG_B];
  RwRackUse use;

  rw_rack_space_get_use (rack->space, &use);
  rack->site->used += use.used;
  if (rack->watts <= 0 || (a <= 0 && b <= 0))
    return;
  if (a <= 0 || b <= 0)
    {
      rack->site->n_single++;
      return;
    }
  rack->site->loss = MAX (rack->site->loss, rack->watts / MIN (a, b));
  rack->site->n_over += rack->watts > MIN (a, b);
}

gboolean
rw_overview_read_sites (RwOverviewQuery *self,
                        GError         **error)
{
  g_autoptr (GHashTable) racks = g_hash_table_new_full (rw_id_hash, rw_id_equal, NULL, (GDestroyNotify) rack_free);
  GHashTableIter iter;
  gpointer rack;

  if (!read_racks (self, racks, error) || !read_into_racks (self, devices_sql, racks, add_device, error) ||
      !read_into_racks (self, feeds_sql, racks, add_feed, error))
    return FALSE;
  g_hash_table_iter_init (&iter, racks);
  while (g_hash_table_iter_next (&iter, NULL, &rack))
    sum_rack (rack);
  return TRUE;
}
