/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "rw-error.h"
#include "rw-file-store.h"
#include "server-fixture.h"

/* /v1/files: the bytes of attachments. */

#define WORDS "Rückseite von fra2-c3-r11"

static char *
digest_of (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static GBytes *
make_bytes (gsize length,
            guint seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint8 *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) g_rand_int (rand);
  return g_bytes_new_take (data, length);
}

typedef struct
{
  SoupMessage *message;
  GAsyncResult *result;
} Sending;

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SoupMessage *
new_message (Fixture    *fixture,
             const char *method,
             const char *digest,
             const char *token,
             GBytes     *bytes)
{
  g_autofree char *url =
    g_strdup_printf ("%s/v1/files/%s", rw_server_get_url (fixture->server), digest);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  SoupMessage *message = soup_message_new (method, url);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/octet-stream", bytes);
  return message;
}

static guint
send (Fixture     *fixture,
      SoupMessage *message,
      GBytes     **answer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;

  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, sent_cb,
                                    &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bytes = soup_session_send_and_read_finish (fixture->session, result, NULL);
  if (answer != NULL)
    *answer = g_steal_pointer (&bytes);
  return soup_message_get_status (message);
}

static guint
put (Fixture    *fixture,
     const char *digest,
     const char *token,
     GBytes     *bytes)
{
  g_autoptr (SoupMessage) message = new_message (fixture, "PUT", digest, token, bytes);

  return send (fixture, message, NULL);
}

static guint
head (Fixture    *fixture,
      const char *digest,
      const char *token)
{
  g_autoptr (SoupMessage) message = new_message (fixture, "HEAD", digest, token, NULL);

  return send (fixture, message, NULL);
}

static guint
get (Fixture    *fixture,
     const char *digest,
     const char *token,
     GBytes    **answer)
{
  g_autoptr (SoupMessage) message = new_message (fixture, "GET", digest, token, NULL);
  guint status = send (fixture, message, answer);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (status == 200)
    {
      g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Type"), ==,
                       "application/octet-stream");
      g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Content-Type-Options"), ==,
                       "nosniff");
      g_assert_cmpstr (soup_message_headers_get_one (headers, "Content-Disposition"), ==,
                       "attachment");
      g_assert_cmpstr (soup_message_headers_get_one (headers, "Cache-Control"), ==, "no-store");
    }
  return status;
}

/* A ticket and what is attached to it. */
static void
attach (Fixture    *fixture,
        const char *digest,
        gint64      size)
{
  g_autoptr (RwRecord) ticket = new_ticket ("Fan is loud");
  g_autoptr (RwRecord) attachment = NULL;
  RwId id = rw_id_new ();

  load (fixture, ticket);
  attachment = rw_record_new (RW_KIND_ATTACHMENT, &id);
  rw_record_set_ref (attachment, RW_ATTACHMENT_SUBJECT, rw_record_get_id (ticket));
  rw_record_set_text (attachment, RW_ATTACHMENT_NAME, "fan.jpg");
  rw_record_set_text (attachment, RW_ATTACHMENT_MEDIA_TYPE, "image/jpeg");
  rw_record_set_text (attachment, RW_ATTACHMENT_DIGEST, digest);
  rw_record_set_integer (attachment, RW_ATTACHMENT_SIZE, size);
  rw_record_set_instant (attachment, RW_ATTACHMENT_ADDED, 1);
  load (fixture, attachment);
}

static char *
path_of (Fixture    *fixture,
         const char *digest)
{
  return g_build_filename (fixture->dir, "files", digest, NULL);
}

static guint
count_files (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "files", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
wait_for_files (Fixture *fixture,
                guint    n)
{
  while (count_files (fixture) != n)
    g_main_context_iteration (NULL, FALSE);
}

static void
test_there_and_back (Fixture       *fixture,
                     gconstpointer  flags)
{
  const gsize lengths[] = { 0, 1, 300000, RW_FILE_MOST };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GBytes) bytes = make_bytes (lengths[i], i);
      g_autofree char *digest = digest_of (bytes);
      g_autofree char *path = path_of (fixture, digest);
      g_autoptr (GBytes) back = NULL;
      struct stat info;

      g_assert_cmpint (head (fixture, digest, fixture->technician), ==, 404);
      g_assert_cmpint (put (fixture, digest, fixture->technician, bytes), ==, 201);
      g_assert_cmpint (head (fixture, digest, fixture->technician), ==, 200);
      /* Once more is the same once more. */
      g_assert_cmpint (put (fixture, digest, fixture->manager, bytes), ==, 200);
      attach (fixture, digest, (gint64) lengths[i]);
      g_assert_cmpint (get (fixture, digest, fixture->auditor, &back), ==, 200);
      g_assert_true (g_bytes_equal (bytes, back));
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
      g_assert_cmpuint (count_files (fixture), ==, i + 1);
    }
}

