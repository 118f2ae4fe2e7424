/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/* Whatever else is asked of the files, in the store thread. */

typedef struct
{
  RwEngineCallFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gpointer result; /* taken by the caller, or freed */
  RwEngine *engine;
  RwStoreNews *news;
} Call;

static void
call_free (gpointer pointer)
{
  Call *call = pointer;

  g_assert (call->engine == NULL);
  if (call->free_data != NULL)
    call->free_data (call->data);
  if (call->result != NULL && call->free_result != NULL)
    call->free_result (call->result);
  rw_store_news_free (call->news);
  g_free (call);
}

static void
call_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (self->store == NULL)
    g_set_error_literal (&error, RW_ERROR, RW_ERROR_FAILED, _ ("The files are closed"));
  else
    call->result = call->func (self->store, call->data, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rw_client_store_tell (self->store, call->news);
  g_task_return_boolean (task, TRUE);
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (G_TASK (result));
  g_autoptr (RwEngine) self = g_steal_pointer (&call->engine);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, RW_ERROR, RW_ERROR_CORRUPT))
        rw_engine_look_for_damage (self, NULL);
      g_task_return_error (task, error);
      return;
    }
  rw_engine_take_news (self, call->news);
  g_task_return_pointer (task, g_steal_pointer (&call->result), call->free_result);
  if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = self->queued });
}

/**
 * rw_engine_call_async:
 * @func: runs in the store thread
 * @data: for @func
 * @free_data: (nullable): frees @data, in the main thread
 * @free_result: (nullable): frees a result that nobody took
 *
 * Does something with the files between two other things. What is queued by it is sent.
 */
void
rw_engine_call_async (RwEngine *self,
                      RwEngineCallFunc func,
                      gpointer data,
                      GDestroyNotify free_data,
                      GDestroyNotify free_result,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) inner = NULL;
  Call *call;

  if (!self->open || self->closing)
    {
      if (free_data != NULL)
        free_data (data);
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED, _ ("The files are closed"));
      return;
    }
  call = g_new (Call, 1);
  *call =
    (Call) { func, data, free_data, free_result, NULL, g_object_ref (self), rw_store_news_new () };
  inner = g_task_new (NULL, NULL, called_cb, g_object_ref (task));
  g_task_set_check_cancellable (inner, FALSE);
  g_task_set_task_data (inner, call, call_free);
  rw_job_thread_push (self->store_thread, inner, call_job);
}

/**
 * rw_engine_call_finish:
 *
 * Returns: (transfer full) (nullable): what @func returned
 */
gpointer
rw_engine_call_finish (RwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
