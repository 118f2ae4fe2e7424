/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-query-racks.h"

#include <gio/gio.h>
#include <math.h>

#include "rw-query-rows.h"

/* The place is a room or a site: no id is both. */
#define RACK_THERE "k.room IN (SELECT id FROM room WHERE id = ?1 OR site = ?1)"

/* Everything there: what names one of its racks, and blades that name only their chassis. */
#define DEVICES_THERE                                                       \
  "SELECT d.id FROM device d JOIN rack k ON k.id = d.rack WHERE " RACK_THERE \
  " UNION SELECT b.id FROM rack k JOIN device d ON d.rack = k.id JOIN device b ON b.parent = d.id WHERE " RACK_THERE

static const char rooms_sql[] =
  "SELECT m.id, m.name, s.id, s.name, count(DISTINCT k.id), count(d.id)"
  " FROM room m LEFT JOIN site s ON s.id = m.site LEFT JOIN rack k ON k.room = m.id"
  " LEFT JOIN device d ON d.rack = k.id AND coalesce(d.stage, '') <> 'removed'"
  " GROUP BY m.id ORDER BY s.name COLLATE NOCASE, m.name COLLATE NOCASE, m.id";

static const char title_sql[] =
  "SELECT m.name, s.name FROM room m LEFT JOIN site s ON s.id = m.site WHERE m.id = ?1"
  " UNION ALL SELECT name, NULL FROM site WHERE id = ?1";

static const char plan_rooms_sql[] =
  "SELECT id, name, first_aisle FROM room WHERE id = ?1 OR site = ?1";

static const char racks_sql[] =
  "SELECT k.id, k.room, k.name, k.\"row\", k.position, k.units, k.numbering, k.status FROM rack k WHERE " RACK_THERE;

static const char reservations_sql[] =
  "SELECT r.id, r.rack, r.purpose, r.position, r.height, r.face, r.until"
  " FROM reservation r JOIN rack k ON k.id = r.rack WHERE " RACK_THERE;

static const char feeds_sql[] =
  "SELECT f.rack, f.leg, f.volts, f.amperes, coalesce(f.max_percent, 100), f.phases"
  " FROM power_feed f JOIN rack k ON k.id = f.rack WHERE f.leg IS NOT NULL AND " RACK_THERE;

static const char devices_sql[] =
  "SELECT d.id, d.rack, d.parent, d.name, t.manufacturer || ' ' || t.model, s.name, d.bay, coalesce(d.role, t.role), d.stage,"
  " d.position, t.height, d.face, d.side, t.full_depth, t.half_width, t.drive_bays,"
  " CASE WHEN json_valid(t.bays) THEN json_array_length(t.bays) ELSE 0 END, coalesce(d.draw_w, t.draw_w), t.model,"
  " c.name, d.platform, d.purchased, d.end_of_support, d.patched, t.weight_kg"
  " FROM device d LEFT JOIN device_type t ON t.id = d.type LEFT JOIN service s ON s.id = d.service"
  " LEFT JOIN customer c ON c.id = coalesce(d.customer, s.customer)"
  " WHERE d.id IN (" DEVICES_THERE ") AND coalesce(d.stage, '') <> 'removed'";

/* With min(), SQLite takes the other columns from the row that has it. */
static const char tickets_sql[] =
  "SELECT ci, min(priority), count(*), number FROM ticket"
  " WHERE ci IN (" DEVICES_THERE ") AND status NOT IN ('resolved', 'closed') GROUP BY ci";

static const char backups_sql[] =
  "SELECT j.system, r.status, EXISTS (SELECT 1 FROM backup_ack a WHERE a.system = j.system AND (a.job IS NULL OR a.job = j.id)"
  " AND a.\"at\" <= ?2 AND a.until > ?2 AND (a.signature IS NULL OR a.signature IS r.signature))"
  " FROM backup_job j JOIN backup_run r ON r.id ="
  " (SELECT id FROM backup_run WHERE job = j.id AND status <> 'running' ORDER BY due DESC, id DESC LIMIT 1)"
  " WHERE j.system IN (" DEVICES_THERE ") AND coalesce(j.enabled, 1)";

