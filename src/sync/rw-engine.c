/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine.h"

#include <glib/gi18n-lib.h>

#include "rw-clock.h"
#include "rw-error.h"
#include "rw-feed-worker.h"
#include "rw-job-thread.h"
#include "rw-live-stream.h"

#define META_EPOCH  "epoch"
#define META_PERSON "person"

#define PROGRESS_MS 100
/* How often to look whether the machine slept: a sleep shows as time of day that passed while the
 * process's own clock stood still. */
#define SLEEP_CHECK_SECONDS 10
#define SLEEP_LEAST         (20 * RW_SECOND)

struct _RwEngine
{
  GObject parent_instance;

  char *dir;
  char *name;
  RwHttpClient *http;
  RwSyncMachine *machine;
  gboolean draining;
  gboolean open;
  gboolean closing;

  RwJobThread *store_thread;
  RwClientStore *store; /* the store thread's own */
  RwReader *reader;
  RwFeedWorker *worker;
  RwLiveStream *live;
  GNetworkMonitor *network;

  RwSyncCursor start;
  char *start_epoch;
  gboolean has_data;
  gint64 queued;
  gint64 acked;
  RwId client;

  GHashTable *pages; /* request → RwFeedPage */
  GCancellable *pull_cancellable;
  GCancellable *push_cancellable;
  GCancellable *cancellable;
  guint timer;
  guint progress_timer;
  guint sleep_timer;
  gint64 sleep_offset;
  gint64 head;
  double progress;
  gboolean rebuild;
  char *message;
};

enum
{
  REPORT,
  NEWS,
  PROGRESS,
  CONTACT,
  PRESENCE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwEngine, rw_engine, G_TYPE_OBJECT)

/* A job for the store thread: what goes in and what comes out. */
typedef struct
{
  RwEngine *engine; /* a reference, given back in the main thread */
  guint request;
  RwFeedPage *page;
  RwSyncCommand command;
  char *epoch;
  RwPushReply *reply;
  JsonNode *hello;
  GPtrArray *edits;
  GPtrArray *undone;
  char *label;
  guint roles;
  char *key;
  char *value;
  RwStoreNews *news;
  gpointer result;
  char *person;
  gboolean more;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

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
  rw_store_news_free (job->news);
  g_free (job);
}

static void run_command (RwEngine            *self,
                         const RwSyncCommand *command);

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

static void
feed (RwEngine    *self,
      RwSyncEvent  event)
{
  /* Pauses are measured on the process's own clock: nobody's time of day matters here. */
  event.now = g_get_monotonic_time ();
  event.dice = g_random_int ();
  rw_sync_machine_feed (self->machine, &event);
  drain (self);
}

/* What a fault means for the protocol, beside the sentence for the person that is kept. */
static RwError
note_error (RwEngine     *self,
            const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return RW_ERROR_CANCELLED;
  g_set_str (&self->message, error->message);
  return error->domain == RW_ERROR ? (RwError) error->code : RW_ERROR_FAILED;
}

static void
contact (RwEngine *self)
{
  g_signal_emit (self, signals[CONTACT], 0);
}

/* The store thread */

static Job *
new_job (RwEngine *self)
{
  Job *job = g_new0 (Job, 1);

  job->engine = g_object_ref (self);
  job->news = rw_store_news_new ();
  return job;
}

static void
push_job (RwEngine            *self,
          Job                 *job,
          RwJobFunc            func,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, job_free);
  rw_job_thread_push (self->store_thread, task, func);
}

/* Takes the job's engine back into the main thread, and tells the news. */
static RwEngine *
end_job (GAsyncResult  *result,
         Job          **job,
         GError       **error)
{
  RwEngine *self;

  *job = g_task_get_task_data (G_TASK (result));
  self = g_steal_pointer (&(*job)->engine);
  if (g_task_propagate_boolean (G_TASK (result), error))
    {
      self->queued = (*job)->news->queued;
      self->acked = (*job)->news->acked;
      self->client = (*job)->news->client;
      self->has_data = (*job)->news->has_data;
      g_signal_emit (self, signals[NEWS], 0, (*job)->news);
    }
  return self;
}

