/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query/rw-query-racks.h"
#include "query/rw-query-wiring.h"
#include "rw-capacity.h"
#include "rw-clock.h"
#include "rw-error.h"
#include "store-fixture.h"

#include <gio/gio.h>
#include <string.h>

#define NOW (1000 * RW_DAY)

typedef struct
{
  char *dir;
  RwCacheWriter *writer;
  RwCache *cache;
  RwId room, rack, type, job;
} Fixture;

static RwRecord *
new_named (RwKind kind, guint name_field, const char *name)
{
  RwId id = rw_id_from_name ("test", name);
  RwRecord *record = rw_record_new (kind, &id);

  rw_record_set_text (record, name_field, name);
  return record;
}

static void
put (Fixture *f, RwRecord *record)
{
  store_put (f->writer, record);
  g_object_unref (record);
}

static RwRecord *
new_device (Fixture *f, const char *name, double position)
{
  RwRecord *device = new_named (RW_KIND_DEVICE, RW_DEVICE_NAME, name);

  rw_record_set_ref (device, RW_DEVICE_TYPE, &f->type);
  rw_record_set_ref (device, RW_DEVICE_RACK, &f->rack);
  rw_record_set_enum (device, RW_DEVICE_STAGE, RW_STAGE_OPERATION);
  rw_record_set_enum (device, RW_DEVICE_ROLE, RW_DEVICE_ROLE_SERVER);
  if (position > 0)
    rw_record_set_decimal (device, RW_DEVICE_POSITION, position);
  return device;
}

static void
put_run (Fixture *f, const char *name, gint64 due, RwRunStatus status)
{
  RwId id = rw_id_from_name ("run", name);
  RwRecord *run = rw_record_new (RW_KIND_BACKUP_RUN, &id);

  rw_record_set_ref (run, RW_BACKUP_RUN_JOB, &f->job);
  rw_record_set_instant (run, RW_BACKUP_RUN_DUE, due);
  rw_record_set_enum (run, RW_BACKUP_RUN_STATUS, status);
  rw_record_set_text (run, RW_BACKUP_RUN_SIGNATURE, "disk full");
  put (f, run);
}

static void
put_switch (Fixture *f)
{
  RwRecord *device = new_device (f, "sw-1", 10), *cable;
  RwId ports[3];

  rw_record_set_enum (device, RW_DEVICE_ROLE, RW_DEVICE_ROLE_SWITCH);
  put (f, device);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("Ethernet1/%d", i == 0 ? 1 : i * 9);
      RwRecord *port = new_named (RW_KIND_PORT, RW_PORT_NAME, name);
      RwId system = rw_id_from_name ("test", "sw-1");

      ports[i] = *rw_record_get_id (port);
      rw_record_set_ref (port, RW_PORT_SYSTEM, &system);
      rw_record_set_enum (port, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
      rw_record_set_boolean (port, RW_PORT_ENABLED, i != 1);
      put (f, port);
    }
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("cable %d", i);
      RwId far = rw_id_from_name ("far", name);

      cable = new_named (RW_KIND_CABLE, RW_CABLE_LABEL, name);
      rw_record_set_ref (cable, i == 0 ? RW_CABLE_A : RW_CABLE_B, &ports[i]);
      rw_record_set_ref (cable, i == 0 ? RW_CABLE_B : RW_CABLE_A, &far);
      rw_record_set_enum (cable, RW_CABLE_STATUS, RW_CABLE_STATUS_CONNECTED);
      put (f, cable);
    }
}

