/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-painter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-rack-words.h"

/*
 * What a device looks like from the front and from behind, as far as it helps to recognise it in
 * the aisle. All in filled rectangles on whole pixels: the software renderer draws thousands in a frame.
 */

/* The colours of what is on a plate, opaque on the plate's own. */
typedef struct
{
  GdkRGBA plate, light, bay, bay_dark, port_free, port_cabled;
} Metal;

/* @tint: (nullable): what the colours of devices stand for */
static void
make_metal (const RwRackTone *tone,
            int role,
            const GdkRGBA *tint,
            gboolean other_side,
            Metal *metal)
{
  metal->plate = tone->plate[role];
  if (tint != NULL)
    {
      GdkRGBA color = *tint;

      color.alpha = 0.36f;
      metal->plate = rw_rack_over (&metal->plate, &color);
    }
  if (other_side)
    metal->plate = rw_rack_over (&metal->plate, &tone->shadow);
  metal->light = rw_rack_over (&metal->plate, &tone->plate_light);
  metal->bay = rw_rack_over (&metal->plate, &tone->bay);
  metal->bay_dark = rw_rack_over (&metal->plate, &tone->bay_dark);
  metal->port_free = rw_rack_over (&metal->plate, &tone->port_free);
  metal->port_cabled = rw_rack_over (&metal->plate, &tone->port_cabled);
}

/* Text size for a line as high as a unit. */
static RwRackText
text_for (double unit)
{
  if (unit < 14)
    return RW_RACK_TEXT_TINY;
  if (unit < 18)
    return RW_RACK_TEXT_SMALL;
  return unit < 26 ? RW_RACK_TEXT_BODY : RW_RACK_TEXT_LARGE;
}

/* --- Grids --------------------------------------------------------------------------------------- */

/* A switch has 48 sockets, a room thousands of drives: each grid is one small texture, because a fill
 * apiece is what a frame would spend most of its time on. */
typedef struct
{
  guint32 *pixels;
  int width, height, scale;
} Pixels;

static guint32
to_pixel (const GdkRGBA *color)
{
  return 0xff000000u | (guint32) lroundf (color->red * 255) << 16 |
         (guint32) lroundf (color->green * 255) << 8 | (guint32) lroundf (color->blue * 255);
}

static void
pixels_fill (Pixels *pixels, guint32 color, int x, int y, int width, int height)
{
  int scale = pixels->scale, end_x = MIN (x + width, pixels->width) * scale,
      end_y = MIN (y + height, pixels->height) * scale;

  for (int row = MAX (y, 0) * scale; row < end_y; row++)
    for (int column = MAX (x, 0) * scale; column < end_x; column++)
      pixels->pixels[row * pixels->width * scale + column] = color;
}

static void
pixels_begin (Pixels *pixels, const GdkRGBA *back, int width, int height, int scale)
{
  *pixels =
    (Pixels) { g_new (guint32, (gsize) width * height * scale * scale), width, height, scale };
  pixels_fill (pixels, to_pixel (back), 0, 0, width, height);
}

