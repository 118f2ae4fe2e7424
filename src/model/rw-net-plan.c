/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-net-plan.h"

#include <string.h>

#include "rules/rw-address-rules.h"
#include "rw-text.h"

/* --- Making one ---------------------------------------------------------------------------------- */

static void
free_arrays (gpointer data)
{
  RwNetPlan *plan = data;
  GArray *arrays[] = { plan->vrfs,      plan->sites, plan->customers, plan->systems,
                       plan->ports,     plan->vlans, plan->members,   plan->prefixes,
                       plan->addresses, plan->nodes, plan->of_vlans };

  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_array_unref (arrays[i]);
  g_string_chunk_free (plan->texts);
  g_string_free (plan->buffer, TRUE);
  g_hash_table_unref (plan->vrf_indexes);
}

/**
 * rw_net_plan_new:
 *
 * Returns: (transfer full): an empty plan, to be filled and finished in one thread
 */
RwNetPlan *
rw_net_plan_new (void)
{
  RwNetPlan *plan = g_atomic_rc_box_new0 (RwNetPlan);

  plan->vrfs = g_array_new (FALSE, FALSE, sizeof (RwNetVrf));
  plan->sites = g_array_new (FALSE, FALSE, sizeof (RwNetPlace));
  plan->customers = g_array_new (FALSE, FALSE, sizeof (RwNetPlace));
  plan->systems = g_array_new (FALSE, FALSE, sizeof (RwNetSystem));
  plan->ports = g_array_new (FALSE, FALSE, sizeof (RwNetPort));
  plan->vlans = g_array_new (FALSE, FALSE, sizeof (RwNetVlan));
  plan->members = g_array_new (FALSE, FALSE, sizeof (RwNetMember));
  plan->prefixes = g_array_new (FALSE, FALSE, sizeof (RwNetPrefix));
  plan->addresses = g_array_new (FALSE, FALSE, sizeof (RwNetAddress));
  plan->nodes = g_array_new (FALSE, FALSE, sizeof (RwNetNode));
  plan->of_vlans = g_array_new (FALSE, FALSE, sizeof (int));
  plan->texts = g_string_chunk_new (64 * 1024);
  plan->buffer = g_string_new (NULL);
  plan->unreadable = RW_NET_NONE;
  /* By the text itself, which is there once. */
  plan->vrf_indexes = g_hash_table_new (NULL, NULL);
  return plan;
}

RwNetPlan *
rw_net_plan_ref (RwNetPlan *plan)
{
  return g_atomic_rc_box_acquire (plan);
}

void
rw_net_plan_unref (RwNetPlan *plan)
{
  g_atomic_rc_box_release_full (plan, free_arrays);
}

/* Many have the same text: each is kept once. */
static const char *
share (RwNetPlan *plan, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (plan->texts, text) : NULL;
}

/* Few have the same text: looking for it would take longer than it saves. */
static const char *
keep (RwNetPlan *plan, const char *text)
{
  return text != NULL ? g_string_chunk_insert (plan->texts, text) : NULL;
}

static const char *
keep_folded (RwNetPlan *plan, const char *text)
{
  g_autofree char *folded = NULL;
  const char *p;

  if (text == NULL)
    return NULL;
  for (p = text; *p != '\0' && (guchar) *p < 0x80 && !g_ascii_isupper (*p); p++)
    ;
  if (*p == '\0')
    return text;
  folded = rw_text_fold (text);
  return keep (plan, folded);
}

static void
add_place (RwNetPlan *plan, GArray *places, const RwId *id, const char *name)
{
  RwNetPlace place = { *id, share (plan, name) };

  g_array_append_val (places, place);
}

void
rw_net_plan_add_site (RwNetPlan *plan, const RwId *id, const char *name)
{
  add_place (plan, plan->sites, id, name);
}

void
rw_net_plan_add_customer (RwNetPlan *plan, const RwId *id, const char *name)
{
  add_place (plan, plan->customers, id, name);
}

void
rw_net_plan_add_system (RwNetPlan *plan, RwKind kind, const RwId *id, const char *name)
{
  RwNetSystem system = { .id = *id, .kind = kind, .name = keep (plan, name) };

  system.folded = keep_folded (plan, system.name);
  g_array_append_val (plan->systems, system);
}

void
rw_net_plan_add_port (RwNetPlan *plan, const RwId *id, const RwId *system, const char *name)
{
  RwNetPort port = { *id, *system, RW_NET_NONE, share (plan, name) };

  g_array_append_val (plan->ports, port);
}

