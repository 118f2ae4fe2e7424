/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hostile-client.h"
#include "server-fixture.h"

/* Two authorities, a certificate of a server and one of a client from each, made for the test. */
typedef struct
{
  Fixture fixture;
  char *folder;
  gboolean possible;
} Tls;

static gboolean
openssl (const char *first,
         ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *next = first;
  va_list args;
  int status = 1;

  g_ptr_array_add (argv, (gpointer) "openssl");
  va_start (args, first);
  for (; next != NULL; next = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) next);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  return g_spawn_sync (NULL, (char **) argv->pdata, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                         G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, &error) &&
         g_spawn_check_wait_status (status, NULL);
}

static char *
in_folder (Tls        *tls,
           const char *name,
           const char *suffix)
{
  return g_strconcat (tls->folder, G_DIR_SEPARATOR_S, name, suffix, NULL);
}

/* With @authority NULL it is one itself. Certificate and key go into one file. */
static gboolean
make (Tls        *tls,
      const char *name,
      const char *authority,
      const char *subject)
{
  g_autofree char *cert = in_folder (tls, name, ".crt");
  g_autofree char *key = in_folder (tls, name, ".key");
  g_autofree char *both = in_folder (tls, name, ".pem");
  g_autofree char *issuer = authority == NULL ? NULL : in_folder (tls, authority, ".crt");
  g_autofree char *issuer_key = authority == NULL ? NULL : in_folder (tls, authority, ".key");
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *text = NULL;

  if (!openssl ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-days", "2", "-subj", subject, "-addext",
                authority == NULL ? "keyUsage=keyCertSign" : "subjectAltName=IP:127.0.0.1",
                "-addext",
                authority == NULL ? "subjectKeyIdentifier=hash"
                                  : "basicConstraints=critical,CA:false",
                "-keyout", key, "-out", cert, authority == NULL ? NULL : "-CA", issuer, "-CAkey",
                issuer_key, NULL))
    return FALSE;
  g_assert_true (g_file_get_contents (cert, &one, NULL, NULL));
  g_assert_true (g_file_get_contents (key, &two, NULL, NULL));
  text = g_strconcat (one, two, NULL);
  return g_file_set_contents (both, text, -1, NULL);
}

static void
set_up (Tls          *tls,
        gconstpointer data)
{
  fixture_set_up (&tls->fixture, GINT_TO_POINTER (FIXTURE_PLAIN));
  tls->folder = g_build_filename (tls->fixture.dir, "tls", NULL);
  g_mkdir (tls->folder, 0700);
  tls->possible =
    g_tls_backend_supports_tls (g_tls_backend_get_default ()) &&
    make (tls, "ours", NULL, "/CN=Ours") && make (tls, "theirs", NULL, "/CN=Theirs") &&
    make (tls, "server", "ours", "/CN=one") && make (tls, "server2", "ours", "/CN=two") &&
    make (tls, "client", "ours", "/CN=client") && make (tls, "stranger", "theirs", "/CN=client");
  if (!tls->possible)
    g_test_skip ("There is no TLS, or no openssl, here");
}

static void
tear_down (Tls          *tls,
           gconstpointer data)
{
  fixture_tear_down (&tls->fixture, data);
  g_free (tls->folder);
}

static gboolean
try_start (Tls        *tls,
           const char *server,
           const char *authority,
           gboolean    required,
           GError    **error)
{
  g_autofree char *cert = server == NULL ? NULL : in_folder (tls, server, ".pem");
  g_autofree char *ca = authority == NULL ? NULL : in_folder (tls, authority, ".crt");
  RwServerOptions options = { .data_dir = tls->fixture.dir,
                              .tls_cert = cert,
                              .tls_client_ca = ca,
                              .tls_require_client = required };

  if (tls->fixture.server != NULL)
    rw_server_stop (tls->fixture.server);
  g_clear_object (&tls->fixture.server);
  tls->fixture.server = rw_server_new (&options, error);
  return tls->fixture.server != NULL &&
         rw_server_listen (tls->fixture.server, "127.0.0.1:0", error);
}

static void
start (Tls        *tls,
       const char *server,
       const char *authority,
       gboolean    required)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_start (tls, server, authority, required, &error));
  g_assert_no_error (error);
}

