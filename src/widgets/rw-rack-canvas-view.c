/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rw-rack-canvas-private.h"

/* --- Coordinates ----------------------------------------------------------------------------------- */

double
rw_rack_canvas_get_scroll (RwRackCanvas *self, int axis)
{
  return self->adjustments[axis] != NULL
           ? round (gtk_adjustment_get_value (self->adjustments[axis]))
           : 0;
}

void
rw_rack_canvas_to_widget (RwRackCanvas *self,
                          double x,
                          double y,
                          double *widget_x,
                          double *widget_y)
{
  *widget_x = x - rw_rack_canvas_get_scroll (self, 0) + self->offset[0];
  *widget_y = y - rw_rack_canvas_get_scroll (self, 1) + self->offset[1];
}

void
rw_rack_canvas_from_widget (RwRackCanvas *self,
                            double widget_x,
                            double widget_y,
                            double *x,
                            double *y)
{
  *x = widget_x + rw_rack_canvas_get_scroll (self, 0) - self->offset[0];
  *y = widget_y + rw_rack_canvas_get_scroll (self, 1) - self->offset[1];
}

static gboolean
view_changed_idle_cb (gpointer data)
{
  RwRackCanvas *self = data;

  self->view_idle = 0;
  g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_VIEW_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Not at once: it may happen while sizes are allocated, and labels follow it. */
void
rw_rack_canvas_queue_view_changed (RwRackCanvas *self)
{
  if (self->view_idle == 0 && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    self->view_idle = g_idle_add (view_changed_idle_cb, self);
}

static void
adjustment_changed_cb (GtkAdjustment *adjustment, RwRackCanvas *self)
{
  if (self->configuring)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rw_rack_canvas_queue_view_changed (self);
}

void
rw_rack_canvas_set_adjustment (RwRackCanvas *self, int axis, GtkAdjustment *adjustment)
{
  if (adjustment != NULL && adjustment == self->adjustments[axis])
    return;
  if (self->adjustments[axis] != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->adjustments[axis], self);
      g_clear_object (&self->adjustments[axis]);
    }
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  self->adjustments[axis] = g_object_ref_sink (adjustment);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (adjustment_changed_cb), self);
  rw_rack_canvas_configure (self);
}

void
rw_rack_canvas_configure (RwRackCanvas *self)
{
  int size[2] = { gtk_widget_get_width (GTK_WIDGET (self)),
                  gtk_widget_get_height (GTK_WIDGET (self)) };
  int content[2] = { self->layout != NULL ? self->layout->width : 0,
                     self->layout != NULL ? self->layout->height : 0 };

  for (int axis = 0; axis < 2; axis++)
    {
      self->offset[axis] = MAX (0, (size[axis] - content[axis]) / 2);
      if (self->adjustments[axis] == NULL)
        continue;
      self->configuring = TRUE;
      gtk_adjustment_configure (self->adjustments[axis],
                                gtk_adjustment_get_value (self->adjustments[axis]), 0,
                                MAX (content[axis], size[axis]), MAX (20, size[axis] * 0.1),
                                size[axis] * 0.9, size[axis]);
      self->configuring = FALSE;
    }
}

void
rw_rack_canvas_scroll_to (RwRackCanvas *self, double x, double y)
{
  if (self->adjustments[0] != NULL)
    gtk_adjustment_set_value (self->adjustments[0], x);
  if (self->adjustments[1] != NULL)
    gtk_adjustment_set_value (self->adjustments[1], y);
}

/**
 * rw_rack_canvas_scroll_to_rect:
 * @center: bring it to the middle; else only as far as needed
 */
void
rw_rack_canvas_scroll_to_rect (RwRackCanvas *self, const GdkRectangle *rect, gboolean center)
{
  double position[2] = { rect->x, rect->y }, size[2] = { rect->width, rect->height };
  int page[2] = { gtk_widget_get_width (GTK_WIDGET (self)),
                  gtk_widget_get_height (GTK_WIDGET (self)) };
  double value[2];

  for (int axis = 0; axis < 2; axis++)
    {
      double room = MIN (60, page[axis] / 6.0);

      value[axis] = rw_rack_canvas_get_scroll (self, axis);
      if (center && (position[axis] < value[axis] + room ||
                     position[axis] + size[axis] > value[axis] + page[axis] - room))
        value[axis] = position[axis] + size[axis] / 2 - page[axis] / 2.0;
      else if (position[axis] < value[axis] + room)
        value[axis] = position[axis] - room;
      else if (position[axis] + size[axis] > value[axis] + page[axis] - room)
        value[axis] = position[axis] + size[axis] - page[axis] + room;
    }
  rw_rack_canvas_scroll_to (self, value[0], value[1]);
}