/**
 * rw_net_plan_add_member:
 * @vlan: that the port added last carries
 */
void
rw_net_plan_add_member (RwNetPlan *plan, const RwId *vlan, gboolean tagged)
{
  RwNetMember member = { *vlan, (int) plan->ports->len - 1, tagged };

  g_return_if_fail (plan->ports->len > 0);
  g_array_append_val (plan->members, member);
}

/**
 * rw_net_plan_add_vlan:
 * @vlan: its ids, number, status and texts; the texts are copied
 */
void
rw_net_plan_add_vlan (RwNetPlan *plan, const RwNetVlan *vlan)
{
  RwNetVlan copy = *vlan;

  copy.name = keep (plan, vlan->name);
  copy.domain = share (plan, vlan->domain);
  copy.purpose = share (plan, vlan->purpose);
  g_array_append_val (plan->vlans, copy);
}

static int
find_vrf (RwNetPlan *plan, const char *name)
{
  const char *shared = share (plan, name);
  RwNetVrf vrf = { shared, RW_NET_NONE };

  gpointer index;

  if (g_hash_table_lookup_extended (plan->vrf_indexes, shared, NULL, &index))
    return GPOINTER_TO_INT (index);
  g_array_append_val (plan->vrfs, vrf);
  g_hash_table_insert (plan->vrf_indexes, (gpointer) shared,
                       GINT_TO_POINTER ((int) plan->vrfs->len - 1));
  return (int) plan->vrfs->len - 1;
}

/* Too long to be one, and too long to be shown. */
static gboolean
is_too_long (const char *text)
{
  return strlen (text) > RW_NET_TEXT_MAX;
}

/**
 * rw_net_plan_add_prefix:
 * @prefix: its ids, text, status and purpose; the texts are copied
 * @vrf: (nullable): its routing table
 */
void
rw_net_plan_add_prefix (RwNetPlan *plan, const RwNetPrefix *prefix, const char *vrf)
{
  g_autofree char *text =
    rw_text_truncate (prefix->text != NULL ? prefix->text : "", RW_NET_TEXT_MAX);
  g_autoptr (GError) error = NULL;
  RwNetPrefix copy = *prefix;

  copy.text = keep (plan, text);
  copy.purpose = share (plan, prefix->purpose);
  copy.vrf = find_vrf (plan, vrf);
  copy.parent = RW_NET_NONE;
  if (!rw_prefix_read (text, &copy.net, &error))
    {
      copy.reason = keep (plan, error->message);
      plan->n_unreadable_prefixes++;
    }
  g_array_append_val (plan->prefixes, copy);
}

/**
 * rw_net_plan_add_address:
 * @address: its ids, text, status, DNS name and purpose; the texts are copied
 * @vrf: (nullable): its routing table
 */
void
rw_net_plan_add_address (RwNetPlan *plan, const RwNetAddress *address, const char *vrf)
{
  const char *text = address->text != NULL ? address->text : "";
  g_autofree char *shorter = is_too_long (text) ? rw_text_truncate (text, RW_NET_TEXT_MAX) : NULL;
  g_autoptr (GError) error = NULL;
  RwNetAddress copy = *address;

  copy.text = keep (plan, shorter != NULL ? shorter : text);
  copy.dns_name = keep (plan, address->dns_name);
  copy.purpose = share (plan, address->purpose);
  copy.vrf = find_vrf (plan, vrf);
  copy.prefix = RW_NET_NONE;
  if (!rw_address_read (copy.text, &copy.ip, &copy.length, &error))
    {
      copy.reason = keep (plan, error->message);
      plan->n_unreadable_addresses++;
    }
  copy.folded = keep_folded (plan, copy.dns_name);
  if (copy.purpose != NULL)
    {
      g_autofree char *folded = rw_text_fold (copy.purpose);

      g_string_printf (plan->buffer, "%s\n%s", copy.folded != NULL ? copy.folded : "", folded);
      copy.folded = keep (plan, plan->buffer->str);
    }
  g_array_append_val (plan->addresses, copy);
}

/* --- Who refers to whom -------------------------------------------------------------------------- */

