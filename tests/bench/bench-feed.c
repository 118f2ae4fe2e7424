/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <ftw.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-fill.h"
#include "rw-clock.h"
#include "rw-log-store-sqlite.h"
#include "rw-server.h"

#define READ_LENGTH (1024 * 1024)

typedef struct
{
  char *url;
  char *token;
  gsize bytes;
  guint64 lines;
  guint status;
  double seconds; /* of the processor, in the client's thread */
  GMainLoop *loop;
} Download;

static gboolean
count_cb (const RwLogRow *row,
          gpointer        user_data)
{
  *(gsize *) user_data += row->length;
  return TRUE;
}

/* What SQLite alone takes, beside which the feed is to be seen. */
static void
measure_read (const char *dir)
{
  g_autofree char *path = rw_server_store_path (dir);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogStore) store = rw_log_store_sqlite_open (path, &error);
  gint64 start = g_get_monotonic_time ();
  gsize bytes = 0;

  if (store == NULL || !rw_log_store_since (store, 0, 0, count_cb, &bytes, &error))
    g_error ("%s", error->message);
  g_print ("read  %.0f MB of bodies from the store in %.2f s\n", (double) bytes / 1e6,
           (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

static double
thread_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_THREAD, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* In a thread of its own, as a console's is a process of its own. */
static gpointer
download_cb (gpointer data)
{
  Download *download = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (SoupSession) session = NULL;
  g_autoptr (SoupMessage) message = soup_message_new ("GET", download->url);
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *buffer = g_malloc (READ_LENGTH);
  g_autofree char *bearer = g_strconcat ("Bearer ", download->token, NULL);
  gssize n;

  g_main_context_push_thread_default (context);
  session = soup_session_new ();
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  stream = soup_session_send (session, message, NULL, NULL);
  download->status = soup_message_get_status (message);
  while (stream != NULL && (n = g_input_stream_read (stream, buffer, READ_LENGTH, NULL, NULL)) > 0)
    {
      download->bytes += (gsize) n;
      for (const char *p = buffer; (p = memchr (p, '\n', (gsize) (buffer + n - p))) != NULL; p++)
        download->lines++;
    }
  download->seconds = thread_seconds ();
  g_clear_object (&stream);
  g_clear_object (&session);
  g_main_context_pop_thread_default (context);
  g_main_loop_quit (download->loop);
  return NULL;
}

static int
remove_cb (const char        *path,
           const struct stat *info,
           int                type,
           struct FTW        *ftw)
{
  return g_remove (path);
}

int
main (int    argc,
      char **argv)
{
  guint n_rows = argc > 1 ? (guint) atoi (argv[1]) : 1000000;
  g_autofree char *dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  RwServerOptions options = { .data_dir = dir };
  g_autoptr (RwServer) server = NULL;
  g_autoptr (GError) error = NULL;
  Download download = { .loop = g_main_loop_new (NULL, FALSE) };
  gint64 start = g_get_monotonic_time ();
  double seconds;

  if (!bench_fill (dir, n_rows, &error))
    g_error ("%s", error->message);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_print ("fill  %u rows in %.2f s (%.0f rows/s)\n", n_rows, seconds, n_rows / seconds);

  measure_read (dir);
  server = rw_server_new (&options, &error);
  if (server == NULL || !rw_server_listen (server, "127.0.0.1:0", &error))
    g_error ("%s", error->message);
  download.token = rw_server_create_token (server, NULL, "bench", RW_ROLE_MANAGER, RW_DAY, &error);
  for (int run = 0; run < 3; run++)
    {
      GThread *thread;
      double main_seconds;

      download.status = 0;
      download.url = g_strdup_printf ("%s/v1/changes?limit=%u", rw_server_get_url (server), n_rows);
      download.bytes = download.lines = 0;
      start = g_get_monotonic_time ();
      thread = g_thread_new ("download", download_cb, &download);
      main_seconds = thread_seconds ();
      g_main_loop_run (download.loop);
      main_seconds = thread_seconds () - main_seconds;
      g_thread_join (thread);
      if (download.status != 200 || download.lines != n_rows + 1)
        g_error ("status %u, %" G_GUINT64_FORMAT " lines", download.status, download.lines);
      seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      g_print ("feed  %" G_GUINT64_FORMAT " lines, %.0f bytes a line, in %.2f s (%.0f rows/s, %.0f MB/s);"
               " processor: server's main loop %.2f s, client %.2f s\n", download.lines,
               (double) download.bytes / (double) download.lines, seconds, n_rows / seconds,
               (double) download.bytes / 1e6 / seconds, main_seconds, download.seconds);
      g_free (download.url);
    }
  g_free (download.token);
  g_main_loop_unref (download.loop);
  rw_server_stop (server);
  nftw (dir, remove_cb, 8, FTW_DEPTH | FTW_PHYS);
  return 0;
}
