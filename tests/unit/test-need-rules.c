/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/rw-need-rules.h"
#include "rw-clock.h"

#define NOW (1795000000 * RW_SECOND)

static void
test_ticket (void)
{
  const gint64 over = NOW, later = NOW + 1;

  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P5, TRUE, 0, 0, NOW), ==, RW_NEED_BURNING);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P2, FALSE, over, NOW, NOW), ==,
                   RW_NEED_BURNING);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P2, FALSE, over, NOW + RW_HOUR, NOW), ==,
                   RW_NEED_BURNING);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P2, FALSE, over, NOW + RW_HOUR + 1, NOW), ==,
                   RW_NEED_AHEAD);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P2, FALSE, later, NOW + RW_HOUR + 1, NOW), ==,
                   RW_NEED_NOBODY);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P3, FALSE, over, NOW + RW_HOUR, NOW), ==,
                   RW_NEED_SOON);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P3, FALSE, over, NOW - RW_DAY, NOW), ==,
                   RW_NEED_LATE);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P3, FALSE, later, NOW + 12 * RW_HOUR, NOW), ==,
                   RW_NEED_NOBODY);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P1, FALSE, later, NOW + 12 * RW_HOUR, NOW), ==,
                   RW_NEED_AHEAD);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P1, FALSE, 0, 0, NOW), ==, RW_NEED_SOON);
  g_assert_cmpint (rw_need_rank_ticket (RW_PRIORITY_P4, FALSE, 0, 0, NOW), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rw_need_rank_start (NOW + RW_HOUR, NOW), ==, RW_NEED_SOON);
  g_assert_cmpint (rw_need_rank_start (NOW + RW_HOUR + 1, NOW), ==, RW_NEED_CHECK);
}

/* A volume of 1000 with so much used, and the thresholds that hold without any: 90 %, 14 days. */
static RwNeedRank
rank (gint64 used, gboolean still, int first, int likely)
{
  return rw_need_rank_volume (used, 1000, still, first, likely, 90, 14);
}

static void
test_volume (void)
{
  const int never = G_MAXINT;

  g_assert_cmpint (rank (900, FALSE, 17, 30), ==, RW_NEED_AHEAD);
  g_assert_cmpint (rank (899, FALSE, 17, 30), ==, RW_NEED_NOBODY);
  /* However empty: what is likely full in a fortnight. */
  g_assert_cmpint (rank (500, FALSE, 9, 14), ==, RW_NEED_AHEAD);
  g_assert_cmpint (rank (500, FALSE, 9, 15), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rank (500, FALSE, 2, 14), ==, RW_NEED_CHECK);
  g_assert_cmpint (rank (500, FALSE, 2, 15), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rank (990, FALSE, -1, -1), ==, RW_NEED_CHECK);
  g_assert_cmpint (rank (980, TRUE, never, never), ==, RW_NEED_CHECK);
  /* Full but not growing has been seen by somebody; it says nothing new. */
  g_assert_cmpint (rank (950, TRUE, never, never), ==, RW_NEED_NOBODY);
  /* Nobody knows whether it grows. */
  g_assert_cmpint (rank (950, FALSE, -1, -1), ==, RW_NEED_AHEAD);
  g_assert_cmpint (rank (500, FALSE, -1, -1), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rank (1000, FALSE, 0, 0), ==, RW_NEED_CHECK);
}

static void
test_volume_thresholds (void)
{
  /* 0 is never. */
  g_assert_cmpint (rw_need_rank_volume (1000, 1000, FALSE, 0, 0, 0, 0), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rw_need_rank_volume (950, 1000, FALSE, 40, 60, 0, 14), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rw_need_rank_volume (500, 1000, FALSE, 1, 2, 90, 0), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rw_need_rank_volume (500, 1000, FALSE, 40, 60, 50, 14), ==, RW_NEED_AHEAD);
  g_assert_cmpint (rw_need_rank_volume (500, 1000, FALSE, 40, 60, 90, 60), ==, RW_NEED_AHEAD);
  g_assert_cmpint (rw_need_rank_volume (0, 0, FALSE, -1, -1, 90, 14), ==, RW_NEED_NOBODY);
  g_assert_cmpint (rw_need_rank_volume (9000000000000000 - 1, 9000000000000000, TRUE, 1, 1, 100, 0),
                   ==, RW_NEED_NOBODY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/need-rules/ticket", test_ticket);
  g_test_add_func ("/need-rules/volume", test_volume);
  g_test_add_func ("/need-rules/volume-thresholds", test_volume_thresholds);
  return g_test_run ();
}
