/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-matrix-cell.h"

struct _RwMatrixCell
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RwMatrixCell, rw_matrix_cell, GTK_TYPE_WIDGET)

static void
rw_matrix_cell_class_init (RwMatrixCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_css_name (widget_class, "rwmatrixcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
rw_matrix_cell_init (RwMatrixCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  /* A click belongs to the matrix. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
