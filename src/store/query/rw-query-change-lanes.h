/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-cache.h"

G_BEGIN_DECLS

/**
 * RwChangeLaneBy:
 * @RW_CHANGE_LANE_SITE: where its items are
 * @RW_CHANGE_LANE_RACK: the same, by rack; a virtual machine is where its host is
 * @RW_CHANGE_LANE_SERVICE: whose service it is, and services among its items
 * @RW_CHANGE_LANE_CUSTOMER: whose change it is, or whose service
 * @RW_CHANGE_LANE_PERSON: who does it, or a task of it
 *
 * By what changes are told apart.
 */
typedef enum
{
  RW_CHANGE_LANE_SITE,
  RW_CHANGE_LANE_RACK,
  RW_CHANGE_LANE_SERVICE,
  RW_CHANGE_LANE_CUSTOMER,
  RW_CHANGE_LANE_PERSON,
} RwChangeLaneBy;

#define RW_CHANGE_N_LANES_BY 5

/**
 * RwChangeLane:
 * @id: of the site, rack, …
 * @name: its name
 * @detail: (nullable): what tells it from another of that name: a rack's site
 * @changes: (element-type RwId): changes that belong to it; one may belong to several
 */
typedef struct
{
  RwId id;
  char *name;
  char *detail;
  GArray *changes;
} RwChangeLane;

void       rw_change_lane_free   (RwChangeLane    *lane);
GPtrArray *rw_query_change_lanes (RwCache         *cache,
                                  RwChangeLaneBy   by,
                                  gint64           from,
                                  gint64           to,
                                  GError         **error);

G_END_DECLS
