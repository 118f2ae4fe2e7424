/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-layout.h"

/* Going with the keyboard from one spot to the next. */

static gboolean
device_rect (const RwRackLayout *layout, guint device, RwFace face, GdkRectangle *rect)
{
  RwRackSpot spot = { .kind = RW_RACK_SPOT_DEVICE, .face = face, .device = device };

  return rw_rack_layout_get_rect (layout, &spot, rect);
}

static RwRackSpot
device_spot (const RwRackLayout *layout, guint device, RwFace face)
{
  const RwRackDevice *d = &layout->plan->devices[device];

  return (RwRackSpot){ RW_RACK_SPOT_DEVICE, d->rack, face, device, d->start, d->length };
}

static RwRackSpot
rack_spot (guint rack, RwFace face)
{
  return (RwRackSpot){ RW_RACK_SPOT_RACK, rack, face, 0, 0, 0 };
}

static int
column_of (const RwRackLayout *layout, const RwRackSpot *spot)
{
  GArray *slots = layout->plan->racks[spot->rack].slots[spot->face];

  for (guint i = 0; spot->kind == RW_RACK_SPOT_DEVICE && i < slots->len; i++)
    if (g_array_index (slots, RwRackSlot, i).device == spot->device)
      return g_array_index (slots, RwRackSlot, i).column;
  return -1;
}

/* The room above, below or beside; -1 at the edge of the site. */
static int
next_room (const RwRackLayout *layout, guint room, int by_column, int by_row)
{
  int columns = (int) layout->columns, to = (int) room + by_row * columns + by_column;

  if (to < 0 || to >= (int) layout->n_rooms || to / columns != (int) room / columns + by_row)
    return -1;
  return to;
}

/* Rack at the same place of the next or previous row. */
static RwRackSpot
step_row (const RwRackLayout *layout, const RwRackSpot *from, int by)
{
  int row = (int) rw_rack_layout_row_of (layout, from->rack), to = row + by, room;
  const RwRackBox *box = &layout->boxes[from->rack];

  if (to < 0 || to >= (int) layout->n_rows || layout->rows[to].room != layout->rows[row].room)
    {
      room = next_room (layout, layout->rows[row].room, 0, by);
      if (room < 0)
        return *from;
      to = (int) layout->rooms[room].first_row;
      if (by < 0)
        to += (int) layout->rooms[room].n_rows - 1;
    }
  return rack_spot (rw_rack_layout_rack_near (layout, box->x + box->width / 2.0,
                                              layout->rows[to].y + 1),
                    from->face);
}

/* The first or last rack of the same row in the room beside; -1 at the edge of the site. */
static int
step_room (const RwRackLayout *layout, const RwRackRow *row, int by)
{
  int room = next_room (layout, row->room, by, 0);
  const RwRackRoomBox *box;
  guint ordinal = (guint) (row - layout->rows) - layout->rooms[row->room].first_row;

  if (room < 0)
    return -1;
  box = &layout->rooms[room];
  row = &layout->rows[box->first_row + MIN (ordinal, box->n_rows - 1)];
  return (int) (by > 0 ? row->first : row->first + row->n - 1);
}

static RwRackSpot
step_vertically (const RwRackLayout *layout, const RwRackSpot *from, gboolean up)
{
  const RwRackInfo *info = &layout->plan->racks[from->rack];
  const RwRackDevice *device =
    from->kind == RW_RACK_SPOT_DEVICE ? &layout->plan->devices[from->device] : NULL;
  RwRackSpot base = *from, next;
  guint side = 0;

  if (layout->lod == RW_RACK_LOD_FAR)
    return step_row (layout, from, up ? -1 : 1);
  if (from->kind == RW_RACK_SPOT_RACK)
    return up ? *from
              : rw_rack_layout_spot_at (layout, from->rack, from->face, 2 * info->units - 1, 0);
  if (device != NULL && device->parent >= 0)
    {
      /* From a blade to the one above or below it, else out of the chassis. */
      GdkRectangle rect, other;

      device_rect (layout, from->device, from->face, &rect);
      for (guint i = 0; i < layout->plan->devices[device->parent].n_children; i++)
        {
          guint sibling = layout->plan->devices[device->parent].first_child + i;

          if (device_rect (layout, sibling, from->face, &other) && ABS (other.x - rect.x) <= 2 &&
              (up ? other.y < rect.y : other.y > rect.y))
            return device_spot (layout, sibling, from->face);
        }
      if (up)
        return device_spot (layout, device->parent, from->face);
      base = device_spot (layout, device->parent, from->face);
    }
  else if (device != NULL && device->length == 0)
    {
      /* What hangs at the sides comes below the lowest unit. */
      while (side < info->sides->len && g_array_index (info->sides, guint, side) != from->device)
        side++;
      if (up && side == 0)
        return rw_rack_layout_spot_at (layout, from->rack, from->face, 0, 0);
      side = up ? side - 1 : MIN (side + 1, info->sides->len - 1);
      return device_spot (layout, g_array_index (info->sides, guint, side), from->face);
    }
  if (!up && base.start <= 0)
    return info->sides->len > 0
             ? device_spot (layout, g_array_index (info->sides, guint, 0), from->face)
             : *from;
  next = rw_rack_layout_spot_at (layout, from->rack, from->face,
                                 up ? base.start + base.length : base.start - 1,
                                 MAX (0, column_of (layout, &base)));
  return next;
}

