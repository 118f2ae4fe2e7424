/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-db.h"
#include "rw-record.h"

G_BEGIN_DECLS

/**
 * RwCache:
 *
 * One connection to the client's cache: a typed table per kind, named like the kind, with columns
 * "id" (BLOB, 16 bytes), "seq" (INTEGER) and one per field, named like the field (some names are
 * SQL words: always quote them). The tables hold the view: the server's state with the person's
 * own pending edits on top. An enum column holds the word, an instant microseconds, a date days, a
 * list of references 16-byte ids one behind the other, a list of texts a JSON array.
 *
 * Indexed are "id", every reference, and what the schema marks RW_F_INDEX or RW_F_UNIQUE.
 */
typedef struct _RwCache RwCache;

/**
 * RwCacheCursor:
 * @epoch: (nullable): of the server when it was last heard; %NULL before the first page
 * @scope: (nullable): what the principal may see
 * @pos: every row up to here is in the cache
 * @h0: the server's head when this cache began
 * @head: the server's head at the last page; the cache is whole when @pos has reached it
 * @last_mid: this client's last mutation that the rows contain
 *
 * How far a cache has come. Written in one transaction with the rows it speaks of.
 */
typedef struct
{
  char *epoch;
  char *scope;
  gint64 pos;
  gint64 h0;
  gint64 head;
  gint64 last_mid;
} RwCacheCursor;

void        rw_cache_cursor_clear (RwCacheCursor *cursor);

/**
 * RwBind:
 * @RW_BIND_END: no more; always the last argument
 * @RW_BIND_INT: a gint64 follows: integer, boolean, instant, date
 * @RW_BIND_DECIMAL: a double follows
 * @RW_BIND_TEXT: a const char * follows: text, or the word of an enum (rw_enum_value()); may be %NULL
 * @RW_BIND_ID: a const RwId * follows; may be %NULL
 * @RW_BIND_NULL: nothing follows
 *
 * The arguments of rw_cache_select() after the error: pairs of one of these and a value, one pair
 * for each ? of the tail in their order, then %RW_BIND_END. An integer must really be a gint64: a
 * bare 1 in the call is an int; write (gint64) 1.
 *
 * |[<!-- language="C" -->
 * g_autoptr (GPtrArray) racks =
 *   rw_cache_select (cache, RW_KIND_RACK, "WHERE \"room\" = ? AND \"units\" >= ? ORDER BY \"row\"", &error,
 *                    RW_BIND_ID, &room, RW_BIND_INT, (gint64) 42, RW_BIND_END);
 * ]|
 */
typedef enum
{
  RW_BIND_END,
  RW_BIND_INT,
  RW_BIND_DECIMAL,
  RW_BIND_TEXT,
  RW_BIND_ID,
  RW_BIND_NULL,
} RwBind;

RwCache    *rw_cache_open       (const char    *dir,
                                 const char    *server,
                                 GError       **error);
void        rw_cache_close      (RwCache       *cache);
gboolean    rw_cache_is_current (RwCache       *cache);
gboolean    rw_cache_begin_read (RwCache       *cache,
                                 GError       **error);
void        rw_cache_end_read   (RwCache       *cache);
gboolean    rw_cache_get_cursor (RwCache       *cache,
                                 RwCacheCursor *cursor,
                                 GError       **error);

gpointer    rw_cache_get_kept   (RwCache       *cache,
                                 const char    *key);
void        rw_cache_keep       (RwCache       *cache,
                                 const char    *key,
                                 gpointer       data,
                                 GDestroyNotify free_data);

RwDb       *rw_cache_get_db    (RwCache     *cache);
const char *rw_cache_columns   (RwKind       kind);
RwRecord   *rw_cache_read_row  (RwStmt      *stmt,
                                RwKind       kind);
RwRecord   *rw_cache_get       (RwCache     *cache,
                                RwKind       kind,
                                const RwId  *id,
                                GError     **error);
RwRecord   *rw_cache_find      (RwCache     *cache,
                                guint64      kinds,
                                const RwId  *id,
                                GError     **error);
GPtrArray  *rw_cache_select    (RwCache     *cache,
                                RwKind       kind,
                                const char  *tail,
                                GError     **error,
                                ...);
gint64      rw_cache_count     (RwCache     *cache,
                                RwKind       kind,
                                GError     **error);
GHashTable *rw_cache_titles    (RwCache     *cache,
                                guint64      kinds,
                                const RwId  *ids,
                                guint        n_ids,
                                GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwCache, rw_cache_close)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RwCacheCursor, rw_cache_cursor_clear)

G_END_DECLS
