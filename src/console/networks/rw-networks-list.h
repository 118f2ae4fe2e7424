/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rules/rw-net-rules.h"

G_BEGIN_DECLS

/**
 * RwNetworksEntryType:
 * @RW_NETWORKS_NODE: a node of the tree of prefixes
 * @RW_NETWORKS_ROW: an address, a prefix or what is free in a prefix
 * @RW_NETWORKS_VLAN: a VLAN
 * @RW_NETWORKS_MEMBER: a port that carries a VLAN
 */
typedef enum
{
  RW_NETWORKS_NODE,
  RW_NETWORKS_ROW,
  RW_NETWORKS_VLAN,
  RW_NETWORKS_MEMBER,
} RwNetworksEntryType;

/**
 * RwNetworksEntry:
 * @index: of the node or VLAN in the plan
 * @row: of a list of addresses, or of the prefixes of a VLAN
 * @member: of a list of ports
 *
 * What a row of a table stands for; the plan says the rest.
 */
typedef struct
{
  RwNetworksEntryType type;
  guint index;
  RwNetRow row;
  RwNetMember member;
} RwNetworksEntry;

#define RW_TYPE_NETWORKS_ITEM (rw_networks_item_get_type ())
G_DECLARE_FINAL_TYPE (RwNetworksItem, rw_networks_item, RW, NETWORKS_ITEM, GObject)

const RwNetworksEntry *rw_networks_item_get_entry (RwNetworksItem *self);

#define RW_TYPE_NETWORKS_LIST (rw_networks_list_get_type ())

/**
 * RwNetworksList:
 *
 * Entries as a list model. Its items are made when somebody looks at them.
 */
G_DECLARE_FINAL_TYPE (RwNetworksList, rw_networks_list, RW, NETWORKS_LIST, GObject)

RwNetworksList *rw_networks_list_new        (GArray         *entries,
                                             gboolean        in_steps);
void            rw_networks_list_set        (RwNetworksList *self,
                                             GArray         *entries);
GArray         *rw_networks_list_get        (RwNetworksList *self);
void            rw_networks_list_show_all   (RwNetworksList *self);

G_END_DECLS