static void
return_job (GTask   *task,
            gboolean done,
            GError  *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
open_job (GTask    *task,
          gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  self->store = rw_client_store_open (self->dir, self->name, job->news, &error);
  if (self->store != NULL)
    {
      rw_client_store_get_cursor (self->store, &job->command.cursor);
      job->epoch = rw_client_store_get_meta (self->store, META_EPOCH, NULL);
      job->person = rw_client_store_get_meta (self->store, META_PERSON, NULL);
    }
  return_job (task, self->store != NULL, error);
}

static void
edit_job (GTask    *task,
          gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->result = rw_client_store_edit (self->store, job->edits, job->undone, job->label, job->roles, job->news, &error);
  return_job (task, job->result != NULL, error);
}

static void
apply_job (GTask    *task,
           gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_apply (self->store, &job->page->asked, &job->command.cursor, job->page->trailer.head,
                                         job->command.seen, (const char *) job->page->rows->data, job->page->rows->len,
                                         job->news, &error);

  return_job (task, done, error);
}

static void
swap_job (GTask    *task,
          gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_swap (self->store, job->news, &error);

  return_job (task, done, error);
}

/* In the job's error is nothing that a person could do anything about: the next start tries again. */
static void
improve_job (GTask    *task,
             gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_improve (self->store, &job->more, job->news, &error);

  return_job (task, done, error);
}

static void
push_message_job (GTask    *task,
                  gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->result = rw_client_store_push (self->store, job->epoch, job->command.limit, job->news, &error);
  return_job (task, error == NULL, error);
}

static void
answer_job (GTask    *task,
            gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_client_store_answer (self->store, job->epoch, job->reply, job->news, &error);

  return_job (task, done, error);
}

/* {"epochs":[{"epoch","start"},…]}, oldest first: up to which number what was seen under @ours still
 * holds under the server's epoch. 0 when the server does not say, or does not descend from ours. */
static gint64
read_common_head (JsonNode   *node,
                  const char *ours)
{
  gint64 common = G_MAXINT64;
  gboolean found = FALSE;
  JsonArray *epochs;
  JsonNode *list;

  if (ours == NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;
  list = json_object_get_member (json_node_get_object (node), "epochs");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return 0;
  epochs = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (epochs); i++)
    {
      JsonNode *element = json_array_get_element (epochs, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return 0;
      if (found)
        common = MIN (common, json_object_get_int_member_with_default (json_node_get_object (element), "start", 0));
      else
        found = g_strcmp0 (json_object_get_string_member_with_default (json_node_get_object (element), "epoch", NULL), ours) == 0;
    }
  return found ? common : 0;
}

static void
rebase_job (GTask    *task,
            gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  g_autofree char *ours = rw_client_store_get_meta (self->store, META_EPOCH, NULL);
  GError *error = NULL;
  gboolean done = rw_client_store_rebase (self->store, job->command.mid, job->command.new_client,
                                          job->command.new_epoch ? job->command.cursor.epoch : NULL,
                                          read_common_head (job->hello, ours), job->news, &error);

  return_job (task, done, error);
}

static void
meta_job (GTask    *task,
          gpointer  context)
{
  RwEngine *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = self->store == NULL || rw_client_store_set_meta (self->store, job->key, job->value, &error);

  return_job (task, done, error);
}

static void
close_job (GTask    *task,
           gpointer  context)
{
  RwEngine *self = context;

  g_clear_pointer (&self->store, rw_client_store_close);
  g_task_return_boolean (task, TRUE);
}

/* Commands */

static void
applied (RwEngine     *self,
         guint         request,
         const GError *error)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_APPLIED, .request = request };

  if (self->closing)
    return;
  if (error != NULL)
    {
      event.type = RW_SYNC_EVENT_APPLY_FAILED;
      event.fault = note_error (self, error);
      /* The file itself is damaged: what is in it comes again, from the server. */
      if (event.fault == RW_ERROR_CORRUPT)
        event.fault = RW_ERROR_RESYNC;
    }
  feed (self, event);
}

