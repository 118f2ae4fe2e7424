/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-capacity.h"
#include "rw-edit.h"

G_BEGIN_DECLS

/* How many devices one draft moves. */
#define RW_MOVE_MOST 200

/**
 * RwMove:
 * @start: lower edge in half units above the floor
 * @face: on which it is mounted
 *
 * Where a device is to stand.
 */
typedef struct
{
  RwId device;
  RwId rack;
  int start;
  RwFace face;
} RwMove;

/**
 * RwMoveNeed:
 *
 * That a port of a device is in a VLAN.
 */
typedef struct
{
  RwId device;
  RwId vlan;
} RwMoveNeed;

/**
 * RwMoveBooking:
 * @change: borrowed: number or title of the change
 *
 * Where a change that is not carried out yet puts a device.
 */
typedef struct
{
  RwMove move;
  const char *change;
} RwMoveBooking;

/**
 * RwMoveRule:
 * @RW_MOVE_GONE: the device is not there anymore
 * @RW_MOVE_RACK_GONE: the rack is not there anymore
 * @RW_MOVE_NO_UNITS: the device takes no units: it is in a chassis or at the side of a rack
 * @RW_MOVE_UNITS: it does not fit in the rack, or something stands there: see @text
 * @RW_MOVE_N_ERRORS: from here on a person decides
 * @RW_MOVE_KEPT: the rack is retired, or kept for somebody else
 * @RW_MOVE_RESERVED: somebody has reserved the units: see @text
 * @RW_MOVE_BOOKED: another change puts a device there
 * @RW_MOVE_TWICE: another change moves the device too
 * @RW_MOVE_WEIGHT: the rack carries less: @missing kilograms
 * @RW_MOVE_POWER: @feed is overloaded, by @missing watts, after the loss of the other
 * @RW_MOVE_POWER_UNKNOWN: no feed of the rack is recorded with its watts
 * @RW_MOVE_OUTLETS: @missing outlets
 * @RW_MOVE_VLAN: no switch in the new room carries @vlan
 * @RW_MOVE_PARTNER: @other, its redundancy partner, stands in the same rack
 * @RW_MOVE_REACH: the other ends of @missing cables are in another room
 *
 * What a place must have: the first ones are refused by the server too.
 */
typedef enum
{
  RW_MOVE_GONE,
  RW_MOVE_RACK_GONE,
  RW_MOVE_NO_UNITS,
  RW_MOVE_UNITS,
  RW_MOVE_N_ERRORS,
  RW_MOVE_KEPT = RW_MOVE_N_ERRORS,
  RW_MOVE_RESERVED,
  RW_MOVE_BOOKED,
  RW_MOVE_TWICE,
  RW_MOVE_WEIGHT,
  RW_MOVE_POWER,
  RW_MOVE_POWER_UNKNOWN,
  RW_MOVE_OUTLETS,
  RW_MOVE_VLAN,
  RW_MOVE_PARTNER,
  RW_MOVE_REACH,
} RwMoveRule;

/**
 * RwMoveFinding:
 * @move: index of the move; what all moves into a rack cause together is said at the last of them
 * @rack: index in the wiring, or -1
 * @other: system, feed or VLAN that it is about: index in the wiring, or -1
 * @booking: index of the booking, or -1
 * @missing: see the rule
 * @text: (nullable): the sentence of the rack's units
 */
typedef struct
{
  RwMoveRule rule;
  guint move;
  int rack, other, booking;
  double missing;
  char *text;
} RwMoveFinding;

/**
 * RwMoveStepType:
 * @RW_MOVE_STEP_MOVE: from its place to the new one
 * @RW_MOVE_STEP_OUT: out of the rack, because it is in the way of one that is in its way
 * @RW_MOVE_STEP_IN: to the new place, from where it was put meanwhile
 */
typedef enum
{
  RW_MOVE_STEP_MOVE,
  RW_MOVE_STEP_OUT,
  RW_MOVE_STEP_IN,
} RwMoveStepType;

/**
 * RwMoveStep:
 *
 * What is carried at once, in this order.
 */
typedef struct
{
  RwMoveStepType type;
  guint move;
} RwMoveStep;

/**
 * RwMoveState:
 * @system: index in the wiring, or -1
 * @from_rack: index in the wiring, or -1: it stands in none yet
 * @from_start: half units above the floor; -1 for none
 * @to_rack: index in the wiring, or -1
 * @length: height in half units
 * @to: where it is to stand
 * @arrived: it stands there already
 * @new_room: whether it goes to another room
 * @n_errors: of its findings
 * @n_warnings: of its findings
 *
 * A move, as the estate has it.
 */
typedef struct
{
  RwMove move;
  int system;
  int from_rack, from_start;
  RwFace from_face;
  int to_rack;
  RwPlacement to;
  gboolean arrived;
  gboolean new_room;
  guint n_errors, n_warnings;
} RwMoveState;

/**
 * RwMovePlan:
 * @before: the estate
 * @after: the same, once all moves are done; cords of what goes to another rack are unplugged
 * @moves: in the order of the draft
 * @findings: (element-type RwMoveFinding): by move and rule
 * @steps: (element-type RwMoveStep): empty while there are errors
 *
 * A number of moves that are done together, checked against every rule as if all of them were done.
 */
typedef struct
{
  RwWiring *before, *after;
  RwMoveState *moves;
  guint n_moves;
  GArray *findings;
  guint n_errors, n_warnings;
  GArray *steps;
} RwMovePlan;

RwMovePlan *rw_move_plan_new      (RwWiring            *wiring,
                                   const RwMove        *moves,
                                   guint                n_moves,
                                   const RwMoveNeed    *needs,
                                   guint                n_needs,
                                   const RwMoveBooking *bookings,
                                   guint                n_bookings);
void        rw_move_plan_free     (RwMovePlan          *plan);
RwRackSpace *rw_move_get_space    (const RwWiring      *wiring,
                                   guint                rack);
gboolean    rw_move_cable_reaches (const RwMovePlan    *plan,
                                   guint                cable,
                                   gboolean            *same_rack);
RwEdit     *rw_move_edit_new      (RwRecord            *device,
                                   const RwId          *rack,
                                   const RwId          *site,
                                   double               position,
                                   int                  face);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwMovePlan, rw_move_plan_free)

G_END_DECLS
