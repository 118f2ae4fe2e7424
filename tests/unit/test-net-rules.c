/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-address-rules.h"
#include "rules/rw-net-rules.h"

#include <string.h>

/* --- Addresses as numbers ------------------------------------------------------------------------ */

static RwIp
ip_of (const char *text)
{
  int length;
  RwIp ip;

  g_assert_true (rw_ip_parse (text, &ip, &length));
  return ip;
}

static RwIpNet
net_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  RwIpNet net;

  rw_prefix_read (text, &net, &error);
  g_assert_no_error (error);
  return net;
}

static void
test_written (void)
{
  static const struct
  {
    const char *text, *right;
  } cases[] = {
    { "192.0.2.10", "192.0.2.10" },
    { "0.0.0.0/0", "0.0.0.0/0" },
    { "255.255.255.255/32", "255.255.255.255/32" },
    { "2001:DB8:0:0::0:1/64", "2001:db8::1/64" },
    { "::", "::" },
    { "::/0", "::/0" },
    { "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1" },
    { "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128",
      "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128" },
    { "192.0.2", NULL },
    { "192.0.2.256", NULL },
    { "192.0.2.010", NULL },
    { "192.0.2.1/", NULL },
    { "192.0.2.1/-1", NULL },
    { "192.0.2.1/1000", NULL },
    { "192.0.2.1/ 4", NULL },
    { "fe80::1%eth0", NULL },
    { "/24", NULL },
    { "", NULL },
    { "1:2:3", NULL },
    { "2001:db8::1::2", NULL },
    { "web-014", NULL },
    { "1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;
      int length;
      RwIp ip;

      if (rw_ip_parse (cases[i].text, &ip, &length))
        text = rw_ip_to_string (&ip, length);
      g_assert_cmpstr (text, ==, cases[i].right);
    }
}

static RwIp
random_ip (guint bits)
{
  RwIp ip = { .bits = bits };
  guint zeros = (guint) g_test_rand_int_range (0, 64);

  ip.low = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
  if (bits == 32)
    ip.low &= G_MAXUINT32;
  else
    ip.high = (guint64) (guint32) g_test_rand_int () << 32 | (guint32) g_test_rand_int ();
  /* Random bits have no long runs. */
  if (g_test_rand_bit ())
    ip.low = ip.low >> zeros << zeros;
  return ip;
}

/* What is written is read as the same; order, next and network fit together. */
static void
test_numbers (void)
{
  for (int round = 0; round < 4000; round++)
    {
      guint bits = g_test_rand_bit () ? 32 : 128,
            length = (guint) g_test_rand_int_range (0, (int) bits + 1);
      RwIp ip = random_ip (bits), other = random_ip (bits), again, first, last, next = ip;
      g_autofree char *text = rw_ip_to_string (&ip, (int) length);
      RwIpNet net, inner;
      int read;

      g_assert_true (rw_ip_parse (text, &again, &read));
      g_assert_true (rw_ip_equal (&ip, &again));
      g_assert_cmpint (read, ==, length);

      rw_ip_net_init (&net, &ip, length);
      last = rw_ip_net_last (&net);
      g_assert_true (rw_ip_net_has (&net, &ip));
      g_assert_cmpint (rw_ip_compare (&net.first, &ip), <=, 0);
      g_assert_cmpint (rw_ip_compare (&ip, &last), <=, 0);
      g_assert_true (rw_ip_net_has (&net, &other) == (rw_ip_compare (&net.first, &other) <= 0 &&
                                                      rw_ip_compare (&other, &last) <= 0));
      if (bits - length < 64)
        g_assert_cmpuint (rw_ip_count (&net.first, &last), ==,
                          G_GUINT64_CONSTANT (1) << (bits - length));
      else
        g_assert_cmpuint (rw_ip_count (&net.first, &last), ==, G_MAXUINT64);
      rw_ip_net_init (&inner, &ip, (guint) g_test_rand_int_range ((int) length, (int) bits + 1));
      g_assert_true (rw_ip_net_contains (&net, &inner));
      g_assert_true (rw_ip_net_contains (&inner, &net) == (inner.length == net.length));
      g_assert_cmpint (rw_ip_net_compare (&net, &inner), <=, 0);
      rw_ip_net_usable (&net, FALSE, &first, &last);
      g_assert_cmpint (rw_ip_compare (&first, &last), <=, 0);
      g_assert_true (rw_ip_net_has (&net, &first) && rw_ip_net_has (&net, &last));

      if (rw_ip_next (&next))
        {
          g_assert_cmpint (rw_ip_compare (&ip, &next), <, 0);
          g_assert_cmpuint (rw_ip_count (&ip, &next), ==, 2);
          g_assert_true (rw_ip_previous (&next));
        }
      g_assert_true (rw_ip_equal (&ip, &next));
    }
}

static void
test_edges (void)
{
  RwIp ip = ip_of ("255.255.255.255"), first, last;
  RwIpNet net = net_of ("0.0.0.0/0");

  g_assert_false (rw_ip_next (&ip));
  ip = ip_of ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
  g_assert_false (rw_ip_next (&ip));
  ip = ip_of ("::");
  g_assert_false (rw_ip_previous (&ip));
  ip = ip_of ("::ffff:ffff:ffff:ffff");
  g_assert_true (rw_ip_next (&ip));
  first = ip_of ("0:0:0:1::");
  g_assert_true (rw_ip_equal (&ip, &first));
  g_assert_true (rw_ip_previous (&ip));
  first = ip_of ("::ffff:ffff:ffff:ffff");
  g_assert_true (rw_ip_equal (&ip, &first));
  first = ip_of ("1.2.3.4");
  last = ip_of ("::102:304");
  g_assert_cmpint (rw_ip_compare (&first, &last), <, 0);
  g_assert_false (rw_ip_net_has (&net, &last));
  g_assert_cmpuint (rw_ip_count (&first, &last), ==, 0);

  /* RFC 3021, RFC 6164 and what a pool is. */
  net = net_of ("192.0.2.0/31");
  rw_ip_net_usable (&net, FALSE, &first, &last);
  g_assert_cmpuint (rw_ip_count (&first, &last), ==, 2);
  net = net_of ("192.0.2.0/30");
  rw_ip_net_usable (&net, FALSE, &first, &last);
  g_assert_cmpuint (rw_ip_count (&first, &last), ==, 2);
  rw_ip_net_usable (&net, TRUE, &first, &last);
  g_assert_cmpuint (rw_ip_count (&first, &last), ==, 4);
  net = net_of ("192.0.2.7/32");
  rw_ip_net_usable (&net, FALSE, &first, &last);
  g_assert_cmpuint (rw_ip_count (&first, &last), ==, 1);
  net = net_of ("2001:db8::/126");
  rw_ip_net_usable (&net, FALSE, &first, &last);
  g_assert_cmpuint (rw_ip_count (&first, &last), ==, 3);
  net = net_of ("2001:db8::/127");
  rw_ip_net_usable (&net, FALSE, &first, &last);
  g_assert_cmpuint (rw_ip_count (&first, &last), ==, 2);
}

/* --- Plans --------------------------------------------------------------------------------------- */

static void
add_prefix (RwNetPlan *plan, const char *text, const char *vrf)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("prefix %u", n++);
  RwNetPrefix prefix = { .id = rw_id_from_name ("test", name),
                         .text = text,
                         .status = RW_NET_STATUS_ACTIVE };

  rw_net_plan_add_prefix (plan, &prefix, vrf);
}

