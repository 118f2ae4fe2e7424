/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-client-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-cache-file.h"
#include "rw-error.h"
#include "rw-json.h"
#include "rw-planted.h"

/* The epoch of the server that the bases of the outbox's entries are numbers of. */
#define META_EPOCH "epoch"
/* The stamp since when the outbox's numbers mean something else than before, and the last of them that
 * can be in the rows of a cache of before. */
#define META_REBASED      "rebased"
#define META_REBASED_SEEN "rebased_seen"

RwStoreNews *
rw_store_news_new (void)
{
  RwStoreNews *news = g_new0 (RwStoreNews, 1);

  news->notices = g_ptr_array_new_with_free_func (g_free);
  return news;
}

void
rw_store_news_free (RwStoreNews *news)
{
  if (news == NULL)
    return;
  rw_cache_changes_clear (&news->changes);
  g_ptr_array_unref (news->notices);
  g_free (news);
}

/**
 * rw_client_store_tell:
 * @news: filled in; the changes of the view are told once
 *
 * Says how things stand. Asked last, when the work is done: a failure to count is not a failure of it.
 */
void
rw_client_store_tell (RwClientStore *self, RwStoreNews *news)
{
  g_autoptr (GPtrArray) first = rw_work_list_unanswered (self->work, 1, NULL);

  news->queued = rw_work_get_last_mid (self->work);
  news->acked = first != NULL && first->len > 0
                  ? ((RwOutboxEntry *) g_ptr_array_index (first, 0))->mid - 1
                  : news->queued;
  news->pending = (guint) MAX (rw_work_count_unanswered (self->work, NULL), 0);
  news->conflicts = (guint) MAX (rw_work_count_conflicts (self->work, NULL), 0);
  news->client = *rw_work_get_client (self->work);
  news->inbox_serial = self->inbox_serial;
  news->has_data = self->writer != NULL;
  if (self->writer != NULL)
    {
      rw_cache_changes_clear (&news->changes);
      rw_cache_writer_take_changes (self->writer, &news->changes);
    }
}

RwEdit *
rw_client_store_read_edit (const RwOutboxEntry *entry, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (entry->kind == RW_KIND_NONE)
    return NULL;
  if (entry->op == RW_OP_DELETE)
    return rw_edit_new (entry->op, entry->kind, &entry->id);
  root = rw_json_parse (entry->edit, -1, error);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return rw_edit_from_json (entry->op, entry->kind, &entry->id, json_node_get_object (root), error);
}

static void
clear_pending (gpointer data)
{
  rw_edit_free ((RwEdit *) ((RwPendingEdit *) data)->edit);
}

static gboolean
set_seen (RwClientStore *self, gint64 last_mid, GError **error)
{
  const RwCacheCursor *now = rw_cache_writer_get_cursor (self->writer);
  RwCacheCursor cursor = *now;
  gboolean done;

  if (!rw_cache_writer_begin (self->writer, error))
    return FALSE;
  cursor.epoch = g_strdup (now->epoch);
  cursor.scope = g_strdup (now->scope);
  cursor.last_mid = last_mid;
  done = rw_cache_writer_set_cursor (self->writer, &cursor, error);
  rw_cache_cursor_clear (&cursor);
  if (done)
    return rw_cache_writer_commit (self->writer, error);
  rw_cache_writer_rollback (self->writer);
  return FALSE;
}

/* A cache whose stamp is of before the outbox was fitted to the server names edits in its rows by the
 * numbers of before. With its stamp of now, which comes after this, it never gets here again. */
static gboolean
forget_old_numbers (RwClientStore *self, GError **error)
{
  RwDb *db = rw_work_get_db (self->work);
  gint64 stamp = rw_cache_writer_get_stamp (self->writer), rebased, seen;
  g_autoptr (GError) local = NULL;

  rebased = rw_db_get_meta_integer (db, META_REBASED, -1, &local);
  seen = local == NULL ? rw_db_get_meta_integer (db, META_REBASED_SEEN, 0, &local) : 0;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* One that was just fetched has no stamp, and the numbers of now. */
  if (stamp < 0 || stamp >= rebased || rw_cache_writer_get_cursor (self->writer)->last_mid <= seen)
    return TRUE;
  return set_seen (self, seen, error);
}

