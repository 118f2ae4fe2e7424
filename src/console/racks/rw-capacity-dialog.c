/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-capacity-dialog.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "rw-capacity-words.h"
#include "rw-column-title.h"
#include "rw-save.h"
#include "rw-text.h"
#include "rw-wiring-row.h"

struct _RwCapacityDialog
{
  RwWiringDialog parent_instance;

  RwId room;
  RwCapacityScope scope;
  GArray *lines; /* (element-type RwCapacitySum): borrow from the answer */
  GListStore *rows;
  GtkSingleSelection *selection;
  RwCapacityTrend *trend;
};

G_DEFINE_FINAL_TYPE (RwCapacityDialog, rw_capacity_dialog, RW_TYPE_WIRING_DIALOG)

/* --- The table ------------------------------------------------------------------------------------- */

static const RwCapacitySum *
line_of (RwCapacityDialog *self, gpointer row)
{
  return &g_array_index (self->lines, RwCapacitySum, rw_wiring_row_get_info (row)->index);
}

/* What is selected is shown over time. */
static void
selected_cb (RwCapacityDialog *self)
{
  gpointer row = gtk_single_selection_get_selected_item (self->selection);

  if (row != NULL && self->lines != NULL)
    rw_capacity_trend_show (self->trend,
                            rw_wiring_dialog_get_answer (RW_WIRING_DIALOG (self))->capacity,
                            line_of (self, row));
}

static void
show_scope (RwCapacityDialog *self)
{
  const RwWiringAnswer *answer = rw_wiring_dialog_get_answer (RW_WIRING_DIALOG (self));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_list_store_remove_all (self->rows);
  g_clear_pointer (&self->lines, g_array_unref);
  self->lines = rw_capacity_lines (answer->capacity, self->scope, &self->room);
  for (guint i = 0; i < self->lines->len; i++)
    {
      RwWiringRowInfo info = { .status = -1,
                               .title = g_array_index (self->lines, RwCapacitySum, i).name,
                               .index = i };

      g_ptr_array_add (rows, rw_wiring_row_new (&info));
    }
  g_list_store_splice (self->rows, 0, 0, rows->pdata, rows->len);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label),
                        GPOINTER_TO_INT (column) == RW_CAPACITY_NAME ? 0.0f : 1.0f);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, RwCapacityDialog *self)
{
  int column = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (factory), "rw-column"));
  const RwCapacitySum *line = line_of (self, gtk_list_item_get_item (item));
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = rw_capacity_text (line, column);

  gtk_label_set_label (GTK_LABEL (label), text);
  if (rw_capacity_is_bad (line, column))
    gtk_widget_add_css_class (label, "error");
  else
    gtk_widget_remove_css_class (label, "error");
}

typedef struct
{
  RwCapacityDialog *dialog; /* owns what holds this */
  RwCapacityColumn column;
} Order;

/* What is not known comes last, whichever way. */
static int
compare_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  const RwCapacitySum *x = line_of (order->dialog, (gpointer) a),
                      *y = line_of (order->dialog, (gpointer) b);
  double p, q;

  if (order->column == RW_CAPACITY_NAME)
    return gtk_ordering_from_cmpfunc (rw_text_collate (x->name, y->name));
  p = rw_capacity_number (x, order->column);
  q = rw_capacity_number (y, order->column);
  if (isnan (p) || isnan (q))
    return gtk_ordering_from_cmpfunc (isnan (p) - isnan (q));
  return gtk_ordering_from_cmpfunc ((p > q) - (p < q));
}

static void
add_column (RwCapacityDialog *self, GtkColumnView *view, RwCapacityColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added =
    gtk_column_view_column_new (rw_capacity_heading (column), factory);
  g_autoptr (GtkSorter) sorter = NULL;
  Order *order = g_new (Order, 1);

  *order = (Order) { self, column };
  sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, order, g_free));
  g_object_set_data (G_OBJECT (factory), "rw-column", GINT_TO_POINTER (column));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_column_view_column_set_sorter (added, sorter);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_column_set_expand (added, column == RW_CAPACITY_NAME);
  gtk_column_view_append_column (view, added);
  if (column != RW_CAPACITY_NAME)
    rw_column_title_to_end (view, added);
}

static void
scope_cb (AdwToggleGroup *toggles, GParamSpec *pspec, RwCapacityDialog *self)
{
  guint active = adw_toggle_group_get_active (toggles);

  if (active >= RW_CAPACITY_N_SCOPES || active == self->scope)
    return;
  self->scope = active;
  show_scope (self);
}

