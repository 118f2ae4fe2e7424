/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-board-column.h"

G_BEGIN_DECLS

#define RW_TYPE_BOARD_SLOT (rw_board_slot_get_type ())

/* The place for one card in a line of a board with lanes. Signals: "pressed" (GObject *item, guint modifiers);
 * "activated" (GObject *item); "dropped" (GObject *item). */
G_DECLARE_FINAL_TYPE (RwBoardSlot, rw_board_slot, RW, BOARD_SLOT, GtkWidget)

GtkWidget *rw_board_slot_new          (const RwBoardFuncs *funcs,
                                       gpointer            data,
                                       RwBoardDrag        *drag,
                                       guint               column);
gpointer   rw_board_slot_get_item     (RwBoardSlot        *self);
void       rw_board_slot_set_item     (RwBoardSlot        *self,
                                       gpointer            item);
void       rw_board_slot_set_selected (RwBoardSlot        *self,
                                       gboolean            selected);
void       rw_board_slot_focus        (RwBoardSlot        *self);
void       rw_board_slot_refresh      (RwBoardSlot        *self,
                                       gboolean            marks_only);

G_END_DECLS
