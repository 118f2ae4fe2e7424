/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-readers.h"

#define READERS_MOST 32
#define READERS_EACH 8

typedef struct
{
  RwReaders *readers;
  RwId token;
  RwReadFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Reading;

struct _RwReaders
{
  gatomicrefcount ref_count; /* what comes back from a thread holds one */
  GMainContext *context;
  GThreadPool *pool;
  gboolean closed;

  /* The thread of the server only. */
  GHashTable *running; /* token → how many */
  GQueue waiting;      /* of Reading */
};

static void
unref_readers (RwReaders *readers)
{
  if (!g_atomic_ref_count_dec (&readers->ref_count))
    return;
  g_main_context_unref (readers->context);
  g_hash_table_unref (readers->running);
  g_free (readers);
}

static guint
count (RwReaders  *readers,
       const RwId *token)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (readers->running, token));
}

static void
set_count (RwReaders  *readers,
           const RwId *token,
           guint       number)
{
  if (number == 0)
    g_hash_table_remove (readers->running, token);
  else
    g_hash_table_replace (readers->running, rw_id_copy (token), GUINT_TO_POINTER (number));
}

static void
start (RwReaders *readers,
       Reading   *reading)
{
  set_count (readers, &reading->token, count (readers, &reading->token) + 1);
  g_thread_pool_push (readers->pool, reading, NULL);
}

static gboolean
done_cb (gpointer data)
{
  Reading *reading = data;
  RwReaders *readers = reading->readers;

  if (readers->closed)
    return G_SOURCE_REMOVE;
  set_count (readers, &reading->token, count (readers, &reading->token) - 1);
  for (GList *link = readers->waiting.head; link != NULL; link = link->next)
    if (rw_id_equal (&((Reading *) link->data)->token, &reading->token))
      {
        Reading *next = link->data;

        g_queue_delete_link (&readers->waiting, link);
        start (readers, next);
        break;
      }
  return G_SOURCE_REMOVE;
}

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  unref_readers (reading->readers);
  g_free (reading);
}

static void
run (RwLogStore *store,
     Reading    *reading,
     GError     *problem)
{
  reading->func (store, reading->data, problem);
  if (reading->free_data != NULL)
    reading->free_data (reading->data);
}

static void
read_func (gpointer data,
           gpointer user_data)
{
  Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RwLogStore) snapshot = rw_log_store_snapshot (user_data, &error);
  g_autoptr (GSource) source = g_idle_source_new ();

  run (snapshot, reading, error);
  g_clear_object (&snapshot);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, done_cb, reading, free_reading);
  g_source_attach (source, reading->readers->context);
}

/**
 * rw_readers_run:
 * @token: for whom
 *
 * Runs @func in a reader thread with a snapshot, soon and exactly once.
 */
void
rw_readers_run (RwReaders      *readers,
                const RwId     *token,
                RwReadFunc      func,
                gpointer        data,
                GDestroyNotify  free_data)
{
  Reading *reading = g_new0 (Reading, 1);

  *reading = (Reading) { readers, *token, func, data, free_data };
  g_atomic_ref_count_inc (&readers->ref_count);
  if (count (readers, token) < READERS_EACH)
    start (readers, reading);
  else
    g_queue_push_tail (&readers->waiting, reading);
}

/**
 * rw_readers_new:
 * @store: (transfer none): outlives what is returned
 */
RwReaders *
rw_readers_new (RwLogStore *store)
{
  RwReaders *readers = g_new0 (RwReaders, 1);

  g_atomic_ref_count_init (&readers->ref_count);
  readers->context = g_main_context_ref_thread_default ();
  readers->pool = g_thread_pool_new (read_func, store, READERS_MOST, FALSE, NULL);
  readers->running = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  g_queue_init (&readers->waiting);
  return readers;
}

/**
 * rw_readers_free:
 *
 * Waits for all that was asked for.
 */
void
rw_readers_free (RwReaders *readers)
{
  Reading *reading;

  if (readers == NULL)
    return;
  readers->closed = TRUE;
  while ((reading = g_queue_pop_head (&readers->waiting)) != NULL)
    g_thread_pool_push (readers->pool, reading, NULL);
  g_thread_pool_free (g_steal_pointer (&readers->pool), FALSE, TRUE);
  unref_readers (readers);
}
