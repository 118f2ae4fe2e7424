/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-request.h"

#include <string.h>

#include "rw-error.h"
#include "rw-file-upload.h"
#include "rw-json.h"

/* Shorter answers do not gain from it. */
#define GZIP_LEAST 2048

/* A client that does not read its answer. */
#define ANSWER_SECONDS 60

/* No mutation is nested deeper, whatever JSON a field holds. */
#define NESTING_MOST 32

/* Each is an object in memory, many times as long as what it takes to write "[],". A thousand mutations
 * of records with every field filled are far from it. */
#define VALUES_MOST 250000

static void
finished_cb (SoupServerMessage *message,
             RwRequest         *request)
{
  g_signal_handlers_disconnect_by_func (message, finished_cb, request);
  g_clear_object (&request->message);
  request->peer = NULL;
  rw_request_unref (request);
}

/**
 * rw_request_new:
 *
 * Returns: (transfer full): the request; over when the message is finished
 */
RwRequest *
rw_request_new (RwServer          *server,
                SoupServerMessage *message,
                RwPeer            *peer)
{
  RwRequest *request = g_new0 (RwRequest, 1);

  request->ref_count = 1;
  request->server = g_object_ref (server);
  request->message = g_object_ref (message);
  request->peer = peer;
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), rw_request_ref (request));
  return request;
}

RwRequest *
rw_request_ref (RwRequest *request)
{
  request->ref_count++;
  return request;
}

void
rw_request_unref (RwRequest *request)
{
  if (request == NULL || --request->ref_count > 0)
    return;
  g_clear_object (&request->message);
  g_clear_object (&request->server);
  g_clear_pointer (&request->query, g_hash_table_unref);
  g_clear_pointer (&request->upload, rw_file_upload_unref);
  g_clear_pointer (&request->tail, g_byte_array_unref);
  rw_principal_unref (request->principal);
  g_free (request->allowed);
  g_free (request->digest);
  g_free (request->rest);
  g_free (request);
}

/**
 * rw_request_wants_gzip:
 *
 * Within one machine, compressing takes far longer than it saves; a proxy in front says that the
 * client is not on this one.
 *
 * Returns: whether the client can read gzip and gains from it
 */
gboolean
rw_request_wants_gzip (RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *accepted = soup_message_headers_get_list (headers, "Accept-Encoding");
  GSList *codings = accepted == NULL ? NULL : soup_header_parse_quality_list (accepted, NULL);
  gboolean wanted = g_slist_find_custom (codings, "gzip", (GCompareFunc) g_ascii_strcasecmp) != NULL &&
                    (!rw_peer_is_local (request->peer) || soup_message_headers_get_one (headers, "X-Forwarded-For") != NULL ||
                     soup_message_headers_get_one (headers, "Forwarded") != NULL);

  soup_header_free_list (codings);
  return wanted;
}

static GBytes *
compress (GString *json)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GBytes) plain = g_bytes_new_static (json->str, json->len);

  return g_converter_convert_bytes (converter, plain, NULL);
}

/**
 * rw_request_protect:
 *
 * Says in the answer's header what nobody on the way, and no browser, may do with it.
 */
void
rw_request_protect (RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Cross-Origin-Resource-Policy", "same-origin");
}

/**
 * rw_request_reply:
 * @json: (transfer full): the answer
 *
 * Does nothing when nobody waits for it any more.
 */
void
rw_request_reply (RwRequest *request,
                  guint      status,
                  GString   *json)
{
  SoupMessageHeaders *headers;
  g_autoptr (GBytes) bytes = NULL;

  if (request->message == NULL)
    {
      g_string_free (json, TRUE);
      return;
    }
  headers = soup_server_message_get_response_headers (request->message);
  soup_message_headers_replace (headers, "Content-Type", "application/json");
  rw_request_protect (request);
  if (json->len >= GZIP_LEAST && rw_request_wants_gzip (request))
    {
      bytes = compress (json);
      if (bytes != NULL)
        soup_message_headers_replace (headers, "Content-Encoding", "gzip");
    }
  if (bytes != NULL)
    g_string_free (json, TRUE);
  else
    bytes = g_string_free_to_bytes (json);
  soup_message_body_append_bytes (soup_server_message_get_response_body (request->message), bytes);
  soup_server_message_set_status (request->message, status, NULL);
  rw_peer_set_deadline (request->peer, ANSWER_SECONDS);
  soup_server_message_unpause (request->message);
}

/**
 * rw_request_take_tail:
 *
 * Keeps the end of a body, and nothing else of it.
 *
 * Returns: bytes that came so far
 */
