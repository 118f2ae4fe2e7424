/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-locked-page.h"

#include <glib/gi18n.h>

#include "rw-clock.h"
#include "rw-format.h"

struct _RwLockedPage
{
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkWidget *sign_in_button;
  GtkWidget *export_button;
  RwSession *session;
};

G_DEFINE_FINAL_TYPE (RwLockedPage, rw_locked_page, ADW_TYPE_BIN)

static char *
describe (RwSession *session)
{
  guint days = rw_session_get_lease_days (session), pending = rw_session_get_pending (session);
  gint64 contact = rw_session_get_last_contact (session);
  g_autofree char *when = contact > 0 ? rw_format_when (contact, rw_clock_now ()) : NULL;
  g_autofree char *url = g_markup_escape_text (rw_session_get_server_url (session), -1);
  GString *text = g_string_new (NULL);

  if (when != NULL)
    /* Translators: an address, and a time or a date: "https://ops.example.net was last reached on 3 May." */
    g_string_append_printf (text, _("%s was last reached: %s."), url, when);
  else
    g_string_append_printf (text, _("%s was not reached for a long time."), url);
  g_string_append_c (text, ' ');
  g_string_append_printf (text,
                          ngettext ("Without contact for %u day the data on this computer are locked.",
                                    "Without contact for %u days the data on this computer are locked.", days),
                          days);
  if (rw_session_is_lock_doubtful (session))
    g_string_append_printf (text, "\n\n%s",
                            _("Is the clock of this computer right? If it was wrong, set it, and the data open by "
                              "themselves."));
  else
    g_string_append_printf (text, "\n\n%s", _("Sign in, and everything is there again."));
  if (pending > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("%u edit that waits is kept, and sent then.",
                                        "%u edits that wait are kept, and sent then.", pending),
                              pending);
    }
  return g_string_free (text, FALSE);
}

static void
update (RwLockedPage *self)
{
  g_autofree char *text = NULL;

  if (self->session == NULL || !rw_session_is_locked (self->session))
    return;
  text = describe (self->session);
  adw_status_page_set_description (self->status, text);
  gtk_widget_set_visible (self->export_button, rw_session_get_pending (self->session) > 0);
}

static void
rw_locked_page_dispose (GObject *object)
{
  rw_locked_page_set_session (RW_LOCKED_PAGE (object), NULL);
  G_OBJECT_CLASS (rw_locked_page_parent_class)->dispose (object);
}

static gboolean
rw_locked_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (RW_LOCKED_PAGE (widget)->sign_in_button);
}

static void
rw_locked_page_class_init (RwLockedPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_locked_page_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = rw_locked_page_grab_focus;
}

static GtkWidget *
button_new (const char *label,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  return button;
}

static void
rw_locked_page_init (RwLockedPage *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12), *leave;

  adw_header_bar_set_show_title (ADW_HEADER_BAR (header), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  adw_status_page_set_icon_name (self->status, "system-lock-screen-symbolic");
  adw_status_page_set_title (self->status, _("The Data Are Locked"));
  self->sign_in_button = button_new (_("_Sign In"), "win.sign-in");
  gtk_widget_add_css_class (self->sign_in_button, "suggested-action");
  self->export_button = button_new (_("_Export Waiting Edits…"), "win.export-edits");
  leave = button_new (_("Sign _Out and Remove the Data…"), "win.sign-out");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->sign_in_button);
  gtk_box_append (GTK_BOX (box), self->export_button);
  gtk_box_append (GTK_BOX (box), leave);
  adw_status_page_set_child (self->status, box);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->status));
  adw_bin_set_child (ADW_BIN (self), view);
}

GtkWidget *
rw_locked_page_new (void)
{
  return g_object_new (RW_TYPE_LOCKED_PAGE, NULL);
}

/**
 * rw_locked_page_set_session:
 * @session: (nullable): whose data are locked
 */
void
rw_locked_page_set_session (RwLockedPage *self,
                            RwSession    *session)
{
  static const char *const properties[] = { "notify::locked", "notify::pending", "notify::last-contact" };

  g_return_if_fail (RW_IS_LOCKED_PAGE (self));
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  for (guint i = 0; session != NULL && i < G_N_ELEMENTS (properties); i++)
    g_signal_connect_swapped (session, properties[i], G_CALLBACK (update), self);
  update (self);
}
