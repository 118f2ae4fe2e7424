/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-wiring.h"

G_BEGIN_DECLS

/**
 * RwLossState:
 * @RW_LOSS_NONE: goes on as before
 * @RW_LOSS_AT_RISK: goes on, but the next loss would end it
 * @RW_LOSS_DOWN: is gone
 */
typedef enum
{
  RW_LOSS_NONE,
  RW_LOSS_AT_RISK,
  RW_LOSS_DOWN,
} RwLossState;

/**
 * RwLossCause:
 * @RW_LOSS_ITSELF: it is what is lost, or stands in it
 * @RW_LOSS_POWER: no, or one less, inlet has power
 * @RW_LOSS_NETWORK: no, or one less, port leads on
 * @RW_LOSS_CHASSIS: its chassis is gone
 * @RW_LOSS_HOST: its host is gone; at risk when another of the cluster can start it
 */
typedef enum
{
  RW_LOSS_ITSELF,
  RW_LOSS_POWER,
  RW_LOSS_NETWORK,
  RW_LOSS_CHASSIS,
  RW_LOSS_HOST,
} RwLossCause;

/**
 * RwLossHit:
 * @system: index in the wiring
 * @left: for @RW_LOSS_AT_RISK by power or network: how many inlets or ports still work
 * @before: how many there were
 */
typedef struct
{
  guint system;
  RwLossState state;
  RwLossCause cause;
  guint left, before;
} RwLossHit;

/**
 * RwLossSum:
 * @index: of the service or customer in the wiring
 * @state: down when all its systems are, at risk when any is hit
 * @n_systems: that are in service
 */
typedef struct
{
  guint index;
  RwLossState state;
  guint n_systems, n_down, n_at_risk;
} RwLossSum;

/**
 * RwLoss:
 * @hits: (element-type RwLossHit): what is down first; devices before virtual machines, then by name
 * @services: (element-type RwLossSum): the worst first
 * @customers: (element-type RwLossSum): the worst first
 * @n_down: among @hits
 * @n_at_risk: among @hits
 *
 * What the loss of one thing does (DOMAIN, "Racks and power": feed, PDU, switch, rack, host → ports and
 * power lost → devices down or degraded → VMs → services → customers).
 */
typedef struct
{
  GArray *hits;
  GArray *services;
  GArray *customers;
  guint n_down, n_at_risk;
} RwLoss;

/**
 * RwSingleCord:
 * @system: index in the wiring
 * @inlets: that are plugged in
 * @feed: the only feed that stands behind all of them: index, or -1 when it is not known
 *
 * A system that one cord, or one feed, can take down.
 */
typedef struct
{
  guint system;
  guint inlets;
  int feed;
} RwSingleCord;

RwLoss *rw_loss_simulate (RwWiring   *wiring,
                          const RwId *lost);
void    rw_loss_free     (RwLoss     *loss);
GArray *rw_loss_single   (RwWiring   *wiring);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwLoss, rw_loss_free)

G_END_DECLS
