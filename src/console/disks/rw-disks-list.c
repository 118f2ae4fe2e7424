/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-disks-list.h"

#include <glib/gi18n.h>

#include "rw-bar.h"
#include "rw-clock.h"
#include "rw-column-title.h"
#include "rw-csv.h"
#include "rw-disk-words.h"
#include "rw-format.h"
#include "rw-status.h"
#include "rw-text.h"

enum
{
  COLUMN_NAME,
  COLUMN_MOUNT,
  COLUMN_FULL, /* what is essential is to be seen in a narrow window, too */
  COLUMN_USED,
  COLUMN_GROWN,
  N_COLUMNS,
};

struct _RwDisksList
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkColumnViewColumn *columns[N_COLUMNS];
  GListStore *store;
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
  RwVolumesBy by;
  RwDisksShow show;
  char *words; /* folded, nullable */
  gboolean setting;
};

enum
{
  SIGNAL_SELECTED,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwDisksList, rw_disks_list, ADW_TYPE_BIN)

/* --- Cells ------------------------------------------------------------------------------------------- */

static char *
dup_cell (RwDiskItem *item,
          guint       column)
{
  const RwVolumeRow *row = item->row;

  switch (column)
    {
    case COLUMN_NAME:
      return item->by == RW_VOLUMES_BY_NONE && row->system_name != NULL
               ? g_strdup (row->system_name)
               : rw_disk_name (row, item->by);
    case COLUMN_MOUNT:
      if (item->by == RW_VOLUMES_BY_NONE)
        return row->inodes ? g_strdup_printf (_ ("%s · inodes"), row->name) : g_strdup (row->name);
      return g_strdup_printf (row->inodes ? ngettext ("%u · inodes", "%u · inodes", row->n_volumes)
                                          : ngettext ("%u volume", "%u volumes", row->n_volumes),
                              row->n_volumes);
    case COLUMN_USED:
      return rw_disk_used (row);
    case COLUMN_GROWN:
      return rw_disk_grown (row);
    case COLUMN_FULL:
    default:
      return rw_disk_when (row, rw_clock_now ());
    }
}

static RwStatus
status_of (const RwVolumeRow *row)
{
  return row->rank <= RW_NEED_CHECK   ? RW_STATUS_BAD
         : row->rank < RW_NEED_NOBODY ? RW_STATUS_ATTENTION
                                      : RW_STATUS_UNKNOWN;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkColumnViewCell        *cell,
          gpointer                  column)
{
  GtkWidget *label = gtk_inscription_new (NULL);
  guint which = GPOINTER_TO_UINT (column);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), which == COLUMN_NAME ? 12 : 3);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_hexpand (label, TRUE);
  if (which == COLUMN_GROWN)
    gtk_inscription_set_xalign (GTK_INSCRIPTION (label), 1);
  if (which == COLUMN_USED)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *bar = rw_bar_new ();

      gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
      gtk_widget_set_size_request (bar, 48, -1);
      gtk_box_append (GTK_BOX (box), bar);
      gtk_box_append (GTK_BOX (box), label);
      gtk_column_view_cell_set_child (cell, box);
    }
  else
    gtk_column_view_cell_set_child (cell, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkColumnViewCell        *cell,
         gpointer                  column)
{
  RwDiskItem *item = gtk_column_view_cell_get_item (cell);
  GtkWidget *child = gtk_column_view_cell_get_child (cell), *label = child;
  guint which = GPOINTER_TO_UINT (column);
  RwStatus status = status_of (item->row);
  g_autofree char *text = dup_cell (item, which), *marked = NULL;

  if (which == COLUMN_USED)
    {
      double fill = item->row->size > 0 ? (double) item->row->used / (double) item->row->size : 0;

      label = gtk_widget_get_last_child (child);
      rw_bar_set (RW_BAR (gtk_widget_get_first_child (child)), CLAMP (fill, 0, 1),
                  status == RW_STATUS_BAD);
    }
  for (guint i = 0; i < RW_STATUS_N_VALUES; i++)
    gtk_widget_remove_css_class (label, rw_status_css_class ((RwStatus) i));
  gtk_widget_remove_css_class (label, "dimmed");
  if (which == COLUMN_FULL && status != RW_STATUS_UNKNOWN)
    {
      gtk_widget_add_css_class (label, rw_status_css_class (status));
      marked = g_strdup_printf ("%s %s", rw_status_symbol (status), text);
    }
  else if (which != COLUMN_NAME &&
           !(which == COLUMN_FULL && item->row->forecast.state == RW_FORECAST_FILLING))
    gtk_widget_add_css_class (label, "dimmed");
  gtk_inscription_set_text (GTK_INSCRIPTION (label), marked != NULL ? marked : text);
  gtk_widget_set_tooltip_text (label, text);
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkColumnViewRow         *row)
{
  RwDiskItem *item = gtk_column_view_row_get_item (row);
  g_autofree char *sentence = rw_disk_sentence (item->row, item->by, rw_clock_now ());

  gtk_column_view_row_set_accessible_label (row, sentence);
}

