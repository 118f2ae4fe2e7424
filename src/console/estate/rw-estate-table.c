/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-estate-table.h"

#include <glib/gi18n.h>

#include "rw-bar.h"
#include "rw-column-title.h"
#include "rw-estate-item.h"
#include "rw-estate-words.h"
#include "rw-format.h"
#include "rw-status.h"
#include "rw-text.h"

#define SETTINGS "net.rackward.Rackward"

typedef enum
{
  COLUMN_NAME,
  COLUMN_SHARE,
  COLUMN_SYSTEMS,
  COLUMN_LATE,
  COLUMN_UNPROTECTED,
  COLUMN_NEVER,
  COLUMN_TESTS,
  COLUMN_VERIFY,
  COLUMN_BYTES,
  COLUMN_GROWTH,
  N_COLUMNS,
} Column;

static const struct
{
  const char *id, *title, *tooltip;
  int width;
} columns[N_COLUMNS] = {
  [COLUMN_NAME] = { "name", N_ ("Customer"), NULL, 0 },
  [COLUMN_SHARE] = { "share", N_ ("Recoverable"), N_ ("Systems with a good backup within their recovery point objective"), 155 },
  [COLUMN_SYSTEMS] = { "systems", NC_ ("backups", "Systems"), N_ ("Systems that have, or should have, a backup"), 75 },
  [COLUMN_LATE] = { "late", N_ ("Over RPO"), N_ ("Systems whose last good backup is older than their objective"), 90 },
  [COLUMN_UNPROTECTED] = { "unprotected", NC_ ("backups", "Unprotected"), N_ ("Systems without any job"), 105 },
  [COLUMN_NEVER] = { "never", N_ ("Never Restored"), N_ ("Systems of which no restore test has passed"), 115 },
  [COLUMN_TESTS] = { "tests", N_ ("Tests Overdue"), N_ ("Systems whose restore test is overdue"), 110 },
  [COLUMN_VERIFY] = { "verify", N_ ("Unverified"), N_ ("Systems whose verification is overdue"), 90 },
  [COLUMN_BYTES] = { "bytes", N_ ("Protected"), N_ ("Size of the last good backups"), 90 },
  [COLUMN_GROWTH] = { "growth", N_ ("30 Days"), N_ ("Growth of what is protected over 30 days"), 85 },
};

struct _RwEstateTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkColumnView *view;
  GtkColumnViewColumn *columns[N_COLUMNS]; /* of the view */
  GListStore *root;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  RwEstate *estate;
  GHashTable *open; /* RwId of customers that are expanded */
  GSettings *settings;
  gboolean setting;
};

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwEstateTable, rw_estate_table, GTK_TYPE_WIDGET)

/* --- Cells ----------------------------------------------------------------------------------------- */

static guint
n_late (const RwEstateFigures *figures)
{
  return figures->n_protected - figures->n_points[RW_RECOVERY_COMPLIANT];
}

/* What a column counts; negative for what is not known yet. */
static double
value_of (const RwEstateItem *item, Column column)
{
  const RwEstateFigures *figures = &rw_estate_group (item->estate, item->index)->figures;

  switch (column)
    {
    case COLUMN_SHARE:
      return rw_estate_share (figures);
    case COLUMN_SYSTEMS:
      return figures->n_expected;
    case COLUMN_LATE:
      return n_late (figures);
    case COLUMN_UNPROTECTED:
      return figures->n_unprotected;
    case COLUMN_NEVER:
      return figures->n_never_restored;
    case COLUMN_TESTS:
      return figures->n_test_overdue;
    case COLUMN_VERIFY:
      return figures->n_verify_overdue;
    case COLUMN_BYTES:
      return (double) figures->bytes;
    case COLUMN_GROWTH:
      return (double) (figures->bytes - figures->bytes_before);
    case COLUMN_NAME:
    case N_COLUMNS:
    default:
      return 0;
    }
}

