/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "rules/rw-find-place.h"
#include "wiring-parts.h"

#define N_ROUNDS 300

/* --- An estate ------------------------------------------------------------------------------------- */

static void
add_rack (RwWiring *wiring, const char *name, const char *row, int units)
{
  RwWireRack rack = { .id = id (name),
                      .room_id = id ("room"),
                      .name = name,
                      .row = row,
                      .units = units,
                      .status = RW_RACK_STATUS_ACTIVE,
                      .max_weight = 800 };

  rw_wiring_add_rack (wiring, &rack);
}

static void
add_device (RwWiring *wiring, const char *name, const char *rack, const char *type, int start, int face, RwStage stage, RwDeviceRole role)
{
  RwWireSystem device = { .id = id (name),
                          .kind = RW_KIND_DEVICE,
                          .name = name,
                          .role = role,
                          .stage = (int) stage,
                          .rack_id = id (rack),
                          .start = start,
                          .face = face };

  if (type != NULL)
    device.type_id = id (type);
  rw_wiring_add_system (wiring, &device);
}

/* A feed of 3000 W and a PDU on it. */
static void
add_leg (RwWiring *wiring, const char *rack, int leg, guint n_outlets)
{
  g_autofree char *feed_name = g_strdup_printf ("%s-%c", rack, 'A' + leg),
                  *pdu = g_strdup_printf ("%s-pdu-%c", rack, 'a' + leg);
  RwWireFeed feed = {
    .id = id (feed_name), .rack_id = id (rack), .name = feed_name, .leg = leg, .watts = 3000
  };

  rw_wiring_add_feed (wiring, &feed);
  add_device (wiring, pdu, rack, NULL, -1, -1, RW_STAGE_OPERATION, RW_DEVICE_ROLE_PDU);
  add_port (wiring, pdu, "in", RW_PORT_TYPE_POWER_INLET, NULL);
  plug (wiring, id (feed_name), port_id (pdu, "in"));
  for (guint i = 0; i < n_outlets; i++)
    {
      g_autofree char *outlet = g_strdup_printf ("%u", i);

      add_port (wiring, pdu, outlet, RW_PORT_TYPE_POWER_OUTLET, "in");
    }
}

/* Into outlet @outlet of the PDUs of each of @legs. */
static void
power (RwWiring *wiring, const char *device, const char *rack, const char *legs, guint outlet)
{
  for (const char *leg = legs; *leg != '\0'; leg++)
    {
      const char inlet[] = { *leg, '\0' };
      g_autofree char *pdu = g_strdup_printf ("%s-pdu-%c", rack, *leg),
                      *number = g_strdup_printf ("%u", outlet);

      add_port (wiring, device, inlet, RW_PORT_TYPE_POWER_INLET, NULL);
      plug (wiring, port_id (device, inlet), port_id (pdu, number));
    }
}

static void
add_switch (RwWiring *wiring, const char *name, const char *rack, int start, guint n_ports, const char *vlan)
{
  RwId switch_id = id (name), vlan_id = id (vlan);

  add_device (wiring, name, rack, "panel", start, RW_FACE_FRONT, RW_STAGE_OPERATION,
              RW_DEVICE_ROLE_SWITCH);
  for (guint i = 0; i < n_ports; i++)
    {
      g_autofree char *port = g_strdup_printf ("%u", i);

      add_port (wiring, name, port, RW_PORT_TYPE_NETWORK, NULL);
      rw_wiring_add_carried (wiring, &switch_id, &vlan_id);
    }
}

/* Two racks of 10 U in row A and one in row B, each with two feeds and a switch on its highest unit. */
static RwWiring *
new_estate (void)
{
  RwWiring *wiring = rw_wiring_new ();
  RwWirePlace room = { .id = id ("room"), .name = "Room" };
  RwWireVlan vlans[] = { { id ("v110"), "web", 110 }, { id ("v120"), "db", 120 } };
  static const char *const racks[] = { "R1", "R2", "R3" };

  rw_wiring_add_room (wiring, &room);
  for (guint i = 0; i < G_N_ELEMENTS (vlans); i++)
    rw_wiring_add_vlan (wiring, &vlans[i]);
  add_type (wiring, "panel", 2, FALSE, FALSE, 3, 0);
  add_type (wiring, "1U", 2, TRUE, FALSE, 15, 400);
  add_type (wiring, "2U", 4, TRUE, FALSE, 30, 800);
  add_type (wiring, "half", 2, TRUE, TRUE, 5, 100);
  for (guint i = 0; i < G_N_ELEMENTS (racks); i++)
    {
      g_autofree char *name = g_strdup_printf ("sw-%s", racks[i]);

      add_rack (wiring, racks[i], i < 2 ? "A" : "B", 10);
      add_leg (wiring, racks[i], 0, 6);
      add_leg (wiring, racks[i], 1, 6);
      add_switch (wiring, name, racks[i], 18, 4, i < 2 ? "v110" : "v120");
    }
  return wiring;
}

