/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * First sync, beside the bare transport and insert of the same bytes in the same run.
 *
 *   bench-first-sync [ROWS]
 *   bench-first-sync --fill FOLDER ROWS, then --serve FOLDER, which says URL TOKEN, and while that runs
 *   bench-first-sync --client URL TOKEN TIMES: the client alone, for a profiler
 *
 * One process serves, another is the client. "bare" is a SoupServer that sends a file which lies
 * in memory, and a client that cuts it into lines and inserts each into a table as it is.
 */
#include <libsoup/soup.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-fill.h"
#include "rw-clock.h"
#include "rw-db.h"
#include "rw-error.h"
#include "rw-feed-row.h"
#include "rw-schema.h"
#include "rw-server.h"
#include "rw-session.h"

#define CHUNK (1024 * 1024)

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* Serving */

static gboolean
parent_gone_cb (GIOChannel   *channel,
                GIOCondition  condition,
                gpointer      user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
serve_until_parent_is_gone (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);

  g_io_add_watch (input, G_IO_IN | G_IO_HUP | G_IO_ERR, parent_gone_cb, loop);
  g_main_loop_run (loop);
}

static int
serve (const char *dir)
{
  RwServerOptions options = { .data_dir = dir };
  g_autoptr (GError) error = NULL;
  g_autoptr (RwServer) server = rw_server_new (&options, &error);
  g_autofree char *token = NULL;

  check (error);
  /* It is there when the same store is served for the second time. */
  if (!rw_server_add_account (server, "bench", "Bench", RW_ROLE_ADMIN, "a long word for a bench",
                              &error) &&
      g_error_matches (error, RW_ERROR, RW_ERROR_CONFLICT))
    g_clear_error (&error);
  check (error);
  token = rw_server_create_token (server, "bench", "Bench", RW_ROLE_ADMIN, RW_DAY, &error);
  check (error);
  rw_server_listen (server, "127.0.0.1:0", &error);
  check (error);
  g_print ("%s %s\n", rw_server_get_url (server), token);
  serve_until_parent_is_gone ();
  rw_server_stop (server);
  return 0;
}

static void
write_next_cb (SoupServerMessage *message,
               gsize             *at)
{
  GMappedFile *file = g_object_get_data (G_OBJECT (message), "file");
  gsize length = g_mapped_file_get_length (file), n = MIN (CHUNK, length - *at);
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  if (n == 0)
    {
      soup_message_body_complete (body);
      return;
    }
  soup_message_body_append (body, SOUP_MEMORY_STATIC, g_mapped_file_get_contents (file) + *at, n);
  *at += n;
}

static void
bare_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  gsize *at = g_new0 (gsize, 1);

  g_object_set_data (G_OBJECT (message), "file", user_data);
  g_object_set_data_full (G_OBJECT (message), "at", at, g_free);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_set_status (message, 200, NULL);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (write_next_cb), at);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (write_next_cb), at);
}

static int
serve_bare (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoslist (GUri) uris = NULL;
  g_autofree char *url = NULL;

  check (error);
  soup_server_add_handler (server, NULL, bare_cb, file, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  check (error);
  uris = soup_server_get_uris (server);
  url = g_uri_to_string (uris->data);
  g_print ("%s -\n", url);
  serve_until_parent_is_gone ();
  return 0;
}

/* The client */

static GSubprocess *
start (const char  *program,
       const char  *mode,
       const char  *argument,
       char       **url,
       char       **token)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                           mode, argument, NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;

  check (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  check (error);
  words = g_strsplit (line, " ", 2);
  *url = g_strdup (words[0]);
  *token = g_strdup (words[1]);
  return process;
}

typedef void (*LineFunc) (const char *line,
                          gsize       length,
                          gpointer    data);

static gsize
fetch_lines (const char *url,
             const char *token,
             LineFunc    func,
             gpointer    data)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *bearer = g_strdup_printf ("Bearer %s", token);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *buffer = g_malloc (CHUNK);
  g_autoptr (GString) rest = g_string_new (NULL);
  gsize total = 0;
  gssize n;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_headers_append (soup_message_get_request_headers (message), "Rackward-Schema",
                               G_STRINGIFY (RW_SCHEMA_VERSION));
  stream = soup_session_send (session, message, NULL, &error);
  check (error);
  if (soup_message_get_status (message) != 200)
    g_error ("%s: %u", url, soup_message_get_status (message));
  while ((n = g_input_stream_read (stream, buffer, CHUNK, NULL, &error)) > 0)
    {
      const char *p = buffer, *end = buffer + n, *newline;

      total += (gsize) n;
      for (; (newline = memchr (p, '\n', (gsize) (end - p))) != NULL; p = newline + 1)
        {
          if (rest->len > 0)
            {
              g_string_append_len (rest, p, newline - p);
              func (rest->str, rest->len, data);
              g_string_truncate (rest, 0);
            }
          else
            func (p, (gsize) (newline - p), data);
        }
      g_string_append_len (rest, p, end - p);
    }
  check (error);
  return total;
}

