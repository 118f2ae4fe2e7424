/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board-private.h"

/* Which columns there are to be seen, with what limit, and what is below them. */

/**
 * rw_board_get_column_shown:
 *
 * Returns: whether the column is on the board
 */
gboolean
rw_board_get_column_shown (RwBoard *self,
                           guint    column)
{
  g_return_val_if_fail (RW_IS_BOARD (self) && column < self->columns->len, FALSE);
  return gtk_widget_get_visible (GTK_WIDGET (rw_board_column_at (self, column)));
}

/* Once, when the column that was added has its room. */
static void
widened_cb (RwBoard       *self,
            GtkAdjustment *across)
{
  g_signal_handlers_disconnect_by_func (across, widened_cb, self);
  gtk_adjustment_set_value (across, gtk_adjustment_get_upper (across));
}

/**
 * rw_board_set_column_shown:
 * @shown: whether the column is on the board. One that is not gives its room to the others; no key goes there
 *   and no card is moved there. The last one is brought into view where it comes.
 */
void
rw_board_set_column_shown (RwBoard  *self,
                           guint     column,
                           gboolean  shown)
{
  GtkAdjustment *across;

  g_return_if_fail (RW_IS_BOARD (self) && column < self->columns->len);
  across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  g_signal_handlers_disconnect_by_func (across, widened_cb, self);
  if (shown && column + 1 == self->columns->len && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_connect_object (across, "changed", G_CALLBACK (widened_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (rw_board_column_at (self, column)), shown);
  if (self->lanes != NULL)
    rw_board_lanes_set_shown (self->lanes, column, shown);
  if (!shown)
    rw_board_column_unselect (rw_board_column_at (self, column));
}

guint
rw_board_get_limit (RwBoard *self,
                    guint    column)
{
  g_return_val_if_fail (RW_IS_BOARD (self) && column < self->columns->len, 0);
  return rw_board_column_get_limit (rw_board_column_at (self, column));
}

/**
 * rw_board_set_limit:
 * @limit: how many cards a column is to have at most; 0 for any number
 *
 * Does not emit "limit-changed", which is for what a person does.
 */
void
rw_board_set_limit (RwBoard *self,
                    guint    column,
                    guint    limit)
{
  g_return_if_fail (RW_IS_BOARD (self) && column < self->columns->len);
  rw_board_column_set_limit (rw_board_column_at (self, column), limit);
}

/**
 * rw_board_set_column_foot:
 * @foot: (nullable): a widget below the cards of the column
 */
void
rw_board_set_column_foot (RwBoard   *self,
                          guint      column,
                          GtkWidget *foot)
{
  g_return_if_fail (RW_IS_BOARD (self) && column < self->columns->len);
  rw_board_column_set_foot (rw_board_column_at (self, column), foot);
}
