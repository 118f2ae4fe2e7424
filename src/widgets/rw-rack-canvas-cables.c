/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rw-rack-canvas-private.h"
#include "rw-rack-veil.h"

/* Cables over the racks, each from where its port is to where it leads; what is not on the way steps back. */

/* With more of them at one place their names would only cover each other. */
#define MOST_LABELS 10

typedef struct
{
  GdkRectangle rect;   /* of what it is plugged into */
  double x, y;
  int outward;         /* -1: it leaves to the left, 1: to the right; 0: upwards */
} End;

static void
cable_clear (gpointer data)
{
  RwRackCable *cable = data;

  g_clear_pointer (&cable->ends[0].label, g_free);
  g_clear_pointer (&cable->ends[1].label, g_free);
}

/**
 * rw_rack_cables_new:
 *
 * Returns: (transfer full) (element-type RwRackCable): an empty array that frees the labels of its cables
 */
GArray *
rw_rack_cables_new (void)
{
  GArray *cables = g_array_new (FALSE, TRUE, sizeof (RwRackCable));

  g_array_set_clear_func (cables, cable_clear);
  return cables;
}

static gboolean
find_end (RwRackCanvas *self, const RwRackCableEnd *at, End *end)
{
  int device = rw_rack_plan_find_device (self->plan, &at->id), rack;
  RwRackSpot spot;

  if (device < 0)
    {
      const RwRackBox *box;

      rack = rw_rack_plan_find_rack (self->plan, &at->id);
      if (rack < 0)
        return FALSE;
      box = &self->layout->boxes[rack];
      end->rect = (GdkRectangle){ box->frame_x[0], box->frame_y - 6,
                                  rw_rack_layout_frame_width (self->layout), 6 };
      end->x = box->frame_x[0] + end->rect.width * CLAMP (at->across, 0, 1);
      end->y = box->frame_y - 3;
      end->outward = 0;
      return TRUE;
    }
  spot = rw_rack_layout_device_spot (self->layout, (guint) device, -1);
  if (spot.kind == RW_RACK_SPOT_NONE || !rw_rack_layout_get_rect (self->layout, &spot, &end->rect))
    return FALSE;
  end->y = end->rect.y + end->rect.height * (0.2 + 0.6 * CLAMP (at->across, 0, 1));
  end->x = end->rect.x + end->rect.width / 2.0;
  end->outward = 1;
  return TRUE;
}

/* To the side on which the other end is; within one rack both to the right. */
static void
choose_sides (End *a, End *b)
{
  double from = a->rect.x + a->rect.width / 2.0, to = b->rect.x + b->rect.width / 2.0;
  gboolean apart = fabs (to - from) > (a->rect.width + b->rect.width) / 4.0;

  if (a->outward != 0)
    {
      a->outward = apart && to < from ? -1 : 1;
      a->x = a->outward > 0 ? a->rect.x + a->rect.width - 2 : a->rect.x + 2;
    }
  if (b->outward != 0)
    {
      b->outward = apart && from <= to ? -1 : 1;
      b->x = b->outward > 0 ? b->rect.x + b->rect.width - 2 : b->rect.x + 2;
    }
}

/* To a feed of the same rack straight up, past nothing else. */
static void
go_straight (const End *from, End *to)
{
  if (to->outward == 0 && from->outward != 0 && fabs (from->x - to->x) <= to->rect.width * 1.2)
    to->x = from->x;
}

static GskPath *
make_path (const End *a, const End *b, double unit, guint index)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  double reach = MAX (14, unit * 1.6) + (index % 8) * MAX (2, unit * 0.22),
         far = MAX (reach, fabs (b->x - a->x) * 0.4);

  if (a->outward == b->outward && a->outward != 0)
    far = reach;
  gsk_path_builder_move_to (builder, (float) a->x, (float) a->y);
  gsk_path_builder_cubic_to (builder, (float) (a->x + a->outward * far),
                             (float) (a->outward != 0 ? a->y : a->y - reach),
                             (float) (b->x + b->outward * far),
                             (float) (b->outward != 0 ? b->y : b->y - reach), (float) b->x,
                             (float) b->y);
  return gsk_path_builder_free_to_path (builder);
}

static void
stroke (GtkSnapshot *snapshot, GskPath *path, const GdkRGBA *color, float width)
{
  g_autoptr (GskStroke) line = gsk_stroke_new (width);

  gsk_stroke_set_line_cap (line, GSK_LINE_CAP_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, line, color);
}

/* Beside the labels that are there already. */
static void
draw_label (RwRackCanvas *self, GtkSnapshot *snapshot, const End *end, const char *label, GArray *labels)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  int width = rw_rack_painter_measure (self->painter, label, RW_RACK_TEXT_TINY) + 8, height = 13;
  int x = (int) (end->outward < 0   ? end->x + 4
                 : end->outward > 0 ? end->x - 4 - width
                                    : end->x - width / 2.0),
      y = (int) end->y - height / 2;
  GdkRectangle rect = { x, y, width, height };
  GskRoundedRect outline;

  for (guint i = 0; i < labels->len; i++)
    {
      const GdkRectangle *other = &g_array_index (labels, GdkRectangle, i);

      if (!gdk_rectangle_intersect (&rect, other, NULL))
        continue;
      rect.x = end->outward > 0 ? other->x - width - 2 : other->x + other->width + 2;
      i = G_MAXUINT; /* from the first again */
      if (ABS (rect.x - x) > 4 * width)
        break;
    }
  x = rect.x;
  g_array_append_val (labels, rect);

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, width, height), 4);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  rw_rack_fill (snapshot, &tone->interior, x, y, width, height);
  gtk_snapshot_pop (snapshot);
  rw_rack_painter_text (self->painter, snapshot, label, RW_RACK_TEXT_TINY, &tone->text, x + 4,
                        y + height / 2, width);
}

