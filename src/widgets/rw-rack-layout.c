/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-layout.h"

#include <math.h>
#include <string.h>

/* Rooms are laid out so that they are largest on a screen that is as wide to high as this. */
#define ASPECT 1.7

static RwRackLod
lod_for (double unit)
{
  if (unit < RW_RACK_UNIT_MIDDLE)
    return RW_RACK_LOD_FAR;
  return unit < RW_RACK_UNIT_NEAR ? RW_RACK_LOD_MIDDLE : RW_RACK_LOD_NEAR;
}

static gboolean
has_aisles (const RwRackPlan *plan)
{
  for (guint i = 0; i < plan->n_rooms; i++)
    if (plan->rooms[i].first_aisle >= 0)
      return TRUE;
  return FALSE;
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
  layout->margin = 18;
  switch (layout->lod)
    {
    case RW_RACK_LOD_NEAR:
      layout->side = (int) lround (unit * 0.95);
      layout->pad = MAX (3, (int) lround (unit * 0.3));
      layout->header = 44;
      layout->face_label = layout->faces == RW_FACES_BOTH ? 18 : 0;
      layout->rail = 22;
      layout->gap = MAX (8, (int) lround (unit * 0.7));
      layout->row_gap = 34;
      layout->row_label = named ? 24 : 0;
      layout->room_label = 34;
      layout->room_gap = 48;
      break;
    case RW_RACK_LOD_MIDDLE:
      layout->side = MAX (2, (int) lround (unit * 0.6));
      layout->pad = 2;
      layout->header = 20;
      layout->face_label = 0;
      layout->rail = 0;
      layout->gap = MAX (6, (int) lround (unit));
      layout->row_gap = 28;
      layout->row_label = named ? 24 : 0;
      layout->room_label = 30;
      layout->room_gap = 32;
      break;
    case RW_RACK_LOD_FAR:
      layout->side = unit > 2 ? 1 : 0;
      layout->pad = unit > 2 ? 1 : 0;
      layout->header = layout->inner >= 30 ? 16 : 0;
      layout->foot = 16;
      layout->row_gap = has_aisles (layout->plan) ? 38 : 24;
      layout->face_label = 0;
      layout->rail = 0;
      layout->gap = MAX (2, (int) lround (unit * 1.2));
      layout->row_label = named ? 22 : 0;
      layout->room_label = 26;
      layout->room_gap = 18;
      break;
    }
  layout->room_pad = 12;
  if (layout->plan->n_rooms < 2)
    layout->room_label = layout->room_gap = layout->room_pad = 0;
}

static int
frame_height (const RwRackLayout *layout, int units)
{
  return (int) lround (layout->unit * units) + 2 * layout->pad;
}

/**
 * rw_rack_layout_shows_both:
 *
 * Returns: whether both faces are side by side; a far tile stands for the whole rack, so it has one
 */
gboolean
rw_rack_layout_shows_both (const RwRackLayout *layout)
{
  return layout->faces == RW_FACES_BOTH && layout->lod != RW_RACK_LOD_FAR;
}

static int
box_width (const RwRackLayout *layout)
{
  int frame = rw_rack_layout_frame_width (layout);

  return layout->rail + frame + (rw_rack_layout_shows_both (layout) ? frame + layout->gap / 2 : 0);
}

/* Racks of a row ascend by position. Only places that make sense are kept free on the floor: without a
 * position, with one twice, or mostly holes, racks stand side by side. */
static gboolean
is_placed (const RwRackPlan *plan, const RwRackRow *row)
{
  const RwRackInfo *racks = plan->racks + row->first;

  for (guint i = 1; i < row->n; i++)
    if (racks[i].position <= racks[i - 1].position)
      return FALSE;
  return racks[0].position > 0 &&
         racks[row->n - 1].position - racks[0].position < 2 * (gint64) row->n;
}

static GArray *
find_rows (const RwRackPlan *plan)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (RwRackRow));

  for (guint first = 0, end; first < plan->n_racks; first = end)
    {
      const RwRackInfo *rack = &plan->racks[first];
      RwRackRow row = { .first = first, .name = rack->row, .room = rack->room, .aisle = -1 };

      for (end = first; end < plan->n_racks && plan->racks[end].room == rack->room &&
                        g_strcmp0 (plan->racks[end].row, rack->row) == 0;
           end++)
        row.tallest = MAX (row.tallest, plan->racks[end].units);
      row.n = end - first;
      row.placed = is_placed (plan, &row);
      g_array_append_val (rows, row);
    }
  return rows;
}

