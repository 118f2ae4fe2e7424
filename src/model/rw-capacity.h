/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-wiring.h"

G_BEGIN_DECLS

/**
 * RwCapacityFeed:
 * @limit: watts that it offers; 0 for unknown
 * @load: watts that hang on it now
 * @after: watts that hang on it after the loss of the one other feed that adds most
 * @worst: that feed: index in the wiring, or -1
 */
typedef struct
{
  double limit;
  double load;
  double after;
  int worst;
} RwCapacityFeed;

/**
 * RwCapacityLeg:
 * @feed: of this leg: the one with most to give that has a free outlet here; index, or -1
 * @outlets: of the PDUs in the rack
 * @free: that nothing is plugged into
 */
typedef struct
{
  int feed;
  guint outlets;
  guint free;
} RwCapacityLeg;

/**
 * RwCapacityRack:
 * @units: height
 * @free: units in which nothing stands, on neither face
 * @reserved: of those, how many somebody keeps
 * @largest: the longest run of units that are free and not kept
 * @watts: drawn now
 * @planned_watts: expected of what is ordered or kept for, beyond @watts
 * @left: watts that something with two cords may still draw, such that no feed is overloaded after the
 *   loss of the other; what is planned is not taken off; negative when a loss overloads one already,
 *   NAN when there are no two feeds with known watts
 * @weight: kilograms that stand in it
 * @planned_weight: expected, beyond @weight
 * @max_weight: kilograms that it carries; 0 for unknown
 * @planned_outlets: on each leg, of what is ordered or kept for
 * @ports: network ports of the switches in it
 * @free_ports: of those, without a cable
 */
typedef struct
{
  double units, free, reserved, largest;
  double watts, planned_watts, left;
  double weight, planned_weight, max_weight;
  guint planned_outlets;
  RwCapacityLeg legs[RW_FEED_LEG_N_VALUES];
  guint ports, free_ports;
  guint n_devices;
  int row; /* index in rows, or -1 */
} RwCapacityRack;

/**
 * RwCapacitySum:
 * @rack: index in the wiring, or -1 for what is more than one
 * @room: index in the wiring, or -1
 * @row: (nullable): of the room; %NULL for what is no row
 * @name: (nullable): of the row, or of the room
 * @load: on the feeds of each leg
 * @limit: of the feeds of each leg
 * @left: what is left of all racks after a loss in each; racks without known feeds give none
 * @n_over: racks in which a loss overloads a feed
 *
 * A row or a room, or what rw_capacity_get_rack() says of a rack.
 */
typedef struct
{
  int rack;
  int room;
  const char *row;
  const char *name;
  guint n_racks, n_over, n_unknown;
  double units, free, reserved, largest;
  double watts, planned_watts, left;
  double load[RW_FEED_LEG_N_VALUES], limit[RW_FEED_LEG_N_VALUES];
  double weight, max_weight;
  guint outlets[RW_FEED_LEG_N_VALUES], free_outlets[RW_FEED_LEG_N_VALUES];
  guint ports, free_ports;
} RwCapacitySum;

/**
 * RwCapacity:
 *
 * What there is and what is left of it, per rack, row and room. Read-only: made in the reader thread,
 * asked in the main thread.
 */
typedef struct
{
  RwWiring *wiring;
  RwCapacityFeed *feeds; /* as in the wiring */
  RwCapacityRack *racks; /* as in the wiring */
  RwCapacitySum *rows;
  guint n_rows;
  RwCapacitySum *rooms; /* as in the wiring */
  guint *free_ports;    /* of each system of the wiring that is a network device */
  /*< private >*/
  guint8 *halves; /* RW_CAPACITY_HALVES of each face of each rack */
} RwCapacity;

/* Racks are up to 100 units high. */
#define RW_CAPACITY_HALVES 200

RwCapacity *rw_capacity_new       (RwWiring         *wiring);
void        rw_capacity_free      (RwCapacity       *capacity);
gboolean    rw_capacity_half_free (const RwCapacity *capacity,
                                   guint             rack,
                                   int               half,
                                   RwFaces           faces,
                                   gboolean          half_width);
void        rw_capacity_get_rack  (const RwCapacity *capacity,
                                   guint             rack,
                                   RwCapacitySum    *sum);
double      rw_capacity_feed_left (const RwCapacity *capacity,
                                   int               feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCapacity, rw_capacity_free)

G_END_DECLS
