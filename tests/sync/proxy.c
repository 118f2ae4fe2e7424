/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "proxy.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define CHUNK 16384

/* Of a hundred connections, while it is hostile. */
#define SPOILT   90
#define IN_BITS  30
#define DAWDLING 20

typedef struct _Link Link;

/* One direction of a connection. */
typedef struct
{
  Link *link;
  GSocket *from; /* not owned */
  GSocket *to;   /* not owned */
  GSource *readable;
  GSource *writable;
  GSource *timer;
  GByteArray *held; /* read and not passed on yet */
  gsize passed;
  gsize fault_at;
  gsize piece;
  guint pause_ms;
  gint64 not_before;
  gboolean ended; /* @from said its last */
  gboolean shut;  /* @to was told, or takes nothing any more */
} Pipe;

struct _Link
{
  Proxy *proxy;
  GSocketConnection *connection; /* of @client, and closes it when it goes */
  GSocket *client;               /* not owned */
  GSocket *server;
  Pipe up;
  Pipe down;
  ProxyFault fault;
  guint replay_ms;
  guint n_replays;
  GByteArray *request; /* the one that is coming in, from its first byte */
  gboolean asked;      /* a whole POST went up, and its answer has not begun */
  gboolean closed;
};

/* A request that reaches the server again. */
typedef struct
{
  Proxy *proxy;
  GBytes *bytes;
  GSocket *socket;
  GSource *source;
} Replay;

struct _Proxy
{
  GSocketService *service;
  GSocketAddress *server;
  char *url;
  GRand *chance;
  GPtrArray *links;
  GPtrArray *replays;
  gboolean hostile;
  ProxyFault forced;
  gsize forced_at;
  guint counts[PROXY_N_FAULTS];
};

static void pump (Pipe *pipe);

static void
drop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
watch (GSocket *socket, GIOCondition condition, GSocketSourceFunc func, gpointer data)
{
  GSource *source = g_socket_create_source (socket, condition, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (func), data, NULL);
  g_source_attach (source, NULL);
  return source;
}

static GSource *
wait_ms (guint ms, GSourceFunc func, gpointer data)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, func, data, NULL);
  g_source_attach (source, NULL);
  return source;
}

static GSocket *
connect_to_server (Proxy *self)
{
  GSocket *socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  /* On loopback there is a place in the queue of the listener, or nobody listens. */
  g_assert_nonnull (socket);
  if (!g_socket_connect (socket, self->server, NULL, NULL))
    g_clear_object (&socket);
  else
    g_socket_set_blocking (socket, FALSE);
  return socket;
}

static void
close_hard (GSocket *socket)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
}

/* --- A request once more ------------------------------------------------------------------------------ */

static void
replay_free (gpointer data)
{
  Replay *replay = data;

  drop_source (&replay->source);
  g_bytes_unref (replay->bytes);
  if (replay->socket != NULL)
    g_socket_close (replay->socket, NULL);
  g_clear_object (&replay->socket);
  g_free (replay);
}

static gboolean
replayed_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Replay *replay = data;
  char buffer[CHUNK];

  /* Nobody wants to know the answer; that there is one says that it was dealt with. */
  g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);
  replay->proxy->counts[PROXY_REPLAY]++;
  g_ptr_array_remove_fast (replay->proxy->replays, replay);
  return G_SOURCE_REMOVE;
}

static gboolean
replay_cb (gpointer data)
{
  Replay *replay = data;
  const char *bytes;
  gsize length, done = 0;

  replay->socket = connect_to_server (replay->proxy);
  if (replay->socket == NULL)
    {
      g_ptr_array_remove_fast (replay->proxy->replays, replay);
      return G_SOURCE_REMOVE;
    }
  bytes = g_bytes_get_data (replay->bytes, &length);
  while (done < length)
    {
      gssize n = g_socket_send (replay->socket, bytes + done, length - done, NULL, NULL);

      /* A request of a few kilobytes fits into the buffers. */
      g_assert_cmpint (n, >, 0);
      done += (gsize) n;
    }
  drop_source (&replay->source);
  replay->source = watch (replay->socket, G_IO_IN, replayed_cb, replay);
  return G_SOURCE_REMOVE;
}

static void
replay (Link *link)
{
  for (guint i = 0; i < link->n_replays; i++)
    {
      Replay *again = g_new0 (Replay, 1);

      again->proxy = link->proxy;
      again->bytes = g_bytes_new (link->request->data, link->request->len);
      again->source = wait_ms (link->replay_ms * i + link->replay_ms, replay_cb, again);
      g_ptr_array_add (link->proxy->replays, again);
    }
}

/* --- One connection ----------------------------------------------------------------------------------- */

