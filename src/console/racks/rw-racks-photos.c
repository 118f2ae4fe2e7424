/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-racks-photos.h"

#include "query/rw-query-faces.h"
#include "rw-picture.h"

/* As wide as a device is drawn at most, with an eye to sharp screens; so much memory is kept with pictures. */
#define WIDTH_MOST  800
#define PHOTOS_MOST 200
#define AT_ONCE     2

struct _RwRacksPhotos
{
  RwRackCanvas *canvas; /* not owned; the page frees this first */
  RwSession *session;
  GCancellable *cancellable;
  GHashTable *photos;  /* (element-type utf8 GdkTexture): key → what is shown */
  GHashTable *digests; /* key → digest of that */
  GQueue wanted;       /* of RwTypeFace: to be fetched */
  guint running;
  gboolean reading, stale, failed;
};

/* One picture on its way. */
typedef struct
{
  RwRacksPhotos *self;
  GCancellable *cancellable; /* says whether @self is there */
  RwTypeFace *face;
  GBytes *bytes;
} Fetch;

static void next (RwRacksPhotos *self);

static void
fetch_free (Fetch *fetch)
{
  g_clear_pointer (&fetch->bytes, g_bytes_unref);
  g_object_unref (fetch->cancellable);
  rw_type_face_free (fetch->face);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

/* The canvas gets a table of its own: what it has does not change under it. */
static void
show (RwRacksPhotos *self)
{
  g_autoptr (GHashTable) copy =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  GHashTableIter iter;
  gpointer key, texture;

  g_hash_table_iter_init (&iter, self->photos);
  while (g_hash_table_iter_next (&iter, &key, &texture))
    g_hash_table_insert (copy, g_strdup (key), g_object_ref (texture));
  rw_rack_canvas_set_photos (self->canvas, g_hash_table_size (copy) > 0 ? copy : NULL);
}

/* Takes the next one, and shows what there is when there is none. */
static void
end_fetch (RwRacksPhotos *self)
{
  self->running--;
  next (self);
  if (self->running == 0)
    show (self);
}

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GdkTexture *texture = rw_picture_decode (data, WIDTH_MOST, &error);

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
decoded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  RwRacksPhotos *self = fetch->self;

  if (g_cancellable_is_cancelled (fetch->cancellable))
    return;
  if (texture != NULL)
    {
      char *key = rw_rack_photo_key (fetch->face->name, fetch->face->face);

      g_hash_table_insert (self->digests, g_strdup (key), g_strdup (fetch->face->digest));
      g_hash_table_insert (self->photos, key, g_steal_pointer (&texture));
    }
  else
    g_info ("The picture of %s cannot be shown: %s", fetch->face->name, error->message);
  end_fetch (self);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  fetch->bytes = rw_session_fetch_file_finish (RW_SESSION (source), result, &error);
  if (g_cancellable_is_cancelled (fetch->cancellable))
    return;
  if (fetch->bytes == NULL)
    {
      /* The faceplate is drawn until it can be had. */
      fetch->self->failed = TRUE;
      end_fetch (fetch->self);
      return;
    }
  task = g_task_new (NULL, fetch->cancellable, decoded_cb, fetch);
  g_task_set_task_data (task, g_bytes_ref (fetch->bytes), (GDestroyNotify) g_bytes_unref);
  (void) g_steal_pointer (&fetch);
  g_task_run_in_thread (task, decode_thread);
}

static void
next (RwRacksPhotos *self)
{
  RwTypeFace *face;

  while (self->running < AT_ONCE && (face = g_queue_pop_head (&self->wanted)) != NULL)
    {
      Fetch *fetch = g_new0 (Fetch, 1);

      *fetch = (Fetch) { self, g_object_ref (self->cancellable), face, NULL };
      self->running++;
      rw_session_fetch_file_async (self->session, face->digest, face->size, NULL, NULL,
                                   self->cancellable, fetched_cb, fetch);
    }
}

