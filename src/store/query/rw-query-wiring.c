/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-wiring.h"

#include <gio/gio.h>

/* Whole tables, in the order in which they lie in the file. */
static const char racks_sql[] = "SELECT id, name FROM rack";

static const char customers_sql[] = "SELECT id, name FROM customer";

static const char services_sql[] = "SELECT id, name, customer FROM service";

static const char feeds_sql[] = "SELECT id, name, rack, leg FROM power_feed";

static const char devices_sql[] =
  "SELECT d.id, d.name, d.stage, d.service, d.rack, d.parent, d.partner, coalesce(d.role, t.role)"
  " FROM device d LEFT JOIN device_type t ON t.id = d.type WHERE coalesce(d.stage, '') <> 'removed'";

static const char vms_sql[] =
  "SELECT id, name, stage, service, host, cluster FROM vm WHERE coalesce(stage, '') <> 'removed'";

static const char ports_sql[] =
  "SELECT id, system, name, type, coalesce(enabled, 1), coalesce(management_only, 0), upstream, upstream_position FROM port";

static const char cables_sql[] = "SELECT id, a, b, label, type, colour, length_m, status FROM cable";

typedef void (*RowFunc) (RwWiring *wiring, RwStmt *stmt);

static RwId
get_id (RwStmt *stmt, int column)
{
  RwId id = RW_ID_NIL;

  rw_stmt_get_id (stmt, column, &id);
  return id;
}

static int
get_word (RwStmt *stmt, int column, const RwEnumInfo *info)
{
  const char *word = rw_stmt_get_text (stmt, column);

  return word != NULL ? rw_enum_find (info, word) : -1;
}

static void
read_rack (RwWiring *wiring, RwStmt *stmt)
{
  RwWirePlace rack = { .id = get_id (stmt, 0), .name = rw_stmt_get_text (stmt, 1) };

  rw_wiring_add_rack (wiring, &rack);
}

static void
read_customer (RwWiring *wiring, RwStmt *stmt)
{
  RwWirePlace customer = { .id = get_id (stmt, 0), .name = rw_stmt_get_text (stmt, 1) };

  rw_wiring_add_customer (wiring, &customer);
}

static void
read_service (RwWiring *wiring, RwStmt *stmt)
{
  RwWirePlace service = { .id = get_id (stmt, 0),
                          .name = rw_stmt_get_text (stmt, 1),
                          .customer_id = get_id (stmt, 2) };

  rw_wiring_add_service (wiring, &service);
}

static void
read_feed (RwWiring *wiring, RwStmt *stmt)
{
  RwWireFeed feed = { .id = get_id (stmt, 0),
                      .name = rw_stmt_get_text (stmt, 1),
                      .rack_id = get_id (stmt, 2),
                      .leg = get_word (stmt, 3, &rw_enum_feed_leg) };

  rw_wiring_add_feed (wiring, &feed);
}

static void
read_device (RwWiring *wiring, RwStmt *stmt)
{
  int role = get_word (stmt, 7, &rw_enum_device_role);
  RwWireSystem device = { .id = get_id (stmt, 0),
                          .kind = RW_KIND_DEVICE,
                          .name = rw_stmt_get_text (stmt, 1),
                          .stage = get_word (stmt, 2, &rw_enum_stage),
                          .service_id = get_id (stmt, 3),
                          .rack_id = get_id (stmt, 4),
                          .parent_id = get_id (stmt, 5),
                          .partner_id = get_id (stmt, 6),
                          .role = role >= 0 ? role : RW_DEVICE_ROLE_OTHER };

  rw_wiring_add_system (wiring, &device);
}

static void
read_vm (RwWiring *wiring, RwStmt *stmt)
{
  RwWireSystem vm = { .id = get_id (stmt, 0),
                      .kind = RW_KIND_VM,
                      .name = rw_stmt_get_text (stmt, 1),
                      .stage = get_word (stmt, 2, &rw_enum_stage),
                      .service_id = get_id (stmt, 3),
                      .host_id = get_id (stmt, 4),
                      .cluster_id = get_id (stmt, 5),
                      .role = RW_DEVICE_ROLE_OTHER };

  rw_wiring_add_system (wiring, &vm);
}

static void
read_port (RwWiring *wiring, RwStmt *stmt)
{
  int type = get_word (stmt, 3, &rw_enum_port_type);
  RwWirePort port = { .id = get_id (stmt, 0),
                      .system_id = get_id (stmt, 1),
                      .name = rw_stmt_get_text (stmt, 2),
                      .type = (RwPortType) MAX (0, type),
                      .enabled = rw_stmt_get_integer (stmt, 4) != 0,
                      .management = rw_stmt_get_integer (stmt, 5) != 0,
                      .upstream_id = get_id (stmt, 6),
                      .position = (int) rw_stmt_get_integer (stmt, 7) };

  /* A type of a newer server: not a port that is known here. */
  if (type >= 0)
    rw_wiring_add_port (wiring, &port);
}

static void
read_cable (RwWiring *wiring, RwStmt *stmt)
{
  RwWireCable cable = { .id = get_id (stmt, 0),
                        .a_id = get_id (stmt, 1),
                        .b_id = get_id (stmt, 2),
                        .label = rw_stmt_get_text (stmt, 3),
                        .type = rw_stmt_get_text (stmt, 4),
                        .colour = rw_stmt_get_text (stmt, 5),
                        .length = rw_stmt_get_decimal (stmt, 6),
                        .status = get_word (stmt, 7, &rw_enum_cable_status) };

  rw_wiring_add_cable (wiring, &cable);
}

static gboolean
read_all (RwWiring *wiring,
          RwCache *cache,
          const char *sql,
          RowFunc func,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  guint n = 0;
  gboolean row;

  if (stmt == NULL)
    return FALSE;
  while (rw_stmt_step (stmt, &row, error))
    {
      if (!row)
        return TRUE;
      func (wiring, stmt);
      if (++n % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return FALSE;
}

/**
 * rw_query_wiring:
 *
 * What hangs on what, of the whole estate: a loss does not end at the wall of a room.
 *
 * Returns: (transfer full): a finished wiring
 */
RwWiring *
rw_query_wiring (RwCache *cache, GCancellable *cancellable, GError **error)
{
  static const struct
  {
    const char *sql;
    RowFunc func;
  } steps[] = {
    { racks_sql, read_rack }, { customers_sql, read_customer }, { services_sql, read_service },
    { feeds_sql, read_feed }, { devices_sql, read_device },     { vms_sql, read_vm },
    { ports_sql, read_port }, { cables_sql, read_cable },
  };
  g_autoptr (RwWiring) wiring = rw_wiring_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!read_all (wiring, cache, steps[i].sql, steps[i].func, cancellable, error))
      return NULL;
  rw_wiring_finish (wiring);
  return g_steal_pointer (&wiring);
}
