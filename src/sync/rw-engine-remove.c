/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

/* The end of the files: one thread after the other lets go of them, then they are deleted. */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwEngineJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (RwEngine) self = g_steal_pointer (&job->engine);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_files (GTask *task)
{
  RwEngine *self = g_task_get_source_object (task);
  RwEngineJob *job = rw_engine_new_job (self);

  job->remove_work = GPOINTER_TO_INT (g_task_get_task_data (task));
  rw_engine_push_job (self, job, rw_engine_remove_job, NULL, removed_cb, g_object_ref (task));
}

static void
reader_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  remove_files (task);
}

static void
worker_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwEngine *self = g_task_get_source_object (task);

  rw_reader_close_async (self->reader, reader_closed_cb, g_object_ref (task));
}

/**
 * rw_engine_remove_async:
 * @remove_work: whether outbox and conflict inbox go as well
 *
 * Ends the protocol and deletes the local copy.
 */
void
rw_engine_remove_async (RwEngine *self,
                        gboolean remove_work,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->open);
  g_task_set_source_tag (task, rw_engine_remove_async);
  g_task_set_task_data (task, GINT_TO_POINTER (remove_work), NULL);
  if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_CLOSED });
  rw_engine_silence (self);
  rw_feed_worker_close_async (self->worker, worker_closed_cb, g_object_ref (task));
}

/**
 * rw_engine_remove_finish:
 *
 * Returns: %FALSE with @error set when not all is gone
 */
gboolean
rw_engine_remove_finish (RwEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
