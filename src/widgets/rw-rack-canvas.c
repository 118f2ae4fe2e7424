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

G_DEFINE_FINAL_TYPE_WITH_CODE (RwRackCanvas,
                               rw_rack_canvas,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE,
                                                        rw_rack_canvas_accessible_init))

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

/* --- Callbacks ------------------------------------------------------------------------------------- */

static void
style_changed_cb (RwRackCanvas *self)
{
  rw_rack_painter_reset (self->painter);
  rw_rack_canvas_drop_drawn (self);
}

static void
focus_changed_cb (RwRackCanvas *self)
{
  rw_rack_canvas_update_focus (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
query_tooltip_cb (RwRackCanvas *self,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer data)
{
  const RwRackSpot *spot = keyboard ? &self->selected : &self->hover;
  g_autoptr (GString) text = NULL;
  g_autofree char *sentence = NULL;
  GdkRectangle rect;
  double wx, wy;

  if (self->layout == NULL || self->move != NULL || spot->kind == RW_RACK_SPOT_NONE ||
      spot->kind == RW_RACK_SPOT_FREE || !rw_rack_layout_get_rect (self->layout, spot, &rect))
    return FALSE;
  sentence = rw_rack_spot_sentence (self->plan, spot);
  text = g_string_new (sentence);
  if (spot->kind == RW_RACK_SPOT_DEVICE)
    {
      const RwRackDevice *device = &self->plan->devices[spot->device];
      g_autofree char *watts = device->watts > 0 ? rw_rack_watts (device->watts) : NULL;

      if (device->type != NULL || watts != NULL)
        g_string_append_printf (text, "\n%s%s%s", device->type != NULL ? device->type : "",
                                device->type != NULL && watts != NULL ? " · " : "",
                                watts != NULL ? watts : "");
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
rw_rack_canvas_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = 100;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 900 : 640;
}

static void
rw_rack_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RwRackCanvas *self = RW_RACK_CANVAS (widget);

  if (self->fitted && self->plan != NULL && self->plan->n_racks > 0)
    {
      double before = self->unit;
      int rack = rw_rack_canvas_get_rack_in_view (self);

      self->unit =
        rw_rack_layout_fit_unit (self->plan, self->faces, width, height, RW_RACK_FIT_ROW, 0);
      if (self->unit != before || self->layout == NULL)
        {
          rw_rack_canvas_make_layout (self);
          if (rack >= 0)
            rw_rack_canvas_align (self, (guint) rack);
          rw_rack_canvas_notify_zoom (self, before);
        }
    }
  rw_rack_canvas_configure (self);
  rw_rack_canvas_queue_view_changed (self);
  if (self->reveal_pending)
    {
      self->reveal_pending = FALSE;
      rw_rack_canvas_reveal (self, self->reveal_kind, &self->reveal_id);
    }
}

static void
rw_rack_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  rw_rack_canvas_draw (RW_RACK_CANVAS (widget), snapshot);
}

static void
rw_rack_canvas_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  RwRackCanvas *self = RW_RACK_CANVAS (widget);

  GTK_WIDGET_CLASS (rw_rack_canvas_parent_class)->css_changed (widget, change);
  if (self->painter != NULL)
    style_changed_cb (self);
}

static void
rw_rack_canvas_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (rw_rack_canvas_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME ||
      setting == GTK_SYSTEM_SETTING_FONT_CONFIG)
    style_changed_cb (RW_RACK_CANVAS (widget));
}

static void
rw_rack_canvas_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
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
rw_rack_canvas_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RwRackCanvas *self = RW_RACK_CANVAS (object);

  switch (prop_id)
    {
    case PROP_FACES:
      rw_rack_canvas_set_faces (self, g_value_get_uint (value));
      break;
    case PROP_HADJUSTMENT:
      rw_rack_canvas_set_adjustment (self, 0, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      rw_rack_canvas_set_adjustment (self, 1, g_value_get_object (value));
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
  g_clear_handle_id (&self->ahead_idle, g_source_remove);
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

  g_clear_pointer (&self->pictures, rw_rack_pictures_free);
  g_clear_pointer (&self->painter, rw_rack_painter_free);
  g_clear_pointer (&self->search, g_free);
  g_clear_pointer (&self->previews, g_array_unref);
  g_clear_pointer (&self->preview_label, g_free);
  g_clear_pointer (&self->cables, g_array_unref);
  g_clear_pointer (&self->on_way, g_free);
  g_clear_pointer (&self->colouring, rw_rack_colouring_free);
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

  properties[PROP_FACES] =
    g_param_spec_uint ("faces", NULL, NULL, RW_FACES_FRONT, RW_FACES_BOTH, RW_FACES_FRONT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_ZOOM_IN] = g_param_spec_boolean ("can-zoom-in", NULL, NULL, TRUE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_ZOOM_OUT] = g_param_spec_boolean ("can-zoom-out", NULL, NULL, TRUE,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MOVING] =
    g_param_spec_boolean ("moving", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT] =
    g_signal_new ("select", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  G_TYPE_INT, G_TYPE_POINTER);
  rw_rack_canvas_signals[RW_RACK_CANVAS_OPEN] =
    g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                  G_TYPE_POINTER);
  rw_rack_canvas_signals[RW_RACK_CANVAS_MOVE_REQUESTED] =
    g_signal_new ("move-requested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                  G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_DOUBLE, G_TYPE_INT);
  rw_rack_canvas_signals[RW_RACK_CANVAS_REFUSED] =
    g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  G_TYPE_STRING);
  rw_rack_canvas_signals[RW_RACK_CANVAS_CONTEXT_MENU] =
    g_signal_new ("context-menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                  G_TYPE_INT, G_TYPE_POINTER, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
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
  self->pictures = rw_rack_pictures_new ();
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Racks"),
                                  -1);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (style_changed_cb), NULL);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_changed_cb), NULL);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (style_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::accent-color-rgba", G_CALLBACK (style_changed_cb),
                           self, G_CONNECT_SWAPPED);
  rw_rack_canvas_add_controllers (self);
}

