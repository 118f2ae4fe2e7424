/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-forecast.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * When a volume is full (DOMAIN, "Disk usage"): its daily growth is drawn again, a week at a time so that
 * a busy Monday stays one, until a path reaches the threshold. The spread of some hundred paths is
 * the range. What happened once, a clean-up or a jump, is left out of what is drawn.
 */

#define BLOCK   7
#define N_PATHS 300
#define N_WEEKS (RW_FORECAST_HORIZON / BLOCK + 1)

/* Where in the sorted paths the range begins, its middle is, and it ends. */
#define P10 (N_PATHS / 10 - 1)
#define P50 (N_PATHS / 2 - 1)
#define P90 (N_PATHS * 9 / 10 - 1)

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

/* Fills @indexes with what is drawn of @n: two numbers come of each random one. */
static void
draw (guint64 *state,
      guint    n,
      guint   *indexes,
      guint    n_indexes)
{
  for (guint i = 0; i < n_indexes; i += 2)
    {
      guint64 random = next_random (state);

      indexes[i] = (guint) (((random >> 32) * n) >> 32);
      if (i + 1 < n_indexes)
        indexes[i + 1] = (guint) (((random & G_MAXUINT32) * n) >> 32);
    }
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

/* What one forecast is made of, in the unit of the samples. */
typedef struct
{
  GArray *blocks;
  guint n_weeks; /* of the history */
  double used;
  double size;
  guint64 random;
} Paths;

/*
 * The weeks of one path into the future. How fast the volume grows on average is known only as well as its
 * history is long: a path draws a history of that length first, and its weeks from that. Without it ranges are
 * too narrow where little is known.
 */
static void
draw_path (Paths *paths,
           guint  weeks[N_WEEKS])
{
  guint history[N_WEEKS];

  draw (&paths->random, paths->blocks->len, history, paths->n_weeks);
  draw (&paths->random, paths->n_weeks, weeks, N_WEEKS);
  for (guint i = 0; i < N_WEEKS; i++)
    weeks[i] = history[weeks[i]];
}

/* Returns: what is used at the end of the path, or when the last limit is reached */
static double
walk (Paths        *paths,
      const double *limits,
      guint         n_limits,
      int          *days)
{
  const Block *blocks = (const Block *) paths->blocks->data;
  guint weeks[N_WEEKS];
  double used = paths->used;
  guint next = 0;

  draw_path (paths, weeks);
  for (guint i = 0; i < n_limits; i++)
    days[i] = RW_FORECAST_NEVER;
  while (next < n_limits && used >= limits[next])
    days[next++] = 0;
  for (int day = 0; day < RW_FORECAST_HORIZON && next < n_limits; day += BLOCK)
    {
      const Block *block = &blocks[weeks[day / BLOCK]];
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
follow_paths (Paths       paths,
              RwForecast *forecast)
{
  double limits[RW_FORECAST_MOST_THRESHOLDS];
  int days[RW_FORECAST_MOST_THRESHOLDS][N_PATHS], reached[RW_FORECAST_MOST_THRESHOLDS];
  guint n_grown = 0;

  for (guint i = 0; i < forecast->n_ranges; i++)
    limits[i] = forecast->ranges[i].threshold * paths.size;
  for (guint path = 0; path < N_PATHS; path++)
    {
      n_grown += walk (&paths, limits, forecast->n_ranges, reached) > paths.used;
      for (guint i = 0; i < forecast->n_ranges; i++)
        days[i][path] = reached[i];
    }
  forecast->state = n_grown * 2 > N_PATHS ? RW_FORECAST_BEYOND : RW_FORECAST_NOT_GROWING;
  for (guint i = 0; i < forecast->n_ranges; i++)
    {
      RwForecastRange *range = &forecast->ranges[i];

      qsort (days[i], N_PATHS, sizeof days[i][0], compare_ints);
      range->p10 = days[i][P10];
      range->p50 = days[i][P50];
      range->p90 = days[i][P90];
      if (range->p50 != RW_FORECAST_NEVER && range->p50 > 0)
        forecast->state = RW_FORECAST_FILLING;
    }
}

/*
 * So many weeks a path draws for its history: those that are left of it, less two. A mean of n drawn weeks varies as
 * much as their variance over n, but what is known from n weeks varies as Student's t does: for a range of eight in
 * ten, as if there were about two less.
 */
static guint
count_weeks (guint n_blocks)
{
  guint weeks = (n_blocks + BLOCK - 1) / BLOCK;

  return CLAMP (weeks, 3, N_WEEKS) - 2;
}

/* The same paths, day for day. */
static void
fan_out (Paths          paths,
         guint          n_days,
         RwForecastFan *fan)
{
  g_autofree double *used = g_new (double, (gsize) n_days *N_PATHS);

  for (guint path = 0; path < N_PATHS; path++)
    {
      guint weeks[N_WEEKS];
      double begin = paths.used;

      draw_path (&paths, weeks);
      for (guint day = 0; day < n_days; day += BLOCK)
        {
          const Block *block = &g_array_index (paths.blocks, Block, weeks[day / BLOCK]);
          double at = begin;

          for (guint i = 0; i < BLOCK && day + i < n_days; i++)
            {
              at += block->deltas[i];
              used[(gsize) (day + i) * N_PATHS + path] = MAX (at, 0);
            }
          begin = MAX (begin + block->sum, 0);
        }
    }
  fan->n = n_days + 1;
  fan->low = g_new (double, fan->n);
  fan->likely = g_new (double, fan->n);
  fan->high = g_new (double, fan->n);
  fan->low[0] = fan->likely[0] = fan->high[0] = paths.used;
  for (guint day = 1; day <= n_days; day++)
    {
      double *of_day = used + (gsize) (day - 1) * N_PATHS;

      qsort (of_day, N_PATHS, sizeof *of_day, compare_doubles);
      fan->low[day] = of_day[P10];
      fan->likely[day] = of_day[P50];
      fan->high[day] = of_day[P90];
    }
}

/**
 * rw_forecast_what_if:
 * @samples: (array length=n_samples): ascending by day, one a day at most
 * @n_samples: may be 0
 * @thresholds: (array length=n_thresholds): parts of the size, ascending
 * @n_thresholds: at most %RW_FORECAST_MOST_THRESHOLDS
 * @seed: of the paths: the same seed and samples give the same forecast on every machine
 * @change: (nullable): what would be added on the day of the last sample
 * @forecast: (out): empty with rw_forecast_clear()
 * @n_days: how far @fan goes, up to %RW_FORECAST_HORIZON
 * @fan: (out) (optional): empty with rw_forecast_fan_clear(); nothing where nothing is forecast
 *
 * Says when a volume reaches its thresholds (DOMAIN, "Disk usage"). A changed size is a resize: what
 * is used goes on as before, and the thresholds are parts of the last size.
 */
void
rw_forecast_what_if (const RwVolumeSample   *samples,
                     guint                   n_samples,
                     const double           *thresholds,
                     guint                   n_thresholds,
                     guint64                 seed,
                     const RwForecastChange *change,
                     RwForecast             *forecast,
                     guint                   n_days,
                     RwForecastFan          *fan)
{
  const RwVolumeSample *last = n_samples > 0 ? &samples[n_samples - 1] : NULL;
  g_autoptr (GArray) blocks = NULL;
  Growth growth = { 0 };
  double used, size;
  gint64 span;

  g_return_if_fail (n_thresholds <= RW_FORECAST_MOST_THRESHOLDS);
  g_return_if_fail (n_days <= RW_FORECAST_HORIZON);
  *forecast = (RwForecast){ .state = RW_FORECAST_INSUFFICIENT, .n_ranges = n_thresholds };
  if (fan != NULL)
    *fan = (RwForecastFan) { 0 };
  forecast->excluded = g_array_new (FALSE, FALSE, sizeof (RwForecastEvent));
  for (guint i = 0; i < n_thresholds; i++)
    forecast->ranges[i] =
      (RwForecastRange){ thresholds[i], RW_FORECAST_NEVER, RW_FORECAST_NEVER, RW_FORECAST_NEVER };
  if (last == NULL || last->size <= 0)
    return;
  used = (double) last->used + (change != NULL ? (double) change->used : 0);
  size = (double) last->size + (change != NULL ? (double) change->size : 0);
  used = MAX (used, 0);
  size = MAX (size, 1);
  for (guint i = 0; i < n_thresholds && used >= thresholds[i] * size; i++)
    forecast->ranges[i].p10 = forecast->ranges[i].p50 = forecast->ranges[i].p90 = 0;
  span = last->day - samples[0].day + 1;
  if (used >= size)
    forecast->state = RW_FORECAST_FULL;
  if (span < RW_FORECAST_LEAST_DAYS || n_samples < LEAST_MEASURED * (double) span)
    return;

  read_growth (samples, n_samples, &growth);
  /* What is an event does not depend on what would be if. */
  blocks = find_blocks (&growth, (double) last->size);
  g_array_unref (forecast->excluded);
  forecast->excluded = find_events (&growth, samples[0].day);
  {
    Paths paths = { blocks, count_weeks (blocks->len), used, size, seed };

    if (forecast->state != RW_FORECAST_FULL)
      follow_paths (paths, forecast);
    if (fan != NULL && n_days > 0)
      fan_out (paths, n_days, fan);
  }
  g_free (growth.deltas);
  g_free (growth.outlier);
}

/**
 * rw_forecast:
 *
 * rw_forecast_what_if() of what is.
 */
void
rw_forecast (const RwVolumeSample *samples,
             guint                 n_samples,
             const double         *thresholds,
             guint                 n_thresholds,
             guint64               seed,
             RwForecast           *forecast)
{
  rw_forecast_what_if (samples, n_samples, thresholds, n_thresholds, seed, NULL, forecast, 0, NULL);
}

void
rw_forecast_clear (RwForecast *forecast)
{
  g_clear_pointer (&forecast->excluded, g_array_unref);
}

/**
 * rw_forecast_copy:
 * @copy: (out): empty with rw_forecast_clear()
 */
void
rw_forecast_copy (const RwForecast *forecast,
                  RwForecast       *copy)
{
  *copy = *forecast;
  if (copy->excluded != NULL)
    g_array_ref (copy->excluded);
}

void
rw_forecast_fan_clear (RwForecastFan *fan)
{
  g_clear_pointer (&fan->low, g_free);
  g_clear_pointer (&fan->likely, g_free);
  g_clear_pointer (&fan->high, g_free);
  fan->n = 0;
}
