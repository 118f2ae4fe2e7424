/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-backup-runs.h"

#include <glib/gi18n.h>

#include "rw-backup-system-words.h"
#include "rw-clock.h"
#include "rw-format.h"

/* One line: texts of its own, so that it outlasts the data it was made from. */
#define TYPE_ITEM (item_get_type ())
G_DECLARE_FINAL_TYPE (Item, item, RW, BACKUP_RUN_ITEM, GObject)

enum
{
  COLUMN_RESULT,
  COLUMN_WHEN,
  COLUMN_SIZE,
  COLUMN_DURATION,
  COLUMN_CHECKED,
  COLUMN_MESSAGE,
  N_COLUMNS,
};

struct _Item
{
  GObject parent_instance;

  RwId id;
  RwStatus status;
  gboolean problem;
  char *cells[N_COLUMNS];
  char *exact;
};

G_DEFINE_FINAL_TYPE (Item, item, G_TYPE_OBJECT)

struct _RwBackupRuns
{
  GtkBox parent_instance;

  GListStore *items;
  GtkFilter *filter;
  GListModel *filtered;
  GtkToggleButton *problems;
  GtkLabel *heading;
  GtkStack *stack;
  GtkLabel *none;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (RwBackupRuns, rw_backup_runs, GTK_TYPE_BOX)

static void
item_finalize (GObject *object)
{
  Item *self = (Item *) object;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (self->cells[i]);
  g_free (self->exact);
  G_OBJECT_CLASS (item_parent_class)->finalize (object);
}

static void
item_class_init (ItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = item_finalize;
}

static void
item_init (Item *self)
{
}

static char *
describe_message (const RwBackupSystemRun *run)
{
  g_autoptr (GString) out = g_string_new (rw_suspicion_label (run->suspicion));

  if (run->message != NULL)
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", run->message);
  if (run->snapshot != NULL)
    /* Translators: name of what a backup tool made: "snapshot 4f1c22a0" */
    {
      g_autofree char *text = g_strdup_printf (_ ("snapshot %s"), run->snapshot);

      g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", text);
    }
  /* One line of the list: what the tool said in several is told in the tooltip. */
  return g_strdup (out->str);
}

static Item *
item_new (const RwBackupSystemRun *run, gint64 now)
{
  Item *self = g_object_new (TYPE_ITEM, NULL);
  gint64 at = run->started != 0 ? run->started : run->due;
  g_autofree char *word = rw_backup_run_word (run);

  self->id = run->id;
  self->status = rw_backup_run_status (run);
  self->problem =
    !run->superseded && (self->status == RW_STATUS_BAD || self->status == RW_STATUS_ATTENTION);
  self->cells[COLUMN_RESULT] = g_strdup_printf ("%s %s", rw_status_symbol (self->status), word);
  self->cells[COLUMN_WHEN] = rw_format_moment (at, now);
  self->cells[COLUMN_SIZE] = run->bytes >= 0 ? rw_format_size (run->bytes) : g_strdup ("");
  self->cells[COLUMN_DURATION] =
    run->seconds >= 0 ? rw_format_duration (run->seconds * RW_SECOND) : g_strdup ("");
  self->cells[COLUMN_CHECKED] = g_strdup (
    run->depth > RW_CHECK_DEPTH_RAN ? rw_enum_label (&rw_enum_check_depth, run->depth) : "");
  self->cells[COLUMN_MESSAGE] = describe_message (run);
  self->exact = rw_format_exact (at);
  return self;
}

/* --- Cells ----------------------------------------------------------------------------------------- */

static guint
column_of (gpointer factory)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "rw-column"));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  guint column = column_of (factory);
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell),
                              column == COLUMN_SIZE || column == COLUMN_DURATION ? 1 : 0);
  gtk_widget_add_css_class (cell, "numeric");
  gtk_list_item_set_child (list_item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  guint column = column_of (factory);
  Item *item = gtk_list_item_get_item (list_item);
  GtkWidget *cell = gtk_list_item_get_child (list_item);
  g_autofree char *line = g_strdelimit (g_strdup (item->cells[column]), "\r\n", ' ');

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), line);
  gtk_widget_set_tooltip_text (cell, column == COLUMN_WHEN      ? item->exact
                                     : column == COLUMN_MESSAGE ? item->cells[column]
                                                                : NULL);
  for (guint i = 0; i < RW_STATUS_N_VALUES; i++)
    gtk_widget_remove_css_class (cell, rw_status_css_class ((RwStatus) i));
  if (column == COLUMN_RESULT && item->status != RW_STATUS_GOOD)
    gtk_widget_add_css_class (cell, rw_status_css_class (item->status));
}

