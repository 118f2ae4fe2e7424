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

/* A volume of 1000 that grew by so much in each of the weeks, the oldest first. */
static void
project (const int       *weeks,
         guint            n_weeks,
         gint64           begin,
         RwVolumeOutlook *outlook)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (RwVolumeSample));
  RwVolumeSample sample = { .day = 20000, .used = begin, .size = 1000 };

  g_array_append_val (samples, sample);
  for (guint w = 0; w < n_weeks; w++)
    for (int d = 1; d <= 7; d++)
      {
        sample.day++;
        /* All of a week's growth on its first day: what happens inside a week does not matter. */
        sample.used += d == 1 ? weeks[w] : 0;
        g_array_append_val (samples, sample);
      }
  rw_volume_outlook ((const RwVolumeSample *) samples->data, samples->len, outlook);
}

static void
test_volume (void)
{
  const int steady[] = { 10, 40, 20, 30 }, cleaned[] = { 40, -100, 20, 30 }, flat[] = { 0, 0, 0, 0 };
  RwVolumeOutlook outlook;

  project (steady, 4, 800, &outlook);
  g_assert_cmpfloat_with_epsilon (outlook.fill, 0.9, 1e-9);
  g_assert_cmpint (outlook.grown, ==, 30);
  g_assert_cmpint (outlook.first_days, ==, 17); /* 100 left, 40 a week */
  g_assert_cmpint (outlook.last_days, ==, 70);
  g_assert_cmpint (rw_volume_outlook_rank (&outlook), ==, RW_NEED_AHEAD);

  project (cleaned, 4, 900, &outlook);
  g_assert_cmpint (outlook.grown, ==, 30);
  g_assert_cmpint (outlook.first_days, ==, -1);
  g_assert_cmpint (outlook.last_days, ==, -1);
  g_assert_cmpint (rw_volume_outlook_rank (&outlook), ==, RW_NEED_NOBODY);

  project (steady, 3, 800, &outlook);
  g_assert_cmpint (outlook.first_days, ==, -1);
  project (steady, 0, 990, &outlook);
  g_assert_cmpint (outlook.grown, ==, 0);
  g_assert_cmpint (rw_volume_outlook_rank (&outlook), ==, RW_NEED_CHECK);
  /* Full but not growing has been seen by somebody; it says nothing new. */
  project (flat, 4, 950, &outlook);
  g_assert_cmpint (rw_volume_outlook_rank (&outlook), ==, RW_NEED_NOBODY);
  project (steady, 4, 899, &outlook);
  g_assert_cmpint (outlook.first_days, ==, 0);
  g_assert_cmpint (rw_volume_outlook_rank (&outlook), ==, RW_NEED_CHECK);
}

static void
test_volume_gaps (void)
{
  RwVolumeSample samples[] = { { 100, 10, 100 }, { 128, 50, 100 } };
  RwVolumeOutlook outlook;

  /* Nobody measured a week ago: nothing is said about a week. */
  rw_volume_outlook (samples, 2, &outlook);
  g_assert_cmpint (outlook.grown, ==, 0);
  g_assert_cmpint (outlook.first_days, ==, -1);
  samples[1].size = 0;
  rw_volume_outlook (samples, 2, &outlook);
  g_assert_cmpfloat (outlook.fill, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/need-rules/ticket", test_ticket);
  g_test_add_func ("/need-rules/volume", test_volume);
  g_test_add_func ("/need-rules/volume-gaps", test_volume_gaps);
  return g_test_run ();
}
