/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "rw-tls-trust.h"

G_BEGIN_DECLS

/**
 * RwFeedFetch:
 *
 * Fetches pages of the change feed. Belongs to one thread and blocks it: the rows go from the socket
 * to whoever takes them without a main loop in between.
 */
typedef struct _RwFeedFetch RwFeedFetch;

/**
 * RwFeedLineFunc:
 * @line: without its end; not terminated; valid during the call
 *
 * Takes one line of a page.
 */
typedef gboolean (*RwFeedLineFunc) (const char *line,
                                    gsize       length,
                                    gpointer    user_data,
                                    GError    **error);

RwFeedFetch *rw_feed_fetch_new  (GUri           *server,
                                 RwTlsTrust     *trust);
void         rw_feed_fetch_free (RwFeedFetch    *self);
gboolean     rw_feed_fetch_run  (RwFeedFetch    *self,
                                 const char     *token,
                                 const char     *path,
                                 gsize           most,
                                 RwFeedLineFunc  func,
                                 gpointer        user_data,
                                 guint          *retry_after,
                                 GCancellable   *cancellable,
                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwFeedFetch, rw_feed_fetch_free)

G_END_DECLS
