/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-recurrence-preview.h"

#include "rw-clock.h"
#include "rw-time.h"

/* What a person looks at before a recurrence is saved: the next instances, and those around the next clock change. */

/* No zone that changes its clocks waits longer than that. */
#define CHANGE_DAYS 400

static gint64
offset_at (GTimeZone *zone, gint64 instant)
{
  return rw_zone_wall (zone, instant) - instant;
}

/**
 * rw_zone_next_change:
 * @from: microseconds since 1970, UTC
 *
 * Returns: the first instant after @from at which the clocks of @zone show another offset, or 0 for none within 400
 *   days
 */
gint64
rw_zone_next_change (GTimeZone *zone, gint64 from)
{
  gint64 before = from, offset = offset_at (zone, from);

  for (guint i = 1; i <= CHANGE_DAYS; i++)
    {
      gint64 after = from + i * RW_DAY;

      if (offset_at (zone, after) == offset)
        {
          before = after;
          continue;
        }
      while (after - before > RW_SECOND)
        {
          gint64 middle = before + (after - before) / 2;

          if (offset_at (zone, middle) == offset)
            before = middle;
          else
            after = middle;
        }
      /* Clocks change on whole seconds. */
      return after - after % RW_SECOND;
    }
  return 0;
}

/* Ranges grow until they hold enough: a rule may yield one instance a day, or one in ten years. */
static const gint64 spans[] = { 10 * RW_DAY, 60 * RW_DAY, 500 * RW_DAY, 5000 * RW_DAY, 20000 * RW_DAY };

/**
 * rw_recurrence_next:
 * @next: (out): the instance that runs at @now, or the one after it
 *
 * Returns: %FALSE when there is none, or the recurrence cannot be read
 */
gboolean
rw_recurrence_next (const RwRecurrence *recurrence, gint64 now, RwInstance *next)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (GArray) instances = rw_recurrence_expand (recurrence, now, now + spans[i], NULL);

      if (instances == NULL)
        return FALSE;
      if (instances->len > 0)
        {
          *next = g_array_index (instances, RwInstance, 0);
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_wall (GArray *walls, gint64 wall)
{
  for (guint i = 0; walls != NULL && i < walls->len; i++)
    if (g_array_index (walls, gint64, i) == wall)
      return TRUE;
  return FALSE;
}

static void
add_line (GArray *lines, const RwRecurrence *recurrence, const RwInstance *instance)
{
  RwPreviewLine line = {
    .instance = *instance,
    .skipped = has_wall (recurrence->exdates, instance->recurrence),
    .moved = instance->wall != instance->recurrence,
    .added = has_wall (recurrence->rdates, instance->recurrence),
  };

  for (guint i = 0; i < lines->len; i++)
    {
      const RwInstance *other = &g_array_index (lines, RwPreviewLine, i).instance;

      if (other->wall == instance->wall && other->recurrence == instance->recurrence)
        return;
    }
  g_array_append_val (lines, line);
}

/* The last before the change, all that the clocks do something to, and the first after it. */
static void
add_change (GArray *lines, const RwRecurrence *all, const RwRecurrence *recurrence, gint64 change)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GArray) instances =
        rw_recurrence_expand (all, change - spans[i], change + spans[i], NULL);
      const RwInstance *before = NULL, *after = NULL;

      for (guint j = 0; instances != NULL && j < instances->len; j++)
        {
          const RwInstance *instance = &g_array_index (instances, RwInstance, j);

          if (instance->start < change)
            before = instance;
          else if (after == NULL)
            after = instance;
          if (instance->note != RW_WALL_PLAIN && ABS (instance->start - change) < RW_DAY)
            add_line (lines, recurrence, instance);
        }
      if (before != NULL && after != NULL)
        {
          add_line (lines, recurrence, before);
          add_line (lines, recurrence, after);
          return;
        }
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const RwPreviewLine *x = a, *y = b;

  return (x->instance.start > y->instance.start) - (x->instance.start < y->instance.start);
}

/**
 * rw_recurrence_preview:
 * @now: microseconds since 1970, UTC
 * @most: how many of the next
 *
 * Returns: (transfer full) (element-type RwPreviewLine): ascending; those that are left out are among them
 */
GArray *
rw_recurrence_preview (const RwRecurrence *recurrence, gint64 now, guint most, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (RwPreviewLine));
  g_autoptr (GTimeZone) zone = rw_zone_get (recurrence->tz);
  RwRecurrence all = *recurrence;
  gint64 change = zone != NULL ? rw_zone_next_change (zone, now) : 0;

  all.exdates = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (spans) && lines->len < most; i++)
    {
      g_autoptr (GArray) instances = rw_recurrence_expand (&all, now, now + spans[i], error);

      if (instances == NULL)
        return NULL;
      for (guint j = 0; j < instances->len && lines->len < most; j++)
        add_line (lines, recurrence, &g_array_index (instances, RwInstance, j));
    }
  if (change > 0 && recurrence->rrule != NULL && *recurrence->rrule != '\0')
    add_change (lines, &all, recurrence, change);
  g_array_sort (lines, compare_lines);
  for (guint i = 0; change > 0 && i < lines->len; i++)
    if (g_array_index (lines, RwPreviewLine, i).instance.start >= change)
      {
        g_array_index (lines, RwPreviewLine, i).change = change;
        break;
      }
  return g_steal_pointer (&lines);
}
