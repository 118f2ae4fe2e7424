/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RwVolumeSample:
 * @day: days since 1970-01-01
 * @used: bytes or inodes
 * @size: of the whole volume
 */
typedef struct
{
  gint64 day;
  gint64 used;
  gint64 size;
} RwVolumeSample;

/**
 * RW_FORECAST_LEAST_DAYS:
 *
 * With less history than this nothing is forecast.
 */
#define RW_FORECAST_LEAST_DAYS 21

/**
 * RW_FORECAST_HORIZON:
 *
 * Days after the last sample beyond which nobody looks.
 */
#define RW_FORECAST_HORIZON 731

/**
 * RW_FORECAST_NEVER:
 *
 * In a range: not reached within the horizon.
 */
#define RW_FORECAST_NEVER G_MAXINT

/**
 * RwForecastState:
 * @RW_FORECAST_INSUFFICIENT: not enough history to say anything
 * @RW_FORECAST_NOT_GROWING: is likely not to grow
 * @RW_FORECAST_BEYOND: grows, and is likely to reach nothing within the horizon
 * @RW_FORECAST_FILLING: is likely to reach at least the lowest threshold within the horizon
 * @RW_FORECAST_FULL: has no room left now
 */
typedef enum
{
  RW_FORECAST_INSUFFICIENT,
  RW_FORECAST_NOT_GROWING,
  RW_FORECAST_BEYOND,
  RW_FORECAST_FILLING,
  RW_FORECAST_FULL,
} RwForecastState;

/**
 * RwForecastRange:
 * @threshold: part of the size, 1 is all of it
 * @p10: days after the last sample until which one in ten paths has reached it; 0 when it is reached
 *   already, %RW_FORECAST_NEVER
 * @p50: the same, one in two
 * @p90: the same, nine in ten
 */
typedef struct
{
  double threshold;
  int p10;
  int p50;
  int p90;
} RwForecastRange;

/**
 * RwForecastEvent:
 * @from: the day before, see rw_date_parse()
 * @to: the day on which it was over
 * @delta: what was used more then, in the unit of the samples
 *
 * A clean-up or a jump that says nothing about the days to come.
 */
typedef struct
{
  gint64 from;
  gint64 to;
  gint64 delta;
} RwForecastEvent;

#define RW_FORECAST_MOST_THRESHOLDS 4

/**
 * RwForecast:
 * @ranges: one for each threshold, in their order
 * @excluded: (element-type RwForecastEvent): ascending; what was left out
 */
typedef struct
{
  RwForecastState state;
  RwForecastRange ranges[RW_FORECAST_MOST_THRESHOLDS];
  guint n_ranges;
  GArray *excluded;
} RwForecast;

/**
 * RwForecastChange:
 * @used: comes on top of what is used; below 0 for what is cleaned up
 * @size: comes on top of the size
 *
 * What would be done to a volume.
 */
typedef struct
{
  gint64 used;
  gint64 size;
} RwForecastChange;

/**
 * RwForecastFan:
 * @n: days, the first of them that of the last sample; 0 where nothing is forecast
 * @low: (array length=n): what is used on each: less in one of ten paths
 * @likely: (array length=n): the middle
 * @high: (array length=n): more in one of ten paths
 *
 * What is likely to be used in the days to come; not bounded by the size.
 */
typedef struct
{
  guint n;
  double *low;
  double *likely;
  double *high;
} RwForecastFan;

void rw_forecast           (const RwVolumeSample   *samples,
                            guint                   n_samples,
                            const double           *thresholds,
                            guint                   n_thresholds,
                            guint64                 seed,
                            RwForecast             *forecast);
void rw_forecast_what_if   (const RwVolumeSample   *samples,
                            guint                   n_samples,
                            const double           *thresholds,
                            guint                   n_thresholds,
                            guint64                 seed,
                            const RwForecastChange *change,
                            RwForecast             *forecast,
                            guint                   n_days,
                            RwForecastFan          *fan);
void rw_forecast_copy      (const RwForecast       *forecast,
                            RwForecast             *copy);
void rw_forecast_clear     (RwForecast             *forecast);
void rw_forecast_fan_clear (RwForecastFan          *fan);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwForecast, rw_forecast_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwForecastFan, rw_forecast_fan_clear)

G_END_DECLS