static void
pipe_clear (Pipe *pipe)
{
  drop_source (&pipe->readable);
  drop_source (&pipe->writable);
  drop_source (&pipe->timer);
  g_clear_pointer (&pipe->held, g_byte_array_unref);
}

static void
link_free (gpointer data)
{
  Link *link = data;

  pipe_clear (&link->up);
  pipe_clear (&link->down);
  if (!link->closed)
    {
      g_socket_close (link->client, NULL);
      g_socket_close (link->server, NULL);
    }
  g_object_unref (link->connection);
  g_object_unref (link->server);
  g_byte_array_unref (link->request);
  g_free (link);
}

/* The link is gone after the current callback: whoever is under way in it may look at it still. */
static gboolean
forget_cb (gpointer data)
{
  Link *link = data;

  g_ptr_array_remove_fast (link->proxy->links, link);
  return G_SOURCE_REMOVE;
}

static void
link_close (Link *link, gboolean hard)
{
  if (link->closed)
    return;
  link->closed = TRUE;
  drop_source (&link->up.readable);
  drop_source (&link->up.writable);
  drop_source (&link->down.readable);
  drop_source (&link->down.writable);
  drop_source (&link->down.timer);
  if (hard)
    {
      close_hard (link->client);
      close_hard (link->server);
    }
  else
    {
      g_socket_close (link->client, NULL);
      g_socket_close (link->server, NULL);
    }
  drop_source (&link->up.timer);
  link->up.timer = wait_ms (0, forget_cb, link);
}

static void
count (Link *link)
{
  link->proxy->counts[link->fault]++;
}

