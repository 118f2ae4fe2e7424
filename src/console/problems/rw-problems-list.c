/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-problems-list.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"
#include "rw-problem-text.h"
#include "rw-text.h"

struct _RwProblemsList
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkListView *view;
  GListStore *store;
  GtkCustomFilter *filter;
  GtkSingleSelection *selection;
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

G_DEFINE_FINAL_TYPE (RwProblemsList, rw_problems_list, GTK_TYPE_WIDGET)

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9),
            *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1), *symbol = gtk_label_new (NULL),
            *title = gtk_label_new (NULL), *detail = gtk_label_new (NULL);

  gtk_label_set_width_chars (GTK_LABEL (symbol), 2);
  gtk_widget_set_valign (symbol, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_wrap (GTK_LABEL (detail), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (detail), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (detail), 2);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dimmed");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_box_append (GTK_BOX (box), symbol);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "rw-problem-row");
  gtk_list_item_set_child (cell, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *cell)
{
  RwProblemItem *item = gtk_list_item_get_item (cell);
  GtkWidget *symbol = gtk_widget_get_first_child (gtk_list_item_get_child (cell)),
            *texts = gtk_widget_get_last_child (gtk_list_item_get_child (cell));
  gint64 now = rw_clock_now ();
  RwStatus status = rw_problem_text_status (item);
  g_autofree char *title = rw_problem_text_title (item),
                  *detail = rw_problem_text_detail (item, now),
                  *sentence = rw_problem_text_sentence (item, now);

  for (guint i = 0; i < RW_STATUS_N_VALUES; i++)
    gtk_widget_remove_css_class (symbol, rw_status_css_class ((RwStatus) i));
  gtk_label_set_text (GTK_LABEL (symbol), rw_status_symbol (status));
  gtk_widget_add_css_class (symbol, rw_status_css_class (status));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (texts)), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (texts)), detail);
  gtk_list_item_set_accessible_label (cell, sentence);
}

static void
header_setup_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rw-heading");
  gtk_list_header_set_child (header, label);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  RwProblemItem *item = gtk_list_header_get_item (header);
  g_autofree char *count = rw_format_count (gtk_list_header_get_n_items (header));
  g_autofree char *text =
    g_strdup_printf ("%s  ·  %s", rw_problem_text_group (rw_problem_item_get_group (item)), count);

  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

/* --- Order and search ---------------------------------------------------------------------------- */

static int
section_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int) rw_problem_item_get_group ((RwProblemItem *) a) -
         (int) rw_problem_item_get_group ((RwProblemItem *) b);
}

static int
compare_later (gint64 a, gint64 b)
{
  return a > b ? -1 : a < b;
}

/* Candidates as they are read: what came most often is first. Problems by their priority, and among equals what hurt
 * last; what is resolved, the newest first. */
static int
order_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const RwProblemRow *first = rw_problem_item_get_row ((RwProblemItem *) a),
                     *second = rw_problem_item_get_row ((RwProblemItem *) b);

  if (first == NULL || second == NULL)
    return 0;
  if (rw_problem_item_get_group ((RwProblemItem *) a) == RW_PROBLEM_GROUP_SOLVED)
    return compare_later (first->resolved, second->resolved);
  if (first->priority != second->priority)
    return (int) first->priority - (int) second->priority;
  return compare_later (first->last, second->last);
}

static gboolean
matches_cb (gpointer item, gpointer user_data)
{
  RwProblemsList *self = user_data;

  return self->words == NULL || rw_text_matches (rw_problem_item_get_haystack (item), self->words);
}

/* --- Selection ----------------------------------------------------------------------------------- */

static void
selected_cb (RwProblemsList *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_SELECTED], 0, rw_problems_list_get_selected (self));
}