static GHashTable *
index_ids (GArray *array)
{
  GHashTable *indexes = g_hash_table_new (rw_id_hash, rw_id_equal);
  guint size = g_array_get_element_size (array);

  /* Everything in a plan begins with its id. */
  for (guint i = 0; i < array->len; i++)
    g_hash_table_insert (indexes, array->data + (gsize) i * size, GINT_TO_POINTER ((int) i + 1));
  return indexes;
}

static int
look_up (GHashTable *indexes, const RwId *id)
{
  return rw_id_is_nil (id) ? RW_NET_NONE : GPOINTER_TO_INT (g_hash_table_lookup (indexes, id)) - 1;
}

static int
compare_vrfs (gconstpointer a, gconstpointer b, gpointer data)
{
  const RwNetVrf *x = &((const RwNetVrf *) data)[*(const int *) a],
                 *y = &((const RwNetVrf *) data)[*(const int *) b];

  if (x->name == NULL || y->name == NULL)
    return (x->name != NULL) - (y->name != NULL);
  return rw_text_collate (x->name, y->name);
}

/* The one without a name first, then by name. */
static void
sort_vrfs (RwNetPlan *plan)
{
  guint n = plan->vrfs->len;
  g_autofree int *order = g_new (int, n + 1), *place = g_new (int, n + 1);
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (RwNetVrf));

  for (guint i = 0; i < n; i++)
    order[i] = (int) i;
  g_sort_array (order, n, sizeof *order, compare_vrfs, plan->vrfs->data);
  for (guint i = 0; i < n; i++)
    {
      place[order[i]] = (int) i;
      g_array_append_val (sorted, *RW_NET_VRF (plan, order[i]));
    }
  for (guint i = 0; i < plan->prefixes->len; i++)
    RW_NET_PREFIX (plan, i)->vrf = place[RW_NET_PREFIX (plan, i)->vrf];
  for (guint i = 0; i < plan->addresses->len; i++)
    RW_NET_ADDRESS (plan, i)->vrf = place[RW_NET_ADDRESS (plan, i)->vrf];
  g_array_unref (plan->vrfs);
  plan->vrfs = g_steal_pointer (&sorted);
}

static int
compare_vlans (gconstpointer a, gconstpointer b)
{
  const RwNetVlan *x = a, *y = b;
  int order = (x->vid > y->vid) - (x->vid < y->vid);

  if (order == 0)
    order = rw_text_collate (x->domain, y->domain);
  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

static int
compare_prefixes (gconstpointer a, gconstpointer b)
{
  const RwNetPrefix *x = a, *y = b;
  int order = (x->reason != NULL) - (y->reason != NULL);

  if (order == 0)
    order = x->vrf - y->vrf;
  if (order == 0)
    order =
      x->reason != NULL ? rw_text_collate (x->text, y->text) : rw_ip_net_compare (&x->net, &y->net);
  return order != 0 ? order : rw_id_compare (&x->id, &y->id);
}

/* What orders an address, apart from it: an address is long to move. */
typedef struct
{
  RwIp ip;
  guint index;
  int vrf;
} AddressKey;

static int
compare_address_keys (gconstpointer a, gconstpointer b, gpointer data)
{
  const AddressKey *x = a, *y = b;
  const RwNetAddress *addresses = data;
  int order = (x->ip.bits == 0) - (y->ip.bits == 0);

  if (order == 0)
    order = x->vrf - y->vrf;
  if (order == 0)
    order = x->ip.bits == 0 ? rw_text_collate (addresses[x->index].text, addresses[y->index].text)
                            : rw_ip_compare (&x->ip, &y->ip);
  return order != 0 ? order : rw_id_compare (&addresses[x->index].id, &addresses[y->index].id);
}

static void
sort_addresses (RwNetPlan *plan)
{
  guint n = plan->addresses->len;
  g_autofree AddressKey *keys = g_new (AddressKey, n + 1);
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (RwNetAddress), n);

  for (guint i = 0; i < n; i++)
    {
      const RwNetAddress *address = RW_NET_ADDRESS (plan, i);

      keys[i] = (AddressKey) { address->ip, i, address->vrf };
      if (address->reason != NULL)
        keys[i].ip.bits = 0;
    }
  g_sort_array (keys, n, sizeof *keys, compare_address_keys, plan->addresses->data);
  for (guint i = 0; i < n; i++)
    g_array_append_val (sorted, *RW_NET_ADDRESS (plan, keys[i].index));
  g_array_unref (plan->addresses);
  plan->addresses = sorted;
}