/* --- Order and filter -------------------------------------------------------------------------------- */

static double
fill (const RwVolumeRow *row)
{
  return row->size > 0 ? (double) row->used / (double) row->size : 0;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      column)
{
  const RwDiskItem *first = a, *second = b;
  int order = 0;

  switch (GPOINTER_TO_UINT (column))
    {
    case COLUMN_NAME:
    case COLUMN_MOUNT:
      {
        g_autofree char *x = dup_cell ((RwDiskItem *) first, GPOINTER_TO_UINT (column)),
                        *y = dup_cell ((RwDiskItem *) second, GPOINTER_TO_UINT (column));

        order = rw_text_collate (x, y);
        break;
      }
    case COLUMN_USED:
      /* The fullest are what somebody looks for, and so is what grew most. */
      order = (fill (second->row) > fill (first->row)) - (fill (second->row) < fill (first->row));
      break;
    case COLUMN_GROWN:
      order = (second->row->grown > first->row->grown) - (second->row->grown < first->row->grown);
      break;
    default:
      break;
    }
  return order != 0 ? order : (first->order > second->order) - (first->order < second->order);
}

/**
 * rw_disks_passes:
 *
 * Returns: whether the volume is one of those to be shown
 */
gboolean
rw_disks_passes (const RwVolumeRow *row,
                 RwDisksShow        show)
{
  if (show == RW_DISKS_URGENT)
    return row->rank != RW_NEED_NOBODY;
  return show == RW_DISKS_ALL || (!row->pending && row->forecast.state >= RW_FORECAST_BEYOND);
}

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  RwDisksList *self = user_data;

  return rw_disks_passes (((RwDiskItem *) item)->row, self->show) &&
         (self->words == NULL || rw_text_matches (((RwDiskItem *) item)->haystack, self->words));
}

/* --- The widget -------------------------------------------------------------------------------------- */

static void
selected_cb (RwDisksList *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0);
}

static void
activate_cb (RwDisksList *self,
             guint        position)
{
  RwDiskItem *item = rw_disks_list_get_item (self, position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static gboolean
rw_disks_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RW_DISKS_LIST (widget)->view));
}

static void
rw_disks_list_dispose (GObject *object)
{
  RwDisksList *self = RW_DISKS_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (rw_disks_list_parent_class)->dispose (object);
}

static void
rw_disks_list_finalize (GObject *object)
{
  g_free (RW_DISKS_LIST (object)->words);
  G_OBJECT_CLASS (rw_disks_list_parent_class)->finalize (object);
}

static void
rw_disks_list_class_init (RwDisksListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_disks_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_disks_list_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = rw_disks_list_grab_focus;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_DISKS_LIST, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_DISKS_LIST, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, RW_TYPE_DISK_ITEM);
}

static const struct
{
  const char *title;
  int width; /* 0 for what is left */
} columns[N_COLUMNS] = {
  [COLUMN_NAME] = { N_ ("System"), 0 },
  [COLUMN_MOUNT] = { N_ ("Mount Point"), 106 },
  [COLUMN_FULL] = { NC_ ("column", "Likely Full"), 196 },
  [COLUMN_USED] = { N_ ("Used"), 216 },
  [COLUMN_GROWN] = { NC_ ("column", "In 30 Days"), 96 },
};

