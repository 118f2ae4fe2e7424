/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-move-plan.h"

#include <math.h>

#include "rw-error.h"
#include "rw-move-steps.h"

/* A watt or a gram more or less is no reason to speak. */
#define LITTLE 0.001

typedef struct
{
  RwMovePlan *plan;
  RwCapacity *before, *after;
  const RwMoveNeed *needs;
  guint n_needs;
  const RwMoveBooking *bookings;
  guint n_bookings;
} Judge;

static void
say (RwMovePlan *plan, RwMoveRule rule, guint move, int other, double missing, char *text)
{
  RwMoveFinding finding = { .rule = rule,
                            .move = move,
                            .rack = plan->moves[move].to_rack,
                            .other = other,
                            .booking = -1,
                            .missing = missing,
                            .text = text };

  g_array_append_val (plan->findings, finding);
  if (rule < RW_MOVE_N_ERRORS)
    {
      plan->n_errors++;
      plan->moves[move].n_errors++;
    }
  else
    {
      plan->n_warnings++;
      plan->moves[move].n_warnings++;
    }
}

/* --- The estate afterwards ------------------------------------------------------------------------- */

static int
room_of (const RwWiring *wiring, int rack)
{
  return rack >= 0 ? wiring->racks[rack].room : -1;
}

/* The rack of a system, of the chassis that it is in, or of its host. */
static int
rack_of (const RwWiring *wiring, int system)
{
  for (guint depth = 0; system >= 0 && depth < 8; depth++)
    {
      const RwWireSystem *at = &wiring->systems[system];

      if (at->kind == RW_KIND_DEVICE && at->rack >= 0 && at->parent < 0)
        return at->rack;
      system = at->kind == RW_KIND_VM ? at->host : at->parent;
      if (system < 0)
        return at->rack;
    }
  return -1;
}

static gboolean
read_move (RwMovePlan *plan, guint index, const RwMove *move)
{
  RwMoveState *state = &plan->moves[index];
  const RwWireSystem *system;
  const RwWireType *type;
  RwWireSystem *after;
  RwPlacement was;

  state->move = *move;
  state->system = rw_wiring_find_system (plan->before, &move->device);
  state->to_rack = rw_wiring_find_rack (plan->before, &move->rack);
  state->from_rack = state->from_start = -1;
  if (state->system < 0)
    {
      say (plan, RW_MOVE_GONE, index, -1, NAN, NULL);
      return FALSE;
    }
  system = &plan->before->systems[state->system];
  type = system->type >= 0 ? &plan->before->types[system->type] : NULL;
  if (rw_wiring_get_placement (plan->before, (guint) state->system, &was))
    {
      state->from_rack = system->rack;
      state->from_start = system->start;
      state->from_face = (RwFace) MAX (0, system->face);
    }
  if (state->to_rack < 0)
    {
      say (plan, RW_MOVE_RACK_GONE, index, -1, NAN, NULL);
      return FALSE;
    }
  if (system->kind != RW_KIND_DEVICE || system->parent >= 0 ||
      (system->rack >= 0 && system->start < 0) || (type != NULL && type->length <= 0))
    {
      say (plan, RW_MOVE_NO_UNITS, index, -1, NAN, NULL);
      return FALSE;
    }
  after = &plan->after->systems[state->system];
  after->rack = state->to_rack;
  after->rack_id = move->rack;
  after->start = move->start;
  after->face = (int) move->face;
  state->arrived = state->from_rack == state->to_rack && state->from_start == move->start &&
                   state->from_face == move->face;
  state->new_room = state->from_rack >= 0 && room_of (plan->before, state->from_rack) !=
                                               room_of (plan->before, state->to_rack);
  /* A start below the floor is none to the wiring; the rack has a sentence for it. */
  after->start = MAX (0, move->start);
  if (rw_wiring_get_placement (plan->after, (guint) state->system, &state->to))
    state->to.start = move->start;
  return TRUE;
}

/* Blades go with their chassis. */
static void
carry_children (RwMovePlan *plan)
{
  for (guint i = 0; i < plan->after->n_systems; i++)
    {
      RwWireSystem *blade = &plan->after->systems[i];

      if (blade->kind == RW_KIND_DEVICE && blade->parent >= 0 && blade->rack >= 0)
        blade->rack = rack_of (plan->after, (int) i);
    }
}

