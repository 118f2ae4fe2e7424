/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-pictures.h"

#include <gsk/gsk.h>
#include <math.h>

/* For so long after the last step of a zoom, in µs, it counts as going on. */
#define ZOOM_RESTS 120000
/* What drawing anew may take of a frame while a zoom goes on, and when it rests, in µs; what was begun
 * within it is ended. */
#define BUDGET_ZOOMING 1500
#define BUDGET_RESTING 8000
/* An image that is stretched further than this, up or down, no longer looks like what it shows. */
#define STRETCH 1.2
/* Images of racks that are out of view are kept up to here, the last seen first, in bytes. */
#define KEPT_BYTES (32 * 1024 * 1024)

/* An image lies in strips of so many pixels: the renderer copies a texture whole, even if little of it is
 * in view. */
#define STRIP 192
/* Up to this height, in pixels, it is one image all the same while it has its own size: copying a little
 * more costs less than several images. */
#define WHOLE 480

typedef struct
{
  GPtrArray *strips; /* (element-type GdkTexture), from the top; NULL: no image */
  GdkTexture *whole; /* the same in one; NULL when it is too high */
  gsize bytes;
  double unit;
  RwRackLod lod;
  gboolean has_header; /* the first strip is what stands above the rack */
  gboolean has_foot;   /* the last strip is what stands below the rack from afar */
  gboolean stale; /* some of its type has another size than it should */
  guint seen;     /* in which frame */
} Picture;

struct _RwRackPictures
{
  Picture *pictures;
  guint n;
  gsize bytes;
  guint frame;
  int scale;
  double unit;
  gint64 zoomed; /* when the unit last changed */
  gboolean zooming;
  gint64 deadline;
  gboolean again;
  guint n_drawn;
};

/**
 * rw_rack_pictures_new:
 *
 * Returns: (transfer full): no images yet
 */
RwRackPictures *
rw_rack_pictures_new (void)
{
  return g_new0 (RwRackPictures, 1);
}

void
rw_rack_pictures_free (RwRackPictures *pictures)
{
  if (pictures == NULL)
    return;
  rw_rack_pictures_reset (pictures, 0);
  g_free (pictures);
}

static void
drop (RwRackPictures *pictures, Picture *picture)
{
  pictures->bytes -= picture->bytes;
  picture->bytes = 0;
  g_clear_pointer (&picture->strips, g_ptr_array_unref);
  g_clear_object (&picture->whole);
}

/**
 * rw_rack_pictures_reset:
 * @n_racks: how many racks the plan has
 *
 * Drops every image: what is in them changed, not only its size.
 */
void
rw_rack_pictures_reset (RwRackPictures *pictures, guint n_racks)
{
  for (guint i = 0; i < pictures->n; i++)
    drop (pictures, &pictures->pictures[i]);
  if (n_racks == pictures->n)
    return;
  g_free (pictures->pictures);
  pictures->pictures = n_racks > 0 ? g_new0 (Picture, n_racks) : NULL;
  pictures->n = n_racks;
}

/* Whether images help: between whole pixels an image would be blurred. */
static gboolean
is_worth (GtkWidget *widget, const RwRackLayout *layout)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  if (renderer == NULL || surface == NULL || !GSK_IS_CAIRO_RENDERER (renderer))
    return FALSE;
  return gdk_surface_get_scale (surface) == gdk_surface_get_scale_factor (surface);
}

/**
 * rw_rack_pictures_begin_frame:
 * @widget: what they are drawn on
 *
 * Returns: whether racks are to be drawn with rw_rack_pictures_append() in this frame
 */
gboolean
rw_rack_pictures_begin_frame (RwRackPictures *pictures,
                              GtkWidget *widget,
                              const RwRackLayout *layout)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gint64 now = clock != NULL ? gdk_frame_clock_get_frame_time (clock) : 0;

  if (layout->unit != pictures->unit)
    {
      pictures->unit = layout->unit;
      pictures->zoomed = now;
    }
  if (!is_worth (widget, layout))
    return FALSE;
  pictures->frame++;
  pictures->scale = gtk_widget_get_scale_factor (widget);
  pictures->zooming = now - pictures->zoomed < ZOOM_RESTS;
  pictures->deadline =
    g_get_monotonic_time () + (pictures->zooming ? BUDGET_ZOOMING : BUDGET_RESTING);
  pictures->again = FALSE;
  return TRUE;
}