static void
activate_cb (RwProblemsList *self, guint position)
{
  g_autoptr (RwProblemItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static void
select_at (RwProblemsList *self, guint position)
{
  if (position == GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, position);
  else
    gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_SELECT, NULL);
}

static guint
find_key (RwProblemsList *self, const RwId *key)
{
  for (guint i = 0; i < rw_problems_list_get_n (self); i++)
    {
      g_autoptr (RwProblemItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (rw_id_equal (rw_problem_item_get_key (item), key))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static gboolean
rw_problems_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RW_PROBLEMS_LIST (widget)->view));
}

static void
rw_problems_list_dispose (GObject *object)
{
  RwProblemsList *self = RW_PROBLEMS_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  if (self->view != NULL)
    gtk_list_view_set_model (self->view, NULL);
  self->view = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (rw_problems_list_parent_class)->dispose (object);
}

static void
rw_problems_list_finalize (GObject *object)
{
  g_free (RW_PROBLEMS_LIST (object)->words);
  G_OBJECT_CLASS (rw_problems_list_parent_class)->finalize (object);
}

static void
rw_problems_list_class_init (RwProblemsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_problems_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_problems_list_finalize;
  widget_class->grab_focus = rw_problems_list_grab_focus;
  signals[SIGNAL_SELECTED] = g_signal_new ("selected", RW_TYPE_PROBLEMS_LIST, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", RW_TYPE_PROBLEMS_LIST, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
rw_problems_list_init (RwProblemsList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) header = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) section = GTK_SORTER (gtk_custom_sorter_new (section_cb, NULL, NULL));
  GtkSortListModel *sorted;

  rw_status_install_css ();
  self->store = g_list_store_new (RW_TYPE_PROBLEM_ITEM);
  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  sorted = gtk_sort_list_model_new (
    G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                             GTK_FILTER (g_object_ref (self->filter)))),
    GTK_SORTER (gtk_custom_sorter_new (order_cb, NULL, NULL)));
  gtk_sort_list_model_set_section_sorter (sorted, section);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (header, "setup", G_CALLBACK (header_setup_cb), NULL);
  g_signal_connect (header, "bind", G_CALLBACK (header_bind_cb), NULL);
  self->view = GTK_LIST_VIEW (
    gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_list_view_set_header_factory (self->view, header);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "navigation-sidebar");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "rw-problems");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Problems"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
rw_problems_list_new (void)
{
  return g_object_new (RW_TYPE_PROBLEMS_LIST, NULL);
}

/**
 * rw_problems_list_set:
 * @items: (element-type RwProblemItem): what is read now
 * @wanted: (nullable): which is to be selected; %NULL for what was, or else the one in its place
 */
void
rw_problems_list_set (RwProblemsList *self, GPtrArray *items, const RwId *wanted)
{
  RwProblemItem *selected;
  RwId key = RW_ID_NIL;
  guint place, at;

  g_return_if_fail (RW_IS_PROBLEMS_LIST (self));
  selected = rw_problems_list_get_selected (self);
  place = gtk_single_selection_get_selected (self->selection);
  if (wanted != NULL)
    key = *wanted;
  else if (selected != NULL)
    key = *rw_problem_item_get_key (selected);
  self->setting = TRUE;
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  at = find_key (self, &key);
  /* What was decided is gone: the next one has its place. */
  if (at == GTK_INVALID_LIST_POSITION && rw_problems_list_get_n (self) > 0)
    at = place == GTK_INVALID_LIST_POSITION ? 0 : MIN (place, rw_problems_list_get_n (self) - 1);
  select_at (self, at);
  self->setting = FALSE;
  selected_cb (self);
}

/**
 * rw_problems_list_search:
 * @words: folded; nothing for all
 */
void
rw_problems_list_search (RwProblemsList *self, const char *words)
{
  g_return_if_fail (RW_IS_PROBLEMS_LIST (self));
  g_set_str (&self->words, words != NULL && *words != '\0' ? words : NULL);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (rw_problems_list_get_selected (self) == NULL && rw_problems_list_get_n (self) > 0)
    select_at (self, 0);
}

/**
 * rw_problems_list_get_selected:
 *
 * Returns: (transfer none) (nullable): the selected line
 */
RwProblemItem *
rw_problems_list_get_selected (RwProblemsList *self)
{
  g_return_val_if_fail (RW_IS_PROBLEMS_LIST (self), NULL);
  return gtk_single_selection_get_selected_item (self->selection);
}

/**
 * rw_problems_list_select:
 * @key: see rw_problem_item_get_key()
 *
 * Returns: whether it is there
 */
gboolean
rw_problems_list_select (RwProblemsList *self, const RwId *key)
{
  guint at;

  g_return_val_if_fail (RW_IS_PROBLEMS_LIST (self), FALSE);
  at = find_key (self, key);
  if (at != GTK_INVALID_LIST_POSITION)
    select_at (self, at);
  return at != GTK_INVALID_LIST_POSITION;
}

/**
 * rw_problems_list_step:
 * @step: rows down; to the first one where nothing is selected
 */
void
rw_problems_list_step (RwProblemsList *self, int step)
{
  guint at;
  gint64 to;

  g_return_if_fail (RW_IS_PROBLEMS_LIST (self));
  at = gtk_single_selection_get_selected (self->selection);
  to = at == GTK_INVALID_LIST_POSITION ? 0 : (gint64) at + step;
  if (to >= 0 && to < rw_problems_list_get_n (self))
    gtk_list_view_scroll_to (self->view, (guint) to, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS,
                             NULL);
}

guint
rw_problems_list_get_n (RwProblemsList *self)
{
  g_return_val_if_fail (RW_IS_PROBLEMS_LIST (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}
