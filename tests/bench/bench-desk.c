/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The service desk with the largest sample company: reading what the board shows, beside the bare reading of the
 * same tables, and telling the state of 100,000 open clocks, beside comparing as many instants.
 */

#include <stdlib.h>

#include "bench-company.h"
#include "query/rw-query-tickets.h"
#include "rw-clock.h"

#define KINDS                                                                                        \
  (RW_KIND_BIT (RW_KIND_SITE) | RW_KIND_BIT (RW_KIND_RACK) | RW_KIND_BIT (RW_KIND_CUSTOMER) |        \
   RW_KIND_BIT (RW_KIND_PERSON) | RW_KIND_BIT (RW_KIND_SERVICE) | RW_KIND_BIT (RW_KIND_SLA) |        \
   RW_KIND_BIT (RW_KIND_CALENDAR) | RW_KIND_BIT (RW_KIND_DEVICE) | RW_KIND_BIT (RW_KIND_VM) |        \
   RW_KIND_BIT (RW_KIND_TICKET))
#define ROUNDS   11
#define N_CLOCKS 100000

static const char *const tables[] = { "ticket", "customer", "service", "person" };

typedef struct
{
  RwOpeningHours *hours;
  gint64 due, target;
} Clock;

static void
make_clocks (RwOpeningHours **hours, guint n_hours, Clock *clocks)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_CLOCKS; i++)
    {
      gint64 opened = BENCH_NOW - g_rand_int_range (rand, 0, 90 * 24 * 60) * RW_MINUTE;

      clocks[i].hours = hours[g_rand_int_range (rand, 0, (int) n_hours)];
      clocks[i].target = g_rand_int_range (rand, 15, 5 * 24 * 60) * RW_MINUTE;
      clocks[i].due = rw_sla_due (clocks[i].hours, opened, clocks[i].target, NULL);
    }
}

static void
measure_clocks (void)
{
  static const char *const zones[] = { "Europe/Berlin", "America/Sao_Paulo",
                                       "Australia/Lord_Howe" };
  static const char *const yearly[] = { "01-01", "05-01", "12-25", "12-26", NULL };
  static const char office[] =
    "{\"mon\":[[\"08:00\",\"13:00\"],[\"14:00\",\"18:00\"]],\"tue\":[[\"08:00\",\"18:00\"]],"
    "\"wed\":[[\"08:00\",\"18:00\"]],\"thu\":[[\"08:00\",\"18:00\"]],\"fri\":[[\"08:00\",\"16:00\"]]}";
  RwOpeningHours *hours[G_N_ELEMENTS (zones) + 1];
  g_autofree Clock *clocks = g_new (Clock, N_CLOCKS);
  double bare[ROUNDS], times[ROUNDS];
  guint states[3] = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      hours[i] = rw_opening_hours_new (zones[i], office, NULL, yearly, &error);
      bench_check (error);
    }
  hours[G_N_ELEMENTS (zones)] = rw_opening_hours_new_always ();
  make_clocks (hours, G_N_ELEMENTS (hours), clocks);
  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 begun = g_get_monotonic_time ();
      guint n_late = 0;

      for (guint i = 0; i < N_CLOCKS; i++)
        n_late += clocks[i].due <= BENCH_NOW;
      bare[round] = bench_since (begun);
      begun = g_get_monotonic_time ();
      states[0] = states[1] = states[2] = 0;
      for (guint i = 0; i < N_CLOCKS; i++)
        {
          gint64 attention =
            rw_sla_attention (clocks[i].hours, clocks[i].due, clocks[i].target, NULL);

          states[BENCH_NOW >= clocks[i].due ? 2 : BENCH_NOW >= attention ? 1 : 0]++;
        }
      times[round] = bench_since (begun);
      g_assert (n_late == states[2]);
    }
  g_print ("%u clocks: %u running, %u of them with three quarters gone, %u over\n", N_CLOCKS,
           states[0] + states[1], states[1], states[2]);
  bench_say ("only whether it is over", bare, ROUNDS);
  bench_say ("every clock, in its calendar", times, ROUNDS);
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    rw_opening_hours_unref (hours[i]);
}

int
main (int argc, char *argv[])
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", dir);
  RwCache *cache = bench_company_new (dir, KINDS);
  g_autoptr (GError) error = NULL;
  double bare[ROUNDS], board[ROUNDS], closed[ROUNDS];
  guint n = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (GPtrArray) more = NULL;
      gint64 begun;

      bare[i] = bench_read_bare (cache, tables, G_N_ELEMENTS (tables));
      begun = g_get_monotonic_time ();
      rows = rw_query_tickets (cache, BENCH_NOW - RW_DAY, 0, NULL, &error);
      bench_check (error);
      board[i] = bench_since (begun);
      n = rows->len;
      begun = g_get_monotonic_time ();
      more = rw_query_tickets (cache, BENCH_NOW - RW_DAY, 200, NULL, &error);
      bench_check (error);
      closed[i] = bench_since (begun);
    }
  g_print ("%u tickets on the board\n", n);
  bench_say ("the bare tables", bare, ROUNDS);
  bench_say ("the board", board, ROUNDS);
  bench_say ("the board and 200 that are closed", closed, ROUNDS);
  measure_clocks ();
  rw_cache_close (cache);
  return system (command) == 0 ? 0 : 1;
}
