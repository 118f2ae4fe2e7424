/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board-lanes.h"

#include <glib/gi18n.h>

#include "rw-board-slot.h"
#include "rw-reach.h"

/* More lines than fit onto a large screen. */
#define LINES_AT_A_TIME 30

/*
 * One list view of lines: the heading of a lane, or a card of each column. So a lane goes across all columns, its
 * cards stand side by side, and only the lines near those in view exist as widgets.
 */

struct _RwBoardLanes
{
  GtkWidget parent_instance;

  RwBoardFuncs funcs;
  gpointer data;
  guint n_columns;
  RwBoardDrag *drag;

  RwBoardRows *rows;
  RwReach *reach;
  GListModel *items; /* (nullable) */
  GtkWidget *scroller;
  GtkWidget *list;
  GPtrArray *bound; /* GtkListItem: those with a line on show */
  guint hidden;     /* mask of the columns that are not shown */
  gpointer selected; /* an item, only compared */
  guint column;      /* of the card or heading that the keys were last at */
  guint changed_id;
};

enum
{
  SIGNAL_PRESSED,
  SIGNAL_ACTIVATED,
  SIGNAL_DROPPED,
  SIGNAL_FOLDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwBoardLanes, rw_board_lanes, GTK_TYPE_WIDGET)

/* --- A line ------------------------------------------------------------------------------------------ */

/* Both a heading and slots; one of them is shown. */
typedef struct
{
  GtkWidget *heading; /* a button */
  GtkWidget *arrow;
  GtkWidget *title;
  GtkWidget *count;
  GtkWidget *cells;
  GPtrArray *slots; /* made once there are cards */
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_ptr_array_unref (line->slots);
  g_free (line);
}

static Line *
line_of (GtkListItem *list_item)
{
  return g_object_get_data (G_OBJECT (list_item), "rw-line");
}

static void
slot_pressed_cb (RwBoardLanes *self,
                 GObject      *item,
                 guint         state)
{
  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, item, state);
}

static void
slot_activated_cb (RwBoardLanes *self,
                   GObject      *item)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static void
slot_dropped_cb (RwBoardLanes *self,
                 GObject      *item,
                 RwBoardSlot  *slot)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (slot), "rw-column"));

  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, item, column);
}

