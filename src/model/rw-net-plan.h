/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/rw-ip.h"
#include "rw-record.h"

G_BEGIN_DECLS

/* What has no VLAN, no site, no parent … */
#define RW_NET_NONE (-1)

/* The longest text that is looked at: a longer one is no address. */
#define RW_NET_TEXT_MAX 64

/**
 * RwNetUse:
 * @used: addresses that are taken, those of prefixes inside included
 * @total: addresses that can be taken, %G_MAXUINT64 for more than can be counted
 * @n_addresses: records of addresses in it, at any depth
 * @n_prefixes: records of prefixes in it, at any depth
 */
typedef struct
{
  guint64 used;
  guint64 total;
  guint n_addresses;
  guint n_prefixes;
} RwNetUse;

/* A site or a customer. */
typedef struct
{
  RwId id;
  const char *name;
} RwNetPlace;

/**
 * RwNetVrf:
 * @name: (nullable): %NULL for the one that needs no name, which is the first
 * @loose: node of its addresses that are in none of its prefixes
 */
typedef struct
{
  const char *name;
  int loose;
} RwNetVrf;

/**
 * RwNetSystem:
 * @folded: its name, as a search looks at it
 */
typedef struct
{
  RwId id;
  RwKind kind;
  const char *name;
  const char *folded;
} RwNetSystem;

typedef struct
{
  RwId id, system_id;
  int system;
  const char *name;
} RwNetPort;

/**
 * RwNetMember:
 * @port: that carries the VLAN
 * @tagged: whether its frames say so
 */
typedef struct
{
  RwId vlan_id;
  int port;
  gboolean tagged;
} RwNetMember;

/**
 * RwNetVlan:
 * @domain: (nullable): within which the number is unique
 * @first_member: in the members of the plan
 * @first_prefix: in the prefixes by VLAN of the plan
 * @folded: as a search looks at it
 */
typedef struct
{
  RwId id, site_id, customer_id;
  int vid;
  const char *name;
  const char *domain;
  const char *purpose;
  int site, customer, status;
  guint first_member, n_members;
  guint first_prefix, n_prefixes;
  const char *folded;
} RwNetVlan;

/**
 * RwNetPrefix:
 * @text: as it is written
 * @net: what that says, unless there is a reason why it says nothing
 * @reason: (nullable): why it cannot be read
 * @parent: the smallest prefix of the VRF that contains it
 * @end: one behind the last prefix in it: those from the next one on are in it
 * @node: in the tree
 * @first_address: of all addresses in it, at any depth
 * @end_address: one behind the last one
 * @pool: whether a machine may have every address of it
 * @folded: as a search looks at it
 */
typedef struct
{
  RwId id, vlan_id, site_id, customer_id;
  const char *text;
  RwIpNet net;
  const char *reason;
  int vrf, vlan, site, customer, status;
  gboolean pool;
  const char *purpose;
  int parent;
  guint end, node;
  guint first_address, end_address;
  RwNetUse use;
  const char *folded;
} RwNetPrefix;

/**
 * RwNetAddress:
 * @text: as it is written
 * @ip: what that says, unless there is a reason why it says nothing
 * @length: behind the slash, -1 for none
 * @reason: (nullable): why it cannot be read
 * @prefix: the smallest prefix of the VRF that contains it
 * @folded: as a search looks at it, without address, system and customer
 */
typedef struct
{
  RwId id, port_id, customer_id;
  const char *text;
  RwIp ip;
  int length;
  const char *reason;
  int vrf, prefix, port, customer, status;
  gboolean primary;
  const char *dns_name;
  const char *purpose;
  const char *folded;
} RwNetAddress;

/**
 * RwNetNodeType:
 * @RW_NET_NODE_VRF: a routing table, when there are several
 * @RW_NET_NODE_PREFIX: a prefix
 * @RW_NET_NODE_LOOSE: the addresses of a VRF that are in none of its prefixes
 * @RW_NET_NODE_UNREADABLE: what is no prefix or address, as it is written
 */
typedef enum
{
  RW_NET_NODE_VRF,
  RW_NET_NODE_PREFIX,
  RW_NET_NODE_LOOSE,
  RW_NET_NODE_UNREADABLE,
} RwNetNodeType;

/**
 * RwNetNode:
 * @index: of the prefix or VRF
 * @parent: node that it is in
 * @end: one behind the last node in it: those from the next one on are in it
 */
typedef struct
{
  RwNetNodeType type;
  int index;
  int parent;
  guint end;
} RwNetNode;

/**
 * RwNetPlan:
 *
 * Every prefix, address and VLAN, and what is in what. Made once, in any thread, and never changed after
 * rw_net_plan_finish(); so it can be read in several threads.
 */
