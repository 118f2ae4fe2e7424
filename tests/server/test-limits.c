/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "server-fixture.h"

/* A connection that says what a client of libsoup never would. */
typedef struct
{
  GSocketConnection *connection;
  GString *answer;
  gboolean over;
} Raw;

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Raw *raw = user_data;
  g_autoptr (GError) error = NULL;

  raw->connection = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  g_assert_no_error (error);
}

static void
raw_open (Raw     *raw,
          Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  *raw = (Raw){ NULL };
  raw->answer = g_string_new (NULL);
  g_socket_client_connect_to_host_async (client, "127.0.0.1", rw_server_get_port (fixture->server), NULL, connected_cb, raw);
  while (raw->connection == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_socket_set_blocking (g_socket_connection_get_socket (raw->connection), FALSE);
}

static void
raw_write (Raw        *raw,
           const char *text)
{
  gsize done = 0, length = strlen (text);

  while (done < length)
    {
      gssize n = g_socket_send (g_socket_connection_get_socket (raw->connection), text + done, length - done, NULL, NULL);

      if (n > 0)
        done += (gsize) n;
      else
        g_main_context_iteration (NULL, TRUE);
    }
}

static gboolean
readable_cb (GSocket     *socket,
             GIOCondition condition,
             gpointer     user_data)
{
  Raw *raw = user_data;
  char buffer[4096];
  gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);

  if (n > 0)
    g_string_append_len (raw->answer, buffer, n);
  else
    raw->over = TRUE;
  return n > 0;
}

/* Until the server ends the connection, or until @text is there. */
static void
raw_read (Raw        *raw,
          const char *text)
{
  g_autoptr (GSource) source = NULL;

  source = g_socket_create_source (g_socket_connection_get_socket (raw->connection), G_IO_IN | G_IO_HUP, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), raw, NULL);
  g_source_attach (source, NULL);
  while (!raw->over && (text == NULL || strstr (raw->answer->str, text) == NULL))
    g_main_context_iteration (NULL, TRUE);
  g_source_destroy (source);
}

static void
raw_close (Raw *raw)
{
  g_clear_object (&raw->connection);
  g_string_free (raw->answer, TRUE);
}

static void
restart_with (Fixture         *fixture,
              RwServerOptions *options)
{
  g_autoptr (GError) error = NULL;

  rw_server_stop (fixture->server);
  g_clear_object (&fixture->server);
  soup_session_abort (fixture->session);
  options->data_dir = fixture->dir;
  fixture->server = rw_server_new (options, &error);
  g_assert_no_error (error);
  g_assert_true (rw_server_listen (fixture->server, "127.0.0.1:0", &error));
}

static void
test_body_announced (Fixture      *fixture,
                     gconstpointer flags)
{
  g_autofree char *body = g_strnfill (100 * 1024, ' ');
  g_autoptr (Reply) reply = ask (fixture, "POST", "/v1/presence", fixture->manager, body);
  g_autoptr (Reply) get = ask (fixture, "GET", "/v1/me", fixture->manager, NULL);

  assert_error (reply, 413, "limit");
  g_assert_cmpint (get->status, ==, 200);
}

/* Without a length the body is counted as it comes. */
static void
test_body_chunked (Fixture      *fixture,
                   gconstpointer flags)
{
  g_autofree char *piece = g_strnfill (0x4000, 'x');
  Raw raw;

  raw_open (&raw, fixture);
  raw_write (&raw,
             "POST /v1/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 10; i++)
    {
      raw_write (&raw, "4000\r\n");
      raw_write (&raw, piece);
      raw_write (&raw, "\r\n");
    }
  raw_write (&raw, "0\r\n\r\n");
  raw_read (&raw, "\"limit\"");
  g_assert_nonnull (strstr (raw.answer->str, "HTTP/1.1 413"));
  raw_close (&raw);
}

static void
test_budget (Fixture      *fixture,
             gconstpointer flags)
{
  g_autoptr (Reply) limited = NULL;
  g_autoptr (Reply) other = NULL;
  g_autoptr (Reply) later = NULL;
  gint64 now = rw_clock_now ();

  rw_clock_freeze (now);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (Reply) reply = ask (fixture, "GET", "/v1/me", fixture->manager, NULL);

      g_assert_cmpint (reply->status, ==, 200);
    }
  limited = ask (fixture, "GET", "/v1/me", fixture->manager, NULL);
  assert_error (limited, 429, "busy");
  g_assert_nonnull (soup_message_headers_get_one (soup_message_get_response_headers (limited->message), "Retry-After"));
  other = ask (fixture, "GET", "/v1/me", fixture->technician, NULL);
  g_assert_cmpint (other->status, ==, 200);
  rw_clock_freeze (now + 2 * RW_SECOND);
  later = ask (fixture, "GET", "/v1/me", fixture->manager, NULL);
  g_assert_cmpint (later->status, ==, 200);
  rw_clock_thaw ();
}