static void
resolve (RwNetPlan *plan)
{
  g_autoptr (GHashTable) sites = index_ids (plan->sites), customers = index_ids (plan->customers),
                         systems = index_ids (plan->systems), ports = index_ids (plan->ports),
                         vlans = index_ids (plan->vlans);

  for (guint i = 0; i < plan->ports->len; i++)
    RW_NET_PORT (plan, i)->system = look_up (systems, &RW_NET_PORT (plan, i)->system_id);
  for (guint i = 0; i < plan->vlans->len; i++)
    {
      RwNetVlan *vlan = RW_NET_VLAN (plan, i);

      vlan->site = look_up (sites, &vlan->site_id);
      vlan->customer = look_up (customers, &vlan->customer_id);
    }
  for (guint i = 0; i < plan->prefixes->len; i++)
    {
      RwNetPrefix *prefix = RW_NET_PREFIX (plan, i);

      prefix->vlan = look_up (vlans, &prefix->vlan_id);
      prefix->site = look_up (sites, &prefix->site_id);
      prefix->customer = look_up (customers, &prefix->customer_id);
    }
  for (guint i = 0; i < plan->addresses->len; i++)
    {
      RwNetAddress *address = RW_NET_ADDRESS (plan, i);

      address->port = look_up (ports, &address->port_id);
      address->customer = look_up (customers, &address->customer_id);
    }
}

/* What belongs to each VLAN beside each other: first how many, then where they begin, then they go there. */
static void
sort_members (RwNetPlan *plan)
{
  g_autoptr (GHashTable) vlans = index_ids (plan->vlans);
  GArray *sorted = g_array_new (FALSE, TRUE, sizeof (RwNetMember));
  guint n_members = 0, n_prefixes = 0;

  for (guint i = 0; i < plan->members->len; i++)
    {
      int vlan = look_up (vlans, &RW_NET_MEMBER (plan, i)->vlan_id);

      if (vlan >= 0)
        RW_NET_VLAN (plan, vlan)->n_members++;
    }
  for (guint i = 0; i < plan->prefixes->len; i++)
    if (RW_NET_PREFIX (plan, i)->vlan >= 0)
      RW_NET_VLAN (plan, RW_NET_PREFIX (plan, i)->vlan)->n_prefixes++;
  for (guint i = 0; i < plan->vlans->len; i++)
    {
      RwNetVlan *vlan = RW_NET_VLAN (plan, i);

      vlan->first_member = n_members;
      vlan->first_prefix = n_prefixes;
      n_members += vlan->n_members;
      n_prefixes += vlan->n_prefixes;
      vlan->n_members = vlan->n_prefixes = 0;
    }
  g_array_set_size (sorted, n_members);
  g_array_set_size (plan->of_vlans, n_prefixes);
  for (guint i = 0; i < plan->members->len; i++)
    {
      const RwNetMember *member = RW_NET_MEMBER (plan, i);
      int index = look_up (vlans, &member->vlan_id);
      RwNetVlan *vlan = index >= 0 ? RW_NET_VLAN (plan, index) : NULL;

      if (vlan != NULL)
        g_array_index (sorted, RwNetMember, vlan->first_member + vlan->n_members++) = *member;
    }
  for (guint i = 0; i < plan->prefixes->len; i++)
    if (RW_NET_PREFIX (plan, i)->vlan >= 0)
      {
        RwNetVlan *vlan = RW_NET_VLAN (plan, RW_NET_PREFIX (plan, i)->vlan);

        g_array_index (plan->of_vlans, int, vlan->first_prefix + vlan->n_prefixes++) = (int) i;
      }
  g_array_unref (plan->members);
  plan->members = sorted;
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer data)
{
  const RwNetMember *x = a, *y = b;
  RwNetPlan *plan = data;
  const RwNetPort *p = RW_NET_PORT (plan, x->port), *q = RW_NET_PORT (plan, y->port);
  const char *s = p->system >= 0 ? RW_NET_SYSTEM (plan, p->system)->name : NULL,
             *t = q->system >= 0 ? RW_NET_SYSTEM (plan, q->system)->name : NULL;
  int order = rw_text_collate (s, t);

  if (order == 0)
    order = rw_text_collate (p->name, q->name);
  return order != 0 ? order : x->port - y->port;
}

/**
 * rw_net_plan_dup_members:
 * @vlan: of which VLAN
 *
 * Returns: (transfer full) (element-type RwNetMember): its ports by system and name
 */