static char *
text_of (const RwEstateItem *item, Column column)
{
  const RwEstateFigures *figures = &rw_estate_group (item->estate, item->index)->figures;

  switch (column)
    {
    case COLUMN_NAME:
      return rw_estate_group_name (item->estate, item->index);
    case COLUMN_SHARE:
      return rw_estate_percent (figures);
    case COLUMN_BYTES:
      return rw_format_size (figures->bytes);
    case COLUMN_GROWTH:
      return item->estate->has_history ? rw_estate_growth (figures->bytes - figures->bytes_before)
                                       : g_strdup ("…");
    case COLUMN_VERIFY:
      if (!item->estate->has_history)
        return g_strdup ("…");
      return rw_format_count (figures->n_verify_overdue);
    case COLUMN_SYSTEMS:
    case COLUMN_LATE:
    case COLUMN_UNPROTECTED:
    case COLUMN_NEVER:
    case COLUMN_TESTS:
    case N_COLUMNS:
    default:
      return rw_format_count ((gint64) value_of (item, column));
    }
}

static void
name_setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *expander = gtk_tree_expander_new (), *label = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), 12);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), label);
  gtk_column_view_cell_set_child (cell, expander);
}

static void
name_bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_column_view_cell_get_child (cell));
  GtkTreeListRow *row = gtk_column_view_cell_get_item (cell);
  g_autoptr (RwEstateItem) item = RW_ESTATE_ITEM (gtk_tree_list_row_get_item (row));
  g_autofree char *name = text_of (item, COLUMN_NAME);
  GtkWidget *label = gtk_tree_expander_get_child (expander);

  gtk_tree_expander_set_list_row (expander, row);
  gtk_inscription_set_text (GTK_INSCRIPTION (label), name);
  gtk_widget_set_tooltip_text (label, name);
  if (item->index == 0)
    gtk_widget_add_css_class (label, "heading");
  else
    gtk_widget_remove_css_class (label, "heading");
}

static void
name_unbind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_column_view_cell_get_child (cell)), NULL);
}

static void
share_setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *bar = rw_bar_new (),
            *label = gtk_label_new (NULL);

  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (label), 7);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), label);
  gtk_column_view_cell_set_child (cell, box);
}

static void
share_bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *bar = gtk_widget_get_first_child (gtk_column_view_cell_get_child (cell));
  g_autoptr (RwEstateItem) item =
    RW_ESTATE_ITEM (gtk_tree_list_row_get_item (gtk_column_view_cell_get_item (cell)));
  g_autofree char *percent = text_of (item, COLUMN_SHARE);
  double share = value_of (item, COLUMN_SHARE);

  rw_bar_set (RW_BAR (bar), share, FALSE);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (bar)), percent);
}

static void
number_setup_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_column_view_cell_set_child (cell, label);
}

static void
number_bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, gpointer column)
{
  GtkWidget *label = gtk_column_view_cell_get_child (cell);
  g_autoptr (RwEstateItem) item =
    RW_ESTATE_ITEM (gtk_tree_list_row_get_item (gtk_column_view_cell_get_item (cell)));
  Column of = (Column) GPOINTER_TO_UINT (column);
  g_autofree char *text = text_of (item, of);
  gboolean alarming = (of == COLUMN_LATE || of == COLUMN_UNPROTECTED) && value_of (item, of) > 0;

  gtk_widget_remove_css_class (label, rw_status_css_class (RW_STATUS_BAD));
  gtk_widget_remove_css_class (label, "dimmed");
  if (alarming)
    gtk_widget_add_css_class (label, rw_status_css_class (RW_STATUS_BAD));
  else if (of != COLUMN_BYTES && of != COLUMN_SYSTEMS && value_of (item, of) == 0)
    gtk_widget_add_css_class (label, "dimmed");
  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory, GtkColumnViewRow *row)
{
  g_autoptr (RwEstateItem) item =
    RW_ESTATE_ITEM (gtk_tree_list_row_get_item (gtk_column_view_row_get_item (row)));
  g_autofree char *sentence = rw_estate_group_sentence (item->estate, item->index);

  gtk_column_view_row_set_accessible_label (row, sentence);
}

/* --- Order ----------------------------------------------------------------------------------------- */

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer column)
{
  const RwEstateItem *first = a, *second = b;
  Column of = (Column) GPOINTER_TO_UINT (column);
  double difference = 0;

  if (of != COLUMN_NAME)
    difference = value_of (first, of) - value_of (second, of);
  /* Of two that are as good the larger one weighs more. */
  if (of == COLUMN_SHARE && difference == 0)
    difference = value_of (second, COLUMN_SYSTEMS) - value_of (first, COLUMN_SYSTEMS);
  if (difference == 0)
    {
      g_autofree char *one = text_of (first, COLUMN_NAME), *other = text_of (second, COLUMN_NAME);

      return rw_text_collate (one, other);
    }
  return difference < 0 ? -1 : 1;
}