/* The byte has come. */
static void
strike (Pipe *pipe)
{
  Link *link = pipe->link;

  pipe->fault_at = G_MAXSIZE;
  count (link);
  switch (link->fault)
    {
    case PROXY_CUT_UP:
    case PROXY_CUT_DOWN:
      link_close (link, FALSE);
      break;
    case PROXY_RESET_UP:
    case PROXY_RESET_DOWN:
      link_close (link, TRUE);
      break;
    case PROXY_HALF_UP:
    case PROXY_HALF_DOWN:
      g_socket_shutdown (pipe->to, FALSE, TRUE, NULL);
      pipe->shut = TRUE;
      break;
    case PROXY_STALL_UP:
    case PROXY_STALL_DOWN:
      pipe->not_before = g_get_monotonic_time () + PROXY_STALL_MS * G_TIME_SPAN_MILLISECOND;
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
pump_cb (gpointer data)
{
  Pipe *pipe = data;

  drop_source (&pipe->timer);
  pump (pipe);
  return G_SOURCE_REMOVE;
}

static gboolean
writable_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Pipe *pipe = data;

  drop_source (&pipe->writable);
  pump (pipe);
  return G_SOURCE_REMOVE;
}

/* Both have said their last, or are gone. */
static void
end_if_done (Link *link)
{
  if (link->up.ended && link->down.ended && link->up.shut && link->down.shut)
    link_close (link, FALSE);
}

static gboolean
is_held_back (Pipe *pipe)
{
  gint64 now = g_get_monotonic_time ();

  if (now >= pipe->not_before)
    return FALSE;
  if (pipe->timer == NULL)
    pipe->timer = wait_ms ((guint) ((pipe->not_before - now) / 1000 + 1), pump_cb, pipe);
  return TRUE;
}

/* Who is at the other end takes nothing any more: nobody needs to say anything to it. */
static void
give_up (Pipe *pipe)
{
  pipe->shut = TRUE;
  pipe->ended = TRUE;
  drop_source (&pipe->readable);
}

/* Returns: whether there may be more to do at once */
static gboolean
pass_piece (Pipe *pipe)
{
  gsize length = MIN (MIN (pipe->held->len, pipe->piece), pipe->fault_at - pipe->passed);
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_send (pipe->to, (const char *) pipe->held->data, length, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    {
      if (pipe->writable == NULL)
        pipe->writable = watch (pipe->to, G_IO_OUT, writable_cb, pipe);
      return FALSE;
    }
  if (n < 0)
    {
      give_up (pipe);
      return TRUE;
    }
  g_byte_array_remove_range (pipe->held, 0, (guint) n);
  pipe->passed += (gsize) n;
  if (pipe->pause_ms > 0)
    pipe->not_before = g_get_monotonic_time () + pipe->pause_ms * G_TIME_SPAN_MILLISECOND;
  return TRUE;
}

/* Passes on what may be passed on. */
static void
pump (Pipe *pipe)
{
  Link *link = pipe->link;

  while (!link->closed && !is_held_back (pipe))
    {
      if (pipe->shut)
        g_byte_array_set_size (pipe->held, 0);
      else if (pipe->passed == pipe->fault_at && (pipe->held->len > 0 || pipe->passed > 0))
        {
          strike (pipe);
          continue;
        }
      if (pipe->held->len == 0)
        break;
      if (!pass_piece (pipe))
        return;
    }
  if (link->closed || pipe->held->len > 0 || g_get_monotonic_time () < pipe->not_before)
    return;
  if (pipe->ended && !pipe->shut)
    {
      g_socket_shutdown (pipe->to, FALSE, TRUE, NULL);
      pipe->shut = TRUE;
    }
  end_if_done (link);
}

static gsize
whole_length (const GByteArray *request)
{
  const char *end = g_strstr_len ((const char *) request->data, request->len, "\r\n\r\n");
  g_autofree char *header = NULL;
  const char *length;

  if (end == NULL)
    return G_MAXSIZE;
  header = g_ascii_strdown ((const char *) request->data, end - (const char *) request->data);
  length = strstr (header, "\r\ncontent-length:");
  return strlen (header) + 4 +
         (length != NULL
            ? (gsize) g_ascii_strtoull (length + strlen ("\r\ncontent-length:"), NULL, 10)
            : 0);
}

/* Nobody sends a request before the last one is answered: one follows upon the other. */
static void
look_at_request (Link *link, const char *data, gsize length)
{
  gboolean post;

  g_byte_array_append (link->request, (const guint8 *) data, (guint) length);
  if (link->request->len < whole_length (link->request))
    return;
  post = memcmp (link->request->data, "POST /v1/mutations", strlen ("POST /v1/mutations")) == 0;
  link->asked = post;
  if (post && link->fault == PROXY_REPLAY)
    replay (link);
  g_byte_array_set_size (link->request, 0);
}

static gboolean
readable_cb (GSocket *socket, GIOCondition condition, gpointer data)
{
  Pipe *pipe = data;
  Link *link = pipe->link;
  char buffer[CHUNK];
  g_autoptr (GError) error = NULL;
  gssize n = g_socket_receive (socket, buffer, sizeof buffer, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return G_SOURCE_CONTINUE;
  if (n <= 0)
    {
      pipe->ended = TRUE;
      /* Who resets its end takes nothing any more; what it said before still goes on. */
      if (n < 0)
        give_up (pipe == &link->up ? &link->down : &link->up);
      drop_source (&pipe->readable);
    }
  else if (pipe == &link->up)
    look_at_request (link, buffer, (gsize) n);
  else if (link->asked)
    {
      link->asked = FALSE;
      if (link->fault == PROXY_SWALLOW)
        {
          count (link);
          link_close (link, TRUE);
          return G_SOURCE_REMOVE;
        }
    }
  if (n > 0)
    g_byte_array_append (pipe->held, (const guint8 *) buffer, (guint) n);
  pump (pipe);
  return n > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
pipe_init (Pipe *pipe, Link *link, GSocket *from, GSocket *to)
{
  pipe->link = link;
  pipe->from = from;
  pipe->to = to;
  pipe->held = g_byte_array_new ();
  pipe->fault_at = G_MAXSIZE;
  pipe->piece = CHUNK;
  pipe->readable = watch (from, G_IO_IN, readable_cb, pipe);
}

static gboolean
is_up (ProxyFault fault)
{
  return fault == PROXY_CUT_UP || fault == PROXY_RESET_UP || fault == PROXY_HALF_UP ||
         fault == PROXY_STALL_UP;
}

static void
set_fault (Link *link, ProxyFault fault, gsize at)
{
  link->fault = fault;
  link->n_replays = 1;
  if (fault == PROXY_FAIR || fault == PROXY_SWALLOW || fault == PROXY_REPLAY)
    return;
  if (is_up (fault))
    link->up.fault_at = at;
  else
    link->down.fault_at = at;
}

/* The same numbers are drawn whatever becomes of them, so that the next connection has its own. */
static void
draw_fault (Proxy *self, Link *link)
{
  int spoilt = g_rand_int_range (self->chance, 0, 100);
  int fault = g_rand_int_range (self->chance, PROXY_FAIR + 1, PROXY_N_FAULTS);
  int magnitude = g_rand_int_range (self->chance, 0, 13);
  gsize at = (gsize) g_rand_int_range (self->chance, 0, 1 << magnitude);
  int in_bits = g_rand_int_range (self->chance, 0, 100);
  int piece = g_rand_int_range (self->chance, 1, 200);
  int dawdling = g_rand_int_range (self->chance, 0, 100);
  int pause_ms = g_rand_int_range (self->chance, 1, 60);
  int replay_magnitude = g_rand_int_range (self->chance, 0, 11);
  int n_replays = g_rand_int_range (self->chance, 1, 3);

  if (!self->hostile)
    return;
  if (spoilt < SPOILT)
    set_fault (link, (ProxyFault) fault, at);
  link->replay_ms = (1u << replay_magnitude) - 1;
  link->n_replays = (guint) n_replays;
  if (in_bits < IN_BITS)
    link->up.piece = link->down.piece = (gsize) piece;
  else if (dawdling < DAWDLING)
    link->up.pause_ms = link->down.pause_ms = (guint) pause_ms;
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Proxy *self = user_data;
  Link *link = g_new0 (Link, 1);

  link->server = connect_to_server (self);
  if (link->server == NULL)
    {
      g_free (link);
      return TRUE;
    }
  link->proxy = self;
  link->connection = g_object_ref (connection);
  link->client = g_socket_connection_get_socket (connection);
  link->request = g_byte_array_new ();
  g_socket_set_blocking (link->client, FALSE);
  g_socket_set_option (link->client, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_option (link->server, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  pipe_init (&link->up, link, link->client, link->server);
  pipe_init (&link->down, link, link->server, link->client);
  draw_fault (self, link);
  if (self->forced != PROXY_FAIR)
    set_fault (link, self->forced, self->forced_at);
  g_ptr_array_add (self->links, link);
  return TRUE;
}

/* --- The proxy ---------------------------------------------------------------------------------------- */

/**
 * proxy_new:
 * @server_port: where the server is, on 127.0.0.1
 *
 * Returns: (transfer full): a fair one on a free port
 */
Proxy *
proxy_new (guint16 server_port, guint32 seed)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) mine = NULL;
  Proxy *self = g_new0 (Proxy, 1);

  self->server = g_inet_socket_address_new_from_string ("127.0.0.1", server_port);
  self->chance = g_rand_new_with_seed (seed);
  self->links = g_ptr_array_new_with_free_func (link_free);
  self->replays = g_ptr_array_new_with_free_func (replay_free);
  self->service = g_socket_service_new ();
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                                &mine, NULL));
  self->url = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (mine)));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_socket_service_start (self->service);
  return self;
}