GArray *
rw_net_plan_dup_members (RwNetPlan *plan, int vlan)
{
  const RwNetVlan *of = RW_NET_VLAN (plan, vlan);
  GArray *members = g_array_new (FALSE, FALSE, sizeof (RwNetMember));

  if (of->n_members > 0)
    g_array_append_vals (members, RW_NET_MEMBER (plan, of->first_member), of->n_members);
  g_array_sort_with_data (members, compare_members, plan);
  return members;
}

/* --- What is in what ----------------------------------------------------------------------------- */

static guint
n_readable_prefixes (RwNetPlan *plan)
{
  return plan->prefixes->len - plan->n_unreadable_prefixes;
}

/* They are sorted, so what contains one is among those that contain the one before it, or is that one. */
static void
nest (RwNetPlan *plan)
{
  guint n = n_readable_prefixes (plan);
  int open = RW_NET_NONE;

  for (guint i = 0; i < n; i++)
    {
      RwNetPrefix *prefix = RW_NET_PREFIX (plan, i);

      for (; open >= 0; open = RW_NET_PREFIX (plan, open)->parent)
        {
          RwNetPrefix *outer = RW_NET_PREFIX (plan, open);

          if (outer->vrf == prefix->vrf && rw_ip_net_contains (&outer->net, &prefix->net))
            break;
          outer->end = i;
        }
      prefix->parent = open;
      open = (int) i;
    }
  for (; open >= 0; open = RW_NET_PREFIX (plan, open)->parent)
    RW_NET_PREFIX (plan, open)->end = n;
  for (guint i = n; i < plan->prefixes->len; i++)
    RW_NET_PREFIX (plan, i)->end = i + 1;
}

/* Leaves the prefixes behind whose end @address is; all of them without one. */
static int
leave (RwNetPlan *plan, int open, const RwNetAddress *address, guint index)
{
  for (; open >= 0; open = RW_NET_PREFIX (plan, open)->parent)
    {
      RwNetPrefix *prefix = RW_NET_PREFIX (plan, open);

      if (address != NULL && prefix->vrf == address->vrf &&
          rw_ip_net_has (&prefix->net, &address->ip))
        break;
      prefix->end_address = index;
    }
  return open;
}

/* Both are sorted: one walk past them finds the smallest prefix around each address. */
static void
place_addresses (RwNetPlan *plan)
{
  guint n = n_readable_prefixes (plan), next = 0,
        n_addresses = plan->addresses->len - plan->n_unreadable_addresses;
  int open = RW_NET_NONE;

  for (guint i = 0; i < n_addresses; i++)
    {
      RwNetAddress *address = RW_NET_ADDRESS (plan, i);

      open = leave (plan, open, address, i);
      /* Those that begin before it or with it may contain it; what they begin in was not left yet. */
      for (; next < n; next++)
        {
          RwNetPrefix *prefix = RW_NET_PREFIX (plan, next);

          if (prefix->vrf > address->vrf ||
              (prefix->vrf == address->vrf && rw_ip_compare (&prefix->net.first, &address->ip) > 0))
            break;
          prefix->first_address = prefix->end_address = i;
          if (prefix->parent == open && prefix->vrf == address->vrf &&
              rw_ip_net_has (&prefix->net, &address->ip))
            open = (int) next;
        }
      address->prefix = open;
    }
  leave (plan, open, NULL, n_addresses);
  for (; next < n; next++)
    RW_NET_PREFIX (plan, next)->first_address = RW_NET_PREFIX (plan, next)->end_address =
      n_addresses;
}

/**
 * rw_net_prefix_is_whole:
 *
 * Returns: whether every address of it is counted: a container and what has prefixes in it are no network that
 *   machines are in themselves
 */
gboolean
rw_net_prefix_is_whole (const RwNetPrefix *prefix)
{
  return prefix->pool || prefix->status == RW_NET_STATUS_CONTAINER || prefix->use.n_prefixes > 0;
}

