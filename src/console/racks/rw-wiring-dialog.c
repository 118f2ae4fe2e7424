/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-wiring-dialog.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-format.h"
#include "rw-status-page.h"
#include "rw-submit.h"
#include "rw-text.h"

typedef struct
{
  RwPage *page; /* weak: a dialog that is still closing must not keep it */
  RwWiringQuestion question;
  RwWiringAnswer *answer;
  GCancellable *cancellable;

  AdwNavigationView *navigation;
  GtkStack *stack;
  GtkLabel *heading, *summary;
  GtkSearchEntry *entry;
  GtkStack *list_stack;
  GtkScrolledWindow *scroller;
  guint to_top; /* frames to wait for */
  GtkListView *list;
  GListStore *rows;
  GtkFilterListModel *filtered;
  GtkFilter *filter;
  char *words;
  AdwStatusPage *calm;
  AdwStatusPage *failed;
  AdwBin *own;
  GtkWidget *copy;
  GtkWidget *buttons;
  GtkEventController *shortcuts;
} RwWiringDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (RwWiringDialog, rw_wiring_dialog, ADW_TYPE_DIALOG)

#define PRIVATE(self) \
  ((RwWiringDialogPrivate *) rw_wiring_dialog_get_instance_private (RW_WIRING_DIALOG (self)))

static void load (RwWiringDialog *self);

/* --- Reading --------------------------------------------------------------------------------------- */

static void
show (RwWiringDialog *self, const char *name)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  gboolean answered = !g_str_equal (name, "loading") && !g_str_equal (name, "failed");

  gtk_stack_set_visible_child_name (priv->stack, name);
  gtk_widget_set_sensitive (priv->copy, answered);
  gtk_widget_set_sensitive (priv->buttons, answered);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwWiringDialog) self = user_data;
  RwWiringDialogPrivate *priv = PRIVATE (self);
  g_autoptr (GError) error = NULL;
  RwWiringAnswer *answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (priv->cancellable))
    {
      g_clear_pointer (&answer, rw_wiring_answer_free);
      return;
    }
  if (answer == NULL)
    {
      adw_status_page_set_description (priv->failed, error->message);
      show (self, "failed");
      rw_announce (GTK_WIDGET (self), error->message);
      return;
    }
  g_clear_pointer (&priv->answer, rw_wiring_answer_free);
  priv->answer = answer;
  RW_WIRING_DIALOG_GET_CLASS (self)->fill (self, answer);
}

static void
load (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  RwSession *session = priv->page != NULL ? rw_page_get_session (priv->page) : NULL;

  show (self, "loading");
  if (session == NULL)
    return;
  rw_session_read_async (session, rw_wiring_read,
                         g_memdup2 (&priv->question, sizeof priv->question), g_free,
                         rw_wiring_answer_free, priv->cancellable, read_cb, g_object_ref (self));
}

/* --- What the person does -------------------------------------------------------------------------- */

static gboolean
filter_cb (gpointer item, gpointer user_data)
{
  RwWiringDialogPrivate *priv = PRIVATE (user_data);

  return priv->words == NULL || *priv->words == '\0' || rw_wiring_row_matches (item, priv->words);
}

static void
search_cb (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  g_autofree char *words = rw_text_fold (gtk_editable_get_text (GTK_EDITABLE (priv->entry)));

  if (!g_set_str (&priv->words, words))
    return;
  gtk_filter_changed (priv->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_stack_set_visible_child_name (priv->list_stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (priv->filtered)) > 0
                                      ? "rows"
                                      : "nothing");
}

