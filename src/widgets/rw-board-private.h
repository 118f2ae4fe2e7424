/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-board-column.h"
#include "rw-board-lanes.h"

G_BEGIN_DECLS

/* What the parts of the board share: rw-board.c has the columns, the keys and the moves, rw-board-marks.c what is
 * marked, rw-board-setup.c how the columns are set up. */

struct _RwBoard
{
  GtkWidget parent_instance;

  RwBoardFuncs funcs;
  gpointer data;
  GListModel *model;
  GtkFilterListModel *filtered;
  RwBoardDrag drag;

  GtkWidget *scroller;
  GtkWidget *box;
  RwBoardLanes *lanes; /* (nullable): made once there are lanes; owned by the scroller */
  gboolean in_lanes;
  gboolean counted; /* the cards, once */
  GPtrArray *columns; /* RwBoardColumn, owned by box */

  gpointer selected;  /* the item told by "selected"; not owned, only compared */
  GObject *following; /* a card that was moved: keeps the focus in its new column */
  guint follow_to;
  guint follow_id;
  guint count_id;
  gboolean selecting;
};

RwBoardColumn *rw_board_column_at   (RwBoard       *self,
                                     guint          index);
void           rw_board_mark_column (RwBoard       *self,
                                     GObject       *item,
                                     gboolean       range,
                                     RwBoardColumn *column);
void           rw_board_mark_line   (RwBoard       *self,
                                     gpointer       item,
                                     gboolean       range);

G_END_DECLS