/* --- Layout and zoom ------------------------------------------------------------------------------- */

void
rw_rack_canvas_make_layout (RwRackCanvas *self)
{
  g_clear_pointer (&self->layout, rw_rack_layout_free);
  if (self->plan != NULL)
    self->layout = rw_rack_layout_new (self->plan, self->faces, self->unit);
  rw_rack_canvas_drop_nodes (self);
  rw_rack_canvas_configure (self);
}

void
rw_rack_canvas_notify_zoom (RwRackCanvas *self, double before)
{
  if ((before < RW_RACK_UNIT_MAX) != (self->unit < RW_RACK_UNIT_MAX))
    g_object_notify (G_OBJECT (self), "can-zoom-in");
  if ((before > RW_RACK_UNIT_MIN) != (self->unit > RW_RACK_UNIT_MIN))
    g_object_notify (G_OBJECT (self), "can-zoom-out");
  rw_rack_canvas_queue_view_changed (self);
}

/**
 * rw_rack_canvas_zoom_at:
 * @widget_x: what is at this point of the widget stays there
 *
 * Headers and gaps do not grow with the units, so the point is kept relative to the rack below it.
 */
void
rw_rack_canvas_zoom_at (RwRackCanvas *self, double unit, double widget_x, double widget_y)
{
  double before = self->unit, x, y, part_x, part_y;
  const RwRackBox *box;
  int rack;

  unit = CLAMP (unit, RW_RACK_UNIT_MIN, RW_RACK_UNIT_MAX);
  if (unit == before)
    return;
  self->unit = unit;
  if (self->layout == NULL || self->plan->n_racks == 0)
    {
      rw_rack_canvas_make_layout (self);
      return;
    }
  rw_rack_canvas_from_widget (self, widget_x, widget_y, &x, &y);
  rack = rw_rack_layout_rack_near (self->layout, x, y);
  box = &self->layout->boxes[rack];
  part_x = (x - box->x) / box->width;
  part_y = (y - box->frame_y) / box->frame_height;
  rw_rack_canvas_make_layout (self);
  box = &self->layout->boxes[rack];
  rw_rack_canvas_scroll_to (self, box->x + part_x * box->width - widget_x + self->offset[0],
                            box->frame_y + part_y * box->frame_height - widget_y + self->offset[1]);
  rw_rack_canvas_notify_zoom (self, before);
}

static void
zoom_value_cb (double value, gpointer data)
{
  RwRackCanvas *self = data;

  /* In powers, so that it looks even. */
  rw_rack_canvas_zoom_at (self, exp (value), self->zoom_x, self->zoom_y);
}

/**
 * rw_rack_canvas_animate_zoom:
 *
 * As rw_rack_canvas_zoom_at(), smoothly unless the person wants no animations.
 */
void
rw_rack_canvas_animate_zoom (RwRackCanvas *self, double unit, double widget_x, double widget_y)
{
  unit = CLAMP (unit, RW_RACK_UNIT_MIN, RW_RACK_UNIT_MAX);
  self->fitted = FALSE;
  self->zoom_x = widget_x;
  self->zoom_y = widget_y;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      rw_rack_canvas_zoom_at (self, unit, widget_x, widget_y);
      return;
    }
  if (self->zoom_animation == NULL)
    self->zoom_animation =
      adw_timed_animation_new (GTK_WIDGET (self), 0, 0, 160,
                               adw_callback_animation_target_new (zoom_value_cb, self, NULL));
  adw_animation_pause (self->zoom_animation);
  adw_timed_animation_set_value_from (ADW_TIMED_ANIMATION (self->zoom_animation), log (self->unit));
  adw_timed_animation_set_value_to (ADW_TIMED_ANIMATION (self->zoom_animation), log (unit));
  adw_animation_reset (self->zoom_animation);
  adw_animation_play (self->zoom_animation);
}

static double
zoom_target (RwRackCanvas *self)
{
  if (self->zoom_animation != NULL &&
      adw_animation_get_state (self->zoom_animation) == ADW_ANIMATION_PLAYING)
    return exp (adw_timed_animation_get_value_to (ADW_TIMED_ANIMATION (self->zoom_animation)));
  return self->unit;
}

/**
 * rw_rack_canvas_set_unit:
 * @unit: height of a unit in pixels
 */