static void
add_address (RwNetPlan *plan, const char *text, const char *vrf)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("address %u", n++);
  RwNetAddress address = { .id = rw_id_from_name ("test", name), .text = text };

  rw_net_plan_add_address (plan, &address, vrf);
}

static guint
find_prefix (RwNetPlan *plan, const char *text)
{
  for (guint i = 0; i < plan->prefixes->len; i++)
    if (g_str_equal (RW_NET_PREFIX (plan, i)->text, text))
      return i;
  g_assert_not_reached ();
}

/* The tree in words: depth by points. */
static char *
describe_tree (RwNetPlan *plan)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < plan->nodes->len; i++)
    {
      const RwNetNode *node = RW_NET_NODE (plan, i);
      const char *vrf;

      for (int outer = node->parent; outer >= 0; outer = RW_NET_NODE (plan, outer)->parent)
        {
          g_assert_cmpint (outer, <, (int) i);
          g_assert_cmpuint (RW_NET_NODE (plan, outer)->end, >=, node->end);
          g_string_append_c (out, '.');
        }
      switch (node->type)
        {
        case RW_NET_NODE_VRF:
          vrf = RW_NET_VRF (plan, node->index)->name;
          g_string_append_printf (out, "vrf %s\n", vrf != NULL ? vrf : "-");
          break;
        case RW_NET_NODE_PREFIX:
          g_string_append_printf (out, "%s\n", RW_NET_PREFIX (plan, node->index)->text);
          break;
        case RW_NET_NODE_LOOSE:
          g_string_append (out, "loose\n");
          break;
        case RW_NET_NODE_UNREADABLE:
          g_string_append (out, "unreadable\n");
          break;
        }
    }
  return g_string_free (out, FALSE);
}