static void
test_unknown (Fixture      *fixture,
              gconstpointer flags)
{
  g_autoptr (Reply) path = ask (fixture, "GET", "/v1/nonsense", fixture->manager, NULL);
  g_autoptr (Reply) method = ask (fixture, "DELETE", "/v1/me", fixture->manager, NULL);
  g_autoptr (Reply) number = ask (fixture, "GET", "/v1/changes?pos=-1", fixture->manager, NULL);
  g_autoptr (Reply) limit = ask (fixture, "GET", "/v1/changes?limit=x", fixture->manager, NULL);

  assert_error (path, 404, "not_found");
  assert_error (method, 405, "method");
  g_assert_cmpstr (
    soup_message_headers_get_one (soup_message_get_response_headers (method->message), "Allow"), ==,
    "GET");
  assert_error (number, 422, "invalid");
  assert_error (limit, 422, "invalid");
}

/* Whoever says nothing, or does not come to an end, is cut off; one second here. */
static void
test_slow_header (Fixture      *fixture,
                  gconstpointer flags)
{
  RwServerOptions options = { .header_seconds = 1, .body_seconds = 1 };
  Raw silent, half, body;

  restart_with (fixture, &options);
  raw_open (&silent, fixture);
  raw_open (&half, fixture);
  raw_open (&body, fixture);
  raw_write (&half, "GET /v1/hello HTTP/1.1\r\nHos");
  raw_write (&body,
             "POST /v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{\"login\":");
  raw_read (&silent, NULL);
  raw_read (&half, NULL);
  raw_read (&body, NULL);
  g_assert_cmpstr (silent.answer->str, ==, "");
  g_assert_null (strstr (half.answer->str, "200 OK"));
  g_assert_null (strstr (body.answer->str, "200 OK"));
  raw_close (&silent);
  raw_close (&half);
  raw_close (&body);
}

/* Says something that takes the server for as long as it is wanted. */
static void
raw_open_busy (Raw     *raw,
               Fixture *fixture)
{
  g_autofree char *head =
    g_strdup_printf ("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n",
                     fixture->manager);

  raw_open (raw, fixture);
  raw_write (raw, head);
  raw_read (raw, "event: hint");
}

