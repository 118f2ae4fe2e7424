/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board-private.h"

/* The board only asks for marks; its owner keeps them. */

static void
mark (RwBoard  *self,
      gpointer  item,
      gboolean  marked)
{
  if (self->funcs.is_marked (item, self->data) != marked)
    g_signal_emit_by_name (self, "mark", item, marked);
}

/* The card was clicked with Ctrl, or, for those from the selected one on, with Shift. */
void
rw_board_mark_column (RwBoard       *self,
                      GObject       *item,
                      gboolean       range,
                      RwBoardColumn *column)
{
  guint from = range ? rw_board_column_get_selected (column) : GTK_INVALID_LIST_POSITION;
  guint to = rw_board_column_find (column, item);

  if (from == GTK_INVALID_LIST_POSITION)
    mark (self, item, range || !self->funcs.is_marked (item, self->data));
  else
    for (guint i = MIN (from, to); i <= MAX (from, to); i++)
      {
        g_autoptr (GObject) one = g_list_model_get_item (rw_board_column_get_model (column), i);

        mark (self, one, TRUE);
      }
  rw_board_column_select (column, to, TRUE);
}

/* The same with lanes: from the selected card to that one, where both are in one column. */
void
rw_board_mark_line (RwBoard  *self,
                    gpointer  item,
                    gboolean  range)
{
  RwBoardRows *rows = rw_board_lanes_get_rows (self->lanes);
  guint from, to, column, other;

  if (!range)
    {
      mark (self, item, !self->funcs.is_marked (item, self->data));
      return;
    }
  if (!rw_board_rows_find (rows, item, &to, &column) ||
      !rw_board_rows_find (rows, rw_board_get_selected (self), &from, &other) || other != column)
    {
      mark (self, item, TRUE);
      return;
    }
  for (guint i = MIN (from, to); i <= MAX (from, to); i++)
    {
      g_autoptr (RwBoardRow) row = g_list_model_get_item (rw_board_rows_get_model (rows), i);
      gpointer card = rw_board_row_get_card (row, column);

      if (card != NULL)
        mark (self, card, TRUE);
    }
}

/**
 * rw_board_mark_selected:
 *
 * Has the selected card marked, or no longer.
 *
 * Returns: whether there is one
 */
gboolean
rw_board_mark_selected (RwBoard *self)
{
  gpointer item;

  g_return_val_if_fail (RW_IS_BOARD (self), FALSE);
  item = rw_board_get_selected (self);
  if (item == NULL || self->funcs.is_marked == NULL)
    return FALSE;
  mark (self, item, !self->funcs.is_marked (item, self->data));
  return TRUE;
}

/**
 * rw_board_extend_marks:
 * @cards: how many cards down or up
 *
 * Has the selected card marked, and the one it goes to from there.
 *
 * Returns: whether there is one
 */
gboolean
rw_board_extend_marks (RwBoard *self,
                       int      cards)
{
  gpointer item;

  g_return_val_if_fail (RW_IS_BOARD (self), FALSE);
  item = rw_board_get_selected (self);
  if (item == NULL || self->funcs.is_marked == NULL)
    return FALSE;
  mark (self, item, TRUE);
  if (rw_board_navigate (self, 0, cards))
    mark (self, rw_board_get_selected (self), TRUE);
  return TRUE;
}

/**
 * rw_board_refresh_marks:
 *
 * To be called when other items are marked than before.
 */
void
rw_board_refresh_marks (RwBoard *self)
{
  g_return_if_fail (RW_IS_BOARD (self) && self->funcs.is_marked != NULL);
  for (guint i = 0; i < self->columns->len; i++)
    rw_board_column_refresh_marks (rw_board_column_at (self, i));
  if (self->in_lanes)
    rw_board_lanes_refresh (self->lanes, TRUE);
}