/* The place on the floor that comes first in a room: all its rows begin there, so that they align. */
static gint64
first_position (const RwRackLayout *layout, const RwRackRoomBox *room)
{
  gint64 first = G_MAXINT64;

  for (guint i = room->first_row; i < room->first_row + room->n_rows; i++)
    if (layout->rows[i].placed)
      first = MIN (first, layout->plan->racks[layout->rows[i].first].position);
  return first;
}

static gint64
slot_of (const RwRackLayout *layout, const RwRackRow *row, guint rack, gint64 first)
{
  gint64 offset = row->placed ? layout->plan->racks[row->first].position - first : 0;

  /* A row that begins far down the aisle must not make the room a mile long. */
  if (offset > 100)
    offset = 0;
  return offset + (row->placed
                     ? layout->plan->racks[rack].position - layout->plan->racks[row->first].position
                     : rack - row->first);
}

static int
row_height (const RwRackLayout *layout, const RwRackRow *row)
{
  return layout->row_label + layout->header + layout->face_label +
         frame_height (layout, row->tallest);
}

static void
measure_room (RwRackLayout *layout, RwRackRoomBox *room)
{
  gint64 first = first_position (layout, room), slots = 0;

  room->height = layout->room_label + layout->foot + 2 * layout->room_pad - layout->row_gap;
  for (guint i = room->first_row; i < room->first_row + room->n_rows; i++)
    {
      const RwRackRow *row = &layout->rows[i];

      slots = MAX (slots, slot_of (layout, row, row->first + row->n - 1, first) + 1);
      room->height += row_height (layout, row) + layout->row_gap;
    }
  room->width =
    (int) slots * (box_width (layout) + layout->gap) - layout->gap + 2 * layout->room_pad;
}

/* Rooms in columns, each as wide as its widest room, each row of rooms as high as its highest. */
static void
size_grid (const RwRackLayout *layout, guint columns, int *widths, int *width, int *height)
{
  int tallest = 0;

  memset (widths, 0, columns * sizeof *widths);
  *width = *height = 0;
  for (guint i = 0; i < layout->n_rooms; i++)
    {
      widths[i % columns] = MAX (widths[i % columns], layout->rooms[i].width);
      tallest = MAX (tallest, layout->rooms[i].height);
      if (i % columns == columns - 1 || i + 1 == layout->n_rooms)
        {
          *height += tallest + layout->room_gap;
          tallest = 0;
        }
    }
  for (guint i = 0; i < columns; i++)
    *width += widths[i] + layout->room_gap;
}

/* At one zoom for all, so that rooms stay where they are while one zooms. */
static guint
choose_columns (const RwRackLayout *of)
{
  RwRackLayout layout = *of;
  g_autofree RwRackRoomBox *rooms = g_memdup2 (of->rooms, of->n_rooms * sizeof *of->rooms);
  int widths[RW_RACK_ROOM_COLUMNS], width, height;
  double best = 0;
  guint chosen = 1;

  layout.unit = 2;
  layout.faces = RW_FACES_FRONT;
  layout.rooms = rooms;
  set_metrics (&layout);
  for (guint i = 0; i < layout.n_rooms; i++)
    measure_room (&layout, &rooms[i]);
  for (guint columns = 1; columns <= MIN (layout.n_rooms, RW_RACK_ROOM_COLUMNS); columns++)
    {
      double scale;

      size_grid (&layout, columns, widths, &width, &height);
      scale = MIN (ASPECT / MAX (1, width), 1.0 / MAX (1, height));
      if (scale > best)
        {
          best = scale;
          chosen = columns;
        }
    }
  return chosen;
}

static void
place_row (RwRackLayout *layout, RwRackRow *row, int left, int y, gint64 first)
{
  const RwRackPlan *plan = layout->plan;
  int floor = y + row_height (layout, row), frame = rw_rack_layout_frame_width (layout),
      step = box_width (layout) + layout->gap;

  row->x = left + (int) slot_of (layout, row, row->first, first) * step;
  row->y = y;
  row->height = floor - y;
  for (guint i = row->first; i < row->first + row->n; i++)
    {
      RwRackBox *box = &layout->boxes[i];

      box->frame_height = frame_height (layout, plan->racks[i].units);
      box->frame_y = floor - box->frame_height;
      box->x = left + (int) slot_of (layout, row, i, first) * step;
      box->y = box->frame_y - layout->face_label - layout->header;
      box->frame_x[0] = box->frame_x[1] = box->x + layout->rail;
      if (rw_rack_layout_shows_both (layout))
        box->frame_x[1] += frame + layout->gap / 2;
      box->width = step - layout->gap;
      box->height = floor - box->y;
      row->width = box->x + box->width - row->x;
    }
}

