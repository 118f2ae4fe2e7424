/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board-column.h"

#include <glib/gi18n.h>

#include "rw-reach.h"
#include "rw-status.h"

/* More cards than fit into a column of a large screen. */
#define CARDS_AT_A_TIME 12

struct _RwBoardColumn
{
  GtkWidget parent_instance;

  guint index;
  char *title;
  const RwBoardFuncs *funcs;
  gpointer data;
  RwBoardDrag *drag;

  guint total;
  guint limit; /* 0 for none */
  GtkFilterListModel *filtered; /* all cards of the column */
  RwReach *reach;               /* those that are reached */
  GtkSingleSelection *selection;
  GPtrArray *bound; /* GtkListItem: those with a card on show */
  GtkWidget *header;
  GtkWidget *title_label;
  GtkWidget *count_label;
  GtkWidget *menu; /* a button */
  GtkWidget *limit_spin;
  GtkWidget *scroller;
  GtkWidget *list;
  gboolean unlisted; /* only the heading: the cards are shown elsewhere */
  GtkWidget *foot; /* a box, for what is the owner's */
};

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  SIGNAL_DROPPED,
  SIGNAL_ITEMS_CHANGED,
  SIGNAL_MARK,
  SIGNAL_LIMIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwBoardColumn, rw_board_column, GTK_TYPE_WIDGET)

static gboolean
belongs_here (gpointer item,
              gpointer user_data)
{
  RwBoardColumn *self = user_data;

  return self->funcs->column_of (item, self->data) == self->index;
}

/* "6 of 8", "13 / 10", "6 of 13 / 10": cards shown, all cards, limit. */
static char *
dup_count (RwBoardColumn *self,
           guint          shown)
{
  g_autofree char *count = NULL;

  if (shown < self->total)
    /* Translators: cards shown of all cards in a column of a board */
    count = g_strdup_printf (_ ("%u of %u"), shown, self->total);
  else
    count = g_strdup_printf ("%u", shown);
  if (self->limit == 0)
    return g_steal_pointer (&count);
  /* Translators: how many cards are in a column, and how many there are to be at most */
  return g_strdup_printf (C_ ("limit", "%s / %u"), count, self->limit);
}

static gboolean
is_over (RwBoardColumn *self)
{
  return self->limit > 0 && self->total > self->limit;
}

static void
update_count (RwBoardColumn *self)
{
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autofree char *count = dup_count (self, shown);
  g_autofree char *over = rw_board_column_dup_over (self);
  g_autofree char *text = NULL;
  g_autofree char *sentence = NULL;

  if (shown < self->total)
    sentence = g_strdup_printf (_ ("%s, %u of %u cards"), self->title, shown, self->total);
  else
    sentence =
      g_strdup_printf (ngettext ("%s, %u card", "%s, %u cards", shown), self->title, shown);
  if (over != NULL)
    {
      g_autofree char *cards = g_steal_pointer (&sentence);

      text = g_strdup_printf ("%s %s", rw_status_symbol (RW_STATUS_ATTENTION), count);
      sentence = g_strdup_printf ("%s. %s", cards, over);
      gtk_widget_add_css_class (self->count_label, rw_status_css_class (RW_STATUS_ATTENTION));
      gtk_widget_remove_css_class (self->count_label, "dimmed");
    }
  else
    {
      gtk_widget_remove_css_class (self->count_label, rw_status_css_class (RW_STATUS_ATTENTION));
      gtk_widget_add_css_class (self->count_label, "dimmed");
    }
  gtk_label_set_label (GTK_LABEL (self->count_label), text != NULL ? text : count);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->count_label), over) != 0)
    gtk_widget_set_tooltip_text (self->count_label, over);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}

static gboolean
may_drop (RwBoardColumn *self)
{
  gpointer item = self->drag->item;

  return item != NULL && self->funcs->column_of (item, self->data) != self->index &&
         (self->funcs->may_move == NULL || self->funcs->may_move (item, self->index, self->data));
}

static void
bind_card (RwBoardColumn *self,
           GtkListItem   *list_item)
{
  gpointer item = gtk_list_item_get_item (list_item);
  GtkWidget *card = gtk_list_item_get_child (list_item);
  g_autofree char *sentence = self->funcs->describe (item, self->data);

  self->funcs->bind_card (card, item, self->data);
  gtk_list_item_set_accessible_label (list_item, sentence);
  if (self->funcs->is_marked == NULL)
    return;
  g_object_set_data (G_OBJECT (card), "rw-marked",
                     GINT_TO_POINTER (self->funcs->is_marked (item, self->data)));
  self->funcs->show_mark (card, self->funcs->is_marked (item, self->data), self->data);
}