static void
test_connections (Fixture      *fixture,
                  gconstpointer flags)
{
  RwServerOptions options = { .connections = 2 };
  Raw one, two, three, four;

  restart_with (fixture, &options);
  raw_open_busy (&one, fixture);
  raw_open_busy (&two, fixture);
  raw_open (&three, fixture);
  raw_read (&three, NULL);
  g_assert_nonnull (strstr (three.answer->str, "503"));

  /* A connection that goes makes room. */
  g_assert_true (g_io_stream_close (G_IO_STREAM (two.connection), NULL, NULL));
  g_usleep (50000);
  for (int i = 0; i < 1000 && g_main_context_iteration (NULL, FALSE); i++)
    ;
  raw_open (&four, fixture);
  raw_write (&four, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  raw_read (&four, "\r\n\r\n");
  g_assert_nonnull (strstr (four.answer->str, "HTTP/1.1 "));
  raw_close (&one);
  raw_close (&two);
  raw_close (&three);
  raw_close (&four);
}

/* Whoever only holds a connection makes room for who asks; first those that never asked. */
static void
test_make_room (Fixture      *fixture,
                gconstpointer flags)
{
  RwServerOptions options = { .connections = 3 };
  Raw busy, idle, silent, third, fourth;

  restart_with (fixture, &options);
  raw_open_busy (&busy, fixture);
  raw_open (&idle, fixture);
  raw_write (&idle, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  raw_read (&idle, "\"epoch\"");
  raw_open (&silent, fixture);
  raw_write (&silent, "GET /v1/hel");

  raw_open (&third, fixture);
  raw_write (&third, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  raw_read (&third, "\"epoch\"");
  raw_read (&silent, NULL);
  g_assert_true (silent.over);
  g_string_truncate (idle.answer, 0);
  raw_write (&idle, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  raw_read (&idle, "\"epoch\"");
  g_assert_false (idle.over);

  /* Nobody is silent now: the longest idle one goes, which is the third. */
  raw_open (&fourth, fixture);
  raw_write (&fourth, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  raw_read (&fourth, "\"epoch\"");
  raw_read (&third, NULL);
  g_assert_true (third.over);
  g_assert_false (busy.over);
  raw_close (&busy);
  raw_close (&idle);
  raw_close (&silent);
  raw_close (&third);
  raw_close (&fourth);
}

/* One byte now and then does not make a deadline longer. */
static void
test_trickle (Fixture      *fixture,
              gconstpointer flags)
{
  RwServerOptions options = { .header_seconds = 1, .body_seconds = 1 };
  gint64 begin = g_get_monotonic_time ();
  Raw header, body;
  gboolean over = FALSE;

  restart_with (fixture, &options);
  raw_open (&header, fixture);
  raw_open (&body, fixture);
  raw_write (&header, "GET /v1/hello HTTP/1.1\r\nX: ");
  raw_write (&body, "POST /v1/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n{");
  while (!over && g_get_monotonic_time () - begin < 8 * G_USEC_PER_SEC)
    {
      GSocket *one = g_socket_connection_get_socket (header.connection),
              *two = g_socket_connection_get_socket (body.connection);

      /* A socket that was cut takes nothing. */
      over = g_socket_send (one, "x", 1, NULL, NULL) < 0;
      over = g_socket_send (two, " ", 1, NULL, NULL) < 0 && over;
      g_usleep (50000);
      for (int i = 0; i < 1000 && g_main_context_iteration (NULL, FALSE); i++)
        ;
    }
  g_assert_true (over);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 5 * G_USEC_PER_SEC);
  raw_close (&header);
  raw_close (&body);
}

/* Several requests over one connection. */
static void
test_keep_alive (Fixture      *fixture,
                 gconstpointer flags)
{
  Raw raw;

  raw_open (&raw, fixture);
  for (int i = 0; i < 3; i++)
    {
      g_string_truncate (raw.answer, 0);
      raw_write (&raw, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
      raw_read (&raw, "\"epoch\"");
      g_assert_false (raw.over);
    }
  raw_close (&raw);
}

static void
test_gzip (Fixture      *fixture,
           gconstpointer flags)
{
  g_autoptr (GString) large = g_string_new (NULL);
  g_autoptr (Reply) near = NULL;
  g_autoptr (Reply) far = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (large, "Zeile %d ", i * 7919);
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (RwRecord) ticket = new_ticket ("Long");

      rw_record_set_text (ticket, RW_TICKET_ROOT_CAUSE, large->str);
      load (fixture, ticket);
    }
  near = ask (fixture, "GET", "/v1/changes", fixture->manager, NULL);
  g_assert_null (soup_message_headers_get_one (soup_message_get_response_headers (near->message), "Content-Encoding"));
  g_assert_cmpint (strlen (near->text), >, 2000000);
  far = ask_with (fixture, "GET", "/v1/changes", fixture->manager, NULL, "X-Forwarded-For", "192.0.2.1");
  lines = feed_lines (far);
  g_assert_cmpint (lines->len, ==, 41);
  g_assert_cmpstr (far->text, ==, near->text);
}

static gboolean
accept_cb (SoupMessage         *message,
           GTlsCertificate     *certificate,
           GTlsCertificateFlags errors,
           gpointer             user_data)
{
  /* Made by nobody, but made for this address. */
  return (errors & ~G_TLS_CERTIFICATE_UNKNOWN_CA) == 0;
}

static void
tls_answered_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_tls (Fixture      *fixture,
          gconstpointer flags)
{
  const char *folder = g_getenv ("RACKWARD_TEST_TLS");
  g_autofree char *cert = folder == NULL ? NULL : g_build_filename (folder, "cert.pem", NULL);
  g_autofree char *key = folder == NULL ? NULL : g_build_filename (folder, "key.pem", NULL);
  RwServerOptions options = { .tls_cert = cert, .tls_key = key };
  g_autofree char *url = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  Raw raw;

  if (folder == NULL || !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("There is no TLS here");
      return;
    }
  restart_with (fixture, &options);
  url = g_strconcat (rw_server_get_url (fixture->server), "/v1/hello", NULL);
  g_assert_true (g_str_has_prefix (url, "https://"));
  message = soup_message_new ("GET", url);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, tls_answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bytes = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);

  /* Without it nobody is answered. */
  raw_open (&raw, fixture);
  raw_write (&raw, "GET /v1/hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  raw_read (&raw, NULL);
  g_assert_null (strstr (raw.answer->str, "rackward"));
  raw_close (&raw);
}

static void
test_tls_missing (Fixture      *fixture,
                  gconstpointer flags)
{
  RwServerOptions options = { .data_dir = fixture->dir, .tls_cert = "/nowhere/cert.pem" };
  g_autoptr (GError) error = NULL;

  g_assert_null (rw_server_new (&options, &error));
  g_assert_nonnull (strstr (error->message, "/nowhere/cert.pem"));
}

/* One data folder, one server. */
static void
test_locked (Fixture      *fixture,
             gconstpointer flags)
{
  RwServerOptions options = { .data_dir = fixture->dir };
  g_autoptr (GError) error = NULL;

  g_assert_null (rw_server_new (&options, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_BUSY);
}

static void
test_port_taken (Fixture      *fixture,
                 gconstpointer flags)
{
  g_autofree char *dir = g_build_filename (fixture->dir, "second", NULL);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", rw_server_get_port (fixture->server));
  static const char *const wrong[] = { "", "7450", "nonsense:x", "127.0.0.1:99999", "[::1:7450" };
  RwServerOptions options = { .data_dir = dir };
  g_autoptr (RwServer) second = NULL;
  g_autoptr (GError) error = NULL;

  second = rw_server_new (&options, &error);
  g_assert_no_error (error);
  g_assert_false (rw_server_listen (second, address, &error));
  g_assert_nonnull (strstr (error->message, address));
  rw_server_stop (second);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (RwServer) third = rw_server_new (&options, NULL);
      g_autoptr (GError) problem = NULL;

      g_assert_false (rw_server_listen (third, wrong[i], &problem));
      g_assert_error (problem, RW_ERROR, RW_ERROR_INVALID);
      rw_server_stop (third);
    }
}

/* Everybody who waits is let go when the server stops; the fixture checks that nothing is left. */
static void
test_stop (Fixture      *fixture,
           gconstpointer flags)
{
  g_autofree char *line = g_strconcat ("Bearer ", fixture->manager, NULL);
  g_autofree char *head =
    g_strdup_printf ("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\n\r\n", line);
  Raw raw;

  raw_open (&raw, fixture);
  raw_write (&raw, head);
  raw_read (&raw, "event: hint");
  rw_server_stop (fixture->server);
  raw_read (&raw, NULL);
  g_assert_true (raw.over);
  raw_close (&raw);
}

#define ADD(path, func, flags) g_test_add (path, Fixture, GINT_TO_POINTER (flags), fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/limits/body/announced", test_body_announced, FIXTURE_PLAIN);
  ADD ("/limits/body/chunked", test_body_chunked, FIXTURE_PLAIN);
  ADD ("/limits/budget", test_budget, FIXTURE_TIGHT);
  ADD ("/limits/unknown", test_unknown, FIXTURE_PLAIN);
  ADD ("/limits/slow", test_slow_header, FIXTURE_PLAIN);
  ADD ("/limits/connections", test_connections, FIXTURE_PLAIN);
  ADD ("/limits/connections/room", test_make_room, FIXTURE_PLAIN);
  ADD ("/limits/trickle", test_trickle, FIXTURE_PLAIN);
  ADD ("/limits/keep-alive", test_keep_alive, FIXTURE_PLAIN);
  ADD ("/limits/gzip", test_gzip, FIXTURE_PLAIN);
  ADD ("/limits/tls", test_tls, FIXTURE_PLAIN);
  ADD ("/limits/tls/missing", test_tls_missing, FIXTURE_PLAIN);
  ADD ("/limits/locked", test_locked, FIXTURE_PLAIN);
  ADD ("/limits/port-taken", test_port_taken, FIXTURE_PLAIN);
  ADD ("/limits/stop", test_stop, FIXTURE_PLAIN);
  return g_test_run ();
}
