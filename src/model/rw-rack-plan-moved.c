/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-plan-moved.h"

static const RwMove *
find_move (const RwMove *moves, guint n_moves, const RwId *device)
{
  for (guint i = 0; i < n_moves; i++)
    if (rw_id_equal (&moves[i].device, device))
      return &moves[i];
  return NULL;
}

static void
copy_racks (RwRackPlan *copy, RwRackPlan *plan)
{
  /* What is not called anything is no room, but the racks that say none. */
  for (guint i = 0; i < plan->n_rooms; i++)
    if (*plan->rooms[i].name != '\0')
      rw_rack_plan_add_room (copy, &plan->rooms[i]);
  for (guint i = 0; i < plan->n_racks; i++)
    {
      RwRackInfo rack = plan->racks[i];

      rack.watts = 0;
      rack.n_devices = 0;
      rw_rack_plan_add_rack (copy, &rack);
      for (guint k = 0; k < plan->racks[i].reservations->len; k++)
        rw_rack_plan_add_reservation (copy, &g_array_index (plan->racks[i].reservations,
                                                            RwRackReservation, k));
    }
}

static void
copy_device (RwRackPlan *copy, const RwRackDevice *from, const RwMove *move)
{
  RwRackDevice device = *from;

  device.first_child = device.n_children = device.first_port = device.n_ports = 0;
  if (move != NULL && device.length > 0)
    {
      device.rack_id = move->rack;
      device.start = move->start;
      device.face = move->face;
      if (device.faces != RW_FACES_BOTH)
        device.faces = move->face == RW_FACE_REAR ? RW_FACES_REAR : RW_FACES_FRONT;
    }
  rw_rack_plan_add_device (copy, &device);
}

/**
 * rw_rack_plan_new_moved:
 * @plan: a finished one
 * @moves: (array length=n_moves): what stands elsewhere
 *
 * What the racks look like once devices are moved. What goes to a rack that is not in the plan is in none of its
 * racks; what comes from one is not in the plan.
 *
 * Returns: (transfer full): a finished plan
 */
RwRackPlan *
rw_rack_plan_new_moved (RwRackPlan *plan, const RwMove *moves, guint n_moves)
{
  RwRackPlan *copy;

  g_return_val_if_fail (plan->finished, NULL);

  if (n_moves == 0)
    return rw_rack_plan_ref (plan);
  copy = rw_rack_plan_new (&plan->place, plan->title);
  copy_racks (copy, plan);
  for (guint i = 0; i < plan->n_devices; i++)
    copy_device (copy, &plan->devices[i], find_move (moves, n_moves, &plan->devices[i].id));
  for (guint i = 0; i < plan->n_devices; i++)
    {
      const RwRackDevice *from = &plan->devices[i];
      RwRackDevice *to = from->n_ports > 0 ? rw_rack_plan_edit_device (copy, &from->id) : NULL;

      for (guint k = 0; to != NULL && k < from->n_ports; k++)
        rw_rack_plan_add_port (copy, to, plan->ports[from->first_port + k]);
    }
  rw_rack_plan_finish (copy);
  return copy;
}