static GdkTexture *
pixels_end (Pixels *pixels)
{
  gsize stride = sizeof (guint32) * pixels->width * pixels->scale;
  g_autoptr (GBytes) bytes =
    g_bytes_new_take (pixels->pixels, stride * pixels->height * pixels->scale);

  /* GDK_MEMORY_DEFAULT is the format of a cairo surface: 32 bits in the byte order of the machine. */
  return gdk_memory_texture_new (pixels->width * pixels->scale, pixels->height * pixels->scale,
                                 GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
append_texture (GtkSnapshot *snapshot, GdkTexture *texture, int x, int y, int width, int height)
{
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* A grid of equal small rectangles, right-aligned in @area; columns that would be too narrow become one
 * block. The same for all devices of a kind, so its texture is kept. */
static void
draw_grid (RwRackPainter *painter,
           GtkSnapshot *snapshot,
           const GdkRGBA *color,
           const GdkRGBA *back,
           const GdkRectangle *area,
           int columns,
           int rows,
           int gap)
{
  int cell = columns > 0 ? area->width / columns : 0, width,
      scale = rw_rack_painter_get_scale (painter);
  g_autofree char *key = NULL;
  GdkTexture *texture;

  if (columns < 1 || rows < 1 || area->height < rows * 2)
    return;
  if (cell < gap + 2)
    {
      rw_rack_fill (snapshot, color, area->x, area->y, area->width, area->height);
      return;
    }
  width = cell * columns;
  key = g_strdup_printf ("%d %d %d %d %d %d %x %x", columns, rows, gap, width, area->height, scale,
                         to_pixel (color), to_pixel (back));
  texture = rw_rack_painter_lookup_texture (painter, key);
  if (texture == NULL)
    {
      Pixels pixels;

      pixels_begin (&pixels, back, width, area->height, scale);
      for (int row = 0; row < rows; row++)
        {
          int y = area->height * row / rows,
              height = area->height * (row + 1) / rows - y - (rows > 1 ? gap : 0);

          for (int column = 0; column < columns; column++)
            pixels_fill (&pixels, to_pixel (color), column * cell, y, cell - gap, height);
        }
      texture = pixels_end (&pixels);
      rw_rack_painter_keep_texture (painter, key, texture);
    }
  append_texture (snapshot, texture, area->x + area->width - width, area->y, width, area->height);
}

/* Drive bays: 2.5 in drives stand, 3.5 in drives lie; either way they fill the height. */
static void
measure_bays (const RwRackDevice *device, double unit, GdkRectangle *area, int *columns, int *rows)
{
  int units = MAX (1, device->length / 2), bays = device->drive_bays, width;

  if (units == 1)
    *rows = 1;
  else if (bays <= 12)
    *rows = bays == 12 ? 3 : MIN (units, 3);
  else
    *rows = bays <= 26 ? MAX (1, units / 2) : MIN (units, 5);
  /* No drive narrower than it can be seen. */
  while (*rows < 2 * units && (bays + *rows - 1) / *rows * 4 > area->width)
    ++*rows;
  *columns = (bays + *rows - 1) / *rows;
  width =
    (int) MIN (area->width, *columns * MAX (4, unit * (*rows > 1 && bays <= 12 ? 1.35 : 0.62)));
  area->x += area->width - width;
  area->width = width;
}

static void
draw_bays (RwRackPainter *painter,
           const Metal *metal,
           GtkSnapshot *snapshot,
           const RwRackDevice *device,
           const GdkRectangle *area,
           double unit)
{
  GdkRectangle grid = *area;
  int rows, columns;

  if (device->drive_bays <= 0)
    {
      /* Air holes, so that a server without drives is not an empty plate. */
      GdkRectangle vent = { area->x + area->width / 3, area->y + area->height / 4,
                            area->width * 2 / 3, MAX (2, area->height / 2) };

      draw_grid (painter, snapshot, &metal->bay_dark, &metal->plate, &vent, MAX (4, vent.width / 5),
                 1, 2);
      return;
    }
  measure_bays (device, unit, &grid, &columns, &rows);
  draw_grid (painter, snapshot, &metal->bay, &metal->plate, &grid, columns, rows, 1);
}

static void
draw_ports (RwRackPainter *painter,
            const Metal *metal,
            GtkSnapshot *snapshot,
            const RwRackLayout *layout,
            const RwRackDevice *device,
            const GdkRectangle *area)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);
  /* A patch panel has no link of its own: its sockets are taken or free. */
  gboolean passive = device->role == RW_DEVICE_ROLE_PATCH_PANEL;
  const GdkRGBA *colors[] = { &metal->port_free, &metal->port_cabled,
                              passive ? &metal->port_cabled : &tone->port_up };
  const guint8 *ports = layout->plan->ports + device->first_port;
  int n = (int) MIN (device->n_ports, 768), rows = n > 12 ? 2 : 1, columns, cell, group = 0, width,
      cell_height;
  g_autoptr (GdkTexture) texture = NULL;
  Pixels pixels;

  if (n == 0)
    return;
  /* A chassis full of line cards: more rows before the sockets become too narrow. */
  while ((n + rows - 1) / rows * 5 > area->width && (rows + 1) * 5 <= area->height)
    rows++;
  if (area->height < rows * 4)
    rows = MAX (1, area->height / 4);
  columns = (n + rows - 1) / rows;
  cell = MIN (area->width / columns, (int) lround (layout->unit * (rows == 1 ? 0.62 : 0.45)));
  if (cell < 3)
    {
      /* Too many for this width: how many of them are up, as a bar. */
      int up = 0;

      for (int i = 0; i < n; i++)
        up += ports[i] == RW_PORT_STATE_UP;
      rw_rack_fill (snapshot, &metal->port_free, area->x, area->y + area->height / 3, area->width,
                    area->height / 3);
      rw_rack_fill (snapshot, &tone->port_up, area->x, area->y + area->height / 3,
                    area->width * up / n, area->height / 3);
      return;
    }
  /* Groups of six, as on real panels, where there is room for the gaps. */
  if (columns > 6 && area->width - cell * columns >= (columns - 1) / 6 * 3)
    group = 3;
  width = cell * columns + (columns - 1) / 6 * group;
  cell_height = MIN (area->height / rows, cell + 2);
  pixels_begin (&pixels, &metal->plate, width, cell_height * rows,
                rw_rack_painter_get_scale (painter));
  for (int i = 0; i < n; i++)
    {
      int column = i / rows, row = i % rows;

      pixels_fill (&pixels, to_pixel (colors[MIN (ports[i], RW_PORT_STATE_UP)]),
                   column * cell + column / 6 * group, row * cell_height, cell - 1,
                   cell_height - 1);
    }
  texture = pixels_end (&pixels);
  append_texture (snapshot, texture, area->x + area->width - width,
                  area->y + (area->height - rows * cell_height) / 2, width, cell_height * rows);
}

/* From behind: two power supplies, a row of fans, a few sockets. */
static void
draw_rear (RwRackPainter *painter,
           const Metal *metal,
           GtkSnapshot *snapshot,
           const RwRackDevice *device,
           const GdkRectangle *area,
           double unit)
{
  int supply = (int) (unit * 1.25), height = MIN (area->height, (int) (unit * 1.7));
  GdkRectangle fans = { area->x, area->y, area->width - 2 * supply - 8, area->height };

  if (device->role == RW_DEVICE_ROLE_PATCH_PANEL || device->role == RW_DEVICE_ROLE_SHELF ||
      area->width < supply * 3)
    return;
  for (int i = 1; i <= 2; i++)
    {
      int x = area->x + area->width - i * supply;

      rw_rack_fill (snapshot, &metal->bay_dark, x, area->y, supply - 2, height);
      rw_rack_fill (snapshot, &metal->bay, x + 2, area->y + height / 3, supply / 3,
                    MAX (2, height / 3));
    }
  fans.x += fans.width / 2;
  fans.width /= 2;
  draw_grid (painter, snapshot, &metal->bay_dark, &metal->plate, &fans,
             MAX (2, fans.width / MAX (6, (int) (unit * 0.9))), MAX (1, device->length / 4), 2);
}

static void
draw_ghost (RwRackPainter *painter,
            GtkSnapshot *snapshot,
            const RwRackLayout *layout,
            const RwRackDevice *device,
            const GdkRectangle *rect)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);
  const GdkRGBA *color = &tone->status[RW_STATUS_PLANNED];
  RwRackText size = text_for (layout->unit);
  g_autofree char *stage = g_utf8_strdown (rw_enum_label (&rw_enum_stage, device->stage), -1);
  g_autofree char *words = g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_PLANNED), stage);
  GdkRGBA fill = *color;
  int y = rect->y + MIN (rect->height, (int) lround (layout->unit)) / 2, right, drawn;

  fill.alpha = 0.13f;
  rw_rack_fill (snapshot, &fill, rect->x + 1, rect->y + 1, rect->width - 2, rect->height - 3);
  rw_rack_draw_dashes (snapshot, rect, color, 3);
  if (rect->width < rect->height)
    return;
  drawn = rw_rack_painter_text (painter, snapshot, device->name, size, color, rect->x + 9, y,
                                rect->width - 14);
  right = rw_rack_painter_measure (painter, words, MIN (size, RW_RACK_TEXT_SMALL));
  if (drawn + right + 30 <= rect->width)
    rw_rack_painter_text (painter, snapshot, words, MIN (size, RW_RACK_TEXT_SMALL), color,
                          rect->x + rect->width - right - 8, y, right + 2);
}

