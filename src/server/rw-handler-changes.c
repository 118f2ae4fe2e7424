/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rw-feed.h"
#include "rw-server-private.h"

#define ROWS_USUAL 100000
#define ROWS_MOST  5000000

static void
read_func (RwLogStore *store,
           gpointer    data,
           GError     *problem)
{
  if (store != NULL)
    rw_feed_run (data, store);
  else
    rw_feed_fail (data, g_error_copy (problem));
}

/* GET /v1/changes: rows after a position, and where that leaves the client. */
void
rw_handle_changes (RwRequest *request)
{
  gint64 pos = 0, h0 = 0, limit = ROWS_USUAL;
  g_autoptr (RwFeed) feed = NULL;
  RwId client;

  if (!rw_request_get_integer (request, "pos", G_MAXINT64, &pos) ||
      !rw_request_get_integer (request, "h0", G_MAXINT64, &h0) ||
      !rw_request_get_integer (request, "limit", ROWS_MOST, &limit) ||
      !rw_request_get_id (request, "client", FALSE, &client))
    return;
  feed = rw_feed_new (request, rw_request_get (request, "epoch"), rw_request_get (request, "scope"), pos, h0,
                      limit > 0 ? limit : ROWS_USUAL, &client);
  rw_feed_start (feed);
  rw_readers_run (rw_server_get_readers (request->server), &request->principal->token, read_func,
                  g_steal_pointer (&feed), (GDestroyNotify) rw_feed_unref);
}
