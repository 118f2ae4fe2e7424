/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-board-column.h"
#include "rw-board-rows.h"

G_BEGIN_DECLS

#define RW_TYPE_BOARD_LANES (rw_board_lanes_get_type ())

/* The cards of an RwBoard in lanes across its columns; of no use without one. Signals: "pressed" (GObject *item,
 * guint modifiers), "activated" (GObject *), "dropped" (GObject *, guint column), "folded" (). */
G_DECLARE_FINAL_TYPE (RwBoardLanes, rw_board_lanes, RW, BOARD_LANES, GtkWidget)

RwBoardLanes *rw_board_lanes_new       (const RwBoardFuncs     *funcs,
                                        gpointer                data,
                                        guint                   n_columns,
                                        RwBoardDrag            *drag);
RwBoardRows  *rw_board_lanes_get_rows  (RwBoardLanes           *self);
void          rw_board_lanes_set_items (RwBoardLanes           *self,
                                        GListModel             *items);
void          rw_board_lanes_changed   (RwBoardLanes           *self);
void          rw_board_lanes_sync      (RwBoardLanes           *self);
void          rw_board_lanes_set_shown (RwBoardLanes           *self,
                                        guint                   column,
                                        gboolean                shown);
void          rw_board_lanes_select    (RwBoardLanes           *self,
                                        gpointer                item,
                                        gboolean                focus);
gpointer      rw_board_lanes_walk      (RwBoardLanes           *self,
                                        gpointer                from,
                                        int                     columns,
                                        int                     rows,
                                        gboolean                headings);
void          rw_board_lanes_refresh   (RwBoardLanes           *self,
                                        gboolean                marks_only);

G_END_DECLS
