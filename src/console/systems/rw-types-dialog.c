/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-types-dialog.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-import-parts.h"
#include "rw-types-import.h"
#include "rw-types-row.h"

/* How often the bar of what runs in a thread is drawn anew, in milliseconds. */
#define TICK 150

struct _RwTypesDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GCancellable *cancellable;
  RwDeviceTypePlan *plan;
  RwTypesOutcome *outcome;
  GListStore *rows;
  RwTypesProgress *progress; /* of what runs */
  guint tick;

  const char *state;
  GtkStack *stack;
  AdwToastOverlay *toasts;
  AdwStatusPage *calm; /* choose, done and failed */
  GtkWidget *choices;
  GtkLabel *busy_label;
  GtkProgressBar *bar;
  GtkLabel *heading;
  GtkCheckButton *take_all;
  GtkWidget *view_box;
  GtkWidget *copy_button;
  GtkWidget *import_button;
  GtkWidget *bottom;
};

G_DEFINE_FINAL_TYPE (RwTypesDialog, rw_types_dialog, ADW_TYPE_DIALOG)

/* --- States ----------------------------------------------------------------------------------------- */

static void
stop_tick (RwTypesDialog *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
}

static void
show_state (RwTypesDialog *self, const char *state)
{
  gboolean plan = g_str_equal (state, "plan"), done = g_str_equal (state, "done");
  gboolean busy = g_str_equal (state, "busy");

  stop_tick (self);
  gtk_stack_set_visible_child_name (self->stack, plan || busy ? state : "calm");
  self->state = state;
  gtk_widget_set_visible (self->bottom, plan || done);
  gtk_widget_set_visible (self->import_button, plan);
  gtk_widget_set_visible (self->choices, !plan && !done && !busy);
}

static void
show_calm (RwTypesDialog *self, const char *state, const char *icon, const char *title, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_icon_name (self->calm, icon);
  adw_status_page_set_title (self->calm, title);
  adw_status_page_set_description (self->calm, escaped);
  show_state (self, state);
}

static void
show_choose (RwTypesDialog *self)
{
  show_calm (
    self, "choose", "document-open-symbolic", _ ("Import Device Types"),
    _ ("Device types in YAML, as the community library of NetBox has them: one file, or a folder "
       "with thousands. Nothing is changed before you have seen what would be."));
}

static gboolean
tick_cb (gpointer user_data)
{
  RwTypesDialog *self = user_data;

  rw_import_busy_update (self->bar, g_atomic_int_get (&self->progress->done),
                         g_atomic_int_get (&self->progress->all));
  return G_SOURCE_CONTINUE;
}

static void
show_busy (RwTypesDialog *self, const char *what)
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

static void
update_button (RwTypesDialog *self)
{
  guint n = self->plan->n[RW_DEVICE_TYPE_NEW] + self->plan->n[RW_DEVICE_TYPE_FILLED], taken = 0;
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  g_autofree char *label = NULL;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (RwTypesRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (rw_types_row_get_section (row) != RW_TYPES_CHANGED)
        break;
      taken += rw_types_row_get_taken (row) || rw_types_row_get_item (row)->fills->len > 0;
    }
  n += taken;
  label =
    n > 0
      ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Import %u Type", "_Import %u Types", n), n)
      : g_strdup (_ ("_Import"));
  gtk_button_set_label (GTK_BUTTON (self->import_button), label);
  gtk_widget_set_sensitive (self->import_button, n > 0);
}

static const char *
section_heading (RwTypesSection section)
{
  switch (section)
    {
    case RW_TYPES_CHANGED:
      return _ ("Different here – ticked ones become what the file says");
    case RW_TYPES_FILLED:
      return _ ("The file knows more – empty fields are filled");
    case RW_TYPES_NEW:
      return _ ("New");
    case RW_TYPES_SKIPPED:
      return _ ("Skipped");
    case RW_TYPES_REMARKS:
    case RW_TYPES_N_SECTIONS:
    default:
      return _ ("Passed over in files that are imported");
    }
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  RwTypesRow *row = gtk_list_item_get_item (item);
  gboolean changed = rw_types_row_get_section (row) == RW_TYPES_CHANGED;

  rw_import_row_show (item, rw_types_row_get_title (row), rw_types_row_get_detail (row),
                      changed ? G_OBJECT (row) : NULL, "taken");
}