static gboolean
accept_cb (SoupMessage         *message,
           GTlsCertificate     *certificate,
           GTlsCertificateFlags errors,
           gpointer             user_data)
{
  g_autofree char *name = NULL;

  g_object_get (certificate, "subject-name", &name, NULL);
  g_free (*(char **) user_data);
  *(char **) user_data = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
request_certificate_cb (SoupMessage          *message,
                        GTlsClientConnection *connection,
                        gpointer              user_data)
{
  soup_message_set_tls_client_certificate (message, user_data);
  return TRUE;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Returns: the status of /v1/me without a token, 0 when nobody was let in. */
static guint
ask_as (Tls        *tls,
        const char *client,
        char      **server)
{
  g_autofree char *url = g_strconcat (rw_server_get_url (tls->fixture.server), "/v1/me", NULL);
  g_autofree char *file = client == NULL ? NULL : in_folder (tls, client, ".pem");
  g_autoptr (GTlsCertificate) certificate =
    client == NULL ? NULL : g_tls_certificate_new_from_file (file, NULL);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 10, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), &name);
  g_signal_connect (message, "request-certificate", G_CALLBACK (request_certificate_cb),
                    certificate);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb,
                                    &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bytes = soup_session_send_and_read_finish (session, result, &error);
  if (bytes == NULL)
    g_test_message ("%s", error->message);
  if (server != NULL)
    *server = g_steal_pointer (&name);
  soup_session_abort (session);
  return bytes != NULL ? soup_message_get_status (message) : 0;
}

/* A certificate lets a client in to where it is asked for a token, and no further. */
static void
test_required (Tls          *tls,
               gconstpointer data)
{
  if (!tls->possible)
    return;
  start (tls, "server", "ours", TRUE);
  g_assert_cmpint (ask_as (tls, "client", NULL), ==, 401);
  g_assert_cmpint (ask_as (tls, NULL, NULL), ==, 0);
  g_assert_cmpint (ask_as (tls, "stranger", NULL), ==, 0);
}

static void
test_optional (Tls          *tls,
               gconstpointer data)
{
  if (!tls->possible)
    return;
  start (tls, "server", "ours", FALSE);
  g_assert_cmpint (ask_as (tls, "client", NULL), ==, 401);
  g_assert_cmpint (ask_as (tls, NULL, NULL), ==, 401);
  g_assert_cmpint (ask_as (tls, "stranger", NULL), ==, 0);
}

static void
test_none (Tls          *tls,
           gconstpointer data)
{
  if (!tls->possible)
    return;
  start (tls, "server", NULL, FALSE);
  g_assert_cmpint (ask_as (tls, NULL, NULL), ==, 401);
  g_assert_cmpint (ask_as (tls, "stranger", NULL), ==, 401);
}

/* What cannot work is said at the start, not by everybody being kept out, or let in. */
static void
test_options (Tls          *tls,
              gconstpointer data)
{
  static const struct
  {
    const char *server;
    const char *authority;
    gboolean required;
  } wrong[] = {
    { NULL, "ours", FALSE },        { NULL, NULL, TRUE },        { "server", NULL, TRUE },
    { "server", "missing", FALSE }, { "server", "empty", TRUE },
  };
  g_autofree char *empty = in_folder (tls, "empty", ".crt");

  if (!tls->possible)
    return;
  g_assert_true (g_file_set_contents (empty, "nothing\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
        try_start (tls, wrong[i].server, wrong[i].authority, wrong[i].required, &error));
      g_test_message ("%s", error->message);
    }
  start (tls, "server", NULL, FALSE);
}

