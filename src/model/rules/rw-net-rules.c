/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-net-rules.h"

#include <string.h>

#include "rw-text.h"

/* What is taken in a prefix, what is free, and where something is found. */

/* --- Taken, from the first address on ------------------------------------------------------------ */

/* Goes along the prefixes that are directly in one, and the addresses between them. */
typedef struct
{
  RwNetPlan *plan;
  guint prefix, end_prefix, address, end_address;
} Walk;

static void
walk_init (Walk *walk, RwNetPlan *plan, guint prefix)
{
  const RwNetPrefix *of = RW_NET_PREFIX (plan, prefix);

  *walk = (Walk) { plan, prefix + 1, of->end, of->first_address, of->end_address };
}

/* The next thing that is taken, and from where to where. */
static gboolean
walk_next (Walk *walk, RwNetRow *row)
{
  const RwNetPrefix *prefix =
    walk->prefix < walk->end_prefix ? RW_NET_PREFIX (walk->plan, walk->prefix) : NULL;
  const RwNetAddress *address =
    walk->address < walk->end_address ? RW_NET_ADDRESS (walk->plan, walk->address) : NULL;

  if (prefix != NULL && (address == NULL || walk->address >= prefix->first_address ||
                         rw_ip_compare (&prefix->net.first, &address->ip) <= 0))
    {
      *row = (RwNetRow) { RW_NET_ROW_PREFIX, walk->prefix, prefix->net.first,
                          rw_ip_net_last (&prefix->net) };
      walk->prefix = prefix->end;
      walk->address = MAX (walk->address, prefix->end_address);
      return TRUE;
    }
  if (address == NULL)
    return FALSE;
  *row = (RwNetRow) { RW_NET_ROW_ADDRESS, walk->address, address->ip, address->ip };
  walk->address++;
  return TRUE;
}

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
add_free (GArray *rows, const RwIp *first, const RwIp *last)
{
  RwNetRow row = { RW_NET_ROW_FREE, 0, *first, *last };

  if (rw_ip_compare (first, last) <= 0)
    g_array_append_val (rows, row);
}

static void
add_prefix_rows (GArray *rows, RwNetPlan *plan, guint prefix)
{
  const RwNetPrefix *of = RW_NET_PREFIX (plan, prefix);
  gboolean over = FALSE;
  RwIp next, last;
  RwNetRow row;
  Walk walk;

  rw_ip_net_usable (&of->net, rw_net_prefix_is_whole (of), &next, &last);
  walk_init (&walk, plan, prefix);
  while (walk_next (&walk, &row))
    {
      if (!over && rw_ip_compare (&next, &row.first) < 0)
        {
          RwIp before = row.first;

          rw_ip_previous (&before);
          add_free (rows, &next, rw_ip_compare (&before, &last) < 0 ? &before : &last);
        }
      g_array_append_val (rows, row);
      if (rw_ip_compare (&next, &row.last) <= 0)
        {
          next = row.last;
          over = !rw_ip_next (&next) || over;
        }
    }
  if (!over)
    add_free (rows, &next, &last);
}

static void
add_address_row (GArray *rows, RwNetPlan *plan, guint index)
{
  const RwNetAddress *address = RW_NET_ADDRESS (plan, index);
  RwNetRow row = { RW_NET_ROW_ADDRESS, index, address->ip, address->ip };

  g_array_append_val (rows, row);
}

/* Only what was found; nothing when none of it was. */
static void
add_found_rows (GArray *rows, RwNetPlan *plan, guint prefix, const RwNetFound *found)
{
  RwNetRow row;
  Walk walk;
  gboolean any = FALSE;

  walk_init (&walk, plan, prefix);
  while (walk_next (&walk, &row))
    {
      gboolean is_address = row.type == RW_NET_ROW_ADDRESS;

      any = any || (is_address && found->addresses[row.index]);
      if (is_address ? found->addresses[row.index]
                     : found->nodes[RW_NET_PREFIX (plan, row.index)->node])
        g_array_append_val (rows, row);
    }
  if (!any)
    g_array_set_size (rows, 0);
}

/**
 * rw_net_rows:
 * @node: of the tree
 * @found: (nullable): show only addresses that were found, where there are some
 *
 * Returns: (transfer full) (element-type RwNetRow): what is directly in it, in the order of the addresses:
 *   prefixes and addresses, and what is free between them; nothing for a VRF
 */
