/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-many-edit-dialog.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-many-edit-row.h"
#include "rw-session-limits.h"
#include "rw-submit.h"
#include "rw-text.h"

struct _RwManyEditDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GtkWidget *toasts; /* weak; says what was done when the dialog is closed */
  GCancellable *cancellable;
  RwManyEdit *edit;
  char *label; /* of the edit that is on its way */

  GtkStack *stack;
  AdwStatusPage *failure;
  AdwBanner *banner;
  GtkSearchEntry *search;
  GtkListBox *list;
  GtkLabel *summary;
  GtkWidget *apply;
};

G_DEFINE_FINAL_TYPE (RwManyEditDialog, rw_many_edit_dialog, ADW_TYPE_DIALOG)

static RwManyEditRow *
get_row (RwManyEditDialog *self, guint i)
{
  return (RwManyEditRow *) gtk_list_box_get_row_at_index (self->list, (int) i);
}

/* --- What is to be done ------------------------------------------------------------------------------ */

static GHashTable *
collect (RwManyEditDialog *self)
{
  GHashTable *values = g_hash_table_new (NULL, NULL);
  RwManyEditRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      const RwValue *value = rw_many_edit_row_get_value (row);

      if (value != NULL)
        g_hash_table_insert (values, GUINT_TO_POINTER (rw_many_edit_row_get_field (row)),
                             (gpointer) value);
    }
  return values;
}

/* "Customer of 12 devices: Nord", for the toast and for undo. */
static char *
describe (RwManyEditDialog *self, guint n_fields)
{
  g_autofree char *noun = rw_many_edit_dup_noun (self->edit);
  RwManyEditRow *row;

  for (guint i = 0; n_fields == 1 && (row = get_row (self, i)) != NULL; i++)
    if (rw_many_edit_row_get_value (row) != NULL)
      {
        g_autofree char *words = rw_many_edit_row_dup_words (row);

        /* Translators: a field, several records, the new value: "Customer of 12 Devices: Nord" */
        return g_strdup_printf (C_ ("many records", "%s of %s: %s"),
                                rw_many_edit_row_get_label (row), noun, words);
      }
  /* Translators: a number of fields, several records: "3 fields of 12 Devices changed" */
  return g_strdup_printf (ngettext ("%u field of %s changed", "%u fields of %s changed", n_fields),
                          n_fields, noun);
}

static void
update (RwManyEditDialog *self)
{
  g_autoptr (GHashTable) values = collect (self);
  g_autoptr (GPtrArray) edits = rw_many_edit_build (self->edit, values, rw_clock_now ());
  g_autofree char *summary = NULL;
  guint n_fields = g_hash_table_size (values), n = self->edit->records->len;

  if (n_fields == 0)
    summary = g_strdup (_ ("Nothing is to be changed yet"));
  else if (edits->len == n)
    summary = g_strdup_printf (ngettext ("%u field in each of them is set",
                                         "%u fields in each of them are set", n_fields),
                               n_fields);
  else
    summary =
      g_strdup_printf (ngettext ("%u of %u is changed, the others have it already",
                                 "%u of %u are changed, the others have it already", edits->len),
                       edits->len, n);
  gtk_label_set_label (self->summary, summary);
  gtk_widget_set_sensitive (self->apply, edits->len > 0 && self->label == NULL);
  adw_dialog_set_can_close (ADW_DIALOG (self), n_fields == 0);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwManyEditDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = g_steal_pointer (&self->label);

  if (!rw_session_edit_finish (RW_SESSION (source), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_revealed (self->banner, TRUE);
      update (self);
      return;
    }
  if (self->toasts != NULL)
    rw_toast_undo (self->toasts, self->session, label);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
apply_cb (RwManyEditDialog *self)
{
  g_autoptr (GHashTable) values = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  RwManyEditRow *row;

  if (self->edit == NULL || self->label != NULL)
    return;
  /* What stands in an open editor is meant as well. */
  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    if (!rw_many_edit_row_finish (row))
      return;
  values = collect (self);
  edits = rw_many_edit_build (self->edit, values, rw_clock_now ());
  if (edits->len == 0)
    return;
  adw_banner_set_revealed (self->banner, FALSE);
  self->label = describe (self, g_hash_table_size (values));
  gtk_widget_set_sensitive (self->apply, FALSE);
  rw_session_edit_async (self->session, edits, self->label, NULL, edited_cb, g_object_ref (self));
}

/* --- Leaving ----------------------------------------------------------------------------------------- */

static void
answered_cb (AdwAlertDialog *question, const char *response, RwManyEditDialog *self)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
  else if (g_str_equal (response, "apply"))
    apply_cb (self);
}

static void
close_attempt_cb (RwManyEditDialog *self)
{
  AdwDialog *question =
    adw_alert_dialog_new (_ ("Set These Values?"), gtk_label_get_label (self->summary));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Cancel"), "discard",
                                  _ ("_Discard"), "apply", C_ ("many records", "_Set"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "apply",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "apply");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), self, G_CONNECT_DEFAULT);
  adw_dialog_present (question, GTK_WIDGET (self));
}