/* Whoever sees no record of a file does not learn that it is there. */
static void
test_rights (Fixture       *fixture,
             gconstpointer  flags)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (WORDS, strlen (WORDS));
  g_autofree char *digest = digest_of (bytes);

  g_assert_cmpint (put (fixture, digest, fixture->auditor, bytes), ==, 403);
  g_assert_cmpint (put (fixture, digest, fixture->wall, bytes), ==, 403);
  g_assert_cmpint (put (fixture, digest, fixture->intake, bytes), ==, 403);
  g_assert_cmpint (put (fixture, digest, "nonsense", bytes), ==, 401);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_cmpint (put (fixture, digest, fixture->manager, bytes), ==, 201);

  g_assert_cmpint (get (fixture, digest, fixture->manager, NULL), ==, 404);
  g_assert_cmpint (head (fixture, digest, fixture->manager), ==, 200);
  g_assert_cmpint (head (fixture, digest, fixture->auditor), ==, 404);
  attach (fixture, digest, strlen (WORDS));
  g_assert_cmpint (get (fixture, digest, fixture->manager, NULL), ==, 200);
  g_assert_cmpint (get (fixture, digest, fixture->auditor, NULL), ==, 200);
  g_assert_cmpint (head (fixture, digest, fixture->auditor), ==, 200);
  g_assert_cmpint (get (fixture, digest, fixture->wall, NULL), ==, 404);
  g_assert_cmpint (head (fixture, digest, fixture->wall), ==, 404);
  g_assert_cmpint (get (fixture, digest, fixture->intake, NULL), ==, 403);
  g_assert_cmpint (get (fixture, digest, "nonsense", NULL), ==, 401);
}

/* A record may come before its file. */
static void
test_not_yet (Fixture       *fixture,
              gconstpointer  flags)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (WORDS, strlen (WORDS));
  g_autofree char *digest = digest_of (bytes);
  g_autofree char *path = g_strconcat ("/v1/files/", digest, NULL);
  g_autoptr (Reply) reply = NULL;

  attach (fixture, digest, strlen (WORDS));
  reply = ask (fixture, "GET", path, fixture->technician, NULL);
  assert_error (reply, 404, "not_found");
  g_assert_nonnull (strstr (reply->text, "not arrived"));
}

static void
test_not_the_file (Fixture       *fixture,
                   gconstpointer  flags)
{
  g_autoptr (GBytes) bytes = make_bytes (500000, 1);
  g_autoptr (GBytes) other = make_bytes (500000, 2);
  g_autofree char *digest = digest_of (bytes);

  g_assert_cmpint (put (fixture, digest, fixture->technician, other), ==, 422);
  wait_for_files (fixture, 0);
  g_assert_cmpint (put (fixture, digest, fixture->technician, bytes), ==, 201);
  /* What is there is not touched by what is not it. */
  g_assert_cmpint (put (fixture, digest, fixture->technician, other), ==, 422);
  wait_for_files (fixture, 1);
  attach (fixture, digest, 500000);
  {
    g_autoptr (GBytes) back = NULL;

    g_assert_cmpint (get (fixture, digest, fixture->technician, &back), ==, 200);
    g_assert_true (g_bytes_equal (bytes, back));
  }
}

