/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-steady-rows.h"

/* As many rows as a GTK list keeps widgets for when it stands at its top: 200, and some around what it holds on to. */
#define MOST_ROWS 208

/* As many as surely have a widget there. */
#define MOST_SPARE 200

/* Rows at the top that the list may hold on to. */
#define TOP_ROWS 8

struct _RwSteadyRows
{
  GObject parent_instance;

  GtkSelectionModel *model;
  guint n_items;     /* of the model, as the view knows it */
  GHashTable *rows;  /* item to Place */
  GPtrArray *spare;  /* rows without an item, behind all others */

  GtkColumnView *view; /* weak */
  GtkEventController *focus;
  GtkAdjustment *adjustment;
  guint drop_id;
};

/* A row that somebody holds, and where it stands. */
typedef struct
{
  RwSteadyRows *owner;
  RwSteadyRow *row;    /* weak */
  gpointer item;       /* held by the row */
  guint position;
} Place;

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);
static void section_model_init (GtkSectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RwSteadyRows,
                               rw_steady_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

/* Rows */

static void
row_gone_cb (gpointer  data,
             GObject  *row)
{
  Place *place = data;

  place->row = NULL;
  g_hash_table_remove (place->owner->rows, place->item);
}

static void
place_free (gpointer data)
{
  Place *place = data;

  if (place->row != NULL)
    g_object_weak_unref (G_OBJECT (place->row), row_gone_cb, place);
  g_free (place);
}

static void
settle (RwSteadyRows *self,
        RwSteadyRow  *row,
        gpointer      item,
        guint         position)
{
  Place *place = g_new0 (Place, 1);

  place->owner = self;
  place->row = row;
  place->item = item;
  place->position = position;
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, place);
  g_hash_table_insert (self->rows, item, place);
  rw_steady_row_set_item (row, item);
}

/* Unless its item went to another row already. */
static void
forget (RwSteadyRows *self,
        RwSteadyRow  *row)
{
  Place *place = g_hash_table_lookup (self->rows, rw_steady_row_get_item (row));

  if (place != NULL && place->row == row)
    g_hash_table_remove (self->rows, rw_steady_row_get_item (row));
}

/* Whether somebody looks at the top of the list and is elsewhere with the keyboard. */
static gboolean
is_at_top (RwSteadyRows *self)
{
  return self->view != NULL && gtk_column_view_get_header_factory (self->view) == NULL &&
         !(gtk_widget_get_state_flags (GTK_WIDGET (self->view)) & GTK_STATE_FLAG_FOCUS_WITHIN) &&
         (self->adjustment == NULL || gtk_adjustment_get_value (self->adjustment) <= 0);
}

/* A spare row has to be in the part of the list that has widgets. And who is in the list with the keyboard
 * may go to its end, which has to be a row that can be seen. */
static guint
get_room_for_spare (RwSteadyRows *self)
{
  return is_at_top (self) && self->n_items < MOST_SPARE ? MOST_SPARE - self->n_items : 0;
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const Place *x = *(gconstpointer *) a, *y = *(gconstpointer *) b;

  return (x->position > y->position) - (x->position < y->position);
}

/* The rows whose items leave, from the top on: the list scrolls with its first one. What is behind them moves. */
static GPtrArray *
take_rows (RwSteadyRows *self,
           guint         position,
           guint         removed,
           guint         added)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Place *place = value;

      if (place->position >= position + removed)
        place->position += added - removed;
      else if (place->position >= position && rw_steady_row_is_bound (place->row))
        g_ptr_array_add (places, place);
    }
  g_ptr_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (rows, g_object_ref (((Place *) places->pdata[i])->row));
  return rows;
}

/* The list scrolls along with one of its first rows. Who reads what a filter finds begins at its top: there, the
 * first rows take the first items, wherever those were before. */
