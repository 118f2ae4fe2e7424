/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-query-volumes.h"

G_BEGIN_DECLS

/**
 * RwSystemPart:
 *
 * What hangs on a system, each a list of its own: see #RwSystemEntry for what an entry of each holds.
 */
typedef enum
{
  RW_SYSTEM_PORTS,
  RW_SYSTEM_INLETS,
  RW_SYSTEM_ADDRESSES,
  RW_SYSTEM_VMS,
  RW_SYSTEM_BLADES,
  RW_SYSTEM_JOBS,
  RW_SYSTEM_VOLUMES,
  RW_SYSTEM_OPEN_TICKETS,
  RW_SYSTEM_CLOSED_TICKETS,
  RW_SYSTEM_COMING_CHANGES,
  RW_SYSTEM_PAST_CHANGES,
  RW_SYSTEM_MEASURES,
  RW_SYSTEM_FINDINGS,
  RW_SYSTEM_DOCUMENTS,
  RW_SYSTEM_CHECKLISTS,
  RW_SYSTEM_N_PARTS,
} RwSystemPart;

/**
 * RwSystemEntry:
 * @record: the entry itself: a port, an address, a ticket …
 * @other: (nullable): of a port, what its cable leads to (port or power feed); of an address, its port;
 *   of a backup job, its last run
 * @owner: (nullable): of a port, the system at the other end; of a backup job, its policy
 * @untagged: (nullable): of a port, its untagged VLAN
 * @tagged: (nullable) (element-type RwRecord): of a port, the first of its tagged VLANs
 * @last_good: of a backup job, when its last good run began, in microseconds; 0 for never
 * @n_done: of a checklist, how many items are done
 * @n: of a checklist, how many items it has; of a port, how many tagged VLANs
 * @volume: (nullable): of a volume, what is used of it and when it is full; %NULL where nobody measured it
 */
typedef struct
{
  RwRecord *record;
  RwRecord *other;
  RwRecord *owner;
  RwRecord *untagged;
  GPtrArray *tagged;
  gint64 last_good;
  guint n_done;
  guint n;
  RwVolumeRow *volume;
} RwSystemEntry;

/**
 * RwSystemList:
 * @entries: (element-type RwSystemEntry): the first of them
 * @count: how many there are
 */
typedef struct
{
  GPtrArray *entries;
  guint count;
} RwSystemList;

/**
 * RwSystemDetail:
 * @parts: by #RwSystemPart
 * @type: (nullable): device type
 * @service: (nullable): business service
 * @customer: (nullable): its own, or its service's
 * @managers: (element-type RwRecord): service delivery managers of the service
 *
 * What hangs on one device or virtual machine, bounded.
 */
typedef struct
{
  RwSystemList parts[RW_SYSTEM_N_PARTS];
  RwRecord *type;
  RwRecord *service;
  RwRecord *customer;
  GPtrArray *managers;
} RwSystemDetail;

RwSystemDetail *rw_query_system       (RwCache        *cache,
                                       RwRecord       *system,
                                       GCancellable   *cancellable,
                                       GError        **error);
void            rw_system_detail_free (RwSystemDetail *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwSystemDetail, rw_system_detail_free)

G_END_DECLS
