/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What stands behind the networks, with the largest sample company: how long it takes to read every prefix,
 * address and VLAN and to find out what is in what, and to search among them. Beside it the bare reading of the
 * same tables, of which nothing is made.
 */

#include <glib/gstdio.h>
#include <stdlib.h>

#include "query/rw-query-networks.h"
#include "rules/rw-net-rules.h"
#include "rw-cache-writer.h"
#include "rw-demo.h"

#define NOW G_GINT64_CONSTANT (1795478400000000)
#define ROUNDS 11

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static gboolean
put_record (RwRecord *record, gpointer data, GError **error)
{
  switch (rw_record_get_kind (record))
    {
    case RW_KIND_SITE:
    case RW_KIND_CUSTOMER:
    case RW_KIND_DEVICE:
    case RW_KIND_VM:
    case RW_KIND_PORT:
    case RW_KIND_VLAN:
    case RW_KIND_PREFIX:
    case RW_KIND_ADDRESS:
      return rw_cache_writer_put_record (data, record, error);
    default:
      return TRUE;
    }
}

static RwCache *
make_cache (const char *dir)
{
  RwDemoOptions demo = { .size = RW_DEMO_LARGE, .seed = 1, .now_us = NOW };
  RwCacheCursor cursor = { .epoch = (char *) "bench", .scope = (char *) "all" };
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = rw_cache_writer_open_bulk (dir, "bench", &error);
  RwCache *cache;

  check (error);
  if (!rw_cache_writer_begin (writer, &error) ||
      !rw_demo_generate (&demo, put_record, writer, &error) ||
      !rw_cache_writer_set_cursor (writer, &cursor, &error) ||
      !rw_cache_writer_commit (writer, &error) || !rw_cache_writer_finish_bulk (writer, &error))
    check (error);
  rw_cache_writer_close (writer);
  cache = rw_cache_open (dir, "bench", &error);
  check (error);
  return cache;
}

static double
since (gint64 begun)
{
  return (double) (g_get_monotonic_time () - begun) / 1000;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
say (const char *what, double *times)
{
  qsort (times, ROUNDS, sizeof *times, compare_doubles);
  g_print ("  %-40s median %8.2f ms   worst %8.2f ms\n", what, times[ROUNDS / 2],
           times[ROUNDS - 1]);
}

static double
read_bare (RwCache *cache)
{
  static const char *const tables[] = { "site", "customer", "device", "vm",
                                        "port", "vlan",     "prefix", "address" };
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", tables[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RwStmt) stmt = rw_db_prepare (rw_cache_get_db (cache), sql, &error);
      gboolean row = TRUE;

      check (error);
      while (row && rw_stmt_step (stmt, &row, &error))
        ;
      check (error);
    }
  return since (begun);
}

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

      times[i] = since (begun);
    }
  g_print ("  the longest list has %u rows\n", n);
  say ("its rows", times);
}

int
main (int argc, char *argv[])
{
  static const char *const words[] = { "10.20.14.88", "web", "a", "nothing of the kind" };
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = make_cache (dir);
  g_autoptr (RwNetPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  double bare[ROUNDS], whole[ROUNDS], times[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begun;

      bare[i] = read_bare (cache);
      g_clear_pointer (&plan, rw_net_plan_unref);
      begun = g_get_monotonic_time ();
      plan = rw_query_networks (cache, NULL, &error);
      check (error);
      whole[i] = since (begun);
    }
  g_print ("%u prefixes, %u addresses, %u VLANs, %u ports, %u members\n", plan->prefixes->len,
           plan->addresses->len, plan->vlans->len, plan->ports->len, plan->members->len);
  say ("the bare tables", bare);
  say ("read, and what is in what", whole);
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      g_autofree char *what = g_strdup_printf ("search for “%s”", words[w]);

      for (guint i = 0; i < ROUNDS; i++)
        {
          gint64 begun = g_get_monotonic_time ();
          g_autoptr (RwNetFound) found = rw_net_search (plan, words[w]);

          times[i] = since (begun);
        }
      say (what, times);
    }
  measure_rows (plan);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
