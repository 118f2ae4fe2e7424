/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-session-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-token-store.h"

/* In and out: the log-in, the token that it gives, and what is left behind at the end. */

/* So long a person who leaves waits for the server to hear of it. */
#define FAREWELL_SECONDS 5

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (rw_token_store_save_finish (result, &error) || self->closed || self->unkept)
    return;
  self->unkept = TRUE;
  text = g_strdup_printf (_ ("%s. You stay signed in until Rackward is closed"), error->message);
  rw_session_notice (self, text);
}

/* What one person did must not go out in another's name. */
gboolean
rw_session_admit (RwSession *self, RwPrincipalInfo *person, GError **error)
{
  if (self->pending == 0 || self->person == NULL ||
      rw_id_equal (&self->person->id, &person->id))
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_CONFLICT,
               ngettext ("%u edit of %s waits to be sent. Sign in as %s first",
                         "%u edits of %s wait to be sent. Sign in as %s first", self->pending),
               self->pending, self->person->name, self->person->name);
  return FALSE;
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);
  g_autoptr (RwPrincipalInfo) person = NULL;

  if (node != NULL)
    person = rw_principal_info_parse (node, &error);
  if (person == NULL || self->closed)
    {
      if (error == NULL)
        g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
      g_task_return_error (task, error);
      return;
    }
  if (person->token == NULL)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_PROTOCOL,
                               _ ("The server's answer to the log-in cannot be read"));
      return;
    }
  if (!rw_session_admit (self, person, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->token_given = TRUE;
  rw_token_store_save_async (self->server_url, person->token, self->cancellable, saved_cb,
                             g_object_ref (self));
  rw_session_use_token (self, person->token);
  rw_session_set_person (self, g_steal_pointer (&person));
  rw_session_keep_person (self);
  rw_session_unlock (self);
  g_task_return_boolean (task, TRUE);
}

static GBytes *
make_login (const char *login, const char *password)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "login");
  json_builder_add_string_value (builder, login);
  json_builder_set_member_name (builder, "password");
  json_builder_add_string_value (builder, password);
  json_builder_set_member_name (builder, "device");
  json_builder_add_string_value (builder, g_get_host_name ());
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * rw_session_sign_in_async:
 *
 * Logs in at the server, with the files open, and keeps the token in the keyring.
 */
void
rw_session_sign_in_async (RwSession *self,
                          const char *login,
                          const char *password,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;

  g_return_if_fail (RW_IS_SESSION (self));
  g_task_set_source_tag (task, rw_session_sign_in_async);
  if (rw_session_refuse_closed (self, task))
    return;
  message = rw_http_message_new (rw_http_client_get_server (self->http), NULL, SOUP_METHOD_POST,
                                 "/v1/login");
  body = make_login (login, password);
  rw_http_client_send_async (self->http, message, body, cancellable, signed_in_cb,
                             g_object_ref (task));
}

/**
 * rw_session_sign_in_finish:
 *
 * Returns: %FALSE with @error set: %RW_ERROR_AUTH when name or password is wrong, %RW_ERROR_CONFLICT when
 *   edits of another person still wait, and what keeps the server from being reached
 */
gboolean
rw_session_sign_in_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
logged_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);

  if (node == NULL)
    g_info ("%s", error->message);
}

/**
 * rw_session_set_token:
 * @token: (nullable): shown to the server from now on, and not kept; %NULL signs out and forgets
 *   the one that is kept. May be set before the session is opened.
 */
void
rw_session_set_token (RwSession *self, const char *token)
{
  g_return_if_fail (RW_IS_SESSION (self));
  self->token_given = TRUE;
  g_set_str (&self->wanted_token, token);
  if (!self->open || self->closed)
    return;
  if (token == NULL && rw_http_client_get_token (self->http) != NULL)
    {
      g_autoptr (SoupMessage) message =
        rw_http_client_new_message (self->http, SOUP_METHOD_POST, "/v1/logout");

      rw_http_client_send_async (self->http, message, NULL, self->cancellable, logged_out_cb, NULL);
      rw_token_store_clear (self->server_url);
    }
  rw_session_use_token (self, token);
}

