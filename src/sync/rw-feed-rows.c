/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-rows.h"

#include "rw-feed-fetch.h"

/* Few enough rows that what their readers hold stays in the processor's cache, enough that handing
 * them on costs nothing beside them. */
#define BATCH_ROWS  32
#define BATCH_BYTES ((gsize) 256 * 1024)
#define BATCHES     6

/* A reader that had to grow beyond a line of this length is not kept. */
#define LINE_USUAL ((gsize) 64 * 1024)

typedef struct
{
  RwFeedRow rows[BATCH_ROWS];
  RwFeedReader *readers[BATCH_ROWS];
  gsize lengths[BATCH_ROWS]; /* longest line that the reader read */
  guint n;
  gsize n_bytes;
  gboolean last;
} Batch;

struct _RwFeedRows
{
  GUri *server;
  RwTlsTrust *trust;
  GThread *thread;
  GAsyncQueue *pages;  /* of Page: what the thread is to fetch */
  GAsyncQueue *free;   /* of Batch: to be filled */
  GAsyncQueue *filled; /* of Batch: to be taken */
  Batch batches[BATCHES];

  /* The thread's own. */
  Batch *batch;
};

/* Belongs to the thread from its push until the last batch, then to the caller again. */
typedef struct
{
  const char *token;
  const char *path;
  gsize most;
  GCancellable *cancellable;
  gboolean done;
  guint retry_after;
  GError *error;
  gboolean quit;
} Page;

/* --- The thread -------------------------------------------------------------------------------------- */

static void
hand_on (RwFeedRows *self,
         gboolean    last)
{
  Batch *batch = g_steal_pointer (&self->batch);

  batch->last = last;
  g_async_queue_push (self->filled, batch);
}

static void
take_free_batch (RwFeedRows *self)
{
  self->batch = g_async_queue_pop (self->free);
  self->batch->n = 0;
  self->batch->n_bytes = 0;
}

static RwFeedReader *
get_reader (Batch *batch,
            gsize  length)
{
  RwFeedReader **reader = &batch->readers[batch->n];

  if (batch->lengths[batch->n] > LINE_USUAL)
    {
      g_clear_pointer (reader, rw_feed_reader_free);
      batch->lengths[batch->n] = 0;
    }
  if (*reader == NULL)
    *reader = rw_feed_reader_new ();
  batch->lengths[batch->n] = MAX (batch->lengths[batch->n], length);
  return *reader;
}

static gboolean
parse_line_cb (const char  *line,
               gsize        length,
               gpointer     user_data,
               GError     **error)
{
  RwFeedRows *self = user_data;
  Batch *batch;

  if (self->batch == NULL)
    take_free_batch (self);
  batch = self->batch;
  if (!rw_feed_reader_parse (get_reader (batch, length), line, length, &batch->rows[batch->n], error))
    return FALSE;
  batch->n++;
  batch->n_bytes += length;
  if (batch->n == BATCH_ROWS || batch->n_bytes > BATCH_BYTES)
    hand_on (self, FALSE);
  return TRUE;
}

static gpointer
run (gpointer data)
{
  RwFeedRows *self = data;
  RwFeedFetch *fetch = rw_feed_fetch_new (self->server, self->trust);
  Page *page;

  while (!(page = g_async_queue_pop (self->pages))->quit)
    {
      page->done = rw_feed_fetch_run (fetch, page->token, page->path, page->most, parse_line_cb, self, &page->retry_after,
                                      page->cancellable, &page->error);
      if (self->batch == NULL)
        take_free_batch (self);
      hand_on (self, TRUE);
    }
  rw_feed_fetch_free (fetch);
  return NULL;
}

/* --- The caller -------------------------------------------------------------------------------------- */

/**
 * rw_feed_rows_new:
 *
 * Returns: (transfer full): with its thread
 */
RwFeedRows *
rw_feed_rows_new (GUri *server, RwTlsTrust *trust)
{
  RwFeedRows *self = g_new0 (RwFeedRows, 1);

  self->server = g_uri_ref (server);
  self->trust = trust != NULL ? g_object_ref (trust) : NULL;
  self->pages = g_async_queue_new ();
  self->free = g_async_queue_new ();
  self->filled = g_async_queue_new ();
  for (guint i = 0; i < BATCHES; i++)
    g_async_queue_push (self->free, &self->batches[i]);
  self->thread = g_thread_new ("rw-feed-rows", run, self);
  return self;
}

void
rw_feed_rows_free (RwFeedRows *self)
{
  Page quit = { .quit = TRUE };

  if (self == NULL)
    return;
  g_async_queue_push (self->pages, &quit);
  g_thread_join (self->thread);
  for (guint i = 0; i < BATCHES; i++)
    for (guint j = 0; j < BATCH_ROWS; j++)
      g_clear_pointer (&self->batches[i].readers[j], rw_feed_reader_free);
  g_async_queue_unref (self->pages);
  g_async_queue_unref (self->free);
  g_async_queue_unref (self->filled);
  g_uri_unref (self->server);
  g_clear_object (&self->trust);
  g_free (self);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/**
 * rw_feed_rows_run:
 * @token: of the person
 * @path: of the page, with its query
 * @most: bytes that a page may have
 * @func: takes the rows, in this thread; the page breaks off when it fails
 * @retry_after: (out): seconds the server asked to wait
 *
 * Fetches one page. What came before an error has been given to @func.
 */
gboolean
rw_feed_rows_run (RwFeedRows     *self,
                  const char     *token,
                  const char     *path,
                  gsize           most,
                  RwFeedRowsFunc  func,
                  gpointer        user_data,
                  guint          *retry_after,
                  GCancellable   *cancellable,
                  GError        **error)
{
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  Page page = { .token = token, .path = path, .most = most, .cancellable = stop };
  g_autoptr (GError) failed = NULL;
  gboolean last = FALSE;
  gulong handler;

  handler = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), stop, NULL) : 0;
  g_async_queue_push (self->pages, &page);
  while (!last)
    {
      Batch *batch = g_async_queue_pop (self->filled);

      /* After a failure the rest is only given back, so that the thread comes to its end. */
      if (failed == NULL && batch->n > 0 && !func (batch->rows, batch->n, user_data, &failed))
        g_cancellable_cancel (stop);
      last = batch->last;
      g_async_queue_push (self->free, batch);
    }
  g_cancellable_disconnect (cancellable, handler);
  *retry_after = page.retry_after;
  if (failed != NULL)
    {
      g_clear_error (&page.error);
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (page.error != NULL)
    g_propagate_error (error, page.error);
  return page.done;
}