goffset
rw_request_take_tail (RwRequest *request, GBytes *chunk)
{
  gsize most = (gsize) request->route->body_most, length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
  request->tail_received += (goffset) length;
  if (length > most)
    {
      bytes += length - most;
      length = most;
    }
  if (request->tail == NULL)
    request->tail = g_byte_array_new ();
  g_byte_array_append (request->tail, bytes, (guint) length);
  /* Not each time: who sends a byte at a time has a byte moved for it, and not all that came before. */
  if (request->tail->len > 2 * most)
    g_byte_array_remove_range (request->tail, 0, (guint) (request->tail->len - most));
  return request->tail_received;
}

/**
 * rw_request_reply_text:
 *
 * Answers that all is well, to those who do not read JSON.
 */
void
rw_request_reply_text (RwRequest *request, const char *text)
{
  SoupMessageHeaders *headers;

  if (request->message == NULL)
    return;
  headers = soup_server_message_get_response_headers (request->message);
  soup_message_headers_replace (headers, "Content-Type", "text/plain; charset=utf-8");
  rw_request_protect (request);
  if (g_str_equal (soup_server_message_get_method (request->message), "HEAD"))
    {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CONTENT_LENGTH);
      soup_message_headers_set_content_length (headers, (goffset) strlen (text));
    }
  else
    soup_message_body_append (soup_server_message_get_response_body (request->message),
                              SOUP_MEMORY_COPY, text, strlen (text));
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);
  rw_peer_set_deadline (request->peer, ANSWER_SECONDS);
  soup_server_message_unpause (request->message);
}

/**
 * rw_error_to_status:
 * @code: (out): the code in the body of the answer
 *
 * Returns: the HTTP status
 */
guint
rw_error_to_status (const GError  *error,
                    const char   **code)
{
  static const struct
  {
    guint status;
    const char *code;
  } answers[] = {
    [RW_ERROR_FAILED] = { 500, "failed" },          [RW_ERROR_INVALID] = { 422, "invalid" },
    [RW_ERROR_NOT_FOUND] = { 404, "not_found" },    [RW_ERROR_CONFLICT] = { 409, "conflict" },
    [RW_ERROR_TOO_NEW] = { 426, "too_new" },        [RW_ERROR_CORRUPT] = { 500, "failed" },
    [RW_ERROR_FULL] = { 507, "full" },              [RW_ERROR_AUTH] = { 401, "auth" },
    [RW_ERROR_FORBIDDEN] = { 403, "forbidden" },    [RW_ERROR_UNREACHABLE] = { 500, "failed" },
    [RW_ERROR_TIMEOUT] = { 408, "timeout" },        [RW_ERROR_PROTOCOL] = { 422, "invalid" },
    [RW_ERROR_BUSY] = { 429, "busy" },              [RW_ERROR_LIMIT] = { 413, "limit" },
    [RW_ERROR_RESYNC] = { 410, "resync" },          [RW_ERROR_CANCELLED] = { 500, "failed" },
  };
  guint index = error->domain == RW_ERROR && error->code >= 0 && (guint) error->code < G_N_ELEMENTS (answers)
                  ? (guint) error->code
                  : RW_ERROR_FAILED;

  *code = answers[index].code;
  return answers[index].status;
}

/**
 * rw_error_write_json:
 * @out: receives `{"code":…,"message":…}`
 */
void
rw_error_write_json (const GError *error,
                     GString      *out)
{
  const char *code;

  rw_error_to_status (error, &code);
  g_string_append_printf (out, "{\"code\":\"%s\",\"message\":", code);
  rw_json_write_string (error->message, out);
  g_string_append_c (out, '}');
}

/**
 * rw_request_fail:
 *
 * Answers with an error. What went wrong inside the server is logged too.
 */
void
rw_request_fail (RwRequest    *request,
                 const GError *error)
{
  const char *code;
  guint status = rw_error_to_status (error, &code);
  GString *json = g_string_new ("{\"error\":");

  if (status >= 500)
    g_warning ("%s %s: %s", request->route != NULL ? request->route->method : "?",
               request->route != NULL ? request->route->path : "?", error->message);
  rw_error_write_json (error, json);
  g_string_append_c (json, '}');
  if (request->message != NULL)
    {
      SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);

      if (status == 401)
        soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
      if (status == 429 && soup_message_headers_get_one (headers, "Retry-After") == NULL)
        soup_message_headers_replace (headers, "Retry-After", "2");
    }
  rw_request_reply (request, status, json);
}

/**
 * rw_request_fail_with:
 * @code: an #RwError
 * @retry_after: seconds, 0 for none
 */
