/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-window-private.h"

#include <glib/gi18n.h>

#include "rw-connection.h"
#include "rw-settings.h"
#include "rw-sign-in-dialog.h"
#include "rw-submit.h"

#define SAMPLE_SERVER "sample:"

static void
notice_cb (RwWindow   *self,
           const char *message,
           RwSession  *session)
{
  guint conflicts = rw_session_get_conflicts (session);
  AdwToast *toast;

  /* What asks for a decision says where it is made. */
  if (conflicts > self->n_conflicts)
    {
      toast = rw_toast_with_button (GTK_WIDGET (self->page_stack), message, C_ ("toast", "Decide"));
      if (toast != NULL)
        adw_toast_set_action_name (toast, "win.page-inbox");
    }
  else
    rw_toast (GTK_WIDGET (self->page_stack), message);
  self->n_conflicts = conflicts;
}

/* Those that were there before, or were decided on meanwhile, are no news. */
static void
conflicts_cb (RwWindow *self)
{
  self->n_conflicts = MIN (self->n_conflicts, rw_session_get_conflicts (self->session));
}

/* What a page does before it is an edit is taken back first. */
void
rw_window_update_undo (RwWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo",
                                 (self->page != NULL && rw_page_can_undo (self->page, FALSE)) ||
                                   (self->session != NULL &&
                                    rw_session_get_can_undo (self->session)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo",
                                 (self->page != NULL && rw_page_can_undo (self->page, TRUE)) ||
                                   (self->session != NULL &&
                                    rw_session_get_can_redo (self->session)));
}

static void
show_progress (RwWindow *self)
{
  double fraction = rw_session_get_progress (self->session);
  g_autofree char *detail = NULL, *pending = NULL;

  /* The server may not be reached yet: then nobody knows how much there is. */
  if (rw_session_get_state (self->session) == RW_SYNC_STATE_FIRST_SYNC && fraction >= 0)
    detail = g_strdup (_("Everything is copied to this computer once. After that only changes travel."));
  rw_welcome_show_progress (rw_window_show_welcome (self), _("Getting the Data"), detail,
                            rw_session_get_state (self->session) == RW_SYNC_STATE_FIRST_SYNC ? fraction : -1);
}

/* Without data there is nothing to show but the way to it. */
static void
update_without_data (RwWindow *self)
{
  const char *url = rw_session_get_server_url (self->session);
  const char *message = rw_session_get_message (self->session);
  g_autofree char *login = g_settings_get_string (rw_settings_get (), "login");
  g_autofree char *text = NULL;

  switch (rw_session_get_state (self->session))
    {
    case RW_SYNC_STATE_SIGNED_OUT:
      if (!rw_welcome_in_form (rw_window_show_welcome (self)))
        rw_welcome_show_connect (self->welcome, url, login, message);
      break;
    case RW_SYNC_STATE_FAILED:
      rw_welcome_show_failure (rw_window_show_welcome (self), _("The First Sync Stopped"),
                               message != NULL ? message : _("The server refused without a reason."));
      break;
    case RW_SYNC_STATE_OFFLINE:
      text = g_strdup_printf (_("%s does not answer. It is tried again by itself."), url);
      rw_welcome_show_progress (rw_window_show_welcome (self), _("Waiting for the Server"), message != NULL ? message : text, -1);
      break;
    default:
      show_progress (self);
      break;
    }
}

static void
update_banner (RwWindow *self)
{
  const char *message = rw_session_get_message (self->session);

  switch (rw_session_get_state (self->session))
    {
    case RW_SYNC_STATE_FAILED:
      adw_banner_set_title (self->banner, message != NULL ? message : _("Sync stopped"));
      adw_banner_set_button_label (self->banner, _("_Try Again"));
      adw_banner_set_revealed (self->banner, TRUE);
      break;
    case RW_SYNC_STATE_SIGNED_OUT:
      adw_banner_set_title (self->banner, message != NULL
                                            ? message
                                            : _("You are signed out. Edits stay on this computer until you sign in."));
      adw_banner_set_button_label (self->banner, _("_Sign In"));
      adw_banner_set_revealed (self->banner, TRUE);
      break;
    default:
      adw_banner_set_revealed (self->banner, FALSE);
      break;
    }
}