static void
put_ticket (Fixture *f, const char *number, RwPriority priority, RwTicketStatus status)
{
  RwRecord *ticket = new_named (RW_KIND_TICKET, RW_TICKET_NUMBER, number);
  RwId ci = rw_id_from_name ("test", "web-014");

  rw_record_set_text (ticket, RW_TICKET_TITLE, "slow");
  rw_record_set_enum (ticket, RW_TICKET_TYPE, RW_TICKET_TYPE_INCIDENT);
  rw_record_set_enum (ticket, RW_TICKET_STATUS, status);
  rw_record_set_enum (ticket, RW_TICKET_PRIORITY, priority);
  rw_record_set_instant (ticket, RW_TICKET_OPENED, NOW - RW_HOUR);
  rw_record_set_ref (ticket, RW_TICKET_CI, &ci);
  put (f, ticket);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  RwRecord *record;
  RwId site, ids[2];

  f->dir = store_dir_new ();
  f->writer = store_new_cache (f->dir);
  f->cache = rw_cache_writer_get_cache (f->writer);

  record = new_named (RW_KIND_SITE, RW_SITE_NAME, "Frankfurt 2");
  site = *rw_record_get_id (record);
  put (f, record);
  record = new_named (RW_KIND_ROOM, RW_ROOM_NAME, "Cage 3");
  f->room = *rw_record_get_id (record);
  rw_record_set_ref (record, RW_ROOM_SITE, &site);
  put (f, record);
  record = new_named (RW_KIND_RACK, RW_RACK_NAME, "R11");
  f->rack = *rw_record_get_id (record);
  rw_record_set_ref (record, RW_RACK_ROOM, &f->room);
  rw_record_set_integer (record, RW_RACK_UNITS, 42);
  put (f, record);
  record = new_named (RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_MODEL, "R660");
  f->type = *rw_record_get_id (record);
  rw_record_set_text (record, RW_DEVICE_TYPE_MANUFACTURER, "Dell");
  rw_record_set_text (record, RW_DEVICE_TYPE_SLUG, "r660");
  rw_record_set_decimal (record, RW_DEVICE_TYPE_HEIGHT, 1);
  rw_record_set_boolean (record, RW_DEVICE_TYPE_FULL_DEPTH, TRUE);
  rw_record_set_integer (record, RW_DEVICE_TYPE_DRAW, 300);
  put (f, record);
  for (int leg = 0; leg < 2; leg++)
    {
      record = new_named (RW_KIND_POWER_FEED, RW_POWER_FEED_NAME, leg == 0 ? "A" : "B");
      rw_record_set_ref (record, RW_POWER_FEED_RACK, &f->rack);
      rw_record_set_enum (record, RW_POWER_FEED_LEG, leg);
      rw_record_set_integer (record, RW_POWER_FEED_VOLTS, 230);
      rw_record_set_integer (record, RW_POWER_FEED_AMPERES, leg == 0 ? 16 : 2);
      rw_record_set_integer (record, RW_POWER_FEED_MAX_PERCENT, 100);
      put (f, record);
    }

  put (f, new_device (f, "web-014", 23));
  record = new_device (f, "gone", 30);
  rw_record_set_enum (record, RW_DEVICE_STAGE, RW_STAGE_REMOVED);
  put (f, record);
  put (f, new_device (f, "chassis", 1));
  record = new_device (f, "blade", 0);
  ids[0] = rw_id_from_name ("test", "chassis");
  rw_record_take (record, RW_DEVICE_RACK, RW_VALUE_NULL);
  rw_record_set_ref (record, RW_DEVICE_PARENT, &ids[0]);
  put (f, record);
  put_switch (f);
  put_ticket (f, "T-1", RW_PRIORITY_P4, RW_TICKET_STATUS_NEW);
  put_ticket (f, "T-2", RW_PRIORITY_P2, RW_TICKET_STATUS_IN_PROGRESS);
  put_ticket (f, "T-3", RW_PRIORITY_P1, RW_TICKET_STATUS_CLOSED);

  record = new_named (RW_KIND_BACKUP_JOB, RW_BACKUP_JOB_NAME, "job");
  f->job = *rw_record_get_id (record);
  ids[0] = rw_id_from_name ("test", "web-014");
  ids[1] = rw_id_from_name ("test", "policy");
  rw_record_set_ref (record, RW_BACKUP_JOB_SYSTEM, &ids[0]);
  rw_record_set_ref (record, RW_BACKUP_JOB_POLICY, &ids[1]);
  put (f, record);
  put_run (f, "old", NOW - 2 * RW_DAY, RW_RUN_STATUS_SUCCESS);
  put_run (f, "last", NOW - RW_DAY, RW_RUN_STATUS_FAILED);
  put_run (f, "now", NOW, RW_RUN_STATUS_RUNNING);

  record = new_named (RW_KIND_RESERVATION, RW_RESERVATION_PURPOSE, "second node");
  rw_record_set_ref (record, RW_RESERVATION_RACK, &f->rack);
  rw_record_set_decimal (record, RW_RESERVATION_POSITION, 40);
  rw_record_set_decimal (record, RW_RESERVATION_HEIGHT, 2);
  put (f, record);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  rw_cache_writer_close (f->writer);
  store_dir_remove (f->dir);
}

