/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-discard.h"

#include <glib/gi18n.h>

/* Editors that are pages of a dialog: nothing that was written in one is thrown away by one key. A page with
 * something in it cannot be popped by a person, so that Escape comes to the dialog, and that one asks. */

static void
answered_cb (AdwAlertDialog    *question,
             const char        *response,
             AdwNavigationView *navigation)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (navigation), ADW_TYPE_DIALOG);

  /* An editor that is all there is to the dialog goes with it. */
  if (g_str_equal (response, "discard") && !adw_navigation_view_pop (navigation) && dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
close_attempt_cb (AdwDialog         *dialog,
                  AdwNavigationView *navigation)
{
  AdwDialog *question =
    adw_alert_dialog_new (_ ("Discard What You Wrote?"), _ ("What was filled in is lost."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (question);

  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (answered_cb), navigation, 0);
  adw_dialog_present (question, GTK_WIDGET (dialog));
}

static void
popped_cb (AdwNavigationView *navigation,
           AdwNavigationPage *editor,
           AdwDialog         *dialog)
{
  adw_dialog_set_can_close (dialog, TRUE);
}

/**
 * rw_discard_guard:
 * @dialog: the dialog
 * @navigation: in it, with editors that call rw_discard_watch()
 *
 * Has the dialog ask before something that was written is thrown away; the list behind the editor stays.
 */
void
rw_discard_guard (AdwDialog         *dialog,
                  AdwNavigationView *navigation)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog) && ADW_IS_NAVIGATION_VIEW (navigation));
  g_signal_connect_object (dialog, "close-attempt", G_CALLBACK (close_attempt_cb), navigation, 0);
  g_signal_connect_object (navigation, "popped", G_CALLBACK (popped_cb), dialog, 0);
}

/**
 * rw_discard_watch:
 * @record: what is written in it now; the first one is what there was before
 */
void
rw_discard_watch (AdwNavigationPage *editor,
                  RwRecord          *record)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (editor), ADW_TYPE_DIALOG);
  RwRecord *first = g_object_get_data (G_OBJECT (editor), "rw-first");
  gboolean same;

  g_return_if_fail (ADW_IS_NAVIGATION_PAGE (editor) && record != NULL);
  if (first == NULL)
    {
      g_object_set_data_full (G_OBJECT (editor), "rw-first", rw_record_dup (record),
                              g_object_unref);
      return;
    }
  same = rw_record_equal (first, record);
  adw_navigation_page_set_can_pop (editor, same);
  if (dialog != NULL)
    adw_dialog_set_can_close (ADW_DIALOG (dialog), same);
}
