/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-networks-table.h"

#include <glib/gi18n.h>

#include "rw-column-title.h"
#include "rw-csv.h"
#include "rw-networks-use.h"
#include "rw-steady-rows.h"
#include "rw-unfold.h"

struct _RwNetworksTable
{
  AdwBin parent_instance;

  const RwNetworksColumn *columns;
  guint n_columns;
  RwNetPlan *plan;
  RwNetworksList *list;
  GtkSortListModel *sorted;
  RwUnfold *unfold;
  GtkSingleSelection *selection;
  RwSteadyRows *rows;
  GtkColumnView *view;
  GPtrArray *cells;    /* (element-type GtkColumnViewCell): that show a row; borrowed */
  GPtrArray *labelled; /* (element-type GtkColumnViewRow): that have a name; borrowed */
  gboolean quiet;
};

G_DEFINE_FINAL_TYPE (RwNetworksTable, rw_networks_table, ADW_TYPE_BIN)

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What a column needs to know. */
typedef struct
{
  RwNetworksTable *table; /* owns what owns this */
  const RwNetworksColumn *column;
} Column;

/* --- Cells --------------------------------------------------------------------------------------- */

/* @item: of the list, of a tree, or a steady row of one of them; a spare row has none */
static const RwNetworksEntry *
entry_of (gpointer item)
{
  g_autoptr (GObject) inner = NULL;

  if (RW_IS_STEADY_ROW (item))
    item = rw_steady_row_get_item (item);
  if (GTK_IS_TREE_LIST_ROW (item))
    {
      /* The row holds it. */
      inner = gtk_tree_list_row_get_item (item);
      item = inner;
    }
  return item != NULL ? rw_networks_item_get_entry (item) : NULL;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, Column *column)
{
  const RwNetworksColumn *of = column->column;
  GtkWidget *child;

  if (of->fraction != NULL)
    {
      gtk_column_view_cell_set_child (cell, rw_networks_use_new ());
      return;
    }
  child = gtk_inscription_new (NULL);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (child),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (child), of->numeric ? 1.0f : 0.0f);
  gtk_widget_add_css_class (child, "numeric");
  if (of == column->table->columns)
    {
      GtkWidget *expander = gtk_tree_expander_new ();

      gtk_widget_add_css_class (child, "heading");
      gtk_widget_set_hexpand (child, TRUE);
      gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), child);
      child = expander;
    }
  gtk_column_view_cell_set_child (cell, child);
}

static void
show_cell (RwNetworksTable *self, GtkColumnViewCell *cell, const RwNetworksColumn *column)
{
  RwSteadyRow *row = gtk_column_view_cell_get_item (cell);
  gpointer item = rw_steady_row_get_item (row);
  const RwNetworksEntry *entry = entry_of (item);
  GtkWidget *child = gtk_column_view_cell_get_child (cell);
  g_autofree char *text = NULL;

  /* The first column is always there. */
  if (column == self->columns)
    rw_steady_row_hide_spare (row, child);
  /* A spare row keeps its words: nobody sees them. */
  if (entry == NULL || self->plan == NULL)
    return;
  text = column->dup_text (self->plan, entry);
  if (RW_IS_NETWORKS_USE (child))
    {
      rw_networks_use_set (RW_NETWORKS_USE (child), column->fraction (self->plan, entry), text);
      return;
    }
  if (GTK_IS_TREE_EXPANDER (child))
    {
      gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (child),
                                      GTK_IS_TREE_LIST_ROW (item) ? item : NULL);
      gtk_tree_expander_set_hide_expander (GTK_TREE_EXPANDER (child), !GTK_IS_TREE_LIST_ROW (item));
      child = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (child));
    }
  gtk_inscription_set_text (GTK_INSCRIPTION (child), text);
  /* What is free stands back behind what is taken. */
  if (entry->type == RW_NETWORKS_ROW && entry->row.type == RW_NET_ROW_FREE)
    gtk_widget_add_css_class (child, "dim-label");
  else
    gtk_widget_remove_css_class (child, "dim-label");
}

