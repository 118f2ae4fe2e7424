/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-worker.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-cache-writer.h"
#include "rw-client-store.h"
#include "rw-error.h"
#include "rw-feed-fetch.h"
#include "rw-feed-row.h"
#include "rw-feed-rows.h"
#include "rw-job-thread.h"

/* A page of the feed is far smaller; a whole first sync in one page may be this large. */
#define PAGE_MOST       ((gsize) 64 * 1024 * 1024)
#define FIRST_PAGE_MOST ((gsize) 4 * 1024 * 1024 * 1024)

struct _RwFeedWorker
{
  GUri *server;
  char *dir;
  char *name;
  RwJobThread *thread;
  gint64 seq; /* atomic: the last row that came */

  /* The thread's own. */
  RwFeedFetch *fetch;
  RwFeedRows *rows; /* during a first sync */
  RwFeedReader *reader;
  RwCacheWriter *bulk;
  guint open_request; /* whose rows the running transaction holds */
  gboolean installed;
};

typedef struct
{
  RwSyncCommand command;
  char *token;
  RwId client;
  guint retry_after;
  gint64 head;
  RwFeedPage *page;
  GByteArray *last_line;
  RwFeedWorker *worker;
  gint64 seq;
  gboolean ended;
} Job;

void
rw_feed_page_free (RwFeedPage *page)
{
  if (page == NULL)
    return;
  g_clear_pointer (&page->rows, g_byte_array_unref);
  g_free (page);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->token);
  g_clear_pointer (&job->last_line, g_byte_array_unref);
  rw_feed_page_free (job->page);
  g_free (job);
}

static gint64
get_seq (RwFeedWorker *self)
{
  return __atomic_load_n (&self->seq, __ATOMIC_RELAXED);
}

static void
set_seq (RwFeedWorker *self, gint64 seq)
{
  __atomic_store_n (&self->seq, seq, __ATOMIC_RELAXED);
}

static void
end_transaction (RwFeedWorker *self)
{
  if (self->open_request != 0)
    rw_cache_writer_rollback (self->bulk);
  self->open_request = 0;
}

static gboolean
open_bulk (RwFeedWorker *self, GError **error)
{
  if (self->bulk == NULL)
    self->bulk = rw_cache_writer_open_bulk (self->dir, self->name, error);
  return self->bulk != NULL;
}

static void
take_trailer (Job *job, const RwFeedRow *row, GError **error)
{
  RwSyncTrailer *trailer = &job->page->trailer;

  if (!rw_sync_word_copy (trailer->next.epoch, row->epoch) ||
      !rw_sync_word_copy (trailer->next.scope, row->scope))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                           _ ("The server sent changes that cannot be read"));
      return;
    }
  trailer->next.pos = row->to;
  trailer->next.h0 = row->h0;
  trailer->head = row->head;
  trailer->last_mid = row->last_mid;
  job->ended = TRUE;
}

static gboolean
out_of_order (GError **error)
{
  g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                       _ ("The server sent changes out of their order"));
  return FALSE;
}