/* Puts what is in the outbox and not in the rows on top of them. */
gboolean
rw_client_store_restore_overlay (RwClientStore *self, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (RwPendingEdit));

  if (!forget_old_numbers (self, error))
    return FALSE;
  entries = rw_work_list (self->work, rw_cache_writer_get_cursor (self->writer)->last_mid, error);
  if (entries == NULL)
    return FALSE;
  g_array_set_clear_func (edits, clear_pending);
  for (guint i = 0; i < entries->len; i++)
    {
      RwOutboxEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GError) local = NULL;
      RwPendingEdit pending = { .mid = entry->mid };

      if (entry->refused || entry->discarded > 0)
        continue;
      pending.edit = rw_client_store_read_edit (entry, &local);
      /* It stays in the outbox and is sent; only the view is without it. */
      if (pending.edit == NULL)
        g_warning ("Edit %" G_GINT64_FORMAT " of %s cannot be shown: %s", entry->mid, self->server,
                   local != NULL ? local->message : "unknown kind of record");
      else
        g_array_append_val (edits, pending);
    }
  return rw_cache_writer_restore (self->writer, (RwPendingEdit *) edits->data, edits->len,
                                  rw_work_get_stamp (self->work), NULL, error);
}

/**
 * rw_client_store_need_view:
 *
 * A disk that failed left the view closed: opens it when the disk is well again. Nothing happens where
 * there is no cache.
 */