static void
count_use (RwNetPlan *plan)
{
  guint n = n_readable_prefixes (plan);

  for (guint i = n; i-- > 0;)
    {
      RwNetPrefix *prefix = RW_NET_PREFIX (plan, i);
      RwNetPrefix *parent = prefix->parent >= 0 ? RW_NET_PREFIX (plan, prefix->parent) : NULL;
      RwIp first, last, end = rw_ip_net_last (&prefix->net);
      const RwNetAddress *before = NULL;
      guint64 size = rw_ip_count (&prefix->net.first, &end);

      prefix->use.n_prefixes = prefix->end - i - 1;
      prefix->use.n_addresses = prefix->end_address - prefix->first_address;
      rw_ip_net_usable (&prefix->net, rw_net_prefix_is_whole (prefix), &first, &last);
      prefix->use.total = rw_ip_count (&first, &last);
      /* Those of the prefixes inside lie between, and are skipped with them. */
      for (guint j = prefix->first_address, child = i + 1; j < prefix->end_address; j++)
        {
          const RwNetAddress *address = RW_NET_ADDRESS (plan, j);

          while (child < prefix->end && RW_NET_PREFIX (plan, child)->end_address <= j)
            child = RW_NET_PREFIX (plan, child)->end;
          if (child < prefix->end && RW_NET_PREFIX (plan, child)->first_address <= j)
            {
              j = RW_NET_PREFIX (plan, child)->end_address - 1;
              continue;
            }
          if (rw_ip_compare (&address->ip, &first) >= 0 &&
              rw_ip_compare (&address->ip, &last) <= 0 &&
              (before == NULL || !rw_ip_equal (&before->ip, &address->ip)))
            prefix->use.used++;
          before = address;
        }
      if (parent == NULL)
        continue;
      /* A prefix that is there twice fills itself no more than it is filled. */
      if (parent->net.length == prefix->net.length)
        parent->use.used = prefix->use.used;
      else
        parent->use.used = MIN (parent->use.used, G_MAXUINT64 - size) + size;
    }
}

/* --- The tree ------------------------------------------------------------------------------------ */

static guint
open_node (RwNetPlan *plan, RwNetNodeType type, int index, int parent)
{
  RwNetNode node = { type, index, parent, plan->nodes->len + 1 };

  g_array_append_val (plan->nodes, node);
  return plan->nodes->len - 1;
}

static void
close_node (RwNetPlan *plan, guint node)
{
  RW_NET_NODE (plan, node)->end = plan->nodes->len;
}

/* Returns: (transfer full): for each VRF whether there are addresses in none of its prefixes */
static gboolean *
find_loose (RwNetPlan *plan)
{
  gboolean *loose = g_new0 (gboolean, plan->vrfs->len + 1);

  for (guint i = 0; i < plan->addresses->len - plan->n_unreadable_addresses; i++)
    if (RW_NET_ADDRESS (plan, i)->prefix < 0)
      loose[RW_NET_ADDRESS (plan, i)->vrf] = TRUE;
  return loose;
}

static void
make_nodes (RwNetPlan *plan)
{
  guint n = n_readable_prefixes (plan), next = 0;
  g_autofree gboolean *loose = find_loose (plan);

  for (guint vrf = 0; vrf < plan->vrfs->len; vrf++)
    {
      int top = RW_NET_NONE;
      guint root = plan->nodes->len;

      if (!loose[vrf] && (next >= n || RW_NET_PREFIX (plan, next)->vrf != (int) vrf))
        continue;
      if (plan->vrfs->len > 1)
        top = (int) open_node (plan, RW_NET_NODE_VRF, (int) vrf, RW_NET_NONE);
      for (; next < n && RW_NET_PREFIX (plan, next)->vrf == (int) vrf; next++)
        {
          RwNetPrefix *prefix = RW_NET_PREFIX (plan, next);

          prefix->node =
            open_node (plan, RW_NET_NODE_PREFIX, (int) next,
                       prefix->parent >= 0 ? (int) RW_NET_PREFIX (plan, prefix->parent)->node
                                           : top);
          RW_NET_NODE (plan, prefix->node)->end = prefix->node + (prefix->end - next);
        }
      if (loose[vrf])
        RW_NET_VRF (plan, vrf)->loose = (int) open_node (plan, RW_NET_NODE_LOOSE, (int) vrf, top);
      if (top >= 0)
        close_node (plan, root);
    }
  if (plan->n_unreadable_prefixes + plan->n_unreadable_addresses > 0)
    {
      guint group = open_node (plan, RW_NET_NODE_UNREADABLE, 0, RW_NET_NONE);

      plan->unreadable = (int) group;

      for (; next < plan->prefixes->len; next++)
        RW_NET_PREFIX (plan, next)->node =
          open_node (plan, RW_NET_NODE_PREFIX, (int) next, (int) group);
      close_node (plan, group);
    }
}

