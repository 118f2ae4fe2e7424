/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rw-format.h"
#include "rw-text.h"

/* So many prefixes of a VLAN are named in its line. */
#define MOST_NAMED 3

/* --- Parts --------------------------------------------------------------------------------------- */

static char *
status_text (int status)
{
  return status >= 0 ? g_strdup (rw_enum_label (&rw_enum_net_status, status)) : NULL;
}

static char *
vlan_text (RwNetPlan *plan, int vlan)
{
  /* Translators: number and name of a VLAN */
  return vlan >= 0 ? g_strdup_printf (_ ("%d · %s"), RW_NET_VLAN (plan, vlan)->vid,
                                      RW_NET_VLAN (plan, vlan)->name)
                   : NULL;
}

static const RwNetSystem *
system_of (RwNetPlan *plan, int port)
{
  int system = port >= 0 ? RW_NET_PORT (plan, port)->system : RW_NET_NONE;

  return system >= 0 ? RW_NET_SYSTEM (plan, system) : NULL;
}

/**
 * rw_networks_use_text:
 *
 * Returns: (transfer full): "37 of 254"; of IPv6 what is there, since the share of it is always none
 */
char *
rw_networks_use_text (const RwNetPrefix *prefix)
{
  g_autofree char *used = rw_format_count ((gint64) MIN (prefix->use.used, (guint64) G_MAXINT64));
  g_autofree char *total = NULL, *addresses = NULL, *prefixes = NULL, *more = NULL;

  if (prefix->reason != NULL)
    return NULL;
  if (prefix->net.first.bits == 32)
    {
      total = rw_format_count ((gint64) prefix->use.total);
      if (prefix->use.used >= prefix->use.total)
        /* Translators: every address of a network is taken; how many of how many */
        return g_strdup_printf (_ ("Full, %s of %s"), used, total);
      /* Translators: how many addresses are taken of how many */
      return g_strdup_printf (_ ("%s of %s"), used, total);
    }
  addresses = rw_format_count (prefix->use.n_addresses);
  more =
    g_strdup_printf (ngettext ("%s address", "%s addresses", prefix->use.n_addresses), addresses);
  if (prefix->use.n_prefixes == 0)
    return g_steal_pointer (&more);
  prefixes = rw_format_count (prefix->use.n_prefixes);
  /* Translators: how many prefixes are in a prefix, and "12 addresses" */
  return g_strdup_printf (ngettext ("%s prefix, %s", "%s prefixes, %s", prefix->use.n_prefixes),
                          prefixes, more);
}

/**
 * rw_networks_free_text:
 * @row: of what is free
 *
 * Returns: (transfer full): "10.20.14.88 – .95", with as much of the end as differs; one address alone as it is
 */
char *
rw_networks_free_text (const RwNetRow *row)
{
  char first[RW_IP_TEXT_LENGTH], last[RW_IP_TEXT_LENGTH];
  const char *from = last;

  rw_ip_write (&row->first, -1, first);
  rw_ip_write (&row->last, -1, last);
  if (rw_ip_equal (&row->first, &row->last))
    return g_strdup (first);
  if (row->first.bits == 32)
    /* Whole numbers only: what is before the last common point. */
    for (gsize i = 0, cut = 0; first[i] != '\0' && first[i] == last[i]; i++)
      if (first[i] == '.')
        {
          cut = i;
          from = last + cut;
        }
  /* Translators: addresses from and to, the second perhaps only by its end: "10.20.14.88 – .95" */
  return g_strdup_printf (_ ("%s – %s"), first, from);
}

/* --- Prefixes ------------------------------------------------------------------------------------ */

static const RwNetPrefix *
prefix_of (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetNode *node;

  if (entry->type == RW_NETWORKS_ROW)
    return entry->row.type == RW_NET_ROW_PREFIX ? RW_NET_PREFIX (plan, entry->row.index) : NULL;
  node = RW_NET_NODE (plan, entry->index);
  return node->type == RW_NET_NODE_PREFIX ? RW_NET_PREFIX (plan, node->index) : NULL;
}

/**
 * rw_networks_node_heading:
 *
 * Returns: (transfer full): what a node of the tree is called
 */