static void
apply_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = end_job (result, &job, &error);

  applied (self, job->request, error);
}

typedef struct
{
  RwEngine *engine;
  guint request;
} Reply;

static Reply *
new_reply (RwEngine *self,
           guint     request)
{
  Reply *reply = g_new (Reply, 1);

  *reply = (Reply){ g_object_ref (self), request };
  return reply;
}

static void
worker_applied_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autofree Reply *reply = user_data;
  g_autoptr (RwEngine) self = reply->engine;
  g_autoptr (GError) error = NULL;

  rw_feed_worker_finish (result, &error);
  applied (self, reply->request, error);
}

static void
apply (RwEngine            *self,
       const RwSyncCommand *command)
{
  gpointer key = GUINT_TO_POINTER (command->request), page = NULL;
  Job *job;

  g_hash_table_steal_extended (self->pages, key, NULL, &page);
  g_return_if_fail (page != NULL);
  if (command->rebuild)
    {
      rw_feed_worker_apply_async (self->worker, command, ((RwFeedPage *) page)->trailer.head, worker_applied_cb,
                                  new_reply (self, command->request));
      rw_feed_page_free (page);
      return;
    }
  job = new_job (self);
  job->command = *command;
  job->request = command->request;
  job->page = page;
  push_job (self, job, apply_job, NULL, apply_cb, NULL);
}

static void
drop (RwEngine *self,
      guint     request)
{
  RwFeedPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (request));

  if (page != NULL && page->rebuild)
    rw_feed_worker_drop (self->worker, request);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (request));
}

static void
pull_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Reply *reply = user_data;
  g_autoptr (RwEngine) self = reply->engine;
  g_autoptr (GError) error = NULL;
  RwSyncEvent event = { .type = RW_SYNC_EVENT_PAGE, .request = reply->request };
  g_autoptr (RwFeedPage) page = rw_feed_worker_pull_finish (result, &event.retry_after, &error);

  if (self->closing)
    return;
  if (page == NULL)
    {
      event.type = RW_SYNC_EVENT_PULL_FAILED;
      event.fault = note_error (self, error);
      feed (self, event);
      return;
    }
  event.trailer = page->trailer;
  self->head = MAX (self->head, page->trailer.head);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (reply->request), g_steal_pointer (&page));
  contact (self);
  g_set_str (&self->message, _ ("The server's answer does not fit what was asked. It is asked again"));
  feed (self, event);
}

static void
set_progress (RwEngine *self,
              double    progress)
{
  if (progress == self->progress)
    return;
  self->progress = progress;
  g_signal_emit (self, signals[PROGRESS], 0, progress);
}

static gboolean
progress_cb (gpointer data)
{
  RwEngine *self = data;
  gint64 seq = rw_feed_worker_get_seq (self->worker);

  set_progress (self, self->head > 0 ? CLAMP ((double) seq / (double) self->head, 0, 0.99) : 0);
  return G_SOURCE_CONTINUE;
}

static void
begin_progress (RwEngine *self)
{
  self->rebuild = TRUE;
  set_progress (self, MAX (self->progress, 0));
  if (self->progress_timer == 0)
    self->progress_timer = g_timeout_add (PROGRESS_MS, progress_cb, self);
}

static void
end_progress (RwEngine *self)
{
  self->rebuild = FALSE;
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  set_progress (self, -1);
}

static void improve (RwEngine *self);

static void
improved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = end_job (result, &job, &error);

  if (error != NULL)
    g_info ("%s", error->message);
  else if (job->more && !self->closing)
    improve (self);
}

/* Indexes that a new cache still lacks: one job at a time, so that edits and pages come in between. */
static void
improve (RwEngine *self)
{
  push_job (self, new_job (self), improve_job, NULL, improved_cb, NULL);
}

static void
swapped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_SWAPPED };
  g_autoptr (GError) error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = NULL;

  /* Readers must see the new file before anybody is told that everything changed. */
  rw_reader_renew (((Job *) g_task_get_task_data (G_TASK (result)))->engine->reader);
  self = end_job (result, &job, &error);
  if (self->closing)
    return;
  if (error != NULL)
    {
      event.type = RW_SYNC_EVENT_SWAP_FAILED;
      event.fault = note_error (self, error);
    }
  else
    {
      end_progress (self);
      improve (self);
    }
  feed (self, event);
}

