/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-server.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#define EPOCH "11111111-1111-4111-8111-111111111111"

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

/* Sends it as it is, whatever HTTP would make of it, and hangs up if wanted. */
static GIOStream *
answer_raw (SoupServerMessage *message, const char *head, const char *body)
{
  GIOStream *stream = soup_server_message_steal_connection (message);
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 200 OK\r\n%s\r\n%s", head, body);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL,
                             NULL, NULL);
  return stream;
}

static void
answer_live (FakeServer *fake, SoupServerMessage *message)
{
  g_ptr_array_add (fake->live,
                   answer_raw (message, "Content-Type: text/event-stream\r\n", ": hello\n\n"));
}

static void
answer_changes (FakeServer *fake, SoupServerMessage *message, GHashTable *query)
{
  const char *pos_text = query != NULL ? g_hash_table_lookup (query, "pos") : NULL;
  gint64 pos = pos_text != NULL ? g_ascii_strtoll (pos_text, NULL, 10) : 0;
  GString *out = g_string_new (NULL);
  GIOStream *stream;

  fake->n_pulls++;
  for (guint i = (guint) pos; i < fake->rows->len; i++)
    {
      guint at = fake->mode == FAKE_BACKWARDS ? fake->rows->len - 1 - (i - (guint) pos) : i;

      g_string_append (out, g_ptr_array_index (fake->rows, at));
      g_string_append_c (out, '\n');
    }
  if (fake->mode == FAKE_MALFORMED)
    g_string_replace (out, "\"name\":\"", "\"name\":7,\"nothing\":\"", 0);
  if (fake->mode == FAKE_CUT)
    {
      g_string_truncate (out, out->len - MIN (out->len, 12));
      stream =
        answer_raw (message, "Content-Type: application/x-ndjson\r\nContent-Length: 1000000\r\n",
                    out->str);
      g_io_stream_close (stream, NULL, NULL);
      g_object_unref (stream);
      g_string_free (out, TRUE);
      return;
    }
  if (fake->mode == FAKE_ENDLESS_LINE)
    {
      g_autofree char *filler = g_strnfill (5 * 1024 * 1024, 'x');

      g_string_append (out, filler);
    }
  if (fake->mode != FAKE_NO_TRAILER)
    g_string_append_printf (out,
                            "{\"to\":%u,\"head\":%u,\"h0\":%u,\"last_mid\":%" G_GINT64_FORMAT
                            ",\"scope\":\"all\",\"epoch\":\"" EPOCH "\"}\n",
                            fake->rows->len, fake->rows->len, fake->rows->len, fake->last_mid);
  answer (message, 200, "application/x-ndjson", out->str);
  g_string_free (out, TRUE);
}

/* Every mutation of a site's name is taken. */
static void
answer_mutations (FakeServer *fake, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  GString *out;
  JsonArray *muts;

  fake->n_pushes++;
  if (fake->mode == FAKE_FULL)
    {
      answer (message, 507, "application/json",
              "{\"error\":{\"code\":\"full\",\"message\":\"No space\"}}");
      return;
    }
  if (fake->mode == FAKE_NONSENSE)
    {
      answer (message, 200, "application/json", "{\"epoch\":3,\"results\":{}}");
      return;
    }
  if (fake->bytes_most > 0 && g_bytes_get_size (bytes) > fake->bytes_most)
    {
      /* As a proxy before the server does. */
      answer (message, 413, "text/html", "<h1>413 Request Entity Too Large</h1>");
      return;
    }
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  muts =
    json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "muts");
  out = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (muts); i++)
    {
      JsonObject *mut = json_array_get_object_element (muts, i);
      gint64 mid = json_object_get_int_member (mut, "mid");

      if (mid > fake->last_mid && g_str_equal (json_object_get_string_member (mut, "op"), "none"))
        fake->last_mid = mid;
      else if (mid > fake->last_mid && fake->mode == FAKE_TOO_OLD &&
               !json_object_has_member (json_object_get_object_member (mut, "set"), "name"))
        {
          fake->last_mid = mid;
          g_string_append_printf (
            out,
            "%s{\"mid\":%" G_GINT64_FORMAT
            ",\"status\":\"refused\",\"seq\":0,\"error\":{\"code\":\"invalid\","
            "\"message\":\"A site has no field “code”\"}}",
            i > 0 ? "," : "", mid);
          continue;
        }
      else if (mid > fake->last_mid)
        {
          const char *name =
            json_object_get_string_member (json_object_get_object_member (mut, "set"), "name");

          g_assert_cmpint (mid, ==, fake->last_mid + 1);
          fake->last_mid = mid;
          g_ptr_array_add (
            fake->rows, g_strdup_printf (
                          "{\"seq\":%u,\"kind\":\"site\",\"id\":\"%s\",\"body\":{\"name\":\"%s\"}}",
                          fake->rows->len + 1, json_object_get_string_member (mut, "id"), name));
        }
      g_string_append_printf (out,
                              "%s{\"mid\":%" G_GINT64_FORMAT
                              ",\"status\":\"applied\",\"seq\":%u,\"conflicts\":[]}",
                              i > 0 ? "," : "", mid, fake->rows->len);
    }
  g_string_prepend (out, "{\"epoch\":\"" EPOCH "\",\"results\":[");
  g_string_append_printf (out, "],\"head\":%u}", fake->rows->len);
  answer (message, 200, "application/json", out->str);
  g_string_free (out, TRUE);
}

