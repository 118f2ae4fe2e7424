/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-canvas.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rw-announce.h"
#include "rw-rack-canvas-private.h"
#include "rw-rack-words.h"
#include "rw-text.h"

enum
{
  PROP_0,
  PROP_FACES,
  PROP_CAN_ZOOM_IN,
  PROP_CAN_ZOOM_OUT,
  PROP_MOVING,
  N_PROPS,
  /* of GtkScrollable */
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];
guint rw_rack_canvas_signals[RW_RACK_CANVAS_N_SIGNALS];

static GtkAccessibleInterface *parent_accessible_iface;

static void rw_rack_canvas_accessible_init (GtkAccessibleInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RwRackCanvas, rw_rack_canvas, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE, rw_rack_canvas_accessible_init))

static void configure_adjustments (RwRackCanvas *self);
static void make_layout (RwRackCanvas *self);

/* --- Items for screen readers ---------------------------------------------------------------------- */

static void
drop_items (RwRackCanvas *self)
{
  self->focused_item = NULL;
  if (self->plan == NULL)
    return;
  for (guint i = 0; i < self->plan->n_devices; i++)
    if (self->device_items[i] != NULL)
      {
        rw_rack_item_detach (self->device_items[i]);
        g_object_unref (self->device_items[i]);
      }
  for (guint i = 0; i < self->plan->n_racks; i++)
    {
      if (self->rack_items[i] != NULL)
        {
          rw_rack_item_detach (self->rack_items[i]);
          g_object_unref (self->rack_items[i]);
        }
      g_clear_pointer (&self->orders[i], g_array_unref);
    }
  g_clear_pointer (&self->device_items, g_free);
  g_clear_pointer (&self->rack_items, g_free);
  g_clear_pointer (&self->orders, g_free);
}

/* From the top down, front before rear, blades behind their chassis, then what hangs at the sides. */
GArray *
rw_rack_canvas_get_order (RwRackCanvas *self,
                          guint         rack)
{
  const RwRackInfo *info = &self->plan->racks[rack];
  GArray *order = self->orders[rack];

  if (order != NULL)
    return order;
  order = self->orders[rack] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (int face = 0; face < 2; face++)
    for (guint i = info->slots[face]->len; i > 0; i--)
      {
        const RwRackSlot *slot = &g_array_index (info->slots[face], RwRackSlot, i - 1);
        const RwRackDevice *device = &self->plan->devices[slot->device];

        if (slot->other_side)
          continue;
        g_array_append_val (order, slot->device);
        for (guint c = 0; c < device->n_children; c++)
          {
            guint child = device->first_child + c;

            g_array_append_val (order, child);
          }
      }
  g_array_append_vals (order, info->sides->data, info->sides->len);
  return order;
}

RwRackItem *
rw_rack_canvas_get_rack_item (RwRackCanvas *self,
                              guint         rack)
{
  if (self->rack_items[rack] == NULL)
    self->rack_items[rack] = rw_rack_item_new (self, FALSE, rack);
  return self->rack_items[rack];
}

RwRackItem *
rw_rack_canvas_get_device_item (RwRackCanvas *self,
                                guint         device)
{
  if (self->device_items[device] == NULL)
    self->device_items[device] = rw_rack_item_new (self, TRUE, device);
  return self->device_items[device];
}

static GtkAccessible *
rw_rack_canvas_get_first_accessible_child (GtkAccessible *accessible)
{
  RwRackCanvas *self = RW_RACK_CANVAS (accessible);

  if (self->plan == NULL || self->plan->n_racks == 0)
    return NULL;
  return GTK_ACCESSIBLE (g_object_ref (rw_rack_canvas_get_rack_item (self, 0)));
}

static void
rw_rack_canvas_accessible_init (GtkAccessibleInterface *iface)
{
  parent_accessible_iface = g_type_interface_peek_parent (iface);
  iface->get_at_context = parent_accessible_iface->get_at_context;
  iface->get_platform_state = parent_accessible_iface->get_platform_state;
  iface->get_accessible_parent = parent_accessible_iface->get_accessible_parent;
  iface->get_next_accessible_sibling = parent_accessible_iface->get_next_accessible_sibling;
  iface->get_bounds = parent_accessible_iface->get_bounds;
  iface->get_first_accessible_child = rw_rack_canvas_get_first_accessible_child;
}

