/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-board-private.h"

enum
{
  SIGNAL_CARD_MOVED,
  SIGNAL_CARD_ACTIVATED,
  SIGNAL_SELECTED,
  SIGNAL_MARK,
  SIGNAL_LANE_FOLDED,
  SIGNAL_LIMIT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwBoard, rw_board, GTK_TYPE_WIDGET)

static const char style[] =
  "rwboard box.columns { padding: 12px; }\n"
  "rwboardcolumn { padding: 4px; border-radius: 12px; background: color-mix(in srgb, currentColor 4%, transparent); }\n"
  "rwboardcolumn.drop { box-shadow: inset 0 0 0 2px var(--accent-bg-color); }\n"
  "rwboardcolumn > box.header { padding: 2px 2px 2px 10px; }\n"
  "rwboardcolumn > box.header > menubutton > button { min-width: 18px; min-height: 24px; padding: 2px 0; opacity: 0.4; -gtk-icon-size: 14px; }\n"
  "rwboardcolumn:hover > box.header > menubutton > button, "
  "rwboardcolumn > box.header > menubutton:focus-within > button { opacity: 1; }\n"
  "rwboardcolumn listview { background: none; padding: 2px; }\n"
  "rwboardcolumn listview > row { padding: 0; margin: 0 2px 6px 2px; border-radius: 8px; background: none; }\n"
  "rwboardcolumn listview > row:selected > .card { box-shadow: 0 0 0 2px var(--accent-bg-color); }\n"
  "rwboardcolumn listview > row > .dragged { opacity: 0.4; }\n"
  "rwboard.lanes box.columns { padding-bottom: 4px; }\n"
  "rwboardlanes listview { background: none; }\n"
  "rwboardlanes listview > row { padding: 0 12px; background: none; }\n"
  "rwboardlanes listview > row button.lane { padding: 4px 10px; margin: 8px 0 6px 0; border-radius: 8px;"
  " background: color-mix(in srgb, currentColor 7%, transparent); }\n"
  "rwboardlanes listview > row button.lane:hover { background: color-mix(in srgb, currentColor 12%, transparent); }\n"
  "rwboardslot { padding: 0 5px 6px 5px; background: color-mix(in srgb, currentColor 4%, transparent); }\n"
  "rwboardslot:selected > .card { box-shadow: 0 0 0 2px var(--accent-bg-color); }\n"
  "rwboardslot:focus:focus-visible > .card { box-shadow: 0 0 0 3px var(--accent-color); }\n"
  "rwboardslot.drop { box-shadow: inset 0 0 0 2px var(--accent-bg-color); }\n"
  "rwboardslot > .dragged { opacity: 0.4; }\n";

RwBoardColumn *
rw_board_column_at (RwBoard *self,
                    guint    index)
{
  return g_ptr_array_index (self->columns, index);
}

static void
load_style (void)
{
  static gboolean loaded;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (loaded)
    return;
  loaded = TRUE;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_string (provider, style);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* The column and position of the selected card. */
static gboolean
find_selected (RwBoard *self,
               guint   *column,
               guint   *position)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      *position = rw_board_column_get_selected (rw_board_column_at (self, i));
      *column = i;
      if (*position != GTK_INVALID_LIST_POSITION)
        return TRUE;
    }
  return FALSE;
}

static void
select_at (RwBoard  *self,
           guint     column,
           guint     position,
           gboolean  focus)
{
  rw_board_column_select (rw_board_column_at (self, column), position, focus);
  if (self->in_lanes)
    rw_board_lanes_select (self->lanes, rw_board_get_selected (self), focus);
}

