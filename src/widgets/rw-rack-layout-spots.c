/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-layout.h"

#include <math.h>

/* What is where: the rectangles of what a layout has, and what is at a point of it. */

/* --- Geometry ----------------------------------------------------------------------------------- */

int
rw_rack_layout_frame_width (const RwRackLayout *layout)
{
  return layout->inner + 2 * layout->side;
}

/**
 * rw_rack_layout_half_y:
 *
 * Returns: the y of the lower edge of a half unit
 */
int
rw_rack_layout_half_y (const RwRackLayout *layout, guint rack, int half)
{
  const RwRackBox *box = &layout->boxes[rack];

  return box->frame_y + box->frame_height - layout->pad - (int) lround (half * layout->unit / 2);
}

int
rw_rack_layout_half_at (const RwRackLayout *layout, guint rack, double y)
{
  const RwRackBox *box = &layout->boxes[rack];

  return (int) floor ((box->frame_y + box->frame_height - layout->pad - y) * 2 / layout->unit);
}

/**
 * rw_rack_layout_unit_rect:
 * @column: 0 or 1 for half width as seen from the front, -1 for the full width
 */
void
rw_rack_layout_unit_rect (const RwRackLayout *layout,
                          guint rack,
                          RwFace face,
                          int start,
                          int length,
                          int column,
                          GdkRectangle *rect)
{
  int top = rw_rack_layout_half_y (layout, rack, start + length);

  rect->x = layout->boxes[rack].frame_x[face] + layout->side;
  rect->width = layout->inner;
  rect->y = top;
  rect->height = rw_rack_layout_half_y (layout, rack, start) - top;
  if (column >= 0)
    {
      int half = layout->inner / 2;

      if ((column == 1) != (face == RW_FACE_REAR))
        {
          rect->x += half;
          rect->width -= half;
        }
      else
        rect->width = half;
    }
}

/**
 * rw_rack_layout_bay_rect:
 * @length: the chassis' height in half units
 * @index: of the bay
 *
 * Bays lie side by side; in a chassis of 4 U and more in two rows when there are more than eight,
 * in one of 2 U with up to four in two by two.
 */
void
rw_rack_layout_bay_rect (int n_bays,
                         int length,
                         int index,
                         const GdkRectangle *chassis,
                         double unit,
                         GdkRectangle *rect)
{
  int rows = (length >= 8 && n_bays > 8) || (length == 4 && n_bays > 2) ? 2 : 1;
  int columns = MAX (1, (n_bays + rows - 1) / rows), row = MIN (index / columns, rows - 1),
      column = index % columns;
  int label = length >= 8 && chassis->height > 44 ? MAX (11, (int) lround (unit)) : 0;
  int x = chassis->x + 5, y = chassis->y + label + 1, width = chassis->width - 7,
      height = chassis->height - label - 3;

  rect->x = x + width * column / columns;
  rect->width = x + width * (column + 1) / columns - rect->x - 1;
  rect->y = y + height * row / rows;
  rect->height = y + height * (row + 1) / rows - rect->y - 1;
}

/* On which side a 0U device is seen: its side is told as seen from the face that it hangs on. */
static int
visible_side (const RwRackDevice *device, RwFace face)
{
  return device->face == face ? device->side : 1 - device->side;
}

static void
side_rect (const RwRackLayout *layout, guint rack, RwFace face, guint device, GdkRectangle *rect)
{
  const RwRackInfo *info = &layout->plan->racks[rack];
  const RwRackBox *box = &layout->boxes[rack];
  int side = visible_side (&layout->plan->devices[device], face), n = 0, place = 0,
      height = box->frame_height - 4;

  for (guint i = 0; i < info->sides->len; i++)
    {
      guint other = g_array_index (info->sides, guint, i);

      if (other == device)
        place = n;
      n += visible_side (&layout->plan->devices[other], face) == side;
    }
  n = MAX (n, 1);
  rect->x = box->frame_x[face] + (side == RW_SIDE_LEFT ? 1 : layout->side + layout->inner + 1);
  rect->width = layout->side - 2;
  rect->y = box->frame_y + 2 + height * place / n;
  rect->height = box->frame_y + 2 + height * (place + 1) / n - rect->y - (place + 1 < n ? 2 : 0);
}