static void
sorted_cb (RwEstateTable *self)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  g_autofree char *order = NULL;

  if (self->setting || self->settings == NULL || column == NULL)
    return;
  order = g_strconcat (gtk_column_view_column_get_id (column),
                       gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING
                         ? ":desc"
                         : "",
                       NULL);
  g_settings_set_string (self->settings, "estate-order", order);
}

static void
restore_order (RwEstateTable *self)
{
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (), SETTINGS, TRUE);
  g_autofree char *order = NULL;
  Column by = COLUMN_SHARE;
  gboolean descending = FALSE;

  if (schema != NULL && g_settings_schema_has_key (schema, "estate-order"))
    {
      self->settings = g_settings_new (SETTINGS);
      order = g_settings_get_string (self->settings, "estate-order");
      descending = g_str_has_suffix (order, ":desc");
      for (Column column = 0; column < N_COLUMNS; column++)
        {
          gsize length = strlen (columns[column].id);

          if (strncmp (order, columns[column].id, length) == 0 &&
              (order[length] == '\0' || order[length] == ':'))
            by = column;
        }
    }
  gtk_column_view_sort_by_column (self->view, self->columns[by],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static GListModel *
children_cb (gpointer data, gpointer user_data)
{
  RwEstateItem *item = data;
  g_autoptr (GListStore) children = NULL;

  for (guint i = item->index + 1; i < item->estate->groups->len; i++)
    if (rw_estate_group (item->estate, i)->parent == (int) item->index)
      {
        g_autoptr (RwEstateItem) child = rw_estate_item_new (item->estate, i);

        if (children == NULL)
          children = g_list_store_new (RW_TYPE_ESTATE_ITEM);
        g_list_store_append (children, child);
      }
  return children != NULL ? G_LIST_MODEL (g_steal_pointer (&children)) : NULL;
}

static void
selected_cb (RwEstateTable *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0, rw_estate_table_get_selected (self));
}

static RwEstateItem *
dup_item (RwEstateTable *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return row != NULL ? RW_ESTATE_ITEM (gtk_tree_list_row_get_item (row)) : NULL;
}

static void
activate_cb (RwEstateTable *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

/* Which customers are open, before their rows go. */
static void
note_open (RwEstateTable *self)
{
  g_hash_table_remove_all (self->open);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      g_autoptr (RwEstateItem) item = RW_ESTATE_ITEM (gtk_tree_list_row_get_item (row));

      if (gtk_tree_list_row_get_depth (row) == 1 && gtk_tree_list_row_get_expanded (row))
        g_hash_table_add (self->open, rw_id_copy (&rw_estate_item_group (item)->id));
    }
}

static gboolean
is_same (const RwEstate *a, guint of_a, const RwEstate *b, guint of_b)
{
  const RwEstateGroup *first = rw_estate_group (a, of_a), *second = rw_estate_group (b, of_b);

  if (!rw_id_equal (&first->id, &second->id) || (first->parent < 0) != (second->parent < 0) ||
      (first->parent == 0) != (second->parent == 0))
    return FALSE;
  return first->parent <= 0 || is_same (a, (guint) first->parent, b, (guint) second->parent);
}

static gboolean
rw_estate_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RW_ESTATE_TABLE (widget)->view));
}

static void
rw_estate_table_dispose (GObject *object)
{
  RwEstateTable *self = RW_ESTATE_TABLE (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      gtk_column_view_set_model (self->view, NULL);
    }
  self->view = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->root);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->estate, rw_estate_unref);
  g_clear_pointer (&self->open, g_hash_table_unref);
  G_OBJECT_CLASS (rw_estate_table_parent_class)->dispose (object);
}