/* The item that has the keyboard focus, if the canvas has it. */
static void
update_focused_item (RwRackCanvas *self)
{
  RwRackItem *item = NULL;

  if (gtk_widget_has_focus (GTK_WIDGET (self)) && self->plan != NULL)
    {
      if (self->selected.kind == RW_RACK_SPOT_DEVICE)
        item = rw_rack_canvas_get_device_item (self, self->selected.device);
      else if (self->selected.kind == RW_RACK_SPOT_RACK)
        item = rw_rack_canvas_get_rack_item (self, self->selected.rack);
    }
  if (item == self->focused_item)
    return;
  if (self->focused_item != NULL)
    rw_rack_item_set_focused (self->focused_item, FALSE);
  self->focused_item = item;
  if (item != NULL)
    rw_rack_item_set_focused (item, TRUE);
}

/**
 * rw_rack_canvas_say:
 *
 * Reads an outcome out. Only answers to what a person did come here, so they cannot come too fast.
 */
void
rw_rack_canvas_say (RwRackCanvas *self,
                    const char   *message)
{
  rw_announce (GTK_WIDGET (self), message);
}

/* --- Coordinates ----------------------------------------------------------------------------------- */

static double
scroll_value (RwRackCanvas *self,
              int           axis)
{
  return self->adjustments[axis] != NULL ? round (gtk_adjustment_get_value (self->adjustments[axis])) : 0;
}

void
rw_rack_canvas_to_widget (RwRackCanvas *self,
                          double        x,
                          double        y,
                          double       *widget_x,
                          double       *widget_y)
{
  *widget_x = x - scroll_value (self, 0) + self->offset[0];
  *widget_y = y - scroll_value (self, 1) + self->offset[1];
}

void
rw_rack_canvas_from_widget (RwRackCanvas *self,
                            double        widget_x,
                            double        widget_y,
                            double       *x,
                            double       *y)
{
  *x = widget_x + scroll_value (self, 0) - self->offset[0];
  *y = widget_y + scroll_value (self, 1) - self->offset[1];
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
static void
queue_view_changed (RwRackCanvas *self)
{
  if (self->view_idle == 0)
    self->view_idle = g_idle_add (view_changed_idle_cb, self);
}

static void
adjustment_changed_cb (GtkAdjustment *adjustment,
                       RwRackCanvas  *self)
{
  if (self->configuring)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  queue_view_changed (self);
}

static void
set_adjustment (RwRackCanvas  *self,
                int            axis,
                GtkAdjustment *adjustment)
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
  configure_adjustments (self);
}

static void
configure_adjustments (RwRackCanvas *self)
{
  int size[2] = { gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };
  int content[2] = { self->layout != NULL ? self->layout->width : 0, self->layout != NULL ? self->layout->height : 0 };

  for (int axis = 0; axis < 2; axis++)
    {
      self->offset[axis] = MAX (0, (size[axis] - content[axis]) / 2);
      if (self->adjustments[axis] == NULL)
        continue;
      self->configuring = TRUE;
      gtk_adjustment_configure (self->adjustments[axis], gtk_adjustment_get_value (self->adjustments[axis]), 0,
                                MAX (content[axis], size[axis]), MAX (20, size[axis] * 0.1), size[axis] * 0.9, size[axis]);
      self->configuring = FALSE;
    }
}

static void
scroll_to (RwRackCanvas *self,
           double        x,
           double        y)
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
rw_rack_canvas_scroll_to_rect (RwRackCanvas       *self,
                               const GdkRectangle *rect,
                               gboolean            center)
{
  double position[2] = { rect->x, rect->y }, size[2] = { rect->width, rect->height };
  int page[2] = { gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };
  double value[2];

  for (int axis = 0; axis < 2; axis++)
    {
      double room = MIN (60, page[axis] / 6.0);

      value[axis] = scroll_value (self, axis);
      if (center && (position[axis] < value[axis] + room || position[axis] + size[axis] > value[axis] + page[axis] - room))
        value[axis] = position[axis] + size[axis] / 2 - page[axis] / 2.0;
      else if (position[axis] < value[axis] + room)
        value[axis] = position[axis] - room;
      else if (position[axis] + size[axis] > value[axis] + page[axis] - room)
        value[axis] = position[axis] + size[axis] - page[axis] + room;
    }
  scroll_to (self, value[0], value[1]);
}

/* --- Layout and zoom ------------------------------------------------------------------------------- */

static void
make_layout (RwRackCanvas *self)
{
  g_clear_pointer (&self->layout, rw_rack_layout_free);
  if (self->plan != NULL)
    self->layout = rw_rack_layout_new (self->plan, self->faces, self->unit);
  rw_rack_canvas_drop_nodes (self);
  configure_adjustments (self);
}

