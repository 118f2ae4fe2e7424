/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "rules/rw-move-plan.h"
#include "rw-move-draft.h"
#include "rw-rack-plan-moved.h"
#include "wiring-parts.h"

#define N_ROUNDS 400

/* --- An estate ------------------------------------------------------------------------------------- */

static void
add_rack (RwWiring *wiring, const char *name, const char *room, double max_weight)
{
  RwWireRack rack = { .id = id (name),
                      .room_id = id (room),
                      .name = name,
                      .row = "A",
                      .units = 10,
                      .status = RW_RACK_STATUS_ACTIVE,
                      .max_weight = max_weight };

  rw_wiring_add_rack (wiring, &rack);
}

static RwWireSystem
device (const char *name, const char *rack, const char *type, int start)
{
  RwWireSystem made = { .id = id (name),
                        .kind = RW_KIND_DEVICE,
                        .name = name,
                        .role = RW_DEVICE_ROLE_SERVER,
                        .stage = RW_STAGE_OPERATION,
                        .start = start,
                        .face = RW_FACE_FRONT };

  if (rack != NULL)
    made.rack_id = id (rack);
  if (type != NULL)
    made.type_id = id (type);
  return made;
}

static void
add_device (RwWiring *wiring, const char *name, const char *rack, const char *type, int start)
{
  RwWireSystem made = device (name, rack, type, start);

  rw_wiring_add_system (wiring, &made);
}

/* Two feeds of 1000 W, each with a PDU of two outlets. */
static void
add_power (RwWiring *wiring, const char *rack)
{
  for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
    {
      g_autofree char *feed_name = g_strdup_printf ("%s-%c", rack, 'A' + leg),
                      *pdu = g_strdup_printf ("%s-pdu-%c", rack, 'a' + leg);
      RwWireFeed feed = {
        .id = id (feed_name), .rack_id = id (rack), .name = feed_name, .leg = leg, .watts = 1000
      };
      RwWireSystem made = device (pdu, rack, NULL, -1);

      made.role = RW_DEVICE_ROLE_PDU;
      rw_wiring_add_feed (wiring, &feed);
      rw_wiring_add_system (wiring, &made);
      add_port (wiring, pdu, "in", RW_PORT_TYPE_POWER_INLET, NULL);
      plug (wiring, id (feed_name), port_id (pdu, "in"));
      add_port (wiring, pdu, "1", RW_PORT_TYPE_POWER_OUTLET, "in");
      add_port (wiring, pdu, "2", RW_PORT_TYPE_POWER_OUTLET, "in");
    }
}

/* Its cords into outlet @outlet of both PDUs of the rack. */
static void
power (RwWiring *wiring, const char *name, const char *rack, const char *outlet)
{
  static const char *const inlets[] = { "a", "b" };

  for (guint i = 0; i < G_N_ELEMENTS (inlets); i++)
    {
      g_autofree char *pdu = g_strdup_printf ("%s-pdu-%s", rack, inlets[i]);

      add_port (wiring, name, inlets[i], RW_PORT_TYPE_POWER_INLET, NULL);
      plug (wiring, port_id (name, inlets[i]), port_id (pdu, outlet));
    }
}

/* Racks R1 and R2 in one room, R3 in another, which carries no VLAN. */
static RwWiring *
new_estate (void)
{
  RwWiring *wiring = rw_wiring_new ();
  RwWirePlace rooms[] = { { .id = id ("room"), .name = "Room" },
                          { .id = id ("annex"), .name = "Annex" } };
  RwWireVlan vlan = { id ("v110"), "web", 110 };
  RwWireSystem sw = device ("sw", "R1", "panel", 18);

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    rw_wiring_add_room (wiring, &rooms[i]);
  rw_wiring_add_vlan (wiring, &vlan);
  add_type (wiring, "panel", 2, FALSE, FALSE, 3, 0);
  add_type (wiring, "1U", 2, TRUE, FALSE, 15, 400);
  add_type (wiring, "2U", 4, TRUE, FALSE, 30, 800);
  add_type (wiring, "half", 2, TRUE, TRUE, 5, 100);
  add_rack (wiring, "R1", "room", 100);
  add_rack (wiring, "R2", "room", 100);
  add_rack (wiring, "R3", "annex", 0);
  add_power (wiring, "R1");
  add_power (wiring, "R2");
  sw.role = RW_DEVICE_ROLE_SWITCH;
  rw_wiring_add_system (wiring, &sw);
  add_port (wiring, "sw", "1", RW_PORT_TYPE_NETWORK, NULL);
  rw_wiring_add_carried (wiring, &sw.id, &vlan.id);
  return wiring;
}

