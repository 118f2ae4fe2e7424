/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-reader.h"

#include "rw-error.h"
#include "rw-job-thread.h"

struct _RwReader
{
  char *dir;
  char *server;
  /* Goes up when another file became the cache. */
  gint generation;
  gint opened;
  RwCache *cache;
  RwJobThread *thread;
};

typedef struct
{
  RwReaderFunc func;
  gpointer data;
  GDestroyNotify free_result;
} Question;

static gboolean
open_cache (RwReader *self, GError **error)
{
  gint generation = g_atomic_int_get (&self->generation);

  if (self->cache != NULL && self->opened == generation)
    return TRUE;
  g_clear_pointer (&self->cache, rw_cache_close);
  self->cache = rw_cache_open (self->dir, self->server, error);
  self->opened = generation;
  return self->cache != NULL;
}

static void
cancelled_cb (GCancellable *cancellable, gpointer db)
{
  rw_db_interrupt (db);
}

static void
read_job (GTask *task, gpointer context)
{
  RwReader *self = context;
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  gpointer result;
  gulong handler = 0;

  if (!open_cache (self, &error) || !rw_cache_begin_read (self->cache, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                     rw_cache_get_db (self->cache), NULL);
  result = question->func (self->cache, question->data, cancellable, &error);
  g_cancellable_disconnect (cancellable, handler);
  rw_cache_end_read (self->cache);
  if (g_task_return_error_if_cancelled (task))
    {
      if (result != NULL && question->free_result != NULL)
        question->free_result (result);
    }
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, result, question->free_result);
}

static void
close_job (GTask *task, gpointer context)
{
  RwReader *self = context;

  g_clear_pointer (&self->cache, rw_cache_close);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_reader_new:
 * @dir: folder of the client's files
 * @server: name of the server, as in the files' names
 */
RwReader *
rw_reader_new (const char *dir, const char *server)
{
  RwReader *self = g_new0 (RwReader, 1);

  self->dir = g_strdup (dir);
  self->server = g_strdup (server);
  self->thread = rw_job_thread_new ("rw-reader", self);
  return self;
}

/**
 * rw_reader_free:
 * @self: (transfer full) (nullable): waits for what was asked for
 */
void
rw_reader_free (RwReader *self)
{
  g_autoptr (GTask) task = NULL;

  if (self == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  rw_job_thread_push (self->thread, task, close_job);
  rw_job_thread_stop (self->thread);
  g_free (self->dir);
  g_free (self->server);
  g_free (self);
}

/**
 * rw_reader_close_async:
 *
 * Lets go of the file, behind what was asked for before. Nothing may be asked for after it.
 */
void
rw_reader_close_async (RwReader *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  rw_job_thread_push (self->thread, task, close_job);
}

/**
 * rw_reader_renew:
 *
 * The next question is put to the file that is the cache now.
 */
void
rw_reader_renew (RwReader *self)
{
  g_atomic_int_inc (&self->generation);
}

/**
 * rw_reader_read_async:
 * @func: runs in the reader's thread, in one read transaction
 * @data: must stay until the callback
 */
void
rw_reader_read_async (RwReader *self,
                      RwReaderFunc func,
                      gpointer data,
                      GDestroyNotify free_result,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  *question = (Question) { func, data, free_result };
  g_task_set_source_tag (task, rw_reader_read_async);
  g_task_set_task_data (task, question, g_free);
  rw_job_thread_push (self->thread, task, read_job);
}

gpointer
rw_reader_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