typedef struct
{
  FILE *file;
  gsize rows;
  RwFeedReader *reader;
  gint64 to;
  gint64 head;
  char *epoch;
  char *scope;
} Save;

static void
save_line (const char *line,
           gsize       length,
           gpointer    data)
{
  Save *save = data;

  if (g_str_has_prefix (line, "{\"to\""))
    {
      g_autoptr (GError) error = NULL;
      RwFeedRow row;

      rw_feed_reader_parse (save->reader, line, length, &row, &error);
      check (error);
      save->to = row.to;
      save->head = row.head;
      g_set_str (&save->epoch, row.epoch);
      g_set_str (&save->scope, row.scope);
      return;
    }
  save->rows++;
  fwrite (line, 1, length, save->file);
  fputc ('\n', save->file);
}

/* All the rows as they come over the wire, for the bare server. */
static gsize
record_feed (const char *url,
             const char *token,
             const char *path)
{
  Save save = { .file = fopen (path, "w"), .reader = rw_feed_reader_new () };
  g_autofree char *base = g_strndup (url, strlen (url) - (g_str_has_suffix (url, "/") ? 1 : 0));

  do
    {
      g_autofree char *page = g_strdup_printf ("%s/v1/changes?pos=%" G_GINT64_FORMAT "&h0=%" G_GINT64_FORMAT
                                               "&epoch=%s&scope=%s&limit=100000",
                                               base, save.to, save.head, save.epoch != NULL ? save.epoch : "",
                                               save.scope != NULL ? save.scope : "");

      fetch_lines (page, token, save_line, &save);
    }
  while (save.to < save.head);
  fclose (save.file);
  rw_feed_reader_free (save.reader);
  g_free (save.epoch);
  g_free (save.scope);
  return save.rows;
}

typedef struct
{
  RwDb *db;
  RwStmt *insert;
  gint64 n;
} Insert;

static void
insert_line (const char *line,
             gsize       length,
             gpointer    data)
{
  Insert *insert = data;
  g_autoptr (GError) error = NULL;

  rw_stmt_bind_integer (insert->insert, 1, ++insert->n);
  rw_stmt_bind_blob (insert->insert, 2, line, length);
  rw_stmt_run (insert->insert, &error);
  check (error);
}