/* With min(), SQLite takes the other columns from the row that has it. */
static const char vlans_sql[] =
  "SELECT p.system, min(p.name), v.vid, v.name FROM port p JOIN vlan v ON v.id = p.untagged_vlan"
  " WHERE p.system IN (" DEVICES_THERE ") AND NOT coalesce(p.management_only, 0) GROUP BY p.system";

/* What touches the device, or the rack it stands in, until the end of the day. */
static const char changes_sql[] =
  "SELECT i.ci, c.status FROM change c JOIN change_item i ON i.change = c.id"
  " WHERE c.status = 'in_progress' OR (c.status IN ('submitted', 'assessed', 'approved', 'scheduled')"
  " AND c.start < ?3 AND c.\"end\" > ?2)";

/* Only what faceplates show: sockets one can plug into from outside, for the kinds that are mostly sockets. */
static const char ports_sql[] =
  "SELECT p.system, coalesce(p.enabled, 1), a.status, a.id IS NOT NULL, b.status, b.id IS NOT NULL"
  " FROM device d LEFT JOIN device_type t ON t.id = d.type JOIN port p ON p.system = d.id"
  " LEFT JOIN cable a ON a.a = p.id LEFT JOIN cable b ON b.b = p.id"
  " WHERE d.id IN (" DEVICES_THERE ") AND NOT coalesce(p.management_only, 0) AND p.type ="
  " CASE coalesce(d.role, t.role) WHEN 'pdu' THEN 'power_outlet' WHEN 'patch_panel' THEN 'patch_front'"
  " WHEN 'console_server' THEN 'console' WHEN 'switch' THEN 'network' WHEN 'router' THEN 'network' WHEN 'firewall' THEN 'network'"
  " WHEN 'load_balancer' THEN 'network' END"
  " ORDER BY d.id, length(p.name), p.name";

typedef struct
{
  RwRackPlan *plan;
  RwRackDevice *device; /* of the port before: they come device by device */
} Reader;

static RwFaces
faces_of (int face, gboolean both)
{
  return both ? RW_FACES_BOTH : face == RW_FACE_REAR ? RW_FACES_REAR : RW_FACES_FRONT;
}

static void
read_room (Reader *reader, RwStmt *stmt)
{
  RwRackRoom room = {
    .id = rw_stmt_get_id_or_nil (stmt, 0),
    .name = rw_stmt_get_text (stmt, 1),
    .first_aisle = rw_stmt_get_word (stmt, 2, &rw_enum_aisle),
  };

  rw_rack_plan_add_room (reader->plan, &room);
}

static void
read_rack (Reader *reader, RwStmt *stmt)
{
  RwRackInfo rack = {
    .id = rw_stmt_get_id_or_nil (stmt, 0),
    .room_id = rw_stmt_get_id_or_nil (stmt, 1),
    .name = rw_stmt_get_text (stmt, 2),
    .row = rw_stmt_get_text (stmt, 3),
    .position = rw_stmt_get_integer (stmt, 4),
    .units = (int) rw_stmt_get_integer (stmt, 5),
    .numbering = MAX (0, rw_stmt_get_word (stmt, 6, &rw_enum_rack_numbering)),
    .status = rw_stmt_get_word (stmt, 7, &rw_enum_rack_status),
  };

  rw_rack_plan_add_rack (reader->plan, &rack);
}

static void
read_reservation (Reader *reader, RwStmt *stmt)
{
  int face = rw_stmt_get_word (stmt, 5, &rw_enum_face);
  RwRackReservation reservation = {
    .id = rw_stmt_get_id_or_nil (stmt, 0),
    .rack_id = rw_stmt_get_id_or_nil (stmt, 1),
    .purpose = rw_stmt_get_text (stmt, 2),
    .start = rw_rack_half_from_position (rw_stmt_get_decimal (stmt, 3)),
    .length = (int) lround (rw_stmt_get_decimal (stmt, 4) * 2),
    .faces = faces_of (face, face < 0),
    .until = rw_stmt_get_integer (stmt, 6),
  };

  rw_rack_plan_add_reservation (reader->plan, &reservation);
}

static void
read_feed (Reader *reader, RwStmt *stmt)
{
  RwId rack = rw_stmt_get_id_or_nil (stmt, 0);
  int leg = rw_stmt_get_word (stmt, 1, &rw_enum_feed_leg);

  if (leg >= 0)
    rw_rack_plan_add_feed (reader->plan, &rack, leg,
                           rw_feed_watts (rw_stmt_get_decimal (stmt, 2),
                                          rw_stmt_get_decimal (stmt, 3),
                                          rw_stmt_get_decimal (stmt, 4),
                                          rw_stmt_get_word (stmt, 5, &rw_enum_phases) ==
                                            RW_PHASES_THREE));
}

