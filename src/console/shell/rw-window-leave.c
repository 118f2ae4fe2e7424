/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-window-private.h"

#include <glib/gi18n.h>

#include "rw-settings.h"
#include "rw-submit.h"

/* Signing out, and what becomes of edits that the server does not have yet. */

static void show_question (RwWindow *self);

static void
say (RwWindow   *self,
     const char *heading,
     const char *body)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!rw_session_export_outbox_finish (RW_SESSION (source), result, &error))
    say (self, _("The Edits Were Not Exported"), error->message);
  else if (self->has_pages)
    rw_toast (GTK_WIDGET (self->page_stack), _("The waiting edits were exported"));
  else if (!self->asked_to_leave)
    say (self, _("Exported"), _("The waiting edits were exported"));
  if (self->asked_to_leave)
    show_question (self);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->session != NULL)
    rw_session_export_outbox_async (self->session, g_file_peek_path (file), exported_cb, g_object_ref (self));
  else if (self->asked_to_leave)
    show_question (self);
}

/**
 * rw_window_export_edits:
 *
 * Asks for a file and writes into it what waits to be sent.
 */
void
rw_window_export_edits (RwWindow *self)
{
  g_autoptr (GtkFileDialog) dialog = NULL;

  if (self->session == NULL)
    return;
  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _("Export Waiting Edits"));
  /* Translators: the name of a file */
  gtk_file_dialog_set_initial_name (dialog, _("rackward-edits.json"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (self), NULL, file_chosen_cb, g_object_ref (self));
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GApplication *application = g_application_get_default ();

  if (!rw_session_sign_out_finish (RW_SESSION (source), result, &error))
    say (self, _("Not Everything Was Removed"), error->message);
  rw_window_session_gone (self);
  if (application != NULL)
    g_application_release (application);
}

static void
leave (RwWindow *self,
       gboolean  discard)
{
  g_autoptr (RwSession) session = rw_window_let_go_of_session (self);
  GApplication *application = g_application_get_default ();

  self->asked_to_leave = FALSE;
  rw_window_cancel_attempt (self);
  if (session != NULL)
    {
      /* The program stays until all is removed, whatever becomes of the window. */
      if (application != NULL)
        g_application_hold (application);
      rw_session_sign_out_async (session, discard, signed_out_cb, g_object_ref (self));
    }
  g_settings_reset (rw_settings_get (), "server");
  g_settings_reset (rw_settings_get (), "recent");
  rw_welcome_show_choice (rw_window_show_welcome (self));
}

static void
answered_cb (AdwAlertDialog *dialog,
             const char     *response,
             RwWindow       *self)
{
  if (g_str_equal (response, "export"))
    rw_window_export_edits (self);
  else if (g_str_equal (response, "keep") || g_str_equal (response, "leave"))
    leave (self, FALSE);
  else if (g_str_equal (response, "discard"))
    leave (self, TRUE);
  else
    self->asked_to_leave = FALSE;
}

static char *
describe (RwSession *session)
{
  guint pending = rw_session_get_pending (session), conflicts = rw_session_get_conflicts (session);
  GString *text = g_string_new (_("The copy of the data on this computer is removed."));

  if (pending > 0)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (text,
                              ngettext ("%u edit has not reached the server yet. It can be kept on this computer and is "
                                        "sent when you sign in again.",
                                        "%u edits have not reached the server yet. They can be kept on this computer "
                                        "and are sent when you sign in again.",
                                        pending),
                              pending);
    }
  if (conflicts > 0)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (text, ngettext ("%u conflict is not decided yet.", "%u conflicts are not decided yet.",
                                              conflicts),
                              conflicts);
    }
  return g_string_free (text, FALSE);
}

static void
show_question (RwWindow *self)
{
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog;

  if (self->session == NULL)
    return;
  body = describe (self->session);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Sign Out?"), body));
  adw_alert_dialog_add_response (dialog, "cancel", _("_Cancel"));
  if (rw_session_get_pending (self->session) > 0 || rw_session_get_conflicts (self->session) > 0)
    {
      adw_alert_dialog_add_responses (dialog, "export", _("_Export Edits…"), "discard", _("Sign Out and _Discard Edits"),
                                      "keep", _("Sign Out and _Keep Edits"), NULL);
      adw_alert_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
      adw_alert_dialog_set_response_enabled (dialog, "export", rw_session_get_pending (self->session) > 0);
      adw_alert_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
    }
  else
    {
      adw_alert_dialog_add_response (dialog, "leave", _("_Sign Out"));
      adw_alert_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (dialog, "leave");
    }
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/**
 * rw_window_ask_to_leave:
 *
 * Signs out; where edits wait, only after the person has said what is to become of them.
 */
void
rw_window_ask_to_leave (RwWindow *self)
{
  if (self->session == NULL)
    return;
  self->asked_to_leave = TRUE;
  if (rw_session_get_pending (self->session) == 0 && rw_session_get_conflicts (self->session) == 0)
    leave (self, FALSE);
  else
    show_question (self);
}
