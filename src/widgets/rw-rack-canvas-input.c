/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "rw-rack-canvas-private.h"
#include "rw-rack-words.h"

#define ZOOM_STEP 1.25

static gboolean
has_racks (RwRackCanvas *self)
{
  return self->layout != NULL && self->plan->n_racks > 0;
}

/* --- Pointer --------------------------------------------------------------------------------------- */

static void
update_hover (RwRackCanvas *self, double x, double y)
{
  RwRackSpot spot = RW_RACK_SPOT_INIT;
  double cx, cy;

  self->pointer_x = x;
  self->pointer_y = y;
  if (has_racks (self))
    {
      rw_rack_canvas_from_widget (self, x, y, &cx, &cy);
      spot = rw_rack_layout_pick (self->layout, cx, cy);
      if (spot.kind == RW_RACK_SPOT_FREE)
        spot.kind = RW_RACK_SPOT_NONE;
    }
  if (rw_rack_spot_equal (&spot, &self->hover))
    return;
  self->hover = spot;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   spot.kind == RW_RACK_SPOT_NONE ? NULL : "pointer");
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, RwRackCanvas *self)
{
  if (!self->panning)
    update_hover (self, x, y);
}

static void
leave_cb (GtkEventControllerMotion *controller, RwRackCanvas *self)
{
  if (self->hover.kind == RW_RACK_SPOT_NONE)
    return;
  self->hover = RW_RACK_SPOT_INIT;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, RwRackCanvas *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  RwRackSpot spot;
  double cx, cy;
  RwKind kind;
  RwId id;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!has_racks (self) || (button != GDK_BUTTON_PRIMARY && button != GDK_BUTTON_SECONDARY))
    return;
  rw_rack_canvas_from_widget (self, x, y, &cx, &cy);
  spot = rw_rack_layout_pick (self->layout, cx, cy);
  if (self->move != NULL && self->move_by_key)
    {
      rw_rack_canvas_put_down (self, FALSE);
      return;
    }
  rw_rack_canvas_select_spot (self, &spot, FALSE);
  if (!rw_rack_canvas_spot_id (self, &spot, &kind, &id))
    return;
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_CONTEXT_MENU], 0, (int) kind, &id,
                     x, y);
    }
  else if (n_press == 2 && self->layout->lod == RW_RACK_LOD_FAR)
    rw_rack_canvas_animate_zoom (self, RW_RACK_UNIT_NEAR * 1.4, x, y);
  else if (n_press == 2)
    g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_OPEN], 0, (int) kind, &id);
}

/* --- Drag: a device to another place, or the room under the pointer ---------------------------------- */

static void
move_to_pointer (RwRackCanvas *self)
{
  const RwRackDevice *device = &self->plan->devices[self->move->device];
  double x, y;
  int rack, half, step;

  rw_rack_canvas_from_widget (self, self->pointer_x, self->pointer_y, &x, &y);
  rack = rw_rack_layout_rack_near (self->layout, x, y);
  /* Whole units, unless it stands on half a unit already. */
  step = (device->start & 1) != 0 ? 1 : 2;
  half = (int) lround ((self->layout->boxes[rack].frame_y + self->layout->boxes[rack].frame_height -
                        self->layout->pad - y - self->grab) *
                       2 / self->unit / step) *
         step;
  if (rw_rack_move_to (self->move, rack,
                       self->faces == RW_FACES_BOTH ? rw_rack_layout_face_at (self->layout, rack, x)
                       : device->full_depth         ? device->face
                       : self->faces == RW_FACES_REAR ? RW_FACE_REAR
                                                      : RW_FACE_FRONT,
                       half))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* While a device is held near an edge the room scrolls past below it. */
static gboolean
edge_scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RwRackCanvas *self = RW_RACK_CANVAS (widget);
  double pointer[2] = { self->pointer_x, self->pointer_y };
  int size[2] = { gtk_widget_get_width (widget), gtk_widget_get_height (widget) };

  if (self->move == NULL)
    {
      self->scroll_tick = 0;
      return G_SOURCE_REMOVE;
    }
  for (int axis = 0; axis < 2; axis++)
    {
      double edge = 36, speed = 0;

      if (pointer[axis] < edge)
        speed = -(edge - pointer[axis]);
      else if (pointer[axis] > size[axis] - edge)
        speed = pointer[axis] - (size[axis] - edge);
      if (speed != 0 && self->adjustments[axis] != NULL)
        gtk_adjustment_set_value (self->adjustments[axis],
                                  gtk_adjustment_get_value (self->adjustments[axis]) +
                                    CLAMP (speed * 0.4, -24, 24));
    }
  move_to_pointer (self);
  return G_SOURCE_CONTINUE;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, RwRackCanvas *self)
{
  self->panning = FALSE;
  self->drag_h = self->adjustments[0] != NULL ? gtk_adjustment_get_value (self->adjustments[0]) : 0;
  self->drag_v = self->adjustments[1] != NULL ? gtk_adjustment_get_value (self->adjustments[1]) : 0;
}

