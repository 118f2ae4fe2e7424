/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-forecast.h"

#include <math.h>

/*
 * When a volume is full (DOMAIN, "Disk usage"): its daily growth is drawn again, a week at a time so that
 * a busy Monday stays one, until a path reaches the threshold. The spread of some hundred paths is
 * the range. What happened once, a clean-up or a jump, is left out of what is drawn.
 */

#define BLOCK   7
#define N_PATHS 300

/* A daily delta further than so many median deviations from the median, and by more than this part of the size. */
#define OUTLIER_MADS  8
#define OUTLIER_SHARE 0.02

/* What is left out of more blocks than this is no event but what the volume does: a clean-up on every Sunday. */
#define MOST_EXCLUDED 0.4

/* Of the days between the first sample and the last one so many have to be measured. */
#define LEAST_MEASURED 0.5

/* One week of growth as it was: what it comes to, and the highest point on the way. */
typedef struct
{
  double sum;
  double peak;
  const double *deltas;
} Block;

typedef struct
{
  double *deltas;    /* what each day added to the day before */
  gboolean *outlier; /* each day */
  guint n;
} Growth;

static guint64
next_random (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint
draw (guint64 *state,
      guint    n)
{
  return (guint) (((next_random (state) >> 32) * n) >> 32);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static int
compare_ints (gconstpointer a,
              gconstpointer b)
{
  int x = *(const int *) a, y = *(const int *) b;

  return x < y ? -1 : x > y;
}

/* The middle of @values, which it sorts. */
static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return n % 2 != 0 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* One delta a day. Days without a sample share what came to pass between. */
static void
read_growth (const RwVolumeSample *samples,
             guint                 n_samples,
             Growth               *growth)
{
  growth->n = (guint) (samples[n_samples - 1].day - samples[0].day);
  growth->deltas = g_new (double, growth->n);
  growth->outlier = g_new0 (gboolean, growth->n);
  for (guint i = 1, at = 0; i < n_samples; i++)
    {
      guint days = (guint) (samples[i].day - samples[i - 1].day);
      double delta = (double) (samples[i].used - samples[i - 1].used);

      for (guint day = 0; day < days; day++)
        growth->deltas[at++] = delta / days;
    }
}

/* What each day is compared with: the median of all days, or, where @by_weekday, of the days a week apart. */
static void
find_outliers (Growth  *growth,
               double   size,
               gboolean by_weekday)
{
  g_autofree double *middle = g_new (double, growth->n);
  g_autofree double *scratch = g_new (double, growth->n);
  guint step = by_weekday ? BLOCK : 1;
  double mad;

  for (guint phase = 0; phase < step; phase++)
    {
      double value;
      guint n = 0;

      for (guint i = phase; i < growth->n; i += step)
        scratch[n++] = growth->deltas[i];
      value = median (scratch, n);
      for (guint i = phase; i < growth->n; i += step)
        middle[i] = value;
    }
  for (guint i = 0; i < growth->n; i++)
    scratch[i] = fabs (growth->deltas[i] - middle[i]);
  mad = median (scratch, growth->n);
  for (guint i = 0; i < growth->n; i++)
    {
      double off = fabs (growth->deltas[i] - middle[i]);

      growth->outlier[i] = off > OUTLIER_MADS * mad && off > OUTLIER_SHARE * size;
    }
}

/* Every week of the history, beginning on any day, in which nothing is left out. */
static GArray *
collect_blocks (const Growth *growth)
{
  GArray *blocks = g_array_sized_new (FALSE, FALSE, sizeof (Block), growth->n);
  guint clean = 0;

  for (guint i = 0; i < growth->n; i++)
    {
      Block block = { 0 };

      clean = growth->outlier[i] ? 0 : clean + 1;
      if (clean < BLOCK)
        continue;
      block.deltas = &growth->deltas[i + 1 - BLOCK];
      for (guint day = 0; day < BLOCK; day++)
        {
          block.sum += block.deltas[day];
          block.peak = MAX (block.peak, block.sum);
        }
      g_array_append_val (blocks, block);
    }
  return blocks;
}

static GArray *
find_blocks (Growth *growth,
             double  size)
{
  guint n_all = growth->n + 1 - BLOCK;
  GArray *blocks;

  find_outliers (growth, size, FALSE);
  blocks = collect_blocks (growth);
  if (blocks->len < (1 - MOST_EXCLUDED) * n_all)
    {
      g_array_unref (blocks);
      find_outliers (growth, size, TRUE);
      blocks = collect_blocks (growth);
    }
  if (blocks->len < (1 - MOST_EXCLUDED) * n_all)
    {
      g_array_unref (blocks);
      memset (growth->outlier, 0, growth->n * sizeof *growth->outlier);
      blocks = collect_blocks (growth);
    }
  return blocks;
}

/* Days in a row that are left out are one event. */
static GArray *
find_events (const Growth *growth,
             gint64        first_day)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (RwForecastEvent));
  double sum = 0;

  for (guint i = 0, from = 0; i < growth->n; i++)
    {
      if (!growth->outlier[i])
        continue;
      if (i == 0 || !growth->outlier[i - 1])
        {
          from = i;
          sum = 0;
        }
      sum += growth->deltas[i];
      if (i + 1 == growth->n || !growth->outlier[i + 1])
        {
          RwForecastEvent event = { first_day + from, first_day + i + 1, (gint64) llround (sum) };

          g_array_append_val (events, event);
        }
    }
  return events;
}

/*
 * One path into the future. How fast the volume grows on average is known only as well as its history is
 * long: a path draws a history of that length first, and its weeks from that. Without it ranges are too
 * narrow where little is known.
 */