static RwMove
to (const char *name, const char *rack, int start)
{
  return (RwMove) { id (name), id (rack), start, RW_FACE_FRONT };
}

static RwMovePlan *
plan_for (RwWiring *wiring, const RwMove *moves, guint n)
{
  if (!wiring->finished)
    rw_wiring_finish (wiring);
  return rw_move_plan_new (wiring, moves, n, NULL, 0, NULL, 0);
}

static const RwMoveFinding *
find (const RwMovePlan *plan, RwMoveRule rule, guint move)
{
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const RwMoveFinding *finding = &g_array_index (plan->findings, RwMoveFinding, i);

      if (finding->rule == rule && finding->move == move)
        return finding;
    }
  return NULL;
}

static void
assert_quiet (const RwMovePlan *plan)
{
  for (guint i = 0; i < plan->findings->len; i++)
    g_test_message ("rule %d of move %u", g_array_index (plan->findings, RwMoveFinding, i).rule,
                    g_array_index (plan->findings, RwMoveFinding, i).move);
  g_assert_cmpuint (plan->findings->len, ==, 0);
}

static void
assert_step (const RwMovePlan *plan, guint index, RwMoveStepType type, guint move)
{
  const RwMoveStep *step;

  g_assert_cmpuint (index, <, plan->steps->len);
  step = &g_array_index (plan->steps, RwMoveStep, index);
  g_assert_cmpint (step->type, ==, type);
  g_assert_cmpuint (step->move, ==, move);
}

/* --- Units and order ------------------------------------------------------------------------------- */

/* Into a place that another one gives up: that one goes first, whatever the order of the draft. */
static void
test_chain (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  const RwMove moves[] = { to ("a", "R1", 4), to ("b", "R1", 8) };

  add_device (wiring, "a", "R1", "2U", 0);
  add_device (wiring, "b", "R1", "2U", 4);
  plan = plan_for (wiring, moves, 2);
  assert_quiet (plan);
  g_assert_cmpuint (plan->steps->len, ==, 2);
  assert_step (plan, 0, RW_MOVE_STEP_MOVE, 1);
  assert_step (plan, 1, RW_MOVE_STEP_MOVE, 0);
  g_assert_cmpint (plan->moves[0].from_start, ==, 0);
  g_assert_false (plan->moves[0].new_room);
}

/* Two that change places: the lighter one is taken out first. */
static void
test_swap (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  const RwMove moves[] = { to ("a", "R1", 4), to ("b", "R1", 0) };

  add_device (wiring, "a", "R1", "2U", 0);
  add_device (wiring, "b", "R1", "1U", 4);
  plan = plan_for (wiring, moves, 2);
  assert_quiet (plan);
  g_assert_cmpuint (plan->steps->len, ==, 3);
  assert_step (plan, 0, RW_MOVE_STEP_OUT, 1);
  assert_step (plan, 1, RW_MOVE_STEP_MOVE, 0);
  assert_step (plan, 2, RW_MOVE_STEP_IN, 1);
}

/* One that waits for the circle is not what is taken out. */
static void
test_circle_and_tail (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  const RwMove moves[] = { to ("tail", "R1", 0), to ("a", "R1", 4), to ("b", "R2", 0),
                           to ("c", "R1", 6) };

  add_device (wiring, "tail", "R1", "half", 10);
  add_device (wiring, "a", "R1", "1U", 0);
  add_device (wiring, "b", "R1", "1U", 4);
  add_device (wiring, "c", "R2", "1U", 0);
  plan = plan_for (wiring, moves, 4);
  g_assert_cmpuint (plan->n_errors, ==, 0);
  /* No circle after all: c makes room for b, that for a, that for the tail. */
  g_assert_cmpuint (plan->steps->len, ==, 4);
  assert_step (plan, 0, RW_MOVE_STEP_MOVE, 3);
  assert_step (plan, 1, RW_MOVE_STEP_MOVE, 2);
  assert_step (plan, 2, RW_MOVE_STEP_MOVE, 1);
  assert_step (plan, 3, RW_MOVE_STEP_MOVE, 0);
}

