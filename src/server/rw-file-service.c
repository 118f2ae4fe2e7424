/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-file-service.h"

#include "rw-clock.h"

#define THREADS_MOST 8

/* On their way to the server at once: of everybody, and of one token. */
#define UPLOADS_MOST 32
#define UPLOADS_EACH 4

struct _RwFileService
{
  gatomicrefcount ref_count; /* what comes back from a thread holds one */
  gboolean closed;
  RwFileStore *store;
  GMainContext *context;
  GThreadPool *pool;

  /* The thread of the server only. */
  GHashTable *uploads; /* token → how many */
  guint n_uploads;
};

typedef struct
{
  RwFileService *service;
  RwFileFunc work;
  RwFileFunc done;
  gpointer data;
  GDestroyNotify free_data;
} Job;

static void
unref_service (RwFileService *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->uploads);
  g_main_context_unref (self->context);
  g_free (self);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  job->free_data (job->data);
  unref_service (job->service);
  g_free (job);
}

static gboolean
done_cb (gpointer data)
{
  Job *job = data;

  if (!job->service->closed)
    job->done (job->data);
  return G_SOURCE_REMOVE;
}

static void
run_func (gpointer data,
          gpointer user_data)
{
  Job *job = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  job->work (job->data);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, done_cb, job, free_job);
  g_source_attach (source, job->service->context);
}

/**
 * rw_file_service_run:
 * @work: runs in a thread that may wait for the disk
 * @done: runs in the server's thread afterwards, unless the server ended
 * @free_data: frees @data after that, in any thread
 */
void
rw_file_service_run (RwFileService  *self,
                     RwFileFunc      work,
                     RwFileFunc      done,
                     gpointer        data,
                     GDestroyNotify  free_data)
{
  Job *job = g_new (Job, 1);

  g_atomic_ref_count_inc (&self->ref_count);
  *job = (Job) { self, work, done, data, free_data };
  g_thread_pool_push (self->pool, job, NULL);
}

static guint
count (RwFileService *self,
       const RwId    *token)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->uploads, token));
}

/**
 * rw_file_service_admit:
 * @token: who wants to send a file
 *
 * Returns: whether one more may be on its way; see rw_file_service_dismiss()
 */
gboolean
rw_file_service_admit (RwFileService *self,
                       const RwId    *token)
{
  if (self->n_uploads >= UPLOADS_MOST || count (self, token) >= UPLOADS_EACH)
    return FALSE;
  self->n_uploads++;
  g_hash_table_replace (self->uploads, rw_id_copy (token),
                        GUINT_TO_POINTER (count (self, token) + 1));
  return TRUE;
}

void
rw_file_service_dismiss (RwFileService *self,
                         const RwId    *token)
{
  guint left = count (self, token) - 1;

  self->n_uploads--;
  if (left == 0)
    g_hash_table_remove (self->uploads, token);
  else
    g_hash_table_replace (self->uploads, rw_id_copy (token), GUINT_TO_POINTER (left));
}

RwFileStore *
rw_file_service_get_store (RwFileService *self)
{
  return self->store;
}

/* --- What nobody needs any more ----------------------------------------------------------------------- */

typedef struct
{
  RwFileService *service;
  GHashTable *wanted;
  RwFileCollected collected;
  GError *error;
} Collection;

static void
free_collection (gpointer data)
{
  Collection *collection = data;

  g_clear_pointer (&collection->wanted, g_hash_table_unref);
  g_clear_error (&collection->error);
  unref_service (collection->service);
  g_free (collection);
}

static void
collect_func (gpointer data)
{
  Collection *collection = data;

  rw_file_store_collect (collection->service->store, collection->wanted, rw_clock_now (),
                         &collection->collected, &collection->error);
}

static void
collected_func (gpointer data)
{
  Collection *collection = data;

  if (collection->collected.files > 0)
    g_message ("Deleted %u files that no record has spoken of for 30 days, %" G_GINT64_FORMAT
               " bytes",
               collection->collected.files, collection->collected.bytes);
  if (collection->error != NULL)
    g_warning ("Could not delete files that nobody needs: %s", collection->error->message);
}

static gboolean
listed_cb (gpointer data)
{
  Collection *collection = data;

  if (collection->service->closed)
    free_collection (collection);
  else if (collection->wanted != NULL)
    rw_file_service_run (collection->service, collect_func, collected_func, collection,
                         free_collection);
  else
    {
      g_warning ("Could not find out which files are needed: %s", collection->error->message);
      free_collection (collection);
    }
  return G_SOURCE_REMOVE;
}

static void
list_func (RwLogStore *store,
           gpointer    data,
           GError     *problem)
{
  Collection *collection = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (store == NULL)
    collection->error = g_error_copy (problem);
  else
    collection->wanted = rw_file_store_list_wanted (store, &collection->error);
  g_source_set_callback (source, listed_cb, collection, NULL);
  g_source_attach (source, collection->service->context);
}

/**
 * rw_file_service_collect:
 * @readers: to find out what is needed
 *
 * Deletes what no record has spoken of for %RW_FILE_KEEP, some time from now.
 */
void
rw_file_service_collect (RwFileService *self,
                         RwReaders     *readers)
{
  Collection *collection = g_new0 (Collection, 1);
  const RwId nobody = RW_ID_NIL;

  g_atomic_ref_count_inc (&self->ref_count);
  collection->service = self;
  rw_readers_run (readers, &nobody, list_func, collection, NULL);
}

/**
 * rw_file_service_new:
 * @data_dir: the caller holds its lock
 * @most: bytes that all files together may take
 */
RwFileService *
rw_file_service_new (const char  *data_dir,
                     gint64       most,
                     GError     **error)
{
  g_autoptr (RwFileStore) store = rw_file_store_new (data_dir, most, error);
  RwFileService *self;

  if (store == NULL)
    return NULL;
  self = g_new0 (RwFileService, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->store = g_steal_pointer (&store);
  self->context = g_main_context_ref_thread_default ();
  self->pool = g_thread_pool_new (run_func, self, THREADS_MOST, FALSE, NULL);
  self->uploads = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, NULL);
  return self;
}

/**
 * rw_file_service_free:
 *
 * Waits for what is being done with files.
 */
void
rw_file_service_free (RwFileService *self)
{
  if (self == NULL)
    return;
  self->closed = TRUE;
  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
  g_clear_pointer (&self->store, rw_file_store_free);
  unref_service (self);
}