static void
notify_zoom (RwRackCanvas *self,
             double        before)
{
  if ((before < RW_RACK_UNIT_MAX) != (self->unit < RW_RACK_UNIT_MAX))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ZOOM_IN]);
  if ((before > RW_RACK_UNIT_MIN) != (self->unit > RW_RACK_UNIT_MIN))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ZOOM_OUT]);
  queue_view_changed (self);
}

/**
 * rw_rack_canvas_zoom_at:
 * @widget_x: what is at this point of the widget stays there
 *
 * Headers and gaps do not grow with the units, so the point is kept relative to the rack below it.
 */
void
rw_rack_canvas_zoom_at (RwRackCanvas *self,
                        double        unit,
                        double        widget_x,
                        double        widget_y)
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
      make_layout (self);
      return;
    }
  rw_rack_canvas_from_widget (self, widget_x, widget_y, &x, &y);
  rack = rw_rack_layout_rack_near (self->layout, x, y);
  box = &self->layout->boxes[rack];
  part_x = (x - box->x) / box->width;
  part_y = (y - box->frame_y) / box->frame_height;
  make_layout (self);
  box = &self->layout->boxes[rack];
  scroll_to (self, box->x + part_x * box->width - widget_x + self->offset[0],
             box->frame_y + part_y * box->frame_height - widget_y + self->offset[1]);
  notify_zoom (self, before);
}

static void
zoom_value_cb (double   value,
               gpointer data)
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
rw_rack_canvas_animate_zoom (RwRackCanvas *self,
                             double        unit,
                             double        widget_x,
                             double        widget_y)
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
    self->zoom_animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 0, 160,
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
  if (self->zoom_animation != NULL && adw_animation_get_state (self->zoom_animation) == ADW_ANIMATION_PLAYING)
    return exp (adw_timed_animation_get_value_to (ADW_TIMED_ANIMATION (self->zoom_animation)));
  return self->unit;
}

/* --- Search ---------------------------------------------------------------------------------------- */

static void
update_found (RwRackCanvas *self)
{
  g_autofree char *words = rw_text_fold (self->search);

  g_clear_pointer (&self->found, g_free);
  self->n_found = 0;
  g_strstrip (words);
  if (self->plan != NULL && words[0] != '\0')
    {
      self->found = g_new0 (guint8, self->plan->n_devices + 1);
      for (guint i = 0; i < self->plan->n_devices; i++)
        {
          const RwRackDevice *device = &self->plan->devices[i];
          const char *rack = device->rack >= 0 ? self->plan->racks[device->rack].name : "";
          g_autofree char *text = g_strjoin (" ", device->name, rack, device->type != NULL ? device->type : "",
                                             device->service != NULL ? device->service : "", device->ticket != NULL ? device->ticket : "",
                                             rw_enum_label (&rw_enum_device_role, device->role), NULL);
          g_autofree char *folded = rw_text_fold (text);

          self->found[i] = rw_text_matches (folded, words);
          self->n_found += self->found[i];
        }
    }
  rw_rack_canvas_drop_nodes (self);
}

/* --- Selection ------------------------------------------------------------------------------------- */

gboolean
rw_rack_canvas_spot_id (RwRackCanvas     *self,
                        const RwRackSpot *spot,
                        RwKind           *kind,
                        RwId             *id)
{
  switch (spot->kind)
    {
    case RW_RACK_SPOT_DEVICE:
      *kind = RW_KIND_DEVICE;
      *id = self->plan->devices[spot->device].id;
      return TRUE;
    case RW_RACK_SPOT_RACK:
      *kind = RW_KIND_RACK;
      *id = self->plan->racks[spot->rack].id;
      return TRUE;
    default:
      return FALSE;
    }
}

static void
mark_selected (RwRackCanvas *self,
               gboolean      selected)
{
  if (self->selected.kind == RW_RACK_SPOT_DEVICE && self->device_items[self->selected.device] != NULL)
    rw_rack_item_set_selected (self->device_items[self->selected.device], selected);
  else if (self->selected.kind == RW_RACK_SPOT_RACK && self->rack_items[self->selected.rack] != NULL)
    rw_rack_item_set_selected (self->rack_items[self->selected.rack], selected);
}

/**
 * rw_rack_canvas_select_spot:
 * @scroll: bring it into view
 */