static char *
describe_rows (RwNetPlan *plan, guint node, const RwNetFound *found)
{
  g_autoptr (GArray) rows = rw_net_rows (plan, node, found);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const RwNetRow *row = &g_array_index (rows, RwNetRow, i);
      char first[RW_IP_TEXT_LENGTH], last[RW_IP_TEXT_LENGTH];

      switch (row->type)
        {
        case RW_NET_ROW_ADDRESS:
          g_string_append_printf (out, "%s ", RW_NET_ADDRESS (plan, row->index)->text);
          break;
        case RW_NET_ROW_PREFIX:
          g_string_append_printf (out, "[%s] ", RW_NET_PREFIX (plan, row->index)->text);
          break;
        case RW_NET_ROW_FREE:
          rw_ip_write (&row->first, -1, first);
          rw_ip_write (&row->last, -1, last);
          g_string_append_printf (out, "(%s-%s) ", first, last);
          break;
        }
    }
  return g_string_free (out, FALSE);
}

#define assert_rows(plan, node, found, expected)                       \
  G_STMT_START                                                         \
    {                                                                  \
      g_autofree char *rows__ = describe_rows ((plan), (node), found); \
      g_assert_cmpstr (rows__, ==, expected);                          \
    }                                                                  \
  G_STMT_END