static void
bind_header_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  RwTypesRow *row = gtk_list_header_get_item (header);

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)),
                       section_heading (rw_types_row_get_section (row)));
}

static int
compare_sections (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int) rw_types_row_get_section ((gpointer) a) -
         (int) rw_types_row_get_section ((gpointer) b);
}

static void
make_view (RwTypesDialog *self)
{
  GtkSorter *sections = GTK_SORTER (gtk_custom_sorter_new (compare_sections, NULL, NULL));
  GtkSortListModel *sorted =
    gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->rows)), NULL);
  GtkListItemFactory *factory = rw_import_rows_new (G_CALLBACK (bind_cb), NULL);
  GtkListItemFactory *headers = rw_import_headers_new (G_CALLBACK (bind_header_cb), NULL);
  GtkWidget *view, *scroller = gtk_scrolled_window_new ();

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
taken_cb (RwTypesDialog *self)
{
  update_button (self);
}

static void
take_all_cb (RwTypesDialog *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (RwTypesRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (rw_types_row_get_section (row) != RW_TYPES_CHANGED)
        break;
      rw_types_row_set_taken (row, gtk_check_button_get_active (self->take_all));
    }
}

static void
show_plan (RwTypesDialog *self)
{
  g_autofree char *files = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file", "%u files",
                                                         self->plan->files->n_files),
                                            self->plan->files->n_files);
  /* Translators: “3,000 files: 2,100 new, …” */
  g_autofree char *heading =
    g_strdup_printf (_ ("%s: %u new, %u to be filled, %u different, %u the same, %u skipped"),
                     files, self->plan->n[RW_DEVICE_TYPE_NEW], self->plan->n[RW_DEVICE_TYPE_FILLED],
                     self->plan->n[RW_DEVICE_TYPE_CHANGED], self->plan->n[RW_DEVICE_TYPE_SAME],
                     self->plan->files->skipped->len);

  self->rows = rw_types_rows_new (self->plan);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (RwTypesRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (rw_types_row_get_section (row) != RW_TYPES_CHANGED)
        break;
      g_signal_connect_object (row, "notify::taken", G_CALLBACK (taken_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_label_set_label (self->heading, heading);
  gtk_widget_set_visible (GTK_WIDGET (self->take_all), self->plan->n[RW_DEVICE_TYPE_CHANGED] > 0);
  make_view (self);
  update_button (self);
  show_state (self, "plan");
  rw_announce (GTK_WIDGET (self), heading);
  if (gtk_widget_get_sensitive (self->import_button))
    gtk_widget_grab_focus (self->import_button);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwTypesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  self->plan = rw_types_load_finish (result, &error);
  if (self->plan != NULL)
    show_plan (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_choose (self);
  else
    show_calm (self, "failed", "dialog-warning-symbolic", _ ("Nothing Was Read"), error->message);
}

/**
 * rw_types_dialog_open:
 * @path: a file, or a folder of them
 *
 * Reads it and shows what would be imported.
 */
void
rw_types_dialog_open (RwTypesDialog *self, const char *path)
{
  g_return_if_fail (RW_IS_TYPES_DIALOG (self) && self->plan == NULL && self->tick == 0);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_busy (self, _ ("Reading device types"));
  rw_types_load_async (self->session, path, self->progress, self->cancellable, loaded_cb,
                       g_object_ref (self));
}

/* --- The import ------------------------------------------------------------------------------------- */

/**
 * rw_types_dialog_dup_summary:
 *
 * Returns: (transfer full) (nullable): all of it in words, also what was done
 */
char *
rw_types_dialog_dup_summary (RwTypesDialog *self)
{
  g_autofree char *plan = self->plan != NULL ? rw_device_type_plan_to_text (self->plan) : NULL;
  GString *text;

  if (plan == NULL || self->outcome == NULL)
    return g_steal_pointer (&plan);
  text = g_string_new (NULL);
  g_string_append_printf (text,
                          g_dngettext (GETTEXT_PACKAGE, "%u device type imported\n",
                                       "%u device types imported\n", self->outcome->done),
                          self->outcome->done);
  for (guint i = 0; i < self->outcome->refused->len; i++)
    g_string_append_printf (text, "%s\n", (char *) self->outcome->refused->pdata[i]);
  if (self->outcome->stopped != NULL)
    g_string_append_printf (text, "%s\n", self->outcome->stopped->message);
  g_string_append_printf (text, "\n%s", plan);
  return g_string_free (text, FALSE);
}

static void
copy_cb (RwTypesDialog *self)
{
  g_autofree char *text = rw_types_dialog_dup_summary (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Summary copied")));
  rw_announce (GTK_WIDGET (self), _ ("Summary copied"));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwTypesDialog) self = user_data;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *title = NULL;

  self->outcome = rw_types_apply_finish (result);
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Device Type Imported",
                                        "%u Device Types Imported", self->outcome->done),
                           self->outcome->done);
  if (g_error_matches (self->outcome->stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_string_append (text, _ ("You have stopped the rest."));
  else if (self->outcome->stopped != NULL)
    g_string_append (text, self->outcome->stopped->message);
  else if (self->outcome->refused->len == 0)
    g_string_append (text, _ ("Undo takes them back, step by step."));
  /* Two show what it is about; the summary has them all. */
  for (guint i = 0; i < MIN (2, self->outcome->refused->len); i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            (char *) self->outcome->refused->pdata[i]);
  if (self->outcome->refused->len > 2)
    g_string_append_printf (text,
                            g_dngettext (GETTEXT_PACKAGE, "\nand %u more that could not be",
                                         "\nand %u more that could not be",
                                         self->outcome->refused->len - 2),
                            self->outcome->refused->len - 2);
  show_calm (self, "done",
             self->outcome->refused->len > 0 || self->outcome->stopped != NULL
               ? "dialog-warning-symbolic"
               : "object-select-symbolic",
             title, text->str);
  rw_announce (GTK_WIDGET (self), title);
}

/**
 * rw_types_dialog_import:
 *
 * Does what is shown.
 */
void
rw_types_dialog_import (RwTypesDialog *self)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (RwTypesRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);
      const RwDeviceTypeItem *item = rw_types_row_get_item (row);
      RwEdit *edit =
        item != NULL ? rw_device_type_item_edit (item, rw_types_row_get_taken (row)) : NULL;

      if (edit == NULL)
        continue;
      g_ptr_array_add (edits, edit);
      g_ptr_array_add (names, rw_device_type_item_name (item));
    }
  if (edits->len == 0)
    return;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_busy (self, _ ("Importing device types"));
  rw_types_apply_async (self->session, edits, names, self->progress, self->cancellable, applied_cb,
                        g_object_ref (self));
}

/* --- Choosing --------------------------------------------------------------------------------------- */

static void
open_file (RwTypesDialog *self, GFile *file)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->plan == NULL && self->tick == 0)
    rw_types_dialog_open (self, path);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwTypesDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  open_file (self, file);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwTypesDialog) self = user_data;
  g_autoptr (GFile) file =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  open_file (self, file);
}

