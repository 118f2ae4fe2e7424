/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"
#include "rw-request.h"

G_BEGIN_DECLS

/**
 * RwFeed:
 *
 * One answer to a request for changes: written by a reader thread from one snapshot, sent by the
 * server's thread piece by piece, the next one only after the last one left.
 */
typedef struct _RwFeed RwFeed;

RwFeed *rw_feed_new    (RwRequest  *request,
                        const char *epoch,
                        const char *scope_name,
                        gint64      pos,
                        gint64      h0,
                        gint64      limit,
                        const RwId *client);
RwFeed *rw_feed_ref    (RwFeed     *feed);
void    rw_feed_unref  (RwFeed     *feed);
void    rw_feed_start  (RwFeed     *feed);
void    rw_feed_run    (RwFeed     *feed,
                        RwLogStore *store);
void    rw_feed_fail   (RwFeed     *feed,
                        GError     *error);
void    rw_feed_cancel (RwFeed     *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFeed, rw_feed_unref)

G_END_DECLS
