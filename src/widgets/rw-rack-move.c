/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-move.h"

#include <glib/gi18n.h>

static void
fill_placement (const RwRackMove *move, RwPlacement *placement)
{
  const RwRackDevice *device = &move->plan->devices[move->device];

  rw_rack_plan_get_placement (move->plan, move->device, placement);
  placement->start = move->start;
  if (!device->full_depth)
    placement->faces = 1 << move->face;
}

static void
evaluate (RwRackMove *move)
{
  g_autoptr (GError) error = NULL;
  RwPlacement placement;

  g_clear_pointer (&move->reason, g_free);
  g_clear_pointer (&move->warning, g_free);
  if (move->space == NULL || move->space_rack != move->rack)
    {
      g_clear_pointer (&move->space, rw_rack_space_free);
      move->space = rw_rack_plan_get_space (move->plan, move->rack);
      move->space_rack = move->rack;
    }
  fill_placement (move, &placement);
  move->fits = rw_rack_space_check (move->space, &placement, &error);
  if (!move->fits)
    move->reason = g_strdup (error->message);
  else
    move->warning = rw_rack_space_describe_reserved (move->space, &placement);
}

/**
 * rw_rack_move_new:
 * @refusal: (out): why this device cannot be moved within racks, one sentence
 *
 * Returns: (transfer full) (nullable): a move that has not gone anywhere yet
 */
RwRackMove *
rw_rack_move_new (RwRackPlan *plan, guint device, char **refusal)
{
  const RwRackDevice *d = &plan->devices[device];
  RwRackMove *move;

  if (d->parent >= 0)
    *refusal = g_strdup_printf (
      _ ("%s sits in a bay of %s: move the chassis, or change its bay in the properties"), d->name,
      plan->devices[d->parent].name);
  else if (d->rack < 0 || d->length == 0)
    *refusal =
      g_strdup_printf (_ ("%s takes no units: change its side in the properties"), d->name);
  else
    {
      move = g_new0 (RwRackMove, 1);
      move->plan = rw_rack_plan_ref (plan);
      move->device = device;
      move->rack = d->rack;
      move->face = d->face;
      move->start = d->start;
      evaluate (move);
      return move;
    }
  return NULL;
}

void
rw_rack_move_free (RwRackMove *move)
{
  if (move == NULL)
    return;
  rw_rack_plan_unref (move->plan);
  g_clear_pointer (&move->space, rw_rack_space_free);
  g_free (move->reason);
  g_free (move->warning);
  g_free (move);
}

/**
 * rw_rack_move_to:
 * @start: kept within the rack when the device is not taller than it
 *
 * Returns: whether that is another place than before
 */
gboolean
rw_rack_move_to (RwRackMove *move, guint rack, RwFace face, int start)
{
  int highest = 2 * move->plan->racks[rack].units - move->plan->devices[move->device].length;

  start = CLAMP (start, 0, MAX (0, highest));
  if (rack == move->rack && face == move->face && start == move->start)
    return FALSE;
  move->rack = rack;
  move->face = face;
  move->start = start;
  evaluate (move);
  return TRUE;
}

/**
 * rw_rack_move_to_free:
 *
 * Goes to the nearest place in the same rack where the device fits.
 *
 * Returns: whether there is one
 */
gboolean
rw_rack_move_to_free (RwRackMove *move)
{
  RwPlacement placement;
  int start;

  fill_placement (move, &placement);
  if (!rw_rack_space_first_fit (move->space, &placement, &start))
    return FALSE;
  rw_rack_move_to (move, move->rack, move->face, start);
  return TRUE;
}

/**
 * rw_rack_move_is_away:
 *
 * Returns: whether dropping it would change anything
 */
gboolean
rw_rack_move_is_away (const RwRackMove *move)
{
  const RwRackDevice *device = &move->plan->devices[move->device];

  return (int) move->rack != device->rack || move->start != device->start ||
         move->face != device->face;
}

/**
 * rw_rack_move_describe:
 *
 * Returns: (transfer full): where it is now, and whether it fits, to be read out
 */
char *
rw_rack_move_describe (const RwRackMove *move)
{
  const RwRackDevice *device = &move->plan->devices[move->device];
  const RwRackInfo *rack = &move->plan->racks[move->rack];
  g_autofree char *units =
    rw_rack_units_label (rack->units, rack->numbering, move->start, device->length);
  g_autofree char *face = g_utf8_strdown (rw_enum_label (&rw_enum_face, move->face), -1);

  if (!move->fits)
    return g_strdup (move->reason);
  return g_strdup_printf (device->length > 2 ? _ ("%s, units %s, %s") : _ ("%s, unit %s, %s"),
                          rack->name, units, face);
}