static RwPlaceRequest
request_for (const RwWiring *wiring, const char *type)
{
  RwId wanted = id (type);
  RwPlaceRequest request;

  rw_place_request_init (&request);
  rw_place_request_set_type (&request, &wiring->types[rw_wiring_find_type (wiring, &wanted)]);
  return request;
}

static const char *
name_of (const RwWiring *wiring, const RwPlaceAnswer *answer, guint i)
{
  return wiring->racks[g_array_index (answer->places, RwPlace, i).rack].name;
}

static gboolean
has_rack (const RwWiring *wiring, const RwPlaceAnswer *answer, const char *rack)
{
  for (guint i = 0; i < answer->places->len; i++)
    if (g_str_equal (name_of (wiring, answer, i), rack))
      return TRUE;
  return FALSE;
}

static const RwPlaceLack *
lack (const RwPlaceAnswer *answer, RwPlaceRule rule, guint n_failed, guint n_only, double missing)
{
  const RwPlaceLack *found = &answer->lacks[rule];

  g_assert_cmpuint (found->n_failed, ==, n_failed);
  g_assert_cmpuint (found->n_only, ==, n_only);
  if (isnan (missing))
    g_assert_true (isnan (found->missing));
  else
    g_assert_cmpfloat_with_epsilon (found->missing, missing, 0.01);
  return found;
}

/* --- Cases ----------------------------------------------------------------------------------------- */

static void
test_empty (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwPlaceRequest request;
  const RwPlace *best;

  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  request = request_for (wiring, "2U");
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->n_racks, ==, 3);
  g_assert_cmpuint (answer->places->len, ==, 3);
  /* All the same: by name. What is heavy stands at the floor. */
  g_assert_cmpstr (name_of (wiring, answer, 0), ==, "R1");
  best = &g_array_index (answer->places, RwPlace, 0);
  g_assert_cmpint (best->starts[0], ==, 0);
  g_assert_cmpfloat (best->rest, ==, 7);
  g_assert_cmpfloat (best->left, ==, 3000);
  g_assert_cmpuint (best->outlets[0], ==, 6);
  g_assert_cmpfloat (best->weight_left, ==, 797);
  /* 2400 W for three of 800 W, and 7 U for three of 2 U. */
  g_assert_cmpuint (best->more, ==, 2);
  g_assert_cmpint (best->next, ==, RW_PLACE_POWER);
}

/* A gap that it fills is better than one that it leaves a unit of. */
static void
test_best_fit (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwPlaceRequest request;

  /* R3: free are units 1-2, 4-6 and 8-9. */
  add_device (wiring, "p1", "R3", "panel", 4, RW_FACE_FRONT, RW_STAGE_OPERATION,
              RW_DEVICE_ROLE_OTHER);
  add_device (wiring, "p2", "R3", "panel", 12, RW_FACE_FRONT, RW_STAGE_OPERATION,
              RW_DEVICE_ROLE_OTHER);
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  request = request_for (wiring, "2U");
  answer = rw_find_place (capacity, &request);
  g_assert_cmpstr (name_of (wiring, answer, 0), ==, "R3");
  g_assert_cmpint (g_array_index (answer->places, RwPlace, 0).starts[0], ==, 0);
  g_clear_pointer (&answer, rw_place_answer_free);

  request.count = 3;
  request.watts = request.inlets = 0;
  answer = rw_find_place (capacity, &request);
  g_assert_true (has_rack (wiring, answer, "R3"));
  g_clear_pointer (&answer, rw_place_answer_free);

  /* The rear is free where only panels stand. */
  request.length = 18;
  request.faces = RW_FACES_REAR;
  request.count = 1;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 3);
}