void
rw_rack_canvas_select_spot (RwRackCanvas     *self,
                            const RwRackSpot *spot,
                            gboolean          scroll)
{
  gboolean same = rw_rack_spot_equal (spot, &self->selected);
  GdkRectangle rect;
  RwKind kind;
  RwId id;

  if (!same)
    mark_selected (self, FALSE);
  self->selected = *spot;
  if (scroll && self->layout != NULL && rw_rack_layout_get_rect (self->layout, spot, &rect))
    rw_rack_canvas_scroll_to_rect (self, &rect, FALSE);
  if (same)
    return;
  mark_selected (self, TRUE);
  update_focused_item (self);
  if (rw_rack_canvas_spot_id (self, spot, &kind, &id))
    g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT], 0, (int) kind, &id);
  else
    {
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT], 0, RW_KIND_NONE, NULL);
      if (spot->kind == RW_RACK_SPOT_FREE && self->plan != NULL)
        {
          g_autofree char *sentence = rw_rack_spot_sentence (self->plan, spot);

          rw_rack_canvas_say (self, sentence);
        }
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Moving ---------------------------------------------------------------------------------------- */

static void
set_move (RwRackCanvas *self,
          RwRackMove   *move)
{
  RwRackMove *before = self->move;

  self->move = move;
  if (before != NULL && before != move)
    rw_rack_move_free (before);
  if ((before != NULL) != (move != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MOVING]);
}

void
rw_rack_canvas_get_move_rect (RwRackCanvas *self,
                              GdkRectangle *rect)
{
  const RwRackDevice *device = &self->plan->devices[self->move->device];
  RwFace face = (self->faces & (1 << self->move->face)) != 0 ? self->move->face
                : self->faces == RW_FACES_REAR               ? RW_FACE_REAR
                                                             : RW_FACE_FRONT;

  rw_rack_layout_unit_rect (self->layout, self->move->rack, face, self->move->start, device->length, -1, rect);
  if (device->half_width)
    rect->width /= 2;
}

/**
 * rw_rack_canvas_pick_up:
 *
 * Returns: whether the device can be moved; if not, the person was told why
 */
gboolean
rw_rack_canvas_pick_up (RwRackCanvas *self,
                        guint         device,
                        gboolean      by_key)
{
  g_autofree char *refusal = NULL;

  self->move_by_key = by_key;
  set_move (self, rw_rack_move_new (self->plan, device, &refusal));
  if (self->move == NULL)
    {
      rw_rack_canvas_say (self, refusal);
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_REFUSED], 0, refusal);
      return FALSE;
    }
  if (by_key)
    {
      g_autofree char *message = g_strdup_printf (_ ("Moving %s. Arrows move it, Enter drops it, Escape cancels."),
                                                  self->plan->devices[device].name);

      rw_rack_canvas_say (self, message);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/**
 * rw_rack_canvas_put_down:
 * @drop: here; else where it came from
 */
void
rw_rack_canvas_put_down (RwRackCanvas *self,
                         gboolean      drop)
{
  g_autoptr (RwRackMove) move = NULL;

  if (self->move == NULL)
    return;
  if (drop && !self->move->fits)
    {
      g_autofree char *reason = g_strdup (self->move->reason);

      /* By key it stays in the hand, so that the next arrow can put it right. */
      if (!self->move_by_key)
        set_move (self, NULL);
      rw_rack_canvas_say (self, reason);
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_REFUSED], 0, reason);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return;
    }
  move = g_steal_pointer (&self->move);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!drop || !rw_rack_move_is_away (move))
    {
      if (self->move_by_key)
        rw_rack_canvas_say (self, _ ("Not moved"));
    }
  else
    {
      g_autofree char *place = rw_rack_move_describe (move);
      g_autofree char *message = g_strdup_printf (_ ("%s moved to %s"), move->plan->devices[move->device].name, place);
      RwId device = move->plan->devices[move->device].id, rack = move->plan->racks[move->rack].id;

      rw_rack_canvas_say (self, message);
      g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_MOVE_REQUESTED], 0, &device, &rack,
                     rw_rack_position_from_half (move->start), (int) move->face);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MOVING]);
}

/* --- Callbacks ------------------------------------------------------------------------------------- */

static void
style_changed_cb (RwRackCanvas *self)
{
  rw_rack_painter_reset (self->painter);
  rw_rack_canvas_drop_nodes (self);
}

