/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-paint.h"

#include <adwaita.h>

/**
 * rw_calendar_paint_get_colors:
 * @line: (out): for grid lines
 * @ink: (out): for labels that stay in the background
 */
void
rw_calendar_paint_get_colors (GtkWidget *widget,
                              GdkRGBA   *line,
                              GdkRGBA   *ink)
{
  gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());

  gtk_widget_get_color (widget, ink);
  *line = *ink;
  line->alpha *= strong ? 0.5f : 0.13f;
  ink->alpha *= strong ? 0.95f : 0.68f;
}

void
rw_calendar_paint_get_accent (GdkRGBA *accent)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (manager), adw_style_manager_get_dark (manager), accent);
}

/**
 * rw_calendar_paint_text:
 * @width: in pixels; longer text is cut with an ellipsis
 *
 * Returns: the height of the line in pixels
 */
double
rw_calendar_paint_text (GtkWidget     *widget,
                        GtkSnapshot   *snapshot,
                        const char    *text,
                        double         x,
                        double         y,
                        double         width,
                        const GdkRGBA *color)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int height;

  if (width <= 0)
    return 0;
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.82));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return height;
}

void
rw_calendar_paint_dot (GtkSnapshot   *snapshot,
                       double         x,
                       double         y,
                       double         radius,
                       const GdkRGBA *color)
{
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle,
                                   &GRAPHENE_RECT_INIT ((float) (x - radius), (float) (y - radius), (float) (2 * radius), (float) (2 * radius)),
                                   (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, color, &circle.bounds);
  gtk_snapshot_pop (snapshot);
}