static GtkWidget *
make_table (RwCapacityDialog *self)
{
  static const char *const labels[RW_CAPACITY_N_SCOPES] = { N_ ("Racks of This Room"), N_ ("Rows"),
                                                            N_ ("All Rooms") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *view,
            *scroller = gtk_scrolled_window_new (), *toggles = adw_toggle_group_new ();
  GtkSortListModel *sorted =
    gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->rows)), NULL);

  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  view = gtk_column_view_new (GTK_SELECTION_MODEL (self->selection));
  for (int column = 0; column < RW_CAPACITY_N_COLUMNS; column++)
    add_column (self, GTK_COLUMN_VIEW (view), column);
  gtk_sort_list_model_set_sorter (sorted, gtk_column_view_get_sorter (GTK_COLUMN_VIEW (view)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Capacity"), -1);
  for (guint i = 0; i < RW_CAPACITY_N_SCOPES; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_label (toggle, _ (labels[i]));
      adw_toggle_group_add (ADW_TOGGLE_GROUP (toggles), toggle);
    }
  adw_toggle_group_set_active (ADW_TOGGLE_GROUP (toggles), self->scope);
  g_signal_connect (toggles, "notify::active", G_CALLBACK (scope_cb), self);
  gtk_widget_set_halign (toggles, GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), toggles);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 120);
  gtk_box_append (GTK_BOX (box), scroller);
  self->trend = RW_CAPACITY_TREND (rw_capacity_trend_new ());
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->trend));
  return box;
}

/* --- RwWiringDialog -------------------------------------------------------------------------------- */

static void
rw_capacity_dialog_fill (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  RwCapacityDialog *self = RW_CAPACITY_DIALOG (dialog);

  g_list_store_remove_all (self->rows);
  if (answer->wiring->n_racks == 0)
    {
      rw_wiring_dialog_show_calm (
        dialog, "rw-racks-symbolic", _ ("No Racks Yet"),
        _ ("What is left in them appears here once somebody has entered them."));
      return;
    }
  rw_wiring_dialog_show_widget (dialog, make_table (self));
  rw_capacity_trend_load (self->trend, rw_page_get_session (rw_wiring_dialog_get_page (dialog)),
                          answer->capacity);
  show_scope (self);
}

static char *
rw_capacity_dialog_dup_text (RwWiringDialog *dialog, const RwWiringAnswer *answer)
{
  RwCapacityDialog *self = RW_CAPACITY_DIALOG (dialog);

  return self->lines != NULL ? rw_capacity_to_csv (self->lines) : NULL;
}

/* --- Export ---------------------------------------------------------------------------------------- */

/* Returns: (transfer full) (nullable): what is written, NULL for nothing */
static GBytes *
make_csv (RwCapacityDialog *self)
{
  char *text;

  if (self->lines == NULL)
    return NULL;
  text = rw_capacity_to_csv (self->lines);
  return g_bytes_new_take (text, strlen (text));
}

static void
export_cb (RwCapacityDialog *self)
{
  g_autoptr (GBytes) bytes = make_csv (self);
  const char *title = _ ("Export Capacity");

  if (bytes != NULL)
    rw_save_as (GTK_WIDGET (self), title,
                /* Translators: the name of a file */
                _ ("capacity.csv"), bytes, rw_wiring_dialog_tell);
}

static void
rw_capacity_dialog_finalize (GObject *object)
{
  RwCapacityDialog *self = RW_CAPACITY_DIALOG (object);

  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (rw_capacity_dialog_parent_class)->finalize (object);
}

static void
rw_capacity_dialog_class_init (RwCapacityDialogClass *klass)
{
  RwWiringDialogClass *dialog_class = RW_WIRING_DIALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rw_capacity_dialog_finalize;
  dialog_class->fill = rw_capacity_dialog_fill;
  dialog_class->dup_text = rw_capacity_dialog_dup_text;
}

static void
rw_capacity_dialog_init (RwCapacityDialog *self)
{
  RwWiringDialog *dialog = RW_WIRING_DIALOG (self);

  self->rows = g_list_store_new (RW_TYPE_WIRING_ROW);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Capacity"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 1280);
  adw_dialog_set_content_height (ADW_DIALOG (self), 780);
  rw_wiring_dialog_add_button (dialog, _ ("_Export as CSV…"), "<Control>s", G_CALLBACK (export_cb));
}

/**
 * rw_capacity_dialog_new:
 * @page: that is asked from
 * @room: whose racks and rows are shown
 */
AdwDialog *
rw_capacity_dialog_new (RwPage *page, const RwId *room)
{
  RwCapacityDialog *self = g_object_new (RW_TYPE_CAPACITY_DIALOG, NULL);
  RwWiringQuestion question = { .type = RW_WIRING_CAPACITY };

  self->room = *room;
  rw_wiring_dialog_load (RW_WIRING_DIALOG (self), page, &question);
  return ADW_DIALOG (self);
}

/**
 * rw_capacity_dialog_get_trend:
 *
 * Returns: (transfer none) (nullable): what is shown over time; %NULL before there is anything
 */
RwCapacityTrend *
rw_capacity_dialog_get_trend (RwCapacityDialog *self)
{
  return self->trend;
}

/**
 * rw_capacity_dialog_export:
 * @file: is replaced
 *
 * Writes what is shown as CSV; a toast says whether that worked.
 *
 * Returns: whether there was something to write
 */
gboolean
rw_capacity_dialog_export (RwCapacityDialog *self, GFile *file)
{
  g_autoptr (GBytes) bytes = make_csv (self);

  if (bytes != NULL)
    rw_save_to (GTK_WIDGET (self), file, bytes, rw_wiring_dialog_tell);
  return bytes != NULL;
}
