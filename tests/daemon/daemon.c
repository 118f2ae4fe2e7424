/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "daemon.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                type,
           struct FTW        *ftw)
{
  return g_remove (path);
}

void
remove_folder (const char *path)
{
  nftw (path, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
}

void
daemon_set_up (Daemon *daemon)
{
  g_autoptr (GError) error = NULL;

  *daemon = (Daemon) { .dir = g_dir_make_tmp ("rackwardd-XXXXXX", &error) };
  g_assert_no_error (error);
  daemon->data = g_build_filename (daemon->dir, "data", NULL);
}

void
daemon_tear_down (Daemon *daemon)
{
  if (daemon->process != NULL)
    daemon_stop (daemon);
  remove_folder (daemon->dir);
  g_free (daemon->dir);
  g_free (daemon->data);
  g_free (daemon->url);
}

/* Waits until it answers. */
void
daemon_start (Daemon *daemon)
{
  g_autofree char *port_file = g_build_filename (daemon->dir, "port", NULL);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", daemon->port);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (daemon->process);
  g_unlink (port_file);
  daemon->process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("RACKWARDD"), "--data",
                                                 daemon->data, "--listen", address, "--port-file",
                                                 port_file, "--exit-with-parent", NULL);
  g_assert_no_error (error);
  for (int i = 0; !g_file_get_contents (port_file, &text, NULL, NULL); i++)
    {
      if (i > 6000)
        g_error ("rackwardd did not start");
      g_usleep (5000);
    }
  daemon->port = (guint16) g_ascii_strtoull (text, NULL, 10);
  g_assert_cmpint (daemon->port, !=, 0);
  g_free (daemon->url);
  daemon->url = g_strdup_printf ("http://127.0.0.1:%u", daemon->port);
}

/* GLib lets go of a process that ended when the main loop runs again. */
void
daemon_forget (GSubprocess **process)
{
  g_clear_object (process);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* As a system does it; what it leaves must be whole. */
void
daemon_stop (Daemon *daemon)
{
  g_subprocess_send_signal (daemon->process, SIGTERM);
  g_subprocess_wait (daemon->process, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (daemon->process));
  daemon_forget (&daemon->process);
}

void
daemon_kill (Daemon *daemon)
{
  g_subprocess_send_signal (daemon->process, SIGKILL);
  g_subprocess_wait (daemon->process, NULL, NULL);
  daemon_forget (&daemon->process);
}

pid_t
daemon_get_pid (Daemon *daemon)
{
  return (pid_t) g_ascii_strtoll (g_subprocess_get_identifier (daemon->process), NULL, 10);
}

/* rackwardctl with these words; "@" stands for the data folder. Returns: the exit status */
int
daemon_ctl (Daemon      *daemon,
            const char  *input,
            char       **out,
            char       **err,
            ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *complained = NULL;
  va_list args;

  g_ptr_array_add (words, (gpointer) g_getenv ("RACKWARDCTL"));
  va_start (args, err);
  for (const char *word = va_arg (args, const char *); word != NULL;
       word = va_arg (args, const char *))
    g_ptr_array_add (words, g_str_equal (word, "@") ? daemon->data : (gpointer) word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_newv ((const char *const *) words->pdata,
                               G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &said, &complained, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  /* Not what a token is. */
  g_test_message ("%s: %d %s%s", (const char *) words->pdata[1],
                  g_subprocess_get_exit_status (process),
                  g_str_equal (words->pdata[1], "token") ? "" : said, complained);
  if (out != NULL)
    *out = g_steal_pointer (&said);
  if (err != NULL)
    *err = g_steal_pointer (&complained);
  return g_subprocess_get_exit_status (process);
}

char *
daemon_token (Daemon     *daemon,
              const char *roles)
{
  char *secret = NULL;

  g_assert_cmpint (daemon_ctl (daemon, NULL, &secret, NULL, "token", "create", "--data", "@",
                               "--roles", roles, "Test", NULL),
                   ==, 0);
  return g_strstrip (secret);
}

/* Waits for the answer. Returns: the status, 0 when there was none */
guint
daemon_ask (Daemon      *daemon,
            const char  *method,
            const char  *path,
            const char  *token,
            const char  *body,
            JsonNode   **answer)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 30, NULL);
  g_autofree char *url = g_strconcat (daemon->url, path, NULL);
  g_autofree char *line = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (answer != NULL)
    *answer = NULL;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", line);
  if (body != NULL)
    {
      g_autoptr (GBytes) sent = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", sent);
    }
  bytes = soup_session_send_and_read (session, message, NULL, &error);
  if (bytes == NULL)
    {
      g_test_message ("%s %s: %s", method, path, error->message);
      return 0;
    }
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_test_message ("%s %s: %u %.300s", method, path, soup_message_get_status (message), text);
  if (answer != NULL)
    *answer = json_from_string (text, NULL);
  return soup_message_get_status (message);
}

/* Everything in the store fits together. */
void
daemon_check (Daemon *daemon)
{
  g_assert_cmpint (daemon_ctl (daemon, NULL, NULL, NULL, "check", "--data", "@", NULL), ==, 0);
}
