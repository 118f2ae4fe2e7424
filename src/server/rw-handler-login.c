/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-error.h"
#include "rw-json.h"
#include "rw-notice.h"
#include "rw-server-private.h"
#include "rw-time.h"

/* Characters of a wrong log-in in the log. */
#define LOGGED_MOST 64

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

typedef struct
{
  RwRequest *request;
  char *login;
  char *address;
} LoggingIn;

static void
free_logging_in (LoggingIn *logging_in)
{
  rw_request_unref (logging_in->request);
  g_free (logging_in->login);
  g_free (logging_in->address);
  g_free (logging_in);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoggingIn, free_logging_in)

static void
logged_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoggingIn) logging_in = user_data;
  RwRequest *request = logging_in->request;
  g_autoptr (RwLogin) login = NULL;
  g_autoptr (GError) error = NULL;
  char expires[RW_INSTANT_STRING_LENGTH + 1];
  guint retry_after;
  GString *json;

  login = rw_auth_login_finish (result, &retry_after, &error);
  if (login != NULL)
    g_info ("%s logged in from %s", login->principal->login, logging_in->address);
  else
    rw_notice ("Log-in of “%s” from %s refused: %s", logging_in->login, logging_in->address,
               error->message);
  if (login == NULL)
    {
      if (retry_after > 0)
        rw_request_fail_with (request, error->code, retry_after, "%s", error->message);
      else
        rw_request_fail (request, error);
      return;
    }
  rw_instant_write (login->principal->expires, expires);
  json = g_string_new (NULL);
  g_string_printf (json, "{\"token\":\"%s\",\"expires\":\"%s\",\"person\":", login->secret, expires);
  rw_principal_write_json (login->principal, json);
  g_string_append (json, ",\"roles\":");
  rw_roles_write (login->principal->roles, json);
  g_string_append_c (json, '}');
  rw_request_reply (request, SOUP_STATUS_OK, json);
}

/* POST /v1/login: a token for a password. */
void
rw_handle_login (RwRequest *request)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body = rw_request_read_object (request, &root);
  const char *login, *password, *device;
  LoggingIn *logging_in;

  if (body == NULL)
    return;
  login = get_text (body, "login");
  password = get_text (body, "password");
  device = get_text (body, "device");
  if (login == NULL || password == NULL)
    {
      rw_request_fail_with (request, RW_ERROR_INVALID, 0, "%s is missing", login == NULL ? "login" : "password");
      return;
    }
  logging_in = g_new0 (LoggingIn, 1);
  logging_in->request = rw_request_ref (request);
  logging_in->login = g_utf8_substring (login, 0, MIN (g_utf8_strlen (login, -1), LOGGED_MOST));
  logging_in->address = g_strdup (rw_peer_get_address (request->peer));
  rw_auth_login_async (rw_server_get_auth (request->server), login, password,
                       device != NULL ? device : "", rw_peer_get_network (request->peer),
                       logged_in_cb, logging_in);
}

static void
logged_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (RwRequest) request = user_data;
  g_autoptr (GError) error = NULL;

  if (rw_auth_logout_finish (result, &error))
    rw_request_reply (request, SOUP_STATUS_OK, g_string_new ("{}"));
  else
    rw_request_fail (request, error);
}

/* POST /v1/logout: the token is of no use any more. */
void
rw_handle_logout (RwRequest *request)
{
  rw_live_end (rw_server_get_live (request->server), &request->principal->token);
  rw_auth_logout_async (rw_server_get_auth (request->server), request->principal, logged_out_cb, rw_request_ref (request));
}
