/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-paper-dialog.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-paper-reading.h"
#include "rw-save.h"
#include "rw-status-page.h"
#include "rw-submit.h"

/* Racks that can be chosen together. */
typedef struct
{
  GArray *racks; /* (element-type guint) */
  char *name;    /* of a file */
} Which;

struct _RwPaperDialog
{
  AdwDialog parent_instance;

  RwPage *page; /* weak: a dialog that is still closing must not keep it */
  RwId room;
  RwKind kind; /* of what is selected, or none */
  RwId selected;
  GCancellable *cancellable;
  RwPaperAnswer *answer;
  RwPaper *paper; /* as it was chosen */
  GPtrArray *choices; /* (element-type Which) */
  GFile *file;    /* where to, when nobody is to be asked */

  GtkStack *stack;
  AdwStatusPage *failed;
  AdwComboRow *what, *which;
  GtkLabel *summary;
  GtkWidget *save, *print, *spinner;
  GtkWidget *buttons;
  gboolean drawing;
};

G_DEFINE_FINAL_TYPE (RwPaperDialog, rw_paper_dialog, ADW_TYPE_DIALOG)

static void load (RwPaperDialog *self);

static void
which_free (gpointer data)
{
  Which *which = data;

  g_array_unref (which->racks);
  g_free (which->name);
  g_free (which);
}

/* --- What is chosen -------------------------------------------------------------------------------- */

static void
toast (GtkWidget *widget, const char *message)
{
  RwPaperDialog *self = RW_PAPER_DIALOG (widget);

  if (gtk_widget_get_mapped (widget))
    rw_toast (GTK_WIDGET (self->stack), message);
  else if (self->page != NULL)
    rw_page_toast (self->page, message);
}

static void
update_buttons (RwPaperDialog *self)
{
  gboolean able = self->paper != NULL && rw_paper_get_n_pages (self->paper) > 0 && !self->drawing;

  gtk_widget_set_sensitive (self->save, able);
  gtk_widget_set_sensitive (self->print, able);
  gtk_widget_set_visible (self->spinner, self->drawing);
}

static void
chosen_cb (RwPaperDialog *self)
{
  guint what = adw_combo_row_get_selected (self->what),
        which = adw_combo_row_get_selected (self->which), n;
  g_autofree char *pages = NULL;

  if (self->answer == NULL || what >= RW_PAPER_N || which >= self->choices->len)
    return;
  g_clear_pointer (&self->paper, rw_paper_unref);
  self->paper = rw_paper_new ((RwPaperKind) what, self->answer->plan, self->answer->wiring,
                              ((const Which *) g_ptr_array_index (self->choices, which))->racks,
                              rw_clock_now ());
  n = rw_paper_get_n_pages (self->paper);
  if (n > 0)
    pages = g_strdup_printf (ngettext ("%u page, A4", "%u pages, A4", n), n);
  else
    pages = g_strdup (_ ("No cable is recorded there, so there is nothing to print."));
  gtk_label_set_label (self->summary, pages);
  update_buttons (self);
}

static void
add_choice (RwPaperDialog *self, GtkStringList *labels, GArray *racks, const char *name, char *label)
{
  Which *which = g_new (Which, 1);

  *which = (Which) { racks, g_strdup (name) };
  g_ptr_array_add (self->choices, which);
  gtk_string_list_append (labels, label);
  g_free (label);
}

static int
find_selected (const RwPaperDialog *self)
{
  RwRackPlan *plan = self->answer->plan;
  int device;

  if (self->kind == RW_KIND_RACK)
    return rw_rack_plan_find_rack (plan, &self->selected);
  if (self->kind != RW_KIND_DEVICE)
    return -1;
  device = rw_rack_plan_find_device (plan, &self->selected);
  return device >= 0 ? plan->devices[device].rack : -1;
}

