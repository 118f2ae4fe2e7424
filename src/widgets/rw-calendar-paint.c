/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-calendar-paint.h"

#include <adwaita.h>

#include "rw-status.h"

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

/**
 * rw_calendar_paint_along:
 * @area: a narrow strip from top to bottom: the text runs down it, where it has room
 */
void
rw_calendar_paint_along (GtkWidget             *widget,
                         GtkSnapshot           *snapshot,
                         const char            *text,
                         const graphene_rect_t *area,
                         const GdkRGBA         *color)
{
  if (area->size.height < 34)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (area->origin.x + area->size.width, area->origin.y));
  gtk_snapshot_rotate (snapshot, 90);
  rw_calendar_paint_text (widget, snapshot, text, 4, 0, area->size.height - 8, color);
  gtk_snapshot_restore (snapshot);
}

/**
 * rw_calendar_paint_hatch:
 *
 * Fine lines from the lower left to the upper right: what is not to be used.
 */
void
rw_calendar_paint_hatch (GtkSnapshot           *snapshot,
                         const graphene_rect_t *area,
                         const GdkRGBA         *color)
{
  const float step = 14;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1);
  float width = area->size.width, height = area->size.height;

  for (float at = step; at < width + height; at += step)
    {
      gsk_path_builder_move_to (builder, area->origin.x + MAX (at - height, 0),
                                area->origin.y + MIN (at, height));
      gsk_path_builder_line_to (builder, area->origin.x + MIN (at, width),
                                area->origin.y + MAX (at - width, 0));
    }
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

/**
 * rw_calendar_paint_dashes:
 *
 * A dashed frame: what others do.
 */
void
rw_calendar_paint_dashes (GtkSnapshot           *snapshot,
                          const graphene_rect_t *area,
                          const GdkRGBA         *color)
{
  static const float dash[] = { 5, 4 };
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);
  graphene_rect_t frame;

  graphene_rect_inset_r (area, 1, 1, &frame);
  gsk_path_builder_add_rect (builder, &frame);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gsk_stroke_set_dash (stroke, dash, G_N_ELEMENTS (dash));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

/**
 * rw_calendar_paint_icon:
 *
 * A symbolic icon of 12 pixels.
 */
void
rw_calendar_paint_icon (GtkWidget     *widget,
                        GtkSnapshot   *snapshot,
                        const char    *icon_name,
                        double         x,
                        double         y,
                        const GdkRGBA *color)
{
  g_autoptr (GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
                                icon_name, NULL, 12, gtk_widget_get_scale_factor (widget),
                                gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_FORCE_SYMBOLIC);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, 12, 12, color,
                                            1);
  gtk_snapshot_restore (snapshot);
}

/**
 * rw_calendar_paint_layer_ink:
 * @ink: (out): the colour of what is written about a layer
 */
void
rw_calendar_paint_layer_ink (RwCalendarLayer  layer,
                             GdkRGBA         *ink)
{
  static const RwStatus status[RW_CALENDAR_N_LAYERS] = {
    RW_STATUS_GOOD, RW_STATUS_BAD, RW_STATUS_PLANNED, RW_STATUS_UNKNOWN, RW_STATUS_ATTENTION,
  };

  rw_status_get_current (status[layer], ink);
}

/**
 * rw_calendar_paint_layer:
 * @faint: it holds for somebody only, or is not certain
 *
 * Each layer by its own pattern, for colours are not told apart by everyone: windows plain, freezes hatched,
 * notices in a dashed frame, shifts as a bar with a full edge, backups as one with a dotted edge.
 */
void
rw_calendar_paint_layer (GtkWidget             *widget,
                         GtkSnapshot           *snapshot,
                         RwCalendarLayer        layer,
                         gboolean               faint,
                         const graphene_rect_t *area)
{
  GdkRGBA ink, fill;

  rw_calendar_paint_layer_ink (layer, &ink);
  fill = ink;
  switch (layer)
    {
    case RW_CALENDAR_LAYER_WINDOWS:
      fill.alpha = faint ? 0.045f : 0.11f;
      gtk_snapshot_append_color (snapshot, &fill, area);
      break;
    case RW_CALENDAR_LAYER_FREEZES:
      /* One customer's freeze is no reason to cover the calendar of all others: hatched at its edge. */
      fill.alpha = faint ? 0.03f : 0.10f;
      gtk_snapshot_append_color (snapshot, &fill, area);
      fill.alpha = faint ? 0.3f : 0.16f;
      if (faint)
        rw_calendar_paint_hatch (snapshot, &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, MIN (5, area->size.width), area->size.height),
                                 &fill);
      else
        rw_calendar_paint_hatch (snapshot, area, &fill);
      break;
    case RW_CALENDAR_LAYER_NOTICES:
      /* Carriers announce whole days: the frame says it, and the changes of the day stay the first thing seen. */
      fill.alpha = faint ? 0.02f : 0.04f;
      gtk_snapshot_append_color (snapshot, &fill, area);
      fill.alpha = faint ? 0.4f : 0.9f;
      rw_calendar_paint_dashes (snapshot, area, &fill);
      break;
    case RW_CALENDAR_LAYER_SHIFTS:
      fill.alpha = faint ? 0.07f : 0.14f;
      gtk_snapshot_append_color (snapshot, &fill, area);
      fill.alpha = faint ? 0.4f : 0.8f;
      gtk_snapshot_append_color (snapshot, &fill,
                                 &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y,
                                                      area->size.width, 1));
      gtk_snapshot_append_color (snapshot, &fill,
                                 &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y, 1,
                                                      area->size.height));
      break;
    case RW_CALENDAR_LAYER_BACKUPS:
    default:
      fill.alpha = 0.10f;
      gtk_snapshot_append_color (snapshot, &fill, area);
      fill.alpha = 0.7f;
      for (float y = 0; y < area->size.height; y += 4)
        gtk_snapshot_append_color (snapshot, &fill,
                                   &GRAPHENE_RECT_INIT (area->origin.x, area->origin.y + y, 2,
                                                        MIN (2, area->size.height - y)));
      break;
    }
}

/**
 * rw_calendar_paint_held:
 * @ghost: what is held; not changed: the cursor
 * @labelled: with its time
 */
void
rw_calendar_paint_held (GtkWidget             *widget,
                        GtkSnapshot           *snapshot,
                        const graphene_rect_t *area,
                        const RwCalendarGhost *ghost,
                        GTimeZone             *zone,
                        gboolean               labelled)
{
  g_autofree char *text = rw_calendar_range_text (ghost->span.start, ghost->span.end, zone);
  g_autofree char *marked =
    ghost->refused ? g_strdup_printf ("▲ %s", text) : g_steal_pointer (&text);
  GskRoundedRect frame;
  GdkRGBA ink, fill;

  if (ghost->refused)
    rw_status_get_current (RW_STATUS_BAD, &ink);
  else
    rw_calendar_paint_get_accent (&ink);
  fill = ink;
  fill.alpha = ghost->changed ? 0.25f : 0.06f;
  gsk_rounded_rect_init_from_rect (&frame, area, 5);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &fill, area);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { ink, ink, ink, ink });
  if (labelled)
    rw_calendar_paint_text (widget, snapshot, ghost->changed ? marked : "+", area->origin.x + 6,
                            area->origin.y + 2, area->size.width - 10, &ink);
}
