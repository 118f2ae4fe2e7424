/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-systems-import-dialog.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-format.h"
#include "rw-import-parts.h"
#include "rw-submit.h"
#include "rw-systems-import-row.h"
#include "rw-systems-import.h"

/* How often the bar of what runs in a thread is drawn anew, in milliseconds. */
#define TICK 150

struct _RwSystemsImportDialog
{
  AdwDialog parent_instance;

  RwPage *page; /* weak: says what was done, and offers to undo it */
  RwSession *session;
  GCancellable *cancellable;
  RwCsvPlan *plan;
  GListStore *rows;
  GtkFilterListModel *shown;
  GtkCustomFilter *filter;
  RwTypesProgress *progress; /* of what runs */
  guint tick;
  guint n_taken;
  gboolean marking;

  const char *state;
  GtkStack *stack;
  AdwToastOverlay *toasts;
  AdwStatusPage *calm; /* choose, done and failed */
  GtkWidget *choose_button;
  GtkLabel *busy_label;
  GtkProgressBar *bar;
  AdwToggleGroup *toggles;
  GtkCheckButton *take_all;
  GtkWidget *nothing; /* in its place when there is nothing to choose */
  GtkWidget *view_box;
  GtkWidget *import_button;
  GtkWidget *bottom;
};

G_DEFINE_FINAL_TYPE (RwSystemsImportDialog, rw_systems_import_dialog, ADW_TYPE_DIALOG)

/* --- States ----------------------------------------------------------------------------------------- */

static void
show_state (RwSystemsImportDialog *self, const char *state)
{
  gboolean plan = g_str_equal (state, "plan"), busy = g_str_equal (state, "busy");

  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, plan || busy ? state : "calm");
  self->state = state;
  gtk_widget_set_visible (self->bottom, plan);
  gtk_widget_set_visible (self->choose_button,
                          g_str_equal (state, "choose") || g_str_equal (state, "failed"));
}

static void
show_calm (RwSystemsImportDialog *self,
           const char            *state,
           const char            *icon,
           const char            *title,
           const char            *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->calm, icon);
  adw_status_page_set_title (self->calm, title);
  adw_status_page_set_description (self->calm, escaped);
  show_state (self, state);
}

static void
show_choose (RwSystemsImportDialog *self)
{
  show_calm (self, "choose", "document-open-symbolic", _ ("Import Systems"),
             _ (
               "A CSV file as “Export as CSV” writes it, or with headings of its own: name, serial "
               "number, rack, unit … An empty cell leaves a field as it is; (clear) in a cell "
               "empties it. Nothing is changed before you have seen every difference."));
}

static gboolean
tick_cb (gpointer user_data)
{
  RwSystemsImportDialog *self = user_data;

  rw_import_busy_update (self->bar, g_atomic_int_get (&self->progress->done),
                         g_atomic_int_get (&self->progress->all));
  return G_SOURCE_CONTINUE;
}

static void
show_busy (RwSystemsImportDialog *self, const char *what)
{
  show_state (self, "busy");
  *self->progress = (RwTypesProgress) { 0 };
  gtk_label_set_label (self->busy_label, what);
  gtk_progress_bar_set_text (self->bar, "");
  gtk_progress_bar_set_fraction (self->bar, 0);
  self->tick = g_timeout_add (TICK, tick_cb, self);
  rw_announce (GTK_WIDGET (self), what);
}

/* --- The preview ------------------------------------------------------------------------------------ */

static const char *
section_heading (RwSystemsSection section)
{
  switch (section)
    {
    case RW_SYSTEMS_REMARKS:
      return _ ("Columns that are left out");
    case RW_SYSTEMS_REFUSED:
      return _ ("Refused – these rows cannot be imported as they are");
    case RW_SYSTEMS_CHANGED:
      return _ ("Changed – ticked ones become what the file says");
    case RW_SYSTEMS_NEW:
      return _ ("New – ticked ones are made");
    case RW_SYSTEMS_SAME:
    case RW_SYSTEMS_N_SECTIONS:
    default:
      return _ ("Unchanged – the file says the same");
    }
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  RwSystemsImportRow *row = gtk_list_item_get_item (item);
  g_autofree char *title = rw_systems_import_row_dup_title (row);
  g_autofree char *detail = rw_systems_import_row_dup_detail (row);

  rw_import_row_show (item, title, detail,
                      rw_systems_import_row_is_choice (row) ? G_OBJECT (row) : NULL, "taken");
}

static void
bind_header_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  RwSystemsImportRow *row = gtk_list_header_get_item (header);

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)),
                       section_heading (rw_systems_import_row_get_section (row)));
}