/* Beside: the other half-width device, the next blade; then the other face, the next rack. */
static gboolean
step_within (const RwRackLayout *layout, const RwRackSpot *from, int by, RwRackSpot *to)
{
  const RwRackDevice *device = &layout->plan->devices[from->device];
  GArray *slots = layout->plan->racks[from->rack].slots[from->face];
  GdkRectangle rect, other;
  int best = -1, best_distance = G_MAXINT;

  if (device->n_children > 0)
    {
      guint child = device->first_child + (by > 0 ? 0 : device->n_children - 1);

      *to = device_spot (layout, child, from->face);
      return TRUE;
    }
  if (!device_rect (layout, from->device, from->face, &rect))
    return FALSE;
  if (device->parent >= 0)
    for (guint i = 0; i < layout->plan->devices[device->parent].n_children; i++)
      {
        guint sibling = layout->plan->devices[device->parent].first_child + i;
        int distance;

        if (!device_rect (layout, sibling, from->face, &other) || other.y != rect.y)
          continue;
        distance = (other.x - rect.x) * by;
        if (distance > 0 && distance < best_distance)
          {
            best = (int) sibling;
            best_distance = distance;
          }
      }
  else if (device->length > 0 && device->half_width)
    for (guint i = 0; i < slots->len; i++)
      {
        const RwRackSlot *slot = &g_array_index (slots, RwRackSlot, i);

        if (slot->device == from->device || slot->start >= from->start + from->length ||
            slot->start + slot->length <= from->start ||
            !device_rect (layout, slot->device, from->face, &other))
          continue;
        if ((other.x - rect.x) * by > 0)
          best = (int) slot->device;
      }
  if (best < 0)
    return FALSE;
  *to = device_spot (layout, best, from->face);
  return TRUE;
}

static RwRackSpot
step_sideways (const RwRackLayout *layout, const RwRackSpot *from, int by)
{
  const RwRackRow *row = &layout->rows[rw_rack_layout_row_of (layout, from->rack)];
  RwFace face = from->face;
  int rack = (int) from->rack, half = from->start;
  RwRackSpot to;

  if (from->kind == RW_RACK_SPOT_DEVICE && step_within (layout, from, by, &to))
    return to;
  if (rw_rack_layout_shows_both (layout) && face == (by > 0 ? RW_FACE_FRONT : RW_FACE_REAR) &&
      from->kind != RW_RACK_SPOT_RACK)
    face = by > 0 ? RW_FACE_REAR : RW_FACE_FRONT;
  else
    {
      rack += by;
      if (rack < (int) row->first || rack >= (int) (row->first + row->n))
        rack = step_room (layout, row, by);
      if (rack < 0)
        return *from;
      if (rw_rack_layout_shows_both (layout))
        face = by > 0 ? RW_FACE_FRONT : RW_FACE_REAR;
    }
  if (from->kind == RW_RACK_SPOT_RACK)
    return rack_spot (rack, face);
  if (from->kind == RW_RACK_SPOT_DEVICE && layout->plan->devices[from->device].parent >= 0)
    half = layout->plan->devices[layout->plan->devices[from->device].parent].start;
  /* The upper edge leads the eye. */
  half += from->length > 0 ? from->length - 1 : 0;
  to = rw_rack_layout_spot_at (layout, rack, face,
                               MIN (half, 2 * layout->plan->racks[rack].units - 1), by > 0 ? 0 : 1);
  return to;
}

/**
 * rw_rack_layout_step:
 * @direction: up and down go by unit, left and right by what is beside, then by rack; tab forward
 *   and backward by row of racks
 *
 * Returns: the next spot; @from itself at an edge
 */
RwRackSpot
rw_rack_layout_step (const RwRackLayout *layout, const RwRackSpot *from, GtkDirectionType direction)
{
  if (layout->plan->n_racks == 0)
    return RW_RACK_SPOT_INIT;
  if (from->kind == RW_RACK_SPOT_NONE)
    return rack_spot (0, layout->faces == RW_FACES_REAR ? RW_FACE_REAR : RW_FACE_FRONT);
  switch (direction)
    {
    case GTK_DIR_UP:
      return step_vertically (layout, from, TRUE);
    case GTK_DIR_DOWN:
      return step_vertically (layout, from, FALSE);
    case GTK_DIR_LEFT:
      return step_sideways (layout, from, -1);
    case GTK_DIR_RIGHT:
      return step_sideways (layout, from, 1);
    case GTK_DIR_TAB_FORWARD:
      return step_row (layout, from, 1);
    case GTK_DIR_TAB_BACKWARD:
      return step_row (layout, from, -1);
    default:
      return *from;
    }
}
