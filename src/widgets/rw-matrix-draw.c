/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "rw-matrix-private.h"

static void
ring (GtkSnapshot           *snapshot,
      const graphene_rect_t *rect,
      float                  outset,
      float                  width,
      const GdkRGBA         *color)
{
  GskRoundedRect box;
  graphene_rect_t outer = *rect;
  float widths[4] = { width, width, width, width };
  GdkRGBA colors[4] = { *color, *color, *color, *color };

  graphene_rect_inset (&outer, -outset, -outset);
  gsk_rounded_rect_init_from_rect (&box, &outer, 3 + outset);
  gtk_snapshot_append_border (snapshot, &box, widths, colors);
}

static void
band (RwMatrix    *self,
      GtkSnapshot *snapshot,
      guint        row,
      float        alpha,
      int          width)
{
  GdkRGBA color;

  if (row >= self->blocks.n_rows)
    return;
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= alpha;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (0, (float) row * RW_MATRIX_ROW_HEIGHT, width,
                                                  RW_MATRIX_ROW_HEIGHT));
}

static void
snapshot_cells (RwMatrix    *self,
                GtkSnapshot *snapshot,
                guint        first,
                guint        last,
                int          width,
                int          height)
{
  GdkRGBA accent, color;
  g_autofree GdkRGBA *accent_bg =
    adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  graphene_rect_t rect, today;
  int x = rw_matrix_offset (self, GTK_ORIENTATION_HORIZONTAL),
      y = rw_matrix_offset (self, GTK_ORIENTATION_VERTICAL);

  accent = *accent_bg;
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (self->blocks.head_width, RW_MATRIX_HEADER_HEIGHT - 3,
                                               width - self->blocks.head_width,
                                               height - RW_MATRIX_HEADER_HEIGHT + 3));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (self->blocks.head_width - x,
                                                          RW_MATRIX_HEADER_HEIGHT - y));
  for (guint block = first; block <= last; block++)
    {
      GskRenderNode *node = rw_matrix_blocks_cells (&self->blocks, GTK_WIDGET (self), block);

      if (node == NULL)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT (0, (float) block * RW_MATRIX_BLOCK_ROWS *
                                                         RW_MATRIX_ROW_HEIGHT));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
    }

  /* Today, from the first row in view to the last. */
  rw_matrix_blocks_rect (&self->blocks, 0, self->blocks.n_days - 1, &today);
  graphene_rect_init (&rect, today.origin.x, y + 1, today.size.width,
                      MIN ((float) height - RW_MATRIX_HEADER_HEIGHT,
                           (float) self->blocks.n_rows * RW_MATRIX_ROW_HEIGHT - y) -
                        2);
  ring (snapshot, &rect, 2, 1.5f, &accent);

  if (self->hover_row < self->blocks.n_rows && self->hover_day < self->blocks.n_days)
    {
      color.alpha *= 0.55f;
      rw_matrix_blocks_rect (&self->blocks, self->hover_row, self->hover_day, &rect);
      ring (snapshot, &rect, 1, 1.5f, &color);
    }
  if (gtk_widget_has_focus (self->cells[self->current]))
    {
      rw_matrix_blocks_rect (&self->blocks, self->row, self->day, &rect);
      ring (snapshot, &rect, 2.5f, 2, &accent);
    }
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

void
rw_matrix_draw (RwMatrix    *self,
                GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int x = rw_matrix_offset (self, GTK_ORIENTATION_HORIZONTAL),
      y = rw_matrix_offset (self, GTK_ORIENTATION_VERTICAL);
  int visible_height = height - RW_MATRIX_HEADER_HEIGHT;
  guint first_row, last_row, first, last;
  GskRenderNode *node;

  if (!rw_matrix_has_data (self) || visible_height <= 0)
    return;
  first_row = MIN ((guint) y / RW_MATRIX_ROW_HEIGHT, self->blocks.n_rows - 1);
  last_row = MIN ((guint) (y + visible_height) / RW_MATRIX_ROW_HEIGHT, self->blocks.n_rows - 1);
  first = first_row / RW_MATRIX_BLOCK_ROWS;
  last = last_row / RW_MATRIX_BLOCK_ROWS;
  rw_matrix_blocks_keep (&self->blocks, first, last);

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, RW_MATRIX_HEADER_HEIGHT, width, visible_height));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, RW_MATRIX_HEADER_HEIGHT - y));
  band (self, snapshot, self->hover_row, 0.04f, width);
  if (gtk_widget_has_focus (self->cells[self->current]))
    band (self, snapshot, self->row, 0.07f, width);
  for (guint block = first; block <= last; block++)
    {
      node = rw_matrix_blocks_names (&self->blocks, widget, block);
      if (node == NULL)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT (0, (float) block * RW_MATRIX_BLOCK_ROWS *
                                                         RW_MATRIX_ROW_HEIGHT));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);

  snapshot_cells (self, snapshot, first, last, width, height);

  node = rw_matrix_blocks_header (&self->blocks, widget);
  if (node != NULL)
    {
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (self->blocks.head_width, 0,
                                                             width - self->blocks.head_width,
                                                             RW_MATRIX_HEADER_HEIGHT));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (self->blocks.head_width - x, 0));
      gtk_snapshot_append_node (snapshot, node);
      gtk_snapshot_restore (snapshot);
      gtk_snapshot_pop (snapshot);
    }
}
