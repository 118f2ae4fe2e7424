/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-clock.h"
#include "rw-client-store-inbox.h"
#include "rw-error.h"
#include "rw-file-cache.h"
#include "rw-session-private.h"

/* Files on their way to the server, one after the other. The server is asked first whether it has one:
 * an answer may have been lost, or somebody else may have sent the same. */

#define DELAY_FIRST 30
#define DELAY_MOST  600

/* So long a file waits here for its record: the person may take its deletion back. */
#define KEEP (30 * RW_DAY)

/* One round. */
typedef struct
{
  RwSession *session;
  GPtrArray *digests; /* that a record speaks of, and that are not sent yet */
  char *digest;
} Round;

static void send_next (Round *round);

static void
round_free (Round *round)
{
  g_clear_pointer (&round->digests, g_ptr_array_unref);
  g_object_unref (round->session);
  g_free (round->digest);
  g_free (round);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

static gboolean
again_cb (gpointer data)
{
  RwSession *self = data;

  self->send_timer = 0;
  rw_session_send_files (self);
  return G_SOURCE_REMOVE;
}

static void
end_round (Round *round, guint delay)
{
  RwSession *self = round->session;

  self->sending = FALSE;
  if (!self->closed && delay > 0)
    self->send_timer = g_timeout_add_seconds (delay, again_cb, self);
  else if (!self->closed && self->send_again)
    rw_session_send_files (self);
  round_free (round);
}

static void
forget_waiting (RwSession *self, const char *digest)
{
  if (g_hash_table_remove (self->waiting, digest))
    rw_session_notify_files (self);
}

/* A file that cannot be sent as it is holds up none of the others. */
static void
give_up (Round *round, const GError *error)
{
  g_autofree char *text = g_strdup_printf (_ ("A file could not be sent. %s"), error->message);

  g_hash_table_add (round->session->unsendable, g_strdup (round->digest));
  rw_session_notice (round->session, text);
  send_next (round);
}

static void
failed (Round *round, guint retry_after, const GError *error)
{
  RwSession *self = round->session;

  if (self->closed)
    end_round (round, 0);
  else if (g_error_matches (error, RW_ERROR, RW_ERROR_INVALID) ||
           g_error_matches (error, RW_ERROR, RW_ERROR_LIMIT) ||
           g_error_matches (error, RW_ERROR, RW_ERROR_FORBIDDEN) ||
           g_error_matches (error, RW_ERROR, RW_ERROR_CORRUPT))
    give_up (round, error);
  else
    {
      if (g_error_matches (error, RW_ERROR, RW_ERROR_FULL) && !self->files_full)
        {
          self->files_full = TRUE;
          rw_session_notice (self, error->message);
        }
      g_info ("A file was not sent: %s", error->message);
      self->send_delay = CLAMP (2 * self->send_delay, DELAY_FIRST, DELAY_MOST);
      end_round (round, MAX (retry_after, self->send_delay));
    }
}

/* --- One file ----------------------------------------------------------------------------------------- */

typedef struct
{
  RwFileCache *cache;
  char *digest;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  rw_file_cache_unref (job->cache);
  g_free (job->digest);
  g_free (job);
}

static void
run_job (Round *round, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, round);
  Job *job = g_new (Job, 1);

  *job = (Job) { rw_file_cache_ref (round->session->files), g_strdup (round->digest) };
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

static void
sent_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (rw_file_cache_sent (job->cache, job->digest, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round *round = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      failed (round, 0, error);
      return;
    }
  round->session->send_delay = 0;
  round->session->files_full = FALSE;
  forget_waiting (round->session, round->digest);
  send_next (round);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round *round = user_data;
  g_autoptr (GError) error = NULL;
  guint retry_after = 0;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, &retry_after, &error);

  if (node == NULL)
    failed (round, retry_after, error);
  else
    run_job (round, sent_thread, moved_cb);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  GBytes *bytes = rw_file_cache_get (job->cache, job->digest, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round *round = user_data;
  RwSession *self = round->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (SoupMessage) message = NULL;

  if (bytes == NULL || self->closed)
    {
      failed (round, 0, error);
      return;
    }
  message = rw_session_new_file_message (self, SOUP_METHOD_PUT, round->digest);
  soup_message_set_request_body_from_bytes (message, "application/octet-stream", bytes);
  rw_http_client_send_async (self->file_http, message, NULL, self->cancellable, put_cb, round);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round *round = user_data;
  g_autoptr (GError) error = NULL;
  guint retry_after = 0;
  g_autoptr (JsonNode) node =
    rw_http_client_send_finish (RW_HTTP_CLIENT (source), result, &retry_after, &error);

  if (node != NULL)
    run_job (round, sent_thread, moved_cb);
  else if (g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND) && !round->session->closed)
    run_job (round, read_thread, read_cb);
  else
    failed (round, retry_after, error);
}

static void
send_next (Round *round)
{
  RwSession *self = round->session;
  g_autoptr (SoupMessage) message = NULL;

  if (round->digests->len == 0 || self->closed)
    {
      end_round (round, 0);
      return;
    }
  g_free (round->digest);
  round->digest = g_ptr_array_steal_index (round->digests, 0);
  message = rw_session_new_file_message (self, SOUP_METHOD_HEAD, round->digest);
  rw_http_client_send_async (self->file_http, message, NULL, self->cancellable, asked_cb, round);
}

