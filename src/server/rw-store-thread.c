/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-store-thread.h"

#include "rw-error.h"

/* More work waiting than this means that the disk does not keep up: better say so than let it grow. */
#define WAITING_MOST 1000

typedef struct
{
  RwStoreFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Job;

struct _RwStoreThread
{
  GThread *thread;
  GAsyncQueue *queue; /* of GTask; the thread itself as a mark for the end */
  char *path;
  RwLogStore *store;
};

static void
free_job (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static gpointer
run_cb (gpointer data)
{
  RwStoreThread *thread = data;

  while (TRUE)
    {
      gpointer next = g_async_queue_pop (thread->queue);
      g_autoptr (GTask) task = NULL;
      GError *error = NULL;
      gpointer result;
      Job *job;

      if (next == thread)
        break;
      task = next;
      job = g_task_get_task_data (task);
      result = job->func (RW_LOG_STORE_SQLITE (thread->store), job->data, &error);
      if (error != NULL)
        g_task_return_error (task, error);
      else
        g_task_return_pointer (task, result, job->free_result);
    }
  g_clear_object (&thread->store);
  return NULL;
}

typedef struct
{
  RwStoreThread *thread;
  GMutex lock;
  GCond cond;
  gboolean done;
  GError *error;
} Start;

static gpointer
start_cb (gpointer data)
{
  Start *start = data;
  RwStoreThread *thread = start->thread;
  gboolean well;

  thread->store = rw_log_store_sqlite_open (thread->path, &start->error);
  well = thread->store != NULL;
  g_mutex_lock (&start->lock);
  start->done = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&start->lock);
  return well ? run_cb (thread) : NULL;
}

/**
 * rw_store_thread_new:
 * @path: of the store's file, made when it is not there
 *
 * Opens the store, and waits for that.
 */
RwStoreThread *
rw_store_thread_new (const char *path,
                     GError    **error)
{
  RwStoreThread *thread = g_new0 (RwStoreThread, 1);
  Start start = { .thread = thread };

  thread->path = g_strdup (path);
  thread->queue = g_async_queue_new ();
  g_mutex_init (&start.lock);
  g_cond_init (&start.cond);
  thread->thread = g_thread_new ("store", start_cb, &start);
  g_mutex_lock (&start.lock);
  while (!start.done)
    g_cond_wait (&start.cond, &start.lock);
  g_mutex_unlock (&start.lock);
  g_mutex_clear (&start.lock);
  g_cond_clear (&start.cond);
  if (start.error == NULL)
    return thread;
  g_propagate_error (error, start.error);
  rw_store_thread_free (thread);
  return NULL;
}

/**
 * rw_store_thread_free:
 *
 * Waits until all that was asked for is done and the file is closed.
 */
void
rw_store_thread_free (RwStoreThread *thread)
{
  if (thread == NULL)
    return;
  g_async_queue_push (thread->queue, thread);
  g_thread_join (thread->thread);
  while (g_async_queue_try_pop (thread->queue) != NULL)
    ;
  g_async_queue_unref (thread->queue);
  g_free (thread->path);
  g_free (thread);
}

/**
 * rw_store_thread_get_store:
 *
 * Returns: (transfer none): only for rw_log_store_snapshot()
 */
RwLogStore *
rw_store_thread_get_store (RwStoreThread *thread)
{
  return thread->store;
}

void
rw_store_thread_run_async (RwStoreThread       *thread,
                           RwStoreFunc          func,
                           gpointer             data,
                           GDestroyNotify       free_data,
                           GDestroyNotify       free_result,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job){ func, data, free_data, free_result };
  g_task_set_task_data (task, job, free_job);
  g_task_set_static_name (task, "rackwardd store");
  if (g_async_queue_length (thread->queue) > WAITING_MOST)
    g_task_return_new_error (task, RW_ERROR, RW_ERROR_BUSY, "The server has too much to write; try again later");
  else
    g_async_queue_push (thread->queue, g_steal_pointer (&task));
}

gpointer
rw_store_thread_run_finish (GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  RwStoreFunc func;
  gpointer data;
  gpointer result;
  GError *error;
  GMutex lock;
  GCond cond;
  gboolean done;
} Wait;

static gpointer
wait_func (RwLogStoreSqlite *store,
           gpointer          data,
           GError          **error)
{
  Wait *wait = data;

  wait->result = wait->func (store, wait->data, &wait->error);
  g_mutex_lock (&wait->lock);
  wait->done = TRUE;
  g_cond_signal (&wait->cond);
  g_mutex_unlock (&wait->lock);
  return NULL;
}

/**
 * rw_store_thread_run:
 *
 * Waits for the result: for start and administration, not while serving.
 */
gpointer
rw_store_thread_run (RwStoreThread *thread,
                     RwStoreFunc    func,
                     gpointer       data,
                     GError       **error)
{
  Wait wait = { .func = func, .data = data };

  g_mutex_init (&wait.lock);
  g_cond_init (&wait.cond);
  rw_store_thread_run_async (thread, wait_func, &wait, NULL, NULL, NULL, NULL);
  g_mutex_lock (&wait.lock);
  while (!wait.done)
    g_cond_wait (&wait.cond, &wait.lock);
  g_mutex_unlock (&wait.lock);
  g_mutex_clear (&wait.lock);
  g_cond_clear (&wait.cond);
  if (wait.error != NULL)
    g_propagate_error (error, wait.error);
  return wait.result;
}
