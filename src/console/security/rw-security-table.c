/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-table.h"

#include <glib/gi18n.h>

#include "rw-csv-columns.h"
#include "rw-text.h"

struct _RwSecurityTable
{
  GtkWidget parent_instance;

  RwSecurityView of;
  GtkWidget *scroller;
  GtkColumnView *view;
  GListStore *store;
  GtkCustomFilter *filter;
  GtkMultiSelection *selection;
  char *words; /* folded, nullable */
  RwSecurityScope scope;
  gboolean setting;
};

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwSecurityTable, rw_security_table, GTK_TYPE_WIDGET)

/* --- Cells --------------------------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer column)
{
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  /* The second column has what is left, and not too little of it. */
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), GPOINTER_TO_UINT (column) == 1 ? 20 : 3);
  gtk_widget_add_css_class (label, "numeric");
  gtk_column_view_cell_set_child (cell, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *view, gpointer column)
{
  GtkWidget *label = gtk_column_view_cell_get_child (view);
  RwSecurityItem *item = gtk_column_view_cell_get_item (view);
  const RwSecurityCell *cell = &item->cells[GPOINTER_TO_UINT (column)];
  g_autofree char *marked = cell->marked && cell->text != NULL
                              ? g_strdup_printf ("%s %s", rw_status_symbol (cell->status), cell->text)
                              : NULL;

  for (guint i = 0; i < RW_STATUS_N_VALUES; i++)
    gtk_widget_remove_css_class (label, rw_status_css_class ((RwStatus) i));
  gtk_widget_remove_css_class (label, "dimmed");
  if (cell->marked)
    gtk_widget_add_css_class (label, rw_status_css_class (cell->status));
  else if (GPOINTER_TO_UINT (column) != 1)
    gtk_widget_add_css_class (label, "dimmed");
  gtk_inscription_set_text (GTK_INSCRIPTION (label), marked != NULL ? marked : cell->text != NULL ? cell->text : "—");
  gtk_widget_set_tooltip_text (label, cell->text);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row)
{
  g_autofree char *sentence = rw_security_item_sentence (gtk_column_view_row_get_item (row));

  gtk_column_view_row_set_accessible_label (row, sentence);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer column)
{
  const RwSecurityCell *first = &((RwSecurityItem *) a)->cells[GPOINTER_TO_UINT (column)],
                       *second = &((RwSecurityItem *) b)->cells[GPOINTER_TO_UINT (column)];

  if (first->order != RW_SECURITY_BY_TEXT)
    return first->order < second->order ? -1 : first->order > second->order;
  /* None comes last. */
  if (first->text == NULL || second->text == NULL)
    return (first->text == NULL) - (second->text == NULL);
  return rw_text_collate (first->text, second->text);
}

static gboolean
is_in_scope (const RwSecurityScope *scope, RwSecurityItem *item)
{
  switch (scope->kind)
    {
    case RW_KIND_SERVICE:
      return rw_id_equal (&item->service, &scope->id);
    case RW_KIND_TICKET:
      return rw_id_equal (&item->ticket, &scope->id);
    case RW_KIND_DEVICE:
    case RW_KIND_VM:
      return rw_id_equal (&item->ci, &scope->id);
    default:
      return TRUE;
    }
}

static gboolean
matches_cb (gpointer item, gpointer user_data)
{
  RwSecurityTable *self = user_data;

  return is_in_scope (&self->scope, item) && (self->words == NULL || rw_text_matches (((RwSecurityItem *) item)->haystack, self->words));
}

/* --- Selection ----------------------------------------------------------------------------------- */

static void
selection_cb (RwSecurityTable *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
activate_cb (RwSecurityTable *self, guint position)
{
  g_autoptr (RwSecurityItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static guint
first_selected (RwSecurityTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_is_empty (selected) ? GTK_INVALID_LIST_POSITION : gtk_bitset_get_minimum (selected);
}

static gboolean
rw_security_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RW_SECURITY_TABLE (widget)->view));
}

static void
rw_security_table_dispose (GObject *object)
{
  RwSecurityTable *self = RW_SECURITY_TABLE (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (rw_security_table_parent_class)->dispose (object);
}

static void
rw_security_table_finalize (GObject *object)
{
  g_free (RW_SECURITY_TABLE (object)->words);
  G_OBJECT_CLASS (rw_security_table_parent_class)->finalize (object);
}

static void
rw_security_table_class_init (RwSecurityTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_security_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_security_table_finalize;
  widget_class->grab_focus = rw_security_table_grab_focus;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_SECURITY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_SECURITY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_OBJECT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rw_security_table_init (RwSecurityTable *self)
{
  self->scope.kind = RW_KIND_NONE;
  rw_status_install_css ();
}

static void
add_columns (RwSecurityTable *self)
{
  guint n;
  const RwSecurityColumn *columns = rw_security_columns (self->of, &n);

  for (guint i = 0; i < n; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (i), NULL));
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_ (columns[i].title), factory);
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (self->view, column);
      if (i == 0)
        gtk_column_view_sort_by_column (self->view, column, GTK_SORT_ASCENDING);
    }
}

