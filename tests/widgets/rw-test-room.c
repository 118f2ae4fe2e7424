/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-test-room.h"

/* Rooms to look at and to measure: as dense and as mixed as a real cage. The same for the same numbers. */

RwId
rw_test_room_id (const char *name)
{
  return rw_id_from_name ("test-room", name);
}

typedef struct
{
  const char *type;
  RwDeviceRole role;
  int length;
  gboolean full_depth;
  int bays;
  int watts;
} Shape;

static const Shape servers[] = {
  { "PowerEdge R660", RW_DEVICE_ROLE_SERVER, 2, TRUE, 8, 310 },
  { "ProLiant DL360 Gen11", RW_DEVICE_ROLE_SERVER, 2, TRUE, 8, 290 },
  { "ThinkSystem SR630 V3", RW_DEVICE_ROLE_SERVER, 2, TRUE, 10, 270 },
  { "PRIMERGY RX2540 M7", RW_DEVICE_ROLE_SERVER, 4, TRUE, 24, 480 },
  { "PowerEdge R760", RW_DEVICE_ROLE_SERVER, 4, TRUE, 12, 455 },
  { "PowerEdge R660", RW_DEVICE_ROLE_SERVER, 2, TRUE, 4, 250 },
  { "ProLiant DL380 Gen11", RW_DEVICE_ROLE_SERVER, 4, TRUE, 8, 430 },
};
static const char *const names[] = { "web", "app", "db", "mail", "cache", "k8s", "file", "mon" };
static const char *const services[] = { "Nordlicht Reisen · Buchung", "Hansekontor · Shop",
                                        "Alpenbank · Portal", "Rheinwerk · ERP",
                                        "Stadtwerke Lahnau · Kundenportal" };

typedef struct
{
  RwRackPlan *plan;
  GRand *rand;
  guint n_named;
  RwId rack;
  int free[2][120];
  struct
  {
    RwId id;
    int n, up, cabled;
  } ports[20000];
  guint n_ports;
} Maker;

static void
set_state (Maker *maker, RwRackDevice *device)
{
  int dice = g_rand_int_range (maker->rand, 0, 100);

  device->stage = RW_STAGE_OPERATION;
  device->priority = -1;
  device->backup = device->role == RW_DEVICE_ROLE_SERVER || device->role == RW_DEVICE_ROLE_BLADE
                     ? RW_BACKUP_STATE_GOOD
                     : RW_BACKUP_STATE_NONE;
  if (device->backup == RW_BACKUP_STATE_GOOD && dice < 3)
    device->backup = RW_BACKUP_STATE_FAILED;
  else if (dice < 5)
    {
      device->priority = RW_PRIORITY_P3;
      device->n_tickets = 1;
      device->ticket = "T-10423";
    }
  else if (dice == 5)
    {
      device->priority = RW_PRIORITY_P1;
      device->n_tickets = 2;
      device->ticket = "T-10391";
    }
  else if (dice < 9)
    device->stage = RW_STAGE_CONNECTED;
}

static gboolean
room_for (Maker *maker, int start, int length, RwFaces faces)
{
  for (int face = 0; face < 2; face++)
    for (int half = start; half < start + length; half++)
      if ((faces & (1 << face)) != 0 && maker->free[face][half] < 2)
        return FALSE;
  return start >= 0;
}

static RwId
put (Maker *maker, const char *name, const Shape *shape, int start, RwFace face, int stage)
{
  RwRackDevice device = { .rack_id = maker->rack,
                          .name = name,
                          .type = shape->type,
                          .model = shape->type,
                          .role = shape->role,
                          .start = start,
                          .length = shape->length,
                          .face = face,
                          .side = -1,
                          .full_depth = shape->full_depth,
                          .drive_bays = shape->bays,
                          .watts = shape->watts,
                          .priority = -1 };

  device.id = rw_test_room_id (name);
  device.faces = shape->full_depth ? RW_FACES_BOTH : 1 << face;
  if (shape->role == RW_DEVICE_ROLE_SERVER || shape->role == RW_DEVICE_ROLE_STORAGE)
    device.service = services[g_rand_int_range (maker->rand, 0, G_N_ELEMENTS (services))];
  set_state (maker, &device);
  if (stage >= 0)
    device.stage = stage;
  for (int f = 0; f < 2; f++)
    for (int half = start; half < start + shape->length; half++)
      if ((device.faces & (1 << f)) != 0)
        maker->free[f][half] = 0;
  rw_rack_plan_add_device (maker->plan, &device);
  return device.id;
}