void
rw_request_fail_with (RwRequest  *request,
                      int         code,
                      guint       retry_after,
                      const char *format,
                      ...)
{
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  error = g_error_new_valist (RW_ERROR, code, format, args);
  va_end (args);
  if (retry_after > 0 && request->message != NULL)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", retry_after);

      soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Retry-After", seconds);
    }
  rw_request_fail (request, error);
}

/**
 * rw_request_refuse:
 * @code: for the body of the answer
 *
 * Answers with a status that stands for no #RwError.
 */
void
rw_request_refuse (RwRequest  *request,
                   guint       status,
                   const char *code,
                   const char *format,
                   ...)
{
  g_autofree char *message = NULL;
  GString *json = g_string_new (NULL);
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_string_printf (json, "{\"error\":{\"code\":\"%s\",\"message\":", code);
  rw_json_write_string (message, json);
  g_string_append (json, "}}");
  rw_request_reply (request, status, json);
}

/**
 * rw_request_get:
 *
 * Returns: (transfer none) (nullable): a parameter of the address; %NULL when it is missing or empty
 */
const char *
rw_request_get (RwRequest  *request,
                const char *name)
{
  const char *text = request->query == NULL ? NULL : g_hash_table_lookup (request->query, name);

  return text == NULL || *text == '\0' ? NULL : text;
}

/**
 * rw_request_get_integer:
 * @most: greatest value allowed
 * @integer: (inout): untouched when the parameter is missing
 *
 * Returns: %FALSE when it was refused, which is already answered
 */
gboolean
rw_request_get_integer (RwRequest  *request,
                        const char *name,
                        gint64      most,
                        gint64     *integer)
{
  const char *text = rw_request_get (request, name);

  if (text == NULL || g_ascii_string_to_signed (text, 10, 0, most, integer, NULL))
    return TRUE;
  rw_request_fail_with (request, RW_ERROR_INVALID, 0, "%s: not a number from 0 to %" G_GINT64_FORMAT, name, most);
  return FALSE;
}

/**
 * rw_request_get_id:
 * @id: (out): nil when the parameter is missing and not @required
 *
 * Returns: %FALSE when it was refused, which is already answered
 */
gboolean
rw_request_get_id (RwRequest  *request,
                   const char *name,
                   gboolean    required,
                   RwId       *id)
{
  const char *text = rw_request_get (request, name);

  *id = RW_ID_NIL;
  if (text == NULL ? !required : rw_id_parse (text, id))
    return TRUE;
  rw_request_fail_with (request, RW_ERROR_INVALID, 0, text == NULL ? "%s is missing" : "%s: not a UUID", name);
  return FALSE;
}

/* What reading it would cost is counted before it is read: a parser calls itself for each level, and
 * makes an object of each value.
 *
 * Returns: (nullable): what there is too much of */
static const char *
find_excess (const char *text,
             gsize       length)
{
  gboolean in_string = FALSE;
  guint depth = 0, values = 1;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
          continue;
        }
      if (c == '"')
        in_string = TRUE;
      else if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && depth > 0)
        depth--;
      values += c == ',' || c == '{' || c == '[';
      if (depth > NESTING_MOST)
        return "is nested too deep";
      if (values > VALUES_MOST)
        return "has too many values";
    }
  return NULL;
}

/**
 * rw_request_parse_object:
 * @text: the body of a request, not terminated
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): the body, which is a JSON object
 */
JsonNode *
rw_request_parse_object (const char *text,
                         gsize       length,
                         GError    **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonNode) root = NULL;
  const char *excess;

  if (length == 0)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "The body is empty; it must be a JSON object");
  else if (!g_utf8_validate_len (text, length, NULL))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "The body is not UTF-8");
  else if ((excess = find_excess (text, length)) != NULL)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "The body %s", excess);
  else if ((root = rw_json_parse (text, (gssize) length, &problem)) == NULL)
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "The body is not JSON: %s", problem->message);
  else if (!JSON_NODE_HOLDS_OBJECT (root))
    g_set_error (error, RW_ERROR, RW_ERROR_INVALID, "The body is not a JSON object");
  else
    return g_steal_pointer (&root);
  return NULL;
}

/**
 * rw_request_read_object:
 * @root: (out) (transfer full): owns what is returned
 *
 * Returns: (transfer none) (nullable): the body as a JSON object; %NULL when it is none, which is
 *   already answered
 */
JsonObject *
rw_request_read_object (RwRequest  *request,
                        JsonNode  **root)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  g_autoptr (GError) problem = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  *root = rw_request_parse_object (text, length, &problem);
  if (*root != NULL)
    return json_node_get_object (*root);
  rw_request_fail (request, problem);
  return NULL;
}
