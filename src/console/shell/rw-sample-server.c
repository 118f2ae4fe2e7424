/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-sample-server.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "rw-error.h"
#include "rw-settings.h"

#define DATA_FOLDER "server"
#define TOKEN_FILE  "token"
#define PORT_FILE   "port"
/* The port of the last time: the console knows a server by its address, and its cache with it. */
#define LAST_PORT_FILE "last-port"

struct _RwSampleServer
{
  GObject parent_instance;

  char *directory;
  char *import_file;
  char *url;
  char *token;
  GSubprocess *process;
};

G_DEFINE_FINAL_TYPE (RwSampleServer, rw_sample_server, G_TYPE_OBJECT)

static void
rw_sample_server_dispose (GObject *object)
{
  RwSampleServer *self = RW_SAMPLE_SERVER (object);

  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
  G_OBJECT_CLASS (rw_sample_server_parent_class)->dispose (object);
}

static void
rw_sample_server_finalize (GObject *object)
{
  RwSampleServer *self = RW_SAMPLE_SERVER (object);

  g_free (self->directory);
  g_free (self->import_file);
  g_free (self->url);
  g_free (self->token);
  G_OBJECT_CLASS (rw_sample_server_parent_class)->finalize (object);
}

static void
rw_sample_server_class_init (RwSampleServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_sample_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_sample_server_finalize;
}

static void
rw_sample_server_init (RwSampleServer *self)
{
}

/* --- Starting ------------------------------------------------------------------------------------ */

typedef struct
{
  RwConnectionProgress progress;
  gpointer progress_data;
  guint16 port;
  GDataInputStream *output;
  GDataInputStream *errors;
  char *last_error;
  gboolean answered; /* the task has its result */
  gboolean exited;
  gboolean all_read; /* all that it had to say */
  GCancellable *watch; /* ends the watch over a server that answers: it would keep this object alive */
} Start;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_object (&start->output);
  g_clear_object (&start->errors);
  g_free (start->last_error);
  g_clear_object (&start->watch);
  g_free (start);
}

static char *
path_of (RwSampleServer *self,
         const char     *name)
{
  return g_build_filename (self->directory, name, NULL);
}

static char *
read_line_of (RwSampleServer *self,
              const char     *name)
{
  g_autofree char *path = path_of (self, name);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return g_strstrip (text);
}

static void launch (GTask *task);
static void check_failed (GTask *task);
static void drain (GDataInputStream *stream);

static void
drain_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  /* What the server says later is for its log; a full pipe would stop it. */
  if (line == NULL)
    return;
  g_debug ("rackwardd: %s", line);
  drain (G_DATA_INPUT_STREAM (source));
}

static void
drain (GDataInputStream *stream)
{
  g_data_input_stream_read_line_async (stream, G_PRIORITY_LOW, NULL, drain_cb, NULL);
}

static void
error_line_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (start->answered)
    {
      drain (G_DATA_INPUT_STREAM (source));
      return;
    }
  if (line == NULL)
    {
      start->all_read = TRUE;
      check_failed (task);
      return;
    }
  g_debug ("rackwardd: %s", line);
  if (*line != '\0')
    g_set_str (&start->last_error, line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, start->watch, error_line_cb,
                                       g_object_ref (task));
}

static gboolean
is_ready (RwSampleServer *self)
{
  g_autofree char *port = read_line_of (self, PORT_FILE), *last = path_of (self, LAST_PORT_FILE);

  /* The port is written last: the token is there by then. */
  if (port == NULL || *port == '\0')
    return FALSE;
  g_free (self->token);
  self->token = read_line_of (self, TOKEN_FILE);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%s", port);
  g_file_set_contents (last, port, -1, NULL);
  return self->token != NULL;
}

/* It ended before it answered, and the reason it gave has been read. */
static void
check_failed (GTask *task)
{
  RwSampleServer *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);

  if (start->answered || !start->exited || !start->all_read)
    return;
  g_clear_object (&self->process);
  /* Perhaps somebody else has the port by now. */
  if (start->port != 0 && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      start->port = 0;
      launch (task);
      return;
    }
  start->answered = TRUE;
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED, "%s",
                             start->last_error != NULL ? start->last_error
                                                       : _("The private server ended by itself."));
}

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL))
    return;
  start->exited = TRUE;
  check_failed (task);
}

static void
output_line_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Start *start = g_task_get_task_data (task);
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL || start->answered)
    return;
  if (is_ready (g_task_get_source_object (task)))
    {
      start->answered = TRUE;
      g_task_return_boolean (task, TRUE);
      g_cancellable_cancel (start->watch);
      drain (G_DATA_INPUT_STREAM (source));
      return;
    }
  /* rackwardctl says what it makes. */
  if (start->progress != NULL && *line != '\0')
    start->progress (line, -1, start->progress_data);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, output_line_cb,
                                       g_object_ref (task));
}

