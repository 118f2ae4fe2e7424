/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-conflict-watch.h"

#include <glib/gi18n-lib.h>

#include "query/rw-query-conflict-news.h"
#include "rw-clock.h"
#include "rw-session-private.h"

/* What was told, one "change key" a line, beside the outbox: nobody is told twice. */
#define META_TOLD "told-conflicts"

/* Rows come in heaps. */
#define PAUSE_MS 500

#define WATCHED                                                                                  \
  (RW_KIND_BIT (RW_KIND_CHANGE) | RW_KIND_BIT (RW_KIND_CHANGE_ITEM) | RW_KIND_BIT (RW_KIND_WINDOW) | \
   RW_KIND_BIT (RW_KIND_CARRIER_NOTICE))

struct _RwConflictWatch
{
  GObject parent_instance;

  RwSession *session;
  GCancellable *cancellable;
  GHashTable *told; /* lines; NULL until they are read */
  guint source;
  gboolean stale;
  gboolean looking;
};

enum
{
  SIGNAL_FOUND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwConflictWatch, rw_conflict_watch, G_TYPE_OBJECT)

static void schedule (RwConflictWatch *self);

static char *
make_line (const RwId *change,
           const char *key)
{
  char id[RW_ID_STRING_LENGTH + 1];

  rw_id_write (change, id);
  return g_strdup_printf ("%s %s", id, key);
}

/* --- What was told --------------------------------------------------------------------------------- */

static gpointer
get_told_func (RwClientStore *store,
               gpointer       data,
               GError       **error)
{
  return rw_client_store_get_meta (store, META_TOLD, error);
}

static gpointer
set_told_func (RwClientStore *store,
               gpointer       data,
               GError       **error)
{
  rw_client_store_set_meta (store, META_TOLD, data, error);
  return NULL;
}

static void
told_set_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* It is told once more after the next start, then. */
  rw_engine_call_finish (RW_ENGINE (source), result, &error);
  if (error != NULL)
    g_warning ("Could not keep which conflicts were told: %s", error->message);
}

static void
keep_told (RwConflictWatch *self)
{
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    g_string_append_printf (text, "%s\n", (const char *) line);
  if (self->session->open && !self->session->closed)
    rw_engine_call_async (self->session->engine, set_told_func, g_string_free (text, FALSE), g_free, NULL, told_set_cb, NULL);
  else
    g_string_free (text, TRUE);
}

/* What was told of a change that is over, or not the person's any more, need not be kept. */
static gboolean
forget_others (RwConflictWatch *self,
               GPtrArray       *all)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer line;
  gboolean forgotten = FALSE;

  for (guint i = 0; i < all->len; i++)
    g_hash_table_add (own, rw_id_to_string (&((const RwConflictNews *) all->pdata[i])->change));
  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &line, NULL))
    {
      g_autofree char *id = g_strndup (line, RW_ID_STRING_LENGTH);

      if (g_hash_table_contains (own, id))
        continue;
      g_hash_table_iter_remove (&iter);
      forgotten = TRUE;
    }
  return forgotten;
}

/* --- Looking --------------------------------------------------------------------------------------- */

static gboolean
tell (RwConflictWatch      *self,
      const RwConflictNews *news)
{
  const RwConflict *first = NULL;
  g_autofree char *message = NULL;
  guint n = 0;

  for (guint i = 0; i < news->conflicts->len; i++)
    {
      const RwConflict *conflict = news->conflicts->pdata[i];

      if (g_hash_table_add (self->told, make_line (&news->change, conflict->key)) && n++ == 0)
        first = conflict;
    }
  if (n == 0)
    return FALSE;
  if (n == 1)
    /* Translators: a change, and a sentence on what stands against it */
    message = g_strdup_printf (_ ("%s has a new conflict. %s"), news->name, first->text);
  else
    /* Translators: a change, a number, and a sentence on the worst of what stands against it */
    message = g_strdup_printf (ngettext ("%s has %u new conflict. %s", "%s has %u new conflicts. %s", n), news->name, n, first->text);
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, message, &news->change);
  return TRUE;
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_conflict_news (cache, data, rw_clock_now (), cancellable, error);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwConflictWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = rw_session_read_finish (RW_SESSION (source), result, &error);
  gboolean told;

  self->looking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (all == NULL)
    {
      g_warning ("Could not look at the conflicts of own changes again: %s", error->message);
      /* Not lost: the next time that the server has been heard. */
      self->stale = TRUE;
      return;
    }
  told = forget_others (self, all);
  for (guint i = 0; i < all->len; i++)
    told |= tell (self, all->pdata[i]);
  if (told)
    keep_told (self);
  if (self->stale)
    schedule (self);
}

static void
told_got_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (RwConflictWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = rw_engine_call_finish (RW_ENGINE (source), result, &error);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  self->looking = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error != NULL)
    {
      g_warning ("Could not read which conflicts were told: %s", error->message);
      return;
    }
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_hash_table_add (self->told, g_strdup (lines[i]));
  schedule (self);
}

/* Only what the server has sent up to now says more than the person knew already. */
static void
look (RwConflictWatch *self)
{
  const RwId *person = rw_session_get_person (self->session);

  if (!self->stale || self->looking || rw_session_get_state (self->session) != RW_SYNC_STATE_UP_TO_DATE ||
      rw_session_is_locked (self->session) || person == NULL || rw_id_is_nil (person))
    return;
  self->looking = TRUE;
  if (self->told == NULL)
    {
      rw_engine_call_async (self->session->engine, get_told_func, NULL, NULL, g_free, told_got_cb, g_object_ref (self));
      return;
    }
  self->stale = FALSE;
  rw_session_read_async (self->session, query_cb, rw_id_copy (person), g_free, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, looked_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  RwConflictWatch *self = user_data;

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (RwConflictWatch *self)
{
  if (self->source == 0 && self->stale)
    self->source = g_timeout_add (PAUSE_MS, look_cb, self);
}

static void
changed_cb (RwConflictWatch   *self,
            const RwChangeSet *changes)
{
  if (!(changes->kinds & WATCHED))
    return;
  self->stale = TRUE;
  schedule (self);
}

static void
rw_conflict_watch_dispose (GObject *object)
{
  RwConflictWatch *self = RW_CONFLICT_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_conflict_watch_parent_class)->dispose (object);
}

static void
rw_conflict_watch_finalize (GObject *object)
{
  RwConflictWatch *self = RW_CONFLICT_WATCH (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->told, g_hash_table_unref);
  G_OBJECT_CLASS (rw_conflict_watch_parent_class)->finalize (object);
}

static void
rw_conflict_watch_class_init (RwConflictWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_conflict_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_conflict_watch_finalize;

  signals[SIGNAL_FOUND] = g_signal_new ("found", RW_TYPE_CONFLICT_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                        G_TYPE_STRING, G_TYPE_POINTER);
}

static void
rw_conflict_watch_init (RwConflictWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->stale = TRUE;
}

/**
 * rw_conflict_watch_new:
 *
 * Returns: (transfer full): a watch on the own changes of @session, as long as it lives
 */
RwConflictWatch *
rw_conflict_watch_new (RwSession *session)
{
  RwConflictWatch *self = g_object_new (RW_TYPE_CONFLICT_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::locked", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  schedule (self);
  return self;
}
