/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-watch.h"

#include "rw-clock.h"
#include "rw-run-watch.h"
#include "rw-server-private.h"

/* A backup that is missed is known within so long. */
#define WATCH_SECONDS 60

struct _RwWatch
{
  RwServer *server; /* not owned */
  RwRunWatch *runs; /* the store's thread only */
  GSource *source;
  gboolean busy;
};

typedef struct
{
  gint64 head;
  gboolean more;
} Step;

static void step (RwWatch *self);

static gpointer
step_func (RwLogStoreSqlite *store, gpointer data, GError **error)
{
  g_autofree Step *done = g_new0 (Step, 1);

  if (!rw_run_watch_step (data, RW_LOG_STORE (store), rw_clock_now (), &done->more, error))
    return NULL;
  done->head = rw_log_store_get_head (RW_LOG_STORE (store));
  return g_steal_pointer (&done);
}

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwServer) server = user_data;
  RwWatch *self = rw_server_get_watch (server);
  g_autoptr (GError) error = NULL;
  g_autofree Step *done = rw_store_thread_run_finish (result, &error);

  if (done != NULL)
    rw_server_set_head (server, done->head);
  else
    g_warning ("Could not look for missed backups: %s", error->message);
  /* The server may have stopped meanwhile. */
  if (self == NULL)
    return;
  self->busy = FALSE;
  if (done != NULL && done->more && self->source != NULL)
    step (self);
}

/* One step after the other: who writes meanwhile has its turn between them. */
static void
step (RwWatch *self)
{
  if (self->busy)
    return;
  self->busy = TRUE;
  rw_store_thread_run_async (rw_server_get_store (self->server), step_func, self->runs, NULL, g_free,
                             stepped_cb, g_object_ref (self->server));
}

static gboolean
watch_cb (gpointer data)
{
  step (data);
  return G_SOURCE_CONTINUE;
}

/**
 * rw_watch_new:
 * @server: outlives what is returned
 */
RwWatch *
rw_watch_new (RwServer *server)
{
  RwWatch *self = g_new0 (RwWatch, 1);

  self->server = server;
  self->runs = rw_run_watch_new ();
  self->source = g_timeout_source_new_seconds (WATCH_SECONDS);
  g_source_set_callback (self->source, watch_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

/**
 * rw_watch_stop:
 *
 * Looks no more. What is being looked at ends with the store's thread, and only then may @self be freed.
 */
void
rw_watch_stop (RwWatch *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

void
rw_watch_free (RwWatch *self)
{
  rw_watch_stop (self);
  rw_run_watch_free (self->runs);
  g_free (self);
}