static void
items_changed_cb (RwBoardColumn *self)
{
  update_count (self);
  g_signal_emit (self, signals[SIGNAL_ITEMS_CHANGED], 0);
}

static void
selected_cb (RwBoardColumn *self)
{
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, gtk_single_selection_get_selected_item (self->selection));
}

static void
activate_cb (RwBoardColumn *self,
             guint          position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->filtered), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 GtkListItem   *list_item)
{
  GtkWidget *card = gtk_list_item_get_child (list_item);
  gpointer item = gtk_list_item_get_item (list_item);
  g_autoptr (GdkPaintable) picture = NULL;

  if (item == NULL)
    return NULL;
  picture = gtk_widget_paintable_new (card);
  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (G_TYPE_OBJECT, item);
}

static void
drag_begin_cb (RwBoardColumn *self,
               GdkDrag       *drag,
               GtkDragSource *source)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  GtkListItem *list_item = g_object_get_data (G_OBJECT (card), "rw-list-item");

  g_set_object ((GObject **) &self->drag->item, gtk_list_item_get_item (list_item));
  gtk_widget_add_css_class (card, "dragged");
}

static void
drag_end_cb (RwBoardColumn *self,
             GdkDrag       *drag,
             gboolean       delete_data,
             GtkDragSource *source)
{
  g_clear_object ((GObject **) &self->drag->item);
  gtk_widget_remove_css_class (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)), "dragged");
}

static GdkDragAction
drop_motion_cb (RwBoardColumn *self,
                double         x,
                double         y)
{
  gboolean may = may_drop (self);

  if (may)
    gtk_widget_add_css_class (GTK_WIDGET (self), "drop");
  return may ? GDK_ACTION_MOVE : 0;
}

static void
drop_leave_cb (RwBoardColumn *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop");
}

static gboolean
drop_cb (RwBoardColumn *self,
         const GValue  *value,
         double         x,
         double         y)
{
  g_autoptr (GObject) item = g_value_dup_object (value);

  drop_leave_cb (self);
  /* A card of another board is none of ours. */
  if (item == NULL || item != self->drag->item || !may_drop (self))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, item);
  return TRUE;
}

/* With Ctrl or Shift a click marks; the list view would select and unselect. */
static void
pressed_cb (GtkListItem *list_item,
            int          n_press,
            double       x,
            double       y,
            GtkGesture  *click)
{
  GtkWidget *card = gtk_list_item_get_child (list_item);
  GtkWidget *column = gtk_widget_get_ancestor (card, RW_TYPE_BOARD_COLUMN);
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click)) &
    gtk_accelerator_get_default_mod_mask ();
  gpointer item = gtk_list_item_get_item (list_item);

  if (item == NULL || column == NULL || (state != GDK_CONTROL_MASK && state != GDK_SHIFT_MASK))
    return;
  gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (column, signals[SIGNAL_MARK], 0, item, state == GDK_SHIFT_MASK);
}

static void
setup_cb (RwBoardColumn *self,
          GtkListItem   *list_item)
{
  GtkWidget *card = self->funcs->create_card (self->data);
  GtkDragSource *source = gtk_drag_source_new ();

  if (self->funcs->is_marked != NULL)
    {
      GtkGesture *click = gtk_gesture_click_new ();

      g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), list_item,
                               G_CONNECT_SWAPPED);
      gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (click));
    }

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), list_item, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (source));
  g_object_set_data (G_OBJECT (card), "rw-list-item", list_item);
  gtk_list_item_set_child (list_item, card);
}

static void
bind_cb (RwBoardColumn *self,
         GtkListItem   *list_item)
{
  g_ptr_array_add (self->bound, list_item);
  bind_card (self, list_item);
}

static void
unbind_cb (RwBoardColumn *self,
           GtkListItem   *list_item)
{
  g_ptr_array_remove_fast (self->bound, list_item);
}

static void
teardown_cb (RwBoardColumn *self,
             GtkListItem   *list_item)
{
  gtk_list_item_set_child (list_item, NULL);
}

static void
limit_wanted_cb (RwBoardColumn *self)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->limit_spin));
  g_signal_emit (self, signals[SIGNAL_LIMIT], 0,
                 (guint) gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->limit_spin)));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->menu));
}

static void
no_limit_cb (RwBoardColumn *self)
{
  g_signal_emit (self, signals[SIGNAL_LIMIT], 0, 0u);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->menu));
}

/* Begins with what is there, and as a proposal with as many as there are now. */
static void
menu_shown_cb (RwBoardColumn *self)
{
  guint now = MAX (self->total, g_list_model_get_n_items (G_LIST_MODEL (self->filtered)));

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->limit_spin),
                             self->limit > 0 ? self->limit : now);
  gtk_widget_grab_focus (self->limit_spin);
}