static void
place_rooms (RwRackLayout *layout)
{
  int widths[RW_RACK_ROOM_COLUMNS], x = layout->margin, y = layout->margin, tallest = 0;

  size_grid (layout, layout->columns, widths, &layout->width, &layout->height);
  layout->width += 2 * layout->margin - layout->room_gap;
  layout->height += 2 * layout->margin - layout->room_gap + 2;
  for (guint i = 0; i < layout->n_rooms; i++)
    {
      RwRackRoomBox *room = &layout->rooms[i];
      gint64 first = first_position (layout, room);
      int row_y;

      room->x = x;
      room->y = y;
      row_y = y + layout->room_pad + layout->room_label;
      for (guint r = room->first_row; r < room->first_row + room->n_rows; r++)
        {
          place_row (layout, &layout->rows[r], x + layout->room_pad, row_y, first);
          row_y += layout->rows[r].height + layout->row_gap;
        }
      tallest = MAX (tallest, room->height);
      x += widths[i % layout->columns] + layout->room_gap;
      if (i % layout->columns == layout->columns - 1)
        {
          x = layout->margin;
          y += tallest + layout->room_gap;
          tallest = 0;
        }
    }
}

/**
 * rw_rack_layout_new:
 * @unit: height of a unit in pixels
 */
RwRackLayout *
rw_rack_layout_new (RwRackPlan *plan, RwFaces faces, double unit)
{
  RwRackLayout *layout = g_new0 (RwRackLayout, 1);
  GArray *rows = find_rows (plan);

  layout->plan = rw_rack_plan_ref (plan);
  layout->faces = faces;
  layout->unit = unit;
  set_metrics (layout);
  layout->boxes = g_new0 (RwRackBox, MAX (1, plan->n_racks));
  layout->n_rows = rows->len;
  layout->rows = (RwRackRow *) g_array_free (rows, FALSE);
  layout->n_rooms = plan->n_rooms;
  layout->rooms = g_new0 (RwRackRoomBox, MAX (1, plan->n_rooms));
  for (guint i = 0; i < layout->n_rows; i++)
    {
      RwRackRow *row = &layout->rows[i];
      RwRackRoomBox *room = &layout->rooms[row->room];

      if (room->n_rows++ == 0)
        room->first_row = i;
      /* Fronts face the cold aisle, so behind a row comes the other one. */
      if (i + 1 < layout->n_rows && layout->rows[i + 1].room == row->room &&
          plan->rooms[row->room].first_aisle >= 0)
        row->aisle =
          (plan->rooms[row->room].first_aisle + (int) room->n_rows - 1) % RW_AISLE_N_VALUES;
    }
  if (plan->n_racks == 0)
    return layout;
  for (guint i = 0; i < layout->n_rooms; i++)
    measure_room (layout, &layout->rooms[i]);
  layout->columns = choose_columns (layout);
  place_rooms (layout);
  return layout;
}

void
rw_rack_layout_free (RwRackLayout *layout)
{
  if (layout == NULL)
    return;
  rw_rack_plan_unref (layout->plan);
  g_free (layout->rooms);
  g_free (layout->rows);
  g_free (layout->boxes);
  g_free (layout);
}

static gboolean
fits (const RwRackLayout *layout, int width, int height, RwRackFit fit, guint room)
{
  int tallest = 0;

  switch (fit)
    {
    case RW_RACK_FIT_ALL:
      return layout->width <= width && layout->height <= height;
    case RW_RACK_FIT_ROOM:
      return layout->rooms[room].width + 2 * layout->margin <= width &&
             layout->rooms[room].height + 2 * layout->margin <= height;
    default:
      for (guint r = 0; r < layout->n_rows; r++)
        tallest = MAX (tallest, layout->rows[r].height + 2 * layout->margin);
      return tallest <= height;
    }
}

/**
 * rw_rack_layout_fit_unit:
 * @room: which, for %RW_RACK_FIT_ROOM
 *
 * Returns: the largest unit with which it fits
 */
double
rw_rack_layout_fit_unit (RwRackPlan *plan, RwFaces faces, int width, int height, RwRackFit fit, guint room)
{
  double low = RW_RACK_UNIT_MIN, high = RW_RACK_UNIT_MAX;

  for (int i = 0; i < 20; i++)
    {
      double middle = (low + high) / 2;
      g_autoptr (RwRackLayout) layout = rw_rack_layout_new (plan, faces, middle);

      if (fits (layout, width, height, fit, room))
        low = middle;
      else
        high = middle;
    }
  return low;
}
