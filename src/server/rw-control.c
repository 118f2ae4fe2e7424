/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-control.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rw-admin.h"
#include "rw-error.h"
#include "rw-server-private.h"

#define SOCKET_NAME "control.socket"

#define LINE_MOST    (64 * 1024)
#define TALKERS_MOST 8
#define SECONDS_MOST 10 /* until the order is there */

struct _RwControl
{
  RwServer *server; /* not owned */
  GSocketService *service;
  GCancellable *stop;
  char *path;
  guint n_talkers;
  gatomicrefcount ref_count; /* talkers hold one */
};

/* One connection. */
typedef struct
{
  RwControl *control;
  GSocketConnection *connection;
  GBufferedInputStream *input;
  GCancellable *stop; /* this one's; follows the control's, and the deadline */
  gulong follows;
  GSource *deadline;
  JsonNode *order;
  char *answer;
} Talk;

static void
unref_control (RwControl *control)
{
  if (!g_atomic_ref_count_dec (&control->ref_count))
    return;
  g_object_unref (control->stop);
  g_free (control->path);
  g_free (control);
}

static void
stop_waiting (Talk *talk)
{
  if (talk->deadline != NULL)
    g_source_destroy (talk->deadline);
  g_clear_pointer (&talk->deadline, g_source_unref);
}

static void
free_talk (Talk *talk)
{
  stop_waiting (talk);
  g_cancellable_disconnect (talk->control->stop, talk->follows);
  talk->control->n_talkers--;
  g_clear_pointer (&talk->order, json_node_unref);
  g_object_unref (talk->input);
  g_object_unref (talk->connection);
  g_object_unref (talk->stop);
  g_free (talk->answer);
  unref_control (talk->control);
  g_free (talk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Talk, free_talk)

/* --- The answer -------------------------------------------------------------------------------------- */

static void
said_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (Talk) talk = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
}

static void
say (Talk    *talk,
     GString *line)
{
  g_string_append_c (line, '\n');
  talk->answer = g_string_free (line, FALSE);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (G_IO_STREAM (talk->connection)),
                                   talk->answer, strlen (talk->answer), G_PRIORITY_DEFAULT,
                                   talk->stop, said_cb, talk);
}

static void
say_error (Talk         *talk,
           const GError *error)
{
  GString *line = g_string_new ("{\"error\":");

  rw_error_write_json (error, line);
  g_string_append_c (line, '}');
  say (talk, line);
}

static void
say_done (Talk     *talk,
          JsonNode *answer)
{
  g_autofree char *text = json_to_string (answer, FALSE);
  GString *line = g_string_new ("{\"ok\":");

  g_string_append (line, text);
  g_string_append_c (line, '}');
  say (talk, line);
}

/* --- The order --------------------------------------------------------------------------------------- */

static gpointer
run_func (RwLogStoreSqlite *store,
          gpointer          data,
          GError          **error)
{
  return rw_admin_run (store, json_node_get_object (data), error);
}

typedef struct
{
  Talk *talk;
  JsonNode *answer;
} Done;

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Done *done = user_data;
  Talk *talk = done->talk;
  g_autoptr (JsonNode) answer = done->answer;
  g_autoptr (GError) error = NULL;

  g_free (done);
  if (!rw_auth_reload_finish (result, &error))
    {
      g_prefix_error (&error,
                      _ ("It is written, but the server must be started again to know it: "));
      say_error (talk, error);
      return;
    }
  if (!g_cancellable_is_cancelled (talk->control->stop))
    rw_live_recheck (rw_server_get_live (talk->control->server));
  say_done (talk, answer);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Talk *talk = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = rw_store_thread_run_finish (result, &error);
  Done *done;

  if (answer == NULL)
    {
      say_error (talk, error);
      return;
    }
  if (g_cancellable_is_cancelled (talk->control->stop) ||
      !rw_admin_changes_access (json_node_get_object (talk->order)))
    {
      say_done (talk, answer);
      return;
    }
  /* It has taken effect when the answer says so. */
  done = g_new0 (Done, 1);
  *done = (Done) { talk, g_steal_pointer (&answer) };
  rw_auth_reload_async (rw_server_get_auth (talk->control->server), reloaded_cb, done);
}