static void
focus_changed_cb (RwRackCanvas *self)
{
  update_focused_item (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
query_tooltip_cb (RwRackCanvas *self,
                  int           x,
                  int           y,
                  gboolean      keyboard,
                  GtkTooltip   *tooltip,
                  gpointer      data)
{
  const RwRackSpot *spot = keyboard ? &self->selected : &self->hover;
  g_autoptr (GString) text = NULL;
  g_autofree char *sentence = NULL;
  GdkRectangle rect;
  double wx, wy;

  if (self->layout == NULL || self->move != NULL || spot->kind == RW_RACK_SPOT_NONE || spot->kind == RW_RACK_SPOT_FREE ||
      !rw_rack_layout_get_rect (self->layout, spot, &rect))
    return FALSE;
  sentence = rw_rack_spot_sentence (self->plan, spot);
  text = g_string_new (sentence);
  if (spot->kind == RW_RACK_SPOT_DEVICE)
    {
      const RwRackDevice *device = &self->plan->devices[spot->device];
      g_autofree char *watts = device->watts > 0 ? rw_rack_watts (device->watts) : NULL;

      if (device->type != NULL || watts != NULL)
        g_string_append_printf (text, "\n%s%s%s", device->type != NULL ? device->type : "",
                                device->type != NULL && watts != NULL ? " · " : "", watts != NULL ? watts : "");
      if (device->service != NULL)
        g_string_append_printf (text, "\n%s", device->service);
    }
  gtk_tooltip_set_text (tooltip, text->str);
  rw_rack_canvas_to_widget (self, rect.x, rect.y, &wx, &wy);
  rect.x = (int) wx;
  rect.y = (int) wy;
  gtk_tooltip_set_tip_area (tooltip, &rect);
  return TRUE;
}

/* --- Overrides ------------------------------------------------------------------------------------- */

static void
rw_rack_canvas_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = 100;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : 640;
}

static void
rw_rack_canvas_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  RwRackCanvas *self = RW_RACK_CANVAS (widget);

  if (self->fitted && self->plan != NULL && self->plan->n_racks > 0)
    {
      double before = self->unit;

      self->unit = rw_rack_layout_fit_unit (self->plan, self->faces, width, height, FALSE);
      if (self->unit != before || self->layout == NULL)
        {
          make_layout (self);
          notify_zoom (self, before);
        }
    }
  configure_adjustments (self);
  queue_view_changed (self);
  if (self->reveal_pending)
    {
      self->reveal_pending = FALSE;
      rw_rack_canvas_reveal (self, self->reveal_kind, &self->reveal_id);
    }
}

static void
rw_rack_canvas_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  rw_rack_canvas_draw (RW_RACK_CANVAS (widget), snapshot);
}

static void
rw_rack_canvas_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  RwRackCanvas *self = RW_RACK_CANVAS (widget);

  GTK_WIDGET_CLASS (rw_rack_canvas_parent_class)->css_changed (widget, change);
  if (self->painter != NULL)
    style_changed_cb (self);
}

static void
rw_rack_canvas_system_setting_changed (GtkWidget        *widget,
                                       GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (rw_rack_canvas_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME || setting == GTK_SYSTEM_SETTING_FONT_CONFIG)
    style_changed_cb (RW_RACK_CANVAS (widget));
}

