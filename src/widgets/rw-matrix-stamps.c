/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix-stamps.h"

#include <math.h>
#include <string.h>

#include "rw-matrix-paint.h"

struct _RwMatrixStamps
{
  double scale;
  int width; /* in pixels */
  int height;
  cairo_surface_t *stamps[RW_BACKUP_N_RESULTS];
};

static cairo_surface_t *
draw_stamp (RwBackupResult result,
            int            width,
            int            height,
            double         scale)
{
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) round (width * scale),
                                (int) round (height * scale));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  RwMatrixPaint *paint = rw_matrix_paint_new ();
  RwMatrixInk ink;
  GskRenderNode *node;

  rw_matrix_ink_init (&ink);
  rw_matrix_paint_cell (paint, result, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  rw_matrix_paint_end (paint, snapshot, &ink);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    {
      cairo_t *cr = cairo_create (surface);

      cairo_scale (cr, scale, scale);
      gsk_render_node_draw (node, cr);
      cairo_destroy (cr);
      gsk_render_node_unref (node);
    }
  cairo_surface_flush (surface);
  return surface;
}

/**
 * rw_matrix_stamps_new:
 * @width: of a cell
 * @height: of a cell
 * @scale: pixels of the screen for each of those
 *
 * Draws each look in the colours of the moment.
 */
RwMatrixStamps *
rw_matrix_stamps_new (int    width,
                      int    height,
                      double scale)
{
  RwMatrixStamps *self = g_new0 (RwMatrixStamps, 1);

  self->scale = scale;
  self->width = (int) round (width * scale);
  self->height = (int) round (height * scale);
  for (int i = 0; i < RW_BACKUP_N_RESULTS; i++)
    self->stamps[i] = draw_stamp ((RwBackupResult) i, width, height, scale);
  return self;
}

void
rw_matrix_stamps_free (RwMatrixStamps *self)
{
  for (int i = 0; i < RW_BACKUP_N_RESULTS; i++)
    cairo_surface_destroy (self->stamps[i]);
  g_free (self);
}

double
rw_matrix_stamps_get_scale (const RwMatrixStamps *self)
{
  return self->scale;
}

/**
 * rw_matrix_sheet_init:
 * @sheet: (out caller-allocates): empty
 */
void
rw_matrix_sheet_init (RwMatrixSheet        *sheet,
                      const RwMatrixStamps *stamps,
                      float                 width,
                      float                 height)
{
  sheet->stamps = stamps;
  sheet->width = (int) ceil (width * stamps->scale);
  sheet->height = (int) ceil (height * stamps->scale);
  sheet->pixels = g_malloc0_n ((gsize) sheet->width * (gsize) sheet->height, sizeof *sheet->pixels);
}

/**
 * rw_matrix_sheet_add:
 * @x: the left edge of the cell
 * @y: its upper edge
 */
void
rw_matrix_sheet_add (RwMatrixSheet  *sheet,
                     RwBackupResult  result,
                     float           x,
                     float           y)
{
  const RwMatrixStamps *stamps = sheet->stamps;
  cairo_surface_t *stamp;
  int left = (int) lround (x * stamps->scale), top = (int) lround (y * stamps->scale);
  int width = MIN (stamps->width, sheet->width - left),
      height = MIN (stamps->height, sheet->height - top), stride;
  const guint8 *pixels;

  if (result >= RW_BACKUP_N_RESULTS || left < 0 || top < 0 || width <= 0)
    return;
  stamp = stamps->stamps[result];
  stride = cairo_image_surface_get_stride (stamp);
  pixels = cairo_image_surface_get_data (stamp);
  for (int row = 0; row < height; row++)
    memcpy (sheet->pixels + (gsize) (top + row) * (gsize) sheet->width + left,
            pixels + (gsize) row * (gsize) stride, (gsize) width * sizeof *sheet->pixels);
}

/**
 * rw_matrix_sheet_end:
 * @sheet: is empty then
 *
 * Puts the picture where the snapshot stands.
 */
void
rw_matrix_sheet_end (RwMatrixSheet *sheet,
                     GtkSnapshot   *snapshot)
{
  gsize stride = (gsize) sheet->width * sizeof *sheet->pixels;
  g_autoptr (GBytes) bytes =
    g_bytes_new_take (g_steal_pointer (&sheet->pixels), stride * (gsize) sheet->height);
  g_autoptr (GdkTexture) texture =
    gdk_memory_texture_new (sheet->width, sheet->height, GDK_MEMORY_DEFAULT, bytes, stride);

  gtk_snapshot_append_texture (
    snapshot, texture,
    &GRAPHENE_RECT_INIT (0, 0, (float) (sheet->width / sheet->stamps->scale),
                         (float) (sheet->height / sheet->stamps->scale)));
}
