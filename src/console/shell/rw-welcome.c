/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-welcome.h"

#include <glib/gi18n.h>

#include "rw-announce.h"
#include "rw-error.h"
#include "rw-file-row.h"

struct _RwWelcome
{
  AdwBin parent_instance;

  AdwNavigationView *navigation;
  AdwBanner *banner;
  AdwEntryRow *url_row;
  AdwEntryRow *login_row;
  AdwPasswordEntryRow *password_row;
  RwFileRow *ca_row;
  RwFileRow *client_row;
  GtkButton *connect_button;
  GtkButton *submit_button;
  GtkWidget *submit_spinner;
  GtkLabel *submit_label;
  AdwStatusPage *progress_status;
  AdwNavigationPage *progress_page;
  GtkProgressBar *progress_bar;
  GtkButton *cancel_button;
  gboolean busy;
  guint pulse;
};

enum
{
  SIGNAL_CONNECT_REQUESTED,
  SIGNAL_SAMPLE_REQUESTED,
  SIGNAL_CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwWelcome, rw_welcome, ADW_TYPE_BIN)

/* As strict as whoever connects. */
#define URI_FLAGS \
  (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_ENCODED_QUERY | G_URI_FLAGS_ENCODED_FRAGMENT | \
   G_URI_FLAGS_SCHEME_NORMALIZE)

/* "127.0.0.1.example.net" is not. */
static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

/**
 * rw_welcome_normalise_url:
 * @text: what a person typed: "ops.example.net", "http://127.0.0.1:8470/"
 *
 * A name alone means https; a password never travels in the clear to another machine.
 *
 * Returns: (transfer full) (nullable): the address without a slash at the end, or %NULL with @error set
 */
char *
rw_welcome_normalise_url (const char *text,
                          GError    **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text)), *full = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *scheme, *host;

  full = strstr (trimmed, "://") != NULL ? g_strdup (trimmed) : g_strconcat ("https://", trimmed, NULL);
  if (full[strcspn (full, " \t\r\n\f\v")] == '\0')
    uri = g_uri_parse (full, URI_FLAGS, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL || *host == '\0')
    {
      g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _("“%s” is not the address of a server"), trimmed);
      return NULL;
    }
  scheme = g_uri_get_scheme (uri);
  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID, _("The address of a server begins with https://"));
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _ ("Leave the log-in out of the address: it has a field of its own"));
      return NULL;
    }
  if (g_str_equal (scheme, "http") && !is_this_machine (host))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_INVALID,
                           _("Without encryption anybody on the way could read your password: use https://"));
      return NULL;
    }
  while (g_str_has_suffix (full, "/"))
    full[strlen (full) - 1] = '\0';
  return g_steal_pointer (&full);
}

static void
update_submit (RwWelcome *self)
{
  gboolean complete = *gtk_editable_get_text (GTK_EDITABLE (self->url_row)) != '\0' &&
                      *gtk_editable_get_text (GTK_EDITABLE (self->login_row)) != '\0' &&
                      *gtk_editable_get_text (GTK_EDITABLE (self->password_row)) != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_button), complete && !self->busy);
}

static void
set_message (RwWelcome  *self,
             const char *message)
{
  adw_banner_set_title (self->banner, message != NULL ? message : "");
  adw_banner_set_revealed (self->banner, message != NULL && *message != '\0');
  rw_announce_urgent (GTK_WIDGET (self), message);
}

static const char *
visible_tag (RwWelcome *self)
{
  return adw_navigation_page_get_tag (adw_navigation_view_get_visible_page (self->navigation));
}

static void
go_to (RwWelcome  *self,
       const char *tag)
{
  if (g_strcmp0 (visible_tag (self), tag) != 0)
    adw_navigation_view_replace_with_tags (self->navigation, (const char *[]){ "choose", tag },
                                           g_str_equal (tag, "choose") ? 1 : 2);
}

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (user_data));
  return G_SOURCE_CONTINUE;
}

static void
form_changed_cb (RwWelcome *self)
{
  update_submit (self);
}

static void
connect_clicked_cb (RwWelcome *self)
{
  rw_welcome_show_connect (self, NULL, NULL, NULL);
}

static void
sample_clicked_cb (RwWelcome *self)
{
  g_signal_emit (self, signals[SIGNAL_SAMPLE_REQUESTED], 0);
}

static void
submit_clicked_cb (RwWelcome *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = rw_welcome_normalise_url (gtk_editable_get_text (GTK_EDITABLE (self->url_row)), &error);

  if (url == NULL)
    {
      set_message (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->url_row));
      return;
    }
  set_message (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CONNECT_REQUESTED], 0, url,
                 gtk_editable_get_text (GTK_EDITABLE (self->login_row)),
                 gtk_editable_get_text (GTK_EDITABLE (self->password_row)));
}

