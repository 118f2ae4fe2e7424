/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-item.h"

#include <glib/gi18n.h>

#include "rw-rack-canvas-private.h"
#include "rw-rack-words.h"

struct _RwRackItem
{
  GObject parent_instance;

  RwRackCanvas *canvas; /* not owned; NULL once the plan it belongs to is gone */
  gboolean is_device;
  guint index;
  gboolean focused;
  GtkATContext *context;
};

enum
{
  PROP_0,
  PROP_ACCESSIBLE_ROLE,
};

static void rw_rack_item_accessible_init (GtkAccessibleInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RwRackItem,
                               rw_rack_item,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE,
                                                      rw_rack_item_accessible_init))

/* --- GtkAccessible ------------------------------------------------------------------------------- */

static GtkATContext *
rw_rack_item_get_at_context (GtkAccessible *accessible)
{
  RwRackItem *self = RW_RACK_ITEM (accessible);

  if (self->context == NULL && self->canvas != NULL)
    self->context =
      gtk_at_context_create (self->is_device ? GTK_ACCESSIBLE_ROLE_LIST_ITEM
                                             : GTK_ACCESSIBLE_ROLE_LIST,
                             accessible, gtk_widget_get_display (GTK_WIDGET (self->canvas)));
  return self->context != NULL ? g_object_ref (self->context) : NULL;
}

static gboolean
rw_rack_item_get_platform_state (GtkAccessible *accessible, GtkAccessiblePlatformState state)
{
  RwRackItem *self = RW_RACK_ITEM (accessible);

  switch (state)
    {
    case GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSABLE:
      return self->canvas != NULL;
    case GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED:
      return self->focused;
    default:
      return FALSE;
    }
}

static GtkAccessible *
rw_rack_item_get_accessible_parent (GtkAccessible *accessible)
{
  RwRackItem *self = RW_RACK_ITEM (accessible);

  if (self->canvas == NULL)
    return NULL;
  if (!self->is_device)
    return g_object_ref (GTK_ACCESSIBLE (self->canvas));
  return GTK_ACCESSIBLE (g_object_ref (
    rw_rack_canvas_get_rack_item (self->canvas, self->canvas->plan->devices[self->index].rack)));
}

static GtkAccessible *
rw_rack_item_get_first_accessible_child (GtkAccessible *accessible)
{
  RwRackItem *self = RW_RACK_ITEM (accessible);
  GArray *order;

  if (self->canvas == NULL || self->is_device)
    return NULL;
  order = rw_rack_canvas_get_order (self->canvas, self->index);
  if (order->len == 0)
    return NULL;
  return GTK_ACCESSIBLE (
    g_object_ref (rw_rack_canvas_get_device_item (self->canvas, g_array_index (order, guint, 0))));
}

static GtkAccessible *
rw_rack_item_get_next_accessible_sibling (GtkAccessible *accessible)
{
  RwRackItem *self = RW_RACK_ITEM (accessible);
  GArray *order;

  if (self->canvas == NULL)
    return NULL;
  if (!self->is_device)
    {
      if (self->index + 1 >= self->canvas->plan->n_racks)
        return NULL;
      return GTK_ACCESSIBLE (
        g_object_ref (rw_rack_canvas_get_rack_item (self->canvas, self->index + 1)));
    }
  order = rw_rack_canvas_get_order (self->canvas, self->canvas->plan->devices[self->index].rack);
  for (guint i = 0; i + 1 < order->len; i++)
    if (g_array_index (order, guint, i) == self->index)
      return GTK_ACCESSIBLE (g_object_ref (
        rw_rack_canvas_get_device_item (self->canvas, g_array_index (order, guint, i + 1))));
  return NULL;
}