void
rw_rack_canvas_set_unit (RwRackCanvas *self, double unit)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  self->fitted = FALSE;
  if (self->zoom_animation != NULL)
    adw_animation_pause (self->zoom_animation);
  rw_rack_canvas_zoom_at (self, unit, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                          gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

double
rw_rack_canvas_get_unit (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  return self->unit;
}

/**
 * rw_rack_canvas_get_lod:
 *
 * Returns: an RwRackLod: 0 far, 1 middle, 2 near
 */
int
rw_rack_canvas_get_lod (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  return self->layout != NULL ? (int) self->layout->lod : 0;
}

/**
 * rw_rack_canvas_zoom_by:
 * @factor: over 1 to come nearer
 *
 * About the selection if it is in view, else about the middle.
 */
void
rw_rack_canvas_zoom_by (RwRackCanvas *self, double factor)
{
  double x, y, width, height;
  GdkRectangle rect;

  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  x = width / 2;
  y = height / 2;
  if (self->layout != NULL && self->selected.kind != RW_RACK_SPOT_NONE &&
      rw_rack_layout_get_rect (self->layout, &self->selected, &rect))
    {
      double wx, wy;

      rw_rack_canvas_to_widget (self, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, &wx,
                                &wy);
      if (wx >= 0 && wx < width && wy >= 0 && wy < height)
        {
          x = wx;
          y = wy;
        }
    }
  rw_rack_canvas_animate_zoom (self, zoom_target (self) * factor, x, y);
}

/**
 * rw_rack_canvas_align:
 *
 * Scrolls to the row of a rack, so that all of its height is in view.
 */
void
rw_rack_canvas_align (RwRackCanvas *self, guint rack)
{
  const RwRackRow *row = &self->layout->rows[rw_rack_layout_row_of (self->layout, rack)];
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  rw_rack_canvas_scroll_to (self, rw_rack_canvas_get_scroll (self, 0),
                            row->y + row->height / 2.0 - height / 2.0);
}

/* Not in steps: what is in the middle before need not be what is to be there. */
static void
zoom_onto (RwRackCanvas *self, double unit, guint room)
{
  const RwRackRoomBox *box;

  rw_rack_canvas_set_unit (self, unit);
  box = &self->layout->rooms[room];
  rw_rack_canvas_scroll_to (
    self, box->x + box->width / 2.0 - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
    box->y + box->height / 2.0 - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/**
 * rw_rack_canvas_zoom_to_fit:
 * @fit: all rooms; the one in the middle of the window; or racks as high as the window, which stays so
 *   when its size changes
 */
void
rw_rack_canvas_zoom_to_fit (RwRackCanvas *self, RwRackFit fit)
{
  int width, height, room;
  double unit;

  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  room = rw_rack_canvas_get_room_in_view (self);
  if (room < 0)
    return;
  unit = rw_rack_layout_fit_unit (self->plan, self->faces, width, height, fit, (guint) room);
  if (fit == RW_RACK_FIT_ROOM)
    zoom_onto (self, unit, (guint) room);
  else if (fit == RW_RACK_FIT_ROW)
    {
      int rack = rw_rack_canvas_get_rack_in_view (self);

      rw_rack_canvas_set_unit (self, unit);
      rw_rack_canvas_align (self, (guint) rack);
    }
  else
    rw_rack_canvas_animate_zoom (self, unit, width / 2.0, height / 2.0);
  self->fitted = fit == RW_RACK_FIT_ROW;
}

/**
 * rw_rack_canvas_get_rack_in_view:
 *
 * Returns: the rack in the middle of the window, or the nearest one; -1 when there is none
 */
int
rw_rack_canvas_get_rack_in_view (RwRackCanvas *self)
{
  double x, y;

  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), -1);

  if (self->layout == NULL || self->plan->n_racks == 0)
    return -1;
  rw_rack_canvas_from_widget (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                              gtk_widget_get_height (GTK_WIDGET (self)) / 2.0, &x, &y);
  return rw_rack_layout_rack_near (self->layout, x, y);
}

/**
 * rw_rack_canvas_get_room_in_view:
 *
 * Returns: the room, an index of the plan, of which most is in view: first of all the one in the middle
 *   of the window; -1 when there is none
 */
int
rw_rack_canvas_get_room_in_view (RwRackCanvas *self)
{
  int rack = rw_rack_canvas_get_rack_in_view (self);

  return rack >= 0 ? (int) self->plan->racks[rack].room : -1;
}

/**
 * rw_rack_canvas_is_settled:
 *
 * Returns: whether what is to be seen is on the screen: no zoom goes on, nothing waits to be drawn
 */
gboolean
rw_rack_canvas_is_settled (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), TRUE);

  /* On a page that nobody looks at nothing is drawn. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return TRUE;
  return self->redraw_tick == 0 &&
         (self->zoom_animation == NULL ||
          adw_animation_get_state (self->zoom_animation) != ADW_ANIMATION_PLAYING);
}

/**
 * rw_rack_canvas_count_visible:
 *
 * Returns: how many racks are in view, at least in part
 */
