/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-use.h"

#include "rw-status.h"

#define BAR_WIDTH  44
#define BAR_HEIGHT 6
#define GAP        8

/* From here on somebody should look for more. */
#define TIGHT 0.9

struct _RwNetworksUse
{
  GtkWidget parent_instance;

  GtkWidget *text;
  double fraction; /* negative: no bar */
};

G_DEFINE_FINAL_TYPE (RwNetworksUse, rw_networks_use, GTK_TYPE_WIDGET)

static void
rw_networks_use_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RwNetworksUse *self = RW_NETWORKS_USE (widget);
  int more = orientation == GTK_ORIENTATION_HORIZONTAL ? BAR_WIDTH + GAP : 0;

  gtk_widget_measure (self->text, orientation, -1, minimum, natural, minimum_baseline,
                      natural_baseline);
  *minimum += more;
  *natural += more;
}

static void
rw_networks_use_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  RwNetworksUse *self = RW_NETWORKS_USE (widget);
  /* Words alone take the place of the bar. */
  int bar = self->fraction >= 0 ? BAR_WIDTH + GAP : 0;
  GtkAllocation place = { rtl ? 0 : bar, 0, MAX (width - bar, 0), height };

  gtk_widget_size_allocate (self->text, &place, baseline);
}

static void
add_bar (GtkSnapshot *snapshot, float x, float y, float width, const GdkRGBA *colour)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, width, BAR_HEIGHT),
                                   BAR_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, colour, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rw_networks_use_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RwNetworksUse *self = RW_NETWORKS_USE (widget);
  float y = (float) (gtk_widget_get_height (widget) - BAR_HEIGHT) / 2, filled;
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float x = rtl ? (float) gtk_widget_get_width (widget) - BAR_WIDTH : 0;
  GdkRGBA colour;

  if (self->fraction >= 0)
    {
      gtk_widget_get_color (widget, &colour);
      colour.alpha *= 0.15f;
      add_bar (snapshot, x, y, BAR_WIDTH, &colour);
      filled = self->fraction > 0 ? MAX (BAR_HEIGHT, (float) self->fraction * BAR_WIDTH) : 0;
      if (self->fraction >= TIGHT)
        rw_status_get_current (RW_STATUS_ATTENTION, &colour);
      else
        {
          gtk_widget_get_color (widget, &colour);
          colour.alpha *= 0.6f;
        }
      if (filled > 0)
        add_bar (snapshot, rtl ? x + BAR_WIDTH - filled : x, y, filled, &colour);
    }
  gtk_widget_snapshot_child (widget, self->text, snapshot);
}

static void
rw_networks_use_dispose (GObject *object)
{
  RwNetworksUse *self = RW_NETWORKS_USE (object);

  g_clear_pointer (&self->text, gtk_widget_unparent);
  G_OBJECT_CLASS (rw_networks_use_parent_class)->dispose (object);
}

static void
rw_networks_use_class_init (RwNetworksUseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_networks_use_dispose;
  widget_class->measure = rw_networks_use_measure;
  widget_class->size_allocate = rw_networks_use_size_allocate;
  widget_class->snapshot = rw_networks_use_snapshot;
}

static void
rw_networks_use_init (RwNetworksUse *self)
{
  self->fraction = -1;
  self->text = gtk_inscription_new (NULL);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->text, "numeric");
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
}

GtkWidget *
rw_networks_use_new (void)
{
  return g_object_new (RW_TYPE_NETWORKS_USE, NULL);
}

/**
 * rw_networks_use_set:
 * @fraction: 0 to 1, negative where a share says nothing
 * @text: (nullable): the same in words
 */
void
rw_networks_use_set (RwNetworksUse *self, double fraction, const char *text)
{
  g_return_if_fail (RW_IS_NETWORKS_USE (self));
  gtk_inscription_set_text (GTK_INSCRIPTION (self->text), text);
  fraction = MIN (fraction, 1);
  if (self->fraction == fraction)
    return;
  if ((self->fraction < 0) != (fraction < 0))
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  self->fraction = fraction;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