/* New files are used from then on; broken ones are not, and the old stay. */
static void
test_reload (Tls          *tls,
             gconstpointer data)
{
  g_autofree char *cert = in_folder (tls, "server", ".pem");
  g_autofree char *other = in_folder (tls, "server2", ".pem");
  g_autofree char *text = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) broken = NULL;

  if (!tls->possible)
    return;
  start (tls, "server", NULL, FALSE);
  g_assert_cmpint (ask_as (tls, NULL, &first), ==, 401);
  g_assert_cmpstr (first, ==, "CN=one");
  g_assert_true (g_file_get_contents (other, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (cert, text, -1, NULL));
  g_assert_true (rw_server_reload_tls (tls->fixture.server, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask_as (tls, NULL, &second), ==, 401);
  g_assert_cmpstr (second, ==, "CN=two");
  g_assert_true (g_file_set_contents (cert, "broken", -1, NULL));
  g_assert_false (rw_server_reload_tls (tls->fixture.server, &broken));
  g_assert_nonnull (strstr (broken->message, cert));
  g_assert_cmpint (ask_as (tls, NULL, &third), ==, 401);
  g_assert_cmpstr (third, ==, "CN=two");
}

/* The first words of a client that speaks no better than @version, with what it would offer. */
static GByteArray *
client_hello (guint8 version)
{
  static const guint8 suites[] = { 0xc0, 0x09, 0xc0, 0x0a, 0xc0, 0x13, 0xc0, 0x14,
                                   0xc0, 0x2b, 0xc0, 0x2c, 0x00, 0x2f, 0x00, 0x35 };
  static const guint8 extensions[] = {
    0x00, 0x0a, 0x00, 0x04, 0x00, 0x02, 0x00, 0x17, /* curve: P-256 */
    0x00, 0x0b, 0x00, 0x02, 0x01, 0x00,             /* points: uncompressed */
    0x00, 0x0d, 0x00, 0x06, 0x00, 0x04, 0x04, 0x03,
    0x02, 0x03, /* signatures: ECDSA with SHA-256 and SHA-1 */
  };
  guint8 random[32] = { 1 };
  gsize length = 2 + sizeof random + 1 + 2 + sizeof suites + 2 + 2 + sizeof extensions;
  const guint8 head[] = {
    0x16, 3, 1, 0, (guint8) (length + 4), 1, 0, 0, (guint8) length, 3, version
  };
  GByteArray *hello = g_byte_array_new ();

  g_byte_array_append (hello, head, sizeof head);
  g_byte_array_append (hello, random, sizeof random);
  g_byte_array_append (hello, (const guint8[]) { 0, 0, sizeof suites }, 3);
  g_byte_array_append (hello, suites, sizeof suites);
  g_byte_array_append (hello, (const guint8[]) { 1, 0, 0, sizeof extensions }, 4);
  g_byte_array_append (hello, extensions, sizeof extensions);
  return hello;
}

/* Returns: the type of the record that comes back: 0x16 goes on, 0x15 ends it. */
static guint8
greet (Hostile *hostile,
       guint8   version)
{
  g_autoptr (GByteArray) hello = client_hello (version);
  guint8 record[5] = { 0 };
  int fd = hostile_connect (hostile, 1);

  g_assert_true (hostile_write (fd, (const char *) hello->data, hello->len));
  if (recv (fd, record, sizeof record, 0) <= 0)
    record[0] = 0;
  close (fd);
  return record[0];
}

static void
test_old (void)
{
  const char *folder = g_getenv ("RACKWARD_TEST_TLS");
  g_autofree char *cert = folder == NULL ? NULL : g_build_filename (folder, "cert.pem", NULL);
  g_autofree char *key = folder == NULL ? NULL : g_build_filename (folder, "key.pem", NULL);
  const char *options[] = { "--tls-cert", cert, "--tls-key", key, NULL };
  g_autoptr (Hostile) hostile = NULL;
  g_autofree char *log = NULL;

  if (folder == NULL || !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("There is no TLS here");
      return;
    }
  hostile = hostile_start (NULL, 0, options);
  g_assert_cmphex (greet (hostile, 3), ==, 0x16); /* TLS 1.2 */
  g_assert_cmphex (greet (hostile, 2), !=, 0x16); /* TLS 1.1 */
  g_assert_cmphex (greet (hostile, 1), !=, 0x16); /* TLS 1.0 */
  g_assert_cmphex (greet (hostile, 0), !=, 0x16); /* SSL 3 */

  /* A signal has the certificate read again. */
  g_subprocess_send_signal (hostile->process, SIGHUP);
  for (int i = 0; i < 200 && (log == NULL || strstr (log, "read again") == NULL); i++)
    {
      g_usleep (10000);
      g_free (log);
      log = hostile_log (hostile);
    }
  g_assert_nonnull (strstr (log, "read again"));
  g_assert_cmphex (greet (hostile, 3), ==, 0x16);
}

#define ADD(path, func) g_test_add (path, Tls, NULL, set_up, func, tear_down)

/* One who connects and says nothing, and one who begins and says no more, keep nobody from going home. */
static void
test_stop_in_handshake (Tls          *tls,
                        gconstpointer data)
{
  static const guint8 beginning[] = { 0x16, 0x03, 0x01, 0x01, 0x00, 0x01 };
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) silent = NULL;
  g_autoptr (GSocketConnection) slow = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;
  gint64 end, before;

  start (tls, "server", NULL, FALSE);
  port = (guint16) rw_server_get_port (tls->fixture.server);
  silent = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  slow = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (slow)), beginning,
                             sizeof beginning, NULL, NULL, &error);
  g_assert_no_error (error);
  /* Time for the handshakes to begin. */
  for (end = g_get_monotonic_time () + G_USEC_PER_SEC / 2; g_get_monotonic_time () < end;)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  before = g_get_monotonic_time ();
  rw_server_stop (tls->fixture.server);
  g_assert_cmpint (g_get_monotonic_time () - before, <, 10 * G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/tls/stop-in-handshake", test_stop_in_handshake);
  ADD ("/tls/client/required", test_required);
  ADD ("/tls/client/optional", test_optional);
  ADD ("/tls/client/none", test_none);
  ADD ("/tls/options", test_options);
  ADD ("/tls/reload", test_reload);
  g_test_add_func ("/tls/old", test_old);
  return g_test_run ();
}