static const RwRackSlot *
find_slot (const RwRackLayout *layout, guint device, RwFace face)
{
  const RwRackDevice *d = &layout->plan->devices[device];
  GArray *slots = d->rack >= 0 ? layout->plan->racks[d->rack].slots[face] : NULL;

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    if (g_array_index (slots, RwRackSlot, i).device == device)
      return &g_array_index (slots, RwRackSlot, i);
  return NULL;
}

static gboolean
device_rect (const RwRackLayout *layout, guint device, RwFace face, GdkRectangle *rect)
{
  const RwRackDevice *d = &layout->plan->devices[device];
  const RwRackSlot *slot;

  if (d->rack < 0)
    return FALSE;
  if (d->parent >= 0)
    {
      const RwRackDevice *chassis = &layout->plan->devices[d->parent];
      GdkRectangle outer;

      if (!device_rect (layout, d->parent, face, &outer))
        return FALSE;
      rw_rack_layout_bay_rect (chassis->n_bays, chassis->length, d->bay_index, &outer, layout->unit,
                               rect);
      return TRUE;
    }
  if (d->length == 0)
    {
      if (d->side < 0)
        return FALSE;
      side_rect (layout, d->rack, face, device, rect);
      return TRUE;
    }
  slot = find_slot (layout, device, face);
  if (slot == NULL)
    return FALSE;
  rw_rack_layout_unit_rect (layout, d->rack, face, slot->start, slot->length, slot->column, rect);
  return TRUE;
}

/**
 * rw_rack_layout_get_rect:
 *
 * Returns: whether @spot is anywhere
 */
gboolean
rw_rack_layout_get_rect (const RwRackLayout *layout, const RwRackSpot *spot, GdkRectangle *rect)
{
  const RwRackBox *box = &layout->boxes[spot->rack];

  switch (spot->kind)
    {
    case RW_RACK_SPOT_RACK:
      rect->x = box->frame_x[0];
      rect->width = box->x + box->width - rect->x;
      rect->y = layout->lod == RW_RACK_LOD_FAR ? box->frame_y : box->y;
      rect->height = layout->lod == RW_RACK_LOD_FAR ? box->frame_height : layout->header;
      return TRUE;
    case RW_RACK_SPOT_DEVICE:
      return device_rect (layout, spot->device, spot->face, rect);
    case RW_RACK_SPOT_FREE:
      rw_rack_layout_unit_rect (layout, spot->rack, spot->face, spot->start, spot->length, -1,
                                rect);
      return TRUE;
    default:
      return FALSE;
    }
}

/* --- What is where ------------------------------------------------------------------------------ */

/**
 * rw_rack_layout_visible:
 * @first: (out): the first rack of @row that reaches into the range
 * @end: (out): the one behind the last
 */
void
rw_rack_layout_visible (const RwRackLayout *layout,
                        const RwRackRow *row,
                        double x0,
                        double x1,
                        guint *first,
                        guint *end)
{
  guint low = row->first, high = row->first + row->n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (layout->boxes[middle].x + layout->boxes[middle].width <= x0)
        low = middle + 1;
      else
        high = middle;
    }
  *first = low;
  high = row->first + row->n;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (layout->boxes[middle].x < x1)
        low = middle + 1;
      else
        high = middle;
    }
  *end = low;
}

/**
 * rw_rack_layout_room_near:
 *
 * Returns: the room at a point or the nearest one; -1 when there is none
 */
int
rw_rack_layout_room_near (const RwRackLayout *layout, double x, double y)
{
  double best = G_MAXDOUBLE;
  int nearest = -1;

  for (guint i = 0; i < layout->n_rooms; i++)
    {
      const RwRackRoomBox *room = &layout->rooms[i];
      double dx = MAX (0, MAX (room->x - x, x - room->x - room->width)),
             dy = MAX (0, MAX (room->y - y, y - room->y - room->height));

      if (dx * dx + dy * dy < best)
        {
          best = dx * dx + dy * dy;
          nearest = (int) i;
        }
    }
  return nearest;
}