static void
test_units (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwWireReservation kept = {
    .rack_id = id ("R1"), .start = 6, .length = 4, .faces = RW_FACES_FRONT
  };
  RwPlaceRequest request;

  rw_wiring_add_reservation (wiring, &kept);
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  request = request_for (wiring, "1U");
  request.length = 10;
  answer = rw_find_place (capacity, &request);
  g_assert_false (has_rack (wiring, answer, "R1"));
  g_assert_cmpuint (answer->places->len, ==, 2);
  /* Four units in a row are left: units 6 to 9. */
  g_assert_cmpint (lack (answer, RW_PLACE_UNITS, 1, 1, 1)->rack, ==, 0);
  g_clear_pointer (&answer, rw_place_answer_free);
  /* It is kept on one face only. */
  request.faces = RW_FACES_REAR;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 3);
}

static void
test_weight (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwPlaceRequest request;

  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  request = request_for (wiring, "1U");
  request.weight = 400;
  request.count = 2;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 0);
  /* 797 kg are left. */
  lack (answer, RW_PLACE_WEIGHT, 3, 3, 3);
}

static void
test_power (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwPlaceRequest request;

  /* Two of 800 W on both feeds: 800 W on each now, 1600 W after a loss. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("db-%u", i);

      add_device (wiring, name, "R1", "2U", (int) i * 4, RW_FACE_FRONT, RW_STAGE_OPERATION,
                  RW_DEVICE_ROLE_SERVER);
      power (wiring, name, "R1", "ab", i);
    }
  /* One of 800 W on B alone; it goes with B and adds nothing to A. */
  add_device (wiring, "db-2", "R2", "2U", 0, RW_FACE_FRONT, RW_STAGE_OPERATION,
              RW_DEVICE_ROLE_SERVER);
  power (wiring, "db-2", "R2", "b", 0);
  /* One that is ordered draws nothing yet, and will. */
  add_device (wiring, "db-3", "R3", "2U", 0, RW_FACE_FRONT, RW_STAGE_ORDERED,
              RW_DEVICE_ROLE_SERVER);
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  g_assert_cmpfloat (capacity->feeds[0].load, ==, 800);
  g_assert_cmpfloat (capacity->feeds[0].after, ==, 1600);
  g_assert_cmpint (capacity->feeds[0].worst, ==, 1);
  g_assert_cmpfloat (capacity->racks[0].left, ==, 1400);
  g_assert_cmpfloat (capacity->feeds[2].after, ==, 0);
  g_assert_cmpfloat (capacity->feeds[3].after, ==, 800);
  g_assert_cmpfloat (capacity->racks[1].left, ==, 2200);
  g_assert_cmpfloat (capacity->racks[2].watts, ==, 0);
  g_assert_cmpfloat (capacity->racks[2].planned_watts, ==, 800);
  g_assert_cmpuint (capacity->racks[2].planned_outlets, ==, 1);

  request = request_for (wiring, "1U");
  request.watts = 2300;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 0);
  lack (answer, RW_PLACE_POWER, 3, 3, 100);
  g_clear_pointer (&answer, rw_place_answer_free);
  request.watts = 2200;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 2);
  g_assert_false (has_rack (wiring, answer, "R1"));
  g_clear_pointer (&answer, rw_place_answer_free);
  /* With one cord it hangs on the feed that has more. */
  request.watts = 3000;
  request.inlets = 1;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 1);
  g_assert_cmpstr (name_of (wiring, answer, 0), ==, "R2");
}

/* Where no feed is written down, nobody can say that there is power. */
static void
test_no_feeds (void)
{
  g_autoptr (RwWiring) wiring = rw_wiring_new ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwPlaceRequest request;

  add_rack (wiring, "R1", NULL, 10);
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  g_assert_true (isnan (capacity->racks[0].left));
  rw_place_request_init (&request);
  request.watts = 100;
  answer = rw_find_place (capacity, &request);
  lack (answer, RW_PLACE_POWER, 1, 1, NAN);
  g_clear_pointer (&answer, rw_place_answer_free);
  request.watts = 0;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 1);
}

static void
test_outlets (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwPlaceRequest request;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("kvm-%u", i);

      add_device (wiring, name, "R1", NULL, -1, -1, RW_STAGE_OPERATION, RW_DEVICE_ROLE_OTHER);
      power (wiring, name, "R1", "a", i);
    }
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  g_assert_cmpuint (capacity->racks[0].legs[0].free, ==, 1);
  g_assert_cmpuint (capacity->racks[0].legs[1].free, ==, 6);
  request = request_for (wiring, "1U");
  request.watts = 10;
  request.count = 2;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 2);
  g_assert_cmpint (lack (answer, RW_PLACE_OUTLETS, 1, 1, 1)->rack, ==, 0);
}