/* A first sync: from the socket through the parser into the file, nothing kept. */
static gboolean
write_row_cb (const RwFeedRow *row, gpointer user_data, GError **error)
{
  Job *job = user_data;
  RwFeedWorker *self = job->worker;
  g_autoptr (GError) local = NULL;

  if (job->ended)
    return out_of_order (error);
  if (row->is_trailer)
    {
      take_trailer (job, row, &local);
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (row->seq <= job->seq)
    return out_of_order (error);
  job->seq = row->seq;
  set_seq (self, row->seq);
  if (row->deleted || row->gone)
    return rw_cache_writer_delete (self->bulk, row->kind, &row->id, row->seq, error);
  return rw_cache_writer_put (self->bulk, row->kind, &row->id, row->seq, row->values, error);
}

/* Later pages: kept as they are until they are applied; only the last line is looked at. */
static gboolean
keep_line_cb (const char *line, gsize length, gpointer user_data, GError **error)
{
  Job *job = user_data;

  if (job->last_line->len > 0)
    {
      g_byte_array_append (job->page->rows, job->last_line->data, job->last_line->len);
      g_byte_array_append (job->page->rows, (const guint8 *) "\n", 1);
    }
  g_byte_array_set_size (job->last_line, 0);
  g_byte_array_append (job->last_line, (const guint8 *) line, (guint) length);
  return TRUE;
}

static gboolean
read_trailer (RwFeedWorker *self, Job *job, GError **error)
{
  g_autoptr (GError) local = NULL;
  RwFeedRow row = { 0 };

  if (job->ended)
    return TRUE;
  if (!job->page->rebuild && job->last_line->len > 0)
    {
      if (!rw_feed_reader_parse (self->reader, (const char *) job->last_line->data,
                                 job->last_line->len, &row, &local))
        {
          /* Cut in the middle of a line: the connection, not the server, is to blame. */
          g_set_error (error, RW_ERROR, RW_ERROR_UNREACHABLE,
                       _ ("The connection to the server %s broke off"),
                       g_uri_get_host (self->server));
          return FALSE;
        }
      if (row.is_trailer)
        take_trailer (job, &row, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  if (job->ended)
    return TRUE;
  g_set_error (error, RW_ERROR, RW_ERROR_UNREACHABLE,
               _ ("The connection to the server %s broke off"), g_uri_get_host (self->server));
  return FALSE;
}

static char *
make_path (const Job *job)
{
  const RwSyncCursor *cursor = &job->command.cursor;
  g_autofree char *epoch = g_uri_escape_string (cursor->epoch, NULL, FALSE);
  g_autofree char *scope = g_uri_escape_string (cursor->scope, NULL, FALSE);
  char client[RW_ID_STRING_LENGTH + 1];

  rw_id_write (&job->client, client);
  return g_strdup_printf ("/v1/changes?epoch=%s&scope=%s&pos=%" G_GINT64_FORMAT
                          "&h0=%" G_GINT64_FORMAT "&limit=%u&client=%s",
                          epoch, scope, cursor->pos, cursor->h0, job->command.limit, client);
}

static gboolean
begin_rebuild_page (RwFeedWorker *self, Job *job, GError **error)
{
  RwSyncCursor here;

  end_transaction (self);
  if (!open_bulk (self, error))
    return FALSE;
  rw_store_cursor_to_sync (rw_cache_writer_get_cursor (self->bulk), &here);
  if (here.pos != job->command.cursor.pos || strcmp (here.epoch, job->command.cursor.epoch) != 0)
    {
      /* Left behind by somebody else; to be made anew. */
      g_set_error_literal (error, RW_ERROR, RW_ERROR_RESYNC,
                           "The new cache is not the one that was begun");
      return FALSE;
    }
  if (!rw_cache_writer_begin (self->bulk, error))
    return FALSE;
  self->open_request = job->command.request;
  job->seq = job->command.cursor.pos;
  return TRUE;
}

static gboolean
fetch_page (RwFeedWorker  *self,
            Job           *job,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *path = make_path (job);

  if (job->command.rebuild)
    {
      g_clear_pointer (&self->fetch, rw_feed_fetch_free);
      if (self->rows == NULL)
        self->rows = rw_feed_rows_new (self->server);
      return begin_rebuild_page (self, job, error) &&
             rw_feed_rows_run (self->rows, job->token, path, FIRST_PAGE_MOST, write_row_cb, job, &job->retry_after, cancellable, error);
    }
  g_clear_pointer (&self->rows, rw_feed_rows_free);
  if (self->fetch == NULL)
    self->fetch = rw_feed_fetch_new (self->server);
  return rw_feed_fetch_run (self->fetch, job->token, path, PAGE_MOST, keep_line_cb, job, &job->retry_after, cancellable, error);
}

static void
pull_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean rebuild = job->command.rebuild;

  job->worker = self;
  job->page = g_new0 (RwFeedPage, 1);
  *job->page = (RwFeedPage) { .request = job->command.request,
                              .asked = job->command.cursor,
                              .rebuild = rebuild,
                              .rows = g_byte_array_new () };
  job->last_line = g_byte_array_new ();
  if (!fetch_page (self, job, g_task_get_cancellable (task), &error) || !read_trailer (self, job, &error))
    {
      if (rebuild)
        end_transaction (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&job->page), (GDestroyNotify) rw_feed_page_free);
}

static void
resume_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  RwSyncCursor *cursor = g_new0 (RwSyncCursor, 1);

  if (open_bulk (self, NULL))
    rw_store_cursor_to_sync (rw_cache_writer_get_cursor (self->bulk), cursor);
  set_seq (self, cursor->pos);
  g_task_return_pointer (task, cursor, g_free);
}

static void
rebuild_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;

  end_transaction (self);
  set_seq (self, 0);
  self->installed = FALSE;
  /* One that an earlier run left behind is not what is wanted now. */
  if (open_bulk (self, NULL) && rw_cache_writer_get_cursor (self->bulk)->pos > 0)
    {
      rw_cache_writer_discard (g_steal_pointer (&self->bulk));
      open_bulk (self, NULL);
    }
  g_task_return_boolean (task, TRUE);
}