char *
rw_networks_node_heading (RwNetPlan *plan, guint index)
{
  const RwNetNode *node = RW_NET_NODE (plan, index);
  const char *vrf;

  switch (node->type)
    {
    case RW_NET_NODE_PREFIX:
      return g_strdup (RW_NET_PREFIX (plan, node->index)->text);
    case RW_NET_NODE_VRF:
      vrf = RW_NET_VRF (plan, node->index)->name;
      /* Translators: a routing table by its name, and the one that has none */
      return vrf != NULL ? g_strdup_printf (_ ("VRF %s"), vrf) : g_strdup (_ ("Without VRF"));
    case RW_NET_NODE_LOOSE:
      return g_strdup (_ ("In no prefix"));
    default:
      return g_strdup (_ ("Not readable"));
    }
}

static char *
prefix_dup_name (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return rw_networks_node_heading (plan, entry->index);
}

static char *
prefix_dup_vlan (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  return prefix != NULL ? vlan_text (plan, prefix->vlan) : NULL;
}

static char *
prefix_dup_site (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  return prefix != NULL ? g_strdup (rw_net_plan_site (plan, prefix->site)) : NULL;
}

static char *
prefix_dup_status (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  return prefix != NULL ? status_text (prefix->status) : NULL;
}

static char *
prefix_dup_customer (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  return prefix != NULL ? g_strdup (rw_net_plan_customer (plan, prefix->customer)) : NULL;
}

/* What cannot be read says here why. */
static char *
prefix_dup_purpose (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  if (prefix == NULL)
    return NULL;
  return g_strdup (prefix->reason != NULL ? prefix->reason : prefix->purpose);
}

static char *
count_text (guint n)
{
  g_autofree char *count = rw_format_count (n);

  return g_strdup_printf (ngettext ("%s address", "%s addresses", n), count);
}

static char *
prefix_dup_use (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetNode *node = RW_NET_NODE (plan, entry->index);
  const RwNetPrefix *prefix = prefix_of (plan, entry);
  g_autoptr (GArray) rows = NULL;
  g_autofree char *n = NULL;

  if (prefix != NULL)
    return rw_networks_use_text (prefix);
  switch (node->type)
    {
    case RW_NET_NODE_UNREADABLE:
      n = rw_format_count (plan->n_unreadable_prefixes + plan->n_unreadable_addresses);
      return g_strdup_printf (ngettext ("%s record", "%s records",
                                        plan->n_unreadable_prefixes + plan->n_unreadable_addresses),
                              n);
    case RW_NET_NODE_LOOSE:
      rows = rw_net_rows (plan, entry->index, NULL);
      return count_text (rows->len);
    default:
      n = rw_format_count (node->end - entry->index - 1);
      return g_strdup_printf (ngettext ("%s prefix", "%s prefixes", node->end - entry->index - 1),
                              n);
    }
}

static double
use_fraction (const RwNetPrefix *prefix)
{
  if (prefix == NULL || prefix->reason != NULL || prefix->net.first.bits != 32 ||
      prefix->use.total == 0)
    return -1;
  return (double) prefix->use.used / (double) prefix->use.total;
}

static double
prefix_fraction (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return use_fraction (prefix_of (plan, entry));
}

/* Of what holds prefixes, the next one of them; of a network, the next address. */
static char *
prefix_dup_next (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);
  guint index;
  RwIpNet net;
  RwIp ip;

  if (prefix == NULL || prefix->reason != NULL)
    return NULL;
  index = (guint) RW_NET_NODE (plan, entry->index)->index;
  if (prefix->use.n_prefixes > 0 || prefix->status == RW_NET_STATUS_CONTAINER)
    {
      if (rw_net_next_prefix (plan, index, rw_net_usual_length (plan, index), &net))
        return rw_ip_to_string (&net.first, (int) net.length);
      return g_strdup ("–");
    }
  return rw_net_next_address (plan, index, &ip) ? rw_ip_to_string (&ip, -1) : g_strdup ("–");
}

/**
 * rw_networks_prefix_columns:
 *
 * Returns: (transfer none) (array length=n_columns): for nodes of the tree
 */
