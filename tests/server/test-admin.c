/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon.h"

/* rackwardctl beside a server that runs: what it does takes effect at once. */

static void
set_up (Daemon        *daemon,
        gconstpointer  data)
{
  daemon_set_up (daemon);
  daemon_start (daemon);
}

static void
tear_down (Daemon        *daemon,
           gconstpointer  data)
{
  daemon_tear_down (daemon);
}

static guint
log_in (Daemon     *daemon,
        const char *login,
        const char *password,
        char      **token)
{
  g_autofree char *body =
    g_strdup_printf ("{\"login\":\"%s\",\"password\":\"%s\",\"device\":\"Test\"}", login, password);
  g_autoptr (JsonNode) answer = NULL;
  guint status = daemon_ask (daemon, "POST", "/v1/login", "", body, &answer);

  if (status == 200)
    *token = g_strdup (json_object_get_string_member (json_node_get_object (answer), "token"));
  return status;
}

static void
test_users (Daemon        *daemon,
            gconstpointer  data)
{
  g_autofree char *token = NULL;
  g_autofree char *out = NULL;
  g_autofree char *list = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (daemon_ctl (daemon, "korrekt pferd\n", NULL, NULL, "user", "add", "--data", "@",
                               "--roles", "technician", "jana", NULL),
                   ==, 0);
  g_assert_cmpint (log_in (daemon, "jana", "korrekt pferd", &token), ==, 200);
  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", token, NULL, NULL), ==, 200);
  g_assert_cmpint (daemon_ctl (daemon, NULL, &list, NULL, "user", "list", "--data", "@", NULL), ==,
                   0);
  g_assert_nonnull (strstr (list, "jana"));

  /* Other roles, another password, no access any more: each ends what was open. */
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "user", "role", "--data", "@", "--roles",
                               "auditor", "jana", NULL),
                   ==, 0);
  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", token, NULL, NULL), ==, 401);
  g_clear_pointer (&token, g_free);
  g_assert_cmpint (log_in (daemon, "jana", "korrekt pferd", &token), ==, 200);
  g_assert_cmpint (daemon_ctl (daemon, "batterie heftklammer\n", NULL, NULL, "user", "passwd",
                               "--data", "@", "jana", NULL),
                   ==, 0);
  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", token, NULL, NULL), ==, 401);
  g_assert_cmpint (log_in (daemon, "jana", "korrekt pferd", &token), ==, 401);
  g_clear_pointer (&token, g_free);
  g_assert_cmpint (log_in (daemon, "jana", "batterie heftklammer", &token), ==, 200);
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "user", "disable", "--data", "@", "jana",
                               NULL),
                   ==, 0);
  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", token, NULL, NULL), ==, 401);

  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, &err, "user", "disable", "--data", "@", "nobody",
                               NULL),
                   ==, 1);
  g_assert_nonnull (strstr (err, "nobody"));
  /* The same without a server. */
  daemon_stop (daemon);
  g_assert_cmpint (daemon_ctl (daemon, NULL, &out, NULL, "user", "list", "--data", "@", NULL), ==,
                   0);
  g_assert_nonnull (strstr (out, "disabled"));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GInputStream *
listen_live (Daemon      *daemon,
             SoupSession *session,
             const char  *token)
{
  g_autofree char *url = g_strconcat (daemon->url, "/v1/live", NULL);
  g_autofree char *line = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GInputStream *stream;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", line);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  stream = soup_session_send_finish (session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
  return stream;
}

/* Returns: whether the stream ends within some seconds */
static gboolean
ends_soon (GInputStream *stream,
           guint         seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_autoptr (GCancellable) enough = g_cancellable_new ();
  char buffer[1000];

  while (TRUE)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      gssize n;

      g_input_stream_read_async (stream, buffer, sizeof buffer, G_PRIORITY_DEFAULT, enough,
                                 answered_cb, &result);
      while (result == NULL)
        {
          if (!g_main_context_iteration (NULL, FALSE))
            g_usleep (2000);
          if (g_get_monotonic_time () > end)
            g_cancellable_cancel (enough);
        }
      n = g_input_stream_read_finish (stream, result, &error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return FALSE;
      if (n <= 0)
        return TRUE;
    }
}