/* Nothing of the data stays on the screen. */
static void
show_locked (RwWindow *self)
{
  if (self->has_pages)
    {
      rw_window_unload_pages (self);
      rw_window_inspect (self, RW_KIND_NONE, NULL);
    }
  if (self->locked == NULL)
    {
      self->locked = RW_LOCKED_PAGE (rw_locked_page_new ());
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->locked), "locked");
    }
  rw_locked_page_set_session (self->locked, self->session);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "locked") == 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, "locked");
  gtk_window_set_title (GTK_WINDOW (self), _("Rackward"));
  gtk_widget_grab_focus (GTK_WIDGET (self->locked));
}

static void
update_state (RwWindow *self)
{
  if (self->session == NULL)
    return;
  rw_window_update_undo (self);
  if (rw_session_is_locked (self->session))
    {
      show_locked (self);
      return;
    }
  if (!rw_session_has_data (self->session))
    {
      update_without_data (self);
      return;
    }
  if (!self->has_pages)
    rw_window_load_pages (self);
  gtk_stack_set_visible_child_name (self->stack, "main");
  update_banner (self);
  if (self->pending_address != NULL)
    {
      g_autofree char *address = g_steal_pointer (&self->pending_address);

      rw_window_open_address (self, address);
    }
}

static void
session_changed_cb (RwWindow          *self,
                    const RwChangeSet *changes,
                    RwSession         *session)
{
  if (!self->has_pages)
    update_state (self);
}

/* --- What the person asked for ------------------------------------------------------------------- */

struct _RwWindowRequest
{
  gboolean sample;
  char *import_file;
  char *url;
  char *login;
  char *password;
  char *ca_file;
  char *client_file;
  gboolean tls_given;
};

void
rw_window_request_free (RwWindowRequest *request)
{
  g_free (request->import_file);
  g_free (request->url);
  g_free (request->login);
  g_free (request->password);
  g_free (request->ca_file);
  g_free (request->client_file);
  g_free (request);
}

static void
sample_progress_cb (const char *text,
                    double      fraction,
                    gpointer    user_data)
{
  RwWindow *self = user_data;

  rw_welcome_show_progress (rw_window_show_welcome (self), _("Preparing the Sample Company"), text, fraction);
}

static void connected_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data);

static void
run_request (RwWindow        *self,
             RwWindowRequest *request)
{
  if (request->sample)
    rw_connection_sample_async (self->state_dir, request->import_file, sample_progress_cb, self, self->cancellable,
                                connected_cb, g_object_ref (self));
  else if (request->password != NULL)
    {
      RwConnectionTls tls = { request->ca_file, request->client_file };

      rw_connection_sign_in_async (self->state_dir, request->url, request->login, request->password,
                                   request->tls_given ? &tls : NULL, self->cancellable, connected_cb,
                                   g_object_ref (self));
    }
  else
    rw_connection_resume_async (self->state_dir, request->url, self->cancellable, connected_cb, g_object_ref (self));
  rw_window_request_free (request);
}

static void
released_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  GApplication *application = g_application_get_default ();
  g_autoptr (GError) error = NULL;

  if (!rw_session_close_finish (RW_SESSION (source), result, &error))
    g_warning ("%s", error->message);
  if (application != NULL)
    g_application_release (application);
  rw_window_session_gone (self);
}

/* A session is closed: its files are free. */
void
rw_window_session_gone (RwWindow *self)
{
  self->n_closing--;
  if (self->n_closing == 0 && self->request != NULL)
    run_request (self, g_steal_pointer (&self->request));
}