static void
test_too_long (Fixture       *fixture,
               gconstpointer  flags)
{
  g_autoptr (GBytes) bytes = make_bytes (RW_FILE_MOST + 1, 1);
  g_autofree char *digest = digest_of (bytes);
  guint status = put (fixture, digest, fixture->technician, bytes);

  /* The connection ends before all of it is sent: who sends may hear of that first. */
  g_assert_true (status == 413 || status == 0);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_paths (Fixture       *fixture,
            gconstpointer  flags)
{
  g_autofree char *upper = g_strnfill (64, 'A');
  g_autofree char *shorter = g_strnfill (63, 'a');
  g_autofree char *longer = g_strnfill (65, 'a');
  g_autofree char *slash = g_strconcat (longer + 1, "/", NULL);
  g_autofree char *dots = g_strconcat ("..%2f", longer + 5, NULL);
  g_autofree char *up = g_strconcat ("../", longer + 3, NULL);
  const char *const names[] = {
    "",    "rackward.db", "..", "../rackward.db", "%2e%2e/rackward.db", upper, shorter, longer,
    slash, dots,          up
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < 2; j++)
      {
        g_autofree char *path = g_strconcat ("/v1/files/", names[i], NULL);
        g_autoptr (Reply) reply =
          ask (fixture, j == 0 ? "GET" : "PUT", path, fixture->technician, j == 0 ? NULL : "x");

        g_assert_cmpint (reply->status, >=, 400);
        g_assert_cmpint (reply->status, <, 500);
      }
  {
    g_autofree char *path = g_strconcat ("/v1/files/", longer + 1, NULL);
    g_autoptr (Reply) reply = ask (fixture, "DELETE", path, fixture->technician, NULL);

    g_assert_cmpint (reply->status, ==, 405);
    g_assert_cmpstr (
      soup_message_headers_get_one (soup_message_get_response_headers (reply->message), "Allow"),
      ==, "GET, HEAD, PUT");
  }
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

/* A connection that says what a client of libsoup never would. */
static GSocketConnection *
begin_to_send (Fixture    *fixture,
               const char *text)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GSocketConnection *connection;
  GSocket *socket;

  g_socket_client_connect_to_host_async (client, "127.0.0.1", rw_server_get_port (fixture->server),
                                         NULL, sent_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  connection = g_socket_client_connect_to_host_finish (client, result, NULL);
  g_assert_nonnull (connection);
  socket = g_socket_connection_get_socket (connection);
  g_assert_cmpint (g_socket_send (socket, text, strlen (text), NULL, NULL), ==, strlen (text));
  g_socket_set_blocking (socket, FALSE);
  return connection;
}

/* Sends the beginning of a file, and hangs up. */
static void
test_truncated (Fixture       *fixture,
                gconstpointer  flags)
{
  g_autoptr (GBytes) bytes = make_bytes (100000, 3);
  g_autofree char *digest = digest_of (bytes);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *header =
    g_strdup_printf ("PUT /v1/files/%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                     "Content-Length: 100000\r\n\r\n",
                     digest, fixture->technician);

  connection = begin_to_send (fixture, header);
  g_assert_cmpint (g_socket_send (g_socket_connection_get_socket (connection),
                                  g_bytes_get_data (bytes, NULL), 60000, NULL, NULL),
                   ==, 60000);
  wait_for_files (fixture, 1);
  g_assert_cmpint (head (fixture, digest, fixture->technician), ==, 404);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  wait_for_files (fixture, 0);
  /* It did not take the room with it. */
  g_assert_cmpint (put (fixture, digest, fixture->technician, bytes), ==, 201);
}

/* The length has to be known before: there is nothing to bound otherwise. */
static void
test_no_length (Fixture       *fixture,
                gconstpointer  flags)
{
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *header = g_strdup_printf (
    "PUT /v1/files/%064u HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
    "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
    1, fixture->technician);
  char answer[13] = "";

  connection = begin_to_send (fixture, header);
  while (g_socket_receive (g_socket_connection_get_socket (connection), answer, 12, NULL, NULL) < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (answer, ==, "HTTP/1.1 411");
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_same_at_once (Fixture       *fixture,
                   gconstpointer  flags)
{
  g_autoptr (GBytes) bytes = make_bytes (3000000, 4);
  g_autofree char *digest = digest_of (bytes);
  Sending sendings[6] = { 0 };
  guint n_created = 0, n_done = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++)
    {
      sendings[i].message =
        new_message (fixture, "PUT", digest, i % 2 == 0 ? fixture->technician : fixture->manager,
                     bytes);
      soup_session_send_and_read_async (fixture->session, sendings[i].message, G_PRIORITY_DEFAULT,
                                        NULL, sent_cb, &sendings[i].result);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sendings); i++)
    {
      g_autoptr (GBytes) answer = NULL;

      while (sendings[i].result == NULL)
        g_main_context_iteration (NULL, TRUE);
      answer = soup_session_send_and_read_finish (fixture->session, sendings[i].result, NULL);
      n_created += soup_message_get_status (sendings[i].message) == 201;
      n_done += soup_message_get_status (sendings[i].message) == 200;
      g_clear_object (&sendings[i].result);
      g_clear_object (&sendings[i].message);
    }
  g_assert_cmpuint (n_created, ==, 1);
  g_assert_cmpuint (n_done, ==, 5);
  g_assert_cmpuint (count_files (fixture), ==, 1);
}

/* Only so many of one token at once; the others get their turn. */
static void
test_too_many (Fixture       *fixture,
               gconstpointer  flags)
{
  GSocketConnection *connections[4];
  g_autoptr (GBytes) bytes = make_bytes (10, 5);
  g_autofree char *digest = digest_of (bytes);
  guint status;

  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    {
      g_autofree char *header = g_strdup_printf (
        "PUT /v1/files/%064u HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
        "Content-Length: 100\r\n\r\nbegun",
        i, fixture->technician);

      connections[i] = begin_to_send (fixture, header);
    }
  wait_for_files (fixture, 4);
  status = put (fixture, digest, fixture->technician, bytes);
  g_assert_true (status == 429 || status == 0);
  g_assert_cmpint (put (fixture, digest, fixture->manager, bytes), ==, 201);
  for (guint i = 0; i < G_N_ELEMENTS (connections); i++)
    {
      g_io_stream_close (G_IO_STREAM (connections[i]), NULL, NULL);
      g_object_unref (connections[i]);
    }
  wait_for_files (fixture, 1);
  g_assert_cmpint (put (fixture, digest, fixture->technician, bytes), ==, 200);
}

/* What no record speaks of goes after some time; what was being written when the server ended, at once. */
static void
test_collect (Fixture       *fixture,
              gconstpointer  flags)
{
  const char *const texts[] = { "wanted", "unwanted", "fresh" };
  struct utimbuf old = { 0 };
  g_autofree char *partial = path_of (fixture, "incoming-1-2");
  g_autofree char *wanted = NULL;
  struct stat info;

  old.actime = old.modtime = g_get_real_time () / G_USEC_PER_SEC - 31 * 24 * 3600;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autofree char *digest = digest_of (bytes);
      g_autofree char *path = path_of (fixture, digest);

      g_assert_cmpint (put (fixture, digest, fixture->technician, bytes), ==, 201);
      if (i == 0)
        {
          attach (fixture, digest, (gint64) strlen (texts[i]));
          wanted = g_steal_pointer (&path);
        }
      if (i != 2)
        g_assert_cmpint (g_utime (path != NULL ? path : wanted, &old), ==, 0);
    }
  g_assert_true (g_file_set_contents (partial, "x", 1, NULL));
  g_test_expect_message ("rackward", G_LOG_LEVEL_MESSAGE, "Deleted 1 files*");
  fixture_restart (fixture);
  g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
  wait_for_files (fixture, 2);
  g_assert_cmpint (g_stat (wanted, &info), ==, 0);
  g_assert_cmpint (info.st_mtime, >, old.modtime);
}

/* How much room files take is bounded, whatever the disk has. */
static void
test_quota (void)
{
  g_autofree char *dir = g_dir_make_tmp ("rackward-XXXXXX", NULL);
  g_autofree char *files = rw_file_store_path (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwFileStore) store = rw_file_store_new (dir, 1000, &error);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  RwFileCollected collected;
  struct stat info;

  g_assert_no_error (error);
  g_assert_cmpint (g_stat (files, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_true (rw_file_store_reserve (store, 600, &error));
  g_assert_false (rw_file_store_reserve (store, 600, &error));
  g_assert_error (error, RW_ERROR, RW_ERROR_FULL);
  g_clear_error (&error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RwFileWriter) writer =
        rw_file_writer_new (rw_file_store_get_folder (store), &error);
      g_autofree char *text = g_strnfill (600, 'x');
      gboolean added;

      g_assert_true (rw_file_writer_write (writer, text, 600, &error));
      g_assert_true (
        rw_file_store_keep (store, writer, rw_file_writer_get_digest (writer), &added, &error));
      g_assert_cmpint (added, ==, i == 0);
      g_assert_cmpint (rw_file_store_get_used (store), ==, 600);
    }
  rw_file_store_release (store, 600);
  g_assert_false (rw_file_store_reserve (store, 401, NULL));
  g_assert_true (rw_file_store_reserve (store, 400, NULL));
  rw_file_store_release (store, 400);

  /* It is counted anew at the next start, and what goes makes room. */
  g_clear_pointer (&store, rw_file_store_free);
  store = rw_file_store_new (dir, 1000, &error);
  g_assert_cmpint (rw_file_store_get_used (store), ==, 600);
  g_assert_true (rw_file_store_collect (store, wanted, g_get_real_time () + RW_FILE_KEEP + RW_DAY,
                                        &collected, &error));
  g_assert_cmpuint (collected.files, ==, 1);
  g_assert_cmpint (collected.bytes, ==, 600);
  g_assert_cmpint (rw_file_store_get_used (store), ==, 0);
  g_clear_pointer (&store, rw_file_store_free);
  g_assert_cmpint (g_rmdir (files), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

/* A record that says something else about a file than can be is refused. */
static void
test_records (Fixture       *fixture,
              gconstpointer  flags)
{
  static const struct
  {
    const char *name;
    const char *media_type;
    const char *digest;
  } bad[] = {
    { "../../etc/passwd", "image/png",
      "0000000000000000000000000000000000000000000000000000000000000000" },
    { "a\\nb.png", "image/png",
      "0000000000000000000000000000000000000000000000000000000000000000" },
    { "..", "image/png", "0000000000000000000000000000000000000000000000000000000000000000" },
    { "a\\u202egpj.exe", "image/png",
      "0000000000000000000000000000000000000000000000000000000000000000" },
    { "a.png", "image", "0000000000000000000000000000000000000000000000000000000000000000" },
    { "a.png", "image/png; x=y",
      "0000000000000000000000000000000000000000000000000000000000000000" },
    { "a.png", "image/png", "000000000000000000000000000000000000000000000000000000000000000" },
    { "a.png", "image/png", "000000000000000000000000000000000000000000000000000000000000000A" },
    { "a.png", "image/png", "00000000000000000000000000000000000000000000000000000000000000/0" },
  };
  g_autoptr (RwRecord) ticket = new_ticket ("Fan is loud");
  g_autofree char *subject = rw_id_to_string (rw_record_get_id (ticket));
  RwId client_id = rw_id_new ();
  g_autofree char *client = rw_id_to_string (&client_id);

  load (fixture, ticket);
  for (guint i = 0; i <= G_N_ELEMENTS (bad); i++)
    {
      RwId id = rw_id_new ();
      g_autofree char *text = rw_id_to_string (&id);
      g_autofree char *muts = g_strdup_printf (
        "[{\"mid\":%u,\"op\":\"create\",\"kind\":\"attachment\",\"id\":\"%s\",\"base\":0,\"set\":{\"subject\":\"%s\","
        "\"name\":\"%s\",\"media_type\":\"%s\",\"size\":3,\"digest\":\"%s\",\"added\":\"2026-01-01T00:00:00Z\"}}]",
        i + 1, text, subject, i < G_N_ELEMENTS (bad) ? bad[i].name : "größer.png",
        i < G_N_ELEMENTS (bad) ? bad[i].media_type : "image/svg+xml",
        i < G_N_ELEMENTS (bad)
          ? bad[i].digest
          : "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
      g_autoptr (Reply) reply = NULL;
      JsonObject *result = push (fixture, fixture->technician, client, muts, &reply);

      g_test_message ("%u: %s", i, reply->text);
      g_assert_cmpint (strstr (reply->text, "\"invalid\"") != NULL, ==, i < G_N_ELEMENTS (bad));
      g_assert_nonnull (result);
    }
}

static void
test_names (void)
{
  g_autofree char *lengthy = g_strnfill (300, 'x');
  g_autofree char *long_name = g_strconcat (lengthy, "ä.jpeg", NULL);
  g_autofree char *cut = rw_file_clean_name (long_name);
  const char *const names[][2] = {
    { "/home/ada/Bild 1.png", "Bild 1.png" },
    { "", "_" },
    { "..", "_" },
    { "a\nb.txt", "a_b.txt" },
    { "C:\\x.png", "C:_x.png" },
    { "  a  ", "a" },
    { "a\xff.png", "a\uFFFD.png" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = rw_file_clean_name (names[i][0]);

      g_assert_cmpstr (clean, ==, names[i][1]);
    }
  g_assert_cmpuint (strlen (cut), <=, 200);
  g_assert_true (g_str_has_suffix (cut, "x.jpeg"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                        \
  g_test_add ("/server/files/" path, Fixture, GINT_TO_POINTER (FIXTURE_PLAIN), fixture_set_up, \
              func, fixture_tear_down)
  ADD ("there-and-back", test_there_and_back);
  ADD ("rights", test_rights);
  ADD ("not-yet", test_not_yet);
  ADD ("not-the-file", test_not_the_file);
  ADD ("too-long", test_too_long);
  ADD ("paths", test_paths);
  ADD ("truncated", test_truncated);
  ADD ("no-length", test_no_length);
  ADD ("same-at-once", test_same_at_once);
  ADD ("too-many", test_too_many);
  ADD ("collect", test_collect);
  ADD ("records", test_records);
  g_test_add_func ("/server/files/quota", test_quota);
  g_test_add_func ("/server/files/names", test_names);
  return g_test_run ();
}
