/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

enum
{
  REPORT,
  NEWS,
  PROGRESS,
  CONTACT,
  LIVE,
  PRESENCE,
  SLEEPING,
  RESUMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwEngine, rw_engine, G_TYPE_OBJECT)

static void run_command (RwEngine *self, const RwSyncCommand *command);

static void
drain (RwEngine *self)
{
  RwSyncCommand command;

  if (self->draining)
    return;
  self->draining = TRUE;
  g_object_ref (self);
  while (rw_sync_machine_next (self->machine, &command))
    run_command (self, &command);
  self->draining = FALSE;
  g_object_unref (self);
}

void
rw_engine_feed (RwEngine *self, RwSyncEvent event)
{
  /* Pauses are measured on the process's own clock: nobody's time of day matters here. */
  event.now = g_get_monotonic_time ();
  event.dice = g_random_int ();
  rw_sync_machine_feed (self->machine, &event);
  drain (self);
}

/* What a fault means for the protocol, beside the sentence for the person that is kept. */
RwError
rw_engine_note_error (RwEngine *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return RW_ERROR_CANCELLED;
  g_set_str (&self->message, error->message);
  return error->domain == RW_ERROR ? (RwError) error->code : RW_ERROR_FAILED;
}

void
rw_engine_contact (RwEngine *self)
{
  g_signal_emit (self, signals[CONTACT], 0);
}

static void
renew_cancellables (RwEngine *self)
{
  g_cancellable_cancel (self->pull_cancellable);
  g_cancellable_cancel (self->push_cancellable);
  g_object_unref (self->pull_cancellable);
  g_object_unref (self->push_cancellable);
  self->pull_cancellable = g_cancellable_new ();
  self->push_cancellable = g_cancellable_new ();
}

static gboolean
timer_cb (gpointer data)
{
  RwEngine *self = data;

  self->timer = 0;
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_TIMER });
  return G_SOURCE_REMOVE;
}

static void
set_timer (RwEngine *self, gint64 at)
{
  gint64 pause = at - g_get_monotonic_time ();

  g_clear_handle_id (&self->timer, g_source_remove);
  if (at > 0)
    self->timer = g_timeout_add ((guint) CLAMP (pause / 1000 + 1, 0, G_MAXINT), timer_cb, self);
}

static void
report (RwEngine *self, const RwSyncCommand *command)
{
  gboolean tell =
    command->state == RW_SYNC_STATE_OFFLINE || command->state == RW_SYNC_STATE_FAILED ||
    (command->state == RW_SYNC_STATE_SIGNED_OUT && rw_http_client_get_token (self->http) != NULL);

  g_signal_emit (self, signals[REPORT], 0, (int) command->state, tell ? self->message : NULL);
}

static void
run_command (RwEngine *self, const RwSyncCommand *command)
{
  switch (command->type)
    {
    case RW_SYNC_COMMAND_PULL:
      rw_engine_pull (self, command);
      break;
    case RW_SYNC_COMMAND_APPLY:
      rw_engine_apply (self, command);
      break;
    case RW_SYNC_COMMAND_DROP:
      rw_engine_drop (self, command->request);
      break;
    case RW_SYNC_COMMAND_REBUILD:
      self->head = 0;
      rw_feed_worker_rebuild (self->worker);
      break;
    case RW_SYNC_COMMAND_SWAP:
      rw_engine_swap (self);
      break;
    case RW_SYNC_COMMAND_PUSH:
      rw_engine_push (self, command);
      break;
    case RW_SYNC_COMMAND_SET_ASIDE:
      rw_engine_set_aside (self, command);
      break;
    case RW_SYNC_COMMAND_REBASE:
      rw_engine_rebase (self, command);
      break;
    case RW_SYNC_COMMAND_OPEN_LIVE:
      rw_engine_open_live (self);
      break;
    case RW_SYNC_COMMAND_CLOSE_LIVE:
      rw_engine_close_live (self);
      break;
    case RW_SYNC_COMMAND_ABORT:
      renew_cancellables (self);
      break;
    case RW_SYNC_COMMAND_HANG_UP:
      rw_engine_hang_up (self);
      break;
    case RW_SYNC_COMMAND_TIMER:
      set_timer (self, command->at);
      break;
    case RW_SYNC_COMMAND_REPORT:
      report (self, command);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
network_changed_cb (RwEngine *self)
{
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_NETWORK });
}

/* Nothing more is asked of anybody; what is under way ends soon. */
void
rw_engine_silence (RwEngine *self)
{
  self->closing = TRUE;
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  rw_engine_unwatch_sleep (self);
  rw_engine_close_live (self);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->pull_cancellable);
  g_cancellable_cancel (self->push_cancellable);
}