static void
begin_device_drag (RwRackCanvas *self, const RwRackSpot *spot, double y)
{
  GdkRectangle rect;

  if (!rw_rack_canvas_pick_up (self, spot->device, FALSE))
    return;
  rw_rack_layout_get_rect (self->layout, spot, &rect);
  self->grab = rect.y + rect.height - y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  if (self->scroll_tick == 0)
    self->scroll_tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (self), edge_scroll_cb, NULL, NULL);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, RwRackCanvas *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  double x, y, cx, cy;

  if (!has_racks (self))
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->move == NULL && !self->panning)
    {
      RwRackSpot spot;

      if (!gtk_drag_check_threshold (GTK_WIDGET (self), (int) x, (int) y, (int) (x + dx),
                                     (int) (y + dy)))
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      rw_rack_canvas_from_widget (self, x, y, &cx, &cy);
      spot = rw_rack_layout_pick (self->layout, cx, cy);
      if (button == GDK_BUTTON_PRIMARY && spot.kind == RW_RACK_SPOT_DEVICE &&
          self->layout->lod != RW_RACK_LOD_FAR)
        {
          begin_device_drag (self, &spot, cy);
          if (self->move == NULL)
            {
              gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
              return;
            }
        }
      else
        {
          self->panning = TRUE;
          gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
        }
    }
  if (self->panning)
    {
      if (self->adjustments[0] != NULL)
        gtk_adjustment_set_value (self->adjustments[0], self->drag_h - dx);
      if (self->adjustments[1] != NULL)
        gtk_adjustment_set_value (self->adjustments[1], self->drag_v - dy);
      return;
    }
  self->pointer_x = x + dx;
  self->pointer_y = y + dy;
  move_to_pointer (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, RwRackCanvas *self)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  self->panning = FALSE;
  if (self->move != NULL && !self->move_by_key)
    rw_rack_canvas_put_down (self, TRUE);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, RwRackCanvas *self)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  self->panning = FALSE;
  if (self->move != NULL && !self->move_by_key)
    rw_rack_canvas_put_down (self, FALSE);
}

/* --- Zoom ------------------------------------------------------------------------------------------ */

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, RwRackCanvas *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) == 0 || !has_racks (self))
    return GDK_EVENT_PROPAGATE;
  self->fitted = FALSE;
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    rw_rack_canvas_zoom_at (self, self->unit * exp (-dy * 0.01), self->pointer_x, self->pointer_y);
  else
    {
      double from = self->unit;

      if (self->zoom_animation != NULL &&
          adw_animation_get_state (self->zoom_animation) == ADW_ANIMATION_PLAYING)
        from = exp (adw_timed_animation_get_value_to (ADW_TIMED_ANIMATION (self->zoom_animation)));
      rw_rack_canvas_animate_zoom (self, from * pow (ZOOM_STEP, -dy), self->pointer_x,
                                   self->pointer_y);
    }
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, RwRackCanvas *self)
{
  self->pinch_unit = self->unit;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, RwRackCanvas *self)
{
  double x = self->pointer_x, y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  self->fitted = FALSE;
  rw_rack_canvas_zoom_at (self, self->pinch_unit * scale, x, y);
}

/* --- Keys ------------------------------------------------------------------------------------------ */

