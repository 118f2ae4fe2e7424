/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_STEADY_ROW (rw_steady_row_get_type ())

/**
 * RwSteadyRow:
 *
 * A row of #RwSteadyRows: what a cell is bound to. Another item may come into it while it is bound;
 * #RwSteadyRow::changed says so.
 */
G_DECLARE_FINAL_TYPE (RwSteadyRow, rw_steady_row, RW, STEADY_ROW, GObject)

gpointer rw_steady_row_get_item (RwSteadyRow *self);
void     rw_steady_row_set_item (RwSteadyRow *self,
                                 gpointer     item);
void     rw_steady_row_bound    (RwSteadyRow *self);
void     rw_steady_row_unbound  (RwSteadyRow *self);
gboolean rw_steady_row_is_bound (RwSteadyRow *self);
void     rw_steady_row_hide_spare (RwSteadyRow *self,
                                   GtkWidget   *child);

G_END_DECLS