static void
launch (GTask *task)
{
  RwSampleServer *self = g_task_get_source_object (task);
  Start *start = g_task_get_task_data (task);
  g_autofree char *program = rw_settings_find_program ("rackwardd"), *data = path_of (self, DATA_FOLDER);
  g_autofree char *port_file = path_of (self, PORT_FILE), *token_file = path_of (self, TOKEN_FILE);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", start->port);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  GError *error = NULL;

  if (program == NULL)
    {
      start->answered = TRUE;
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_NOT_FOUND, _("The server program, rackwardd, is not installed."));
      return;
    }
  g_unlink (port_file);
  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (gpointer) "--sample");
  g_ptr_array_add (arguments, (gpointer) "--exit-with-parent");
  g_ptr_array_add (arguments, (gpointer) "--data");
  g_ptr_array_add (arguments, data);
  g_ptr_array_add (arguments, (gpointer) "--listen");
  g_ptr_array_add (arguments, listen);
  g_ptr_array_add (arguments, (gpointer) "--port-file");
  g_ptr_array_add (arguments, port_file);
  g_ptr_array_add (arguments, (gpointer) "--token-file");
  g_ptr_array_add (arguments, token_file);
  if (self->import_file != NULL)
    {
      g_ptr_array_add (arguments, (gpointer) "--import");
      g_ptr_array_add (arguments, self->import_file);
    }
  g_ptr_array_add (arguments, NULL);

  /* The pipe to its standard input tells the server when this program is gone, however it went. */
  self->process = g_subprocess_newv ((const char *const *) arguments->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                       G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                     &error);
  if (self->process == NULL)
    {
      start->answered = TRUE;
      g_task_return_error (task, error);
      return;
    }
  start->exited = start->all_read = FALSE;
  g_clear_pointer (&start->last_error, g_free);
  g_clear_object (&start->output);
  g_clear_object (&start->errors);
  start->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  start->errors = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  g_data_input_stream_read_line_async (start->output, G_PRIORITY_DEFAULT, NULL, output_line_cb, g_object_ref (task));
  g_data_input_stream_read_line_async (start->errors, G_PRIORITY_DEFAULT, start->watch, error_line_cb, g_object_ref (task));
  g_subprocess_wait_async (self->process, start->watch, exited_cb, g_object_ref (task));
}

static void
cancelled_cb (GCancellable   *cancellable,
              RwSampleServer *self)
{
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
}

/**
 * rw_sample_server_start_async:
 * @progress: (scope async) (nullable): hears what is being made
 *
 * Makes the data if they are not there yet, and answers when the server does.
 */
void
rw_sample_server_start_async (RwSampleServer       *self,
                              RwConnectionProgress  progress,
                              gpointer              progress_data,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);
  g_autofree char *last = NULL;
  guint64 port;

  start->watch = g_cancellable_new ();
  start->progress = progress;
  start->progress_data = progress_data;
  g_task_set_task_data (task, start, start_free);
  g_task_set_static_name (task, "rackward-sample-server");
  if (g_mkdir_with_parents (self->directory, 0700) != 0)
    {
      int code = errno;

      g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED, _("Could not make the folder %s: %s"), self->directory,
                               g_strerror (code));
      return;
    }
  last = read_line_of (self, LAST_PORT_FILE);
  if (last != NULL && g_ascii_string_to_unsigned (last, 10, 1024, 65535, &port, NULL))
    start->port = (guint16) port;
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, G_CONNECT_DEFAULT);
  launch (task);
}

gboolean
rw_sample_server_start_finish (RwSampleServer  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_sample_server_new:
 * @state_dir: the console's; the server's data lie in a folder below it
 * @import_file: (nullable): a NetBox dump to show instead of the sample company
 */
RwSampleServer *
rw_sample_server_new (const char *state_dir,
                      const char *import_file)
{
  RwSampleServer *self = g_object_new (RW_TYPE_SAMPLE_SERVER, NULL);

  self->import_file = g_strdup (import_file);
  if (import_file != NULL)
    {
      g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, import_file, -1);
      g_autofree char *name = g_strdup_printf ("import-%.12s", sum);

      self->directory = g_build_filename (state_dir, name, NULL);
    }
  else
    self->directory = g_build_filename (state_dir, "sample", NULL);
  return self;
}

/**
 * rw_sample_server_get_directory:
 *
 * Returns: (transfer none): the folder of this server; the console's cache of it goes there, too
 */
const char *
rw_sample_server_get_directory (RwSampleServer *self)
{
  return self->directory;
}

const char *
rw_sample_server_get_url (RwSampleServer *self)
{
  return self->url;
}

const char *
rw_sample_server_get_token (RwSampleServer *self)
{
  return self->token;
}
