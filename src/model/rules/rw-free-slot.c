/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-conflict-private.h"

#include "rw-clock.h"
#include "rw-time.h"

/* People plan in quarters of an hour. */
#define QUARTER (15 * RW_MINUTE)

/* Two offers nearer to each other than this are one to a person. */
#define APART (2 * RW_HOUR)

/* When work may begin: closed at both ends, since touching is no overlap. */
typedef struct
{
  gint64 first;
  gint64 last;
  gboolean opens; /* a maintenance window begins at @first */
} Stretch;

static void
add_span (GArray *spans,
          gint64  start,
          gint64  end)
{
  RwConflictSpan span = { start, end };

  if (start < end)
    g_array_append_val (spans, span);
}

/* What a slot must never touch: refusals, the same items or hands, and what they depend on. */
static void
add_hard (RwConflictScene *scene,
          GArray          *spans)
{
  const RwConflictView *view = scene->own;

  for (guint i = 0; i < view->meetings->len; i++)
    {
      const RwConflictMeeting *meeting = view->meetings->pdata[i];
      const RwConflictTask *other = RW_CONFLICT_WORK (scene, meeting->work);

      if (meeting->code != RW_CONFLICT_SAME_SERVICE)
        add_span (spans, other->start, other->end);
    }
}

static void
add_freezes (RwConflictScene *scene,
             GArray          *spans,
             gboolean         hard)
{
  for (guint i = 0; i < scene->own->freezes->len; i++)
    {
      const RwConflictWindow *window = scene->own->freezes->pdata[i];

      for (guint j = 0; window->hard == hard && j < window->instances->len; j++)
        add_span (spans, g_array_index (window->instances, RwInstance, j).start,
                  g_array_index (window->instances, RwInstance, j).end);
    }
}

/* What a slot avoids while there are others. */
static void
add_soft (RwConflictScene *scene,
          GArray          *spans)
{
  const RwConflictView *view = scene->own;

  add_freezes (scene, spans, FALSE);
  for (guint i = 0; i < view->meetings->len; i++)
    {
      const RwConflictMeeting *meeting = view->meetings->pdata[i];
      const RwConflictTask *other = RW_CONFLICT_WORK (scene, meeting->work);

      if (meeting->code == RW_CONFLICT_SAME_SERVICE)
        add_span (spans, other->start, other->end);
    }
  for (guint i = 0; i < scene->runs->len; i++)
    {
      const RwConflictRuns *runs = &g_array_index (scene->runs, RwConflictRuns, i);
      GArray *starts = g_array_index (scene->schedules, RwConflictSchedule, runs->schedule).starts;

      for (guint j = 0; j < starts->len; j++)
        add_span (spans, g_array_index (starts, gint64, j),
                  g_array_index (starts, gint64, j) + runs->duration);
    }
}

/* The starts in [open->start, open->end - duration] that keep clear of @taken, which is merged. */
static void
add_free (GArray               *stretches,
          const RwConflictSpan *open,
          GArray               *taken,
          gint64                duration,
          gboolean              opens)
{
  gint64 at = open->start;

  for (guint i = 0; i < taken->len && at + duration <= open->end; i++)
    {
      const RwConflictSpan *span = &g_array_index (taken, RwConflictSpan, i);
      Stretch stretch = { at, MIN (span->start, open->end) - duration, opens && at == open->start };

      if (span->end <= at)
        continue;
      if (stretch.first <= stretch.last)
        g_array_append_val (stretches, stretch);
      at = MAX (at, span->end);
    }
  if (at + duration <= open->end)
    {
      Stretch stretch = { at, open->end - duration, opens && at == open->start };

      g_array_append_val (stretches, stretch);
    }
}

static GArray *
find_stretches (RwConflictScene *scene,
                GArray          *taken,
                gint64           duration,
                gint64           from,
                gint64           until)
{
  GArray *stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  GArray *open = scene->own->open;
  RwConflictSpan always = { from, until };

  if (open == NULL)
    add_free (stretches, &always, taken, duration, FALSE);
  for (guint i = 0; open != NULL && i < open->len; i++)
    {
      const RwConflictSpan *window = &g_array_index (open, RwConflictSpan, i);
      RwConflictSpan inside = { MAX (from, window->start), MIN (until, window->end) };

      if (inside.start < inside.end)
        add_free (stretches, &inside, taken, duration, inside.start == window->start);
    }
  return stretches;
}

/* The first start of a stretch that a person would have chosen too. */
static gint64
snap (const Stretch *stretch)
{
  gint64 past = stretch->first % QUARTER;
  gint64 snapped = past == 0 ? stretch->first : stretch->first + QUARTER - past;

  return stretch->opens || snapped > stretch->last ? stretch->first : snapped;
}

