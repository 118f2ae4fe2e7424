/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-connection.h"

#include <glib/gi18n.h>

#include "rw-error.h"
#include "rw-sample-server.h"

typedef struct
{
  char *state_dir;
  char *url;
  char *login;
  char *password;
  char *ca_file;
  char *client_file;
  gboolean tls_given;
  RwSession *session;
  RwSampleServer *server;
  GError *error; /* why it failed, while the session is being closed */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_free (attempt->state_dir);
  g_free (attempt->url);
  g_free (attempt->login);
  g_free (attempt->password);
  g_free (attempt->ca_file);
  g_free (attempt->client_file);
  g_clear_object (&attempt->session);
  g_clear_object (&attempt->server);
  g_clear_error (&attempt->error);
  g_free (attempt);
}

/**
 * rw_connection_explain:
 * @error: why it did not work
 * @url: (nullable): the server
 *
 * Returns: (transfer full): what happened and what to do next
 */
char *
rw_connection_explain (const GError *error,
                       const char   *url)
{
  if (g_error_matches (error, RW_ERROR, RW_ERROR_AUTH))
    return g_strdup (_("The log-in or the password is wrong. Check both and try again."));
  if (g_error_matches (error, RW_ERROR, RW_ERROR_UNREACHABLE))
    return g_strdup_printf (_("%s does not answer. Check the address and your network."),
                            url != NULL ? url : _("The server"));
  if (g_error_matches (error, RW_ERROR, RW_ERROR_TIMEOUT))
    return g_strdup_printf (_("%s answers too slowly. Try again in a moment."), url != NULL ? url : _("The server"));
  if (g_error_matches (error, RW_ERROR, RW_ERROR_PROTOCOL))
    return g_strdup_printf (_("What answers there is not a Rackward server. Check the address. (%s)"), error->message);
  if (g_error_matches (error, RW_ERROR, RW_ERROR_BUSY))
    return g_strdup_printf (_("It is in use; try again in a moment. (%s)"), error->message);
  return g_strdup (error->message);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);

  rw_session_close_finish (RW_SESSION (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&attempt->error));
}

/* The next attempt opens the same files: this one closes them before it answers. */
static void
fail (GTask  *task,
      GError *error)
{
  Attempt *attempt = g_task_get_task_data (task);

  attempt->error = error;
  rw_session_close_async (attempt->session, NULL, closed_cb, g_object_ref (task));
}

static void
return_session (GTask *task)
{
  Attempt *attempt = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      fail (task, error);
      return;
    }
  if (attempt->server != NULL)
    g_object_set_data_full (G_OBJECT (attempt->session), "rw-sample-server", g_steal_pointer (&attempt->server),
                            g_object_unref);
  g_task_return_pointer (task, g_steal_pointer (&attempt->session), g_object_unref);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!rw_session_sign_in_finish (RW_SESSION (source), result, &error))
    fail (task, error);
  else
    return_session (task);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rw_session_open_finish (RW_SESSION (source), result, &error))
    fail (task, error);
  else if (attempt->password != NULL)
    rw_session_sign_in_async (attempt->session, attempt->login, attempt->password, g_task_get_cancellable (task),
                              signed_in_cb, g_object_ref (task));
  else
    return_session (task);
}

static void
open_session (GTask      *task,
              const char *token)
{
  Attempt *attempt = g_task_get_task_data (task);

  attempt->session = rw_session_new (attempt->url, attempt->state_dir);
  if (attempt->tls_given)
    rw_session_set_tls_files (attempt->session, attempt->ca_file, attempt->client_file);
  if (token != NULL)
    rw_session_set_token (attempt->session, token);
  rw_session_open_async (attempt->session, g_task_get_cancellable (task), opened_cb, g_object_ref (task));
}

static GTask *
task_new (const char          *state_dir,
          const char          *url,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->state_dir = g_strdup (state_dir);
  attempt->url = g_strdup (url);
  g_task_set_task_data (task, attempt, attempt_free);
  g_task_set_static_name (task, "rackward-connection");
  return task;
}

/**
 * rw_connection_sign_in_async:
 * @url: of the server
 * @password: travels to the server and is not kept
 * @tls: (nullable): what the person chose now about certificates; %NULL for what was chosen before
 */
void
rw_connection_sign_in_async (const char          *state_dir,
                             const char          *url,
                             const char          *login,
                             const char          *password,
                             const RwConnectionTls *tls,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = task_new (state_dir, url, cancellable, callback, user_data);
  Attempt *attempt = g_task_get_task_data (task);

  attempt->login = g_strdup (login);
  attempt->password = g_strdup (password);
  if (tls != NULL)
    {
      attempt->ca_file = g_strdup (tls->ca_file);
      attempt->client_file = g_strdup (tls->client_file);
      attempt->tls_given = TRUE;
    }
  open_session (task, NULL);
}

/**
 * rw_connection_resume_async:
 * @url: of the server that the person signed in to before
 *
 * The session opens on its cache whether the server is there or not, and finds its token in the
 * desktop's keyring; without one it is signed out.
 */
void
rw_connection_resume_async (const char          *state_dir,
                            const char          *url,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = task_new (state_dir, url, cancellable, callback, user_data);

  open_session (task, NULL);
}

static void
sample_started_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rw_sample_server_start_finish (RW_SAMPLE_SERVER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  attempt->url = g_strdup (rw_sample_server_get_url (attempt->server));
  open_session (task, rw_sample_server_get_token (attempt->server));
}

/**
 * rw_connection_sample_async:
 * @import_file: (nullable): a NetBox dump to show instead of the sample company
 * @progress: (scope async): hears what is being done
 *
 * Starts a private server, which lives as long as the session.
 */
void
rw_connection_sample_async (const char           *state_dir,
                            const char           *import_file,
                            RwConnectionProgress  progress,
                            gpointer              progress_data,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autoptr (GTask) task = task_new (NULL, NULL, cancellable, callback, user_data);
  Attempt *attempt = g_task_get_task_data (task);

  attempt->server = rw_sample_server_new (state_dir, import_file);
  attempt->state_dir = g_strdup (rw_sample_server_get_directory (attempt->server));
  rw_sample_server_start_async (attempt->server, progress, progress_data, cancellable, sample_started_cb,
                                g_object_ref (task));
}

/**
 * rw_connection_finish:
 *
 * Returns: (transfer full): the session, open
 */
RwSession *
rw_connection_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