static void
test_refused (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  RwWireSystem blade = device ("blade", NULL, "1U", -1);
  const RwMove moves[] = { to ("a", "R1", 4),      to ("c", "R2", 18),    to ("gone", "R1", 8),
                           to ("d", "nowhere", 0), to ("blade", "R2", 0), to ("e", "R2", 19) };

  blade.parent_id = id ("a");
  rw_wiring_add_system (wiring, &blade);
  add_device (wiring, "a", "R1", "2U", 0);
  add_device (wiring, "b", "R1", "1U", 6);
  add_device (wiring, "c", "R1", "1U", 10);
  add_device (wiring, "d", "R1", "1U", 12);
  add_device (wiring, "e", "R1", "1U", 14);
  plan = plan_for (wiring, moves, G_N_ELEMENTS (moves));
  g_assert_cmpstr (find (plan, RW_MOVE_UNITS, 0)->text, ==,
                   "a and b would overlap in unit 4 of R1");
  g_assert_nonnull (find (plan, RW_MOVE_GONE, 2));
  g_assert_nonnull (find (plan, RW_MOVE_RACK_GONE, 3));
  g_assert_nonnull (find (plan, RW_MOVE_NO_UNITS, 4));
  /* Two of the draft in one unit: each says so, the second reaches out of the rack besides. */
  g_assert_nonnull (find (plan, RW_MOVE_UNITS, 1));
  g_assert_cmpstr (find (plan, RW_MOVE_UNITS, 5)->text, ==,
                   "e would reach above the highest unit of R2");
  g_assert_cmpuint (plan->n_errors, ==, 6);
  g_assert_cmpuint (plan->moves[0].n_errors, ==, 1);
  g_assert_cmpuint (plan->steps->len, ==, 0);
}

static void
test_reserved (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  RwWireReservation kept = {
    .rack_id = id ("R2"), .purpose = "Cage move", .start = 0, .length = 4, .faces = RW_FACES_BOTH
  };
  const RwMove moves[] = { to ("a", "R2", 2), to ("b", "R1", 6) };
  const RwMoveBooking bookings[] = { { to ("c", "R1", 6), "C-1" }, { to ("a", "R1", 10), "C-2" } };

  rw_wiring_add_reservation (wiring, &kept);
  add_device (wiring, "a", "R1", "1U", 0);
  add_device (wiring, "b", "R1", "1U", 4);
  add_device (wiring, "c", "R1", "1U", 8);
  rw_wiring_finish (wiring);
  plan = rw_move_plan_new (wiring, moves, 2, NULL, 0, bookings, 2);
  g_assert_cmpuint (plan->n_errors, ==, 0);
  g_assert_cmpstr (find (plan, RW_MOVE_RESERVED, 0)->text, ==,
                   "Unit 2 of R2 is reserved: Cage move");
  g_assert_cmpint (find (plan, RW_MOVE_TWICE, 0)->booking, ==, 1);
  g_assert_cmpint (find (plan, RW_MOVE_BOOKED, 1)->booking, ==, 0);
  g_assert_cmpint (find (plan, RW_MOVE_BOOKED, 1)->other, ==,
                   rw_wiring_find_system (wiring, &moves[1].device) + 1);
}

/* --- Power, weight, network ------------------------------------------------------------------------ */

static void
test_power (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) fits = NULL, full = NULL, away = NULL;
  const RwMove moves[] = { to ("a", "R2", 4), to ("b", "R2", 8) },
               back[] = { to ("x", "R1", 12), to ("a", "R2", 4), to ("b", "R2", 8) };
  const RwMoveFinding *finding;

  add_device (wiring, "a", "R1", "1U", 0);
  add_device (wiring, "b", "R1", "1U", 4);
  add_device (wiring, "x", "R2", "1U", 0);
  power (wiring, "a", "R1", "1");
  power (wiring, "b", "R1", "2");
  power (wiring, "x", "R2", "1");
  fits = plan_for (wiring, moves, 1);
  assert_quiet (fits);
  /* 1200 W on one feed of 1000 W once the other fails; and on each leg an outlet is missing. */
  full = plan_for (wiring, moves, 2);
  g_assert_cmpuint (full->n_errors, ==, 0);
  finding = find (full, RW_MOVE_POWER, 1);
  g_assert_cmpfloat_with_epsilon (finding->missing, 200, 0.01);
  g_assert_cmpfloat_with_epsilon (find (full, RW_MOVE_OUTLETS, 1)->missing, 2, 0.01);
  g_assert_null (find (full, RW_MOVE_POWER, 0));
  /* What leaves the rack leaves its watts and outlets. */
  away = plan_for (wiring, back, 3);
  assert_quiet (away);
}

