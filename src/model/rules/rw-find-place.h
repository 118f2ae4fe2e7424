/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-capacity.h"

G_BEGIN_DECLS

/* How many devices are placed at once. */
#define RW_PLACE_MOST 20

/**
 * RwPlaceRule:
 * @RW_PLACE_KEPT: the rack is retired, or kept for somebody else
 * @RW_PLACE_UNITS: contiguous units that are free and not reserved, on the faces that are needed
 * @RW_PLACE_WEIGHT: what the rack carries
 * @RW_PLACE_POWER: watts on two feeds, each without the other
 * @RW_PLACE_OUTLETS: free outlets on two feeds
 * @RW_PLACE_PORTS: free ports on switches of the row that carry the VLAN
 * @RW_PLACE_PARTNER: another rack than that of the redundancy partner
 *
 * What a place must have (DOMAIN, "Racks and power").
 */
typedef enum
{
  RW_PLACE_KEPT,
  RW_PLACE_UNITS,
  RW_PLACE_WEIGHT,
  RW_PLACE_POWER,
  RW_PLACE_OUTLETS,
  RW_PLACE_PORTS,
  RW_PLACE_PARTNER,
  RW_PLACE_N_RULES,
} RwPlaceRule;

/**
 * RwPlaceRequest:
 * @count: how many, all in one rack
 * @length: of each, in half units
 * @faces: which it takes
 * @half_width: whether it leaves room beside it
 * @weight: of each, in kilograms; 0 for unknown
 * @watts: of each; 0 for none
 * @inlets: of each: one is enough to hang on one feed, more hang on two
 * @ports: network ports of each
 * @room: only there; -1 for everywhere
 * @row: (nullable): only there, in @room
 * @vlan: that its ports are in; -1 for any
 * @partner: system that must not stand in the same rack; -1 for none
 * @service: whose other systems it should stand near; -1 for none
 * @customer: nil, or for whom: racks that are kept for others are none
 *
 * What is looked for. Indexes are those of the wiring.
 */
typedef struct
{
  guint count;
  int length;
  RwFaces faces;
  gboolean half_width;
  double weight, watts;
  guint inlets, ports;
  int room;
  const char *row;
  int vlan, partner, service;
  RwId customer;
} RwPlaceRequest;

/**
 * RwPlace:
 * @rack: index in the wiring
 * @starts: lower edge of each, in half units above the floor
 * @rest: units that stay free in the run that is used
 * @left: watts left on the worse of the two feeds after the loss of the other, before it is placed;
 *   NAN for what draws nothing, or where that is not known
 * @limit: watts that this feed offers
 * @outlets: free on each leg
 * @ports: free on the switches of the row that carry the VLAN
 * @own_ports: of those, in the rack itself
 * @weight_left: kilograms; NAN for unknown
 * @near: how many systems of its service stand in the row
 * @partner_row: whether the redundancy partner stands in the same row
 * @next: what would be missing first for one more of them; %RW_PLACE_N_RULES for nothing that is known
 * @more: how many more of them there is room for
 * @cost: what the places are ranked by
 */
typedef struct
{
  guint rack;
  int starts[RW_PLACE_MOST];
  double rest;
  double left, limit;
  guint outlets[RW_FEED_LEG_N_VALUES];
  guint ports, own_ports;
  double weight_left;
  guint near;
  gboolean partner_row;
  RwPlaceRule next;
  guint more;
  double cost;
} RwPlace;

/**
 * RwPlaceLack:
 * @n_failed: racks that break the rule
 * @n_only: racks that break no other
 * @rack: of those, the one that lacks least: index in the wiring, or -1
 * @missing: what it lacks: units, kilograms, watts, outlets or ports; NAN where nothing is known
 */
typedef struct
{
  guint n_failed, n_only;
  int rack;
  double missing;
} RwPlaceLack;

/**
 * RwPlaceAnswer:
 * @places: (element-type RwPlace): one a rack, the best first
 * @n_racks: that were looked at
 * @lacks: what the others lack
 */
typedef struct
{
  GArray *places;
  guint n_racks;
  RwPlaceLack lacks[RW_PLACE_N_RULES];
} RwPlaceAnswer;

void           rw_place_request_init   (RwPlaceRequest       *request);
void           rw_place_request_set_type (RwPlaceRequest     *request,
                                        const RwWireType     *type);
RwPlaceAnswer *rw_find_place           (const RwCapacity     *capacity,
                                        const RwPlaceRequest *request);
void           rw_place_answer_free    (RwPlaceAnswer        *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwPlaceAnswer, rw_place_answer_free)

G_END_DECLS
