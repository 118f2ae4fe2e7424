/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"
#include "rw-scope.h"

G_BEGIN_DECLS

/**
 * RwFeedQuery:
 * @epoch: (nullable): which the client knows
 * @scope_name: (nullable): which the client knows
 * @pos: the last number that it has
 * @h0: the head when its first sync began, 0 for none
 * @limit: greatest number of rows
 * @client: its work database, nil for none
 * @scope: what the principal may see
 *
 * A request for changes, without the connection it came over.
 */
typedef struct
{
  const char *epoch;
  const char *scope_name;
  gint64 pos;
  gint64 h0;
  gint64 limit;
  RwId client;
  const RwScope *scope;
} RwFeedQuery;

typedef void     (*RwFeedBeginFunc) (gint64     head,
                                     gpointer   user_data);

/**
 * RwFeedPieceFunc:
 * @piece: (inout): lines; may be taken, leaving %NULL
 * @last: there are no more
 *
 * Returns: %FALSE when nobody wants more
 */
typedef gboolean (*RwFeedPieceFunc) (GString  **piece,
                                     gboolean   last,
                                     gpointer   user_data);

gboolean rw_feed_query_run (const RwFeedQuery  *query,
                            RwLogStore         *store,
                            RwFeedBeginFunc     begin,
                            RwFeedPieceFunc     func,
                            gpointer            user_data,
                            GError            **error);

G_END_DECLS
