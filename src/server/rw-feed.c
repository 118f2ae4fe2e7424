/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed.h"

#include "rw-feed-query.h"

#define PIECES_READY  3
#define STALL_SECONDS 30

struct _RwFeed
{
  gatomicrefcount ref_count;
  GMainContext *context;

  /* What was asked for; does not change. */
  char *epoch;
  char *scope_name;
  gint64 pos;
  gint64 h0;
  gint64 limit;
  RwId client;
  const RwScope *scope;
  gboolean gzip;

  /* The server's thread only. */
  RwRequest *request;
  gboolean started;
  gboolean sending;
  gboolean complete;

  /* The reader thread only. */
  GConverter *converter;

  /* Shared, under the lock. */
  GMutex lock;
  GCond room;
  GQueue pieces; /* of GBytes */
  GError *error;
  gint64 head;
  gboolean ready;
  gboolean done;
  gboolean cancelled;
  gboolean woken;
};

/**
 * rw_feed_new:
 * @epoch: (nullable): which the client knows
 * @scope_name: (nullable): which the client knows
 * @pos: the last number that it has
 * @h0: the head when its first sync began, 0 for none
 * @limit: greatest number of rows
 * @client: its work database, nil for none
 */
RwFeed *
rw_feed_new (RwRequest  *request,
             const char *epoch,
             const char *scope_name,
             gint64      pos,
             gint64      h0,
             gint64      limit,
             const RwId *client)
{
  RwFeed *feed = g_new0 (RwFeed, 1);

  g_atomic_ref_count_init (&feed->ref_count);
  g_mutex_init (&feed->lock);
  g_cond_init (&feed->room);
  g_queue_init (&feed->pieces);
  feed->context = g_main_context_ref_thread_default ();
  feed->epoch = g_strdup (epoch);
  feed->scope_name = g_strdup (scope_name);
  feed->pos = pos;
  feed->h0 = h0;
  feed->limit = limit;
  feed->client = *client;
  feed->scope = request->scope;
  feed->gzip = rw_request_wants_gzip (request);
  feed->request = rw_request_ref (request);
  return feed;
}

RwFeed *
rw_feed_ref (RwFeed *feed)
{
  g_atomic_ref_count_inc (&feed->ref_count);
  return feed;
}

/* The last reference may go in either thread; the request goes before, in rw_feed_cancel(). */
void
rw_feed_unref (RwFeed *feed)
{
  if (feed == NULL || !g_atomic_ref_count_dec (&feed->ref_count))
    return;
  g_assert (feed->request == NULL);
  g_main_context_unref (feed->context);
  g_free (feed->epoch);
  g_free (feed->scope_name);
  g_queue_clear_full (&feed->pieces, (GDestroyNotify) g_bytes_unref);
  g_clear_error (&feed->error);
  g_clear_object (&feed->converter);
  g_mutex_clear (&feed->lock);
  g_cond_clear (&feed->room);
  g_free (feed);
}

/* --- The server's thread -------------------------------------------------------------------------- */

static void
start_answer (RwFeed *feed,
              gint64  head)
{
  SoupServerMessage *message = feed->request->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, head);

  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_replace (headers, "Content-Type", "application/x-ndjson");
  rw_request_protect (feed->request);
  soup_message_headers_replace (headers, "Rackward-Head", text);
  if (feed->gzip)
    soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  feed->started = TRUE;
}

static void
pump (RwFeed *feed)
{
  RwRequest *request = feed->request;
  g_autoptr (GBytes) piece = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ready, done;
  gint64 head;

  if (request == NULL || request->message == NULL || feed->complete || feed->sending)
    return;
  g_mutex_lock (&feed->lock);
  ready = feed->ready;
  head = feed->head;
  piece = g_queue_pop_head (&feed->pieces);
  done = feed->done && g_queue_is_empty (&feed->pieces);
  if (feed->error != NULL)
    error = g_error_copy (feed->error);
  g_cond_signal (&feed->room);
  g_mutex_unlock (&feed->lock);

  if (error != NULL)
    {
      feed->complete = TRUE;
      if (!feed->started)
        rw_request_fail (request, error);
      else
        {
          /* Too late for a status: without its trailer the client does not take the page. */
          g_warning ("The feed ended early: %s", error->message);
          rw_peer_cut (request->peer);
        }
      return;
    }
  if (!ready)
    return;
  if (!feed->started)
    start_answer (feed, head);
  if (piece != NULL)
    {
      feed->sending = TRUE;
      rw_peer_set_deadline (request->peer, STALL_SECONDS);
      soup_message_body_append_bytes (soup_server_message_get_response_body (request->message), piece);
    }
  else if (done)
    {
      feed->complete = TRUE;
      rw_peer_set_deadline (request->peer, STALL_SECONDS);
      soup_message_body_complete (soup_server_message_get_response_body (request->message));
    }
  else
    return;
  soup_server_message_unpause (request->message);
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                RwFeed            *feed)
{
  if (feed->complete)
    return;
  feed->sending = FALSE;
  pump (feed);
}