static void
test_revoke (Daemon        *daemon,
             gconstpointer  data)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GInputStream) revoked = NULL;
  g_autoptr (GInputStream) other = NULL;
  g_autofree char *first = daemon_token (daemon, "manager");
  g_autofree char *second = daemon_token (daemon, "wall");
  g_autofree char *list = NULL;
  g_autofree char *id = NULL;
  gint64 start;

  revoked = listen_live (daemon, session, first);
  other = listen_live (daemon, session, second);
  g_assert_cmpint (daemon_ctl (daemon, NULL, &list, NULL, "token", "list", "--data", "@", NULL), ==,
                   0);
  id = g_strndup (list, strcspn (list, " "));
  start = g_get_monotonic_time ();
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "token", "revoke", "--data", "@", id,
                               NULL),
                   ==, 0);
  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", first, NULL, NULL), ==, 401);
  g_assert_true (ends_soon (revoked, 5));
  g_test_message ("the stream ended %.0f ms after",
                  (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_false (ends_soon (other, 1));
  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", second, NULL, NULL), ==, 200);
  soup_session_abort (session);
}

/* Two at once would be a disaster; and the socket is for one's own only. */
static void
test_whole_file (Daemon        *daemon,
                 gconstpointer  data)
{
  g_autofree char *backup = g_build_filename (daemon->dir, "backup", NULL);
  g_autofree char *socket_path = g_build_filename (daemon->data, "control.socket", NULL);
  g_autofree char *err = NULL;
  g_autofree char *out = NULL;
  struct stat info;

  g_assert_cmpint (g_stat (socket_path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "backup", "--data", "@", backup, NULL), ==,
                   0);
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "check", "--file", backup, NULL), ==, 0);
  daemon_check (daemon);
  g_assert_cmpint (daemon_ctl (daemon, NULL, &out, NULL, "compact", "--data", "@", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "After:"));
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, &err, "restore", "--data", "@", backup, NULL),
                   ==, 1);
  g_assert_nonnull (strstr (err, "Stop the server first"));
  daemon_stop (daemon);
  g_assert_false (g_file_test (socket_path, G_FILE_TEST_EXISTS));
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "restore", "--data", "@", backup, NULL),
                   ==, 0);
  daemon_check (daemon);
}

static int
connect_socket (Daemon *daemon)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_snprintf (address.sun_path, sizeof address.sun_path, "%s/control.socket", daemon->data);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

static char *
say (Daemon     *daemon,
     const char *text,
     gsize       length)
{
  int fd = connect_socket (daemon);
  g_autoptr (GString) heard = g_string_new (NULL);
  char buffer[1000];
  gssize n;

  send (fd, text, length, MSG_NOSIGNAL);
  shutdown (fd, SHUT_WR);
  while ((n = recv (fd, buffer, sizeof buffer, 0)) > 0)
    g_string_append_len (heard, buffer, n);
  close (fd);
  return g_string_free (g_steal_pointer (&heard), FALSE);
}

/* Nonsense on the socket harms nobody. */
static void
test_nonsense (Daemon        *daemon,
               gconstpointer  data)
{
  static const char *const lines[] = { "\n",
                                       "x\n",
                                       "[]\n",
                                       "{}\n",
                                       "{\"do\":1}\n",
                                       "{\"do\":\"user-add\"}\n",
                                       "{\"do\":\"token-revoke\",\"id\":\"x\"}\n",
                                       "{\"do\":\"compact\",\"days\":1}\n",
                                       "{\"do\":\"user-add\",\"login\":\"a\",\"roles\":\"king\"}\n",
                                       "\xff\xff\n" };
  g_autofree char *flood = g_strnfill (200000, 'x');
  g_autofree char *token = daemon_token (daemon, "wall");
  int idle[8];

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *answer = say (daemon, lines[i], strlen (lines[i]));

      g_test_message ("order %u: %s", i, answer);
      g_assert_true (g_str_has_prefix (answer, "{\"error\":"));
    }
  g_free (say (daemon, flood, 200000));
  g_free (say (daemon, "{", 1));
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    idle[i] = connect_socket (daemon);
  g_assert_cmpint (daemon_ask (daemon, "GET", "/v1/me", token, NULL, NULL), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (idle); i++)
    close (idle[i]);
  g_usleep (200000);
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "user", "list", "--data", "@", NULL), ==,
                   0);
}

#define ADD(path, func) g_test_add (path, Daemon, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/admin/users", test_users);
  ADD ("/admin/revoke", test_revoke);
  ADD ("/admin/whole-file", test_whole_file);
  ADD ("/admin/nonsense", test_nonsense);
  return g_test_run ();
}
