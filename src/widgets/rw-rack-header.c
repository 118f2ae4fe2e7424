/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-painter.h"

#include <glib/gi18n.h>

#include "rw-rack-words.h"

/* What stands above a rack. */

static void
center_text (RwRackPainter *painter,
             GtkSnapshot *snapshot,
             const char *text,
             RwRackText size,
             const GdkRGBA *color,
             int x,
             int y,
             int width)
{
  int natural = rw_rack_painter_measure (painter, text, size);

  rw_rack_painter_text (painter, snapshot, text, size, color, x + MAX (0, (width - natural) / 2), y,
                        width);
}

/* "31 of 42 U · 4.2 kW · 61 % on one feed": what does not fit is left out from the end, but never a warning. */
static void
draw_numbers (RwRackPainter *painter,
              GtkSnapshot *snapshot,
              const RwRackInfo *rack,
              int x,
              int y,
              int width)
{
  gboolean bad;
  g_autofree char *power = rw_rack_power_words (rack, &bad);
  g_autofree char *use = g_strdup_printf (_ ("%g of %d U"), rack->use.used, rack->units);
  g_autofree char *watts = rack->watts > 0 ? rw_rack_watts (rack->watts) : NULL;
  g_autofree char *plain = watts != NULL ? g_strdup_printf ("%s · %s", use, watts) : g_strdup (use);
  g_autofree char *warning =
    bad ? g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_BAD), power) : NULL;
  const RwRackText size = RW_RACK_TEXT_CAPTION;

  if (warning != NULL)
    {
      const char *first = plain;
      g_autofree char *long_first = g_strdup_printf ("%s  ", plain);
      g_autofree char *short_first = g_strdup_printf ("%s  ", use);
      int right = rw_rack_painter_measure (painter, warning, size), left;

      first = rw_rack_painter_measure (painter, long_first, size) + right <= width ? long_first
                                                                                   : short_first;
      left = rw_rack_painter_measure (painter, first, size) + 4;
      if (left + right > width)
        {
          center_text (painter, snapshot, warning, size,
                       &rw_rack_painter_get_tone (painter)->page_status[RW_STATUS_BAD], x, y,
                       width);
          return;
        }
      x += (width - left - right) / 2;
      rw_rack_painter_text (painter, snapshot, first, size,
                            &rw_rack_painter_get_tone (painter)->page_dim, x, y, left);
      rw_rack_painter_text (painter, snapshot, warning, size,
                            &rw_rack_painter_get_tone (painter)->page_status[RW_STATUS_BAD],
                            x + left, y, right + 2);
      return;
    }
  if (power != NULL)
    {
      g_autofree char *all = g_strdup_printf ("%s · %s", plain, power);

      if (rw_rack_painter_measure (painter, all, size) <= width)
        {
          center_text (painter, snapshot, all, size, &rw_rack_painter_get_tone (painter)->page_dim,
                       x, y, width);
          return;
        }
    }
  center_text (painter, snapshot,
               rw_rack_painter_measure (painter, plain, size) <= width ? plain : use, size,
               &rw_rack_painter_get_tone (painter)->page_dim, x, y, width);
}

/**
 * rw_rack_painter_draw_header:
 *
 * Returns: (transfer full) (nullable): name and numbers of a rack; the origin is that of its box
 */
GskRenderNode *
rw_rack_painter_draw_header (RwRackPainter *painter, const RwRackLayout *layout, guint rack)
{
  const RwRackInfo *info = &layout->plan->racks[rack];
  const RwRackBox *box = &layout->boxes[rack];
  int x = box->frame_x[0] - box->x, width = box->width - x;
  GtkSnapshot *snapshot;
  const char *name;

  if (layout->header == 0)
    return NULL;
  snapshot = gtk_snapshot_new ();
  if (layout->lod == RW_RACK_LOD_NEAR)
    {
      center_text (painter, snapshot, info->name, RW_RACK_TEXT_TITLE,
                   &rw_rack_painter_get_tone (painter)->page_text, x, 12, width);
      draw_numbers (painter, snapshot, info, x, 30, width);
    }
  else
    {
      guint n;
      RwStatus status = rw_rack_status (layout->plan, rack, &n);
      gboolean mark = status == RW_STATUS_BAD || status == RW_STATUS_ATTENTION;
      int drawn;

      /* With room for a mark in every header, or some racks would have long names and some short ones. */
      name = info->name;
      if (rw_rack_painter_measure (painter, name, RW_RACK_TEXT_CAPTION) > width - 30)
        name = info->short_name;
      drawn = rw_rack_painter_text (painter, snapshot, name, RW_RACK_TEXT_CAPTION,
                                    &rw_rack_painter_get_tone (painter)->page_text, x,
                                    layout->header / 2, width);
      if (mark && layout->lod == RW_RACK_LOD_MIDDLE)
        {
          g_autofree char *count = g_strdup_printf ("%s %u", rw_status_symbol (status), n);
          int natural = rw_rack_painter_measure (painter, count, RW_RACK_TEXT_SMALL);

          if (drawn + 6 + natural <= width)
            rw_rack_painter_text (painter, snapshot, count, RW_RACK_TEXT_SMALL,
                                  &rw_rack_painter_get_tone (painter)->page_status[status],
                                  x + width - natural, layout->header / 2, natural + 2);
        }
    }
  return gtk_snapshot_free_to_node (snapshot);
}
