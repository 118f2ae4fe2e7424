/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-token-store.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "rw-error.h"

/* Long enough to type the password of a locked keyring. */
#define SECONDS_MOST 60

static const SecretSchema schema = {
  "net.rackward.Rackward.Token",
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
  0,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
};

/* One call to the secret service, and the clock that ends it. */
typedef struct
{
  GCancellable *cancellable;
  GCancellable *outer;
  gulong handler;
  guint timer;
  gboolean timed_out;
} Call;

static gboolean
timeout_cb (gpointer data)
{
  Call *call = data;

  call->timer = 0;
  call->timed_out = TRUE;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  if (call->outer != NULL)
    g_cancellable_disconnect (call->outer, call->handler);
  g_clear_handle_id (&call->timer, g_source_remove);
  g_clear_object (&call->outer);
  g_clear_object (&call->cancellable);
  g_free (call);
}

static Call *
new_call (GTask *task)
{
  Call *call = g_new0 (Call, 1);

  call->cancellable = g_cancellable_new ();
  call->timer = g_timeout_add_seconds (SECONDS_MOST, timeout_cb, call);
  if (g_task_get_cancellable (task) != NULL)
    {
      call->outer = g_object_ref (g_task_get_cancellable (task));
      call->handler = g_cancellable_connect (call->outer, G_CALLBACK (outer_cancelled_cb),
                                             g_object_ref (call->cancellable), g_object_unref);
    }
  g_task_set_task_data (task, call, call_free);
  return call;
}

/* Nobody answers to the name, or there is no message bus to ask on. */
static gboolean
is_absent (const GError *error)
{
  return error->domain == G_SPAWN_ERROR ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND) ||
         (error->domain == G_IO_ERROR && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_DBUS_ERROR));
}

static GError *
explain (Call *call, const GError *error)
{
  if (call->timed_out)
    return g_error_new_literal (RW_ERROR, RW_ERROR_TIMEOUT, _ ("The keyring does not answer"));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (is_absent (error))
    return g_error_new_literal (RW_ERROR, RW_ERROR_NOT_FOUND,
                                _ ("There is no keyring on this computer"));
  if (error->domain == SECRET_ERROR && error->code == SECRET_ERROR_IS_LOCKED)
    return g_error_new_literal (RW_ERROR, RW_ERROR_LOCKED, _ ("The keyring is locked"));
  return g_error_new (RW_ERROR, RW_ERROR_FAILED, _ ("The keyring cannot be used: %s"),
                      error->message);
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  g_clear_handle_id (&call->timer, g_source_remove);
  if (error != NULL)
    g_task_return_error (task, explain (call, error));
  else
    g_task_return_pointer (task, password, (GDestroyNotify) secret_password_free);
}

/**
 * rw_token_store_lookup_async:
 * @server_url: of which server
 */
void
rw_token_store_lookup_async (const char *server_url,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Call *call = new_call (task);

  secret_password_lookup (&schema, call->cancellable, lookup_cb, g_object_ref (task), "server",
                          server_url, NULL);
}

/**
 * rw_token_store_lookup_finish:
 *
 * Returns: (transfer full) (nullable): the token; %NULL without @error when none is kept; to be
 *   freed with secret_password_free() or g_free()
 */
char *
rw_token_store_lookup_finish (GAsyncResult *result, GError **error)
{
  char *password = g_task_propagate_pointer (G_TASK (result), error);
  char *token = g_strdup (password);

  secret_password_free (password);
  return token;
}

static void
save_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&call->timer, g_source_remove);
  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, explain (call, error));
}

void
rw_token_store_save_async (const char *server_url,
                           const char *token,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *label = g_strdup_printf (_ ("Rackward at %s"), server_url);
  Call *call = new_call (task);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, call->cancellable,
                         save_cb, g_object_ref (task), "server", server_url, NULL);
}

gboolean
rw_token_store_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&call->timer, g_source_remove);
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, explain (call, error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * rw_token_store_clear_async:
 *
 * Forgets the token of a server, if there is one.
 */
void
rw_token_store_clear_async (const char *server_url,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Call *call = new_call (task);

  secret_password_clear (&schema, call->cancellable, cleared_cb, g_object_ref (task), "server",
                         server_url, NULL);
}

gboolean
rw_token_store_clear_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!rw_token_store_clear_finish (result, &error))
    g_info ("%s", error->message);
}

/**
 * rw_token_store_clear:
 *
 * Forgets the token; nobody waits for it.
 */
void
rw_token_store_clear (const char *server_url)
{
  rw_token_store_clear_async (server_url, NULL, forgotten_cb, NULL);
}