const RwNetworksColumn *
rw_networks_prefix_columns (guint *n_columns)
{
  static const RwNetworksColumn columns[] = {
    { "prefix", N_ ("Prefix"), 210, .dup_text = prefix_dup_name },
    { "use", N_ ("Use"), 180, .dup_text = prefix_dup_use, .fraction = prefix_fraction },
    { "next", N_ ("Next free"), 140, .dup_text = prefix_dup_next },
    { "vlan", N_ ("VLAN"), 150, .expand = TRUE, .dup_text = prefix_dup_vlan },
    { "site", N_ ("Site"), 70, .dup_text = prefix_dup_site },
    { "status", N_ ("Status"), 90, .dup_text = prefix_dup_status },
    { "customer", N_ ("Customer"), 150, .expand = TRUE, .dup_text = prefix_dup_customer },
    { "purpose", N_ ("Purpose"), 170, .expand = TRUE, .dup_text = prefix_dup_purpose },
  };

  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/* Plain numbers, to be reckoned with. */
static char *
prefix_dup_used (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  return prefix->reason == NULL ? g_strdup_printf ("%" G_GUINT64_FORMAT, prefix->use.used) : NULL;
}

static char *
prefix_dup_total (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  if (prefix->reason != NULL || prefix->use.total == G_MAXUINT64)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT, prefix->use.total);
}

static char *
prefix_dup_vrf (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return g_strdup (RW_NET_VRF (plan, prefix_of (plan, entry)->vrf)->name);
}

/**
 * rw_networks_prefix_csv_columns:
 *
 * Returns: (transfer none) (array length=n_columns): for a spreadsheet of the prefixes
 */
