/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store-sqlite.h"

G_BEGIN_DECLS

/**
 * RwStoreCheckFunc:
 * @what: the part that was looked at, as a person reads it
 * @findings: (element-type utf8): what is wrong with it, one sentence each; empty: nothing
 * @figure: how much there was to look at: pages, entries, records …
 *
 * Tells of one part.
 */
typedef void (*RwStoreCheckFunc) (const char *what,
                                  GPtrArray  *findings,
                                  gint64      figure,
                                  gpointer    user_data);

gboolean rw_store_check (RwLogStoreSqlite *store,
                         RwStoreCheckFunc  func,
                         gpointer          user_data,
                         gboolean         *sound,
                         GError          **error);
gboolean rw_store_is_sound (RwLogStoreSqlite *store,
                            gint64           *records,
                            GError          **error);

G_END_DECLS