GArray *
rw_net_rows (RwNetPlan *plan, guint node, const RwNetFound *found)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (RwNetRow));
  const RwNetNode *of = RW_NET_NODE (plan, node);

  switch (of->type)
    {
    case RW_NET_NODE_PREFIX:
      if (RW_NET_PREFIX (plan, of->index)->reason != NULL)
        break;
      if (found != NULL)
        add_found_rows (rows, plan, (guint) of->index, found);
      if (rows->len == 0)
        add_prefix_rows (rows, plan, (guint) of->index);
      break;
    case RW_NET_NODE_LOOSE:
      for (guint i = 0; i < plan->addresses->len - plan->n_unreadable_addresses; i++)
        if (RW_NET_ADDRESS (plan, i)->vrf == of->index && RW_NET_ADDRESS (plan, i)->prefix < 0)
          add_address_row (rows, plan, i);
      break;
    case RW_NET_NODE_UNREADABLE:
      for (guint i = plan->addresses->len - plan->n_unreadable_addresses; i < plan->addresses->len;
           i++)
        add_address_row (rows, plan, i);
      break;
    case RW_NET_NODE_VRF:
      break;
    }
  return rows;
}

/* --- Free ---------------------------------------------------------------------------------------- */

/**
 * rw_net_next_address:
 * @prefix: in the plan, a readable one
 * @ip: (out): the first address in it that nobody has and that is in no prefix inside
 *
 * Returns: whether there is one
 */
gboolean
rw_net_next_address (RwNetPlan *plan, guint prefix, RwIp *ip)
{
  const RwNetPrefix *of = RW_NET_PREFIX (plan, prefix);
  RwNetRow row;
  RwIp last;
  Walk walk;

  g_return_val_if_fail (of->reason == NULL, FALSE);
  rw_ip_net_usable (&of->net, rw_net_prefix_is_whole (of), ip, &last);
  walk_init (&walk, plan, prefix);
  while (walk_next (&walk, &row) && rw_ip_compare (&row.first, ip) <= 0)
    if (rw_ip_compare (&row.last, ip) >= 0)
      {
        *ip = row.last;
        if (!rw_ip_next (ip))
          return FALSE;
      }
  return rw_ip_compare (ip, &last) <= 0;
}

/**
 * rw_net_next_prefix:
 * @prefix: in the plan, a readable one
 * @length: of the wanted one, longer than its own
 * @net: (out): the first prefix of that length in it of which nothing is taken
 *
 * Returns: whether there is one
 */
gboolean
rw_net_next_prefix (RwNetPlan *plan, guint prefix, guint length, RwIpNet *net)
{
  const RwNetPrefix *of = RW_NET_PREFIX (plan, prefix);
  RwNetRow row;
  Walk walk;

  g_return_val_if_fail (of->reason == NULL, FALSE);
  if (length <= of->net.length || length > of->net.first.bits)
    return FALSE;
  rw_ip_net_init (net, &of->net.first, length);
  walk_init (&walk, plan, prefix);
  while (walk_next (&walk, &row))
    {
      RwIp end = rw_ip_net_last (net);

      if (rw_ip_compare (&row.first, &end) > 0)
        break;
      if (rw_ip_compare (&row.last, &net->first) < 0)
        continue;
      /* The first one that begins behind what is taken. */
      rw_ip_net_init (net, &row.last, length);
      end = rw_ip_net_last (net);
      if (!rw_ip_next (&end))
        return FALSE;
      rw_ip_net_init (net, &end, length);
      if (!rw_ip_net_contains (&of->net, net))
        return FALSE;
    }
  return TRUE;
}

/**
 * rw_net_usual_length:
 *
 * Returns: the length that most of the prefixes directly in it have, of two the longer; when there are none, a
 *   usual length for a network in it: 24 or 64, or one more than its own
 */
guint
rw_net_usual_length (RwNetPlan *plan, guint prefix)
{
  const RwNetPrefix *of = RW_NET_PREFIX (plan, prefix);
  guint counts[129] = { 0 }, best = 0, usual = of->net.first.bits == 32 ? 24 : 64;

  for (guint i = prefix + 1; i < of->end; i = RW_NET_PREFIX (plan, i)->end)
    counts[RW_NET_PREFIX (plan, i)->net.length]++;
  for (guint length = of->net.length + 1; length < G_N_ELEMENTS (counts); length++)
    if (counts[length] > 0 && (best == 0 || counts[length] >= counts[best]))
      best = length;
  if (best > 0)
    return best;
  return usual > of->net.length ? usual : MIN (of->net.length + 1, of->net.first.bits);
}

/* --- Search -------------------------------------------------------------------------------------- */

static gboolean
has_word (const char *text, const char *word)
{
  return text != NULL && strstr (text, word) != NULL;
}