/* Blades and vertical strips: the name runs upwards. */
static void
draw_upright (RwRackPainter *painter,
              GtkSnapshot *snapshot,
              const RwRackLayout *layout,
              const RwRackDevice *device,
              const GdkRectangle *rect)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);
  RwStatus status = rw_rack_device_status (device);
  gboolean mark = status == RW_STATUS_BAD || status == RW_STATUS_ATTENTION;
  RwRackText size =
    layout->unit >= 17 && rect->width >= 17 ? RW_RACK_TEXT_SMALL : RW_RACK_TEXT_TINY;
  int drawn, room = rect->height - 12;

  if (rect->width < 10)
    return;
  rw_rack_painter_flush (painter, snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (rect->x + rect->width / 2 + 1,
                                                          rect->y + rect->height - 7));
  gtk_snapshot_rotate (snapshot, -90);
  drawn = rw_rack_painter_text (painter, snapshot, device->name, size, &tone->text, 0, 0,
                                room - (mark ? 14 : 0));
  if (mark && drawn > 0)
    rw_rack_painter_text (painter, snapshot, rw_status_symbol (status), size, &tone->status[status],
                          drawn + 4, 0, 16);
  rw_rack_painter_flush (painter, snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
draw_pdu (RwRackPainter *painter,
          GtkSnapshot *snapshot,
          const RwRackLayout *layout,
          const RwRackDevice *device,
          const GdkRectangle *rect,
          gboolean other_side)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);
  const guint8 *ports = layout->plan->ports + device->first_port;
  int n = (int) MIN (device->n_ports, 60), size = MAX (2, rect->width - 8), top = rect->y + 8;
  int name = MIN (rect->height / 3, 120), room = rect->height - 16 - name;
  GdkRectangle label = { rect->x, rect->y + rect->height - name, rect->width, name };
  gboolean classed;
  GdkRGBA color;
  Metal metal;

  classed = rw_rack_painter_get_class_color (painter, device, &color);
  make_metal (tone, RW_DEVICE_ROLE_PDU, classed ? &color : NULL, other_side, &metal);
  rw_rack_fill (snapshot, &metal.plate, rect->x, rect->y, rect->width, rect->height);
  if (!other_side || rw_rack_device_status (device) != RW_STATUS_GOOD)
    rw_rack_fill (snapshot, &tone->status[rw_rack_device_status (device)], rect->x, rect->y,
                  rect->width, 3);
  if (other_side)
    return;
  if (n > 0 && room / n >= 4)
    {
      int step = MIN (room / n, (int) lround (layout->unit)), height = MIN (step - 2, size);
      Pixels pixels;
      g_autoptr (GdkTexture) texture = NULL;

      pixels_begin (&pixels, &metal.plate, size, step * n, rw_rack_painter_get_scale (painter));
      for (int i = 0; i < n; i++)
        pixels_fill (&pixels,
                     to_pixel (ports[i] == RW_PORT_STATE_UP ? &tone->port_up : &metal.port_free), 0,
                     i * step, size, height);
      texture = pixels_end (&pixels);
      append_texture (snapshot, texture, rect->x + (rect->width - size) / 2, top, size, step * n);
    }
  draw_upright (painter, snapshot, layout, device, &label);
}