gboolean
rw_client_store_need_view (RwClientStore *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (self->writer != NULL)
    return TRUE;
  self->writer = rw_cache_writer_open (self->dir, self->server, NULL, &local);
  if (self->writer == NULL)
    {
      if (g_error_matches (local, RW_ERROR, RW_ERROR_NOT_FOUND) ||
          g_error_matches (local, RW_ERROR, RW_ERROR_RESYNC))
        return TRUE;
      self->view_lost = g_error_matches (local, RW_ERROR, RW_ERROR_CORRUPT);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (rw_client_store_restore_overlay (self, error))
    return TRUE;
  g_clear_pointer (&self->writer, rw_cache_writer_close);
  return FALSE;
}

/**
 * rw_client_store_reopen_view:
 *
 * The outbox was written and the cache could not be: makes the view from both again. A view that
 * does not show what is in the outbox is none: where this fails it is closed for now.
 */
gboolean
rw_client_store_reopen_view (RwClientStore *self, GError **error)
{
  g_clear_pointer (&self->writer, rw_cache_writer_close);
  return rw_client_store_need_view (self, error);
}

/**
 * rw_client_store_hide:
 * @mids: (element-type gint64): edits that the outbox does not show any more
 *
 * Takes them out of the view. Where that fails the view is made again from the outbox, or closed for
 * now: the next edit would mark one that still shows them as one that does not.
 */
gboolean
rw_client_store_hide (RwClientStore *self, GArray *mids, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (self->writer == NULL)
    return TRUE;
  if (rw_cache_writer_begin (self->writer, &local))
    {
      if (rw_cache_writer_drop_edits (self->writer, (const gint64 *) mids->data, mids->len,
                                      rw_work_get_stamp (self->work), &local) &&
          rw_cache_writer_commit (self->writer, &local))
        return TRUE;
      rw_cache_writer_rollback (self->writer);
    }
  g_warning ("The view of %s shows an edit that was taken back or refused: %s", self->server,
             local->message);
  return rw_client_store_reopen_view (self, error);
}

static gboolean
needs_fetching (const GError *error)
{
  return g_error_matches (error, RW_ERROR, RW_ERROR_NOT_FOUND) ||
         g_error_matches (error, RW_ERROR, RW_ERROR_RESYNC) ||
         g_error_matches (error, RW_ERROR, RW_ERROR_CORRUPT);
}

static gboolean
open_writer (RwClientStore *self, RwStoreNews *news, GError **error)
{
  g_autofree char *set_aside = NULL;
  g_autoptr (GError) local = NULL;

  self->writer = rw_cache_writer_open (self->dir, self->server, &set_aside, &local);
  if (set_aside != NULL)
    g_ptr_array_add (
      news->notices,
      g_strdup_printf (
        _ ("The local copy of %s was damaged and is fetched again. Your edits are not touched. "
           "The damaged file is at %s"),
        self->server, set_aside));
  if (self->writer == NULL)
    {
      if (needs_fetching (local))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (rw_client_store_restore_overlay (self, error))
    return TRUE;
  g_clear_pointer (&self->writer, rw_cache_writer_close);
  return FALSE;
}

/* Nothing was ever done here under another epoch. */
static gboolean
adopt_epoch (RwClientStore *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *epoch = NULL;
  const char *ours;

  if (self->writer == NULL || rw_work_get_last_mid (self->work) > 0)
    return TRUE;
  ours = rw_cache_writer_get_cursor (self->writer)->epoch;
  epoch = rw_client_store_get_meta (self, META_EPOCH, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return g_strcmp0 (epoch, ours) == 0 || rw_client_store_set_meta (self, META_EPOCH, ours, error);
}

static gboolean
open_work (RwClientStore *self, RwStoreNews *news, GError **error)
{
  g_autofree char *set_aside = NULL;

  self->work = rw_work_open (self->dir, self->server, &set_aside, error);
  if (set_aside != NULL)
    g_ptr_array_add (
      news->notices,
      g_strdup_printf (_ ("The file with your unsent edits for %s was damaged. It was moved to %s; "
                          "keep it, and look whether your last edits are there"),
                       self->server, set_aside));
  return self->work != NULL;
}

static gboolean
open_view (RwClientStore *self, RwStoreNews *news, GError **error)
{
  return open_writer (self, news, error) && adopt_epoch (self, error) &&
         (self->writer == NULL ||
          rw_work_prune (self->work, rw_cache_writer_get_cursor (self->writer)->last_mid, error));
}

/**
 * rw_client_store_open:
 * @dir: folder of the files; made if it is not there
 * @server: name of the server, as in the files' names
 *
 * Opens or makes the files and puts what is in the outbox on top of the server's rows.
 *
 * Returns: (transfer full) (nullable): the store; %RW_ERROR_BUSY when another process has it,
 *   %RW_ERROR_TOO_NEW when the files are a newer Rackward's
 */
RwClientStore *
rw_client_store_open (const char *dir, const char *server, RwStoreNews *news, GError **error)
{
  g_autoptr (RwClientStore) self = g_new0 (RwClientStore, 1);
  g_autoptr (GError) local = NULL;

  self->dir = g_strdup (dir);
  self->server = g_strdup (server);
  self->reader = rw_feed_reader_new ();
  self->lock = rw_store_lock_acquire (dir, server, error);
  if (self->lock == NULL)
    return NULL;
  if (!open_work (self, news, error))
    return NULL;
  if (!open_view (self, news, &local))
    {
      if (!rw_db_is_damaged (rw_work_get_db (self->work)))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      /* Damage that shows only now: closed with it, the file is set aside when it is opened. */
      g_clear_pointer (&self->writer, rw_cache_writer_close);
      g_clear_pointer (&self->work, rw_work_close);
      if (!open_work (self, news, error) || !open_view (self, news, error))
        return NULL;
    }
  rw_client_store_tell (self, news);
  return g_steal_pointer (&self);
}

/**
 * rw_client_store_close:
 * @self: (transfer full) (nullable): closed and freed
 */
void
rw_client_store_close (RwClientStore *self)
{
  if (self == NULL)
    return;
  rw_cache_writer_close (self->writer);
  rw_work_close (self->work);
  g_clear_pointer (&self->lock, rw_store_lock_release);
  rw_feed_reader_free (self->reader);
  g_free (self->condemned);
  g_free (self->dir);
  g_free (self->server);
  g_free (self);
}

void
rw_store_cursor_to_sync (const RwCacheCursor *from, RwSyncCursor *to)
{
  *to = (RwSyncCursor) { .pos = from->pos, .h0 = from->h0 };
  if (!rw_sync_word_copy (to->epoch, from->epoch) || !rw_sync_word_copy (to->scope, from->scope))
    *to = (RwSyncCursor) { 0 };
}

/**
 * rw_client_store_get_cursor:
 * @cursor: (out caller-allocates): how far the cache has come; empty when there is none
 */
void
rw_client_store_get_cursor (RwClientStore *self, RwSyncCursor *cursor)
{
  *cursor = (RwSyncCursor) { 0 };
  if (self->writer != NULL)
    rw_store_cursor_to_sync (rw_cache_writer_get_cursor (self->writer), cursor);
}

/**
 * rw_client_store_get_seen:
 *
 * Returns: own mutations up to this one are in the cache's rows, 0 for none
 */
gint64
rw_client_store_get_seen (RwClientStore *self)
{
  return self->writer != NULL ? rw_cache_writer_get_cursor (self->writer)->last_mid : 0;
}

/**
 * rw_client_store_get_meta:
 *
 * Returns: (transfer full) (nullable): what was kept under @key beside the outbox
 */
char *
rw_client_store_get_meta (RwClientStore *self, const char *key, GError **error)
{
  return rw_db_get_meta (rw_work_get_db (self->work), key, error);
}

gboolean
rw_client_store_set_meta (RwClientStore *self, const char *key, const char *value, GError **error)
{
  return rw_db_set_meta (rw_work_get_db (self->work), key, value, error);
}

static gboolean
apply_row (RwClientStore *self, RwFeedRow *row, GError **error)
{
  if (row->kind == RW_KIND_NONE)
    return TRUE;
  if (row->deleted || row->gone)
    return rw_cache_writer_delete (self->writer, row->kind, &row->id, row->seq, error);
  return rw_cache_writer_put (self->writer, row->kind, &row->id, row->seq, row->values, error);
}

static gboolean
apply_rows (RwClientStore *self,
            const RwSyncCursor *asked,
            const RwSyncCursor *next,
            const char *rows,
            gsize length,
            GError **error)
{
  const char *from = rows, *end = rows + length, *newline;
  gint64 last = asked->pos;

  while (from < end && (newline = memchr (from, '\n', (gsize) (end - from))) != NULL)
    {
      RwFeedRow row = { 0 };

      if (!rw_feed_reader_parse (self->reader, from, (gsize) (newline - from), &row, error))
        return FALSE;
      if (row.is_trailer || row.seq <= last || row.seq > next->pos)
        {
          g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                               _ ("The server sent changes out of their order"));
          return FALSE;
        }
      last = row.seq;
      if (!apply_row (self, &row, error))
        return FALSE;
      from = newline + 1;
    }
  return TRUE;
}

/**
 * rw_client_store_apply:
 * @asked: the cursor that the page was asked with
 * @next: the cursor after it
 * @head: the server's head
 * @seen: own mutations up to this one are in the rows; never fewer than before
 * @rows: the lines of the page without the trailer, each with its end
 *
 * Puts a page into the cache, all of it or nothing. %RW_ERROR_PROTOCOL names the record and the field
 * that cannot be read.
 */
gboolean
rw_client_store_apply (RwClientStore *self,
                       const RwSyncCursor *asked,
                       const RwSyncCursor *next,
                       gint64 head,
                       gint64 seen,
                       const char *rows,
                       gsize length,
                       RwStoreNews *news,
                       GError **error)
{
  RwCacheCursor cursor = { .epoch = (char *) next->epoch,
                           .scope = (char *) next->scope,
                           .pos = next->pos,
                           .h0 = next->h0,
                           .head = head,
                           .last_mid = seen };
  RwSyncCursor here;

  if (!rw_client_store_need_view (self, error))
    return FALSE;
  rw_client_store_get_cursor (self, &here);
  /* What left the overlay has no shadow any more: at the next start it must not be put back. */
  seen = cursor.last_mid = MAX (seen, rw_client_store_get_seen (self));
  if (self->writer == NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_RESYNC, "There is no cache for the page");
      return FALSE;
    }
  if (here.pos != asked->pos || strcmp (here.epoch, asked->epoch) != 0)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_FAILED,
                           "The page does not belong to this cache");
      return FALSE;
    }
  if (!rw_cache_writer_begin (self->writer, error))
    return FALSE;
  if (RW_PLANTED (CURSOR_BEFORE_ROWS) &&
      (!rw_cache_writer_set_cursor (self->writer, &cursor, error) ||
       !rw_cache_writer_commit (self->writer, error) ||
       !rw_cache_writer_begin (self->writer, error)))
    return FALSE;
  if (!apply_rows (self, asked, next, rows, length, error) ||
      !rw_cache_writer_settle (self->writer, seen, error) ||
      !rw_cache_writer_set_cursor (self->writer, &cursor, error))
    {
      rw_cache_writer_rollback (self->writer);
      return FALSE;
    }
  if (!rw_cache_writer_commit (self->writer, error))
    return FALSE;
  rw_client_store_tell (self, news);
  return TRUE;
}