static void
test_power_unknown (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  const RwMove moves[] = { to ("a", "R3", 0), to ("p", "R3", 4) };

  add_device (wiring, "a", "R1", "1U", 0);
  add_device (wiring, "p", "R1", "panel", 4);
  plan = plan_for (wiring, moves, 2);
  g_assert_cmpuint (plan->findings->len, ==, 1);
  g_assert_nonnull (find (plan, RW_MOVE_POWER_UNKNOWN, 1));
}

static void
test_weight (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL, within = NULL;
  const RwMove moves[] = { to ("c", "R2", 8) }, inside[] = { to ("p", "R2", 16) };

  add_type (wiring, "safe", 2, TRUE, FALSE, 90, 0);
  add_device (wiring, "p", "R2", "safe", 0);
  add_device (wiring, "c", "R1", "1U", 4);
  plan = plan_for (wiring, moves, 1);
  g_assert_cmpfloat_with_epsilon (find (plan, RW_MOVE_WEIGHT, 0)->missing, 5, 0.01);
  /* Within the rack nothing comes to bear. */
  within = plan_for (wiring, inside, 1);
  assert_quiet (within);
}

static void
test_other_room (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  const RwMove moves[] = { to ("a", "R3", 0) };
  const RwMoveNeed needs[] = { { id ("a"), id ("v110") }, { id ("a"), id ("v110") } };
  gboolean same_rack;

  add_device (wiring, "a", "R1", "panel", 0);
  add_port (wiring, "a", "eth0", RW_PORT_TYPE_NETWORK, NULL);
  plug (wiring, port_id ("a", "eth0"), port_id ("sw", "1"));
  rw_wiring_finish (wiring);
  plan = rw_move_plan_new (wiring, moves, 1, needs, 2, NULL, 0);
  g_assert_cmpuint (plan->n_warnings, ==, 2);
  g_assert_true (plan->moves[0].new_room);
  g_assert_nonnull (find (plan, RW_MOVE_VLAN, 0));
  g_assert_cmpfloat (find (plan, RW_MOVE_REACH, 0)->missing, ==, 1);
  g_assert_false (rw_move_cable_reaches (plan, wiring->n_cables - 1, &same_rack));
  g_assert_false (same_rack);
}

static void
test_partner (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL, both = NULL;
  RwWireSystem twin = device ("twin", "R2", "panel", 0);
  const RwMove moves[] = { to ("a", "R2", 4), to ("twin", "R2", 8) },
               away[] = { to ("a", "R2", 4), to ("twin", "R1", 8) };

  twin.partner_id = id ("a");
  rw_wiring_add_system (wiring, &twin);
  add_device (wiring, "a", "R1", "panel", 0);
  plan = plan_for (wiring, moves, 2);
  g_assert_cmpuint (plan->n_warnings, ==, 1);
  g_assert_nonnull (find (plan, RW_MOVE_PARTNER, 0));
  both = plan_for (wiring, away, 2);
  assert_quiet (both);
}

static void
test_kept (void)
{
  g_autoptr (RwWiring) wiring = new_estate ();
  g_autoptr (RwMovePlan) plan = NULL;
  RwWireRack rack = { .id = id ("R4"),
                      .room_id = id ("room"),
                      .name = "R4",
                      .units = 10,
                      .status = RW_RACK_STATUS_ACTIVE,
                      .customer_id = id ("somebody") };
  const RwMove moves[] = { to ("a", "R4", 0) };

  rw_wiring_add_rack (wiring, &rack);
  add_device (wiring, "a", "R1", "panel", 0);
  plan = plan_for (wiring, moves, 1);
  g_assert_cmpuint (plan->n_warnings, ==, 1);
  g_assert_nonnull (find (plan, RW_MOVE_KEPT, 0));
}