/* --- The fields -------------------------------------------------------------------------------------- */

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  RwManyEditDialog *self = user_data;
  g_autofree char *words = rw_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *label = rw_text_fold (rw_many_edit_row_get_label (RW_MANY_EDIT_ROW (row)));

  return rw_text_matches (label, words) ||
         rw_many_edit_row_get_value (RW_MANY_EDIT_ROW (row)) != NULL;
}

static void
row_activated_cb (RwManyEditDialog *self, GtkListBoxRow *row)
{
  rw_many_edit_row_begin (RW_MANY_EDIT_ROW (row));
}

/* Enter in the search goes on to the first field that it has found. */
static void
search_activate_cb (RwManyEditDialog *self)
{
  RwManyEditRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        rw_many_edit_row_begin (row);
        return;
      }
}

typedef struct
{
  GArray *keys;
  guint roles;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_array_unref (request->keys);
  g_free (request);
}

static gpointer
read_cb (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  Request *request = data;

  return rw_many_edit_new (cache, request->keys, request->roles, cancellable, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwManyEditDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *noun = NULL;
  g_autofree char *title = NULL;

  self->edit = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (self->edit == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      adw_status_page_set_description (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  noun = rw_many_edit_dup_noun (self->edit);
  /* Translators: "Edit 12 Devices" */
  title = g_strdup_printf (_ ("Edit %s"), noun);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  for (guint i = 0; i < self->edit->fields->len; i++)
    {
      GtkWidget *row = rw_many_edit_row_new (self->session, self->edit,
                                             &g_array_index (self->edit->fields, RwManyField, i));

      g_signal_connect_object (row, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
  if (self->edit->fields->len == 0)
    {
      adw_status_page_set_title (self->failure, _ ("Nothing to Edit Together"));
      adw_status_page_set_description (
        self->failure, _ ("There is no field that all of them have and that you may change."));
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  update (self);
  gtk_stack_set_visible_child_name (self->stack, "fields");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* --- The dialog -------------------------------------------------------------------------------------- */

static gboolean
apply_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  apply_cb (RW_MANY_EDIT_DIALOG (widget));
  return TRUE;
}

static void
rw_many_edit_dialog_dispose (GObject *object)
{
  RwManyEditDialog *self = RW_MANY_EDIT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  /* The rows look into what is edited. */
  if (self->list != NULL)
    gtk_list_box_remove_all (self->list);
  self->list = NULL;
  g_clear_weak_pointer (&self->toasts);
  G_OBJECT_CLASS (rw_many_edit_dialog_parent_class)->dispose (object);
}

static void
rw_many_edit_dialog_finalize (GObject *object)
{
  RwManyEditDialog *self = RW_MANY_EDIT_DIALOG (object);

  g_clear_pointer (&self->edit, rw_many_edit_free);
  g_clear_object (&self->session);
  g_object_unref (self->cancellable);
  g_free (self->label);
  G_OBJECT_CLASS (rw_many_edit_dialog_parent_class)->finalize (object);
}

static void
rw_many_edit_dialog_class_init (RwManyEditDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rw_many_edit_dialog_dispose;
  object_class->finalize = rw_many_edit_dialog_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_s, GDK_CONTROL_MASK, apply_key_cb,
                                NULL);
}

static GtkWidget *
fields_new (RwManyEditDialog *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *clamp = adw_clamp_new (),
            *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *hint = gtk_label_new (_ ("What you do not touch stays as it is in each of them."));

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (self->search, _ ("Field"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a field"), -1);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Fields"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed",
                           G_CALLBACK (gtk_list_box_invalidate_filter), self->list,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
rw_many_edit_dialog_init (RwManyEditDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *bottom = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12),
            *spinner = adw_spinner_new ();

  self->cancellable = g_cancellable_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, spinner, "loading");
  gtk_stack_add_named (self->stack, fields_new (self), "fields");
  self->failure = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->failure, "dialog-error-symbolic");
  adw_status_page_set_title (self->failure, _ ("The Records Could Not Be Read"));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->failure), "failed");

  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_xalign (self->summary, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->summary), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "dim-label");
  self->apply = gtk_button_new_with_mnemonic (C_ ("many records", "_Set"));
  gtk_widget_set_sensitive (self->apply, FALSE);
  gtk_widget_set_tooltip_text (self->apply, _ ("Set in all of them (Ctrl+S)"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  g_signal_connect_object (self->apply, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bottom), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (bottom), self->apply);
  gtk_widget_add_css_class (bottom, "rw-wiring-buttons");

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->banner));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), bottom);
  adw_toolbar_view_set_bottom_bar_style (ADW_TOOLBAR_VIEW (view), ADW_TOOLBAR_RAISED_BORDER);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
  g_signal_connect (self, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
}

