/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-networks.h"

#include <gio/gio.h>
#include <string.h>

#include "rw-query-rows.h"

/* Whole tables, in the order in which they lie in the file: who belongs to whom is found faster in memory than
 * by an index for each of a hundred thousand addresses. */
static const char sites_sql[] = "SELECT id, coalesce (code, name) FROM site";

static const char customers_sql[] = "SELECT id, name FROM customer";

static const char devices_sql[] = "SELECT id, name FROM device";

static const char vms_sql[] = "SELECT id, name FROM vm";

static const char ports_sql[] = "SELECT id, system, name, untagged_vlan, tagged_vlans FROM port";

static const char vlans_sql[] = "SELECT id, vid, name, site, domain, status, customer, purpose FROM vlan";

static const char prefixes_sql[] =
  "SELECT id, prefix, vrf, vlan, site, status, customer, pool, purpose FROM prefix";

static const char addresses_sql[] =
  "SELECT id, address, vrf, port, \"primary\", dns_name, status, customer, purpose FROM address";

static void
read_site (RwNetPlan *plan, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);

  rw_net_plan_add_site (plan, &id, rw_stmt_get_text (stmt, 1));
}

static void
read_customer (RwNetPlan *plan, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);

  rw_net_plan_add_customer (plan, &id, rw_stmt_get_text (stmt, 1));
}

static void
read_device (RwNetPlan *plan, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);

  rw_net_plan_add_system (plan, RW_KIND_DEVICE, &id, rw_stmt_get_text (stmt, 1));
}

static void
read_vm (RwNetPlan *plan, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);

  rw_net_plan_add_system (plan, RW_KIND_VM, &id, rw_stmt_get_text (stmt, 1));
}

static void
read_port (RwNetPlan *plan, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0), system = rw_stmt_get_id_or_nil (stmt, 1), vlan;
  gsize size = 0;
  const char *tagged;

  rw_net_plan_add_port (plan, &id, &system, rw_stmt_get_text (stmt, 2));
  if (rw_stmt_get_id (stmt, 3, &vlan))
    rw_net_plan_add_member (plan, &vlan, FALSE);
  tagged = rw_stmt_get_blob (stmt, 4, &size);
  for (gsize i = 0; i + sizeof vlan.bytes <= size; i += sizeof vlan.bytes)
    {
      memcpy (vlan.bytes, tagged + i, sizeof vlan.bytes);
      rw_net_plan_add_member (plan, &vlan, TRUE);
    }
}

static void
read_vlan (RwNetPlan *plan, RwStmt *stmt)
{
  RwNetVlan vlan = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                     .vid = (int) CLAMP (rw_stmt_get_integer (stmt, 1), 0, G_MAXINT),
                     .name = rw_stmt_get_text (stmt, 2),
                     .site_id = rw_stmt_get_id_or_nil (stmt, 3),
                     .domain = rw_stmt_get_text (stmt, 4),
                     .status = rw_stmt_get_word (stmt, 5, &rw_enum_net_status),
                     .customer_id = rw_stmt_get_id_or_nil (stmt, 6),
                     .purpose = rw_stmt_get_text (stmt, 7) };

  rw_net_plan_add_vlan (plan, &vlan);
}

static void
read_prefix (RwNetPlan *plan, RwStmt *stmt)
{
  RwNetPrefix prefix = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                         .text = rw_stmt_get_text (stmt, 1),
                         .vlan_id = rw_stmt_get_id_or_nil (stmt, 3),
                         .site_id = rw_stmt_get_id_or_nil (stmt, 4),
                         .status = rw_stmt_get_word (stmt, 5, &rw_enum_net_status),
                         .customer_id = rw_stmt_get_id_or_nil (stmt, 6),
                         .pool = rw_stmt_get_integer (stmt, 7) != 0,
                         .purpose = rw_stmt_get_text (stmt, 8) };

  rw_net_plan_add_prefix (plan, &prefix, rw_stmt_get_text (stmt, 2));
}

static void
read_address (RwNetPlan *plan, RwStmt *stmt)
{
  RwNetAddress address = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                           .text = rw_stmt_get_text (stmt, 1),
                           .port_id = rw_stmt_get_id_or_nil (stmt, 3),
                           .primary = rw_stmt_get_integer (stmt, 4) != 0,
                           .dns_name = rw_stmt_get_text (stmt, 5),
                           .status = rw_stmt_get_word (stmt, 6, &rw_enum_net_status),
                           .customer_id = rw_stmt_get_id_or_nil (stmt, 7),
                           .purpose = rw_stmt_get_text (stmt, 8) };

  rw_net_plan_add_address (plan, &address, rw_stmt_get_text (stmt, 2));
}

static gboolean
read_all (RwNetPlan *plan,
          RwCache *cache,
          const char *sql,
          RwQueryRowFunc func,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  return stmt != NULL && rw_query_rows (stmt, func, plan, cancellable, error);
}

/**
 * rw_query_networks:
 *
 * Returns: (transfer full): every prefix, address and VLAN, finished
 */
RwNetPlan *
rw_query_networks (RwCache *cache, GCancellable *cancellable, GError **error)
{
  static const struct
  {
    const char *sql;
    RwQueryRowFunc func;
  } steps[] = {
    { sites_sql, (RwQueryRowFunc) read_site },
    { customers_sql, (RwQueryRowFunc) read_customer },
    { devices_sql, (RwQueryRowFunc) read_device },
    { vms_sql, (RwQueryRowFunc) read_vm },
    { ports_sql, (RwQueryRowFunc) read_port },
    { vlans_sql, (RwQueryRowFunc) read_vlan },
    { prefixes_sql, (RwQueryRowFunc) read_prefix },
    { addresses_sql, (RwQueryRowFunc) read_address },
  };
  g_autoptr (RwNetPlan) plan = rw_net_plan_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!read_all (plan, cache, steps[i].sql, steps[i].func, cancellable, error))
      return NULL;
  rw_net_plan_finish (plan);
  return g_steal_pointer (&plan);
}