void
proxy_free (Proxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->replays);
  g_object_unref (self->service);
  g_object_unref (self->server);
  g_rand_free (self->chance);
  g_free (self->url);
  g_free (self);
}

const char *
proxy_get_url (Proxy *self)
{
  return self->url;
}

/**
 * proxy_be_hostile:
 *
 * From the next connection on something goes wrong with most of them.
 */
void
proxy_be_hostile (Proxy *self)
{
  self->hostile = TRUE;
}

/**
 * proxy_do:
 * @fault: what goes wrong with each connection from the next one on; %PROXY_FAIR for what is drawn
 * @at: after how many bytes
 */
void
proxy_do (Proxy *self, ProxyFault fault, gsize at)
{
  self->forced = fault;
  self->forced_at = at;
}

/**
 * proxy_be_fair:
 *
 * From now on everything passes, also on the connections that stand: what was held back goes on its way.
 */
void
proxy_be_fair (Proxy *self)
{
  self->hostile = FALSE;
  self->forced = PROXY_FAIR;
  for (guint i = 0; i < self->links->len; i++)
    {
      Link *link = g_ptr_array_index (self->links, i);
      Pipe *pipes[] = { &link->up, &link->down };

      if (link->closed)
        continue;
      link->fault = PROXY_FAIR;
      for (guint p = 0; p < G_N_ELEMENTS (pipes); p++)
        {
          pipes[p]->fault_at = G_MAXSIZE;
          pipes[p]->piece = CHUNK;
          pipes[p]->pause_ms = 0;
          pipes[p]->not_before = 0;
          drop_source (&pipes[p]->timer);
        }
      for (guint p = 0; p < G_N_ELEMENTS (pipes); p++)
        pump (pipes[p]);
    }
}

/**
 * proxy_drop:
 *
 * Closes every connection that stands.
 */
void
proxy_drop (Proxy *self)
{
  for (guint i = 0; i < self->links->len; i++)
    link_close (g_ptr_array_index (self->links, i), FALSE);
}

/**
 * proxy_get_count:
 *
 * Returns: how often that came to pass
 */
guint
proxy_get_count (Proxy *self, ProxyFault fault)
{
  return self->counts[fault];
}

/**
 * proxy_is_quiet:
 *
 * Returns: whether nothing is on its way to the server by its hand
 */
gboolean
proxy_is_quiet (Proxy *self)
{
  return self->replays->len == 0;
}

const char *
proxy_fault_name (ProxyFault fault)
{
  static const char *const names[] = { "fair",       "cut-up",  "cut-down",  "reset-up",
                                       "reset-down", "half-up", "half-down", "stall-up",
                                       "stall-down", "swallow", "replay" };

  return names[fault];
}
