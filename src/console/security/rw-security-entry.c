/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-entry.h"

#include <glib/gi18n.h>

#include "rules/rw-security-rules.h"

typedef struct
{
  RwPage *page;
  AdwDialog *dialog;
  GtkEditable *title, *category, *notes;
  AdwSwitchRow *finding;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->page);
  g_free (question);
}

static char *
dup_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
changed_cb (GtkWidget *row, Question *question)
{
  g_autofree char *title = dup_text (question->title);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (question->dialog), "add", *title != '\0');
}

static void
finding_cb (AdwSwitchRow *row, GParamSpec *pspec, Question *question)
{
  gtk_widget_set_sensitive (GTK_WIDGET (question->category), !adw_switch_row_get_active (row));
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, Question *question)
{
  g_autofree char *title = dup_text (question->title), *category = dup_text (question->category), *notes = dup_text (question->notes),
                  *label = NULL;
  g_autoptr (RwRecord) entry = NULL;
  g_autoptr (GPtrArray) edits = NULL;

  if (!g_str_equal (response, "add") || *title == '\0')
    return;
  entry = rw_record_new (RW_KIND_MEASURE, NULL);
  rw_record_set_text (entry, RW_MEASURE_TITLE, title);
  rw_record_set_enum (entry, RW_MEASURE_STATUS, RW_MEASURE_STATUS_OPEN);
  rw_record_set_boolean (entry, RW_MEASURE_CATALOGUE, TRUE);
  if (adw_switch_row_get_active (question->finding))
    rw_record_set_text (entry, RW_MEASURE_CATEGORY, RW_MEASURE_FINDING_TYPE);
  else if (*category != '\0')
    rw_record_set_text (entry, RW_MEASURE_CATEGORY, category);
  if (*notes != '\0')
    rw_record_set_text (entry, RW_MEASURE_NOTES, notes);
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) rw_edit_free);
  g_ptr_array_add (edits, rw_edit_new_create (entry));
  label = g_strdup_printf (_ ("Add “%s” to the catalogue"), title);
  rw_page_submit (question->page, edits, label);
}

static GtkEditable *
add_entry (Question *question, GtkWidget *list, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect (row, "changed", G_CALLBACK (changed_cb), question);
  return GTK_EDITABLE (row);
}

/**
 * rw_security_ask_entry:
 * @page: that asks
 *
 * Asks for a new entry of the catalogue, and submits it.
 *
 * Returns: (transfer none): the dialog
 */
AdwDialog *
rw_security_ask_entry (RwPage *page)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *list = gtk_list_box_new (), *finding = adw_switch_row_new ();

  question->page = g_object_ref (page);
  question->dialog = adw_alert_dialog_new (_ ("New Entry in the Catalogue"), _ ("A hardening step is expected of every service; a sort of finding only where it is found."));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question->dialog), "cancel", _ ("_Cancel"), "add", _ ("_Add"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question->dialog), "add", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question->dialog), "add");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question->dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (question->dialog), list);
  question->title = add_entry (question, list, _ ("Measure"));
  question->category = add_entry (question, list, _ ("Category"));
  question->notes = add_entry (question, list, _ ("How it is done"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (finding), _ ("Sort of finding"));
  gtk_list_box_append (GTK_LIST_BOX (list), finding);
  question->finding = ADW_SWITCH_ROW (finding);
  g_signal_connect (finding, "notify::active", G_CALLBACK (finding_cb), question);
  g_signal_connect_data (question->dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  changed_cb (NULL, question);
  adw_dialog_present (question->dialog, GTK_WIDGET (page));
  gtk_widget_grab_focus (GTK_WIDGET (question->title));
  return question->dialog;
}
