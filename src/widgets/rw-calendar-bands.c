/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-bands.h"

#include <glib/gi18n.h>

static int
compare_bands (gconstpointer a,
               gconstpointer b)
{
  const RwCalendarBand *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (x->faint != FALSE) - (y->faint != FALSE);
}

static char *
merged_label (GPtrArray       *sorted,
              guint            first,
              guint            n,
              RwCalendarLayer  layer)
{
  const RwCalendarBand *band = sorted->pdata[first];
  GString *text;

  if (n == 1)
    return g_strdup (band->label);
  /* Two people on call are both worth their names. */
  if (layer != RW_CALENDAR_LAYER_SHIFTS || n > 3)
    /* Translators: several windows at once: the first one's name and how many more. */
    return g_strdup_printf (_ ("%s +%u"), band->label, n - 1);
  text = g_string_new (band->label);
  for (guint i = first + 1; i < first + n; i++)
    g_string_append_printf (text, " · %s", ((RwCalendarBand *) sorted->pdata[i])->label);
  return g_string_free (text, FALSE);
}

/**
 * rw_calendar_bands_merge:
 * @bands: (nullable) (element-type RwCalendarBand): of all layers
 * @layer: those of this layer
 * @faint: those that hold for somebody only, or those that hold for all
 *
 * Those that overlap are one: a dozen customers' freezes are not a dozen times as red. Of shifts the second
 * on call stands beside the first, whose names are told first.
 *
 * Returns: (transfer full) (element-type RwCalendarBand): by start, none over another
 */
GPtrArray *
rw_calendar_bands_merge (GPtrArray       *bands,
                         RwCalendarLayer  layer,
                         gboolean         faint)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_calendar_band_free);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; bands != NULL && i < bands->len; i++)
    {
      const RwCalendarBand *band = bands->pdata[i];

      if (band->layer == layer && (layer == RW_CALENDAR_LAYER_SHIFTS ? !faint : !band->faint == !faint))
        g_ptr_array_add (sorted, bands->pdata[i]);
    }
  g_ptr_array_sort (sorted, compare_bands);
  for (guint i = 0, n; i < sorted->len; i += n)
    {
      const RwCalendarBand *first = sorted->pdata[i];
      gint64 end = first->end;
      g_autofree char *label = NULL;

      /* MAX reads its arguments twice: no step inside it. */
      for (n = 1; i + n < sorted->len && ((RwCalendarBand *) sorted->pdata[i + n])->start < end;
           n++)
        end = MAX (end, ((RwCalendarBand *) sorted->pdata[i + n])->end);
      label = merged_label (sorted, i, n, layer);
      g_ptr_array_add (merged, rw_calendar_band_new (layer, label, first->start, end, faint));
    }
  return merged;
}

/**
 * rw_calendar_bands_have:
 * @bands: (nullable) (element-type RwCalendarBand): of all layers
 *
 * Returns: whether one of them is of the layer
 */
gboolean
rw_calendar_bands_have (GPtrArray       *bands,
                        RwCalendarLayer  layer)
{
  for (guint i = 0; bands != NULL && i < bands->len; i++)
    if (((RwCalendarBand *) bands->pdata[i])->layer == layer)
      return TRUE;
  return FALSE;
}