static void
make_slots (RwBoardLanes *self,
            Line         *line)
{
  for (guint i = 0; i < self->n_columns && line->slots->len < self->n_columns; i++)
    {
      GtkWidget *slot = rw_board_slot_new (&self->funcs, self->data, self->drag, i);

      g_object_set_data (G_OBJECT (slot), "rw-column", GUINT_TO_POINTER (i));
      g_signal_connect_object (slot, "pressed", G_CALLBACK (slot_pressed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (slot, "activated", G_CALLBACK (slot_activated_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (slot, "dropped", G_CALLBACK (slot_dropped_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (line->cells), slot);
      g_ptr_array_add (line->slots, slot);
    }
}

static void
show_heading (Line       *line,
              RwBoardRow *row)
{
  guint n = rw_board_row_get_count (row);
  gboolean folded = rw_board_row_is_folded (row);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *sentence =
    /* Translators: a lane of a board and how many cards are in it */
    g_strdup_printf (ngettext ("%s, %u card", "%s, %u cards", n), rw_board_row_get_title (row), n);

  gtk_image_set_from_icon_name (GTK_IMAGE (line->arrow),
                                folded ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_label_set_label (GTK_LABEL (line->title), rw_board_row_get_title (row));
  gtk_label_set_label (GTK_LABEL (line->count), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->heading), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (line->heading), GTK_ACCESSIBLE_STATE_EXPANDED,
                               !folded, -1);
}

static void
show_line (RwBoardLanes *self,
           GtkListItem  *list_item)
{
  Line *line = line_of (list_item);
  RwBoardRow *row = gtk_list_item_get_item (list_item);
  gboolean heading = rw_board_row_is_heading (row);

  gtk_widget_set_visible (line->heading, heading);
  gtk_widget_set_visible (line->cells, !heading);
  if (heading)
    {
      show_heading (line, row);
      for (guint i = 0; i < line->slots->len; i++)
        rw_board_slot_set_item (line->slots->pdata[i], NULL);
      return;
    }
  make_slots (self, line);
  for (guint i = 0; i < line->slots->len; i++)
    {
      RwBoardSlot *slot = line->slots->pdata[i];
      gpointer item = rw_board_row_get_card (row, i);

      gtk_widget_set_visible (GTK_WIDGET (slot), (self->hidden & (1u << i)) == 0);
      rw_board_slot_set_item (slot, item);
      rw_board_slot_set_selected (slot, item != NULL && item == self->selected);
    }
}

/* A line that was removed lets go of its item only when nobody holds it any more, such as the window whose focus
 * was in it. */
static gboolean
is_there (RwBoardLanes *self,
          const Line   *line)
{
  return gtk_widget_is_ancestor (line->heading, self->list);
}

static gboolean
focus_cb (gpointer heading)
{
  if (g_object_steal_data (heading, "rw-wants-focus") != NULL && gtk_widget_get_mapped (heading))
    gtk_widget_grab_focus (heading);
  return G_SOURCE_REMOVE;
}

/* A line that is not on the screen yet takes the focus once it is; not at once, see rw_board_slot_focus(). */
static void
heading_map_cb (GtkWidget *heading)
{
  if (g_object_get_data (G_OBJECT (heading), "rw-wants-focus") != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_cb, g_object_ref (heading), g_object_unref);
}

static void
focus_heading (RwBoardLanes *self,
               guint         row)
{
  rw_reach_include (self->reach, row);
  gtk_list_view_scroll_to (GTK_LIST_VIEW (self->list), row, GTK_LIST_SCROLL_NONE, NULL);
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkWidget *heading = line_of (self->bound->pdata[i])->heading;
      gboolean wanted = is_there (self, line_of (self->bound->pdata[i])) &&
                        gtk_list_item_get_position (self->bound->pdata[i]) == row;

      if (wanted && gtk_widget_get_mapped (heading))
        gtk_widget_grab_focus (heading);
      else
        g_object_set_data (G_OBJECT (heading), "rw-wants-focus", GINT_TO_POINTER (wanted));
    }
}

static void
toggle_cb (RwBoardLanes *self,
           GtkWidget    *button)
{
  GtkListItem *list_item = g_object_get_data (G_OBJECT (button), "rw-list-item");
  RwBoardRow *row = gtk_list_item_get_item (list_item);
  guint at = gtk_list_item_get_position (list_item);

  if (row == NULL)
    return;
  rw_board_rows_set_folded (self->rows, rw_board_row_get_key (row), !rw_board_row_is_folded (row));
  rw_board_lanes_sync (self);
  /* The line was replaced: the focus goes to the one that took its place. */
  focus_heading (self, at);
  g_signal_emit (self, signals[SIGNAL_FOLDED], 0);
}

static void
setup_cb (RwBoardLanes *self,
          GtkListItem  *list_item)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  line->slots = g_ptr_array_new ();
  line->arrow = gtk_image_new ();
  line->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (line->title, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (line->title), PANGO_ELLIPSIZE_END);
  line->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (line->count, "dimmed");
  gtk_widget_add_css_class (line->count, "numeric");
  gtk_box_append (GTK_BOX (inside), line->arrow);
  gtk_box_append (GTK_BOX (inside), line->title);
  gtk_box_append (GTK_BOX (inside), line->count);
  line->heading = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (line->heading), inside);
  gtk_widget_add_css_class (line->heading, "flat");
  gtk_widget_add_css_class (line->heading, "lane");
  g_object_set_data (G_OBJECT (line->heading), "rw-list-item", list_item);
  g_signal_connect_swapped (line->heading, "clicked", G_CALLBACK (toggle_cb), self);
  g_signal_connect (line->heading, "map", G_CALLBACK (heading_map_cb), NULL);
  line->cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_set_homogeneous (GTK_BOX (line->cells), TRUE);
  gtk_widget_add_css_class (line->cells, "cells");
  gtk_box_append (GTK_BOX (box), line->heading);
  gtk_box_append (GTK_BOX (box), line->cells);
  g_object_set_data_full (G_OBJECT (list_item), "rw-line", line, line_free);
  gtk_list_item_set_child (list_item, box);
  /* What is in a line has the focus and is selected, not the line. */
  gtk_list_item_set_focusable (list_item, FALSE);
  gtk_list_item_set_selectable (list_item, FALSE);
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
bind_cb (RwBoardLanes *self,
         GtkListItem  *list_item)
{
  g_ptr_array_add (self->bound, list_item);
  show_line (self, list_item);
}

static void
unbind_cb (RwBoardLanes *self,
           GtkListItem  *list_item)
{
  g_ptr_array_remove_fast (self->bound, list_item);
}

static void
teardown_cb (RwBoardLanes *self,
             GtkListItem  *list_item)
{
  gtk_list_item_set_child (list_item, NULL);
}

/* --- All lines --------------------------------------------------------------------------------------- */

static RwBoardSlot *
find_slot (RwBoardLanes *self,
           gpointer      item)
{
  for (guint i = 0; item != NULL && i < self->bound->len; i++)
    {
      const Line *line = line_of (self->bound->pdata[i]);

      if (!is_there (self, line))
        continue;
      for (guint j = 0; j < line->slots->len; j++)
        if (rw_board_slot_get_item (line->slots->pdata[j]) == item)
          return line->slots->pdata[j];
    }
  return NULL;
}

static gboolean
has_focus (RwBoardLanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static gboolean
changed_cb (gpointer user_data)
{
  RwBoardLanes *self = user_data;
  gboolean focused = has_focus (self);

  self->changed_id = 0;
  /* A line that is replaced takes the focus with it. */
  if (rw_board_rows_update (self->rows, self->items) && focused && !has_focus (self) &&
      rw_board_rows_find (self->rows, self->selected, NULL, NULL))
    rw_board_lanes_select (self, self->selected, TRUE);
  return G_SOURCE_REMOVE;
}

static void
rw_board_lanes_dispose (GObject *object)
{
  RwBoardLanes *self = RW_BOARD_LANES (object);

  g_clear_handle_id (&self->changed_id, g_source_remove);
  rw_board_lanes_set_items (self, NULL);
  /* The list view lets go of its lines now, while this is still whole. */
  if (self->list != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  self->list = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->reach);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (rw_board_lanes_parent_class)->dispose (object);
}

static void
rw_board_lanes_finalize (GObject *object)
{
  g_ptr_array_unref (RW_BOARD_LANES (object)->bound);
  G_OBJECT_CLASS (rw_board_lanes_parent_class)->finalize (object);
}

static void
rw_board_lanes_class_init (RwBoardLanesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_board_lanes_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_board_lanes_finalize;
  signals[SIGNAL_PRESSED] =
    g_signal_new ("pressed", RW_TYPE_BOARD_LANES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_UINT);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_BOARD_LANES, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_DROPPED] =
    g_signal_new ("dropped", RW_TYPE_BOARD_LANES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_UINT);
  signals[SIGNAL_FOLDED] = g_signal_new ("folded", RW_TYPE_BOARD_LANES, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwboardlanes");
}

static void
rw_board_lanes_init (RwBoardLanes *self)
{
  self->bound = g_ptr_array_new ();
}

/**
 * rw_board_lanes_new:
 * @drag: the board's, outlives the lanes
 */
RwBoardLanes *
rw_board_lanes_new (const RwBoardFuncs *funcs,
                    gpointer            data,
                    guint               n_columns,
                    RwBoardDrag        *drag)
{
  RwBoardLanes *self = g_object_new (RW_TYPE_BOARD_LANES, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *model;

  self->funcs = *funcs;
  self->data = data;
  self->n_columns = n_columns;
  self->drag = drag;
  self->rows = rw_board_rows_new (funcs, data, n_columns);
  self->reach = rw_reach_new (rw_board_rows_get_model (self->rows), LINES_AT_A_TIME);
  model =
    GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (rw_reach_get_shown (self->reach))));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  g_signal_connect_swapped (factory, "teardown", G_CALLBACK (teardown_cb), self);
  self->list = gtk_list_view_new (model, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lanes"), -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  rw_reach_set_scroller (self->reach, gtk_scrolled_window_get_vadjustment (
                                        GTK_SCROLLED_WINDOW (self->scroller)));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  return self;
}

/**
 * rw_board_lanes_get_rows:
 *
 * Returns: (transfer none): the lines
 */
RwBoardRows *
rw_board_lanes_get_rows (RwBoardLanes *self)
{
  return self->rows;
}

/**
 * rw_board_lanes_set_items:
 * @items: (nullable): what is shown
 */
void
rw_board_lanes_set_items (RwBoardLanes *self,
                          GListModel   *items)
{
  if (self->items != NULL)
    g_signal_handlers_disconnect_by_func (self->items, rw_board_lanes_changed, self);
  g_set_object (&self->items, items);
  if (items == NULL)
    return;
  g_signal_connect_swapped (items, "items-changed", G_CALLBACK (rw_board_lanes_changed), self);
  rw_board_lanes_changed (self);
}

/**
 * rw_board_lanes_changed:
 *
 * What is shown is another: the lines follow before the next frame, once for many changes in a row.
 */
void
rw_board_lanes_changed (RwBoardLanes *self)
{
  if (self->changed_id == 0)
    self->changed_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, changed_cb, self, NULL);
}

/**
 * rw_board_lanes_sync:
 *
 * Does it now.
 */
void
rw_board_lanes_sync (RwBoardLanes *self)
{
  g_clear_handle_id (&self->changed_id, g_source_remove);
  changed_cb (self);
}

void
rw_board_lanes_set_shown (RwBoardLanes *self,
                          guint         column,
                          gboolean      shown)
{
  if (shown)
    self->hidden &= ~(1u << column);
  else
    self->hidden |= 1u << column;
  for (guint i = 0; i < self->bound->len; i++)
    show_line (self, self->bound->pdata[i]);
}

/**
 * rw_board_lanes_select:
 * @item: (nullable): the selected item
 * @focus: whether it takes the focus; its lane unfolds then
 */
void
rw_board_lanes_select (RwBoardLanes *self,
                       gpointer      item,
                       gboolean      focus)
{
  RwBoardSlot *slot;
  guint row;

  if (self->changed_id != 0)
    rw_board_lanes_sync (self);
  self->selected = item;
  if (item != NULL && focus && !rw_board_rows_find (self->rows, item, NULL, NULL))
    {
      g_autofree char *key = rw_board_rows_dup_key (self->rows, item);

      if (!rw_board_rows_is_folded (self->rows, key))
        return;
      rw_board_rows_set_folded (self->rows, key, FALSE);
      rw_board_lanes_sync (self);
    }
  if (item != NULL && rw_board_rows_find (self->rows, item, &row, &self->column))
    {
      rw_reach_include (self->reach, row);
      gtk_list_view_scroll_to (GTK_LIST_VIEW (self->list), row, GTK_LIST_SCROLL_NONE, NULL);
    }
  for (guint i = 0; i < self->bound->len; i++)
    {
      const Line *line = line_of (self->bound->pdata[i]);

      for (guint j = 0; j < line->slots->len; j++)
        rw_board_slot_set_selected (line->slots->pdata[j],
                                    item != NULL &&
                                      rw_board_slot_get_item (line->slots->pdata[j]) == item);
    }
  slot = focus ? find_slot (self, item) : NULL;
  if (slot != NULL)
    rw_board_slot_focus (slot);
}

/* The line of the heading that has the focus. */
static gboolean
focused_heading (RwBoardLanes *self,
                 guint        *row)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; focus != NULL && i < self->bound->len; i++)
    if (line_of (self->bound->pdata[i])->heading == focus)
      {
        *row = gtk_list_item_get_position (self->bound->pdata[i]);
        return TRUE;
      }
  return FALSE;
}