static void
rw_rack_canvas_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RwRackCanvas *self = RW_RACK_CANVAS (object);

  switch (prop_id)
    {
    case PROP_FACES:
      g_value_set_uint (value, self->faces);
      break;
    case PROP_CAN_ZOOM_IN:
      g_value_set_boolean (value, self->unit < RW_RACK_UNIT_MAX);
      break;
    case PROP_CAN_ZOOM_OUT:
      g_value_set_boolean (value, self->unit > RW_RACK_UNIT_MIN);
      break;
    case PROP_MOVING:
      g_value_set_boolean (value, self->move != NULL);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[0]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[1]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[0]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[1]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rw_rack_canvas_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  RwRackCanvas *self = RW_RACK_CANVAS (object);

  switch (prop_id)
    {
    case PROP_FACES:
      rw_rack_canvas_set_faces (self, g_value_get_uint (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, 0, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, 1, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[0] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[1] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rw_rack_canvas_dispose (GObject *object)
{
  RwRackCanvas *self = RW_RACK_CANVAS (object);

  if (self->scroll_tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scroll_tick);
      self->scroll_tick = 0;
    }
  if (self->redraw_tick != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->redraw_tick);
      self->redraw_tick = 0;
    }
  g_clear_object (&self->zoom_animation);
  rw_rack_canvas_set_plan (self, NULL);
  for (int axis = 0; axis < 2; axis++)
    if (self->adjustments[axis] != NULL)
      {
        g_signal_handlers_disconnect_by_data (self->adjustments[axis], self);
        g_clear_object (&self->adjustments[axis]);
      }
  G_OBJECT_CLASS (rw_rack_canvas_parent_class)->dispose (object);
  g_clear_handle_id (&self->view_idle, g_source_remove);
}

static void
rw_rack_canvas_finalize (GObject *object)
{
  RwRackCanvas *self = RW_RACK_CANVAS (object);

  g_clear_pointer (&self->painter, rw_rack_painter_free);
  g_clear_pointer (&self->search, g_free);
  G_OBJECT_CLASS (rw_rack_canvas_parent_class)->finalize (object);
}

static void
rw_rack_canvas_class_init (RwRackCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = rw_rack_canvas_get_property;
  object_class->set_property = rw_rack_canvas_set_property;
  object_class->dispose = rw_rack_canvas_dispose;
  object_class->finalize = rw_rack_canvas_finalize;
  widget_class->measure = rw_rack_canvas_measure;
  widget_class->size_allocate = rw_rack_canvas_size_allocate;
  widget_class->snapshot = rw_rack_canvas_snapshot;
  widget_class->css_changed = rw_rack_canvas_css_changed;
  widget_class->system_setting_changed = rw_rack_canvas_system_setting_changed;

  properties[PROP_FACES] = g_param_spec_uint ("faces", NULL, NULL, RW_FACES_FRONT, RW_FACES_BOTH, RW_FACES_FRONT,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_ZOOM_IN] = g_param_spec_boolean ("can-zoom-in", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_ZOOM_OUT] = g_param_spec_boolean ("can-zoom-out", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MOVING] = g_param_spec_boolean ("moving", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT] =
    g_signal_new ("select", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  rw_rack_canvas_signals[RW_RACK_CANVAS_OPEN] =
    g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_POINTER);
  rw_rack_canvas_signals[RW_RACK_CANVAS_MOVE_REQUESTED] =
    g_signal_new ("move-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_POINTER, G_TYPE_POINTER,
                  G_TYPE_DOUBLE, G_TYPE_INT);
  rw_rack_canvas_signals[RW_RACK_CANVAS_REFUSED] =
    g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  rw_rack_canvas_signals[RW_RACK_CANVAS_CONTEXT_MENU] =
    g_signal_new ("context-menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_INT, G_TYPE_POINTER,
                  G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  rw_rack_canvas_signals[RW_RACK_CANVAS_VIEW_CHANGED] =
    g_signal_new ("view-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "rackcanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rw_rack_canvas_init (RwRackCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->faces = RW_FACES_FRONT;
  self->unit = 16;
  self->fitted = TRUE;
  self->selected = self->hover = RW_RACK_SPOT_INIT;
  self->painter = rw_rack_painter_new (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Racks"), -1);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (style_changed_cb), NULL);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_changed_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::accent-color-rgba", G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  rw_rack_canvas_add_controllers (self);
}

/* --- Public ---------------------------------------------------------------------------------------- */

GtkWidget *
rw_rack_canvas_new (void)
{
  return g_object_new (RW_TYPE_RACK_CANVAS, NULL);
}

static void
restore_selection (RwRackCanvas *self,
                   RwKind        kind,
                   const RwId   *id,
                   RwFace        face)
{
  int index;

  if (kind == RW_KIND_DEVICE && (index = rw_rack_plan_find_device (self->plan, id)) >= 0)
    self->selected = rw_rack_layout_device_spot (self->layout, index, face);
  else if (kind == RW_KIND_RACK && (index = rw_rack_plan_find_rack (self->plan, id)) >= 0)
    self->selected = (RwRackSpot) { RW_RACK_SPOT_RACK, index, face, 0, 0, 0 };
}

/**
 * rw_rack_canvas_set_plan:
 * @plan: (nullable): a finished plan
 *
 * Shows a room. For newer data of the same room, selection, zoom and place are kept.
 */
void
rw_rack_canvas_set_plan (RwRackCanvas *self,
                         RwRackPlan   *plan)
{
  RwKind kind = RW_KIND_NONE;
  RwId id = RW_ID_NIL;
  RwFace face;
  gboolean same_room, had;

  g_return_if_fail (RW_IS_RACK_CANVAS (self));
  g_return_if_fail (plan == NULL || plan->finished);

  if (plan == self->plan)
    return;
  same_room = plan != NULL && self->plan != NULL && rw_id_equal (&plan->room, &self->plan->room);
  had = self->plan != NULL && rw_rack_canvas_spot_id (self, &self->selected, &kind, &id);
  face = self->selected.face;
  set_move (self, NULL);
  rw_rack_canvas_drop_nodes (self);
  g_clear_pointer (&self->bodies, g_free);
  g_clear_pointer (&self->headers, g_free);
  self->n_nodes = 0;
  drop_items (self);
  g_clear_pointer (&self->layout, rw_rack_layout_free);
  g_clear_pointer (&self->plan, rw_rack_plan_unref);
  self->selected = self->hover = RW_RACK_SPOT_INIT;
  if (plan != NULL)
    {
      self->plan = rw_rack_plan_ref (plan);
      self->n_nodes = plan->n_racks;
      self->bodies = g_new0 (GskRenderNode *, plan->n_racks + 1);
      self->headers = g_new0 (GskRenderNode *, plan->n_racks + 1);
      self->rack_items = g_new0 (RwRackItem *, plan->n_racks + 1);
      self->device_items = g_new0 (RwRackItem *, plan->n_devices + 1);
      self->orders = g_new0 (GArray *, plan->n_racks + 1);
    }
  rw_rack_painter_set_plan (self->painter, plan);
  update_found (self);
  if (self->fitted && !same_room)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (plan != NULL && self->fitted && gtk_widget_get_height (GTK_WIDGET (self)) > 0 && plan->n_racks > 0)
    self->unit = rw_rack_layout_fit_unit (plan, self->faces, gtk_widget_get_width (GTK_WIDGET (self)),
                                          gtk_widget_get_height (GTK_WIDGET (self)), FALSE);
  make_layout (self);
  if (plan != NULL && !same_room)
    scroll_to (self, 0, 0);
  if (plan != NULL && had)
    restore_selection (self, kind, &id, face);
  mark_selected (self, TRUE);
  update_focused_item (self);
  if (had && self->selected.kind == RW_RACK_SPOT_NONE && !gtk_widget_in_destruction (GTK_WIDGET (self)))
    g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT], 0, RW_KIND_NONE, NULL);
  if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
    queue_view_changed (self);
}

RwRackPlan *
rw_rack_canvas_get_plan (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), NULL);

  return self->plan;
}

/**
 * rw_rack_canvas_set_faces:
 * @faces: front, rear, or both side by side
 */
void
rw_rack_canvas_set_faces (RwRackCanvas *self,
                          RwFaces       faces)
{
  RwKind kind = RW_KIND_NONE;
  RwId id;
  gboolean had;
  int rack = -1;
  double x, y;

  g_return_if_fail (RW_IS_RACK_CANVAS (self));
  g_return_if_fail (faces > RW_FACES_NONE && faces <= RW_FACES_BOTH);

  if (self->faces == faces)
    return;
  had = self->plan != NULL && rw_rack_canvas_spot_id (self, &self->selected, &kind, &id);
  if (self->layout != NULL && self->plan->n_racks > 0)
    {
      rw_rack_canvas_from_widget (self, 0, 0, &x, &y);
      rack = rw_rack_layout_rack_near (self->layout, x, y);
    }
  self->faces = faces;
  self->hover = RW_RACK_SPOT_INIT;
  set_move (self, NULL);
  make_layout (self);
  if (rack >= 0 && rack != (int) self->layout->rows[rw_rack_layout_row_of (self->layout, rack)].first)
    scroll_to (self, self->layout->boxes[rack].x - self->layout->gap, scroll_value (self, 1));
  if (had)
    restore_selection (self, kind, &id, self->selected.face);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  queue_view_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACES]);
}

