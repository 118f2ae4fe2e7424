/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed-query.h"

#include <string.h>

#include "rw-error.h"
#include "rw-planted.h"

/* Large enough that a piece costs nothing beside its rows, small enough that a few of them do not
 * matter for hundreds of clients. */
#define PIECE_LENGTH (256 * 1024)

typedef struct
{
  const RwFeedQuery *query;
  RwFeedPieceFunc func;
  gpointer user_data;
  GString *piece;
  gint64 to;
  gint64 rows;
  char last_name[32];
  RwKind last_kind;
} Page;

static void
append_number (GString *out,
               gint64   number)
{
  char digits[24];
  char *p = digits + sizeof digits;

  do
    *--p = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append_len (out, p, digits + sizeof digits - p);
}

static RwKind
kind_of (Page       *page,
         const char *name)
{
  if (strcmp (name, page->last_name) != 0)
    {
      g_strlcpy (page->last_name, name, sizeof page->last_name);
      page->last_kind = rw_schema_find (name);
    }
  return page->last_kind;
}

static void
renew_piece (Page *page)
{
  if (page->piece == NULL)
    page->piece = g_string_sized_new (PIECE_LENGTH + 4096);
  g_string_truncate (page->piece, 0);
}

static gboolean
row_func (const RwLogRow *row,
          gpointer        user_data)
{
  Page *page = user_data;
  GString *out = page->piece;
  RwKind kind = kind_of (page, row->kind);
  RwScopeView view = RW_SCOPE_NEVER;
  char id[RW_ID_STRING_LENGTH + 1];

  page->to = row->seq;
  page->rows++;
  if (kind != RW_KIND_NONE)
    view = rw_scope_look (page->query->scope, kind, row->deleted ? NULL : row->body, row->length);
  if (view == RW_SCOPE_NEVER || (RW_PLANTED (LOST_TOMBSTONE) && row->deleted))
    return TRUE;

  rw_id_write (&row->id, id);
  g_string_append_len (out, "{\"seq\":", 7);
  append_number (out, row->seq);
  g_string_append_len (out, ",\"kind\":\"", 9);
  g_string_append (out, row->kind);
  g_string_append_len (out, "\",\"id\":\"", 8);
  g_string_append_len (out, id, RW_ID_STRING_LENGTH);
  if (row->deleted)
    g_string_append_len (out, "\",\"deleted\":true}\n", 18);
  else if (view == RW_SCOPE_GONE)
    g_string_append_len (out, "\",\"gone\":true}\n", 15);
  else
    {
      g_string_append_len (out, "\",\"body\":", 9);
      if (view == RW_SCOPE_WHOLE)
        g_string_append_len (out, row->body, (gssize) row->length);
      else
        rw_scope_reduce (page->query->scope, kind, row->body, row->length, out);
      g_string_append_len (out, "}\n", 2);
    }
  if (out->len < PIECE_LENGTH)
    return TRUE;
  if (!page->func (&page->piece, FALSE, page->user_data))
    return FALSE;
  renew_piece (page);
  return TRUE;
}

static gboolean
fail_resync (GError    **error,
             const char *why)
{
  g_set_error (error, RW_ERROR, RW_ERROR_RESYNC, "%s; start from zero", why);
  return FALSE;
}

/* Whether the client can go on from where it is. */
static gboolean
check_position (const RwFeedQuery *query,
                const char *epoch,
                gint64 head,
                gint64 floor,
                GError **error)
{
  if (!RW_PLANTED (EPOCH_IGNORED) && query->epoch != NULL && strcmp (query->epoch, epoch) != 0)
    return fail_resync (error, "The server was restored or is another one");
  if (query->epoch == NULL && query->pos > 0)
    return fail_resync (error, "A position without its epoch means nothing");
  if (query->pos > head)
    return fail_resync (error, "The position is beyond the server's last change");
  if (!RW_PLANTED (SCOPE_IGNORED) && query->scope_name != NULL &&
      strcmp (query->scope_name, rw_scope_get_name (query->scope)) != 0)
    return fail_resync (error, "What you may see has changed");
  /* A first sync in progress has seen no deletion from before it began, and needs none. */
  if (!RW_PLANTED (FLOOR_IGNORED) && query->pos > 0 &&
      MAX (query->pos, RW_PLANTED (H0_IGNORED) ? 0 : query->h0) < floor)
    return fail_resync (error, "The position is too old");
  return TRUE;
}

/**
 * rw_feed_query_run:
 * @store: a snapshot
 * @begin: called once, before @func, when there will be an answer
 * @func: takes the answer piece by piece
 *
 * Writes the page: the rows behind the position, and the trailer that says where they end. All of
 * it comes from the one state that @store shows.
 *
 * Returns: %FALSE with %RW_ERROR_RESYNC when the client cannot go on from where it is
 */
gboolean
rw_feed_query_run (const RwFeedQuery *query,
                   RwLogStore *store,
                   RwFeedBeginFunc begin,
                   RwFeedPieceFunc func,
                   gpointer user_data,
                   GError **error)
{
  Page page = { .query = query, .func = func, .user_data = user_data, .to = query->pos };
  gint64 head = rw_log_store_get_head (store), floor, last_mid = 0;
  g_autofree char *epoch = rw_log_store_get_epoch (store, error);
  gboolean done;

  if (epoch == NULL)
    return FALSE;
  floor = rw_log_store_get_number (store, "floor", 0, error);
  if (floor < 0 || !check_position (query, epoch, head, floor, error) ||
      (!rw_id_is_nil (&query->client) &&
       !rw_log_store_get_mid (store, &query->client, &last_mid, error)))
    return FALSE;
  begin (head, user_data);

  renew_piece (&page);
  done = rw_log_store_since (store, query->pos, query->limit, row_func, &page, error);
  if (RW_PLANTED (TWO_SNAPSHOTS))
    {
      g_autoptr (RwLogStore) later = rw_log_store_snapshot (store, NULL);

      if (later != NULL)
        head = rw_log_store_get_head (later);
    }
  if (done)
    {
      /* Nobody wanted the last piece: then nobody wants this one, but its place is needed. */
      if (page.piece == NULL)
        renew_piece (&page);
      /* Fewer rows than asked for: there are no more, whatever numbers deleted versions have left
       * empty. */
      g_string_append_printf (page.piece,
                              "{\"to\":%" G_GINT64_FORMAT ",\"head\":%" G_GINT64_FORMAT
                              ",\"h0\":%" G_GINT64_FORMAT ",\"last_mid\":%" G_GINT64_FORMAT
                              ",\"scope\":\"%s\",\"epoch\":\"%s\"}\n",
                              page.rows < query->limit ? head : page.to, head,
                              query->pos == 0 ? head : query->h0, last_mid,
                              rw_scope_get_name (query->scope), epoch);
      func (&page.piece, TRUE, user_data);
    }
  if (page.piece != NULL)
    g_string_free (page.piece, TRUE);
  return done;
}
