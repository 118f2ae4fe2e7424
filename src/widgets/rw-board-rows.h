/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-board.h"

G_BEGIN_DECLS

#define RW_TYPE_BOARD_ROW (rw_board_row_get_type ())

/* A line of a board with lanes: the heading of a lane, or one card at most of each column. */
G_DECLARE_FINAL_TYPE (RwBoardRow, rw_board_row, RW, BOARD_ROW, GObject)

const char *rw_board_row_get_key     (RwBoardRow  *self);
const char *rw_board_row_get_title   (RwBoardRow  *self);
gboolean    rw_board_row_is_heading  (RwBoardRow  *self);
gboolean    rw_board_row_is_folded   (RwBoardRow  *self);
guint       rw_board_row_get_count   (RwBoardRow  *self);
gpointer    rw_board_row_get_card    (RwBoardRow  *self,
                                      guint        column);

#define RW_TYPE_BOARD_ROWS (rw_board_rows_get_type ())

/**
 * RwBoardRows:
 *
 * The items of a board as lines, lane by lane: a list model of RwBoardRow. A lane is as high as its fullest
 * column; one that is folded is its heading alone.
 */
G_DECLARE_FINAL_TYPE (RwBoardRows, rw_board_rows, RW, BOARD_ROWS, GObject)

RwBoardRows *rw_board_rows_new        (const RwBoardFuncs     *funcs,
                                       gpointer                data,
                                       guint                   n_columns);
void         rw_board_rows_set_lanes  (RwBoardRows            *self,
                                       const RwBoardLaneFuncs *lanes);
gboolean     rw_board_rows_update     (RwBoardRows            *self,
                                       GListModel             *items);
GListModel  *rw_board_rows_get_model  (RwBoardRows            *self);
gboolean     rw_board_rows_find       (RwBoardRows            *self,
                                       gpointer                item,
                                       guint                  *row,
                                       guint                  *column);
gboolean     rw_board_rows_walk       (RwBoardRows            *self,
                                       guint                   row,
                                       guint                   column,
                                       int                     columns,
                                       int                     rows,
                                       gboolean                headings,
                                       guint                  *to_row,
                                       guint                  *to_column);
GPtrArray   *rw_board_rows_list       (RwBoardRows            *self);
void         rw_board_rows_set_folded (RwBoardRows            *self,
                                       const char             *key,
                                       gboolean                folded);
gboolean     rw_board_rows_is_folded  (RwBoardRows            *self,
                                       const char             *key);
char       **rw_board_rows_dup_folded (RwBoardRows            *self);
char        *rw_board_rows_dup_key    (RwBoardRows            *self,
                                       gpointer                item);

G_END_DECLS
