/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-certificates-group.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-clock.h"
#include "rw-file-row.h"
#include "rw-format.h"

struct _RwCertificatesGroup
{
  AdwPreferencesGroup parent_instance;

  RwSession *session;
  RwFileRow *ca_row;
  RwFileRow *client_row;
  AdwActionRow *problem_row;
  AdwActionRow *server_row;
  AdwActionRow *authority_row;
  AdwActionRow *own_row;
  GtkWidget *forget_button;
  GtkWidget *spinner;
  char *refused; /* why what was chosen last does not count */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (RwCertificatesGroup, rw_certificates_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_certificate (AdwActionRow        *row,
                  const RwCertificate *certificate,
                  guint                more)
{
  g_autoptr (GString) text = g_string_new (NULL);

  gtk_widget_set_visible (GTK_WIDGET (row), certificate != NULL);
  if (certificate == NULL)
    return;
  g_string_append (text, certificate->subject != NULL ? certificate->subject : "?");
  if (certificate->issuer != NULL && g_strcmp0 (certificate->issuer, certificate->subject) != 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Issued by %s"), certificate->issuer);
    }
  if (certificate->until > 0)
    {
      g_autofree char *until = rw_format_exact (certificate->until);

      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              certificate->until < rw_clock_now () ? _ ("Expired on %s")
                                                                   : _ ("Valid until %s"),
                              until);
    }
  if (more > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("and %u more in the file", "and %u more in the file", more),
                              more);
    }
  adw_action_row_set_subtitle (row, text->str);
}

/* What the session says of the connection counts only where it does not work. */
static const char *
get_problem (RwCertificatesGroup  *self,
             const RwCertificates *certificates)
{
  if (self->refused != NULL)
    return self->refused;
  if (certificates->problem != NULL)
    return certificates->problem;
  return rw_session_get_state (self->session) == RW_SYNC_STATE_FAILED
           ? rw_session_get_message (self->session)
           : NULL;
}

static void
update (RwCertificatesGroup *self)
{
  g_autoptr (RwCertificates) certificates = rw_session_describe_certificates (self->session);
  const char *problem;
  guint n;

  gtk_widget_set_visible (GTK_WIDGET (self), certificates != NULL);
  if (certificates == NULL)
    return;
  problem = get_problem (self, certificates);
  n = certificates->authorities->len;
  rw_file_row_set_path (self->ca_row, certificates->ca_file);
  rw_file_row_set_path (self->client_row, certificates->client_file);
  show_certificate (self->server_row, certificates->server, 0);
  show_certificate (self->authority_row,
                    n > 0 ? g_ptr_array_index (certificates->authorities, 0) : NULL,
                    n > 1 ? n - 1 : 0);
  show_certificate (self->own_row, certificates->client, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_row), problem != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->problem_row),
                                 problem != NULL ? problem : "");
  gtk_widget_set_sensitive (self->forget_button,
                            !self->busy &&
                              (certificates->ca_file != NULL || certificates->client_file != NULL ||
                               certificates->server != NULL));
  gtk_widget_set_sensitive (GTK_WIDGET (self->ca_row), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->client_row), !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwCertificatesGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (!rw_session_change_tls_files_finish (RW_SESSION (source), result, &error))
    g_set_str (&self->refused, error->message);
  if (self->session == NULL)
    return;
  update (self);
  rw_announce (GTK_WIDGET (self),
               self->refused != NULL ? self->refused : _ ("The connection is made anew"));
}

static void
file_changed_cb (RwCertificatesGroup *self)
{
  rw_certificates_group_choose (self, rw_file_row_get_path (self->ca_row),
                                rw_file_row_get_path (self->client_row));
}

static void
restore_cb (RwCertificatesGroup *self,
            AdwToast            *toast)
{
  rw_certificates_group_choose (self, g_object_get_data (G_OBJECT (toast), "rw-ca-file"),
                                g_object_get_data (G_OBJECT (toast), "rw-client-file"));
}