/**
 * rw_board_lanes_walk:
 * @from: (nullable): the selected item
 * @headings: whether the headings of lanes are stops on the way up and down; one takes the focus itself
 *
 * Returns: (transfer none) (nullable): the item to go to; %NULL where there is none, or a heading was gone to
 */
gpointer
rw_board_lanes_walk (RwBoardLanes *self,
                     gpointer      from,
                     int           columns,
                     int           rows,
                     gboolean      headings)
{
  GListModel *model = rw_board_rows_get_model (self->rows);
  g_autoptr (RwBoardRow) line = NULL;
  guint row, column, to_row, to_column;

  if (self->changed_id != 0)
    rw_board_lanes_sync (self);
  if (focused_heading (self, &row))
    column = self->column;
  else if (!rw_board_rows_find (self->rows, from, &row, &column))
    {
      /* The first card that is not folded away. */
      for (guint i = 0; i < g_list_model_get_n_items (model); i++)
        for (guint x = 0; x < self->n_columns; x++)
          {
            g_autoptr (RwBoardRow) first = g_list_model_get_item (model, i);

            if (rw_board_row_get_card (first, x) != NULL)
              return rw_board_row_get_card (first, x);
          }
      return NULL;
    }
  self->column = column;
  if (!rw_board_rows_walk (self->rows, row, column, columns, rows, headings, &to_row, &to_column))
    return NULL;
  line = g_list_model_get_item (model, to_row);
  if (rw_board_row_is_heading (line))
    focus_heading (self, to_row);
  return rw_board_row_get_card (line, to_column);
}

/**
 * rw_board_lanes_refresh:
 * @marks_only: only what is marked and was not, or the other way round
 */
void
rw_board_lanes_refresh (RwBoardLanes *self,
                        gboolean      marks_only)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      const Line *line = line_of (self->bound->pdata[i]);

      for (guint j = 0; j < line->slots->len; j++)
        rw_board_slot_refresh (line->slots->pdata[j], marks_only);
    }
}
