/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwSystemInfo:
 * @kind: %RW_KIND_DEVICE or %RW_KIND_VM
 * @id: of the system
 * @name: its name
 * @role: what it is for: the label of a device's role, or the role of a virtual machine
 * @model: (nullable): manufacturer and model of a device
 * @stage: life-cycle stage, or -1
 * @customer: (nullable): its customer, or its service's
 * @service: (nullable): its business service
 * @site: (nullable): name of the site
 * @place: (nullable): rack, or cluster of a virtual machine
 * @unit: lowest unit in the rack, 0 for none
 * @host: (nullable): host of a virtual machine, chassis of a blade
 * @address: (nullable): primary address without its prefix length
 * @platform: (nullable): operating system
 * @version: (nullable): of the platform
 * @serial: (nullable): serial number
 * @asset_tag: (nullable): asset tag
 * @draw_w: measured draw in W, -1 for none
 * @vcpus: of a virtual machine, 0 for none
 * @memory_mb: of a virtual machine, -1 for none
 * @disk_gb: of a virtual machine, -1 for none
 * @patched: day of the last patch, %G_MININT64 for none
 * @end_of_support: day, %G_MININT64 for none
 * @open_tickets: how many are open on it
 *
 * One row of the CMDB. Texts are shared (GRefString): 12,000 systems have few customers.
 */
typedef struct
{
  RwKind kind;
  RwId id;
  GRefString *name;
  GRefString *role;
  GRefString *model;
  GRefString *customer;
  GRefString *service;
  GRefString *site;
  GRefString *place;
  GRefString *host;
  GRefString *address;
  GRefString *platform;
  GRefString *version;
  GRefString *serial;
  GRefString *asset_tag;
  int stage;
  double unit;
  double vcpus;
  gint64 draw_w;
  gint64 memory_mb;
  gint64 disk_gb;
  gint64 patched;
  gint64 end_of_support;
  guint open_tickets;
} RwSystemInfo;

#define RW_QUERY_NO_DAY G_MININT64

void       rw_system_info_free (RwSystemInfo *info);
GPtrArray *rw_query_systems    (RwCache      *cache,
                                GCancellable *cancellable,
                                GError      **error);

G_END_DECLS