static void
keep_top (RwSteadyRows *self,
          GPtrArray    *rows,
          guint         added)
{
  for (guint i = 0; i < MIN (MIN (rows->len, added), TOP_ROWS); i++)
    {
      RwSteadyRow *row = rows->pdata[i];
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      if (rw_steady_row_get_item (row) == item)
        continue;
      forget (self, row);
      g_hash_table_remove (self->rows, item);
      settle (self, row, item, i);
    }
}

/* Gives the rows of what left to what came, and to what moved up behind it; rows whose items come back keep them.
 * Returns how many items behind what came take part in it. */
static guint
refill (RwSteadyRows *self,
        GPtrArray    *rows,
        guint         position,
        guint         added)
{
  g_autoptr (GPtrArray) unplaced = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) back = g_hash_table_new (NULL, NULL);
  guint wanted[MOST_ROWS], n_wanted = 0, room, used = 0, end = position + added;

  if (rows->len == 0 && self->spare->len == 0)
    return 0;
  if (position == 0 && is_at_top (self))
    keep_top (self, rows, added);
  for (guint i = position; i < MAX (end, MIN (self->n_items, MOST_ROWS)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), i);
      Place *place = g_hash_table_lookup (self->rows, item);

      if (place != NULL)
        {
          place->position = i;
          g_hash_table_add (back, place->row);
        }
      else if (n_wanted < MOST_ROWS)
        wanted[n_wanted++] = i;
    }
  /* First those that can be seen. */
  for (guint i = 0; i < rows->len; i++)
    if (!g_hash_table_contains (back, rows->pdata[i]))
      {
        forget (self, rows->pdata[i]);
        g_ptr_array_add (unplaced, g_object_ref (rows->pdata[i]));
      }
  for (guint i = 0; i < self->spare->len; i++)
    if (rw_steady_row_is_bound (self->spare->pdata[i]))
      g_ptr_array_add (unplaced, g_object_ref (self->spare->pdata[i]));
  g_ptr_array_set_size (self->spare, 0);
  for (; used < MIN (n_wanted, unplaced->len); used++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->model), wanted[used]);

      settle (self, unplaced->pdata[used], item, wanted[used]);
      end = MAX (end, wanted[used] + 1);
    }
  room = get_room_for_spare (self);
  for (guint i = used; i < unplaced->len && self->spare->len < room; i++)
    {
      rw_steady_row_set_item (unplaced->pdata[i], NULL);
      g_ptr_array_add (self->spare, g_object_ref (unplaced->pdata[i]));
    }
  return end - position - added;
}

/* Callbacks */

static void
items_changed_cb (GListModel   *model,
                  guint         position,
                  guint         removed,
                  guint         added,
                  RwSteadyRows *self)
{
  g_autoptr (GPtrArray) before =
    g_ptr_array_copy (self->spare, (GCopyFunc) (void *) g_object_ref, NULL);
  g_autoptr (GPtrArray) rows = take_rows (self, position, removed, added);
  guint n_before = self->n_items + before->len, more;
  gboolean same;

  self->n_items = g_list_model_get_n_items (model);
  more = refill (self, rows, position, added);
  same = before->len == self->spare->len;
  for (guint i = 0; same && i < before->len; i++)
    same = before->pdata[i] == self->spare->pdata[i];
  if (same)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed + more, added + more);
  else
    /* All at once: a row that only moves has to be in the same change with its old place and its new one. */
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_before - position,
                                self->n_items + self->spare->len - position);
}

static void
selection_changed_cb (GtkSelectionModel *model,
                      guint              position,
                      guint              n_items,
                      RwSteadyRows      *self)
{
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
}

static void
sections_changed_cb (GtkSectionModel *model,
                     guint            position,
                     guint            n_items,
                     RwSteadyRows    *self)
{
  gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), position, n_items);
}

static void
drop_cb (gpointer data)
{
  RwSteadyRows *self = data;

  self->drop_id = 0;
  rw_steady_rows_drop_spare (self);
}

