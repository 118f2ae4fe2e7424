/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/* The outbox on its way to the server. */

static void
push_failed (RwEngine *self, guint request, guint retry_after, const GError *error)
{
  if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSH_FAILED,
                                          .request = request,
                                          .retry_after = retry_after,
                                          .fault = rw_engine_note_error (self, error) });
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);

  if (error != NULL)
    push_failed (self, job->request, 0, error);
  else if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSHED,
                                          .request = job->request,
                                          .acked = self->acked,
                                          .head = job->reply->head });
}

typedef struct
{
  RwEngine *engine;
  guint request;
  char *epoch;
  SoupMessage *message;
  gint64 first_new;
  gint64 last_new;
  gboolean on_its_way; /* a connection stood and took it */
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
starting_cb (Push *push)
{
  push->on_its_way = TRUE;
}

static gpointer
unsend_func (RwClientStore *store, gpointer data, GError **error)
{
  gint64 *range = data;

  rw_client_store_unsend (store, range[0], range[1], error);
  return NULL;
}

static void
unsent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  rw_engine_call_finish (RW_ENGINE (source), result, &error);
  /* They stay marked as sent, which is the careful thing to believe. */
  if (error != NULL)
    g_info ("%s", error->message);
}

/* Whether the server took nothing of it, for certain: there was no connection, or it refused the whole
 * message. What a proxy says in the 5xx range, and a timeout, leaves that open. */
static gboolean
took_no_effect (Push *push)
{
  guint status = soup_message_get_status (push->message);

  return !push->on_its_way ||
         (status >= 400 && status < 500 && status != SOUP_STATUS_REQUEST_TIMEOUT);
}

static void
unsend (Push *push)
{
  gint64 *range;

  if (push->first_new == 0 || !took_no_effect (push))
    return;
  range = g_new (gint64, 2);
  range[0] = push->first_new;
  range[1] = push->last_new;
  rw_engine_call_async (push->engine, unsend_func, range, g_free, NULL, unsent_cb, NULL);
}

static void
pushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Push) push = user_data;
  RwEngine *self = push->engine;
  g_autoptr (GError) error = NULL;
  guint retry_after = 0;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, &retry_after, &error);
  RwPushReply *reply = node != NULL ? rw_push_reply_parse (node, &error) : NULL;
  RwEngineJob *job;

  g_signal_handlers_disconnect_by_data (push->message, push);
  if (reply == NULL)
    {
      unsend (push);
      push_failed (self, push->request, retry_after, error);
      return;
    }
  rw_engine_contact (self);
  job = rw_engine_new_job (self);
  job->request = push->request;
  job->epoch = g_steal_pointer (&push->epoch);
  job->reply = reply;
  rw_engine_push_job (self, job, rw_engine_answer_job, NULL, answered_cb, NULL);
}

static void
push_message_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);
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
      rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_PUSHED,
                                            .request = job->request,
                                            .acked = self->acked });
      return;
    }
  push = g_new0 (Push, 1);
  push->engine = g_object_ref (self);
  push->request = job->request;
  push->epoch = g_steal_pointer (&job->epoch);
  push->first_new = job->first_new;
  push->last_new = job->last_new;
  push->message = rw_http_client_new_message (self->http, SOUP_METHOD_POST, "/v1/mutations");
  g_signal_connect_swapped (push->message, "starting", G_CALLBACK (starting_cb), push);
  rw_http_client_send_async (self->http, push->message, body, self->push_cancellable, pushed_cb,
                             push);
}

void
rw_engine_push (RwEngine *self, const RwSyncCommand *command)
{
  RwEngineJob *job = rw_engine_new_job (self);

  job->request = command->request;
  job->command = *command;
  job->epoch = g_strdup (command->cursor.epoch);
  rw_engine_push_job (self, job, rw_engine_push_message_job, NULL, push_message_cb, NULL);
}

static void
set_aside_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);

  if (error != NULL)
    push_failed (self, job->command.request, 0, error);
  else if (!self->closing)
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_SET_ASIDE,
                                          .request = job->command.request });
}

void
rw_engine_set_aside (RwEngine *self, const RwSyncCommand *command)
{
  RwEngineJob *job = rw_engine_new_job (self);

  job->command = *command;
  rw_engine_push_job (self, job, rw_engine_set_aside_job, NULL, set_aside_cb, NULL);
}

static void
rebased_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_REBASED };
  g_autoptr (GError) error = NULL;
  RwEngineJob *job = g_task_get_task_data (G_TASK (result));
  RwId client = job->engine->client;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);

  if (self->closing)
    return;
  event.flag = !rw_id_equal (&client, &self->client);
  if (error != NULL)
    {
      event.type = RW_SYNC_EVENT_REBASE_FAILED;
      event.fault = rw_engine_note_error (self, error);
    }
  event.queued = self->queued;
  event.acked = self->acked;
  rw_engine_feed (self, event);
}

typedef struct
{
  RwEngine *engine;
  RwSyncCommand command;
} Rebase;

static void
hello_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Rebase *rebase = user_data;
  g_autoptr (RwEngine) self = rebase->engine;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, NULL, &error);
  RwEngineJob *job;

  if (self->closing)
    return;
  if (node == NULL)
    {
      rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_REBASE_FAILED,
                                            .fault = rw_engine_note_error (self, error) });
      return;
    }
  job = rw_engine_new_job (self);
  job->command = rebase->command;
  job->hello = g_steal_pointer (&node);
  rw_engine_push_job (self, job, rw_engine_rebase_job, NULL, rebased_cb, NULL);
}

void
rw_engine_rebase (RwEngine *self, const RwSyncCommand *command)
{
  g_autoptr (SoupMessage) message = NULL;
  Rebase *rebase;
  RwEngineJob *job;

  if (!command->new_epoch)
    {
      job = rw_engine_new_job (self);
      job->command = *command;
      rw_engine_push_job (self, job, rw_engine_rebase_job, NULL, rebased_cb, NULL);
      return;
    }
  message = rw_http_client_new_message (self->http, SOUP_METHOD_GET, "/v1/hello");
  rebase = g_new (Rebase, 1);
  *rebase = (Rebase) { g_object_ref (self), *command };
  rw_http_client_send_async (self->http, message, NULL, self->cancellable, hello_cb, rebase);
}