/* The first Escape forgets what was typed, the next one closes. */
static void
stop_search_cb (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);

  if (*gtk_editable_get_text (GTK_EDITABLE (priv->entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (priv->entry), "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
activate_cb (GtkListView *list, guint position, RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  g_autoptr (RwWiringRow) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  const RwWiringRowInfo *info = rw_wiring_row_get_info (row);

  if (info->kind == RW_KIND_NONE)
    return;
  if (RW_WIRING_DIALOG_GET_CLASS (self)->activate != NULL)
    RW_WIRING_DIALOG_GET_CLASS (self)->activate (self, priv->answer, info);
  else
    rw_wiring_dialog_go_to (self, info->kind, &info->id);
}

static void
copy_cb (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  g_autofree char *text = NULL;

  if (priv->answer == NULL)
    return;
  text = RW_WIRING_DIALOG_GET_CLASS (self)->dup_text (self, priv->answer);
  if (text != NULL)
    rw_wiring_dialog_copy (self, text);
}

static gboolean
copy_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  RwWiringDialogPrivate *priv = PRIVATE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* In the entry the keys mean what is selected there. */
  if (focus != NULL && GTK_IS_EDITABLE (focus) &&
      gtk_editable_get_selection_bounds (GTK_EDITABLE (focus), NULL, NULL))
    return FALSE;
  if (!gtk_widget_get_sensitive (priv->copy))
    return FALSE;
  copy_cb (RW_WIRING_DIALOG (widget));
  return TRUE;
}

/* --- Parts ----------------------------------------------------------------------------------------- */

static void
header_setup_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "rw-wiring-heading");
  gtk_list_header_set_child (header, label);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory, GtkListHeader *header, RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  RwWiringRow *row = gtk_list_header_get_item (header);
  const char *label =
    row != NULL ? RW_WIRING_DIALOG_GET_CLASS (self)->section_label (self, priv->answer,
                                                                    rw_wiring_row_get_info (row))
                : NULL;
  g_autofree char *count = rw_format_count (gtk_list_header_get_n_items (header)),
                  *text = g_strdup_printf ("%s · %s", label != NULL ? label : "", count);

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

static int
compare_sections (gconstpointer a, gconstpointer b, gpointer user_data)
{
  guint x = rw_wiring_row_get_info ((RwWiringRow *) a)->section,
        y = rw_wiring_row_get_info ((RwWiringRow *) b)->section;

  return (x > y) - (x < y);
}

static GtkWidget *
make_list (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  GtkWidget *scroller = gtk_scrolled_window_new (), *nothing = adw_status_page_new (),
            *clamp = adw_clamp_scrollable_new ();
  g_autoptr (GtkListItemFactory) headings = gtk_signal_list_item_factory_new ();
  GtkSortListModel *sorted;

  priv->rows = g_list_store_new (RW_TYPE_WIRING_ROW);
  priv->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  priv->filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (priv->rows)),
                                              g_object_ref (priv->filter));
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (priv->filtered)), NULL);
  gtk_sort_list_model_set_section_sorter (sorted,
                                          GTK_SORTER (
                                            gtk_custom_sorter_new (compare_sections, NULL, NULL)));
  priv->list = GTK_LIST_VIEW (
    gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (sorted))),
                       rw_wiring_row_factory_new ()));
  g_signal_connect (headings, "setup", G_CALLBACK (header_setup_cb), NULL);
  g_signal_connect (headings, "bind", G_CALLBACK (header_bind_cb), self);
  gtk_list_view_set_header_factory (priv->list, headings);
  gtk_list_view_set_single_click_activate (priv->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (priv->list), "rw-wiring-list");
  g_signal_connect (priv->list, "activate", G_CALLBACK (activate_cb), self);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 900);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (priv->list));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (nothing), "edit-find-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (nothing), _ ("Nothing Matches"));
  adw_status_page_set_description (ADW_STATUS_PAGE (nothing), _ ("Try fewer or other words."));
  gtk_widget_add_css_class (nothing, "compact");

  priv->scroller = GTK_SCROLLED_WINDOW (scroller);
  priv->list_stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (priv->list_stack, scroller, "rows");
  gtk_stack_add_named (priv->list_stack, nothing, "nothing");
  gtk_widget_set_vexpand (GTK_WIDGET (priv->list_stack), TRUE);
  return GTK_WIDGET (priv->list_stack);
}