static void
draw_veil (RwRackCanvas *self,
           GtkSnapshot *snapshot,
           double left,
           double top,
           double right,
           double bottom)
{
  GdkRGBA color = rw_rack_painter_get_tone (self->painter)->veil;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;

  color.alpha *= 0.75f;
  for (guint i = 0; i < self->plan->n_racks; i++)
    {
      const RwRackBox *box = &self->layout->boxes[i];

      if (box->x <= right && box->x + box->width >= left && box->y <= bottom &&
          box->y + box->height >= top)
        rw_rack_veil_add (builder, self->layout, i, self->on_way);
    }
  path = gsk_path_builder_to_path (builder);
  if (!gsk_path_is_empty (path))
    gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
}

void
rw_rack_canvas_draw_cables (RwRackCanvas *self,
                            GtkSnapshot *snapshot,
                            double left,
                            double top,
                            double right,
                            double bottom)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  float width = self->layout->lod == RW_RACK_LOD_FAR ? 1.5f : 2.5f;
  gboolean named = self->layout->lod == RW_RACK_LOD_NEAR;
  g_autoptr (GArray) labels = g_array_new (FALSE, FALSE, sizeof (GdkRectangle));

  if (self->cables == NULL)
    return;
  draw_veil (self, snapshot, left, top, right, bottom);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->cables->len; i++)
      {
        const RwRackCable *cable = &g_array_index (self->cables, RwRackCable, i);
        g_autoptr (GskPath) path = NULL;
        End a, b;

        if (!find_end (self, &cable->ends[0], &a) || !find_end (self, &cable->ends[1], &b))
          continue;
        choose_sides (&a, &b);
        go_straight (&a, &b);
        go_straight (&b, &a);
        if (pass == 0)
          {
            path = make_path (&a, &b, self->unit, i);
            /* A black cable before a dark rack, a white one before a light page, is still to be seen. */
            stroke (snapshot, path, &tone->frame, width + 3);
            stroke (snapshot, path, &tone->plate_light, width + 1.5f);
            stroke (snapshot, path, &cable->color, width);
          }
        else if (named && self->cables->len <= MOST_LABELS)
          {
            if (cable->ends[0].label != NULL)
              draw_label (self, snapshot, &a, cable->ends[0].label, labels);
            if (cable->ends[1].label != NULL)
              draw_label (self, snapshot, &b, cable->ends[1].label, labels);
          }
      }
}

/* Which devices of the plan the cables are plugged into. */
void
rw_rack_canvas_update_way (RwRackCanvas *self)
{
  g_clear_pointer (&self->on_way, g_free);
  if (self->cables == NULL || self->plan == NULL)
    return;
  self->on_way = g_new0 (guint8, self->plan->n_devices + 1);
  for (guint i = 0; i < self->cables->len; i++)
    for (guint e = 0; e < 2; e++)
      {
        int device =
          rw_rack_plan_find_device (self->plan,
                                    &g_array_index (self->cables, RwRackCable, i).ends[e].id);

        if (device >= 0)
          self->on_way[device] = 1;
      }
}

/**
 * rw_rack_canvas_set_cables:
 * @cables: (transfer full) (nullable) (element-type RwRackCable): of rw_rack_cables_new(); %NULL for none
 *
 * Shows cables over the racks, until others are shown or Escape is pressed; they stay over a new plan. Both
 * faces are shown when something on the way is not on the one that is.
 */
void
rw_rack_canvas_set_cables (RwRackCanvas *self, GArray *cables)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  g_clear_pointer (&self->cables, g_array_unref);
  self->cables = cables;
  rw_rack_canvas_update_way (self);
  for (guint i = 0; self->on_way != NULL && i < self->plan->n_devices; i++)
    if (self->on_way[i] && self->faces != RW_FACES_BOTH &&
        rw_rack_layout_device_spot (self->layout, i, -1).kind == RW_RACK_SPOT_NONE)
      rw_rack_canvas_set_faces (self, RW_FACES_BOTH);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rw_rack_canvas_queue_view_changed (self);
}

/**
 * rw_rack_canvas_count_cables:
 * @n_drawn: (out) (optional): how many of them have both ends in the plan
 *
 * Returns: how many cables are shown
 */
guint
rw_rack_canvas_count_cables (RwRackCanvas *self, guint *n_drawn)
{
  guint n = 0;
  End end;

  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  for (guint i = 0; self->cables != NULL && self->layout != NULL && i < self->cables->len; i++)
    {
      const RwRackCable *cable = &g_array_index (self->cables, RwRackCable, i);

      n += find_end (self, &cable->ends[0], &end) && find_end (self, &cable->ends[1], &end);
    }
  if (n_drawn != NULL)
    *n_drawn = n;
  return self->cables != NULL ? self->cables->len : 0;
}
