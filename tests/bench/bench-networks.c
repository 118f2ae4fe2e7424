/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What stands behind the networks, with the largest sample company: how long it takes to read every prefix,
 * address and VLAN and to find out what is in what, and to search among them. Beside it the bare reading of the
 * same tables, of which nothing is made.
 */

#include <glib/gstdio.h>
#include <stdlib.h>

#include "bench-company.h"
#include "query/rw-query-networks.h"
#include "rules/rw-net-rules.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_DEVICE) |       \
   RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_PORT) | RW_KIND_BIT (RW_KIND_VLAN) |               \
   RW_KIND_BIT (RW_KIND_PREFIX) | RW_KIND_BIT (RW_KIND_ADDRESS))
#define ROUNDS 11

static const char *const tables[] = { "site", "customer", "device", "vm",
  "port", "vlan",     "prefix", "address" };

static void
measure_rows (RwNetPlan *plan)
{
  double times[ROUNDS];
  guint most = 0, n = 0;

  for (guint i = 0; i < plan->nodes->len; i++)
    {
      g_autoptr (GArray) rows = rw_net_rows (plan, i, NULL);

      if (rows->len > n)
        {
          n = rows->len;
          most = i;
        }
    }
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (GArray) rows = rw_net_rows (plan, most, NULL);

      times[i] = bench_since (begun);
    }
  g_print ("  the longest list has %u rows\n", n);
  bench_say ("its rows", times, ROUNDS);
}

int
main (int argc, char *argv[])
{
  static const char *const words[] = { "10.20.14.88", "web", "a", "nothing of the kind" };
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = bench_company_new (dir, KINDS);
  g_autoptr (RwNetPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  double bare[ROUNDS], whole[ROUNDS], times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begun;

      bare[i] = bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
      g_clear_pointer (&plan, rw_net_plan_unref);
      begun = g_get_monotonic_time ();
      plan = rw_query_networks (cache, NULL, &error);
      bench_check (error);
      whole[i] = bench_since (begun);
    }
  g_print ("%u prefixes, %u addresses, %u VLANs, %u ports, %u members\n", plan->prefixes->len,
           plan->addresses->len, plan->vlans->len, plan->ports->len, plan->members->len);
  bench_say ("the bare tables", bare, ROUNDS);
  bench_say ("read, and what is in what", whole, ROUNDS);
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      g_autofree char *what = g_strdup_printf ("search for “%s”", words[w]);

      for (guint i = 0; i < ROUNDS; i++)
        {
          gint64 begun = g_get_monotonic_time ();
          g_autoptr (RwNetFound) found = rw_net_search (plan, words[w]);

          times[i] = bench_since (begun);
        }
      bench_say (what, times, ROUNDS);
    }
  measure_rows (plan);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