/* @from: the first line of @bytes; GDK_MEMORY_DEFAULT is the format of a cairo surface. */
static GdkTexture *
new_texture (GBytes *bytes, int width, int from, int height, gsize stride)
{
  g_autoptr (GBytes) lines =
    g_bytes_new_from_bytes (bytes, stride * (gsize) from, stride * (gsize) height);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, lines, stride);
}

/* @header: where the body begins; @body: where it ends; a strip has no part of two of them */
static void
cut (Picture *picture, cairo_surface_t *surface, int header, int body, int scale)
{
  int width = cairo_image_surface_get_width (surface),
      height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) bytes = NULL;
  int part;

  cairo_surface_flush (surface);
  bytes =
    g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), stride * (gsize) height,
                                (GDestroyNotify) cairo_surface_destroy,
                                cairo_surface_reference (surface));
  picture->strips = g_ptr_array_new_with_free_func (g_object_unref);
  for (int y = 0; y < height; y += part)
    {
      part = y < header ? header : MIN (STRIP * scale, (y < body ? body : height) - y);
      g_ptr_array_add (picture->strips, new_texture (bytes, width, y, part, stride));
    }
  if (height <= WHOLE * scale)
    picture->whole = new_texture (bytes, width, 0, height, stride);
}

/* Of a rack without its header and what stands below it. */
static int
body_height (const RwRackLayout *layout, const RwRackBox *box)
{
  return MAX (1, box->height - layout->header);
}

static void
draw (RwRackPictures *pictures,
      RwRackPainter *painter,
      const RwRackLayout *layout,
      guint rack)
{
  Picture *picture = &pictures->pictures[rack];
  const RwRackBox *box = &layout->boxes[rack];
  int scale = pictures->scale, width = MAX (1, box->width),
      body = layout->header + body_height (layout, box), height = body + layout->foot;
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  g_autoptr (GskRenderNode) node = rw_rack_painter_draw_rack (painter, layout, rack);
  g_autoptr (GskRenderNode) header = rw_rack_painter_draw_header (painter, layout, rack);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  /* From afar there are aisles below the marks. */
  if (layout->foot == 0)
    {
      gdk_cairo_set_source_rgba (cr, &rw_rack_painter_get_tone (painter)->page);
      cairo_paint (cr);
    }
  if (header != NULL)
    gsk_render_node_draw (header, cr);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  drop (pictures, picture);
  cut (picture, surface, layout->header * scale, body * scale, scale);
  picture->has_header = layout->header > 0;
  picture->has_foot = layout->foot > 0;
  picture->bytes = 4 * (gsize) width * (gsize) height * (gsize) (scale * scale);
  picture->unit = layout->unit;
  picture->lod = layout->lod;
  picture->stale = rw_rack_painter_take_stale (painter);
  pictures->bytes += picture->bytes;
  pictures->n_drawn++;
  cairo_surface_destroy (surface);
}

static gboolean
is_sharp (const Picture *picture, const RwRackLayout *layout)
{
  return !picture->stale && picture->unit == layout->unit && picture->lod == layout->lod;
}

/* Whether a picture that is not sharp is drawn anew although the zoom goes on. */
static gboolean
is_far_off (const Picture *picture, const RwRackLayout *layout)
{
  double stretch = layout->unit / picture->unit;

  return picture->lod != layout->lod || stretch > STRETCH || stretch < 1 / STRETCH;
}

/* In motion nobody sees that it is not smooth, and smoothing takes several times as long. */
static void
append_strip (GtkSnapshot *snapshot, GdkTexture *strip, int x, int y, int width, int height)
{
  gtk_snapshot_append_scaled_texture (snapshot, strip, GSK_SCALING_FILTER_NEAREST,
                                      &GRAPHENE_RECT_INIT (x, y, MAX (1, width), height));
}

