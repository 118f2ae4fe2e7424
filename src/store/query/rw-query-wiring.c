/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-wiring.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "rw-query-rows.h"
#include "rw-rack-plan.h"

/* Whole tables, in the order in which they lie in the file. */
static const char rooms_sql[] =
  "SELECT m.id, m.name, s.name FROM room m LEFT JOIN site s ON s.id = m.site";

static const char racks_sql[] =
  "SELECT id, name, room, \"row\", position, units, numbering, status, max_weight_kg, customer FROM rack";

static const char reservations_sql[] =
  "SELECT rack, position, height, face, draw_w, weight_kg, purpose FROM reservation";

/* Port templates are a list of objects, or whatever somebody has entered. */
#define TEMPLATES(type, and)                                                            \
  "(SELECT count(*) FROM json_each (CASE WHEN json_valid (t.ports) THEN t.ports END) e" \
  " WHERE e.type = 'object' AND e.value ->> 'type' = '" type "'" and ")"

static const char types_sql[] =
  "SELECT id, coalesce(manufacturer || ' ', '') || model, role, height, full_depth, half_width, weight_kg, draw_w,"
  " " TEMPLATES ("power_inlet", "") ","
  " " TEMPLATES ("network", " AND NOT coalesce(e.value ->> 'management_only', 0)")
  " FROM device_type t";

static const char vlans_sql[] = "SELECT id, vid, name FROM vlan";

static const char customers_sql[] = "SELECT id, name FROM customer";

static const char services_sql[] = "SELECT id, name, customer FROM service";

static const char feeds_sql[] = 
  "SELECT id, name, rack, leg, volts, amperes, coalesce(max_percent, 100), phases FROM power_feed";

static const char devices_sql[] =
  "SELECT d.id, d.name, d.stage, d.service, d.rack, d.parent, d.partner, coalesce(d.role, t.role),"
  " d.type, d.draw_w, CASE WHEN d.side IS NULL AND d.parent IS NULL THEN d.position END, d.face"
  " FROM device d LEFT JOIN device_type t ON t.id = d.type WHERE coalesce(d.stage, '') <> 'removed'";

static const char vms_sql[] =
  "SELECT id, name, stage, service, host, cluster FROM vm WHERE coalesce(stage, '') <> 'removed'";

static const char ports_sql[] =
  "SELECT id, system, name, type, coalesce(enabled, 1), coalesce(management_only, 0), upstream, upstream_position, leg"
  " FROM port";

/* What stands on a server's port says nothing of what its switch carries. */
static const char carried_sql[] =
  "SELECT p.system, p.untagged_vlan, p.tagged_vlans FROM device d LEFT JOIN device_type t ON t.id = d.type"
  " JOIN port p ON p.system = d.id WHERE coalesce(d.role, t.role) IN ('switch', 'router', 'firewall', 'load_balancer')"
  " AND (p.untagged_vlan IS NOT NULL OR p.tagged_vlans IS NOT NULL)";

static const char cables_sql[] = "SELECT id, a, b, label, type, colour, length_m, status FROM cable";

static void
read_room (RwWiring *wiring, RwStmt *stmt)
{
  const char *name = rw_stmt_get_text (stmt, 1), *site = rw_stmt_get_text (stmt, 2);
  g_autofree char *both =
    site != NULL && g_strcmp0 (site, name) != 0 ? g_strdup_printf ("%s · %s", site, name) : NULL;
  RwWirePlace room = { .id = rw_stmt_get_id_or_nil (stmt, 0), .name = both != NULL ? both : name };

  rw_wiring_add_room (wiring, &room);
}

static void
read_rack (RwWiring *wiring, RwStmt *stmt)
{
  RwWireRack rack = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                      .name = rw_stmt_get_text (stmt, 1),
                      .room_id = rw_stmt_get_id_or_nil (stmt, 2),
                      .row = rw_stmt_get_text (stmt, 3),
                      .position = (int) rw_stmt_get_integer (stmt, 4),
                      .units = (int) CLAMP (rw_stmt_get_integer (stmt, 5), 0, 100),
                      .numbering = MAX (0, rw_stmt_get_word (stmt, 6, &rw_enum_rack_numbering)),
                      .status = rw_stmt_get_word (stmt, 7, &rw_enum_rack_status),
                      .max_weight = rw_stmt_get_decimal (stmt, 8),
                      .customer_id = rw_stmt_get_id_or_nil (stmt, 9) };

  rw_wiring_add_rack (wiring, &rack);
}

static int
get_half (RwStmt *stmt, int column)
{
  return rw_rack_half_from_position (CLAMP (rw_stmt_get_decimal (stmt, column), 0, 1000));
}