static const char *
column_title (guint       column,
              RwVolumesBy by)
{
  static const char *const names[RW_VOLUMES_N_BY] = { N_ ("System"), N_ ("System"),
                                                      N_ ("Business service"), N_ ("Site"),
                                                      N_ ("Customer") };

  if (column == COLUMN_NAME)
    return _ (names[by]);
  if (column == COLUMN_MOUNT && by != RW_VOLUMES_BY_NONE)
    return _ ("Volumes");
  return column == COLUMN_GROWN || column == COLUMN_FULL
           ? g_dpgettext2 (NULL, "column", columns[column].title)
           : _ (columns[column].title);
}

static void
add_column (RwDisksList *self,
            guint        which)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter =
    GTK_SORTER (gtk_custom_sorter_new (compare_cb, GUINT_TO_POINTER (which), NULL));
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (which));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (which));
  column = gtk_column_view_column_new (column_title (which, RW_VOLUMES_BY_NONE), factory);
  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (columns[which].width > 0)
    gtk_column_view_column_set_fixed_width (column, columns[which].width);
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  if (which == COLUMN_GROWN)
    rw_column_title_to_end (self->view, column);
  self->columns[which] = column;
}

static void
rw_disks_list_init (RwDisksList *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkFilterListModel *filtered;

  rw_status_install_css ();
  self->show = RW_DISKS_ALL;
  self->store = g_list_store_new (RW_TYPE_DISK_ITEM);
  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  for (guint i = 0; i < N_COLUMNS; i++)
    add_column (self, i);
  gtk_column_view_sort_by_column (self->view, self->columns[COLUMN_FULL], GTK_SORT_ASCENDING);
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                        GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (
    gtk_sort_list_model_new (G_LIST_MODEL (filtered),
                             g_object_ref (gtk_column_view_get_sorter (self->view)))));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  g_signal_connect (rows, "bind", G_CALLBACK (row_bind_cb), NULL);
  gtk_column_view_set_row_factory (self->view, rows);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Volumes, the soonest to be full first"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
rw_disks_list_new (void)
{
  return g_object_new (RW_TYPE_DISKS_LIST, NULL);
}

/**
 * rw_disks_list_set:
 * @rows: (element-type RwVolumeRow): what is read now; what was selected stays so, and no signal says so
 */
void
rw_disks_list_set (RwDisksList *self,
                   GPtrArray   *rows,
                   RwVolumesBy  by)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  RwDiskItem *selected;
  gboolean had, inodes = FALSE;
  RwId id = RW_ID_NIL;

  g_return_if_fail (RW_IS_DISKS_LIST (self));
  selected = rw_disks_list_get_selected (self);
  had = selected != NULL && selected->by == by;
  self->by = by;
  if (had)
    {
      id = selected->row->id;
      inodes = selected->row->inodes;
    }
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (items, rw_disk_item_new (rows, i, by));
  self->setting = TRUE;
  for (guint i = COLUMN_NAME; i <= COLUMN_MOUNT; i++)
    gtk_column_view_column_set_title (self->columns[i], column_title (i, by));
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; had && i < rw_disks_list_get_n (self); i++)
    {
      const RwVolumeRow *row = rw_disks_list_get_item (self, i)->row;

      if (rw_id_equal (&row->id, &id) && row->inodes == inodes)
        {
          gtk_single_selection_set_selected (self->selection, i);
          break;
        }
    }
  self->setting = FALSE;
}

/**
 * rw_disks_list_narrow:
 * @words: (nullable): folded
 */
