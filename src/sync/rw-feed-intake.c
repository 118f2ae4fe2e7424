/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-intake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rw-cache-writer.h"
#include "rw-client-store.h"
#include "rw-error.h"

/* Rows that the writer is given in one call. */
#define ROWS_AT_ONCE 32

struct _RwFeedIntake
{
  char *host;
  char *dir;
  char *name;
  RwFeedReader *reader;
  RwCacheWriter *bulk;
  guint open_request; /* whose rows the running transaction holds */
  gboolean installed;

  /* The page that is coming in. */
  RwFeedPage *page;
  GByteArray *last_line;
  gint64 seq;
  gboolean ended;
};

void
rw_feed_page_free (RwFeedPage *page)
{
  if (page == NULL)
    return;
  g_clear_pointer (&page->rows, g_byte_array_unref);
  g_free (page);
}

static void
end_transaction (RwFeedIntake *self)
{
  if (self->open_request != 0)
    rw_cache_writer_rollback (self->bulk);
  self->open_request = 0;
}

static gboolean
open_bulk (RwFeedIntake *self, GError **error)
{
  if (self->bulk == NULL)
    self->bulk = rw_cache_writer_open_bulk (self->dir, self->name, error);
  return self->bulk != NULL;
}

/**
 * rw_feed_intake_new:
 * @host: what a person calls the server
 * @dir: folder of the client's files
 * @name: of the server, as in the files' names
 */
RwFeedIntake *
rw_feed_intake_new (const char *host, const char *dir, const char *name)
{
  RwFeedIntake *self = g_new0 (RwFeedIntake, 1);

  self->host = g_strdup (host);
  self->dir = g_strdup (dir);
  self->name = g_strdup (name);
  self->reader = rw_feed_reader_new ();
  self->last_line = g_byte_array_new ();
  return self;
}

/**
 * rw_feed_intake_free:
 * @self: (transfer full) (nullable): what has come so far stays for the next start
 */
void
rw_feed_intake_free (RwFeedIntake *self)
{
  if (self == NULL)
    return;
  rw_feed_intake_break_off (self);
  end_transaction (self);
  if (self->bulk != NULL && rw_cache_writer_get_cursor (self->bulk)->pos == 0)
    rw_cache_writer_discard (g_steal_pointer (&self->bulk));
  g_clear_pointer (&self->bulk, rw_cache_writer_close);
  rw_feed_reader_free (self->reader);
  g_byte_array_unref (self->last_line);
  g_free (self->host);
  g_free (self->dir);
  g_free (self->name);
  g_free (self);
}

/**
 * rw_feed_intake_resume:
 * @cursor: (out caller-allocates): how far a first sync that was begun before has come; empty when
 *   there is none that can go on
 */
void
rw_feed_intake_resume (RwFeedIntake *self, RwSyncCursor *cursor)
{
  *cursor = (RwSyncCursor) { 0 };
  if (open_bulk (self, NULL))
    rw_store_cursor_to_sync (rw_cache_writer_get_cursor (self->bulk), cursor);
}

static gboolean
is_start (const RwSyncCursor *cursor)
{
  return cursor->pos == 0 && cursor->epoch[0] == '\0';
}

/* Where the file has come to. One of an empty server has come to 0, which is not the start. */
static void
get_place (RwFeedIntake *self, RwSyncCursor *here)
{
  rw_store_cursor_to_sync (rw_cache_writer_get_cursor (self->bulk), here);
}

/* A file with nothing in it: one that an earlier run left behind is not what is wanted. */
static gboolean
open_empty_bulk (RwFeedIntake *self, GError **error)
{
  RwSyncCursor here;

  if (!open_bulk (self, error))
    return FALSE;
  get_place (self, &here);
  if (is_start (&here))
    return TRUE;
  rw_cache_writer_discard (g_steal_pointer (&self->bulk));
  return open_bulk (self, error);
}

/**
 * rw_feed_intake_rebuild:
 *
 * Begins a new file; an unfinished one goes. Should that fail, the first page tries again, and says
 * so.
 */
void
rw_feed_intake_rebuild (RwFeedIntake *self)
{
  end_transaction (self);
  self->installed = FALSE;
  open_empty_bulk (self, NULL);
}