/* What goes to another rack is plugged in there anew, unless what it hangs on comes along. */
static void
unplug (RwMovePlan *plan)
{
  for (guint i = 0; i < plan->n_moves; i++)
    {
      const RwMoveState *move = &plan->moves[i];
      const RwWireSystem *system;

      if (move->system < 0 || move->to_rack < 0 || move->from_rack == move->to_rack)
        continue;
      system = &plan->after->systems[move->system];
      for (guint p = system->first_port; p < system->first_port + system->n_ports; p++)
        {
          RwWirePort *port = &plan->after->ports[p];
          int peer = port->peer;

          if (port->type != RW_PORT_TYPE_POWER_INLET || port->cable < 0 ||
              (peer >= 0 && plan->after->ports[peer].system >= 0 &&
               rack_of (plan->after, plan->after->ports[peer].system) == move->to_rack))
            continue;
          if (peer >= 0)
            plan->after->ports[peer].cable = plan->after->ports[peer].peer = -1;
          port->cable = port->peer = port->feed = -1;
        }
    }
}

/* --- Units ----------------------------------------------------------------------------------------- */

/**
 * rw_move_get_space:
 * @wiring: before or after the moves
 * @rack: index in it
 *
 * Returns: (transfer full): what stands in the rack, and what is reserved there
 */
RwRackSpace *
rw_move_get_space (const RwWiring *wiring, guint rack)
{
  const RwWireRack *info = &wiring->racks[rack];
  RwRackSpace *space = rw_rack_space_new (info->name, MAX (1, info->units), info->numbering);
  RwPlacement at;

  for (guint i = 0; i < wiring->n_systems; i++)
    if (wiring->systems[i].rack == (int) rack && rw_wiring_get_placement (wiring, i, &at))
      rw_rack_space_add (space, &at);
  for (guint i = 0; i < wiring->n_reservations; i++)
    {
      const RwWireReservation *kept = &wiring->reservations[i];
      RwPlacement there = {
        .name = kept->purpose, .start = kept->start, .length = kept->length, .faces = kept->faces
      };

      if (kept->rack == (int) rack)
        rw_rack_space_reserve (space, &there);
    }
  return space;
}

static void
judge_units (RwMovePlan *plan, RwRackSpace *space, guint index)
{
  g_autoptr (GError) error = NULL;
  RwMoveState *move = &plan->moves[index];
  char *reserved;

  if (!rw_rack_space_check (space, &move->to, &error))
    {
      say (plan, RW_MOVE_UNITS, index, -1, NAN, g_strdup (error->message));
      return;
    }
  reserved = rw_rack_space_describe_reserved (space, &move->to);
  if (reserved != NULL)
    say (plan, RW_MOVE_RESERVED, index, -1, NAN, reserved);
}

/* --- A move by itself ------------------------------------------------------------------------------ */

static void
judge_kept (RwMovePlan *plan, guint index)
{
  const RwMoveState *move = &plan->moves[index];
  const RwWireRack *rack = &plan->after->racks[move->to_rack];
  int service = plan->after->systems[move->system].service;
  RwId customer = service >= 0 ? plan->after->services[service].customer_id : RW_ID_NIL;
  gboolean kept = !rw_id_is_nil (&rack->customer_id),
           own = kept && rw_id_equal (&rack->customer_id, &customer);

  if (move->from_rack == move->to_rack)
    return;
  if (rack->status == RW_RACK_STATUS_RETIRED || (kept && !own) ||
      (rack->status == RW_RACK_STATUS_RESERVED && !own))
    say (plan, RW_MOVE_KEPT, index, -1, NAN, NULL);
}

static RwFaces
faces_on (const RwPlacement *at, RwFace face)
{
  return at->faces == RW_FACES_BOTH ? RW_FACES_BOTH
         : face == RW_FACE_REAR     ? RW_FACES_REAR
                                    : RW_FACES_FRONT;
}