static void
say_move (RwRackCanvas *self)
{
  g_autofree char *words = rw_rack_move_describe (self->move);
  GdkRectangle rect;

  rw_rack_canvas_get_move_rect (self, &rect);
  rw_rack_canvas_scroll_to_rect (self, &rect, FALSE);
  rw_rack_canvas_say (self, words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
move_by_key (RwRackCanvas *self, guint key, GdkModifierType state)
{
  RwRackMove *move = self->move;
  int step = (state & GDK_SHIFT_MASK) != 0 ? 1 : 2;
  guint rack = move->rack;
  RwFace face = move->face;
  int start = move->start;

  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      start += step;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      start -= step;
      break;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      rack = rack > 0 ? rack - 1 : 0;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      rack = MIN (rack + 1, self->plan->n_racks - 1);
      break;
    case GDK_KEY_Home:
      start = 2 * self->plan->racks[rack].units;
      break;
    case GDK_KEY_End:
      start = 0;
      break;
    case GDK_KEY_f:
    case GDK_KEY_F:
      face = face == RW_FACE_FRONT ? RW_FACE_REAR : RW_FACE_FRONT;
      break;
    case GDK_KEY_n:
    case GDK_KEY_N:
      rw_rack_move_to_free (move);
      say_move (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_m:
    case GDK_KEY_M:
      rw_rack_canvas_put_down (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      rw_rack_canvas_put_down (self, FALSE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  rw_rack_move_to (move, rack, face, start);
  say_move (self);
  return GDK_EVENT_STOP;
}

static void
go (RwRackCanvas *self, GtkDirectionType direction)
{
  RwRackSpot spot = rw_rack_layout_step (self->layout, &self->selected, direction);

  rw_rack_canvas_select_spot (self, &spot, TRUE);
}

/* The highest or lowest unit of a rack, or the first or last rack of the row. */
static void
go_to_end (RwRackCanvas *self, gboolean last, gboolean of_row)
{
  guint rack = self->selected.kind != RW_RACK_SPOT_NONE ? self->selected.rack : 0;
  const RwRackRow *row = &self->layout->rows[rw_rack_layout_row_of (self->layout, rack)];
  RwFace face = self->selected.face;
  RwRackSpot spot;

  if (self->selected.kind == RW_RACK_SPOT_NONE)
    face = self->faces == RW_FACES_REAR ? RW_FACE_REAR : RW_FACE_FRONT;
  if (of_row || self->layout->lod == RW_RACK_LOD_FAR)
    spot = (RwRackSpot) {
      RW_RACK_SPOT_RACK, last ? row->first + row->n - 1 : row->first, face, 0, 0, 0
    };
  else
    spot = rw_rack_layout_spot_at (self->layout, rack, face,
                                   last ? 0 : 2 * self->plan->racks[rack].units - 1, 0);
  rw_rack_canvas_select_spot (self, &spot, TRUE);
}

static void
activate (RwRackCanvas *self)
{
  RwKind kind;
  RwId id;

  if (rw_rack_canvas_spot_id (self, &self->selected, &kind, &id))
    g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_OPEN], 0, (int) kind, &id);
}

static void
show_menu (RwRackCanvas *self)
{
  GdkRectangle rect;
  double x, y;
  RwKind kind;
  RwId id;

  if (!rw_rack_canvas_spot_id (self, &self->selected, &kind, &id) ||
      !rw_rack_layout_get_rect (self->layout, &self->selected, &rect))
    return;
  rw_rack_canvas_to_widget (self, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, &x, &y);
  g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_CONTEXT_MENU], 0, (int) kind, &id, x,
                 y);
}

static gboolean
navigate (RwRackCanvas *self, guint key, GdkModifierType state)
{
  switch (key)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      go (self, GTK_DIR_UP);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      go (self, GTK_DIR_DOWN);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      go (self, GTK_DIR_LEFT);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      go (self, GTK_DIR_RIGHT);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      go (self, GTK_DIR_TAB_BACKWARD);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      go (self, GTK_DIR_TAB_FORWARD);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      go_to_end (self, FALSE, (state & GDK_CONTROL_MASK) != 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      go_to_end (self, TRUE, (state & GDK_CONTROL_MASK) != 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      activate (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      show_menu (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      show_menu (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_m:
    case GDK_KEY_M:
      rw_rack_canvas_start_move (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      rw_rack_canvas_zoom_by (self, ZOOM_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      rw_rack_canvas_zoom_by (self, 1 / ZOOM_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      rw_rack_canvas_zoom_to_fit (self, RW_RACK_FIT_ROW);
      return GDK_EVENT_STOP;
    case GDK_KEY_9:
    case GDK_KEY_KP_9:
      rw_rack_canvas_zoom_to_fit (self, RW_RACK_FIT_ROOM);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->cables != NULL)
        {
          rw_rack_canvas_set_cables (self, NULL);
          return GDK_EVENT_STOP;
        }
      if (self->selected.kind == RW_RACK_SPOT_NONE)
        return GDK_EVENT_PROPAGATE;
      rw_rack_canvas_clear_selection (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint key,
                guint code,
                GdkModifierType state,
                RwRackCanvas *self)
{
  if (!has_racks (self))
    return GDK_EVENT_PROPAGATE;
  if (self->move != NULL)
    return move_by_key (self, key, state);
  if ((state & GDK_ALT_MASK) != 0)
    {
      /* Alt with Left and Right is back and forward everywhere; once a device is in the hand, they move it. */
      if (!(key == GDK_KEY_Up || key == GDK_KEY_Down) ||
          self->selected.kind != RW_RACK_SPOT_DEVICE || !rw_rack_canvas_start_move (self))
        return GDK_EVENT_PROPAGATE;
      return move_by_key (self, key, state);
    }
  return navigate (self, key, state);
}

void
rw_rack_canvas_add_controllers (RwRackCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *controller;
  GtkGesture *gesture;

  controller = gtk_event_controller_motion_new ();
  g_signal_connect (controller, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (controller, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (controller, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect (controller, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = gtk_event_controller_key_new ();
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, controller);

  gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), 0);
  g_signal_connect (gesture, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (gesture, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (gesture, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (gesture, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_zoom_new ();
  g_signal_connect (gesture, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (gesture, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));
}