static const RwRackDevice *
find (RwRackPlan *plan, const char *name)
{
  RwId id = rw_id_from_name ("test", name);
  int index = rw_rack_plan_find_device (plan, &id);

  return index >= 0 ? &plan->devices[index] : NULL;
}

static RwRackPlan *
load (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  RwRackPlan *plan = rw_query_rack_plan (f->cache, &f->room, RW_RACK_DETAIL_ALL, NOW, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static void
test_plan (Fixture *f, gconstpointer data)
{
  g_autoptr (RwRackPlan) plan = load (f);
  const RwRackDevice *web = find (plan, "web-014"), *blade = find (plan, "blade"),
                     *sw = find (plan, "sw-1");
  RwFeedLeg worst;

  g_assert_cmpstr (plan->title, ==, "Frankfurt 2 · Cage 3");
  g_assert_cmpuint (plan->n_racks, ==, 1);
  g_assert_cmpuint (plan->n_devices, ==, 4);
  g_assert_null (find (plan, "gone"));
  g_assert_cmpstr (web->type, ==, "Dell R660");
  g_assert_cmpint (web->start, ==, 44);
  g_assert_cmpint (web->length, ==, 2);
  g_assert_cmpint (web->faces, ==, RW_FACES_BOTH);
  g_assert_cmpint (web->priority, ==, RW_PRIORITY_P2);
  g_assert_cmpstr (web->ticket, ==, "T-2");
  g_assert_cmpuint (web->n_tickets, ==, 2);
  /* A run that is still going says nothing yet: the one before counts. */
  g_assert_cmpint (web->backup, ==, RW_BACKUP_STATE_FAILED);
  g_assert_cmpint (blade->rack, ==, 0);
  g_assert_true (&plan->devices[blade->parent] == find (plan, "chassis"));
  g_assert_cmpuint (sw->n_ports, ==, 3);
  /* In the order of their numbers: 1, 9, 18. */
  g_assert_cmpint (plan->ports[sw->first_port], ==, RW_PORT_STATE_UP);
  g_assert_cmpint (plan->ports[sw->first_port + 1], ==, RW_PORT_STATE_CABLED);
  g_assert_cmpint (plan->ports[sw->first_port + 2], ==, RW_PORT_STATE_FREE);
  g_assert_cmpfloat (plan->racks[0].use.used, ==, 3);
  g_assert_cmpfloat (plan->racks[0].use.reserved, ==, 2);
  g_assert_cmpint (plan->racks[0].watts, ==, 900);
  g_assert_cmpfloat_with_epsilon (rw_rack_info_get_loss (&plan->racks[0], &worst), 900.0 / 460,
                                  1e-9);
  g_assert_cmpint (worst, ==, RW_FEED_LEG_A);
}

/* By its site too, and first without what is not seen from afar. */
static void
test_site (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = rw_query_rooms (f->cache, &error);
  const RwRoomInfo *info = g_ptr_array_index (rooms, 0);
  g_autoptr (RwRackPlan) outline =
    rw_query_rack_plan (f->cache, &info->site, RW_RACK_DETAIL_OUTLINE, NOW, NULL, &error);
  g_autoptr (RwRackPlan) all =
    rw_query_rack_plan (f->cache, &info->site, RW_RACK_DETAIL_ALL, NOW, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (all->title, ==, "Frankfurt 2");
  g_assert_cmpuint (all->n_rooms, ==, 1);
  g_assert_cmpstr (all->rooms[0].name, ==, "Cage 3");
  g_assert_true (rw_id_equal (&all->rooms[0].id, &f->room));
  g_assert_cmpint (all->rooms[0].first_aisle, ==, -1);
  g_assert_cmpuint (all->n_devices, ==, 4);
  g_assert_cmpuint (find (all, "sw-1")->n_ports, ==, 3);
  g_assert_cmpuint (outline->n_devices, ==, 4);
  g_assert_cmpuint (find (outline, "sw-1")->n_ports, ==, 0);
  g_assert_cmpint (find (outline, "web-014")->backup, ==, RW_BACKUP_STATE_FAILED);
  g_assert_nonnull (strstr (find (all, "web-014")->words, "r660"));
}

static void
test_acknowledged (Fixture *f, gconstpointer data)
{
  g_autoptr (RwRackPlan) before = NULL, after = NULL;
  RwRecord *ack = new_named (RW_KIND_BACKUP_ACK, RW_BACKUP_ACK_REASON, "disk ordered");
  RwId system = rw_id_from_name ("test", "web-014");

  rw_record_set_ref (ack, RW_BACKUP_ACK_SYSTEM, &system);
  rw_record_set_instant (ack, RW_BACKUP_ACK_AT, NOW - RW_HOUR);
  rw_record_set_instant (ack, RW_BACKUP_ACK_UNTIL, NOW + RW_HOUR);
  rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, "another cause");
  store_put (f->writer, ack);
  before = load (f);
  g_assert_cmpint (find (before, "web-014")->backup, ==, RW_BACKUP_STATE_FAILED);
  rw_record_set_text (ack, RW_BACKUP_ACK_SIGNATURE, "disk full");
  put (f, ack);
  after = load (f);
  g_assert_cmpint (find (after, "web-014")->backup, ==, RW_BACKUP_STATE_WARNING);
}

static void
test_rooms (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = rw_query_rooms (f->cache, &error);
  const RwRoomInfo *info;
  RwId id, room;

  g_assert_no_error (error);
  g_assert_cmpuint (rooms->len, ==, 1);
  info = g_ptr_array_index (rooms, 0);
  g_assert_cmpstr (info->name, ==, "Cage 3");
  g_assert_cmpstr (info->site_name, ==, "Frankfurt 2");
  g_assert_cmpuint (info->n_racks, ==, 1);
  g_assert_cmpuint (info->n_devices, ==, 3);

  id = rw_id_from_name ("test", "blade");
  g_assert_true (rw_query_room_of (f->cache, RW_KIND_DEVICE, &id, &room, &error));
  g_assert_true (rw_id_equal (&room, &f->room));
  g_assert_true (rw_query_room_of (f->cache, RW_KIND_RACK, &f->rack, &room, &error));
  g_assert_true (rw_id_equal (&room, &f->room));
  id = rw_id_from_name ("test", "nobody");
  g_assert_true (rw_query_room_of (f->cache, RW_KIND_DEVICE, &id, &room, &error));
  g_assert_true (rw_id_is_nil (&room));
  g_assert_no_error (error);
}

static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  RwId nowhere = rw_id_from_name ("test", "nowhere");
  g_autoptr (RwRackPlan) empty =
    rw_query_rack_plan (f->cache, &nowhere, RW_RACK_DETAIL_ALL, NOW, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (empty->n_racks, ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (
    rw_query_rack_plan (f->cache, &f->room, RW_RACK_DETAIL_ALL, NOW, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What a search for a place asks of the wiring. */
static void
test_capacity (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RwWiring) wiring = NULL;
  g_autoptr (RwCapacity) capacity = NULL;
  RwRecord *record = new_named (RW_KIND_DEVICE_TYPE, RW_DEVICE_TYPE_MODEL, "R660 wide");
  RwId type = *rw_record_get_id (record), vlans[2], sw = rw_id_from_name ("test", "sw-1");
  int index;

  rw_record_set_text (record, RW_DEVICE_TYPE_SLUG, "wide");
  rw_record_set_decimal (record, RW_DEVICE_TYPE_HEIGHT, 2);
  rw_record_set_boolean (record, RW_DEVICE_TYPE_FULL_DEPTH, FALSE);
  rw_record_set_decimal (record, RW_DEVICE_TYPE_WEIGHT, 21.5);
  rw_record_set_text (
    record, RW_DEVICE_TYPE_PORTS,
    "[{\"name\":\"1\",\"type\":\"power_inlet\"},{\"name\":\"2\",\"type\":\"power_inlet\"},"
    "{\"name\":\"n1\",\"type\":\"network\"},\"nonsense\","
    "{\"name\":\"m\",\"type\":\"network\",\"management_only\":true}]");
  put (f, record);
  for (int i = 0; i < 2; i++)
    {
      record = new_named (RW_KIND_VLAN, RW_VLAN_NAME, i == 0 ? "web" : "db");
      vlans[i] = *rw_record_get_id (record);
      rw_record_set_integer (record, RW_VLAN_VID, 200 - i);
      put (f, record);
    }
  record = new_named (RW_KIND_PORT, RW_PORT_NAME, "trunk");
  rw_record_set_ref (record, RW_PORT_SYSTEM, &sw);
  rw_record_set_enum (record, RW_PORT_TYPE, RW_PORT_TYPE_NETWORK);
  rw_record_set_ref (record, RW_PORT_UNTAGGED, &vlans[0]);
  rw_record_set_refs (record, RW_PORT_TAGGED, vlans, 2);
  put (f, record);
  record = new_named (RW_KIND_RESERVATION, RW_RESERVATION_PURPOSE, "third node");
  rw_record_set_ref (record, RW_RESERVATION_RACK, &f->rack);
  rw_record_set_decimal (record, RW_RESERVATION_POSITION, 30);
  rw_record_set_decimal (record, RW_RESERVATION_HEIGHT, 1);
  rw_record_set_enum (record, RW_RESERVATION_FACE, RW_FACE_FRONT);
  rw_record_set_integer (record, RW_RESERVATION_DRAW, 450);
  rw_record_set_decimal (record, RW_RESERVATION_WEIGHT, 18);
  put (f, record);

  wiring = rw_query_wiring (f->cache, NULL, &error);
  g_assert_no_error (error);
  capacity = rw_capacity_new (wiring);
  index = rw_wiring_find_type (wiring, &type);
  g_assert_cmpint (index, >=, 0);
  g_assert_cmpuint (wiring->types[index].inlets, ==, 2);
  g_assert_cmpuint (wiring->types[index].ports, ==, 1);
  g_assert_cmpint (wiring->types[index].length, ==, 4);
  g_assert_false (wiring->types[index].full_depth);
  g_assert_cmpfloat (wiring->types[index].weight, ==, 21.5);
  g_assert_cmpuint (wiring->n_vlans, ==, 2);
  g_assert_cmpint (wiring->vlans[0].vid, ==, 199);
  g_assert_cmpuint (wiring->n_carried, ==, 2);
  g_assert_cmpstr (wiring->rooms[0].name, ==, "Frankfurt 2 · Cage 3");
  g_assert_cmpuint (wiring->n_reservations, ==, 2);
  /* As the plan of the room has it. */
  g_assert_cmpfloat (capacity->racks[0].free, ==, 39);
  g_assert_cmpfloat (capacity->racks[0].reserved, ==, 3);
  g_assert_cmpfloat (capacity->racks[0].watts, ==, 900);
  g_assert_cmpfloat (capacity->racks[0].planned_watts, ==, 450);
  g_assert_cmpfloat (capacity->racks[0].planned_weight, ==, 18);
  /* 460 W on B, where 900 W hang when A is lost. */
  g_assert_cmpfloat_with_epsilon (capacity->racks[0].left, 460 - 900, 1e-9);
  g_assert_cmpuint (capacity->racks[0].free_ports, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/store/query-racks/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("plan", test_plan);
  ADD ("site", test_site);
  ADD ("acknowledged", test_acknowledged);
  ADD ("rooms", test_rooms);
  ADD ("cancelled", test_cancelled);
  ADD ("capacity", test_capacity);
  return g_test_run ();
}