static void
finished_cb (SoupServerMessage *message,
             RwFeed            *feed)
{
  rw_feed_cancel (feed);
}

/**
 * rw_feed_start:
 *
 * To be called once, before rw_feed_run() runs.
 */
void
rw_feed_start (RwFeed *feed)
{
  SoupServerMessage *message = feed->request->message;

  g_signal_connect_data (message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), rw_feed_ref (feed),
                         (GClosureNotify) (GCallback) rw_feed_unref, 0);
  g_signal_connect_data (message, "finished", G_CALLBACK (finished_cb), rw_feed_ref (feed),
                         (GClosureNotify) (GCallback) rw_feed_unref, 0);
}

/**
 * rw_feed_cancel:
 *
 * Nobody waits for the answer any more. The reader thread stops at the next piece.
 */
void
rw_feed_cancel (RwFeed *feed)
{
  g_mutex_lock (&feed->lock);
  feed->cancelled = TRUE;
  g_cond_signal (&feed->room);
  g_mutex_unlock (&feed->lock);
  g_clear_pointer (&feed->request, rw_request_unref);
}

/* --- The reader thread ---------------------------------------------------------------------------- */

static gboolean
woken_cb (gpointer data)
{
  RwFeed *feed = data;

  g_mutex_lock (&feed->lock);
  feed->woken = FALSE;
  g_mutex_unlock (&feed->lock);
  pump (feed);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
wake (RwFeed *feed)
{
  g_autoptr (GSource) source = NULL;

  if (feed->woken)
    return;
  feed->woken = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, woken_cb, rw_feed_ref (feed), (GDestroyNotify) rw_feed_unref);
  g_source_attach (source, feed->context);
}

static GBytes *
compress (RwFeed   *feed,
          GString  *plain,
          gboolean  last)
{
  GByteArray *out = g_byte_array_new ();
  gsize done = 0;

  while (TRUE)
    {
      guint8 buffer[65536];
      gsize bytes_read, bytes_written;
      GConverterResult result;
      g_autoptr (GError) error = NULL;

      result = g_converter_convert (feed->converter, plain->str + done, plain->len - done, buffer, sizeof buffer,
                                    last ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &bytes_read, &bytes_written,
                                    &error);
      if (result == G_CONVERTER_ERROR)
        break;
      done += bytes_read;
      g_byte_array_append (out, buffer, (guint) bytes_written);
      if (result == G_CONVERTER_FINISHED || (!last && done == plain->len))
        break;
    }
  return g_byte_array_free_to_bytes (out);
}

/* Hands on what is written, and waits for room. Returns FALSE when nobody wants it any more. */
static gboolean
hand_on (GString **piece,
         gboolean  last,
         gpointer  user_data)
{
  RwFeed *feed = user_data;
  GBytes *bytes;
  gboolean wanted;

  if (feed->converter != NULL)
    bytes = compress (feed, *piece, last);
  else
    bytes = g_string_free_to_bytes (g_steal_pointer (piece));
  g_mutex_lock (&feed->lock);
  while (!feed->cancelled && g_queue_get_length (&feed->pieces) >= PIECES_READY)
    g_cond_wait (&feed->room, &feed->lock);
  wanted = !feed->cancelled;
  if (wanted && g_bytes_get_size (bytes) > 0)
    g_queue_push_tail (&feed->pieces, g_steal_pointer (&bytes));
  if (last)
    feed->done = TRUE;
  wake (feed);
  g_mutex_unlock (&feed->lock);
  g_clear_pointer (&bytes, g_bytes_unref);
  return wanted;
}

static void
begin_func (gint64   head,
            gpointer user_data)
{
  RwFeed *feed = user_data;

  g_mutex_lock (&feed->lock);
  feed->ready = TRUE;
  feed->head = head;
  g_mutex_unlock (&feed->lock);
  if (feed->gzip)
    feed->converter = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
}

/**
 * rw_feed_run:
 * @store: a snapshot of the calling thread
 *
 * Writes the whole answer. Waits whenever the client does not keep up.
 */
void
rw_feed_run (RwFeed     *feed,
             RwLogStore *store)
{
  RwFeedQuery query = { .epoch = feed->epoch,
                        .scope_name = feed->scope_name,
                        .pos = feed->pos,
                        .h0 = feed->h0,
                        .limit = feed->limit,
                        .client = feed->client,
                        .scope = feed->scope };
  GError *error = NULL;

  if (!rw_feed_query_run (&query, store, begin_func, hand_on, feed, &error))
    rw_feed_fail (feed, error);
}

/**
 * rw_feed_fail:
 * @error: (transfer full): why there will be no answer
 */
void
rw_feed_fail (RwFeed *feed,
              GError *error)
{
  g_mutex_lock (&feed->lock);
  feed->error = error;
  wake (feed);
  g_mutex_unlock (&feed->lock);
}