/* The selected rack, each row, the room. */
static void
fill_choices (RwPaperDialog *self)
{
  const RwRackPlan *plan = self->answer->plan;
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  int selected = find_selected (self);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));

  g_ptr_array_set_size (self->choices, 0);
  if (selected >= 0)
    {
      GArray *one = g_array_new (FALSE, FALSE, sizeof (guint));

      g_array_append_val (one, selected);
      /* Translators: what is printed: "Rack FRA2-C3-R11" */
      add_choice (self, labels, one, plan->racks[selected].name,
                  g_strdup_printf (_ ("Rack %s"), plan->racks[selected].name));
    }
  for (guint i = 0; i < plan->n_racks;)
    {
      const char *row = plan->racks[i].row;
      GArray *racks = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autofree char *name = row != NULL && *row != '\0' ? g_strdup_printf (_ ("Row %s"), row)
                                                          : g_strdup (_ ("Without a row"));
      g_autofree char *file = g_strdup_printf ("%s %s", plan->title, name);
      guint n;

      for (; i < plan->n_racks && g_strcmp0 (plan->racks[i].row, row) == 0; i++)
        {
          g_array_append_val (racks, i);
          g_array_append_val (all, i);
        }
      n = racks->len;
      add_choice (self, labels, racks, file,
                  g_strdup_printf (ngettext ("%s, %u rack", "%s, %u racks", n), name, n));
    }
  add_choice (self, labels, all, plan->title,
              g_strdup_printf (ngettext ("The whole room, %u rack", "The whole room, %u racks",
                                         all->len),
                               all->len));
  adw_combo_row_set_model (self->which, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->which, selected >= 0 ? 0 : self->choices->len - 1);
}

/* --- Reading --------------------------------------------------------------------------------------- */

static void
show (RwPaperDialog *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->buttons, g_str_equal (name, "ready"));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwPaperDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  RwPaperAnswer *answer = rw_session_read_finish (RW_SESSION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&answer, rw_paper_answer_free);
      return;
    }
  if (answer == NULL)
    {
      adw_status_page_set_description (self->failed, error->message);
      show (self, "failed");
      rw_announce (GTK_WIDGET (self), error->message);
      return;
    }
  g_clear_pointer (&self->answer, rw_paper_answer_free);
  self->answer = answer;
  if (answer->plan->n_racks == 0)
    {
      show (self, "empty");
      return;
    }
  fill_choices (self);
  chosen_cb (self);
  show (self, "ready");
  gtk_widget_grab_focus (GTK_WIDGET (self->what));
}

static void
load (RwPaperDialog *self)
{
  RwSession *session = self->page != NULL ? rw_page_get_session (self->page) : NULL;

  show (self, "loading");
  if (session == NULL)
    return;
  rw_session_read_async (session, rw_paper_read, g_memdup2 (&self->room, sizeof self->room), g_free,
                         rw_paper_answer_free, self->cancellable, read_cb, g_object_ref (self));
}

/* --- Saving and printing --------------------------------------------------------------------------- */

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = rw_sheets_to_pdf (data, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwPaperDialog *self = RW_PAPER_DIALOG (source);
  g_autoptr (GFile) file = g_steal_pointer (&self->file);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = NULL;

  self->drawing = FALSE;
  update_buttons (self);
  if (bytes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        toast (GTK_WIDGET (self), error->message);
      return;
    }
  if (file != NULL)
    {
      rw_save_to (GTK_WIDGET (self), file, bytes, toast);
      return;
    }
  name = rw_paper_dialog_dup_name (self);
  rw_save_as (GTK_WIDGET (self), _ ("Save as PDF"), name, bytes, toast);
}

static void
save_cb (RwPaperDialog *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, drawn_cb, NULL);

  self->drawing = TRUE;
  update_buttons (self);
  g_task_set_task_data (task, rw_paper_to_sheets (self->paper), (GDestroyNotify) rw_sheets_unref);
  g_task_run_in_thread (task, draw_in_thread);
}

static void
printed_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, RwPaperDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    message = g_strdup (_ ("The pages are on their way to the printer"));
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      message = g_strdup_printf (_ ("The pages were not printed: %s"), error->message);
    }
  if (message != NULL)
    toast (GTK_WIDGET (self), message);
}