static void
row_changed_cb (RwSteadyRow *row, GtkColumnViewCell *cell)
{
  const Column *column = g_object_get_data (G_OBJECT (cell), "rw-column");

  show_cell (column->table, cell, column->column);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, Column *column)
{
  RwSteadyRow *row = gtk_column_view_cell_get_item (cell);

  if (column->column == column->table->columns)
    rw_steady_row_bound (row);
  g_object_set_data (G_OBJECT (cell), "rw-column", column);
  g_ptr_array_add (column->table->cells, cell);
  g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), cell);
  show_cell (column->table, cell, column->column);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, Column *column)
{
  GtkWidget *child = gtk_column_view_cell_get_child (cell);
  RwSteadyRow *row = gtk_column_view_cell_get_item (cell);

  if (column->column == column->table->columns)
    rw_steady_row_unbound (row);
  g_signal_handlers_disconnect_by_func (row, row_changed_cb, cell);
  g_ptr_array_remove_fast (column->table->cells, cell);
  if (GTK_IS_TREE_EXPANDER (child))
    gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (child), NULL);
}

static char *
describe (RwNetworksTable *self, const RwNetworksEntry *entry)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *text = self->columns[i].dup_text (self->plan, entry);

      if (text == NULL || *text == '\0')
        continue;
      if (out->len > 0)
        g_string_append (out, ", ");
      /* A word like "Active" says what it is; a number or a name does not. */
      if (i > 0)
        g_string_append_printf (out, "%s ", _ (self->columns[i].title));
      g_string_append (out, text);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
label_row (GtkColumnViewRow *row, RwNetworksTable *self)
{
  const RwNetworksEntry *entry = entry_of (gtk_column_view_row_get_item (row));
  g_autofree char *text = entry != NULL && self->plan != NULL ? describe (self, entry) : NULL;

  gtk_column_view_row_set_accessible_label (row, text != NULL ? text : "");
}

static void
row_item_changed_cb (RwSteadyRow *steady, GtkColumnViewRow *row)
{
  label_row (row, g_object_get_data (G_OBJECT (row), "rw-table"));
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row, RwNetworksTable *self)
{
  g_object_set_data (G_OBJECT (row), "rw-table", self);
  g_signal_connect (gtk_column_view_row_get_item (row), "changed", G_CALLBACK (row_item_changed_cb),
                    row);
  g_ptr_array_add (self->labelled, row);
  label_row (row, self);
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row, RwNetworksTable *self)
{
  g_signal_handlers_disconnect_by_func (gtk_column_view_row_get_item (row), row_item_changed_cb,
                                        row);
  g_ptr_array_remove_fast (self->labelled, row);
}

/* --- Order --------------------------------------------------------------------------------------- */

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Column *column = data;

  if (column->table->plan == NULL)
    return GTK_ORDERING_EQUAL;
  return gtk_ordering_from_cmpfunc (
    column->column->compare (column->table->plan, rw_networks_item_get_entry ((RwNetworksItem *) a),
                             rw_networks_item_get_entry ((RwNetworksItem *) b)));
}

/* --- Callbacks ----------------------------------------------------------------------------------- */

static void
selected_cb (RwNetworksTable *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
activate_cb (GtkColumnView *view, guint position, RwNetworksTable *self)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  RwNetworksEntry entry;

  if (item == NULL || entry_of (item) == NULL)
    return;
  entry = *entry_of (item);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, &entry);
}

static void
rw_networks_table_dispose (GObject *object)
{
  RwNetworksTable *self = RW_NETWORKS_TABLE (object);

  self->quiet = TRUE;
  if (self->unfold != NULL)
    rw_unfold_set_view (self->unfold, NULL);
  g_clear_object (&self->unfold);
  if (self->rows != NULL)
    rw_steady_rows_set_view (self->rows, NULL);
  if (self->view != NULL)
    adw_bin_set_child (ADW_BIN (self), NULL);
  self->view = NULL;
  g_clear_object (&self->rows);
  g_clear_object (&self->selection);
  g_clear_object (&self->sorted);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (rw_networks_table_parent_class)->dispose (object);
}

static void
rw_networks_table_finalize (GObject *object)
{
  RwNetworksTable *self = RW_NETWORKS_TABLE (object);

  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->labelled);
  g_clear_pointer (&self->plan, rw_net_plan_unref);
  G_OBJECT_CLASS (rw_networks_table_parent_class)->finalize (object);
}