static void
choose (RwTypesDialog *self, gboolean folder)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;

  gtk_file_dialog_set_title (dialog, _ ("Import Device Types"));
  gtk_file_filter_set_name (filter, _ ("Device types (YAML)"));
  gtk_file_filter_add_suffix (filter, "yaml");
  gtk_file_filter_add_suffix (filter, "yml");
  if (folder)
    {
      gtk_file_dialog_select_folder (dialog, window, NULL, folder_chosen_cb, g_object_ref (self));
      return;
    }
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, window, NULL, file_chosen_cb, g_object_ref (self));
}

static void
choose_file_cb (RwTypesDialog *self)
{
  choose (self, FALSE);
}

static void
choose_folder_cb (RwTypesDialog *self)
{
  choose (self, TRUE);
}

static void
stop_cb (RwTypesDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

/* What runs must not go on unseen. */
static void
rw_types_dialog_closed (AdwDialog *dialog)
{
  RwTypesDialog *self = RW_TYPES_DIALOG (dialog);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/* --- Making ----------------------------------------------------------------------------------------- */

static void
rw_types_dialog_finalize (GObject *object)
{
  RwTypesDialog *self = RW_TYPES_DIALOG (object);

  stop_tick (self);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->plan, rw_device_type_plan_free);
  g_clear_pointer (&self->outcome, rw_types_outcome_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_free (self->progress);
  G_OBJECT_CLASS (rw_types_dialog_parent_class)->finalize (object);
}

static void
rw_types_dialog_class_init (RwTypesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rw_types_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = rw_types_dialog_closed;
}

static GtkWidget *
make_calm (RwTypesDialog *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *file =
    rw_import_button_new (_ ("Choose _File…"), "pill", G_CALLBACK (choose_file_cb), self);
  GtkWidget *folder =
    rw_import_button_new (_ ("Choose F_older…"), "pill", G_CALLBACK (choose_folder_cb), self);

  self->calm = ADW_STATUS_PAGE (page);
  gtk_widget_add_css_class (folder, "suggested-action");
  self->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_halign (self->choices, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->choices), file);
  gtk_box_append (GTK_BOX (self->choices), folder);
  adw_status_page_set_child (self->calm, self->choices);
  return page;
}

static GtkWidget *
make_plan (RwTypesDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->heading, TRUE);
  gtk_label_set_xalign (self->heading, 0);
  self->take_all = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (
    _ ("Change _all that say something else than their files")));
  g_signal_connect_object (self->take_all, "toggled", G_CALLBACK (take_all_cb), self,
                           G_CONNECT_SWAPPED);
  self->view_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  for (GtkWidget *widget = GTK_WIDGET (self->heading); widget != NULL;
       widget = widget == GTK_WIDGET (self->heading) ? GTK_WIDGET (self->take_all) : NULL)
    {
      gtk_widget_set_margin_start (widget, 12);
      gtk_widget_set_margin_end (widget, 12);
      gtk_box_append (GTK_BOX (box), widget);
    }
  gtk_box_append (GTK_BOX (box), self->view_box);
  return box;
}

