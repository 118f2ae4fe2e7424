/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-move-steps.h"

/*
 * In which order devices are carried: each into units that are free by then. Where they wait for each
 * other in a circle, two that change places, one of them is taken out first.
 */

typedef enum
{
  WAITING, /* where it was */
  OUT,     /* in no rack */
  DONE,
} Where;

typedef struct
{
  RwMovePlan *plan;
  Where *where;
  GHashTable *movers;  /* system + 1 */
  GHashTable *staying; /* rack + 1 → GArray of RwPlacement: what does not move */
} Carrier;

/* Asked at every step, and the same every time. */
static GArray *
find_staying (Carrier *carrier, int rack)
{
  const RwWiring *wiring = carrier->plan->before;
  GArray *staying = g_hash_table_lookup (carrier->staying, GINT_TO_POINTER (rack + 1));
  RwPlacement at;

  if (staying != NULL)
    return staying;
  staying = g_array_new (FALSE, FALSE, sizeof (RwPlacement));
  for (guint i = 0; i < wiring->n_systems; i++)
    if (wiring->systems[i].rack == rack &&
        !g_hash_table_contains (carrier->movers, GUINT_TO_POINTER (i + 1)) &&
        rw_wiring_get_placement (wiring, i, &at))
      g_array_append_val (staying, at);
  g_hash_table_insert (carrier->staying, GINT_TO_POINTER (rack + 1), staying);
  return staying;
}

/* What stands in the rack at this moment, without @self. */
static RwRackSpace *
space_now (Carrier *carrier, int rack, guint self)
{
  const RwMovePlan *plan = carrier->plan;
  const RwWireRack *info = &plan->before->racks[rack];
  const GArray *staying = find_staying (carrier, rack);
  RwRackSpace *space = rw_rack_space_new (info->name, MAX (1, info->units), info->numbering);
  RwPlacement at;

  for (guint i = 0; i < staying->len; i++)
    rw_rack_space_add (space, &g_array_index (staying, RwPlacement, i));
  for (guint i = 0; i < plan->n_moves; i++)
    {
      const RwMoveState *move = &plan->moves[i];

      if (i == self)
        continue;
      if (carrier->where[i] == DONE && move->to_rack == rack)
        rw_rack_space_add (space, &move->to);
      else if (carrier->where[i] == WAITING && move->from_rack == rack &&
               rw_wiring_get_placement (plan->before, (guint) move->system, &at))
        rw_rack_space_add (space, &at);
    }
  return space;
}

static gboolean
fits_now (Carrier *carrier, guint index)
{
  const RwMoveState *move = &carrier->plan->moves[index];
  g_autoptr (RwRackSpace) space = space_now (carrier, move->to_rack, index);

  return rw_rack_space_check (space, &move->to, NULL);
}

static gboolean
overlap (const RwPlacement *a, const RwPlacement *b)
{
  return (a->faces & b->faces) != 0 && a->start < b->start + b->length &&
         b->start < a->start + a->length;
}

/* One that still stands where the device is to go. */
static int
find_blocker (Carrier *carrier, guint index)
{
  const RwMovePlan *plan = carrier->plan;
  const RwMoveState *move = &plan->moves[index];

  for (guint i = 0; i < plan->n_moves; i++)
    {
      const RwMoveState *other = &plan->moves[i];
      RwPlacement at;

      if (i != index && carrier->where[i] == WAITING && other->from_rack == move->to_rack &&
          rw_wiring_get_placement (plan->before, (guint) other->system, &at) &&
          overlap (&at, &move->to))
        return (int) i;
    }
  return -1;
}

static double
weight_of (const RwMovePlan *plan, int index)
{
  int type = plan->before->systems[plan->moves[index].system].type;

  return type >= 0 ? plan->before->types[type].weight : 0;
}

/* Nothing fits: from one to what it waits for, until one comes again; the lightest of that circle. */
static int
choose_out (Carrier *carrier)
{
  const RwMovePlan *plan = carrier->plan;
  g_autofree gboolean *seen = g_new0 (gboolean, plan->n_moves);
  int at = -1, lightest;

  for (guint i = 0; i < plan->n_moves && at < 0; i++)
    if (carrier->where[i] != DONE)
      at = find_blocker (carrier, i);
  while (at >= 0 && !seen[at])
    {
      int next = find_blocker (carrier, (guint) at);

      seen[at] = TRUE;
      if (next < 0)
        return at;
      at = next;
    }
  lightest = at;
  for (int i = at >= 0 ? find_blocker (carrier, (guint) at) : -1; i >= 0 && i != at;
       i = find_blocker (carrier, (guint) i))
    if (weight_of (plan, i) < weight_of (plan, lightest))
      lightest = i;
  return lightest;
}

static void
add_step (RwMovePlan *plan, RwMoveStepType type, guint move)
{
  RwMoveStep step = { type, move };

  g_array_append_val (plan->steps, step);
}

/**
 * rw_move_plan_find_steps:
 * @plan: without errors
 *
 * Puts the moves into an order in which each one finds its units free. What has to make room without
 * having a free place itself is taken out of the rack, the lightest of those that wait for each other.
 */
void
rw_move_plan_find_steps (RwMovePlan *plan)
{
  g_autofree Where *where = g_new0 (Where, plan->n_moves + 1);
  g_autoptr (GHashTable) movers = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) staying =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  Carrier carrier = { plan, where, movers, staying };
  guint n_left = 0;

  for (guint i = 0; i < plan->n_moves; i++)
    {
      g_hash_table_add (movers, GUINT_TO_POINTER ((guint) plan->moves[i].system + 1));
      if (plan->moves[i].arrived)
        where[i] = DONE;
      else
        n_left++;
    }
  while (n_left > 0)
    {
      guint n_before = n_left;

      for (guint i = 0; i < plan->n_moves; i++)
        if (where[i] != DONE && fits_now (&carrier, i))
          {
            add_step (plan, where[i] == OUT ? RW_MOVE_STEP_IN : RW_MOVE_STEP_MOVE, i);
            where[i] = DONE;
            n_left--;
          }
      if (n_left == n_before)
        {
          int out = choose_out (&carrier);

          /* All new places are free of each other and of what stays, so somebody is in the way. */
          g_return_if_fail (out >= 0);
          add_step (plan, RW_MOVE_STEP_OUT, (guint) out);
          where[out] = OUT;
        }
    }
}
