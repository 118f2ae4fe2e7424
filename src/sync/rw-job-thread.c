/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-job-thread.h"

typedef struct
{
  GTask *task;
  RwJobFunc func;
} Job;

struct _RwJobThread
{
  GThread *thread;
  GAsyncQueue *queue;
  gpointer context;
};

static gpointer
run (gpointer data)
{
  RwJobThread *self = data;

  while (TRUE)
    {
      g_autofree Job *job = g_async_queue_pop (self->queue);
      g_autoptr (GTask) task = job->task;

      if (task == NULL)
        return NULL;
      /* Asked for and no longer wanted before its turn came. */
      if (!g_task_return_error_if_cancelled (task))
        job->func (task, self->context);
    }
}

/**
 * rw_job_thread_new:
 * @name: shown by debuggers, at most 15 characters
 * @context: passed to each job
 */
RwJobThread *
rw_job_thread_new (const char *name, gpointer context)
{
  RwJobThread *self = g_new0 (RwJobThread, 1);

  self->queue = g_async_queue_new ();
  self->context = context;
  self->thread = g_thread_new (name, run, self);
  return self;
}

/**
 * rw_job_thread_push:
 * @task: the thread takes a reference
 *
 * Does @func when everything that was asked for before is done.
 */
void
rw_job_thread_push (RwJobThread *self, GTask *task, RwJobFunc func)
{
  Job *job = g_new (Job, 1);

  *job = (Job) { g_object_ref (task), func };
  g_async_queue_push (self->queue, job);
}

/**
 * rw_job_thread_stop:
 * @self: (transfer full) (nullable): freed
 *
 * Waits until all jobs are done.
 */
void
rw_job_thread_stop (RwJobThread *self)
{
  if (self == NULL)
    return;
  g_async_queue_push (self->queue, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

gboolean
rw_job_thread_is_current (RwJobThread *self)
{
  return self->thread == g_thread_self ();
}
