/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-reader.h"

#include <glib/gstdio.h>

#include "rw-cache-file.h"
#include "rw-error.h"
#include "rw-job-thread.h"

/* So long after it was given an answer may be somebody else's, in microseconds: it may depend on the time. */
#define FRESH (10 * G_USEC_PER_SEC)

/* An answer that nobody has asked for yet. */
typedef struct
{
  RwReaderFunc func;
  gpointer answer; /* NULL for none */
  GDestroyNotify free_answer;
  char *state; /* of the cache that it is about */
  gint64 at;
} Foreseen;

struct _RwReader
{
  char *dir;
  char *server;
  /* Goes up when another file became the cache. */
  gint generation;
  gint opened;
  RwCache *cache;
  Foreseen foreseen;
  RwJobThread *thread;
};

typedef struct
{
  RwReaderFunc func;
  gpointer data;
  GDestroyNotify free_result;
  char *damaged; /* path of the file, if it is */
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->damaged);
  g_free (question);
}

/* The one that was made before the files were opened, until they are. */
static RwReader *early;

static void
forget_foreseen (RwReader *self)
{
  if (self->foreseen.answer != NULL && self->foreseen.free_answer != NULL)
    self->foreseen.free_answer (self->foreseen.answer);
  g_free (self->foreseen.state);
  self->foreseen = (Foreseen) { 0 };
}

/* The view is what the cursor says, of the server's rows and of the person's edits. What else is written to
 * the file, its marks and its indexes, answers nothing else. */
static char *
dup_state (RwReader *self)
{
  g_autoptr (RwStmt) stmt = rw_db_prepare (
    rw_cache_get_db (self->cache),
    "SELECT concat_ws (' ', quote (\"epoch\"), quote (\"scope\"), \"pos\", \"h0\", \"head\", \"last_mid\", \"stamp\")"
    " FROM \"cursor\"",
    NULL);
  gboolean row;

  return stmt != NULL && rw_stmt_step (stmt, &row, NULL) && row
           ? g_strdup (rw_stmt_get_text (stmt, 0))
           : NULL;
}