/* As rw_placement_from_device() has it, without a record for each. */
static void
read_device (Reader *reader, RwStmt *stmt)
{
  int role = rw_stmt_get_word (stmt, 7, &rw_enum_device_role);
  gboolean full_depth = rw_stmt_is_null (stmt, 13) || rw_stmt_get_integer (stmt, 13) != 0;
  double height = rw_stmt_is_null (stmt, 10) ? 1 : rw_stmt_get_decimal (stmt, 10);
  int side = rw_stmt_get_word (stmt, 12, &rw_enum_side);
  RwRackDevice device = {
    .id = rw_stmt_get_id_or_nil (stmt, 0),
    .rack_id = rw_stmt_get_id_or_nil (stmt, 1),
    .parent_id = rw_stmt_get_id_or_nil (stmt, 2),
    .name = rw_stmt_get_text (stmt, 3),
    .type = rw_stmt_get_text (stmt, 4),
    .model = rw_stmt_get_text (stmt, 18),
    .service = rw_stmt_get_text (stmt, 5),
    .bay = rw_stmt_get_text (stmt, 6),
    .role = role >= 0 ? role : RW_DEVICE_ROLE_OTHER,
    .stage = rw_stmt_get_word (stmt, 8, &rw_enum_stage),
    .face = MAX (0, rw_stmt_get_word (stmt, 11, &rw_enum_face)),
    .side = side,
    .full_depth = full_depth,
    .half_width = rw_stmt_get_integer (stmt, 14) != 0,
    .drive_bays = (int) rw_stmt_get_integer (stmt, 15),
    .n_bays = (int) MIN (rw_stmt_get_integer (stmt, 16), 64),
    .watts = (int) rw_stmt_get_integer (stmt, 17),
    .customer = rw_stmt_get_text (stmt, 19),
    .platform = rw_stmt_get_text (stmt, 20),
    .purchased = rw_stmt_get_integer (stmt, 21),
    .end_of_support = rw_stmt_get_integer (stmt, 22),
    .patched = rw_stmt_get_integer (stmt, 23),
    .weight = rw_stmt_get_decimal (stmt, 24),
    .priority = -1,
  };

  if (rw_id_is_nil (&device.parent_id) && side < 0 && !rw_stmt_is_null (stmt, 9) && height > 0)
    {
      device.start = rw_rack_half_from_position (rw_stmt_get_decimal (stmt, 9));
      device.length = (int) lround (height * 2);
      device.faces = faces_of (device.face, full_depth);
    }
  else if (rw_id_is_nil (&device.parent_id) && side < 0 && role == RW_DEVICE_ROLE_PDU)
    {
      /* An import may know that a PDU hangs in a rack, but not on which side. */
      device.side = RW_SIDE_LEFT;
    }
  rw_rack_plan_add_device (reader->plan, &device);
}

static void
read_ticket (Reader *reader, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);
  RwRackDevice *device = rw_rack_plan_edit_device (reader->plan, &id);

  if (device == NULL)
    return;
  device->priority = rw_stmt_get_word (stmt, 1, &rw_enum_priority);
  device->n_tickets = (guint) rw_stmt_get_integer (stmt, 2);
  device->ticket = rw_rack_plan_intern (reader->plan, rw_stmt_get_text (stmt, 3));
}

static void
read_backup (Reader *reader, RwStmt *stmt)
{
  static const RwBackupState states[RW_RUN_STATUS_N_VALUES] = {
    [RW_RUN_STATUS_SUCCESS] = RW_BACKUP_STATE_GOOD,
    [RW_RUN_STATUS_WARNING] = RW_BACKUP_STATE_WARNING,
    [RW_RUN_STATUS_RUNNING] = RW_BACKUP_STATE_GOOD,
    [RW_RUN_STATUS_UNKNOWN] = RW_BACKUP_STATE_WARNING,
    [RW_RUN_STATUS_MISSED] = RW_BACKUP_STATE_MISSED,
    [RW_RUN_STATUS_FAILED] = RW_BACKUP_STATE_FAILED,
  };
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);
  RwRackDevice *device = rw_rack_plan_edit_device (reader->plan, &id);
  int status = rw_stmt_get_word (stmt, 1, &rw_enum_run_status);
  RwBackupState state;

  if (device == NULL || status < 0)
    return;
  state = states[status];
  if (state >= RW_BACKUP_STATE_MISSED && rw_stmt_get_integer (stmt, 2) != 0)
    state = RW_BACKUP_STATE_WARNING;
  device->backup = MAX (device->backup, state);
}