/* --- Public ---------------------------------------------------------------------------------------- */

GtkWidget *
rw_rack_canvas_new (void)
{
  return g_object_new (RW_TYPE_RACK_CANVAS, NULL);
}

static void
restore_selection (RwRackCanvas *self, RwKind kind, const RwId *id, RwFace face)
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
 * Shows a site or a room. For newer data of the same place, selection, zoom and what is in view are kept.
 */
void
rw_rack_canvas_set_plan (RwRackCanvas *self, RwRackPlan *plan)
{
  RwKind kind = RW_KIND_NONE;
  RwId id = RW_ID_NIL;
  RwFace face;
  gboolean same_place, had;

  g_return_if_fail (RW_IS_RACK_CANVAS (self));
  g_return_if_fail (plan == NULL || plan->finished);

  if (plan == self->plan)
    return;
  same_place = plan != NULL && self->plan != NULL && rw_id_equal (&plan->place, &self->plan->place);
  had = self->plan != NULL && rw_rack_canvas_spot_id (self, &self->selected, &kind, &id);
  face = self->selected.face;
  rw_rack_canvas_set_move (self, NULL);
  rw_rack_canvas_drop_nodes (self);
  g_clear_pointer (&self->bodies, g_free);
  g_clear_pointer (&self->headers, g_free);
  self->n_nodes = 0;
  rw_rack_canvas_drop_items (self);
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
  rw_rack_canvas_update_colouring (self);
  rw_rack_canvas_update_found (self);
  rw_rack_canvas_update_way (self);
  rw_rack_canvas_drop_drawn (self);
  if (self->fitted && !same_place)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (plan != NULL && self->fitted && gtk_widget_get_height (GTK_WIDGET (self)) > 0 &&
      plan->n_racks > 0)
    self->unit =
      rw_rack_layout_fit_unit (plan, self->faces, gtk_widget_get_width (GTK_WIDGET (self)),
                               gtk_widget_get_height (GTK_WIDGET (self)), RW_RACK_FIT_ROW, 0);
  rw_rack_canvas_make_layout (self);
  if (plan != NULL && !same_place)
    rw_rack_canvas_scroll_to (self, 0, 0);
  if (plan != NULL && had)
    restore_selection (self, kind, &id, face);
  rw_rack_canvas_mark_selected (self, TRUE);
  rw_rack_canvas_update_focus (self);
  if (had && self->selected.kind == RW_RACK_SPOT_NONE &&
      !gtk_widget_in_destruction (GTK_WIDGET (self)))
    g_signal_emit (self, rw_rack_canvas_signals[RW_RACK_CANVAS_SELECT], 0, RW_KIND_NONE, NULL);
  rw_rack_canvas_queue_view_changed (self);
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
rw_rack_canvas_set_faces (RwRackCanvas *self, RwFaces faces)
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
  rw_rack_canvas_set_move (self, NULL);
  rw_rack_canvas_drop_drawn (self);
  rw_rack_canvas_make_layout (self);
  if (rack >= 0 &&
      rack != (int) self->layout->rows[rw_rack_layout_row_of (self->layout, rack)].first)
    rw_rack_canvas_scroll_to (self, self->layout->boxes[rack].x - self->layout->gap,
                              rw_rack_canvas_get_scroll (self, 1));
  if (had)
    restore_selection (self, kind, &id, self->selected.face);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  rw_rack_canvas_queue_view_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACES]);
}

RwFaces
rw_rack_canvas_get_faces (RwRackCanvas *self)
{
  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), RW_FACES_FRONT);

  return self->faces;
}
