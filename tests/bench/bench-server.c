/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-server.h"

#include "rw-clock.h"
#include "rw-server.h"

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static gboolean
parent_gone_cb (GIOChannel   *channel,
                GIOCondition  condition,
                gpointer      user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * bench_server_serve:
 * @dir: with a filled store
 *
 * Prints address and token, and serves until standard input ends.
 */
int
bench_server_serve (const char *dir)
{
  RwServerOptions options = { .data_dir = dir };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwServer) server = rw_server_new (&options, &error);
  g_autofree char *token = NULL;

  check (error);
  rw_server_add_account (server, "bench", "Bench", RW_ROLE_ADMIN, "a long word for a bench", NULL);
  token = rw_server_create_token (server, "bench", "Bench", RW_ROLE_ADMIN, RW_DAY, &error);
  check (error);
  rw_server_listen (server, "127.0.0.1:0", &error);
  check (error);
  g_print ("%s %s\n", rw_server_get_url (server), token);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP | G_IO_ERR, parent_gone_cb, loop);
  g_main_loop_run (loop);
  rw_server_stop (server);
  return 0;
}

GSubprocess *
bench_server_start (const char  *program,
                    const char  *dir,
                    char       **url,
                    char       **token)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                           "--serve", dir, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;

  check (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  check (error);
  words = g_strsplit (line != NULL ? line : "", " ", 2);
  if (g_strv_length (words) != 2)
    g_error ("The server in %s did not start", dir);
  *url = g_strdup (words[0]);
  *token = g_strdup (words[1]);
  return process;
}

void
bench_server_stop (GSubprocess *process)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}
