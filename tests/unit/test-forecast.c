/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rules/rw-forecast.h"

#define GB ((gint64) 1000000000)

static const double both[] = { 0.9, 1.0 };

/* A volume of 100 GB whose days are made one by one. */
typedef struct
{
  GArray *samples;
  gint64 day;
  double used;
  gint64 size;
} Volume;

static Volume
new_volume (double used)
{
  Volume volume = { g_array_new (FALSE, FALSE, sizeof (RwVolumeSample)), 20000, used, 100 * GB };
  RwVolumeSample sample = { volume.day, (gint64) llround (used * GB), volume.size };

  g_array_append_val (volume.samples, sample);
  return volume;
}

static void
add_day (Volume *volume,
         double  delta)
{
  RwVolumeSample sample;

  volume->used = CLAMP (volume->used + delta, 0, (double) volume->size / GB);
  sample = (RwVolumeSample){ ++volume->day, (gint64) llround (volume->used * GB), volume->size };
  g_array_append_val (volume->samples, sample);
}

static void
forecast_of (const Volume *volume,
             RwForecast   *forecast)
{
  rw_forecast ((const RwVolumeSample *) volume->samples->data, volume->samples->len, both, 2, 1,
               forecast);
}

static void
assert_range (const RwForecastRange *range,
              int                    p10,
              int                    p50,
              int                    p90)
{
  g_assert_cmpint (range->p10, ==, p10);
  g_assert_cmpint (range->p50, ==, p50);
  g_assert_cmpint (range->p90, ==, p90);
}

static void
test_steady (void)
{
  Volume volume = new_volume (20);
  g_auto (RwForecast) forecast = { 0 };

  for (int i = 0; i < 60; i++)
    add_day (&volume, 0.5);
  forecast_of (&volume, &forecast);
  g_assert_cmpint (forecast.state, ==, RW_FORECAST_FILLING);
  assert_range (&forecast.ranges[0], 80, 80, 80);
  assert_range (&forecast.ranges[1], 100, 100, 100);
  g_assert_cmpuint (forecast.excluded->len, ==, 0);
  g_array_unref (volume.samples);
}

static void
test_states (void)
{
  Volume volume = new_volume (30);

  for (int i = 0; i < 19; i++)
    add_day (&volume, 1);
  {
    g_auto (RwForecast) forecast = { 0 };

    /* Twenty days: one too few. */
    forecast_of (&volume, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_INSUFFICIENT);
  }
  add_day (&volume, 1);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_FILLING);
    assert_range (&forecast.ranges[1], 50, 50, 50);
  }
  while (volume.used < 95)
    add_day (&volume, 1);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_FILLING);
    assert_range (&forecast.ranges[0], 0, 0, 0);
    assert_range (&forecast.ranges[1], 5, 5, 5);
  }
  while (volume.used < 100)
    add_day (&volume, 1);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_FULL);
    assert_range (&forecast.ranges[1], 0, 0, 0);
  }
  g_array_unref (volume.samples);

  volume = new_volume (50);
  for (int i = 0; i < 90; i++)
    add_day (&volume, 0.01);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_BEYOND);
    g_assert_cmpint (forecast.ranges[0].p50, ==, RW_FORECAST_NEVER);
  }
  for (int i = 0; i < 400; i++)
    add_day (&volume, -0.02);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_NOT_GROWING);
  }
  g_array_unref (volume.samples);
  {
    g_auto (RwForecast) forecast = { 0 };

    rw_forecast (NULL, 0, both, 2, 1, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_INSUFFICIENT);
  }
}

/* One clean-up, one jump: neither says anything on the days to come. */
static void
test_events (void)
{
  Volume volume = new_volume (40);
  g_auto (RwForecast) forecast = { 0 };
  const RwForecastEvent *event;

  for (int i = 0; i < 30; i++)
    add_day (&volume, 0.5);
  add_day (&volume, -20);
  add_day (&volume, -10);
  for (int i = 0; i < 30; i++)
    add_day (&volume, 0.5);
  add_day (&volume, 12);
  for (int i = 0; i < 20; i++)
    add_day (&volume, 0.5);
  g_assert_cmpfloat_with_epsilon (volume.used, 62, 0.001);
  forecast_of (&volume, &forecast);
  g_assert_cmpuint (forecast.excluded->len, ==, 2);
  event = &g_array_index (forecast.excluded, RwForecastEvent, 0);
  g_assert_cmpint (event->from, ==, 20030);
  g_assert_cmpint (event->to, ==, 20032);
  g_assert_cmpint (event->delta, ==, -30 * GB);
  event = &g_array_index (forecast.excluded, RwForecastEvent, 1);
  g_assert_cmpint (event->from, ==, 20062);
  g_assert_cmpint (event->to, ==, 20063);
  g_assert_cmpint (event->delta, ==, 12 * GB);
  assert_range (&forecast.ranges[0], 56, 56, 56);
  assert_range (&forecast.ranges[1], 76, 76, 76);
  g_array_unref (volume.samples);
}

/* Two gigabytes a day and ten off every Sunday is how the volume lives: nothing of it is left out, except
 * what is odd for its day of the week. */