/* What is done when somebody leaves: three things that may each take its time. */
typedef struct
{
  gboolean remove_work;
  guint waiting;
  guint timer;
  GCancellable *farewell;
  char *unforgotten; /* why the keyring still has the token */
  gboolean revoked;
} SignOut;

static void
sign_out_free (gpointer data)
{
  SignOut *out = data;

  g_clear_handle_id (&out->timer, g_source_remove);
  g_clear_object (&out->farewell);
  g_free (out->unforgotten);
  g_free (out);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwSession *self = g_task_get_source_object (task);
  SignOut *out = g_task_get_task_data (task);
  GError *error = NULL;

  rw_session_end_close (self);
  if (!rw_engine_remove_finish (RW_ENGINE (source), result, &error))
    g_task_return_error (task, error);
  else if (out->unforgotten != NULL && !out->revoked)
    g_task_return_new_error (
      task, RW_ERROR, RW_ERROR_FAILED,
      _ ("The data are gone from this computer, but your log-in is still in the keyring, and "
         "the server could not be told. %s"),
      out->unforgotten);
  else
    g_task_return_boolean (task, TRUE);
}

static void
part_done (GTask *task)
{
  RwSession *self = g_task_get_source_object (task);
  SignOut *out = g_task_get_task_data (task);

  out->waiting--;
  if (out->waiting > 0)
    return;
  g_clear_handle_id (&out->timer, g_source_remove);
  rw_engine_remove_async (self->engine, out->remove_work, removed_cb, g_object_ref (task));
}

static void
farewell_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *out = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);

  /* A token that the server does not know is as good as revoked. */
  out->revoked = node != NULL || g_error_matches (error, RW_ERROR, RW_ERROR_AUTH);
  if (!out->revoked)
    g_info ("%s", error->message);
  part_done (task);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SignOut *out = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* Without a keyring there is nothing in it. */
  if (!rw_token_store_clear_finish (result, &error) &&
      !g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND))
    out->unforgotten = g_strdup (error->message);
  part_done (task);
}

static gboolean
farewell_late_cb (gpointer data)
{
  SignOut *out = data;

  out->timer = 0;
  g_cancellable_cancel (out->farewell);
  return G_SOURCE_REMOVE;
}

/**
 * rw_session_sign_out_async:
 * @discard_edits: whether edits and files that wait, and conflicts, go as well; otherwise their file stays, and is
 *   sent when the same person signs in again. A work file in which nothing waits always goes
 *
 * Ends the session for good: the token is revoked, as far as the server is reached, and forgotten, and
 * the local copy is deleted. The session is closed afterwards, also with an error.
 */
void
rw_session_sign_out_async (RwSession *self,
                           gboolean discard_edits,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  SignOut *out = g_new0 (SignOut, 1);

  g_return_if_fail (RW_IS_SESSION (self));
  g_task_set_source_tag (task, rw_session_sign_out_async);
  g_task_set_task_data (task, out, sign_out_free);
  if (rw_session_refuse_closed (self, task))
    return;
  out->remove_work = discard_edits || (self->pending == 0 && self->conflicts == 0 &&
                                       g_hash_table_size (self->waiting) == 0);
  out->farewell = g_cancellable_new ();
  rw_session_begin_close (self);
  out->waiting = 1;
  if (rw_http_client_get_token (self->http) != NULL)
    {
      g_autoptr (SoupMessage) message =
        rw_http_client_new_message (self->http, SOUP_METHOD_POST, "/v1/logout");

      out->waiting++;
      out->timer = g_timeout_add_seconds (FAREWELL_SECONDS, farewell_late_cb, out);
      rw_http_client_send_async (self->http, message, NULL, out->farewell, farewell_cb,
                                 g_object_ref (task));
    }
  rw_token_store_clear_async (self->server_url, out->farewell, forgotten_cb, g_object_ref (task));
}

/**
 * rw_session_sign_out_finish:
 *
 * Returns: %FALSE with @error set when something of it is left on this computer
 */
gboolean
rw_session_sign_out_finish (RwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