static double
run_bare (const char *url,
          const char *dir,
          gsize      *bytes)
{
  g_autofree char *path = g_build_filename (dir, "bare.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RwDb) db = rw_db_open (path, 1, 1, RW_DB_CREATE | RW_DB_BULK, &error);
  Insert insert = { .db = db };
  gint64 begin = now ();

  check (error);
  rw_db_exec (db, "CREATE TABLE bare (seq INTEGER PRIMARY KEY, line BLOB)", &error);
  check (error);
  insert.insert = rw_db_prepare (db, "INSERT INTO bare VALUES (?, ?)", &error);
  check (error);
  rw_db_begin (db, &error);
  *bytes = fetch_lines (url, "-", insert_line, &insert);
  rw_db_commit (db, &error);
  check (error);
  rw_stmt_free (insert.insert);
  return (double) (now () - begin) / 1e6;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  rw_session_open_finish (RW_SESSION (source), result, &error);
  check (error);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(gboolean *) user_data = TRUE;
}

static double
run_session (const char *url,
             const char *token,
             const char *dir)
{
  g_autoptr (RwSession) session = rw_session_new (url, dir);
  gboolean closed = FALSE;
  gint64 begin = now ();
  double seconds;

  rw_session_open_async (session, NULL, opened_cb, NULL);
  rw_session_set_token (session, token);
  while (rw_session_get_state (session) != RW_SYNC_STATE_UP_TO_DATE)
    {
      if (rw_session_get_state (session) == RW_SYNC_STATE_FAILED)
        g_error ("%s", rw_session_get_message (session));
      g_main_context_iteration (NULL, TRUE);
    }
  seconds = (double) (now () - begin) / 1e6;
  rw_session_close_async (session, NULL, closed_cb, &closed);
  while (!closed)
    g_main_context_iteration (NULL, TRUE);
  return seconds;
}

typedef struct
{
  double wall;
  double processor; /* of this process alone, with the closing */
} Cost;

static double
processor_time (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* The better of several: other work on the machine only ever makes it slower. */
static void
keep_better (Cost   *cost,
             double  wall,
             double  processor_before)
{
  double processor = processor_time () - processor_before;

  cost->wall = cost->wall > 0 ? MIN (cost->wall, wall) : wall;
  cost->processor = cost->processor > 0 ? MIN (cost->processor, processor) : processor;
}

static void
run_client (const char *url,
            const char *token,
            const char *work_dir,
            int         times)
{
  for (int round = 0; round < times; round++)
    {
      g_autofree char *dir = g_strdup_printf ("%s/round-%d", work_dir, round);
      double processor = processor_time ();
      Cost cost = { 0 };

      g_mkdir_with_parents (dir, 0700);
      keep_better (&cost, run_session (url, token, dir), processor);
      g_print ("first sync  %6.2f s, processor %6.2f s\n", cost.wall, cost.processor);
    }
}

static void
stop (GSubprocess *process)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (process), NULL, NULL);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

static void
measure (const char *program,
         const char *what,
         const char *data_dir,
         const char *work_dir)
{
  g_autofree char *feed = g_build_filename (work_dir, "feed.ndjson", NULL);
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;
  g_autofree char *bare_url = NULL;
  g_autofree char *bare_token = NULL;
  GSubprocess *server = start (program, "--serve", data_dir, &url, &token);
  GSubprocess *bare_server;
  gsize rows = record_feed (url, token, feed), bytes = 0;
  Cost bare = { 0 }, real = { 0 };
  struct rusage usage;

  bare_server = start (program, "--serve-bare", feed, &bare_url, &bare_token);
  for (int round = 0; round < 3; round++)
    {
      g_autofree char *dir = g_strdup_printf ("%s/round-%d", work_dir, round);
      double processor = processor_time ();

      g_mkdir_with_parents (dir, 0700);
      keep_better (&bare, run_bare (bare_url, dir, &bytes), processor);
      processor = processor_time ();
      keep_better (&real, run_session (url, token, dir), processor);
    }
  stop (bare_server);
  stop (server);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("first sync of %s: %" G_GSIZE_FORMAT " rows, %.0f MB\n", what, rows, (double) bytes / 1e6);
  g_print ("  bare transport and insert  %6.2f s  %8.0f rows/s               processor %6.2f s\n", bare.wall, (double) rows / bare.wall,
           bare.processor);
  g_print ("  first sync                 %6.2f s  %8.0f rows/s  %.2f x bare  processor %6.2f s\n", real.wall,
           (double) rows / real.wall, real.wall / bare.wall, real.processor);
  g_print ("  peak memory of the client  %ld MB\n", usage.ru_maxrss / 1024);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (0, NULL, "rm", "-rf", path, NULL);

  g_subprocess_wait (process, NULL, NULL);
}

int
main (int   argc,
      char *argv[])
{
  guint n_rows = 1000000;
  g_autofree char *dir = NULL;
  g_autoptr (GError) error = NULL;

  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    return serve (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--serve-bare"))
    return serve_bare (argv[2]);

  if (argc == 4 && g_str_equal (argv[1], "--fill"))
    {
      bench_fill (argv[2], (guint) atoi (argv[3]), &error);
      check (error);
      return 0;
    }

  dir = g_dir_make_tmp ("rackward-bench-XXXXXX", NULL);
  if (argc == 5 && g_str_equal (argv[1], "--client"))
    run_client (argv[2], argv[3], dir, atoi (argv[4]));
  else if (argc == 3 && g_str_equal (argv[1], "--demo"))
    {
      g_autofree char *data = g_build_filename (dir, "data", NULL);
      g_autofree char *work = g_build_filename (dir, "work", NULL);
      g_autoptr (GSubprocess) demo = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL,
                                                       argv[2], "demo", "--size", "mid", "--seed", "1", "--data", data, NULL);

      g_mkdir_with_parents (work, 0700);
      if (demo == NULL || !g_subprocess_wait_check (demo, NULL, NULL))
        g_error ("rackwardctl demo failed");
      measure (argv[0], "mid", data, work);
    }
  else
    {
      g_autofree char *data = g_build_filename (dir, "data", NULL);
      g_autofree char *work = g_build_filename (dir, "work", NULL);

      if (argc == 2)
        n_rows = (guint) atoi (argv[1]);
      g_mkdir_with_parents (data, 0700);
      g_mkdir_with_parents (work, 0700);
      bench_fill (data, n_rows, &error);
      check (error);
      measure (argv[0], "synthetic rows", data, work);
    }
  remove_tree (dir);
  return 0;
}