static void
test_tree (void)
{
  g_autoptr (RwNetPlan) plan = rw_net_plan_new ();
  g_autofree char *tree = NULL;
  const RwNetPrefix *prefix;
  RwIpNet net;
  RwIp ip;
  guint i;

  add_prefix (plan, "10.0.0.0/8", NULL);
  add_prefix (plan, "2001:db8::/32", NULL);
  add_prefix (plan, "10.1.0.0/24", "blue");
  add_prefix (plan, "10.1.0.0/24", NULL);
  add_prefix (plan, "10.1.0.0/28", NULL);
  add_prefix (plan, "10.2.0.0/24", NULL);
  add_prefix (plan, "10.2.0.1/24", NULL);
  add_prefix (plan, "2001:DB8:1::/48", NULL);
  add_prefix (plan, "tier 2", NULL);
  add_address (plan, "10.1.0.3", NULL);
  add_address (plan, "10.1.0.17/24", NULL);
  add_address (plan, "10.1.0.18", NULL);
  add_address (plan, "10.1.0.3", "blue");
  add_address (plan, "10.1.0.0", NULL);
  add_address (plan, "192.0.2.1", "blue");
  add_address (plan, "10.2.0.255", NULL);
  add_address (plan, "2001:db8:1::5", NULL);
  add_address (plan, "who knows", "green");
  rw_net_plan_finish (plan);

  tree = describe_tree (plan);
  g_assert_cmpstr (tree, ==,
                   "vrf -\n.10.0.0.0/8\n..10.1.0.0/24\n...10.1.0.0/28\n..10.2.0.0/24\n"
                   ".2001:db8::/32\n..2001:DB8:1::/48\n"
                   "vrf blue\n.10.1.0.0/24\n.loose\n"
                   "unreadable\n.10.2.0.1/24\n.tier 2\n");
  g_assert_nonnull (
    strstr (RW_NET_PREFIX (plan, find_prefix (plan, "10.2.0.1/24"))->reason, "10.2.0.0/24"));

  i = find_prefix (plan, "10.1.0.0/24");
  prefix = RW_NET_PREFIX (plan, i);
  g_assert_cmpuint (prefix->use.used, ==, 16 + 2);
  g_assert_cmpuint (prefix->use.total, ==, 256);
  g_assert_cmpuint (prefix->use.n_addresses, ==, 4);
  assert_rows (
    plan, prefix->node, NULL,
    "[10.1.0.0/28] (10.1.0.16-10.1.0.16) 10.1.0.17/24 10.1.0.18 (10.1.0.19-10.1.0.255) ");
  g_assert_true (rw_net_next_address (plan, i, &ip));
  g_assert_true (rw_ip_equal (&ip, &(RwIp) { .low = 0x0a010010, .bits = 32 }));
  g_assert_cmpuint (rw_net_usual_length (plan, i), ==, 28);
  g_assert_true (rw_net_next_prefix (plan, i, 28, &net));
  g_assert_cmpuint (net.first.low, ==, 0x0a010020);
  g_assert_true (rw_net_next_prefix (plan, i, 25, &net));
  g_assert_cmpuint (net.first.low, ==, 0x0a010080);
  g_assert_false (rw_net_next_prefix (plan, i, 24, &net));
  g_assert_false (rw_net_next_prefix (plan, i, 33, &net));

  /* What means all of a network is no use of it. */
  i = find_prefix (plan, "10.2.0.0/24");
  g_assert_cmpuint (RW_NET_PREFIX (plan, i)->use.used, ==, 0);
  g_assert_cmpuint (RW_NET_PREFIX (plan, i)->use.total, ==, 254);
  assert_rows (plan, RW_NET_PREFIX (plan, i)->node, NULL, "(10.2.0.1-10.2.0.254) 10.2.0.255 ");
  i = find_prefix (plan, "10.0.0.0/8");
  g_assert_cmpuint (RW_NET_PREFIX (plan, i)->use.used, ==, 512);
  g_assert_cmpuint (RW_NET_PREFIX (plan, i)->use.n_prefixes, ==, 3);
  i = find_prefix (plan, "2001:db8::/32");
  g_assert_cmpuint (RW_NET_PREFIX (plan, i)->use.total, ==, G_MAXUINT64);
  assert_rows (plan, RW_NET_PREFIX (plan, i)->node, NULL,
               "(2001:db8::-2001:db8:0:ffff:ffff:ffff:ffff:ffff) [2001:DB8:1::/48] "
               "(2001:db8:2::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff) ");

  assert_rows (plan, 9, NULL, "192.0.2.1 ");
  assert_rows (plan, 10, NULL, "who knows ");
  assert_rows (plan, 0, NULL, "");
}

static void
test_whole (void)
{
  g_autoptr (RwNetPlan) plan = rw_net_plan_new (), empty = rw_net_plan_new ();
  RwNetPrefix pool = { .text = "255.255.255.252/30", .pool = TRUE };
  RwIpNet net;
  RwIp ip;

  rw_net_plan_finish (empty);
  g_assert_cmpuint (empty->nodes->len, ==, 0);
  rw_net_plan_add_prefix (plan, &pool, "");
  for (guint i = 252; i < 256; i++)
    {
      g_autofree char *text = g_strdup_printf ("255.255.255.%u", i);

      add_address (plan, text, NULL);
    }
  add_prefix (plan, "0.0.0.0/0", NULL);
  rw_net_plan_finish (plan);
  /* An empty name of a VRF is none. */
  g_assert_cmpuint (plan->vrfs->len, ==, 1);
  g_assert_cmpuint (RW_NET_PREFIX (plan, 1)->use.used, ==, 4);
  g_assert_cmpuint (RW_NET_PREFIX (plan, 1)->use.total, ==, 4);
  g_assert_false (rw_net_next_address (plan, 1, &ip));
  g_assert_false (rw_net_next_prefix (plan, 1, 31, &net));
  g_assert_cmpuint (RW_NET_PREFIX (plan, 0)->use.total, ==, G_GUINT64_CONSTANT (1) << 32);
  assert_rows (plan, 0, NULL, "(0.0.0.0-255.255.255.251) [255.255.255.252/30] ");
}