static gboolean
rw_rack_item_get_bounds (GtkAccessible *accessible, int *x, int *y, int *width, int *height)
{
  RwRackItem *self = RW_RACK_ITEM (accessible);
  RwRackCanvas *canvas = self->canvas;
  const RwRackBox *box;
  guint rack;

  if (canvas == NULL || canvas->layout == NULL)
    return FALSE;
  rack = self->is_device ? (guint) canvas->plan->devices[self->index].rack : self->index;
  box = &canvas->layout->boxes[rack];
  if (self->is_device)
    {
      RwRackSpot spot = rw_rack_layout_device_spot (canvas->layout, self->index, -1);
      GdkRectangle rect;

      if (!rw_rack_layout_get_rect (canvas->layout, &spot, &rect))
        return FALSE;
      *x = rect.x - box->x;
      *y = rect.y - box->y;
      *width = rect.width;
      *height = rect.height;
    }
  else
    {
      double wx, wy;

      rw_rack_canvas_to_widget (canvas, box->x, box->y, &wx, &wy);
      *x = (int) wx;
      *y = (int) wy;
      *width = box->width;
      *height = box->height;
    }
  return TRUE;
}

static void
rw_rack_item_accessible_init (GtkAccessibleInterface *iface)
{
  iface->get_at_context = rw_rack_item_get_at_context;
  iface->get_platform_state = rw_rack_item_get_platform_state;
  iface->get_accessible_parent = rw_rack_item_get_accessible_parent;
  iface->get_first_accessible_child = rw_rack_item_get_first_accessible_child;
  iface->get_next_accessible_sibling = rw_rack_item_get_next_accessible_sibling;
  iface->get_bounds = rw_rack_item_get_bounds;
}

/* --- GObject ------------------------------------------------------------------------------------- */

static void
rw_rack_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RwRackItem *self = RW_RACK_ITEM (object);

  switch (prop_id)
    {
    case PROP_ACCESSIBLE_ROLE:
      g_value_set_enum (value,
                        self->is_device ? GTK_ACCESSIBLE_ROLE_LIST_ITEM : GTK_ACCESSIBLE_ROLE_LIST);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rw_rack_item_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  /* The interface wants a writable role; ours follows from what the item stands for. */
  if (prop_id != PROP_ACCESSIBLE_ROLE)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rw_rack_item_dispose (GObject *object)
{
  RwRackItem *self = RW_RACK_ITEM (object);

  self->canvas = NULL;
  g_clear_object (&self->context);
  G_OBJECT_CLASS (rw_rack_item_parent_class)->dispose (object);
}

static void
rw_rack_item_class_init (RwRackItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rw_rack_item_get_property;
  object_class->set_property = rw_rack_item_set_property;
  object_class->dispose = rw_rack_item_dispose;
  g_object_class_override_property (object_class, PROP_ACCESSIBLE_ROLE, "accessible-role");
}

static void
rw_rack_item_init (RwRackItem *self)
{
}

/* --- Public -------------------------------------------------------------------------------------- */

/**
 * rw_rack_item_new:
 * @index: of the device or the rack in the canvas' plan
 */
RwRackItem *
rw_rack_item_new (RwRackCanvas *canvas, gboolean is_device, guint index)
{
  RwRackItem *self = g_object_new (RW_TYPE_RACK_ITEM, NULL);
  g_autofree char *sentence = NULL;
  g_autofree char *place = NULL;

  self->canvas = canvas;
  self->is_device = is_device;
  self->index = index;
  if (is_device)
    {
      GArray *order = rw_rack_canvas_get_order (canvas, canvas->plan->devices[index].rack);
      guint i = 0;

      while (i < order->len && g_array_index (order, guint, i) != index)
        i++;
      sentence = rw_rack_device_sentence (canvas->plan, index);
      /* Position in set does not reach screen readers in GTK 4.18, so it is said in words. */
      place = g_strdup_printf (_ ("%u of %u in %s"), i + 1, order->len,
                               canvas->plan->racks[canvas->plan->devices[index].rack].name);
    }
  else
    {
      sentence = rw_rack_sentence (canvas->plan, index);
      place = g_strdup_printf (_ ("%u of %u"), index + 1, canvas->plan->n_racks);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, place, -1);
  return self;
}

/**
 * rw_rack_item_detach:
 *
 * The canvas shows something else now; whoever still holds the item sees nothing.
 */
void
rw_rack_item_detach (RwRackItem *self)
{
  self->canvas = NULL;
}

void
rw_rack_item_set_focused (RwRackItem *self, gboolean focused)
{
  if (self->focused == focused)
    return;
  self->focused = focused;
  gtk_accessible_update_platform_state (GTK_ACCESSIBLE (self),
                                        GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED);
}

void
rw_rack_item_set_selected (RwRackItem *self, gboolean selected)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}
