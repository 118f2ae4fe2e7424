/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The calendar of changes with the largest sample company: what a change of 80 items has against it, beside the
 * bare reading of the tables in which that stands; asking again for another time, as while it is dragged; the next
 * free slots of 90 days, beside asking for every quarter of an hour; and the marks of a month.
 */

#include <stdlib.h>

#include "bench-company.h"
#include "query/rw-query-conflicts.h"
#include "rw-clock.h"

#define KINDS                                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_ROOM) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_POWER_FEED) |  \
   RW_KIND_BIT (RW_KIND_CUSTOMER) | RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_SERVICE) |                    \
   RW_KIND_BIT (RW_KIND_DEVICE_TYPE) | RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_PORT) |                    \
   RW_KIND_BIT (RW_KIND_CABLE) | RW_KIND_BIT (RW_KIND_CLUSTER) | RW_KIND_BIT (RW_KIND_VM) |                           \
   RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) | RW_KIND_BIT (RW_KIND_WINDOW) |                  \
   RW_KIND_BIT (RW_KIND_CARRIER_NOTICE) | RW_KIND_BIT (RW_KIND_BACKUP_POLICY) | RW_KIND_BIT (RW_KIND_BACKUP_JOB) |    \
   RW_KIND_BIT (RW_KIND_BACKUP_RUN) | RW_KIND_BIT (RW_KIND_RESTORE_TEST))
#define ROUNDS  11
#define N_ITEMS 80
#define QUARTER (15 * RW_MINUTE)

static const char *const tables[] = { "change", "change_item", "window" };

/* Of every kind that a change may touch, as a patch wave with work on power and racks beside it would. */
static GPtrArray *
pick_items (RwCache *cache)
{
  static const struct
  {
    RwKind kind;
    gint64 n;
  } picks[] = { { RW_KIND_VM, 40 }, { RW_KIND_DEVICE, 30 }, { RW_KIND_RACK, 5 }, { RW_KIND_POWER_FEED, 3 }, { RW_KIND_SERVICE, 2 } };
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (picks); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) records =
        rw_cache_select (cache, picks[i].kind, "WHERE rowid % 13 = 0 LIMIT ?", &error, RW_BIND_INT, picks[i].n, RW_BIND_END);

      bench_check (error);
      for (guint j = 0; j < records->len; j++)
        g_ptr_array_add (items, rw_id_copy (rw_record_get_id (records->pdata[j])));
    }
  g_assert_cmpuint (items->len, ==, N_ITEMS);
  return items;
}

static RwRecord *
new_change (RwCache *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = rw_cache_select (cache, RW_KIND_PERSON, "LIMIT 1", &error, RW_BIND_END);
  RwRecord *change = rw_record_new (RW_KIND_CHANGE, NULL);

  bench_check (error);
  rw_record_set_text (change, RW_CHANGE_TITLE, "Patch wave");
  rw_record_set_text (change, RW_CHANGE_TZ, "Europe/Berlin");
  rw_record_set_enum (change, RW_CHANGE_STATUS, RW_CHANGE_STATUS_DRAFT);
  rw_record_set_ref (change, RW_CHANGE_IMPLEMENTER, rw_record_get_id (people->pdata[0]));
  return change;
}

static RwConflictScene *
read_scene (RwCache *cache, RwRecord *change, GPtrArray *items, gint64 from, gint64 to)
{
  g_autoptr (GError) error = NULL;
  RwConflictScene *scene = rw_query_conflict_scene (cache, change, items, from, to, &error);

  bench_check (error);
  return scene;
}

static void
measure_check (RwCache *cache, RwRecord *change, GPtrArray *items)
{
  double bare[ROUNDS], whole[ROUNDS];
  gint64 start = BENCH_NOW + 8 * RW_DAY + 12 * RW_HOUR;
  guint n = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (RwConflictScene) scene = NULL;
      g_autoptr (GPtrArray) conflicts = NULL;
      gint64 begun;

      bare[i] = bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
      begun = g_get_monotonic_time ();
      scene = read_scene (cache, change, items, start, start + 4 * RW_HOUR);
      conflicts = rw_conflicts_find (scene, start, start + 4 * RW_HOUR);
      whole[i] = bench_since (begun);
      n = conflicts->len;
    }
  g_print ("a change of %u items, %u conflicts\n", items->len, n);
  bench_say ("the bare tables of changes", bare, ROUNDS);
  bench_say ("one check", whole, ROUNDS);
}

static void
measure_slots (RwCache *cache, RwRecord *change, GPtrArray *items)
{
  double reading[ROUNDS], each[ROUNDS], slots[ROUNDS], check[ROUNDS];
  guint n = 0, n_checks = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (RwConflictScene) scene = NULL;
      g_autoptr (GPtrArray) found = NULL;
      gint64 begun = g_get_monotonic_time ();

      scene = read_scene (cache, change, items, BENCH_NOW, BENCH_NOW + 90 * RW_DAY);
      reading[i] = bench_since (begun);
      begun = g_get_monotonic_time ();
      n_checks = 0;
      for (gint64 start = BENCH_NOW; start < BENCH_NOW + 89 * RW_DAY; start += QUARTER, n_checks++)
        g_ptr_array_unref (rw_conflicts_find (scene, start, start + 2 * RW_HOUR));
      each[i] = bench_since (begun);
      check[i] = each[i] / n_checks;
      begun = g_get_monotonic_time ();
      found = rw_conflict_slots (scene, 2 * RW_HOUR, BENCH_NOW, BENCH_NOW + 90 * RW_DAY, 5);
      slots[i] = bench_since (begun);
      n = found->len;
    }
  g_print ("%u free slots in 90 days\n", n);
  bench_say ("reading the 90 days", reading, ROUNDS);
  bench_say ("the next free slots in them", slots, ROUNDS);
  bench_say ("trying every quarter of an hour", each, ROUNDS);
  bench_say ("one of those, as while dragging", check, ROUNDS);
}

static void
measure_marks (RwCache *cache)
{
  double bare[ROUNDS], marks[ROUNDS];
  guint n = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GHashTable) found = NULL;
      g_autoptr (GError) error = NULL;
      gint64 begun;

      bare[i] = bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
      begun = g_get_monotonic_time ();
      found = rw_query_conflicts_in (cache, BENCH_NOW - 5 * RW_DAY, BENCH_NOW + 37 * RW_DAY, NULL, &error);
      bench_check (error);
      marks[i] = bench_since (begun);
      n = g_hash_table_size (found);
    }
  g_print ("%u changes of six weeks are marked\n", n);
  bench_say ("the bare tables of changes", bare, ROUNDS);
  bench_say ("the marks", marks, ROUNDS);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = bench_company_new (dir, KINDS);
  g_autoptr (GPtrArray) items = pick_items (cache);
  g_autoptr (RwRecord) change = new_change (cache);

  rw_clock_freeze (BENCH_NOW);
  measure_check (cache, change, items);
  measure_slots (cache, change, items);
  measure_marks (cache);
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
