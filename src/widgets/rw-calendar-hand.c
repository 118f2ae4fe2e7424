/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-private.h"

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-time.h"

/* The hand of the calendar view: keys, pointer, and what they hold. All steps are on the wall clock: a day
 * later is the same time tomorrow, also when the clocks change tonight. */

#define EDGE_PIXELS    6
#define MAGNET_PIXELS  6
#define FINE_MINUTES   5
#define NEW_MINUTES    60

static gboolean
is_day_wise (RwCalendarView *self)
{
  return RW_CALENDAR_VIEW_GET_CLASS (self)->step_minutes >= 1440;
}

static gint64
add_wall (RwCalendarView *self,
          gint64          instant,
          gint64          wall)
{
  GTimeZone *zone = rw_calendar_view_private (self)->zone;

  return rw_zone_resolve (zone, rw_zone_wall (zone, instant) + wall);
}

static void
set_ghost (RwCalendarView *self,
           gint64          start,
           gint64          end)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  if (priv->ghost.start == start && priv->ghost.end == end)
    return;
  priv->ghost = (RwCalendarSpan) { start, end };
  rw_calendar_view_tell_ghost (self);
}

static void
take (RwCalendarView  *self,
      RwCalendarHold   hold,
      RwCalendarEntry *entry,
      gint64           start,
      gint64           end)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  priv->hold = hold;
  priv->held = entry != NULL ? g_rc_box_acquire (entry) : NULL;
  priv->ghost = (RwCalendarSpan) { start, end };
  priv->refused = FALSE;
  rw_calendar_view_mark_chips (self);
  rw_calendar_view_tell_ghost (self);
}

/* Lets go of what is held: where it is now, or where it was. */
void
rw_calendar_hand_release (RwCalendarView *self,
                          gboolean        drop)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  g_autoptr (RwCalendarEntry) entry = g_steal_pointer (&priv->held);
  RwCalendarSpan ghost = priv->ghost;
  RwCalendarHold hold = priv->hold;

  priv->hold = RW_CALENDAR_HOLD_NONE;
  priv->dragging = FALSE;
  if (hold == RW_CALENDAR_HOLD_NONE)
    return;
  rw_calendar_view_mark_chips (self);
  rw_calendar_view_tell_ghost (self);
  if (!drop)
    return;
  if (hold == RW_CALENDAR_HOLD_NEW)
    rw_calendar_view_ask_new (self, ghost.start, ghost.end);
  else if (ghost.start != entry->start || ghost.end != entry->end)
    rw_calendar_view_ask_move (self, entry, ghost.start, ghost.end);
}

/* --- Keys ---------------------------------------------------------------------------------------------- */

static void
announce (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  g_autofree char *range = rw_calendar_range_text (priv->ghost.start, priv->ghost.end, priv->zone);

  rw_announce (GTK_WIDGET (self), range);
}

static gboolean
get_step (RwCalendarView *self,
          guint           keyval,
          gint64         *step)
{
  RwCalendarViewClass *klass = RW_CALENDAR_VIEW_GET_CLASS (self);
  gint64 along = is_day_wise (self) ? 7 * RW_DAY : klass->step_minutes * RW_MINUTE;
  gint64 beside = RW_DAY;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *step = klass->across ? -beside : -along;
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *step = klass->across ? beside : along;
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *step = klass->across ? -along : -beside;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *step = klass->across ? along : beside;
      return TRUE;
    default:
      return FALSE;
    }
}

static void
move_by_key (RwCalendarView *self,
             gint64          step)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  gint64 start = priv->ghost.start, end = priv->ghost.end;

  if (priv->hold == RW_CALENDAR_HOLD_END)
    end = MAX (add_wall (self, end, step), start + FINE_MINUTES * RW_MINUTE);
  else
    {
      start = add_wall (self, start, step);
      end = start + priv->ghost.end - priv->ghost.start;
    }
  set_ghost (self, start, end);
  rw_calendar_view_reveal (self, rw_zone_wall (priv->zone,
                                               priv->hold == RW_CALENDAR_HOLD_END ? end : start));
  announce (self);
}

/* The cursor stands on full steps of the days that are shown. */
static void
move_cursor (RwCalendarView *self,
             gint64          step)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  gint64 first = priv->first_day * RW_DAY, last = (priv->first_day + priv->n_days) * RW_DAY - 1;
  g_autofree char *text = NULL;
  gint64 instant;

  priv->cursor = CLAMP (priv->cursor + step, first, last);
  priv->cursor -= (priv->cursor - first) % (FINE_MINUTES * RW_MINUTE);
  instant = rw_zone_resolve (priv->zone, priv->cursor);
  text = rw_calendar_range_text (instant, instant + NEW_MINUTES * RW_MINUTE, priv->zone);
  rw_calendar_view_reveal (self, priv->cursor);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rw_announce (GTK_WIDGET (self), text);
}

