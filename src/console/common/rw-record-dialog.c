/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-record-dialog.h"

#include <glib/gi18n.h>

#include "rw-discard.h"
#include "rw-submit.h"

/* What the dialog is about: lives as long as it. */
typedef struct
{
  AdwDialog *dialog;
  GtkWidget *parent; /* (nullable): weak: where it is told what was done */
  RwSession *session;
  RwRecord *before; /* (nullable) */
  char *added, *changed, *deleted, *consequence;
} Editing;

static void
editing_free (gpointer data)
{
  Editing *self = data;

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->session);
  g_clear_object (&self->before);
  g_free (self->added);
  g_free (self->changed);
  g_free (self->deleted);
  g_free (self->consequence);
  g_free (self);
}

static void
submit (Editing *self, RwEdit *edit, const char *label)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);

  g_ptr_array_add (edits, edit);
  if (self->parent != NULL)
    rw_submit (self->parent, self->session, edits, label);
  adw_dialog_force_close (self->dialog);
}

static void
save_cb (RwRecordForm *form, RwRecord *record, Editing *self)
{
  submit (self,
          self->before != NULL ? rw_edit_new_diff (self->before, record)
                               : rw_edit_new_create (record),
          self->before != NULL ? self->changed : self->added);
}

static void
delete_record (Editing *self)
{
  submit (self,
          rw_edit_new (RW_OP_DELETE, rw_record_get_kind (self->before),
                       rw_record_get_id (self->before)),
          self->deleted);
}

static void
answered_cb (AdwAlertDialog *question, const char *response, AdwDialog *dialog)
{
  if (g_str_equal (response, "delete"))
    delete_record (g_object_get_data (G_OBJECT (dialog), "rw-editing"));
}

static void
remove_cb (AdwDialog *dialog)
{
  Editing *self = g_object_get_data (G_OBJECT (dialog), "rw-editing");
  g_autofree char *heading = NULL;
  AdwDialog *question;
  AdwAlertDialog *alert;

  if (self->consequence == NULL)
    {
      delete_record (self);
      return;
    }
  heading = g_strdup_printf (_ ("Delete “%s”?"), rw_record_get_title (self->before));
  question = adw_alert_dialog_new (heading, self->consequence);
  alert = ADW_ALERT_DIALOG (question);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), dialog, 0);
  adw_dialog_present (question, GTK_WIDGET (dialog));
}

/**
 * rw_record_dialog_new:
 * @parent: over which, and where it is told what was done
 * @form: an #RwRecordForm, whose title is the dialog's
 * @before: (nullable): the record that is edited; %NULL for a new one
 *
 * A dialog that is all about one record: saved as one step that can be undone.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rw_record_dialog_new (GtkWidget                 *parent,
                      RwSession                 *session,
                      AdwNavigationPage         *form,
                      RwRecord                  *before,
                      const RwRecordDialogWords *words)
{
  GtkWidget *navigation = adw_navigation_view_new ();
  Editing *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && RW_IS_SESSION (session) &&
                          RW_IS_RECORD_FORM (form),
                        NULL);
  self = g_new0 (Editing, 1);
  self->dialog = adw_dialog_new ();
  self->session = g_object_ref (session);
  self->before = before != NULL ? g_object_ref (before) : NULL;
  self->added = g_strdup (words->added);
  self->changed = g_strdup (words->changed);
  self->deleted = g_strdup (words->deleted);
  self->consequence = g_strdup (words->consequence);
  g_set_weak_pointer (&self->parent, parent);
  g_object_set_data_full (G_OBJECT (self->dialog), "rw-editing", self, editing_free);
  g_signal_connect (form, "save", G_CALLBACK (save_cb), self);
  if (before != NULL && words->remove != NULL &&
      (rw_session_get_roles (session) & rw_record_get_info (before)->writers) != 0)
    rw_record_form_add_button (RW_RECORD_FORM (form), words->remove, TRUE, G_CALLBACK (remove_cb),
                               self->dialog);
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (navigation), form);
  rw_discard_guard (self->dialog, ADW_NAVIGATION_VIEW (navigation));
  adw_dialog_set_child (self->dialog, navigation);
  adw_dialog_set_title (self->dialog, adw_navigation_page_get_title (form));
  adw_dialog_set_content_width (self->dialog, 560);
  adw_dialog_set_content_height (self->dialog, 720);
  return self->dialog;
}