static JsonNode *
read_order (const char *line,
            gsize       length,
            GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (g_utf8_validate_len (line, length, NULL) &&
      json_parser_load_from_data (parser, line, (gssize) length, NULL) &&
      json_parser_get_root (parser) != NULL &&
      JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return json_parser_steal_root (parser);
  g_set_error (error, RW_ERROR, RW_ERROR_INVALID, _ ("An order is one line with a JSON object"));
  return NULL;
}

static void listen_on (Talk *talk);

static void
heard_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Talk) talk = user_data;
  g_autoptr (GError) error = NULL;
  gssize more = g_buffered_input_stream_fill_finish (talk->input, result, NULL);
  gsize length;
  const char *text = g_buffered_input_stream_peek_buffer (talk->input, &length);
  const char *end = length > 0 ? memchr (text, '\n', length) : NULL;

  if (more <= 0 || g_cancellable_is_cancelled (talk->stop))
    return;
  if (end == NULL && length < LINE_MOST)
    {
      listen_on (g_steal_pointer (&talk));
      return;
    }
  stop_waiting (talk);
  talk->order = read_order (text, end != NULL ? (gsize) (end - text) : length, &error);
  /* There may be a password in it. */
  explicit_bzero ((char *) text, length);
  if (talk->order == NULL)
    {
      say_error (g_steal_pointer (&talk), error);
      return;
    }
  rw_store_thread_run_async (rw_server_get_store (talk->control->server), run_func,
                             json_node_ref (talk->order), (GDestroyNotify) json_node_unref,
                             (GDestroyNotify) json_node_unref, ran_cb, talk);
  g_steal_pointer (&talk);
}

static void
listen_on (Talk *talk)
{
  g_buffered_input_stream_fill_async (talk->input, -1, G_PRIORITY_DEFAULT, talk->stop, heard_cb,
                                      talk);
}

/* --- Connections ------------------------------------------------------------------------------------- */

static gboolean
too_late_cb (gpointer data)
{
  Talk *talk = data;

  g_cancellable_cancel (talk->stop);
  return G_SOURCE_REMOVE;
}

static void
cancel_cb (GCancellable *all,
           GCancellable *one)
{
  g_cancellable_cancel (one);
}

/* Root may read the file anyway. */
static gboolean
may_speak (GSocketConnection *connection)
{
  g_autoptr (GCredentials) who =
    g_socket_get_credentials (g_socket_connection_get_socket (connection), NULL);
  uid_t uid = who != NULL ? g_credentials_get_unix_user (who, NULL) : (uid_t) -1;

  return who != NULL && (uid == geteuid () || uid == 0);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             RwControl         *control)
{
  Talk *talk;

  if (control->n_talkers >= TALKERS_MOST || !may_speak (connection))
    return TRUE;
  talk = g_new0 (Talk, 1);
  talk->control = control;
  g_atomic_ref_count_inc (&control->ref_count);
  control->n_talkers++;
  talk->connection = g_object_ref (connection);
  talk->stop = g_cancellable_new ();
  talk->follows = g_cancellable_connect (control->stop, G_CALLBACK (cancel_cb),
                                         g_object_ref (talk->stop), g_object_unref);
  talk->input = G_BUFFERED_INPUT_STREAM (
    g_buffered_input_stream_new_sized (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                       LINE_MOST));
  talk->deadline = g_timeout_source_new_seconds (SECONDS_MOST);
  g_source_set_callback (talk->deadline, too_late_cb, talk, NULL);
  g_source_attach (talk->deadline, g_main_context_get_thread_default ());
  listen_on (talk);
  return TRUE;
}

/* A socket's address has room for 107 bytes; the path of a folder may be longer. */
static GSocketAddress *
make_address (const char  *data_dir,
              int         *folder,
              GError     **error)
{
  g_autofree char *name = NULL;

  *folder = open (data_dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (*folder < 0)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_NOT_FOUND, _ ("Could not open %s: %s"), data_dir,
                   g_strerror (errno));
      return NULL;
    }
  name = g_strdup_printf ("/proc/self/fd/%d/" SOCKET_NAME, *folder);
  return g_unix_socket_address_new (name);
}