static void
rw_networks_table_class_init (RwNetworksTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_networks_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_networks_table_finalize;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_NETWORKS_TABLE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_NETWORKS_TABLE, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
rw_networks_table_init (RwNetworksTable *self)
{
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->cells = g_ptr_array_new ();
  self->labelled = g_ptr_array_new ();
  self->list = rw_networks_list_new (g_array_new (FALSE, FALSE, sizeof (RwNetworksEntry)), FALSE);
  self->sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), NULL);
  self->unfold = rw_unfold_new (g_object_ref (G_LIST_MODEL (self->sorted)));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->rows = rw_steady_rows_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)));
  self->view =
    GTK_COLUMN_VIEW (gtk_column_view_new (g_object_ref (GTK_SELECTION_MODEL (self->rows))));
  rw_steady_rows_set_view (self->rows, self->view);
  g_signal_connect (rows, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect (rows, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_column_view_set_row_factory (self->view, rows);
  g_object_unref (rows);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  rw_unfold_set_view (self->unfold, GTK_WIDGET (self->view));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

static void
add_column (RwNetworksTable *self, const RwNetworksColumn *of)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Column *data = g_new (Column, 1);
  g_autoptr (GtkColumnViewColumn) column = NULL;

  *data = (Column) { self, of };
  g_object_set_data_full (G_OBJECT (factory), "rw-data", data, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), data);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), data);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), data);
  column = gtk_column_view_column_new (_ (of->title), factory);
  gtk_column_view_column_set_id (column, of->id);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, of->width);
  gtk_column_view_column_set_expand (column, of->expand);
  if (of->compare != NULL)
    {
      Column *copy = g_memdup2 (data, sizeof *data);
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, copy, g_free));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  gtk_column_view_append_column (self->view, column);
  if (of->numeric)
    rw_column_title_to_end (self->view, column);
}

/**
 * rw_networks_table_new:
 * @columns: (array length=n_columns): static
 * @label: what the table is called for those who do not see it
 */
RwNetworksTable *
rw_networks_table_new (const RwNetworksColumn *columns, guint n_columns, const char *label)
{
  RwNetworksTable *self = g_object_new (RW_TYPE_NETWORKS_TABLE, NULL);

  self->columns = columns;
  self->n_columns = n_columns;
  for (guint i = 0; i < n_columns; i++)
    add_column (self, &columns[i]);
  gtk_sort_list_model_set_sorter (self->sorted, gtk_column_view_get_sorter (self->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return self;
}

static void
set_plan (RwNetworksTable *self, RwNetPlan *plan)
{
  rw_net_plan_ref (plan);
  g_clear_pointer (&self->plan, rw_net_plan_unref);
  self->plan = plan;
}

/**
 * rw_networks_table_set_tree:
 * @tree: of #RwNetworksItem
 *
 * Nothing is selected afterwards, and no signal says so.
 */
void
rw_networks_table_set_tree (RwNetworksTable *self, RwNetPlan *plan, GtkTreeListModel *tree)
{
  g_return_if_fail (RW_IS_NETWORKS_TABLE (self));
  self->quiet = TRUE;
  set_plan (self, plan);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (tree));
  self->quiet = FALSE;
}

/**
 * rw_networks_table_set_list:
 * @entries: (transfer full) (element-type RwNetworksEntry)
 *
 * Nothing is selected afterwards, and no signal says so.
 */
void
rw_networks_table_set_list (RwNetworksTable *self, RwNetPlan *plan, GArray *entries)
{
  g_return_if_fail (RW_IS_NETWORKS_TABLE (self));
  self->quiet = TRUE;
  if (gtk_single_selection_get_model (self->selection) == NULL)
    gtk_single_selection_set_model (self->selection, rw_unfold_get_model (self->unfold));
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  rw_unfold_fold (self->unfold, 0);
  set_plan (self, plan);
  rw_networks_list_set (self->list, entries);
  self->quiet = FALSE;
}

/**
 * rw_networks_table_set_plan:
 * @plan: in which the same is at the same places
 *
 * Says in every row what the plan says now.
 */
void
rw_networks_table_set_plan (RwNetworksTable *self, RwNetPlan *plan)
{
  g_return_if_fail (RW_IS_NETWORKS_TABLE (self));
  set_plan (self, plan);
  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkColumnViewCell *cell = self->cells->pdata[i];
      const Column *column = g_object_get_data (G_OBJECT (cell), "rw-column");

      show_cell (self, cell, column->column);
    }
  for (guint i = 0; i < self->labelled->len; i++)
    label_row (self->labelled->pdata[i], self);
}

/**
 * rw_networks_table_get_selected:
 * @entry: (out): of the selected row
 *
 * Returns: whether one is selected
 */
gboolean
rw_networks_table_get_selected (RwNetworksTable *self, RwNetworksEntry *entry)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL || entry_of (item) == NULL)
    return FALSE;
  *entry = *entry_of (item);
  return TRUE;
}

/**
 * rw_networks_table_get_rows:
 *
 * Returns: (transfer none): what the table shows
 */
GListModel *
rw_networks_table_get_rows (RwNetworksTable *self)
{
  g_return_val_if_fail (RW_IS_NETWORKS_TABLE (self), NULL);
  return G_LIST_MODEL (self->selection);
}

