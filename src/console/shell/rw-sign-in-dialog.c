/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sign-in-dialog.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-connection.h"
#include "rw-settings.h"

struct _RwSignInDialog
{
  AdwDialog parent_instance;

  RwSession *session;
  GCancellable *cancellable;
  AdwEntryRow *login_row;
  AdwPasswordEntryRow *password_row;
  AdwBanner *banner;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (RwSignInDialog, rw_sign_in_dialog, ADW_TYPE_DIALOG)

static void
update (RwSignInDialog *self)
{
  gtk_widget_set_sensitive (self->button, self->cancellable == NULL &&
                                            *gtk_editable_get_text (GTK_EDITABLE (self->login_row)) != '\0' &&
                                            *gtk_editable_get_text (GTK_EDITABLE (self->password_row)) != '\0');
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RwSignInDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (rw_session_sign_in_finish (RW_SESSION (source), result, &error))
    {
      g_settings_set_string (rw_settings_get (), "login", gtk_editable_get_text (GTK_EDITABLE (self->login_row)));
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  message = rw_connection_explain (error, rw_session_get_server_url (self->session));
  adw_banner_set_title (self->banner, message);
  adw_banner_set_revealed (self->banner, TRUE);
  rw_announce_urgent (GTK_WIDGET (self), message);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
  update (self);
}

static void
submit (RwSignInDialog *self)
{
  if (!gtk_widget_get_sensitive (self->button))
    return;
  self->cancellable = g_cancellable_new ();
  adw_banner_set_revealed (self->banner, FALSE);
  update (self);
  rw_session_sign_in_async (self->session, gtk_editable_get_text (GTK_EDITABLE (self->login_row)),
                            gtk_editable_get_text (GTK_EDITABLE (self->password_row)), self->cancellable, signed_in_cb,
                            g_object_ref (self));
}

static void
rw_sign_in_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (RW_SIGN_IN_DIALOG (dialog)->cancellable);
}

static void
rw_sign_in_dialog_dispose (GObject *object)
{
  RwSignInDialog *self = RW_SIGN_IN_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_sign_in_dialog_parent_class)->dispose (object);
}

static void
rw_sign_in_dialog_class_init (RwSignInDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_sign_in_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = rw_sign_in_dialog_closed;
}

static void
rw_sign_in_dialog_init (RwSignInDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *page = adw_preferences_page_new (), *group = adw_preferences_group_new ();
  GtkWidget *header = adw_header_bar_new ();
  g_autofree char *login = g_settings_get_string (rw_settings_get (), "login");

  self->login_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->login_row), _("Log-in"));
  gtk_editable_set_text (GTK_EDITABLE (self->login_row), login);
  self->password_row = ADW_PASSWORD_ENTRY_ROW (adw_password_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password_row), _("Password"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->login_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->password_row));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  self->button = gtk_button_new_with_mnemonic (_("_Sign In"));
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (submit), self);
  g_signal_connect_swapped (self->login_row, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->password_row, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->login_row, "entry-activated", G_CALLBACK (submit), self);
  g_signal_connect_swapped (self->password_row, "entry-activated", G_CALLBACK (submit), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->button);
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->banner));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);

  adw_dialog_set_title (ADW_DIALOG (self), _("Sign In"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 420);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_focus (ADW_DIALOG (self), *login != '\0' ? GTK_WIDGET (self->password_row)
                                                          : GTK_WIDGET (self->login_row));
  update (self);
}

/**
 * rw_sign_in_dialog_new:
 * @session: signed out
 */
AdwDialog *
rw_sign_in_dialog_new (RwSession *session)
{
  RwSignInDialog *self = g_object_new (RW_TYPE_SIGN_IN_DIALOG, NULL);

  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}