/**
 * rw_control_new:
 * @server: (transfer none): outlives what is returned
 * @data_dir: the server's, which it has locked: a socket that is there is a dead one
 *
 * Starts to listen to rackwardctl.
 */
RwControl *
rw_control_new (RwServer    *server,
                const char  *data_dir,
                GError     **error)
{
  g_autoptr (RwControl) control = g_new0 (RwControl, 1);
  g_autoptr (GSocketAddress) address = NULL;
  gboolean well;
  int folder;

  g_atomic_ref_count_init (&control->ref_count);
  control->server = server;
  control->stop = g_cancellable_new ();
  control->path = g_build_filename (data_dir, SOCKET_NAME, NULL);
  control->service = g_socket_service_new ();
  address = make_address (data_dir, &folder, error);
  if (address == NULL)
    return NULL;
  g_unlink (control->path);
  well = g_socket_listener_add_address (G_SOCKET_LISTENER (control->service), address,
                                        G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL,
                                        error);
  close (folder);
  if (!well || g_chmod (control->path, 0600) != 0)
    {
      g_prefix_error (error, _ ("Could not listen on %s: "), control->path);
      return NULL;
    }
  g_signal_connect (control->service, "incoming", G_CALLBACK (incoming_cb), control);
  g_socket_service_start (control->service);
  return g_steal_pointer (&control);
}

/**
 * rw_control_free:
 *
 * To be called before rw_server_stop(). What was ordered is still done.
 */
void
rw_control_free (RwControl *control)
{
  if (control == NULL)
    return;
  g_cancellable_cancel (control->stop);
  g_socket_service_stop (control->service);
  g_socket_listener_close (G_SOCKET_LISTENER (control->service));
  g_signal_handlers_disconnect_by_data (control->service, control);
  g_clear_object (&control->service);
  g_unlink (control->path);
  unref_control (control);
}

/* --- The other end ----------------------------------------------------------------------------------- */

static JsonNode *
take_answer (const char *line,
             GError    **error)
{
  g_autoptr (JsonNode) root = line != NULL ? json_from_string (line, NULL) : NULL;
  JsonObject *answer =
    root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *part;

  if (answer != NULL && (part = json_object_get_member (answer, "ok")) != NULL)
    return json_node_copy (part);
  part = answer != NULL ? json_object_get_member (answer, "error") : NULL;
  if (part != NULL && JSON_NODE_HOLDS_OBJECT (part))
    g_set_error_literal (error, RW_ERROR, RW_ERROR_FAILED,
                         json_object_get_string_member_with_default (json_node_get_object (part),
                                                                     "message", "?"));
  else
    g_set_error (error, RW_ERROR, RW_ERROR_PROTOCOL,
                 _ ("The server did not answer; it may be stopping. Try again"));
  return NULL;
}

/**
 * rw_control_ask:
 * @data_dir: of a server that runs
 * @order: see rw_admin_run()
 *
 * Waits for the answer.
 *
 * Returns: (transfer full) (nullable): the answer; %RW_ERROR_UNREACHABLE when nobody listens
 */
JsonNode *
rw_control_ask (const char *data_dir,
                JsonObject *order,
                GError    **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), order);
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GDataInputStream) input = NULL;
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *text = json_to_string (node, FALSE);
  g_autofree char *line = g_strconcat (text, "\n", NULL);
  g_autofree char *answer = NULL;
  GError *problem = NULL;
  int folder;

  address = make_address (data_dir, &folder, error);
  if (address == NULL)
    return NULL;
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &problem);
  close (folder);
  if (connection == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_UNREACHABLE,
                   _ ("Could not reach the server of %s: %s"), data_dir, problem->message);
      g_error_free (problem);
    }
  else if (g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                      line, strlen (line), NULL, NULL, error))
    {
      input = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
      answer = g_data_input_stream_read_line (input, NULL, NULL, NULL);
    }
  explicit_bzero (text, strlen (text));
  explicit_bzero (line, strlen (line));
  if (input == NULL)
    return NULL;
  return take_answer (answer, error);
}