/* --- What a search looks at ---------------------------------------------------------------------- */

static void
append_words (GString *out, const char *text)
{
  g_autofree char *folded = text != NULL ? rw_text_fold (text) : NULL;

  if (folded == NULL)
    return;
  g_string_append (out, folded);
  g_string_append_c (out, '\n');
}

static void
fold_all (RwNetPlan *plan)
{
  for (guint i = 0; i < plan->vlans->len; i++)
    {
      RwNetVlan *vlan = RW_NET_VLAN (plan, i);

      g_string_printf (plan->buffer, "%d\n", vlan->vid);
      append_words (plan->buffer, vlan->name);
      append_words (plan->buffer, vlan->domain);
      append_words (plan->buffer, vlan->purpose);
      append_words (plan->buffer, rw_net_plan_site (plan, vlan->site));
      append_words (plan->buffer, rw_net_plan_customer (plan, vlan->customer));
      for (guint j = 0; j < vlan->n_prefixes; j++)
        append_words (
          plan->buffer,
          RW_NET_PREFIX (plan, g_array_index (plan->of_vlans, int, vlan->first_prefix + j))->text);
      vlan->folded = keep (plan, plan->buffer->str);
    }
  for (guint i = 0; i < plan->prefixes->len; i++)
    {
      RwNetPrefix *prefix = RW_NET_PREFIX (plan, i);
      const RwNetVlan *vlan = prefix->vlan >= 0 ? RW_NET_VLAN (plan, prefix->vlan) : NULL;

      g_string_truncate (plan->buffer, 0);
      append_words (plan->buffer, prefix->text);
      append_words (plan->buffer, prefix->purpose);
      if (vlan != NULL)
        {
          g_string_append_printf (plan->buffer, "%d\n", vlan->vid);
          append_words (plan->buffer, vlan->name);
        }
      append_words (plan->buffer, rw_net_plan_site (plan, prefix->site));
      append_words (plan->buffer, rw_net_plan_customer (plan, prefix->customer));
      append_words (plan->buffer, RW_NET_VRF (plan, prefix->vrf)->name);
      prefix->folded = keep (plan, plan->buffer->str);
    }
}

/**
 * rw_net_plan_finish:
 *
 * Finds out what is in what. Everything has to be added by now, in whatever order, and pointers into the plan
 * hold from now on.
 */
void
rw_net_plan_finish (RwNetPlan *plan)
{
  sort_vrfs (plan);
  g_array_sort (plan->vlans, compare_vlans);
  g_array_sort (plan->prefixes, compare_prefixes);
  sort_addresses (plan);
  resolve (plan);
  sort_members (plan);
  nest (plan);
  place_addresses (plan);
  count_use (plan);
  make_nodes (plan);
  fold_all (plan);
}

/* --- Reading one --------------------------------------------------------------------------------- */

static int
find_id (GArray *array, const RwId *id)
{
  guint size = g_array_get_element_size (array);

  for (guint i = 0; i < array->len; i++)
    if (memcmp (array->data + (gsize) i * size, id, sizeof *id) == 0)
      return (int) i;
  return RW_NET_NONE;
}

int
rw_net_plan_find_prefix (RwNetPlan *plan, const RwId *id)
{
  return find_id (plan->prefixes, id);
}

int
rw_net_plan_find_address (RwNetPlan *plan, const RwId *id)
{
  return find_id (plan->addresses, id);
}

int
rw_net_plan_find_vlan (RwNetPlan *plan, const RwId *id)
{
  return find_id (plan->vlans, id);
}

/**
 * rw_net_plan_node_of:
 *
 * Returns: the node whose own addresses this is one of
 */
int
rw_net_plan_node_of (RwNetPlan *plan, const RwNetAddress *address)
{
  if (address->reason != NULL)
    return plan->unreadable;
  return address->prefix >= 0 ? (int) RW_NET_PREFIX (plan, address->prefix)->node
                              : RW_NET_VRF (plan, address->vrf)->loose;
}

/**
 * rw_net_plan_site:
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
rw_net_plan_site (RwNetPlan *plan, int index)
{
  return index >= 0 ? g_array_index (plan->sites, RwNetPlace, index).name : NULL;
}

const char *
rw_net_plan_customer (RwNetPlan *plan, int index)
{
  return index >= 0 ? g_array_index (plan->customers, RwNetPlace, index).name : NULL;
}