static void
test_ports (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwId vlan = id ("v110");
  RwPlaceRequest request;
  const RwPlace *place;

  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  request = request_for (wiring, "1U");
  request.ports = 2;
  request.vlan = rw_wiring_find_vlan (wiring, &vlan);
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 2);
  g_assert_false (has_rack (wiring, answer, "R3"));
  lack (answer, RW_PLACE_PORTS, 1, 1, 2);
  place = &g_array_index (answer->places, RwPlace, 0);
  g_assert_cmpuint (place->ports, ==, 8);
  g_assert_cmpuint (place->own_ports, ==, 4);
  g_clear_pointer (&answer, rw_place_answer_free);
  request.vlan = -1;
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 3);
}

static void
test_partner (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwId partner = id ("web-1");
  RwPlaceRequest request;

  add_device (wiring, "web-1", "R1", "1U", 0, RW_FACE_FRONT, RW_STAGE_OPERATION,
              RW_DEVICE_ROLE_SERVER);
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  request = request_for (wiring, "1U");
  request.partner = rw_wiring_find_system (wiring, &partner);
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 2);
  lack (answer, RW_PLACE_PARTNER, 1, 1, NAN);
  /* The other row is better. */
  g_assert_cmpstr (name_of (wiring, answer, 0), ==, "R3");
  g_assert_true (g_array_index (answer->places, RwPlace, 1).partner_row);
}

static void
test_kept (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  g_autoptr (RwPlaceAnswer) answer = NULL;
  RwWireRack rack = { .id = id ("R4"),
                      .name = "R4",
                      .units = 10,
                      .status = RW_RACK_STATUS_ACTIVE,
                      .customer_id = id ("Ahrens") },
             old = { .id = id ("R5"), .name = "R5", .units = 10, .status = RW_RACK_STATUS_RETIRED };
  RwPlaceRequest request;

  rw_wiring_add_rack (wiring, &rack);
  rw_wiring_add_rack (wiring, &old);
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  rw_place_request_init (&request);
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 3);
  lack (answer, RW_PLACE_KEPT, 2, 2, NAN);
  g_clear_pointer (&answer, rw_place_answer_free);
  request.customer = id ("Ahrens");
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->places->len, ==, 4);
  g_clear_pointer (&answer, rw_place_answer_free);
  request.room = 0;
  request.row = "B";
  answer = rw_find_place (capacity, &request);
  g_assert_cmpuint (answer->n_racks, ==, 1);
}

static void
test_sums (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwCapacity) capacity = NULL;
  RwWireReservation kept = { .rack_id = id ("R1"),
                             .start = 0,
                             .length = 4,
                             .faces = RW_FACES_BOTH,
                             .watts = 500,
                             .weight = 40 },
                    taken = { .rack_id = id ("R2"),
                              .start = 0,
                              .length = 4,
                              .faces = RW_FACES_FRONT,
                              .watts = 500 };

  /* What it was kept for has come. */
  add_device (wiring, "db-1", "R2", "2U", 0, RW_FACE_FRONT, RW_STAGE_OPERATION,
              RW_DEVICE_ROLE_SERVER);
  rw_wiring_add_reservation (wiring, &kept);
  rw_wiring_add_reservation (wiring, &taken);
  rw_wiring_finish (wiring);
  capacity = rw_capacity_new (wiring);
  g_assert_cmpuint (capacity->n_rows, ==, 2);
  g_assert_cmpfloat (capacity->racks[0].free, ==, 9);
  g_assert_cmpfloat (capacity->racks[0].reserved, ==, 2);
  g_assert_cmpfloat (capacity->racks[0].largest, ==, 7);
  g_assert_cmpfloat (capacity->racks[0].planned_watts, ==, 500);
  g_assert_cmpfloat (capacity->racks[0].planned_weight, ==, 40);
  g_assert_cmpfloat (capacity->racks[1].planned_watts, ==, 0);
  /* Without cords it hangs on both feeds. */
  g_assert_cmpfloat (capacity->racks[1].left, ==, 2200);
  g_assert_cmpstr (capacity->rows[0].name, ==, "A");
  g_assert_cmpuint (capacity->rows[0].n_racks, ==, 2);
  g_assert_cmpfloat (capacity->rows[0].free, ==, 16);
  g_assert_cmpfloat (capacity->rows[0].watts, ==, 800);
  g_assert_cmpfloat (capacity->rows[0].load[0], ==, 400);
  g_assert_cmpfloat (capacity->rows[0].limit[1], ==, 6000);
  g_assert_cmpfloat (capacity->rows[0].left, ==, 5200);
  g_assert_cmpuint (capacity->rooms[0].n_racks, ==, 3);
  g_assert_cmpuint (capacity->rooms[0].free_ports, ==, 12);
  g_assert_cmpuint (capacity->rooms[0].free_outlets[1], ==, 18);
}