static void
test_weekly (void)
{
  for (int odd = 0; odd < 2; odd++)
    {
      Volume volume = new_volume (20);
      g_auto (RwForecast) forecast = { 0 };

      for (int i = 0; i < 84; i++)
        add_day (&volume, i % 7 == 6 ? -10 : odd && i == 50 ? 22 : 2);
      forecast_of (&volume, &forecast);
      g_assert_cmpuint (forecast.excluded->len, ==, odd);
      g_assert_cmpint (forecast.state, ==, RW_FORECAST_FILLING);
      /* Two a week: the week's peak of 12 above its beginning reaches it some weeks before the average does. */
      g_assert_cmpint (forecast.ranges[1].p50, >=, (int) ((100 - volume.used) / 2 - 7) * 7);
      g_assert_cmpint (forecast.ranges[1].p50, <=, (int) ((100 - volume.used) / 2) * 7);
      g_array_unref (volume.samples);
    }
}

static void
test_resize_and_gaps (void)
{
  Volume volume = new_volume (20);

  for (int i = 0; i < 40; i++)
    add_day (&volume, 1);
  volume.size = 200 * GB;
  for (int i = 0; i < 40; i++)
    add_day (&volume, 1);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpuint (forecast.excluded->len, ==, 0);
    assert_range (&forecast.ranges[0], 80, 80, 80);
    assert_range (&forecast.ranges[1], 100, 100, 100);
  }
  /* A week without an agent: what it grew by meanwhile it grew by evenly. */
  g_array_remove_range (volume.samples, 50, 7);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpuint (forecast.excluded->len, ==, 0);
    assert_range (&forecast.ranges[1], 100, 100, 100);
  }
  /* The ends of three months, and nothing between, are no history. */
  g_array_remove_range (volume.samples, 1, volume.samples->len - 2);
  {
    g_auto (RwForecast) forecast = { 0 };

    forecast_of (&volume, &forecast);
    g_assert_cmpint (forecast.state, ==, RW_FORECAST_INSUFFICIENT);
  }
  g_array_unref (volume.samples);
}

static double
normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

typedef enum
{
  STEADY,
  WEEKLY,
  CLEAN_UP,
  JUMP,
  RESIZE,
  N_SERIES,
} Series;

static const char *const series_names[] = { "steady", "weekly", "clean-up", "jump", "resize" };

static double
make_delta (GRand  *rand,
            Series  series,
            double  drift,
            double  noise,
            gint64  day)
{
  double delta = drift + noise * normal (rand);

  if (series == WEEKLY)
    delta += day % 7 == 6 ? -9 * drift : 1.5 * drift;
  return delta;
}

/* How often the volume is full between p10 and p90: eight times in ten, if the range is honest. */
static void
test_coverage (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);

  for (Series series = STEADY; series < N_SERIES; series++)
    {
      guint n = 0, n_within = 0, n_before = 0;

      while (n < 400)
        {
          double drift = g_rand_double_range (rand, 0.1, 0.4),
                 noise = g_rand_double_range (rand, 0.2, 1);
          Volume volume = new_volume (g_rand_double_range (rand, 10, 30));
          g_auto (RwForecast) forecast = { 0 };
          int days = 0;

          for (int i = 0; i < 90; i++)
            {
              if (series == RESIZE && i == 45)
                volume.size = 150 * GB;
              add_day (&volume, make_delta (rand, series, drift, noise, volume.day));
              if (i == 40 && series == CLEAN_UP)
                add_day (&volume, -15);
              if (i == 40 && series == JUMP)
                add_day (&volume, 20);
            }
          forecast_of (&volume, &forecast);
          if (forecast.state == RW_FORECAST_FILLING && forecast.ranges[1].p90 != RW_FORECAST_NEVER)
            {
              double used = volume.used;
              gint64 day = volume.day;

              for (; used < (double) volume.size / GB && days < 4000; days++)
                used += make_delta (rand, series, drift, noise, day++);
              n++;
              n_within += days >= forecast.ranges[1].p10 && days <= forecast.ranges[1].p90;
              n_before += days < forecast.ranges[1].p10;
            }
          g_array_unref (volume.samples);
        }
      g_test_message ("%s: %.0f %% within the range, %.0f %% before it", series_names[series],
                      100.0 * n_within / n, 100.0 * n_before / n);
      g_assert_cmpuint (n_within, >=, n * 75 / 100);
      g_assert_cmpuint (n_before, <=, n * 20 / 100);
    }
}

static void
test_same_again (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  Volume volume = new_volume (20);
  g_auto (RwForecast) first = { 0 }, second = { 0 }, other = { 0 };

  for (int i = 0; i < 90; i++)
    add_day (&volume, 0.3 + 0.3 * normal (rand));
  forecast_of (&volume, &first);
  forecast_of (&volume, &second);
  rw_forecast ((const RwVolumeSample *) volume.samples->data, volume.samples->len, both, 2, 2,
               &other);
  g_assert_cmpmem (first.ranges, sizeof first.ranges, second.ranges, sizeof second.ranges);
  g_assert_cmpint (first.ranges[1].p90, !=, other.ranges[1].p90);
  g_assert_cmpint (first.ranges[1].p10, <=, first.ranges[1].p50);
  g_assert_cmpint (first.ranges[1].p50, <=, first.ranges[1].p90);
  g_assert_cmpint (first.ranges[0].p50, <=, first.ranges[1].p50);
  g_array_unref (volume.samples);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast/steady", test_steady);
  g_test_add_func ("/forecast/states", test_states);
  g_test_add_func ("/forecast/events", test_events);
  g_test_add_func ("/forecast/weekly", test_weekly);
  g_test_add_func ("/forecast/resize-and-gaps", test_resize_and_gaps);
  g_test_add_func ("/forecast/same-again", test_same_again);
  g_test_add_func ("/forecast/coverage", test_coverage);
  return g_test_run ();
}
