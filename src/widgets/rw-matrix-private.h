/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-matrix-blocks.h"
#include "rw-matrix.h"

G_BEGIN_DECLS

#define RW_MATRIX_NOTHING G_MAXUINT

/* The parts of an RwMatrix see all of it. */
struct _RwMatrix
{
  GtkWidget parent_instance;

  RwMatrixBlocks blocks;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  gboolean at_end; /* the last days are in view, and stay so */

  guint row, day; /* current cell */
  guint hover_row, hover_day;
  /* Two, in turn: the focus really moves with each step, so that a screen reader speaks. */
  GtkWidget *cells[2];
  guint current;
};


int      rw_matrix_offset           (RwMatrix       *self,
                                     GtkOrientation  orientation);
gboolean rw_matrix_has_data         (RwMatrix       *self);
void     rw_matrix_draw             (RwMatrix       *self,
                                     GtkSnapshot    *snapshot);
void     rw_matrix_add_controllers  (RwMatrix       *self);
RwMatrixHeading rw_matrix_heading_at (RwMatrix      *self,
                                      guint          row);
void     rw_matrix_emit_cell        (RwMatrix       *self,
                                     guint           row,
                                     guint           day);
void     rw_matrix_emit_row         (RwMatrix       *self,
                                     guint           row);
void     rw_matrix_emit_heading     (RwMatrix       *self,
                                     guint           row);

G_END_DECLS