static GtkWidget *
create_menu (RwBoardColumn *self)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *none = gtk_button_new_with_mnemonic (_ ("_No Limit")),
            *set = gtk_button_new_with_mnemonic (_ ("_Set Limit"));
  g_autofree char *name = g_strdup_printf (_ ("Limit of “%s”"), self->title);
  GtkWidget *heading = gtk_label_new (name);

  self->limit_spin = gtk_spin_button_new_with_range (1, 999, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->limit_spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_signal_connect_swapped (self->limit_spin, "activate", G_CALLBACK (limit_wanted_cb), self);
  g_signal_connect_swapped (set, "clicked", G_CALLBACK (limit_wanted_cb), self);
  g_signal_connect_swapped (none, "clicked", G_CALLBACK (no_limit_cb), self);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (menu_shown_cb), self);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (set, "suggested-action");
  gtk_box_set_homogeneous (GTK_BOX (buttons), TRUE);
  gtk_box_append (GTK_BOX (buttons), none);
  gtk_box_append (GTK_BOX (buttons), set);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->limit_spin);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->menu), popover);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_tooltip_text (self->menu, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return self->menu;
}

static void
rw_board_column_dispose (GObject *object)
{
  RwBoardColumn *self = RW_BOARD_COLUMN (object);

  /* The list view lets go of its cards now, while this column is still whole. */
  if (self->list != NULL)
    gtk_list_view_set_model (GTK_LIST_VIEW (self->list), NULL);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->foot, gtk_widget_unparent);
  self->list = NULL;
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->filtered != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->filtered, self);
      gtk_filter_list_model_set_filter (self->filtered, NULL);
    }
  g_clear_object (&self->selection);
  g_clear_object (&self->reach);
  g_clear_object (&self->filtered);
  G_OBJECT_CLASS (rw_board_column_parent_class)->dispose (object);
}

static void
rw_board_column_finalize (GObject *object)
{
  RwBoardColumn *self = RW_BOARD_COLUMN (object);

  g_ptr_array_unref (self->bound);
  g_free (self->title);
  G_OBJECT_CLASS (rw_board_column_parent_class)->finalize (object);
}

static void
rw_board_column_class_init (RwBoardColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rw_board_column_dispose;
  object_class->finalize = rw_board_column_finalize;

  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", RW_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_ITEMS_CHANGED] = g_signal_new ("items-changed", RW_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MARK] = g_signal_new ("mark", RW_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_BOOLEAN);
  signals[SIGNAL_LIMIT] = g_signal_new ("limit", RW_TYPE_BOARD_COLUMN, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwboardcolumn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rw_board_column_init (RwBoardColumn *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->bound = g_ptr_array_new ();
}

/**
 * rw_board_column_new:
 * @drag: the board's, outlives the column
 */
RwBoardColumn *
rw_board_column_new (guint               index,
                     const char         *title,
                     const RwBoardFuncs *funcs,
                     gpointer            data,
                     RwBoardDrag        *drag)
{
  RwBoardColumn *self = g_object_new (RW_TYPE_BOARD_COLUMN, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_OBJECT, GDK_ACTION_MOVE);

  self->index = index;
  self->title = g_strdup (title);
  self->funcs = funcs;
  self->data = data;
  self->drag = drag;

  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->header, "header");
  self->title_label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (self->title_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title_label, TRUE);
  gtk_widget_add_css_class (self->title_label, "heading");
  self->count_label = gtk_label_new ("0");
  gtk_widget_add_css_class (self->count_label, "dimmed");
  gtk_widget_add_css_class (self->count_label, "numeric");
  gtk_box_append (GTK_BOX (self->header), self->title_label);
  gtk_box_append (GTK_BOX (self->header), self->count_label);
  gtk_box_append (GTK_BOX (self->header), create_menu (self));
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));

  self->filtered = gtk_filter_list_model_new (NULL, GTK_FILTER (gtk_custom_filter_new (belongs_here, self, NULL)));
  self->reach = rw_reach_new (G_LIST_MODEL (self->filtered), CARDS_AT_A_TIME);
  self->selection = gtk_single_selection_new (g_object_ref (rw_reach_get_shown (self->reach)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (self->filtered, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self);

  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  g_signal_connect_swapped (factory, "teardown", G_CALLBACK (teardown_cb), self);
  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  rw_reach_set_scroller (self->reach, gtk_scrolled_window_get_vadjustment (
                                        GTK_SCROLLED_WINDOW (self->scroller)));
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->foot = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->foot, GTK_WIDGET (self));

  g_signal_connect_swapped (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  update_count (self);
  return self;
}

const char *
rw_board_column_get_title (RwBoardColumn *self)
{
  return self->title;
}

GListModel *
rw_board_column_get_model (RwBoardColumn *self)
{
  return G_LIST_MODEL (self->filtered);
}

void
rw_board_column_set_model (RwBoardColumn *self,
                           GListModel    *model)
{
  gtk_filter_list_model_set_model (self->filtered, model);
}

/**
 * rw_board_column_set_total:
 * @total: how many cards would be here without the board's filter
 */
void
rw_board_column_set_total (RwBoardColumn *self,
                           guint          total)
{
  if (self->total == total)
    return;
  self->total = total;
  update_count (self);
}

guint
rw_board_column_get_limit (RwBoardColumn *self)
{
  return self->limit;
}

/**
 * rw_board_column_set_limit:
 * @limit: how many cards there are to be at most; 0 for any number
 *
 * Returns: whether it is another
 */
gboolean
rw_board_column_set_limit (RwBoardColumn *self,
                           guint          limit)
{
  if (self->limit == limit)
    return FALSE;
  self->limit = limit;
  update_count (self);
  return TRUE;
}

/**
 * rw_board_column_edit_limit:
 *
 * Opens what sets the limit.
 */
void
rw_board_column_edit_limit (RwBoardColumn *self)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

/**
 * rw_board_column_dup_over:
 *
 * Returns: (transfer full) (nullable): a sentence about being over the limit; %NULL where it is not
 */
char *
rw_board_column_dup_over (RwBoardColumn *self)
{
  if (!is_over (self))
    return NULL;
  return g_strdup_printf (_ ("“%s” is over its limit: %u of %u"), self->title, self->total,
                          self->limit);
}

/**
 * rw_board_column_set_listed:
 * @listed: whether it shows its cards; its heading and what is selected stay
 */
void
rw_board_column_set_listed (RwBoardColumn *self,
                            gboolean       listed)
{
  if (self->unlisted == !listed)
    return;
  self->unlisted = !listed;
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list),
                           listed ? GTK_SELECTION_MODEL (self->selection) : NULL);
  gtk_widget_set_visible (self->scroller, listed);
  gtk_widget_set_visible (self->foot, listed);
}

