/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-board.h"

G_BEGIN_DECLS

#define RW_TYPE_BOARD_COLUMN (rw_board_column_get_type ())

/* One column of an RwBoard; of no use without one. Signals: "selected" (GObject *), "activated"
 * (GObject *), "dropped" (GObject *), "items-changed" (), "mark" (GObject *, gboolean range): clicked with Ctrl or Shift,
 * "limit" (guint): a person wants at most so many cards here, 0 for any number. */
G_DECLARE_FINAL_TYPE (RwBoardColumn, rw_board_column, RW, BOARD_COLUMN, GtkWidget)

/* The item that is being dragged on this board, and where it is. */
typedef struct
{
  gpointer item;
} RwBoardDrag;

RwBoardColumn *rw_board_column_new          (guint               index,
                                             const char         *title,
                                             const RwBoardFuncs *funcs,
                                             gpointer            data,
                                             RwBoardDrag        *drag);
const char    *rw_board_column_get_title    (RwBoardColumn      *self);
GListModel    *rw_board_column_get_model    (RwBoardColumn      *self);
void           rw_board_column_set_model    (RwBoardColumn      *self,
                                             GListModel         *model);
void           rw_board_column_set_total    (RwBoardColumn      *self,
                                             guint               total);
guint          rw_board_column_get_limit    (RwBoardColumn      *self);
gboolean       rw_board_column_set_limit    (RwBoardColumn      *self,
                                             guint               limit);
void           rw_board_column_edit_limit   (RwBoardColumn      *self);
char          *rw_board_column_dup_over     (RwBoardColumn      *self);
void           rw_board_column_set_foot     (RwBoardColumn      *self,
                                             GtkWidget          *foot);
void           rw_board_column_set_listed   (RwBoardColumn      *self,
                                             gboolean            listed);
guint          rw_board_column_get_selected (RwBoardColumn      *self);
gpointer       rw_board_column_get_selected_item (RwBoardColumn *self);
void           rw_board_column_unselect     (RwBoardColumn      *self);
void           rw_board_column_select       (RwBoardColumn      *self,
                                             guint               position,
                                             gboolean            focus);
guint          rw_board_column_find         (RwBoardColumn      *self,
                                             gpointer            item);
void           rw_board_column_refresh_marks (RwBoardColumn     *self);
void           rw_board_column_refresh      (RwBoardColumn      *self);

G_END_DECLS