static gboolean
open_cache (RwReader *self, GError **error)
{
  gint generation = g_atomic_int_get (&self->generation);

  if (self->cache != NULL && self->opened == generation)
    return TRUE;
  forget_foreseen (self);
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

/* The answer is given once, and only while another one would be the same. */
static gpointer
take_foreseen (RwReader *self, const Question *question)
{
  g_autofree char *state = NULL;
  gpointer answer = NULL;

  if (self->foreseen.answer == NULL || self->foreseen.func != question->func)
    return NULL;
  state = dup_state (self);
  if (state != NULL && g_strcmp0 (state, self->foreseen.state) == 0 &&
      rw_cache_is_current (self->cache) && g_get_monotonic_time () - self->foreseen.at < FRESH)
    answer = g_steal_pointer (&self->foreseen.answer);
  forget_foreseen (self);
  return answer;
}

static void
foresee_job (GTask *task, gpointer context)
{
  RwReader *self = context;
  Question *question = g_task_get_task_data (task);

  /* What goes wrong here goes wrong again, and is said, when somebody asks. */
  if (open_cache (self, NULL) && rw_cache_begin_read (self->cache, NULL))
    {
      self->foreseen = (Foreseen) { .func = question->func,
                                    .free_answer = question->free_result,
                                    .state = dup_state (self),
                                    .at = g_get_monotonic_time () };
      self->foreseen.answer = question->func (self->cache, question->data, NULL, NULL);
      rw_cache_end_read (self->cache);
    }
  g_task_return_boolean (task, TRUE);
}

/* Which file it is: another one may be the cache when the asker hears of it. */
static void
look_for_damage (RwReader *self, Question *question, const GError *error)
{
  guint64 generation;

  if (self->cache != NULL && rw_db_is_damaged (rw_cache_get_db (self->cache)))
    question->damaged = g_strdup (rw_db_get_path (rw_cache_get_db (self->cache)));
  else if (self->cache == NULL && (g_error_matches (error, RW_ERROR, RW_ERROR_CORRUPT) ||
                                   g_error_matches (error, RW_ERROR, RW_ERROR_FAILED)))
    {
      g_autofree char *path = rw_cache_file_find (self->dir, self->server, &generation);
      g_autofree char *log = g_strconcat (path, "-wal", NULL);
      GStatBuf info;

      /* Or somebody took away the log from under the writer, who keeps it while the file is open: SQLite
       * has made an empty one. */
      if (error->code == RW_ERROR_CORRUPT || g_stat (log, &info) != 0 || info.st_size == 0)
        question->damaged = g_steal_pointer (&path);
    }
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
      look_for_damage (self, question, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  result = take_foreseen (self, question);
  if (result != NULL)
    {
      rw_cache_end_read (self->cache);
      g_task_return_pointer (task, result, question->free_result);
      return;
    }
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                     rw_cache_get_db (self->cache), NULL);
  result = question->func (self->cache, question->data, cancellable, &error);
  g_cancellable_disconnect (cancellable, handler);
  rw_cache_end_read (self->cache);
  look_for_damage (self, question, error);
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

  forget_foreseen (self);
  g_clear_pointer (&self->cache, rw_cache_close);
  g_task_return_boolean (task, TRUE);
}

static RwReader *
make_reader (const char *dir, const char *server)
{
  RwReader *self = g_new0 (RwReader, 1);

  self->dir = g_strdup (dir);
  self->server = g_strdup (server);
  self->thread = rw_job_thread_new ("rw-reader", self);
  return self;
}

typedef struct
{
  Question question; /* first: the job reads it */
  GDestroyNotify free_data;
} Foresight;

static void
foresight_free (gpointer pointer)
{
  Foresight *foresight = pointer;

  if (foresight->free_data != NULL)
    foresight->free_data (foresight->question.data);
  g_free (foresight);
}

/**
 * rw_reader_foresee:
 * @func: what will be asked first of the reader of this server
 * @free_data: (nullable): frees @data, in any thread
 *
 * Makes the reader that rw_reader_new() returns next for the same server, and has it answer already. The
 * first question with the same @func gets that answer when the cache is still the same then.
 */
void
rw_reader_foresee (const char *dir,
                   const char *server,
                   RwReaderFunc func,
                   gpointer data,
                   GDestroyNotify free_data,
                   GDestroyNotify free_result)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Foresight *foresight = g_new (Foresight, 1);

  *foresight = (Foresight) { { func, data, free_result }, free_data };
  g_task_set_source_tag (task, rw_reader_foresee);
  g_task_set_task_data (task, foresight, foresight_free);
  g_clear_pointer (&early, rw_reader_free);
  early = make_reader (dir, server);
  rw_job_thread_push (early->thread, task, foresee_job);
}

/**
 * rw_reader_new:
 * @dir: folder of the client's files
 * @server: name of the server, as in the files' names
 */
RwReader *
rw_reader_new (const char *dir, const char *server)
{
  if (early != NULL && g_str_equal (early->dir, dir) && g_str_equal (early->server, server))
    return g_steal_pointer (&early);
  g_clear_pointer (&early, rw_reader_free);
  return make_reader (dir, server);
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

  *question = (Question) { func, data, free_result, NULL };
  g_task_set_source_tag (task, rw_reader_read_async);
  g_task_set_task_data (task, question, question_free);
  rw_job_thread_push (self->thread, task, read_job);
}

gpointer
rw_reader_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rw_reader_get_damaged:
 *
 * Returns: (nullable): the file, if damage was found in it, whatever the answer was
 */
const char *
rw_reader_get_damaged (GAsyncResult *result)
{
  return ((Question *) g_task_get_task_data (G_TASK (result)))->damaged;
}