static void
everything_changed (RwStoreNews *news)
{
  rw_cache_changes_clear (&news->changes);
  news->changes.kinds = ~G_GUINT64_CONSTANT (0);
}

static const char *
get_view_path (RwClientStore *self)
{
  return rw_db_get_path (rw_cache_get_db (rw_cache_writer_get_cache (self->writer)));
}

/**
 * rw_client_store_condemn:
 * @path: (nullable): the file in which a reader found damage; %NULL asks whether the store itself
 *   found some
 *
 * Call it when something ended with %RW_ERROR_CORRUPT. A damaged cache is shown, as far as it can be
 * read, until rw_client_store_swap() takes a new one in use; it is set aside then or at the next start.
 *
 * Returns: whether the cache is to be fetched anew and nobody was told yet
 */
gboolean
rw_client_store_condemn (RwClientStore *self, const char *path)
{
  gboolean lost = self->view_lost;
  const char *here;

  self->view_lost = FALSE;
  if (self->writer == NULL)
    return lost;
  here = get_view_path (self);
  if (path != NULL ? strcmp (path, here) != 0 : !rw_cache_writer_is_damaged (self->writer))
    return FALSE;
  if (!g_set_str (&self->condemned, here))
    return FALSE;
  rw_cache_writer_condemn (self->writer);
  return TRUE;
}