static void
give_ports (Maker *maker, const RwId *id, int n, int up, int cabled)
{
  if (maker->n_ports >= G_N_ELEMENTS (maker->ports))
    return;
  maker->ports[maker->n_ports].id = *id;
  maker->ports[maker->n_ports].n = n;
  maker->ports[maker->n_ports].up = up;
  maker->ports[maker->n_ports++].cabled = cabled;
}

static void
add_chassis (Maker *maker, const char *name, int start)
{
  RwRackDevice chassis = { .id = rw_test_room_id (name),
                           .rack_id = maker->rack,
                           .name = name,
                           .type = "PowerEdge MX7000",
                           .role = RW_DEVICE_ROLE_CHASSIS,
                           .start = start,
                           .length = 14,
                           .faces = RW_FACES_BOTH,
                           .side = -1,
                           .full_depth = TRUE,
                           .n_bays = 8,
                           .stage = RW_STAGE_OPERATION,
                           .priority = -1,
                           .watts = 2400 };

  rw_rack_plan_add_device (maker->plan, &chassis);
  for (int bay = 1; bay <= 8; bay++)
    {
      g_autofree char *blade_name = g_strdup_printf ("%s-b%d", name, bay);
      g_autofree char *bay_name = g_strdup_printf ("Bay %d", bay);
      RwRackDevice blade = { .id = rw_test_room_id (blade_name),
                             .parent_id = chassis.id,
                             .name = blade_name,
                             .bay = bay_name,
                             .type = "PowerEdge MX760c",
                             .role = RW_DEVICE_ROLE_BLADE,
                             .side = -1 };

      set_state (maker, &blade);
      if (bay != 6)
        rw_rack_plan_add_device (maker->plan, &blade);
    }
  for (int half = start; half < start + 14; half++)
    maker->free[0][half] = maker->free[1][half] = 0;
}

static void
fill_rack (Maker *maker, guint index, int units)
{
  static const Shape tor = { "Nexus 93180YC", RW_DEVICE_ROLE_SWITCH, 2, FALSE, 0, 340 };
  static const Shape management = { "Catalyst 9200L", RW_DEVICE_ROLE_SWITCH, 2, FALSE, 0, 90 };
  static const Shape panel = { "Patch panel 24 LC", RW_DEVICE_ROLE_PATCH_PANEL, 2, FALSE, 0, 0 };
  static const Shape firewall = { "FortiGate 600F", RW_DEVICE_ROLE_FIREWALL, 2, TRUE, 0, 220 };
  static const Shape storage = { "NetApp AFF A400", RW_DEVICE_ROLE_STORAGE, 8, TRUE, 24, 910 };
  static const Shape shelf = { "Shelf DS224C", RW_DEVICE_ROLE_STORAGE, 4, TRUE, 24, 260 };
  int top = 2 * units - 2;

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("sw-%03u", index * 3 + i + 101);
      g_autofree char *panel_name = g_strdup_printf ("pp-%03u", index * 2 + i + 201);
      RwId id = put (maker, name, &tor, top - 4 * i, RW_FACE_FRONT, -1);

      give_ports (maker, &id, 48, g_rand_int_range (maker->rand, 20, 44),
                  g_rand_int_range (maker->rand, 0, 4));
      id = put (maker, panel_name, &panel, top - 4 * i - 2, RW_FACE_FRONT, -1);
      give_ports (maker, &id, 24, g_rand_int_range (maker->rand, 4, 22), 0);
    }
  if (index % 3 == 0)
    {
      g_autofree char *name = g_strdup_printf ("fw-%02u", index + 1);
      RwId id = put (maker, name, &firewall, top - 10, RW_FACE_FRONT, -1);

      give_ports (maker, &id, 18, 9, 1);
    }
  {
    g_autofree char *name = g_strdup_printf ("mgmt-%03u", index + 301);
    RwId id = put (maker, name, &management, top, RW_FACE_REAR, -1);

    give_ports (maker, &id, 24, 19, 0);
  }
  for (int half = top - 14; half >= 0;)
    {
      int dice = g_rand_int_range (maker->rand, 0, 100);
      const Shape *shape = dice < 2 ? &storage
                           : dice < 4
                             ? &shelf
                             : &servers[dice < 74 ? dice % 3 : dice % (int) G_N_ELEMENTS (servers)];
      const char *word = names[g_rand_int_range (maker->rand, 0, G_N_ELEMENTS (names))];
      g_autofree char *name = NULL;

      if (dice >= 94)
        {
          half -= 2 * g_rand_int_range (maker->rand, 1, 4);
          continue;
        }
      if (index % 7 == 2 && half > 30 && half < 44 &&
          room_for (maker, half - 14, 14, RW_FACES_BOTH))
        {
          name = g_strdup_printf ("bc-%02u", index);
          add_chassis (maker, name, half - 14);
          half -= 16;
          continue;
        }
      half -= shape->length - 2;
      if (half < 0)
        break;
      name = g_strdup_printf ("%s-%03u", shape->role == RW_DEVICE_ROLE_STORAGE ? "san" : word,
                              ++maker->n_named + 100);
      if (dice < 92 && room_for (maker, half, shape->length, RW_FACES_BOTH))
        put (maker, name, shape, half, RW_FACE_FRONT, -1);
      else if (room_for (maker, half, shape->length, RW_FACES_BOTH) && index % 2 == 0)
        put (maker, name, shape, half, RW_FACE_FRONT, RW_STAGE_ORDERED);
      half -= 2;
    }
  for (int side = 0; side < 2; side++)
    {
      g_autofree char *name = g_strdup_printf ("pdu-%03u%c", index + 1, side == 0 ? 'a' : 'b');
      RwRackDevice pdu = { .id = rw_test_room_id (name),
                           .rack_id = maker->rack,
                           .name = name,
                           .type = "Raritan PX3",
                           .side = side,
                           .role = RW_DEVICE_ROLE_PDU,
                           .face = RW_FACE_REAR,
                           .stage = RW_STAGE_OPERATION,
                           .priority = -1 };

      rw_rack_plan_add_device (maker->plan, &pdu);
      give_ports (maker, &pdu.id, 24, g_rand_int_range (maker->rand, 10, 22), 0);
    }
}

