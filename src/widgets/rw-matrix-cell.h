/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_MATRIX_CELL (rw_matrix_cell_get_type ())

/* The current cell of an RwMatrix as something that can have the focus and a name. It draws nothing:
 * the matrix draws all cells. */
G_DECLARE_FINAL_TYPE (RwMatrixCell, rw_matrix_cell, RW, MATRIX_CELL, GtkWidget)

G_END_DECLS