static gboolean
begin_rebuild_page (RwFeedIntake *self, const RwSyncCommand *command, GError **error)
{
  RwSyncCursor here;

  end_transaction (self);
  /* The disk may have failed when the file should have been begun anew. */
  if (!(is_start (&command->cursor) ? open_empty_bulk (self, error) : open_bulk (self, error)))
    return FALSE;
  get_place (self, &here);
  if (here.pos != command->cursor.pos || strcmp (here.epoch, command->cursor.epoch) != 0)
    {
      /* Left behind by somebody else; to be made anew. */
      g_set_error_literal (error, RW_ERROR, RW_ERROR_RESYNC,
                           "The new cache is not the one that was begun");
      return FALSE;
    }
  if (!rw_cache_writer_begin (self->bulk, error))
    return FALSE;
  self->open_request = command->request;
  return TRUE;
}

/**
 * rw_feed_intake_begin_page:
 * @command: a PULL
 *
 * What comes from here on is of this page, until rw_feed_intake_end_page() or
 * rw_feed_intake_break_off().
 */
gboolean
rw_feed_intake_begin_page (RwFeedIntake *self, const RwSyncCommand *command, GError **error)
{
  g_assert (self->page == NULL);
  if (command->rebuild && !begin_rebuild_page (self, command, error))
    return FALSE;
  self->page = g_new0 (RwFeedPage, 1);
  *self->page = (RwFeedPage) { .request = command->request,
                               .asked = command->cursor,
                               .rebuild = command->rebuild,
                               .rows = g_byte_array_new () };
  self->seq = command->cursor.pos;
  self->ended = FALSE;
  g_byte_array_set_size (self->last_line, 0);
  return TRUE;
}

static gboolean
take_trailer (RwFeedIntake *self, const RwFeedRow *row, GError **error)
{
  RwSyncTrailer *trailer = &self->page->trailer;

  if (!rw_sync_word_copy (trailer->next.epoch, row->epoch) ||
      !rw_sync_word_copy (trailer->next.scope, row->scope))
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                           _ ("The server sent changes that cannot be read"));
      return FALSE;
    }
  trailer->next.pos = row->to;
  trailer->next.h0 = row->h0;
  trailer->head = row->head;
  trailer->last_mid = row->last_mid;
  self->ended = TRUE;
  return TRUE;
}

static gboolean
out_of_order (GError **error)
{
  g_set_error_literal (error, RW_ERROR, RW_ERROR_PROTOCOL,
                       _ ("The server sent changes out of their order"));
  return FALSE;
}

/**
 * rw_feed_intake_take_rows:
 * @rows: (array length=n): the next ones of a first sync
 *
 * From the socket through the parser into the file, nothing kept.
 */
gboolean
rw_feed_intake_take_rows (RwFeedIntake *self, const RwFeedRow *rows, guint n, GError **error)
{
  RwCacheRow puts[ROWS_AT_ONCE];
  guint n_puts = 0;

  g_assert (self->page != NULL && self->page->rebuild);
  for (guint i = 0; i < n; i++)
    {
      const RwFeedRow *row = &rows[i];
      gboolean remove = row->deleted || row->gone;

      if (self->ended)
        return out_of_order (error);
      if (row->is_trailer)
        {
          if (!take_trailer (self, row, error))
            return FALSE;
          continue;
        }
      if (row->seq <= self->seq)
        return out_of_order (error);
      self->seq = row->seq;
      if (row->kind == RW_KIND_NONE)
        continue;
      if (remove || n_puts == ROWS_AT_ONCE)
        {
          if (!rw_cache_writer_put_rows (self->bulk, puts, n_puts, error))
            return FALSE;
          n_puts = 0;
        }
      if (!remove)
        puts[n_puts++] = (RwCacheRow) { row->kind, &row->id, row->seq, row->values };
      else if (!rw_cache_writer_delete (self->bulk, row->kind, &row->id, row->seq, error))
        return FALSE;
    }
  return rw_cache_writer_put_rows (self->bulk, puts, n_puts, error);
}

/**
 * rw_feed_intake_take_line:
 * @line: the next one of a later page, without its end
 *
 * Kept as it is until it is applied; only the last line is looked at.
 */