/* --- Any estate, any draft ------------------------------------------------------------------------- */

typedef struct
{
  RwPlacement at;
  int rack;
} Stand;

/* Told again, plainly: how much of the width of a half unit is taken. */
static gboolean
is_crowded (const Stand *stands, guint n)
{
  for (int rack = 0; rack < 3; rack++)
    for (int half = 0; half < 20; half++)
      for (int face = 0; face < 2; face++)
        {
          int width = 0;

          for (guint i = 0; i < n; i++)
            if (stands[i].rack == rack && half >= stands[i].at.start &&
                half < stands[i].at.start + stands[i].at.length &&
                (stands[i].at.faces & (1 << face)) != 0)
              width += stands[i].at.half_width ? 1 : 2;
          if (width > 2)
            return TRUE;
        }
  return FALSE;
}

static gboolean
is_inside (const Stand *stand)
{
  return stand->at.start >= 0 && stand->at.start + stand->at.length <= 20;
}

static void
test_random (void)
{
  static const char *const types[] = { "panel", "1U", "2U", "half" }, *const racks[] = { "R1", "R2",
                                                                                         "R3" };
  guint n_clean = 0, n_out = 0, n_refused = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (round);
      g_autoptr (RwWiring) wiring = new_estate ();
      g_autoptr (RwMovePlan) plan = NULL;
      g_autofree Stand *stands = g_new0 (Stand, 64);
      RwMove moves[24];
      guint n_devices = 0, n_moves = 0, n_stands;

      /* As many as find room, so that places are given up and taken. */
      for (guint i = 0; i < 24; i++)
        {
          g_autofree char *name = g_strdup_printf ("d%u", i);
          guint rack = (guint) g_rand_int_range (random, 0, 2);
          const char *type = types[g_rand_int_range (random, 0, G_N_ELEMENTS (types))];
          Stand stand = { .rack = (int) rack };

          stand.at.start = 2 * g_rand_int_range (random, 0, 9);
          stand.at.length = g_str_equal (type, "2U") ? 4 : 2;
          stand.at.faces = g_str_equal (type, "panel") ? RW_FACES_FRONT : RW_FACES_BOTH;
          stand.at.half_width = g_str_equal (type, "half");
          stands[n_devices] = stand;
          /* The switch of the estate. */
          stands[n_devices + 1] =
            (Stand) { .at = { .start = 18, .length = 2, .faces = RW_FACES_FRONT }, .rack = 0 };
          if (!is_inside (&stand) || is_crowded (stands, n_devices + 2))
            continue;
          add_device (wiring, name, racks[rack], type, stand.at.start);
          n_devices++;
          if (g_rand_int_range (random, 0, 3) > 0)
            moves[n_moves++] = to (name, racks[g_rand_int_range (random, 0, 2)],
                                   2 * g_rand_int_range (random, 0, 9));
        }
      /* Some go where another one goes away from. */
      rw_wiring_finish (wiring);
      for (guint i = 0; i + 1 < n_moves; i += 2)
        {
          int other = rw_wiring_find_system (wiring, &moves[i + 1].device),
              self = rw_wiring_find_system (wiring, &moves[i].device);

          moves[i].rack = wiring->systems[other].rack_id;
          moves[i].start = wiring->systems[other].start;
          moves[i + 1].rack = wiring->systems[self].rack_id;
          moves[i + 1].start = wiring->systems[self].start;
        }
      plan = rw_move_plan_new (wiring, moves, n_moves, NULL, 0, NULL, 0);

      n_stands = 0;
      for (guint i = 0; i < wiring->n_systems; i++)
        if (rw_wiring_get_placement (plan->after, i, &stands[n_stands].at))
          {
            stands[n_stands].rack = plan->after->systems[i].rack;
            n_stands++;
          }
      if (plan->n_errors > 0)
        {
          gboolean outside = FALSE;

          for (guint i = 0; i < n_stands; i++)
            outside |= !is_inside (&stands[i]);
          g_assert_true (outside || is_crowded (stands, n_stands));
          n_refused++;
          continue;
        }
      /* Applied as one: nothing shares a unit, and everything is where the draft has it. */
      n_clean++;
      g_assert_false (is_crowded (stands, n_stands));
      for (guint i = 0; i < n_moves; i++)
        {
          const RwWireSystem *moved =
            &plan->after->systems[rw_wiring_find_system (wiring, &moves[i].device)];

          g_assert_true (rw_id_equal (&moved->rack_id, &moves[i].rack));
          g_assert_cmpint (moved->start, ==, moves[i].start);
        }

      /* Carried out one by one: after no step does anything share a unit. */
      n_stands = 0;
      for (guint i = 0; i < wiring->n_systems; i++)
        {
          stands[i] = (Stand) { .rack = -1 };
          if (rw_wiring_get_placement (wiring, i, &stands[i].at))
            stands[i].rack = wiring->systems[i].rack;
        }
      for (guint k = 0; k < plan->steps->len; k++)
        {
          const RwMoveStep *step = &g_array_index (plan->steps, RwMoveStep, k);
          const RwMoveState *move = &plan->moves[step->move];
          Stand *stand = &stands[move->system];

          g_assert_cmpint (step->type == RW_MOVE_STEP_IN, ==, stand->rack < 0);
          n_out += step->type == RW_MOVE_STEP_OUT;
          stand->rack = step->type == RW_MOVE_STEP_OUT ? -1 : move->to_rack;
          stand->at = move->to;
          g_assert_false (is_crowded (stands, wiring->n_systems));
        }
      for (guint i = 0; i < n_moves; i++)
        {
          const Stand *stand = &stands[plan->moves[i].system];

          g_assert_cmpint (stand->rack, ==, plan->moves[i].to_rack);
          g_assert_cmpint (stand->at.start, ==, moves[i].start);
        }
    }
  g_test_message ("%u without errors, %u refused, %u taken out", n_clean, n_refused, n_out);
  g_assert_cmpuint (n_clean, >, 50);
  g_assert_cmpuint (n_refused, >, 50);
  g_assert_cmpuint (n_out, >, 20);
}

