/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-matrix-stamps.h"
#include "rw-matrix.h"

G_BEGIN_DECLS

#define RW_MATRIX_ROW_HEIGHT    22
#define RW_MATRIX_HEADER_HEIGHT 30
#define RW_MATRIX_CELL_GAP      3
#define RW_MATRIX_BLOCK_ROWS    16

/**
 * RwMatrixBlocks:
 * @head_width: of the names
 * @pitch: from one day to the next
 * @strip: the days are too narrow for a mark each
 *
 * Sixteen rows at a time as kept render nodes, so that scrolling only moves what is already there.
 */
typedef struct
{
  guint n_rows;
  guint n_days;
  gint64 first_day;
  int head_width;
  int pitch;
  gboolean strip;
  RwMatrixFuncs funcs;
  gpointer data;
  GDestroyNotify free_data;
  GHashTable *blocks;
  RwMatrixStamps *stamps;
  GskRenderNode *header;
} RwMatrixBlocks;

void           rw_matrix_blocks_init   (RwMatrixBlocks *self);
void           rw_matrix_blocks_finish (RwMatrixBlocks *self);
void           rw_matrix_blocks_forget (RwMatrixBlocks *self);
void           rw_matrix_blocks_keep   (RwMatrixBlocks *self,
                                        guint           first,
                                        guint           last);
GskRenderNode *rw_matrix_blocks_cells  (RwMatrixBlocks *self,
                                        GtkWidget      *widget,
                                        guint           block);
GskRenderNode *rw_matrix_blocks_names  (RwMatrixBlocks *self,
                                        GtkWidget      *widget,
                                        guint           block);
GskRenderNode *rw_matrix_blocks_header (RwMatrixBlocks *self,
                                        GtkWidget      *widget);
void           rw_matrix_blocks_rect   (RwMatrixBlocks *self,
                                        guint           row,
                                        guint           day,
                                        graphene_rect_t *rect);

G_END_DECLS