static void
judge_bookings (Judge *judge, guint index)
{
  RwMovePlan *plan = judge->plan;
  const RwMoveState *move = &plan->moves[index];

  for (guint i = 0; i < judge->n_bookings; i++)
    {
      const RwMove *booked = &judge->bookings[i].move;
      gboolean same = rw_id_equal (&booked->device, &move->move.device);
      int system = rw_wiring_find_system (plan->before, &booked->device);
      RwPlacement at;

      if (!same)
        {
          int type = system >= 0 ? plan->before->systems[system].type : -1;
          int length = type >= 0 ? plan->before->types[type].length : 2;
          RwFaces faces = RW_FACES_BOTH;

          if (system < 0 || !rw_id_equal (&booked->rack, &move->move.rack) ||
              booked->start >= move->to.start + move->to.length ||
              move->to.start >= booked->start + length)
            continue;
          if (rw_wiring_get_placement (plan->before, (guint) system, &at))
            faces = faces_on (&at, booked->face);
          if ((faces & move->to.faces) == 0)
            continue;
        }
      say (plan, same ? RW_MOVE_TWICE : RW_MOVE_BOOKED, index, system, NAN, NULL);
      g_array_index (plan->findings, RwMoveFinding, plan->findings->len - 1).booking = (int) i;
      return;
    }
}

static void
judge_partner (RwMovePlan *plan, guint index)
{
  const RwMoveState *move = &plan->moves[index];

  if (move->from_rack == move->to_rack)
    return;
  for (guint i = 0; i < plan->after->n_systems; i++)
    {
      const RwWireSystem *other = &plan->after->systems[i];
      gboolean pair =
        other->partner == move->system || plan->after->systems[move->system].partner == (int) i;
      gboolean said = FALSE;

      if (!pair || (int) i == move->system || rack_of (plan->after, (int) i) != move->to_rack)
        continue;
      /* Of two that go there together the later one speaks. */
      for (guint k = index + 1; k < plan->n_moves; k++)
        said |= plan->moves[k].system == (int) i && plan->moves[k].from_rack != move->to_rack;
      if (!said)
        say (plan, RW_MOVE_PARTNER, index, (int) i, NAN, NULL);
      return;
    }
}

static gboolean
room_carries (const RwMovePlan *plan, int room, int vlan)
{
  const RwWiring *wiring = plan->after;

  for (guint i = 0; i < wiring->n_carried; i++)
    if ((int) wiring->carried[i].vlan == vlan &&
        room_of (wiring, rack_of (wiring, (int) wiring->carried[i].system)) == room &&
        !rw_stage_is_ghost (wiring->systems[wiring->carried[i].system].stage))
      return TRUE;
  return FALSE;
}

static void
judge_vlans (Judge *judge, guint index)
{
  RwMovePlan *plan = judge->plan;
  const RwMoveState *move = &plan->moves[index];

  if (!move->new_room)
    return;
  for (guint i = 0; i < judge->n_needs; i++)
    {
      const RwMoveNeed *need = &judge->needs[i];
      int vlan = rw_id_equal (&need->device, &move->move.device)
                   ? rw_wiring_find_vlan (plan->after, &need->vlan)
                   : -1;
      gboolean said = FALSE;

      for (guint k = 0; k < plan->findings->len; k++)
        {
          const RwMoveFinding *finding = &g_array_index (plan->findings, RwMoveFinding, k);

          said |= finding->rule == RW_MOVE_VLAN && finding->move == index && finding->other == vlan;
        }
      if (vlan >= 0 && !said && !room_carries (plan, room_of (plan->after, move->to_rack), vlan))
        say (plan, RW_MOVE_VLAN, index, vlan, NAN, NULL);
    }
}

static int
end_rack (const RwMovePlan *plan, int port, int feed)
{
  if (feed >= 0)
    return plan->after->feeds[feed].rack;
  return port >= 0 && plan->after->ports[port].system >= 0
           ? rack_of (plan->after, plan->after->ports[port].system)
           : -1;
}

/**
 * rw_move_cable_reaches:
 * @cable: index in the wiring
 * @same_rack: (out) (optional): whether both ends are in one rack once all is moved
 *
 * Returns: whether both ends are in one room then, as far as is known
 */
