/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-restore-plan.h"

#include <string.h>

/*
 * Restore tests by cadence. A test is due one interval after the last that passed, or after the first backup;
 * who proves nothing of the others has proven little, so each service has one system tested before any has its
 * second, and among these the one goes first that has waited the longest by its own interval.
 */

typedef struct
{
  guint index;
  guint turn;     /* of its service */
  double waited;  /* intervals since the last one */
  const RwRestoreSystem *system;
} Due;

static gint64
due_at (const RwRestoreSystem *system)
{
  return (system->tested != 0 ? system->tested : system->since) + system->every;
}

static gboolean
is_due (const RwRestoreSystem *system, const RwRestorePeriod *period)
{
  return system->every > 0 && due_at (system) < period->end;
}

static int
compare_waited (gconstpointer a, gconstpointer b)
{
  const Due *first = a, *second = b;

  if (first->waited != second->waited)
    return first->waited > second->waited ? -1 : 1;
  return rw_id_compare (&first->system->id, &second->system->id);
}

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Due *first = a, *second = b;

  if (first->turn != second->turn)
    return first->turn < second->turn ? -1 : 1;
  return compare_waited (a, b);
}

/**
 * rw_restore_order:
 *
 * Returns: (transfer full) (element-type guint): the indices of the systems that are due in the period and not
 *   planned, the most urgent first
 */
GArray *
rw_restore_order (const RwRestoreSystem *systems, guint n, const RwRestorePeriod *period)
{
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (Due));
  g_autoptr (GHashTable) turns = g_hash_table_new (rw_id_hash, rw_id_equal);
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n; i++)
    {
      const RwRestoreSystem *system = &systems[i];
      gint64 from = system->tested != 0 ? system->tested : system->since;
      Due one = { i, 0, 0, system };

      if (system->planned || !is_due (system, period))
        continue;
      one.waited = (double) (period->now - from) / (double) system->every;
      g_array_append_val (due, one);
    }
  g_array_sort (due, compare_waited);
  for (guint i = 0; i < due->len; i++)
    {
      Due *one = &g_array_index (due, Due, i);
      /* Without a service it stands for itself. */
      const RwId *of =
        rw_id_is_nil (&one->system->service) ? &one->system->id : &one->system->service;

      one->turn = GPOINTER_TO_UINT (g_hash_table_lookup (turns, of));
      g_hash_table_insert (turns, (gpointer) of, GUINT_TO_POINTER (one->turn + 1));
    }
  g_array_sort (due, compare_turns);
  for (guint i = 0; i < due->len; i++)
    g_array_append_val (order, g_array_index (due, Due, i).index);
  return order;
}

typedef struct
{
  const RwRestoreSystem *systems;
  const RwRestorePeriod *period;
  guint *taken;        /* of each day */
  GPtrArray *services; /* of each day: a set of the services that are tested on it */
  guint8 *free;        /* of each day, of the system in hand: 0 not asked, 1 no, 2 yes */
} Plan;

static gboolean
is_free (Plan *self, guint system, guint day)
{
  if (self->free[day] == 0)
    self->free[day] = self->period->is_free (system, day, self->period->data) ? 2 : 1;
  return self->free[day] == 2;
}

static gboolean
try_day (Plan *self, guint system, guint day, gboolean apart)
{
  const RwId *service = &self->systems[system].service;
  GHashTable *services = self->services->pdata[day];

  if (self->taken[day] >= self->period->per_day ||
      (apart && !rw_id_is_nil (service) && g_hash_table_contains (services, service)) ||
      !is_free (self, system, day))
    return FALSE;
  self->taken[day]++;
  if (!rw_id_is_nil (service))
    g_hash_table_add (services, (gpointer) service);
  return TRUE;
}

/* On its day, or behind it, or before it. @apart: not on a day on which its service is tested already */
static gboolean
find_day (Plan *self, guint system, guint wanted, gboolean apart, guint *day)
{
  for (*day = wanted; *day < self->period->n_days; (*day)++)
    if (try_day (self, system, *day, apart))
      return TRUE;
  for (*day = wanted; (*day)-- > 0;)
    if (try_day (self, system, *day, apart))
      return TRUE;
  return FALSE;
}

static gboolean
has_any_day (Plan *self, guint system)
{
  for (guint day = 0; day < self->period->n_days; day++)
    if (is_free (self, system, day))
      return TRUE;
  return FALSE;
}

/**
 * rw_restore_plan:
 * @systems: (array length=n): any of them, due or not
 * @period: when they may be tested, and how many at once
 *
 * Spreads the tests that are due evenly over the days, the most urgent first, those of one service on different
 * days as long as there are any. The same systems come to the same plan, in whatever order they are given.
 *
 * Returns: (transfer full) (array length=n): what becomes of each system
 */
RwRestorePlace *
rw_restore_plan (const RwRestoreSystem *systems, guint n, const RwRestorePeriod *period)
{
  RwRestorePlace *places = g_new0 (RwRestorePlace, MAX (n, 1));
  g_autoptr (GArray) order = NULL;
  g_autofree guint *taken = g_new0 (guint, period->n_days + 1);
  g_autofree guint8 *asked = g_new0 (guint8, period->n_days + 1);
  g_autoptr (GPtrArray) services =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  Plan plan = { systems, period, taken, services, asked };
  guint least;

  for (guint day = 0; day < period->n_days; day++)
    g_ptr_array_add (services, g_hash_table_new (rw_id_hash, rw_id_equal));
  for (guint i = 0; i < n; i++)
    {
      places[i].due = due_at (&systems[i]);
      places[i].overdue = systems[i].every > 0 && places[i].due <= period->now;
      if (is_due (&systems[i], period))
        places[i].verdict = systems[i].planned ? RW_RESTORE_PLANNED : RW_RESTORE_FULL;
    }
  order = rw_restore_order (systems, n, period);
  /* When there are more than there is room for, the first ones fill the days from the first on. */
  least = MAX (order->len, 1);
  for (guint i = 0; i < order->len; i++)
    {
      guint system = g_array_index (order, guint, i), day;
      guint wanted = MIN ((guint) ((guint64) i * period->n_days / least), period->n_days);

      if (order->len > period->n_days * period->per_day)
        wanted = MIN (i / MAX (period->per_day, 1), period->n_days);
      memset (asked, 0, period->n_days);
      if (find_day (&plan, system, wanted, TRUE, &day) ||
          find_day (&plan, system, wanted, FALSE, &day))
        {
          places[system].verdict = RW_RESTORE_PLACED;
          places[system].day = day;
        }
      else if (i < period->n_days * period->per_day && !has_any_day (&plan, system))
        places[system].verdict = RW_RESTORE_NO_SLOT;
    }
  return places;
}
