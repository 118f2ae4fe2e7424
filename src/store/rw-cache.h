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
 */
typedef struct _RwCache RwCache;

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

G_END_DECLS
