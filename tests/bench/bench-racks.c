/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What stands behind the rack view, with the largest sample company: how long it takes to read the
 * wiring of the estate, to work out what a loss does, and to find a place. Beside it the bare reading of
 * the same tables, of which no record is made, and looking once at every unit.
 */

#include <glib/gstdio.h>
#include <stdlib.h>

#include "bench-company.h"
#include "query/rw-query-racks.h"
#include "query/rw-query-wiring.h"
#include "rules/rw-cable-trace.h"
#include "rules/rw-find-place.h"
#include "rules/rw-loss.h"

/* Tickets, runs and samples are most of a company and hang on no cable. */
#define KINDS                                                                                        \
  ~(RW_KIND_BIT (RW_KIND_MESSAGE) | RW_KIND_BIT (RW_KIND_TICKET) | RW_KIND_BIT (RW_KIND_LINK) |       \
    RW_KIND_BIT (RW_KIND_BACKUP_RUN) | RW_KIND_BIT (RW_KIND_USAGE_SAMPLE))
#define ROUNDS 20

static const char *const tables[] = {
  "room", "rack",       "reservation", "customer", "service", "device_type",
  "vlan", "power_feed", "device",      "vm",       "port",    "cable",
};

/* The switch at most of whose ports something hangs. */
static guint
find_core (const RwWiring *wiring)
{
  guint best = 0, most = 0;

  for (guint i = 0; i < wiring->n_systems; i++)
    {
      const RwWireSystem *system = &wiring->systems[i];
      guint n = 0;

      if (system->role != RW_DEVICE_ROLE_SWITCH)
        continue;
      for (guint p = system->first_port; p < system->first_port + system->n_ports; p++)
        n +=
          wiring->ports[p].far >= 0 &&
          rw_wiring_is_network (wiring->systems[wiring->ports[wiring->ports[p].far].system].role);
      if (n > most)
        {
          most = n;
          best = i;
        }
    }
  return best;
}

static void
measure_loss (RwWiring *wiring, const char *what, const char *name, const RwId *lost)
{
  double times[ROUNDS];
  guint n_down = 0, n_at_risk = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (RwLoss) loss = rw_loss_simulate (wiring, lost);

      times[i] = bench_since (begun);
      n_down = loss->n_down;
      n_at_risk = loss->n_at_risk;
    }
  bench_say (what, times, ROUNDS);
  g_print ("    %s: %u down, %u at risk\n", name, n_down, n_at_risk);
}

/* What every search for a place does at least: look once at each half unit and each system. */
static double
look_at_all (const RwCapacity *capacity, guint *found)
{
  gint64 begun = g_get_monotonic_time ();
  const RwWiring *wiring = capacity->wiring;
  guint n = 0;

  for (guint i = 0; i < wiring->n_racks; i++)
    for (int half = 0; half < 2 * wiring->racks[i].units; half++)
      n += rw_capacity_half_free (capacity, i, half, RW_FACES_BOTH, FALSE);
  for (guint i = 0; i < wiring->n_systems; i++)
    n += wiring->systems[i].service == 0;
  *found = n;
  return bench_since (begun);
}

static void
measure_places (RwWiring *wiring)
{
  double capacities[ROUNDS], bare[ROUNDS], ones[ROUNDS], fours[ROUNDS], refused[ROUNDS];
  guint n_found = 0, n_one = 0, n_four = 0, bare_found = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (RwCapacity) capacity = rw_capacity_new (wiring);
      g_autoptr (RwPlaceAnswer) one = NULL, four = NULL, none = NULL;
      RwPlaceRequest request;

      capacities[i] = bench_since (begun);
      bare[i] = look_at_all (capacity, &bare_found);
      rw_place_request_init (&request);
      request.watts = 400;
      request.weight = 18;
      request.inlets = request.ports = 2;
      request.vlan = 0;
      request.service = 0;
      request.partner = 0;
      begun = g_get_monotonic_time ();
      one = rw_find_place (capacity, &request);
      ones[i] = bench_since (begun);
      request.vlan = -1;
      request.count = 4;
      request.length = 4;
      begun = g_get_monotonic_time ();
      four = rw_find_place (capacity, &request);
      fours[i] = bench_since (begun);
      request.watts = 40000;
      begun = g_get_monotonic_time ();
      none = rw_find_place (capacity, &request);
      refused[i] = bench_since (begun);
      n_found = none->places->len;
      n_one = one->places->len;
      n_four = four->places->len;
    }
  bench_say ("capacity of the estate", capacities, ROUNDS);
  bench_say ("looking at everything once", bare, ROUNDS);
  bench_say ("a place for one, with a VLAN", ones, ROUNDS);
  bench_say ("places for four of 2 U", fours, ROUNDS);
  bench_say ("a refusal", refused, ROUNDS);
  g_print ("    %u racks, %u for one, %u for four, %u for 40 kW (%u looked at)\n", wiring->n_racks,
           n_one, n_four, n_found, bare_found);
}