/* The list is at work when it says that it was scrolled or got the focus: it must not change just then. */
static void
drop_soon_cb (RwSteadyRows *self)
{
  if (self->drop_id == 0 && self->spare->len > 0)
    self->drop_id = g_idle_add_once (drop_cb, self);
}

static void
adjustment_changed_cb (RwSteadyRows *self)
{
  if (gtk_adjustment_get_value (self->adjustment) > 0)
    drop_soon_cb (self);
}

static void
vadjustment_cb (RwSteadyRows *self)
{
  GtkAdjustment *adjustment =
    self->view != NULL ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)) : NULL;

  if (self->adjustment == adjustment)
    return;
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  if (g_set_object (&self->adjustment, adjustment) && adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (adjustment_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/* GListModel */

static GType
get_item_type (GListModel *list)
{
  return RW_TYPE_STEADY_ROW;
}

static guint
get_n_items (GListModel *list)
{
  RwSteadyRows *self = RW_STEADY_ROWS (list);

  return self->n_items + self->spare->len;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  RwSteadyRows *self = RW_STEADY_ROWS (list);
  g_autoptr (GObject) item = NULL;
  RwSteadyRow *row;
  Place *place;

  if (position >= self->n_items)
    return position - self->n_items < self->spare->len
             ? g_object_ref (self->spare->pdata[position - self->n_items])
             : NULL;
  item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  place = g_hash_table_lookup (self->rows, item);
  if (place != NULL)
    {
      place->position = position;
      return g_object_ref (place->row);
    }
  row = g_object_new (RW_TYPE_STEADY_ROW, NULL);
  settle (self, row, item, position);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* GtkSectionModel */

static void
get_section (GtkSectionModel *sections,
             guint            position,
             guint           *start,
             guint           *end)
{
  RwSteadyRows *self = RW_STEADY_ROWS (sections);

  if (position < self->n_items && GTK_IS_SECTION_MODEL (self->model))
    {
      gtk_section_model_get_section (GTK_SECTION_MODEL (self->model), position, start, end);
      return;
    }
  *start = position < self->n_items ? 0 : self->n_items;
  *end = position < self->n_items ? self->n_items : G_MAXUINT;
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

/* GtkSelectionModel: a spare row is never part of it. */

static gboolean
is_selected (GtkSelectionModel *selection,
             guint              position)
{
  RwSteadyRows *self = RW_STEADY_ROWS (selection);

  return position < self->n_items && gtk_selection_model_is_selected (self->model, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *selection,
                        guint              position,
                        guint              n_items)
{
  RwSteadyRows *self = RW_STEADY_ROWS (selection);

  if (position >= self->n_items)
    return gtk_bitset_new_empty ();
  return gtk_selection_model_get_selection_in_range (self->model, position,
                                                     MIN (n_items, self->n_items - position));
}

static gboolean
select_item (GtkSelectionModel *selection,
             guint              position,
             gboolean           unselect_rest)
{
  RwSteadyRows *self = RW_STEADY_ROWS (selection);

  return position < self->n_items &&
         gtk_selection_model_select_item (self->model, position, unselect_rest);
}

static gboolean
unselect_item (GtkSelectionModel *selection,
               guint              position)
{
  RwSteadyRows *self = RW_STEADY_ROWS (selection);

  return position < self->n_items && gtk_selection_model_unselect_item (self->model, position);
}

static gboolean
select_range (GtkSelectionModel *selection,
              guint              position,
              guint              n_items,
              gboolean           unselect_rest)
{
  RwSteadyRows *self = RW_STEADY_ROWS (selection);

  return position < self->n_items &&
         gtk_selection_model_select_range (self->model, position,
                                           MIN (n_items, self->n_items - position), unselect_rest);
}

static gboolean
unselect_range (GtkSelectionModel *selection,
                guint              position,
                guint              n_items)
{
  RwSteadyRows *self = RW_STEADY_ROWS (selection);

  return position < self->n_items &&
         gtk_selection_model_unselect_range (self->model, position,
                                             MIN (n_items, self->n_items - position));
}

static gboolean
select_all (GtkSelectionModel *selection)
{
  return gtk_selection_model_select_all (RW_STEADY_ROWS (selection)->model);
}

static gboolean
unselect_all (GtkSelectionModel *selection)
{
  return gtk_selection_model_unselect_all (RW_STEADY_ROWS (selection)->model);
}

static gboolean
set_selection (GtkSelectionModel *selection,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  RwSteadyRows *self = RW_STEADY_ROWS (selection);
  g_autoptr (GtkBitset) within = gtk_bitset_new_range (0, self->n_items);

  gtk_bitset_intersect (within, mask);
  return gtk_selection_model_set_selection (self->model, selected, within);
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

/* Class */

static void
rw_steady_rows_dispose (GObject *object)
{
  RwSteadyRows *self = RW_STEADY_ROWS (object);

  rw_steady_rows_set_view (self, NULL);
  g_clear_handle_id (&self->drop_id, g_source_remove);
  G_OBJECT_CLASS (rw_steady_rows_parent_class)->dispose (object);
}

static void
rw_steady_rows_finalize (GObject *object)
{
  RwSteadyRows *self = RW_STEADY_ROWS (object);

  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->spare);
  g_object_unref (self->model);
  G_OBJECT_CLASS (rw_steady_rows_parent_class)->finalize (object);
}

static void
rw_steady_rows_class_init (RwSteadyRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_steady_rows_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_steady_rows_finalize;
}

static void
rw_steady_rows_init (RwSteadyRows *self)
{
  self->rows = g_hash_table_new_full (NULL, NULL, NULL, place_free);
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * rw_steady_rows_new:
 * @model: (transfer full): the list and its selection
 *
 * Returns: (transfer full): the same list for a #GtkColumnView
 */
RwSteadyRows *
rw_steady_rows_new (GtkSelectionModel *model)
{
  RwSteadyRows *self = g_object_new (RW_TYPE_STEADY_ROWS, NULL);

  self->model = model;
  self->n_items = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  g_signal_connect_object (model, "selection-changed", G_CALLBACK (selection_changed_cb), self, 0);
  if (GTK_IS_SECTION_MODEL (model))
    g_signal_connect_object (model, "sections-changed", G_CALLBACK (sections_changed_cb), self, 0);
  return self;
}

/**
 * rw_steady_rows_set_view:
 * @view: (nullable): the widget that shows the model
 *
 * Rows are kept unseen only in a view that stands at its top, has no focus and no sections.
 */
void
rw_steady_rows_set_view (RwSteadyRows  *self,
                         GtkColumnView *view)
{
  g_return_if_fail (RW_IS_STEADY_ROWS (self));
  if (self->view == view)
    return;
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->view, self);
      gtk_widget_remove_controller (GTK_WIDGET (self->view), self->focus);
      self->focus = NULL;
    }
  g_set_weak_pointer (&self->view, view);
  vadjustment_cb (self);
  if (view == NULL)
    return;
  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (self->focus, "enter", G_CALLBACK (drop_soon_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), self->focus);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (vadjustment_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rw_steady_rows_drop_spare:
 *
 * Lets go of the rows that are kept unseen: somebody wants to move in the list.
 */
void
rw_steady_rows_drop_spare (RwSteadyRows *self)
{
  guint n;

  g_return_if_fail (RW_IS_STEADY_ROWS (self));
  n = self->spare->len;
  g_ptr_array_set_size (self->spare, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), self->n_items, n, 0);
}

/**
 * rw_steady_rows_get_n_spare:
 *
 * Returns: how many rows are kept unseen
 */
guint
rw_steady_rows_get_n_spare (RwSteadyRows *self)
{
  g_return_val_if_fail (RW_IS_STEADY_ROWS (self), 0);
  return self->spare->len;
}
