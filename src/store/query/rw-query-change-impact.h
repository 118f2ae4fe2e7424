/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwImpactLayer:
 * @RW_IMPACT_ITEMS: what a change affects itself
 * @RW_IMPACT_SYSTEMS: what runs on it, sits in it or stands in it
 * @RW_IMPACT_SERVICES: what those are there for
 * @RW_IMPACT_CUSTOMERS: whose those are
 */
typedef enum
{
  RW_IMPACT_ITEMS,
  RW_IMPACT_SYSTEMS,
  RW_IMPACT_SERVICES,
  RW_IMPACT_CUSTOMERS,
  RW_IMPACT_N_LAYERS,
} RwImpactLayer;

typedef struct
{
  RwImpactLayer layer;
  RwKind kind;
  RwId id;
  char *name;
} RwImpactNode;

/**
 * RwImpactTie:
 * @from: index of a node
 * @to: index of a node in a later layer that is hit with it
 */
typedef struct
{
  guint from, to;
} RwImpactTie;

/**
 * RwChangeImpact:
 * @nodes: (element-type RwImpactNode): layer by layer as they were met
 * @ties: (element-type RwImpactTie)
 * @n: how many there are in each layer, those that @nodes leaves out too
 *
 * What a change touches, down to the customers.
 */
typedef struct
{
  GPtrArray *nodes;
  GArray *ties;
  guint n[RW_IMPACT_N_LAYERS];
} RwChangeImpact;

/**
 * RwChangeReader:
 * @customer: that a change hits
 * @services: (element-type utf8): names of its services that are hit
 *
 * Whom a change is announced to.
 */
typedef struct
{
  RwRecord *customer;
  GPtrArray *services;
} RwChangeReader;

RwChangeImpact *rw_query_change_impact (RwCache         *cache,
                                        GPtrArray       *items,
                                        guint            most,
                                        GCancellable    *cancellable,
                                        GError         **error);
void            rw_change_impact_free  (RwChangeImpact  *impact);
GPtrArray      *rw_query_change_readers (RwCache        *cache,
                                        GPtrArray       *items,
                                        GCancellable    *cancellable,
                                        GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwChangeImpact, rw_change_impact_free)

G_END_DECLS
