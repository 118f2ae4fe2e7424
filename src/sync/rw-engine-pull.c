/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-engine-private.h"

#include <glib/gi18n-lib.h>

#include "rw-error.h"

/* Pages of the feed, and the new file that a first sync makes. */

#define PROGRESS_MS 100

typedef struct
{
  RwEngine *engine;
  guint request;
} Reply;

static void
applied (RwEngine *self, guint request, const GError *error)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_APPLIED, .request = request };

  if (self->closing)
    return;
  if (error != NULL)
    {
      event.type = RW_SYNC_EVENT_APPLY_FAILED;
      event.fault = rw_engine_note_error (self, error);
      /* The file itself is damaged: what is in it comes again, from the server. */
      if (event.fault == RW_ERROR_CORRUPT)
        event.fault = RW_ERROR_RESYNC;
    }
  rw_engine_feed (self, event);
}

static void
apply_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);

  applied (self, job->request, error);
}

static Reply *
new_reply (RwEngine *self, guint request)
{
  Reply *reply = g_new (Reply, 1);

  *reply = (Reply) { g_object_ref (self), request };
  return reply;
}

static void
worker_applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reply *reply = user_data;
  g_autoptr (RwEngine) self = reply->engine;
  g_autoptr (GError) error = NULL;

  rw_feed_worker_finish (result, &error);
  applied (self, reply->request, error);
}

void
rw_engine_apply (RwEngine *self, const RwSyncCommand *command)
{
  gpointer key = GUINT_TO_POINTER (command->request), page = NULL;
  RwEngineJob *job;

  g_hash_table_steal_extended (self->pages, key, NULL, &page);
  g_return_if_fail (page != NULL);
  if (command->rebuild)
    {
      rw_feed_worker_apply_async (self->worker, command, ((RwFeedPage *) page)->trailer.head,
                                  worker_applied_cb, new_reply (self, command->request));
      rw_feed_page_free (page);
      return;
    }
  job = rw_engine_new_job (self);
  job->command = *command;
  job->request = command->request;
  job->page = page;
  rw_engine_push_job (self, job, rw_engine_apply_job, NULL, apply_cb, NULL);
}

void
rw_engine_drop (RwEngine *self, guint request)
{
  RwFeedPage *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (request));

  if (page != NULL && page->rebuild)
    rw_feed_worker_drop (self->worker, request);
  g_hash_table_remove (self->pages, GUINT_TO_POINTER (request));
}

static void
pull_cb (GObject *source, GAsyncResult *result, gpointer user_data)
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
      event.fault = rw_engine_note_error (self, error);
      rw_engine_feed (self, event);
      return;
    }
  event.trailer = page->trailer;
  self->head = MAX (self->head, page->trailer.head);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (reply->request), g_steal_pointer (&page));
  rw_engine_contact (self);
  g_set_str (&self->message,
             _ ("The server's answer does not fit what was asked. It is asked again"));
  rw_engine_feed (self, event);
}

static void
set_progress (RwEngine *self, double progress)
{
  if (progress == self->progress)
    return;
  self->progress = progress;
  g_signal_emit_by_name (self, "progress", progress);
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

static void
improved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = rw_engine_end_job (result, &job, &error);

  if (error != NULL)
    g_info ("%s", error->message);
  else if (job->more && !self->closing)
    rw_engine_improve (self);
}

/* Indexes that a new cache still lacks: one job at a time, so that edits and pages come in between. */
void
rw_engine_improve (RwEngine *self)
{
  rw_engine_push_job (self, rw_engine_new_job (self), rw_engine_improve_job, NULL, improved_cb,
                      NULL);
}

static void
swapped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwSyncEvent event = { .type = RW_SYNC_EVENT_SWAPPED };
  g_autoptr (GError) error = NULL;
  RwEngineJob *job;
  g_autoptr (RwEngine) self = NULL;

  /* Readers must see the new file before anybody is told that everything changed. */
  rw_reader_renew (((RwEngineJob *) g_task_get_task_data (G_TASK (result)))->engine->reader);
  self = rw_engine_end_job (result, &job, &error);
  if (self->closing)
    return;
  if (error != NULL)
    {
      event.type = RW_SYNC_EVENT_SWAP_FAILED;
      event.fault = rw_engine_note_error (self, error);
    }
  else
    {
      end_progress (self);
      rw_engine_improve (self);
    }
  rw_engine_feed (self, event);
}

static void
installed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reply *reply = user_data;
  g_autoptr (RwEngine) self = reply->engine;
  g_autoptr (GError) error = NULL;

  rw_feed_worker_finish (result, &error);
  /* The next start finds the new file in its place. */
  if (self->closing)
    return;
  if (error == NULL)
    rw_engine_push_job (self, rw_engine_new_job (self), rw_engine_swap_job, NULL, swapped_cb, NULL);
  else
    rw_engine_feed (self, (RwSyncEvent) { .type = RW_SYNC_EVENT_SWAP_FAILED,
                                          .fault = rw_engine_note_error (self, error) });
}

/* PULL */
void
rw_engine_pull (RwEngine *self, const RwSyncCommand *command)
{
  if (command->rebuild)
    begin_progress (self);
  rw_feed_worker_pull_async (self->worker, command, rw_http_client_get_token (self->http),
                             &self->client, self->pull_cancellable, pull_cb,
                             new_reply (self, command->request));
}

/* SWAP */
void
rw_engine_swap (RwEngine *self)
{
  rw_feed_worker_install_async (self->worker, installed_cb, new_reply (self, 0));
}