static void
read_reservation (RwWiring *wiring, RwStmt *stmt)
{
  int face = rw_stmt_get_word (stmt, 3, &rw_enum_face);
  RwWireReservation reservation = { .rack_id = rw_stmt_get_id_or_nil (stmt, 0),
                                    .start = get_half (stmt, 1),
                                    .length = (int) lround (
                                      CLAMP (rw_stmt_get_decimal (stmt, 2), 0, 100) * 2),
                                    .faces = face < 0               ? RW_FACES_BOTH
                                             : face == RW_FACE_REAR ? RW_FACES_REAR
                                                                    : RW_FACES_FRONT,
                                    .watts = rw_stmt_get_decimal (stmt, 4),
                                    .weight = rw_stmt_get_decimal (stmt, 5),
                                    .purpose = rw_stmt_get_text (stmt, 6) };

  rw_wiring_add_reservation (wiring, &reservation);
}

static void
read_type (RwWiring *wiring, RwStmt *stmt)
{
  RwWireType type = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                      .name = rw_stmt_get_text (stmt, 1),
                      .role = rw_stmt_get_word (stmt, 2, &rw_enum_device_role),
                      .length = (int) lround (CLAMP (rw_stmt_get_decimal (stmt, 3), 0, 100) * 2),
                      .full_depth = rw_stmt_is_null (stmt, 4) || rw_stmt_get_integer (stmt, 4) != 0,
                      .half_width = rw_stmt_get_integer (stmt, 5) != 0,
                      .weight = rw_stmt_get_decimal (stmt, 6),
                      .watts = rw_stmt_get_decimal (stmt, 7),
                      .inlets = (guint) rw_stmt_get_integer (stmt, 8),
                      .ports = (guint) rw_stmt_get_integer (stmt, 9) };

  rw_wiring_add_type (wiring, &type);
}

static void
read_vlan (RwWiring *wiring, RwStmt *stmt)
{
  RwWireVlan vlan = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                      .vid = (int) rw_stmt_get_integer (stmt, 1),
                      .name = rw_stmt_get_text (stmt, 2) };

  rw_wiring_add_vlan (wiring, &vlan);
}

static void
read_carried (RwWiring *wiring, RwStmt *stmt)
{
  RwId system = rw_stmt_get_id_or_nil (stmt, 0), vlan;
  gsize size = 0;
  const char *tagged;

  if (rw_stmt_get_id (stmt, 1, &vlan))
    rw_wiring_add_carried (wiring, &system, &vlan);
  tagged = rw_stmt_get_blob (stmt, 2, &size);
  for (gsize i = 0; i + sizeof vlan.bytes <= size; i += sizeof vlan.bytes)
    {
      memcpy (vlan.bytes, tagged + i, sizeof vlan.bytes);
      rw_wiring_add_carried (wiring, &system, &vlan);
    }
}

static void
read_customer (RwWiring *wiring, RwStmt *stmt)
{
  RwWirePlace customer = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                           .name = rw_stmt_get_text (stmt, 1) };

  rw_wiring_add_customer (wiring, &customer);
}

static void
read_service (RwWiring *wiring, RwStmt *stmt)
{
  RwWirePlace service = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                          .name = rw_stmt_get_text (stmt, 1),
                          .customer_id = rw_stmt_get_id_or_nil (stmt, 2) };

  rw_wiring_add_service (wiring, &service);
}

static void
read_feed (RwWiring *wiring, RwStmt *stmt)
{
  RwWireFeed feed = {
    .id = rw_stmt_get_id_or_nil (stmt, 0),
    .name = rw_stmt_get_text (stmt, 1),
    .rack_id = rw_stmt_get_id_or_nil (stmt, 2),
    .leg = rw_stmt_get_word (stmt, 3, &rw_enum_feed_leg),
    .watts = rw_feed_watts (rw_stmt_get_decimal (stmt, 4), rw_stmt_get_decimal (stmt, 5),
                            rw_stmt_get_decimal (stmt, 6),
                            rw_stmt_get_word (stmt, 7, &rw_enum_phases) == RW_PHASES_THREE)
  };

  rw_wiring_add_feed (wiring, &feed);
}

