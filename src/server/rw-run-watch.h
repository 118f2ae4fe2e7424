/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rw-log-store.h"

G_BEGIN_DECLS

/**
 * RwRunWatch:
 *
 * Notices what does not happen: backups that were expected and did not begin, or did not end. Used in the store's
 * thread.
 */
typedef struct _RwRunWatch RwRunWatch;

RwRunWatch *rw_run_watch_new  (void);
void        rw_run_watch_free (RwRunWatch *self);
gboolean    rw_run_watch_step (RwRunWatch *self,
                               RwLogStore *store,
                               gint64      now,
                               gboolean   *more,
                               GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RwRunWatch, rw_run_watch_free)

G_END_DECLS