static void
place_cursor (RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  gint64 now;

  if (priv->has_cursor || priv->zone == NULL)
    return;
  now = rw_zone_wall (priv->zone, rw_clock_now ());
  priv->cursor = now / RW_HOUR * RW_HOUR + RW_HOUR;
  if (priv->cursor < priv->first_day * RW_DAY ||
      priv->cursor >= (priv->first_day + priv->n_days) * RW_DAY)
    priv->cursor = priv->first_day * RW_DAY + 9 * RW_HOUR;
  priv->has_cursor = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
press_at_cursor (RwCalendarView *self,
                 guint           keyval,
                 GdkModifierType state)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  gint64 step, start;

  place_cursor (self);
  if (state & (GDK_ALT_MASK | GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  if (get_step (self, keyval, &step))
    {
      move_cursor (self, step);
      return GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_Insert &&
      keyval != GDK_KEY_KP_Insert)
    return GDK_EVENT_PROPAGATE;
  start = rw_zone_resolve (priv->zone, priv->cursor);
  rw_calendar_view_ask_new (self, start, start + NEW_MINUTES * RW_MINUTE);
  return GDK_EVENT_STOP;
}

static gboolean
press_on_held (RwCalendarView *self,
               guint           keyval)
{
  gint64 step;

  if (keyval == GDK_KEY_Escape)
    {
      rw_calendar_view_private (self)->abandoned = TRUE;
      rw_calendar_hand_release (self, FALSE);
    }
  else if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    rw_calendar_hand_release (self, TRUE);
  else if (get_step (self, keyval, &step))
    move_by_key (self, step);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                RwCalendarView        *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  GtkWidget *chip = rw_calendar_view_focus_chip (self);
  RwCalendarEntry *entry =
    chip != NULL ? rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (chip)) : NULL;
  gboolean stretch = (state & GDK_SHIFT_MASK) != 0 && !is_day_wise (self);
  gint64 step;

  if (priv->zone == NULL)
    return GDK_EVENT_PROPAGATE;
  if (priv->hold != RW_CALENDAR_HOLD_NONE)
    {
      if (stretch && priv->hold == RW_CALENDAR_HOLD_WHOLE && get_step (self, keyval, &step))
        priv->hold = RW_CALENDAR_HOLD_END;
      return press_on_held (self, keyval);
    }
  if (priv->creates && gtk_widget_has_focus (GTK_WIDGET (self)))
    return press_at_cursor (self, keyval, state);
  if (entry == NULL)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    {
      rw_calendar_view_pick (self, entry, TRUE);
      return GDK_EVENT_STOP;
    }
  if ((state & GDK_ALT_MASK) == 0 || !get_step (self, keyval, &step))
    return GDK_EVENT_PROPAGATE;
  if (!entry->movable)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    }
  take (self, stretch ? RW_CALENDAR_HOLD_END : RW_CALENDAR_HOLD_WHOLE, entry, entry->start,
        entry->end);
  move_by_key (self, step);
  return GDK_EVENT_STOP;
}

