/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-security-risk.h"

#include <glib/gi18n.h>

#include "rw-time.h"

/* A risk is accepted for half a year unless the person says otherwise. */
#define DAYS 182

typedef struct
{
  RwPage *page;
  AdwDialog *dialog;
  AdwEntryRow *reason, *until;
  gint64 today;
  RwRiskFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (question->free_data != NULL)
    question->free_data (question->data);
  g_object_unref (question->page);
  g_free (question);
}

/* A day that is still to come. */
static gboolean
get_until (Question *question, gint64 *until)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->until))));

  return rw_date_parse (text, until) && *until > question->today;
}

static char *
dup_reason (Question *question)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (question->reason))));
}

static void
changed_cb (GtkEditable *entry, Question *question)
{
  g_autofree char *reason = dup_reason (question);
  gint64 until;
  gboolean day = get_until (question, &until);

  if (day)
    gtk_widget_remove_css_class (GTK_WIDGET (question->until), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (question->until), "error");
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (question->dialog), "accept", day && *reason != '\0');
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, Question *question)
{
  g_autofree char *reason = dup_reason (question);
  gint64 until;

  if (g_str_equal (response, "accept") && *reason != '\0' && get_until (question, &until))
    question->func (question->page, reason, until, question->data);
}

static void
entered_cb (AdwEntryRow *row, Question *question)
{
  if (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (question->dialog), "accept"))
    {
      g_signal_emit_by_name (question->dialog, "response::accept", "accept");
      adw_dialog_force_close (question->dialog);
    }
}

static AdwEntryRow *
add_entry (Question *question, GtkWidget *list, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  g_signal_connect (row, "changed", G_CALLBACK (changed_cb), question);
  g_signal_connect (row, "entry-activated", G_CALLBACK (entered_cb), question);
  return ADW_ENTRY_ROW (row);
}

/**
 * rw_security_ask_risk:
 * @page: that asks
 * @title: which measure, or how many
 * @today: the day
 * @func: gets the answer; not called without one
 *
 * Asks why a risk is accepted, and until when.
 *
 * Returns: (transfer none): the dialog
 */
AdwDialog *
rw_security_ask_risk (RwPage *page, const char *title, gint64 today, RwRiskFunc func, gpointer data, GDestroyNotify free_data)
{
  Question *question = g_new0 (Question, 1);
  GtkWidget *list = gtk_list_box_new ();
  char until[RW_DATE_STRING_LENGTH + 1];

  rw_date_write (today + DAYS, until);
  question->page = g_object_ref (page);
  question->today = today;
  question->func = func;
  question->data = data;
  question->free_data = free_data;
  question->dialog = adw_alert_dialog_new (_ ("Accept the Risk?"), NULL);
  adw_alert_dialog_format_body (ADW_ALERT_DIALOG (question->dialog),
                                /* Translators: a measure */
                                _ ("%s stays undone until the day that you name. Then it counts as open again."), title);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question->dialog), "cancel", _ ("_Cancel"), "accept", _ ("_Accept Risk"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question->dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question->dialog), "accept");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question->dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (question->dialog), list);
  question->reason = add_entry (question, list, _ ("Reason"));
  question->until = add_entry (question, list, _ ("Accepted until (2026-12-31)"));
  gtk_editable_set_text (GTK_EDITABLE (question->until), until);
  g_signal_connect_data (question->dialog, "response", G_CALLBACK (answered_cb), question, question_free, 0);
  changed_cb (NULL, question);
  adw_dialog_present (question->dialog, GTK_WIDGET (page));
  gtk_widget_grab_focus (GTK_WIDGET (question->reason));
  return question->dialog;
}