void
rw_feed_intake_take_line (RwFeedIntake *self, const char *line, gsize length)
{
  g_assert (self->page != NULL && !self->page->rebuild);
  if (self->last_line->len > 0)
    {
      g_byte_array_append (self->page->rows, self->last_line->data, self->last_line->len);
      g_byte_array_append (self->page->rows, (const guint8 *) "\n", 1);
    }
  g_byte_array_set_size (self->last_line, 0);
  g_byte_array_append (self->last_line, (const guint8 *) line, (guint) length);
}

static gboolean
broke_off (RwFeedIntake *self, GError **error)
{
  g_set_error (error, RW_ERROR, RW_ERROR_UNREACHABLE,
               _ ("The connection to the server %s broke off"), self->host);
  return FALSE;
}

static gboolean
read_trailer (RwFeedIntake *self, GError **error)
{
  RwFeedRow row = { 0 };

  if (!self->page->rebuild && self->last_line->len > 0)
    {
      /* Cut in the middle of a line: the connection, not the server, is to blame. */
      if (!rw_feed_reader_parse (self->reader, (const char *) self->last_line->data,
                                 self->last_line->len, &row, NULL))
        return broke_off (self, error);
      if (row.is_trailer && !take_trailer (self, &row, error))
        return FALSE;
    }
  return self->ended || broke_off (self, error);
}

/**
 * rw_feed_intake_end_page:
 *
 * All that came of the page is here.
 *
 * Returns: (transfer full) (nullable): the page, if it is whole
 */
RwFeedPage *
rw_feed_intake_end_page (RwFeedIntake *self, GError **error)
{
  g_assert (self->page != NULL);
  if (read_trailer (self, error))
    return g_steal_pointer (&self->page);
  rw_feed_intake_break_off (self);
  return NULL;
}

/**
 * rw_feed_intake_break_off:
 *
 * The page that was begun, if one was, does not come to its end.
 */
void
rw_feed_intake_break_off (RwFeedIntake *self)
{
  if (self->page != NULL && self->page->rebuild)
    end_transaction (self);
  g_clear_pointer (&self->page, rw_feed_page_free);
}

/**
 * rw_feed_intake_apply:
 * @command: an APPLY with rebuild
 * @head: the server's
 *
 * Keeps the page in the new file, with its cursor.
 */
gboolean
rw_feed_intake_apply (RwFeedIntake *self,
                      const RwSyncCommand *command,
                      gint64 head,
                      GError **error)
{
  const RwSyncCursor *next = &command->cursor;
  RwCacheCursor cursor = { .epoch = (char *) next->epoch,
                           .scope = (char *) next->scope,
                           .pos = next->pos,
                           .h0 = next->h0,
                           .head = head,
                           .last_mid = command->seen };

  if (self->open_request != command->request)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_FAILED,
                           "The page does not belong to this cache");
      return FALSE;
    }
  if (!rw_cache_writer_set_cursor (self->bulk, &cursor, error))
    {
      end_transaction (self);
      return FALSE;
    }
  self->open_request = 0;
  return rw_cache_writer_commit (self->bulk, error);
}

/**
 * rw_feed_intake_drop:
 *
 * The page is not wanted.
 */
void
rw_feed_intake_drop (RwFeedIntake *self, guint request)
{
  if (self->open_request == request)
    end_transaction (self);
}

/**
 * rw_feed_intake_install:
 *
 * The new file becomes the cache: see rw_client_store_swap().
 */
gboolean
rw_feed_intake_install (RwFeedIntake *self, GError **error)
{
  /* Asked for again because what came after it failed. */
  if (self->installed)
    return TRUE;
  end_transaction (self);
  if (self->bulk == NULL)
    {
      g_set_error_literal (error, RW_ERROR, RW_ERROR_RESYNC, "There is no new cache");
      return FALSE;
    }
  if (!rw_cache_writer_finish_bulk (self->bulk, error))
    {
      /* The file cannot be had back into a state that is known: it is fetched again. */
      rw_cache_writer_discard (g_steal_pointer (&self->bulk));
      return FALSE;
    }
  g_clear_pointer (&self->bulk, rw_cache_writer_close);
  self->installed = TRUE;
  return TRUE;
}