/* The row at y or the nearest one. */
static int
row_near (const RwRackLayout *layout, double x, double y)
{
  int room = rw_rack_layout_room_near (layout, x, y);
  guint low, high, last;

  if (room < 0)
    return -1;
  low = layout->rooms[room].first_row;
  high = low + layout->rooms[room].n_rows;
  last = high - 1;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (layout->rows[middle].y + layout->rows[middle].height + layout->row_gap / 2 <= y)
        low = middle + 1;
      else
        high = middle;
    }
  return (int) MIN (low, last);
}

/**
 * rw_rack_layout_rack_near:
 *
 * Returns: the rack at a point or the nearest one in the nearest row; -1 when there is none
 */
int
rw_rack_layout_rack_near (const RwRackLayout *layout, double x, double y)
{
  int row = row_near (layout, x, y);
  guint first, end;

  if (row < 0)
    return -1;
  rw_rack_layout_visible (layout, &layout->rows[row], x - layout->gap / 2.0, x, &first, &end);
  return (int) MIN (first, layout->rows[row].first + layout->rows[row].n - 1);
}

RwFace
rw_rack_layout_face_at (const RwRackLayout *layout, guint rack, double x)
{
  const RwRackBox *box = &layout->boxes[rack];

  if (box->frame_x[0] == box->frame_x[1])
    return layout->faces == RW_FACES_REAR ? RW_FACE_REAR : RW_FACE_FRONT;
  return x >= box->frame_x[1] - layout->gap / 4.0 ? RW_FACE_REAR : RW_FACE_FRONT;
}

static RwRackSpot
make_device_spot (const RwRackLayout *layout, guint device, RwFace face)
{
  const RwRackDevice *d = &layout->plan->devices[device];

  return (RwRackSpot){ RW_RACK_SPOT_DEVICE, d->rack, face, device, d->start, d->length };
}

/**
 * rw_rack_layout_device_spot:
 * @wanted_face: a face, or -1 for the one it is mounted on
 *
 * Returns: where a device is seen now; kind %RW_RACK_SPOT_NONE when nowhere
 */
RwRackSpot
rw_rack_layout_device_spot (const RwRackLayout *layout, guint device, int wanted_face)
{
  RwFace faces[3];
  GdkRectangle rect;

  faces[0] = wanted_face >= 0 ? wanted_face : (int) layout->plan->devices[device].face;
  faces[1] = RW_FACE_FRONT;
  faces[2] = RW_FACE_REAR;
  for (guint i = 0; i < 3; i++)
    if ((layout->faces & (1 << faces[i])) != 0 && device_rect (layout, device, faces[i], &rect))
      return make_device_spot (layout, device, faces[i]);
  return RW_RACK_SPOT_INIT;
}

static RwRackSpot
rack_spot (guint rack, RwFace face)
{
  return (RwRackSpot){ RW_RACK_SPOT_RACK, rack, face, 0, 0, 0 };
}

/* Slots ascend by their lower edge, found by binary search; what reaches up from further below is
 * searched back from there, never further than the tallest kit. */
static int
slot_at (GArray *slots, int half, int column)
{
  guint low = 0, high = slots->len;
  int found = -1;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (slots, RwRackSlot, middle).start <= half)
        low = middle + 1;
      else
        high = middle;
    }
  for (int i = (int) low - 1; i >= 0; i--)
    {
      const RwRackSlot *slot = &g_array_index (slots, RwRackSlot, i);

      if (slot->start + 200 < half)
        break;
      if (half >= slot->start + slot->length)
        continue;
      found = i;
      if (slot->column < 0 || column < 0 || slot->column == column)
        break;
    }
  return found;
}

/**
 * rw_rack_layout_spot_at:
 * @half: a half unit; outside the rack it is the rack itself
 * @column: which one of two half-width devices, or -1
 *
 * Returns: the device or the run of free units there
 */
