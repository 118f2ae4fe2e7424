/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-http-error.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"
#include "rw-json.h"
#include "rw-text.h"

/* What of a server's own words a person is made to read. */
#define MESSAGE_MOST 400

/**
 * rw_http_error_from_gio:
 * @error: what GIO or libsoup said
 * @server: which server was asked
 * @trust: (nullable): whom the connection believed
 *
 * Returns: (transfer full): the same in words that say what to do; %G_IO_ERROR_CANCELLED stays
 */
GError *
rw_http_error_from_gio (const GError *error, GUri *server, RwTlsTrust *trust)
{
  g_autofree char *refusal = trust != NULL ? rw_tls_trust_explain (trust, error) : NULL;
  const char *host = g_uri_get_host (server);
  int port = g_uri_get_port (server);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || error->domain == RW_ERROR)
    return g_error_copy (error);
  if (refusal != NULL)
    return g_error_new_literal (RW_ERROR, RW_ERROR_FAILED, refusal);
  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (
      RW_ERROR, RW_ERROR_UNREACHABLE,
      _ ("The server %s cannot be found. Check its name and your network connection"), host);
  if (error->domain == G_TLS_ERROR)
    return g_error_new (
      RW_ERROR, RW_ERROR_FAILED,
      _ ("The connection to %s is not safe: %s. Nothing was sent; ask whoever runs the server"),
      host, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (RW_ERROR, RW_ERROR_TIMEOUT, _ ("The server %s did not answer in time"),
                        host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_error_new (RW_ERROR, RW_ERROR_UNREACHABLE,
                        port > 0 ? _ ("The server %s does not accept connections on port %d")
                                 : _ ("The server %s does not accept connections"),
                        host, port);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return g_error_new (RW_ERROR, RW_ERROR_UNREACHABLE,
                        _ ("There is no way to the server %s from this network"), host);
  return g_error_new (RW_ERROR, RW_ERROR_UNREACHABLE,
                      _ ("The connection to the server %s broke off"), host);
}

/* {"error":{"code","message"}}, if that is what it is. */
static char *
read_message (const char *body, gsize length)
{
  g_autoptr (JsonNode) root = NULL;
  JsonNode *node;
  JsonObject *object;
  const char *text;

  if (body == NULL || length == 0)
    return NULL;
  root = rw_json_parse (body, (gssize) length, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  node = json_object_get_member (json_node_get_object (root), "error");
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  node = json_object_get_member (object, "message");
  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return *text != '\0' ? rw_text_truncate (text, MESSAGE_MOST) : NULL;
}

/**
 * rw_http_error_from_reply:
 * @message: answered with anything but success
 * @body: (nullable): what came with it, as far as it was read
 *
 * Returns: (transfer full): what went wrong, by its status; in the server's words where it has some
 */
GError *
rw_http_error_from_reply (SoupMessage *message, const char *body, gsize length, GUri *server)
{
  guint status = soup_message_get_status (message);
  g_autofree char *text = read_message (body, length);
  const char *host = g_uri_get_host (server);
  RwError code;

  /* There are no words in an answer to it. */
  if (status == SOUP_STATUS_NOT_FOUND && soup_message_get_method (message) == SOUP_METHOD_HEAD)
    return g_error_new_literal (RW_ERROR, RW_ERROR_NOT_FOUND, _ ("It is not there"));
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      code = RW_ERROR_AUTH;
      break;
    case SOUP_STATUS_FORBIDDEN:
      code = RW_ERROR_FORBIDDEN;
      break;
    case SOUP_STATUS_NOT_FOUND:
      code = RW_ERROR_NOT_FOUND;
      break;
    case SOUP_STATUS_REQUEST_TIMEOUT:
      code = RW_ERROR_TIMEOUT;
      break;
    case SOUP_STATUS_CONFLICT:
      code = RW_ERROR_CONFLICT;
      break;
    case SOUP_STATUS_GONE:
      code = RW_ERROR_RESYNC;
      break;
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      code = RW_ERROR_LIMIT;
      break;
    case SOUP_STATUS_BAD_REQUEST:
    case SOUP_STATUS_UNPROCESSABLE_ENTITY:
      code = RW_ERROR_INVALID;
      break;
    case 426:
      return g_error_new (
        RW_ERROR, RW_ERROR_TOO_NEW,
        _ (
          "The server %s is newer than this Rackward. Update Rackward; your edits are kept until then"),
        host);
    case 429:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      code = RW_ERROR_BUSY;
      break;
    case SOUP_STATUS_BAD_GATEWAY:
    case SOUP_STATUS_GATEWAY_TIMEOUT:
      code = RW_ERROR_UNREACHABLE;
      break;
    case SOUP_STATUS_INSUFFICIENT_STORAGE:
      return g_error_new (RW_ERROR, RW_ERROR_FULL,
                          _ ("The disk of the server %s is full. Your edits are kept here"), host);
    default:
      code = RW_ERROR_FAILED;
      break;
    }
  if (text != NULL)
    return g_error_new_literal (RW_ERROR, (int) code, text);
  if (code == RW_ERROR_NOT_FOUND)
    return g_error_new (RW_ERROR, RW_ERROR_PROTOCOL,
                        _ ("What answers at %s is not a Rackward server"), host);
  return g_error_new (RW_ERROR, (int) code, _ ("The server %s answered “%u %s”"), host, status,
                      soup_message_get_reason_phrase (message) != NULL
                        ? soup_message_get_reason_phrase (message)
                        : "");
}

/**
 * rw_http_retry_after:
 *
 * Returns: how many seconds the server asked to wait, 0 if it did not say
 */
guint
rw_http_retry_after (SoupMessage *message)
{
  const char *text =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 3600, &seconds, NULL))
    return 0;
  return (guint) seconds;
}

/**
 * rw_http_is_loopback:
 *
 * Returns: whether the server is this machine: to compress would only cost time
 */
gboolean
rw_http_is_loopback (GUri *server)
{
  const char *host = g_uri_get_host (server);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}