/* --- Whatever stands where ------------------------------------------------------------------------- */

typedef struct
{
  RwWiring *wiring;
  RwRackSpace *spaces[4];
} Estate;

static void
estate_clear (Estate *estate)
{
  for (guint i = 0; i < G_N_ELEMENTS (estate->spaces); i++)
    rw_rack_space_free (estate->spaces[i]);
  rw_wiring_unref (estate->wiring);
}

/* The spaces are the rules of the canvas, which know nothing of this. */
static void
estate_init (Estate *estate, GRand *rand)
{
  static const char *const names[] = { "R1", "R2", "R3", "R4" };
  static const char *const types[] = { "panel", "1U", "2U", "half" };

  estate->wiring = new_estate ();
  add_rack (estate->wiring, "R4", "B", 12);
  for (guint r = 0; r < 4; r++)
    {
      guint n = (guint) g_rand_int_range (rand, 0, 9);

      estate->spaces[r] = rw_rack_space_new (names[r], r == 3 ? 12 : 10, 0);
      if (r < 3)
        rw_rack_space_add (estate->spaces[r],
                           &(RwPlacement) { id (names[r]), "sw", 18, 2, RW_FACES_FRONT, FALSE });
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *name = g_strdup_printf ("%s-d%u", names[r], i);
          guint type = (guint) g_rand_int_range (rand, 0, G_N_ELEMENTS (types));
          int face = g_rand_int_range (rand, 0, 2);
          RwPlacement there = { .id = id (name),
                                .name = name,
                                .start = 2 * g_rand_int_range (rand, 0, 10) +
                                         g_rand_int_range (rand, 0, 6) / 5,
                                .length = type == 2 ? 4 : 2,
                                .faces = type != 0              ? RW_FACES_BOTH
                                         : face == RW_FACE_REAR ? RW_FACES_REAR
                                                                : RW_FACES_FRONT,
                                .half_width = type == 3 };

          if (g_rand_int_range (rand, 0, 5) == 0)
            {
              RwWireReservation kept = { .rack_id = id (names[r]),
                                         .start = there.start,
                                         .length = there.length,
                                         .faces = there.faces,
                                         .watts = 200 };

              rw_wiring_add_reservation (estate->wiring, &kept);
              rw_rack_space_reserve (estate->spaces[r], &there);
              continue;
            }
          if (!rw_rack_space_check (estate->spaces[r], &there, NULL))
            continue;
          add_device (estate->wiring, name, names[r], types[type], there.start, face,
                      g_rand_int_range (rand, 0, 4) == 0 ? RW_STAGE_ORDERED : RW_STAGE_OPERATION,
                      RW_DEVICE_ROLE_SERVER);
          rw_rack_space_add (estate->spaces[r], &there);
          if (r < 3 && i < 6 && g_rand_int_range (rand, 0, 3) > 0)
            power (estate->wiring, name, names[r], g_rand_int_range (rand, 0, 4) == 0 ? "b" : "ab",
                   i);
        }
    }
  rw_wiring_finish (estate->wiring);
}

static RwPlaceRequest
random_request (GRand *rand)
{
  static const RwFaces faces[] = { RW_FACES_FRONT, RW_FACES_REAR, RW_FACES_BOTH };
  RwPlaceRequest request;

  rw_place_request_init (&request);
  request.count = (guint) g_rand_int_range (rand, 1, 4);
  request.length = g_rand_int_range (rand, 1, 8);
  request.faces = faces[g_rand_int_range (rand, 0, 3)];
  request.half_width = g_rand_int_range (rand, 0, 4) == 0;
  request.watts = g_rand_int_range (rand, 0, 8) * 150;
  request.inlets = (guint) g_rand_int_range (rand, 0, 3);
  request.ports = (guint) g_rand_int_range (rand, 0, 3);
  request.weight = g_rand_int_range (rand, 0, 100);
  return request;
}