static gboolean
follow_cb (gpointer user_data)
{
  RwBoard *self = user_data;
  guint position;

  self->follow_id = 0;
  if (self->following == NULL)
    return G_SOURCE_REMOVE;
  position = rw_board_column_find (rw_board_column_at (self, self->follow_to), self->following);
  if (position != GTK_INVALID_LIST_POSITION)
    {
      select_at (self, self->follow_to, position, TRUE);
      g_clear_object (&self->following);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
count_cb (gpointer user_data)
{
  RwBoard *self = user_data;
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  g_autofree guint *totals = g_new0 (guint, self->columns->len);

  self->count_id = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);
      guint column = self->funcs.column_of (item, self->data);

      if (column < self->columns->len &&
          (self->funcs.is_away == NULL || !self->funcs.is_away (item, self->data)))
        totals[column]++;
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      RwBoardColumn *column = rw_board_column_at (self, i);
      g_autofree char *before = rw_board_column_dup_over (column);
      g_autofree char *over = NULL;

      rw_board_column_set_total (column, totals[i]);
      over = rw_board_column_dup_over (column);
      /* Whoever brought it there, and not for what was there when the board came. */
      if (self->counted && before == NULL && over != NULL)
        rw_announce (GTK_WIDGET (self), over);
    }
  self->counted = n > 0;
  return G_SOURCE_REMOVE;
}

static void
column_items_changed_cb (RwBoard *self)
{
  if (self->following != NULL && self->follow_id == 0)
    self->follow_id = g_idle_add (follow_cb, self);
}

static void
model_items_changed_cb (RwBoard *self)
{
  /* Before the next frame, but once for many changes in a row. */
  if (self->count_id == 0)
    self->count_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, count_cb, self, NULL);
}

static void
column_selected_cb (RwBoard       *self,
                    GObject       *item,
                    RwBoardColumn *column)
{
  if (self->selecting)
    return;
  if (item != NULL)
    {
      self->selecting = TRUE;
      for (guint i = 0; i < self->columns->len; i++)
        if (rw_board_column_at (self, i) != column)
          rw_board_column_unselect (rw_board_column_at (self, i));
      self->selecting = FALSE;
    }
  else
    item = rw_board_get_selected (self);
  if (item == self->selected)
    return;
  self->selected = item;
  if (self->in_lanes)
    rw_board_lanes_select (self->lanes, item, FALSE);
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, item);
}

static void
column_activated_cb (RwBoard *self,
                     GObject *item)
{
  g_signal_emit (self, signals[SIGNAL_CARD_ACTIVATED], 0, item);
}

static void
column_dropped_cb (RwBoard       *self,
                   GObject       *item,
                   RwBoardColumn *column)
{
  guint to;

  if (g_ptr_array_find (self->columns, column, &to))
    rw_board_move (self, item, to);
}

static void
lanes_dropped_cb (RwBoard *self,
                  GObject *item,
                  guint    to)
{
  rw_board_move (self, item, to);
}

static void
lanes_pressed_cb (RwBoard *self,
                  GObject *item,
                  guint    state)
{
  if (state != 0 &&
      (self->funcs.is_marked == NULL || (state != GDK_CONTROL_MASK && state != GDK_SHIFT_MASK)))
    return;
  if (state != 0)
    rw_board_mark_line (self, item, state == GDK_SHIFT_MASK);
  rw_board_select (self, item, TRUE);
}

static void
lane_folded_cb (RwBoard *self)
{
  g_signal_emit (self, signals[SIGNAL_LANE_FOLDED], 0);
}

static void
column_limit_cb (RwBoard       *self,
                 guint          limit,
                 RwBoardColumn *column)
{
  guint index;

  if (rw_board_column_set_limit (column, limit) && g_ptr_array_find (self->columns, column, &index))
    g_signal_emit (self, signals[SIGNAL_LIMIT_CHANGED], 0, index, limit);
}

static gboolean
walk (RwBoard  *self,
      int       columns,
      int       rows,
      gboolean  headings)
{
  gpointer item;

  if (!self->in_lanes)
    return rw_board_navigate (self, columns, rows);
  item = rw_board_lanes_walk (self->lanes, rw_board_get_selected (self), columns, rows, headings);
  if (item != NULL)
    return rw_board_select (self, item, TRUE);
  return headings && rows != 0;
}

