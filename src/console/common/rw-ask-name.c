/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-ask-name.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *widget;
  GtkEditable *entry;
  RwNameFunc func;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->widget);
  g_free (question);
}

static void
named_cb (AdwAlertDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (question->entry)));

  if (g_str_equal (response, "save") && *name != '\0')
    question->func (question->widget, name);
}

static void
name_changed_cb (GtkEditable *entry, AdwAlertDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "save", *name != '\0');
}

/**
 * rw_ask_name:
 * @widget: where the thing is that is given a name; kept until the question is answered
 * @heading: translated: what is going to happen
 * @body: (nullable): translated: what that means
 * @label: translated: what the name is of, for assistive technology
 * @proposal: a name to begin with
 * @func: gets the name, without space around it; not called when there is none
 */
void
rw_ask_name (GtkWidget  *widget,
             const char *heading,
             const char *body,
             const char *label,
             const char *proposal,
             RwNameFunc  func)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  GtkWidget *entry = gtk_entry_new ();
  Question *question = g_new (Question, 1);

  *question = (Question) { g_object_ref (widget), GTK_EDITABLE (entry), func };
  gtk_entry_set_max_length (GTK_ENTRY (entry), 60);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog,
                           G_CONNECT_DEFAULT);
  gtk_editable_set_text (GTK_EDITABLE (entry), proposal);
  name_changed_cb (GTK_EDITABLE (entry), dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (named_cb), question, question_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
  gtk_widget_grab_focus (entry);
}