static void
installed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autofree Reply *reply = user_data;
  g_autoptr (RwEngine) self = reply->engine;
  g_autoptr (GError) error = NULL;

  if (rw_feed_worker_finish (result, &error))
    push_job (self, new_job (self), swap_job, NULL, swapped_cb, NULL);
  else if (!self->closing)
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_SWAP_FAILED, .fault = note_error (self, error) });
}

static void
push_failed (RwEngine     *self,
             guint         request,
             guint         retry_after,
             const GError *error)
{
  if (!self->closing)
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_PUSH_FAILED, .request = request, .retry_after = retry_after,
                               .fault = note_error (self, error) });
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = end_job (result, &job, &error);

  if (error != NULL)
    push_failed (self, job->request, 0, error);
  else if (!self->closing)
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_PUSHED, .request = job->request, .acked = self->acked,
                               .head = job->reply->head });
}

typedef struct
{
  RwEngine *engine;
  guint request;
  char *epoch;
  SoupMessage *message;
} Push;

static void
push_free (Push *push)
{
  g_object_unref (push->engine);
  g_free (push->epoch);
  g_object_unref (push->message);
  g_free (push);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Push, push_free)

static void
pushed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Push) push = user_data;
  RwEngine *self = push->engine;
  g_autoptr (GError) error = NULL;
  guint retry_after = 0;
  g_autoptr (JsonNode) node = rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, &retry_after, &error);
  RwPushReply *reply = node != NULL ? rw_push_reply_parse (node, &error) : NULL;
  Job *job;

  if (reply == NULL)
    {
      push_failed (self, push->request, retry_after, error);
      return;
    }
  contact (self);
  job = new_job (self);
  job->request = push->request;
  job->epoch = g_steal_pointer (&push->epoch);
  job->reply = reply;
  push_job (self, job, answer_job, NULL, answered_cb, NULL);
}

static void
push_message_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = end_job (result, &job, &error);
  g_autoptr (GBytes) body = g_steal_pointer (&job->result);
  Push *push;

  if (error != NULL)
    {
      push_failed (self, job->request, 0, error);
      return;
    }
  if (self->closing)
    return;
  if (body == NULL)
    {
      /* All are answered: another answer came in before. */
      feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_PUSHED, .request = job->request, .acked = self->acked });
      return;
    }
  push = g_new0 (Push, 1);
  push->engine = g_object_ref (self);
  push->request = job->request;
  push->epoch = g_steal_pointer (&job->epoch);
  push->message = rw_http_client_new_message (self->http, SOUP_METHOD_POST, "/v1/mutations");
  rw_http_client_send_async (self->http, push->message, body, self->push_cancellable, pushed_cb, push);
}

static void
push (RwEngine            *self,
      const RwSyncCommand *command)
{
  Job *job = new_job (self);

  job->request = command->request;
  job->command = *command;
  job->epoch = g_strdup (command->cursor.epoch);
  push_job (self, job, push_message_job, NULL, push_message_cb, NULL);
}

static void
rebased_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_REBASED };
  g_autoptr (GError) error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = end_job (result, &job, &error);

  if (self->closing)
    return;
  if (error != NULL)
    {
      event.type = RW_SYNC_EVENT_REBASE_FAILED;
      event.fault = note_error (self, error);
    }
  event.queued = self->queued;
  event.acked = self->acked;
  feed (self, event);
}

typedef struct
{
  RwEngine *engine;
  RwSyncCommand command;
} Rebase;

static void
hello_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Rebase *rebase = user_data;
  g_autoptr (RwEngine) self = rebase->engine;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);
  Job *job;

  if (self->closing)
    return;
  if (node == NULL)
    {
      feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_REBASE_FAILED, .fault = note_error (self, error) });
      return;
    }
  job = new_job (self);
  job->command = rebase->command;
  job->hello = g_steal_pointer (&node);
  push_job (self, job, rebase_job, NULL, rebased_cb, NULL);
}