static void
unref_closure (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

static void
print_cb (RwPaperDialog *self)
{
  g_autofree char *name = rw_paper_dialog_dup_name (self);
  g_autoptr (RwSheets) sheets = rw_paper_to_sheets (self->paper);
  g_autoptr (GtkPrintOperation) operation = rw_sheets_print_operation_new (sheets, name);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_signal_connect_data (operation, "done", G_CALLBACK (printed_cb), g_object_ref (self),
                         unref_closure, 0);
  /* What goes wrong is told when it is done. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *args, gpointer button)
{
  RwPaperDialog *self = RW_PAPER_DIALOG (widget);

  if (gtk_widget_get_visible (self->buttons) && gtk_widget_is_sensitive (button))
    g_signal_emit_by_name (button, "clicked");
  /* Not the page's: there would be a second dialog. */
  return TRUE;
}

/* --- Parts ----------------------------------------------------------------------------------------- */

static GtkWidget *
add_button (RwPaperDialog *self,
            GtkEventController *shortcuts,
            const char *label,
            guint key,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_autofree char *tooltip = gtk_accelerator_get_label (key, GDK_CONTROL_MASK);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_box_append (GTK_BOX (self->buttons), button);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (key, GDK_CONTROL_MASK),
                      gtk_callback_action_new (key_cb, button, NULL)));
  return button;
}

static void
make_buttons (RwPaperDialog *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->buttons, "rw-wiring-buttons");
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_END);
  self->spinner = adw_spinner_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The pages are being drawn"), -1);
  gtk_box_append (GTK_BOX (self->buttons), self->spinner);
  self->save = add_button (self, shortcuts, _ ("_Save as PDF…"), GDK_KEY_s, G_CALLBACK (save_cb));
  self->print = add_button (self, shortcuts, _ ("_Print…"), GDK_KEY_p, G_CALLBACK (print_cb));
  gtk_widget_add_css_class (self->print, "suggested-action");
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
  update_buttons (self);
}

static GtkWidget *
make_choices (RwPaperDialog *self)
{
  const char *const kinds[] = { _ ("Elevations"), _ ("Labels"), _ ("Cable lists"), NULL };
  GtkWidget *group = adw_preferences_group_new (), *page = adw_preferences_page_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (kinds);

  self->what = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->what), _ ("What"));
  adw_combo_row_set_model (self->what, G_LIST_MODEL (model));
  self->which = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->which), _ ("Of Which Racks"));
  g_signal_connect_swapped (self->what, "notify::selected", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->which, "notify::selected", G_CALLBACK (chosen_cb), self);
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_xalign (self->summary, 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self->summary), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "dim-label");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->what));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->which));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->summary));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  return page;
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
rw_paper_dialog_dispose (GObject *object)
{
  RwPaperDialog *self = RW_PAPER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->page);
  G_OBJECT_CLASS (rw_paper_dialog_parent_class)->dispose (object);
}

static void
rw_paper_dialog_finalize (GObject *object)
{
  RwPaperDialog *self = RW_PAPER_DIALOG (object);

  g_clear_pointer (&self->answer, rw_paper_answer_free);
  g_clear_pointer (&self->paper, rw_paper_unref);
  g_ptr_array_unref (self->choices);
  g_clear_object (&self->file);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (rw_paper_dialog_parent_class)->finalize (object);
}

static void
rw_paper_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (RW_PAPER_DIALOG (dialog)->cancellable);
}

static void
rw_paper_dialog_class_init (RwPaperDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_paper_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_paper_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = rw_paper_dialog_closed;
}