/* --- What is drawn --------------------------------------------------------------------------------- */

static void
add_drawn (RwRackPlan *plan, const char *name, const char *rack, const char *chassis, int start, RwFaces faces)
{
  RwRackDevice drawn = { .id = id (name),
                         .rack_id = id (rack),
                         .name = name,
                         .start = start,
                         .length = chassis != NULL ? 0 : 2,
                         .faces = faces,
                         .side = -1,
                         .watts = 100,
                         .stage = RW_STAGE_OPERATION };

  if (chassis != NULL)
    drawn.parent_id = id (chassis);
  rw_rack_plan_add_device (plan, &drawn);
}

static RwRackPlan *
new_drawn (void)
{
  static const char *const racks[] = { "R1", "R2", "R3" };
  RwId place = id ("place"), blade = id ("blade");
  RwRackPlan *plan = rw_rack_plan_new (&place, "Site");

  for (guint i = 0; i < G_N_ELEMENTS (racks); i++)
    {
      RwRackInfo rack = { .id = id (racks[i]), .name = racks[i], .units = 10, .status = -1 };
      RwRackRoom room = { .id = id (i < 2 ? "room" : "annex"),
                          .name = i < 2 ? "Room" : "Annex",
                          .first_aisle = RW_AISLE_HOT };

      rack.room_id = room.id;
      if (i != 1)
        rw_rack_plan_add_room (plan, &room);
      rw_rack_plan_add_rack (plan, &rack);
    }
  add_drawn (plan, "a", "R1", NULL, 0, RW_FACES_BOTH);
  add_drawn (plan, "chassis", "R1", NULL, 4, RW_FACES_FRONT);
  add_drawn (plan, "blade", "R1", "chassis", 0, RW_FACES_FRONT);
  add_drawn (plan, "b", "R2", NULL, 8, RW_FACES_BOTH);
  rw_rack_plan_add_port (plan, rw_rack_plan_edit_device (plan, &blade), RW_PORT_STATE_UP);
  rw_rack_plan_add_port (plan, rw_rack_plan_edit_device (plan, &blade), RW_PORT_STATE_FREE);
  rw_rack_plan_finish (plan);
  return plan;
}