RwRackSpot
rw_rack_layout_spot_at (const RwRackLayout *layout, guint rack, RwFace face, int half, int column)
{
  const RwRackInfo *info = &layout->plan->racks[rack];
  GArray *slots = info->slots[face];
  int low = 0, high = 2 * info->units, index;

  if (half < 0 || half >= high)
    return rack_spot (rack, face);
  index = slot_at (slots, half, column);
  if (index >= 0)
    return make_device_spot (layout, g_array_index (slots, RwRackSlot, index).device, face);
  for (guint i = 0; i < slots->len; i++)
    {
      const RwRackSlot *slot = &g_array_index (slots, RwRackSlot, i);

      if (slot->start > half)
        high = MIN (high, slot->start);
      else
        low = MAX (low, slot->start + slot->length);
    }
  return (RwRackSpot){ RW_RACK_SPOT_FREE, rack, face, 0, low, high - low };
}

/* The blade at a point of a chassis, or the chassis. */
static RwRackSpot
pick_bay (const RwRackLayout *layout, const RwRackSpot *chassis, double x, double y)
{
  const RwRackDevice *d = &layout->plan->devices[chassis->device];

  for (guint i = 0; i < d->n_children; i++)
    {
      GdkRectangle rect;

      if (device_rect (layout, d->first_child + i, chassis->face, &rect) && x >= rect.x &&
          x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height)
        return make_device_spot (layout, d->first_child + i, chassis->face);
    }
  return *chassis;
}

/**
 * rw_rack_layout_pick:
 *
 * Returns: what is at a point
 */
RwRackSpot
rw_rack_layout_pick (const RwRackLayout *layout, double x, double y)
{
  int rack = rw_rack_layout_rack_near (layout, x, y), half, column;
  const RwRackBox *box;
  GdkRectangle rect;
  RwRackSpot spot;
  RwFace face;

  if (rack < 0)
    return RW_RACK_SPOT_INIT;
  box = &layout->boxes[rack];
  if (x < box->x || x >= box->x + box->width || y < box->y || y >= box->y + box->height)
    return RW_RACK_SPOT_INIT;
  face = rw_rack_layout_face_at (layout, rack, x);
  if (y < box->frame_y || layout->lod == RW_RACK_LOD_FAR)
    return rack_spot (rack, face);
  if (x < box->frame_x[face] || x >= box->frame_x[face] + rw_rack_layout_frame_width (layout))
    return RW_RACK_SPOT_INIT;
  rw_rack_layout_unit_rect (layout, rack, face, 0, 2, -1, &rect);
  if (x < rect.x || x >= rect.x + rect.width)
    {
      GArray *sides = layout->plan->racks[rack].sides;

      for (guint i = 0; i < sides->len; i++)
        {
          guint device = g_array_index (sides, guint, i);

          side_rect (layout, rack, face, device, &rect);
          if (x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height)
            return make_device_spot (layout, device, face);
        }
      return rack_spot (rack, face);
    }
  half =
    CLAMP (rw_rack_layout_half_at (layout, rack, y), 0, 2 * layout->plan->racks[rack].units - 1);
  column = (x - rect.x >= rect.width / 2.0) != (face == RW_FACE_REAR);
  spot = rw_rack_layout_spot_at (layout, rack, face, half, column);
  if (spot.kind == RW_RACK_SPOT_DEVICE && layout->plan->devices[spot.device].n_children > 0)
    spot = pick_bay (layout, &spot, x, y);
  return spot;
}

guint
rw_rack_layout_row_of (const RwRackLayout *layout, guint rack)
{
  guint row = 0;

  while (row + 1 < layout->n_rows && layout->rows[row + 1].first <= rack)
    row++;
  return row;
}

gboolean
rw_rack_spot_equal (const RwRackSpot *a, const RwRackSpot *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case RW_RACK_SPOT_NONE:
      return TRUE;
    case RW_RACK_SPOT_RACK:
      return a->rack == b->rack;
    case RW_RACK_SPOT_DEVICE:
      return a->device == b->device && a->face == b->face;
    default:
      return a->rack == b->rack && a->face == b->face && a->start == b->start;
    }
}
