/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/* What the engine has done in the store thread. */

static void
job_free (gpointer data)
{
  RwEngineJob *job = data;

  g_assert (job->engine == NULL);
  rw_feed_page_free (job->page);
  g_free (job->epoch);
  rw_push_reply_free (job->reply);
  g_clear_pointer (&job->hello, json_node_unref);
  g_clear_pointer (&job->edits, g_ptr_array_unref);
  g_clear_pointer (&job->undone, g_ptr_array_unref);
  g_free (job->label);
  g_free (job->key);
  g_free (job->value);
  g_free (job->person);
  g_free (job->lease);
  rw_store_news_free (job->news);
  g_free (job);
}

RwEngineJob *
rw_engine_new_job (RwEngine *self)
{
  RwEngineJob *job = g_new0 (RwEngineJob, 1);

  job->engine = g_object_ref (self);
  job->news = rw_store_news_new ();
  return job;
}

void
rw_engine_push_job (RwEngine *self,
                    RwEngineJob *job,
                    RwJobFunc func,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  rw_job_thread_push (self->store_thread, task, func);
}

void
rw_engine_take_news (RwEngine *self, RwStoreNews *news)
{
  self->queued = news->queued;
  self->acked = news->acked;
  self->client = news->client;
  self->has_data = news->has_data;
  g_signal_emit_by_name (self, "news", news);
}

/* Takes the job's engine back into the main thread, and tells the news. */
RwEngine *
rw_engine_end_job (GAsyncResult *result, RwEngineJob **job, GError **error)
{
  RwEngine *self;

  *job = g_task_get_task_data (G_TASK (result));
  self = g_steal_pointer (&(*job)->engine);
  if (g_task_propagate_boolean (G_TASK (result), error))
    rw_engine_take_news (self, (*job)->news);
  else if (error != NULL && g_error_matches (*error, RW_ERROR, RW_ERROR_CORRUPT))
    rw_engine_look_for_damage (self, NULL);
  return self;
}

static void
condemn_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  const char *format =
    job->offline ? _ ("The local copy of %s is damaged: it is fetched again once the server can be "
                      "reached, and until then what can be read of it is shown")
                 : _ ("The local copy of %s is damaged and is fetched again; your edits are kept");
  g_autofree char *work = NULL;

  if (self->store == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  job->more = rw_client_store_condemn (self->store, job->key);
  work = rw_client_store_explain_work (self->store);
  if (job->more)
    g_ptr_array_add (job->news->notices, g_strdup_printf (format, self->name));
  if (work != NULL)
    g_ptr_array_add (job->news->notices, g_strdup (work));
  if (job->news->notices->len > 0)
    rw_client_store_tell (self->store, job->news);
  g_task_return_boolean (task, job->news->notices->len > 0);
}

static void
condemned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, NULL);

  if (job->more && !self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_DAMAGED });
}

/**
 * rw_engine_look_for_damage:
 * @path: (nullable): where a reader found damage; %NULL when something else ended with
 *   %RW_ERROR_CORRUPT
 *
 * If it is the cache that is damaged, the person is told and it is fetched anew.
 */
void
rw_engine_look_for_damage (RwEngine *self, const char *path)
{
  RwSyncState state = rw_sync_machine_get_state (self->machine);
  RwEngineJob *job;

  if (!self->open || self->closing)
    return;
  job = rw_engine_new_job (self);
  job->key = g_strdup (path);
  job->offline = state != RW_SYNC_STATE_UP_TO_DATE && state != RW_SYNC_STATE_SYNCING &&
                 state != RW_SYNC_STATE_FIRST_SYNC;
  rw_engine_push_job (self, job, condemn_job, NULL, condemned_cb, NULL);
}

static void
return_job (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
rw_engine_open_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = rw_client_store_open (self->dir, self->name, job->news, &error);
  if (self->store != NULL)
    {
      rw_client_store_get_cursor (self->store, &job->command.cursor);
      job->command.seen = rw_client_store_get_seen (self->store);
      job->epoch = rw_client_store_get_meta (self->store, RW_ENGINE_META_EPOCH, NULL);
      job->person = rw_client_store_get_meta (self->store, RW_ENGINE_META_PERSON, NULL);
      job->lease = rw_client_store_get_meta (self->store, RW_ENGINE_META_LEASE, NULL);
    }
  return_job (task, self->store != NULL, error);
}

void
rw_engine_edit_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->result = rw_client_store_edit (self->store, job->edits, job->undone, job->label, job->roles,
                                      job->news, &error);
  return_job (task, job->result != NULL, error);
}

void
rw_engine_apply_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_apply (self->store, &job->page->asked, &job->command.cursor,
                                         job->page->trailer.head, job->command.seen,
                                         (const char *) job->page->rows->data, job->page->rows->len,
                                         job->news, &error);

  return_job (task, done, error);
}

void
rw_engine_swap_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_swap (self->store, job->news, &error);

  return_job (task, done, error);
}

/* In the job's error is nothing that a person could do anything about: the next start tries again. */
void
rw_engine_improve_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_improve (self->store, &job->more, job->news, &error);

  return_job (task, done, error);
}

void
rw_engine_push_message_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->result = rw_client_store_push (self->store, job->epoch, job->command.limit, &job->first_new,
                                      &job->last_new, job->news, &error);
  return_job (task, error == NULL, error);
}

void
rw_engine_answer_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_answer (self->store, job->epoch, job->reply, job->news, &error);

  return_job (task, done, error);
}

void
rw_engine_set_aside_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_set_aside (self->store, job->command.mid, job->news, &error);

  return_job (task, done, error);
}

void
rw_engine_rebase_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  g_autofree char *ours = rw_client_store_get_meta (self->store, RW_ENGINE_META_EPOCH, NULL);
  GError *error = NULL;
  gboolean done =
    rw_client_store_rebase (self->store, job->command.mid, job->command.new_client,
                            job->command.new_epoch ? job->command.cursor.epoch : NULL,
                            rw_hello_common_head (job->hello, ours), job->news, &error);

  return_job (task, done, error);
}

void
rw_engine_meta_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done =
    self->store == NULL || rw_client_store_set_meta (self->store, job->key, job->value, &error);

  return_job (task, done, error);
}

void
rw_engine_remove_job (GTask *task, gpointer context)
{
  RwEngine *self = context;
  RwEngineJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done;

  g_clear_pointer (&self->store, rw_client_store_close);
  done = rw_client_store_remove (self->dir, self->name, job->remove_work, &error);
  return_job (task, done, error);
}

void
rw_engine_close_job (GTask *task, gpointer context)
{
  RwEngine *self = context;

  g_clear_pointer (&self->store, rw_client_store_close);
  g_task_return_boolean (task, TRUE);
}
