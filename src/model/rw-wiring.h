/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwWireSystem:
 * @kind: a device or a virtual machine
 * @role: of a device
 * @stage: RwStage or -1
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
  RwId rack_id, parent_id, host_id, cluster_id, partner_id, service_id;
  RwKind kind;
  const char *name;
  RwDeviceRole role;
  int stage;
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
 */
typedef struct
{
  RwId id;
  RwId system_id, upstream_id;
  const char *name;
  RwPortType type;
  gboolean enabled, management;
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
 */
typedef struct
{
  RwId id;
  RwId rack_id;
  const char *name;
  int leg;
  int rack;
} RwWireFeed;

/**
 * RwWirePlace:
 * @customer: of a service: index, or -1
 * @customer_id: of a service
 *
 * A rack, a service or a customer: what it is called.
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
typedef struct
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
  RwWirePlace *racks, *services, *customers;
  guint n_racks, n_services, n_customers;
  /*< private >*/
  GStringChunk *strings;
  GArray *system_array, *port_array, *cable_array, *feed_array;
  GArray *rack_array, *service_array, *customer_array;
  GHashTable *indexes; /* RwId → index + 1; ids are unique over all kinds */
} RwWiring;

RwWiring *rw_wiring_new          (void);
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
                                  const RwWirePlace  *rack);
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
gboolean  rw_wiring_is_network   (RwDeviceRole        role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwWiring, rw_wiring_unref)

G_END_DECLS