gboolean
rw_move_cable_reaches (const RwMovePlan *plan, guint cable, gboolean *same_rack)
{
  const RwWireCable *wire = &plan->before->cables[cable];
  int a = end_rack (plan, wire->a, wire->a_feed), b = end_rack (plan, wire->b, wire->b_feed);

  if (same_rack != NULL)
    *same_rack = a >= 0 && a == b;
  return a < 0 || b < 0 || room_of (plan->after, a) == room_of (plan->after, b);
}

static void
judge_reach (RwMovePlan *plan, guint index)
{
  const RwMoveState *move = &plan->moves[index];
  const RwWireSystem *system = &plan->before->systems[move->system];
  guint n = 0;

  if (!move->new_room)
    return;
  for (guint p = system->first_port; p < system->first_port + system->n_ports; p++)
    {
      const RwWirePort *port = &plan->before->ports[p];

      if (port->type != RW_PORT_TYPE_POWER_INLET && port->cable >= 0)
        n += !rw_move_cable_reaches (plan, (guint) port->cable, NULL);
    }
  if (n > 0)
    say (plan, RW_MOVE_REACH, index, -1, n, NULL);
}

/* --- What moves into a rack cause together --------------------------------------------------------- */

static double
watts_of (const RwWiring *wiring, int system)
{
  const RwWireSystem *device = &wiring->systems[system];

  if (device->role == RW_DEVICE_ROLE_PDU || device->role == RW_DEVICE_ROLE_UPS)
    return 0;
  return device->watts > 0   ? device->watts
         : device->type >= 0 ? wiring->types[device->type].watts
                             : 0;
}

static gboolean
comes (const RwMovePlan *plan, guint index, int rack)
{
  const RwMoveState *move = &plan->moves[index];

  return move->system >= 0 && move->to_rack == rack && move->from_rack != rack;
}

static gboolean
is_last (const RwMovePlan *plan, guint index)
{
  for (guint i = index + 1; i < plan->n_moves; i++)
    if (comes (plan, i, plan->moves[index].to_rack))
      return FALSE;
  return TRUE;
}

static void
judge_weight (Judge *judge, guint index)
{
  int rack = judge->plan->moves[index].to_rack;
  const RwCapacityRack *after = &judge->after->racks[rack], *before = &judge->before->racks[rack];
  double weight = after->weight + after->planned_weight,
         was = before->weight + before->planned_weight;

  if (after->max_weight > 0 && weight > after->max_weight + LITTLE && weight > was + LITTLE)
    say (judge->plan, RW_MOVE_WEIGHT, index, -1, weight - after->max_weight, NULL);
}

static gboolean
feed_said (const RwMovePlan *plan, guint feed)
{
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const RwMoveFinding *finding = &g_array_index (plan->findings, RwMoveFinding, i);

      if (finding->rule == RW_MOVE_POWER && finding->other == (int) feed)
        return TRUE;
    }
  return FALSE;
}

static gboolean
feeds_rack (const Judge *judge, guint feed, int rack)
{
  const RwCapacityRack *info = &judge->after->racks[rack];

  for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
    if (info->legs[leg].feed == (int) feed ||
        judge->before->racks[rack].legs[leg].feed == (int) feed)
      return TRUE;
  return judge->plan->after->feeds[feed].rack == rack;
}

static void
judge_power (Judge *judge, guint index)
{
  RwMovePlan *plan = judge->plan;
  int rack = plan->moves[index].to_rack;
  gboolean known = FALSE, draws = FALSE;

  for (guint i = 0; i < plan->n_moves; i++)
    draws |= comes (plan, i, rack) && watts_of (plan->after, plan->moves[i].system) > 0;
  if (!draws)
    return;
  for (guint i = 0; i < plan->after->n_feeds; i++)
    {
      const RwCapacityFeed *feed = &judge->after->feeds[i];
      double load, was;

      if (feed->limit <= 0 || !feeds_rack (judge, i, rack))
        continue;
      known = TRUE;
      load = feed->after + judge->after->racks[rack].planned_watts;
      was = judge->before->feeds[i].after + judge->before->racks[rack].planned_watts;
      if (load > feed->limit + 0.5 && load > was + 0.5 && !feed_said (plan, i))
        say (plan, RW_MOVE_POWER, index, (int) i, load - feed->limit, NULL);
    }
  if (!known)
    say (plan, RW_MOVE_POWER_UNKNOWN, index, -1, NAN, NULL);
}