/* The same time of day on the next day. */
static gint64
next_day (RwConflictScene *scene,
          gint64           start,
          gint64           time_of_day)
{
  gint64 wall = rw_zone_wall (scene->zone, start);

  return rw_zone_resolve (scene->zone, wall - wall % RW_DAY + RW_DAY + time_of_day);
}

/* Whether nothing but the scene's state, which is the same at any time, stands against it. */
static gboolean
is_clear (GArray *taken,
          gint64  start,
          gint64  end)
{
  for (guint i = 0; i < taken->len; i++)
    if (start < g_array_index (taken, RwConflictSpan, i).end &&
        g_array_index (taken, RwConflictSpan, i).start < end)
      return FALSE;
  return TRUE;
}

/* What would stand against the change at any time says nothing about this one. */
static gboolean
is_timely (const RwConflict *conflict)
{
  return conflict->severity != RW_CONFLICT_NOT_EVALUATED &&
         conflict->code != RW_CONFLICT_NO_GOOD_BACKUP &&
         conflict->code != RW_CONFLICT_NEVER_RESTORED;
}

static void
add_slot (RwConflictScene *scene,
          GPtrArray       *slots,
          gint64           start,
          gint64           duration)
{
  RwConflictSlot *slot = g_new0 (RwConflictSlot, 1);

  slot->start = start;
  slot->end = start + duration;
  slot->conflicts = rw_conflicts_find (scene, slot->start, slot->end);
  for (guint i = slot->conflicts->len; i-- > 0;)
    if (!is_timely (slot->conflicts->pdata[i]))
      g_ptr_array_remove_index (slot->conflicts, i);
  g_ptr_array_add (slots, slot);
}

/* One of each stretch, or of each of its days. @clear: (nullable): what is clear of this has been offered. */
static void
add_slots (RwConflictScene *scene,
           GPtrArray       *slots,
           GArray          *stretches,
           GArray          *clear,
           gint64           duration,
           guint            most)
{
  gint64 planned = RW_CONFLICT_WORK (scene, scene->own->work)->start, last = G_MININT64;

  for (guint i = 0; i < stretches->len; i++)
    {
      const Stretch *stretch = &g_array_index (stretches, Stretch, i);
      gint64 first = snap (stretch);
      gint64 time_of_day = rw_zone_wall (scene->zone, planned != 0 ? planned : first) % RW_DAY;

      for (gint64 start = first; start <= stretch->last && slots->len < most;
           start = next_day (scene, start, time_of_day))
        {
          if ((last != G_MININT64 && start < last + MAX (duration, APART)) ||
              (clear != NULL && is_clear (clear, start, start + duration)))
            continue;
          add_slot (scene, slots, start, duration);
          last = start;
        }
    }
}

/**
 * rw_conflict_slots:
 * @scene: read for all of the time from @from to @until
 * @duration: how long the change takes, microseconds
 * @from: microseconds since 1970, UTC: no slot begins before
 * @until: the same: no slot ends behind
 * @most: so many at the most
 *
 * Looks for times that satisfy windows, freezes, people and redundancy: by the algebra of intervals, not by
 * trying. A slot begins with its window or on a quarter of an hour; there is one for each free stretch, or
 * for each of its days at the time of day that the change has. Only when these are too few are there such
 * in which a warning stays: a soft freeze, another change on the same service, backups.
 *
 * Returns: (transfer full) (element-type RwConflictSlot): earliest first, those without any conflict before
 *   those with warnings
 */
GPtrArray *
rw_conflict_slots (RwConflictScene *scene,
                   gint64           duration,
                   gint64           from,
                   gint64           until,
                   guint            most)
{
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_conflict_slot_free);
  g_autoptr (GArray) hard_spans = g_array_new (FALSE, FALSE, sizeof (RwConflictSpan));
  g_autoptr (GArray) soft_spans = g_array_new (FALSE, FALSE, sizeof (RwConflictSpan));
  g_autoptr (GArray) hard = NULL;
  g_autoptr (GArray) soft = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) clean = NULL;
  g_autoptr (GArray) possible = NULL;

  g_return_val_if_fail (scene != NULL && scene->own != NULL, slots);
  from = MAX (from, scene->from);
  until = MIN (until, scene->to);
  if (duration <= 0 || until - from < duration)
    return slots;
  add_hard (scene, hard_spans);
  add_freezes (scene, hard_spans, TRUE);
  add_soft (scene, soft_spans);
  hard = rw_conflict_merge (hard_spans);
  soft = rw_conflict_merge (soft_spans);
  g_array_append_vals (soft_spans, hard_spans->data, hard_spans->len);
  all = rw_conflict_merge (soft_spans);
  clean = find_stretches (scene, all, duration, from, until);
  add_slots (scene, slots, clean, NULL, duration, most);
  if (slots->len < most)
    {
      possible = find_stretches (scene, hard, duration, from, until);
      add_slots (scene, slots, possible, soft, duration, most);
    }
  return slots;
}