static GtkLabel *
add_sentence (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
make_result (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *clamp = adw_clamp_new ();

  priv->heading = add_sentence (head, "title-4");
  priv->summary = add_sentence (head, "dim-label");
  priv->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_margin_top (GTK_WIDGET (priv->entry), 9);
  gtk_widget_set_visible (GTK_WIDGET (priv->entry), FALSE);
  g_signal_connect_swapped (priv->entry, "search-changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (priv->entry, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (priv->entry));
  gtk_widget_add_css_class (head, "rw-wiring-head");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), head);
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (box), make_list (self));
  return box;
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
rw_wiring_dialog_dispose (GObject *object)
{
  RwWiringDialogPrivate *priv = PRIVATE (object);

  g_cancellable_cancel (priv->cancellable);
  g_clear_weak_pointer (&priv->page);
  G_OBJECT_CLASS (rw_wiring_dialog_parent_class)->dispose (object);
}

static void
rw_wiring_dialog_finalize (GObject *object)
{
  RwWiringDialogPrivate *priv = PRIVATE (object);

  g_clear_pointer (&priv->answer, rw_wiring_answer_free);
  g_clear_object (&priv->rows);
  g_clear_object (&priv->filtered);
  g_clear_object (&priv->filter);
  g_object_unref (priv->cancellable);
  g_free (priv->words);
  G_OBJECT_CLASS (rw_wiring_dialog_parent_class)->finalize (object);
}

static void
rw_wiring_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (PRIVATE (dialog)->cancellable);
}

static void
rw_wiring_dialog_class_init (RwWiringDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_wiring_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_wiring_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = rw_wiring_dialog_closed;
}

static void
rw_wiring_dialog_init (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  GtkWidget *view = adw_toolbar_view_new (), *bar = adw_header_bar_new (),
            *toasts = adw_toast_overlay_new (),
            *again = gtk_button_new_with_label (_ ("Try Again"));
  AdwStatusPage *loading;

  priv->cancellable = g_cancellable_new ();
  priv->stack = GTK_STACK (gtk_stack_new ());
  loading = rw_status_page_add_loading (priv->stack, _ ("Following the Cables"));
  gtk_widget_add_css_class (GTK_WIDGET (loading), "compact");
  gtk_stack_add_named (priv->stack, make_result (self), "rows");
  priv->calm = rw_status_page_add (priv->stack, "calm", NULL, "", NULL);
  gtk_widget_add_css_class (GTK_WIDGET (priv->calm), "compact");
  priv->failed = rw_status_page_add (priv->stack, "failed", "dialog-error-symbolic",
                                     _ ("The Wiring Could Not Be Read"), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (priv->failed), "compact");
  gtk_widget_add_css_class (again, "pill");
  gtk_widget_set_halign (again, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (load), self);
  adw_status_page_set_child (priv->failed, again);
  priv->own = ADW_BIN (adw_bin_new ());
  gtk_stack_add_named (priv->stack, GTK_WIDGET (priv->own), "own");

  priv->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_tooltip_text (priv->copy, _ ("Copy as text (Ctrl+C)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->copy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Copy as text"), -1);
  g_signal_connect_swapped (priv->copy, "clicked", G_CALLBACK (copy_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), priv->copy);
  priv->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (priv->buttons, GTK_ALIGN_END);
  gtk_widget_add_css_class (priv->buttons, "rw-wiring-buttons");
  gtk_widget_set_visible (priv->buttons, FALSE);

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (priv->stack));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), toasts);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), priv->buttons);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);

  priv->navigation = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  adw_navigation_view_add (priv->navigation, adw_navigation_page_new (view, ""));
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (priv->navigation));
  adw_dialog_set_content_width (ADW_DIALOG (self), 720);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);

  priv->shortcuts = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (priv->shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                      gtk_callback_action_new (copy_key_cb, NULL, NULL)));
  gtk_event_controller_set_propagation_phase (priv->shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), priv->shortcuts);
  show (self, "loading");
}

/* --- For the dialogs ------------------------------------------------------------------------------- */

/**
 * rw_wiring_dialog_load:
 * @page: whose session answers, and which goes to records
 * @question: what to read
 */