static void
cancel_clicked_cb (RwWelcome *self)
{
  rw_welcome_show_choice (self);
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
popped_cb (RwWelcome         *self,
           AdwNavigationPage *page)
{
  g_clear_handle_id (&self->pulse, g_source_remove);
  g_signal_emit (self, signals[SIGNAL_CANCELLED], 0);
}

static void
rw_welcome_dispose (GObject *object)
{
  RwWelcome *self = RW_WELCOME (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  G_OBJECT_CLASS (rw_welcome_parent_class)->dispose (object);
}

static void
rw_welcome_class_init (RwWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rw_welcome_dispose;

  signals[SIGNAL_CONNECT_REQUESTED] = g_signal_new ("connect-requested", RW_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL,
                                                    NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING,
                                                    G_TYPE_STRING);
  signals[SIGNAL_SAMPLE_REQUESTED] = g_signal_new ("sample-requested", RW_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL,
                                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", RW_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/net/rackward/Rackward/ui/shell/rw-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, navigation);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, banner);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, url_row);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, login_row);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, password_row);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, submit_button);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, submit_spinner);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, submit_label);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, progress_status);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, progress_page);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, RwWelcome, cancel_button);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
}

static void
rw_welcome_init (RwWelcome *self)
{
  GtkWidget *group, *expander = adw_expander_row_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  group = gtk_widget_get_ancestor (GTK_WIDGET (self->url_row), ADW_TYPE_PREFERENCES_GROUP);
  self->ca_row = RW_FILE_ROW (rw_file_row_new (_("Certificate Authority"), _("Those that this computer trusts")));
  self->client_row = RW_FILE_ROW (rw_file_row_new (_("Your Certificate and Its Key"), _("None")));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), _("Certificates"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), _("Only where your company has its own"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), GTK_WIDGET (self->ca_row));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), GTK_WIDGET (self->client_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), expander);
  update_submit (self);
}

/**
 * rw_welcome_show_choice:
 *
 * Back to the first page.
 */
void
rw_welcome_show_choice (RwWelcome *self)
{
  g_clear_handle_id (&self->pulse, g_source_remove);
  rw_welcome_set_busy (self, FALSE);
  go_to (self, "choose");
}

/**
 * rw_welcome_show_connect:
 * @url: (nullable): to fill in
 * @login: (nullable): to fill in
 * @message: (nullable): what went wrong and what to do next
 */
void
rw_welcome_show_connect (RwWelcome  *self,
                         const char *url,
                         const char *login,
                         const char *message)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  g_clear_handle_id (&self->pulse, g_source_remove);
  rw_welcome_set_busy (self, FALSE);
  if (url != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->url_row), url);
  if (login != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->login_row), login);
  set_message (self, message);
  go_to (self, "connect");
  if (root != NULL)
    gtk_window_set_default_widget (GTK_WINDOW (root), GTK_WIDGET (self->submit_button));
  if (*gtk_editable_get_text (GTK_EDITABLE (self->url_row)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->url_row));
  else if (*gtk_editable_get_text (GTK_EDITABLE (self->login_row)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->login_row));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

/**
 * rw_welcome_show_progress:
 * @title: what is being done
 * @detail: (nullable): one sentence more
 * @fraction: 0 to 1, or negative when it is not known
 */
void
rw_welcome_show_progress (RwWelcome  *self,
                          const char *title,
                          const char *detail,
                          double      fraction)
{
  adw_status_page_set_icon_name (self->progress_status, "net.rackward.Rackward");
  adw_status_page_set_title (self->progress_status, title);
  adw_status_page_set_description (self->progress_status, detail);
  gtk_button_set_label (self->cancel_button, _("_Cancel"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);
  go_to (self, "progress");
  if (fraction >= 0)
    {
      g_clear_handle_id (&self->pulse, g_source_remove);
      gtk_progress_bar_set_fraction (self->progress_bar, MIN (fraction, 1.0));
    }
  else if (self->pulse == 0)
    {
      gtk_progress_bar_pulse (self->progress_bar);
      self->pulse = g_timeout_add (120, pulse_cb, self->progress_bar);
    }
}

/**
 * rw_welcome_show_failure:
 * @title: what did not work
 * @message: why, and what to do next
 */
void
rw_welcome_show_failure (RwWelcome  *self,
                         const char *title,
                         const char *message)
{
  g_autofree char *escaped = g_markup_escape_text (message, -1);

  g_clear_handle_id (&self->pulse, g_source_remove);
  adw_status_page_set_icon_name (self->progress_status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->progress_status, title);
  adw_status_page_set_description (self->progress_status, escaped);
  gtk_button_set_label (self->cancel_button, _("_Back"));
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
  go_to (self, "progress");
  rw_announce_urgent (GTK_WIDGET (self), message);
}

/**
 * rw_welcome_set_busy:
 * @busy: whether a log-in is on its way: the form waits
 */
void
rw_welcome_set_busy (RwWelcome *self,
                     gboolean   busy)
{
  self->busy = busy;
  gtk_widget_set_visible (self->submit_spinner, busy);
  gtk_label_set_label (self->submit_label, busy ? _("Connecting…") : _("Connect"));
  update_submit (self);
}

/**
 * rw_welcome_get_tls_files:
 * @ca_file: (out) (transfer none) (nullable): authorities to believe, %NULL for the system's
 * @client_file: (out) (transfer none) (nullable): certificate and key to show, %NULL for none
 *
 * Returns: whether the person has chosen; otherwise what was chosen before counts
 */
gboolean
rw_welcome_get_tls_files (RwWelcome   *self,
                          const char **ca_file,
                          const char **client_file)
{
  *ca_file = rw_file_row_get_path (self->ca_row);
  *client_file = rw_file_row_get_path (self->client_row);
  return rw_file_row_was_changed (self->ca_row) || rw_file_row_was_changed (self->client_row);
}

/**
 * rw_welcome_in_form:
 *
 * Returns: whether the log-in form is what the person sees
 */
gboolean
rw_welcome_in_form (RwWelcome *self)
{
  return g_strcmp0 (visible_tag (self), "connect") == 0;
}