/* Nothing is different but what moves, and what it stands in. */
static void
test_drawn (void)
{
  g_autoptr (RwRackPlan) plan = new_drawn (), same = rw_rack_plan_new_moved (plan, NULL, 0),
                         moved = NULL, back = NULL;
  RwMove moves[] = { to ("chassis", "R3", 6), to ("a", "elsewhere", 0) };
  RwMove home[] = { to ("chassis", "R1", 4), to ("a", "R1", 0) };
  int chassis, blade, rack;

  g_assert_true (same == plan);
  moves[0].face = RW_FACE_REAR;
  moved = rw_rack_plan_new_moved (plan, moves, 2);
  g_assert_cmpuint (moved->n_rooms, ==, plan->n_rooms);
  g_assert_cmpuint (moved->n_devices, ==, plan->n_devices);
  for (guint i = 0; i < plan->n_racks; i++)
    {
      g_assert_true (rw_id_equal (&moved->racks[i].id, &plan->racks[i].id));
      g_assert_cmpuint (moved->racks[i].room, ==, plan->racks[i].room);
    }
  g_assert_cmpint (moved->rooms[0].first_aisle, ==, RW_AISLE_HOT);
  chassis = rw_rack_plan_find_device (moved, &moves[0].device);
  blade = (int) moved->devices[chassis].first_child;
  rack = rw_rack_plan_find_rack (moved, &moves[0].rack);
  g_assert_cmpint (moved->devices[chassis].rack, ==, rack);
  g_assert_cmpint (moved->devices[chassis].start, ==, 6);
  g_assert_cmpint (moved->devices[chassis].faces, ==, RW_FACES_REAR);
  g_assert_cmpint (moved->devices[blade].rack, ==, rack);
  g_assert_cmpuint (moved->devices[blade].n_ports, ==, 2);
  g_assert_cmpint (moved->ports[moved->devices[blade].first_port], ==, RW_PORT_STATE_UP);
  g_assert_cmpint (moved->racks[rack].watts, ==, 100);
  g_assert_cmpint (moved->devices[rw_rack_plan_find_device (moved, &moves[1].device)].rack, ==, -1);
  g_assert_cmpint (moved->racks[rw_rack_plan_find_rack (moved, &home[0].rack)].watts, ==, 0);

  back = rw_rack_plan_new_moved (moved, home, 2);
  for (guint i = 0; i < plan->n_racks; i++)
    {
      g_assert_cmpint (back->racks[i].watts, ==, plan->racks[i].watts);
      g_assert_cmpuint (back->racks[i].n_devices, ==, plan->racks[i].n_devices);
      g_assert_cmpfloat (back->racks[i].use.used, ==, plan->racks[i].use.used);
    }
}

/* --- The draft ------------------------------------------------------------------------------------- */

static guint
count (RwMoveDraft *draft)
{
  guint n;

  rw_move_draft_get (draft, &n);
  return n;
}

static void
test_draft (void)
{
  g_autoptr (RwMoveDraft) draft = rw_move_draft_new ();
  const RwMove home = to ("a", "R1", 0), first = to ("a", "R2", 4), second = to ("a", "R2", 6),
               other = to ("b", "R1", 2);

  g_assert_true (rw_move_draft_set (draft, &first, &home));
  g_assert_false (rw_move_draft_set (draft, &first, &home));
  g_assert_true (rw_move_draft_set (draft, &other, NULL));
  /* A device moved twice is one move. */
  g_assert_true (rw_move_draft_set (draft, &second, &home));
  g_assert_cmpuint (count (draft), ==, 2);
  g_assert_cmpint (rw_move_draft_find (draft, &home.device)->start, ==, 6);
  /* Back to its own place it is none. */
  g_assert_true (rw_move_draft_set (draft, &home, &home));
  g_assert_cmpuint (count (draft), ==, 1);
  g_assert_null (rw_move_draft_find (draft, &home.device));
  g_assert_false (rw_move_draft_set (draft, &home, &home));

  g_assert_true (rw_move_draft_undo (draft, FALSE));
  g_assert_cmpint (rw_move_draft_find (draft, &home.device)->start, ==, 6);
  g_assert_true (rw_move_draft_undo (draft, FALSE));
  g_assert_cmpint (rw_move_draft_find (draft, &home.device)->start, ==, 4);
  g_assert_true (rw_move_draft_undo (draft, TRUE));
  g_assert_cmpint (rw_move_draft_find (draft, &home.device)->start, ==, 6);
  g_assert_true (rw_move_draft_can_undo (draft, TRUE));
  g_assert_true (rw_move_draft_clear (draft));
  g_assert_false (rw_move_draft_can_undo (draft, TRUE));
  g_assert_false (rw_move_draft_clear (draft));
  g_assert_true (rw_move_draft_undo (draft, FALSE));
  g_assert_cmpuint (count (draft), ==, 2);

  /* What has been carried there does not come back. */
  g_assert_true (rw_move_draft_drop (draft, &home.device));
  while (rw_move_draft_undo (draft, FALSE))
    g_assert_null (rw_move_draft_find (draft, &home.device));
}