static void
rebase (RwEngine            *self,
        const RwSyncCommand *command)
{
  g_autoptr (SoupMessage) message = NULL;
  Rebase *rebase;
  Job *job;

  if (!command->new_epoch)
    {
      job = new_job (self);
      job->command = *command;
      push_job (self, job, rebase_job, NULL, rebased_cb, NULL);
      return;
    }
  message = rw_http_client_new_message (self->http, SOUP_METHOD_GET, "/v1/hello");
  rebase = g_new (Rebase, 1);
  *rebase = (Rebase){ g_object_ref (self), *command };
  rw_http_client_send_async (self->http, message, NULL, self->cancellable, hello_cb, rebase);
}

static void
live_opened_cb (RwEngine *self)
{
  contact (self);
  feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_LIVE_OPENED });
}

static void
live_heard_cb (RwEngine *self)
{
  contact (self);
  feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_LIVE_HEARD });
}

static void
live_hint_cb (RwEngine   *self,
              const char *epoch,
              gint64      head)
{
  self->head = MAX (self->head, head);
  feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_HINT, .epoch = epoch, .head = head });
}

static void
live_presence_cb (RwEngine   *self,
                  const char *json)
{
  g_signal_emit (self, signals[PRESENCE], 0, json);
}

static void
close_live (RwEngine *self)
{
  if (self->live == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->live, self);
  rw_live_stream_close (self->live);
  g_clear_object (&self->live);
}

static void
live_lost_cb (RwEngine *self,
              GError   *error)
{
  RwError fault = note_error (self, error);

  close_live (self);
  feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_LIVE_LOST, .fault = fault });
}

static void
open_live (RwEngine *self)
{
  char client[RW_ID_STRING_LENGTH + 1];

  close_live (self);
  rw_id_write (&self->client, client);
  self->live = rw_live_stream_new (rw_http_client_get_server (self->http), rw_http_client_get_token (self->http), client);
  g_signal_connect_swapped (self->live, "opened", G_CALLBACK (live_opened_cb), self);
  g_signal_connect_swapped (self->live, "heard", G_CALLBACK (live_heard_cb), self);
  g_signal_connect_swapped (self->live, "hint", G_CALLBACK (live_hint_cb), self);
  g_signal_connect_swapped (self->live, "presence", G_CALLBACK (live_presence_cb), self);
  g_signal_connect_swapped (self->live, "lost", G_CALLBACK (live_lost_cb), self);
  rw_live_stream_open (self->live);
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
  feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_TIMER });
  return G_SOURCE_REMOVE;
}

static void
set_timer (RwEngine *self,
           gint64    at)
{
  gint64 pause = at - g_get_monotonic_time ();

  g_clear_handle_id (&self->timer, g_source_remove);
  if (at > 0)
    self->timer = g_timeout_add ((guint) CLAMP (pause / 1000 + 1, 0, G_MAXINT), timer_cb, self);
}

static void
report (RwEngine            *self,
        const RwSyncCommand *command)
{
  gboolean tell = command->state == RW_SYNC_STATE_OFFLINE || command->state == RW_SYNC_STATE_FAILED ||
                  (command->state == RW_SYNC_STATE_SIGNED_OUT && rw_http_client_get_token (self->http) != NULL);

  g_signal_emit (self, signals[REPORT], 0, (int) command->state, tell ? self->message : NULL);
}

