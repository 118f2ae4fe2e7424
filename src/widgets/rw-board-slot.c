/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-board-slot.h"

struct _RwBoardSlot
{
  GtkWidget parent_instance;

  const RwBoardFuncs *funcs;
  gpointer data;
  RwBoardDrag *drag;
  guint column;
  GObject *item;   /* (nullable) */
  GtkWidget *card; /* (nullable): made once there is an item */
  gboolean marked;
  gboolean wants_focus; /* as soon as it is on the screen */
  guint focus_id;
};

enum
{
  SIGNAL_PRESSED,
  SIGNAL_ACTIVATED,
  SIGNAL_DROPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwBoardSlot, rw_board_slot, GTK_TYPE_WIDGET)

static void
pressed_cb (RwBoardSlot *self,
            int          n_press,
            double       x,
            double       y,
            GtkGesture  *click)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (click)) &
    gtk_accelerator_get_default_mod_mask ();

  if (self->item == NULL)
    return;
  if (n_press == 2 && state == 0)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, self->item);
  else
    g_signal_emit (self, signals[SIGNAL_PRESSED], 0, self->item, state);
}

static gboolean
key_pressed_cb (RwBoardSlot     *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || self->item == NULL)
    return GDK_EVENT_PROPAGATE;
  if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, self->item);
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
drag_prepare_cb (RwBoardSlot   *self,
                 double         x,
                 double         y,
                 GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = NULL;

  if (self->item == NULL)
    return NULL;
  picture = gtk_widget_paintable_new (self->card);
  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (G_TYPE_OBJECT, self->item);
}

static void
drag_begin_cb (RwBoardSlot *self)
{
  g_set_object ((GObject **) &self->drag->item, self->item);
  gtk_widget_add_css_class (self->card, "dragged");
}

static void
drag_end_cb (RwBoardSlot *self)
{
  g_clear_object ((GObject **) &self->drag->item);
  if (self->card != NULL)
    gtk_widget_remove_css_class (self->card, "dragged");
}

static gboolean
may_drop (RwBoardSlot *self)
{
  gpointer item = self->drag->item;

  return item != NULL && self->funcs->column_of (item, self->data) != self->column &&
         (self->funcs->may_move == NULL || self->funcs->may_move (item, self->column, self->data));
}

static GdkDragAction
drop_motion_cb (RwBoardSlot *self)
{
  if (!may_drop (self))
    return 0;
  gtk_widget_add_css_class (GTK_WIDGET (self), "drop");
  return GDK_ACTION_MOVE;
}

static void
drop_leave_cb (RwBoardSlot *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop");
}

static gboolean
drop_cb (RwBoardSlot  *self,
         const GValue *value)
{
  g_autoptr (GObject) item = g_value_dup_object (value);

  drop_leave_cb (self);
  /* A card of another board is none of ours. */
  if (item == NULL || item != self->drag->item || !may_drop (self))
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0, item);
  return TRUE;
}

static gboolean
focus_cb (gpointer user_data)
{
  RwBoardSlot *self = user_data;

  self->focus_id = 0;
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  self->wants_focus = FALSE;
  return G_SOURCE_REMOVE;
}

/* Not at once: the list view is laying out, and would make and remove lines because of the focus. */
static void
rw_board_slot_map (GtkWidget *widget)
{
  RwBoardSlot *self = RW_BOARD_SLOT (widget);

  GTK_WIDGET_CLASS (rw_board_slot_parent_class)->map (widget);
  if (self->wants_focus && self->focus_id == 0)
    self->focus_id = g_idle_add (focus_cb, self);
}

static void
rw_board_slot_dispose (GObject *object)
{
  RwBoardSlot *self = RW_BOARD_SLOT (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (rw_board_slot_parent_class)->dispose (object);
}

static void
rw_board_slot_class_init (RwBoardSlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_board_slot_dispose;
  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", RW_TYPE_BOARD_SLOT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_UINT);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_BOARD_SLOT, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped", RW_TYPE_BOARD_SLOT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  widget_class->map = rw_board_slot_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rwboardslot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
rw_board_slot_init (RwBoardSlot *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_OBJECT, GDK_ACTION_MOVE);

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (source, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_swapped (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * rw_board_slot_new:
 * @funcs: the board's, outlives the slot
 * @drag: the same
 */
GtkWidget *
rw_board_slot_new (const RwBoardFuncs *funcs,
                   gpointer            data,
                   RwBoardDrag        *drag,
                   guint               column)
{
  RwBoardSlot *self = g_object_new (RW_TYPE_BOARD_SLOT, NULL);

  self->funcs = funcs;
  self->data = data;
  self->drag = drag;
  self->column = column;
  return GTK_WIDGET (self);
}

/**
 * rw_board_slot_get_item:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
gpointer
rw_board_slot_get_item (RwBoardSlot *self)
{
  return self->item;
}

/**
 * rw_board_slot_set_item:
 * @item: (nullable): what it is to show
 */
void
rw_board_slot_set_item (RwBoardSlot *self,
                        gpointer     item)
{
  if (g_set_object (&self->item, item))
    self->wants_focus = FALSE;
  if (item != NULL && self->card == NULL)
    {
      self->card = self->funcs->create_card (self->data);
      gtk_widget_set_parent (self->card, GTK_WIDGET (self));
    }
  if (self->card != NULL)
    gtk_widget_set_visible (self->card, item != NULL);
  rw_board_slot_refresh (self, FALSE);
}

/**
 * rw_board_slot_set_selected:
 * @selected: whether it has the selected card: only that one takes the focus with Tab
 */
void
rw_board_slot_set_selected (RwBoardSlot *self,
                            gboolean     selected)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), selected);
  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

/**
 * rw_board_slot_focus:
 *
 * Takes the focus. A line that has just been made is not on the screen yet, and takes it once it is.
 */
void
rw_board_slot_focus (RwBoardSlot *self)
{
  self->wants_focus = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->wants_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * rw_board_slot_refresh:
 * @marks_only: nothing where it is marked as it was
 *
 * Shows the item as it is now.
 */
void
rw_board_slot_refresh (RwBoardSlot *self,
                       gboolean     marks_only)
{
  gboolean marked = self->item != NULL && self->funcs->is_marked != NULL &&
                    self->funcs->is_marked (self->item, self->data);
  g_autofree char *sentence = NULL;

  if (self->item == NULL || (marks_only && marked == self->marked))
    return;
  self->marked = marked;
  self->funcs->bind_card (self->card, self->item, self->data);
  if (self->funcs->is_marked != NULL)
    self->funcs->show_mark (self->card, marked, self->data);
  sentence = self->funcs->describe (self->item, self->data);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence,
                                  -1);
}