static int
compare_sections (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int) rw_systems_import_row_get_section ((gpointer) a) -
         (int) rw_systems_import_row_get_section ((gpointer) b);
}

/* The name of a toggle is the section that it shows. */
static gboolean
filter_cb (gpointer item, gpointer user_data)
{
  RwSystemsImportDialog *self = user_data;
  const char *name = adw_toggle_group_get_active_name (self->toggles);

  return name == NULL || g_str_equal (name, "all") ||
         g_ascii_strtoull (name, NULL, 10) == rw_systems_import_row_get_section (item);
}

static void
make_view (RwSystemsImportDialog *self)
{
  GtkSorter *sections = GTK_SORTER (gtk_custom_sorter_new (compare_sections, NULL, NULL));
  GtkListItemFactory *factory = rw_import_rows_new (G_CALLBACK (bind_cb), NULL);
  GtkListItemFactory *headers = rw_import_headers_new (G_CALLBACK (bind_header_cb), NULL);
  GtkWidget *view, *scroller = gtk_scrolled_window_new ();
  GtkSortListModel *sorted;

  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)),
                                           GTK_FILTER (g_object_ref (self->filter)));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->shown)), NULL);
  gtk_sort_list_model_set_section_sorter (sorted, sections);
  g_object_unref (sections);
  view =
    gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (sorted))), factory);
  gtk_list_view_set_header_factory (GTK_LIST_VIEW (view), headers);
  g_object_unref (headers);
  gtk_list_view_set_tab_behavior (GTK_LIST_VIEW (view), GTK_LIST_TAB_ITEM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What would be imported"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->view_box), scroller);
}

static void
update_button (RwSystemsImportDialog *self)
{
  guint n = self->n_taken, choices = self->plan->n[RW_CSV_NEW] + self->plan->n[RW_CSV_CHANGED];
  g_autofree char *count = rw_format_count (n);
  g_autofree char *label = n > 0
                             ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Import %s System",
                                                             "_Import %s Systems", n),
                                                count)
                             : g_strdup (_ ("_Import"));

  gtk_button_set_label (GTK_BUTTON (self->import_button), label);
  gtk_widget_set_sensitive (self->import_button, n > 0);
  self->marking = TRUE;
  gtk_check_button_set_active (self->take_all, n > 0 && n == choices);
  gtk_check_button_set_inconsistent (self->take_all, n > 0 && n < choices);
  self->marking = FALSE;
}

static void
taken_cb (RwSystemsImportRow *row, GParamSpec *pspec, RwSystemsImportDialog *self)
{
  if (rw_systems_import_row_get_taken (row))
    self->n_taken++;
  else
    self->n_taken--;
  if (!self->marking)
    update_button (self);
}

static void
take_all_cb (RwSystemsImportDialog *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  gboolean take = gtk_check_button_get_active (self->take_all);

  if (self->marking)
    return;
  self->marking = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RwSystemsImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      rw_systems_import_row_set_taken (row, take);
    }
  self->marking = FALSE;
  update_button (self);
}

static void
toggled_cb (RwSystemsImportDialog *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
add_toggle (RwSystemsImportDialog *self, const char *name, const char *format, guint n)
{
  AdwToggle *toggle = adw_toggle_new ();
  g_autofree char *count = rw_format_count (n);
  g_autofree char *label = g_strdup_printf (format, count);

  adw_toggle_set_name (toggle, name);
  adw_toggle_set_label (toggle, label);
  adw_toggle_set_enabled (toggle, n > 0);
  adw_toggle_group_add (self->toggles, toggle);
}

static void
fill_toggles (RwSystemsImportDialog *self)
{
  static const struct
  {
    RwSystemsSection section;
    RwCsvFate fate;
    const char *label;
  } kinds[] = {
    /* Translators: how many rows of a file; a button */
    { RW_SYSTEMS_NEW, RW_CSV_NEW, NC_ ("import", "New %s") },
    { RW_SYSTEMS_CHANGED, RW_CSV_CHANGED, NC_ ("import", "Changed %s") },
    { RW_SYSTEMS_SAME, RW_CSV_SAME, NC_ ("import", "Unchanged %s") },
    { RW_SYSTEMS_REFUSED, RW_CSV_REFUSED, NC_ ("import", "Refused %s") },
  };

  add_toggle (self, "all", C_ ("import", "All %s"), self->plan->items->len);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", (int) kinds[i].section);

      add_toggle (self, name, g_dpgettext2 (GETTEXT_PACKAGE, "import", kinds[i].label),
                  self->plan->n[kinds[i].fate]);
    }
  adw_toggle_group_set_active_name (self->toggles, "all");
}