static void
rw_estate_table_class_init (RwEstateTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_estate_table_dispose;
  widget_class->grab_focus = rw_estate_table_grab_focus;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_ESTATE_TABLE, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_column (RwEstateTable *self, Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter =
    GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (column), NULL));
  g_autoptr (GtkColumnViewColumn) made = NULL;
  const char *title = columns[column].title;

  if (column == COLUMN_NAME)
    {
      g_signal_connect (factory, "setup", G_CALLBACK (name_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (name_bind_cb), NULL);
      g_signal_connect (factory, "unbind", G_CALLBACK (name_unbind_cb), NULL);
    }
  else if (column == COLUMN_SHARE)
    {
      g_signal_connect (factory, "setup", G_CALLBACK (share_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (share_bind_cb), NULL);
    }
  else
    {
      g_signal_connect (factory, "setup", G_CALLBACK (number_setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (number_bind_cb), GUINT_TO_POINTER (column));
    }
  made = gtk_column_view_column_new (column == COLUMN_SYSTEMS || column == COLUMN_UNPROTECTED
                                       ? g_dpgettext2 (NULL, "backups", title)
                                       : _ (title),
                                     factory);
  gtk_column_view_column_set_id (made, columns[column].id);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_column_set_resizable (made, TRUE);
  if (columns[column].width > 0)
    gtk_column_view_column_set_fixed_width (made, columns[column].width);
  else
    gtk_column_view_column_set_expand (made, TRUE);
  gtk_column_view_append_column (self->view, made);
  if (column >= COLUMN_SYSTEMS)
    rw_column_title_to_end (self->view, made);
  self->columns[column] = made;
}

static void
rw_estate_table_init (RwEstateTable *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  GtkTreeListModel *tree;
  GtkSorter *sorter;

  rw_status_install_css ();
  self->open = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  self->root = g_list_store_new (RW_TYPE_ESTATE_ITEM);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  for (Column column = 0; column < N_COLUMNS; column++)
    add_column (self, column);
  tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->root)), FALSE, FALSE,
                                  children_cb, NULL, NULL);
  sorter = GTK_SORTER (
    gtk_tree_list_row_sorter_new (g_object_ref (gtk_column_view_get_sorter (self->view))));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (tree), sorter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->sorted));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  g_signal_connect (rows, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_column_view_set_row_factory (self->view, rows);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Customers and their services"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  restore_order (self);
  g_signal_connect_swapped (gtk_column_view_get_sorter (self->view), "changed",
                            G_CALLBACK (sorted_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
rw_estate_table_new (void)
{
  return g_object_new (RW_TYPE_ESTATE_TABLE, NULL);
}

/**
 * rw_estate_table_set:
 *
 * Shows another estate; what was open and what was selected stays so.
 */
void
rw_estate_table_set (RwEstateTable *self, RwEstate *estate)
{
  g_autoptr (RwEstate) before = NULL;
  g_autoptr (RwEstateItem) item = NULL;
  guint selected;

  g_return_if_fail (RW_IS_ESTATE_TABLE (self) && estate != NULL);
  selected = rw_estate_table_get_selected (self);
  self->setting = TRUE;
  note_open (self);
  before = g_steal_pointer (&self->estate);
  self->estate = rw_estate_ref (estate);
  item = rw_estate_item_new (estate, 0);
  g_list_store_splice (self->root, 0, g_list_model_get_n_items (G_LIST_MODEL (self->root)),
                       (gpointer *) &item, 1);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      g_autoptr (RwEstateItem) of = RW_ESTATE_ITEM (gtk_tree_list_row_get_item (row));

      if (of->index == 0 || (rw_estate_item_group (of)->parent == 0 &&
                             g_hash_table_contains (self->open, &rw_estate_item_group (of)->id)))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
  gtk_single_selection_set_selected (self->selection, 0);
  for (guint i = 0; before != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->selection));
       i++)
    {
      g_autoptr (RwEstateItem) of = dup_item (self, i);

      if (is_same (before, selected, estate, of->index))
        {
          gtk_single_selection_set_selected (self->selection, i);
          break;
        }
    }
  self->setting = FALSE;
  selected_cb (self);
}

/**
 * rw_estate_table_get_selected:
 *
 * Returns: the index of the group of the selected row; 0, which is the whole, for none
 */
guint
rw_estate_table_get_selected (RwEstateTable *self)
{
  g_autoptr (RwEstateItem) item = NULL;

  g_return_val_if_fail (RW_IS_ESTATE_TABLE (self), 0);
  item = dup_item (self, gtk_single_selection_get_selected (self->selection));
  return item != NULL ? item->index : 0;
}
