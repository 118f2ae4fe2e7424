/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-rack-canvas-private.h"

/* Units that something would take: outlined where they are, whatever the rest of the canvas shows. */

static gboolean
get_rect (RwRackCanvas *self, const RwRackPreview *preview, RwFace face, GdkRectangle *rect)
{
  int rack = rw_rack_plan_find_rack (self->plan, &preview->rack);

  if (rack < 0 || (self->faces & preview->faces & (1 << face)) == 0)
    return FALSE;
  rw_rack_layout_unit_rect (self->layout, (guint) rack, face, preview->start, preview->length, -1,
                            rect);
  return rect->width > 0;
}

static void
draw_one (RwRackCanvas *self,
          GtkSnapshot *snapshot,
          const RwRackPreview *preview,
          const GdkRectangle *rect)
{
  const RwRackTone *tone = rw_rack_painter_get_tone (self->painter);
  const RwRackInfo *rack = &self->plan->racks[rw_rack_plan_find_rack (self->plan, &preview->rack)];
  g_autofree char *units = NULL;
  RwRackText size = self->unit >= 18   ? RW_RACK_TEXT_BODY
                    : self->unit >= 14 ? RW_RACK_TEXT_SMALL
                                       : RW_RACK_TEXT_TINY;
  const char *label = *preview->label != '\0' ? preview->label : self->preview_label;
  GdkRGBA fill = tone->interior;
  int y = rect->y + MIN (rect->height, (int) self->unit + 1) / 2, drawn, right;

  fill.alpha = 0.86f;
  rw_rack_fill (snapshot, &fill, rect->x, rect->y, rect->width, rect->height - 1);
  fill = tone->accent;
  fill.alpha = 0.35f;
  rw_rack_fill (snapshot, &fill, rect->x, rect->y, rect->width, rect->height - 1);
  rw_rack_draw_dashes (snapshot, rect, &tone->accent, 3);
  if (self->layout->lod == RW_RACK_LOD_FAR)
    return;
  units = rw_rack_units_label (rack->units, rack->numbering, preview->start, preview->length);
  drawn = rw_rack_painter_text (self->painter, snapshot, label, size, &tone->text, rect->x + 10, y,
                                rect->width - 14);
  right = rw_rack_painter_measure (self->painter, units, size);
  if (drawn + right + 26 < rect->width)
    rw_rack_painter_text (self->painter, snapshot, units, size, &tone->text,
                          rect->x + rect->width - right - 8, y, right + 2);
}

void
rw_rack_canvas_draw_previews (RwRackCanvas *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; self->previews != NULL && i < self->previews->len; i++)
    for (RwFace face = RW_FACE_FRONT; face <= RW_FACE_REAR; face++)
      {
        const RwRackPreview *preview = &g_array_index (self->previews, RwRackPreview, i);
        GdkRectangle rect;

        if (get_rect (self, preview, face, &rect))
          draw_one (self, snapshot, preview, &rect);
      }
}

/**
 * rw_rack_canvas_set_preview:
 * @label: (nullable): what would stand there
 * @previews: (array length=n_previews): where
 * @n_previews: 0 for nothing
 *
 * Shows where something would stand, as a ghost over the racks; stays over a new plan. Scrolls to the first of
 * them.
 *
 * Returns: whether the rack of the first is in this room, on a face that is shown
 */
gboolean
rw_rack_canvas_set_preview (RwRackCanvas *self,
                            const char *label,
                            const RwRackPreview *previews,
                            guint n_previews)
{
  GdkRectangle rect;

  g_return_val_if_fail (RW_IS_RACK_CANVAS (self), FALSE);

  g_set_str (&self->preview_label, label != NULL ? label : "");
  rw_rack_canvas_set_ghosts (self, previews, n_previews);
  if (n_previews == 0 || self->plan == NULL || self->layout == NULL)
    return FALSE;
  for (RwFace face = RW_FACE_FRONT; face <= RW_FACE_REAR; face++)
    if (get_rect (self, &previews[0], face, &rect))
      {
        rw_rack_canvas_scroll_to_rect (self, &rect, FALSE);
        return TRUE;
      }
  return FALSE;
}

/**
 * rw_rack_canvas_set_ghosts:
 * @ghosts: (array length=n_ghosts): each with a label
 *
 * Like rw_rack_canvas_set_preview(), instead of what that showed, but without scrolling anywhere.
 */
void
rw_rack_canvas_set_ghosts (RwRackCanvas *self, const RwRackPreview *ghosts, guint n_ghosts)
{
  g_return_if_fail (RW_IS_RACK_CANVAS (self));

  g_clear_pointer (&self->previews, g_array_unref);
  if (n_ghosts > 0)
    {
      self->previews = g_array_sized_new (FALSE, FALSE, sizeof (RwRackPreview), n_ghosts);
      g_array_append_vals (self->previews, ghosts, n_ghosts);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rw_rack_canvas_count_previews:
 *
 * Returns: how many places the canvas would show, were their racks in the room
 */
guint
rw_rack_canvas_count_previews (RwRackCanvas *self)
{
  return self->previews != NULL ? self->previews->len : 0;
}