static char *
dup_summary (RwCsvPlan *plan)
{
  return g_strdup_printf (_ ("%u new, %u changed, %u unchanged, %u refused"), plan->n[RW_CSV_NEW],
                          plan->n[RW_CSV_CHANGED], plan->n[RW_CSV_SAME], plan->n[RW_CSV_REFUSED]);
}

static void
show_plan (RwSystemsImportDialog *self)
{
  g_autofree char *summary = dup_summary (self->plan);
  guint choices = self->plan->n[RW_CSV_NEW] + self->plan->n[RW_CSV_CHANGED];

  self->rows = rw_systems_import_rows_new (self->plan);
  self->n_taken = choices;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (RwSystemsImportRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (rw_systems_import_row_is_choice (row))
        g_signal_connect_object (row, "notify::taken", G_CALLBACK (taken_cb), self,
                                 G_CONNECT_DEFAULT);
    }
  fill_toggles (self);
  make_view (self);
  gtk_widget_set_visible (GTK_WIDGET (self->take_all), choices > 0);
  gtk_widget_set_visible (self->nothing, choices == 0);
  update_button (self);
  show_state (self, "plan");
  rw_announce (GTK_WIDGET (self), summary);
  if (choices > 0)
    gtk_widget_grab_focus (self->import_button);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSystemsImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->plan = rw_systems_load_finish (result, &error);
  if (self->plan != NULL && self->plan->items->len > 0)
    show_plan (self);
  else if (self->plan != NULL)
    {
      g_clear_pointer (&self->plan, rw_csv_plan_free);
      show_calm (self, "failed", "dialog-warning-symbolic", _ ("Nothing to Import"),
                 _ ("The file has headings and no row below them."));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_choose (self);
  else
    {
      show_calm (self, "failed", "dialog-warning-symbolic", _ ("Nothing Was Read"), error->message);
      rw_announce (GTK_WIDGET (self), error->message);
    }
}

/**
 * rw_systems_import_dialog_open:
 * @path: of a CSV file
 *
 * Reads it and shows what would be imported.
 */
void
rw_systems_import_dialog_open (RwSystemsImportDialog *self, const char *path)
{
  g_return_if_fail (RW_IS_SYSTEMS_IMPORT_DIALOG (self) && self->plan == NULL && self->tick == 0);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_busy (self, _ ("Reading systems"));
  rw_systems_load_async (self->session, path, self->progress, self->cancellable, loaded_cb,
                         g_object_ref (self));
}

/* --- The import ------------------------------------------------------------------------------------- */

static void
show_toast (RwSystemsImportDialog *self, const char *message)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, message);
  adw_toast_set_timeout (toast, 10);
  adw_toast_overlay_add_toast (self->toasts, toast);
  rw_announce (GTK_WIDGET (self), message);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSystemsImportDialog) self = user_data;
  g_autoptr (RwSystemsOutcome) outcome = rw_systems_apply_finish (result);
  g_autofree char *title = NULL;

  /* As if nothing had been asked: what is in the way can be unticked. */
  if (outcome->done == 0)
    {
      show_state (self, "plan");
      if (outcome->stopped != NULL &&
          !g_error_matches (outcome->stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_toast (self, outcome->stopped->message);
      return;
    }
  if (outcome->stopped == NULL && outcome->steps == 1)
    {
      g_autofree char *label = rw_systems_import_label (outcome->done);

      adw_dialog_force_close (ADW_DIALOG (self));
      if (self->page != NULL)
        rw_toast_undo (GTK_WIDGET (self->page), self->session, label);
      return;
    }
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u System Imported",
                                        "%u Systems Imported", outcome->done),
                           outcome->done);
  show_calm (self, "done",
             outcome->stopped != NULL ? "dialog-warning-symbolic" : "object-select-symbolic", title,
             outcome->stopped == NULL ? _ ("Undo takes them back, step by step.")
             : g_error_matches (outcome->stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED)
               ? _ ("You have stopped the rest.")
               : outcome->stopped->message);
  rw_announce (GTK_WIDGET (self), title);
  /* Closed meanwhile, which stopped it. */
  if (self->page != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    rw_page_toast (self->page, title);
}

/**
 * rw_systems_import_dialog_import:
 *
 * Does what is ticked.
 */
void
rw_systems_import_dialog_import (RwSystemsImportDialog *self)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *objection = NULL;

  g_return_if_fail (RW_IS_SYSTEMS_IMPORT_DIALOG (self) && self->plan != NULL);
  objection = rw_csv_plan_dup_objection (self->plan);
  if (objection != NULL)
    {
      show_toast (self, objection);
      return;
    }
  edits = rw_csv_plan_get_edits (self->plan);
  if (edits->len == 0)
    return;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_busy (self, _ ("Importing systems"));
  rw_systems_apply_async (self->session, edits, self->progress, self->cancellable, applied_cb,
                          g_object_ref (self));
}

