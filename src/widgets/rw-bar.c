/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-bar.h"

#include "rw-status.h"

#define HEIGHT 10

struct _RwBar
{
  GtkWidget parent_instance;

  double fraction;
  gboolean bad;
};

G_DEFINE_FINAL_TYPE (RwBar, rw_bar, GTK_TYPE_WIDGET)

static void
rw_bar_measure (GtkWidget *widget,
                GtkOrientation orientation,
                int for_size,
                int *minimum,
                int *natural,
                int *minimum_baseline,
                int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 40 : HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 72 : HEIGHT;
}

static void
fill (GtkSnapshot *snapshot, float x, float width, const GdkRGBA *color)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, 0, width, HEIGHT),
                                   MIN (3, width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

/* What is missing is drawn faintly, in high contrast with a line around it: the bar has an end. */
static void
rw_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwBar *self = RW_BAR (widget);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  float width = (float) gtk_widget_get_width (widget), length = (float) self->fraction * width;
  GdkRGBA ink, color;

  gtk_widget_get_color (widget, &ink);
  if (self->bad)
    rw_status_get_current (RW_STATUS_BAD, &color);
  else
    adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager),
                                         adw_style_manager_get_dark (manager), &color);
  if (adw_style_manager_get_high_contrast (manager))
    {
      GskRoundedRect border;

      gsk_rounded_rect_init_from_rect (&border, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT), 3);
      gtk_snapshot_append_border (snapshot, &border, (float[]) { 1, 1, 1, 1 },
                                  (GdkRGBA[]) { ink, ink, ink, ink });
    }
  ink.alpha *= 0.08f;
  fill (snapshot, 0, width, &ink);
  if (self->fraction > 0)
    {
      length = MAX (length, 2);
      fill (snapshot,
            gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - length : 0, length,
            &color);
    }
}

static void
rw_bar_dispose (GObject *object)
{
  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), object);
  G_OBJECT_CLASS (rw_bar_parent_class)->dispose (object);
}

static void
rw_bar_class_init (RwBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_bar_dispose;
  widget_class->measure = rw_bar_measure;
  widget_class->snapshot = rw_bar_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rw_bar_init (RwBar *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  g_signal_connect_swapped (manager, "notify", G_CALLBACK (gtk_widget_queue_draw), self);
}

GtkWidget *
rw_bar_new (void)
{
  return g_object_new (RW_TYPE_BAR, NULL);
}

/**
 * rw_bar_set:
 * @fraction: 0 to 1
 * @bad: in the colour of what is broken or late; the text beside it says so too
 */
void
rw_bar_set (RwBar *self, double fraction, gboolean bad)
{
  g_return_if_fail (RW_IS_BAR (self));

  self->fraction = CLAMP (fraction, 0, 1);
  self->bad = bad;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