static void
forget_cb (RwCertificatesGroup *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast = adw_toast_new (_ ("Forgotten"));
  const char *ca_file = rw_file_row_get_path (self->ca_row),
             *client_file = rw_file_row_get_path (self->client_row);

  if (ca_file != NULL || client_file != NULL)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_object_set_data_full (G_OBJECT (toast), "rw-ca-file", g_strdup (ca_file), g_free);
      g_object_set_data_full (G_OBJECT (toast), "rw-client-file", g_strdup (client_file), g_free);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), self,
                               G_CONNECT_SWAPPED);
    }
  rw_certificates_group_choose (self, NULL, NULL);
  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

static void
rw_certificates_group_dispose (GObject *object)
{
  RwCertificatesGroup *self = RW_CERTIFICATES_GROUP (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->refused, g_free);
  G_OBJECT_CLASS (rw_certificates_group_parent_class)->dispose (object);
}

static void
rw_certificates_group_class_init (RwCertificatesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_certificates_group_dispose;
}

static AdwActionRow *
row_new (RwCertificatesGroup *self,
         const char          *title,
         const char          *style)
{
  GtkWidget *row = adw_action_row_new ();

  /* Names in certificates may hold characters that are markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), style != NULL);
  if (style != NULL)
    gtk_widget_add_css_class (row, style);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
rw_certificates_group_init (RwCertificatesGroup *self)
{
  GtkWidget *suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6), *icon;

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Certificates"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    _ ("Only where your company has its own. A change applies at once."));
  self->spinner = adw_spinner_new ();
  self->forget_button = gtk_button_new_with_mnemonic (_ ("_Forget"));
  gtk_widget_set_tooltip_text (
    self->forget_button, _ ("Use neither file, and forget the certificate that the server showed"));
  gtk_widget_set_valign (self->forget_button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->forget_button, "clicked", G_CALLBACK (forget_cb), self);
  gtk_box_append (GTK_BOX (suffix), self->spinner);
  gtk_box_append (GTK_BOX (suffix), self->forget_button);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), suffix);

  self->problem_row = row_new (self, "", NULL);
  icon = gtk_image_new_from_icon_name ("rw-bad-symbolic");
  gtk_widget_add_css_class (icon, "rw-bad");
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (self->problem_row, icon);
  self->ca_row = RW_FILE_ROW (
    rw_file_row_new (_ ("Certificate Authority"), _ ("Those that this computer trusts")));
  self->client_row = RW_FILE_ROW (rw_file_row_new (_ ("Your Certificate and Its Key"), _ ("None")));
  for (guint i = 0; i < 2; i++)
    {
      RwFileRow *row = i == 0 ? self->ca_row : self->client_row;

      g_signal_connect_swapped (row, "changed", G_CALLBACK (file_changed_cb), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
    }
  self->server_row = row_new (self, _ ("The Server Showed"), "property");
  self->authority_row = row_new (self, _ ("Trusted Authority"), "property");
  self->own_row = row_new (self, _ ("You Show"), "property");
}

/**
 * rw_certificates_group_new:
 * @session: whose connection it is; the group is not to be seen for one without certificates
 */
GtkWidget *
rw_certificates_group_new (RwSession *session)
{
  RwCertificatesGroup *self = g_object_new (RW_TYPE_CERTIFICATES_GROUP, NULL);

  g_return_val_if_fail (RW_IS_SESSION (session), NULL);
  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (update), self);
  g_signal_connect_swapped (session, "notify::message", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * rw_certificates_group_choose:
 * @ca_file: (nullable): authorities to believe, %NULL for the system's
 * @client_file: (nullable): certificate and key to show, %NULL for none
 *
 * What choosing files in the rows does.
 */
void
rw_certificates_group_choose (RwCertificatesGroup *self,
                              const char          *ca_file,
                              const char          *client_file)
{
  g_return_if_fail (RW_IS_CERTIFICATES_GROUP (self));
  if (self->busy)
    return;
  self->busy = TRUE;
  g_clear_pointer (&self->refused, g_free);
  rw_session_change_tls_files_async (self->session, ca_file, client_file, chosen_cb,
                                     g_object_ref (self));
  update (self);
}

/**
 * rw_certificates_group_settled:
 *
 * Returns: whether what was chosen last is shown with what came of it
 */
gboolean
rw_certificates_group_settled (RwCertificatesGroup *self)
{
  return !self->busy;
}