/**
 * rw_networks_table_select:
 * @position: among the rows
 * @focus: whether the keyboard goes there
 */
void
rw_networks_table_select (RwNetworksTable *self, guint position, gboolean focus)
{
  GtkListScrollFlags flags = GTK_LIST_SCROLL_SELECT | (focus ? GTK_LIST_SCROLL_FOCUS : 0);

  g_return_if_fail (RW_IS_NETWORKS_TABLE (self));
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;
  rw_steady_rows_drop_spare (self->rows);
  gtk_column_view_scroll_to (self->view, position, NULL, flags, NULL);
  if (focus && gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
entry_equal (const RwNetworksEntry *a, const RwNetworksEntry *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type)
    {
    case RW_NETWORKS_ROW:
      return a->row.type == b->row.type &&
             (a->row.type == RW_NET_ROW_FREE ? rw_ip_compare (&a->row.first, &b->row.last) <= 0 &&
                                                 rw_ip_compare (&b->row.first, &a->row.last) <= 0
                                             : a->row.index == b->row.index);
    case RW_NETWORKS_MEMBER:
      return a->member.port == b->member.port && a->member.tagged == b->member.tagged;
    default:
      return a->index == b->index;
    }
}

/**
 * rw_networks_table_select_entry:
 * @entry: of a row of a list; of what is free, one that has some of it
 *
 * Returns: whether it is there
 */
gboolean
rw_networks_table_select_entry (RwNetworksTable *self, const RwNetworksEntry *entry, gboolean focus)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  rw_unfold_now (self->unfold);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      if (entry_equal (entry_of (item), entry))
        {
          rw_networks_table_select (self, i, focus);
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rw_networks_table_has_focus:
 *
 * Returns: whether the keyboard is in it
 */
gboolean
rw_networks_table_has_focus (RwNetworksTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static GtkWidget *
make_note (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

/**
 * rw_networks_below_new:
 * @rows: the table of what is in a record
 * @none: what is said while none is selected
 * @empty: what is said while nothing is in it
 * @heading: (out): gets its name
 * @stack: (out): of "none", "empty" and "rows"
 *
 * Returns: (transfer floating): what stands below a table: what is in its selected record
 */
GtkWidget *
rw_networks_below_new (
  GtkWidget *rows, const char *none, const char *empty, GtkLabel **heading, GtkStack **stack)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = gtk_label_new (NULL),
            *pages = gtk_stack_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "rw-networks-heading");
  gtk_widget_set_vexpand (pages, TRUE);
  gtk_stack_add_named (GTK_STACK (pages), make_note (none), "none");
  gtk_stack_add_named (GTK_STACK (pages), make_note (empty), "empty");
  gtk_stack_add_named (GTK_STACK (pages), rows, "rows");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), pages);
  *heading = GTK_LABEL (label);
  *stack = GTK_STACK (pages);
  return box;
}

/**
 * rw_networks_paned_new:
 *
 * Returns: (transfer floating): both, with a line between that can be moved
 */
GtkWidget *
rw_networks_paned_new (GtkWidget *above, GtkWidget *below)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);

  gtk_widget_set_size_request (above, -1, 140);
  gtk_widget_set_size_request (below, -1, 140);
  gtk_widget_set_vexpand (above, TRUE);
  gtk_widget_set_vexpand (below, TRUE);
  gtk_paned_set_start_child (GTK_PANED (paned), above);
  gtk_paned_set_end_child (GTK_PANED (paned), below);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  return paned;
}

/**
 * rw_networks_to_csv:
 * @columns: (array length=n_columns): to be written
 * @entries: (element-type RwNetworksEntry): a line each
 *
 * Returns: (transfer full): for a spreadsheet
 */
GBytes *
rw_networks_to_csv (const RwNetworksColumn *columns, guint n_columns, RwNetPlan *plan, GArray *entries)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n_columns; i++)
    g_ptr_array_add (cells, g_strdup (_ (columns[i].title)));
  rw_csv_add_row (out, (const char *const *) cells->pdata, cells->len);
  for (guint i = 0; i < entries->len; i++)
    {
      g_ptr_array_set_size (cells, 0);
      for (guint j = 0; j < n_columns; j++)
        g_ptr_array_add (cells,
                         columns[j].dup_text (plan, &g_array_index (entries, RwNetworksEntry, i)));
      rw_csv_add_row (out, (const char *const *) cells->pdata, cells->len);
    }
  return g_string_free_to_bytes (out);
}