static gboolean
key_pressed_cb (RwBoard         *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int forward = rtl ? -1 : 1;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (state == GDK_SHIFT_MASK)
    switch (key)
      {
      case GDK_KEY_Left:
      case GDK_KEY_KP_Left:
        return rw_board_move_selected (self, -forward);
      case GDK_KEY_Right:
      case GDK_KEY_KP_Right:
        return rw_board_move_selected (self, forward);
      case GDK_KEY_Up:
      case GDK_KEY_KP_Up:
        return rw_board_extend_marks (self, -1);
      case GDK_KEY_Down:
      case GDK_KEY_KP_Down:
        return rw_board_extend_marks (self, 1);
      default:
        return GDK_EVENT_PROPAGATE;
      }
  /* The brackets need AltGr on many keyboards, which is not in the default mask. */
  if (state != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_bracketleft:
      return rw_board_move_selected (self, -1);
    case GDK_KEY_bracketright:
      return rw_board_move_selected (self, 1);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return rw_board_navigate (self, -forward, 0);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return rw_board_navigate (self, forward, 0);
    case GDK_KEY_j:
      return rw_board_navigate (self, 0, 1);
    case GDK_KEY_k:
      return rw_board_navigate (self, 0, -1);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return walk (self, 0, -1, TRUE);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return walk (self, 0, 1, TRUE);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
rw_board_grab_focus (GtkWidget *widget)
{
  RwBoard *self = RW_BOARD (widget);
  guint column, position;

  if (find_selected (self, &column, &position))
    {
      select_at (self, column, position, TRUE);
      return TRUE;
    }
  return rw_board_navigate (self, 1, 0);
}

static void
rw_board_dispose (GObject *object)
{
  RwBoard *self = RW_BOARD (object);

  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_handle_id (&self->count_id, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_items_changed_cb, self);
  for (guint i = 0; i < self->columns->len; i++)
    g_signal_handlers_disconnect_by_data (rw_board_column_at (self, i), self);
  g_ptr_array_set_size (self->columns, 0);
  if (self->lanes != NULL)
    rw_board_lanes_set_items (self->lanes, NULL);
  self->lanes = NULL;
  self->in_lanes = FALSE;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->model);
  g_clear_object (&self->filtered);
  g_clear_object (&self->following);
  g_clear_object ((GObject **) &self->drag.item);
  G_OBJECT_CLASS (rw_board_parent_class)->dispose (object);
}

static void
rw_board_finalize (GObject *object)
{
  g_ptr_array_unref (RW_BOARD (object)->columns);
  G_OBJECT_CLASS (rw_board_parent_class)->finalize (object);
}

static void
rw_board_class_init (RwBoardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rw_board_dispose;
  object_class->finalize = rw_board_finalize;
  widget_class->grab_focus = rw_board_grab_focus;

  signals[SIGNAL_CARD_MOVED] = g_signal_new ("card-moved", RW_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 3, G_TYPE_OBJECT, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_CARD_ACTIVATED] = g_signal_new ("card-activated", RW_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                 NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_MARK] = g_signal_new ("mark", RW_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_BOOLEAN);
  signals[SIGNAL_LIMIT_CHANGED] =
    g_signal_new ("limit-changed", RW_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_LANE_FOLDED] = g_signal_new ("lane-folded", RW_TYPE_BOARD, G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwboard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rw_board_init (RwBoard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  load_style ();
  self->columns = g_ptr_array_new ();
  self->filtered = gtk_filter_list_model_new (NULL, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_set_homogeneous (GTK_BOX (self->box), TRUE);
  gtk_widget_add_css_class (self->box, "columns");
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_widget_set_vexpand (self->box, TRUE);
  gtk_box_append (GTK_BOX (all), self->box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), all);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  /* Before the list views: they would take Left and Right for themselves. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * rw_board_new:
 * @funcs: copied
 * @data: for @funcs; must outlive the board
 */
GtkWidget *
rw_board_new (const RwBoardFuncs *funcs,
              gpointer            data)
{
  RwBoard *self;

  g_return_val_if_fail (funcs != NULL && funcs->column_of != NULL && funcs->create_card != NULL &&
                        funcs->bind_card != NULL && funcs->describe != NULL, NULL);
  self = g_object_new (RW_TYPE_BOARD, NULL);
  self->funcs = *funcs;
  self->data = data;
  return GTK_WIDGET (self);
}

/**
 * rw_board_add_column:
 * @title: translated
 *
 * Adds a column behind the others.
 */
void
rw_board_add_column (RwBoard    *self,
                     const char *title)
{
  RwBoardColumn *column;

  g_return_if_fail (RW_IS_BOARD (self) && title != NULL);
  column = rw_board_column_new (self->columns->len, title, &self->funcs, self->data, &self->drag);
  g_signal_connect_swapped (column, "items-changed", G_CALLBACK (column_items_changed_cb), self);
  g_signal_connect_object (column, "selected", G_CALLBACK (column_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "activated", G_CALLBACK (column_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "dropped", G_CALLBACK (column_dropped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "limit", G_CALLBACK (column_limit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (column, "mark", G_CALLBACK (rw_board_mark_column), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_size_request (GTK_WIDGET (column), 176, -1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (column));
  g_ptr_array_add (self->columns, column);
  rw_board_column_set_model (column, G_LIST_MODEL (self->filtered));
  model_items_changed_cb (self);
}

guint
rw_board_get_n_columns (RwBoard *self)
{
  g_return_val_if_fail (RW_IS_BOARD (self), 0);
  return self->columns->len;
}

const char *
rw_board_get_column_title (RwBoard *self,
                           guint    column)
{
  g_return_val_if_fail (RW_IS_BOARD (self) && column < self->columns->len, NULL);
  return rw_board_column_get_title (rw_board_column_at (self, column));
}

/**
 * rw_board_edit_limit:
 *
 * Opens what sets the limit of the column with the selected card.
 *
 * Returns: whether there is one
 */
gboolean
rw_board_edit_limit (RwBoard *self)
{
  guint column, position;

  g_return_val_if_fail (RW_IS_BOARD (self), FALSE);
  if (!find_selected (self, &column, &position))
    return FALSE;
  rw_board_column_edit_limit (rw_board_column_at (self, column));
  return TRUE;
}

/**
 * rw_board_get_column:
 *
 * Returns: (transfer none): the items shown in a column
 */
GListModel *
rw_board_get_column (RwBoard *self,
                     guint    column)
{
  g_return_val_if_fail (RW_IS_BOARD (self) && column < self->columns->len, NULL);
  return rw_board_column_get_model (rw_board_column_at (self, column));
}

/**
 * rw_board_set_model:
 * @model: (nullable): the items, in the order of the cards. An item that changed in place must be
 *   announced with items-changed, else its card stays where it was.
 */
void
rw_board_set_model (RwBoard    *self,
                    GListModel *model)
{
  g_return_if_fail (RW_IS_BOARD (self) && (model == NULL || G_IS_LIST_MODEL (model)));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_items_changed_cb, self);
  g_set_object (&self->model, model);
  if (model != NULL)
    g_signal_connect_swapped (model, "items-changed", G_CALLBACK (model_items_changed_cb), self);
  gtk_filter_list_model_set_model (self->filtered, model);
  model_items_changed_cb (self);
}

/**
 * rw_board_set_filter:
 * @filter: (nullable): cards that do not pass are left out, and the headings say "6 of 8"
 */
void
rw_board_set_filter (RwBoard   *self,
                     GtkFilter *filter)
{
  g_return_if_fail (RW_IS_BOARD (self));
  gtk_filter_list_model_set_filter (self->filtered, filter);
}

static void
make_lanes (RwBoard *self)
{
  self->lanes = rw_board_lanes_new (&self->funcs, self->data, self->columns->len, &self->drag);
  gtk_widget_set_vexpand (GTK_WIDGET (self->lanes), TRUE);
  for (guint i = 0; i < self->columns->len; i++)
    rw_board_lanes_set_shown (self->lanes, i, rw_board_get_column_shown (self, i));
  g_signal_connect_object (self->lanes, "pressed", G_CALLBACK (lanes_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lanes, "activated", G_CALLBACK (column_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lanes, "dropped", G_CALLBACK (lanes_dropped_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lanes, "folded", G_CALLBACK (lane_folded_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->box)), GTK_WIDGET (self->lanes));
}

/**
 * rw_board_set_lanes:
 * @funcs: (nullable): copied; %NULL for no lanes, where each column scrolls on its own
 *
 * Puts the cards into lanes across the columns, each with a heading that folds it. To be called when all columns
 * are there.
 */
void
rw_board_set_lanes (RwBoard                *self,
                    const RwBoardLaneFuncs *funcs)
{
  g_return_if_fail (RW_IS_BOARD (self));
  if (funcs != NULL && self->lanes == NULL)
    make_lanes (self);
  self->in_lanes = funcs != NULL;
  if (self->lanes == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->lanes), funcs != NULL);
  gtk_widget_set_vexpand (self->box, funcs == NULL);
  if (funcs != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lanes");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lanes");
  for (guint i = 0; i < self->columns->len; i++)
    rw_board_column_set_listed (rw_board_column_at (self, i), funcs == NULL);
  if (funcs != NULL)
    rw_board_rows_set_lanes (rw_board_lanes_get_rows (self->lanes), funcs);
  rw_board_lanes_set_items (self->lanes, funcs != NULL ? G_LIST_MODEL (self->filtered) : NULL);
  if (funcs != NULL)
    rw_board_lanes_select (self->lanes, rw_board_get_selected (self), FALSE);
}

/**
 * rw_board_set_folded:
 * @keys: (nullable): of the lanes that are folded, also of such as are not there now
 */
void
rw_board_set_folded (RwBoard           *self,
                     const char *const *keys)
{
  g_return_if_fail (RW_IS_BOARD (self) && self->lanes != NULL);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    rw_board_rows_set_folded (rw_board_lanes_get_rows (self->lanes), keys[i], TRUE);
  rw_board_lanes_changed (self->lanes);
}

/**
 * rw_board_dup_folded:
 *
 * Returns: (transfer full): the keys of the lanes that are folded
 */
char **
rw_board_dup_folded (RwBoard *self)
{
  g_return_val_if_fail (RW_IS_BOARD (self) && self->lanes != NULL, NULL);
  return rw_board_rows_dup_folded (rw_board_lanes_get_rows (self->lanes));
}

/**
 * rw_board_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected item
 */
gpointer
rw_board_get_selected (RwBoard *self)
{
  guint column, position;

  g_return_val_if_fail (RW_IS_BOARD (self), NULL);
  if (!find_selected (self, &column, &position))
    return NULL;
  return rw_board_column_get_selected_item (rw_board_column_at (self, column));
}

/**
 * rw_board_select:
 * @item: (nullable): an item, or %NULL to select nothing
 * @focus: whether its card takes the focus
 *
 * Returns: whether the item is on the board
 */
gboolean
rw_board_select (RwBoard  *self,
                 gpointer  item,
                 gboolean  focus)
{
  g_return_val_if_fail (RW_IS_BOARD (self), FALSE);
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint position = item != NULL && rw_board_get_column_shown (self, i)
                         ? rw_board_column_find (rw_board_column_at (self, i), item)
                         : GTK_INVALID_LIST_POSITION;

      if (position != GTK_INVALID_LIST_POSITION)
        {
          select_at (self, i, position, focus);
          return TRUE;
        }
      if (item == NULL)
        rw_board_column_unselect (rw_board_column_at (self, i));
    }
  return FALSE;
}

/**
 * rw_board_navigate:
 * @columns: to the next column with cards, -1 or 1, or 0 to stay
 * @rows: cards down or up
 *
 * Moves the selection and the focus. With nothing selected, goes to the first card.
 *
 * Returns: whether there was a card to go to
 */
gboolean
rw_board_navigate (RwBoard *self,
                   int      columns,
                   int      rows)
{
  guint column, position, n;
  int to;

  g_return_val_if_fail (RW_IS_BOARD (self), FALSE);
  if (self->in_lanes)
    return walk (self, columns, rows, FALSE);
  if (!find_selected (self, &column, &position))
    {
      column = 0;
      position = 0;
      rows = 0;
      columns = 1;
      to = 0;
    }
  else
    to = (int) column + columns;

  for (; to >= 0 && to < (int) self->columns->len; to += columns)
    {
      n = g_list_model_get_n_items (rw_board_get_column (self, to));
      if (n > 0 && rw_board_get_column_shown (self, to))
        {
          gint64 row = CLAMP ((gint64) position + rows, 0, (gint64) n - 1);

          select_at (self, (guint) to, (guint) row, TRUE);
          return TRUE;
        }
      if (columns == 0)
        break;
    }
  return FALSE;
}

/**
 * rw_board_get_neighbour:
 * @cards: how many cards from the selected one, lane after lane, column after column
 *
 * Returns: (transfer none) (nullable): the item there
 */
gpointer
rw_board_get_neighbour (RwBoard *self,
                        int      cards)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  gpointer selected;
  gint64 at = -1;

  g_return_val_if_fail (RW_IS_BOARD (self), NULL);
  selected = rw_board_get_selected (self);
  if (self->in_lanes)
    {
      g_autoptr (GPtrArray) items = NULL;
      guint index;

      rw_board_lanes_sync (self->lanes);
      items = rw_board_rows_list (rw_board_lanes_get_rows (self->lanes));
      if (!g_ptr_array_find (items, selected, &index) || (gint64) index + cards < 0 ||
          (gint64) index + cards >= (gint64) items->len)
        return NULL;
      return items->pdata[(gint64) index + cards];
    }
  for (guint i = 0; i < self->columns->len; i++)
    {
      GListModel *column = rw_board_get_column (self, i);
      guint n = rw_board_get_column_shown (self, i) ? g_list_model_get_n_items (column) : 0;

      for (guint j = 0; j < n; j++)
        {
          g_ptr_array_add (all, g_list_model_get_item (column, j));
          if (all->pdata[all->len - 1] == selected)
            at = (gint64) all->len - 1;
        }
    }
  if (at < 0 || at + cards < 0 || at + cards >= (gint64) all->len)
    return NULL;
  /* The model keeps it. */
  return all->pdata[at + cards];
}

/**
 * rw_board_move:
 * @item: an item on the board
 * @to: column
 *
 * What a drop does: emits "card-moved" when the item may go there, and says so when it may not.
 *
 * Returns: whether "card-moved" was emitted
 */
gboolean
rw_board_move (RwBoard  *self,
               gpointer  item,
               guint     to)
{
  g_autofree char *message = NULL;
  guint from;

  g_return_val_if_fail (RW_IS_BOARD (self) && G_IS_OBJECT (item) && to < self->columns->len, FALSE);
  from = self->funcs.column_of (item, self->data);
  if (from == to)
    return FALSE;
  if (self->funcs.may_move != NULL && !self->funcs.may_move (item, to, self->data))
    {
      message = g_strdup_printf (_ ("This card cannot be moved to “%s”"),
                                 rw_board_column_get_title (rw_board_column_at (self, to)));
      rw_announce (GTK_WIDGET (self), message);
      return FALSE;
    }
  g_set_object (&self->following, G_OBJECT (item));
  self->follow_to = to;
  g_signal_emit (self, signals[SIGNAL_CARD_MOVED], 0, item, from, to);
  message = g_strdup_printf (_ ("Moved to “%s”"),
                             rw_board_column_get_title (rw_board_column_at (self, to)));
  rw_announce (GTK_WIDGET (self), message);
  return TRUE;
}

/**
 * rw_board_move_selected:
 * @direction: -1 for the column before, 1 for the one behind
 *
 * Returns: whether there is a selected card and a column to move it to
 */
gboolean
rw_board_move_selected (RwBoard *self,
                        int      direction)
{
  guint column, position;
  int to;

  g_return_val_if_fail (RW_IS_BOARD (self), FALSE);
  if (!find_selected (self, &column, &position))
    return FALSE;
  to = (int) column + direction;
  if (to < 0 || to >= (int) self->columns->len || !rw_board_get_column_shown (self, (guint) to))
    return FALSE;
  return rw_board_move (self, rw_board_get_selected (self), (guint) to);
}

/**
 * rw_board_refresh:
 *
 * Shows the cards in view anew: for what changes with the clock and not with the items.
 */
void
rw_board_refresh (RwBoard *self)
{
  g_return_if_fail (RW_IS_BOARD (self));
  for (guint i = 0; i < self->columns->len; i++)
    rw_board_column_refresh (rw_board_column_at (self, i));
  if (self->in_lanes)
    rw_board_lanes_refresh (self->lanes, FALSE);
  /* Who is away may be so for a time. */
  if (self->funcs.is_away != NULL)
    model_items_changed_cb (self);
}