static guint
inlets_of (const RwWiring *wiring, int system)
{
  const RwWireSystem *device = &wiring->systems[system];
  guint n = 0;

  for (guint p = device->first_port; p < device->first_port + device->n_ports; p++)
    n += wiring->ports[p].type == RW_PORT_TYPE_POWER_INLET;
  if (n == 0 && device->type >= 0)
    n = wiring->types[device->type].inlets;
  return n == 0 && watts_of (wiring, system) > 0 ? 2 : n;
}

/* Those that hang on both legs take half of their cords from each, those with one from either. */
static void
judge_outlets (Judge *judge, guint index)
{
  RwMovePlan *plan = judge->plan;
  int rack = plan->moves[index].to_rack, free[RW_FEED_LEG_N_VALUES], least = G_MAXINT, all = 0;
  const RwCapacityRack *info = &judge->after->racks[rack];
  int both = 0, either = 0, lack;
  guint outlets = 0;

  for (int leg = 0; leg < RW_FEED_LEG_N_VALUES; leg++)
    {
      outlets += info->legs[leg].outlets;
      free[leg] = MAX (0, (int) info->legs[leg].free - (int) info->planned_outlets);
      least = MIN (least, free[leg]);
      all += free[leg];
    }
  /* Nobody has written its outlets down. */
  if (outlets == 0)
    return;
  for (guint i = 0; i < plan->n_moves; i++)
    {
      guint n;

      /* Ordered kit is among what is planned for already. */
      if (!comes (plan, i, rack) ||
          rw_stage_is_ghost (plan->after->systems[plan->moves[i].system].stage))
        continue;
      n = inlets_of (plan->after, plan->moves[i].system);
      if (n == 1)
        either++;
      else
        both += (int) (n + 1) / 2;
    }
  lack = MAX (both - least, 2 * both + either - all);
  if (lack > 0 && both + either > 0)
    say (plan, RW_MOVE_OUTLETS, index, -1, lack, NULL);
}

/* --- All of it ------------------------------------------------------------------------------------- */

static void
judge_all (Judge *judge, const gboolean *whole)
{
  RwMovePlan *plan = judge->plan;
  g_autoptr (GHashTable) spaces =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) rw_rack_space_free);

  for (guint i = 0; i < plan->n_moves; i++)
    {
      int rack = plan->moves[i].to_rack;
      RwRackSpace *space;

      if (!whole[i])
        continue;
      space = g_hash_table_lookup (spaces, GINT_TO_POINTER (rack + 1));
      if (space == NULL)
        {
          space = rw_move_get_space (plan->after, (guint) rack);
          g_hash_table_insert (spaces, GINT_TO_POINTER (rack + 1), space);
        }
      judge_units (plan, space, i);
      judge_kept (plan, i);
      judge_bookings (judge, i);
      judge_partner (plan, i);
      judge_vlans (judge, i);
      judge_reach (plan, i);
      if (!comes (plan, i, rack) || !is_last (plan, i))
        continue;
      judge_weight (judge, i);
      judge_power (judge, i);
      judge_outlets (judge, i);
    }
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const RwMoveFinding *x = a, *y = b;

  if (x->move != y->move)
    return x->move < y->move ? -1 : 1;
  if (x->rule != y->rule)
    return x->rule < y->rule ? -1 : 1;
  return (x->other > y->other) - (x->other < y->other);
}

static void
finding_clear (gpointer finding)
{
  g_free (((RwMoveFinding *) finding)->text);
}

