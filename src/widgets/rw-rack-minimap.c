/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-minimap.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-rack-canvas-private.h"

#define WIDTH   190
#define HEIGHT  120
#define PADDING 8
/* A rack is not drawn wider than this: the map of a single row is small. */
#define TILE    10
/* With less out of view than this much of what is in view, it would be more in the way than of use. */
#define WORTH   1.6

struct _RwRackMinimap
{
  GtkWidget parent_instance;

  RwRackCanvas *canvas; /* weak */
  double scale;
  GskRenderNode *racks; /* drawn once for a layout in its colours */
  guint drawn; /* revision of the canvas */
  int width, height;
};

G_DEFINE_FINAL_TYPE (RwRackMinimap, rw_rack_minimap, GTK_TYPE_WIDGET)

/* --- Drawing --------------------------------------------------------------------------------------- */

/* A rack that has nothing of what is looked for steps back. */
static gboolean
has_found (const RwRackCanvas *canvas, guint rack)
{
  const RwRackInfo *info = &canvas->plan->racks[rack];

  for (int face = 0; face < 2; face++)
    for (guint i = 0; i < info->slots[face]->len; i++)
      if (canvas->found[g_array_index (info->slots[face], RwRackSlot, i).device])
        return TRUE;
  return FALSE;
}

static void
draw_racks (RwRackMinimap *self)
{
  const RwRackCanvas *canvas = self->canvas;
  const RwRackLayout *layout = canvas->layout;
  const RwRackTone *tone = rw_rack_painter_get_tone (canvas->painter);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  double scale = self->scale;

  for (guint i = 0; i < canvas->plan->n_racks; i++)
    {
      const RwRackBox *box = &layout->boxes[i];
      int class = canvas->colouring->summary[i];
      GdkRGBA color = class >= 0 ? canvas->colouring->classes[class].color : tone->rail;
      double x0 = floor (box->x * scale), x1 = floor ((box->x + box->width) * scale),
             y0 = floor (box->frame_y * scale),
             y1 = floor ((box->frame_y + box->frame_height) * scale);

      color = rw_rack_over (&tone->interior, &color);
      if (canvas->found != NULL && !has_found (canvas, i))
        color.alpha = 0.25f;
      rw_rack_fill (snapshot, &color, (int) x0, (int) y0, (int) MAX (1, x1 - x0 - (x1 - x0 > 3)),
                    (int) MAX (1, y1 - y0));
    }
  g_clear_pointer (&self->racks, gsk_render_node_unref);
  self->racks = gtk_snapshot_to_node (snapshot);
  self->drawn = canvas->revision;
}

static void
rw_rack_minimap_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwRackMinimap *self = RW_RACK_MINIMAP (widget);
  RwRackCanvas *canvas = self->canvas;
  const RwRackTone *tone;
  double left, top, right, bottom;
  GskRoundedRect frame;

  if (canvas == NULL || canvas->layout == NULL || canvas->plan->n_racks == 0)
    return;
  tone = rw_rack_painter_get_tone (canvas->painter);
  if (self->racks == NULL || self->drawn != canvas->revision)
    draw_racks (self);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (PADDING, PADDING));
  if (self->racks != NULL)
    gtk_snapshot_append_node (snapshot, self->racks);
  rw_rack_canvas_from_widget (canvas, 0, 0, &left, &top);
  rw_rack_canvas_from_widget (canvas, gtk_widget_get_width (GTK_WIDGET (canvas)),
                              gtk_widget_get_height (GTK_WIDGET (canvas)), &right, &bottom);
  left = MAX (0, left) * self->scale;
  top = MAX (0, top) * self->scale;
  right = MIN (canvas->layout->width, right) * self->scale;
  bottom = MIN (canvas->layout->height, bottom) * self->scale;
  gsk_rounded_rect_init_from_rect (&frame,
                                   &GRAPHENE_RECT_INIT ((float) floor (left), (float) floor (top),
                                                        (float) MAX (6, ceil (right - left)),
                                                        (float) MAX (6, ceil (bottom - top))),
                                   3);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ tone->accent, tone->accent, tone->accent,
                                            tone->accent });
  gtk_snapshot_restore (snapshot);
}

static void
rw_rack_minimap_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RwRackMinimap *self = RW_RACK_MINIMAP (widget);

  *minimum = *natural =
    (orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height) + 2 * PADDING;
}

/* --- Following the canvas -------------------------------------------------------------------------- */

static void
update (RwRackMinimap *self)
{
  const RwRackLayout *layout = self->canvas != NULL ? self->canvas->layout : NULL;
  int width = 0, height = 0;

  gtk_widget_set_visible (GTK_WIDGET (self),
                          layout != NULL && layout->plan->n_racks > 0 &&
                            (double) layout->width * layout->height >
                              WORTH * gtk_widget_get_width (GTK_WIDGET (self->canvas)) *
                                gtk_widget_get_height (GTK_WIDGET (self->canvas)));
  if (layout != NULL && layout->width > 0 && layout->height > 0)
    {
      self->scale = MIN ((double) WIDTH / layout->width, (double) HEIGHT / layout->height);
      self->scale = MIN (self->scale, (double) TILE / layout->boxes[0].width);
      width = (int) ceil (layout->width * self->scale);
      height = (int) ceil (layout->height * self->scale);
    }
  if (width != self->width || height != self->height)
    {
      self->width = width;
      self->height = height;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
go_to (RwRackMinimap *self, double x, double y)
{
  RwRackCanvas *canvas = self->canvas;

  if (canvas == NULL || self->scale <= 0)
    return;
  rw_rack_canvas_scroll_to (
    canvas, (x - PADDING) / self->scale - gtk_widget_get_width (GTK_WIDGET (canvas)) / 2.0,
    (y - PADDING) / self->scale - gtk_widget_get_height (GTK_WIDGET (canvas)) / 2.0);
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, RwRackMinimap *self)
{
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  go_to (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, RwRackMinimap *self)
{
  double x, y;

  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    go_to (self, x + dx, y + dy);
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
rw_rack_minimap_dispose (GObject *object)
{
  RwRackMinimap *self = RW_RACK_MINIMAP (object);

  g_clear_pointer (&self->racks, gsk_render_node_unref);
  g_clear_weak_pointer (&self->canvas);
  G_OBJECT_CLASS (rw_rack_minimap_parent_class)->dispose (object);
}

static void
rw_rack_minimap_class_init (RwRackMinimapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_rack_minimap_dispose;
  widget_class->measure = rw_rack_minimap_measure;
  widget_class->snapshot = rw_rack_minimap_snapshot;
  gtk_widget_class_set_css_name (widget_class, "rackminimap");
  /* What it tells, the title of the page and the canvas tell too. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rw_rack_minimap_init (RwRackMinimap *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * rw_rack_minimap_new:
 * @canvas: of which
 *
 * Returns: (transfer floating): its map
 */
GtkWidget *
rw_rack_minimap_new (RwRackCanvas *canvas)
{
  RwRackMinimap *self = g_object_new (RW_TYPE_RACK_MINIMAP, NULL);

  g_set_weak_pointer (&self->canvas, canvas);
  g_signal_connect_object (canvas, "view-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