static gboolean
address_matches (RwNetPlan *plan, const RwNetAddress *address, char **words, const guint8 *customers)
{
  const RwNetPort *port = address->port >= 0 ? RW_NET_PORT (plan, address->port) : NULL;
  const char *system =
    port != NULL && port->system >= 0 ? RW_NET_SYSTEM (plan, port->system)->folded : NULL;

  for (guint i = 0; words[i] != NULL; i++)
    if (!has_word (address->text, words[i]) && !has_word (system, words[i]) &&
        !has_word (address->folded, words[i]) &&
        !(address->customer >= 0 && (customers[address->customer] & 1 << MIN (i, 7u))))
      return FALSE;
  return TRUE;
}

/* For each customer which of the words is in its name. */
static guint8 *
match_customers (RwNetPlan *plan, char **words)
{
  guint8 *matches = g_new0 (guint8, plan->customers->len + 1);

  for (guint i = 0; i < plan->customers->len; i++)
    {
      g_autofree char *folded = rw_text_fold (rw_net_plan_customer (plan, (int) i));

      for (guint j = 0; words[j] != NULL && j < 8; j++)
        if (has_word (folded, words[j]))
          matches[i] |= (guint8) (1 << j);
    }
  return matches;
}

/* A node is found with what is in it. */
static void
find_node (RwNetFound *found, int node)
{
  for (; node >= 0 && !found->nodes[node]; node = RW_NET_NODE (found->plan, node)->parent)
    found->nodes[node] = TRUE;
}

/* Who types an address looks for where it belongs, whether somebody has it or not. */
static void
find_around (RwNetFound *found, const char *text)
{
  RwNetPlan *plan = found->plan;
  int length;
  RwIp ip;

  if (strlen (text) > RW_NET_TEXT_MAX || !rw_ip_parse (text, &ip, &length))
    return;
  for (guint i = 0; i < plan->prefixes->len - plan->n_unreadable_prefixes; i++)
    {
      const RwNetPrefix *prefix = RW_NET_PREFIX (plan, i);

      if (rw_ip_net_has (&prefix->net, &ip) && (length < 0 || (int) prefix->net.length <= length))
        find_node (found, (int) prefix->node);
    }
}

/**
 * rw_net_search:
 * @words: folded, with spaces between; all of them have to be found
 *
 * For a thread of its own: it looks at every address.
 *
 * Returns: (transfer full): what was found
 */
RwNetFound *
rw_net_search (RwNetPlan *plan, const char *words)
{
  RwNetFound *found = g_new0 (RwNetFound, 1);
  g_auto (GStrv) all = g_strsplit (words, " ", 9);
  g_autofree guint8 *customers = NULL;
  guint n = 0;

  /* No more than eight words; spaces make empty ones, which are in every text. */
  for (guint i = 0; all[i] != NULL; i++)
    if (*all[i] == '\0' || n == 8)
      g_free (all[i]);
    else
      all[n++] = all[i];
  all[n] = NULL;

  found->plan = rw_net_plan_ref (plan);
  found->words = g_strdup (words);
  found->nodes = g_new0 (guint8, plan->nodes->len + 1);
  found->addresses = g_new0 (guint8, plan->addresses->len + 1);
  found->vlans = g_new0 (guint8, plan->vlans->len + 1);
  customers = match_customers (plan, all);
  for (guint i = 0; i < plan->vlans->len; i++)
    if (rw_text_matches (RW_NET_VLAN (plan, i)->folded, words))
      {
        found->vlans[i] = TRUE;
        found->n_vlans++;
      }
  for (guint i = 0; i < plan->prefixes->len; i++)
    if (rw_text_matches (RW_NET_PREFIX (plan, i)->folded, words))
      {
        find_node (found, (int) RW_NET_PREFIX (plan, i)->node);
        found->n_prefixes++;
      }
  for (guint i = 0; i < plan->addresses->len; i++)
    if (address_matches (plan, RW_NET_ADDRESS (plan, i), all, customers))
      {
        found->addresses[i] = TRUE;
        found->n_addresses++;
        find_node (found, rw_net_plan_node_of (plan, RW_NET_ADDRESS (plan, i)));
      }
  if (n == 1)
    find_around (found, all[0]);
  return found;
}

void
rw_net_found_free (RwNetFound *found)
{
  if (found == NULL)
    return;
  rw_net_plan_unref (found->plan);
  g_free (found->words);
  g_free (found->nodes);
  g_free (found->addresses);
  g_free (found->vlans);
  g_free (found);
}