const RwNetworksColumn *
rw_networks_prefix_csv_columns (guint *n_columns)
{
  static const RwNetworksColumn columns[] = {
    { "prefix", N_ ("Prefix"), .dup_text = prefix_dup_name },
    { "vrf", N_ ("VRF"), .dup_text = prefix_dup_vrf },
    { "used", N_ ("Addresses taken"), .dup_text = prefix_dup_used },
    { "total", N_ ("Addresses in all"), .dup_text = prefix_dup_total },
    { "next", N_ ("Next free"), .dup_text = prefix_dup_next },
    { "vlan", N_ ("VLAN"), .dup_text = prefix_dup_vlan },
    { "site", N_ ("Site"), .dup_text = prefix_dup_site },
    { "status", N_ ("Status"), .dup_text = prefix_dup_status },
    { "customer", N_ ("Customer"), .dup_text = prefix_dup_customer },
    { "purpose", N_ ("Purpose"), .dup_text = prefix_dup_purpose },
  };

  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/* --- What is in a prefix ------------------------------------------------------------------------- */

static const RwNetAddress *
address_of (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return entry->row.type == RW_NET_ROW_ADDRESS ? RW_NET_ADDRESS (plan, entry->row.index) : NULL;
}

static char *
row_dup_name (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  switch (entry->row.type)
    {
    case RW_NET_ROW_ADDRESS:
      return g_strdup (RW_NET_ADDRESS (plan, entry->row.index)->text);
    case RW_NET_ROW_PREFIX:
      return g_strdup (RW_NET_PREFIX (plan, entry->row.index)->text);
    default:
      return rw_networks_free_text (&entry->row);
    }
}

static char *
row_dup_system (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetAddress *address = address_of (plan, entry);
  const RwNetSystem *system = address != NULL ? system_of (plan, address->port) : NULL;

  return system != NULL ? g_strdup (system->name) : NULL;
}

static char *
row_dup_port (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetAddress *address = address_of (plan, entry);

  return address != NULL && address->port >= 0 ? g_strdup (RW_NET_PORT (plan, address->port)->name)
                                               : NULL;
}

static char *
row_dup_dns (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetAddress *address = address_of (plan, entry);

  return address != NULL ? g_strdup (address->dns_name) : NULL;
}

static char *
row_dup_status (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetAddress *address = address_of (plan, entry);
  g_autofree char *n = NULL;
  guint64 count;

  if (address != NULL)
    return status_text (address->status);
  if (entry->row.type == RW_NET_ROW_PREFIX)
    return status_text (RW_NET_PREFIX (plan, entry->row.index)->status);
  count = rw_ip_count (&entry->row.first, &entry->row.last);
  if (count == 1 || count > G_MAXUINT32)
    return g_strdup (C_ ("address", "Free"));
  n = rw_format_count ((gint64) count);
  /* Translators: so many addresses that nobody has */
  return g_strdup_printf (_ ("%s free"), n);
}

static char *
row_dup_customer (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetAddress *address = address_of (plan, entry);

  return address != NULL ? g_strdup (rw_net_plan_customer (plan, address->customer)) : NULL;
}

static char *
row_dup_purpose (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetAddress *address = address_of (plan, entry);
  const RwNetPrefix *prefix = prefix_of (plan, entry);

  if (address != NULL)
    return g_strdup (address->reason != NULL ? address->reason : address->purpose);
  return prefix != NULL ? rw_networks_use_text (prefix) : NULL;
}

/**
 * rw_networks_row_columns:
 *
 * Returns: (transfer none) (array length=n_columns): for what is in a prefix
 */
const RwNetworksColumn *
rw_networks_row_columns (guint *n_columns)
{
  static const RwNetworksColumn columns[] = {
    { "address", N_ ("Address"), 250, .dup_text = row_dup_name },
    { "status", N_ ("Status"), 110, .dup_text = row_dup_status },
    { "system", N_ ("System"), 150, .expand = TRUE, .dup_text = row_dup_system },
    { "port", N_ ("Port"), 90, .dup_text = row_dup_port },
    { "dns", N_ ("DNS name"), 210, .expand = TRUE, .dup_text = row_dup_dns },
    { "customer", N_ ("Customer"), 140, .dup_text = row_dup_customer },
    { "purpose", N_ ("Purpose"), 150, .expand = TRUE, .dup_text = row_dup_purpose },
  };

  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/* --- VLANs --------------------------------------------------------------------------------------- */

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

static const RwNetVlan *
vlan_of (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return RW_NET_VLAN (plan, entry->index);
}

static char *
vlan_dup_vid (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return g_strdup_printf ("%d", vlan_of (plan, entry)->vid);
}

static char *
vlan_dup_name (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return g_strdup (vlan_of (plan, entry)->name);
}

static char *
vlan_dup_site (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return g_strdup (rw_net_plan_site (plan, vlan_of (plan, entry)->site));
}

static char *
vlan_dup_domain (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return g_strdup (vlan_of (plan, entry)->domain);
}

static char *
vlan_dup_status (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return status_text (vlan_of (plan, entry)->status);
}

static char *
vlan_dup_customer (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return g_strdup (rw_net_plan_customer (plan, vlan_of (plan, entry)->customer));
}

static char *
vlan_dup_purpose (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return g_strdup (vlan_of (plan, entry)->purpose);
}

static char *
vlan_dup_prefixes (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetVlan *vlan = vlan_of (plan, entry);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < MIN (vlan->n_prefixes, MOST_NAMED); i++)
    g_string_append_printf (
      out, "%s%s", i > 0 ? ", " : "",
      RW_NET_PREFIX (plan, g_array_index (plan->of_vlans, int, vlan->first_prefix + i))->text);
  if (vlan->n_prefixes > MOST_NAMED)
    g_string_append (out, ", …");
  return g_string_free (out, FALSE);
}

static char *
vlan_dup_members (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return rw_format_count (vlan_of (plan, entry)->n_members);
}

#define COMPARE_TEXT(name)                                                              \
  static int name##_compare (RwNetPlan *plan, const RwNetworksEntry *a, const RwNetworksEntry *b) \
  {                                                                                     \
    g_autofree char *x = name (plan, a), *y = name (plan, b);                           \
    return rw_text_collate (x, y);                                                      \
  }

COMPARE_TEXT (vlan_dup_name)
COMPARE_TEXT (vlan_dup_site)
COMPARE_TEXT (vlan_dup_domain)
COMPARE_TEXT (vlan_dup_status)
COMPARE_TEXT (vlan_dup_customer)
COMPARE_TEXT (vlan_dup_purpose)

#undef COMPARE_TEXT

static int
vlan_compare_vid (RwNetPlan *plan, const RwNetworksEntry *a, const RwNetworksEntry *b)
{
  return ORDER (vlan_of (plan, a)->vid, vlan_of (plan, b)->vid);
}

static int
vlan_compare_members (RwNetPlan *plan, const RwNetworksEntry *a, const RwNetworksEntry *b)
{
  return ORDER (vlan_of (plan, a)->n_members, vlan_of (plan, b)->n_members);
}

/**
 * rw_networks_vlan_columns:
 *
 * Returns: (transfer none) (array length=n_columns): for VLANs
 */
const RwNetworksColumn *
rw_networks_vlan_columns (guint *n_columns)
{
  static const RwNetworksColumn columns[] = {
    { "vid", N_ ("Number"), 80, .dup_text = vlan_dup_vid, .compare = vlan_compare_vid },
    { "name", N_ ("Name"), 170, .expand = TRUE, .dup_text = vlan_dup_name,
      .compare = vlan_dup_name_compare },
    { "members", N_ ("Ports"), 76, .numeric = TRUE, .dup_text = vlan_dup_members,
      .compare = vlan_compare_members },
    { "prefixes", N_ ("Prefixes"), 230, .expand = TRUE, .dup_text = vlan_dup_prefixes },
    { "site", N_ ("Site"), 70, .dup_text = vlan_dup_site, .compare = vlan_dup_site_compare },
    { "domain", N_ ("Group"), 80, .dup_text = vlan_dup_domain, .compare = vlan_dup_domain_compare },
    { "status", N_ ("Status"), 90, .dup_text = vlan_dup_status,
      .compare = vlan_dup_status_compare },
    { "customer", N_ ("Customer"), 150, .expand = TRUE, .dup_text = vlan_dup_customer,
      .compare = vlan_dup_customer_compare },
    { "purpose", N_ ("Purpose"), 170, .expand = TRUE, .dup_text = vlan_dup_purpose,
      .compare = vlan_dup_purpose_compare },
  };

  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/* --- What is in a VLAN --------------------------------------------------------------------------- */

static char *
member_dup_name (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetSystem *system;

  if (entry->type == RW_NETWORKS_ROW)
    return row_dup_name (plan, entry);
  system = system_of (plan, entry->member.port);
  return g_strdup (system != NULL ? system->name : C_ ("system of a port", "Unknown"));
}

static char *
member_dup_kind (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  const RwNetSystem *system;

  if (entry->type == RW_NETWORKS_ROW)
    return g_strdup (rw_kind_label (RW_KIND_PREFIX));
  system = system_of (plan, entry->member.port);
  return system != NULL ? g_strdup (rw_kind_label (system->kind)) : NULL;
}

static char *
member_dup_port (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  return entry->type == RW_NETWORKS_MEMBER ? g_strdup (RW_NET_PORT (plan, entry->member.port)->name)
                                           : NULL;
}

static char *
member_dup_how (RwNetPlan *plan, const RwNetworksEntry *entry)
{
  if (entry->type == RW_NETWORKS_ROW)
    return rw_networks_use_text (RW_NET_PREFIX (plan, entry->row.index));
  return g_strdup (entry->member.tagged ? C_ ("VLAN of a port", "Tagged")
                                        : C_ ("VLAN of a port", "Untagged"));
}

/**
 * rw_networks_member_columns:
 *
 * Returns: (transfer none) (array length=n_columns): for the prefixes and ports of a VLAN
 */
const RwNetworksColumn *
rw_networks_member_columns (guint *n_columns)
{
  static const RwNetworksColumn columns[] = {
    { "name", N_ ("Member"), 250, .expand = TRUE, .dup_text = member_dup_name },
    { "kind", N_ ("Kind"), 150, .dup_text = member_dup_kind },
    { "port", N_ ("Port"), 170, .expand = TRUE, .dup_text = member_dup_port },
    { "how", N_ ("Use or tag"), 170, .expand = TRUE, .dup_text = member_dup_how },
  };

  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}