RwFaces
rw_rack_canvas_get_faces (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), RW_FACES_FRONT);

  return self->faces;
}

/**
 * rw_rack_canvas_set_search:
 * @text: (nullable): words in names, types, services, roles; everything else steps back
 *
 * Returns: how many devices match
 */
guint
rw_rack_canvas_set_search (RwRackCanvas *self,
                           const char   *text)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), 0);

  if (text != NULL && text[0] == '\0')
    text = NULL;
  if (g_set_str (&self->search, text))
    update_found (self);
  return self->n_found;
}

/**
 * rw_rack_canvas_find_next:
 *
 * Selects the next device that matches the search, in reading order from the selected one on, and
 * goes round at the end.
 *
 * Returns: whether there is one
 */
gboolean
rw_rack_canvas_find_next (RwRackCanvas *self,
                          gboolean      backwards)
{
  g_autoptr (GArray) all = NULL;
  int current = -1, best = -1;

  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  if (self->n_found == 0)
    return FALSE;
  all = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint rack = 0; rack < self->plan->n_racks; rack++)
    {
      GArray *order = rw_rack_canvas_get_order (self, rack);

      g_array_append_vals (all, order->data, order->len);
    }
  for (guint i = 0; i < all->len && self->selected.kind == RW_RACK_SPOT_DEVICE; i++)
    if (g_array_index (all, guint, i) == self->selected.device)
      current = (int) i;
  for (guint n = 1; n <= all->len && best < 0; n++)
    {
      int i = ((backwards ? MAX (current, 0) - (int) n : current + (int) n) + 2 * (int) all->len) % (int) all->len;

      if (self->found[g_array_index (all, guint, i)])
        best = i;
    }
  if (best < 0)
    return FALSE;
  return rw_rack_canvas_reveal (self, RW_KIND_DEVICE, &self->plan->devices[g_array_index (all, guint, best)].id);
}

