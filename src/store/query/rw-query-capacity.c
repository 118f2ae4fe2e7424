/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-capacity.h"

#include "rw-query-rows.h"

static const char devices_sql[] =
  "SELECT id, type, rack, position, side IS NOT NULL, parent IS NOT NULL, face, role, stage, draw_w FROM device";

static void
read_device (GArray *devices, RwStmt *stmt)
{
  RwCapacityDevice device = {
    .id = rw_stmt_get_id_or_nil (stmt, 0),
    .type_id = rw_stmt_get_id_or_nil (stmt, 1),
    .rack_id = rw_stmt_get_id_or_nil (stmt, 2),
    .start = rw_stmt_is_null (stmt, 3)
               ? -1
               : rw_rack_half_from_position (CLAMP (rw_stmt_get_decimal (stmt, 3), 0, 1000)),
    .at_side = rw_stmt_get_integer (stmt, 4) != 0,
    .in_chassis = rw_stmt_get_integer (stmt, 5) != 0,
    .face = rw_stmt_get_word (stmt, 6, &rw_enum_face),
    .role = rw_stmt_get_word (stmt, 7, &rw_enum_device_role),
    .stage = rw_stmt_get_word (stmt, 8, &rw_enum_stage),
    .watts = rw_stmt_get_decimal (stmt, 9),
  };

  g_array_append_val (devices, device);
}

/**
 * rw_query_capacity_devices:
 *
 * All devices, those that were removed too: they once stood somewhere.
 *
 * Returns: (transfer full) (element-type RwCapacityDevice): for rw_capacity_history_new()
 */
GArray *
rw_query_capacity_devices (RwCache *cache, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (RwCapacityDevice));
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), devices_sql, error);

  if (stmt == NULL ||
      !rw_query_rows (stmt, (RwQueryRowFunc) read_device, devices, cancellable, error))
    return NULL;
  return g_steal_pointer (&devices);
}