/* All racks of a site with what is drawn of them, as the view reads them in its thread. */
static void
measure_site (RwCache *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = rw_query_rooms (cache, &error);
  const RwRoomInfo *room;
  double times[5], rest[5], outlines[5];
  guint n_racks = 0, n_devices = 0, n_ports = 0;

  bench_check (error);
  room = g_ptr_array_index (rooms, 0);
  for (guint i = 0; i < 5; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (GPtrArray) again = rw_query_rooms (cache, &error);
      g_autoptr (RwRackPlan) plan = NULL;

      bench_check (error);
      rest[i] = bench_since (begun);
      plan =
        rw_query_rack_plan (cache, &room->site, RW_RACK_DETAIL_OUTLINE, BENCH_NOW, NULL, &error);
      bench_check (error);
      outlines[i] = bench_since (begun);
      g_clear_pointer (&plan, rw_rack_plan_unref);
      begun = g_get_monotonic_time ();
      plan = rw_query_rack_plan (cache, &room->site, RW_RACK_DETAIL_ALL, BENCH_NOW, NULL, &error);
      bench_check (error);
      times[i] = bench_since (begun);
      n_racks = plan->n_racks;
      n_devices = plan->n_devices;
      n_ports = plan->n_ports;
    }
  bench_say ("rooms and their counts", rest, 5);
  bench_say ("those and the outline of a site", outlines, 5);
  bench_say ("all of a site", times, 5);
  g_print ("    %u racks, %u devices, %u ports drawn\n", n_racks, n_devices, n_ports);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", &error), *command = NULL;
  g_autoptr (RwWiring) wiring = NULL;
  double bare[5], ours[5], times[ROUNDS];
  gint64 begun;
  RwCache *cache;
  guint core;

  bench_check (error);
  cache = bench_company_new (dir, KINDS);
  for (guint i = 0; i < 5; i++)
    {
      bare[i] = bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
      g_clear_pointer (&wiring, rw_wiring_unref);
      begun = g_get_monotonic_time ();
      wiring = rw_query_wiring (cache, NULL, &error);
      bench_check (error);
      ours[i] = bench_since (begun);
    }
  g_print ("large: %u racks, %u systems, %u ports, %u cables, %u feeds\n", wiring->n_racks,
           wiring->n_systems, wiring->n_ports, wiring->n_cables, wiring->n_feeds);
  bench_say ("bare reading of the tables", bare, 5);
  bench_say ("wiring of the estate", ours, 5);
  measure_site (cache);
  core = find_core (wiring);
  measure_loss (wiring, "loss of a core switch", wiring->systems[core].name,
                &wiring->systems[core].id);
  measure_loss (wiring, "loss of a feed", wiring->feeds[0].name, &wiring->feeds[0].id);
  measure_loss (wiring, "loss of a rack", wiring->racks[0].name, &wiring->racks[0].id);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GArray) singles = NULL;

      begun = g_get_monotonic_time ();
      singles = rw_loss_single (wiring);
      times[i] = bench_since (begun);
      if (i == 0)
        g_print ("  %u systems on one cord\n", singles->len);
    }
  bench_say ("everything on one cord", times, ROUNDS);
  measure_places (wiring);
  rw_cache_close (cache);
  command = g_strdup_printf ("rm -rf '%s'", dir);
  return system (command);
}
