/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-cable-swatch.h"

#include "rw-trace-words.h"

#define WIDTH  6
#define HEIGHT 16

struct _RwCableSwatch
{
  GtkWidget parent_instance;

  gboolean known;
  GdkRGBA rgba;
};

G_DEFINE_FINAL_TYPE (RwCableSwatch, rw_cable_swatch, GTK_TYPE_WIDGET)

static void
rw_cable_swatch_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
rw_cable_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwCableSwatch *self = RW_CABLE_SWATCH (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));
  GskRoundedRect outline;
  GdkRGBA edge;

  gtk_widget_get_color (widget, &edge);
  edge.alpha = 0.45f;
  gsk_rounded_rect_init_from_rect (&outline, &bounds, WIDTH / 2.0f);
  if (self->known)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &outline);
      gtk_snapshot_append_color (snapshot, &self->rgba, &bounds);
      gtk_snapshot_pop (snapshot);
    }
  /* A black cable on a dark window, a white one on a light, is still to be seen. */
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { edge, edge, edge, edge });
}

static void
rw_cable_swatch_class_init (RwCableSwatchClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = rw_cable_swatch_measure;
  GTK_WIDGET_CLASS (klass)->snapshot = rw_cable_swatch_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rw_cable_swatch_init (RwCableSwatch *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * rw_cable_swatch_new:
 *
 * Returns: (transfer floating): a cable of no known colour: an outline
 */
GtkWidget *
rw_cable_swatch_new (void)
{
  return g_object_new (RW_TYPE_CABLE_SWATCH, NULL);
}

/**
 * rw_cable_swatch_set_colour:
 * @colour: (nullable): as rw_cable_colour_parse() reads it
 */
void
rw_cable_swatch_set_colour (RwCableSwatch *self, const char *colour)
{
  g_return_if_fail (RW_IS_CABLE_SWATCH (self));
  self->known = rw_cable_colour_parse (colour, &self->rgba);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