/* A second line is there whole or not at all. Returns where it ends. */
static int
draw_second_line (RwRackPainter *painter,
                  GtkSnapshot *snapshot,
                  const char *text,
                  RwRackText size,
                  int x,
                  int y,
                  int room)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);

  if (text == NULL || rw_rack_painter_measure (painter, text, size) > room)
    return x;
  return x + rw_rack_painter_text (painter, snapshot, text, size, &tone->text_dim, x, y, room);
}

/* Name, mark, and below them on taller kit what it is and for whom. Returns where the texts end. */
static int
draw_texts (RwRackPainter *painter,
            GtkSnapshot *snapshot,
            const RwRackLayout *layout,
            const RwRackDevice *device,
            const GdkRectangle *rect,
            int room,
            gboolean other_side)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);
  RwStatus status = rw_rack_device_status (device);
  RwRackText size = text_for (layout->unit), small = size == RW_RACK_TEXT_LARGE
                                                       ? RW_RACK_TEXT_CAPTION
                                                       : MIN (size, RW_RACK_TEXT_SMALL);
  int line = (int) lround (layout->unit), x = rect->x + 10,
      y = rect->y + (MIN (rect->height, line) - 1) / 2, end;
  const char *below[] = { device->model, device->service };
  gboolean mark =
    status == RW_STATUS_BAD || status == RW_STATUS_ATTENTION || status == RW_STATUS_PLANNED;

  end = x + rw_rack_painter_text (painter, snapshot, device->name, size,
                                  other_side ? &tone->text_dim : &tone->text, x, y,
                                  rect->width - 14 - (mark ? 18 : 0) -
                                    (device->change == RW_CHANGE_TODAY_RUNNING ? 18 : 0));
  if (mark)
    end += 6 + rw_rack_painter_text (painter, snapshot, rw_status_symbol (status), size,
                                     &tone->status[status], end + 6, y, 20);
  if (device->change == RW_CHANGE_TODAY_RUNNING)
    end += 6 + rw_rack_painter_text (painter, snapshot, RW_RACK_CHANGE_SYMBOL, size,
                                     &tone->status[RW_STATUS_PLANNED], end + 6, y, 20);
  for (int i = 0; i < 2 && layout->unit >= 13 && device->n_children == 0 && !other_side &&
                  device->length >= 4 + 2 * i;
       i++)
    {
      int right =
        draw_second_line (painter, snapshot, below[i], small, x, y + (i + 1) * line, room - 10);

      end = MAX (end, right);
    }
  return end;
}

