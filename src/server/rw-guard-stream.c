/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-guard-stream.h"

#include <libsoup/soup.h>
#include <string.h>

#include "rw-http-check.h"

/* What is thrown away at once; others want to be served too. */
#define DRAIN_STEP (64 * 1024)

struct _RwGuardStream
{
  GIOStream parent_instance;

  GIOStream *base;
  GSocketConnection *connection;
  GInputStream *input;
  RwHttpCheck *check;
  RwGuardRefusedFunc refused;
  gpointer user_data;
  gboolean over; /* the answer to a refused request is out */
};

G_DEFINE_FINAL_TYPE (RwGuardStream, rw_guard_stream, G_TYPE_IO_STREAM)

/* --- The reading side ----------------------------------------------------------------------------- */

#define RW_TYPE_GUARD_INPUT (rw_guard_input_get_type ())
G_DECLARE_FINAL_TYPE (RwGuardInput, rw_guard_input, RW, GUARD_INPUT, GInputStream)

struct _RwGuardInput
{
  GInputStream parent_instance;
  RwGuardStream *stream; /* not owned: it owns this */
};

static void rw_guard_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RwGuardInput,
                               rw_guard_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, rw_guard_input_pollable_init))

static GPollableInputStream *
get_base (RwGuardInput *self)
{
  return G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->stream->base));
}

static gssize
fail_would_block (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "Operation would block");
  return -1;
}

static gssize
drain (RwGuardInput *self,
       GError      **error)
{
  guint8 buffer[8192];

  for (gsize done = 0; done < DRAIN_STEP;)
    {
      gssize n = g_pollable_input_stream_read_nonblocking (get_base (self), buffer, sizeof buffer,
                                                           NULL, error);

      if (n <= 0)
        return n;
      done += (gsize) n;
    }
  return fail_would_block (error);
}

static gssize
read_nonblocking (GPollableInputStream *pollable,
                  void                 *buffer,
                  gsize                 count,
                  GError              **error)
{
  RwGuardInput *self = RW_GUARD_INPUT (pollable);
  RwGuardStream *stream = self->stream;
  const RwHttpRefusal *refusal;
  gsize good;
  gssize n;

  if (stream == NULL)
    return 0;
  refusal = rw_http_check_get_refusal (stream->check);
  /* Now that it is read again, what was right before has been answered. */
  if (refusal != NULL && !stream->over)
    rw_guard_stream_refuse (stream, refusal->status, "invalid", refusal->message);
  if (stream->over)
    return drain (self, error);
  n = g_pollable_input_stream_read_nonblocking (get_base (self), buffer, count, NULL, error);
  if (n <= 0)
    return n;
  good = rw_http_check_feed (stream->check, buffer, (gsize) n);
  if (good > 0)
    return (gssize) good;
  refusal = rw_http_check_get_refusal (stream->check);
  rw_guard_stream_refuse (stream, refusal->status, "invalid", refusal->message);
  return fail_would_block (error);
}

static gboolean
can_poll (GPollableInputStream *pollable)
{
  return g_pollable_input_stream_can_poll (get_base (RW_GUARD_INPUT (pollable)));
}

static gboolean
is_readable (GPollableInputStream *pollable)
{
  return g_pollable_input_stream_is_readable (get_base (RW_GUARD_INPUT (pollable)));
}

static GSource *
create_source (GPollableInputStream *pollable,
               GCancellable         *cancellable)
{
  g_autoptr (GSource) base =
    g_pollable_input_stream_create_source (get_base (RW_GUARD_INPUT (pollable)), cancellable);

  return g_pollable_source_new_full (pollable, base, NULL);
}

static void
rw_guard_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = can_poll;
  iface->is_readable = is_readable;
  iface->create_source = create_source;
  iface->read_nonblocking = read_nonblocking;
}

/* The server does not wait. */
static gssize
rw_guard_input_read (GInputStream *input,
                     void         *buffer,
                     gsize         count,
                     GCancellable *cancellable,
                     GError      **error)
{
  return read_nonblocking (G_POLLABLE_INPUT_STREAM (input), buffer, count, error);
}

static void
rw_guard_input_class_init (RwGuardInputClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = rw_guard_input_read;
}