static void
focus_changed_cb (GtkEventControllerFocus *controller,
                  GParamSpec              *pspec,
                  RwCalendarView          *self)
{
  if (!gtk_event_controller_focus_contains_focus (controller) &&
      !rw_calendar_view_private (self)->dragging)
    rw_calendar_hand_release (self, FALSE);
  if (gtk_event_controller_focus_is_focus (controller))
    place_cursor (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Pointer ------------------------------------------------------------------------------------------- */

static GtkWidget *
child_at (RwCalendarView *self,
          double          x,
          double          y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != GTK_WIDGET (self) &&
         gtk_widget_get_parent (widget) != GTK_WIDGET (self))
    widget = gtk_widget_get_parent (widget);
  return widget != GTK_WIDGET (self) ? widget : NULL;
}

static RwCalendarEntry *
entry_of (GtkWidget *child)
{
  return child != NULL && RW_IS_CALENDAR_CHIP (child)
           ? rw_calendar_chip_get_entry (RW_CALENDAR_CHIP (child))
           : NULL;
}

/* What a press there would take hold of. */
static RwCalendarHold
hold_at (RwCalendarView *self,
         double          x,
         double          y)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  GtkWidget *child = child_at (self, x, y);
  RwCalendarEntry *entry = entry_of (child);
  gboolean across = RW_CALENDAR_VIEW_GET_CLASS (self)->across, begins, ends;
  graphene_point_t point;
  double place, length;
  gint64 wall;

  if (child == NULL)
    return priv->creates && !is_day_wise (self) &&
               RW_CALENDAR_VIEW_GET_CLASS (self)->wall_at (self, x, y, &wall)
             ? RW_CALENDAR_HOLD_NEW
             : RW_CALENDAR_HOLD_NONE;
  if (entry == NULL || !entry->movable ||
      !gtk_widget_compute_point (GTK_WIDGET (self), child,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return RW_CALENDAR_HOLD_NONE;
  if (is_day_wise (self))
    return RW_CALENDAR_HOLD_WHOLE;
  place = across ? point.x : point.y;
  length = across ? gtk_widget_get_width (child) : gtk_widget_get_height (child);
  rw_calendar_chip_get_part (RW_CALENDAR_CHIP (child), &begins, &ends);
  /* A short one is to be moved more often than stretched. */
  if (length < 3 * EDGE_PIXELS)
    return RW_CALENDAR_HOLD_WHOLE;
  if (ends && place > length - EDGE_PIXELS)
    return RW_CALENDAR_HOLD_END;
  return begins && place < EDGE_PIXELS ? RW_CALENDAR_HOLD_START : RW_CALENDAR_HOLD_WHOLE;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           RwCalendarView           *self)
{
  GtkWidget *child = child_at (self, x, y);
  RwCalendarEntry *entry = entry_of (child);
  RwCalendarHold hold;

  if (entry == NULL || rw_calendar_view_private (self)->dragging)
    return;
  if (!entry->movable)
    {
      gtk_widget_set_cursor (child, NULL);
      return;
    }
  hold = hold_at (self, x, y);
  gtk_widget_set_cursor_from_name (child, hold == RW_CALENDAR_HOLD_WHOLE ? "grab"
                                          : RW_CALENDAR_VIEW_GET_CLASS (self)->across
                                            ? "ew-resize"
                                            : "ns-resize");
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             RwCalendarView  *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  GtkWidget *child = child_at (self, x, y);
  RwCalendarEntry *entry = entry_of (child);
  gint64 wall;

  if (priv->dragging || priv->zone == NULL)
    return;
  if (entry != NULL)
    {
      gtk_widget_grab_focus (child);
      rw_calendar_view_pick (self, entry, FALSE);
      if (n_press == 2)
        rw_calendar_view_pick (self, entry, TRUE);
      return;
    }
  if (child != NULL || !RW_CALENDAR_VIEW_GET_CLASS (self)->wall_at (self, x, y, &wall))
    return;
  if (n_press == 2 && is_day_wise (self))
    {
      g_signal_emit_by_name (self, "day-activated", wall / RW_DAY);
      return;
    }
  if (!priv->creates)
    return;
  priv->has_cursor = TRUE;
  priv->cursor = wall - wall % (RW_CALENDAR_VIEW_GET_CLASS (self)->step_minutes * RW_MINUTE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (n_press == 2)
    {
      gint64 start = rw_zone_resolve (priv->zone, priv->cursor);

      rw_calendar_view_ask_new (self, start, start + NEW_MINUTES * RW_MINUTE);
    }
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);

  rw_calendar_hand_release (self, FALSE);
  priv->abandoned = FALSE;
  priv->press_x = x;
  priv->press_y = y;
  if (priv->zone == NULL || hold_at (self, x, y) == RW_CALENDAR_HOLD_NONE)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static gint64
rounded (gint64 wall,
         gint64 snap)
{
  return (wall + snap / 2) / snap * snap;
}

/* Windows attract: a change is to fill the window that was meant. */
static gboolean
attracted (RwCalendarView *self,
           gint64          wall,
           gint64         *edge)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  double pixels = RW_CALENDAR_VIEW_GET_CLASS (self)->minute_pixels (self);
  gint64 reach = pixels > 0 ? (gint64) (MAGNET_PIXELS / pixels * RW_MINUTE) : 0;
  gint64 best = reach + 1;

  for (guint i = 0; priv->bands != NULL && i < priv->bands->len; i++)
    {
      const RwCalendarBand *band = priv->bands->pdata[i];

      for (int end = 0; end < 2 && band->layer == RW_CALENDAR_LAYER_WINDOWS; end++)
        {
          gint64 at = rw_zone_wall (priv->zone, end ? band->end : band->start);

          if (ABS (at - wall) >= best)
            continue;
          best = ABS (at - wall);
          *edge = at;
        }
    }
  return best <= reach;
}

static void
drag_to (RwCalendarView *self,
         gint64          wall,
         gboolean        fine)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  gint64 snap = (fine ? FINE_MINUTES : RW_CALENDAR_VIEW_GET_CLASS (self)->step_minutes) * RW_MINUTE;
  gint64 length = priv->ghost.end - priv->ghost.start, least = FINE_MINUTES * RW_MINUTE, edge;
  gint64 start = priv->ghost.start, end = priv->ghost.end;

  if (priv->hold != RW_CALENDAR_HOLD_NEW)
    wall -= priv->grab;
  switch (priv->hold)
    {
    case RW_CALENDAR_HOLD_WHOLE:
      if (attracted (self, wall, &edge))
        start = rw_zone_resolve (priv->zone, edge);
      else if (attracted (self, wall + length, &edge))
        start = rw_zone_resolve (priv->zone, edge) - length;
      else
        start = rw_zone_resolve (priv->zone, rounded (wall, snap));
      end = start + length;
      break;
    case RW_CALENDAR_HOLD_START:
      start =
        rw_zone_resolve (priv->zone, attracted (self, wall, &edge) ? edge : rounded (wall, snap));
      start = MIN (start, end - least);
      break;
    case RW_CALENDAR_HOLD_END:
      end =
        rw_zone_resolve (priv->zone, attracted (self, wall, &edge) ? edge : rounded (wall, snap));
      end = MAX (end, start + least);
      break;
    case RW_CALENDAR_HOLD_NEW:
      {
        gint64 other = attracted (self, wall, &edge) ? edge : rounded (wall, snap),
               anchor = priv->grab;

        start = rw_zone_resolve (priv->zone, MIN (anchor, other));
        end = rw_zone_resolve (priv->zone, MAX (anchor, other));
        end = MAX (end, start + snap);
        break;
      }
    case RW_CALENDAR_HOLD_NONE:
    default:
      return;
    }
  set_ghost (self, start, end);
}

static gboolean
begin_drag (RwCalendarView *self,
            double          x,
            double          y,
            gboolean        fine)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  RwCalendarHold hold = hold_at (self, x, y);
  GtkWidget *child = child_at (self, x, y);
  RwCalendarEntry *entry = entry_of (child);
  gint64 wall, start;

  if (hold == RW_CALENDAR_HOLD_NONE ||
      !RW_CALENDAR_VIEW_GET_CLASS (self)->wall_at (self, x, y, &wall))
    return FALSE;
  priv->dragging = TRUE;
  /* So that Escape is heard. */
  gtk_widget_grab_focus (child != NULL ? child : GTK_WIDGET (self));
  if (hold == RW_CALENDAR_HOLD_NEW)
    {
      gint64 snap =
        (fine ? FINE_MINUTES : RW_CALENDAR_VIEW_GET_CLASS (self)->step_minutes) * RW_MINUTE;

      priv->grab = wall - wall % snap;
      start = rw_zone_resolve (priv->zone, priv->grab);
      take (self, hold, NULL, start, start + snap);
    }
  else
    {
      priv->grab =
        wall - rw_zone_wall (priv->zone, hold == RW_CALENDAR_HOLD_END ? entry->end : entry->start);
      take (self, hold, entry, entry->start, entry->end);
    }
  return TRUE;
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                RwCalendarView *self)
{
  RwCalendarViewPrivate *priv = rw_calendar_view_private (self);
  gboolean fine = (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) &
                   GDK_CONTROL_MASK) != 0;
  double x = priv->press_x, y = priv->press_y;
  gint64 wall;

  /* Escape let go of it; the button is still down. */
  if (priv->abandoned)
    return;
  if (!priv->dragging)
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), begin_drag (self, x, y, fine)
                                                      ? GTK_EVENT_SEQUENCE_CLAIMED
                                                      : GTK_EVENT_SEQUENCE_DENIED);
    }
  if (!priv->dragging || !RW_CALENDAR_VIEW_GET_CLASS (self)->wall_at (self, x + dx, y + dy, &wall))
    return;
  if (is_day_wise (self))
    {
      /* Whole days, counted from where it was. */
      gint64 days =
        wall / RW_DAY - (priv->grab + rw_zone_wall (priv->zone, priv->held->start)) / RW_DAY;
      gint64 start = add_wall (self, priv->held->start, days * RW_DAY);

      set_ghost (self, start, start + priv->held->end - priv->held->start);
      return;
    }
  drag_to (self, wall, fine);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             RwCalendarView *self)
{
  if (rw_calendar_view_private (self)->dragging)
    rw_calendar_hand_release (self, TRUE);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                RwCalendarView   *self)
{
  if (rw_calendar_view_private (self)->dragging)
    rw_calendar_hand_release (self, FALSE);
}

/* Gives the view its controllers. */
void
rw_calendar_hand_attach (RwCalendarView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_changed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