static void
read_device (RwWiring *wiring, RwStmt *stmt)
{
  int role = rw_stmt_get_word (stmt, 7, &rw_enum_device_role);
  RwWireSystem device = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                          .kind = RW_KIND_DEVICE,
                          .name = rw_stmt_get_text (stmt, 1),
                          .stage = rw_stmt_get_word (stmt, 2, &rw_enum_stage),
                          .service_id = rw_stmt_get_id_or_nil (stmt, 3),
                          .rack_id = rw_stmt_get_id_or_nil (stmt, 4),
                          .parent_id = rw_stmt_get_id_or_nil (stmt, 5),
                          .partner_id = rw_stmt_get_id_or_nil (stmt, 6),
                          .type_id = rw_stmt_get_id_or_nil (stmt, 8),
                          .watts = rw_stmt_get_decimal (stmt, 9),
                          .start = rw_stmt_is_null (stmt, 10) ? -1 : get_half (stmt, 10),
                          .face = rw_stmt_get_word (stmt, 11, &rw_enum_face),
                          .role = role >= 0 ? role : RW_DEVICE_ROLE_OTHER };

  rw_wiring_add_system (wiring, &device);
}

static void
read_vm (RwWiring *wiring, RwStmt *stmt)
{
  RwWireSystem vm = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                      .kind = RW_KIND_VM,
                      .name = rw_stmt_get_text (stmt, 1),
                      .stage = rw_stmt_get_word (stmt, 2, &rw_enum_stage),
                      .service_id = rw_stmt_get_id_or_nil (stmt, 3),
                      .host_id = rw_stmt_get_id_or_nil (stmt, 4),
                      .cluster_id = rw_stmt_get_id_or_nil (stmt, 5),
                      .start = -1,
                      .face = -1,
                      .role = RW_DEVICE_ROLE_OTHER };

  rw_wiring_add_system (wiring, &vm);
}

static void
read_port (RwWiring *wiring, RwStmt *stmt)
{
  int type = rw_stmt_get_word (stmt, 3, &rw_enum_port_type);
  RwWirePort port = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                      .system_id = rw_stmt_get_id_or_nil (stmt, 1),
                      .name = rw_stmt_get_text (stmt, 2),
                      .type = (RwPortType) MAX (0, type),
                      .enabled = rw_stmt_get_integer (stmt, 4) != 0,
                      .management = rw_stmt_get_integer (stmt, 5) != 0,
                      .upstream_id = rw_stmt_get_id_or_nil (stmt, 6),
                      .position = (int) rw_stmt_get_integer (stmt, 7),
                      .leg = rw_stmt_get_word (stmt, 8, &rw_enum_feed_leg) };

  /* A type of a newer server: not a port that is known here. */
  if (type >= 0)
    rw_wiring_add_port (wiring, &port);
}

static void
read_cable (RwWiring *wiring, RwStmt *stmt)
{
  RwWireCable cable = { .id = rw_stmt_get_id_or_nil (stmt, 0),
                        .a_id = rw_stmt_get_id_or_nil (stmt, 1),
                        .b_id = rw_stmt_get_id_or_nil (stmt, 2),
                        .label = rw_stmt_get_text (stmt, 3),
                        .type = rw_stmt_get_text (stmt, 4),
                        .colour = rw_stmt_get_text (stmt, 5),
                        .length = rw_stmt_get_decimal (stmt, 6),
                        .status = rw_stmt_get_word (stmt, 7, &rw_enum_cable_status) };

  rw_wiring_add_cable (wiring, &cable);
}

static gboolean
read_all (RwWiring *wiring,
          RwCache *cache,
          const char *sql,
          RwQueryRowFunc func,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  return stmt != NULL && rw_query_rows (stmt, func, wiring, cancellable, error);
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
    RwQueryRowFunc func;
  } steps[] = {
    { rooms_sql, (RwQueryRowFunc) read_room },
    { racks_sql, (RwQueryRowFunc) read_rack },
    { customers_sql, (RwQueryRowFunc) read_customer },
    { services_sql, (RwQueryRowFunc) read_service },
    { types_sql, (RwQueryRowFunc) read_type },
    { vlans_sql, (RwQueryRowFunc) read_vlan },
    { feeds_sql, (RwQueryRowFunc) read_feed },
    { reservations_sql, (RwQueryRowFunc) read_reservation },
    { devices_sql, (RwQueryRowFunc) read_device },
    { vms_sql, (RwQueryRowFunc) read_vm },
    { ports_sql, (RwQueryRowFunc) read_port },
    { carried_sql, (RwQueryRowFunc) read_carried },
    { cables_sql, (RwQueryRowFunc) read_cable },
  };
  g_autoptr (RwWiring) wiring = rw_wiring_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!read_all (wiring, cache, steps[i].sql, steps[i].func, cancellable, error))
      return NULL;
  rw_wiring_finish (wiring);
  return g_steal_pointer (&wiring);
}