static void
run_command (RwEngine            *self,
             const RwSyncCommand *command)
{
  switch (command->type)
    {
    case RW_SYNC_COMMAND_PULL:
      if (command->rebuild)
        begin_progress (self);
      rw_feed_worker_pull_async (self->worker, command, rw_http_client_get_token (self->http), &self->client,
                                 self->pull_cancellable, pull_cb, new_reply (self, command->request));
      break;
    case RW_SYNC_COMMAND_APPLY:
      apply (self, command);
      break;
    case RW_SYNC_COMMAND_DROP:
      drop (self, command->request);
      break;
    case RW_SYNC_COMMAND_REBUILD:
      self->head = 0;
      rw_feed_worker_rebuild (self->worker);
      break;
    case RW_SYNC_COMMAND_SWAP:
      rw_feed_worker_install_async (self->worker, installed_cb, new_reply (self, 0));
      break;
    case RW_SYNC_COMMAND_PUSH:
      push (self, command);
      break;
    case RW_SYNC_COMMAND_REBASE:
      rebase (self, command);
      break;
    case RW_SYNC_COMMAND_OPEN_LIVE:
      open_live (self);
      break;
    case RW_SYNC_COMMAND_CLOSE_LIVE:
      close_live (self);
      break;
    case RW_SYNC_COMMAND_ABORT:
      renew_cancellables (self);
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
  feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_NETWORK });
}

static gboolean
sleep_cb (gpointer data)
{
  RwEngine *self = data;
  gint64 offset = rw_clock_now () - g_get_monotonic_time ();

  if (!rw_clock_is_frozen () && offset - self->sleep_offset > SLEEP_LEAST)
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_RESUMED });
  self->sleep_offset = offset;
  return G_SOURCE_CONTINUE;
}

/* Nothing more is asked of anybody; what is under way ends soon. */
static void
silence (RwEngine *self)
{
  self->closing = TRUE;
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_clear_handle_id (&self->sleep_timer, g_source_remove);
  close_live (self);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->pull_cancellable);
  g_cancellable_cancel (self->push_cancellable);
}

static void
rw_engine_dispose (GObject *object)
{
  RwEngine *self = RW_ENGINE (object);

  silence (self);
  g_clear_pointer (&self->worker, rw_feed_worker_free);
  g_clear_pointer (&self->reader, rw_reader_free);
  if (self->store_thread != NULL)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      rw_job_thread_push (self->store_thread, task, close_job);
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
  G_OBJECT_CLASS (rw_engine_parent_class)->finalize (object);
}

static void
rw_engine_class_init (RwEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rw_engine_dispose;
  object_class->finalize = rw_engine_finalize;

  signals[REPORT] = g_signal_new ("report", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                  G_TYPE_STRING);
  signals[NEWS] = g_signal_new ("news", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[PROGRESS] = g_signal_new ("progress", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_DOUBLE);
  signals[CONTACT] = g_signal_new ("contact", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PRESENCE] = g_signal_new ("presence", RW_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    G_TYPE_STRING);
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
rw_engine_new (RwHttpClient *http,
               const char   *dir,
               const char   *name)
{
  RwEngine *self = g_object_new (RW_TYPE_ENGINE, NULL);

  self->http = g_object_ref (http);
  self->dir = g_strdup (dir);
  self->name = g_strdup (name);
  return self;
}

static void
resumed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  RwEngine *self = g_task_get_source_object (task);

  rw_feed_worker_resume_finish (result, &self->start);
  g_task_return_boolean (task, TRUE);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = end_job (result, &job, &error);

  if (error == NULL && self->closing)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Closed");
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->open = TRUE;
  self->start = job->command.cursor;
  self->start_epoch = g_strdup (job->epoch != NULL ? job->epoch : self->start.epoch);
  g_task_set_task_data (task, g_strdup (job->person), g_free);
  self->reader = rw_reader_new (self->dir, self->name);
  self->worker = rw_feed_worker_new (rw_http_client_get_server (self->http), self->dir, self->name);
  if (self->has_data)
    {
      improve (self);
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
rw_engine_open_async (RwEngine            *self,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->store_thread == NULL);
  self->store_thread = rw_job_thread_new ("rw-store", self);
  push_job (self, new_job (self), open_job, NULL, opened_cb, g_object_ref (task));
}

/**
 * rw_engine_open_finish:
 * @person: (out) (nullable): what rw_engine_set_person() kept
 */
gboolean
rw_engine_open_finish (RwEngine      *self,
                       GAsyncResult  *result,
                       char         **person,
                       GError       **error)
{
  *person = g_strdup (g_task_get_task_data (G_TASK (result)));
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
  RwSyncEvent event = { .type = RW_SYNC_EVENT_STARTED, .flag = self->has_data, .queued = self->queued, .acked = self->acked,
                        .epoch = self->start_epoch };

  g_return_if_fail (self->open && !self->closing);
  event.trailer.next = self->start;
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_swapped (self->network, "network-changed", G_CALLBACK (network_changed_cb), self);
  self->sleep_offset = rw_clock_now () - g_get_monotonic_time ();
  self->sleep_timer = g_timeout_add_seconds (SLEEP_CHECK_SECONDS, sleep_cb, self);
  feed (self, event);
}

static void
close_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_boolean (task, TRUE);
}

/**
 * rw_engine_close_async:
 *
 * Ends the protocol and closes the files; edits that were made before are in them.
 */
void
rw_engine_close_async (RwEngine            *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GTask) inner = NULL;

  if (!self->closing && self->open)
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_CLOSED });
  silence (self);
  if (self->store_thread == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  inner = g_task_new (NULL, NULL, close_cb, g_object_ref (task));
  rw_job_thread_push (self->store_thread, inner, close_job);
}

