/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-layer-swatch.h"

#include "rw-calendar-paint.h"

#define WIDTH  44
#define HEIGHT 24

struct _RwLayerSwatch
{
  GtkWidget parent_instance;

  RwCalendarLayer layer;
};

G_DEFINE_FINAL_TYPE (RwLayerSwatch, rw_layer_swatch, GTK_TYPE_WIDGET)

static void
rw_layer_swatch_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
rw_layer_swatch_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  RwLayerSwatch *self = RW_LAYER_SWATCH (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  GdkRGBA ink;

  rw_calendar_paint_layer (widget, snapshot, self->layer, FALSE, &area);
  rw_calendar_paint_layer_ink (self->layer, &ink);
  rw_calendar_paint_icon (widget, snapshot, rw_calendar_layer_icon (self->layer), width / 2.0 - 6, height / 2.0 - 6, &ink);
}

static void
rw_layer_swatch_class_init (RwLayerSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rw_layer_swatch_measure;
  widget_class->snapshot = rw_layer_swatch_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rw_layer_swatch_init (RwLayerSwatch *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * rw_layer_swatch_new:
 *
 * Returns: (transfer floating): a piece of the layer, with its icon
 */
GtkWidget *
rw_layer_swatch_new (RwCalendarLayer layer)
{
  RwLayerSwatch *self = g_object_new (RW_TYPE_LAYER_SWATCH, NULL);

  self->layer = layer;
  return GTK_WIDGET (self);
}