/* The same prefix twice: the second is in the first, which it fills no more than it is filled itself. */
static void
test_twice (void)
{
  g_autoptr (RwNetPlan) plan = rw_net_plan_new ();

  add_prefix (plan, "192.0.2.0/24", NULL);
  add_prefix (plan, "192.0.2.0/24", NULL);
  add_address (plan, "192.0.2.1", NULL);
  add_address (plan, "192.0.2.1/24", NULL);
  rw_net_plan_finish (plan);
  g_assert_cmpint (RW_NET_PREFIX (plan, 1)->parent, ==, 0);
  g_assert_cmpuint (RW_NET_PREFIX (plan, 0)->use.used, ==, 1);
  g_assert_cmpuint (RW_NET_PREFIX (plan, 1)->use.used, ==, 1);
}

/* --- Against counting every address -------------------------------------------------------------- */

#define SPACE 256 /* 10.0.0.0/24 */

static RwNetPlan *
make_random (gboolean v6, gboolean *taken)
{
  static guint n;
  RwNetPlan *plan = rw_net_plan_new ();
  RwIp base = v6 ? ip_of ("2001:db8::") : ip_of ("10.0.0.0");
  guint bits = base.bits, n_prefixes = (guint) g_test_rand_int_range (0, 12),
        n_addresses = (guint) g_test_rand_int_range (0, 60);
  g_autofree char *top = rw_ip_to_string (&base, (int) bits - 8);

  add_prefix (plan, top, NULL);
  for (guint i = 0; i < n_prefixes; i++)
    {
      RwIp ip = base;
      RwIpNet net;
      g_autofree char *text = NULL, *name = g_strdup_printf ("random %u", n++);
      RwNetPrefix prefix = { .id = rw_id_from_name ("test", name),
                             .pool = g_test_rand_bit (),
                             .status = g_test_rand_int_range (0, 2) };

      ip.low += (guint64) g_test_rand_int_range (0, SPACE);
      rw_ip_net_init (&net, &ip, (guint) g_test_rand_int_range ((int) bits - 7, (int) bits + 1));
      prefix.text = text = rw_ip_to_string (&net.first, (int) net.length);
      rw_net_plan_add_prefix (plan, &prefix, NULL);
    }
  for (guint i = 0; i < n_addresses; i++)
    {
      guint at = (guint) g_test_rand_int_range (0, SPACE);
      g_autofree char *text = NULL;
      RwIp ip = base;

      ip.low += at;
      text = rw_ip_to_string (&ip, g_test_rand_bit () ? -1 : (int) bits - 8);
      add_address (plan, text, NULL);
      taken[at] = TRUE;
    }
  rw_net_plan_finish (plan);
  return plan;
}

/* The smallest one around the @at-th address, of equal ones the last. */
static int
smallest (RwNetPlan *plan, guint at)
{
  int best = -1;

  for (guint i = 0; i < plan->prefixes->len; i++)
    {
      RwIp ip = RW_NET_PREFIX (plan, 0)->net.first;

      ip.low += at;
      if (rw_ip_net_has (&RW_NET_PREFIX (plan, i)->net, &ip) &&
          (best < 0 ||
           RW_NET_PREFIX (plan, best)->net.length <= RW_NET_PREFIX (plan, i)->net.length))
        best = (int) i;
    }
  return best;
}