static RwRackPlan *
make (guint n_racks, guint racks_per_row, guint racks_per_room)
{
  RwId place = rw_test_room_id (racks_per_room > 0 ? "site" : "room"), room = RW_ID_NIL;
  g_autofree Maker *maker = g_new0 (Maker, 1);

  maker->plan = rw_rack_plan_new (&place, racks_per_room > 0 ? "Frankfurt 2" : "Cage 3");
  maker->rand = g_rand_new_with_seed (20261122);
  for (guint i = 0; i < n_racks; i++)
    {
      guint in_room = racks_per_room > 0 ? i % racks_per_room : i,
            cage = racks_per_room > 0 ? i / racks_per_room + 1 : 3;
      char letter = (char) ('R' + in_room / racks_per_row);
      g_autofree char *name =
        g_strdup_printf ("FRA2-C%u-%c%02u", cage, letter, in_room % racks_per_row + 1);
      g_autofree char *row = g_strdup_printf ("%c", letter);
      RwRackInfo rack = { .id = rw_test_room_id (name),
                          .name = name,
                          .row = row,
                          .position = in_room % racks_per_row + 1,
                          .units = i % 11 == 5 ? 47 : 42,
                          .status = RW_RACK_STATUS_ACTIVE };

      if (racks_per_room > 0 && in_room == 0)
        {
          g_autofree char *called = g_strdup_printf ("Cage %u", cage);
          RwRackRoom info = { .name = called, .first_aisle = RW_AISLE_COLD };

          info.id = room = rw_test_room_id (called);
          rw_rack_plan_add_room (maker->plan, &info);
        }
      rack.room_id = room;
      maker->rack = rack.id;
      for (int face = 0; face < 2; face++)
        for (int half = 0; half < 120; half++)
          maker->free[face][half] = 2;
      rw_rack_plan_add_rack (maker->plan, &rack);
      rw_rack_plan_add_feed (maker->plan, &rack.id, RW_FEED_LEG_A, 11000);
      rw_rack_plan_add_feed (maker->plan, &rack.id, RW_FEED_LEG_B, i % 4 == 1 ? 7400 : 11000);
      fill_rack (maker, i, rack.units);
      if (i % 5 == 1)
        {
          RwRackReservation reservation = { .id = rw_test_room_id ("reserved"),
                                            .rack_id = rack.id,
                                            .purpose = "Rheinwerk, 3 nodes until March",
                                            .start = 8,
                                            .length = 14,
                                            .faces = RW_FACES_BOTH };

          rw_rack_plan_add_reservation (maker->plan, &reservation);
        }
    }
  for (guint i = 0; i < maker->n_ports; i++)
    {
      RwRackDevice *device = rw_rack_plan_edit_device (maker->plan, &maker->ports[i].id);

      for (int p = 0; p < maker->ports[i].n; p++)
        {
          int spot = (p * 7) % maker->ports[i].n;

          rw_rack_plan_add_port (maker->plan, device,
                                 spot < maker->ports[i].up ? RW_PORT_STATE_UP
                                 : spot < maker->ports[i].up + maker->ports[i].cabled
                                   ? RW_PORT_STATE_CABLED
                                   : RW_PORT_STATE_FREE);
        }
    }
  rw_rack_plan_finish (maker->plan);
  g_rand_free (maker->rand);
  return maker->plan;
}