static GtkWidget *
make_bottom (RwTypesDialog *self)
{
  GtkWidget *bar = gtk_center_box_new ();

  self->copy_button = rw_import_button_new (_ ("_Copy Summary"), NULL, G_CALLBACK (copy_cb), self);
  self->import_button = rw_import_button_new (_ ("_Import"), "suggested-action",
                                              G_CALLBACK (rw_types_dialog_import), self);
  gtk_widget_add_css_class (bar, "toolbar");
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (bar), self->copy_button);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (bar), self->import_button);
  self->bottom = bar;
  return bar;
}

static void
rw_types_dialog_init (RwTypesDialog *self)
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
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Import Device Types"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 640);
  adw_dialog_set_content_height (ADW_DIALOG (self), 620);
  show_choose (self);
}

/**
 * rw_types_dialog_new:
 * @session: that gets the edits
 */
AdwDialog *
rw_types_dialog_new (RwSession *session)
{
  RwTypesDialog *self = g_object_new (RW_TYPE_TYPES_DIALOG, NULL);

  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}

/**
 * rw_types_dialog_get_state:
 *
 * Returns: "choose", "busy", "plan", "done" or "failed"
 */
const char *
rw_types_dialog_get_state (RwTypesDialog *self)
{
  return self->state;
}

/**
 * rw_types_dialog_get_rows:
 *
 * Returns: (transfer none) (nullable) (element-type RwTypesRow): the preview
 */
GListModel *
rw_types_dialog_get_rows (RwTypesDialog *self)
{
  return G_LIST_MODEL (self->rows);
}