static void
rw_guard_input_init (RwGuardInput *self)
{
}

/* --- The whole ------------------------------------------------------------------------------------ */

static GInputStream *
rw_guard_stream_get_input_stream (GIOStream *stream)
{
  return RW_GUARD_STREAM (stream)->input;
}

static GOutputStream *
rw_guard_stream_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (RW_GUARD_STREAM (stream)->base);
}

/* The good-bye of TLS waits until it can be sent, and nobody is to wait for one who does not read. */
static gboolean
rw_guard_stream_close (GIOStream     *stream,
                       GCancellable  *cancellable,
                       GError       **error)
{
  RwGuardStream *self = RW_GUARD_STREAM (stream);
  GSocket *socket = g_socket_connection_get_socket (self->connection);
  gboolean tls = self->base != G_IO_STREAM (self->connection);

  /* Nor for one who began a handshake and says no more: GIO would wait for its end. */
  if (tls && g_tls_connection_get_protocol_version (G_TLS_CONNECTION (self->base)) ==
               G_TLS_PROTOCOL_VERSION_UNKNOWN)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
  if (tls && (g_socket_condition_check (socket, G_IO_OUT) & G_IO_OUT))
    g_io_stream_close (self->base, NULL, NULL);
  return g_io_stream_close (G_IO_STREAM (self->connection), cancellable, error);
}

static void
rw_guard_stream_finalize (GObject *object)
{
  RwGuardStream *self = RW_GUARD_STREAM (object);

  RW_GUARD_INPUT (self->input)->stream = NULL;
  g_clear_object (&self->input);
  g_clear_object (&self->base);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->check, rw_http_check_free);
  G_OBJECT_CLASS (rw_guard_stream_parent_class)->finalize (object);
}

static void
rw_guard_stream_class_init (RwGuardStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rw_guard_stream_finalize;
  stream_class->get_input_stream = rw_guard_stream_get_input_stream;
  stream_class->get_output_stream = rw_guard_stream_get_output_stream;
  stream_class->close_fn = rw_guard_stream_close;
}

static void
rw_guard_stream_init (RwGuardStream *self)
{
  RwGuardInput *input = g_object_new (RW_TYPE_GUARD_INPUT, NULL);

  input->stream = self;
  self->input = G_INPUT_STREAM (input);
  self->check = rw_http_check_new ();
}

/**
 * rw_guard_stream_new:
 * @base: what is read and written: @connection, or TLS over it
 * @refused: see #RwGuardRefusedFunc
 */
RwGuardStream *
rw_guard_stream_new (GIOStream          *base,
                     GSocketConnection  *connection,
                     RwGuardRefusedFunc  refused,
                     gpointer            user_data)
{
  RwGuardStream *self = g_object_new (RW_TYPE_GUARD_STREAM, NULL);

  self->base = g_object_ref (base);
  self->connection = g_object_ref (connection);
  self->refused = refused;
  self->user_data = user_data;
  return self;
}

/**
 * rw_guard_stream_refuse:
 * @code: for the body of the answer, as of rw_error_to_status()
 * @message: static; one sentence that needs no escaping in JSON
 *
 * Answers the request that is being read, and is done with the connection. Only the first call counts.
 */
void
rw_guard_stream_refuse (RwGuardStream *self,
                        guint          status,
                        const char    *code,
                        const char    *message)
{
  g_autofree char *body =
    g_strdup_printf ("{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}", code, message);
  g_autofree char *answer = NULL;
  GPollableOutputStream *output =
    G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->base));

  if (self->over)
    return;
  self->over = TRUE;
  answer = g_strdup_printf (
    "HTTP/1.1 %u %s\r\nServer: Rackward\r\nConnection: close\r\nContent-Type: application/json\r\n"
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n%sContent-Length: %zu\r\n\r\n%s",
    status, soup_status_get_phrase (status), status == 429 ? "Retry-After: 2\r\n" : "",
    strlen (body), body);
  /* To one who does not read, it is not worth waiting. */
  g_pollable_output_stream_write_nonblocking (output, answer, strlen (answer), NULL, NULL);
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), FALSE, TRUE, NULL);
  self->refused (self, status, message, self->user_data);
}