/**
 * rw_test_room_new:
 *
 * Returns: a finished plan of one room with about 35 devices a rack
 */
RwRackPlan *
rw_test_room_new (guint n_racks, guint racks_per_row)
{
  return make (n_racks, racks_per_row, 0);
}

/**
 * rw_test_site_new:
 *
 * Returns: a finished plan of a site whose rooms have two rows, with about 35 devices a rack
 */
RwRackPlan *
rw_test_site_new (guint n_racks, guint racks_per_row)
{
  return make (n_racks, racks_per_row, 2 * racks_per_row);
}

static void
add_small (RwRackPlan *plan,
           const char *name,
           const char *rack,
           int start,
           int length,
           gboolean half_width)
{
  RwRackDevice device = { .name = name,
                          .role = RW_DEVICE_ROLE_SERVER,
                          .start = start,
                          .length = length,
                          .faces = RW_FACES_FRONT,
                          .side = -1,
                          .half_width = half_width,
                          .stage = RW_STAGE_OPERATION,
                          .priority = -1 };

  device.id = rw_test_room_id (name);
  device.rack_id = rw_test_room_id (rack);
  if (g_str_equal (name, "web-014"))
    device.backup = RW_BACKUP_STATE_FAILED;
  rw_rack_plan_add_device (plan, &device);
}

/**
 * rw_test_room_small:
 *
 * Two racks of 10 units in one row. R1, from below: db-1 (units 1-2), free 3, web-014 (4), half-left and
 * half-right (5), free 6-10. R2: db-2 (4-5), bc-1 (7-8) with blade-1 and blade-2, pdu-1 at the left.
 */
RwRackPlan *
rw_test_room_small (void)
{
  RwId room = rw_test_room_id ("small");
  RwRackPlan *plan = rw_rack_plan_new (&room, "Lab");

  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("R%d", i);
      RwRackInfo rack = { .id = rw_test_room_id (name),
                          .name = name,
                          .row = "A",
                          .position = i,
                          .units = 10,
                          .status = -1 };

      rw_rack_plan_add_rack (plan, &rack);
    }
  add_small (plan, "db-1", "R1", 0, 4, FALSE);
  add_small (plan, "web-014", "R1", 6, 2, FALSE);
  add_small (plan, "half-left", "R1", 8, 2, TRUE);
  add_small (plan, "half-right", "R1", 8, 2, TRUE);
  add_small (plan, "db-2", "R2", 6, 4, FALSE);
  {
    RwRackDevice chassis = { .id = rw_test_room_id ("bc-1"),
                             .rack_id = rw_test_room_id ("R2"),
                             .name = "bc-1",
                             .n_bays = 2,
                             .role = RW_DEVICE_ROLE_CHASSIS,
                             .start = 12,
                             .length = 4,
                             .faces = RW_FACES_BOTH,
                             .full_depth = TRUE,
                             .side = -1,
                             .stage = RW_STAGE_OPERATION,
                             .priority = -1 };
    RwRackDevice pdu = { .id = rw_test_room_id ("pdu-1"),
                         .rack_id = rw_test_room_id ("R2"),
                         .name = "pdu-1",
                         .side = RW_SIDE_LEFT,
                         .role = RW_DEVICE_ROLE_PDU,
                         .stage = RW_STAGE_OPERATION,
                         .priority = -1 };

    rw_rack_plan_add_device (plan, &chassis);
    rw_rack_plan_add_device (plan, &pdu);
    for (int i = 1; i <= 2; i++)
      {
        g_autofree char *name = g_strdup_printf ("blade-%d", i);
        g_autofree char *bay = g_strdup_printf ("%d", i);
        RwRackDevice blade = { .id = rw_test_room_id (name),
                               .parent_id = chassis.id,
                               .name = name,
                               .bay = bay,
                               .side = -1,
                               .role = RW_DEVICE_ROLE_BLADE,
                               .stage = RW_STAGE_OPERATION,
                               .priority = -1 };

        rw_rack_plan_add_device (plan, &blade);
      }
  }
  rw_rack_plan_finish (plan);
  return plan;
}