static void
test_draft_text (void)
{
  g_autoptr (RwMoveDraft) draft = rw_move_draft_new (), read = rw_move_draft_new ();
  g_autofree char *none = rw_move_draft_to_text (draft), *text = NULL, *again = NULL, *worse = NULL;

  g_assert_null (none);
  g_assert_false (rw_move_draft_take_text (read, NULL));
  for (guint i = 0; i < RW_MOVE_MOST + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("d%u", i);
      RwMove move = to (name, i % 2 == 0 ? "R1" : "R2", (int) (i % 200));

      move.face = i % 3 == 0 ? RW_FACE_REAR : RW_FACE_FRONT;
      g_assert_true (rw_move_draft_set (draft, &move, NULL) == (i < RW_MOVE_MOST));
    }
  text = rw_move_draft_to_text (draft);
  g_assert_true (rw_move_draft_take_text (read, text));
  g_assert_cmpuint (count (read), ==, RW_MOVE_MOST);
  again = rw_move_draft_to_text (read);
  g_assert_cmpstr (again, ==, text);
  g_assert_false (rw_move_draft_take_text (read, text));
  worse = g_strconcat ("not a move\n\n", "x y 1 front\n", text, text, NULL);
  g_assert_true (rw_move_draft_take_text (read, worse));
  g_assert_cmpuint (count (read), <, RW_MOVE_MOST);
  g_assert_true (rw_move_draft_take_text (read, NULL));
  g_assert_cmpuint (count (read), ==, 0);
}

static void
test_edit (void)
{
  g_autoptr (RwRecord) record = rw_record_new (RW_KIND_DEVICE, NULL);
  g_autoptr (RwEdit) edit = NULL;
  RwId r1 = id ("R1"), r2 = id ("R2"), here = id ("here"), there = id ("there");

  rw_record_set_ref (record, RW_DEVICE_RACK, &r1);
  rw_record_set_ref (record, RW_DEVICE_SITE, &here);
  rw_record_set_decimal (record, RW_DEVICE_POSITION, 4);
  g_assert_null (rw_move_edit_new (record, &r1, &here, 4, RW_FACE_FRONT));
  edit = rw_move_edit_new (record, &r2, &there, 4, RW_FACE_REAR);
  g_assert_cmpuint (edit->changes->len, ==, 3);
  rw_edit_apply (edit, record);
  g_assert_true (rw_id_equal (rw_record_get_ref (record, RW_DEVICE_RACK), &r2));
  g_assert_true (rw_id_equal (rw_record_get_ref (record, RW_DEVICE_SITE), &there));
  g_assert_cmpint (rw_record_get_enum (record, RW_DEVICE_FACE), ==, RW_FACE_REAR);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/move-plan/chain", test_chain);
  g_test_add_func ("/move-plan/swap", test_swap);
  g_test_add_func ("/move-plan/circle-and-tail", test_circle_and_tail);
  g_test_add_func ("/move-plan/refused", test_refused);
  g_test_add_func ("/move-plan/reserved", test_reserved);
  g_test_add_func ("/move-plan/power", test_power);
  g_test_add_func ("/move-plan/power-unknown", test_power_unknown);
  g_test_add_func ("/move-plan/weight", test_weight);
  g_test_add_func ("/move-plan/other-room", test_other_room);
  g_test_add_func ("/move-plan/partner", test_partner);
  g_test_add_func ("/move-plan/kept", test_kept);
  g_test_add_func ("/move-plan/random", test_random);
  g_test_add_func ("/move-plan/drawn", test_drawn);
  g_test_add_func ("/move-plan/draft", test_draft);
  g_test_add_func ("/move-plan/draft-text", test_draft_text);
  g_test_add_func ("/move-plan/edit", test_edit);
  return g_test_run ();
}