void
rw_wiring_dialog_load (RwWiringDialog *self, RwPage *page, const RwWiringQuestion *question)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);

  g_return_if_fail (RW_IS_WIRING_DIALOG (self) && RW_IS_PAGE (page));
  g_set_weak_pointer (&priv->page, page);
  priv->question = *question;
  adw_navigation_page_set_title (adw_navigation_view_get_visible_page (priv->navigation),
                                 adw_dialog_get_title (ADW_DIALOG (self)));
  load (self);
}

RwPage *
rw_wiring_dialog_get_page (RwWiringDialog *self)
{
  return PRIVATE (self)->page;
}

/**
 * rw_wiring_dialog_get_answer:
 *
 * Returns: (transfer none) (nullable): what was read; %NULL before that
 */
const RwWiringAnswer *
rw_wiring_dialog_get_answer (RwWiringDialog *self)
{
  return PRIVATE (self)->answer;
}

/**
 * rw_wiring_dialog_get_rows:
 *
 * Returns: (transfer none): the #RwWiringRow that are shown, in their order
 */
GListModel *
rw_wiring_dialog_get_rows (RwWiringDialog *self)
{
  return G_LIST_MODEL (gtk_list_view_get_model (PRIVATE (self)->list));
}

/**
 * rw_wiring_dialog_get_state:
 *
 * Returns: (transfer none): "loading", "rows", "calm", "own" or "failed"
 */
const char *
rw_wiring_dialog_get_state (RwWiringDialog *self)
{
  return gtk_stack_get_visible_child_name (PRIVATE (self)->stack);
}

/**
 * rw_wiring_dialog_get_heading:
 *
 * Returns: (transfer none): the sentence above the rows, or in their place
 */
const char *
rw_wiring_dialog_get_heading (RwWiringDialog *self)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);

  return g_strcmp0 (rw_wiring_dialog_get_state (self), "calm") == 0
           ? adw_status_page_get_title (priv->calm)
           : gtk_label_get_label (priv->heading);
}

/* A list that gets the focus scrolls to its first row, and so past the heading above it. */
static gboolean
to_top_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RwWiringDialogPrivate *priv = PRIVATE (widget);

  if (priv->to_top-- > 0)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (priv->scroller), 0);
  return G_SOURCE_REMOVE;
}

/* What is said of data that may be old. */
static char *
with_age (RwWiringDialog *self, const char *summary)
{
  RwPage *page = PRIVATE (self)->page;
  RwSession *session = page != NULL ? rw_page_get_session (page) : NULL;
  g_autofree char *when = NULL, *age = NULL;

  if (session == NULL || rw_session_get_state (session) != RW_SYNC_STATE_OFFLINE ||
      rw_session_get_last_contact (session) == 0)
    return g_strdup (summary);
  when = rw_format_when (rw_session_get_last_contact (session), rw_clock_now ());
  age = g_strdup_printf (_ (" · as of %s"), when);
  return g_strconcat (summary, age, NULL);
}

/**
 * rw_wiring_dialog_show_rows:
 * @heading: what it comes to, as a sentence
 * @summary: more about it
 * @rows: (element-type RwWiringRow)
 */
void
rw_wiring_dialog_show_rows (RwWiringDialog *self,
                            const char *heading,
                            const char *summary,
                            GPtrArray *rows)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  g_autofree char *text = with_age (self, summary);

  gtk_label_set_label (priv->heading, heading);
  gtk_label_set_label (priv->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (priv->summary), *text != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  g_list_store_splice (priv->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (priv->rows)),
                       rows->pdata, rows->len);
  show (self, "rows");
  gtk_widget_grab_focus (GTK_WIDGET (priv->list));
  priv->to_top = 2;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), to_top_cb, NULL, NULL);
  rw_announce (GTK_WIDGET (self), heading);
}

/**
 * rw_wiring_dialog_show_calm:
 * @title: why there is nothing to list
 * @description: (nullable): more about it
 */
