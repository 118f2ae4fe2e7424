/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Searching the largest sample company while somebody types: every beginning of some questions, beside the bare
 * reading of the titles of tickets with LIKE; and making the full-text index, whose steps an edit may have to wait
 * for.
 */

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench-company.h"
#include "query/rw-query-find.h"
#include "query/rw-query-search.h"
#include "rw-clock.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_CUSTOMER) |        \
   RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_DEVICE) |     \
   RW_KIND_BIT (RW_KIND_VM) | RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_MESSAGE) |         \
   RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) | RW_KIND_BIT (RW_KIND_ADDRESS) | \
   RW_KIND_BIT (RW_KIND_VLAN) | RW_KIND_BIT (RW_KIND_PREFIX) | RW_KIND_BIT (RW_KIND_DOCUMENT))

#define STEPS_MOST 10000
#define ROUNDS     3

static const char *const questions[] = {
  "status:open customer:nord prio:1 latenz",
  "hohe latenz auf san",
  "status:open prio:1-2 assignee:me",
  "zertifikat läuft ab",
  "T-1042",
  "dedup-lauf zeitfenster",
  "customer:nord is:overdue",
  "web-014",
  "10.20.1.",
  "type:change service:erp firmware",
  "opened:7d type:incident plattenplatz",
  "müller -backup",
};

static gint64
file_size (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  gint64 size = 0;

  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);
      GStatBuf info;

      if (g_stat (path, &info) == 0)
        size += info.st_size;
    }
  return size;
}

static void
make_index (const char *dir)
{
  g_autoptr (GError) error = NULL;
  RwCacheWriter *writer = rw_cache_writer_open (dir, "bench", NULL, &error);
  g_autofree double *steps = g_new0 (double, STEPS_MOST);
  gint64 before = file_size (dir), begun = g_get_monotonic_time ();
  gboolean more = TRUE;
  guint n = 0;

  bench_check (error);
  while (more && n < STEPS_MOST)
    {
      gint64 step = g_get_monotonic_time ();

      if (!rw_cache_writer_improve (writer, &more, &error))
        bench_check (error);
      steps[n++] = bench_since (step);
    }
  g_print ("The index: %.1f s in %u steps, %.0f MB beside %.0f MB\n", bench_since (begun) / 1000, n,
           (double) (file_size (dir) - before) / 1e6, (double) before / 1e6);
  bench_say ("one step, which an edit may wait for", steps, n);
  rw_cache_writer_close (writer);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
bare (RwCache *cache)
{
  gint64 begun = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    rw_cache_get_db (cache),
    "SELECT \"id\", \"title\" FROM \"ticket\" WHERE \"title\" LIKE '%latenz auf san%'", &error);
  gboolean row = TRUE;

  bench_check (error);
  while (row && rw_stmt_step (stmt, &row, &error))
    ;
  bench_check (error);
  return bench_since (begun);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = bench_company_new (dir, KINDS);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  double bares[7], worst = 0;
  g_autofree char *worst_text = NULL;
  g_autoptr (GError) error = NULL;

  rw_cache_close (cache);
  make_index (dir);
  cache = rw_cache_open (dir, "bench", &error);
  bench_check (error);
  for (guint i = 0; i < G_N_ELEMENTS (bares); i++)
    bares[i] = bare (cache);
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
      for (const char *end = questions[i]; *end != '\0';)
        {
          g_autofree char *text = NULL;
          g_autoptr (RwSearchTerms) terms = NULL;
          g_autoptr (RwFindAnswer) answer = NULL;
          gint64 begun;
          double time;

          end = g_utf8_next_char (end);
          text = g_strndup (questions[i], (gsize) (end - questions[i]));
          begun = g_get_monotonic_time ();
          terms = rw_search_terms_parse (text, BENCH_NOW, zone);
          answer = rw_query_find (cache, terms, NULL, BENCH_NOW, 8, &error);
          bench_check (error);
          time = bench_since (begun);
          g_array_append_val (times, time);
          if (round == 1 && time > 15)
            g_print ("SLOW %s %.1f\n", text, time);
          if (time > worst)
            {
              worst = time;
              g_free (worst_text);
              worst_text = g_steal_pointer (&text);
            }
          if (*end == '\0' && round == 0)
            g_print ("  %-42s %2u hits %8.2f ms\n", questions[i], answer->hits->len, time);
        }
  g_array_sort (times, compare_doubles);
  bench_say ("titles of tickets with LIKE", bares, G_N_ELEMENTS (bares));
  g_print ("  %u letters: median %.2f ms, 99th %.2f ms, worst %.2f ms for “%s”\n", times->len,
           g_array_index (times, double, times->len / 2),
           g_array_index (times, double, times->len * 99 / 100), worst, worst_text);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
