/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix-blocks.h"

#include <glib/gi18n.h>

#include "rw-matrix-paint.h"
#include "rw-time.h"

/* From this width of the heads on there is a column for the customer. */
#define DETAIL_FROM 340

/* What of the number of systems is worth showing. */
#define DETAIL_LEAST 56

typedef struct
{
  GskRenderNode *names; /* nullable: nothing to draw */
  GskRenderNode *cells;
} Block;

static void
block_free (gpointer data)
{
  Block *block = data;

  g_clear_pointer (&block->names, gsk_render_node_unref);
  g_clear_pointer (&block->cells, gsk_render_node_unref);
  g_free (block);
}

void
rw_matrix_blocks_init (RwMatrixBlocks *self)
{
  self->blocks = g_hash_table_new_full (NULL, NULL, NULL, block_free);
  self->head_width = 300;
  self->pitch = 17;
}

void
rw_matrix_blocks_forget (RwMatrixBlocks *self)
{
  if (self->blocks != NULL)
    g_hash_table_remove_all (self->blocks);
  g_clear_pointer (&self->header, gsk_render_node_unref);
  g_clear_pointer (&self->stamps, rw_matrix_stamps_free);
}

void
rw_matrix_blocks_finish (RwMatrixBlocks *self)
{
  rw_matrix_blocks_forget (self);
  g_clear_pointer (&self->blocks, g_hash_table_unref);
  if (self->free_data != NULL)
    self->free_data (self->data);
  self->free_data = NULL;
  self->data = NULL;
}

/**
 * rw_matrix_blocks_keep:
 *
 * Lets go of all blocks but those from @first to @last and one on each side: they are pictures, and soon made again.
 */