/* What somebody imported, with the name on a piece of the plate: whatever is in the picture, it can be read. */
static void
draw_photo (RwRackPainter *painter,
            GtkSnapshot *snapshot,
            const RwRackLayout *layout,
            const RwRackDevice *device,
            const GdkRectangle *rect,
            const GdkRGBA *plate,
            GdkTexture *photo,
            gboolean other_side)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);
  GdkRectangle line = { rect->x, rect->y, rect->width,
                        MIN (rect->height, (int) lround (layout->unit)) };
  RwStatus status = rw_rack_device_status (device);
  gboolean mark = status != RW_STATUS_GOOD && status != RW_STATUS_UNKNOWN;
  int name = rw_rack_painter_measure (painter, device->name, text_for (layout->unit));
  GdkRGBA back = *plate;

  gtk_snapshot_append_scaled_texture (snapshot, photo, GSK_SCALING_FILTER_TRILINEAR,
                                      &GRAPHENE_RECT_INIT (rect->x, rect->y, rect->width,
                                                           rect->height - 1));
  if (other_side)
    rw_rack_fill (snapshot, &tone->shadow, rect->x, rect->y, rect->width, rect->height - 1);
  rw_rack_fill (snapshot, &tone->status[status], rect->x, rect->y,
                status == RW_STATUS_BAD || status == RW_STATUS_ATTENTION ? 4 : 3, rect->height - 1);
  /* Low kit has no room beside what it holds. */
  if (device->n_children > 0 && device->length < 8)
    return;
  back.alpha = tone->high_contrast ? 1 : 0.88f;
  rw_rack_fill (snapshot, &back, line.x + 4, line.y,
                MIN (line.width - 4, 14 + name + (mark ? 22 : 0) +
                                       (device->change == RW_CHANGE_TODAY_RUNNING ? 22 : 0)),
                line.height - 1);
  draw_texts (painter, snapshot, layout, device, &line, 0, other_side);
}

/**
 * rw_rack_faceplate_draw:
 * @rect: where
 * @other_side: the device is mounted on the other face: this is its far end
 */