static gboolean
is_inside (RwNetPlan *plan, int prefix, int outer)
{
  for (; prefix >= 0; prefix = RW_NET_PREFIX (plan, prefix)->parent)
    if (prefix == outer)
      return TRUE;
  return FALSE;
}

static void
check_prefix (RwNetPlan *plan, guint index, const gboolean *taken)
{
  const RwNetPrefix *prefix = RW_NET_PREFIX (plan, index);
  guint64 base = RW_NET_PREFIX (plan, 0)->net.first.low, used = 0, total = 0;
  gboolean free[SPACE] = { FALSE };
  g_autoptr (GArray) rows = rw_net_rows (plan, prefix->node, NULL);
  RwIp first, last, ip, before = { 0 };
  gboolean twice =
    index + 1 < prefix->end && RW_NET_PREFIX (plan, index + 1)->net.length == prefix->net.length;
  int expected = -1;

  rw_ip_net_usable (&prefix->net, rw_net_prefix_is_whole (prefix), &first, &last);
  for (guint at = 0; at < SPACE; at++)
    {
      int in = smallest (plan, at);
      gboolean direct = in == (int) index, usable = base + at >= first.low && base + at <= last.low;

      if (!is_inside (plan, in, (int) index))
        continue;
      total += usable;
      used += usable && (!direct || taken[at]);
      free[at] = usable && direct && !taken[at];
      if (free[at] && expected < 0)
        expected = (int) at;
    }
  g_assert_cmpuint (prefix->use.total, ==, total);
  if (!twice)
    g_assert_cmpuint (prefix->use.used, ==, used);

  g_assert_true (rw_net_next_address (plan, index, &ip) == (expected >= 0));
  if (expected >= 0)
    g_assert_cmpuint (ip.low, ==, base + (guint64) expected);

  /* The rows are in order and say what is free. */
  for (guint i = 0; i < rows->len; i++)
    {
      const RwNetRow *row = &g_array_index (rows, RwNetRow, i);

      if (i > 0)
        g_assert_cmpint (rw_ip_compare (&before, &row->first), <=, 0);
      before = row->first;
      if (row->type == RW_NET_ROW_FREE)
        for (guint64 at = row->first.low - base; at <= row->last.low - base; at++)
          {
            g_assert_true (free[at]);
            free[at] = FALSE;
          }
    }
  for (guint at = 0; at < SPACE; at++)
    g_assert_false (free[at]);

  for (guint length = prefix->net.length + 1; length <= prefix->net.first.bits; length++)
    {
      guint size = 1u << (prefix->net.first.bits - length);
      RwIp end = rw_ip_net_last (&prefix->net);
      RwIpNet net;
      int wanted = -1;

      for (guint64 at = prefix->net.first.low - base; wanted < 0 && at + size - 1 <= end.low - base;
           at += size)
        {
          gboolean clear = TRUE;

          for (guint i = 0; clear && i < size; i++)
            clear = smallest (plan, (guint) at + i) == (int) index && !taken[at + i];
          if (clear)
            wanted = (int) at;
        }
      g_assert_true (rw_net_next_prefix (plan, index, length, &net) == (wanted >= 0));
      if (wanted >= 0)
        g_assert_cmpuint (net.first.low, ==, base + (guint64) wanted);
    }
}

static void
test_random (void)
{
  for (int round = 0; round < 250; round++)
    {
      gboolean taken[SPACE] = { FALSE };
      g_autoptr (RwNetPlan) plan = make_random (round % 2 == 1, taken);

      for (guint i = 0; i < plan->addresses->len; i++)
        {
          const RwNetAddress *address = RW_NET_ADDRESS (plan, i);
          guint at = (guint) (address->ip.low - RW_NET_PREFIX (plan, 0)->net.first.low);

          g_assert_cmpint (address->prefix, ==, smallest (plan, at));
          for (int outer = address->prefix; outer >= 0; outer = RW_NET_PREFIX (plan, outer)->parent)
            g_assert_true (RW_NET_PREFIX (plan, outer)->first_address <= i &&
                           i < RW_NET_PREFIX (plan, outer)->end_address);
        }
      for (guint i = 0; i < plan->prefixes->len; i++)
        check_prefix (plan, i, taken);
    }
}