static void
read_vlan (Reader *reader, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);
  RwRackDevice *device = rw_rack_plan_edit_device (reader->plan, &id);
  g_autofree char *name = NULL;

  if (device == NULL)
    return;
  name = g_strdup_printf ("%d %s", (int) rw_stmt_get_integer (stmt, 2), rw_stmt_get_text (stmt, 3));
  device->vlan = rw_rack_plan_intern (reader->plan, name);
}

static void
read_change (Reader *reader, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);
  RwRackDevice *device = rw_rack_plan_edit_device (reader->plan, &id);
  RwChangeToday change =
    rw_stmt_get_word (stmt, 1, &rw_enum_change_status) == RW_CHANGE_STATUS_IN_PROGRESS
      ? RW_CHANGE_TODAY_RUNNING
      : RW_CHANGE_TODAY_AHEAD;

  if (device != NULL)
    device->change = MAX (device->change, change);
}

static void
read_port (Reader *reader, RwStmt *stmt)
{
  RwId id = rw_stmt_get_id_or_nil (stmt, 0);
  gboolean cabled = rw_stmt_get_integer (stmt, 3) != 0 || rw_stmt_get_integer (stmt, 5) != 0;
  const char *status = rw_stmt_get_text (stmt, rw_stmt_get_integer (stmt, 3) != 0 ? 2 : 4);
  RwPortState state = RW_PORT_STATE_FREE;

  if (reader->device == NULL || !rw_id_equal (&reader->device->id, &id))
    reader->device = rw_rack_plan_edit_device (reader->plan, &id);
  if (reader->device == NULL)
    return;
  if (cabled && rw_stmt_get_integer (stmt, 1) != 0 &&
      (status == NULL || g_str_equal (status, "connected")))
    state = RW_PORT_STATE_UP;
  else if (cabled)
    state = RW_PORT_STATE_CABLED;
  rw_rack_plan_add_port (reader->plan, reader->device, state);
}

/* Where the person is. */
static gint64
end_of_day (gint64 now)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) midnight =
    g_date_time_new_local (g_date_time_get_year (moment), g_date_time_get_month (moment),
                           g_date_time_get_day_of_month (moment), 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_days (midnight, 1);

  return g_date_time_to_unix (next) * G_USEC_PER_SEC;
}

static gboolean
read_all (Reader *reader,
          RwCache *cache,
          const char *sql,
          const RwId *place,
          gint64 now,
          RwQueryRowFunc func,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, place);
  if (sql == backups_sql || sql == changes_sql)
    rw_stmt_bind_integer (stmt, 2, now);
  if (sql == changes_sql)
    rw_stmt_bind_integer (stmt, 3, end_of_day (now));
  return rw_query_rows (stmt, func, reader, cancellable, error);
}

static RwRackPlan *
new_plan (RwCache *cache, const RwId *place, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), title_sql, error);
  g_autofree char *title = NULL;
  gboolean row;

  if (stmt == NULL)
    return NULL;
  rw_stmt_bind_id (stmt, 1, place);
  if (!rw_stmt_step (stmt, &row, error))
    return NULL;
  if (row && rw_stmt_get_text (stmt, 1) != NULL &&
      g_strcmp0 (rw_stmt_get_text (stmt, 0), rw_stmt_get_text (stmt, 1)) != 0)
    title = g_strdup_printf ("%s · %s", rw_stmt_get_text (stmt, 1), rw_stmt_get_text (stmt, 0));
  else if (row)
    title = g_strdup (rw_stmt_get_text (stmt, 0));
  return rw_rack_plan_new (place, title);
}

/**
 * rw_query_rack_plan:
 * @place: a site or a room
 * @now: for acknowledgements of failed backups, which end by themselves
 *
 * All racks there with what is drawn of them, in at most ten statements whatever the size.
 *
 * Returns: (transfer full): a finished plan; empty for a place that is not there
 */