/**
 * rw_board_column_set_foot:
 * @foot: (nullable): a widget below the cards
 */
void
rw_board_column_set_foot (RwBoardColumn *self,
                          GtkWidget     *foot)
{
  GtkWidget *old = gtk_widget_get_first_child (self->foot);

  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->foot), old);
  if (foot != NULL)
    gtk_box_append (GTK_BOX (self->foot), foot);
}

guint
rw_board_column_get_selected (RwBoardColumn *self)
{
  return gtk_single_selection_get_selected (self->selection);
}

/**
 * rw_board_column_get_selected_item:
 *
 * Returns: (transfer none) (nullable): the item that is selected
 */
gpointer
rw_board_column_get_selected_item (RwBoardColumn *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

void
rw_board_column_unselect (RwBoardColumn *self)
{
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

void
rw_board_column_select (RwBoardColumn *self,
                        guint          position,
                        gboolean       focus)
{
  g_return_if_fail (position < g_list_model_get_n_items (G_LIST_MODEL (self->filtered)));
  rw_reach_include (self->reach, position);
  if (self->unlisted)
    {
      gtk_single_selection_set_selected (self->selection, position);
      return;
    }
  gtk_list_view_scroll_to (GTK_LIST_VIEW (self->list), position,
                           GTK_LIST_SCROLL_SELECT | (focus ? GTK_LIST_SCROLL_FOCUS : 0), NULL);
  /* That only says which item would have the focus if the list had it. */
  if (focus)
    gtk_widget_grab_focus (self->list);
}

/**
 * rw_board_column_find:
 *
 * Returns: the item's position among those shown, or GTK_INVALID_LIST_POSITION
 */
guint
rw_board_column_find (RwBoardColumn *self,
                      gpointer       item)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);

      if (other == item)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * rw_board_column_refresh_marks:
 *
 * Shows anew only what was marked, or was and is not: what a card says stays as it is.
 */
void
rw_board_column_refresh_marks (RwBoardColumn *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      GtkListItem *list_item = g_ptr_array_index (self->bound, i);
      gpointer item = gtk_list_item_get_item (list_item);
      GtkWidget *card = gtk_list_item_get_child (list_item);

      if (self->funcs->is_marked (item, self->data) !=
          GPOINTER_TO_INT (g_object_get_data (G_OBJECT (card), "rw-marked")))
        bind_card (self, list_item);
    }
}

void
rw_board_column_refresh (RwBoardColumn *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    bind_card (self, g_ptr_array_index (self->bound, i));
}
