/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-change-watch.h"

#include <glib/gi18n.h>

#include "query/rw-query-running.h"
#include "rw-clock.h"
#include "rw-format.h"

/* The machine may sleep, and its clock may be set: never longer than this without looking again. */
#define LOOK_AGAIN RW_MINUTE

struct _RwChangeWatch
{
  GObject parent_instance;

  RwSession *session;
  GCancellable *cancellable;
  GHashTable *told; /* RwId of a change → the end (gint64 *) it was told of */
  guint source;
  gboolean loading;
  gboolean stale;
};

enum
{
  SIGNAL_OVERRUN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RwChangeWatch, rw_change_watch, G_TYPE_OBJECT)

static void look (RwChangeWatch *self);

static gboolean
look_cb (gpointer user_data)
{
  RwChangeWatch *self = user_data;

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

/* Wakes up for the next end that has not come yet. */
static void
wait_for_next (RwChangeWatch *self,
               GPtrArray     *running)
{
  gint64 now = rw_clock_now (), wait = G_MAXINT64;

  for (guint i = 0; i < running->len; i++)
    {
      const RwRunning *change = running->pdata[i];

      if (change->end > now)
        wait = MIN (wait, change->end - now);
    }
  g_clear_handle_id (&self->source, g_source_remove);
  if (wait < G_MAXINT64)
    self->source = g_timeout_add ((guint) (MIN (wait, LOOK_AGAIN) / 1000) + 1, look_cb, self);
}

static gboolean
tell_once (RwChangeWatch   *self,
           const RwRunning *change)
{
  const gint64 *end = g_hash_table_lookup (self->told, &change->id);

  if (end != NULL && *end == change->end)
    return FALSE;
  g_hash_table_insert (self->told, rw_id_copy (&change->id),
                       g_memdup2 (&change->end, sizeof change->end));
  return TRUE;
}

static void
tell (RwChangeWatch *self,
      GPtrArray     *running)
{
  const RwId *person = rw_session_get_person (self->session);
  const RwRunning *first = NULL;
  g_autofree char *message = NULL;
  gboolean own = FALSE;
  guint n = 0;

  for (guint i = 0; i < running->len; i++)
    {
      const RwRunning *change = running->pdata[i];

      if (change->end > rw_clock_now () || !tell_once (self, change))
        continue;
      if (n++ == 0)
        first = change;
      own |=
        person != NULL && !rw_id_is_nil (person) && rw_id_equal (person, &change->implementer_id);
    }
  if (n == 0)
    return;
  if (n == 1)
    {
      g_autofree char *end = rw_format_when (first->end, rw_clock_now ());

      /* Translators: a change, a time */
      message = g_strdup_printf (_ ("%s goes on past its end, %s"),
                                 first->number != NULL ? first->number : first->title, end);
    }
  else
    message = g_strdup_printf (ngettext ("%u change goes on past its end",
                                         "%u changes go on past their end", n),
                               n);
  g_signal_emit (self, signals[SIGNAL_OVERRUN], 0, message, n == 1 ? &first->id : NULL, own);
}

static gpointer
query_cb (RwCache       *cache,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  return rw_query_running (cache, error);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (RwChangeWatch) self = user_data;
  g_autoptr (GPtrArray) running = rw_session_read_finish (RW_SESSION (source), result, NULL);

  self->loading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (running != NULL)
    {
      wait_for_next (self, running);
      tell (self, running);
    }
  if (self->stale)
    look (self);
}

static void
look (RwChangeWatch *self)
{
  self->stale = self->loading;
  if (self->loading || !rw_session_has_data (self->session) || rw_session_is_locked (self->session))
    return;
  self->loading = TRUE;
  rw_session_read_async (self->session, query_cb, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                         self->cancellable, looked_cb, g_object_ref (self));
}

static void
changed_cb (RwChangeWatch     *self,
            const RwChangeSet *changes)
{
  if (changes->kinds & RW_KIND_BIT (RW_KIND_CHANGE))
    look (self);
}

static void
rw_change_watch_dispose (GObject *object)
{
  RwChangeWatch *self = RW_CHANGE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rw_change_watch_parent_class)->dispose (object);
}

static void
rw_change_watch_finalize (GObject *object)
{
  RwChangeWatch *self = RW_CHANGE_WATCH (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->told);
  G_OBJECT_CLASS (rw_change_watch_parent_class)->finalize (object);
}

static void
rw_change_watch_class_init (RwChangeWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rw_change_watch_dispose;
  G_OBJECT_CLASS (klass)->finalize = rw_change_watch_finalize;

  signals[SIGNAL_OVERRUN] =
    g_signal_new ("overrun", RW_TYPE_CHANGE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
rw_change_watch_init (RwChangeWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->told = g_hash_table_new_full (rw_id_hash, rw_id_equal, g_free, g_free);
}

/**
 * rw_change_watch_new:
 *
 * Returns: (transfer full): a watch on the changes in progress of @session, as long as it lives
 */
RwChangeWatch *
rw_change_watch_new (RwSession *session)
{
  RwChangeWatch *self = g_object_new (RW_TYPE_CHANGE_WATCH, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::locked", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}
