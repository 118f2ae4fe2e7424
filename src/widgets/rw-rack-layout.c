/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-layout.h"

#include <math.h>

/* --- Making ------------------------------------------------------------------------------------- */

static RwRackLod
lod_for (double unit)
{
  if (unit < RW_RACK_UNIT_MIDDLE)
    return RW_RACK_LOD_FAR;
  return unit < RW_RACK_UNIT_NEAR ? RW_RACK_LOD_MIDDLE : RW_RACK_LOD_NEAR;
}

/* Sizes of everything that is not a unit. A 19 in rack is 10.9 units wide between its posts. */
static void
set_metrics (RwRackLayout *layout)
{
  double unit = layout->unit;
  gboolean named = FALSE;

  layout->lod = lod_for (unit);
  layout->inner = MAX (4, (int) lround (unit * 11.2));
  for (guint i = 0; i < layout->plan->n_racks && !named; i++)
    named = layout->plan->racks[i].row != NULL && layout->plan->racks[i].row[0] != '\0';
  switch (layout->lod)
    {
    case RW_RACK_LOD_NEAR:
      layout->side = (int) lround (unit * 0.95);
      layout->pad = MAX (3, (int) lround (unit * 0.3));
      layout->header = 44;
      layout->face_label = layout->faces == RW_FACES_BOTH ? 18 : 0;
      layout->rail = 22;
      layout->gap = MAX (8, (int) lround (unit * 0.7));
      layout->row_gap = 30;
      layout->row_label = named ? 24 : 0;
      layout->margin = 18;
      break;
    case RW_RACK_LOD_MIDDLE:
      layout->side = MAX (2, (int) lround (unit * 0.6));
      layout->pad = 2;
      layout->header = 20;
      layout->face_label = 0;
      layout->rail = 0;
      layout->gap = MAX (6, (int) lround (unit));
      layout->row_gap = 22;
      layout->row_label = named ? 24 : 0;
      layout->margin = 18;
      break;
    case RW_RACK_LOD_FAR:
      layout->side = unit > 2 ? 1 : 0;
      layout->pad = unit > 2 ? 1 : 0;
      layout->header = layout->inner >= 22 ? 16 : 0;
      layout->face_label = 0;
      layout->rail = 0;
      layout->gap = MAX (2, (int) lround (unit * 1.2));
      layout->row_gap = 24;
      layout->row_label = named ? 22 : 0;
      layout->margin = 18;
      break;
    }
}

static int
frame_height (const RwRackLayout *layout, int units)
{
  return (int) lround (layout->unit * units) + 2 * layout->pad;
}

/* A far tile stands for the whole rack, so it has one face. */
static gboolean
shows_both (const RwRackLayout *layout)
{
  return layout->faces == RW_FACES_BOTH && layout->lod != RW_RACK_LOD_FAR;
}

/**
 * rw_rack_layout_new:
 * @unit: height of a unit in pixels
 */
RwRackLayout *
rw_rack_layout_new (RwRackPlan *plan, RwFaces faces, double unit)
{
  RwRackLayout *layout = g_new0 (RwRackLayout, 1);
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (RwRackRow));
  int frame, y;

  layout->plan = rw_rack_plan_ref (plan);
  layout->faces = faces;
  layout->unit = unit;
  set_metrics (layout);
  layout->boxes = g_new0 (RwRackBox, MAX (1, plan->n_racks));
  frame = layout->inner + 2 * layout->side;
  y = layout->margin;

  for (guint first = 0, end; first < plan->n_racks; first = end)
    {
      RwRackRow row = { .y = y, .first = first, .name = plan->racks[first].row };
      int tallest = 0, floor, x = layout->margin;

      for (end = first; end < plan->n_racks && g_strcmp0 (plan->racks[end].row, row.name) == 0;
           end++)
        tallest = MAX (tallest, frame_height (layout, plan->racks[end].units));
      row.n = end - first;
      floor = y + layout->row_label + layout->header + layout->face_label + tallest;
      for (guint i = first; i < end; i++)
        {
          RwRackBox *box = &layout->boxes[i];

          box->frame_height = frame_height (layout, plan->racks[i].units);
          box->frame_y = floor - box->frame_height;
          box->x = x;
          box->y = box->frame_y - layout->face_label - layout->header;
          box->frame_x[0] = box->frame_x[1] = x + layout->rail;
          box->width = layout->rail + frame;
          if (shows_both (layout))
            {
              box->frame_x[1] += frame + layout->gap / 2;
              box->width += frame + layout->gap / 2;
            }
          box->height = floor - box->y;
          x += box->width + layout->gap;
        }
      row.width = x - layout->gap;
      row.height = floor - y;
      layout->width = MAX (layout->width, row.width + layout->margin);
      y = floor + layout->row_gap;
      g_array_append_val (rows, row);
    }
  layout->height = plan->n_racks > 0 ? y - layout->row_gap + layout->margin + 2 : 0;
  layout->n_rows = rows->len;
  layout->rows = (RwRackRow *) g_array_free (g_steal_pointer (&rows), FALSE);
  return layout;
}