static void
rw_engine_dispose (GObject *object)
{
  RwEngine *self = RW_ENGINE (object);

  rw_engine_silence (self);
  g_clear_pointer (&self->worker, rw_feed_worker_free);
  g_clear_pointer (&self->reader, rw_reader_free);
  if (self->store_thread != NULL)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      rw_job_thread_push (self->store_thread, task, rw_engine_close_job);
      g_clear_pointer (&self->store_thread, rw_job_thread_stop);
    }
  G_OBJECT_CLASS (rw_engine_parent_class)->dispose (object);
}

static void
rw_engine_finalize (GObject *object)
{
  RwEngine *self = RW_ENGINE (object);

  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->machine, rw_sync_machine_free);
  g_clear_object (&self->http);
  g_clear_object (&self->pull_cancellable);
  g_clear_object (&self->push_cancellable);
  g_clear_object (&self->cancellable);
  g_free (self->dir);
  g_free (self->name);
  g_free (self->message);
  g_free (self->start_epoch);
  g_free (self->kept_person);
  g_free (self->kept_lease);
  G_OBJECT_CLASS (rw_engine_parent_class)->finalize (object);
}

static void
rw_engine_class_init (RwEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rw_engine_dispose;
  object_class->finalize = rw_engine_finalize;

  signals[REPORT] = g_signal_new ("report", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[NEWS] = g_signal_new ("news", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[PROGRESS] = g_signal_new ("progress", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[CONTACT] = g_signal_new ("contact", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[LIVE] = g_signal_new ("live", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[PRESENCE] = g_signal_new ("presence", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SLEEPING] = g_signal_new ("sleeping", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  signals[RESUMED] = g_signal_new ("resumed", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
rw_engine_init (RwEngine *self)
{
  self->machine = rw_sync_machine_new ();
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) rw_feed_page_free);
  self->pull_cancellable = g_cancellable_new ();
  self->push_cancellable = g_cancellable_new ();
  self->cancellable = g_cancellable_new ();
  self->progress = -1;
}

/**
 * rw_engine_new:
 * @http: for messages to the server
 * @dir: folder of the client's files
 * @name: of the server, as in the files' names
 */
RwEngine *
rw_engine_new (RwHttpClient *http, const char *dir, const char *name)
{
  RwEngine *self = g_object_new (RW_TYPE_ENGINE, NULL);

  self->http = g_object_ref (http);
  self->dir = g_strdup (dir);
  self->name = g_strdup (name);
  return self;
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RwEngine *self = g_task_get_source_object (task);

  rw_feed_worker_resume_finish (result, &self->start);
  g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);

  if (error == NULL && self->closing)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->open = TRUE;
  self->start = job->command.cursor;
  self->start_seen = job->command.seen;
  self->start_epoch = g_strdup (job->epoch != NULL ? job->epoch : self->start.epoch);
  self->kept_person = g_steal_pointer (&job->person);
  self->kept_lease = g_steal_pointer (&job->lease);
  self->reader = rw_reader_new (self->dir, self->name);
  self->worker = rw_feed_worker_new (rw_http_client_get_server (self->http),
                                     rw_http_client_get_trust (self->http), self->dir, self->name);
  if (self->has_data)
    {
      rw_engine_improve (self);
      g_task_return_boolean (task, TRUE);
    }
  else
    rw_feed_worker_resume_async (self->worker, resumed_cb, g_object_ref (task));
}

/**
 * rw_engine_open_async:
 *
 * Opens the files. Nothing goes over the network before rw_engine_start().
 */
void
rw_engine_open_async (RwEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->store_thread == NULL);
  self->store_thread = rw_job_thread_new ("rw-store", self);
  rw_engine_push_job (self, rw_engine_new_job (self), rw_engine_open_job, NULL, opened_cb,
                      g_object_ref (task));
}

/**
 * rw_engine_open_finish:
 * @person: (out) (nullable): what rw_engine_keep_person() kept
 * @lease: (out) (nullable): what rw_engine_keep_lease() kept
 */
gboolean
rw_engine_open_finish (RwEngine *self,
                       GAsyncResult *result,
                       char **person,
                       char **lease,
                       GError **error)
{
  *person = g_steal_pointer (&self->kept_person);
  *lease = g_steal_pointer (&self->kept_lease);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_engine_start:
 *
 * Lets the protocol begin.
 */
void
rw_engine_start (RwEngine *self)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_STARTED,
                        .flag = self->has_data,
                        .queued = self->queued,
                        .acked = self->acked,
                        .epoch = self->start_epoch };

  g_return_if_fail (self->open && !self->closing);
  event.trailer.next = self->start;
  event.trailer.last_mid = self->start_seen;
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_swapped (self->network, "network-changed", G_CALLBACK (network_changed_cb),
                            self);
  rw_engine_watch_sleep (self);
  rw_engine_feed (self, event);
}

static void
close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, TRUE);
}

static void
close_store (GTask *task)
{
  RwEngine *self = g_task_get_source_object (task);
  g_autoptr (GTask) inner = NULL;

  if (self->store_thread == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  inner = g_task_new (NULL, NULL, close_cb, g_object_ref (task));
  rw_job_thread_push (self->store_thread, inner, rw_engine_close_job);
}

static void
reader_closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  close_store (task);
}

/**
 * rw_engine_close_async:
 *
 * Ends the protocol and closes the files; edits that were made before are in them. The writer is the last
 * to close the cache: it writes the log back into the file, and a log that is needed no more goes.
 */
void
rw_engine_close_async (RwEngine *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  if (!self->closing && self->open)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_CLOSED });
  rw_engine_silence (self);
  if (self->reader != NULL)
    rw_reader_close_async (self->reader, reader_closed_cb, g_object_ref (task));
  else
    close_store (task);
}

