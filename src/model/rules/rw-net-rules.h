/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-net-plan.h"

G_BEGIN_DECLS

/**
 * RwNetRowType:
 * @RW_NET_ROW_ADDRESS: an address that somebody has
 * @RW_NET_ROW_PREFIX: a prefix in the prefix
 * @RW_NET_ROW_FREE: addresses that nobody has
 */
typedef enum
{
  RW_NET_ROW_ADDRESS,
  RW_NET_ROW_PREFIX,
  RW_NET_ROW_FREE,
} RwNetRowType;

/**
 * RwNetRow:
 * @index: of the address or prefix in the plan
 * @first: of what is free
 * @last: of what is free
 */
typedef struct
{
  RwNetRowType type;
  guint index;
  RwIp first, last;
} RwNetRow;

/**
 * RwNetFound:
 * @nodes: for each node of the tree whether it, or something in it, was found
 * @addresses: for each address whether it was found
 * @vlans: for each VLAN whether it was found
 * @n_addresses: how many of them
 * @n_prefixes: how many prefixes were found themselves
 * @n_vlans: how many VLANs
 *
 * What a search found in a plan.
 */
typedef struct
{
  RwNetPlan *plan;
  char *words;
  guint8 *nodes;
  guint8 *addresses;
  guint8 *vlans;
  guint n_addresses, n_prefixes, n_vlans;
} RwNetFound;

GArray     *rw_net_rows        (RwNetPlan        *plan,
                                guint             node,
                                const RwNetFound *found);
gboolean    rw_net_next_address (RwNetPlan       *plan,
                                guint             prefix,
                                RwIp             *ip);
gboolean    rw_net_next_prefix (RwNetPlan        *plan,
                                guint             prefix,
                                guint             length,
                                RwIpNet          *net);
guint       rw_net_usual_length (RwNetPlan       *plan,
                                guint             prefix);
RwNetFound *rw_net_search      (RwNetPlan        *plan,
                                const char       *words);
void        rw_net_found_free  (RwNetFound       *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwNetFound, rw_net_found_free)

G_END_DECLS