guint
rw_rack_canvas_count_visible (RwRackCanvas *self)
{
  double left, top, right, bottom;
  guint n = 0;

  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  if (self->layout == NULL)
    return 0;
  rw_rack_canvas_from_widget (self, 0, 0, &left, &top);
  rw_rack_canvas_from_widget (self, gtk_widget_get_width (GTK_WIDGET (self)),
                              gtk_widget_get_height (GTK_WIDGET (self)), &right, &bottom);
  for (guint r = 0; r < self->layout->n_rows; r++)
    {
      const RwRackRow *row = &self->layout->rows[r];
      guint first, end;

      if (row->y + row->height < top || row->y > bottom || row->x > right ||
          row->x + row->width < left)
        continue;
      rw_rack_layout_visible (self->layout, row, left, right, &first, &end);
      n += end - first;
    }
  return n;
}

/**
 * rw_rack_canvas_reveal:
 * @kind: device, rack or room
 *
 * Selects a device or a rack and brings it to the middle; comes nearer when it would not be seen, and
 * shows both faces when it is not on the one that is shown. A room is only brought into view.
 *
 * Returns: whether it is in the plan
 */
gboolean
rw_rack_canvas_reveal (RwRackCanvas *self, RwKind kind, const RwId *id)
{
  RwRackSpot spot = RW_RACK_SPOT_INIT;
  GdkRectangle rect;
  int index = -1;

  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  if (self->plan == NULL || self->layout == NULL)
    return FALSE;
  if (kind == RW_KIND_DEVICE)
    index = rw_rack_plan_find_device (self->plan, id);
  else if (kind == RW_KIND_RACK)
    index = rw_rack_plan_find_rack (self->plan, id);
  else if (kind == RW_KIND_ROOM)
    index = rw_rack_plan_find_room (self->plan, id);
  if (index < 0)
    return FALSE;
  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    {
      self->reveal_pending = TRUE;
      self->reveal_kind = kind;
      self->reveal_id = *id;
      return TRUE;
    }
  if (self->layout->lod == RW_RACK_LOD_FAR && kind != RW_KIND_RACK)
    rw_rack_canvas_zoom_at (self,
                            MAX (rw_rack_layout_fit_unit (self->plan, self->faces,
                                                          gtk_widget_get_width (GTK_WIDGET (self)),
                                                          gtk_widget_get_height (GTK_WIDGET (self)),
                                                          RW_RACK_FIT_ROW, 0),
                                 RW_RACK_UNIT_NEAR),
                            0, 0);
  if (kind == RW_KIND_ROOM)
    {
      rw_rack_canvas_scroll_to (self, self->layout->rooms[index].x - self->layout->margin,
                                self->layout->rooms[index].y - self->layout->margin);
      if (self->fitted)
        rw_rack_canvas_align (self, self->plan->rooms[index].first);
      return TRUE;
    }
  if (kind == RW_KIND_RACK)
    spot = (RwRackSpot) {
      RW_RACK_SPOT_RACK, index, self->faces == RW_FACES_REAR ? RW_FACE_REAR : RW_FACE_FRONT, 0, 0, 0
    };
  else
    {
      spot = rw_rack_layout_device_spot (self->layout, index, -1);
      if (spot.kind == RW_RACK_SPOT_NONE && self->faces != RW_FACES_BOTH)
        {
          rw_rack_canvas_set_faces (self, RW_FACES_BOTH);
          spot = rw_rack_layout_device_spot (self->layout, index, -1);
        }
    }
  if (!rw_rack_layout_get_rect (self->layout, &spot, &rect))
    return FALSE;
  if (kind == RW_KIND_RACK)
    {
      /* Not only its header. */
      const RwRackBox *box = &self->layout->boxes[index];

      rect = (GdkRectangle) { box->x, box->y, box->width, box->height };
    }
  rw_rack_canvas_select_spot (self, &spot, FALSE);
  rw_rack_canvas_scroll_to_rect (self, &rect, TRUE);
  return TRUE;
}