gboolean
rw_engine_close_finish (RwEngine      *self,
                        GAsyncResult  *result,
                        GError       **error)
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
rw_engine_set_token (RwEngine   *self,
                     const char *token)
{
  rw_http_client_set_token (self->http, token);
  if (!self->closing)
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_TOKEN, .flag = token != NULL });
}

/**
 * rw_engine_set_head:
 * @head: the server's, as heard elsewhere; for the progress of a first sync
 */
void
rw_engine_set_head (RwEngine *self,
                    gint64    head)
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
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_SYNC_NOW });
}

static void
meta_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (RwEngine) self = g_steal_pointer (&job->engine);
  g_autoptr (GError) error = NULL;

  /* It is asked again at the next start. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_info ("%s", error->message);
}

/**
 * rw_engine_set_person:
 * @person: (nullable): who is signed in, as text; comes back at the next opening
 */
void
rw_engine_set_person (RwEngine   *self,
                      const char *person)
{
  Job *job;

  if (!self->open || self->closing)
    return;
  job = new_job (self);
  job->key = g_strdup (META_PERSON);
  job->value = g_strdup (person != NULL ? person : "");
  push_job (self, job, meta_job, NULL, meta_cb, NULL);
}

static gpointer
copy_edit (gconstpointer edit,
           gpointer      user_data)
{
  return rw_edit_copy (edit);
}

static void
edited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Job *job;
  g_autoptr (RwEngine) self = end_job (result, &job, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&job->result), (GDestroyNotify) g_ptr_array_unref);
  if (!self->closing)
    feed (self, (RwSyncEvent){ .type = RW_SYNC_EVENT_QUEUED, .queued = self->queued });
}

/**
 * rw_engine_edit_async:
 * @edits: (element-type RwEdit): as one group; copied
 * @undone: (nullable) (element-type RwEdit): for an undo what each of @edits takes back; copied
 * @roles: of the person
 */
void
rw_engine_edit_async (RwEngine            *self,
                      GPtrArray           *edits,
                      GPtrArray           *undone,
                      const char          *label,
                      guint                roles,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job;

  /* Once it is in the outbox it is done, whatever the caller has changed their mind to. */
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!self->open || self->closing)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED, _ ("The files are closed"));
      return;
    }
  job = new_job (self);
  job->edits = g_ptr_array_copy (edits, copy_edit, NULL);
  g_ptr_array_set_free_func (job->edits, (GDestroyNotify) rw_edit_free);
  if (undone != NULL)
    {
      job->undone = g_ptr_array_copy (undone, copy_edit, NULL);
      g_ptr_array_set_free_func (job->undone, (GDestroyNotify) rw_edit_free);
    }
  job->label = g_strdup (label);
  job->roles = roles;
  push_job (self, job, edit_job, cancellable, edited_cb, g_object_ref (task));
}

/**
 * rw_engine_edit_finish:
 *
 * Returns: (transfer container) (element-type RwEdit) (nullable): the edits that undo it
 */
GPtrArray *
rw_engine_edit_finish (RwEngine      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