RwRackPlan *
rw_query_rack_plan (RwCache *cache,
                    const RwId *place,
                    RwRackDetail detail,
                    gint64 now,
                    GCancellable *cancellable,
                    GError **error)
{
  /* Devices before what is told of them. */
  static const struct
  {
    const char *sql;
    RwQueryRowFunc func;
    RwRackDetail detail;
  } steps[] = {
    { plan_rooms_sql, (RwQueryRowFunc) read_room, RW_RACK_DETAIL_OUTLINE },
    { racks_sql, (RwQueryRowFunc) read_rack, RW_RACK_DETAIL_OUTLINE },
    { reservations_sql, (RwQueryRowFunc) read_reservation, RW_RACK_DETAIL_OUTLINE },
    { feeds_sql, (RwQueryRowFunc) read_feed, RW_RACK_DETAIL_OUTLINE },
    { devices_sql, (RwQueryRowFunc) read_device, RW_RACK_DETAIL_OUTLINE },
    { tickets_sql, (RwQueryRowFunc) read_ticket, RW_RACK_DETAIL_OUTLINE },
    { backups_sql, (RwQueryRowFunc) read_backup, RW_RACK_DETAIL_OUTLINE },
    { changes_sql, (RwQueryRowFunc) read_change, RW_RACK_DETAIL_OUTLINE },
    { vlans_sql, (RwQueryRowFunc) read_vlan, RW_RACK_DETAIL_ALL },
    { ports_sql, (RwQueryRowFunc) read_port, RW_RACK_DETAIL_ALL },
  };
  g_autoptr (RwRackPlan) plan = new_plan (cache, place, error);
  Reader reader = { plan, NULL };

  if (plan == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].detail <= detail &&
        !read_all (&reader, cache, steps[i].sql, place, now, steps[i].func, cancellable, error))
      return NULL;
  rw_rack_plan_finish (plan);
  return g_steal_pointer (&plan);
}

void
rw_room_info_free (RwRoomInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->name);
  g_free (info->site_name);
  g_free (info);
}

/**
 * rw_query_rooms:
 *
 * Returns: (transfer container) (element-type RwRoomInfo): all rooms, by site and name
 */
GPtrArray *
rw_query_rooms (RwCache *cache, GError **error)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), rooms_sql, error);
  g_autoptr (GPtrArray) rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_room_info_free);
  gboolean row;

  if (stmt == NULL)
    return NULL;
  while (rw_stmt_step (stmt, &row, error))
    {
      RwRoomInfo *info;

      if (!row)
        return g_steal_pointer (&rooms);
      info = g_new0 (RwRoomInfo, 1);
      info->id = rw_stmt_get_id_or_nil (stmt, 0);
      info->name = g_strdup (rw_stmt_get_text (stmt, 1));
      info->site = rw_stmt_get_id_or_nil (stmt, 2);
      info->site_name = g_strdup (rw_stmt_get_text (stmt, 3));
      info->n_racks = (guint) rw_stmt_get_integer (stmt, 4);
      info->n_devices = (guint) rw_stmt_get_integer (stmt, 5);
      g_ptr_array_add (rooms, info);
    }
  return NULL;
}

/**
 * rw_query_room_of:
 * @kind: device, rack or room
 * @room: (out): in which room it is; the nil id when in none
 *
 * Returns: %FALSE with @error set when the cache cannot be read
 */
gboolean
rw_query_room_of (RwCache *cache, RwKind kind, const RwId *id, RwId *room, GError **error)
{
  const char *sql =
    kind == RW_KIND_DEVICE
      ? "SELECT k.room FROM device d LEFT JOIN device c ON c.id = d.parent JOIN rack k ON k.id = coalesce(d.rack, c.rack)"
        " WHERE d.id = ?1"
    : kind == RW_KIND_RACK ? "SELECT room FROM rack WHERE id = ?1"
                           : "SELECT id FROM room WHERE id = ?1";
  g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, error);
  gboolean row;

  *room = RW_ID_NIL;
  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_id (stmt, 1, id);
  if (!rw_stmt_step (stmt, &row, error))
    return FALSE;
  if (row)
    rw_stmt_get_id (stmt, 0, room);
  return TRUE;
}