gboolean
rw_engine_close_finish (RwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rw_engine_get_reader:
 *
 * Returns: (transfer none) (nullable): the reader, once the files are open
 */
RwReader *
rw_engine_get_reader (RwEngine *self)
{
  return self->reader;
}

/**
 * rw_engine_set_token:
 * @token: (nullable): what to show the server
 */
void
rw_engine_set_token (RwEngine *self, const char *token)
{
  rw_http_client_set_token (self->http, token);
  if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_TOKEN, .flag = token != NULL });
}

/**
 * rw_engine_set_head:
 * @head: the server's, as heard elsewhere; for the progress of a first sync
 */
void
rw_engine_set_head (RwEngine *self, gint64 head)
{
  self->head = MAX (self->head, head);
}

/**
 * rw_engine_sync_now:
 *
 * Tries now what would be tried later.
 */
void
rw_engine_sync_now (RwEngine *self)
{
  if (self->open && !self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
}

/**
 * rw_engine_renew_trust:
 * @trust: whom to believe from now on
 *
 * Closes what is connected, and connects anew.
 */
void
rw_engine_renew_trust (RwEngine *self, RwTlsTrust *trust)
{
  if (!self->open || self->closing)
    return;
  rw_http_client_set_trust (self->http, trust);
  rw_feed_worker_set_trust (self->worker, trust);
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_RESUMED });
  rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_SYNC_NOW });
}

static void
meta_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwEngineJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (RwEngine) self = g_steal_pointer (&job->engine);
  g_autoptr (GError) error = NULL;

  /* It is asked again at the next start. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_info ("%s", error->message);
}

static void
keep (RwEngine *self, const char *key, const char *value)
{
  RwEngineJob *job;

  if (!self->open || self->closing)
    return;
  job = rw_engine_new_job (self);
  job->key = g_strdup (key);
  job->value = g_strdup (value);
  rw_engine_push_job (self, job, rw_engine_meta_job, NULL, meta_cb, NULL);
}

/**
 * rw_engine_keep_person:
 * @person: (nullable): who is signed in, as text; comes back at the next opening
 */
void
rw_engine_keep_person (RwEngine *self, const char *person)
{
  keep (self, RW_ENGINE_META_PERSON, person != NULL ? person : "");
}

/**
 * rw_engine_keep_lease:
 * @lease: how long the files may be used, as text; comes back at the next opening
 */
void
rw_engine_keep_lease (RwEngine *self, const char *lease)
{
  keep (self, RW_ENGINE_META_LEASE, lease);
}

static gpointer
copy_edit (gconstpointer edit, gpointer user_data)
{
  return rw_edit_copy (edit);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&job->result), (GDestroyNotify) g_ptr_array_unref);
  if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_QUEUED, .queued = self->queued });
}

/**
 * rw_engine_edit_async:
 * @edits: (element-type RwEdit): as one group; copied
 * @undone: (nullable) (element-type RwEdit): for an undo what each of @edits takes back; copied
 * @roles: of the person
 */
void
rw_engine_edit_async (RwEngine *self,
                      GPtrArray *edits,
                      GPtrArray *undone,
                      const char *label,
                      guint roles,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  RwEngineJob *job;

  /* Once it is in the outbox it is done, whatever the caller has changed their mind to. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!self->open || self->closing)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED, _ ("The files are closed"));
      return;
    }
  job = rw_engine_new_job (self);
  job->edits = g_ptr_array_copy (edits, copy_edit, NULL);
  g_ptr_array_set_free_func (job->edits, (GDestroyNotify) rw_edit_free);
  if (undone != NULL)
    {
      job->undone = g_ptr_array_copy (undone, copy_edit, NULL);
      g_ptr_array_set_free_func (job->undone, (GDestroyNotify) rw_edit_free);
    }
  job->label = g_strdup (label);
  job->roles = roles;
  rw_engine_push_job (self, job, rw_engine_edit_job, cancellable, edited_cb, g_object_ref (task));
}

/**
 * rw_engine_edit_finish:
 *
 * Returns: (transfer container) (element-type RwEdit) (nullable): the edits that undo it
 */
GPtrArray *
rw_engine_edit_finish (RwEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
