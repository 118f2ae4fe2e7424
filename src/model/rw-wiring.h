/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-rack-space.h"

G_BEGIN_DECLS

/**
 * RwWireType:
 * @role: RwDeviceRole or -1
 * @length: in half units; 0 for what takes none
 * @weight: kilograms; 0 for unknown
 * @watts: rated draw; 0 for unknown
 * @inlets: for power
 * @ports: network ports that are not for management only
 *
 * A device type: what one of it asks of the place where it stands.
 */
typedef struct
{
  RwId id;
  const char *name; /* manufacturer and model */
  int role;
  int length;
  gboolean full_depth, half_width;
  double weight, watts;
  guint inlets, ports;
} RwWireType;

/**
 * RwWireSystem:
 * @kind: a device or a virtual machine
 * @role: of a device
 * @stage: RwStage or -1
 * @watts: its own measured draw; 0 for what its type is rated for
 * @start: lower edge in half units above the floor; -1 for what takes no units
 * @face: RwFace or -1
 * @type: index, or -1
 * @rack: index, or -1
 * @parent: the chassis, or -1
 * @host: of a virtual machine, or -1
 * @partner: its redundancy partner, or -1
 * @service: index, or -1
 *
 * Texts belong to the wiring. What says index is set by rw_wiring_finish().
 */
typedef struct
{
  RwId id;
  RwId rack_id, parent_id, host_id, cluster_id, partner_id, service_id, type_id;
  RwKind kind;
  const char *name;
  RwDeviceRole role;
  int stage;
  double watts;
  int start, face;
  int type;
  int rack, parent, host, partner, service;
  guint first_port, n_ports;
} RwWireSystem;

/**
 * RwWirePort:
 * @system: index
 * @upstream: where it leads to inside its system: the rear of a patch panel's front, the inlet of an
 *   outlet; or -1
 * @position: which of the positions there
 * @cable: index, or -1
 * @peer: the port at the other end of the cable, or -1
 * @feed: the feed at the other end of the cable, or -1
 * @far: for a network port, what it reaches through all patch panels, or -1
 * @leg: RwFeedLeg or -1
 */
typedef struct
{
  RwId id;
  RwId system_id, upstream_id;
  const char *name;
  RwPortType type;
  gboolean enabled, management;
  int leg;
  int system;
  int upstream, position;
  int cable, peer, feed, far;
} RwWirePort;

/**
 * RwWireCable:
 * @a: index of the port at this end, or -1
 * @a_feed: of the feed, or -1
 * @status: RwCableStatus or -1
 */
typedef struct
{
  RwId id;
  RwId a_id, b_id;
  const char *label, *type, *colour;
  double length; /* metres; 0 for unknown */
  int status;
  int a, a_feed, b, b_feed;
} RwWireCable;

/**
 * RwWireFeed:
 * @leg: RwFeedLeg or -1
 * @watts: that it offers; 0 for unknown
 */
typedef struct
{
  RwId id;
  RwId rack_id;
  const char *name;
  int leg;
  double watts;
  int rack;
} RwWireFeed;

/**
 * RwWireRack:
 * @row: (nullable): of its room
 * @status: RwRackStatus or -1
 * @max_weight: kilograms that it carries; 0 for unknown
 * @customer_id: whom it is kept for, or nil
 */
typedef struct
{
  RwId id;
  RwId room_id, customer_id;
  const char *name;
  const char *row;
  int position;
  int units;
  RwRackNumbering numbering;
  int status;
  double max_weight;
  int room; /* index, or -1 */
} RwWireRack;

/**
 * RwWireReservation:
 * @purpose: what for
 * @start: lower edge in half units above the floor
 * @watts: that are expected there; 0 for unknown
 * @weight: kilograms that are expected there; 0 for unknown
 */
typedef struct
{
  RwId rack_id;
  const char *purpose;
  int start, length;
  RwFaces faces;
  double watts, weight;
  int rack;
} RwWireReservation;

/**
 * RwWireVlan:
 * @vid: its number
 */
typedef struct
{
  RwId id;
  const char *name;
  int vid;
} RwWireVlan;

/**
 * RwWireCarried:
 *
 * That a VLAN is on a port of a network device: indexes of both.
 */
typedef struct
{
  guint system, vlan;
} RwWireCarried;