static void
append_strips (const Picture *picture,
               GtkSnapshot *snapshot,
               const RwRackLayout *layout,
               const RwRackBox *box,
               double top,
               double bottom)
{
  int height = 0, y = box->y + layout->header, room = body_height (layout, box), before = 0;
  guint first = picture->has_header ? 1 : 0, n = picture->strips->len - (picture->has_foot ? 1 : 0);

  if (picture->whole != NULL && picture->unit == layout->unit && picture->lod == layout->lod)
    {
      append_strip (snapshot, picture->whole, box->x, box->y, box->width,
                    layout->header + room + layout->foot);
      return;
    }
  if (picture->has_header && layout->header > 0 && y > top)
    append_strip (snapshot, picture->strips->pdata[0], box->x, box->y, box->width, layout->header);
  for (guint i = first; i < n; i++)
    height += gdk_texture_get_height (picture->strips->pdata[i]);
  for (guint i = first; i < n; i++)
    {
      GdkTexture *strip = picture->strips->pdata[i];
      /* Edges on whole pixels, or a line would be seen between strips that are stretched. */
      int from = y + (int) lround ((double) room * before / height), to;

      before += gdk_texture_get_height (strip);
      to = y + (int) lround ((double) room * before / height);
      if (to > from && to > top && from < bottom)
        append_strip (snapshot, strip, box->x, from, box->width, to - from);
    }
  if (picture->has_foot && layout->foot > 0)
    append_strip (snapshot, picture->strips->pdata[n], box->x, y + room, box->width, layout->foot);
}

/**
 * rw_rack_pictures_append:
 * @top: the first line of the layout that is in view
 * @bottom: the last one
 *
 * Draws a rack with its header, where @layout has it.
 */
void
rw_rack_pictures_append (RwRackPictures *pictures,
                         GtkSnapshot *snapshot,
                         RwRackPainter *painter,
                         const RwRackLayout *layout,
                         guint rack,
                         double top,
                         double bottom)
{
  Picture *picture = &pictures->pictures[rack];
  const RwRackBox *box = &layout->boxes[rack];
  gboolean in_time;

  g_return_if_fail (rack < pictures->n);

  in_time = g_get_monotonic_time () < pictures->deadline;
  picture->seen = pictures->frame;
  if (picture->strips == NULL ? !pictures->zooming || in_time
                              : in_time && !is_sharp (picture, layout) &&
                                  (!pictures->zooming || is_far_off (picture, layout)))
    draw (pictures, painter, layout, rack);
  if (picture->strips == NULL)
    {
      g_autoptr (GskRenderNode) node = rw_rack_painter_draw_bands (painter, layout, rack);

      pictures->again = TRUE;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box->x, box->y));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
      return;
    }
  pictures->again |= !is_sharp (picture, layout);
  append_strips (picture, snapshot, layout, box, top, bottom);
}

/**
 * rw_rack_pictures_prepare:
 *
 * Draws a rack that is not in view yet, if its image is not there and may be kept.
 *
 * Returns: whether it was drawn
 */
gboolean
rw_rack_pictures_prepare (RwRackPictures *pictures,
                          RwRackPainter *painter,
                          const RwRackLayout *layout,
                          guint rack)
{
  Picture *picture = &pictures->pictures[rack];

  g_return_val_if_fail (rack < pictures->n, FALSE);

  if ((picture->strips != NULL && is_sharp (picture, layout)) || pictures->bytes >= KEPT_BYTES)
    return FALSE;
  picture->seen = pictures->frame;
  draw (pictures, painter, layout, rack);
  return TRUE;
}

/**
 * rw_rack_pictures_end_frame:
 *
 * Returns: whether some of it is not yet as sharp as it will be: draw the next frame too
 */
gboolean
rw_rack_pictures_end_frame (RwRackPictures *pictures)
{
  while (pictures->bytes > KEPT_BYTES)
    {
      Picture *oldest = NULL;

      for (guint i = 0; i < pictures->n; i++)
        {
          Picture *picture = &pictures->pictures[i];

          if (picture->strips != NULL && picture->seen != pictures->frame &&
              (oldest == NULL || picture->seen < oldest->seen))
            oldest = picture;
        }
      if (oldest == NULL)
        break;
      drop (pictures, oldest);
    }
  return pictures->again;
}

/**
 * rw_rack_pictures_count_drawn:
 *
 * Returns: how many racks were drawn, not copied, since there are these pictures
 */
guint
rw_rack_pictures_count_drawn (RwRackPictures *pictures)
{
  return pictures->n_drawn;
}