void
rw_wiring_dialog_show_calm (RwWiringDialog *self,
                            const char *icon_name,
                            const char *title,
                            const char *description)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);

  adw_status_page_set_icon_name (priv->calm, icon_name);
  adw_status_page_set_title (priv->calm, title);
  adw_status_page_set_description (priv->calm, description);
  show (self, "calm");
  rw_announce (GTK_WIDGET (self), title);
}

/**
 * rw_wiring_dialog_show_widget:
 * @widget: (transfer floating): in the place of rows
 */
void
rw_wiring_dialog_show_widget (RwWiringDialog *self, GtkWidget *widget)
{
  adw_bin_set_child (PRIVATE (self)->own, widget);
  show (self, "own");
}

/**
 * rw_wiring_dialog_push:
 * @title: of the new place
 * @widget: (transfer floating): what is there
 *
 * Goes a step deeper; the dialog then has a button back.
 */
void
rw_wiring_dialog_push (RwWiringDialog *self, const char *title, GtkWidget *widget)
{
  GtkWidget *view = adw_toolbar_view_new (), *toasts = adw_toast_overlay_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), widget);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), toasts);
  adw_navigation_view_push (PRIVATE (self)->navigation, adw_navigation_page_new (view, title));
}

/**
 * rw_wiring_dialog_set_filter:
 * @placeholder: what the entry above the list says
 */
void
rw_wiring_dialog_set_filter (RwWiringDialog *self, const char *placeholder)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);

  gtk_search_entry_set_placeholder_text (priv->entry, placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  placeholder, -1);
  gtk_widget_set_visible (GTK_WIDGET (priv->entry), TRUE);
}

/* A key does what the button does, as long as that can be pressed. */
static gboolean
button_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkWidget *button = user_data;

  if (!gtk_widget_is_sensitive (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  return TRUE;
}

/**
 * rw_wiring_dialog_add_button:
 * @label: with a mnemonic
 * @accel: "<Control>i"
 * @clicked: called with the dialog
 *
 * Returns: (transfer none): the button, at the end of the dialog
 */
GtkWidget *
rw_wiring_dialog_add_button (RwWiringDialog *self,
                             const char *label,
                             const char *accel,
                             GCallback clicked)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  GdkModifierType modifiers;
  guint key;

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (priv->buttons), button);
  gtk_widget_set_visible (priv->buttons, TRUE);
  if (gtk_accelerator_parse (accel, &key, &modifiers))
    {
      g_autofree char *tooltip = gtk_accelerator_get_label (key, modifiers);

      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (priv->shortcuts),
        gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                          gtk_callback_action_new (button_key_cb, button, NULL)));
    }
  return button;
}

/**
 * rw_wiring_dialog_go_to:
 * @id: a record
 *
 * Closes the dialog; the page goes to the record.
 */
void
rw_wiring_dialog_go_to (RwWiringDialog *self, RwKind kind, const RwId *id)
{
  RwPage *page = PRIVATE (self)->page;
  RwId copy = *id; /* it may belong to a row that goes with the dialog */

  adw_dialog_close (ADW_DIALOG (self));
  if (page != NULL)
    rw_page_open (page, kind, &copy);
}

/**
 * rw_wiring_dialog_toast:
 * @message: what came of something; shown on the page once the dialog is closed
 */
void
rw_wiring_dialog_toast (RwWiringDialog *self, const char *message)
{
  RwWiringDialogPrivate *priv = PRIVATE (self);

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    rw_toast (GTK_WIDGET (priv->stack), message);
  else if (priv->page != NULL)
    rw_page_toast (priv->page, message);
}

/**
 * rw_wiring_dialog_tell:
 * @dialog: a #RwWiringDialog
 *
 * rw_wiring_dialog_toast() for rw_save_as().
 */
void
rw_wiring_dialog_tell (GtkWidget *dialog, const char *message)
{
  rw_wiring_dialog_toast (RW_WIRING_DIALOG (dialog), message);
}

/**
 * rw_wiring_dialog_copy:
 * @text: for the clipboard
 */
void
rw_wiring_dialog_copy (RwWiringDialog *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  rw_wiring_dialog_toast (self, _ ("Copied"));
}