/**
 * rw_client_store_explain_work:
 *
 * Call it when something ended with %RW_ERROR_CORRUPT. Damage in the outbox's file shows at the next start,
 * which sets the file aside: while it is in use nothing more is written to it.
 *
 * Returns: (transfer full) (nullable): one sentence, if that is what is damaged and nobody was told yet
 */
char *
rw_client_store_explain_work (RwClientStore *self)
{
  if (self->work_told || !rw_db_is_damaged (rw_work_get_db (self->work)))
    return NULL;
  self->work_told = TRUE;
  return g_strdup_printf (
    _ ("The file with your unsent edits for %s is damaged, and nothing can be changed. "
       "Close Rackward and start it again: the file is moved aside then, and "
       "what is at the server is not lost"),
    self->server);
}

/* The damaged cache makes way for the new one. */
static void
set_old_aside (RwClientStore *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = rw_cache_file_set_aside (self->dir, self->server, path, &error);

  if (aside != NULL)
    g_message ("The damaged cache of %s was put at %s", self->server, aside);
  else
    g_message ("%s", error->message);
}

/**
 * rw_client_store_swap:
 *
 * Takes the new cache, which rw_cache_writer_finish_bulk() has put in place, in use.
 */
gboolean
rw_client_store_swap (RwClientStore *self, RwStoreNews *news, GError **error)
{
  g_autofree char *damaged = NULL;

  if (self->writer != NULL && rw_cache_writer_is_damaged (self->writer))
    damaged = g_strdup (get_view_path (self));
  g_clear_pointer (&self->writer, rw_cache_writer_close);
  if (damaged != NULL)
    set_old_aside (self, damaged);
  if (!open_writer (self, news, error))
    return FALSE;
  if (self->writer == NULL)
    {
      g_set_error (error, RW_ERROR, RW_ERROR_CORRUPT, _ ("The new local copy of %s cannot be read"),
                   self->server);
      return FALSE;
    }
  if (!adopt_epoch (self, error))
    return FALSE;
  rw_client_store_tell (self, news);
  everything_changed (news);
  return TRUE;
}

