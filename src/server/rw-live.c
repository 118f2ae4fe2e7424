/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-live.h"

#include "rw-clock.h"
#include "rw-json.h"
#include "rw-server-private.h"

#define HINT_PAUSE_MS      250
#define HEARTBEAT_SECONDS  20
#define STALL_SECONDS      30
#define PRESENCE_LIFETIME  (90 * RW_SECOND)
#define STREAMS_MOST       10   /* of one principal */
#define PRESENCES_OF_ONE   50   /* of one principal: the rest is not told */
#define PRESENCES_MOST     5000 /* of all */

typedef struct
{
  RwKind kind;
  RwId id;
} Subject;

typedef struct
{
  Subject subject;
  RwPrincipal *principal;
  RwPresenceMode mode;
  gint64 at;
} Presence;

typedef struct
{
  RwLive *live;
  RwRequest *request;
  gboolean sending;
  gboolean ended;
  gboolean hint;
  gboolean heartbeat;
  GHashTable *subjects; /* of Subject: whose presence is to be told */
  GSource *pause;
} Stream;

struct _RwLive
{
  RwServer *server; /* not owned */
  GPtrArray *streams;
  GPtrArray *presences;
  GSource *heartbeat;
};

static guint
subject_hash (gconstpointer data)
{
  return rw_id_hash (&((const Subject *) data)->id);
}

static gboolean
subject_equal (gconstpointer a,
               gconstpointer b)
{
  const Subject *x = a, *y = b;

  return x->kind == y->kind && rw_id_equal (&x->id, &y->id);
}

static void
free_presence (gpointer data)
{
  Presence *presence = data;

  rw_principal_unref (presence->principal);
  g_free (presence);
}

static void
free_stream (gpointer data)
{
  Stream *stream = data;

  if (stream->pause != NULL)
    g_source_destroy (stream->pause);
  g_clear_pointer (&stream->pause, g_source_unref);
  g_hash_table_unref (stream->subjects);
  rw_request_unref (stream->request);
  g_free (stream);
}

static void
write_presence (Stream        *stream,
                const Subject *subject,
                GString       *out)
{
  char id[RW_ID_STRING_LENGTH + 1];
  const char *separator = "";

  rw_id_write (&subject->id, id);
  g_string_append_printf (out, "event: presence\ndata: {\"kind\":\"%s\",\"id\":\"%s\",\"people\":[",
                          rw_schema_get (subject->kind)->name, id);
  for (guint i = 0; i < stream->live->presences->len; i++)
    {
      const Presence *presence = g_ptr_array_index (stream->live->presences, i);

      /* Nobody is told of themselves. */
      if (!subject_equal (&presence->subject, subject) ||
          rw_id_equal (&presence->principal->token, &stream->request->principal->token))
        continue;
      rw_id_write (&presence->principal->person, id);
      g_string_append_printf (out, "%s{\"id\":\"%s\",\"name\":", separator, id);
      rw_json_write_string (presence->principal->name, out);
      g_string_append_printf (out, ",\"mode\":\"%s\"}", presence->mode == RW_PRESENCE_EDIT ? "edit" : "view");
      separator = ",";
    }
  g_string_append (out, "]}\n\n");
}

static void flush (Stream *stream);

static gboolean
pause_over_cb (gpointer data)
{
  Stream *stream = data;

  g_clear_pointer (&stream->pause, g_source_unref);
  flush (stream);
  return G_SOURCE_REMOVE;
}

/* Sends all there is to tell as one piece, unless one is still on its way or has just left: what
 * comes meanwhile is told together, and only as it is then. */
static void
flush (Stream *stream)
{
  RwRequest *request = stream->request;
  GHashTableIter iter;
  GString *out;
  gpointer key;
  g_autoptr (GBytes) bytes = NULL;

  if (request->message == NULL || stream->ended || stream->sending || stream->pause != NULL ||
      (!stream->hint && !stream->heartbeat && g_hash_table_size (stream->subjects) == 0))
    return;
  out = g_string_new (NULL);
  if (stream->hint)
    g_string_append_printf (out, "event: hint\ndata: {\"epoch\":\"%s\",\"head\":%" G_GINT64_FORMAT "}\n\n",
                            rw_server_get_epoch (request->server), rw_server_get_head (request->server));
  g_hash_table_iter_init (&iter, stream->subjects);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    write_presence (stream, key, out);
  if (out->len == 0)
    g_string_append (out, ": still here\n\n");
  stream->hint = stream->heartbeat = FALSE;
  g_hash_table_remove_all (stream->subjects);

  bytes = g_string_free_to_bytes (out);
  stream->sending = TRUE;
  stream->pause = g_timeout_source_new (HINT_PAUSE_MS);
  g_source_set_callback (stream->pause, pause_over_cb, stream, NULL);
  g_source_attach (stream->pause, g_main_context_get_thread_default ());
  rw_peer_set_deadline (request->peer, STALL_SECONDS);
  soup_message_body_append_bytes (soup_server_message_get_response_body (request->message), bytes);
  soup_server_message_unpause (request->message);
}