/**
 * RwWirePlace:
 * @customer: of a service: index, or -1
 * @customer_id: of a service
 *
 * A room, a service or a customer: what it is called.
 */
typedef struct
{
  RwId id;
  const char *name;
  RwId customer_id;
  int customer;
} RwWirePlace;

/**
 * RwWiring:
 *
 * What hangs on what in the whole estate: power from the feed to the inlet, cables from port to port,
 * blades in chassis, virtual machines on hosts, services of customers. Read-only once finished: made in
 * the reader thread, asked in the main thread.
 */
typedef struct _RwWiring
{
  gatomicrefcount ref_count;
  gboolean finished;
  RwWireSystem *systems;
  guint n_systems;
  RwWirePort *ports; /* those of a system are adjacent, by name */
  guint n_ports;
  RwWireCable *cables;
  guint n_cables;
  RwWireFeed *feeds;
  guint n_feeds;
  RwWireRack *racks;
  guint n_racks;
  RwWirePlace *rooms, *services, *customers;
  guint n_rooms, n_services, n_customers;
  RwWireType *types; /* by name */
  guint n_types;
  RwWireVlan *vlans; /* by number and name */
  guint n_vlans;
  RwWireReservation *reservations;
  guint n_reservations;
  RwWireCarried *carried; /* each pair once */
  guint n_carried;
  /*< private >*/
  GStringChunk *strings;
  GArray *system_array, *port_array, *cable_array, *feed_array;
  GArray *rack_array, *room_array, *service_array, *customer_array;
  GArray *type_array, *vlan_array, *reservation_array, *carried_array, *carrying;
  GHashTable *indexes; /* RwId → index + 1; ids are unique over all kinds */
  struct _RwWiring *base; /* whose arrays all but systems and ports are, or NULL */
} RwWiring;

RwWiring *rw_wiring_new          (void);
RwWiring *rw_wiring_new_variant  (RwWiring           *base);
RwWiring *rw_wiring_ref          (RwWiring           *wiring);
void      rw_wiring_unref        (RwWiring           *wiring);
void      rw_wiring_add_system   (RwWiring           *wiring,
                                  const RwWireSystem *system);
void      rw_wiring_add_port     (RwWiring           *wiring,
                                  const RwWirePort   *port);
void      rw_wiring_add_cable    (RwWiring           *wiring,
                                  const RwWireCable  *cable);
void      rw_wiring_add_feed     (RwWiring           *wiring,
                                  const RwWireFeed   *feed);
void      rw_wiring_add_rack     (RwWiring           *wiring,
                                  const RwWireRack   *rack);
void      rw_wiring_add_room     (RwWiring           *wiring,
                                  const RwWirePlace  *room);
void      rw_wiring_add_type     (RwWiring           *wiring,
                                  const RwWireType   *type);
void      rw_wiring_add_vlan     (RwWiring           *wiring,
                                  const RwWireVlan   *vlan);
void      rw_wiring_add_reservation (RwWiring        *wiring,
                                  const RwWireReservation *reservation);
void      rw_wiring_add_carried  (RwWiring           *wiring,
                                  const RwId         *system,
                                  const RwId         *vlan);
void      rw_wiring_add_service  (RwWiring           *wiring,
                                  const RwWirePlace  *service);
void      rw_wiring_add_customer (RwWiring           *wiring,
                                  const RwWirePlace  *customer);
void      rw_wiring_finish       (RwWiring           *wiring);

int       rw_wiring_find         (const RwWiring     *wiring,
                                  const RwId         *id);
int       rw_wiring_cross        (const RwWiring     *wiring,
                                  guint               port,
                                  int                 position);
int       rw_wiring_find_type    (const RwWiring     *wiring,
                                  const RwId         *id);
int       rw_wiring_find_vlan    (const RwWiring     *wiring,
                                  const RwId         *id);
int       rw_wiring_find_system  (const RwWiring     *wiring,
                                  const RwId         *id);
int       rw_wiring_find_rack    (const RwWiring     *wiring,
                                  const RwId         *id);
int       rw_wiring_find_service (const RwWiring     *wiring,
                                  const RwId         *id);
gboolean  rw_wiring_get_placement (const RwWiring    *wiring,
                                  guint               system,
                                  RwPlacement        *placement);
gboolean  rw_wiring_is_network   (RwDeviceRole        role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwWiring, rw_wiring_unref)

G_END_DECLS