/**
 * rw_many_edit_dialog_new:
 * @keys: (element-type RwRecordKey): what to edit; of more than one edit can hold, nothing is edited
 * @toasts: in a toast overlay; says what was done once the dialog is closed
 */
AdwDialog *
rw_many_edit_dialog_new (RwSession *session, GArray *keys, GtkWidget *toasts)
{
  RwManyEditDialog *self = g_object_new (RW_TYPE_MANY_EDIT_DIALOG, NULL);
  Request *request;

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->toasts, toasts);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Edit Together"));
  if (keys->len > RW_SESSION_EDITS_MOST)
    {
      g_autofree char *text =
        g_strdup_printf (_ ("Edit at most %u records at once: they are changed all or none."),
                         (guint) RW_SESSION_EDITS_MOST);

      adw_status_page_set_icon_name (self->failure, "dialog-information-symbolic");
      adw_status_page_set_title (self->failure, _ ("Too Many to Edit at Once"));
      adw_status_page_set_description (self->failure, text);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return ADW_DIALOG (self);
    }
  request = g_new (Request, 1);
  *request = (Request){ g_array_ref (keys), rw_session_get_roles (session) };
  rw_session_read_async (session, read_cb, request, request_free,
                         (GDestroyNotify) rw_many_edit_free, self->cancellable, loaded_cb,
                         g_object_ref (self));
  return ADW_DIALOG (self);
}

/**
 * rw_many_edit_dialog_settled:
 *
 * Returns: for tests and pictures: whether it shows what it will show
 */
gboolean
rw_many_edit_dialog_settled (RwManyEditDialog *self)
{
  return !g_str_equal (gtk_stack_get_visible_child_name (self->stack), "loading") &&
         self->label == NULL;
}