static void
tell_presence (RwLive        *live,
               const Subject *subject)
{
  for (guint i = 0; i < live->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (live->streams, i);

      /* The wall shows no names of who looks at what. */
      if (!(stream->request->principal->roles & (RW_ROLES_STAFF | RW_ROLE_AUDITOR)))
        continue;
      g_hash_table_add (stream->subjects, g_memdup2 (subject, sizeof *subject));
      flush (stream);
    }
}

/* Removes presences of a token, or with NULL those that were not renewed. */
static void
drop_presences (RwLive     *live,
                const RwId *token)
{
  g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (Subject));
  gint64 oldest = rw_clock_now () - PRESENCE_LIFETIME;

  for (guint i = 0; i < live->presences->len;)
    {
      const Presence *presence = g_ptr_array_index (live->presences, i);

      if (token != NULL ? rw_id_equal (&presence->principal->token, token) : presence->at < oldest)
        {
          g_array_append_val (dropped, presence->subject);
          g_ptr_array_remove_index_fast (live->presences, i);
        }
      else
        i++;
    }
  for (guint i = 0; i < dropped->len; i++)
    tell_presence (live, &g_array_index (dropped, Subject, i));
}

static guint
count_streams (RwLive     *live,
               const RwId *token)
{
  guint n = 0;

  for (guint i = 0; i < live->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (live->streams, i);

      n += rw_id_equal (&stream->request->principal->token, token);
    }
  return n;
}

static void
complete (Stream *stream)
{
  RwRequest *request = stream->request;

  rw_peer_set_deadline (request->peer, STALL_SECONDS);
  soup_message_body_complete (soup_server_message_get_response_body (request->message));
  soup_server_message_unpause (request->message);
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                Stream            *stream)
{
  stream->sending = FALSE;
  rw_peer_clear_deadline (stream->request->peer);
  if (stream->ended)
    complete (stream);
  else
    flush (stream);
}

static void
finished_cb (SoupServerMessage *message,
             Stream            *stream)
{
  RwLive *live = stream->live;
  g_autoptr (RwPrincipal) principal = rw_principal_ref (stream->request->principal);

  g_signal_handlers_disconnect_by_data (message, stream);
  g_ptr_array_remove (live->streams, stream);
  if (count_streams (live, &principal->token) == 0)
    drop_presences (live, &principal->token);
}

/**
 * rw_live_add:
 *
 * Makes the answer to @request a stream of events that does not end.
 *
 * Returns: %FALSE when the principal has too many already
 */
gboolean
rw_live_add (RwLive    *live,
             RwRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  Stream *stream;

  if (count_streams (live, &request->principal->token) >= STREAMS_MOST)
    return FALSE;
  /* Who comes is not told of those who are gone. */
  drop_presences (live, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream");
  rw_request_protect (request);
  /* A proxy must not collect what is to be told at once. */
  soup_message_headers_replace (headers, "X-Accel-Buffering", "no");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (request->message), FALSE);
  soup_server_message_set_status (request->message, SOUP_STATUS_OK, NULL);

  stream = g_new0 (Stream, 1);
  stream->live = live;
  stream->request = rw_request_ref (request);
  stream->subjects = g_hash_table_new_full (subject_hash, subject_equal, g_free, NULL);
  g_signal_connect (request->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), stream);
  g_signal_connect (request->message, "finished", G_CALLBACK (finished_cb), stream);
  g_ptr_array_add (live->streams, stream);
  stream->hint = TRUE;
  if (request->principal->roles & (RW_ROLES_STAFF | RW_ROLE_AUDITOR))
    for (guint i = 0; i < live->presences->len; i++)
      g_hash_table_add (stream->subjects,
                        g_memdup2 (&((Presence *) g_ptr_array_index (live->presences, i))->subject, sizeof (Subject)));
  flush (stream);
  return TRUE;
}