void
rw_rack_layout_free (RwRackLayout *layout)
{
  if (layout == NULL)
    return;
  rw_rack_plan_unref (layout->plan);
  g_free (layout->rows);
  g_free (layout->boxes);
  g_free (layout);
}

/**
 * rw_rack_layout_fit_unit:
 * @all: the whole room in the area; else one row of racks in its height
 *
 * Returns: the largest unit with which it fits
 */
double
rw_rack_layout_fit_unit (RwRackPlan *plan, RwFaces faces, int width, int height, gboolean all)
{
  double low = RW_RACK_UNIT_MIN, high = RW_RACK_UNIT_MAX;

  for (int i = 0; i < 20; i++)
    {
      double middle = (low + high) / 2;
      g_autoptr (RwRackLayout) layout = rw_rack_layout_new (plan, faces, middle);
      int tallest = 0;

      for (guint r = 0; r < layout->n_rows; r++)
        tallest = MAX (tallest, layout->rows[r].height + 2 * layout->margin);
      if (all ? layout->width <= width && layout->height <= height : tallest <= height)
        low = middle;
      else
        high = middle;
    }
  return low;
}

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

/* The row at y or the nearest one. */
static int
row_near (const RwRackLayout *layout, double y)
{
  guint low = 0, high = layout->n_rows;

  if (layout->n_rows == 0)
    return -1;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (layout->rows[middle].y + layout->rows[middle].height + layout->row_gap / 2 <= y)
        low = middle + 1;
      else
        high = middle;
    }
  return (int) MIN (low, layout->n_rows - 1);
}

/**
 * rw_rack_layout_rack_near:
 *
 * Returns: the rack at a point or the nearest one in the nearest row; -1 when there is none
 */
int
rw_rack_layout_rack_near (const RwRackLayout *layout, double x, double y)
{
  int row = row_near (layout, y);
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

  return (RwRackSpot) { RW_RACK_SPOT_DEVICE, d->rack, face, device, d->start, d->length };
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
  return (RwRackSpot) { RW_RACK_SPOT_RACK, rack, face, 0, 0, 0 };
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
  return (RwRackSpot) { RW_RACK_SPOT_FREE, rack, face, 0, low, high - low };
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

/* --- Going from one to the next ------------------------------------------------------------------ */

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

static int
column_of (const RwRackLayout *layout, const RwRackSpot *spot)
{
  const RwRackSlot *slot =
    spot->kind == RW_RACK_SPOT_DEVICE ? find_slot (layout, spot->device, spot->face) : NULL;

  return slot != NULL ? slot->column : -1;
}

/* Rack at the same place of the next or previous row. */
static RwRackSpot
step_row (const RwRackLayout *layout, const RwRackSpot *from, int by)
{
  int row = (int) rw_rack_layout_row_of (layout, from->rack), to = row + by;
  const RwRackBox *box = &layout->boxes[from->rack];

  if (to < 0 || to >= (int) layout->n_rows)
    return *from;
  return rack_spot (rw_rack_layout_rack_near (layout, box->x + box->width / 2.0,
                                              layout->rows[to].y + 1),
                    from->face);
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
            return make_device_spot (layout, sibling, from->face);
        }
      if (up)
        return make_device_spot (layout, device->parent, from->face);
      base = make_device_spot (layout, device->parent, from->face);
    }
  else if (device != NULL && device->length == 0)
    {
      /* What hangs at the sides comes below the lowest unit. */
      while (side < info->sides->len && g_array_index (info->sides, guint, side) != from->device)
        side++;
      if (up && side == 0)
        return rw_rack_layout_spot_at (layout, from->rack, from->face, 0, 0);
      side = up ? side - 1 : MIN (side + 1, info->sides->len - 1);
      return make_device_spot (layout, g_array_index (info->sides, guint, side), from->face);
    }
  if (!up && base.start <= 0)
    return info->sides->len > 0
             ? make_device_spot (layout, g_array_index (info->sides, guint, 0), from->face)
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

      *to = make_device_spot (layout, child, from->face);
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
  *to = make_device_spot (layout, best, from->face);
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
  if (shows_both (layout) && face == (by > 0 ? RW_FACE_FRONT : RW_FACE_REAR) &&
      from->kind != RW_RACK_SPOT_RACK)
    face = by > 0 ? RW_FACE_REAR : RW_FACE_FRONT;
  else
    {
      rack += by;
      if (rack < (int) row->first || rack >= (int) (row->first + row->n))
        return *from;
      if (shows_both (layout))
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