void
rw_rack_faceplate_draw (RwRackPainter *painter,
                        GtkSnapshot *snapshot,
                        const RwRackLayout *layout,
                        const RwRackDevice *device,
                        const GdkRectangle *rect,
                        gboolean other_side)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (painter);
  RwStatus status = rw_rack_device_status (device);
  int role = CLAMP ((int) device->role, 0, RW_DEVICE_ROLE_OTHER), height = rect->height - 1, inset,
      room, text_room = 0, end;
  gboolean strong = status == RW_STATUS_BAD || status == RW_STATUS_ATTENTION;
  gboolean classed;
  GdkTexture *photo;
  GdkRectangle area;
  GdkRGBA color;
  Metal metal;

  if (rw_stage_is_ghost (device->stage))
    {
      draw_ghost (painter, snapshot, layout, device, rect);
      return;
    }
  if (device->length == 0 && device->parent < 0)
    {
      draw_pdu (painter, snapshot, layout, device, rect, other_side);
      return;
    }
  classed = rw_rack_painter_get_class_color (painter, device, &color);
  if (!classed)
    color = tone->status[status];
  make_metal (tone, role, classed ? &color : NULL, other_side, &metal);
  photo =
    classed || device->parent >= 0 ? NULL : rw_rack_painter_get_photo (painter, device, other_side);
  if (photo != NULL)
    {
      draw_photo (painter, snapshot, layout, device, rect, &metal.plate, photo, other_side);
      return;
    }
  rw_rack_fill (snapshot, &metal.plate, rect->x, rect->y + 1, rect->width, height - 1);
  rw_rack_fill (snapshot, &metal.light, rect->x, rect->y, rect->width, 1);
  rw_rack_fill (snapshot, &color, rect->x, rect->y, strong || classed ? 4 : 3, height);
  if (device->parent >= 0 && rect->height > rect->width)
    {
      if (!other_side)
        draw_upright (painter, snapshot, layout, device, rect);
      return;
    }

  inset = MAX (3, (int) lround (layout->unit * 0.2));
  if (device->n_children > 0)
    {
      if (device->length >= 8)
        draw_texts (painter, snapshot, layout, device, rect, rect->width, other_side);
      return;
    }
  /* Names have the left part of the plate, hardware the right; a name that needs more takes it. */
  room = rect->width * (device->half_width ? 60 : 48) / 100;
  if (device->parent >= 0 || rect->width < 90)
    room = rect->width;
  if (!other_side && device->drive_bays > 0 && device->parent < 0)
    {
      GdkRectangle grid = { rect->x + room, 0, rect->width - 6 - room, 0 };
      int columns, rows;

      measure_bays (device, layout->unit, &grid, &columns, &rows);
      text_room = grid.x - rect->x - 6;
    }
  end = draw_texts (painter, snapshot, layout, device, rect, MAX (text_room, room), other_side);
  area.x = MAX (rect->x + room, end + 6);
  area.y = rect->y + inset;
  area.width = rect->x + rect->width - 6 - area.x;
  area.height = height - 2 * inset;
  if (area.width < 16 || area.height < 4)
    return;
  if (other_side)
    {
      draw_rear (painter, &metal, snapshot, device, &area, layout->unit);
      return;
    }
  switch (device->role)
    {
    case RW_DEVICE_ROLE_SERVER:
    case RW_DEVICE_ROLE_STORAGE:
    case RW_DEVICE_ROLE_BLADE:
      draw_bays (painter, &metal, snapshot, device, &area, layout->unit);
      break;
    case RW_DEVICE_ROLE_SHELF:
    case RW_DEVICE_ROLE_CHASSIS:
      break;
    default:
      area.x = MAX (end + 10, rect->x + rect->width / 4);
      area.width = rect->x + rect->width - 6 - area.x;
      if (layout->unit < 16)
        {
          /* Two rows of sockets need every pixel of a low unit. */
          area.y = rect->y + 2;
          area.height = height - 3;
        }
      if (device->length < 8)
        area.height = MIN (area.height, (int) (layout->unit * 2));
      draw_ports (painter, &metal, snapshot, layout, device, &area);
      break;
    }
}