/* Nothing in the window knows the session any more; who closes it calls rw_window_session_gone() then. */
RwSession *
rw_window_let_go_of_session (RwWindow *self)
{
  if (self->session == NULL)
    return NULL;
  g_signal_handlers_disconnect_by_data (self->session, self);
  rw_window_unload_pages (self);
  rw_inspector_set_session (self->inspector, NULL);
  g_clear_object (&self->change_watch);
  g_clear_object (&self->conflict_watch);
  rw_sync_status_set_session (self->sync_status, NULL);
  if (self->locked != NULL)
    rw_locked_page_set_session (self->locked, NULL);
  self->n_closing++;
  return g_steal_pointer (&self->session);
}

/* The files of a server belong to one session at a time: what opens them next waits until this is done. */
void
rw_window_release_session (RwWindow *self)
{
  g_autoptr (RwSession) session = rw_window_let_go_of_session (self);
  GApplication *application = g_application_get_default ();

  if (session == NULL)
    return;
  if (application != NULL)
    g_application_hold (application);
  rw_session_close_async (session, NULL, released_cb, g_object_ref (self));
}

/**
 * rw_window_adopt_session:
 * @session: an open session; the window shows it from here on
 */
void
rw_window_adopt_session (RwWindow  *self,
                         RwSession *session)
{
  static const char *const properties[] = { "notify::state", "notify::progress", "notify::message",
                                            "notify::locked" };

  g_return_if_fail (RW_IS_WINDOW (self) && RW_IS_SESSION (session));
  rw_window_release_session (self);
  self->session = g_object_ref (session);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_signal_connect_swapped (session, properties[i], G_CALLBACK (update_state), self);
  g_signal_connect_swapped (session, "notify::can-undo", G_CALLBACK (rw_window_update_undo), self);
  g_signal_connect_swapped (session, "notify::can-redo", G_CALLBACK (rw_window_update_undo), self);
  self->n_conflicts = rw_session_get_conflicts (session);
  g_signal_connect_swapped (session, "notify::conflicts", G_CALLBACK (conflicts_cb), self);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (session_changed_cb), self);
  g_signal_connect_swapped (session, "notice", G_CALLBACK (notice_cb), self);
  rw_sync_status_set_session (self->sync_status, session);
  rw_inspector_set_session (self->inspector, session);
  rw_window_watch_changes (self);
  update_state (self);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (RwWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwSession) session = rw_connection_finish (result, &error);
  g_autofree char *server = NULL, *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  server = g_steal_pointer (&self->wanted_server);
  if (session != NULL)
    {
      g_settings_set_string (rw_settings_get (), "server", server);
      if (self->welcome != NULL)
        rw_welcome_set_busy (self->welcome, FALSE);
      rw_window_adopt_session (self, session);
      return;
    }
  message = rw_connection_explain (error, g_str_equal (server, SAMPLE_SERVER) ? NULL : server);
  if (rw_welcome_in_form (rw_window_show_welcome (self)))
    rw_welcome_show_connect (self->welcome, NULL, NULL, message);
  else
    rw_welcome_show_failure (rw_window_show_welcome (self),
                             g_str_equal (server, SAMPLE_SERVER) ? _("The Sample Company Did Not Start")
                                                                 : _("The Data Could Not Be Opened"),
                             message);
}

void
rw_window_cancel_attempt (RwWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->wanted_server, g_free);
  g_clear_pointer (&self->request, rw_window_request_free);
}

static void
start_request (RwWindow        *self,
               RwWindowRequest *request)
{
  rw_window_cancel_attempt (self);
  rw_window_release_session (self);
  self->cancellable = g_cancellable_new ();
  self->wanted_server = g_strdup (request->sample ? SAMPLE_SERVER : request->url);
  if (request->password != NULL)
    rw_welcome_set_busy (rw_window_show_welcome (self), TRUE);
  else if (gtk_widget_get_visible (GTK_WIDGET (self)))
    rw_window_show_attempt (self);
  if (self->n_closing > 0)
    self->request = request;
  else
    run_request (self, request);
}

/**
 * rw_window_start_sample:
 * @import_file: (nullable): a NetBox dump to show instead of the sample company
 */