/**
 * rw_move_plan_new:
 * @wiring: a finished one: the estate as it is
 * @moves: (array length=n_moves): each device once
 * @needs: (array length=n_needs): VLANs on ports of the devices
 * @bookings: (array length=n_bookings): what other changes move, where
 *
 * Checks a draft of moves against the estate as it would be after all of them: units on every face,
 * also those that another move takes or gives up; the height of the rack; what is reserved, or booked by another
 * change; what the rack carries; watts on each feed after the loss of the other, and outlets, for what comes
 * from another rack and is plugged in anew (DOMAIN, "Racks and power"); VLANs and cables for what goes to
 * another room; redundancy partners. What was wrong before and does not get worse is not said.
 *
 * Returns: (transfer full): what was found, and the order of carrying it out
 */
RwMovePlan *
rw_move_plan_new (RwWiring *wiring,
                  const RwMove *moves,
                  guint n_moves,
                  const RwMoveNeed *needs,
                  guint n_needs,
                  const RwMoveBooking *bookings,
                  guint n_bookings)
{
  g_autofree gboolean *whole = g_new0 (gboolean, n_moves + 1);
  g_autoptr (RwCapacity) before = NULL, after = NULL;
  RwMovePlan *plan;
  Judge judge;

  g_return_val_if_fail (wiring->finished, NULL);

  plan = g_new0 (RwMovePlan, 1);
  plan->before = rw_wiring_ref (wiring);
  plan->after = rw_wiring_new_variant (wiring);
  plan->moves = g_new0 (RwMoveState, n_moves + 1);
  plan->n_moves = n_moves;
  plan->findings = g_array_new (FALSE, FALSE, sizeof (RwMoveFinding));
  plan->steps = g_array_new (FALSE, FALSE, sizeof (RwMoveStep));
  g_array_set_clear_func (plan->findings, finding_clear);
  for (guint i = 0; i < n_moves; i++)
    whole[i] = read_move (plan, i, &moves[i]);
  carry_children (plan);
  unplug (plan);
  before = rw_capacity_new (plan->before);
  after = rw_capacity_new (plan->after);
  judge = (Judge) { plan, before, after, needs, n_needs, bookings, n_bookings };
  judge_all (&judge, whole);
  g_array_sort (plan->findings, compare_findings);
  if (plan->n_errors == 0)
    rw_move_plan_find_steps (plan);
  return plan;
}

void
rw_move_plan_free (RwMovePlan *plan)
{
  if (plan == NULL)
    return;
  rw_wiring_unref (plan->before);
  rw_wiring_unref (plan->after);
  g_free (plan->moves);
  g_array_unref (plan->findings);
  g_array_unref (plan->steps);
  g_free (plan);
}

/**
 * rw_move_edit_new:
 * @device: as it is
 * @site: (nullable): that of the rack; only a device that names its site is given another
 * @position: its lowest unit
 * @face: RwFace
 *
 * Returns: (transfer full) (nullable): an edit that puts the device there, of only what differs: two
 *   people may move a device and turn it at the same time; %NULL when it stands there already
 */
RwEdit *
rw_move_edit_new (
  RwRecord *device, const RwId *rack, const RwId *site, double position, int face)
{
  g_autoptr (RwEdit) edit = rw_edit_new (RW_OP_UPDATE, RW_KIND_DEVICE, rw_record_get_id (device));
  const RwId *now = rw_record_get_ref (device, RW_DEVICE_RACK),
             *place = rw_record_get_ref (device, RW_DEVICE_SITE);

  if (now == NULL || !rw_id_equal (now, rack))
    rw_edit_set (edit, RW_DEVICE_RACK, rw_value_ref (rack));
  if (!rw_record_has (device, RW_DEVICE_POSITION) ||
      rw_rack_half_from_position (rw_record_get_decimal (device, RW_DEVICE_POSITION, 1)) !=
        rw_rack_half_from_position (position))
    rw_edit_set (edit, RW_DEVICE_POSITION, rw_value_decimal (position));
  if (MAX (0, rw_record_get_enum (device, RW_DEVICE_FACE)) != face)
    rw_edit_set (edit, RW_DEVICE_FACE, rw_value_enum (face));
  if (site != NULL && place != NULL && !rw_id_equal (place, site))
    rw_edit_set (edit, RW_DEVICE_SITE, rw_value_ref (site));
  return edit->changes->len > 0 ? g_steal_pointer (&edit) : NULL;
}