/**
 * rw_rack_canvas_set_unit:
 * @unit: height of a unit in pixels
 */
void
rw_rack_canvas_set_unit (RwRackCanvas *self,
                         double        unit)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  self->fitted = FALSE;
  if (self->zoom_animation != NULL)
    adw_animation_pause (self->zoom_animation);
  rw_rack_canvas_zoom_at (self, unit, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
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
rw_rack_canvas_zoom_by (RwRackCanvas *self,
                        double        factor)
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

      rw_rack_canvas_to_widget (self, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0, &wx, &wy);
      if (wx >= 0 && wx < width && wy >= 0 && wy < height)
        {
          x = wx;
          y = wy;
        }
    }
  rw_rack_canvas_animate_zoom (self, zoom_target (self) * factor, x, y);
}

/**
 * rw_rack_canvas_zoom_to_fit:
 * @all: the whole room; else racks as high as the window, which stays so when its size changes
 */
void
rw_rack_canvas_zoom_to_fit (RwRackCanvas *self,
                            gboolean      all)
{
  int width, height;

  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  if (self->plan == NULL || self->plan->n_racks == 0)
    return;
  rw_rack_canvas_animate_zoom (self, rw_rack_layout_fit_unit (self->plan, self->faces, width, height, all), width / 2.0, height / 2.0);
  self->fitted = !all;
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
  rw_rack_canvas_from_widget (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)), &right, &bottom);
  for (guint r = 0; r < self->layout->n_rows; r++)
    {
      const RwRackRow *row = &self->layout->rows[r];
      guint first, end;

      if (row->y + row->height < top || row->y > bottom)
        continue;
      rw_rack_layout_visible (self->layout, row, left, right, &first, &end);
      n += end - first;
    }
  return n;
}

/**
 * rw_rack_canvas_reveal:
 * @kind: device or rack
 *
 * Selects a record and brings it to the middle; comes nearer when it would not be seen, and shows both
 * faces when it is not on the one that is shown.
 *
 * Returns: whether it is in this room
 */
gboolean
rw_rack_canvas_reveal (RwRackCanvas *self,
                       RwKind        kind,
                       const RwId   *id)
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
  if (index < 0)
    return FALSE;
  if (gtk_widget_get_width (GTK_WIDGET (self)) == 0)
    {
      self->reveal_pending = TRUE;
      self->reveal_kind = kind;
      self->reveal_id = *id;
      return TRUE;
    }
  if (self->layout->lod == RW_RACK_LOD_FAR && kind == RW_KIND_DEVICE)
    rw_rack_canvas_zoom_at (self, MAX (rw_rack_layout_fit_unit (self->plan, self->faces, gtk_widget_get_width (GTK_WIDGET (self)),
                                                                gtk_widget_get_height (GTK_WIDGET (self)), FALSE),
                                       RW_RACK_UNIT_NEAR),
                            0, 0);
  if (kind == RW_KIND_RACK)
    spot = (RwRackSpot) { RW_RACK_SPOT_RACK, index, self->faces == RW_FACES_REAR ? RW_FACE_REAR : RW_FACE_FRONT, 0, 0, 0 };
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

/**
 * rw_rack_canvas_get_selected:
 *
 * Returns: whether a device or a rack is selected
 */
gboolean
rw_rack_canvas_get_selected (RwRackCanvas *self,
                             RwKind       *kind,
                             RwId         *id)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  return self->plan != NULL && rw_rack_canvas_spot_id (self, &self->selected, kind, id);
}

void
rw_rack_canvas_clear_selection (RwRackCanvas *self)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  rw_rack_canvas_select_spot (self, &RW_RACK_SPOT_INIT, FALSE);
}

/**
 * rw_rack_canvas_start_move:
 *
 * Picks the selected device up, to be moved with the arrow keys.
 *
 * Returns: whether there is one that can be moved
 */
gboolean
rw_rack_canvas_start_move (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  if (self->selected.kind != RW_RACK_SPOT_DEVICE)
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return rw_rack_canvas_pick_up (self, self->selected.device, TRUE);
}

/**
 * rw_rack_canvas_get_moving:
 *
 * Returns: whether a device is in the hand
 */
gboolean
rw_rack_canvas_get_moving (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  return self->move != NULL;
}

/**
 * rw_rack_canvas_get_by_key:
 *
 * Returns: whether a device is moved with the keyboard, so that a hint which keys do what is of use
 */
gboolean
rw_rack_canvas_get_by_key (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  return self->move != NULL && self->move_by_key;
}