void
rw_window_start_sample (RwWindow   *self,
                        const char *import_file)
{
  RwWindowRequest *request;

  g_return_if_fail (RW_IS_WINDOW (self));
  request = g_new0 (RwWindowRequest, 1);
  request->sample = TRUE;
  request->import_file = g_strdup (import_file);
  start_request (self, request);
}

/**
 * rw_window_start_server:
 * @url: of a server; the keyring may have a token for it
 */
void
rw_window_start_server (RwWindow   *self,
                        const char *url)
{
  RwWindowRequest *request;

  g_return_if_fail (RW_IS_WINDOW (self) && url != NULL);
  request = g_new0 (RwWindowRequest, 1);
  request->url = g_strdup (url);
  start_request (self, request);
}

/**
 * rw_window_start:
 *
 * Goes where the person was last, or asks.
 */
void
rw_window_start (RwWindow *self)
{
  g_autofree char *server = NULL;

  g_return_if_fail (RW_IS_WINDOW (self));
  if (self->session != NULL || self->cancellable != NULL)
    return;
  server = g_settings_get_string (rw_settings_get (), "server");
  if (g_str_equal (server, SAMPLE_SERVER))
    rw_window_start_sample (self, NULL);
  else if (*server != '\0')
    rw_window_start_server (self, server);
  else
    rw_welcome_show_choice (rw_window_show_welcome (self));
}

static void
sample_requested_cb (RwWindow  *self,
                     RwWelcome *welcome)
{
  rw_window_start_sample (self, NULL);
}

static void
connect_requested_cb (RwWindow   *self,
                      const char *url,
                      const char *login,
                      const char *password,
                      RwWelcome  *welcome)
{
  RwWindowRequest *request = g_new0 (RwWindowRequest, 1);
  const char *ca_file, *client_file;

  request->url = g_strdup (url);
  request->login = g_strdup (login);
  request->password = g_strdup (password);
  request->tls_given = rw_welcome_get_tls_files (welcome, &ca_file, &client_file);
  request->ca_file = g_strdup (ca_file);
  request->client_file = g_strdup (client_file);
  g_settings_set_string (rw_settings_get (), "login", login);
  start_request (self, request);
}

static void
welcome_cancelled_cb (RwWindow  *self,
                      RwWelcome *welcome)
{
  rw_window_cancel_attempt (self);
  rw_window_release_session (self);
  g_settings_reset (rw_settings_get (), "server");
}

void
rw_window_show_sign_in (RwWindow *self)
{
  AdwDialog *dialog = rw_sign_in_dialog_new (self->session);

  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
banner_clicked_cb (RwWindow  *self,
                   AdwBanner *banner)
{
  if (rw_session_get_state (self->session) == RW_SYNC_STATE_SIGNED_OUT)
    rw_window_show_sign_in (self);
  else
    rw_session_sync_now (self->session);
}

/* The template's names for what happens here. */
void
rw_window_bind_session_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
}

/* Returns: (transfer none): what stands where there is no data, visible from here on */
RwWelcome *
rw_window_show_welcome (RwWindow *self)
{
  if (self->welcome == NULL)
    {
      self->welcome = g_object_new (RW_TYPE_WELCOME, NULL);
      g_signal_connect_object (self->welcome, "sample-requested", G_CALLBACK (sample_requested_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->welcome, "connect-requested", G_CALLBACK (connect_requested_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->welcome, "cancelled", G_CALLBACK (welcome_cancelled_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->welcome), "welcome");
    }
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->welcome));
  return self->welcome;
}

/* What a window says that has no data yet: what is being done about it, or the choice. */
void
rw_window_show_attempt (RwWindow *self)
{
  if (self->wanted_server == NULL)
    {
      /* Whatever came of an attempt before is there to be read. */
      if (self->welcome == NULL && self->session == NULL)
        rw_welcome_show_choice (rw_window_show_welcome (self));
    }
  else if (g_str_equal (self->wanted_server, SAMPLE_SERVER))
    sample_progress_cb (NULL, -1, self);
  else
    rw_welcome_show_progress (rw_window_show_welcome (self), _("Opening"), self->wanted_server, -1);
}