/* --- Which ones --------------------------------------------------------------------------------------- */

static gpointer
wanted_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  GPtrArray *waiting = data;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < waiting->len; i++)
    {
      g_autoptr (GPtrArray) records =
        rw_cache_select (cache, RW_KIND_ATTACHMENT, "WHERE \"digest\" = ? LIMIT 1", error,
                         RW_BIND_TEXT, (const char *) waiting->pdata[i], RW_BIND_END);

      if (records == NULL)
        return NULL;
      if (records->len > 0)
        g_ptr_array_add (wanted, g_strdup (waiting->pdata[i]));
    }
  return g_steal_pointer (&wanted);
}

static void
drop_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (rw_file_cache_drop (job->cache, job->digest, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Round) round = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    forget_waiting (round->session, round->digest);
  else
    g_info ("%s", error->message);
}

static gpointer
drafts_func (RwClientStore *store, gpointer data, GError **error)
{
  return rw_client_store_list_drafts (store, error);
}

/* A message that is not sent yet may speak of a file, however long ago it was written. */
static gboolean
is_in_draft (GPtrArray *drafts, const char *digest)
{
  for (guint i = 0; i < drafts->len; i++)
    if (strstr (((const RwDraft *) drafts->pdata[i])->text, digest) != NULL)
      return TRUE;
  return FALSE;
}

static void
drafts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Round) round = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = rw_engine_call_finish (RW_ENGINE (source), result, &error);

  if (drafts == NULL || round->session->closed)
    return;
  for (guint i = 0; i < round->digests->len; i++)
    if (!is_in_draft (drafts, round->digests->pdata[i]))
      {
        Round *drop = g_new0 (Round, 1);

        drop->session = g_object_ref (round->session);
        drop->digest = g_strdup (round->digests->pdata[i]);
        run_job (drop, drop_thread, dropped_cb);
      }
}

/* Those whose record was taken back long ago, or never came. */
static void
drop_unwanted (RwSession *self, GPtrArray *wanted)
{
  guint before = (guint) ((rw_clock_now () - KEEP) / RW_DAY);
  g_autoptr (Round) old = g_new0 (Round, 1);
  GHashTableIter iter;
  gpointer digest, day;

  old->session = g_object_ref (self);
  old->digests = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &digest, &day))
    if (GPOINTER_TO_UINT (day) < before &&
        !g_ptr_array_find_with_equal_func (wanted, digest, g_str_equal, NULL))
      g_ptr_array_add (old->digests, g_strdup (digest));
  if (old->digests->len > 0)
    rw_engine_call_async (self->engine, drafts_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          drafts_cb, g_steal_pointer (&old));
}

static void
wanted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round *round = user_data;
  g_autoptr (GError) error = NULL;

  round->digests = rw_session_read_finish (RW_SESSION (source), result, &error);
  if (round->digests == NULL)
    {
      failed (round, 0, error);
      return;
    }
  drop_unwanted (round->session, round->digests);
  send_next (round);
}

/**
 * rw_session_send_files:
 *
 * Sends what waits, if the server is reached and it is not being done already.
 */
void
rw_session_send_files (RwSession *self)
{
  g_autoptr (GPtrArray) waiting = NULL;
  GHashTableIter iter;
  gpointer digest;
  Round *round;

  self->send_again = self->sending;
  if (self->sending || !self->open || self->closed || self->locked || !self->has_data ||
      self->machine_state != RW_SYNC_STATE_UP_TO_DATE)
    return;
  g_clear_handle_id (&self->send_timer, g_source_remove);
  waiting = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &digest, NULL))
    if (!g_hash_table_contains (self->unsendable, digest))
      g_ptr_array_add (waiting, g_strdup (digest));
  if (waiting->len == 0)
    return;
  self->sending = TRUE;
  round = g_new0 (Round, 1);
  round->session = g_object_ref (self);
  rw_session_read_async (self, wanted_func, g_steal_pointer (&waiting),
                         (GDestroyNotify) g_ptr_array_unref, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, wanted_cb, round);
}

/* --- Beginning and end -------------------------------------------------------------------------------- */

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *entries = rw_file_cache_list_waiting (data, &error);

  if (entries == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, entries, (GDestroyNotify) g_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RwSession *self = RW_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) entries = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->closed)
    return;
  if (entries == NULL)
    {
      rw_session_notice (self, error->message);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    {
      const RwFileEntry *entry = &g_array_index (entries, RwFileEntry, i);

      rw_session_note_waiting (self, entry->digest, entry->touched);
    }
  if (entries->len > 0)
    rw_session_notify_files (self);
  rw_session_send_files (self);
}

/* @name: what the files of the server are called by */
void
rw_session_start_files (RwSession *self, const char *name)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, listed_cb, NULL);

  self->files = rw_file_cache_new (self->state_dir, name, RW_FILE_CACHE_MOST);
  self->file_http = rw_http_client_new (self->server_url, NULL);
  g_task_set_task_data (task, rw_file_cache_ref (self->files),
                        (GDestroyNotify) rw_file_cache_unref);
  g_task_run_in_thread (task, list_thread);
}

void
rw_session_stop_files (RwSession *self)
{
  g_clear_handle_id (&self->send_timer, g_source_remove);
}

void
rw_session_free_files (RwSession *self)
{
  rw_session_stop_files (self);
  g_clear_pointer (&self->files, rw_file_cache_unref);
  g_clear_object (&self->file_http);
}