typedef struct _RwNetPlan
{
  GArray *vrfs;      /* (element-type RwNetVrf) */
  GArray *sites;     /* (element-type RwNetPlace) */
  GArray *customers; /* (element-type RwNetPlace) */
  GArray *systems;   /* (element-type RwNetSystem) */
  GArray *ports;     /* (element-type RwNetPort) */
  GArray *vlans;     /* (element-type RwNetVlan) by number */
  GArray *members;   /* (element-type RwNetMember) by VLAN */
  GArray *prefixes;  /* (element-type RwNetPrefix) by VRF, a prefix before those in it */
  GArray *addresses; /* (element-type RwNetAddress) by VRF and number, unreadable ones last */
  GArray *nodes;     /* (element-type RwNetNode) a node before those in it */
  GArray *of_vlans;  /* (element-type int) prefixes by VLAN */
  guint n_unreadable_prefixes;
  guint n_unreadable_addresses;
  int unreadable;    /* node of what cannot be read */


  /*< private >*/
  GStringChunk *texts;
  GString *buffer;
  GHashTable *vrf_indexes;
} RwNetPlan;

#define RW_NET_PREFIX(plan, i)  (&g_array_index ((plan)->prefixes, RwNetPrefix, (guint) (i)))
#define RW_NET_ADDRESS(plan, i) (&g_array_index ((plan)->addresses, RwNetAddress, (guint) (i)))
#define RW_NET_VLAN(plan, i)    (&g_array_index ((plan)->vlans, RwNetVlan, (guint) (i)))
#define RW_NET_MEMBER(plan, i)  (&g_array_index ((plan)->members, RwNetMember, (guint) (i)))
#define RW_NET_PORT(plan, i)    (&g_array_index ((plan)->ports, RwNetPort, (guint) (i)))
#define RW_NET_SYSTEM(plan, i)  (&g_array_index ((plan)->systems, RwNetSystem, (guint) (i)))
#define RW_NET_NODE(plan, i)    (&g_array_index ((plan)->nodes, RwNetNode, (guint) (i)))
#define RW_NET_VRF(plan, i)     (&g_array_index ((plan)->vrfs, RwNetVrf, (guint) (i)))

/* --- Making one ---------------------------------------------------------------------------------- */

RwNetPlan  *rw_net_plan_new          (void);
RwNetPlan  *rw_net_plan_ref          (RwNetPlan         *plan);
void        rw_net_plan_unref        (RwNetPlan         *plan);
void        rw_net_plan_add_site     (RwNetPlan         *plan,
                                      const RwId        *id,
                                      const char        *name);
void        rw_net_plan_add_customer (RwNetPlan         *plan,
                                      const RwId        *id,
                                      const char        *name);
void        rw_net_plan_add_system   (RwNetPlan         *plan,
                                      RwKind             kind,
                                      const RwId        *id,
                                      const char        *name);
void        rw_net_plan_add_port     (RwNetPlan         *plan,
                                      const RwId        *id,
                                      const RwId        *system,
                                      const char        *name);
void        rw_net_plan_add_vlan     (RwNetPlan         *plan,
                                      const RwNetVlan   *vlan);
void        rw_net_plan_add_member   (RwNetPlan         *plan,
                                      const RwId        *vlan,
                                      gboolean           tagged);
void        rw_net_plan_add_prefix   (RwNetPlan         *plan,
                                      const RwNetPrefix *prefix,
                                      const char        *vrf);
void        rw_net_plan_add_address  (RwNetPlan         *plan,
                                      const RwNetAddress *address,
                                      const char        *vrf);
void        rw_net_plan_finish       (RwNetPlan         *plan);

/* --- Reading one --------------------------------------------------------------------------------- */

int         rw_net_plan_find_prefix  (RwNetPlan         *plan,
                                      const RwId        *id);
int         rw_net_plan_find_address (RwNetPlan         *plan,
                                      const RwId        *id);
int         rw_net_plan_find_vlan    (RwNetPlan         *plan,
                                      const RwId        *id);
int         rw_net_plan_node_of      (RwNetPlan          *plan,
                                      const RwNetAddress *address);
const char *rw_net_plan_customer     (RwNetPlan          *plan,
                                      int                 index);
const char *rw_net_plan_site         (RwNetPlan          *plan,
                                      int                 index);
GArray     *rw_net_plan_dup_members  (RwNetPlan          *plan,
                                      int                 vlan);
gboolean    rw_net_prefix_is_whole   (const RwNetPrefix  *prefix);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwNetPlan, rw_net_plan_unref)

G_END_DECLS