/* --- Search -------------------------------------------------------------------------------------- */

static void
test_search (void)
{
  g_autoptr (RwNetPlan) plan = rw_net_plan_new ();
  RwId customer = rw_id_from_name ("test", "customer"), system = rw_id_from_name ("test", "system"),
       port = rw_id_from_name ("test", "port"), vlan = rw_id_from_name ("test", "vlan");
  RwNetVlan web = { .id = vlan, .vid = 214, .name = "Größe", .domain = "FRA2" };
  RwNetPrefix prefix = {
    .id = rw_id_from_name ("test", "p"), .vlan_id = vlan, .text = "10.1.0.0/24", .status = -1
  };
  RwNetAddress address = { .id = rw_id_from_name ("test", "a"),
                           .port_id = port,
                           .customer_id = customer,
                           .text = "10.1.0.9",
                           .dns_name = "WEB.example",
                           .purpose = "Für alle" };
  static const struct
  {
    const char *words;
    guint n_addresses, n_prefixes, n_vlans;
    const char *rows;
  } cases[] = {
    { "web-014", 1, 0, 0, "10.1.0.9 " },
    { "web.ex  acme", 1, 0, 0, "10.1.0.9 " },
    { "fur alle 0.9", 1, 0, 0, "10.1.0.9 " },
    { "grosse 214", 0, 1, 1, "(10.1.0.1-10.1.0.8) 10.1.0.9 (10.1.0.10-10.1.0.254) " },
    { "10.1.0.77", 0, 0, 0, "(10.1.0.1-10.1.0.8) 10.1.0.9 (10.1.0.10-10.1.0.254) " },
    { "nobody", 0, 0, 0, NULL },
    { "web-014 nobody", 0, 0, 0, NULL },
    { "a b c d e f g h i j k l", 0, 0, 0, NULL },
  };

  rw_net_plan_add_customer (plan, &customer, "ACME");
  rw_net_plan_add_system (plan, RW_KIND_VM, &system, "Web-014");
  rw_net_plan_add_port (plan, &port, &system, "eth0");
  rw_net_plan_add_member (plan, &vlan, TRUE);
  rw_net_plan_add_member (plan, &system, FALSE);
  rw_net_plan_add_vlan (plan, &web);
  rw_net_plan_add_prefix (plan, &prefix, NULL);
  rw_net_plan_add_address (plan, &address, NULL);
  add_prefix (plan, "10.2.0.0/24", NULL);
  rw_net_plan_finish (plan);
  g_assert_cmpuint (RW_NET_VLAN (plan, 0)->n_members, ==, 1);
  g_assert_cmpuint (RW_NET_VLAN (plan, 0)->n_prefixes, ==, 1);
  g_assert_true (RW_NET_MEMBER (plan, 0)->tagged);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RwNetFound) found = rw_net_search (plan, cases[i].words);

      g_assert_cmpuint (found->n_addresses, ==, cases[i].n_addresses);
      g_assert_cmpuint (found->n_prefixes, ==, cases[i].n_prefixes);
      g_assert_cmpuint (found->n_vlans, ==, cases[i].n_vlans);
      g_assert_cmpint (found->nodes[0], ==, cases[i].rows != NULL);
      g_assert_false (found->nodes[1]);
      if (cases[i].rows != NULL)
        assert_rows (plan, 0, found, cases[i].rows);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/ip/written", test_written);
  g_test_add_func ("/model/ip/numbers", test_numbers);
  g_test_add_func ("/model/ip/edges", test_edges);
  g_test_add_func ("/model/net/tree", test_tree);
  g_test_add_func ("/model/net/whole", test_whole);
  g_test_add_func ("/model/net/twice", test_twice);
  g_test_add_func ("/model/net/random", test_random);
  g_test_add_func ("/model/net/search", test_search);
  return g_test_run ();
}