static gpointer
read_func (RwCache *cache, gpointer data, GCancellable *cancellable, GError **error)
{
  return rw_query_type_faces (cache, NULL, error);
}

/* What is to be shown and is not yet is fetched; what is shown and is not to be goes. */
static void
take_faces (RwRacksPhotos *self, GPtrArray *faces)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer key;

  g_queue_clear_full (&self->wanted, (GDestroyNotify) rw_type_face_free);
  g_ptr_array_set_free_func (faces, NULL);
  for (guint i = 0; i < faces->len; i++)
    {
      g_autoptr (RwTypeFace) face = faces->pdata[i];
      g_autofree char *own = face->name != NULL ? rw_rack_photo_key (face->name, face->face) : NULL;

      if (own == NULL || g_hash_table_size (keys) >= PHOTOS_MOST ||
          !g_hash_table_add (keys, g_strdup (own)))
        continue;
      if (g_strcmp0 (g_hash_table_lookup (self->digests, own), face->digest) != 0)
        g_queue_push_tail (&self->wanted, g_steal_pointer (&face));
    }
  g_hash_table_iter_init (&iter, self->photos);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (keys, key))
      {
        g_hash_table_remove (self->digests, key);
        g_hash_table_iter_remove (&iter);
        changed = TRUE;
      }
  if (changed && g_queue_is_empty (&self->wanted) && self->running == 0)
    show (self);
  next (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faces = rw_session_read_finish (RW_SESSION (source), result, &error);
  RwRacksPhotos *self = fetch->self;

  if (g_cancellable_is_cancelled (fetch->cancellable))
    return;
  self->reading = FALSE;
  if (faces != NULL)
    take_faces (self, faces);
  else
    g_info ("%s", error->message);
  if (self->stale)
    rw_racks_photos_update (self);
}

/**
 * rw_racks_photos_update:
 *
 * Finds out which pictures there are. The canvas gets them when they are there.
 */
void
rw_racks_photos_update (RwRacksPhotos *self)
{
  Fetch *fetch;

  self->stale = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  self->failed = FALSE;
  fetch = g_new0 (Fetch, 1);
  *fetch = (Fetch) { self, g_object_ref (self->cancellable), NULL, NULL };
  rw_session_read_async (self->session, read_func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, read_cb, fetch);
}

void
rw_racks_photos_data_changed (RwRacksPhotos *self, const RwChangeSet *changes)
{
  if (changes->kinds & (RW_KIND_BIT (RW_KIND_ATTACHMENT) | RW_KIND_BIT (RW_KIND_DEVICE_TYPE)))
    rw_racks_photos_update (self);
}

/* What could not be had may be had now. */
static void
state_cb (RwSession *session, GParamSpec *pspec, RwRacksPhotos *self)
{
  if (self->failed && rw_session_get_state (session) == RW_SYNC_STATE_UP_TO_DATE)
    rw_racks_photos_update (self);
}

/**
 * rw_racks_photos_settled:
 *
 * Returns: whether all that was asked for is shown
 */
gboolean
rw_racks_photos_settled (RwRacksPhotos *self)
{
  return !self->reading && self->running == 0;
}

RwRacksPhotos *
rw_racks_photos_new (RwRackCanvas *canvas, RwSession *session)
{
  RwRacksPhotos *self = g_new0 (RwRacksPhotos, 1);

  self->canvas = canvas;
  self->session = g_object_ref (session);
  self->cancellable = g_cancellable_new ();
  self->photos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->wanted);
  g_signal_connect (session, "notify::state", G_CALLBACK (state_cb), self);
  rw_racks_photos_update (self);
  return self;
}

void
rw_racks_photos_free (RwRacksPhotos *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_queue_clear_full (&self->wanted, (GDestroyNotify) rw_type_face_free);
  g_hash_table_unref (self->photos);
  g_hash_table_unref (self->digests);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  g_free (self);
}