static double
walk (GArray       *blocks,
      guint         n_weeks,
      double        used,
      const double *limits,
      guint         n_limits,
      guint64      *random,
      int          *days)
{
  guint weeks[RW_FORECAST_HORIZON / BLOCK + 1];
  guint next = 0;

  for (guint i = 0; i < n_weeks; i++)
    weeks[i] = draw (random, blocks->len);
  for (guint i = 0; i < n_limits; i++)
    days[i] = RW_FORECAST_NEVER;
  while (next < n_limits && used >= limits[next])
    days[next++] = 0;
  for (int day = 0; day < RW_FORECAST_HORIZON && next < n_limits; day += BLOCK)
    {
      const Block *block = &g_array_index (blocks, Block, weeks[draw (random, n_weeks)]);
      double at = used;

      if (used + block->peak >= limits[next])
        for (int i = 0; i < BLOCK && day + i < RW_FORECAST_HORIZON; i++)
          {
            at += block->deltas[i];
            while (next < n_limits && at >= limits[next])
              days[next++] = day + i + 1;
          }
      used = MAX (used + block->sum, 0);
    }
  return used;
}

static void
follow_paths (GArray     *blocks,
              guint       n_weeks,
              double      used,
              double      size,
              guint64     seed,
              RwForecast *forecast)
{
  double limits[RW_FORECAST_MOST_THRESHOLDS];
  int days[RW_FORECAST_MOST_THRESHOLDS][N_PATHS], reached[RW_FORECAST_MOST_THRESHOLDS];
  guint n_grown = 0;

  for (guint i = 0; i < forecast->n_ranges; i++)
    limits[i] = forecast->ranges[i].threshold * size;
  for (guint path = 0; path < N_PATHS; path++)
    {
      n_grown += walk (blocks, n_weeks, used, limits, forecast->n_ranges, &seed, reached) > used;
      for (guint i = 0; i < forecast->n_ranges; i++)
        days[i][path] = reached[i];
    }
  forecast->state = n_grown * 2 > N_PATHS ? RW_FORECAST_BEYOND : RW_FORECAST_NOT_GROWING;
  for (guint i = 0; i < forecast->n_ranges; i++)
    {
      RwForecastRange *range = &forecast->ranges[i];

      qsort (days[i], N_PATHS, sizeof days[i][0], compare_ints);
      range->p10 = days[i][N_PATHS / 10 - 1];
      range->p50 = days[i][N_PATHS / 2 - 1];
      range->p90 = days[i][N_PATHS * 9 / 10 - 1];
      if (range->p50 != RW_FORECAST_NEVER && range->p50 > 0)
        forecast->state = RW_FORECAST_FILLING;
    }
}

/**
 * rw_forecast:
 * @samples: (array length=n_samples): ascending by day, one a day at most
 * @n_samples: may be 0
 * @thresholds: (array length=n_thresholds): parts of the size, ascending
 * @n_thresholds: at most %RW_FORECAST_MOST_THRESHOLDS
 * @seed: of the paths: the same seed and samples give the same forecast on every machine
 * @forecast: (out): empty with rw_forecast_clear()
 *
 * Says when a volume reaches its thresholds (DOMAIN, "Disk usage"). A changed size is a resize: what
 * is used goes on as before, and the thresholds are parts of the last size.
 */
void
rw_forecast (const RwVolumeSample *samples,
             guint                 n_samples,
             const double         *thresholds,
             guint                 n_thresholds,
             guint64               seed,
             RwForecast           *forecast)
{
  const RwVolumeSample *last = n_samples > 0 ? &samples[n_samples - 1] : NULL;
  g_autoptr (GArray) blocks = NULL;
  Growth growth = { 0 };
  gint64 span;

  g_return_if_fail (n_thresholds <= RW_FORECAST_MOST_THRESHOLDS);
  *forecast = (RwForecast){ .state = RW_FORECAST_INSUFFICIENT, .n_ranges = n_thresholds };
  forecast->excluded = g_array_new (FALSE, FALSE, sizeof (RwForecastEvent));
  for (guint i = 0; i < n_thresholds; i++)
    forecast->ranges[i] =
      (RwForecastRange){ thresholds[i], RW_FORECAST_NEVER, RW_FORECAST_NEVER, RW_FORECAST_NEVER };
  if (last == NULL || last->size <= 0)
    return;
  for (guint i = 0; i < n_thresholds && (double) last->used >= thresholds[i] * (double) last->size;
       i++)
    forecast->ranges[i].p10 = forecast->ranges[i].p50 = forecast->ranges[i].p90 = 0;
  span = last->day - samples[0].day + 1;
  if (last->used >= last->size)
    forecast->state = RW_FORECAST_FULL;
  if (span < RW_FORECAST_LEAST_DAYS || n_samples < LEAST_MEASURED * (double) span)
    return;

  read_growth (samples, n_samples, &growth);
  blocks = find_blocks (&growth, (double) last->size);
  g_array_unref (forecast->excluded);
  forecast->excluded = find_events (&growth, samples[0].day);
  if (forecast->state != RW_FORECAST_FULL)
    follow_paths (blocks, MIN (growth.n / BLOCK, RW_FORECAST_HORIZON / BLOCK), (double) last->used,
                  (double) last->size, seed, forecast);
  g_free (growth.deltas);
  g_free (growth.outlier);
}

void
rw_forecast_clear (RwForecast *forecast)
{
  g_clear_pointer (&forecast->excluded, g_array_unref);
}