/**
 * rw_client_store_improve:
 * @more: (out): whether there is more to do
 *
 * See rw_cache_writer_improve(). Does nothing without a cache.
 */
gboolean
rw_client_store_improve (RwClientStore *self, gboolean *more, RwStoreNews *news, GError **error)
{
  *more = FALSE;
  if (self->writer != NULL && !rw_cache_writer_improve (self->writer, more, error))
    return FALSE;
  rw_client_store_tell (self, news);
  return TRUE;
}

static gboolean
lower_bases (RwClientStore *self, gint64 common_head, GError **error)
{
  g_autoptr (RwStmt) stmt =
    rw_db_prepare (rw_work_get_db (self->work),
                   "UPDATE \"outbox\" SET \"base\" = min (\"base\", ?1) WHERE \"state\" < 2",
                   error);

  if (stmt == NULL)
    return FALSE;
  rw_stmt_bind_integer (stmt, 1, common_head);
  return rw_stmt_run (stmt, error);
}

/* Whether what is kept begins right behind what the server has. */
static gboolean
has_gap (RwClientStore *self, gint64 mid, gboolean *gap, GError **error)
{
  g_autoptr (GPtrArray) entries = rw_work_list (self->work, mid, error);

  if (entries == NULL)
    return FALSE;
  if (entries->len > 0)
    *gap = ((RwOutboxEntry *) g_ptr_array_index (entries, 0))->mid != mid + 1;
  else
    *gap = rw_work_get_last_mid (self->work) > mid;
  return TRUE;
}

static gboolean
rebase_outbox (RwClientStore *self,
               gint64 mid,
               gboolean new_client,
               const char *new_epoch,
               gint64 common_head,
               GError **error)
{
  RwDb *db = rw_work_get_db (self->work);
  gboolean gap = FALSE, renewed;

  if (!new_client && ((!RW_PLANTED (NOT_REQUEUED) && !rw_work_requeue (self->work, mid, error)) ||
                      !has_gap (self, mid, &gap, error)))
    return FALSE;
  renewed = new_client || gap;
  if ((renewed && !rw_work_renew_client (self->work, error)) ||
      !rw_db_set_meta_integer (db, META_REBASED, rw_work_get_stamp (self->work), error) ||
      !rw_db_set_meta_integer (db, META_REBASED_SEEN, renewed ? 0 : mid, error))
    return FALSE;
  if (new_epoch == NULL)
    return TRUE;
  return (RW_PLANTED (BASES_KEPT) || lower_bases (self, common_head, error)) &&
         rw_client_store_set_meta (self, META_EPOCH, new_epoch, error);
}

/**
 * rw_client_store_rebase:
 * @mid: the last of our mutations that the server has
 * @new_client: go on under a new name
 * @new_epoch: (nullable): the server's epoch, when it is another than the outbox was written under
 * @common_head: with @new_epoch: what was seen before up to this number still holds
 *
 * Fits the outbox to a server that lost some of it, or was never told. The view is made again from
 * it; where that is not possible it is closed for now, and the outbox is fitted all the same.
 *
 * Returns: %FALSE with @error set, and nothing done
 */
gboolean
rw_client_store_rebase (RwClientStore *self,
                        gint64 mid,
                        gboolean new_client,
                        const char *new_epoch,
                        gint64 common_head,
                        RwStoreNews *news,
                        GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!rw_work_begin (self->work, error))
    return FALSE;
  if (!rebase_outbox (self, mid, new_client, new_epoch, common_head, error))
    {
      rw_work_rollback (self->work);
      return FALSE;
    }
  if (!rw_work_commit (self->work, error))
    return FALSE;
  self->inbox_serial++;
  if (self->writer != NULL)
    {
      g_clear_pointer (&self->writer, rw_cache_writer_close);
      if (!open_writer (self, news, &local))
        g_warning ("The view of %s is closed for now: %s", self->server, local->message);
    }
  rw_client_store_tell (self, news);
  everything_changed (news);
  return TRUE;
}
