/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RW_TYPE_BOARD (rw_board_get_type ())

/**
 * RwBoard:
 *
 * Cards in columns, over one list of items of any class. Each column is a list view on a filter
 * model, so that only the cards in view exist as widgets. With lanes, see rw_board_set_lanes(), the cards
 * scroll together, in one list view of lines across the columns.
 *
 * Keys: arrows or j k walk between cards and columns; Shift with Left or Right, or [ and ], move the card to
 * the column beside it; Shift with Up or Down marks the card and the next one; Enter opens. Whatever a drag
 * can do, a key can. With the pointer, Ctrl marks a card and Shift those from the selected one on.
 *
 * The board never changes an item. It emits "card-moved", and shows the card where it belongs once
 * the owner has changed the item and told the list so.
 *
 * A column may have a limit, set from the menu in its heading: one over it says so in words and shape, and no
 * card is kept away from it.
 *
 * Signals: "limit-changed" (guint column, guint limit); "card-moved" (GObject *item, guint from, guint to); "card-activated" (GObject *item);
 * "selected" (GObject *item, %NULL for nothing); "lane-folded" (): see rw_board_dup_folded(); "mark" (GObject *item, gboolean marked): a person wants it
 * marked, or not; see rw_board_refresh_marks().
 */
G_DECLARE_FINAL_TYPE (RwBoard, rw_board, RW, BOARD, GtkWidget)

/**
 * RwBoardFuncs:
 * @column_of: the index of the column that an item belongs to; any number past the last for none
 * @create_card: makes an empty card
 * @bind_card: shows an item in a card; called again by rw_board_refresh()
 * @describe: (transfer full): the item as a sentence, for assistive technology
 * @may_move: (nullable): whether a person may move the item there
 * @is_marked: (nullable): whether the item is marked; %NULL where nothing can be
 * @show_mark: shows that in a card
 * @is_away: (nullable): whether the item is not counted where it is not shown
 *
 * What a board asks of its owner. @data is the one given to rw_board_new().
 */
typedef struct
{
  guint      (*column_of)   (gpointer   item,
                             gpointer   data);
  GtkWidget *(*create_card) (gpointer   data);
  void       (*bind_card)   (GtkWidget *card,
                             gpointer   item,
                             gpointer   data);
  char      *(*describe)    (gpointer   item,
                             gpointer   data);
  gboolean   (*may_move)    (gpointer   item,
                             guint      to,
                             gpointer   data);
  gboolean   (*is_marked)   (gpointer   item,
                             gpointer   data);
  void       (*show_mark)   (GtkWidget *card,
                             gboolean   marked,
                             gpointer   data);
  gboolean   (*is_away)     (gpointer   item,
                             gpointer   data);
} RwBoardFuncs;

/**
 * RwBoardLaneFuncs:
 * @dup_key: (transfer full): what is the same for all items of a lane, and from one start to the next
 * @dup_title: (transfer full): translated: the lane of an item
 * @compare: the order of the lanes of two items
 *
 * How the cards of a board are put into lanes.
 */
typedef struct
{
  char *(*dup_key)   (gpointer item,
                      gpointer data);
  char *(*dup_title) (gpointer item,
                      gpointer data);
  int   (*compare)   (gpointer a,
                      gpointer b,
                      gpointer data);
} RwBoardLaneFuncs;

GtkWidget  *rw_board_new             (const RwBoardFuncs *funcs,
                                      gpointer            data);
void        rw_board_add_column      (RwBoard            *self,
                                      const char         *title);
guint       rw_board_get_n_columns   (RwBoard            *self);
const char *rw_board_get_column_title (RwBoard           *self,
                                       guint              column);
gboolean    rw_board_get_column_shown (RwBoard           *self,
                                       guint              column);
void        rw_board_set_column_shown (RwBoard           *self,
                                       guint              column,
                                       gboolean           shown);
void        rw_board_set_column_foot (RwBoard            *self,
                                      guint               column,
                                      GtkWidget          *foot);
guint       rw_board_get_limit       (RwBoard            *self,
                                      guint               column);
void        rw_board_set_limit       (RwBoard            *self,
                                      guint               column,
                                      guint               limit);
gboolean    rw_board_edit_limit      (RwBoard            *self);
GListModel *rw_board_get_column      (RwBoard            *self,
                                      guint               column);
void        rw_board_set_model       (RwBoard            *self,
                                      GListModel         *model);
void        rw_board_set_filter      (RwBoard            *self,
                                      GtkFilter          *filter);
void        rw_board_set_lanes       (RwBoard            *self,
                                      const RwBoardLaneFuncs *funcs);
void        rw_board_set_folded      (RwBoard            *self,
                                      const char *const  *keys);
char      **rw_board_dup_folded      (RwBoard            *self);
gpointer    rw_board_get_selected    (RwBoard            *self);
gboolean    rw_board_select          (RwBoard            *self,
                                      gpointer            item,
                                      gboolean            focus);
gboolean    rw_board_navigate        (RwBoard            *self,
                                      int                 columns,
                                      int                 rows);
gpointer    rw_board_get_neighbour   (RwBoard            *self,
                                      int                 cards);
gboolean    rw_board_move            (RwBoard            *self,
                                      gpointer            item,
                                      guint               to);
gboolean    rw_board_move_selected   (RwBoard            *self,
                                      int                 direction);
gboolean    rw_board_mark_selected   (RwBoard            *self);
gboolean    rw_board_extend_marks    (RwBoard            *self,
                                      int                 cards);
void        rw_board_refresh_marks   (RwBoard            *self);
void        rw_board_refresh         (RwBoard            *self);

G_END_DECLS