void
rw_disks_list_narrow (RwDisksList *self,
                      RwDisksShow  show,
                      const char  *words)
{
  g_return_if_fail (RW_IS_DISKS_LIST (self));
  self->show = show;
  g_set_str (&self->words, words);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * rw_disks_list_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected line
 */
RwDiskItem *
rw_disks_list_get_selected (RwDisksList *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * rw_disks_list_find:
 * @item: a line, maybe of an earlier reading
 *
 * Returns: (transfer none) (nullable): the line as it is now, shown or not; @item itself where the list is of
 *   something else by now; %NULL when what it is of is gone
 */
RwDiskItem *
rw_disks_list_find (RwDisksList *self,
                    RwDiskItem  *item)
{
  g_return_val_if_fail (RW_IS_DISKS_LIST (self), NULL);
  if (item->by != self->by)
    return item;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (RwDiskItem) found = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      /* The store holds it. */
      if (rw_id_equal (&found->row->id, &item->row->id) && found->row->inodes == item->row->inodes)
        return found;
    }
  return NULL;
}

/**
 * rw_disks_list_select:
 *
 * Returns: whether it is in the list as it is narrowed
 */
gboolean
rw_disks_list_select (RwDisksList *self,
                      const RwId  *id,
                      gboolean     inodes)
{
  g_return_val_if_fail (RW_IS_DISKS_LIST (self), FALSE);
  for (guint i = 0; i < rw_disks_list_get_n (self); i++)
    {
      RwDiskItem *item = rw_disks_list_get_item (self, i);

      if (rw_id_equal (&item->row->id, id) &&
          (item->by == RW_VOLUMES_BY_NONE || item->row->inodes == inodes))
        {
          gtk_column_view_scroll_to (self->view, i, NULL, GTK_LIST_SCROLL_SELECT, NULL);
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * rw_disks_list_step:
 * @step: rows down; to the first one where nothing is selected
 */
void
rw_disks_list_step (RwDisksList *self,
                    int          step)
{
  guint at;
  gint64 to;

  g_return_if_fail (RW_IS_DISKS_LIST (self));
  at = gtk_single_selection_get_selected (self->selection);
  to = at == GTK_INVALID_LIST_POSITION ? 0 : (gint64) at + step;
  if (to >= 0 && to < rw_disks_list_get_n (self))
    gtk_column_view_scroll_to (self->view, (guint) to, NULL,
                               GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS, NULL);
}

guint
rw_disks_list_get_n (RwDisksList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

/**
 * rw_disks_list_get_item:
 *
 * Returns: (transfer none) (nullable): the line at that place
 */
RwDiskItem *
rw_disks_list_get_item (RwDisksList *self,
                        guint        position)
{
  g_autoptr (RwDiskItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  /* The model holds it. */
  return item;
}

/**
 * rw_disks_list_to_csv:
 *
 * Returns: (transfer full): the lines that are shown; sizes in bytes, so that a spreadsheet can add them up
 */
GBytes *
rw_disks_list_to_csv (RwDisksList *self)
{
  const char *const titles[] = { _ ("System"),      _ ("Mount Point"),  _ ("Service"),
                                 _ ("Customer"),    _ ("Site"),         _ ("Counts"),
                                 _ ("Used"),        _ ("Size"),         C_ ("column", "In 30 Days"),
                                 _ ("Days, Early"), _ ("Days, Likely"), _ ("Days, Late"),
                                 _ ("Outlook") };
  GString *out = g_string_new (NULL);

  rw_csv_add_row (out, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; i < rw_disks_list_get_n (self); i++)
    {
      RwDiskItem *item = rw_disks_list_get_item (self, i);
      const RwVolumeRow *row = item->row;
      const RwForecastRange *range = &row->forecast.ranges[RW_VOLUME_WHOLE];
      const int days[] = { range->p10, range->p50, range->p90 };
      g_autofree char *name = dup_cell (item, COLUMN_NAME), *mount = dup_cell (item, COLUMN_MOUNT),
                      *used = g_strdup_printf ("%" G_GINT64_FORMAT, row->used),
                      *size = g_strdup_printf ("%" G_GINT64_FORMAT, row->size),
                      *grown = row->grown != G_MININT64
                                 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->grown)
                                 : NULL,
                      *when = rw_disk_when (row, rw_clock_now ());
      char numbers[G_N_ELEMENTS (days)][16];
      const char *cells[G_N_ELEMENTS (titles)];

      for (guint j = 0; j < G_N_ELEMENTS (days); j++)
        g_snprintf (numbers[j], sizeof numbers[j],
                    row->pending || days[j] == RW_FORECAST_NEVER ? "" : "%d", days[j]);
      cells[0] = name;
      cells[1] = item->by == RW_VOLUMES_BY_NONE ? row->name : mount;
      cells[2] = row->service;
      cells[3] = row->customer;
      cells[4] = row->site;
      cells[5] = row->inodes ? C_ ("volume", "Inodes") : C_ ("volume", "Space");
      cells[6] = used;
      cells[7] = size;
      cells[8] = grown;
      for (guint j = 0; j < G_N_ELEMENTS (days); j++)
        cells[9 + j] = numbers[j];
      cells[12] = when;
      rw_csv_add_row (out, cells, G_N_ELEMENTS (cells));
    }
  return g_string_free_to_bytes (out);
}