void
rw_matrix_blocks_keep (RwMatrixBlocks *self,
                       guint           first,
                       guint           last)
{
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint block = GPOINTER_TO_UINT (key) - 1;

      if (block + 1 < first || block > last + 1)
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * rw_matrix_blocks_rect:
 * @rect: (out): the cell, from the first row and the first day
 */
void
rw_matrix_blocks_rect (RwMatrixBlocks  *self,
                       guint            row,
                       guint            day,
                       graphene_rect_t *rect)
{
  graphene_rect_init (rect, (float) day * self->pitch + (self->strip ? 0 : 1), (float) row * RW_MATRIX_ROW_HEIGHT + 2,
                      self->strip ? self->pitch : self->pitch - RW_MATRIX_CELL_GAP,
                      RW_MATRIX_ROW_HEIGHT - 5);
}

static void
draw_text (GtkSnapshot   *snapshot,
           PangoLayout   *layout,
           const char    *text,
           int            x,
           int            y,
           int            width,
           gboolean       at_end,
           const GdkRGBA *color)
{
  int text_width, text_height;

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (at_end ? x + width - text_width : x,
                                                          y + (RW_MATRIX_ROW_HEIGHT - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static PangoLayout *
create_layout (GtkWidget   *widget,
               PangoWeight  weight,
               double       scale)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static Block *
get_block (RwMatrixBlocks *self,
           guint           index)
{
  Block *block = g_hash_table_lookup (self->blocks, GUINT_TO_POINTER (index + 1));

  if (block == NULL)
    {
      block = g_new0 (Block, 1);
      g_hash_table_insert (self->blocks, GUINT_TO_POINTER (index + 1), block);
    }
  return block;
}

/* Days in a row that came to the same are one piece. */
static void
paint_strip (RwMatrixBlocks *self,
             RwMatrixPaint  *paint,
             const guint8   *cells,
             guint           row)
{
  for (guint day = 0, end; day < self->n_days; day = end)
    {
      graphene_rect_t rect;

      for (end = day + 1; end < self->n_days && cells[end] == cells[day]; end++)
        ;
      rw_matrix_blocks_rect (self, row, day, &rect);
      rect.size.width = (float) (end - day) * self->pitch;
      rw_matrix_paint_strip (paint, cells[day], &rect);
    }
}

static void
paint_strips (RwMatrixBlocks *self,
              GtkSnapshot    *snapshot,
              guint           first,
              guint           end)
{
  RwMatrixPaint *paint = rw_matrix_paint_new ();
  RwMatrixInk ink;

  rw_matrix_ink_init (&ink);
  for (guint row = first; row < end; row++)
    {
      RwMatrixRow info = { 0 };

      self->funcs.get_row (row, &info, self->data);
      if (info.cells != NULL)
        paint_strip (self, paint, info.cells, row - first);
    }
  rw_matrix_paint_end (paint, snapshot, &ink);
}

/* Thousands of cells: copies of a few pictures, for the screen that the widget is on. */
static void
paint_cells (RwMatrixBlocks *self,
             GtkSnapshot    *snapshot,
             GtkWidget      *widget,
             guint           first,
             guint           end)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;
  double scale = surface != NULL ? gdk_surface_get_scale (surface) : 1;
  RwMatrixSheet sheet;

  if (self->stamps != NULL && rw_matrix_stamps_get_scale (self->stamps) != scale)
    g_clear_pointer (&self->stamps, rw_matrix_stamps_free);
  if (self->stamps == NULL)
    self->stamps =
      rw_matrix_stamps_new (self->pitch - RW_MATRIX_CELL_GAP, RW_MATRIX_ROW_HEIGHT - 5, scale);
  rw_matrix_sheet_init (&sheet, self->stamps, (float) (self->n_days * (guint) self->pitch),
                        (float) ((end - first) * RW_MATRIX_ROW_HEIGHT));
  for (guint row = first; row < end; row++)
    {
      RwMatrixRow info = { 0 };

      self->funcs.get_row (row, &info, self->data);
      for (guint day = 0; info.cells != NULL && day < self->n_days; day++)
        {
          graphene_rect_t rect;

          rw_matrix_blocks_rect (self, row - first, day, &rect);
          rw_matrix_sheet_add (&sheet, info.cells[day], rect.origin.x, rect.origin.y);
        }
    }
  rw_matrix_sheet_end (&sheet, snapshot);
}

/* What tells a heading from the rows, behind its text and its cells. */
static void
paint_band (GtkSnapshot *snapshot,
            GtkWidget   *widget,
            guint        row,
            float        width)
{
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  color.alpha *= 0.06f;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (0, (float) row * RW_MATRIX_ROW_HEIGHT, width,
                                                  RW_MATRIX_ROW_HEIGHT - 1));
}

/**
 * rw_matrix_blocks_cells:
 *
 * Returns: (transfer none) (nullable): the cells of a block, from its first row and the first day
 */
GskRenderNode *
rw_matrix_blocks_cells (RwMatrixBlocks *self,
                        GtkWidget      *widget,
                        guint           block_index)
{
  Block *block = get_block (self, block_index);
  guint first = block_index * RW_MATRIX_BLOCK_ROWS, end = MIN (first + RW_MATRIX_BLOCK_ROWS, self->n_rows);
  GtkSnapshot *snapshot;

  if (block->cells != NULL)
    return block->cells;
  snapshot = gtk_snapshot_new ();
  for (guint row = first; row < end; row++)
    {
      RwMatrixRow info = { 0 };

      self->funcs.get_row (row, &info, self->data);
      if (info.heading != RW_MATRIX_NO_HEADING)
        paint_band (snapshot, widget, row - first,
                    (float) (self->n_days * (guint) self->pitch) + 6);
    }
  if (self->strip)
    paint_strips (self, snapshot, first, end);
  else
    paint_cells (self, snapshot, widget, first, end);
  block->cells = gtk_snapshot_free_to_node (snapshot);
  return block->cells;
}

/* The name, and how many there are where there is room behind it. */
static void
draw_heading (GtkSnapshot       *snapshot,
              PangoLayout       *bold,
              PangoLayout       *plain,
              const RwMatrixRow *info,
              int                x,
              int                y,
              int                width,
              const GdkRGBA     *color,
              const GdkRGBA     *dim)
{
  int name;

  pango_layout_set_width (bold, -1);
  pango_layout_set_text (bold, info->name, -1);
  pango_layout_get_pixel_size (bold, &name, NULL);
  name = MIN (name + 1, width);
  draw_text (snapshot, bold, info->name, x, y, name, FALSE, color);
  if (info->detail != NULL && width - name - 8 >= DETAIL_LEAST)
    draw_text (snapshot, plain, info->detail, x + name + 8, y, width - name - 8, FALSE, dim);
}

/**
 * rw_matrix_blocks_names:
 *
 * Returns: (transfer none) (nullable): what stands before the cells of a block
 */
GskRenderNode *
rw_matrix_blocks_names (RwMatrixBlocks *self,
                        GtkWidget      *widget,
                        guint           block_index)
{
  Block *block = get_block (self, block_index);
  guint first = block_index * RW_MATRIX_BLOCK_ROWS, end = MIN (first + RW_MATRIX_BLOCK_ROWS, self->n_rows);
  const int note_width = 52, tick_width = 16, left = 14, gap = 8;
  int room = self->head_width - left - 3 * gap - note_width - tick_width;
  /* Where there is little room the name matters and not the customer. */
  int name_width = self->head_width < DETAIL_FROM ? room + gap : room * 6 / 10;
  int detail_width = room - name_width;
  g_autoptr (PangoLayout) bold = NULL;
  g_autoptr (PangoLayout) plain = NULL;
  GtkSnapshot *snapshot;
  GdkRGBA color, dim, good;

  if (block->names != NULL)
    return block->names;
  snapshot = gtk_snapshot_new ();
  bold = create_layout (widget, PANGO_WEIGHT_SEMIBOLD, 0.92);
  plain = create_layout (widget, PANGO_WEIGHT_NORMAL, 0.92);
  gtk_widget_get_color (widget, &color);
  dim = color;
  dim.alpha *= 0.62f;
  rw_status_get_current (RW_STATUS_GOOD, &good);
  for (guint row = first; row < end; row++)
    {
      int y = (int) (row - first) * RW_MATRIX_ROW_HEIGHT, x = left;
      RwMatrixRow info = { 0 };

      self->funcs.get_row (row, &info, self->data);
      if (info.heading != RW_MATRIX_NO_HEADING)
        {
          paint_band (snapshot, widget, row - first, (float) self->head_width);
          draw_text (snapshot, bold, info.heading == RW_MATRIX_OPEN ? "▾" : "▸", x - 2, y, 14,
                     FALSE, &dim);
          draw_heading (snapshot, bold, plain, &info, x + 14, y, room - 14, &color, &dim);
        }
      else
        draw_text (snapshot, bold, info.name, x, y, name_width, FALSE, &color);
      x += name_width + gap;
      if (info.heading == RW_MATRIX_NO_HEADING && info.detail != NULL && detail_width > 0)
        draw_text (snapshot, plain, info.detail, x, y, detail_width, FALSE, &dim);
      x += detail_width + gap;
      if (info.answered)
        draw_text (snapshot, bold, "✓", x, y, tick_width, TRUE, &good);
      x += tick_width;
      if (info.note != NULL)
        {
          GdkRGBA note = dim;

          if (info.note_status != RW_STATUS_UNKNOWN)
            rw_status_get_current (info.note_status, &note);
          draw_text (snapshot, info.note_status != RW_STATUS_UNKNOWN ? bold : plain, info.note, x, y, note_width, TRUE, &note);
        }
    }
  block->names = gtk_snapshot_free_to_node (snapshot);
  return block->names;
}

/**
 * rw_matrix_blocks_header:
 *
 * Returns: (transfer none) (nullable): the dates above the cells, from the first day: each Monday, or
 *   the first of each month above a strip; and today
 */
GskRenderNode *
rw_matrix_blocks_header (RwMatrixBlocks *self,
                         GtkWidget      *widget)
{
  g_autoptr (PangoLayout) plain = NULL;
  g_autoptr (PangoLayout) bold = NULL;
  GtkSnapshot *snapshot;
  GdkRGBA color, dim;
  int today_width, width;
  int end = (int) self->n_days * self->pitch;

  if (self->header != NULL)
    return self->header;
  snapshot = gtk_snapshot_new ();
  plain = create_layout (widget, PANGO_WEIGHT_NORMAL, 0.82);
  bold = create_layout (widget, PANGO_WEIGHT_BOLD, 0.82);
  gtk_widget_get_color (widget, &color);
  dim = color;
  dim.alpha *= 0.62f;

  pango_layout_set_text (bold, C_ ("day", "Today"), -1);
  pango_layout_get_pixel_size (bold, &today_width, NULL);
  draw_text (snapshot, bold, C_ ("day", "Today"), end - today_width - RW_MATRIX_CELL_GAP, 4, today_width + 4, FALSE, &color);
  for (guint day = 0; day < self->n_days; day++)
    {
      g_autoptr (GDateTime) date = NULL;
      g_autofree char *text = NULL;
      int year, month, mday, x = (int) day * self->pitch + 1;

      rw_date_to_civil (self->first_day + day, &year, &month, &mday);
      if (self->strip ? mday != 1 : rw_date_weekday (self->first_day + day) != 0)
        continue;
      date = g_date_time_new_utc (year, month, mday, 0, 0, 0);
      if (!self->strip)
        /* Translators: a short date above a column: 12 Nov */
        text = g_date_time_format (date, C_ ("date above a column", "%-d %b"));
      else
        text = g_date_time_format (date, month == 1 ? "%Y" : "%b");
      pango_layout_set_width (plain, -1);
      pango_layout_set_text (plain, text, -1);
      pango_layout_get_pixel_size (plain, &width, NULL);
      if (x + width + 8 > end - today_width)
        continue;
      if (self->strip)
        gtk_snapshot_append_color (snapshot, &dim,
                                   &GRAPHENE_RECT_INIT (x, RW_MATRIX_HEADER_HEIGHT - 5, 1, 5));
      draw_text (snapshot, plain, text, x, 4, width + 4, FALSE, &dim);
    }
  self->header = gtk_snapshot_free_to_node (snapshot);
  return self->header;
}
