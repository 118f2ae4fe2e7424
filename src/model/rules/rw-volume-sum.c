/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-volume-sum.h"

#include <math.h>

/* Adds one volume to the days from @first on. What no sample says grew evenly, as it does in a forecast. */
static void
add (const RwVolumeSample *samples,
     guint                 n_samples,
     gint64                first,
     GArray               *sums)
{
  guint after = 0; /* the first sample not before the day */

  for (guint i = 0; i < sums->len; i++)
    {
      RwVolumeSample *sum = &g_array_index (sums, RwVolumeSample, i);
      gint64 day = first + i;

      while (after < n_samples && samples[after].day < day)
        after++;
      if (after == n_samples || after == 0 || samples[after].day == day)
        {
          const RwVolumeSample *sample = &samples[MIN (after, n_samples - 1)];

          sum->used += sample->used;
          sum->size += sample->size;
        }
      else
        {
          const RwVolumeSample *from = &samples[after - 1], *to = &samples[after];
          double part = (double) (day - from->day) / (double) (to->day - from->day);

          sum->used += from->used + (gint64) llround (part * (double) (to->used - from->used));
          sum->size += from->size;
        }
    }
}

/**
 * rw_volume_sum:
 * @volumes: (element-type GArray): of #RwVolumeSample, each ascending by day, one a day at most, none empty; all of
 *   the same unit
 *
 * What volumes are together, day for day, to be forecast as one: of those that were measured lately the sum of what is
 * used and of the sizes. A volume that is younger than others is taken to have been before as it was at first: that it
 * came is no growth. There is a sample for each day on which one of them was measured.
 *
 * Returns: (transfer full) (element-type RwVolumeSample): ascending by day
 */
GArray *
rw_volume_sum (GPtrArray *volumes)
{
  GArray *sums = g_array_new (FALSE, TRUE, sizeof (RwVolumeSample));
  g_autofree gboolean *measured = NULL;
  gint64 first = G_MAXINT64, last = G_MININT64;
  guint n = 0;

  for (guint i = 0; i < volumes->len; i++)
    {
      const GArray *samples = volumes->pdata[i];

      last = MAX (last, g_array_index (samples, RwVolumeSample, samples->len - 1).day);
    }
  for (guint i = 0; i < volumes->len; i++)
    {
      const GArray *samples = volumes->pdata[i];

      if (last - g_array_index (samples, RwVolumeSample, samples->len - 1).day <=
          RW_VOLUME_SUM_GONE)
        first = MIN (first, g_array_index (samples, RwVolumeSample, 0).day);
    }
  if (volumes->len == 0)
    return sums;
  g_array_set_size (sums, (guint) (last - first + 1));
  measured = g_new0 (gboolean, sums->len);
  for (guint i = 0; i < volumes->len; i++)
    {
      const GArray *samples = volumes->pdata[i];
      const RwVolumeSample *data = (const RwVolumeSample *) samples->data;

      if (last - data[samples->len - 1].day > RW_VOLUME_SUM_GONE)
        continue;
      add (data, samples->len, first, sums);
      for (guint j = 0; j < samples->len; j++)
        measured[data[j].day - first] = TRUE;
    }
  for (guint i = 0; i < sums->len; i++)
    if (measured[i])
      {
        RwVolumeSample sum = g_array_index (sums, RwVolumeSample, i);

        sum.day = first + i;
        g_array_index (sums, RwVolumeSample, n++) = sum;
      }
  g_array_set_size (sums, n);
  return sums;
}