/* --- Choosing --------------------------------------------------------------------------------------- */

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSystemsImportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->plan == NULL && self->tick == 0)
    rw_systems_import_dialog_open (self, path);
}

static void
choose_cb (RwSystemsImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Import Systems"));
  gtk_file_filter_set_name (filter, _ ("Tables (CSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_suffix (filter, "txt");
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        file_chosen_cb, g_object_ref (self));
}

static void
stop_cb (RwSystemsImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* What runs must not go on unseen. */
static void
rw_systems_import_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (RW_SYSTEMS_IMPORT_DIALOG (dialog)->cancellable);
}

/* --- Making ----------------------------------------------------------------------------------------- */

static void
rw_systems_import_dialog_finalize (GObject *object)
{
  RwSystemsImportDialog *self = RW_SYSTEMS_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->plan, rw_csv_plan_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);
  g_free (self->progress);
  G_OBJECT_CLASS (rw_systems_import_dialog_parent_class)->finalize (object);
}

static void
rw_systems_import_dialog_class_init (RwSystemsImportDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_systems_import_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = rw_systems_import_dialog_closed;
}

static GtkWidget *
make_calm (RwSystemsImportDialog *self)
{
  GtkWidget *page = adw_status_page_new ();

  self->calm = ADW_STATUS_PAGE (page);
  self->choose_button =
    rw_import_button_new (_ ("Choose _File…"), "pill", G_CALLBACK (choose_cb), self);
  gtk_widget_add_css_class (self->choose_button, "suggested-action");
  gtk_widget_set_halign (self->choose_button, GTK_ALIGN_CENTER);
  adw_status_page_set_child (self->calm, self->choose_button);
  return page;
}

static GtkWidget *
make_plan (RwSystemsImportDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->toggles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->toggles), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggles), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show rows"), -1);
  g_signal_connect_object (self->toggles, "notify::active", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
  self->view_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toggles));
  gtk_box_append (GTK_BOX (box), self->view_box);
  return box;
}

static GtkWidget *
make_bottom (RwSystemsImportDialog *self)
{
  GtkWidget *bar = gtk_center_box_new ();
  GtkWidget *start = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->nothing = gtk_label_new (_ ("There is nothing to import in this file"));
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_widget_set_margin_start (self->nothing, 6);
  self->take_all =
    GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("Import _all that can be")));
  g_signal_connect_object (self->take_all, "toggled", G_CALLBACK (take_all_cb), self,
                           G_CONNECT_SWAPPED);
  self->import_button = rw_import_button_new (_ ("_Import"), "suggested-action",
                                              G_CALLBACK (rw_systems_import_dialog_import), self);
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_box_append (GTK_BOX (start), GTK_WIDGET (self->take_all));
  gtk_box_append (GTK_BOX (start), self->nothing);
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (bar), start);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (bar), self->import_button);
  self->bottom = bar;
  return bar;
}

static void
rw_systems_import_dialog_init (RwSystemsImportDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->progress = g_new0 (RwTypesProgress, 1);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, make_calm (self), "calm");
  gtk_stack_add_named (self->stack,
                       rw_import_busy_new (&self->busy_label, &self->bar, G_CALLBACK (stop_cb),
                                           self),
                       "busy");
  gtk_stack_add_named (self->stack, make_plan (self), "plan");
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), make_bottom (self));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->toasts));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Import Systems"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 720);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
  show_choose (self);
}

/**
 * rw_systems_import_dialog_new:
 * @page: whose session gets the edits; its toast offers to undo them
 */
AdwDialog *
rw_systems_import_dialog_new (RwPage *page)
{
  RwSystemsImportDialog *self = g_object_new (RW_TYPE_SYSTEMS_IMPORT_DIALOG, NULL);

  g_set_weak_pointer (&self->page, page);
  self->session = g_object_ref (rw_page_get_session (page));
  return ADW_DIALOG (self);
}

/**
 * rw_systems_import_dialog_get_state:
 *
 * Returns: "choose", "busy", "plan", "done" or "failed"
 */
const char *
rw_systems_import_dialog_get_state (RwSystemsImportDialog *self)
{
  return self->state;
}

/**
 * rw_systems_import_dialog_get_rows:
 *
 * Returns: (transfer none) (nullable) (element-type RwSystemsImportRow): those that are shown
 */
GListModel *
rw_systems_import_dialog_get_rows (RwSystemsImportDialog *self)
{
  return G_LIST_MODEL (self->shown);
}