static void
apply_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  Job *job = g_task_get_task_data (task);
  RwSyncCursor *next = &job->command.cursor;
  RwCacheCursor cursor = { .epoch = next->epoch,
                           .scope = next->scope,
                           .pos = next->pos,
                           .h0 = next->h0,
                           .head = job->head,
                           .last_mid = job->command.seen };
  g_autoptr (GError) error = NULL;

  if (self->open_request != job->command.request)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_FAILED,
                               "The page does not belong to this cache");
      return;
    }
  if (!rw_cache_writer_set_cursor (self->bulk, &cursor, &error))
    {
      end_transaction (self);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->open_request = 0;
  if (rw_cache_writer_commit (self->bulk, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
drop_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  Job *job = g_task_get_task_data (task);

  if (self->open_request == job->command.request)
    end_transaction (self);
  g_task_return_boolean (task, TRUE);
}

static void
install_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  g_autoptr (GError) error = NULL;

  /* Asked for again because what came after it failed. */
  if (self->installed)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  end_transaction (self);
  if (self->bulk == NULL)
    {
      g_task_return_new_error (task, RW_ERROR, RW_ERROR_RESYNC, "There is no new cache");
      return;
    }
  if (!rw_cache_writer_finish_bulk (self->bulk, &error))
    {
      /* The file cannot be had back into a state that is known: it is fetched again. */
      rw_cache_writer_discard (g_steal_pointer (&self->bulk));
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&self->bulk, rw_cache_writer_close);
  g_clear_pointer (&self->rows, rw_feed_rows_free);
  self->installed = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
close_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;

  end_transaction (self);
  /* What has come so far stays for the next start. */
  if (self->bulk != NULL && rw_cache_writer_get_cursor (self->bulk)->pos == 0)
    rw_cache_writer_discard (g_steal_pointer (&self->bulk));
  g_clear_pointer (&self->bulk, rw_cache_writer_close);
  g_clear_pointer (&self->fetch, rw_feed_fetch_free);
  g_clear_pointer (&self->rows, rw_feed_rows_free);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_feed_worker_new:
 * @dir: folder of the client's files
 * @name: of the server, as in the files' names
 */
RwFeedWorker *
rw_feed_worker_new (GUri *server, const char *dir, const char *name)
{
  RwFeedWorker *self = g_new0 (RwFeedWorker, 1);

  self->server = g_uri_ref (server);
  self->dir = g_strdup (dir);
  self->name = g_strdup (name);
  self->reader = rw_feed_reader_new ();
  self->thread = rw_job_thread_new ("rw-feed", self);
  return self;
}

static void
push_job (RwFeedWorker *self,
          Job *job,
          RwJobFunc func,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  if (job != NULL)
    g_task_set_task_data (task, job, job_free);
  rw_job_thread_push (self->thread, task, func);
}

/**
 * rw_feed_worker_free:
 * @self: (transfer full) (nullable): waits for what runs: cancel that first
 */
void
rw_feed_worker_free (RwFeedWorker *self)
{
  if (self == NULL)
    return;
  push_job (self, NULL, close_job, NULL, NULL, NULL);
  rw_job_thread_stop (self->thread);
  g_uri_unref (self->server);
  rw_feed_reader_free (self->reader);
  g_free (self->dir);
  g_free (self->name);
  g_free (self);
}

/**
 * rw_feed_worker_get_seq:
 *
 * Returns: the number of the last row that a first sync has brought; may be called at any time
 */
gint64
rw_feed_worker_get_seq (RwFeedWorker *self)
{
  return get_seq (self);
}

/**
 * rw_feed_worker_resume_async:
 *
 * Looks whether a first sync was begun before and can go on.
 */
void
rw_feed_worker_resume_async (RwFeedWorker *self, GAsyncReadyCallback callback, gpointer user_data)
{
  push_job (self, NULL, resume_job, NULL, callback, user_data);
}

void
rw_feed_worker_resume_finish (GAsyncResult *result, RwSyncCursor *cursor)
{
  g_autofree RwSyncCursor *found = g_task_propagate_pointer (G_TASK (result), NULL);

  *cursor = found != NULL ? *found : (RwSyncCursor) { 0 };
}

/**
 * rw_feed_worker_rebuild:
 *
 * Begins a new file; an unfinished one goes. Should that fail, the next page will say so.
 */
void
rw_feed_worker_rebuild (RwFeedWorker *self)
{
  push_job (self, NULL, rebuild_job, NULL, NULL, NULL);
}

/**
 * rw_feed_worker_pull_async:
 * @command: a PULL
 */
void
rw_feed_worker_pull_async (RwFeedWorker *self,
                           const RwSyncCommand *command,
                           const char *token,
                           const RwId *client,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->command = *command;
  job->token = g_strdup (token);
  job->client = *client;
  push_job (self, job, pull_job, cancellable, callback, user_data);
}

RwFeedPage *
rw_feed_worker_pull_finish (GAsyncResult *result, guint *retry_after, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *retry_after = job->retry_after;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rw_feed_worker_apply_async:
 * @command: an APPLY of a page of the new file
 * @head: the server's head
 */
void
rw_feed_worker_apply_async (RwFeedWorker *self,
                            const RwSyncCommand *command,
                            gint64 head,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->command = *command;
  job->head = head;
  push_job (self, job, apply_job, NULL, callback, user_data);
}

/**
 * rw_feed_worker_drop:
 *
 * Forgets a page of the new file.
 */
void
rw_feed_worker_drop (RwFeedWorker *self, guint request)
{
  Job *job = g_new0 (Job, 1);

  job->command.request = request;
  push_job (self, job, drop_job, NULL, NULL, NULL);
}

/**
 * rw_feed_worker_install_async:
 *
 * Puts the new file in the cache's place.
 */
void
rw_feed_worker_install_async (RwFeedWorker *self, GAsyncReadyCallback callback, gpointer user_data)
{
  push_job (self, NULL, install_job, NULL, callback, user_data);
}

gboolean
rw_feed_worker_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