static void
handle (FakeServer *fake, SoupServerMessage *message, const char *path, GHashTable *query)
{
  switch (fake->mode)
    {
    case FAKE_TOO_NEW:
      answer (message, 426, "application/json",
              "{\"error\":{\"code\":\"too_new\",\"message\":\"schema 7\"}}");
      return;
    case FAKE_HTML:
      answer (message, 200, "text/html", "<!DOCTYPE html><title>Router</title><p>Please log in");
      return;
    case FAKE_NOT_FOUND:
      answer (message, 404, "text/html", "<p>404");
      return;
    case FAKE_SILENT:
      soup_server_message_pause (message);
      return;
    case FAKE_BUSY:
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Retry-After", "1");
      answer (message, 429, "application/json",
              "{\"error\":{\"code\":\"busy\",\"message\":\"Too many requests\"}}");
      return;
    default:
      break;
    }
  if (g_str_equal (path, "/v1/live"))
    answer_live (fake, message);
  else if (g_str_equal (path, "/v1/changes") && fake->mode == FAKE_RESYNC)
    {
      fake->n_pulls++;
      answer (message, 410, "application/json",
              "{\"error\":{\"code\":\"resync\",\"message\":\"Start again\"}}");
    }
  else if (g_str_equal (path, "/v1/changes"))
    answer_changes (fake, message, query);
  else if (g_str_equal (path, "/v1/mutations"))
    answer_mutations (fake, message);
  else if (g_str_equal (path, "/v1/me"))
    answer (
      message, 200, "application/json",
      fake->mode == FAKE_TOO_OLD
        ? "{\"person\":{\"id\":\"22222222-2222-4222-8222-222222222222\",\"name\":\"Test\",\"login\":\"test\"},\"roles\":[\"manager\"],"
          "\"scope\":\"all\",\"epoch\":\"" EPOCH "\",\"head\":0,\"schema\":1}"
        : "{\"person\":{\"id\":\"22222222-2222-4222-8222-222222222222\",\"name\":\"Test\",\"login\":\"test\"},\"roles\":[\"manager\"],"
          "\"scope\":\"all\",\"epoch\":\"" EPOCH "\",\"head\":0}");
  else
    answer (message, 404, "application/json",
            "{\"error\":{\"code\":\"not_found\",\"message\":\"What?\"}}");
}

typedef struct
{
  FakeServer *fake;
  SoupServerMessage *message;
  guint timer;
} Delayed;

static void
delayed_free (gpointer data)
{
  Delayed *delayed = data;

  g_clear_handle_id (&delayed->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (delayed->message, delayed);
  g_object_unref (delayed->message);
  g_free (delayed);
}

static gboolean
delayed_cb (gpointer data)
{
  Delayed *delayed = data;
  g_autoptr (SoupServerMessage) message = g_object_ref (delayed->message);
  GUri *uri = soup_server_message_get_uri (message);
  FakeServer *fake = delayed->fake;
  g_autoptr (GHashTable) query =
    g_uri_get_query (uri) != NULL ? soup_form_decode (g_uri_get_query (uri)) : NULL;

  delayed->timer = 0;
  g_ptr_array_remove (fake->delayed, delayed);
  handle (fake, message, g_uri_get_path (uri), query);
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

/* The client has given up. */
static void
gone_cb (Delayed *delayed)
{
  g_ptr_array_remove (delayed->fake->delayed, delayed);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  FakeServer *fake = user_data;
  Delayed *delayed;

  if (fake->delay_ms == 0 || g_str_equal (path, "/v1/live"))
    {
      handle (fake, message, path, query);
      return;
    }
  delayed = g_new (Delayed, 1);
  *delayed = (Delayed) { fake, g_object_ref (message), 0 };
  delayed->timer = g_timeout_add (fake->delay_ms, delayed_cb, delayed);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (gone_cb), delayed);
  g_ptr_array_add (fake->delayed, delayed);
  soup_server_message_pause (message);
}

/* Whether somebody holds the stream that was opened last. */
gboolean
fake_server_is_live (FakeServer *fake)
{
  g_autoptr (GError) error = NULL;
  GInputStream *stream;
  char byte;

  if (fake->live->len == 0)
    return FALSE;
  stream = g_io_stream_get_input_stream (g_ptr_array_index (fake->live, fake->live->len - 1));
  g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), &byte, 1, NULL,
                                            &error);
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

void
fake_server_init (FakeServer *fake)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  *fake = (FakeServer) { .rows = g_ptr_array_new_with_free_func (g_free),
                         .delayed = g_ptr_array_new_with_free_func (delayed_free),
                         .live = g_ptr_array_new_with_free_func (g_object_unref) };
  fake->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (fake->soup, NULL, handle_cb, fake, NULL);
  soup_server_listen_local (fake->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fake->soup);
  fake->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

void
fake_server_clear (FakeServer *fake)
{
  g_ptr_array_unref (fake->delayed);
  soup_server_disconnect (fake->soup);
  g_clear_object (&fake->soup);
  g_ptr_array_unref (fake->live);
  g_ptr_array_unref (fake->rows);
  g_free (fake->url);
}

void
fake_server_add (FakeServer *fake, const char *name, RwId *id)
{
  char text[RW_ID_STRING_LENGTH + 1];

  *id = rw_id_new ();
  rw_id_write (id, text);
  g_ptr_array_add (
    fake->rows,
    g_strdup_printf ("{\"seq\":%u,\"kind\":\"site\",\"id\":\"%s\",\"body\":{\"name\":\"%s\"}}",
                     fake->rows->len + 1, text, name));
}

void
fake_server_hint (FakeServer *fake)
{
  g_autofree char *event =
    g_strdup_printf ("event: hint\ndata: {\"epoch\":\"" EPOCH "\",\"head\":%u}\n\n",
                     fake->rows->len);

  for (guint i = 0; i < fake->live->len; i++)
    g_output_stream_write_all (g_io_stream_get_output_stream (g_ptr_array_index (fake->live, i)),
                               event, strlen (event), NULL, NULL, NULL);
}