/**
 * rw_live_hint:
 *
 * Tells every stream that there are new changes: a client asks for them itself.
 */
void
rw_live_hint (RwLive *live)
{
  for (guint i = 0; i < live->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (live->streams, i);

      stream->hint = TRUE;
      flush (stream);
    }
}

/**
 * rw_live_presence:
 * @mode: what they do with the record from now on; to be renewed within 90 s
 */
void
rw_live_presence (RwLive         *live,
                  RwPrincipal    *principal,
                  RwKind          kind,
                  const RwId     *id,
                  RwPresenceMode  mode)
{
  Subject subject = { .kind = kind, .id = *id };
  Presence *presence = NULL;
  guint at, own = 0;

  for (at = 0; at < live->presences->len; at++)
    {
      presence = g_ptr_array_index (live->presences, at);
      if (!rw_id_equal (&presence->principal->token, &principal->token))
        continue;
      if (subject_equal (&presence->subject, &subject))
        break;
      own++;
    }
  if (at == live->presences->len)
    {
      if (mode == RW_PRESENCE_LEAVE || own >= PRESENCES_OF_ONE ||
          live->presences->len >= PRESENCES_MOST)
        return;
      presence = g_new0 (Presence, 1);
      presence->subject = subject;
      presence->principal = rw_principal_ref (principal);
      g_ptr_array_add (live->presences, presence);
    }
  else if (mode == presence->mode)
    {
      presence->at = rw_clock_now ();
      return;
    }
  presence->at = rw_clock_now ();
  presence->mode = mode;
  if (mode == RW_PRESENCE_LEAVE)
    g_ptr_array_remove_index_fast (live->presences, at);
  tell_presence (live, &subject);
}

static void
end_stream (Stream *stream)
{
  if (stream->ended || stream->request->message == NULL)
    return;
  stream->ended = TRUE;
  if (!stream->sending)
    complete (stream);
}

/**
 * rw_live_end:
 * @token: (nullable): whose streams; %NULL for all
 *
 * Ends streams: the token was revoked, or the server stops.
 */
void
rw_live_end (RwLive     *live,
             const RwId *token)
{
  for (guint i = 0; i < live->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (live->streams, i);

      if (token == NULL || rw_id_equal (&stream->request->principal->token, token))
        end_stream (stream);
    }
}

/**
 * rw_live_recheck:
 *
 * Ends the streams of those who were shut out since they began to listen, whose token has expired,
 * or who may see other things now: they come back, or not.
 */
void
rw_live_recheck (RwLive *live)
{
  for (guint i = 0; i < live->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (live->streams, i);

      if (!rw_auth_holds (rw_server_get_auth (live->server), stream->request->principal))
        end_stream (stream);
    }
}

static gboolean
heartbeat_cb (gpointer data)
{
  RwLive *live = data;

  rw_live_recheck (live);
  drop_presences (live, NULL);
  for (guint i = 0; i < live->streams->len; i++)
    {
      Stream *stream = g_ptr_array_index (live->streams, i);

      stream->heartbeat = TRUE;
      flush (stream);
    }
  return G_SOURCE_CONTINUE;
}

/**
 * rw_live_new:
 * @server: (transfer none): outlives what is returned
 */
RwLive *
rw_live_new (RwServer *server)
{
  RwLive *live = g_new0 (RwLive, 1);

  live->server = server;
  live->streams = g_ptr_array_new_with_free_func (free_stream);
  live->presences = g_ptr_array_new_with_free_func (free_presence);
  live->heartbeat = g_timeout_source_new_seconds (HEARTBEAT_SECONDS);
  g_source_set_callback (live->heartbeat, heartbeat_cb, live, NULL);
  g_source_attach (live->heartbeat, g_main_context_get_thread_default ());
  return live;
}

/**
 * rw_live_free:
 *
 * Every stream must have ended.
 */
void
rw_live_free (RwLive *live)
{
  if (live == NULL)
    return;
  g_assert (live->streams->len == 0);
  g_source_destroy (live->heartbeat);
  g_source_unref (live->heartbeat);
  g_ptr_array_unref (live->streams);
  g_ptr_array_unref (live->presences);
  g_free (live);
}