GtkWidget *
rw_security_table_new (RwSecurityView view)
{
  RwSecurityTable *self = g_object_new (RW_TYPE_SECURITY_TABLE, NULL);
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;

  self->of = view;
  self->store = g_list_store_new (RW_TYPE_SECURITY_ITEM);
  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  add_columns (self);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)), GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (
    gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (gtk_column_view_get_sorter (self->view)))));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_cb), self);
  g_signal_connect (rows, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_column_view_set_row_factory (self->view, rows);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, rw_security_view_label (view), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * rw_security_table_set:
 * @items: (element-type RwSecurityItem): what is read now; what was selected stays so
 */
void
rw_security_table_set (RwSecurityTable *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (rw_id_hash, rw_id_equal);

  g_return_if_fail (RW_IS_SECURITY_TABLE (self));
  selected = rw_security_table_dup_selected (self);
  for (guint i = 0; i < selected->len; i++)
    g_hash_table_add (ids, &((RwSecurityItem *) selected->pdata[i])->id);
  self->setting = TRUE;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), items->pdata, items->len);
  for (guint i = 0; g_hash_table_size (ids) > 0 && i < rw_security_table_get_n (self); i++)
    if (g_hash_table_contains (ids, &rw_security_table_get_item (self, i)->id))
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), i, FALSE);
  self->setting = FALSE;
}

/**
 * rw_security_table_narrow:
 * @words: (nullable): folded
 * @scope: of what
 */
void
rw_security_table_narrow (RwSecurityTable *self, const char *words, const RwSecurityScope *scope)
{
  g_return_if_fail (RW_IS_SECURITY_TABLE (self));
  g_set_str (&self->words, words != NULL && *words != '\0' ? words : NULL);
  self->scope = *scope;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * rw_security_table_dup_selected:
 *
 * Returns: (transfer full) (element-type RwSecurityItem): the selected lines
 */
GPtrArray *
rw_security_table_dup_selected (RwSecurityTable *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (RW_IS_SECURITY_TABLE (self), items);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->selection), position));
  return items;
}

/**
 * rw_security_table_select:
 *
 * Returns: whether it is in the table
 */
gboolean
rw_security_table_select (RwSecurityTable *self, const RwId *id)
{
  g_return_val_if_fail (RW_IS_SECURITY_TABLE (self), FALSE);
  for (guint i = 0; i < rw_security_table_get_n (self); i++)
    if (rw_id_equal (&rw_security_table_get_item (self, i)->id, id))
      {
        gtk_column_view_scroll_to (self->view, i, NULL, GTK_LIST_SCROLL_SELECT, NULL);
        return TRUE;
      }
  return FALSE;
}

/**
 * rw_security_table_step:
 * @step: rows down; to the first one where nothing is selected
 */
void
rw_security_table_step (RwSecurityTable *self, int step)
{
  guint at;
  gint64 to;

  g_return_if_fail (RW_IS_SECURITY_TABLE (self));
  at = first_selected (self);
  to = at == GTK_INVALID_LIST_POSITION ? 0 : (gint64) at + step;
  if (to >= 0 && to < rw_security_table_get_n (self))
    gtk_column_view_scroll_to (self->view, (guint) to, NULL, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
}

guint
rw_security_table_get_n (RwSecurityTable *self)
{
  g_return_val_if_fail (RW_IS_SECURITY_TABLE (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * rw_security_table_get_item:
 *
 * Returns: (transfer none): the line at that place
 */
RwSecurityItem *
rw_security_table_get_item (RwSecurityTable *self, guint position)
{
  g_autoptr (RwSecurityItem) item = NULL;

  g_return_val_if_fail (RW_IS_SECURITY_TABLE (self), NULL);
  item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  /* The model holds it. */
  return item;
}

/**
 * rw_security_table_to_csv:
 *
 * Returns: (transfer full): the lines that are shown, as evidence
 */
GBytes *
rw_security_table_to_csv (RwSecurityTable *self)
{
  GString *out = g_string_new (NULL);
  const char *cells[RW_SECURITY_MOST_CELLS];
  guint n;
  const RwSecurityColumn *columns;

  g_return_val_if_fail (RW_IS_SECURITY_TABLE (self), NULL);
  columns = rw_security_columns (self->of, &n);
  for (guint i = 0; i < n; i++)
    cells[i] = _ (columns[i].title);
  rw_csv_add_row (out, cells, n);
  for (guint row = 0; row < rw_security_table_get_n (self); row++)
    {
      RwSecurityItem *item = rw_security_table_get_item (self, row);

      for (guint i = 0; i < n; i++)
        cells[i] = item->cells[i].text;
      rw_csv_add_row (out, cells, n);
    }
  return g_string_free_to_bytes (out);
}
