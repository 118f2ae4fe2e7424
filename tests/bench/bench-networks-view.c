/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long the view of the prefixes keeps the interface, with the largest sample company: showing a plan, going
 * to an address, showing what a search found, another plan. For each the call, and the longest step of the main
 * loop after it, with layout and painting in software.
 */

#include <stdlib.h>

#include "bench-company.h"
#include "query/rw-query-networks.h"
#include "rules/rw-net-rules.h"
#include "rw-networks-prefixes.h"
#include "rw-networks-vlans.h"
#include "rw-test-widgets.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_DEVICE) |       \
   RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_PORT) | RW_KIND_BIT (RW_KIND_VLAN) |               \
   RW_KIND_BIT (RW_KIND_PREFIX) | RW_KIND_BIT (RW_KIND_ADDRESS))

/* The work of the main loop for a second, and its longest step. */
static double
longest_step (void)
{
  gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC;
  double longest = 0;

  while (g_get_monotonic_time () < until)
    {
      gint64 begun = g_get_monotonic_time ();

      if (g_main_context_iteration (NULL, FALSE))
        longest = MAX (longest, (double) (g_get_monotonic_time () - begun) / 1000);
      else
        g_usleep (500);
    }
  return longest;
}

static void
say (const char *what, gint64 begun)
{
  double call = (double) (g_get_monotonic_time () - begun) / 1000;
  double step = longest_step ();

  g_print ("  %-44s call %7.2f ms   longest step after it %7.2f ms\n", what, call, step);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwNetPlan) plan = NULL, again = NULL;
  g_autoptr (RwNetFound) found = NULL;
  GtkWidget *view, *vlans, *stack, *window;
  RwCache *cache;
  gint64 begun;

  rw_test_init_widgets (&argc, &argv);
  cache = bench_company_new (dir, KINDS);
  plan = rw_query_networks (cache, NULL, &error);
  bench_check (error);
  again = rw_query_networks (cache, NULL, &error);
  bench_check (error);
  found = rw_net_search (again, "web");
  stack = gtk_stack_new ();
  view = rw_networks_prefixes_new ();
  vlans = rw_networks_vlans_new ();
  gtk_stack_add_named (GTK_STACK (stack), view, "prefixes");
  gtk_stack_add_named (GTK_STACK (stack), vlans, "vlans");
  window = rw_test_present (stack, 1366, 768);
  longest_step ();

  begun = g_get_monotonic_time ();
  rw_networks_prefixes_set (RW_NETWORKS_PREFIXES (view), plan, NULL);
  say ("a plan is shown", begun);
  begun = g_get_monotonic_time ();
  rw_networks_prefixes_reveal (RW_NETWORKS_PREFIXES (view), RW_KIND_ADDRESS,
                               &RW_NET_ADDRESS (plan, plan->addresses->len / 3)->id);
  say ("an address is gone to", begun);
  begun = g_get_monotonic_time ();
  rw_networks_prefixes_reveal (RW_NETWORKS_PREFIXES (view), RW_KIND_PREFIX,
                               &RW_NET_PREFIX (plan, plan->prefixes->len - 1)->id);
  say ("the last prefix is gone to", begun);
  begun = g_get_monotonic_time ();
  rw_networks_prefixes_set (RW_NETWORKS_PREFIXES (view), again, NULL);
  say ("another plan with the same prefixes", begun);
  begun = g_get_monotonic_time ();
  rw_networks_prefixes_set (RW_NETWORKS_PREFIXES (view), again, found);
  say ("what a search found", begun);
  begun = g_get_monotonic_time ();
  rw_networks_prefixes_set (RW_NETWORKS_PREFIXES (view), again, NULL);
  say ("the search is over", begun);
  gtk_stack_set_visible_child (GTK_STACK (stack), vlans);
  longest_step ();
  begun = g_get_monotonic_time ();
  rw_networks_vlans_set (RW_NETWORKS_VLANS (vlans), again, NULL);
  say ("1,000 VLANs are shown", begun);
  begun = g_get_monotonic_time ();
  rw_networks_vlans_reveal (RW_NETWORKS_VLANS (vlans),
                            &RW_NET_VLAN (again, again->vlans->len / 2)->id);
  say ("a VLAN is gone to", begun);
  gtk_window_destroy (GTK_WINDOW (window));
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