static void
rw_paper_dialog_init (RwPaperDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *toasts = adw_toast_overlay_new (),
            *again = gtk_button_new_with_label (_ ("Try Again"));
  AdwStatusPage *status;

  self->cancellable = g_cancellable_new ();
  self->choices = g_ptr_array_new_with_free_func (which_free);
  self->stack = GTK_STACK (gtk_stack_new ());
  make_buttons (self);
  status = rw_status_page_add_loading (self->stack, _ ("Reading the Racks"));
  gtk_widget_add_css_class (GTK_WIDGET (status), "compact");
  status =
    rw_status_page_add (self->stack, "empty", "rw-racks-symbolic", _ ("No Racks in This Room"),
                        _ ("There is nothing to print before it has some."));
  gtk_widget_add_css_class (GTK_WIDGET (status), "compact");
  self->failed = rw_status_page_add (self->stack, "failed", "dialog-error-symbolic",
                                     _ ("Racks Could Not Be Read"), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->failed), "compact");
  gtk_widget_add_css_class (again, "pill");
  gtk_widget_set_halign (again, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (load), self);
  adw_status_page_set_child (self->failed, again);
  gtk_stack_add_named (self->stack, make_choices (self), "ready");

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (self->stack));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), toasts);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), self->buttons);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Print"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
  adw_dialog_set_content_height (ADW_DIALOG (self), 320);
  show (self, "loading");
}

/**
 * rw_paper_dialog_new:
 * @page: whose session answers
 * @room: whose racks can be chosen
 * @kind: of what is selected in it, or %RW_KIND_NONE
 * @selected: (nullable): a rack, or a device in one
 */
AdwDialog *
rw_paper_dialog_new (RwPage *page, const RwId *room, RwKind kind, const RwId *selected)
{
  RwPaperDialog *self = g_object_new (RW_TYPE_PAPER_DIALOG, NULL);

  g_set_weak_pointer (&self->page, page);
  self->room = *room;
  self->kind = kind;
  self->selected = selected != NULL ? *selected : RW_ID_NIL;
  load (self);
  return ADW_DIALOG (self);
}

/* --- For tests ------------------------------------------------------------------------------------- */

/**
 * rw_paper_dialog_get_state:
 *
 * Returns: "loading", "ready", "empty" or "failed"
 */
const char *
rw_paper_dialog_get_state (RwPaperDialog *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * rw_paper_dialog_get_paper:
 *
 * Returns: (transfer none) (nullable): the pages that are chosen
 */
RwPaper *
rw_paper_dialog_get_paper (RwPaperDialog *self)
{
  return self->paper;
}

/**
 * rw_paper_dialog_dup_name:
 *
 * Returns: (transfer full): what is proposed as the name of the file
 */
char *
rw_paper_dialog_dup_name (RwPaperDialog *self)
{
  static const char *const formats[RW_PAPER_N] = {
    /* Translators: the name of a file; %s is a rack, a row or a room */
    N_ ("%s elevations.pdf"),
    N_ ("%s labels.pdf"),
    N_ ("%s cables.pdf"),
  };
  const Which *which = g_ptr_array_index (self->choices, adw_combo_row_get_selected (self->which));

  return g_strdelimit (g_strdup_printf (_ (formats[adw_combo_row_get_selected (self->what)]),
                                        which->name),
                       "/\\", '-');
}

/**
 * rw_paper_dialog_choose:
 * @which: see rw_paper_dialog_get_which()
 */
void
rw_paper_dialog_choose (RwPaperDialog *self, RwPaperKind what, guint which)
{
  adw_combo_row_set_selected (self->what, what);
  adw_combo_row_set_selected (self->which, which);
}

/**
 * rw_paper_dialog_get_which:
 *
 * Returns: (nullable): what racks the line at @index stands for: "Row C, 12 racks"
 */
const char *
rw_paper_dialog_get_which (RwPaperDialog *self, guint index)
{
  return gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (self->which)),
                                     index);
}

/**
 * rw_paper_dialog_save_to:
 * @file: is replaced
 *
 * As the button does, without asking for a file.
 *
 * Returns: whether there is something to be saved
 */
gboolean
rw_paper_dialog_save_to (RwPaperDialog *self, GFile *file)
{
  if (!gtk_widget_is_sensitive (self->save))
    return FALSE;
  g_set_object (&self->file, file);
  save_cb (self);
  return TRUE;
}
