/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Problem management with the largest sample company: what looks like a problem or is back after its fix, and the list
 * of problems, beside the bare reading of the tickets and links.
 */

#include <stdlib.h>

#include "bench-company.h"
#include "query/rw-query-problems.h"
#include "rw-clock.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_CUSTOMER) |        \
   RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_DEVICE) |     \
   RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_LINK) |            \
   RW_KIND_BIT (RW_KIND_CHANGE))
#define ROUNDS 11

static const char *const tables[] = { "ticket", "link", "change" };

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = bench_company_new (dir, KINDS);
  g_autoptr (GError) error = NULL;
  double bare[ROUNDS], series[ROUNDS], list[ROUNDS];
  guint n_series = 0, n_back = 0, n_problems = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      gint64 begun;

      bare[i] = bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
      begun = g_get_monotonic_time ();
      found = rw_query_series (cache, BENCH_NOW, NULL, &error);
      bench_check (error);
      series[i] = bench_since (begun);
      begun = g_get_monotonic_time ();
      rows = rw_query_problems (cache, BENCH_NOW - 90 * RW_DAY, NULL, &error);
      bench_check (error);
      list[i] = bench_since (begun);
      n_series = found->len;
      n_problems = rows->len;
      n_back = 0;
      for (guint j = 0; j < found->len; j++)
        n_back += !rw_id_is_nil (&((RwSeries *) found->pdata[j])->problem);
    }
  g_print ("%u to decide, %u of them back after a fix; %u problems\n", n_series, n_back,
           n_problems);
  bench_say ("the bare tables", bare, ROUNDS);
  bench_say ("candidates and returns", series, ROUNDS);
  bench_say ("the problems", list, ROUNDS);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
