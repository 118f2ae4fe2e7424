/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rw-feed-row.h"
#include "rw-tls-trust.h"

G_BEGIN_DECLS

/**
 * RwFeedRows:
 *
 * Fetches the pages of a first sync. A thread of its own reads from the socket and takes the lines
 * apart, while the calling thread writes what came before into the file.
 */
typedef struct _RwFeedRows RwFeedRows;

/**
 * RwFeedRowsFunc:
 * @rows: (array length=n): valid during the call
 *
 * Takes some rows of a page.
 */
typedef gboolean (*RwFeedRowsFunc) (const RwFeedRow *rows,
                                    guint            n,
                                    gpointer         user_data,
                                    GError         **error);

RwFeedRows *rw_feed_rows_new  (GUri           *server,
                               RwTlsTrust     *trust);
void        rw_feed_rows_free (RwFeedRows     *self);
gboolean    rw_feed_rows_run  (RwFeedRows     *self,
                               const char     *token,
                               const char     *path,
                               gsize           most,
                               RwFeedRowsFunc  func,
                               gpointer        user_data,
                               guint          *retry_after,
                               GCancellable   *cancellable,
                               GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFeedRows, rw_feed_rows_free)

G_END_DECLS
