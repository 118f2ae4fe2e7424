/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

/* The machine is put to sleep, and wakes. */

/* How often to look whether the connections are closed. */
#define LOOK_MS 10

static gboolean
look_cb (gpointer data)
{
  RwEngine *self = data;

  if (!rw_http_sessions_are_ended ())
    return G_SOURCE_CONTINUE;
  self->settle_timer = 0;
  rw_resume_watch_ready (self->resume_watch);
  return G_SOURCE_REMOVE;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RwEngine) self = user_data;

  if (--self->settling == 0 && !self->closing && self->settle_timer == 0)
    self->settle_timer = g_timeout_add (LOOK_MS, look_cb, self);
}

static void
nothing_job (GTask *task, gpointer context)
{
  g_task_return_boolean (task, TRUE);
}

/* Behind it the machine may sleep: what the store thread was asked to write before is in the files, and the
 * server has seen every connection end. */
void
rw_engine_hang_up (RwEngine *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, settled_cb, g_object_ref (self));

  self->settling += 2;
  rw_http_client_hang_up (self->http);
  rw_feed_worker_hang_up_async (self->worker, settled_cb, g_object_ref (self));
  rw_job_thread_push (self->store_thread, task, nothing_job);
}

static void
sleeping_cb (RwEngine *self)
{
  g_signal_emit_by_name (self, "sleeping");
  if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_SLEEPING });
}

static void
resumed_cb (RwEngine *self)
{
  g_clear_handle_id (&self->settle_timer, g_source_remove);
  g_signal_emit_by_name (self, "resumed");
  if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_RESUMED });
}

void
rw_engine_watch_sleep (RwEngine *self)
{
  self->resume_watch = rw_resume_watch_new ();
  g_signal_connect_swapped (self->resume_watch, "sleeping", G_CALLBACK (sleeping_cb), self);
  g_signal_connect_swapped (self->resume_watch, "resumed", G_CALLBACK (resumed_cb), self);
}

void
rw_engine_unwatch_sleep (RwEngine *self)
{
  g_clear_handle_id (&self->settle_timer, g_source_remove);
  if (self->resume_watch != NULL)
    g_signal_handlers_disconnect_by_data (self->resume_watch, self);
  g_clear_object (&self->resume_watch);
}
