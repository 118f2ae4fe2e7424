/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-worker.h"

#include "rw-feed-fetch.h"
#include "rw-feed-rows.h"
#include "rw-job-thread.h"

/* A page of the feed is far smaller; a whole first sync in one page may be this large. */
#define PAGE_MOST       ((gsize) 64 * 1024 * 1024)
#define FIRST_PAGE_MOST ((gsize) 4 * 1024 * 1024 * 1024)

struct _RwFeedWorker
{
  GUri *server;
  RwJobThread *thread;
  gint64 seq; /* atomic: the last row that came */

  /* The thread's own. */
  RwTlsTrust *trust;
  RwFeedFetch *fetch;
  RwFeedRows *rows; /* during a first sync */
  RwFeedIntake *intake;
};

typedef struct
{
  RwSyncCommand command;
  char *token;
  RwId client;
  guint retry_after;
  gint64 head;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->token);
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

static gboolean
take_rows_cb (const RwFeedRow *rows, guint n, gpointer user_data, GError **error)
{
  RwFeedWorker *self = user_data;

  for (guint i = 0; i < n; i++)
    if (!rows[i].is_trailer)
      set_seq (self, rows[i].seq);
  return rw_feed_intake_take_rows (self->intake, rows, n, error);
}

static gboolean
take_line_cb (const char *line, gsize length, gpointer user_data, GError **error)
{
  RwFeedWorker *self = user_data;

  rw_feed_intake_take_line (self->intake, line, length);
  return TRUE;
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
fetch_page (RwFeedWorker *self, Job *job, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = make_path (job);

  if (job->command.rebuild)
    {
      g_clear_pointer (&self->fetch, rw_feed_fetch_free);
      if (self->rows == NULL)
        self->rows = rw_feed_rows_new (self->server, self->trust);
      return rw_feed_rows_run (self->rows, job->token, path, FIRST_PAGE_MOST, take_rows_cb, self,
                               &job->retry_after, cancellable, error);
    }
  g_clear_pointer (&self->rows, rw_feed_rows_free);
  if (self->fetch == NULL)
    self->fetch = rw_feed_fetch_new (self->server, self->trust);
  return rw_feed_fetch_run (self->fetch, job->token, path, PAGE_MOST, take_line_cb, self,
                            &job->retry_after, cancellable, error);
}

static void
pull_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  RwFeedPage *page = NULL;

  if (rw_feed_intake_begin_page (self->intake, &job->command, &error))
    {
      if (fetch_page (self, job, g_task_get_cancellable (task), &error))
        page = rw_feed_intake_end_page (self->intake, &error);
      else
        rw_feed_intake_break_off (self->intake);
    }
  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) rw_feed_page_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
resume_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  RwSyncCursor *cursor = g_new0 (RwSyncCursor, 1);

  rw_feed_intake_resume (self->intake, cursor);
  set_seq (self, cursor->pos);
  g_task_return_pointer (task, cursor, g_free);
}

static void
rebuild_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;

  set_seq (self, 0);
  rw_feed_intake_rebuild (self->intake);
  g_task_return_boolean (task, TRUE);
}

static void
return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
apply_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean done = rw_feed_intake_apply (self->intake, &job->command, job->head, &error);

  return_done (task, done, error);
}

static void
drop_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  Job *job = g_task_get_task_data (task);

  rw_feed_intake_drop (self->intake, job->command.request);
  g_task_return_boolean (task, TRUE);
}

static void
install_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;
  GError *error = NULL;
  gboolean done = rw_feed_intake_install (self->intake, &error);

  if (done)
    g_clear_pointer (&self->rows, rw_feed_rows_free);
  return_done (task, done, error);
}

static void
close_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;

  g_clear_pointer (&self->intake, rw_feed_intake_free);
  g_clear_pointer (&self->fetch, rw_feed_fetch_free);
  g_clear_pointer (&self->rows, rw_feed_rows_free);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_feed_worker_new:
 * @trust: (nullable): whom to believe
 * @dir: folder of the client's files
 * @name: of the server, as in the files' names
 */
RwFeedWorker *
rw_feed_worker_new (GUri *server, RwTlsTrust *trust, const char *dir, const char *name)
{
  RwFeedWorker *self = g_new0 (RwFeedWorker, 1);

  self->server = g_uri_ref (server);
  self->trust = trust != NULL ? g_object_ref (trust) : NULL;
  self->intake = rw_feed_intake_new (g_uri_get_host (server), dir, name);
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
  g_clear_object (&self->trust);
  g_free (self);
}

/**
 * rw_feed_worker_close_async:
 *
 * Closes the new file, if there is one, behind what was asked for before: cancel that first. Nothing
 * may be asked for after it.
 */
void
rw_feed_worker_close_async (RwFeedWorker *self, GAsyncReadyCallback callback, gpointer user_data)
{
  push_job (self, NULL, close_job, NULL, callback, user_data);
}

static void
trust_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;

  g_set_object (&self->trust, g_task_get_task_data (task));
  g_clear_pointer (&self->fetch, rw_feed_fetch_free);
  g_clear_pointer (&self->rows, rw_feed_rows_free);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_feed_worker_set_trust:
 * @trust: whom to believe in what is asked for after this
 */
void
rw_feed_worker_set_trust (RwFeedWorker *self, RwTlsTrust *trust)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, g_object_ref (trust), g_object_unref);
  rw_job_thread_push (self->thread, task, trust_job);
}

static void
hang_up_job (GTask *task, gpointer context)
{
  RwFeedWorker *self = context;

  g_clear_pointer (&self->fetch, rw_feed_fetch_free);
  g_clear_pointer (&self->rows, rw_feed_rows_free);
  g_task_return_boolean (task, TRUE);
}

/**
 * rw_feed_worker_hang_up_async:
 *
 * Closes the connections, behind what was asked for before: cancel that first. What is asked for after it makes
 * new ones.
 */
void
rw_feed_worker_hang_up_async (RwFeedWorker *self, GAsyncReadyCallback callback, gpointer user_data)
{
  push_job (self, NULL, hang_up_job, NULL, callback, user_data);
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