/* Nothing overlaps, nothing that is kept is given away, no feed is overloaded after a loss. */
static void
test_sound (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_places = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Estate estate;
      g_autoptr (RwCapacity) capacity = NULL;
      g_autoptr (RwPlaceAnswer) answer = NULL;
      RwPlaceRequest request = random_request (rand);

      estate_init (&estate, rand);
      capacity = rw_capacity_new (estate.wiring);
      answer = rw_find_place (capacity, &request);
      for (guint i = 0; i < answer->places->len; i++)
        {
          const RwPlace *place = &g_array_index (answer->places, RwPlace, i);
          RwRackSpace *space = estate.spaces[place->rack];
          const RwCapacityRack *rack = &capacity->racks[place->rack];

          n_places++;
          for (guint k = 0; k < request.count; k++)
            {
              g_autofree char *name = g_strdup_printf ("new %u", k);
              RwPlacement there = { id (name),      name,          place->starts[k],
                                    request.length, request.faces, request.half_width };
              g_autofree char *kept = rw_rack_space_describe_reserved (space, &there);
              g_autoptr (GError) error = NULL;

              rw_rack_space_check (space, &there, &error);
              g_assert_no_error (error);
              g_assert_null (kept);
              /* The next one must not overlap this one. */
              rw_rack_space_add (space, &there);
            }
          if (request.watts > 0 && request.inlets != 1)
            for (int leg = 0; leg < 2; leg++)
              {
                const RwCapacityFeed *feed = &capacity->feeds[rack->legs[leg].feed];

                g_assert_cmpfloat (feed->after + rack->planned_watts +
                                     request.watts * request.count,
                                   <=, feed->limit + 1e-6);
              }
        }
      estate_clear (&estate);
    }
  g_assert_cmpuint (n_places, >, N_ROUNDS / 2);
}

/* Asking for more never finds a rack that asking for less did not. */
static void
test_monotone (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Estate estate;
      g_autoptr (RwCapacity) capacity = NULL;
      g_autoptr (RwPlaceAnswer) less = NULL, more = NULL;
      RwPlaceRequest request = random_request (rand), harder = request;

      estate_init (&estate, rand);
      capacity = rw_capacity_new (estate.wiring);
      switch (g_rand_int_range (rand, 0, 9))
        {
        case 0:
          harder.count++;
          break;
        case 1:
          harder.length += 2;
          break;
        case 2:
          harder.faces = RW_FACES_BOTH;
          break;
        case 3:
          harder.weight += 300;
          break;
        case 4:
          harder.watts += 500;
          harder.inlets = MAX (harder.inlets, 2);
          break;
        case 5:
          harder.vlan = 0;
          harder.ports++;
          break;
        case 6:
          harder.partner = g_rand_int_range (rand, 0, (int) estate.wiring->n_systems);
          break;
        case 7:
          harder.room = 0;
          harder.row = "B";
          break;
        default:
          harder.inlets++;
          break;
        }
      less = rw_find_place (capacity, &request);
      more = rw_find_place (capacity, &harder);
      g_assert_cmpuint (more->places->len, <=, less->places->len);
      for (guint i = 0; i < more->places->len; i++)
        if (request.inlets != 0 || harder.inlets != 1)
          g_assert_true (has_rack (estate.wiring, less, name_of (estate.wiring, more, i)));
      estate_clear (&estate);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/find-place/empty", test_empty);
  g_test_add_func ("/find-place/best-fit", test_best_fit);
  g_test_add_func ("/find-place/units", test_units);
  g_test_add_func ("/find-place/weight", test_weight);
  g_test_add_func ("/find-place/power", test_power);
  g_test_add_func ("/find-place/no-feeds", test_no_feeds);
  g_test_add_func ("/find-place/outlets", test_outlets);
  g_test_add_func ("/find-place/ports", test_ports);
  g_test_add_func ("/find-place/partner", test_partner);
  g_test_add_func ("/find-place/kept", test_kept);
  g_test_add_func ("/find-place/sums", test_sums);
  g_test_add_func ("/find-place/sound", test_sound);
  g_test_add_func ("/find-place/monotone", test_monotone);
  return g_test_run ();
}