static void
row_bind_cb (RwBackupRuns *self, GtkColumnViewRow *row)
{
  Item *item = gtk_column_view_row_get_item (row);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_COLUMNS; i++)
    if (*item->cells[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", item->cells[i]);
  gtk_column_view_row_set_accessible_label (row, text->str);
}

static void
add_column (RwBackupRuns *self, guint which, const char *title, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_object_set_data (G_OBJECT (factory), "rw-column", GUINT_TO_POINTER (which));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_expand (column, which == COLUMN_MESSAGE);
  gtk_column_view_append_column (self->view, column);
}

/* --- What is shown --------------------------------------------------------------------------------- */

static gboolean
filter_cb (gpointer item, gpointer user_data)
{
  RwBackupRuns *self = user_data;

  return !gtk_toggle_button_get_active (self->problems) || ((Item *) item)->problem;
}

static void
show (RwBackupRuns *self)
{
  guint n = g_list_model_get_n_items (self->filtered);
  g_autofree char *count = rw_format_count (n);
  g_autofree char *text =
    n > 0 ? g_strdup_printf (C_ ("heading", "%s · %s"), _ ("Runs"), count) : g_strdup (_ ("Runs"));

  gtk_label_set_text (self->heading, text);
  gtk_label_set_text (self->none, gtk_toggle_button_get_active (self->problems)
                                    ? _ ("Every run is as it should be.")
                                    : _ ("No run has been reported yet."));
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "none");
}

static void
problems_cb (RwBackupRuns *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show (self);
}

static void
rw_backup_runs_dispose (GObject *object)
{
  RwBackupRuns *self = RW_BACKUP_RUNS (object);

  g_clear_object (&self->items);
  G_OBJECT_CLASS (rw_backup_runs_parent_class)->dispose (object);
}

static void
rw_backup_runs_class_init (RwBackupRunsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_backup_runs_dispose;
}

static void
rw_backup_runs_init (RwBackupRuns *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6),
            *scroller = gtk_scrolled_window_new ();
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *model;
  GtkSingleSelection *selection;

  rw_status_install_css ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->heading = GTK_LABEL (gtk_label_new (_ ("Runs")));
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  gtk_widget_set_hexpand (GTK_WIDGET (self->heading), TRUE);
  self->problems = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_ ("Problems Only")));
  gtk_widget_add_css_class (GTK_WIDGET (self->problems), "rw-small");
  g_signal_connect_object (self->problems, "toggled", G_CALLBACK (problems_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->problems));
  gtk_box_append (GTK_BOX (self), head);

  self->items = g_list_store_new (TYPE_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  model = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), self->filter);
  self->filtered = G_LIST_MODEL (model);
  selection = gtk_single_selection_new (G_LIST_MODEL (model));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (selection)));
  g_signal_connect_object (rows, "bind", G_CALLBACK (row_bind_cb), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_row_factory (self->view, rows);
  g_object_unref (rows);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Runs"), -1);
  add_column (self, COLUMN_RESULT, C_ ("backup run", "Result"), 126);
  add_column (self, COLUMN_WHEN, C_ ("backup run", "Began"), 110);
  add_column (self, COLUMN_SIZE, C_ ("backup run", "Size"), 78);
  add_column (self, COLUMN_DURATION, C_ ("backup run", "Duration"), 84);
  add_column (self, COLUMN_CHECKED, C_ ("backup run", "Checked"), 116);
  add_column (self, COLUMN_MESSAGE, C_ ("backup run", "What It Said"), -1);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 280);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  self->none = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->none, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->none), "dim-label");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->none), "none");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->stack));
}

GtkWidget *
rw_backup_runs_new (void)
{
  return g_object_new (RW_TYPE_BACKUP_RUNS, NULL);
}

/**
 * rw_backup_runs_set:
 * @job: (nullable): whose runs; nothing of it is kept
 */
void
rw_backup_runs_set (RwBackupRuns *self, const RwBackupSystemJob *job, gint64 now)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (RW_IS_BACKUP_RUNS (self));
  for (guint i = job != NULL ? job->runs->len : 0; i-- > 0;)
    g_ptr_array_add (items, item_new (job->runs->pdata[i], now));
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       items->pdata, items->len);
  show (self);
}

/**
 * rw_backup_runs_reveal:
 *
 * Returns: whether the run is there; it is selected then, and has the focus
 */
gboolean
rw_backup_runs_reveal (RwBackupRuns *self, const RwId *run)
{
  guint n;

  g_return_val_if_fail (RW_IS_BACKUP_RUNS (self) && run != NULL, FALSE);
  n = g_list_model_get_n_items (self->filtered);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (Item) item = g_list_model_get_item (self->filtered, i);

      if (!rw_id_equal (&item->id, run))
        continue;
      gtk_column_view_scroll_to (self->view, i, NULL,
                                 GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
      return TRUE;
    }
  return FALSE;
}

/**
 * rw_backup_runs_set_problems:
 * @problems: show only what is not as it should be
 */
void
rw_backup_runs_set_problems (RwBackupRuns *self, gboolean problems)
{
  g_return_if_fail (RW_IS_BACKUP_RUNS (self));
  gtk_toggle_button_set_active (self->problems, problems);
}

/**
 * rw_backup_runs_get_n:
 *
 * Returns: how many are shown
 */
guint
rw_backup_runs_get_n (RwBackupRuns *self)
{
  g_return_val_if_fail (RW_IS_BACKUP_RUNS (self), 0);
  return g_list_model_get_n_items (self->filtered);
}
