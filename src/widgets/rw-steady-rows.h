/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-steady-row.h"

G_BEGIN_DECLS

#define RW_TYPE_STEADY_ROWS (rw_steady_rows_get_type ())

/**
 * RwSteadyRows:
 *
 * What a #GtkColumnView shows, so that its rows outlast what is in them.
 *
 * A GTK list destroys the widgets of every item that leaves its model and makes new ones for every
 * item that enters it. For a table with ten columns that is a tenth of a second at each key that a
 * person types into a filter. Here the items of the view are #RwSteadyRow: an item that comes gets
 * the row of one that goes, and a row that nobody needs stays at the end, unseen, for the next key.
 *
 * Positions and selection are those of the list beneath.
 */
G_DECLARE_FINAL_TYPE (RwSteadyRows, rw_steady_rows, RW, STEADY_ROWS, GObject)

RwSteadyRows *rw_steady_rows_new         (GtkSelectionModel *model);
void          rw_steady_rows_set_view    (RwSteadyRows      *self,
                                          GtkColumnView     *view);
void          rw_steady_rows_drop_spare  (RwSteadyRows      *self);
guint         rw_steady_rows_get_n_spare (RwSteadyRows      *self);

G_END_DECLS
